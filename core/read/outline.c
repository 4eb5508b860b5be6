/* outline.c - from the points a reader met to corners, and to places
 *
 * Pure geometry on doubles; the result does not depend on the order of the points. */
#include <math.h>
#include <stdlib.h>

#include "read/hits.h"

static int
by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static size_t
root(size_t *parent, size_t i)
{
	while (parent[i] != i)
		i = parent[i] = parent[parent[i]];
	return i;
}

static double
mark_along(const struct marks *m, size_t i)
{
	return m->vertical ? m->points[i].y : m->points[i].x;
}

static double
mark_across(const struct marks *m, size_t i)
{
	return m->vertical ? m->points[i].x : m->points[i].y;
}

/* How long the symbol is along the scan axis: the median way from a near end to the
 * next far end on neighbouring lines; 0: not known. */
static double
symbol_length(const struct marks *m)
{
	double *ways = calloc(m->count, sizeof *ways), median;
	size_t count = 0, repeated = 0;

	if (ways == NULL)
		return 0;
	for (size_t i = 0; i < m->count; i++) {
		double best = INFINITY;

		for (size_t k = 0; k < m->count; k++) {
			double way = mark_along(m, k) - mark_along(m, i);
			double apart = fabs(mark_across(m, k) - mark_across(m, i));

			if (m->far_end[i] == m->far_end[k])
				repeated += apart < 0.5 && way > 0;
			else if (m->far_end[k] && way > 0 && way < best &&
			         apart <= 3.0 * m->density)
				best = way;
		}
		if (!m->far_end[i] && isfinite(best))
			ways[count++] = best;
	}
	qsort(ways, count, sizeof *ways, by_value);
	median = count > 0 ? ways[count / 2] : 0;
	free(ways);
	/* from the near end to the middle is half the way */
	return m->in_halves && repeated > m->count / 8 ? 2 * median : median;
}

/* Two marks of one symbol?  Shifted by its length, near ends meet far ends.  A gap
 * across of less than a quarter of the length may be glare, so it does not part. */
static bool
together(const struct marks *m, size_t i, size_t k, double length)
{
	double apart = mark_along(m, i) - mark_along(m, k);

	apart += (m->far_end[k] ? length : 0) - (m->far_end[i] ? length : 0);
	return fabs(apart) < length * 0.55 &&
	       fabs(mark_across(m, i) - mark_across(m, k)) < length * 0.25 + m->density;
}

size_t
places_split(const struct marks *m, size_t *part)
{
	const double length = symbol_length(m);
	size_t parts = 0, *parent;

	for (size_t i = 0; i < m->count; i++)
		part[i] = 0;
	if (length <= 0 || (parent = calloc(m->count, sizeof *parent)) == NULL)
		return 1;
	for (size_t i = 0; i < m->count; i++)
		parent[i] = i;
	for (size_t i = 0; i < m->count; i++)
		for (size_t k = 0; k < i; k++)
			if (together(m, i, k, length))
				parent[root(parent, i)] = root(parent, k);
	for (size_t i = 0; i < m->count; i++) {
		size_t r = root(parent, i), k;

		for (k = 0; k < i && root(parent, k) != r; k++)
			;
		part[i] = k < i ? part[k] : parts++;
	}
	free(parent);
	return parts;
}

/* ---- hull and rectangle ---- */

static int
by_place(const void *a, const void *b)
{
	const struct point *p = a, *q = b;

	if (p->x != q->x)
		return p->x < q->x ? -1 : 1;
	return (p->y > q->y) - (p->y < q->y);
}

static double
turn(struct point a, struct point b, struct point c)
{
	return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/* Convex hull by monotone chains; hull has room for n + 1; returns its size. */
static size_t
hull_of(struct point *sorted, size_t n, struct point *hull)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		while (k >= 2 && turn(hull[k - 2], hull[k - 1], sorted[i]) <= 0)
			k--;
		hull[k++] = sorted[i];
	}
	for (size_t i = n - 1, lower = k + 1; i > 0; i--) {
		while (k >= lower && turn(hull[k - 2], hull[k - 1], sorted[i - 1]) <= 0)
			k--;
		hull[k++] = sorted[i - 1];
	}
	return k > 1 ? k - 1 : k;
}

struct box { /* a rectangle along the unit vector u; v is u turned clockwise */
	struct point u;
	double u_min, u_max, v_min, v_max;
};

static struct box
box_along(const struct point *p, size_t n, struct point u)
{
	struct box b = { u, INFINITY, -INFINITY, INFINITY, -INFINITY };

	for (size_t i = 0; i < n; i++) {
		double along = p[i].x * u.x + p[i].y * u.y;
		double across = p[i].y * u.x - p[i].x * u.y;

		b.u_min = fmin(b.u_min, along);
		b.u_max = fmax(b.u_max, along);
		b.v_min = fmin(b.v_min, across);
		b.v_max = fmax(b.v_max, across);
	}
	return b;
}

static struct point
corner(const struct box *b, double along, double across)
{
	return (struct point){ along * b->u.x - across * b->u.y,
		               along * b->u.y + across * b->u.x };
}

static struct point
unit(struct point p)
{
	double norm = hypot(p.x, p.y);

	return norm > 0 ? (struct point){ p.x / norm, p.y / norm }
	                : (struct point){ 1, 0 };
}

static void
corners_of(const struct box *b, struct point out[4])
{
	out[0] = corner(b, b->u_min, b->v_min);
	out[1] = corner(b, b->u_max, b->v_min);
	out[2] = corner(b, b->u_max, b->v_max);
	out[3] = corner(b, b->u_min, b->v_max);
}

void
outline_along(const struct point *points, size_t n, struct point reading,
              struct point out[4])
{
	struct box box = box_along(points, n, unit(reading));

	corners_of(&box, out);
}

void
outline_around(const struct point *points, size_t n, struct point reading,
               struct point out[4])
{
	struct point *sorted = calloc(n, sizeof *sorted),
	             *hull = calloc(n + 1, sizeof *hull);
	const struct point along = unit(reading);
	double least = INFINITY;
	struct box best = box_along(points, n, along);
	size_t corners = 0;

	if (sorted != NULL && hull != NULL) {
		for (size_t i = 0; i < n; i++)
			sorted[i] = points[i];
		qsort(sorted, n, sizeof *sorted, by_place);
		corners = hull_of(sorted, n, hull);
	}
	/* the smallest rectangle has a side on a side of the hull */
	for (size_t i = 0; i < corners && corners >= 3; i++) {
		struct point a = hull[i], b = hull[(i + 1) % corners];
		double side = hypot(b.x - a.x, b.y - a.y), area;
		struct point u = { (b.x - a.x) / side, (b.y - a.y) / side };
		struct box box;

		if (!(side > 0))
			continue;
		/* of the four ways along that rectangle, the one nearest to the reading's
		 */
		for (int quarter = 0; quarter < 4; quarter++) {
			if (u.x * along.x + u.y * along.y >= 0.7071)
				break;
			u = (struct point){ -u.y, u.x };
		}
		box = box_along(hull, corners, u);
		area = (box.u_max - box.u_min) * (box.v_max - box.v_min);
		if (area < least - 1e-6) {
			least = area;
			best = box;
		}
	}
	corners_of(&best, out);
	free(sorted);
	free(hull);
}
