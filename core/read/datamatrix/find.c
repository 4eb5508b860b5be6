/* find.c - where Data Matrix symbols lie in a picture
 *
 * Two straight edges that meet are the solid sides of a symbol, if opposite to them run
 * tracks of modules that are dark and light in turn.  How often they change gives the
 * size; edges and tracks give the place.  Everything is measured in units of work and
 * ends with them. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/datamatrix/datamatrix.h"
#include "read/regions.h"
#include "read/transform.h"
#include "read/views.h"

#define CHANGES_MAX 320
#define LEAST_SCORE                                                                      \
	0.78         /* of a dashed side; those of symbols that were read have 0.90      \
	              */
#define SEEN_MAX 64  /* symbols of one picture */
#define MARGIN 4     /* pixels around a small picture */
#define PROBES 8     /* lines across a symbol */
#define LEAST_SIDE 8 /* modules of the smallest symbol */
#define LIMIT_LEAST 3000000 /* samples in a part, beside those that its pixels allow */
#define LINES_WORK 6 /* to find lines costs as much as so many samples, for a pixel */

struct corner { /* two edges that meet, in a picture; c + up and c + along are their ends
	         */
	struct point c, up, along;
	bool light; /* on dark */
	double rank;
};

struct search { /* one picture at one scale */
	const struct image *grey;
	const struct mask *mask; /* where to look; NULL: everywhere */
	struct seen *seen;
	size_t n_seen, room;
	size_t n_others; /* of them, the first: symbols that other readers have read */
	uint64_t work;   /* samples taken */
	uint64_t limit;  /* of work, for this part of the picture */
	uint64_t most;   /* of work, in all */
};

struct level {           /* a size at which a picture is looked at */
	uint32_t halves; /* enlarged to n/2, in a margin; 0: as it is */
	uint32_t view;   /* to half, a quarter and so on */
	uint32_t soften; /* so many times */
	uint32_t most;   /* pixels that it is for */
	bool always;     /* even where something was seen already */
};

static struct point
plus(struct point p, double k, struct point d)
{
	return (struct point){ p.x + k * d.x, p.y + k * d.y };
}

static double
cross(struct point a, struct point b)
{
	return a.x * b.y - a.y * b.x;
}

static double
length(struct point a)
{
	return hypot(a.x, a.y);
}

static double
distance(struct point a, struct point b)
{
	return hypot(a.x - b.x, a.y - b.y);
}

static bool
meet(struct point p, struct point d, struct point q, struct point e, struct point *out)
{
	const double k = cross(d, e);

	if (fabs(k) < 1e-9)
		return false;
	*out = plus(p, cross((struct point){ q.x - p.x, q.y - p.y }, e) / k, d);
	return true;
}

static double
luma(const struct search *s, double x, double y)
{
	const struct image *g = s->grey;
	double fx, fy;
	size_t x0, y0, x1, y1;
	const uint8_t *p, *q;

	x = !(x > 0) ? 0 : x > g->width - 1 ? g->width - 1 : x;
	y = !(y > 0) ? 0 : y > g->height - 1 ? g->height - 1 : y;
	x0 = (size_t)x;
	y0 = (size_t)y;
	fx = x - (double)x0;
	fy = y - (double)y0;
	x1 = x0 + (x0 + 1 < g->width);
	y1 = y0 + (y0 + 1 < g->height);
	p = g->pixels + y0 * g->stride;
	q = g->pixels + y1 * g->stride;
	return (p[x0] * (1 - fx) + p[x1] * fx) * (1 - fy) +
	       (q[x0] * (1 - fx) + q[x1] * fx) * fy;
}

/* ---- changes along a line ---- */

struct track {
	double change[CHANGES_MAX]; /* where dark and light change, in parts of the line
	                             */
	size_t count;
	bool dark_first;
};

#define FINE 16 /* steps of a grey level in what a line's samples are told in */

