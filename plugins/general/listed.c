/* listed.c - what signed lists say of each product and serial in view
 *
 * Present is true for ever, absent means something only where the list is complete
 * for this item; the host decides that, and its word is taken.  A typed serial is
 * never proof: fingers slip.  What the item says beside its serial is compared with
 * the record of its lot. */
#include "general.h"

#include "assay-country.h"

#define SLIP_TRIES_MAX 4096 /* look-ups for one mistyped serial: 20 x 2 x 82 and some */
#define SERIAL_TRIED_MAX 64 /* longer ones are not tried: AI 21 has 20 */
#define LOT_SPREAD_DAYS 7   /* a lot may be made over some days of one week */
#define LOT_OPEN_DAYS 31    /* one that is not closed is still being filled, later */

static const char *
answered(enum assay_listed listed)
{
	static const char *const rules[] = {
		[ASSAY_LISTED_NO_LIST] = "LIST-NONE",
		[ASSAY_LISTED_ISSUED] = "LIST-ISSUED",
		[ASSAY_LISTED_FLAGGED] = "LIST-STATUS",
		[ASSAY_LISTED_NOT_ISSUED] = "LIST-NOT-ISSUED",
		[ASSAY_LISTED_NOT_KNOWN] = "LIST-NOT-KNOWN",
		[ASSAY_LISTED_DAMAGED] = "LIST-DAMAGED",
		[ASSAY_LISTED_COMPROMISED] = "LIST-KEY-COMPROMISED",
		[ASSAY_LISTED_KEY_INVALID] = "LIST-KEY-INVALID",
	};

	return (size_t)listed < sizeof rules / sizeof *rules ? rules[listed]
	                                                     : "LIST-NONE";
}

/* A finding about one pair, with the pair and the list named. */
static void
begin(struct general *g, struct general_say *s, const char *rule,
      enum assay_severity severity, uint32_t p, const struct assay_answer *a)
{
	const struct assay_pair *pair = &g->item->pairs[p];

	general_begin(s, rule, severity);
	s->finding.symbol = pair->symbol;
	s->finding.pair = p;
	general_add_text(s, "gtin", pair->gtin);
	general_add(s, "serial", pair->serial);
	if (a->listed != ASSAY_LISTED_NO_LIST && a->issuer != NULL &&
	    a->issuer[0] != '\0')
		general_add_text(s, "issuer", a->issuer);
}

/* ---- other readings of a serial that no list knows ---- */

static bool
issued(struct general *g, const char *gtin, struct assay_bytes serial)
{
	struct assay_answer a;

	if (g->host->size < offsetof(struct assay_host, lookup_serial) +
	                            sizeof g->host->lookup_serial ||
	    g->host->lookup_serial == NULL)
		return false;
	if (g->host->lookup_serial(g->run, gtin, serial, &a) != ASSAY_OK)
		return false;
	return a.listed == ASSAY_LISTED_ISSUED || a.listed == ASSAY_LISTED_FLAGGED;
}

/* Caps lock, or a keyboard of another layout. */
static bool
try_keys(struct general *g, const struct assay_pair *p)
{
	uint8_t upper[SERIAL_TRIED_MAX], lower[SERIAL_TRIED_MAX],
	        swapped[SERIAL_TRIED_MAX];
	size_t n = p->serial.len;

	for (size_t i = 0; i < n; i++) {
		uint8_t c = p->serial.data[i];
		bool up = c >= 'A' && c <= 'Z', low = c >= 'a' && c <= 'z';

		upper[i] = low ? (uint8_t)(c - 32) : c;
		lower[i] = up ? (uint8_t)(c + 32) : c;
		swapped[i] = up ? lower[i] : upper[i];
	}
	if (memcmp(upper, lower, n) != 0 &&
	    (issued(g, p->gtin, (struct assay_bytes){ upper, n }) ||
	     issued(g, p->gtin, (struct assay_bytes){ lower, n }) ||
	     issued(g, p->gtin, (struct assay_bytes){ swapped, n })))
		return true;
	for (size_t i = 0; p->path == ASSAY_PATH_TYPED && i < ASSAY_LAYOUTS; i++)
		if ((n = assay_layout(p->serial, i, upper, sizeof upper)) > 0 &&
		    issued(g, p->gtin, (struct assay_bytes){ upper, n }))
			return true;
	return false;
}

