/* authority.c - who is admitted, which keys hold, which lists are published
 *
 * Each call opens the repository, verifies it, changes the registry or the metadata in
 * memory, and commits: see repo.h for what a crash leaves. */
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>
#include <unistd.h>

#include "assay-check.h"
#include "data/keep.h"
#include "data/schema.h"
#include "listing.h"
#include "repo.h"
#include "store.h"
#include "tuf/delegation.h"
#include "tuf/verify.h"
#include "tuf/write.h"

#define ROLE_ROOM REPO_ROLE_ROOM
#define PATH_ROOM 160
#define SEALED (32 + crypto_box_SEALBYTES)

static const struct {
	const char *name, *option;
} roles[REPO_ROLES] = {
	[REPO_ROOT] = { "root", "--root-key" },
	[REPO_TARGETS] = { "targets", "--targets-key" },
	[REPO_SNAPSHOT] = { "snapshot", "--snapshot-key" },
	[REPO_TIMESTAMP] = { "timestamp", "--timestamp-key" },
};

/* ---- what roots and delegations say ---- */

/* Puts the keys of a role into an object of keys; hands out the list of identifiers. */
static json_t *
keyids_of(struct repo *r, json_t *keys, const struct repo_keys *of)
{
	json_t *ids = json_array();
	char keyid[65];

	for (size_t i = 0; ids != NULL && i < of->n; i++)
		if (tuf_keys_add(keys, of->public_keys[i], keyid, NULL) != ASSAY_OK ||
		    json_array_append_new(ids, json_string(keyid)) != 0)
			r->nomem = true;
	r->nomem = r->nomem || ids == NULL;
	return ids;
}

static void
set_role(struct repo *r, json_t *root, enum repo_role role, const struct repo_keys *keys,
         unsigned threshold)
{
	json_t *ids = keyids_of(r, json_object_get(root, "keys"), keys);

	repo_set(r, json_object_get(root, "roles"), roles[role].name,
	         json_pack("{s:o, s:i}", "keyids", ids, "threshold",
	                   (int)(threshold == 0 ? 1 : threshold)));
}

/* Keys that no role names any more. */
static void
prune(json_t *keys, const json_t *named)
{
	const char *keyid;
	json_t *key, *role;
	void *next;

	json_object_foreach_safe(keys, next, keyid, key)
	{
		bool used = false;
		const char *name;
		size_t i, j;

		if (json_is_array(named)) {
			json_array_foreach((json_t *)(uintptr_t)named, i,
			                   role) for (j = 0;
			                              j < json_array_size(json_object_get(
			                                          role, "keyids"));
			                              j++) used |=
			        strcmp(json_string_value(json_array_get(
			                       json_object_get(role, "keyids"), j)),
			               keyid) == 0;
		} else {
			json_object_foreach(
			        (json_t *)(uintptr_t)named, name,
			        role) for (j = 0;
			                   j < json_array_size(
			                               json_object_get(role, "keyids"));
			                   j++) used |=
			        strcmp(json_string_value(json_array_get(
			                       json_object_get(role, "keyids"), j)),
			               keyid) == 0;
		}
		if (!used)
			json_object_del(keys, keyid);
	}
}

/* What a delegation is for: the goods of a prefix, or the documents of an issuer. */
struct place {
	char role[ROLE_ROOM];   /* "m-690123", "i-agency" */
	char folder[ROLE_ROOM]; /* "gs1/690123", "doc/agency" */
	char items[ROLE_ROOM];  /* "item/690123"; "": no such */
};

static struct place
place_of_prefix(const char *prefix)
{
	struct place p;

	snprintf(p.role, sizeof p.role, REPO_PREFIX_ROLE "%s", prefix);
	snprintf(p.folder, sizeof p.folder, "gs1/%s", prefix);
	snprintf(p.items, sizeof p.items, "item/%s", prefix);
	return p;
}

static struct place
place_of_documents(const char *id)
{
	struct place p = { .items = "" };

	snprintf(p.role, sizeof p.role, REPO_DOCUMENT_ROLE "%s", id);
	snprintf(p.folder, sizeof p.folder, "doc/%s", id);
	return p;
}

static json_t *
find_role(const json_t *delegated, const char *name, size_t *at)
{
	json_t *role;
	size_t i;

	json_array_foreach((json_t *)(uintptr_t)delegated, i, role)
	{
		if (strcmp(json_string_value(json_object_get(role, "name")), name) != 0)
			continue;
		*at = i;
		return role;
	}
	return NULL;
}

/* Delegates a place to these keys, in the stead of those before. */
static void
delegate(struct repo *r, const struct place *place, const struct repo_keys *keys,
         unsigned threshold)
{
	json_t *targets = repo_change_targets(r), *delegations, *list, *ids, *role;
	char pattern[ROLE_ROOM + 2];
	size_t at;

	if (targets == NULL)
		return;
	if (json_object_get(targets, "delegations") == NULL)
		repo_set(r, targets, "delegations",
		         json_pack("{s:{}, s:[]}", "keys", "roles"));
	delegations = json_object_get(targets, "delegations");
	list = json_object_get(delegations, "roles");
	snprintf(pattern, sizeof pattern, "%s/*", place->folder);
	ids = keyids_of(r, json_object_get(delegations, "keys"), keys);
	role = json_pack("{s:s, s:o, s:i, s:b, s:[s]}", "name", place->role, "keyids",
	                 ids, "threshold", (int)(threshold == 0 ? 1 : threshold),
	                 "terminating", 1, "paths", pattern);
	snprintf(pattern, sizeof pattern, "%s/*", place->items);
	if (role != NULL && place->items[0] != '\0' &&
	    json_array_append_new(json_object_get(role, "paths"), json_string(pattern)) !=
	            0)
		r->nomem = true;
	if (role == NULL) {
		r->nomem = true;
	} else if (find_role(list, place->role, &at) != NULL) {
		if (json_array_set_new(list, at, role) != 0)
			r->nomem = true;
	} else if (json_array_append_new(list, role) != 0) {
		r->nomem = true;
	}
	prune(json_object_get(delegations, "keys"), list);
}

/* The same, where others are named or nobody may publish there yet: one that can publish
 * already stays. */
static void
delegate_anew(struct repo *r, struct place place, const struct repo_keys *keys,
              bool named, unsigned threshold)
{
	json_t *targets = repo_change_targets(r);
	size_t at;

	if (named ||
	    find_role(json_object_get(json_object_get(targets, "delegations"), "roles"),
	              place.role, &at) == NULL)
		delegate(r, &place, keys, threshold);
}

