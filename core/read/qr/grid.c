/* grid.c - the modules of a symbol whose finder patterns are known
 *
 * A grid in perspective is laid over the symbol and moved until what must stand in it
 * (finder, timing and alignment patterns) agrees best with the picture; the alignment
 * patterns of larger symbols then bend it.  Only a grid that agrees is decoded. */
#include <math.h>
#include <string.h>

#include "read/qr/qr.h"

#define SPOTS_MAX 2600   /* modules known beforehand: version 40 has 2,516 */
#define AGREE_LEAST 0.72 /* of them, or it is no symbol */
#define AGREE_SPENT 0.85 /* where most of the correction was needed */
#define AGREE_MICRO 0.90 /* one finder pattern and two timing lines are all there is */
#define AGREE_TIMING 0.6 /* of a Micro QR, before anything is fitted */
#define MICRO_LEAST 11   /* modules of the smallest */
#define STRAIN 0.1 /* half steps of luma a known module, for a corner a module away */
#define AGREE_BEND 0.78 /* to be worth a closer look */
#define SPENT_MUCH 70   /* percent */

struct spot {        /* a module of which it is known what it must be */
	float x, y;  /* its centre, in modules */
	int8_t sign; /* 1: light, -1: dark; the other way for inverted symbols */
};

struct spots {
	struct spot list[SPOTS_MAX];
	size_t count;
};

/* Modules to the picture: the square from origin to origin + span on all sides. */
struct grid {
	struct point corner[4]; /* clockwise from the top left, in the picture */
	double origin, span;
};

struct plane { /* x' = (a u + b v + c) / (g u + h v + 1), u and v in the unit square */
	double a, b, c, d, e, f, g, h;
	double origin, scale;
};

double
qr_soft(const struct qr_level *l, double x, double y)
{
	const double right = l->width - 1, bottom = l->height - 1;
	const int8_t *p;
	double fx, fy;
	size_t ix, iy;

	if (!(x > -0.5 && y > -0.5 && x < right + 0.5 && y < bottom + 0.5))
		return 0;
	x = x < 0 ? 0 : x;
	y = y < 0 ? 0 : y;
	ix = x >= right ? l->width - 2 : (size_t)x;
	iy = y >= bottom ? l->height - 2 : (size_t)y;
	fx = fmin(x - (double)ix, 1);
	fy = fmin(y - (double)iy, 1);
	p = l->soft + iy * l->width + ix;
	return (p[0] * (1 - fx) + p[1] * fx) * (1 - fy) +
	       (p[l->width] * (1 - fx) + p[l->width + 1] * fx) * fy;
}

static bool
plane_of(const struct grid *grid, struct plane *p)
{
	const struct point *q = grid->corner; /* of (0,0), (1,0), (1,1), (0,1) */
	const double sx = q[0].x - q[1].x + q[2].x - q[3].x;
	const double sy = q[0].y - q[1].y + q[2].y - q[3].y;
	const double dx1 = q[1].x - q[2].x, dy1 = q[1].y - q[2].y;
	const double dx2 = q[3].x - q[2].x, dy2 = q[3].y - q[2].y;
	const double det = dx1 * dy2 - dx2 * dy1;

	if (fabs(det) < 1e-9)
		return false;
	p->g = (sx * dy2 - dx2 * sy) / det;
	p->h = (dx1 * sy - sx * dy1) / det;
	p->a = q[1].x - q[0].x + p->g * q[1].x;
	p->b = q[3].x - q[0].x + p->h * q[3].x;
	p->c = q[0].x;
	p->d = q[1].y - q[0].y + p->g * q[1].y;
	p->e = q[3].y - q[0].y + p->h * q[3].y;
	p->f = q[0].y;
	p->origin = grid->origin;
	p->scale = 1 / grid->span;
	return true;
}

static struct point
place(const struct plane *p, double x, double y)
{
	const double u = (x - p->origin) * p->scale, v = (y - p->origin) * p->scale;
	const double w = p->g * u + p->h * v + 1;

	if (w < 0.05)
		return (struct point){ -1, -1 };
	return (struct point){ (p->a * u + p->b * v + p->c) / w,
		               (p->d * u + p->e * v + p->f) / w };
}

static double
distance(struct point a, struct point b)
{
	return hypot(a.x - b.x, a.y - b.y);
}

