/* codes.c - the codes of an item against each other, and against what people read
 *
 * Two things in view are the commonest innocent reason for two values: a
 * contradiction between symbols is strong only where they plainly sit on one pack. */
#include "general.h"

#include "assay-gs1prefix.h"

#define MAKER_DIGITS 7 /* the least that a company prefix has in most countries */
#define NUMBERS_MAX 32 /* product numbers compared; more in one view are a shelf */

/* ---- where symbols lie ---- */

struct box {
	int64_t left, top, right, bottom;
};

static struct box
box_of(const struct assay_symbol *s)
{
	struct box b = { s->outline[0].x, s->outline[0].y, s->outline[0].x,
		         s->outline[0].y };

	for (int i = 1; i < 4; i++) {
		if (s->outline[i].x < b.left)
			b.left = s->outline[i].x;
		if (s->outline[i].x > b.right)
			b.right = s->outline[i].x;
		if (s->outline[i].y < b.top)
			b.top = s->outline[i].y;
		if (s->outline[i].y > b.bottom)
			b.bottom = s->outline[i].y;
	}
	return b;
}

static int64_t
size_of(struct box b)
{
	int64_t w = b.right - b.left, h = b.bottom - b.top;

	return w > h ? w : h;
}

/* Packs carry one symbol of each kind: for the shop, a link for people, and data. */
static int
kind_of(const struct assay_symbol *s)
{
	return strncmp(s->symbology, "]E", 2) == 0 ? 0
	       : assay_link_meant(s->payload)      ? 1
	                                           : 2;
}

static bool
has_gtin(const struct assay_item *item, uint32_t symbol)
{
	for (size_t i = 0; i < item->n_claims; i++)
		if (item->claims[i].symbol == symbol &&
		    strcmp(item->claims[i].key, "gtin") == 0)
			return true;
	return false;
}

/* Do these two plainly sit on one pack: of different kinds, close together, and no
 * third product number in the picture? */
static bool
one_pack(const struct assay_item *item, uint32_t a, uint32_t b)
{
	const struct assay_symbol *x, *y;
	struct box p, q;
	int64_t gap_x, gap_y, size;

	if (a >= item->n_symbols || b >= item->n_symbols)
		return false;
	x = &item->symbols[a];
	y = &item->symbols[b];
	if (x->photo != y->photo || kind_of(x) == kind_of(y))
		return false;
	for (uint32_t i = 0; i < item->n_symbols; i++)
		if (i != a && i != b && item->symbols[i].photo == x->photo &&
		    has_gtin(item, i))
			return false;
	p = box_of(x);
	q = box_of(y);
	size = size_of(p) > size_of(q) ? size_of(p) : size_of(q);
	gap_x = p.left > q.right   ? p.left - q.right
	        : q.left > p.right ? q.left - p.right
	                           : 0;
	gap_y = p.top > q.bottom   ? p.top - q.bottom
	        : q.top > p.bottom ? q.top - p.bottom
	                           : 0;
	return size_of(p) > 0 && size_of(q) > 0 && gap_x + gap_y <= size + size / 2;
}

/* ---- text with brackets ---- */

/* The next "(AI)value" of text with brackets; false: none is left. */
static bool
next_element(struct assay_bytes *rest, struct assay_bytes *ai, struct assay_bytes *value)
{
	size_t at = 0, end;

	while (at < rest->len && rest->data[at] == ' ')
		at++;
	if (at >= rest->len || rest->data[at] != '(')
		return false;
	end = assay_find(*rest, at, ')');
	*ai = assay_part(*rest, at + 1, end);
	if (end == rest->len || ai->len < 2 || ai->len > 4 || !assay_all_digits(*ai))
		return false;
	at = end + 1;
	for (end = at; end < rest->len;
	     end++) { /* up to the next bracket that holds an AI */
		size_t close = assay_find(*rest, end, ')');
		struct assay_bytes inside = assay_part(*rest, end + 1, close);

		if (rest->data[end] == '(' && close < rest->len && inside.len >= 2 &&
		    inside.len <= 4 && assay_all_digits(inside))
			break;
	}
	*value = assay_part(*rest, at, end);
	while (value->len > 0 && value->data[value->len - 1] == ' ')
		value->len--;
	*rest = assay_part(*rest, end, rest->len);
	return true;
}

static bool
same_value(struct assay_bytes printed, struct assay_bytes decoded)
{
	return assay_bytes_equal(printed, decoded) ||
	       (assay_all_digits(printed) && decoded.len == 14 &&
	        assay_zeros_apart(printed, decoded));
}

