/* explain.c - the innocent explanations: one table, one function each
 *
 * A finding of weight S or P names the rows that were tried before it was made, and
 * `explains` beside a name says whether it could have explained what was seen.  A row
 * with a function is tried here for every such finding whose rule could have it
 * (struct assay_guide), unless the plugin that spoke has tried it already and knows
 * better; a row without one needs what only its rule knows.
 *
 * What holds: a function looks at the values the finding's evidence names and at
 * nothing else of the item, so that what is wrong elsewhere on a label excuses
 * nothing here; and where it cannot tell, it says NOT_HERE, never HOLDS. */
#include <string.h>

#include "assay-check.h"
#include "assay-country.h"
#include "assay-link.h"
#include "assay-near.h"
#include "explain.h"

typedef enum explained explain_fn(const struct explain_case *c);

static enum explained
says(bool holds)
{
	return holds ? EXPLAIN_HOLDS : EXPLAIN_RULED_OUT;
}

/* ---- what a finding is about ---- */

#define FACTS_MAX 24 /* more than any rule gives */

/* One "key=value" of the evidence, and the claim that it quotes, or a long part of it. */
struct fact {
	struct assay_bytes value;
	const struct assay_claim *of; /* NULL: no claim's value, a record's perhaps */
};

/* The next byte of a value without what people put between groups, a capital; 0: no more.
 */
static uint8_t
next_plain(struct assay_bytes s, size_t *at)
{
	while (*at < s.len && strchr(" -./", s.data[*at]) != NULL && s.data[*at] != '\0')
		++*at;
	return *at < s.len ? assay_upper(s.data[(*at)++]) : 0;
}

static bool
same_plain(struct assay_bytes a, struct assay_bytes b)
{
	size_t i = 0, k = 0;
	uint8_t x, y;

	do {
		x = next_plain(a, &i);
		y = next_plain(b, &k);
	} while (x == y && x != 0);
	return x == y && a.len > 0;
}

static bool
quotes(struct assay_bytes fact, const struct assay_claim *claim)
{
	if (assay_bytes_equal(fact, claim->value) ||
	    assay_bytes_equal(fact, claim->raw) || same_plain(fact, claim->value))
		return true;
	for (size_t at = 0; fact.len >= 10 && at + fact.len <= claim->value.len; at++)
		if (memcmp(claim->value.data + at, fact.data, fact.len) == 0)
			return true;
	return false;
}

/* The facts of the evidence, in its order.  Of two claims with one value the n-th of the
 * facts with it is the n-th claim's. */
static size_t
facts_of(const struct explain_case *c, struct fact facts[FACTS_MAX])
{
	const char *at = c->finding->evidence;
	size_t n = 0;

	while (*at != '\0' && n < FACTS_MAX) {
		const char *end = strstr(at, "; "), *value = strchr(at, '=');
		size_t len = end == NULL ? strlen(at) : (size_t)(end - at);

		if (value != NULL && value < at + len) {
			struct fact *f = &facts[n++];

			f->value = (struct assay_bytes){ (const uint8_t *)value + 1,
				                         len - (size_t)(value + 1 - at) };
			f->of = NULL;
			for (size_t i = 0; f->value.len > 0 && i < c->item->n_claims;
			     i++) {
				const struct assay_claim *claim = &c->item->claims[i];
				bool taken = false;

				for (size_t k = 0; k + 1 < n; k++)
					taken |= facts[k].of == claim;
				if (!quotes(f->value, claim) || (taken && f->of != NULL))
					continue;
				f->of = claim;
				if (!taken)
					break;
			}
		}
		at += len + (end == NULL ? 0 : 2);
	}
	return n;
}

/* The n-th claim that the evidence quotes; NULL past the last. */
static const struct assay_claim *
about(const struct explain_case *c, size_t n)
{
	struct fact facts[FACTS_MAX];
	size_t count = facts_of(c, facts);

	for (size_t i = 0; i < c->item->n_claims; i++)
		for (size_t k = 0; k < count; k++)
			if (quotes(facts[k].value, &c->item->claims[i])) {
				if (n-- == 0)
					return &c->item->claims[i];
				break;
			}
	return NULL;
}

static bool
is_typed(const struct assay_claim *c)
{
	return c != NULL && c->path == ASSAY_PATH_TYPED;
}

/* Were these two held against each other: two values of one kind, part of a text (the
 * print beside a code) and any other, or a claim's value and a record's about as long? */
