/* signed.h - what makers and registers signed, as rules of any category ask for it
 *
 * What always holds: where nothing is signed nothing is said; a profile speaks of goods
 * made until it expires, and absence from a register counts only for what was given out
 * while the register says it was complete. */
#ifndef SIGNED_H
#define SIGNED_H

#include "assay-code.h"
#include "assay-makers.h"
#include "plugin-common.h"

#define SIGNED_DAY INT64_C(86400)
#define SIGNED_TEXT 256

static inline bool
signed_host(const struct exam *x)
{
	return x->host->size >= offsetof(struct assay_host, data) + sizeof x->host->data &&
	       x->host->profile != NULL && x->host->profile_at != NULL && x->host->data != NULL;
}

/* What the maker of this product signed about its goods. */
static inline bool
signed_profile(const struct exam *x, const char *gtin, struct assay_profile *out)
{
	out->size = sizeof *out;
	return signed_host(x) && x->host->profile(x->run, gtin, out) == ASSAY_OK;
}

static inline bool
signed_profile_at(const struct exam *x, size_t n, struct assay_profile *out)
{
	out->size = sizeof *out;
	return signed_host(x) && x->host->profile_at(x->run, n, out) == ASSAY_OK;
}

static inline bool
signed_data(const struct exam *x, const char *kind, int32_t compiled, struct assay_data *out)
{
	out->size = sizeof *out;
	return signed_host(x) && x->host->data(x->run, kind, compiled, out) == ASSAY_OK;
}

/* "prefixes-complete" and the like. */
static inline bool
signed_setting(const struct assay_profile *p, const char *what)
{
	const struct assay_rows *t = assay_rows_of(p, "settings");

	for (size_t i = 0; t != NULL && i < t->n_rows; i++)
		if (strcmp(assay_cell(t, i, "what"), what) == 0)
			return strcmp(assay_cell(t, i, "value"), "yes") == 0;
	return false;
}

/* The only product that the codes and typed values of the item name; "": none, or more. */
static inline const char *
signed_product(const struct assay_item *item)
{
	const struct assay_claim *first = assay_claim(item, "gtin", 0), *other;

	for (size_t n = 1; (other = assay_claim(item, "gtin", n)) != NULL; n++)
		if (!assay_bytes_equal(first->value, other->value))
			return "";
	return first == NULL || first->value.len != 14 ? "" : (const char *)first->value.data;
}

/* The days on which the goods may have been made; ASSAY_NO_DAY: nobody says.  The first
 * date that is one, decoded before typed. */
static inline struct span
signed_made(const struct assay_item *item)
{
	struct span out = { ASSAY_NO_DAY, ASSAY_NO_DAY };

	for (int typed = 0; typed < 2 && out.first == ASSAY_NO_DAY; typed++)
		for (size_t i = 0; i < item->n_claims && out.first == ASSAY_NO_DAY; i++) {
			const struct assay_claim *c = &item->claims[i];

			if (strcmp(c->key, "made") == 0 && (c->path == ASSAY_PATH_TYPED) == typed)
				out = span_of(c->value);
		}
	return out;
}

/* Were they made after the profile stopped to speak of them?  Undated goods: is it past? */
static inline bool
signed_outrun(const struct exam *x, const struct assay_profile *p, struct span made)
{
	return made.first != ASSAY_NO_DAY ? (int64_t)made.first * SIGNED_DAY > p->expires_at
	                                  : x->item->now > p->expires_at;
}

/* Does a row speak of this product, made on one of these days? */
static inline bool
signed_row(const struct assay_rows *t, size_t row, const char *gtin, struct span made)
{
	const char *own = assay_cell(t, row, "gtin"), *from = assay_cell(t, row, "made from"),
	           *until = assay_cell(t, row, "made until");

	if (own[0] != '\0' && strcmp(own, gtin) != 0)
		return false;
	if (made.first == ASSAY_NO_DAY)
		return true;
	return (from[0] == '\0' || assay_day_of(assay_str(from)) <= made.last) &&
	       (until[0] == '\0' || assay_day_of(assay_str(until)) >= made.first);
}

