/* pharma.c - medicines: unique identifiers, national numbers, approval numbers
 *
 * The unique identifier of the EU and the US is one Data Matrix with product, serial,
 * lot and expiry, as GS1 elements (]d2) or, in Germany, as elements of IFA: the text
 * "[)>" RS "06" GS, then 9N product, 1T lot, D expiry, S serial, each up to a GS, then
 * RS EOT.  National numbers hide in the GTIN: 4150 + PZN, 3400 + CIP, 03 + NDC.  A lost
 * separator is the commonest fault of genuine packs and never an accusation. */
#include "china.h"
#include "form.h"
#include "pharma-guide.h"

/* clang-format off */
static const struct assay_rule rules[] = {
	{ "PHARMA-FMD", ASSAY_STRONG, "V", "eu", "2019-02-09", NULL, "]d2",
	  "Delegated Regulation (EU) 2016/161, article 4",
	  "The Data Matrix lacks a part of the unique identifier: read it again and compare with the text beside it",
	  "数据矩阵码缺少唯一标识的某一部分，请重新识读并与旁边文字核对",
	  "Product code, serial, lot and expiry stand in one Data Matrix on every prescription pack",
	  "处方药包装的数据矩阵码必须同时含产品代码、序列号、批号和有效期" },
	{ "PHARMA-SERIAL-LEN", ASSAY_STRONG, "V", "eu", "2019-02-09", NULL, NULL,
	  "Delegated Regulation (EU) 2016/161, article 4(b)",
	  "The serial number is not 1 to 20 letters and digits: read the code again",
	  "序列号不是 1 至 20 位字母和数字，请重新识读",
	  "Serials of medicines are at most 20 letters or digits",
	  "药品序列号最多 20 位字母或数字" },
	{ "PHARMA-SERIAL-RANDOM", ASSAY_PROOF, "C", "*", NULL, NULL, NULL,
	  "Delegated Regulation (EU) 2016/161, article 4(b); NMPAB/T 1002 for trace codes",
	  "Numbers of several packs run on or repeat, though each is drawn at random: compare the packs with each other",
	  "多个包装的编号连续或重复，而编号应随机且唯一：请将各包装相互比较",
	  "In the EU whoever knows one serial must not guess the next: four of a lot that run on are no chance. Repeats of GS1 codes are DUP-SERIAL",
	  "欧盟要求知道一个序列号不能猜出下一个：同批四个连号绝非偶然。GS1 码的重复见 DUP-SERIAL" },
	{ "PHARMA-WRONG-CARRIER", ASSAY_STRONG, "V", "eu us", "2019-02-09", NULL, NULL,
	  "Delegated Regulation (EU) 2016/161, article 5; US Drug Supply Chain Security Act",
	  "A prescription pack has no Data Matrix: look at every side of the pack",
	  "处方药包装上没有数据矩阵码，请查看包装各面",
	  "The law asks for a Data Matrix; a bar code of the till or a QR code alone does not serve",
	  "法规要求使用数据矩阵码，仅有零售条码或二维码不符合要求" },
	{ "PHARMA-PZN8", ASSAY_STRONG, "V", "*", "2013-01-01", NULL, "pzn",
	  "IFA technical information, PZN: modulo 11, weights 1 to 7",
	  "The check digit of the German pharmacy number (PZN) is wrong: compare the number once more",
	  "德国药品编号（PZN）校验码错误，请再次核对",
	  "Seven digits and a check digit; a remainder of 10 is never issued",
	  "七位数字加校验码；余数为 10 的编号从不发放" },
	{ "PHARMA-PZN7", ASSAY_WEAK, "V", "*", NULL, NULL, "pzn",
	  "IFA technical information, PZN7, not valid for use since 2020",
	  "A seven-digit PZN: it went out of use in 2020, unless its leading zero was left out",
	  "七位 PZN 于 2020 年停用，除非只是省略了前导零",
	  "The old number is the new one without its leading zero",
	  "旧编号即新编号去掉前导零" },
	{ "PHARMA-PPN", ASSAY_STRONG, "V", "*", NULL, NULL, "ppn",
	  "IFA specification of the PPN: modulo 97 over ASCII codes",
	  "The check digits of the product number (PPN) are wrong: compare it once more",
	  "药品产品编号（PPN）校验码错误，请再次核对",
	  "11, the PZN of eight digits, and two check digits over both",
	  "由 11、八位 PZN 和两位校验码组成" },
	{ "PHARMA-NTIN-DE", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "IFA and GS1 Germany, NTIN: 4150 + PZN + check digit",
	  "The German number in the code differs from the printed PZN: compare both once more",
	  "条码中的德国编号与标注的 PZN 不同，请再次核对",
	  "A German GTIN that begins with 4150 holds the PZN",
	  "以 4150 开头的德国 GTIN 含有 PZN" },
	{ "PHARMA-CIP13", ASSAY_STRONG, "V", "*", "2009-01-01", NULL, "cip",
	  "French order of 2021-12-30 on CIP and UCD codes; GS1 General Specifications, 7.9",
	  "The French code (CIP) is malformed, its check digit is wrong, or it is not the one in the code",
	  "法国药品代码（CIP）格式或校验码错误，或与条码中的不同",
	  "13 digits that begin with 3400 and end in a GS1 check digit; with a leading 0 it is the GTIN",
	  "以 3400 开头的 13 位数字，末位为 GS1 校验码；前加 0 即为 GTIN" },
	{ "PHARMA-NDC-GTIN", ASSAY_STRONG, "V", "us", NULL, NULL, NULL,
	  "21 CFR 207.33 and GS1 US healthcare guideline: GTIN with NDC",
	  "The US drug code (NDC) is malformed or not the one in the bar code: compare both once more",
	  "美国药品代码（NDC）格式错误或与条码中的不同，请再次核对",
	  "Ten digits in groups of 4-4-2, 5-3-2 or 5-4-1; the bar code holds them behind 03",
	  "十位数字分为 4-4-2、5-3-2 或 5-4-1；条码中位于 03 之后" },
	{ "PHARMA-NDC12", ASSAY_INFO, "V", "us", NULL, NULL, NULL,
	  "Uniform national drug code, final rule of 2026",
	  "A drug code of twelve digits: the uniform form that is being introduced",
	  "十二位药品代码：正在引入的统一格式",
	  "6-4-2 replaces the three forms of ten digits over a long transition",
	  "6-4-2 将在较长过渡期内取代三种十位格式" },
	{ "PHARMA-NHRN", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "GS1 General Specifications, AI 710 to 717",
	  "The national number in the code is not the one inside its product number: read the code again",
	  "条码中的国家药品编号与产品代码所含编号不同，请重新识读",
	  "One symbol that names two products was put together from two",
	  "同一条码指向两种产品，说明由两者拼凑而成" },
	{ "PHARMA-CN-APPROVAL", ASSAY_STRONG, "V", "cn", NULL, NULL, "approval",
	  "Measures for Drug Registration; numbering rule of the drug authority",
	  "The approval number is not built as the rule says: compare it and ask the register",
	  "药品批准文号不符合编号规则，请核对并查询登记信息",
	  "国药准字, a letter for the kind of drug, and eight digits: origin, year, sequence",
	  "国药准字、药品类别字母和八位数字：来源、年份、顺序号" },
	{ "PHARMA-CN-TRACE", ASSAY_WEAK, "V", "cn", NULL, NULL, "trace",
	  "Chinese drug traceability standard NMPAB/T 1002",
	  "The drug trace code is not 20 digits: read it again",
	  "药品追溯码不是 20 位数字，请重新识读",
	  "20 digits, the first seven name product, strength and pack",
	  "20 位数字，前七位标识品种、规格和包装" },
	{ "PHARMA-CN-BASE", ASSAY_INFO, "V", "cn", NULL, NULL, "cnbase",
	  "Chinese national drug code, 14 digits",
	  "The national drug code is not 14 digits that begin with 869",
	  "药品本位码不是以 869 开头的 14 位数字",
	  "It names maker and product and ends in a check digit whose rule is not public",
	  "标识企业与产品，末位校验码规则未公开" },
	{ "SIGNED-CRPT", ASSAY_WEAK, "V", "ru uz kz by am kg", NULL, NULL, "]d2",
	  "Marking codes of Russia and its neighbours: AI 91 and 92, or AI 93",
	  "The marking code is not built as its system says, or lost a separator: read it again",
	  "标识码不符合其系统的结构，或丢失了分隔符，请重新识读",
	  "Product, serial, key and verification code; the keys are the operator's, so only the form can be checked here",
	  "含产品、序列号、密钥标识和校验码；密钥由运营方持有，此处只能检查结构" },
};

