/* vector.c - rows of test vectors: does the rule say what the row expects?
 *
 * Rules of the claim stage (GS1-...) are asked directly; any other is found by name
 * and judges an item made from the row.  A row that cannot be put as a question is
 * skipped with the reason, never passed. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assay-gs1prefix.h"
#include "assay-link.h"
#include "claim/parse.h"
#include "context.h"
#include "reading.h"

#define BATCH_MAX 64 /* items of one row */
#define TYPED_MAX 32 /* key=value pairs of one row: the longest has six */

/* Facts as the rule read them: "\nkey=value" each, NUL at the end. */
struct answer {
	bool valid;
	size_t at;
	char facts[8192];
};

/* One sentence for the caller; NULL where there is no memory, as for PASS. */
__attribute__((format(printf, 1, 2))) static char *
sentence(const char *format, ...)
{
	char text[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	return strdup(text);
}

static void
fact(struct answer *a, const char *key, struct assay_bytes value)
{
	size_t n = strlen(key);

	if (n + value.len + 3 > sizeof a->facts - a->at)
		return;
	a->facts[a->at++] = '\n';
	memcpy(a->facts + a->at, key, n);
	a->at += n;
	a->facts[a->at++] = '=';
	if (value.len > 0)
		memcpy(a->facts + a->at, value.data, value.len);
	a->at += value.len;
	a->facts[a->at] = '\0';
}

static void
fact_text(struct answer *a, const char *key, const char *value)
{
	fact(a, key, assay_str(value));
}

/* Is "key=value" among the facts, as a line of its own?  A fact may say behind a space
 * what its value stands for: "class=H chemical" is "class=H". */
static bool
has_fact(const struct answer *a, struct assay_bytes pair)
{
	struct assay_bytes rest = assay_str(a->facts), line;

	while (assay_link_next(&rest, '\n', &line))
		if (assay_bytes_equal(assay_part(line, 0, pair.len), pair) &&
		    (line.len == pair.len || line.data[pair.len] == ' '))
			return true;
	return false;
}

/* The value of a key in "key=value;key=value"; empty where it has none. */
static struct assay_bytes
value_of(struct assay_bytes row, const char *key)
{
	struct assay_bytes pair;

	while (assay_link_next(&row, ';', &pair)) {
		size_t at = assay_find(pair, 0, '=');

		if (assay_bytes_equal(assay_part(pair, 0, at), assay_str(key)))
			return assay_part(pair, at + 1, pair.len);
	}
	return (struct assay_bytes){ NULL, 0 };
}

/* ---- rules of the claim stage ---- */

static void
csum(struct assay_bytes in, int64_t now, struct answer *out)
{
	static const uint8_t lengths[] = { 8, 12, 13, 14, 17, 18 };

	(void)now;
	for (size_t i = 0; i < sizeof lengths; i++)
		out->valid =
		        out->valid || (in.len == lengths[i] && assay_mod10_holds(in));
}

static void
csum_pair(struct assay_bytes in, int64_t now, struct answer *out)
{
	static const struct ai_part gmn = { 'X', 1, 25, false, { LINT_CSUM_ALPHA } };
	const char *rule, *reason;

	(void)now;
	out->valid = in.len <= gmn.max && lint_part(&gmn, in, &rule, &reason);
}

static void
date(struct assay_bytes in, int64_t now, struct answer *out)
{
	bool day00;
	char text[11];

	day_text(gs1_day(in, now, &day00), text);
	out->valid = text[0] != '\0';
	fact_text(out, "date", text);
	if (day00)
		fact_text(out, "day00", "1");
}

static void
century(struct assay_bytes in, int64_t now, struct answer *out)
{
	struct assay_bytes ref = value_of(in, "ref"), yy = value_of(in, "yy");
	char text[16];

	(void)now;
	out->valid = ref.len == 4 && yy.len == 2 && assay_all_digits(ref) &&
	             assay_all_digits(yy);
	if (!out->valid)
		return;
	snprintf(text, sizeof text, "%d",
	         (int)assay_century(assay_number(yy, 0, 2), assay_number(ref, 0, 4)));
	fact_text(out, "year", text);
}

static void
day00(struct assay_bytes in, int64_t now, struct answer *out)
{
	(void)now;
	out->valid = !assay_bytes_is(value_of(in, "market"), "healthcare") ||
	             !gs1_day00_broken(value_of(in, "value"),
	                               assay_day_of(value_of(in, "made")));
}

static void
payload_facts(const struct parsed *p, struct answer *out)
{
	for (size_t i = 0; i < p->c.n_claims; i++) {
		const struct assay_claim *c = &p->c.claims[i];

		if (c->ai[0] != '\0')
			fact(out, c->ai, c->raw);
		else if (strcmp(c->key, "gtin") == 0)
			fact(out, "01", c->value);
		fact(out, c->key, c->value);
	}
	if (p->superfluous)
		fact_text(out, "note", "superfluous-FNC1");
	if (p->canonical[0] != '\0')
		fact_text(out, "uri", p->canonical);
	fact_text(out, "dl", strcmp(p->kind, "dl") == 0 ? "1" : "0");
	fact_text(out, "gs1", p->carrier != NULL && p->carrier->gs1 ? "1" : "0");
	if (p->carrier != NULL)
		fact_text(out, "sym", p->carrier->name);
}

static void
payload(struct assay_bytes in, int64_t now, struct answer *out)
{
	struct parsed p;

	out->valid = parse_payload(in, now, &p) == ASSAY_OK && p.bad == NULL;
	payload_facts(&p, out);
	parsed_clear(&p);
}

static void
require(struct assay_bytes in, int64_t now, struct answer *out)
{
	struct parsed p;

	out->valid = parse_payload(in, now, &p) == ASSAY_OK && p.bad == NULL;
	for (size_t i = 0; i < p.c.n_faults; i++)
		if (strcmp(p.c.faults[i].rule, "GS1-AI-REQUIRE") == 0)
			out->valid = false;
	parsed_clear(&p);
}

static void
lost(struct assay_bytes in, int64_t now, struct answer *out)
{
	struct parsed p;

	out->valid = parse_payload(in, now, &p) == ASSAY_OK;
	for (size_t i = 0; i < p.c.n_faults; i++)
		if (strcmp(p.c.faults[i].rule, "GS1-AI-GS-LOST") == 0)
			out->valid = false;
	parsed_clear(&p);
}

static void
digital_link(struct assay_bytes in, int64_t now, struct answer *out)
{
	struct gs1 *g = malloc(sizeof *g);

	if (g == NULL)
		return;
	out->valid = dl_parse(in, now, g) == DL_VALID;
	for (size_t i = 0; i < g->n; i++)
		fact(out, g->element[i].code, g->element[i].value);
	free(g);
}

static void
build(struct assay_bytes in, int64_t now, struct answer *out)
{
	struct assay_bytes stem = value_of(in, "stem");
	size_t at = assay_find(in, 0, ';');
	struct gs1 *g = malloc(sizeof *g);
	char text[256], uri[1024];

	if (g != NULL && stem.len < sizeof text) {
		snprintf(text, sizeof text, "%.*s", (int)stem.len,
		         (const char *)stem.data);
		gs1_parse_brackets(assay_part(in, at + 1, in.len), now, g);
		out->valid =
		        !g->malformed && dl_build(g, text, false, uri, sizeof uri) > 0;
		if (out->valid)
			fact_text(out, "uri", uri);
	}
	free(g);
}

static void
gs1_prefix(struct assay_bytes in, int64_t now, struct answer *out)
{
	struct assay_bytes prefix = value_of(in, "prefix");
	const struct assay_gs1_prefix *row =
	        assay_gs1_prefix_find(assay_number(prefix, 0, 3));

	(void)now;
	out->valid = prefix.len == 3 && row != &assay_gs1_unassigned;
	fact_text(out, "class", row->cls);
	fact_text(out, "mo", row->mo);
}

static void
epc(struct assay_bytes in, int64_t now, struct answer *out)
{
	char gtin[15], serial[64], urn[128];
	int32_t prefix =
	        assay_number(value_of(in, "gcplen"), 0, value_of(in, "gcplen").len);

	(void)now;
	if ((out->valid = epc_parse(in, gtin, serial, sizeof serial))) {
		fact_text(out, "gtin", gtin);
		fact_text(out, "serial", serial);
		return;
	}
	if (prefix > 0 && epc_build(value_of(in, "gtin"), (size_t)prefix,
	                            value_of(in, "serial"), urn, sizeof urn) > 0) {
		out->valid = true;
		fact_text(out, "uri", urn);
	}
}

/* clang-format off */
static const struct {
	const char *rule;
	void (*ask)(struct assay_bytes in, int64_t now, struct answer *out);
} claim_rules[] = {
	{ "GS1-CSUM", csum }, { "GS1-CSUM-ALPHA", csum_pair }, { "GS1-CSET82", payload },
	{ "GS1-CSET39", payload }, { "GS1-CSET64", payload }, { "GS1-DATE", date },
	{ "GS1-DATE-CENTURY", century }, { "GS1-DATE-DAY00-HEALTH", day00 },
	{ "GS1-AI-PARSE", payload }, { "GS1-AI-BRACKET", payload }, { "GS1-AI-EXCLUDE", payload },
	{ "GS1-AI-REPEAT", payload }, { "GS1-AI-REQUIRE", require }, { "GS1-AI-GS-LOST", lost },
	{ "GS1-SYMID", payload }, { "GS1-DL-PARSE", digital_link }, { "GS1-DL-CANON", payload },
	{ "GS1-DL-BUILD", build }, { "GS1-PREFIX", gs1_prefix }, { "GS1-EPC-URN", epc },
};
/* clang-format on */

/* ---- rules of plugins ---- */

/* Labels are in small letters; rows write "A=...;B=..." too. */
static bool
is_label(const struct assay *a, struct assay_bytes key)
{
	const struct assay_label *label;

	for (size_t i = 0; (label = assay_label_at(a, i)) != NULL; i++)
		if (assay_bytes_is(key, label->key))
			return true;
	return false;
}

/* "<GS>", "<US>", "\r" and "\n" of the table's convention to the bytes they stand
 * for; malloc()ed, NUL after. */
static char *
unescape(struct assay_bytes in, size_t *len)
{
	static const struct {
		const char *from;
		char to;
	} marks[] = {
		{ "<GS>", 0x1D }, { "<US>", 0x1F }, { "\\r", '\r' }, { "\\n", '\n' }
	};
	char *out = malloc(in.len + 1);
	size_t n = 0;

	for (size_t i = 0; out != NULL && i < in.len;) {
		size_t k = 0;

		while (k < 4 &&
		       !assay_bytes_equal(assay_part(in, i, i + strlen(marks[k].from)),
		                          assay_str(marks[k].from)))
			k++;
		out[n++] = k < 4 ? marks[k].to : (char)in.data[i];
		i += k < 4 ? strlen(marks[k].from) : 1;
	}
	if (out != NULL)
		out[n] = '\0';
	*len = n;
	return out;
}

/* Is that key a symbology identifier, so that a payload stands behind it? */
static bool
is_symbology(struct assay_bytes key)
{
	return key.len == 3 && key.data[0] == ']';
}

static bool
add_symbol(struct assay_reading *reading, const char *symbology,
           struct assay_bytes payload)
{
	struct assay_symbol symbol = {
		.reader = "vector", .pass = "vector", .quality = 100, .payload = payload
	};

	memcpy(symbol.symbology, symbology, strnlen(symbology, 3));
	return reading_add(reading, &symbol) == ASSAY_OK;
}

/* Cut "key=value;key=value" in place into typed values; "]d2=payload" is a symbol of the
 * reading.  How many; 0: it has another shape, or a key nobody knows (*unknown, which
 * points into text). */
static size_t
typed_of(const struct assay *a, char *text, struct assay_typed typed[TYPED_MAX],
         struct assay_reading *reading, size_t *n_symbols, const char **unknown)
{
	size_t n = 0;

	*unknown = NULL;
	for (char *part = text, *next; part != NULL; part = next) {
		char *equals = strchr(part, '=');

		next = strchr(part, ';');
		if (equals == NULL || (next != NULL && equals > next) || equals == part ||
		    n == TYPED_MAX)
			return 0;
		if (next != NULL)
			*next++ = '\0';
		*equals = '\0';
		if (is_symbology(assay_str(part))) {
			if (!add_symbol(reading, part, assay_str(equals + 1)))
				return 0;
			++*n_symbols;
			continue;
		}
		for (char *c = part; *c != '\0'; c++)
			*c = (char)assay_lower((uint8_t)*c);
		if (!is_label(a, assay_str(part))) {
			*unknown = part;
			return 0;
		}
		typed[n++] = (struct assay_typed){ part, equals + 1 };
	}
	return n;
}

/* The pairs of evidence "k=v; k=v" as facts. */
static void
evidence_facts(struct answer *out, const char *evidence)
{
	while (evidence != NULL && *evidence != '\0') {
		const char *end = strstr(evidence, "; ");
		size_t n = end == NULL ? strlen(evidence) : (size_t)(end - evidence);
		struct assay_bytes pair = { (const uint8_t *)evidence, n };
		size_t at = assay_find(pair, 0, '=');
		char key[64];

		if (at < n && at < sizeof key) {
			memcpy(key, evidence, at);
			key[at] = '\0';
			fact(out, key, assay_part(pair, at + 1, n));
		}
		evidence = end == NULL ? NULL : end + 2;
	}
}

/* Information speaks against a value only where it gives a reason: some rules may say
 * no more than that. */
static bool
speaks_against(const struct assay_finding *f)
{
	return f->severity >= ASSAY_WEAK || strncmp(f->evidence, "reason=", 7) == 0 ||
	       strstr(f->evidence, "; reason=") != NULL;
}

/* How grave it is, and what came of the explanations: "explains=misread". */
static void
tried_facts(struct answer *out, const struct assay_finding *f)
{
	const char severity[2] = { assay_severity_letter(f->severity), '\0' };

	fact_text(out, "severity", severity);
	for (size_t i = 0; i < f->n_tried; i++)
		fact_text(out, f->tried[i].explains ? "explains" : "ruled-out",
		          f->tried[i].name);
}

/* Judge the subject and read what this rule said.  *ran: it spoke at all. */
static enum assay_status
judged(const struct assay *a, const struct assay_subject *s, const char *rule,
       struct answer *out, bool *ran)
{
	struct assay_report *report;
	enum assay_status status = assay_judge(a, s, &report);
	const struct assay_result *r;

	*ran = false;
	out->valid = true;
	if (status != ASSAY_OK)
		return status;
	r = assay_report_result(report);
	for (size_t i = 0; i < r->n_findings; i++) {
		if (strcmp(r->findings[i].rule, rule) != 0)
			continue;
		*ran = true;
		out->valid = out->valid && !speaks_against(&r->findings[i]);
		tried_facts(out, &r->findings[i]);
		evidence_facts(out, r->findings[i].evidence);
	}
	for (size_t i = 0; i < r->n_passed; i++) {
		if (strcmp(r->passed[i].rule, rule) != 0)
			continue;
		*ran = true;
		evidence_facts(out, r->passed[i].evidence);
	}
	assay_report_free(report);
	return ASSAY_OK;
}

/* A row that names no market is of the rule's own; of several, and of "*": none. */
static void
market_of(const struct assay_rule *rule, const struct assay_typed *typed, size_t n,
          char market[3])
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(typed[i].key, "market") == 0)
			return;
	if (strlen(rule->jurisdiction) == 2)
		memcpy(market, rule->jurisdiction, 3);
}

