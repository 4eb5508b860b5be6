/* plugins-test.c - what every plugin of plugins/builtin.def gets for free
 *
 * Its contract holds (texts in both languages, dates that are dates, labels for what
 * its rules take in), the rows of tests/vectors/NAME.tsv hold, and no prefix of a
 * good value and no changed character of it crashes or yields a proof. */
#include <stdbool.h>

#include "assay-check.h"
#include "assay-plugin.h"
#include "reading.h"
#include "tap.h"

#define PLUGIN(id) extern const struct assay_plugin id##_LTX_assay_plugin;
#include "../plugins/builtin.def"
#undef PLUGIN
#define PLUGIN(id) &id##_LTX_assay_plugin,
static const struct assay_plugin *const builtin[] = {
#include "../plugins/builtin.def"
	NULL
};
#undef PLUGIN

#define PAIRS_MAX 16
#define ROW_MAX 4096

static int64_t
now(void)
{
	return (int64_t)assay_day(2026, 11, 20) * 86400;
}

/* ---- one row ---- */

struct row {
	char *rule, *input, *expected;
};

/* Cut a line at its tabs; false: fewer than three columns. */
static bool
cut(char *line, struct row *row)
{
	char *tab;

	row->rule = line;
	if ((tab = strchr(line, '\t')) == NULL)
		return false;
	*tab = '\0';
	row->input = tab + 1;
	if ((tab = strchr(row->input, '\t')) == NULL)
		return false;
	*tab = '\0';
	row->expected = tab + 1;
	if ((tab = strpbrk(row->expected, "\t\n")) != NULL)
		*tab = '\0';
	return true;
}

/* <GS> and <US> stand for their bytes.  In place. */
static void
unescape(char *s)
{
	static const struct {
		const char *name;
		char byte;
	} marks[] = { { "<GS>", 0x1D }, { "<US>", 0x1F } };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		for (char *at; (at = strstr(s, marks[i].name)) != NULL;) {
			*at = marks[i].byte;
			memmove(at + 1, at + 4, strlen(at + 4) + 1);
		}
}

/* "key=value;key=value" with keys in lower case? */
static size_t
split_case(char *input, struct assay_typed *typed)
{
	size_t n = 0;

	for (char *at = input; at != NULL && n < PAIRS_MAX; n++) {
		char *end = strchr(at, ';'), *equals = strchr(at, '=');

		if (equals == NULL || (end != NULL && equals > end))
			return 0;
		for (char *c = at; c < equals; c++)
			if (!((*c >= 'a' && *c <= 'z') || *c == '_'))
				return 0;
		if (end != NULL)
			*end++ = '\0';
		*equals = '\0';
		typed[n] = (struct assay_typed){ at, equals + 1 };
		at = end;
	}
	return n;
}

/* Judge one input by one plugin; NULL: it could not be. */
static struct assay_report *
judge(const struct assay *a, const char *category, const struct assay_rule *rule,
      const struct assay_typed *typed, size_t n_typed, struct assay_bytes payload)
{
	struct assay_subject s = { .size = sizeof s,
		                   .category = category,
		                   .now = now(),
		                   .as_of = true,
		                   .typed = typed,
		                   .n_typed = n_typed };
	struct assay_symbol symbol = { .payload = payload,
		                       .reader = "test",
		                       .pass = "test" };
	struct assay_reading *reading = NULL;
	struct assay_report *report = NULL;

	if (n_typed == 0) {
		snprintf(symbol.symbology, sizeof symbol.symbology, "%s", rule->input);
		if ((reading = reading_new()) == NULL ||
		    reading_add(reading, &symbol) != ASSAY_OK)
			goto out;
		s.readings = &reading;
		s.n_readings = 1;
	}
	if (assay_judge(a, &s, &report) != ASSAY_OK)
		report = NULL;
out:
	assay_reading_free(reading);
	return report;
}

/* Every prefix and every changed byte of one value, the others unchanged.  How often
 * that went wrong. */
static int
mutate(const struct assay *a, const char *category, const struct assay_rule *rule,
       struct assay_typed *typed, size_t n_typed, const char *value,
       struct assay_typed *slot)
{
	static const uint8_t flips[] = { 0x01, 0x10, 0x80 };
	size_t len = strlen(value);
	char changed[ROW_MAX];
	int wrong = 0;

	for (size_t i = 0; i < len; i++) {
		for (size_t f = 0; f <= sizeof flips; f++) {
			size_t n = f == sizeof flips ? i : len;
			struct assay_report *report;
			const struct assay_result *result;

			memcpy(changed, value, len + 1);
			changed[n] = '\0';
			if (f < sizeof flips)
				changed[i] = (char)((uint8_t)changed[i] ^ flips[f]);
			if (slot != NULL)
				slot->value = changed;
			report = judge(
			        a, category, rule, typed, n_typed,
			        (struct assay_bytes){ (const uint8_t *)changed, n });
			if (report == NULL) {
				wrong++;
				continue;
			}
			result = assay_report_result(report);
			wrong += result->verdict == ASSAY_LIKELY_COUNTERFEIT;
			for (size_t k = 0; k < result->n_findings; k++)
				wrong += result->findings[k].severity == ASSAY_PROOF;
			assay_report_free(report);
		}
	}
	if (slot != NULL)
		slot->value = value;
	return wrong;
}

