/* general.c - what holds for goods of every category
 *
 * Check digits, element strings, dates, links, and what signed lists say of the serial.
 * Lists come first: they tell whether the clock may be believed. */
#include "general.h"

static int
recognise(const struct assay_item *item, char why[80])
{
	(void)item;
	why[0] = '\0';
	return 0; /* it always examines, and never names a category */
}

static enum assay_status
examine(const struct assay_host *host, struct assay_run *run,
        const struct assay_item *item)
{
	static void (*const parts[])(
	        struct general *) = { general_listed, general_faults, general_keys,
		                      general_dates,  general_codes,  general_links,
		                      general_shared, general_signed };
	struct general g = {
		.host = host,
		.run = run,
		.item = item,
		.today = assay_day_at(item->now),
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		parts[i](&g);
	return g.status;
}

/* What the library follows across the items of a batch. */
/* clang-format off */
static const struct assay_across across[] = {
	{ "URL-REUSE", NULL, "link", ASSAY_MANY },
	{ "CCC-ONE-MANY", NULL, "certificate", ASSAY_ONE_MAKER },
	{ "LICENCE-SHARED", NULL, "permit", ASSAY_ONE_MAKER },
	{ "SEQ-CONSECUTIVE", NULL, "product", ASSAY_NO_RUN },
};
/* clang-format on */

ASSAY_PLUGIN(general) = {
	.abi = ASSAY_PLUGIN_ABI,
	.size = sizeof(struct assay_plugin),
	.name = "general",
	.summary = "check digits, dates, links and signed lists, for goods of every "
	           "category",
	.summary_zh = "各类商品通用：校验码、日期、链接与签名清单",
	.flags = ASSAY_PLUGIN_ALWAYS,
	.symbologies = "]E ]C ]e ]I ]A ]d ]Q ]J ]L",
	.rules = general_rules,
	.n_rules = GENERAL_RULES,
	.labels = general_labels,
	.n_labels = GENERAL_LABELS,
	.recognise = recognise,
	.examine = examine,
	.across = across,
	.n_across = sizeof across / sizeof *across,
	.guides = general_guides,
	.n_guides = GENERAL_GUIDES,
};
