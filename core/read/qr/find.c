/* find.c - QR symbols in a picture: finder patterns, and the triples they make
 *
 * Any line through the middle of a finder pattern crosses dark, light, dark, light and
 * dark as 1:1:3:1:1, whatever the angle.  The picture is looked at in its own size and
 * halved again and again, so that modules of two pixels and of a hundred are found by the
 * same rules.  The work is bounded by the number of pixels. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/qr/qr.h"
#include "read/regions.h"
#include "read/transform.h"
#include "read/views.h"

#define DARKER 2       /* half steps of luma that noise may make */
#define STEP 2         /* rows of a large picture: a finder's middle has six or more */
#define FINDERS_MAX 96 /* of one level */
#define TRIPLES_MAX 48 /* tried at one level */
#define RADIAN (3.14159265358979323846 / 180)
#define MISSING_MOST 0.4 /* of a finder pattern that must stand alone */
#define ODD_MOST 2.5     /* how far from a straight symbol a triple may be */
#define IN_TIME 5.0      /* half steps of luma by which timing patterns must stand out */
#define LATE_MOST 2      /* triples of a level that may do without: bent symbols */
#define LATE_ODD 0.4     /* how odd they may be */
#define GUESSES 3        /* versions tried, those whose timing agrees best */
#define SLANTED 0.07     /* differences of depth worth a second try */
#define FINE_LEAST                                                                       \
	320000             /* pixels that are enlarged, beside a share of the picture's  \
	                    */
#define WORK_LEAST 1000000 /* samples at each size beside those that the pixels allow */

struct finder {
	struct point at;
	double across, down; /* pixels from edge to edge, along rows and columns */
	unsigned count;      /* rows that met it */
	bool inverted, used;
};

struct finders {
	struct finder list[FINDERS_MAX];
	size_t count;
	size_t step; /* rows from one looked along to the next */
};

static bool
is_dark(int8_t v)
{
	return v < -DARKER;
}

/* ---- finder patterns ---- */

static bool
near(double length, double want, double unit)
{
	return fabs(length - want) <= unit * (want > 2 * unit ? 0.35 * 3 : 0.6) + 0.7;
}

/* 1:1:3:1:1 */
static bool
in_ratio(const double run[5])
{
	const double total = run[0] + run[1] + run[2] + run[3] + run[4], unit = total / 7;

	return total >= 7 && near(run[0], unit, unit) && near(run[1], unit, unit) &&
	       near(run[2], 3 * unit, unit) && near(run[3], unit, unit) &&
	       near(run[4], unit, unit);
}

/* The five runs along (dx, dy) around a point within the middle one.  *shift: from that
 * point to the middle of the pattern, in steps. */
static bool
cross(const struct qr_level *l, long x, long y, int dx, int dy, bool inverted,
      double longest, double *total, double *shift)
{
	double run[5] = { 0 };

	for (int way = 1; way >= -1; way -= 2) {
		long px = way > 0 ? x : x - dx, py = way > 0 ? y : y - dy;

		for (int ring = 0; ring < 3; ring++) {
			double *r = &run[2 + way * ring];

			for (; px >= 0 && py >= 0 && px < (long)l->width &&
			       py < (long)l->height && *r <= longest &&
			       (is_dark(l->soft[(size_t)py * l->width + (size_t)px]) !=
			        inverted) == (ring != 1);
			     px += way * dx, py += way * dy)
				++*r;
			if (*r == 0 && ring > 0)
				return false;
		}
	}
	*total = run[0] + run[1] + run[2] + run[3] + run[4];
	/* both halves were walked from the same point */
	{
		long px = x, py = y;
		double ahead = 0;

		for (;
		     px >= 0 && py >= 0 && px < (long)l->width && py < (long)l->height &&
		     (is_dark(l->soft[(size_t)py * l->width + (size_t)px]) != inverted) &&
		     ahead <= longest;
		     px += dx, py += dy)
			ahead++;
		*shift = ahead - run[2] / 2 - 0.5;
	}
	return in_ratio(run);
}

