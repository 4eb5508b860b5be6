/* widths.c - widths of bars and spaces to the value of a symbol character
 *
 * A character's odd and even elements each add up to a number of modules that tells its
 * group, whatever the ink did: spread ink takes from all spaces what it gives to all
 * bars, so that it can be measured and taken off (ISO/IEC 24724, 5.2.2, 6.2.2, 7.2.2;
 * the order of patterns is that of annex B). */
#include <math.h>
#include <string.h>

#include "read/databar/databar.h"

#define SPREAD_MOST 0.75 /* modules */
#define SPREAD_OFF 0.35  /* modules: from that of its neighbours */
#define ERROR_MOST 0.11  /* mean square; a third of a module */

struct group {
	int32_t first;                  /* value */
	uint8_t odd, even;              /* modules */
	uint8_t odd_most, even_most;    /* of one element */
	uint16_t odd_count, even_count; /* patterns in use */
};

/* clang-format off */
static const struct group outside[] = { /* table 1 */
	{ 0, 12, 4, 8, 1, 161, 1 }, { 161, 10, 6, 6, 3, 80, 10 }, { 961, 8, 8, 4, 5, 31, 34 },
	{ 2015, 6, 10, 3, 6, 10, 70 }, { 2715, 4, 12, 1, 8, 1, 126 },
};
static const struct group inside[] = { /* table 2 */
	{ 0, 5, 10, 2, 7, 4, 84 }, { 336, 7, 8, 4, 5, 20, 35 }, { 1036, 9, 6, 6, 3, 48, 10 },
	{ 1516, 11, 4, 8, 1, 81, 1 },
};
static const struct group expanded[] = { /* table 12 */
	{ 0, 12, 5, 7, 2, 87, 4 }, { 348, 10, 7, 5, 4, 52, 20 }, { 1388, 8, 9, 4, 5, 30, 52 },
	{ 2948, 6, 11, 3, 6, 10, 104 }, { 3988, 4, 13, 1, 8, 1, 204 },
};
static const struct group limited[] = { /* table 6 */
	{ 0, 17, 9, 6, 3, 6538, 28 }, { 183064, 13, 13, 5, 4, 875, 728 },
	{ 820064, 9, 17, 3, 6, 28, 6454 }, { 1000776, 15, 11, 5, 4, 2415, 203 },
	{ 1491021, 11, 15, 4, 5, 203, 2408 }, { 1979845, 19, 7, 8, 1, 17094, 1 },
	{ 1996939, 7, 19, 1, 8, 1, 16632 },
};

static const struct set {
	const struct group *group;
	size_t groups, elements;
	uint8_t modules;
	bool odd_narrow; /* one odd element at least is one module wide; otherwise one even */
	bool odd_first;  /* value = odd x even_count + even; otherwise even x odd_count + odd */
} sets[DATABAR_SETS] = {
	[DATABAR_OUTSIDE] = { outside, 5, 8, 16, false, true },
	[DATABAR_INSIDE] = { inside, 4, 8, 15, true, false },
	[DATABAR_EXPANDED] = { expanded, 5, 8, 17, true, true },
	[DATABAR_LIMITED] = { limited, 7, 14, 26, false, true },
};
/* clang-format on */

size_t
databar_elements(enum databar_set set)
{
	return sets[set].elements;
}

unsigned
databar_modules(enum databar_set set)
{
	return sets[set].modules;
}

/* How many ways n modules part into k elements from least to most wide. */
static uint32_t
ways(unsigned n, size_t k, unsigned least, unsigned most)
{
	uint32_t count[32] = { 1 };

	for (size_t i = 0; i < k; i++) {
		uint32_t next[32] = { 0 };

		for (unsigned m = 0; m <= n; m++)
			for (unsigned w = least; w <= most && w <= m; w++)
				next[m] += count[m - w];
		memcpy(count, next, sizeof count);
	}
	return count[n];
}

/* The place of widths w[0], w[2] ... among all patterns of k elements, narrowest first;
 * `narrow`: only patterns that have an element of one module count. */
