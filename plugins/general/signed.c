/* signed.c - rules that a maker's own signed profile makes possible
 *
 * Without a profile that covers the product nothing here is said.  What a profile does not
 * say forbids nothing: an empty cell, a table that is not there, a list of prefixes that
 * does not call itself complete. */
#include <stdlib.h>

#include "../ccc.h"
#include "assay-gs1prefix.h"
#include "../signed.h"
#include "general.h"

/* ---- serials ---- */

/* What about this serial breaks that row; NULL: nothing. */
static const char *
broken(const struct assay_rows *t, size_t row, struct assay_bytes serial)
{
	const char *alphabet = assay_cell(t, row, "alphabet"), *prefix = assay_cell(t, row, "prefix"),
	           *check = assay_cell(t, row, "check"), *least = assay_cell(t, row, "shortest"),
	           *most = assay_cell(t, row, "longest"), *date = assay_cell(t, row, "date");
	size_t n = strlen(prefix);
	struct assay_code_says says;
	struct assay_code code;

	if (n > serial.len || memcmp(prefix, serial.data, n) != 0)
		return "prefix";
	for (size_t i = n; alphabet[0] != '\0' && i < serial.len; i++)
		if (serial.data[i] == 0 || strchr(alphabet, serial.data[i]) == NULL)
			return "alphabet";
	if (least[0] != '\0' && serial.len < (size_t)strtoul(least, NULL, 10))
		return "too short";
	if (most[0] != '\0' && serial.len > (size_t)strtoul(most, NULL, 10))
		return "too long";
	if ((strcmp(check, "mod10") == 0 && !assay_mod10_holds(serial)) ||
	    (strcmp(check, "mod11-10") == 0 && serial.len > 1 &&
	     assay_mod11_10((struct assay_bytes){ serial.data, serial.len - 1 }) !=
	             serial.data[serial.len - 1] - '0') ||
	    (strcmp(check, "luhn") == 0 && serial.len > 1 &&
	     assay_luhn((struct assay_bytes){ serial.data, serial.len - 1 }) !=
	             serial.data[serial.len - 1] - '0'))
		return "check digit";
	if (date[0] != '\0' && assay_code_read(date, &code) &&
	    (!assay_code_match(&code, serial, &says) || !assay_code_possible(&says)))
		return "date code";
	return NULL;
}

/* Could at most two characters typed wrong make it so?  Nobody can tell which. */
static bool
few_wrong(const struct assay_rows *t, size_t row, struct assay_bytes serial)
{
	const char *alphabet = assay_cell(t, row, "alphabet"),
	           *least = assay_cell(t, row, "shortest"), *most = assay_cell(t, row, "longest");
	size_t wrong = 0;

	for (size_t i = 0; alphabet[0] != '\0' && i < serial.len; i++)
		wrong += serial.data[i] == 0 || strchr(alphabet, serial.data[i]) == NULL;
	return wrong <= SLIPS_MAX &&
	       (least[0] == '\0' || serial.len + SLIPS_MAX >= strtoul(least, NULL, 10)) &&
	       (most[0] == '\0' || serial.len <= strtoul(most, NULL, 10) + SLIPS_MAX);
}

/* The same letters in capitals have the right shape?  Lower-case typing is common. */
static bool
right_in_capitals(const struct assay_rows *t, size_t row, struct assay_bytes serial)
{
	uint8_t up[64];

	if (serial.len > sizeof up)
		return false;
	for (size_t i = 0; i < serial.len; i++)
		up[i] = (uint8_t)(serial.data[i] >= 'a' && serial.data[i] <= 'z' ? serial.data[i] - 32
		                                                                 : serial.data[i]);
	return broken(t, row, (struct assay_bytes){ up, serial.len }) == NULL;
}