/* ---- init ---- */

/* The first root: of the keys given. */
static enum assay_status
first_root(struct repo *r, unsigned root_threshold, unsigned targets_threshold,
           struct assay_error *error)
{
	const unsigned want[REPO_ROLES] = {
		[REPO_ROOT] = root_threshold,
		[REPO_TARGETS] = targets_threshold,
		[REPO_SNAPSHOT] = 1,
		[REPO_TIMESTAMP] = 1,
	};

	for (size_t i = 0; i < REPO_ROLES; i++)
		if (r->keys[i].n == 0 || r->keys[i].n < want[i])
			return error_say(
			        error, ASSAY_E_USAGE,
			        "the role %s needs at least %u key(s): give them with %s",
			        "角色 %s 至少需要 %u 个密钥：请用 %s 给出", roles[i].name,
			        want[i] == 0 ? 1 : want[i], roles[i].option);
	if ((r->new_root = tuf_signed_new(TUF_ROOT, 1, r->how.now)) == NULL)
		return error_nomem(error);
	repo_set(r, r->new_root, "consistent_snapshot", json_true());
	repo_set(r, r->new_root, "keys", json_object());
	repo_set(r, r->new_root, "roles", json_object());
	for (size_t i = 0; i < REPO_ROLES; i++)
		set_role(r, r->new_root, (enum repo_role)i, &r->keys[i], want[i]);
	return r->nomem ? error_nomem(error) : ASSAY_OK;
}

/* prepare and signed_root are two ends of one thing; what a signed root says is not said
 * again. */
static enum assay_status
check_turns(const struct assay_repo *how, bool said_again, struct assay_error *error)
{
	if (how->prepare != NULL && how->signed_root != NULL)
		return error_say(error, ASSAY_E_USAGE,
		                 "--prepare begins and --signed ends: give one of them",
		                 "--prepare 用于开始，--signed 用于完成：只能给出其一");
	if (how->signed_root != NULL && said_again)
		return error_say(error, ASSAY_E_USAGE,
		                 "the signed root says itself which keys it has: leave "
		                 "root keys, new keys and thresholds out",
		                 "已签署的根文件自身写明了密钥：请勿再给出根密钥、"
		                 "新密钥或数量");
	return ASSAY_OK;
}

static enum assay_status
check_new(const struct repo *r, struct assay_error *error)
{
	uint8_t *bytes = NULL;
	size_t len;
	enum assay_status status =
	        repo_read(r, "metadata/1.root.json", TUF_ROOT_MAX, &bytes, &len, NULL);

	free(bytes);
	if (status == ASSAY_E_IO)
		return ASSAY_OK;
	return error_say(error, ASSAY_E_USAGE,
	                 "%s holds a repository already: choose another folder",
	                 "%s 中已有仓库：请另选文件夹", error_text(r->how.folder).text);
}

enum assay_status
assay_repo_init(const struct assay_repo *repo, unsigned root_threshold,
                unsigned targets_threshold, char fingerprint[65],
                struct assay_error *error)
{
	struct repo r;
	enum assay_status status = repo_keys_take(repo, &r, error);
	uint8_t hash[32];

	if (status == ASSAY_OK)
		status = check_turns(&r.how,
		                     r.keys[REPO_ROOT].n > 0 || root_threshold > 0 ||
		                             targets_threshold > 0,
		                     error);
	if (status == ASSAY_OK && r.how.prepare != NULL) {
		status = first_root(&r, root_threshold, targets_threshold, error);
		if (status == ASSAY_OK)
			status = ceremony_prepare(&r, error);
		goto out;
	}
	if (status != ASSAY_OK || (status = repo_found(&r, error)) != ASSAY_OK ||
	    (status = check_new(&r, error)) != ASSAY_OK)
		goto out;
	status = r.how.signed_root != NULL
	                 ? ceremony_finish(&r, error)
	                 : first_root(&r, root_threshold, targets_threshold, error);
	if (status != ASSAY_OK)
		goto out;
	if ((r.new_targets = tuf_signed_new(TUF_TARGETS, 1, r.how.now)) == NULL) {
		status = error_nomem(error);
		goto out;
	}
	repo_set(&r, r.new_targets, "targets", json_object());
	r.registry_changed = true;
	status = repo_commit(&r, error);
	if (status == ASSAY_OK && fingerprint != NULL) {
		crypto_hash_sha256(hash, r.next_root.bytes, r.next_root.len);
		sodium_bin2hex(fingerprint, 65, hash, sizeof hash);
	}
out:
	repo_close(&r);
	return status;
}

/* ---- admit ---- */

static bool
add_name(const char *const **names, const char *name)
{
	size_t n = 0;
	const char **more;

	for (; *names != NULL && (*names)[n] != NULL; n++)
		if (strcmp((*names)[n], name) == 0)
			return true;
	if ((more = calloc(n + 2, sizeof *more)) == NULL ||
	    (more[n] = strdup(name)) == NULL) {
		free(more);
		return false;
	}
	if (n > 0)
		memcpy(more, *names, n * sizeof *more);
	free((void *)(uintptr_t)*names);
	*names = more;
	return true;
}

static bool
add_names(const char *const **names, const char *const *more)
{
	bool fine = true;

	if (*names == NULL)
		fine = (*names = calloc(1, sizeof **names)) != NULL;
	for (size_t i = 0; fine && more != NULL && more[i] != NULL; i++)
		fine = add_name(names, more[i]);
	return fine;
}

static struct pin_issuer *
issuer_of(struct repo *r, const char *id, bool *is_new)
{
	struct pins *p = r->registry.issuers;
	struct pin_issuer *more;

	*is_new = false;
	for (size_t i = 0; i < p->n_issuers; i++)
		if (strcmp(p->issuers[i].about.id, id) == 0)
			return &p->issuers[i];
	*is_new = true;
	if ((more = realloc(p->issuers, (p->n_issuers + 1) * sizeof *more)) == NULL)
		return NULL;
	p->issuers = more;
	memset(&more[p->n_issuers], 0, sizeof *more);
	more[p->n_issuers].admitted_from = INT64_MIN;
	more[p->n_issuers].admitted_to = INT64_MAX;
	return &more[p->n_issuers++];
}

