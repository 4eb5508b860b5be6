/* plugin-test.c - the door for plugins, and what the library makes of what they say
 *
 * A fake category does as its typed label `say` tells it: "S:clock" reports a
 * finding of severity S with the explanation `clock` tried, "P!clock" one that
 * explains, "P?clock" one whose evidence quotes what was typed, "ok" a check passed. */
#include <string.h>

#include "assay.h"
#include "assay-plugin.h"
#include "tap.h"

/* clang-format off */
#define TEXTS "somewhere", "says so", "这么说", "why it matters", "为何重要"
static const struct assay_rule fake_rules[] = {
	{ "FAKE-ALL",  ASSAY_PROOF,  "V", "*",  NULL, NULL, "say", TEXTS },
	{ "FAKE-WEAK", ASSAY_WEAK,   "V", "*",  NULL, NULL, "say", TEXTS },
	{ "FAKE-MEMORY", ASSAY_PROOF, "M", "*", NULL, NULL, "say", TEXTS },
	{ "FAKE-CN",   ASSAY_PROOF,  "V", "cn", NULL, NULL, "say", TEXTS },
};
static const struct assay_guide fake_guides[] = {
	{ "FAKE-CN", "clock caps-lock", "Look again.", "请再看。" },
};
static const struct assay_label fake_labels[] = { { "say", "script", "脚本" } };
/* clang-format on */

static int
recognise(const struct assay_item *item, char why[80])
{
	strcpy(why, "say");
	return assay_claim(item, "say", 0) != NULL ? 90 : 0;
}

static int
recognise_nothing(const struct assay_item *item, char why[80])
{
	(void)item;
	(void)why;
	return 0;
}

/* "RULE S:name" or "RULE S!name"; words parted by spaces, several by ','. */
static enum assay_status
examine(const struct assay_host *host, struct assay_run *run, const struct assay_item *item)
{
	const struct assay_claim *say;

	for (size_t n = 0; (say = assay_claim(item, "say", n)) != NULL; n++) {
		char script[200];

		snprintf(script, sizeof script, "%.*s", (int)say->value.len,
			(const char *)say->value.data);
		for (char *at = script; *at != '\0';) {
			char rule[40] = "", sev = 0, how = 0, name[40] = "", quoted[220];
			struct assay_tried tried = { name, false };
			struct assay_finding f = { .rule = rule, .symbol = ASSAY_NONE,
				.pair = ASSAY_NONE, .evidence = "said=yes", .tried = &tried };
			int used = 0;

			if (sscanf(at, "%39s %c%c%39[a-z0-9-]%n", rule, &sev, &how, name, &used) >= 2) {
				f.severity = sev == 'P' ? ASSAY_PROOF : sev == 'S' ? ASSAY_STRONG
					: sev == 'W' ? ASSAY_WEAK : ASSAY_INFO;
				snprintf(quoted, sizeof quoted, "say=%s", script);
				f.evidence = how == '?' ? quoted : f.evidence;
				tried.explains = how == '!';
				f.n_tried = name[0] != '\0';
				if (sev == 'o')
					host->passed(run, rule, "");
				else
					host->found(run, &f);
			}
			at = strchr(at, ',');
			if (at == NULL)
				break;
			at++;
		}
	}
	return ASSAY_OK;
}

static const struct assay_plugin good = {
	.abi = ASSAY_PLUGIN_ABI,
	.size = sizeof(struct assay_plugin),
	.name = "fake",
	.summary = "does as it is told",
	.summary_zh = "照办",
	.rules = fake_rules,
	.n_rules = sizeof fake_rules / sizeof *fake_rules,
	.labels = fake_labels,
	.n_labels = 1,
	.recognise = recognise,
	.examine = examine,
	.guides = fake_guides,
	.n_guides = 1,
};

