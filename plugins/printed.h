/* printed.h - text as labels carry it, and the notes a rule makes about it
 *
 * Genuine labels write one number in many ways: full-width digits, spaces between
 * groups, brackets of five kinds.  fold() brings them to one form before anything
 * is judged.  Nothing here allocates; every buffer holds whole characters of valid
 * UTF-8 with a NUL behind, and text too long for it is cut and marked as cut. */
#ifndef PRINTED_H
#define PRINTED_H

#include "plugin-common.h"

/* ---- text ---- */

#define TEXT_MAX 1023 /* bytes; the longest label text a rule reads is a tenth of it */

struct text {
	char s[TEXT_MAX + 1];
	size_t len;
	bool cut;  /* the original went on */
	bool utf8; /* the original was valid UTF-8; other bytes became '?' */
};

struct fold_row {
	uint32_t from, until;
	uint8_t as; /* 0: dropped */
};

/* What stands for a plain character.  Full-width ASCII is folded by arithmetic. */
static inline uint32_t
fold_code(uint32_t c)
{
	static const struct fold_row rows[] = {
		{ 0x0000, 0x001F, ' ' }, /* tabs and line breaks of typed text */
		{ 0x007F, 0x007F, 0 },
		{ 0x00A0, 0x00A0, ' ' },
		{ 0x00AD, 0x00AD, 0 }, /* soft hyphen */
		{ 0x2000, 0x200A, ' ' },
		{ 0x200B, 0x200F, 0 }, /* zero width and direction marks */
		{ 0x2010, 0x2015, '-' },
		{ 0x2028, 0x2029, ' ' },
		{ 0x202A, 0x202E, 0 },
		{ 0x202F, 0x202F, ' ' },
		{ 0x205F, 0x205F, ' ' },
		{ 0x2060, 0x2069, 0 },
		{ 0x2212, 0x2212, '-' },
		{ 0x2236, 0x2236, ':' },
		{ 0x3000, 0x3000, ' ' },
		{ 0x3008, 0x3008, '(' },
		{ 0x3009, 0x3009, ')' },
		{ 0x3010, 0x3010, '(' },
		{ 0x3011, 0x3011, ')' },
		{ 0x3014, 0x3014, '(' },
		{ 0x3015, 0x3015, ')' },
		{ 0x3016, 0x3016, '(' },
		{ 0x3017, 0x3017, ')' },
		{ 0xFE55, 0xFE55, ':' },
		{ 0xFE59, 0xFE59, '(' },
		{ 0xFE5A, 0xFE5A, ')' },
		{ 0xFE63, 0xFE63, '-' },
		{ 0xFEFF, 0xFEFF, 0 },
	};

	if (c >= 0xFF01 && c <= 0xFF5E)
		c -= 0xFEE0;
	if (c == '[')
		return '(';
	if (c == ']')
		return ')';
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (c >= rows[i].from && c <= rows[i].until)
			return rows[i].as;
	return c;
}

static inline size_t
put_code(char *to, uint32_t c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xC0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xE0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 0x3F));
		to[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | c >> 18);
	to[1] = (char)(0x80 | (c >> 12 & 0x3F));
	to[2] = (char)(0x80 | (c >> 6 & 0x3F));
	to[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

static inline char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - ('a' - 'A')) : c;
}

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
is_letter(char c)
{
	return upper(c) >= 'A' && upper(c) <= 'Z';
}

static inline bool
is_alnum(char c)
{
	return is_digit(c) || is_letter(c);
}

