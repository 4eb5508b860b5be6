/* pharma-guide.h - rules of pharma: what could explain one innocently, what to look at next
 *
 * One row for every rule.  The explanations are tried before S or P may be said; the
 * sentences are for the inspector, with the same numbers in both languages. */
#ifndef PHARMA_GUIDE_H
#define PHARMA_GUIDE_H

#include "assay-plugin.h"

/* clang-format off */
static const struct assay_guide guides[] = {
	{ "PHARMA-FMD", "misread separator-lost other-pack-level neighbour-code",
	  "Scan the pack's Data Matrix again and compare PC, SN, Lot and EXP with the text "
	  "beside it; an outer case has another code.",
	  "请再次识读药盒上的 Data Matrix，并与旁边的 PC、SN、Lot、EXP 文字核对；外箱使用另一种"
	  "码。" },
	{ "PHARMA-SERIAL-LEN", "misread separator-lost",
	  "Compare the serial in the code with the text behind SN; a lost separator makes it "
	  "too long.",
	  "请将码中的序列号与 SN 后的文字核对；丢失分隔符会使其过长。" },
	{ "PHARMA-WRONG-CARRIER", "typing-slip other-pack-level parallel-import",
	  "Look at every side of the pack, below price and import stickers too, for a Data "
	  "Matrix.",
	  "请查看药盒各面（包括价签和进口贴标下方）是否有 Data Matrix。" },
	{ "PHARMA-PZN8", "typing-slip look-alike misread",
	  "Read the eight digits behind \"PZN\" again and look the product up.",
	  "请再次核对“PZN”后的八位数字并查询该产品。" },
	{ "PHARMA-PZN7", "typing-slip leading-zeros old-packaging",
	  "Put a zero before the seven digits and look the number up; ask how old the pack is.",
	  "请在七位数字前加零后查询，并询问该药盒的年代。" },
	{ "PHARMA-PPN", "typing-slip look-alike misread",
	  "Scan the code again and compare its eight middle digits with the printed PZN.",
	  "请再次识读，并将中间八位数字与所印 PZN 核对。" },
	{ "PHARMA-NTIN-DE", "typing-slip misread neighbour-code other-pack-level",
	  "Compare the PZN with the digits in the code; a bundle has a number of its own.",
	  "请将 PZN 与码中的数字核对；组合包装有单独的编号。" },
	{ "PHARMA-CIP13", "typing-slip look-alike misread neighbour-code other-pack-level",
	  "Read the 13 digits again and compare them with the code on the same side.",
	  "请再次核对 13 位数字，并与同一面上的码核对。" },
	{ "PHARMA-NDC-GTIN", "typing-slip look-alike misread neighbour-code other-pack-level",
	  "Read the NDC with its hyphens again; bills use eleven digits, packs ten.",
	  "请再次核对带连字符的 NDC；账单用十一位，药盒用十位。" },
	{ "PHARMA-NDC12", "list-too-old",
	  "Nothing has to be done: twelve digits are the form that is being introduced.",
	  "无需处理：十二位是正在推行的新形式。" },
	{ "PHARMA-NHRN", "misread neighbour-code other-pack-level parallel-import",
	  "Scan the code again; on parallel imports compare the importer's sticker with the "
	  "code below.",
	  "请再次识读；平行进口药品请将进口商贴标与其下的码核对。" },
	{ "PHARMA-CN-APPROVAL", "typing-slip look-alike misread list-too-old",
	  "Read letter and eight digits again and look the number up in the drug database.",
	  "请再次核对字母和八位数字，并在药品数据库中查询。" },
	{ "PHARMA-CN-TRACE", "typing-slip misread other-pack-level",
	  "Scan the trace code again and compare its first seven digits with another pack of "
	  "the product.",
	  "请再次识读追溯码，并将前七位与同品种另一盒核对。" },
	{ "PHARMA-CN-BASE", "typing-slip misread",
	  "Count the 14 digits again; they begin with 869.",
	  "请再次清点 14 位数字；应以 869 开头。" },
	{ "SIGNED-CRPT", "misread separator-lost test-code",
	  "Scan the code again with another device: many printers drop the separator; the key "
	  "is held by the system's operator.",
	  "请用另一设备再次识读：许多打印机会丢失分隔符；密钥由系统运营方持有。" },
	{ "PHARMA-SERIAL-RANDOM", "same-item burst same-file neighbour-code",
	  "Photograph each pack alone and name it; ask the holder of the authorisation which serials the lot has.",
	  "请逐一单独拍摄并命名各包装，并向上市许可持有人查询该批序列号。" },
};
/* clang-format on */

#endif
