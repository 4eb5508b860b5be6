/* assay-gs1prefix.h - which GS1 office issued a number, and the prefixes that are no office
 *
 * Header-only, so that plugins need no symbol of libassay.  The prefix names the
 * office that issued the number, never the country of origin.  Rows are sorted
 * and do not overlap; a prefix without a row was not assigned when the table was
 * made, which may have changed since. */
#ifndef ASSAY_GS1PREFIX_H
#define ASSAY_GS1PREFIX_H

#include "assay-check.h"

/* Ranges of member organisations: table of zxing-cpp, as of 2022-02-07, with 605,
 * 606, 607 of one public list; special ranges: public GS1 prefix lists, 2014;
 * 950 to 952 from memory (grade M). */
#define ASSAY_GS1_PREFIXES_AS_OF "2022-02-07"

struct assay_gs1_prefix {
	uint16_t first, last; /* of the 13-digit form: its first three digits */
	const char *mo;       /* ISO 3166-1 alpha-2 of the office; "" for a special range */
	const char *cls;      /* "member", "restricted-regional", "unassigned" ... */
};

/* clang-format off */
static const struct assay_gs1_prefix assay_gs1_prefixes[] = {
	{ 1, 19, "US", "member" }, { 20, 29, "", "restricted-regional" },
	{ 30, 39, "US", "member" }, { 40, 49, "", "restricted-company" },
	{ 50, 59, "", "reserved" }, { 60, 139, "US", "member" },
	{ 200, 299, "", "restricted-regional" }, { 300, 379, "FR", "member" },
	{ 380, 380, "BG", "member" }, { 383, 383, "SI", "member" },
	{ 385, 385, "HR", "member" }, { 387, 387, "BA", "member" },
	{ 389, 389, "ME", "member" }, { 400, 440, "DE", "member" },
	{ 450, 459, "JP", "member" }, { 460, 469, "RU", "member" },
	{ 470, 470, "KG", "member" }, { 471, 471, "TW", "member" },
	{ 474, 474, "EE", "member" }, { 475, 475, "LV", "member" },
	{ 476, 476, "AZ", "member" }, { 477, 477, "LT", "member" },
	{ 478, 478, "UZ", "member" }, { 479, 479, "LK", "member" },
	{ 480, 480, "PH", "member" }, { 481, 481, "BY", "member" },
	{ 482, 482, "UA", "member" }, { 483, 483, "TM", "member" },
	{ 484, 484, "MD", "member" }, { 485, 485, "AM", "member" },
	{ 486, 486, "GE", "member" }, { 487, 487, "KZ", "member" },
	{ 488, 488, "TJ", "member" }, { 489, 489, "HK", "member" },
	{ 490, 499, "JP", "member" }, { 500, 509, "GB", "member" },
	{ 520, 521, "GR", "member" }, { 528, 528, "LB", "member" },
	{ 529, 529, "CY", "member" }, { 530, 530, "AL", "member" },
	{ 531, 531, "MK", "member" }, { 535, 535, "MT", "member" },
	{ 539, 539, "IE", "member" }, { 540, 549, "BE/LU", "member" },
	{ 560, 560, "PT", "member" }, { 569, 569, "IS", "member" },
	{ 570, 579, "DK", "member" }, { 590, 590, "PL", "member" },
	{ 594, 594, "RO", "member" }, { 599, 599, "HU", "member" },
	{ 600, 601, "ZA", "member" }, { 603, 603, "GH", "member" },
	{ 604, 604, "SN", "member" }, { 605, 605, "UG", "member" },
	{ 606, 606, "AO", "member" }, { 607, 607, "OM", "member" },
	{ 608, 608, "BH", "member" }, { 609, 609, "MU", "member" },
	{ 611, 611, "MA", "member" }, { 613, 613, "DZ", "member" },
	{ 615, 615, "NG", "member" }, { 616, 616, "KE", "member" },
	{ 617, 617, "CM", "member" }, { 618, 618, "CI", "member" },
	{ 619, 619, "TN", "member" }, { 620, 620, "TZ", "member" },
	{ 621, 621, "SY", "member" }, { 622, 622, "EG", "member" },
	{ 623, 623, "BN", "member" }, { 624, 624, "LY", "member" },
	{ 625, 625, "JO", "member" }, { 626, 626, "IR", "member" },
	{ 627, 627, "KW", "member" }, { 628, 628, "SA", "member" },
	{ 629, 629, "AE", "member" }, { 630, 630, "QA", "member" },
	{ 631, 631, "NA", "member" }, { 640, 649, "FI", "member" },
	{ 690, 699, "CN", "member" }, { 700, 709, "NO", "member" },
	{ 729, 729, "IL", "member" }, { 730, 739, "SE", "member" },
	{ 740, 740, "GT", "member" }, { 741, 741, "SV", "member" },
	{ 742, 742, "HN", "member" }, { 743, 743, "NI", "member" },
	{ 744, 744, "CR", "member" }, { 745, 745, "PA", "member" },
	{ 746, 746, "DO", "member" }, { 750, 750, "MX", "member" },
	{ 754, 755, "CA", "member" }, { 759, 759, "VE", "member" },
	{ 760, 769, "CH", "member" }, { 770, 771, "CO", "member" },
	{ 773, 773, "UY", "member" }, { 775, 775, "PE", "member" },
	{ 777, 777, "BO", "member" }, { 778, 779, "AR", "member" },
	{ 780, 780, "CL", "member" }, { 784, 784, "PY", "member" },
	{ 786, 786, "EC", "member" }, { 789, 790, "BR", "member" },
	{ 800, 839, "IT", "member" }, { 840, 849, "ES", "member" },
	{ 850, 850, "CU", "member" }, { 858, 858, "SK", "member" },
	{ 859, 859, "CZ", "member" }, { 860, 860, "RS", "member" },
	{ 865, 865, "MN", "member" }, { 867, 867, "KP", "member" },
	{ 868, 869, "TR", "member" }, { 870, 879, "NL", "member" },
	{ 880, 880, "KR", "member" }, { 883, 883, "MM", "member" },
	{ 884, 884, "KH", "member" }, { 885, 885, "TH", "member" },
	{ 888, 888, "SG", "member" }, { 890, 890, "IN", "member" },
	{ 893, 893, "VN", "member" }, { 896, 896, "PK", "member" },
	{ 899, 899, "ID", "member" }, { 900, 919, "AT", "member" },
	{ 930, 939, "AU", "member" }, { 940, 949, "NZ", "member" },
	{ 950, 950, "", "global-special" }, { 951, 951, "", "epc-manager" },
	{ 952, 952, "", "demonstration" }, { 955, 955, "MY", "member" },
	{ 958, 958, "MO", "member" }, { 960, 969, "", "gtin-8" }, { 977, 977, "", "issn" },
	{ 978, 978, "", "isbn" }, { 979, 979, "", "isbn-or-ismn" },
	{ 980, 980, "", "refund-receipt" }, { 981, 984, "", "coupon" },
	{ 990, 999, "", "coupon" },
};
/* clang-format on */
static const struct assay_gs1_prefix assay_gs1_unassigned = { 0, 0, "", "unassigned" };
static const struct assay_gs1_prefix assay_gs1_internal = { 0, 0, "", "restricted-company" };

/* The row of a three-digit prefix; never NULL. */
static inline const struct assay_gs1_prefix *
assay_gs1_prefix_find(int32_t prefix)
{
	size_t n = sizeof assay_gs1_prefixes / sizeof *assay_gs1_prefixes;

	for (size_t i = 0; i < n; i++)
		if (prefix >= assay_gs1_prefixes[i].first && prefix <= assay_gs1_prefixes[i].last)
			return &assay_gs1_prefixes[i];
	return &assay_gs1_unassigned;
}

/* The row of a GTIN padded to 14 digits; NULL: it is none.  Where five zeros follow
 * the indicator it is a padded GTIN-8, which has its own prefix; seven zeros are
 * numbers for use inside one company. */
static inline const struct assay_gs1_prefix *
assay_gs1_prefix_of(struct assay_bytes gtin)
{
	struct assay_bytes item = { gtin.data == NULL ? NULL : gtin.data + 1, 13 };

	if (gtin.len != 14 || !assay_all_digits(gtin))
		return NULL;
	if (memcmp(item.data, "0000000", 7) == 0)
		return &assay_gs1_internal;
	return assay_gs1_prefix_find(
		assay_number(item, memcmp(item.data, "00000", 5) == 0 ? 5 : 0, 3));
}

#endif