static void
spots_make(size_t side, bool inverted, struct spots *out)
{
	out->count = 0;
	for (size_t row = 0; row < side; row++)
		for (size_t column = 0; column < side; column++) {
			enum qr_module m = qr_module_at(side, row, column);

			if ((m != QR_DARK && m != QR_LIGHT) || out->count == SPOTS_MAX)
				continue;
			out->list[out->count++] = (struct spot){
				(float)column + 0.5f, (float)row + 0.5f,
				(int8_t)((m == QR_LIGHT) == inverted ? -1 : 1)
			};
		}
}

/* How well the picture agrees; *right: the share of spots that are what they must be. */
static double
agreement(const struct qr_level *l, const struct grid *grid, const struct spots *spots,
          double *right, int64_t *work)
{
	struct plane plane;
	double sum = 0;
	size_t good = 0;

	*work -= (int64_t)spots->count;
	if (!plane_of(grid, &plane))
		return -1e9;
	for (size_t i = 0; i < spots->count; i++) {
		const struct spot *s = &spots->list[i];
		const struct point p = place(&plane, (double)s->x, (double)s->y);
		const double v = s->sign * qr_soft(l, p.x, p.y);

		sum += v > 40 ? 40 : v;
		good += v > 0;
	}
	if (right != NULL)
		*right = (double)good / (double)spots->count;
	return sum;
}

/* What it costs a grid to leave the one it started from: where nothing says otherwise,
 * it stays. */
static double
strain(const struct grid *grid, const struct grid *start, const struct spots *spots,
       double module)
{
	double sum = 0;

	for (unsigned i = 0; i < 4; i++) {
		const double d = distance(grid->corner[i], start->corner[i]) / module;

		sum += d * d;
	}
	return sum * STRAIN * (double)spots->count;
}

/* Move the corners, one coordinate at a time, while the agreement grows. */
static double
climb(const struct qr_level *l, struct grid *grid, const struct spots *spots,
      double module, double stiffness, int64_t *work)
{
	const struct grid start = *grid;
	double best = agreement(l, grid, spots, NULL, work);

	for (double step = 0.6; step > 0.05; step /= 2)
		for (int round = 0; round < 3; round++) {
			bool moved = false;

			for (unsigned i = 0; i < 8; i++)
				for (int way = -1; way <= 1; way += 2) {
					struct grid tried = *grid;
					double now;

					*(i % 2 ? &tried.corner[i / 2].y
					        : &tried.corner[i / 2].x) +=
					        way * step * module;
					now = agreement(l, &tried, spots, NULL, work) -
					      stiffness * strain(&tried, &start, spots,
					                         module);
					if (now > best) {
						best = now;
						*grid = tried;
						moved = true;
					}
				}
			if (!moved || *work < 0)
				break;
		}
	return best;
}

/* Sum over an alignment pattern whose centre is at (x, y) modules, moved by (dx, dy). */
static double
alignment_at(const struct qr_level *l, const struct plane *plane, double x, double y,
             double dx, double dy, bool inverted)
{
	double sum = 0;

	for (int r = -2; r <= 2; r++)
		for (int c = -2; c <= 2; c++) {
			const int ring = r * r > c * c ? r * r : c * c;
			const struct point p = place(plane, x + c + dx, y + r + dy);
			double v = qr_soft(l, p.x, p.y) * (ring == 1 ? 1 : -1);

			v = v > 40 ? 40 : v < -40 ? -40 : v;
			sum += inverted ? -v : v;
		}
	return sum;
}

/* Look for it within `reach` modules; false if nothing there is like one. */
static bool
alignment_find(const struct qr_level *l, const struct plane *plane, double x, double y,
               double reach, double step, bool inverted, struct point *moved,
               int64_t *work)
{
	double best = -1e9, contrast;

	*moved = (struct point){ 0, 0 };
	for (double dy = -reach; dy <= reach + 1e-6; dy += step)
		for (double dx = -reach; dx <= reach + 1e-6; dx += step) {
			double v = alignment_at(l, plane, x, y, dx, dy, inverted);

			v *= 1 - 0.25 * (dx * dx + dy * dy) / (2 * reach * reach + 1);
			if (v > best) {
				best = v;
				*moved = (struct point){ dx, dy };
			}
			*work -= 25;
		}
	contrast = best / 25;
	return contrast > 4;
}