static const struct assay_label labels[] = {
	{ "pzn", "German pharmacy number (PZN)", "德国药品编号（PZN）" },
	{ "ppn", "pharmacy product number (PPN), 12 digits", "药品产品编号（PPN），12 位" },
	{ "cip", "French code (CIP), 13 digits", "法国药品代码（CIP），13 位" },
	{ "ndc", "US drug code (NDC), with its hyphens", "美国药品代码（NDC），含连字符" },
	{ "approval", "Chinese approval number, 国药准字 ...", "批准文号，国药准字……" },
	{ "trace", "drug trace code, 20 digits", "药品追溯码，20 位" },
	{ "cnbase", "national drug code, 14 digits", "药品本位码，14 位" },
	{ "rx", "prescription only: yes or no", "是否处方药：是、否" },
	{ "carrier", "the only code on the pack, as EAN-13, QR, Data Matrix", "包装上唯一的条码，如 EAN-13、QR、Data Matrix" },
};

static const struct { const char *letters, *name; } kinds[] = {
	{ "H", "chemical" }, { "Z", "traditional" }, { "S", "biological" }, { "B", "health" },
	{ "T", "diagnostic" }, { "F", "excipient" }, { "J", "imported, repacked" }, { "C", "classic formula" },
	{ "HJ", "chemical, holder abroad" }, { "ZJ", "traditional, holder abroad" },
	{ "SJ", "biological, holder abroad" }, { "HC", "chemical, Hong Kong, Macao, Taiwan" },
	{ "ZC", "traditional, Hong Kong, Macao, Taiwan" }, { "SC", "biological, Hong Kong, Macao, Taiwan" },
};
/* clang-format on */

/* ---- national numbers ---- */

/* The check digit behind seven digits of a PZN; 10: never issued. */
static int
pzn_check(const char *d)
{
	int sum = 0;

	for (int i = 0; i < 7; i++)
		sum += (i + 1) * (d[i] - '0');
	return sum % 11;
}

/* Eight digits of "PZN 1234562", "-01234562": the zero that is left out put back. */
static bool
pzn_of(const char *s, char out[9], size_t *printed)
{
	size_t n;

	if (begins(s, "PZN") != 0)
		s += 3;
	n = count_digits(s);
	*printed = n;
	if (s[n] != '\0' || (n != 7 && n != 8))
		return false;
	out[0] = '0';
	memcpy(out + (n == 7), s, n + 1);
	return true;
}

