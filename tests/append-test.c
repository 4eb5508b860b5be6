/* append-test.c - parts of one text in several symbols, put together or not */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "read/append.h"
#include "tap.h"

#define PART(kind_, index_, count_, of_, text_)                                          \
	{ .kind = kind_, .part = true, .part_index = index_, .part_count = count_,       \
	  .part_of = of_, .payload = (uint8_t *)(uintptr_t)text_, .len = sizeof text_ - 1 }
#define QR(index, count, of, text) PART(KIND_QR, index, count, of, text)
#define DM(index, count, of, text) PART(KIND_DATAMATRIX, index, count, of, text)

/* clang-format off */
static const struct {
	const char *says;
	struct hit hits[5]; /* the first is asked for */
	enum append_end end;
	uint16_t seen;
	const char *text;
} rows[] = {
	{ "two parts, the second first", { QR(2, 2, 'A' ^ 'B' ^ 'C', "C"), QR(1, 2, 'A' ^ 'B' ^ 'C', "AB") },
	  APPEND_WHOLE, 3, "ABC" },
	{ "a part seen twice is one part", { QR(1, 2, 'A' ^ 'B', "A"), QR(1, 2, 'A' ^ 'B', "A"), QR(2, 2, 'A' ^ 'B', "B") },
	  APPEND_WHOLE, 3, "AB" },
	{ "the middle of three is missing", { QR(1, 3, 9, "A"), QR(3, 3, 9, "C") }, APPEND_MISSING, 5, NULL },
	{ "a wrong parity", { QR(1, 2, 9, "A"), QR(2, 2, 9, "B") }, APPEND_DISAGREE, 3, NULL },
	{ "parts of another parity are of another text", { QR(1, 2, 3, "A"), QR(2, 2, 4, "B") }, APPEND_MISSING, 1, NULL },
	{ "two that differ claim one place", { QR(1, 2, 3, "A"), QR(1, 2, 3, "X"), QR(2, 2, 3, "B") },
	  APPEND_DISAGREE, 3, NULL },
	{ "another number of parts", { QR(1, 2, 3, "A"), QR(2, 3, 3, "B") }, APPEND_MISSING, 1, NULL },
	{ "another kind", { QR(1, 2, 3, "A"), DM(2, 2, 3, "B") }, APPEND_MISSING, 1, NULL },
	{ "separators may count in the parity", { QR(1, 2, 'A' ^ 'B' ^ 0x1d, "A\x1d"), QR(2, 2, 'A' ^ 'B' ^ 0x1d, "B") },
	  APPEND_WHOLE, 3, "A\x1d" "B" },
	{ "or not", { QR(1, 2, 'A' ^ 'B', "A\x1d"), QR(2, 2, 'A' ^ 'B', "B") }, APPEND_WHOLE, 3, "A\x1d" "B" },
	{ "Data Matrix has a number for the file", { DM(1, 2, 0x0102, "one "), DM(2, 2, 0x0102, "two") },
	  APPEND_WHOLE, 3, "one two" },
	{ "of two files nothing is joined", { DM(1, 2, 0x0102, "one "), DM(2, 2, 0x0103, "two") }, APPEND_MISSING, 1, NULL },
	{ "one part is none", { QR(1, 1, 'A', "A") }, APPEND_DISAGREE, 0, NULL },
};
/* clang-format on */

int
main(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct hit *list[6] = { NULL };
		struct append a;

		for (size_t k = 0; k < 5; k++)
			list[k] = rows[i].hits[k].part ? &rows[i].hits[k] : NULL;
		ok(append_join(list, 5, 0, &a) == ASSAY_OK && a.end == rows[i].end &&
		           a.seen == rows[i].seen,
		   "%s: told", rows[i].says);
		ok(rows[i].text == NULL ? a.payload == NULL
		                        : a.payload != NULL && a.len == strlen(rows[i].text) &&
		                                  memcmp(a.payload, rows[i].text, a.len) == 0,
		   "%s: the text", rows[i].says);
		free(a.payload);
	}
	return tap_end();
}
