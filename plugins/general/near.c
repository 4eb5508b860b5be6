/* near.c - how alike two texts are, and what belongs to what
 *
 * Everything here compares; nothing decides. */
#include "general.h"

#include "assay-link.h"

bool
general_slip(struct assay_bytes a, struct assay_bytes b)
{
	struct plain x = plain_of(a, " "), y = plain_of(b, " ");

	return x.ok && y.ok ? is_slip(plain_bytes(&x), plain_bytes(&y)) : is_slip(a, b);
}

uint32_t
general_pair_of(const struct assay_item *item, uint32_t symbol)
{
	for (size_t i = 0; symbol != ASSAY_NONE && i < item->n_pairs; i++)
		if (item->pairs[i].symbol == symbol)
			return (uint32_t)i;
	return ASSAY_NONE;
}

size_t
general_decoded_pairs(const struct assay_item *item)
{
	size_t n = 0;

	for (size_t i = 0; i < item->n_pairs; i++)
		n += item->pairs[i].symbol != ASSAY_NONE;
	return n;
}

bool
general_checks_itself(const struct assay_item *item, uint32_t symbol)
{
	const char *id = symbol < item->n_symbols ? item->symbols[symbol].symbology : "";

	return strncmp(id, "]C", 2) == 0 || strncmp(id, "]e", 2) == 0 ||
	       strncmp(id, "]G", 2) == 0;
}

bool
general_belongs(const struct assay_item *item, const struct assay_claim *c, uint32_t pair)
{
	const struct assay_pair *p = &item->pairs[pair];

	if (c->symbol != ASSAY_NONE && c->symbol == p->symbol)
		return true;
	if (item->n_pairs != 1)
		return false;
	for (size_t i = 0; c->symbol != ASSAY_NONE && i < item->n_claims; i++) {
		const struct assay_claim *other = &item->claims[i];

		if (other->symbol != c->symbol)
			continue;
		if (strcmp(other->key, "gtin") == 0 &&
		    !assay_bytes_equal(other->value, assay_str(p->gtin)))
			return false;
		if (strcmp(other->key, "serial") == 0 &&
		    !assay_bytes_equal(other->value, p->serial))
			return false;
	}
	return true;
}

static bool
carries(const struct assay_item *item, uint32_t symbol, const char *ai)
{
	for (size_t i = 0; i < item->n_claims; i++)
		if (item->claims[i].symbol == symbol &&
		    strcmp(item->claims[i].ai, ai) == 0)
			return true;
	return false;
}

/* Is all of tail made of elements that labels put behind a lot or a serial, and that
 * the symbol has nowhere else? */
static bool
is_tail(const struct assay_item *item, uint32_t symbol, struct assay_bytes tail)
{
	static const struct {
		const char *ai;
		size_t digits; /* 0: up to the end, of any kind */
	} next[] = { { "10", 0 }, { "21", 0 }, { "11", 6 }, { "13", 6 }, { "15", 6 }, { "17", 6 } };

	while (tail.len > 2) {
		bool found = false;

		for (size_t i = 0; i < sizeof next / sizeof *next && !found; i++) {
			struct assay_bytes value = assay_part(
			        tail, 2, next[i].digits == 0 ? tail.len : 2 + next[i].digits);

			if (memcmp(tail.data, next[i].ai, 2) != 0 ||
			    carries(item, symbol, next[i].ai))
				continue;
			if (next[i].digits == 0)
				return true;
			if (value.len != 6 || !assay_all_digits(value) ||
			    assay_number(value, 2, 2) < 1 || assay_number(value, 2, 2) > 12 ||
			    assay_number(value, 4, 2) > 31)
				continue;
			tail = assay_part(tail, 8, tail.len);
			found = true;
		}
		if (!found)
			return false;
	}
	return tail.len == 0;
}

size_t
general_cut(const struct assay_item *item, uint32_t symbol, struct assay_bytes value,
            size_t from)
{
	const char *id = symbol < item->n_symbols ? item->symbols[symbol].symbology : "";

	if (strncmp(id, "]E", 2) == 0 || *id == '\0' ||
	    assay_link_meant(item->symbols[symbol].payload))
		return 0;
	for (size_t at = from + 1; at + 2 < value.len; at++)
		if (is_tail(item, symbol, assay_part(value, at, value.len)))
			return at;
	return 0;
}

bool
general_swallowed(const struct assay_item *item, const struct assay_claim *c,
                  struct assay_bytes meant)
{
	for (size_t at = 0; c->ai[0] != '\0' &&
	                    (at = general_cut(item, c->symbol, c->value, at)) > 0;)
		if (meant.len == 0 || general_slip(assay_part(c->value, 0, at), meant))
			return true;
	return false;
}

struct span
general_span(const struct assay_claim *c)
{
	struct assay_bytes date = c->value;
	struct span s;

	/* a date with a time keeps its day in front */
	if (c->symbol != ASSAY_NONE && date.len > 10)
		date.len = 10;
	s = span_of(date);
	if (s.first != ASSAY_NO_DAY && c->ai[0] == '1' && c->raw.len == 6 &&
	    assay_all_digits(c->raw) && c->raw.data[4] == '0' && c->raw.data[5] == '0') {
		struct assay_date d = assay_date_of(s.first);

		s.first = assay_day(d.year, d.month, 1);
		s.last = assay_day(d.year, d.month, assay_month_days(d.year, d.month));
	}
	return s;
}

bool
general_span_meets(struct span a, struct span b)
{
	return a.first <= b.last && b.first <= a.last;
}

bool
general_day_slip(int32_t a, int32_t b)
{
	struct assay_date x = assay_date_of(a), y = assay_date_of(b);
	int32_t apart[8] = { x.year / 1000 - y.year / 1000,
		             x.year / 100 % 10 - y.year / 100 % 10,
		             x.year / 10 % 10 - y.year / 10 % 10,
		             x.year % 10 - y.year % 10,
		             x.month / 10 - y.month / 10,
		             x.month % 10 - y.month % 10,
		             x.day / 10 - y.day / 10,
		             x.day % 10 - y.day % 10 };
	int differ = 0;

	for (int i = 0; i < 8; i++)
		differ += apart[i] != 0;
	return differ <= 2 || (x.year == y.year && x.month == y.day && x.day == y.month);
}

bool
general_span_slip(int32_t typed, struct span meant)
{
	for (int32_t day = meant.first; day <= meant.last; day++)
		if (general_day_slip(typed, day))
			return true;
	return false;
}

bool
general_several_products(const struct assay_item *item)
{
	const struct assay_claim *first = assay_claim(item, "gtin", 0), *c;

	for (size_t n = 1; (c = assay_claim(item, "gtin", n)) != NULL; n++)
		if (!assay_bytes_equal(c->value, first->value))
			return true;
	return false;
}