/* Let the last alignment pattern say where the corner without a finder pattern lies. */
static void
pull_corner(const struct qr_level *l, struct grid *grid, size_t side, bool inverted,
            int64_t *work)
{
	const double at = (double)side - 6.5;
	struct plane plane;
	struct point moved, target;

	if (!plane_of(grid, &plane) ||
	    !alignment_find(l, &plane, at, at, 1.5 + (double)(side / 12), 0.5, inverted,
	                    &moved, work))
		return;
	target = place(&plane, at + moved.x, at + moved.y);
	for (int i = 0; i < 6; i++) {
		struct point now;

		if (!plane_of(grid, &plane))
			return;
		now = place(&plane, at, at);
		grid->corner[2].x += target.x - now.x;
		grid->corner[2].y += target.y - now.y;
	}
}

/* ---- from grid to modules ---- */

#define NODES_MAX 32 /* a side: one in six modules at most, and both ends */

struct bend { /* how far the symbol stands from where the grid has it, at some nodes */
	double at[NODES_MAX]; /* rows and columns alike, in modules */
	size_t count;
	struct point moved[NODES_MAX][NODES_MAX]; /* row, column */
};

static bool
is_finder(const struct bend *b, size_t row, size_t column)
{
	return (row == 0 || column == 0) && (row == 0 || row == b->count - 1) &&
	       (column == 0 || column == b->count - 1);
}

/* What the patterns before this one were moved by. */
static struct point
expected(const struct bend *b, size_t row, size_t column)
{
	const struct point none = { 0, 0 };
	const struct point left = column > 0 ? b->moved[row][column - 1] : none;
	const struct point above = row > 0 ? b->moved[row - 1][column] : none;

	if (row == 0)
		return left;
	if (column == 0)
		return above;
	return (struct point){ (left.x + above.x) / 2, (left.y + above.y) / 2 };
}

/* Nodes at the alignment patterns. */
static void
bend_by_patterns(const struct qr_level *l, const struct plane *plane, size_t side,
                 bool inverted, struct bend *b, int64_t *work)
{
	uint8_t at[QR_ALIGNMENTS_MAX];

	b->count = side < 45 ? 0 : qr_alignments(side, at); /* few: the grid has them */
	for (size_t i = 0; i < b->count; i++)
		b->at[i] = at[i] + 0.5;
	for (size_t i = 0; i < b->count; i++)
		for (size_t k = 0; k < b->count; k++) {
			const struct point guess = expected(b, i, k);
			struct point m;

			b->moved[i][k] = (struct point){ 0, 0 };
			if (is_finder(b, i, k))
				continue; /* where the grid holds */
			b->moved[i][k] = (struct point){ guess.x / 2, guess.y / 2 };
			if (alignment_find(l, plane, b->at[k] + guess.x,
			                   b->at[i] + guess.y, 1.25, 0.25, inverted, &m,
			                   work))
				b->moved[i][k] =
				        (struct point){ guess.x + m.x, guess.y + m.y };
		}
}

/* What the bend adds at a module, between the four nodes around it. */
static struct point
bend_at(const struct bend *b, double x, double y)
{
	size_t i = 0, k = 0;
	double u, v;
	struct point out;

	if (b->count < 2)
		return (struct point){ 0, 0 };
	while (i + 2 < b->count && y > b->at[i + 1])
		i++;
	while (k + 2 < b->count && x > b->at[k + 1])
		k++;
	u = (x - b->at[k]) / (b->at[k + 1] - b->at[k]);
	v = (y - b->at[i]) / (b->at[i + 1] - b->at[i]);
	u = u < 0 ? 0 : u > 1.3 ? 1.3 : u;
	v = v < 0 ? 0 : v > 1.3 ? 1.3 : v;
	out.x = (b->moved[i][k].x * (1 - u) + b->moved[i][k + 1].x * u) * (1 - v) +
	        (b->moved[i + 1][k].x * (1 - u) + b->moved[i + 1][k + 1].x * u) * v;
	out.y = (b->moved[i][k].y * (1 - u) + b->moved[i][k + 1].y * u) * (1 - v) +
	        (b->moved[i + 1][k].y * (1 - u) + b->moved[i + 1][k + 1].y * u) * v;
	return out;
}

#define PATCH 3 /* modules to each side of a node */

/* How sharply modules around a node stand out if they are moved so: their middles are
 * darkest and lightest where the grid is right. */
