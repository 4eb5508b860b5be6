/* check.c - the flow, readable top to bottom
 *
 *   readings -> claims -> examine (plugins) -> weigh -> report
 *
 * Each step has one function and sees only what the step before gave it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assay-check.h"
#include "assay-country.h"
#include "data/keep.h"
#include "escape.h"
#include "reading.h"
#include "report.h"
#include "trust/home.h"
#include "trust/listing.h"

#define PHOTOS_MAX 256 /* of one item: more is a mistake of naming */
#define TYPED_MAX 256

/* One item being examined: what the host functions reach. */
struct assay_run {
	struct assay_report *report;
	const struct assay_subject *subject;
	const struct assay_item *item;
	const struct assay_plugin *plugin; /* speaking now */
};

static char *
keep_escaped(struct assay_report *r, const char *text)
{
	struct assay_bytes s = assay_str(text);
	size_t n = escape_into(NULL, 0, s) + 1;
	char *out = arena_get(&r->arena, n);

	if (out != NULL)
		escape_into(out, n, s);
	return out;
}

/* ---- what a plugin may ask ---- */

/* May this claim be the pair's?  Of two items in view each has its own symbol; what
 * stands in neither, or was typed, is nobody's then.  Of one item in view it is what no
 * other product's symbol says. */
static bool
speaks_of(const struct assay_item *item, const struct assay_claim *claim,
	const struct assay_pair *pair)
{
	if (claim->symbol == pair->symbol)
		return true;
	if (item->n_pairs > 1)
		return false;
	for (size_t i = 0; claim->symbol != ASSAY_NONE && i < item->n_claims; i++) {
		const struct assay_claim *other = &item->claims[i];

		if (other->symbol == claim->symbol && strcmp(other->key, "gtin") == 0
			&& !assay_bytes_equal(other->value, assay_str(pair->gtin)))
			return false;
	}
	return true;
}

/* The production date of the pair by path: of its own symbol, else the first claimed. */
static int32_t
made_day(const struct assay_item *item, const struct assay_pair *pair, bool typed)
{
	const struct assay_claim *best = NULL;

	for (size_t i = 0; i < item->n_claims; i++) {
		const struct assay_claim *c = &item->claims[i];

		if (strcmp(c->key, "made") != 0 || (c->path == ASSAY_PATH_TYPED) != typed
			|| !speaks_of(item, c, pair))
			continue;
		if (best == NULL || (c->symbol == pair->symbol && best->symbol != pair->symbol))
			best = c;
	}
	return best != NULL ? assay_day_of(best->value) : ASSAY_NO_DAY;
}

/* The item's lot: of the pair's own symbol, else of any, decoded before typed. */
static struct assay_bytes
lot_of(const struct assay_item *item, const struct assay_pair *pair)
{
	const struct assay_claim *best = NULL;

	for (size_t i = 0; i < item->n_claims; i++) {
		const struct assay_claim *c = &item->claims[i];

		if (strcmp(c->key, "lot") != 0 || !speaks_of(item, c, pair))
			continue;
		if (c->symbol != ASSAY_NONE && c->symbol == pair->symbol)
			return c->value;
		if (best == NULL || (best->symbol == ASSAY_NONE && c->symbol != ASSAY_NONE))
			best = c;
	}
	return best != NULL ? best->value : (struct assay_bytes){ NULL, 0 };
}

static enum assay_status
ask(const struct assay_run *run, const struct assay_pair *pair, struct assay_bytes serial,
	struct assay_answer *out)
{
	const struct home_question q = {
		.gtin = pair->gtin,
		.serial = serial,
		.lot = lot_of(run->item, pair),
		.made_decoded = made_day(run->item, pair, false),
		.made_typed = made_day(run->item, pair, true),
		.now = run->subject->now,
		.as_of = run->subject->as_of,
	};

	return home_lookup(run->report->a->home, &q, out);
}

/* The serial before what it seems to have swallowed when a separator was lost: the
 * fault says "split=A1; then=17271231".  Empty: nothing was. */
static struct assay_bytes
before_separator(const struct assay_item *item, const struct assay_pair *pair)
{
	for (size_t i = 0; pair->symbol != ASSAY_NONE && i < item->n_faults; i++) {
		const struct assay_fault *f = &item->faults[i];
		const char *split = strcmp(f->rule, "GS1-AI-GS-LOST") == 0
				&& f->symbol == pair->symbol
			? strstr(f->why, "split=") : NULL;
		size_t n = split == NULL ? 0 : strcspn(split + 6, ";");

		if (n > 0 && n < pair->serial.len && memcmp(split + 6, pair->serial.data, n) == 0)
			return (struct assay_bytes){ pair->serial.data, n };
	}
	return (struct assay_bytes){ NULL, 0 };
}

