/* sample.c - lines between the sides of a PDF417 symbol to codewords in rows and columns
 *
 * Many lines are laid from side to side.  A symbol character's pattern tells its cluster,
 * and so its row but for a multiple of three; the row indicators at the sides tell the
 * whole number.  From one character to its neighbour a line drifts by less than a row, so
 * that rows are followed over slanted and curved symbols.  What lines say of one place is
 * weighed by how well the widths fit; where they disagree it counts as erased. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/pdf417/pdf417.h"
#include "read/runs.h"

#define LINES_MAX 600
#define SAMPLES_MAX 12000
#define MARGIN 4.0                         /* modules beyond both sides */
#define CELLS_MAX (PDF417_COLUMNS_MAX + 2) /* row indicators included */
#define RIVALS 3                           /* codewords of one place */
#define NEAREST_MOST 0.35                  /* the same, from edge to edge alike */
#define ERROR_MOST 0.16 /* mean square of what a width is off, in modules */
#define SIZE_OFF 0.13   /* parts by which a character may be longer than its neighbour */
#define DOUBTFUL 0.7    /* a rival of so many parts of the best one's weight */
#define START_MODULES 17
#define STOP_MODULES 18

struct cell {
	uint16_t value;  /* PDF417_ERASED: not seen */
	uint8_t cluster; /* 0, 1, 2: row modulo 3 */
	float weight;
};

struct row_of_line {        /* what a line's row indicators say */
	double left, right; /* rows; NAN: nothing */
};

struct place { /* a codeword's */
	uint16_t value[RIVALS];
	float weight[RIVALS];
};

struct sampler {
	const struct image *grey;
	const struct pdf417_place *where;
	struct runs runs;
	uint8_t *samples;
	uint8_t (*widths)[8]; /* of all patterns, by cluster and value */
	uint16_t *lookup;     /* by the 15 inner modules: value + 1024 x cluster;
	                         PDF417_ERASED */
	struct cell (*cells)[CELLS_MAX];
	size_t lines, columns; /* columns: of data */
	struct place *table;   /* rows x columns */
	uint16_t *word;
};

/* ---- a character ---- */

static bool
make_tables(struct sampler *s)
{
	s->lookup = malloc((1u << 15) * sizeof *s->lookup);
	s->widths = malloc(3 * PDF417_VALUES * sizeof *s->widths);
	if (s->lookup == NULL || s->widths == NULL)
		return false;
	for (size_t i = 0; i < 1u << 15; i++)
		s->lookup[i] = PDF417_ERASED;
	for (unsigned cluster = 0; cluster < 3; cluster++)
		for (unsigned v = 0; v < PDF417_VALUES; v++) {
			uint32_t bits = 0;

			for (unsigned k = 8; k-- > 0;) {
				const unsigned w =
				        pdf417_patterns[cluster][v] >> (3 * k) & 7;

				s->widths[cluster * PDF417_VALUES + v][7 - k] =
				        (uint8_t)w;
				bits = bits << w | (k % 2 == 1 ? (1u << w) - 1 : 0);
			}
			s->lookup[bits >> 1 & 0x7fff] = (uint16_t)(v + 1024 * cluster);
		}
	return true;
}

/* The pattern whose edges lie nearest; from one edge to the next alike, since neither ink
 * nor blur changes that way.  False: none is near, or two are. */
static bool
nearest_cell(const struct sampler *s, const double u[8], struct cell *out)
{
	double best = NEAREST_MOST, second = 1e9;
	size_t found = SIZE_MAX;

	for (size_t i = 0; i < 3 * PDF417_VALUES; i++) {
		const uint8_t *p = s->widths[i];
		double error = 0, before = u[0] - p[0];

		for (size_t k = 1; k < 8 && error < second * 8; k++) {
			const double off = u[k] - p[k];

			error += (before + off) * (before + off) + off * off * 0.3;
			before = off;
		}
		error /= 8;
		if (error < best) {
			second = found == SIZE_MAX ? second : best;
			best = error;
			found = i;
		} else if (error < second) {
			second = error;
		}
	}
	if (found == SIZE_MAX || second < best * 1.4 + 0.02)
		return false;
	out->value = (uint16_t)(found % PDF417_VALUES);
	out->cluster = (uint8_t)(found / PDF417_VALUES);
	out->weight = (float)((NEAREST_MOST + 0.02 - best) * 0.3);
	return true;
}