static const struct {
	const char *says, *script, *market;
	enum assay_verdict verdict;
} verdicts[] = {
	{ "silence decides nothing", "FAKE-ALL I", NULL, ASSAY_UNKNOWN },
	{ "a passed check is plausible", "FAKE-ALL o", NULL, ASSAY_PLAUSIBLE },
	{ "weak never changes the word", "FAKE-ALL o,FAKE-ALL W", NULL, ASSAY_PLAUSIBLE },
	{ "strong is suspect", "FAKE-ALL o,FAKE-ALL S:clock", NULL, ASSAY_SUSPECT },
	{ "proof is likely counterfeit", "FAKE-ALL S:clock,FAKE-ALL P:clock", NULL,
		ASSAY_LIKELY_COUNTERFEIT },
	{ "proof that can be explained is only suspect", "FAKE-ALL P!clock", NULL, ASSAY_SUSPECT },
	{ "an accusation without an explanation tried is weak", "FAKE-ALL P", NULL, ASSAY_UNKNOWN },
	{ "an explanation nobody knows counts for none", "FAKE-ALL P:moon", NULL, ASSAY_UNKNOWN },
	{ "what rests on a typed value may be a slip, whoever forgot it", "FAKE-ALL P?clock", NULL,
		ASSAY_UNKNOWN },
	{ "a rule's guide says what could explain it", "FAKE-CN P?clock", NULL, ASSAY_LIKELY_COUNTERFEIT },
	{ "a rule's row caps its findings", "FAKE-WEAK P:clock", NULL, ASSAY_UNKNOWN },
	{ "grade M caps at weak", "FAKE-MEMORY P:clock", NULL, ASSAY_UNKNOWN },
	{ "another plugin's rule is not heard", "OTHER-RULE P:clock", NULL, ASSAY_UNKNOWN },
	{ "a law holds on its own market", "FAKE-CN P:clock", "cn", ASSAY_LIKELY_COUNTERFEIT },
	{ "a law does not hold on another", "FAKE-CN P:clock", "us", ASSAY_UNKNOWN },
	{ "a law holds where no market is said", "FAKE-CN P:clock", NULL,
		ASSAY_LIKELY_COUNTERFEIT },
};

struct log {
	char text[2000];
};

static void
take(void *data, enum assay_log level, const char *line)
{
	struct log *log = data;
	size_t n = strlen(log->text);

	(void)level;
	snprintf(log->text + n, sizeof log->text - n, "%s\n", line);
}

static struct assay *
with(const struct assay_plugin *first, const struct assay_plugin *second, struct log *log)
{
	const struct assay_plugin *const plugins[] = { first, second, NULL };
	struct assay_options o = { .size = sizeof o, .builtin = plugins, .log = take,
		.log_data = log };
	struct assay *a = NULL;

	memset(log, 0, sizeof *log);
	if (assay_new(&o, &a) != ASSAY_OK)
		return NULL;
	return a;
}

static enum assay_verdict
verdict(const struct assay *a, const char *script, const char *market)
{
	struct assay_typed typed[] = { { "say", script } };
	struct assay_subject s = { .size = sizeof s, .typed = typed, .n_typed = 1,
		.market = market, .now = 1795000000, .as_of = true };
	struct assay_report *r;
	enum assay_verdict v;

	if (assay_judge(a, &s, &r) != ASSAY_OK)
		return (enum assay_verdict)99;
	v = assay_report_result(r)->verdict;
	assay_report_free(r);
	return v;
}

/* A copy of the good plugin with one thing wrong. */
static void
refused(const char *says, const struct assay_plugin *p, const char *reason)
{
	struct log log;
	struct assay *a = with(p, NULL, &log);

	ok(a != NULL && assay_plugin_at(a, 0) == NULL, "refused: %s", says);
	ok(strstr(log.text, reason) != NULL, "and says: %s", reason);
	if (strstr(log.text, reason) == NULL)
		printf("# %s", log.text);
	assay_free(a);
}

