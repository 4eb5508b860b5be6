/* general.h - what the files of `general` share
 *
 * Names begin with general_ because a static program holds all plugins at once. */
#ifndef GENERAL_H
#define GENERAL_H

#include "assay-check.h"
#include "assay-gs1prefix.h"
#include "assay-plugin.h"
#include "../plugin-common.h"

#define GENERAL_EVIDENCE_MAX 960 /* bytes; the library keeps 1,000 */
#define GENERAL_TRIED_MAX 12

/* One item while its rules run. */
struct general {
	const struct assay_host *host;
	struct assay_run *run;
	const struct assay_item *item;
	int32_t today;            /* of the inspection, days since 1970-01-01 */
	bool clock_unsure;        /* a list said so */
	enum assay_status status; /* the first failure of the host */
};

/* A finding that is being put together. */
struct general_say {
	struct assay_finding finding;
	struct assay_tried tried[GENERAL_TRIED_MAX];
	char evidence[GENERAL_EVIDENCE_MAX];
	size_t used;
};

/* ---- rules.c ---- */

/* Counted here, because the descriptor needs constants; a test counts again. */
#define GENERAL_RULES 80
#define GENERAL_LABELS 18
extern const struct assay_rule general_rules[GENERAL_RULES];
extern const struct assay_label general_labels[GENERAL_LABELS];

/* ---- guide.c ---- */

#define GENERAL_GUIDES 80 /* one a rule; a test asks for those that lack one */
extern const struct assay_guide general_guides[GENERAL_GUIDES];

/* ---- say.c: findings and their evidence ---- */

void general_begin(struct general_say *s, const char *rule, enum assay_severity severity);
/* Add "key=value"; the value is escaped, and cut where it grows too long. */
void general_add(struct general_say *s, const char *key, struct assay_bytes value);
/* The same with everything escaped that is no ASCII: for hosts and links, where one
 * letter may stand for another. */
void general_add_ascii(struct general_say *s, const char *key, struct assay_bytes value);
void general_add_text(struct general_say *s, const char *key, const char *value);
void general_add_day(struct general_say *s, const char *key, int32_t day);
void general_tried(struct general_say *s, const char *name, bool explains);
/* Report it; an explanation that explains lowers S and P by one. */
void general_end(struct general *g, struct general_say *s);
/* Report that the rule's check passed, with the evidence gathered. */
void general_pass(struct general *g, struct general_say *s);

/* ---- near.c: how alike two texts are ---- */

/* Could a person who meant one have typed the other: at most two characters apart,
 * whatever the case? */
bool general_slip(struct assay_bytes a, struct assay_bytes b);

/* ---- signed.c: tables that a signed data pack replaces ---- */

/* The row of a GTIN-14 and the day of its table; NULL: it is none.  room: where the row of
 * a data pack is put together. */
struct general_prefix {
	struct assay_gs1_prefix row;
	char dated[16];
};
const struct assay_gs1_prefix *general_prefix(const struct general *g, struct assay_bytes gtin,
                                              struct general_prefix *room);
/* Is there signed data of that kind?  *there: and a row for the value. */
bool general_in_table(const struct general *g, const char *kind, const char *value,
                      bool *there);

/* ---- claims ---- */

/* The pair that this symbol carries; ASSAY_NONE. */
uint32_t general_pair_of(const struct assay_item *item, uint32_t symbol);
/* How many items with a product and serial of their own do the symbols show? */
size_t general_decoded_pairs(const struct assay_item *item);
/* Does the symbology's own check find every single character misread? */
bool general_checks_itself(const struct assay_item *item, uint32_t symbol);
/* Does this claim speak of that pair, or perhaps of something else in view? */
bool general_belongs(const struct assay_item *item, const struct assay_claim *c, uint32_t pair);
/* A separator may be lost: where beyond `from` may this value of a GS1 symbol end, and
 * what it swallowed begin?  0: nowhere. */
size_t general_cut(const struct assay_item *item, uint32_t symbol, struct assay_bytes value,
                   size_t from);
/* May this value have swallowed what came behind it, and be what was meant (but for a
 * slip; empty: anything)? */
bool general_swallowed(const struct assay_item *item, const struct assay_claim *c,
                       struct assay_bytes meant);
/* The days a date claim may mean: day 00 and "2026-05" mean a month. */
struct span general_span(const struct assay_claim *c);
bool general_span_meets(struct span a, struct span b);
/* Could a person who meant one day have typed the other? */
bool general_day_slip(int32_t a, int32_t b);
/* The same for one of several days that could have been meant. */
bool general_span_slip(int32_t typed, struct span meant);
/* Do the codes in view name more than one product? */
bool general_several_products(const struct assay_item *item);

/* ---- the rules, each file its own ---- */

void general_faults(struct general *g);  /* faults.c */
void general_keys(struct general *g);    /* keys.c */
void general_listed(struct general *g);  /* listed.c */
void general_dates(struct general *g);   /* dates.c */
void general_codes(struct general *g);   /* codes.c */
void general_links(struct general *g);   /* links.c */
void general_signed(struct general *g);  /* signed.c */
void general_shared(struct general *g);  /* shared.c: what a batch compares */

#endif
