/* tobacco.c - carton codes of China, unique identifiers of the EU, packs of 29 characters
 *
 * China: two lines of 16: year digit, month, day, case 9, carton 2; company 4, then the
 * retailer's licence of 12.  EU: at most 50 characters, issuer first, a time stamp
 * YYMMDDhh last, which may also stand outside the code, so that a tail which is no time
 * proves nothing.  Packs of 29 have no identifiers: GTIN 14, serial 7, then price 4 and
 * check 4 (Russia), or check 8 (Uzbekistan).  Whether one code stands on two packs the
 * batch asks: it follows what the rules of the form read. */
#include "china.h"
#include "form.h"
#include "tobacco-guide.h"

/* clang-format off */
static const struct assay_rule rules[] = {
	{ "TOB-CN32", ASSAY_STRONG, "V2", "cn", NULL, NULL, "carton",
	  "State Tobacco Monopoly Administration, carton code of 32 characters",
	  "The carton code of 32 characters is not built as the rule says: read both lines again",
	  "条包 32 位喷码不符合编码规则，请重新读取两行",
	  "Date of sorting, case, carton 01 to 50, company, licence of the retailer",
	  "分拣日期、件号、条序号 01 至 50、商业企业代码、零售许可证" },
	{ "TOB-CN32-DATE", ASSAY_WEAK, "V", "cn", NULL, NULL, "sorted",
	  "State Tobacco Monopoly Administration, carton code of 32 characters",
	  "The day of sorting does not fit the made date or lies years back: read both again",
	  "分拣日期与生产日期不符或已过数年，请重新核对",
	  "The year is one digit: the latest year that is not after the inspection is meant",
	  "年份只有一位，取不晚于检查日的最近年份" },
	{ "TOB-CN32-LICENCE", ASSAY_STRONG, "V", "cn", NULL, NULL, NULL,
	  "State Tobacco Monopoly Administration, carton code of 32 characters",
	  "The carton was sorted for another retailer than the one it was found at: compare the licence once more",
	  "条包喷码对应的零售户与查获地点不同，请再次核对许可证",
	  "The last 12 characters are the licence of the shop it was sold to",
	  "末 12 位为所售零售户的许可证号" },
	{ "TOB-CN32-DIV", ASSAY_WEAK, "V", "cn", NULL, NULL, NULL,
	  "State Tobacco Monopoly Administration, carton code; GB/T 2260",
	  "The division in the carton code is none: read the second line again",
	  "喷码中的行政区划不存在，请重新读取第二行",
	  "Characters 21 to 26 name the place of the retail licence",
	  "第 21 至 26 位为零售许可证所在地" },
	{ "TOB-CN32-DUP", ASSAY_PROOF, "C", "cn", NULL, NULL, NULL,
	  "State Tobacco Monopoly Administration, carton code of 32 characters",
	  "One carton code stands on several cartons: read both lines of each again, at most one is the real one",
	  "同一条包喷码出现在多条卷烟上：请重新读取各条的两行，其中至多一条为真",
	  "Case and carton number make every code unique; forgers spray one code on a whole case",
	  "件号与条序号使每条喷码唯一；假冒者常整件喷同一码" },
	{ "TOB-CN32-MULTI", ASSAY_STRONG, "C", "cn", NULL, NULL, NULL,
	  "State Tobacco Monopoly Administration, carton code of 32 characters",
	  "Cartons of one case name different companies: read the second lines again",
	  "同一件号的条包标有不同商业企业，请重新读取第二行",
	  "A case is sorted on one day by one company",
	  "一件卷烟由同一企业在同一天分拣" },
	{ "TOB-EU-UI", ASSAY_STRONG, "V", "eu", "2019-05-20", NULL, "ui",
	  "Implementing Regulation (EU) 2018/574, articles 8 and 21",
	  "The unique identifier is not 1 to 50 characters of the allowed set: read it again",
	  "唯一标识不是 1 至 50 个允许字符，请重新识读",
	  "Issuer code, serial, product code and time stamp in at most 50 characters",
	  "发码机构、序列号、产品代码和时间戳，最多 50 个字符" },
	{ "TOB-EU-DUP", ASSAY_PROOF, "V", "eu", "2019-05-20", NULL, NULL,
	  "Implementing Regulation (EU) 2018/574, articles 8 and 21",
	  "One unique identifier stands on several packs: at most one of them is the real one",
	  "同一唯一标识出现在多个烟包上：其中至多一个为真",
	  "An identifier is never used again; copied packs repeat a real one",
	  "唯一标识不得重复使用；假冒烟包常重复同一真码" },
	{ "TOB-EU-TIME", ASSAY_WEAK, "C", "eu", "2019-05-20", NULL, "stamp",
	  "Implementing Regulation (EU) 2018/574, article 21",
	  "The time stamp lies in the future or before the system began: read it again",
	  "时间戳在未来或早于系统启用，请重新识读",
	  "YYMMDDhh of production; where it is printed apart, the tail of the code is something else",
	  "生产时间年月日时各两位；若单独印刷，码尾另有含义" },
	{ "TOB-WRONG-CARRIER", ASSAY_STRONG, "V", "eu", "2019-05-20", NULL, NULL,
	  "Implementing Regulation (EU) 2018/574, article 21",
	  "The pack has no permitted code: look at every side for a Data Matrix, DotCode or QR code of level H",
	  "包装上没有允许的条码，请查看各面是否有数据矩阵码、点阵码或 H 级二维码",
	  "Unit packs carry a Data Matrix, a DotCode, or a QR code that survives 30 % damage",
	  "最小包装须使用数据矩阵码、点阵码或可容 30% 损坏的二维码" },
	{ "TOB-UZ-PACK", ASSAY_STRONG, "V", "uz", NULL, NULL, "pack",
	  "Marking code of tobacco packs, Uzbekistan",
	  "The pack code is not 29 characters with a whole product number: read it again",
	  "烟包码不是含完整商品代码的 29 个字符，请重新识读",
	  "GTIN of 14 digits, serial of 7, verification of 8",
	  "14 位商品代码、7 位序列号、8 位校验码" },
	{ "TOB-RU-PACK", ASSAY_WEAK, "M", "ru", NULL, NULL, NULL,
	  "Marking code of tobacco packs, Russia",
	  "The pack code is not 29 characters with a whole product number: read it again",
	  "烟包码不是含完整商品代码的 29 个字符，请重新识读",
	  "GTIN of 14 digits, serial of 7, price of 4, verification of 4",
	  "14 位商品代码、7 位序列号、4 位价格、4 位校验码" },
	{ "TOB-EAN", ASSAY_WEAK, "V", "cn", NULL, NULL, NULL,
	  "GS1 China, prefix 6901028 of the tobacco industry",
	  "A Chinese tobacco number stands on goods said to come from abroad: compare number and origin",
	  "标称进口的卷烟使用中国烟草商品条码，请核对条码与产地",
	  "Numbers that begin with 6901028 are those of Chinese makers",
	  "以 6901028 开头的条码属于中国卷烟企业" },
};

