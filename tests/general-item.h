/* general-item.h - an item written as text, and a host that remembers what was said
 *
 * For the test and the fuzz harness of `general`.  An item is lines, parted by '|':
 *   S ]Q3 PHOTO X Y SIZE PAYLOAD      a symbol
 *   C PATH SYMBOL KEY AI VALUE [RAW]  a claim; PATH one of M R L T, SYMBOL or -
 *   F PATH SYMBOL RULE WHY            a fault
 *   P PATH SYMBOL GTIN SERIAL         a pair
 *   K MARKET                          the market
 * AI is - where there is none.  In values '_' is a space, '~' nothing at all. */
#ifndef GENERAL_ITEM_H
#define GENERAL_ITEM_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "assay-check.h"
#include "assay-plugin.h"
#include "explain.h"

#define MANY 48
#define SAID_MAX 600

struct said {
	char rule[48];
	enum assay_severity severity;
	uint32_t flags, pair, symbol;
	size_t n_tried;
	bool explained, passed;
	char evidence[1100];
};

struct assay_run {
	struct assay_answer answer;       /* to every pair */
	const char *issued;               /* serials that lookup_serial knows, "A1 A2" */
	const char *const *hosts;         /* of the one issuer; NULL: nobody is admitted */
	struct said said[SAID_MAX];
	size_t n;
	const char *unknown;              /* a rule or explanation that no row has, once spoken */
};

struct built {
	struct assay_symbol symbols[MANY];
	struct assay_claim claims[MANY];
	struct assay_fault faults[MANY];
	struct assay_pair pairs[MANY];
	struct assay_item item;
	char text[8192];
};

/* The one plugin under test, as its shared symbol is called. */
extern const struct assay_plugin general_LTX_assay_plugin;

static void
hear(struct assay_run *run, const char *rule, const char *evidence, bool passed)
{
	struct said *s = &run->said[run->n < SAID_MAX ? run->n++ : SAID_MAX - 1];
	bool known = false;

	memset(s, 0, sizeof *s);
	snprintf(s->rule, sizeof s->rule, "%s", rule);
	snprintf(s->evidence, sizeof s->evidence, "%s", evidence);
	s->passed = passed;
	for (size_t i = 0; i < general_LTX_assay_plugin.n_rules; i++)
		known |= strcmp(general_LTX_assay_plugin.rules[i].id, rule) == 0;
	if (!known)
		run->unknown = "spoken";
}

static enum assay_status
item_found(struct assay_run *run, const struct assay_finding *f)
{
	struct said *s;

	hear(run, f->rule, f->evidence, false);
	s = &run->said[run->n - 1];
	s->severity = f->severity;
	s->flags = f->flags;
	s->pair = f->pair;
	s->symbol = f->symbol;
	s->n_tried = f->n_tried;
	for (size_t i = 0; i < f->n_tried; i++)
		s->explained |= f->tried[i].explains;
	for (size_t i = 0; i < f->n_tried; i++)
		if (explanation_find(f->tried[i].name) == NULL)
			run->unknown = f->tried[i].name;
	return ASSAY_OK;
}

static enum assay_status
item_passed(struct assay_run *run, const char *rule, const char *facts)
{
	hear(run, rule, facts, true);
	return ASSAY_OK;
}

static enum assay_status
item_lookup(struct assay_run *run, uint32_t pair, struct assay_answer *out)
{
	(void)pair;
	*out = run->answer;
	return ASSAY_OK;
}

static enum assay_status
item_lookup_serial(struct assay_run *run, const char *gtin, struct assay_bytes serial,
	struct assay_answer *out)
{
	const char *at = run->issued;

	(void)gtin;
	*out = run->answer;
	if (serial.len == 0)
		return ASSAY_OK;
	out->listed = ASSAY_LISTED_NOT_ISSUED;
	while (at != NULL && *at != '\0') {
		size_t n = strcspn(at, " ");

		if (n == serial.len && memcmp(at, serial.data, n) == 0)
			out->listed = ASSAY_LISTED_ISSUED;
		at += n;
		at += strspn(at, " ");
	}
	return ASSAY_OK;
}

static enum assay_status
item_issuer(const struct assay_run *run, const char *gtin, struct assay_issuer *out)
{
	static const char *const none[] = { NULL };

	(void)gtin;
	if (run->hosts == NULL)
		return ASSAY_E_TRUST;
	*out = (struct assay_issuer){ "maker", "Maker", none, none, run->hosts };
	return ASSAY_OK;
}

