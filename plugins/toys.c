/* toys.c - toys: certificate, passport, tracking label, age
 *
 * Judges typed values of the labels that toys carry in China, the European Union
 * and the United States.  The kinds of the CCC classes explain and never accuse:
 * the list of kinds was shortened over the years. */
#include "ccc.h"
#include "toys-guide.h"
#include "signed.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

#define TOY_FAMILY 22 /* first half of the CCC class */
#define DPP_APPLIES "2030-08-01"
#define UNDER_THREE 36 /* months */

/* clang-format off */
static const struct assay_rule rules[] = {
	{ "TOY-CCC-FORMAT", ASSAY_STRONG, "V", "cn", NULL, NULL, "ccc",
	  "CNCA rules on certificate numbers; published certificates",
	  "The toy's CCC certificate number does not have the form of one: read it again, then look it up in the public register",
	  "玩具的 CCC 证书编号不符合编号规则：请重新核对，再到公开数据库查询",
	  "16 digits: year of first issue (2002 or later), body, class, sequence; fakes invent numbers of another length or year",
	  "16 位数字：首次发证年份（2002 年起）、机构、产品类别、流水号；假冒品常编造位数或年份不符的编号" },
	{ "TOY-CCC-CLASS", ASSAY_WEAK, "M", "cn", NULL, NULL, NULL,
	  "CCC product classes",
	  "The class in the CCC certificate number is not that of toys: compare the certificate with the toy",
	  "CCC 证书编号中的产品类别不是玩具：请核对证书与产品",
	  "Digits 7 and 8 of a toy's certificate are 22; fakes borrow a number from other goods",
	  "玩具证书第 7、8 位为 22；假冒品常借用其他产品的证书编号" },
	{ "TOY-CCC-SCOPE", ASSAY_INFO, "V", "cn", NULL, NULL, NULL,
	  "CCC catalogue of 2020",
	  "Which kind of toy the certificate is for, or whether one is asked for",
	  "证书适用的玩具种类，或是否要求认证",
	  "CCC is asked for on powered, plastic, metal and ride-on toys; on others its absence means nothing",
	  "电动、塑胶、金属和童车类玩具须 CCC 认证；其他种类没有证书不说明问题" },
	{ "TOY-DPP-DATE", ASSAY_STRONG, "V", "eu", "2026-01-01", NULL, NULL,
	  "Regulation (EU) 2025/2509",
	  "A toy placed on the Union market from 2030-08-01 carries no product passport: look for the code on toy, box and papers",
	  "2030-08-01 起投放欧盟市场的玩具没有产品护照：请在玩具、包装和随附文件上寻找二维码",
	  "The passport is asked for from 2030-08-01; before that day its absence means nothing",
	  "自 2030-08-01 起须有数字产品护照；此前没有不说明问题" },
	{ "TOY-GB-NUMBER", ASSAY_WEAK, "V", "cn", NULL, NULL, "gb",
	  "GB 6675.1 to GB 6675.4; GB 19865",
	  "The standard quoted is not the one of toys: read the label again",
	  "所标执行标准不是玩具标准：请重新核对标签",
	  "Chinese labels quote GB 6675, for powered toys GB 19865 too",
	  "中国玩具标签标注 GB 6675，电玩具还标注 GB 19865" },
	{ "TOY-TRACKING-US", ASSAY_STRONG, "V", "us", "2009-08-14", NULL, NULL,
	  "Consumer Product Safety Improvement Act, section 103",
	  "The tracking label does not give all it must: look on product and box for maker, place, date and batch",
	  "追溯标签内容不全：请在产品和包装上寻找制造商、产地、日期和批次",
	  "Maker, place and date of production and the batch must be found on goods for children of 12 and under",
	  "12 岁及以下儿童用品须能查明制造商、生产地点、日期和批次" },
	{ "TOY-TRACKING-DATE", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "follows from the day of the inspection",
	  "The date of production on the tracking label is still to come: read it again and check the device's clock",
	  "追溯标签上的生产日期尚未到来：请重新核对并检查设备时钟",
	  "Nothing is made after it is inspected",
	  "产品不可能在查验之后生产" },
	{ "TOY-LICENCE-BRAND", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "the maker's signed profile",
	  "The licensor line that the maker signed for this toy is not on it, or reads otherwise",
	  "玩具上没有厂家签名档案所要求的授权标注，或文字不同",
	  "Toys with licensed characters name the licensor; copies leave the line out or misspell it",
	  "带授权形象的玩具须标注授权方；仿冒品常缺少或写错该标注" },
	{ "TOY-AGE-CONFLICT", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "Directive 2009/48/EC, annex V; GB 6675.1",
	  "The warning against children under 3 stands beside an age below 3: read both again",
	  "“3 岁以下禁用”警示与低于 3 岁的适用年龄同时出现：请重新核对两处",
	  "The symbol and the small-parts warning are for toys of 3 years and up; fakes print them on everything",
	  "该标志和小零件警示只用于 3 岁及以上玩具；假冒品常随意印刷" },
	{ "TOY-CE-PRESENT", ASSAY_STRONG, "V", "eu", NULL, NULL, NULL,
	  "Directive 2009/48/EC; Regulation (EU) 2025/2509",
	  "The toy has no CE mark: look for it on the toy, its label, its box and its papers",
	  "玩具没有 CE 标志：请在玩具、标签、包装和随附文件上寻找",
	  "A toy on the Union market carries the mark, small ones on label or leaflet",
	  "欧盟市场上的玩具须有该标志，小件可标在标签或说明书上" },
	{ "TOY-CE-NB", ASSAY_WEAK, "M", "eu", NULL, NULL, "ce",
	  "Directive 2009/48/EC",
	  "Digits follow the CE mark, as toys normally have none: ask which act they are for",
	  "CE 标志后带数字，而玩具通常没有：请确认依据的法规",
	  "A notified body's number stands there for other acts, as radio or protective equipment",
	  "公告机构编号用于其他法规，如无线电或防护用品" },
};

