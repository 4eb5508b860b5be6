/* code93.c - Code 93 by the widths of its bars and spaces (AIM USS-93)
 *
 * A character is six elements of nine modules; two check characters must hold.  Four
 * shift characters make pairs that stand for one character. */
#include <math.h>

#include "read/linear/linear.h"
#include "read/linear/widths.h"

#define MODULES 9
#define ELEMENTS 6
#define CHARACTERS 48
#define VALUES_MAX 128
#define STAR 47
#define SHIFT 43   /* ($) (%) (/) (+) */
#define MARGIN 4.0 /* modules; printed are ten */
#define DRIFT 0.30 /* of a character's width */

static const char letters[48] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%$%/+";

/* clang-format off */
static const char patterns[CHARACTERS][ELEMENTS + 1] = {
	"131112", "111213", "111312", "111411", "121113", "121212", "121311", "111114",
	"131211", "141111", "211113", "211212", "211311", "221112", "221211", "231111",
	"112113", "112212", "112311", "122112", "132111", "111123", "111222", "111321",
	"121122", "131121", "212112", "212211", "211122", "211221", "221121", "222111",
	"112122", "112221", "122121", "123111", "121131", "311112", "311211", "321111",
	"112131", "113121", "211131", "121221", "312111", "311121", "122211", "111141",
};
/* clang-format on */

static bool
check_holds(const size_t *values, size_t count, size_t most)
{
	size_t sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += values[count - 1 - i] * (i % most + 1);
	return sum % 47 == values[count];
}

static bool
write_text(const size_t *values, size_t count, struct linear_text *text)
{
	if (count < 3 || !check_holds(values, count - 1, 15) ||
	    !check_holds(values, count - 2, 20))
		return false;
	for (size_t i = 0; i + 2 < count; i++) {
		int c = letters[values[i]];

		if (values[i] >= SHIFT) {
			if (i + 3 >= count || values[i + 1] >= SHIFT ||
			    (c = full_ascii(letters[values[i]], letters[values[i + 1]])) <
			            0)
				return false;
			i++;
		}
		text->bytes[text->len++] = (uint8_t)c;
	}
	return true;
}

bool
code93_decode(const struct edges *edges, size_t start, struct linear_text *text)
{
	const double *at = edges->at + start;
	const size_t left = edges->count - start;
	size_t values[VALUES_MAX], count = 0, used;
	double width;

	*text = (struct linear_text){ .kind = KIND_CODE93, .first = start };
	if (left < 5 * ELEMENTS + 2 ||
	    widths_best(at, patterns, CHARACTERS, ELEMENTS, MODULES) != STAR)
		return false;
	width = at[ELEMENTS] - at[0];
	for (used = ELEMENTS;; used += ELEMENTS) {
		double now;
		size_t best;

		if (left < used + ELEMENTS + 2 || count == VALUES_MAX)
			return false;
		now = at[used + ELEMENTS] - at[used];
		if (fabs(now - width) > DRIFT * width)
			return false;
		width = now;
		best = widths_best(at + used, patterns, CHARACTERS, ELEMENTS, MODULES);
		if (best == SIZE_MAX)
			return false;
		if (best == STAR)
			break;
		values[count++] = best;
	}
	text->last = start + used + ELEMENTS + 1;
	/* a bar of one module ends it */
	if (at[used + ELEMENTS + 1] - at[used + ELEMENTS] > 2 * width / MODULES)
		return false;
	return edges_margin(edges, start, text->last) >= MARGIN * width / MODULES &&
	       write_text(values, count, text);
}
