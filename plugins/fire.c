/* fire.c - fire-fighting equipment: S labels, A and B tags, extinguishers
 *
 * The identity label of GA 846 has 14 characters, 00000AA00016AA: five digits, two
 * capitals, five digits, two capitals.  Tag A is on the product, tag B on its papers,
 * and both bear the same code, which no other product has.  A person reads them, so that
 * a broken form is W. */
#include "form.h"
#include "fire-guide.h"
#include "signed.h"

/* clang-format off */
static const struct assay_rule rules[] = {
	{ "FIRE-S-LIST", ASSAY_STRONG, "C", "cn", NULL, NULL, NULL,
	  "a signed register of S labels",
	  "The S label is not in the signed register, did not hold, or is another maker's or model's",
	  "身份信息标志不在签名的登记册中、当时无效，或属于其他生产者或型号",
	  "Each label is given out for one product of one maker; absence counts only where the register is complete",
	  "每枚标志只发给一个厂家的一件产品；仅当登记册完整时缺失才有意义" },
	{ "FIRE-S-FORMAT", ASSAY_STRONG, "V2", "cn", "2009-08-01", NULL, "slabel",
	  "GA 846-2009, identity label of fire products",
	  "The code of the S label is not built as the standard says: read it again, capitals and digits",
	  "消防产品身份信息标志（S 标）编码不符合标准，请再次核对大写字母和数字",
	  "Five digits, two capitals, five digits, two capitals",
	  "五位数字、两位大写字母、五位数字、两位大写字母" },
	{ "FIRE-S-AB", ASSAY_STRONG, "V2", "cn", "2009-08-01", NULL, NULL,
	  "GA 846-2009, tags A and B",
	  "Tag A on the product and tag B on its papers differ: compare both once more",
	  "产品上的 A 签与随附文件上的 B 签编码不同，请再次核对",
	  "Both tags of one product bear the same code",
	  "同一产品的 A、B 签编码相同" },
	{ "FIRE-S-DUP", ASSAY_PROOF, "V", "cn", "2009-08-01", NULL, NULL,
	  "GA 846-2009, one code for one product",
	  "One S label code stands on several products: compare the labels, at most one is the real one",
	  "同一 S 标编码出现在多件产品上：请核对标志，其中至多一件为真",
	  "Each product has a code of its own; forgers copy one label over a whole load",
	  "每件产品编码唯一；假冒者常将同一标志复制到整批产品" },
	{ "FIRE-EXT-DATES", ASSAY_WEAK, "M", "cn", NULL, NULL, NULL,
	  "GA 95, service life of portable extinguishers",
	  "The dates of the extinguisher contradict each other or its service life is over: read them again",
	  "灭火器日期互相矛盾或已超过报废年限，请再次核对",
	  "Ten years for dry powder, twelve for carbon dioxide; service comes after making",
	  "干粉十年、二氧化碳十二年；维修日期应晚于生产日期" },
	{ "FIRE-EXT-CYL", ASSAY_WEAK, "M", "*", NULL, NULL, NULL,
	  "comparison of the stamped number with the label",
	  "The number stamped on the cylinder is not the one on the label: compare both once more",
	  "瓶体钢印编号与标签不同，请再次核对",
	  "Old cylinders are refilled under new labels",
	  "旧瓶可能换贴新标签" },
};

static const struct assay_label labels[] = {
	{ "slabel", "code of the S label, 14 characters", "S 标编码，14 位" },
	{ "a", "code of tag A on the product", "产品上 A 签编码" },
	{ "b", "code of tag B on the papers", "随附文件上 B 签编码" },
	{ "extinguisher", "kind of extinguisher: powder or CO2", "灭火器种类：干粉、二氧化碳" },
	{ "serviced", "day of the last service", "最近维修日期" },
	{ "cylinder", "number stamped on the cylinder", "瓶体钢印编号" },
	{ "cylinder_label", "cylinder number on the label", "标签上的瓶体编号" },
};

static const struct { const char *words[5]; int years; } lives[] = {
	{ { "powder", "dry chemical", "干粉", "ABC", NULL }, 10 },
	{ { "CO2", "carbon dioxide", "二氧化碳", NULL, NULL }, 12 },
};
/* clang-format on */

/* ---- S labels ---- */

static void
s_labels(struct exam *x, const char *key)
{
	struct source from;

	for (size_t i = 0; typed_source(x->item, key, i, &from); i++) {
		struct note n = { "", 0 };
		bool small = false;

		if (says_no(from.text.s))
			continue;
		text_without(&from.text, " -");
		for (size_t k = 0; k < from.text.len; k++)
			small = small || from.text.s[k] != upper(from.text.s[k]);
		/* tag B belongs to the papers: they may lie beside their product */
		note(&n, strcmp(key, "b") == 0 ? "papers" : "slabel", from.text.s);
		if (small)
			form_broken(x, "FIRE-S-FORMAT", &from, &n, "small letters");
		else if (!has_shape(from.text.s, "00000AA00000AA"))
			form_broken(x, "FIRE-S-FORMAT", &from, &n, "not 00000AA00000AA");
		else
			holds(x, "FIRE-S-FORMAT", &n);
	}
}

