/* segment.c - a line across a picture to finder patterns with the characters beside them
 *
 * Every run is tried as the first element of a finder pattern, both ways.  A character is
 * read from its far end towards its finder, so that the colour of the finder's first
 * element alone tells a left from a right half, and A1 from A2. */
#include <math.h>

#include "read/databar/databar.h"

#define FINDER 5 /* elements */
#define FINDER_MODULES 15
#define FINDER_ERROR 0.14 /* mean square, modules */
#define SIZE_OFF                                                                         \
	0.14 /* parts by which characters may be larger or smaller than the finder */
#define GUARD_LEAST 0.35 /* modules */
#define GUARD_MOST 1.9
/* DataBar Limited has no finder that stands out, so more is asked of it: light around it
 * (6.2.4 has five modules on the right) and widths that hardly stray */
#define LIMITED_BEFORE 2.5 /* modules of light */
#define LIMITED_BEHIND 4
#define LIMITED_ERROR 0.06 /* mean square, modules */

/* clang-format off */
static const uint8_t finders[][FINDER] = { /* table 4 */
	{ 3, 8, 2, 1, 1 }, { 3, 5, 5, 1, 1 }, { 3, 3, 7, 1, 1 }, { 3, 1, 9, 1, 1 },
	{ 2, 7, 4, 1, 1 }, { 2, 5, 6, 1, 1 }, { 2, 3, 8, 1, 1 }, { 1, 5, 7, 1, 1 },
	{ 1, 3, 9, 1, 1 },
};
static const uint8_t expanded_finders[][FINDER] = { /* table 15: A to F */
	{ 1, 8, 4, 1, 1 }, { 3, 6, 4, 1, 1 }, { 3, 4, 6, 1, 1 }, { 3, 2, 8, 1, 1 },
	{ 2, 6, 5, 1, 1 }, { 2, 2, 9, 1, 1 },
};
/* table 8; each ends in two elements of one module more */
static const char limited_finders[][13] = {
	"111111111133", "111111111232", "111111111331", "111111121132", "111111121231",
	"111111131131", "111112111132", "111112111231", "111112121131", "111113111131",
	"111211111132", "111211111231", "111211121131", "111212111131", "111311111131",
	"121111111132", "121111111231", "121111121131", "121112111131", "121211111131",
	"131111111131", "111111112123", "111111112222", "111111112321", "111111122122",
	"111111122221", "111111132121", "111112112122", "111112112221", "111112122121",
	"111113112121", "111211112122", "111211112221", "111211122121", "111212112121",
	"111311112121", "121111112122", "121111112221", "121111122121", "121112112121",
	"121211112121", "131111112121", "111111113113", "111111113212", "111111123112",
	"111211113112", "121111113112", "111111211123", "111111211222", "111111211321",
	"111111221122", "111211211122", "111211211221", "111211221121", "111212211121",
	"111311211121", "121111211122", "121111211221", "121211211121", "111121111123",
	"111121111222", "111121111321", "111121121122", "111121121221", "111122111122",
	"121121111122", "121121111221", "121121121121", "121122111121", "121221111121",
	"131121111121", "112111111123", "112111111222", "112111111321", "112111121122",
	"112111121221", "112111131121", "112112111122", "112112111221", "112211111122",
	"211111111222", "211111111321", "211111121122", "211111121221", "211111131121",
	"211112111221", "211112121121", "211211111221", "211111112212",
};
/* clang-format on */

struct window { /* runs of a line, from run `at` on, one way or the other */
	const struct runs *runs;
	size_t at;
	int step;
};

static bool
has(const struct window *w, int k)
{
	const ptrdiff_t i = (ptrdiff_t)w->at + (ptrdiff_t)k * w->step;

	return i >= 0 && i + 1 < (ptrdiff_t)w->runs->count;
}

static double
width(const struct window *w, int k)
{
	return runs_width(w->runs, (size_t)((ptrdiff_t)w->at + (ptrdiff_t)k * w->step));
}

/* Runs from up to and with to. */
static double
span(const struct window *w, int from, int to)
{
	const ptrdiff_t a = (ptrdiff_t)w->at + (ptrdiff_t)from * w->step,
	                b = (ptrdiff_t)w->at + (ptrdiff_t)to * w->step;

	return w->step > 0 ? w->runs->edge[b + 1] - w->runs->edge[a]
	                   : w->runs->edge[a + 1] - w->runs->edge[b];
}

/* A bar or space of one module, seen beside the characters? */
static bool
is_single(const struct window *w, int k, double module)
{
	return has(w, k) && width(w, k) > module * GUARD_LEAST &&
	       width(w, k) < module * GUARD_MOST;
}

/* A guard pattern from k on outwards: two elements of a module; the second is part of
 * what lies around the symbol, or beyond the end of the line. */
static bool
is_guard(const struct window *w, int k, int outwards, double module)
{
	return is_single(w, k, module) &&
	       (!has(w, k + outwards) || width(w, k + outwards) > module * GUARD_LEAST);
}

