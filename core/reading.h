/* reading.h - what one photo showed: symbols, facts, and why nothing was read
 *
 * Owned by counting: a batch keeps the readings it compares.  Symbols are added
 * while the photo is read; after that a reading never changes. */
#ifndef ASSAY_READING_H
#define ASSAY_READING_H

#include <stdatomic.h>

#include "assay.h"
#include "words.h"

#define READING_SYMBOLS_MAX 512    /* a pallet photo shows a few dozen codes */
#define READING_PAYLOAD_MAX 8192   /* QR 40-L holds 7,089 digits */
#define READING_REASON_MAX 400
#define READING_PRINT 16           /* side of the thumbnail that compares pictures */

struct assay_reading {
	atomic_uint owners;
	struct assay_symbol *symbols; /* payloads owned, NUL after */
	size_t n_symbols, room;
	uint32_t width, height;
	char format[8];
	bool has_time, has_zone, has_place;
	int64_t time;
	double latitude, longitude;
	uint64_t work;
	bool has_print;               /* mean luma of READING_PRINT x READING_PRINT cells */
	uint8_t print[READING_PRINT * READING_PRINT];
	char reason_en[READING_REASON_MAX], reason_zh[READING_REASON_MAX];
};

struct assay_reading *reading_new(void);
struct assay_reading *reading_share(struct assay_reading *r);
/* Copies the payload; reader and pass must be static or come from reading_name(). */
enum assay_status reading_add(struct assay_reading *r, const struct assay_symbol *symbol);
void reading_reason(struct assay_reading *r, struct words why);
/* Take the print of a picture of that size; pixels at least 1 x 1. */
void reading_set_print(struct assay_reading *r, const uint8_t *pixels, uint32_t width,
                       uint32_t height, size_t stride);
/* Nearly the same picture: two shots of a burst? */
bool reading_alike(const struct assay_reading *a, const struct assay_reading *b);

#endif