static const struct assay_label labels[] = {
	{ "licensor", "licensor line as printed, or none", "授权标注，没有填 无" },
	{ "ccc",     "CCC certificate number",                      "CCC 证书编号" },
	{ "cert",    "certificate number",                          "证书编号" },
	{ "product", "what the goods are",                          "产品名称" },
	{ "kind",    "kind of toy, as powered or plush",            "玩具种类，如电动或毛绒" },
	{ "gb",      "GB standard number",                          "执行标准号" },
	{ "placed",  "date placed on the Union market",             "投放欧盟市场日期" },
	{ "dpp",     "product passport code present: 1 or 0",       "有无产品护照码：1 或 0" },
	{ "place",   "place of production on the tracking label",   "追溯标签上的生产地点" },
	{ "date",    "date of production on the tracking label",    "追溯标签上的生产日期" },
	{ "batch",   "batch or run on the tracking label",          "追溯标签上的批次" },
	{ "text",    "warning text or symbol as seen",              "所见警示文字或标志" },
	{ "grade",   "age grade, as 18m+ or 3+",                    "适用年龄，如 18m+ 或 3+" },
	{ "ce",      "CE mark and the digits behind it; 0: none",   "CE 标志及其后数字；0：无" },
};

/* Kinds of the CCC classes, and words for them. */
static const struct {
	const char *class, *kind;
} classes[] = {
	{ "2201", "ride-on" }, { "2202", "powered" }, { "2203", "projectile" }, { "2204", "metal" },
	{ "2205", "doll" },    { "2206", "plastic" }, { "2207", "child-restraint" },
};

static const struct {
	const char *word;
	bool asked; /* listed in 2020 */
} kinds[] = {
	{ "powered", true },     { "electric", true }, { "电动", true }, { "电玩具", true },
	{ "plastic", true },     { "塑胶", true },     { "塑料", true }, { "metal", true },
	{ "金属", true },        { "ride-on", true },  { "童车", true }, { "wooden", false },
	{ "wood", false },       { "木制", false },    { "plush", false }, { "毛绒", false },
	{ "paper", false },      { "纸制", false },    { "textile", false }, { "布制", false },
};

