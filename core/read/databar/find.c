/* find.c - lines over a picture, and segments of many lines to DataBar symbols
 *
 * Segments that say the same at one place are one sight with as many votes.  Those that
 * stand side by side on a line and make up a symbol are read at once; what is stacked, or
 * was seen in parts by several lines, is put together where the parts lie as those of one
 * symbol do. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/databar/databar.h"

#define SEGMENTS_LINE 64 /* on one line */
#define SIGHTS_MAX 512   /* in one picture */
#define POINTS_EACH 48   /* of a sight, for its outline; later ones replace the last */
#define VOTES_LEAST 2    /* of a whole symbol in a row */
#define VOTES_LOOSE 6    /* of one whose widths stray by more than LOOSE */
#define LOOSE 0.05       /* mean square, modules */
#define PART_VOTES 3     /* of every part that no line saw together with the others */
#define PART_ERROR 0.09  /* mean square, modules */
#define PART_RIVALS 2    /* a part has at least so many times a rival's votes */
#define HEIGHT 1.5       /* modules between the first and last line, at least */
#define PARTS_HEIGHT 2.0 /* of all parts together */
#define SAME 14          /* modules between lines that cross the same segment */
#define ALIKE 1.4        /* parts of a symbol are not larger than so many times another */
#define SPARSE 400000u   /* pixels: of larger pictures every second line is enough */
#define STRIP 16         /* columns that are turned to lines at once */

struct sight { /* a segment, or a whole row, that lines say the same of */
	struct databar_segment what;
	struct databar_text text; /* of a whole row */
	bool whole;
	struct point from[POINTS_EACH], to[POINTS_EACH];
	size_t points;
	struct point middle;      /* the mean over all lines */
	struct point first, last; /* that of the first and last one */
	struct point along;       /* unit: the way it is read */
	double module;            /* pixels of the picture */
	double error;             /* the mean over all lines */
	uint32_t votes;
	bool joined;                           /* it stood in a whole row */
	size_t part[DATABAR_PAIRS_MAX], parts; /* of a whole row: sights, by number */
};

struct search {
	const struct scan *scan;
	uint32_t density; /* every n-th line is taken */
	struct hits *hits;
	struct sight *sights;
	size_t count;
};

struct line { /* where a line's pixels are in the picture */
	struct point from, step;
};

static struct point
on_line(const struct line *line, double at)
{
	return (struct point){ line->from.x + (at - 0.5) * line->step.x,
		               line->from.y + (at - 0.5) * line->step.y };
}

static double
distance(struct point a, struct point b)
{
	return hypot(a.x - b.x, a.y - b.y);
}

static double
dot(struct point a, struct point b)
{
	return a.x * b.x + a.y * b.y;
}

static bool
same(const struct sight *s, const struct databar_segment *what,
     const struct databar_text *text)
{
	if (s->whole != (text != NULL) || s->what.kind != what->kind)
		return false;
	if (text != NULL)
		return s->text.len == text->len &&
		       memcmp(s->text.bytes, text->bytes, text->len) == 0;
	return s->what.finder == what->finder && s->what.value[0] == what->value[0] &&
	       s->what.value[1] == what->value[1];
}

/* Count what a line says between two of its places; NULL: there are too many sights. */
static struct sight *
count_sight(struct search *search, const struct line *line,
            const struct databar_segment *what, const struct databar_text *text,
            double from, double to)
{
	const struct point a = on_line(line, from), b = on_line(line, to);
	const struct point middle = { (a.x + b.x) / 2, (a.y + b.y) / 2 };
	const double scale = hypot(line->step.x, line->step.y);
	const double module = what->module * scale;
	struct point along = { b.x - a.x, b.y - a.y };
	const double length = hypot(along.x, along.y);
	struct sight *s = NULL;

	along = (struct point){ along.x / length, along.y / length };
	for (size_t i = 0; i < search->count && s == NULL; i++) {
		struct sight *t = &search->sights[i];

		if (same(t, what, text) && dot(t->along, along) > 0.9 &&
		    distance(t->last, middle) <
		            SAME * module + 4.0 * search->density * scale)
			s = t;
	}
	if (s == NULL) {
		if (search->count == SIGHTS_MAX)
			return NULL;
		s = &search->sights[search->count++];
		*s = (struct sight){ .what = *what,
			             .whole = text != NULL,
			             .middle = middle,
			             .first = middle,
			             .along = along,
			             .module = module };
		if (text != NULL)
			s->text = *text;
	}
	s->votes++;
	s->error += (what->error - s->error) / s->votes;
	s->last = middle;
	s->middle.x += (middle.x - s->middle.x) / s->votes;
	s->middle.y += (middle.y - s->middle.y) / s->votes;
	s->points += s->points < POINTS_EACH;
	s->from[s->points - 1] = a;
	s->to[s->points - 1] = b;
	return s;
}

