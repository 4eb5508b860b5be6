/* software-guide.h - rules of software: what could explain one innocently, what to look at next
 *
 * One row for every rule.  The explanations are tried before S or P may be said; the
 * sentences are for the inspector, with the same numbers in both languages. */
#ifndef SOFTWARE_GUIDE_H
#define SOFTWARE_GUIDE_H

#include "assay-plugin.h"

/* clang-format off */
static const struct assay_guide guides[] = {
	{ "SW-MSKEY-FORMAT", "typing-slip look-alike",
	  "Read the key again with a magnifier: 8 and B, 6 and G look alike.",
	  "请用放大镜再次核对密钥：8 与 B、6 与 G 易混淆。" },
	{ "SW-COA-PAIR", "typing-slip look-alike neighbour-code",
	  "Lay certificate and box side by side and read serial and part number again.",
	  "请将证书与包装盒并排，再次核对序列号和部件号。" },
	{ "SW-DONGLE-ID", "typing-slip look-alike neighbour-code",
	  "Take out all other devices, read the descriptors again, and compare with the print.",
	  "请拔出其他设备，重新读取描述符，并与所印内容核对。" },
};
/* clang-format on */

#endif
