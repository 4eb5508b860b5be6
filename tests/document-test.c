/* document-test.c - the document plugin: what alarms, what must not, and how much it weighs */
#include "category.h"

extern const struct assay_plugin document_LTX_assay_plugin;

#define INVOICE "01,10,050003523456,29342181,104.72,20180613,02418567008427471889,1774,"
#define DIGITAL "01,32,,23442000000014209621,112,20230215,,74AE"
#define ZATCA "AQ5BbGphemVyYSBTdG9yZQIPMzAwMDEyMzQ1NjAwMDAzAxQyMDI2LTA1LTEzVDE1OjMwOjAwWgQGMTE1LjAwBQUxNS4wMA=="

/* clang-format off */
static const struct case_row rows[] = {
	/* organisations */
	{ "a credit code", "uscc=911522010783762860", NULL, "", NULL, "DOC-USCC-CHECK", 'p', NULL },
	{ "its inner code", "uscc=911522010783762860", NULL, "", NULL, "DOC-USCC-ORG", 'p', "organisation=078376286" },
	{ "its kind", "uscc=911522010783762860", NULL, "", NULL, "DOC-USCC-KIND", 'p', "kind=company" },
	{ "small, full-width, groups", "uscc=９１１５ 2201 0783 8201 0m", NULL, "", NULL, "DOC-USCC-CHECK", 'p', NULL },
	{ "a wrong check, typed", "uscc=91310115MA1H8R7C6D", NULL, "", NULL, "DOC-USCC-CHECK", 'W', "expected=7" },
	{ "the same in a code, named", "", "]Q1", "统一社会信用代码：91310115MA1H8R7C6D", NULL, "DOC-USCC-CHECK", 'S', NULL },
	{ "its inner check as well", "", "]Q1", "统一社会信用代码：91310115MA1H8R7C6D", NULL, "DOC-USCC-ORG", 'S', NULL },
	{ "18 characters without a name are nothing", "", "]Q1", "91310115MA1H8R7C6D", NULL, NULL, '-', NULL },
	{ "a letter outside the set", "uscc=91350100M000100Y4Z", NULL, "", NULL, "DOC-USCC-CHECK", 'W', "outside" },
	{ "the law of another market", "uscc=91310115MA1H8R7C6D", NULL, "", "eu", NULL, '-', NULL },
	{ "an organisation code", "orgcode=D2143569-X", NULL, "", NULL, "DOC-ORG-CHECK", 'p', NULL },
	{ "a wrong organisation code", "orgcode=D2143569-1", NULL, "", NULL, "DOC-ORG-CHECK", 'W', NULL },
	{ "an LEI", "lei=5493001KJTIIGC8Y1R12", NULL, "", NULL, "DOC-LEI", 'p', NULL },
	{ "a wrong LEI", "lei=5493001KJTIIGC8Y1R13", NULL, "", NULL, "DOC-LEI", 'W', NULL },
	{ "a licence number", "mod1110=794623", NULL, "", NULL, "DOC-MOD1110", 'p', NULL },
	{ "a wrong licence number", "mod1110=794624", NULL, "", NULL, "DOC-MOD1110", 'W', NULL },

	/* persons */
	{ "an identity number", "idcard=11010519491231002x", NULL, "", NULL, "DOC-CNID-CHECK", 'p', "idcard=110************02X" },
	{ "a wrong one stays masked", "idcard=110105194912310021", NULL, "", NULL, "DOC-CNID-CHECK", 'W', "idcard=110************021" },
	{ "month 13", "idcard=110105194913310026", NULL, "", NULL, "DOC-CNID-DATE", 'W', NULL },
	{ "not yet born", "idcard=110105204912310021", NULL, "", NULL, "DOC-CNID-DATE", 'W', "to come" },

	/* test reports */
	{ "a CMA number", "cma=151200020123", NULL, "", NULL, "DOC-CMA", 'p', "issuer=12 Anhui" },
	{ "the newer form", "cma=2023190124Z", NULL, "", NULL, "DOC-CMA", 'p', "form=new" },
	{ "a laboratory of that province", "cma=151200020123|lab_address=安徽省合肥市某路1号", NULL, "", NULL, "DOC-CMA", 'p', NULL },
	{ "a laboratory elsewhere", "cma=151200020123|lab_address=浙江省杭州市某路1号", NULL, "", NULL, "DOC-CMA", 'W', "Zhejiang" },
	{ "an issuer that is none", "cma=153400020123", NULL, "", NULL, "DOC-CMA", 'W', NULL },
	{ "14 digits", "cma=11110001002023", NULL, "", NULL, "DOC-CMA", 'W', "form" },
	{ "a report within six years", "cma=191200020123|issued=2024-03-01", NULL, "", NULL, "DOC-CMA-VALID", 'p', NULL },
	{ "a report after them", "cma=151200020123|issued=2024-03-01", NULL, "", NULL, "DOC-CMA-VALID", 'W', NULL },
	{ "a CNAS number", "cnas=CNAS L1234", NULL, "", NULL, "DOC-CNAS", 'p', NULL },
	{ "no CNAS number", "cnas=CNAS 12", NULL, "", NULL, "DOC-CNAS", 'W', NULL },
	{ "dates in order", "received=2024-03-01|tested=2024-03-02|issued=2024年3月5日", NULL, "", NULL, "DOC-REPORT-DATES", 'p', NULL },
	{ "a slip in a date", "received=2024-03-09|tested=2024-03-02", NULL, "", NULL, "DOC-REPORT-DATES", 'W', NULL },
	{ "a month on the report", "tested=2024-03-02|issued=2024-03", NULL, "", NULL, "DOC-REPORT-DATES", 'p', NULL },
	{ "a licence in force", "made=2024-03-02|valid_from=2020-01-01|valid_until=2025-01-01", NULL, "", NULL, "DOC-LIC-DATES", 'p', NULL },
	{ "a licence that ended", "made=2026-03-02|valid_until=2025-01-01", NULL, "", NULL, "DOC-LIC-DATES", 'W', NULL },
	{ "another holder", "uscc=911522010783762860|licence_uscc=911101083303521997", NULL, "", NULL, "DOC-LIC-USCC", 'W', NULL },
	{ "the same holder", "uscc=911522010783762860|licence_uscc=9115 2201 0783 7628 60", NULL, "", NULL, "DOC-LIC-USCC", 'p', NULL },

	/* invoices */
	{ "an invoice", "", "]Q1", INVOICE, NULL, "DOC-CNINV-QR", 'p', "date=2018-06-13" },
	{ "a fully digital one", "", "]Q1", DIGITAL, NULL, "DOC-CNINV-QR", 'p', "type=32" },
	{ "month 13", "", "]Q1", "01,10,050003523456,29342181,104.72,20181313,02418567008427471889,1774,", NULL, "DOC-CNINV-QR", 'S', "date" },
	{ "an amount with more decimals", "", "]Q1", "01,10,050003523456,29342181,104.721,20180613,02418567008427471889,1774,", NULL, "DOC-CNINV-QR", 'W', NULL },
	{ "an invoice of red ink", "", "]Q1", "01,10,050003523456,29342181,-104.72,20180613,02418567008427471889,1774,", NULL, "DOC-CNINV-QR", 'p', NULL },
	{ "other text with commas", "", "]Q1", "01,02,03,04,05,06,07,08", NULL, NULL, '-', NULL },
	{ "its number and date", "", "]Q1", DIGITAL, NULL, "DOC-CNINV-E20", 'p', "region=44" },
	{ "another year in a code", "", "]Q1", "01,32,,23442000000014209621,112,20240215,,74AE", NULL, "DOC-CNINV-E20", 'S', NULL },
	{ "the turn of a year", "", "]Q1", "01,32,,23442000000014209621,112,20240101,,74AE", NULL, "DOC-CNINV-E20", 'W', NULL },
	{ "another year, typed", "number=23442000000014209621|date=2024-02-15", NULL, "", NULL, "DOC-CNINV-E20", 'W', NULL },
	{ "the amount without tax", "amount=104.72", "]Q1", INVOICE, NULL, "DOC-CNINV-AMT", 'p', NULL },
	{ "the amount with tax", "amount=1|total=¥104.72", "]Q1", INVOICE, NULL, "DOC-CNINV-AMT", 'p', NULL },
	{ "another amount", "total=999", "]Q1", INVOICE, NULL, "DOC-CNINV-AMT", 'W', NULL },
	{ "a Saudi invoice", "", "]Q1", ZATCA, NULL, "DOC-ZATCA-TLV", 'p', "5=15.00" },
	{ "its tax", "", "]Q1", ZATCA, NULL, "DOC-ZATCA-VAT", 'p', NULL },
	{ "a length past the end", "", "]Q1", "AQxGaXJveg==", NULL, "DOC-ZATCA-TLV", 'W', "past the end" },
	{ "a tax number of ten digits", "", "]Q1", "AQxGaXJveiBBc2hyYWYCCjEyMzQ1Njc4OTEDEzIwMjEtMTEtMTcgMDg6MzA6MDAEBjEwMC4wMAUFMTUuMDA=", NULL, "DOC-ZATCA-TLV", 'S', "15 digits" },
	{ "other base64", "", "]Q1", "SGVsbG8gV29ybGQh", NULL, NULL, '-', NULL },
	{ "tax as typed", "total=115.00|vat=15|rate=15", NULL, "", NULL, "DOC-ZATCA-VAT", 'p', NULL },
	{ "wrong tax as typed", "total=115.00|vat=20|rate=15", NULL, "", NULL, "DOC-ZATCA-VAT", 'W', NULL },
};

static const struct known_row known[] = {
	{ "", "]Q1", INVOICE, 85 },
	{ "", "]Q1", ZATCA, 85 },
	{ "", "]Q1", "AQxGaXJveg==", 0 },
	{ "idcard=11010519491231002X", NULL, "", 90 },
	{ "uscc=911522010783762860", NULL, "", 30 },
	{ "made=2026-01-01", NULL, "", 0 },
};

static const struct good_row good[] = {
	{ "uscc", "911522010783762860" }, { NULL, "信用代码:911522010783762860" }, { "orgcode", "D2143569-X" },
	{ "idcard", "11010519491231002X" }, { "cma", "151200020123" }, { "cnas", "CNAS L1234" }, { NULL, INVOICE },
	{ NULL, DIGITAL }, { NULL, ZATCA }, { "lei", "5493001KJTIIGC8Y1R12" }, { "number", "23442000000014209621" },
	{ "total", "115.00" },
};
/* clang-format on */

int
main(void)
{
	return category_run(&document_LTX_assay_plugin, rows, COUNT(rows), known, COUNT(known),
	                    good, COUNT(good));
}
