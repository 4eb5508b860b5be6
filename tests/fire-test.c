/* fire-test.c - the fire plugin: what alarms, what must not, and how much it weighs */
#include "category.h"

extern const struct assay_plugin fire_LTX_assay_plugin;

/* clang-format off */
static const struct case_row rows[] = {
	{ "an S label", "slabel=00000AA00016AA", NULL, "", NULL, "FIRE-S-FORMAT", 'p', NULL },
	{ "with spaces, full-width", "slabel=０００００ＡＡ 00016 AA", NULL, "", NULL, "FIRE-S-FORMAT", 'p', NULL },
	{ "small letters, typed", "slabel=00000aa00016aa", NULL, "", NULL, "FIRE-S-FORMAT", 'W', "small" },
	{ "a digit for a letter", "slabel=00000A100016AA", NULL, "", NULL, "FIRE-S-FORMAT", 'W', NULL },
	{ "none was found", "slabel=none", NULL, "", NULL, NULL, '-', NULL },
	{ "the law of another market", "slabel=1", NULL, "", "eu", NULL, '-', NULL },
	{ "both tags alike", "a=12345AB67890CD|b=12345 AB67890CD", NULL, "", NULL, "FIRE-S-AB", 'p', NULL },
	{ "a slip between the tags", "a=12345AB67890CD|b=12345AB67890CE", NULL, "", NULL, "FIRE-S-AB", 'W', NULL },
	{ "tags of two products", "a=12345AB67890CD|b=55512XY00077ZZ", NULL, "", NULL, "FIRE-S-AB", 'S', NULL },
	{ "a tag typed on a French keyboard", "a=à(è&-QB\"&_'éCD|b=05716AB31842CD", NULL, "", NULL, "FIRE-S-AB", 'W', NULL },
	{ "one tag alone", "a=12345AB67890CD", NULL, "", NULL, "FIRE-S-AB", '-', NULL },
	{ "a young extinguisher", "extinguisher=干粉|made=2020-05-01", NULL, "", NULL, "FIRE-EXT-DATES", 'p', "until=2030" },
	{ "dry powder of eleven years", "extinguisher=ABC powder|made=2015-05-01", NULL, "", NULL, "FIRE-EXT-DATES", 'W', "life" },
	{ "carbon dioxide of eleven years", "extinguisher=CO2|made=2015-05-01", NULL, "", NULL, "FIRE-EXT-DATES", 'p', NULL },
	{ "a kind without a term", "extinguisher=foam|made=1990-05-01", NULL, "", NULL, "FIRE-EXT-DATES", '-', NULL },
	{ "serviced before it was made", "extinguisher=foam|made=2020-05-01|serviced=2019-01", NULL, "", NULL, "FIRE-EXT-DATES", 'W', "before" },
	{ "serviced later", "extinguisher=foam|made=2020-05-01|serviced=2024-01", NULL, "", NULL, "FIRE-EXT-DATES", 'p', NULL },
	{ "the stamped number", "cylinder=AB-1234|cylinder_label=AB1234", NULL, "", NULL, "FIRE-EXT-CYL", 'p', NULL },
	{ "another cylinder", "cylinder=AB-1234|cylinder_label=ZZ9876", NULL, "", NULL, "FIRE-EXT-CYL", 'W', NULL },
};

static const struct known_row known[] = {
	{ "slabel=00000AA00016AA", NULL, "", 90 }, { "a=12345AB67890CD", NULL, "", 50 }, { "", NULL, "", 0 },
};

static const struct good_row good[] = {
	{ "slabel", "00000AA00016AA" }, { "a", "12345AB67890CD" }, { "extinguisher", "CO2" },
};
/* clang-format on */

int
main(void)
{
	return category_run(&fire_LTX_assay_plugin, rows, COUNT(rows), known, COUNT(known),
	                    good, COUNT(good));
}
