/* lines.c - grey values along lines across the bars, and the edges on them
 *
 * Nothing is turned or enlarged: values are taken from the picture between its pixels. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/linear/linear.h"

#define LONG 1000.0 /* pixels: up to here a sample is half a pixel */
#define EXTEND                                                                           \
	0.6       /* of the length, to both sides: what glare cut off, margins, add-ons */
#define NEARBY 24 /* samples */
#define BLOCK 32  /* samples: contrast is measured in blocks and their neighbours */
#define BLOCKS_MAX (LINE_SAMPLES / BLOCK + 1)
#define CONTRAST 6.0f    /* luma: less is noise */
#define STEP_LEAST 0.15f /* of the steepest: a step of its own */
#define LEVEL 0.10f      /* of the steepest: less is level */
#define LEVEL_LONG 6     /* samples between two steps */

static struct point
base_point(const struct line *l, double sample)
{
	return (struct point){ l->start.x + sample * l->step.x,
		               l->start.y + sample * l->step.y };
}

struct point
line_point(const struct line *l, double sample)
{
	const struct point p = base_point(l, sample);
	const double t = (sample - l->centre) * l->bend;

	/* the bars' own direction here: turned a little */
	return (struct point){ p.x + l->offset * (l->along.x - t * l->along.y),
		               p.y + l->offset * (l->along.y + t * l->along.x) };
}

/* Value between pixels; the edge goes on outside. */
float
line_value(const struct image *grey, double x, double y)
{
	const double right = (double)grey->width - 1, bottom = (double)grey->height - 1;
	size_t left, top, dx, dy;
	const uint8_t *p;
	float fx, fy, a, b;

	x = x < 0 ? 0 : x > right ? right : x;
	y = y < 0 ? 0 : y > bottom ? bottom : y;
	left = (size_t)x;
	top = (size_t)y;
	dx = left + 1 < grey->width ? 1 : 0;
	dy = top + 1 < grey->height ? grey->stride : 0;
	p = grey->pixels + top * grey->stride + left;
	fx = (float)(x - (double)left);
	fy = (float)(y - (double)top);
	a = (float)p[0] + fx * (float)(p[dx] - p[0]);
	b = (float)p[dy] + fx * (float)(p[dy + dx] - p[dy]);
	return a + fy * (b - a);
}

static bool
is_inside(const struct image *grey, struct point p)
{
	return p.x >= 0 && p.y >= 0 && p.x <= (double)grey->width - 1 &&
	       p.y <= (double)grey->height - 1;
}

/* What lies outside is taken for the paper nearby: a bar may stand at the very edge. */
static void
paper_outside(struct line *l)
{
	const size_t from = (size_t)l->inside_from, to = (size_t)l->inside_to;
	float first = 0, last = 0;

	if (from >= to)
		return;
	for (size_t i = 0; i < NEARBY && from + i <= to; i++) {
		first = l->value[from + i] > first ? l->value[from + i] : first;
		last = l->value[to - i] > last ? l->value[to - i] : last;
	}
	for (size_t i = 0; i < from; i++)
		l->value[i] = first;
	for (size_t i = to + 1; i < l->count; i++)
		l->value[i] = last;
}

void
line_take(const struct image *grey, const struct bars *r, double offset, unsigned rows,
          struct line *line)
{
	const double whole = r->length * (1 + 2 * EXTEND) + 16;
	double step =
	        whole > LONG ? whole / 2 > LINE_SAMPLES ? whole / LINE_SAMPLES : 1 : 0.5;

	if (whole / step > LINE_SAMPLES)
		step = whole / LINE_SAMPLES;
	line->count = (size_t)(whole / step);
	line->count = line->count < LINE_SAMPLES ? line->count : LINE_SAMPLES;
	line->step = (struct point){ r->across.x * step, r->across.y * step };
	line->along = (struct point){ -r->across.y, r->across.x };
	line->centre = (double)line->count / 2;
	line->start = (struct point){ r->middle.x - line->step.x * line->centre,
		                      r->middle.y - line->step.y * line->centre };
	line->offset = offset;
	line->bend = r->bend * step;
	line->inside_from = (double)line->count;
	line->inside_to = 0;
	for (size_t i = 0; i < line->count; i++) {
		const struct point p = line_point(line, (double)i);
		const double t = ((double)i - line->centre) * line->bend;
		const double ax = line->along.x - t * line->along.y,
		             ay = line->along.y + t * line->along.x;
		float sum = 0;

		if (is_inside(grey, p)) {
			line->inside_from = fmin(line->inside_from, (double)i);
			line->inside_to = (double)i;
		}
		for (unsigned k = 0; k < rows; k++) {
			const double v = (double)k - (double)(rows - 1) / 2;

			sum += line_value(grey, p.x + v * ax, p.y + v * ay);
		}
		line->value[i] = sum / (float)rows;
	}
	paper_outside(line);
}

