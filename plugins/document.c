/* document.c - papers: organisation and person numbers, test reports, invoices
 *
 * Organisations: the unified social credit code, 18 characters with a check over all
 * and another inside, over the organisation's own nine.  Invoices: commas in a QR code
 * (China), or base64 of tag, length, value (Saudi Arabia).  The number of a person is
 * judged and shown masked, and no fact of it is told. */
#include "china.h"
#include "form.h"
#include "document-guide.h"

/* clang-format off */
static const struct assay_rule rules[] = {
	{ "DOC-USCC-CHECK", ASSAY_STRONG, "V2", "cn", "2015-10-01", NULL, "uscc",
	  "GB 32100-2015",
	  "The unified social credit code is malformed or its check character is wrong: compare it and ask the register",
	  "统一社会信用代码格式或校验码错误，请核对并查询登记信息",
	  "18 characters out of 31; the last follows from the first 17",
	  "由 31 种字符中的 18 位组成，末位由前 17 位推算" },
	{ "DOC-USCC-ORG", ASSAY_STRONG, "C", "cn", "2015-10-01", NULL, "uscc",
	  "GB 32100-2015 and GB 11714-1997",
	  "The organisation code inside the social credit code fails its own check: compare it and ask the register",
	  "统一社会信用代码内的组织机构代码校验失败，请核对并查询登记信息",
	  "Characters 9 to 17 are the old organisation code; invented codes pass the outer check alone",
	  "第 9 至 17 位为原组织机构代码；臆造的代码往往只通过外层校验" },
	{ "DOC-USCC-KIND", ASSAY_WEAK, "V", "cn", "2015-10-01", NULL, "uscc",
	  "GB 32100-2015, table of registrars",
	  "The first character of the social credit code names no registrar: compare it once more",
	  "统一社会信用代码首位不对应任何登记管理部门，请再次核对",
	  "9 is the market regulator; 91 a company, 92 an individual business, 93 a cooperative",
	  "9 为市场监管；91 企业、92 个体工商户、93 农民专业合作社" },
	{ "DOC-ORG-CHECK", ASSAY_STRONG, "C", "cn", NULL, NULL, "orgcode",
	  "GB 11714-1997",
	  "The organisation code is malformed or its check character is wrong: compare it once more",
	  "组织机构代码格式或校验码错误，请再次核对",
	  "Eight characters and a check character over them",
	  "八位本体代码和一位校验码" },
	{ "DOC-CNID-CHECK", ASSAY_STRONG, "V", "cn", NULL, NULL, "idcard",
	  "GB 11643-1999",
	  "The resident identity number is malformed or its check character is wrong: compare it once more",
	  "居民身份证号码格式或校验码错误，请再次核对",
	  "17 digits and a check character; the number is shown masked and not kept",
	  "17 位数字加校验码；号码仅遮盖显示，不保存" },
	{ "DOC-CNID-DATE", ASSAY_STRONG, "C", "cn", NULL, NULL, "idcard",
	  "GB 11643-1999; arithmetic",
	  "The date of birth inside the identity number is none: compare it once more",
	  "居民身份证号码中的出生日期不成立，请再次核对",
	  "Digits 7 to 14 are a date that lies in the past",
	  "第 7 至 14 位应为过去的日期" },
	{ "DOC-MOD1110", ASSAY_STRONG, "V", "cn", NULL, NULL, "mod1110",
	  "GB/T 17710 (ISO 7064 MOD 11,10)",
	  "The check digit of the licence number is wrong: compare it once more",
	  "许可证编号校验码错误，请再次核对",
	  "The last digit follows from the others",
	  "末位由前面各位推算" },
	{ "DOC-LEI", ASSAY_STRONG, "V", "*", "2012-05-30", NULL, "lei",
	  "ISO 17442, check digits of ISO 7064 MOD 97-10",
	  "The legal entity identifier (LEI) is malformed or its check digits are wrong: compare it once more",
	  "法人机构识别编码（LEI）格式或校验码错误，请再次核对",
	  "18 characters and two check digits",
	  "18 位字符加两位校验码" },
	{ "DOC-CMA", ASSAY_WEAK, "V2", "cn", NULL, NULL, "cma",
	  "Chinese accreditation of inspection bodies (CMA), numbering rule",
	  "The CMA number has no known form or names another province than the laboratory's address: compare it",
	  "CMA 证书编号形式不明或所示省份与实验室地址不同，请核对",
	  "12 digits: year, issuer, field, sector, sequence; issuer numbers are not those of GB/T 2260",
	  "12 位数字：年份、发证机关、领域、行业、顺序号；发证机关代码与 GB/T 2260 不同" },
	{ "DOC-CMA-VALID", ASSAY_WEAK, "M", "cn", NULL, NULL, NULL,
	  "Chinese accreditation of inspection bodies (CMA), six years of validity",
	  "The report was issued outside the six years of its CMA certificate: compare both dates",
	  "报告日期不在 CMA 证书六年有效期内，请核对日期",
	  "The number names the year of the certificate",
	  "编号含证书年份" },
	{ "DOC-CNAS", ASSAY_WEAK, "M", "*", NULL, NULL, "cnas",
	  "China National Accreditation Service, registration numbers",
	  "The CNAS number is not CNAS, a kind and four or five digits: compare it once more",
	  "CNAS 编号不是 CNAS 加类别字母和四至五位数字，请再次核对",
	  "L is a laboratory, IB an inspection body, C a certification body",
	  "L 为实验室，IB 为检验机构，C 为认证机构" },
	{ "DOC-REPORT-DATES", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "arithmetic",
	  "The dates of the test report contradict each other: read them once more",
	  "检测报告日期互相矛盾，请再次核对",
	  "A sample is made, then received, then tested, then reported on",
	  "样品先生产，再收样、检测、签发报告" },
	{ "DOC-REPORT-REUSE", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "comparison of the items of one find",
	  "One report number stands under different products or page counts: ask the laboratory for the report",
	  "同一报告编号对应不同产品或页数：请向检测机构核实该报告",
	  "A report is issued once; forgers change product and pages under a number that can be looked up",
	  "报告只签发一次；伪造者在可查询的编号下改换产品和页面" },
	{ "DOC-CNINV-QR", ASSAY_STRONG, "V2", "cn", NULL, NULL, "]Q1",
	  "Chinese value-added tax invoice, QR code",
	  "The QR code of the invoice is malformed: read it again and query the invoice",
	  "发票二维码内容不符合格式，请重新识读并查验发票",
	  "Version, type, code, number, amount, date, check code, parted by commas",
	  "版本、类型、代码、号码、金额、日期、校验码，以逗号分隔" },
	{ "DOC-CNINV-AMT", ASSAY_WEAK, "C", "cn", NULL, NULL, NULL,
	  "comparison of the code with the printed amounts",
	  "The amount in the invoice's code is neither the printed one with tax nor without: compare once more",
	  "发票二维码金额与标注的含税、不含税金额均不同，请再次核对",
	  "Types differ in which of the two amounts the code holds",
	  "不同类型发票的二维码含税与否不同" },
	{ "DOC-CNINV-E20", ASSAY_STRONG, "V", "cn", "2021-12-01", NULL, NULL,
	  "Fully digital invoice, number of 20 digits",
	  "The year or region in the invoice number does not fit its date: compare both and query the invoice",
	  "发票号码中的年份或地区与开票日期不符，请核对并查验发票",
	  "Year 2, region 2, channel 1, sequence 15",
	  "年份 2 位、地区 2 位、渠道 1 位、顺序号 15 位" },
	{ "DOC-ZATCA-TLV", ASSAY_STRONG, "V2", "*", "2021-12-04", NULL, "]Q1",
	  "ZATCA, QR code of electronic invoices",
	  "The QR code of the Saudi invoice is malformed: read it again",
	  "沙特电子发票二维码内容不符合格式，请重新识读",
	  "Seller, tax number of 15 digits, time, total and tax, each with its length",
	  "卖方、15 位税号、时间、总额、税额，各带长度" },
	{ "DOC-ZATCA-VAT", ASSAY_WEAK, "C", "*", "2021-12-04", NULL, NULL,
	  "arithmetic; lines may bear other rates",
	  "The tax of the invoice is not what its rate makes of the total: compare once more",
	  "发票税额与税率和总额不符，请再次核对",
	  "15 % of the net amount since 2020-07, less where lines are exempt",
	  "2020 年 7 月起为净额的 15%，含免税项目时更少" },
	{ "DOC-LIC-USCC", ASSAY_WEAK, "C", "cn", NULL, NULL, NULL,
	  "comparison of the licence with the label",
	  "The licence belongs to another organisation than the maker on the label: compare both codes",
	  "许可证持有人与标签生产者的信用代码不同，请核对",
	  "A borrowed licence names its true holder; so does that of a firm that makes for another",
	  "借用的许可证仍写明真实持有人，受托加工企业的许可证也是如此" },
	{ "DOC-LIC-DATES", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "arithmetic",
	  "The goods were made outside the time the licence is valid: compare the dates once more",
	  "生产日期不在许可证有效期内，请再次核对日期",
	  "A licence speaks for goods made while it is valid",
	  "许可证只适用于有效期内生产的产品" },
};