/* Spreadsheets drop the zeros in front of a number, forms add them. */
static bool
try_zeros(struct general *g, const struct assay_pair *p)
{
	uint8_t text[SERIAL_TRIED_MAX + 20];
	struct assay_bytes s = p->serial;

	if (!assay_all_digits(s))
		return false;
	memset(text, '0', 20);
	memcpy(text + 20, s.data, s.len);
	for (size_t n = 1; n <= s.len && s.data[n - 1] == '0' && n < s.len; n++)
		if (issued(g, p->gtin, (struct assay_bytes){ s.data + n, s.len - n }))
			return true;
	for (size_t n = 1; n + s.len <= 20; n++)
		if (issued(g, p->gtin, (struct assay_bytes){ text + 20 - n, s.len + n }))
			return true;
	return false;
}

/* The characters worth trying for one place of this serial: its own kinds. */
static size_t
alphabet_of(struct assay_bytes s, uint8_t out[96])
{
	bool digit = false, up = false, low = false;
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		digit |= assay_is_digit(s.data[i]);
		up |= s.data[i] >= 'A' && s.data[i] <= 'Z';
		low |= s.data[i] >= 'a' && s.data[i] <= 'z';
	}
	if (!up && !low)
		up = true; /* O for 0, I for 1, and the like */
	digit |= up || low;
	for (uint8_t c = '0'; c <= 'z'; c++)
		if ((digit && assay_is_digit(c)) || (up && c >= 'A' && c <= 'Z') ||
		    (low && c >= 'a' && c <= 'z'))
			out[n++] = c;
	out[n++] = '-';
	return n;
}

/* One character wrong, missing, too many, or swapped with the next: does any of these
 * readings stand on the list? */
static bool
try_slips(struct general *g, const struct assay_pair *p, char found[SERIAL_TRIED_MAX + 2])
{
	uint8_t text[SERIAL_TRIED_MAX + 2], letters[96];
	size_t n = p->serial.len, n_letters = alphabet_of(p->serial, letters), tries = 0;
	struct assay_bytes s = { text, n };

	for (size_t i = 0; i < n; i++) {
		memcpy(text, p->serial.data, n);
		s.len = n;
		for (size_t k = 0; k < n_letters; k++) {
			text[i] = letters[k];
			if (text[i] != p->serial.data[i] && tries++ < SLIP_TRIES_MAX &&
			    issued(g, p->gtin, s))
				goto found;
		}
		if (i + 1 < n) {
			text[i] = p->serial.data[i + 1];
			text[i + 1] = p->serial.data[i];
			if (tries++ < SLIP_TRIES_MAX && issued(g, p->gtin, s))
				goto found;
		}
		memcpy(text, p->serial.data, i);
		memcpy(text + i, p->serial.data + i + 1, n - i - 1);
		s.len = n - 1;
		if (n > 1 && tries++ < SLIP_TRIES_MAX && issued(g, p->gtin, s))
			goto found;
	}
	for (size_t i = 0; i <= n; i++) {
		memcpy(text, p->serial.data, i);
		memcpy(text + i + 1, p->serial.data + i, n - i);
		s.len = n + 1;
		for (size_t k = 0; k < n_letters; k++) {
			text[i] = letters[k];
			if (tries++ < SLIP_TRIES_MAX && issued(g, p->gtin, s))
				goto found;
		}
	}
	return false;
found:
	memcpy(found, text, s.len);
	found[s.len] = '\0';
	return true;
}

