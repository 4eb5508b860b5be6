/* datamatrix.h - a reader of Data Matrix (ECC 200) of our own, in four steps
 *
 * lines.c   straight edges of a grey picture
 * find.c    two edges that meet and the dashed sides opposite: where a symbol lies
 * sample.c  the modules of a symbol whose place is known
 * decode.c  modules to text
 *
 * Each step knows nothing of the ones before it.  Nothing is read that Reed-Solomon does
 * not hold for, and nothing whose finder and timing patterns are not there. */
#ifndef ASSAY_READ_DATAMATRIX_H
#define ASSAY_READ_DATAMATRIX_H

#include "read/eci.h"
#include "read/hits.h"

/* ---- decode.c ---- */

#define DATAMATRIX_SIDE_MAX 144 /* modules */
#define DATAMATRIX_TEXT_MAX 3200 /* 1,558 codewords of two digits, and a macro's frame */

struct datamatrix_size {
	uint8_t rows, columns;           /* modules, finder and timing patterns included */
	uint8_t down, across;            /* regions, each within patterns of its own */
	uint16_t data, checks;           /* codewords */
	uint8_t blocks;                  /* they are dealt out to */
};

/* The n-th size of ISO/IEC 16022 and, after these, of ISO/IEC 21471; NULL past the last. */
const struct datamatrix_size *datamatrix_size(size_t n);

/* Dark, light or data: what a module is whatever the symbol says. */
enum module { MODULE_DATA, MODULE_DARK, MODULE_LIGHT };
enum module datamatrix_module(const struct datamatrix_size *size, size_t row, size_t column);

struct datamatrix_text {
	uint8_t bytes[DATAMATRIX_TEXT_MAX];
	size_t len;
	bool gs1;                /* FNC1 stands first; elsewhere it is GS */
	bool fnc1_second;        /* it stands second, after an industry's letter or number */
	bool part;               /* structured append: one of several */
	uint8_t part_index, part_count; /* from 1 */
	uint16_t part_of;        /* identifies the file */
	struct eci_marks eci;    /* character sets it names; bytes stay as they came */
	size_t corrected, capacity; /* codewords that were wrong, that could be put right */
	size_t near_capacity;    /* the fullest block: corrected x 100 / capacity */
};

/* module[row x columns + column]: 1 dark, 0 light.  False, and *text of no meaning: not a
 * symbol, too damaged, or its codewords say nothing that is defined. */
bool datamatrix_decode(const struct datamatrix_size *size, const uint8_t *module,
                       struct datamatrix_text *text);
/* The codewords alone, after correction: data[0 .. size->data). */
bool datamatrix_codewords(const struct datamatrix_size *size, const uint8_t *module,
                          uint8_t *data, struct datamatrix_text *text);
/* Codewords to text. */
bool datamatrix_text(const uint8_t *data, size_t n, struct datamatrix_text *text);

/* ---- lines.c ---- */

struct line { /* an edge; dark lies to the right of going from a to b, y downwards */
	struct point a, b;
};

struct lines {
	struct line *list; /* free() it */
	size_t count;
};

/* Tiles of VIEW_TILE pixels a side; 0: nothing is looked for there. */
struct mask {
	const uint8_t *tile; /* the one at the picture's top left; columns from row to row */
	size_t columns;
};

/* Edges at least `least` pixels long, the longest first; mask NULL: everywhere. */
enum assay_status lines_find(const struct image *grey, const struct mask *mask, double least,
                             struct lines *out);

/* ---- sample.c ---- */

/* Modules to the picture, as a plane seen in perspective: x' = (a x + b y + c) / (g x + h y + 1). */
struct plane {
	double a, b, c, d, e, f, g, h;
};

struct seen { /* a symbol that was read */
	struct datamatrix_text text;
	struct point outline[4];
};

/* Fix the plane by four modules' points; false if they are not in general position. */
bool plane_through(const struct point module[4], const struct point picture[4], struct plane *out);
struct point plane_at(const struct plane *plane, double x, double y);

/* Is there a symbol of this size where the plane says, and what does it say? */
bool datamatrix_sample(const struct image *grey, const struct datamatrix_size *size,
                       struct plane plane, bool light, struct seen *out, uint64_t *work);

/* find.c has datamatrix_read(), of hits.h */

#endif