static int32_t
place(const uint8_t *w, size_t k, unsigned n, unsigned most, bool narrow)
{
	uint32_t before = 0;
	bool seen = !narrow;

	for (size_t i = 0; i + 1 < k; i++) {
		for (unsigned v = 1; v < w[2 * i]; v++) {
			before += ways(n - v, k - 1 - i, 1, most);
			if (!seen && v > 1)
				before -= ways(n - v, k - 1 - i, 2, most);
		}
		seen = seen || w[2 * i] == 1;
		n -= w[2 * i];
	}
	return seen || n == 1 ? (int32_t)before : -1;
}

/* Whole widths w[0], w[2] ... that add up to n and lie nearest to u; the square of what
 * is left is added to *error. */
static bool
round_to(const double *u, size_t k, unsigned n, unsigned most, uint8_t *w, double *error)
{
	int sum = 0;

	for (size_t i = 0; i < k; i++) {
		double v = floor(u[2 * i] + 0.5);

		v = v < 1 ? 1 : v > most ? most : v;
		w[2 * i] = (uint8_t)v;
		sum += (int)v;
	}
	while (sum != (int)n) { /* change the one that it hurts least */
		const int step = sum < (int)n ? 1 : -1;
		double least = 1e9;
		size_t best = k;

		for (size_t i = 0; i < k; i++) {
			const double off = (w[2 * i] + step - u[2 * i]) * step;

			if (w[2 * i] + step >= 1 && w[2 * i] + step <= (int)most &&
			    off < least) {
				least = off;
				best = i;
			}
		}
		if (best == k || least > 1.2)
			return false;
		w[2 * best] = (uint8_t)(w[2 * best] + step);
		sum += step;
	}
	for (size_t i = 0; i < k; i++)
		*error += (w[2 * i] - u[2 * i]) * (w[2 * i] - u[2 * i]);
	return true;
}

static int32_t
value_of(const struct set *set, const struct group *g, const uint8_t *w)
{
	const size_t k = set->elements / 2;
	const int32_t odd = place(w, k, g->odd, g->odd_most, set->odd_narrow);
	const int32_t even = place(w + 1, k, g->even, g->even_most, !set->odd_narrow);

	if (odd < 0 || even < 0 || odd >= g->odd_count || even >= g->even_count)
		return -1;
	return g->first +
	       (set->odd_first ? odd * g->even_count + even : even * g->odd_count + odd);
}

bool
databar_character(enum databar_set which, const double *measured, double expected,
                  struct databar_character *out)
{
	const struct set *set = &sets[which];
	const size_t k = set->elements / 2;
	double total = 0, odd = 0, best = 1e9;
	double u[DATABAR_ELEMENTS_MAX];

	for (size_t i = 0; i < set->elements; i++) {
		total += measured[i];
		odd += i % 2 == 0 ? measured[i] : 0;
	}
	if (!(total > 0))
		return false;
	for (size_t i = 0; i < set->groups; i++) {
		const struct group *g = &set->group[i];
		const double spread = (odd / total * set->modules - g->odd) / (double)k;
		struct databar_character c = { .spread = spread };
		double error = 0, rank;

		const double off = isnan(expected) ? 0 : spread - expected;

		if (fabs(off) > SPREAD_OFF || fabs(spread) > SPREAD_MOST)
			continue;
		for (size_t e = 0; e < set->elements; e++)
			u[e] = measured[e] / total * set->modules +
			       (e % 2 == 0 ? -spread : spread);
		if (!round_to(u, k, g->odd, g->odd_most, c.width, &error) ||
		    !round_to(u + 1, k, g->even, g->even_most, c.width + 1, &error))
			continue;
		c.error = error / (double)set->elements;
		rank = c.error + off * off;
		if (c.error > ERROR_MOST || rank >= best)
			continue;
		best = rank;
		*out = c;
		out->value = (int32_t)i; /* its group, for now */
	}
	if (best >= 1e9)
		return false;
	out->value = value_of(set, &set->group[out->value], out->width);
	return out->value >= 0;
}

unsigned
databar_checksum(const uint8_t *width, size_t n, unsigned first, unsigned p)
{
	unsigned weight = 1, sum = 0;

	for (unsigned i = 0; i < first; i++)
		weight = weight * 3 % p;
	for (size_t i = 0; i < n; i++) {
		sum = (sum + width[i] * weight) % p;
		weight = weight * 3 % p;
	}
	return sum;
}