static double
sharpness(const struct qr_level *l, const struct plane *plane, size_t side, double x,
          double y, struct point m, bool inverted)
{
	double sum = 0;

	for (int r = -PATCH; r <= PATCH; r++)
		for (int c = -PATCH; c <= PATCH; c++) {
			const double mx = floor(x) + c + 0.5, my = floor(y) + r + 0.5;
			const struct point p = place(plane, mx + m.x, my + m.y);
			double v;
			enum qr_module known;

			if (mx < 0 || my < 0 || mx >= (double)side || my >= (double)side)
				continue;
			v = qr_soft(l, p.x, p.y);
			v = inverted ? -v : v;
			known = qr_module_at(side, (size_t)my, (size_t)mx);
			sum += known == QR_DARK    ? -v
			       : known == QR_LIGHT ? v
			                           : fabs(v) * 0.8;
		}
	return sum;
}

/* Bend further, at nodes all over the symbol, to where it is sharpest: creased and
 * curved surfaces. */
static void
bend_by_sharpness(const struct qr_level *l, const struct plane *plane, size_t side,
                  bool inverted, struct bend *b, int64_t *work)
{
	const struct bend before = *b;
	const size_t gaps =
	        (side + 4) / 6 < NODES_MAX - 1 ? (side + 4) / 6 : NODES_MAX - 1;

	b->count = gaps + 1;
	for (size_t i = 0; i <= gaps; i++)
		b->at[i] = (double)(side * i) / (double)gaps;
	for (size_t i = 0; i <= gaps; i++)
		for (size_t k = 0; k <= gaps; k++) {
			struct point from = bend_at(&before, b->at[k], b->at[i]), chosen;
			double best = -1e9;

			if (i > 0 || k > 0) {
				const struct point guess = expected(b, i, k);
				/* what was moved so far, beyond what the patterns say */
				if (before.count == 0)
					from = (struct point){ guess.x * 0.8,
						               guess.y * 0.8 };
			}
			chosen = from;
			for (int dy = -3; dy <= 3; dy++)
				for (int dx = -3; dx <= 3; dx++) {
					struct point m = { from.x + dx * 0.2,
						           from.y + dy * 0.2 };
					double v = sharpness(l, plane, side, b->at[k],
					                     b->at[i], m, inverted);

					v *= 1 - 0.01 * (dx * dx + dy * dy);
					if (v > best) {
						best = v;
						chosen = m;
					}
				}
			b->moved[i][k] = chosen;
			*work -= 49 * (2 * PATCH + 1) * (2 * PATCH + 1);
		}
}

struct values { /* luma over its surroundings at each module; light is positive */
	int16_t at[QR_SIDE_MAX * QR_SIDE_MAX];
	uint8_t dark[QR_SIDE_MAX * QR_SIDE_MAX];
};

static void
sample(const struct qr_level *l, const struct plane *plane, const struct bend *bend,
       size_t side, bool inverted, struct values *out, int64_t *work)
{
	static const double taps[5][2] = {
		{ 0, 0 }, { 0.2, 0.2 }, { -0.2, 0.2 }, { 0.2, -0.2 }, { -0.2, -0.2 }
	};

	*work -= (int64_t)(side * side * 5);
	for (size_t row = 0; row < side; row++)
		for (size_t column = 0; column < side; column++) {
			double x = (double)column + 0.5, y = (double)row + 0.5, sum = 0;
			const struct point m = bend_at(bend, x, y);

			for (size_t i = 0; i < 5; i++) {
				struct point p = place(plane, x + m.x + taps[i][0],
				                       y + m.y + taps[i][1]);

				sum += qr_soft(l, p.x, p.y);
			}
			sum *= inverted ? -4 : 4;
			out->at[row * side + column] = (int16_t)lround(sum);
		}
}

/* Ways to tell dark from light: a module is set off against its four neighbours by
 * sharpen / 16, and against the middle between the extremes around it if local. */
static const struct telling {
	int sharpen;
	bool local;
} tellings[] = {
	{ 0, false }, { 2, false }, { 2, true }, { 5, false }, { 0, true },
};
#define TELLINGS (sizeof tellings / sizeof *tellings)
#define LOCAL 4 /* modules to each side */

