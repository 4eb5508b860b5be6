/* stripes.h - where a picture looks like bars */
#ifndef ASSAY_READ_STRIPES_H
#define ASSAY_READ_STRIPES_H

#include "image/image.h"

struct stripes {
	unsigned blocks, at_edge; /* how many look like bars; of these at the picture's edge */
};

void stripes_find(const struct image *grey, struct stripes *out);

#endif