static bool
is_listed(const struct assay_answer *answer)
{
	return answer->listed == ASSAY_LISTED_ISSUED || answer->listed == ASSAY_LISTED_FLAGGED;
}

static enum assay_status
host_lookup(struct assay_run *run, uint32_t pair, struct assay_answer *out)
{
	struct assay_report *r = run->report;
	enum assay_status status;

	if (pair >= r->claims.n_pairs)
		return ASSAY_E_USAGE;
	if (!r->asked[pair]) {
		const struct assay_pair *p = &r->claims.pairs[pair];

		struct assay_bytes shorter = before_separator(run->item, p);
		struct assay_answer other;

		if ((status = ask(run, p, p->serial, &r->answers[pair])) != ASSAY_OK)
			return status;
		/* of two readings of one print, the one on the list was meant */
		if (shorter.len > 0 && !is_listed(&r->answers[pair])
			&& ask(run, p, shorter, &other) == ASSAY_OK && is_listed(&other))
			r->answers[pair] = other;
		r->asked[pair] = true;
	}
	*out = r->answers[pair];
	return ASSAY_OK;
}

static enum assay_status
host_lookup_serial(struct assay_run *run, const char *gtin, struct assay_bytes serial,
	struct assay_answer *out)
{
	struct assay_pair p = { .symbol = ASSAY_NONE };

	if (strlen(gtin) != 14)
		return ASSAY_E_USAGE;
	memcpy(p.gtin, gtin, 15);
	return ask(run, &p, serial, out);
}

static enum assay_status
host_issuer(const struct assay_run *run, const char *gtin, struct assay_issuer *out)
{
	if (run->report->a->home == NULL)
		return ASSAY_E_TRUST;
	return home_issuer(run->report->a->home, gtin, out);
}

static enum assay_status
host_issuer_at(const struct assay_run *run, size_t n, struct assay_issuer *out)
{
	if (run->report->a->home == NULL)
		return ASSAY_E_TRUST;
	return home_issuer_at(run->report->a->home, n, out);
}

/* Hands out as much of a struct as the asker knows; size: its own. */
static enum assay_status
hand_out(void *out, size_t size, const void *full, size_t full_size)
{
	if (size < sizeof size || size > 4096)
		return ASSAY_E_USAGE;
	memset(out, 0, size);
	memcpy(out, full, size < full_size ? size : full_size);
	memcpy(out, &size, sizeof size); /* its first member */
	return ASSAY_OK;
}

static const struct keep no_keep = { NULL, 0, NULL, NULL, 0, 0 };

static const struct keep *
kept(const struct assay_run *run)
{
	const struct home *h = run->report->a->home;

	return h == NULL ? &no_keep : home_keep(h);
}

static enum assay_status
host_profile_at(const struct assay_run *run, size_t n, struct assay_profile *out)
{
	const struct keep *k = kept(run);

	return n < k->n_profiles ? hand_out(out, out->size, &k->profiles[n], sizeof *out)
				 : ASSAY_E_TRUST;
}

static enum assay_status
host_profile(const struct assay_run *run, const char *gtin, struct assay_profile *out)
{
	const struct keep *k = kept(run);

	if (gtin == NULL || strlen(gtin) != 14)
		return ASSAY_E_USAGE;
	for (size_t i = 0; i < k->n_profiles; i++) {
		const struct assay_rows *p = assay_rows_of(&k->profiles[i], "prefixes");

		for (size_t row = 0; p != NULL && row < p->n_rows; row++) {
			const char *prefix = assay_cell(p, row, "prefix");

			if (strncmp(gtin + 1, prefix, strlen(prefix)) == 0)
				return host_profile_at(run, i, out);
		}
	}
	return ASSAY_E_TRUST;
}

static enum assay_status
host_data(const struct assay_run *run, const char *kind, int32_t compiled,
	struct assay_data *out)
{
	const struct keep *k = kept(run);

	for (size_t i = 0; i < k->n_data; i++)
		if (strcmp(k->data[i].kind, kind) == 0)
			return compiled == ASSAY_NO_DAY || k->data[i].dated > compiled
				? hand_out(out, out->size, &k->data[i], sizeof *out) : ASSAY_E_TRUST;
	return ASSAY_E_TRUST;
}

