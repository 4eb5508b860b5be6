/* building-guide.h - rules of building: what could explain one innocently, what to look at next
 *
 * One row for every rule.  The explanations are tried before S or P may be said; the
 * sentences are for the inspector, with the same numbers in both languages. */
#ifndef BUILDING_GUIDE_H
#define BUILDING_GUIDE_H

#include "assay-plugin.h"

/* clang-format off */
static const struct assay_guide guides[] = {
	{ "CPR-YEAR", "typing-slip century misread",
	  "Read both years again: the one beside CE is when the mark was first affixed, in two "
	  "digits.",
	  "请再次核对两处年份：CE 旁为首次加贴年份，用两位数字表示。" },
	{ "CPR-DOP", "typing-slip look-alike caps-lock neighbour-code other-pack-level",
	  "Ask for the declaration of performance and compare number, product type and "
	  "standard.",
	  "请索取性能声明，并核对编号、产品类型和标准。" },
	{ "CPR-AVCP", "typing-slip other-pack-level",
	  "Look for four digits on label, pack and papers, and ask for the certificate they "
	  "stand for.",
	  "请在标签、包装和文件上查找四位数字，并索取对应证书。" },
	{ "BM-XK", "typing-slip look-alike old-packaging",
	  "Read the licence again and ask whether the product has since moved to CCC.",
	  "请再次核对许可证编号，并询问该产品是否已转为 CCC 认证。" },
	{ "BM-REBAR", "typing-slip neighbour-code",
	  "Clean the bar, read the rolled mark on three bars of the bundle and compare with "
	  "its own tag.",
	  "请清洁钢筋，核对同捆三根的轧制标志，并与该捆标牌比较。" },
};
/* clang-format on */

#endif
