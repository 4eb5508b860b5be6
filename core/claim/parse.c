/* parse.c - one payload, whatever its form, to what it says, and that as JSON
 *
 * Forms: an element string behind FNC1 (0x1D or '^'), or behind a symbology
 * identifier; brackets as people read them; a link; an EPC URN; the digits of a GS1
 * key; else plain text.  Only digits that are no key, and what breaks the form it
 * claims, are malformed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assay-link.h"
#include "json.h"
#include "parse.h"

#define PAYLOAD_MAX 8192 /* a QR code holds at most 7,089 digits */

/* clang-format off */
/* What a fault says to a person, and whether the payload is malformed by it. */
static const struct {
	const char *rule;
	bool malformed;
	const char *says;
} faults[] = {
	{ "GS1-AI-PARSE", true, "The data is no GS1 element string" },
	{ "GS1-CSUM", true, "A check digit is wrong" },
	{ "GS1-CSUM-ALPHA", true, "A pair of check characters is wrong" },
	{ "GS1-CSET82", true, "A value has a character outside its set of 82" },
	{ "GS1-CSET39", true, "A value has a character outside its set of 39" },
	{ "GS1-CSET64", true, "A value has a character outside its set of 64" },
	{ "GS1-DATE", true, "A date or time does not exist" },
	{ "GS1-AI-REPEAT", true, "One AI stands twice with different values" },
	{ "GS1-AI-EXCLUDE", true, "Two AIs shut each other out" },
	{ "GS1-DL-PARSE", true, "The link is no valid GS1 Digital Link" },
	{ "GS1-SYMID", true, "The data does not fit its carrier" },
	{ "LABEL-FORM", true, "The value does not have the form of its kind" },
	{ "GS1-AI-REQUIRE", false, "A companion is missing" },
	{ "GS1-AI-GS-LOST", false, "A separator may be lost" },
	{ "GS1-AI-BRACKET", false, "Brackets stand in the data" },
	{ "GS1-DATE-ORDER", false, "Dates contradict each other" },
	{ "GS1-PREFIX-ZERO", false, "A key does not start with a company prefix" },
	{ "GS1-DL-COMPRESSED", false, "May be a compressed GS1 Digital Link, which is not read" },
	{ "GS1-NORMALISED", false, "A separator was spelled out" },
	{ "LABEL-READ-AS", false, "A typed value was brought to plain characters" },
};
/* clang-format on */

static bool
is_malformed(const struct assay_fault *f)
{
	if (strcmp(f->rule, "GS1-SYMID") == 0 &&
	    strncmp(f->why, "reason=no-fnc1", 14) == 0)
		return false; /* readable all the same */
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (strcmp(faults[i].rule, f->rule) == 0)
			return faults[i].malformed;
	return false;
}

static const char *
says(const char *rule)
{
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (strcmp(faults[i].rule, rule) == 0)
			return faults[i].says;
	return rule;
}

static const struct assay_claim *
claim_of(const struct claims *c, const char *key)
{
	for (size_t i = 0; i < c->n_claims; i++)
		if (strcmp(c->claims[i].key, key) == 0)
			return &c->claims[i];
	return NULL;
}

static const char *
kind_of(const struct claims *c)
{
	bool elements = false;

	for (size_t i = 0; i < c->n_claims; i++)
		elements = elements || c->claims[i].ai[0] != '\0';
	if (claim_of(c, "epc") != NULL)
		return "epc";
	if (c->n_claims > 0 && strcmp(c->claims[0].key, "link") == 0 &&
	    c->claims[0].ai[0] == '\0')
		return elements ? "dl" : "link";
	if (elements)
		return "gs1";
	return claim_of(c, "gtin") != NULL ? "gtin" : "text";
}

