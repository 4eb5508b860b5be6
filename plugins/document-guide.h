/* document-guide.h - rules of document: what could explain one innocently, what to look at next
 *
 * One row for every rule.  The explanations are tried before S or P may be said; the
 * sentences are for the inspector, with the same numbers in both languages. */
#ifndef DOCUMENT_GUIDE_H
#define DOCUMENT_GUIDE_H

#include "assay-plugin.h"

/* clang-format off */
static const struct assay_guide guides[] = {
	{ "DOC-USCC-CHECK", "typing-slip look-alike misread",
	  "Read the 18 characters again and look the firm up in the public company register.",
	  "请再次核对 18 个字符，并在企业信用信息公示系统中查询。" },
	{ "DOC-USCC-ORG", "typing-slip look-alike misread",
	  "Read characters 9 to 17 again and look the firm up in the public company register.",
	  "请再次核对第 9 至 17 位，并在企业信用信息公示系统中查询。" },
	{ "DOC-USCC-KIND", "typing-slip look-alike list-too-old",
	  "Read the first two characters again; rare kinds of bodies have rare ones.",
	  "请再次核对前两位；少见的机构类别使用少见的代码。" },
	{ "DOC-ORG-CHECK", "typing-slip look-alike misread",
	  "Read the nine characters again and ask for the credit code that has replaced them.",
	  "请再次核对九位代码，并索取已取代它的统一社会信用代码。" },
	{ "DOC-CNID-CHECK", "typing-slip look-alike misread",
	  "Read the number again from the card itself, in the presence of its holder.",
	  "请当着持证人从证件本身再次核对号码。" },
	{ "DOC-CNID-DATE", "typing-slip look-alike misread",
	  "Compare the date of birth inside the number with the one printed on the card.",
	  "请将号码中的出生日期与证件所印日期核对。" },
	{ "DOC-MOD1110", "typing-slip look-alike misread",
	  "Read the number again from the licence itself and ask the issuing office.",
	  "请从许可证本身再次核对编号，并向发证机关查询。" },
	{ "DOC-LEI", "typing-slip look-alike misread",
	  "Read the 20 characters again and look them up in the global index.",
	  "请再次核对 20 个字符，并在全球法人识别编码索引中查询。" },
	{ "DOC-CMA", "typing-slip look-alike list-too-old",
	  "Read the number below the CMA mark again and look the laboratory up; a group has "
	  "several sites.",
	  "请再次核对 CMA 标志下的编号并查询该机构；集团可能有多个场所。" },
	{ "DOC-CMA-VALID", "typing-slip",
	  "Ask the laboratory for the certificate in force on the day of the report: numbers "
	  "change on renewal.",
	  "请向检测机构索取报告当日有效的证书：换证时编号会变更。" },
	{ "DOC-CNAS", "typing-slip look-alike",
	  "Read the number again and look the laboratory up in the accreditation directory.",
	  "请再次核对编号，并在认可机构名录中查询该实验室。" },
	{ "DOC-REPORT-DATES", "typing-slip misread",
	  "Read the three dates again and ask the laboratory for its own copy of the report.",
	  "请再次核对三个日期，并向检测机构索取其留存的报告。" },
	{ "DOC-CNINV-QR", "misread typing-slip list-too-old",
	  "Scan the code again and query the invoice on the tax authority's site by typing its "
	  "number.",
	  "请再次识读，并在税务机关网站手工输入号码查验发票。" },
	{ "DOC-CNINV-AMT", "typing-slip",
	  "Read the amounts with and without tax again; an invoice of several pages has a sum "
	  "of each.",
	  "请再次核对含税与不含税金额；多页发票各有小计。" },
	{ "DOC-CNINV-E20", "typing-slip clock list-too-old",
	  "Compare number and date again and query the invoice; some cities have region "
	  "numbers of their own.",
	  "请再次核对号码与日期并查验发票；部分城市有单独的地区代码。" },
	{ "DOC-ZATCA-TLV", "misread typing-slip printing-error",
	  "Scan the code again and compare seller, tax number and total with the print.",
	  "请再次识读，并将销售方、税号和总额与所印内容核对。" },
	{ "DOC-ZATCA-VAT", "typing-slip printing-error",
	  "Read total, tax and rate again; exempt lines make the tax smaller.",
	  "请再次核对总额、税额和税率；免税项目会使税额较小。" },
	{ "DOC-LIC-USCC", "typing-slip look-alike contract-maker",
	  "Look which firm the licence names and whether the label names it as producer.",
	  "请查看许可证所载企业，以及标签是否将其列为生产者。" },
	{ "DOC-LIC-DATES", "typing-slip misread",
	  "Ask for the licence before or after this one: renewals keep the number and change "
	  "the dates.",
	  "请索取前一份或后一份许可证：换证保留编号而变更日期。" },
	{ "DOC-REPORT-REUSE", "variants",
	  "Ask the laboratory for the report by its number and compare product and pages; families of one product share a report.",
	  "请按编号向检测机构索取报告，核对产品和页数；系列产品可共用一份报告。" },
};
/* clang-format on */

#endif