static void
host_sha256(struct assay_bytes bytes, char hex[65])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t hash[32];

	assay_sha256(bytes, hash);
	for (size_t i = 0; i < sizeof hash; i++) {
		hex[2 * i] = digits[hash[i] >> 4];
		hex[2 * i + 1] = digits[hash[i] & 15];
	}
	hex[64] = '\0';
}

static bool
in_list(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = list; n > 0 && (at = strstr(at, word)) != NULL; at += n)
		if ((at == list || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' '))
			return true;
	return false;
}

/* Rules of one jurisdiction say nothing of goods on another's market; a member state
 * has the laws of the EU and its own. */
static bool
holds_where(const struct assay_rule *rule, const char *market)
{
	const struct assay_country *country;

	if (market == NULL || strcmp(rule->jurisdiction, "*") == 0
		|| in_list(rule->jurisdiction, market))
		return true;
	country = assay_country_find(assay_str(market));
	return country != NULL && assay_in_eu(country->number) && in_list(rule->jurisdiction, "eu");
}

/* The first day that a date claim may mean: "2018" begins in January.  ASSAY_NO_DAY: none. */
static int32_t
first_day(struct assay_bytes s)
{
	int32_t year = assay_number(s, 0, 4), month = s.len >= 7 ? assay_number(s, 5, 2) : 1;

	if (s.len == 4 || s.len == 7)
		return assay_day(year, month, 1);
	return assay_day_of(s);
}

/* Was the item made by that day, by everything on it that says when? */
static bool
made_by(const struct assay_item *item, int32_t day)
{
	bool any = false;

	for (size_t i = 0; i < item->n_claims; i++) {
		int32_t made = strcmp(item->claims[i].key, "made") == 0
			? first_day(item->claims[i].value) : ASSAY_NO_DAY;

		if (made == ASSAY_NO_DAY)
			continue;
		if (made > day)
			return false;
		any = true;
	}
	return any;
}

/* Is the law of this rule in force where the goods are and on the day of the inspection? */
static bool
applies(const struct assay_rule *rule, const struct assay_item *item)
{
	int32_t from = rule->from == NULL ? ASSAY_NO_DAY : assay_day_of(assay_str(rule->from));
	int32_t until = rule->until == NULL ? ASSAY_NO_DAY : assay_day_of(assay_str(rule->until));
	int32_t today = assay_day_at(item->now);

	return holds_where(rule, item->market) && (from == ASSAY_NO_DAY || today >= from)
		&& (until == ASSAY_NO_DAY || today <= until || made_by(item, until));
}

/* Were the goods made before that law?  They are sold off under the one before: what such
 * goods lack is no fault of theirs.  (A check that they pass all the same has passed.) */
static bool
older_than(const struct assay_rule *rule, const struct assay_item *item)
{
	int32_t from = rule->from == NULL ? ASSAY_NO_DAY : assay_day_of(assay_str(rule->from));

	return from != ASSAY_NO_DAY && made_by(item, from - 1);
}

static const struct assay_rule *
own_rule(const struct assay_run *run, const char *id)
{
	const struct assay_plugin *p = run->plugin;

	for (size_t i = 0; id != NULL && i < p->n_rules; i++)
		if (strcmp(p->rules[i].id, id) == 0)
			return &p->rules[i];
	context_log(run->report->a, ASSAY_LOG_ERROR, "plugin %s speaks of a rule it does not have",
		p->name);
	return NULL;
}

static enum assay_status
host_found(struct assay_run *run, const struct assay_finding *finding)
{
	const struct assay_rule *rule = own_rule(run, finding->rule);

	if (rule == NULL)
		return ASSAY_E_USAGE;
	return applies(rule, run->item) && !older_than(rule, run->item)
		? report_found(run->report, rule, finding)
		: ASSAY_OK;
}

static enum assay_status
host_passed(struct assay_run *run, const char *id, const char *facts)
{
	const struct assay_rule *rule = own_rule(run, id);

	if (rule == NULL)
		return ASSAY_E_USAGE;
	return applies(rule, run->item) ? report_passed(run->report, rule, facts)
		: ASSAY_OK;
}

static enum assay_status
host_bears(struct assay_run *run, const struct assay_borne *borne)
{
	const struct assay_rule *rule = own_rule(run, borne->rule);

	if (rule == NULL)
		return ASSAY_E_USAGE;
	return applies(rule, run->item) ? report_bears(run->report, borne) : ASSAY_OK;
}

