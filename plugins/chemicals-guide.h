/* chemicals-guide.h - rules of chemicals: what could explain one innocently, what to look at next
 *
 * One row for every rule.  The explanations are tried before S or P may be said; the
 * sentences are for the inspector, with the same numbers in both languages. */
#ifndef CHEMICALS_GUIDE_H
#define CHEMICALS_GUIDE_H

#include "assay-plugin.h"

/* clang-format off */
static const struct assay_guide guides[] = {
	{ "OTHER-UFI-CHECK", "typing-slip look-alike misread",
	  "Read the 16 characters again; the letters B, I, L, O and Z never stand in it.",
	  "请再次核对 16 个字符；其中不会出现字母 B、I、L、O、Z。" },
};
/* clang-format on */

#endif