static const struct assay_label labels[] = {
	{ "carton", "carton code of China, both lines, 32 characters", "条包喷码，两行共 32 位" },
	{ "sorted", "its first five characters, day of sorting", "喷码前五位，分拣日期" },
	{ "licence", "licence of the shop where it was found, 12 digits", "查获店铺的零售许可证，12 位" },
	{ "ui", "EU unique identifier of a pack", "欧盟烟包唯一标识" },
	{ "stamp", "its time stamp where printed apart, YYMMDDhh", "单独印刷的时间戳，年月日时" },
	{ "pack", "pack code of 29 characters", "29 位烟包码" },
	{ "carrier", "the only code on the pack, as EAN-13, QR, Data Matrix", "包装上唯一的条码，如 EAN-13、QR、Data Matrix" },
	{ "ec", "error correction of the QR code: L M Q H", "二维码纠错等级：L M Q H" },
	{ "level", "unit or case", "最小包装 unit 或外箱 case" },
};
/* clang-format on */

/* ---- the carton code of China ---- */

#define CARTON 32

/* Both lines without what is between them, the line of digits first; letters that were
 * taken for digits put right. */
static bool
carton_of(struct text *t)
{
	static const char form[] = "0000000000000000AAAA000000000000";
	char swapped[CARTON + 1];
	bool changed = false;

	text_upper(t);
	text_without(t, " -/|,;");
	if (t->len != CARTON)
		return false;
	if (is_letter(t->s[0]) && is_letter(t->s[1]) && is_digit(t->s[16])) {
		memcpy(swapped, t->s + 16, 16);
		memcpy(swapped + 16, t->s, 16);
		memcpy(t->s, swapped, CARTON);
		changed = true;
	}
	for (size_t i = 0; i < CARTON; i++)
		if (form[i] == '0' && strchr("OIL", t->s[i]) != NULL) {
			t->s[i] = t->s[i] == 'O' ? '0' : '1';
			changed = true;
		}
	return changed;
}