static bool
add_keys(struct pin_issuer *is, const struct repo_keys *keys, bool for_lists,
         const struct assay_admission *a)
{
	for (size_t i = 0; i < keys->n; i++) {
		struct pin_key *k = NULL;

		for (size_t j = 0; j < is->n_keys && k == NULL; j++)
			if (memcmp(is->keys[j].public_key, keys->public_keys[i], 32) == 0)
				k = &is->keys[j];
		if (k == NULL) {
			k = realloc(is->keys, (is->n_keys + 1) * sizeof *k);
			if (k == NULL)
				return false;
			is->keys = k;
			k = &is->keys[is->n_keys++];
			memset(k, 0, sizeof *k);
			memcpy(k->public_key, keys->public_keys[i], 32);
			key_id(k->public_key, k->kid);
			k->for_lists = for_lists;
			k->not_before = INT64_MIN;
			k->not_after = INT64_MAX;
		}
		if (a->not_before != 0)
			k->not_before = a->not_before;
		if (a->not_after != 0)
			k->not_after = a->not_after;
	}
	return true;
}

static bool
publishes_documents(struct repo *r, const char *id)
{
	const json_t *delegations =
	        json_object_get(repo_change_targets(r), "delegations");
	const struct place place = place_of_documents(id);
	size_t at;

	return find_role(json_object_get(delegations, "roles"), place.role, &at) != NULL;
}

static enum assay_status
admit(struct repo *r, const struct assay_admission *a, const struct repo_keys *lists,
      const struct repo_keys *items, const struct repo_keys *role,
      struct assay_error *error)
{
	const struct repo_keys *publishers = role->n > 0 ? role : lists;
	struct pin_issuer *is;
	bool is_new;

	if (a->id == NULL)
		return error_say(error, ASSAY_E_USAGE, "say with --id who is admitted",
		                 "请用 --id 指明准入谁");
	if ((is = issuer_of(r, a->id, &is_new)) == NULL)
		return error_nomem(error);
	if (is_new &&
	    (a->name == NULL || lists->n == 0 ||
	     (!a->documents && (a->prefixes == NULL || a->prefixes[0] == NULL))))
		return error_say(
		        error, ASSAY_E_USAGE,
		        "%s is new here: --name, a list key, and at least one --prefix "
		        "or --documents are needed",
		        "%s 是新的发行方：需要 --name、一个清单密钥，以及至少一个 "
		        "--prefix 或 --documents",
		        error_text(a->id).text);
	if (a->documents && strlen(a->id) > LIST_ISSUER_MAX)
		return error_say(error, ASSAY_E_USAGE,
		                 "the id of an issuer of documents has at most %u "
		                 "characters",
		                 "证件签发机构的代号最多 %u 个字符", LIST_ISSUER_MAX);
	if (is_new && ((is->about.id = strdup(a->id)) == NULL ||
	               (is->keys = calloc(1, sizeof *is->keys)) == NULL))
		return error_nomem(error);
	if (a->name != NULL) {
		char *name = strdup(a->name);

		if (name == NULL)
			return error_nomem(error);
		free((char *)(uintptr_t)is->about.name);
		is->about.name = name;
	}
	if (a->from != 0)
		is->admitted_from = a->from;
	if (a->to != 0)
		is->admitted_to = a->to;
	if (!add_names(&is->about.prefixes, a->prefixes) ||
	    !add_names(&is->about.categories, a->categories) ||
	    !add_names(&is->about.hosts, a->hosts) || !add_keys(is, lists, true, a) ||
	    !add_keys(is, items, false, a))
		return error_nomem(error);
	if (a->role_threshold > publishers->n && publishers->n > 0)
		return error_say(error, ASSAY_E_USAGE,
		                 "%u keys cannot be asked for where %zu are given",
		                 "只给出 %2$zu 个密钥，不能要求 %1$u 个签名",
		                 a->role_threshold, publishers->n);
	for (size_t i = 0; is->about.prefixes[i] != NULL && publishers->n > 0; i++)
		delegate_anew(r, place_of_prefix(is->about.prefixes[i]), publishers,
		              role->n > 0, a->role_threshold);
	if (publishers->n > 0 && (a->documents || publishes_documents(r, a->id)))
		delegate_anew(r, place_of_documents(a->id), publishers, role->n > 0,
		              a->role_threshold);
	else if (a->documents)
		return error_say(error, ASSAY_E_USAGE,
		                 "give the keys that may publish its documents",
		                 "请给出可发布其证件清单的密钥");
	r->registry_changed = true;
	return ASSAY_OK;
}

enum assay_status
assay_repo_admit(const struct assay_repo *repo, const struct assay_admission *given,
                 struct assay_error *error)
{
	struct repo_keys lists = { .n = 0 }, items = { .n = 0 }, role = { .n = 0 };
	struct assay_admission a = { 0 };
	struct repo r;
	enum assay_status status;

	memcpy(&a, given, given->size < sizeof a ? given->size : sizeof a);
	if ((status = repo_open(repo, &r, error)) == ASSAY_OK &&
	    (status = repo_keys_open(&r.how, a.list_keys, &lists, error)) == ASSAY_OK &&
	    (status = repo_keys_open(&r.how, a.item_keys, &items, error)) == ASSAY_OK &&
	    (status = repo_keys_open(&r.how, a.role_keys, &role, error)) == ASSAY_OK &&
	    (status = admit(&r, &a, &lists, &items, &role, error)) == ASSAY_OK)
		status = repo_commit(&r, error);
	repo_keys_close(&lists);
	repo_keys_close(&items);
	repo_keys_close(&role);
	repo_close(&r);
	return status;
}

/* ---- revoke ---- */

/* A stolen key may publish no more: out of every delegation; one that has too few keys
 * left ends, until new ones are admitted. */
static void
disarm(struct repo *r, const uint8_t public_key[32])
{
	json_t *targets = repo_change_targets(r), *key = tuf_key_json(public_key);
	json_t *delegations = json_object_get(targets, "delegations"),
	       *list = json_object_get(delegations, "roles");
	char keyid[65];

	if (targets == NULL || key == NULL || tuf_keyid(key, keyid, NULL) != ASSAY_OK) {
		r->nomem = true;
		json_decref(key);
		return;
	}
	json_decref(key);
	for (size_t i = json_array_size(list); i-- > 0;) {
		json_t *role = json_array_get(list, i),
		       *ids = json_object_get(role, "keyids");

		for (size_t j = json_array_size(ids); j-- > 0;)
			if (strcmp(json_string_value(json_array_get(ids, j)), keyid) == 0)
				json_array_remove(ids, j);
		if ((json_int_t)json_array_size(ids) <
		    json_integer_value(json_object_get(role, "threshold")))
			json_array_remove(list, i);
	}
	if (delegations != NULL)
		prune(json_object_get(delegations, "keys"), list);
}

