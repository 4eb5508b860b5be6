/* sample.c - the modules of a symbol whose place is about known, and what they say
 *
 * The place is first moved until finder and timing patterns stand out best.  Then every
 * module is looked at, told dark from light in several ways, and the first way for which
 * Reed-Solomon holds is believed, if the patterns are there. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/datamatrix/datamatrix.h"

#define MODULES_MAX (DATAMATRIX_SIDE_MAX * DATAMATRIX_SIDE_MAX)
#define AGREE_LEAST                                                                      \
	75 /* percent of the patterns' modules that must be as they should               \
	    */
#define AGREE_STRICT                                                                     \
	90 /* where more than STRICT_ABOVE percent of the correction was used */
#define STRICT_ABOVE 60

bool
plane_through(const struct point module[4], const struct point picture[4],
              struct plane *out)
{
	double m[8][9];

	for (size_t i = 0; i < 4; i++) {
		const double x = module[i].x, y = module[i].y, u = picture[i].x,
		             v = picture[i].y;
		const double rows[2][9] = { { x, y, 1, 0, 0, 0, -u * x, -u * y, u },
			                    { 0, 0, 0, x, y, 1, -v * x, -v * y, v } };

		memcpy(m[2 * i], rows, sizeof rows);
	}
	for (size_t c = 0; c < 8; c++) { /* Gauss and Jordan, the largest pivot */
		size_t p = c;

		for (size_t r = c + 1; r < 8; r++)
			if (fabs(m[r][c]) > fabs(m[p][c]))
				p = r;
		if (!(fabs(m[p][c]) > 1e-9))
			return false;
		for (size_t k = 0; k < 9; k++) {
			const double t = m[c][k];

			m[c][k] = m[p][k];
			m[p][k] = t;
		}
		for (size_t r = 0; r < 8; r++) {
			const double t = m[r][c] / m[c][c];

			if (r != c && t != 0)
				for (size_t k = c; k < 9; k++)
					m[r][k] -= t * m[c][k];
		}
	}
	*out = (struct plane){ m[0][8] / m[0][0], m[1][8] / m[1][1], m[2][8] / m[2][2],
		               m[3][8] / m[3][3], m[4][8] / m[4][4], m[5][8] / m[5][5],
		               m[6][8] / m[6][6], m[7][8] / m[7][7] };
	return true;
}

struct point
plane_at(const struct plane *p, double x, double y)
{
	const double w = p->g * x + p->h * y + 1;

	return (struct point){ (p->a * x + p->b * y + p->c) / w,
		               (p->d * x + p->e * y + p->f) / w };
}

struct look { /* at one symbol */
	const struct image *grey;
	const struct datamatrix_size *size;
	bool light; /* on dark */
	size_t rows, columns;
	struct plane plane;
	uint64_t *work;
	size_t n_known;
	struct known {
		double x, y, weight; /* weight: over 0 for what should be light */
	} * known;
	double *value,
	        *limit; /* a module's luma, and what divides dark from light there */
	double *spare;
	uint8_t *module;
	double across[DATAMATRIX_SIDE_MAX],
	        down[DATAMATRIX_SIDE_MAX]; /* middles of columns, rows */
	struct bow { /* how far a side lies off its straight line: p[0] + p[1] t + p[2]
		        t^2 */
		double p[3];
	} left, right, top, bottom; /* along their length, from 0 to 1 */
};

/* Luma between pixels, the nearest pixel's beyond the picture; upside down for light
 * symbols, so that a symbol is always dark. */
static double
luma(const struct look *l, double x, double y)
{
	const struct image *g = l->grey;
	double fx, fy, v;
	size_t x0, y0, x1, y1;
	const uint8_t *p, *q;

	x = !(x > 0) ? 0 : x > g->width - 1 ? g->width - 1 : x;
	y = !(y > 0) ? 0 : y > g->height - 1 ? g->height - 1 : y;
	x0 = (size_t)x;
	y0 = (size_t)y;
	fx = x - (double)x0;
	fy = y - (double)y0;
	x1 = x0 + (x0 + 1 < g->width);
	y1 = y0 + (y0 + 1 < g->height);
	p = g->pixels + y0 * g->stride;
	q = g->pixels + y1 * g->stride;
	v = (p[x0] * (1 - fx) + p[x1] * fx) * (1 - fy) +
	    (q[x0] * (1 - fx) + q[x1] * fx) * fy;
	return l->light ? 255 - v : v;
}