/* ---- one line ---- */

static bool
follows(const struct databar_segment *a, const struct databar_segment *b)
{
	return a->forward == b->forward &&
	       (a->forward ? a->last + 1 == b->first : b->last + 1 == a->first);
}

/* The segment that stands right behind a on its line; NULL: none. */
static const struct databar_segment *
next(const struct databar_segment *list, size_t n, const struct databar_segment *a,
     enum databar_kind kind, unsigned finder)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].kind == kind && follows(a, &list[i]) &&
		    (kind != DATABAR_PAIR || list[i].finder == finder))
			return &list[i];
	return NULL;
}

/* A whole symbol in one row, from its first segment on; returns its last one. */
static const struct databar_segment *
read_row(const struct databar_segment *list, size_t n,
         const struct databar_segment *first, const struct databar_segment **part,
         size_t *parts, struct databar_text *text)
{
	part[0] = first;
	*parts = 1;
	switch (first->kind) {
	case DATABAR_WHOLE_LIMITED:
		return databar_limited(first, text) ? first : NULL;
	case DATABAR_HALF_LEFT:
		part[1] = next(list, n, first, DATABAR_HALF_RIGHT, 0);
		*parts = 2;
		return part[1] != NULL && databar_halves(first, part[1], text) ? part[1]
		                                                               : NULL;
	case DATABAR_PAIR:
		if (!first->at_start || (*parts = databar_pairs(first)) == 0)
			return NULL;
		for (size_t i = 1; i < *parts; i++)
			if ((part[i] = next(list, n, part[i - 1], DATABAR_PAIR,
			                    databar_finder(*parts, i))) == NULL)
				return NULL;
		return part[*parts - 1]->at_end && databar_expanded(part, *parts, text)
		               ? part[*parts - 1]
		               : NULL;
	case DATABAR_HALF_RIGHT:
		break;
	}
	return NULL;
}

static void
take_line(struct search *search, const struct runs *runs, const struct line *line)
{
	struct databar_segment list[SEGMENTS_LINE];
	const size_t n = databar_segments(runs, list, SEGMENTS_LINE);
	struct sight *seen[SEGMENTS_LINE];

	for (size_t i = 0; i < n; i++)
		seen[i] = count_sight(search, line, &list[i], NULL, list[i].from,
		                      list[i].to);
	for (size_t i = 0; i < n; i++) {
		const struct databar_segment *part[DATABAR_PAIRS_MAX], *end;
		struct databar_text text;
		struct sight *whole;
		size_t parts;

		if ((end = read_row(list, n, &list[i], part, &parts, &text)) == NULL ||
		    (whole = count_sight(search, line, &list[i], &text, list[i].from,
		                         end->to)) == NULL)
			continue;
		whole->parts = 0;
		for (size_t k = 0; k < parts; k++) {
			struct sight *s = seen[part[k] - list];

			if (s == NULL)
				continue;
			s->joined = true;
			whole->part[whole->parts++] = (size_t)(s - search->sights);
		}
	}
}

/* The most votes of what else was seen at the same place. */
static uint32_t
rival_votes(const struct search *search, const struct sight *s)
{
	uint32_t most = 0;

	for (size_t i = 0; i < search->count; i++) {
		const struct sight *t = &search->sights[i];

		if (t != s && !t->whole && t->what.kind == s->what.kind &&
		    (s->what.kind != DATABAR_PAIR || t->what.finder == s->what.finder) &&
		    t->votes > most && distance(t->middle, s->middle) < SAME * s->module)
			most = t->votes;
	}
	return most;
}