/* Luma at n + 1 points from p to p + d, in 1/FINE; upside down for light symbols. */
static void
samples(struct search *s, struct point p, struct point d, size_t n, bool light, int *v)
{
	const struct image *g = s->grey;
	const double x1 = p.x + d.x, y1 = p.y + d.y;
	const double right = g->width - 1.01, bottom = g->height - 1.01;
	int64_t x, y, dx, dy;

	s->work += n;
	if (!(p.x >= 0 && p.y >= 0 && x1 >= 0 && y1 >= 0 && p.x < right && x1 < right &&
	      p.y < bottom && y1 < bottom)) {
		for (size_t i = 0; i <= n; i++) {
			const double k = (double)i / (double)n;

			v[i] = (int)(luma(s, p.x + k * d.x, p.y + k * d.y) * FINE);
			v[i] = light ? 255 * FINE - v[i] : v[i];
		}
		return;
	}
	x = (int64_t)(p.x * 65536);
	y = (int64_t)(p.y * 65536);
	dx = (int64_t)(d.x * 65536 / (double)n);
	dy = (int64_t)(d.y * 65536 / (double)n);
	for (size_t i = 0; i <= n; i++, x += dx, y += dy) {
		const uint8_t *a = g->pixels + (size_t)(y >> 16) * g->stride + (x >> 16);
		const uint8_t *b = a + g->stride;
		const int fx = (int)(x >> 8 & 255), fy = (int)(y >> 8 & 255);
		const int top = a[0] * 256 + (a[1] - a[0]) * fx;
		const int low = b[0] * 256 + (b[1] - b[0]) * fx;

		v[i] = (top * 256 + (low - top) * fy) >> 12;
		v[i] = light ? 255 * FINE - v[i] : v[i];
	}
}

/* Follow the line from p by d, n steps; a change is a rise or fall by at least `least`.
 */
static void
follow(struct search *s, struct point p, struct point d, size_t n, double rise,
       bool light, struct track *t)
{
	const int least = (int)(rise * FINE);
	int low = INT_MAX, high = INT_MIN, before = 0;
	int v[2048];
	int way = 0;

	t->count = 0;
	n = n > 2047 ? 2047 : n;
	samples(s, p, d, n, light, v);
	for (size_t i = 0; i <= n; i++) {
		if (v[i] < low) {
			low = v[i];
		}
		if (v[i] > high) {
			high = v[i];
		}
		if (way >= 0 && high - v[i] >= least) { /* it was light, now it is dark */
			if (way == 0)
				t->dark_first = false;
			way = -1;
			low = v[i];
			before = high;
		} else if (way <= 0 && v[i] - low >= least) {
			if (way == 0)
				t->dark_first = true;
			way = 1;
			high = v[i];
			before = low;
		} else {
			continue;
		}
		if (t->count < CHANGES_MAX) { /* where it crossed the middle */
			int extreme = way < 0 ? low : high, middle;
			size_t k = i;

			/* the middle of what came before and what comes after: look ahead
			 */
			for (size_t j = i; j <= n; j++) {
				if (way < 0 ? v[j] > extreme + least
				            : v[j] < extreme - least)
					break;
				if (way < 0 ? v[j] < extreme : v[j] > extreme)
					extreme = v[j];
			}
			middle = (before + extreme) / 2;
			while (k > 0 && (way < 0 ? v[k] < middle : v[k] > middle))
				k--;
			while (k < n && (way < 0 ? v[k + 1] > middle : v[k + 1] < middle))
				k++;
			t->change[t->count++] =
			        ((double)k +
			         (k < n && v[k] != v[k + 1]
			                  ? (double)(v[k] - middle) / (v[k] - v[k + 1])
			                  : 0)) /
			        (double)n;
		}
	}
}

/* How far a track keeps its beat. */
struct beat {
	size_t changes;    /* that belong to it */
	double end;        /* where its last module ends, in parts of the line */
	double unevenness; /* mean deviation of a module's length from its neighbours' */
};

static struct beat
beat_of(const struct track *t)
{
	struct beat b = { 0 };
	double last = 0, module = 0, off = 0;

	if (t->count < 4 || !t->dark_first)
		return b;
	/* a first guess at a module's length: the median of the first few */
	{
		double d[7];
		size_t n = t->count - 1 < 7 ? t->count - 1 : 7;

		for (size_t i = 0; i < n; i++)
			d[i] = t->change[i + 1] - t->change[i];
		for (size_t i = 1; i < n; i++)
			for (size_t k = i; k > 0 && d[k] < d[k - 1]; k--) {
				const double swap = d[k];

				d[k] = d[k - 1];
				d[k - 1] = swap;
			}
		module = d[n / 2];
	}
	last = t->change[0];
	if (last > module * 1.9)
		return b;
	b.changes = 1;
	for (size_t i = 1; i < t->count; i++) {
		const double d = t->change[i] - last;
		const double e = fabs(d - module) / module;

		if (e < 0.5) {
			off += e;
			b.changes++;
			module += (d - module) * 0.2;
		} else if (fabs(d - 3 * module) / module < 0.6 && b.changes >= 3 &&
		           i + 1 < t->count &&
		           fabs(t->change[i + 1] - t->change[i] - module) <
		                   module * 0.5) {
			off += 2; /* one module is damaged */
			b.changes += 3;
		} else {
			break;
		}
		last = t->change[i];
	}
	b.end = last + module;
	b.unevenness = off / (double)b.changes;
	return b;
}

