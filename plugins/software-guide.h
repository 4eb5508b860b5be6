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
	{ "SW-COA-PAIR", "typing-slip look-alike neighbour-code caps-lock",
	  "Lay certificate and box side by side and read serial and part number again.",
	  "请将证书与包装盒并排，再次核对序列号和部件号。" },
	{ "SW-DONGLE-ID", "typing-slip look-alike neighbour-code",
	  "Take out all other devices, read the descriptors again, and compare with the print.",
	  "请拔出其他设备，重新读取描述符，并与所印内容核对。" },
	{ "SW-KEY-DUP", "same-item burst same-file volume-key",
	  "Look on the papers whether it is a volume key and type volume=yes or no; ask the rights holder for the key.",
	  "请查看文件确认是否为批量授权密钥，录入 volume=yes 或 no，并向权利人查询该密钥。" },
	{ "SW-ENTROPY", "same-item",
	  "Read both keys again from their certificates, and send both certificates to the rights holder.",
	  "请从证书上重新核对两个密钥，并将两份证书送权利人鉴定。" },
	{ "SW-DONGLE-CLONE", "same-item burst same-file",
	  "Plug in one dongle at a time and read its descriptors again; the text of one may have been saved twice.",
	  "请逐一插入加密狗并重新读取描述符；可能同一设备的文字保存了两次。" },
	{ "SW-KEY-BLOCKED", "typing-slip neighbour-code",
	  "Keep the paper with the key; ask the seller for its invoice from the maker.",
	  "请保留印有密钥的纸张，并要求卖方出示厂家发票。" },
	{ "SW-KEY-GENERIC", "typing-slip neighbour-code",
	  "Look whether the paper is a certificate at all, or instructions for installing.",
	  "请查看该纸张是否为证书，还是安装说明。" },
};
/* clang-format on */

#endif