enum assay_status
assay_repo_revoke(const struct assay_repo *repo, const char *key, bool compromised,
                  int64_t when, struct assay_error *error)
{
	struct pin_key *found = NULL;
	struct repo r;
	enum assay_status status = repo_open(repo, &r, error);
	char kid[17] = "";

	if (status != ASSAY_OK)
		goto out;
	if ((status = key_named(key, kid, error)) != ASSAY_OK)
		goto out;
	for (size_t i = 0; i < r.registry.issuers->n_issuers; i++)
		for (size_t j = 0; j < r.registry.issuers->issuers[i].n_keys; j++)
			if (strcmp(r.registry.issuers->issuers[i].keys[j].kid, kid) == 0)
				found = &r.registry.issuers->issuers[i].keys[j];
	if (found == NULL) {
		status = error_say(
		        error, ASSAY_E_USAGE,
		        "the registry has no key %s; `assay trust show` lists them",
		        "登记册中没有密钥 %s；`assay trust show` 列出全部密钥", kid);
		goto out;
	}
	if (compromised) {
		found->compromised = true;
		found->compromised_at = when;
		disarm(&r, found->public_key);
	} else if (when < found->not_before) {
		status = error_say(error, ASSAY_E_USAGE,
		                   "key %s would end before it begins",
		                   "密钥 %s 的结束时间早于开始时间", kid);
		goto out;
	} else {
		found->not_after = when;
	}
	r.registry_changed = true;
	status = repo_commit(&r, error);
out:
	repo_close(&r);
	return status;
}

/* ---- rotate ---- */

/* The next root: as the last, with these keys in the place of a role's. */
static enum assay_status
next_root(struct repo *r, const char *role, struct repo_keys *keys, unsigned threshold,
          struct assay_error *error)
{
	enum repo_role which = REPO_ROOT;
	const json_t *named;

	while (which < REPO_ROLES &&
	       (role == NULL || strcmp(roles[which].name, role) != 0))
		which++;
	if (which == REPO_ROLES)
		return error_say(error, ASSAY_E_USAGE,
		                 "a role is root, targets, snapshot or timestamp",
		                 "角色为 root、targets、snapshot 或 timestamp");
	if (keys->n == 0 || keys->n < threshold)
		return error_say(error, ASSAY_E_USAGE,
		                 "give at least as many --new-key as must sign",
		                 "--new-key 的数量不能少于须签名的数量");
	if ((r->new_root = json_deep_copy(r->root->signed_part)) == NULL)
		return error_nomem(error);
	named = json_object_get(r->new_root, "roles");
	set_role(r, r->new_root, which, keys, threshold);
	prune(json_object_get(r->new_root, "keys"), named);
	r->also[which] = *keys;
	keys->n = 0;
	return r->nomem ? error_nomem(error) : ASSAY_OK;
}

enum assay_status
assay_repo_rotate(const struct assay_repo *repo, const char *role,
                  const char *const *new_keys, unsigned threshold,
                  struct assay_error *error)
{
	struct repo_keys keys = { .n = 0 };
	struct repo r;
	enum assay_status status = repo_open(repo, &r, error);

	if (status != ASSAY_OK ||
	    (status = repo_keys_open(&r.how, new_keys, &keys, error)) != ASSAY_OK ||
	    (status = check_turns(&r.how,
	                          role != NULL || keys.n > 0 || threshold > 0 ||
	                                  r.keys[REPO_ROOT].n > 0,
	                          error)) != ASSAY_OK)
		goto out;
	status = r.how.signed_root != NULL ? ceremony_finish(&r, error)
	                                   : next_root(&r, role, &keys, threshold, error);
	if (status == ASSAY_OK)
		status = r.how.prepare != NULL ? ceremony_prepare(&r, error)
		                               : repo_commit(&r, error);
out:
	repo_keys_close(&keys);
	repo_close(&r);
	return status;
}

/* ---- publish ---- */

struct publish {
	struct repo *r;
	const struct repo_keys *keys;
	const struct assay_publication *what;
	json_t *signed_part; /* of the maker's role */
	struct place place;
	int64_t version;
};

static enum assay_status
open_role(struct publish *p, const struct place *place, struct assay_error *error)
{
	struct tuf_metadata *m;
	enum assay_status status;
	json_int_t threshold;
	const json_t *keys;
	bool holds;

	p->place = *place;
	if (tuf_delegation_keyids(p->r->targets, place->role, &keys, &threshold) == NULL)
		return place->items[0] == '\0'
		               ? error_say(
		                         error, ASSAY_E_TRUST,
		                         "nobody may publish documents for %s: admit it "
		                         "for them with `assay trust admit --documents`",
		                         "无人可发布 %s 的证件清单：请用 `assay trust "
		                         "admit --documents` 准入",
		                         place->folder + strlen(LISTING_DOCUMENTS))
		               : error_say(error, ASSAY_E_TRUST,
		                           "nobody may publish for %s any more: admit a "
		                           "new key with "
		                           "`assay trust admit --role-key`",
		                           "目前无人可为 %s 发布：请用 `assay trust "
		                           "admit --role-key` "
		                           "登记新密钥",
		                           place->folder);
	if ((status = repo_role_read(p->r, p->place.role, &m, &holds, error)) != ASSAY_OK)
		return status;
	p->version = m == NULL ? 1 : m->version + 1;
	/* what a stolen key said is not said again */
	p->signed_part = m != NULL && holds
	                         ? json_deep_copy(m->signed_part)
	                         : tuf_signed_new(TUF_TARGETS, 1, p->r->how.now);
	tuf_metadata_free(m);
	if (p->signed_part == NULL)
		return error_nomem(error);
	if (json_object_get(p->signed_part, "targets") == NULL)
		repo_set(p->r, p->signed_part, "targets", json_object());
	return ASSAY_OK;
}