/* The latest day not after today (two days of tolerance) that these five digits name. */
static int32_t
sorted_day(const char *s, int32_t today)
{
	int32_t digit = number_at(s, 1), month = number_at(s + 1, 2),
	        day = number_at(s + 3, 2), year;

	if (digit < 0 || month < 1 || day < 1 || today == ASSAY_NO_DAY)
		return ASSAY_NO_DAY;
	year = assay_date_of(today + 2).year;
	for (int32_t y = year; y > year - 20; y--) {
		int32_t at = assay_day(y, month, day);

		if (y % 10 == digit && at != ASSAY_NO_DAY && at <= today + 2)
			return at;
	}
	return ASSAY_NO_DAY;
}

static const char *
carton(struct exam *x, struct text *t, struct note *n)
{
	bool changed = carton_of(t);
	int32_t month, day, number;

	note(n, "carton", t->s);
	if (t->len != CARTON)
		return "not 32 characters";
	if (changed)
		note(n, "read_as", "letters taken for digits, or lines swapped");
	month = number_at(t->s + 1, 2);
	day = number_at(t->s + 3, 2);
	number = number_at(t->s + 14, 2);
	if (count_digits(t->s) < 16)
		return "first line is not 16 digits";
	if (month < 1 || month > 12 || day < 1 || day > assay_month_days(2000, month))
		return "no such month or day";
	if (number < 1 || number > 50)
		return "carton number is not 01 to 50";
	if (count_digits(t->s + 20) != 12)
		return "licence is not 12 digits";
	if (t->s[26] != '1' && t->s[26] != '2')
		return "the licence is neither of an individual (1) nor of a company (2)";
	(void)x;
	note_part(n, "case", t->s + 5, 9);
	note_part(n, "sorting", t->s,
	          14); /* a case is sorted once: day and case number */
	note_int(n, "number", number);
	note_part(n, "company", t->s + 16, 4);
	note(n, "licence", t->s + 20);
	return "";
}

static void
sorting(struct exam *x, const struct source *from, const char *s, int32_t today)
{
	int32_t day = sorted_day(s, today);
	struct note n = { "", 0 };
	struct weight w = no_more_than(ASSAY_WEAK);
	struct dated made;

	note_part(&n, "sorted", s, 5);
	if (day == ASSAY_NO_DAY) {
		form_broken(x, "TOB-CN32-DATE", from, &n, "no such day");
		return;
	}
	note_day(&n, "date", day);
	if (dated_claim(x->item, "made", 0, &made) && made.day > day) {
		note_day(&n, "made", made.day);
		note(&n, "reason", "sorted before it was made");
	} else if (today - day > 2 * 366) {
		note(&n, "reason", "more than two years ago");
	} else {
		holds(x, "TOB-CN32-DATE", &n);
		return;
	}
	tried(&w, "typing-slip", from->path == ASSAY_PATH_TYPED);
	tried(&w, "century", true); /* the one digit may mean another decade */
	speak(x, "TOB-CN32-DATE", &w, from->symbol, &n);
}

