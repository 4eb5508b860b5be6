/* report-json.c - a report and a batch as JSON Lines ("assay.result/1")
 *
 * Fields are added, never changed.  Key order is the order of writing, numbers have
 * no locale, so the same report gives the same bytes everywhere. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jansson.h>

#include "assay-check.h"
#include "batch.h"
#include "escape.h"
#include "explain.h"
#include "json.h"
#include "report.h"

json_t *
json_bytes(struct assay_bytes s)
{
	char *shown = assay_escape(s);
	json_t *out = shown != NULL ? json_string(shown) : NULL;

	free(shown);
	return out;
}

json_t *
json_time(int64_t time)
{
	char text[48];
	int32_t day = assay_day_at(time);
	struct assay_date d;
	int s;

	if (day == ASSAY_NO_DAY)
		return json_null();
	d = assay_date_of(day);
	s = (int)(time - (int64_t)day * 86400);
	snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", d.year, d.month, d.day,
		s / 3600, s / 60 % 60, s % 60);
	return json_string(text);
}

json_t *
json_day(int32_t day)
{
	char text[40];
	struct assay_date d;

	if (day == ASSAY_NO_DAY)
		return json_null();
	d = assay_date_of(day);
	snprintf(text, sizeof text, "%04d-%02d-%02d", d.year, d.month, d.day);
	return json_string(text);
}

json_t *
json_hex(const uint8_t *bytes, size_t n)
{
	char text[65];

	for (size_t i = 0; i < n && i < 32; i++)
		snprintf(text + 2 * i, 3, "%02x", bytes[i]);
	return json_stringn(text, 2 * n);
}

json_t *
json_flags(uint32_t flags)
{
	json_t *out = json_array();

	for (unsigned i = 0; i < ASSAY_FLAGS; i++)
		if (flags & 1u << i)
			json_array_append_new(out,
				json_string(assay_flag_name((enum assay_flag)(1u << i), ASSAY_EN)));
	return out;
}

static json_t *
symbols(const struct assay_result *r)
{
	json_t *out = json_array();

	for (size_t i = 0; i < r->n_symbols; i++) {
		const struct assay_symbol *s = &r->symbols[i];
		json_t *o = json_object(), *outline = json_array();

		for (int k = 0; k < 4; k++)
			json_array_append_new(outline,
				json_pack("[ii]", (int)s->outline[k].x, (int)s->outline[k].y));
		json_object_set_new(o, "symbology", json_string(s->symbology));
		json_object_set_new(o, "payload", json_bytes(s->payload));
		json_object_set_new(o, "outline", outline);
		json_object_set_new(o, "photo", json_integer(s->photo));
		json_object_set_new(o, "reader", json_string(s->reader));
		json_object_set_new(o, "pass", json_string(s->pass));
		json_object_set_new(o, "quality", json_integer(s->quality));
		json_array_append_new(out, o);
	}
	return out;
}

static const char *const paths[] = { "typed", "linear", "retail", "matrix" };

/* claims: the first value of each key; fields: every one, with how it came in. */
static void
claims(json_t *o, const struct assay_result *r)
{
	json_t *first = json_object(), *all = json_array();

	for (size_t i = 0; i < r->n_claims; i++) {
		const struct assay_claim *c = &r->claims[i];
		json_t *f = json_object();

		if (json_object_get(first, c->key) == NULL && strcmp(c->key, "ai") != 0)
			json_object_set_new(first, c->key, json_bytes(c->value));
		json_object_set_new(f, "key", json_string(c->key));
		json_object_set_new(f, "value", json_bytes(c->value));
		json_object_set_new(f, "raw", json_bytes(c->raw));
		if (c->ai[0] != '\0')
			json_object_set_new(f, "ai", json_string(c->ai));
		json_object_set_new(f, "path", json_string(paths[c->path & 3]));
		if (c->symbol != ASSAY_NONE)
			json_object_set_new(f, "symbol", json_integer(c->symbol));
		json_array_append_new(all, f);
	}
	json_object_set_new(o, "claims", first);
	json_object_set_new(o, "fields", all);
}

static json_t *
lot(const struct assay_lot *l)
{
	json_t *o = json_object();

	json_object_set_new(o, "lot", json_bytes(assay_str(l->lot)));
	json_object_set_new(o, "made", json_day(l->made));
	json_object_set_new(o, "expiry", json_day(l->expiry));
	json_object_set_new(o, "closed", json_boolean(l->closed));
	json_object_set_new(o, "recalled", json_boolean(l->recalled));
	json_object_set_new(o, "stolen", json_boolean(l->stolen));
	if (l->units != 0)
		json_object_set_new(o, "units", json_integer(l->units));
	return o;
}