static void
run_row(const struct assay *a, const struct assay_plugin *p,
        const struct assay_rule *rule, const struct row *row, int line)
{
	char input[ROW_MAX], *why = NULL;
	struct assay_typed typed[PAIRS_MAX];
	int wrong = 0;
	size_t n;

	is_int(assay_vector_run(a, row->rule, assay_str(row->input),
	                        assay_str(row->expected), now(), &why),
	       ASSAY_VECTOR_PASS, "%s line %d: %s says what is expected", p->name, line,
	       row->rule);
	if (why != NULL)
		printf("# %s\n", why);
	free(why);
	if (strncmp(row->expected, "valid", 5) != 0 &&
	    strncmp(row->expected, "ok", 2) != 0)
		return;
	snprintf(input, sizeof input, "%s", row->input);
	unescape(input);
	n = split_case(input, typed);
	if (n == 0 && rule->input == NULL)
		return;
	if (n == 0 && rule->input[0] != ']')
		typed[n++] = (struct assay_typed){ rule->input, input };
	for (size_t i = 0; i < n; i++)
		wrong += mutate(a, p->name, rule, typed, n, typed[i].value, &typed[i]);
	if (n == 0)
		wrong += mutate(a, p->name, rule, typed, 0, input, NULL);
	is_int(wrong, 0, "  and nothing close to it crashes or proves anything");
}

static void
run_vectors(const struct assay *a, const struct assay_plugin *p, const char *srcdir)
{
	char path[ROW_MAX], line[ROW_MAX];
	int n = 0, run = 0;
	FILE *file;

	snprintf(path, sizeof path, "%s/tests/vectors/%s.tsv", srcdir, p->name);
	if ((file = fopen(path, "r")) == NULL) {
		ok(p->flags & ASSAY_PLUGIN_ALWAYS, "%s has vectors of its own", p->name);
		return;
	}
	while (fgets(line, sizeof line, file) != NULL) {
		const struct assay_plugin *of = NULL;
		const struct assay_rule *rule;
		struct row row;

		if (++n == 1 || line[0] == '#' || !cut(line, &row))
			continue;
		rule = assay_rule_find(a, row.rule, &of);
		if (rule == NULL) {
			printf("# %s line %d: nobody has the rule %s yet\n", p->name, n,
			       row.rule);
			continue;
		}
		run_row(a, of, rule, &row, n);
		run++;
	}
	fclose(file);
	ok(run > 0, "%s: %d rows were run", p->name, run);
}

/* ---- the contract ---- */

static bool
text(const char *s)
{
	return s != NULL && *s != '\0';
}

static bool
is_date(const char *s)
{
	return s == NULL || assay_day_of(assay_str(s)) != ASSAY_NO_DAY;
}

static bool
no_stop(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && s[n - 1] != '.' && (n < 3 || strcmp(s + n - 3, "。") != 0);
}

static void
check_contract(const struct assay *a, const struct assay_plugin *p)
{
	ok(text(p->summary) && text(p->summary_zh) && text(p->symbologies),
	   "%s says what it is for and what its labels use", p->name);
	for (size_t i = 0; i < p->n_rules; i++) {
		const struct assay_rule *r = &p->rules[i];
		bool taken = r->input == NULL || r->input[0] == ']';

		for (size_t k = 0; !taken && assay_label_at(a, k) != NULL; k++)
			taken = strcmp(assay_label_at(a, k)->key, r->input) == 0;
		ok(taken, "%s: its input is a label or a symbology", r->id);
		ok(is_date(r->from) && is_date(r->until), "  its dates are dates");
		ok(no_stop(r->en) && no_stop(r->zh), "  its sentences have no stop");
		ok(strcmp(r->en, r->zh) != 0 && strcmp(r->why_en, r->why_zh) != 0,
		   "  its languages are two");
		ok(strcmp(r->grade, "M") != 0 || r->severity <= ASSAY_WEAK,
		   "  from memory it never weighs more than W");
	}
}

static void
complain(void *data, enum assay_log level, const char *line)
{
	(void)data;
	(void)level;
	printf("# %s\n", line);
}

int
main(void)
{
	const struct assay_options options = { .size = sizeof options,
		                               .builtin = builtin,
		                               .log = complain };
	const char *srcdir = getenv("srcdir");
	struct assay *a = NULL;
	size_t n = 0;

	if (!ok(assay_new(&options, &a) == ASSAY_OK,
	        "a context with all built-in plugins"))
		return tap_end();
	while (builtin[n] != NULL)
		n++;
	ok(n > 0 && assay_plugin_at(a, n - 1) != NULL, "and none of the %zu was refused",
	   n);
	for (size_t i = 0; assay_plugin_at(a, i) != NULL; i++) {
		check_contract(a, assay_plugin_at(a, i));
		run_vectors(a, assay_plugin_at(a, i), srcdir != NULL ? srcdir : ".");
	}
	assay_free(a);
	return tap_end();
}
