/* pass.h - one look at a picture: made how, read by whom, for what, at which cost */
#ifndef ASSAY_READ_PASS_H
#define ASSAY_READ_PASS_H

#include "read/hits.h"

enum filter {
	FILTER_NONE,
	FILTER_OTSU,
	FILTER_ADAPTIVE,       /* radius 25: bars of any width */
	FILTER_ADAPTIVE_SMALL, /* radius 8: fine bars in uneven light */
	FILTER_CLAHE,
	FILTER_BLUR,
	FILTER_SHARPEN,
	FILTER_INVERT,
	FILTER_BLUR_OTSU,
	FILTER_SHARPEN_ADAPTIVE,
};

struct pass {
	const char *name;
	const struct reader *reader;
	unsigned families;
	enum filter filter;
	unsigned shrink;   /* to 1/n, by mean; 0 and 1: not */
	unsigned halves;   /* enlarge to n/2; 0: not */
	int degrees;       /* turn */
	unsigned density;  /* scan every n-th line */
	unsigned cost;     /* of a pixel that is scanned, in units of work */
};

struct reader {
	const char *name;
	enum assay_status (*read)(const struct scan *scan, struct hits *hits);
};

extern const struct reader reader_zbar;

enum assay_status pass_run(const struct image *grey, const struct pass *pass, size_t index,
                           struct hits *hits);

#endif
