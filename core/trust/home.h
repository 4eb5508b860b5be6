/* home.h - whom this device trusts: pinned issuers and the lists it holds
 *
 * Read-only once opened, shared between threads.  Nothing here writes into the
 * home folder; pin.c and install.c do. */
#ifndef ASSAY_HOME_H
#define ASSAY_HOME_H

#include "assay.h"

#define HOME_LISTS 4096

/* No clock is right that stands before this release: 2026-11-01. */
#define RELEASE_TIME INT64_C(1793491200)

struct home;

enum assay_status home_open(const char *path,
                            void (*log)(void *, enum assay_log, const char *), void *log_data,
                            struct home **out, struct assay_error *error);
/* The same; lang: of what is logged. */
enum assay_status home_open_in(const char *path,
                               void (*log)(void *, enum assay_log, const char *),
                               void *log_data, enum assay_lang lang, struct home **out,
                               struct assay_error *error);
void home_close(struct home *h); /* NULL is fine */
/* Who is admitted for this GTIN-14?  ASSAY_E_TRUST: nobody. */
enum assay_status home_issuer(const struct home *h, const char *gtin,
                              struct assay_issuer *out);
/* The n-th admitted issuer; ASSAY_E_TRUST: past the last. */
enum assay_status home_issuer_at(const struct home *h, size_t n, struct assay_issuer *out);

/* What is known of the item beside its pair: decides completeness (doc/formats.md,
 * "Answers").  Days since 1970-01-01 or ASSAY_NO_DAY; lot: empty if none. */
struct home_question {
	const char *gtin;            /* 14 digits */
	struct assay_bytes serial;
	struct assay_bytes lot;
	int32_t made_decoded, made_typed;
	int64_t now;
	bool as_of;                  /* no clock rules */
};
/* Asks every list whose scope covers the GTIN.  h may be NULL: no list. */
enum assay_status home_lookup(const struct home *h, const struct home_question *q,
                              struct assay_answer *out);
/* Asks every list of documents of the issuer that parts[0] names. */
enum assay_status home_lookup_document(const struct home *h, const struct assay_bytes *parts,
                                       size_t n, int64_t now, bool as_of,
                                       struct assay_answer *out);

/* The profiles and data packs that it holds. */
struct keep;
const struct keep *home_keep(const struct home *h);

#endif