/* Does the row name what its values are, or is it one bare value of the rule's own? */
static bool
is_described(const struct assay *a, const struct assay_rule *rule,
             struct assay_bytes input)
{
	size_t at = assay_find(input, 0, '=');
	struct assay_bytes key = assay_part(input, 0, at);

	return rule->input == NULL ||
	       (at < input.len && (is_symbology(key) || is_label(a, key)));
}

/* Ask a plugin's rule.  PASS: out holds its answer. */
static enum assay_vector
ask_plugin(const struct assay *a, const char *id, struct assay_bytes input, int64_t now,
           struct answer *out, bool *ran, char **why)
{
	const struct assay_plugin *plugin = NULL;
	const struct assay_rule *rule = assay_rule_find(a, id, &plugin);
	struct assay_typed typed[TYPED_MAX];
	struct assay_reading *reading = NULL;
	struct assay_subject s = {
		.size = sizeof s, .typed = typed, .now = now, .as_of = true
	};
	enum assay_vector result = ASSAY_VECTOR_SKIP;
	enum assay_status status = ASSAY_OK;
	const char *unknown = NULL;
	size_t len = 0, n_symbols = 0;
	char *text = NULL, market[3] = "";

	if (rule == NULL) {
		*why = sentence("no plugin has this rule");
		return ASSAY_VECTOR_SKIP;
	}
	if ((text = unescape(input, &len)) == NULL || (reading = reading_new()) == NULL)
		goto out;
	s.category = plugin->flags & ASSAY_PLUGIN_ALWAYS ? NULL : plugin->name;
	if (is_described(a, rule, input)) {
		s.n_typed = typed_of(a, text, typed, reading, &n_symbols, &unknown);
		if (s.n_typed + n_symbols == 0 || unknown != NULL) {
			*why = unknown != NULL
			               ? sentence("no label is named '%s'", unknown)
			               : sentence("describes a case that this command "
			                          "cannot set up");
			goto out;
		}
	} else if (rule->input[0] == ']') {
		struct assay_bytes payload = { (const uint8_t *)text, len };

		if (!add_symbol(reading, rule->input, payload))
			goto out;
		n_symbols = 1;
	} else {
		typed[0] = (struct assay_typed){ rule->input, text };
		s.n_typed = 1;
	}
	s.readings = &reading;
	s.n_readings = n_symbols > 0;
	market_of(rule, typed, s.n_typed, market);
	s.market = market[0] == '\0' ? NULL : market;
	status = judged(a, &s, id, out, ran);
	result = status == ASSAY_OK ? ASSAY_VECTOR_PASS : ASSAY_VECTOR_FAIL;
	if (status != ASSAY_OK)
		*why = sentence("the item could not be judged: %s",
		                assay_status_text(status));
out:
	assay_reading_free(reading);
	free(text);
	return result;
}