static bool
were_compared(const struct fact *typed, const struct fact *other)
{
	size_t a = typed->value.len, b = other->value.len;

	if (other->of != NULL)
		return other->of != typed->of &&
		       (strcmp(other->of->key, typed->of->key) == 0 ||
		        a < typed->of->value.len);
	return b >= 4 && (a > b ? a - b : b - a) <= ASSAY_SLIPS_MAX;
}

/* Try a comparison of each typed value the finding rests on with each other value it
 * names.  alone: what is said where there is nothing to compare with. */
static enum explained
compare_typed(const struct explain_case *c,
              bool (*alike)(struct assay_bytes typed, struct assay_bytes other),
              enum explained alone)
{
	struct fact facts[FACTS_MAX];
	size_t n = facts_of(c, facts);
	bool any = false, compared = false;

	for (size_t i = 0; i < n; i++) {
		if (!is_typed(facts[i].of))
			continue;
		any = true;
		for (size_t k = 0; k < n; k++) {
			if (k == i || assay_bytes_equal(facts[k].value, facts[i].value) ||
			    facts[k].value.len < 2)
				continue;
			compared |= were_compared(&facts[i], &facts[k]);
			if (alike(facts[i].value, facts[k].value))
				return EXPLAIN_HOLDS;
		}
	}
	return !any ? EXPLAIN_NOT_HERE : compared ? EXPLAIN_RULED_OUT : alone;
}

/* ---- fingers and eyes ---- */

static bool
slip_apart(struct assay_bytes a, struct assay_bytes b)
{
	return assay_slips(a, b) <= ASSAY_SLIPS_MAX;
}

/* Where nothing was decoded, evidence that quotes nothing rests on what was typed, unless
 * who speaks has tried something. */
static enum explained
typing_slip(const struct explain_case *c)
{
	enum explained e = compare_typed(c, slip_apart, EXPLAIN_HOLDS);

	if (e == EXPLAIN_NOT_HERE && c->finding->n_tried == 0 && about(c, 0) == NULL &&
	    c->item->n_symbols == 0 && c->item->n_claims > 0)
		return EXPLAIN_HOLDS;
	return e;
}

static enum explained
caps_lock(const struct explain_case *c)
{
	return compare_typed(c, assay_same_keys, EXPLAIN_NOT_HERE);
}

static enum explained
leading_zeros(const struct explain_case *c)
{
	return compare_typed(c, assay_zeros_apart, EXPLAIN_NOT_HERE);
}

/* Compared, or a letter behind a digit in a number: lots and serials have letters. */
static enum explained
look_alike(const struct explain_case *c)
{
	enum explained e = compare_typed(c, assay_looks_like, EXPLAIN_NOT_HERE);
	struct fact facts[FACTS_MAX];
	size_t n = facts_of(c, facts);

	for (size_t i = 0; e == EXPLAIN_NOT_HERE && i < n; i++) {
		struct assay_bytes s = facts[i].value;
		size_t digits = 0, alike = 0;

		if (!is_typed(facts[i].of) || s.len < facts[i].of->value.len ||
		    strcmp(facts[i].of->key, "lot") == 0 ||
		    strcmp(facts[i].of->key, "serial") == 0)
			continue;
		for (size_t k = 0; k < s.len; k++) {
			digits += assay_is_digit(s.data[k]);
			alike += k > 0 && assay_is_digit(s.data[k - 1]) &&
			         !assay_is_digit(s.data[k]) &&
			         assay_is_digit(assay_look(s.data[k]));
		}
		if (alike > 0 && digits > 2 * alike)
			return EXPLAIN_HOLDS;
	}
	return e;
}

/* A symbol that corrects or checks itself says what its printer encoded; in another one a
 * character may be misread. */
static enum explained
misread(const struct explain_case *c)
{
	struct fact facts[FACTS_MAX];
	size_t n = facts_of(c, facts);
	bool decoded = false, linear = false, compared = false, near = false;

	for (size_t i = 0; i < n; i++) {
		if (facts[i].of == NULL || is_typed(facts[i].of))
			continue;
		decoded = true;
		if (facts[i].of->path != ASSAY_PATH_LINEAR)
			continue;
		linear = true;
		for (size_t k = 0; k < n; k++)
			if (!assay_bytes_equal(facts[k].value, facts[i].value) &&
			    were_compared(&facts[i], &facts[k])) {
				compared = true;
				near |= assay_slips(facts[i].value, facts[k].value) <= 1;
			}
	}
	if (!decoded)
		return EXPLAIN_NOT_HERE;
	return says(linear && (!compared || near));
}

