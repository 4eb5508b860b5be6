/* goods-test.c - how appliances and toys, and medicines' symbols, are judged: one row a case
 *
 * say: the weight of the finding (I W S P), '+' a check passed, '-' silence. */
#include "assay-check.h"
#include "assay-plugin.h"
#include "reading.h"
#include "tap.h"

#define PLUGIN(id) extern const struct assay_plugin id##_LTX_assay_plugin;
PLUGIN(appliances)
PLUGIN(pharma)
PLUGIN(toys)
static const struct assay_plugin *const plugins[] = {
	&appliances_LTX_assay_plugin, &pharma_LTX_assay_plugin, &toys_LTX_assay_plugin, NULL
};

/* clang-format off */
#define ONE   "490154203237518"
#define OTHER     "354178036859789"
static const struct {
	const char *category, *says;
	const char *typed;      /* "key=value;key=value" */
	const char *symbology, *payload;
	const char *market;
	const char *rule;
	char say;
} cases[] = {
	{ "pharma", "a whole identifier",                   "rx=yes", "]d2", "01095201234567881728123110LOT7A\x1D" "21K8M3XQ71P2", "eu", "PHARMA-FMD", '+' },
	{ "pharma", "a pack without serial",                "rx=yes", "]d2", "01095201234567881728123110LOT7A", "eu", "PHARMA-FMD", 'S' },
	{ "pharma", "the separator before the serial lost", "rx=yes", "]d2", "01095201234567881728123110LOT7A21K8M3XQ71P2", "eu", "PHARMA-FMD", 'W' },
	{ "pharma", "the one before the lot lost",          "rx=yes", "]d2", "010952012345678817281231" "21K8M3XQ71P210LOT7A", "eu", "PHARMA-FMD", 'W' },
	{ "pharma", "a part torn off, no prescription",     NULL, "]d2", "01095201234567881728123110LOT7A", "eu", "PHARMA-FMD", 'W' },
	{ "pharma", "the same sold in China",               "rx=yes", "]d2", "01095201234567881728123110LOT7A", "cn", "PHARMA-FMD", '-' },
	{ "pharma", "a marking code cut short",             NULL, "]d2", "010469025752852321G+mgsHw<DiLN_\x1D" "91EE05", NULL, "SIGNED-CRPT", 'W' },
	{ "appliances", "a typed number one digit short",   "ccc=201901090216445", NULL, NULL, NULL, "CCC-FORMAT", 'W' },
	{ "appliances", "full-width digits and spaces",     "ccc=２０１９ 0109 0216 4458", NULL, NULL, NULL, "CCC-FORMAT", '+' },
	{ "appliances", "body 00",                          "ccc=2019000902164458", NULL, NULL, NULL, "CCC-FORMAT", 'W' },
	{ "appliances", "class 31",                         "ccc=2019013102164458", NULL, NULL, NULL, "CCC-FORMAT", 'W' },
	{ "appliances", "a self-declaration",               "ccc=2020980904000123", NULL, NULL, NULL, "CCC-FORMAT", '+' },
	{ "appliances", "a year to come",                   "ccc=2027010902164458", NULL, NULL, NULL, "CCC-FORMAT", 'W' },
	{ "appliances", "no digits at all",                 "ccc=unknown", NULL, NULL, NULL, "CCC-FORMAT", 'W' },
	{ "appliances", "nothing typed",                    "ccc=", NULL, NULL, NULL, "CCC-FORMAT", '-' },
	{ "appliances", "another market's law",             "ccc=201901090216445", NULL, NULL, "eu", "CCC-FORMAT", '-' },
	{ "appliances", "another market, typed",            "ccc=201901090216445;market=EU", NULL, NULL, NULL, "CCC-FORMAT", '-' },
	{ "appliances", "issued after the goods were made", "ccc=2022011606490096;made=2020-05-01", NULL, NULL, NULL, "CCC-YEAR-VS-MADE", 'W' },
	{ "appliances", "issued in the year they were",     "ccc=2022011606490096;made=2022-01-01", NULL, NULL, NULL, "CCC-YEAR-VS-MADE", '+' },
	{ "appliances", "a telephone's number on a fridge", "ccc=2022011606490096;product=Refrigerator", NULL, NULL, NULL, "CCC-CLASS-PRODUCT", 'W' },
	{ "appliances", "a telephone's on a telephone",     "ccc=2022011606490096;product=手机", NULL, NULL, NULL, "CCC-CLASS-PRODUCT", '+' },
	{ "appliances", "goods we have no word for",        "ccc=2022011606490096;product=refrigerator lamp", NULL, NULL, NULL, "CCC-CLASS-PRODUCT", '-' },
	{ "appliances", "month 13",                         "cel=202113-10-612300-70059712943064", NULL, NULL, NULL, "APPL-CEL-RECORD", 'W' },
	{ "appliances", "a part missing",                   "cel=202103-10-612300", NULL, NULL, NULL, "APPL-CEL-RECORD", 'W' },
	{ "appliances", "a part too many",                  "cel=202103-10-6-7-8", NULL, NULL, NULL, "APPL-CEL-RECORD", 'W' },
	{ "appliances", "recorded after it was made",       "cel=202103-10-612300-7;made=2021-02-28", NULL, NULL, NULL, "APPL-CEL-DATE", 'W' },
	{ "appliances", "recorded in the month it was",     "cel=202103-10-612300-7;made=2021-03-01", NULL, NULL, NULL, "APPL-CEL-DATE", '+' },
	{ "appliances", "another host, from a symbol",      NULL, "]Q1", "https://eprel.ec.europa.eu.example.com/qr/298173", NULL, "APPL-EPREL-URL", 'S' },
	{ "appliances", "digits for letters",               NULL, "]Q1", "https://epre1.ec.europa.example/qr/298173", NULL, "APPL-EPREL-URL", 'S' },
	{ "appliances", "a misprint that only the Union could own", NULL, "]Q1", "https://epre1.ec.europa.eu/qr/298173", NULL, "APPL-EPREL-URL", 'W' },
	{ "appliances", "hyphens for dots",                 NULL, "]Q1", "https://eprel-ec-europa.example.com/qr/298173", NULL, "APPL-EPREL-URL", 'S' },
	{ "appliances", "the real name before an @",        NULL, "]Q1", "https://eprel.ec.europa.eu@example.com/qr/298173", NULL, "APPL-EPREL-URL", 'S' },
	{ "appliances", "a letter of it missing, typed",    "link=https://epre.ec.europa.eu/qr/298173", NULL, NULL, NULL, "APPL-EPREL-URL", 'W' },
	{ "appliances", "a slip in the real name",          "link=https://eprell.ec.europa.eu/qr/298173", NULL, NULL, NULL, "APPL-EPREL-URL", 'W' },
	{ "appliances", "another host, typed",              "link=https://eprel.ec.europa.eu.example.com/qr/298173", NULL, NULL, NULL, "APPL-EPREL-URL", 'S' },
	{ "appliances", "a maker's own page on labels",     NULL, "]Q1", "https://eprel.maker.example/qr/298173", NULL, "APPL-EPREL-URL", 'W' },
	{ "appliances", "a page of the Commission",         NULL, "]Q1", "https://energy.ec.europa.eu/qr/1", NULL, "APPL-EPREL-URL", 'W' },
	{ "appliances", "a link to somewhere else",         NULL, "]Q1", "https://maker.example/qr/298173", NULL, "APPL-EPREL-URL", '-' },
	{ "appliances", "without TLS",                      NULL, "]Q1", "http://eprel.ec.europa.eu/qr/298173", NULL, "APPL-EPREL-URL", 'W' },
	{ "appliances", "a page of the database",           NULL, "]Q1", "https://eprel.ec.europa.eu/screen/product/x/298173", NULL, "APPL-EPREL-URL", 'W' },
	{ "appliances", "capitals in the host",             NULL, "]Q1", "HTTPS://EPREL.EC.EUROPA.EU/qr/298173", NULL, "APPL-EPREL-URL", '+' },
	{ "appliances", "the number alone",                 "eprel=298173", NULL, NULL, NULL, "APPL-EPREL-URL", '+' },
	{ "appliances", "a law of another market",          NULL, "]Q1", "https://eprel.ec.europa.eu.example.com/qr/298173", "cn", "APPL-EPREL-URL", '-' },
	{ "appliances", "a typed IMEI, one digit wrong",    "imei=490154203237519", NULL, NULL, NULL, "APPL-IMEI-LUHN", 'W' },
	{ "appliances", "with groups",                      "imei=49-015420-323751-8", NULL, NULL, NULL, "APPL-IMEI-LUHN", '+' },
	{ "appliances", "one in a QR code",                 NULL, "]Q1", "IMEI1:490154203237519;SN:1", NULL, "APPL-IMEI-LUHN", 'S' },
	{ "appliances", "a good one in a QR code",          NULL, "]Q1", "SN:1,IMEI: 490154203237518", NULL, "APPL-IMEI-LUHN", '+' },
	{ "appliances", "digits that nobody calls an IMEI", NULL, "]Q1", "490154203237519", NULL, "APPL-IMEI-LUHN", '-' },
	{ "appliances", "a word that ends like it",         NULL, "]Q1", "XIMEI:490154203237519", NULL, "APPL-IMEI-LUHN", '-' },
	{ "appliances", "a longer value behind it",         NULL, "]Q1", "IMEI:490154203237519A", NULL, "APPL-IMEI-LUHN", '-' },
	{ "appliances", "17 digits behind it",              NULL, "]Q1", "IMEI:49015420323751912", NULL, "APPL-IMEI-LUHN", '-' },
	{ "appliances", "the software version form",        "imei=4901542032375112", NULL, NULL, NULL, "APPL-IMEI-LUHN", '-' },
	{ "appliances", "and what it says",                 "imei=4901542032375112", NULL, NULL, NULL, "APPL-IMEI-PARSE", 'I' },
	{ "appliances", "nine digits",                      "imei=490154203", NULL, NULL, NULL, "APPL-IMEI-PARSE", 'I' },
	{ "appliances", "perhaps the spare digit",          NULL, "]Q1", "IMEI:490154203237510", NULL, "APPL-IMEI-LUHN", 'W' },
	{ "appliances", "a placeholder, typed",             "imei=111111111111119", NULL, NULL, NULL, "APPL-IMEI-DUMMY", 'W' },
	{ "appliances", "a placeholder in a QR code",       NULL, "]Q1", "IMEI:111111111111119", NULL, "APPL-IMEI-DUMMY", 'S' },
	{ "appliances", "counting down",                    NULL, "]Q1", "IMEI=987654321098765", NULL, "APPL-IMEI-DUMMY", 'S' },
	{ "appliances", "an empty type code",               NULL, "]Q1", "IMEI2: 000000001234564", NULL, "APPL-IMEI-DUMMY", 'S' },
	{ "appliances", "who allocated it",                 "imei=" OTHER, NULL, NULL, NULL, "APPL-IMEI-RBI", 'I' },
	{ "appliances", "box and device agree",             "imei=" ONE ";imei_box=" ONE, NULL, NULL, NULL, "APPL-IMEI-BOX", '+' },
	{ "appliances", "a slip between them",              "imei=" ONE ";imei_box=490154203237581", NULL, NULL, NULL, "APPL-IMEI-BOX", 'W' },
	{ "appliances", "another telephone's box",          "imei=" ONE ";imei_box=" OTHER, NULL, NULL, NULL, "APPL-IMEI-BOX", 'S' },
	{ "appliances", "another telephone's screen",       "imei=" ONE ";imei_screen=" OTHER, NULL, NULL, NULL, "APPL-IMEI-BOX", 'S' },
	{ "appliances", "perhaps the second number",        "imei=" ONE ";imei_box=490154209999999", NULL, NULL, NULL, "APPL-IMEI-BOX", 'W' },
	{ "appliances", "a number that fails its own check", "imei=490154203237519;imei_box=" OTHER, NULL, NULL, NULL, "APPL-IMEI-BOX", 'W' },
	{ "appliances", "a device number that is none",     "imei=unreadable;imei_box=" OTHER, NULL, NULL, NULL, "APPL-IMEI-BOX", '-' },
	{ "appliances", "a box alone",                      "imei_box=" OTHER, NULL, NULL, NULL, "APPL-IMEI-BOX", '-' },
	{ "appliances", "a group address, typed",           "mac=01:50:99:84:A2:A0", NULL, NULL, NULL, "APPL-MAC", 'W' },
	{ "appliances", "a group address in a QR code",     NULL, "]Q1", "MAC:015099-84A2A0;SN:1", NULL, "APPL-MAC", '-' },
	{ "appliances", "and with even marks",              NULL, "]Q1", "SN:1;MAC=01-50-99-84-A2-A0", NULL, "APPL-MAC", 'S' },
	{ "appliances", "a local address in a QR code",     NULL, "]Q1", "MAC:025099849A2A", NULL, "APPL-MAC", 'W' },
	{ "appliances", "three groups of four",             "mac=D050.9984.A2A0", NULL, NULL, NULL, "APPL-MAC", '+' },
	{ "appliances", "sixteen digits",                   "mac=D0509984A2A0FFFE", NULL, NULL, NULL, "APPL-MAC", '+' },
	{ "appliances", "eleven digits",                    "mac=D0509984A2A", NULL, NULL, NULL, "APPL-MAC", 'W' },
	{ "appliances", "month 13 in a serial",             "month=13", NULL, NULL, NULL, "APPL-SERIAL-WEEK", 'W' },
	{ "appliances", "week 53",                          "week=53", NULL, NULL, NULL, "APPL-SERIAL-WEEK", '+' },
	{ "appliances", "split phase in America",           "volts=240;hz=60", NULL, NULL, "us", "APPL-VOLT-MARKET", '+' },
	{ "appliances", "a range that covers",              "volts=100-240V~;hz=50/60Hz", NULL, NULL, "cn", "APPL-VOLT-MARKET", '+' },
	{ "appliances", "American mains in Europe",         "volts=AC 120V", NULL, NULL, "de", "APPL-VOLT-MARKET", 'W' },
	{ "appliances", "60 Hz in China",                   "volts=220V;hz=60", NULL, NULL, "cn", "APPL-VOLT-MARKET", 'W' },
	{ "appliances", "a battery",                        "volts=12V", NULL, NULL, "cn", "APPL-VOLT-MARKET", '-' },
	{ "appliances", "two things in one value",          "volts=220V~50Hz", NULL, NULL, "us", "APPL-VOLT-MARKET", '-' },
	{ "appliances", "no market said",                   "volts=120", NULL, NULL, NULL, "APPL-VOLT-MARKET", '-' },
	{ "appliances", "more watts than it can draw",      "volts=220;amps=2 A;watts=2000W", NULL, NULL, NULL, "APPL-RATING-SUM", 'W' },
	{ "appliances", "as many as it can",                "volts=220-240V;amps=8,7;watts=2.2 kW", NULL, NULL, NULL, "APPL-RATING-SUM", '+' },
	{ "appliances", "a motor draws fewer",              "volts=230;amps=1.5;watts=200", NULL, NULL, NULL, "APPL-RATING-SUM", '+' },
	{ "appliances", "watts we cannot read",             "volts=230;amps=1.5;watts=200-300", NULL, NULL, NULL, "APPL-RATING-SUM", '-' },
	{ "appliances", "a word UL never uses",             "mark=UL;word=UL APPROVED;control=12AB;product=lamp", NULL, NULL, NULL, "UL-ELEMENTS", 'S' },
	{ "appliances", "no control number",                "mark=UL;word=LISTED;control=;product=lamp", NULL, NULL, NULL, "UL-ELEMENTS", 'W' },
	{ "appliances", "digits alone",                     "ul=123456", NULL, NULL, NULL, "UL-FILE", 'W' },
	{ "appliances", "three digits behind CE",           "ce=CE 123", NULL, NULL, NULL, "CE-NB", 'W' },
	{ "appliances", "no mark at all",                   "ce=0", NULL, NULL, NULL, "CE-NB", '-' },
	{ "appliances", "the mark alone",                   "ce=CE", NULL, NULL, NULL, "CE-NB", '-' },

	{ "toys", "a typed number one digit short",         "ccc=202001220212345", NULL, NULL, NULL, "TOY-CCC-FORMAT", 'W' },
	{ "toys", "a good number",                          "ccc=2020012202123456", NULL, NULL, NULL, "TOY-CCC-FORMAT", '+' },
	{ "toys", "class 22",                               "ccc=2020012202123456", NULL, NULL, NULL, "TOY-CCC-CLASS", '+' },
	{ "toys", "the kind of a class",                    "ccc=2020012202123456", NULL, NULL, NULL, "TOY-CCC-SCOPE", 'I' },
	{ "toys", "plush needs none",                       "kind=plush", NULL, NULL, NULL, "TOY-CCC-SCOPE", 'I' },
	{ "toys", "goods that are no toy",                  "cert=2022011606490096;product=phone", NULL, NULL, NULL, "TOY-CCC-CLASS", '-' },
	{ "toys", "no passport after the day, by one date", "placed=2030-08-01;dpp=0", NULL, NULL, NULL, "TOY-DPP-DATE", 'W' },
	{ "toys", "a passport after the day",               "placed=2030-08-01;dpp=1", NULL, NULL, NULL, "TOY-DPP-DATE", '+' },
	{ "toys", "nobody looked for it",                   "placed=2030-08-01", NULL, NULL, NULL, "TOY-DPP-DATE", '-' },
	{ "toys", "a law of another market",                "placed=2030-08-01;dpp=0", NULL, NULL, "us", "TOY-DPP-DATE", '-' },
	{ "toys", "a part of the toy standard",             "gb=GB 6675.1-2014", NULL, NULL, NULL, "TOY-GB-NUMBER", '+' },
	{ "toys", "the powered toy standard",               "gb=GB19865-2005", NULL, NULL, NULL, "TOY-GB-NUMBER", '+' },
	{ "toys", "among others",                           "gb=GB/T 1 GB 6675.2-2014", NULL, NULL, NULL, "TOY-GB-NUMBER", '+' },
	{ "toys", "a standard of food",                     "gb=GB 7718-2011", NULL, NULL, NULL, "TOY-GB-NUMBER", 'W' },
	{ "toys", "a part that does not exist",             "gb=GB 6675.9-2014", NULL, NULL, NULL, "TOY-GB-NUMBER", 'W' },
	{ "toys", "a tracking label with nothing",          "maker=;place=;date=;batch=", NULL, NULL, "us", "TOY-TRACKING-US", 'S' },
	{ "toys", "a date and lot of the code count",       "maker=A;place=B;made=2026-05-01;lot=C", NULL, NULL, "us", "TOY-TRACKING-US", '+' },
	{ "toys", "no tracking label was typed",            "maker=A;lot=C", NULL, NULL, "us", "TOY-TRACKING-US", '-' },
	{ "toys", "not for America",                        "maker=;place=;date=;batch=", NULL, NULL, "cn", "TOY-TRACKING-US", '-' },
	{ "toys", "made next year",                         "date=2027-05", NULL, NULL, NULL, "TOY-TRACKING-DATE", 'W' },
	{ "toys", "made this month",                        "date=2026-11", NULL, NULL, NULL, "TOY-TRACKING-DATE", '+' },
	{ "toys", "years and months",                       "text=Not suitable for children under 3 years;grade=12 months", NULL, NULL, NULL, "TOY-AGE-CONFLICT", 'W' },
	{ "toys", "three years and up",                     "text=Not suitable for children under 36 months;grade=3+", NULL, NULL, NULL, "TOY-AGE-CONFLICT", '+' },
	{ "toys", "in Chinese",                             "text=警告：3岁以下儿童禁用;grade=6个月以上", NULL, NULL, NULL, "TOY-AGE-CONFLICT", 'W' },
	{ "toys", "an age that is no warning",              "text=ages 0-3;grade=0-3岁", NULL, NULL, NULL, "TOY-AGE-CONFLICT", '-' },
	{ "toys", "no mark in the Union",                   "ce=0", NULL, NULL, "de", "TOY-CE-PRESENT", 'W' },
	{ "toys", "no mark, no market said",                "ce=none", NULL, NULL, NULL, "TOY-CE-PRESENT", '-' },
	{ "toys", "a mark",                                 "ce=CE", NULL, NULL, "eu", "TOY-CE-PRESENT", '+' },
	{ "toys", "digits behind CE",                       "ce=CE 0123", NULL, NULL, NULL, "TOY-CE-NB", 'W' },
	{ "toys", "the mark alone",                         "ce=CE", NULL, NULL, NULL, "TOY-CE-NB", '+' },
};

