/* typed.c - typed labels to claims: what a person copies from print
 *
 * What keyboards, spreadsheets and web pages put in place of a plain character becomes
 * that character, and what was changed is said (LABEL-READ-AS); an O for a 0 is said and
 * never changed.  What a key is read as stands in one table, and any other key passes
 * through.  A value of a secret key may come here: no fault quotes one but those of
 * numbers and dates. */
#include <stdlib.h>
#include <string.h>

#include "assay-link.h"
#include "assay-near.h"
#include "make.h"

/* ---- plain characters ---- */

/* What was changed, in this order. */
enum {
	FULL_WIDTH = 1,
	SPACE = 2,  /* ideographic, no-break, thin ... */
	HIDDEN = 4, /* zero width, direction marks, byte order mark */
	DASH = 8,
	BRACKET = 16,
	PUNCTUATION = 32, /* Chinese, in a value without Chinese characters */
	LABEL_WORD = 64,  /* "SN:" before a serial */
	DAY_FIRST = 128,  /* 25/03/2024, which can mean one day only */
	MONTH_NAME = 256,
	TIME = 512 /* of the day, behind a date */
};

static const char *const changes[] = { "full-width", "space",     "zero-width",
	                               "dash",       "bracket",   "punctuation",
	                               "label-word", "day-first", "month-name",
	                               "time" };

/* clang-format off */
static const struct {
	uint32_t first, last;
	char as; /* 0: left out */
	int change;
} folds[] = {
	{ 0x00A0, 0x00A0, ' ', SPACE }, { 0x00AD, 0x00AD, 0, HIDDEN }, { 0x180E, 0x180E, 0, HIDDEN },
	{ 0x2000, 0x200A, ' ', SPACE }, { 0x200B, 0x200F, 0, HIDDEN }, { 0x2010, 0x2015, '-', DASH },
	{ 0x202A, 0x202E, 0, HIDDEN }, { 0x202F, 0x202F, ' ', SPACE }, { 0x205F, 0x205F, ' ', SPACE },
	{ 0x2060, 0x2069, 0, HIDDEN }, { 0x2212, 0x2212, '-', DASH }, { 0x2500, 0x2501, '-', DASH },
	{ 0x3000, 0x3000, ' ', SPACE }, { 0x3010, 0x3010, '(', BRACKET }, { 0x3011, 0x3011, ')', BRACKET },
	{ 0x3014, 0x3014, '(', BRACKET }, { 0x3015, 0x3015, ')', BRACKET },
	{ 0x3016, 0x3016, '(', BRACKET }, { 0x3017, 0x3017, ')', BRACKET },
	{ 0xFE58, 0xFE58, '-', DASH }, { 0xFE59, 0xFE59, '(', BRACKET }, { 0xFE5A, 0xFE5A, ')', BRACKET },
	{ 0xFE63, 0xFE63, '-', DASH }, { 0xFEFF, 0xFEFF, 0, HIDDEN },
	/* only where no Chinese text stands around them */
	{ 0x3001, 0x3001, ',', PUNCTUATION }, { 0x3002, 0x3002, '.', PUNCTUATION },
	{ 0x300A, 0x300A, '<', PUNCTUATION }, { 0x300B, 0x300B, '>', PUNCTUATION },
	{ 0x2018, 0x2019, '\'', PUNCTUATION }, { 0x201C, 0x201D, '"', PUNCTUATION },
	{ 0x00B7, 0x00B7, '.', PUNCTUATION },
};
/* clang-format on */

/* Text, so that its punctuation is its own?  The marks of a date are none. */
static bool
is_prose(struct assay_bytes s)
{
	for (size_t i = 0, n; i < s.len; i += n) {
		uint32_t code = 0;

		n = assay_utf8(s, i, &code);
		if (code >= 0x3040 && code < 0xF000 && code != 0x5E74 && code != 0x6708 &&
		    code != 0x65E5)
			return true;
		n = n == 0 ? 1 : n;
	}
	return false;
}

