/* food.c - food: Chinese licence numbers, dates, the oval mark of the EU, alcohol
 *
 * Licence numbers are "SC" or "JY" and 14 digits, the last of them the MOD 11,10
 * check digit of GB/T 17710.  A number that is typed can be mistyped, so nothing
 * typed weighs more than W unless no slip of two characters explains it; nothing
 * here is ever proof. */
#include "china.h"
#include "printed.h"
#include "food-guide.h"
#include "signed.h"

/* ---- the rules ---- */

/* clang-format off */
static const struct assay_rule rules[] = {
	{ "FOOD-SC-PARSE", ASSAY_STRONG, "V", "cn", "2015-10-01", NULL, "sc",
	  "Measures for Food Production Licensing, coding rule of 2015; GB/T 2260",
	  "The food production licence number is not built as the rule says: compare the number on the label once more",
	  "食品生产许可证编号不符合编码规则，请再次核对标签上的编号",
	  "SC and 14 digits: type, category, division, sequence, check digit; an invented number often breaks this form",
	  "SC 加 14 位数字：类型、类别、行政区划、顺序号、校验码；臆造的编号常不合此结构" },
	{ "FOOD-SC-CHECK", ASSAY_STRONG, "V", "cn", "2015-10-01", NULL, "sc",
	  "GB/T 17710 (ISO 7064 MOD 11,10); Measures for Food Production Licensing",
	  "The check digit of the food production licence number is wrong: compare the number and ask the register",
	  "食品生产许可证编号的校验码错误，请核对编号并查询许可信息",
	  "The last digit follows from the first 13; one published label in fourteen breaks it by a typing error, so it is no proof",
	  "末位由前 13 位推算；已公开的真实标签约十四分之一因笔误而不符，因此不是证据确凿" },
	{ "FOOD-SC-PROVINCE", ASSAY_WEAK, "V", "cn", "2015-10-01", NULL, NULL,
	  "Measures for Food Production Licensing; GB/T 2260",
	  "The licence number names another province than the printed address: look for a second party on the label",
	  "许可证编号中的省份与标签地址不同，请查看标签上是否另有生产者",
	  "The number follows the licensed site, and contract packing prints two parties",
	  "编号随获证生产场所，委托加工会标注两方" },
	{ "FOOD-SC-CATEGORY", ASSAY_INFO, "V", "cn", "2015-10-01", NULL, NULL,
	  "Measures for Food Production Licensing, list of categories",
	  "The licence number names another category than the product: it stands for the maker's main product only",
	  "许可证编号的类别与产品不同：编号只代表企业的主要产品类别",
	  "A maker of several categories keeps one number",
	  "多类别企业只有一个编号" },
	{ "FOOD-SC-MULTI", ASSAY_STRONG, "C", "cn", "2015-10-01", NULL, NULL,
	  "Measures for Food Production Licensing",
	  "One food production licence stands under different makers: see which of the parties on each label is the producer",
	  "同一食品生产许可证编号出现在不同生产者名下：请查看各标签上哪一方为生产者",
	  "A licence belongs to one maker at one site; contract packing prints the client too",
	  "许可证属于一个生产者的一处场所；委托加工还会标注委托方" },
	{ "FOOD-JY-CHECK", ASSAY_STRONG, "V", "cn", "2015-10-01", NULL, "jy",
	  "GB/T 17710 (ISO 7064 MOD 11,10); Measures for Food Business Licensing",
	  "The food business licence number is malformed or its check digit is wrong: compare the number and ask the register",
	  "食品经营许可证编号格式或校验码错误，请核对编号并查询许可信息",
	  "JY and 14 digits, the last of them a check digit over the others",
	  "JY 加 14 位数字，末位为校验码" },
	{ "FOOD-QS-FORMAT", ASSAY_INFO, "V", "cn", NULL, NULL, "qs",
	  "Former food production licence, QS number",
	  "The QS number is not QS and 12 digits",
	  "QS 编号不是 QS 加 12 位数字",
	  "Four digits of authority, four of product class, four of sequence",
	  "四位受理机关、四位产品类别、四位顺序号" },
	{ "FOOD-SC-LIST", ASSAY_STRONG, "C", "cn", NULL, NULL, NULL,
	  "the maker's signed profile, or a signed register of licences",
	  "The licence number is in no signed list of the maker or register, or is another maker's: look it up",
	  "该许可证编号不在厂家或登记册的签名名单中，或属于其他企业：请查询",
	  "A number of the right form may still be invented; absence counts only where a list is complete",
	  "形式正确的编号也可能是编造的；仅当名单完整时缺失才有意义" },
	{ "FOOD-SC-DIVISION", ASSAY_WEAK, "E", "cn", NULL, NULL, NULL,
	  "a signed table of divisions with years",
	  "The licence number names a division that no year of the table knows: read it again",
	  "许可证编号中的行政区划代码在任何年份都不存在：请再次核对",
	  "Codes are retired and zones added, so that this is weak; without a signed table nothing is said",
	  "区划代码会停用和新增，因此只是弱提示；没有签名数据表时不作判断" },
	{ "FOOD-LOT-DATE", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "the maker's signed rule of lot codes",
	  "The lot does not say the made date, by the maker's own rule of lots",
	  "按厂家自己的批号规则，批号与生产日期不符",
	  "Lots that embed a date are often copied from one pack and kept while the date is changed",
	  "含日期的批号常从某一包装照抄，而日期被改动" },
	{ "FOOD-QS-AFTER-2018", ASSAY_STRONG, "V", "cn", "2018-10-01", NULL, NULL,
	  "Measures for Food Production Licensing, transition until 2018-10-01",
	  "A QS mark stands on food made after the mark ended: check the made date and ask for the SC number",
	  "QS 标志停用后生产的食品仍使用该标志，请核对生产日期并索要 SC 编号",
	  "Old packaging with QS could be used up until 2018-09-30",
	  "带 QS 的旧包装最晚用到 2018 年 9 月 30 日" },
	{ "FOOD-CN-MANDATORY", ASSAY_WEAK, "M", "cn", NULL, NULL, NULL,
	  "GB 7718, mandatory items of a domestic label",
	  "The label lacks items that every domestic one must bear: look at every side of the pack",
	  "标签缺少国产预包装食品必须标注的内容，请查看包装各面",
	  "Name, maker, made date, shelf life, SC number and standard; only what was said to be missing counts",
	  "名称、生产者、生产日期、保质期、SC 编号、标准代号；只计明确录入为无的项目" },
	{ "FOOD-CN-STD-CODE", ASSAY_WEAK, "C", "cn", NULL, NULL, "std",
	  "GB 7718, product standard number",
	  "The product standard number has no known form or a year after the made date: compare it once more",
	  "产品标准代号形式不明或其年份晚于生产日期，请再次核对",
	  "GB, GB/T, an industry, local, group or enterprise code, a number, and often a year",
	  "国标、行标、地标、团标或企标代号加编号，常带年份" },
	{ "FOOD-DATE-ORDER", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "arithmetic",
	  "The durability date lies before the made or packed date: read both dates once more",
	  "保质日期早于生产或包装日期，请再次核对两个日期",
	  "Dates copied or invented without thought contradict each other",
	  "随意照抄或臆造的日期会互相矛盾" },
	{ "FOOD-DATE-SHELF", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "arithmetic; month ends are clamped, some makers count the first day",
	  "Made date and shelf life do not lead to the printed durability date: read all three once more",
	  "生产日期加保质期与标注的到期日期不符，请再次核对三项",
	  "Shelf life arithmetic is a frequent error on copied labels",
	  "保质期推算错误在仿冒标签上很常见" },
	{ "FOOD-DATE-FUTURE", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "arithmetic; two days of tolerance for clocks",
	  "The made date lies after the inspection: read it once more and check the clock",
	  "生产日期晚于检查日期，请再次核对并检查时钟",
	  "Goods cannot have been made tomorrow",
	  "货物不可能在未来生产" },
	{ "FOOD-DATE-CODE", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "comparison of the code with the ink-jet text",
	  "The date in the code and the printed date differ: read the printed date once more",
	  "条码中的日期与喷印日期不同，请再次核对喷印日期",
	  "A copied code keeps the date of the pack it was copied from",
	  "被复制的条码保留原包装的日期" },
	{ "FOOD-LOT-EU", ASSAY_WEAK, "M", "eu", NULL, NULL, "lot",
	  "Directive 2011/91/EU",
	  "The pack has no lot mark, and no date with day and month stands in for it: look at every side of the pack",
	  "包装上没有批号，也没有可代替批号的日月日期，请查看包装各面",
	  "A lot mark begins with L unless it is plainly distinct, and may be absent where day and month are marked",
	  "批号以 L 开头，除非明显可辨；标有日和月的可以没有批号" },
	{ "FOOD-VARMEASURE", ASSAY_WEAK, "V", "*", NULL, NULL, NULL,
	  "GS1 General Specifications, restricted circulation numbers and variable measure",
	  "A number of variable measure: its layout is national; where a weight is coded, compare it with the printed one",
	  "变量商品编码：其结构由各国规定；若编码含重量，请与标注重量比较",
	  "Prefixes 02 and 20 to 29 are given out inside a shop or country and identify nothing beyond it",
	  "前缀 02、20 至 29 只在店内或国内使用，不能在其外识别商品" },
	{ "FOOD-EU-OVAL", ASSAY_WEAK, "V", "*", NULL, NULL, "oval",
	  "Regulation (EC) No 853/2004, annex II; Regulation (EU) 2024/1141",
	  "The oval identification mark lacks a part or names no member state: read the three parts once more",
	  "椭圆形识别标志缺少某部分或国别不是成员国，请再次核对三个部分",
	  "Country, approval number of the establishment, community letters",
	  "国别、企业批准号、共同体字母" },
	{ "FOOD-EU-OVAL-EC-DATE", ASSAY_WEAK, "V", "*", NULL, NULL, NULL,
	  "Regulation (EU) 2024/1141, transition until 2028-12-31",
	  "The oval mark bears the old community letters on goods marked after their end",
	  "椭圆形标志在旧共同体字母停用后仍使用旧字母",
	  "Old letters may be applied until 2028-12-31",
	  "旧字母最晚标注到 2028 年 12 月 31 日" },
	{ "FOOD-EU-OVAL-ORIGIN", ASSAY_INFO, "V", "*", NULL, NULL, NULL,
	  "Regulation (EC) No 853/2004, annex II",
	  "The oval mark names the last plant, which need not be where the food comes from",
	  "椭圆形标志指最后加工厂，不一定是食品原产地",
	  "Mark and origin may differ on genuine goods, so that they are never compared",
	  "真品上两者可以不同，因此不作比较" },
	{ "FOOD-ALC-SC", ASSAY_INFO, "E", "cn", "2015-10-01", NULL, NULL,
	  "Measures for Food Production Licensing, list of categories",
	  "Baijiu usually carries a licence number of category 15: the number stands for the maker's main product only",
	  "白酒通常使用类别 15 的许可证编号：编号只代表企业的主要产品类别",
	  "A distiller with another main product has another category",
	  "主营其他产品的酒企类别不同" },
	{ "FOOD-ALC-TTB", ASSAY_WEAK, "M", "us", NULL, NULL, "ttb",
	  "US label approval (COLA) number",
	  "The US label approval number is not 14 digits that begin with a year and a day of the year",
	  "美国酒类标签批准号不是以年份和年内日序开头的 14 位数字",
	  "Two digits of year, three of the day of the year, nine more",
	  "两位年份、三位年内日序、九位其他" },
	{ "FOOD-ALC-EXCISE-EU", ASSAY_WEAK, "M", "eu", NULL, NULL, "excise",
	  "excise number of a trader (SEED)",
	  "The excise number is not a member state and 11 characters",
	  "消费税编号不是成员国代码加 11 位字符",
	  "Two letters of the state, eleven letters or digits",
	  "两位国别字母加十一位字母或数字" },
};

