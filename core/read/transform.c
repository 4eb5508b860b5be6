/* transform.c - pictures made from a picture, for one pass each */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/transform.h"

static enum assay_status
make(struct image *out, uint64_t width, uint64_t height)
{
	*out = (struct image){ NULL, (uint32_t)width, (uint32_t)height, (size_t)width };
	if ((out->pixels = malloc((size_t)(width * height))) == NULL)
		return ASSAY_E_NOMEM;
	return ASSAY_OK;
}

enum assay_status
transform_copy(const struct image *in, struct image *out)
{
	if (make(out, in->width, in->height) != ASSAY_OK)
		return ASSAY_E_NOMEM;
	for (size_t y = 0; y < in->height; y++)
		memcpy(out->pixels + y * out->stride, in->pixels + y * in->stride,
		       in->width);
	return ASSAY_OK;
}

/* The commonest case, without loops inside loops. */
static void
halve(const struct image *in, struct image *out)
{
	for (size_t y = 0; y < out->height; y++) {
		const uint8_t *p = in->pixels + 2 * y * in->stride, *q = p + in->stride;
		uint8_t *o = out->pixels + y * out->stride;

		for (size_t x = 0; x < out->width; x++)
			o[x] = (uint8_t)((p[2 * x] + p[2 * x + 1] + q[2 * x] +
			                  q[2 * x + 1] + 2) >>
			                 2);
	}
}

enum assay_status
transform_shrink(const struct image *in, uint32_t n, struct image *out)
{
	if (make(out, in->width / n, in->height / n) != ASSAY_OK)
		return ASSAY_E_NOMEM;
	if (n == 2) {
		halve(in, out);
		return ASSAY_OK;
	}
	for (size_t y = 0; y < out->height; y++)
		for (size_t x = 0; x < out->width; x++) {
			const uint8_t *square = in->pixels + y * n * in->stride + x * n;
			unsigned sum = 0;

			for (size_t dy = 0; dy < n; dy++)
				for (size_t dx = 0; dx < n; dx++)
					sum += square[dy * in->stride + dx];
			out->pixels[y * out->stride + x] =
			        (uint8_t)((sum + n * n / 2) / (n * n));
		}
	return ASSAY_OK;
}

/* The value at (x, y) in 1/256 pixels; the edge goes on outside. */
static uint8_t
at(const struct image *in, int64_t x, int64_t y)
{
	const int64_t x_max = ((int64_t)in->width - 1) * 256;
	const int64_t y_max = ((int64_t)in->height - 1) * 256;
	const uint8_t *row, *below;
	unsigned fx, fy, top, bottom;
	size_t step;

	x = x < 0 ? 0 : x > x_max ? x_max : x;
	y = y < 0 ? 0 : y > y_max ? y_max : y;
	fx = (unsigned)(x & 255);
	fy = (unsigned)(y & 255);
	row = in->pixels + (size_t)(y >> 8) * in->stride + (size_t)(x >> 8);
	below = fy > 0 ? row + in->stride : row;
	step = fx > 0 ? 1 : 0;
	top = row[0] * (256 - fx) + row[step] * fx;
	bottom = below[0] * (256 - fx) + below[step] * fx;
	return (uint8_t)((top * (256 - fy) + bottom * fy + 32768) >> 16);
}

enum assay_status
transform_enlarge(const struct image *in, uint32_t halves, struct image *out)
{
	if (make(out, (uint64_t)in->width * halves / 2,
	         (uint64_t)in->height * halves / 2) != ASSAY_OK)
		return ASSAY_E_NOMEM;
	for (size_t y = 0; y < out->height; y++)
		for (size_t x = 0; x < out->width; x++)
			out->pixels[y * out->stride + x] =
			        at(in, (int64_t)(2 * x + 1) * 256 / halves - 128,
			           (int64_t)(2 * y + 1) * 256 / halves - 128);
	return ASSAY_OK;
}

