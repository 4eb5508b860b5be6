/* building-test.c - the building plugin: what alarms, what must not, and how much it weighs */
#include "category.h"

extern const struct assay_plugin building_LTX_assay_plugin;

/* clang-format off */
static const struct case_row rows[] = {
	{ "a mark of the year before", "ce_year=25|made=2026-05-01", NULL, "", NULL, "CPR-YEAR", 'p', NULL },
	{ "the same year", "ce_year=26|made=2026", NULL, "", NULL, "CPR-YEAR", 'p', NULL },
	{ "a year of the last century", "ce_year=99|made=2026-05-01", NULL, "", NULL, "CPR-YEAR", 'p', "ce_year=1999" },
	{ "a year to come", "ce_year=27|made=2026", NULL, "", NULL, "CPR-YEAR", 'W', NULL },
	{ "not a year", "ce_year=0123|made=2026", NULL, "", NULL, "CPR-YEAR", 'p', NULL },
	{ "the declaration on both", "dop=0123-CPR-0456|dop_paper=0123-CPR-0456", NULL, "", "eu", "CPR-DOP", 'p', NULL },
	{ "the words before its number", "dop=DoP No. 0123-CPR-0456|dop_paper=0123 CPR 0456", NULL, "", "eu", "CPR-DOP", 'p', NULL },
	{ "letters that are part of it", "dop=NOVA-12|dop_paper=VA-12", NULL, "", "eu", "CPR-DOP", 'W', NULL },
	{ "another declaration", "dop=0123-CPR-0456|dop_paper=9999-CPR-7777", NULL, "", "eu", "CPR-DOP", 'S', NULL },
	{ "none on the label", "dop=none", NULL, "", "eu", "CPR-DOP", 'W', NULL },
	{ "system 1 without a body", "avcp=1+|notified=none", NULL, "", "eu", "CPR-AVCP", 'W', NULL },
	{ "system 1 with its body", "avcp=1|notified=0123", NULL, "", "eu", "CPR-AVCP", 'p', NULL },
	{ "system 4 needs none", "avcp=4|notified=none", NULL, "", "eu", "CPR-AVCP", '-', NULL },
	{ "a licence", "xk=XK08-001-00012", NULL, "", NULL, "BM-XK", 'p', "class=08" },
	{ "a short licence", "xk=XK08-001-0012", NULL, "", NULL, "BM-XK", 'W', NULL },
	{ "a bar and its tag", "rebar=4E XX 25|rebar_tag=HRB400E Φ25", NULL, "", NULL, "BM-REBAR", 'p', NULL },
	{ "a tag with the length behind", "rebar=4E XX 25|rebar_tag=HRB400E Φ25×9m", NULL, "", NULL, "BM-REBAR", 'p', NULL },
	{ "a tag with standard and length", "rebar=4E XX 25|rebar_tag=GB/T 1499.2 HRB400E 25 L=12m", NULL, "", NULL, "BM-REBAR", 'p', NULL },
	{ "a tag with its grade alone", "rebar=4E XX 25|rebar_tag=HRB400E", NULL, "", NULL, "BM-REBAR", 'p', NULL },
	{ "another grade on a tag with its grade alone", "rebar=4E XX 25|rebar_tag=HRB500E", NULL, "", NULL, "BM-REBAR", 'W', NULL },
	{ "another diameter, and the length behind", "rebar=4E XX 22|rebar_tag=HRB400E 25 9m", NULL, "", NULL, "BM-REBAR", 'W', NULL },
	{ "another diameter", "rebar=4E XX 22|rebar_tag=HRB400E 25", NULL, "", NULL, "BM-REBAR", 'W', NULL },
	{ "another grade", "rebar=4XX25|rebar_tag=HRB500 25", NULL, "", NULL, "BM-REBAR", 'W', NULL },
	{ "a tag that names no grade", "rebar=4XX25|rebar_tag=25", NULL, "", NULL, "BM-REBAR", '-', NULL },
};

static const struct known_row known[] = {
	{ "dop=1", NULL, "", 90 }, { "ce_year=26", NULL, "", 60 }, { "", NULL, "", 0 },
};

static const struct good_row good[] = {
	{ "ce_year", "26" }, { "dop", "0123-CPR-0456" }, { "xk", "XK08-001-00012" }, { "rebar", "4E XX 25" },
};
/* clang-format on */

int
main(void)
{
	return category_run(&building_LTX_assay_plugin, rows, COUNT(rows), known, COUNT(known),
	                    good, COUNT(good));
}
