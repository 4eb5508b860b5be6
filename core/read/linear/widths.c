/* widths.c - which character has elements of these widths
 *
 * Mostly by the way from an edge to the next edge of the same kind, which does not change
 * when ink spreads; by the widths of bars, less what they have all gained, where that
 * leaves two characters alike. */
#include <math.h>

#include "read/linear/widths.h"

#define FAR 0.55   /* squared modules, mean over a character: no such character */
#define CLOSE 0.10 /* the second best is no nearer than this to the best */
#define BARS 0.35  /* weight of bar widths beside that of ways between like edges */
#define SPREAD 0.6 /* modules by which bars may have grown or shrunk */

size_t
widths_best(const double *at, const void *patterns, size_t count, size_t elements,
            unsigned modules)
{
	const char *pattern = patterns;
	const double module = (at[elements] - at[0]) / modules;
	double way[WIDTHS_ELEMENTS], bar[WIDTHS_ELEMENTS], best = INFINITY,
	                                                   second = INFINITY;
	const size_t bars = (elements + 1) / 2;
	size_t found = SIZE_MAX;

	if (!(module > 0))
		return SIZE_MAX;
	for (size_t i = 0; i + 1 < elements; i++)
		way[i] = (at[i + 2] - at[i]) / module;
	for (size_t i = 0; i < bars; i++)
		bar[i] = (at[2 * i + 1] - at[2 * i]) / module;
	for (size_t c = 0; c < count; c++, pattern += elements + 1) {
		double error = 0, gained = 0, off[WIDTHS_ELEMENTS];

		for (size_t i = 0; i + 1 < elements; i++) {
			const double d =
			        way[i] - (pattern[i] - '0') - (pattern[i + 1] - '0');

			error += d * d;
		}
		for (size_t i = 0; i < bars; i++) {
			off[i] = bar[i] - (pattern[2 * i] - '0');
			gained += off[i] / (double)bars;
		}
		if (fabs(gained) > SPREAD)
			continue;
		for (size_t i = 0; i < bars; i++)
			error += BARS * (off[i] - gained) * (off[i] - gained);
		error /= (double)elements;
		if (error < best) {
			second = best;
			best = error;
			found = c;
		} else if (error < second) {
			second = error;
		}
	}
	return best < FAR * FAR && second - best > CLOSE * CLOSE ? found : SIZE_MAX;
}

double
edges_margin(const struct edges *e, size_t first, size_t last)
{
	const double whole = e->at[last] - e->at[first];
	const double before = first > 0 ? e->at[first] - e->at[first - 1] : whole,
	             behind = last + 1 < e->count ? e->at[last + 1] - e->at[last] : whole;

	return before < behind ? before : behind;
}
