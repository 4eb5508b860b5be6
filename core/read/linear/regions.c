/* regions.c - where bars seem to be: tiles whose edges run one way, joined
 *
 * A tile's gradients make a structure tensor, kept as total strength and strength times
 * cosine and sine of twice the direction.  Neighbouring tiles of nearly one direction are
 * a region; its direction may drift, as on a can.  The same at several scales: bars wider
 * than a tile have no edge in every tile.  Nothing is believed here. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/linear/linear.h"
#include "read/views.h"

#define TILE 8         /* pixels */
#define LEVELS 3       /* scales */
#define LARGE 5000000u /* pixels: from here on the first scale is half the picture */
#define STRENGTH 40.0  /* mean squared gradient of a pixel: less is paper */
#define COHERENCE 0.6  /* of 1: all edges run one way */
#define NEAR_COS 0.90  /* of twice the angle between neighbours: 13 degrees */
#define DRIFT_COS 0.50 /* of twice the angle to the region's mean: 30 degrees */
#define LEAST_TILES 6
#define LEAST_LENGTH 5.0 /* tiles across the bars */

struct tensor {
	float total, cosine, sine;
};

struct level {
	size_t columns, rows;
	double scale; /* pixels of the picture to one of this level */
	struct tensor *tiles;
	uint8_t *taken;
	uint32_t *queue;
};

static void
tile_tensor(const uint8_t *p, size_t stride, struct tensor *out)
{
	int32_t aa = 0, bb = 0, ab = 0;

	for (size_t y = 0; y < TILE; y++, p += stride) {
		const uint8_t *q = p + stride;

		for (size_t x = 0; x < TILE; x++) {
			/* differences along both diagonals */
			int16_t a = (int16_t)(q[x + 1] - p[x]),
			        b = (int16_t)(p[x + 1] - q[x]);

			aa += a * a;
			bb += b * b;
			ab += a * b;
		}
	}
	out->total = (float)(2 * (aa + bb));
	out->cosine = (float)(4 * ab);
	out->sine = (float)(2 * (aa - bb));
}

/* Each tile becomes the sum of itself and its neighbours. */
static bool
smooth(struct level *l)
{
	const size_t n = l->columns * l->rows;
	struct tensor *rows = malloc(n * sizeof *rows);

	if (rows == NULL)
		return false;
	for (size_t y = 0; y < l->rows; y++)
		for (size_t x = 0; x < l->columns; x++) {
			const struct tensor *t = l->tiles + y * l->columns + x;
			struct tensor s = *t;

			for (int d = -1; d <= 1; d += 2) {
				if ((d < 0 && x == 0) || (d > 0 && x + 1 == l->columns))
					continue;
				s.total += t[d].total;
				s.cosine += t[d].cosine;
				s.sine += t[d].sine;
			}
			rows[y * l->columns + x] = s;
		}
	for (size_t y = 0; y < l->rows; y++)
		for (size_t x = 0; x < l->columns; x++) {
			struct tensor s = rows[y * l->columns + x];

			for (int d = -1; d <= 1; d += 2) {
				const struct tensor *t;

				if ((d < 0 && y == 0) || (d > 0 && y + 1 == l->rows))
					continue;
				t = rows + (d < 0 ? y - 1 : y + 1) * l->columns + x;
				s.total += t->total;
				s.cosine += t->cosine;
				s.sine += t->sine;
			}
			l->tiles[y * l->columns + x] = s;
		}
	free(rows);
	return true;
}

static void
level_clear(struct level *l)
{
	free(l->tiles);
	free(l->taken);
	free(l->queue);
	*l = (struct level){ 0 };
}