static void
remember(struct finders *f, const struct finder *new)
{
	size_t weakest = 0;

	for (size_t i = 0; i < f->count; i++) {
		struct finder *old = &f->list[i];
		const double size = (old->across + old->down) / 2;

		if (old->inverted == new->inverted &&
		    hypot(old->at.x - new->at.x, old->at.y - new->at.y) < size / 4) {
			const double part = 1.0 / ++old->count;

			old->at.x += (new->at.x - old->at.x) * part;
			old->at.y += (new->at.y - old->at.y) * part;
			old->across += (new->across - old->across) * part;
			old->down += (new->down - old->down) * part;
			return;
		}
		if (old->count < f->list[weakest].count)
			weakest = i;
	}
	if (f->count < FINDERS_MAX)
		f->list[f->count++] = *new;
	else if (f->list[weakest].count == 1)
		f->list[weakest] = *new;
}

/* Is what a row met at (x, y), of that length, a finder pattern? */
static void
check(const struct qr_level *l, double x, size_t y, double length, bool inverted,
      struct finders *f)
{
	struct finder new = { { x, (double)y }, length, 0, 1, inverted, false };
	double shift, slant, other;
	bool slanted;

	if (!cross(l, lround(x), (long)y, 0, 1, inverted, length, &new.down, &shift) ||
	    new.down > 2.2 * length || length > 2.2 * new.down)
		return;
	new.at.y += shift;
	if (!cross(l, lround(x), lround(new.at.y), 1, 0, inverted, length, &new.across,
	           &shift))
		return;
	new.at.x = (double)lround(x) + shift;
	slanted = cross(l, lround(new.at.x), lround(new.at.y), 1, 1, inverted, length,
	                &slant, &other);
	slanted = slanted || cross(l, lround(new.at.x), lround(new.at.y), 1, -1, inverted,
	                           length, &slant, &other);
	if (slanted)
		remember(f, &new);
}

/* Look along a row from `start` to `end`. */
static void
find_row(const struct qr_level *l, size_t y, size_t start, size_t end, struct finders *f)
{
	const int8_t *row = l->soft + y * l->width;
	double run[5] = { 0 };
	size_t runs = 0;
	bool dark = is_dark(row[start]);

	for (size_t x = start + 1; x <= end; x++) {
		if (x < end && is_dark(row[x]) == dark)
			continue;
		memmove(run, run + 1, 4 * sizeof *run);
		run[4] = (double)(x - start);
		if (++runs >= 5 && in_ratio(run))
			check(l, (double)x - 0.5 - run[4] - run[3] - run[2] / 2, y,
			      run[0] + run[1] + run[2] + run[3] + run[4], !dark, f);
		start = x;
		dark = !dark;
	}
}

/* Look along the rows, where matrix symbols may stand. */
static void
find_all(const struct qr_level *l, const struct view *view, struct finders *f)
{
	const size_t step =
	        view->n_dense == (size_t)view->columns * view->rows ? 1 : STEP;

	f->step = step;
	for (size_t y = step / 2; y < l->height; y += step) {
		const uint8_t *dense = view->dense + y / VIEW_TILE * view->columns;

		for (size_t c = 0; c < view->columns; c++) {
			const size_t first = c;

			while (c < view->columns && dense[c] != 0)
				c++;
			if (c > first) {
				const size_t end = c * VIEW_TILE;

				find_row(l, y, first * VIEW_TILE,
				         end < l->width ? end : l->width, f);
			}
		}
	}
}

/* ---- triples ---- */

struct triple {
	size_t corner, right, below; /* finders */
	double modules;              /* from side to side */
	double odd; /* how far it is from a right angle with equal sides */
};

/* From the middle of a finder pattern along a unit vector to its outer edge; 0: none. */
static double
reach(const struct qr_level *l, const struct finder *f, double ux, double uy)
{
	const double limit = (f->across + f->down) * 0.8;
	int ring = 0;

	for (double d = 0; d < limit; d += 0.25) {
		double v = qr_soft(l, f->at.x + d * ux, f->at.y + d * uy);
		bool dark = (v < 0) != f->inverted;

		if (dark != (ring != 1) && ++ring == 3)
			return d;
	}
	return 0;
}

