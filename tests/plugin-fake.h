/* plugin-fake.h - an item made of words and a host that remembers what it was told
 *
 * An item is written "sc=SC127...|!expiry=2027-01-01": parted by '|', '!' before what
 * an error-corrected symbol said, '~' before what a linear one said, '/' before the
 * raw form of a date; "]Q1=..." is one more symbol.  The host holds every plugin to the
 * contract: S and P name an explanation that was tried and is in the table, evidence is
 * UTF-8, the rule is the plugin's own and no finding exceeds it, and nothing typed is
 * ever proof. */
#ifndef PLUGIN_FAKE_H
#define PLUGIN_FAKE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assay-check.h"
#include "assay-plugin.h"
#include "explain.h"

#define FAKE_CLAIMS 48
#define FAKE_HEARD 96
#define FAKE_SYMBOLS 4

struct heard {
	char rule[48];
	char text[700];
	enum assay_severity severity;
	bool passed;
};

struct assay_run {
	const struct assay_plugin *plugin;
	struct heard heard[FAKE_HEARD];
	size_t n;
	const char *broken; /* what of the contract was broken; NULL: nothing */
	bool symbols;       /* the item has symbols: proof is possible */
};

struct fake {
	struct assay_item item;
	struct assay_claim claims[FAKE_CLAIMS];
	struct assay_symbol symbols[FAKE_SYMBOLS];
	char *words; /* what the claims point into */
	struct assay_run run;
	int score;
	char why[80];
	enum assay_status status;
};

static const struct assay_rule *
fake_rule(const struct assay_plugin *p, const char *id)
{
	for (size_t i = 0; i < p->n_rules; i++)
		if (strcmp(p->rules[i].id, id) == 0)
			return &p->rules[i];
	return NULL;
}

static void
fake_hear(struct assay_run *run, const char *rule, const char *text,
          enum assay_severity severity, bool passed)
{
	struct heard *h;

	if (!assay_utf8_valid(assay_str(text)))
		run->broken = "evidence is not UTF-8";
	if (fake_rule(run->plugin, rule) == NULL)
		run->broken = "the rule is not in the table";
	if (run->n == FAKE_HEARD)
		return;
	h = &run->heard[run->n++];
	snprintf(h->rule, sizeof h->rule, "%s", rule);
	snprintf(h->text, sizeof h->text, "%s", text);
	h->severity = severity;
	h->passed = passed;
}

static enum assay_status
fake_found(struct assay_run *run, const struct assay_finding *f)
{
	const struct assay_rule *r = fake_rule(run->plugin, f->rule);

	if (r != NULL && f->severity > r->severity)
		run->broken = "graver than its rule";
	if (r != NULL && r->grade[0] == 'M' && f->severity > ASSAY_WEAK)
		run->broken = "graver than memory allows";
	if (f->severity >= ASSAY_STRONG && f->n_tried == 0)
		run->broken = "no explanation tried";
	if (f->severity == ASSAY_PROOF && !run->symbols)
		run->broken = "proof from typed values";
	for (size_t i = 0; i < f->n_tried; i++) {
		if (explanation_find(f->tried[i].name) == NULL)
			run->broken = "an explanation that no table has";
		if (f->tried[i].explains && f->severity == ASSAY_PROOF)
			run->broken = "proof in spite of an explanation";
	}
	fake_hear(run, f->rule, f->evidence, f->severity, false);
	return ASSAY_OK;
}

static enum assay_status
fake_passed(struct assay_run *run, const char *rule, const char *facts)
{
	fake_hear(run, rule, facts, ASSAY_INFO, true);
	return ASSAY_OK;
}

/* What is followed must be told under a row that waits for it. */
static enum assay_status
fake_bears(struct assay_run *run, const struct assay_borne *borne)
{
	bool row = false;

	for (size_t i = 0; i < run->plugin->n_across; i++)
		row |= run->plugin->across[i].from == NULL
		        && strcmp(run->plugin->across[i].rule, borne->rule) == 0
		        && strcmp(run->plugin->across[i].fact, borne->fact) == 0;
	if (!row || fake_rule(run->plugin, borne->rule) == NULL)
		run->broken = "what it bears is in no row";
	if (borne->excuse != NULL && explanation_find(borne->excuse) == NULL)
		run->broken = "an excuse that no table has";
	return ASSAY_OK;
}

