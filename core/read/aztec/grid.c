/* grid.c - the modules around a bull's eye
 *
 * Places are counted in modules from the bull's eye's middle, u to the right and v down
 * in the symbol.  The plane is fixed by the four corners of a square around the middle,
 * and pulled straight while that square grows: a plane that is right meets the middle of
 * modules, which are darker or lighter than the mean around, and one that is wrong their
 * edges, which are not. */
#include <math.h>
#include <stdlib.h>

#include "read/aztec/aztec.h"
#include "read/datamatrix/datamatrix.h"

#define EYE 3.5         /* modules from the middle to the corners that were found */
#define WIDE 0.24       /* modules from a module's middle to where a plane is judged */
#define LOOKED_MAX 350  /* modules that a plane is judged by */
#define STEP_FIRST 0.32 /* modules that a corner is moved */
#define STEP_LAST 0.04
#define SWEEPS_MAX 8  /* with each step */
#define GROWTH 1.5    /* of the square, before it is pulled straight again */
#define AROUND 0.18   /* modules, beside the middle, that are looked at as well */
#define MARKS_WRONG 2 /* of the twelve modules that tell the symbol's top */
#define EYE_WRONG 10  /* percent of the bull's eye's modules */

struct look {
	const struct qr_level *level;
	double sign; /* 1, or -1 if the symbol is light on dark */
	int64_t *work;
};

static double
at(const struct look *l, const struct plane *p, double u, double v)
{
	const struct point q = plane_at(p, u, v);

	--*l->work;
	return l->sign * qr_soft(l->level, q.x, q.y);
}

/* The mean over a module's middle; dark is negative. */
static double
module_at(const struct look *l, const struct plane *p, double u, double v)
{
	return 2 * at(l, p, u, v) + at(l, p, u - AROUND, v) + at(l, p, u + AROUND, v) +
	       at(l, p, u, v - AROUND) + at(l, p, u, v + AROUND);
}

static bool
plane_of(const struct point corner[4], double radius, struct plane *out)
{
	const struct point square[4] = { { -radius, -radius },
		                         { radius, -radius },
		                         { radius, radius },
		                         { -radius, radius } };

	return plane_through(square, corner, out);
}

static void
corners_at(const struct plane *p, double radius, struct point corner[4])
{
	corner[0] = plane_at(p, -radius, -radius);
	corner[1] = plane_at(p, radius, -radius);
	corner[2] = plane_at(p, radius, radius);
	corner[3] = plane_at(p, -radius, radius);
}

static long
ring_of(long u, long v)
{
	const long a = labs(u), b = labs(v);

	return a > b ? a : b;
}

/* How far the modules of the square stand out.  What must be dark or light counts with
 * its sign: the bull's eye, and the lines of a large symbol's reference grid. */
static double
contrast(const struct look *l, const struct plane *p, double radius, bool grid)
{
	const long r = (long)radius, side = 2 * r + 1;
	const long step = 1 + side * side / LOOKED_MAX;
	const long sparse =
	        1 + 2 * side * (2 * (r / 16) + 1) / LOOKED_MAX; /* of the grid */
	double sum = 0;
	long n = 0;

	for (long i = 0; i < side * side; i++) {
		const long u = i % side - r, v = i / side - r, ring = ring_of(u, v);
		const bool line = grid && ring > 6 && (u % 16 == 0 || v % 16 == 0);
		double value;

		if (ring > 4 && i % (line ? sparse : step) != 0)
			continue;
		value = 0;
		for (int k = 0; k < 4; k++)
			value += at(l, p, (double)u + (k & 1 ? WIDE : -WIDE),
			            (double)v + (k & 2 ? WIDE : -WIDE));
		if (ring <= 4)
			sum += ring % 2 == 0 ? -value : value;
		else if (line) /* from the middle on dark and light take turns */
			sum += (u + v) % 2 == 0 ? -value : value;
		else
			sum += fabs(value);
		n++;
	}
	return sum / (double)n;
}

/* Move the corners as long as the contrast grows. */
static void
pull(const struct look *l, struct plane *plane, double radius, bool grid)
{
	struct point corner[4];
	double best = contrast(l, plane, radius, grid);

	corners_at(plane, radius, corner);
	for (double step = STEP_FIRST; step > STEP_LAST && *l->work > 0; step /= 2) {
		const double size =
		        hypot(corner[1].x - corner[0].x, corner[1].y - corner[0].y);
		const double d = step * size / (2 * radius);
		bool moved = true;

		for (int sweep = 0; sweep < SWEEPS_MAX && moved; sweep++) {
			moved = false;
			for (int way = 0; way < 16; way++) {
				struct point kept[4];
				struct plane other;
				double value;

				for (int i = 0; i < 4; i++)
					kept[i] = corner[i];
				corner[way / 4].x += way % 4 == 0   ? d
				                     : way % 4 == 1 ? -d
				                                    : 0;
				corner[way / 4].y += way % 4 == 2   ? d
				                     : way % 4 == 3 ? -d
				                                    : 0;
				if (plane_of(corner, radius, &other) &&
				    (value = contrast(l, &other, radius, grid)) > best) {
					best = value;
					*plane = other;
					moved = true;
					continue;
				}
				for (int i = 0; i < 4; i++)
					corner[i] = kept[i];
			}
		}
	}
}