/* ---- what several items say of each other ---- */

/* A demonstration GTIN for the n-th product of a row that only says "g1". */
static void
stand_in_gtin(size_t n, char gtin[15])
{
	snprintf(gtin, 15, "0952%09u", (unsigned)(n % 1000000000));
	gtin[13] = (char)('0' +
	                  assay_mod10((struct assay_bytes){ (const uint8_t *)gtin, 13 }));
	gtin[14] = '\0';
}

/* Rows of the form "ITEM|PRODUCT|SERIAL;ITEM|PRODUCT|SERIAL ...": named items, judged
 * as a batch.  PASS: out holds whether the rule spoke. */
static enum assay_vector
ask_batch(const struct assay *a, const char *id, struct assay_bytes input, int64_t now,
          struct answer *out, char **why)
{
	struct assay_bytes products[BATCH_MAX], rest = input, row;
	const struct assay_batch_summary *sum;
	struct assay_batch *b = NULL;
	enum assay_status status = assay_batch_new(a, &b);
	size_t n = 0, n_products = 0;

	while (status == ASSAY_OK && n < BATCH_MAX && assay_link_next(&rest, ';', &row)) {
		struct assay_bytes part[3] = { { NULL, 0 } };
		char file[16], item[64], gtin[15], serial[64];
		struct assay_typed typed[2] = { { "gtin", gtin }, { "serial", serial } };
		struct assay_reading *reading = reading_new();
		struct assay_report *report = NULL;
		struct assay_subject s = { .size = sizeof s,
			                   .file = file,
			                   .item = item,
			                   .readings = &reading,
			                   .n_readings = 1,
			                   .typed = typed,
			                   .n_typed = 2,
			                   .now = now,
			                   .as_of = true };
		size_t product = 0;

		for (size_t i = 0; i < 3; i++)
			assay_link_next(&row, '|', &part[i]);
		while (product < n_products &&
		       !assay_bytes_equal(products[product], part[1]))
			product++;
		if (product == n_products)
			products[n_products++] = part[1];
		stand_in_gtin(product + 1, gtin);
		snprintf(file, sizeof file, "%zu", n++);
		snprintf(item, sizeof item, "%.*s", (int)part[0].len,
		         (const char *)part[0].data);
		snprintf(serial, sizeof serial, "%.*s", (int)part[2].len,
		         (const char *)part[2].data);
		status = reading == NULL ? ASSAY_E_NOMEM
		                         : assay_batch_judge(b, &s, &report);
		assay_report_free(report);
		assay_reading_free(reading);
	}
	if (status == ASSAY_OK && (status = assay_batch_close(b, &sum)) == ASSAY_OK) {
		out->valid = true;
		for (size_t i = 0; i < sum->n_groups; i++)
			if (strcmp(sum->groups[i].rule, id) == 0) {
				out->valid = false;
				evidence_facts(out, sum->groups[i].evidence);
			}
	}
	assay_batch_free(b);
	if (status != ASSAY_OK)
		*why = sentence("the items could not be judged: %s",
		                assay_status_text(status));
	return status == ASSAY_OK ? ASSAY_VECTOR_PASS : ASSAY_VECTOR_FAIL;
}