static struct assay_bytes
trim(struct assay_bytes s)
{
	while (s.len > 0 && strchr(" \t\r\n", s.data[s.len - 1]) != NULL)
		s.len--;
	while (s.len > 0 && strchr(" \t\r\n", s.data[0]) != NULL) {
		s.data++;
		s.len--;
	}
	return s;
}

/* A typed value in plain characters, without space at its ends. */
static struct assay_bytes
plain(struct maker *m, const char *typed, int *changed)
{
	struct assay_bytes s = assay_str(typed);
	uint8_t *out = make_copy(m, s); /* never grows */
	bool prose = is_prose(s);
	size_t n = 0;

	if (out == NULL)
		return (struct assay_bytes){ NULL, 0 };
	for (size_t i = 0; i < s.len;) {
		uint32_t code = 0;
		size_t len = assay_utf8(s, i, &code), k = 0;

		while (k < sizeof folds / sizeof *folds &&
		       (code < folds[k].first || code > folds[k].last ||
		        (folds[k].change == PUNCTUATION && prose)))
			k++;
		if (len == 3 && code >= 0xFF01 && code <= 0xFF5E) {
			out[n++] = (uint8_t)(code - 0xFF01 + '!');
			*changed |= FULL_WIDTH;
		} else if (len > 1 && k < sizeof folds / sizeof *folds) {
			if (folds[k].as != 0)
				out[n++] = (uint8_t)folds[k].as;
			*changed |= folds[k].change;
		} else {
			len = len == 0 ? 1 : len;
			memcpy(out + n, s.data + i, len);
			n += len;
		}
		i += len;
	}
	return trim((struct assay_bytes){ out, n });
}

/* ---- words that were copied with the value ---- */

/* clang-format off */
static const struct {
	const char *key;
	const char *words; /* parted by '|' */
} label_words[] = {
	{ "gtin", "GTIN|EAN|UPC|商品条码|条码|商品代码" },
	{ "serial", "SN|S/N|S.N.|SERIAL|SERIAL NO|SERIAL NO.|SERIAL NUMBER|SER NO|序列号|产品序列号|编号" },
	{ "lot", "LOT|LOT NO|LOT NO.|BATCH|BATCH NO|BATCH NO.|CH.-B.|批号|生产批号|产品批号" },
	{ "made", "MFG|MFD|MFG DATE|MFD DATE|PROD|PD|DATE OF MANUFACTURE|生产日期|制造日期|出厂日期" },
	{ "packed", "PACKED|PACKED ON|包装日期" },
	{ "expiry", "EXP|EXP.|EXP DATE|EXPIRY|EXPIRY DATE|USE BY|VAL|有效期|有效期至|失效日期|限用日期" },
	{ "best", "BB|BBE|BEST BEFORE|BEST BY|保质期至|最佳食用日期|此日期前最佳" },
	{ "imei", "IMEI|IMEI1|IMEI2|IMEI 1|IMEI 2" }, { "imei_box", "IMEI|IMEI1|IMEI2" },
	{ "mac", "MAC|MAC ADDRESS|MAC ID|WLAN MAC|WIFI MAC|MAC地址" },
	{ "ufi", "UFI" }, { "pzn", "PZN" }, { "ppn", "PPN" }, { "cip", "CIP" }, { "ndc", "NDC" }, { "lei", "LEI" },
	{ "uscc", "USCC|统一社会信用代码|信用代码" }, { "orgcode", "组织机构代码" },
	{ "sc", "SC编号|食品生产许可证编号|食品生产许可证|生产许可证编号|许可证编号" }, { "jy", "食品经营许可证编号|许可证编号" },
	{ "ccc", "CCC|CCC证书编号|证书编号" }, { "approval", "批准文号" }, { "reg", "农药登记证号|登记证号" },
	{ "prodlic", "农药生产许可证号|生产许可证号" }, { "std", "产品标准号|执行标准|产品标准代号" },
	{ "trace", "追溯码|药品追溯码" }, { "epareg", "EPA REG. NO.|EPA REG NO|EPA REG. NO" },
	{ "epaest", "EPA EST. NO.|EPA EST. NO|EPA EST|EPA EST." }, { "fcc", "FCC ID" },
	{ "address", "地址|生产地址|ADDRESS" }, { "maker", "生产者|生产商|制造商|MANUFACTURER" },
};
/* clang-format on */