/* ---- print and symbols ---- */

static bool
ends_open(const char *ai)
{
	/* the first two digits of the elements of fixed length (GS1 General
	 * Specifications, figure 7.8.5-2) */
	static const char fixed[] =
	        "00 01 02 03 04 11 12 13 14 15 16 17 18 19 20 31 32 33 34 35 36 41";
	char two[3] = { ai[0], ai[0] == '\0' ? '\0' : ai[1], '\0' };

	return ai[0] != '\0' && strstr(fixed, two) == NULL;
}

/* What printers and scanners put where the separator belongs. */
static bool
replaced(struct assay_bytes s)
{
	static const char *const marks[] = { "{GS}", "<GS>", "|", "^", "~" };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t n = strlen(marks[i]);

		for (size_t at = 1; at + n + 2 <= s.len; at++)
			if (memcmp(s.data + at, marks[i], n) == 0 &&
			    assay_number(s, at + n, 2) >= 0)
				return true;
	}
	return false;
}

/* Only a field that has no end of its own can swallow what comes behind it. */
static enum explained
separator_lost(const struct explain_case *c)
{
	const struct assay_claim *claim;
	bool open = false, lost = false;

	for (size_t i = 0; (claim = about(c, i)) != NULL; i++) {
		if (claim->symbol == ASSAY_NONE || !ends_open(claim->ai))
			continue;
		open = true;
		lost |= replaced(claim->raw);
		for (size_t k = 0; k < c->item->n_faults; k++) {
			const struct assay_fault *f = &c->item->faults[k];

			lost |= f->symbol == claim->symbol &&
			        strcmp(f->rule, "GS1-AI-GS-LOST") == 0 &&
			        strstr(f->why, (const char *)claim->value.data) != NULL;
		}
	}
	return open ? says(lost) : EXPLAIN_NOT_HERE;
}

/* "(01)...": an opening bracket, two to four digits, a closing one? */
static bool
bracket_at(struct assay_bytes s, size_t at, size_t *len)
{
	size_t n = 1;

	if (s.data[at] != '(')
		return false;
	while (at + n < s.len && n <= 4 && assay_is_digit(s.data[at + n]))
		n++;
	*len = n + 1;
	return n >= 3 && at + n < s.len && s.data[at + n] == ')';
}

static bool
has_brackets(struct assay_bytes s)
{
	size_t n;

	for (size_t at = 0; at < s.len; at++)
		if (bracket_at(s, at, &n))
			return true;
	return false;
}

static bool
same_unbracketed(struct assay_bytes a, struct assay_bytes b)
{
	size_t i = 0, k = 0, n;

	for (;;) {
		while (i < a.len && bracket_at(a, i, &n))
			i += n;
		while (k < b.len && bracket_at(b, k, &n))
			k += n;
		if (i == a.len || k == b.len)
			return i == a.len && k == b.len;
		if (a.data[i++] != b.data[k++])
			return false;
	}
}

/* The text below the bars, encoded or typed as it is read.  It explains a broken form,
 * and two values that are equal without the brackets. */
static enum explained
bracketed_text(const struct explain_case *c)
{
	uint32_t symbol = c->finding->symbol;
	const struct assay_claim *claim, *other;
	bool any = symbol < c->item->n_symbols &&
	           has_brackets(c->item->symbols[symbol].payload),
	     same = false;

	for (size_t i = 0; (claim = about(c, i)) != NULL; i++) {
		bool own = has_brackets(claim->raw);

		if (claim->symbol < c->item->n_symbols)
			own |= has_brackets(c->item->symbols[claim->symbol].payload);
		any |= own;
		for (size_t k = 0; own && (other = about(c, k)) != NULL; k++)
			same |= other != claim &&
			        !assay_bytes_equal(other->raw, claim->raw) &&
			        same_unbracketed(other->raw, claim->raw);
	}
	if (!any)
		return EXPLAIN_NOT_HERE;
	return says(same || strcmp(c->rule->id, "GS1-AI-PARSE") == 0 ||
	            strcmp(c->rule->id, "GS1-CSET82") == 0);
}

/* Zeros, runs and TEST are a printer's trials; a demonstration number is one only where
 * nobody is admitted for it. */
