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

#define SPREAD_MOST 0.10 /* squared narrow widths, mean */
#define SPREAD_APART 1.6 /* times: the second best must fit so much worse */
#define RATIO_LEAST 1.7  /* of a wide element to a narrow one; printed are 2 to 3 */
#define RATIO_MOST 4.2

/* How elements fit one mask. */
static bool
two_fit(const double *at, unsigned mask, size_t elements, struct two_widths *out)
{
	/* sums of narrow and wide bars and spaces, squares, numbers */
	double sum[2][2] = { { 0 } }, square[2][2] = { { 0 } }, n[2][2] = { { 0 } };
	double mean[2][2] = { { 0 } }, left = 0, step[2] = { 0 };

	for (size_t i = 0; i < elements; i++) {
		const size_t space = i % 2, wide = mask >> (elements - 1 - i) & 1;
		const double w = at[i + 1] - at[i];

		sum[space][wide] += w;
		square[space][wide] += w * w;
		n[space][wide]++;
	}
	for (size_t k = 0; k < 2; k++) {
		for (size_t wide = 0; wide < 2; wide++)
			if (n[k][wide] > 0) {
				mean[k][wide] = sum[k][wide] / n[k][wide];
				left += square[k][wide] - sum[k][wide] * mean[k][wide];
			}
		if (n[k][0] > 0 && n[k][1] > 0) {
			step[k] = mean[k][1] - mean[k][0];
			if (step[k] <= 0)
				return false;
		}
	}
	/* ink adds the same to narrow and wide bars */
	if (step[0] > 0 && step[1] > 0)
		left += (step[0] - step[1]) * (step[0] - step[1]);
	if (n[0][0] > 0 && n[1][0] > 0)
		out->narrow = (mean[0][0] + mean[1][0]) / 2;
	else
		return false;
	out->wide = out->narrow + (step[0] > 0 && step[1] > 0 ? (step[0] + step[1]) / 2
	                                                      : fmax(step[0], step[1]));
	out->spread = left / (double)elements / (out->narrow * out->narrow);
	return out->wide >= RATIO_LEAST * out->narrow &&
	       out->wide <= RATIO_MOST * out->narrow;
}

size_t
widths_two(const double *at, const uint16_t *masks, size_t count, size_t elements,
           struct two_widths *found)
{
	size_t best = SIZE_MAX;
	double second = INFINITY;

	found->spread = INFINITY;
	for (size_t i = 0; i < count; i++) {
		struct two_widths now;

		if (!two_fit(at, masks[i], elements, &now))
			continue;
		if (now.spread < found->spread) {
			second = found->spread;
			*found = now;
			best = i;
		} else if (now.spread < second) {
			second = now.spread;
		}
	}
	return found->spread < SPREAD_MOST && second > SPREAD_APART * found->spread
	               ? best
	               : SIZE_MAX;
}

double
edges_margin(const struct edges *e, size_t first, size_t last)
{
	const double whole = e->at[last] - e->at[first];
	const double before = first > 0 ? e->at[first] - e->at[first - 1] : whole,
	             behind = last + 1 < e->count ? e->at[last + 1] - e->at[last] : whole;

	return before < behind ? before : behind;
}
