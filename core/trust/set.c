/* set.c - what the last good `sync` brought
 *
 *     set  = cbor | SHA-256(cbor)
 *     cbor = { 1: 1, 2: t_floor, 3: metadata folder, ? 4: registry hash, 5: [ * list ],
 *              ? 6: [ * data ] }
 *     list = { 1: SHA-256 of page 0, 2: list id, 3: version, 4: issued at,
 *              5: scope, 6: complete (0 or 1), 7: issuer, ? 8: [ 1*2 overlay ] }
 *     overlay = { 1: SHA-256 of page 0, 2: version, 3: version of the file below }
 *     data = { 1: SHA-256, 2: name, 3: version, 4: issued at }
 *
 * The hash at the end is against bad media; against people there is the folder's owner.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>

#include "cborio.h"
#include "set.h"
#include "store.h"

#define FORMAT 1
#define TIME_MAX INT64_C(253402300799) /* the end of the year 9999 */

enum { S_FORMAT = 1, S_FLOOR, S_METADATA, S_REGISTRY, S_LISTS, S_DATA };
enum { D_HASH = 1, D_NAME, D_VERSION, D_ISSUED };
enum {
	L_PAGE0 = 1,
	L_ID,
	L_VERSION,
	L_ISSUED,
	L_SCOPE,
	L_COMPLETE,
	L_ISSUER,
	L_OVERLAYS
};
enum { O_PAGE0 = 1, O_VERSION, O_BELOW };

static enum assay_status
damaged(struct assay_error *error)
{
	return error_say(
	        error, ASSAY_E_FORMAT,
	        SET_FOLDER "/" SET_FILE " in the home folder is damaged: restore "
	                   "the folder " SET_FOLDER " from a copy, or remove it, "
	                   "give the root again with `assay trust root` and sync",
	        "主目录中的 " SET_FOLDER "/" SET_FILE " 已损坏：请从备份恢复 " SET_FOLDER
	        " 文件夹，或将其删除，用 `assay trust root` "
	        "重新导入根文件后再同步");
}

static bool
take_text(struct cbor_reader *r, size_t most, char *out)
{
	struct assay_bytes view = cbor_take_text(r, most);

	if (!r->bad && view.len > 0 && memchr(view.data, '\0', view.len) != NULL)
		r->bad = true;
	if (r->bad)
		return false;
	if (view.len > 0)
		memcpy(out, view.data, view.len);
	out[view.len] = '\0';
	return true;
}

static bool
take_exactly(struct cbor_reader *r, size_t n, uint8_t *out)
{
	struct assay_bytes view = cbor_take_bytes(r, n);

	if (view.len != n)
		r->bad = true;
	if (r->bad)
		return false;
	memcpy(out, view.data, n);
	return true;
}

/* Every key, in its order: the form has no choice here. */
static bool
expect(struct cbor_reader *r, uint64_t key)
{
	if (cbor_take_uint(r, UINT32_MAX) != key)
		r->bad = true;
	return !r->bad;
}

/* Each a newer version than the one that it lies on, which is the one before it. */
static bool
take_overlays(struct cbor_reader *r, struct set_list *l)
{
	uint64_t below = l->about.version;
	size_t n;

	if (!expect(r, L_OVERLAYS))
		return false;
	n = cbor_take_array(r, STATE_OVERLAYS);
	for (size_t i = 0; i < n && !r->bad; i++) {
		struct state_overlay *o = &l->about.over[i];

		if (cbor_take_map(r, O_BELOW) != O_BELOW)
			r->bad = true;
		if (!expect(r, O_PAGE0) || !take_exactly(r, 32, l->over[i]) ||
		    !expect(r, O_VERSION))
			return false;
		o->version = cbor_take_uint(r, INT64_MAX);
		if (!expect(r, O_BELOW))
			return false;
		o->base_version = cbor_take_uint(r, INT64_MAX);
		if (o->base_version != below || o->version <= below)
			r->bad = true;
		below = o->version;
	}
	return !r->bad && n > 0;
}

