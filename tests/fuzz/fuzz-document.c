/* fuzz-document.c - the document plugin under hostile labels; the property is in plugin.h */
#include "plugin.h"

extern const struct assay_plugin document_LTX_assay_plugin;

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_plugin(&document_LTX_assay_plugin, data, size);
}
