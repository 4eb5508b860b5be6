/* annotate-test.c - pictures for eyes: what is drawn, and that nothing is drawn outside
 *
 * Drawing is tested by its pixels, the PNG by decoding it again. */
#include "config.h"

#include <math.h>
#include <unistd.h>

#include "context.h"
#include "image/draw.h"
#include "image/format.h"
#include "reading.h"
#include "tap.h"

#define GUARD 64

static const struct assay context = { .max_file_bytes = 64u << 20,
	                              .max_pixels = 64000000 };

static struct image
blank(uint32_t width, uint32_t height)
{
	struct image image = { malloc((size_t)width * height), width, height, width };

	memset(image.pixels, 200, (size_t)width * height);
	return image;
}

static size_t
inked(const struct image *image, uint8_t ink)
{
	size_t n = 0;

	for (size_t i = 0; i < (size_t)image->width * image->height; i++)
		n += image->pixels[i] == ink;
	return n;
}

static void
test_letters(void)
{
	uint8_t seen[95][DRAW_CELL_WIDTH * DRAW_CELL_HEIGHT];
	size_t ink[95], twice = 0;
	char c;

	for (size_t i = 0; i < 95; i++) {
		struct image cell = blank(DRAW_CELL_WIDTH, DRAW_CELL_HEIGHT);

		c = (char)(' ' + i);
		draw_text(&cell, 0, 0, 1, 0, &c, 1);
		ink[i] = inked(&cell, 0);
		memcpy(seen[i], cell.pixels, sizeof seen[i]);
		for (size_t k = 0; k < i; k++)
			twice += memcmp(seen[i], seen[k], sizeof seen[i]) == 0;
		free(cell.pixels);
	}
	is_int(twice, 0, "no two characters look alike");
	ok(ink[0] == 0, "a space is empty");
	for (size_t i = 1; i < 95; i++)
		if (ink[i] < 2 || ink[i] > 25)
			ok(0, "'%c' has %zu points", (char)(' ' + i), ink[i]);
	c = '\n';
	{
		struct image cell = blank(DRAW_CELL_WIDTH, DRAW_CELL_HEIGHT);

		draw_text(&cell, 0, 0, 1, 0, &c, 1);
		is_int(inked(&cell, 0), 35, "what is no printable ASCII is a full cell");
		free(cell.pixels);
	}
}

/* Lines and texts at any place: the bytes around the picture stay as they were. */
static void
test_edges(void)
{
	static const int32_t far[] = { 0,         -1,        7,       8,
		                       40,        -40,       900,     -900,
		                       INT32_MAX, INT32_MIN, 1 << 20, -(1 << 20) };
	const size_t n = sizeof far / sizeof *far;
	uint8_t memory[GUARD + 8 * 8 + GUARD];
	struct image image = { memory + GUARD, 8, 8, 8 };
	size_t touched = 0, crossed;

	memset(memory, 200, sizeof memory);
	for (size_t i = 0; i < n * n * n * n; i++) {
		struct assay_point a = { far[i % n], far[i / n % n] };
		struct assay_point b = { far[i / n / n % n], far[i / n / n / n] };

		draw_line(&image, a, b, 3, 0);
		if (i % 97 == 0 && a.x < INT32_MAX - 1000)
			draw_text(&image, a.x, b.y > 1 << 24 ? 0 : b.y, 2, 0, "Wq", 2);
	}
	for (size_t i = 0; i < GUARD; i++)
		touched += memory[i] != 200 || memory[GUARD + 64 + i] != 200;
	is_int(touched, 0, "nothing is drawn outside the picture");
	memset(memory, 200, sizeof memory);
	draw_line(&image, (struct assay_point){ -1000000, 4 },
	          (struct assay_point){ 1000000, 4 }, 1, 0);
	crossed = inked(&image, 0);
	is_int(crossed, 8, "a line through the picture crosses all of it");
}

static struct assay_bytes
png_of(const struct image *image)
{
	uint8_t *png = NULL;
	size_t len = 0;

	if (png_encode(image, &png, &len) != ASSAY_OK)
		ok(0, "png_encode works");
	return (struct assay_bytes){ png, len };
}

static void
test_png(void)
{
	static const uint32_t sides[][2] = {
		{ 1, 1 }, { 1, 900 }, { 1600, 3 }, { 333, 77 }
	};
	const struct image_limits limits = { 64u << 20, 64000000 };

	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
		struct image image = blank(sides[i][0], sides[i][1]), back;
		const size_t n = (size_t)image.width * image.height;
		struct image_facts facts;
		struct assay_bytes png;
		struct words why;

		for (size_t k = 0; k < n; k++)
			image.pixels[k] = (uint8_t)(k * 7919 >> 3);
		png = png_of(&image);
		ok(image_decode(png, &limits, &back, &facts, &why) == ASSAY_OK &&
		           back.width == image.width && back.height == image.height &&
		           memcmp(back.pixels, image.pixels, n) == 0,
		   "%u x %u: the PNG holds the same pixels", sides[i][0], sides[i][1]);
		image_clear(&back);
		free((void *)(uintptr_t)png.data);
		free(image.pixels);
	}
}

