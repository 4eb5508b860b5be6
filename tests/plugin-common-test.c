/* plugin-common-test.c - typed values, slips, dates, and how findings are lowered */
#include "../plugins/plugin-common.h"
#include "tap.h"

/* ---- a host that remembers the last thing said ---- */

struct assay_run {
	enum assay_severity severity;
	size_t n_found, n_passed, n_tried;
	char evidence[EVIDENCE_MAX];
	enum assay_status answer;
};

static enum assay_status
heard(struct assay_run *run, const struct assay_finding *f)
{
	run->severity = f->severity;
	run->n_found++;
	run->n_tried = f->n_tried;
	snprintf(run->evidence, sizeof run->evidence, "%s", f->evidence);
	return run->answer;
}

static enum assay_status
held(struct assay_run *run, const char *rule, const char *facts)
{
	(void)rule;
	run->n_passed++;
	snprintf(run->evidence, sizeof run->evidence, "%s", facts);
	return run->answer;
}

static const struct assay_host host = { .size = sizeof host,
	                                .found = heard,
	                                .passed = held };

/* clang-format off */
static const struct assay_rule rules[] = {
	{ .id = "R-CN",  .jurisdiction = "cn" },
	{ .id = "R-ALL", .jurisdiction = "*" },
	{ .id = "R-NEW", .jurisdiction = "*", .from = "2030-01-01" },
	{ .id = "R-OLD", .jurisdiction = "*", .until = "2025-12-31" },
	{ .id = "R-US",  .jurisdiction = "us" },
	{ .id = "R-EU",  .jurisdiction = "eu" },
};

static const struct { const char *says, *rule, *market; bool applies; } where[] = {
	{ "a market nobody named excludes nothing", "R-CN", NULL, true },
	{ "its own market",                         "R-CN", "cn", true },
	{ "its own market in capitals",             "R-CN", "CN", true },
	{ "another market",                         "R-CN", "eu", false },
	{ "everywhere is everywhere",               "R-ALL", "us", true },
	{ "a member state is the union",            "R-EU", "de", true },
	{ "the union itself",                       "R-EU", "EU", true },
	{ "a neighbour of the union is not",        "R-EU", "ch", false },
	{ "a law to come",                          "R-NEW", NULL, false },
	{ "a law that ended",                       "R-OLD", NULL, false },
	{ "a word that is no market is no market",  "R-US", "europe", true },
	{ "a rule of nobody",                       "R-NONE", NULL, false },
};

static const struct { const char *in, *drop, *out; } plains[] = {
	{ "sc 127-4404", " -",      "SC1274404" },
	{ "ＳＣ１２７", " ",        "SC127" },
	{ "a\xE3\x80\x80" "b", " ", "AB" },
	{ "", " ",                  "" },
	{ "号12", " ",              "" },
	{ "a\x01", " ",             "" },
	{ "\xFF\xFE", " ",          "" },
	{ "   ", " ",               "" },
};

static const struct { const char *a, *b; size_t n; } distances[] = {
	{ "490154203237518", "490154203237518", 0 },
	{ "490154203237518", "490154203237519", 1 },
	{ "490154203237518", "490154203237581", 2 },
	{ "490154203237518", "49015420323751", 1 },
	{ "490154203237518", "4901542032375", 2 },
	{ "490154203237518", "490154203237", 3 },
	{ "490154203237518", "490154203000018", 3 },
	{ "", "ab", 2 },
	{ "", "abc", 3 },
	{ "ab", "", 2 },
};

