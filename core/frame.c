/* frame.c - the pixels an integrator hands over, as luma
 *
 * Colour becomes luma by BT.601 in whole numbers, so that every machine has the same:
 * (77 R + 150 G + 29 B + 128) / 256, full range.  The luma of video is taken as it
 * stands: readers look at contrast, not at how far black is from zero. */
#include "frame.h"

/* Where a format has its samples: a pixel takes `bytes`; one byte of it is the luma, or
 * three are the colours. */
static const struct layout {
	uint8_t bytes;
	bool colour;
	uint8_t luma;             /* where the luma stands */
	uint8_t red, green, blue; /* where the colours stand */
} layouts[] = {
	[ASSAY_PIXELS_Y800] = { 1, false, 0, 0, 0, 0 },
	[ASSAY_PIXELS_NV12] = { 1, false, 0, 0, 0, 0 },
	[ASSAY_PIXELS_NV21] = { 1, false, 0, 0, 0, 0 },
	[ASSAY_PIXELS_I420] = { 1, false, 0, 0, 0, 0 },
	[ASSAY_PIXELS_YUYV] = { 2, false, 0, 0, 0, 0 },
	[ASSAY_PIXELS_UYVY] = { 2, false, 1, 0, 0, 0 },
	[ASSAY_PIXELS_RGB] = { 3, true, 0, 0, 1, 2 },
	[ASSAY_PIXELS_RGBA] = { 4, true, 0, 0, 1, 2 },
	[ASSAY_PIXELS_BGRA] = { 4, true, 0, 2, 1, 0 },
};

bool
frame_good(const struct assay_frame *frame)
{
	return frame->pixels != NULL && frame->width > 0 && frame->height > 0 &&
	       (size_t)frame->format < sizeof layouts / sizeof *layouts &&
	       frame->stride / layouts[frame->format].bytes >= frame->width;
}

bool
frame_borrows(const struct assay_frame *frame, const struct frame_part *part)
{
	return part->shrink == 1 && layouts[frame->format].bytes == 1;
}

static inline unsigned
luma(const struct layout *l, const uint8_t *pixel)
{
	if (!l->colour)
		return pixel[l->luma];
	return (77u * pixel[l->red] + 150u * pixel[l->green] + 29u * pixel[l->blue] +
	        128) >>
	       8;
}

void
frame_luma(const struct assay_frame *frame, const struct frame_part *part, uint8_t *room,
           struct image *out)
{
	const struct layout *l = &layouts[frame->format];
	const uint8_t *from =
	        frame->pixels + part->top * frame->stride + (size_t)part->left * l->bytes;
	const uint32_t n = part->shrink, area = n * n;

	if (frame_borrows(frame, part)) {
		*out = (struct image){ (uint8_t *)(uintptr_t)from, part->width,
			               part->height, frame->stride };
		return;
	}
	*out = (struct image){ room, part->width / n, part->height / n, part->width / n };
	for (size_t y = 0; y < out->height; y++)
		for (size_t x = 0; x < out->width; x++) {
			const uint8_t *square =
			        from + y * n * frame->stride + x * n * l->bytes;
			uint64_t sum = 0;

			for (size_t row = 0; row < n; row++)
				for (size_t column = 0; column < n; column++)
					sum += luma(l, square + row * frame->stride +
					                       column * l->bytes);
			room[y * out->width + x] = (uint8_t)((sum + area / 2) / area);
		}
}
