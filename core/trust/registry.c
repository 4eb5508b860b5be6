/* registry.c - the authority's registry, and what it and the pins say together
 *
 *     registry = { 1: 1, 2: issued at, 3: [ * issuer ] }
 *     issuer   = { 1: id, 2: name, 3: [prefix], 4: [category], 5: [host],
 *                  ? 6: admitted from, ? 7: admitted to, 8: [ * key ] }
 *     key      = { 1: kid, 2: public key, 3: use (1 lists, 2 items),
 *                  ? 4: not before, ? 5: not after, ? 6: compromised at }
 *
 * Issuers by id, names and keys by their bytes, each once and rising; times in
 * seconds since 1970.  Unknown keys refuse the file: it is a new format then. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cborio.h"
#include "key.h"
#include "registry.h"

#define FORMAT 1
#define TIME_MAX INT64_C(253402300799) /* the end of the year 9999 */
#define TEXT_MAX 256                   /* the longest host name, and id and name below */
#define FILE_NAME "the registry"

enum { R_FORMAT = 1, R_ISSUED, R_ISSUERS };
enum { I_ID = 1, I_NAME, I_PREFIXES, I_CATEGORIES, I_HOSTS, I_FROM, I_TO, I_KEYS };
enum { K_KID = 1, K_PUBLIC, K_USE, K_BEFORE, K_AFTER, K_COMPROMISED };
enum { USE_LIST = 1, USE_ITEM };

static enum assay_status
damaged(struct assay_error *error)
{
	return error_say(error, ASSAY_E_FORMAT,
	                 "the registry is damaged, or made by a newer program: get it "
	                 "again, or a newer assay",
	                 "登记册已损坏，或由更新的程序制作：请重新获取，或更新 assay");
}

/* ---- reading ---- */

/* NULL and bad: no text without NUL of that length; or no memory (*nomem). */
static const char *
take_string(struct cbor_reader *r, bool *nomem)
{
	struct assay_bytes view = cbor_take_text(r, TEXT_MAX);
	char *s;

	if (r->bad || memchr(view.data, '\0', view.len) != NULL) {
		r->bad = true;
		return NULL;
	}
	if ((s = malloc(view.len + 1)) == NULL) {
		*nomem = r->bad = true;
		return NULL;
	}
	memcpy(s, view.data, view.len);
	s[view.len] = '\0';
	return s;
}

static const char *const *
take_names(struct cbor_reader *r, bool *nomem)
{
	size_t n = cbor_take_array(r, PINS_NAMES);
	const char **names = calloc(n + 1, sizeof *names);

	if (names == NULL)
		*nomem = r->bad = true;
	for (size_t i = 0; i < n && !r->bad; i++) {
		names[i] = take_string(r, nomem);
		if (!r->bad && i > 0 && strcmp(names[i - 1], names[i]) >= 0)
			r->bad = true;
	}
	return names;
}

/* The next key of a map, 0 where it has ended: *left pairs are to come. */
static uint64_t
next_key(struct cbor_reader *r, size_t *left, uint64_t *last)
{
	if (*left == 0 || r->bad)
		return 0;
	(*left)--;
	return cbor_take_key(r, last);
}

static void
take_key(struct cbor_reader *r, struct pin_key *k)
{
	size_t left = cbor_take_map(r, K_COMPROMISED);
	struct assay_bytes kid = { NULL, 0 }, public_key = { NULL, 0 };
	uint64_t last = 0, key, use = 0;
	char expected[17];

	k->not_before = INT64_MIN;
	k->not_after = INT64_MAX;
	while ((key = next_key(r, &left, &last)) != 0) {
		switch (key) {
		case K_KID:
			kid = cbor_take_bytes(r, 8);
			break;
		case K_PUBLIC:
			public_key = cbor_take_bytes(r, 32);
			break;
		case K_USE:
			use = cbor_take_uint(r, USE_ITEM);
			break;
		case K_BEFORE:
			k->not_before = (int64_t)cbor_take_uint(r, TIME_MAX);
			break;
		case K_AFTER:
			k->not_after = (int64_t)cbor_take_uint(r, TIME_MAX);
			break;
		case K_COMPROMISED:
			k->compromised = true;
			k->compromised_at = (int64_t)cbor_take_uint(r, TIME_MAX);
			break;
		default:
			r->bad = true;
		}
	}
	if (r->bad || kid.len != 8 || public_key.len != 32 || use == 0) {
		r->bad = true;
		return;
	}
	for (size_t i = 0; i < 8; i++)
		snprintf(k->kid + 2 * i, 3, "%02x", kid.data[i]);
	memcpy(k->public_key, public_key.data, 32);
	k->for_lists = use == USE_LIST;
	key_id(k->public_key, expected);
	if (strcmp(expected, k->kid) != 0)
		r->bad = true;
}