static const char *const toy_words[] = {
	"toy", "toys", "玩具", "doll", "娃娃", "plush toy", "毛绒玩具", "building blocks", "积木",
	"puzzle", "拼图", "电动玩具", "塑胶玩具", "toy car", "玩具车",
};

/* A text warns when it has a word of each column of one row. */
static const struct {
	const char *age, *against;
} warnings[] = {
	{ "0-3", "prohibited" },   { "0-3", "not " },           { "0-3", "禁" },
	{ "under 3", "not " },     { "under 3", "unsuitable" }, { "under three", "not " },
	{ "less than 3", "not " }, { "3岁以下", "禁" },         { "3岁以下", "不" },
	{ "3 岁以下", "禁" },      { "3 岁以下", "不" },        { "三岁以下", "禁" },
	{ "三岁以下", "不" },      { "36个月以下", "禁" },      { "36个月以下", "不" },
	{ "small parts", "choking" },
};
/* clang-format on */

static bool
is_toy_word(const struct assay_claim *product)
{
	for (size_t i = 0; product != NULL && i < COUNT(toy_words); i++)
		if (assay_bytes_is(product->value, toy_words[i]))
			return true;
	return false;
}

/* ---- CCC ---- */

static void
ccc_format(struct exam *x)
{
	ccc_judge_form(x, "TOY-CCC-FORMAT", "ccc");
}

static void
ccc_class(struct exam *x)
{
	const struct assay_claim *claim, *product = assay_claim(x->item, "product", 0);
	struct ccc c;

	if (product != NULL && !is_toy_word(product))
		return;
	for (size_t n = 0; (claim = ccc_claim(x->item, n, &c)) != NULL; n++) {
		if (c.self_declared)
			continue;
		if (c.family == TOY_FAMILY)
			exam_passed(x, "TOY-CCC-CLASS", "class=%.4s", c.text.text + 6);
		else
			exam_found(x, "TOY-CCC-CLASS", ASSAY_WEAK, claim,
			           tries_by_path(claim->path),
			           "ccc=%s; class=%.4s; expected=%d", c.text.text,
			           c.text.text + 6, TOY_FAMILY);
	}
}

static void
ccc_scope(struct exam *x)
{
	const struct assay_claim *claim, *kind = assay_claim(x->item, "kind", 0);
	struct ccc c;

	for (size_t n = 0; (claim = ccc_claim(x->item, n, &c)) != NULL; n++)
		for (size_t i = 0; i < COUNT(classes); i++)
			if (strncmp(c.text.text + 6, classes[i].class, 4) == 0)
				exam_note(x, "TOY-CCC-SCOPE", claim, "class=%s; kind=%s",
				          classes[i].class, classes[i].kind);
	for (size_t i = 0; kind != NULL && i < COUNT(kinds); i++)
		if (assay_bytes_is(kind->value, kinds[i].word))
			exam_note(x, "TOY-CCC-SCOPE", kind, "kind=%s; asked=%s",
			          show(kind->value).text, kinds[i].asked ? "yes" : "no");
}

/* "GB 6675.1-2014", "GB/T 6675", "GB19865-2005", several in one value.  number: of
 * digits; part: behind a dot, -1 without one. */
static bool
next_gb(struct assay_bytes s, size_t *at, int32_t *number, int32_t *part)
{
	for (; *at + 2 <= s.len; (*at)++) {
		size_t i = *at + 2, len = 0, sub = 0;

		if (memcmp(s.data + *at, "GB", 2) != 0)
			continue;
		if (s.len - i >= 2 && memcmp(s.data + i, "/T", 2) == 0)
			i += 2;
		while (i + len < s.len && assay_is_digit(s.data[i + len]))
			len++;
		if ((*number = assay_number(s, i, len)) < 0)
			continue;
		i += len;
		*part = -1;
		if (i < s.len && s.data[i] == '.') {
			while (i + 1 + sub < s.len && assay_is_digit(s.data[i + 1 + sub]))
				sub++;
			*part = assay_number(s, i + 1, sub);
			i += 1 + sub;
		}
		*at = i;
		return true;
	}
	return false;
}