/* Could who typed this date have meant one of those days? */
static inline bool
signed_day_slip(const struct assay_claim *date, int32_t first, int32_t last)
{
	if (date == NULL || date->path != ASSAY_PATH_TYPED)
		return false;
	for (int32_t day = first; day <= last; day++)
		if (is_slip(date->value, assay_str(day_text(day).text)))
			return true;
	return false;
}

/* ---- date codes ---- */

#define SIGNED_SPAN_MAX 800 /* days that are tried: more is no date */

/* Does the code say one of these days, or one beside them? */
static inline bool
signed_fits(const struct assay_code_says *says, struct span made)
{
	if (made.last - made.first > SIGNED_SPAN_MAX)
		return true;
	for (int32_t day = made.first - 1; day <= made.last + 1; day++)
		if (assay_code_fits(says, day))
			return true;
	return false;
}

/* A code that was typed, or a date: could a slip of at most two characters be all that
 * parts them?  Of a typed code nobody can tell which, so that it always could. */
static inline bool
signed_code_slip(const struct assay_rows *t, const char *gtin, const struct assay_claim *c,
                 const struct assay_claim *date, struct span made)
{
	if (c->path == ASSAY_PATH_TYPED)
		return true;
	for (size_t i = 0; i < t->n_rows && made.first != ASSAY_NO_DAY; i++) {
		struct assay_code_says says;
		struct assay_code code;

		if (!signed_row(t, i, gtin, made) ||
		    !assay_code_read(assay_cell(t, i, "date"), &code) ||
		    !assay_code_match(&code, c->value, &says))
			continue;
		for (int32_t day = made.first - SIGNED_SPAN_MAX; day <= made.last + SIGNED_SPAN_MAX;
		     day++)
			if (assay_code_fits(&says, day) && signed_day_slip(date, day, day))
				return true;
	}
	return false;
}

/* The codes of one table (serials or lots) against one value: `rule` is told what came of
 * it.  Several rows may speak of a product: one that fits is enough. */
static inline void
signed_date_code(struct exam *x, const char *rule, const char *table, const char *gtin,
                 const struct assay_claim *c)
{
	struct assay_profile p;
	const struct assay_rows *t;
	const struct assay_claim *date = assay_claim(x->item, "made", 0);
	const char *why = NULL, *pattern = "";
	struct span made = signed_made(x->item);
	struct tries tries = { .n = 0 };
	bool fits = false;

	if (!signed_profile(x, gtin, &p) || (t = assay_rows_of(&p, table)) == NULL)
		return;
	for (size_t i = 0; i < t->n_rows && !fits; i++) {
		const char *cell = assay_cell(t, i, "date");
		struct assay_code_says says;
		struct assay_code code;

		if (cell[0] == '\0' || !signed_row(t, i, gtin, made) ||
		    !assay_code_read(cell, &code))
			continue;
		pattern = cell;
		if (!assay_code_match(&code, c->value, &says))
			why = "another shape";
		else if (!assay_code_possible(&says))
			why = "no such date";
		else if (made.first != ASSAY_NO_DAY && !signed_fits(&says, made))
			why = "another date";
		else
			fits = true;
		if (fits && made.first == ASSAY_NO_DAY && !code.dated)
			pattern = "";
	}
	if (pattern[0] == '\0')
		return;
	if (fits) {
		exam_passed(x, rule, "%s=%s; pattern=%s", c->key, show(c->value).text,
		            show(assay_str(pattern)).text);
		return;
	}
	tries_add(&tries, "newer-than-list", signed_outrun(x, &p, made));
	tries_add(&tries, "typing-slip", signed_code_slip(t, gtin, c, date, made));
	exam_found(x, rule, ASSAY_STRONG, c, tries, "%s=%s; pattern=%s; reason=%s%s%s", c->key,
	           show(c->value).text, show(assay_str(pattern)).text, why,
	           date == NULL ? "" : "; made=", date == NULL ? "" : show(date->value).text);
}

/* ---- numbers ---- */

