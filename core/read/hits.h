/* hits.h - what the passes over one picture found, before anything is believed */
#ifndef ASSAY_READ_HITS_H
#define ASSAY_READ_HITS_H

#include "image/image.h"

/* Classes of symbols, as bits: what a pass looks for. */
enum family {
	FAMILY_LINEAR = 1,
	FAMILY_QR = 2,
	FAMILY_DATAMATRIX = 4,
	FAMILY_DATABAR = 8,
	FAMILY_AZTEC = 16,
	FAMILY_PDF417 = 32,
};

enum kind { /* rows of the table in read.c */
	KIND_EAN13,
	KIND_EAN8,
	KIND_EAN13_ADDON,
	KIND_ITF,
	KIND_DATABAR,
	KIND_DATABAR_EXPANDED,
	KIND_CODABAR,
	KIND_CODE39,
	KIND_CODE93,
	KIND_CODE128,
	KIND_QR,
	KIND_DATAMATRIX,
	KIND_AZTEC,
	KIND_PDF417,
	KINDS
};

struct point {
	double x, y;
};

#define HITS_MAX 1024 /* over all passes */

struct hit { /* one payload at one place in one pass */
	enum kind kind;
	bool fnc1;             /* GS1: FNC1 stands first */
	bool fnc1_second;      /* it stands second, after an industry's letter or number */
	bool eci;              /* the symbol names its character set */
	uint8_t *payload;      /* owned */
	size_t len;
	uint32_t votes;        /* scan lines that agree; 1 for a matrix symbol */
	struct point outline[4]; /* clockwise from the symbol's own top left */
	uint32_t clean;        /* of a matrix symbol: percent of its correction that was not needed */
	bool part;             /* one of several that make up a text: not to be believed alone */
	uint8_t part_index, part_count; /* index from 1 */
	uint16_t part_of;      /* what all parts of one text share: QR's parity, Data Matrix' file */
	bool one_sided;        /* only one end of a linear symbol was located */
	bool sure;             /* the reader weighed the evidence itself, and it is enough */
	size_t pass;
};

struct hits {
	struct hit *list; /* hits_clear() frees */
	size_t count, room;
};

/* Takes payload's bytes as a copy; ASSAY_OK and dropped beyond HITS_MAX. */
enum assay_status hits_add(struct hits *hits, const struct hit *hit);
void hits_clear(struct hits *hits);

struct views;

/* Where the pixels of a pass lie in the picture: x' = xx x + xy y + x0. */
struct placement {
	double xx, xy, x0, yx, yy, y0;
};

struct scan { /* one run of a reader over one grey picture without gaps between rows */
	const struct image *image;
	unsigned families;
	unsigned density; /* scan every n-th line */
	bool rows_only;   /* codes that run down need not be looked for */
	struct placement placement;
	size_t pass;
	/* Of readers that look at several sizes: what they share, made of image (NULL: each
	 * makes its own), and which sizes, the first one the image's own. */
	struct views *views;
	size_t first, end; /* end 0: all */
	bool fine;         /* none of them, but parts with small modules, enlarged */
};

/* ---- readers: zbar.c ---- */
enum assay_status zbar_read(const struct scan *scan, struct hits *hits);

/* ---- datamatrix/find.c ---- */
enum assay_status datamatrix_read(const struct scan *scan, struct hits *hits);
/* ---- linear/find.c ---- */
enum assay_status linear_read(const struct scan *scan, struct hits *hits);
/* ---- aztec/find.c ---- */
enum assay_status aztec_read(const struct scan *scan, struct hits *hits);
/* ---- qr/find.c ---- */
enum assay_status qr_read(const struct scan *scan, struct hits *hits);
/* ---- databar/find.c ---- */
enum assay_status databar_read(const struct scan *scan, struct hits *hits);
/* ---- pdf417/find.c ---- */
enum assay_status pdf417_read(const struct scan *scan, struct hits *hits);

/* ---- outline.c ---- */

#define POINTS_MAX 2048

struct marks { /* where scan lines met symbols of one payload */
	const struct point *points;
	const bool *far_end; /* which end of the symbol, along the scan axis, a point marks */
	size_t count;
	bool vertical;       /* the scan axis is y */
	bool in_halves;      /* the middle of the symbol is marked like an end: EAN */
	unsigned density;    /* every n-th line was scanned */
};

/* Split marks into the places the symbols stand at: part[i] is the number of mark i's
 * place; returns how many. */
size_t places_split(const struct marks *marks, size_t *part);
/* Corners of the smallest rectangle around the points, clockwise from the one that is
 * top left for somebody who reads along `reading`. */
void outline_around(const struct point *points, size_t n, struct point reading,
                    struct point out[4]);
/* The same with sides along `reading` and across it. */
void outline_along(const struct point *points, size_t n, struct point reading,
                   struct point out[4]);

#endif