/* A photo of that size with one symbol there. */
static struct assay_picture
annotated(uint32_t width, uint32_t height, const char *payload, size_t len, int32_t left,
          int32_t top, int32_t right, int32_t bottom)
{
	struct assay_symbol s = { .symbology = "]Q1",
		                  .payload = { (const uint8_t *)payload, len },
		                  .outline = { { left, top },
		                               { right, top },
		                               { right, bottom },
		                               { left, bottom } },
		                  .reader = "",
		                  .pass = "" };
	struct assay_reading *r = reading_new();
	struct image image = blank(width, height);
	struct assay_bytes png = png_of(&image);
	struct assay_picture out;

	if (payload == NULL)
		reading_reason(r, (struct words){ "Nothing here; go closer", "" });
	else if (reading_add(r, &s) != ASSAY_OK)
		ok(0, "a symbol is added");
	if (assay_annotate_memory(&context, png, r, &out) != ASSAY_OK)
		ok(0, "%u x %u: drawn", width, height);
	assay_reading_free(r);
	free((void *)(uintptr_t)png.data);
	free(image.pixels);
	return out;
}

static size_t
black(const struct assay_picture *p)
{
	const struct image image = { p->pixels, p->width, p->height, p->width };

	return inked(&image, 0);
}

static void
test_annotated(void)
{
	static char long_text[3000];
	static const struct {
		uint32_t width, height, out_width, out_height;
		int32_t left, top, right, bottom;
	} rows[] = {
		{ 1000, 800, 1000, 800, 100, 100, 500, 500 },
		{ 4000, 3000, 1600, 1200, 100, 100, 500, 500 },
		{ 40, 30, 320, 240, 5, 5, 35, 25 },
		{ 300, 200, 800, 533, 50, 40, 200, 150 },
		{ 9000, 1, 1600, 1, 0, 0, 8999, 0 },
		{ 1, 9000, 1, 1600, 0, 0, 0, 8999 },
		{ 1, 1, 8, 8, 0, 0, 0, 0 },
		{ 1000, 800, 1000, 800, -1048576, -1048576, 1048576, 1048576 },
		{ 1000, 800, 1000, 800, 5000, 5000, 6000, 6000 },
	};
	struct assay_picture p;
	size_t none;

	memset(long_text, 0x07, sizeof long_text);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		p = annotated(rows[i].width, rows[i].height, long_text,
		              i % 2 == 0 ? sizeof long_text : 3, rows[i].left,
		              rows[i].top, rows[i].right, rows[i].bottom);
		ok(p.width == rows[i].out_width && p.height == rows[i].out_height,
		   "row %zu: %u x %u becomes %u x %u", i, rows[i].width, rows[i].height,
		   p.width, p.height);
		ok(black(&p) > 0, "row %zu: something is drawn", i);
		free(p.pixels);
	}
	p = annotated(1000, 800, "", 0, 100, 100, 500, 500);
	none = black(&p);
	is_int(p.pixels[100 * 1000 + 300], 0, "the outline is where it is said");
	is_int(p.pixels[104 * 1000 + 300], 200, "and three pixels wide, within white");
	is_int(p.pixels[300 * 1000 + 300], 200, "what is in it stays");
	free(p.pixels);
	p = annotated(1000, 800, "A", 1, 100, 100, 500, 500);
	ok(black(&p) > none, "a payload is drawn");
	none = black(&p);
	free(p.pixels);
	p = annotated(1000, 800, "\n", 1, 100, 100, 500, 500);
	ok(black(&p) > none, "a byte that is no character takes four");
	free(p.pixels);
	p = annotated(1000, 800, NULL, 0, 0, 0, 0, 0);
	ok(black(&p) > 100, "where nothing was read the reason is drawn");
	free(p.pixels);
}

static void
test_refusals(void)
{
	struct assay_reading *r = reading_new();
	uint8_t pixel = 7;
	struct assay_picture out, odd[] = { { NULL, 3, 3 },
		                            { &pixel, 0, 1 },
		                            { &pixel, 1, 0 },
		                            { &pixel, ASSAY_PICTURE_SIDE + 1, 1 } };
	const struct assay_picture one = { &pixel, 1, 1 };
	struct assay_error error;
	char path[] = "/tmp/annotate test.XXXXXX", file[64];

	is_int(assay_annotate_memory(
	               &context,
	               (struct assay_bytes){ (const uint8_t *)"no picture", 10 }, r,
	               &out),
	       ASSAY_E_FORMAT, "what is no picture is refused");
	ok(out.pixels == NULL && out.width == 0, "and nothing is drawn");
	assay_reading_free(r);
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		is_int(assay_picture_write(&odd[i], "never", &error), ASSAY_E_USAGE,
		       "picture %zu is refused", i);
	ok(mkdtemp(path) != NULL, "a folder is made");
	snprintf(file, sizeof file, "%s/a.png", path);
	is_int(assay_picture_write(&one, file, &error), ASSAY_OK, "a picture is written");
	is_int(assay_picture_write(&one, file, &error), ASSAY_OK, "and written again");
	unlink(file);
	is_int(rmdir(path), 0, "nothing else is left there");
	is_int(assay_picture_write(&one, file, &error), ASSAY_E_IO,
	       "a folder that is missing");
	ok(strstr(error.text, "a.png") != NULL && error.text_zh[0] != '\0', "is told");
}

int
main(void)
{
	test_letters();
	test_edges();
	test_png();
	test_annotated();
	test_refusals();
	return tap_end();
}