static enum assay_status
close_role(struct publish *p, struct assay_error *error)
{
	enum assay_status status;
	uint8_t *bytes = NULL;
	char text[21];
	size_t len;

	if (p->signed_part == NULL)
		return ASSAY_OK;
	if (!tuf_time_text(p->r->how.now + REPO_MAKER_LIFE, text))
		strcpy(text, "9999-12-31T23:59:59Z");
	repo_set(p->r, p->signed_part, "version", json_integer(p->version));
	repo_set(p->r, p->signed_part, "expires", json_string(text));
	status = p->r->nomem ? error_nomem(error)
	                     : repo_sign(p->signed_part, p->keys, NULL, TUF_TARGETS,
	                                 p->place.role, p->r->targets, "--key", &bytes,
	                                 &len, error);
	if (status == ASSAY_OK)
		status = repo_put_role(p->r, p->place.role, p->version,
		                       (struct assay_bytes){ bytes, len }, error);
	free(bytes);
	json_decref(p->signed_part);
	p->signed_part = NULL;
	return status;
}

/* The header that is published under that name; ASSAY_E_USAGE: none is. */
static enum assay_status
read_header(struct publish *p, const char *target, struct list_header *head,
            struct assay_error *error)
{
	json_t *listing =
	        json_object_get(json_object_get(p->signed_part, "targets"), target);
	const char *slash = strrchr(target, '/'),
	           *hash = json_string_value(
	                   json_object_get(json_object_get(listing, "hashes"), "sha256"));
	char name[PATH_ROOM + 128];
	struct words why;
	uint8_t *bytes;
	bool read;
	size_t len;

	if (listing == NULL || slash == NULL || hash == NULL)
		return ASSAY_E_USAGE;
	snprintf(name, sizeof name, "targets/%.*s/%s.%s", (int)(slash - target), target,
	         hash, slash + 1);
	if (repo_read(p->r, name, LIST_PAGE, &bytes, &len, error) != ASSAY_OK)
		return ASSAY_E_IO;
	read = len == LIST_PAGE && list_header_decode(bytes, head, &why);
	free(bytes);
	return read ? ASSAY_OK
	            : error_say(error, ASSAY_E_FORMAT,
	                        "the published header %s is damaged: restore the "
	                        "repository from a copy",
	                        "已发布的清单头 %s 已损坏：请从备份恢复仓库",
	                        error_text(target).text);
}

static bool
is_header(const char *path)
{
	size_t n = strlen(path);

	return n > 5 && strcmp(path + n - 5, ".aslh") == 0;
}

/* May this list stand beside what is published there? */
static enum assay_status
check_others(struct publish *p, const struct list_header *head, const char *target,
             struct assay_error *error)
{
	json_t *targets = json_object_get(p->signed_part, "targets");
	const char *path;
	json_t *listing;

	json_object_foreach(targets, path, listing)
	{
		enum assay_status status;
		struct list_header other;
		size_t a, b;

		if (!is_header(path))
			continue;
		if ((status = read_header(p, path, &other, error)) != ASSAY_OK)
			return status;
		if (strcmp(path, target) == 0) {
			if (other.version < head->version)
				continue;
			return error_say(
			        error, ASSAY_E_TRUST,
			        "version %" PRIu64 " of the list is published already "
			        "and this is version %" PRIu64
			        ": build it with --previous",
			        "清单的版本 %" PRIu64 " 已发布，而这是版本 %" PRIu64
			        "：请用 --previous 制作",
			        other.version, head->version);
		}
		a = strlen(other.scope);
		b = strlen(head->scope);
		if (memcmp(other.list_id, head->list_id, sizeof other.list_id) != 0 &&
		    strncmp(other.scope, head->scope, a < b ? a : b) == 0 &&
		    (other.covers_until != 0 || head->covers_until != 0))
			return error_say(error, ASSAY_E_TRUST,
			                 "the list speaks for %s and so does the "
			                 "published %s (%s), "
			                 "and one of them claims to be complete: only "
			                 "one list may",
			                 "清单涵盖 %s，已发布的 "
			                 "%s（%s）与之重叠，且其中一份声称完整："
			                 "完整清单只能有一份",
			                 head->scope,
			                 error_text(strrchr(path, '/') + 1).text,
			                 other.scope);
	}
	return ASSAY_OK;
}

/* FOLDER/LIST-ID.aslh, .over1.aslh or .over2.aslh: one name a layer. */
static void
layer_target(const struct place *place, const uint8_t list_id[16], size_t layer,
             char out[PATH_ROOM])
{
	static const char *const suffixes[LISTING_LAYERS] = { "", ".over1", ".over2" };
	char hex[33];

	sodium_bin2hex(hex, sizeof hex, list_id, 16);
	snprintf(out, PATH_ROOM, "%s/%s%s.aslh", place->folder, hex, suffixes[layer]);
}

/* Which layer an overlay is: it lies on exactly a file that is published. */
static enum assay_status
find_below(struct publish *p, const struct list_header *head, size_t *layer,
           struct assay_error *error)
{
	for (size_t i = 0; i < LISTING_OVERLAYS; i++) {
		char target[PATH_ROOM];
		struct list_header below;
		enum assay_status status;

		layer_target(&p->place, head->list_id, i, target);
		status = read_header(p, target, &below, error);
		if (status == ASSAY_E_USAGE)
			break;
		if (status != ASSAY_OK)
			return status;
		*layer = i + 1;
		if (memcmp(below.root_hash, head->base_root, LIST_HASH) != 0 ||
		    below.version != head->base_version)
			continue;
		if (below.version < head->version &&
		    below.scope_kind == head->scope_kind &&
		    strcmp(below.scope, head->scope) == 0)
			return ASSAY_OK;
		break;
	}
	return error_say(error, ASSAY_E_TRUST,
	                 "the overlay changes version %" PRIu64 " of its list, which is "
	                 "not the one published: publish that list first",
	                 "该增量更改的是清单版本 %" PRIu64
	                 "，与已发布的不同：请先发布那份清单",
	                 head->base_version);
}

/* A layer is no more: its header and the sealed keys of it. */
static enum assay_status
drop_layer(struct publish *p, const uint8_t list_id[16], size_t layer,
           struct assay_error *error)
{
	json_t *targets = json_object_get(p->signed_part, "targets");
	char target[PATH_ROOM], hex[33];
	struct list_header head;
	enum assay_status status;

	layer_target(&p->place, list_id, layer, target);
	status = read_header(p, target, &head, error);
	if (status == ASSAY_E_USAGE)
		return ASSAY_OK;
	if (status != ASSAY_OK)
		return status;
	json_object_del(targets, target);
	sodium_bin2hex(hex, sizeof hex, head.list_key_id, 16);
	snprintf(target, sizeof target, "%s/%s.sealed", p->place.folder, hex);
	json_object_del(targets, target);
	return ASSAY_OK;
}

