/* stripes.c - where a picture looks like bars
 *
 * Gradients of small blocks only: no code is decoded here, nothing is believed. */
#include "read/stripes.h"

#define BLOCK 32      /* pixels */
#define BLOCKS_MAX 96 /* a side; larger pictures are looked at in larger steps */
#define COHERENT 0.75 /* of 1: all edges run one way */

/* Gradients over 3 x 3 pixels, which see a jagged slanted edge as the slant it is. */
static int
across(const uint8_t *p, size_t stride)
{
	const uint8_t *a = p - stride, *b = p + stride;

	return a[1] - a[-1] + 2 * (p[1] - p[-1]) + b[1] - b[-1];
}

static int
down(const uint8_t *p, size_t stride)
{
	const uint8_t *a = p - stride, *b = p + stride;

	return b[-1] - a[-1] + 2 * (b[0] - a[0]) + b[1] - a[1];
}

/* Is a block crossed by bars?  Its edges run one way (the structure tensor of its
 * gradients says so), and dark turns light about as often as light turns dark. */
static bool
block_is_striped(const struct image *grey, size_t left, size_t top, unsigned contrast)
{
	int64_t xx = 0, yy = 0, xy = 0, rise[2] = { 0 }, fall[2] = { 0 }, least;
	double difference, total;

	for (size_t y = top + 1; y <= top + BLOCK; y++)
		for (size_t x = left + 1; x <= left + BLOCK; x++) {
			const uint8_t *p = grey->pixels + y * grey->stride + x;
			int dx = across(p, grey->stride), dy = down(p, grey->stride);

			xx += dx * dx;
			yy += dy * dy;
			xy += dx * dy;
			rise[0] += dx > 0 ? dx : 0;
			fall[0] += dx < 0 ? -dx : 0;
			rise[1] += dy > 0 ? dy : 0;
			fall[1] += dy < 0 ? -dy : 0;
		}
	least = xx > yy ? (rise[0] < fall[0] ? rise[0] : fall[0])
	                : (rise[1] < fall[1] ? rise[1] : fall[1]);
	/* about one whole bar to a line; an edge adds eight times its step */
	if (least * 5 < (int64_t)contrast * BLOCK * 8 * 4)
		return false;
	difference = (double)(xx - yy);
	total = (double)(xx + yy);
	return difference * difference + 4.0 * (double)xy * (double)xy >
	       COHERENT * COHERENT * total * total;
}

/* Contrast of the whole picture: between the 1st and the 99th percentile of luma. */
static unsigned
contrast_of(const struct image *grey)
{
	uint64_t histogram[256] = { 0 }, n = (uint64_t)grey->width * grey->height,
	         sum = 0;
	unsigned low = 0, high = 255;

	for (size_t y = 0; y < grey->height; y++)
		for (size_t x = 0; x < grey->width; x++)
			histogram[grey->pixels[y * grey->stride + x]]++;
	for (; low < 255 && (sum += histogram[low]) * 100 < n; low++)
		;
	sum = 0;
	for (; high > 0 && (sum += histogram[high]) * 100 < n; high--)
		;
	return high > low ? high - low : 0;
}

void
stripes_find(const struct image *grey, struct stripes *out)
{
	const size_t rows = grey->height / BLOCK, columns = grey->width / BLOCK;
	const size_t hop = 1 + (rows > columns ? rows : columns) / BLOCKS_MAX;
	const unsigned contrast = contrast_of(grey);

	*out = (struct stripes){ 0 };
	for (size_t r = 0; r + 1 < rows; r += hop)
		for (size_t c = 0; c + 1 < columns; c += hop) {
			if (!block_is_striped(grey, c * BLOCK, r * BLOCK, contrast))
				continue;
			out->blocks++;
			if (r == 0 || c == 0 || r + 1 + hop >= rows ||
			    c + 1 + hop >= columns)
				out->at_edge++;
		}
}
