/* code39.c - Code 39 by narrow and wide elements (ISO/IEC 16388)
 *
 * A character is five bars and four spaces, three of them wide; a narrow or wider gap
 * parts it from the next.  The symbol does not say whether pairs stand for one character
 * (full ASCII): they do where every shift character stands in such a pair and small
 * letters are among them; a text that begins with + may be of another convention and
 * stays as it is. */
#include <math.h>
#include <string.h>

#include "read/linear/linear.h"
#include "read/linear/widths.h"

#define ELEMENTS 9
#define MARGIN 5.0   /* narrow elements; printed are ten */
#define GAP_MOST 4.0 /* narrow elements between characters */
#define DRIFT 0.25   /* of a character's width */
#define STAR 43

static const char letters[45] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%*";

/* clang-format off */
static const uint16_t masks[44] = {
	0x034, 0x121, 0x061, 0x160, 0x031, 0x130, 0x070, 0x025, 0x124, 0x064,
	0x109, 0x049, 0x148, 0x019, 0x118, 0x058, 0x00d, 0x10c, 0x04c, 0x01c,
	0x103, 0x043, 0x142, 0x013, 0x112, 0x052, 0x007, 0x106, 0x046, 0x016,
	0x181, 0x0c1, 0x1c0, 0x091, 0x190, 0x0d0, 0x085, 0x184, 0x0c4, 0x0a8,
	0x0a2, 0x08a, 0x02a, 0x094,
};
/* clang-format on */

static bool
is_shift(uint8_t c)
{
	return c == '$' || c == '%' || c == '/' || c == '+';
}

static void
join_pairs(struct linear_text *t)
{
	bool small = false;
	size_t n = 0;

	if (t->len > 0 && t->bytes[0] == '+')
		return;
	for (size_t i = 0; i < t->len; i++)
		if (is_shift(t->bytes[i])) {
			if (i + 1 == t->len ||
			    full_ascii((char)t->bytes[i], (char)t->bytes[i + 1]) < 0)
				return;
			small = small || t->bytes[i] == '+';
			i++;
		}
	if (!small)
		return;
	for (size_t i = 0; i < t->len; i++)
		if (is_shift(t->bytes[i])) {
			t->bytes[n++] = (uint8_t)full_ascii((char)t->bytes[i],
			                                    (char)t->bytes[i + 1]);
			i++;
		} else {
			t->bytes[n++] = t->bytes[i];
		}
	t->len = n;
}

bool
code39_decode(const struct edges *edges, size_t start, struct linear_text *text)
{
	const double *at = edges->at + start;
	const size_t left = edges->count - start;
	struct two_widths first, now;
	size_t used = ELEMENTS + 1;
	double width;

	*text = (struct linear_text){ .kind = KIND_CODE39, .first = start };
	if (left < 3 * (ELEMENTS + 1) ||
	    widths_two(at, masks, 44, ELEMENTS, &first) != STAR)
		return false;
	width = at[ELEMENTS] - at[0];
	for (;; used += ELEMENTS + 1) {
		const double *c = at + used;
		double before, gap;
		size_t best;

		if (left < used + ELEMENTS + 1 || text->len == LINEAR_TEXT_MAX)
			return false;
		before = width;
		width = c[ELEMENTS] - c[0];
		gap = c[0] - c[-1];
		if (fabs(width - before) > DRIFT * before ||
		    gap > GAP_MOST * first.narrow ||
		    (best = widths_two(c, masks, 44, ELEMENTS, &now)) == SIZE_MAX)
			return false;
		if (best == STAR)
			break;
		text->bytes[text->len++] = (uint8_t)letters[best];
	}
	text->last = start + used + ELEMENTS;
	if (text->len == 0 || edges_margin(edges, start, text->last) <
	                              MARGIN * fmax(first.narrow, now.narrow))
		return false;
	join_pairs(text);
	return true;
}
