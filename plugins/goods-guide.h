/* goods-guide.h - rules of goods: what could explain one innocently, what to look at next
 *
 * One row for every rule.  The explanations are tried before S or P may be said; the
 * sentences are for the inspector, with the same numbers in both languages. */
#ifndef GOODS_GUIDE_H
#define GOODS_GUIDE_H

#include "assay-plugin.h"

/* clang-format off */
static const struct assay_guide guides[] = {
	{ "GOODS-SIGNED", "",
	  "Compare model and look with the maker's own data: no rules of a category were "
	  "applied.",
	  "请与厂家数据核对型号和外观：未应用任何类别的规则。" },
};
/* clang-format on */

#endif
