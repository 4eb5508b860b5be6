/* report.c - findings, and the fixed order in which they make a verdict
 *
 * weigh_pair() is the precedence table of doc/architecture.md, line by line; there
 * is no score.  What each line needs is in the report, nothing else. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>

#include "assay-check.h"
#include "escape.h"
#include "explain.h"
#include "mask.h"
#include "report.h"
#include "trust/home.h"

struct assay_report *
report_new(const struct assay *a)
{
	struct assay_report *r = calloc(1, sizeof *r);

	if (r == NULL)
		return NULL;
	r->a = a;
	r->findings = calloc(REPORT_FINDINGS_MAX, sizeof *r->findings);
	r->passed = calloc(REPORT_FINDINGS_MAX, sizeof *r->passed);
	r->borne = calloc(REPORT_FINDINGS_MAX, sizeof *r->borne);
	if (r->findings == NULL || r->passed == NULL || r->borne == NULL) {
		assay_report_free(r);
		return NULL;
	}
	r->result.size = sizeof r->result;
	r->result.file = r->result.item = r->result.category = r->result.category_why = "";
	r->result.category_also = "";
	r->result.reason_en = r->result.reason_zh = "";
	return r;
}

void
assay_report_free(struct assay_report *r)
{
	if (r == NULL)
		return;
	claims_clear(&r->claims);
	arena_clear(&r->arena);
	free(r->findings);
	free(r->passed);
	free(r->borne);
	free(r);
}

const struct assay_result *
assay_report_result(const struct assay_report *r)
{
	return &r->result;
}

const char *
assay_finding_text(const struct assay *a, const char *id, enum assay_lang lang)
{
	const struct assay_rule *rule = assay_rule_find(a, id, NULL);

	return rule == NULL ? "" : lang == ASSAY_ZH ? rule->zh : rule->en;
}

/* Evidence is shown as it is when it is clean text, escaped as a whole otherwise; secrets
 * in it are masked either way. */
static char *
keep_evidence(struct assay_report *r, const char *evidence)
{
	char shown[REPORT_EVIDENCE_MAX];
	struct assay_bytes kept;
	size_t n = 0;
	bool clean;

	if (evidence == NULL)
		evidence = "";
	while (n < REPORT_EVIDENCE_MAX && evidence[n] != '\0')
		n++;
	clean = n < REPORT_EVIDENCE_MAX && assay_utf8_valid((struct assay_bytes){ (const uint8_t *)evidence, n });
	for (size_t i = 0; clean && i < n; i++)
		clean = (uint8_t)evidence[i] >= 0x20 && evidence[i] != 0x7F;
	kept = (struct assay_bytes){ (const uint8_t *)evidence, n };
	if (!clean) {
		escape_into(shown, sizeof shown, kept);
		kept = assay_str(shown);
	}
	return mask_copy(r->a, &r->arena, kept);
}

static bool
same(const struct assay_finding *x, const struct assay_finding *y)
{
	return strcmp(x->rule, y->rule) == 0 && x->symbol == y->symbol && x->pair == y->pair
		&& strcmp(x->evidence, y->evidence) == 0;
}

/* Is a maker admitted for a product in view? */
static bool
admitted(const struct assay_report *r)
{
	struct assay_issuer issuer;

	for (size_t i = 0; r->a->home != NULL && i < r->claims.n_claims; i++)
		if (strcmp(r->claims.claims[i].key, "gtin") == 0
			&& home_issuer(r->a->home, (const char *)r->claims.claims[i].value.data,
				&issuer) == ASSAY_OK)
			return true;
	return false;
}

/* Try what the plugin that spoke has not tried.  Of a finding that is weak already, only
 * what holds is worth saying. */
static void
try_others(const struct assay_report *r, const struct assay_rule *rule,
	struct assay_finding *kept, struct assay_tried *tried)
{
	uint32_t pair = kept->pair == ASSAY_NONE && r->claims.n_pairs == 1 ? 0 : kept->pair;
	const struct explain_case c = {
		.item = &r->item,
		.rule = rule,
		.finding = kept,
		.answer = pair != ASSAY_NONE && r->asked[pair] ? &r->answers[pair] : NULL,
		.admitted = admitted(r),
	};
	const struct assay_guide *guide = assay_guide_find(r->a, rule->id);
	enum explained said = EXPLAIN_NOT_HERE;
	const char *name;

