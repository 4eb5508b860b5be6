/* rs.c - Reed-Solomon correction: syndromes, Berlekamp-Massey, Chien, Forney
 *
 * What is handed back has been checked again: all its syndromes are zero.  So a word is
 * either left as it was or a valid one within half the number of check codewords. */
#include <string.h>

#include "read/rs.h"

void
rs_field_make(struct rs_field *field, unsigned polynomial)
{
	unsigned v = 1;

	field->log[0] = 0;
	for (unsigned i = 0; i < 255; i++) {
		field->power[i] = field->power[i + 255] = (uint8_t)v;
		field->log[v] = (uint8_t)i;
		v <<= 1;
		if (v & 0x100)
			v ^= polynomial;
	}
}

static uint8_t
times(const struct rs_field *f, uint8_t a, uint8_t b)
{
	return a == 0 || b == 0 ? 0 : f->power[f->log[a] + f->log[b]];
}

static uint8_t
over(const struct rs_field *f, uint8_t a, uint8_t b) /* b is not 0 */
{
	return a == 0 ? 0 : f->power[f->log[a] + 255 - f->log[b]];
}

/* Values of the word at the roots; true if all are zero. */
static bool
syndromes(const struct rs_field *f, const uint8_t *word, size_t n, size_t checks,
          unsigned first, uint8_t *out)
{
	uint8_t any = 0;

	for (size_t i = 0; i < checks; i++) {
		const uint8_t root = f->power[(first + i) % 255];
		uint8_t sum = 0;

		for (size_t k = 0; k < n; k++)
			sum = (uint8_t)(times(f, sum, root) ^ word[k]);
		out[i] = sum;
		any |= sum;
	}
	return any == 0;
}

/* The shortest feedback register that makes the syndromes: its coefficients into
 * locator[0 .. checks], its length returned. */
static size_t
massey(const struct rs_field *f, const uint8_t *s, size_t checks, uint8_t *locator)
{
	uint8_t before[RS_CHECKS_MAX + 1] = { 1 }, kept[RS_CHECKS_MAX + 1];
	uint8_t last = 1; /* the discrepancy when `before` was kept */
	size_t length = 0, shift = 1;

	memset(locator, 0, checks + 1);
	locator[0] = 1;
	for (size_t i = 0; i < checks; i++) {
		uint8_t d = s[i], ratio;

		for (size_t k = 1; k <= length; k++)
			d ^= times(f, locator[k], s[i - k]);
		if (d == 0) {
			shift++;
			continue;
		}
		memcpy(kept, locator, checks + 1);
		ratio = over(f, d, last);
		for (size_t k = shift; k <= checks; k++)
			locator[k] ^= times(f, ratio, before[k - shift]);
		if (2 * length <= i) {
			length = i + 1 - length;
			memcpy(before, kept, checks + 1);
			last = d;
			shift = 1;
		} else {
			shift++;
		}
	}
	return length;
}

bool
rs_correct(const struct rs_field *f, uint8_t *word, size_t n, size_t checks,
           unsigned first, size_t *corrected)
{
	uint8_t s[RS_CHECKS_MAX], locator[RS_CHECKS_MAX + 1], value[RS_CHECKS_MAX];
	uint8_t fixed[255];
	size_t errors, found = 0;

	*corrected = 0;
	if (n > 255 || checks > RS_CHECKS_MAX || checks > n)
		return false;
	if (syndromes(f, word, n, checks, first, s))
		return true;
	errors = massey(f, s, checks, locator);
	if (errors == 0 || errors > checks / 2)
		return false;
	for (size_t i = 0; i < errors; i++) { /* the evaluator: s x locator, cut off */
		value[i] = 0;
		for (size_t k = 0; k <= i; k++)
			value[i] ^= times(f, s[i - k], locator[k]);
	}
	memcpy(fixed, word, n);
	for (size_t p = 0; p < n; p++) { /* p counts from the end: the power of x there */
		const uint8_t inverse = f->power[(255 - p) % 255];
		uint8_t sum = 0, above = 0, slope = 0;

		for (size_t k = errors + 1; k-- > 0;)
			sum = (uint8_t)(times(f, sum, inverse) ^ locator[k]);
		if (sum != 0)
			continue;
		for (size_t k = errors; k-- > 0;)
			above = (uint8_t)(times(f, above, inverse) ^ value[k]);
		for (size_t k = 1; k <= errors; k += 2) /* the formal derivative */
			slope ^=
			        times(f, locator[k], f->power[(255 - p) * (k - 1) % 255]);
		if (slope == 0)
			return false;
		above = over(f, above, slope);
		/* x^(1 - first), of the locator's own power of 2 */
		fixed[n - 1 - p] ^=
		        times(f, above, f->power[p * (256 - first % 255) % 255]);
		found++;
	}
	if (found != errors || !syndromes(f, fixed, n, checks, first, s))
		return false;
	memcpy(word, fixed, n);
	*corrected = errors;
	return true;
}
