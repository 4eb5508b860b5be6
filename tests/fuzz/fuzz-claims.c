/* fuzz-claims.c - any bytes as a symbol, a typed value or a payload to parse: claims
 * keep their contract, and the JSON says what the status says
 *
 * The first byte chooses the carrier or the key, the rest is the payload; a second
 * symbol holds its second half. */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "assay-check.h"
#include "claim/claim.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NOW 1795132800 /* 2026-11-20 */

static const char carriers[][4] = { "]Q3", "]Q1", "]d2", "]d1", "]C1", "]C0", "]E0",
	                            "]E4", "]E3", "]I0", "]I1", "]e0", "]L0", "" };
static const char *const keys[] = { "gtin", "serial", "lot",  "made", "expiry",
	                            "link", "gs1",    "code", "sc" };

static void
check(const struct claims *c, size_t n_symbols)
{
	for (size_t i = 0; i < c->n_claims; i++) {
		const struct assay_claim *claim = &c->claims[i];

		if (claim->value.data[claim->value.len] != 0 ||
		    claim->raw.data[claim->raw.len] != 0 || claim->key[0] == '\0' ||
		    strlen(claim->ai) > 4)
			abort();
		if (claim->symbol != ASSAY_NONE && claim->symbol >= n_symbols)
			abort();
		if (strcmp(claim->key, "gtin") == 0 &&
		    (claim->value.len != 14 || !assay_all_digits(claim->value)))
			abort();
	}
	for (size_t i = 0; i < c->n_faults; i++)
		if (!assay_utf8_valid(assay_str(c->faults[i].why)))
			abort();
	for (size_t i = 0; i < c->n_pairs; i++)
		if (strlen(c->pairs[i].gtin) != 14 || c->pairs[i].serial.len == 0 ||
		    c->pairs[i].serial.data[c->pairs[i].serial.len] != 0)
			abort();
	if (c->loose && c->n_pairs > 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct assay_symbol symbols[2];
	struct assay_typed typed;
	struct claims c;
	struct assay_bytes payload;
	enum assay_status status;
	char *json, *text;

	if (size == 0)
		return 0;
	payload = (struct assay_bytes){ data + 1, size - 1 };
	memset(symbols, 0, sizeof symbols);
	memcpy(symbols[0].symbology, carriers[data[0] % 14], 4);
	symbols[0].payload = payload;
	memcpy(symbols[1].symbology, carriers[data[0] / 14 % 14], 4);
	symbols[1].payload = (struct assay_bytes){ payload.data + payload.len / 2,
		                                   payload.len - payload.len / 2 };
	if ((text = malloc(size)) == NULL)
		abort();
	memcpy(text, payload.data, payload.len);
	text[payload.len] = '\0';
	typed = (struct assay_typed){ keys[data[0] % 9], text };
	if (claims_make(symbols, 2, &typed, 1, NOW, &c) != ASSAY_OK || c.n_claims == 0)
		abort();
	check(&c, 2);
	claims_clear(&c);
	status = assay_parse(payload, NOW, &json);
	if (status == ASSAY_OK || status == ASSAY_E_FORMAT) {
		json_t *root = json_loads(json, 0, NULL);

		if (root == NULL ||
		    json_is_true(json_object_get(root, "valid")) !=
		            (status == ASSAY_OK) ||
		    json_is_string(json_object_get(root, "reason")) ==
		            (status == ASSAY_OK))
			abort();
		json_decref(root);
	} else {
		abort();
	}
	free(json);
	free(text);
	return 0;
}