static void
serial(struct exam *x, const struct assay_pair *pair)
{
	const struct assay_claim *about = NULL;
	struct span made = signed_made(x->item);
	const char *why = NULL, *first_why = NULL;
	const struct assay_rows *t;
	struct tries tries = { .n = 0 };
	struct assay_profile p;
	size_t cut = 0, first = 0;
	bool fits = false, capitals = false, few = false;

	if (!signed_profile(x, pair->gtin, &p) || (t = assay_rows_of(&p, "serials")) == NULL)
		return;
	for (size_t i = 0; i < x->item->n_claims; i++)
		if (strcmp(x->item->claims[i].key, "serial") == 0 &&
		    assay_bytes_equal(x->item->claims[i].value, pair->serial) &&
		    (about == NULL || x->item->claims[i].symbol == pair->symbol))
			about = &x->item->claims[i];
	for (size_t i = 0; i < t->n_rows && !fits && about != NULL; i++) {
		if (!signed_row(t, i, pair->gtin, made))
			continue;
		if ((why = broken(t, i, pair->serial)) == NULL) {
			fits = true;
			if (strcmp(assay_cell(t, i, "order"), "random") == 0)
				exam_bears(x, &(struct assay_borne){ .rule = "SEQ-CONSECUTIVE",
				                                     .fact = "product",
				                                     .value = assay_str(pair->gtin),
				                                     .with = pair->serial,
				                                     .path = pair->path });
			exam_passed(x, "SEQ-ALPHABET", "serial=%s; issuer=%s; profile=%llu",
			            show(pair->serial).text, p.issuer, (unsigned long long)p.version);
			break;
		}
		if (first_why == NULL) {
			first_why = why;
			first = i;
		}
		capitals = capitals || right_in_capitals(t, i, pair->serial);
		few = few || few_wrong(t, i, pair->serial);
		/* a serial that swallowed what came behind it */
		for (size_t at = 0; cut == 0 && (at = general_cut(x->item, pair->symbol,
		                                                  pair->serial, at)) > 0;)
			if (broken(t, i, (struct assay_bytes){ pair->serial.data, at }) == NULL)
				cut = at;
	}
	if (fits || first_why == NULL)
		return;
	tries_add(&tries, "newer-than-list", signed_outrun(x, &p, made));
	tries_add(&tries, "typing-slip", few && about->path == ASSAY_PATH_TYPED);
	tries_add(&tries, "caps-lock", capitals && about->path == ASSAY_PATH_TYPED);
	tries_add(&tries, "separator-lost", cut > 0);
	/* one rule of serials for the units may not be that of the cases */
	tries_add(&tries, "other-pack-level",
	          assay_cell(t, first, "gtin")[0] == '\0' && pair->gtin[0] >= '1' &&
	                  pair->gtin[0] <= '8');
	exam_found(x, "SEQ-ALPHABET", ASSAY_STRONG, about, tries,
	           "serial=%s; reason=%s; issuer=%s; profile=%llu", show(pair->serial).text,
	           first_why, p.issuer, (unsigned long long)p.version);
}