/* The listed serial before what this one may have swallowed, where its symbol seems to
 * have lost a separator; *may: it seems so, whatever the list says.  Empty: none. */
static struct assay_bytes
before_separator(struct general *g, const struct assay_pair *p, bool *may)
{
	const struct assay_item *item = g->item;
	struct assay_bytes none = { NULL, 0 };

	*may = false;
	for (size_t i = 0; p->symbol != ASSAY_NONE && i < item->n_faults; i++)
		*may |= strcmp(item->faults[i].rule, "GS1-AI-GS-LOST") == 0 &&
		        item->faults[i].symbol == p->symbol &&
		        strncmp(item->faults[i].why, "ai=21;", 6) == 0;
	for (size_t at = 0; (at = general_cut(item, p->symbol, p->serial, at)) > 0;)
		if (issued(g, p->gtin, assay_part(p->serial, 0, at)))
			return assay_part(p->serial, 0, at);
	return none;
}

/* The claim of that key that speaks of this pair, decoded before typed. */
static const struct assay_claim *
claim_of(struct general *g, const char *key, uint32_t p)
{
	const struct assay_claim *best = NULL;

	for (size_t i = 0; i < g->item->n_claims; i++) {
		const struct assay_claim *c = &g->item->claims[i];

		if (strcmp(c->key, key) != 0 || !general_belongs(g->item, c, p))
			continue;
		if (c->symbol != ASSAY_NONE && c->symbol == g->item->pairs[p].symbol)
			return c;
		if (best == NULL ||
		    (best->symbol == ASSAY_NONE && c->symbol != ASSAY_NONE))
			best = c;
	}
	return best;
}

/* Absence counts by the lot or by the made date.  Does only a typed one say so?  *slip:
 * a made date after what the list covers could have been meant. */
static bool
only_typed(struct general *g, uint32_t p, const struct assay_answer *a, bool *slip)
{
	const struct assay_claim *made = claim_of(g, "made", p), *lot = claim_of(g, "lot", p);
	bool by_lot = lot != NULL && a->lot_known &&
	              (a->printed_lot.closed || a->printed_lot.made != ASSAY_NO_DAY);
	int32_t last = a->covers_until > 0 ? assay_day_at(a->covers_until) : ASSAY_NO_DAY;

	*slip = false;
	if (made != NULL && made->path != ASSAY_PATH_TYPED)
		return false;
	if (by_lot)
		return lot->path == ASSAY_PATH_TYPED;
	if (made != NULL && last != ASSAY_NO_DAY && g->today != ASSAY_NO_DAY)
		*slip = general_span_slip(general_span(made).last,
		                          (struct span){ last + 1, g->today });
	return made != NULL;
}

static void
not_issued(struct general *g, uint32_t p, const struct assay_answer *a)
{
	const struct assay_pair *pair = &g->item->pairs[p];
	bool typed = pair->path == ASSAY_PATH_TYPED,
	     sure = pair->path >= ASSAY_PATH_RETAIL;
	bool triable = pair->serial.len <= SERIAL_TRIED_MAX && pair->serial.len > 0;
	char other[SERIAL_TRIED_MAX + 2] = "", unit[15];
	bool zeros, caps, slip = false, level = false, lost, day_slip;
	struct assay_bytes split = before_separator(g, pair, &lost);
	bool as_typed = only_typed(g, p, a, &day_slip);
	struct general_say s;

	begin(g, &s, "LIST-NOT-ISSUED", typed || as_typed ? ASSAY_STRONG : ASSAY_PROOF, p, a);
	general_add_day(&s, "complete-until",
	                a->covers_until > 0 ? assay_day_at(a->covers_until)
	                                    : ASSAY_NO_DAY);
	general_tried(&s, "newer-than-list", day_slip);
	general_tried(&s, "lot-open", false);
	zeros = triable && try_zeros(g, pair);
	caps = triable && try_keys(g, pair);
	general_tried(&s, "leading-zeros", zeros);
	general_tried(&s, "caps-lock", caps);
	general_tried(&s, "separator-lost", lost || split.len > 0);
	if (split.len > 0) { /* the shorter reading is on the list: nothing is left to accuse */
		general_add(&s, "listed-instead", split);
		s.finding.severity = ASSAY_STRONG;
	}
	if (typed || (!sure && !general_checks_itself(g->item, pair->symbol)))
		slip = triable && try_slips(g, pair, other);
	if (typed)
		general_tried(&s, "typing-slip", slip);
	else
		general_tried(&s, "misread", !sure);
	if (slip)
		general_add_text(&s, "listed-instead", other);
	/* a list of units says nothing of cases, unless it has lots of cases */
	memcpy(unit, pair->gtin, sizeof unit);
	if (unit[0] >= '1' && unit[0] <= '8')
		level = !a->lots_listed;
	general_tried(&s, "other-pack-level", level);
	general_tried(&s, "test-code", assay_is_test(pair->serial));
	general_tried(&s, "neighbour-code", pair->symbol == ASSAY_NONE && !typed);
	/* of a linear symbol without a check of its own, a known reading one character
	 * away is more than a doubt */
	if (slip && !typed)
		s.finding.severity = ASSAY_STRONG;
	general_end(g, &s);
}

