/* appliances-guide.h - rules of appliances: what could explain one innocently, what to look at next
 *
 * One row for every rule.  The explanations are tried before S or P may be said; the
 * sentences are for the inspector, with the same numbers in both languages. */
#ifndef APPLIANCES_GUIDE_H
#define APPLIANCES_GUIDE_H

#include "assay-plugin.h"

/* clang-format off */
static const struct assay_guide guides[] = {
	{ "CCC-FORMAT", "typing-slip look-alike misread",
	  "Read the 16 digits again from the certificate or the manual, then look them up in "
	  "the public register.",
	  "请从证书或说明书再次核对 16 位数字，并在公开数据库中查询。" },
	{ "CCC-YEAR-VS-MADE", "typing-slip misread",
	  "Read the made date on the rating plate again, and look up in the register when the "
	  "certificate was first issued.",
	  "请再次核对铭牌上的生产日期，并在公开数据库中查询证书首次签发时间。" },
	{ "CCC-CLASS-PRODUCT", "typing-slip misread",
	  "Look up for which goods the certificate was issued; combined appliances may bear "
	  "the class of another part.",
	  "请查询该证书适用的产品；组合电器可能采用其他部件的类别。" },
	{ "APPL-CEL-RECORD", "typing-slip look-alike",
	  "Scan the energy label's own code and compare its record with model and maker.",
	  "请扫描能效标识上的码，并将备案信息与型号和厂家核对。" },
	{ "APPL-CEL-DATE", "typing-slip old-packaging",
	  "Ask the seller whether old stock was given new labels, and compare the model on "
	  "both.",
	  "请询问销售者库存是否更换过标识，并核对两处型号。" },
	{ "APPL-EPREL-URL", "typing-slip look-alike misread",
	  "Do not open the link; type the model into the EPREL database yourself and compare "
	  "the record.",
	  "请勿打开该网址；请自行在 EPREL 数据库中输入型号并核对。" },
	{ "APPL-IMEI-LUHN", "typing-slip look-alike misread",
	  "Dial *#06# on the device and compare all digits with label and box.",
	  "请在设备上输入 *#06#，并与标签和包装盒逐位核对。" },
	{ "APPL-IMEI-DUMMY", "typing-slip test-code misread",
	  "Dial *#06# on the device: a placeholder on a display model or sample box is no "
	  "fraud.",
	  "请在设备上输入 *#06#：展示机或样品盒上的占位号码并非造假。" },
	{ "APPL-IMEI-PARSE", "",
	  "Nothing has to be done; compare the type code with the model on the box where it "
	  "matters.",
	  "无需处理；必要时将型号核准码与包装盒上的型号核对。" },
	{ "APPL-IMEI-RBI", "",
	  "Nothing has to be done: the body that gave the number says nothing of where the "
	  "device was made.",
	  "无需处理：号码分配机构不代表设备产地。" },
	{ "APPL-IMEI-BOX", "typing-slip look-alike neighbour-code",
	  "Dial *#06# and read label, tray and box once more; a device with two cards has two "
	  "numbers.",
	  "请输入 *#06# 并再次核对标签、卡托和包装盒；双卡设备有两个号码。" },
	{ "APPL-IMEI-DUP", "same-item burst same-file neighbour-code typing-slip",
	  "Put the devices side by side and dial *#06# on each; at least one number was copied.",
	  "请将设备并排并分别输入 *#06#；至少有一个号码是复制的。" },
	{ "APPL-MAC-DUP", "same-item burst same-file neighbour-code typing-slip",
	  "Read the address on each unit and in its settings; two radio parts of one unit have "
	  "different ones.",
	  "请核对每台设备标签和设置中的地址；同一设备的两个无线模块地址不同。" },
	{ "APPL-MAC", "typing-slip look-alike misread",
	  "Read the address again on the label and in the device's settings; guest networks "
	  "and virtual ports have such ones.",
	  "请再次核对标签和设备设置中的地址；访客网络和虚拟端口可能使用此类地址。" },
	{ "APPL-SERIAL-WEEK", "typing-slip look-alike",
	  "Read the serial on the rating plate again and ask the maker how it holds the date.",
	  "请再次核对铭牌上的序列号，并询问厂家日期的编码方式。" },
	{ "APPL-VOLT-MARKET", "typing-slip parallel-import",
	  "Look at plug and language of the manual, and ask the seller where the goods were "
	  "bought.",
	  "请查看插头和说明书语言，并询问销售者进货地点。" },
	{ "APPL-RATING-SUM", "typing-slip printing-error",
	  "Read watts, volts and amperes on the plate again; motors and transformers state "
	  "more than one value.",
	  "请再次核对铭牌上的功率、电压和电流；电机和变压器会标出多个数值。" },
	{ "UL-ELEMENTS", "typing-slip misread",
	  "Photograph the whole mark and look its file number up in the public directory.",
	  "请拍摄完整标志，并在公开目录中查询其档案号。" },
	{ "UL-FILE", "typing-slip look-alike",
	  "Read the file number again: letters first, then digits.",
	  "请再次核对档案号：先字母，后数字。" },
	{ "CE-NB", "typing-slip look-alike misread",
	  "Read the digits behind CE again and look the body up in the NANDO database.",
	  "请再次核对 CE 后的数字，并在 NANDO 数据库中查询该机构。" },
	{ "APPL-SERIAL-DATE", "typing-slip look-alike misread newer-than-list century",
	  "Read serial and rating plate again; ask the maker when this serial was made.",
	  "请再次核对序列号和铭牌，并向厂家查询该序列号的生产时间。" },
	{ "APPL-IMEI-TAC", "typing-slip misread list-too-old neighbour-code",
	  "Show the IMEI on the screen with *#06# and compare it with box and label.",
	  "请用 *#06# 在屏幕上显示 IMEI，并与包装盒和标签核对。" },
	{ "APPL-MAC-OUI", "typing-slip misread list-too-old",
	  "Nothing has to be done where the device has a module of that maker.",
	  "若设备使用该厂家的模块，则无需处理。" },
	{ "APPL-EPREL-MATCH", "typing-slip look-alike newer-than-list list-too-old",
	  "Open the record of this number in the public database and compare model and supplier.",
	  "请在公开数据库中打开该编号的记录，核对型号和供应商。" },
};
/* clang-format on */

#endif