static enum explained
test_code(const struct explain_case *c)
{
	const struct assay_claim *claim;
	bool any = false, test = false;

	for (size_t i = 0; (claim = about(c, i)) != NULL; i++) {
		if (strcmp(claim->key, "gtin") == 0) {
			any = true;
			test |= !c->admitted && claim->value.len == 14 &&
			        memcmp(claim->value.data, "0952", 4) == 0;
		} else if (strcmp(claim->key, "serial") == 0 ||
		           strcmp(claim->key, "lot") == 0) {
			any = true;
			test |= assay_is_test(claim->value);
		}
	}
	return any ? says(test) : EXPLAIN_NOT_HERE;
}

/* ---- what else is in view ---- */

/* Two numbers of one product at two levels differ in the first digit and the last. */
static bool
levels_apart(struct assay_bytes a, struct assay_bytes b)
{
	return a.len == 14 && b.len == 14 && memcmp(a.data + 1, b.data + 1, 12) == 0 &&
	       a.data[0] != b.data[0];
}

static enum explained
other_pack_level(const struct explain_case *c)
{
	const struct assay_claim *claim;
	bool any = false;

	for (size_t i = 0; (claim = about(c, i)) != NULL; i++) {
		if (strcmp(claim->key, "gtin") != 0)
			continue;
		for (size_t k = 0; k < c->item->n_claims; k++) {
			const struct assay_claim *other = &c->item->claims[k];

			if (strcmp(other->key, "gtin") != 0 ||
			    assay_bytes_equal(other->value, claim->value))
				continue;
			any = true;
			if (levels_apart(claim->value, other->value))
				return EXPLAIN_HOLDS;
		}
	}
	return any ? EXPLAIN_RULED_OUT : EXPLAIN_NOT_HERE;
}

/* The product that this symbol names; NULL: none. */
static const struct assay_claim *
product_of(const struct assay_item *item, uint32_t symbol)
{
	for (size_t i = 0; i < item->n_claims; i++)
		if (item->claims[i].symbol == symbol &&
		    strcmp(item->claims[i].key, "gtin") == 0)
			return &item->claims[i];
	return NULL;
}

/* Do values of the finding come from symbols that name different products? */
static enum explained
neighbour_code(const struct explain_case *c)
{
	const struct assay_claim *claim, *first = NULL, *product;

	if (c->item->n_symbols < 2)
		return EXPLAIN_NOT_HERE;
	for (size_t i = 0; (claim = about(c, i)) != NULL; i++) {
		if (claim->symbol == ASSAY_NONE ||
		    (product = product_of(c->item, claim->symbol)) == NULL)
			continue;
		if (first != NULL && !assay_bytes_equal(first->value, product->value) &&
		    !levels_apart(first->value, product->value))
			return EXPLAIN_HOLDS;
		first = product;
	}
	return EXPLAIN_RULED_OUT;
}

/* ---- dates ---- */

/* YYMM00: a month that exists, and no day in it? */
static bool
names_month(struct assay_bytes s)
{
	int32_t month = assay_number(s, 2, 2);

	return s.len >= 6 && assay_all_digits(s) && month >= 1 && month <= 12 &&
	       memcmp(s.data + 4, "00", 2) == 0;
}

#define MONTH_DAYS 31 /* so far may a date be moved that names its month alone */

/* It explains a date by itself, and of two dates a month between them at most. */
static enum explained
day_00(const struct explain_case *c)
{
	struct fact facts[FACTS_MAX];
	size_t n = facts_of(c, facts);
	bool any = false, alone = true, near = false, zero = false;

	for (size_t i = 0; i < n; i++) {
		struct assay_bytes raw =
		        facts[i].of != NULL ? facts[i].of->raw : facts[i].value;
		int32_t day = assay_day_of(facts[i].value), other;

		any |= facts[i].of != NULL && facts[i].of->ai[0] != '\0' &&
		       day != ASSAY_NO_DAY;
		if (!names_month(raw))
			continue;
		zero = any = true;
		for (size_t k = 0; k < n && day != ASSAY_NO_DAY; k++) {
			if (k == i ||
			    (other = assay_day_of(facts[k].value)) == ASSAY_NO_DAY)
				continue;
			alone = false;
			near |= day - other <= MONTH_DAYS && other - day <= MONTH_DAYS;
		}
	}
	return any ? says(zero && (alone || near)) : EXPLAIN_NOT_HERE;
}

#define GOODS_YEARS 40 /* farther from today than this lies no date of goods on sale */

