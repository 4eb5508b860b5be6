/* goods.c - branded goods that no other category knows
 *
 * Nothing is known of their labels: what speaks for them is the signed data of their
 * maker, which general looks up for every item.  So this category only says that no
 * rule of a category was applied, and who is admitted for the product number. */
#include "form.h"
#include "goods-guide.h"

/* clang-format off */
static const struct assay_rule rules[] = {
	{ "GOODS-SIGNED", ASSAY_INFO, "C", "*", NULL, NULL, "gtin",
	  "signed data of the admitted maker",
	  "No rules of a category were applied: the signed data of the maker alone speak for this item",
	  "未适用任何类别的规则：仅由厂家签名数据判断该物品",
	  "Goods of an admitted maker of no known category are judged by their serial, lot and dates",
	  "已准入厂家的其他商品按其序列号、批号和日期判断" },
};
/* clang-format on */

/* The library gives it what an admitted maker of other goods makes. */
static int
recognise(const struct assay_item *item, char why[80])
{
	(void)item;
	why[0] = '\0';
	return 0;
}

static enum assay_status
examine(const struct assay_host *host, struct assay_run *run,
        const struct assay_item *item)
{
	struct exam x = exam_begin(host, run, item, rules, COUNT(rules));
	const struct assay_claim *gtin = assay_claim(item, "gtin", 0);
	struct assay_issuer issuer;
	struct note n = { "", 0 };

	if (gtin == NULL)
		return ASSAY_OK;
	note_bytes(&n, "gtin", gtin->value);
	if (host->issuer(run, (const char *)gtin->value.data, &issuer) == ASSAY_OK)
		note(&n, "issuer", issuer.id);
	else
		note(&n, "issuer", "none is admitted");
	remark(&x, "GOODS-SIGNED", gtin->symbol, &n);
	return x.status;
}

ASSAY_PLUGIN(goods) = {
	.abi = ASSAY_PLUGIN_ABI,
	.size = sizeof(struct assay_plugin),
	.name = "goods",
	.summary = "other branded goods, by the signed data of their maker alone",
	.summary_zh = "其他品牌商品：仅依据厂家签名数据",
	.flags = ASSAY_PLUGIN_OTHERS,
	.symbologies = "]Q ]d ]C ]E",
	.rules = rules,
	.n_rules = COUNT(rules),
	.recognise = recognise,
	.examine = examine,
	.guides = guides,
	.n_guides = sizeof guides / sizeof *guides,
};