/* How well the patterns stand out: mean of light ones less mean of dark ones. */
static double
contrast(const struct look *l, const struct plane *plane)
{
	double sum = 0;

	for (size_t i = 0; i < l->n_known; i++) {
		const struct known *k = &l->known[i];
		const struct point p = plane_at(plane, k->x, k->y);

		sum += k->weight * luma(l, p.x, p.y);
	}
	*l->work += l->n_known;
	return sum;
}

/* The modules that are the same in every symbol of this size, and the margin. */
static void
list_known(struct look *l)
{
	double dark = 0, light = 0;
	size_t n = 0;

	for (size_t r = 0; r < l->rows; r++)
		for (size_t c = 0; c < l->columns; c++) {
			const enum module what = datamatrix_module(l->size, r, c);

			if (what != MODULE_DATA)
				l->known[n++] =
				        (struct known){ (double)c + 0.5, (double)r + 0.5,
					                what == MODULE_DARK ? -1 : 1 };
		}
	for (size_t c = 0; c < l->columns; c += 1 + c % 2) {
		l->known[n++] = (struct known){ (double)c + 0.5, -0.6, 0.5 };
		l->known[n++] =
		        (struct known){ (double)c + 0.5, (double)l->rows + 0.6, 0.5 };
	}
	for (size_t r = 0; r < l->rows; r += 1 + r % 2) {
		l->known[n++] = (struct known){ -0.6, (double)r + 0.5, 0.5 };
		l->known[n++] =
		        (struct known){ (double)l->columns + 0.6, (double)r + 0.5, 0.5 };
	}
	l->n_known = n;
	for (size_t i = 0; i < n; i++)
		*(l->known[i].weight < 0 ? &dark : &light) += fabs(l->known[i].weight);
	for (size_t i = 0; i < n; i++)
		l->known[i].weight /= l->known[i].weight < 0 ? dark : light;
}

/* Move the four corners while the patterns stand out better. */
static double
refine(struct look *l)
{
	const double w = (double)l->columns, h = (double)l->rows;
	const struct point module[4] = { { 0, 0 }, { w, 0 }, { w, h }, { 0, h } };
	static const double ways[8][2] = { { 1, 0 },      { -1, 0 },     { 0, 1 },
		                           { 0, -1 },     { 0.7, 0.7 },  { -0.7, 0.7 },
		                           { 0.7, -0.7 }, { -0.7, -0.7 } };
	struct point corner[4];
	double best = contrast(l, &l->plane), side;

	for (size_t i = 0; i < 4; i++)
		corner[i] = plane_at(&l->plane, module[i].x, module[i].y);
	side = sqrt(hypot(corner[1].x - corner[0].x, corner[1].y - corner[0].y) / w *
	            hypot(corner[3].x - corner[0].x, corner[3].y - corner[0].y) / h);
	for (double step = 0.5; step > 0.1; step *= 0.55)
		for (unsigned round = 0; round < 5; round++) {
			bool better = false;

			for (size_t i = 0; i < 4; i++)
				for (size_t k = 0; k < 8; k++) {
					const struct point kept = corner[i];
					struct plane moved;
					double now;

					corner[i].x += ways[k][0] * step * side;
					corner[i].y += ways[k][1] * step * side;
					if (plane_through(module, corner, &moved) &&
					    (now = contrast(l, &moved)) > best + 1e-6) {
						best = now;
						l->plane = moved;
						better = true;
					} else {
						corner[i] = kept;
					}
				}
			if (!better)
				break;
		}
	return best;
}

/* ---- symbols that are not plane ---- */

static double
bow_at(const struct bow *b, double t)
{
	return b->p[0] + t * (b->p[1] + t * b->p[2]);
}

/* A place in modules, bent as the four sides are. */
static struct point
bent(const struct look *l, double x, double y)
{
	const double w = (double)l->columns, h = (double)l->rows, u = x / w, v = y / h;

	return plane_at(&l->plane,
	                x + (1 - u) * bow_at(&l->left, v) + u * bow_at(&l->right, v),
	                y + (1 - v) * bow_at(&l->top, u) + v * bow_at(&l->bottom, u));
}