/* The finder pattern that f comes nearest to; -1: none is near. */
static int
finder_of(const double *f, double module, const uint8_t (*patterns)[FINDER], size_t n,
          double *spread)
{
	double best = FINDER_ERROR;
	int found = -1;

	for (size_t p = 0; p < n; p++) {
		double mean = 0, error = 0;

		for (size_t i = 0; i < FINDER; i++)
			mean += (f[i] / module - patterns[p][i]) * (i % 2 == 0 ? 1 : -1);
		mean /= FINDER;
		for (size_t i = 0; i < FINDER; i++) {
			const double off = f[i] / module - patterns[p][i] -
			                   (i % 2 == 0 ? mean : -mean);

			error += off * off;
		}
		if (error / FINDER < best) {
			best = error / FINDER;
			found = (int)p;
			*spread = mean;
		}
	}
	return found;
}

/* The character whose far element is run `far`, read by `step` towards the finder. */
static bool
character(const struct window *w, enum databar_set set, int far, int step, double finder,
          double spread, struct databar_character *out)
{
	const int n = (int)databar_elements(set);
	const double modules = databar_modules(set);
	double m[DATABAR_ELEMENTS_MAX], total = 0;

	if (!has(w, far) || !has(w, far + step * (n - 1)))
		return false;
	for (int i = 0; i < n; i++)
		total += m[i] = width(w, far + step * i);
	if (fabs(total * FINDER_MODULES / (finder * modules) - 1) > SIZE_OFF)
		return false;
	return databar_character(set, m, spread, out);
}

/* Fill in where on the line the runs from `from` to `to` of the window are, which
 * somebody meets in this order who reads the symbol. */
static void
set_place(struct databar_segment *s, const struct window *w, int from, int to)
{
	const size_t a = (size_t)((ptrdiff_t)w->at + (ptrdiff_t)from * w->step),
	             b = (size_t)((ptrdiff_t)w->at + (ptrdiff_t)to * w->step);

	s->forward = a < b;
	s->first = a < b ? a : b;
	s->last = a < b ? b : a;
	s->from = w->runs->edge[s->forward ? a : a + 1];
	s->to = w->runs->edge[s->forward ? b + 1 : b];
}

static bool
try_half(const struct window *w, const double *f, bool left, struct databar_segment *out)
{
	const double finder = span(w, 0, 4);
	struct databar_character outside, inside;
	double spread, module;
	int pattern;

	if (!has(w, -9) || !has(w, 12))
		return false;
	module = span(w, -8, 12) / 46;
	if (fabs(finder / module / FINDER_MODULES - 1) > SIZE_OFF ||
	    !is_single(w, -9, module) ||
	    (pattern = finder_of(f, module, finders, 9, &spread)) < 0 ||
	    !character(w, DATABAR_OUTSIDE, -8, 1, finder, spread, &outside) ||
	    !character(w, DATABAR_INSIDE, 12, -1, finder, spread, &inside))
		return false;
	*out = (struct databar_segment){
		.kind = left ? DATABAR_HALF_LEFT : DATABAR_HALF_RIGHT,
		.finder = (uint8_t)pattern,
		.value = { outside.value, inside.value },
		.sum = { (uint8_t)databar_checksum(outside.width, 8, 0, 79),
		         (uint8_t)databar_checksum(inside.width, 8, 0, 79) },
		.module = module,
		.error = fmax(outside.error, inside.error),
	};
	set_place(out, w, left ? -8 : 12, left ? 12 : -8);
	return true;
}

/* One pair of Expanded: a finder and the characters at both sides, or at its left alone.
 */
static bool
try_pair(const struct window *w, const double *f, bool first, struct databar_segment *out)
{
	const double finder = span(w, 0, 4);
	struct databar_character outer, inner, *left = first ? &outer : &inner,
	                                       *right = first ? &inner : &outer;
	const bool has_outer = has(w, -9), has_inner = has(w, 13);
	double spread, module;
	bool whole = has_outer && has_inner;
	int pattern;

	if (whole) {
		module = span(w, -8, 12) / 49;
		whole = fabs(finder / module / FINDER_MODULES - 1) <= SIZE_OFF &&
		        (pattern = finder_of(f, module, expanded_finders, 6, &spread)) >=
		                0 &&
		        character(w, DATABAR_EXPANDED, -8, 1, finder, spread, &outer) &&
		        character(w, DATABAR_EXPANDED, 12, -1, finder, spread, &inner);
	}
	if (!whole) {
		if (first ? !has_outer : !has_inner)
			return false;
		module = (first ? span(w, -8, 4) : span(w, 0, 12)) / 32;
		if (fabs(finder / module / FINDER_MODULES - 1) > SIZE_OFF ||
		    (pattern = finder_of(f, module, expanded_finders, 6, &spread)) < 0)
			return false;
		if (first ? !is_single(w, 5, module) || !is_guard(w, 5, 1, module) ||
		                    !character(w, DATABAR_EXPANDED, -8, 1, finder, spread,
		                               left)
		          : !is_single(w, -1, module) || !is_guard(w, -1, -1, module) ||
		                    !character(w, DATABAR_EXPANDED, 12, -1, finder,
		                               spread, left))
			return false;
	}
	*out = (struct databar_segment){
		.kind = DATABAR_PAIR,
		.finder = (uint8_t)(2 * pattern + !first),
		.value = { left->value, whole ? right->value : DATABAR_NO_VALUE },
		.sum = { (uint8_t)databar_checksum(left->width, 8, 0, 211),
		         whole ? (uint8_t)databar_checksum(right->width, 8, 0, 211) : 0 },
		.module = module,
		.error = whole ? fmax(left->error, right->error) : left->error,
	};
	if (first) {
		set_place(out, w, -8, whole ? 12 : 4);
		out->at_start = is_guard(w, -9, -1, module);
		out->at_end = whole ? is_guard(w, 13, 1, module) : true;
	} else {
		set_place(out, w, 12, whole ? -8 : 0);
		out->at_start = is_guard(w, 13, 1, module);
		out->at_end = whole ? is_guard(w, -9, -1, module) : true;
	}
	return true;
}