/* The claims as elements again, for the canonical link. */
static void
canonical(struct parsed *p, struct gs1 *g)
{
	gs1_init(g, true);
	for (size_t i = 0; i < p->c.n_claims; i++) {
		const struct assay_claim *claim = &p->c.claims[i];
		bool epc = strcmp(p->kind, "epc") == 0;

		if (claim->ai[0] != '\0')
			gs1_add(g, assay_str(claim->ai), epc ? claim->value : claim->raw);
		else if (strcmp(claim->key, "gtin") == 0)
			gs1_add(g, assay_str("01"), claim->value);
	}
	if (dl_build(g, DL_CANONICAL_STEM, true, p->canonical, sizeof p->canonical) == 0)
		p->canonical[0] = '\0';
}

/* Payload and carrier to claims, as if a symbol had been read. */
static enum assay_status
as_symbol(const char *id, struct assay_bytes payload, int64_t now, struct parsed *p)
{
	struct assay_symbol symbol = { .payload = payload };

	memcpy(symbol.symbology, id, sizeof symbol.symbology);
	return claims_make(&symbol, 1, NULL, 0, now, &p->c);
}

static enum assay_status
as_typed(const char *key, const char *value, int64_t now, struct parsed *p)
{
	struct assay_typed typed = { key, value };

	return claims_make(NULL, 0, &typed, 1, now, &p->c);
}

/* What is wrong with the payload as a whole. */
static void
own_fault(struct parsed *p, const char *rule, const char *reason, const char *key,
          struct assay_bytes value)
{
	why_add(p->own_why, sizeof p->own_why, "reason", assay_str(reason));
	why_add(p->own_why, sizeof p->own_why, key, value);
	p->own = (struct assay_fault){ rule, ASSAY_PATH_TYPED, ASSAY_NONE, p->own_why };
	p->bad = &p->own;
}

/* Digits alone: the key that their number says they are. */
static enum assay_status
as_digits(const char *text, size_t len, int64_t now, struct parsed *p)
{
	char element[40];

	if (len == 8 || (len >= 12 && len <= 14))
		return as_typed("gtin", text, now, p);
	if (len == 18 || len == 17) { /* SSCC, GSIN */
		snprintf(element, sizeof element, "%s%s", len == 18 ? "00" : "402", text);
		return as_symbol("]C1", assay_str(element), now, p);
	}
	own_fault(p, "GS1-AI-PARSE", "no-fnc1-and-no-key", "digits", assay_str(text));
	return as_symbol("]Q1", assay_str(text), now, p);
}

/* Does it begin with a bracket, as it is printed or typed on a Chinese keyboard? */
static bool
opens_bracket(const char *text)
{
	static const char *const brackets[] = { "(", "（", "【", "〔" };

	for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++)
		if (strncmp(text, brackets[i], strlen(brackets[i])) == 0)
			return true;
	return false;
}

