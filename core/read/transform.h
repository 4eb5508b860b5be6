/* transform.h - pictures made from a picture, for one pass each
 *
 * Every one is a pure function of the pixels in whole numbers, so that it gives the
 * same bytes on every machine. */
#ifndef ASSAY_READ_TRANSFORM_H
#define ASSAY_READ_TRANSFORM_H

#include "image/image.h"

/* out is yours: image_clear(); rows without gaps. */
enum assay_status transform_copy(const struct image *in, struct image *out);
/* Mean over squares of n x n pixels; what is left over at the edges is dropped. */
enum assay_status transform_shrink(const struct image *in, uint32_t n, struct image *out);
/* num / 2 times as large, bilinear. */
enum assay_status transform_enlarge(const struct image *in, uint32_t halves, struct image *out);
/* Turned by degrees about its centre, and all of it kept; the rest is white. */
enum assay_status transform_turn(const struct image *in, int degrees, struct image *out);

/* ---- in place ---- */
enum assay_status transform_otsu(struct image *image);
enum assay_status transform_adaptive(struct image *image, uint32_t radius);
enum assay_status transform_clahe(struct image *image);
enum assay_status transform_sharpen(struct image *image);

#endif
