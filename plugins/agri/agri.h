/* agri.h - the parts of the agri plugin; each judges one kind of goods
 *
 * Each part is called for every item and is silent where nothing of its kind was
 * typed or decoded. */
#ifndef AGRI_H
#define AGRI_H

#include "../china.h"
#include "../printed.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

void agri_pesticide(struct exam *x);
void agri_seed(struct exam *x);
void agri_fertiliser(struct exam *x);
void agri_epa(struct exam *x);
void agri_plant(struct exam *x); /* plant passports and veterinary medicine */

/* The unit code of a pesticide in this text: one run of exactly 32 digits.  NULL: none,
 * or more than one. */
const char *agri_unit_code(const char *text);
/* Are its class and production digits ones that there are? */
bool agri_unit_holds(const char *code);

/* The lines of a seed code: 4 where it has its four lines in order; else the number of
 * lines, or 0. */
struct seed_lines {
	struct text line[5]; /* without their names; the fifth is the first too many */
	bool named;          /* the name of a line stood before it */
	bool utf8;           /* else it is of another encoding, and only lines count */
	size_t n;
	const char *reason; /* "" where the code is as it must be */
};
void agri_seed_lines(struct assay_bytes payload, struct seed_lines *out);
bool agri_seed_named(const char *text);

/* Do these goods look like this kind, by what was typed? */
bool agri_typed_any(const struct assay_item *item, const char *keys);

/* The year of inspection; 0 where it is not known. */
int32_t agri_this_year(const struct exam *x);

#endif
