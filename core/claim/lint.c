/* lint.c - what the content of a GS1 value has to be
 *
 * One function a test, one row a test: the rule that speaks where it fails, and
 * why.  Each takes bytes of any content. */
#include <string.h>

#include "assay-check.h"
#include "assay-country.h"
#include "assay-link.h"
#include "gs1.h"

/* The characters of CSET 82 in the order of their values (GS1 General
 * Specifications, 7.11). */
static const char cset82[] = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                             "abcdefghijklmnopqrstuvwxyz";
static const char pairs[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/* Position of c in a set; -1: not in it. */
static int
place(const char *set, uint8_t c)
{
	const char *at = c == 0 ? NULL : strchr(set, c);

	return at == NULL ? -1 : (int)(at - set);
}

bool
csum_alpha(struct assay_bytes text, char pair[2])
{
	/* more than the 23 characters an AI may have before its pair are none */
	static const uint8_t primes[] = { 2,  3,  5,  7,  11, 13, 17, 19, 23, 29, 31, 37,
		                          41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83 };
	uint32_t sum = 0;

	if (text.len == 0 || text.len > sizeof primes)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		int value = place(cset82, text.data[i]);

		if (value < 0)
			return false;
		sum += (uint32_t)value * primes[text.len - 1 - i];
	}
	sum %= 1021;
	pair[0] = pairs[sum >> 5];
	pair[1] = pairs[sum & 31];
	return true;
}

static bool
csum_alpha_holds(struct assay_bytes s)
{
	char pair[2];

	return s.len > 2 && csum_alpha(assay_part(s, 0, s.len - 2), pair) &&
	       s.data[s.len - 2] == pair[0] && s.data[s.len - 1] == pair[1];
}

/* The shortest company prefix has four digits. */
static bool
prefix(struct assay_bytes s)
{
	return assay_number(s, 0, 4) >= 0;
}

static bool
prefix_2(struct assay_bytes s)
{
	return assay_number(s, 1, 4) >= 0;
}

/* The century matters for 29 February of year 00 alone, which is 2000 until 2050. */
static bool
yymmd0(struct assay_bytes s)
{
	int32_t y = assay_number(s, 0, 2), m = assay_number(s, 2, 2),
	        d = assay_number(s, 4, 2);

	return s.len == 6 && y >= 0 && d >= 0 && d <= assay_month_days(2000 + y, m) &&
	       assay_month_days(2000, m) > 0;
}

static bool
yymmdd(struct assay_bytes s)
{
	return yymmd0(s) && assay_number(s, 4, 2) > 0;
}

static bool
yyyymmdd(struct assay_bytes s)
{
	return s.len == 8 && assay_day(assay_number(s, 0, 4), assay_number(s, 4, 2),
	                               assay_number(s, 6, 2)) != ASSAY_NO_DAY;
}

static bool
hh(struct assay_bytes s)
{
	return s.len == 2 && assay_number(s, 0, 2) >= 0 && assay_number(s, 0, 2) <= 23;
}

static bool
mi(struct assay_bytes s)
{
	return s.len == 2 && assay_number(s, 0, 2) >= 0 && assay_number(s, 0, 2) <= 59;
}

static bool
hhmi(struct assay_bytes s)
{
	return s.len == 4 && hh(assay_part(s, 0, 2)) && mi(assay_part(s, 2, 4));
}

static bool
country(struct assay_bytes s)
{
	return s.len == 3 && assay_all_digits(s) && assay_country_find(s) != NULL;
}

static bool
country_999(struct assay_bytes s)
{
	return country(s) || assay_bytes_equal(s, assay_str("999"));
}

static bool
country_alpha(struct assay_bytes s)
{
	return s.len == 2 && s.data[0] >= 'A' && s.data[0] <= 'Z' && s.data[1] >= 'A' &&
	       s.data[1] <= 'Z' && assay_country_find(s) != NULL;
}

