/* agri.c - agricultural inputs: the rules, the labels they read, and the descriptor
 *
 * Pesticides, seed, fertiliser, veterinary medicine, plants.  A code is judged as a
 * code of such goods only where its own digits or a typed value say what it is. */
#include "agri.h"
#include "guide.h"
#include "../signed.h"

/* clang-format off */
static const struct assay_rule rules[] = {
	/* pesticides, China */
	{ "AGRI-PEST-UNIT", ASSAY_STRONG, "V2", "cn", "2018-01-01", NULL, "code",
	  "Announcement 2579 of 2017, unit identification code",
	  "The unit code of the pesticide is not built as the rule says: read it once more",
	  "农药单元识别代码不符合编码规则，请再次识读",
	  "32 digits: class 1 to 3, six digits of the registration, production 1 to 3, specification, random",
	  "32 位数字：登记类别 1-3、登记证号后六位、生产类型 1-3、产品规格、随机码" },
	{ "AGRI-PEST-REG-MATCH", ASSAY_STRONG, "V", "cn", "2018-01-01", NULL, NULL,
	  "Announcement 2579 of 2017, digits 1 to 7",
	  "The unit code belongs to another registration number than the printed one: compare both",
	  "单元识别代码对应的登记证号与标签所印不同，请核对两者",
	  "The best single check for pesticides: invented codes rarely carry the registration of their label",
	  "农药最有效的单项核对：臆造的代码很少带有本标签的登记证号" },
	{ "AGRI-PEST-PROD-MATCH", ASSAY_WEAK, "C", "cn", "2018-01-01", NULL, NULL,
	  "Announcement 2579 of 2017, digit 8",
	  "The unit code and the label disagree whether a contract maker was at work",
	  "单元识别代码与标签关于委托加工的说明不一致",
	  "Digit 8 says holder, contract manufacture or contract packing",
	  "第 8 位表示持证人生产、委托加工或委托分装" },
	{ "AGRI-PEST-RANDOM", ASSAY_PROOF, "C", "cn", "2018-01-01", NULL, NULL,
	  "Announcement 2579 of 2017, digits 12 to 32",
	  "The random part of the unit code is not random, or stands on more than one pack: look at other packs and ask the holder",
	  "单元识别代码的随机码并不随机或出现在多个包装上，请对比其他包装并询问持证人",
	  "A counterfeiter who fills in digits by hand repeats or counts them, or prints one code on all packs",
	  "手工编造者常用重复或递增的数字，或在所有包装上印同一代码" },
	{ "AGRI-PEST-REG", ASSAY_STRONG, "V", "cn", NULL, NULL, "reg",
	  "Regulation on Pesticide Administration, registration number",
	  "The pesticide registration number is not built as the rule says: read it once more",
	  "农药登记证号不符合规则，请再次核对",
	  "PD, WP or LS, year and four digits; older ones PD and five or six digits",
	  "PD、WP 或 LS 加年份和四位数字；旧号为 PD 加五至六位" },
	{ "AGRI-PEST-PRODLIC", ASSAY_WEAK, "V", "cn", "2017-08-01", NULL, "prodlic",
	  "Measures for Pesticide Production Licensing",
	  "The pesticide production licence number is not built as the rule says: read it once more",
	  "农药生产许可证编号不符合规则，请再次核对",
	  "农药生许, the province in brackets, four digits",
	  "农药生许加括号内省份简称和四位数字" },
	{ "AGRI-PEST-PRODLIC-PROV", ASSAY_WEAK, "C", "cn", "2017-08-01", NULL, NULL,
	  "Measures for Pesticide Production Licensing",
	  "The production licence is of another province than the printed address: look for a second party on the label",
	  "生产许可证省份与标签地址不同，请查看标签上是否另有一方",
	  "Contract making prints two parties and two provinces",
	  "委托加工会标注两方及两个省份" },
	{ "AGRI-PEST-QR-PRESENT", ASSAY_STRONG, "V", "cn", "2018-07-01", NULL, NULL,
	  "Announcement 2579 of 2017",
	  "A pesticide made after the duty began bears no QR or Data Matrix code: look at every side of the pack",
	  "应有二维码的农药包装上没有二维码，请查看包装各面",
	  "Each smallest pack made from 2018-07-01 carries a unit code",
	  "2018 年 7 月 1 日起生产的最小包装均须有单元识别代码" },
	{ "AGRI-PEST-BATCH", ASSAY_INFO, "V", "cn", NULL, NULL, "batch",
	  "pesticide batch numbers by made date",
	  "The batch number names another made date than the label",
	  "批号所示生产日期与标签不同",
	  "YYMMDD and perhaps the years it keeps: 071108-02",
	  "年月日加质量保证期年数，如 071108-02" },
	{ "AGRI-PEST-BAND", ASSAY_STRONG, "V", "cn", NULL, NULL, NULL,
	  "Measures for Pesticide Labels and Manuals, colour bands",
	  "The colour band is that of another kind of pesticide: look at it in daylight and compare the kind",
	  "特征颜色标志带与农药类别不符，请在日光下再看并核对类别",
	  "Green herbicide, red insecticide and acaricide, black fungicide and nematicide, blue rodenticide, deep yellow growth regulator",
	  "绿色除草、红色杀虫杀螨、黑色杀菌杀线虫、蓝色杀鼠、深黄色植物生长调节" },
	/* seed, China */
	{ "AGRI-SEED-QR", ASSAY_STRONG, "V2", "cn", "2017-01-01", NULL, "seedqr",
	  "Coding rules for seed labels of 2016",
	  "The seed code does not hold the four lines it must: look for another code on the bag",
	  "种子二维码没有规定的四行内容，请查看包装上是否另有二维码",
	  "Variety, producer, unit code and trace address in this order, and nothing promotional",
	  "依次为品种名称、生产经营者、单元识别代码、追溯网址，不得含宣传内容" },
	{ "AGRI-SEED-UNIT-DUP", ASSAY_PROOF, "V", "cn", "2017-01-01", NULL, NULL,
	  "Coding rules for seed labels of 2016",
	  "One unit code stands on more than one pack of seed: if these are photos of one pack, name it",
	  "同一单元识别代码出现在多个种子包装上：若为同一包装的照片，请为其命名",
	  "Each smallest pack on sale has a unit code of its own; a code that is the product's bar code is not followed",
	  "每个最小销售单元有各自的代码；与商品条码相同的代码不作比较" },
	{ "AGRI-SEED-NAME", ASSAY_STRONG, "V", "cn", "2017-01-01", NULL, NULL,
	  "Coding rules for seed labels of 2016",
	  "The seed code names another variety or producer than the label: compare both",
	  "种子二维码中的品种或生产经营者与标签不同，请核对",
	  "The first two lines must equal the printed label",
	  "前两行须与标签一致" },
	{ "AGRI-SEED-LIC", ASSAY_STRONG, "V", "cn", NULL, NULL, "seedlic",
	  "Measures for Seed Production and Trade Licences",
	  "The seed licence number is not built as the rule says: read it once more",
	  "种子生产经营许可证编号不符合规则，请再次核对",
	  "A letter A to E, the issuer in brackets, 农种许字, year and number",
	  "类别字母 A-E、括号内发证机关、农种许字、年份和编号" },
	{ "AGRI-SEED-LIC-IMPORT", ASSAY_STRONG, "V", "cn", NULL, NULL, NULL,
	  "Measures for Seed Production and Trade Licences",
	  "Imported seed bears a licence that does not allow import: read its letter and issuer once more",
	  "进口种子的许可证不允许进口，请再次核对类别字母和发证机关",
	  "Import needs type E, issued by the ministry",
	  "进口须持农业农村部核发的 E 类许可证" },
	{ "AGRI-SEED-VARIETY", ASSAY_WEAK, "E", "cn", NULL, NULL, "variety",
	  "Measures for Variety Approval of Major Crops",
	  "The variety approval number is not built as the rule says: read it once more",
	  "品种审定编号不符合规则，请再次核对",
	  "国审 or a province and 审, the crop, year and sequence; GPD for registered crops",
	  "国审或省简称加审、作物、年份和序号；登记作物为 GPD" },
	{ "AGRI-FOREST-SEED-LIC", ASSAY_STRONG, "V", "cn", NULL, NULL, "forestlic",
	  "Measures for Forest Seed Licences",
	  "The forest seed licence number is not 14 digits of division, year and sequence: read it once more",
	  "林草种子许可证编号不是行政区划、年份、序号共 14 位数字，请再次核对",
	  "Division 6, year 4, serial 4",
	  "行政区划 6 位、年份 4 位、序号 4 位" },
	/* fertiliser */
	{ "AGRI-FERT-SUM", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "arithmetic: total primary nutrient is N + P2O5 + K2O",
	  "The declared nutrients do not add up: read all four numbers once more",
	  "标明的养分相加不等于总养分，请再次核对四个数字",
	  "Totals that count calcium or organic matter are a frequent deceit",
	  "把钙或有机质计入总养分是常见的欺骗" },
	{ "AGRI-FERT-GRADE", ASSAY_PROOF, "C", "*", NULL, NULL, "npk",
	  "chemistry: urea holds 46.6 % nitrogen, ammonia 82 %",
	  "The declared grade is more than the substance can hold: the declaration is false",
	  "标明的养分含量超过该物质可能的上限，标示不实",
	  "No fertiliser holds more nitrogen than pure ammonia, no urea more than urea",
	  "任何肥料含氮不能高于纯氨，尿素不能高于纯尿素" },
	{ "AGRI-FERT-MIN", ASSAY_WEAK, "M", "cn", NULL, NULL, NULL,
	  "GB/T 15063",
	  "A compound fertiliser declares less than its standard asks",
	  "复合肥料标明的养分低于标准要求",
	  "Total at least 25, 30 or 40 percent, a single nutrient at least 4",
	  "总养分不低于 25%、30% 或 40%，单一养分不低于 4%" },
	{ "AGRI-FERT-REG", ASSAY_WEAK, "V", "cn", NULL, NULL, "fertreg",
	  "Measures for Fertiliser Registration",
	  "The fertiliser registration number is not built as the rule says: read it once more",
	  "肥料登记证号不符合规则，请再次核对",
	  "农肥 or 微生物肥, year in brackets, 准字 and a number; 临字 is no longer issued",
	  "农肥或微生物肥加年份、准字和编号；临字已不再核发" },
	/* United States */
	{ "AGRI-EPA-REG", ASSAY_STRONG, "V2", "us", NULL, NULL, "epareg",
	  "EPA Label Review Manual, chapter 14",
	  "The EPA registration number is not company-product or company-product-distributor: read it once more",
	  "EPA 登记号不是“公司-产品”或“公司-产品-经销商”形式，请再次核对",
	  "Up to 7, 5 and 7 digits with hyphens",
	  "至多 7、5、7 位数字，以连字符分隔" },
	{ "AGRI-EPA-FILESYM", ASSAY_PROOF, "V2", "us", NULL, NULL, "filesym",
	  "EPA Label Review Manual, chapter 14",
	  "The number is a file symbol: the product was applied for and is not registered",
	  "该号码是申请文件代号：产品仅提出申请，尚未登记",
	  "Letters of REGULATION stand for digits until a registration number is given",
	  "登记前以 REGULATION 的字母代替数字" },
	{ "AGRI-EPA-EST", ASSAY_WEAK, "M", "us", NULL, NULL, "epaest",
	  "EPA establishment number",
	  "The EPA establishment number is not company-state-number or company-country-number",
	  "EPA 生产场所号不是“公司-州-序号”或“公司-国家-序号”形式",
	  "It names the last producing site",
	  "表示最后的生产场所" },
	{ "AGRI-EPA-PAIR", ASSAY_STRONG, "V", "us", NULL, NULL, NULL,
	  "EPA Label Review Manual, chapter 14",
	  "A pesticide label lacks its EPA registration or establishment number: look at every side of the pack",
	  "农药标签缺少 EPA 登记号或生产场所号，请查看包装各面",
	  "Both numbers are required",
	  "两个号码都必须标注" },
	/* European Union, and veterinary medicine in China */
	{ "AGRI-PLANTPASS", ASSAY_STRONG, "V2", "eu", "2019-12-14", NULL, "plantpass",
	  "Implementing Regulation (EU) 2017/2313",
	  "The plant passport lacks a part or has it in a wrong form: read A, B, C and D once more",
	  "植物护照缺少某部分或格式不符，请再次核对 A、B、C、D 四项",
	  "A botanical name, B country and registration number, C trace code where needed, D origin",
	  "A 植物学名、B 国家和登记号、C 追溯码（需要时）、D 原产地" },
	{ "AGRI-PLANTPASS-ORIGIN", ASSAY_INFO, "V", "eu", "2019-12-14", NULL, NULL,
	  "Implementing Regulation (EU) 2017/2313",
	  "Issuer and origin of the plants are in two countries, which is allowed",
	  "签发者与植物原产地在不同国家，这是允许的",
	  "B names the operator's country, D that of origin",
	  "B 为经营者所在国，D 为原产国" },
	{ "AGRI-PEST-REG-EXPIRED", ASSAY_STRONG, "C", "cn", NULL, NULL, NULL,
	  "a signed register of pesticides",
	  "The pesticide registration had ended when the goods were made, is another holder's, or is not in the signed register",
	  "生产时该农药登记证已失效、属于其他持有人，或不在签名的登记册中",
	  "Goods made while the registration held stay legal; absence counts only where the register is complete",
	  "登记证有效期内生产的产品仍合法；仅当登记册完整时缺失才有意义" },
	{ "AGRI-VETDRUG-TRACE", ASSAY_STRONG, "V", "cn", NULL, NULL, "vetdrug",
	  "Veterinary medicine trace code, 24 digits",
	  "The veterinary trace code does not begin with a possible date: read it once more",
	  "兽药追溯码开头不是可能的日期，请再次识读",
	  "Day of application 8, maker 5, random 11",
	  "申请日期 8 位、企业 5 位、随机码 11 位" },
};