/* A typed serial that the list does not know may be one that it does. */
static void
meant(struct general *g, uint32_t p, struct general_say *s)
{
	const struct assay_pair *pair = &g->item->pairs[p];
	char other[SERIAL_TRIED_MAX + 2];

	if (pair->path != ASSAY_PATH_TYPED || pair->serial.len == 0 ||
	    pair->serial.len > SERIAL_TRIED_MAX)
		return;
	if (try_slips(g, pair, other)) {
		general_add_text(s, "listed-instead", other);
		general_tried(s, "typing-slip", true);
	}
	if (try_keys(g, pair))
		general_tried(s, "caps-lock", true);
}

/* ---- status ---- */

static void
flagged(struct general *g, uint32_t p, const struct assay_answer *a)
{
	static const char *const words[] = { "none",     "made",      "sold",   "stolen",
		                             "recalled", "destroyed", "removed" };
	const struct assay_pair *pair = &g->item->pairs[p];
	struct general_say s;

	if ((size_t)a->status >= sizeof words / sizeof *words)
		return;
	begin(g, &s, "LIST-STATUS",
	      a->status == ASSAY_ITEM_DESTROYED ? ASSAY_STRONG : ASSAY_INFO, p, a);
	general_add_text(&s, "status", words[a->status]);
	if (a->status == ASSAY_ITEM_STOLEN)
		s.finding.flags = ASSAY_FLAG_STOLEN;
	if (a->status == ASSAY_ITEM_RECALLED)
		s.finding.flags = ASSAY_FLAG_RECALLED;
	if (a->status == ASSAY_ITEM_DESTROYED) {
		/* a slip lands on another listed serial only where those stand close */
		if (pair->path == ASSAY_PATH_TYPED)
			general_tried(&s, "typing-slip", a->guessable);
		else
			general_tried(&s, "misread", false);
		general_tried(&s, "neighbour-code",
		              pair->symbol == ASSAY_NONE &&
		                      pair->path != ASSAY_PATH_TYPED);
	}
	general_end(g, &s);
}

/* ---- the record of the lot ---- */

/* What may explain that a value differs from the record, whatever the value. */
static void
explain_difference(struct general *g, struct general_say *s, const struct assay_claim *c,
                   uint32_t p, const struct assay_answer *a, bool slip)
{
	const struct assay_pair *pair = &g->item->pairs[p];

	if (c->path == ASSAY_PATH_TYPED)
		general_tried(s, "typing-slip", slip);
	else
		general_tried(s, "misread",
		              c->path == ASSAY_PATH_LINEAR && slip &&
		                      !general_checks_itself(g->item, c->symbol));
	/* the serial itself may be the one mistyped: into another one's record */
	if (pair->path == ASSAY_PATH_TYPED)
		general_tried(s, "typing-slip", a->guessable);
	general_tried(s, "neighbour-code",
	              c->symbol == ASSAY_NONE ? general_several_products(g->item)
	                                      : c->symbol != pair->symbol &&
	                                                g->item->n_symbols > 2);
}

