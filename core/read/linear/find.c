/* find.c - bar codes of a picture: regions, lines across them, texts that lines agree on
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/linear/ean.h"
#include "read/linear/linear.h"

#define LOOKED_AT 24     /* regions */
#define LINES_MOST 31    /* a region */
#define LINES_NEAR 15    /* while they are nearer than LINES_APART */
#define LINES_APART 12.0 /* pixels */
#define LINES_LEAST 5
#define TRY_INVERTED 3
#define SPACING 2.0    /* pixels between lines at least */
#define ROWS_MOST 7    /* whose mean makes a line */
#define FOUND_MAX 16   /* texts of one region */
#define EDGES_LEAST 20 /* the shortest code has more */

/* How much farther the second nearest number must be, in misfits. */
static const struct {
	double some, sure;
	uint32_t agree; /* lines that say it by themselves */
} trust[EAN_FORMS] = {
	[EAN_13] = { 0.8, 1.6, 3 },
	[EAN_8] = { 2.0, 3.5, 5 },
	[UPC_E] = { 2.0, 3.0, 5 },
};
static const double modules_of[EAN_FORMS] = { 95, 67, 51 };
#define FOLLOW_MOST 4000   /* pixels along a bar */
#define OVERSHOOT 6        /* pixels */
#define FOLLOW_CONTRAST 12 /* luma between the bar and its margin */
#define FOLLOW_BREAK 4     /* pixels: glare and dirt, not the bar's end */
#define CLEAR 4.0 /* so far ahead, AGREE_LEAST lines are enough for thirteen digits */
#define AGREE_LEAST 2
#define AGREE_SURE 3

static linear_decoder *const decoders[] = { code128_decode, code93_decode, code39_decode,
	                                    codabar_decode, itf_decode };

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
	double bar; /* pixels: width of its first bar */
	uint32_t lines;
	size_t last_line; /* that showed it */
};

struct search {
	const struct scan *scan;
	struct line line, back; /* back: the same from its other end */
	struct edges edges, reversed;
	struct found found[FOUND_MAX];
	size_t n_found;
	struct ean ean;
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
	f->bar = (edges->at[text->first + 1] - from) *
	         hypot(s->line.step.x, s->line.step.y);
	f->begin[f->lines] = line_point(&s->line, reversed ? end - from : from);
	f->end[f->lines++] = line_point(&s->line, reversed ? end - to : to);
}

/* ITF that the picture's edge cuts may look whole: its margins must be seen. */
static bool
is_whole(const struct search *s, const struct linear_text *text,
         const struct edges *edges, bool reversed)
{
	const double end = (double)s->line.count - 1;
	const double from = edges->at[text->first], to = edges->at[text->last];
	const double low = reversed ? end - s->line.inside_to : s->line.inside_from,
	             high = reversed ? end - s->line.inside_from : s->line.inside_to;
	const double margin = (to - from) / (4.0 * (double)text->len);

	return text->kind != KIND_ITF || (from - low > margin && high - to > margin);
}

/* All decoders at all places of these edges; whether any said something. */
static bool
decode(struct search *s, const struct edges *edges, bool reversed, size_t line)
{
	struct linear_text text;
	bool any = false;

	for (size_t start = 0; start + EDGES_LEAST <= edges->count; start += 2)
		for (size_t d = 0; d < sizeof decoders / sizeof *decoders; d++)
			if (decoders[d](edges, start, &text) &&
			    is_whole(s, &text, edges, reversed)) {
				note(s, &text, edges, reversed, line);
				any = true;
			}
	return any;
}

/* A straight line through points: x and y by how far along the bars they lie. */
struct side {
	double x0, x1, y0, y1; /* x = x0 + x1 t */
};

