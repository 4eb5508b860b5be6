/* agri-test.c - the agri plugin: what alarms, what must not, and how much it weighs */
#include "tap.h"
#include "plugin-fake.h"

extern const struct assay_plugin agri_LTX_assay_plugin;

#define UNIT "10407671001830174629550183746192"
#define SEED                                                                                                           \
	"品种名称：郑单958\r\n生产经营者名称：某某种业有限公司\r\n单元识别代码：4101020" \
	"0100000000001\r\n追溯网址：https://trace.example.com/s?id=1"

/* clang-format off */
static const struct case_row rows[] = {
	/* the unit code */
	{ "a bare unit code", "", "]Q1", UNIT, NULL, "AGRI-PEST-UNIT", 'p', "reg6=040767; prod=1; spec=001" },
	{ "a unit code in a link", "", "]Q1", "http://trace.example.com/t?code=" UNIT, NULL, "AGRI-PEST-UNIT", 'p', NULL },
	{ "a unit code in text", "", "]d1", "单元识别代码：" UNIT " 追溯网址：www.example.com", NULL, "AGRI-PEST-UNIT", 'p', NULL },
	{ "no such production digit", "reg=PD20040767", "]Q1", "10407674001830174629550183746192", NULL, "AGRI-PEST-UNIT", 'S', "production type digit" },
	{ "the same on goods of the trade, nothing typed", "", "]Q1", "10407674001830174629550183746192", NULL, "AGRI-PEST-UNIT", 'S', NULL },
	{ "32 digits of another trade", "", "]Q1", "90997674001830174629550183746192", NULL, NULL, '-', NULL },
	{ "32 digits on seed", "seedlic=E(农)农种许字(2016)第0001号|seedqr=" SEED, "]Q1", "10407674001830174629550183746192", NULL, "AGRI-PEST-UNIT", '-', NULL },
	{ "31 digits are not looked at", "reg=PD20040767", "]Q1", "1040767400183017462955018374619", NULL, NULL, '-', NULL },
	{ "two different codes in one text", "", "]Q1", UNIT " 10407671001830174629550183746193", NULL, NULL, '-', NULL },
	{ "typed with spaces", "code=10407671 00183017 46295501 83746192", NULL, "", NULL, "AGRI-PEST-UNIT", 'p', NULL },
	{ "typed one short", "code=1040767100183017462955018374619", NULL, "", NULL, "AGRI-PEST-UNIT", 'W', "31 digits" },
	{ "the American market knows no such code", "", "]Q1", "10407674001830174629550183746192", "us", NULL, '-', NULL },

	/* the code against the printed number */
	{ "the registration agrees", "reg=PD20040767", "]Q1", UNIT, NULL, "AGRI-PEST-REG-MATCH", 'p', NULL },
	{ "its name before it", "reg=农药登记证号：ＰＤ２００４０７６７", "]Q1", UNIT, NULL, "AGRI-PEST-REG-MATCH", 'p', NULL },
	{ "a repacker's suffix", "reg=PD20040767F150003", "]Q1", UNIT, NULL, "AGRI-PEST-REG-MATCH", 'p', NULL },
	{ "a short old number that cannot be compared", "reg=PD85105", "]Q1", UNIT, NULL, "AGRI-PEST-REG-MATCH", 'I', NULL },
	{ "a short old number with zeros before it", "reg=PD85105", "]Q1", "10851051001830174629550183746192", NULL, "AGRI-PEST-REG-MATCH", 'p', NULL },
	{ "another registration", "reg=PD20092927", "]Q1", UNIT, NULL, "AGRI-PEST-REG-MATCH", 'S', "digits 2-7 differ" },
	{ "two typed characters", "reg=PD20040776", "]Q1", UNIT, NULL, "AGRI-PEST-REG-MATCH", 'W', NULL },
	{ "the neighbour's code in view", "reg=PD20092927|]Q1=10929271001830174629550183746192", "]Q1", UNIT, NULL, "AGRI-PEST-REG-MATCH", 'W', "characters=4" },
	{ "both in one QR code", "", "]Q1", "登记证号:PD20040776 码:" UNIT, NULL, "AGRI-PEST-REG-MATCH", 'S', NULL },
	{ "a contract maker", "contract=某某化工有限公司", "]Q1", "10407672001830174629550183746192", NULL, "AGRI-PEST-PROD-MATCH", 'p', NULL },
	{ "no contract maker on the label", "contract=无", "]Q1", "10407672001830174629550183746192", NULL, "AGRI-PEST-PROD-MATCH", 'W', NULL },
	{ "nobody looked for one", "", "]Q1", "10407672001830174629550183746192", NULL, "AGRI-PEST-PROD-MATCH", '-', NULL },
	{ "zeros where chance should be", "", "]Q1", "10407671001000000000000000000000", NULL, "AGRI-PEST-RANDOM", 'S', "all equal" },
	{ "counting", "", "]Q1", "10407671001123456789012345678901", NULL, "AGRI-PEST-RANDOM", 'S', "counting up" },
	{ "a running number with zeros before it", "", "]Q1", "10407671001000000000000000012345", NULL, "AGRI-PEST-RANDOM", 'p', NULL },

	/* what else pesticides print */
	{ "an older number", "reg=PD85105-3", NULL, "", NULL, "AGRI-PEST-REG", 'p', NULL },
	{ "hygiene", "reg=wp20080005", NULL, "", NULL, "AGRI-PEST-REG", 'p', "class=WP" },
	{ "for export", "reg=EX20210001", NULL, "", NULL, "AGRI-PEST-REG", 'I', NULL },
	{ "a future year in a QR code", "", "]Q1", "农药登记证号：PD20350001", NULL, "AGRI-PEST-REG", 'S', "year in the future" },
	{ "a provisional number long after", "reg=LS20071573|made=2025-01-01", NULL, "", NULL, "AGRI-PEST-REG", 'W', NULL },
	{ "full brackets", "prodlic=农药生许（鲁） 0060", NULL, "", NULL, "AGRI-PEST-PRODLIC", 'p', "province=鲁" },
	{ "the older form", "prodlic=XK13-003-00123", NULL, "", NULL, "AGRI-PEST-PRODLIC", 'I', NULL },
	{ "no province", "prodlic=农药生许(欧)0060", NULL, "", NULL, "AGRI-PEST-PRODLIC", 'W', NULL },
	{ "another province", "prodlic=农药生许(鲁)0060|address=江苏省某市", NULL, "", NULL, "AGRI-PEST-PRODLIC-PROV", 'W', NULL },
	{ "the same province", "prodlic=农药生许(鲁)0060|address=山东省某市", NULL, "", NULL, "AGRI-PEST-PRODLIC-PROV", 'p', NULL },
	{ "no code was found on the pack", "reg=PD20040767|!made=2024-05-01|qr=none", "]E0", "6901234567892", NULL, "AGRI-PEST-QR-PRESENT", 'S', NULL },
	{ "no code, before the duty", "reg=PD20040767|!made=2018-06-30|qr=none", "]E0", "6901234567892", NULL, NULL, '-', NULL },
	{ "a photo that shows none says nothing", "reg=PD20040767|!made=2024-05-01", "]E0", "6901234567892", NULL, "AGRI-PEST-QR-PRESENT", '-', NULL },
	{ "red on a herbicide", "band=red|kind=herbicide", NULL, "", NULL, "AGRI-PEST-BAND", 'S', "expected=green" },
	{ "the right colour", "band=绿色|kind=除草剂", NULL, "", NULL, "AGRI-PEST-BAND", 'p', NULL },
	{ "blue for black in poor light", "band=蓝|kind=杀菌剂", NULL, "", NULL, "AGRI-PEST-BAND", 'W', NULL },
	{ "one of two kinds", "band=red|kind=杀虫杀菌剂", NULL, "", NULL, "AGRI-PEST-BAND", 'p', NULL },
	{ "a batch that is a date", "batch=071108-02", NULL, "", NULL, "AGRI-PEST-BATCH", 'p', "made=2007-11-08; years=2" },
	{ "a batch of another day is information", "batch=241108|made=2024-11-09", NULL, "", NULL, "AGRI-PEST-BATCH", 'I', NULL },

	/* seed */
	{ "four lines with names", "seedlic=E(农)农种许字(2016)第0001号", "]Q1", SEED, NULL, "AGRI-SEED-QR", 'p', "unit=41010200100000000001" },
	{ "four lines, nothing typed", "", "]Q1", "郑单958\n某某种业有限公司\n41010200100000000001\nwww.example.com\n", NULL, "AGRI-SEED-QR", 'p', NULL },
	{ "a bare link on seed", "variety=国审稻20180077", "]Q1", "https://trace.example.com/s?id=1", NULL, "AGRI-SEED-QR", 'S', "bare link" },
	{ "a bare link on other goods", "npk=15-15-15", "]Q1", "https://trace.example.com/s?id=1", NULL, "AGRI-SEED-QR", '-', NULL },
	{ "a Digital Link identifies the goods", "variety=国审稻20180077|!gtin=09521003500010", "]Q1", "https://id.example.com/01/09521003500010", NULL, "AGRI-SEED-QR", '-', NULL },
	{ "a line left out, and nothing typed", "", "]Q1", "品种名称：郑单958\n单元识别代码：41010200100000000001\n追溯网址：https://trace.example.com/s", NULL, "AGRI-SEED-QR", 'S', "three lines" },
	{ "other goods that name a unit code", "npk=15-15-15", "]Q1", "单元识别代码：10407671001830174629550183746192\n追溯网址：https://trace.example.com/s", NULL, "AGRI-SEED-QR", '-', NULL },
	{ "advertising behind it", "seedname=郑单958", "]Q1", SEED "\r\n扫码有礼", NULL, "AGRI-SEED-QR", 'S', "more than four" },
	{ "the variety agrees", "seedname=郑单 958|maker=某某种业有限公司", "]Q1", SEED, NULL, "AGRI-SEED-NAME", 'p', NULL },
	{ "a short name of the producer", "maker=某某种业", "]Q1", SEED, NULL, "AGRI-SEED-NAME", 'p', NULL },
	{ "one typed character of the variety", "seedname=郑单968", "]Q1", SEED, NULL, "AGRI-SEED-NAME", 'W', NULL },
	{ "another producer", "maker=远方农产股份有限公司", "]Q1", SEED, NULL, "AGRI-SEED-NAME", 'S', "line=producer" },
	{ "bytes of another encoding", "seedname=郑单968", "]Q1", "\xD6\xA3\xB5\xA5\n\xC4\xB3\xC4\xB3\n41010200100000000001\nhttp://a.example\n", NULL, NULL, '-', NULL },
	{ "names of lines in another encoding", "seedlic=E(农)农种许字(2016)第0001号", "]Q1", "\xC6\xB7\xD6\xD6:\xD6\xA3\n\xC4\xB3\n\xC2\xEB\xA3\xBA" "41010200100000000001\nhttp://a.example", NULL, "AGRI-SEED-QR", 'p', "not UTF-8" },
	{ "none was found", "seedlic=无|reg=none|prodlic=none|variety=-", NULL, "", NULL, NULL, '-', NULL },
	{ "half-width and spaces", "seedlic=C (黑哈五) 农种许字 (2016) 第6001号", NULL, "", NULL, "AGRI-SEED-LIC", 'p', "issuer=黑哈五" },
	{ "six-sided brackets", "seedlic=D〔湘益安〕农种许字〔2017〕第001号", NULL, "", NULL, "AGRI-SEED-LIC", 'p', NULL },
	{ "the older form is not judged", "seedlic=B(湘)农种经许字(2009)第0001号", NULL, "", NULL, "AGRI-SEED-LIC", 'I', NULL },
	{ "imported under type E", "seedlic=E(农)农种许字(2016)第0001号|imported=yes", NULL, "", NULL, "AGRI-SEED-LIC-IMPORT", 'p', NULL },
	{ "imported under a county's licence", "seedlic=D(湘益安)农种许字(2017)第001号|country=Netherlands", NULL, "", NULL, "AGRI-SEED-LIC-IMPORT", 'S', NULL },
	{ "one letter of it may be a slip", "seedlic=F(农)农种许字(2017)第0001号|country=Netherlands", NULL, "", NULL, "AGRI-SEED-LIC", 'W', NULL },
	{ "imported, the letter alone is wrong", "seedlic=B(农)农种许字(2017)第0001号|country=Netherlands", NULL, "", NULL, "AGRI-SEED-LIC-IMPORT", 'W', NULL },
	{ "a province's approval", "variety=苏审稻201903", NULL, "", NULL, "AGRI-SEED-VARIETY", 'p', "level=苏" },
	{ "a registered crop", "variety=GPD油菜（2018）610001", NULL, "", NULL, "AGRI-SEED-VARIETY", 'p', "level=registered" },
	{ "a name without number", "variety=郑单", NULL, "", NULL, "AGRI-SEED-VARIETY", '-', NULL },
	{ "a forest licence", "forestlic=51112320160001", NULL, "", NULL, "AGRI-FOREST-SEED-LIC", 'p', "division=511123" },

	/* fertiliser */
	{ "the sum is right", "npk=15-15-15|total=45", NULL, "", NULL, "AGRI-FERT-SUM", 'p', NULL },
	{ "at least", "npk=N-P2O5-K2O 17:17:17|total=总养分≥45%", NULL, "", NULL, "AGRI-FERT-SUM", '-', NULL },
	{ "at least, plain", "n=17|p=17|k=17|total=≥45.0%", NULL, "", NULL, "AGRI-FERT-SUM", 'p', NULL },
	{ "decimals", "n=15.5|p=15|k=14.5|total=45", NULL, "", NULL, "AGRI-FERT-SUM", 'p', NULL },
	{ "one digit explains", "npk=15-15-15|total=55", NULL, "", NULL, "AGRI-FERT-SUM", 'W', NULL },
	{ "no digit explains", "npk=15-15-15|total=60", NULL, "", NULL, "AGRI-FERT-SUM", 'S', "higher" },
	{ "too little is weak", "npk=15-15-15|total=30", NULL, "", NULL, "AGRI-FERT-SUM", 'W', "lower" },
	{ "urea", "npk=46-0-0|product=尿素", NULL, "", NULL, "AGRI-FERT-GRADE", 'p', NULL },
	{ "too much for urea: one digit", "npk=48-0-0|product=尿素", NULL, "", NULL, "AGRI-FERT-GRADE", 'W', NULL },
	{ "too much for anything, in a code, one digit", "", "]Q1", "N-P2O5-K2O: 96-0-0", NULL, "AGRI-FERT-GRADE", 'S', NULL },
	{ "too much for anything, in a code", "", "]Q1", "N-P2O5-K2O: 990-0-0", NULL, "AGRI-FERT-GRADE", 'P', NULL },
	{ "the same typed", "npk=990-0-0", NULL, "", NULL, "AGRI-FERT-GRADE", 'S', NULL },
	{ "decimal points lost in print", "", "]Q1", "NPK 150-150-150", NULL, "AGRI-FERT-GRADE", 'S', NULL },
	{ "a date behind the letters", "", "]Q1", "NPK: 2026-05-01", NULL, NULL, '-', NULL },
	{ "a compound below its standard", "npk=5-5-5|product=复合肥料", NULL, "", NULL, "AGRI-FERT-MIN", 'W', NULL },
	{ "organic ones have another standard", "npk=5-5-5|product=有机无机复混肥料", NULL, "", NULL, "AGRI-FERT-MIN", '-', NULL },
	{ "a registration", "fertreg=微生物肥（2018）准字（1234）号", NULL, "", NULL, "AGRI-FERT-REG", 'p', "kind=microbial" },
	{ "a province's", "fertreg=鲁农肥(2012)准字0123号", NULL, "", NULL, "AGRI-FERT-REG", 'p', "province=鲁" },
	{ "a provisional one of long ago", "fertreg=农肥(2008)临字1234号", NULL, "", NULL, "AGRI-FERT-REG", 'W', NULL },

	/* United States */
	{ "its name before it", "epareg=EPA Reg. No. 6767-230", NULL, "", NULL, "AGRI-EPA-REG", 'p', "company=6767" },
	{ "its long name", "epareg=EPA Registration Number: 6767-230", NULL, "", NULL, "AGRI-EPA-REG", 'p', NULL },
	{ "a dash of typography", "epareg=6767–230", NULL, "", NULL, "AGRI-EPA-REG", 'p', NULL },
	{ "a special local need", "epareg=SLN No. CA-990012", NULL, "", NULL, "AGRI-EPA-REG", 'I', NULL },
	{ "a file symbol typed", "epareg=6767-EGN", NULL, "", NULL, "AGRI-EPA-FILESYM", 'S', "decoded=6767-230" },
	{ "a file symbol of one letter may be a slip", "epareg=6767-E", NULL, "", NULL, "AGRI-EPA-FILESYM", 'W', NULL },
	{ "a number broken over two lines", "", "]Q1", "EPA Reg. No. 524-\n475", NULL, NULL, '-', NULL },
	{ "a number and the next word", "", "]Q1", "EPA Reg. No. 524-475EPA Est. 524-TX-1", NULL, NULL, '-', NULL },
	{ "a file symbol in a code", "", "]Q1", "EPA Reg. No. 6767-EGN", NULL, "AGRI-EPA-FILESYM", 'P', NULL },
	{ "a number in a code", "", "]Q1", "EPA Reg. No. 6767-230 EPA Est. 6767-TX-1", NULL, "AGRI-EPA-REG", 'p', NULL },
	{ "prose in a code", "", "]Q1", "See the EPA Registration pages for more", NULL, NULL, '-', NULL },
	{ "no establishment number", "epareg=6767-230|epaest=none", NULL, "", NULL, "AGRI-EPA-PAIR", 'S', NULL },
	{ "nobody looked for it", "epareg=6767-230", NULL, "", NULL, "AGRI-EPA-PAIR", '-', NULL },
	{ "an establishment", "epaest=EPA Est. 6767-TX-001", NULL, "", NULL, "AGRI-EPA-EST", 'p', "place=TX" },
	{ "an establishment abroad", "epaest=6767-DEU-001", NULL, "", NULL, "AGRI-EPA-EST", 'p', NULL },
	{ "no such state", "epaest=6767-QQ-001", NULL, "", NULL, "AGRI-EPA-EST", 'W', NULL },

	/* plants, veterinary medicine */
	{ "a passport in a code", "", "]Q1", "Plant Passport\nA Citrus sinensis\nB ES-01234567\nC 2026-LOT7\nD NL", NULL, "AGRI-PLANTPASS", 'p', "origin=NL" },
	{ "issuer and origin differ", "plantpass=A Citrus sinensis;B ES-01234567;C x;D NL", NULL, "", NULL, "AGRI-PLANTPASS-ORIGIN", 'I', NULL },
	{ "no trace code is weak", "plantpass=A Citrus sinensis;B ES-01234567;D ES", NULL, "", NULL, "AGRI-PLANTPASS", 'W', "some plants only" },
	{ "no country in a code", "", "]Q1", "Plant Passport A Citrus sinensis B 01234567 C x D ES", NULL, "AGRI-PLANTPASS", 'S', NULL },
	{ "a veterinary code", "vetdrug=201603120012312345678901", NULL, "", NULL, "AGRI-VETDRUG-TRACE", 'p', "applied=2016-03-12" },
	{ "a month that is none, in a code", "vetdrug=201603120012312345678901", "]Q1", "201613120012312345678901", NULL, "AGRI-VETDRUG-TRACE", 'S', "month 13" },
	{ "24 digits of another trade", "", "]Q1", "201613120012312345678901", NULL, NULL, '-', NULL },
};