/* Pixels of a module of the finder pattern along a unit vector. */
static double
module_along(const struct qr_level *l, const struct finder *f, double ux, double uy)
{
	const double a = reach(l, f, ux, uy), b = reach(l, f, -ux, -uy);
	const double rough = (f->across + f->down) / 2 * fmax(fabs(ux), fabs(uy)) / 7;
	const double m = a > 0 && b > 0   ? (a + b) / 7
	                 : a > 0 || b > 0 ? (a + b) / 3.5
	                                  : rough;

	return m > rough * 0.6 && m < rough * 1.6 ? m : rough;
}

static double
modules_between(const struct qr_level *l, const struct finder *a, const struct finder *b)
{
	const double dx = b->at.x - a->at.x, dy = b->at.y - a->at.y, d = hypot(dx, dy);

	if (d < 1)
		return 0;
	return 2 * d /
	               (module_along(l, a, dx / d, dy / d) +
	                module_along(l, b, dx / d, dy / d)) +
	       7;
}

static bool
alike(const struct finder *a, const struct finder *b)
{
	const double p = a->across + a->down, q = b->across + b->down;

	return a->inverted == b->inverted && p < q * 2.6 && q < p * 2.6;
}

/* The share of a pattern's middle rows that did not meet it: chance meets one or two. */
static double
missing(const struct finders *all, const struct finder *f)
{
	const double share = (double)(f->count * all->step) / (f->down * 3 / 7);

	return share < 0.9 ? 0.9 - share : 0;
}

/* The corner is at k; the way from right to below turns clockwise.  False if it cannot be
 * a symbol, or is odder than `most`. */
static bool
triple_make(const struct qr_level *l, const struct finders *f, size_t k, size_t i,
            size_t j, double most, struct triple *t)
{
	const struct finder *c = &f->list[k], *a = &f->list[i], *b = &f->list[j];
	const double ax = a->at.x - c->at.x, ay = a->at.y - c->at.y;
	const double bx = b->at.x - c->at.x, by = b->at.y - c->at.y;
	const double da = hypot(ax, ay), db = hypot(bx, by);
	const double turn = ax * by - ay * bx, cosine = (ax * bx + ay * by) / (da * db);
	const double size = (c->across + c->down) / 14;
	double na, nb;

	t->odd = fabs(cosine) + 0.3 * fabs(log(da / db)) + missing(f, c) + missing(f, a) +
	         missing(f, b);
	if (t->odd > most)
		return false;
	if (da < 8 * size || db < 8 * size || da > 200 * size || da > 3 * db ||
	    db > 3 * da || fabs(cosine) > 0.85)
		return false;
	na = modules_between(l, c, a);
	nb = modules_between(l, c, b);
	t->modules = (na + nb) / 2;
	if (na > 1.4 * nb || nb > 1.4 * na || t->modules < 17 || t->modules > 190)
		return false;
	t->corner = k;
	t->right = turn > 0 ? i : j;
	t->below = turn > 0 ? j : i;
	t->odd += 2 * fabs(na - nb) / (na + nb);
	return t->odd < most;
}

static void
keep_triple(struct triple *list, size_t *count, const struct triple *t)
{
	size_t at = *count < TRIPLES_MAX ? (*count)++ : TRIPLES_MAX - 1;

	for (; at > 0 && list[at - 1].odd > t->odd; at--)
		list[at] = list[at - 1];
	list[at] = *t;
}

static size_t
triples_of(const struct qr_level *l, const struct finders *f, struct triple *list)
{
	size_t count = 0;

	for (size_t k = 0; k < f->count; k++)
		for (size_t i = 0; i < f->count; i++)
			for (size_t j = 0; j < i; j++) {
				const double most = count < TRIPLES_MAX
				                            ? ODD_MOST
				                            : list[TRIPLES_MAX - 1].odd;
				struct triple t;

				if (i != k && j != k && alike(&f->list[k], &f->list[i]) &&
				    alike(&f->list[k], &f->list[j]) &&
				    alike(&f->list[i], &f->list[j]) &&
				    triple_make(l, f, k, i, j, most, &t))
					keep_triple(list, &count, &t);
			}
	return count;
}

/* ---- symbols ---- */

#define READ_MAX 64