static struct side
fit_side(const struct point *p, size_t n, const struct bars *r)
{
	double t = 0, x = 0, y = 0, tt = 0, tx = 0, ty = 0;
	struct side s = { 0 };

	for (size_t i = 0; i < n; i++) {
		const double at = (p[i].y - r->middle.y) * r->across.x -
		                  (p[i].x - r->middle.x) * r->across.y;

		t += at / (double)n;
		x += p[i].x / (double)n;
		y += p[i].y / (double)n;
	}
	for (size_t i = 0; i < n; i++) {
		const double at = (p[i].y - r->middle.y) * r->across.x -
		                  (p[i].x - r->middle.x) * r->across.y - t;

		tt += at * at;
		tx += at * (p[i].x - x);
		ty += at * (p[i].y - y);
	}
	/* few lines close together do not tell a slant */
	s.x1 = tt > 40 ? tx / tt : -r->across.y;
	s.y1 = tt > 40 ? ty / tt : r->across.x;
	s.x0 = x - s.x1 * t;
	s.y0 = y - s.y1 * t;
	return s;
}

static struct point
side_at(const struct side *s, double t)
{
	return (struct point){ s->x0 + s->x1 * t, s->y0 + s->y1 * t };
}

/* How far the bar beside that side goes on from t, in steps of a pixel. */
static double
follow(const struct search *s, const struct side *side, double inward_x, double inward_y,
       double t, double step)
{
	const struct image *grey = s->scan->image;
	const struct point from = side_at(side, t);
	const float dark = line_value(grey, from.x + inward_x, from.y + inward_y),
	            light = line_value(grey, from.x - 2 * inward_x,
	                               from.y - 2 * inward_y);
	double end = t;

	if (light - dark < FOLLOW_CONTRAST)
		return t;
	for (int i = 0; i < FOLLOW_MOST; i++) {
		const struct point p = side_at(side, t + step * i);
		const float here = line_value(grey, p.x + inward_x, p.y + inward_y);

		if (p.x < 0 || p.y < 0 || p.x > grey->width - 1.0 ||
		    p.y > grey->height - 1.0)
			break;
		if (here - dark <= (light - dark) / 2)
			end = t + step * i;
		else if (fabs(t + step * i - end) > FOLLOW_BREAK)
			break;
	}
	return end;
}

/* From the points where lines met a text's first and last edge to a hit: the sides are
 * laid through them, and the bars that stand there followed to their ends. */
static enum assay_status
add(const struct search *s, const struct bars *r, const struct point *begin,
    const struct point *end, size_t lines, double bar, struct hit *hit, struct hits *hits)
{
	const struct side left = fit_side(begin, lines, r),
	                  right = fit_side(end, lines, r);
	double low = INFINITY, high = -INFINITY, length, x, y, top, bottom;
	struct point a, b, c, d;

	for (size_t k = 0; k < lines; k++) {
		const double t = (begin[k].y - r->middle.y) * r->across.x -
		                 (begin[k].x - r->middle.x) * r->across.y;

		low = fmin(low, t);
		high = fmax(high, t);
	}
	length = fmax(hypot(end[0].x - begin[0].x, end[0].y - begin[0].y), 1);
	x = (end[0].x - begin[0].x) / length * bar;
	y = (end[0].y - begin[0].y) / length * bar;
	top = low;
	bottom = high;
	if (hit->sure) { /* or it will not be shown */
		const double quarter = (high - low) / 4;

		top = fmin(follow(s, &left, x, y, low + quarter, -1),
		           follow(s, &right, -x, -y, low + quarter, -1));
		bottom = fmax(follow(s, &left, x, y, high - quarter, 1),
		              follow(s, &right, -x, -y, high - quarter, 1));
		/* a line may lie just beyond the bars, but not far */
		top = top > low + OVERSHOOT ? low : top;
		bottom = bottom < high - OVERSHOOT ? high : bottom;
	}
	a = side_at(&left, top);
	b = side_at(&right, top);
	c = side_at(&right, bottom);
	d = side_at(&left, bottom);
	/* clockwise from the symbol's own top left */
	if ((b.x - a.x) * (d.y - a.y) - (b.y - a.y) * (d.x - a.x) >= 0)
		memcpy(hit->outline, (struct point[4]){ a, b, c, d },
		       sizeof hit->outline);
	else
		memcpy(hit->outline, (struct point[4]){ d, c, b, a },
		       sizeof hit->outline);
	hit->pass = s->scan->pass;
	return hits_add(hits, hit);
}