static const struct { const char *in; int32_t y1, m1, d1, y2, m2, d2; } spans[] = {
	{ "2026",        2026, 1, 1, 2026, 12, 31 },
	{ "2026-05",     2026, 5, 1, 2026, 5, 31 },
	{ "2024-02",     2024, 2, 1, 2024, 2, 29 },
	{ "2026-05-07",  2026, 5, 7, 2026, 5, 7 },
	{ "2026.05.07",  2026, 5, 7, 2026, 5, 7 },
	{ "2026/5/7",    2026, 5, 7, 2026, 5, 7 },
	{ "20260507",    2026, 5, 7, 2026, 5, 7 },
	{ "202605",      2026, 5, 1, 2026, 5, 31 },
	{ "2026年5月7日", 2026, 5, 7, 2026, 5, 7 },
	{ "2026年",       2026, 1, 1, 2026, 12, 31 },
	{ "2026-02-30",  0, 0, 0, 0, 0, 0 },
	{ "2026-13",     0, 0, 0, 0, 0, 0 },
	{ "2026-",       0, 0, 0, 0, 0, 0 },
	{ "2026-05-",    0, 0, 0, 0, 0, 0 },
	{ "20265",       0, 0, 0, 0, 0, 0 },
	{ "202",         0, 0, 0, 0, 0, 0 },
	{ "2026-05-071", 0, 0, 0, 0, 0, 0 },
	{ "05/07/2026",  0, 0, 0, 0, 0, 0 },
	{ "today",       0, 0, 0, 0, 0, 0 },
	{ "0000-01-01",  0, 0, 0, 0, 0, 0 },
	{ "",            0, 0, 0, 0, 0, 0 },
};

static const struct { const char *in, *out; } shows[] = {
	{ "plain",            "plain" },
	{ "a; verdict=fine",  "a\\x3B verdict=fine" },
	{ "a\nb\\",           "a\\x0Ab\\x5C" },
	{ "\xE2\x80\xAE" "x", "\\xE2\\x80\\xAEx" },
	{ "\xFF",             "\\xFF" },
	{ "冰箱",             "冰箱" },
};

static const struct { const char *says; enum assay_path path; enum assay_severity found; const char *other; enum assay_severity want; } lowered[] = {
	{ "a typed failure is weak",             ASSAY_PATH_TYPED,  ASSAY_STRONG, NULL, ASSAY_WEAK },
	{ "so is one of a linear symbol",        ASSAY_PATH_LINEAR, ASSAY_STRONG, NULL, ASSAY_WEAK },
	{ "a matrix symbol says what it means",  ASSAY_PATH_MATRIX, ASSAY_STRONG, NULL, ASSAY_STRONG },
	{ "a retail symbol checks itself",       ASSAY_PATH_RETAIL, ASSAY_STRONG, NULL, ASSAY_STRONG },
	{ "an explanation lowers S to W",        ASSAY_PATH_MATRIX, ASSAY_STRONG, "clock", ASSAY_WEAK },
	{ "an explanation lowers P to S",        ASSAY_PATH_MATRIX, ASSAY_PROOF, "same-item", ASSAY_STRONG },
	{ "a slip leaves no proof",              ASSAY_PATH_TYPED,  ASSAY_PROOF, NULL, ASSAY_WEAK },
	{ "information stays information",       ASSAY_PATH_TYPED,  ASSAY_INFO, "clock", ASSAY_INFO },
};
/* clang-format on */

#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct assay_item
item_of(const char *market)
{
	return (struct assay_item){ .size = sizeof(struct assay_item),
		                    .market = market,
		                    .now = (int64_t)assay_day(2026, 11, 20) * 86400 };
}