static void
tell(struct values *v, size_t side, const struct telling *how)
{
	static const int8_t steps[4][2] = { { -1, 0 }, { 1, 0 }, { 0, -1 }, { 0, 1 } };

	for (size_t row = 0; row < side; row++)
		for (size_t column = 0; column < side; column++) {
			const int own = v->at[row * side + column];
			int value = own * 16, middle = 0;

			for (size_t i = 0; i < 4 && how->sharpen > 0; i++) {
				size_t r = row + (size_t)steps[i][0],
				       c = column + (size_t)steps[i][1];

				if (r < side && c < side)
					value += how->sharpen *
					         (own - v->at[r * side + c]);
			}
			if (how->local) {
				size_t top = row > LOCAL ? row - LOCAL : 0;
				size_t left = column > LOCAL ? column - LOCAL : 0;
				int low = INT16_MAX, high = INT16_MIN;

				for (size_t r = top; r <= row + LOCAL && r < side; r++)
					for (size_t c = left;
					     c <= column + LOCAL && c < side; c++) {
						int n = v->at[r * side + c];

						low = n < low ? n : low;
						high = n > high ? n : high;
					}
				middle = (low + high) * 8;
			}
			v->dark[row * side + column] = value < middle;
		}
}

static bool
decode_bent(const struct qr_level *l, const struct plane *plane, const struct bend *bend,
            size_t side, bool inverted, double right, struct qr_seen *seen, int64_t *work)
{
	const bool micro = side < QR_SIDE_LEAST;
	struct values values;

	sample(l, plane, bend, side, inverted, &values, work);
	for (size_t i = 0; i < TELLINGS; i++) {
		*work -= (int64_t)(side * side * (tellings[i].local ? 20 : 4));
		tell(&values, side, &tellings[i]);
		if (qr_decode(values.dark, side, &seen->text) &&
		    (micro || seen->text.spent <= SPENT_MUCH || right >= AGREE_SPENT))
			return true;
	}
	return false;
}

/* Decode what the grid shows. */
static bool
decode(const struct qr_level *l, const struct grid *grid, size_t side, bool inverted,
       double right, struct qr_seen *seen, int64_t *work)
{
	const double n = (double)side;
	const double at[4][2] = { { 0, 0 }, { n, 0 }, { n, n }, { 0, n } };
	struct plane plane;
	struct bend bend = { .count = 0 };

	if (!plane_of(grid, &plane))
		return false;
	bend_by_patterns(l, &plane, side, inverted, &bend, work);
	if (!decode_bent(l, &plane, &bend, side, inverted, right, seen, work)) {
		if (side < QR_SIDE_LEAST || right < AGREE_BEND || *work < 0)
			return false;
		bend_by_sharpness(l, &plane, side, inverted, &bend, work);
		if (!decode_bent(l, &plane, &bend, side, inverted, right, seen, work))
			return false;
	}
	for (size_t k = 0; k < 4; k++) {
		const size_t c = seen->text.mirrored ? (4 - k) % 4 : k;

		seen->outline[k] = place(&plane, at[c][0], at[c][1]);
	}
	return true;
}

/* The grid through three finder patterns, w: how far away they are (1 for the first). */
static struct grid
grid_of(const struct point finder[3], const double w[3], size_t side)
{
	const double d = w[1] + w[2] - 1;
	struct grid grid = { { finder[0], finder[1], { 0, 0 }, finder[2] },
		             3.5,
		             (double)side - 7 };

	grid.corner[2].x = (finder[1].x * w[1] + finder[2].x * w[2] - finder[0].x) / d;
	grid.corner[2].y = (finder[1].y * w[1] + finder[2].y * w[2] - finder[0].y) / d;
	return grid;
}

double
qr_timing(const struct qr_level *l, const struct point finder[3], const double w[3],
          size_t side, bool inverted, int64_t *work)
{
	const struct grid grid = grid_of(finder, w, side);
	struct plane plane;
	double sum = 0;

	if (!plane_of(&grid, &plane))
		return 0;
	for (size_t i = 8; i + 8 < side; i++) {
		const double along = (double)i + 0.5;
		const struct point p = place(&plane, along, 6.5),
		                   q = place(&plane, 6.5, along);
		const double v = fmin(fmax(qr_soft(l, p.x, p.y), -40), 40) +
		                 fmin(fmax(qr_soft(l, q.x, q.y), -40), 40);

		sum += (i % 2 == 0) == inverted ? v : -v;
	}
	*work -= (int64_t)side * 2;
	return sum / (2 * ((double)side - 16));
}

