/* databar-encode.h - characters of the DataBar family from their values
 *
 * Every pattern of a set is shown to the reader once; what it says of it is kept. */
#ifndef DATABAR_ENCODE_H
#define DATABAR_ENCODE_H

#include <stdlib.h>
#include <string.h>

#include "read/databar/databar.h"

#define ENCODE_VALUES 4192

struct encode_set {
	uint8_t width[ENCODE_VALUES][8]; /* modules; 0: no pattern says this */
	size_t values, twice;
};

/* Sets of eight elements; free() it. */
static struct encode_set *
encode_set(enum databar_set set)
{
	struct encode_set *e = calloc(1, sizeof *e);
	const unsigned modules = databar_modules(set);

	/* edges between modules: seven of them are chosen */
	for (uint32_t edges = 0; edges < 1u << (modules - 1); edges++) {
		struct databar_character c;
		double w[8] = { 1 };
		size_t n = 0;

		if (__builtin_popcount(edges) != 7)
			continue;
		for (unsigned m = 0; m + 1 < modules; m++) {
			if (edges >> m & 1)
				w[++n] = 0;
			w[n]++;
		}
		if (!databar_character(set, w, 0, &c) || c.value >= ENCODE_VALUES ||
		    c.error > 0 || c.spread != 0)
			continue;
		e->twice += e->width[c.value][0] != 0;
		e->values += e->width[c.value][0] == 0;
		memcpy(e->width[c.value], c.width, 8);
	}
	return e;
}

#endif
