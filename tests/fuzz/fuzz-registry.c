/* fuzz-registry.c - whatever is accepted as a registry has exactly one form: what was
 * read and written again is the same bytes, and reads the same. */
#include <stdlib.h>
#include <string.h>

#include "trust/registry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct assay_error error = { "", "" };
	struct registry r;
	enum assay_status status;
	uint8_t *again;
	size_t len;

	status = registry_read((struct assay_bytes){ data, size }, &r, &error);
	if (status == ASSAY_E_NOMEM)
		return 0;
	if (status != ASSAY_OK) {
		/* a refusal says why, in both languages, and leaves nothing behind */
		if (error.text[0] == '\0' || error.text_zh[0] == '\0' ||
		    r.issuers != NULL)
			abort();
		return 0;
	}
	if (registry_write(&r, &again, &len, &error) != ASSAY_OK || len != size ||
	    (size > 0 && memcmp(again, data, size) != 0))
		abort();
	free(again);
	registry_clear(&r);
	return 0;
}
