/* find.c - bull's eyes in a picture, and what is read around them
 *
 * Any line through the middle of a bull's eye crosses seven rings' sides and more, all as
 * wide as each other.  The picture is looked at in its own size and halved again and
 * again, where matrix symbols may stand. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/aztec/aztec.h"
#include "read/views.h"

#define DARKER 2    /* half steps of luma that noise may make */
#define RUNS 7      /* that must be equal: three rings to each side of the middle */
#define EYES_MAX 24 /* of one level */
#define RADIAN (3.14159265358979323846 / 180)
#define RAYS 72
#define FAR_LEAST 0.28 /* of what a row meets: half of it, and seen slanted less */
#define FAR_MOST 0.9
#define CHECKED 24         /* of them, before it is taken for one */
#define WORK_LEAST 2000000 /* samples at each size beside those that the pixels allow */

struct eye {
	struct point at;
	double across; /* pixels over the RUNS */
	unsigned count;
	bool inverted;
};

#define READ_MAX 64

struct read { /* outlines so far, in pixels of the scan's picture */
	struct point list[READ_MAX][4];
	size_t count;
};

struct eyes {
	struct eye list[EYES_MAX];
	size_t count;
};

static bool
is_dark(int8_t v)
{
	return v < -DARKER;
}

static bool
all_equal(const double run[RUNS])
{
	double total = 0, unit;

	for (size_t i = 0; i < RUNS; i++)
		total += run[i];
	unit = total / RUNS;
	for (size_t i = 0; i < RUNS; i++)
		if (fabs(run[i] - unit) > unit * 0.45 + 0.6)
			return false;
	return total >= RUNS;
}

/* The runs through (x, y), within the middle one, down or across.  *shift: from there to
 * the middle of the pattern. */
static bool
cross(const struct qr_level *l, long x, long y, int dx, int dy, bool inverted,
      double *total, double *shift)
{
	const double longest = *total;
	double run[RUNS] = { 0 }, ahead = 0;

	for (int way = 1; way >= -1; way -= 2) {
		long px = way > 0 ? x : x - dx, py = way > 0 ? y : y - dy;

		for (int ring = 0; ring <= RUNS / 2; ring++) {
			double *r = &run[RUNS / 2 + way * ring];

			for (; px >= 0 && py >= 0 && px < (long)l->width &&
			       py < (long)l->height && *r <= longest &&
			       (is_dark(l->soft[(size_t)py * l->width + (size_t)px]) !=
			        inverted) == (ring % 2 == 0);
			     px += way * dx, py += way * dy)
				++*r;
			if (*r == 0 && ring > 0)
				return false;
			if (ring == 0 && way > 0)
				ahead = *r;
		}
	}
	*total = 0;
	for (size_t i = 0; i < RUNS; i++)
		*total += run[i];
	*shift = ahead - run[RUNS / 2] / 2 - 0.5;
	return all_equal(run);
}

static void
remember(struct eyes *e, const struct eye *new)
{
	size_t weakest = 0;

	for (size_t i = 0; i < e->count; i++) {
		struct eye *old = &e->list[i];

		if (old->inverted == new->inverted &&
		    hypot(old->at.x - new->at.x, old->at.y - new->at.y) <
		            old->across / RUNS) {
			const double part = 1.0 / ++old->count;

			old->at.x += (new->at.x - old->at.x) * part;
			old->at.y += (new->at.y - old->at.y) * part;
			return;
		}
		if (old->count < e->list[weakest].count)
			weakest = i;
	}
	if (e->count < EYES_MAX)
		e->list[e->count++] = *new;
	else if (e->list[weakest].count == 1)
		e->list[weakest] = *new;
}

/* From the middle to where the third light ring ends; 0: nowhere near, or the rings on
 * the way are not as wide as each other. */