static enum assay_status
copy_list(struct publish *p, const struct list *l, const char *from,
          struct assay_error *error)
{
	static const struct words to_read = { "read", "读取" };
	struct list *copy = NULL;
	struct store store = { .fd = -1 };
	enum assay_status status;
	char name[96] = "lists/", *path;
	uint8_t *block;

	sodium_bin2hex(name + 6, 65, l->head.root_hash, LIST_HASH);
	strcat(name, ".asl");
	if ((status = repo_place(p->r, name, &path, error)) != ASSAY_OK)
		return status;
	if ((block = malloc(64u * LIST_PAGE)) == NULL) {
		free(path);
		return error_nomem(error);
	}
	status = store_begin(&store, path, 0644, error);
	for (off_t at = 0; status == ASSAY_OK;) {
		ssize_t got = pread(l->fd, block, (size_t)64 * LIST_PAGE, at);

		if (got < 0)
			status = error_system(error, EIO, to_read, from);
		if (got <= 0)
			break;
		status = store_put(&store, block, (size_t)got, error);
		at += got;
	}
	/* the copy is what counts */
	if (status == ASSAY_OK)
		status = list_open(store.temp, &copy, error);
	if (status == ASSAY_OK && memcmp(copy->page0, l->page0, LIST_PAGE) != 0)
		status = error_say(error, ASSAY_E_IO,
		                   "the list changed while it was copied: try again",
		                   "复制过程中清单发生变化：请重试");
	if (status == ASSAY_OK)
		status = list_check(copy, error);
	list_close(copy);
	if (status == ASSAY_OK)
		status = store_commit(&store, false, error);
	store_abandon(&store);
	free(block);
	free(path);
	return status;
}

static enum assay_status
put_target(struct publish *p, const char *path, struct assay_bytes bytes, json_t *custom,
           struct assay_error *error)
{
	json_t *listing = tuf_listing_new(bytes, 0);
	char name[PATH_ROOM + 128];

	if (listing == NULL) {
		json_decref(custom);
		return error_nomem(error);
	}
	if (custom != NULL)
		repo_set(p->r, listing, "custom", custom);
	repo_set(p->r, json_object_get(p->signed_part, "targets"), path, listing);
	repo_target_name(path, bytes, name, sizeof name);
	return repo_put(p->r, name, bytes, error);
}

/* The list key, once for each device: who they are is not said. */
static enum assay_status
put_sealed(struct publish *p, struct list *l, const char *file, struct assay_error *error)
{
	const bool to_devices = p->what->devices != NULL && p->what->devices[0] != NULL;
	const char *key_file = p->what->list_key_file;
	struct repo_keys devices = { .n = 0 };
	char path[PATH_ROOM], hex[33], *beside = NULL;
	enum assay_status status;
	uint8_t *bytes = NULL;

	if ((l->head.flags & LIST_RESTRICTED) == 0)
		return key_file == NULL
		               ? ASSAY_OK
		               : error_say(error, ASSAY_E_USAGE,
		                           "the list is not restricted and needs no "
		                           "--list-key",
		                           "该清单不是受限清单，不需要 --list-key");
	if (key_file == NULL && !to_devices)
		return ASSAY_OK; /* the key goes to devices by hand */
	if (key_file == NULL) {  /* where `list build` leaves it */
		if ((beside = malloc(strlen(file) + sizeof ".key")) == NULL)
			return error_nomem(error);
		sprintf(beside, "%s.key", file);
		key_file = beside;
	}
	status = list_use_key(l, key_file, error);
	if (status == ASSAY_E_IO && beside != NULL)
		status = error_say(error, ASSAY_E_USAGE,
		                   "to seal the key to devices, give it with "
		                   "--list-key",
		                   "要把密钥密封给设备，请用 --list-key 给出");
	free(beside);
	if (status != ASSAY_OK)
		return status;
	status = repo_keys_open(&p->r->how, p->what->devices, &devices, error);
	if (status == ASSAY_OK && devices.n == 0)
		status = error_say(
		        error, ASSAY_E_USAGE,
		        "name the devices that the list key is for with --device",
		        "请用 --device 指明清单密钥给哪些设备");
	if (status == ASSAY_OK && (bytes = malloc(devices.n * SEALED)) == NULL)
		status = error_nomem(error);
	for (size_t i = 0; status == ASSAY_OK && i < devices.n; i++) {
		uint8_t box[crypto_box_PUBLICKEYBYTES];

		if (crypto_sign_ed25519_pk_to_curve25519(box, devices.public_keys[i]) !=
		            0 ||
		    crypto_box_seal(bytes + i * SEALED, l->key, 32, box) != 0)
			status = error_say(error, ASSAY_E_FORMAT,
			                   "a device's key is no key to seal to",
			                   "某设备的密钥无法用于密封");
	}
	sodium_bin2hex(hex, sizeof hex, l->head.list_key_id, 16);
	snprintf(path, sizeof path, "%s/%s.sealed", p->place.folder, hex);
	if (status == ASSAY_OK)
		status = put_target(p, path,
		                    (struct assay_bytes){ bytes, devices.n * SEALED },
		                    NULL, error);
	free(bytes);
	repo_keys_close(&devices);
	return status;
}

/* Where a list is published: under the prefix of its signer that its scope lies in, or
 * under its signer's id.  false: nowhere. */
static bool
choose_place(const struct publish *p, const struct listing *g, struct place *place)
{
	const struct list_header *head = &g->list->head;
	const struct pin_issuer *owner;

	if (head->scope_kind == SCOPE_ISSUER) {
		*place = place_of_documents(head->scope);
		return true; /* listing_believe() has seen that it is its signer's id */
	}
	owner = pins_scope(p->r->registry.issuers, head->scope);
	for (size_t i = 0; owner != NULL && owner->about.prefixes[i] != NULL; i++)
		if (strncmp(head->scope, owner->about.prefixes[i],
		            strlen(owner->about.prefixes[i])) == 0) {
			*place = place_of_prefix(owner->about.prefixes[i]);
			return true;
		}
	return false;
}

