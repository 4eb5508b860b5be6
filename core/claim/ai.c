/* ai.c - the GS1 application identifiers as data
 *
 * Facts of the GS1 Barcode Syntax Dictionary (github.com/gs1/gs1-syntax-dictionary,
 * release 2026-01-27 and what its main branch added until the spring of 2026: the
 * companions of AI 03).  Rows are sorted by AI; no AI is the start of another, so
 * the first match is the only one.  Not carried: the syntax of coupons (8110, 8112)
 * and the list of package types (7041), whose values pass by letters and length. */
#include <string.h>

#include "ai.h"
#include "assay-check.h"

#define N(n, ...)                                                                        \
	{                                                                                \
		'N', n, n, false,                                                        \
		{                                                                        \
			__VA_ARGS__                                                      \
		}                                                                        \
	}
#define NV(n, ...)                                                                       \
	{                                                                                \
		'N', 1, n, false,                                                        \
		{                                                                        \
			__VA_ARGS__                                                      \
		}                                                                        \
	}
#define NOPT(n, ...)                                                                     \
	{                                                                                \
		'N', n, n, true,                                                         \
		{                                                                        \
			__VA_ARGS__                                                      \
		}                                                                        \
	}
#define NVOPT(n)                                                                         \
	{                                                                                \
		'N', 1, n, true,                                                         \
		{                                                                        \
			LINT_NONE                                                        \
		}                                                                        \
	}
#define X(n, ...)                                                                        \
	{                                                                                \
		'X', n, n, false,                                                        \
		{                                                                        \
			__VA_ARGS__                                                      \
		}                                                                        \
	}
#define XV(n, ...)                                                                       \
	{                                                                                \
		'X', 1, n, false,                                                        \
		{                                                                        \
			__VA_ARGS__                                                      \
		}                                                                        \
	}
#define XOPT(n, ...)                                                                     \
	{                                                                                \
		'X', n, n, true,                                                         \
		{                                                                        \
			__VA_ARGS__                                                      \
		}                                                                        \
	}
#define XVOPT(n)                                                                         \
	{                                                                                \
		'X', 1, n, true,                                                         \
		{                                                                        \
			LINT_NONE                                                        \
		}                                                                        \
	}
#define YV(n, ...)                                                                       \
	{                                                                                \
		'Y', 1, n, false,                                                        \
		{                                                                        \
			__VA_ARGS__                                                      \
		}                                                                        \
	}
#define ZV(n)                                                                            \
	{                                                                                \
		'Z', 1, n, false,                                                        \
		{                                                                        \
			LINT_NONE                                                        \
		}                                                                        \
	}

#define GTIN14 N(14, LINT_CSUM, LINT_PREFIX_2)
#define KEY(n) N(n, LINT_CSUM, LINT_PREFIX)
#define TRADE "01,02,03,8006,8026"
#define PRICED "30,31nn,32nn,35nn,36nn"
/* measures of a trade item, and of a logistic unit; six kinds of decimals */
#define MEASURE(a, key)                                                                  \
	{                                                                                \
		a "0", a "5", AI_FIXED | AI_ATTR | AI_DECIMALS, { N(6) }, "01,02",       \
		        a "n", NULL, key                                                 \
	}
#define LOGISTIC(a)                                                                      \
	{                                                                                \
		a "0", a "5", AI_FIXED | AI_ATTR | AI_DECIMALS, { N(6) }, "00,01",       \
		        a "n", NULL, NULL                                                \
	}
#define ONE(a) a, a

