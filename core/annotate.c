/* annotate.c - copies of photos with outlines and payloads drawn on them, for eyes
 *
 * The picture is decoded where a photo is decoded: a caller who confines its reader
 * confines this too, and takes only grey pixels out.  A payload never reaches a file
 * as text: it is drawn, printable ASCII as it stands, anything else as \xHH. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "context.h"
#include "image/draw.h"
#include "image/format.h"
#include "mask.h"
#include "reading.h"
#include "trust/error.h"
#include "trust/store.h"

#define LEAST_SIDE                                                                       \
	800 /* of the longer side: smaller pictures are enlarged, so that text fits */
#define TIMES_MAX 8  /* how much at most */
#define GAP 4        /* pixels between an outline and its text */
#define TEXT_MAX 512 /* characters of one label: more than a line holds */

struct canvas {
	struct image image;
	int32_t size; /* of letters */
	int32_t line; /* height of a label */
	double scale; /* pixels of the canvas a pixel of the photo */
	int32_t left[READING_SYMBOLS_MAX], top[READING_SYMBOLS_MAX],
	        width[READING_SYMBOLS_MAX];
	size_t labels;
};

/* The photo at a size that fits: mean of the pixels that fall together, or repeated. */
static enum assay_status
fit(const struct image *in, struct canvas *c)
{
	const uint32_t longest = in->width > in->height ? in->width : in->height;
	uint64_t side = longest;
	uint32_t w, h;

	if (longest > ASSAY_PICTURE_SIDE)
		side = ASSAY_PICTURE_SIDE;
	else if (longest < LEAST_SIDE)
		side = longest * (uint64_t)TIMES_MAX < LEAST_SIDE ? longest * TIMES_MAX
		                                                  : LEAST_SIDE;
	w = (uint32_t)(in->width * side / longest);
	h = (uint32_t)(in->height * side / longest);
	w += w == 0;
	h += h == 0;
	c->image = (struct image){ malloc((size_t)w * h), w, h, w };
	if (c->image.pixels == NULL)
		return ASSAY_E_NOMEM;
	c->scale = (double)side / longest;
	c->size = side >= LEAST_SIDE ? 2 : 1;
	c->line = (DRAW_CELL_HEIGHT + 1) * c->size;
	for (size_t row = 0; row < h; row++)
		for (size_t column = 0; column < w; column++) {
			size_t top = row * in->height / h,
			       bottom = (row + 1) * in->height / h;
			size_t left = column * in->width / w,
			       right = (column + 1) * in->width / w;
			uint64_t sum = 0, n = 0;

			bottom += bottom == top;
			right += right == left;
			for (size_t y = top; y < bottom; y++)
				for (size_t x = left; x < right; x++, n++)
					sum += in->pixels[y * in->stride + x];
			c->image.pixels[row * w + column] = (uint8_t)(sum / n);
		}
	return ASSAY_OK;
}

static struct assay_point
scaled(const struct canvas *c, struct assay_point p)
{
	return (struct assay_point){ (int32_t)(((double)p.x + 0.5) * c->scale),
		                     (int32_t)(((double)p.y + 0.5) * c->scale) };
}

/* Printable ASCII as it stands, other bytes as \xHH; what is too long ends in "..". */
static size_t
plain_text(char *out, size_t room, const char *before, struct assay_bytes s)
{
	size_t n = 0;
	char one[8];

	for (; *before != '\0' && n < room; before++)
		out[n++] = *before;
	for (size_t i = 0; i < s.len; i++) {
		const int len =
		        snprintf(one, sizeof one,
		                 s.data[i] == '\\'                        ? "\\\\"
		                 : s.data[i] >= 0x20 && s.data[i] <= 0x7e ? "%c"
		                                                          : "\\x%02X",
		                 s.data[i]);

		if (n + (size_t)len > room) {
			for (size_t k = 0; k < 2 && k < n; k++)
				out[n - 1 - k] = '.';
			break;
		}
		memcpy(out + n, one, (size_t)len);
		n += (size_t)len;
	}
	return n;
}

static bool
is_free(const struct canvas *c, int32_t left, int32_t top, int32_t width)
{
	if (top < 0 || top + c->line > (int64_t)c->image.height)
		return false;
	for (size_t i = 0; i < c->labels; i++)
		if (left < c->left[i] + c->width[i] && c->left[i] < left + width &&
		    top < c->top[i] + c->line && c->top[i] < top + c->line)
			return false;
	return true;
}

/* Below the outline, or above it, or the nearest line that no other label is on. */
static void
place_label(struct canvas *c, int32_t left, int32_t above, int32_t below,
            const char *text, size_t n)
{
	const int32_t width = (int32_t)n * DRAW_CELL_WIDTH * c->size + c->size;
	int32_t top = below;

	if (left + (int64_t)width > c->image.width)
		left = (int32_t)c->image.width - width;
	left = left < 0 ? 0 : left;
	for (int32_t step = 0; step < (int32_t)c->image.height; step += c->line) {
		if (is_free(c, left, top = below + step, width) ||
		    is_free(c, left, top = above - c->line - step, width))
			break;
	}
	if (!is_free(c, left, top, width))
		top = 0; /* more labels than lines */
	draw_box(&c->image, left, top, width, c->line, 255);
	draw_text(&c->image, left + c->size, top + c->size, c->size, 0, text, n);
	if (c->labels < READING_SYMBOLS_MAX) {
		c->left[c->labels] = left;
		c->top[c->labels] = top;
		c->width[c->labels++] = width;
	}
}

