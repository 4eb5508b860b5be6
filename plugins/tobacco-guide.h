/* tobacco-guide.h - rules of tobacco: what could explain one innocently, what to look at next
 *
 * One row for every rule.  The explanations are tried before S or P may be said; the
 * sentences are for the inspector, with the same numbers in both languages. */
#ifndef TOBACCO_GUIDE_H
#define TOBACCO_GUIDE_H

#include "assay-plugin.h"

/* clang-format off */
static const struct assay_guide guides[] = {
	{ "TOB-CN32", "typing-slip look-alike misread",
	  "Read both lines of 16 again with a lamp from the side; the laser print is faint "
	  "under film.",
	  "请用侧光再次核对两行各 16 个字符；薄膜下的激光喷码较淡。" },
	{ "TOB-CN32-DATE", "typing-slip century",
	  "Read the first five digits again; one digit stands for the year, so that ten years "
	  "look alike.",
	  "请再次核对前五位；年份仅用一位数字，相隔十年无法区分。" },
	{ "TOB-CN32-LICENCE", "typing-slip look-alike retired-code neighbour-code",
	  "Compare the last twelve digits with the licence on the wall; ask whether the shop's "
	  "licence was renewed.",
	  "请将后十二位与店内悬挂的许可证核对，并询问许可证是否换发。" },
	{ "TOB-CN32-DIV", "typing-slip look-alike retired-code list-too-old",
	  "Read the second line again; ask the local company whether the county was renamed.",
	  "请再次核对第二行，并向当地烟草公司查询该县区是否更名。" },
	{ "TOB-EU-UI", "typing-slip misread test-code",
	  "Scan the code again and compare it with the text beside it; a carton's code is "
	  "longer.",
	  "请再次识读，并与旁边的文字核对；条盒上的码更长。" },
	{ "TOB-EU-TIME", "typing-slip clock",
	  "Read the eight digits of the time again and check the clock of this device.",
	  "请再次核对时间的八位数字和本设备的时钟。" },
	{ "TOB-WRONG-CARRIER", "typing-slip other-pack-level parallel-import",
	  "Look at every side of the pack, below the film and at the foot, for the code.",
	  "请查看各面、薄膜下和底部是否有码。" },
	{ "TOB-UZ-PACK", "typing-slip misread",
	  "Scan the pack's Data Matrix again and compare the product number with the bar code "
	  "beside it.",
	  "请再次识读烟包上的 Data Matrix，并将商品代码与旁边的条码核对。" },
	{ "TOB-RU-PACK", "typing-slip misread",
	  "Scan the pack's Data Matrix again and compare the product number with the bar code "
	  "beside it.",
	  "请再次识读烟包上的 Data Matrix，并将商品代码与旁边的条码核对。" },
	{ "TOB-EAN", "typing-slip contract-maker parallel-import",
	  "Read where the pack was made: Chinese firms also make for export and abroad under "
	  "licence.",
	  "请核对产地：中国企业也生产出口产品并在境外授权生产。" },
	{ "TOB-CN32-DUP", "same-item burst same-file",
	  "Lay the cartons side by side and read both lines of each again; ask the company which shop the code was sorted for.",
	  "请将条包并排，重新读取各条两行喷码，并向商业企业查询该码的分拣去向。" },
	{ "TOB-CN32-MULTI", "same-item",
	  "Read the second line of each carton again; ask both companies for the case.",
	  "请重新读取各条第二行，并向两家商业企业查询该件号。" },
	{ "TOB-EU-DUP", "same-item burst same-file neighbour-code",
	  "Photograph each pack alone and name it; ask the issuer which pack the identifier was given to.",
	  "请逐一单独拍摄并命名各烟包，并向发码机构查询该标识。" },
};
/* clang-format on */

#endif
