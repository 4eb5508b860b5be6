/* format.h - what image.c asks of the file of each format
 *
 * A decoder gets a file whose first bytes are right and fills a struct decoded.
 * It allocates pixels with image_alloc() only, so that limits hold for all. */
#ifndef ASSAY_IMAGE_FORMAT_H
#define ASSAY_IMAGE_FORMAT_H

#include "image/image.h"

struct exif {
	unsigned orientation; /* 1 to 8; 1 where none is stated */
	bool has_time, has_zone, has_place;
	int64_t time;         /* s since 1970; local time where there is no zone */
	double latitude, longitude;
};

struct decoded {
	struct image image;
	struct exif exif;
	bool damaged; /* in part: the rest of the picture is white or grey */
};

/* White pixels, or the reason why not: ASSAY_E_FORMAT for a side of zero. */
enum assay_status image_alloc(struct image *image, uint64_t width, uint64_t height,
                              const struct image_limits *limits, struct words *why);

/* data is a TIFF structure, with or without "Exif\0\0" before it.  What is wrong,
 * or too large to be true, is left out. */
void exif_read(struct assay_bytes data, struct exif *out);

/* ASSAY_OK, or *why says what is wrong and out->image is empty or to be cleared. */
enum assay_status png_decode(struct assay_bytes file, const struct image_limits *limits,
                             struct decoded *out, struct words *why);
/* A grey PNG, malloc()ed into *out. */
enum assay_status png_encode(const struct image *image, uint8_t **out, size_t *len);
enum assay_status jpeg_decode(struct assay_bytes file, const struct image_limits *limits,
                              struct decoded *out, struct words *why);
enum assay_status webp_decode(struct assay_bytes file, const struct image_limits *limits,
                              struct decoded *out, struct words *why);
enum assay_status heic_decode(struct assay_bytes file, const struct image_limits *limits,
                              struct decoded *out, struct words *why);

#endif