/* Bars are taller than they are thin; lines next to each other are alike in noise too. */
static double
height(const struct sight *s)
{
	return distance(s->first, s->last) / s->module;
}

/* Several lines agree, and more than agree on anything else; few are enough only where
 * the widths are right. */
static bool
is_sure(const struct search *search, const struct sight *whole)
{
	if (!whole->whole || whole->votes < VOTES_LEAST || height(whole) < HEIGHT)
		return false;
	for (size_t i = 0; i < whole->parts; i++) {
		const struct sight *s = &search->sights[whole->part[i]];

		if (rival_votes(search, s) > s->votes ||
		    (s->error > LOOSE && whole->votes < VOTES_LOOSE))
			return false;
	}
	return true;
}

/* ---- parts ---- */

static bool
alike(const struct sight *a, const struct sight *b)
{
	return a->module < b->module * ALIKE && b->module < a->module * ALIKE;
}

/* Do the halves lie like those of one symbol, in a row or the right one below? */
static bool
halves_fit(const struct sight *left, const struct sight *right)
{
	const struct point off = { (right->middle.x - left->middle.x) / left->module,
		                   (right->middle.y - left->middle.y) / left->module };
	const double along = dot(off, left->along);
	const double down = off.y * left->along.x - off.x * left->along.y;

	return alike(left, right) && dot(left->along, right->along) > 0.8 &&
	       ((along > 25 && along < 65 && fabs(down) < 30) ||
	        (fabs(along) < 25 && down > 1 && down < 110));
}

static bool
is_part(const struct search *search, const struct sight *s, enum databar_kind kind)
{
	return !s->whole && !s->joined && s->what.kind == kind &&
	       s->votes >= PART_VOTES && s->error <= PART_ERROR &&
	       rival_votes(search, s) * PART_RIVALS <= s->votes;
}

static enum assay_status
add_hit(struct search *search, const struct sight *const *part, size_t parts,
        const struct databar_text *text)
{
	struct point points[DATABAR_PAIRS_MAX * POINTS_EACH * 2];
	struct hit hit = {
		.kind = part[0]->what.kind == DATABAR_PAIR ? KIND_DATABAR_EXPANDED
		                                           : KIND_DATABAR,
		.payload = (uint8_t *)(uintptr_t)text->bytes,
		.len = text->len,
		.votes = part[0]->votes,
		.pass = search->scan->pass,
	};
	double high = 0;
	size_t n = 0;

	for (size_t i = 0; i < parts; i++)
		high += height(part[i]);
	if (parts > 1 && high < PARTS_HEIGHT)
		return ASSAY_OK;
	for (size_t i = 0; i < parts; i++) {
		if (part[i]->votes < hit.votes)
			hit.votes = part[i]->votes;
		for (size_t k = 0; k < part[i]->points; k++) {
			points[n++] = part[i]->from[k];
			points[n++] = part[i]->to[k];
		}
	}
	outline_around(points, n, part[0]->along, hit.outline);
	return hits_add(search->hits, &hit);
}

static enum assay_status
join_halves(struct search *search)
{
	for (size_t i = 0; i < search->count; i++)
		for (size_t k = 0; k < search->count; k++) {
			struct sight *const part[2] = { &search->sights[i],
				                        &search->sights[k] };
			const struct sight *const both[2] = { part[0], part[1] };
			struct databar_text text;
			enum assay_status status;

			if (!is_part(search, part[0], DATABAR_HALF_LEFT) ||
			    !is_part(search, part[1], DATABAR_HALF_RIGHT) ||
			    !halves_fit(part[0], part[1]) ||
			    !databar_halves(&part[0]->what, &part[1]->what, &text))
				continue;
			if ((status = add_hit(search, both, 2, &text)) != ASSAY_OK)
				return status;
		}
	return ASSAY_OK;
}

