/* locate.h - where codes seem to be, at a small part of what reading takes
 *
 * For live frames: a place is worth a look, and what stands there is for the reader to
 * say.  Nothing found here is ever believed. */
#ifndef ASSAY_READ_LOCATE_H
#define ASSAY_READ_LOCATE_H

#include "image/image.h"

#define LOCATE_WAYS 6  /* that a picture can be looked at: what one misses another finds */
#define LOCATED_MAX 16 /* more than are read of one frame */

struct located { /* in pixels of the picture */
	double left, top, right, bottom;
	bool one_sided; /* a linear code of which one end was found: it may go on either way */
};

/* Look in the way-th way; *count says how many places stand in out. */
enum assay_status locate_codes(const struct image *grey, size_t way,
                               struct located out[LOCATED_MAX], size_t *count);

#endif