static bool
level_make(const struct image *image, double scale, struct level *l)
{
	size_t n;

	*l = (struct level){ .columns = (image->width - 1) / TILE,
		             .rows = (image->height - 1) / TILE,
		             .scale = scale };
	n = l->columns * l->rows;
	l->tiles = malloc((n + 1) * sizeof *l->tiles);
	l->taken = calloc(n + 1, 1);
	l->queue = malloc((n + 1) * sizeof *l->queue);
	if (l->tiles == NULL || l->taken == NULL || l->queue == NULL)
		return false;
	for (size_t y = 0; y < l->rows; y++)
		for (size_t x = 0; x < l->columns; x++)
			tile_tensor(image->pixels + y * TILE * image->stride + x * TILE,
			            image->stride, &l->tiles[y * l->columns + x]);
	if (!smooth(l))
		return false;
	/* what is no tile of bars is taken already, by nobody */
	for (size_t i = 0; i < n; i++) {
		const struct tensor *t = &l->tiles[i];

		l->taken[i] = t->total < 2 * 9 * TILE * TILE * STRENGTH ||
		              t->cosine * t->cosine + t->sine * t->sine <
		                      COHERENCE * COHERENCE * t->total * t->total;
	}
	return true;
}

static double
unit_dot(const struct tensor *a, const struct tensor *b)
{
	const double n = hypot((double)a->cosine, (double)a->sine) *
	                 hypot((double)b->cosine, (double)b->sine);

	return n > 0 ? ((double)a->cosine * (double)b->cosine +
	                (double)a->sine * (double)b->sine) /
	                       n
	             : 0;
}

/* All tiles that hang together with tile `seed`; they stand in l->queue. */
static size_t
grow(struct level *l, size_t seed)
{
	struct tensor mean = l->tiles[seed];
	size_t count = 1;

	l->queue[0] = (uint32_t)seed;
	l->taken[seed] = 1;
	for (size_t i = 0; i < count; i++) {
		const size_t at = l->queue[i], x = at % l->columns, y = at / l->columns;
		const size_t next[4] = { x > 0 ? at - 1 : at,
			                 x + 1 < l->columns ? at + 1 : at,
			                 y > 0 ? at - l->columns : at,
			                 y + 1 < l->rows ? at + l->columns : at };

		for (size_t k = 0; k < 4; k++) {
			const struct tensor *t = &l->tiles[next[k]];

			if (l->taken[next[k]] || unit_dot(t, &l->tiles[at]) < NEAR_COS ||
			    unit_dot(t, &mean) < DRIFT_COS)
				continue;
			l->taken[next[k]] = 1;
			l->queue[count++] = (uint32_t)next[k];
			mean.cosine += t->cosine;
			mean.sine += t->sine;
			mean.total += t->total;
		}
	}
	return count;
}

static struct point
tile_middle(const struct level *l, size_t at)
{
	const double half = TILE / 2.0;

	/* the tile's gradients stand half a pixel beyond its pixels' middles */
	return (struct point){ ((double)(at % l->columns) * TILE + half) * l->scale -
		                       0.5 + l->scale * 0.5,
		               ((double)(at / l->columns) * TILE + half) * l->scale -
		                       0.5 + l->scale * 0.5 };
}

/* The tiles in l->queue as a region; false: too small to hold a code. */
static bool
measure(const struct level *l, size_t count, struct bars *r)
{
	double x = 0, y = 0, c = 0, s = 0, total = 0, angle, uu = 0, vv = 0, ua = 0,
	       uuw = 0, low = INFINITY, high = -INFINITY;
	const double n = (double)count;

	for (size_t i = 0; i < count; i++) {
		const struct tensor *t = &l->tiles[l->queue[i]];
		const struct point p = tile_middle(l, l->queue[i]);

		x += p.x;
		y += p.y;
		c += (double)t->cosine;
		s += (double)t->sine;
		total += (double)t->total;
	}
	angle = atan2(s, c) / 2;
	*r = (struct bars){ .middle = { x / n, y / n },
		            .across = { cos(angle), sin(angle) } };
	for (size_t i = 0; i < count; i++) {
		const struct tensor *t = &l->tiles[l->queue[i]];
		const struct point p = tile_middle(l, l->queue[i]);
		const double dx = p.x - r->middle.x, dy = p.y - r->middle.y;
		const double u = dx * r->across.x + dy * r->across.y,
		             v = dy * r->across.x - dx * r->across.y;
		const double tc = (double)t->cosine, ts = (double)t->sine;
		/* how far this tile's direction is turned from the mean */
		const double turned = atan2(ts * cos(2 * angle) - tc * sin(2 * angle),
		                            tc * cos(2 * angle) + ts * sin(2 * angle)) /
		                      2;

		uu += u * u;
		vv += v * v;
		uuw += u * u * (double)t->total;
		ua += u * turned * (double)t->total;
		low = fmin(low, u);
		high = fmax(high, u);
	}
	r->middle.x += r->across.x * (low + high) / 2;
	r->middle.y += r->across.y * (low + high) / 2;
	r->length = high - low + TILE * l->scale;
	r->height = 2 * sqrt(3 * vv / n) + TILE * l->scale * 0.5;
	if (uuw > 0 && count >= 20)
		r->bend = ua / uuw;
	r->weight = n * l->scale * l->scale * hypot(c, s) / total;
	return count >= LEAST_TILES && r->length >= LEAST_LENGTH * TILE * l->scale;
}

