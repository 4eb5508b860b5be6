/* appliances.c - household appliances, electrical and radio products
 *
 * Judges what labels carry: CCC certificate and China Energy Label record numbers,
 * EPREL links, IMEIs, MAC addresses, rating plates, UL and CE elements.  Serial
 * formats are makers' own and come with their signed data, not from here.  A value
 * is taken out of running text only where its name stands before it. */
#include "ccc.h"
#include "appliances-guide.h"
#include "signed.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* clang-format off */
static const struct assay_rule rules[] = {
	{ "CCC-FORMAT", ASSAY_STRONG, "V2", "cn", NULL, NULL, "ccc",
	  "CNCA rules on certificate numbers; published certificates",
	  "The CCC certificate number does not have the form of one: read it again, then look it up in the public register",
	  "CCC 证书编号不符合编号规则：请重新核对，再到公开数据库查询",
	  "16 digits: year of first issue (2002 or later), body, class, sequence; fakes invent numbers of another length or year",
	  "16 位数字：首次发证年份（2002 年起）、机构、产品类别、流水号；假冒品常编造位数或年份不符的编号" },
	{ "CCC-YEAR-VS-MADE", ASSAY_STRONG, "C", "cn", NULL, NULL, NULL,
	  "follows from the year in the number",
	  "The CCC certificate was first issued after the year the goods were made: compare both on the label",
	  "CCC 证书首次发证年份晚于产品生产年份：请核对标签上的两个日期",
	  "A certificate must exist before goods under it are made; re-issued numbers keep the first year",
	  "须先取得证书才能生产；换发证书时首次发证年份不变" },
	{ "CCC-CLASS-PRODUCT", ASSAY_WEAK, "M", "cn", NULL, NULL, NULL,
	  "CCC product classes; published certificates",
	  "The class in the CCC certificate number is that of other goods: compare the certificate with the product",
	  "CCC 证书编号中的产品类别与该产品不符：请核对证书与产品",
	  "Digits 7 to 10 name the product class; fakes borrow a number from other goods",
	  "第 7 至 10 位为产品类别；假冒品常借用其他产品的证书编号" },
	{ "APPL-CEL-RECORD", ASSAY_WEAK, "E", "cn", "2005-03-01", NULL, "cel",
	  "published China Energy Label records",
	  "The China Energy Label record number does not have the form of one: read it again",
	  "中国能效标识备案号格式不符：请重新核对",
	  "A record number is year and month, type and two numbers, with hyphens",
	  "备案号由年月、类型和两段数字组成，以连字符相连" },
	{ "APPL-CEL-DATE", ASSAY_WEAK, "C", "cn", "2005-03-01", NULL, NULL,
	  "follows from the month in the record number",
	  "The energy label was recorded after the goods were made: ask whether the stock was relabelled",
	  "能效标识备案月份晚于生产月份：请确认是否为过渡期换标库存",
	  "The label is recorded before the model is sold; stock of a transition may be relabelled",
	  "型号销售前须先备案；过渡期库存可能补贴标识" },
	{ "APPL-EPREL-URL", ASSAY_STRONG, "V2", "eu", "2021-03-01", NULL, "]Q1",
	  "Regulation (EU) 2017/1369; links printed on energy labels",
	  "The energy label's link is not one of the EPREL database: do not open it, look the model up in EPREL",
	  "能效标签上的链接并非 EPREL 数据库的链接：请勿打开，应在 EPREL 中查询该型号",
	  "The code on an EU energy label leads to https://eprel.ec.europa.eu/qr/NUMBER and nowhere else; look-alikes bring their own page",
	  "欧盟能效标签的二维码只指向 https://eprel.ec.europa.eu/qr/编号；仿冒者常用相似域名" },
	{ "APPL-IMEI-LUHN", ASSAY_STRONG, "V", "*", NULL, NULL, "imei",
	  "3GPP TS 23.003, annex B",
	  "The IMEI's check digit is wrong: read it again, and compare with the one *#06# shows",
	  "IMEI 校验位错误：请重新核对，并与拨号 *#06# 显示的号码比较",
	  "The 15th digit of an IMEI follows from the 14 before it",
	  "IMEI 第 15 位由前 14 位计算得出" },
	{ "APPL-IMEI-DUMMY", ASSAY_STRONG, "C", "*", NULL, NULL, "imei",
	  "3GPP TS 23.003, clause 6.2",
	  "The IMEI is a placeholder that no device is given: compare with the one *#06# shows",
	  "该 IMEI 为占位号码，不会分配给任何设备：请与拨号 *#06# 显示的号码比较",
	  "Equal or counting digits and an empty type code pass the check digit and still belong to no device",
	  "全同、顺序数字或型号核准码为空的号码可通过校验，但不属于任何设备" },
	{ "APPL-IMEI-PARSE", ASSAY_INFO, "V", "*", NULL, NULL, "imei",
	  "3GPP TS 23.003, clause 6.2",
	  "What the digits of the IMEI say",
	  "IMEI 各段含义",
	  "Type allocation code 8 digits, serial 6, then a check digit or a two-digit software version; before 2004-04-01 the code was 6 digits and 2 of the factory",
	  "前 8 位为型号核准码，后 6 位为序列号，其后为校验位或两位软件版本号；2004-04-01 前为 6 位核准码加 2 位装配厂码" },
	{ "APPL-IMEI-RBI", ASSAY_INFO, "M", "*", NULL, NULL, "imei",
	  "GSMA TS.06",
	  "Who allocated the IMEI's type code",
	  "该 IMEI 型号核准码的分配机构",
	  "The first two digits name the allocating body, not the place of production",
	  "前两位表示分配机构，并非产地" },
	{ "APPL-IMEI-BOX", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "follows from one device having one set of numbers",
	  "Label, box and screen show different IMEIs: read them again side by side",
	  "机身标签、包装盒与屏幕显示的 IMEI 不一致：请逐一重新核对",
	  "A box belongs to one device; fakes print one number on many boxes",
	  "一盒对应一机；假冒品常在多个盒上印同一号码" },
	{ "APPL-IMEI-DUP", ASSAY_PROOF, "C", "*", NULL, NULL, NULL,
	  "3GPP TS 23.003, clause 6.2",
	  "One IMEI stands on more than one device: if these are photos of one device and its box, name the item",
	  "同一 IMEI 出现在多台设备上：若为同一设备及其包装盒的照片，请为其命名",
	  "An IMEI is given to one device; of N devices with one IMEI at least N-1 are clones, not known which",
	  "IMEI 只分配给一台设备；N 台设备同号则至少 N-1 台为克隆，但无法断定是哪台" },
	{ "APPL-MAC-DUP", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "IEEE 802, universally administered addresses",
	  "One MAC address stands on more than one unit: if these are photos of one unit, name it",
	  "同一 MAC 地址出现在多台设备上：若为同一设备的照片，请为其命名",
	  "A factory gives each unit an address of its own; copied labels repeat one",
	  "工厂为每台设备分配各自的地址；复制的标签会重复同一地址" },
	{ "APPL-MAC", ASSAY_STRONG, "C", "*", NULL, NULL, "mac",
	  "IEEE 802, clause on the universal and group bits",
	  "The MAC address is not one that a factory assigns: read it again",
	  "该 MAC 地址并非出厂分配的地址：请重新核对",
	  "12 or 16 hexadecimal digits; on a factory label the group bit and the local bit of the first byte are zero",
	  "12 或 16 位十六进制数；出厂标签上首字节的组播位和本地位均为零" },
	{ "APPL-SERIAL-WEEK", ASSAY_WEAK, "C", "*", NULL, NULL, NULL,
	  "ISO 8601",
	  "The week or month in the serial number does not exist: read it again",
	  "序列号中的周或月不存在：请重新核对",
	  "Weeks run from 01 to 53, months from 01 to 12; invented serials miss that",
	  "周数为 01 至 53，月份为 01 至 12；编造的序列号常超出范围" },
	{ "APPL-SERIAL-DATE", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "the maker's signed rule of serials",
	  "The serial does not say the date on the rating plate, by the maker's own rule of serials",
	  "按厂家自己的序列号规则，序列号与铭牌日期不符",
	  "Serials that embed year and week are copied or invented without it; single digits of years may mean each decade",
	  "含年份和周的序列号常被照抄或随意编造；一位年份可指任一年代" },
	{ "APPL-EPREL-MATCH", ASSAY_STRONG, "V", "eu", NULL, NULL, NULL,
	  "a signed copy of the product database's records",
	  "Model or supplier differ from the record of this number in the signed register, or it has no such number",
	  "型号或供应商与签名登记册中该编号的记录不符，或没有该编号",
	  "A copied energy label keeps the number of the product it was copied from",
	  "复制的能效标签仍带原产品的编号" },
	{ "APPL-IMEI-TAC", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "a signed table of type allocation codes, or the maker's profile",
	  "The IMEI begins with the type code of another model",
	  "IMEI 的型号核准代码属于其他型号",
	  "The first eight digits name maker and model; copied numbers keep those of the device they came from",
	  "前八位对应厂家和型号；复制的号码仍带原设备的代码" },
	{ "APPL-MAC-OUI", ASSAY_WEAK, "V", "*", NULL, NULL, NULL,
	  "a signed table of address blocks",
	  "The MAC address belongs to another maker's block: radio modules carry their own maker's",
	  "MAC 地址属于其他厂家的地址块：无线模块使用模块厂家的地址",
	  "The first 24 bits name who was given the block; a module's maker is no contradiction",
	  "前 24 位对应地址块持有者；模块厂家不同并不矛盾" },
	{ "APPL-VOLT-MARKET", ASSAY_WEAK, "M", "*", NULL, NULL, NULL,
	  "mains voltages of the markets",
	  "The rating plate is for the mains of another market: ask where the goods were meant to be sold",
	  "铭牌电压或频率与该市场电网不符：请确认产品原定销售地",
	  "A unit that cannot run on the market's mains was not made for it",
	  "无法接入当地电网的产品并非为该市场制造" },
	{ "APPL-RATING-SUM", ASSAY_WEAK, "C", "*", NULL, NULL, NULL,
	  "power is at most volts times amperes",
	  "The rating plate's watts are more than its volts and amperes give: read the plate again",
	  "铭牌功率大于电压与电流之积：请重新核对铭牌",
	  "A unit cannot draw more than volts times amperes; invented plates do not add up",
	  "功率不会超过电压与电流之积；编造的铭牌数字对不上" },
	{ "UL-ELEMENTS", ASSAY_STRONG, "V2", "us ca", NULL, NULL, NULL,
	  "UL marks and labels, published guides",
	  "The UL mark lacks an element or has a word that UL never uses: look the file number up in the public directory",
	  "UL 标志要素不全或带有 UL 从不使用的词：请在公开目录中查询档案号",
	  "A UL mark has the symbol, LISTED or CLASSIFIED, the product's name and a control number; never APPROVED or PENDING",
	  "UL 标志含图形、LISTED 或 CLASSIFIED、产品名称和控制编号；绝无 APPROVED 或 PENDING 字样" },
	{ "UL-FILE", ASSAY_WEAK, "V", "us ca", NULL, NULL, "ul",
	  "UL public directory",
	  "The UL file number does not have the form of one: read it again",
	  "UL 档案号格式不符：请重新核对",
	  "A file number is one letter or a few and digits behind them",
	  "档案号由一个或几个字母加数字组成" },
	{ "CE-NB", ASSAY_STRONG, "V", "eu", NULL, NULL, "ce",
	  "Regulation (EC) 765/2008; Decision 768/2008/EC",
	  "The number behind the CE mark does not have four digits: read it again",
	  "CE 标志后的公告机构编号不是四位：请重新核对",
	  "Where a notified body took part, its four-digit number follows the mark; otherwise nothing does",
	  "有公告机构参与时其四位编号紧随标志之后，否则不应有数字" },
};

