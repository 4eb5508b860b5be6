/* fuzz-linear.c - edges of bar codes of one row: bytes say which symbol, how far each of
 * its edges is moved, or are widths themselves
 *
 * A symbol of another encoder whose edges are moved a little reads as it is, moved more
 * it reads as it is or not at all; how far stands in the table.  Whatever stands on a
 * line, what is read of it lies on the line and is not longer than it can hold. */
#include <stdlib.h>
#include <string.h>

#include "read/linear/linear.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* clang-format off */
static const struct {
	linear_decoder *decode;
	double must, may; /* modules: edges moved by less read; by less read right or not */
	const char *text, *widths; /* bars and spaces in turn, in modules */
} symbols[] = {
	{ code128_decode, 0.12, 0.45, "Serial-00417",
	  "2112142131131122141212411421121211242211141221321231221131411213221232211211242331112" },
	{ code128_decode, 0.12, 0.45, "010952123454321310ABC\x1d" "21XY12",
	  "2112324111312221222212132133111122321311233111232321211221322213121141311113231311231313214111312232111232213311213121131232212232111131232331112" },
	{ code93_decode, 0.12, 0.45, "BOX-00417 a",
	  "1111412112121211221122211211311311121311121211131112131111143112111222112111131111141211311111411" },
	{ code39_decode, 0.06, 0.30, "PART-7/0042",
	  "121121211111212112112111121121211111221111112122111211112121111211212112121112111112212111111221211111122111211122111121121121211" },
	{ codabar_decode, 0.06, 0.30, "A40156-7B",
	  "11221211112112111111122111112211211112111211112111122111121121111212112" },
	{ itf_decode, 0.06, 0.30, "19521234543210",
	  "11113113111331311331111331131111333131131113311133111331331111133111131331311" },
};
/* clang-format on */
#define SYMBOLS (sizeof symbols / sizeof *symbols)

static bool
read_moved(size_t n, const uint8_t *data, size_t size, double most,
           struct linear_text *text)
{
	static struct edges e;
	double at = 50;

	e.count = 0;
	for (size_t i = 0; i <= strlen(symbols[n].widths); i++) {
		const double moved = size > 0 ? (data[i % size] / 127.5 - 1) * most : 0;

		e.at[e.count++] = (at + moved) * 4;
		at += symbols[n].widths[i] - '0';
	}
	return symbols[n].decode(&e, 0, text);
}

static bool
is_right(size_t n, const struct linear_text *text)
{
	return text->len == strlen(symbols[n].text) &&
	       memcmp(text->bytes, symbols[n].text, text->len) == 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct edges e;
	struct linear_text text;
	double at = 0;

	if (size < 2)
		return 0;
	for (size_t n = 0; n < SYMBOLS; n++) {
		if (!read_moved(n, data + 1, size - 1, symbols[n].must, &text) ||
		    !is_right(n, &text))
			abort();
		if (read_moved(n, data + 1, size - 1, symbols[n].may, &text) &&
		    !is_right(n, &text))
			abort();
	}
	/* a part of a symbol, and then widths as they come */
	e.count = 0;
	for (size_t i = 0; i < size && e.count < EDGES_MAX; i++) {
		at += 0.25 + data[i] / 16.0;
		e.at[e.count++] = at;
	}
	e.count -= e.count % 2;
	for (size_t start = 0; start + 2 <= e.count; start += 2)
		for (size_t n = 0; n < SYMBOLS; n++)
			if (symbols[n].decode(&e, start, &text) &&
			    (text.len == 0 || text.len > LINEAR_TEXT_MAX ||
			     text.first != start || text.last >= e.count ||
			     text.last <= text.first || text.len > e.count))
				abort();
	return 0;
}
