/* find.c - where PDF417 symbols stand in a picture: start and stop patterns, followed
 *
 * Rows and columns of pixels are searched for the two patterns, which cross the whole
 * height of a symbol and so are met at every angle.  Neighbouring lines that meet one are
 * a side; its widest bar is followed to both ends.  A start and a stop that face each
 * other are a symbol; one of them by itself may be. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/pdf417/pdf417.h"
#include "read/runs.h"

#define MARKS_MAX 8192
#define TRACKS_MAX 96
#define MARKS_LEAST 4  /* of a side */
#define SPARSE 400000u /* pixels: of larger pictures every fourth line is enough */
#define STRIP 16       /* columns that are turned to lines at once */
#define SEEN_MAX 32
#define FOLLOW_MOST 8000 /* pixels */
#define ALONE 9          /* modules high: a side whose other side is not seen */
#define LIGHTS 32        /* places along a side where its light is measured */
#define START_BAR                                                                        \
	4.0 /* modules from the symbol's edge to the middle of its widest bar            \
	     */
#define STOP_BAR (-14.5)
#define FAR 590 /* modules: the widest symbol */

struct mark {               /* where a line met a pattern */
	struct point outer; /* the symbol's edge */
	double module;      /* pixels along the line */
	size_t line;
	size_t track;
	bool start;             /* otherwise stop */
	bool vertical, forward; /* the line, and the symbol's way along it */
};

struct track {                     /* marks of one side */
	size_t first, last, count; /* marks, by number; the last one that joined */
	struct pdf417_side side;
	struct point down; /* unit: along the side */
	double length, module;
	bool good, used;
};

struct search {
	const struct scan *scan;
	struct mark *marks;
	size_t count;
	struct track tracks[TRACKS_MAX];
	size_t n_tracks;
	struct point seen[SEEN_MAX][4];
	size_t n_seen;
};

/* ---- patterns on a line ---- */

#define PATTERN_MAX 9

static const struct pattern {
	uint8_t width[PATTERN_MAX], elements, modules;
	bool start;
} patterns[] = {
	{ { 8, 1, 1, 1, 1, 1, 1, 3 }, 8, 17, true },
	{ { 7, 1, 1, 3, 1, 1, 1, 2, 1 }, 9, 18, false },
};

/* Does the pattern begin at dark run k and go on by `step`? */
static bool
fits(const struct runs *r, size_t k, int step, const struct pattern *p)
{
	const ptrdiff_t last = (ptrdiff_t)k + step * (p->elements - 1);
	double total = 0, spread = 0;

	if (last < 0 || last + 1 >= (ptrdiff_t)r->count)
		return false;
	total = fabs((double)(r->edge[step > 0 ? (size_t)last + 1 : k + 1] -
	                      r->edge[step > 0 ? k : (size_t)last]));
	for (int i = 0; i < p->elements; i++) {
		const double w =
		        (double)runs_width(r, (size_t)((ptrdiff_t)k + step * i)) *
		        p->modules;
		const double off = w / total - p->width[i];

		if (fabs(off) > 0.75 + 0.08 * p->width[i])
			return false;
		spread += (i % 2 == 0 ? off : -off) / p->elements;
	}
	for (int i = 0; i < p->elements; i++) {
		const double w =
		        (double)runs_width(r, (size_t)((ptrdiff_t)k + step * i)) *
		        p->modules;
		const double off =
		        w / total - p->width[i] - (i % 2 == 0 ? spread : -spread);

		if (fabs(off) > 0.55 + 0.06 * p->width[i])
			return false;
	}
	return true;
}

static void
add_mark(struct search *s, const struct runs *r, size_t k, int step,
         const struct pattern *p, struct point from, struct point by, size_t line,
         bool vertical)
{
	const ptrdiff_t last = (ptrdiff_t)k + step * (p->elements - 1);
	/* the outer edge: of a start where it begins, of a stop where it ends */
	const double begin = (double)r->edge[step > 0 ? k : k + 1],
	             end = (double)r->edge[step > 0 ? (size_t)last + 1 : (size_t)last];
	const double outer = (p->start ? begin : end) - 0.5;

	if (s->count == MARKS_MAX)
		return;
	s->marks[s->count++] = (struct mark){
		.outer = { from.x + outer * by.x, from.y + outer * by.y },
		.module = fabs(end - begin) / p->modules,
		.line = line,
		.track = SIZE_MAX,
		.start = p->start,
		.vertical = vertical,
		.forward = step > 0,
	};
}

