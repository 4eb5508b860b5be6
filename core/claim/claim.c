/* claim.c - symbols and typed values to claims
 *
 * Every payload becomes at least one claim, be it only "text": what cannot be read
 * as more is not thrown away.  A value that breaks its own form is kept as it came,
 * with a fault beside it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assay-link.h"
#include "escape.h"
#include "make.h"

#define FAULTS_MAX 512 /* of one item; more do not change what it is worth */

/* ---- what claims own ---- */

uint8_t *
make_copy(struct maker *m, struct assay_bytes s)
{
	char *copy = arena_copy(&m->c->arena, s.data, s.len);

	m->failed = m->failed || copy == NULL;
	return (uint8_t *)copy;
}

void
claims_clear(struct claims *c)
{
	arena_clear(&c->arena);
	free(c->claims);
	free(c->faults);
	free(c->pairs);
	*c = (struct claims){ 0 };
}

/* Room for one more of size bytes; false: out of memory. */
static bool
grow(struct maker *m, void **array, size_t n, size_t *room, size_t size)
{
	size_t more = *room == 0 ? 16 : *room * 2;
	void *bigger;

	if (n < *room)
		return true;
	if ((bigger = realloc(*array, more * size)) == NULL) {
		m->failed = true;
		return false;
	}
	*array = bigger;
	*room = more;
	return true;
}

void
make_fault(struct maker *m, const char *rule, const char *why)
{
	struct assay_fault *f;
	void *array = m->c->faults;
	uint8_t *copy;

	if (m->c->n_faults == FAULTS_MAX ||
	    !grow(m, &array, m->c->n_faults, &m->faults_room, sizeof *f))
		return;
	m->c->faults = array;
	if ((copy = make_copy(m, assay_str(why))) == NULL)
		return;
	f = &m->c->faults[m->c->n_faults++];
	f->rule = rule;
	f->path = m->path;
	f->symbol = m->symbol;
	f->why = (const char *)copy;
}

void
make_claim(struct maker *m, const char *key, struct assay_bytes value,
           struct assay_bytes raw, const char *ai)
{
	struct assay_claim *claim;
	void *array = m->c->claims;
	const uint8_t *value_copy, *raw_copy;
	char *key_copy;

	if (m->c->n_claims == CLAIMS_MAX) {
		if (!m->full)
			make_fault(m, "CLAIM-LIMIT",
			           "reason=more than 2048 values on one item");
		m->full = true;
		return;
	}
	if (!grow(m, &array, m->c->n_claims, &m->claims_room, sizeof *claim))
		return;
	m->c->claims = array;
	key_copy = (char *)make_copy(m, assay_str(key));
	value_copy = make_copy(m, value);
	raw_copy = make_copy(m, raw);
	if (m->failed)
		return;
	claim = &m->c->claims[m->c->n_claims++];
	*claim = (struct assay_claim){ .key = key_copy,
		                       .value = { value_copy, value.len },
		                       .raw = { raw_copy, raw.len },
		                       .path = m->path,
		                       .symbol = m->symbol };
	snprintf(claim->ai, sizeof claim->ai, "%s", ai);
}

/* ---- elements ---- */

/* "000195" with three decimals is "0.195". */
static size_t
decimal(struct assay_bytes digits, size_t decimals, char out[24])
{
	size_t at = 0, from = 0, whole = digits.len - decimals;

	while (from + 1 < whole && digits.data[from] == '0')
		from++;
	if (whole == 0)
		out[at++] = '0';
	for (size_t i = from; i < digits.len; i++) {
		if (i == whole)
			out[at++] = '.';
		out[at++] = (char)digits.data[i];
	}
	return at;
}