/* One printed element against all that was decoded under the same identifier. */
static void
printed_element(struct general *g, struct assay_bytes ai, struct assay_bytes value)
{
	const struct assay_claim *other = NULL,
	                         *typed = assay_claim(g->item, "decoded", 0);
	struct assay_bytes decoded = { NULL, 0 }, rest, ai2, value2;
	uint32_t symbol = ASSAY_NONE;
	bool slip, several = false;
	struct general_say s;

	for (size_t i = 0; i < g->item->n_claims; i++) {
		const struct assay_claim *c = &g->item->claims[i];

		/* the number of a retail symbol is printed with an identifier too */
		if (c->symbol == ASSAY_NONE ||
		    (!assay_bytes_equal(assay_str(c->ai), ai) &&
		     !(assay_bytes_is(ai, "01") && strcmp(c->key, "gtin") == 0)))
			continue;
		if (same_value(value, c->value) || same_value(value, c->raw)) {
			general_begin(&s, "HRI-MISMATCH", ASSAY_INFO);
			general_add(&s, "ai", ai);
			general_add(&s, "value", value);
			general_pass(g, &s);
			return;
		}
		several |= other != NULL && !assay_bytes_equal(other->value, c->value);
		if (other == NULL)
			other = c;
	}
	if (other != NULL) {
		decoded = other->raw.len > 0 ? other->raw : other->value;
		symbol = other->symbol;
	} else {
		rest = typed == NULL ? decoded : typed->value;
		while (next_element(&rest, &ai2, &value2))
			if (assay_bytes_equal(ai, ai2))
				decoded = value2;
		if (decoded.data == NULL || same_value(value, decoded))
			return;
	}
	slip = general_slip(value, decoded);
	general_begin(&s, "HRI-MISMATCH", ASSAY_STRONG);
	s.finding.symbol = symbol;
	s.finding.pair = general_pair_of(g->item, symbol);
	general_add(&s, "ai", ai);
	general_add(&s, "printed", value);
	general_add(&s, "decoded", decoded);
	general_tried(&s, "typing-slip", slip);
	general_tried(&s, "caps-lock", assay_same_keys(value, decoded));
	general_tried(&s, "leading-zeros", assay_zeros_apart(value, decoded));
	general_tried(&s, "neighbour-code",
	              several || general_decoded_pairs(g->item) > 1);
	if (other != NULL)
		general_tried(&s, "separator-lost",
		              general_swallowed(g->item, other, value));
	general_end(g, &s);
}

static void
printed(struct general *g)
{
	static const char *const keys[] = { "hri", "printed", "code" };

	for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
		const struct assay_claim *c;

		for (size_t n = 0; (c = assay_claim(g->item, keys[k], n)) != NULL; n++) {
			struct assay_bytes rest = c->raw.len > 0 ? c->raw : c->value, ai,
			                   value;

			while (next_element(&rest, &ai, &value))
				printed_element(g, ai, value);
		}
	}
}

/* ---- product numbers against each other ---- */

struct number {
	uint8_t gtin[14];
	uint32_t symbol; /* ASSAY_NONE: typed */
	bool link;       /* it stands inside a link */
};

static bool
is_link(const struct assay_item *item, uint32_t symbol)
{
	return symbol < item->n_symbols &&
	       assay_link_meant(item->symbols[symbol].payload);
}

static struct assay_bytes
gtin_of(const struct number *n)
{
	return (struct assay_bytes){ n->gtin, 14 };
}

/* The same number again, from wherever, is what one expects: *agree counts it. */
static void
add_number(struct number *all, size_t *n, struct assay_bytes digits, uint32_t symbol,
           bool link, size_t *agree)
{
	struct number *x = &all[*n];

	if (digits.len < 8 || digits.len > 14 || *n == NUMBERS_MAX ||
	    !assay_mod10_holds(digits))
		return;
	memset(x->gtin, '0', 14);
	memcpy(x->gtin + 14 - digits.len, digits.data, digits.len);
	x->symbol = symbol;
	x->link = link;
	for (size_t i = 0; i < *n; i++) {
		if (memcmp(all[i].gtin, x->gtin, 14) != 0)
			continue;
		(*agree)++;
		if (all[i].symbol == symbol)
			return;
	}
	(*n)++;
}

/* Numbers that stand on many packs beside the product's own: prices, coupons. */
static bool
beside_product(const struct general *g, struct assay_bytes gtin)
{
	struct general_prefix room;
	const struct assay_gs1_prefix *p = general_prefix(g, gtin, &room);

	return p == NULL || strncmp(p->cls, "restricted", 10) == 0 ||
	       strcmp(p->cls, "coupon") == 0 || strcmp(p->cls, "refund-receipt") == 0 ||
	       strcmp(p->cls, "issn") == 0 || strncmp(p->cls, "isbn", 4) == 0;
}

static bool
is_beside(const struct general *g, const struct number *n)
{
	return beside_product(g, gtin_of(n));
}

