/* pass.h - one look at a picture: made how, read by whom, for what, at which cost */
#ifndef ASSAY_READ_PASS_H
#define ASSAY_READ_PASS_H

#include "read/hits.h"

enum filter {
	FILTER_NONE,
	FILTER_OTSU,             /* black and white, one threshold */
	FILTER_ADAPTIVE,         /* black and white, against the mean around */
	FILTER_SHARPEN_ADAPTIVE, /* the same, sharpened first */
	FILTER_CLAHE,            /* contrast evened out */
};

enum sizes { FOR_SMALL = 1, FOR_LARGE };

struct pass {
	const char *name;
	const struct reader *reader;
	unsigned families;
	enum filter filter;
	unsigned shrink;   /* to 1/n, by mean; 1: not; of a reader with sizes of its own, the
	                    * first of them: 0 enlarged, where that may help, 1 whole, 2 half */
	unsigned halves;   /* enlarge to n/2; 0: not; of such a reader: how many sizes; 0: all */
	unsigned bars;     /* only so many places where bars seem to be, set straight; 0: all */
	unsigned density;  /* scan every n-th line */
	unsigned cost;     /* percent of a scan of every line, for each pixel of the picture */
	enum sizes sizes;  /* of the pictures it is for */
};

struct reader {
	const char *name;
	enum assay_status (*read)(const struct scan *scan, struct hits *hits);
	bool views; /* it looks at several sizes, which it shares with others */
};

extern const struct reader reader_zbar, reader_datamatrix;
extern const struct reader reader_qr, reader_linear, reader_databar;
extern const struct reader reader_aztec, reader_pdf417;

/* views: of grey. */
enum assay_status pass_run(const struct image *grey, struct views *views,
                           const struct pass *pass, size_t index,
                           struct hits *hits);

#endif