static bool
take_list(struct cbor_reader *r, struct set_list *l)
{
	size_t pairs = cbor_take_map(r, L_OVERLAYS);
	bool taken;

	if (pairs < L_ISSUER)
		r->bad = true;
	taken = expect(r, L_PAGE0) && take_exactly(r, 32, l->page0) && expect(r, L_ID) &&
	        take_exactly(r, 16, l->about.list_id) && expect(r, L_VERSION) &&
	        (l->about.version = cbor_take_uint(r, INT64_MAX), expect(r, L_ISSUED)) &&
	        (l->issued_at = (int64_t)cbor_take_uint(r, TIME_MAX),
	         expect(r, L_SCOPE)) &&
	        take_text(r, sizeof l->about.scope - 1, l->about.scope) &&
	        expect(r, L_COMPLETE) &&
	        (l->about.complete = cbor_take_uint(r, 1) != 0, expect(r, L_ISSUER)) &&
	        take_text(r, sizeof l->about.issuer - 1, l->about.issuer);
	return taken && (pairs == L_ISSUER || take_overlays(r, l));
}

static bool
take_data(struct cbor_reader *r, struct set_data *d)
{
	if (cbor_take_map(r, D_ISSUED) != D_ISSUED)
		r->bad = true;
	return expect(r, D_HASH) && take_exactly(r, 32, d->hash) && expect(r, D_NAME) &&
	       take_text(r, STATE_NAME, d->about.name) && expect(r, D_VERSION) &&
	       (d->about.version = cbor_take_uint(r, INT64_MAX), expect(r, D_ISSUED)) &&
	       (d->issued_at = (int64_t)cbor_take_uint(r, TIME_MAX), !r->bad);
}

/* A name of ours: no way out of the folder. */
static bool
folder_name(const char *s)
{
	return strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(s);
}

static enum assay_status
parse(struct assay_bytes bytes, struct set *s, struct assay_error *error)
{
	struct cbor_reader r = { bytes, false };
	uint8_t hash[32];
	size_t pairs, n, fixed;

	if (bytes.len < sizeof hash)
		return damaged(error);
	r.left.len -= sizeof hash;
	crypto_hash_sha256(hash, r.left.data, r.left.len);
	if (memcmp(hash, bytes.data + r.left.len, sizeof hash) != 0)
		return damaged(error);
	pairs = cbor_take_map(&r, S_DATA);
	fixed = 4; /* without the registry and data */
	if (!expect(&r, S_FORMAT) || cbor_take_uint(&r, FORMAT) != FORMAT ||
	    !expect(&r, S_FLOOR))
		return damaged(error);
	s->t_floor = (int64_t)cbor_take_uint(&r, TIME_MAX);
	if (!expect(&r, S_METADATA) || !take_text(&r, SET_METADATA_MAX, s->metadata) ||
	    !folder_name(s->metadata))
		return damaged(error);
	if (pairs > fixed) {
		uint64_t key = cbor_take_uint(&r, S_LISTS);

		if (key == S_REGISTRY) {
			fixed++;
			s->has_registry = true;
			if (!take_exactly(&r, 32, s->registry) || !expect(&r, S_LISTS))
				return damaged(error);
		} else if (key != S_LISTS) {
			return damaged(error);
		}
	} else if (!expect(&r, S_LISTS)) {
		return damaged(error);
	}
	n = cbor_take_array(&r, STATE_LISTS);
	if ((s->lists = calloc(n + 1, sizeof *s->lists)) == NULL)
		return error_nomem(error);
	for (; s->n_lists < n; s->n_lists++) {
		struct set_list *l = &s->lists[s->n_lists];

		if (!take_list(&r, l) ||
		    (s->n_lists > 0 &&
		     memcmp(l[-1].about.list_id, l->about.list_id, 16) >= 0))
			return damaged(error);
	}
	if (pairs > fixed) {
		if (pairs != fixed + 1 || !expect(&r, S_DATA))
			return damaged(error);
		n = cbor_take_array(&r, STATE_DATA);
		if ((s->data = calloc(n + 1, sizeof *s->data)) == NULL)
			return error_nomem(error);
		for (; s->n_data < n; s->n_data++) {
			struct set_data *d = &s->data[s->n_data];

			if (!take_data(&r, d) ||
			    (s->n_data > 0 && strcmp(d[-1].about.name, d->about.name) >= 0))
				return damaged(error);
		}
	}
	return cbor_done(&r) ? ASSAY_OK : damaged(error);
}

