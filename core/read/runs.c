/* runs.c - one line across a picture as dark and light runs */
#include <stdlib.h>

#include "read/runs.h"

#define STRETCH 32 /* pixels */
#define PATCH 8    /* pixels: the calmest of them show the noise */
#define CALM 8     /* the calmest 8th */
#define LEAST 10   /* grey levels: a smaller change is noise wherever it is */
#define FINEST 10  /* a change is at least this part of the range of light around it */
#define COARSEST 4 /* and this part where there is much noise */

bool
runs_init(struct runs *runs, size_t n)
{
	*runs = (struct runs){ .room = n + 2 };
	runs->edge = malloc(runs->room * sizeof *runs->edge);
	runs->range = malloc(n / STRETCH + 1);
	return runs->edge != NULL && runs->range != NULL;
}

void
runs_clear(struct runs *runs)
{
	free(runs->edge);
	free(runs->range);
	*runs = (struct runs){ 0 };
}

/* The range of light in each stretch, and the noise of the line: the range within the
 * calmest patches. */
static int
find_ranges(struct runs *runs, const uint8_t *v, size_t n)
{
	uint32_t patches[256] = { 0 }, seen = 0, all = 0;
	int noise = 0;

	for (size_t s = 0; s * STRETCH < n; s++) {
		const size_t end = (s + 1) * STRETCH < n ? (s + 1) * STRETCH : n;
		uint8_t lowest = 255, highest = 0;

		for (size_t i = s * STRETCH; i < end;) {
			const size_t patch = i + PATCH < end ? i + PATCH : end;
			uint8_t low = 255, high = 0;

			for (; i < patch; i++) {
				low = v[i] < low ? v[i] : low;
				high = v[i] > high ? v[i] : high;
			}
			patches[high - low]++;
			all++;
			lowest = low < lowest ? low : lowest;
			highest = high > highest ? high : highest;
		}
		runs->range[s] = (uint8_t)(highest - lowest);
	}
	while (noise < 255 && (seen += patches[noise]) * CALM < all)
		noise++;
	return noise;
}

/* How large a change must be in a stretch, for the light of its neighbours too. */
static int
least_in(const struct runs *runs, size_t s, size_t stretches, int noise)
{
	int range = runs->range[s], least;

	if (s > 0 && runs->range[s - 1] > range)
		range = runs->range[s - 1];
	if (s + 1 < stretches && runs->range[s + 1] > range)
		range = runs->range[s + 1];
	least = noise * 3 / 2;
	least = least < range / FINEST ? range / FINEST : least;
	least = least > range / COARSEST ? range / COARSEST : least;
	return least > LEAST ? least : LEAST;
}

/* Where the light crosses the middle between the extremes at a and b. */
static float
middle_of(const uint8_t *v, size_t a, size_t b)
{
	const int middle = v[a] + v[b]; /* twice */
	const bool falls = v[b] < v[a];
	size_t k = a;

	while (k + 1 < b && (falls ? 2 * v[k + 1] > middle : 2 * v[k + 1] < middle))
		k++;
	return (float)k + 0.5f +
	       (float)(2 * v[k] - middle) / (float)(2 * (v[k] - v[k + 1]));
}

/* Where it changes most: the top of the parabola through three differences. */
static float
steepest(const uint8_t *v, size_t a, size_t b)
{
	const int sign = v[b] < v[a] ? -1 : 1;
	int most = -1, before = 0, after = 0;
	size_t best = a;

	for (size_t k = a; k < b; k++)
		if (sign * (v[k + 1] - v[k]) > most) {
			most = sign * (v[k + 1] - v[k]);
			best = k;
		}
	if (best > a && sign * (v[best] - v[best - 1]) > 0)
		before = sign * (v[best] - v[best - 1]);
	if (best + 1 < b && sign * (v[best + 2] - v[best + 1]) > 0)
		after = sign * (v[best + 2] - v[best + 1]);
	return (float)best + 1.0f +
	       (before + after < 2 * most
	                ? (float)(after - before) /
	                          (float)(2 * (2 * most - before - after))
	                : 0.0f);
}

/* Blur moves the one out of narrow bars and the other into them. */
static float
crossing(const uint8_t *v, size_t a, size_t b)
{
	return 0.5f * (middle_of(v, a, b) + steepest(v, a, b));
}

void
runs_find(struct runs *runs, const uint8_t *v, size_t n)
{
	const size_t stretches = (n + STRETCH - 1) / STRETCH;
	size_t low = 0, high = 0, before = 0; /* where the extremes are */
	int way = 0;                          /* 1: it is getting light */
	int noise;

	runs->count = 0;
	runs->edge[runs->count++] = 0;
	runs->dark = false;
	noise = find_ranges(runs, v, n);
	for (size_t s = 0; s < stretches; s++) {
		const size_t end = (s + 1) * STRETCH < n ? (s + 1) * STRETCH : n;
		const int least = least_in(runs, s, stretches, noise);

		for (size_t i = s * STRETCH; i < end; i++) {
			if (v[i] < v[low])
				low = i;
			if (v[i] > v[high])
				high = i;
			if (way >= 0 && v[high] - v[i] >= least) {
				if (way > 0)
					runs->edge[runs->count++] =
					        crossing(v, before, high);
				before = high;
				low = i;
				way = -1;
			} else if (way <= 0 && v[i] - v[low] >= least) {
				if (way < 0)
					runs->edge[runs->count++] =
					        crossing(v, before, low);
				else
					runs->dark = true;
				before = low;
				high = i;
				way = 1;
			}
		}
	}
	if (way != 0)
		runs->edge[runs->count++] = crossing(v, before, way > 0 ? high : low);
	runs->edge[runs->count++] = (float)n;
}