static void
take_line(struct search *s, const struct runs *r, struct point from, struct point by,
          size_t line, bool vertical)
{
	for (size_t k = !r->dark; k + 1 < r->count; k += 2) {
		const double wide = (double)runs_width(r, k);

		for (int step = 1; step >= -1; step -= 2) {
			const ptrdiff_t next = (ptrdiff_t)k + step;

			/* the bar beside it is a narrow space: cheap, and rarely so */
			if (next < 0 || next + 1 >= (ptrdiff_t)r->count ||
			    (double)runs_width(r, (size_t)next) * 3.5 > wide)
				continue;
			for (size_t p = 0; p < 2; p++)
				if (fits(r, k, step, &patterns[p]))
					add_mark(s, r, k, step, &patterns[p], from, by,
					         line, vertical);
		}
	}
}

static bool
scan_lines(struct search *s)
{
	const struct image *grey = s->scan->image;
	const uint32_t each = (uint64_t)grey->width * grey->height > SPARSE ? 4 : 2;
	const size_t side = grey->width > grey->height ? grey->width : grey->height;
	uint8_t *strip = malloc((size_t)grey->height * STRIP);
	struct runs runs;
	bool good = runs_init(&runs, side) && strip != NULL;

	for (uint32_t y = each / 2; y < grey->height && good; y += each) {
		runs_find(&runs, grey->pixels + y * grey->stride, grey->width);
		take_line(s, &runs, (struct point){ 0, y }, (struct point){ 1, 0 }, y,
		          false);
	}
	for (uint32_t left = each / 2; left < grey->width && good; left += STRIP * each) {
		uint32_t columns = (grey->width - left + each - 1) / each;

		columns = columns < STRIP ? columns : STRIP;
		for (uint32_t y = 0; y < grey->height; y++)
			for (uint32_t k = 0; k < columns; k++)
				strip[(size_t)k * grey->height + y] =
				        grey->pixels[y * grey->stride + left + k * each];
		for (uint32_t k = 0; k < columns; k++) {
			runs_find(&runs, strip + (size_t)k * grey->height, grey->height);
			take_line(s, &runs, (struct point){ left + k * each, 0 },
			          (struct point){ 0, 1 }, left + k * each, true);
		}
	}
	runs_clear(&runs);
	free(strip);
	return good;
}

/* ---- sides ---- */

static double
dot(struct point a, struct point b)
{
	return a.x * b.x + a.y * b.y;
}

static double
distance(struct point a, struct point b)
{
	return hypot(a.x - b.x, a.y - b.y);
}

/* Join marks of neighbouring lines. */
static void
make_tracks(struct search *s)
{
	for (size_t i = 0; i < s->count; i++) {
		struct mark *m = &s->marks[i];
		struct track *best = NULL;
		double nearest = 1e9;

		for (size_t t = 0; t < s->n_tracks; t++) {
			struct track *k = &s->tracks[t];
			const struct mark *l = &s->marks[k->last];
			const double lines = (double)(m->line - l->line);
			const double off = distance(m->outer, l->outer);

			if (l->start != m->start || l->vertical != m->vertical ||
			    l->forward != m->forward || l->line == m->line ||
			    lines > 6 * m->module + 12 || off > 2.2 * lines + m->module ||
			    m->module > l->module * 1.35 || l->module > m->module * 1.35)
				continue;
			if (off < nearest) {
				nearest = off;
				best = k;
			}
		}
		if (best == NULL) {
			if (s->n_tracks == TRACKS_MAX)
				continue;
			best = &s->tracks[s->n_tracks++];
			*best = (struct track){ .first = i };
		}
		m->track = (size_t)(best - s->tracks);
		best->last = i;
		best->count++;
	}
}

