/* ask.c - one list by itself: what it says, whether it holds, what it answers */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assay-check.h"
#include "context.h"
#include "key.h"
#include "list/sheet.h"
#include "listing.h"

struct assay_list {
	struct listing listing;
	struct clock clock;
};

/* Whom the caller believes; ASSAY_E_TRUST: not this list's signer.  Nobody given: the
 * state stays LISTING_ABSENT and the answer ASSAY_OK. */
static enum assay_status
believe(const struct assay *a, const uint8_t *public_key, struct listing *g,
        struct assay_error *error)
{
	const struct pins *pins = a == NULL ? NULL : home_pins(a->home);
	static const struct pins nobody;
	enum assay_status status;
	uint8_t key[32];
	bool any = false;
	char id[17];

	for (size_t i = 0; i < g->list->head.n_signatures; i++)
		any = list_signature(g->list, i, key) || any;
	if (!any)
		return error_say(error, ASSAY_E_FORMAT,
		                 "the list is damaged: it bears no signature that holds",
		                 "清单已损坏：没有有效签名");
	if (public_key != NULL) {
		if (list_signed_by(g->list, public_key)) {
			g->state = LISTING_GOOD;
			return ASSAY_OK;
		}
		key_id(public_key, id);
		return error_say(error, ASSAY_E_TRUST,
		                 "the list is not signed by the key given, %s",
		                 "清单不是由所给密钥 %s 签名的", id);
	}
	if (a == NULL)
		return ASSAY_OK;
	status = listing_believe(g, pins == NULL ? &nobody : pins, error);
	if (status == ASSAY_OK)
		g->state = LISTING_GOOD;
	else if (status == ASSAY_E_TRUST &&
	         listing_judge(g, pins == NULL ? &nobody : pins) == PIN_COMPROMISED)
		g->state = LISTING_COMPROMISED;
	return status;
}

static void
fill(const struct listing *g, struct assay_list_facts *facts)
{
	struct assay_list_facts full = { .size = sizeof full };
	size_t size = facts->size;

	list_facts(g->list, &full);
	full.size = size;
	full.trusted = g->state == LISTING_GOOD;
	full.compromised = g->state == LISTING_COMPROMISED;
	if (g->issuer != NULL && g->state != LISTING_ABSENT)
		snprintf(full.trusted_by, sizeof full.trusted_by, "%s",
		         g->issuer->about.id);
	memcpy(facts, &full, size < sizeof full ? size : sizeof full);
}

static enum assay_status
look(const struct assay *a, const char *path, const uint8_t *public_key, bool all,
     struct assay_list_facts *facts, struct assay_error *error)
{
	struct listing g = { 0 };
	enum assay_status status = list_open(path, &g.list, error), trust = ASSAY_OK;

	if (status == ASSAY_OK && all)
		status = list_check(g.list, error);
	if (status == ASSAY_OK) {
		trust = believe(a, public_key, &g, error);
		/* what a header says may be shown whoever signed it; `trusted` tells */
		if (facts != NULL)
			fill(&g, facts);
		if (all || trust != ASSAY_E_TRUST)
			status = trust;
	}
	listing_clear(&g);
	return status;
}

enum assay_status
assay_list_info(const struct assay *a, const char *path, const uint8_t *public_key,
                struct assay_list_facts *facts, struct assay_error *error)
{
	return look(a, path, public_key, false, facts, error);
}

enum assay_status
assay_list_check(const struct assay *a, const char *path, const uint8_t *public_key,
                 struct assay_list_facts *facts, struct assay_error *error)
{
	return look(a, path, public_key, true, facts, error);
}

enum assay_status
assay_list_open(const struct assay *a, const char *path, const uint8_t *public_key,
                const char *list_key_file, struct assay_list **out,
                struct assay_error *error)
{
	struct assay_list *l = calloc(1, sizeof *l);
	enum assay_status status;