/* The same bars, seen at another scale. */
static bool
same_bars(const struct bars *a, const struct bars *b)
{
	const double dx = b->middle.x - a->middle.x, dy = b->middle.y - a->middle.y;
	const double u = fabs(dx * a->across.x + dy * a->across.y),
	             v = fabs(dy * a->across.x - dx * a->across.y);

	return fabs(a->across.x * b->across.x + a->across.y * b->across.y) > 0.995 &&
	       u < 0.1 * a->length && v < 0.25 * a->height &&
	       fabs(a->length - b->length) < 0.2 * a->length &&
	       b->height < 1.5 * a->height && a->height < 1.5 * b->height;
}

static void
keep(struct bars out[BARS_MAX], size_t *count, const struct bars *r)
{
	size_t at;

	for (size_t i = 0; i < *count; i++)
		if (same_bars(&out[i], r))
			return;
	if (*count == BARS_MAX && out[*count - 1].weight >= r->weight)
		return;
	*count += *count < BARS_MAX;
	for (at = *count - 1; at > 0 && out[at - 1].weight < r->weight; at--)
		out[at] = out[at - 1];
	out[at] = *r;
}

static enum assay_status
find(struct views *views, struct bars out[BARS_MAX], size_t *count)
{
	const uint64_t pixels = (uint64_t)views->image->width * views->image->height;
	const size_t first = pixels > LARGE ? 1 : 0;
	enum assay_status status = ASSAY_OK;

	*count = 0;
	for (size_t i = first; i < first + LEVELS && status == ASSAY_OK; i++) {
		struct level level = { 0 };
		struct view *view;
		struct bars r;

		if ((status = views_get(views, i, &view)) != ASSAY_OK || view == NULL)
			break;
		if (view->grey.width <= TILE || view->grey.height <= TILE)
			break;
		if (!level_make(&view->grey, view->scale, &level))
			status = ASSAY_E_NOMEM;
		for (size_t t = 0; status == ASSAY_OK && t < level.columns * level.rows;
		     t++)
			if (!level.taken[t] && measure(&level, grow(&level, t), &r))
				keep(out, count, &r);
		level_clear(&level);
	}
	return status;
}

enum assay_status
bars_find(struct views *views, const struct bars **out, size_t *count)
{
	enum assay_status status = ASSAY_OK;

	if (views->bars == NULL) {
		if ((views->bars = calloc(BARS_MAX, sizeof *views->bars)) == NULL)
			return ASSAY_E_NOMEM;
		status = find(views, views->bars, &views->n_bars);
	}
	*out = views->bars;
	*count = views->n_bars;
	return status;
}

static bool
is_inside(const struct point outline[4], struct point p)
{
	for (size_t i = 0; i < 4; i++) {
		const struct point a = outline[i], b = outline[(i + 1) % 4];

		if ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) < 0)
			return false;
	}
	return true;
}

bool
bars_known(const struct bars *r, const struct hits *hits, size_t first)
{
	for (size_t i = first; i < hits->count; i++) {
		const struct hit *h = &hits->list[i];
		unsigned in = 0;

		if (!h->sure)
			continue;
		for (int k = 0; k < 9; k++) {
			const double u = (k % 3 - 1) * r->length * 0.35,
			             v = (k / 3 - 1) * r->height * 0.35;

			in += is_inside(h->outline,
			                (struct point){ r->middle.x + u * r->across.x -
			                                        v * r->across.y,
			                                r->middle.y + u * r->across.y +
			                                        v * r->across.x });
		}
		if (in >= 7)
			return true;
	}
	return false;
}