static json_t *
answer(const struct assay_pair *p, const struct assay_answer *a, enum assay_lang lang)
{
	static const char *const ages[] = { "unknown", "fresh", "aged", "stale" };
	static const char *const status[]
		= { "none", "made", "sold", "stolen", "recalled", "destroyed", "removed" };
	json_t *o = json_object();

	json_object_set_new(o, "gtin", json_string(p->gtin));
	json_object_set_new(o, "serial", json_bytes(p->serial));
	if (p->symbol != ASSAY_NONE)
		json_object_set_new(o, "symbol", json_integer(p->symbol));
	json_object_set_new(o, "answer", json_string(assay_listed_name(a->listed, ASSAY_EN)));
	if (lang != ASSAY_EN)
		json_object_set_new(o, "answer_text", json_string(assay_listed_name(a->listed, lang)));
	if (a->listed == ASSAY_LISTED_NO_LIST)
		return o;
	json_object_set_new(o, "issuer", json_bytes(assay_str(a->issuer)));
	json_object_set_new(o, "issuer_name", json_bytes(assay_str(a->issuer_name)));
	json_object_set_new(o, "list_id", json_hex(a->list_id, sizeof a->list_id));
	json_object_set_new(o, "title", json_string(a->title));
	json_object_set_new(o, "version", json_integer((json_int_t)a->version));
	json_object_set_new(o, "issued", json_time(a->issued_at));
	json_object_set_new(o, "expires", json_time(a->expires_at));
	json_object_set_new(o, "complete_until",
		a->covers_until != 0 ? json_time(a->covers_until) : json_null());
	json_object_set_new(o, "age", json_string(ages[a->age & 3]));
	if (a->listed == ASSAY_LISTED_ISSUED || a->listed == ASSAY_LISTED_FLAGGED)
		json_object_set_new(o, "status", json_string(status[a->status % 7u]));
	if (a->has_lot)
		json_object_set_new(o, "lot", lot(&a->lot));
	if (a->lot_known)
		json_object_set_new(o, "printed_lot", lot(&a->printed_lot));
	json_object_set_new(o, "guessable", json_boolean(a->guessable));
	json_object_set_new(o, "restricted", json_boolean(a->restricted));
	return o;
}

/* What a finding says, with its stop. */
static json_t *
sentence(const struct assay *a, const char *rule, enum assay_lang lang)
{
	const char *text = assay_finding_text(a, rule, lang);

	return json_sprintf("%s%s", text, *text == '\0' ? "" : lang == ASSAY_ZH ? "。" : ".");
}

static json_t *
finding(const struct assay *a, const struct assay_finding *f, enum assay_lang lang)
{
	const char letter[2] = { assay_severity_letter(f->severity), '\0' };
	json_t *o = json_object(), *tried = json_array();

	for (size_t i = 0; i < f->n_tried; i++) {
		const struct assay_label *row = explanation_find(f->tried[i].name);
		json_t *t = json_object();

		json_object_set_new(t, "name", json_string(f->tried[i].name));
		json_object_set_new(t, "text", json_string(lang == ASSAY_ZH ? row->zh : row->en));
		json_object_set_new(t, "explains", json_boolean(f->tried[i].explains));
		json_array_append_new(tried, t);
	}
	json_object_set_new(o, "rule", json_string(f->rule));
	json_object_set_new(o, "severity", json_string(letter));
	json_object_set_new(o, "text", sentence(a, f->rule, lang));
	json_object_set_new(o, "evidence", json_string(f->evidence));
	json_object_set_new(o, "explanations", tried);
	if (f->symbol != ASSAY_NONE)
		json_object_set_new(o, "symbol", json_integer(f->symbol));
	if (f->pair != ASSAY_NONE)
		json_object_set_new(o, "pair", json_integer(f->pair));
	if (f->flags != 0)
		json_object_set_new(o, "flags", json_flags(f->flags));
	return o;
}

static json_t *
photo(const struct assay_photo_facts *p)
{
	json_t *o = json_object();

	json_object_set_new(o, "format", json_string(p->format));
	json_object_set_new(o, "width", json_integer(p->width));
	json_object_set_new(o, "height", json_integer(p->height));
	if (p->has_time) {
		json_object_set_new(o, "time", json_time(p->time));
		json_object_set_new(o, "time_zone_known", json_boolean(p->has_zone));
	}
	if (p->has_place)
		json_object_set_new(o, "place", json_pack("[ff]", p->latitude, p->longitude));
	return o;
}

/* One line of text and frees o; NULL: out of memory. */
static char *
dump(json_t *o)
{
	char *text = json_dumps(o, JSON_COMPACT | JSON_REAL_PRECISION(9));

	json_decref(o);
	return text;
}

