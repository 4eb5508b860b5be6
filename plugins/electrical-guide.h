/* electrical-guide.h - rules of electrical: what could explain one innocently, what to look at next
 *
 * One row for every rule.  The explanations are tried before S or P may be said; the
 * sentences are for the inspector, with the same numbers in both languages. */
#ifndef ELECTRICAL_GUIDE_H
#define ELECTRICAL_GUIDE_H

#include "assay-plugin.h"

/* clang-format off */
static const struct assay_guide guides[] = {
	{ "BIS-CML", "typing-slip look-alike",
	  "Read the digits behind CM/L again and look the licence up with the Indian bureau.",
	  "请再次核对 CM/L 后的数字，并向印度标准局查询许可证。" },
	{ "BIS-R", "typing-slip look-alike",
	  "Read the digits behind R again and look the registration up with the Indian bureau.",
	  "请再次核对 R 后的数字，并向印度标准局查询注册。" },
	{ "FCC-ID", "typing-slip look-alike",
	  "Read the identifier again and look it up in the public database; compare the "
	  "photographs there.",
	  "请再次核对该编号并在公开数据库中查询，与其中的照片比较。" },
	{ "KC-FORM", "typing-slip look-alike",
	  "Read the number beside the KC mark again and look it up; older certificates have "
	  "other forms.",
	  "请再次核对 KC 标志旁的编号并查询；旧证书有其他形式。" },
};
/* clang-format on */

#endif