static const struct assay_label labels[] = {
	{ "ccc",         "CCC certificate number",                 "CCC 证书编号" },
	{ "cert",        "certificate number",                     "证书编号" },
	{ "cel",         "China Energy Label record number",       "中国能效标识备案号" },
	{ "eprel",       "EPREL number or link",                   "EPREL 编号或链接" },
	{ "imei",        "IMEI on the device or its label",        "机身或标签上的 IMEI" },
	{ "imei_box",    "IMEI on the box",                        "包装盒上的 IMEI" },
	{ "imei_screen", "IMEI that *#06# shows",                  "*#06# 显示的 IMEI" },
	{ "mac",         "MAC address",                            "MAC 地址" },
	{ "week",        "week in the serial number",              "序列号中的周" },
	{ "month",       "month in the serial number",             "序列号中的月" },
	{ "volts",       "voltage on the rating plate",            "铭牌电压" },
	{ "hz",          "frequency on the rating plate",          "铭牌频率" },
	{ "amps",        "current on the rating plate",            "铭牌电流" },
	{ "watts",       "power on the rating plate",              "铭牌功率" },
	{ "product",     "what the goods are",                     "产品名称" },
	{ "ul",          "UL file number",                         "UL 档案号" },
	{ "mark",        "certification mark as seen",             "所见认证标志" },
	{ "word",        "word beside the UL mark",                "UL 标志旁的词" },
	{ "control",     "control number beside the UL mark",      "UL 标志旁的控制编号" },
	{ "ce",          "CE mark and the digits behind it; 0: none", "CE 标志及其后数字；0：无" },
};

/* What goods are called, and the CCC classes seen on their certificates.  Only whole
 * values match: "refrigerator lamp" is no refrigerator. */
