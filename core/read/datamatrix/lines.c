/* lines.c - straight edges of a grey picture
 *
 * Neighbouring pixels whose brightness rises in about the same direction belong to one
 * edge; the steepest start.  No threshold between black and white is needed, so shade
 * and low contrast do little harm. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/datamatrix/datamatrix.h"
#include "read/views.h"

#define STEEP 20     /* twice the grey levels that a pixel must rise by */
#define STEEPEST 722 /* no gradient is said to be longer than 510 x 1.375 */
#define TURN 0.85    /* squared cosine of the widest angle within an edge: 22.8 degrees */
#define SLENDER 4.0  /* an edge is so many times longer than wide */
#define LINES_MAX 4000 /* a page of print has fewer of the length asked for */

struct slope { /* twice the rise, at the corner between four pixels */
	int16_t x, y;
};

struct pixel {
	uint16_t x, y; /* no picture has more of them: IMAGE_SIDE_MAX */
};

struct field {
	int32_t width, height;
	struct slope *slope;
	uint8_t *used;
	struct pixel *order; /* by steepness, the steepest first */
	struct pixel *region;
	size_t steep;
};

/* A gradient's length, to 7 parts in 100: enough to put pixels in order. */
static unsigned
steepness(struct slope s)
{
	const unsigned x = (unsigned)abs(s.x), y = (unsigned)abs(s.y);

	return x > y ? x + y * 3 / 8 : y + x * 3 / 8;
}

/* May a symbol stand at this pixel? */
static bool
allowed(const struct mask *mask, int32_t x, int32_t y)
{
	return mask == NULL || mask->tile[(size_t)(y / VIEW_TILE) * mask->columns +
	                                  (size_t)(x / VIEW_TILE)] != 0;
}

static enum assay_status
field_make(struct field *f, const struct image *grey, const struct mask *mask)
{
	uint32_t count[STEEPEST + 2] = { 0 };
	size_t n;

	f->width = (int32_t)grey->width - 1;
	f->height = (int32_t)grey->height - 1;
	n = (size_t)f->width * (size_t)f->height;
	f->slope = calloc(n, sizeof *f->slope);
	f->used = malloc(n);
	if (f->slope == NULL || f->used == NULL)
		return ASSAY_E_NOMEM;
	memset(f->used, 1, n);
	for (int32_t y = 0; y < f->height; y++) {
		const uint8_t *p = grey->pixels + (size_t)y * grey->stride;
		const uint8_t *q = p + grey->stride;
		const size_t row = (size_t)y * (size_t)f->width;

		for (int32_t left = 0, end; left < f->width; left = end) {
			end = left + VIEW_TILE < f->width ? left + VIEW_TILE : f->width;
			if (!allowed(mask, left, y))
				continue;
			for (int32_t x = left; x < end; x++) {
				const int down = p[x + 1] - q[x], up = q[x + 1] - p[x];
				const struct slope s = { (int16_t)(up + down),
					                 (int16_t)(up - down) };

				f->slope[row + (size_t)x] = s;
				if (s.x * s.x + s.y * s.y < STEEP * STEEP)
					continue;
				f->used[row + (size_t)x] = 0;
				count[STEEPEST - steepness(s)]++;
				f->steep++;
			}
		}
	}
	f->order = malloc((f->steep + 1) * sizeof *f->order);
	f->region = malloc((f->steep + 1) * sizeof *f->region);
	if (f->order == NULL || f->region == NULL)
		return ASSAY_E_NOMEM;
	for (size_t i = 0, sum = 0; i <= STEEPEST; i++) {
		const uint32_t c = count[i];

		count[i] = (uint32_t)sum;
		sum += c;
	}
	for (int32_t y = 0; y < f->height; y++) {
		const size_t row = (size_t)y * (size_t)f->width;

		for (int32_t x = 0; x < f->width; x++) {
			if (x % VIEW_TILE == 0)
				while (x < f->width && !allowed(mask, x, y))
					x += VIEW_TILE;
			if (x < f->width && !f->used[row + (size_t)x])
				f->order[count[STEEPEST -
				               steepness(f->slope[row + (size_t)x])]++] =
				        (struct pixel){ (uint16_t)x, (uint16_t)y };
		}
	}
	return ASSAY_OK;
}

static void
field_clear(struct field *f)
{
	free(f->slope);
	free(f->used);
	free(f->order);
	free(f->region);
}

static size_t
index_of(const struct field *f, struct pixel p)
{
	return (size_t)p.y * (size_t)f->width + p.x;
}

