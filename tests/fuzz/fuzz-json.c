/* fuzz-json.c - any bytes as the JSON of trust metadata
 *
 * Holds: what is accepted has a canonical form, which is accepted as well, means the same
 * and is its own canonical form; and what is refused is refused with a sentence. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "trust/tuf/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct assay_error error = { "", "" };
	json_t *value, *again;
	char *text, *text2;
	size_t len, len2;

	if (tuf_json_parse((struct assay_bytes){ data, size }, "it", &value, &error) !=
	    ASSAY_OK) {
		if (value != NULL || error.text[0] == '\0' || error.text_zh[0] == '\0')
			abort();
		return 0;
	}
	if (tuf_json_canonical(value, &text, &len, NULL) != ASSAY_OK)
		abort();
	/* a control character stands raw in the canonical form, which is no JSON then */
	for (size_t i = 0; i < len; i++) {
		if ((uint8_t)text[i] >= 0x20)
			continue;
		free(text);
		json_decref(value);
		return 0;
	}
	if (tuf_json_parse((struct assay_bytes){ (uint8_t *)text, len }, "it", &again,
	                   NULL) != ASSAY_OK ||
	    !json_equal(value, again))
		abort();
	if (tuf_json_canonical(again, &text2, &len2, NULL) != ASSAY_OK || len != len2 ||
	    memcmp(text, text2, len) != 0)
		abort();
	free(text);
	free(text2);
	json_decref(value);
	json_decref(again);
	return 0;
}
