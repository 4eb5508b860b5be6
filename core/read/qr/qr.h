/* qr.h - a reader of QR and Micro QR of our own, in three steps
 *
 * find.c    finder patterns: where a symbol may lie
 * grid.c    the modules of a symbol whose finder patterns are known
 * decode.c  modules to text
 *
 * Each step knows nothing of the ones before it.  Nothing is read that Reed-Solomon does
 * not hold for, and nothing whose finder and timing patterns are not there.  Work is
 * counted in samples of the picture, never in time. */
#ifndef ASSAY_READ_QR_H
#define ASSAY_READ_QR_H

#include "read/eci.h"
#include "read/hits.h"

/* ---- decode.c ---- */

#define QR_SIDE_MAX 177
#define QR_SIDE_LEAST 21 /* smaller ones are Micro QR: 11, 13, 15, 17 */
#define QR_TEXT_MAX 7200 /* 40-L holds 7,089 digits */
#define QR_ALIGNMENTS_MAX 7

struct qr_text {
	uint8_t bytes[QR_TEXT_MAX]; /* as they stand in the symbol; FNC1 is GS */
	size_t len;
	bool fnc1, fnc1_second;     /* where FNC1 stands, if it does */
	bool part;                  /* structured append: one of several */
	uint8_t part_index, part_count, part_parity; /* index from 0 */
	struct eci_marks eci;       /* character sets it names */
	bool mirrored;
	uint8_t level, mask;        /* level: 0 to 3 for L, M, Q, H */
	uint32_t correctable;       /* wrong codewords in a block, at most */
	uint32_t spent;             /* of the correction of its worst block, in percent */
};

/* module[row x side + column]: 1 dark, 0 light.  False, and *text of no meaning: no
 * symbol of that size, too damaged, or nothing that is defined. */
bool qr_decode(const uint8_t *module, size_t side, struct qr_text *text);

enum qr_module { QR_DATA, QR_INFO, QR_DARK, QR_LIGHT };
/* What stands at a place whatever the symbol says; QR_INFO: format and version. */
enum qr_module qr_module_at(size_t side, size_t row, size_t column);
/* Rows (and columns) of the centres of alignment patterns; returns how many. */
size_t qr_alignments(size_t side, uint8_t at[QR_ALIGNMENTS_MAX]);

/* ---- grid.c ---- */

struct qr_level { /* the picture at one size */
	uint32_t width, height;
	const int8_t *soft; /* luma over the mean around, halved; light is positive */
};

/* Luma over the mean around at (x, y), bilinear; 0 outside.  A level has at least two
 * rows and columns. */
double qr_soft(const struct qr_level *level, double x, double y);

struct qr_seen {
	struct qr_text text;
	struct point outline[4]; /* in pixels of the level */
};

/* Is there a symbol of that side whose finder patterns have these centres (top left, top
 * right, bottom left)?  w: how far away they are, 1 for the first; all 1: seen straight.
 * *work is lowered by the samples taken. */
bool qr_read_grid(const struct qr_level *level, const struct point finder[3],
                  const double w[3], size_t side, bool inverted, struct qr_seen *seen,
                  int64_t *work);
/* How well the timing patterns of that side agree, before anything is fitted. */
double qr_timing(const struct qr_level *level, const struct point finder[3],
                 const double w[3], size_t side, bool inverted, int64_t *work);
/* The same for a Micro QR with this finder pattern's corners, clockwise; any turn. */
bool qr_read_micro(const struct qr_level *level, const struct point corner[4],
                   bool inverted, struct qr_seen *seen, int64_t *work);

#endif