/* Gather the edge around a pixel into region; its size. */
static size_t
grow(struct field *f, struct pixel start)
{
	const struct slope first = f->slope[index_of(f, start)];
	double sx = first.x, sy = first.y, limit = TURN * (sx * sx + sy * sy);
	size_t n = 0;

	f->region[n++] = start;
	f->used[index_of(f, start)] = 1;
	for (size_t i = 0; i < n; i++) {
		const int32_t x = f->region[i].x, y = f->region[i].y;
		const int32_t left = x > 0 ? x - 1 : 0,
		              right = x + 1 < f->width ? x + 1 : x;
		const int32_t bottom = y + 1 < f->height ? y + 1 : y;

		for (int32_t v = y > 0 ? y - 1 : 0; v <= bottom; v++) {
			const size_t row = (size_t)v * (size_t)f->width;

			for (int32_t u = left; u <= right; u++) {
				const size_t at = row + (size_t)u;
				struct slope s;
				double dot;

				if (f->used[at])
					continue;
				s = f->slope[at];
				dot = s.x * sx + s.y * sy;
				if (dot <= 0 ||
				    dot * dot < limit * (s.x * s.x + s.y * s.y))
					continue;
				f->used[at] = 1;
				f->region[n++] =
				        (struct pixel){ (uint16_t)u, (uint16_t)v };
				sx += s.x;
				sy += s.y;
				limit = TURN * (sx * sx + sy * sy);
			}
		}
	}
	return n;
}

/* The straight line through an edge's pixels, weighed by steepness. */
static bool
fit(const struct field *f, size_t n, double least, struct line *out)
{
	double w = 0, mx = 0, my = 0, xx = 0, yy = 0, xy = 0, gx = 0, gy = 0, angle, dx,
	       dy;
	double low = 0, high = 0, spread = 0;

	for (size_t i = 0; i < n; i++) {
		const struct slope s = f->slope[index_of(f, f->region[i])];
		const double x = f->region[i].x, y = f->region[i].y;
		const double k = s.x * s.x + s.y * s.y;

		w += k;
		mx += k * x;
		my += k * y;
		xx += k * x * x;
		yy += k * y * y;
		xy += k * x * y;
		gx += s.x;
		gy += s.y;
	}
	mx /= w;
	my /= w;
	xx = xx / w - mx * mx;
	yy = yy / w - my * my;
	xy = xy / w - mx * my;
	angle = 0.5 * atan2(2 * xy, xx - yy);
	dx = cos(angle);
	dy = sin(angle);
	if (-dy * gx + dx * gy > 0) { /* to the right is uphill: turn round */
		dx = -dx;
		dy = -dy;
	}
	for (size_t i = 0; i < n; i++) {
		const double x = f->region[i].x - mx, y = f->region[i].y - my;
		const double along = x * dx + y * dy, across = x * dy - y * dx;

		low = along < low ? along : low;
		high = along > high ? along : high;
		spread += across * across;
	}
	spread = sqrt(spread / (double)n) * 3.4641; /* of a strip of that width */
	if (high - low + 1 < least || high - low < SLENDER * spread)
		return false;
	out->a = (struct point){ mx + 0.5 + (low - 0.5) * dx,
		                 my + 0.5 + (low - 0.5) * dy };
	out->b = (struct point){ mx + 0.5 + (high + 0.5) * dx,
		                 my + 0.5 + (high + 0.5) * dy };
	return true;
}

static double
length2(const struct line *l)
{
	const double x = l->b.x - l->a.x, y = l->b.y - l->a.y;

	return x * x + y * y;
}

static int
longest_first(const void *a, const void *b)
{
	const struct line *p = a, *q = b;
	const double m = length2(p), n = length2(q);

	if (m != n)
		return m > n ? -1 : 1;
	if (p->a.y != q->a.y)
		return p->a.y < q->a.y ? -1 : 1;
	return (p->a.x > q->a.x) - (p->a.x < q->a.x);
}

/* The edge's place on the line's normal at (x, y): how far off, within 2 pixels. */
static bool
edge_beside(const struct field *f, double x, double y, double dx, double dy, double *off)
{
	double best = 0;

	for (int k = -2; k <= 2; k++) {
		/* whole numbers are cut towards zero: never below it here */
		const int32_t u = (int32_t)(x - dy * k + 4) - 4,
		              v = (int32_t)(y + dx * k + 4) - 4;
		struct slope s;
		double uphill, turn;

		if (u < 0 || v < 0 || u >= f->width || v >= f->height)
			continue;
		s = f->slope[(size_t)v * (size_t)f->width + (size_t)u];
		uphill = s.x * dy - s.y * dx; /* to the left of the way */
		turn = s.x * dx + s.y * dy;
		if (uphill > best && uphill >= STEEP && fabs(turn) < uphill * 0.75) {
			best = uphill;
			/* the cell's middle, measured on the normal */
			*off = (v + 0.5 - y) * dx - (u + 0.5 - x) * dy;
		}
	}
	return best > 0;
}

