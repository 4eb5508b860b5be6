/* category.h - the main function of a category's tests: three tables drive it
 *
 * rows: what alarms, what must not, and how much it weighs.  known: how surely an item
 * is recognised.  good: values every start and every change of which keep the contract
 * of plugin-fake.h and prove nothing. */
#ifndef CATEGORY_H
#define CATEGORY_H

#include "tap.h"
#include "plugin-fake.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

struct known_row {
	const char *words, *symbology, *payload;
	int score;
};

struct good_row {
	const char *key; /* NULL: the payload of a QR code */
	const char *value;
};

static inline int
category_run(const struct assay_plugin *plugin, const struct case_row *rows, size_t n_rows,
             const struct known_row *known, size_t n_known, const struct good_row *good,
             size_t n_good)
{
	fake_rows(plugin, rows, n_rows);
	for (size_t i = 0; i < n_known; i++) {
		struct fake f;

		fake_examine(&f, plugin, known[i].words, known[i].symbology,
		             assay_str(known[i].payload), NULL);
		is_int(f.score, known[i].score, "recognised: %s%s", known[i].words,
		       known[i].payload);
		fake_clear(&f);
	}
	for (size_t i = 0; i < n_good; i++)
		fake_spoil(plugin, good[i].key, good[i].value);
	return tap_end();
}

#endif