static void
make_element(struct maker *m, const struct gs1_element *e)
{
	const char *name = e->ai->name != NULL ? e->ai->name : "ai";
	enum ai_lint lint = e->ai->part[0].lint[0];
	struct assay_bytes value = e->value;
	char text[24];
	bool day00;

	if (lint == LINT_YYMMD0 || lint == LINT_YYMMDD) {
		int32_t day = gs1_day(assay_part(e->value, 0, 6), m->now, &day00);

		if (e->ai->name != NULL && day != ASSAY_NO_DAY) {
			day_text(day, text);
			value = assay_str(text);
		}
	} else if (strcmp(name, "gtin") == 0 || strcmp(name, "content") == 0) {
		value = assay_part(e->value, 0,
		                   14); /* 8006 and 8026 have more behind it */
		if (value.len != 14 || !assay_all_digits(value)) {
			name = "ai";
			value = e->value;
		}
	} else if (e->ai->name != NULL && e->ai->flags & AI_DECIMALS &&
	           e->value.len == 6 && assay_all_digits(e->value)) {
		size_t decimals = (size_t)(e->code[3] - '0');

		value = (struct assay_bytes){ (const uint8_t *)text,
			                      decimal(e->value, decimals, text) };
	}
	make_claim(m, name, value, e->value, e->code);
}

void
make_elements(struct maker *m, const struct gs1 *g)
{
	for (size_t i = 0; i < g->n; i++)
		make_element(m, &g->element[i]);
	for (size_t i = 0; i < g->n_faults; i++)
		make_fault(m, g->fault[i].rule, g->fault[i].why);
}

static bool
has_fault(const struct gs1 *g, const char *rule)
{
	for (size_t i = 0; i < g->n_faults; i++)
		if (strcmp(g->fault[i].rule, rule) == 0)
			return true;
	return false;
}

/* ---- other payloads ---- */

/* A payload as text: as it is where it is UTF-8, else escaped.  Other encodings are
 * not guessed. */
static void
make_text(struct maker *m, struct assay_bytes payload)
{
	char *escaped;

	if (assay_utf8_valid(payload)) {
		make_claim(m, "text", payload, payload, "");
		return;
	}
	if ((escaped = assay_escape(payload)) == NULL) {
		m->failed = true;
		return;
	}
	make_claim(m, "text", assay_str(escaped), payload, "");
	free(escaped);
}

void
make_gtin(struct maker *m, struct assay_bytes digits, struct assay_bytes raw,
          const char *ai)
{
	uint8_t padded[14];
	char why[GS1_WHY_MAX] = "";

	memset(padded, '0', sizeof padded);
	memcpy(padded + 14 - digits.len, digits.data, digits.len);
	make_claim(m, "gtin", (struct assay_bytes){ padded, 14 }, raw, ai);
	if (assay_mod10_holds(digits))
		return;
	why_add(why, sizeof why, "value", digits);
	why_number(why, sizeof why, "expected",
	           (size_t)assay_mod10(assay_part(digits, 0, digits.len - 1)));
	why_add(why, sizeof why, "found", assay_part(digits, digits.len - 1, digits.len));
	make_fault(m, "GS1-CSUM", why);
}

/* An element string in a carrier without FNC1: a GTIN whose check digit holds in
 * front, and all behind it cuts well. */
static bool
lacks_fnc1(struct maker *m, struct assay_bytes payload)
{
	if (payload.len < 16 || memcmp(payload.data, "01", 2) != 0 ||
	    !assay_mod10_holds(assay_part(payload, 2, 16)))
		return false;
	gs1_parse(payload, m->now, m->g);
	return !m->g->malformed;
}