static double
reach(const struct qr_level *l, const struct eye *e, double ux, double uy)
{
	const double limit = e->across * FAR_MOST;
	double end[4];
	int ring = 0;

	for (double d = 0; d < limit && ring < 4; d += 0.25) {
		const bool dark = (qr_soft(l, e->at.x + d * ux, e->at.y + d * uy) < 0) !=
		                  e->inverted;

		if (dark != (ring % 2 == 0))
			end[ring++] = d;
	}
	if (ring < 4 || end[3] < e->across * FAR_LEAST)
		return 0;
	for (int i = 0; i < 3; i++)
		if (fabs(end[i] - end[3] * (2 * i + 1) / 7) > end[3] * 0.13 + 0.75)
			return 0;
	return end[3];
}

/* Is it closed all around?  What any rows and columns make by chance is not. */
static bool
is_closed(const struct qr_level *l, const struct eye *e)
{
	for (int i = 0; i < CHECKED; i++) {
		const double a = i * (360.0 / CHECKED) * RADIAN;

		if (reach(l, e, cos(a), sin(a)) <= 0)
			return false;
	}
	return true;
}

static void
check(const struct qr_level *l, double x, size_t y, double length, bool inverted,
      struct eyes *e)
{
	struct eye new = { { x, (double)y }, length, 1, inverted };
	double down = 2.2 * length, shift;

	if (!cross(l, lround(x), (long)y, 0, 1, inverted, &down, &shift) ||
	    length > 2.2 * down || down > 2.2 * length)
		return;
	new.at.y += shift;
	if (!cross(l, lround(x), lround(new.at.y), 1, 0, inverted, &new.across, &shift))
		return;
	new.at.x = (double)lround(x) + shift;
	if (is_closed(l, &new))
		remember(e, &new);
}

static void
find_row(const struct qr_level *l, size_t y, size_t start, size_t end, struct eyes *e)
{
	const int8_t *row = l->soft + y * l->width;
	double run[RUNS] = { 0 };
	size_t runs = 0;
	bool dark = is_dark(row[start]);

	for (size_t x = start + 1; x <= end; x++) {
		double total = 0, half = 0;

		if (x < end && is_dark(row[x]) == dark)
			continue;
		memmove(run, run + 1, (RUNS - 1) * sizeof *run);
		run[RUNS - 1] = (double)(x - start);
		if (++runs >= RUNS && all_equal(run)) {
			for (size_t i = 0; i < RUNS; i++) {
				total += run[i];
				half += i > RUNS / 2 ? run[i] : 0;
			}
			half += run[RUNS / 2] / 2;
			/* the middle is as dark as the ends are not */
			check(l, (double)x - 0.5 - half, y, total, dark, e);
		}
		start = x;
		dark = !dark;
	}
}

static void
find_all(const struct qr_level *l, const struct view *view, struct eyes *e)
{
	for (size_t y = 0; y < l->height; y++) {
		const uint8_t *dense = view->dense + y / VIEW_TILE * view->columns;

		for (size_t c = 0; c < view->columns; c++) {
			const size_t first = c;

			while (c < view->columns && dense[c] != 0)
				c++;
			if (c > first)
				find_row(l, y, first * VIEW_TILE,
				         c * VIEW_TILE < l->width ? c * VIEW_TILE
				                                  : l->width,
				         e);
		}
	}
}

/* Corners of the third light ring: from which turn the edge is farthest, four times. */
static bool
corners_of(const struct qr_level *l, const struct eye *e, struct point corner[4])
{
	double far[RAYS], real = 0, imaginary = 0, turn;

	for (int i = 0; i < RAYS; i++) {
		const double a = i * (360.0 / RAYS) * RADIAN;

		if ((far[i] = reach(l, e, cos(a), sin(a))) <= 0)
			return false;
		real += far[i] * cos(4 * a);
		imaginary += far[i] * sin(4 * a);
	}
	turn = atan2(imaginary, real) / 4;
	for (int i = 0; i < 4; i++) { /* perspective moves each corner a little */
		double best = 0;

		for (int k = -3; k <= 3; k++) {
			const double a = turn + (i * 90 + k * 5) * RADIAN;
			const double r = reach(l, e, cos(a), sin(a));

			if (r > best) {
				best = r;
				corner[i] = (struct point){ e->at.x + r * cos(a),
					                    e->at.y + r * sin(a) };
			}
		}
	}
	return true;
}