static const struct assay_host host = {
	.size = sizeof host,
	.lookup = host_lookup,
	.issuer = host_issuer,
	.found = host_found,
	.passed = host_passed,
	.lookup_serial = host_lookup_serial,
	.issuer_at = host_issuer_at,
	.bears = host_bears,
	.profile = host_profile,
	.profile_at = host_profile_at,
	.data = host_data,
	.sha256 = host_sha256,
};

/* ---- the steps ---- */

/* Symbols of all photos of the item; the same code in two photos is one symbol. */
static enum assay_status
collect(struct assay_report *r, const struct assay_subject *s)
{
	size_t total = 0, n = 0;

	for (size_t i = 0; i < s->n_readings; i++)
		total += s->readings[i]->n_symbols;
	if ((r->symbols = arena_get(&r->arena, (total + 1) * sizeof *r->symbols)) == NULL)
		return ASSAY_E_NOMEM;
	for (size_t i = 0; i < s->n_readings; i++) {
		for (size_t k = 0; k < s->readings[i]->n_symbols; k++) {
			const struct assay_symbol *from = &s->readings[i]->symbols[k];
			bool seen = false;

			for (size_t j = 0; j < n && !seen; j++)
				seen = r->symbols[j].photo != i
					&& strcmp(r->symbols[j].symbology, from->symbology) == 0
					&& assay_bytes_equal(r->symbols[j].payload, from->payload);
			if (seen)
				continue;
			r->symbols[n] = *from;
			r->symbols[n].photo = (uint32_t)i;
			r->symbols[n].payload.data
				= (uint8_t *)arena_copy(&r->arena, from->payload.data, from->payload.len);
			if (r->symbols[n++].payload.data == NULL)
				return ASSAY_E_NOMEM;
		}
	}
	r->result.n_symbols = n;
	r->read = n > 0;
	return ASSAY_OK;
}

/* What the report says of the photo it is for. */
static enum assay_status
describe(struct assay_report *r, const struct assay_subject *s)
{
	if (s->file != NULL && (r->result.file = keep_escaped(r, s->file)) == NULL)
		return ASSAY_E_NOMEM;
	if (s->item != NULL && (r->result.item = keep_escaped(r, s->item)) == NULL)
		return ASSAY_E_NOMEM;
	if (s->sha256 != NULL) {
		r->has_sha256 = true;
		memcpy(r->sha256, s->sha256, sizeof r->sha256);
	}
	r->photo.size = sizeof r->photo;
	r->photo.format = "";
	if (s->n_readings > 0) {
		const struct assay_reading *own = s->readings[0];

		assay_reading_facts(own, &r->photo);
		r->photo.format = arena_copy(&r->arena, r->photo.format, strlen(r->photo.format));
		r->result.reason_en = keep_escaped(r, own->reason_en);
		r->result.reason_zh = keep_escaped(r, own->reason_zh);
		if (r->photo.format == NULL || r->result.reason_en == NULL
			|| r->result.reason_zh == NULL)
			return ASSAY_E_NOMEM;
	}
	return ASSAY_OK;
}

static const struct assay_plugin *
plugin_named(const struct assay *a, const char *name)
{
	for (size_t i = 0; i < a->n_plugins; i++)
		if (strcmp(a->plugins[i].name, name) == 0)
			return &a->plugins[i];
	return NULL;
}

/* Every typed key must be one that somebody reads; the category must exist. */
static enum assay_status
usable(const struct assay *a, const struct assay_subject *s)
{
	if (s->n_readings > PHOTOS_MAX || s->n_typed > TYPED_MAX)
		return ASSAY_E_LIMIT;
	for (size_t i = 0; i < s->n_typed; i++) {
		bool known = false;

		for (size_t k = 0; k < a->n_labels && !known; k++)
			known = strcmp(a->labels[k]->key, s->typed[i].key) == 0;
		if (!known) {
			context_log(a, ASSAY_LOG_ERROR, "no rule reads a label '%s'", s->typed[i].key);
			return ASSAY_E_USAGE;
		}
	}
	if (s->category != NULL && plugin_named(a, s->category) == NULL) {
		context_log(a, ASSAY_LOG_ERROR, "no plugin for category '%s'", s->category);
		return ASSAY_E_USAGE;
	}
	return ASSAY_OK;
}

