/* food-test.c - the food plugin: what alarms, what must not, and how much it weighs */
#include "tap.h"
#include "plugin-fake.h"

extern const struct assay_plugin food_LTX_assay_plugin;

/* clang-format off */
static const struct case_row rows[] = {
	/* licence numbers */
	{ "a published number holds", "sc=SC12744040400094", NULL, "", NULL, "FOOD-SC-CHECK", 'p', "category=27 health food" },
	{ "an additive", "sc=SC20144010600013", NULL, "", NULL, "FOOD-SC-PARSE", 'p', "category=01 general additives" },
	{ "a wrong check digit, typed, is weak", "sc=SC12744040400095", NULL, "", NULL, "FOOD-SC-CHECK", 'W', "expected=4" },
	{ "a wrong check digit in a QR code is strong", "", "]Q1", "SC12744040400095", NULL, "FOOD-SC-CHECK", 'S', NULL },
	{ "the same in Code 128 is weak", "", "]C0", "SC12744040400095", NULL, "FOOD-SC-CHECK", 'W', NULL },
	{ "the number in a sentence of a QR code", "", "]Q1", "品名：茶 生产许可证编号：SC12744040400095。", NULL, "FOOD-SC-CHECK", 'S', NULL },
	{ "the same letters in other text are information", "", "]Q1", "order SC12744040400095 shipped", NULL, "FOOD-SC-CHECK", 'I', NULL },
	{ "a longer run is no licence number", "", "]Q1", "生产许可证编号：SC127440404000951", NULL, NULL, '-', NULL },
	{ "letters before it make it something else", "", "]Q1", "许可 MSC12744040400095", NULL, NULL, '-', NULL },
	{ "a running number that is a moment", "", "]Q1", "SC20231120153045", NULL, "FOOD-SC-CHECK", 'W', NULL },
	{ "a link is not searched", "", "]Q1", "https://a.example/SC12744040400095", NULL, NULL, '-', NULL },
	{ "an unknown category in a QR code", "", "]Q1", "许可证 SC13244040400094", NULL, "FOOD-SC-PARSE", 'S', "category 32 unknown" },
	{ "a shop's own number that begins alike", "", "]Q1", "SC20260912000017", NULL, NULL, '-', NULL },
	{ "the European market knows no such number", "sc=SC12744040400095", NULL, "", "eu", NULL, '-', NULL },
	{ "a sale licence", "jy=JY11108071215650", NULL, "", NULL, "FOOD-JY-CHECK", 'p', "division=110807" },
	{ "a sale licence of 13 digits", "jy=JY1110807121565", NULL, "", NULL, "FOOD-JY-CHECK", 'W', "13 digits" },
	{ "a sale licence with a wrong digit in a QR code", "", "]Q1", "JY11108071215651", NULL, "FOOD-JY-CHECK", 'S', NULL },

	/* genuine ways to write one */
	{ "full-width characters", "sc=ＳＣ１２７４４０４０４０００９４", NULL, "", NULL, "FOOD-SC-CHECK", 'p', NULL },
	{ "small letters", "sc=sc12744040400094", NULL, "", NULL, "FOOD-SC-CHECK", 'p', NULL },
	{ "groups", "sc=SC 127 4404 0400 094", NULL, "", NULL, "FOOD-SC-CHECK", 'p', NULL },
	{ "its name before it", "sc=食品生产许可证编号：SC12744040400094", NULL, "", NULL, "FOOD-SC-CHECK", 'p', NULL },
	{ "without its letters", "sc=12744040400094", NULL, "", NULL, "FOOD-SC-CHECK", 'p', NULL },
	{ "a telephone number behind it", "sc=SC12744040400094 400-123-4567", NULL, "", NULL, "FOOD-SC-CHECK", 'p', NULL },
	{ "two sites, two numbers", "sc=(A) SC12744040400094 (B) SC11834020305037", NULL, "", NULL, NULL, '-', NULL },
	{ "the letter O for a zero", "sc=SC127440404OOO94", NULL, "", NULL, "FOOD-SC-CHECK", 'p', "letters taken for digits" },
	{ "a zero-width space inside", "sc=SC1274404\xE2\x80\x8B" "0400094", NULL, "", NULL, "FOOD-SC-CHECK", 'p', NULL },

	/* province and category */
	{ "the address names the province", "sc=SC12744040400094|address=广东省珠海市某路1号", NULL, "", NULL, "FOOD-SC-PROVINCE", 'p', NULL },
	{ "a street named after another province", "sc=SC12744040400094|address=广东省广州市北京路1号", NULL, "", NULL, "FOOD-SC-PROVINCE", 'p', NULL },
	{ "another province", "sc=SC12744040400094|address=地址：中国浙江省某市", NULL, "", NULL, "FOOD-SC-PROVINCE", 'W', "address=Zhejiang" },
	{ "an address without province", "sc=SC12744040400094|address=珠海市北京路1号", NULL, "", NULL, "FOOD-SC-PROVINCE", '-', NULL },
	{ "an English address", "sc=SC12744040400094|address=1 Road, Hangzhou, Zhejiang Province, China", NULL, "", NULL, "FOOD-SC-PROVINCE", 'W', NULL },
	{ "another category is information", "sc=SC12744040400094|product=特级绿茶", NULL, "", NULL, "FOOD-SC-CATEGORY", 'I', "expected=14" },
	{ "baijiu under 15", "sc=SC11532139200465|product=浓香型白酒", NULL, "", NULL, "FOOD-ALC-SC", 'p', NULL },
	{ "baijiu under another category", "sc=SC12744040400094|product=浓香型白酒", NULL, "", NULL, "FOOD-ALC-SC", 'I', NULL },

	/* QS */
	{ "QS on goods of 2026: one typed digit may be wrong", "mark=QS|made=2026-05-01", NULL, "", NULL, "FOOD-QS-AFTER-2018", 'W', NULL },
	{ "the same with dates that confirm each other", "mark=QS|made=2026-05-01|shelf_life=12M|expiry=2027-05-01", NULL, "", NULL, "FOOD-QS-AFTER-2018", 'S', NULL },
	{ "the same with the date in the code", "qs=QS330902010041|!made=2026-05-01", NULL, "", NULL, "FOOD-QS-AFTER-2018", 'S', NULL },
	{ "the last day of QS", "mark=QS|made=2018-09-30", NULL, "", NULL, "FOOD-QS-AFTER-2018", 'p', NULL },
	{ "no QS was seen", "qs=无|!made=2026-05-01", NULL, "", NULL, NULL, '-', NULL },
	{ "a QS number", "qs=QS3309 0201 0041", NULL, "", NULL, "FOOD-QS-FORMAT", 'p', "class=0201" },
	{ "a short QS number is information", "qs=QS33090201004", NULL, "", NULL, "FOOD-QS-FORMAT", 'I', NULL },

	/* dates */
	{ "best before made in one code", "!made=2026-05-01|!best=2026-04-30", NULL, "", NULL, "FOOD-DATE-ORDER", 'S', NULL },
	{ "typed, a slip explains", "made=2026-05-01|best=2026-04-30", NULL, "", NULL, "FOOD-DATE-ORDER", 'W', NULL },
	{ "the same day", "!made=2026-05-01|!best=2026-05-01", NULL, "", NULL, "FOOD-DATE-ORDER", 'p', NULL },
	{ "the century of a two-digit year", "!made=2060-05-01|!expiry=1963-05-01", NULL, "", NULL, "FOOD-DATE-ORDER", 'W', NULL },
	{ "six months, day 00 of the right month", "made=2026-01-03|!best=2026-07-31/260700|shelf=6M", NULL, "", NULL, "FOOD-DATE-SHELF", 'p', NULL },
	{ "six months", "made=2026-09-12|shelf=6M|best=2027-03-12", NULL, "", NULL, "FOOD-DATE-SHELF", 'p', NULL },
	{ "the first day counted", "made=2026-09-12|shelf=6M|best=2027-03-11", NULL, "", NULL, "FOOD-DATE-SHELF", 'p', "tolerance=1d" },
	{ "the end of the month", "made=2026-08-31|shelf=6M|best=2027-02-28", NULL, "", NULL, "FOOD-DATE-SHELF", 'p', NULL },
	{ "a month stands for its last day", "made=2026-09-12|shelf=6M|best=2027-03-31", NULL, "", NULL, "FOOD-DATE-SHELF", 'p', NULL },
	{ "Chinese words", "made=2026-09-12|shelf_life=十八个月|best=2028-03-12", NULL, "", NULL, "FOOD-DATE-SHELF", 'p', "shelf=18M" },
	{ "a year and a half", "made=2026-09-12|shelf_life=一年半|best=2028-03-12", NULL, "", NULL, "FOOD-DATE-SHELF", 'p', "shelf=18M" },
	{ "days", "made=2026-09-12|shelf_life=180天|best=2027-03-11", NULL, "", NULL, "FOOD-DATE-SHELF", 'p', NULL },
	{ "full-width days", "made=2026-09-12|shelf_life=１８０ 天|best=2027-03-11", NULL, "", NULL, "FOOD-DATE-SHELF", 'p', NULL },
	{ "a condition beside it is not judged", "made=2026-09-12|shelf_life=-18℃以下12个月|best=2030-03-11", NULL, "", NULL, "FOOD-DATE-SHELF", '-', NULL },
	{ "one typed digit of the year", "made=2026-09-12|shelf=6M|best=2028-03-12", NULL, "", NULL, "FOOD-DATE-SHELF", 'W', NULL },
	{ "no slip makes these agree", "!made=2026-09-12|shelf=180D|!expiry=2029-11-30", NULL, "", NULL, "FOOD-DATE-SHELF", 'S', "days=" },
	{ "three days off is weak", "!made=2026-09-12|shelf=180D|!expiry=2027-03-14", NULL, "", NULL, "FOOD-DATE-SHELF", 'W', NULL },
	{ "made tomorrow", "!made=2026-11-22", NULL, "", NULL, "FOOD-DATE-FUTURE", 'p', NULL },
	{ "made next month", "!made=2026-12-22", NULL, "", NULL, "FOOD-DATE-FUTURE", 'S', NULL },
	{ "made this month, day 00", "!made=2026-11-30/261100", NULL, "", NULL, "FOOD-DATE-FUTURE", 'p', NULL },
	{ "made a century off, typed", "made=2125-11-20", NULL, "", NULL, "FOOD-DATE-FUTURE", 'W', NULL },
	{ "made next month, typed", "made=2026-12-22", NULL, "", NULL, "FOOD-DATE-FUTURE", 'W', NULL },
	{ "code and print agree", "!expiry=2027-05-31|expiry=2027-05-31", NULL, "", NULL, "FOOD-DATE-CODE", 'p', NULL },
	{ "day 00 stands for the month", "!expiry=2027-05-31/270500|expiry=2027-05-14", NULL, "", NULL, "FOOD-DATE-CODE", 'p', NULL },
	{ "two characters of print may be a slip", "!expiry=2027-05-31|expiry=2027-05-13", NULL, "", NULL, "FOOD-DATE-CODE", 'W', NULL },
	{ "day and month swapped", "!expiry=2027-03-11|expiry=2027-11-03", NULL, "", NULL, "FOOD-DATE-CODE", 'W', NULL },
	{ "another date altogether", "!expiry=2027-05-31|expiry=2026-11-02", NULL, "", NULL, "FOOD-DATE-CODE", 'S', NULL },
	{ "two products in view", "!gtin=09521003100012|!gtin=09521003100029|!expiry=2027-05-31|expiry=2026-11-02", NULL, "", NULL, "FOOD-DATE-CODE", 'W', NULL },

	{ "day 00 of the made date", "!made=2026-05-31/260500|!best=2026-05-20", NULL, "", NULL, "FOOD-DATE-ORDER", 'W', NULL },
	{ "a neighbour's date", "!gtin=09521003100012|!gtin=09521003100029|made=2026-05-01|!best=2019-12-31", NULL, "", NULL, "FOOD-DATE-ORDER", 'W', NULL },
	{ "what is missing was said", "sc=none|std=无|made=2026-05-01", NULL, "", NULL, "FOOD-CN-MANDATORY", 'W', "missing=sc std" },
	{ "imported food needs no licence", "sc=none|std=无|country=France", NULL, "", NULL, NULL, '-', NULL },

	/* product standards */
	{ "a national standard", "std=GB/T 20977-2024", NULL, "", NULL, "FOOD-CN-STD-CODE", 'p', "year=2024" },
	{ "several, one without year", "std=GB 19295、SB/T 10377-2004", NULL, "", NULL, NULL, '-', NULL },
	{ "an enterprise standard", "std=Q/ABC 0001S-2023", NULL, "", NULL, "FOOD-CN-STD-CODE", 'p', NULL },
	{ "a local standard", "std=DBS44/ 006-2016", NULL, "", NULL, "FOOD-CN-STD-CODE", 'p', NULL },
	{ "a group standard", "std=T/CNFIA 101-2017", NULL, "", NULL, "FOOD-CN-STD-CODE", 'p', NULL },
	{ "full-width", "std=ＧＢ／Ｔ ２０９７７", NULL, "", NULL, "FOOD-CN-STD-CODE", 'p', NULL },
	{ "none that is known", "std=XX 1234-2020", NULL, "", NULL, "FOOD-CN-STD-CODE", 'W', NULL },
	{ "a year after the made date", "std=GB 2757-2025|made=2024-01-01", NULL, "", NULL, "FOOD-CN-STD-CODE", 'W', "year after" },

	/* the oval mark */
	{ "three parts", "oval=FR 49.099.001 CE", NULL, "", NULL, "FOOD-EU-OVAL", 'p', "approval=49.099.001" },
	{ "a German number", "oval=DE NW 20045 EG", NULL, "", NULL, "FOOD-EU-OVAL", 'p', "approval=NW 20045" },
	{ "a country's name", "oval=Ireland 1234 EC", NULL, "", NULL, "FOOD-EU-OVAL", 'p', "country=IE" },
	{ "Spanish dots and letters", "oval=ES 10.12345/B CE", NULL, "", NULL, "FOOD-EU-OVAL", 'p', NULL },
	{ "Northern Ireland", "oval=UK(NI) 9123 EC", NULL, "", NULL, "FOOD-EU-OVAL", 'p', NULL },
	{ "Cyrillic letters", "oval=BG 1234567 ЕО", NULL, "", NULL, "FOOD-EU-OVAL", 'p', NULL },
	{ "Great Britain has its own form", "oval=GB AB123", NULL, "", NULL, "FOOD-EU-OVAL", 'I', NULL },
	{ "an establishment overseas", "oval=NZ ME50", NULL, "", NULL, "FOOD-EU-OVAL", 'I', NULL },
	{ "no number", "oval=XX EK", NULL, "", NULL, "FOOD-EU-OVAL", 'W', NULL },
	{ "a member without letters", "oval=FR 49.099.001", NULL, "", NULL, "FOOD-EU-OVAL", 'W', NULL },
	{ "old letters after their end", "oval=HU 260 EK|packed=2029-01-01", NULL, "", NULL, "FOOD-EU-OVAL-EC-DATE", 'W', NULL },
	{ "old letters until then", "oval=HU 260 EK|packed=2028-12-31", NULL, "", NULL, "FOOD-EU-OVAL-EC-DATE", 'p', NULL },
	{ "new letters have no end", "oval=IE 1234 EU|packed=2029-01-01", NULL, "", NULL, "FOOD-EU-OVAL-EC-DATE", '-', NULL },
	{ "origin is never compared", "oval=DE NW 20045 EG|origin=Denmark", NULL, "", NULL, "FOOD-EU-OVAL-ORIGIN", 'I', NULL },

	/* lots, weights, alcohol */
	{ "a lot", "lot=L1234|oval=HU 260 EK", NULL, "", "eu", "FOOD-LOT-EU", 'p', NULL },
	{ "neither lot nor date", "lot=none|oval=HU 260 EK", NULL, "", "eu", "FOOD-LOT-EU", 'W', NULL },
	{ "a date stands in", "lot=none|oval=HU 260 EK|best=2027-01-01", NULL, "", "eu", "FOOD-LOT-EU", '-', NULL },
	{ "a shop's number", "!gtin=02112345678900", NULL, "", NULL, "FOOD-VARMEASURE", 'I', "prefix=21" },
	{ "the weight agrees", "!3103=000752|net=0.752 kg", NULL, "", NULL, "FOOD-VARMEASURE", 'p', NULL },
	{ "the weight differs", "!3103=000752|net=500g", NULL, "", NULL, "FOOD-VARMEASURE", 'W', "coded_g=752" },
	{ "a label approval", "ttb=26032001000123", NULL, "", NULL, "FOOD-ALC-TTB", 'p', "date=2026-02-01" },
	{ "day 366 of a common year", "ttb=25366001000123", NULL, "", NULL, "FOOD-ALC-TTB", 'W', NULL },
	{ "an excise number", "excise=FR012907E0820", NULL, "", NULL, "FOOD-ALC-EXCISE-EU", 'p', NULL },
	{ "a short excise number", "excise=FR012907", NULL, "", NULL, "FOOD-ALC-EXCISE-EU", 'W', NULL },
};