static void
retailer(struct exam *x, const struct source *from, const char *s)
{
	struct source shop;
	struct note n = { "", 0 };
	struct weight w;

	note_part(&n, "division", s + 20, 6);
	if (province_of(number_at(s + 20, 2)) == NULL)
		form_broken(x, "TOB-CN32-DIV", from, &n, "province not in the table");
	else
		holds(x, "TOB-CN32-DIV", &n);
	if (!typed_source(x->item, "licence", 0, &shop) || says_no(shop.text.s))
		return;
	text_without(&shop.text, " -");
	if (!is_digits(shop.text.s, 12))
		return;
	n = (struct note){ "", 0 };
	note(&n, "carton", s + 20);
	note(&n, "shop", shop.text.s);
	if (strcmp(shop.text.s, s + 20) == 0) {
		holds(x, "TOB-CN32-LICENCE", &n);
		return;
	}
	w = conflict_weight(weaker_path(from->path, shop.path),
	                    is_slip(assay_str(shop.text.s), assay_str(s + 20)));
	speak(x, "TOB-CN32-LICENCE", &w, from->symbol, &n);
}

static void
cartons(struct exam *x)
{
	struct source from;
	int32_t today = assay_day_at(x->item->now);

	form_typed(x, "TOB-CN32", "carton", "", carton);
	for (size_t i = 0; typed_source(x->item, "carton", i, &from); i++) {
		struct note unused = { "", 0 };

		text_upper(&from.text);
		if (says_no(from.text.s) || *carton(x, &from.text, &unused) != '\0')
			continue;
		sorting(x, &from, from.text.s, today);
		retailer(x, &from, from.text.s);
	}
	for (size_t i = 0; typed_source(x->item, "sorted", i, &from); i++) {
		const char *ref = strstr(from.text.s, ";ref=");
		struct span as_of = { today, today };

		/* "20901;ref=2023-03": as of another month */
		if (ref != NULL)
			as_of = span_of(assay_str(ref + 5));
		if (!says_no(from.text.s))
			sorting(x, &from, from.text.s,
			        as_of.last == ASSAY_NO_DAY ? today : as_of.last);
	}
}

/* ---- the unique identifier of the EU ---- */

/* Hours since 2000 of YYMMDDhh; -1: none. */
static int32_t
stamp_of(const char *s, char shown[24])
{
	int32_t year = number_at(s, 2), month = number_at(s + 2, 2),
	        day = number_at(s + 4, 2), hour = number_at(s + 6, 2), at;

	if (!is_digits(s, 8) || hour > 23 ||
	    (at = assay_day(2000 + year, month, day)) == ASSAY_NO_DAY)
		return -1;
	snprintf(shown, 24, "%04d-%02d-%02dT%02d", (int)(2000 + year), (int)month,
	         (int)day, (int)hour);
	return (at - assay_day(2000, 1, 1)) * 24 + hour;
}

/* Between the first day of the system and now, two days of tolerance. */
static bool
stamp_fits(const struct exam *x, int32_t hours)
{
	int32_t today = assay_day_at(x->item->now), day = hours / 24;

	day += assay_day(2000, 1, 1);
	return day >= assay_day(2019, 5, 1) &&
	       (today == ASSAY_NO_DAY || day <= today + 2);
}

static const char *
ui(struct exam *x, struct text *t, struct note *n)
{
	char shown[24];
	int32_t hours;

	note(n, "ui", t->s);
	if (t->len == 0 || t->len > 50)
		return "not 1 to 50 characters";
	for (size_t i = 0; i < t->len; i++)
		if (!is_alnum(t->s[i]) &&
		    strchr("!\"%&'()*+,-./:;<=>?_", t->s[i]) == NULL)
			return "character outside the invariant set";
	hours = t->len > 8 ? stamp_of(t->s + t->len - 8, shown) : -1;
	if (hours >= 0 && stamp_fits(x, hours))
		note(n, "time", shown);
	else
		note(n, "time", "not in the code, or printed apart");
	note(n, "note", "issuer code and lengths depend on the issuer");
	return "";
}

#define UI_LEAST 20 /* characters of issuer, serial, product and time in a real one */

/* Unique identifiers in the codes of a pack on the EU's market: without identifiers of
 * their own, the time stamp last.  A code that is none is the maker's own affair. */
