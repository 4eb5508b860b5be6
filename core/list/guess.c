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
	struct guess_number number = { UINT64_C(0xcbf29ce484222325), 0 };

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
	number.start = mix(mix(number.start, gtin, 14), serial.data, start);
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

static int
by_number(const void *a, const void *b)
{
	const struct guess_number *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

bool
guess_easy(struct guess *g, double *bits, bool *sequential)
{
	size_t near = 0;

	*bits = 0;
	*sequential = false;
	if (g->n == 0)
		return false;
	for (size_t i = 0; i < g->shortest && i < 20; i++)
		*bits += log2(alphabet(g->seen[i], g->n));
	*bits -= log2((double)g->n);
	if (*bits < 0)
		*bits = 0;
	qsort(g->sample, g->n_sample, sizeof *g->sample, by_number);
	for (size_t i = 1; i < g->n_sample; i++)
		if (g->sample[i].start == g->sample[i - 1].start &&
		    g->sample[i].number - g->sample[i - 1].number - 1 < GUESS_NEAR)
			near++;
	/* one in twenty; a handful of serials may be neighbours by chance */
	*sequential = g->n_sample >= 3 && near * 20 >= g->n_sample && near >= 2;
	return *sequential || *bits < GUESS_BITS;
}