static const struct assay_label labels[] = {
	{ "sc", "food production licence number (SC)", "食品生产许可证编号（SC）" },
	{ "jy", "food business licence number (JY)", "食品经营许可证编号（JY）" },
	{ "qs", "old food licence number (QS)", "旧食品生产许可证编号（QS）" },
	{ "mark", "marks on the label, as QS", "标签上的标志，如 QS" },
	{ "std", "product standard number", "产品标准代号" },
	{ "shelf_life", "shelf life, as 12M, 180D, 2Y or 18个月", "保质期，如 12M、180D、2Y、18个月" },
	{ "shelf", "shelf life, as 12M", "保质期，如 12M" },
	{ "product", "what the goods are", "产品名称" },
	{ "oval", "oval identification mark, as FR 49.099.001 CE", "椭圆形识别标志，如 FR 49.099.001 CE" },
	{ "community", "community letters of the oval mark", "椭圆形标志中的共同体字母" },
	{ "applied", "day the mark was applied", "标志标注日期" },
	{ "origin", "country of origin of the food", "食品原产国" },
	{ "net", "net weight, as 0.752 kg", "净含量，如 0.752 kg" },
	{ "ttb", "US label approval number", "美国酒类标签批准号" },
	{ "excise", "EU excise number", "欧盟消费税编号" },
};

static const struct category {
	int32_t code;
	const char *name;
	const char *words[4]; /* that name it in a product's name beyond doubt */
} categories[] = {
	{ 1, "cereal products", { "面粉", "大米" } },
	{ 2, "oils and fats", { "食用油", "花生油", "大豆油", "菜籽油" } },
	{ 3, "condiments", { "酱油", "食醋", "味精" } },
	{ 4, "meat products", { "火腿肠", "腊肉", "香肠" } },
	{ 5, "dairy products", { "奶粉", "酸奶", "纯牛奶" } },
	{ 6, "drinks", { "饮用水", "矿泉水", "饮料" } },
	{ 7, "convenience food", { "方便面" } },
	{ 8, "biscuits", { "饼干" } },
	{ 9, "canned food", { "罐头" } },
	{ 10, "ices", { "冰淇淋", "雪糕" } },
	{ 11, "quick-frozen food", { "速冻" } },
	{ 12, "potato and puffed food", { "薯片", "膨化食品" } },
	{ 13, "sweets", { "糖果", "巧克力" } },
	{ 14, "tea", { "茶叶", "绿茶", "红茶" } },
	{ 15, "alcohol", { "白酒", "啤酒", "葡萄酒", "黄酒" } },
	{ 16, "vegetable products", { "酱腌菜", "榨菜" } },
	{ 17, "fruit products", { "蜜饯", "果脯" } },
	{ 18, "nuts", { "坚果", "瓜子" } },
	{ 19, "egg products", { "皮蛋", "咸蛋" } },
	{ 20, "cocoa and coffee", { "咖啡豆", "可可粉" } },
	{ 21, "sugar", { "白砂糖", "冰糖" } },
	{ 22, "aquatic products", { "鱼糜", "海苔" } },
	{ 23, "starch", { "粉丝", "淀粉" } },
	{ 24, "pastry", { "糕点", "月饼", "面包" } },
	{ 25, "bean products", { "豆腐干", "腐竹" } },
	{ 26, "bee products", { "蜂蜜" } },
	{ 27, "health food", { "保健食品" } },
	{ 28, "special medical food", { "特殊医学用途" } },
	{ 29, "infant formula", { "婴儿配方", "幼儿配方" } },
	{ 30, "special dietary food", { "婴幼儿谷类辅助" } },
	{ 31, "other food", { NULL } },
};

static const struct country {
	const char code[3];
	const char *names[4];
} members[] = { /* states whose marks bear community letters; names in capitals */
	{ "AT", { "AUSTRIA", "ÖSTERREICH" } },
	{ "BE", { "BELGIUM", "BELGIQUE", "BELGIË", "BELGIEN" } },
	{ "BG", { "BULGARIA", "БЪЛГАРИЯ" } },
	{ "CY", { "CYPRUS", "ΚΥΠΡΟΣ" } },
	{ "CZ", { "CZECHIA", "ČESKO" } },
	{ "DE", { "GERMANY", "DEUTSCHLAND" } },
	{ "DK", { "DENMARK", "DANMARK" } },
	{ "EE", { "ESTONIA", "EESTI" } },
	{ "EL", { "GREECE", "ΕΛΛΑΔΑ" } },
	{ "GR", { "HELLAS" } },
	{ "ES", { "SPAIN", "ESPAÑA" } },
	{ "FI", { "FINLAND", "SUOMI" } },
	{ "FR", { "FRANCE" } },
	{ "HR", { "CROATIA", "HRVATSKA" } },
	{ "HU", { "HUNGARY", "MAGYARORSZÁG" } },
	{ "IE", { "IRELAND", "ÉIRE", "EIRE" } },
	{ "IT", { "ITALY", "ITALIA" } },
	{ "LT", { "LITHUANIA", "LIETUVA" } },
	{ "LU", { "LUXEMBOURG", "LUXEMBURG" } },
	{ "LV", { "LATVIA", "LATVIJA" } },
	{ "MT", { "MALTA" } },
	{ "NL", { "NETHERLANDS", "NEDERLAND" } },
	{ "PL", { "POLAND", "POLSKA" } },
	{ "PT", { "PORTUGAL" } },
	{ "RO", { "ROMANIA", "ROMÂNIA" } },
	{ "SE", { "SWEDEN", "SVERIGE" } },
	{ "SI", { "SLOVENIA", "SLOVENIJA" } },
	{ "SK", { "SLOVAKIA", "SLOVENSKO" } },
	{ "XI", { "UK(NI)", "NORTHERN IRELAND" } },
};
/* clang-format on */

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* ---- licence numbers: two letters and 14 digits ---- */

