/* pdf417-encode.h - PDF417 symbols from codewords, for tests (ISO/IEC 15438, 5.9, 5.11)
 *
 * Written apart from the reader: the check codewords come from a division, the rows are
 * made from the table of patterns. */
#ifndef PDF417_ENCODE_H
#define PDF417_ENCODE_H

#include <stdlib.h>
#include <string.h>

#include "read/pdf417/pdf417.h"

/* word[0 .. n) with its last `checks` made from what stands before. */
static void
encode_checks(uint16_t *word, size_t n, size_t checks)
{
	uint32_t generator[PDF417_CHECKS_MAX + 1] = { 1 }, rest[PDF417_CHECKS_MAX + 1] = { 0 };
	uint32_t root = 1;

	for (size_t i = 0; i < checks; i++) { /* times (x - root), the highest power last */
		root = root * 3 % 929;
		for (size_t k = i + 1; k > 0; k--)
			generator[k] = (generator[k - 1] + (929 - root) * generator[k]) % 929;
		generator[0] = (929 - root) * generator[0] % 929;
	}
	for (size_t i = 0; i < n - checks; i++) {
		const uint32_t lead = (word[i] + rest[checks - 1]) % 929;

		for (size_t k = checks; k-- > 0;)
			rest[k] = ((k > 0 ? rest[k - 1] : 0) + (929 - lead) * generator[k]) % 929;
	}
	for (size_t k = 0; k < checks; k++)
		word[n - 1 - k] = (uint16_t)((929 - rest[k]) % 929);
}

static void
encode_pattern(uint32_t octal, unsigned elements, uint8_t **at)
{
	for (unsigned k = elements; k-- > 0;)
		for (unsigned w = octal >> (3 * k) & 7; w > 0; w--)
			*(*at)++ = (elements - 1 - k) % 2 == 0;
}

static size_t
encode_width(size_t columns)
{
	return (columns + 4) * 17 + 1;
}

/* The modules of a symbol, a row each; module has room for rows x encode_width(). */
__attribute__((unused)) static void
encode_rows(const uint16_t *word, size_t rows, size_t columns, unsigned level, uint8_t *module)
{
	for (size_t r = 0; r < rows; r++) {
		const unsigned tell[3] = { (unsigned)(rows - 1) / 3,
			                   level * 3 + (unsigned)(rows - 1) % 3,
			                   (unsigned)columns - 1 };
		const unsigned c = (unsigned)(r % 3), base = 30 * (unsigned)(r / 3);
		uint8_t *at = module + r * encode_width(columns);

		memset(at, 1, 8);
		at += 8;
		encode_pattern(01111113, 7, &at);
		for (uint8_t *p = at - 9; p < at; p++) /* it begins with a space */
			*p ^= 1;
		encode_pattern(pdf417_patterns[c][base + tell[c]], 8, &at);
		for (size_t k = 0; k < columns; k++)
			encode_pattern(pdf417_patterns[c][word[r * columns + k]], 8, &at);
		encode_pattern(pdf417_patterns[c][base + tell[(c + 2) % 3]], 8, &at);
		encode_pattern(0711311121, 9, &at);
	}
}

#endif