/* The serial against the ranges of its lot. */
static void
range(struct exam *x, uint32_t n)
{
	const struct assay_pair *pair = &x->item->pairs[n];
	const struct assay_claim *lot = NULL;
	const struct assay_rows *t;
	struct tries tries = { .n = 0 };
	struct assay_profile p;
	bool any = false, inside = false, complete = true;
	char text[64];

	if (!signed_profile(x, pair->gtin, &p) || (t = assay_rows_of(&p, "ranges")) == NULL)
		return;
	for (size_t i = 0; i < x->item->n_claims; i++)
		if (strcmp(x->item->claims[i].key, "lot") == 0 &&
		    general_belongs(x->item, &x->item->claims[i], n) &&
		    (lot == NULL || x->item->claims[i].symbol == pair->symbol))
			lot = &x->item->claims[i];
	if (lot == NULL || pair->serial.len >= sizeof text)
		return;
	memcpy(text, pair->serial.data, pair->serial.len);
	text[pair->serial.len] = '\0';
	for (size_t i = 0; i < t->n_rows; i++) {
		const char *first = assay_cell(t, i, "first");

		if (strcmp(assay_cell(t, i, "gtin"), pair->gtin) != 0 ||
		    !assay_bytes_equal(lot->value, assay_str(assay_cell(t, i, "lot"))))
			continue;
		any = true;
		complete = complete && strcmp(assay_cell(t, i, "complete"), "yes") == 0;
		inside = inside || (strlen(first) == pair->serial.len && strcmp(text, first) >= 0 &&
		                    strcmp(text, assay_cell(t, i, "last")) <= 0);
	}
	if (!any)
		return;
	if (inside) {
		exam_passed(x, "SEQ-RANGE", "serial=%s; lot=%s; profile=%llu",
		            show(pair->serial).text, show(lot->value).text,
		            (unsigned long long)p.version);
		return;
	}
	tries_add(&tries, "lot-open", !complete);
	tries_add(&tries, "separator-lost", general_cut(x->item, pair->symbol, pair->serial, 1) > 0);
	tries_add(&tries, "neighbour-code",
	          lot->symbol != pair->symbol && general_decoded_pairs(x->item) > 1);
	/* a typed lot is another lot's after one slip */
	if (lot->path == ASSAY_PATH_TYPED || pair->path == ASSAY_PATH_TYPED)
		tries_add(&tries, "typing-slip", true);
	if (lot->path == ASSAY_PATH_LINEAR || pair->path == ASSAY_PATH_LINEAR)
		tries_add(&tries, "misread", true);
	exam_found(x, "SEQ-RANGE", complete ? ASSAY_PROOF : ASSAY_WEAK, lot, tries,
	           "serial=%s; lot=%s; issuer=%s; profile=%llu", show(pair->serial).text,
	           show(lot->value).text, p.issuer, (unsigned long long)p.version);
}

/* ---- whose number is it? ---- */

static bool
under(const struct assay_profile *p, const char *gtin)
{
	const struct assay_rows *t = assay_rows_of(p, "prefixes");

	for (size_t i = 0; t != NULL && i < t->n_rows; i++) {
		const char *prefix = assay_cell(t, i, "prefix");

		if (strncmp(gtin + 1, prefix, strlen(prefix)) == 0)
			return true;
	}
	return false;
}

/* Does this profile's table name it: a brand, or a host? */
static bool
names(const struct assay_profile *p, const char *table, const char *column,
      struct assay_bytes name)
{
	const struct assay_rows *t = assay_rows_of(p, table);

	for (size_t i = 0; t != NULL && i < t->n_rows; i++)
		if (assay_bytes_is(name, assay_cell(t, i, column)))
			return true;
	return false;
}

/* A number of the maker's own, if the goods bear its name. */
static void
owner(struct exam *x)
{
	static const char *const keys[] = { "maker", "brand_name", "link" };
	const char *gtin = signed_product(x->item);
	const struct assay_claim *number = assay_claim(x->item, "gtin", 0), *said;
	struct assay_profile p;

	/* numbers of shops and of one firm's own use are nobody's, and the short ones of
	 * small packs are given out singly */
	if (gtin[0] == '\0' || strncmp(gtin + 1, "00000", 5) == 0 || strncmp(gtin + 1, "02", 2) == 0 ||
	    strncmp(gtin + 1, "04", 2) == 0 || gtin[1] == '2')
		return;
	for (size_t n = 0; signed_profile_at(x, n, &p); n++) {
		bool complete = signed_setting(&p, "prefixes-complete");

		for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
			struct tries tries = { .n = 0 };
			struct assay_bytes name;
			struct assay_link link;
			bool is_link = k == 2;

			if ((said = assay_claim(x->item, keys[k], 0)) == NULL)
				continue;
			name = said->value;
			if (is_link && (!assay_link_split(name, &link) ||
			                said->symbol == ASSAY_NONE || said->symbol != number->symbol))
				continue;
			if (is_link)
				name = link.host;
			if (!(is_link ? names(&p, "hosts", "host", name)
			              : names(&p, "brands", "brand", name)))
				continue;
			if (under(&p, gtin)) {
				exam_passed(x, "GS1-GCP-OWNER", "gtin=%s; %s=%s; issuer=%s", gtin,
				            keys[k], show(name).text, p.issuer);
				return;
			}
			tries_add(&tries, "contract-maker",
			          assay_claim(x->item, "contract", 0) != NULL);
			tries_add(&tries, "list-too-old", x->item->now > p.expires_at);
			/* a slip makes a number, but no brand */
			tries_add(&tries, "typing-slip", number->path == ASSAY_PATH_TYPED);
			/* what a person reads off the goods is no proof */
			exam_found(x, "GS1-GCP-OWNER",
			           complete && is_link ? ASSAY_PROOF : ASSAY_STRONG, number, tries,
			           "gtin=%s; %s=%s; issuer=%s; prefixes=%s", gtin, keys[k],
			           show(name).text, p.issuer,
			           complete ? "complete" : "may be more");
			return;
		}
	}
}