static enum explained
century(const struct explain_case *c)
{
	int32_t today = assay_day_at(c->item->now);
	const struct assay_claim *claim;
	bool any = false, far = false;

	for (size_t i = 0; (claim = about(c, i)) != NULL; i++) {
		int32_t day = assay_day_of(claim->value);

		if (day == ASSAY_NO_DAY || claim->ai[0] == '\0' || today == ASSAY_NO_DAY)
			continue;
		any = true;
		far |= day > today + 366 * GOODS_YEARS || day < today - 366 * GOODS_YEARS;
	}
	return any ? says(far) : EXPLAIN_NOT_HERE;
}

/* ---- lists and laws ---- */

static enum explained
newer_than_list(const struct explain_case *c)
{
	if (c->answer == NULL || c->answer->listed == ASSAY_LISTED_NO_LIST)
		return EXPLAIN_NOT_HERE;
	return says(c->answer->listed == ASSAY_LISTED_NOT_KNOWN);
}

static enum explained
lot_open(const struct explain_case *c)
{
	if (c->answer == NULL || !c->answer->lot_known)
		return EXPLAIN_NOT_HERE;
	return says(!c->answer->printed_lot.closed);
}

static enum explained
list_too_old(const struct explain_case *c)
{
	int32_t until = c->rule->until == NULL ? ASSAY_NO_DAY
	                                       : assay_day_of(assay_str(c->rule->until));

	if (until != ASSAY_NO_DAY && until < assay_day_at(c->item->now))
		return EXPLAIN_HOLDS;
	if (c->answer == NULL || c->answer->listed == ASSAY_LISTED_NO_LIST)
		return EXPLAIN_NOT_HERE;
	return says(c->answer->age == ASSAY_AGE_STALE);
}

/* Was the lot made for other markets than the one it is on? */
static enum explained
parallel_import(const struct explain_case *c)
{
	const struct assay_country *here =
	        c->item->market == NULL ? NULL
	                                : assay_country_find(assay_str(c->item->market));

	if (c->answer == NULL || here == NULL || !c->answer->has_lot ||
	    c->answer->lot.markets[0] == 0)
		return EXPLAIN_NOT_HERE;
	for (size_t i = 0; i < 8; i++)
		if (c->answer->lot.markets[i] == here->number)
			return EXPLAIN_RULED_OUT;
	return EXPLAIN_HOLDS;
}

/* Numbers of one licence before and after its county was merged or renamed: the same but
 * for the last two digits of a division of six, with which the shorter one begins. */
static bool
division_apart(struct assay_bytes a, struct assay_bytes b)
{
	size_t n = a.len < b.len ? a.len : b.len;

	if (n < 12)
		return false;
	a = assay_part(a, a.len - n, a.len);
	b = assay_part(b, b.len - n, b.len);
	return assay_all_digits(a) && assay_all_digits(b) &&
	       memcmp(a.data, b.data, 4) == 0 && memcmp(a.data + 4, b.data + 4, 2) != 0 &&
	       memcmp(a.data + 6, b.data + 6, n - 6) == 0;
}

static enum explained
retired_code(const struct explain_case *c)
{
	return compare_typed(c, division_apart, EXPLAIN_RULED_OUT);
}

/* ---- the table ---- */

#define ALWAYS 1 /* tried for a rule without a guide */
#define SLIP 2   /* what holds leaves no more than W */