/* ---- extinguishers ---- */

static int
life_of(const char *kind)
{
	for (size_t i = 0; i < COUNT(lives); i++)
		for (size_t k = 0; lives[i].words[k] != NULL; k++)
			if (find_word(kind, lives[i].words[k]) != NULL)
				return lives[i].years;
	return 0;
}

static void
dates(struct exam *x)
{
	struct span made = span_claimed(x->item, "made", 0),
	            serviced = span_claimed(x->item, "serviced", 0);
	int32_t today = assay_day_at(x->item->now);
	struct note n = { "", 0 };
	struct weight w = no_more_than(ASSAY_WEAK);
	struct assay_date end;
	struct text kind;
	int years;

	if (made.first == ASSAY_NO_DAY ||
	    *typed_text(x->item, "extinguisher", &kind) == '\0')
		return;
	years = life_of(kind.s);
	note_day(&n, "made", made.first);
	if (serviced.first != ASSAY_NO_DAY)
		note_day(&n, "serviced", serviced.first);
	end = assay_date_of(made.last);
	if (serviced.last != ASSAY_NO_DAY && serviced.last < made.first)
		note(&n, "reason", "serviced before it was made");
	else if (years > 0 && today != ASSAY_NO_DAY &&
	         (int64_t)made.last + years * 366 < today)
		note(&n, "reason", "service life is over");
	else if (years == 0 && serviced.first == ASSAY_NO_DAY)
		return; /* nothing was compared */
	else {
		note_int(&n, "until", end.year + years);
		holds(x, "FIRE-EXT-DATES", &n);
		return;
	}
	tried(&w, "typing-slip", true);
	speak(x, "FIRE-EXT-DATES", &w, ASSAY_NONE, &n);
}

/* ---- the descriptor ---- */

static int
recognise(const struct assay_item *item, char why[80])
{
	/* clang-format off */
	static const struct { const char *key; int score; } typed[] = {
		{ "slabel", 90 }, { "extinguisher", 90 }, { "cylinder", 60 }, { "a", 50 }, { "b", 50 },
	};
	/* clang-format on */

	for (size_t i = 0; i < COUNT(typed); i++)
		if (assay_claim(item, typed[i].key, 0) != NULL) {
			snprintf(why, 80, "%s typed", typed[i].key);
			return typed[i].score;
		}
	return 0;
}

static enum assay_status
examine(const struct assay_host *host, struct assay_run *run,
        const struct assay_item *item)
{
	struct exam x = exam_begin(host, run, item, rules, COUNT(rules));
	const struct assay_claim *c;

	s_labels(&x, "slabel");
	s_labels(&x, "a");
	s_labels(&x, "b");
	form_equal(&x, "FIRE-S-AB", "a", "b", " -");
	for (size_t n = 0; (c = assay_claim(item, "slabel", n)) != NULL; n++)
		signed_register(&x, &(struct registered){
		                            .rule = "FIRE-S-LIST",
		                            .kind = "register/cn-fire-label",
		                            .claim = c, .number = c->value,
		                            .given = { ASSAY_NO_DAY, ASSAY_NO_DAY },
		                            .model = "model", .maker = "maker" });
	dates(&x);
	form_equal(&x, "FIRE-EXT-CYL", "cylinder", "cylinder_label", " -./");
	return x.status;
}

/* What the library follows across the items of a batch. */
/* clang-format off */
static const struct assay_across across[] = {
	{ "FIRE-S-DUP", "FIRE-S-FORMAT", "slabel", ASSAY_ONE_THING },
	{ "FIRE-S-DUP", "FIRE-S-FORMAT", "papers", ASSAY_ONE_THING },
};
/* clang-format on */

ASSAY_PLUGIN(fire) = {
	.abi = ASSAY_PLUGIN_ABI,
	.size = sizeof(struct assay_plugin),
	.name = "fire",
	.summary = "fire-fighting equipment: S labels, A and B tags, extinguishers",
	.summary_zh = "消防产品：S 标、A/B 签、灭火器",
	.symbologies = "]Q",
	.rules = rules,
	.n_rules = COUNT(rules),
	.labels = labels,
	.n_labels = COUNT(labels),
	.recognise = recognise,
	.examine = examine,
	.guides = guides,
	.n_guides = sizeof guides / sizeof *guides,
	.across = across,
	.n_across = COUNT(across),
};
