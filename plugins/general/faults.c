/* faults.c - payloads that break the form they claim, weighed by how they came in
 *
 * An error-corrected symbol says what its printer was told; fingers slip and linear
 * symbols are misread.  What holds: a symbol that was never marked as GS1 data is
 * not accused of being bad GS1 data. */
#include "general.h"

/* What else a rule's fault may be, beside a slip or a misread. */
enum {
	NEIGHBOUR = 1, /* it may compare codes of two things in view */
	TEST = 2,      /* printers' trials hold such values */
	SEPARATOR = 4, /* a lost separator looks like this */
	TABLE = 8,     /* the table may be older than the code */
	HEALTH = 16    /* of health-care packs only */
};

/* clang-format off */
static const struct row {
	const char *rule;
	enum assay_severity matrix; /* from a symbol that corrects or checks itself */
	enum assay_severity other;  /* from a linear one, or typed */
	int maybe;
} rows[] = {
	{ "GS1-CSUM",              ASSAY_STRONG, ASSAY_WEAK, TEST },
	{ "GS1-CSUM-ALPHA",        ASSAY_STRONG, ASSAY_WEAK, TEST },
	{ "GS1-CSET82",            ASSAY_STRONG, ASSAY_WEAK, SEPARATOR },
	{ "GS1-CSET39",            ASSAY_STRONG, ASSAY_WEAK, SEPARATOR },
	{ "GS1-CSET64",            ASSAY_STRONG, ASSAY_WEAK, SEPARATOR },
	{ "GS1-PREFIX-ZERO",       ASSAY_WEAK,   ASSAY_WEAK, 0 },
	{ "GS1-AI-PARSE",          ASSAY_STRONG, ASSAY_WEAK, TEST | SEPARATOR | TABLE },
	{ "GS1-AI-BRACKET",        ASSAY_INFO,   ASSAY_INFO, 0 },
	{ "GS1-AI-GS-LOST",        ASSAY_WEAK,   ASSAY_WEAK, SEPARATOR },
	{ "GS1-AI-REPEAT",         ASSAY_STRONG, ASSAY_WEAK, NEIGHBOUR | SEPARATOR },
	{ "GS1-AI-REQUIRE",        ASSAY_WEAK,   ASSAY_WEAK, 0 },
	{ "GS1-AI-EXCLUDE",        ASSAY_STRONG, ASSAY_WEAK, NEIGHBOUR | SEPARATOR },
	{ "GS1-DATE",              ASSAY_STRONG, ASSAY_WEAK, TEST | SEPARATOR },
	{ "GS1-DATE-CENTURY",      ASSAY_INFO,   ASSAY_INFO, 0 },
	{ "GS1-DATE-DAY00-HEALTH", ASSAY_WEAK,   ASSAY_WEAK, HEALTH },
	{ "GS1-DATE-ORDER",        ASSAY_STRONG, ASSAY_WEAK, NEIGHBOUR },
	{ "GS1-DL-PARSE",          ASSAY_INFO,   ASSAY_INFO, 0 },
	{ "GS1-DL-COMPRESSED",     ASSAY_INFO,   ASSAY_INFO, 0 },
	{ "GS1-SYMID",             ASSAY_INFO,   ASSAY_INFO, 0 },
	{ "GS1-NORMALISED",        ASSAY_INFO,   ASSAY_INFO, 0 },
	{ "CLAIM-LIMIT",           ASSAY_INFO,   ASSAY_INFO, 0 },
	{ "LABEL-FORM",            ASSAY_INFO,   ASSAY_INFO, 0 },
	{ "LABEL-READ-AS",         ASSAY_INFO,   ASSAY_INFO, 0 },
};
/* clang-format on */

#define TABLE_DAY 20480        /* 2026-01-27, the release of the dictionary in use */
#define TABLE_TRUSTED_DAYS 730 /* it is renewed about yearly; twice that */

static const struct assay_symbol *
symbol_of(const struct general *g, uint32_t symbol)
{
	return symbol < g->item->n_symbols ? &g->item->symbols[symbol] : NULL;
}

/* Was the symbol marked as GS1 data when it was printed?  What is typed, and a link,
 * has no mark to lack. */
static bool
is_gs1(const struct assay_symbol *s)
{
	static const char marked[][4] = { "]C1", "]e0", "]e1", "]d2", "]Q3",
		                          "]J1", "]E0", "]E3", "]E4", "]I1" };

	if (s == NULL || assay_link_meant(s->payload))
		return true;
	for (size_t i = 0; i < sizeof marked / sizeof *marked; i++)
		if (strcmp(s->symbology, marked[i]) == 0)
			return true;
	return false;
}

static bool
faulty(const struct general *g, const char *rule, uint32_t symbol)
{
	for (size_t i = 0; i < g->item->n_faults; i++)
		if (g->item->faults[i].symbol == symbol &&
		    strcmp(g->item->faults[i].rule, rule) == 0)
			return true;
	return false;
}

/* National health-care numbers stand on health-care packs only: AIs 710 to 719, and the
 * German and the French ones inside a product number. */
static bool
is_health(const struct assay_item *item)
{
	for (size_t i = 0; i < item->n_claims; i++) {
		const struct assay_claim *c = &item->claims[i];

		if ((strncmp(c->ai, "71", 2) == 0 && c->ai[2] != '\0') ||
		    (strcmp(c->ai, "01") == 0 && c->value.len == 14 &&
		     (memcmp(c->value.data + 1, "4150", 4) == 0 ||
		      memcmp(c->value.data + 1, "3400", 4) == 0)))
			return true;
	}
	return false;
}