/* "SN: A1": what stands behind a word of the key and a colon, or the whole. */
static struct assay_bytes
without_word(const char *key, struct assay_bytes s, int *changed)
{
	size_t at = assay_find(s, 0, ':');
	struct assay_bytes word = trim(assay_part(s, 0, at)), value, rest, one;

	if (at == s.len || (value = trim(assay_part(s, at + 1, s.len))).len == 0)
		return s;
	for (size_t i = 0; i < sizeof label_words / sizeof *label_words; i++) {
		if (strcmp(label_words[i].key, key) != 0)
			continue;
		rest = assay_str(label_words[i].words);
		while (assay_link_next(&rest, '|', &one))
			if (assay_same_case(one, word)) {
				*changed |= LABEL_WORD;
				return value;
			}
	}
	return s;
}

/* ---- what is said ---- */

static void
form_fault(struct maker *m, const char *key, struct assay_bytes value,
           const char *expected, const char *reason, const char *perhaps)
{
	char why[GS1_WHY_MAX] = "";

	why_add(why, sizeof why, "key", assay_str(key));
	why_add(why, sizeof why, "value", value);
	why_add(why, sizeof why, "expected", assay_str(expected));
	why_add(why, sizeof why, "reason",
	        assay_str(*reason != '\0' ? reason : "another form"));
	if (*perhaps != '\0')
		why_add(why, sizeof why, "perhaps", assay_str(perhaps));
	make_fault(m, "LABEL-FORM", why);
}

static void
read_as(struct maker *m, const char *key, int changed)
{
	char why[GS1_WHY_MAX] = "", list[128] = "";

	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
		if (changed & 1 << i) {
			if (list[0] != '\0')
				strcat(list, " ");
			strcat(list, changes[i]);
		}
	why_add(why, sizeof why, "key", assay_str(key));
	why_add(why, sizeof why, "changed", assay_str(list));
	make_fault(m, "LABEL-READ-AS", why);
}

/* ---- what keys are read as ---- */

static void
as_text(struct maker *m, const char *key, struct assay_bytes value,
        struct assay_bytes raw, int *changed)
{
	(void)changed;
	make_claim(m, key, value, raw, "");
}

/* The digits of a number people group with spaces and hyphens. */
static void
as_gtin(struct maker *m, const char *key, struct assay_bytes value,
        struct assay_bytes raw, int *changed)
{
	char digits[15];
	const char *reason = "", *perhaps = "";
	size_t n = 0, letters = 0, others = 0;

	(void)changed;
	for (size_t i = 0; i < value.len; i++) {
		uint8_t look = assay_look(value.data[i]);

		if (strchr(" -.", value.data[i]) != NULL)
			continue;
		letters += !assay_is_digit(value.data[i]);
		others += !assay_is_digit(look) || n == 14;
		if (n < 14)
			digits[n++] = (char)look;
	}
	digits[n] = '\0';
	if (letters + others == 0 && (n == 8 || n == 12 || n == 13 || n == 14)) {
		make_gtin(m, (struct assay_bytes){ (uint8_t *)digits, n }, raw, "");
		return;
	}
	if (assay_find(value, 0, 'E') < value.len &&
	    assay_find(value, 0, '+') < value.len) {
		reason = "a spreadsheet rounded it: format the column as text";
	} else if (others == 0 && letters > 0 && (n == 8 || n >= 12)) {
		reason = "letters where digits belong";
		perhaps = digits;
	} else if (others + letters == 0 && (n == 7 || n == 11)) {
		reason = "a leading zero may be lost";
	}
	form_fault(m, key, value, "8, 12, 13 or 14 digits", reason, perhaps);
	make_claim(m, "text", value, raw, "");
}