static double
luma(const struct image *g, struct point p)
{
	const ptrdiff_t x = (ptrdiff_t)floor(p.x + 0.5), y = (ptrdiff_t)floor(p.y + 0.5);

	if (x < 0 || y < 0 || x >= (ptrdiff_t)g->width || y >= (ptrdiff_t)g->height)
		return 255;
	return g->pixels[(size_t)y * g->stride + (size_t)x];
}

/* A parabola across(t) = a + b t + c t^2 by least squares. */
struct curve {
	double a, b, c;
};

static struct curve
fit(const double *t, const double *v, size_t n, bool bent)
{
	double m[3][4] = { { 0 } };
	struct curve out = { 0 };
	const size_t k = bent ? 3 : 2;

	for (size_t i = 0; i < n; i++) {
		const double p[3] = { 1, t[i], t[i] * t[i] };

		for (size_t r = 0; r < k; r++) {
			for (size_t c = 0; c < k; c++)
				m[r][c] += p[r] * p[c];
			m[r][3] += p[r] * v[i];
		}
	}
	for (size_t r = 0; r < k; r++) { /* elimination; the matrix is positive */
		if (fabs(m[r][r]) < 1e-9)
			return out;
		for (size_t o = 0; o < k; o++) {
			const double f = m[o][r] / m[r][r];

			for (size_t c = 0; c < 4 && o != r; c++)
				m[o][c] -= f * m[r][c];
		}
	}
	out.a = m[0][3] / m[0][0];
	out.b = m[1][3] / m[1][1];
	out.c = bent ? m[2][3] / m[2][2] : 0;
	return out;
}

static double
curve_at(const struct curve *c, double t)
{
	return c->a + c->b * t + c->c * t * t;
}

/* A track's marks to a side, its widest bar followed to both ends. */
static bool
make_side(const struct search *s, struct track *k, size_t number, double *t, double *v)
{
	const struct mark *a = &s->marks[k->first], *b = &s->marks[k->last];
	const struct point o = a->outer;
	struct point d = { b->outer.x - o.x, b->outer.y - o.y }, across;
	double length = hypot(d.x, d.y), from = 1e9, to = -1e9, light = 0, tilt;
	struct curve edge, middle;
	size_t n = 0;

	if (k->count < MARKS_LEAST || length < 2 * a->module)
		return false;
	d = (struct point){ d.x / length, d.y / length };
	/* down, for somebody who reads: the way along the line turned clockwise */
	across = a->vertical ? (struct point){ 0, a->forward ? 1 : -1 }
	                     : (struct point){ a->forward ? 1 : -1, 0 };
	if (d.y * across.x - d.x * across.y < 0)
		d = (struct point){ -d.x, -d.y };
	tilt = fabs(d.y * across.x - d.x * across.y);
	if (tilt < 0.5)
		return false; /* it runs along the lines */
	across = (struct point){ d.y, -d.x };
	for (size_t i = k->first; i <= k->last; i++) {
		const struct mark *m = &s->marks[i];

		if (m->track != number)
			continue;
		t[n] = (m->outer.x - o.x) * d.x + (m->outer.y - o.y) * d.y;
		v[n] = (m->outer.x - o.x) * across.x + (m->outer.y - o.y) * across.y;
		from = fmin(from, t[n]);
		to = fmax(to, t[n]);
		k->module += m->module * tilt;
		n++;
	}
	k->module /= (double)n;
	edge = fit(t, v, n, n >= 12);
	/* the middle of the widest bar; and halfway from it to what lies outside the
	 * symbol */
	middle = edge;
	middle.a += (s->marks[k->first].start ? START_BAR : STOP_BAR) * k->module;
	for (size_t i = 0; i < LIGHTS; i++) {
		const double p = from + (to - from) * (double)i / (LIGHTS - 1);
		const double u = curve_at(&middle, p),
		             w = curve_at(&edge, p) +
		                 (s->marks[k->first].start ? -1.5 : 1.5) * k->module;

		light += luma(s->scan->image,
		              (struct point){ o.x + p * d.x + u * across.x,
		                              o.y + p * d.y + u * across.y });
		light += luma(s->scan->image,
		              (struct point){ o.x + p * d.x + w * across.x,
		                              o.y + p * d.y + w * across.y });
	}
	light /= 2 * LIGHTS;
	for (int way = -1; way <= 1; way += 2) {
		double end = way < 0 ? from : to;

		for (double p = end;
		     fabs(p - end) < 1.5 * k->module + 2 && fabs(p) < FOLLOW_MOST;
		     p += way) {
			const double u = curve_at(&middle, p);

			if (luma(s->scan->image,
			         (struct point){ o.x + p * d.x + u * across.x,
			                         o.y + p * d.y + u * across.y }) < light)
				end = p;
		}
		*(way < 0 ? &from : &to) = end;
	}
	k->length = to - from;
	k->down = d;
	for (size_t i = 0; i < PDF417_SIDE_POINTS; i++) {
		const double p =
		        from + (to - from) * (double)i / (PDF417_SIDE_POINTS - 1);
		const double u = curve_at(&edge, p);

		k->side.at[i] = (struct point){ o.x + p * d.x + u * across.x,
			                        o.y + p * d.y + u * across.y };
	}
	return k->length >= 6 * k->module;
}

