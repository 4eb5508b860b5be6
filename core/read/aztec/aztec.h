/* aztec.h - a reader of Aztec Code (ISO/IEC 24778) of our own, in three steps
 *
 * find.c    bull's eyes, and the plane they lie in
 * grid.c    the mode message and the modules around a bull's eye
 * decode.c  modules to text
 *
 * Each step knows nothing of the ones before it.  Nothing is read whose mode message and
 * data Reed-Solomon does not hold for.  Runes are not read: three digits with little to
 * hold them are too easily met by chance. */
#ifndef ASSAY_READ_AZTEC_H
#define ASSAY_READ_AZTEC_H

#include "read/qr/qr.h"

/* ---- decode.c ---- */

#define AZTEC_SIDE_MAX 151
#define AZTEC_BITS_MAX 19968 /* 32 layers, checks included */
#define AZTEC_TEXT_MAX 4096  /* 32 layers hold 3,832 digits */

struct aztec_mode { /* what the mode message says */
	bool compact;
	unsigned layers; /* 1 to 4, or to 32 */
	unsigned data;   /* codewords */
};

struct aztec_text {
	uint8_t bytes[AZTEC_TEXT_MAX]; /* as they stand in the symbol; FNC1 is GS */
	size_t len;
	bool fnc1, fnc1_second; /* where FNC1 stands, if it does */
	bool part;              /* structured append: one of several */
	bool has_eci;
	uint32_t eci;   /* the first one named */
	uint32_t spent; /* of the correction, in percent */
};

/* The 28 or 40 bits of the mode message, clockwise from the top left. */
bool aztec_mode_of(const uint8_t *bits, bool compact, struct aztec_mode *mode);
/* Modules from side to side, the reference grid included. */
size_t aztec_side(const struct aztec_mode *mode);
/* Where the bits of the codewords stand, row x side + column; returns how many.  The
 * first of them, as many as a codeword leaves over, say nothing. */
size_t aztec_places(const struct aztec_mode *mode, uint16_t place[AZTEC_BITS_MAX]);
/* Bits of a codeword, and the polynomial of their field. */
unsigned aztec_width(const struct aztec_mode *mode, unsigned *polynomial);
/* module[row x side + column]: 1 dark, 0 light.  False, and *text of no meaning: too
 * damaged, or its codewords say nothing that is defined. */
bool aztec_decode(const uint8_t *module, const struct aztec_mode *mode,
                  struct aztec_text *text);

/* ---- grid.c ---- */

struct aztec_seen {
	struct aztec_text text;
	struct point outline[4]; /* in pixels of the level */
};

/* Is there a symbol around the bull's eye whose square of 7 x 7 modules, the third light
 * ring its outermost, has these corners, clockwise?  *work is lowered by the samples
 * taken. */
bool aztec_read_grid(const struct qr_level *level, const struct point corner[4],
                     bool inverted, struct aztec_seen *seen, int64_t *work);
/* find.c has aztec_read(), of hits.h */

#endif
