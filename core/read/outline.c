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

/* How long the symbol is along the scan axis: the median way from a near end to the
 * next far end on neighbouring lines; 0: not known. */
static double
symbol_length(const struct point *points, const bool *far_end, size_t n, bool vertical,
              unsigned density)
{
	double *ways = calloc(n, sizeof *ways), median;
	size_t count = 0;

	if (ways == NULL)
		return 0;
	for (size_t i = 0; i < n; i++) {
		double from = vertical ? points[i].y : points[i].x, best = INFINITY;

		if (far_end[i])
			continue;
		for (size_t k = 0; k < n; k++) {
			double way = (vertical ? points[k].y : points[k].x) - from;
			double across = vertical ? points[k].x - points[i].x
			                         : points[k].y - points[i].y;

			if (far_end[k] && way > 0 && way < best && fabs(across) <= 3.0 * density)
				best = way;
		}
		if (isfinite(best))
			ways[count++] = best;
	}
	qsort(ways, count, sizeof *ways, by_value);
	median = count > 0 ? ways[count / 2] : 0;
	free(ways);
	return median;
}

size_t
places_split(const struct point *points, const bool *far_end, size_t n, bool vertical,
             unsigned density, size_t *part)
{
	const double length = symbol_length(points, far_end, n, vertical, density);
	size_t parts = 0, *parent;

	for (size_t i = 0; i < n; i++)
		part[i] = 0;
	if (length <= 0 || (parent = calloc(n, sizeof *parent)) == NULL)
		return 1;
	/* shifted by the length, near ends meet far ends; a gap across of less than the
	 * length may be glare on one symbol, so it does not part */
	for (size_t i = 0; i < n; i++)
		parent[i] = i;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++) {
			double along = vertical ? points[i].y - points[k].y : points[i].x - points[k].x;
			double across = vertical ? points[i].x - points[k].x : points[i].y - points[k].y;

			along += (far_end[k] ? length : 0) - (far_end[i] ? length : 0);
			if (fabs(along) < length / 2 && fabs(across) < length)
				parent[root(parent, i)] = root(parent, k);
		}
	for (size_t i = 0; i < n; i++) {
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
	return (struct point){ along * b->u.x - across * b->u.y, along * b->u.y + across * b->u.x };
}

void
outline_around(const struct point *points, size_t n, struct point reading, struct point out[4])
{
	struct point *sorted = calloc(n, sizeof *sorted), *hull = calloc(n + 1, sizeof *hull);
	double norm = hypot(reading.x, reading.y), least = INFINITY;
	struct point along = norm > 0 ? (struct point){ reading.x / norm, reading.y / norm }
	                              : (struct point){ 1, 0 };
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
		/* of the four ways along that rectangle, the one nearest to the reading's */
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
	out[0] = corner(&best, best.u_min, best.v_min);
	out[1] = corner(&best, best.u_max, best.v_min);
	out[2] = corner(&best, best.u_max, best.v_max);
	out[3] = corner(&best, best.u_min, best.v_max);
	free(sorted);
	free(hull);
}