static const struct {
	const char *typed, *payload, *category;
} recognised[] = {
	{ NULL, "https://eprel.ec.europa.eu/qr/298173", "appliances" },
	{ "imei=" ONE, NULL, "appliances" },
	{ NULL, "IMEI:" ONE, "appliances" },
	{ "ccc=2019010902164458", NULL, "appliances" },
	{ "ccc=2020012202123456", NULL, "toys" },
	{ "ccc=2020012202123456;market=cn", NULL, "toys" },
	{ "product=玩具", NULL, "toys" },
	{ "product=冰箱;ce=CE", NULL, "appliances" },
	{ "gb=GB 6675.1-2014", NULL, "toys" },
	{ "gb=GB 7718", NULL, "" },
	{ "serial=123", NULL, "" },
	{ NULL, "https://maker.example/", "" },
};
/* clang-format on */

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define PAIRS_MAX 8

static struct assay_report *
judge(const struct assay *a, const char *category, const char *pairs,
      const char *symbology, const char *payload, const char *market)
{
	struct assay_typed typed[PAIRS_MAX];
	struct assay_subject s = { .size = sizeof s,
		                   .category = category,
		                   .market = market,
		                   .now = (int64_t)assay_day(2026, 11, 20) * 86400,
		                   .as_of = true,
		                   .typed = typed };
	struct assay_symbol symbol = { .reader = "test", .pass = "test" };
	struct assay_reading *reading = NULL;
	struct assay_report *report = NULL;
	char copy[512];

	snprintf(copy, sizeof copy, "%s", pairs != NULL ? pairs : "");
	for (char *at = copy; *at != '\0' && s.n_typed < PAIRS_MAX;) {
		char *end = strchr(at, ';'), *equals = strchr(at, '=');

		if (end != NULL)
			*end++ = '\0';
		*equals = '\0';
		typed[s.n_typed++] = (struct assay_typed){ at, equals + 1 };
		at = end != NULL ? end : at + strlen(at) + strlen(equals + 1) + 1;
		if (end == NULL)
			break;
	}
	if (payload != NULL && (reading = reading_new()) != NULL) {
		snprintf(symbol.symbology, sizeof symbol.symbology, "%s", symbology);
		symbol.payload = assay_str(payload);
		if (reading_add(reading, &symbol) != ASSAY_OK)
			return NULL;
		s.readings = &reading;
		s.n_readings = 1;
	}
	if (assay_judge(a, &s, &report) != ASSAY_OK)
		report = NULL;
	assay_reading_free(reading);
	return report;
}

