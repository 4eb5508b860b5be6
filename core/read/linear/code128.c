/* code128.c - Code 128 by the widths of its bars and spaces (ISO/IEC 15417)
 *
 * A character is six elements of eleven modules; 103 to 105 start, 106 begins the stop,
 * which has a bar more.  The check character is part of the symbol and must hold.  Bytes
 * above 127 (FNC4) are ISO 8859-1. */
#include <math.h>

#include "read/linear/linear.h"
#include "read/linear/widths.h"

#define MODULES 11
#define ELEMENTS 6
#define CHARACTERS 107
#define VALUES_MAX 200
#define START_A 103
#define STOP 106
#define MARGIN 1.5       /* modules of light on either side that a symbol needs */
#define MARGIN_SHORT 5.0 /* the same of one that says little */
#define SHORT 4          /* characters */
#define DRIFT 0.30       /* of a character's width: so much its neighbour may differ */

/* clang-format off */
static const char patterns[CHARACTERS][ELEMENTS + 1] = {
	"212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312",
	"132212", "221213", "221312", "231212", "112232", "122132", "122231", "113222",
	"123122", "123221", "223211", "221132", "221231", "213212", "223112", "312131",
	"311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321",
	"232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313",
	"231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121",
	"313121", "211331", "231131", "213113", "213311", "213131", "311123", "311321",
	"331121", "312113", "312311", "332111", "314111", "221411", "431111", "111224",
	"111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114",
	"122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111",
	"111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112",
	"421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113",
	"114311", "411113", "411311", "113141", "114131", "311141", "411131", "211412",
	"211214", "211232", "233111",
};
/* clang-format on */

enum set { SET_A, SET_B, SET_C };

struct writer {
	struct linear_text *text;
	enum set set;
	bool shift;              /* the next character is of the other of A and B */
	bool high_next, high_on; /* FNC4: 128 is added */
};

static bool
put(struct writer *w, unsigned byte)
{
	const bool high = w->high_next != w->high_on;

	w->high_next = false;
	if (w->text->len == LINEAR_TEXT_MAX)
		return false;
	w->text->bytes[w->text->len++] = (uint8_t)(byte + (high ? 128 : 0));
	return true;
}

static bool
function_1(struct writer *w, size_t place)
{
	if (place == 0) {
		w->text->fnc1 = true;
		return true;
	}
	if (w->text->len == LINEAR_TEXT_MAX)
		return false;
	w->text->bytes[w->text->len++] = 0x1d;
	return true;
}

static void
function_4(struct writer *w)
{
	if (w->high_next) { /* twice: from here on */
		w->high_on = !w->high_on;
		w->high_next = false;
	} else {
		w->high_next = true;
	}
}

/* One value of set A or B. */
static bool
single(struct writer *w, unsigned value, size_t place)
{
	const enum set set = w->shift ? (w->set == SET_A ? SET_B : SET_A) : w->set;

	w->shift = false;
	if (value < 64)
		return put(w, value + 32);
	if (value < 96)
		return put(w, set == SET_A ? value - 64 : value + 32);
	switch (value) {
	case 96: /* FNC3: a command to the reader */
		return false;
	case 97: /* FNC2: to be joined with the next symbol */
		return false;
	case 98:
		w->shift = true;
		return true;
	case 99:
		w->set = SET_C;
		return true;
	case 100:
		if (set == SET_B)
			function_4(w);
		else
			w->set = SET_B;
		return true;
	case 101:
		if (set == SET_A)
			function_4(w);
		else
			w->set = SET_A;
		return true;
	case 102:
		return function_1(w, place);
	default:
		return false; /* a start in the middle */
	}
}

static bool
pair(struct writer *w, unsigned value, size_t place)
{
	if (value < 100) /* FNC4 says nothing of digits */
		return w->text->len + 2 <= LINEAR_TEXT_MAX &&
		       (w->text->bytes[w->text->len++] = (uint8_t)('0' + value / 10),
		        true) &&
		       (w->text->bytes[w->text->len++] = (uint8_t)('0' + value % 10),
		        true);
	switch (value) {
	case 100:
		w->set = SET_B;
		return true;
	case 101:
		w->set = SET_A;
		return true;
	case 102:
		return function_1(w, place);
	default:
		return false;
	}
}

/* values: the start, the text, the check character. */
static bool
write_text(const unsigned *values, size_t count, struct linear_text *text)
{
	struct writer w = { .text = text, .set = (enum set)(values[0] - START_A) };
	unsigned sum = values[0];

	for (size_t i = 1; i + 1 < count; i++)
		sum += (unsigned)i * values[i];
	if (count < 3 || sum % 103 != values[count - 1])
		return false;
	for (size_t i = 1; i + 1 < count; i++)
		if (!(w.set == SET_C ? pair : single)(&w, values[i], i - 1))
			return false;
	return text->len > 0;
}

bool
code128_decode(const struct edges *edges, size_t start, struct linear_text *text)
{
	const double *at = edges->at + start;
	const size_t left = edges->count - start;
	unsigned values[VALUES_MAX];
	size_t count = 0, used = 0;
	double module, width = 0, margin;

	*text = (struct linear_text){ .kind = KIND_CODE128, .first = start };
	for (;; used += ELEMENTS) {
		size_t best;
		double now;

		if (left < used + ELEMENTS + 2 || count == VALUES_MAX)
			return false;
		now = at[used + ELEMENTS] - at[used];
		if (count > 0 && fabs(now - width) > DRIFT * width)
			return false;
		width = now;
		/* a symbol starts with 103 to 105, and in no other place do these stand
		 */
		best = count == 0
		               ? widths_best(at, &patterns[START_A], 3, ELEMENTS, MODULES)
		               : widths_best(at + used, patterns, CHARACTERS, ELEMENTS,
		                             MODULES);
		if (best == SIZE_MAX)
			return false;
		if (count > 0 && best >= START_A && best < STOP)
			return false;
		if (best == STOP)
			break;
		values[count] = (unsigned)(count == 0 ? best + START_A : best);
		count++;
	}
	text->last = start + used + ELEMENTS + 1;
	module = width / MODULES;
	/* the stop's last bar has two modules */
	if (fabs(at[used + ELEMENTS + 1] - at[used + ELEMENTS] - 2 * module) > module)
		return false;
	margin = count < SHORT + 2 ? MARGIN_SHORT : MARGIN;
	return edges_margin(edges, start, text->last) >= margin * module &&
	       write_text(values, count, text);
}