static const char *
pzn_fault(const char *pzn)
{
	int check = pzn_check(pzn);

	return check == 10             ? "remainder 10 is never issued"
	       : check != pzn[7] - '0' ? "check digit"
	                               : "";
}

static const char *
pzn8(struct exam *x, struct text *t, struct note *n)
{
	char pzn[9];
	size_t printed;

	(void)x;
	note(n, "pzn", t->s);
	if (!pzn_of(t->s, pzn, &printed))
		return "not eight digits";
	if (printed == 7)
		return NULL;
	return pzn_fault(pzn);
}

static const char *
pzn7(struct exam *x, struct text *t, struct note *n)
{
	struct dated made;
	char pzn[9];
	size_t printed;

	if (!pzn_of(t->s, pzn, &printed) || printed != 7)
		return NULL;
	note(n, "pzn", pzn + 1);
	if (dated_claim(x->item, "made", 0, &made) &&
	    assay_date_of(made.day).year >= 2020)
		note(n, "remark", "goods of 2020 or later bear eight digits");
	return pzn_fault(pzn);
}

static bool
ppn_holds(const char *s)
{
	int sum = 0;

	if (!is_digits(s, 12) || s[0] != '1' || s[1] != '1')
		return false;
	for (int i = 0; i < 10; i++)
		sum += (i + 2) * s[i];
	return sum % 97 == number_at(s + 10, 2);
}

static const char *
ppn(struct exam *x, struct text *t, struct note *n)
{
	char pzn[9];

	(void)x;
	note(n, "ppn", t->s);
	if (!is_digits(t->s, 12))
		return "not twelve digits";
	memcpy(pzn, t->s + 2, 8);
	pzn[8] = '\0';
	note_part(n, "prac", t->s, 2);
	note(n, "pzn", pzn);
	note(n, "check", t->s + 10);
	return !ppn_holds(t->s) ? "check digits" : pzn_fault(pzn);
}

static const char *
cip(struct exam *x, struct text *t, struct note *n)
{
	(void)x;
	note(n, "cip", t->s);
	if (!is_digits(t->s, 13))
		return "not thirteen digits";
	if (begins(t->s, "3400") == 0)
		return "does not begin with 3400";
	if (begins(t->s, "34008") != 0)
		note(n, "kind", "dispensing unit");
	return assay_mod10_holds(assay_str(t->s)) ? "" : "check digit";
}

/* Ten digits of an NDC in one of its three forms; else the reason. */
static const char *
ndc_of(const char *s, char out[13])
{
	static const char forms[][3] = {
		{ 4, 4, 2 }, { 5, 3, 2 }, { 5, 4, 1 }, { 5, 4, 2 }, { 6, 4, 2 }
	};
	size_t at = 0, group[3] = { 0, 0, 0 }, groups = 0, digits = 0;

	if (begins(s, "NDC") != 0)
		s += 3;
	for (; s[at] != '\0'; at++) {
		if (s[at] == '-' && groups < 2 && group[groups] > 0)
			groups++;
		else if (is_digit(s[at]) && digits < 12)
			group[groups]++, out[digits++] = s[at];
		else
			return "not digits in three groups";
	}
	out[digits] = '\0';
	if (groups == 0 && digits == 10)
		return "";
	for (size_t i = 0; i < COUNT(forms); i++) {
		bool same = groups == 2;

		for (size_t k = 0; k < 3 && same; k++)
			same = group[k] == (size_t)forms[i][k];
		if (same || (groups == 0 && digits == (i == 3 ? 11 : i == 4 ? 12 : 0)))
			return i < 3 ? "" : i == 3 ? "11-digit billing form" : NULL;
	}
	return "segments must be 4-4-2, 5-3-2 or 5-4-1";
}

static const char *
ndc(struct exam *x, struct text *t, struct note *n)
{
	char digits[13], gtin[15] = "003";
	const char *reason = ndc_of(t->s, digits);

	note(n, "ndc", t->s);
	if (reason == NULL) {
		remark(x, "PHARMA-NDC12", ASSAY_NONE, n);
		return NULL;
	}
	if (*reason != '\0')
		return reason;
	memcpy(gtin + 3, digits, 10);
	gtin[13] = (char)('0' + assay_mod10((struct assay_bytes){ (uint8_t *)gtin, 13 }));
	gtin[14] = '\0';
	note(n, "ndc10", digits);
	note(n, "gtin", gtin);
	note(n, "upc", gtin + 2);
	return "";
}

/* ---- the number inside a GTIN ---- */

static const struct nation {
	const char *rule;
	const char *prefix; /* behind the indicator digit */
	size_t at, len;     /* of the national number in the 14 digits */
	const char *key;    /* typed label; what evidence calls it */
	const char *ai;
} nations[] = {
	{ "PHARMA-NTIN-DE", "4150", 5, 8, "pzn", "710" },
	{ "PHARMA-CIP13", "3400", 1, 13, "cip", "711" },
	{ "PHARMA-NDC-GTIN", "03", 3, 10, "ndc10", "715" },
};