static void
take_issuer(struct cbor_reader *r, struct pin_issuer *is, bool *nomem)
{
	size_t left = cbor_take_map(r, I_KEYS), n;
	uint64_t last = 0, key;

	is->admitted_from = INT64_MIN;
	is->admitted_to = INT64_MAX;
	while ((key = next_key(r, &left, &last)) != 0) {
		switch (key) {
		case I_ID:
			is->about.id = take_string(r, nomem);
			break;
		case I_NAME:
			is->about.name = take_string(r, nomem);
			break;
		case I_PREFIXES:
			is->about.prefixes = take_names(r, nomem);
			break;
		case I_CATEGORIES:
			is->about.categories = take_names(r, nomem);
			break;
		case I_HOSTS:
			is->about.hosts = take_names(r, nomem);
			break;
		case I_FROM:
			is->admitted_from = (int64_t)cbor_take_uint(r, TIME_MAX);
			break;
		case I_TO:
			is->admitted_to = (int64_t)cbor_take_uint(r, TIME_MAX);
			break;
		case I_KEYS:
			n = cbor_take_array(r, PINS_KEYS);
			if ((is->keys = calloc(n + 1, sizeof *is->keys)) == NULL)
				*nomem = r->bad = true;
			for (size_t i = 0; i < n && !r->bad; i++) {
				take_key(r, &is->keys[is->n_keys++]);
				if (!r->bad && i > 0 &&
				    memcmp(is->keys[i - 1].public_key,
				           is->keys[i].public_key, 32) >= 0)
					r->bad = true;
			}
			break;
		default:
			r->bad = true;
		}
	}
	if (is->about.id == NULL || is->about.name == NULL ||
	    is->about.prefixes == NULL || is->about.categories == NULL ||
	    is->about.hosts == NULL || is->keys == NULL)
		r->bad = true;
}

/* At most that many, for an array costs its sender one byte and us a struct. */
static void
take_issuers(struct cbor_reader *r, struct pins *p, bool *nomem)
{
	size_t n = cbor_take_array(r, REGISTRY_ISSUERS);

	if ((p->issuers = calloc(n + 1, sizeof *p->issuers)) == NULL)
		*nomem = r->bad = true;
	for (size_t i = 0; i < n && !r->bad; i++) {
		take_issuer(r, &p->issuers[p->n_issuers++], nomem);
		if (!r->bad && i > 0 &&
		    strcmp(p->issuers[i - 1].about.id, p->issuers[i].about.id) >= 0)
			r->bad = true;
	}
}

enum assay_status
registry_read(struct assay_bytes bytes, struct registry *out, struct assay_error *error)
{
	struct cbor_reader r = { bytes, bytes.len > REGISTRY_MAX };
	uint64_t last = 0, key, format = 0;
	enum assay_status status = ASSAY_OK;
	bool nomem = false, issued = false;
	size_t left;

	memset(out, 0, sizeof *out);
	if ((out->issuers = calloc(1, sizeof *out->issuers)) == NULL)
		return error_nomem(error);
	left = cbor_take_map(&r, R_ISSUERS);
	while ((key = next_key(&r, &left, &last)) != 0) {
		switch (key) {
		case R_FORMAT:
			format = cbor_take_uint(&r, FORMAT);
			break;
		case R_ISSUED:
			out->issued_at = (int64_t)cbor_take_uint(&r, TIME_MAX);
			issued = true;
			break;
		case R_ISSUERS:
			take_issuers(&r, out->issuers, &nomem);
			break;
		default:
			r.bad = true;
		}
	}
	if (nomem)
		status = error_nomem(error);
	else if (!cbor_done(&r) || format != FORMAT || !issued ||
	         out->issuers->issuers == NULL)
		status = damaged(error);
	else
		status = pins_check(out->issuers, FILE_NAME, error);
	if (status != ASSAY_OK)
		registry_clear(out);
	return status;
}

