/* assay-check.h - check digits, calendar and UTF-8 that every category needs
 *
 * Header-only, so that plugins need no symbol of libassay.  Nothing here
 * allocates, and every function takes bytes of any content and any length. */
#ifndef ASSAY_CHECK_H
#define ASSAY_CHECK_H

#include <string.h>

#include "assay-types.h"

/* A view of a string. */
static inline struct assay_bytes
assay_str(const char *s)
{
	return (struct assay_bytes){ (const uint8_t *)s, s == NULL ? 0 : strlen(s) };
}

static inline bool
assay_bytes_equal(struct assay_bytes a, struct assay_bytes b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

static inline bool
assay_is_digit(uint8_t c)
{
	return c >= '0' && c <= '9';
}

/* At least one byte, and all of them 0-9? */
static inline bool
assay_all_digits(struct assay_bytes s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!assay_is_digit(s.data[i]))
			return false;
	return s.len > 0;
}

/* The number that digits at, at + 1 ... at + n - 1 spell, n at most 9; -1 where
 * they reach past the end or one is no digit. */
static inline int32_t
assay_number(struct assay_bytes s, size_t at, size_t n)
{
	int32_t value = 0;

	if (n == 0 || n > 9 || at > s.len || n > s.len - at)
		return -1;
	for (size_t i = at; i < at + n; i++) {
		if (!assay_is_digit(s.data[i]))
			return -1;
		value = value * 10 + (s.data[i] - '0');
	}
	return value;
}

/* The GS1 check digit (modulo 10, weights 3 and 1 from the right; GS1 General
 * Specifications, 7.9) that belongs behind these digits; -1: not all digits. */
static inline int
assay_mod10(struct assay_bytes digits)
{
	int sum = 0, weight = 3;

	if (!assay_all_digits(digits))
		return -1;
	for (size_t i = digits.len; i > 0; i--) {
		sum += weight * (digits.data[i - 1] - '0');
		sum %= 10;
		weight = 4 - weight;
	}
	return (10 - sum) % 10;
}

/* Does the last digit agree with assay_mod10 of the rest? */
static inline bool
assay_mod10_holds(struct assay_bytes digits)
{
	return digits.len > 1 && assay_is_digit(digits.data[digits.len - 1])
		&& assay_mod10((struct assay_bytes){ digits.data, digits.len - 1 })
		== digits.data[digits.len - 1] - '0';
}

/* The check digit of ISO/IEC 7064 MOD 11,10 (GB/T 17710) behind these digits; -1:
 * not all digits. */
static inline int
assay_mod11_10(struct assay_bytes digits)
{
	int p = 10;

	if (!assay_all_digits(digits))
		return -1;
	for (size_t i = 0; i < digits.len; i++) {
		int s = (p + (digits.data[i] - '0')) % 10;

		p = 2 * (s == 0 ? 10 : s) % 11;
	}
	return (11 - p) % 10;
}

/* The Luhn check digit (ISO/IEC 7812-1, annex B) behind these digits; -1: not all
 * digits. */
static inline int
assay_luhn(struct assay_bytes digits)
{
	int sum = 0;
	bool twice = true;

	if (!assay_all_digits(digits))
		return -1;
	for (size_t i = digits.len; i > 0; i--) {
		int d = (digits.data[i - 1] - '0') * (twice ? 2 : 1);

		sum = (sum + (d > 9 ? d - 9 : d)) % 10;
		twice = !twice;
	}
	return (10 - sum) % 10;
}

/* What may be shown of a secret: a quarter of it at most, of its first and its last
 * group ("FFFFF-*****-*****-*****-KKKKK"), or three characters of each end where it
 * has fewer groups than three, or nothing where it is shorter than 12 bytes.  out has
 * room for s.len + 1 bytes; the result is ASCII. */
static inline void
assay_mask(struct assay_bytes s, char *out)
{
	size_t first = s.len, last = 0, head = 0, tail = 0, most = s.len / 4;

	for (size_t i = 0; i < s.len; i++)
		if (s.data[i] == '-' || s.data[i] == ' ') {
			first = i < first ? i : first;
			last = i + 1;
		}
	if (s.len >= 12) {
		bool groups = first > 0 && first + 1 < last && last < s.len;

		head = groups ? first : 3;
		tail = groups ? s.len - last : 3;
		head = head < most ? head : most;
		tail = tail < most ? tail : most;
	}
	for (size_t i = 0; i < s.len; i++) {
		bool shown = i < head || i >= s.len - tail || s.data[i] == '-'
			|| s.data[i] == ' ';

		out[i] = shown && s.data[i] >= 0x20 && s.data[i] < 0x7F ? (char)s.data[i] : '*';
	}
	out[s.len] = '\0';
}