/* The number in national form, as far as it can be compared with one in a GTIN. */
static bool
national(const struct nation *nation, const char *typed, char out[14])
{
	struct text t;
	char digits[13];
	size_t printed;

	fold(assay_str(typed), &t);
	text_upper(&t);
	text_without(&t, nation->len == 10 ? " " : " -.");
	if (nation->len == 8)
		return pzn_of(t.s, out, &printed);
	if (nation->len == 13) {
		snprintf(out, 14, "%.13s", t.s);
		return is_digits(t.s, 13);
	}
	if (ndc_of(t.s, digits) == NULL || *ndc_of(t.s, digits) != '\0')
		return false;
	snprintf(out, 14, "%s", digits);
	return true;
}

/* Do all GTINs of the item agree?  Else a neighbour's code is in view. */
static bool
one_gtin(const struct assay_item *item)
{
	const struct assay_claim *first = assay_claim(item, "gtin", 0), *c;

	for (size_t i = 1; (c = assay_claim(item, "gtin", i)) != NULL; i++)
		if (!assay_bytes_equal(first->value, c->value))
			return false;
	return true;
}

/* Were the two numbers compared? */
static bool
compare_national(struct exam *x, const char *rule, const struct nation *nation,
                 const struct assay_claim *gtin, const struct assay_claim *other)
{
	struct assay_bytes inside = { gtin->value.data + nation->at, nation->len };
	struct weight w;
	struct note n = { "", 0 };
	char own[14];

	if (!national(nation, (const char *)other->value.data, own) ||
	    strlen(own) != nation->len)
		return false;
	note_bytes(&n, "gtin", gtin->value);
	note_bytes(&n, "inside", inside);
	note(&n, nation->key, own);
	if (assay_bytes_equal(inside, assay_str(own))) {
		holds(x, rule, &n);
		return true;
	}
	w = conflict_weight(weaker_path(gtin->path, other->path),
	                    is_slip(inside, assay_str(own)));
	tried(&w, "neighbour-code", !one_gtin(x->item));
	tried(&w, "other-pack-level", gtin->value.data[0] != '0');
	speak_within(x, rule, w, gtin->symbol, &n);
	return true;
}

static void
inside_gtin(struct exam *x, const struct assay_claim *gtin)
{
	for (size_t i = 0; i < COUNT(nations); i++) {
		const struct nation *nation = &nations[i];
		const char *key = strcmp(nation->key, "ndc10") == 0 ? "ndc" : nation->key;
		const struct assay_claim *typed;
		struct note n = { "", 0 };
		bool compared = false;

		if (gtin->value.len != 14 ||
		    begins((const char *)gtin->value.data + 1, nation->prefix) == 0)
			continue;
		for (size_t k = 0; (typed = assay_claim(x->item, key, k)) != NULL; k++)
			compared |=
			        compare_national(x, nation->rule, nation, gtin, typed);
		for (size_t k = 0; k < x->item->n_claims; k++) {
			const struct assay_claim *c = &x->item->claims[k];

			if (strcmp(c->ai, nation->ai) == 0 && c->symbol == gtin->symbol)
				compare_national(x, "PHARMA-NHRN", nation, gtin, c);
		}
		if (compared)
			continue;
		note_bytes(&n, "gtin", gtin->value);
		note_part(&n, nation->key, (const char *)gtin->value.data + nation->at,
		          nation->len);
		remark(x, nation->rule, gtin->symbol, &n);
	}
}

/* The GTIN that a printed PZN leads to. */
static void
ntin_of(struct exam *x)
{
	struct source from;
	char pzn[9], gtin[15] = "04150";
	size_t printed;

	if (assay_claim(x->item, "gtin", 0) != NULL ||
	    !typed_source(x->item, "pzn", 0, &from))
		return;
	text_upper(&from.text);
	text_without(&from.text, " -.:");
	if (pzn_of(from.text.s, pzn, &printed) && *pzn_fault(pzn) == '\0') {
		struct note n = { "", 0 };

		memcpy(gtin + 5, pzn, 8);
		gtin[13] = (char)('0' + assay_mod10((struct assay_bytes){ (uint8_t *)gtin,
		                                                          13 }));
		gtin[14] = '\0';
		note(&n, "pzn", pzn);
		note(&n, "gtin", gtin);
		remark(x, "PHARMA-NTIN-DE", ASSAY_NONE, &n);
	}
}

/* ---- the unique identifier ---- */

enum part { PRODUCT, SERIAL, LOT, EXPIRY, PARTS };

static const struct {
	const char *ai, *ifa, *name;
} parts[PARTS] = {
	{ "01", "9N", "product" },
	{ "21", "S", "serial" },
	{ "10", "1T", "lot" },
	{ "17", "D", "expiry" },
};

struct identifier {
	struct assay_bytes part[PARTS];
	bool ifa;    /* elements of IFA, not of GS1 */
	bool crypto; /* a marking code: AI 91 to 93 */
};

static struct assay_bytes
view(struct assay_bytes s, size_t from, size_t to)
{
	return (struct assay_bytes){ s.data + from, to - from };
}

static void
ifa_parts(struct assay_bytes s, struct identifier *id)
{
	static const char head[] = "[)>\x1E"
	                           "06\x1D";
	size_t at = sizeof head - 1;

	if (s.len < at || memcmp(s.data, head, at) != 0)
		return;
	id->ifa = true;
	while (at < s.len && s.data[at] != 0x1E) {
		size_t end = at;

		while (end < s.len && s.data[end] != 0x1D && s.data[end] != 0x1E)
			end++;
		for (size_t p = 0; p < PARTS; p++) {
			size_t n = strlen(parts[p].ifa);

			if (end - at > n && memcmp(s.data + at, parts[p].ifa, n) == 0)
				id->part[p] = view(s, at + n, end);
		}
		at = end + (end < s.len && s.data[end] == 0x1D);
	}
}