static enum assay_status
add(const struct scan *scan, const struct aztec_seen *seen, double scale,
    struct read *read, struct hits *hits)
{
	const struct placement *p = &scan->placement;
	struct hit hit = { .kind = KIND_AZTEC,
		           .fnc1 = seen->text.fnc1,
		           .fnc1_second = seen->text.fnc1_second,
		           .part = seen->text.part,
		           .payload = (uint8_t *)(uintptr_t)seen->text.bytes,
		           .len = seen->text.len,
		           .votes = 1,
		           .clean = 100 - (seen->text.spent < 100 ? seen->text.spent : 100),
		           .pass = scan->pass };

	for (size_t i = 0; i < 4; i++) {
		const double x = seen->outline[i].x * scale + (scale - 1) / 2;
		const double y = seen->outline[i].y * scale + (scale - 1) / 2;

		if (read->count < READ_MAX)
			read->list[read->count][i] = (struct point){ x, y };
		hit.outline[i] = (struct point){ p->xx * x + p->xy * y + p->x0,
			                         p->yx * x + p->yy * y + p->y0 };
	}
	read->count += read->count < READ_MAX;
	return hits_add(hits, &hit);
}

/* Was a symbol around this eye read at a larger size? */
static bool
is_read(const struct read *read, double scale, const struct eye *e)
{
	const double x = e->at.x * scale + (scale - 1) / 2,
	             y = e->at.y * scale + (scale - 1) / 2;

	for (size_t i = 0; i < read->count; i++) {
		const struct point *o = read->list[i];

		if (hypot((o[0].x + o[2].x) / 2 - x, (o[0].y + o[2].y) / 2 - y) <
		    e->across * scale / 2)
			return true;
	}
	return false;
}

static enum assay_status
read_level(const struct scan *scan, const struct view *view, struct read *read,
           struct hits *hits)
{
	const struct qr_level l = { view->grey.width, view->grey.height, view->soft };
	int64_t work = WORK_LEAST + (int64_t)l.width * l.height;
	struct eyes *e = calloc(1, sizeof *e);
	struct aztec_seen *seen = malloc(sizeof *seen);
	enum assay_status status = e == NULL || seen == NULL ? ASSAY_E_NOMEM : ASSAY_OK;

	if (status == ASSAY_OK)
		find_all(&l, view, e);
	for (size_t i = 0; status == ASSAY_OK && i < e->count && work > 0; i++) {
		struct point corner[4];

		if (!is_read(read, view->scale, &e->list[i]) &&
		    corners_of(&l, &e->list[i], corner) &&
		    aztec_read_grid(&l, corner, e->list[i].inverted, seen, &work))
			status = add(scan, seen, view->scale, read, hits);
	}
	free(e);
	free(seen);
	return status;
}

enum assay_status
aztec_read(const struct scan *scan, struct hits *hits)
{
	struct views own, *views = scan->views;
	enum assay_status status = ASSAY_OK;
	struct read read = { .count = 0 };

	if (views == NULL)
		views_of(views = &own, scan->image);
	for (size_t n = scan->first; scan->end == 0 || n < scan->end; n++) {
		struct view *view;

		if ((status = views_get(views, n, &view)) != ASSAY_OK || view == NULL)
			break;
		if (view->n_dense == 0)
			continue;
		if ((status = views_soft(views, n, &view)) != ASSAY_OK)
			break;
		status = read_level(scan, view, &read, hits);
		views_forget_soft(views, n);
		if (status != ASSAY_OK)
			break;
	}
	if (views == &own)
		views_clear(&own);
	return status;
}
