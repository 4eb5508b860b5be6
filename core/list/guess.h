/* guess.h - can the serials of a list be guessed?
 *
 * Hashing hides a serial only as well as its own randomness does. */
#ifndef ASSAY_GUESS_H
#define ASSAY_GUESS_H

#include "assay.h"

/* Work of one valid serial, as a power of two, below which serials count as
 * guessable: 2^40 hashes take one core of today three days. */
#define GUESS_BITS 40
#define GUESS_SAMPLE (1u << 18) /* serials remembered for neighbours: 4 MiB */
#define GUESS_NEAR 16           /* steps between neighbours; check digits make tens of ones */

struct guess_number {
	uint64_t start, number; /* what stands before the last run of digits; the run */
};

struct guess {
	uint64_t n;
	uint8_t seen[20][256]; /* which bytes stood at each position */
	size_t shortest;
	char gtin[15]; /* the one before, and what it comes to */
	uint64_t gtin_mixed;
	struct guess_number *sample;
	size_t n_sample, room;
};

void guess_init(struct guess *g);
void guess_clear(struct guess *g);
/* false: out of memory. */
bool guess_add(struct guess *g, const char *gtin, struct assay_bytes serial);
/* bits: log2 of the work of one valid serial, as far as the form of the serials
 * allows; sequential: neighbours stand beside each other. */
bool guess_easy(struct guess *g, double *bits, bool *sequential);

#endif