enum assay_status
set_read(const char *home, struct set **out, struct assay_error *error)
{
	struct set *s = calloc(1, sizeof *s);
	char *path = set_path(home, SET_FILE);
	enum assay_status status;
	uint8_t *bytes = NULL;
	size_t len;

	*out = NULL;
	if (s == NULL || path == NULL) {
		status = error_nomem(error);
		goto out;
	}
	status = store_read(path, SET_MAX, &bytes, &len, NULL, error);
	if (status == ASSAY_E_IO && (errno == ENOENT || errno == ENOTDIR))
		status = error_none(error);
	else if (status == ASSAY_E_LIMIT)
		status = damaged(error);
	else if (status == ASSAY_OK)
		status = parse((struct assay_bytes){ bytes, len }, s, error);
	if (status == ASSAY_OK) {
		*out = s;
		s = NULL;
	}
out:
	set_free(s);
	free(bytes);
	free(path);
	return status;
}

void
set_free(struct set *s)
{
	if (s == NULL)
		return;
	free(s->lists);
	free(s->data);
	free(s);
}

static int
by_list_id(const void *a, const void *b)
{
	return memcmp(((const struct set_list *)a)->about.list_id,
	              ((const struct set_list *)b)->about.list_id, 16);
}

static int
by_data_name(const void *a, const void *b)
{
	return strcmp(((const struct set_data *)a)->about.name,
	              ((const struct set_data *)b)->about.name);
}