static struct point
side_middle(const struct track *k)
{
	return k->side.at[PDF417_SIDE_POINTS / 2];
}

/* The stop that faces a start; NULL: none. */
static struct track *
find_stop(struct search *s, const struct track *start)
{
	const struct point across = { start->down.y, -start->down.x };
	struct track *best = NULL;
	double nearest = 1e9;

	for (size_t i = 0; i < s->n_tracks; i++) {
		struct track *k = &s->tracks[i];
		const struct point off = { side_middle(k).x - side_middle(start).x,
			                   side_middle(k).y - side_middle(start).y };
		const double away = dot(off, across), along = fabs(dot(off, start->down));

		if (!k->good || s->marks[k->first].start ||
		    dot(k->down, start->down) < 0.8 || away < 60 * start->module ||
		    away > 620 * start->module ||
		    along > 0.5 * away + start->length * 0.5 ||
		    k->length < start->length * 0.4 || start->length < k->length * 0.4 ||
		    k->module > start->module * 1.8 || start->module > k->module * 1.8)
			continue;
		if (away + along < nearest) {
			nearest = away + along;
			best = k;
		}
	}
	return best;
}

static bool
already_seen(const struct search *s, struct point p)
{
	for (size_t i = 0; i < s->n_seen; i++) {
		bool inside = true;

		for (size_t k = 0; k < 4; k++) {
			const struct point a = s->seen[i][k], b = s->seen[i][(k + 1) % 4];

			inside = inside &&
			         (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) >=
			                 0;
		}
		if (inside)
			return true;
	}
	return false;
}

/* A point within the symbol that the side belongs to. */
static struct point
inside(const struct search *s, const struct track *k)
{
	const double by = (s->marks[k->first].start ? 20 : -20) * k->module;
	const struct point m = side_middle(k);

	return (struct point){ m.x + by * k->down.y, m.y - by * k->down.x };
}

/* The side that is not seen: as far away as the picture or the largest symbol goes. */
static void
set_far_side(const struct image *grey, const struct track *k, bool start,
             struct pdf417_side *far)
{
	const struct point by = { start ? k->down.y : -k->down.y,
		                  start ? -k->down.x : k->down.x };
	const struct point m = side_middle(k);
	double away = 0;

	while (away < FAR * k->module && m.x + away * by.x >= 0 &&
	       m.y + away * by.y >= 0 && m.x + away * by.x <= grey->width - 1.0 &&
	       m.y + away * by.y <= grey->height - 1.0)
		away += 1;
	for (size_t i = 0; i < PDF417_SIDE_POINTS; i++)
		far->at[i] = (struct point){ k->side.at[i].x + away * by.x,
			                     k->side.at[i].y + away * by.y };
}