/* ISO 4217 numeric codes as the Syntax Dictionary's own check has them (2025). */
static bool
currency(struct assay_bytes s)
{
	static const uint16_t codes[] = {
		8,   12,  32,  36,  44,  48,  50,  51,  52,  60,  64,  68,  72,  84,
		90,  96,  104, 108, 116, 124, 132, 136, 144, 152, 156, 170, 174, 188,
		191, 192, 203, 208, 214, 222, 230, 232, 238, 242, 262, 270, 292, 320,
		324, 328, 332, 340, 344, 348, 352, 356, 360, 364, 368, 376, 388, 392,
		398, 400, 404, 408, 410, 414, 417, 418, 422, 426, 430, 434, 446, 454,
		458, 462, 480, 484, 496, 498, 504, 512, 516, 524, 532, 533, 548, 554,
		558, 566, 578, 586, 590, 598, 600, 604, 608, 634, 643, 646, 654, 682,
		690, 694, 702, 704, 706, 710, 728, 748, 752, 756, 760, 764, 776, 780,
		784, 788, 800, 807, 818, 826, 834, 840, 858, 860, 882, 886, 901, 924,
		925, 927, 928, 929, 930, 931, 932, 933, 934, 936, 938, 940, 941, 943,
		944, 946, 947, 948, 949, 950, 951, 952, 953, 955, 956, 957, 958, 959,
		960, 961, 962, 963, 964, 965, 967, 968, 969, 970, 971, 972, 973, 975,
		976, 977, 978, 979, 980, 981, 984, 985, 986, 990, 994, 997, 999
	};
	int32_t code = s.len == 3 ? assay_number(s, 0, 3) : -1;

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (codes[i] == code)
			return true;
	return false;
}

static bool
one_of(struct assay_bytes s, const char *set)
{
	return s.len == 1 && place(set, s.data[0]) >= 0;
}

static bool
sex(struct assay_bytes s)
{
	return one_of(s, "0129");
}

static bool
yes_no(struct assay_bytes s)
{
	return one_of(s, "01");
}

static bool
nonzero(struct assay_bytes s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.data[i] != '0')
			return true;
	return false;
}

static bool
zero(struct assay_bytes s)
{
	return !nonzero(s);
}

static bool
no_zero_prefix(struct assay_bytes s)
{
	return s.len == 1 || (s.len > 0 && s.data[0] != '0');
}

static bool
has_nondigit(struct assay_bytes s)
{
	return !assay_all_digits(s);
}

static bool
hyphen(struct assay_bytes s)
{
	return one_of(s, "-");
}

static bool
piece_of_total(struct assay_bytes s)
{
	int32_t piece = assay_number(s, 0, 2), total = assay_number(s, 2, 2);

	return s.len == 4 && piece > 0 && total > 0 && piece <= total;
}

static bool
winding(struct assay_bytes s)
{
	return one_of(s, "019");
}

/* At most so many 10^-7 degrees, written with ten digits. */
static bool
angle(struct assay_bytes s, const char *most)
{
	return s.len == 10 && assay_all_digits(s) && memcmp(s.data, most, 10) <= 0;
}

static bool
latitude(struct assay_bytes s)
{
	return angle(s, "1800000000");
}

static bool
longitude(struct assay_bytes s)
{
	return angle(s, "3600000000");
}

static bool
media_type(struct assay_bytes s)
{
	int32_t n = s.len == 2 ? assay_number(s, 0, 2) : -1;

	return (n >= 1 && n <= 10) || (n >= 80 && n <= 99);
}

static bool
is_cset64(uint8_t c)
{
	return assay_is_digit(c) || (assay_lower(c) >= 'a' && assay_lower(c) <= 'z') ||
	       c == '-' || c == '_';
}

static bool
importer(struct assay_bytes s)
{
	return s.len == 1 && is_cset64(s.data[0]);
}

