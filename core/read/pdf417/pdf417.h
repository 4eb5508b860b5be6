/* pdf417.h - a reader of PDF417 (ISO/IEC 15438) of our own, in steps
 *
 * find.c     where start and stop patterns stand: the sides of a symbol
 * sample.c   lines between its sides to codewords in rows and columns
 * correct.c  Reed-Solomon over GF(929), with erasures
 * text.c     codewords to text
 *
 * Each step knows nothing of the ones before it.  Nothing is read unless the correction
 * holds with codewords to spare and the symbol's length is the one it says. */
#ifndef ASSAY_READ_PDF417_H
#define ASSAY_READ_PDF417_H

#include "read/hits.h"

#define PDF417_VALUES 929
#define PDF417_MODULES 17    /* of a symbol character */
#define PDF417_ROWS_MAX 90
#define PDF417_COLUMNS_MAX 30
#define PDF417_CODEWORDS_MAX 928
#define PDF417_CHECKS_MAX 512
#define PDF417_ERASED UINT16_MAX

/* ---- patterns.c ---- */

extern const uint32_t pdf417_patterns[3][PDF417_VALUES];

/* ---- correct.c ---- */

/* Correct word[0 .. n), its last `checks` check codewords; PDF417_ERASED where nothing is
 * known.  False, and word of no meaning, if it is farther from every valid word than
 * can be told for sure.  *corrected: erasures and errors. */
bool pdf417_correct(uint16_t *word, size_t n, size_t checks, size_t *corrected);

/* ---- text.c ---- */

#define PDF417_TEXT_MAX 3000 /* 925 codewords of numeric compaction hold 2,710 digits */

struct pdf417_text {
	uint8_t bytes[PDF417_TEXT_MAX];
	size_t len;
	bool has_eci;
	uint32_t eci;       /* the first one named; bytes stay as they came */
	bool part;          /* Macro PDF417: one of several */
	bool last;          /* and the last one */
	uint32_t part_index; /* from 0 */
	uint32_t part_count; /* 0: not told */
	uint16_t part_of[16]; /* codewords that identify the file */
	size_t part_of_len;
};

/* Data codewords, the length descriptor left out.  False: something there is not defined. */
bool pdf417_text(const uint16_t *data, size_t n, struct pdf417_text *text);

/* ---- sample.c ---- */

#define PDF417_SIDE_POINTS 64

struct pdf417_side { /* the outer edge of a start or stop pattern, from the top of the symbol */
	struct point at[PDF417_SIDE_POINTS];
};

struct pdf417_place { /* of a symbol, for somebody who reads it */
	struct pdf417_side left, right; /* of a side that was not found: where it should be */
	bool has_left, has_right;
	double module; /* pixels */
};

struct pdf417_seen {
	struct pdf417_text text;
	size_t rows, columns, checks, corrected;
};

enum assay_status pdf417_sample(const struct image *grey, const struct pdf417_place *place,
                                struct pdf417_seen *out, bool *read);

/* find.c has pdf417_read(), of hits.h */

#endif
