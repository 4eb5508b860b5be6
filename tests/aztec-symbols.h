/* aztec-symbols.h - the symbols of tests/data/aztec/symbols.txt, from another encoder */
#ifndef AZTEC_SYMBOLS_H
#define AZTEC_SYMBOLS_H

#include <stdio.h>
#include <string.h>

#include "read/aztec/aztec.h"

struct symbol {
	char name[32], identifier[4];
	int part;
	size_t side, len;
	uint8_t payload[4000], module[AZTEC_SIDE_MAX * AZTEC_SIDE_MAX];
	struct aztec_mode mode;
};

static unsigned
nibble(char c)
{
	return (unsigned)(c >= 'a' ? c - 'a' + 10 : c - '0') & 15;
}

/* As it stands in a symbol whose top is up. */
static bool
mode_of(struct symbol *s)
{
	const int middle = (int)s->side / 2;

	for (int compact = 1; compact >= 0; compact--) {
		const int r = compact != 0 ? 5 : 7;
		uint8_t bits[40];
		size_t n = 0;

		for (int side = 0; side < 4; side++)
			for (int k = 2 - r; k <= r - 2; k++) {
				const int x[4] = { k, r, -k, -r },
				          y[4] = { -r, k, r, -k };

				if (compact != 0 || k != 0)
					bits[n++] = s->module[(size_t)(middle + y[side]) *
					                              s->side +
					                      (size_t)(middle + x[side])];
			}
		/* three dark modules stand at the top left corner, none at the bottom
		 * left */
		if (s->module[(size_t)(middle - r) * s->side + (size_t)(middle - r)] ==
		            1 &&
		    s->module[(size_t)(middle + r) * s->side + (size_t)(middle - r)] ==
		            0 &&
		    aztec_mode_of(bits, compact != 0, &s->mode) &&
		    aztec_side(&s->mode) == s->side)
			return true;
	}
	return false;
}

static bool
next_symbol(FILE *f, struct symbol *s)
{
	static char hex[8200];
	char row[64];

	if (fscanf(f, "%31s %3s %d %zu %8199s", s->name, s->identifier, &s->part,
	           &s->side, hex) != 5)
		return false;
	s->len = strlen(hex) / 2;
	for (size_t i = 0; i < s->len; i++)
		s->payload[i] =
		        (uint8_t)(nibble(hex[2 * i]) << 4 | nibble(hex[2 * i + 1]));
	for (size_t r = 0; r < s->side; r++) {
		if (fscanf(f, "%63s", row) != 1)
			return false;
		for (size_t c = 0; c < s->side; c++)
			s->module[r * s->side + c] =
			        nibble(row[c / 4]) >> (3 - c % 4) & 1;
	}
	return true;
}

/* Codewords, and those that hold for them. */
static size_t
checks_of(const struct aztec_mode *m)
{
	static uint16_t place[AZTEC_BITS_MAX];
	unsigned polynomial;

	return aztec_places(m, place) / aztec_width(m, &polynomial) - m->data;
}

#endif
