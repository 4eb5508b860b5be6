/* find.c - bar codes of a picture: regions, lines across them, texts that lines agree on */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/linear/linear.h"

#define LOOKED_AT 24   /* regions */
#define LINES_MOST 15  /* a region */
#define LINES_LEAST 5
#define SPACING 2.0    /* pixels between lines at least */
#define ROWS_MOST 7    /* whose mean makes a line */
#define FOUND_MAX 16   /* texts of one region */
#define EDGES_LEAST 20 /* the shortest code has more */

static linear_decoder *const decoders[] = { code128_decode };

static const struct look { /* one way to see the edges of a line */
	enum edge_rule rule;
	double part;
} looks[] = {
	{ EDGE_STEEPEST, 0.20 },
	{ EDGE_MIDDLE, 0.20 },
	{ EDGE_STEEPEST, 0.10 },
};

struct found { /* one text on the lines of a region */
	struct linear_text text;
	struct point begin[LINES_MOST], end[LINES_MOST];
	uint32_t lines;
	size_t last_line; /* that showed it */
};

struct search {
	const struct scan *scan;
	struct line line;
	struct edges edges, reversed;
	struct found found[FOUND_MAX];
	size_t n_found;
};

static void
note(struct search *s, const struct linear_text *text, const struct edges *edges,
     bool reversed, size_t line)
{
	const double end = (double)s->line.count - 1;
	double from = edges->at[text->first], to = edges->at[text->last];
	struct found *f = s->found;

	for (; f < s->found + s->n_found; f++)
		if (f->text.kind == text->kind && f->text.fnc1 == text->fnc1 &&
		    f->text.len == text->len &&
		    memcmp(f->text.bytes, text->bytes, text->len) == 0)
			break;
	if (f == s->found + FOUND_MAX)
		return;
	if (f == s->found + s->n_found) {
		s->n_found++;
		*f = (struct found){ .text = *text, .last_line = SIZE_MAX };
	}
	if (f->last_line == line)
		return;
	f->last_line = line;
	f->begin[f->lines] = line_point(&s->line, reversed ? end - from : from);
	f->end[f->lines++] = line_point(&s->line, reversed ? end - to : to);
}

/* All decoders at all places of these edges; whether any said something. */
static bool
decode(struct search *s, const struct edges *edges, bool reversed, size_t line)
{
	struct linear_text text;
	bool any = false;

	for (size_t start = 0; start + EDGES_LEAST <= edges->count; start += 2)
		for (size_t d = 0; d < sizeof decoders / sizeof *decoders; d++)
			if (decoders[d](edges, start, &text)) {
				note(s, &text, edges, reversed, line);
				any = true;
			}
	return any;
}

static enum assay_status
report(struct search *s, const struct bars *r, double spacing, struct hits *hits)
{
	enum assay_status status = ASSAY_OK;

	for (size_t i = 0; i < s->n_found && status == ASSAY_OK; i++) {
		struct found *f = &s->found[i];
		struct point points[4 * LINES_MOST], reading = { 0, 0 };
		const double half = spacing / 2;
		const struct point along = { -r->across.y * half, r->across.x * half };
		struct hit hit = { .kind = f->text.kind,
			           .fnc1 = f->text.fnc1,
			           .payload = f->text.bytes,
			           .len = f->text.len,
			           .votes = f->lines,
			           .pass = s->scan->pass };
		size_t n = 0;

		for (size_t k = 0; k < f->lines; k++) {
			const struct point b = f->begin[k], e = f->end[k];

			reading.x += e.x - b.x;
			reading.y += e.y - b.y;
			points[n++] = (struct point){ b.x - along.x, b.y - along.y };
			points[n++] = (struct point){ b.x + along.x, b.y + along.y };
			points[n++] = (struct point){ e.x - along.x, e.y - along.y };
			points[n++] = (struct point){ e.x + along.x, e.y + along.y };
		}
		outline_along(points, n, reading, hit.outline);
		status = hits_add(hits, &hit);
	}
	return status;
}

static enum assay_status
look_at(struct search *s, const struct bars *r, struct hits *hits)
{
	const double room = r->height * 0.9;
	size_t lines = (size_t)(room / SPACING);
	double spacing;
	unsigned rows;

	lines = lines < LINES_LEAST ? LINES_LEAST : lines > LINES_MOST ? LINES_MOST : lines;
	spacing = room / (double)lines;
	rows = spacing < 1 ? 1 : spacing > ROWS_MOST ? ROWS_MOST : (unsigned)spacing;
	s->n_found = 0;
	for (size_t i = 0; i < lines; i++) {
		/* the middle first, then to both sides in turn */
		const double place = (double)((i + 1) / 2) * (i % 2 == 0 ? 1 : -1);
		const double end = (double)lines / 2;

		if (fabs(place) > end)
			continue;
		line_take(s->scan->image, r, place * spacing, rows, &s->line);
		for (size_t k = 0; k < sizeof looks / sizeof *looks; k++) {
			edges_find(&s->line, looks[k].rule, looks[k].part, &s->edges);
			edges_reverse(&s->edges, (double)s->line.count - 1, &s->reversed);
			if (decode(s, &s->edges, false, i) | decode(s, &s->reversed, true, i))
				break;
		}
	}
	return report(s, r, spacing, hits);
}

enum assay_status
linear_read(const struct scan *scan, struct hits *hits)
{
	struct bars *regions = malloc(BARS_MAX * sizeof *regions);
	struct search *s = malloc(sizeof *s);
	enum assay_status status = ASSAY_E_NOMEM;
	size_t count = 0;

	if (regions == NULL || s == NULL)
		goto out;
	s->scan = scan;
	status = bars_find(scan->image, regions, &count);
	for (size_t i = 0; i < count && i < LOOKED_AT && status == ASSAY_OK; i++)
		status = look_at(s, &regions[i], hits);
out:
	free(regions);
	free(s);
	return status;
}