/* What symbol i says of the four parts.  False: it is no Data Matrix of that kind. */
static bool
identifier_of(const struct assay_item *item, uint32_t i, struct identifier *id)
{
	const struct assay_symbol *s = &item->symbols[i];

	memset(id, 0, sizeof *id);
	if (s->symbology[1] != 'd')
		return false;
	ifa_parts(s->payload, id);
	for (size_t k = 0; k < item->n_claims; k++) {
		const struct assay_claim *c = &item->claims[k];

		if (c->symbol != i)
			continue;
		for (size_t p = 0; p < PARTS; p++)
			if (strcmp(c->ai, parts[p].ai) == 0)
				id->part[p] = c->raw;
		if (c->ai[0] == '9' && c->ai[1] >= '1' && c->ai[1] <= '3' &&
		    c->ai[2] == '\0')
			id->crypto = true;
	}
	return id->part[PRODUCT].len > 0 ||
	       (id->part[SERIAL].len > 0 && id->part[LOT].len > 0 &&
	        id->part[EXPIRY].len > 0);
}

static bool
separator_lost(const struct assay_item *item, uint32_t symbol)
{
	for (size_t i = 0; i < item->n_faults; i++)
		if (item->faults[i].symbol == symbol &&
		    strncmp(item->faults[i].rule, "GS1-AI", 6) == 0)
			return true;
	return false;
}

/* Could a missing part stand inside another, behind the place of a lost separator? */
static bool
swallowed(const struct identifier *id, enum part missing)
{
	const char *name = id->ifa ? parts[missing].ifa : parts[missing].ai;
	size_t n = strlen(name), least = missing == EXPIRY ? 6 : 1;

	for (enum part p = SERIAL; p <= LOT; p++) {
		struct assay_bytes s = id->part[p];

		for (size_t at = 1; at + n + least <= s.len; at++)
			if (memcmp(s.data + at, name, n) == 0 &&
			    (missing != EXPIRY || assay_number(s, at + n, 6) >= 0))
				return true;
	}
	return false;
}

/* On the EU's market, and for prescription: only then is a missing part the law's. */
static bool
must_be_whole(const struct exam *x)
{
	return strcmp(x->market, "eu") == 0 && typed_yes(x->item, "rx");
}

/* Does any symbol of the item carry all four?  Then one that does not is of a blister
 * or a case. */
static bool
whole_in_view(const struct assay_item *item)
{
	struct identifier id;

	for (uint32_t i = 0; i < item->n_symbols; i++)
		if (identifier_of(item, i, &id) && id.part[SERIAL].len > 0 &&
		    id.part[LOT].len > 0 && id.part[EXPIRY].len > 0)
			return true;
	return false;
}

static void
fmd(struct exam *x, uint32_t symbol, const struct identifier *id)
{
	struct note n = { "", 0 };
	struct weight w = { must_be_whole(x) ? ASSAY_STRONG : ASSAY_WEAK, { .n = 0 } };
	char missing[48] = "";
	bool inside = false;
	size_t count = 0;

	for (size_t p = 0; p < PARTS; p++) {
		size_t len = strlen(missing);

		if (id->part[p].len > 0) {
			note_bytes(&n, id->ifa ? parts[p].ifa : parts[p].ai, id->part[p]);
			continue;
		}
		snprintf(missing + len, sizeof missing - len, "%s%s", len ? " " : "",
		         parts[p].name);
		inside = inside || swallowed(id, (enum part)p);
		count++;
	}
	if (count == 0) {
		holds(x, "PHARMA-FMD", &n);
		return;
	}
	note(&n, "missing", missing);
	if (count == PARTS - 1 && w.severity != ASSAY_STRONG) {
		remark(x, "PHARMA-FMD", symbol, &n); /* a product code is no identifier */
		return;
	}
	tried(&w, "misread", false);
	tried(&w, "neighbour-code", !one_gtin(x->item));
	tried(&w, "separator-lost", inside || separator_lost(x->item, symbol));
	tried(&w, "other-pack-level",
	      whole_in_view(x->item) || (id->part[PRODUCT].len > 0 &&
	                                 id->part[PRODUCT].data[0] != '0' && !id->ifa));
	speak_within(x, "PHARMA-FMD", w, symbol, &n);
}

static void
serial_form(struct exam *x, uint32_t symbol, const struct identifier *id)
{
	struct assay_bytes serial = id->part[SERIAL];
	struct weight w = { must_be_whole(x) ? ASSAY_STRONG : ASSAY_WEAK, { .n = 0 } };
	struct note n = { "", 0 };
	bool good = serial.len <= 20;

	if (serial.len == 0)
		return;
	for (size_t i = 0; i < serial.len; i++)
		good = good && is_alnum((char)serial.data[i]);
	note_bytes(&n, "serial", serial);
	if (good) {
		holds(x, "PHARMA-SERIAL-LEN", &n);
		return;
	}
	tried(&w, "misread", false);
	tried(&w, "separator-lost", separator_lost(x->item, symbol) || serial.len > 20);
	speak_within(x, "PHARMA-SERIAL-LEN", w, symbol, &n);
}