static void
test_findings(void)
{
	struct assay_item item = item_of(NULL);
	struct assay_claim claim = { .key = "x", .symbol = 3 };
	struct assay_run run = { .answer = ASSAY_OK };
	struct exam x = exam_begin(&host, &run, &item, rules, COUNT(rules));
	char longest[2 * SHOWN_MAX];

	for (size_t i = 0; i < COUNT(lowered); i++) {
		struct tries t = tries_by_path(lowered[i].path);

		if (lowered[i].other != NULL)
			tries_add(&t, lowered[i].other, true);
		exam_found(&x, "R-ALL", lowered[i].found, &claim, t, "a=%d", 1);
		is_int(run.severity, lowered[i].want, "%s", lowered[i].says);
		is_int(severity_by_path(lowered[i].path),
		       lowered[i].path < ASSAY_PATH_RETAIL ? ASSAY_WEAK : ASSAY_STRONG,
		       "  and by its path alone");
	}
	memset(longest, 'x', sizeof longest);
	exam_failed(
	        &x, "R-ALL", &claim, "first=1; a=%s; b=%s; c=%s; d=%s",
	        show((struct assay_bytes){ (uint8_t *)longest, sizeof longest }).text,
	        show((struct assay_bytes){ (uint8_t *)longest, sizeof longest }).text,
	        show((struct assay_bytes){ (uint8_t *)longest, sizeof longest }).text,
	        show((struct assay_bytes){ (uint8_t *)longest, sizeof longest }).text);
	ok(strlen(run.evidence) < EVIDENCE_MAX && strstr(run.evidence, "; d=") == NULL &&
	           strncmp(run.evidence, "first=1; a=xx", 13) == 0,
	   "evidence too long loses its last fact whole");

	run.n_found = run.n_passed = 0;
	exam_passed(&x, "R-NEW", "a=1");
	exam_note(&x, "R-NEW", &claim, "a=1");
	is_int(run.n_found + run.n_passed, 0, "a rule out of force says nothing");
	exam_passed(&x, "R-ALL", "year=%d", 2019);
	is_str(run.evidence, "year=2019", "facts reach the host");
	run.answer = ASSAY_E_NOMEM;
	exam_note(&x, "R-ALL", NULL, "a=1");
	run.answer = ASSAY_OK;
	exam_note(&x, "R-ALL", NULL, "a=1");
	is_int(x.status, ASSAY_E_NOMEM, "the first failure stays");
	is_int(run.n_found, 1, "and nothing is said after it");
}

static void
test_differences(void)
{
	struct assay_claim a = { .key = "a",
		                 .value = assay_str("12345678"),
		                 .path = ASSAY_PATH_TYPED };
	struct assay_claim b = { .key = "b",
		                 .value = assay_str("12345687"),
		                 .path = ASSAY_PATH_MATRIX };
	struct tries t = tries_by_difference(&a, &b);

	ok(t.n == 1 && t.of[0].explains, "typed and two characters off: a slip");
	b.value = assay_str("99945678");
	t = tries_by_difference(&a, &b);
	ok(t.n == 1 && !t.of[0].explains, "typed and three characters off: no slip");
	a.path = ASSAY_PATH_MATRIX;
	t = tries_by_difference(&a, &b);
	ok(t.n == 2 && !t.of[0].explains && !t.of[1].explains, "both decoded: no excuse");
}

int
main(void)
{
	for (size_t i = 0; i < COUNT(where); i++) {
		struct assay_item item = item_of(where[i].market);
		struct exam x = exam_begin(&host, NULL, &item, rules, COUNT(rules));

		is_int(exam_applies(&x, where[i].rule), where[i].applies, "%s",
		       where[i].says);
	}
	for (size_t i = 0; i < COUNT(plains); i++) {
		struct plain p = plain_of(assay_str(plains[i].in), plains[i].drop);

		is_str(p.text, plains[i].out, "plain row %zu", i);
		is_int(p.ok, plains[i].out[0] != '\0', "  and says so");
	}
	for (size_t i = 0; i < COUNT(distances); i++) {
		is_int(slips(assay_str(distances[i].a), assay_str(distances[i].b)),
		       distances[i].n, "slips row %zu", i);
		is_int(slips(assay_str(distances[i].b), assay_str(distances[i].a)),
		       distances[i].n, "  and the other way round");
	}
	for (size_t i = 0; i < COUNT(spans); i++) {
		struct span s = span_of(assay_str(spans[i].in));

		is_int(s.first, assay_day(spans[i].y1, spans[i].m1, spans[i].d1),
		       "first day of '%s'", spans[i].in);
		is_int(s.last, assay_day(spans[i].y2, spans[i].m2, spans[i].d2),
		       "last day of '%s'", spans[i].in);
	}
	for (size_t i = 0; i < COUNT(shows); i++)
		is_str(show(assay_str(shows[i].in)).text, shows[i].out, "shown row %zu",
		       i);
	is_int(yes_or_no(assay_str("YES")), 1, "yes");
	is_int(yes_or_no(assay_str("无")), 0, "no");
	is_int(yes_or_no(assay_str("")), -1, "neither");
	ok(has_word(assay_str("0-3 Prohibited symbol"), "prohibited"), "a word is found");
	ok(!has_word(assay_str("abc"), "abcd"), "a longer one is not");
	test_findings();
	test_differences();
	return tap_end();
}
