/* dates.c - past, future and order of the dates on an item
 *
 * Decoded dates of one code that contradict each other are faults of that code; what
 * is compared here has a typed date on one side at least. */
#include "general.h"

#define TOLERANCE_DAYS 2  /* time zones, and clocks set by hand */
#define CLOCK_FLOOR 20605 /* 2026-06-01: before this program a clock is not believed */

/* In which order the dates of an item come; equal steps are not compared. */
/* clang-format off */
static const struct step {
	const char *key;
	int at;
} steps[] = {
	{ "made", 0 }, { "packed", 1 }, { "best", 2 }, { "sellby", 2 }, { "expiry", 2 },
};
/* clang-format on */

static int
step_of(const struct assay_claim *c)
{
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (strcmp(c->key, steps[i].key) == 0)
			return steps[i].at;
	return -1;
}

static void
begin(struct general *g, struct general_say *s, const char *rule,
      enum assay_severity severity, const struct assay_claim *c)
{
	general_begin(s, rule, severity);
	s->finding.symbol = c->symbol;
	s->finding.pair = general_pair_of(g->item, c->symbol);
}

static void
past(struct general *g, const struct assay_claim *c, struct span day)
{
	bool expiry = strcmp(c->key, "expiry") == 0;
	struct general_say s;

	if ((!expiry && strcmp(c->key, "best") != 0) || day.last >= g->today)
		return;
	begin(g, &s, expiry ? "DATE-EXPIRED" : "DATE-BEST", ASSAY_INFO, c);
	if (expiry)
		s.finding.flags = ASSAY_FLAG_EXPIRED;
	general_add_day(&s, c->key, day.last);
	general_add_day(&s, "seen", g->today);
	general_end(g, &s);
}

static void
future(struct general *g, const struct assay_claim *c, struct span day)
{
	struct general_say s;

	if (strcmp(c->key, "made") != 0 && strcmp(c->key, "packed") != 0)
		return;
	begin(g, &s, "DATE-FUTURE", ASSAY_STRONG, c);
	general_add_day(&s, c->key, day.first);
	general_add_day(&s, "seen", g->today);
	if (day.first <= g->today + TOLERANCE_DAYS) {
		if (c->path != ASSAY_PATH_TYPED)
			general_pass(g, &s);
		return;
	}
	/* a typed year is one slip away from another */
	if (c->path == ASSAY_PATH_TYPED)
		general_tried(&s, "typing-slip", true);
	else
		general_tried(&s, "misread",
		              c->path == ASSAY_PATH_LINEAR &&
		                      !general_checks_itself(g->item, c->symbol));
	general_tried(&s, "clock", g->clock_unsure || g->today < CLOCK_FLOOR);
	general_end(g, &s);
}

static void
order(struct general *g, const struct assay_claim *a, const struct assay_claim *b)
{
	int before = step_of(a), after = step_of(b);
	struct span x, y;
	struct general_say s;

	if (before < 0 || after <= before || general_decoded_pairs(g->item) > 1 ||
	    (a->symbol != ASSAY_NONE && b->symbol != ASSAY_NONE))
		return;
	x = general_span(a);
	y = general_span(b);
	if (x.first == ASSAY_NO_DAY || y.first == ASSAY_NO_DAY || x.first <= y.last)
		return;
	begin(g, &s, "DATE-ORDER", ASSAY_STRONG, a->symbol != ASSAY_NONE ? a : b);
	general_add_day(&s, a->key, x.first);
	general_add_day(&s, b->key, y.last);
	general_tried(&s, "typing-slip", true);
	general_tried(&s, "neighbour-code", general_several_products(g->item));
	general_end(g, &s);
}

void
general_dates(struct general *g)
{
	const struct assay_claim *seen = assay_claim(g->item, "seen", 0);
	struct span day = { ASSAY_NO_DAY, ASSAY_NO_DAY };

	if (seen != NULL)
		day = general_span(seen);
	if (day.last != ASSAY_NO_DAY)
		g->today = day.last;
	if (g->today == ASSAY_NO_DAY)
		return;
	for (size_t i = 0; i < g->item->n_claims; i++) {
		const struct assay_claim *c = &g->item->claims[i];

		if (step_of(c) < 0 || (day = general_span(c)).first == ASSAY_NO_DAY)
			continue;
		past(g, c, day);
		future(g, c, day);
		for (size_t k = 0; k < g->item->n_claims; k++)
			order(g, c, &g->item->claims[k]);
	}
}
