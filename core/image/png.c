/* png.c - PNG to grey and grey to PNG, by libpng
 *
 * Colour becomes luma, 16 bits become 8, what is transparent shows white.  Only
 * what the pixels need is parsed: profiles and texts are never inflated. */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "assay-cursor.h"
#include "image/format.h"

#define CHUNK_MAX (16u << 20) /* of what is not pixels: far above any palette */

static const struct words broken = {
	"the PNG file is damaged or cut off: copy it from the camera again",
	"PNG 文件损坏或不完整：请从来源重新复制"
};

struct job {
	struct assay_cursor rest;
	const struct image_limits *limits;
	struct decoded *out;
	struct words *why;
	png_structp png;
	png_infop info;
	png_bytep pixels; /* with alpha: two bytes a pixel, a row or, interlaced, all rows
	                   */
	enum assay_status status;
	bool begun; /* the pixels have begun: a fault from here on loses only the rest */
};

static void
read_bytes(png_structp png, png_bytep out, size_t n)
{
	struct job *job = png_get_io_ptr(png);
	struct assay_bytes view = assay_take(&job->rest, n);

	if (job->rest.bad)
		png_error(png, "cut off");
	if (n > 0)
		memcpy(out, view.data, n);
}

static void
on_error(png_structp png, png_const_charp text)
{
	(void)text;
	png_longjmp(png, 1);
}

static void
on_warning(png_structp png, png_const_charp text)
{
	(void)png;
	(void)text;
}

/* One row of grey and alpha pairs shown on white. */
static void
onto_white(uint8_t *grey, const uint8_t *pairs, size_t width)
{
	for (size_t x = 0; x < width; x++) {
		unsigned alpha = pairs[2 * x + 1];

		grey[x] = (uint8_t)((pairs[2 * x] * alpha + 255 * (255 - alpha) + 127) /
		                    255);
	}
}

static void
read_rows(struct job *job, bool alpha, bool interlaced)
{
	struct image *image = &job->out->image;
	const size_t pairs = (size_t)image->width * 2;
	const int passes = png_set_interlace_handling(job->png);

	png_read_update_info(job->png, job->info);
	if (png_get_rowbytes(job->png, job->info) != (alpha ? pairs : image->width))
		png_error(job->png, "unexpected row size");
	if (alpha) {
		job->pixels = malloc(interlaced ? pairs * image->height : pairs);
		if (job->pixels == NULL) {
			job->status = ASSAY_E_NOMEM;
			png_error(job->png, "out of memory");
		}
		/* what is not reached any more stays transparent: white */
		memset(job->pixels, 0, interlaced ? pairs * image->height : pairs);
	}
	job->begun = true;
	for (int pass = 0; pass < passes; pass++)
		for (size_t y = 0; y < image->height; y++) {
			uint8_t *row = image->pixels + y * image->stride;

			if (!alpha) {
				png_read_row(job->png, row, NULL);
				continue;
			}
			if (interlaced) {
				png_read_row(job->png, job->pixels + y * pairs, NULL);
				continue;
			}
			png_read_row(job->png, job->pixels, NULL);
			onto_white(row, job->pixels, image->width);
		}
}

