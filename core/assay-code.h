/* assay-code.h - what makers' rules are written with: date codes, alphabets, plain numbers
 *
 * Header-only, so that plugins need no symbol of libassay.  Nothing here allocates, and
 * every function takes bytes of any content and any length.
 *
 * A date code is a pattern: characters that stand for themselves, and in braces
 *     {YYYY} {YY} {Y}       the year, its last two digits, its last digit
 *     {BCDFG=2024}          a letter for the year: B 2024, C 2025 ...
 *     {MM} {M}              month 01-12; 1-9 and A, B, C for October to December
 *     {WW} {DDD} {DD}       week 01-53, day of the year 001-366, day of the month
 *     {9} {A} {X}           any digit, any capital letter, any character
 *     {*}                   anything or nothing, at the end */
#ifndef ASSAY_CODE_H
#define ASSAY_CODE_H

#include "assay-check.h"

#define ASSAY_CODE_PARTS 40

enum assay_code_kind {
	ASSAY_CODE_SELF = 0, ASSAY_CODE_YEAR4, ASSAY_CODE_YEAR2, ASSAY_CODE_YEAR1,
	ASSAY_CODE_LETTER, ASSAY_CODE_MONTH2, ASSAY_CODE_MONTH1, ASSAY_CODE_WEEK,
	ASSAY_CODE_YEARDAY, ASSAY_CODE_DAY, ASSAY_CODE_DIGIT, ASSAY_CODE_CAPITAL,
	ASSAY_CODE_ANY, ASSAY_CODE_REST
};

struct assay_code_part {
	enum assay_code_kind kind;
	char self;           /* of ASSAY_CODE_SELF */
	const char *letters; /* of ASSAY_CODE_LETTER: n of them, from year first on */
	size_t n;
	int32_t first;
};

struct assay_code {
	struct assay_code_part part[ASSAY_CODE_PARTS];
	size_t n;
	bool year, dated; /* says a year; says month, week or day of a year too */
};

/* What a printed code says; -1: not said. */
struct assay_code_says {
	int32_t year;     /* modulo: 0 none, 10, 100 or 10000 */
	int32_t modulo;
	int32_t month, week, yearday, day;
};

/* Reads a pattern; false: it is none. */
static inline bool
assay_code_read(const char *pattern, struct assay_code *code)
{
	static const struct {
		const char *word;
		enum assay_code_kind kind;
	} words[] = {
		{ "YYYY", ASSAY_CODE_YEAR4 }, { "YY", ASSAY_CODE_YEAR2 }, { "Y", ASSAY_CODE_YEAR1 },
		{ "MM", ASSAY_CODE_MONTH2 }, { "M", ASSAY_CODE_MONTH1 }, { "WW", ASSAY_CODE_WEEK },
		{ "DDD", ASSAY_CODE_YEARDAY }, { "DD", ASSAY_CODE_DAY }, { "9", ASSAY_CODE_DIGIT },
		{ "A", ASSAY_CODE_CAPITAL }, { "X", ASSAY_CODE_ANY }, { "*", ASSAY_CODE_REST },
	};
	size_t years = 0, months = 0, days = 0;

	memset(code, 0, sizeof *code);
	for (const char *at = pattern; *at != '\0';) {
		struct assay_code_part *p = &code->part[code->n];
		const char *end, *equals;
		size_t n, i = 0;

		if (code->n == ASSAY_CODE_PARTS || (uint8_t)*at < 0x21 || (uint8_t)*at > 0x7E
			|| *at == '}' || (code->n > 0 && p[-1].kind == ASSAY_CODE_REST))
			return false;
		code->n++;
		if (*at != '{') {
			p->self = *at++;
			continue;
		}
		at++;
		if ((end = strchr(at, '}')) == NULL)
			return false;
		n = (size_t)(end - at);
		equals = (const char *)memchr(at, '=', n);
		if (equals != NULL) {
			struct assay_bytes year = { (const uint8_t *)equals + 1, 4 };

			p->kind = ASSAY_CODE_LETTER;
			p->letters = at;
			p->n = (size_t)(equals - at);
			if (end - equals != 5 || p->n == 0 || p->n > 36)
				return false;
			p->first = assay_number(year, 0, 4);
			if (p->first < 1970 || p->first > 2200)
				return false;
			for (size_t k = 0; k < p->n; k++)
				if (!((at[k] >= 'A' && at[k] <= 'Z') || assay_is_digit((uint8_t)at[k]))
					|| memchr(at, at[k], k) != NULL)
					return false;
		} else {
			for (i = 0; i < sizeof words / sizeof *words; i++)
				if (strlen(words[i].word) == n && memcmp(words[i].word, at, n) == 0)
					break;
			if (i == sizeof words / sizeof *words)
				return false;
			p->kind = words[i].kind;
		}
		years += p->kind >= ASSAY_CODE_YEAR4 && p->kind <= ASSAY_CODE_LETTER;
		months += p->kind == ASSAY_CODE_MONTH2 || p->kind == ASSAY_CODE_MONTH1;
		days += p->kind == ASSAY_CODE_DAY;
		code->dated |= p->kind >= ASSAY_CODE_MONTH2 && p->kind <= ASSAY_CODE_YEARDAY;
		at = end + 1;
	}
	code->year = years == 1;
	return code->n > 0 && years <= 1 && months <= 1 && days <= months;
}

