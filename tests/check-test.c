/* check-test.c - check digits, calendar and UTF-8 of assay-check.h, and the cursor */
#include "assay-check.h"
#include "assay-cursor.h"
#include "tap.h"

static const struct {
	const char *digits;
	int mod10, mod11_10, luhn;
} digits[] = {
	{ "", -1, -1, -1 },
	{ "12a", -1, -1, -1 },
	{ "0", 0, 2, 0 },
	{ "952012345678", 8, 4, 0 },
	{ "1234567", 0, 2, 4 },
	{ "49015420323751", 6, 8, 8 },
	{ "1274404040009", 7, 4, 4 },
};

static const struct {
	const char *says, *iso;
	int32_t days;
} dates[] = {
	{ "the epoch", "1970-01-01", 0 },
	{ "a leap day", "2024-02-29", 19782 },
	{ "no leap day", "2023-02-29", ASSAY_NO_DAY },
	{ "a leap century", "2000-02-29", 11016 },
	{ "no leap century", "1900-02-29", ASSAY_NO_DAY },
	{ "before the epoch", "1969-12-31", -1 },
	{ "month 13", "2026-13-01", ASSAY_NO_DAY },
	{ "day 0", "2026-01-00", ASSAY_NO_DAY },
	{ "the last day", "9999-12-31", 2932896 },
	{ "year 0", "0000-01-01", ASSAY_NO_DAY },
	{ "no dashes", "2026 01 01", ASSAY_NO_DAY },
	{ "too long", "2026-01-011", ASSAY_NO_DAY },
	{ "letters", "2O26-01-01", ASSAY_NO_DAY },
};

static const struct {
	int32_t yy, now, year;
} centuries[] = {
	{ 76, 2026, 2076 }, { 77, 2026, 1977 }, { 5, 2060, 2105 }, { 99, 2060, 2099 },
	{ 0, 2026, 2000 }, { 26, 2026, 2026 },
};

static const struct {
	const char *says, *bytes;
	bool valid;
} texts[] = {
	{ "ASCII", "abc", true },
	{ "three bytes", "\xE9\x83\x91", true },
	{ "four bytes", "\xF0\x9F\x98\x80", true },
	{ "overlong slash", "\xC0\xAF", false },
	{ "overlong of three", "\xE0\x80\xAF", false },
	{ "surrogate", "\xED\xA0\x80", false },
	{ "beyond Unicode", "\xF4\x90\x80\x80", false },
	{ "cut short", "\xE9\x83", false },
	{ "lone continuation", "\x80", false },
};

int
main(void)
{
	struct assay_cursor c = { { (const uint8_t *)"\x01\x02\x03\x04\x05", 5 }, false };

	for (size_t i = 0; i < sizeof digits / sizeof *digits; i++) {
		struct assay_bytes s = assay_str(digits[i].digits);

		is_int(assay_mod10(s), digits[i].mod10, "mod 10 of '%s'", digits[i].digits);
		is_int(assay_mod11_10(s), digits[i].mod11_10, "MOD 11,10 of '%s'", digits[i].digits);
		is_int(assay_luhn(s), digits[i].luhn, "Luhn of '%s'", digits[i].digits);
		if (digits[i].mod10 >= 0) {
			char all[32];

			snprintf(all, sizeof all, "%s%d", digits[i].digits, digits[i].mod10);
			ok(assay_mod10_holds(assay_str(all)), "%s holds", all);
			all[0] = all[0] == '9' ? '8' : (char)(all[0] + 1);
			ok(strlen(all) < 2 || !assay_mod10_holds(assay_str(all)), "%s does not", all);
		}
	}
	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
		is_int(assay_day_of(assay_str(dates[i].iso)), dates[i].days, "%s", dates[i].says);
	for (int32_t d = assay_day(1, 1, 1), bad = 0; d <= assay_day(9999, 12, 31); d += 37) {
		struct assay_date back = assay_date_of(d);

		if (assay_day(back.year, back.month, back.day) != d && bad++ == 0)
			ok(0, "day %d comes back", d);
	}
	is_int(assay_day_at(-1), -1, "the second before the epoch is of the day before");
	is_int(assay_day_at(INT64_MIN), ASSAY_NO_DAY, "a time no calendar has");
	for (size_t i = 0; i < sizeof centuries / sizeof *centuries; i++)
		is_int(assay_century(centuries[i].yy, centuries[i].now), centuries[i].year,
			"%02d seen in %d", centuries[i].yy, centuries[i].now);
	is_int(assay_number(assay_str("12345"), 1, 3), 234, "a number inside");
	is_int(assay_number(assay_str("12345"), 3, 3), -1, "a number past the end");
	is_int(assay_number(assay_str("12345"), SIZE_MAX, 2), -1, "a number far past the end");
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		is_int(assay_utf8_valid(assay_str(texts[i].bytes)), texts[i].valid, "UTF-8: %s",
			texts[i].says);

	is_int(assay_take_be(&c, 2), 0x0102, "big-endian");
	is_int(assay_take_le(&c, 2), 0x0403, "little-endian");
	is_int(assay_take_be(&c, 2), 0, "more than is left reads 0");
	ok(c.bad && c.left.len == 0, "and the cursor is bad and empty");
	is_int(assay_take(&c, 0).len, 0, "nothing can be taken from a bad cursor");
	ok(c.bad, "which stays bad");
	return tap_end();
}
