/* food-guide.h - rules of food: what could explain one innocently, what to look at next
 *
 * One row for every rule.  The explanations are tried before S or P may be said; the
 * sentences are for the inspector, with the same numbers in both languages. */
#ifndef FOOD_GUIDE_H
#define FOOD_GUIDE_H

#include "assay-plugin.h"

/* clang-format off */
static const struct assay_guide guides[] = {
	{ "FOOD-SC-PARSE", "typing-slip look-alike misread retired-code",
	  "Read the licence number beside \"SC\" again, digit by digit, and look it up in the "
	  "public licence register.",
	  "请逐位再次核对“SC”后的编号，并在食品生产许可公开数据库中查询。" },
	{ "FOOD-SC-CHECK", "typing-slip look-alike misread printing-error",
	  "Read the 14 digits again; if they are the same, ask the register whether this "
	  "number exists and who holds it.",
	  "请再次核对 14 位数字；若无误，请在公开数据库中查询该编号是否存在及其持有人。" },
	{ "FOOD-SC-PROVINCE", "typing-slip contract-maker retired-code",
	  "Look for a second firm on the label: the number belongs to the licensed site, the "
	  "address may be the brand owner's.",
	  "请在标签上查找另一企业：编号属于获证生产地址，所印地址可能是委托方的。" },
	{ "FOOD-SC-CATEGORY", "contract-maker",
	  "Nothing has to be done: the number stands for the maker's main product only.",
	  "无需处理：编号仅表示生产者的主要产品类别。" },
	{ "FOOD-SC-MULTI", "contract-maker typing-slip",
	  "Read on each label who is named as producer and who as client; one plant packs for "
	  "many brands.",
	  "请查看各标签中的生产者与委托方；同一工厂可为多个品牌生产。" },
	{ "FOOD-JY-CHECK", "typing-slip look-alike misread printing-error",
	  "Compare the number with the licence on the shop's wall, then ask the register.",
	  "请将编号与店内悬挂的许可证核对，再到公开数据库查询。" },
	{ "FOOD-QS-FORMAT", "typing-slip look-alike old-packaging",
	  "Count the 12 digits behind \"QS\" again.",
	  "请再次清点“QS”后的 12 位数字。" },
	{ "FOOD-QS-AFTER-2018", "typing-slip old-packaging neighbour-code",
	  "Read the made date again and look for an SC number elsewhere on the pack.",
	  "请再次核对生产日期，并在包装其他位置查找 SC 编号。" },
	{ "FOOD-CN-MANDATORY", "typing-slip other-pack-level",
	  "Look at every side, the lid and the outer box; items of one meal pack may stand on "
	  "the box alone.",
	  "请查看各面、盖子和外盒；独立小包装的内容可能仅印在外盒上。" },
	{ "FOOD-CN-STD-CODE", "typing-slip look-alike list-too-old",
	  "Read the standard number again and compare its year with the made date.",
	  "请再次核对标准号，并将其年份与生产日期核对。" },
	{ "FOOD-DATE-ORDER", "typing-slip misread neighbour-code day-00 century",
	  "Read both dates again under a lamp: an ink-jet 1 and 7, or day and month, are "
	  "easily confused.",
	  "请在灯光下再次核对两个日期：喷码的 1 与 7、日与月容易混淆。" },
	{ "FOOD-DATE-SHELF", "typing-slip misread neighbour-code day-00",
	  "Read made date, shelf life and end date again; some makers count the first day, "
	  "some name storage conditions with other lives.",
	  "请再次核对生产日期、保质期和到期日期；有的厂家计入首日，有的按贮存条件标注不同期限。" },
	{ "FOOD-DATE-FUTURE", "typing-slip misread clock century",
	  "Read the made date again and check the clock of this device; then ask whether goods "
	  "are dated ahead.",
	  "请再次核对生产日期和本设备的时钟；然后询问是否提前打印日期。" },
	{ "FOOD-DATE-CODE", "typing-slip misread neighbour-code day-00",
	  "Read the ink-jet date again beside the code, and scan a second pack of the same lot.",
	  "请再次核对码旁的喷印日期，并扫描同批次的另一件。" },
	{ "FOOD-LOT-EU", "typing-slip other-pack-level",
	  "Look on lid, seam and foot of the pack for a lot, or for a date with day and month.",
	  "请在盖子、封口和底部查找批号，或含日和月的日期。" },
	{ "FOOD-VARMEASURE", "typing-slip misread",
	  "Weigh the pack, or compare the weight in the code with the printed one; shops "
	  "number weighed goods in their own way.",
	  "请称量该包装，或将码中的重量与所印重量核对；各店的称重商品编码各不相同。" },
	{ "FOOD-EU-OVAL", "typing-slip look-alike parallel-import",
	  "Read country, approval number and letters in the oval again, and look the plant up "
	  "in the member state's list.",
	  "请再次核对椭圆标志内的国家、批准编号和字母，并在该成员国名单中查询工厂。" },
	{ "FOOD-EU-OVAL-EC-DATE", "old-packaging clock",
	  "Ask the plant when the mark was printed: stock marked in time may be sold off.",
	  "请询问工厂标志印制时间：按时标注的库存可以售完。" },
	{ "FOOD-EU-OVAL-ORIGIN", "contract-maker",
	  "Nothing has to be done: the oval names the last plant, not where the food comes "
	  "from.",
	  "无需处理：椭圆标志表示最后加工厂，不代表食品来源地。" },
	{ "FOOD-ALC-SC", "contract-maker",
	  "Nothing has to be done: the number stands for the maker's main product only.",
	  "无需处理：编号仅表示生产者的主要产品类别。" },
	{ "FOOD-ALC-TTB", "typing-slip look-alike",
	  "Read the 14 digits again and look the label up in the public registry.",
	  "请再次核对 14 位数字，并在公开的标签登记库中查询。" },
	{ "FOOD-ALC-EXCISE-EU", "typing-slip look-alike",
	  "Read the number again and check it in the SEED service of the Union.",
	  "请再次核对该号码，并在欧盟 SEED 系统中查询。" },
	{ "FOOD-SC-LIST", "typing-slip look-alike newer-than-list list-too-old contract-maker",
	  "Look the licence up with the authority; two parties stand on packs made under contract.",
	  "请向主管部门查询该许可证；委托加工的包装上有两方企业。" },
	{ "FOOD-SC-DIVISION", "typing-slip retired-code list-too-old",
	  "Read the number again; look the licence up with the authority.",
	  "请再次核对编号，并向主管部门查询该许可证。" },
	{ "FOOD-LOT-DATE", "typing-slip look-alike misread newer-than-list separator-lost neighbour-code",
	  "Read lot and made date again on the same pack.",
	  "请在同一包装上再次核对批号和生产日期。" },
};
/* clang-format on */

#endif