bool
qr_read_grid(const struct qr_level *l, const struct point finder[3], const double w[3],
             size_t side, bool inverted, struct qr_seen *seen, int64_t *work)
{
	const double module =
	        (distance(finder[0], finder[1]) + distance(finder[0], finder[2])) / 2 /
	        ((double)side - 7);
	struct grid grid = grid_of(finder, w, side), start;
	struct spots spots;
	double right = 0;

	spots_make(side, inverted, &spots);
	if (side > QR_SIDE_LEAST)
		pull_corner(l, &grid, side, inverted, work);
	start = grid;
	for (int stiff = 1; stiff >= 0 && *work > 0; stiff--) {
		grid = start;
		climb(l, &grid, &spots, module, stiff, work);
		agreement(l, &grid, &spots, &right, work);
		if (right < AGREE_LEAST)
			return false;
		if (decode(l, &grid, side, inverted, right, seen, work))
			return true;
	}
	return false;
}

/* A Micro QR has one finder pattern, two timing lines, and must have light around.  Only
 * what lies within `most` modules of its corner, and light beyond that if it is the side.
 */
static void
micro_spots_make(size_t side, size_t most, bool inverted, struct spots *out)
{
	const float far_out = (float)side + 0.7f, near_out = -0.7f;
	const int8_t light = inverted ? -1 : 1;
	size_t kept = 0;

	spots_make(side, inverted, out);
	for (size_t i = 0; i < out->count; i++)
		if (out->list[i].x < (float)most && out->list[i].y < (float)most)
			out->list[kept++] = out->list[i];
	out->count = kept;
	for (size_t i = 0; i < most; i++) {
		const float along = (float)i + 0.5f;

		out->list[out->count++] = (struct spot){ near_out, along, light };
		out->list[out->count++] = (struct spot){ along, near_out, light };
		if (most < side)
			continue;
		out->list[out->count++] = (struct spot){ far_out, along, light };
		out->list[out->count++] = (struct spot){ along, far_out, light };
	}
}

/* Let the grid's control points be the corners of so many modules. */
static bool
respan(struct grid *grid, double n)
{
	struct plane plane;

	if (!plane_of(grid, &plane))
		return false;
	grid->corner[0] = place(&plane, 0, 0);
	grid->corner[1] = place(&plane, n, 0);
	grid->corner[2] = place(&plane, n, n);
	grid->corner[3] = place(&plane, 0, n);
	grid->origin = 0;
	grid->span = n;
	return true;
}

/* The share of its timing modules that are right. */
static double
micro_timing(const struct qr_level *l, const struct grid *grid, size_t side,
             bool inverted, int64_t *work)
{
	struct plane plane;
	size_t good = 0;

	*work -= (int64_t)side * 2;
	if (!plane_of(grid, &plane))
		return 0;
	for (size_t i = 8; i < side; i++) {
		const double along = (double)i + 0.5;
		const struct point p = place(&plane, along, 0.5),
		                   q = place(&plane, 0.5, along);
		const bool light = (i % 2 == 1) != inverted;

		good += (qr_soft(l, p.x, p.y) > 0) == light;
		good += (qr_soft(l, q.x, q.y) > 0) == light;
	}
	return (double)good / (2 * ((double)side - 8));
}

bool
qr_read_micro(const struct qr_level *l, const struct point corner[4], bool inverted,
              struct qr_seen *seen, int64_t *work)
{
	const double module = distance(corner[0], corner[1]) / 7;
	struct spots spots;

	for (unsigned turn = 0; turn < 4; turn++) {
		struct grid start = { .origin = 0, .span = 7 };

		for (unsigned k = 0; k < 4; k++)
			start.corner[k] = corner[(k + turn) % 4];
		if (micro_timing(l, &start, MICRO_LEAST, inverted, work) < AGREE_TIMING ||
		    !respan(&start, MICRO_LEAST))
			continue;
		/* first what every size has, near the finder pattern */
		micro_spots_make(QR_SIDE_LEAST - 4, MICRO_LEAST, inverted, &spots);
		climb(l, &start, &spots, module, 1, work);
		for (size_t side = QR_SIDE_LEAST - 4; side >= MICRO_LEAST; side -= 2) {
			struct grid grid = start;
			double right = 0;

			if (micro_timing(l, &grid, side, inverted, work) < AGREE_TIMING ||
			    !respan(&grid, (double)side))
				continue;
			micro_spots_make(side, side, inverted, &spots);
			climb(l, &grid, &spots, module, 1, work);
			agreement(l, &grid, &spots, &right, work);
			if (right >= AGREE_MICRO &&
			    decode(l, &grid, side, inverted, right, seen, work))
				return true;
		}
	}
	return false;
}