/* The same with the small code beside it. */
static enum assay_status
report_addon(struct search *s, const struct bars *r, const struct ean_sum *sum,
             const struct hit *ean, const struct ean_addon *addon, double bar,
             struct hits *hits)
{
	uint8_t text[18];
	struct hit hit = { .kind = KIND_EAN13_ADDON,
		           .payload = text,
		           .len = 13 + addon->len,
		           .votes = (uint32_t)addon->lines,
		           .sure = ean->sure };
	struct point end[LINES_MOST];
	const struct point last = sum->end[sum->lines - 1];

	memcpy(text, ean->payload, 13);
	memcpy(text + 13, addon->digits, addon->len);
	for (size_t i = 0; i < sum->lines && i < LINES_MOST; i++)
		end[i] = (struct point){ sum->end[i].x + addon->end.x - last.x,
			                 sum->end[i].y + addon->end.y - last.y };
	return add(s, r, sum->begin, end, sum->lines, bar, &hit, hits);
}

static enum assay_status
report_ean(struct search *s, const struct bars *r, struct hits *hits)
{
	enum assay_status status = ASSAY_OK;

	for (size_t i = 0; i < s->ean.count && status == ASSAY_OK; i++) {
		const struct ean_sum *sum = &s->ean.sum[i];
		const struct ean_addon *addon;
		struct ean_answer a;
		double bar;
		struct hit hit = { .kind = sum->form == EAN_8 ? KIND_EAN8 : KIND_EAN13,
			           .payload = a.digits };

		if (!ean_solve(sum, &a))
			continue;
		if (a.agreeing < AGREE_LEAST || a.gap < trust[sum->form].some)
			continue;
		hit.len = a.len;
		hit.sure = a.agreeing > a.contrary &&
		           ((a.gap >= trust[sum->form].sure &&
		             a.agreeing >= trust[sum->form].agree) ||
		            (sum->form == EAN_13 && a.gap >= CLEAR));
		hit.votes = a.agreeing;
		bar = (sum->to - sum->from) / modules_of[sum->form] *
		      hypot(s->line.step.x, s->line.step.y) / 2;
		status = add(s, r, sum->begin, sum->end, sum->lines, bar, &hit, hits);
		if (status == ASSAY_OK && hit.sure && (addon = ean_addon_of(sum)) != NULL)
			status = report_addon(s, r, sum, &hit, addon, bar, hits);
	}
	return status;
}

/* Enough lines of its kind, and no other text with a third as many. */
static bool
is_sure(const struct search *s, const struct found *f)
{
	static const uint32_t need[KINDS] = {
		[KIND_CODE128] = 3, [KIND_CODE93] = 3, [KIND_CODE39] = 5,
		[KIND_CODABAR] = 5, [KIND_ITF] = 6,
	};

	for (const struct found *o = s->found; o < s->found + s->n_found; o++)
		if (o != f && o->lines * 3 > f->lines)
			return false;
	return f->lines >= need[f->text.kind];
}

static enum assay_status
report(struct search *s, const struct bars *r, struct hits *hits)
{
	enum assay_status status = ASSAY_OK;

	for (size_t i = 0; i < s->n_found && status == ASSAY_OK; i++) {
		struct found *f = &s->found[i];
		struct hit hit = { .kind = f->text.kind,
			           .fnc1 = f->text.fnc1,
			           .payload = f->text.bytes,
			           .len = f->text.len,
			           .votes = f->lines,
			           .sure = is_sure(s, f) };

		status = add(s, r, f->begin, f->end, f->lines, f->bar / 2, &hit, hits);
	}
	return status;
}

/* Where the i-th line lies, in lines from the middle: the middle itself, then a few
 * spread over all, then what is between. */