/* ---- which product is it? ---- */

static void
product(struct exam *x)
{
	static const char *const what[][2] = { { "model", "model" }, { "net", "net content" } };
	const char *gtin = signed_product(x->item);
	const struct assay_claim *number = assay_claim(x->item, "gtin", 0);
	const struct assay_rows *t;
	struct assay_profile p;

	if (gtin[0] == '\0' || !signed_profile(x, gtin, &p) ||
	    (t = assay_rows_of(&p, "products")) == NULL)
		return;
	for (size_t k = 0; k < sizeof what / sizeof *what; k++) {
		const struct assay_claim *said = assay_claim(x->item, what[k][0], 0);
		const char *own = "", *other = "";
		struct tries tries = { .n = 0 };
		bool fits = false, packs = false;

		for (size_t i = 0; said != NULL && said->value.len > 0 && i < t->n_rows; i++) {
			const char *cell = assay_cell(t, i, what[k][1]);
			bool mine = strcmp(assay_cell(t, i, "gtin"), gtin) == 0;

			if (cell[0] == '\0')
				continue;
			if (mine) {
				own = cell;
				fits = fits || signed_number(said->value, cell);
			} else if (signed_number(said->value, cell)) {
				other = assay_cell(t, i, "gtin");
				packs = packs || strcmp(assay_cell(t, i, "unit gtin"), gtin) == 0;
			}
			if (mine && assay_cell(t, i, "unit gtin")[0] != '\0')
				packs = true; /* a case shows what its units are */
		}
		if (own[0] == '\0')
			continue;
		if (fits) {
			exam_passed(x, "GTIN-PRODUCT", "gtin=%s; %s=%s", gtin, what[k][0],
			            show(said->value).text);
			continue;
		}
		/* a model nobody listed may be new, unless the maker says it lists all */
		if (other[0] == '\0' && !signed_setting(&p, "models-complete"))
			continue;
		tries_add(&tries, "other-pack-level", packs);
		tries_add(&tries, "typing-slip",
		          number->path == ASSAY_PATH_TYPED ||
		                  (said->path == ASSAY_PATH_TYPED &&
		                   is_slip(said->value, assay_str(own))));
		tries_add(&tries, "newer-than-list", signed_outrun(x, &p, signed_made(x->item)));
		exam_found(x, "GTIN-PRODUCT", ASSAY_STRONG, said, tries,
		           "gtin=%s; %s=%s; signed=%s%s%s", gtin, what[k][0],
		           show(said->value).text, show(assay_str(own)).text,
		           other[0] == '\0' ? "" : "; belongs-to=", other);
	}
}

/* ---- shelf life ---- */

static int32_t
later(int32_t day, int32_t months)
{
	struct assay_date d = assay_date_of(day);
	int32_t month = d.month - 1 + months, year = d.year + month / 12, last;

	month = month % 12 + 1;
	last = assay_month_days(year, month);
	return assay_day(year, month, d.day < last ? d.day : last);
}

