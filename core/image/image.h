/* image.h - files to upright grey pixels
 *
 * One .c per format, each the only user of its library; exif.c alone knows EXIF.
 * Limits hold before anything is allocated. */
#ifndef ASSAY_IMAGE_H
#define ASSAY_IMAGE_H

#include "assay-types.h"
#include "words.h"

#define IMAGE_SIDE_MAX 65500u /* of JPEG, the format phones write; keeps coordinates small */

struct image { /* 8-bit luma, upright, the top row first */
	uint8_t *pixels; /* image_clear() frees */
	uint32_t width, height;
	size_t stride;
};

struct image_limits {
	size_t max_bytes;
	uint64_t max_pixels;
};

struct image_facts {
	const char *format; /* "jpeg", "png", "webp", "heic"; "" unknown: static */
	bool has_time, has_zone;
	int64_t time;
	bool has_place;
	double latitude, longitude;
	bool damaged; /* cut off or broken: what came before that is in the picture */
};

/* Decode a file by its content, whatever its name.  ASSAY_E_FORMAT, ASSAY_E_LIMIT:
 * *why says in one sentence what is wrong and what to do; out is then empty.
 * A picture decoded in part is ASSAY_OK with facts->damaged, and *why says so. */
enum assay_status image_decode(struct assay_bytes file, const struct image_limits *limits,
                               struct image *out, struct image_facts *facts,
                               struct words *why);
void image_clear(struct image *image);

#endif