	*out = NULL;
	if (l == NULL)
		return error_nomem(error);
	if ((status = list_open(path, &l->listing.list, error)) != ASSAY_OK)
		goto out;
	status = believe(a, public_key, &l->listing, error);
	if (l->listing.state == LISTING_COMPROMISED)
		status = ASSAY_OK; /* it answers that it is */
	if (status != ASSAY_OK)
		goto out;
	if (l->listing.state == LISTING_ABSENT) {
		status = error_say(error, ASSAY_E_TRUST,
		                   "nobody was named to believe: give --home or --key",
		                   "未指明信任谁：请给出 --home 或 --key");
		goto out;
	}
	if ((status = listing_kind(l->listing.list, error)) != ASSAY_OK)
		goto out;
	if ((l->listing.list->head.flags & LIST_RESTRICTED) != 0) {
		if (list_key_file == NULL) {
			status = error_say(
			        error, ASSAY_E_USAGE,
			        "the list is restricted: give its key with --list-key",
			        "这是受限清单：请用 --list-key 给出其密钥");
			goto out;
		}
		if ((status = list_use_key(l->listing.list, list_key_file, error)) !=
		    ASSAY_OK)
			goto out;
	}
	listing_scope(&l->listing.list->head, l->listing.scope);
	l->listing.title = assay_escape(assay_str(l->listing.list->head.title));
	if (l->listing.title == NULL) {
		status = error_nomem(error);
		goto out;
	}
	l->clock = (struct clock){ l->listing.list->head.issued_at,
		                   l->listing.list->head.issued_at };
	if (a != NULL && a->home != NULL) {
		const struct clock home = home_clock(a->home);

		l->clock.floor =
		        home.floor > l->clock.floor ? home.floor : l->clock.floor;
		l->clock.newest =
		        home.newest > l->clock.newest ? home.newest : l->clock.newest;
	}
	*out = l;
	l = NULL;
out:
	assay_list_close(l);
	return status;
}

void
assay_list_close(struct assay_list *l)
{
	if (l == NULL)
		return;
	listing_clear(&l->listing);
	free(l);
}

enum assay_status
assay_list_verify_once(struct assay_list *l, struct assay_error *error)
{
	enum assay_status status = ASSAY_OK;

	for (size_t i = 0; i < LISTING_LAYERS && status == ASSAY_OK; i++)
		if (listing_layer(&l->listing, i) != NULL)
			status = list_map(
			        i == 0 ? l->listing.list : l->listing.over[i - 1], error);
	return status;
}

enum assay_status
assay_list_overlay(struct assay_list *l, const struct assay *a, const uint8_t *public_key,
                   const char *path, const char *list_key_file, struct assay_error *error)
{
	struct listing o = { .state = LISTING_ABSENT };
	int64_t issued;
	enum assay_status status = list_open(path, &o.list, error);

	if (status != ASSAY_OK)
		goto out;
	status = believe(a, public_key, &o, error);
	if (o.state == LISTING_COMPROMISED) {
		l->listing.state = LISTING_COMPROMISED;
		status = ASSAY_OK;
	}
	if (status != ASSAY_OK)
		goto out;
	if (o.state == LISTING_ABSENT || o.issuer != l->listing.issuer) {
		status = error_say(error, ASSAY_E_TRUST,
		                   "the overlay is signed by another maker than its list",
		                   "增量与清单的签名者不同");
		goto out;
	}
	if ((o.list->head.flags & LIST_RESTRICTED) != 0) {
		status =
		        list_key_file == NULL
		                ? error_say(
		                          error, ASSAY_E_USAGE,
		                          "the overlay is restricted: put its key beside "
		                          "it as "
		                          "%s.key",
		                          "这是受限增量：请把其密钥放在旁边，名为 %s.key",
		                          error_text(path).text)
		                : list_use_key(o.list, list_key_file, error);
		if (status != ASSAY_OK)
			goto out;
	}
	issued = o.list->head.issued_at;
	if ((status = listing_lay(&l->listing, o.list, error)) != ASSAY_OK)
		goto out;
	o.list = NULL;
	if (issued > l->clock.floor)
		l->clock.floor = issued;
	if (issued > l->clock.newest)
		l->clock.newest = issued;
out:
	listing_clear(&o);
	return status;
}