/* clang-format off */
static const struct ai rows[] = {
	{ ONE("00"), AI_FIXED | AI_ATTR, { N(18, LINT_CSUM, LINT_PREFIX_2) }, NULL, NULL, "", "sscc" },
	{ ONE("01"), AI_FIXED | AI_ATTR, { GTIN14 }, NULL, "255,37", "22,10,21|235", "gtin" },
	{ ONE("02"), AI_FIXED | AI_ATTR, { GTIN14 }, "37", "01,03", NULL, "content" },
	{ ONE("03"), AI_FIXED, { GTIN14 }, NULL, "01,02,37,235", NULL, "gtin" },
	{ ONE("10"), AI_ATTR, { XV(20) }, TRADE, NULL, NULL, "lot" },
	{ ONE("11"), AI_FIXED | AI_ATTR, { N(6, LINT_YYMMD0) }, TRADE, NULL, NULL, "made" },
	{ ONE("12"), AI_FIXED | AI_ATTR, { N(6, LINT_YYMMD0) }, "8020", NULL, NULL, NULL },
	{ ONE("13"), AI_FIXED | AI_ATTR, { N(6, LINT_YYMMD0) }, TRADE, NULL, NULL, "packed" },
	{ ONE("15"), AI_FIXED | AI_ATTR, { N(6, LINT_YYMMD0) }, TRADE, NULL, NULL, "best" },
	{ ONE("16"), AI_FIXED | AI_ATTR, { N(6, LINT_YYMMD0) }, TRADE, NULL, NULL, "sellby" },
	{ ONE("17"), AI_FIXED | AI_ATTR, { N(6, LINT_YYMMD0) }, "01,02,03,255,8006,8026", NULL, NULL, "expiry" },
	{ ONE("20"), AI_FIXED | AI_ATTR, { N(2) }, TRADE, NULL, NULL, NULL },
	{ ONE("21"), 0, { XV(20) }, "01,03,8006", "235", NULL, "serial" },
	{ ONE("22"), 0, { XV(20) }, "01", NULL, NULL, NULL },
	{ ONE("235"), 0, { XV(28) }, "01", NULL, NULL, NULL },
	{ ONE("240"), AI_ATTR, { XV(30) }, TRADE, NULL, NULL, NULL },
	{ ONE("241"), AI_ATTR, { XV(30) }, TRADE, NULL, NULL, NULL },
	{ ONE("242"), AI_ATTR, { NV(6) }, "01,02,8006,8026", NULL, NULL, NULL },
	{ ONE("243"), AI_ATTR, { XV(20) }, "01,03", NULL, NULL, NULL },
	{ ONE("250"), AI_ATTR, { XV(30) }, "01+21,03+21,8006+21", NULL, NULL, "serial2" },
	{ ONE("251"), AI_ATTR, { XV(30) }, "01,03,8006", NULL, NULL, NULL },
	{ ONE("253"), AI_ATTR, { KEY(13), XVOPT(17) }, NULL, NULL, "", NULL },
	{ ONE("254"), 0, { XV(20) }, "414", NULL, NULL, NULL },
	{ ONE("255"), AI_ATTR, { KEY(13), NVOPT(12) }, NULL, "01,02,415,8006,8020,8026", "", NULL },
	{ ONE("30"), AI_ATTR, { NV(8) }, "01,02", NULL, NULL, "count" },
	MEASURE("310", "netweight"), MEASURE("311", NULL), MEASURE("312", NULL),
	MEASURE("313", NULL), MEASURE("314", NULL), MEASURE("315", "netvolume"), MEASURE("316", NULL),
	MEASURE("320", NULL), MEASURE("321", NULL), MEASURE("322", NULL), MEASURE("323", NULL),
	MEASURE("324", NULL), MEASURE("325", NULL), MEASURE("326", NULL), MEASURE("327", NULL),
	MEASURE("328", NULL), MEASURE("329", NULL),
	LOGISTIC("330"), LOGISTIC("331"), LOGISTIC("332"), LOGISTIC("333"), LOGISTIC("334"),
	LOGISTIC("335"), LOGISTIC("336"),
	{ "3370", "3375", AI_FIXED | AI_ATTR | AI_DECIMALS, { N(6) }, "01", "337n", NULL, NULL },
	LOGISTIC("340"), LOGISTIC("341"), LOGISTIC("342"), LOGISTIC("343"), LOGISTIC("344"),
	LOGISTIC("345"), LOGISTIC("346"), LOGISTIC("347"), LOGISTIC("348"), LOGISTIC("349"),
	MEASURE("350", NULL), MEASURE("351", NULL), MEASURE("352", NULL),
	LOGISTIC("353"), LOGISTIC("354"), LOGISTIC("355"),
	MEASURE("356", NULL), MEASURE("357", NULL), MEASURE("360", NULL), MEASURE("361", NULL),
	LOGISTIC("362"), LOGISTIC("363"),
	MEASURE("364", NULL), MEASURE("365", NULL), MEASURE("366", NULL),
	LOGISTIC("367"), LOGISTIC("368"), LOGISTIC("369"),
	{ ONE("37"), AI_ATTR, { NV(8) }, "00+02,00+8026", NULL, NULL, "count" },
	{ "3900", "3909", AI_ATTR | AI_DECIMALS, { NV(15) }, "255,8020", "390n,391n,394n,8111", NULL, NULL },
	{ "3910", "3919", AI_ATTR, { N(3, LINT_CURRENCY), NV(15) }, "8020", "391n", NULL, NULL },
	{ "3920", "3929", AI_ATTR | AI_DECIMALS, { NV(15) }, "01+30,01+31nn,01+32nn,01+35nn,01+36nn", "392n,393n", NULL, NULL },
	{ "3930", "3939", AI_ATTR, { N(3, LINT_CURRENCY), NV(15) }, PRICED, "393n", NULL, NULL },
	{ "3940", "3943", AI_ATTR | AI_DECIMALS, { N(4) }, "255", "394n,8111", NULL, NULL },
	{ "3950", "3955", AI_ATTR | AI_DECIMALS, { N(6) }, PRICED, "392n,393n,395n,8005", NULL, NULL },
	{ ONE("400"), AI_ATTR, { XV(30) }, NULL, NULL, NULL, NULL },
	{ ONE("401"), AI_ATTR, { XV(30, LINT_PREFIX) }, NULL, NULL, "", NULL },
	{ ONE("402"), AI_ATTR, { KEY(17) }, NULL, NULL, "", NULL },
	{ ONE("403"), AI_ATTR, { XV(30) }, "00", NULL, NULL, NULL },
	{ ONE("410"), AI_FIXED | AI_ATTR, { KEY(13) }, NULL, NULL, NULL, NULL },
	{ ONE("411"), AI_FIXED | AI_ATTR, { KEY(13) }, NULL, NULL, NULL, NULL },
	{ ONE("412"), AI_FIXED | AI_ATTR, { KEY(13) }, NULL, NULL, NULL, NULL },
	{ ONE("413"), AI_FIXED | AI_ATTR, { KEY(13) }, NULL, NULL, NULL, NULL },
	{ ONE("414"), AI_FIXED | AI_ATTR, { KEY(13) }, NULL, NULL, "254|7040", "gln" },
	{ ONE("415"), AI_FIXED | AI_ATTR, { KEY(13) }, "8020", NULL, "8020", NULL },
	{ ONE("416"), AI_FIXED | AI_ATTR, { KEY(13) }, NULL, NULL, NULL, "gln" },
	{ ONE("417"), AI_FIXED | AI_ATTR, { KEY(13) }, NULL, NULL, "7040", "gln" },
	{ ONE("420"), AI_ATTR, { XV(20) }, NULL, "421", NULL, NULL },
	{ ONE("421"), AI_ATTR, { N(3, LINT_COUNTRY), XV(9) }, NULL, "4307", NULL, NULL },
	{ ONE("422"), AI_ATTR, { N(3, LINT_COUNTRY) }, TRADE, "426", NULL, NULL },
	{ ONE("423"), AI_ATTR, { N(3, LINT_COUNTRY), NOPT(3, LINT_COUNTRY), NOPT(3, LINT_COUNTRY),
		NOPT(3, LINT_COUNTRY), NOPT(3, LINT_COUNTRY) }, "01,02,03", "426", NULL, NULL },
	{ ONE("424"), AI_ATTR, { N(3, LINT_COUNTRY) }, "01,02,03", "426", NULL, NULL },
	{ ONE("425"), AI_ATTR, { N(3, LINT_COUNTRY), NOPT(3, LINT_COUNTRY), NOPT(3, LINT_COUNTRY),
		NOPT(3, LINT_COUNTRY), NOPT(3, LINT_COUNTRY) }, "01,02,03", "426", NULL, NULL },
	{ ONE("426"), AI_ATTR, { N(3, LINT_COUNTRY) }, "01,02,03", NULL, NULL, NULL },
	{ ONE("427"), AI_ATTR, { XV(3) }, "01+422,02+422,03+422", NULL, NULL, NULL },
	{ "4300", "4301", AI_ATTR, { XV(35, LINT_PERCENT) }, "00", NULL, NULL, NULL },
	{ ONE("4302"), AI_ATTR, { XV(70, LINT_PERCENT) }, "00", NULL, NULL, NULL },
	{ ONE("4303"), AI_ATTR, { XV(70, LINT_PERCENT) }, "4302", NULL, NULL, NULL },
	{ "4304", "4306", AI_ATTR, { XV(70, LINT_PERCENT) }, "00", NULL, NULL, NULL },
	{ ONE("4307"), AI_ATTR, { X(2, LINT_COUNTRY_ALPHA) }, "00", NULL, NULL, NULL },
	{ ONE("4308"), AI_ATTR, { XV(30) }, "00", NULL, NULL, NULL },
	{ ONE("4309"), AI_ATTR, { N(10, LINT_LATITUDE), N(10, LINT_LONGITUDE) }, "00", NULL, NULL, NULL },
	{ "4310", "4311", AI_ATTR, { XV(35, LINT_PERCENT) }, "00", NULL, NULL, NULL },
	{ ONE("4312"), AI_ATTR, { XV(70, LINT_PERCENT) }, "00", NULL, NULL, NULL },
	{ ONE("4313"), AI_ATTR, { XV(70, LINT_PERCENT) }, "4312", NULL, NULL, NULL },
	{ "4314", "4316", AI_ATTR, { XV(70, LINT_PERCENT) }, "00", NULL, NULL, NULL },
	{ ONE("4317"), AI_ATTR, { X(2, LINT_COUNTRY_ALPHA) }, "00", NULL, NULL, NULL },
	{ ONE("4318"), AI_ATTR, { XV(20) }, "00", NULL, NULL, NULL },
	{ ONE("4319"), AI_ATTR, { XV(30) }, "00", NULL, NULL, NULL },
	{ ONE("4320"), AI_ATTR, { XV(35, LINT_PERCENT) }, "00", NULL, NULL, NULL },
	{ "4321", "4323", AI_ATTR, { N(1, LINT_YES_NO) }, "00", NULL, NULL, NULL },
	{ "4324", "4325", AI_ATTR, { N(6, LINT_YYMMD0), N(4, LINT_HHMI) }, "00", NULL, NULL, NULL },
	{ ONE("4326"), AI_ATTR, { N(6, LINT_YYMMDD) }, "00", NULL, NULL, NULL },
	{ ONE("4330"), AI_ATTR, { N(6), XOPT(1, LINT_HYPHEN) }, "00", "4331", NULL, NULL },
	{ ONE("4331"), AI_ATTR, { N(6), XOPT(1, LINT_HYPHEN) }, "00", "4330", NULL, NULL },
	{ ONE("4332"), AI_ATTR, { N(6), XOPT(1, LINT_HYPHEN) }, "00", "4333", NULL, NULL },
	{ ONE("4333"), AI_ATTR, { N(6), XOPT(1, LINT_HYPHEN) }, "00", "4332", NULL, NULL },
	{ ONE("7001"), AI_ATTR, { N(13) }, "01,02,8006,8026", NULL, NULL, NULL },
	{ ONE("7002"), AI_ATTR, { XV(30) }, "01,02", NULL, NULL, NULL },
	{ ONE("7003"), AI_ATTR, { N(6, LINT_YYMMDD), N(4, LINT_HHMI) }, "01,02,03", NULL, NULL, "expiry" },
	{ ONE("7004"), AI_ATTR, { NV(4) }, "01+10,03+10", NULL, NULL, NULL },
	{ ONE("7005"), AI_ATTR, { XV(12) }, "01,02", NULL, NULL, NULL },
	{ ONE("7006"), AI_ATTR, { N(6, LINT_YYMMDD) }, "01,02", NULL, NULL, NULL },
	{ ONE("7007"), AI_ATTR, { N(6, LINT_YYMMDD), NOPT(6, LINT_YYMMDD) }, "01,02", NULL, NULL, NULL },
	{ ONE("7008"), AI_ATTR, { XV(3) }, "01,02", NULL, NULL, NULL },
	{ ONE("7009"), AI_ATTR, { XV(10) }, "01,02", NULL, NULL, NULL },
	{ ONE("7010"), AI_ATTR, { XV(2) }, "01,02,03", NULL, NULL, NULL },
	{ ONE("7011"), AI_ATTR, { N(6, LINT_YYMMDD), NOPT(4, LINT_HHMI) }, "01,02,03", NULL, NULL, NULL },
	{ ONE("7020"), AI_ATTR, { XV(20) }, "01+416,03+416,8006+416", NULL, NULL, NULL },
	{ ONE("7021"), AI_ATTR, { XV(20) }, "01,03,8006", NULL, NULL, NULL },
	{ ONE("7022"), AI_ATTR, { XV(20) }, "01+7021,03+7021,8006+7021", NULL, NULL, NULL },
	{ ONE("7023"), AI_ATTR, { XV(30, LINT_PREFIX) }, NULL, NULL, NULL, NULL },
	{ "7030", "7039", AI_ATTR, { N(3, LINT_COUNTRY_999), XV(27) }, "01,02", NULL, NULL, NULL },
	{ ONE("7040"), 0, { N(1), X(1), X(1), X(1, LINT_IMPORTER) }, NULL, NULL, NULL, NULL },
	{ ONE("7041"), 0, { XV(4) }, "00", NULL, NULL, NULL },
	{ "710", "717", AI_ATTR, { XV(20) }, "01", NULL, NULL, NULL },
	{ "7230", "7239", AI_ATTR, { X(2), XV(28) }, "01,8004", NULL, NULL, NULL },
	{ ONE("7240"), AI_ATTR, { XV(20) }, "01,8006", "03", NULL, NULL },
	{ ONE("7241"), AI_ATTR, { N(2, LINT_MEDIA_TYPE) }, "8017,8018", NULL, NULL, NULL },
	{ ONE("7242"), AI_ATTR, { XV(25) }, "8017,8018", NULL, NULL, NULL },
	{ ONE("7250"), AI_ATTR, { N(8, LINT_YYYYMMDD) }, "8018", "7251", NULL, NULL },
	{ ONE("7251"), AI_ATTR, { N(8, LINT_YYYYMMDD), N(4, LINT_HHMI) }, "8018", "7250", NULL, NULL },
	{ ONE("7252"), AI_ATTR, { N(1, LINT_SEX) }, "8018", NULL, NULL, NULL },
	{ "7253", "7254", AI_ATTR, { XV(40, LINT_PERCENT) }, "8017,8018", "7256,7259", NULL, NULL },
	{ ONE("7255"), AI_ATTR, { XV(10) }, "8017,8018", "7256,7259", NULL, NULL },
	{ ONE("7256"), AI_ATTR, { XV(90, LINT_PERCENT) }, "8017,8018", NULL, NULL, NULL },
	{ ONE("7257"), AI_ATTR, { XV(70, LINT_PERCENT) }, "8018", NULL, NULL, NULL },
	{ ONE("7258"), AI_ATTR, { X(3, LINT_SEQUENCE) }, "8018+7259", NULL, NULL, NULL },
	{ ONE("7259"), AI_ATTR, { XV(40, LINT_PERCENT) }, "8018", "7256", NULL, NULL },
	{ ONE("8001"), AI_ATTR, { N(4, LINT_NONZERO), N(5, LINT_NONZERO), N(3, LINT_NONZERO),
		N(1, LINT_WINDING), N(1) }, "01", NULL, NULL, NULL },
	{ ONE("8002"), AI_ATTR, { XV(20) }, NULL, NULL, NULL, NULL },
	{ ONE("8003"), AI_ATTR, { N(1, LINT_ZERO), KEY(13), XVOPT(16) }, NULL, NULL, "", NULL },
	{ ONE("8004"), AI_ATTR, { XV(30, LINT_PREFIX) }, NULL, NULL, "7040", NULL },
	{ ONE("8005"), AI_ATTR, { N(6) }, "01,02", NULL, NULL, NULL },
	{ ONE("8006"), AI_ATTR, { GTIN14, N(4, LINT_PIECE_OF_TOTAL) }, NULL, "01,03,37", "22,10,21", "gtin" },
	{ ONE("8007"), AI_ATTR, { XV(34, LINT_IBAN) }, "415", NULL, NULL, NULL },
	{ ONE("8008"), AI_ATTR, { N(6, LINT_YYMMDD), N(2, LINT_HH), NOPT(2, LINT_MI), NOPT(2, LINT_SS) },
		"01,02,03", NULL, NULL, "made" },
	{ ONE("8009"), AI_ATTR, { XV(50) }, "00,01,03", NULL, NULL, NULL },
	{ ONE("8010"), AI_ATTR, { YV(30, LINT_PREFIX) }, NULL, NULL, "8011", NULL },
	{ ONE("8011"), 0, { NV(12, LINT_NO_ZERO_PREFIX) }, "8010", NULL, NULL, NULL },
	{ ONE("8012"), AI_ATTR, { XV(20) }, "01,03,8006", NULL, NULL, NULL },
	{ ONE("8013"), AI_ATTR, { XV(25, LINT_CSUM_ALPHA, LINT_PREFIX) }, NULL, NULL, "", NULL },
	{ ONE("8014"), 0, { XV(25, LINT_CSUM_ALPHA, LINT_PREFIX, LINT_HAS_NONDIGIT) }, "01", NULL, NULL, NULL },
	{ ONE("8017"), AI_ATTR, { KEY(18) }, NULL, "8018", "8019", NULL },
	{ ONE("8018"), AI_ATTR, { KEY(18) }, NULL, "8017", "8019", NULL },
	{ ONE("8019"), 0, { NV(10) }, "8017,8018", NULL, NULL, NULL },
	{ ONE("8020"), 0, { XV(25) }, "415", NULL, NULL, NULL },
	{ ONE("8026"), AI_ATTR, { GTIN14, N(4, LINT_PIECE_OF_TOTAL) }, "37", "02,03,8006", NULL, "content" },
	{ ONE("8030"), AI_ATTR, { ZV(90) }, "00,01+21,03+21,253,255,8003,8004,8006+21,8010+8011,8017,8018", NULL, NULL, NULL },
	{ ONE("8040"), 0, { N(15) }, "01+21", NULL, NULL, "imei" },
	{ ONE("8041"), 0, { N(15) }, "01+21+8040", NULL, NULL, "imei" },
	{ ONE("8042"), 0, { N(32) }, "01+21+8040", NULL, NULL, NULL },
	{ ONE("8043"), 0, { N(18), NVOPT(2) }, "01+21+8040", NULL, NULL, NULL },
	{ ONE("8110"), AI_ATTR, { XV(70) }, NULL, NULL, NULL, NULL },
	{ ONE("8111"), AI_ATTR, { N(4) }, "255", NULL, NULL, NULL },
	{ ONE("8112"), AI_ATTR, { XV(70) }, NULL, NULL, NULL, NULL },
	{ ONE("8200"), 0, { XV(70) }, "01", NULL, NULL, "link" },
	{ ONE("90"), AI_ATTR, { XV(30) }, NULL, NULL, NULL, NULL },
	{ "91", "99", AI_ATTR, { XV(90) }, NULL, NULL, NULL, NULL },
};
/* clang-format on */
#define ROWS (sizeof rows / sizeof *rows)

