/* dates-test.c - where and when the law of a rule is in force
 *
 * The whole way, with every plugin: each row is an item that breaks one rule, told with
 * its market, the day of the inspection and, as "made=", the day it was made.  Goods are
 * judged by the law of their market, on the day of the inspection; goods made before a law
 * are not held against it. */
#include <string.h>

#include "assay.h"
#include "assay-check.h"
#include "assay-plugin.h"
#include "reading.h"
#include "tap.h"

#define PLUGIN(name) extern const struct assay_plugin name##_LTX_assay_plugin;
#include "../plugins/builtin.def"
#undef PLUGIN
static const struct assay_plugin *const builtin[] = {
#define PLUGIN(name) &name##_LTX_assay_plugin,
#include "../plugins/builtin.def"
#undef PLUGIN
	NULL
};

#define NOW "2026-11-20"

/* payload: of a Data Matrix or QR code; NULL: none.  typed: parted by '|'.  want: the
 * letter of the finding, 'p' for passed, '-' for neither. */
/* clang-format off */
static const struct {
	const char *rule, *market, *now, *symbology, *payload, *typed;
	char want;
} rows[] = {
	/* the market */
	{ "PHARMA-WRONG-CARRIER", "eu", NOW, NULL, NULL, "rx=yes|carrier=EAN-13", 'W' },
	{ "PHARMA-WRONG-CARRIER", "fr", NOW, NULL, NULL, "rx=yes|carrier=EAN-13", 'W' },
	{ "PHARMA-WRONG-CARRIER", "us", NOW, NULL, NULL, "rx=yes|carrier=EAN-13", 'W' },
	{ "PHARMA-WRONG-CARRIER", "cn", NOW, NULL, NULL, "rx=yes|carrier=EAN-13", '-' },
	{ "TOB-CN32", "cn", NOW, NULL, NULL, "carton=2130112345678901YCYC320901100012", 'W' },
	{ "TOB-CN32", NULL, NOW, NULL, NULL, "carton=2130112345678901YCYC320901100012", 'W' },
	{ "TOB-CN32", "de", NOW, NULL, NULL, "carton=2130112345678901YCYC320901100012", '-' },
	{ "TOB-WRONG-CARRIER", "eu", NOW, NULL, NULL, "stamp=26010112|level=unit|carrier=EAN-13", 'W' },
	{ "TOB-WRONG-CARRIER", "cn", NOW, NULL, NULL, "stamp=26010112|level=unit|carrier=EAN-13", '-' },
	{ "FIRE-S-FORMAT", "cn", NOW, NULL, NULL, "slabel=12", 'W' },
	{ "FIRE-S-FORMAT", "eu", NOW, NULL, NULL, "slabel=12", '-' },
	{ "BM-XK", "cn", NOW, NULL, NULL, "xk=12", 'W' },
	{ "BM-XK", "eu", NOW, NULL, NULL, "xk=12", '-' },
	{ "CPR-DOP", "eu", NOW, NULL, NULL, "dop=none", 'W' },
	{ "CPR-DOP", "cn", NOW, NULL, NULL, "dop=none", '-' },
	{ "TOY-TRACKING-US", "us", NOW, NULL, NULL, "grade=3+|place=x", 'W' },
	{ "TOY-TRACKING-US", "eu", NOW, NULL, NULL, "grade=3+|place=x", '-' },
	{ "FOOD-SC-CHECK", "cn", NOW, NULL, NULL, "sc=SC10744050300010", 'W' },
	{ "FOOD-SC-CHECK", "us", NOW, NULL, NULL, "sc=SC10744050300010", '-' },
	/* the day of the inspection: the day before, and the first day */
	{ "PHARMA-WRONG-CARRIER", "eu", "2019-02-08", NULL, NULL, "rx=yes|carrier=EAN-13", '-' },
	{ "PHARMA-WRONG-CARRIER", "eu", "2019-02-09", NULL, NULL, "rx=yes|carrier=EAN-13", 'W' },
	{ "TOB-WRONG-CARRIER", "eu", "2019-05-19", NULL, NULL, "stamp=19050112|level=unit|carrier=EAN-13", '-' },
	{ "TOB-WRONG-CARRIER", "eu", "2019-05-20", NULL, NULL, "stamp=19050112|level=unit|carrier=EAN-13", 'W' },
	{ "FOOD-SC-CHECK", "cn", "2015-09-30", NULL, NULL, "sc=SC10744050300010", '-' },
	{ "FOOD-SC-CHECK", "cn", "2015-10-01", NULL, NULL, "sc=SC10744050300010", 'W' },
	{ "FIRE-S-FORMAT", "cn", "2009-07-31", NULL, NULL, "slabel=12", '-' },
	{ "FIRE-S-FORMAT", "cn", "2009-08-01", NULL, NULL, "slabel=12", 'W' },
	{ "CPR-AVCP", "eu", "2013-06-30", NULL, NULL, "avcp=1|notified=none", '-' },
	{ "CPR-AVCP", "eu", "2013-07-01", NULL, NULL, "avcp=1|notified=none", 'W' },
	{ "OTHER-UFI-CHECK", "eu", "2020-12-31", NULL, NULL, "ufi=GMTT-2SQN-6FDD-6TV2", '-' },
	{ "OTHER-UFI-CHECK", "eu", "2021-01-01", NULL, NULL, "ufi=GMTT-2SQN-6FDD-6TV2", 'W' },
	{ "DOC-USCC-CHECK", "cn", "2015-09-30", NULL, NULL, "uscc=12", '-' },
	{ "DOC-USCC-CHECK", "cn", "2015-10-01", NULL, NULL, "uscc=12", 'W' },
	{ "AGRI-PLANTPASS", "eu", "2019-12-13", NULL, NULL, "plantpass=A x;B 1;C x;D ES", '-' },
	{ "AGRI-PLANTPASS", "eu", "2019-12-14", NULL, NULL, "plantpass=A x;B 1;C x;D ES", 'W' },
	{ "APPL-EPREL-URL", "eu", "2021-02-28", "]Q1", "https://eprel.ec.europa-eu.example/qr/123456", "volts=230", '-' },
	{ "APPL-EPREL-URL", "eu", "2021-03-01", "]Q1", "https://eprel.ec.europa-eu.example/qr/123456", "volts=230", 'S' },
	{ "GS1-DATE-DAY00-HEALTH", NULL, "2024-12-31", "]d2", "010415001234567817270300" "10L1\x1d" "7101234567", "rx=no", '-' },
	{ "GS1-DATE-DAY00-HEALTH", NULL, "2025-01-01", "]d2", "010415001234567817270300" "10L1\x1d" "7101234567", "rx=no", 'W' },
	/* the day it was made: goods of before the law are sold off */
	{ "PHARMA-WRONG-CARRIER", "eu", NOW, NULL, NULL, "rx=yes|carrier=EAN-13|made=2019-02-08", '-' },
	{ "PHARMA-WRONG-CARRIER", "eu", NOW, NULL, NULL, "rx=yes|carrier=EAN-13|made=2019-02-09", 'W' },
	{ "PHARMA-FMD", "eu", NOW, "]d2", "0104150012345678172703311019A\x1d" "11180301", "rx=yes", '-' },
	{ "PHARMA-FMD", "eu", NOW, "]d2", "0104150012345678172703311019A\x1d" "11200301", "rx=yes", 'S' },
	{ "TOB-WRONG-CARRIER", "eu", NOW, NULL, NULL, "stamp=26010112|level=unit|carrier=EAN-13|made=2018-11-02", '-' },
	{ "GS1-DATE-DAY00-HEALTH", NULL, NOW, "]d2", "010415001234567817270300" "11241231" "10L1\x1d" "7101234567", "rx=no", '-' },
	{ "GS1-DATE-DAY00-HEALTH", NULL, NOW, "]d2", "010415001234567817270300" "11250101" "10L1\x1d" "7101234567", "rx=no", 'W' },
	{ "CPR-AVCP", "eu", NOW, NULL, NULL, "avcp=1|notified=none|made=2013", '-' },
	{ "CPR-AVCP", "eu", NOW, NULL, NULL, "avcp=1|notified=none|made=2014", 'W' },
	{ "FOOD-QS-AFTER-2018", "cn", NOW, NULL, NULL, "mark=QS|made=2018-09-30|std=GB 7099-2015", 'p' },
	{ "FOOD-QS-AFTER-2018", "cn", NOW, NULL, NULL, "mark=QS|made=2018-10-01|std=GB 7099-2015", 'W' },
	{ "AGRI-PEST-QR-PRESENT", "cn", NOW, NULL, NULL, "reg=PD20040767|qr=none|made=2018-06-30", '-' },
	{ "AGRI-PEST-QR-PRESENT", "cn", NOW, NULL, NULL, "reg=PD20040767|qr=none|made=2019-07-01", 'W' },
	{ "AGRI-PEST-REG", "cn", NOW, NULL, NULL, "reg=LS20140123|made=2016-05-01", 'p' },
	{ "AGRI-PEST-REG", "cn", NOW, NULL, NULL, "reg=LS20140123|made=2025-05-01", 'W' },
	{ "CPR-YEAR", "eu", NOW, NULL, NULL, "ce_year=26|made=2025", 'W' },
	{ "CPR-YEAR", "eu", NOW, NULL, NULL, "ce_year=25|made=2025", 'p' },
	{ "CCC-YEAR-VS-MADE", "cn", NOW, NULL, NULL, "ccc=2025010701123456|volts=220|made=2023-05-02", 'W' },
	{ "CCC-YEAR-VS-MADE", "cn", NOW, NULL, NULL, "ccc=2023010701123456|volts=220|made=2023-05-02", 'p' },
	{ "FIRE-EXT-DATES", "cn", NOW, NULL, NULL, "extinguisher=powder|made=2014-05-01", 'W' },
	{ "FIRE-EXT-DATES", "cn", "2020-01-01", NULL, NULL, "extinguisher=powder|made=2014-05-01", 'p' },
	{ "FOOD-EU-OVAL-EC-DATE", "eu", "2030-01-01", NULL, NULL, "oval=HU 260 EK|applied=2028-12-31", 'p' },
	{ "FOOD-EU-OVAL-EC-DATE", "eu", "2030-01-01", NULL, NULL, "oval=HU 260 EK|applied=2029-01-01", 'W' },
	{ "TOY-DPP-DATE", "eu", "2031-01-01", NULL, NULL, "grade=3+|dpp=0|placed=2030-07-31", 'p' },
	{ "TOY-DPP-DATE", "eu", "2031-01-01", NULL, NULL, "grade=3+|dpp=0|placed=2030-08-01", 'W' },
	{ "DATE-FUTURE", NULL, NOW, "]d2", "0106901234567892" "11270101" "21A1", "", 'S' },
	{ "DATE-FUTURE", NULL, "2027-01-02", "]d2", "0106901234567892" "11270101" "21A1", "", 'p' },
};
/* clang-format on */

