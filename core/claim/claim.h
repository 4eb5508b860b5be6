/* claim.h - payloads and typed values to claims: strict about form, silent about trust */
#ifndef ASSAY_CLAIM_H
#define ASSAY_CLAIM_H

#include "assay.h"
#include "assay-plugin.h"
#include "arena.h"

#define CLAIMS_MAX 2048 /* of one item: 512 symbols of a few fields each */

/* All that is claimed of one item.  Owns what it points to, through one arena. */
struct claims {
	struct assay_claim *claims;
	size_t n_claims;
	struct assay_fault *faults;
	size_t n_faults;
	struct assay_pair *pairs;
	size_t n_pairs;
	bool loose;      /* GTINs and serials that fit several ways: nothing was paired */
	struct arena arena;
};

/* symbols: of all photos of the item; their index becomes claim.symbol.  typed:
 * keys already known good.  now: for two-digit years.  On failure c is empty. */
enum assay_status claims_make(const struct assay_symbol *symbols, size_t n_symbols,
                              const struct assay_typed *typed, size_t n_typed, int64_t now,
                              struct claims *c);
void claims_clear(struct claims *c);

#endif