static bool
quotes_toy_standard(struct assay_bytes value)
{
	struct plain p = plain_of(value, " ");
	int32_t number, part;

	for (size_t at = 0; next_gb(plain_bytes(&p), &at, &number, &part);)
		if ((number == 6675 && (part == -1 || (part >= 1 && part <= 4))) ||
		    (number == 19865 && part == -1))
			return true;
	return false;
}

/* Several standards may be typed; one of toys is enough. */
static void
gb_number(struct exam *x)
{
	const struct assay_claim *claim, *first = NULL;

	for (size_t n = 0; (claim = assay_claim(x->item, "gb", n)) != NULL; n++) {
		if (quotes_toy_standard(claim->value)) {
			exam_passed(x, "TOY-GB-NUMBER", "gb=%s", show(claim->value).text);
			return;
		}
		if (first == NULL && claim->value.len > 0)
			first = claim;
	}
	if (first != NULL)
		exam_found(x, "TOY-GB-NUMBER", ASSAY_WEAK, first,
		           tries_by_path(first->path), "gb=%s; expected=GB 6675",
		           show(first->value).text);
}

/* ---- European Union ---- */

static void
dpp_date(struct exam *x)
{
	const struct assay_claim *placed = assay_claim(x->item, "placed", 0);
	const struct assay_claim *dpp = assay_claim(x->item, "dpp", 0);
	struct span day = span_claimed(x->item, "placed", 0);
	struct span made = span_claimed(x->item, "made", 0);
	int32_t from = assay_day_of(assay_str(DPP_APPLIES));
	struct tries t = { .n = 0 };

	if (dpp == NULL || day.first == ASSAY_NO_DAY || yes_or_no(dpp->value) < 0)
		return;
	if (day.first < from || yes_or_no(dpp->value) == 1) {
		exam_passed(x, "TOY-DPP-DATE", "placed=%s; dpp=%d",
		            day_text(day.first).text, yes_or_no(dpp->value));
		return;
	}
	/* one date may be a slip; a production date that agrees with it is not */
	tries_add(&t, "typing-slip", made.first == ASSAY_NO_DAY || made.first < from);
	tries_add(&t, "clock", assay_day_at(x->item->now) < from);
	exam_found(x, "TOY-DPP-DATE", ASSAY_STRONG, placed, t, "placed=%s; dpp=0",
	           day_text(day.first).text);
}

static void
ce_nb(struct exam *x)
{
	const struct assay_claim *claim;

	for (size_t n = 0; (claim = assay_claim(x->item, "ce", n)) != NULL; n++) {
		struct plain p = plain_of(claim->value, " ");
		size_t from = strncmp(p.text, "CE", 2) == 0 ? 2 : 0;
		struct assay_bytes nb = assay_part(plain_bytes(&p), from, p.len);

		if (yes_or_no(claim->value) == 0) {
			struct tries t = { .n = 0 };

			/* on the Union market, said so: else it is not asked for */
			tries_add(&t, "other-pack-level", true);
			if (strcmp(x->market, "eu") == 0)
				exam_found(x, "TOY-CE-PRESENT", ASSAY_STRONG, claim, t,
				           "ce=none");
			continue;
		}
		if (!p.ok)
			continue;
		if (from == 2 || yes_or_no(claim->value) == 1)
			exam_passed(x, "TOY-CE-PRESENT", "ce=%s", p.text);
		if (nb.len == 0)
			exam_passed(x, "TOY-CE-NB", "ce=CE");
		else if (assay_all_digits(nb))
			exam_found(x, "TOY-CE-NB", ASSAY_WEAK, claim,
			           tries_by_path(claim->path), "ce=%s",
			           show(claim->value).text);
	}
}

/* ---- United States ---- */

static bool
is_filled(const struct assay_item *item, const char *key)
{
	const struct assay_claim *claim = assay_claim(item, key, 0);

	return claim != NULL && claim->value.len > 0;
}

/* A tracking label was typed when its own keys were: what else is typed may have
 * stood anywhere.  A date or lot of a code counts for what is missing. */