/* One number, however it is written? */
static inline bool
signed_number(struct assay_bytes a, const char *b)
{
	char x[SIGNED_TEXT], y[SIGNED_TEXT];

	return assay_plain_number(a, x, sizeof x) && assay_plain_number(assay_str(b), y, sizeof y) &&
	       strcmp(x, y) == 0;
}

/* A licence against those that the maker signed as all it has of that kind. */
static inline void
signed_licence(struct exam *x, const char *rule, const char *kind, const struct assay_claim *c,
               struct assay_bytes number, const char *gtin)
{
	struct tries tries = { .n = 0 };
	struct assay_profile p;
	const struct assay_rows *t;
	bool fits = false, any = false, near = false;

	if (!signed_profile(x, gtin, &p) || (t = assay_rows_of(&p, "licences")) == NULL)
		return;
	for (size_t i = 0; i < t->n_rows; i++) {
		const char *own = assay_cell(t, i, "gtin");

		if (strcmp(assay_cell(t, i, "kind"), kind) != 0 ||
		    (own[0] != '\0' && strcmp(own, gtin) != 0))
			continue;
		any = true;
		fits = fits || signed_number(number, assay_cell(t, i, "number"));
		near = near || is_slip(number, assay_str(assay_cell(t, i, "number")));
	}
	if (fits) {
		exam_passed(x, rule, "%s=%s; issuer=%s", c->key, show(c->value).text, p.issuer);
		return;
	}
	if (!any || !signed_setting(&p, "licences-complete"))
		return;
	tries_add(&tries, "typing-slip", near && c->path == ASSAY_PATH_TYPED);
	tries_add(&tries, "newer-than-list", signed_outrun(x, &p, signed_made(x->item)));
	tries_add(&tries, "contract-maker", assay_claim(x->item, "contract", 0) != NULL);
	exam_found(x, rule, ASSAY_STRONG, c, tries,
	           "%s=%s; reason=none of the maker's; issuer=%s; profile=%llu", c->key,
	           show(c->value).text, p.issuer, (unsigned long long)p.version);
}

/* ---- registers ---- */

/* What is known of the number beside it; "" and ASSAY_NO_DAY: nothing. */
struct registered {
	const char *rule, *kind;
	const struct assay_claim *claim;
	struct assay_bytes number;   /* as it stands in the claim, or a part of it */
	struct span given;           /* when it was given out, at the latest */
	const char *model, *maker;   /* keys of typed values to compare; NULL: none */
};

static inline void
signed_differs(struct exam *x, const struct registered *r, const struct assay_data *d,
               const char *number, const char *key, const char *column, bool names)
{
	const struct assay_claim *said = key == NULL ? NULL : assay_claim(x->item, key, 0);
	const char *other = "";
	struct tries tries = { .n = 0 };
	bool fits = false;

	if (said == NULL || said->value.len == 0)
		return;
	for (size_t i = assay_find_row(&d->rows, number);
	     i < d->rows.n_rows && strcmp(assay_cell(&d->rows, i, "number"), number) == 0; i++) {
		char a[SIGNED_TEXT], b[SIGNED_TEXT];
		const char *cell = assay_cell(&d->rows, i, column);

		if (cell[0] == '\0')
			return; /* the register does not say */
		other = cell;
		fits |= names ? !assay_makers_differ((const char *)said->value.data, cell)
		              : assay_plain_number(said->value, a, sizeof a) &&
		                        assay_plain_number(assay_str(cell), b, sizeof b) &&
		                        strcmp(a, b) == 0;
	}
	if (fits || other[0] == '\0')
		return;
	tries_add(&tries, "typing-slip",
	          said->path == ASSAY_PATH_TYPED && is_slip(said->value, assay_str(other)));
	tries_add(&tries, "contract-maker", names && assay_claim(x->item, "contract", 0) != NULL);
	exam_found(x, r->rule, ASSAY_STRONG, said, tries,
	           "number=%s; %s=%s; registered=%s; register=%s; dated=%s", number, said->key,
	           show(said->value).text, show(assay_str(other)).text, d->kind,
	           day_text(d->dated).text);
}

