/* views.h - one picture in its own size, at half of it, a quarter and so on
 *
 * What several readers want of a picture is made once, when it is first asked for: each
 * size, how far every pixel lies above the mean around it, and where edges of all
 * directions stand close together, as they do in a matrix symbol whose modules are two to
 * five pixels wide there, and hardly anywhere else. */
#ifndef ASSAY_READ_VIEWS_H
#define ASSAY_READ_VIEWS_H

#include "image/image.h"

#define VIEWS_MAX 14      /* 65,500 pixels a side, halved until nothing is left */
#define VIEW_TILE 8       /* pixels a side */
#define VIEW_LEAST 21     /* pixels a side: smaller views show nothing new */

/* What may stand at a tile. */
enum view_density {
	VIEW_FINDERS = 1, /* finder patterns of QR */
	VIEW_MODULES = 2, /* modules of two to five pixels all around */
	VIEW_FINE = 4     /* smaller ones */
};

struct view {
	struct image grey;
	double scale;            /* pixels of the picture in one of the view */
	uint32_t columns, rows;  /* of tiles, those cut at the edges included */
	uint8_t *dense;          /* one a tile: bits of enum view_density */
	size_t n_dense;
	int8_t *soft;            /* luma over the mean around, halved; light is positive; 0
	                          * where no matrix symbol may stand */
};

struct views {
	const struct image *image; /* borrowed; as it was given to views_of() */
	struct view list[VIEWS_MAX];
	size_t made;
	struct bars *bars; /* where bars seem to be, once asked for: linear/regions.c */
	size_t n_bars;
};

void views_of(struct views *v, const struct image *image);
void views_clear(struct views *v);

/* View n, 0 the picture itself; *out is NULL past the last.  Valid until views_clear(). */
enum assay_status views_get(struct views *v, size_t n, struct view **out);
/* The same, with view->soft. */
enum assay_status views_soft(struct views *v, size_t n, struct view **out);
/* Luma over the mean of a narrower neighbourhood: for shade and glare close to a symbol;
 * *soft is yours to free(), NULL past the last view. */
enum assay_status views_soft_near(struct views *v, size_t n, int8_t **soft);
/* Free view->soft of a large view, which is as large as the picture. */
void views_forget_soft(struct views *v, size_t n);

#endif
