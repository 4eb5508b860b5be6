/* pending.c - weak stand-ins until claim/ and trust/ land; goes with the last */
#include <stdlib.h>
#include <string.h>
#include "assay-check.h"
#include "claim/claim.h"
#include "trust/home.h"
#define WEAK __attribute__((weak))
WEAK enum assay_status claims_make(const struct assay_symbol *symbols, size_t n_symbols, const struct assay_typed *typed, size_t n_typed, int64_t now, struct claims *c)
{
	(void)symbols; (void)n_symbols; (void)now;
	memset(c, 0, sizeof *c);
	c->claims = calloc(n_typed + 1, sizeof *c->claims);
	for (size_t i = 0; i < n_typed; i++)
		c->claims[c->n_claims++] = (struct assay_claim){ typed[i].key, assay_str(typed[i].value), assay_str(typed[i].value), "", ASSAY_PATH_TYPED, ASSAY_NONE };
	return ASSAY_OK;
}
WEAK void claims_clear(struct claims *c) { free(c->claims); }
WEAK void home_close(struct home *h) { (void)h; }
WEAK enum assay_status home_open(const char *p, void (*log)(void *, enum assay_log, const char *), void *d, struct home **out, struct assay_error *e) { (void)p; (void)log; (void)d; (void)e; *out = NULL; return ASSAY_OK; }
WEAK enum assay_status home_issuer(const struct home *h, const char *g, struct assay_issuer *o) { (void)h; (void)g; (void)o; return ASSAY_E_TRUST; }
WEAK enum assay_status home_lookup(const struct home *h, const struct home_question *q, struct assay_answer *o) { (void)h; (void)q; memset(o, 0, sizeof *o); o->issuer = o->issuer_name = o->title = ""; return ASSAY_OK; }
