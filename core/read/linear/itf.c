/* itf.c - Interleaved 2 of 5 by narrow and wide elements (ISO/IEC 16390)
 *
 * Five bars are a digit and the five spaces between them another, two of each wide. Start
 * and stop are short and the digits have no check: a line that leaves the symbol by its
 * upper or lower edge shows a shorter one, so that full margins are asked for. */
#include <math.h>

#include "read/linear/linear.h"
#include "read/linear/widths.h"

#define DIGITS_LEAST 6
#define MARGIN 6.0 /* narrow elements; printed are ten */
#define PAIR 10    /* elements of two digits */

/* A pair's mask: bars and spaces in turn, the first element highest. */
static uint16_t
mask_of(unsigned pair)
{
	static const uint8_t wide[10] = { 0x06, 0x11, 0x09, 0x18, 0x05,
		                          0x14, 0x0c, 0x03, 0x12, 0x0a };
	const unsigned bars = wide[pair / 10], spaces = wide[pair % 10];
	unsigned mask = 0;

	for (unsigned i = 0; i < 5; i++)
		mask = mask << 2 | (bars >> (4 - i) & 1) << 1 | (spaces >> (4 - i) & 1);
	return (uint16_t)mask;
}

bool
itf_decode(const struct edges *edges, size_t start, struct linear_text *text)
{
	const double *at = edges->at + start;
	const size_t left = edges->count - start;
	struct two_widths now = { 0 };
	uint16_t masks[100];
	double narrow;
	size_t used = 4;

	*text = (struct linear_text){ .kind = KIND_ITF, .first = start };
	if (left < 4 + PAIR * DIGITS_LEAST / 2 + 4)
		return false;
	/* four narrow elements, and a wide one soon */
	narrow = (at[4] - at[0]) / 4;
	for (size_t i = 0; i < 3; i++)
		if (fabs(at[i + 2] - at[i] - 2 * narrow) > 0.7 * narrow)
			return false;
	if (edges_margin(edges, start, start + 1) < MARGIN * narrow && start > 0 &&
	    at[0] - at[-1] < MARGIN * narrow)
		return false;
	for (unsigned i = 0; i < 100; i++)
		masks[i] = mask_of(i);
	for (;; used += PAIR) {
		const double *c = at + used;
		size_t best;

		if (left < used + 4)
			return false;
		/* the stop: a wide bar, a narrow space, a narrow bar, and light */
		if (text->len >= DIGITS_LEAST && c[1] - c[0] > 1.5 * narrow &&
		    c[2] - c[1] < 1.7 * narrow && c[3] - c[2] < 1.7 * narrow &&
		    (left == used + 4 || c[4] - c[3] > MARGIN * narrow))
			break;
		if (left < used + PAIR + 4 || text->len + 2 > LINEAR_TEXT_MAX ||
		    (best = widths_two(c, masks, 100, PAIR, &now)) == SIZE_MAX ||
		    fabs(now.narrow - narrow) > 0.4 * narrow)
			return false;
		narrow = now.narrow;
		text->bytes[text->len++] = (uint8_t)('0' + best / 10);
		text->bytes[text->len++] = (uint8_t)('0' + best % 10);
	}
	text->last = start + used + 3;
	return edges_margin(edges, start, text->last) >= MARGIN * narrow;
}
