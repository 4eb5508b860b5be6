/* parse.h - one payload, whatever its form, to what it says */
#ifndef ASSAY_PARSE_H
#define ASSAY_PARSE_H

#include "make.h"

struct parsed {
	struct claims c;
	const char *kind;               /* "gs1", "dl", "link", "gtin", "text", "epc" */
	char symbology[4];              /* as it stood before the payload, or "" */
	const struct carrier *carrier;  /* of that; NULL where none stood */
	const struct assay_fault *bad;  /* what makes it malformed; NULL: nothing */
	bool superfluous;               /* separators where none was needed */
	struct assay_fault own;         /* of the payload as a whole; bad may point here */
	char own_why[GS1_WHY_MAX];
	char canonical[2048];           /* as a Digital Link; "" where it has no primary key */
};

/* Fills p, which parsed_clear() empties whatever the status. */
enum assay_status parse_payload(struct assay_bytes payload, int64_t now, struct parsed *p);
void parsed_clear(struct parsed *p);

#endif