static void
contradict(struct general *g, const struct number *a, const struct number *b, bool alone)
{
	const struct number *link = a->link ? a : b;
	bool outer = a->gtin[0] != '0' || b->gtin[0] != '0';
	bool typed = a->symbol == ASSAY_NONE || b->symbol == ASSAY_NONE;
	bool inside = link->link && a->symbol == b->symbol;
	struct general_say s;

	/* an outer case and its unit may have numbers of their own */
	if (outer || is_beside(g, a) || is_beside(g, b))
		return;
	general_begin(&s, link->link ? "URL-PARAM-MATCH" : "GTIN-MULTI", ASSAY_STRONG);
	s.finding.symbol = a->symbol != ASSAY_NONE ? a->symbol : b->symbol;
	general_add(&s, "gtin", gtin_of(a));
	general_add(&s, "other", gtin_of(b));
	/* a multipack and what is in it have numbers of one maker */
	general_tried(&s, "other-pack-level",
	              memcmp(a->gtin + 1, b->gtin + 1, MAKER_DIGITS) == 0);
	if (typed)
		general_tried(&s, "typing-slip", general_slip(gtin_of(a), gtin_of(b)));
	general_tried(&s, "neighbour-code",
	              typed ? !alone
	                    : !inside && !one_pack(g->item, a->symbol, b->symbol));
	general_end(g, &s);
}

/* "?gtin=..." and its kin in a plain link. */
static void
add_params(struct number *all, size_t *n, const struct assay_claim *c, size_t *agree)
{
	static const char *const names[] = { "gtin", "ean",     "ean13",
		                             "upc",  "barcode", "01" };
	struct assay_link link;
	struct assay_bytes query, key, value;

	if (!assay_link_split(c->value, &link))
		return;
	query = link.query;
	while (link.has_query && assay_link_param(&query, &key, &value))
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (assay_bytes_is(key, names[i]) && value.len >= 12)
				add_number(all, n, value, c->symbol, true, agree);
}

static void
products(struct general *g)
{
	struct number all[NUMBERS_MAX + 1];
	size_t n = 0, decoded = 0, agree = 0;
	bool differ = false;
	struct general_say s;

	if (general_decoded_pairs(g->item) > 1)
		return; /* two items in view, each judged by itself */
	for (size_t i = 0; i < g->item->n_claims; i++) {
		const struct assay_claim *c = &g->item->claims[i];

		if (strcmp(c->key, "gtin") == 0 && c->symbol != ASSAY_NONE &&
		    strcmp(c->ai, "02") != 0)
			add_number(all, &n, c->value, c->symbol,
			           is_link(g->item, c->symbol), &agree);
		if (strcmp(c->key, "link") == 0 && c->symbol != ASSAY_NONE)
			add_params(all, &n, c, &agree);
	}
	decoded = n;
	for (size_t i = 0; i < g->item->n_claims; i++) {
		const struct assay_claim *c = &g->item->claims[i];

		if (strcmp(c->key, "ean") == 0 || strcmp(c->key, "qr01") == 0)
			add_number(all, &n, c->value, ASSAY_NONE, false, &agree);
	}
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++)
			if (memcmp(all[i].gtin, all[k].gtin, 14) != 0) {
				contradict(g, &all[i], &all[k], decoded < 2);
				differ = true;
			}
	if (differ || agree == 0)
		return;
	general_begin(&s, "GTIN-MULTI", ASSAY_INFO);
	general_add(&s, "gtin", gtin_of(&all[0]));
	general_pass(g, &s);
}

/* Serial and lot inside a Digital Link against another code of the same product. */
static void
link_parts(struct general *g, const struct assay_claim *in_link)
{
	const struct assay_item *item = g->item;

	for (size_t i = 0; i < item->n_claims; i++) {
		const struct assay_claim *c = &item->claims[i];
		struct general_say s;

		if (c->symbol == ASSAY_NONE || c->symbol == in_link->symbol ||
		    strcmp(c->key, in_link->key) != 0 || is_link(item, c->symbol) ||
		    assay_bytes_equal(c->value, in_link->value))
			continue;
		general_begin(&s, "URL-PARAM-MATCH", ASSAY_STRONG);
		s.finding.symbol = in_link->symbol;
		general_add_text(&s, "field", c->key);
		general_add(&s, "link", in_link->value);
		general_add(&s, "code", c->value);
		general_tried(&s, "misread",
		              c->path == ASSAY_PATH_LINEAR &&
		                      !general_checks_itself(item, c->symbol));
		general_tried(&s, "leading-zeros",
		              assay_zeros_apart(c->value, in_link->value));
		general_tried(&s, "separator-lost",
		              general_swallowed(item, c, in_link->value));
		/* two matrix codes of one product may be two packs of it */
		general_tried(&s, "neighbour-code",
		              item->symbols[c->symbol].photo !=
		                              item->symbols[in_link->symbol].photo ||
		                      !one_pack(item, c->symbol, in_link->symbol));
		general_end(g, &s);
	}
}