/* Does the row describe named items? */
static bool
is_batch(struct assay_bytes input)
{
	struct assay_bytes row, part;
	size_t parts = 0;

	if (!assay_link_next(&input, ';', &row) || input.len == 0)
		return false;
	while (assay_link_next(&row, '|', &part))
		parts++;
	return parts == 3;
}

/* ---- a row ---- */

/* What a row says for its reader: why it is as it is, and the name of what a number
 * was given to.  Neither follows from the value, so neither is compared. */
static bool
is_remark(struct assay_bytes pair)
{
	static const char *const keys[] = { "reason", "variety" };
	struct assay_bytes key = assay_part(pair, 0, assay_find(pair, 0, '='));

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (assay_bytes_is(key, keys[i]))
			return true;
	return false;
}

enum assay_vector
assay_vector_run(const struct assay *a, const char *rule, struct assay_bytes input,
                 struct assay_bytes expected, int64_t now, char **why)
{
	struct assay_bytes rest = expected, word, pair;
	struct answer *out = calloc(1, sizeof *out);
	enum assay_vector result = ASSAY_VECTOR_PASS;
	bool good, bad, ran = true;
	size_t k = 0, len, at;
	char *text;

	*why = NULL;
	if (out == NULL)
		return ASSAY_VECTOR_SKIP;
	if (!assay_link_next(&rest, ';', &word))
		word = (struct assay_bytes){ NULL, 0 };
	good = assay_bytes_is(word, "valid") || assay_bytes_is(word, "ok");
	bad = assay_bytes_is(word, "invalid") || assay_bytes_is(word, "flag");
	if (!good && !bad) {
		*why = sentence("expects a number, which this command does not compare");
		result = ASSAY_VECTOR_SKIP;
		goto out;
	}
	while (k < sizeof claim_rules / sizeof *claim_rules &&
	       strcmp(claim_rules[k].rule, rule) != 0)
		k++;
	at = assay_find(input, 0, '=');
	if (k < sizeof claim_rules / sizeof *claim_rules &&
	    (at == input.len || !is_symbology(assay_part(input, 0, at)))) {
		if ((text = unescape(input, &len)) != NULL)
			claim_rules[k].ask(
			        (struct assay_bytes){ (const uint8_t *)text, len }, now,
			        out);
		free(text);
	} else if (assay_rule_find(a, rule, NULL) != NULL && is_batch(input)) {
		result = ask_batch(a, rule, input, now, out, why);
		if (result != ASSAY_VECTOR_PASS)
			goto out;
	} else if ((result = ask_plugin(a, rule, input, now, out, &ran, why)) !=
	           ASSAY_VECTOR_PASS) {
		goto out;
	}
	result = ASSAY_VECTOR_FAIL;
	/* "ok" asks for no finding, "valid" for a check that passed */
	if (good && !ran && !assay_bytes_is(word, "ok")) {
		*why = sentence("the rule did not run");
		goto out;
	}
	if (good != out->valid) {
		*why = sentence("expected %.*s, found %s", (int)word.len,
		                (const char *)word.data,
		                out->valid ? "nothing wrong" : "a fault");
		goto out;
	}
	while (assay_link_next(&rest, ';', &pair)) {
		if (is_remark(pair) || has_fact(out, pair))
			continue;
		*why = sentence("expected %.*s, found%.600s", (int)pair.len,
		                (const char *)pair.data,
		                out->at == 0 ? " nothing" : out->facts);
		for (char *c = *why; c != NULL && *c != '\0'; c++)
			*c = *c == '\n' ? ' ' : *c;
		goto out;
	}
	result = ASSAY_VECTOR_PASS;
out:
	free(out);
	return result;
}