/* ---- one corner ---- */

struct side { /* a dashed side: the line along the middle of its modules */
	struct point from, by;
	size_t changes;
	double score;
};

#define SIDES 4 /* that may be the dashed one, each with another number of changes */

/* Keep the best of each number of changes, the best ones first. */
static void
keep_side(struct side sides[SIDES], const struct side *s)
{
	size_t i;

	for (i = 0; i < SIDES && sides[i].changes != s->changes; i++)
		;
	if (i == SIDES) /* a new one: in place of the last */
		i--;
	if (s->score <= sides[i].score)
		return;
	sides[i] = *s;
	for (; i > 0 && sides[i].score > sides[i - 1].score; i--) {
		const struct side swap = sides[i];

		sides[i] = sides[i - 1];
		sides[i - 1] = swap;
	}
}

/* The dashed side opposite to the solid one that runs from c by `along`; it begins on the
 * other one, c + up.  Its modules are about `module` pixels long along `along` and `step`
 * along `up`. */
static bool
find_side(struct search *s, struct point c, struct point up, struct point along,
          double module, double rise, double least, bool light, struct side out[SIDES])
{
	const double high = length(up), wide = length(along);
	const double n_up = fmax(6, high / rise), n_along = fmax(6, wide / module);
	const double step = fmax(0.6, rise * 0.34);
	const double tilt_range = fmin(0.25, 7 / n_up) * high;
	const double above = fmin(0.15, 4 / n_up) * high,
	             below = fmin(0.25, 6 / n_up) * high;
	const size_t samples = (size_t)fmin(2000, fmax(n_along * 5, wide * 0.8) * 1.25);
	const double part = fmin(1, 9 / n_along);
	struct track t;

	memset(out, 0, SIDES * sizeof *out);
	for (double y = high + above; y > high - below; y -= step) {
		/* the corner's own edge is left behind */
		const struct point from =
		        plus(plus(c, y / high, up), 0.35 * module / wide, along);

		for (double tilt = 0; tilt <= tilt_range;
		     tilt = tilt <= 0 ? -tilt + step : -tilt) {
			struct point by = { along.x * 1.25, along.y * 1.25 };
			struct beat b;
			double score;

			by = plus(by, tilt * 1.25 / high, up);
			if (part < 1) { /* no need to go on where it does not begin */
				follow(s, from,
				       (struct point){ by.x * part, by.y * part },
				       (size_t)((double)samples * part), least, light,
				       &t);
				if (beat_of(&t).changes < 5)
					continue;
			}
			follow(s, from, by, samples, least, light, &t);
			b = beat_of(&t);
			if (b.changes < 5)
				continue;
			/* it should reach as far as the solid side opposite does */
			score = fmin(1, b.end * 1.25) - 1.0 * b.unevenness -
			        0.4 * fmax(0, b.end * 1.25 - 1.15) +
			        0.04 * (double)(b.changes % 2) +
			        0.1 * fmin(1, (double)b.changes / n_along) -
			        0.15 * fabs(tilt) / high -
			        0.1 * fabs(y - (high - rise / 2)) / high;
			keep_side(out, &(struct side){ from, by, b.changes, score });
			if (s->work > s->limit)
				return out[0].score > LEAST_SCORE;
		}
	}
	return out[0].score > LEAST_SCORE;
}

/* A module's length along d, from the changes on lines across the inside: few runs are
 * shorter than a module, many are as long.  *changes: on all of them; *fewest: on the
 * one that has the fewest but one. */
static double
module_length(struct search *s, struct point c, struct point d, struct point other,
              double least, bool light, size_t *changes, size_t *fewest)
{
	double runs[PROBES * 64];
	size_t n = 0, lowest = SIZE_MAX;
	struct track t;

	*changes = 0;
	*fewest = SIZE_MAX;
	for (size_t i = 0; i < PROBES; i++) {
		const double k = 0.12 + 0.1 * (double)i;

		follow(s, plus(c, k, other), d,
		       (size_t)fmin(800, fmax(48, length(d) * 1.1)), least, light, &t);
		*changes += t.count;
		if (t.count < lowest) {
			*fewest = lowest;
			lowest = t.count;
		} else if (t.count < *fewest) {
			*fewest = t.count;
		}
		for (size_t j = 1; j < t.count && n < sizeof runs / sizeof *runs; j++)
			runs[n++] = t.change[j] - t.change[j - 1];
	}
	if (n < 8)
		return 0;
	for (size_t gap = n / 2; gap > 0; gap /= 2)
		for (size_t i = gap; i < n; i++)
			for (size_t k = i; k >= gap && runs[k] < runs[k - gap];
			     k -= gap) {
				const double swap = runs[k];

				runs[k] = runs[k - gap];
				runs[k - gap] = swap;
			}
	return runs[n / 4] * length(d);
}