/* ---- typed values against codes ---- */

/* Does c state what a value was typed for?  Text that was typed from below a code stands in
 * for the code that nothing read. */
static bool
states(const struct assay_claim *c, bool text)
{
	return text ? c->symbol == ASSAY_NONE && c->ai[0] != '\0'
	            : c->symbol != ASSAY_NONE;
}

/* false: nothing of its kind to hold it against. */
static bool
typed_against(struct general *g, const struct assay_claim *t, bool text)
{
	bool is_date = strcmp(t->key, "made") == 0 || strcmp(t->key, "packed") == 0 ||
	               strcmp(t->key, "best") == 0 || strcmp(t->key, "expiry") == 0;
	bool is_gtin = strcmp(t->key, "gtin") == 0;
	const struct assay_claim *other = NULL;
	bool several = false, level = false, slip;
	struct general_say s;

	for (size_t i = 0; i < g->item->n_claims; i++) {
		const struct assay_claim *c = &g->item->claims[i];
		/* a printed "use by" may be the code's "best before" */
		bool kin =
		        (strcmp(t->key, "expiry") == 0 && strcmp(c->key, "best") == 0) ||
		        (strcmp(t->key, "best") == 0 && strcmp(c->key, "expiry") == 0);

		if (!states(c, text) || (strcmp(c->key, t->key) != 0 && !kin))
			continue;
		if (is_date ? general_span_meets(general_span(t), general_span(c))
		            : assay_bytes_equal(t->value, c->value)) {
			general_begin(&s, "TYPED-DIFFERS", ASSAY_INFO);
			general_add(&s, t->key, c->value);
			general_pass(g, &s);
			return true;
		}
		if (kin || (is_gtin && beside_product(g, c->value)))
			continue;
		several |= other != NULL && !assay_bytes_equal(other->value, c->value);
		level |= is_gtin && c->value.len == 14 && c->value.data[0] != '0';
		if (other == NULL)
			other = c;
	}
	if (other == NULL)
		return false;
	if (is_date && (general_span(t).first == ASSAY_NO_DAY ||
	                general_span(other).first == ASSAY_NO_DAY))
		return true;
	if (is_date)
		slip = general_span_slip(general_span(t).last, general_span(other));
	else
		slip = general_slip(t->value, other->value);
	/* where both were typed no code has spoken yet */
	general_begin(&s, "TYPED-DIFFERS", text ? ASSAY_WEAK : ASSAY_STRONG);
	s.finding.symbol = other->symbol;
	s.finding.pair = general_pair_of(g->item, other->symbol);
	general_add_text(&s, "field", t->key);
	general_add(&s, "typed", t->value);
	general_add(&s, "code", other->value);
	general_tried(&s, "typing-slip", slip);
	if (!is_date) {
		general_tried(&s, "caps-lock", assay_same_keys(t->value, other->value));
		general_tried(&s, "leading-zeros",
		              assay_zeros_apart(t->value, other->value));
		general_tried(&s, "separator-lost",
		              general_swallowed(g->item, other, t->value));
	}
	if (is_gtin)
		general_tried(&s, "other-pack-level", level);
	/* the code of what was typed may be the one that was not read */
	general_tried(&s, "neighbour-code",
	              several || (!is_gtin && general_several_products(g->item)));
	general_end(g, &s);
	return true;
}

static void
typed_value(struct general *g, const struct assay_claim *t)
{
	if (!typed_against(g, t, false))
		typed_against(g, t, true);
}

void
general_codes(struct general *g)
{
	static const char *const compared[] = { "gtin",   "serial", "lot",   "made",
		                                "packed", "best",   "expiry" };

	printed(g);
	products(g);
	for (size_t i = 0; i < g->item->n_claims; i++) {
		const struct assay_claim *c = &g->item->claims[i];

		if (c->symbol == ASSAY_NONE && c->ai[0] != '\0') {
			printed_element(g, assay_str(c->ai),
			                c->raw); /* of text with brackets */
			continue;
		}
		for (size_t k = 0;
		     c->symbol == ASSAY_NONE && k < sizeof compared / sizeof *compared;
		     k++)
			if (strcmp(c->key, compared[k]) == 0)
				typed_value(g, c);
		if (general_decoded_pairs(g->item) < 2 && is_link(g->item, c->symbol) &&
		    (strcmp(c->key, "lot") == 0 || strcmp(c->key, "serial") == 0))
			link_parts(g, c);
	}
}