	for (size_t n = 0; (name = explanation_try(&c, guide, n, &said)) != NULL; n++) {
		bool already = false;

		for (size_t i = 0; i < kept->n_tried; i++)
			already |= strcmp(tried[i].name, name) == 0;
		if (already || said == EXPLAIN_NOT_HERE || kept->n_tried == REPORT_TRIED_MAX
			|| (said == EXPLAIN_RULED_OUT && kept->severity < ASSAY_STRONG))
			continue;
		tried[kept->n_tried++] = (struct assay_tried){ name, said == EXPLAIN_HOLDS };
		if (said != EXPLAIN_HOLDS || kept->severity < ASSAY_STRONG)
			continue;
		kept->severity = explanation_is_slip(name) || kept->severity == ASSAY_STRONG
			? ASSAY_WEAK : ASSAY_STRONG;
	}
}

enum assay_status
report_found(struct assay_report *r, const struct assay_rule *rule, const struct assay_finding *f)
{
	struct assay_finding kept = *f;
	struct assay_tried *tried;
	bool explained = false, clock = false;

	kept.rule = rule->id;
	kept.flags &= (1u << ASSAY_FLAGS) - 1;
	if ((unsigned)kept.severity > (unsigned)rule->severity)
		kept.severity = rule->severity;
	if (rule->grade[0] == 'M' && kept.severity > ASSAY_WEAK)
		kept.severity = ASSAY_WEAK;
	if (kept.symbol != ASSAY_NONE && kept.symbol >= r->result.n_symbols)
		kept.symbol = ASSAY_NONE;
	if (kept.pair != ASSAY_NONE && kept.pair >= r->claims.n_pairs)
		kept.pair = ASSAY_NONE;
	tried = arena_get(&r->arena, REPORT_TRIED_MAX * sizeof *tried);
	if (tried == NULL || (kept.evidence = keep_evidence(r, f->evidence)) == NULL)
		return ASSAY_E_NOMEM;
	kept.n_tried = 0;
	for (size_t i = 0; i < f->n_tried && kept.n_tried < REPORT_TRIED_MAX; i++) {
		const struct assay_label *row = explanation_find(f->tried[i].name);

		if (row == NULL) {
			context_log(r->a, ASSAY_LOG_ERROR, "rule %s names an explanation nobody knows (%s)",
				rule->id, f->tried[i].name);
			continue;
		}
		tried[kept.n_tried].name = row->key;
		tried[kept.n_tried].explains = f->tried[i].explains;
		if (r->clock_unsure && strcmp(row->key, "clock") == 0)
			tried[kept.n_tried].explains = clock = true;
		explained |= tried[kept.n_tried++].explains;
	}
	kept.tried = tried;
	if (kept.severity == ASSAY_PROOF && explained)
		kept.severity = ASSAY_STRONG;
	if (kept.severity >= ASSAY_WEAK && rule->severity >= ASSAY_STRONG)
		try_others(r, rule, &kept, tried);
	if (kept.severity >= ASSAY_STRONG && kept.n_tried == 0) {
		context_log(r->a, ASSAY_LOG_ERROR,
			"rule %s accuses without having tried an explanation: taken as weak", rule->id);
		kept.severity = ASSAY_WEAK;
	}
	if (clock && kept.severity > ASSAY_WEAK)
		kept.severity = ASSAY_WEAK;
	for (size_t i = 0; i < r->n_findings; i++)
		if (same(&r->findings[i], &kept)) {
			if (kept.severity > r->findings[i].severity)
				r->findings[i] = kept;
			return ASSAY_OK;
		}
	if (r->n_findings == REPORT_FINDINGS_MAX) {
		/* the last place goes to the gravest: what is lost is never what decides */
		struct assay_finding *last = &r->findings[REPORT_FINDINGS_MAX - 1];

		if (kept.severity > last->severity)
			*last = kept;
		return ASSAY_E_LIMIT;
	}
	r->findings[r->n_findings++] = kept;
	return ASSAY_OK;
}

enum assay_status
report_passed(struct assay_report *r, const struct assay_rule *rule, const char *facts)
{
	struct assay_finding kept = { .rule = rule->id, .symbol = ASSAY_NONE, .pair = ASSAY_NONE };

	if (r->n_passed == REPORT_FINDINGS_MAX)
		return ASSAY_E_LIMIT;
	if ((kept.evidence = keep_evidence(r, facts)) == NULL)
		return ASSAY_E_NOMEM;
	for (size_t i = 0; i < r->n_passed; i++)
		if (same(&r->passed[i], &kept))
			return ASSAY_OK;
	r->passed[r->n_passed++] = kept;
	return ASSAY_OK;
}