static const struct {
	const char *word, *classes;
} products[] = {
	{ "refrigerator", "0701" },    { "fridge", "0701" },          { "冰箱", "0701" },
	{ "电冰箱", "0701" },          { "freezer", "0701" },         { "冷柜", "0701" },
	{ "air-conditioner", "0703" }, { "air conditioner", "0703" }, { "空调", "0703" },
	{ "空调器", "0703" },          { "laptop", "09" },            { "notebook", "09" },
	{ "computer", "09" },          { "笔记本电脑", "09" },        { "计算机", "09" },
	{ "电脑", "09" },              { "mobile phone", "1606" },    { "phone", "1606" },
	{ "telephone", "1606" },       { "mobile telephone", "1606" },
	{ "smartphone", "1606" },      { "手机", "1606" },            { "移动电话", "1606" },
	{ "lamp", "10" },              { "luminaire", "10" },         { "灯具", "10" },
	{ "switch", "02" },            { "socket", "02" },            { "开关", "02" },
	{ "插座", "02" },              { "cable", "01" },             { "电线电缆", "01" },
};

/* What is sold to run on a market's mains.  The second pair of volts is what some
 * goods have beside the first: split phase, three phases. */
static const struct {
	const char *market;
	int32_t volts[2][2];
	int32_t hz[2];
} mains[] = {
	{ "eu", { { 220, 240 }, { 380, 415 } }, { 50, 50 } },
	{ "cn", { { 220, 240 }, { 380, 415 } }, { 50, 50 } },
	{ "au", { { 220, 240 }, { 380, 415 } }, { 50, 50 } },
	{ "in", { { 220, 240 }, { 380, 440 } }, { 50, 50 } },
	{ "us", { { 110, 127 }, { 200, 277 } }, { 60, 60 } },
	{ "ca", { { 110, 127 }, { 200, 277 } }, { 60, 60 } },
	{ "jp", { { 100, 110 }, { 200, 220 } }, { 50, 60 } },
	{ "br", { { 110, 127 }, { 220, 240 } }, { 60, 60 } },
	{ "kr", { { 220, 240 }, { 380, 380 } }, { 60, 60 } },
	{ "tw", { { 110, 127 }, { 220, 240 } }, { 60, 60 } },
};

/* Reporting bodies of IMEIs. */
static const struct {
	const char digits[3], country[3];
} bodies[] = {
	{ "01", "US" }, { "35", "GB" }, { "86", "CN" }, { "91", "IN" },
};
/* clang-format on */

/* ---- CCC ---- */

static void
ccc_format(struct exam *x)
{
	ccc_judge_form(x, "CCC-FORMAT", "ccc");
}

/* Is there a year from 2002 to last that a slip of at most two digits makes of year? */
static bool
year_slip(int32_t year, int32_t last)
{
	for (int32_t y = CCC_FIRST_YEAR; y <= last; y++) {
		int differ = 0;

		for (int32_t a = y, b = year; a > 0 || b > 0; a /= 10, b /= 10)
			differ += a % 10 != b % 10;
		if (differ <= SLIPS_MAX)
			return true;
	}
	return false;
}

static void
ccc_year(struct exam *x)
{
	const struct assay_claim *claim, *made = assay_claim(x->item, "made", 0);
	struct span span = span_claimed(x->item, "made", 0);
	struct ccc c;

	if (span.last == ASSAY_NO_DAY)
		return;
	for (size_t n = 0; (claim = ccc_claim(x->item, n, &c)) != NULL; n++) {
		int32_t year = assay_date_of(span.last).year;
		struct tries t = { .n = 0 };

		if (c.year <= year) {
			exam_passed(x, "CCC-YEAR-VS-MADE", "year=%d; made=%d",
			            (int)c.year, (int)year);
			continue;
		}
		tries_add(&t, "typing-slip",
		          (claim->path == ASSAY_PATH_TYPED && year_slip(c.year, year)) ||
		                  made->path == ASSAY_PATH_TYPED);
		exam_found(x, "CCC-YEAR-VS-MADE", ASSAY_STRONG, claim, t,
		           "ccc=%s; year=%d; made=%d", c.text.text, (int)c.year,
		           (int)year);
	}
}

/* The CCC class of what the goods are called; NULL: a word we do not know. */
static const char *
classes_of(const struct assay_item *item)
{
	const struct assay_claim *product = assay_claim(item, "product", 0);

	for (size_t i = 0; product != NULL && i < COUNT(products); i++)
		if (assay_bytes_is(product->value, products[i].word))
			return products[i].classes;
	return NULL;
}

static void
ccc_class(struct exam *x)
{
	const char *classes = classes_of(x->item);
	const struct assay_claim *claim;
	struct ccc c;

	for (size_t n = 0; classes != NULL && (claim = ccc_claim(x->item, n, &c)) != NULL;
	     n++) {
		const char *class = c.text.text + 6;

		if (c.self_declared)
			continue;
		if (strncmp(class, classes, strlen(classes)) == 0)
			exam_passed(x, "CCC-CLASS-PRODUCT", "class=%.4s", class);
		else
			exam_found(x, "CCC-CLASS-PRODUCT", ASSAY_WEAK, claim,
			           tries_by_path(claim->path),
			           "ccc=%s; class=%.4s; expected=%s", c.text.text, class,
			           classes);
	}
}

/* ---- China Energy Label ---- */

struct cel {
	struct plain text;
	int32_t year, month;
	size_t type_len;
	const char *reason; /* NULL: well-formed */
};

static struct cel
cel_of(struct assay_bytes value)
{
	struct cel c = { .text = plain_of(value, " ") };
	struct assay_bytes rest = plain_bytes(&c.text), part;
	size_t n = 0;

	c.reason = "not YYYYMM-type-number-number";
	if (!c.text.ok)
		return c;
	for (; assay_link_next(&rest, '-', &part); n++) {
		if (!assay_all_digits(part) || n == 4)
			return c;
		if (n == 0) {
			if (part.len != 6)
				return c;
			c.year = assay_number(part, 0, 4);
			c.month = assay_number(part, 4, 2);
		}
		if (n == 1) {
			if (part.len > 3)
				return c;
			c.type_len = part.len;
		}
	}
	if (n == 4)
		c.reason = c.month < 1 || c.month > 12 ? "no such month"
		           : c.year < 2005             ? "the label started 2005"
		                                       : NULL;
	return c;
}

