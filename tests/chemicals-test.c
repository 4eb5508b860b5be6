/* chemicals-test.c - the chemicals plugin: what alarms, what must not, and how much it weighs */
#include "category.h"

extern const struct assay_plugin chemicals_LTX_assay_plugin;

/* clang-format off */
static const struct case_row rows[] = {
	{ "a published identifier", "ufi=GMTT-2SQN-6FDD-6TV1", NULL, "", NULL, "OTHER-UFI-CHECK", 'p', "formula=134217728" },
	{ "as labels print it", "ufi=UFI: gmtt 2sqn 6fdd 6tv1", NULL, "", NULL, "OTHER-UFI-CHECK", 'p', NULL },
	{ "another", "ufi=R3NN-3KVT-2XSG-W43J", NULL, "", NULL, "OTHER-UFI-CHECK", 'p', "formula=268435455" },
	{ "one character off, typed", "ufi=GMTT-2SQN-6FDD-6TV2", NULL, "", NULL, "OTHER-UFI-CHECK", 'W', NULL },
	{ "one character off in a code", "!ufi=GMTT-2SQN-6FDD-6TV2", NULL, "", NULL, "OTHER-UFI-CHECK", 'S', NULL },
	{ "a letter outside the set", "ufi=OMTT-2SQN-6FDD-6TV1", NULL, "", NULL, "OTHER-UFI-CHECK", 'W', "outside" },
	{ "a group short", "ufi=GMTT-2SQN-6FDD", NULL, "", NULL, "OTHER-UFI-CHECK", 'W', "16" },
	{ "none was found", "ufi=none", NULL, "", NULL, NULL, '-', NULL },
};

static const struct known_row known[] = {
	{ "ufi=GMTT-2SQN-6FDD-6TV1", NULL, "", 0 },
};

static const struct good_row good[] = {
	{ "ufi", "GMTT-2SQN-6FDD-6TV1" },
};
/* clang-format on */

int
main(void)
{
	return category_run(&chemicals_LTX_assay_plugin, rows, COUNT(rows), known, COUNT(known),
	                    good, COUNT(good));
}