/* What stands for a secret: the same for the same one, of this context alone. */
static struct assay_bytes
stand_in(struct assay_report *r, struct assay_bytes secret)
{
	uint8_t hash[32];

	if (secret.len == 0)
		return secret;
	crypto_generichash(hash, sizeof hash, secret.data, secret.len, r->a->hash_key,
		sizeof r->a->hash_key);
	return (struct assay_bytes){ (const uint8_t *)arena_copy(&r->arena, hash, sizeof hash),
		sizeof hash };
}

#define LETTER 4 /* bytes that stand for one character */

/* The same for each character at its place, so that a slip can be told: LETTER bytes each. */
static struct assay_bytes
stand_in_letters(struct assay_report *r, struct assay_bytes secret, struct assay_bytes beside)
{
	struct assay_bytes out = { NULL, 0 };
	uint8_t *letters = arena_get(&r->arena, LETTER * secret.len + 1);

	for (size_t i = 0; letters != NULL && i < secret.len; i++) {
		crypto_generichash_state state;
		uint8_t hash[crypto_generichash_BYTES_MIN], at = (uint8_t)i;

		crypto_generichash_init(&state, r->a->hash_key, sizeof r->a->hash_key, sizeof hash);
		crypto_generichash_update(&state, beside.data, beside.len);
		crypto_generichash_update(&state, &at, 1);
		crypto_generichash_update(&state, secret.data + i, 1);
		crypto_generichash_final(&state, hash, sizeof hash);
		memcpy(letters + LETTER * i, hash, LETTER);
	}
	out.data = letters;
	out.len = LETTER * secret.len;
	return out;
}

enum assay_status
report_bears(struct assay_report *r, const struct assay_borne *borne)
{
	struct report_borne kept = { .rule = borne->rule, .fact = borne->fact, .path = borne->path,
		.excuse = borne->excuse, .hidden = borne->secret };
	struct assay_bytes shown = borne->value;
	char text[REPORT_EVIDENCE_MAX], *masked;

	if (r->n_borne == REPORT_FINDINGS_MAX)
		return ASSAY_E_LIMIT;
	if (borne->secret) {
		kept.value = stand_in(r, borne->value);
		kept.with = stand_in_letters(r, borne->with, borne->value);
		if ((masked = arena_get(&r->arena, shown.len + 1)) == NULL)
			return ASSAY_E_NOMEM;
		assay_mask(shown, masked);
		shown.data = (const uint8_t *)masked;
	} else {
		kept.value = borne->value;
		kept.with = borne->with;
		kept.value.data = (uint8_t *)arena_copy(&r->arena, kept.value.data, kept.value.len);
		kept.with.data = (uint8_t *)arena_copy(&r->arena, kept.with.data, kept.with.len);
	}
	escape_into(text, sizeof text, shown);
	if ((kept.value.len > 0 && kept.value.data == NULL) || (kept.with.len > 0 && kept.with.data == NULL)
		|| (kept.shown = mask_copy(r->a, &r->arena, assay_str(text))) == NULL)
		return ASSAY_E_NOMEM;
	r->borne[r->n_borne++] = kept;
	return ASSAY_OK;
}

enum assay_status
report_mask(struct assay_report *r)
{
	for (size_t i = 0; i < r->claims.n_pairs; i++) {
		struct assay_bytes *serial = &r->claims.pairs[i].serial;

		r->keys[i] = *serial;
		if (!mask_any(r->a, *serial))
			continue;
		r->keys[i] = stand_in(r, *serial);
		if (r->keys[i].data == NULL || !mask_bytes(r->a, &r->arena, serial))
			return ASSAY_E_NOMEM;
	}
	for (size_t i = 0; i < r->result.n_symbols; i++)
		if (!mask_bytes(r->a, &r->arena, &r->symbols[i].payload))
			return ASSAY_E_NOMEM;
	for (size_t i = 0; i < r->claims.n_claims; i++) {
		struct assay_claim *c = &r->claims.claims[i];
		struct assay_bytes *const of[] = { &c->value, &c->raw };

		for (size_t k = 0; k < 2; k++) {
			char *masked;

			if (!mask_key(r->a, c->key)) {
				if (!mask_bytes(r->a, &r->arena, of[k]))
					return ASSAY_E_NOMEM;
				continue;
			}
			if ((masked = arena_get(&r->arena, of[k]->len + 1)) == NULL)
				return ASSAY_E_NOMEM;
			assay_mask(*of[k], masked);
			of[k]->data = (const uint8_t *)masked;
		}
	}
	for (size_t i = 0; i < r->claims.n_faults; i++) {
		struct assay_bytes why = assay_str(r->claims.faults[i].why);

		if (!mask_bytes(r->a, &r->arena, &why))
			return ASSAY_E_NOMEM;
		r->claims.faults[i].why = (const char *)why.data;
	}
	return ASSAY_OK;
}