enum assay_status
parse_payload(struct assay_bytes payload, int64_t now, struct parsed *p)
{
	enum assay_status status;
	struct gs1 *g = malloc(sizeof *g);
	char *text = malloc(payload.len + 1);
	struct assay_bytes data;
	bool gs1 = false;

	*p = (struct parsed){ .kind = "text" };
	status = ASSAY_E_NOMEM;
	if (g == NULL || text == NULL)
		goto out;
	status = ASSAY_E_LIMIT;
	if (payload.len > PAYLOAD_MAX)
		goto out;
	memcpy(text, payload.data == NULL ? (const uint8_t *)"" : payload.data,
	       payload.len);
	text[payload.len] = '\0';
	data = (struct assay_bytes){ (const uint8_t *)text, payload.len };
	if (data.len >= 3 && text[0] == ']') {
		memcpy(p->symbology, text, 3);
		p->carrier = carrier_of(p->symbology);
		data = assay_part(data, 3, data.len);
		gs1 = p->carrier->gs1 && !assay_link_meant(data);
	} else {
		gs1 = data.len > 0 && (text[0] == '^' || text[0] == FNC1);
	}
	for (size_t i = payload.len - data.len; gs1 && i < payload.len; i++)
		text[i] = (char)(text[i] == '^' ? FNC1 : text[i]);
	if (gs1) {
		status = as_symbol(p->carrier != NULL ? p->symbology : "]C1", data, now,
		                   p);
		gs1_parse(data, now, g);
		p->superfluous = g->superfluous;
	} else if (p->carrier != NULL) {
		status = as_symbol(p->symbology, data, now, p);
	} else if (opens_bracket(text) && memchr(text, 0, payload.len) == NULL) {
		status = as_typed("gs1", text, now, p);
	} else if (assay_all_digits(data)) {
		status = as_digits(text, data.len, now, p);
	} else {
		struct assay_link link;

		if (assay_link_split(data, &link) && link.has_authority &&
		    link.host.len == 0)
			own_fault(p, "GS1-DL-PARSE", "no-host", "link", data);
		status = as_symbol("]Q1", data, now, p);
	}
	if (status != ASSAY_OK)
		goto out;
	p->kind = kind_of(&p->c);
	for (size_t i = 0; i < p->c.n_faults && p->bad == NULL; i++)
		if (is_malformed(&p->c.faults[i]))
			p->bad = &p->c.faults[i];
	canonical(p, g);
out:
	free(g);
	free(text);
	return status;
}

void
parsed_clear(struct parsed *p)
{
	claims_clear(&p->c);
}

/* ---- JSON ---- */

static json_t *
fields(const struct parsed *p)
{
	json_t *all = json_array();

	for (size_t i = 0; i < p->c.n_claims; i++) {
		const struct assay_claim *c = &p->c.claims[i];
		const char *ai =
		        c->ai[0] == '\0' && strcmp(c->key, "gtin") == 0 ? "01" : c->ai;
		json_t *field = json_object();

		json_object_set_new(field, "ai", json_string(ai));
		json_object_set_new(field, "name", json_string(c->key));
		json_object_set_new(field, "value", json_bytes(c->value));
		json_object_set_new(field, "raw", json_bytes(c->raw));
		json_array_append_new(all, field);
	}
	return all;
}

/* clang-format off */
/* The tokens of evidence "reason=...", said in words. */
static const char *const reasons[][2] = {
	{ "length", "its length is wrong" },
	{ "empty", "there is no value" },
	{ "unknown-ai", "no AI begins there" },
	{ "too-many-elements", "no code holds so many elements" },
	{ "too-long", "it is longer than any code can hold" },
	{ "no-ai-in-brackets", "an AI in brackets has to stand there" },
	{ "not-a-digit", "digits have to stand there" },
	{ "character-set", "a character is not allowed there" },
	{ "no-such-date", "there is no such date" },
	{ "no-such-time", "there is no such time" },
	{ "no-such-country", "there is no such country" },
	{ "no-such-currency", "there is no such currency" },
	{ "company-prefix", "it does not start with a company prefix" },
	{ "qualifiers", "what follows the key is no qualifier of it, or not in order" },
	{ "not-in-query", "this AI may not stand in the query" },
	{ "repeated", "an AI stands twice" },
	{ "old-form", "words for keys belong to an older form" },
	{ "path-not-in-pairs", "keys and values of the path are not in pairs" },
	{ "percent-escape", "a percent escape is broken" },
	{ "raw-character", "a character has to be percent-escaped" },
	{ "scheme-in-two-cases", "its scheme mixes capital and small letters" },
	{ "host", "its host is none" },
	{ "no-host", "its host is missing" },
	{ "not-the-digits-of-its-carrier", "its carrier holds another number of digits" },
	{ "no-fnc1", "it stands in a carrier without FNC1" },
	{ "no-fnc1-and-no-key",
		"it has no FNC1 in front, and is not 8, 12, 13, 14, 17 or 18 digits long like a key" },
};
/* clang-format on */

