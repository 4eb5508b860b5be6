/* typed.c - typed labels to claims: what a person copies from print
 *
 * Full-width characters become ASCII and ends are trimmed; what a key is read as
 * stands in one table, and any other key passes through. */
#include <stdlib.h>
#include <string.h>

#include "assay-link.h"
#include "make.h"

/* A typed value as ASCII where it was full-width (U+FF01 to U+FF5E), the lenticular
 * brackets people type for others included, without space at its ends. */
static struct assay_bytes
plain(struct maker *m, const char *typed)
{
	struct assay_bytes s = assay_str(typed);
	uint8_t *out = make_copy(m, s); /* never grows */
	size_t n = 0, from = 0;

	if (out == NULL)
		return (struct assay_bytes){ NULL, 0 };
	for (size_t i = 0; i < s.len;) {
		uint32_t code = 0;
		size_t len = assay_utf8(s, i, &code);

		if (len == 3 && code >= 0xFF01 && code <= 0xFF5E) {
			out[n++] = (uint8_t)(code - 0xFF01 + '!');
		} else if (code == 0x3000 || code == 0xA0 || code == 0xFEFF) {
			out[n++] =
			        ' '; /* ideographic and no-break space, byte order mark */
		} else if (code == 0x3010 || code == 0x3014) {
			out[n++] = '(';
		} else if (code == 0x3011 || code == 0x3015) {
			out[n++] = ')';
		} else {
			len = len == 0 ? 1 : len;
			memcpy(out + n, s.data + i, len);
			n += len;
		}
		i += len;
	}
	while (n > 0 && strchr(" \t\r\n", out[n - 1]) != NULL)
		n--;
	while (from < n && strchr(" \t\r\n", out[from]) != NULL)
		from++;
	return (struct assay_bytes){ out + from, n - from };
}

static void
form_fault(struct maker *m, const char *key, struct assay_bytes value,
           const char *expected)
{
	char why[GS1_WHY_MAX] = "";

	why_add(why, sizeof why, "key", assay_str(key));
	why_add(why, sizeof why, "value", value);
	why_add(why, sizeof why, "expected", assay_str(expected));
	make_fault(m, "LABEL-FORM", why);
}

static void
as_text(struct maker *m, const char *key, struct assay_bytes value,
        struct assay_bytes raw)
{
	make_claim(m, key, value, raw, "");
}

/* The digits of a number people group with spaces and hyphens. */
static void
as_gtin(struct maker *m, const char *key, struct assay_bytes value,
        struct assay_bytes raw)
{
	uint8_t digits[14];
	size_t n = 0;
	bool is = true;

	for (size_t i = 0; i < value.len && is; i++) {
		if (value.data[i] == ' ' || value.data[i] == '-')
			continue;
		is = assay_is_digit(value.data[i]) && n < sizeof digits;
		if (is)
			digits[n++] = value.data[i];
	}
	if (is && (n == 8 || n == 12 || n == 13 || n == 14)) {
		make_gtin(m, (struct assay_bytes){ digits, n }, raw, "");
		return;
	}
	form_fault(m, key, value, "8, 12, 13 or 14 digits");
	make_claim(m, "text", value, raw, "");
}

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

/* 2026-11-20, 2026/11/20, 2026.11.20, 2026年11月20日, 20261120. */
static int32_t
typed_day(struct assay_bytes s)
{
	static const char *const marks[][3] = { { "-", "-", "" },
		                                { "/", "/", "" },
		                                { ".", ".", "" },
		                                { "\xE5\xB9\xB4", "\xE6\x9C\x88",
		                                  "\xE6\x97\xA5" } };

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

static void
as_date(struct maker *m, const char *key, struct assay_bytes value,
        struct assay_bytes raw)
{
	int32_t day = typed_day(value);
	char text[11];

	if (day == ASSAY_NO_DAY) {
		form_fault(m, key, value, "a date such as 2026-11-20");
		make_claim(m, key, value, raw, "");
		return;
	}
	day_text(day, text);
	make_claim(m, key, assay_str(text), raw, "");
}

static void
as_link(struct maker *m, const char *key, struct assay_bytes value,
        struct assay_bytes raw)
{
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

static void
as_gs1(struct maker *m, const char *key, struct assay_bytes value, struct assay_bytes raw)
{
	(void)key;
	(void)raw;
	if (gs1_has_brackets(value)) {
		gs1_parse_brackets(value, m->now, m->g);
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
        struct assay_bytes raw)
{
	if (gs1_has_brackets(value))
		as_gs1(m, key, value, raw);
	else
		make_claim(m, key, value, raw, "");
}

/* clang-format off */
static const struct {
	const char *key;
	void (*as)(struct maker *, const char *, struct assay_bytes, struct assay_bytes);
} keys[] = {
	{ "gtin", as_gtin }, { "made", as_date }, { "packed", as_date }, { "best", as_date },
	{ "sellby", as_date }, { "expiry", as_date }, { "link", as_link }, { "url", as_link },
	{ "gs1", as_gs1 }, { "code", as_code },
};
/* clang-format on */

void
make_typed(struct maker *m, const char *key, const char *typed)
{
	struct assay_bytes value = plain(m, typed), raw = assay_str(typed);

	if (m->failed)
		return;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (strcmp(keys[i].key, key) != 0)
			continue;
		keys[i].as(m, key, value, raw);
		return;
	}
	as_text(m, key, value, raw);
}