static void
tracking_us(struct exam *x)
{
	static const struct {
		const char *key, *also;
	} parts[] = { { "maker", "maker" },
		      { "place", "place" },
		      { "date", "made" },
		      { "batch", "lot" } };
	bool own = assay_claim(x->item, "place", 0) != NULL ||
	           (strcmp(x->market, "us") == 0 &&
	            (assay_claim(x->item, "date", 0) != NULL ||
	             assay_claim(x->item, "batch", 0) != NULL));
	char missing[32] = "";
	size_t n = 0;

	for (size_t i = 0; i < COUNT(parts); i++) {
		if (is_filled(x->item, parts[i].key) || is_filled(x->item, parts[i].also))
			continue;
		snprintf(missing + strlen(missing), sizeof missing - strlen(missing),
		         "%s%s", n++ > 0 ? " " : "", parts[i].key);
	}
	if (!own)
		return;
	if (n == 0) {
		exam_passed(x, "TOY-TRACKING-US", "parts=maker place date batch");
	} else {
		struct tries t = { .n = 0 };

		tries_add(&t, "other-pack-level", n < COUNT(parts));
		exam_found(x, "TOY-TRACKING-US",
		           n == COUNT(parts) ? ASSAY_STRONG : ASSAY_WEAK, NULL, t,
		           "missing=%s", missing);
	}
}

static void
tracking_date(struct exam *x)
{
	struct span made = span_claimed(x->item, "date", 0);
	const struct assay_claim *claim = assay_claim(x->item, "date", 0);
	int32_t today = assay_day_at(x->item->now);

	if (made.first == ASSAY_NO_DAY || today == ASSAY_NO_DAY)
		return;
	if (made.first > today + 1) { /* a time zone or two away it may be tomorrow */
		struct tries t = tries_by_path(claim->path);

		tries_add(&t, "clock", made.first <= today + 2);
		exam_found(x, "TOY-TRACKING-DATE", ASSAY_STRONG, claim, t,
		           "date=%s; seen=%s", show(claim->value).text,
		           day_text(today).text);
	} else {
		exam_passed(x, "TOY-TRACKING-DATE", "date=%s", show(claim->value).text);
	}
}

/* ---- age ---- */

/* Months of "18m+", "18 months", "3+", "3y", "3岁以上", "0-3岁": the lower end; -1: no
 * age that we understand. */
static int32_t
grade_months(struct assay_bytes s)
{
	static const struct {
		const char *word;
		int32_t months;
	} units[] = { { "months", 1 }, { "month", 1 },  { "m", 1 },     { "个月", 1 },
		      { "月", 1 },     { "years", 12 }, { "year", 12 }, { "y", 12 },
		      { "岁", 12 },    { "+", 12 } };
	size_t at = 0, len = 0;
	int32_t value;

	while (at < s.len && (s.data[at] == ' ' || assay_lower(s.data[at]) == 'v'))
		at++;
	while (at + len < s.len && assay_is_digit(s.data[at + len]))
		len++;
	if (len > 3 || (value = assay_number(s, at, len)) < 0)
		return -1;
	for (at += len; at < s.len; at++) /* past the upper end: "6-18m" */
		if (!assay_is_digit(s.data[at]) && strchr(" -~", s.data[at]) == NULL)
			break;
	for (size_t i = 0; i < COUNT(units); i++)
		if (assay_bytes_is(assay_part(s, at, at + strlen(units[i].word)),
		                   units[i].word))
			return value * units[i].months;
	return -1;
}

static void
age_conflict(struct exam *x)
{
	const struct assay_claim *grade = assay_claim(x->item, "grade", 0), *text;
	int32_t months = grade != NULL ? grade_months(grade->value) : -1;

	for (size_t n = 0;
	     months >= 0 && (text = assay_claim(x->item, "text", n)) != NULL; n++) {
		bool warns = false;

		for (size_t i = 0; i < COUNT(warnings); i++)
			warns |= has_word(text->value, warnings[i].age) &&
			         has_word(text->value, warnings[i].against);
		if (!warns || text->path != ASSAY_PATH_TYPED)
			continue;
		if (months >= UNDER_THREE)
			exam_passed(x, "TOY-AGE-CONFLICT", "months=%d", (int)months);
		else
			exam_failed(x, "TOY-AGE-CONFLICT", grade,
			            "text=%s; grade=%s; months=%d",
			            show(text->value).text, show(grade->value).text,
			            (int)months);
	}
}