static bool
decode(struct job *job)
{
	png_uint_32 width, height;
	int depth, colour, interlace;
	bool alpha;

	if (setjmp(png_jmpbuf(job->png)))
		return false;
	png_set_read_fn(job->png, job, read_bytes);
	png_set_chunk_malloc_max(job->png, CHUNK_MAX);
	png_set_user_limits(job->png, 0x7fffffff,
	                    0x7fffffff); /* image_alloc() has ours */
	png_set_keep_unknown_chunks(job->png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
	png_read_info(job->png, job->info);
	png_get_IHDR(job->png, job->info, &width, &height, &depth, &colour, &interlace,
	             NULL, NULL);
	job->status = image_alloc(&job->out->image, width, height, job->limits, job->why);
	if (job->status != ASSAY_OK)
		return false;

	alpha = (colour & PNG_COLOR_MASK_ALPHA) != 0 ||
	        png_get_valid(job->png, job->info, PNG_INFO_tRNS) != 0;
	png_set_expand(job->png);
	png_set_scale_16(job->png);
	if ((colour & PNG_COLOR_MASK_COLOR) != 0)
		png_set_rgb_to_gray_fixed(job->png, PNG_ERROR_ACTION_NONE, -1, -1);
	read_rows(job, alpha, interlace != PNG_INTERLACE_NONE);
	png_read_end(job->png, NULL);
	return true;
}

/* The eXIf chunk, wherever it stands. */
static void
find_exif(struct assay_bytes file, struct exif *exif)
{
	struct assay_cursor c = { file, false };

	assay_take(&c, 8);
	while (!c.bad && c.left.len > 0) {
		size_t len = (size_t)assay_take_be(&c, 4);
		struct assay_bytes name = assay_take(&c, 4);
		struct assay_bytes data = assay_take(&c, len);

		assay_take(&c, 4);
		if (!c.bad && name.len == 4 && memcmp(name.data, "eXIf", 4) == 0) {
			exif_read(data, exif);
			return;
		}
	}
}

enum assay_status
png_decode(struct assay_bytes file, const struct image_limits *limits,
           struct decoded *out, struct words *why)
{
	struct job job = {
		.rest = { file, false }, .limits = limits, .out = out, .why = why
	};
	struct assay_cursor header = { file, false };
	bool whole = false, interlaced;
	uint64_t width, height;

	/* libpng would call a side of zero a damaged file */
	assay_take(&header, 16);
	width = assay_take_be(&header, 4);
	height = assay_take_be(&header, 4);
	if (header.bad) {
		*why = broken;
		return ASSAY_E_FORMAT;
	}
	if (width == 0 || height == 0)
		return image_alloc(&out->image, 0, 0, limits, why);

	job.png =
	        png_create_read_struct(PNG_LIBPNG_VER_STRING, &job, on_error, on_warning);
	if (job.png == NULL)
		return ASSAY_E_NOMEM;
	if ((job.info = png_create_info_struct(job.png)) == NULL)
		job.status = ASSAY_E_NOMEM;
	else
		whole = decode(&job);
	interlaced = job.info != NULL && job.begun &&
	             png_get_interlace_type(job.png, job.info) != PNG_INTERLACE_NONE;
	if (job.pixels != NULL && interlaced)
		for (size_t y = 0; y < out->image.height; y++)
			onto_white(out->image.pixels + y * out->image.stride,
			           job.pixels + y * out->image.width * 2,
			           out->image.width);
	free(job.pixels);
	png_destroy_read_struct(&job.png, &job.info, NULL);
	if (job.status != ASSAY_OK)
		return job.status;
	if (!whole && !job.begun) {
		*why = broken;
		return ASSAY_E_FORMAT;
	}
	out->damaged = !whole;
	find_exif(file, &out->exif);
	return ASSAY_OK;
}

/* ---- the way out ---- */

struct growing {
	uint8_t *bytes;
	size_t len, room;
};

static void
write_bytes(png_structp png, png_bytep bytes, size_t n)
{
	struct growing *g = png_get_io_ptr(png);

	if (n > g->room - g->len) {
		const size_t room = g->room * 2 + n + 65536; /* far below any overflow */
		uint8_t *grown = realloc(g->bytes, room);

		if (grown == NULL)
			png_error(png, "out of memory");
		g->bytes = grown;
		g->room = room;
	}
	memcpy(g->bytes + g->len, bytes, n);
	g->len += n;
}

static void
flush_nothing(png_structp png)
{
	(void)png;
}

static bool
encode(png_structp png, png_infop info, const struct image *image)
{
	if (setjmp(png_jmpbuf(png)))
		return false;
	png_set_IHDR(png, info, image->width, image->height, 8, PNG_COLOR_TYPE_GRAY,
	             PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
	             PNG_FILTER_TYPE_DEFAULT);
	png_set_compression_level(png, 3); /* these are looked at and thrown away */
	png_write_info(png, info);
	for (size_t y = 0; y < image->height; y++)
		png_write_row(png, image->pixels + y * image->stride);
	png_write_end(png, info);
	return true;
}

enum assay_status
png_encode(const struct image *image, uint8_t **out, size_t *len)
{
	struct growing g = { 0 };
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, on_error,
	                                          on_warning);
	png_infop info = png != NULL ? png_create_info_struct(png) : NULL;
	bool whole = false;

	if (info != NULL) {
		png_set_write_fn(png, &g, write_bytes, flush_nothing);
		whole = encode(png, info, image);
	}
	png_destroy_write_struct(&png, &info);
	if (!whole) {
		free(g.bytes);
		return ASSAY_E_NOMEM; /* there is nothing else that can fail */
	}
	*out = g.bytes;
	*len = g.len;
	return ASSAY_OK;
}