static const struct { const char *words, *symbology, *payload; int score; } known[] = {
	{ "sc=SC12744040400094", NULL, "", 90 },
	{ "jy=JY11108071215650", NULL, "", 90 },
	{ "", "]Q1", "生产许可证编号：SC12744040400095", 80 },
	{ "!gtin=02112345678900|!3103=000752", NULL, "", 60 },
	{ "!gtin=09521003100012|!3103=000752", NULL, "", 30 },
	{ "!best=2027-01-01", NULL, "", 30 },
	{ "!gtin=09521003100012", NULL, "", 0 },
	{ "", "]Q1", "order SC12744040400095 shipped", 0 },
};

static const struct { const char *key, *value; } good[] = {
	{ "sc", "SC12744040400094" }, { NULL, "SC12744040400094" }, { NULL, "生产许可证编号：SC12744040400094" },
	{ "jy", "JY11108071215650" }, { "qs", "QS330902010041" }, { "std", "GB/T 20977-2024" },
	{ "oval", "FR 49.099.001 CE" }, { "ttb", "26032001000123" }, { "shelf", "12个月" }, { "excise", "FR012907E0820" },
	{ "net", "0.752 kg" },
};
/* clang-format on */

#define COUNT(a) (sizeof(a) / sizeof *(a))

int
main(void)
{
	const struct assay_plugin *food = &food_LTX_assay_plugin;

	fake_rows(food, rows, COUNT(rows));
	for (size_t i = 0; i < COUNT(known); i++) {
		struct fake f;

		fake_examine(&f, food, known[i].words, known[i].symbology,
		             assay_str(known[i].payload), NULL);
		is_int(f.score, known[i].score, "recognised: %s%s", known[i].words,
		       known[i].payload);
		fake_clear(&f);
	}
	for (size_t i = 0; i < COUNT(good); i++)
		fake_spoil(food, good[i].key, good[i].value);
	return tap_end();
}