/* The sight nearest to `first` that can be the n-th pair of its symbol; NULL: none. */
static const struct sight *
find_pair(const struct search *search, const struct sight *first, size_t pairs, size_t n)
{
	const struct sight *best = NULL;
	double least = first->module * 60 * (double)pairs;

	for (size_t i = 0; i < search->count; i++) {
		const struct sight *s = &search->sights[i];

		if (s->what.finder != databar_finder(pairs, n) ||
		    distance(first->middle, s->middle) >= least || !alike(first, s) ||
		    fabs(dot(first->along, s->along)) < 0.8 ||
		    !is_part(search, s, DATABAR_PAIR))
			continue;
		least = distance(first->middle, s->middle);
		best = s;
	}
	return best;
}

static enum assay_status
join_pairs(struct search *search)
{
	enum assay_status status = ASSAY_OK;

	for (size_t i = 0; i < search->count && status == ASSAY_OK; i++) {
		const struct sight *part[DATABAR_PAIRS_MAX] = { &search->sights[i] };
		const struct databar_segment *what[DATABAR_PAIRS_MAX] = {
			&part[0]->what
		};
		struct databar_text text;
		size_t n = 1, pairs;

		if (!is_part(search, part[0], DATABAR_PAIR) ||
		    (pairs = databar_pairs(what[0])) == 0)
			continue;
		while (n < pairs &&
		       (part[n] = find_pair(search, part[0], pairs, n)) != NULL) {
			what[n] = &part[n]->what;
			n++;
		}
		if (n == pairs && databar_expanded(what, pairs, &text))
			status = add_hit(search, part, pairs, &text);
	}
	return status;
}

/* ---- a picture ---- */

static struct point
place(const struct placement *p, double x, double y)
{
	return (struct point){ p->xx * x + p->xy * y + p->x0,
		               p->yx * x + p->yy * y + p->y0 };
}

static void
scan_rows(struct search *search, struct runs *runs)
{
	const struct image *grey = search->scan->image;
	const struct placement *p = &search->scan->placement;

	for (uint32_t y = search->density / 2; y < grey->height; y += search->density) {
		const struct line line = { place(p, 0, y), { p->xx, p->yx } };

		runs_find(runs, grey->pixels + y * grey->stride, grey->width);
		take_line(search, runs, &line);
	}
}

static void
scan_columns(struct search *search, struct runs *runs, uint8_t *strip)
{
	const struct image *grey = search->scan->image;
	const struct placement *p = &search->scan->placement;
	const uint32_t density = search->density;

	for (uint32_t left = density / 2; left < grey->width; left += STRIP * density) {
		uint32_t columns = (grey->width - left + density - 1) / density;

		columns = columns < STRIP ? columns : STRIP;
		for (uint32_t y = 0; y < grey->height; y++)
			for (uint32_t k = 0; k < columns; k++)
				strip[(size_t)k * grey->height + y] =
				        grey->pixels[y * grey->stride + left +
				                     k * density];
		for (uint32_t k = 0; k < columns; k++) {
			const struct line line = { place(p, left + k * density, 0),
				                   { p->xy, p->yy } };

			runs_find(runs, strip + (size_t)k * grey->height, grey->height);
			take_line(search, runs, &line);
		}
	}
}

enum assay_status
databar_read(const struct scan *scan, struct hits *hits)
{
	const struct image *grey = scan->image;
	const size_t side = grey->width > grey->height ? grey->width : grey->height;
	const bool sparse = (uint64_t)grey->width * grey->height > SPARSE;
	struct search search = { .scan = scan,
		                 .density = scan->density * (sparse ? 2 : 1),
		                 .hits = hits };
	uint8_t *strip = malloc((size_t)grey->height * STRIP);
	enum assay_status status = ASSAY_E_NOMEM;
	struct runs runs;

	search.sights = malloc(SIGHTS_MAX * sizeof *search.sights);
	if (!runs_init(&runs, side) || strip == NULL || search.sights == NULL)
		goto out;
	scan_rows(&search, &runs);
	scan_columns(&search, &runs, strip);
	status = ASSAY_OK;
	for (size_t i = 0; i < search.count && status == ASSAY_OK; i++) {
		const struct sight *s = &search.sights[i];

		if (is_sure(&search, s))
			status = add_hit(&search, &s, 1, &s->text);
	}
	if (status == ASSAY_OK)
		status = join_halves(&search);
	if (status == ASSAY_OK)
		status = join_pairs(&search);
out:
	runs_clear(&runs);
	free(strip);
	free(search.sights);
	return status;
}