/* ---- dates ---- */

/* Up to so many digits at *at; -1: none. */
static int32_t
digits_at(struct assay_bytes s, size_t *at, size_t most)
{
	int32_t value = -1;

	for (size_t n = 0; n < most && *at < s.len && assay_is_digit(s.data[*at]);
	     n++, ++*at)
		value = (value < 0 ? 0 : value) * 10 + (s.data[*at] - '0');
	return value;
}

/* Does one of these marks stand at *at?  Then step over it. */
static bool
mark_at(struct assay_bytes s, size_t *at, const char *mark)
{
	size_t n = strlen(mark);

	if (s.len - *at < n || memcmp(s.data + *at, mark, n) != 0)
		return false;
	*at += n;
	return true;
}

/* The month of an English name at *at, three letters and more; 0: none. */
static int32_t
month_at(struct assay_bytes s, size_t *at)
{
	static const char *const names[] = { "JANUARY", "FEBRUARY", "MARCH",
		                             "APRIL",   "MAY",      "JUNE",
		                             "JULY",    "AUGUST",   "SEPTEMBER",
		                             "OCTOBER", "NOVEMBER", "DECEMBER" };
	size_t n = 0;

	while (*at + n < s.len && assay_upper(s.data[*at + n]) >= 'A' &&
	       assay_upper(s.data[*at + n]) <= 'Z')
		n++;
	for (size_t i = 0; n >= 3 && i < 12; i++)
		if (n <= strlen(names[i]) &&
		    assay_same_case(assay_part(s, *at, *at + n),
		                    assay_part(assay_str(names[i]), 0, n))) {
			*at += n;
			return (int32_t)i + 1;
		}
	return 0;
}

/* One or more of the marks people put between the parts of a date. */
static void
gap_at(struct assay_bytes s, size_t *at)
{
	while (*at < s.len && strchr(" -./,", s.data[*at]) != NULL)
		++*at;
}

/* 5 Mar 2024, MAR-05-2024, 2024 March 5. */
static int32_t
named_month(struct assay_bytes s)
{
	int32_t number[2] = { -1, -1 }, month = 0;
	size_t at = 0, n = 0, wide[2] = { 0, 0 };

	for (int parts = 0; parts < 3; parts++) {
		size_t from = at;

		if (month == 0 && (month = month_at(s, &at)) > 0) {
			gap_at(s, &at);
			continue;
		}
		if (n == 2 || (number[n] = digits_at(s, &at, 4)) < 0)
			return ASSAY_NO_DAY;
		wide[n++] = at - from;
		gap_at(s, &at);
	}
	if (at != s.len || month == 0 || n != 2)
		return ASSAY_NO_DAY;
	if (wide[0] == 4 && wide[1] <= 2)
		return assay_day(number[0], month, number[1]);
	return wide[1] == 4 && wide[0] <= 2 ? assay_day(number[1], month, number[0])
	                                    : ASSAY_NO_DAY;
}

/* 2026-11-20, 2026/11/20, 2026.11.20, 2026 11 20, 2026年11月20日, 20261120. */
static int32_t
year_first(struct assay_bytes s)
{
	static const char *const marks[][3] = {
		{ "-", "-", "" }, { "/", "/", "" },     { ".", ".", "" },
		{ " ", " ", "" }, { "年", "月", "日" }, { "年", "月", "" }
	};

	if (s.len == 8 && assay_all_digits(s))
		return assay_day(assay_number(s, 0, 4), assay_number(s, 4, 2),
		                 assay_number(s, 6, 2));
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t at = 0, from;
		int32_t year = digits_at(s, &at, 4), month, day;

		if (at != 4 || !mark_at(s, &at, marks[i][0]))
			continue;
		from = at;
		month = digits_at(s, &at, 2);
		if (at == from || !mark_at(s, &at, marks[i][1]))
			continue;
		day = digits_at(s, &at, 2);
		if (mark_at(s, &at, marks[i][2]) && at == s.len)
			return assay_day(year, month, day);
	}
	return ASSAY_NO_DAY;
}