static void
cel(struct exam *x)
{
	struct span made = span_claimed(x->item, "made", 0);
	const struct assay_claim *claim;

	for (size_t n = 0; (claim = assay_claim(x->item, "cel", n)) != NULL; n++) {
		struct cel c = cel_of(claim->value);
		int32_t first;

		if (claim->value.len == 0)
			continue;
		if (c.reason != NULL) {
			exam_found(x, "APPL-CEL-RECORD", ASSAY_WEAK, claim,
			           tries_by_path(claim->path), "cel=%s; reason=%s",
			           show(claim->value).text, c.reason);
			continue;
		}
		exam_passed(x, "APPL-CEL-RECORD", "cel=%s; yyyymm=%.6s; type=%.*s",
		            c.text.text, c.text.text, (int)c.type_len, c.text.text + 7);
		if (made.last == ASSAY_NO_DAY)
			continue;
		first = assay_day(c.year, c.month, 1);
		if (first > made.last)
			exam_found(x, "APPL-CEL-DATE", ASSAY_WEAK, claim,
			           tries_by_path(claim->path), "recorded=%.6s; made=%s",
			           c.text.text, day_text(made.last).text);
		else
			exam_passed(x, "APPL-CEL-DATE", "recorded=%.6s; made=%s",
			            c.text.text, day_text(made.last).text);
	}
}

/* ---- EPREL ---- */

#define EPREL_HOST "eprel.ec.europa.eu"
#define EPREL_PATH "/qr/"

/* Bytes of a host as an eye in a hurry reads them. */
static struct plain
folded(struct assay_bytes host)
{
	struct plain p = plain_of(host, ".-_");

	for (size_t i = 0; i < p.len; i++)
		p.text[i] = (char)(p.text[i] == '1' || p.text[i] == 'I' ? 'L'
		                   : p.text[i] == '0'                   ? 'O'
		                   : p.text[i] == '3'                   ? 'E'
		                                                        : p.text[i]);
	return p;
}

/* Is this link meant to look like one of the energy label's? */
static bool
eprel_meant(const struct assay_link *link)
{
	struct plain host = folded(link->host), user = folded(link->userinfo);

	return has_word(plain_bytes(&host), "EPREL") ||
	       has_word(plain_bytes(&user), "EPREL") ||
	       (has_word(plain_bytes(&host), "ECEUROPA") &&
	        assay_bytes_is(assay_part(link->path, 0, 4), EPREL_PATH));
}

/* NULL: the form is that of the printed links. */
static const char *
eprel_form(const struct assay_link *link, struct assay_bytes *id)
{
	*id = assay_part(link->path, sizeof EPREL_PATH - 1, link->path.len);
	if (!assay_bytes_is(link->scheme, "https"))
		return "not https";
	if (link->has_port)
		return "a port is given";
	if (link->path.len < sizeof EPREL_PATH - 1 ||
	    memcmp(link->path.data, EPREL_PATH, sizeof EPREL_PATH - 1) != 0)
		return "path is not /qr/NUMBER";
	if (link->has_query || link->has_fragment)
		return "more than the number";
	if (!assay_all_digits(*id))
		return "not a number";
	if (id->len < 6 || id->len > 7)
		return "numbers have 6 or 7 digits";
	return NULL;
}

static void
eprel_link(struct exam *x, const struct assay_claim *claim, struct assay_bytes url)
{
	static const char rule[] = "APPL-EPREL-URL";
	char host[ASSAY_HOST_MAX + 1];
	struct assay_bytes seen, id, real = assay_str(EPREL_HOST);
	struct assay_link link;
	const char *reason;

	if (!assay_link_split(url, &link) || !link.has_authority || !eprel_meant(&link))
		return;
	seen = (struct assay_bytes){ (uint8_t *)host, assay_host_text(link.host, host) };
	if (assay_bytes_equal(seen, real) && !link.has_userinfo) {
		reason = eprel_form(&link, &id);
		if (reason == NULL)
			exam_passed(x, rule, "id=%s", show(id).text);
		else
			exam_found(x, rule, ASSAY_WEAK, claim, tries_by_path(claim->path),
			           "link=%s; reason=%s", show(url).text, reason);
	} else {
		struct plain like = folded(link.host), user = folded(link.userinfo);
		struct tries t = tries_by_path(claim->path);
		bool imitates = link.has_userinfo || is_slip(seen, real) ||
		                has_word(plain_bytes(&like), "EUROPA") ||
		                has_word(plain_bytes(&user), "EUROPA");
		struct assay_bytes official = assay_str("europa.eu");

		if (claim->path == ASSAY_PATH_TYPED)
			t.of[0].explains = !link.has_userinfo && is_slip(seen, real);
		/* a maker's own eprel.maker.example misleads nobody, nor does the
		 * Commission */
		if (assay_bytes_equal(assay_host_registered(seen), official) &&
		    !link.has_userinfo)
			imitates = false;
		exam_found(x, rule, imitates ? ASSAY_STRONG : ASSAY_WEAK, claim, t,
		           "link=%s; host=%s; expected=%s; reason=%s", show(url).text,
		           show(seen).text, EPREL_HOST,
		           link.has_userinfo ? "a name before the host" : "another host");
	}
}

static void
eprel(struct exam *x)
{
	const struct assay_claim *claim;

	for (size_t n = 0; (claim = assay_claim(x->item, "link", n)) != NULL; n++)
		eprel_link(x, claim, claim->value);
	for (size_t n = 0; (claim = assay_claim(x->item, "eprel", n)) != NULL; n++) {
		if (!assay_all_digits(claim->value))
			eprel_link(x, claim, claim->value);
		else if (claim->value.len >= 6 && claim->value.len <= 7)
			exam_passed(x, "APPL-EPREL-URL", "id=%s",
			            show(claim->value).text);
		else
			exam_found(x, "APPL-EPREL-URL", ASSAY_WEAK, claim,
			           tries_by_path(claim->path),
			           "eprel=%s; reason=numbers have 6 or 7 digits",
			           show(claim->value).text);
	}
}

/* ---- values with their name before them in a text: "IMEI1: 4901...", "MAC=D0..." ----
 */

static bool
is_word_byte(uint8_t c)
{
	return assay_is_digit(c) || (assay_lower(c) >= 'a' && assay_lower(c) <= 'z') ||
	       c >= 0x80 || c == '_';
}

/* The next value of bytes in alphabet behind NAME, an optional digit, and ':' or '='.
 * *at: where to go on.  Strict: the name stands alone, and so does the value. */
static bool
named_value(struct assay_bytes text, const char *name, const char *alphabet, size_t *at,
            struct assay_bytes *value)
{
	size_t n = strlen(name);

	for (; n <= text.len && *at <= text.len - n; (*at)++) {
		size_t i = *at + n, from;

		if (!assay_bytes_is(assay_part(text, *at, i), name) ||
		    (*at > 0 && is_word_byte(text.data[*at - 1])))
			continue;
		if (i < text.len && assay_is_digit(text.data[i]))
			i++;
		while (i < text.len && text.data[i] == ' ')
			i++;
		if (i == text.len || (text.data[i] != ':' && text.data[i] != '='))
			continue;
		i++;
		while (i < text.len && text.data[i] == ' ')
			i++;
		from = i;
		while (i < text.len && text.data[i] != '\0' &&
		       strchr(alphabet, text.data[i]) != NULL)
			i++;
		if (i == from || (i < text.len && is_word_byte(text.data[i])))
			continue;
		*value = assay_part(text, from, i);
		*at = i;
		return true;
	}
	return false;
}

