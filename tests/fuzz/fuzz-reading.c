/* fuzz-reading.c - packed readings: refused, or packing to the same bytes */
#include <stdlib.h>
#include <string.h>

#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct assay_reading *r;
	uint8_t *again;
	size_t len;

	if (assay_reading_unpack((struct assay_bytes){ data, size }, &r) != ASSAY_OK)
		return 0;
	if (assay_reading_pack(r, &again, &len) != ASSAY_OK || len != size ||
	    memcmp(again, data, size) != 0)
		abort();
	for (size_t i = 0; assay_reading_symbol(r, i) != NULL; i++)
		if (assay_reading_symbol(r, i)
		            ->payload.data[assay_reading_symbol(r, i)->payload.len] != 0)
			abort();
	free(again);
	assay_reading_free(r);
	return 0;
}