/* ---- the contract ---- */

static int
recognise(const struct assay_item *item, char why[80])
{
	static const struct {
		const char *key;
		int score;
	} typed[] = { { "dpp", 60 },
		      { "grade", 50 },
		      { "kind", 50 },
		      { "place", 30 },
		      { "ccc", 10 } };
	const struct assay_claim *claim;
	int score = 0;
	struct ccc c;

	if (is_toy_word(assay_claim(item, "product", 0))) {
		score = 80;
		strcpy(why, "product name");
	}
	for (size_t n = 0; score < 75 && ccc_claim(item, n, &c) != NULL; n++)
		if (c.family == TOY_FAMILY) {
			score = 75;
			snprintf(why, 80, "CCC class %.4s", c.text.text + 6);
		}
	for (size_t n = 0; score < 70 && (claim = assay_claim(item, "gb", n)) != NULL;
	     n++)
		if (quotes_toy_standard(claim->value)) {
			score = 70;
			strcpy(why, "toy standard");
		}
	for (size_t i = 0; i < COUNT(typed); i++)
		if (typed[i].score > score &&
		    assay_claim(item, typed[i].key, 0) != NULL) {
			score = typed[i].score;
			strcpy(why, typed[i].key);
		}
	return score;
}

/* The line that names whose character it is. */
static void
licensor(struct exam *x)
{
	const char *gtin = signed_product(x->item);
	const struct assay_claim *said = assay_claim(x->item, "licensor", 0);
	const struct assay_rows *t;
	struct assay_profile p;

	if (said == NULL || gtin[0] == '\0' || !signed_profile(x, gtin, &p) ||
	    (t = assay_rows_of(&p, "products")) == NULL)
		return;
	for (size_t i = 0; i < t->n_rows; i++) {
		const char *line = assay_cell(t, i, "licensor line");
		bool none = said->value.len == 0 || yes_or_no(said->value) == 0;
		struct tries tries = { .n = 0 };

		if (line[0] == '\0' || strcmp(assay_cell(t, i, "gtin"), gtin) != 0)
			continue;
		if (!none && (signed_number(said->value, line) || yes_or_no(said->value) == 1)) {
			exam_passed(x, "TOY-LICENCE-BRAND", "gtin=%s; licensor=%s", gtin,
			            show(said->value).text);
			continue;
		}
		tries_add(&tries, "typing-slip", !none && is_slip(said->value, assay_str(line)));
		tries_add(&tries, "newer-than-list", signed_outrun(x, &p, signed_made(x->item)));
		exam_found(x, "TOY-LICENCE-BRAND", ASSAY_STRONG, said, tries,
		           "gtin=%s; licensor=%s; signed=%s; issuer=%s", gtin,
		           none ? "none" : show(said->value).text, show(assay_str(line)).text,
		           p.issuer);
	}
}

static enum assay_status
examine(const struct assay_host *host, struct assay_run *run,
        const struct assay_item *item)
{
	static void (*const checks[])(struct exam *) = {
		ccc_format, ccc_class,   ccc_scope,     gb_number,    dpp_date,
		ce_nb,      tracking_us, tracking_date, age_conflict, licensor,
	};
	struct exam x = exam_begin(host, run, item, rules, COUNT(rules));

	for (size_t i = 0; i < COUNT(checks); i++)
		checks[i](&x);
	return x.status;
}

/* clang-format off */
ASSAY_PLUGIN(toys) = {
	.abi = ASSAY_PLUGIN_ABI,
	.size = sizeof(struct assay_plugin),
	.name = "toys",
	.summary = "toys: certificate, product passport, tracking label, age",
	.summary_zh = "玩具：证书、产品护照、追溯标签、适用年龄",
	.symbologies = "]Q ]E0 ]C",
	.rules = rules,
	.n_rules = COUNT(rules),
	.labels = labels,
	.n_labels = COUNT(labels),
	.recognise = recognise,
	.examine = examine,
	.guides = guides,
	.n_guides = sizeof guides / sizeof *guides,
};
/* clang-format on */
