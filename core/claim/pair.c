/* pair.c - which GTIN goes with which serial
 *
 * A pair counts only from one symbol, from one typed record, or where the item has
 * exactly one of each: a wrong pair would accuse.  What fits several ways is left
 * loose, and said to be. */
#include <stdlib.h>
#include <string.h>

#include "assay-link.h"
#include "make.h"

/* More different pairs than codes that a photo can show are noise. */
#define PAIRS_MAX 512

static bool
is_gtin(const struct assay_claim *c)
{
	return strcmp(c->key, "gtin") == 0 && c->value.len == 14 &&
	       assay_all_digits(c->value);
}

static bool
is_serial(const struct assay_claim *c)
{
	return strcmp(c->key, "serial") == 0 && c->value.len > 0;
}

static enum assay_path
weaker(enum assay_path a, enum assay_path b)
{
	return a < b ? a : b; /* the enum goes from typed to error-corrected */
}

/* Do two serials differ by at most two characters that are wrong, or by one that is
 * missing?  Letters are equal in either case. */
static bool
is_slip(struct assay_bytes a, struct assay_bytes b)
{
	struct assay_bytes longer = a.len > b.len ? a : b, shorter = a.len > b.len ? b : a;
	size_t differ = 0, left_out = longer.len - shorter.len;

	if (left_out > 1)
		return false;
	for (size_t i = 0, k = 0; i < shorter.len; i++, k++) {
		if (assay_lower(shorter.data[i]) == assay_lower(longer.data[k]))
			continue;
		differ++;
		if (left_out == 0)
			continue;
		/* step over the one that is missing, once */
		if (differ > 1 || assay_lower(shorter.data[i]) != assay_lower(longer.data[++k]))
			return false;
	}
	return differ <= 2;
}

static void
add_pair(struct maker *m, const struct assay_claim *gtin,
         const struct assay_claim *serial, uint32_t symbol)
{
	struct claims *c = m->c;
	struct assay_pair *p;

	/* symbols come first, the decoded one stays: a record typed with a slip is that
	 * item again, not another */
	for (size_t i = 0; i < c->n_pairs; i++)
		if (memcmp(c->pairs[i].gtin, gtin->value.data, 14) == 0 &&
		    (assay_bytes_equal(c->pairs[i].serial, serial->value) ||
		     (symbol == ASSAY_NONE && is_slip(c->pairs[i].serial, serial->value))))
			return;
	if (c->n_pairs == PAIRS_MAX)
		return;
	if (c->pairs == NULL &&
	    (c->pairs = calloc(PAIRS_MAX, sizeof *c->pairs)) == NULL) {
		m->failed = true;
		return;
	}
	p = &c->pairs[c->n_pairs++];
	memcpy(p->gtin, gtin->value.data, 14);
	p->gtin[14] = '\0';
	p->serial = serial->value; /* lives in the arena, NUL after */
	p->symbol = symbol;
	p->path = weaker(gtin->path, serial->path);
}

/* Is this the code of a case of that unit: indicator 1 to 8 before the same item? */
static bool
is_case_of(const struct assay_claim *box, const struct assay_claim *unit)
{
	return box->value.data[0] >= '1' && box->value.data[0] <= '8' &&
	       unit->value.data[0] == '0' &&
	       memcmp(box->value.data + 1, unit->value.data + 1, 12) == 0;
}

/* The one GTIN and the one serial among the claims [from, to); 0, 1, or 2 for more. */
struct ones {
	const struct assay_claim *gtin, *serial;
	int gtins, serials;
};

static struct ones
ones_of(const struct assay_claim *claims, size_t from, size_t to)
{
	struct ones o = { NULL, NULL, 0, 0 };

	for (size_t i = from; i < to; i++) {
		const struct assay_claim *c = &claims[i];

		if (is_serial(c) &&
		    (o.serial == NULL || !assay_bytes_equal(o.serial->value, c->value))) {
			o.serials += o.serials < 2;
			o.serial = o.serial == NULL ? c : o.serial;
		}
		if (!is_gtin(c) ||
		    (o.gtin != NULL && assay_bytes_equal(o.gtin->value, c->value)))
			continue;
		if (o.gtin != NULL && is_case_of(c, o.gtin))
			continue; /* the carton's code beside the unit's */
		if (o.gtin == NULL || !is_case_of(o.gtin, c))
			o.gtins += o.gtins < 2;
		o.gtin = o.gtin == NULL || is_case_of(o.gtin, c) ? c : o.gtin;
	}
	return o;
}

void
make_pairs(struct maker *m)
{
	const struct assay_claim *claims = m->c->claims;
	size_t n = m->c->n_claims;
	bool several = false;
	struct ones o;

	/* claims stand in the order of their symbols, the typed ones last */
	for (size_t from = 0, to; from < n; from = to) {
		to = from;
		while (to < n && claims[to].symbol == claims[from].symbol)
			to++;
		o = ones_of(claims, from, to);
		if (o.gtins == 1 && o.serials == 1)
			add_pair(m, o.gtin, o.serial, claims[from].symbol);
		else if (o.gtins > 0 && o.serials > 0)
			several = true;
	}
	if (m->c->n_pairs > 0)
		return;
	o = ones_of(claims, 0, n);
	if (!several && o.gtins == 1 && o.serials == 1)
		add_pair(m, o.gtin, o.serial, ASSAY_NONE);
	else
		m->c->loose = o.gtins > 0 && o.serials > 0;
}