/* ---- IMEI ---- */

#define IMEIS_MAX                                                                        \
	8 /* two of a telephone on label, box and screen, and some neighbours            \
	   */

struct imei {
	struct plain text;
	const struct assay_claim *from;
};

struct imeis {
	struct imei of[IMEIS_MAX];
	size_t n;
};

static bool
imei_form(const struct plain *p)
{
	return p->ok && p->len >= 14 && p->len <= 16 && assay_all_digits(plain_bytes(p));
}

/* One number is judged once, by the best way it came in. */
static void
imei_add(struct imeis *all, struct assay_bytes value, const struct assay_claim *from)
{
	struct plain p = plain_of(value, " -/");

	for (size_t i = 0; i < all->n; i++) {
		if (strcmp(all->of[i].text.text, p.text) != 0)
			continue;
		if (all->of[i].from->path < from->path)
			all->of[i].from = from;
		return;
	}
	if (all->n < IMEIS_MAX)
		all->of[all->n++] = (struct imei){ p, from };
}

static struct imeis
imeis_of(const struct assay_item *item, const char *key, bool texts)
{
	struct imeis all = { .n = 0 };
	const struct assay_claim *claim;

	for (size_t n = 0; (claim = assay_claim(item, key, n)) != NULL; n++)
		if (claim->value.len > 0)
			imei_add(&all, claim->value, claim);
	for (size_t n = 0; texts && (claim = assay_claim(item, "text", n)) != NULL; n++) {
		struct assay_bytes value;

		for (size_t at = 0;
		     claim->path != ASSAY_PATH_TYPED &&
		     named_value(claim->value, "IMEI", "0123456789", &at, &value);)
			if (value.len >= 14 && value.len <= 16)
				imei_add(&all, value, claim);
	}
	return all;
}

/* Digits that all step by the same amount, modulo ten. */
static bool
counts_by(const struct plain *p, int step)
{
	for (size_t i = 1; i < 14; i++)
		if ((p->text[i] - p->text[i - 1] - step) % 10 != 0)
			return false;
	return true;
}

static const char *
imei_dummy(const struct plain *p)
{
	return counts_by(p, 0)                        ? "equal digits"
	       : counts_by(p, 1) || counts_by(p, -1)  ? "counting digits"
	       : strncmp(p->text, "00000000", 8) == 0 ? "empty type code"
	                                              : NULL;
}

static void
imei_judge(struct exam *x, const struct imei *imei)
{
	const struct plain *p = &imei->text;
	const struct assay_claim *from = imei->from;
	const char *dummy;

	if (!imei_form(p)) {
		exam_note(x, "APPL-IMEI-PARSE", from,
		          "imei=%s; reason=not 14 to 16 digits", show(from->value).text);
		return;
	}
	exam_note(x, "APPL-IMEI-PARSE", from, "imei=%s; tac=%.8s; serial=%.6s; form=%s",
	          p->text, p->text, p->text + 8,
	          p->len == 15   ? "check digit"
	          : p->len == 14 ? "without check digit"
	                         : "software version");
	if (p->len == 15) {
		struct assay_bytes body = { (const uint8_t *)p->text, 14 };
		int want = assay_luhn(body);

		if (want == p->text[14] - '0')
			exam_passed(x, "APPL-IMEI-LUHN", "imei=%s; tac=%.8s; serial=%.6s",
			            p->text, p->text, p->text + 8);
		else
			exam_found(x, "APPL-IMEI-LUHN",
			           p->text[14] == '0' ? ASSAY_WEAK : ASSAY_STRONG, from,
			           tries_by_path(from->path),
			           "imei=%s; check=%c; expected=%d%s", p->text,
			           p->text[14], want,
			           p->text[14] == '0' ? "; reason=perhaps the spare digit"
			                              : "");
	}
	dummy = imei_dummy(p);
	if (dummy == NULL) {
		exam_passed(x, "APPL-IMEI-DUMMY", "imei=%s", p->text);
	} else {
		struct tries t = tries_by_path(from->path);

		for (size_t i = 0; i < t.n; i++)
			t.of[i].explains =
			        false; /* nobody slips into fourteen such digits */
		/* but people type them where they could read nothing */
		tries_add(&t, "test-code", severity_by_path(from->path) == ASSAY_WEAK);
		exam_found(x, "APPL-IMEI-DUMMY", ASSAY_STRONG, from, t,
		           "imei=%s; reason=%s", p->text, dummy);
		return;
	}
	for (size_t i = 0; i < COUNT(bodies); i++)
		if (strncmp(p->text, bodies[i].digits, 2) == 0)
			exam_note(x, "APPL-IMEI-RBI", from, "imei=%s; rbi=%s; country=%s",
			          p->text, bodies[i].digits, bodies[i].country);
}

#define TAC_NEIGHBOUR                                                                    \
	100 /* type codes of one telephone: equal, or next in their first six */

/* Could these be the two numbers of one telephone for two cards?  They share the
 * serial, or their type codes are one or neighbours. */
static bool
imei_siblings(const struct plain *a, const struct plain *b)
{
	int32_t apart =
	        assay_number(plain_bytes(a), 0, 8) - assay_number(plain_bytes(b), 0, 8);

	return strncmp(a->text + 8, b->text + 8, 6) == 0 ||
	       (apart <= TAC_NEIGHBOUR && apart >= -TAC_NEIGHBOUR);
}

/* A typed number that fails its own check was not typed as it is printed. */
static bool
imei_mistyped(const struct imei *imei)
{
	const struct plain *p = &imei->text;

	return imei->from->path == ASSAY_PATH_TYPED && p->len == 15 &&
	       assay_luhn(assay_part(plain_bytes(p), 0, 14)) != p->text[14] - '0';
}

/* The number on box or screen must be one of the device's; a possible sibling of it
 * is no more than unusual. */
static void
imei_elsewhere(struct exam *x, const struct imeis *device, const char *key)
{
	struct imeis other = imeis_of(x->item, key, false);

	for (size_t i = 0; i < other.n; i++) {
		const struct imei *o = &other.of[i], *with = NULL;
		bool same = false, sibling = false, slip = imei_mistyped(o);
		struct tries t = { .n = 0 };

		for (size_t k = 0; k < device->n && imei_form(&o->text); k++) {
			const struct imei *d = &device->of[k];

			if (!imei_form(&d->text))
				continue;
			with = d;
			same |= strncmp(d->text.text, o->text.text, 14) == 0;
			sibling |= imei_siblings(&d->text, &o->text);
			slip |= imei_mistyped(d) ||
			        is_slip(plain_bytes(&d->text), plain_bytes(&o->text));
		}
		if (with == NULL) /* nothing to compare with */
			continue;
		tries_add(&t, "typing-slip", slip);
		if (same)
			exam_passed(x, "APPL-IMEI-BOX", "imei=%s; %s=%s", with->text.text,
			            key, o->text.text);
		else
			exam_found(x, "APPL-IMEI-BOX",
			           sibling || device->n > 2 ? ASSAY_WEAK : ASSAY_STRONG,
			           o->from, t, "imei=%s; %s=%s%s", with->text.text, key,
			           o->text.text,
			           sibling ? "; reason=perhaps its second number" : "");
	}
}

