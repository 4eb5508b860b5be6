/* software-test.c - the software plugin: what alarms, what must not, how much it weighs,
 * and that no key leaves it whole */
#include "category.h"
#include "assay.h"

extern const struct assay_plugin software_LTX_assay_plugin;

#define KEY "FFFFF-GGGGG-HHHHH-JJJJJ-KKKKK"
#define LSUSB "Bus 001 Device 004: ID 096e:0006 Feitian idVendor 0x096e idProduct 0x0006 iSerial 3 A1B2C3D4"

/* clang-format off */
static const struct case_row rows[] = {
	{ "a key", "mskey=" KEY, NULL, "", NULL, "SW-MSKEY-FORMAT", 'p', "key=FFFFF-*****-*****-*****-KKKKK" },
	{ "without hyphens", "mskey=FFFFFGGGGGHHHHHJJJJJKKKKK", NULL, "", NULL, "SW-MSKEY-FORMAT", 'p', "key=FFF*******************KKK" },
	{ "small, full-width, spaces", "mskey=ｆｆｆｆｆ ggggg hhhhh jjjjj kkkkk", NULL, "", NULL, "SW-MSKEY-FORMAT", 'p', NULL },
	{ "a newer key with its N", "mskey=4NGBK-JMWD8-X38C6-4J7J8-8GGGG", NULL, "", NULL, "SW-MSKEY-FORMAT", 'p', "one N" },
	{ "two N", "mskey=4NGNK-JMWD8-X38C6-4J7J8-8GGGG", NULL, "", NULL, "SW-MSKEY-FORMAT", 'W', NULL },
	{ "a vowel, typed", "mskey=AAAAA-GGGGG-HHHHH-JJJJJ-KKKKK", NULL, "", NULL, "SW-MSKEY-FORMAT", 'W', "A-*****-*****-*****-KKKKK" },
	{ "a group short", "mskey=FFFFF-GGGGG-HHHHH-JJJJJ", NULL, "", NULL, "SW-MSKEY-FORMAT", 'W', "FFFFF-*****-*****-JJJJJ" },
	{ "an O for a Q in a code", "!mskey=FFFFF-GGGGG-HHHHH-JJJJJ-KKKKO", NULL, "", NULL, "SW-MSKEY-FORMAT", 'S', NULL },
	{ "no key was found", "mskey=none", NULL, "", NULL, NULL, '-', NULL },
	{ "a certificate and its box", "coa_serial=00123-456-789|box_serial=00123456789", NULL, "", NULL, "SW-COA-PAIR", 'p', NULL },
	{ "one digit off", "coa_serial=00123-456-789|box_serial=00123456780", NULL, "", NULL, "SW-COA-PAIR", 'W', NULL },
	{ "typed on a French keyboard", "coa_serial=00123-456-789|box_serial=àà&é\"-'(--è_ç", NULL, "", NULL, "SW-COA-PAIR", 'W', NULL },
	{ "an O for a 0", "coa_serial=00123-456-789|box_serial=OOI23456789", NULL, "", NULL, "SW-COA-PAIR", 'W', NULL },
	{ "another box", "coa_serial=00123-456-789|box_serial=99887766554", NULL, "", NULL, "SW-COA-PAIR", 'S', NULL },
	{ "a dongle", "dongle=A1B2C3D4|usb=" LSUSB, NULL, "", NULL, "SW-DONGLE-ID", 'p', NULL },
	{ "another serial is no accusation", "dongle=ZZZZ9999|usb=" LSUSB, NULL, "", NULL, "SW-DONGLE-ID", 'W', "device=A1B2C3D4" },
	{ "vendor and product", "usb_id=096E:0006|usb=" LSUSB, NULL, "", NULL, "SW-DONGLE-ID", 'p', NULL },
	{ "the short form", "usb_id=096e:0006|usb=ID 096e:0006 X", NULL, "", NULL, "SW-DONGLE-ID", 'p', NULL },
	{ "another vendor", "usb_id=1234:0006|usb=" LSUSB, NULL, "", NULL, "SW-DONGLE-ID", 'W', NULL },
	{ "a device without serial", "dongle=A1|usb=iSerial 0", NULL, "", NULL, "SW-DONGLE-ID", '-', NULL },
};

static const struct known_row known[] = {
	{ "mskey=" KEY, NULL, "", 90 }, { "usb=" LSUSB, NULL, "", 90 }, { "", NULL, "", 0 },
};

static const struct good_row good[] = {
	{ "mskey", KEY }, { "coa_serial", "00123-456-789" }, { "usb", LSUSB }, { "dongle", "A1B2C3D4" },
};

/* what of a secret may be shown */
static const struct { const char *secret, *shown; } masks[] = {
	{ KEY, "FFFFF-*****-*****-*****-KKKKK" },
	{ "11010519491231002X", "110************02X" },
	{ "12345678901", "***********" },
	{ "", "" },
	{ "A-B-CCCCCCCCCCCC", "A-*-********CCCC" },
	{ "密密密密密", "***************" },
};
/* clang-format on */

static bool
tells(const char *text)
{
	return strstr(text, "GGGGG") != NULL || strstr(text, "JJJJJ") != NULL;
}

/* The whole way: typed, judged, reported. */
static void
report_hides(void)
{
	static const struct assay_plugin *const plugins[] = { &software_LTX_assay_plugin,
		                                              NULL };
	const struct assay_options options = { .size = sizeof options,
		                               .builtin = plugins };
	const struct assay_typed typed[] = { { "mskey", KEY } };
	const struct assay_subject s = { .size = sizeof s, .typed = typed, .n_typed = 1 };
	const struct assay_result *result;
	struct assay_report *report = NULL;
	struct assay *a = NULL;
	bool told = false;
	char *json;

	if (!ok(assay_new(&options, &a) == ASSAY_OK &&
	                assay_judge(a, &s, &report) == ASSAY_OK,
	        "an item with a key is judged"))
		return;
	result = assay_report_result(report);
	for (size_t i = 0; i < result->n_claims; i++)
		told |= tells((const char *)result->claims[i].value.data) ||
		        tells((const char *)result->claims[i].raw.data);
	ok(result->n_claims == 1 && !told, "claims of the report show it masked");
	is_int(result->n_passed, 1, "the rule read it whole");
	json = assay_report_json(report, ASSAY_EN);
	ok(json != NULL && !tells(json) && strstr(json, "FFFFF-*****") != NULL,
	   "and so does the JSON");
	free(json);
	assay_report_free(report);
	assay_free(a);
}

int
main(void)
{
	for (size_t i = 0; i < COUNT(masks); i++) {
		char shown[64];

		assay_mask(assay_str(masks[i].secret), shown);
		is_str(shown, masks[i].shown, "of %s", masks[i].secret);
	}
	report_hides();
	return category_run(&software_LTX_assay_plugin, rows, COUNT(rows), known,
	                    COUNT(known), good, COUNT(good));
}