/* Nobody is admitted. */
static enum assay_status
fake_issuer(const struct assay_run *run, const char *gtin, struct assay_issuer *out)
{
	(void)run;
	(void)gtin;
	(void)out;
	return ASSAY_E_TRUST;
}

static const struct assay_host fake_host = { .size = sizeof fake_host,
	                                     .issuer = fake_issuer,
	                                     .found = fake_found,
	                                     .passed = fake_passed,
	                                     .bears = fake_bears };

static const char *
fake_ai(const char *key)
{
	static const char *const names[][2] = {
		{ "gtin", "01" },   { "lot", "10" },    { "serial", "21" },
		{ "made", "11" },   { "packed", "13" }, { "best", "15" },
		{ "sellby", "16" }, { "expiry", "17" },
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i][0], key) == 0)
			return names[i][1];
	return key[strspn(key, "0123456789")] == '\0' ? key : "";
}

/* words: as above, or ""; '|' inside a value cannot be said.  symbology NULL: no
 * symbol. */
static inline void
fake_examine(struct fake *f, const struct assay_plugin *plugin, const char *words,
             const char *symbology, struct assay_bytes payload, const char *market)
{
	char *save = NULL, *word;
	size_t more = 0;

	memset(f, 0, sizeof *f);
	f->words = malloc(strlen(words) + 1);
	if (f->words == NULL)
		abort();
	memcpy(f->words, words, strlen(words) + 1);
	f->item.size = sizeof f->item;
	f->item.claims = f->claims;
	f->item.symbols = f->symbols;
	f->item.market = market;
	f->item.now = 1795219200; /* 2026-11-21 */
	for (word = strtok_r(f->words, "|", &save);
	     word != NULL && f->item.n_claims < FAKE_CLAIMS;
	     word = strtok_r(NULL, "|", &save)) {
		struct assay_claim *c = &f->claims[f->item.n_claims];
		char *value = strchr(word, '='), *raw;

		if (value == NULL)
			continue;
		*value++ = '\0';
		if (*word == ']') {
			if (++more == FAKE_SYMBOLS)
				break;
			snprintf(f->symbols[more].symbology, 4, "%.3s", word);
			f->symbols[more].payload = assay_str(value);
			f->run.symbols = true;
			continue;
		}
		c->path = *word == '!'   ? ASSAY_PATH_MATRIX
		          : *word == '~' ? ASSAY_PATH_LINEAR
		                         : ASSAY_PATH_TYPED;
		c->symbol = c->path == ASSAY_PATH_TYPED ? ASSAY_NONE : 0;
		c->key = c->path == ASSAY_PATH_TYPED ? word : word + 1;
		c->raw = assay_str(value);
		if (c->path != ASSAY_PATH_TYPED) {
			f->run.symbols = true;
			snprintf(c->ai, sizeof c->ai, "%s", fake_ai(c->key));
			if ((raw = strrchr(value, '/')) != NULL) {
				*raw = '\0';
				c->raw = assay_str(raw + 1);
			}
		}
		c->value = assay_str(value);
		f->item.n_claims++;
	}
	if (f->run.symbols || symbology != NULL) {
		f->run.symbols = true;
		f->item.n_symbols = more < FAKE_SYMBOLS ? more + 1 : FAKE_SYMBOLS;
		snprintf(f->symbols[0].symbology, sizeof f->symbols[0].symbology, "%s",
		         symbology != NULL ? symbology : "]Q3");
		f->symbols[0].payload = payload;
	}
	f->run.plugin = plugin;
	f->score = plugin->recognise(&f->item, f->why);
	f->status = plugin->examine(&fake_host, &f->run, &f->item);
	if (f->score < 0 || f->score > 100 || memchr(f->why, '\0', sizeof f->why) == NULL)
		f->run.broken = "the score or its reason";
}

static inline void
fake_clear(struct fake *f)
{
	free(f->words);
	f->words = NULL;
}