/* Eight widths in pixels, `spread` modules too wide where dark, to a codeword. */
static bool
decode_cell(const struct sampler *s, const double *w, double spread, struct cell *out)
{
	double u[8], total = 0, error = 0;
	uint32_t bits = 0;
	int width[8], sum = 0;

	for (size_t i = 0; i < 8; i++)
		total += w[i];
	for (size_t i = 0; i < 8; i++) {
		u[i] = w[i] / total * PDF417_MODULES + (i % 2 == 0 ? -spread : spread);
		width[i] = (int)floor(u[i] + 0.5);
		width[i] = width[i] < 1 ? 1 : width[i] > 6 ? 6 : width[i];
		sum += width[i];
	}
	while (sum != PDF417_MODULES) {
		const int step = sum < PDF417_MODULES ? 1 : -1;
		double least = 1e9;
		size_t best = 8;

		for (size_t i = 0; i < 8; i++) {
			const double off = (width[i] + step - u[i]) * step;

			if (width[i] + step >= 1 && width[i] + step <= 6 && off < least) {
				least = off;
				best = i;
			}
		}
		if (best == 8)
			return false;
		width[best] += step;
		sum += step;
	}
	for (size_t i = 0; i < 8; i++) {
		error += (width[i] - u[i]) * (width[i] - u[i]) / 8;
		bits = bits << width[i] | (i % 2 == 0 ? (1u << width[i]) - 1 : 0);
	}
	if (error > ERROR_MOST || s->lookup[bits >> 1 & 0x7fff] == PDF417_ERASED)
		return nearest_cell(s, u, out);
	out->value = s->lookup[bits >> 1 & 0x7fff] & 1023;
	out->cluster = (uint8_t)(s->lookup[bits >> 1 & 0x7fff] >> 10);
	out->weight = (float)(ERROR_MOST + 0.02 - error);
	return true;
}

/* ---- a line ---- */

static uint8_t
luma(const struct image *g, double x, double y)
{
	size_t x0, y0, x1, y1;
	const uint8_t *p, *q;
	double fx, fy;

	if (!(x > -0.75 && y > -0.75 && x < g->width - 0.25 && y < g->height - 0.25))
		return 255; /* the quiet zone of a symbol that fills the picture */
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
	return (uint8_t)((p[x0] * (1 - fx) + p[x1] * fx) * (1 - fy) +
	                 (q[x0] * (1 - fx) + q[x1] * fx) * fy + 0.5);
}

static struct point
side_at(const struct pdf417_side *side, double part)
{
	const double at = part * (PDF417_SIDE_POINTS - 1);
	const size_t i =
	        at >= PDF417_SIDE_POINTS - 1 ? PDF417_SIDE_POINTS - 2 : (size_t)at;
	const double f = at - (double)i;

	return (struct point){ side->at[i].x * (1 - f) + side->at[i + 1].x * f,
		               side->at[i].y * (1 - f) + side->at[i + 1].y * f };
}

/* The edge nearest to `at` where light turns dark (or dark light); SIZE_MAX: none within
 * `reach`. */
static size_t
edge_near(const struct runs *r, double at, double reach, bool to_dark)
{
	size_t low = 0, high = r->count, best = SIZE_MAX;

	while (low + 1 < high) { /* the last one not beyond at - reach */
		const size_t middle = (low + high) / 2;

		if ((double)r->edge[middle] <= at - reach)
			low = middle;
		else
			high = middle;
	}
	for (size_t k = low; k + 1 < r->count && (double)r->edge[k] <= at + reach; k++) {
		const double off = fabs((double)r->edge[k] - at);

		if (k > 0 && runs_dark(r, k) == to_dark && off <= reach) {
			if (best == SIZE_MAX || off < fabs((double)r->edge[best] - at))
				best = k;
		}
	}
	return best;
}