/* A question as a list is asked it; false: no GTIN, or no serial. */
static bool
understand(const struct assay_list_question *given, char gtin[15],
           struct home_question *ask)
{
	struct assay_list_question q = { .made = ASSAY_NO_DAY };
	struct assay_bytes digits;

	memcpy(&q, given, given->size < sizeof q ? given->size : sizeof q);
	digits = assay_str(q.gtin == NULL ? "" : q.gtin);
	if ((digits.len != 8 && digits.len != 12 && digits.len != 13 &&
	     digits.len != 14) ||
	    !assay_mod10_holds(digits) || !assay_all_digits(digits) ||
	    q.serial.len == 0 || q.serial.len > LIST_ITEM_MAX - 19)
		return false;
	memset(gtin, '0', 14);
	memcpy(gtin + 14 - digits.len, digits.data, digits.len);
	gtin[14] = '\0';
	*ask = (struct home_question){
		.gtin = gtin,
		.serial = q.serial,
		.lot = q.lot,
		.made_decoded = q.made == 0 ? ASSAY_NO_DAY : q.made,
		.made_typed = ASSAY_NO_DAY,
		.now = q.now,
		.as_of = q.as_of,
	};
	return true;
}

enum assay_status
assay_list_lookup(const struct assay_list *l, const struct assay_list_question *given,
                  struct assay_answer *out)
{
	struct home_question ask;
	char gtin[15];

	memset(out, 0, sizeof *out);
	out->issuer = out->issuer_name = out->title = "";
	if (!understand(given, gtin, &ask))
		return ASSAY_E_USAGE;
	listings_answer(&l->listing, 1, &l->clock, &ask, NULL, out);
	return ASSAY_OK;
}

enum assay_status
assay_list_lookup_document(const struct assay_list *l, const struct assay_bytes *parts,
                           size_t n, int64_t now, bool as_of, struct assay_answer *out)
{
	memset(out, 0, sizeof *out);
	out->issuer = out->issuer_name = out->title = "";
	return listings_answer_document(&l->listing, 1, &l->clock, parts, n, now, as_of,
	                                out);
}

/* ---- all lists of a home ---- */

enum assay_status
assay_home_lookup(const struct assay *a, const struct assay_list_question *given,
                  struct assay_answer *out)
{
	struct home_question ask;
	char gtin[15];

	memset(out, 0, sizeof *out);
	out->issuer = out->issuer_name = out->title = "";
	return understand(given, gtin, &ask) ? home_lookup(a->home, &ask, out)
	                                     : ASSAY_E_USAGE;
}

enum assay_status
assay_home_lookup_document(const struct assay *a, const struct assay_bytes *parts,
                           size_t n, int64_t now, bool as_of, struct assay_answer *out)
{
	return home_lookup_document(a->home, parts, n, now, as_of, out);
}

/* Does every page of all its layers hold?  error: why not. */
static bool
holds(const struct listing *g, struct assay_error *error)
{
	*error = (struct assay_error){
		"a file of it is changed, gone, older than the one "
		"before, or without its key: install it again, or "
		"run `assay sync`",
		"其文件被更改、丢失、比此前更旧或缺少密钥：请重新安装，"
		"或运行 `assay sync`"
	};
	if (g->state == LISTING_DAMAGED)
		return false;
	if (g->state == LISTING_KEY_INVALID) {
		*error = (struct assay_error){
			"the key that signed it is not valid for it: run `assay sync`, or "
			"ask the maker for a list signed anew",
			"其签名密钥对其无效：请运行 `assay sync`，或向厂家索取重新签名的清单"
		};
		return false;
	}
	for (size_t i = 0; i < LISTING_LAYERS; i++)
		if (listing_layer(g, i) != NULL &&
		    list_check(listing_layer(g, i), error) != ASSAY_OK)
			return false;
	return true;
}

enum assay_status
assay_home_check(const struct assay *a,
                 void (*tell)(void *data, const char *en, const char *zh), void *data,
                 struct assay_home_facts *facts)
{
	struct assay_home_facts full = { .lists = 0 };
	size_t size = facts->size, n = 0;
	const struct listing *lists = NULL;