/* Do rings up to `most` look like a bull's eye? */
static bool
is_eye(const struct look *l, const struct plane *p, long most)
{
	long wrong = 0, n = 0;

	for (long v = -most; v <= most; v++)
		for (long u = -most; u <= most; u++, n++)
			wrong += (at(l, p, (double)u, (double)v) < 0) !=
			         (ring_of(u, v) % 2 == 0);
	return wrong * 100 <= n * EYE_WRONG;
}

/* The mode message and the marks at the corners of the ring it stands in.  False if the
 * marks say that the top is elsewhere. */
static bool
read_mode(const struct look *l, const struct plane *p, bool compact,
          struct aztec_mode *mode)
{
	static const struct {
		int8_t u, v; /* to the corner, and from there inwards */
		int8_t du, dv;
		uint8_t dark;
	} marks[12] = {
		{ -1, -1, 0, 0, 1 }, { -1, -1, 1, 0, 1 }, { -1, -1, 0, 1, 1 },
		{ 1, -1, 0, 0, 1 },  { 1, -1, -1, 0, 0 }, { 1, -1, 0, 1, 1 },
		{ 1, 1, 0, 0, 0 },   { 1, 1, -1, 0, 0 },  { 1, 1, 0, -1, 1 },
		{ -1, 1, 0, 0, 0 },  { -1, 1, 1, 0, 0 },  { -1, 1, 0, -1, 0 },
	};
	const int r = compact ? 5 : 7, reach = r - 2;
	uint8_t bits[40];
	unsigned wrong = 0;
	size_t n = 0;

	for (size_t i = 0; i < 12; i++)
		wrong += (module_at(l, p, marks[i].u * r + marks[i].du,
		                    marks[i].v * r + marks[i].dv) < 0) != marks[i].dark;
	if (wrong > MARKS_WRONG)
		return false;
	for (int side = 0; side < 4; side++)
		for (int k = -reach; k <= reach; k++) {
			const int u[4] = { k, r, -k, -r }, v[4] = { -r, k, r, -k };

			if (!compact && k == 0)
				continue; /* the reference grid's */
			bits[n++] = module_at(l, p, u[side], v[side]) < 0;
		}
	return aztec_mode_of(bits, compact, mode);
}

/* Sample the whole symbol, the square growing from `radius` to its side. */
static bool
read_all(const struct look *l, struct plane plane, double radius,
         const struct aztec_mode *m, struct aztec_seen *seen)
{
	const long side = (long)aztec_side(m), r = side / 2;
	uint8_t module[AZTEC_SIDE_MAX * AZTEC_SIDE_MAX];

	while (radius<(double)r && * l->work> 0) {
		radius = fmin(radius * GROWTH, (double)r);
		pull(l, &plane, radius, !m->compact);
	}
	for (long i = 0; i < side * side; i++)
		module[i] = module_at(l, &plane, (double)(i % side - r),
		                      (double)(i / side - r)) < 0;
	corners_at(&plane, (double)r + 0.5, seen->outline);
	return *l->work > 0 && aztec_decode(module, m, &seen->text);
}

bool
aztec_read_grid(const struct qr_level *level, const struct point corner[4], bool inverted,
                struct aztec_seen *seen, int64_t *work)
{
	const struct look l = { level, inverted ? -1 : 1, work };
	struct plane straight;
	struct point eye[4];
	bool full;

	if (!plane_of(corner, EYE, &straight))
		return false;
	pull(&l, &straight, 4, false);
	if (!is_eye(&l, &straight, 4))
		return false;
	full = is_eye(&l, &straight, 6);
	corners_at(&straight, EYE, eye);
	for (int way = 0; way < 8 && *work > 0; way++) { /* four turns, and mirrored */
		const int step = way < 4 ? 1 : 3;
		struct point turned[4];
		struct aztec_mode mode;
		struct plane plane;

		for (int i = 0; i < 4; i++)
			turned[i] = eye[(way + step * i) % 4];
		if (plane_of(turned, EYE, &plane) &&
		    read_mode(&l, &plane, !full, &mode) &&
		    mode.layers <= (full ? 32u : 4u) &&
		    read_all(&l, plane, full ? 6 : 4, &mode, seen))
			return true;
	}
	return false;
}