/* Base or overlay, put in the place of what stood there; what lay on that goes. */
static enum assay_status
put_layers(struct publish *p, struct list *l, const char *file, struct assay_error *error)
{
	const struct list_header *head = &l->head;
	const bool overlay = (head->flags & LIST_OVERLAY) != 0;
	char target[PATH_ROOM];
	enum assay_status status;
	size_t layer = 0;

	if (overlay && (status = find_below(p, head, &layer, error)) != ASSAY_OK)
		return status;
	layer_target(&p->place, head->list_id, layer, target);
	if ((status = check_others(p, head, target, error)) != ASSAY_OK ||
	    (status = copy_list(p, l, file, error)) != ASSAY_OK)
		return status;
	for (size_t i = layer; i < LISTING_LAYERS; i++)
		if ((status = drop_layer(p, head->list_id, i, error)) != ASSAY_OK)
			return status;
	if ((status = put_sealed(p, l, file, error)) != ASSAY_OK)
		return status;
	return put_target(p, target, (struct assay_bytes){ l->page0, LIST_PAGE },
	                  json_pack("{s:{s:s, s:I}}", "assay", "kind",
	                            overlay ? "overlay" : "list", "issued",
	                            (json_int_t)head->issued_at),
	                  error);
}

/* Makes the role of that place the one that is changed. */
static enum assay_status
publish_in(struct publish *p, const struct place *place, struct assay_error *error)
{
	enum assay_status status = ASSAY_OK;

	if (p->signed_part != NULL && strcmp(p->place.role, place->role) != 0)
		status = close_role(p, error);
	if (status == ASSAY_OK && p->signed_part == NULL)
		status = open_role(p, place, error);
	return status;
}

/* ---- profiles and data packs ---- */

/* The version that is published under this path; 0: none. */
static enum assay_status
published_version(const struct repo *r, const json_t *targets, const char *path,
                  uint64_t *version, struct assay_error *error)
{
	const char *slash = strrchr(path, '/'),
	           *hash = json_string_value(json_object_get(
	                   json_object_get(json_object_get(targets, path), "hashes"),
	                   "sha256"));
	char name[PATH_ROOM + 128];
	enum assay_status status;
	struct tables *t;
	uint8_t *bytes;
	size_t len;

	*version = 0;
	if (hash == NULL || slash == NULL)
		return ASSAY_OK;
	snprintf(name, sizeof name, "targets/%.*s/%s.%s", (int)(slash - path), path, hash,
	         slash + 1);
	if ((status = repo_read(r, name, TABLES_FILE_MAX, &bytes, &len, error)) != ASSAY_OK ||
	    (status = tables_read(bytes, len, &t, error)) != ASSAY_OK)
		return status;
	*version = t->version;
	tables_free(t);
	return ASSAY_OK;
}

static enum assay_status
put_tables(struct repo *r, json_t *targets, const char *path, const struct tables *t,
           struct assay_error *error)
{
	const struct assay_bytes bytes = { t->bytes, t->len };
	char name[PATH_ROOM + 128];
	enum assay_status status;
	uint64_t version;
	json_t *listing;

	if ((status = published_version(r, targets, path, &version, error)) != ASSAY_OK)
		return status;
	if (version >= t->version)
		return error_say(error, ASSAY_E_TRUST,
		                 "version %" PRIu64 " is published already and this is version "
		                 "%" PRIu64 ": build it with --previous",
		                 "版本 %" PRIu64 " 已发布，而这是版本 %" PRIu64
		                 "：请用 --previous 制作",
		                 version, t->version);
	if (t->issued_at > r->how.now + REPO_DAY)
		return error_say(error, ASSAY_E_TRUST,
		                 "it says that it was issued in the future: look at the clocks, "
		                 "here and where it was made",
		                 "其签发时间在未来：请检查本机与制作方的时钟");
	if ((listing = tuf_listing_new(bytes, 0)) == NULL)
		return error_nomem(error);
	repo_set(r, listing, "custom",
	         json_pack("{s:{s:s, s:I}}", "assay", "kind",
	                   t->is_profile ? "profile" : "data", "issued",
	                   (json_int_t)t->issued_at));
	repo_set(r, targets, path, listing);
	repo_target_name(path, bytes, name, sizeof name);
	return repo_put(r, name, bytes, error);
}

/* A profile goes under the maker's role, a data pack under the authority's own. */
static enum assay_status
publish_tables(struct publish *p, const char *file, struct assay_error *error)
{
	const struct pins *issuers = p->r->registry.issuers;
	const struct pin_issuer *issuer = NULL;
	char path[PATH_ROOM], name[STATE_NAME + 1];
	enum assay_status status;
	struct tables *t;

	if ((status = tables_open(file, &t, error)) != ASSAY_OK ||
	    (status = keep_believe(t, issuers, !t->is_profile, &issuer, name, error)) !=
	            ASSAY_OK)
		goto out;
	if (!t->is_profile) {
		json_t *part = repo_change_targets(p->r);

		sync_data_path(t->kind, path);
		status = part == NULL ? error_nomem(error)
		                      : put_tables(p->r, json_object_get(part, "targets"), path,
		                                   t, error);
	} else {
		const struct assay_rows *own = tables_find(t, "prefixes");
		struct place place = { .role = "" };

		for (size_t i = 0; issuer->about.prefixes[i] != NULL; i++)
			if (strncmp(table_cell(own, 0, "prefix"), issuer->about.prefixes[i],
			            strlen(issuer->about.prefixes[i])) == 0)
				place = place_of_prefix(issuer->about.prefixes[i]);
		/* keep_believe() saw to it that there is one */
		if ((status = publish_in(p, &place, error)) == ASSAY_OK) {
			snprintf(path, sizeof path, "%s/" SYNC_PROFILE, place.folder);
			status = put_tables(p->r, json_object_get(p->signed_part, "targets"),
			                    path, t, error);
		}
	}
out:
	tables_free(t);
	return status;
}

/* ---- lists ---- */

static enum assay_status
publish_list(struct publish *p, const char *file, struct assay_error *error)
{
	struct listing g = { 0 };
	enum assay_status status;
	struct place place;

	if ((status = list_open(file, &g.list, error)) != ASSAY_OK ||
	    (status = listing_believe(&g, p->r->registry.issuers, error)) != ASSAY_OK)
		goto out;
	if ((g.list->head.flags & LIST_OVERLAY) == 0 &&
	    (status = listing_kind(g.list, error)) != ASSAY_OK)
		goto out;
	if ((status = list_check(g.list, error)) != ASSAY_OK)
		goto out;
	if (g.list->head.issued_at > p->r->how.now + REPO_DAY) {
		status = error_say(
		        error, ASSAY_E_TRUST,
		        "the list says that it was issued in the future: look at "
		        "the clocks, here and at its maker's",
		        "清单的签发时间在未来：请检查本机与厂商的时钟");
		goto out;
	}
	if (!choose_place(p, &g, &place)) {
		status = error_say(error, ASSAY_E_USAGE,
		                   "the list speaks for nothing under a prefix of its "
		                   "signer",
		                   "清单不涵盖签名者前缀下的商品");
		goto out;
	}
	if ((status = publish_in(p, &place, error)) == ASSAY_OK)
		status = put_layers(p, g.list, file, error);
out:
	listing_clear(&g);
	return status;
}

