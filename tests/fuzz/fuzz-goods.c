/* fuzz-goods.c - the goods plugin under hostile labels; the property is in plugin.h */
#include "plugin.h"

extern const struct assay_plugin goods_LTX_assay_plugin;

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_plugin(&goods_LTX_assay_plugin, data, size);
}