struct search {
	const struct scan *scan;
	struct hits *hits;
	double scale;        /* pixels of the scan's picture in a pixel of the level */
	struct point origin; /* of the level, in pixels of the scan's picture */
	int64_t work;
	struct point read[READ_MAX]
	                 [4]; /* outlines so far, in pixels of the scan's picture */
	size_t reads;
};

static struct point
in_picture(const struct search *s, struct point p)
{
	return (struct point){ p.x * s->scale + (s->scale - 1) / 2 + s->origin.x,
		               p.y * s->scale + (s->scale - 1) / 2 + s->origin.y };
}

/* Does it lie in a symbol that was read? */
static bool
is_read(const struct search *s, struct point at)
{
	const struct point p = in_picture(s, at);

	for (size_t i = 0; i < s->reads; i++) {
		const struct point *q = s->read[i];
		unsigned left = 0;

		for (size_t k = 0; k < 4; k++) {
			const struct point *a = &q[k], *b = &q[(k + 1) % 4];

			left += (b->x - a->x) * (p.y - a->y) >
			        (b->y - a->y) * (p.x - a->x);
		}
		if (left == 0 || left == 4)
			return true;
	}
	return false;
}

static enum assay_status
add(struct search *s, const struct qr_seen *seen)
{
	const struct placement *p = &s->scan->placement;
	const struct qr_text *text = &seen->text;
	uint8_t utf8[QR_TEXT_MAX];
	const size_t len = text->part ? 0
	                              : eci_to_utf8(text->bytes, text->len, &text->eci,
	                                            utf8, sizeof utf8);
	struct hit hit = { .kind = KIND_QR,
		           .fnc1 = text->fnc1,
		           .fnc1_second = text->fnc1_second,
		           .eci = text->eci.count > 0,
		           .part = text->part,
		           .part_index = (uint8_t)(text->part_index + 1),
		           .part_count = text->part_count,
		           .part_of = text->part_parity,
		           .payload = len > 0 ? utf8 : (uint8_t *)(uintptr_t)text->bytes,
		           .len = len > 0 ? len : text->len,
		           .votes = 1,
		           .clean = 100 - (text->spent < 100 ? text->spent : 100),
		           .pass = s->scan->pass };

	for (size_t i = 0; i < 4; i++) {
		const struct point q = in_picture(s, seen->outline[i]);

		hit.outline[i] = (struct point){ p->xx * q.x + p->xy * q.y + p->x0,
			                         p->yx * q.x + p->yy * q.y + p->y0 };
		if (s->reads < READ_MAX)
			s->read[s->reads][i] = q;
	}
	s->reads += s->reads < READ_MAX;
	return hits_add(s->hits, &hit);
}

/* How far away a finder pattern is, from how small it looks: its area goes with the
 * third power. */
static double
depth(const struct qr_level *l, const struct finder *f, const struct point *u,
      const struct point *v)
{
	return 1 / cbrt(module_along(l, f, u->x, u->y) * module_along(l, f, v->x, v->y));
}

static struct point
direction(const struct finder *a, const struct finder *b)
{
	const double dx = b->at.x - a->at.x, dy = b->at.y - a->at.y, d = hypot(dx, dy);

	return (struct point){ dx / d, dy / d };
}

struct guess {
	size_t side;
	double timing;
};

static int
by_timing(const void *a, const void *b)
{
	const struct guess *p = a, *q = b;

	if (p->timing != q->timing)
		return p->timing > q->timing ? -1 : 1;
	return (p->side > q->side) - (p->side < q->side);
}

static bool
try_depths(struct search *s, const struct qr_level *l, const struct point at[3],
           const double w[3], int version, bool inverted, bool late, struct qr_seen *seen)
{
	const int spread = 1 + version / 7;
	struct guess guesses[2 * 8 + 1];
	size_t count = 0;

	for (int v = version - spread; v <= version + spread; v++) {
		struct guess *g = &guesses[count];

		if (v < 1 || v > 40)
			continue;
		g->side = (size_t)v * 4 + 17;
		g->timing = qr_timing(l, at, w, g->side, inverted, &s->work);
		/* among equals the nearest */
		g->timing -= 0.5 * abs(v - version);
		count++;
	}
	qsort(guesses, count, sizeof *guesses, by_timing);
	for (size_t i = 0; i < count && i < GUESSES && s->work > 0; i++) {
		if (!late && guesses[i].timing < IN_TIME)
			break;
		bool good =
		        qr_read_grid(l, at, w, guesses[i].side, inverted, seen, &s->work);
		if (good)
			return true;
	}
	return false;
}