/* Medicines of the EU alone have random serials: sold there, or numbered there. */
static void
bears_serial(struct exam *x, const struct identifier *id)
{
	const struct assay_bytes *product = &id->part[PRODUCT];
	char batch[SHOWN_MAX + 1];
	int n;

	if (id->part[SERIAL].len == 0 || id->part[LOT].len == 0 ||
	    (x->market[0] != '\0' && strcmp(x->market, "eu") != 0) ||
	    !(strcmp(x->market, "eu") == 0 || id->ifa ||
	      (product->len == 14 && (memcmp(product->data, "04150", 5) == 0 ||
	                              memcmp(product->data, "03400", 5) == 0))))
		return;
	n = snprintf(batch, sizeof batch, "%.*s/%.*s", (int)product->len,
	             (const char *)product->data, (int)id->part[LOT].len,
	             (const char *)id->part[LOT].data);
	if (n <= 0 || (size_t)n >= sizeof batch)
		return;
	exam_bears(x, &(struct assay_borne){ .rule = "PHARMA-SERIAL-RANDOM",
	                                     .fact = "batch",
	                                     .value = assay_str(batch),
	                                     .with = id->part[SERIAL],
	                                     .path = ASSAY_PATH_MATRIX });
	if (!id->ifa) /* GS1: the library follows product and serial itself */
		return;
	n = snprintf(batch, sizeof batch, "%.*s/%.*s", (int)product->len,
	             (const char *)product->data, (int)id->part[SERIAL].len,
	             (const char *)id->part[SERIAL].data);
	if (n > 0 && (size_t)n < sizeof batch)
		exam_bears(x, &(struct assay_borne){ .rule = "PHARMA-SERIAL-RANDOM",
		                                     .fact = "pack",
		                                     .value = assay_str(batch),
		                                     .path = ASSAY_PATH_MATRIX });
}

/* The form of a signed marking code; who holds the key is another matter. */
static void
crpt(struct exam *x, uint32_t symbol, const struct identifier *id)
{
	struct note n = { "", 0 };
	struct weight w = no_more_than(ASSAY_WEAK);
	const char *reason = "";
	bool key = false, code = false;

	note_bytes(&n, "01", id->part[PRODUCT]);
	note_bytes(&n, "21", id->part[SERIAL]);
	for (size_t k = 0; k < x->item->n_claims; k++) {
		const struct assay_claim *c = &x->item->claims[k];

		if (c->symbol != symbol)
			continue;
		if (strcmp(c->ai, "91") == 0) {
			note_bytes(&n, "91", c->raw);
			key = true;
			if (c->raw.len != 4)
				reason = "key identifier is not 4 characters";
		} else if (strcmp(c->ai, "92") == 0) {
			note_int(&n, "92len", (int32_t)c->raw.len);
			code = true;
			if (c->raw.len != 44 && c->raw.len != 88)
				reason = "verification code is not 44 or 88 characters";
		} else if (strcmp(c->ai, "93") == 0) {
			note_int(&n, "93len", (int32_t)c->raw.len);
			code = key = true;
			if (c->raw.len != 4)
				reason = "short code is not 4 characters";
		}
	}
	if (*reason == '\0' && !(key && code))
		reason = "half of the code is missing";
	if (*reason == '\0') {
		note(&n, "signature", "signed, key not held");
		holds(x, "SIGNED-CRPT", &n);
		return;
	}
	note(&n, "reason", reason);
	tried(&w, "separator-lost", separator_lost(x->item, symbol));
	speak(x, "SIGNED-CRPT", &w, symbol, &n);
}

/* A serial that ends like a short verification code: the separator before it is gone. */
static void
crpt_lost(struct exam *x, uint32_t symbol, const struct identifier *id)
{
	struct assay_bytes serial = id->part[SERIAL];
	struct weight w = no_more_than(ASSAY_WEAK);
	struct note n = { "", 0 };

	if (serial.len < 11 || memcmp(serial.data + serial.len - 6, "93", 2) != 0)
		return;
	for (size_t i = 0; i < x->item->n_faults; i++) {
		if (x->item->faults[i].symbol != symbol ||
		    strcmp(x->item->faults[i].rule, "GS1-AI-GS-LOST") != 0)
			continue;
		note_bytes(&n, "21", serial);
		note(&n, "reason", "separator missing before 93");
		tried(&w, "separator-lost", true);
		speak(x, "SIGNED-CRPT", &w, symbol, &n);
		return;
	}
}

/* A pack that must bear an identifier, and a Data Matrix that is none: a link, say.  The
 * identifier may stand on a side that is not in view. */
static void
no_identifier(struct exam *x, uint32_t symbol)
{
	struct note n = { "", 0 };
	struct weight w = no_more_than(ASSAY_WEAK);

	note_bytes(&n, "code", x->item->symbols[symbol].payload);
	note(&n, "missing", "product serial lot expiry");
	tried(&w, "other-pack-level", true);
	speak(x, "PHARMA-FMD", &w, symbol, &n);
}

static void
identifiers(struct exam *x)
{
	struct identifier id;
	uint32_t none = ASSAY_NONE;
	bool any = false;

	for (uint32_t i = 0; i < x->item->n_symbols; i++) {
		if (!identifier_of(x->item, i, &id)) {
			if (x->item->symbols[i].symbology[1] == 'd')
				none = i;
			continue;
		}
		any = true;
		if (id.crypto) {
			crpt(x, i, &id);
			continue;
		}
		fmd(x, i, &id);
		serial_form(x, i, &id);
		bears_serial(x, &id);
		crpt_lost(x, i, &id);
		if (id.ifa) { /* its product code is a PPN */
			struct source from = { .path = ASSAY_PATH_MATRIX, .symbol = i };

			fold(id.part[PRODUCT], &from.text);
			form_one(x, "PHARMA-PPN", &from, "", ppn);
		}
	}
	if (!any && none != ASSAY_NONE && must_be_whole(x))
		no_identifier(x, none);
}