static void
imei(struct exam *x)
{
	struct imeis device = imeis_of(x->item, "imei", true);

	for (size_t i = 0; i < device.n; i++)
		imei_judge(x, &device.of[i]);
	imei_elsewhere(x, &device, "imei_box");
	imei_elsewhere(x, &device, "imei_screen");
}

/* ---- MAC ---- */

/* The hexadecimal digits of "D0:50:99:84:A2:A0", "D0-50-...", "D050.9984.A2A0" or
 * bare ones, 12 or 16 of them; an empty plain otherwise. */
static struct plain
mac_of(struct assay_bytes value)
{
	struct plain p = plain_of(value, " "), hex = plain_of(value, " :-.");
	static const struct plain none = { .len = 0 };
	size_t step = 0;

	if (!hex.ok || (hex.len != 12 && hex.len != 16))
		return none;
	for (size_t i = 0; i < hex.len; i++)
		if (assay_hex_digit((uint8_t)hex.text[i]) < 0)
			return none;
	if (p.len != hex.len) { /* marks stand evenly, and are all the same */
		while (step < p.len && assay_hex_digit((uint8_t)p.text[step]) >= 0)
			step++;
		if ((step != 2 && step != 4) || p.len != hex.len + hex.len / step - 1)
			return none;
		for (size_t i = step; i < p.len; i += step + 1)
			if (p.text[i] != p.text[step])
				return none;
	}
	return hex;
}

static void
mac_judge(struct exam *x, const struct assay_claim *from, const struct plain *hex)
{
	int first = assay_hex_digit((uint8_t)hex->text[0]) * 16 +
	            assay_hex_digit((uint8_t)hex->text[1]);

	if (first & 1)
		exam_failed(x, "APPL-MAC", from,
		            "mac=%s; multicast=1; reason=group bit set", hex->text);
	else if (first & 2)
		exam_found(x, "APPL-MAC", ASSAY_WEAK, from, tries_by_path(from->path),
		           "mac=%s; local=1; reason=locally administered bit set",
		           hex->text);
	else
		exam_passed(x, "APPL-MAC", "mac=%s; oui=%.6s; multicast=0; local=0",
		            hex->text, hex->text);
}

static void
mac(struct exam *x)
{
	const struct assay_claim *claim;

	for (size_t n = 0; (claim = assay_claim(x->item, "mac", n)) != NULL; n++) {
		struct plain hex = mac_of(claim->value);

		if (hex.ok)
			mac_judge(x, claim, &hex);
		else if (claim->value.len > 0)
			exam_found(x, "APPL-MAC", ASSAY_WEAK, claim,
			           tries_by_path(claim->path),
			           "mac=%s; reason=not 12 or 16 hexadecimal digits",
			           show(claim->value).text);
	}
	for (size_t n = 0; (claim = assay_claim(x->item, "text", n)) != NULL; n++) {
		struct assay_bytes value;

		for (size_t at = 0;
		     claim->path != ASSAY_PATH_TYPED &&
		     named_value(claim->value, "MAC", "0123456789ABCDEFabcdef:-.", &at,
		                 &value);) {
			struct plain hex = mac_of(value);

			if (hex.ok)
				mac_judge(x, claim, &hex);
		}
	}
}

/* ---- serial, rating plate ---- */

static void
serial_week(struct exam *x)
{
	static const struct {
		const char *key;
		int32_t last;
	} parts[] = { { "week", 53 }, { "month", 12 } };

	for (size_t i = 0; i < COUNT(parts); i++) {
		const struct assay_claim *claim;

		for (size_t n = 0;
		     (claim = assay_claim(x->item, parts[i].key, n)) != NULL; n++) {
			int32_t v = claim->value.len > 2 ? -1
			                                 : assay_number(claim->value, 0,
			                                                claim->value.len);

			if (v >= 1 && v <= parts[i].last)
				exam_passed(x, "APPL-SERIAL-WEEK", "%s=%02d",
				            parts[i].key, (int)v);
			else if (claim->value.len > 0)
				exam_found(x, "APPL-SERIAL-WEEK", ASSAY_WEAK, claim,
				           tries_by_path(claim->path),
				           "%s=%s; reason=not 01 to %d", parts[i].key,
				           show(claim->value).text, (int)parts[i].last);
		}
	}
}

#define RANGES_MAX 4 /* "100-120/220-240 V" has two */

struct ranges {
	int32_t of[RANGES_MAX][2];
	size_t n; /* 0: none, or nothing we understand */
};

/* "220-240", "50/60 Hz", "110V or 220V": numbers, '-' or '~' between two of a range. */
static struct ranges
ranges_of(struct assay_bytes value)
{
	struct plain p = plain_of(value, " ");
	struct ranges r = { .n = 0 };
	bool joined = false;
	size_t len;

	for (size_t at = 0; at < p.len; at += len) {
		struct assay_bytes s = plain_bytes(&p);
		int32_t v;

		len = 0;
		while (at + len < s.len && assay_is_digit(s.data[at + len]))
			len++;
		if (len == 0) {
			joined = r.n > 0 && at + 1 < s.len &&
			         assay_is_digit(s.data[at + 1]) &&
			         (s.data[at] == '-' || s.data[at] == '~');
			len = 1;
			continue;
		}
		v = assay_number(s, at, len);
		if (v < 0 || (!joined && r.n == RANGES_MAX))
			return (struct ranges){ .n = 0 };
		if (joined) {
			r.of[r.n - 1][1] = v;
			if (v <
			    r.of[r.n - 1][0]) /* "220V~50Hz": two things in one value */
				return (struct ranges){ .n = 0 };
		} else {
			r.of[r.n][0] = r.of[r.n][1] = v;
			r.n++;
		}
		joined = false;
	}
	return r;
}

static bool
overlaps(const struct ranges *r, int32_t low, int32_t high)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->of[i][0] <= high && r->of[i][1] >= low)
			return true;
	return false;
}

#define MAINS_VOLTS_MIN 90 /* below is a battery or an adapter's output */

