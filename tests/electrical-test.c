/* electrical-test.c - the electrical plugin: what alarms, what must not, and how much it weighs */
#include "category.h"

extern const struct assay_plugin electrical_LTX_assay_plugin;

/* clang-format off */
static const struct case_row rows[] = {
	{ "a licence of India", "cml=CM/L-1234567", NULL, "", NULL, "BIS-CML", 'p', NULL },
	{ "a longer one, small, with spaces", "cml=cm/l - 8400012345", NULL, "", NULL, "BIS-CML", 'p', NULL },
	{ "three digits", "cml=CM/L-123", NULL, "", NULL, "BIS-CML", 'W', NULL },
	{ "a registration", "bisr=R-41001234", NULL, "", NULL, "BIS-R", 'p', NULL },
	{ "a short registration", "bisr=R-4100", NULL, "", NULL, "BIS-R", 'W', NULL },
	{ "an FCC ID", "fcc=FCC ID: 2ABCD-XYZ100", NULL, "", NULL, "FCC-ID", 'p', "grantee=2ABCD" },
	{ "an old grantee", "fcc=BCG-E3085A", NULL, "", NULL, "FCC-ID", 'p', "grantee=BCG" },
	{ "a grantee that is none", "fcc=0AB-XYZ", NULL, "", NULL, "FCC-ID", 'W', NULL },
	{ "too long", "fcc=BCGABCDEFGHIJKLMNO", NULL, "", NULL, "FCC-ID", 'W', "length" },
	{ "a Korean safety number", "kc=HU07123-12345A", NULL, "", NULL, "KC-FORM", 'p', NULL },
	{ "six digits", "kc=SU071234-17001", NULL, "", NULL, "KC-FORM", 'p', NULL },
	{ "a Korean radio number", "kc=R-C-ABC-MODEL1", NULL, "", NULL, "KC-FORM", 'p', NULL },
	{ "an unknown form", "kc=12345", NULL, "", NULL, "KC-FORM", 'W', NULL },
	{ "no mark was found", "kc=无|fcc=none", NULL, "", NULL, NULL, '-', NULL },
};

static const struct known_row known[] = {
	{ "cml=1", NULL, "", 50 }, { "", NULL, "", 0 },
};

static const struct good_row good[] = {
	{ "cml", "CM/L-1234567" }, { "bisr", "R-41001234" }, { "fcc", "2ABCD-XYZ100" }, { "kc", "HU07123-12345A" },
};
/* clang-format on */

int
main(void)
{
	return category_run(&electrical_LTX_assay_plugin, rows, COUNT(rows), known, COUNT(known),
	                    good, COUNT(good));
}