static const struct { const char *words, *symbology, *payload; int score; } known[] = {
	{ "reg=PD20040767", NULL, "", 90 },
	{ "", "]Q1", UNIT, 80 },
	{ "", "]Q1", SEED, 90 },
	{ "npk=15-15-15", NULL, "", 90 },
	{ "", "]Q1", "10407674001830174629550183746192", 0 },
	{ "", "]Q1", "https://trace.example.com/s?id=1", 0 },
	{ "", "]Q1", "Brand\nModel X1\nSN123456\nwww.example.com", 0 },
};

static const struct { const char *key, *value; } good[] = {
	{ "code", UNIT }, { NULL, UNIT }, { "reg", "PD20040767" }, { NULL, "农药登记证号：PD20040767" },
	{ "prodlic", "农药生许(鲁)0060" }, { "seedqr", "郑单958\\n某某\\n4101\\nhttps://a.example" }, { NULL, SEED },
	{ "seedlic", "C(黑哈五)农种许字(2016)第6001号" }, { "variety", "国审稻20180077" }, { "variety", "GPD油菜(2018)610001" },
	{ "forestlic", "51112320160001" }, { "npk", "15-15-15" }, { NULL, "N-P2O5-K2O: 15-15-15" },
	{ "fertreg", "微生物肥(2018)准字(1234)号" }, { "epareg", "EPA Reg. No. 6767-230" }, { NULL, "EPA Reg. No. 6767-230" },
	{ "epaest", "6767-TX-001" }, { "filesym", "EGN" }, { "plantpass", "A Citrus sinensis;B ES-01234567;C L7;D ES" },
	{ "vetdrug", "201603120012312345678901" }, { "batch", "071108-02" },
};
/* clang-format on */

#define COUNT(a) (sizeof(a) / sizeof *(a))

int
main(void)
{
	const struct assay_plugin *agri = &agri_LTX_assay_plugin;

	fake_rows(agri, rows, COUNT(rows));
	for (size_t i = 0; i < COUNT(known); i++) {
		struct fake f;

		fake_examine(&f, agri, known[i].words, known[i].symbology,
		             assay_str(known[i].payload), NULL);
		is_int(f.score, known[i].score, "recognised: %s%.40s", known[i].words,
		       known[i].symbology != NULL ? known[i].symbology : "");
		fake_clear(&f);
	}
	for (size_t i = 0; i < COUNT(good); i++)
		fake_spoil(agri, good[i].key, good[i].value);
	return tap_end();
}