/* Makers whose goods are not in view. */
static enum assay_status
item_issuer_at(const struct assay_run *run, size_t n, struct assay_issuer *out)
{
	static const char *const none[] = { NULL };
	static const char *const hosts[][3] = { { "lanternmole.example", "lanternmole.com.cn" },
		                                { "bellvale.example" },
		                                { "hi.example", "oat.test" } };

	(void)run;
	if (n >= sizeof hosts / sizeof *hosts)
		return ASSAY_E_TRUST;
	*out = (struct assay_issuer){ "other", "Other", none, none, hosts[n] };
	return ASSAY_OK;
}

static const struct assay_host item_host = {
	.size = sizeof item_host,
	.lookup = item_lookup,
	.issuer = item_issuer,
	.found = item_found,
	.passed = item_passed,
	.lookup_serial = item_lookup_serial,
	.issuer_at = item_issuer_at,
};

/* The next word of a line, NUL-terminated in place; "" past the end. */
static char *
word(char **rest)
{
	char *w = *rest;
	size_t n = strcspn(w, " ");

	*rest = w[n] == '\0' ? w + n : w + n + 1;
	w[n] = '\0';
	return w;
}

static struct assay_bytes
value_of(char *w)
{
	if (strcmp(w, "~") == 0)
		*w = '\0';
	for (char *c = w; *c != '\0'; c++)
		if (*c == '_')
			*c = ' ';
	return assay_str(w);
}

static enum assay_path
path_of(const char *w)
{
	return *w == 'M' ? ASSAY_PATH_MATRIX : *w == 'R' ? ASSAY_PATH_RETAIL
		: *w == 'L' ? ASSAY_PATH_LINEAR : ASSAY_PATH_TYPED;
}

static uint32_t
symbol_of_word(const char *w)
{
	return *w >= '0' && *w <= '9' ? (uint32_t)atoi(w) : ASSAY_NONE;
}

static void
build_line(struct built *b, char *line)
{
	struct assay_item *it = &b->item;
	char *kind = word(&line);

	if (*kind == 'S' && it->n_symbols < MANY) {
		struct assay_symbol *s = &b->symbols[it->n_symbols++];
		int x, y, size;

		snprintf(s->symbology, sizeof s->symbology, "%s", word(&line));
		s->photo = (uint32_t)atoi(word(&line));
		x = atoi(word(&line));
		y = atoi(word(&line));
		size = atoi(word(&line));
		s->outline[0] = (struct assay_point){ x, y };
		s->outline[1] = (struct assay_point){ x + size, y };
		s->outline[2] = (struct assay_point){ x + size, y + size };
		s->outline[3] = (struct assay_point){ x, y + size };
		s->payload = value_of(line);
		s->reader = s->pass = "test";
	} else if (*kind == 'C' && it->n_claims < MANY) {
		struct assay_claim *c = &b->claims[it->n_claims++];

		c->path = path_of(word(&line));
		c->symbol = symbol_of_word(word(&line));
		c->key = word(&line);
		snprintf(c->ai, sizeof c->ai, "%s", word(&line));
		if (strcmp(c->ai, "-") == 0)
			c->ai[0] = '\0';
		c->value = value_of(word(&line));
		c->raw = *line == '\0' ? c->value : value_of(line);
	} else if (*kind == 'F' && it->n_faults < MANY) {
		struct assay_fault *f = &b->faults[it->n_faults++];

		f->path = path_of(word(&line));
		f->symbol = symbol_of_word(word(&line));
		f->rule = word(&line);
		f->why = line;
	} else if (*kind == 'P' && it->n_pairs < MANY) {
		struct assay_pair *p = &b->pairs[it->n_pairs++];

		p->path = path_of(word(&line));
		p->symbol = symbol_of_word(word(&line));
		snprintf(p->gtin, sizeof p->gtin, "%s", word(&line));
		p->serial = value_of(word(&line));
	} else if (*kind == 'K') {
		it->market = line;
	}
}

static void
build(struct built *b, const char *text, int64_t now)
{
	char *line;

	memset(b, 0, sizeof *b);
	snprintf(b->text, sizeof b->text, "%s", text);
	b->item.size = sizeof b->item;
	b->item.now = now;
	b->item.symbols = b->symbols;
	b->item.claims = b->claims;
	b->item.faults = b->faults;
	b->item.pairs = b->pairs;
	for (char *at = b->text; *at != '\0';) {
		size_t n = strcspn(at, "|");
		bool last = at[n] == '\0';

		at[n] = '\0';
		line = at;
		at += last ? n : n + 1;
		build_line(b, line);
	}
}

#endif