struct licence {
	char digits[24]; /* as many as were found, up to 23 */
	size_t n;
	bool letters; /* an O, I or L was read as a digit */
	bool named;   /* the two letters stand before it */
	bool whole;   /* nothing else stands in the text */
};

/* The number at s, behind its letters: single separators between groups are part of
 * a printed number, letters that look like digits are taken for them. */
static const char *
licence_digits(const char *s, bool lenient, struct licence *out)
{
	size_t n = 0;

	out->letters = false;
	for (;;) {
		char c = *s;

		if (lenient && (c == 'O' || c == 'I' || c == 'L') && n > 0) {
			c = c == 'O' ? '0' : '1';
			out->letters = true;
		}
		if (!is_digit(c)) {
			if (n == 14 || n == 0 || !lenient || strchr(" -.", *s) == NULL ||
			    *s == '\0' || !is_digit(s[1]))
				break;
			s++;
			continue;
		}
		if (n < sizeof out->digits - 1)
			out->digits[n] = c;
		n++;
		s++;
	}
	out->n = n;
	out->digits[n < sizeof out->digits ? n : sizeof out->digits - 1] = '\0';
	return s;
}

/* The next number of that kind ("SC") in a typed value, from *at on. */
static bool
licence_typed(const char *s, const char *letters, const char **at, struct licence *out)
{
	memset(out, 0, sizeof *out);
	for (; **at != '\0'; ++*at) {
		const char *p = *at;

		if (begins(p, letters) == 0 || (p > s && is_alnum(p[-1])))
			continue;
		p += strlen(letters);
		while (*p != '\0' && strchr(" :.-#", *p) != NULL)
			p++;
		if (!is_digit(*p))
			continue;
		*at = licence_digits(p, true, out);
		out->named = true;
		return true;
	}
	return false;
}

/* A number of that kind in decoded text: its letters and exactly 14 digits, and
 * neither a letter nor a digit on either side. */
static bool
licence_decoded(const char *s, const char *letters, const char **at, struct licence *out)
{
	memset(out, 0, sizeof *out);
	for (; **at != '\0'; ++*at) {
		const char *p = *at, *end;

		if (begins(p, letters) == 0 || (p > s && is_alnum(p[-1])))
			continue;
		end = licence_digits(p + strlen(letters), false, out);
		if (out->n != 14 || is_alnum(*end))
			continue;
		out->named = true;
		out->whole = p == s && *end == '\0';
		*at = end;
		return true;
	}
	return false;
}

/* Digits that read as a moment, 20231120153045: a running number of another kind. */
static bool
looks_like_moment(const char *d)
{
	int32_t y = number_at(d, 4);

	return y >= 1990 && y <= 2099 &&
	       assay_day(y, number_at(d + 4, 2), number_at(d + 6, 2)) != ASSAY_NO_DAY &&
	       number_at(d + 8, 2) < 24 && number_at(d + 10, 2) < 60 &&
	       number_at(d + 12, 2) < 60;
}

static bool
check_digit_holds(const char *digits)
{
	return assay_mod11_10((struct assay_bytes){ (const uint8_t *)digits, 13 }) ==
	       digits[13] - '0';
}

static void
licence_note(struct note *n, const char *letters, const struct licence *l)
{
	char shown[32];

	snprintf(shown, sizeof shown, "%s%s", letters, l->digits);
	note(n, letters[0] == 'S' ? "sc" : "jy", shown);
	if (l->letters)
		note(n, "read_as", "letters taken for digits");
}

static const struct category *
category_of(int32_t code)
{
	for (size_t i = 0; i < COUNT(categories); i++)
		if (categories[i].code == code)
			return &categories[i];
	return NULL;
}

static const char *
sc_category(const char *digits, char shown[48])
{
	static const char *const additives[] = { "general", "flavouring", "compound" };
	int32_t code = number_at(digits + 1, 2);

	if (digits[0] == '2')
		snprintf(shown, 48, "%02d %s additives", (int)code,
		         code >= 1 && code <= 3 ? additives[code - 1] : "unknown");
	else
		snprintf(shown, 48, "%02d %s", (int)code,
		         category_of(code) != NULL ? category_of(code)->name : "unknown");
	return shown;
}

static void
sc_facts(struct note *n, const struct licence *l)
{
	char shown[48];

	note(n, "type", l->digits[0] == '1' ? "food" : "additive");
	note(n, "category", sc_category(l->digits, shown));
	note_part(n, "division", l->digits + 3, 6);
}

/* What is wrong with the form of these digits; "" where nothing is. */
static const char *
sc_fault(const struct licence *l, char shown[64])
{
	int32_t category;

	shown[0] = '\0';
	if (l->n != 14) {
		snprintf(shown, 64, "%zu digits", l->n);
		return shown;
	}
	category = number_at(l->digits + 1, 2);
	if (l->digits[0] != '1' && l->digits[0] != '2')
		snprintf(shown, 64, "first digit must be 1 or 2");
	else if (category < 1 || category > (l->digits[0] == '1' ? 31 : 3))
		snprintf(shown, 64, "category %02d unknown", (int)category);
	else if (province_of(number_at(l->digits + 3, 2)) == NULL)
		snprintf(shown, 64, "province %.2s unknown", l->digits + 3);
	return shown;
}

static void
sc_product(struct exam *x, const struct source *from, const struct licence *l)
{
	struct text product;
	struct note n = { "", 0 };
	char shown[48];
	int32_t code = number_at(l->digits + 1, 2);
	bool baijiu;

	if (l->digits[0] != '1' || *typed_text(x->item, "product", &product) == '\0')
		return;
	baijiu = strstr(product.s, "白酒") != NULL ||
	         find_word(product.s, "baijiu") != NULL;
	licence_note(&n, "SC", l);
	note(&n, "category", sc_category(l->digits, shown));
	note(&n, "product", product.s);
	if (baijiu && code == 15)
		holds(x, "FOOD-ALC-SC", &n);
	else if (baijiu)
		remark(x, "FOOD-ALC-SC", from->symbol, &n);
	for (size_t i = 0; i < COUNT(categories); i++)
		for (size_t k = 0; k < COUNT(categories[i].words); k++) {
			if (categories[i].words[k] == NULL ||
			    strstr(product.s, categories[i].words[k]) == NULL)
				continue;
			if (categories[i].code == code) {
				holds(x, "FOOD-SC-CATEGORY", &n);
				return;
			}
			if (!baijiu) {
				note_int(&n, "expected", categories[i].code);
				remark(x, "FOOD-SC-CATEGORY", from->symbol, &n);
			}
			return;
		}
}

static void
sc_province(struct exam *x, const struct source *from, const struct licence *l)
{
	const struct province *own = province_of(number_at(l->digits + 3, 2)), *other;
	struct text address;
	struct note n = { "", 0 };
	struct weight w = no_more_than(ASSAY_WEAK);
	int says;

	if (own == NULL || *typed_text(x->item, "address", &address) == '\0' ||
	    (says = address_names(address.s, own->code, &other)) == 0)
		return;
	licence_note(&n, "SC", l);
	note(&n, "province", own->en);
	if (says > 0) {
		holds(x, "FOOD-SC-PROVINCE", &n);
		return;
	}
	note(&n, "address", other->en);
	tried(&w, "contract-maker", true);
	speak(x, "FOOD-SC-PROVINCE", &w, from->symbol, &n);
}

/* Does the text say that this is a licence number, or hold nothing else? */
static bool
licence_named(const struct source *from, const struct licence *l)
{
	return l->whole || strstr(from->text.s, "许可") != NULL ||
	       find_word(from->text.s, "licen") != NULL;
}

/* Elsewhere, or where the form is none either, it may be no licence number at all: a
 * shop's own SC20260912000017. */
static void
licence_context(const struct source *from, const struct licence *l, bool form,
                struct weight *w)
{
	if (from->path == ASSAY_PATH_TYPED)
		return;
	if (!licence_named(from, l) || (l->whole && !form))
		*w = no_more_than(ASSAY_INFO);
	else if (looks_like_moment(l->digits))
		tried(w, "test-code", true); /* a clock's running number */
}