static void
compare_lot(struct general *g, uint32_t p, const struct assay_answer *a)
{
	const struct assay_claim *c = claim_of(g, "lot", p);
	struct assay_bytes record = assay_str(a->lot.lot);
	struct general_say s;

	if (c == NULL || !a->has_lot || record.len == 0 || c->value.len == 0 ||
	    assay_bytes_equal(c->value, record))
		return;
	if (c->path == ASSAY_PATH_TYPED && assay_same_keys(c->value, record))
		return;
	begin(g, &s, "LIST-LOT", ASSAY_STRONG, p, a);
	general_add(&s, "printed", c->value);
	general_add(&s, "listed", record);
	explain_difference(g, &s, c, p, a, general_slip(c->value, record));
	general_tried(&s, "caps-lock", assay_same_case(c->value, record));
	general_tried(&s, "leading-zeros", assay_zeros_apart(c->value, record));
	general_tried(&s, "separator-lost",
	              general_swallowed(g->item, c, record));
	general_end(g, &s);
}

static void
compare_day(struct general *g, uint32_t p, const struct assay_answer *a, const char *rule,
            const struct assay_claim *c, int32_t record, int32_t before, int32_t after)
{
	struct span printed;
	struct general_say s;
	int32_t apart;

	if (c == NULL || record == ASSAY_NO_DAY)
		return;
	printed = general_span(c);
	if (printed.first == ASSAY_NO_DAY ||
	    general_span_meets(printed, (struct span){ record, record }))
		return;
	begin(g, &s, rule, ASSAY_STRONG, p, a);
	general_add_day(&s, "printed", printed.last);
	general_add_day(&s, "listed", record);
	/* of a whole month the day that comes nearest */
	apart = (record < printed.first ? printed.first : printed.last) - record;
	explain_difference(g, &s, c, p, a,
	                   general_span_slip(printed.last,
	                                     (struct span){ record - before, record + after }));
	general_tried(&s, "day-00", false);
	general_tried(&s, "century", apart % 36524 == 0 || apart % 36525 == 0);
	if (after > 0)
		general_tried(&s, "lot-open", apart >= -before && apart <= after);
	general_end(g, &s);
}

/* Is that market among those of the lot?  A lot without markets is for all; goods for
 * one member of the Union are for all of it. */
static bool
serves(const struct assay_lot *lot, const char *market, bool *judged)
{
	bool eu = strcmp(market, "eu") == 0 || strcmp(market, "EU") == 0;
	const struct assay_country *here = assay_country_find(assay_str(market));

	eu = eu || (here != NULL && assay_in_eu(here->number));

	*judged = false;
	for (size_t i = 0; i < 8 && lot->markets[i] != 0; i++) {
		*judged = eu || here != NULL;
		if ((eu && assay_in_eu(lot->markets[i])) ||
		    (here != NULL && here->number == lot->markets[i]))
			return true;
	}
	return false;
}

static void
compare_market(struct general *g, uint32_t p, const struct assay_answer *a,
               const struct assay_lot *lot)
{
	const struct assay_claim *typed = assay_claim(g->item, "market", 0);
	const char *market = g->item->market;
	char shown[8 * 3 + 1];
	size_t n = 0;
	struct general_say s;
	bool judged;

	if (market == NULL && typed != NULL)
		market = (const char *)typed->value.data;
	if (market == NULL || serves(lot, market, &judged) || !judged)
		return;
	for (size_t i = 0; i < 8 && lot->markets[i] != 0; i++) {
		const struct assay_country *c = assay_country_of(lot->markets[i]);

		if (i > 0)
			shown[n++] = ' ';
		memcpy(shown + n, c == NULL ? "??" : c->two, 2);
		n += 2;
	}
	shown[n] = '\0';
	begin(g, &s, "LIST-MARKET", ASSAY_WEAK, p, a);
	s.finding.flags = ASSAY_FLAG_DIVERTED;
	general_add_text(&s, "market", market);
	general_add_text(&s, "made-for", shown);
	general_tried(&s, "parallel-import", true);
	general_end(g, &s);
}