/* Is it dark along d, `inset` pixels within the symbol? */
static bool
is_solid(struct search *s, struct point c, struct point d, struct point other,
         double inset, double middle, bool light)
{
	const double n = fmin(200, length(d));
	size_t dark = 0, all = 0;

	for (double i = 1; i < n; i++, all++) {
		const struct point p =
		        plus(plus(c, inset / length(other), other), i / n, d);

		dark += (luma(s, p.x, p.y) < middle) != light;
	}
	s->work += all;
	return dark * 100 >= all * 72;
}

static bool
lies_in(struct point p, const struct point outline[4])
{
	for (size_t e = 0; e < 4; e++) {
		const struct point a = outline[e], b = outline[(e + 1) % 4];

		if (cross((struct point){ b.x - a.x, b.y - a.y },
		          (struct point){ p.x - a.x, p.y - a.y }) < 0)
			return false;
	}
	return true;
}

static bool
already_seen(const struct search *s, const struct corner *k)
{
	const struct point middle = plus(plus(k->c, 0.5, k->up), 0.5, k->along);

	for (size_t i = 0; i < s->n_seen; i++)
		if (lies_in(middle, s->seen[i].outline))
			return true;
	return false;
}

/* Two sides and the size they would be of. */
struct guess {
	const struct side *top, *right;
	const struct datamatrix_size *size;
	bool swapped; /* mirrored: what is up is along */
	double score;
};

#define GUESSES 5

static void
keep_guess(struct guess best[GUESSES], const struct guess *g)
{
	for (size_t i = 0; i < GUESSES; i++)
		if (best[i].size == g->size && best[i].swapped == g->swapped &&
		    best[i].score >= g->score)
			return;
	for (size_t i = 0; i < GUESSES; i++)
		if (g->score > best[i].score) {
			memmove(best + i + 1, best + i, (GUESSES - 1 - i) * sizeof *best);
			best[i] = *g;
			return;
		}
}

/* The sizes whose number of modules comes nearest to what the sides show. */
static void
guess_sizes(const struct side *top, const struct side *right, struct guess best[GUESSES])
{
	const struct datamatrix_size *size;

	memset(best, 0, GUESSES * sizeof *best);
	for (size_t k = 0; k < SIDES * SIDES; k++) {
		const struct side *t = &top[k / SIDES], *u = &right[k % SIDES];
		const double rows = (double)u->changes + 1,
		             columns = (double)t->changes + 1;

		if (t->changes == 0 || u->changes == 0)
			continue;
		for (size_t i = 0; (size = datamatrix_size(i)) != NULL; i++)
			for (unsigned swapped = 0;
			     swapped < (size->rows != size->columns ? 2 : 1); swapped++) {
				const double r = swapped ? size->columns : size->rows;
				const double c = swapped ? size->rows : size->columns;
				const double off = fabs(r - rows) / (r + rows) +
				                   fabs(c - columns) / (c + columns);

				if (off < 0.14)
					keep_guess(best,
					           &(struct guess){ t, u, size, swapped,
					                            t->score + u->score -
					                                    8 * off });
			}
	}
}

static bool
try_sizes(struct search *s, const struct corner *k, const struct side top[SIDES],
          const struct side right[SIDES], struct seen *out)
{
	struct guess best[GUESSES];

	guess_sizes(top, right, best);
	for (size_t j = 0; j < GUESSES && best[j].size != NULL && s->work < s->limit;
	     j++) {
		const struct guess *g = &best[j];
		const double r = g->swapped ? g->size->columns : g->size->rows;
		const double c = g->swapped ? g->size->rows : g->size->columns;
		struct point at[4] = { k->c };
		struct point module[4] = {
			{ 0, r }, { c - 0.5, r }, { c - 0.5, 0.5 }, { 0, 0.5 }
		};
		struct plane plane;

		if (!meet(k->c, k->along, g->right->from, g->right->by, &at[1]) ||
		    !meet(g->top->from, g->top->by, g->right->from, g->right->by,
		          &at[2]) ||
		    !meet(g->top->from, g->top->by, k->c, k->up, &at[3]))
			continue;
		for (size_t i = 0; i < 4 && g->swapped; i++)
			module[i] = (struct point){ r - module[i].y, c - module[i].x };
		if (plane_through(module, at, &plane) &&
		    datamatrix_sample(s->grey, g->size, plane, k->light, out, &s->work))
			return true;
	}
	return false;
}

