/* fuzz-pins.c - hostile pins.json
 *
 * What must hold of all that is accepted: no prefix begins with another, none lies in a
 * range for shops, a key has one owner and its own id, and a GTIN under a prefix is
 * its issuer's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assay-check.h"
#include "trust/key.h"
#include "trust/pin.h"

static void
must(bool held)
{
	if (!held)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct assay_error error = { "", "" };
	struct pins *p;

	if (pins_parse((struct assay_bytes){ data, size }, &p, &error) != ASSAY_OK) {
		must(p == NULL && error.text[0] != '\0' && error.text_zh[0] != '\0');
		return 0;
	}
	for (size_t i = 0; i < p->n_issuers; i++) {
		const struct pin_issuer *is = &p->issuers[i];

		for (size_t k = 0; k < is->n_keys; k++) {
			const struct pin_issuer *owner = NULL;
			char id[17];

			key_id(is->keys[k].public_key, id);
			must(strcmp(id, is->keys[k].kid) == 0);
			must(pins_key(p, is->keys[k].public_key, 0, &owner) != PIN_NOBODY);
			must(owner == is);
		}
		for (size_t k = 0; is->about.prefixes[k] != NULL; k++) {
			char gtin[15];

			snprintf(gtin, sizeof gtin, "0%s0000000000000", is->about.prefixes[k]);
			must(pins_owner(p, gtin) == is && !pin_restricted(is->about.prefixes[k]));
		}
	}
	pins_free(p);
	return 0;
}