/* How much too wide dark runs are: from a start pattern at edge k; NAN: there is none. */
static double
start_spread(const struct runs *r, size_t k, double module)
{
	static const uint8_t start[8] = { 8, 1, 1, 1, 1, 1, 1, 3 };
	double total, spread = 0;

	if (k == SIZE_MAX || k + 9 > r->count)
		return NAN;
	total = (double)(r->edge[k + 8] - r->edge[k]);
	if (fabs(total / (module * START_MODULES) - 1) > 0.3)
		return NAN;
	for (size_t i = 0; i < 8; i++) {
		const double off =
		        (double)runs_width(r, k + i) / total * START_MODULES - start[i];

		if (fabs(off) > 0.45 * (start[i] + 1))
			return NAN;
		spread += (i % 2 == 0 ? off : -off) / 8;
	}
	return spread;
}

static double
stop_spread(const struct runs *r, size_t k, double module)
{
	static const uint8_t stop[9] = { 7, 1, 1, 3, 1, 1, 1, 2, 1 };
	double total, spread = 0;

	if (k == SIZE_MAX || k + 10 > r->count)
		return NAN;
	total = (double)(r->edge[k + 9] - r->edge[k]);
	if (fabs(total / (module * STOP_MODULES) - 1) > 0.3)
		return NAN;
	for (size_t i = 0; i < 9; i++) {
		const double off =
		        (double)runs_width(r, k + i) / total * STOP_MODULES - stop[i];

		if (fabs(off) > 0.45 * (stop[i] + 1))
			return NAN;
		spread += (i % 2 == 0 ? off : -off) / 9;
	}
	return spread;
}

/* Read characters from edge k on, whose pixel position is `at`, at most `most` of them;
 * step -1: from the last one back, `at` being its end.  Returns how many before nothing
 * follows. */
static size_t
take_cells(const struct sampler *s, double at, double end, double module, double spread,
           int step, size_t most, struct cell *cells)
{
	const struct runs *r = &s->runs;
	size_t n = 0;

	for (; n < most; n++) {
		const double next = at + step * PDF417_MODULES * module;
		const size_t k = edge_near(r, at, module * 1.3, true);
		double w[8], total = 0;
		bool whole = k != SIZE_MAX && (step > 0 ? k + 9 <= r->count : k >= 9);

		cells[n] = (struct cell){ .value = PDF417_ERASED };
		if ((next - end) * step > 8 * module)
			break;
		for (size_t i = 0; i < 8 && whole; i++)
			total += w[i] =
			        (double)runs_width(r, step > 0 ? k + i : k - 8 + i);
		whole = whole && fabs(total / (PDF417_MODULES * module) - 1) < SIZE_OFF;
		if (whole && decode_cell(s, w, spread, &cells[n])) {
			at = (double)r->edge[step > 0 ? k + 8 : k - 8];
			module += (total / PDF417_MODULES - module) * 0.3;
		} else {
			const size_t jump = edge_near(r, next, module * 1.5, true);

			at = jump != SIZE_MAX ? (double)r->edge[jump] : next;
		}
	}
	return n;
}

