/* runs.h - one line across a picture as dark and light runs
 *
 * Edges are found to a part of a pixel and against the light around them, so that shade,
 * blur and narrow bars do not call for a picture made black and white first. */
#ifndef ASSAY_READ_RUNS_H
#define ASSAY_READ_RUNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RUNS_LINE_MAX 65536u /* pixels of a line: more than IMAGE_SIDE_MAX */

struct runs {
	/* run k goes from edge[k] to edge[k + 1], k + 1 < count; the first and the last edge are
	 * the line's ends.  0 is where the first pixel begins. */
	float *edge;
	size_t count;
	bool dark; /* run 0 is */
	size_t room;
	uint8_t *range; /* of light, by stretches of the line */
};

/* For lines of up to n pixels; false: no memory.  runs_clear() after either. */
bool runs_init(struct runs *runs, size_t n);
void runs_clear(struct runs *runs);
/* v[0 .. n), n <= the n of runs_init(). */
void runs_find(struct runs *runs, const uint8_t *v, size_t n);

static inline bool
runs_dark(const struct runs *runs, size_t k)
{
	return runs->dark ^ (k & 1);
}

static inline float
runs_width(const struct runs *runs, size_t k)
{
	return runs->edge[k + 1] - runs->edge[k];
}

#endif