static bool
try_corner(struct search *s, const struct corner *k, struct seen *out)
{
	double low = 0, high = 0, least, wide, rise, even[2], sparse[2];
	uint8_t v[576];
	size_t n = 0, changes[2], fewest[2];
	uint32_t histogram[256] = { 0 };
	struct side top[SIDES], right[SIDES];

	/* how dark is dark, how light is light in there? */
	for (size_t i = 0; i < 24; i++)
		for (size_t j = 0; j < 24; j++) {
			const struct point p = plus(plus(k->c, (double)i / 23.5, k->up),
			                            (double)j / 23.5, k->along);

			v[n] = (uint8_t)luma(s, p.x, p.y);
			histogram[v[n++]]++;
		}
	s->work += n;
	for (size_t i = 0, sum = 0; i < 256; i++) {
		sum += histogram[i];
		low = sum <= n * 15 / 100 ? (double)i : low;
		high = sum <= n * 85 / 100 ? (double)i : high;
	}
	if (high - low < 12)
		return false;
	least = (high - low) * 0.28;
	if (!is_solid(s, k->c, k->up, k->along, 1.2, (low + high) / 2, k->light) ||
	    !is_solid(s, k->c, k->along, k->up, 1.2, (low + high) / 2, k->light))
		return false;
	wide = module_length(s, k->c, k->along, k->up, least, k->light, &changes[0],
	                     &fewest[0]);
	if (wide <= 0 || changes[0] < 20 || wide * 6 > length(k->along) * 1.3)
		return false;
	rise = module_length(s, k->c, k->up, k->along, least, k->light, &changes[1],
	                     &fewest[1]);
	if (rise <= 0 || changes[1] < 16 || rise * 6 > length(k->up) * 1.3)
		return false;
	if (!is_solid(s, k->c, k->up, k->along, 0.42 * wide, (low + high) / 2,
	              k->light) ||
	    !is_solid(s, k->c, k->along, k->up, 0.42 * rise, (low + high) / 2, k->light))
		return false;
	/* about every second module differs from the next; print changes less evenly */
	even[0] = (double)changes[0] * wide / (PROBES * 1.1 * length(k->along));
	even[1] = (double)changes[1] * rise / (PROBES * 1.1 * length(k->up));
	if (fmin(even[0], even[1]) < 0.33 || even[0] + even[1] < 0.76)
		return false;
	/* nor does a line across a symbol lie between lines of print */
	sparse[0] = (double)fewest[0] * wide / (1.1 * length(k->along));
	sparse[1] = (double)fewest[1] * rise / (1.1 * length(k->up));
	if (fmin(sparse[0], sparse[1]) < 0.22 || sparse[0] + sparse[1] < 0.58)
		return false;
	if (!find_side(s, k->c, k->up, k->along, wide, rise, least, k->light, top))
		return false;
	if (!find_side(s, k->c, k->along, k->up, rise, wide, least, k->light, right))
		return false;
	return try_sizes(s, k, top, right, out);
}

/* ---- corners ---- */

static int
highest_rank(const void *a, const void *b)
{
	const struct corner *p = a, *q = b;

	if (p->rank != q->rank)
		return p->rank > q->rank ? -1 : 1;
	if (p->c.y != q->c.y)
		return p->c.y < q->c.y ? -1 : 1;
	return (p->c.x > q->c.x) - (p->c.x < q->c.x);
}

#define CORNERS_MAX 4096

/* Lines that end where another begins, about at right angles. */
static size_t
find_corners(const struct lines *lines, struct corner *out)
{
	size_t n = 0;

	for (size_t i = 0; i < lines->count; i++) {
		const struct line *q = &lines->list[i];
		const struct point d = { q->b.x - q->a.x, q->b.y - q->a.y };
		const double m = length(d), reach = fmax(4, 0.3 * m);

		for (size_t j = 0; j < lines->count && n < CORNERS_MAX; j++) {
			const struct line *p = &lines->list[j];
			const struct point e = { p->b.x - p->a.x, p->b.y - p->a.y };
			struct point c;
			double k, turn;

			if (fabs(q->b.x - p->a.x) > reach ||
			    fabs(q->b.y - p->a.y) > reach || i == j)
				continue;
			k = length(e);
			turn = cross(d, e) / (m * k);
			if (fabs(turn) < 0.5 || fmin(m, k) * 20 < fmax(m, k) ||
			    distance(q->b, p->a) > fmax(4, 0.3 * fmin(m, k)) ||
			    !meet(q->a, d, p->a, e, &c) ||
			    distance(c, q->b) > fmax(3, 0.2 * m) ||
			    distance(c, p->a) > fmax(3, 0.2 * k))
				continue;
			out[n] = (struct corner){ .c = c,
				                  .light = turn < 0,
				                  .rank = m + k };
			out[n].up = turn > 0 ? plus(p->b, -1, c) : plus(q->a, -1, c);
			out[n].along = turn > 0 ? plus(q->a, -1, c) : plus(p->b, -1, c);
			n++;
		}
	}
	qsort(out, n, sizeof *out, highest_rank);
	return n;
}

