/* pharma-test.c - the pharma plugin: what alarms, what must not, and how much it weighs */
#include "category.h"

extern const struct assay_plugin pharma_LTX_assay_plugin;

#define WHOLE "!gtin=09521234567881|!expiry=2028-12-31/281231|!lot=LOT7A|!serial=K8M3XQ71P2"
#define IFA "[)>\x1E" "06\x1D" "9N110375286414\x1D" "1T12345ABCD\x1D" "D281231\x1D" "S12345ABCDEF98765\x1E\x04"

/* clang-format off */
static const struct case_row rows[] = {
	/* German numbers */
	{ "a PZN", "pzn=00123458", NULL, "", NULL, "PHARMA-PZN8", 'p', NULL },
	{ "as labels print it", "pzn=PZN - 00123458", NULL, "", NULL, "PHARMA-PZN8", 'p', NULL },
	{ "full-width", "pzn=００１２３４５８", NULL, "", NULL, "PHARMA-PZN8", 'p', NULL },
	{ "a wrong check digit, typed", "pzn=00123459", NULL, "", NULL, "PHARMA-PZN8", 'W', "check digit" },
	{ "a wrong check digit in a code", "!pzn=00123459", NULL, "", NULL, "PHARMA-PZN8", 'S', NULL },
	{ "a remainder of ten", "pzn=10000060", NULL, "", NULL, "PHARMA-PZN8", 'W', "never issued" },
	{ "none was found", "pzn=none", NULL, "", NULL, NULL, '-', NULL },
	{ "seven digits are the number without its zero", "pzn=1234562|made=2026-01-01", NULL, "", NULL, "PHARMA-PZN7", 'p', "eight digits" },
	{ "seven wrong digits", "pzn=1234563", NULL, "", NULL, "PHARMA-PZN7", 'W', NULL },
	{ "a PPN", "ppn=110375286414", NULL, "", NULL, "PHARMA-PPN", 'p', "pzn=03752864" },
	{ "a PPN with hyphens", "ppn=11-03752864-14", NULL, "", NULL, "PHARMA-PPN", 'p', NULL },
	{ "a wrong PPN, typed", "ppn=110375286415", NULL, "", NULL, "PHARMA-PPN", 'W', NULL },
	{ "a PPN in a code", "", "]d1", IFA, NULL, "PHARMA-PPN", 'p', NULL },
	{ "the printed PZN is that of the code", "!gtin=04150037528643|pzn=03752864", NULL, "", NULL, "PHARMA-NTIN-DE", 'p', "inside" },
	{ "another PZN", "!gtin=04150123456782|pzn=03752864", NULL, "", NULL, "PHARMA-NTIN-DE", 'S', "inside=12345678" },
	{ "one typed digit off", "!gtin=04150123456782|pzn=12345670", NULL, "", NULL, "PHARMA-NTIN-DE", 'W', NULL },
	{ "a neighbour's code in view", "!gtin=04150123456782|!gtin=09521003100012|pzn=03752864", NULL, "", NULL, "PHARMA-NTIN-DE", 'W', NULL },
	{ "AI 710 against the GTIN", "!gtin=04150123456782|!710=03752864", NULL, "", NULL, "PHARMA-NHRN", 'S', NULL },
	{ "AI 710 agrees", "!gtin=04150123456782|!710=12345678", NULL, "", NULL, "PHARMA-NHRN", 'p', NULL },

	/* France, United States */
	{ "a CIP", "cip=3400930000007", NULL, "", NULL, "PHARMA-CIP13", 'p', NULL },
	{ "with spaces", "cip=34009 300 000 0 7", NULL, "", NULL, "PHARMA-CIP13", 'p', NULL },
	{ "a dispensing unit", "cip=3400890000000", NULL, "", NULL, "PHARMA-CIP13", 'p', "dispensing" },
	{ "another country's number", "cip=4006381333931", NULL, "", NULL, "PHARMA-CIP13", 'W', "3400" },
	{ "another medicine's number", "!gtin=03400930000007|cip=3400912345671", NULL, "", NULL, "PHARMA-CIP13", 'S', NULL },
	{ "an NDC", "ndc=0591-0369-01", NULL, "", NULL, "PHARMA-NDC-GTIN", 'p', "upc=305910369019" },
	{ "with its name", "ndc=NDC 0591-0369-01", NULL, "", NULL, "PHARMA-NDC-GTIN", 'p', NULL },
	{ "the billing form", "ndc=00591-0369-01", NULL, "", NULL, "PHARMA-NDC-GTIN", 'W', "billing" },
	{ "the uniform form is information", "ndc=000591-0369-01", NULL, "", NULL, "PHARMA-NDC12", 'I', NULL },
	{ "the bar code's NDC", "!gtin=00305910369019|ndc=0591-0369-01", NULL, "", NULL, NULL, '-', NULL },
	{ "another NDC", "!gtin=00305910369019|ndc=12345-678-90", NULL, "", NULL, "PHARMA-NDC-GTIN", 'S', NULL },
	{ "the law of another market", "ndc=00591-0369-01", NULL, "", "eu", NULL, '-', NULL },

	/* unique identifiers */
	{ "a whole identifier", WHOLE, "]d2", "x", "eu", "PHARMA-FMD", 'p', "21=K8M3XQ71P2" },
	{ "no serial on a prescription pack", "!gtin=09521234567881|!expiry=2028-12-31/281231|!lot=A|rx=yes", "]d2", "x", "eu", "PHARMA-FMD", 'S', "missing=serial" },
	{ "no serial, no prescription", "!gtin=09521234567881|!expiry=2028-12-31/281231|!lot=A", "]d2", "x", "eu", "PHARMA-FMD", 'W', NULL },
	{ "a product code alone", "!gtin=09521234567881", "]d2", "x", "eu", "PHARMA-FMD", 'I', NULL },
	{ "a QR code is no such carrier", "!gtin=09521234567881|!lot=A", "]Q3", "x", "eu", "PHARMA-FMD", '-', NULL },
	{ "the elements of IFA", "", "]d1", IFA, "eu", "PHARMA-FMD", 'p', "S=12345ABCDEF98765" },
	{ "IFA without serial", "rx=yes", "]d1", "[)>\x1E" "06\x1D" "9N110375286414\x1D" "1T1\x1D" "D281231\x1E\x04", "de", "PHARMA-FMD", 'S', NULL },
	{ "a blister beside its whole pack", "rx=yes|!gtin=09521234567881|!expiry=2028-12-31/281231|!lot=A|]d1=" IFA, "]d2", "x", "eu", "PHARMA-FMD", 'W', "missing=serial" },
	{ "IFA cut short", "", "]d1", "[)>\x1E" "06\x1D" "9N", NULL, NULL, '-', NULL },
	{ "a serial of other characters", "!gtin=09521234567881|!expiry=2028-12-31/281231|!lot=A|!serial=A/B-1|rx=yes", "]d2", "x", "eu", "PHARMA-SERIAL-LEN", 'S', NULL },
	{ "the same on other goods in the EU", "!gtin=09521234567881|!expiry=2028-12-31/281231|!lot=A|!serial=A/B-1", "]d2", "x", "eu", "PHARMA-SERIAL-LEN", 'W', NULL },
	{ "the same on no market", "!gtin=09521234567881|!expiry=2028-12-31/281231|!lot=A|!serial=A/B-1", "]d2", "x", NULL, "PHARMA-SERIAL-LEN", 'W', NULL },
	{ "a till code on a prescription pack, typed", "market=EU|rx=1|carrier=EAN-13", NULL, "", NULL, "PHARMA-WRONG-CARRIER", 'W', NULL },
	{ "a Data Matrix, typed", "market=EU|rx=1|carrier=GS1 DataMatrix", NULL, "", NULL, "PHARMA-WRONG-CARRIER", 'p', NULL },
	{ "one side of the pack in view", "market=DE|rx=1|]E0=4006381333931", "]E0", "4006381333931", NULL, "PHARMA-WRONG-CARRIER", 'I', NULL },
	{ "no prescription", "market=EU|rx=0|carrier=EAN-13", NULL, "", NULL, NULL, '-', NULL },

	/* signed marking codes */
	{ "a marking code", "!gtin=04690257528523|!serial=G+mgsHw<DiLN_|!91=EE05|!92=12345678901234567890123456789012345678901234", "]d2", "x", NULL, "SIGNED-CRPT", 'p', "92len=44" },
	{ "a short one", "!gtin=04690257528523|!serial=5w9EJp|!93=abc1", "]d2", "x", "ru", "SIGNED-CRPT", 'p', NULL },
	{ "half of one", "!gtin=04690257528523|!serial=G+mgsHw|!91=EE05", "]d2", "x", NULL, "SIGNED-CRPT", 'W', NULL },
	{ "needs no lot", "!gtin=04690257528523|!serial=5w9EJp|!93=abc1", "]d2", "x", NULL, "PHARMA-FMD", '-', NULL },

	/* China */
	{ "an approval number", "approval=国药准字H20030412", NULL, "", NULL, "PHARMA-CN-APPROVAL", 'p', "class=H chemical" },
	{ "with spaces, small, full-width", "approval=国药准字 ｈ２００３ ０４１２", NULL, "", NULL, "PHARMA-CN-APPROVAL", 'p', NULL },
	{ "its number alone", "approval=Z10980001", NULL, "", NULL, "PHARMA-CN-APPROVAL", 'p', "origin=10" },
	{ "a holder abroad", "approval=国药准字HJ20160003", NULL, "", NULL, "PHARMA-CN-APPROVAL", 'p', "year=16" },
	{ "a classic formula", "approval=国药准字C20210001", NULL, "", NULL, "PHARMA-CN-APPROVAL", 'p', NULL },
	{ "a province that no table has", "!approval=国药准字H29993456", NULL, "", NULL, "PHARMA-CN-APPROVAL", 'W', "origin not in the table" },
	{ "a province in the far west", "approval=国药准字Z65020166", NULL, "", NULL, "PHARMA-CN-APPROVAL", 'p', "origin=65" },
	{ "a letter that no table has", "!approval=国药准字X20051234", NULL, "", NULL, "PHARMA-CN-APPROVAL", 'W', "class letter" },
	{ "a digit missing, typed", "approval=国药准字H2005123", NULL, "", NULL, "PHARMA-CN-APPROVAL", 'W', NULL },
	{ "a digit missing in a code", "", "]Q1", "批准文号：国药准字H2005123，某药", NULL, "PHARMA-CN-APPROVAL", 'S', NULL },
	{ "a good one in a code", "", "]Q1", "批准文号：国药准字H20053964 某药", NULL, "PHARMA-CN-APPROVAL", 'p', NULL },
	{ "other text behind it", "", "]Q1", "国药准字H20053964Tel 400", NULL, "PHARMA-CN-APPROVAL", 'p', "seq=3964" },
	{ "a trace code", "trace=8123 4567 8901 2345 6789", NULL, "", NULL, "PHARMA-CN-TRACE", 'p', "product=8123456" },
	{ "a trace code in Code 128", "", "]C0", "81234567890123456789", NULL, "PHARMA-CN-TRACE", 'I', NULL },
	{ "nineteen digits", "trace=8123456789012345678", NULL, "", NULL, "PHARMA-CN-TRACE", 'W', NULL },
	{ "another national code is information", "cnbase=12345678901234", NULL, "", NULL, "PHARMA-CN-BASE", 'I', NULL },
};