char *
assay_report_json(const struct assay_report *r, enum assay_lang lang)
{
	const struct assay_result *s = &r->result;
	json_t *o = json_object(), *lists = json_array(), *found = json_array();
	json_t *passed = json_array();

	json_object_set_new(o, "schema", json_string("assay.result/1"));
	json_object_set_new(o, "file", json_string(s->file));
	json_object_set_new(o, "sha256",
		r->has_sha256 ? json_hex(r->sha256, sizeof r->sha256) : json_null());
	json_object_set_new(o, "item", json_string(s->item));
	json_object_set_new(o, "verdict", json_string(assay_verdict_name(s->verdict, ASSAY_EN)));
	if (lang != ASSAY_EN)
		json_object_set_new(o, "verdict_text", json_string(assay_verdict_name(s->verdict, lang)));
	json_object_set_new(o, "decided_by", json_integer(r->line));
	json_object_set_new(o, "flags", json_flags(s->flags));
	json_object_set_new(o, "category", json_string(s->category));
	json_object_set_new(o, "category_why", json_string(s->category_why));
	if (*s->category_also != '\0')
		json_object_set_new(o, "category_also", json_string(s->category_also));
	json_object_set_new(o, "photo", photo(&r->photo));
	if (s->reason_en[0] != '\0')
		json_object_set_new(o, "reason",
			json_string(lang == ASSAY_ZH ? s->reason_zh : s->reason_en));
	json_object_set_new(o, "symbols", symbols(s));
	claims(o, s);
	for (size_t i = 0; i < s->n_pairs; i++)
		if (r->asked[i])
			json_array_append_new(lists, answer(&s->pairs[i], &s->answers[i], lang));
	json_object_set_new(o, "list",
		json_array_size(lists) > 0 ? json_incref(json_array_get(lists, 0)) : json_null());
	json_object_set_new(o, "lists", lists);
	for (size_t i = 0; i < s->n_findings; i++)
		json_array_append_new(found, finding(r->a, &s->findings[i], lang));
	json_object_set_new(o, "findings", found);
	for (size_t i = 0; i < s->n_passed; i++)
		json_array_append_new(passed, json_pack("{ssss}", "rule", s->passed[i].rule, "facts",
			s->passed[i].evidence));
	json_object_set_new(o, "passed", passed);
	return dump(o);
}

char *
assay_batch_json(const struct assay_batch *b, enum assay_lang lang)
{
	const struct assay_batch_summary *s = &b->summary;
	json_t *o = json_object(), *counts = json_object(), *groups = json_array();
	json_t *corrected = json_array(), *flags = json_object(), *unlisted = json_object();

	json_object_set_new(o, "schema", json_string("assay.batch/1"));
	json_object_set_new(o, "photos", json_integer((json_int_t)s->photos));
	for (unsigned i = 0; i < ASSAY_VERDICTS; i++)
		json_object_set_new(counts, assay_verdict_name((enum assay_verdict)i, ASSAY_EN),
			json_integer((json_int_t)s->counts[i]));
	json_object_set_new(o, "counts", counts);
	for (unsigned i = 0; i < ASSAY_FLAGS; i++)
		if (s->flag_counts[i] > 0)
			json_object_set_new(flags, assay_flag_name((enum assay_flag)(1u << i), ASSAY_EN),
				json_integer((json_int_t)s->flag_counts[i]));
	json_object_set_new(o, "flags", flags);
	for (size_t i = 0; i < b->n_unlisted; i++)
		json_object_set_new(unlisted, b->unlisted[i].gtin,
			json_integer((json_int_t)b->unlisted[i].count));
	json_object_set_new(o, "not_listed", unlisted);
	for (size_t i = 0; i < s->n_groups; i++) {
		const struct assay_batch_group *g = &s->groups[i];
		const char letter[2] = { assay_severity_letter(g->severity), '\0' };
		json_t *j = json_object(), *files = json_array();

		for (size_t k = 0; k < g->n_files; k++)
			json_array_append_new(files, json_string(g->files[k]));
		json_object_set_new(j, "rule", json_string(g->rule));
		json_object_set_new(j, "severity", json_string(letter));
		json_object_set_new(j, "text", sentence(b->a, g->rule, lang));
		json_object_set_new(j, "gtin", json_string(g->gtin));
		json_object_set_new(j, "serial", json_string(g->serial));
		json_object_set_new(j, "evidence", json_string(g->evidence));
		json_object_set_new(j, "files", files);
		json_array_append_new(groups, j);
	}
	json_object_set_new(o, "groups", groups);
	for (size_t i = 0; i < s->n_corrected; i++) {
		const struct assay_batch_corrected *c = &s->corrected[i];
		json_t *j = json_object();

		json_object_set_new(j, "file", json_string(c->file));
		json_object_set_new(j, "verdict", json_string(assay_verdict_name(c->verdict, ASSAY_EN)));
		json_object_set_new(j, "flags", json_flags(c->flags));
		json_array_append_new(corrected, j);
	}
	json_object_set_new(o, "corrected", corrected);
	return dump(o);
}