static const struct assay_label labels[] = {
	{ "reg", "pesticide registration number, as PD20040767", "农药登记证号，如 PD20040767" },
	{ "code", "text printed below a 2-D code", "二维码下方的文字" },
	{ "prodlic", "pesticide production licence", "农药生产许可证编号" },
	{ "contract", "contract maker, or none", "受托加工企业，没有填 无" },
	{ "kind", "kind of pesticide, as herbicide", "农药类别，如 除草剂" },
	{ "band", "colour of the band", "特征颜色标志带颜色" },
	{ "batch", "batch number, as 071108-02", "批号，如 071108-02" },
	{ "qr", "QR code on the pack: yes or none", "包装上有无二维码：有、无" },
	{ "seedqr", "text of the seed label's code, \\n between lines", "种子标签二维码内容，行间用 \\n" },
	{ "seedlic", "seed production and trade licence", "种子生产经营许可证编号" },
	{ "seedname", "variety as printed", "品种名称" },
	{ "imported", "imported: yes or no", "是否进口：是、否" },
	{ "variety", "variety approval number", "品种审定编号" },
	{ "crop", "crop", "作物" },
	{ "forestlic", "forest seed licence number", "林草种子许可证编号" },
	{ "product", "what the goods are", "产品名称" },
	{ "npk", "nutrients, as 15-15-15", "养分，如 15-15-15" },
	{ "n", "N in percent", "氮 %" },
	{ "p", "P2O5 in percent", "五氧化二磷 %" },
	{ "k", "K2O in percent", "氧化钾 %" },
	{ "total", "total nutrients in percent, as >=45", "总养分 %，如 ≥45" },
	{ "fertreg", "fertiliser registration number", "肥料登记证号" },
	{ "epareg", "EPA registration number, or none", "EPA 登记号，没有填 none" },
	{ "epaest", "EPA establishment number, or none", "EPA 生产场所号，没有填 none" },
	{ "filesym", "EPA file symbol, to be decoded", "EPA 申请文件代号，供解码" },
	{ "plantpass", "plant passport, A ...; B ...; C ...; D ...", "植物护照 A…；B…；C…；D…" },
	{ "vetdrug", "veterinary trace code, 24 digits", "兽药追溯码，24 位" },
};
/* clang-format on */