	if (a->home != NULL)
		lists = home_listings(a->home, &n);
	for (size_t i = 0; i < n; i++) {
		const struct listing *g = &lists[i];
		const char *who = g->issuer == NULL ? "?" : g->issuer->about.id;
		char en[1400], zh[1400];
		struct assay_error why;

		full.lists++;
		full.documents += strncmp(g->scope, LISTING_DOCUMENTS,
		                          strlen(LISTING_DOCUMENTS)) == 0;
		for (size_t k = 1; k < LISTING_LAYERS; k++)
			full.overlays += g->list != NULL && listing_layer(g, k) != NULL;
		full.compromised += g->state == LISTING_COMPROMISED;
		if (holds(g, &why))
			continue;
		full.damaged++;
		if (tell == NULL)
			continue;
		snprintf(en, sizeof en, "the list of %s for %s: %s", who, g->scope,
		         why.text);
		snprintf(zh, sizeof zh, "%s 涵盖 %s 的清单：%s", who, g->scope,
		         why.text_zh);
		tell(data, en, zh);
	}
	full.size = size;
	memcpy(facts, &full, size < sizeof full ? size : sizeof full);
	return ASSAY_OK;
}

/* Questions asked together; more at once gain little and cost memory. */
#define TOGETHER 16384u

struct together {
	struct home_question ask[TOGETHER];
	char gtin[TOGETHER][15];
	bool good[TOGETHER];
	uint8_t hash[TOGETHER][LIST_HASH];
	struct list_hit hit[LISTING_LAYERS][TOGETHER];
};

static enum assay_status
ask_together(const struct assay_list *l, struct together *t, size_t n,
             struct assay_answer *out)
{
	enum assay_status status = ASSAY_OK;

	for (size_t layer = 0; layer < LISTING_LAYERS && status == ASSAY_OK; layer++) {
		const struct list *list = listing_layer(&l->listing, layer);

		if (list == NULL || l->listing.state == LISTING_DAMAGED)
			continue;
		for (size_t i = 0; i < n; i++)
			if (!t->good[i] || !list_hash_goods(list, t->ask[i].gtin,
			                                    t->ask[i].serial, t->hash[i]))
				memset(t->hash[i], 0, LIST_HASH);
		status = list_find_hashes(list, (const uint8_t(*)[LIST_HASH])t->hash, n,
		                          t->hit[layer]);
	}
	for (size_t i = 0; i < n && status == ASSAY_OK; i++) {
		struct list_hit hits[LISTING_LAYERS];

		memset(&out[i], 0, sizeof out[i]);
		out[i].issuer = out[i].issuer_name = out[i].title = "";
		for (size_t layer = 0; layer < LISTING_LAYERS; layer++)
			hits[layer] = t->hit[layer][i];
		if (t->good[i])
			listings_answer(&l->listing, 1, &l->clock, &t->ask[i], hits,
			                &out[i]);
	}
	return status;
}

enum assay_status
assay_list_lookup_batch(const struct assay_list *l, const struct assay_list_question *q,
                        size_t n, struct assay_answer *out)
{
	const uint8_t *at = (const uint8_t *)q; /* q[0].size bytes each */
	enum assay_status status = ASSAY_OK;
	struct together *t;
	bool bad = false;

	if (n == 0)
		return ASSAY_OK;
	if ((t = calloc(1, sizeof *t)) == NULL)
		return ASSAY_E_NOMEM;
	for (size_t done = 0; done < n && status == ASSAY_OK;) {
		size_t m = n - done < TOGETHER ? n - done : TOGETHER;

		for (size_t i = 0; i < m; i++, at += q->size) {
			struct assay_list_question one = { .made = ASSAY_NO_DAY };

			memcpy(&one, at, q->size < sizeof one ? q->size : sizeof one);
			one.size = sizeof one;
			t->good[i] = understand(&one, t->gtin[i], &t->ask[i]);
			bad = bad || !t->good[i];
		}
		status = ask_together(l, t, m, out + done);
		done += m;
	}
	free(t);
	return status == ASSAY_OK && bad ? ASSAY_E_USAGE : status;
}