static enum assay_status
try_place(struct search *s, const struct pdf417_place *place, struct hits *hits)
{
	const struct point *l = place->left.at, *r = place->right.at;
	const struct point middle = {
		(l[PDF417_SIDE_POINTS / 2].x + r[PDF417_SIDE_POINTS / 2].x) / 2,
		(l[PDF417_SIDE_POINTS / 2].y + r[PDF417_SIDE_POINTS / 2].y) / 2
	};
	struct pdf417_seen *seen = malloc(sizeof *seen);
	enum assay_status status = ASSAY_E_NOMEM;
	struct hit hit = { .kind = KIND_PDF417, .votes = 1, .pass = s->scan->pass };
	bool read = false;

	if (seen == NULL)
		return ASSAY_E_NOMEM;
	if (already_seen(s, middle))
		status = ASSAY_OK;
	else
		status = pdf417_sample(s->scan->image, place, seen, &read);
	if (read && s->n_seen < SEEN_MAX) {
		const struct point corner[4] = { l[0], r[0], r[PDF417_SIDE_POINTS - 1],
			                         l[PDF417_SIDE_POINTS - 1] };
		const struct placement *p = &s->scan->placement;

		memcpy(s->seen[s->n_seen++], corner, sizeof corner);
		for (size_t i = 0; i < 4; i++)
			hit.outline[i] = (struct point){
				p->xx * corner[i].x + p->xy * corner[i].y + p->x0,
				p->yx * corner[i].x + p->yy * corner[i].y + p->y0
			};
		hit.payload = seen->text.bytes;
		hit.len = seen->text.len;
		/* the first and last one is the whole; without their number it stands
		 * alone */
		if (seen->text.part_count > 1 && seen->text.part_count <= UINT8_MAX &&
		    seen->text.part_index < seen->text.part_count) {
			hit.part = true;
			hit.part_index = (uint8_t)(seen->text.part_index + 1);
			hit.part_count = (uint8_t)seen->text.part_count;
			for (size_t i = 0; i < seen->text.part_of_len; i++)
				hit.part_of = (uint16_t)(hit.part_of * 31 +
				                         seen->text.part_of[i]);
		}
		status = hits_add(hits, &hit);
	}
	free(seen);
	return status;
}

enum assay_status
pdf417_read(const struct scan *scan, struct hits *hits)
{
	struct search *s = calloc(1, sizeof *s);
	double *t = malloc(2 * MARKS_MAX * sizeof *t);
	enum assay_status status = ASSAY_E_NOMEM;

	if (s == NULL || t == NULL)
		goto out;
	s->scan = scan;
	if ((s->marks = malloc(MARKS_MAX * sizeof *s->marks)) == NULL || !scan_lines(s))
		goto out;
	status = ASSAY_OK;
	make_tracks(s);
	for (size_t i = 0; i < s->n_tracks; i++)
		s->tracks[i].good = make_side(s, &s->tracks[i], i, t, t + MARKS_MAX);
	/* first where both sides are seen, then
	 * where one is cut off or damaged */
	for (size_t i = 0; i < s->n_tracks && status == ASSAY_OK; i++) {
		struct track *start = &s->tracks[i], *stop;
		struct pdf417_place place;

		if (!start->good || !s->marks[start->first].start ||
		    (stop = find_stop(s, start)) == NULL)
			continue;
		place = (struct pdf417_place){ start->side, stop->side, true, true,
			                       (start->module + stop->module) / 2 };
		status = try_place(s, &place, hits);
	}
	for (size_t i = 0; i < s->n_tracks && status == ASSAY_OK; i++) {
		const struct track *k = &s->tracks[i];
		const bool start = s->marks[k->first].start;
		struct pdf417_place place;

		if (!k->good || k->length < ALONE * k->module ||
		    already_seen(s, inside(s, k)))
			continue;
		place = (struct pdf417_place){ k->side, k->side, start, !start,
			                       k->module };
		set_far_side(scan->image, k, start, start ? &place.right : &place.left);
		status = try_place(s, &place, hits);
	}
out:
	if (s != NULL)
		free(s->marks);
	free(s);
	free(t);
	return status;
}