void
line_reverse(struct line *l)
{
	const size_t n = l->count;
	double v;

	for (size_t i = 0; i < n / 2; i++) {
		const float one = l->value[i];

		l->value[i] = l->value[n - 1 - i];
		l->value[n - 1 - i] = one;
	}
	l->start = base_point(l, (double)n - 1);
	l->step = (struct point){ -l->step.x, -l->step.y };
	l->centre = (double)n - 1 - l->centre;
	v = l->inside_from;
	l->inside_from = (double)n - 1 - l->inside_to;
	l->inside_to = (double)n - 1 - v;
	l->bend = -l->bend;
}

void
line_invert(struct line *l)
{
	for (size_t i = 0; i < l->count; i++)
		l->value[i] = 255 - l->value[i];
}

/* Contrast around each block of samples. */
static void
contrast_around(const struct line *l, float out[BLOCKS_MAX])
{
	const size_t blocks = (l->count + BLOCK - 1) / BLOCK;
	float low[BLOCKS_MAX], high[BLOCKS_MAX];

	for (size_t b = 0; b < blocks; b++) {
		low[b] = 255;
		high[b] = 0;
		for (size_t i = b * BLOCK; i < (b + 1) * BLOCK && i < l->count; i++) {
			low[b] = l->value[i] < low[b] ? l->value[i] : low[b];
			high[b] = l->value[i] > high[b] ? l->value[i] : high[b];
		}
	}
	for (size_t b = 0; b < blocks; b++) {
		float least = 255, most = 0;

		for (size_t k = b > 0 ? b - 1 : 0; k <= b + 1 && k < blocks; k++) {
			least = low[k] < least ? low[k] : least;
			most = high[k] > most ? high[k] : most;
		}
		out[b] = most - least;
	}
}

/* Steepness after sample s, between the turning points of a rise (sign 1) or a fall. */
static float
slope(const struct line *l, size_t s, float sign)
{
	return (l->value[s + 1] - l->value[s]) * sign;
}

/* A bar's edge, not that of its label: where the line goes from dark to light in steps
 * and is level between them, the step beside the bar counts, steepest or not. */
static size_t
step_of_bar(const struct line *l, size_t i, size_t k, float sign, size_t steepest)
{
	const float most = slope(l, steepest, sign);
	float before = 0;
	size_t best = steepest, level = 0;

	for (size_t n = 1; sign > 0 ? steepest >= i + n : steepest + n < k; n++) {
		const size_t s = sign > 0 ? steepest - n : steepest + n;
		const float d = slope(l, s, sign);

		if (d < LEVEL * most) {
			level = before > 0 ? 1 : level + 1;
			before = 0;
		} else if (level < LEVEL_LONG) {
			level = 0;
		} else if (d >= STEP_LEAST * most && d > before) {
			before = d;
			best = s;
		}
	}
	return best;
}

/* Where between the turning points i and k the brightness changes. */
static double
edge_between(const struct line *l, size_t i, size_t k, enum edge_rule rule)
{
	const float *v = l->value;
	const float sign = v[k] > v[i] ? 1 : -1;

	if (rule == EDGE_STEEPEST) {
		size_t best = i;
		float most = -1, before, after, bow;

		for (size_t s = i; s < k; s++) {
			const float d = slope(l, s, sign);

			if (d > most) {
				most = d;
				best = s;
			}
		}
		best = step_of_bar(l, i, k, sign, best);
		most = slope(l, best, sign);
		before = best > 0 ? (v[best] - v[best - 1]) * sign : most;
		after = best + 2 < l->count ? (v[best + 2] - v[best + 1]) * sign : most;
		bow = before - 2 * most + after;
		return (double)best + 0.5 +
		       (bow < 0 ? 0.5 * (double)((before - after) / bow) : 0);
	} else {
		const float half = (v[i] + v[k]) / 2;
		size_t s = i;

		while (s + 1 < k && (v[s + 1] - half) * sign < 0)
			s++;
		return (double)s + (v[s + 1] != v[s]
		                            ? (double)((half - v[s]) / (v[s + 1] - v[s]))
		                            : 0.5);
	}
}

