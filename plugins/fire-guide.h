/* fire-guide.h - rules of fire: what could explain one innocently, what to look at next
 *
 * One row for every rule.  The explanations are tried before S or P may be said; the
 * sentences are for the inspector, with the same numbers in both languages. */
#ifndef FIRE_GUIDE_H
#define FIRE_GUIDE_H

#include "assay-plugin.h"

/* clang-format off */
static const struct assay_guide guides[] = {
	{ "FIRE-S-FORMAT", "typing-slip look-alike misread",
	  "Read the 14 characters again on the red label and on the silver one in the papers.",
	  "请再次核对产品红色标签和随附文件银色标签上的 14 个字符。" },
	{ "FIRE-S-AB", "typing-slip look-alike caps-lock neighbour-code",
	  "Put the papers beside the product they came with: tags are swapped when a carton is "
	  "unpacked.",
	  "请将文件与所附产品放在一起核对：拆箱时标签可能混淆。" },
	{ "FIRE-EXT-DATES", "typing-slip century",
	  "Read the year stamped on the cylinder and the last service tag again.",
	  "请再次核对瓶体钢印年份和最近一次维修标签。" },
	{ "FIRE-EXT-CYL", "typing-slip look-alike caps-lock neighbour-code",
	  "Clean the neck of the cylinder and read the stamp again; labels are renewed at "
	  "service.",
	  "请清洁瓶颈后再次核对钢印；维修时会更换标签。" },
	{ "FIRE-S-DUP", "same-item burst same-file",
	  "Lay the products side by side, read each S label again, and look the code up in the public register.",
	  "请将产品并排，逐一重新核对 S 标，并到公开系统查询该编码。" },
	{ "FIRE-S-LIST", "typing-slip look-alike newer-than-list list-too-old contract-maker",
	  "Look the label up with the certification body, with model and maker.",
	  "请向认证机构查询该标志及其型号、生产者。" },
};
/* clang-format on */

#endif