static void
volt_market(struct exam *x)
{
	const struct assay_claim *volts = assay_claim(x->item, "volts", 0);
	const struct assay_claim *hz = assay_claim(x->item, "hz", 0);
	static const struct assay_bytes none = { NULL, 0 };
	struct ranges v = ranges_of(volts != NULL ? volts->value : none);
	struct ranges f = ranges_of(hz != NULL ? hz->value : none);

	for (size_t i = 0; i < COUNT(mains); i++) {
		bool v_fits, f_fits;

		if (strcmp(mains[i].market, x->market) != 0 ||
		    !overlaps(&v, MAINS_VOLTS_MIN, 999))
			continue;
		v_fits = overlaps(&v, mains[i].volts[0][0], mains[i].volts[0][1]) ||
		         overlaps(&v, mains[i].volts[1][0], mains[i].volts[1][1]);
		f_fits = f.n == 0 || overlaps(&f, mains[i].hz[0], mains[i].hz[1]);
		if (v_fits && f_fits) {
			exam_passed(x, "APPL-VOLT-MARKET", "market=%s; volts=%s",
			            x->country, show(volts->value).text);
		} else {
			struct tries t = tries_by_path(volts->path);

			tries_add(&t, "parallel-import", true);
			exam_found(x, "APPL-VOLT-MARKET", ASSAY_WEAK, volts, t,
			           "market=%s; volts=%s; hz=%s", x->country,
			           show(volts->value).text,
			           show(hz != NULL ? hz->value : none).text);
		}
	}
}

/* Thousandths of "1.8", "1,8 A", "2200W", "2.2 kW" (k: that many); -1: not one number. */
static int64_t
milli(struct assay_bytes value, char unit)
{
	struct plain p = plain_of(value, " ");
	struct assay_bytes s = plain_bytes(&p);
	size_t len = 0, sub = 0;
	int64_t whole, part = 0;

	while (len < s.len && assay_is_digit(s.data[len]))
		len++;
	if (len > 6 || (whole = assay_number(s, 0, len)) < 0)
		return -1;
	if (len < s.len && (s.data[len] == '.' || s.data[len] == ',')) {
		len++;
		while (len + sub < s.len && assay_is_digit(s.data[len + sub]))
			sub++;
		if (sub == 0 || sub > 3)
			return -1;
		part = assay_number(s, len, sub) * (sub == 1 ? 100 : sub == 2 ? 10 : 1);
		len += sub;
	}
	whole = whole * 1000 + part;
	if (len < s.len && s.data[len] == 'K') {
		len++;
		whole *= 1000;
	}
	if (len < s.len && s.data[len] == (uint8_t)unit)
		len++;
	return len == s.len ? whole : -1;
}

#define RATING_SLACK 120 /* per cent: plates round, and heaters may draw so much more */

static void
rating_sum(struct exam *x)
{
	const struct assay_claim *volts = assay_claim(x->item, "volts", 0);
	const struct assay_claim *amps = assay_claim(x->item, "amps", 0);
	const struct assay_claim *watts = assay_claim(x->item, "watts", 0);
	struct ranges v;
	int64_t a, w, most = 0;

	if (volts == NULL || amps == NULL || watts == NULL)
		return;
	v = ranges_of(volts->value);
	a = milli(amps->value, 'A');
	w = milli(watts->value, 'W');
	for (size_t i = 0; i < v.n; i++)
		if (v.of[i][1] > most)
			most = v.of[i][1];
	if (most <= 0 || most > 1000 || a <= 0 || w <= 0)
		return;
	if (w * 100 > most * a * RATING_SLACK)
		exam_found(x, "APPL-RATING-SUM", ASSAY_WEAK, watts,
		           tries_by_path(watts->path), "volts=%s; amps=%s; watts=%s",
		           show(volts->value).text, show(amps->value).text,
		           show(watts->value).text);
	else
		exam_passed(x, "APPL-RATING-SUM", "volts=%s; amps=%s; watts=%s",
		            show(volts->value).text, show(amps->value).text,
		            show(watts->value).text);
}

/* ---- UL, CE ---- */

static void
ul_elements(struct exam *x)
{
	static const char *const keys[] = { "mark", "word", "control", "product" };
	static const char *const never[] = { "APPROVED", "PENDING" };
	const struct assay_claim *of[COUNT(keys)];
	const char *missing = NULL;

	for (size_t i = 0; i < COUNT(keys); i++) {
		of[i] = assay_claim(x->item, keys[i], 0);
		if (missing == NULL && (of[i] == NULL || of[i]->value.len == 0))
			missing = keys[i];
	}
	if (of[0] == NULL || of[1] == NULL || !has_word(of[0]->value, "UL"))
		return;
	for (size_t i = 0; i < COUNT(never); i++)
		if (has_word(of[1]->value, never[i])) {
			struct tries t = { .n = 0 };

			tries_add(&t, "typing-slip", false);
			exam_found(x, "UL-ELEMENTS", ASSAY_STRONG, of[1], t,
			           "word=%s; reason=UL never says %s",
			           show(of[1]->value).text, never[i]);
			return;
		}
	/* seen by eye: no more than W */
	if (has_word(of[0]->value, "side by side")) {
		exam_found(x, "UL-ELEMENTS", ASSAY_WEAK, of[0],
		           tries_by_path(of[0]->path),
		           "mark=%s; reason=U and L stand staggered in the genuine mark",
		           show(of[0]->value).text);
		return;
	}
	if (missing != NULL)
		exam_found(x, "UL-ELEMENTS", ASSAY_WEAK, of[0],
		           tries_by_path(of[0]->path), "mark=%s; missing=%s",
		           show(of[0]->value).text, missing);
	else if (has_word(of[1]->value, "LISTED") || has_word(of[1]->value, "CLASSIFIED"))
		exam_passed(x, "UL-ELEMENTS", "word=%s; control=%s",
		            show(of[1]->value).text, show(of[2]->value).text);
}

static void
ul_file(struct exam *x)
{
	const struct assay_claim *claim;

	for (size_t n = 0; (claim = assay_claim(x->item, "ul", n)) != NULL; n++) {
		struct plain p = plain_of(claim->value, " ");
		size_t letters = 0;

		while (letters < p.len && p.text[letters] >= 'A' &&
		       p.text[letters] <= 'Z')
			letters++;
		if (p.ok && letters >= 1 && letters <= 4 && p.len - letters <= 8 &&
		    assay_all_digits(assay_part(plain_bytes(&p), letters, p.len)))
			exam_passed(x, "UL-FILE", "file=%s", p.text);
		else if (claim->value.len > 0)
			exam_found(x, "UL-FILE", ASSAY_WEAK, claim,
			           tries_by_path(claim->path), "ul=%s",
			           show(claim->value).text);
	}
}

static bool
has_digit(struct assay_bytes s)
{
	for (size_t i = 0; i < s.len; i++)
		if (assay_is_digit(s.data[i]))
			return true;
	return false;
}