static void
lot_status(struct general *g, uint32_t p, const struct assay_answer *a,
           const struct assay_lot *lot)
{
	struct general_say s;

	if (!lot->recalled && !lot->stolen)
		return;
	general_begin(&s, "LOT-STATUS", ASSAY_INFO);
	s.finding.pair = p;
	s.finding.flags = (lot->recalled ? (uint32_t)ASSAY_FLAG_RECALLED : 0) |
	                  (lot->stolen ? (uint32_t)ASSAY_FLAG_STOLEN : 0);
	general_add_text(&s, "gtin", lot->gtin);
	general_add_text(&s, "lot", lot->lot);
	general_add_text(&s, "status",
	                 lot->recalled && lot->stolen ? "recalled, stolen"
	                 : lot->recalled              ? "recalled"
	                                              : "stolen");
	if (a->issuer != NULL && a->issuer[0] != '\0')
		general_add_text(&s, "issuer", a->issuer);
	general_end(g, &s);
}

/* Was the item made, as far as it says itself, after the day the list covers? */
static bool
may_be_newer(const struct assay_answer *a, const struct assay_claim *made)
{
	struct span m;

	if (a->covers_until <= 0 || made == NULL)
		return true;
	m = general_span(made);
	return m.first == ASSAY_NO_DAY || m.last > assay_day_at(a->covers_until);
}

/* The printed lot, which is not in the list's table, weighed.  about: a finding begun.
 * serial_known: the serial is listed, without a lot. */
static void
lot_unknown(struct general *g, const struct general_say *about,
            const struct assay_answer *a, const struct assay_claim *lot,
            const struct assay_claim *made, bool serial_known)
{
	struct general_say s = *about;
	bool newer = !serial_known && may_be_newer(a, made);

	/* never proof: that the item itself is absent is LIST-NOT-ISSUED's to say */
	s.finding.severity = ASSAY_STRONG;
	s.finding.rule = "LOT-UNKNOWN";
	general_add(&s, "lot", lot->value);
	general_tried(&s, "newer-than-list", newer);
	general_tried(&s, "lot-open", false);
	/* a serial that is listed without a lot: its maker does not record all lots */
	general_tried(&s, "list-too-old", serial_known);
	if (lot->path == ASSAY_PATH_TYPED)
		general_tried(&s, "typing-slip", true); /* lots lie close to each other */
	else
		general_tried(&s, "misread", lot->path == ASSAY_PATH_LINEAR);
	general_tried(&s, "separator-lost",
	              general_swallowed(g->item, lot, (struct assay_bytes){ NULL, 0 }));
	general_tried(&s, "test-code", assay_is_test(lot->value));
	general_end(g, &s);
}

