/* frame.h - the pixels an integrator hands over, as luma
 *
 * A part of a frame, scaled down by a whole number, is made in one walk over it; of
 * Y800 and the luma planes of video no copy is made where none is needed. */
#ifndef ASSAY_FRAME_H
#define ASSAY_FRAME_H

#include "assay.h"
#include "image/image.h"

struct frame_part { /* of a frame, in its pixels */
	uint32_t left, top, width, height; /* at least 1 x 1, within the frame */
	uint32_t shrink; /* to 1/n by mean; what is left over at the right and below is dropped */
};

/* A frame that keeps the rules of assay.h? */
bool frame_good(const struct assay_frame *frame);
/* The luma of a part: *out borrows from the frame, or points to room, which must hold
 * (width / shrink) x (height / shrink) bytes. */
void frame_luma(const struct assay_frame *frame, const struct frame_part *part, uint8_t *room,
                struct image *out);
/* Does frame_luma() of this part borrow, so that no room is needed? */
bool frame_borrows(const struct assay_frame *frame, const struct frame_part *part);

#endif