void
make_plain(struct maker *m, struct assay_bytes payload, const char *carrier)
{
	char gtin[15], serial[64], why[GS1_WHY_MAX] = "";

	if (epc_parse(payload, gtin, serial, sizeof serial)) {
		make_claim(m, "gtin", assay_str(gtin), payload, "01");
		make_claim(m, "serial", assay_str(serial), payload, "21");
		make_claim(m, "epc", payload, payload, "");
		return;
	}
	if (assay_link_meant(payload)) {
		make_claim(m, "link", payload, payload, "");
		if (dl_parse(payload, m->now, m->g) != DL_NONE)
			make_elements(m, m->g);
		return;
	}
	if (gs1_has_brackets(payload)) {
		gs1_parse_brackets(payload, m->now, m->g);
		if (m->g->n > 0 && !has_fault(m->g, "GS1-AI-PARSE")) {
			make_elements(m, m->g);
			why_add(why, sizeof why, "reason", assay_str("brackets-in-data"));
			why_add(why, sizeof why, "carrier", assay_str(carrier));
			make_fault(m, "GS1-AI-BRACKET", why);
			return;
		}
	} else if (lacks_fnc1(m, payload)) {
		make_elements(m, m->g);
		why_add(why, sizeof why, "reason", assay_str("no-fnc1"));
		why_add(why, sizeof why, "carrier", assay_str(carrier));
		make_fault(m, "GS1-SYMID", why);
		return;
	}
	make_text(m, payload);
}

/* ---- symbols ---- */

static void
make_symbol(struct maker *m, const struct assay_symbol *s)
{
	const struct carrier *carrier = carrier_of(s->symbology);
	struct assay_bytes digits = s->payload;
	char why[GS1_WHY_MAX] = "";

	m->path = carrier->path;
	if (carrier->gs1 && !assay_link_meant(s->payload)) {
		gs1_parse(s->payload, m->now, m->g);
		make_elements(m, m->g);
		if (has_fault(m->g, "GS1-AI-PARSE"))
			make_text(m, s->payload); /* what could not be cut is not lost */
		return;
	}
	if (carrier->path == ASSAY_PATH_RETAIL && assay_all_digits(digits)) {
		size_t full = strcmp(s->symbology, "]E4") == 0 ? 8 : 13;

		if (strcmp(s->symbology, "]E3") == 0)
			digits = assay_part(digits, 0, 13); /* an add-on stands behind */
		if (digits.len == full || (full == 13 && digits.len == 12)) {
			make_gtin(m, digits, s->payload, "");
			return;
		}
	}
	if (strcmp(s->symbology, "]E4") == 0 || strcmp(s->symbology, "]E0") == 0) {
		why_add(why, sizeof why, "reason",
		        assay_str("not-the-digits-of-its-carrier"));
		why_add(why, sizeof why, "carrier", assay_str(s->symbology));
		make_fault(m, "GS1-SYMID", why);
	}
	if (s->symbology[1] == 'I' && digits.len == 14 && assay_all_digits(digits) &&
	    (strcmp(s->symbology, "]I1") == 0 || assay_mod10_holds(digits))) {
		make_gtin(m, digits, s->payload, "");
		return;
	}
	make_plain(m, s->payload, s->symbology);
}

enum assay_status
claims_make(const struct assay_symbol *symbols, size_t n_symbols,
            const struct assay_typed *typed, size_t n_typed, int64_t now,
            struct claims *c)
{
	struct maker m = { .c = c, .now = now };

	*c = (struct claims){ 0 };
	if (n_symbols >= ASSAY_NONE)
		return ASSAY_E_LIMIT;
	if ((m.g = malloc(sizeof *m.g)) == NULL)
		return ASSAY_E_NOMEM;
	for (size_t i = 0; i < n_symbols && !m.failed; i++) {
		m.symbol = (uint32_t)i;
		make_symbol(&m, &symbols[i]);
	}
	m.symbol = ASSAY_NONE;
	m.path = ASSAY_PATH_TYPED;
	for (size_t i = 0; i < n_typed && !m.failed; i++)
		make_typed(&m, typed[i].key, typed[i].value);
	if (!m.failed)
		check_item(&m);
	if (!m.failed)
		make_pairs(&m);
	free(m.g);
	if (!m.failed)
		return ASSAY_OK;
	claims_clear(c);
	return ASSAY_E_NOMEM;
}