/* "A check digit is wrong (ai 01, value 12345678901234, expected 1, found 4)" */
static json_t *
sentence(const struct assay_fault *f)
{
	char text[2 * GS1_WHY_MAX], reason[128] = "";
	size_t at = 0;
	const char *mark = " (";
	json_t *whole;

	text[0] = '\0';
	for (const char *pair = f->why; *pair != '\0';) {
		const char *end = strstr(pair, "; ");
		int n = (int)(end == NULL ? strlen(pair) : (size_t)(end - pair));
		int key = (int)strcspn(pair, "=");

		key = key < n ? key : n;
		if (strncmp(pair, "reason=", 7) == 0) {
			snprintf(reason, sizeof reason, "%.*s", n - 7, pair + 7);
		} else {
			at += (size_t)snprintf(
			        text + at, sizeof text - at, "%s%.*s %s%.*s", mark, key,
			        pair, n - key < 2 ? "\"\"" : "",
			        n - key < 1 ? 0 : n - key - 1, pair + key + 1);
			mark = ", ";
		}
		pair += n + (end == NULL ? 0 : 2);
		if (at + GS1_WHY_MAX > sizeof text)
			break; /* evidence is shorter than that */
	}
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (strcmp(reasons[i][0], reason) == 0)
			snprintf(reason, sizeof reason, "%s", reasons[i][1]);
	whole = json_sprintf("%s%s%s%s%s", says(f->rule), reason[0] == '\0' ? "" : ": ",
	                     reason, text, at > 0 ? ")" : "");
	return whole;
}

static json_t *
notes(const struct parsed *p)
{
	json_t *all = json_array();

	if (p->superfluous)
		json_array_append_new(all, json_string("superfluous-FNC1"));
	for (size_t i = 0; i < p->c.n_faults; i++)
		if (&p->c.faults[i] != p->bad)
			json_array_append_new(all, json_sprintf("%s: %s (%s)",
			                                        p->c.faults[i].rule,
			                                        says(p->c.faults[i].rule),
			                                        p->c.faults[i].why));
	return all;
}

enum assay_status
assay_parse(struct assay_bytes payload, int64_t now, char **json)
{
	struct parsed p;
	enum assay_status status = parse_payload(payload, now, &p);
	json_t *root = NULL;

	*json = NULL;
	if (status != ASSAY_OK && status != ASSAY_E_LIMIT)
		goto out;
	root = json_object();
	json_object_set_new(root, "schema", json_string("assay.parse/1"));
	json_object_set_new(root, "valid",
	                    json_boolean(status == ASSAY_OK && p.bad == NULL));
	if (p.carrier != NULL) {
		json_object_set_new(root, "symbology",
		                    json_bytes(assay_str(p.symbology)));
		json_object_set_new(root, "carrier", json_string(p.carrier->name));
	}
	json_object_set_new(root, "kind", json_string(p.kind));
	if (status == ASSAY_E_LIMIT) {
		json_object_set_new(root, "rule", json_string("CLAIM-LIMIT"));
		json_object_set_new(
		        root, "reason",
		        json_string("The payload is longer than any code can hold"));
	} else if (p.bad != NULL) {
		json_object_set_new(root, "rule", json_string(p.bad->rule));
		json_object_set_new(root, "reason", sentence(p.bad));
	}
	json_object_set_new(root, "fields", fields(&p));
	if (p.bad == NULL && p.canonical[0] != '\0')
		json_object_set_new(root, "canonical", json_string(p.canonical));
	json_object_set_new(root, "notes", notes(&p));
	if ((*json = json_dumps(root, JSON_COMPACT | JSON_PRESERVE_ORDER)) == NULL)
		status = ASSAY_E_NOMEM;
	else if (status == ASSAY_E_LIMIT || p.bad != NULL)
		status = ASSAY_E_FORMAT;
out:
	json_decref(root);
	parsed_clear(&p);
	return status;
}