static void
shelf(struct exam *x)
{
	static const char *const ends[] = { "expiry", "best" };
	const char *gtin = signed_product(x->item);
	const struct assay_rows *t;
	struct span made = signed_made(x->item);
	struct assay_profile p;

	if (gtin[0] == '\0' || made.first == ASSAY_NO_DAY || !signed_profile(x, gtin, &p) ||
	    (t = assay_rows_of(&p, "products")) == NULL)
		return;
	for (size_t i = 0; i < t->n_rows; i++) {
		const char *life = assay_cell(t, i, "shelf life");
		int32_t n = (int32_t)strtol(life, NULL, 10), first, last, off;
		bool months = strstr(life, "months") != NULL;

		if (life[0] == '\0' || strcmp(assay_cell(t, i, "gtin"), gtin) != 0)
			continue;
		first = months ? later(made.first, n) : made.first + n;
		last = months ? later(made.last, n) : made.last + n;
		for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
			const struct assay_claim *end = assay_claim(x->item, ends[k], 0);
			struct span day = span_of(end == NULL ? assay_str("") : end->value);
			struct tries tries = { .n = 0 };

			if (day.first == ASSAY_NO_DAY)
				continue;
			off = day.first > last ? day.first - last
			      : day.last < first ? first - day.last : 0;
			if (off <= 1) {
				exam_passed(x, "DATE-SHELF", "gtin=%s; %s=%s; life=%s", gtin, ends[k],
				            day_text(day.first).text, life);
				continue;
			}
			/* some makers count the first day, some print the end of the month */
			tries_add(&tries, "day-00", off <= 31 && months);
			tries_add(&tries, "newer-than-list", signed_outrun(x, &p, made));
			exam_found(x, "DATE-SHELF", off <= 3 ? ASSAY_WEAK : ASSAY_STRONG, end, tries,
			           "gtin=%s; made=%s; %s=%s; life=%s; days=%d", gtin,
			           day_text(made.first).text, ends[k], day_text(day.first).text, life,
			           (int)off);
		}
		return;
	}
}

/* ---- licences ---- */

static void
licence(struct exam *x)
{
	static const struct {
		const char *label, *kind;
	} of[] = {
		{ "prodlic", "register/cn-pesticide-production" },
		{ "seedlic", "register/cn-seed-production" },
		{ "xk", "register/cn-production" },
		{ "qs", NULL },
	};
	const char *gtin = signed_product(x->item);
	const struct assay_claim *c;

	for (size_t k = 0; k < sizeof of / sizeof *of; k++)
		for (size_t n = 0; (c = assay_claim(x->item, of[k].label, n)) != NULL; n++) {
			if (gtin[0] != '\0')
				signed_licence(x, "LICENCE-LIST", of[k].label, c, c->value, gtin);
			if (of[k].kind != NULL)
				signed_register(x, &(struct registered){
				                           .rule = "LICENCE-LIST", .kind = of[k].kind,
				                           .claim = c, .number = c->value,
				                           .given = { ASSAY_NO_DAY, ASSAY_NO_DAY },
				                           .maker = "maker" });
		}
}

/* The year of the first issue stands in the number. */
static void
certificate(struct exam *x)
{
	const struct assay_claim *c;
	struct ccc number;

	for (size_t n = 0; (c = ccc_claim(x->item, n, &number)) != NULL; n++)
		signed_register(x, &(struct registered){
		                           .rule = "CCC-LIST", .kind = "register/cn-ccc",
		                           .claim = c, .number = plain_bytes(&number.text),
		                           .given = { assay_day(number.year, 1, 1),
		                                      assay_day(number.year, 12, 31) },
		                           .model = "model", .maker = "maker" });
}

/* ---- the words on the label ---- */

