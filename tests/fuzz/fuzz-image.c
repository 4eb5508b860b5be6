/* fuzz-image.c - any bytes to a picture within its limits, or to a reason
 *
 * What is decoded is within the limits, keeps its promises about time and place, and
 * is read without a fault. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "image/image.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct image_limits limits = { 1u << 20, 40000 };
	struct assay_reading *r;
	struct image_facts facts;
	struct image image;
	struct words why;
	unsigned sum = 0;

	switch (image_decode((struct assay_bytes){ data, size }, &limits, &image, &facts,
	                     &why)) {
	case ASSAY_OK:
		break;
	case ASSAY_E_FORMAT:
	case ASSAY_E_LIMIT:
		if (image.pixels != NULL || why.en == NULL || why.en[0] == '\0' ||
		    why.zh[0] == '\0')
			abort();
		return 0;
	default:
		return 0;
	}
	if (image.width == 0 || image.height == 0 || image.stride < image.width ||
	    (uint64_t)image.width * image.height > limits.max_pixels ||
	    facts.format[0] == '\0')
		abort();
	if ((facts.has_zone && !facts.has_time) ||
	    (facts.has_place &&
	     !(fabs(facts.latitude) <= 90 && fabs(facts.longitude) <= 180)))
		abort();
	for (size_t y = 0; y < image.height; y++)
		for (size_t x = 0; x < image.width; x++)
			sum += image.pixels[y * image.stride +
			                    x]; /* for the sanitizers */
	if (sum > 255u * 40000u || (r = reading_new()) == NULL)
		abort();
	if (read_symbols(&image, ASSAY_EFFORT_FAST, r) != ASSAY_OK ||
	    (r->n_symbols == 0) == (r->reason_en[0] == '\0'))
		abort();
	assay_reading_free(r);
	image_clear(&image);
	return 0;
}