enum assay_status
transform_turn(const struct image *in, int degrees, struct image *out)
{
	/* whole numbers from here on: rounding is the same everywhere */
	const int64_t c = llround(cos(degrees * 3.14159265358979323846 / 180) * 65536);
	const int64_t s = llround(sin(degrees * 3.14159265358979323846 / 180) * 65536);
	const int64_t w = in->width, h = in->height;
	const int64_t width = (w * llabs(c) + h * llabs(s)) / 65536;
	const int64_t height = (w * llabs(s) + h * llabs(c)) / 65536;

	if (make(out, (uint64_t)(width > 0 ? width : 1),
	         (uint64_t)(height > 0 ? height : 1)) != ASSAY_OK)
		return ASSAY_E_NOMEM;
	for (int64_t y = 0; y < height; y++)
		for (int64_t x = 0; x < width; x++) {
			int64_t dx = 2 * x + 1 - width, dy = 2 * y + 1 - height;
			int64_t fx = ((c * dx - s * dy) >> 9) + w * 128 - 128;
			int64_t fy = ((s * dx + c * dy) >> 9) + h * 128 - 128;
			bool inside = fx >= -128 && fy >= -128 && fx < w * 256 - 128 &&
			              fy < h * 256 - 128;

			out->pixels[(size_t)y * out->stride + (size_t)x] =
			        inside ? at(in, fx, fy) : 255;
		}
	return ASSAY_OK;
}

enum assay_status
transform_otsu(struct image *image)
{
	const size_t n = (size_t)image->width * image->height;
	uint64_t histogram[256] = { 0 }, below = 0;
	double sum = 0, sum_below = 0, best = -1;
	unsigned threshold = 127;

	for (size_t i = 0; i < n; i++)
		histogram[image->pixels[i]]++;
	for (unsigned v = 0; v < 256; v++)
		sum += (double)v * (double)histogram[v];
	for (unsigned v = 0; v < 256; v++) {
		double difference, between;

		below += histogram[v];
		sum_below += (double)v * (double)histogram[v];
		if (below == 0 || below == n)
			continue;
		difference = sum_below / (double)below -
		             (sum - sum_below) / (double)(n - below);
		between = (double)below * (double)(n - below) * difference * difference;
		if (between > best) {
			best = between;
			threshold = v;
		}
	}
	for (size_t i = 0; i < n; i++)
		image->pixels[i] = image->pixels[i] > threshold ? 255 : 0;
	return ASSAY_OK;
}

enum assay_status
transform_adaptive(struct image *image, uint32_t radius)
{
	const size_t w = image->width, h = image->height;
	const size_t r = radius, ring = 2 * r + 1;
	/* original rows still needed: the pixels are replaced as we go */
	uint8_t *rows = malloc(ring * w);
	uint32_t *columns = calloc(w, sizeof *columns);
	enum assay_status status = ASSAY_E_NOMEM;
	size_t in = 0; /* rows that are in the column sums so far */

	if (rows == NULL || columns == NULL)
		goto out;
	for (size_t y = 0; y < h; y++) {
		size_t top = y > r ? y - r : 0, bottom = y + r + 1 < h ? y + r + 1 : h;
		uint64_t sum = 0;

		for (; in < bottom; in++) {
			uint8_t *row = rows + in % ring * w;

			if (in >=
			    ring) /* the row that leaves lies where the new one goes */
				for (size_t x = 0; x < w; x++)
					columns[x] -= row[x];
			memcpy(row, image->pixels + in * w, w);
			for (size_t x = 0; x < w; x++)
				columns[x] += row[x];
		}
		if (bottom == h && y > r &&
		    y - r - 1 + ring >= h) { /* only rows leave now */
			uint8_t *row = rows + (y - r - 1) % ring * w;

			for (size_t x = 0; x < w; x++)
				columns[x] -= row[x];
		}
		for (size_t x = 0; x < r && x < w; x++)
			sum += columns[x];
		for (size_t x = 0; x < w; x++) {
			size_t left = x > r ? x - r : 0,
			       right = x + r + 1 < w ? x + r + 1 : w;
			uint64_t n = (uint64_t)(right - left) * (bottom - top);
			uint64_t v = rows[y % ring * w + x];

			if (x + r < w)
				sum += columns[x + r];
			if (x > r)
				sum -= columns[x - r - 1];
			/* a little darker than around it, or paper would turn to noise */
			image->pixels[y * w + x] = (v + 5) * n < sum ? 0 : 255;
		}
	}
	status = ASSAY_OK;
out:
	free(rows);
	free(columns);
	return status;
}

#define TILES 8
#define CLIP 3 /* times the mean height of the histogram */