static void
wording(struct exam *x)
{
	const char *gtin = signed_product(x->item);
	const struct assay_rows *t;
	struct assay_profile p;

	if (gtin[0] == '\0' || !signed_profile(x, gtin, &p) ||
	    (t = assay_rows_of(&p, "texts")) == NULL)
		return;
	for (size_t i = 0; i < t->n_rows; i++) {
		const char *label = assay_cell(t, i, "label"), *text = assay_cell(t, i, "text"),
		           *own = assay_cell(t, i, "gtin");
		const struct assay_claim *c = assay_claim(x->item, label, 0);
		bool brand = strcmp(label, "maker") == 0 || strcmp(label, "brand_name") == 0;
		struct tries tries = { .n = 0 };
		size_t apart;

		if (c == NULL || (own[0] != '\0' && strcmp(own, gtin) != 0) || c->value.len < 4)
			continue;
		apart = slips(c->value, assay_str(text));
		if (assay_bytes_is(c->value, text))
			exam_passed(x, "TEXT-TYPO", "%s=%s; issuer=%s", label, show(c->value).text,
			            p.issuer);
		else if (apart > 0 && apart <= (strlen(text) < 6 ? 1u : SLIPS_MAX)) {
			/* whoever typed it may have slipped himself */
			tries_add(&tries, "typing-slip", c->path == ASSAY_PATH_TYPED);
			exam_found(x, "TEXT-TYPO", brand ? ASSAY_STRONG : ASSAY_WEAK, c, tries,
			           "%s=%s; signed=%s; issuer=%s", label, show(c->value).text,
			           show(assay_str(text)).text, p.issuer);
		}
	}
}

/* ---- tables in the place of those that are compiled in ---- */

const struct assay_gs1_prefix *
general_prefix(const struct general *g, struct assay_bytes gtin, struct general_prefix *room)
{
	const struct assay_gs1_prefix *compiled = assay_gs1_prefix_of(gtin);
	struct exam x = { .host = g->host, .run = g->run, .item = g->item };
	struct assay_data d;
	int32_t n;

	snprintf(room->dated, sizeof room->dated, "%s", ASSAY_GS1_PREFIXES_AS_OF);
	/* what is for use inside one company is so by its form, in every table */
	if (compiled == NULL || compiled == &assay_gs1_internal ||
	    !signed_data(&x, "gs1-prefixes", assay_day_of(assay_str(ASSAY_GS1_PREFIXES_AS_OF)),
	                 &d))
		return compiled;
	snprintf(room->dated, sizeof room->dated, "%.10s", day_text(d.dated).text);
	n = assay_number(gtin, memcmp(gtin.data + 1, "00000", 5) == 0 ? 6 : 1, 3);
	for (size_t i = 0; i < d.rows.n_rows; i++) {
		int32_t first = assay_number(assay_str(assay_cell(&d.rows, i, "first")), 0, 3),
		        last = assay_number(assay_str(assay_cell(&d.rows, i, "last")), 0, 3);

		if (n < first || n > last)
			continue;
		room->row = (struct assay_gs1_prefix){ (uint16_t)first, (uint16_t)last,
			                               assay_cell(&d.rows, i, "office"),
			                               assay_cell(&d.rows, i, "class") };
		return &room->row;
	}
	return &assay_gs1_unassigned;
}

bool
general_in_table(const struct general *g, const char *kind, const char *value, bool *there)
{
	struct exam x = { .host = g->host, .run = g->run, .item = g->item };
	struct assay_data d;

	if (!signed_data(&x, kind, ASSAY_NO_DAY, &d))
		return false;
	*there = assay_find_row(&d.rows, value) < d.rows.n_rows;
	return true;
}

void
general_signed(struct general *g)
{
	struct exam x = exam_begin(g->host, g->run, g->item, general_rules, GENERAL_RULES);

	for (uint32_t i = 0; i < g->item->n_pairs; i++) {
		serial(&x, &g->item->pairs[i]);
		range(&x, i);
	}
	owner(&x);
	product(&x);
	shelf(&x);
	licence(&x);
	certificate(&x);
	wording(&x);
	if (g->status == ASSAY_OK)
		g->status = x.status;
}