#define ISSUER_SCORE 60 /* the maker's admitted category, where codes say less */
#define OTHERS_SCORE 1  /* an admitted maker of none: anything else says more */

/* Is the maker of one of the item's GTINs admitted for this category alone? */
static bool
issuer_says(const struct assay_run *run, const char *category)
{
	for (size_t i = 0; i < run->item->n_claims; i++) {
		const struct assay_claim *c = &run->item->claims[i];
		struct assay_issuer issuer;

		if (strcmp(c->key, "gtin") == 0
			&& host_issuer(run, (const char *)c->value.data, &issuer) == ASSAY_OK
			&& issuer.categories != NULL && issuer.categories[0] != NULL
			&& issuer.categories[1] == NULL && strcmp(issuer.categories[0], category) == 0)
			return true;
	}
	return false;
}

/* Is the maker of one of the item's GTINs admitted, and for no category we know but
 * that one? */
static bool
issuer_of_others(const struct assay_run *run, const char *category)
{
	for (size_t i = 0; i < run->item->n_claims; i++) {
		const struct assay_claim *c = &run->item->claims[i];
		struct assay_issuer issuer;
		bool other = false;

		if (strcmp(c->key, "gtin") != 0
			|| host_issuer(run, (const char *)c->value.data, &issuer) != ASSAY_OK)
			continue;
		for (size_t k = 0; issuer.categories != NULL && issuer.categories[k] != NULL; k++)
			other |= strcmp(issuer.categories[k], category) != 0
				&& plugin_named(run->report->a, issuer.categories[k]) != NULL;
		if (!other)
			return true;
	}
	return false;
}

/* How surely is the item of that plugin's category, 0 to 100, and why? */
static int
claims_item(struct assay_run *run, const struct assay_plugin *p, char why[80])
{
	int n = p->flags & ASSAY_PLUGIN_ALWAYS ? 0 : p->recognise(run->item, why);

	why[79] = '\0';
	if (p->flags & ASSAY_PLUGIN_ALWAYS)
		return 0;
	if (n < ISSUER_SCORE && issuer_says(run, p->name)) {
		n = ISSUER_SCORE;
		strcpy(why, "maker");
	}
	if (n < OTHERS_SCORE && (p->flags & ASSAY_PLUGIN_OTHERS) && issuer_of_others(run, p->name)) {
		n = OTHERS_SCORE;
		strcpy(why, "maker of other goods");
	}
	return n;
}

/* The category plugin for this item: the one the caller chose, else the surest; NULL:
 * none recognises it.  Why, and who else claims the item, enters the result. */
static const struct assay_plugin *
choose(struct assay_run *run)
{
	const struct assay *a = run->report->a;
	struct assay_result *out = &run->report->result;
	const struct assay_plugin *best = NULL;
	char why[PLUGINS_MAX][80], also[PLUGINS_MAX * (80 + 36)] = "";
	int score[PLUGINS_MAX], highest = 0;
	size_t used = 0;
	char *kept;

	for (size_t i = 0; i < a->n_plugins; i++) {
		memset(why[i], 0, sizeof why[i]);
		score[i] = claims_item(run, &a->plugins[i], why[i]);
		if (score[i] > highest) {
			highest = score[i];
			best = &a->plugins[i];
		}
	}
	if (run->subject->category != NULL) {
		best = plugin_named(a, run->subject->category);
		out->category_why = "chosen";
	} else if (best != NULL && (kept = keep_escaped(run->report, why[best - a->plugins])) != NULL) {
		out->category_why = kept;
	}
	for (size_t i = 0; i < a->n_plugins; i++)
		if (score[i] > 0 && &a->plugins[i] != best)
			used += (size_t)snprintf(also + used, sizeof also - used, "%s%s (%s)",
				used > 0 ? "; " : "", a->plugins[i].name, why[i]);
	if (used > 0 && (kept = keep_escaped(run->report, also)) != NULL)
		out->category_also = kept;
	return best;
}

