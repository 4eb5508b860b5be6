/* rs.h - Reed-Solomon correction over GF(256), for every symbology that uses it */
#ifndef ASSAY_READ_RS_H
#define ASSAY_READ_RS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RS_CHECKS_MAX 68 /* of one block: Data Matrix 48 x 48 */

struct rs_field {
	uint8_t power[510]; /* of the generator 2; twice over, so that sums need no modulo */
	uint8_t log[256];   /* of 0: not defined */
};

/* polynomial: with its ninth bit, such as 0x12d. */
void rs_field_make(struct rs_field *field, unsigned polynomial);

/* Correct word[0 .. n) in place, the last `checks` of it check codewords; the generator
 * has the roots 2^first .. 2^(first + checks - 1).  False, and word left as it was, if it
 * is farther than checks / 2 from every valid word.  *corrected: how many were changed. */
bool rs_correct(const struct rs_field *field, uint8_t *word, size_t n, size_t checks,
                unsigned first, size_t *corrected);

#endif