/* The check pattern in the middle of a DataBar Limited; -1: none. */
static int
limited_check(const struct window *w, double spread)
{
	const double module = span(w, 14, 27) / 18;
	double best = LIMITED_ERROR;
	int found = -1;

	for (int p = 0; p < 89; p++) {
		double error = 0;

		for (int i = 0; i < 14 && error / 14 < best; i++) {
			const int pattern = i < 12 ? limited_finders[p][i] - '0' : 1;
			const double off = width(w, 14 + i) / module - pattern -
			                   (i % 2 == 0 ? spread : -spread);

			error += off * off;
		}
		if (error / 14 < best) {
			best = error / 14;
			found = p;
		}
	}
	return found;
}

static bool
try_limited(const struct window *w, struct databar_segment *out)
{
	struct databar_character left, right;
	double module, finder;
	int check;

	if (!has(w, -1) || !has(w, 43))
		return false;
	module = span(w, 0, 41) / 70;
	finder = span(w, 14, 27);
	if (fabs(finder / module - 18) > 18 * SIZE_OFF || !is_single(w, -1, module) ||
	    !is_single(w, 26, module) || !is_single(w, 27, module) ||
	    !is_single(w, 42, module) || !is_single(w, 43, module) ||
	    (has(w, -3) && width(w, -2) < LIMITED_BEFORE * module) ||
	    (has(w, 45) && width(w, 44) < LIMITED_BEHIND * module))
		return false;
	finder *= FINDER_MODULES / 18.0;
	if (!character(w, DATABAR_LIMITED, 0, 1, finder, NAN, &left) ||
	    !character(w, DATABAR_LIMITED, 28, 1, finder, left.spread, &right) ||
	    left.error > LIMITED_ERROR || right.error > LIMITED_ERROR ||
	    (check = limited_check(w, (left.spread + right.spread) / 2)) < 0)
		return false;
	*out = (struct databar_segment){
		.kind = DATABAR_WHOLE_LIMITED,
		.finder = (uint8_t)check,
		.value = { left.value, right.value },
		.sum = { (uint8_t)databar_checksum(left.width, 14, 0, 89),
		         (uint8_t)databar_checksum(right.width, 14, 14, 89) },
		.module = module,
		.error = fmax(left.error, right.error),
	};
	set_place(out, w, 0, 41);
	return true;
}

/* Cheap, for every run: the last two elements of a finder are a module each, and the
 * second and third together 10 to 12 of its 15. */
static bool
like_finder(const double f[FINDER])
{
	const double total = f[0] + f[1] + f[2] + f[3] + f[4];

	return (f[3] + f[4]) * 15 > total * 0.9 && (f[3] + f[4]) * 15 < total * 3.3 &&
	       (f[1] + f[2]) * 15 > total * 9 && (f[1] + f[2]) * 15 < total * 13;
}

size_t
databar_segments(const struct runs *runs, struct databar_segment *out, size_t max)
{
	size_t n = 0;

	for (size_t i = 1; i + FINDER < runs->count && n < max; i++)
		for (int step = 1; step >= -1 && n < max; step -= 2) {
			const struct window w = { runs, step > 0 ? i : i + FINDER - 1,
				                  step };
			const bool light = !runs_dark(runs, i);
			double f[FINDER];

			for (int k = 0; k < FINDER; k++)
				f[k] = width(&w, k);
			if (like_finder(f)) {
				n += try_half(&w, f, light, &out[n]);
				if (n < max)
					n += try_pair(&w, f, light, &out[n]);
			}
		}
	for (size_t i = 1; i + 43 < runs->count && n < max; i++)
		for (int step = 1; step >= -1 && n < max; step -= 2) {
			const struct window w = { runs, step > 0 ? i : i + 41, step };

			if (runs_dark(runs, w.at))
				continue;
			n += try_limited(&w, &out[n]);
		}
	return n;
}