/* The verdict on pair p (ASSAY_NONE: an item without pairs); the first line that
 * applies decides. */
static enum assay_verdict
weigh_pair(const struct assay_report *r, uint32_t p, int *line)
{
	enum assay_severity worst = ASSAY_INFO;
	enum assay_listed listed = p == ASSAY_NONE || !r->asked[p] ? ASSAY_LISTED_NO_LIST
		: r->answers[p].listed;

	for (size_t i = 0; i < r->n_findings; i++)
		if ((r->findings[i].pair == ASSAY_NONE || r->findings[i].pair == p)
			&& r->findings[i].severity > worst)
			worst = r->findings[i].severity;
	if (!r->read && !r->typed)
		return *line = 1, ASSAY_UNREADABLE;
	if (worst == ASSAY_PROOF)
		return *line = 2, ASSAY_LIKELY_COUNTERFEIT;
	if (worst == ASSAY_STRONG)
		return *line = 3, ASSAY_SUSPECT;
	if (listed == ASSAY_LISTED_ISSUED || listed == ASSAY_LISTED_FLAGGED)
		return *line = 4, ASSAY_CONSISTENT;
	if (listed != ASSAY_LISTED_NO_LIST)
		return *line = 5, ASSAY_UNKNOWN;
	if (r->n_passed > 0)
		return *line = 6, ASSAY_PLAUSIBLE;
	return *line = 7, ASSAY_UNKNOWN;
}

/* How adverse a word is: the photo of several items takes the most adverse. */
static int
adverse(enum assay_verdict v)
{
	switch (v) {
	case ASSAY_CONSISTENT:
		return 0;
	case ASSAY_PLAUSIBLE:
		return 1;
	case ASSAY_UNKNOWN:
		return 2;
	case ASSAY_UNREADABLE:
		return 3;
	case ASSAY_SUSPECT:
		return 4;
	case ASSAY_LIKELY_COUNTERFEIT:
		return 5;
	}
	return 2;
}

/* Insertion keeps the order in which equals were found. */
static void
sort_findings(struct assay_report *r)
{
	for (size_t i = 1; i < r->n_findings; i++) {
		struct assay_finding f = r->findings[i];
		size_t k = i;

		for (; k > 0 && r->findings[k - 1].severity < f.severity; k--)
			r->findings[k] = r->findings[k - 1];
		r->findings[k] = f;
	}
}

void
report_weigh(struct assay_report *r)
{
	struct assay_result *out = &r->result;

	sort_findings(r);
	out->flags = r->clock_unsure ? ASSAY_FLAG_CLOCK_UNSURE : 0;
	for (size_t i = 0; i < r->n_findings; i++)
		out->flags |= r->findings[i].flags;
	out->verdict = weigh_pair(r, r->claims.n_pairs > 0 ? 0 : ASSAY_NONE, &r->line);
	for (size_t p = 1; p < r->claims.n_pairs; p++) {
		int line;
		enum assay_verdict v = weigh_pair(r, (uint32_t)p, &line);

		if (adverse(v) > adverse(out->verdict)) {
			out->verdict = v;
			r->line = line;
		}
	}
	out->symbols = r->symbols;
	out->claims = r->claims.claims;
	out->n_claims = r->claims.n_claims;
	out->pairs = r->claims.pairs;
	out->n_pairs = r->claims.n_pairs;
	out->answers = r->answers;
	out->findings = r->findings;
	out->n_findings = r->n_findings;
	out->passed = r->passed;
	out->n_passed = r->n_passed;
}