/* Each pixel the mean of nine, where the mask has it: edges that were made black and
 * white lose their steps. */
static enum assay_status
soften(const struct image *in, const struct mask *mask, struct image *out)
{
	enum assay_status status = transform_copy(in, out);

	if (status != ASSAY_OK)
		return status;
	for (size_t y = 1; y + 1 < in->height; y++) {
		const uint8_t *a = in->pixels + (y - 1) * in->stride, *b = a + in->stride;
		const uint8_t *c = b + in->stride;
		uint8_t *o = out->pixels + y * out->stride;

		for (size_t left = 0; left + 1 < in->width; left += VIEW_TILE) {
			const size_t end = left + VIEW_TILE + 1 < in->width
			                           ? left + VIEW_TILE
			                           : in->width - 1;

			if (mask != NULL && mask->tile[y / VIEW_TILE * mask->columns +
			                               left / VIEW_TILE] == 0)
				continue;
			for (size_t x = left > 0 ? left : 1; x < end; x++)
				o[x] = (uint8_t)((a[x - 1] + 2 * a[x] + a[x + 1] +
				                  2 * b[x - 1] + 4 * b[x] + 2 * b[x + 1] +
				                  c[x - 1] + 2 * c[x] + c[x + 1] + 8) /
				                 16);
		}
	}
	return ASSAY_OK;
}

static enum assay_status
search(struct search *s)
{
	struct corner *corners = malloc(CORNERS_MAX * sizeof *corners);
	struct lines lines = { 0 };
	struct image soft = { 0 };
	enum assay_status status = ASSAY_E_NOMEM;
	size_t n;

	if (corners == NULL)
		return status;
	if ((status = soften(s->grey, s->mask, &soft)) != ASSAY_OK ||
	    (status = lines_find(&soft, s->mask, 14, &lines)) != ASSAY_OK)
		goto out;
	n = find_corners(&lines, corners);
	for (size_t i = 0; i < n && s->work < s->limit; i++) {
		if (already_seen(s, &corners[i]) || s->n_seen == s->room)
			continue;
		if (try_corner(s, &corners[i], &s->seen[s->n_seen]))
			s->n_seen++;
	}
out:
	image_clear(&soft);
	free(corners);
	free(lines.list);
	return status;
}

static struct point
place(const struct placement *p, struct point q)
{
	return (struct point){ p->xx * q.x + p->xy * q.y + p->x0,
		               p->yx * q.x + p->yy * q.y + p->y0 };
}

/* The picture in a margin as light as most of its light parts: a symbol may reach to its
 * edge, and where none does nothing new is to be seen there. */
static enum assay_status
put_margin(const struct image *in, uint32_t margin, struct image *out)
{
	uint64_t histogram[256] = { 0 }, sum = 0;
	int paper = 255;
	const size_t width = in->width + 2 * (size_t)margin,
	             height = in->height + 2 * (size_t)margin;

	*out = (struct image){ .pixels = malloc(width * height),
		               .width = (uint32_t)width,
		               .height = (uint32_t)height,
		               .stride = width };
	if (out->pixels == NULL)
		return ASSAY_E_NOMEM;
	for (size_t y = 0; y < in->height; y++)
		for (size_t x = 0; x < in->width; x++)
			histogram[in->pixels[y * in->stride + x]]++;
	for (; paper > 0 &&
	       (sum += histogram[paper]) * 8 < (uint64_t)in->width * in->height;
	     paper--)
		;
	memset(out->pixels, paper, width * height);
	for (size_t y = 0; y < in->height; y++)
		memcpy(out->pixels + (y + margin) * width + margin,
		       in->pixels + y * in->stride, in->width);
	return ASSAY_OK;
}

/* A symbol's outline, told in the pixels of the picture that the reader was given. */
static void
tell(struct seen *seen, double scale, double x, double y)
{
	for (size_t k = 0; k < 4; k++) {
		seen->outline[k].x = (seen->outline[k].x + x + 0.5) * scale - 0.5;
		seen->outline[k].y = (seen->outline[k].y + y + 0.5) * scale - 0.5;
	}
}