/* Does s have the pattern's shape, and what does it say?  Months, weeks and days out of
 * range are said as they stand: whoever asks tells which. */
static inline bool
assay_code_match(const struct assay_code *code, struct assay_bytes s,
                 struct assay_code_says *says)
{
	size_t at = 0;

	*says = (struct assay_code_says){ -1, 0, -1, -1, -1, -1 };
	for (size_t i = 0; i < code->n; i++) {
		const struct assay_code_part *p = &code->part[i];
		uint8_t c = at < s.len ? s.data[at] : 0;
		const char *found;
		int32_t n = 0;

		switch (p->kind) {
		case ASSAY_CODE_REST:
			return true;
		case ASSAY_CODE_SELF:
			n = at < s.len && c == (uint8_t)p->self ? 0 : -1;
			at++;
			break;
		case ASSAY_CODE_DIGIT:
			n = assay_number(s, at++, 1);
			break;
		case ASSAY_CODE_CAPITAL:
			n = c >= 'A' && c <= 'Z' ? 0 : -1;
			at++;
			break;
		case ASSAY_CODE_ANY:
			n = at < s.len ? 0 : -1;
			at++;
			break;
		case ASSAY_CODE_YEAR4:
			n = says->year = assay_number(s, at, 4);
			says->modulo = 10000;
			at += 4;
			break;
		case ASSAY_CODE_YEAR2:
			n = says->year = assay_number(s, at, 2);
			says->modulo = 100;
			at += 2;
			break;
		case ASSAY_CODE_YEAR1:
			n = says->year = assay_number(s, at++, 1);
			says->modulo = 10;
			break;
		case ASSAY_CODE_LETTER:
			found = at < s.len ? (const char *)memchr(p->letters, c, p->n) : NULL;
			n = says->year = found == NULL ? -1 : p->first + (int32_t)(found - p->letters);
			says->modulo = 10000;
			at++;
			break;
		case ASSAY_CODE_MONTH2:
			n = says->month = assay_number(s, at, 2);
			at += 2;
			break;
		case ASSAY_CODE_MONTH1:
			n = says->month = c >= 'A' && c <= 'C' ? c - 'A' + 10 : assay_number(s, at, 1);
			at++;
			break;
		case ASSAY_CODE_WEEK:
			n = says->week = assay_number(s, at, 2);
			at += 2;
			break;
		case ASSAY_CODE_YEARDAY:
			n = says->yearday = assay_number(s, at, 3);
			at += 3;
			break;
		case ASSAY_CODE_DAY:
			n = says->day = assay_number(s, at, 2);
			at += 2;
			break;
		}
		if (n < 0)
			return false;
	}
	return at == s.len;
}

/* Month 13, week 54, day 367 or 31 April: no day has it.  The year is not asked. */
static inline bool
assay_code_possible(const struct assay_code_says *says)
{
	return (says->month < 0 || (says->month >= 1 && says->month <= 12))
		&& (says->week < 0 || (says->week >= 1 && says->week <= 53))
		&& (says->yearday < 0 || (says->yearday >= 1 && says->yearday <= 366))
		&& (says->day < 0
			|| (says->day >= 1
				&& (says->month < 0 || says->day <= assay_month_days(2024, says->month))));
}

/* May goods of that day (since 1970) bear it?  Weeks as ISO 8601 counts them, or from
 * 1 January: makers do either. */
static inline bool
assay_code_fits(const struct assay_code_says *says, int32_t day)
{
	struct assay_date d = assay_date_of(day);
	int32_t yearday = day - assay_day(d.year, 1, 1) + 1, plain = (yearday - 1) / 7 + 1;
	/* the Thursday of its week decides year and number; day 0 was a Thursday */
	int32_t thursday = day + 3 - ((day + 3) % 7 + 7) % 7, iso_year = assay_date_of(thursday).year,
		iso = (thursday - assay_day(iso_year, 1, 1)) / 7 + 1;

	if (says->week >= 0 && says->modulo != 0 && says->week == iso
		&& says->year == iso_year % says->modulo)
		return true;
	return (says->modulo == 0 || says->year == d.year % says->modulo)
		&& (says->month < 0 || says->month == d.month)
		&& (says->yearday < 0 || says->yearday == yearday)
		&& (says->day < 0 || says->day == d.day)
		&& (says->week < 0 || says->week == plain || (says->modulo == 0 && says->week == iso));
}

/* A number as registers hold it: full-width forms as ASCII, letters capital, without
 * spaces, hyphens and brackets; other characters as they are.  False: empty or longer
 * than room. */
static inline bool
assay_plain_number(struct assay_bytes s, char *out, size_t room)
{
	size_t kept = 0;

	for (size_t at = 0, n; at < s.len; at += n) {
		uint32_t c = 0;

		n = assay_utf8(s, at, &c);
		if (n == 0)
			return false;
		if (c >= 0xFF01 && c <= 0xFF5E)
			c -= 0xFF01 - 0x21;
		if (c == 0x3000 || c == ' ' || c == '-' || c == '(' || c == ')' || c == '[' || c == ']')
			continue;
		if (c < 0x80 ? kept + 2 > room : kept + n + 1 > room)
			return false;
		if (c < 0x80) {
			out[kept++] = (char)(c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c);
		} else {
			memcpy(out + kept, s.data + at, n);
			kept += n;
		}
	}
	if (room > 0)
		out[kept] = '\0';
	return kept > 0;
}

#endif
