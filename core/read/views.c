/* views.c - a picture at several sizes, and where in it matrix symbols may stand */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "read/transform.h"
#include "read/views.h"

#define STEEP 14           /* grey levels from one pixel to the next but one */
#define SQUARE 3           /* tiles a side, taken together */
#define SMALL 300000u      /* pixels: smaller pictures are searched all over */
#define AROUND 1           /* tiles: a symbol's edges and its margin are less busy */
#define NEAR_TILES 1       /* those where shade or glare is close */
#define MEAN_TILES 3       /* to each side, that make the mean around */
#define KEPT_MOST 8000000u /* pixels of a view whose soft copy is kept */

/* Of the 16 samples of a tile those that must be steep, in all SQUARE x SQUARE together
 * and in each. */
static const struct density {
	uint8_t bit, all, each;
} densities[] = {
	{ VIEW_FINDERS, 58, 3 },
	{ VIEW_MODULES, 80, 5 },
	{ VIEW_FINE, 94, 7 },
};

struct tile { /* what its samples say */
	uint32_t xx, yy;
	int32_t xy;
	uint8_t steep;
};

void
views_of(struct views *v, const struct image *image)
{
	*v = (struct views){ .image = image };
}

static void
view_clear(struct view *view, bool borrowed)
{
	if (!borrowed)
		image_clear(&view->grey);
	free(view->dense);
	free(view->soft);
}

void
views_clear(struct views *v)
{
	for (size_t i = 0; i < v->made; i++)
		view_clear(&v->list[i], i == 0);
	v->made = 0;
	free(v->bars);
	v->bars = NULL;
	v->n_bars = 0;
}

static void
measure(const struct image *g, uint32_t left, uint32_t top, struct tile *t)
{
	const size_t right =
	        left + VIEW_TILE + 2 <= g->width ? left + VIEW_TILE : g->width - 2;
	const size_t bottom =
	        top + VIEW_TILE + 2 <= g->height ? top + VIEW_TILE : g->height - 2;
	uint32_t xx = 0, yy = 0, steep = 0;
	int32_t xy = 0;

	for (size_t y = top; y < bottom; y++) { /* each row and column alike */
		const uint8_t *p = g->pixels + y * g->stride + left + (y & 3);
		const uint8_t *q = p + 2 * g->stride,
		              *end = g->pixels + y * g->stride + right;

		for (; p < end; p += 4, q += 4) {
			const int dx = p[2] - p[0], dy = q[0] - p[0];
			const int x2 = dx * dx, y2 = dy * dy;

			/* all ones or none: a branch here would be guessed wrong */
			const int mask = -(x2 + y2 >= STEEP * STEEP);

			steep += (uint32_t)(mask & 1);
			xx += (uint32_t)(x2 & mask);
			yy += (uint32_t)(y2 & mask);
			xy += dx * dy & mask;
		}
	}
	*t = (struct tile){ xx, yy, xy, (uint8_t)steep };
}

/* What SQUARE x SQUARE tiles from this one on are, taken together. */
static uint8_t
judge(const struct tile *t, size_t columns)
{
	int64_t xx = 0, yy = 0, xy = 0, total, tilt;
	unsigned steep = 0, least = UINT_MAX;
	uint8_t bits = 0;

	for (size_t r = 0; r < SQUARE; r++)
		for (size_t c = 0; c < SQUARE; c++) {
			const struct tile *one = &t[r * columns + c];

			xx += one->xx;
			yy += one->yy;
			xy += one->xy;
			steep += one->steep;
			least = one->steep < least ? one->steep : least;
		}
	if (steep < densities[0].all || least < densities[0].each)
		return 0;
	total = xx + yy;
	tilt = xx - yy; /* coherence below 0.6: not one direction alone */
	if (tilt * tilt + 4 * xy * xy >= total * total / 100 * 36)
		return 0;
	for (size_t i = 0; i < sizeof densities / sizeof *densities; i++)
		if (steep >= densities[i].all && least >= densities[i].each)
			bits |= densities[i].bit;
	return bits;
}

/* Bits of a tile go to those around it. */
static void
widen(uint8_t *at, uint32_t columns, uint32_t rows, uint8_t *spare)
{
	memcpy(spare, at, (size_t)columns * rows);
	for (uint32_t y = 0; y < rows; y++)
		for (uint32_t x = 0; x < columns; x++) {
			const uint8_t bits = spare[(size_t)y * columns + x];

			if (bits == 0)
				continue;
			for (uint32_t v = y > AROUND ? y - AROUND : 0;
			     v <= y + AROUND && v < rows; v++)
				for (uint32_t u = x > AROUND ? x - AROUND : 0;
				     u <= x + AROUND && u < columns; u++)
					at[(size_t)v * columns + u] |= bits;
		}
}