enum assay_status
set_write(const char *home, struct set *s, struct assay_error *error)
{
	char *path = set_path(home, SET_FILE);
	struct cbor_writer w = { 0 };
	enum assay_status status;
	uint8_t hash[32];

	if (s->n_lists > 1)
		qsort(s->lists, s->n_lists, sizeof *s->lists, by_list_id);
	if (s->n_data > 1)
		qsort(s->data, s->n_data, sizeof *s->data, by_data_name);
	cbor_put_map(&w, 4u + s->has_registry + (s->n_data > 0));
	cbor_put_uint(&w, S_FORMAT);
	cbor_put_uint(&w, FORMAT);
	cbor_put_uint(&w, S_FLOOR);
	cbor_put_uint(&w, (uint64_t)s->t_floor);
	cbor_put_uint(&w, S_METADATA);
	cbor_put_text(&w, s->metadata);
	if (s->has_registry) {
		cbor_put_uint(&w, S_REGISTRY);
		cbor_put_bytes(&w, s->registry, 32);
	}
	cbor_put_uint(&w, S_LISTS);
	cbor_put_array(&w, s->n_lists);
	for (size_t i = 0; i < s->n_lists; i++) {
		const struct set_list *l = &s->lists[i];
		size_t overlays = 0;

		while (overlays < STATE_OVERLAYS && l->about.over[overlays].version != 0)
			overlays++;
		cbor_put_map(&w, overlays > 0 ? L_OVERLAYS : L_ISSUER);
		cbor_put_uint(&w, L_PAGE0);
		cbor_put_bytes(&w, l->page0, 32);
		cbor_put_uint(&w, L_ID);
		cbor_put_bytes(&w, l->about.list_id, 16);
		cbor_put_uint(&w, L_VERSION);
		cbor_put_uint(&w, l->about.version);
		cbor_put_uint(&w, L_ISSUED);
		cbor_put_uint(&w, (uint64_t)l->issued_at);
		cbor_put_uint(&w, L_SCOPE);
		cbor_put_text(&w, l->about.scope);
		cbor_put_uint(&w, L_COMPLETE);
		cbor_put_uint(&w, l->about.complete);
		cbor_put_uint(&w, L_ISSUER);
		cbor_put_text(&w, l->about.issuer);
		if (overlays > 0) {
			cbor_put_uint(&w, L_OVERLAYS);
			cbor_put_array(&w, overlays);
		}
		for (size_t k = 0; k < overlays; k++) {
			cbor_put_map(&w, O_BELOW);
			cbor_put_uint(&w, O_PAGE0);
			cbor_put_bytes(&w, l->over[k], 32);
			cbor_put_uint(&w, O_VERSION);
			cbor_put_uint(&w, l->about.over[k].version);
			cbor_put_uint(&w, O_BELOW);
			cbor_put_uint(&w, l->about.over[k].base_version);
		}
	}
	if (s->n_data > 0) {
		cbor_put_uint(&w, S_DATA);
		cbor_put_array(&w, s->n_data);
	}
	for (size_t i = 0; i < s->n_data; i++) {
		const struct set_data *d = &s->data[i];

		cbor_put_map(&w, D_ISSUED);
		cbor_put_uint(&w, D_HASH);
		cbor_put_bytes(&w, d->hash, 32);
		cbor_put_uint(&w, D_NAME);
		cbor_put_text(&w, d->about.name);
		cbor_put_uint(&w, D_VERSION);
		cbor_put_uint(&w, d->about.version);
		cbor_put_uint(&w, D_ISSUED);
		cbor_put_uint(&w, (uint64_t)d->issued_at);
	}
	if (!w.nomem) {
		size_t len = w.len;

		crypto_hash_sha256(hash, w.bytes, len);
		cbor_put_bytes(&w, hash, sizeof hash); /* makes the room; head goes */
		if (!w.nomem)
			memcpy(w.bytes + len, hash, sizeof hash);
		w.len = len + sizeof hash;
	}
	status = w.nomem || path == NULL
	                 ? error_nomem(error)
	                 : store_write(path, 0644, w.bytes, w.len, false, error);
	free(w.bytes);
	free(path);
	return status;
}

const struct set_list *
set_find(const struct set *s, const uint8_t list_id[16])
{
	for (size_t i = 0; i < s->n_lists; i++)
		if (memcmp(s->lists[i].about.list_id, list_id, 16) == 0)
			return &s->lists[i];
	return NULL;
}

enum assay_status
set_put(struct set *s, const struct set_list *list, struct assay_error *error)
{
	struct set_list *more;

	for (size_t i = 0; i < s->n_lists; i++) {
		if (memcmp(s->lists[i].about.list_id, list->about.list_id, 16) != 0)
			continue;
		s->lists[i] = *list;
		return ASSAY_OK;
	}
	if (s->n_lists >= STATE_LISTS)
		return error_say(error, ASSAY_E_LIMIT, "a home holds at most %d lists",
		                 "一个主目录最多 %d 份清单", STATE_LISTS);
	if ((more = realloc(s->lists, (s->n_lists + 1) * sizeof *more)) == NULL)
		return error_nomem(error);
	s->lists = more;
	s->lists[s->n_lists++] = *list;
	return ASSAY_OK;
}

const struct set_data *
set_find_data(const struct set *s, const char *name)
{
	for (size_t i = 0; i < s->n_data; i++)
		if (strcmp(s->data[i].about.name, name) == 0)
			return &s->data[i];
	return NULL;
}