static char
said(const struct assay_result *r, const char *rule)
{
	for (size_t i = 0; i < r->n_findings; i++)
		if (strcmp(r->findings[i].rule, rule) == 0)
			return assay_severity_letter(r->findings[i].severity);
	for (size_t i = 0; i < r->n_passed; i++)
		if (strcmp(r->passed[i].rule, rule) == 0)
			return '+';
	return '-';
}

static void
complain(void *data, enum assay_log level, const char *line)
{
	(void)data;
	(void)level;
	printf("# %s\n", line);
}

int
main(void)
{
	const struct assay_options options = { .size = sizeof options,
		                               .builtin = plugins,
		                               .log = complain };
	struct assay *a = NULL;

	if (!ok(assay_new(&options, &a) == ASSAY_OK, "a context with both plugins"))
		return tap_end();
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct assay_report *report =
		        judge(a, cases[i].category, cases[i].typed, cases[i].symbology,
		              cases[i].payload, cases[i].market);
		char got = report != NULL
		                   ? said(assay_report_result(report), cases[i].rule)
		                   : '?';

		if (!ok(got == cases[i].say, "%s: %s", cases[i].rule, cases[i].says))
			printf("# got %c, want %c\n", got, cases[i].say);
		assay_report_free(report);
	}
	for (size_t i = 0; i < COUNT(recognised); i++) {
		struct assay_report *report = judge(a, NULL, recognised[i].typed, "]Q1",
		                                    recognised[i].payload, NULL);

		is_str(report != NULL ? assay_report_result(report)->category : "?",
		       recognised[i].category, "%s is of '%s'",
		       recognised[i].typed != NULL ? recognised[i].typed
		                                   : recognised[i].payload,
		       recognised[i].category);
		assay_report_free(report);
	}
	assay_free(a);
	return tap_end();
}