static void
ce_nb(struct exam *x)
{
	const struct assay_claim *claim;

	for (size_t n = 0; (claim = assay_claim(x->item, "ce", n)) != NULL; n++) {
		struct plain p = plain_of(claim->value, " ");
		size_t from = strncmp(p.text, "CE", 2) == 0 ? 2 : 0;
		struct assay_bytes nb = assay_part(plain_bytes(&p), from, p.len);

		if (!has_digit(nb) || nb.len > 8 ||
		    yes_or_no(claim->value) >= 0) /* words, or the mark alone */
			continue;
		if (!assay_all_digits(nb))
			exam_failed(x, "CE-NB", claim, "ce=%s; reason=not four digits",
			            show(claim->value).text);
		else if (nb.len == 4)
			exam_passed(x, "CE-NB", "nb=%s", show(nb).text);
		else
			exam_failed(x, "CE-NB", claim, "ce=%s; reason=%zu digits",
			            show(claim->value).text, nb.len);
	}
}

/* ---- what makers and registers signed ---- */

static void
serial_date(struct exam *x)
{
	const struct assay_claim *c;
	const char *gtin = signed_product(x->item);

	for (size_t n = 0; gtin[0] != '\0' && (c = assay_claim(x->item, "serial", n)) != NULL; n++)
		signed_date_code(x, "APPL-SERIAL-DATE", "serials", gtin, c);
}

static void
radio_table(struct exam *x, const char *rule, const char *kind, const char *key,
            size_t digits, const char *column)
{
	bool tac = strcmp(column, "model") == 0;
	const struct assay_claim *c, *said = assay_claim(x->item, column, 0);
	struct assay_data d;

	if (!signed_data(x, kind, ASSAY_NO_DAY, &d) || said == NULL || said->value.len == 0)
		return;
	for (size_t n = 0; (c = assay_claim(x->item, key, n)) != NULL; n++) {
		struct plain p = plain_of(c->value, " -:.");
		struct tries tries = { .n = 0 };
		char code[9] = "";
		const char *other = "";
		bool fits = false;

		if (p.len < digits)
			continue;
		memcpy(code, p.text, digits);
		for (size_t row = assay_find_row(&d.rows, code);
		     row < d.rows.n_rows && strcmp(d.rows.cells[row * d.rows.n_columns], code) == 0;
		     row++) {
			const char *cell = assay_cell(&d.rows, row, column);

			if (cell[0] != '\0')
				other = cell;
			fits |= cell[0] == '\0' ||
			        (tac ? signed_number(said->value, cell)
			             : !assay_makers_differ((const char *)said->value.data, cell));
		}
		if (fits)
			exam_passed(x, rule, "%s=%s; %s=%s", key, code, column,
			            show(said->value).text);
		else if (other[0] != '\0') {
			tries_add(&tries, "list-too-old", false);
			tries_add(&tries, "typing-slip",
			          is_slip(said->value, assay_str(other)));
			exam_found(x, rule, tac ? ASSAY_STRONG : ASSAY_WEAK, c, tries,
			           "%s=%s; %s=%s; signed=%s; dated=%s", key, show(c->value).text,
			           column, show(said->value).text, show(assay_str(other)).text,
			           day_text(d.dated).text);
		}
	}
}

static void
radios(struct exam *x)
{
	radio_table(x, "APPL-IMEI-TAC", "imei-tac", "imei", 8, "model");
	radio_table(x, "APPL-MAC-OUI", "mac-oui", "mac", 6, "maker");
}

static void
eprel_record(struct exam *x)
{
	const struct assay_claim *c;

	for (size_t n = 0; (c = assay_claim(x->item, "eprel", n)) != NULL; n++)
		if (assay_all_digits(c->value))
			signed_register(x, &(struct registered){
			                           .rule = "APPL-EPREL-MATCH",
			                           .kind = "register/eprel",
			                           .claim = c, .number = c->value,
			                           .given = { ASSAY_NO_DAY, ASSAY_NO_DAY },
			                           .model = "model", .maker = "maker" });
}

/* ---- the contract ---- */

/* CCC class families of electrical goods: cables, switches, low-voltage gear, motors,
 * tools, welders, appliances, audio and video, computers, lamps, telecom. */
static bool
electrical(int32_t family)
{
	return (family >= 1 && family <= 10) || family == 16;
}

static int
recognise(const struct assay_item *item, char why[80])
{
	static const struct {
		const char *key;
		int score;
	} typed[] = { { "eprel", 90 },       { "imei", 80 }, { "imei_box", 80 },
		      { "imei_screen", 80 }, { "cel", 80 },  { "mac", 60 },
		      { "volts", 50 },       { "ul", 50 },   { "ccc", 10 } };
	const struct assay_claim *claim;
	int score = 0;
	struct ccc c;

	for (size_t n = 0; (claim = assay_claim(item, "link", n)) != NULL; n++) {
		struct assay_link link;

		if (assay_link_split(claim->value, &link) && link.has_authority &&
		    eprel_meant(&link) && score < 90) {
			score = 90;
			strcpy(why, "energy label link");
		}
	}
	for (size_t i = 0; i < COUNT(typed); i++)
		if (typed[i].score > score &&
		    assay_claim(item, typed[i].key, 0) != NULL) {
			score = typed[i].score;
			strcpy(why, typed[i].key);
		}
	if (score < 70 && classes_of(item) != NULL) {
		score = 70;
		strcpy(why, "product name");
	}
	for (size_t n = 0; score < 60 && ccc_claim(item, n, &c) != NULL; n++)
		if (electrical(c.family)) {
			score = 60;
			snprintf(why, 80, "CCC class %.4s", c.text.text + 6);
		}
	if (score < 80 && imeis_of(item, "imei", true).n > 0) {
		score = 80;
		strcpy(why, "IMEI in a code");
	}
	return score;
}

static enum assay_status
examine(const struct assay_host *host, struct assay_run *run,
        const struct assay_item *item)
{
	static void (*const checks[])(struct exam *) = {
		ccc_format,  ccc_year,    ccc_class,  cel,         eprel,   imei,  mac,
		serial_week, volt_market, rating_sum, ul_elements, ul_file, ce_nb,
		serial_date, radios, eprel_record,
	};
	struct exam x = exam_begin(host, run, item, rules, COUNT(rules));

	for (size_t i = 0; i < COUNT(checks); i++)
		checks[i](&x);
	return x.status;
}

/* What the library follows across the items of a batch. */
/* clang-format off */
static const struct assay_across across[] = {
	{ "APPL-IMEI-DUP", "APPL-IMEI-LUHN", "imei", ASSAY_ONE_THING },
	{ "APPL-MAC-DUP", "APPL-MAC", "mac", ASSAY_ONE_THING },
};
/* clang-format on */

ASSAY_PLUGIN(appliances) = {
	.abi = ASSAY_PLUGIN_ABI,
	.size = sizeof(struct assay_plugin),
	.name = "appliances",
	.summary = "household appliances, electrical and radio products",
	.summary_zh = "家用电器、电子及无线电产品",
	.symbologies = "]Q ]d ]C ]E0",
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
/* clang-format on */