/* Plain forms of the characters, one space at most between words, none at the ends. */
static inline void
fold(struct assay_bytes in, struct text *out)
{
	out->len = 0;
	out->cut = false;
	out->utf8 = true;
	for (size_t at = 0; at < in.len;) {
		uint32_t code = 0;
		size_t n = assay_utf8(in, at, &code);

		if (n == 0) {
			out->utf8 = false;
			code = '?';
			n = 1;
		}
		at += n;
		code = fold_code(code);
		if (code == 0 ||
		    (code == ' ' && (out->len == 0 || out->s[out->len - 1] == ' ')))
			continue;
		if (out->len + 4 > TEXT_MAX) {
			out->cut = true;
			break;
		}
		out->len += put_code(out->s + out->len, code);
	}
	while (out->cut && out->len > 0 && is_alnum(out->s[out->len - 1]))
		out->len--; /* half a number is another number */
	while (out->len > 0 && out->s[out->len - 1] == ' ')
		out->len--;
	out->s[out->len] = '\0';
}

static inline void
text_upper(struct text *t)
{
	for (size_t i = 0; i < t->len; i++)
		t->s[i] = upper(t->s[i]);
}

/* Take these ASCII characters out. */
static inline void
text_without(struct text *t, const char *drop)
{
	size_t to = 0;

	for (size_t i = 0; i < t->len; i++)
		if (strchr(drop, t->s[i]) == NULL)
			t->s[to++] = t->s[i];
	t->len = to;
	t->s[to] = '\0';
}

/* Take n bytes off the start, and the spaces and colons behind them. */
static inline void
text_skip(struct text *t, size_t n)
{
	while (n < t->len && (t->s[n] == ' ' || t->s[n] == ':'))
		n++;
	memmove(t->s, t->s + n, t->len - n + 1);
	t->len -= n;
}

/* Does s begin with word (ASCII in any case)?  Its length, or 0. */
static inline size_t
begins(const char *s, const char *word)
{
	size_t n = 0;

	for (; word[n] != '\0'; n++)
		if (upper(s[n]) != upper(word[n]))
			return 0;
	return n;
}

static inline bool
same_word(const char *a, const char *b)
{
	return strlen(a) == strlen(b) && begins(a, b) == strlen(b);
}

/* Where word first stands in s, ASCII in any case; NULL. */
static inline const char *
find_word(const char *s, const char *word)
{
	for (; *s != '\0'; s++)
		if (begins(s, word) != 0)
			return s;
	return NULL;
}

static inline size_t
count_digits(const char *s)
{
	size_t n = 0;

	while (is_digit(s[n]))
		n++;
	return n;
}

/* The number that n digits (at most 9) at s spell; -1 where they do not. */
static inline int32_t
number_at(const char *s, size_t n)
{
	return assay_number((struct assay_bytes){ (const uint8_t *)s, strnlen(s, n) }, 0,
	                    n);
}