static const struct known_row known[] = {
	{ "pzn=00123458", NULL, "", 90 },
	{ "!gtin=04150123456782", NULL, "", 85 },
	{ "!gtin=03400930000007", NULL, "", 85 },
	{ "", "]d1", IFA, 90 },
	{ WHOLE, "]d2", "x", 40 },
	{ WHOLE, "]Q3", "x", 0 },
	{ "", "]C0", "81234567890123456789", 60 },
	{ "", "]C0", "71234567890123456789", 0 },
	{ "", "]Q1", "国药准字H20053964", 85 },
	{ "!gtin=09521003100012", NULL, "", 0 },
	{ "!gtin=00312345678906", NULL, "", 0 },
};

static const struct good_row good[] = {
	{ "pzn", "00123458" }, { "ppn", "110375286414" }, { "cip", "3400930000007" }, { "ndc", "0591-0369-01" },
	{ "approval", "国药准字H20030412" }, { NULL, "国药准字H20030412" }, { "trace", "81234567890123456789" },
	{ "cnbase", "86901234567890" }, { "carrier", "EAN-13" },
};
/* clang-format on */

int
main(void)
{
	return category_run(&pharma_LTX_assay_plugin, rows, COUNT(rows), known, COUNT(known),
	                    good, COUNT(good));
}
