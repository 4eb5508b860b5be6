/* guide.h - rules of agri: what could explain one innocently, what to look at next
 *
 * One row for every rule.  The explanations are tried before S or P may be said; the
 * sentences are for the inspector, with the same numbers in both languages. */
#ifndef AGRI_GUIDE_H
#define AGRI_GUIDE_H

#include "assay-plugin.h"

/* clang-format off */
static const struct assay_guide guides[] = {
	{ "AGRI-PEST-UNIT", "typing-slip look-alike misread test-code",
	  "Scan the code once more from close by; if it reads the same, ask the registration "
	  "holder whether this code was issued.",
	  "请靠近再次识读该码；如结果相同，请向登记证持有人查询该码是否签发。" },
	{ "AGRI-PEST-REG-MATCH", "typing-slip look-alike misread neighbour-code",
	  "Compare digits 1 to 7 of the unit code with the printed registration number, and "
	  "look whether a leaflet or a second product lies in view.",
	  "请将单元识别代码第 1 至 7 位与所印登记证号核对，并查看画面中是否有说明书或其他产品。" },
	{ "AGRI-PEST-PROD-MATCH", "typing-slip contract-maker",
	  "Look for a second firm beside the registration holder on the label, such as a "
	  "contract manufacturer or packer.",
	  "请在标签上查看登记证持有人之外是否另印有受托加工或分装企业。" },
	{ "AGRI-PEST-RANDOM", "typing-slip misread test-code",
	  "Scan five more packs of the carton: genuine packs all have different codes.",
	  "请再扫描同箱另外五件：真品的代码各不相同。" },
	{ "AGRI-PEST-REG", "typing-slip look-alike misread old-packaging",
	  "Read the number on the front label again and look it up in the public pesticide "
	  "register.",
	  "请再次核对正面标签上的登记证号，并在农药登记公开数据库中查询。" },
	{ "AGRI-PEST-PRODLIC", "typing-slip look-alike",
	  "Read the production licence on the label again; the character in brackets must be a "
	  "province.",
	  "请再次核对标签上的生产许可证号；括号内应为省份简称。" },
	{ "AGRI-PEST-PRODLIC-PROV", "typing-slip contract-maker",
	  "Read all addresses on the label: the licence belongs to the firm that filled the "
	  "pack, which may be a second one.",
	  "请核对标签上的所有地址：许可证属于实际生产企业，可能是另一方。" },
	{ "AGRI-PEST-QR-PRESENT", "typing-slip old-packaging",
	  "Turn the pack, look under the cap and on the leaflet for a code, and check the made "
	  "date.",
	  "请翻转包装，查看瓶盖下和说明书上是否有码，并核对生产日期。" },
	{ "AGRI-PEST-BATCH", "typing-slip",
	  "Compare the date inside the batch number with the stamped one; makers also number "
	  "batches in other ways.",
	  "请将批号中的日期与喷印日期核对；厂家也可能采用其他编号方式。" },
	{ "AGRI-PEST-BAND", "misread printing-error",
	  "Look at the band at the foot of the label in daylight and compare it with the kind "
	  "of pesticide named there.",
	  "请在日光下查看标签底部的色带，并与所标农药类别核对。" },
	{ "AGRI-SEED-QR", "typing-slip misread neighbour-code other-pack-level",
	  "Look for a second code on the bag: the prescribed one holds variety, producer, unit "
	  "code and link on four lines.",
	  "请查看包装上是否另有一码：规定的码含品种、生产经营者、单元识别代码和网址共四行。" },
	{ "AGRI-SEED-UNIT-DUP", "same-item burst same-file neighbour-code typing-slip",
	  "Put the bags side by side and read both unit codes; if they are one bag, give its "
	  "photos one item name.",
	  "请将各袋并排核对单元识别代码；若为同一袋，请为其照片指定同一物品名称。" },
	{ "AGRI-SEED-NAME", "typing-slip look-alike contract-maker neighbour-code",
	  "Compare variety and producer in the code with the front of the bag, letter by "
	  "letter.",
	  "请将码中的品种和生产经营者与袋面逐字核对。" },
	{ "AGRI-SEED-LIC", "typing-slip look-alike misread",
	  "Read the licence number again, with its letter, its issuer in brackets, year and "
	  "number; then ask the issuer.",
	  "请再次核对许可证号的字母、括号内发证机关、年份和序号，然后向发证机关查询。" },
	{ "AGRI-SEED-LIC-IMPORT", "typing-slip contract-maker",
	  "Ask the importer for the licence: imported seed needs one of type E from the "
	  "ministry.",
	  "请向进口企业索取许可证：进口种子须持农业农村部核发的 E 类许可证。" },
	{ "AGRI-SEED-VARIETY", "typing-slip look-alike",
	  "Read the approval number again and look the variety up in the national list.",
	  "请再次核对审定编号，并在品种审定公告中查询。" },
	{ "AGRI-FOREST-SEED-LIC", "typing-slip look-alike misread retired-code",
	  "Count the 14 digits on the licence and compare division, year and sequence with the "
	  "paper.",
	  "请清点许可证号的 14 位数字，并与证书上的区划、年份和顺序号核对。" },
	{ "AGRI-FERT-SUM", "typing-slip misread printing-error",
	  "Read N, P2O5, K2O and the total again; calcium, magnesium and organic matter must "
	  "not be counted.",
	  "请再次核对 N、P2O5、K2O 和总养分；钙、镁和有机质不得计入。" },
	{ "AGRI-FERT-GRADE", "typing-slip misread printing-error",
	  "Photograph the whole declaration and have a sample analysed: no substance can hold "
	  "this much.",
	  "请拍摄完整标示并抽样检验：任何物质都不可能含有如此高的养分。" },
	{ "AGRI-FERT-MIN", "typing-slip",
	  "Look which standard the bag quotes: other standards have other minimum values.",
	  "请查看包装执行的标准：不同标准的最低含量不同。" },
	{ "AGRI-FERT-REG", "typing-slip look-alike old-packaging",
	  "Read the registration number again and ask for the certificate; provinces use forms "
	  "of their own.",
	  "请再次核对登记证号并索取证书；各省有各自的形式。" },
	{ "AGRI-EPA-REG", "typing-slip look-alike misread test-code",
	  "Read the number behind \"EPA Reg. No.\" again; it is two or three groups of digits "
	  "with hyphens.",
	  "请再次核对“EPA Reg. No.”后的号码；应为用连字符分隔的两组或三组数字。" },
	{ "AGRI-EPA-FILESYM", "typing-slip look-alike test-code",
	  "Read the letters again and ask the registrant: a label with a file symbol may not "
	  "be on goods for sale.",
	  "请再次核对字母并询问登记人：带有申请编号的标签不得用于销售的商品。" },
	{ "AGRI-EPA-EST", "typing-slip look-alike",
	  "Read the number behind \"EPA Est.\" again; it may be stamped on the bottle instead of "
	  "the label.",
	  "请再次核对“EPA Est.”后的号码；它也可能印在瓶身而非标签上。" },
	{ "AGRI-EPA-PAIR", "typing-slip other-pack-level",
	  "Look at every side, the cap and the foot of the bottle: the establishment number "
	  "often stands apart.",
	  "请查看各面、瓶盖和瓶底：生产场所编号常单独印刷。" },
	{ "AGRI-PLANTPASS", "typing-slip look-alike misread",
	  "Read A, B, C and D on the passport again; B begins with two letters of the issuing "
	  "state.",
	  "请再次核对植物护照的 A、B、C、D 各项；B 项以签发国的两位字母开头。" },
	{ "AGRI-PLANTPASS-ORIGIN", "contract-maker parallel-import",
	  "Nothing has to be done: the passport's issuer need not be in the country of origin.",
	  "无需处理：植物护照的签发方不必位于原产国。" },
	{ "AGRI-VETDRUG-TRACE", "typing-slip misread clock",
	  "Scan the code again and compare its first 8 digits, the day it was applied for, "
	  "with the made date.",
	  "请再次识读该码，并将前 8 位（申请日期）与生产日期核对。" },
	{ "AGRI-PEST-REG-EXPIRED", "typing-slip look-alike newer-than-list list-too-old contract-maker old-packaging",
	  "Look the registration up with the authority, with its holder and its dates.",
	  "请向主管部门查询该登记证及其持有人和有效期。" },
};
/* clang-format on */

#endif