static void
tile_map(const struct image *image, size_t row, size_t column, uint8_t map[256])
{
	size_t top = row * image->height / TILES,
	       bottom = (row + 1) * image->height / TILES;
	size_t left = column * image->width / TILES,
	       right = (column + 1) * image->width / TILES;
	uint32_t histogram[256] = { 0 }, n, limit, excess = 0, sum = 0;

	n = (uint32_t)((bottom - top) * (right - left));
	for (size_t y = top; y < bottom; y++)
		for (size_t x = left; x < right; x++)
			histogram[image->pixels[y * image->stride + x]]++;
	limit = n * CLIP / 256 + 1;
	for (unsigned v = 0; v < 256; v++)
		if (histogram[v] > limit) {
			excess += histogram[v] - limit;
			histogram[v] = limit;
		}
	for (unsigned v = 0; v < 256; v++) {
		uint64_t spread = (uint64_t)excess * (v + 1) / 256;

		sum += histogram[v];
		map[v] = (uint8_t)(n == 0 ? v : (sum + spread) * 255 / n);
	}
}

enum assay_status
transform_clahe(struct image *image)
{
	uint8_t(*maps)[256] = calloc(TILES * TILES, sizeof *maps);

	if (maps == NULL)
		return ASSAY_E_NOMEM;
	for (size_t i = 0; i < TILES * TILES; i++)
		tile_map(image, i / TILES, i % TILES, maps[i]);
	for (size_t y = 0; y < image->height; y++) {
		/* in 1/256 tiles from the middle of the first */
		int64_t ty = (int64_t)(2 * y + 1) * TILES * 128 / image->height - 128;
		size_t r0 = ty <= 0 ? 0 : (size_t)(ty >> 8);
		size_t r1 = ty < 0 ? 0 : r0 + 1 < TILES ? r0 + 1 : r0;
		unsigned fy = (unsigned)(ty & 255);

		for (size_t x = 0; x < image->width; x++) {
			int64_t tx =
			        (int64_t)(2 * x + 1) * TILES * 128 / image->width - 128;
			size_t c0 = tx <= 0 ? 0 : (size_t)(tx >> 8);
			size_t c1 = tx < 0 ? 0 : c0 + 1 < TILES ? c0 + 1 : c0;
			unsigned fx = (unsigned)(tx & 255);
			uint8_t *p = image->pixels + y * image->stride + x;
			unsigned top = maps[r0 * TILES + c0][*p] * (256 - fx) +
			               maps[r0 * TILES + c1][*p] * fx;
			unsigned bottom = maps[r1 * TILES + c0][*p] * (256 - fx) +
			                  maps[r1 * TILES + c1][*p] * fx;

			*p = (uint8_t)((top * (256 - fy) + bottom * fy) >> 16);
		}
	}
	free(maps);
	return ASSAY_OK;
}

/* What differs from its surroundings (3 x 3, weighted 1 2 1) differs 2.5 times as much.
 */
enum assay_status
transform_sharpen(struct image *image)
{
	const size_t w = image->width, h = image->height;
	uint8_t *rows = malloc(3 * w); /* the original rows above, at and below y */

	if (rows == NULL)
		return ASSAY_E_NOMEM;
	memcpy(rows + w, image->pixels, w);
	memcpy(rows, image->pixels, w);
	for (size_t y = 0; y < h; y++) {
		const uint8_t *a, *b, *c;

		memcpy(rows + (y + 2) % 3 * w,
		       image->pixels + (y + 1 < h ? y + 1 : y) * w, w);
		a = rows + y % 3 * w;
		b = rows + (y + 1) % 3 * w;
		c = rows + (y + 2) % 3 * w;
		for (size_t x = 0; x < w; x++) {
			size_t l = x > 0 ? x - 1 : 0, r = x + 1 < w ? x + 1 : x;
			int sum = a[l] + 2 * a[x] + a[r] + 2 * (b[l] + 2 * b[x] + b[r]) +
			          c[l] + 2 * c[x] + c[r];
			int v = b[x] + (16 * b[x] - sum) * 3 / 32;

			image->pixels[y * w + x] = (uint8_t)(v < 0     ? 0
			                                     : v > 255 ? 255
			                                               : v);
		}
	}
	free(rows);
	return ASSAY_OK;
}
