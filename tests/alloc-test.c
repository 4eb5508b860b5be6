/* alloc-test.c - the n-th allocation fails, for every n until the call succeeds
 *
 * Whatever fails must say so, leak nothing (the sanitizer build watches) and leave
 * what it worked on usable or at least free.  Linked with --wrap, so that only our
 * own calls fail and not those inside foreign libraries. */
#include <string.h>

#include "assay.h"
#include "assay-plugin.h"
#include "failing.h"
#include "reading.h"
#include "tap.h"

extern const struct assay_plugin general_LTX_assay_plugin, food_LTX_assay_plugin;
static const struct assay_plugin *const builtin[]
	= { &food_LTX_assay_plugin, &general_LTX_assay_plugin, NULL };

static const char payload[] = "010952100110001421SNK8M3XQ71P2\x1d" "10L1\x1d" "17281231";
static const struct assay_typed typed[] = {
	{ "sc", "SC10441010200014" }, { "made", "2026-05-01" }, { "lot", "L1" }
};

/* The whole way, twice, as a batch: ASSAY_OK only if everything worked. */
static enum assay_status
judge_all(const struct assay *a, bool *text)
{
	struct assay_symbol symbol = { .symbology = "]Q3", .reader = "", .pass = "",
		.payload = { (const uint8_t *)payload, sizeof payload - 1 } };
	struct assay_reading *r = reading_new();
	struct assay_batch *b = NULL;
	const struct assay_batch_summary *sum;
	struct assay_subject s = { .size = sizeof s, .file = "a.jpg", .readings = &r,
		.n_readings = 1, .typed = typed, .n_typed = 3, .now = 1796000000 };
	enum assay_status status = r == NULL ? ASSAY_E_NOMEM : reading_add(r, &symbol);

	*text = false;
	if (status == ASSAY_OK)
		status = assay_batch_new(a, &b);
	for (int i = 0; i < 2 && status == ASSAY_OK; i++) {
		struct assay_report *report = NULL;

		s.item = i == 0 ? "left" : "right";
		status = assay_batch_judge(b, &s, &report);
		if (status == ASSAY_OK) {
			char *json = assay_report_json(report, ASSAY_ZH);

			*text = json != NULL;
			free(json);
		}
		assay_report_free(report);
	}
	if (status == ASSAY_OK)
		status = assay_batch_close(b, &sum);
	if (status == ASSAY_OK && sum->counts[ASSAY_LIKELY_COUNTERFEIT] != 2)
		status = ASSAY_E_FORMAT; /* it worked, and says something else */
	assay_batch_free(b);
	assay_reading_free(r);
	return status;
}

int
main(void)
{
	struct assay_options o = { .size = sizeof o, .builtin = builtin };
	struct assay *a = NULL;
	long n, odd = 0;
	bool text;

	for (n = 0; n < 1000; n++) {
		left = n;
		if (assay_new(&o, &a) == ASSAY_OK)
			break;
		odd += a != NULL;
	}
	left = -1;
	ok(a != NULL && odd == 0, "assay_new: fails cleanly %ld times, then works", n);
	if (a == NULL)
		return tap_end();
	for (n = 0, odd = 0; n < 100000; n++) {
		enum assay_status status;

		left = n;
		status = judge_all(a, &text);
		if (left >= 0)
			break; /* nothing failed any more */
		odd += status != ASSAY_E_NOMEM && status != ASSAY_OK;
		left = -1;
	}
	ok(left >= 0 && n > 20, "a batch of two: every one of %ld allocations failed once", n);
	is_int(odd, 0, "and what was said was never wrong, only \"out of memory\"");
	left = -1;
	is_int(judge_all(a, &text), ASSAY_OK, "then it works");
	ok(text, "with a report");
	assay_free(a);
	return tap_end();
}