static void
ui_decoded(struct exam *x)
{
	struct source from;

	for (size_t i = 0; symbol_source(x->item, i, &from); i++) {
		struct note n = { "", 0 };
		char shown[24];
		int32_t hours;

		if (strcmp(x->market, "eu") != 0 || from.path != ASSAY_PATH_MATRIX ||
		    from.text.len < UI_LEAST || from.text.len > 50 ||
		    is_link(from.text.s) ||
		    (hours = stamp_of(from.text.s + from.text.len - 8, shown)) < 0 ||
		    !stamp_fits(x, hours) || *ui(x, &from.text, &n) != '\0')
			continue;
		holds(x, "TOB-EU-UI", &n);
	}
}

static const char *
stamp(struct exam *x, struct text *t, struct note *n)
{
	char shown[24];
	int32_t hours = stamp_of(t->s, shown);

	note(n, "stamp", t->s);
	if (hours < 0)
		return "not a time YYMMDDhh";
	note(n, "time", shown);
	return stamp_fits(x, hours) ? "" : "in the future or before 2019-05";
}

static void
carrier(struct exam *x)
{
	struct weight w = form_weight(ASSAY_PATH_TYPED);
	struct note n = { "", 0 };
	struct text t, ec;
	const char *reason = "";

	if (strcmp(x->market, "eu") != 0 || typed_is(x->item, "level", "case") ||
	    *typed_text(x->item, "carrier", &t) == '\0')
		return;
	note(&n, "carrier", t.s);
	if (find_word(t.s, "QR") != NULL) {
		typed_text(x->item, "ec", &ec);
		note(&n, "ec", ec.s);
		if (ec.len > 0 && !same_word(ec.s, "H"))
			reason = "QR code below level H";
	} else if (find_word(t.s, "matrix") == NULL && find_word(t.s, "dot") == NULL &&
	           !same_word(t.s, "DM")) {
		reason = "not a permitted code";
	}
	if (*reason == '\0') {
		holds(x, "TOB-WRONG-CARRIER", &n);
		return;
	}
	note(&n, "reason", reason);
	tried(&w, "other-pack-level", false);
	speak(x, "TOB-WRONG-CARRIER", &w, ASSAY_NONE, &n);
}

/* ---- packs of 29 characters ---- */

#define PACK 29

static bool
pack_number(const char *s)
{
	return count_digits(s) >= 14 &&
	       assay_mod10_holds((struct assay_bytes){ (const uint8_t *)s, 14 });
}

/* GS1's set of 82 characters. */
static bool
pack_characters(const char *s)
{
	for (; *s != '\0'; s++)
		if (!is_alnum(*s) && strchr("!\"%&'()*+,-./:;<=>?_", *s) == NULL)
			return false;
	return true;
}

static bool
pack_is_uz(const char *s)
{
	return strncmp(s, "0478", 4) == 0;
}

/* s keeps its small letters: they are part of the code. */
static void
pack_one(struct exam *x, const struct source *from)
{
	const char *s = from->text.s;
	bool uz =
	        strcmp(x->country, "uz") == 0 || (x->country[0] == '\0' && pack_is_uz(s));
	const char *rule =
	        uz || strcmp(x->country, "ru") != 0 ? "TOB-UZ-PACK" : "TOB-RU-PACK";
	struct note n = { "", 0 };
	char shown[16];

	note(&n, "pack", s);
	if (from->text.len != PACK) {
		snprintf(shown, sizeof shown, "%zu", from->text.len);
		note(&n, "characters", shown);
		form_broken(x, rule, from, &n, "not 29 characters");
		return;
	}
	note_part(&n, "gtin", s, 14);
	if (!pack_number(s)) {
		form_broken(x, rule, from, &n, "GTIN check digit");
		return;
	}
	if (!pack_characters(s + 14)) {
		form_broken(x, rule, from, &n, "character outside the set");
		return;
	}
	note_part(&n, "serial", s + 14, 7);
	if (strcmp(rule, "TOB-UZ-PACK") == 0) {
		note(&n, "check", s + 21);
	} else {
		note_part(&n, "price", s + 21, 4);
		note(&n, "check", s + 25);
	}
	holds(x, rule, &n);
}

