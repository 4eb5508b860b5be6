/* regions.c - the parts of a view where a matrix symbol may lie, as rectangles */
#include <stdlib.h>
#include <string.h>

#include "read/regions.h"
#include "read/views.h"

#define SIDE_MAX 1280 /* pixels; larger ones are cut, so that memory is bounded */
#define OVERLAP 448   /* pixels that two pieces share: no smaller symbol is cut through */

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

/* Tiles that touch the one at `start`, taken out of `tile`. */
static struct region
spread(uint8_t *tile, uint32_t *stack, uint32_t columns, uint32_t rows, uint32_t start)
{
	uint32_t left = columns, right = 0, top = rows, bottom = 0, n = 0;

	stack[n++] = start;
	tile[start] = 0;
	while (n > 0) {
		const uint32_t at = stack[--n], x = at % columns, y = at / columns;

		left = x < left ? x : left;
		right = x > right ? x : right;
		top = y < top ? y : top;
		bottom = y > bottom ? y : bottom;
		for (uint32_t v = y > 0 ? y - 1 : 0; v <= y + 1 && v < rows; v++)
			for (uint32_t u = x > 0 ? x - 1 : 0; u <= x + 1 && u < columns;
			     u++)
				if (tile[v * columns + u]) {
					tile[v * columns + u] = 0;
					stack[n++] = v * columns + u;
				}
	}
	return (struct region){ left, top, right + 1, bottom + 1 };
}

/* Rectangles that overlap become one, so that nothing is looked at twice. */
static void
merge(struct regions *all)
{
	for (size_t i = 0; i < all->count; i++)
		for (size_t k = 0; k < all->count; k++) {
			struct region *a = &all->list[i], *b = &all->list[k];
			uint32_t right, bottom;

			if (i == k || a->x >= b->x + b->width ||
			    b->x >= a->x + a->width || a->y >= b->y + b->height ||
			    b->y >= a->y + a->height)
				continue;
			right = a->x + a->width > b->x + b->width ? a->x + a->width
			                                          : b->x + b->width;
			bottom = a->y + a->height > b->y + b->height ? a->y + a->height
			                                             : b->y + b->height;
			a->x = a->x < b->x ? a->x : b->x;
			a->y = a->y < b->y ? a->y : b->y;
			a->width = right - a->x;
			a->height = bottom - a->y;
			*b = all->list[--all->count];
			i = k < i ? k : i; /* it is larger: look at all again */
			k = SIZE_MAX;
			if (i >= all->count)
				break;
		}
}

enum assay_status
regions_find(const uint8_t *tile, uint32_t width, uint32_t height, struct regions *out)
{
	const uint32_t columns = (width + VIEW_TILE - 1) / VIEW_TILE;
	const uint32_t rows = (height + VIEW_TILE - 1) / VIEW_TILE;
	const size_t n = (size_t)columns * rows;
	uint8_t *left = malloc(n + 1);
	uint32_t *stack = malloc((n + 1) * sizeof *stack);
	enum assay_status status = ASSAY_OK;
	struct regions whole = { 0 };
	size_t room = 0, pieces = 0;

	*out = (struct regions){ 0 };
	if (left == NULL || stack == NULL) {
		status = ASSAY_E_NOMEM;
		goto out;
	}
	memcpy(left, tile, n);
	for (uint32_t i = 0; i < n && status == ASSAY_OK; i++)
		if (left[i]) {
			struct region r = spread(left, stack, columns, rows, i);
			const uint32_t right = r.width * VIEW_TILE,
			               bottom = r.height * VIEW_TILE;

			r.x *= VIEW_TILE;
			r.y *= VIEW_TILE;
			r.width = (right < width ? right : width) - r.x;
			r.height = (bottom < height ? bottom : height) - r.y;
			status = add(&whole, &room, r);
		}
	merge(&whole);
	for (size_t i = 0; i < whole.count && status == ASSAY_OK; i++)
		status = add_cut(out, &pieces, &whole.list[i]);
out:
	free(whole.list);
	free(left);
	free(stack);
	if (status != ASSAY_OK) {
		free(out->list);
		*out = (struct regions){ 0 };
	}
	return status;
}