/* ---- the calendar: proleptic Gregorian, days since 1970-01-01 ---- */

static inline bool
assay_leap(int32_t year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* 28 to 31; 0 for a month that is none. */
static inline int32_t
assay_month_days(int32_t year, int32_t month)
{
	static const int8_t days[13] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (month < 1 || month > 12)
		return 0;
	return days[month] + (month == 2 && assay_leap(year));
}

/* Days since 1970-01-01 of a date between the years 1 and 9999; ASSAY_NO_DAY if
 * there is no such date. */
static inline int32_t
assay_day(int32_t year, int32_t month, int32_t day)
{
	int32_t y = year - (month <= 2), era, of_era, of_year;

	if (year < 1 || year > 9999 || day < 1 || day > assay_month_days(year, month))
		return ASSAY_NO_DAY;
	era = y / 400;
	of_era = y % 400;
	of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct assay_date {
	int32_t year, month, day;
};

/* The reverse of assay_day, for days of the years 1 to 9999. */
static inline struct assay_date
assay_date_of(int32_t days)
{
	int32_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
	int32_t of_era = z - era * 146097;
	int32_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int32_t of_year = of_era - (365 * y + y / 4 - y / 100), mp = (5 * of_year + 2) / 153;
	struct assay_date d;

	d.day = of_year - (153 * mp + 2) / 5 + 1;
	d.month = mp + (mp < 10 ? 3 : -9);
	d.year = y + era * 400 + (d.month <= 2);
	return d;
}

/* Days of an ISO 8601 date "YYYY-MM-DD", all of s; ASSAY_NO_DAY otherwise. */
static inline int32_t
assay_day_of(struct assay_bytes s)
{
	int32_t y, m, d;

	if (s.len != 10 || s.data[4] != '-' || s.data[7] != '-')
		return ASSAY_NO_DAY;
	y = assay_number(s, 0, 4);
	m = assay_number(s, 5, 2);
	d = assay_number(s, 8, 2);
	return y < 0 || m < 0 || d < 0 ? ASSAY_NO_DAY : assay_day(y, m, d);
}

/* The day a point in time (s since 1970) falls on in UTC. */
static inline int32_t
assay_day_at(int64_t time)
{
	int64_t days = time / 86400 - (time % 86400 < 0);

	if (days < assay_day(1, 1, 1) || days > assay_day(9999, 12, 31))
		return ASSAY_NO_DAY;
	return (int32_t)days;
}

/* The full year of a two-digit one, within 49 years before and 50 after the
 * year of inspection (GS1 General Specifications, 7.12). */
static inline int32_t
assay_century(int32_t yy, int32_t this_year)
{
	int32_t d = yy - this_year % 100, century = this_year - this_year % 100;

	return century + yy + (d >= 51 ? -100 : d <= -50 ? 100 : 0);
}

/* ---- UTF-8 (RFC 3629) ---- */

/* Length in bytes of the well-formed character at s.data[at], its code point in
 * *code; 0: the bytes there are no character, or at is past the end. */
static inline size_t
assay_utf8(struct assay_bytes s, size_t at, uint32_t *code)
{
	static const uint32_t least[5] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t n;
	uint32_t c;

	if (at >= s.len)
		return 0;
	c = s.data[at];
	n = c < 0x80 ? 1 : c >= 0xC2 && c < 0xE0 ? 2 : c >= 0xE0 && c < 0xF0 ? 3
		: c >= 0xF0 && c < 0xF5 ? 4 : 0;
	if (n == 0 || n > s.len - at)
		return 0;
	c = n == 1 ? c : c & (0xFFu >> (n + 1));
	for (size_t i = 1; i < n; i++) {
		if ((s.data[at + i] & 0xC0) != 0x80)
			return 0;
		c = c << 6 | (s.data[at + i] & 0x3F);
	}
	if (c < least[n] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return 0;
	*code = c;
	return n;
}

static inline bool
assay_utf8_valid(struct assay_bytes s)
{
	uint32_t code;
	size_t n;

	for (size_t at = 0; at < s.len; at += n)
		if ((n = assay_utf8(s, at, &code)) == 0)
			return false;
	return true;
}

#endif
