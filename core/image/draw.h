/* draw.h - lines and letters on grey pixels, for pictures that eyes look at
 *
 * Whatever lies outside the picture is left out; coordinates may be anything. */
#ifndef ASSAY_IMAGE_DRAW_H
#define ASSAY_IMAGE_DRAW_H

#include "image/image.h"

#define DRAW_CELL_WIDTH 6 /* of a letter and the gap after it, at size 1 */
#define DRAW_CELL_HEIGHT 8

/* A line of that many pixels width. */
void draw_line(struct image *image, struct assay_point from, struct assay_point to,
               int32_t width, uint8_t ink);
void draw_box(struct image *image, int32_t left, int32_t top, int32_t width, int32_t height,
              uint8_t ink);
/* The first n bytes of text, printable ASCII; anything else shows as a full cell. */
void draw_text(struct image *image, int32_t left, int32_t top, int32_t size, uint8_t ink,
               const char *text, size_t n);

#endif