/* The parabola through n points, those far off left out in a second round. */
static struct bow
fit_bow(const double *t, const double *off, size_t n)
{
	struct bow bow = { { 0 } };

	for (unsigned round = 0; round < 2; round++) {
		double m[3][4] = { { 0 } };
		size_t used = 0;

		for (size_t i = 0; i < n; i++) {
			const double powers[3] = { 1, t[i], t[i] * t[i] };

			if (round > 0 && fabs(off[i] - bow_at(&bow, t[i])) > 0.35)
				continue;
			used++;
			for (size_t r = 0; r < 3; r++) {
				for (size_t c = 0; c < 3; c++)
					m[r][c] += powers[r] * powers[c];
				m[r][3] += powers[r] * off[i];
			}
		}
		if (used < 5)
			break;
		for (size_t c = 0; c < 3; c++)
			for (size_t r = 0; r < 3; r++) {
				const double k = r == c || fabs(m[c][c]) < 1e-9
				                         ? 0
				                         : m[r][c] / m[c][c];

				for (size_t j = 0; j < 4; j++)
					m[r][j] -= k * m[c][j];
			}
		for (size_t c = 0; c < 3; c++)
			bow.p[c] = fabs(m[c][c]) < 1e-9 ? 0 : m[c][3] / m[c][c];
	}
	return bow;
}

/* How far along (dx, dy) from (x, y), in modules, light turns dark; within 0.9 of it. */
static bool
edge_near(const struct look *l, double x, double y, double dx, double dy, double middle,
          double *off)
{
	double before = 0, nearest = 9;

	for (int i = -9; i <= 9; i++) {
		const double k = i / 10.0;
		const struct point p = plane_at(&l->plane, x + k * dx, y + k * dy);
		const double v = luma(l, p.x, p.y);

		if (i > -9 && before > middle && v <= middle) {
			const double at = k - 0.1 * (middle - v) / (before - v);

			nearest = fabs(at) < fabs(nearest) ? at : nearest;
		}
		before = v;
	}
	*off = nearest;
	return nearest < 1;
}

/* Measure how the four sides are bowed. */
static void
measure_bows(struct look *l, double middle)
{
	const double w = (double)l->columns, h = (double)l->rows;
	double t[DATAMATRIX_SIDE_MAX], off[DATAMATRIX_SIDE_MAX];
	size_t n;

	n = 0;
	for (size_t r = 0; r < l->rows; r++) {
		t[n] = ((double)r + 0.5) / h;
		n += edge_near(l, 0, (double)r + 0.5, 1, 0, middle, &off[n]);
	}
	l->left = fit_bow(t, off, n);
	n = 0;
	for (size_t r = 1; r < l->rows; r += 2) { /* the dark ones */
		t[n] = ((double)r + 0.5) / h;
		if (edge_near(l, w, (double)r + 0.5, -1, 0, middle, &off[n])) {
			off[n] = -off[n];
			n++;
		}
	}
	l->right = fit_bow(t, off, n);
	n = 0;
	for (size_t c = 0; c < l->columns; c += 2) {
		t[n] = ((double)c + 0.5) / w;
		n += edge_near(l, (double)c + 0.5, 0, 0, 1, middle, &off[n]);
	}
	l->top = fit_bow(t, off, n);
	n = 0;
	for (size_t c = 0; c < l->columns; c++) {
		t[n] = ((double)c + 0.5) / w;
		if (edge_near(l, (double)c + 0.5, h, 0, -1, middle, &off[n])) {
			off[n] = -off[n];
			n++;
		}
	}
	l->bottom = fit_bow(t, off, n);
	*l->work += 19 * 3 * (l->rows + l->columns);
}

/* Where the modules of a dashed side begin: middles of them into out[0 .. n), if as many
 * are found as there should be. */
