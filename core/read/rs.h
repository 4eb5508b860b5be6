/* rs.h - Reed-Solomon correction for every symbology that uses it
 *
 * Over the fields of 2^m elements (Data Matrix and QR 256; Aztec 16, 64, 256, 1024 and
 * 4096) and over those of a prime number of them (PDF417 929, DotCode 113). */
#ifndef ASSAY_READ_RS_H
#define ASSAY_READ_RS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RS_FIELD_MAX 4096 /* elements */
#define RS_WORD_MAX 1664  /* codewords of one block: Aztec of 32 layers */

struct rs_field {
	unsigned size; /* elements */
	bool prime;    /* counted modulo size; else polynomials over {0, 1} */
	uint16_t power[2 * (RS_FIELD_MAX - 1)]; /* of the generator; twice over, so that
	                                         * sums need no modulo */
	uint16_t log[RS_FIELD_MAX];             /* of 0: not defined */
};

/* Of the polynomial, with its highest bit, such as 0x12d for 256 elements; the generator
 * is 2. */
void rs_field_make(struct rs_field *field, unsigned polynomial);
/* Of a prime and a generator of its powers. */
void rs_field_make_prime(struct rs_field *field, unsigned prime, unsigned generator);

/* Correct word[0 .. n) in place, the last `checks` of it check codewords; the generator
 * polynomial has the roots g^first .. g^(first + checks - 1).  False, and word left as it
 * was, if it is farther than checks / 2 from every valid word, or n is not below the
 * field's size.  *corrected: how many were changed. */
bool rs_correct(const struct rs_field *field, uint16_t *word, size_t n, size_t checks,
                unsigned first, size_t *corrected);
/* The same for codewords of eight bits; n is at most 255. */
bool rs_correct_bytes(const struct rs_field *field, uint8_t *word, size_t n,
                      size_t checks, unsigned first, size_t *corrected);

#endif