enum assay_status
set_put_data(struct set *s, const struct set_data *one, struct assay_error *error)
{
	struct set_data *more;

	for (size_t i = 0; i < s->n_data; i++) {
		if (strcmp(s->data[i].about.name, one->about.name) != 0)
			continue;
		s->data[i] = *one;
		return ASSAY_OK;
	}
	if (s->n_data >= STATE_DATA)
		return error_say(error, ASSAY_E_LIMIT,
		                 "a home holds at most %d profiles and data packs",
		                 "一个主目录最多 %d 份厂商档案和数据包", STATE_DATA);
	if ((more = realloc(s->data, (s->n_data + 1) * sizeof *more)) == NULL)
		return error_nomem(error);
	s->data = more;
	s->data[s->n_data++] = *one;
	return ASSAY_OK;
}

/* ---- paths ---- */

char *
set_path(const char *home, const char *name)
{
	char *folder = store_path(home, SET_FOLDER), *path;

	if (folder == NULL)
		return NULL;
	path = store_path(folder, name);
	free(folder);
	return path;
}

static char *
hashed_path(const char *home, const char *folder, const uint8_t hash[32],
            const char *suffix)
{
	char name[16 + 64 + 8], hex[65];

	sodium_bin2hex(hex, sizeof hex, hash, 32);
	snprintf(name, sizeof name, "%s/%s%s", folder, hex, suffix);
	return set_path(home, name);
}

char *
set_registry_path(const char *home, const uint8_t hash[32])
{
	return hashed_path(home, SET_REGISTRIES, hash, ".cbor");
}

char *
set_list_path(const char *home, const uint8_t page0[32])
{
	return hashed_path(home, SET_LISTS, page0, ".asl");
}

char *
set_file_path(const char *folder, const uint8_t page0[32])
{
	char name[65 + sizeof ".asl"];

	sodium_bin2hex(name, 65, page0, 32);
	strcat(name, ".asl");
	return store_path(folder, name);
}

char *
set_data_path(const char *home, const uint8_t hash[32])
{
	return hashed_path(home, SET_DATA, hash, ".tables");
}

/* ---- whom a home knows ---- */

enum assay_status
set_registry(const char *home, const struct set *s, struct registry *out,
             struct assay_error *error)
{
	enum assay_status status;
	uint8_t *bytes = NULL, hash[32];
	char *path;
	size_t len;

	memset(out, 0, sizeof *out);
	if (!s->has_registry) {
		out->issued_at = INT64_MIN;
		out->issuers = calloc(1, sizeof *out->issuers);
		return out->issuers == NULL ? error_nomem(error) : ASSAY_OK;
	}
	if ((path = set_registry_path(home, s->registry)) == NULL)
		return error_nomem(error);
	status = store_read(path, REGISTRY_MAX, &bytes, &len, NULL, error);
	free(path);
	if (status == ASSAY_E_NOMEM)
		return status;
	if (status == ASSAY_OK)
		crypto_hash_sha256(hash, bytes, len);
	if (status != ASSAY_OK || memcmp(hash, s->registry, sizeof hash) != 0)
		status = error_say(
		        error, ASSAY_E_FORMAT,
		        "the registry in the home folder is damaged or gone: "
		        "run `assay sync` again",
		        "主目录中的登记册已损坏或丢失：请重新运行 `assay sync`");
	else
		status = registry_read((struct assay_bytes){ bytes, len }, out, error);
	free(bytes);
	return status;
}

enum assay_status
known_read(const char *home, const struct set *s,
           void (*dropped)(void *, const char *, const char *), void *data,
           struct pins **out, int64_t *issued_at, struct assay_error *error)
{
	struct registry registry;
	struct pins *pins;
	enum assay_status status;

	*out = NULL;
	*issued_at = INT64_MIN;
	if ((status = pins_read(home, &pins, error)) != ASSAY_OK)
		return status;
	if ((status = set_registry(home, s, &registry, error)) == ASSAY_OK)
		status = registry_merge(pins, &registry, dropped, data, error);
	if (status == ASSAY_OK) {
		*out = pins;
		*issued_at = registry.issued_at;
		pins = NULL;
	}
	registry_clear(&registry);
	pins_free(pins);
	return status;
}