static const struct assay_label labels[] = {
	{ "uscc", "unified social credit code, 18 characters", "统一社会信用代码，18 位" },
	{ "licence_uscc", "the same on the licence", "许可证上的统一社会信用代码" },
	{ "orgcode", "organisation code, 9 characters", "组织机构代码，9 位" },
	{ "idcard", "resident identity number (shown masked)", "居民身份证号码（输出时遮盖）" },
	{ "mod1110", "licence number with a MOD 11,10 check digit", "带 MOD 11,10 校验码的许可证编号" },
	{ "lei", "legal entity identifier (LEI)", "法人机构识别编码（LEI）" },
	{ "cma", "CMA number of the laboratory", "实验室 CMA 证书编号" },
	{ "cnas", "CNAS number", "CNAS 编号" },
	{ "report", "number of the test report", "检测报告编号" },
	{ "pages", "pages the report says it has", "报告所标页数" },
	{ "product", "what the goods are", "产品名称" },
	{ "lab_address", "address of the laboratory", "实验室地址" },
	{ "received", "day the sample was received", "收样日期" },
	{ "tested", "day of the test", "检测日期" },
	{ "issued", "day the report was issued", "报告签发日期" },
	{ "number", "invoice number, 20 digits", "发票号码，20 位" },
	{ "date", "date of the invoice", "开票日期" },
	{ "amount", "invoice amount without tax", "发票不含税金额" },
	{ "total", "invoice amount with tax", "发票价税合计" },
	{ "vat", "tax on the invoice", "发票税额" },
	{ "rate", "tax rate in percent", "税率（%）" },
	{ "valid_from", "first day of the licence", "许可证有效期起" },
	{ "valid_until", "last day of the licence", "许可证有效期止" },
};

