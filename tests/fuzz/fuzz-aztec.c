/* fuzz-aztec.c - codewords of an Aztec symbol, and damage to it
 *
 * Input: a byte for the size, then bits of the data codewords; what is left over says
 * which modules are damaged.  Within what the checks correct the damaged symbol says what
 * the whole one does, or both say nothing; beyond that it says the same or nothing. */
#include <stdlib.h>
#include <string.h>

#include "read/aztec/aztec.h"
#include "read/rs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define SIDE (AZTEC_SIDE_MAX * AZTEC_SIDE_MAX)

/* The remainder by the generator polynomial of roots 2^1 .. 2^checks. */
static void
add_checks(const struct rs_field *f, uint16_t *word, size_t n, size_t checks)
{
	uint16_t generator[RS_WORD_MAX + 1] = { 1 };
	uint16_t *rest = word + n - checks;

	for (size_t i = 1; i <= checks; i++)
		for (size_t k = i; k > 0; k--)
			if (generator[k - 1] != 0)
				generator[k] ^= f->power[f->log[generator[k - 1]] + i];
	memset(rest, 0, checks * sizeof *rest);
	for (size_t i = 0; i < n - checks; i++) {
		const uint16_t lead = (uint16_t)(word[i] ^ rest[0]);

		memmove(rest, rest + 1, (checks - 1) * sizeof *rest);
		rest[checks - 1] = 0;
		for (size_t k = 0; k < checks && lead != 0; k++)
			if (generator[k + 1] != 0)
				rest[k] ^=
				        f->power[f->log[lead] + f->log[generator[k + 1]]];
	}
}

static bool
same(const struct aztec_text *a, const struct aztec_text *b)
{
	return a->len == b->len && memcmp(a->bytes, b->bytes, a->len) == 0 &&
	       a->fnc1 == b->fnc1 && a->fnc1_second == b->fnc1_second &&
	       a->part == b->part && a->has_eci == b->has_eci && a->eci == b->eci;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct aztec_text whole, damaged;
	static uint16_t place[AZTEC_BITS_MAX], word[RS_WORD_MAX];
	static uint8_t module[SIDE];
	struct aztec_mode mode = { .compact = true };
	static struct rs_field field;
	unsigned width, polynomial;
	size_t bits, n, checks, at = 0, skip, seen;
	bool says;

	if (size < 2)
		return 0;
	mode.compact = (data[0] & 1) != 0;
	mode.layers = 1 + (unsigned)(data[0] >> 1) % (mode.compact ? 4 : 12);
	width = aztec_width(&mode, &polynomial);
	bits = aztec_places(&mode, place);
	n = bits / width;
	mode.data = (unsigned)(n / 2 + data[1] % (n / 4 + 1));
	checks = n - mode.data;
	if (mode.compact && mode.data > 64)
		return 0;
	for (size_t i = 0; i < mode.data; i++) {
		unsigned v = 0;

		for (unsigned k = 0; k < width; k++, at++)
			v = v << 1 |
			    (at / 8 + 2 < size
			             ? (unsigned)data[2 + at / 8] >> (7 - at % 8) & 1
			             : (unsigned)at & 1);
		if (v == 0 || v == (1u << width) - 1)
			v ^= 1;
		word[i] = (uint16_t)v;
	}
	rs_field_make(&field, polynomial);
	add_checks(&field, word, n, checks);
	memset(module, 0, sizeof module);
	skip = bits % width;
	for (size_t i = 0; i < n * width; i++)
		module[place[skip + i]] = word[i / width] >> (width - 1 - i % width) & 1;
	says = aztec_decode(module, &mode, &whole);
	if (says && (whole.spent != 0 || whole.len == 0 || whole.len > AZTEC_TEXT_MAX))
		abort();
	seen = at / 8 + 2;
	for (size_t i = seen, hurt = 0; i + 1 < size; i += 2) {
		module[place[(size_t)(data[i] << 8 | data[i + 1]) % bits]] ^= 1;
		hurt++;
		if (hurt <= checks / 2) {
			if (aztec_decode(module, &mode, &damaged) != says ||
			    (says && !same(&damaged, &whole)))
				abort();
		} else if (hurt > checks && aztec_decode(module, &mode, &damaged) &&
		           says && damaged.spent < 60 && !same(&damaged, &whole)) {
			abort(); /* far from everything but itself */
		}
	}
	return 0;
}