static void
measure_track(struct look *l, bool upright, double middle, double *out)
{
	const size_t n = upright ? l->rows : l->columns, steps = n * 10;
	const double other = upright ? (double)l->columns - 0.5 : 0.5;
	double change[DATAMATRIX_SIDE_MAX + 1], before = 0;
	size_t count = 0;

	change[count++] = 0;
	for (size_t i = 2; i < steps - 2; i++) {
		const double k = (double)i / 10;
		const struct point p =
		        upright ? bent(l, other, (double)n - k) : bent(l, k, other);
		const double v = luma(l, p.x, p.y);

		if (i > 2 && (v > middle) != (before > middle)) {
			if (count == n)
				return;
			change[count++] = k - 0.1 * (middle - v) / (before - v);
		}
		before = v;
	}
	*l->work += steps;
	if (count != n)
		return;
	change[n] = (double)n;
	for (size_t i = 0; i < n; i++) {
		const double at = (change[i] + change[i + 1]) / 2;

		if (fabs(at - (double)i - 0.5) > 2)
			return;
	}
	for (size_t i = 0; i < n; i++) {
		const double at = (change[i] + change[i + 1]) / 2;

		out[upright ? n - 1 - i : i] = upright ? (double)n - at : at;
	}
}

static void
look_at_modules(struct look *l)
{
	static const double points[5][2] = { { 0, 0 },
		                             { -0.18, -0.18 },
		                             { 0.18, -0.18 },
		                             { -0.18, 0.18 },
		                             { 0.18, 0.18 } };

	for (size_t r = 0; r < l->rows; r++)
		for (size_t c = 0; c < l->columns; c++) {
			double sum = 0;

			for (size_t i = 0; i < 5; i++) {
				const struct point p =
				        bent(l, l->across[c] + points[i][0],
				             l->down[r] + points[i][1]);

				sum += luma(l, p.x, p.y);
			}
			l->value[r * l->columns + c] = sum / 5;
		}
	*l->work += 5 * l->rows * l->columns;
}

/* Halfway between the darkest and the lightest module around, smoothed. */
static void
limits_around(struct look *l, double middle, double range)
{
	const size_t radius = 3;

	for (size_t r = 0; r < l->rows; r++)
		for (size_t c = 0; c < l->columns; c++) {
			double low = 255, high = 0;

			for (size_t y = r > radius ? r - radius : 0;
			     y <= r + radius && y < l->rows; y++)
				for (size_t x = c > radius ? c - radius : 0;
				     x <= c + radius && x < l->columns; x++) {
					low = fmin(low, l->value[y * l->columns + x]);
					high = fmax(high, l->value[y * l->columns + x]);
				}
			l->spare[r * l->columns + c] =
			        high - low < range * 0.35 ? middle : (low + high) / 2;
		}
	for (size_t r = 0; r < l->rows; r++)
		for (size_t c = 0; c < l->columns; c++) {
			double sum = 0, n = 0;

			for (size_t y = r > 2 ? r - 2 : 0; y <= r + 2 && y < l->rows; y++)
				for (size_t x = c > 2 ? c - 2 : 0;
				     x <= c + 2 && x < l->columns; x++) {
					sum += l->spare[y * l->columns + x];
					n++;
				}
			l->limit[r * l->columns + c] = sum / n;
		}
}

/* Take off what blur brought over from the four neighbours. */
static void
sharpen(struct look *l, double part)
{
	memcpy(l->spare, l->value, l->rows * l->columns * sizeof *l->spare);
	for (size_t r = 0; r < l->rows; r++)
		for (size_t c = 0; c < l->columns; c++) {
			const double *v = l->spare + r * l->columns + c;
			double sum = 0, n = 0;

			if (r > 0)
				sum += v[-(ptrdiff_t)l->columns], n++;
			if (r + 1 < l->rows)
				sum += v[l->columns], n++;
			if (c > 0)
				sum += v[-1], n++;
			if (c + 1 < l->columns)
				sum += v[1], n++;
			l->value[r * l->columns + c] = *v + part * (*v - sum / n);
		}
}