/* Rows of a spreadsheet that wait to be asked together: cells are copied, since the
 * sheet reuses its row. */
#define ROWS 4096u

struct waiting {
	struct assay_list_question q[ROWS];
	struct assay_answer answer[ROWS];
	uint64_t line[ROWS];
	char gtin[ROWS][15], serial[ROWS][21], lot[ROWS][21];
	size_t n;
};

static enum assay_status
answer_waiting(const struct assay_list *l, struct waiting *w,
               const struct assay_list_batch *batch)
{
	enum assay_status status = assay_list_lookup_batch(l, w->q, w->n, w->answer);

	for (size_t i = 0; i < w->n && status == ASSAY_OK; i++)
		batch->answer(batch->answer_data, w->line[i], w->gtin[i], w->q[i].serial,
		              &w->answer[i]);
	w->n = 0;
	return status;
}

enum assay_status
assay_list_lookup_csv(const struct assay_list *l, const struct assay_list_batch *given,
                      struct assay_error *error)
{
	enum { GTIN, SERIAL, LOT, MADE, COLUMNS };
	static const char *const names[COLUMNS] = { "gtin", "serial", "lot", "made" };
	static const struct words to_read = { "read", "读取" };
	struct assay_list_batch batch = { 0 };
	struct waiting *w = NULL;
	struct faults faults;
	struct sheet c;
	enum assay_status status, answered = ASSAY_OK;
	int index[COLUMNS];

	memcpy(&batch, given, given->size < sizeof batch ? given->size : sizeof batch);
	faults = (struct faults){ batch.fault, batch.fault_data, batch.lang, 0 };
	if ((status = sheet_open(&c, batch.csv, &faults, error)) != ASSAY_OK) {
		sheet_close(&c);
		return status;
	}
	if ((w = calloc(1, sizeof *w)) == NULL) {
		sheet_close(&c);
		return error_nomem(error);
	}
	c.spare_columns = true;
	if (sheet_next(&c, &status) && sheet_columns(&c, names, COLUMNS, 2, index))
		while (answered == ASSAY_OK && sheet_next(&c, &status)) {
			struct assay_list_question *q = &w->q[w->n];
			struct assay_bytes cell[COLUMNS];

			for (size_t i = 0; i < COLUMNS; i++)
				cell[i] = sheet_cell(&c, index[i]);
			*q = (struct assay_list_question){ .size = sizeof *q,
				                           .now = batch.now,
				                           .as_of = batch.as_of };
			if (!sheet_gtin(&c, cell[GTIN], w->gtin[w->n]) ||
			    !sheet_serial(&c, cell[SERIAL]) ||
			    !sheet_lot(&c, cell[LOT], w->lot[w->n]) ||
			    !sheet_date(&c, "made", cell[MADE], &q->made))
				continue;
			memcpy(w->serial[w->n], cell[SERIAL].data, cell[SERIAL].len);
			q->gtin = w->gtin[w->n];
			q->serial =
			        (struct assay_bytes){ (const uint8_t *)w->serial[w->n],
				                      cell[SERIAL].len };
			q->lot = assay_str(w->lot[w->n]);
			w->line[w->n] = c.line;
			if (++w->n == ROWS)
				answered = answer_waiting(l, w, &batch);
		}
	if (answered == ASSAY_OK)
		answered = answer_waiting(l, w, &batch);
	free(w);
	sheet_close(&c);
	if (answered == ASSAY_E_NOMEM)
		return error_nomem(error);
	if (status != ASSAY_OK)
		return error_system(error, errno, to_read, batch.csv);
	if (faults.count == 0)
		return ASSAY_OK;
	return error_say(error, ASSAY_E_FORMAT, "%llu fault(s) in %s",
	                 "%2$s 有 %1$llu 处错误", (unsigned long long)faults.count,
	                 error_text(batch.csv).text);
}
