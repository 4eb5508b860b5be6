/* codabar.c - Codabar by narrow and wide elements (EN 798)
 *
 * A character is four bars and three spaces; A to D stand first and last and belong to
 * the text. */
#include <math.h>

#include "read/linear/linear.h"
#include "read/linear/widths.h"

#define ELEMENTS 7
#define CHARACTERS 20
#define MARGIN 5.0   /* narrow elements; printed are ten */
#define GAP_MOST 4.0 /* narrow elements between characters */
#define LETTER_A 16  /* from here on they begin and end */

static const char letters[CHARACTERS + 1] = "0123456789-$:/.+ABCD";

/* clang-format off */
static const uint16_t masks[CHARACTERS] = {
	0x03, 0x06, 0x09, 0x60, 0x12, 0x42, 0x21, 0x24, 0x30, 0x48,
	0x0c, 0x18, 0x45, 0x51, 0x54, 0x15, 0x1a, 0x29, 0x0b, 0x0e,
};
/* clang-format on */

bool
codabar_decode(const struct edges *edges, size_t start, struct linear_text *text)
{
	const double *at = edges->at + start;
	const size_t left = edges->count - start;
	struct two_widths first = { 0 }, now;
	double narrow = 0;
	size_t used = 0;

	*text = (struct linear_text){ .kind = KIND_CODABAR, .first = start };
	for (;; used += ELEMENTS + 1) {
		const double *c = at + used;
		size_t best;

		if (left < used + ELEMENTS + 1 || text->len == LINEAR_TEXT_MAX ||
		    (used > 0 && c[0] - c[-1] > GAP_MOST * narrow) ||
		    (best = widths_two(c, masks, CHARACTERS, ELEMENTS, &now)) == SIZE_MAX)
			return false;
		if (used == 0)
			first = now;
		else if (fabs(now.narrow - narrow) > 0.4 * narrow)
			return false;
		narrow = now.narrow;
		text->bytes[text->len++] = (uint8_t)letters[best];
		if (best >= LETTER_A && used > 0)
			break;
		if (best < LETTER_A && used == 0)
			return false;
	}
	text->last = start + used + ELEMENTS;
	return edges_margin(edges, start, text->last) >=
	       MARGIN * fmax(first.narrow, now.narrow);
}
