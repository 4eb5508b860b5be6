/* make.h - the claims of one item while they are made
 *
 * A maker knows where the values it is given come from, and copies them: what it
 * adds lives in the arena of the claims. */
#ifndef ASSAY_MAKE_H
#define ASSAY_MAKE_H

#include "claim.h"
#include "dl.h"

struct maker {
	struct claims *c;
	size_t claims_room, faults_room;
	int64_t now;
	bool failed;           /* out of memory */
	bool full;             /* a limit was reached, and said so */
	enum assay_path path;  /* of what is added next */
	uint32_t symbol;
	struct gs1 *g;         /* one payload at a time */
};

/* Memory of the arena, NUL after; NULL: out of memory, and m->failed is set. */
uint8_t *make_copy(struct maker *m, struct assay_bytes s);
/* ai: "" for none; value and raw are copied. */
void make_claim(struct maker *m, const char *key, struct assay_bytes value,
	struct assay_bytes raw, const char *ai);
void make_fault(struct maker *m, const char *rule, const char *why);
/* Claims and faults of what was parsed. */
void make_elements(struct maker *m, const struct gs1 *g);
/* A payload that claims no form: link, URN, brackets, or plain text. */
void make_plain(struct maker *m, struct assay_bytes payload, const char *carrier);
/* A GTIN of 8, 12, 13 or 14 digits, padded; rule GS1-CSUM where it fails. */
void make_gtin(struct maker *m, struct assay_bytes digits, struct assay_bytes raw,
	const char *ai);

/* One typed label (typed.c). */
void make_typed(struct maker *m, const char *key, const char *value);
/* What belongs together (pair.c). */
void make_pairs(struct maker *m);
/* What the elements and dates of all symbols say together (item.c). */
void check_item(struct maker *m);

/* What a symbology identifier says of its carrier. */
struct carrier {
	char id[4];
	const char *name;
	bool gs1;             /* FNC1 in first place: element strings */
	enum assay_path path;
};
/* Never NULL: a carrier without a row of its own has id "", and the path of its
 * family. */
const struct carrier *carrier_of(const char *symbology);

#endif
