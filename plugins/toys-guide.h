/* toys-guide.h - rules of toys: what could explain one innocently, what to look at next
 *
 * One row for every rule.  The explanations are tried before S or P may be said; the
 * sentences are for the inspector, with the same numbers in both languages. */
#ifndef TOYS_GUIDE_H
#define TOYS_GUIDE_H

#include "assay-plugin.h"

/* clang-format off */
static const struct assay_guide guides[] = {
	{ "TOY-CCC-FORMAT", "typing-slip look-alike misread",
	  "Read the 16 digits again on toy or box, then look them up in the public register.",
	  "请从玩具或包装盒再次核对 16 位数字，并在公开数据库中查询。" },
	{ "TOY-CCC-CLASS", "typing-slip misread",
	  "Look up for which goods the certificate was issued; a child's seat or a charger in "
	  "the box has its own.",
	  "请查询证书适用的产品；盒内的儿童座椅或充电器有各自的证书。" },
	{ "TOY-CCC-SCOPE", "",
	  "Nothing has to be done; ask for the certificate where the toy is electric, plastic, "
	  "metal or to be ridden.",
	  "无需处理；电动、塑料、金属或乘骑类玩具可要求出示证书。" },
	{ "TOY-DPP-DATE", "typing-slip clock",
	  "Look for the code on toy, box and papers, and ask the importer when the toy was "
	  "placed on the market.",
	  "请在玩具、包装盒和随附文件上查找该码，并询问进口商投放市场的日期。" },
	{ "TOY-GB-NUMBER", "typing-slip look-alike",
	  "Read the standard on the label again; parts such as batteries quote standards of "
	  "their own.",
	  "请再次核对标签上的标准号；电池等部件会引用各自的标准。" },
	{ "TOY-TRACKING-US", "typing-slip other-pack-level",
	  "Look on toy, box and sewn-in label; what is missing on one may stand on another.",
	  "请查看玩具、包装盒和缝制标签；一处缺少的内容可能印在另一处。" },
	{ "TOY-TRACKING-DATE", "typing-slip clock",
	  "Read the date again, check this device's clock, and mind that day and month may be "
	  "swapped.",
	  "请再次核对日期和本设备的时钟，并注意日和月可能颠倒。" },
	{ "TOY-AGE-CONFLICT", "typing-slip misread",
	  "Photograph both warnings; one may belong to an accessory in the same box.",
	  "请拍摄两处警示；其中一处可能属于同盒的配件。" },
	{ "TOY-CE-PRESENT", "typing-slip other-pack-level",
	  "Look on the toy, its label, the box and the leaflet; small toys bear the mark on "
	  "the pack.",
	  "请查看玩具、标签、包装盒和说明书；小型玩具的标志可印在包装上。" },
	{ "TOY-CE-NB", "typing-slip misread",
	  "Ask which law the digits are for: radio parts and protective equipment have a "
	  "notified body.",
	  "请询问该数字依据的法规：无线部件和防护用品设有公告机构。" },
	{ "TOY-LICENCE-BRAND", "typing-slip old-packaging newer-than-list",
	  "Look on every side of toy and box for the line, and photograph where it should be.",
	  "请查看玩具和包装各面是否有该标注，并对应有位置拍照。" },
};
/* clang-format on */

#endif