static bool
try_triple(struct search *s, const struct qr_level *l, const struct finders *f,
           const struct triple *t, bool late, struct qr_seen *seen)
{
	const struct finder *a = &f->list[t->corner], *b = &f->list[t->right],
	                    *c = &f->list[t->below];
	const struct point at[3] = { a->at, b->at, c->at }, u = direction(a, b),
	                   v = direction(a, c);
	const int version = (int)lround(fmin(fmax((t->modules - 17) / 4, 1), 40));
	const double first = depth(l, a, &u, &v);
	double w[3] = { 1, 1, 1 };

	if (try_depths(s, l, at, w, version, a->inverted, late, seen))
		return true;
	w[1] = depth(l, b, &u, &v) / first;
	w[2] = depth(l, c, &u, &v) / first;
	return fabs(w[1] - 1) + fabs(w[2] - 1) > SLANTED && w[1] + w[2] > 1.2 &&
	       try_depths(s, l, at, w, version, a->inverted, late, seen);
}

/* The corners of a finder pattern: from which turn its edge is nearest, four times. */
static bool
corners_of(const struct qr_level *l, const struct finder *f, struct point corner[4])
{
	double real = 0, imaginary = 0, turn, far[4];
	struct point u[4];

	for (int i = 0; i < 72; i++) {
		const double a = i * 5 * RADIAN, r = reach(l, f, cos(a), sin(a));

		if (r <= 0)
			return false;
		real += r * cos(4 * a);
		imaginary += r * sin(4 * a);
	}
	turn = (atan2(imaginary, real) - 180 * RADIAN) / 4;
	for (int i = 0; i < 4; i++) {
		u[i] = (struct point){ cos(turn + i * 90 * RADIAN),
			               sin(turn + i * 90 * RADIAN) };
		if ((far[i] = reach(l, f, u[i].x, u[i].y)) <= 0)
			return false;
	}
	for (int i = 0; i < 4; i++) { /* right and up first: clockwise, y downwards */
		const int a = i, b = (i + 1) % 4;

		corner[i] = (struct point){ f->at.x + far[a] * u[a].x + far[b] * u[b].x,
			                    f->at.y + far[a] * u[a].y + far[b] * u[b].y };
	}
	return true;
}

static enum assay_status
read_micros(struct search *s, const struct qr_level *l, struct finders *f,
            struct qr_seen *seen)
{
	enum assay_status status = ASSAY_OK;
	struct point corner[4];

	for (size_t i = 0; i < f->count && status == ASSAY_OK && s->work > 0; i++)
		if (!f->list[i].used && missing(f, &f->list[i]) < MISSING_MOST &&
		    !is_read(s, f->list[i].at) && corners_of(l, &f->list[i], corner) &&
		    qr_read_micro(l, corner, f->list[i].inverted, seen, &s->work))
			status = add(s, seen);
	return status;
}

static enum assay_status
read_level(struct search *s, const struct qr_level *l, const struct view *view)
{
	struct finders *f = calloc(1, sizeof *f);
	struct qr_seen *seen = malloc(sizeof *seen);
	struct triple list[TRIPLES_MAX];
	enum assay_status status = ASSAY_OK;
	size_t count;

	if (f == NULL || seen == NULL) {
		status = ASSAY_E_NOMEM;
		goto out;
	}
	find_all(l, view, f);
	for (size_t i = 0; i < f->count; i++) /* what was read is not looked at again */
		if (is_read(s, f->list[i].at))
			f->list[i--] = f->list[--f->count];
	count = triples_of(l, f, list);
	for (size_t i = 0; i < count && status == ASSAY_OK && s->work > 0; i++) {
		struct finder *a = &f->list[list[i].corner], *b = &f->list[list[i].right],
		              *c = &f->list[list[i].below];

		if (a->used || b->used || c->used ||
		    !try_triple(s, l, f, &list[i],
		                i < LATE_MOST && list[i].odd < LATE_ODD, seen))
			continue;
		a->used = b->used = c->used = true;
		status = add(s, seen);
	}
	if (status == ASSAY_OK)
		status = read_micros(s, l, f, seen);
out:
	free(f);
	free(seen);
	return status;
}

