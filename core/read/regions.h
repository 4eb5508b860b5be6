/* regions.h - tiles of a view that touch each other, as rectangles of pixels */
#ifndef ASSAY_READ_REGIONS_H
#define ASSAY_READ_REGIONS_H

#include "assay-types.h"

struct region { /* x and y are whole tiles */
	uint32_t x, y, width, height;
};

struct regions {
	struct region *list; /* free() it */
	size_t count;
};

/* Rectangles around the tiles (of VIEW_TILE pixels) that are not 0 and touch each other, in
 * a view of that size; none overlap but where one was too large and is cut. */
enum assay_status regions_find(const uint8_t *tile, uint32_t width, uint32_t height,
                               struct regions *out);

#endif
