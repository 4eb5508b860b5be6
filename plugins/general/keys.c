/* keys.c - what a product number says by itself: check digit, prefix, indicator
 *
 * A prefix names the office that issued a number, never where goods come from; an
 * admitted maker's prefix is never held against it. */
#include "general.h"

#include "assay-country.h"
#include "assay-gs1prefix.h"

/* What a class of prefixes weighs.  served: on an item that carries a serial. */
/* clang-format off */
static const struct class {
	const char *name;
	enum assay_severity bare, served;
	bool in_shops; /* of goods weighed and priced in a shop, for which it is usual */
} classes[] = {
	{ "restricted-regional", ASSAY_INFO, ASSAY_STRONG, true },
	{ "restricted-company",  ASSAY_INFO, ASSAY_STRONG, true },
	{ "reserved",            ASSAY_WEAK, ASSAY_WEAK,   false },
	{ "global-special",      ASSAY_WEAK, ASSAY_WEAK,   false },
	{ "epc-manager",         ASSAY_WEAK, ASSAY_WEAK,   false },
	{ "demonstration",       ASSAY_WEAK, ASSAY_WEAK,   false }, /* grade M */
	{ "gtin-8",              ASSAY_WEAK, ASSAY_WEAK,   false },
	{ "issn",                ASSAY_INFO, ASSAY_INFO,   false },
	{ "isbn",                ASSAY_INFO, ASSAY_INFO,   false },
	{ "isbn-or-ismn",        ASSAY_INFO, ASSAY_INFO,   false },
	{ "refund-receipt",      ASSAY_INFO, ASSAY_STRONG, false },
	{ "coupon",              ASSAY_INFO, ASSAY_STRONG, false },
	{ "unassigned",          ASSAY_WEAK, ASSAY_WEAK,   false },
};
/* clang-format on */

/* Elements 310n-369n and 390n-395n, 30 and 8005: measures and amounts of goods that
 * are weighed or counted when they are sold. */
static bool
is_measured(const struct assay_item *item)
{
	for (size_t i = 0; i < item->n_claims; i++) {
		const char *ai = item->claims[i].ai;

		if (ai[0] == '3' && ai[1] != '\0' && strlen(ai) == 4)
			return true;
		if (strcmp(ai, "30") == 0 || strcmp(ai, "8005") == 0)
			return true;
	}
	return false;
}

/* A claim of that element in this symbol. */
static bool
carries(const struct assay_item *item, uint32_t symbol, const char *key)
{
	for (size_t i = 0; i < item->n_claims; i++)
		if (item->claims[i].symbol == symbol &&
		    strcmp(item->claims[i].key, key) == 0)
			return true;
	return false;
}

static bool
is_gtin_8(struct assay_bytes gtin)
{
	return memcmp(gtin.data + 1, "00000", 5) == 0;
}

static void
prefix(struct general *g, const struct assay_claim *c)
{
	struct general_prefix room;
	const struct assay_gs1_prefix *p = general_prefix(g, c->value, &room);
	const struct class *class = NULL;
	struct assay_issuer issuer;
	struct general_say s;
	bool serial = assay_claim(g->item, "serial", 0) != NULL;

	if (p == NULL)
		return;
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (strcmp(classes[i].name, p->cls) == 0)
			class = &classes[i];
	if (class == NULL) {
		general_begin(&s, "GS1-PREFIX", ASSAY_INFO);
		general_add(&s, "gtin", c->value);
		general_add_text(&s, "office", p->mo);
		general_pass(g, &s);
		return;
	}
	if (strcmp(p->cls, "gtin-8") == 0 && is_gtin_8(c->value))
		return;
	general_begin(&s, "GS1-PREFIX", serial ? class->served : class->bare);
	s.finding.symbol = c->symbol;
	s.finding.pair = general_pair_of(g->item, c->symbol);
	general_add(&s, "gtin", c->value);
	general_add_text(&s, "class", p->cls);
	general_add_text(&s, "table", room.dated);
	if (class->in_shops && is_measured(g->item))
		s.finding.severity = ASSAY_INFO;
	if (g->host->issuer(g->run, (const char *)c->value.data, &issuer) == ASSAY_OK) {
		s.finding.severity = ASSAY_INFO;
		general_add_text(&s, "admitted", issuer.id);
	}
	if (s.finding.severity >= ASSAY_STRONG) {
		general_tried(&s, "typing-slip", c->path == ASSAY_PATH_TYPED);
		general_tried(&s, "neighbour-code",
		              c->symbol != ASSAY_NONE &&
		                      !carries(g->item, c->symbol, "serial"));
		general_tried(&s, "test-code", false);
	}
	general_end(g, &s);
}