/* One line to cells; how many characters it seems to have, row indicators included. */
static size_t
take_line(struct sampler *s, double part, size_t columns, struct cell *cells)
{
	const struct pdf417_place *w = s->where;
	const struct point a = side_at(&w->left, part), b = side_at(&w->right, part);
	const double length = hypot(b.x - a.x, b.y - a.y), margin = MARGIN * w->module;
	const double dense = w->module < 3 ? 2 : 1; /* samples a pixel */
	const size_t n = (size_t)((length + 2 * margin) * dense);
	const double module = w->module * dense, from = margin * dense,
	             to = (margin + length) * dense;
	struct cell back[CELLS_MAX];
	double spread = 0;
	size_t k, count = 0, most = columns == 0 ? CELLS_MAX : columns + 2;

	for (size_t i = 0; i < CELLS_MAX; i++)
		cells[i] = back[i] = (struct cell){ .value = PDF417_ERASED };
	if (n < 40 || n > SAMPLES_MAX)
		return 0;
	for (size_t i = 0; i < n; i++) {
		const double at = ((double)i + 0.5) / dense - margin;

		s->samples[i] = luma(s->grey, a.x + (b.x - a.x) / length * at,
		                     a.y + (b.y - a.y) / length * at);
	}
	runs_find(&s->runs, s->samples, n);
	if (w->has_left) {
		k = edge_near(&s->runs, from, 3 * module, true);
		spread = start_spread(&s->runs, k, module);
		if (!isnan(spread)) {
			const double m = (double)(s->runs.edge[k + 8] - s->runs.edge[k]) /
			                 START_MODULES;

			count = take_cells(s, (double)s->runs.edge[k + 8],
			                   w->has_right ? to - STOP_MODULES * m
			                                : (double)n,
			                   m, spread, 1, most, cells);
		}
	}
	if (w->has_right && columns > 0) {
		k = edge_near(&s->runs, to - STOP_MODULES * module, 4 * module, true);
		spread = stop_spread(&s->runs, k, module);
		if (!isnan(spread)) {
			const double m = (double)(s->runs.edge[k + 9] - s->runs.edge[k]) /
			                 STOP_MODULES;

			take_cells(s, (double)s->runs.edge[k],
			           w->has_left ? from + START_MODULES * m : 0, m, spread,
			           -1, most, back);
			for (size_t i = 0; i < most; i++)
				if (back[i].value != PDF417_ERASED &&
				    back[i].weight > cells[most - 1 - i].weight)
					cells[most - 1 - i] = back[i];
		}
	}
	return count;
}

/* ---- the symbol ---- */

/* The number that most lines tell; -1: none. */
static int
most_votes(const unsigned *votes, int n)
{
	int best = -1;

	for (int i = 0; i < n; i++)
		if (votes[i] > 0 && (best < 0 || votes[i] > votes[best]))
			best = i;
	return best;
}

struct facts { /* as the row indicators tell */
	int rows, columns, level;
};

/* 5.11.3: three numbers in turns, at both sides. */
static bool
find_facts(const struct sampler *s, struct facts *out)
{
	unsigned votes[3][30] = {
		{ 0 }
	}; /* thirds of the rows, level and rest, columns */
	int third, level;

	for (size_t i = 0; i < s->lines; i++)
		for (unsigned side = 0; side < 2; side++) {
			const struct cell *c =
			        &s->cells[i][side == 0 ? 0 : s->columns + 1];

			/* the right side is one cluster behind the left */
			if (c->value != PDF417_ERASED)
				votes[side == 0 ? c->cluster : (c->cluster + 2u) % 3]
				     [c->value % 30]++;
		}
	third = most_votes(votes[0], 30);
	level = most_votes(votes[1], 27);
	out->columns = most_votes(votes[2], 30) + 1;
	if (third < 0 || level < 0)
		return false;
	out->rows = 3 * third + level % 3 + 1;
	out->level = level / 3;
	return out->rows >= 3 && out->rows <= PDF417_ROWS_MAX;
}

/* A straight line row = a + b i through most of the numbers given; NAN: not known. */
static bool
fit_rows(const struct row_of_line *rows, size_t n, bool right, double *a, double *b)
{
	size_t best = 0;

	for (size_t i = 0; i < n; i += 1 + n / 64)
		for (size_t k = i + n / 4 + 1; k < n; k += 1 + n / 64) {
			const double p = right ? rows[i].right : rows[i].left,
			             q = right ? rows[k].right : rows[k].left;
			const double slope = (q - p) / (double)(k - i);
			size_t agree = 0;

			if (isnan(p) || isnan(q) || slope == 0)
				continue;
			for (size_t j = 0; j < n; j++) {
				const double r = right ? rows[j].right : rows[j].left;

				agree += !isnan(r) &&
				         fabs(p + slope * ((double)j - (double)i) - r) <
				                 1.2;
			}
			if (agree > best) {
				best = agree;
				*b = slope;
				*a = p - slope * (double)i;
			}
		}
	return best >= 4;
}

static void
note(struct place *p, const struct cell *c)
{
	size_t i;

	for (i = 0; i < RIVALS && p->weight[i] > 0 && p->value[i] != c->value; i++)
		;
	if (i == RIVALS)
		return;
	p->value[i] = c->value;
	p->weight[i] += c->weight;
	for (; i > 0 && p->weight[i] > p->weight[i - 1]; i--) {
		const struct place swap = *p;

		p->value[i] = swap.value[i - 1];
		p->weight[i] = swap.weight[i - 1];
		p->value[i - 1] = swap.value[i];
		p->weight[i - 1] = swap.weight[i];
	}
}