/* A trial print: 12345678... or a word, somewhere in the payload. */
static bool
is_trial(const struct assay_symbol *s)
{
	struct assay_bytes p = s == NULL ? (struct assay_bytes){ NULL, 0 } : s->payload;

	for (size_t i = 0; p.len >= 9 && i <= p.len - 9; i++)
		if (assay_is_test((struct assay_bytes){ p.data + i, 9 }) &&
		    memcmp(p.data + i, "000000000", 9) != 0)
			return true;
	return false;
}

/* How many elements does this symbol carry? */
static size_t
elements(const struct assay_item *item, uint32_t symbol)
{
	size_t n = 0;

	for (size_t i = 0; i < item->n_claims; i++)
		n += item->claims[i].symbol == symbol && item->claims[i].ai[0] != '\0';
	return n;
}

static void
explain(const struct general *g, struct general_say *s, const struct assay_fault *f,
        int maybe)
{
	const struct assay_symbol *symbol = symbol_of(g, f->symbol);

	if (f->path == ASSAY_PATH_TYPED)
		general_tried(s, "typing-slip", true);
	else
		general_tried(s, "misread", f->path == ASSAY_PATH_LINEAR);
	/* ".../2023/01/20230115123456" is a day's archive: one element proves no intent
	 */
	if (symbol != NULL && assay_link_meant(symbol->payload))
		general_tried(s, "plain-link", elements(g->item, f->symbol) < 2);
	if (maybe & SEPARATOR)
		general_tried(s, "separator-lost",
		              faulty(g, "GS1-AI-GS-LOST", f->symbol));
	if (maybe & NEIGHBOUR)
		general_tried(s, "neighbour-code",
		              f->symbol == ASSAY_NONE && f->path != ASSAY_PATH_TYPED &&
		                      g->item->n_symbols > 1);
	if (maybe & TEST)
		general_tried(s, "test-code", is_trial(symbol));
	if (maybe & TABLE)
		general_tried(s, "list-too-old",
		              strstr(f->why, "unknown") != NULL &&
		                      g->today != ASSAY_NO_DAY &&
		                      g->today - TABLE_DAY > TABLE_TRUSTED_DAYS);
}

/* Brackets are how people write elements; inside a symbol they show that whoever made
 * it copied the text. */
static void
plain_carrier(struct general *g, const struct assay_fault *f)
{
	const struct assay_symbol *symbol = symbol_of(g, f->symbol);
	struct general_say s;

	general_begin(&s, "CARRIER-PLAIN", ASSAY_WEAK);
	s.finding.symbol = f->symbol;
	s.finding.pair = general_pair_of(g->item, f->symbol);
	general_add_text(&s, "symbology", symbol->symbology);
	general_add(&s, "payload", symbol->payload);
	general_tried(&s, "printing-error", true);
	general_end(g, &s);
}

static void
weigh(struct general *g, const struct assay_fault *f, const struct row *row)
{
	bool checked = f->path == ASSAY_PATH_MATRIX;
	const struct assay_symbol *symbol = symbol_of(g, f->symbol);
	struct general_say s;

	if ((row->maybe & HEALTH) && !is_health(g->item))
		return;
	if (strcmp(row->rule, "GS1-AI-BRACKET") == 0 && symbol != NULL) {
		plain_carrier(g, f);
		return;
	}
	/* DATE-ORDER speaks of typed dates, DATE-FUTURE of those after today */
	if (strcmp(row->rule, "GS1-DATE-ORDER") == 0 &&
	    (f->path == ASSAY_PATH_TYPED || strstr(f->why, "today=") != NULL))
		return;
	general_begin(&s, row->rule, checked ? row->matrix : row->other);
	if (strcmp(row->rule, "GS1-AI-PARSE") == 0 && !is_gs1(symbol))
		s.finding.severity = ASSAY_INFO;
	s.finding.symbol = f->symbol;
	s.finding.pair = general_pair_of(g->item, f->symbol);
	if (symbol != NULL)
		general_add_text(&s, "symbology", symbol->symbology);
	/* the evidence of a fault is escaped already */
	for (size_t i = 0;
	     f->why != NULL && f->why[i] != '\0' && s.used < GENERAL_EVIDENCE_MAX - 4;
	     i++) {
		if (i == 0 && s.used > 0) {
			memcpy(s.evidence + s.used, "; ", 2);
			s.used += 2;
		}
		s.evidence[s.used++] = f->why[i];
	}
	s.evidence[s.used] = '\0';
	if (s.finding.severity > ASSAY_INFO)
		explain(g, &s, f, row->maybe);
	general_end(g, &s);
}

/* A date without a day reads well; on a health-care pack it is one of the old rules. */
static void
day_00(struct general *g, const struct assay_claim *c)
{
	struct general_say s;

	general_begin(&s, "GS1-DATE-DAY00-HEALTH", ASSAY_WEAK);
	s.finding.symbol = c->symbol;
	s.finding.pair = general_pair_of(g->item, c->symbol);
	general_add_text(&s, "ai", c->ai);
	general_add(&s, "value", c->raw);
	general_tried(&s, "old-packaging", true);
	general_end(g, &s);
}

void
general_faults(struct general *g)
{
	static const char *const dates[] = { "11", "12", "13", "15", "16", "17" };

	for (size_t i = 0; is_health(g->item) && i < g->item->n_claims; i++) {
		const struct assay_claim *c = &g->item->claims[i];

		for (size_t k = 0; k < sizeof dates / sizeof *dates; k++)
			if (strcmp(c->ai, dates[k]) == 0 && c->raw.len == 6 &&
			    memcmp(c->raw.data + 4, "00", 2) == 0)
				day_00(g, c);
	}

	for (size_t i = 0; i < g->item->n_faults; i++)
		for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
			if (strcmp(g->item->faults[i].rule, rows[k].rule) == 0)
				weigh(g, &g->item->faults[i], &rows[k]);
}