static double
offset_of(size_t i, size_t lines)
{
	const size_t middle = (lines - 1) / 2, stride = 4;
	size_t at = 1;

	if (i == 0)
		return (double)middle - (double)(lines - 1) / 2;
	for (size_t from = 0; from < stride; from++)
		for (size_t k = (from + 1) % stride; k < lines; k += stride)
			if (k != middle && at++ == i)
				return (double)k - (double)(lines - 1) / 2;
	return 0;
}

/* Did lines of this place agree on anything? */
static bool
is_read(const struct search *s)
{
	struct ean_answer a;

	for (size_t i = 0; i < s->n_found; i++)
		if (s->found[i].lines >= AGREE_SURE)
			return true;
	for (size_t i = 0; i < s->ean.count; i++)
		if (ean_solve(&s->ean.sum[i], &a) &&
		    a.gap >= trust[s->ean.sum[i].form].some && a.agreeing >= AGREE_SURE)
			return true;
	return false;
}

/* One line in all ways to see its edges, until one says something. */
static bool
look_along(struct search *s, size_t number, size_t ways, bool inverted)
{
	for (size_t k = 0; k < ways; k++) {
		bool any;

		edges_find(&s->line, looks[k].rule, looks[k].part, &s->edges);
		edges_reverse(&s->edges, (double)s->line.count - 1, &s->reversed);
		any = decode(s, &s->edges, false, number);
		any = decode(s, &s->reversed, true, number) || any;
		if (any)
			return true;
		s->back = s->line;
		line_reverse(&s->back);
		any = ean_line(&s->ean, &s->line, &s->edges, false, inverted);
		any = ean_line(&s->ean, &s->back, &s->reversed, true, inverted) || any;
		if (any)
			return true;
	}
	return false;
}

static enum assay_status
look_at(struct search *s, const struct bars *r, struct hits *hits)
{
	const double room = r->height * 0.9;
	size_t lines = (size_t)(room / SPACING);
	enum assay_status status;
	double spacing;
	unsigned rows;

	if (lines > LINES_NEAR)
		lines = room / LINES_APART < LINES_NEAR ? LINES_NEAR
		                                        : (size_t)(room / LINES_APART);
	lines = lines < LINES_LEAST  ? LINES_LEAST
	        : lines > LINES_MOST ? LINES_MOST
	                             : lines;
	spacing = room / (double)lines;
	rows = spacing < 1 ? 1 : spacing > ROWS_MOST ? ROWS_MOST : (unsigned)spacing;
	s->n_found = 0;
	ean_forget(&s->ean);
	for (int inverted = 0; inverted < 2; inverted++) {
		const size_t try = inverted ? TRY_INVERTED : LINES_LEAST;
		const size_t ways = inverted ? 1 : sizeof looks / sizeof *looks;
		const size_t found = s->n_found, sums = s->ean.count;

		if (inverted && is_read(s))
			break; /* light bars on dark are for those who found nothing */
		for (size_t i = 0; i < lines; i++) {
			if (i == try && s->n_found == found && s->ean.count == sums)
				break;
			line_take(s->scan->image, r, offset_of(i, lines) * spacing, rows,
			          &s->line);
			if (inverted)
				line_invert(&s->line);
			look_along(s, i, ways, inverted != 0);
		}
	}
	status = report(s, r, hits);
	return status == ASSAY_OK ? report_ean(s, r, hits) : status;
}

enum assay_status
linear_read(const struct scan *scan, struct hits *hits)
{
	const struct bars *regions;
	struct search *s = malloc(sizeof *s);
	enum assay_status status = ASSAY_E_NOMEM;
	const size_t before = hits->count;
	size_t count = 0;

	if (s == NULL)
		goto out;
	s->scan = scan;
	if (ean_start(&s->ean) != ASSAY_OK)
		goto out;
	status = bars_find(scan->views, &regions, &count);
	for (size_t i = 0; i < count && i < LOOKED_AT && status == ASSAY_OK; i++) {
		if (!bars_known(&regions[i], hits, before))
			status = look_at(s, &regions[i], hits);
	}
out:
	if (s != NULL)
		ean_end(&s->ean);
	free(s);
	return status;
}