static enum assay_status
examine(struct assay_run *run)
{
	const struct assay *a = run->report->a;
	const struct assay_plugin *chosen = choose(run);
	enum assay_status status = ASSAY_OK;

	if (chosen != NULL && !(chosen->flags & ASSAY_PLUGIN_ALWAYS))
		run->report->result.category = chosen->name;
	for (size_t i = 0; i < a->n_plugins; i++) {
		enum assay_status said;

		run->plugin = &a->plugins[i];
		if (!(run->plugin->flags & ASSAY_PLUGIN_ALWAYS) && run->plugin != chosen)
			continue;
		said = run->plugin->examine(&host, run, run->item);
		if (said == ASSAY_E_NOMEM)
			status = said;
		else if (said != ASSAY_OK && said != ASSAY_E_LIMIT)
			context_log(a, ASSAY_LOG_ERROR, "plugin %s could not judge: %s",
				run->plugin->name, context_words(a, assay_status_text(said)));
	}
	return status;
}

/* The market said, else the one typed, in lower case; NULL: none. */
static const char *
market_of(struct assay_report *r, const struct assay_subject *s)
{
	const char *said = s->market;
	char *lower;

	for (size_t i = 0; said == NULL && i < r->claims.n_claims; i++)
		if (strcmp(r->claims.claims[i].key, "market") == 0)
			said = (const char *)r->claims.claims[i].value.data;
	if (said == NULL || *said == '\0' || (lower = arena_copy(&r->arena, said, strlen(said))) == NULL)
		return NULL;
	for (char *c = lower; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return lower;
}

enum assay_status
assay_judge(const struct assay *a, const struct assay_subject *subject, struct assay_report **out)
{
	struct assay_subject s;
	struct assay_item item = { .size = sizeof item };
	struct assay_run run = { .subject = &s, .item = &item };
	struct assay_report *r = NULL;
	struct clock clock;
	int64_t now; /* not before what signed data show to have been */
	enum assay_status status;

	*out = NULL;
	memset(&s, 0, sizeof s);
	if (subject->size == 0)
		return ASSAY_E_USAGE;
	memcpy(&s, subject, subject->size < sizeof s ? subject->size : sizeof s);
	if ((status = usable(a, &s)) != ASSAY_OK)
		return status;
	if ((r = run.report = report_new(a)) == NULL)
		return ASSAY_E_NOMEM;
	clock = a->home != NULL ? home_clock(a->home) : (struct clock){ INT64_MIN, INT64_MIN };
	now = clock_now(&clock, s.now, s.as_of, &r->clock_unsure);

	if ((status = describe(r, &s)) != ASSAY_OK || (status = collect(r, &s)) != ASSAY_OK)
		goto out;
	status = claims_make(r->symbols, r->result.n_symbols, s.typed, s.n_typed, now, &r->claims);
	if (status != ASSAY_OK)
		goto out;
	for (size_t i = 0; i < s.n_typed; i++)
		r->typed |= strcmp(s.typed[i].key, "item") != 0 && strcmp(s.typed[i].key, "market") != 0;
	r->answers = arena_get(&r->arena, (r->claims.n_pairs + 1) * sizeof *r->answers);
	r->asked = arena_get(&r->arena, (r->claims.n_pairs + 1) * sizeof *r->asked);
	r->keys = arena_get(&r->arena, (r->claims.n_pairs + 1) * sizeof *r->keys);
	if (r->answers == NULL || r->asked == NULL || r->keys == NULL) {
		status = ASSAY_E_NOMEM;
		goto out;
	}
	for (size_t i = 0; i < r->claims.n_pairs; i++)
		r->answers[i].issuer = r->answers[i].issuer_name = r->answers[i].title = "";
	item.symbols = r->symbols;
	item.n_symbols = r->result.n_symbols;
	item.claims = r->claims.claims;
	item.n_claims = r->claims.n_claims;
	item.faults = r->claims.faults;
	item.n_faults = r->claims.n_faults;
	item.pairs = r->claims.pairs;
	item.n_pairs = r->claims.n_pairs;
	item.market = market_of(r, &s);
	item.now = now;
	r->item = item;

	if ((status = examine(&run)) != ASSAY_OK || (status = report_mask(r)) != ASSAY_OK)
		goto out;
	report_weigh(r);
	*out = r;
	r = NULL;
out:
	assay_report_free(r);
	return status;
}

enum assay_status
assay_check_file(const struct assay *a, const char *path, int64_t now, struct assay_report **out)
{
	struct assay_reading *reading;
	struct assay_subject s = { .size = sizeof s, .file = path, .n_readings = 1, .now = now };
	enum assay_status status;

	*out = NULL;
	if ((status = assay_read_file(a, path, ASSAY_EFFORT_NORMAL, &reading)) != ASSAY_OK)
		return status;
	s.readings = &reading;
	status = assay_judge(a, &s, out);
	assay_reading_free(reading);
	return status;
}