bool
agri_typed_any(const struct assay_item *item, const char *keys)
{
	for (size_t i = 0; i < item->n_claims; i++)
		if (item->claims[i].path == ASSAY_PATH_TYPED &&
		    in_list(keys, item->claims[i].key))
			return true;
	return false;
}

int32_t
agri_this_year(const struct exam *x)
{
	int32_t today = assay_day_at(x->item->now);

	return today == ASSAY_NO_DAY ? 0 : assay_date_of(today).year;
}

static int
recognise(const struct assay_item *item, char why[80])
{
	/* clang-format off */
	static const struct { const char *key; int score; } keys[] = {
		{ "reg", 90 }, { "prodlic", 90 }, { "seedqr", 90 }, { "seedlic", 90 }, { "variety", 90 },
		{ "forestlic", 90 }, { "npk", 90 }, { "fertreg", 90 }, { "epareg", 90 }, { "epaest", 90 },
		{ "filesym", 90 }, { "plantpass", 90 }, { "vetdrug", 90 }, { "band", 70 }, { "seedname", 70 },
		{ "total", 60 }, { "crop", 40 },
	};
	/* clang-format on */
	struct source from;

	for (size_t i = 0; i < COUNT(keys); i++)
		if (assay_claim(item, keys[i].key, 0) != NULL) {
			snprintf(why, 80, "%s typed", keys[i].key);
			return keys[i].score;
		}
	for (size_t i = 0; symbol_source(item, i, &from); i++) {
		struct seed_lines q;
		const char *code = agri_unit_code(from.text.s);

		if (item->symbols[i].symbology[1] == 'Q') {
			agri_seed_lines(from.raw, &q);
			if (*q.reason == '\0' && q.utf8 &&
			    (q.named || strstr(q.line[1].s, "种") != NULL)) {
				snprintf(why, 80, "four lines of a seed code");
				return q.named ? 90 : 60;
			}
			if (agri_seed_named(from.text.s)) {
				snprintf(why, 80, "words of a seed code");
				return 85;
			}
		}
		if (code != NULL && agri_unit_holds(code)) {
			snprintf(why, 80, "pesticide unit code");
			return 80;
		}
		if (find_word(from.text.s, "Plant Passport") != NULL ||
		    find_word(from.text.s, "EPA Reg") != NULL ||
		    strstr(from.text.s, "农药登记") != NULL) {
			snprintf(why, 80, "words in a code");
			return 70;
		}
	}
	return 0;
}