/* Divide by the limits, moved by `shift`, and see whether it says something. */
static bool
judge(struct look *l, double shift, struct datamatrix_text *text)
{
	const size_t n = l->rows * l->columns;
	size_t known = 0, right = 0, agree;
	uint8_t *other = (uint8_t *)l->spare;

	for (size_t i = 0; i < n; i++) {
		const enum module what =
		        datamatrix_module(l->size, i / l->columns, i % l->columns);

		l->module[i] = l->value[i] < l->limit[i] + shift;
		known += what != MODULE_DATA;
		right += what != MODULE_DATA && l->module[i] == (what == MODULE_DARK);
	}
	agree = right * 100 / known;
	if (agree < AGREE_LEAST)
		return false;
	*l->work += n * 4;
	if (!datamatrix_decode(l->size, l->module, text)) {
		if (l->rows != l->columns)
			return false;
		for (size_t r = 0; r < l->rows; r++) /* seen from behind */
			for (size_t c = 0; c < l->columns; c++)
				other[(l->columns - 1 - c) * l->rows + l->rows - 1 - r] =
				        l->module[r * l->columns + c];
		if (!datamatrix_decode(l->size, other, text))
			return false;
	}
	return text->near_capacity <= STRICT_ABOVE || agree >= AGREE_STRICT;
}

static bool
read_modules(struct look *l, struct datamatrix_text *text)
{
	static const double shifts[] = { 0, -0.12, 0.12 };
	const size_t n = l->rows * l->columns;
	double dark = 0, light = 0, darks = 0, lights = 0, middle = 0, range;

	for (unsigned way = 0; way < 4; way++) {
		if (way == 2) {
			measure_bows(l, middle);
			measure_track(l, false, middle, l->across);
			measure_track(l, true, middle, l->down);
		}
		if (way % 2 == 0)
			look_at_modules(l);
		else
			sharpen(l, 0.5);
		dark = light = darks = lights = 0;
		for (size_t i = 0; i < n; i++)
			switch (datamatrix_module(l->size, i / l->columns,
			                          i % l->columns)) {
			case MODULE_DARK:
				dark += l->value[i];
				darks++;
				break;
			case MODULE_LIGHT:
				light += l->value[i];
				lights++;
				break;
			case MODULE_DATA:
				break;
			}
		dark /= darks;
		light /= lights;
		middle = (dark + light) / 2;
		range = light - dark;
		if (range < 6)
			return false;
		limits_around(l, middle, range);
		for (size_t i = 0; i < 3; i++)
			if (judge(l, shifts[i] * range, text))
				return true;
		for (size_t i = 0; i < n; i++)
			l->limit[i] = middle;
		for (size_t i = 0; i < 3; i++)
			if (judge(l, shifts[i] * range, text))
				return true;
	}
	return false;
}

bool
datamatrix_sample(const struct image *grey, const struct datamatrix_size *size,
                  struct plane plane, bool light, struct seen *out, uint64_t *work)
{
	const size_t n = (size_t)size->rows * size->columns;
	const double w = size->columns, h = size->rows;
	struct look l = { .grey = grey,
		          .size = size,
		          .light = light,
		          .rows = size->rows,
		          .columns = size->columns,
		          .plane = plane,
		          .work = work };
	bool good = false;

	l.known = malloc((n + 4 * DATAMATRIX_SIDE_MAX) * sizeof *l.known);
	l.value = malloc(3 * n * sizeof *l.value);
	l.module = malloc(n);
	if (l.known == NULL || l.value == NULL || l.module == NULL)
		goto out;
	l.limit = l.value + n;
	l.spare = l.limit + n;
	for (size_t i = 0; i < DATAMATRIX_SIDE_MAX; i++)
		l.across[i] = l.down[i] = (double)i + 0.5;
	list_known(&l);
	if (refine(&l) < 8)
		goto out;
	if (!read_modules(&l, &out->text))
		goto out;
	out->outline[0] = plane_at(&l.plane, 0, 0);
	out->outline[1] = plane_at(&l.plane, w, 0);
	out->outline[2] = plane_at(&l.plane, w, h);
	out->outline[3] = plane_at(&l.plane, 0, h);
	if ((out->outline[1].x - out->outline[0].x) *
	            (out->outline[3].y - out->outline[0].y) <
	    (out->outline[1].y - out->outline[0].y) *
	            (out->outline[3].x - out->outline[0].x)) {
		const struct point mirrored =
		        out->outline[1]; /* clockwise all the same */

		out->outline[1] = out->outline[3];
		out->outline[3] = mirrored;
	}
	good = true;
out:
	free(l.known);
	free(l.value);
	free(l.module);
	return good;
}