/* Follow a line beyond its ends, over gaps; true if it grew. */
static bool
extend(const struct field *f, struct line *l)
{
	const double first = sqrt(length2(l));
	double end[2] = { 0, first };
	double ox = l->a.x, oy = l->a.y, dx = (l->b.x - ox) / first,
	       dy = (l->b.y - oy) / first;
	double n = 0, st = 0, so = 0, stt = 0, sto = 0;

	for (double t = 0.5; t < first; t++) { /* what it is made of */
		double off;

		if (edge_beside(f, ox + t * dx, oy + t * dy, dx, dy, &off)) {
			n++;
			st += t;
			so += off;
			stt += t * t;
			sto += t * off;
		}
	}
	for (unsigned way = 0; way < 2; way++) {
		double gap = 0;

		for (double t = end[way] + (way ? 0.5 : -0.5);; t += way ? 1 : -1) {
			const double det = n * stt - st * st;
			const double slant = det > 1e-6 ? (n * sto - st * so) / det : 0;
			const double base = n > 0 ? (so - slant * st) / n : 0;
			const double at = base + slant * t;
			const double x = ox + t * dx - at * dy, y = oy + t * dy + at * dx;
			double off;

			if (x < 0 || y < 0 || x >= f->width || y >= f->height)
				break;
			if (edge_beside(f, x, y, dx, dy, &off) && fabs(off) < 1.6) {
				off += at;
				n++;
				st += t;
				so += off;
				stt += t * t;
				sto += t * off;
				end[way] = t;
				gap = 0;
			} else if (++gap > fmax(4, 0.12 * (end[1] - end[0]))) {
				break;
			}
		}
	}
	if (end[1] - end[0] < first * 1.12)
		return false;
	{
		const double det = n * stt - st * st;
		const double slant = det > 1e-6 ? (n * sto - st * so) / det : 0;
		const double base = n > 0 ? (so - slant * st) / n : 0;
		const double p = base + slant * end[0], q = base + slant * end[1];

		l->a = (struct point){ ox + end[0] * dx - p * dy,
			               oy + end[0] * dy + p * dx };
		l->b = (struct point){ ox + end[1] * dx - q * dy,
			               oy + end[1] * dy + q * dx };
	}
	return true;
}

/* Is one line nearly the other? */
static bool
alike(const struct line *a, const struct line *b)
{
	return fabs(a->a.x - b->a.x) < 2.5 && fabs(a->a.y - b->a.y) < 2.5 &&
	       fabs(a->b.x - b->b.x) < 2.5 && fabs(a->b.y - b->b.y) < 2.5;
}

enum assay_status
lines_find(const struct image *grey, const struct mask *mask, double least,
           struct lines *out)
{
	struct field f = { 0 };
	enum assay_status status = ASSAY_OK;

	*out = (struct lines){ 0 };
	if (grey->width < 4 || grey->height < 4)
		return ASSAY_OK;
	if ((out->list = malloc(LINES_MAX * sizeof *out->list)) == NULL)
		return ASSAY_E_NOMEM;
	if ((status = field_make(&f, grey, mask)) != ASSAY_OK)
		goto out;
	for (size_t i = 0; i < f.steep && out->count < LINES_MAX; i++)
		if (!f.used[index_of(&f, f.order[i])]) {
			const size_t n = grow(&f, f.order[i]);

			if ((double)n >= least &&
			    fit(&f, n, least, &out->list[out->count]))
				out->count++;
		}
	for (size_t i = 0, n = out->count; i < n && out->count < LINES_MAX; i++) {
		struct line longer = out->list[i];
		bool known = false;

		if (!extend(&f, &longer))
			continue;
		for (size_t k = n; k < out->count && !known; k++)
			known = alike(&out->list[k], &longer);
		if (!known)
			out->list[out->count++] = longer;
	}
	qsort(out->list, out->count, sizeof *out->list, longest_first);
out:
	field_clear(&f);
	if (status != ASSAY_OK) {
		free(out->list);
		*out = (struct lines){ 0 };
	}
	return status;
}