static enum assay_status
examine(const struct assay_host *host, struct assay_run *run,
        const struct assay_item *item)
{
	struct exam x = exam_begin(host, run, item, rules, COUNT(rules));
	const struct assay_claim *c;

	agri_pesticide(&x);
	agri_seed(&x);
	agri_fertiliser(&x);
	agri_epa(&x);
	agri_plant(&x);
	for (size_t n = 0; (c = assay_claim(item, "reg", n)) != NULL; n++)
		signed_register(&x, &(struct registered){
		                            .rule = "AGRI-PEST-REG-EXPIRED",
		                            .kind = "register/cn-pesticide",
		                            .claim = c, .number = c->value,
		                            .given = { ASSAY_NO_DAY, ASSAY_NO_DAY },
		                            .maker = "maker" });
	return x.status;
}

/* What the library follows across the items of a batch. */
/* clang-format off */
static const struct assay_across across[] = {
	{ "AGRI-PEST-RANDOM", "AGRI-PEST-RANDOM", "random", ASSAY_ONE_THING },
	{ "AGRI-SEED-UNIT-DUP", "AGRI-SEED-QR", "unit", ASSAY_ONE_THING },
};
/* clang-format on */

ASSAY_PLUGIN(agri) = {
	.abi = ASSAY_PLUGIN_ABI,
	.size = sizeof(struct assay_plugin),
	.name = "agri",
	.summary = "agricultural inputs: pesticides, seed, fertiliser, plants",
	.summary_zh = "农资：农药、种子、肥料、植物",
	.symbologies = "]Q ]d",
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