static void
sc_judge(struct exam *x, const struct source *from, const struct licence *l)
{
	struct weight w = form_weight(from->path);
	struct note n = { "", 0 };
	char shown[64];
	const char *fault = sc_fault(l, shown);

	licence_context(from, l, *fault == '\0', &w);
	licence_note(&n, "SC", l);
	if (*fault != '\0') {
		struct note broken = n;

		note(&broken, "reason", fault);
		speak(x, "FOOD-SC-PARSE", &w, from->symbol, &broken);
	} else {
		sc_facts(&n, l);
		holds(x, "FOOD-SC-PARSE", &n);
	}
	if (l->n != 14)
		return;
	if (check_digit_holds(l->digits)) {
		if (*fault != '\0')
			return; /* a sum that happens to agree makes no number of this */
		holds(x, "FOOD-SC-CHECK", &n);
	} else {
		note_int(&n, "expected",
		         assay_mod11_10(
		                 (struct assay_bytes){ (const uint8_t *)l->digits, 13 }));
		speak(x, "FOOD-SC-CHECK", &w, from->symbol, &n);
	}
	if (*fault == '\0') {
		sc_province(x, from, l);
		sc_product(x, from, l);
	}
}

static void
jy_judge(struct exam *x, const struct source *from, const struct licence *l)
{
	struct weight w = form_weight(from->path);
	struct note n = { "", 0 };
	char reason[64] = "";

	licence_context(from, l,
	                l->n == 14 && province_of(number_at(l->digits + 1, 2)) != NULL,
	                &w);
	licence_note(&n, "JY", l);
	if (l->n != 14)
		snprintf(reason, sizeof reason, "%zu digits", l->n);
	else if (province_of(number_at(l->digits + 1, 2)) == NULL)
		snprintf(reason, sizeof reason, "province %.2s unknown", l->digits + 1);
	else if (!check_digit_holds(l->digits))
		snprintf(reason, sizeof reason, "check digit must be %d",
		         assay_mod11_10(
		                 (struct assay_bytes){ (const uint8_t *)l->digits, 13 }));
	if (reason[0] != '\0') {
		note(&n, "reason", reason);
		speak(x, "FOOD-JY-CHECK", &w, from->symbol, &n);
		return;
	}
	note_part(&n, "type", l->digits, 1);
	note_part(&n, "division", l->digits + 1, 6);
	if (l->digits[0] < '1' || l->digits[0] > '3')
		note(&n, "remark", "business type not in the table");
	holds(x, "FOOD-JY-CHECK", &n);
}

static void
licences(struct exam *x, const char *key, const char *letters, const char *parse_rule,
         void (*judge)(struct exam *, const struct source *, const struct licence *))
{
	struct source from;
	struct licence l;

	for (size_t i = 0; typed_source(x->item, key, i, &from); i++) {
		const char *at = from.text.s;
		size_t found = 0;

		if (says_no(at))
			continue;
		text_upper(&from.text);
		for (; licence_typed(from.text.s, letters, &at, &l); found++)
			judge(x, &from, &l);
		if (found != 0 || from.text.len == 0)
			continue;
		memset(&l, 0, sizeof l);
		at = licence_digits(from.text.s, true, &l);
		if (l.n >= 10 && *at == '\0') { /* typed without its letters */
			judge(x, &from, &l);
		} else {
			struct weight w = form_weight(from.path);
			struct note n = { "", 0 };

			note(&n, key, from.text.s);
			note(&n, "reason", "no number of this form");
			speak(x, parse_rule, &w, from.symbol, &n);
		}
	}
	for (size_t i = 0; symbol_source(x->item, i, &from); i++) {
		const char *at = from.text.s;

		while (!is_link(from.text.s) &&
		       licence_decoded(from.text.s, letters, &at, &l))
			judge(x, &from, &l);
	}
}

/* ---- shelf life ---- */

struct shelf {
	int32_t n;
	char unit; /* D, M or Y */
};

/* Chinese numerals up to 99, and 半 for half; -1: none. */
static int32_t
chinese_number(const char *s, size_t *len)
{
	static const char *const digits[] = { "〇", "一", "二", "三", "四",
		                              "五", "六", "七", "八", "九" };
	int32_t tens = -1, ones = -1;

	*len = 0;
	while (s[*len] != '\0') {
		size_t n;
		bool took = false;

		if ((n = begins(s + *len, "十")) != 0 && tens < 0) {
			tens = ones < 0 ? 1 : ones;
			ones = 0;
			took = true;
		} else if ((n = begins(s + *len, "两")) != 0 && ones < 0) {
			ones = 2;
			took = true;
		} else {
			for (int32_t d = 0; d < 10 && !took; d++)
				if ((n = begins(s + *len, digits[d])) != 0 && ones <= 0) {
					ones = d;
					took = true;
				}
		}
		if (!took)
			break;
		*len += n;
	}
	return tens < 0 && ones < 0 ? -1
	                            : (tens < 0 ? 0 : tens * 10) + (ones < 0 ? 0 : ones);
}

/* "12M", "18个月", "180 days", "一年半": all of s, or false. */
static bool
shelf_parse(const char *s, struct shelf *out)
{
	/* clang-format off */
	static const struct { const char *word; char unit; } units[] = {
		{ "个月", 'M' }, { "個月", 'M' }, { "月", 'M' }, { "months", 'M' }, { "month", 'M' }, { "M", 'M' },
		{ "年", 'Y' }, { "years", 'Y' }, { "year", 'Y' }, { "Y", 'Y' },
		{ "日", 'D' }, { "天", 'D' }, { "days", 'D' }, { "day", 'D' }, { "D", 'D' },
	};
	/* clang-format on */
	size_t n;

	if ((n = begins(s, "半年")) != 0) {
		*out = (struct shelf){ 6, 'M' };
		return s[n] == '\0';
	}
	n = count_digits(s);
	if (n > 0 && n <= 4)
		out->n = number_at(s, n);
	else if (n > 4 || (out->n = chinese_number(s, &n)) < 0)
		return false;
	s += n;
	while (*s == ' ')
		s++;
	for (size_t i = 0; i < COUNT(units); i++) {
		size_t len = begins(s, units[i].word);

		if (len == 0)
			continue;
		out->unit = units[i].unit;
		s += len;
		if (out->unit == 'Y' && begins(s, "半") != 0) {
			*out = (struct shelf){ out->n * 12 + 6, 'M' };
			s += strlen("半");
		}
		return *s == '\0' && out->n > 0;
	}
	return false;
}

/* made + shelf; month ends are clamped.  ASSAY_NO_DAY past the year 9999. */
static int32_t
shelf_end(int32_t made, struct shelf shelf)
{
	struct assay_date d = assay_date_of(made);
	int32_t months;

	if (shelf.unit == 'D')
		return made > assay_day(9999, 12, 31) - shelf.n ? ASSAY_NO_DAY
		                                                : made + shelf.n;
	months = d.year * 12 + d.month - 1 + shelf.n * (shelf.unit == 'Y' ? 12 : 1);
	d.year = months / 12;
	d.month = months % 12 + 1;
	if (d.day > assay_month_days(d.year, d.month))
		d.day = assay_month_days(d.year, d.month);
	return assay_day(d.year, d.month, d.day);
}

/* Days between what the label says and what made + shelf gives.  A date at the end of
 * a month may stand for the month alone. */
static int32_t
shelf_off(int32_t made, struct shelf shelf, int32_t stated)
{
	int32_t end = shelf_end(made, shelf);
	struct assay_date s = assay_date_of(stated), e;

	if (end == ASSAY_NO_DAY)
		return INT32_MAX;
	e = assay_date_of(end);
	if (s.day == assay_month_days(s.year, s.month) && s.year == e.year &&
	    s.month == e.month)
		return 0;
	return stated > end ? stated - end : end - stated;
}

static bool
shelf_claimed(const struct assay_item *item, struct shelf *out)
{
	struct text t;

	return (*typed_text(item, "shelf_life", &t) != '\0' && shelf_parse(t.s, out)) ||
	       (*typed_text(item, "shelf", &t) != '\0' && shelf_parse(t.s, out));
}

static const char *const made_keys[] = { "made", "packed" };
static const char *const end_keys[] = { "best", "expiry", "sellby" };

/* One digit of the shelf life, or its unit, typed wrongly? */
static bool
shelf_slip(int32_t made, struct shelf shelf, int32_t stated)
{
	for (const char *unit = "DMY"; *unit != '\0'; unit++)
		if (shelf_off(made, (struct shelf){ shelf.n, *unit }, stated) <= 3)
			return true;
	for (int32_t place = 1; place <= 1000; place *= 10)
		for (int32_t digit = 0; digit < 10; digit++) {
			int32_t n = shelf.n + (digit - shelf.n / place % 10) * place;

			if (n > 0 &&
			    shelf_off(made, (struct shelf){ n, shelf.unit }, stated) <= 3)
				return true;
		}
	return false;
}

/* Do the item's own dates confirm this made date, so that a slip in it would show? */
static bool
made_confirmed(const struct assay_item *item, const struct dated *made)
{
	struct shelf shelf;
	struct dated end;

	if (made->path != ASSAY_PATH_TYPED)
		return true;
	if (!shelf_claimed(item, &shelf))
		return false;
	for (size_t k = 0; k < COUNT(end_keys); k++)
		for (size_t i = 0; dated_claim(item, end_keys[k], i, &end); i++)
			if (shelf_off(made->day, shelf, end.day) <= 1)
				return true;
	return false;
}