static const char *const issuers[] = {
	"national", "Beijing", "Tianjin", "Hebei", "Shanxi", "Inner Mongolia", "Liaoning", "Jilin",
	"Heilongjiang", "Shanghai", "Jiangsu", "Zhejiang", "Anhui", "Fujian", "Jiangxi", "Shandong",
	"Henan", "Hubei", "Hunan", "Guangdong", "Guangxi", "Hainan", "Chongqing", "Sichuan", "Guizhou",
	"Yunnan", "Tibet", "Shaanxi", "Gansu", "Qinghai", "Ningxia", "Xinjiang",
};

static const struct { const char *code, *name; } uscc_kinds[] = {
	{ "11", "state body" }, { "12", "public institution" }, { "51", "social organisation" },
	{ "52", "private non-enterprise" }, { "53", "foundation" }, { "91", "company" },
	{ "92", "individual business" }, { "93", "farmers' cooperative" },
};
/* clang-format on */

/* ---- organisations ---- */

static const char uscc_set[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/* The check character behind 17 characters of the set; '?': one is not of it. */
static char
uscc_check(const char *s)
{
	int sum = 0, weight = 1;

	for (int i = 0; i < 17; i++) {
		const char *at = s[i] != '\0' ? strchr(uscc_set, s[i]) : NULL;

		if (at == NULL)
			return '?';
		sum += (int)(at - uscc_set) * weight;
		weight = weight * 3 % 31;
	}
	return uscc_set[(31 - sum % 31) % 31];
}

/* The check character behind eight digits and letters; '?': one is neither. */
static char
org_check(const char *s)
{
	static const int weights[] = { 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0, c;

	for (int i = 0; i < 8; i++) {
		if (!is_alnum(s[i]))
			return '?';
		sum += weights[i] * (is_digit(s[i]) ? s[i] - '0' : s[i] - 'A' + 10);
	}
	c = 11 - sum % 11;
	return c == 10 ? 'X' : c == 11 ? '0' : (char)('0' + c);
}

static const char *
uscc(struct exam *x, struct text *t, struct note *n)
{
	char expected;
	char shown[2] = "";

	(void)x;
	note(n, "uscc", t->s);
	if (t->len != 18)
		return "not 18 characters";
	expected = uscc_check(t->s);
	if (expected == '?' || strchr(uscc_set, t->s[17]) == NULL)
		return "character outside the set";
	if (expected != t->s[17]) {
		shown[0] = expected;
		note(n, "expected", shown);
		return "check character";
	}
	return "";
}

static const char *
uscc_org(struct exam *x, struct text *t, struct note *n)
{
	(void)x;
	if (t->len != 18 || uscc_check(t->s) == '?')
		return NULL;
	note(n, "uscc", t->s);
	note_part(n, "organisation", t->s + 8, 9);
	return org_check(t->s + 8) == t->s[16]
	               ? ""
	               : "check character of the organisation code";
}

static const char *
uscc_kind(struct exam *x, struct text *t, struct note *n)
{
	(void)x;
	if (t->len != 18 || uscc_check(t->s) == '?')
		return NULL;
	note_part(n, "registrar", t->s, 1);
	for (size_t i = 0; i < COUNT(uscc_kinds); i++)
		if (begins(t->s, uscc_kinds[i].code) != 0)
			note(n, "kind", uscc_kinds[i].name);
	note_part(n, "division", t->s + 2, 6);
	return strchr("123456789ANY", t->s[0]) != NULL ? "" : "no such registrar";
}

static const struct {
	const char *rule;
	form_reader *read;
} uscc_rules[] = {
	{ "DOC-USCC-CHECK", uscc },
	{ "DOC-USCC-ORG", uscc_org },
	{ "DOC-USCC-KIND", uscc_kind },
};

/* A code of 18 that stands behind its name in decoded text. */
static bool
uscc_named(const struct source *from, struct source *out)
{
	const char *at = strstr(from->text.s, "信用代码");
	size_t n = 0;

	if (at == NULL)
		return false;
	at += strlen("信用代码");
	at += strspn(at, " :");
	while (is_alnum(at[n]))
		n++;
	if (n != 18)
		return false;
	*out = *from;
	memcpy(out->text.s, at, n);
	out->text.s[n] = '\0';
	out->text.len = n;
	return true;
}

static void
organisations(struct exam *x)
{
	struct source from, found;

	for (size_t i = 0; i < COUNT(uscc_rules); i++)
		form_typed(x, uscc_rules[i].rule, "uscc", " -", uscc_rules[i].read);
	for (size_t i = 0; symbol_source(x->item, i, &from); i++)
		for (size_t k = 0; k < COUNT(uscc_rules); k++)
			if (uscc_named(&from, &found))
				form_one(x, uscc_rules[k].rule, &found, "",
				         uscc_rules[k].read);
}

static const char *
orgcode(struct exam *x, struct text *t, struct note *n)
{
	(void)x;
	note(n, "orgcode", t->s);
	if (t->len != 9)
		return "not nine characters";
	return org_check(t->s) == t->s[8] ? "" : "check character";
}

/* ---- persons ---- */

/* Masked, and whether it is 17 digits and a check character. */
static bool
id_note(const char *s, struct note *n)
{
	char shown[TEXT_MAX + 1];

	assay_mask(assay_str(s), shown);
	note(n, "idcard", shown);
	return strlen(s) == 18 && count_digits(s) >= 17 &&
	       (is_digit(s[17]) || s[17] == 'X');
}

/* Does the check character behind these 17 digits hold? */
static bool
id_holds(const char *s)
{
	static const int weights[] = {
		7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2
	};
	int sum = 0;

	for (int i = 0; i < 17; i++)
		sum += weights[i] * (s[i] - '0');
	return "10X98765432"[sum % 11] == s[17];
}

#define PERSON 18
#define BORN_FIRST 1900

/* 18 characters of a person's number from byte `at`, one space or hyphen between any two,
 * as people group them; how many bytes they take, 0: it is none, or goes on. */
static size_t
person_at(struct assay_bytes text, size_t at, char s[PERSON + 1])
{
	size_t i = at, n = 0;

	if (at > 0 && is_alnum((char)text.data[at - 1]))
		return 0;
	for (; i < text.len && n < PERSON; i++) {
		char c = upper((char)text.data[i]);

		if ((c >= '0' && c <= '9') || (n == PERSON - 1 && c == 'X'))
			s[n++] = c;
		else if (n == 0 || (c != ' ' && c != '-') || text.data[i - 1] == ' ' ||
		         text.data[i - 1] == '-')
			return 0;
	}
	s[n] = '\0';
	return n < PERSON || (i < text.len && is_alnum((char)text.data[i])) ? 0 : i - at;
}

/* The number of a person in a text: it stands alone, is of a province, with a date of
 * birth and a check character that hold.  Chance makes one of some 200,000 numbers so,
 * which then is masked too. */
static size_t
find_secret(struct assay_bytes text, size_t from, size_t *len)
{
	for (size_t at = from; at < text.len; at++) {
		char s[PERSON + 1];

		if ((*len = person_at(text, at, s)) > 0 &&
		    province_of(number_at(s, 2)) != NULL &&
		    number_at(s + 6, 4) >= BORN_FIRST &&
		    assay_day(number_at(s + 6, 4), number_at(s + 10, 2),
		              number_at(s + 12, 2)) != ASSAY_NO_DAY &&
		    id_holds(s))
			return at;
	}
	return SIZE_MAX;
}

static const char *
id_check(struct exam *x, struct text *t, struct note *n)
{
	(void)x;
	if (!id_note(t->s, n))
		return "not 17 digits and a check character";
	return id_holds(t->s) ? "" : "check character";
}

static const char *
id_date(struct exam *x, struct text *t, struct note *n)
{
	int32_t today = assay_day_at(x->item->now), born;

	if (!id_note(t->s, n))
		return NULL;
	born = assay_day(number_at(t->s + 6, 4), number_at(t->s + 10, 2),
	                 number_at(t->s + 12, 2));
	if (born == ASSAY_NO_DAY)
		return "no such date of birth";
	return today != ASSAY_NO_DAY && born > today + 2 ? "date of birth to come" : "";
}

/* ---- other numbers ---- */

static const char *
mod1110(struct exam *x, struct text *t, struct note *n)
{
	(void)x;
	note(n, "number", t->s);
	if (t->len < 2 || count_digits(t->s) != t->len)
		return "not digits";
	return assay_mod11_10((struct assay_bytes){
	               (const uint8_t *)t->s, t->len - 1 }) == t->s[t->len - 1] - '0'
	               ? ""
	               : "check digit";
}

static const char *
lei(struct exam *x, struct text *t, struct note *n)
{
	int rest = 0;

	(void)x;
	note(n, "lei", t->s);
	if (t->len != 20 || count_digits(t->s + 18) != 2)
		return "not 18 characters and two digits";
	for (size_t i = 0; i < t->len; i++) {
		if (!is_alnum(t->s[i]))
			return "characters other than letters and digits";
		rest = is_digit(t->s[i]) ? (rest * 10 + t->s[i] - '0') % 97
		                         : (rest * 100 + t->s[i] - 'A' + 10) % 97;
	}
	return rest == 1 ? "" : "check digits";
}

/* ---- test reports ---- */

/* Year of a CMA number; 0: it has neither form. */
static int32_t
cma_year(const char *s, int32_t *issuer)
{
	if (is_digits(s, 12)) {
		*issuer = number_at(s + 2, 2);
		return 2000 + number_at(s, 2);
	}
	if (has_shape(s, "0000000000A") && begins(s, "20") != 0) {
		*issuer = number_at(s + 4, 2);
		return number_at(s, 4);
	}
	return 0;
}

static const char *
cma(struct exam *x, struct text *t, struct note *n)
{
	const struct province *other;
	struct text address;
	int32_t issuer = 0, year;
	char shown[48];

	note(n, "cma", t->s);
	year = cma_year(t->s, &issuer);
	if (year == 0)
		return "form not known";
	if (issuer >= (int32_t)COUNT(issuers))
		return "issuer not in the table";
	if (assay_day(year, 1, 1) > assay_day_at(x->item->now))
		return "year in the future";
	if (t->len == 11) {
		note(n, "form", "new");
		note_part(n, "year", t->s, 4);
	} else {
		note_part(n, "year", t->s, 2);
		note_part(n, "field", t->s + 4, 2);
		note_part(n, "sector", t->s + 6, 2);
		note(n, "seq", t->s + 8);
	}
	snprintf(shown, sizeof shown, "%02d %s", (int)issuer, issuers[issuer]);
	note(n, "issuer", shown);
	if (issuer == 0 || *typed_text(x->item, "lab_address", &address) == '\0')
		return "";
	for (size_t i = 0; i < PROVINCES; i++)
		if (strcmp(provinces[i].en, issuers[issuer]) == 0 &&
		    address_names(address.s, provinces[i].code, &other) < 0) {
			note(n, "address", other->en);
			return "issued in another province than the laboratory's";
		}
	return "";
}

static const char *
cnas(struct exam *x, struct text *t, struct note *n)
{
	const char *s = t->s;
	size_t letters = 0;

	(void)x;
	note(n, "cnas", s);
	if (begins(s, "CNAS") == 0)
		return "does not begin with CNAS";
	s += 4;
	while (is_letter(s[letters]))
		letters++;
	return letters >= 1 && letters <= 3 &&
	                       (is_digits(s + letters, 4) || is_digits(s + letters, 5))
	               ? ""
	               : "not a kind and four or five digits";
}

#define REPORT_LEAST 5 /* characters of a number: shorter ones recur by chance */

/* What the report says stands beside its number, which is the laboratory's own. */
static void
report(struct exam *x)
{
	static const struct {
		const char *fact, *keys[2];
	} beside[] = { { "report", { "product", "model" } },
		       { "report_pages", { "pages", "pages" } } };
	struct source from, other, lab;
	char value[TEXT_MAX + 1];

	if (!typed_source(x->item, "report", 0, &from) || says_no(from.text.s))
		return;
	text_upper(&from.text);
	text_without(&from.text, " -.:/");
	if (from.text.len < REPORT_LEAST)
		return;
	if (typed_source(x->item, "cma", 0, &lab) ||
	    typed_source(x->item, "cnas", 0, &lab)) {
		text_upper(&lab.text);
		text_without(&lab.text, " -:");
	} else {
		lab.text.s[0] = '\0';
	}
	snprintf(value, sizeof value, "%.100s%s%.60s", from.text.s,
	         lab.text.s[0] != '\0' ? " " : "", lab.text.s);
	for (size_t i = 0; i < COUNT(beside); i++) {
		if ((!typed_source(x->item, beside[i].keys[0], 0, &other) &&
		     !typed_source(x->item, beside[i].keys[1], 0, &other)) ||
		    says_no(other.text.s))
			continue;
		text_upper(&other.text);
		text_without(&other.text, " -.");
		exam_bears(x, &(struct assay_borne){ .rule = "DOC-REPORT-REUSE",
		                                     .fact = beside[i].fact,
		                                     .value = assay_str(value),
		                                     .with = assay_str(other.text.s),
		                                     .path = from.path });
	}
}

static void
cma_valid(struct exam *x)
{
	struct span issued = span_claimed(x->item, "issued", 0);
	struct weight w = no_more_than(ASSAY_WEAK);
	struct note n = { "", 0 };
	struct text t;
	int32_t issuer, year, report;

	typed_text(x->item, "cma", &t);
	text_upper(&t);
	text_without(&t, " -:");
	year = cma_year(t.s, &issuer);
	if (year == 0 || issued.first == ASSAY_NO_DAY)
		return;
	report = assay_date_of(issued.first).year;
	note_int(&n, "certificate", year);
	note_int(&n, "report", report);
	if (report >= year && report <= year + 6) {
		holds(x, "DOC-CMA-VALID", &n);
		return;
	}
	tried(&w, "typing-slip", true);
	speak(x, "DOC-CMA-VALID", &w, ASSAY_NONE, &n);
}

/* One day must not lie before another; a slip in either explains it. */
static void
in_order(struct exam *x, const char *rule, const char *before, const char *after)
{
	struct span a = span_claimed(x->item, before, 0),
	            b = span_claimed(x->item, after, 0);
	struct note n = { "", 0 };
	struct weight w;

	if (a.first == ASSAY_NO_DAY || b.first == ASSAY_NO_DAY)
		return;
	note_day(&n, before, a.first);
	note_day(&n, after, b.last);
	if (a.first <= b.last) {
		holds(x, rule, &n);
		return;
	}
	w = conflict_weight(ASSAY_PATH_TYPED,
	                    day_slip(a.first, b.last - SLIP_DAYS, b.last) ||
	                            day_slip(b.last, a.first, a.first + SLIP_DAYS));
	speak(x, rule, &w, ASSAY_NONE, &n);
}

/* Label and licence name the same organisation, unless the goods are made for another. */
static void
holder(struct exam *x)
{
	struct weight w = no_more_than(ASSAY_WEAK);
	struct note n = { "", 0 };
	struct text maker, licence;

	typed_text(x->item, "uscc", &maker);
	typed_text(x->item, "licence_uscc", &licence);
	text_upper(&maker);
	text_upper(&licence);
	text_without(&maker, " -");
	text_without(&licence, " -");
	if (maker.len != 18 || licence.len != 18)
		return;
	note(&n, "uscc", maker.s);
	note(&n, "licence", licence.s);
	if (strcmp(maker.s, licence.s) == 0) {
		holds(x, "DOC-LIC-USCC", &n);
		return;
	}
	tried(&w, "typing-slip", is_slip(assay_str(maker.s), assay_str(licence.s)));
	tried(&w, "contract-maker", true);
	speak(x, "DOC-LIC-USCC", &w, ASSAY_NONE, &n);
}

/* ---- amounts ---- */

/* Hundredths of "115.00", "1,024.5", "-3"; false: no amount. */
static bool
amount_of(const char *s, int64_t *out)
{
	int64_t value = 0;
	bool minus = *s == '-', digits = false;
	int decimals = -1;

	for (s += minus; *s != '\0'; s++) {
		if (*s == ',' && decimals < 0 && digits)
			continue;
		if (*s == '.' && decimals < 0) {
			decimals = 0;
			continue;
		}
		if (!is_digit(*s) || decimals == 2 || value > 1000000000000)
			return false;
		digits = true;
		decimals += decimals >= 0;
		value = value * 10 + (*s - '0');
	}
	for (decimals = decimals < 0 ? 0 : decimals; decimals < 2; decimals++)
		value *= 10;
	*out = minus ? -value : value;
	return digits;
}

static bool
typed_amount(const struct assay_item *item, const char *key, int64_t *out)
{
	struct text t;

	typed_text(item, key, &t);
	text_without(&t, " ¥$");
	return t.len > 0 && amount_of(t.s, out);
}

/* ---- invoices of China ---- */

enum field { VERSION, TYPE, CODE, NUMBER, AMOUNT, DATE, CHECK, TAIL, FIELDS };

struct invoice {
	char field[FIELDS][64];
};

static int32_t
packed_day(const char *s)
{
	return is_digits(s, 8) ? assay_day(number_at(s, 4), number_at(s + 4, 2),
	                                   number_at(s + 6, 2))
	                       : ASSAY_NO_DAY;
}

/* The commas of an invoice?  Version 01, a type of two digits, and a number of 8 or 20
 * digits in the fourth place, or else a day and four hexadecimal digits in theirs:
 * nothing else is like it. */
static bool
invoice_of(const char *s, struct invoice *out)
{
	size_t n = 0;

	memset(out, 0, sizeof *out);
	for (; n < FIELDS; n++) {
		size_t len = strcspn(s, ",");

		if (len >= sizeof out->field[0])
			return false;
		memcpy(out->field[n], s, len);
		s += len;
		if (*s == '\0') {
			n++;
			break;
		}
		s++;
	}
	return n == FIELDS && strspn(s, ", ") == strlen(s) &&
	       strcmp(out->field[VERSION], "01") == 0 && is_digits(out->field[TYPE], 2) &&
	       (is_digits(out->field[NUMBER], 8) || is_digits(out->field[NUMBER], 20) ||
	        (packed_day(out->field[DATE]) != ASSAY_NO_DAY &&
	         has_shape(out->field[TAIL], "****")));
}

static const char *
invoice_fault(const struct invoice *v)
{
	size_t code = strlen(v->field[CODE]), check = strlen(v->field[CHECK]);
	int64_t amount;

	if (code > 0 && !is_digits(v->field[CODE], 10) && !is_digits(v->field[CODE], 12))
		return "invoice code is not 10 or 12 digits";
	if (!is_digits(v->field[NUMBER], 8) && !is_digits(v->field[NUMBER], 20))
		return "invoice number is not 8 or 20 digits";
	if (!amount_of(v->field[AMOUNT], &amount))
		return "amount";
	if (packed_day(v->field[DATE]) == ASSAY_NO_DAY)
		return "date";
	if (check > 0 && !is_digits(v->field[CHECK], 20))
		return "check code is not 20 digits";
	if (!has_shape(v->field[TAIL], "****") ||
	    strspn(v->field[TAIL], "0123456789ABCDEFabcdef") != 4)
		return "last field is not four hexadecimal digits";
	return "";
}

static void
invoice_number(struct exam *x, const char *number, int32_t day, enum assay_path path,
               uint32_t symbol)
{
	struct note n = { "", 0 };
	int32_t year = number_at(number, 2);

	if (!is_digits(number, 20) || day == ASSAY_NO_DAY)
		return;
	note(&n, "number", number);
	note_day(&n, "date", day);
	note_part(&n, "year", number, 2);
	note_part(&n, "region", number + 2, 2);
	note_part(&n, "channel", number + 4, 1);
	if (assay_date_of(day).year % 100 != year) {
		struct weight w = form_weight(path);

		note(&n, "reason", "year of the number is not that of the date");
		tried(&w, "clock",
		      assay_date_of(day - 2).year % 100 == year ||
		              assay_date_of(day + 2).year % 100 == year);
		speak(x, "DOC-CNINV-E20", &w, symbol, &n);
	} else if (province_of(number_at(number + 2, 2)) == NULL) {
		struct weight w = no_more_than(ASSAY_WEAK);

		note(&n, "reason", "region not in the table");
		tried(&w, "list-too-old", true);
		speak(x, "DOC-CNINV-E20", &w, symbol, &n);
	} else {
		holds(x, "DOC-CNINV-E20", &n);
	}
}

static void
invoice_amount(struct exam *x, const struct invoice *v, uint32_t symbol)
{
	struct note n = { "", 0 };
	struct weight w = no_more_than(ASSAY_WEAK);
	int64_t coded, net = 0, total = 0;
	bool has_net = typed_amount(x->item, "amount", &net),
	     has_total = typed_amount(x->item, "total", &total);

	if (!amount_of(v->field[AMOUNT], &coded) || (!has_net && !has_total))
		return;
	note(&n, "coded", v->field[AMOUNT]);
	if ((has_net && net == coded) || (has_total && total == coded)) {
		holds(x, "DOC-CNINV-AMT", &n);
		return;
	}
	tried(&w, "typing-slip", true);
	speak(x, "DOC-CNINV-AMT", &w, symbol, &n);
}

static void
invoice(struct exam *x, const struct source *from)
{
	static const char *const names[FIELDS] = { "ver",    "type", "code",  "number",
		                                   "amount", "date", "check", "tail" };
	struct note n = { "", 0 };
	struct invoice v;
	const char *reason;
	int32_t day;

	if (!invoice_of(from->text.s, &v))
		return;
	day = packed_day(v.field[DATE]);
	for (size_t i = 0; i < FIELDS; i++)
		if (i == DATE && day != ASSAY_NO_DAY)
			note_day(&n, "date", day);
		else if (v.field[i][0] != '\0')
			note(&n, names[i], v.field[i]);
	reason = invoice_fault(&v);
	if (*reason != '\0') {
		struct weight w = form_weight(from->path);

		if (day != ASSAY_NO_DAY) /* fields differ between issuers, days do not */
			w = no_more_than(ASSAY_WEAK);
		note(&n, "reason", reason);
		speak_within(x, "DOC-CNINV-QR", w, from->symbol, &n);
		return;
	}
	holds(x, "DOC-CNINV-QR", &n);
	invoice_number(x, v.field[NUMBER], day, from->path, from->symbol);
	invoice_amount(x, &v, from->symbol);
}

/* ---- invoices of Saudi Arabia ---- */

#define TLV_MAX 700 /* with all nine tags: hash, signature and key in base64 */

/* Bytes of canonical base64; 0: it is none. */
static size_t
base64(const char *s, uint8_t out[TLV_MAX])
{
	static const char set[] =
	        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t len = strlen(s), n = 0, pad = 0;
	uint32_t bits = 0;

	if (len == 0 || len % 4 != 0 || len / 4 * 3 > TLV_MAX)
		return 0;
	for (size_t i = 0; i < len; i++) {
		const char *at = strchr(set, s[i]);

		if (s[i] == '=' && i + 2 >= len) {
			pad++;
			bits <<= 6;
		} else if (at == NULL || pad > 0) {
			return 0;
		} else {
			bits = bits << 6 | (uint32_t)(at - set);
		}
		if (i % 4 == 3) {
			out[n++] = (uint8_t)(bits >> 16);
			out[n++] = (uint8_t)(bits >> 8);
			out[n++] = (uint8_t)bits;
			bits = 0;
		}
	}
	return n - pad;
}

/* Reads the tags in their order; "": whole. */
static const char *
tlv_read(const uint8_t *data, size_t len, struct note *n, struct assay_bytes value[10])
{
	size_t at = 0;
	unsigned want = 1;

	while (at < len) {
		uint8_t tag = data[at];
		char key[4];

		if (tag != want || tag > 9)
			return "tags are not 1 to 5 and on";
		if (len - at < 2 || data[at + 1] > len - at - 2)
			return "length runs past the end";
		value[tag] = (struct assay_bytes){ data + at + 2, data[at + 1] };
		snprintf(key, sizeof key, "%u", want);
		if (tag <= 5)
			note_bytes(n, key, value[tag]);
		at += 2u + data[at + 1];
		want++;
	}
	if (want <= 5)
		return "fewer than five tags";
	if (value[2].len != 15 || !assay_all_digits(value[2]))
		return "VAT number is not 15 digits";
	return "";
}

/* Base64 that opens with tag 1 and a length within it, and is not just any text. */
static bool
zatca_of(const char *s, uint8_t data[TLV_MAX], size_t *len)
{
	*len = base64(s, data);
	return *len >= 4 && data[0] == 1 && data[1] > 0;
}

static void
vat_fits(struct exam *x, int64_t total, int64_t vat, int64_t rate, bool least,
         uint32_t symbol)
{
	struct note n = { "", 0 };
	struct weight w = no_more_than(ASSAY_WEAK);
	int64_t due = (total - vat) * rate / 10000, off = vat - due;

	note_int(&n, "rate", (int32_t)(rate / 100));
	if (off <= 5 && (least || off >= -5)) { /* a hundredth for each of five lines */
		holds(x, "DOC-ZATCA-VAT", &n);
		return;
	}
	tried(&w, "typing-slip", symbol == ASSAY_NONE);
	tried(&w, "printing-error", true);
	speak(x, "DOC-ZATCA-VAT", &w, symbol, &n);
}

static void
zatca(struct exam *x, const struct source *from)
{
	struct assay_bytes value[10] = { { NULL, 0 } };
	struct note n = { "", 0 };
	uint8_t data[TLV_MAX];
	struct text total, vat;
	const char *reason;
	int64_t t, v;
	size_t len;

	if (!zatca_of(from->text.s, data, &len))
		return;
	reason = tlv_read(data, len, &n, value);
	if (*reason != '\0') {
		struct weight w = form_weight(from->path);

		if (value[2].data == NULL) /* one value may be any bytes at all */
			w = no_more_than(ASSAY_WEAK);
		note(&n, "reason", reason);
		speak_within(x, "DOC-ZATCA-TLV", w, from->symbol, &n);
		return;
	}
	holds(x, "DOC-ZATCA-TLV", &n);
	fold(value[4], &total);
	fold(value[5], &vat);
	if (amount_of(total.s, &t) && amount_of(vat.s, &v) && t > 0 && v >= 0)
		vat_fits(x, t, v, 1500, true, from->symbol);
}

static void
invoices(struct exam *x)
{
	struct span date = span_claimed(x->item, "date", 0);
	struct source from;
	int64_t total, vat, rate;

	for (size_t i = 0; symbol_source(x->item, i, &from); i++) {
		invoice(x, &from);
		zatca(x, &from);
	}
	for (size_t i = 0; typed_source(x->item, "number", i, &from); i++) {
		text_without(&from.text, " ");
		invoice_number(x, from.text.s, date.first, from.path, from.symbol);
	}
	if (typed_amount(x->item, "total", &total) &&
	    typed_amount(x->item, "vat", &vat) && typed_amount(x->item, "rate", &rate) &&
	    total > 0 && vat >= 0 && rate > 0 && rate < 10000)
		vat_fits(x, total, vat, rate, false, ASSAY_NONE);
}

/* ---- the descriptor ---- */

static int
recognise(const struct assay_item *item, char why[80])
{
	/* clang-format off */
	static const struct { const char *key; int score; } typed[] = {
		{ "idcard", 90 }, { "cma", 80 }, { "cnas", 80 }, { "report", 70 }, { "orgcode", 60 }, { "lei", 60 }, { "mod1110", 60 },
		{ "vat", 70 }, { "received", 50 }, { "tested", 50 }, { "number", 40 }, { "uscc", 30 },
	};
	/* clang-format on */
	struct source from, named;
	struct invoice v;
	uint8_t data[TLV_MAX];
	size_t len;
	int score = 0;

	for (size_t i = 0; symbol_source(item, i, &from); i++) {
		struct assay_bytes value[10] = { { NULL, 0 } };
		struct note unused = { "", 0 };

		if (invoice_of(from.text.s, &v)) {
			snprintf(why, 80, "invoice in a code");
			return 85;
		}
		if (uscc_named(&from, &named)) {
			snprintf(why, 80, "credit code in a code");
			score = 30;
		}
		if (zatca_of(from.text.s, data, &len) &&
		    *tlv_read(data, len, &unused, value) == '\0') {
			snprintf(why, 80, "Saudi invoice in a code");
			return 85;
		}
	}
	for (size_t i = 0; i < COUNT(typed); i++)
		if (assay_claim(item, typed[i].key, 0) != NULL) {
			snprintf(why, 80, "%s typed", typed[i].key);
			return typed[i].score;
		}
	return score;
}

static enum assay_status
examine(const struct assay_host *host, struct assay_run *run,
        const struct assay_item *item)
{
	struct exam x = exam_begin(host, run, item, rules, COUNT(rules));

	organisations(&x);
	form_typed(&x, "DOC-ORG-CHECK", "orgcode", " -", orgcode);
	form_typed(&x, "DOC-CNID-CHECK", "idcard", " -", id_check);
	form_typed(&x, "DOC-CNID-DATE", "idcard", " -", id_date);
	form_typed(&x, "DOC-MOD1110", "mod1110", " -", mod1110);
	form_typed(&x, "DOC-LEI", "lei", " -", lei);
	form_typed(&x, "DOC-CMA", "cma", " -:", cma);
	form_typed(&x, "DOC-CNAS", "cnas", " -:", cnas);
	report(&x);
	cma_valid(&x);
	in_order(&x, "DOC-REPORT-DATES", "made", "issued");
	in_order(&x, "DOC-REPORT-DATES", "received", "tested");
	in_order(&x, "DOC-REPORT-DATES", "received", "issued");
	in_order(&x, "DOC-REPORT-DATES", "tested", "issued");
	invoices(&x);
	holder(&x);
	in_order(&x, "DOC-LIC-DATES", "valid_from", "made");
	in_order(&x, "DOC-LIC-DATES", "made", "valid_until");
	return x.status;
}

/* What the library follows across the items of a batch. */
/* clang-format off */
static const struct assay_across across[] = {
	{ "DOC-REPORT-REUSE", NULL, "report", ASSAY_ONE_OTHER },
	{ "DOC-REPORT-REUSE", NULL, "report_pages", ASSAY_ONE_OTHER },
};
/* clang-format on */

ASSAY_PLUGIN(document) = {
	.abi = ASSAY_PLUGIN_ABI,
	.size = sizeof(struct assay_plugin),
	.name = "document",
	.summary = "papers: organisation numbers, test reports, licences, invoices",
	.summary_zh = "单证：组织编号、检测报告、许可证、发票",
	.symbologies = "]Q ]d",
	.rules = rules,
	.n_rules = COUNT(rules),
	.labels = labels,
	.n_labels = COUNT(labels),
	.recognise = recognise,
	.examine = examine,
	.secrets = "idcard",
	.guides = guides,
	.n_guides = sizeof guides / sizeof *guides,
	.across = across,
	.n_across = COUNT(across),
	.find_secret = find_secret,
};
