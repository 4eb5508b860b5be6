/* tobacco-test.c - the tobacco plugin: what alarms, what must not, and how much it weighs */
#include "category.h"

extern const struct assay_plugin tobacco_LTX_assay_plugin;

#define CARTON "6090112345678901YCYC320901100012"
#define UI "QCABCK7R2M9X4T8W1PRODCODE0126090114"
#define UZ "04780101164394TF&csaNNW1kK0tL"

/* clang-format off */
static const struct case_row rows[] = {
	/* cartons of China */
	{ "a carton code", "carton=" CARTON, NULL, "", NULL, "TOB-CN32", 'p', "licence=320901100012" },
	{ "two lines, small, spaces", "carton=6090112345678901 ycyc320901100012", NULL, "", NULL, "TOB-CN32", 'p', NULL },
	{ "full-width", "carton=６０９０１１２３４５６７８９０１ＹＣＹＣ３２０９０１１０００１２", NULL, "", NULL, "TOB-CN32", 'p', NULL },
	{ "lines in the other order", "carton=YCYC320901100012 6090112345678901", NULL, "", NULL, "TOB-CN32", 'p', "swapped" },
	{ "the letter O for a zero", "carton=6O9O112345678901YCYC320901100012", NULL, "", NULL, "TOB-CN32", 'p', "letters" },
	{ "month 13, typed", "carton=6130112345678901YCYC320901100012", NULL, "", NULL, "TOB-CN32", 'W', NULL },
	{ "carton 51, typed", "carton=6090112345678951YCYC320901100012", NULL, "", NULL, "TOB-CN32", 'W', "01 to 50" },
	{ "a character short", "carton=609011234567890YCYC320901100012", NULL, "", NULL, "TOB-CN32", 'W', "32" },
	{ "the day of sorting", "carton=" CARTON, NULL, "", NULL, "TOB-CN32-DATE", 'p', "date=2026-09-01" },
	{ "sorted before it was made", "carton=" CARTON "|made=2026-09-02", NULL, "", NULL, "TOB-CN32-DATE", 'W', NULL },
	{ "years on the shelf", "sorted=20901", NULL, "", NULL, "TOB-CN32-DATE", 'W', "2022-09-01" },
	{ "as of another month", "sorted=20901;ref=2023-03", NULL, "", NULL, "TOB-CN32-DATE", 'p', "date=2022-09-01" },
	{ "no such day", "sorted=60231", NULL, "", NULL, "TOB-CN32-DATE", 'W', NULL },
	{ "the shop's own", "carton=" CARTON "|licence=320901100012", NULL, "", NULL, "TOB-CN32-LICENCE", 'p', NULL },
	{ "one digit off, typed", "carton=" CARTON "|licence=320901100013", NULL, "", NULL, "TOB-CN32-LICENCE", 'W', NULL },
	{ "another shop", "carton=" CARTON "|licence=440300204567", NULL, "", NULL, "TOB-CN32-LICENCE", 'S', NULL },
	{ "a licence of another form", "carton=" CARTON "|licence=A-17", NULL, "", NULL, "TOB-CN32-LICENCE", '-', NULL },
	{ "a province that is none", "carton=6090112345678901YCYC990901100012", NULL, "", NULL, "TOB-CN32-DIV", 'W', NULL },
	{ "none was found", "carton=无", NULL, "", NULL, NULL, '-', NULL },

	/* the EU */
	{ "an identifier with its time", "ui=" UI, NULL, "", "eu", "TOB-EU-UI", 'p', "time=2026-09-01T14" },
	{ "the time printed apart", "ui=QCABCK7R2M9X4T8W1PRODCODE0126130114", NULL, "", "eu", "TOB-EU-UI", 'p', "apart" },
	{ "a tail that happens to be an old date", "ui=QCABCK7R2M9X4T8W1PRODCODE0112090114", NULL, "", "eu", NULL, '-', NULL },
	{ "51 characters", "ui=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA26090114", NULL, "", "eu", "TOB-EU-UI", 'W', NULL },
	{ "a character outside the set", "ui=ABC#26090114", NULL, "", "eu", "TOB-EU-UI", 'W', NULL },
	{ "the law of another market", "ui=ABC#26090114", NULL, "", "us", NULL, '-', NULL },
	{ "a time stamp", "stamp=26090114", NULL, "", "eu", "TOB-EU-TIME", 'p', NULL },
	{ "a time to come", "stamp=27090114", NULL, "", "eu", "TOB-EU-TIME", 'W', "future" },
	{ "tomorrow's clock", "stamp=26112200", NULL, "", "eu", "TOB-EU-TIME", 'p', NULL },
	{ "before the system", "stamp=18090114", NULL, "", "eu", "TOB-EU-TIME", 'W', NULL },
	{ "a till code alone", "market=EU|carrier=EAN-13|level=unit", NULL, "", NULL, "TOB-WRONG-CARRIER", 'W', NULL },
	{ "a QR code of level M", "market=EU|carrier=QR|ec=M", NULL, "", NULL, "TOB-WRONG-CARRIER", 'W', "level H" },
	{ "a QR code of unknown level", "market=EU|carrier=QR", NULL, "", NULL, "TOB-WRONG-CARRIER", 'p', NULL },
	{ "a case may have Code 128", "market=EU|carrier=Code 128|level=case", NULL, "", NULL, "TOB-WRONG-CARRIER", '-', NULL },

	/* packs */
	{ "a pack of Uzbekistan", "pack=" UZ, NULL, "", NULL, "TOB-UZ-PACK", 'p', "serial=TF&csaN" },
	{ "the same in a Data Matrix", "", "]d1", UZ, NULL, "TOB-UZ-PACK", 'p', NULL },
	{ "a wrong product number, typed", "pack=04780101164395TF&csaNNW1kK0tL", NULL, "", NULL, "TOB-UZ-PACK", 'W', NULL },
	{ "a wrong product number in another code is no pack", "", "]d1", "04780101164395TF&csaNNW1kK0tL", NULL, NULL, '-', NULL },
	{ "a pack of Russia", "pack=04606203086238aBcDeFgAB12Xy9z", NULL, "", "ru", "TOB-RU-PACK", 'p', "price=AB12" },
	{ "28 characters", "pack=04780101164394TF&csaNNW1kK0t", NULL, "", NULL, "TOB-UZ-PACK", 'W', "29" },

	/* product numbers */
	{ "a Chinese number on Chinese goods", "!gtin=06901028000017|country=中国", NULL, "", NULL, "TOB-EAN", 'p', NULL },
	{ "a Chinese number on goods from abroad", "!gtin=06901028000017|country=Japan", NULL, "", NULL, "TOB-EAN", 'W', NULL },
};

static const struct known_row known[] = {
	{ "carton=" CARTON, NULL, "", 90 },
	{ "!gtin=06901028000017", NULL, "", 85 },
	{ "", "]d1", UZ, 55 },
	{ "", "]C0", UZ, 0 },
	{ "", "]d1", "04780101164395TF&csaNNW1kK0tL", 0 },
	{ "", "]d1", "04780101164394123456789012345", 0 },
	{ "!gtin=06901234000016", NULL, "", 0 },
};

static const struct good_row good[] = {
	{ "carton", CARTON }, { "sorted", "60901" }, { "ui", UI }, { "stamp", "26090114" }, { "pack", UZ }, { NULL, UZ },
};
/* clang-format on */

int
main(void)
{
	return category_run(&tobacco_LTX_assay_plugin, rows, COUNT(rows), known, COUNT(known),
	                    good, COUNT(good));
}