/* One size of a picture. */
static enum assay_status
read_view(struct search *s, struct views *views, size_t n, bool *more)
{
	struct qr_level level;
	struct view *view;
	enum assay_status status = views_get(views, n, &view);

	*more = status == ASSAY_OK && view != NULL;
	if (!*more || view->n_dense == 0 ||
	    (status = views_soft(views, n, &view)) != ASSAY_OK)
		return status;
	level = (struct qr_level){ view->grey.width, view->grey.height, view->soft };
	s->work = WORK_LEAST + (int64_t)level.width * level.height;
	status = read_level(s, &level, view);
	views_forget_soft(views, n);
	return status;
}

/* Parts of the picture whose modules may be smaller than two pixels, at twice their size.
 */
static enum assay_status
read_fine(struct search *s, struct views *views)
{
	const struct image *image = views->image;
	struct regions regions = { 0 };
	uint64_t left = FINE_LEAST + (uint64_t)image->width * image->height / 8;
	struct view *view;
	enum assay_status status = views_get(views, 0, &view);
	uint8_t *tile;
	bool more;

	if (status != ASSAY_OK || view == NULL)
		return status;
	if ((tile = malloc((size_t)view->columns * view->rows)) == NULL)
		return ASSAY_E_NOMEM;
	for (size_t i = 0; i < (size_t)view->columns * view->rows; i++)
		tile[i] = (view->dense[i] & VIEW_FINE) != 0;
	status = regions_find(tile, image->width, image->height, &regions);
	free(tile);
	s->scale = 0.5;
	for (size_t i = 0; i < regions.count && status == ASSAY_OK; i++) {
		const struct region *r = &regions.list[i];
		const struct image part = { image->pixels + r->y * image->stride + r->x,
			                    r->width, r->height, image->stride };
		const uint64_t pixels = (uint64_t)r->width * r->height;
		struct views own;
		struct image large;

		if (pixels > left || r->width < VIEW_LEAST || r->height < VIEW_LEAST)
			continue;
		left -= pixels;
		if ((status = transform_enlarge(&part, 4, &large)) != ASSAY_OK)
			break;
		views_of(&own, &large);
		s->origin = (struct point){ r->x, r->y };
		status = read_view(s, &own, 0, &more);
		views_clear(&own);
		image_clear(&large);
	}
	free(regions.list);
	return status;
}

/* All sizes again, against a mean of what is nearer. */
static enum assay_status
read_near(struct search *s, struct views *views)
{
	enum assay_status status = ASSAY_OK;

	for (size_t n = 0; status == ASSAY_OK; n++) {
		struct qr_level level;
		struct view *view;
		int8_t *soft;

		if ((status = views_get(views, n, &view)) != ASSAY_OK || view == NULL ||
		    (status = views_soft_near(views, n, &soft)) != ASSAY_OK)
			break;
		level = (struct qr_level){ view->grey.width, view->grey.height, soft };
		s->scale = view->scale;
		s->work = WORK_LEAST + (int64_t)level.width * level.height;
		status = read_level(s, &level, view);
		free(soft);
	}
	return status;
}

enum assay_status
qr_read(const struct scan *scan, struct hits *hits)
{
	struct search s = { .scan = scan, .hits = hits };
	struct views own, *views = scan->views;
	enum assay_status status = ASSAY_OK;
	bool more = true;

	if (views == NULL)
		views_of(views = &own, scan->image);
	if (scan->fine && (status = read_near(&s, views)) == ASSAY_OK)
		status = read_fine(&s, views);
	for (size_t n = scan->first; !scan->fine && more && status == ASSAY_OK; n++) {
		if (scan->end != 0 && n >= scan->end)
			break;
		s.scale = (double)((size_t)1 << n);
		status = read_view(&s, views, n, &more);
	}
	if (views == &own)
		views_clear(&own);
	return status;
}