/* clang-format off */
static const struct {
	struct assay_label label;
	explain_fn *try; /* NULL: its rule alone can tell */
	int flags;
} rows[] = {
	{ { "typing-slip",      "a slip while typing",                             "录入时的笔误" },
		typing_slip, ALWAYS | SLIP },
	{ { "look-alike",       "letters and digits that look alike (O and 0, I and 1, B and 8)", "形近字符（O 与 0、I 与 1、B 与 8）" },
		look_alike, ALWAYS | SLIP },
	{ { "misread",          "a character misread from the symbol",             "条码字符误读" },
		misread, ALWAYS | SLIP },
	{ { "separator-lost",   "a group separator lost by printer or scanner",    "打印机或扫描器丢失分隔符" },
		separator_lost, ALWAYS },
	{ { "bracketed-text",   "the printed text with its brackets, encoded or typed as it stands", "按所印文字连同括号编码或录入" },
		bracketed_text, ALWAYS },
	{ { "caps-lock",        "caps lock or another keyboard layout",            "大写锁定或键盘布局不同" },
		caps_lock, ALWAYS | SLIP },
	{ { "leading-zeros",    "leading zeros dropped or added",                  "前导零缺失或多余" },
		leading_zeros, ALWAYS | SLIP },
	{ { "old-packaging",    "old packaging used up",                           "沿用旧包装" },
		NULL, 0 },
	{ { "newer-than-list",  "goods made after the list was issued",            "货物晚于清单签发" },
		newer_than_list, 0 },
	{ { "list-too-old",     "a list or rule too old to know",                  "清单或规则过旧" },
		list_too_old, 0 },
	{ { "lot-open",         "a lot that is still being filled",                "批次尚未封闭" },
		lot_open, 0 },
	{ { "parallel-import",  "goods made for another market",                   "平行进口" },
		parallel_import, 0 },
	{ { "neighbour-code",   "a neighbour's code in view",                      "拍入邻近货物的条码" },
		neighbour_code, ALWAYS },
	{ { "other-pack-level", "the code of the outer case or a multipack",       "外箱或组合包装的条码" },
		other_pack_level, ALWAYS },
	{ { "burst",            "several shots of one item",                       "同一物品连拍" },
		NULL, 0 },
	{ { "same-item",        "photos of one and the same item",                 "同一物品的多张照片" },
		NULL, 0 },
	{ { "same-file",        "copies of one photo",                             "同一照片的副本" },
		NULL, 0 },
	{ { "test-code",        "a test or demonstration code",                    "测试或演示码" },
		test_code, ALWAYS },
	{ { "day-00",           "day 00 stands for the end of the month",          "日为 00 表示月末" },
		day_00, ALWAYS },
	{ { "century",          "a two-digit year of another century",             "两位年份属于另一世纪" },
		century, ALWAYS },
	{ { "retired-code",     "a code retired since",                            "代码已停用" },
		retired_code, 0 },
	{ { "clock",            "a clock that is off by a day or two",             "时钟偏差一两天" },
		NULL, 0 },
	{ { "plain-link",       "an ordinary link that only looks like a GS1 Digital Link", "普通链接恰似 GS1 数字链接" },
		NULL, 0 },
	{ { "hosted-page",      "a page on a platform that rents pages to makers", "厂家在第三方平台的页面" },
		NULL, 0 },
	{ { "device-address",   "the address of the device's own set-up page",     "设备自身设置页面的地址" },
		NULL, 0 },
	{ { "contract-maker",   "made under contract by another firm",             "委托加工" },
		NULL, 0 },
	{ { "variants",         "variants of one product under one report",        "同一报告覆盖的系列产品" },
		NULL, 0 },
	{ { "volume-key",       "a volume key, which many copies share",           "批量授权密钥，多份共用" },
		NULL, 0 },
	{ { "printing-error",   "an error at the maker's own printer",             "厂家印刷错误" },
		NULL, 0 },
};
/* clang-format on */

#define ROWS (sizeof rows / sizeof *rows)

const struct assay_label *
explanation_find(const char *name)
{
	for (size_t i = 0; i < ROWS; i++)
		if (strcmp(rows[i].label.key, name) == 0)
			return &rows[i].label;
	return NULL;
}

const struct assay_label *
assay_explanation_at(size_t n)
{
	return n < ROWS ? &rows[n].label : NULL;
}

bool
explanation_is_slip(const char *name)
{
	for (size_t i = 0; i < ROWS; i++)
		if (strcmp(rows[i].label.key, name) == 0)
			return (rows[i].flags & SLIP) != 0;
	return false;
}

/* Is name one of those that spaces part in names? */
static bool
listed(const char *names, const char *name)
{
	struct assay_bytes rest = assay_str(names), word;

	while (assay_link_next(&rest, ' ', &word))
		if (assay_bytes_is(word, name))
			return true;
	return false;
}

bool
explanations_known(const char *names)
{
	struct assay_bytes rest = assay_str(names), word;

	while (assay_link_next(&rest, ' ', &word)) {
		size_t i = 0;

		while (i < ROWS && !assay_bytes_is(word, rows[i].label.key))
			i++;
		if (i == ROWS && word.len > 0)
			return false;
	}
	return true;
}

const char *
explanation_try(const struct explain_case *c, const struct assay_guide *guide, size_t n,
                enum explained *out)
{
	for (size_t i = 0; i < ROWS; i++) {
		bool here = guide == NULL ? (rows[i].flags & ALWAYS) != 0
		                          : listed(guide->innocent, rows[i].label.key);

		if (!here || n-- > 0)
			continue;
		*out = rows[i].try == NULL ? EXPLAIN_NOT_HERE : rows[i].try(c);
		return rows[i].label.key;
	}
	return NULL;
}