enum assay_status
assay_repo_publish(const struct assay_repo *repo, const struct assay_publication *given,
                   struct assay_error *error)
{
	struct assay_publication what = { 0 };
	struct repo_keys keys = { .n = 0 };
	struct publish p = { .keys = &keys, .what = &what };
	struct repo r;
	enum assay_status status;

	memcpy(&what, given, given->size < sizeof what ? given->size : sizeof what);
	p.r = &r;
	if ((status = repo_open(repo, &r, error)) != ASSAY_OK ||
	    (status = repo_keys_open(&r.how, what.keys, &keys, error)) != ASSAY_OK)
		goto out;
	for (size_t i = 0; what.lists != NULL && what.lists[i] != NULL; i++)
		if ((status = tables_file(what.lists[i])
		                      ? publish_tables(&p, what.lists[i], error)
		                      : publish_list(&p, what.lists[i], error)) != ASSAY_OK)
			goto out;
	if ((status = close_role(&p, error)) == ASSAY_OK)
		status = repo_commit(&r, error);
out:
	json_decref(p.signed_part);
	repo_keys_close(&keys);
	repo_close(&r);
	return status;
}

/* ---- show ---- */

struct say {
	void (*say)(void *, const char *, const char *);
	void *data;
};

__attribute__((format(printf, 2, 4), format(printf, 3, 4))) static void
tell(const struct say *to, const char *en, const char *zh, ...)
{
	char line_en[1024], line_zh[1024];
	va_list args;

	va_start(args, zh);
	vsnprintf(line_en, sizeof line_en, en, args);
	va_end(args);
	va_start(args, zh);
	vsnprintf(line_zh, sizeof line_zh, zh, args);
	va_end(args);
	to->say(to->data, line_en, line_zh);
}

static void
tell_role(const struct say *to, const struct tuf_metadata *root, const char *name,
          const struct tuf_metadata *m, int64_t now)
{
	json_int_t threshold = 0;
	const json_t *ids = tuf_root_keyids(root, name, &threshold);
	const char *expires =
	        json_string_value(json_object_get(m->signed_part, "expires"));

	if (m->expires <= now)
		tell(to,
		     "%1$s: version %2$lld, EXPIRED %3$s, %4$lld of %5$zu keys must sign",
		     "%1$s：版本 %2$lld，已于 %3$s 过期，%5$zu 个密钥中须 %4$lld 个签名",
		     name, (long long)m->version, expires, (long long)threshold,
		     json_array_size(ids));
	else
		tell(to,
		     "%1$s: version %2$lld, good until %3$s, %4$lld of %5$zu keys must "
		     "sign",
		     "%1$s：版本 %2$lld，有效至 %3$s，%5$zu 个密钥中须 %4$lld 个签名",
		     name, (long long)m->version, expires, (long long)threshold,
		     json_array_size(ids));
}

static void
tell_published(const struct say *to, struct repo *r, struct place place)
{
	struct tuf_metadata *m = NULL;
	const char *path;
	json_t *listing;
	bool holds;

	if (repo_role_read(r, place.role, &m, &holds, NULL) != ASSAY_OK || m == NULL)
		return;
	if (!holds)
		tell(to, "  what was published for %s is signed by no key of today",
		     "  为 %s 发布的内容没有当前有效密钥的签名", place.folder);
	json_object_foreach(json_object_get(m->signed_part, "targets"), path, listing)
	        tell(to, "  published %s", "  已发布 %s", error_text(path).text);
	tuf_metadata_free(m);
}

static void
tell_issuer(const struct say *to, struct repo *r, const struct pin_issuer *is)
{
	if (is->about.prefixes[0] == NULL)
		tell(to, "%s (%s): no prefix", "%s（%s）：无前缀", is->about.id,
		     error_text(is->about.name).text);
	for (size_t i = 0; is->about.prefixes[i] != NULL; i++)
		tell(to, "%s (%s): prefix %s", "%s（%s）：前缀 %s", is->about.id,
		     error_text(is->about.name).text, is->about.prefixes[i]);
	for (size_t i = 0; i < is->n_keys; i++) {
		const struct pin_key *k = &is->keys[i];
		char after[21] = "";
		const char *use = k->for_lists ? "list" : "item";

		if (k->compromised && tuf_time_text(k->compromised_at, after))
			tell(to, "  key %s (%s): STOLEN at %s",
			     "  密钥 %s（%s）：%s 已泄露", k->kid, use, after);
		else if (k->not_after != INT64_MAX && tuf_time_text(k->not_after, after))
			tell(to, "  key %s (%s): signs until %s",
			     "  密钥 %s（%s）：签名至 %s", k->kid, use, after);
		else
			tell(to, "  key %s (%s)", "  密钥 %s（%s）", k->kid, use);
	}
	for (size_t i = 0; is->about.prefixes[i] != NULL; i++)
		tell_published(to, r, place_of_prefix(is->about.prefixes[i]));
	tell_published(to, r, place_of_documents(is->about.id));
}

enum assay_status
assay_repo_show(const struct assay_repo *repo,
                void (*say)(void *data, const char *en, const char *zh), void *data,
                struct assay_error *error)
{
	const struct say to = { say, data };
	struct repo r;
	enum assay_status status = repo_open(repo, &r, error);

	if (status == ASSAY_OK) {
		tell_role(&to, r.root, "root", r.root, r.how.now);
		tell_role(&to, r.root, "targets", r.targets, r.how.now);
		tell_role(&to, r.root, "snapshot", r.snapshot, r.how.now);
		tell_role(&to, r.root, "timestamp", r.timestamp, r.how.now);
		tell(&to, "%zu issuer(s) admitted", "已准入 %zu 个发行方",
		     r.registry.issuers->n_issuers);
		for (size_t i = 0; i < r.registry.issuers->n_issuers; i++)
			tell_issuer(&to, &r, &r.registry.issuers->issuers[i]);
	}
	repo_close(&r);
	return status;
}