static void
records(struct general *g, uint32_t p, const struct assay_answer *a)
{
	const struct assay_claim *lot = claim_of(g, "lot", p),
	                         *made = claim_of(g, "made", p);
	const struct assay_claim *expiry = claim_of(g, "expiry", p);
	const struct assay_lot *record = a->has_lot     ? &a->lot
	                                 : a->lot_known ? &a->printed_lot
	                                                : NULL;
	bool known =
	        a->listed == ASSAY_LISTED_ISSUED || a->listed == ASSAY_LISTED_FLAGGED;

	if (a->listed == ASSAY_LISTED_NO_LIST || a->listed == ASSAY_LISTED_DAMAGED ||
	    a->listed == ASSAY_LISTED_COMPROMISED ||
	    a->listed == ASSAY_LISTED_KEY_INVALID)
		return;
	if (expiry == NULL)
		expiry = claim_of(g, "best", p);
	compare_lot(g, p, a);
	if (lot != NULL && lot->value.len > 0 && a->lots_listed && !a->lot_known &&
	    !a->has_lot) {
		struct general_say s;

		begin(g, &s, "LOT-UNKNOWN", ASSAY_STRONG, p, a);
		lot_unknown(g, &s, a, lot, made, known);
	}
	if (record == NULL)
		return;
	compare_day(g, p, a, "LIST-EXPIRY", expiry, record->expiry, 0, 0);
	compare_day(g, p, a, "LIST-MADE", made, record->made, LOT_SPREAD_DAYS,
	            record->closed ? LOT_SPREAD_DAYS : LOT_OPEN_DAYS);
	compare_market(g, p, a, record);
	lot_status(g, p, a, record);
	if (a->has_lot && a->lot_known && strcmp(a->lot.lot, a->printed_lot.lot) != 0)
		lot_status(g, p, a, &a->printed_lot);
}

/* ---- one pair ---- */

static void
quality(struct general *g, uint32_t p, const struct assay_answer *a)
{
	struct general_say s;

	if (a->listed == ASSAY_LISTED_NO_LIST)
		return;
	if (a->age == ASSAY_AGE_STALE) {
		begin(g, &s, "LIST-STALE", ASSAY_INFO, p, a);
		s.finding.flags = ASSAY_FLAG_STALE_DATA;
		general_add_day(&s, "expired",
		                a->expires_at > 0 ? assay_day_at(a->expires_at)
		                                  : ASSAY_NO_DAY);
		general_end(g, &s);
	}
	if (a->clock_unsure) {
		g->clock_unsure = true;
		begin(g, &s, "LIST-CLOCK", ASSAY_INFO, p, a);
		s.finding.flags = ASSAY_FLAG_CLOCK_UNSURE;
		general_add_day(&s, "judged-as-of", g->today);
		general_end(g, &s);
	}
	if (a->guessable &&
	    (a->listed == ASSAY_LISTED_ISSUED || a->listed == ASSAY_LISTED_FLAGGED)) {
		begin(g, &s, "LIST-GUESSABLE", ASSAY_INFO, p, a);
		s.finding.flags = ASSAY_FLAG_GUESSABLE_SERIAL;
		general_end(g, &s);
	}
}

static void
judge_pair(struct general *g, uint32_t p)
{
	struct assay_answer a;
	enum assay_status status;
	struct general_say s;

	/* a number whose check digit is wrong is nobody's: that it is on no list is no
	 * second fact */
	if (!assay_mod10_holds(assay_str(g->item->pairs[p].gtin)))
		return;
	memset(&a, 0, sizeof a);
	if ((status = g->host->lookup(g->run, p, &a)) != ASSAY_OK) {
		if (g->status == ASSAY_OK)
			g->status = status;
		return;
	}
	switch (a.listed) {
	case ASSAY_LISTED_ISSUED:
	case ASSAY_LISTED_FLAGGED:
		begin(g, &s, "LIST-ISSUED", ASSAY_INFO, p, &a);
		general_add_day(&s, "as-of",
		                a.issued_at > 0 ? assay_day_at(a.issued_at)
		                                : ASSAY_NO_DAY);
		general_pass(g, &s);
		if (a.listed == ASSAY_LISTED_FLAGGED)
			flagged(g, p, &a);
		break;
	case ASSAY_LISTED_NOT_ISSUED:
		not_issued(g, p, &a);
		break;
	case ASSAY_LISTED_NO_LIST:
	case ASSAY_LISTED_NOT_KNOWN:
	case ASSAY_LISTED_DAMAGED:
	case ASSAY_LISTED_COMPROMISED:
	case ASSAY_LISTED_KEY_INVALID:
		begin(g, &s, answered(a.listed), ASSAY_INFO, p, &a);
		if (a.listed == ASSAY_LISTED_NOT_KNOWN)
			s.finding.flags = ASSAY_FLAG_NOT_LISTED;
		general_add_day(&s, "complete-until",
		                a.covers_until > 0 ? assay_day_at(a.covers_until)
		                                   : ASSAY_NO_DAY);
		if (a.listed == ASSAY_LISTED_NOT_KNOWN)
			meant(g, p, &s);
		general_end(g, &s);
		break;
	}
	records(g, p, &a);
	quality(g, p, &a);
}

