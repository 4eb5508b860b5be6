/* guess.c - can the serials of a list be guessed?
 *
 * Two signs: the possible serials of that form are too few beside those in use, or
 * numbers stand next to each other far more often than chance would have it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "assay-check.h"
#include "list/guess.h"

void
guess_init(struct guess *g)
{
	memset(g, 0, sizeof *g);
	g->shortest = SIZE_MAX;
}

void
guess_clear(struct guess *g)
{
	free(g->sample);
	g->sample = NULL;
}

static uint64_t
mix(uint64_t h, const void *bytes, size_t n)
{
	const uint8_t *at = bytes;

	for (size_t i = 0; i < n; i++)
		h = (h ^ at[i]) * UINT64_C(0x100000001b3);
	return h;
}

bool
guess_add(struct guess *g, const char *gtin, struct assay_bytes serial)
{
	size_t end = serial.len, start;
	struct guess_number number = { 0, 0 };

	g->n++;
	if (serial.len < g->shortest)
		g->shortest = serial.len;
	for (size_t i = 0; i < serial.len && i < 20; i++)
		g->seen[i][serial.data[i]] = 1;
	if (g->n_sample == GUESS_SAMPLE)
		return true;
	while (end > 0 && !assay_is_digit(serial.data[end - 1]))
		end--;
	for (start = end;
	     start > 0 && end - start < 18 && assay_is_digit(serial.data[start - 1]);)
		start--;
	for (size_t i = start; i < end; i++)
		number.number = number.number * 10 + (uint64_t)(serial.data[i] - '0');
	if (memcmp(g->gtin, gtin, 14) != 0) {
		memcpy(g->gtin, gtin, 14);
		g->gtin_mixed = mix(UINT64_C(0xcbf29ce484222325), gtin, 14);
	}
	number.start = mix(g->gtin_mixed, serial.data, start);
	if (g->n_sample == g->room) {
		size_t room = g->room * 2 + 1024;
		struct guess_number *more = realloc(g->sample, room * sizeof *more);

		if (more == NULL)
			return false;
		g->sample = more;
		g->room = room;
	}
	g->sample[g->n_sample++] = number;
	return true;
}

/* How many characters a position can hold, judged by those that were seen. */
static double
alphabet(const uint8_t seen[256], uint64_t n)
{
	bool digit = false, hex = false, upper = false, lower = false, other = false;
	unsigned count = 0;

	for (unsigned b = 0; b < 256; b++) {
		if (!seen[b])
			continue;
		count++;
		if (b >= '0' && b <= '9')
			digit = true;
		else if (b >= 'A' && b <= 'F')
			hex = true;
		else if (b >= 'A' && b <= 'Z')
			upper = true;
		else if (b >= 'a' && b <= 'z')
			lower = true;
		else
			other = true;
	}
	/* always the same: part of the form, not of the number */
	if (count <= 1 && n > 4)
		return 1;
	/* many serials have shown all there is */
	if (n >= 1000)
		return count;
	return (digit ? 10 : 0) +
	       (upper ? 26
	        : hex ? (digit ? 6 : 26)
	              : 0) +
	       (lower ? 26 : 0) + (other ? 20 : 0);
}

#define BINS 65536u
#define BIN_SMALL 64u

static size_t
bin_of(const struct guess_number *n)
{
	return (size_t)(n->start * UINT64_C(0x9E3779B97F4A7C15) >> 48);
}

static int
by_number(const void *a, const void *b)
{
	const struct guess_number *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

/* Numbers behind the same start, each near the one before it. */
static size_t
count_near(struct guess_number *s, size_t n)
{
	size_t near = 0;

	if (n > BIN_SMALL) {
		qsort(s, n, sizeof *s, by_number);
	} else {
		for (size_t i = 1; i < n; i++) {
			struct guess_number x = s[i];
			size_t j = i;

			for (; j > 0 && by_number(&s[j - 1], &x) > 0; j--)
				s[j] = s[j - 1];
			s[j] = x;
		}
	}
	for (size_t i = 1; i < n; i++)
		if (s[i].start == s[i - 1].start &&
		    s[i].number - s[i - 1].number - 1 < GUESS_NEAR)
			near++;
	return near;
}

/* By bins of like starts: random serials have nearly all another one, and the bins are
 * small. */
static size_t
count_all_near(const struct guess *g)
{
	uint32_t *end = calloc(BINS + 1, sizeof *end), from = 0;
	struct guess_number *s = malloc((g->n_sample + 1) * sizeof *s);
	size_t near = 0;

	if (end == NULL || s == NULL) {
		free(end);
		free(s);
		return count_near(g->sample, g->n_sample);
	}
	for (size_t i = 0; i < g->n_sample; i++)
		end[bin_of(&g->sample[i]) + 1]++;
	for (size_t b = 1; b <= BINS; b++)
		end[b] += end[b - 1];
	for (size_t i = 0; i < g->n_sample; i++)
		s[end[bin_of(&g->sample[i])]++] = g->sample[i];
	for (size_t b = 0; b < BINS; from = end[b++])
		near += count_near(s + from, end[b] - from);
	free(end);
	free(s);
	return near;
}

bool
guess_easy(struct guess *g, double *bits, bool *sequential)
{
	size_t near;

	*bits = 0;
	*sequential = false;
	if (g->n == 0)
		return false;
	for (size_t i = 0; i < g->shortest && i < 20; i++)
		*bits += log2(alphabet(g->seen[i], g->n));
	*bits -= log2((double)g->n);
	if (*bits < 0)
		*bits = 0;
	near = count_all_near(g);
	/* one in twenty; a handful of serials may be neighbours by chance */
	*sequential = g->n_sample >= 3 && near * 20 >= g->n_sample && near >= 2;
	return *sequential || *bits < GUESS_BITS;
}