/* The gravest that was said under this rule: 'I' 'W' 'S' 'P', 'p' passed, '-' silence. */
static inline char
fake_said(const struct fake *f, const char *rule, const char **text)
{
	char said = '-';
	int most = -2;

	*text = "";
	for (size_t i = 0; i < f->run.n; i++) {
		const struct heard *h = &f->run.heard[i];
		int weight = h->passed ? -1 : (int)h->severity;

		if (strcmp(h->rule, rule) != 0 || weight <= most)
			continue;
		most = weight;
		said = h->passed ? 'p' : "IWSP"[h->severity];
		*text = h->text;
	}
	return said;
}

/* The gravest finding of all; '-' where there is none above I. */
static inline char
fake_gravest(const struct fake *f)
{
	enum assay_severity most = ASSAY_INFO;

	for (size_t i = 0; i < f->run.n; i++)
		if (!f->run.heard[i].passed && f->run.heard[i].severity > most)
			most = f->run.heard[i].severity;
	return "-WSP"[most];
}

#ifdef TAP_H /* what follows reports as TAP */

/* ---- one table drives all tests of a plugin ---- */

struct case_row {
	const char *says; /* what the row shows */
	const char *words, *symbology, *payload, *market;
	const char *rule;  /* NULL: no rule may say more than I */
	char want;         /* as fake_said() */
	const char *facts; /* stands in what was said; NULL: anything */
};

static inline void
fake_rows(const struct assay_plugin *plugin, const struct case_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct case_row *r = &rows[i];
		struct fake *f = malloc(sizeof *f);
		const char *text = "";
		char said, want[2] = { r->rule == NULL ? '-' : r->want, '\0' },
		           got[2] = "";

		if (f == NULL)
			abort();
		fake_examine(f, plugin, r->words, r->symbology, assay_str(r->payload),
		             r->market);
		said = r->rule == NULL ? fake_gravest(f) : fake_said(f, r->rule, &text);
		got[0] = said;
		ok(f->run.broken == NULL && f->status == ASSAY_OK && said == want[0] &&
		           (r->facts == NULL || strstr(text, r->facts) != NULL),
		   "%s", r->says);
		if (f->run.broken != NULL)
			printf("# broken: %s\n", f->run.broken);
		if (said != want[0] ||
		    (r->facts != NULL && strstr(text, r->facts) == NULL)) {
			printf("# want %s %s\n# got  %s %s\n", want,
			       r->facts != NULL ? r->facts : "", got, text);
			for (size_t k = 0; k < f->run.n; k++)
				printf("#   %s %s %s\n",
				       f->run.heard[k].passed ? "passed" : "found",
				       f->run.heard[k].rule, f->run.heard[k].text);
		}
		fake_clear(f);
		free(f);
	}
}

/* Every start of a good value and every value one character off: the contract holds,
 * and nothing becomes proof.  key NULL: the value is the payload of a QR code. */
static inline void
fake_spoil(const struct assay_plugin *plugin, const char *key, const char *value)
{
	static const char others[] = "0159AEZ -:;(\x80\xE4\n";
	char words[1200], spoilt[1000];
	struct fake *f = malloc(sizeof *f);
	size_t len = strlen(value);
	const char *broken = NULL;
	bool proof = false;

	if (f == NULL || len >= sizeof spoilt)
		abort();
	for (size_t i = 0; i <= len; i++)
		for (size_t k = 0; k < sizeof others; k++) {
			memcpy(spoilt, value, len + 1);
			spoilt[i] = others[k]; /* the last is NUL: a start */
			snprintf(words, sizeof words, "%s=%s", key != NULL ? key : "x",
			         spoilt);
			fake_examine(f, plugin, key != NULL ? words : "",
			             key != NULL ? NULL : "]Q1", assay_str(spoilt), NULL);
			broken = f->run.broken != NULL ? f->run.broken : broken;
			proof = proof || fake_gravest(f) == 'P';
			fake_clear(f);
		}
	len = strcspn(value, "\r\n"); /* a name of one line */
	ok(broken == NULL, "spoilt %.*s: the contract holds%s%s", (int)len, value,
	   broken != NULL ? ": " : "", broken != NULL ? broken : "");
	ok(!proof, "spoilt %.*s: never proof", (int)len, value);
	free(f);
}

#endif

#endif