static enum assay_status
find_dense(struct view *view, bool everywhere)
{
	const uint32_t columns = view->columns, rows = view->rows;
	const size_t n = (size_t)columns * rows;
	struct tile *tiles;

	if ((view->dense = calloc(n, 1)) == NULL)
		return ASSAY_E_NOMEM;
	view->n_dense = n;
	if (everywhere) {
		memset(view->dense, VIEW_FINDERS | VIEW_MODULES | VIEW_FINE, n);
		return ASSAY_OK;
	}
	if ((tiles = malloc(n * sizeof *tiles)) == NULL)
		return ASSAY_E_NOMEM;
	for (uint32_t y = 0; y < rows; y++)
		for (uint32_t x = 0; x < columns; x++)
			measure(&view->grey, x * VIEW_TILE, y * VIEW_TILE,
			        &tiles[(size_t)y * columns + x]);
	for (uint32_t y = 0; y + SQUARE <= rows; y++)
		for (uint32_t x = 0; x + SQUARE <= columns; x++) {
			const uint8_t bits =
			        judge(&tiles[(size_t)y * columns + x], columns);

			for (size_t r = 0; r < SQUARE && bits != 0; r++)
				for (size_t c = 0; c < SQUARE; c++)
					view->dense[(y + r) * columns + x + c] |= bits;
		}
	widen(view->dense, columns, rows, (uint8_t *)tiles);
	for (size_t i = 0; i < n && view->scale > 1; i++)
		view->dense[i] |=
		        VIEW_FINDERS; /* cheap to look for; blurred ones are rare */
	view->n_dense = 0;
	for (size_t i = 0; i < n; i++)
		view->n_dense += view->dense[i] != 0;
	free(tiles);
	return ASSAY_OK;
}

enum assay_status
views_get(struct views *v, size_t n, struct view **out)
{
	*out = NULL;
	if (n >= VIEWS_MAX || v->image->width >> n < VIEW_LEAST ||
	    v->image->height >> n < VIEW_LEAST)
		return ASSAY_OK;
	for (; v->made <= n; v->made++) {
		struct view *view = &v->list[v->made];
		const bool whole = (uint64_t)v->image->width * v->image->height <= SMALL;

		*view = (struct view){ .grey = *v->image,
			               .scale = (double)(1u << v->made) };
		if (v->made > 0 &&
		    transform_shrink(&view[-1].grey, 2, &view->grey) != ASSAY_OK)
			return ASSAY_E_NOMEM;
		view->columns = (view->grey.width + VIEW_TILE - 1) / VIEW_TILE;
		view->rows = (view->grey.height + VIEW_TILE - 1) / VIEW_TILE;
		if (find_dense(view, whole) != ASSAY_OK) {
			view_clear(view, v->made == 0);
			return ASSAY_E_NOMEM;
		}
	}
	*out = &v->list[n];
	return ASSAY_OK;
}

/* ---- luma over the mean around ---- */

/* The mean of the tiles around each one. */
static bool
means(const struct view *view, size_t around, uint8_t *mean)
{
	const struct image *g = &view->grey;
	const size_t columns = view->columns, rows = view->rows;
	uint32_t *sum = calloc((columns + 1) * (rows + 1), sizeof *sum);

	if (sum == NULL)
		return false;
	for (size_t y = 0; y < g->height; y++) {
		const uint8_t *p = g->pixels + y * g->stride;
		uint32_t *out = sum + (y / VIEW_TILE + 1) * (columns + 1) + 1;

		for (size_t x = 0; x + VIEW_TILE <= g->width; x += VIEW_TILE) {
			uint32_t s = 0;

			for (size_t i = 0; i < VIEW_TILE; i++)
				s += p[x + i];
			out[x / VIEW_TILE] += s;
		}
		for (size_t x = g->width / VIEW_TILE * VIEW_TILE; x < g->width; x++)
			out[x / VIEW_TILE] += p[x];
	}
	for (size_t r = 1; r <= rows;
	     r++) /* sums over all that is above and to the left: */
		for (size_t c = 1; c <= columns;
		     c++) /* modulo 2^32, differences are right */
			sum[r * (columns + 1) + c] += sum[r * (columns + 1) + c - 1];
	for (size_t r = 1; r <= rows; r++)
		for (size_t c = 1; c <= columns; c++)
			sum[r * (columns + 1) + c] += sum[(r - 1) * (columns + 1) + c];
	for (size_t r = 0; r < rows; r++)
		for (size_t c = 0; c < columns; c++) {
			const size_t top = r > around ? r - around : 0,
			             left = c > around ? c - around : 0;
			const size_t bottom =
			        r + around + 1 < rows ? r + around + 1 : rows;
			const size_t right =
			        c + around + 1 < columns ? c + around + 1 : columns;
			const size_t high =
			        (bottom * VIEW_TILE < g->height ? bottom * VIEW_TILE
			                                        : g->height) -
			        top * VIEW_TILE;
			const size_t wide =
			        (right * VIEW_TILE < g->width ? right * VIEW_TILE
			                                      : g->width) -
			        left * VIEW_TILE;
			const uint32_t s = sum[bottom * (columns + 1) + right] -
			                   sum[top * (columns + 1) + right] -
			                   sum[bottom * (columns + 1) + left] +
			                   sum[top * (columns + 1) + left];

			mean[r * columns + c] = (uint8_t)(s / (high * wide));
		}
	free(sum);
	return true;
}