/* ---- dates ---- */

/* Do these two dates belong to one thing: typed one of them, or from one symbol? */
static bool
belong(const struct dated *a, const struct dated *b)
{
	return a->path == ASSAY_PATH_TYPED || b->path == ASSAY_PATH_TYPED ||
	       a->symbol == b->symbol;
}

static uint32_t
symbol_of(const struct dated *a, const struct dated *b)
{
	return a->symbol != ASSAY_NONE ? a->symbol : b->symbol;
}

static bool
several_products(const struct assay_item *item)
{
	const struct assay_claim *first = assay_claim(item, "gtin", 0), *c;

	for (size_t i = 1; (c = assay_claim(item, "gtin", i)) != NULL; i++)
		if (!assay_bytes_equal(c->value, first->value))
			return true;
	return false;
}

/* Day 00 of a coded date stands for the whole month; the claim has its last day. */
static bool
whole_month(const struct assay_claim *c)
{
	return c->raw.len == 6 && c->raw.data[4] == '0' && c->raw.data[5] == '0';
}

/* The first day that a date may mean. */
static int32_t
month_first(const struct dated *d)
{
	return d->day - (whole_month(d->claim) ? assay_date_of(d->day).day - 1 : 0);
}

#define LONGEST 14600 /* days, 40 years: no food keeps longer */

static void
date_order(struct exam *x, const struct dated *made, const struct dated *end)
{
	struct note n = { "", 0 };
	struct weight w = { ASSAY_STRONG, { .n = 0 } };
	bool slip = (made->path == ASSAY_PATH_TYPED &&
	             day_slip(made->day, end->day - LONGEST, end->day)) ||
	            (end->path == ASSAY_PATH_TYPED &&
	             day_slip(end->day, made->day, made->day + LONGEST));

	note_day(&n, made->key, made->day);
	note_day(&n, end->key, end->day);
	if (end->day >= made->day) {
		holds(x, "FOOD-DATE-ORDER", &n);
		return;
	}
	if (made->path == ASSAY_PATH_TYPED || end->path == ASSAY_PATH_TYPED) {
		tried(&w, "typing-slip", slip);
		tried(&w, "neighbour-code", several_products(x->item));
	} else {
		tried(&w, "misread", false); /* the symbol checks itself */
	}
	if (whole_month(made->claim))
		tried(&w, "day-00", made->day - end->day <= 31);
	if (end->claim->ai[0] != '\0')
		tried(&w, "century", end->day + 36524 - made->day < LONGEST);
	speak(x, "FOOD-DATE-ORDER", &w, symbol_of(made, end), &n);
}

static void
date_shelf(struct exam *x, const struct dated *made, const struct dated *end)
{
	struct note n = { "", 0 };
	struct weight w = { ASSAY_STRONG, { .n = 0 } };
	struct shelf shelf;
	int32_t off, computed;
	char unit[2] = "", shown[24];

	if (!shelf_claimed(x->item, &shelf) ||
	    (computed = shelf_end(made->day, shelf)) == ASSAY_NO_DAY)
		return;
	unit[0] = shelf.unit;
	snprintf(shown, sizeof shown, "%d%s", (int)shelf.n, unit);
	off = computed >= month_first(end) && computed <= end->day
	              ? 0
	              : shelf_off(made->day, shelf, end->day);
	note_day(&n, made->key, made->day);
	note(&n, "shelf", shown);
	note_day(&n, end->key, end->day);
	note_day(&n, "computed", computed);
	if (off <= 1) {
		if (off == 1)
			note(&n, "tolerance", "1d");
		holds(x, "FOOD-DATE-SHELF", &n);
		return;
	}
	note_int(&n, "days", off);
	tried(&w, "typing-slip",
	      shelf_slip(made->day, shelf, end->day) ||
	              (end->path == ASSAY_PATH_TYPED &&
	               day_slip(end->day, computed - 3, computed + 3)) ||
	              (made->path == ASSAY_PATH_TYPED &&
	               day_slip(made->day, made->day + month_first(end) - computed - 3,
	                        made->day + end->day - computed + 3)));
	if (made->path != ASSAY_PATH_TYPED || end->path != ASSAY_PATH_TYPED)
		tried(&w, "neighbour-code", several_products(x->item));
	if (whole_month(made->claim))
		tried(&w, "day-00", off <= 31);
	if (off <= 3)
		w.severity = ASSAY_WEAK;
	speak(x, "FOOD-DATE-SHELF", &w, symbol_of(made, end), &n);
}

static void
date_future(struct exam *x, const struct dated *made)
{
	int32_t today = assay_day_at(x->item->now);
	struct note n = { "", 0 };
	struct weight w = { ASSAY_STRONG, { .n = 0 } };

	if (today == ASSAY_NO_DAY)
		return;
	note_day(&n, made->key, made->day);
	note_day(&n, "inspected", today);
	if (month_first(made) <= today + 2) {
		holds(x, "FOOD-DATE-FUTURE", &n);
		return;
	}
	if (made->path == ASSAY_PATH_TYPED)
		tried(&w, "typing-slip", day_slip(made->day, today - LONGEST, today));
	else
		tried(&w, "misread", false);
	tried(&w, "clock", false); /* two days are granted above */
	if (made->claim->ai[0] != '\0')
		tried(&w, "century", made->day - today > LONGEST);
	speak(x, "FOOD-DATE-FUTURE", &w, made->symbol, &n);
}

static bool
same_month(int32_t a, int32_t b)
{
	struct assay_date x = assay_date_of(a), y = assay_date_of(b);

	return x.year == y.year && x.month == y.month;
}

static const struct assay_claim *
claim_of(const struct assay_item *item, const char *key, uint32_t symbol)
{
	for (size_t i = 0; i < item->n_claims; i++)
		if (item->claims[i].symbol == symbol &&
		    strcmp(item->claims[i].key, key) == 0)
			return &item->claims[i];
	return NULL;
}

static bool
same_claim(const struct assay_item *item, const char *key, uint32_t a, uint32_t b)
{
	const struct assay_claim *x = claim_of(item, key, a), *y = claim_of(item, key, b);

	return x != NULL && y != NULL && assay_bytes_equal(x->value, y->value);
}

static void
date_code(struct exam *x, const char *key)
{
	const struct assay_item *item = x->item;
	struct dated a, b;

	for (size_t i = 0; dated_claim(item, key, i, &a) && i < item->n_claims; i++) {
		struct dated closest = { 0 };
		bool compared = false, agrees = false;

		if (a.path != ASSAY_PATH_TYPED)
			continue;
		for (size_t k = 0; dated_claim(item, key, k, &b) && k < item->n_claims;
		     k++) {
			if (b.path == ASSAY_PATH_TYPED)
				continue;
			if (!compared || day_differences(a.day, b.day) <
			                         day_differences(a.day, closest.day))
				closest = b;
			compared = true;
			agrees = agrees || a.day == b.day ||
			         (whole_month(b.claim) && same_month(a.day, b.day));
		}
		if (compared) {
			struct note n = { "", 0 };
			struct weight w = { ASSAY_STRONG, { .n = 0 } };

			note(&n, "date", key);
			note_day(&n, "printed", a.day);
			note_day(&n, "coded", closest.day);
			if (agrees) {
				holds(x, "FOOD-DATE-CODE", &n);
				continue;
			}
			tried(&w, "typing-slip",
			      day_slip(a.day, month_first(&closest), closest.day));
			tried(&w, "neighbour-code", several_products(item));
			tried(&w, "day-00", false);
			speak(x, "FOOD-DATE-CODE", &w, closest.symbol, &n);
		}
	}
	/* two codes that name one thing, with two dates */
	for (size_t i = 0; dated_claim(item, key, i, &a) && i < item->n_claims; i++)
		for (size_t k = i + 1;
		     dated_claim(item, key, k, &b) && k < item->n_claims; k++) {
			struct note n = { "", 0 };
			struct weight w = { ASSAY_STRONG, { .n = 0 } };

			if (a.path == ASSAY_PATH_TYPED || b.path == ASSAY_PATH_TYPED ||
			    a.symbol == b.symbol || a.day == b.day ||
			    !same_claim(item, "gtin", a.symbol, b.symbol) ||
			    !same_claim(item, "serial", a.symbol, b.symbol) ||
			    ((whole_month(a.claim) || whole_month(b.claim)) &&
			     same_month(a.day, b.day)))
				continue;
			note(&n, "date", key);
			note_day(&n, "coded", a.day);
			note_day(&n, "other_code", b.day);
			tried(&w, "neighbour-code", false); /* both name one serial */
			tried(&w, "misread", false);
			speak(x, "FOOD-DATE-CODE", &w, a.symbol, &n);
			return;
		}
}