static void
country(struct general *g, const struct assay_claim *c)
{
	struct general_prefix room;
	const struct assay_gs1_prefix *p = general_prefix(g, c->value, &room);

	for (size_t i = 0; p != NULL && p->mo[0] != '\0' && i < g->item->n_claims; i++) {
		const struct assay_claim *o = &g->item->claims[i];
		const struct assay_country *origin;
		struct general_say s;

		if (strcmp(o->key, "country") != 0 && strcmp(o->ai, "422") != 0)
			continue;
		if ((origin = assay_country_find(o->value)) == NULL ||
		    strstr(p->mo, origin->two) != NULL)
			continue;
		general_begin(&s, "GS1-PREFIX-COUNTRY", ASSAY_INFO);
		general_add(&s, "gtin", c->value);
		general_add_text(&s, "office", p->mo);
		general_add_text(&s, "origin", origin->two);
		general_end(g, &s);
	}
}

/* Indicator 9: the measure must stand beside it. */
static void
indicator(struct general *g, const struct assay_claim *c)
{
	struct general_say s;

	if (c->value.data[0] != '9' || c->symbol == ASSAY_NONE || is_measured(g->item))
		return;
	general_begin(&s, "GS1-INDICATOR", ASSAY_WEAK);
	s.finding.symbol = c->symbol;
	s.finding.pair = general_pair_of(g->item, c->symbol);
	general_add(&s, "gtin", c->value);
	general_tried(&s, "neighbour-code", g->item->n_symbols > 1);
	general_end(g, &s);
}

static bool
is_zero(struct assay_bytes s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.data[i] != '0')
			return false;
	return true;
}

/* Zeros have a right check digit too, and mean that nothing was written. */
static bool
holds(const struct assay_claim *c)
{
	return assay_mod10_holds(c->value) && !is_zero(c->value);
}

static void
passed(struct general *g, const struct assay_claim *c)
{
	bool is_date = strcmp(c->key, "made") == 0 || strcmp(c->key, "expiry") == 0 ||
	               strcmp(c->key, "best") == 0 || strcmp(c->key, "packed") == 0;
	bool is_key = strcmp(c->key, "gtin") == 0 || strcmp(c->key, "sscc") == 0;
	struct general_say s;

	if (is_key && holds(c)) {
		general_begin(&s, "GS1-CSUM", ASSAY_INFO);
		general_add(&s, c->key, c->value);
		general_pass(g, &s);
	}
	if (is_date && c->ai[0] != '\0' && general_span(c).first != ASSAY_NO_DAY) {
		general_begin(&s, "GS1-DATE", ASSAY_INFO);
		general_add_text(&s, "ai", c->ai);
		general_add(&s, c->key, c->value);
		general_pass(g, &s);
	}
	if (strcmp(c->ai, "8030") == 0) {
		general_begin(&s, "GS1-SIG", ASSAY_INFO);
		s.finding.symbol = c->symbol;
		general_add(&s, "signature", c->value);
		general_end(g, &s);
	}
}

void
general_keys(struct general *g)
{
	for (size_t i = 0; i < g->item->n_claims; i++) {
		const struct assay_claim *c = &g->item->claims[i];
		bool seen = false;

		passed(g, c);
		if (strcmp(c->key, "gtin") != 0 || c->value.len != 14 || !holds(c))
			continue;
		for (size_t k = 0; k < i && !seen; k++)
			seen = strcmp(g->item->claims[k].key, "gtin") == 0 &&
			       assay_bytes_equal(g->item->claims[k].value, c->value);
		if (seen)
			continue;
		prefix(g, c);
		country(g, c);
		indicator(g, c);
	}
}
