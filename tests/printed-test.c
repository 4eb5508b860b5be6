/* printed-test.c - text as labels carry it, slips of dates, provinces in addresses */
#include "tap.h"
#include "../plugins/china.h"
#include "../plugins/printed.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* clang-format off */
static const struct { const char *says, *in, *out; bool utf8; } folds[] = {
	{ "plain text stays",               "SC127 x",                     "SC127 x",  true },
	{ "full-width becomes plain",       "ＳＣ１２７：",                "SC127:",   true },
	{ "spaces of all kinds are one",    " a\xC2\xA0\xE3\x80\x80\tb  ", "a b",      true },
	{ "brackets of all kinds",          "（a）【b】〔c〕[d]",          "(a)(b)(c)(d)", true },
	{ "dashes of all kinds",            "1–2—3−4－5",                  "1-2-3-4-5", true },
	{ "what cannot be seen goes",       "a\xE2\x80\x8B" "b\xEF\xBB\xBF", "ab",     true },
	{ "directions cannot mislead",      "a\xE2\x80\xAE" "b",           "ab",       true },
	{ "Chinese stays",                  "生产许可",                    "生产许可", true },
	{ "bytes that are no character",    "a\xFF" "b",                   "a?b",      false },
	{ "half a character",               "a\xE7\x94",                   "a??",      false },
	{ "nothing",                        "",                            "",         true },
};

static const struct { const char *says; int day, lo, hi; bool slip; } slips_of[] = {
	{ "the day itself",                 20260501, 20260501, 20260501, true },
	{ "one digit",                      20260501, 20250501, 20250501, true },
	{ "two digits",                     20260501, 20260519, 20260519, true },
	{ "day and month swapped",          20270311, 20271103, 20271103, true },
	{ "three digits",                   20270531, 20261102, 20261102, false },
	{ "one of a stretch",               20260501, 20180101, 20180930, true },
	{ "an empty stretch",               20260501, 20260502, 20260430, false },
	{ "a century, by one digit",        21251120, 20200101, 20261120, true },
	{ "two digits of a year far off",   22070608, 20270605, 20270611, true },
	{ "a stretch of all time",          20260501, 10101, 99991231, true },
};

static const struct { const char *says, *address; int code, names; const char *other; } addresses[] = {
	{ "it names it",                    "广东省珠海市",                 44, 1,  NULL },
	{ "a street of another name",       "广东省广州市北京路1号",        44, 1,  NULL },
	{ "the other at its start",         "地址：中国浙江省杭州市",       44, -1, "Zhejiang" },
	{ "only a street",                  "珠海市北京路1号",              44, 0,  NULL },
	{ "English",                        "No. 1 Road, Hangzhou, Zhejiang Province", 44, -1, "Zhejiang" },
	{ "English, a road",                "1 Beijing Road, Zhuhai",       44, 0,  NULL },
	{ "Inner Mongolia",                 "内蒙古自治区呼和浩特市",       15, 1,  NULL },
	{ "nothing",                        "",                             44, 0,  NULL },
};
/* clang-format on */

static int32_t
day(int yyyymmdd)
{
	return assay_day(yyyymmdd / 10000, yyyymmdd / 100 % 100, yyyymmdd % 100);
}

int
main(void)
{
	uint8_t longest[TEXT_MAX + 100];
	struct text t;
	struct note n = { "", 0 };

	for (size_t i = 0; i < COUNT(folds); i++) {
		fold(assay_str(folds[i].in), &t);
		is_str(t.s, folds[i].out, "%s", folds[i].says);
		ok(t.utf8 == folds[i].utf8 && !t.cut && t.len == strlen(t.s),
		   "%s: said so", folds[i].says);
	}

	memset(longest, '7', sizeof longest);
	memcpy(longest, "number ", 7);
	fold((struct assay_bytes){ longest, sizeof longest }, &t);
	ok(t.cut, "text that is too long is cut");
	is_str(t.s, "number", "half a number is not kept");

	for (size_t i = 0; i < COUNT(slips_of); i++)
		ok(day_slip(day(slips_of[i].day), day(slips_of[i].lo),
		            day(slips_of[i].hi)) == slips_of[i].slip,
		   "a slip: %s", slips_of[i].says);

	for (size_t i = 0; i < COUNT(addresses); i++) {
		const struct province *other;

		fold(assay_str(addresses[i].address), &t);
		is_int(address_names(t.s, addresses[i].code, &other), addresses[i].names,
		       "address: %s", addresses[i].says);
		is_str(other != NULL ? other->en : NULL, addresses[i].other,
		       "address: %s, the other", addresses[i].says);
	}

	for (int i = 0; i < 100; i++)
		note(&n, "key", "甲;乙\n");
	ok(n.len < EVIDENCE_MAX && assay_utf8_valid(assay_str(n.s)),
	   "evidence that is too long loses whole facts");
	ok(strncmp(n.s, "key=甲\\x3B乙\\x0A; key=", 21) == 0,
	   "what parts facts is escaped in a value");
	is_int(n.len % strlen("; key=甲\\x3B乙\\x0A"), strlen("key=甲\\x3B乙\\x0A"),
	       "and no fact is half there");
	return tap_end();
}