static void
dates(struct exam *x)
{
	static const char *const coded[] = { "made", "packed", "best", "expiry",
		                             "sellby" };
	struct dated made, end;

	for (size_t m = 0; m < COUNT(made_keys); m++)
		for (size_t i = 0; i < 4 && dated_claim(x->item, made_keys[m], i, &made);
		     i++) {
			date_future(x, &made);
			for (size_t e = 0; e < COUNT(end_keys); e++)
				for (size_t k = 0;
				     k < 4 && dated_claim(x->item, end_keys[e], k, &end);
				     k++) {
					if (!belong(&made, &end))
						continue;
					date_order(x, &made, &end);
					if (m == 0 && strcmp(end.key, "sellby") != 0)
						date_shelf(x, &made, &end);
				}
		}
	for (size_t k = 0; k < COUNT(coded); k++)
		date_code(x, coded[k]);
}

/* ---- the old QS mark ---- */

static void
qs(struct exam *x)
{
	int32_t end = assay_day(2018, 10, 1);
	struct source from;
	struct dated made;
	bool marked = false;

	for (size_t i = 0; typed_source(x->item, "qs", i, &from); i++) {
		struct note n = { "", 0 };

		if (says_no(from.text.s))
			continue;
		marked = true;
		text_upper(&from.text);
		text_without(&from.text, " -.:");
		if (count_digits(from.text.s) == 0 && begins(from.text.s, "QS") == 0)
			continue; /* "yes": the mark without a number */
		note(&n, "qs", from.text.s);
		if (begins(from.text.s, "QS") != 0)
			text_skip(&from.text, 2);
		if (from.text.len == 0)
			continue;
		if (count_digits(from.text.s) == 12 && from.text.len == 12) {
			note_part(&n, "authority", from.text.s, 4);
			note_part(&n, "class", from.text.s + 4, 4);
			holds(x, "FOOD-QS-FORMAT", &n);
		} else {
			note(&n, "reason", "not twelve digits");
			remark(x, "FOOD-QS-FORMAT", from.symbol, &n);
		}
	}
	for (size_t i = 0; typed_source(x->item, "mark", i, &from); i++) {
		const char *at = find_word(from.text.s, "QS");

		marked = marked ||
		         (at != NULL && (at == from.text.s || !is_alnum(at[-1])) &&
		          !is_alnum(at[2]));
	}
	for (size_t i = 0; marked && i < 4 && dated_claim(x->item, "made", i, &made);
	     i++) {
		struct note n = { "", 0 };
		struct weight w = { ASSAY_STRONG, { .n = 0 } };

		note(&n, "mark", "QS");
		note_day(&n, "made", made.day);
		if (made.day < end) {
			holds(x, "FOOD-QS-AFTER-2018", &n);
			continue;
		}
		tried(&w, "old-packaging",
		      false); /* it could be used up until the day before */
		tried(&w, "typing-slip",
		      !made_confirmed(x->item, &made) &&
		              day_slip(made.day, end - LONGEST, end - 1));
		if (made.path != ASSAY_PATH_TYPED)
			tried(&w, "neighbour-code", several_products(x->item));
		speak(x, "FOOD-QS-AFTER-2018", &w, made.symbol, &n);
	}
}

/* ---- the product standard ---- */

/* Length of the standard's letters at s, "GB/T" or "Q/ABC"; 0: none that is known. */
static size_t
standard_body(const char *s)
{
	/* clang-format off */
	static const char *const bodies[] = { "GB", "SB", "NY", "QB", "LS", "SC", "SN", "GH", "LY", "HJ", "WM",
		"WS", "BB", "JB", "HG", "YC", "YY", "CAC", "CXS", "CODEX", "RHB", "GH", "QX", "NB", "ZB" };
	/* clang-format on */
	size_t n = 0;

	if (begins(s, "DB") != 0) { /* local: DB44/T, DBS44/ */
		n = 2 + (upper(s[2]) == 'S');
		return count_digits(s + n) == 2 && s[n + 2] == '/'
		               ? n + 3 + (upper(s[n + 3]) == 'T')
		               : 0;
	}
	if (begins(s, "Q/") != 0 || begins(s, "T/") != 0) { /* enterprise, association */
		for (n = 2; s[n] != '\0' && n < 24; n += char_len(s + n))
			if (is_digit(s[n]) && (count_digits(s + n) == 4 || n > 4))
				break;
		return n > 2 && is_digit(s[n]) ? n : 0;
	}
	for (size_t i = 0; i < COUNT(bodies) && n == 0; i++)
		if ((n = begins(s, bodies[i])) != 0 && is_letter(s[n]) &&
		    upper(s[n]) != 'T' && upper(s[n]) != 'Z')
			n = 0;
	if (n != 0 && s[n] == '/')
		n++;
	if (n != 0 && (upper(s[n]) == 'T' || upper(s[n]) == 'Z'))
		n++;
	return n;
}

static void
standard_one(struct exam *x, const struct source *from, const char *s)
{
	struct note n = { "", 0 };
	struct weight w = no_more_than(ASSAY_WEAK);
	struct dated made;
	struct assay_date today = { 0 };
	int32_t year = -1, latest;
	size_t at = standard_body(s), digits = 0;
	const char *dash = strrchr(s, '-');

	if (assay_day_at(x->item->now) != ASSAY_NO_DAY)
		today = assay_date_of(assay_day_at(x->item->now));
	note(&n, "std", s);
	if (dash != NULL && (digits = count_digits(dash + 1)) == 4)
		year = number_at(dash + 1, 4);
	else if (dash != NULL && digits == 2)
		year = 1900 + number_at(dash + 1, 2);
	if (at == 0 || count_digits(s + at) == 0 || (dash != NULL && year < 0)) {
		tried(&w, "typing-slip", from->path == ASSAY_PATH_TYPED);
		note(&n, "reason", "form not known");
		speak(x, "FOOD-CN-STD-CODE", &w, from->symbol, &n);
		return;
	}
	latest = dated_claim(x->item, "made", 0, &made) ? assay_date_of(made.day).year
	                                                : today.year;
	if (year >= 0)
		note_int(&n, "year", year);
	if (year > 0 && latest > 0 && year > latest) {
		tried(&w, "typing-slip", from->path == ASSAY_PATH_TYPED);
		note(&n, "reason", "year after the made date");
		speak(x, "FOOD-CN-STD-CODE", &w, from->symbol, &n);
		return;
	}
	holds(x, "FOOD-CN-STD-CODE", &n);
}

static void
standard(struct exam *x)
{
	static const char *const stops[] = { ",", ";", "、", "，", "；" };
	struct source from;

	for (size_t i = 0; typed_source(x->item, "std", i, &from); i++) {
		char *s = from.text.s, *p = s;

		if (says_no(s))
			continue;
		text_without(&from.text, " ");
		while (*s != '\0') { /* labels name several, each in its own place */
			size_t n = 0;

			for (p = s; *p != '\0' && n == 0; p += n == 0)
				for (size_t k = 0; k < COUNT(stops) && n == 0; k++)
					n = begins(p, stops[k]);
			if (n != 0)
				*p = '\0';
			if (*s != '\0')
				standard_one(x, &from, s);
			s = p + n;
		}
	}
}

/* "sc=none": an inspector looked and found none.  Imported food needs neither licence
 * nor standard number. */
static void
mandatory(struct exam *x)
{
	static const char *const keys[] = { "sc",   "std",        "maker",
		                            "made", "shelf_life", "product" };
	struct text t, country;
	struct note n = { "", 0 };
	struct weight w = no_more_than(ASSAY_WEAK);
	char missing[64] = "";
	bool foreign;

	typed_text(x->item, "country", &country);
	foreign = country.len > 0 && find_word(country.s, "china") == NULL &&
	          !same_word(country.s, "CN") && strstr(country.s, "中国") == NULL;
	for (size_t i = foreign ? 2 : 0; i < COUNT(keys); i++) {
		const struct assay_claim *c = assay_claim(x->item, keys[i], 0);
		size_t len = strlen(missing);

		if (c != NULL && c->path == ASSAY_PATH_TYPED &&
		    says_no(typed_text(x->item, keys[i], &t)))
			snprintf(missing + len, sizeof missing - len, "%s%s",
			         len ? " " : "", keys[i]);
	}
	if (missing[0] == '\0')
		return;
	note(&n, "missing", missing);
	tried(&w, "other-pack-level", true);
	speak(x, "FOOD-CN-MANDATORY", &w, ASSAY_NONE, &n);
}

/* ---- the oval mark ---- */

struct oval {
	char country[3]; /* "" where it is unknown */
	bool member;
	char approval[48];
	char community[8];
};