/* Three numbers that do not begin with a year: the days they may mean, day first, month
 * first, and of two digits for the year, that first.  How many; 0: they are none. */
static size_t
other_orders(struct assay_bytes s, int32_t days[3])
{
	static const char *const marks[] = { "/", "-", "." };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t at = 0, from, n = 0;
		int32_t a = digits_at(s, &at, 2), b, year, may[3];

		if (a < 0 || !mark_at(s, &at, marks[i]) ||
		    (b = digits_at(s, &at, 2)) < 0 || !mark_at(s, &at, marks[i]))
			continue;
		from = at;
		year = digits_at(s, &at, 4);
		if (at != s.len || (at - from != 4 && at - from != 2))
			continue;
		may[0] = assay_day(at - from == 2 ? 2000 + year : year, b, a);
		may[1] = assay_day(at - from == 2 ? 2000 + year : year, a, b);
		may[2] = at - from == 2 ? assay_day(2000 + a, b, year) : ASSAY_NO_DAY;
		for (size_t k = 0; k < 3; k++)
			if (may[k] != ASSAY_NO_DAY && (n == 0 || days[0] != may[k]) &&
			    (n < 2 || days[1] != may[k]))
				days[n++] = may[k];
		return n;
	}
	return 0;
}

/* Cut a time of day off the end: " 14:05", " 14:05:30". */
static struct assay_bytes
without_time(struct assay_bytes s, int *changed)
{
	size_t at = s.len, colons = 0;

	while (at > 0 && (assay_is_digit(s.data[at - 1]) || s.data[at - 1] == ':'))
		colons += s.data[--at] == ':';
	if (colons == 0 || at == 0 || strchr(" T", s.data[at - 1]) == NULL)
		return s;
	*changed |= TIME;
	return trim(assay_part(s, 0, at - 1));
}

static void
as_date(struct maker *m, const char *key, struct assay_bytes value,
        struct assay_bytes raw, int *changed)
{
	struct assay_bytes s = without_time(value, changed);
	int32_t day = year_first(s), days[3];
	char text[11], perhaps[48] = "";
	const char *reason = "";
	size_t n = 0;

	if (day == ASSAY_NO_DAY && (day = named_month(s)) != ASSAY_NO_DAY)
		*changed |= MONTH_NAME;
	if (day == ASSAY_NO_DAY)
		n = other_orders(s, days);
	if (n == 1 && s.len > 3 && assay_all_digits(assay_part(s, s.len - 3, s.len))) {
		day = days[0];
		*changed |= DAY_FIRST;
	} else if (n > 0) {
		reason = "it can be read in more than one way";
		for (size_t i = 0; i < n; i++) {
			strcat(perhaps, i > 0 ? " or " : "");
			day_text(days[i], perhaps + strlen(perhaps));
		}
	} else if (day == ASSAY_NO_DAY && s.len <= 32) {
		uint8_t copy[32];
		bool letters = false;

		for (size_t i = 0; i < s.len; i++) {
			copy[i] = strchr("-./", s.data[i]) != NULL
			                  ? s.data[i]
			                  : assay_look(s.data[i]);
			letters |= copy[i] != s.data[i];
		}
		days[0] = year_first((struct assay_bytes){ copy, s.len });
		if (letters && days[0] != ASSAY_NO_DAY) {
			reason = "letters where digits belong";
			day_text(days[0], perhaps);
		}
	}
	if (day == ASSAY_NO_DAY) {
		form_fault(m, key, value, "a date such as 2026-11-20", reason, perhaps);
		make_claim(m, key, value, raw, "");
		return;
	}
	day_text(day, text);
	make_claim(m, key, assay_str(text), raw, "");
}

static void
as_link(struct maker *m, const char *key, struct assay_bytes value,
        struct assay_bytes raw, int *changed)
{
	(void)changed;
	(void)key;
	make_claim(m, "link", value, raw, "");
	if (dl_parse(value, m->now, m->g) != DL_NONE)
		make_elements(m, m->g);
}