#define TYPED_MOST 8

static char
judged(const struct assay *a, size_t row)
{
	struct assay_reading *r = reading_new();
	struct assay_symbol s = { .reader = "", .pass = "", .quality = 90,
		.outline = { { 0, 0 }, { 90, 0 }, { 90, 90 }, { 0, 90 } } };
	struct assay_typed typed[TYPED_MOST];
	struct assay_subject subject = { .size = sizeof subject, .file = "x", .readings = &r,
		.n_readings = 1, .typed = typed, .market = rows[row].market, .as_of = true,
		.now = (int64_t)assay_day_of(assay_str(rows[row].now)) * 86400 + 43200 };
	struct assay_report *report = NULL;
	const struct assay_result *result;
	char words[256], *save, out = '-';

	if (rows[row].payload != NULL) {
		memcpy(s.symbology, rows[row].symbology, 4);
		s.payload = assay_str(rows[row].payload);
		if (r == NULL || reading_add(r, &s) != ASSAY_OK)
			return '!';
	}
	snprintf(words, sizeof words, "%s", rows[row].typed);
	for (char *w = strtok_r(words, "|", &save); w != NULL; w = strtok_r(NULL, "|", &save)) {
		char *value = strchr(w, '=');

		if (value == NULL || subject.n_typed == TYPED_MOST)
			return '!';
		*value++ = '\0';
		typed[subject.n_typed++] = (struct assay_typed){ w, value };
	}
	if (assay_judge(a, &subject, &report) != ASSAY_OK)
		return '!';
	result = assay_report_result(report);
	for (size_t i = 0; i < result->n_passed; i++)
		if (strcmp(result->passed[i].rule, rows[row].rule) == 0)
			out = 'p';
	for (size_t i = result->n_findings; i > 0; i--)
		if (strcmp(result->findings[i - 1].rule, rows[row].rule) == 0)
			out = assay_severity_letter(result->findings[i - 1].severity);
	assay_report_free(report);
	assay_reading_free(r);
	return out;
}

int
main(void)
{
	struct assay_options o = { .size = sizeof o, .builtin = builtin };
	struct assay *a;

	if (!ok(assay_new(&o, &a) == ASSAY_OK, "a context"))
		return tap_end();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char got[2] = { judged(a, i), '\0' }, want[2] = { rows[i].want, '\0' };

		is_str(got, want, "%s, market %s, %s: %s", rows[i].rule,
			rows[i].market == NULL ? "not said" : rows[i].market, rows[i].now, rows[i].typed);
	}
	assay_free(a);
	return tap_end();
}