/* ---- an item without a serial: its lot may still be known ---- */

static void
judge_lot(struct general *g)
{
	const struct assay_claim *gtin = assay_claim(g->item, "gtin", 0);
	const struct assay_claim *lot = assay_claim(g->item, "lot", 0);
	struct assay_answer a;
	struct general_say s;

	if (gtin == NULL || lot == NULL || lot->value.len == 0 || gtin->value.len != 14 ||
	    assay_claim(g->item, "serial", 0) != NULL)
		return;
	for (size_t n = 1;; n++) { /* one product and one lot, or nothing is asked */
		const struct assay_claim *g2 = assay_claim(g->item, "gtin", n);
		const struct assay_claim *l2 = assay_claim(g->item, "lot", n);

		if (g2 == NULL && l2 == NULL)
			break;
		if ((g2 != NULL && !assay_bytes_equal(g2->value, gtin->value)) ||
		    (l2 != NULL && !assay_bytes_equal(l2->value, lot->value)))
			return;
	}
	if (g->host->size < offsetof(struct assay_host, lookup_serial) +
	                            sizeof g->host->lookup_serial ||
	    g->host->lookup_serial == NULL)
		return;
	memset(&a, 0, sizeof a);
	if (g->host->lookup_serial(g->run, (const char *)gtin->value.data,
	                           (struct assay_bytes){ (const uint8_t *)"", 0 },
	                           &a) != ASSAY_OK ||
	    a.listed == ASSAY_LISTED_NO_LIST || a.listed == ASSAY_LISTED_DAMAGED ||
	    a.listed == ASSAY_LISTED_COMPROMISED ||
	    a.listed == ASSAY_LISTED_KEY_INVALID)
		return;
	if (a.lot_known) {
		lot_status(g, ASSAY_NONE, &a, &a.printed_lot);
		return;
	}
	if (!a.lots_listed)
		return;
	a.listed = ASSAY_LISTED_NOT_KNOWN; /* nobody was asked about a serial */
	general_begin(&s, "LOT-UNKNOWN", ASSAY_STRONG);
	s.finding.symbol = lot->symbol;
	general_add(&s, "gtin", gtin->value);
	general_add_text(&s, "issuer", a.issuer == NULL ? "" : a.issuer);
	lot_unknown(g, &s, &a, lot, assay_claim(g->item, "made", 0), false);
}

static void
loose(struct general *g)
{
	const struct assay_claim *gtin = assay_claim(g->item, "gtin", 0);
	const struct assay_claim *serial = assay_claim(g->item, "serial", 0);
	struct general_say s;

	if (gtin == NULL || serial == NULL)
		return;
	general_begin(&s, "PAIR-LOOSE", ASSAY_INFO);
	for (size_t n = 0; n < 3 && (gtin = assay_claim(g->item, "gtin", n)) != NULL; n++)
		general_add(&s, "gtin", gtin->value);
	for (size_t n = 0; n < 3 && (serial = assay_claim(g->item, "serial", n)) != NULL;
	     n++)
		general_add(&s, "serial", serial->value);
	general_end(g, &s);
}

void
general_listed(struct general *g)
{
	if (g->item->n_pairs == 0) {
		loose(g);
		judge_lot(g);
	}
	for (uint32_t p = 0; p < g->item->n_pairs; p++)
		judge_pair(g, p);
}