void
registry_clear(struct registry *r)
{
	pins_free(r->issuers);
	memset(r, 0, sizeof *r);
}

/* ---- writing ---- */

static int
by_id(const void *a, const void *b)
{
	return strcmp(((const struct pin_issuer *)a)->about.id,
	              ((const struct pin_issuer *)b)->about.id);
}

static int
by_bytes(const void *a, const void *b)
{
	return memcmp(((const struct pin_key *)a)->public_key,
	              ((const struct pin_key *)b)->public_key, 32);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t
count(const char *const *names)
{
	size_t n = 0;

	while (names != NULL && names[n] != NULL)
		n++;
	return n;
}

static void
put_names(struct cbor_writer *w, uint64_t key, const char *const *names)
{
	size_t n = count(names);

	cbor_put_uint(w, key);
	cbor_put_array(w, n);
	if (n > 1)
		qsort((void *)(uintptr_t)names, n, sizeof *names, by_text);
	for (size_t i = 0; i < n; i++)
		cbor_put_text(w, names[i]);
}

static void
put_time(struct cbor_writer *w, uint64_t key, int64_t when)
{
	cbor_put_uint(w, key);
	cbor_put_uint(w, (uint64_t)when);
}

static void
put_key(struct cbor_writer *w, const struct pin_key *k)
{
	bool before = k->not_before != INT64_MIN, after = k->not_after != INT64_MAX;
	uint8_t kid[8];

	for (size_t i = 0; i < 8; i++) {
		unsigned byte = 0;

		sscanf(k->kid + 2 * i, "%2x", &byte);
		kid[i] = (uint8_t)byte;
	}
	cbor_put_map(w, 3u + before + after + k->compromised);
	cbor_put_uint(w, K_KID);
	cbor_put_bytes(w, kid, sizeof kid);
	cbor_put_uint(w, K_PUBLIC);
	cbor_put_bytes(w, k->public_key, 32);
	cbor_put_uint(w, K_USE);
	cbor_put_uint(w, k->for_lists ? USE_LIST : USE_ITEM);
	if (before)
		put_time(w, K_BEFORE, k->not_before);
	if (after)
		put_time(w, K_AFTER, k->not_after);
	if (k->compromised)
		put_time(w, K_COMPROMISED, k->compromised_at);
}

static void
put_issuer(struct cbor_writer *w, const struct pin_issuer *is)
{
	bool from = is->admitted_from != INT64_MIN, to = is->admitted_to != INT64_MAX;

	cbor_put_map(w, 6u + from + to);
	cbor_put_uint(w, I_ID);
	cbor_put_text(w, is->about.id);
	cbor_put_uint(w, I_NAME);
	cbor_put_text(w, is->about.name);
	put_names(w, I_PREFIXES, is->about.prefixes);
	put_names(w, I_CATEGORIES, is->about.categories);
	put_names(w, I_HOSTS, is->about.hosts);
	if (from)
		put_time(w, I_FROM, is->admitted_from);
	if (to)
		put_time(w, I_TO, is->admitted_to);
	cbor_put_uint(w, I_KEYS);
	cbor_put_array(w, is->n_keys);
	if (is->n_keys > 1)
		qsort(is->keys, is->n_keys, sizeof *is->keys, by_bytes);
	for (size_t i = 0; i < is->n_keys; i++)
		put_key(w, &is->keys[i]);
}

enum assay_status
registry_write(struct registry *r, uint8_t **out, size_t *len, struct assay_error *error)
{
	struct cbor_writer w = { 0 };
	struct registry again;
	enum assay_status status;

	*out = NULL;
	*len = 0;
	if (r->issuers->n_issuers > REGISTRY_ISSUERS)
		return error_say(error, ASSAY_E_LIMIT,
		                 "a registry holds at most %d issuers",
		                 "登记册最多 %d 个发行方", REGISTRY_ISSUERS);
	if ((status = pins_check(r->issuers, FILE_NAME, error)) != ASSAY_OK)
		return status;
	if (r->issuers->n_issuers > 1)
		qsort(r->issuers->issuers, r->issuers->n_issuers,
		      sizeof *r->issuers->issuers, by_id);
	cbor_put_map(&w, 3);
	put_time(&w, R_FORMAT, FORMAT);
	put_time(&w, R_ISSUED, r->issued_at);
	cbor_put_uint(&w, R_ISSUERS);
	cbor_put_array(&w, r->issuers->n_issuers);
	for (size_t i = 0; i < r->issuers->n_issuers; i++)
		put_issuer(&w, &r->issuers->issuers[i]);
	if (w.nomem) {
		free(w.bytes);
		return error_nomem(error);
	}
	/* what is written must be what a reader accepts */
	status = registry_read((struct assay_bytes){ w.bytes, w.len }, &again, error);
	registry_clear(&again);
	if (status != ASSAY_OK) {
		free(w.bytes);
		return status;
	}
	*out = w.bytes;
	*len = w.len;
	return ASSAY_OK;
}

/* ---- together ---- */

struct merge {
	const struct registry *registry;
	void (*dropped)(void *, const char *, const char *);
	void *data;
};

static char *
copy(const char *s, bool *nomem)
{
	char *new = strdup(s);

	*nomem = *nomem || new == NULL;
	return new;
}

/* from's names, and those of more that `take` lets in; a new list. */
static const char *const *
unite(const char *const *from, const char *const *more,
      bool (*take)(const struct merge *, const char *id, const char *name),
      const struct merge *m, const char *id, bool *nomem)
{
	size_t n = count(from), total = n + count(more);
	const char **names = calloc(total + 1, sizeof *names);

	if (names == NULL) {
		*nomem = true;
		return NULL;
	}
	for (size_t i = 0; i < n; i++)
		names[i] = copy(from[i], nomem);
	for (size_t i = 0; more != NULL && more[i] != NULL && n < PINS_NAMES; i++) {
		bool known = false;

		for (size_t j = 0; j < n && !known; j++)
			known = names[j] != NULL && strcmp(names[j], more[i]) == 0;
		if (!known && (take == NULL || take(m, id, more[i])))
			names[n++] = copy(more[i], nomem);
	}
	return names;
}

/* A pinned prefix yields to every registered one that it touches; one inside its own
 * issuer's says nothing new. */
static bool
free_prefix(const struct merge *m, const char *id, const char *prefix)
{
	for (size_t i = 0; i < m->registry->issuers->n_issuers; i++) {
		const struct pin_issuer *is = &m->registry->issuers->issuers[i];

		for (size_t j = 0; is->about.prefixes[j] != NULL; j++) {
			size_t a = strlen(prefix), b = strlen(is->about.prefixes[j]);

			if (strncmp(prefix, is->about.prefixes[j], a < b ? a : b) != 0)
				continue;
			if (m->dropped != NULL &&
			    (strcmp(is->about.id, id) != 0 || a < b))
				m->dropped(m->data, id, prefix);
			return false;
		}
	}
	return true;
}

static bool
add_key(struct pin_issuer *is, const struct pin_key *key)
{
	struct pin_key *more = realloc(is->keys, (is->n_keys + 1) * sizeof *more);

	if (more == NULL)
		return false;
	is->keys = more;
	is->keys[is->n_keys++] = *key;
	return true;
}

/* The registry's keys, then those of the pin that nobody registered. */
static void
unite_keys(struct pin_issuer *out, const struct pin_issuer *from,
           const struct pin_issuer *pin, const struct merge *m, bool *nomem)
{
	out->keys = calloc(1, sizeof *out->keys);
	*nomem = *nomem || out->keys == NULL;
	for (size_t i = 0; from != NULL && i < from->n_keys && !*nomem; i++)
		*nomem = !add_key(out, &from->keys[i]);
	for (size_t i = 0; pin != NULL && i < pin->n_keys && !*nomem; i++) {
		const struct pin_issuer *owner = NULL;
		const struct pin_key *key = pins_find_key(
		        m->registry->issuers, pin->keys[i].public_key, &owner);

		if (key == NULL)
			*nomem = !add_key(out, &pin->keys[i]);
		else if (owner != from && m->dropped != NULL)
			m->dropped(m->data, pin->about.id, pin->keys[i].kid);
	}
}

/* A key that a pin calls stolen is, whoever owns it. */
static void
mark_stolen(struct pins *out, const struct pins *pins)
{
	for (size_t i = 0; i < pins->n_issuers; i++)
		for (size_t j = 0; j < pins->issuers[i].n_keys; j++) {
			const struct pin_key *told = &pins->issuers[i].keys[j];

			if (!told->compromised)
				continue;
			for (size_t k = 0; k < out->n_issuers; k++)
				for (size_t l = 0; l < out->issuers[k].n_keys; l++) {
					struct pin_key *key = &out->issuers[k].keys[l];

					if (key->compromised ||
					    memcmp(key->public_key, told->public_key, 32))
						continue;
					key->compromised = true;
					key->compromised_at = told->compromised_at;
				}
		}
}

static void
unite_issuer(struct pin_issuer *out, const struct pin_issuer *from,
             const struct pin_issuer *pin, const struct merge *m, bool *nomem)
{
	const struct pin_issuer *first = from != NULL ? from : pin;
	const char *id = first->about.id;
	bool both = from != NULL && pin != NULL;

	out->about.id = copy(id, nomem);
	out->about.name = copy(first->about.name, nomem);
	out->about.prefixes = unite(from != NULL ? from->about.prefixes : NULL,
	                            pin != NULL ? pin->about.prefixes : NULL, free_prefix,
	                            m, id, nomem);
	out->about.categories =
	        unite(first->about.categories, both ? pin->about.categories : NULL, NULL,
	              m, id, nomem);
	out->about.hosts = unite(first->about.hosts, both ? pin->about.hosts : NULL, NULL,
	                         m, id, nomem);
	out->admitted_from = first->admitted_from;
	out->admitted_to = first->admitted_to;
	unite_keys(out, from, pin, m, nomem);
}

enum assay_status
registry_merge(struct pins *pins, const struct registry *registry,
               void (*dropped)(void *, const char *, const char *), void *data,
               struct assay_error *error)
{
	const struct merge m = { registry, dropped, data };
	const struct pins *from = registry->issuers;
	struct pins *out = calloc(1, sizeof *out), old;
	bool nomem = out == NULL;

	if (!nomem) {
		out->issuers = calloc(from->n_issuers + pins->n_issuers + 1,
		                      sizeof *out->issuers);
		nomem = out->issuers == NULL;
	}
	for (size_t i = 0; i < from->n_issuers && !nomem; i++)
		unite_issuer(&out->issuers[out->n_issuers++], &from->issuers[i],
		             pins_find(pins, from->issuers[i].about.id), &m, &nomem);
	for (size_t i = 0; i < pins->n_issuers && !nomem; i++)
		if (pins_find(from, pins->issuers[i].about.id) == NULL)
			unite_issuer(&out->issuers[out->n_issuers++], NULL,
			             &pins->issuers[i], &m, &nomem);
	if (nomem) {
		pins_free(out);
		return error_nomem(error);
	}
	mark_stolen(out, pins);
	old = *pins;
	*pins = *out;
	*out = old;
	pins_free(out);
	return ASSAY_OK;
}
