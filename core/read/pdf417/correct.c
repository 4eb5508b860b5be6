/* correct.c - Reed-Solomon over GF(929), with erasures (ISO/IEC 15438, 5.9 and annex G)
 *
 * Berlekamp-Massey on syndromes that know of the erasures, Chien's search, Forney's
 * values; the corrected word's syndromes are computed once more. */
#include <string.h>

#include "read/pdf417/pdf417.h"

#define P 929u
#define ROOT 3u /* the generator's roots are its powers from 1 on */
/* Check codewords that are not spent: a word is right by chance once in 929^2 */
#define SPARE 2

struct field {
	uint16_t power[P], log[P];
};

static void
make_field(struct field *f)
{
	unsigned v = 1;

	for (unsigned i = 0; i < P - 1; i++) {
		f->power[i] = (uint16_t)v;
		f->log[v] = (uint16_t)i;
		v = v * ROOT % P;
	}
	f->power[P - 1] = 1;
	f->log[0] = 0;
}

static unsigned
times(unsigned a, unsigned b)
{
	return a * b % P;
}

static unsigned
inverse(const struct field *f, unsigned a)
{
	return f->power[(P - 1 - f->log[a]) % (P - 1)];
}

/* True if all of them are 0. */
static bool
syndromes(const struct field *f, const uint16_t *word, size_t n, size_t checks,
          unsigned *s)
{
	bool clean = true;

	for (size_t i = 0; i < checks; i++) {
		unsigned sum = 0;

		for (size_t k = 0; k < n; k++)
			sum = (sum * f->power[i + 1] + word[k]) % P;
		s[i] = sum;
		clean = clean && sum == 0;
	}
	return clean;
}

/* locator x (1 - root x), in place. */
static void
add_root(unsigned *locator, size_t degree, unsigned root)
{
	for (size_t k = degree + 1; k > 0; k--)
		locator[k] = (locator[k] + (P - root) * locator[k - 1]) % P;
}

/* Berlekamp-Massey, begun with the locator of `erasures` known places; returns its
 * degree. */
static size_t
massey(const struct field *f, const unsigned *s, size_t checks, size_t erasures,
       unsigned *locator)
{
	unsigned before[PDF417_CHECKS_MAX + 2], kept[PDF417_CHECKS_MAX + 2];
	size_t length = erasures, shift = 1;
	unsigned last = 1;

	memcpy(before, locator, sizeof before);
	for (size_t i = erasures; i < checks; i++) {
		unsigned d = 0, ratio;

		for (size_t k = 0; k <= length && k <= i; k++)
			d = (d + locator[k] * s[i - k]) % P;
		if (d == 0) {
			shift++;
			continue;
		}
		ratio = times(d, inverse(f, last));
		memcpy(kept, locator, sizeof kept);
		for (size_t k = shift; k <= checks; k++)
			locator[k] = (locator[k] + (P - ratio) * before[k - shift]) % P;
		if (2 * length <= i + erasures) {
			length = i + 1 + erasures - length;
			memcpy(before, kept, sizeof before);
			last = d;
			shift = 1;
		} else {
			shift++;
		}
	}
	return length;
}

bool
pdf417_correct(uint16_t *word, size_t n, size_t checks, size_t *corrected)
{
	struct field f;
	unsigned s[PDF417_CHECKS_MAX],
	        locator[PDF417_CHECKS_MAX + 2] = { 1 }, value[PDF417_CHECKS_MAX + 2];
	size_t erasures = 0, degree, found = 0, changed = 0;
	const size_t spare = checks > SPARE ? SPARE : checks;

	*corrected = 0;
	if (n > PDF417_CODEWORDS_MAX || checks > PDF417_CHECKS_MAX || checks >= n)
		return false;
	make_field(&f);
	for (size_t i = 0; i < n; i++)
		if (word[i] == PDF417_ERASED) {
			if (++erasures > checks - spare)
				return false;
			word[i] = 0;
			add_root(locator, erasures - 1, f.power[(n - 1 - i) % (P - 1)]);
		}
	*corrected = erasures;
	if (syndromes(&f, word, n, checks, s))
		return true;
	degree = massey(&f, s, checks, erasures, locator);
	if (degree > checks || erasures + 2 * (degree - erasures) > checks - spare)
		return false;
	for (size_t i = 0; i < degree; i++) { /* the evaluator: s x locator, cut off */
		value[i] = 0;
		for (size_t k = 0; k <= i; k++)
			value[i] = (value[i] + locator[k] * s[i - k]) % P;
	}
	for (size_t p = 0; p < n; p++) { /* p counts from the end: the power of x there */
		const unsigned at = f.power[(P - 1 - p % (P - 1)) % (P - 1)];
		unsigned sum = 0, above = 0, slope = 0;

		for (size_t k = degree + 1; k-- > 0;)
			sum = (sum * at + locator[k]) % P;
		if (sum != 0)
			continue;
		for (size_t k = degree; k-- > 0;)
			above = (above * at + value[k]) % P;
		for (size_t k = degree; k > 0; k--) /* the formal derivative */
			slope = (slope * at + (unsigned)k * locator[k]) % P;
		if (slope == 0)
			return false;
		/* the syndromes begin with the root's first power: -value / slope */
		above = times(above, inverse(&f, slope));
		word[n - 1 - p] = (uint16_t)((word[n - 1 - p] + above) % P);
		changed += above != 0;
		found++;
	}
	if (found != degree || !syndromes(&f, word, n, checks, s))
		return false;
	*corrected = erasures + (degree - erasures);
	return changed <= degree;
}