/* Has it a number that a person could have meant? */
static inline bool
signed_near(const struct assay_data *d, struct assay_bytes number)
{
	for (size_t i = 0; i < d->rows.n_rows; i++)
		if (is_slip(number, assay_str(assay_cell(&d->rows, i, "number"))))
			return true;
	return false;
}

/* Judges one number by the register of that kind; nothing is said where none is signed. */
static inline void
signed_register(struct exam *x, const struct registered *r)
{
	struct span made = signed_made(x->item), given = r->given;
	char number[SIGNED_TEXT];
	struct tries tries = { .n = 0 };
	struct assay_data d;
	bool any = false, good = false;
	const char *status = "", *until = "";
	size_t row;

	if (!signed_data(x, r->kind, ASSAY_NO_DAY, &d) ||
	    !assay_plain_number(r->number, number, sizeof number))
		return;
	if (given.last == ASSAY_NO_DAY)
		given = made;
	row = assay_find_row(&d.rows, number);
	if (row == d.rows.n_rows) {
		if (d.complete_until == 0)
			return;
		if (given.last == ASSAY_NO_DAY ||
		    (int64_t)given.last * SIGNED_DAY + SIGNED_DAY - 1 > d.complete_until) {
			exam_note(x, r->rule, r->claim,
			          "%s=%s; register=%s; reason=not in it, and perhaps newer; "
			          "complete-until=%s",
			          r->claim->key, number, d.kind,
			          day_text(assay_day_at(d.complete_until)).text);
			return;
		}
		tries_add(&tries, "newer-than-list", false);
		tries_add(&tries, "typing-slip",
		          r->claim->path == ASSAY_PATH_TYPED &&
		                  signed_near(&d, assay_str(number)));
		exam_found(x, r->rule, ASSAY_STRONG, r->claim, tries,
		           "%s=%s; register=%s; reason=not in it; complete-until=%s", r->claim->key,
		           number, d.kind, day_text(assay_day_at(d.complete_until)).text);
		return;
	}
	for (; row < d.rows.n_rows && strcmp(assay_cell(&d.rows, row, "number"), number) == 0;
	     row++) {
		const char *from = assay_cell(&d.rows, row, "from"),
		           *end = assay_cell(&d.rows, row, "until"),
		           *word = assay_cell(&d.rows, row, "status");
		bool ended = strcmp(word, "withdrawn") == 0 || strcmp(word, "expired") == 0;

		any = true;
		/* goods made while it held stay good; undated ones may have been */
		if (end[0] != '\0' ? made.first == ASSAY_NO_DAY ||
		                             made.first <= assay_day_of(assay_str(end))
		                   : !ended)
			good = from[0] == '\0' || made.last == ASSAY_NO_DAY ||
			       made.last >= assay_day_of(assay_str(from)) || good;
		status = word;
		until = end;
	}
	if (!good && any && made.first == ASSAY_NO_DAY)
		exam_note(x, r->rule, r->claim,
		          "%s=%s; register=%s; status=%s; reason=ended, and the goods are undated",
		          r->claim->key, number, d.kind, status);
	else if (!good) {
		tries_add(&tries, "list-too-old", false);
		tries_add(&tries, "typing-slip",
		          until[0] != '\0' &&
		                  signed_day_slip(assay_claim(x->item, "made", 0),
		                                  assay_day_of(assay_str(until)) - 366,
		                                  assay_day_of(assay_str(until))));
		exam_found(x, r->rule, ASSAY_STRONG, r->claim, tries,
		           "%s=%s; register=%s; reason=did not hold when the goods were made; "
		           "status=%s; until=%s; made=%s",
		           r->claim->key, number, d.kind, status, until,
		           day_text(made.first).text);
	} else
		exam_passed(x, r->rule, "%s=%s; register=%s; dated=%s", r->claim->key, number,
		            d.kind, day_text(d.dated).text);
	signed_differs(x, r, &d, number, r->model, "model", false);
	signed_differs(x, r, &d, number, r->maker, "maker", true);
}

#endif