/* ---- carriers, China ---- */

static void
carrier(struct exam *x)
{
	struct weight w = form_weight(ASSAY_PATH_TYPED);
	struct note n = { "", 0 };
	struct text t;
	bool matrix = false;

	if (!typed_yes(x->item, "rx") ||
	    (strcmp(x->market, "eu") != 0 && strcmp(x->market, "us") != 0))
		return;
	for (size_t i = 0; i < x->item->n_symbols; i++)
		matrix = matrix || x->item->symbols[i].symbology[1] == 'd';
	if (*typed_text(x->item, "carrier", &t) != '\0') {
		note(&n, "carrier", t.s);
		matrix = matrix || find_word(t.s, "matrix") != NULL ||
		         same_word(t.s, "DM") || strstr(t.s, "数据矩阵") != NULL;
	} else if (x->item->n_symbols == 0 || matrix) {
		return;
	} else { /* perhaps on another side of the pack */
		note(&n, "seen", x->item->symbols[0].symbology);
		w = no_more_than(ASSAY_INFO);
	}
	if (matrix) {
		holds(x, "PHARMA-WRONG-CARRIER", &n);
		return;
	}
	tried(&w, "other-pack-level", false);
	speak_within(x, "PHARMA-WRONG-CARRIER", w, ASSAY_NONE, &n);
}

/* "H20051234" behind 国药准字: letters, origin or century, year, sequence. */
static const char *
approval_parts(struct exam *x, const char *s, struct note *n, const char **unsure)
{
	size_t letters = 0, kind = COUNT(kinds);
	int32_t origin, year, today = assay_day_at(x->item->now);
	char shown[48];

	*unsure = "";
	while (is_letter(s[letters]))
		letters++;
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strlen(kinds[i].letters) == letters &&
		    memcmp(kinds[i].letters, s, letters) == 0)
			kind = i;
	if (!is_digits(s + letters, 8)) {
		snprintf(shown, sizeof shown, "%zu", count_digits(s + letters));
		note(n, "digits", shown);
		return "not eight digits";
	}
	if (letters == 0 || letters > 2)
		return "class letter missing";
	snprintf(shown, sizeof shown, "%.*s %s", (int)letters, s,
	         kind < COUNT(kinds) ? kinds[kind].name : "unknown");
	note(n, "class", shown);
	s += letters;
	origin = number_at(s, 2);
	note_part(n, "origin", s, 2);
	note_part(n, "year", s + 2, 2);
	note(n, "seq", s + 4);
	year = assay_century(number_at(s + 2, 2),
	                     today == ASSAY_NO_DAY ? 2026 : assay_date_of(today).year);
	if (kind == COUNT(kinds))
		*unsure = "class letter not in the table";
	else if (origin != 10 && origin != 19 && origin != 20 &&
	         province_of(origin) == NULL)
		*unsure = "origin not in the table";
	else if (today != ASSAY_NO_DAY && year > assay_date_of(today).year)
		*unsure = "year to come";
	return "";
}

static void
approval_one(struct exam *x, const struct source *from, const char *s)
{
	struct note n = { "", 0 };
	struct weight w = no_more_than(ASSAY_WEAK);
	const char *unsure, *reason;

	note(&n, "approval", s);
	reason = approval_parts(x, s, &n, &unsure);
	if (*reason != '\0') {
		form_broken(x, "PHARMA-CN-APPROVAL", from, &n, reason);
	} else if (*unsure != '\0') { /* letters are added over the years */
		note(&n, "reason", unsure);
		tried(&w, "list-too-old", true);
		speak(x, "PHARMA-CN-APPROVAL", &w, from->symbol, &n);
	} else {
		holds(x, "PHARMA-CN-APPROVAL", &n);
	}
}

static void
approval(struct exam *x)
{
	static const char name[] = "国药准字";
	struct source from;

	for (size_t i = 0; typed_source(x->item, "approval", i, &from); i++) {
		char *at;

		if (says_no(from.text.s))
			continue;
		text_upper(&from.text);
		text_without(&from.text, " -.:");
		at = strstr(from.text.s, name);
		approval_one(x, &from, at != NULL ? at + sizeof name - 1 : from.text.s);
	}
	for (size_t i = 0; symbol_source(x->item, i, &from); i++) {
		char *at = strstr(from.text.s, name);
		size_t n = 0;

		if (at == NULL)
			continue;
		at += sizeof name - 1;
		while (is_alnum(at[n]) || (at[n] == ' ' && is_alnum(at[n + 1]) && n < 3))
			n++;
		for (size_t k = 0; k < n; k++) /* what follows the digits is other text */
			if (is_digit(at[k]) && is_letter(at[k + 1]))
				n = k + 1;
		at[n] = '\0';
		for (char *c = at; *c != '\0'; c++)
			*c = upper(*c);
		if (n > 0)
			approval_one(x, &from, at + strspn(at, " "));
	}
}

static bool
is_trace(const char *s)
{
	return is_digits(s, 20) && s[0] == '8';
}

static void
trace_facts(struct note *n, const char *s)
{
	note_part(n, "product", s, 7);
	note(n, "rest", s + 7);
}

static const char *
trace(struct exam *x, struct text *t, struct note *n)
{
	(void)x;
	note(n, "trace", t->s);
	if (!is_digits(t->s, 20))
		return "not twenty digits";
	trace_facts(n, t->s);
	return "";
}