static const struct country *
member_of(const char *word)
{
	for (size_t i = 0; i < COUNT(members); i++) {
		if (same_word(members[i].code, word))
			return &members[i];
		for (size_t k = 0;
		     k < COUNT(members[i].names) && members[i].names[k] != NULL; k++)
			if (same_word(members[i].names[k], word))
				return &members[i];
	}
	return NULL;
}

/* The old letters; ES is left out: it stands for the old in one language, for the new
 * in others. */
static bool
old_letters(const char *s)
{
	static const char *const old[] = { "EC", "CE", "EK", "EG", "EF",
		                           "EY", "EO", "EB", "WE" };

	for (size_t i = 0; i < COUNT(old); i++)
		if (same_word(s, old[i]))
			return true;
	return false;
}

static bool
all_letters(const char *s)
{
	for (; *s != '\0'; s++)
		if (is_digit(*s) || ((uint8_t)*s < 0x80 && !is_letter(*s)))
			return false;
	return true;
}

/* Words between spaces: the first is the country, the last the letters. */
static const char *
oval_parse(char *s, struct oval *o)
{
	char *word[8];
	size_t n = 0, last;
	bool digit = false;
	const struct country *c;

	memset(o, 0, sizeof *o);
	for (char *p = strtok_r(s, " ", &s); p != NULL; p = strtok_r(NULL, " ", &s)) {
		if (n == COUNT(word))
			return "more than three parts";
		word[n++] = p;
	}
	if (n == 0)
		return "empty";
	c = member_of(word[0]);
	o->member = c != NULL;
	if (c != NULL)
		memcpy(o->country, c->code, sizeof o->country);
	else if (strlen(word[0]) == 2 && is_letter(word[0][0]) && is_letter(word[0][1]))
		memcpy(o->country, word[0], 3);
	last = n;
	if (n > 1 && all_letters(word[n - 1]) && strlen(word[n - 1]) <= 7) {
		last = n - 1;
		memcpy(o->community, word[last], strlen(word[last]) + 1);
	}
	for (size_t i = 1; i < last; i++) {
		size_t at = strlen(o->approval);

		for (const char *p = word[i]; *p != '\0'; p++) {
			digit = digit || is_digit(*p);
			if (!is_alnum(*p) && strchr(".-/()_", *p) == NULL)
				return "approval number of other characters";
		}
		if (at + strlen(word[i]) + 2 > sizeof o->approval)
			return "approval number too long";
		snprintf(o->approval + at, sizeof o->approval - at, "%s%s", at ? " " : "",
		         word[i]);
	}
	if (o->approval[0] == '\0')
		return "no approval number";
	return digit ? "" : "approval number without a digit";
}

static void
oval_ec_date(struct exam *x, const struct source *from, const char *letters)
{
	struct text applied;
	struct dated marked;
	struct note n = { "", 0 };
	struct weight w = no_more_than(ASSAY_WEAK);
	int32_t day = ASSAY_NO_DAY;

	if (!old_letters(letters))
		return;
	if (*typed_text(x->item, "applied", &applied) != '\0')
		day = span_of(assay_str(applied.s)).last;
	else if (dated_claim(x->item, "packed", 0, &marked) ||
	         dated_claim(x->item, "made", 0, &marked))
		day = marked.day;
	if (day == ASSAY_NO_DAY)
		return;
	note(&n, "community", letters);
	note_day(&n, "applied", day);
	if (day <= assay_day(2028, 12, 31)) {
		holds(x, "FOOD-EU-OVAL-EC-DATE", &n);
		return;
	}
	tried(&w, "old-packaging", true);
	speak(x, "FOOD-EU-OVAL-EC-DATE", &w, from->symbol, &n);
}

static void
oval(struct exam *x)
{
	struct source from;
	struct oval o;
	struct text origin;

	for (size_t i = 0; typed_source(x->item, "oval", i, &from); i++) {
		struct note n = { "", 0 };
		struct weight w = no_more_than(ASSAY_WEAK);
		const char *reason;
		bool own_form;

		if (says_no(from.text.s))
			continue;
		text_upper(&from.text);
		note(&n, "oval", from.text.s);
		reason = oval_parse(from.text.s, &o);
		own_form = !o.member &&
		           (same_word(o.country, "GB") || same_word(o.country, "UK") ||
		            !old_letters(o.community));
		if (*reason == '\0' && o.country[0] == '\0')
			reason = "country not known";
		else if (*reason == '\0' && o.member && o.community[0] == '\0')
			reason = "no community letters";
		else if (*reason == '\0' && !o.member && !own_form)
			reason = "not a member state";
		if (*reason != '\0') {
			note(&n, "reason", reason);
			tried(&w, "typing-slip", from.path == ASSAY_PATH_TYPED);
			speak(x, "FOOD-EU-OVAL", &w, from.symbol, &n);
			continue;
		}
		note(&n, "country", o.country);
		note(&n, "approval", o.approval);
		if (o.community[0] != '\0')
			note(&n, "community", o.community);
		if (!o.member) { /* other states mark their establishments in forms of
			            their own */
			note(&n, "remark", "not a member state, its own form");
			remark(x, "FOOD-EU-OVAL", from.symbol, &n);
			continue;
		}
		holds(x, "FOOD-EU-OVAL", &n);
		oval_ec_date(x, &from, o.community);
		if (*typed_text(x->item, "origin", &origin) != '\0' &&
		    member_of(origin.s) != member_of(o.country)) {
			note(&n, "origin", origin.s);
			remark(x, "FOOD-EU-OVAL-ORIGIN", from.symbol, &n);
		}
	}
	for (size_t i = 0; typed_source(x->item, "community", i, &from); i++) {
		text_upper(&from.text);
		oval_ec_date(x, &from, from.text.s);
	}
}

/* ---- lots, weights, alcohol ---- */

/* That a lot is missing must have been said: "lot=none". */
static void
lot_eu(struct exam *x)
{
	static const char *const dated[] = { "best", "expiry", "sellby", "packed",
		                             "made" };
	const struct assay_claim *lot = assay_claim(x->item, "lot", 0);
	struct note n = { "", 0 };
	struct weight w = no_more_than(ASSAY_WEAK);
	struct text t;
	struct dated day;

	if (strcmp(x->market, "eu") != 0 || lot == NULL)
		return;
	note_bytes(&n, "lot", lot->value);
	if (!says_no(typed_text(x->item, "lot", &t))) {
		note(&n, "starts_with_l",
		     upper(t.s[0]) == 'L'
		             ? "yes"
		             : "no, which is allowed where it is plainly distinct");
		holds(x, "FOOD-LOT-EU", &n);
		return;
	}
	for (size_t i = 0; i < COUNT(dated); i++)
		if (dated_claim(x->item, dated[i], 0, &day))
			return;
	tried(&w, "other-pack-level", true);
	speak(x, "FOOD-LOT-EU", &w, lot->symbol, &n);
}

/* Thousandths of a kilogram, from "0.752 kg", "752g"; -1: none. */
static int64_t
grams(const char *s)
{
	int64_t whole = 0, part = 0, scale = 1;
	size_t n = count_digits(s);

	if (n == 0 || n > 7)
		return -1;
	whole = number_at(s, n);
	s += n;
	if (*s == '.' || *s == ',') {
		n = count_digits(s + 1);
		if (n == 0 || n > 6)
			return -1;
		part = number_at(s + 1, n);
		s += 1 + n;
		while (n-- > 0)
			scale *= 10;
	}
	while (*s == ' ')
		s++;
	if (same_word(s, "kg") || strcmp(s, "千克") == 0 || strcmp(s, "公斤") == 0)
		return whole * 1000 + part * 1000 / scale;
	if (same_word(s, "g") || strcmp(s, "克") == 0)
		return whole + (part * 2 >= scale);
	return -1;
}

static bool
restricted(const struct assay_claim *gtin)
{
	int32_t prefix = assay_number(gtin->value, 1, 2);

	return gtin->value.len == 14 && gtin->value.data[0] == '0' &&
	       (prefix == 2 || (prefix >= 20 && prefix <= 29));
}

static bool
coded_weight(const struct assay_claim *c, int64_t *g)
{
	int32_t value;
	int64_t scale = 1;

	if (strncmp(c->ai, "310", 3) != 0 || !is_digit(c->ai[3]) || c->raw.len != 6 ||
	    (value = assay_number(c->raw, 0, 6)) < 0)
		return false;
	for (char n = '0'; n < c->ai[3]; n++)
		scale *= 10;
	*g = (int64_t)value * 1000 / scale;
	return true;
}