/* The outlines of a look's pixels, told in the picture's. */
static void
tell_all(struct search *s, double scale, double x, double y)
{
	for (size_t k = 0; k < s->n_seen; k++)
		tell(&s->seen[k], scale, x, y);
}

/* Tiles that lie within what was read already hold nothing new. */
static void
leave_out(const struct search *s, const struct view *view, uint8_t *tile)
{
	for (size_t k = 0; k < s->n_seen; k++) {
		const struct point *o = s->seen[k].outline;
		const double scale = view->scale * VIEW_TILE;
		double left = o[0].x, right = left, top = o[0].y, bottom = top;

		for (size_t i = 1; i < 4; i++) {
			left = fmin(left, o[i].x);
			right = fmax(right, o[i].x);
			top = fmin(top, o[i].y);
			bottom = fmax(bottom, o[i].y);
		}
		for (uint32_t r = (uint32_t)fmax(0, floor(top / scale));
		     r < view->rows && r * scale < bottom; r++)
			for (uint32_t c = (uint32_t)fmax(0, floor(left / scale));
			     c < view->columns && c * scale < right; c++) {
				const struct point corner[4] = {
					{ c * scale, r * scale },
					{ (c + 1) * scale, r * scale },
					{ (c + 1) * scale, (r + 1) * scale },
					{ c * scale, (r + 1) * scale }
				};
				bool inside = true;

				for (size_t i = 0; i < 4; i++)
					inside = inside && lies_in(corner[i], o);
				if (inside)
					tile[(size_t)r * view->columns + c] = 0;
			}
	}
}

/* Look at one part of a picture. */
static enum assay_status
look_at(const struct image *grey, const struct region *r, const struct mask *mask,
        double scale, double margin, struct search *s)
{
	const struct image part = { grey->pixels + r->y * grey->stride + r->x, r->width,
		                    r->height, grey->stride };
	const struct mask own = { mask == NULL
		                          ? NULL
		                          : mask->tile +
		                                    r->y / VIEW_TILE * mask->columns +
		                                    r->x / VIEW_TILE,
		                  mask == NULL ? 0 : mask->columns };
	const double x = r->x - margin, y = r->y - margin;
	uint64_t area = (uint64_t)r->width * r->height;
	enum assay_status status;

	if (mask != NULL) {
		area = 0;
		for (size_t v = 0; v < r->height; v += VIEW_TILE)
			for (size_t u = 0; u < r->width; u += VIEW_TILE)
				area += own.tile[v / VIEW_TILE * own.columns +
				                 u / VIEW_TILE] != 0;
		area *= VIEW_TILE * VIEW_TILE;
	}
	if (s->work + area * LINES_WORK > s->most)
		return ASSAY_OK;
	s->work += area * LINES_WORK;
	s->limit = s->work + LIMIT_LEAST + 10 * area;
	s->limit = s->limit < s->most ? s->limit : s->most;
	s->grey = &part;
	s->mask = mask == NULL ? NULL : &own;
	tell_all(s, 1 / scale, -x * scale, -y * scale);
	status = search(s);
	tell_all(s, scale, x, y);
	return status;
}

/* One look at a view of the picture, where symbols may stand. */
static enum assay_status
look(struct views *views, const struct level *level, struct search *s)
{
	struct image softer = { 0 }, made;
	struct regions regions = { 0 };
	struct mask mask = { 0 };
	struct view *view;
	enum assay_status status = views_get(views, level->view, &view);
	const size_t n = view == NULL ? 0 : (size_t)view->columns * view->rows;
	uint8_t *tile;

	if (status != ASSAY_OK || view == NULL || view->n_dense == 0)
		return status;
	if ((tile = malloc(n)) == NULL)
		return ASSAY_E_NOMEM;
	for (size_t i = 0; i < n; i++)
		tile[i] = (view->dense[i] & VIEW_MODULES) != 0;
	leave_out(s, view, tile);
	mask = (struct mask){ tile, view->columns };
	status = regions_find(tile, view->grey.width, view->grey.height, &regions);
	for (unsigned i = 0; i < level->soften && regions.count > 0 && status == ASSAY_OK;
	     i++) {
		status = soften(i > 0 ? &softer : &view->grey, &mask, &made);
		if (status == ASSAY_OK) {
			image_clear(&softer);
			softer = made;
		}
	}
	for (size_t i = 0; i < regions.count && status == ASSAY_OK; i++)
		status = look_at(softer.pixels != NULL ? &softer : &view->grey,
		                 &regions.list[i], &mask, view->scale, 0, s);
	free(regions.list);
	free(tile);
	image_clear(&softer);
	return status;
}

