/* stripes.h - where a picture looks like bars, and which way they run */
#ifndef ASSAY_READ_STRIPES_H
#define ASSAY_READ_STRIPES_H

#include "image/image.h"

#define STRIPES_ANGLES 2

struct stripes {
	unsigned blocks, at_edge; /* how many look like bars; of these at the picture's edge */
	/* Turning by so many degrees sets slanted bars straight: the angles that most blocks
	 * call for, -45 to 45; 0: none.  Bars that are straight already do not count. */
	int degrees[STRIPES_ANGLES];
};

void stripes_find(const struct image *grey, struct stripes *out);

#endif