static void
varmeasure(struct exam *x)
{
	const struct assay_claim *c;
	struct text net;
	int64_t printed = *typed_text(x->item, "net", &net) != '\0' ? grams(net.s) : -1,
	        coded;

	for (size_t i = 0; (c = assay_claim(x->item, "gtin", i)) != NULL; i++) {
		struct note n = { "", 0 };

		if (!restricted(c))
			continue;
		note_bytes(&n, "gtin", c->value);
		note_part(&n, "prefix", (const char *)c->value.data + 1, 2);
		remark(x, "FOOD-VARMEASURE", c->symbol, &n);
		break;
	}
	for (size_t i = 0; printed >= 0 && i < x->item->n_claims; i++) {
		struct note n = { "", 0 };
		struct weight w = no_more_than(ASSAY_WEAK);
		char shown[32];

		c = &x->item->claims[i];
		if (!coded_weight(c, &coded))
			continue;
		snprintf(shown, sizeof shown, "%lld", (long long)coded);
		note(&n, "coded_g", shown);
		snprintf(shown, sizeof shown, "%lld", (long long)printed);
		note(&n, "printed_g", shown);
		/* a scale prints to 5 g at worst */
		if (coded - printed <= 5 && printed - coded <= 5) {
			holds(x, "FOOD-VARMEASURE", &n);
			return;
		}
		tried(&w, "typing-slip", true);
		speak(x, "FOOD-VARMEASURE", &w, c->symbol, &n);
		return;
	}
}

static void
alcohol(struct exam *x)
{
	struct source from;
	int32_t today = assay_day_at(x->item->now);

	for (size_t i = 0; typed_source(x->item, "ttb", i, &from); i++) {
		struct note n = { "", 0 };
		struct weight w = no_more_than(ASSAY_WEAK);
		int32_t year, day;

		text_upper(&from.text);
		if (begins(from.text.s, "TTB") != 0)
			text_skip(&from.text, 3);
		if (begins(from.text.s, "ID") != 0)
			text_skip(&from.text, 2);
		text_without(&from.text, " -");
		note(&n, "ttb", from.text.s);
		year = assay_century(
		        number_at(from.text.s, 2) < 0 ? 0 : number_at(from.text.s, 2),
		        today == ASSAY_NO_DAY ? 2026 : assay_date_of(today).year);
		day = number_at(from.text.s, 5) < 0 ? -1 : number_at(from.text.s + 2, 3);
		if (from.text.len == 14 && count_digits(from.text.s) == 14 && day >= 1 &&
		    day <= 365 + assay_leap(year) &&
		    (today == ASSAY_NO_DAY ||
		     assay_day(year, 1, 1) + day - 1 <= today + 2)) {
			note_day(&n, "date", assay_day(year, 1, 1) + day - 1);
			holds(x, "FOOD-ALC-TTB", &n);
			continue;
		}
		tried(&w, "typing-slip", true);
		speak(x, "FOOD-ALC-TTB", &w, from.symbol, &n);
	}
	for (size_t i = 0; typed_source(x->item, "excise", i, &from); i++) {
		struct note n = { "", 0 };
		struct weight w = no_more_than(ASSAY_WEAK);
		char state[3] = "";
		bool form;

		text_upper(&from.text);
		text_without(&from.text, " -.");
		memcpy(state, from.text.s, from.text.len < 2 ? 0 : 2);
		form = from.text.len == 13 && member_of(state) != NULL;
		for (size_t k = 2; form && k < 13; k++)
			form = is_alnum(from.text.s[k]);
		note(&n, "excise", from.text.s);
		if (form) {
			holds(x, "FOOD-ALC-EXCISE-EU", &n);
			continue;
		}
		tried(&w, "typing-slip", true);
		speak(x, "FOOD-ALC-EXCISE-EU", &w, from.symbol, &n);
	}
}

/* ---- the descriptor ---- */

static int
recognise(const struct assay_item *item, char why[80])
{
	/* clang-format off */
	static const struct { const char *key; int score; } keys[] = {
		{ "sc", 90 }, { "jy", 90 }, { "qs", 90 }, { "oval", 90 }, { "ttb", 90 }, { "excise", 80 },
		{ "shelf_life", 60 }, { "shelf", 60 }, { "community", 60 }, { "std", 30 },
	};
	/* clang-format on */
	struct source from;
	struct licence l;
	const struct assay_claim *c;
	bool weight = false;
	char shown[64];

	for (size_t i = 0; i < COUNT(keys); i++)
		if (assay_claim(item, keys[i].key, 0) != NULL) {
			snprintf(why, 80, "%s typed", keys[i].key);
			return keys[i].score;
		}
	for (size_t i = 0; symbol_source(item, i, &from); i++) {
		const char *at = from.text.s;

		if (!is_link(from.text.s) &&
		    licence_decoded(from.text.s, "SC", &at, &l) &&
		    (check_digit_holds(l.digits) || licence_named(&from, &l)) &&
		    *sc_fault(&l, shown) == '\0') {
			snprintf(why, 80, "SC number in a code");
			return 80;
		}
	}
	for (size_t i = 0; i < item->n_claims; i++)
		weight = weight || strncmp(item->claims[i].ai, "310", 3) == 0;
	for (size_t i = 0; weight && (c = assay_claim(item, "gtin", i)) != NULL; i++)
		if (restricted(c)) {
			snprintf(why, 80, "weight under a shop's number");
			return 60;
		}
	for (size_t i = 0; i < item->n_claims; i++)
		if (weight || strcmp(item->claims[i].ai, "15") == 0) {
			snprintf(why, 80,
			         weight ? "weight in a code" : "best before in a code");
			return 30;
		}
	return 0;
}

/* ---- what makers and registers signed ---- */

static void
signed_rules(struct exam *x)
{
	const char *gtin = signed_product(x->item);
	const struct assay_claim *c;
	struct assay_data d;

	for (size_t n = 0; (c = assay_claim(x->item, "sc", n)) != NULL; n++) {
		char plain[32] = "SC", code[7], *number = plain + 2;

		if (!assay_plain_number(c->value, number, sizeof plain - 2))
			continue;
		if (strncmp(number, "SC", 2) == 0)
			number += 2;
		if (strlen(number) != 14 || !assay_all_digits(assay_str(number)))
			continue; /* FOOD-SC-PARSE says so */
		memcpy(code, number + 3, 6);
		code[6] = '\0';
		memmove(plain + 2, number, 15);
		if (gtin[0] != '\0')
			signed_licence(x, "FOOD-SC-LIST", "sc", c, assay_str(plain), gtin);
		signed_register(x, &(struct registered){
		                           .rule = "FOOD-SC-LIST",
		                           .kind = "register/cn-food-production",
		                           .claim = c, .number = assay_str(plain),
		                           .given = { ASSAY_NO_DAY, ASSAY_NO_DAY },
		                           .maker = "maker" });
		if (!signed_data(x, "cn-divisions", ASSAY_NO_DAY, &d))
			continue;
		if (assay_find_row(&d.rows, code) < d.rows.n_rows) {
			exam_passed(x, "FOOD-SC-DIVISION", "sc=%s; division=%s; dated=%s", plain,
			            code, day_text(d.dated).text);
		} else {
			struct tries tries = { .n = 0 };

			tries_add(&tries, "list-too-old", true);
			exam_found(x, "FOOD-SC-DIVISION", ASSAY_WEAK, c, tries,
			           "sc=%s; division=%s; dated=%s", plain, code,
			           day_text(d.dated).text);
		}
	}
	for (size_t n = 0; gtin[0] != '\0' && (c = assay_claim(x->item, "lot", n)) != NULL; n++)
		signed_date_code(x, "FOOD-LOT-DATE", "lots", gtin, c);
}

static enum assay_status
examine(const struct assay_host *host, struct assay_run *run,
        const struct assay_item *item)
{
	struct exam x = exam_begin(host, run, item, rules, COUNT(rules));

	licences(&x, "sc", "SC", "FOOD-SC-PARSE", sc_judge);
	licences(&x, "jy", "JY", "FOOD-JY-CHECK", jy_judge);
	qs(&x);
	dates(&x);
	standard(&x);
	mandatory(&x);
	oval(&x);
	lot_eu(&x);
	varmeasure(&x);
	alcohol(&x);
	signed_rules(&x);
	return x.status;
}

/* What the library follows across the items of a batch. */
/* clang-format off */
static const struct assay_across across[] = {
	{ "FOOD-SC-MULTI", "FOOD-SC-CHECK", "sc", ASSAY_ONE_MAKER },
};
/* clang-format on */

ASSAY_PLUGIN(food) = {
	.abi = ASSAY_PLUGIN_ABI,
	.size = sizeof(struct assay_plugin),
	.name = "food",
	.summary = "food: licence numbers, dates, oval marks, variable measure",
	.summary_zh = "食品：许可证编号、日期、椭圆形识别标志、变量商品",
	.symbologies = "]Q ]d ]E ]C ]e",
	.rules = rules,
	.n_rules = COUNT(rules),
	.labels = labels,
	.n_labels = COUNT(labels),
	.recognise = recognise,
	.examine = examine,
	.across = across,
	.n_across = sizeof across / sizeof *across,
	.guides = guides,
	.n_guides = sizeof guides / sizeof *guides,
};