void
edges_find(const struct line *l, enum edge_rule rule, double part, struct edges *out)
{
	float around[BLOCKS_MAX];
	size_t low = 0, high = 0, last = SIZE_MAX; /* extremes since the last turn */
	bool falling = false, known = false;

	out->count = 0;
	if (l->count < 8)
		return;
	contrast_around(l, around);
	for (size_t i = 1; i < l->count; i++) {
		const float v = l->value[i];
		float least = around[i / BLOCK] * (float)part;
		bool turned_down, turned_up;

		least = least < CONTRAST ? CONTRAST : least;
		if (v < l->value[low])
			low = i;
		if (v > l->value[high])
			high = i;
		turned_down = (!known || !falling) && l->value[high] - v > least;
		turned_up = (!known || falling) && v - l->value[low] > least;
		if (!turned_down && !turned_up)
			continue;
		/* the turning point before: the highest of a rise, the lowest of a fall
		 */
		if (known && last != SIZE_MAX && out->count < EDGES_MAX) {
			const size_t here = turned_down ? high : low;
			const bool dark = l->value[here] < l->value[last];

			if (out->count > 0 || dark) /* the first edge begins a bar */
				out->at[out->count++] = edge_between(l, last, here, rule);
		}
		last = turned_down ? high : low;
		falling = turned_down;
		known = true;
		low = high = i;
	}
	if (known && out->count < EDGES_MAX) {
		const size_t here = falling ? low : high;

		if (last != SIZE_MAX && here > last &&
		    (out->count > 0 || l->value[here] < l->value[last]))
			out->at[out->count++] = edge_between(l, last, here, rule);
	}
	out->count -= out->count % 2;
}

void
edges_reverse(const struct edges *in, double length, struct edges *out)
{
	out->count = in->count;
	for (size_t i = 0; i < in->count; i++)
		out->at[i] = length - in->at[in->count - 1 - i];
}

#define PATCH_WIDE                                                                       \
	640.0 /* pixels: narrower places are enlarged, wider ones made smaller */
#define PATCH_ROWS 64
#define PATCH_MARGIN 0.15 /* of the length, on both sides */

enum assay_status
bars_patch(const struct image *grey, const struct bars *r, struct image *out,
           struct placement *place)
{
	const double whole = r->length * (1 + 2 * PATCH_MARGIN) + 16;
	const double step = fmax(0.5, fmin(whole / PATCH_WIDE, 2));
	const uint32_t width = (uint32_t)fmin(whole / step, 2000);
	const uint32_t rows = (uint32_t)fmax(8, fmin(r->height, PATCH_ROWS));
	const double apart = r->height / rows;

	*out = (struct image){ malloc((size_t)width * rows), width, rows, width };
	if (out->pixels == NULL)
		return ASSAY_E_NOMEM;
	*place = (struct placement){ .xx = r->across.x * step,
		                     .xy = -r->across.y * apart,
		                     .yx = r->across.y * step,
		                     .yy = r->across.x * apart };
	place->x0 =
	        r->middle.x - place->xx * (width - 1) / 2 - place->xy * (rows - 1) / 2;
	place->y0 =
	        r->middle.y - place->yx * (width - 1) / 2 - place->yy * (rows - 1) / 2;
	for (uint32_t y = 0; y < rows; y++)
		for (uint32_t x = 0; x < width; x++)
			out->pixels[(size_t)y * width + x] =
			        (uint8_t)(line_value(grey,
			                             place->xx * x + place->xy * y +
			                                     place->x0,
			                             place->yx * x + place->yy * y +
			                                     place->y0) +
			                  0.5f);
	return ASSAY_OK;
}