int
main(void)
{
	struct log log;
	struct assay *a = with(&good, NULL, &log);
	struct assay_plugin p;
	struct assay_guide bad_guide;
	struct assay_rule twice[2] = { fake_rules[0], fake_rules[0] };
	struct assay_rule bad_rule = fake_rules[0];
	struct assay_subject nothing = { .size = sizeof nothing };
	struct assay_typed unknown = { "nobody", "x" };
	struct assay_report *r;

	ok(a != NULL && assay_plugin_at(a, 0) != NULL, "a good plugin comes in");
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++)
		is_str(assay_verdict_name(verdict(a, verdicts[i].script, verdicts[i].market), ASSAY_EN),
			assay_verdict_name(verdicts[i].verdict, ASSAY_EN), "%s", verdicts[i].says);
	is_int(assay_judge(a, &nothing, &r), ASSAY_OK, "an item of nothing is judged");
	is_int(assay_report_result(r)->verdict, ASSAY_UNREADABLE, "and is unreadable");
	assay_report_free(r);
	nothing.typed = &(struct assay_typed){ "say", "FAKE-ALL P:clock" };
	nothing.n_typed = 1;
	nothing.now = 1104537600; /* 2005: this library was not written yet */
	is_int(assay_judge(a, &nothing, &r), ASSAY_OK, "judged by a clock that has stopped");
	is_int(assay_report_result(r)->flags, ASSAY_FLAG_CLOCK_UNSURE, "which is said");
	is_int(assay_report_result(r)->verdict, ASSAY_UNKNOWN, "and what it could explain accuses nobody");
	assay_report_free(r);
	nothing.as_of = true;
	is_int(assay_judge(a, &nothing, &r), ASSAY_OK, "judged as of a day somebody chose");
	is_int(assay_report_result(r)->verdict, ASSAY_LIKELY_COUNTERFEIT, "is believed");
	assay_report_free(r);
	nothing.typed = &unknown;
	is_int(assay_judge(a, &nothing, &r), ASSAY_E_USAGE, "a label nobody reads is refused");
	nothing.n_typed = 0;
	nothing.category = "moonstones";
	is_int(assay_judge(a, &nothing, &r), ASSAY_E_USAGE, "a category nobody has is refused");
	assay_free(a);

	p = good, p.abi = ASSAY_PLUGIN_ABI + 1;
	refused("another interface", &p, "built for interface 2");
	p = good, p.size = 16;
	refused("a lie about its size", &p, "16 bytes, too few");
	p = good, p.name = "Fake";
	refused("a name that is none", &p, "name is not of the form");
	p = good, p.examine = NULL;
	refused("a missing function", &p, "lacks a function");
	p = good, p.rules = twice, p.n_rules = 2, p.n_guides = 0;
	refused("a rule twice", &p, "repeats a rule of its own (FAKE-ALL)");
	p = good, bad_rule.zh = NULL, p.rules = &bad_rule, p.n_rules = 1, p.n_guides = 0;
	refused("a rule without Chinese words", &p, "lacks a text in one of the languages");
	p = good, bad_guide = fake_guides[0], bad_guide.rule = "FAKE-NONE", p.guides = &bad_guide;
	refused("a guide for nothing", &p, "a guide is for no rule of its own (FAKE-NONE)");
	p = good, bad_guide = fake_guides[0], bad_guide.innocent = "clock moon", p.guides = &bad_guide;
	refused("a guide with a made-up explanation", &p, "an explanation nobody knows (FAKE-CN)");
	p = good, bad_guide = fake_guides[0], bad_guide.next_zh = "", p.guides = &bad_guide;
	refused("a guide in one language", &p, "a guide lacks its explanations, or a text");

	p = good, p.name = "other", p.recognise = recognise_nothing;
	a = with(&good, &p, &log);
	ok(a != NULL && assay_plugin_at(a, 1) == NULL && strstr(log.text, "rule of another plugin"),
		"a rule of another plugin is refused, and nothing of it stays");
	assay_free(a);
	p.n_rules = p.n_guides = 0;
	a = with(&p, &good, &log);
	ok(a != NULL && assay_plugin_at(a, 1) != NULL
			&& strcmp(assay_plugin_at(a, 0)->name, "fake") == 0,
		"two plugins stand sorted by name");
	assay_free(a);
	a = with(&good, &good, &log);
	ok(a != NULL && assay_plugin_at(a, 1) == NULL && strstr(log.text, "another plugin has this name"),
		"a name twice is refused");
	assay_free(a);
	return tap_end();
}
