/* fuzz-judge.c - hostile codes and labels through claims, all plugins and the verdict
 *
 * The input is lines: "]Q3payload" is a symbol (control bytes but the line's end stay),
 * "key=value" a typed label.  Nobody is trusted here, so nothing can be proven: no item
 * may be LIKELY-COUNTERFEIT or CONSISTENT, every accusation names what was tried, what
 * only was typed is never more than SUSPECT, and the report is made in both languages. */
#include <stdlib.h>
#include <string.h>

#include "assay-check.h"
#include "assay-plugin.h"
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NOW 1795305600 /* 2026-11-22 */
#define TYPED_MOST 24
#define TEXT_MAX 6000

#define PLUGIN(name) extern const struct assay_plugin name##_LTX_assay_plugin;
#include "../../plugins/builtin.def"
#undef PLUGIN

static const struct assay_plugin *const plugins[] = {
#define PLUGIN(name) &name##_LTX_assay_plugin,
#include "../../plugins/builtin.def"
#undef PLUGIN
	NULL
};

static bool
is_key(const struct assay *a, const char *key)
{
	const struct assay_label *label;

	for (size_t i = 0; (label = assay_label_at(a, i)) != NULL; i++)
		if (strcmp(label->key, key) == 0)
			return true;
	return false;
}

/* One line into the reading or the typed values; line has a NUL after. */
static void
take(const struct assay *a, struct assay_reading *r, struct assay_typed *typed, size_t *n,
     char *line, size_t len)
{
	char *equals = memchr(line, '=', len);

	if (len > 3 && line[0] == ']') {
		struct assay_symbol s = { .reader = "fuzz",
			                  .pass = "fuzz",
			                  .quality = 50,
			                  .payload = { (const uint8_t *)line + 3,
			                               len - 3 } };

		memcpy(s.symbology, line, 3);
		s.outline[1].x = s.outline[2].x = s.outline[2].y = s.outline[3].y = 100;
		if (reading_add(r, &s) == ASSAY_E_NOMEM)
			abort();
	} else if (equals != NULL && *n < TYPED_MOST && memchr(line, '\0', len) == NULL) {
		*equals = '\0';
		if (is_key(a, line))
			typed[(*n)++] = (struct assay_typed){ line, equals + 1 };
	}
}

static void
holds(const struct assay_result *r)
{
	if ((unsigned)r->verdict >= ASSAY_VERDICTS ||
	    r->verdict == ASSAY_LIKELY_COUNTERFEIT || r->verdict == ASSAY_CONSISTENT)
		abort();
	for (size_t i = 0; i < r->n_findings; i++) {
		const struct assay_finding *f = &r->findings[i];

		if (f->severity >= ASSAY_STRONG && f->n_tried == 0)
			abort();
		if (!assay_utf8_valid(assay_str(f->evidence)))
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct assay *a;
	struct assay_options options = { .size = sizeof options, .builtin = plugins };
	struct assay_typed typed[TYPED_MOST];
	struct assay_reading *reading = reading_new();
	struct assay_report *report = NULL;
	struct assay_subject s = { .size = sizeof s,
		                   .typed = typed,
		                   .readings = &reading,
		                   .n_readings = 1,
		                   .now = NOW,
		                   .as_of = true };
	char text[TEXT_MAX + 1];

	if (a == NULL && assay_new(&options, &a) != ASSAY_OK)
		abort();
	if (reading == NULL || size > TEXT_MAX) {
		assay_reading_free(reading);
		return 0;
	}
	if (size > 0)
		memcpy(text, data, size);
	for (size_t from = 0, to; from < size; from = to + 1) {
		for (to = from; to < size && text[to] != '\n'; to++)
			;
		text[to] = '\0';
		take(a, reading, typed, &s.n_typed, text + from, to - from);
	}
	if (assay_judge(a, &s, &report) != ASSAY_OK)
		abort();
	holds(assay_report_result(report));
	for (int lang = ASSAY_EN; lang <= ASSAY_ZH; lang++) {
		char *json = assay_report_json(report, (enum assay_lang)lang);

		if (json == NULL || strchr(json, '\n') != NULL)
			abort();
		free(json);
	}
	assay_report_free(report);
	assay_reading_free(reading);
	return 0;
}