static bool
sequence(struct assay_bytes s)
{
	return s.len == 3 && s.data[1] == '/' && assay_is_digit(s.data[0]) &&
	       assay_is_digit(s.data[2]) && s.data[0] > '0' && s.data[0] <= s.data[2];
}

static bool
percent(struct assay_bytes s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.data[i] == '%' &&
		    (s.len - i < 3 || assay_hex_digit(s.data[i + 1]) < 0 ||
		     assay_hex_digit(s.data[i + 2]) < 0))
			return false;
	return true;
}

/* ISO 13616: the first four characters behind the rest, letters as 10 to 35; the
 * whole is 1 modulo 97. */
static bool
iban(struct assay_bytes s)
{
	uint32_t sum = 0;

	if (s.len < 5)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = s.data[(i + 4) % s.len];

		if (assay_is_digit(c))
			sum = (sum * 10 + (uint32_t)(c - '0')) % 97;
		else if (c >= 'A' && c <= 'Z')
			sum = (sum * 100 + (uint32_t)(c - 'A' + 10)) % 97;
		else
			return false;
	}
	return sum == 1;
}

/* clang-format off */
static const struct {
	bool (*holds)(struct assay_bytes);
	const char *rule, *reason;
} lints[] = {
	[LINT_NONE]           = { NULL, NULL, NULL },
	[LINT_CSUM]           = { assay_mod10_holds, "GS1-CSUM", "check-digit" },
	[LINT_CSUM_ALPHA]     = { csum_alpha_holds, "GS1-CSUM-ALPHA", "check-characters" },
	[LINT_PREFIX]         = { prefix, "GS1-PREFIX-ZERO", "company-prefix" },
	[LINT_PREFIX_2]       = { prefix_2, "GS1-PREFIX-ZERO", "company-prefix" },
	[LINT_YYMMD0]         = { yymmd0, "GS1-DATE", "no-such-date" },
	[LINT_YYMMDD]         = { yymmdd, "GS1-DATE", "no-such-date" },
	[LINT_YYYYMMDD]       = { yyyymmdd, "GS1-DATE", "no-such-date" },
	[LINT_HHMI]           = { hhmi, "GS1-DATE", "no-such-time" },
	[LINT_HH]             = { hh, "GS1-DATE", "no-such-time" },
	[LINT_MI]             = { mi, "GS1-DATE", "no-such-time" },
	[LINT_SS]             = { mi, "GS1-DATE", "no-such-time" },
	[LINT_COUNTRY]        = { country, "GS1-AI-PARSE", "no-such-country" },
	[LINT_COUNTRY_999]    = { country_999, "GS1-AI-PARSE", "no-such-country" },
	[LINT_COUNTRY_ALPHA]  = { country_alpha, "GS1-AI-PARSE", "no-such-country" },
	[LINT_CURRENCY]       = { currency, "GS1-AI-PARSE", "no-such-currency" },
	[LINT_SEX]            = { sex, "GS1-AI-PARSE", "no-such-code" },
	[LINT_YES_NO]         = { yes_no, "GS1-AI-PARSE", "neither-0-nor-1" },
	[LINT_ZERO]           = { zero, "GS1-AI-PARSE", "not-zero" },
	[LINT_NONZERO]        = { nonzero, "GS1-AI-PARSE", "zero" },
	[LINT_NO_ZERO_PREFIX] = { no_zero_prefix, "GS1-AI-PARSE", "leading-zero" },
	[LINT_HAS_NONDIGIT]   = { has_nondigit, "GS1-AI-PARSE", "digits-alone" },
	[LINT_HYPHEN]         = { hyphen, "GS1-AI-PARSE", "not-a-hyphen" },
	[LINT_PIECE_OF_TOTAL] = { piece_of_total, "GS1-AI-PARSE", "piece-of-total" },
	[LINT_WINDING]        = { winding, "GS1-AI-PARSE", "no-such-code" },
	[LINT_LATITUDE]       = { latitude, "GS1-AI-PARSE", "no-such-place" },
	[LINT_LONGITUDE]      = { longitude, "GS1-AI-PARSE", "no-such-place" },
	[LINT_MEDIA_TYPE]     = { media_type, "GS1-AI-PARSE", "no-such-code" },
	[LINT_IMPORTER]       = { importer, "GS1-AI-PARSE", "no-such-code" },
	[LINT_SEQUENCE]       = { sequence, "GS1-AI-PARSE", "position-in-sequence" },
	[LINT_PERCENT]        = { percent, "GS1-AI-PARSE", "percent-escape" },
	[LINT_IBAN]           = { iban, "GS1-AI-PARSE", "check-digits-of-iban" },
};
/* clang-format on */