/* One row of a tile: the mean runs straight from the middle of a tile to the next one's,
 * m in sixteenths of a grey level. */
static void
soften_tile(const uint8_t *p, const uint16_t m[3], int8_t *out, size_t n)
{
	int v = m[1] * 16 - 7 * (m[1] - m[0]), step = 2 * (m[1] - m[0]);

	for (size_t i = 0; i < n; i++) {
		if (i == VIEW_TILE / 2) {
			step = 2 * (m[2] - m[1]);
			v = m[1] * 16 + (m[2] - m[1]);
		}
		out[i] = (int8_t)((p[i] - (v >> 8)) / 2);
		v += step;
	}
}

/* Where a matrix symbol may stand; elsewhere it stays 0. */
static void
soften(const struct view *view, const uint8_t *mean, uint16_t *row, int8_t *out)
{
	const struct image *g = &view->grey;
	const size_t columns = view->columns;

	for (size_t y = 0; y < g->height; y++) {
		const uint8_t *p = g->pixels + y * g->stride;
		const size_t v = 2 * (y % VIEW_TILE) + 1; /* of 16, from the tile's top */
		const size_t r = y / VIEW_TILE;
		const size_t other = v < VIEW_TILE        ? (r > 0 ? r - 1 : 0)
		                     : r + 1 < view->rows ? r + 1
		                                          : r;
		const unsigned part =
		        (unsigned)(v < VIEW_TILE ? VIEW_TILE - v : v - VIEW_TILE);
		const uint8_t *near = mean + r * columns, *far = mean + other * columns;
		const uint8_t *dense = view->dense + r * columns;

		for (size_t c = 0; c < columns; c++)
			row[c + 1] = (uint16_t)(near[c] * (16 - part) + far[c] * part);
		row[0] = row[1];
		row[columns + 1] = row[columns];
		for (size_t c = 0; c < columns; c++) {
			const size_t x = c * VIEW_TILE;

			if (dense[c] != 0)
				soften_tile(p + x, row + c, out + y * g->width + x,
				            g->width - x < VIEW_TILE ? g->width - x
				                                     : VIEW_TILE);
		}
	}
}

static enum assay_status
soft_of(const struct view *view, size_t around, int8_t **out)
{
	uint8_t *mean = malloc((size_t)view->columns * view->rows);
	uint16_t *row = malloc((view->columns + 2) * sizeof *row);
	enum assay_status status = ASSAY_OK;

	*out = calloc((size_t)view->grey.width * view->grey.height, 1);
	if (mean == NULL || row == NULL || *out == NULL || !means(view, around, mean)) {
		free(*out);
		*out = NULL;
		status = ASSAY_E_NOMEM;
	} else {
		soften(view, mean, row, *out);
	}
	free(mean);
	free(row);
	return status;
}

enum assay_status
views_soft(struct views *v, size_t n, struct view **out)
{
	enum assay_status status = views_get(v, n, out);

	if (status != ASSAY_OK || *out == NULL || (*out)->soft != NULL)
		return status;
	return soft_of(*out, MEAN_TILES, &(*out)->soft);
}

enum assay_status
views_soft_near(struct views *v, size_t n, int8_t **soft)
{
	struct view *view;
	enum assay_status status = views_get(v, n, &view);

	*soft = NULL;
	return status != ASSAY_OK || view == NULL ? status
	                                          : soft_of(view, NEAR_TILES, soft);
}

void
views_forget_soft(struct views *v, size_t n)
{
	struct view *view = &v->list[n];

	if (n >= v->made || (uint64_t)view->grey.width * view->grey.height <= KEPT_MOST)
		return;
	free(view->soft);
	view->soft = NULL;
}
