/* databar.h - a reader of the GS1 DataBar family (ISO/IEC 24724) of our own, in four steps
 *
 * widths.c  widths of bars and spaces to the value of a symbol character
 * segment.c a line across a picture to finder patterns with the characters beside them
 * text.c    values to the element string, GS1's compressed fields included
 * find.c    lines over a picture, and segments of many lines to symbols
 *
 * Each step knows nothing of the ones after it.  A symbol is made of segments: one finder
 * pattern and two characters.  Nothing is read unless its checksum holds and two lines
 * at least say the same. */
#ifndef ASSAY_READ_DATABAR_H
#define ASSAY_READ_DATABAR_H

#include "read/hits.h"
#include "read/runs.h"

/* ---- widths.c ---- */

enum databar_set { /* of characters, with so many modules in so many elements */
	DATABAR_OUTSIDE,  /* (16,4), clause 5.2.2 */
	DATABAR_INSIDE,   /* (15,4), clause 5.2.2 */
	DATABAR_EXPANDED, /* (17,4), clause 7.2.2 */
	DATABAR_LIMITED,  /* (26,7), clause 6.2.2 */
	DATABAR_SETS
};

#define DATABAR_ELEMENTS_MAX 14

struct databar_character {
	int32_t value;
	uint8_t width[DATABAR_ELEMENTS_MAX]; /* modules */
	double spread; /* modules by which the first, third ... element is too wide */
	double error;  /* mean square of what is left, in modules */
};

/* Elements and modules of a set. */
size_t databar_elements(enum databar_set set);
unsigned databar_modules(enum databar_set set);
/* The character whose elements were measured as w[0 ..), in its own order; `spread` is what
 * is expected from its neighbours, NAN if nothing is known.  False: no character of the set comes near. */
bool databar_character(enum databar_set set, const double *w, double spread,
                       struct databar_character *out);
/* Weighted sum of the widths, weight 3^(first + i), modulo p: the checksums of the family. */
unsigned databar_checksum(const uint8_t *width, size_t n, unsigned first, unsigned p);

/* ---- segment.c ---- */

enum databar_kind {
	DATABAR_HALF_LEFT,     /* of a symbol of two finders */
	DATABAR_HALF_RIGHT,
	DATABAR_PAIR,          /* of Expanded */
	DATABAR_WHOLE_LIMITED, /* a whole DataBar Limited */
};

#define DATABAR_NO_VALUE (-1)

struct databar_segment {
	enum databar_kind kind;
	uint8_t finder;      /* 0 to 8; of Expanded 0 to 11: A1, A2, B1 ...; of Limited the check */
	int32_t value[2];    /* of Expanded left, right; of a half outside, inside; the last pair
	                      * of Expanded may have no right one */
	uint8_t sum[2];      /* weighted sums of their widths, from weight 1 on */
	double from, to;     /* where it begins and ends for somebody who reads it, on the line */
	double module;       /* pixels */
	double error;        /* mean square of what a width is off, in modules; the worst part */
	size_t first, last;  /* runs of the line, first < last */
	bool forward;        /* it is read the way the line goes */
	bool at_start, at_end; /* of Expanded: a guard pattern stands there */
};

/* All segments of a line, in the order of their finders; at most max. */
size_t databar_segments(const struct runs *runs, struct databar_segment *out, size_t max);

/* ---- text.c ---- */

#define DATABAR_PAIRS_MAX 11
#define DATABAR_TEXT_MAX 128 /* 252 bits: at most 74 digits or 41 letters, and a GTIN */

struct databar_text {
	char bytes[DATABAR_TEXT_MAX]; /* FNC1 as GS; NUL after */
	size_t len;
};

/* Each false: the checksum fails, or what stands there is not defined. */
bool databar_halves(const struct databar_segment *left, const struct databar_segment *right,
                    struct databar_text *text);
bool databar_limited(const struct databar_segment *whole, struct databar_text *text);
/* How many pairs the symbol has, from its first one; 0: none has such a first one. */
size_t databar_pairs(const struct databar_segment *first);
/* The finder of the n-th of so many pairs. */
unsigned databar_finder(size_t pairs, size_t n);
bool databar_expanded(const struct databar_segment *const *pair, size_t pairs,
                      struct databar_text *text);
/* Data characters of 12 bits each to text; `characters` counts the check character too. */
bool databar_fields(const uint16_t *data, size_t characters, struct databar_text *text);

/* find.c has databar_read(), of hits.h */

#endif
