/* why.h - why nothing was read, and what the next photo should do better */
#ifndef ASSAY_READ_WHY_H
#define ASSAY_READ_WHY_H

#include "image/image.h"

enum doubt { /* what was seen without being believed; the highest is told */
	DOUBT_NONE = 0,
	DOUBT_WEAK,      /* too few scan lines agreed */
	DOUBT_RIVALS,    /* readings of one place disagree */
	DOUBT_MEANING,   /* a Code 39 that two conventions read differently */
	DOUBT_PART,      /* one of several symbols that make up a text */
};

struct words why_unread(const struct image *grey, enum doubt doubt);

#endif
