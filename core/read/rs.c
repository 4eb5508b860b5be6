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

	field->prime = false;
	for (field->size = 2; field->size * 2 <= polynomial;)
		field->size *= 2;
	field->log[0] = 0;
	for (unsigned i = 0, n = field->size - 1; i < n; i++) {
		field->power[i] = field->power[i + n] = (uint16_t)v;
		field->log[v] = (uint16_t)i;
		v <<= 1;
		if (v & field->size)
			v ^= polynomial;
	}
}

void
rs_field_make_prime(struct rs_field *field, unsigned prime, unsigned generator)
{
	unsigned v = 1;

	field->prime = true;
	field->size = prime;
	field->log[0] = 0;
	for (unsigned i = 0, n = prime - 1; i < n; i++) {
		field->power[i] = field->power[i + n] = (uint16_t)v;
		field->log[v] = (uint16_t)i;
		v = v * generator % prime;
	}
}

static uint16_t
plus(const struct rs_field *f, uint16_t a, uint16_t b)
{
	unsigned sum = (unsigned)a + b;

	if (!f->prime)
		return a ^ b;
	return (uint16_t)(sum < f->size ? sum : sum - f->size);
}

static uint16_t
less(const struct rs_field *f, uint16_t a, uint16_t b)
{
	if (!f->prime)
		return a ^ b;
	return (uint16_t)(a >= b ? a - b : a + (int)f->size - b);
}

static uint16_t
times(const struct rs_field *f, uint16_t a, uint16_t b)
{
	return a == 0 || b == 0 ? 0 : f->power[f->log[a] + f->log[b]];
}

static uint16_t
over(const struct rs_field *f, uint16_t a, uint16_t b) /* b is not 0 */
{
	return a == 0 ? 0 : f->power[f->log[a] + f->size - 1 - f->log[b]];
}

/* Values of the word at the roots; true if all are zero. */
static bool
syndromes(const struct rs_field *f, const uint16_t *word, size_t n, size_t checks,
          unsigned first, uint16_t *out)
{
	uint16_t any = 0;

	for (size_t i = 0; i < checks; i++) {
		const uint16_t root = f->power[(first + i) % (f->size - 1)];
		uint16_t sum = 0;

		for (size_t k = 0; k < n; k++)
			sum = plus(f, times(f, sum, root), word[k]);
		out[i] = sum;
		any |= sum;
	}
	return any == 0;
}

/* The shortest feedback register that makes the syndromes: its coefficients into
 * locator[0 .. checks], its length returned. */
static size_t
massey(const struct rs_field *f, const uint16_t *s, size_t checks, uint16_t *locator)
{
	uint16_t before[RS_WORD_MAX + 1], kept[RS_WORD_MAX + 1];
	uint16_t last = 1; /* the discrepancy when `before` was kept */
	size_t length = 0, shift = 1;
	const size_t size = (checks + 1) * sizeof *locator;

	memset(locator, 0, size);
	memset(before, 0, size);
	locator[0] = before[0] = 1;
	for (size_t i = 0; i < checks; i++) {
		uint16_t d = s[i], ratio;

		for (size_t k = 1; k <= length; k++)
			d = plus(f, d, times(f, locator[k], s[i - k]));
		if (d == 0) {
			shift++;
			continue;
		}
		memcpy(kept, locator, size);
		ratio = over(f, d, last);
		for (size_t k = shift; k <= checks; k++)
			locator[k] =
			        less(f, locator[k], times(f, ratio, before[k - shift]));
		if (2 * length <= i) {
			length = i + 1 - length;
			memcpy(before, kept, size);
			last = d;
			shift = 1;
		} else {
			shift++;
		}
	}
	return length;
}

/* The value of the formal derivative of locator, of that degree, at x, whose logarithm is
 * given. */
static uint16_t
slope_at(const struct rs_field *f, const uint16_t *locator, size_t degree, size_t log)
{
	uint16_t sum = 0;

	for (size_t k = 1; k <= degree; k++) {
		const uint16_t fold = (uint16_t)(f->prime ? k % f->size : k & 1);

		sum = plus(f, sum,
		           times(f, times(f, fold, locator[k]),
		                 f->power[log * (k - 1) % (f->size - 1)]));
	}
	return sum;
}

bool
rs_correct(const struct rs_field *f, uint16_t *word, size_t n, size_t checks,
           unsigned first, size_t *corrected)
{
	uint16_t s[RS_WORD_MAX], locator[RS_WORD_MAX + 1], value[RS_WORD_MAX];
	uint16_t fixed[RS_WORD_MAX];
	const size_t powers = f->size - 1;
	size_t errors, found = 0;

	*corrected = 0;
	if (n > powers || n > RS_WORD_MAX || checks > n)
		return false;
	if (syndromes(f, word, n, checks, first, s))
		return true;
	errors = massey(f, s, checks, locator);
	if (errors == 0 || errors > checks / 2)
		return false;
	for (size_t i = 0; i < errors; i++) { /* the evaluator: s x locator, cut off */
		value[i] = 0;
		for (size_t k = 0; k <= i; k++)
			value[i] = plus(f, value[i], times(f, s[i - k], locator[k]));
	}
	memcpy(fixed, word, n * sizeof *word);
	for (size_t p = 0; p < n; p++) { /* p counts from the end: the power of x there */
		const size_t log = (powers - p) % powers;
		const uint16_t inverse = f->power[log];
		uint16_t sum = 0, above = 0, slope, wrong;

		for (size_t k = errors + 1; k-- > 0;)
			sum = plus(f, times(f, sum, inverse), locator[k]);
		if (sum != 0)
			continue;
		for (size_t k = errors; k-- > 0;)
			above = plus(f, times(f, above, inverse), value[k]);
		if ((slope = slope_at(f, locator, errors, log)) == 0)
			return false;
		/* less x^(1 - first), of the locator's own power */
		wrong = times(f, over(f, above, slope),
		              f->power[p * (powers + 1 - first % powers) % powers]);
		fixed[n - 1 - p] = plus(f, fixed[n - 1 - p], wrong);
		found++;
	}
	if (found != errors || !syndromes(f, fixed, n, checks, first, s))
		return false;
	memcpy(word, fixed, n * sizeof *word);
	*corrected = errors;
	return true;
}

bool
rs_correct_bytes(const struct rs_field *f, uint8_t *word, size_t n, size_t checks,
                 unsigned first, size_t *corrected)
{
	uint16_t wide[255];

	*corrected = 0;
	if (n > 255)
		return false;
	for (size_t i = 0; i < n; i++)
		wide[i] = word[i];
	if (!rs_correct(f, wide, n, checks, first, corrected))
		return false;
	for (size_t i = 0; i < n; i++)
		word[i] = (uint8_t)wide[i];
	return true;
}
