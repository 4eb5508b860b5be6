/* item.c - what the elements and dates of all symbols of an item say together
 *
 * Companions are looked for on the whole item, since a label may spread its data
 * over several codes.  Dates are compared across symbols only where the item has one
 * of each kind: the neighbour's date must not accuse. */
#include <stdio.h>
#include <string.h>

#include "assay-link.h"
#include "make.h"

#define CLOCK_DAYS 2 /* time zones, and a camera's clock set a day wrong */

/* Does the item have this AI, in whatever carrier?  A GTIN of an EAN code, or a typed
 * one, is an AI 01. */
static bool
has(const struct claims *c, const char *code, size_t len)
{
	bool gtin = len == 2 && memcmp(code, "01", 2) == 0;
	bool serial = len == 2 && memcmp(code, "21", 2) == 0;

	for (size_t i = 0; i < c->n_claims; i++) {
		const struct assay_claim *claim = &c->claims[i];
		size_t n = strlen(claim->ai), same = 0;

		while (same < n && same < len &&
		       (claim->ai[same] == code[same] || code[same] == 'n'))
			same++;
		if (n == len && same == n)
			return true;
		if (n == 0 && ((gtin && strcmp(claim->key, "gtin") == 0) ||
		               (serial && strcmp(claim->key, "serial") == 0)))
			return true;
	}
	return false;
}

/* Is one of the groups "01+21,02" whole? */
static bool
has_companions(const struct claims *c, const char *needs)
{
	while (*needs != '\0') {
		size_t n = strcspn(needs, ",");
		bool whole = true;

		for (size_t at = 0; at < n;) {
			size_t len = strcspn(needs + at, "+,");

			whole = whole && has(c, needs + at, len);
			at += len + 1;
		}
		if (whole)
			return true;
		needs += n + (needs[n] == ',');
	}
	return false;
}

static void
check_companions(struct maker *m)
{
	struct claims *c = m->c;

	for (size_t i = 0; i < c->n_claims; i++) {
		const struct assay_claim *claim = &c->claims[i];
		const struct ai *a =
		        claim->ai[0] == '\0' ? NULL : ai_find(assay_str(claim->ai));
		char why[GS1_WHY_MAX] = "";

		if (a == NULL || a->needs == NULL || has_companions(c, a->needs))
			continue;
		why_add(why, sizeof why, "ai", assay_str(claim->ai));
		why_add(why, sizeof why, "needs", assay_str(a->needs));
		m->path = claim->path;
		m->symbol = claim->symbol;
		make_fault(m, "GS1-AI-REQUIRE", why);
	}
}

enum { MADE, PACKED, BEST, SELLBY, EXPIRY, DATES };
static const char *const dates[DATES] = { "made", "packed", "best", "sellby", "expiry" };
/* the first never after the second */
static const uint8_t orders[][2] = { { MADE, PACKED },  { MADE, BEST },
	                             { MADE, SELLBY },  { MADE, EXPIRY },
	                             { PACKED, BEST },  { PACKED, SELLBY },
	                             { PACKED, EXPIRY } };

/* The earliest day a claim may mean: day 00 leaves the month open. */
static int32_t
earliest(const struct assay_claim *c)
{
	int32_t day = assay_day_of(c->value);

	if (c->raw.len == 6 && day != ASSAY_NO_DAY && assay_number(c->raw, 4, 2) == 0)
		day -= assay_date_of(day).day - 1;
	return day;
}

struct dates {
	const struct assay_claim *one[DATES];
	bool several; /* of some kind there are different ones */
};

static struct dates
dates_of(const struct assay_claim *claims, size_t from, size_t to)
{
	struct dates d = { { NULL }, false };

	for (size_t i = from; i < to; i++)
		for (size_t k = 0; k < DATES; k++) {
			if (strcmp(claims[i].key, dates[k]) != 0 ||
			    assay_day_of(claims[i].value) == ASSAY_NO_DAY)
				continue;
			if (d.one[k] == NULL)
				d.one[k] = &claims[i];
			else if (!assay_bytes_equal(d.one[k]->value, claims[i].value))
				d.several = true;
		}
	return d;
}

static void
check_order(struct maker *m, const struct dates *d)
{
	int32_t today = assay_day_at(m->now);

	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		const struct assay_claim *a = d->one[orders[i][0]],
		                         *b = d->one[orders[i][1]];
		char why[GS1_WHY_MAX] = "";

		if (a == NULL || b == NULL || earliest(a) <= assay_day_of(b->value))
			continue;
		why_add(why, sizeof why, a->key, a->value);
		why_add(why, sizeof why, b->key, b->value);
		m->path = a->path < b->path ? a->path : b->path;
		m->symbol = a->symbol == b->symbol ? a->symbol : ASSAY_NONE;
		make_fault(m, "GS1-DATE-ORDER", why);
	}
	if (d->one[MADE] != NULL && today != ASSAY_NO_DAY &&
	    earliest(d->one[MADE]) > today + CLOCK_DAYS) {
		char why[GS1_WHY_MAX] = "", text[11];

		day_text(today, text);
		why_add(why, sizeof why, "made", d->one[MADE]->value);
		why_add(why, sizeof why, "today", assay_str(text));
		m->path = d->one[MADE]->path;
		m->symbol = d->one[MADE]->symbol;
		make_fault(m, "GS1-DATE-ORDER", why);
	}
}

static void
check_dates(struct maker *m)
{
	const struct assay_claim *claims = m->c->claims;
	size_t n = m->c->n_claims;
	struct dates d = dates_of(claims, 0, n);

	if (!d.several) {
		check_order(m, &d);
		return;
	}
	for (size_t from = 0, to; from < n; from = to) {
		to = from;
		while (to < n && claims[to].symbol == claims[from].symbol)
			to++;
		d = dates_of(claims, from, to);
		if (!d.several)
			check_order(m, &d);
	}
}

void
check_item(struct maker *m)
{
	check_companions(m);
	check_dates(m);
}