/* Letters that a part of that type may have; the rule that says so. */
static bool
typed(char type, uint8_t c, const char **rule)
{
	switch (type) {
	case 'N':
		*rule = "GS1-AI-PARSE";
		return assay_is_digit(c);
	case 'X':
		*rule = "GS1-CSET82";
		return place(cset82, c) >= 0;
	case 'Y':
		*rule = "GS1-CSET39";
		return assay_is_digit(c) || (c >= 'A' && c <= 'Z') || c == '#' ||
		       c == '-' || c == '/';
	default:
		*rule = "GS1-CSET64";
		return is_cset64(c) || c == '=';
	}
}

bool
lint_part(const struct ai_part *part, struct assay_bytes value, const char **rule,
          const char **reason)
{
	size_t body = value.len;

	for (int i = 0;
	     part->type == 'Z' && i < 2 && body > 0 && value.data[body - 1] == '='; i++)
		body--; /* padding stands at the end alone */
	for (size_t i = 0; i < value.len; i++) {
		if (typed(part->type, value.data[i], rule) &&
		    !(part->type == 'Z' && value.data[i] == '=' && i < body))
			continue;
		*reason = part->type == 'N' ? "not-a-digit" : "character-set";
		return false;
	}
	for (size_t i = 0; i < AI_LINTS_MAX && part->lint[i] != LINT_NONE; i++) {
		if (lints[part->lint[i]].holds(value))
			continue;
		*rule = lints[part->lint[i]].rule;
		*reason = lints[part->lint[i]].reason;
		return false;
	}
	return true;
}

int32_t
gs1_day(struct assay_bytes s, int64_t now, bool *day00)
{
	int32_t today = assay_day_at(now), year, month, day;

	*day00 = false;
	if (s.len != 6 || !assay_all_digits(s) || today == ASSAY_NO_DAY)
		return ASSAY_NO_DAY;
	year = assay_century(assay_number(s, 0, 2), assay_date_of(today).year);
	month = assay_number(s, 2, 2);
	day = assay_number(s, 4, 2);
	if (day == 0) {
		*day00 = true;
		day = assay_month_days(year, month);
	}
	return assay_day(year, month, day);
}

bool
gs1_day00_broken(struct assay_bytes s, int32_t made)
{
	return s.len == 6 && assay_number(s, 4, 2) == 0 && made != ASSAY_NO_DAY &&
	       made >= assay_day(2025, 1, 1);
}

void
day_text(int32_t days, char out[11])
{
	struct assay_date d;
	int32_t part[3];
	static const uint8_t width[3] = { 4, 2, 2 };
	size_t at = 0;

	out[0] = '\0';
	if (days == ASSAY_NO_DAY)
		return;
	d = assay_date_of(days);
	part[0] = d.year;
	part[1] = d.month;
	part[2] = d.day;
	for (int i = 0; i < 3; i++) {
		for (size_t k = width[i]; k > 0; k--) {
			out[at + k - 1] = (char)('0' + part[i] % 10);
			part[i] /= 10;
		}
		at += width[i];
		out[at++] = i < 2 ? '-' : '\0';
	}
}
