/* crash.c - a plugin that crashes on the payload "HELLO ASSAY": for tests/cli.sh */
#include "assay-plugin.h"

static const struct assay_rule rules[] = {
	{ .id = "CRASH-NEVER",
	  .severity = ASSAY_INFO,
	  .grade = "C",
	  .jurisdiction = "*",
	  .source = "this test",
	  .en = "Never said",
	  .zh = "从不使用",
	  .why_en = "A test",
	  .why_zh = "测试" },
};

static int
recognise(const struct assay_item *item, char why[80])
{
	(void)item;
	(void)why;
	return 0;
}

static enum assay_status
examine(const struct assay_host *host, struct assay_run *run,
        const struct assay_item *item)
{
	static const char bad[] = "HELLO ASSAY";

	(void)host;
	(void)run;
	for (size_t i = 0; i < item->n_symbols; i++)
		if (item->symbols[i].payload.len == sizeof bad - 1 &&
		    memcmp(item->symbols[i].payload.data, bad, sizeof bad - 1) == 0)
			__builtin_trap();
	return ASSAY_OK;
}

ASSAY_PLUGIN(crash) = {
	.abi = ASSAY_PLUGIN_ABI,
	.size = sizeof(struct assay_plugin),
	.name = "crash",
	.summary = "crashes",
	.summary_zh = "崩溃",
	.flags = ASSAY_PLUGIN_ALWAYS,
	.symbologies = "]Q",
	.rules = rules,
	.n_rules = 1,
	.recognise = recognise,
	.examine = examine,
};