const struct ai *
ai_row(size_t n)
{
	return n < ROWS ? &rows[n] : NULL;
}

const struct ai *
ai_match(struct assay_bytes digits, size_t *len)
{
	/* a range differs in its last digit alone, so two comparisons are enough */
	for (size_t i = 0; i < ROWS; i++) {
		size_t n = strlen(rows[i].first);

		if (digits.len < n || memcmp(digits.data, rows[i].first, n) < 0 ||
		    memcmp(digits.data, rows[i].last, n) > 0)
			continue;
		*len = n;
		return &rows[i];
	}
	return NULL;
}

const struct ai *
ai_find(struct assay_bytes code)
{
	size_t n;
	const struct ai *a = ai_match(code, &n);

	return a != NULL && n == code.len ? a : NULL;
}

bool
ai_in(const char *list, const char *code)
{
	size_t len = strlen(code);

	while (list != NULL && *list != '\0') {
		size_t n = strcspn(list, ","), same = 0;

		while (same < n && same < len &&
		       (list[same] == code[same] ||
		        (list[same] == 'n' && assay_is_digit((uint8_t)code[same]))))
			same++;
		if (n == len && same == n)
			return true;
		list += n + (list[n] == ',');
	}
	return false;
}

size_t
ai_least(const struct ai *a)
{
	size_t total = 0;

	for (size_t i = 0; i < AI_PARTS_MAX && a->part[i].type != 0; i++)
		total += a->part[i].optional ? 0 : a->part[i].min;
	return total;
}

size_t
ai_most(const struct ai *a)
{
	size_t total = 0;

	for (size_t i = 0; i < AI_PARTS_MAX && a->part[i].type != 0; i++)
		total += a->part[i].max;
	return total;
}