/* Give each line's characters to their rows, followed from both sides. */
static void
fill_table(struct sampler *s, const struct facts *f, const struct row_of_line *rows,
           const double a[2], const double b[2])
{
	for (size_t i = 0; i < s->lines; i++)
		for (int step = 1; step >= -1; step -= 2) {
			const size_t cells = s->columns + 2;
			double row = step > 0 ? rows[i].left : rows[i].right;
			size_t since = 0;

			for (size_t n = 0; n < cells; n++) {
				const size_t k = step > 0 ? n : cells - 1 - n;
				const struct cell *c = &s->cells[i][k];
				const double across = (double)k / (double)(cells - 1);
				const double expected =
				        (a[0] + b[0] * (double)i) * (1 - across) +
				        (a[1] + b[1] * (double)i) * across;
				double near;

				if (c->value == PDF417_ERASED) {
					since++;
					continue;
				}
				near = isnan(row) || since > 4 ? expected : row;
				/* of all rows of this cluster the nearest */
				near = 3 * floor((near - c->cluster) / 3 + 0.5) +
				       c->cluster;
				since = 0;
				if (fabs(near - expected) > 4)
					continue;
				row = near;
				if (near < 0 || near >= f->rows || k == 0 ||
				    k == cells - 1)
					continue;
				note(&s->table[(size_t)near * s->columns + k - 1], c);
			}
		}
}

/* Choose a codeword for each place, correct them, and see whether they say something. */
static bool
read_table(struct sampler *s, const struct facts *f, struct pdf417_seen *out)
{
	const size_t n = (size_t)f->rows * s->columns, checks = (size_t)2 << f->level;
	/* which doubts count as erased: few at first, since an error costs twice as much
	 */
	static const double doubts[] = { DOUBTFUL, 1.01, 0.35 };

	if (n > PDF417_CODEWORDS_MAX || checks + 2 > n || checks > PDF417_CHECKS_MAX)
		return false;
	for (size_t d = 0; d < sizeof doubts / sizeof *doubts; d++) {
		for (size_t i = 0; i < n; i++) {
			const struct place *p = &s->table[i];

			s->word[i] =
			        p->weight[0] > 0 &&
			                        (double)p->weight[1] <
			                                doubts[d] * (double)p->weight[0]
			                ? p->value[0]
			                : PDF417_ERASED;
		}
		if (pdf417_correct(s->word, n, checks, &out->corrected) &&
		    s->word[0] == n - checks &&
		    pdf417_text(s->word + 1, n - checks - 1, &out->text)) {
			out->rows = (size_t)f->rows;
			out->columns = s->columns;
			out->checks = checks;
			return true;
		}
	}
	return false;
}

/* The numbers of columns that row indicators and the lengths of lines tell, which may
 * differ in strong perspective. */
static void
count_columns(struct sampler *s, size_t columns[2])
{
	unsigned lengths[CELLS_MAX + 1] = { 0 }, told[PDF417_COLUMNS_MAX + 1] = { 0 };
	const struct pdf417_place *w = s->where;
	struct cell *cells = s->cells[0];
	int best;

	for (size_t i = 0; i < s->lines; i += 1 + s->lines / 60) {
		const double part = ((double)i + 0.5) / (double)s->lines;

		if (w->has_left) {
			lengths[take_line(s, part, 0, cells)] += w->has_right;
			if (cells[0].value != PDF417_ERASED && cells[0].cluster == 2)
				told[cells[0].value % 30 + 1]++;
		}
		if (w->has_right) {
			take_line(s, part, 1, cells);
			if (cells[2].value != PDF417_ERASED && cells[2].cluster == 0)
				told[cells[2].value % 30 + 1]++;
		}
	}
	lengths[0] = lengths[1] = lengths[2] = 0;
	best = most_votes(told, PDF417_COLUMNS_MAX + 1);
	columns[0] = best < 0 ? 0 : (size_t)best;
	best = most_votes(lengths, CELLS_MAX + 1);
	columns[1] = best < 0 || (size_t)best - 2 == columns[0] ? 0 : (size_t)best - 2;
}