static size_t
letters_a_line(const struct canvas *c)
{
	const size_t n = c->image.width / (uint32_t)(DRAW_CELL_WIDTH * c->size);

	return n < 2 ? 1 : n - 1 > TEXT_MAX ? TEXT_MAX : n - 1;
}

static void
draw_outline(struct canvas *c, const struct assay_symbol *s)
{
	static const struct {
		int32_t width;
		uint8_t ink;
	} strokes[] = { { 7, 255 }, { 3, 0 } }; /* seen on black and on white */
	struct assay_point p[4];

	for (size_t i = 0; i < 4; i++)
		p[i] = scaled(c, s->outline[i]);
	for (size_t k = 0; k < 2; k++) {
		for (size_t i = 0; i < 4; i++)
			draw_line(&c->image, p[i], p[(i + 1) % 4], strokes[k].width,
			          strokes[k].ink);
		/* the symbol's own top left */
		draw_line(&c->image, p[0], p[0], strokes[k].width * 2, strokes[k].ink);
	}
}

static void
draw_payload(struct canvas *c, const struct assay_symbol *s, struct assay_bytes payload)
{
	struct assay_point low = scaled(c, s->outline[0]), high = low;
	char text[TEXT_MAX], before[8];
	size_t n;

	for (size_t i = 1; i < 4; i++) {
		struct assay_point p = scaled(c, s->outline[i]);

		low.x = p.x < low.x ? p.x : low.x;
		low.y = p.y < low.y ? p.y : low.y;
		high.y = p.y > high.y ? p.y : high.y;
	}
	snprintf(before, sizeof before, "%.3s ", s->symbology);
	n = plain_text(text, letters_a_line(c), before, payload);
	place_label(c, low.x, low.y - GAP, high.y + GAP, text, n);
}

/* Why nothing was read, in the lowest lines. */
static void
draw_reason(struct canvas *c, const char *reason)
{
	const size_t most = letters_a_line(c), len = strlen(reason);
	const size_t lines = (len + most - 1) / most;

	for (size_t i = 0; i < lines; i++) {
		const size_t n = len - i * most < most ? len - i * most : most;
		const int32_t top =
		        (int32_t)c->image.height - (int32_t)(lines - i) * c->line;

		draw_box(&c->image, 0, top, (int32_t)c->image.width, c->line, 255);
		draw_text(&c->image, c->size, top + c->size, c->size, 0,
		          reason + i * most, n);
	}
}

enum assay_status
assay_annotate_memory(const struct assay *a, struct assay_bytes file,
                      const struct assay_reading *r, struct assay_picture *out)
{
	const struct image_limits limits = { a->max_file_bytes, a->max_pixels };
	struct canvas *c = calloc(1, sizeof *c);
	struct arena arena = { NULL };
	struct image_facts facts;
	enum assay_status status;
	struct image grey;
	struct words why;

	*out = (struct assay_picture){ 0 };
	if (c == NULL)
		return ASSAY_E_NOMEM;
	if ((status = image_decode(file, &limits, &grey, &facts, &why)) == ASSAY_OK) {
		status = fit(&grey, c);
		image_clear(&grey);
	}
	if (status == ASSAY_OK) {
		for (size_t i = 0; i < r->n_symbols; i++)
			draw_outline(c, &r->symbols[i]);
		for (size_t i = 0; i < r->n_symbols; i++) {
			struct assay_bytes payload = r->symbols[i].payload;

			if (!mask_bytes(a, &arena, &payload))
				status = ASSAY_E_NOMEM;
			else
				draw_payload(c, &r->symbols[i], payload);
		}
		arena_clear(&arena);
		if (status != ASSAY_OK)
			free(c->image.pixels);
	}
	if (status == ASSAY_OK) {
		draw_reason(c, r->reason_en);
		*out = (struct assay_picture){ c->image.pixels, c->image.width,
			                       c->image.height };
	}
	free(c);
	return status;
}

enum assay_status
assay_picture_write(const struct assay_picture *picture, const char *path,
                    struct assay_error *error)
{
	const struct image image = { picture->pixels, picture->width, picture->height,
		                     picture->width };
	enum assay_status status;
	uint8_t *png;
	size_t len;

	if (picture->pixels == NULL || picture->width == 0 || picture->height == 0 ||
	    picture->width > ASSAY_PICTURE_SIDE || picture->height > ASSAY_PICTURE_SIDE)
		return error_say(error, ASSAY_E_USAGE,
		                 "a picture must be 1 to %d pixels a side",
		                 "图片的边长必须在 1 到 %d 像素之间", ASSAY_PICTURE_SIDE);
	if (png_encode(&image, &png, &len) != ASSAY_OK)
		return error_nomem(error);
	status = store_write(path, 0644, png, len, false, error);
	free(png);
	return status;
}
