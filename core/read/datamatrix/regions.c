/* regions.c - the parts of a picture where a matrix symbol may lie
 *
 * In a matrix symbol whose modules are a few pixels wide every small square of the
 * picture holds steep edges both ways.  Bars, sky and blank paper do not. */
#include <math.h>
#include <stdlib.h>

#include "read/datamatrix/datamatrix.h"

#define BLOCK 16      /* pixels: four modules of the size looked for */
#define STEEP 10      /* grey levels from one pixel to the next */
#define BUSY 30       /* of the 128 pixels looked at in a block, so many must be steep */
#define MARGIN 2      /* blocks around */
#define SIDE_MAX 1280 /* pixels; larger ones are cut, so that memory is bounded */
#define OVERLAP 448   /* pixels that two pieces share: no smaller symbol is cut through */

/* Does a block hold edges of both directions? */
static bool
is_busy(const struct image *grey, size_t left, size_t top)
{
	int64_t xx = 0, yy = 0, xy = 0, total;
	unsigned steep = 0;

	for (size_t y = top; y < top + BLOCK; y++) {
		const uint8_t *p = grey->pixels + y * grey->stride + left;
		const uint8_t *q = p + (y + 1 < grey->height ? grey->stride : 0);

		for (size_t x = y % 2; x + 1 < BLOCK; x += 2) {
			const int dx = p[x + 1] - p[x], dy = q[x] - p[x];
			const int s = dx * dx + dy * dy;

			if (s < STEEP * STEEP)
				continue;
			steep++;
			xx += dx * dx;
			yy += dy * dy;
			xy += dx * dy;
		}
	}
	total = xx + yy; /* squared coherence below 0.8: not one direction alone */
	return steep >= BUSY &&
	       ((xx - yy) * (xx - yy) + 4 * xy * xy) * 100 < total * total * 64;
}

/* Leave only blocks that stand in a busy square of two by two: no line of print. */
static void
keep_squares(uint8_t *busy, uint32_t columns, uint32_t rows)
{
	for (uint32_t y = 0; y + 1 < rows; y++)
		for (uint32_t x = 0; x + 1 < columns; x++) {
			uint8_t *p = busy + y * columns + x;

			if (p[0] && p[1] && p[columns] && p[columns + 1])
				p[0] |= 2, p[1] |= 2, p[columns] |= 2,
				        p[columns + 1] |= 2;
		}
	for (uint32_t i = 0; i < columns * rows; i++)
		busy[i] = busy[i] >> 1;
}

static enum assay_status
add(struct regions *out, size_t *room, struct region r)
{
	if (out->count == *room) {
		const size_t more = *room == 0 ? 32 : *room * 2;
		struct region *grown = realloc(out->list, more * sizeof *grown);

		if (grown == NULL)
			return ASSAY_E_NOMEM;
		out->list = grown;
		*room = more;
	}
	out->list[out->count++] = r;
	return ASSAY_OK;
}

/* A region, cut where it is too large. */
static enum assay_status
add_cut(struct regions *out, size_t *room, const struct region *r)
{
	enum assay_status status = ASSAY_OK;

	for (uint32_t y = 0; status == ASSAY_OK; y += SIDE_MAX - OVERLAP) {
		const uint32_t high = r->height - y < SIDE_MAX ? r->height - y : SIDE_MAX;

		for (uint32_t x = 0; status == ASSAY_OK; x += SIDE_MAX - OVERLAP) {
			const uint32_t wide =
			        r->width - x < SIDE_MAX ? r->width - x : SIDE_MAX;

			status = add(out, room,
			             (struct region){ r->x + x, r->y + y, wide, high });
			if (r->width - x <= SIDE_MAX)
				break;
		}
		if (r->height - y <= SIDE_MAX)
			break;
	}
	return status;
}

/* Busy blocks that touch the one at `start`, with their margin, as a region. */
static struct region
spread(uint8_t *busy, uint32_t *stack, uint32_t columns, uint32_t rows, uint32_t start,
       const struct image *grey)
{
	uint32_t left = columns, right = 0, top = rows, bottom = 0, n = 0;
	struct region r;

	stack[n++] = start;
	busy[start] = 0;
	while (n > 0) {
		const uint32_t at = stack[--n], x = at % columns, y = at / columns;

		left = x < left ? x : left;
		right = x > right ? x : right;
		top = y < top ? y : top;
		bottom = y > bottom ? y : bottom;
		for (uint32_t v = y > 0 ? y - 1 : 0; v <= y + 1 && v < rows; v++)
			for (uint32_t u = x > 0 ? x - 1 : 0; u <= x + 1 && u < columns;
			     u++)
				if (busy[v * columns + u]) {
					busy[v * columns + u] = 0;
					stack[n++] = v * columns + u;
				}
	}
	r.x = (left > MARGIN ? left - MARGIN : 0) * BLOCK;
	r.y = (top > MARGIN ? top - MARGIN : 0) * BLOCK;
	right = (right + 1 + MARGIN) * BLOCK;
	bottom = (bottom + 1 + MARGIN) * BLOCK;
	r.width = (right < grey->width ? right : grey->width) - r.x;
	r.height = (bottom < grey->height ? bottom : grey->height) - r.y;
	return r;
}

enum assay_status
regions_find(const struct image *grey, struct regions *out)
{
	const uint32_t columns = grey->width / BLOCK, rows = grey->height / BLOCK;
	uint8_t *busy = malloc((size_t)columns * rows + 1);
	uint32_t *stack = malloc(((size_t)columns * rows + 1) * sizeof *stack);
	enum assay_status status = ASSAY_OK;
	size_t room = 0;

	*out = (struct regions){ 0 };
	if (busy == NULL || stack == NULL) {
		status = ASSAY_E_NOMEM;
		goto out;
	}
	for (uint32_t r = 0; r < rows; r++)
		for (uint32_t c = 0; c < columns; c++)
			busy[r * columns + c] = is_busy(grey, c * BLOCK, r * BLOCK);
	keep_squares(busy, columns, rows);
	for (uint32_t i = 0; i < columns * rows && status == ASSAY_OK; i++)
		if (busy[i]) {
			const struct region r =
			        spread(busy, stack, columns, rows, i, grey);

			status = add_cut(out, &room, &r);
		}
out:
	free(busy);
	free(stack);
	if (status != ASSAY_OK) {
		free(out->list);
		*out = (struct regions){ 0 };
	}
	return status;
}