static bool
read_symbol(struct sampler *s, size_t columns, struct row_of_line *rows,
            struct pdf417_seen *out)
{
	double a[2] = { 0 }, b[2] = { 0 };
	struct facts f;
	bool side[2];

	s->columns = columns;
	for (size_t i = 0; i < s->lines; i++)
		take_line(s, ((double)i + 0.5) / (double)s->lines, s->columns,
		          s->cells[i]);
	if (!find_facts(s, &f) || f.columns != (int)s->columns)
		return false;
	for (size_t i = 0; i < s->lines; i++) {
		const struct cell *l = &s->cells[i][0], *r = &s->cells[i][s->columns + 1];

		rows[i].left = l->value == PDF417_ERASED
		                       ? (double)NAN
		                       : (double)(l->value / 30 * 3 + l->cluster);
		rows[i].right = r->value == PDF417_ERASED
		                        ? (double)NAN
		                        : (double)(r->value / 30 * 3 + r->cluster);
	}
	/* rows that count upwards: a mirrored picture */
	side[0] = fit_rows(rows, s->lines, false, &a[0], &b[0]);
	side[1] = fit_rows(rows, s->lines, true, &a[1], &b[1]);
	if (!side[0] && !side[1])
		return false;
	for (size_t k = 0; k < 2; k++)
		if (!side[k]) {
			a[k] = a[1 - k];
			b[k] = b[1 - k];
		}
	for (size_t i = 0; i < s->lines; i++) {
		if (fabs(rows[i].left - a[0] - b[0] * (double)i) > 3)
			rows[i].left = (double)NAN;
		if (fabs(rows[i].right - a[1] - b[1] * (double)i) > 3)
			rows[i].right = (double)NAN;
	}
	memset(s->table, 0,
	       (size_t)PDF417_ROWS_MAX * PDF417_COLUMNS_MAX * sizeof *s->table);
	fill_table(s, &f, rows, a, b);
	return read_table(s, &f, out);
}

enum assay_status
pdf417_sample(const struct image *grey, const struct pdf417_place *place,
              struct pdf417_seen *out, bool *read)
{
	struct sampler s = { .grey = grey, .where = place };
	const struct pdf417_side *side = place->has_left ? &place->left : &place->right;
	struct row_of_line *rows = malloc(LINES_MAX * sizeof *rows);
	enum assay_status status = ASSAY_E_NOMEM;
	size_t columns[2];
	double high = 0;

	*read = false;
	for (size_t i = 0; i + 1 < PDF417_SIDE_POINTS; i++)
		high += hypot(side->at[i + 1].x - side->at[i].x,
		              side->at[i + 1].y - side->at[i].y);
	s.lines = (size_t)(high / fmax(0.5, place->module * 0.5));
	s.lines = s.lines > LINES_MAX ? LINES_MAX : s.lines < 8 ? 8 : s.lines;
	s.samples = malloc(SAMPLES_MAX);
	s.cells = calloc(LINES_MAX, sizeof *s.cells);
	s.table = malloc((size_t)PDF417_ROWS_MAX * PDF417_COLUMNS_MAX * sizeof *s.table);
	s.word = malloc(PDF417_CODEWORDS_MAX * sizeof *s.word);
	if (!make_tables(&s) || !runs_init(&s.runs, SAMPLES_MAX) || rows == NULL ||
	    s.samples == NULL || s.cells == NULL || s.table == NULL || s.word == NULL)
		goto out;
	status = ASSAY_OK;
	count_columns(&s, columns);
	for (size_t i = 0; i < 2 && !*read; i++)
		*read = columns[i] > 0 && columns[i] <= PDF417_COLUMNS_MAX &&
		        read_symbol(&s, columns[i], rows, out);
out:
	runs_clear(&s.runs);
	free(s.samples);
	free(s.lookup);
	free(s.widths);
	free(s.cells);
	free(s.table);
	free(s.word);
	free(rows);
	return status;
}