/* One look at the whole of a small picture, enlarged. */
static enum assay_status
look_enlarged(const struct image *grey, const struct level *level, struct search *s)
{
	struct image padded = { 0 }, made = { 0 };
	const double scale = 2.0 / level->halves;
	enum assay_status status = put_margin(grey, MARGIN, &padded);
	const struct image *image = &padded;

	if (status == ASSAY_OK && level->halves > 2) {
		status = transform_enlarge(&padded, level->halves, &made);
		image = &made;
	}
	if (status == ASSAY_OK) {
		const struct region whole = { 0, 0, image->width, image->height };

		status = look_at(image, &whole, NULL, scale, MARGIN / scale, s);
	}
	image_clear(&padded);
	image_clear(&made);
	return status;
}

/* Symbols that other readers read stand where no Data Matrix does. */
static void
note_others(struct search *s, const struct hits *hits)
{
	for (size_t i = 0; i < hits->count && s->n_seen < SEEN_MAX / 2; i++)
		if (hits->list[i].kind == KIND_QR)
			memcpy(s->seen[s->n_seen++].outline, hits->list[i].outline,
			       sizeof hits->list[i].outline);
	s->n_others = s->n_seen;
}

enum assay_status
datamatrix_read(const struct scan *scan, struct hits *hits)
{
	/* clang-format off */
	static const struct level levels[] = {
		/* halves, view, soften, for pictures of up to so many pixels, once
		 * something was seen */
		{ 2, 0, 0, 250000, true },
		{ 0, 0, 0, UINT32_MAX, true },
		{ 0, 1, 0, UINT32_MAX, true },
		{ 4, 0, 0, 90000, false },
		{ 8, 0, 0, 10000, false },
		{ 0, 2, 0, UINT32_MAX, true },
		{ 0, 3, 0, UINT32_MAX, true },
		/* dots that do not touch */
		{ 0, 0, 4, 300000, false },
		{ 0, 1, 3, 1500000, false },
		{ 0, 2, 3, UINT32_MAX, false },
	};
	/* clang-format on */
	const struct image *image = scan->image;
	const uint64_t pixels = (uint64_t)image->width * image->height;
	struct search s = { .room = SEEN_MAX, .most = 8000000 + 12 * pixels };
	struct views own, *views = scan->views;
	enum assay_status status = ASSAY_OK;
	bool plain = false;
	uint8_t utf8[DATAMATRIX_TEXT_MAX * 2];

	if ((s.seen = calloc(SEEN_MAX, sizeof *s.seen)) == NULL)
		return ASSAY_E_NOMEM;
	if (views == NULL)
		views_of(views = &own, image);
	else
		note_others(&s, hits);
	for (size_t i = 0; i < sizeof levels / sizeof *levels && status == ASSAY_OK;
	     i++) {
		const struct level *level = &levels[i];
		const bool same =
		        level->halves <= 2 && level->view == 0 && level->soften == 0;

		if (pixels > level->most || (s.n_seen > s.n_others && !level->always) ||
		    (same && plain) || image->width >> level->view < LEAST_SIDE ||
		    image->height >> level->view < LEAST_SIDE ||
		    level->view < scan->first ||
		    (scan->end != 0 && level->view >= scan->end))
			continue;
		plain = plain || same;
		status = level->halves > 0 ? look_enlarged(image, level, &s)
		                           : look(views, level, &s);
	}
	for (size_t i = s.n_others; i < s.n_seen && status == ASSAY_OK; i++) {
		const struct datamatrix_text *text = &s.seen[i].text;
		const size_t len = text->part
		                           ? 0
		                           : eci_to_utf8(text->bytes, text->len,
		                                         &text->eci, utf8, sizeof utf8);
		struct hit hit = { .kind = KIND_DATAMATRIX,
			           .fnc1 = text->gs1,
			           .fnc1_second = text->fnc1_second,
			           .eci = text->eci.count > 0,
			           .payload = len > 0 ? utf8 : s.seen[i].text.bytes,
			           .len = len > 0 ? len : text->len,
			           .votes = 1,
			           .pass = scan->pass,
			           .part = text->part,
			           .part_index = text->part_index,
			           .part_count = text->part_count,
			           .part_of = text->part_of,
			           .clean = (uint32_t)(100 - text->near_capacity) };

		for (size_t k = 0; k < 4; k++)
			hit.outline[k] = place(&scan->placement, s.seen[i].outline[k]);
		status = hits_add(hits, &hit);
	}
	if (views == &own)
		views_clear(&own);
	free(s.seen);
	return status;
}
