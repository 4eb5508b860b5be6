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
	snprintf(l->listing.scope, sizeof l->listing.scope, "%s",
	         l->listing.list->head.scope);
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
assay_list_lookup(const struct assay_list *l, const struct assay_list_question *given,
                  struct assay_answer *out)
{
	struct assay_list_question q = { .made = ASSAY_NO_DAY };
	struct home_question ask;
	struct assay_bytes digits;
	char gtin[15];

	memset(out, 0, sizeof *out);
	out->issuer = out->issuer_name = out->title = "";
	memcpy(&q, given, given->size < sizeof q ? given->size : sizeof q);
	digits = assay_str(q.gtin == NULL ? "" : q.gtin);
	if ((digits.len != 8 && digits.len != 12 && digits.len != 13 &&
	     digits.len != 14) ||
	    !assay_mod10_holds(digits) || !assay_all_digits(digits) ||
	    q.serial.len == 0 || q.serial.len > LIST_ITEM_MAX - 19)
		return ASSAY_E_USAGE;
	memset(gtin, '0', 14);
	memcpy(gtin + 14 - digits.len, digits.data, digits.len);
	gtin[14] = '\0';
	ask = (struct home_question){
		.gtin = gtin,
		.serial = q.serial,
		.lot = q.lot,
		.made_decoded = q.made == 0 ? ASSAY_NO_DAY : q.made,
		.made_typed = ASSAY_NO_DAY,
		.now = q.now,
		.as_of = q.as_of,
	};
	listings_answer(&l->listing, 1, &l->clock, &ask, out);
	return ASSAY_OK;
}

enum assay_status
assay_list_lookup_csv(const struct assay_list *l, const struct assay_list_batch *given,
                      struct assay_error *error)
{
	enum { GTIN, SERIAL, LOT, MADE, COLUMNS };
	static const char *const names[COLUMNS] = { "gtin", "serial", "lot", "made" };
	static const struct words to_read = { "read", "读取" };
	struct assay_list_batch batch = { 0 };
	struct faults faults;
	struct sheet c;
	enum assay_status status;
	int index[COLUMNS];

	memcpy(&batch, given, given->size < sizeof batch ? given->size : sizeof batch);
	faults = (struct faults){ batch.fault, batch.fault_data, batch.lang, 0 };
	if ((status = sheet_open(&c, batch.csv, &faults, error)) != ASSAY_OK) {
		sheet_close(&c);
		return status;
	}
	c.spare_columns = true;
	if (sheet_next(&c, &status) && sheet_columns(&c, names, COLUMNS, 2, index))
		while (sheet_next(&c, &status)) {
			struct assay_list_question q = { .size = sizeof q,
				                         .now = batch.now,
				                         .as_of = batch.as_of };
			struct assay_bytes cell[COLUMNS];
			struct assay_answer answer;
			char gtin[15], lot[21];

			for (size_t i = 0; i < COLUMNS; i++)
				cell[i] = sheet_cell(&c, index[i]);
			if (!sheet_gtin(&c, cell[GTIN], gtin) ||
			    !sheet_serial(&c, cell[SERIAL]) ||
			    !sheet_lot(&c, cell[LOT], lot) ||
			    !sheet_date(&c, "made", cell[MADE], &q.made))
				continue;
			q.gtin = gtin;
			q.serial = cell[SERIAL];
			q.lot = cell[LOT];
			if (assay_list_lookup(l, &q, &answer) == ASSAY_OK)
				batch.answer(batch.answer_data, c.line, gtin, q.serial,
				             &answer);
		}
	sheet_close(&c);
	if (status != ASSAY_OK)
		return error_system(error, errno, to_read, batch.csv);
	if (faults.count == 0)
		return ASSAY_OK;
	return error_say(error, ASSAY_E_FORMAT, "%llu fault(s) in %s",
	                 "%2$s 有 %1$llu 处错误", (unsigned long long)faults.count,
	                 error_text(batch.csv).text);
}