static const char *
cnbase(struct exam *x, struct text *t, struct note *n)
{
	note(n, "cnbase", t->s);
	if (is_digits(t->s, 14) && begins(t->s, "869") != 0)
		return "";
	note(n, "reason", "not 14 digits that begin with 869");
	remark(x, "PHARMA-CN-BASE", ASSAY_NONE, n);
	return NULL;
}

static void
trace_codes(struct exam *x)
{
	struct source from;

	form_typed(x, "PHARMA-CN-TRACE", "trace", " -", trace);
	for (size_t i = 0; symbol_source(x->item, i, &from); i++) {
		struct note n = { "", 0 };

		if (!is_trace(from.text.s))
			continue;
		trace_facts(&n, from.text.s);
		remark(x, "PHARMA-CN-TRACE", from.symbol, &n);
		exam_bears(x, &(struct assay_borne){ .rule = "PHARMA-SERIAL-RANDOM",
		                                     .fact = "trace",
		                                     .value = assay_str(from.text.s),
		                                     .path = from.path });
	}
}

/* ---- the descriptor ---- */

static int
recognise(const struct assay_item *item, char why[80])
{
	static const char *const typed[] = { "pzn",      "ppn",   "cip",    "ndc",
		                             "approval", "trace", "cnbase", "rx" };
	const struct assay_claim *gtin;
	struct source from;
	struct identifier id;
	int score = 0;

	for (size_t i = 0; i < COUNT(typed); i++)
		if (assay_claim(item, typed[i], 0) != NULL) {
			snprintf(why, 80, "%s typed", typed[i]);
			return 90;
		}
	for (size_t i = 0; (gtin = assay_claim(item, "gtin", i)) != NULL; i++)
		for (size_t k = 0; k < 2; k++) /* the NDC's 03 is of other goods too */
			if (gtin->value.len == 14 &&
			    begins((const char *)gtin->value.data + 1,
			           nations[k].prefix) != 0) {
				snprintf(why, 80, "%s in the GTIN", nations[k].key);
				return 85;
			}
	for (size_t i = 0; symbol_source(item, i, &from); i++) {
		if (strstr(from.text.s, "国药准字") != NULL) {
			snprintf(why, 80, "approval number in a code");
			return 85;
		}
		if (is_trace(from.text.s) && from.path != ASSAY_PATH_RETAIL) {
			snprintf(why, 80, "20 digits of a trace code");
			score = 60;
		}
	}
	for (uint32_t i = 0; i < item->n_symbols && score < 40; i++) {
		if (!identifier_of(item, i, &id) || id.part[PRODUCT].len == 0)
			continue;
		if (id.ifa) {
			fold(id.part[PRODUCT], &from.text);
			if (ppn_holds(from.text.s)) {
				snprintf(why, 80, "PPN in a code");
				return 90;
			}
		}
		if (id.crypto && score < 20) {
			snprintf(why, 80, "signed marking code");
			score = 20;
		} else if (!id.crypto && id.part[SERIAL].len > 0 &&
		           id.part[LOT].len > 0 && id.part[EXPIRY].len > 0) {
			snprintf(why, 80, "serial, lot and expiry in a Data Matrix");
			score = 40;
		}
	}
	return score;
}

static enum assay_status
examine(const struct assay_host *host, struct assay_run *run,
        const struct assay_item *item)
{
	struct exam x = exam_begin(host, run, item, rules, COUNT(rules));
	const struct assay_claim *gtin;

	form_typed(&x, "PHARMA-PZN8", "pzn", " -.:", pzn8);
	form_typed(&x, "PHARMA-PZN7", "pzn", " -.:", pzn7);
	form_typed(&x, "PHARMA-PPN", "ppn", " -.:", ppn);
	form_typed(&x, "PHARMA-CIP13", "cip", " -.:", cip);
	form_typed(&x, "PHARMA-NDC-GTIN", "ndc", " :", ndc);
	form_typed(&x, "PHARMA-CN-BASE", "cnbase", " -", cnbase);
	for (size_t i = 0; (gtin = assay_claim(item, "gtin", i)) != NULL; i++)
		inside_gtin(&x, gtin);
	ntin_of(&x);
	identifiers(&x);
	carrier(&x);
	approval(&x);
	trace_codes(&x);
	return x.status;
}

/* What the library follows across the items of a batch. */
/* clang-format off */
static const struct assay_across across[] = {
	{ "PHARMA-SERIAL-RANDOM", NULL, "batch", ASSAY_NO_RUN },
	{ "PHARMA-SERIAL-RANDOM", NULL, "pack", ASSAY_ONE_THING },
	{ "PHARMA-SERIAL-RANDOM", NULL, "trace", ASSAY_ONE_THING },
};
/* clang-format on */

ASSAY_PLUGIN(pharma) = {
	.abi = ASSAY_PLUGIN_ABI,
	.size = sizeof(struct assay_plugin),
	.name = "pharma",
	.summary = "medicines: unique identifiers, PZN, PPN, CIP, NDC, approval and "
	           "trace codes",
	.summary_zh = "药品：唯一标识、PZN、PPN、CIP、NDC、批准文号、追溯码",
	.symbologies = "]d ]C ]E ]Q",
	.rules = rules,
	.n_rules = COUNT(rules),
	.labels = labels,
	.n_labels = COUNT(labels),
	.recognise = recognise,
	.examine = examine,
	.guides = guides,
	.n_guides = sizeof guides / sizeof *guides,
	.across = across,
	.n_across = COUNT(across),
};