/* The separator as scanners and people spell it, to FNC1. */
static struct assay_bytes
separators(struct maker *m, struct assay_bytes s)
{
	static const char *const spellings[] = { "{GS}", "<GS>", "|", "^",
		                                 "\xE2\x90\x9D" };
	uint8_t *out = make_copy(m, s);
	char why[GS1_WHY_MAX] = "";
	size_t n = 0, changed = 0;
	const char *from = "";

	if (out == NULL)
		return s;
	for (size_t i = 0; i < s.len;) {
		size_t before = i;

		for (size_t k = 0;
		     k < sizeof spellings / sizeof *spellings && i == before; k++) {
			if (!mark_at(s, &i, spellings[k]))
				continue;
			from = spellings[k];
			changed += before > 0;
		}
		if (i == before)
			out[n++] = s.data[i++];
		else
			out[n++] = FNC1;
	}
	if (changed > 0) {
		why_add(why, sizeof why, "from", assay_str(from));
		why_add(why, sizeof why, "to", assay_str("FNC1"));
		make_fault(m, "GS1-NORMALISED", why);
	}
	return (struct assay_bytes){ out, n };
}

/* People print "(01) 0952..." with spaces, which no element may hold. */
static struct assay_bytes
without_spaces(struct maker *m, struct assay_bytes s, int *changed)
{
	uint8_t *out = make_copy(m, s);
	size_t n = 0;

	if (out == NULL)
		return s;
	for (size_t i = 0; i < s.len; i++)
		if (s.data[i] != ' ')
			out[n++] = s.data[i];
		else
			*changed |= SPACE;
	return (struct assay_bytes){ out, n };
}

static void
as_gs1(struct maker *m, const char *key, struct assay_bytes value, struct assay_bytes raw,
       int *changed)
{
	(void)key;
	(void)raw;
	if (gs1_has_brackets(value)) {
		gs1_parse_brackets(without_spaces(m, value, changed), m->now, m->g);
	} else {
		value = separators(m, value);
		if (value.len >= 3 && value.data[0] == ']')
			value = assay_part(value, 3, value.len);
		gs1_parse(value, m->now, m->g);
	}
	make_elements(m, m->g);
	for (size_t i = 0; i < m->g->n_faults; i++) {
		if (strcmp(m->g->fault[i].rule, "GS1-AI-PARSE") != 0)
			continue;
		make_claim(m, "text", value, raw, "");
		break;
	}
}

/* A code copied by hand is an element string where it has its brackets. */
static void
as_code(struct maker *m, const char *key, struct assay_bytes value,
        struct assay_bytes raw, int *changed)
{
	if (gs1_has_brackets(value))
		as_gs1(m, key, value, raw, changed);
	else
		make_claim(m, key, value, raw, "");
}

/* clang-format off */
static const struct {
	const char *key;
	void (*as)(struct maker *, const char *, struct assay_bytes, struct assay_bytes, int *);
} keys[] = {
	{ "gtin", as_gtin }, { "made", as_date }, { "packed", as_date }, { "best", as_date },
	{ "sellby", as_date }, { "expiry", as_date }, { "link", as_link }, { "url", as_link },
	{ "gs1", as_gs1 }, { "code", as_code },
};
/* clang-format on */

void
make_typed(struct maker *m, const char *key, const char *typed)
{
	struct assay_bytes raw = assay_str(typed), value;
	int changed = 0;
	size_t i = 0;

	value = plain(m, typed, &changed);
	if (m->failed)
		return;
	value = without_word(key, value, &changed);
	while (i < sizeof keys / sizeof *keys && strcmp(keys[i].key, key) != 0)
		i++;
	(i < sizeof keys / sizeof *keys ? keys[i].as : as_text)(m, key, value, raw,
	                                                        &changed);
	if (changed != 0)
		read_as(m, key, changed);
}