/* "", "no", "none", "无" ...: the typed way to say that something is not there. */
static inline bool
says_no(const char *s)
{
	static const char *const words[] = { "",     "0",     "-",      "no",      "none",
		                             "n",    "false", "absent", "without", "无",
		                             "没有", "否",    "不是" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (same_word(s, words[i]))
			return true;
	return false;
}

/* The length of the character at s, at least 1 before the NUL. */
static inline size_t
char_len(const char *s)
{
	uint32_t code;
	size_t n = assay_utf8((struct assay_bytes){ (const uint8_t *)s, strnlen(s, 4) },
	                      0, &code);

	return n != 0 ? n : *s != '\0';
}

/* How many characters differ, place by place, and the difference in length. */
static inline size_t
differences(const char *a, const char *b)
{
	size_t count = 0;

	while (*a != '\0' || *b != '\0') {
		size_t n = char_len(a), m = char_len(b);

		if (n != m || memcmp(a, b, n) != 0)
			count++;
		a += n;
		b += m;
	}
	return count;
}

/* ---- notes: evidence put together fact by fact ---- */

struct note {
	char s[EVIDENCE_MAX];
	size_t len;
};

/* A fact that does not fit is left out whole. */
static inline void
note_bytes(struct note *n, const char *key, struct assay_bytes value)
{
	int wrote = snprintf(n->s + n->len, sizeof n->s - n->len, "%s%s=%s",
	                     n->len ? "; " : "", key, show(value).text);

	if (wrote > 0 && (size_t)wrote < sizeof n->s - n->len)
		n->len += (size_t)wrote;
	n->s[n->len] = '\0';
}

static inline void
note(struct note *n, const char *key, const char *value)
{
	note_bytes(n, key, assay_str(value));
}

static inline void
note_part(struct note *n, const char *key, const char *value, size_t len)
{
	note_bytes(n, key, (struct assay_bytes){ (const uint8_t *)value, len });
}

static inline void
note_int(struct note *n, const char *key, int32_t value)
{
	char s[16];

	snprintf(s, sizeof s, "%d", (int)value);
	note(n, key, s);
}

static inline void
note_day(struct note *n, const char *key, int32_t day)
{
	note(n, key, day_text(day).text);
}

/* ---- speaking ---- */

/* How much a finding weighs before its explanations, and which were tried. */
struct weight {
	enum assay_severity severity;
	struct tries tried;
};

static inline void
tried(struct weight *w, const char *name, bool explains)
{
	tries_add(&w->tried, name, explains);
}

/* A value that breaks its form, by the way it came in. */
static inline struct weight
form_weight(enum assay_path path)
{
	return (struct weight){ ASSAY_STRONG, tries_by_path(path) };
}

/* Two values that contradict each other; path: the weaker of theirs; slip: at most
 * two characters typed wrong would explain it. */
static inline struct weight
conflict_weight(enum assay_path path, bool slip)
{
	struct weight w = form_weight(path);

	w.tried.of[0].explains = path == ASSAY_PATH_TYPED && slip;
	return w;
}

static inline struct weight
no_more_than(enum assay_severity severity)
{
	return (struct weight){ severity, { .n = 0 } };
}

static inline void
holds(struct exam *x, const char *rule, const struct note *facts)
{
	exam_passed(x, rule, "%s", facts->s);
}

static inline void
speak(struct exam *x, const char *rule, const struct weight *w, uint32_t symbol,
      const struct note *evidence)
{
	struct assay_claim about = { .symbol = symbol };

	exam_found(x, rule, w->severity, &about, w->tried, "%s", evidence->s);
}

static inline void
remark(struct exam *x, const char *rule, uint32_t symbol, const struct note *evidence)
{
	struct weight w = no_more_than(ASSAY_INFO);

	speak(x, rule, &w, symbol, evidence);
}

/* ---- where text comes from ---- */

struct source {
	struct text text;
	struct assay_bytes raw;
	enum assay_path path;
	uint32_t symbol; /* ASSAY_NONE: typed */
};

static inline enum assay_path
symbol_path(const struct assay_symbol *s)
{
	switch (s->symbology[1]) {
	case 'Q': /* QR */
	case 'd': /* Data Matrix */
	case 'L': /* PDF417 */
	case 'z': /* Aztec */
	case 'J': /* DotCode */
		return ASSAY_PATH_MATRIX;
	case 'E': /* EAN, UPC */
		return ASSAY_PATH_RETAIL;
	default:
		return ASSAY_PATH_LINEAR;
	}
}

/* Free text, and not a GS1 element string or a number of the shelves? */
static inline bool
symbol_is_text(const struct assay_symbol *s)
{
	static const char *const gs1[] = { "]Q3", "]d2", "]C1", "]e0", "]J1" };

	for (size_t i = 0; i < sizeof gs1 / sizeof *gs1; i++)
		if (strcmp(s->symbology, gs1[i]) == 0)
			return false;
	return symbol_path(s) != ASSAY_PATH_RETAIL;
}

static inline bool
is_link(const char *s)
{
	return begins(s, "http://") != 0 || begins(s, "https://") != 0 ||
	       begins(s, "www.") != 0;
}

/* The n-th typed value of that key. */
static inline bool
typed_source(const struct assay_item *item, const char *key, size_t n, struct source *out)
{
	const struct assay_claim *c = assay_claim(item, key, n);

	if (c == NULL)
		return false;
	fold(c->value, &out->text);
	out->raw = c->value;
	out->path = c->path;
	out->symbol = c->symbol;
	return true;
}

/* The text of symbol n.  False past the last; text.len is 0 where the symbol is no
 * text or says what an earlier one said. */
static inline bool
symbol_source(const struct assay_item *item, size_t n, struct source *out)
{
	if (n >= item->n_symbols)
		return false;
	out->text.len = 0;
	out->text.s[0] = '\0';
	out->raw = item->symbols[n].payload;
	out->path = symbol_path(&item->symbols[n]);
	out->symbol = (uint32_t)n;
	if (!symbol_is_text(&item->symbols[n]))
		return true;
	for (size_t i = 0; i < n; i++)
		if (assay_bytes_equal(item->symbols[i].payload, out->raw))
			return true;
	fold(out->raw, &out->text);
	return true;
}

/* The first typed text of that key, folded; "" where there is none. */
static inline const char *
typed_text(const struct assay_item *item, const char *key, struct text *out)
{
	const struct assay_claim *c = assay_claim(item, key, 0);

	fold(c != NULL ? c->value : (struct assay_bytes){ NULL, 0 }, out);
	return out->s;
}

/* ---- days ---- */

struct dated {
	int32_t day;
	enum assay_path path;
	uint32_t symbol;
	const char *key;
	const struct assay_claim *claim;
};

static inline bool
dated_claim(const struct assay_item *item, const char *key, size_t n, struct dated *out)
{
	const struct assay_claim *c;

	for (; (c = assay_claim(item, key, n)) != NULL; n++) {
		int32_t day = assay_day_of(c->value);

		if (day == ASSAY_NO_DAY)
			continue;
		*out = (struct dated){ day, c->path, c->symbol, key, c };
		return true;
	}
	return false;
}

/* Characters of YYYYMMDD that differ between two days. */
static inline int
day_differences(int32_t a, int32_t b)
{
	struct assay_date x = assay_date_of(a), y = assay_date_of(b);
	int32_t u = x.year * 10000 + x.month * 100 + x.day;
	int32_t v = y.year * 10000 + y.month * 100 + y.day;
	int count = 0;

	for (; u > 0 || v > 0; u /= 10, v /= 10)
		count += u % 10 != v % 10;
	return count;
}

#define SLIP_DAYS 15000 /* 41 years: no date of goods lies farther off */

/* Could a slip of at most two characters, or day and month swapped, have made this
 * day out of one between lo and hi? */
static inline bool
day_slip(int32_t day, int32_t lo, int32_t hi)
{
	struct assay_date d = assay_date_of(day);
	int32_t swapped = assay_day(d.year, d.day, d.month);

	if (lo > hi)
		return false;
	if (swapped != ASSAY_NO_DAY && swapped >= lo && swapped <= hi)
		return true;
	/* of the year, however far off that takes the date */
	for (int32_t year = assay_date_of(lo).year, n = 0;
	     n <= 2 * SLIP_DAYS / 365 && year <= assay_date_of(hi).year; year++, n++) {
		int32_t other = assay_day(year, d.month, d.day);

		if (other != ASSAY_NO_DAY && other >= lo && other <= hi &&
		    day_differences(other, day) <= 2)
			return true;
	}
	if (lo < day - SLIP_DAYS)
		lo = day - SLIP_DAYS;
	if (hi > day + SLIP_DAYS)
		hi = day + SLIP_DAYS;
	if (lo < assay_day(1, 1, 1))
		lo = assay_day(1, 1, 1);
	if (hi > assay_day(9999, 12, 31))
		hi = assay_day(9999, 12, 31);
	for (int32_t at = lo; at <= hi; at++)
		if (day_differences(at, day) <= 2)
			return true;
	return false;
}

#endif