/* A code without identifiers whose first 14 digits are a product number? */
static bool
pack_source(const struct source *from)
{
	return from->text.len == PACK && from->path == ASSAY_PATH_MATRIX &&
	       pack_number(from->text.s) && count_digits(from->text.s) < PACK &&
	       pack_characters(from->text.s);
}

static void
packs(struct exam *x)
{
	struct source from;

	for (size_t i = 0; typed_source(x->item, "pack", i, &from); i++)
		if (!says_no(from.text.s))
			pack_one(x, &from);
	for (size_t i = 0; symbol_source(x->item, i, &from); i++)
		if (pack_source(&from))
			pack_one(x, &from);
}

/* ---- product numbers ---- */

static bool
chinese_number(const struct assay_claim *gtin)
{
	return gtin->value.len == 14 && memcmp(gtin->value.data + 1, "6901028", 7) == 0;
}

static void
ean(struct exam *x)
{
	struct weight w = no_more_than(ASSAY_WEAK);
	struct note n = { "", 0 };
	const struct assay_claim *gtin;
	struct text country;

	if (*typed_text(x->item, "country", &country) == '\0' || says_no(country.s))
		return;
	for (size_t i = 0; (gtin = assay_claim(x->item, "gtin", i)) != NULL; i++) {
		if (!chinese_number(gtin))
			continue;
		note_bytes(&n, "gtin", gtin->value);
		note(&n, "country", country.s);
		if (find_word(country.s, "china") != NULL || same_word(country.s, "CN") ||
		    strstr(country.s, "中国") != NULL) {
			holds(x, "TOB-EAN", &n);
			return;
		}
		tried(&w, "contract-maker", true);
		speak(x, "TOB-EAN", &w, gtin->symbol, &n);
		return;
	}
}

/* ---- the descriptor ---- */

static int
recognise(const struct assay_item *item, char why[80])
{
	static const char *const typed[] = { "carton", "sorted", "ui", "stamp", "pack" };
	const struct assay_claim *gtin;
	struct source from;

	for (size_t i = 0; i < COUNT(typed); i++)
		if (assay_claim(item, typed[i], 0) != NULL) {
			snprintf(why, 80, "%s typed", typed[i]);
			return 90;
		}
	for (size_t i = 0; (gtin = assay_claim(item, "gtin", i)) != NULL; i++)
		if (chinese_number(gtin)) {
			snprintf(why, 80, "number of Chinese tobacco");
			return 85;
		}
	for (size_t i = 0; symbol_source(item, i, &from); i++)
		if (pack_source(&from)) {
			snprintf(why, 80, "pack code of 29 characters");
			return 55;
		}
	return 0;
}

static enum assay_status
examine(const struct assay_host *host, struct assay_run *run,
        const struct assay_item *item)
{
	struct exam x = exam_begin(host, run, item, rules, COUNT(rules));

	cartons(&x);
	form_typed(&x, "TOB-EU-UI", "ui", " ", ui);
	ui_decoded(&x);
	form_typed(&x, "TOB-EU-TIME", "stamp", " -:", stamp);
	carrier(&x);
	packs(&x);
	ean(&x);
	return x.status;
}

/* What the library follows across the items of a batch. */
/* clang-format off */
static const struct assay_across across[] = {
	{ "TOB-CN32-DUP", "TOB-CN32", "carton", ASSAY_ONE_THING },
	{ "TOB-CN32-MULTI", "TOB-CN32", "sorting company", ASSAY_ONE_OTHER },
	{ "TOB-EU-DUP", "TOB-EU-UI", "ui", ASSAY_ONE_THING },
};
/* clang-format on */

ASSAY_PLUGIN(tobacco) = {
	.abi = ASSAY_PLUGIN_ABI,
	.size = sizeof(struct assay_plugin),
	.name = "tobacco",
	.summary = "tobacco: carton codes, unique identifiers, pack codes",
	.summary_zh = "烟草：条包喷码、唯一标识、烟包码",
	.symbologies = "]d ]Q ]J ]E",
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
