/* repo.c - the repository folder of an authority
 *
 * A device sees what the newest root and timestamp.json lead to, so a crash before their
 * renames leaves the old repository and some files that nothing names.  Where a root
 * changes the keys of another role, what that role says now is signed by old and new
 * keys, if the old ones are at hand: then it holds under both roots, and a crash between
 * the two renames leaves a whole repository too. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "repo.h"
#include "store.h"
#include "tuf/delegation.h"
#include "tuf/write.h"

#define ROOTS_MAX 1024
#define NAME_ROOM 512

/* ---- keys ---- */

enum assay_status
repo_keys_open(const struct assay_repo *how, const char *const *files,
               struct repo_keys *out, struct assay_error *error)
{
	memset(out, 0, sizeof *out);
	for (size_t i = 0; files != NULL && files[i] != NULL; i++) {
		struct assay_key_facts facts = { .size = sizeof facts };
		const char *passphrase = NULL;
		enum assay_status status;

		if (i == REPO_KEYS)
			return error_say(error, ASSAY_E_LIMIT,
			                 "a role has at most %d keys",
			                 "一个角色最多 %d 个密钥", REPO_KEYS);
		if ((status = key_read(files[i], &facts, error)) != ASSAY_OK)
			return status;
		memcpy(out->public_keys[i], facts.public_key, 32);
		for (size_t j = 0; j < i; j++)
			if (memcmp(out->public_keys[j], facts.public_key, 32) == 0)
				return error_say(error, ASSAY_E_USAGE,
				                 "%s holds a key that was given already: "
				                 "each must be another",
				                 "%s 中的密钥已给出过：每个密钥必须不同",
				                 error_text(files[i]).text);
		out->n = i + 1;
		if (!facts.secret)
			continue;
		if (facts.encrypted && how->passphrase != NULL)
			passphrase = how->passphrase(how->passphrase_data, files[i]);
		status = secret_open(files[i], passphrase, &out->secrets[i], error);
		if (status != ASSAY_OK)
			return status;
	}
	return ASSAY_OK;
}

void
repo_keys_close(struct repo_keys *k)
{
	for (size_t i = 0; i < k->n; i++)
		secret_close(k->secrets[i]);
	memset(k, 0, sizeof *k);
}

/* ---- files ---- */

enum assay_status
repo_place(const struct repo *r, const char *name, char **path, struct assay_error *error)
{
	static const struct words to_make = { "make the folder of", "建立文件夹" };

	if ((*path = store_path(r->how.folder, name)) == NULL)
		return error_nomem(error);
	for (char *at = *path + strlen(r->how.folder) + 1; (at = strchr(at, '/')) != NULL;
	     at++) {
		*at = '\0';
		if (mkdir(*path, 0777) != 0 && errno != EEXIST) {
			enum assay_status status =
			        error_system(error, errno, to_make, *path);

			free(*path);
			*path = NULL;
			return status;
		}
		*at = '/';
	}
	return ASSAY_OK;
}

enum assay_status
repo_put(const struct repo *r, const char *name, struct assay_bytes bytes,
         struct assay_error *error)
{
	char *path;
	enum assay_status status = repo_place(r, name, &path, error);

	if (status == ASSAY_OK)
		status = store_write(path, 0644, bytes.data, bytes.len, false, error);
	free(path);
	return status;
}

enum assay_status
repo_read(const struct repo *r, const char *name, size_t max, uint8_t **out, size_t *len,
          struct assay_error *error)
{
	char *path = store_path(r->how.folder, name);
	enum assay_status status = path == NULL
	                                   ? error_nomem(error)
	                                   : store_read(path, max, out, len, NULL, error);
	int saved = errno;

	free(path);
	errno = saved;
	return status;
}

void
repo_target_name(const char *path, struct assay_bytes bytes, char *out, size_t room)
{
	const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;
	uint8_t hash[32];
	char hex[65];

	crypto_hash_sha256(hash, bytes.data, bytes.len);
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	snprintf(out, room, "targets/%.*s%s.%s", (int)(name - path), path, hex, name);
}

enum assay_status
repo_target(const struct repo *r, const struct tuf_metadata *role, const char *path,
            size_t max, uint8_t **out, size_t *len, struct assay_error *error)
{
	const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1,
	           *hash;
	char file_name[NAME_ROOM];
	struct tuf_file file;
	enum assay_status status;

	*out = NULL;
	if (!tuf_target(role, path, &file))
		return error_say(error, ASSAY_E_FORMAT, "the repository names no %s",
		                 "仓库中没有 %s", error_text(path).text);
	hash = json_string_value(json_object_get(file.hashes, "sha256"));
	if (hash == NULL || strlen(hash) != 64 || strspn(hash, "0123456789abcdef") != 64)
		return error_say(error, ASSAY_E_FORMAT, "%s has no SHA-256",
		                 "%s 没有 SHA-256", error_text(path).text);
	snprintf(file_name, sizeof file_name, "targets/%.*s%s.%s", (int)(name - path),
	         path, hash, name);
	status = repo_read(r, file_name, max, out, len, error);
	if (status == ASSAY_OK)
		status = tuf_agrees((struct assay_bytes){ *out, *len }, &file, path,
		                    error);
	if (status != ASSAY_OK) {
		free(*out);
		*out = NULL;
	}
	return status;
}

/* ---- metadata ---- */

static enum assay_status
read_role(const struct repo *r, const char *name, enum tuf_type type, const char *role,
          const struct tuf_file *listed, struct tuf_metadata **out,
          struct assay_error *error)
{
	char file_name[NAME_ROOM];
	enum assay_status status;
	uint8_t *bytes = NULL;
	size_t len;

	*out = NULL;
	snprintf(file_name, sizeof file_name, "metadata/%s", name);
	status = repo_read(r, file_name, TUF_METADATA_MAX, &bytes, &len, error);
	if (status == ASSAY_OK && listed != NULL)
		status = tuf_agrees((struct assay_bytes){ bytes, len }, listed, role,
		                    error);
	if (status == ASSAY_OK)
		status = tuf_metadata_parse((struct assay_bytes){ bytes, len }, type,
		                            role, out, error);
	free(bytes);
	if (status == ASSAY_OK && listed != NULL && (*out)->version != listed->version) {
		tuf_metadata_free(*out);
		*out = NULL;
		status = error_say(error, ASSAY_E_FORMAT,
		                   "metadata/%s is not the version that is listed: "
		                   "restore the repository from a copy",
		                   "metadata/%s 与所列版本不符：请从备份恢复仓库",
		                   error_text(name).text);
	}
	return status;
}

/* The newest root; *before: the one before it, NULL where there is none. */
static enum assay_status
read_roots(struct repo *r, struct tuf_metadata **before, struct assay_error *error)
{
	*before = NULL;
	for (int version = 1; version <= ROOTS_MAX; version++) {
		struct tuf_metadata *m;
		enum assay_status status;
		char name[32];

		snprintf(name, sizeof name, "%d.root.json", version);
		status = read_role(r, name, TUF_ROOT, "root", NULL, &m, error);
		if (status == ASSAY_E_IO && errno == ENOENT && version > 1)
			return error_none(error);
		if (status == ASSAY_E_IO && errno == ENOENT)
			return error_say(
			        error, ASSAY_E_IO,
			        "there is no repository in %s: `assay trust init` "
			        "makes one",
			        "%s 中没有仓库：可用 `assay trust init` 建立",
			        error_text(r->how.folder).text);
		if (status == ASSAY_OK && r->root != NULL)
			status = tuf_metadata_verify(m, "root", r->root, error);
		if (status == ASSAY_OK)
			status = tuf_metadata_verify(m, "root", m, error);
		if (status != ASSAY_OK) {
			tuf_metadata_free(m);
			return status;
		}
		tuf_metadata_free(*before);
		*before = r->root;
		r->root = m;
	}
	return error_say(error, ASSAY_E_LIMIT, "the repository has more than %d roots",
	                 "仓库的根文件超过 %d 个", ROOTS_MAX);
}

/* By the root of today, or by the one before: a rotation may have been cut short. */
static enum assay_status
verify_top(const struct repo *r, const struct tuf_metadata *before,
           const struct tuf_metadata *m, const char *role, struct assay_error *error)
{
	enum assay_status status = tuf_metadata_verify(m, role, r->root, error);

	if (status != ASSAY_OK && before != NULL &&
	    tuf_metadata_verify(m, role, before, NULL) == ASSAY_OK)
		status = error_none(error);
	return status;
}

static enum assay_status
read_top(const struct repo *r, const struct tuf_metadata *before,
         const struct tuf_metadata *listing, enum tuf_type type, const char *role,
         struct tuf_metadata **out, struct assay_error *error)
{
	char listed_as[32], name[64];
	struct tuf_file listed;
	enum assay_status status;

	snprintf(listed_as, sizeof listed_as, "%s.json", role);
	if (listing != NULL && !tuf_listed(listing, listed_as, &listed))
		return error_say(error, ASSAY_E_FORMAT, "the repository lists no %s",
		                 "仓库未列出 %s", listed_as);
	if (listing == NULL)
		snprintf(name, sizeof name, "%s", listed_as);
	else
		snprintf(name, sizeof name, "%" PRId64 ".%s", listed.version, listed_as);
	status = read_role(r, name, type, role, listing == NULL ? NULL : &listed, out,
	                   error);
	return status == ASSAY_OK ? verify_top(r, before, *out, role, error) : status;
}

static enum assay_status
read_all(struct repo *r, struct assay_error *error)
{
	struct tuf_metadata *before = NULL;
	enum assay_status status = read_roots(r, &before, error);
	uint8_t *bytes = NULL;
	size_t len;

	if (status == ASSAY_OK)
		status = read_top(r, before, NULL, TUF_TIMESTAMP, "timestamp",
		                  &r->timestamp, error);
	if (status == ASSAY_OK)
		status = read_top(r, before, r->timestamp, TUF_SNAPSHOT, "snapshot",
		                  &r->snapshot, error);
	if (status == ASSAY_OK)
		status = read_top(r, before, r->snapshot, TUF_TARGETS, "targets",
		                  &r->targets, error);
	tuf_metadata_free(before);
	if (status == ASSAY_OK)
		status = repo_target(r, r->targets, REGISTRY_TARGET, REGISTRY_MAX, &bytes,
		                     &len, error);
	if (status == ASSAY_OK)
		status = registry_read((struct assay_bytes){ bytes, len }, &r->registry,
		                       error);
	free(bytes);
	return status;
}

enum assay_status
repo_role_read(const struct repo *r, const char *role, struct tuf_metadata **out,
               bool *holds, struct assay_error *error)
{
	const struct tuf_metadata *delegator = r->targets;
	char listed_as[64], name[96];
	struct tuf_file listed;
	enum assay_status status;

	*out = NULL;
	*holds = false;
	snprintf(listed_as, sizeof listed_as, "%s.json", role);
	if (!tuf_listed(r->snapshot, listed_as, &listed))
		return ASSAY_OK;
	snprintf(name, sizeof name, "%" PRId64 ".%s", listed.version, listed_as);
	status = read_role(r, name, TUF_TARGETS, role, &listed, out, error);
	if (status == ASSAY_OK)
		*holds = tuf_metadata_verify(*out, role, delegator, NULL) == ASSAY_OK;
	return status;
}

enum assay_status
repo_keys_take(const struct assay_repo *how, struct repo *r, struct assay_error *error)
{
	enum assay_status status;

	memset(r, 0, sizeof *r);
	memcpy(&r->how, how, how->size < sizeof r->how ? how->size : sizeof r->how);
	r->lock = -1;
	if (sodium_init() < 0)
		return error_nomem(error);
	const char *const *const files[REPO_ROLES] = { r->how.root_keys,
		                                       r->how.targets_keys,
		                                       r->how.snapshot_keys,
		                                       r->how.timestamp_keys };
	for (size_t i = 0; i < REPO_ROLES; i++)
		if ((status = repo_keys_open(&r->how, files[i], &r->keys[i], error)) !=
		    ASSAY_OK)
			return status;
	r->new_meta = json_object();
	return r->new_meta == NULL ? error_nomem(error) : ASSAY_OK;
}

enum assay_status
repo_found(struct repo *r, struct assay_error *error)
{
	enum assay_status status = store_folder(r->how.folder, 0777, error);

	if (status == ASSAY_OK)
		status = store_lock(r->how.folder, &r->lock, error);
	if (status != ASSAY_OK)
		return status;
	r->registry.issued_at = r->how.now;
	r->registry.issuers = calloc(1, sizeof *r->registry.issuers);
	return r->registry.issuers == NULL ? error_nomem(error) : ASSAY_OK;
}

enum assay_status
repo_open(const struct assay_repo *how, struct repo *r, struct assay_error *error)
{
	enum assay_status status = repo_keys_take(how, r, error);

	if (status == ASSAY_OK)
		status = store_lock(r->how.folder, &r->lock, error);
	return status == ASSAY_OK ? read_all(r, error) : status;
}

void
repo_close(struct repo *r)
{
	for (size_t i = 0; i < REPO_ROLES; i++) {
		repo_keys_close(&r->keys[i]);
		repo_keys_close(&r->also[i]);
	}
	tuf_metadata_free(r->next_root.m);
	free(r->next_root.bytes);
	tuf_metadata_free(r->root);
	tuf_metadata_free(r->timestamp);
	tuf_metadata_free(r->snapshot);
	tuf_metadata_free(r->targets);
	registry_clear(&r->registry);
	json_decref(r->new_root);
	json_decref(r->new_targets);
	json_decref(r->new_meta);
	if (r->lock >= 0)
		close(r->lock);
}

/* ---- changes ---- */

void
repo_set(struct repo *r, json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		r->nomem = true;
}

json_t *
repo_change_targets(struct repo *r)
{
	if (r->new_targets == NULL && r->targets != NULL)
		r->new_targets = json_deep_copy(r->targets->signed_part);
	if (r->new_targets == NULL)
		r->nomem = true;
	return r->new_targets;
}

enum assay_status
repo_add_signatures(json_t *envelope, const struct repo_keys *keys,
                    struct assay_error *error)
{
	for (size_t i = 0; keys != NULL && i < keys->n; i++) {
		struct tuf_signer signer;
		enum assay_status status;

		if (keys->secrets[i] == NULL)
			continue;
		signer = tuf_signer_of(keys->secrets[i]);
		if ((status = tuf_envelope_sign(envelope, &signer, error)) != ASSAY_OK)
			return status;
	}
	return ASSAY_OK;
}

enum assay_status
repo_sign(json_t *signed_part, const struct repo_keys *keys, const struct repo_keys *also,
          enum tuf_type type, const char *role, const struct tuf_metadata *delegator,
          const char *option, uint8_t **out, size_t *len, struct assay_error *error)
{
	json_t *envelope = tuf_envelope_new(signed_part);
	struct tuf_metadata *m = NULL;
	enum assay_status status;

	*out = NULL;
	if (envelope == NULL)
		return error_nomem(error);
	status = repo_add_signatures(envelope, keys, error);
	if (status == ASSAY_OK)
		status = repo_add_signatures(envelope, also, error);
	if (status == ASSAY_OK)
		status = tuf_envelope_bytes(envelope, out, len, error);
	json_decref(envelope);
	if (status == ASSAY_OK)
		status = tuf_metadata_parse((struct assay_bytes){ *out, *len }, type,
		                            role, &m, error);
	if (status == ASSAY_OK &&
	    tuf_metadata_verify(m, role, delegator != NULL ? delegator : m, error) !=
	            ASSAY_OK)
		status = error_say(
		        error, ASSAY_E_TRUST,
		        "too few keys of %s signed: give the secret keys of enough "
		        "of its holders with %s (a new key may sign once `trust admit "
		        "--role-key` or `trust rotate` gave it to the role)",
		        "%s 的签名数量不足：请用 %s 给出足够多持有人的私钥（新密钥须先用 "
		        "`trust admit --role-key` 或 `trust rotate` 登记）",
		        error_text(role).text, option);
	tuf_metadata_free(m);
	if (status != ASSAY_OK) {
		free(*out);
		*out = NULL;
	}
	return status;
}

enum assay_status
repo_put_role(struct repo *r, const char *role, int64_t version, struct assay_bytes bytes,
              struct assay_error *error)
{
	char name[NAME_ROOM], listed_as[64];

	snprintf(name, sizeof name, "metadata/%" PRId64 ".%s.json", version, role);
	snprintf(listed_as, sizeof listed_as, "%s.json", role);
	repo_set(r, r->new_meta, listed_as, tuf_listing_new(bytes, version));
	return repo_put(r, name, bytes, error);
}

static void
stamp(struct repo *r, json_t *signed_part, int64_t version, int64_t life)
{
	char text[21];

	if (!tuf_time_text(r->how.now + life, text))
		strcpy(text, "9999-12-31T23:59:59Z");
	repo_set(r, signed_part, "version", json_integer(version));
	repo_set(r, signed_part, "expires", json_string(text));
}

enum assay_status
repo_stamp_root(struct repo *r, struct assay_error *error)
{
	stamp(r, r->new_root, r->root == NULL ? 1 : r->root->version + 1, REPO_ROOT_LIFE);
	return r->nomem ? error_nomem(error) : ASSAY_OK;
}

enum assay_status
repo_take_root(struct repo *r, uint8_t *bytes, size_t len, struct assay_error *error)
{
	struct tuf_metadata *m = NULL;
	enum assay_status status = tuf_metadata_parse((struct assay_bytes){ bytes, len },
	                                              TUF_ROOT, "root", &m, error);

	if (status == ASSAY_OK && r->root != NULL)
		status = tuf_metadata_verify(m, "root", r->root, error);
	if (status == ASSAY_OK && tuf_metadata_verify(m, "root", m, NULL) != ASSAY_OK)
		status =
		        error_say(error, ASSAY_E_TRUST,
		                  "too few of the new root keys signed: a new key proves "
		                  "itself by signing, so give its secret half",
		                  "新根密钥的签名数量不足：新密钥须以签名证明自身，"
		                  "请给出其私钥");
	if (status != ASSAY_OK) {
		tuf_metadata_free(m);
		free(bytes);
		return status;
	}
	r->next_root.bytes = bytes;
	r->next_root.len = len;
	r->next_root.m = m;
	return ASSAY_OK;
}

static enum assay_status
sign_root(struct repo *r, struct assay_error *error)
{
	enum assay_status status = repo_stamp_root(r, error);
	uint8_t *bytes;
	size_t len;

	if (status == ASSAY_OK)
		status = repo_sign(r->new_root, &r->keys[REPO_ROOT], &r->also[REPO_ROOT],
		                   TUF_ROOT, "root", r->root, "--root-key", &bytes, &len,
		                   error);
	return status == ASSAY_OK ? repo_take_root(r, bytes, len, error) : status;
}

/* What a commit will write, all of it signed before the first byte is written. */
#define FILES_MAX 4 /* registry, targets, snapshot, timestamp */

struct commit {
	struct repo *r;
	const struct tuf_metadata *root; /* of the next state */
	bool old_holds; /* under the root until now as well: no window at the end */
	struct {
		char name[NAME_ROOM];
		uint8_t *bytes;
		size_t len;
	} files[FILES_MAX];
	size_t n;
};

/* Takes the bytes over. */
static void
add_file(struct commit *c, uint8_t *bytes, size_t len, const char *name)
{
	snprintf(c->files[c->n].name, sizeof c->files[c->n].name, "%s", name);
	c->files[c->n].bytes = bytes;
	c->files[c->n++].len = len;
}

static enum assay_status
add_registry(struct commit *c, struct assay_error *error)
{
	struct repo *r = c->r;
	json_t *signed_part = repo_change_targets(r);
	char name[NAME_ROOM];
	enum assay_status status;
	uint8_t *bytes;
	size_t len;

	if (signed_part == NULL)
		return error_nomem(error);
	/* it proves its time: it may only grow */
	if (r->how.now > r->registry.issued_at)
		r->registry.issued_at = r->how.now;
	if ((status = registry_write(&r->registry, &bytes, &len, error)) != ASSAY_OK)
		return status;
	repo_target_name(REGISTRY_TARGET, (struct assay_bytes){ bytes, len }, name,
	                 sizeof name);
	repo_set(r, json_object_get(signed_part, "targets"), REGISTRY_TARGET,
	         tuf_listing_new((struct assay_bytes){ bytes, len }, 0));
	add_file(c, bytes, len, name);
	return ASSAY_OK;
}

/* *listing: as what leads to it lists it; NULL: nothing does. */
static enum assay_status
add_role(struct commit *c, json_t *signed_part, int64_t version, enum repo_role which,
         enum tuf_type type, const char *option, json_t **listing,
         struct assay_error *error)
{
	const char *role = tuf_types[type];
	struct tuf_metadata *m = NULL;
	enum assay_status status;
	uint8_t *bytes = NULL;
	char name[NAME_ROOM];
	size_t len;

	if (c->r->nomem || signed_part == NULL)
		return error_nomem(error);
	status = repo_sign(signed_part, &c->r->keys[which], &c->r->also[which], type,
	                   role, c->root, option, &bytes, &len, error);
	if (status == ASSAY_OK)
		status = tuf_metadata_parse((struct assay_bytes){ bytes, len }, type,
		                            role, &m, error);
	if (status == ASSAY_OK && listing != NULL &&
	    (*listing = tuf_listing_new((struct assay_bytes){ bytes, len }, version)) ==
	            NULL)
		status = error_nomem(error);
	if (status != ASSAY_OK) {
		tuf_metadata_free(m);
		free(bytes);
		return status;
	}
	if (c->r->root != NULL &&
	    tuf_metadata_verify(m, role, c->r->root, NULL) != ASSAY_OK)
		c->old_holds = false;
	tuf_metadata_free(m);
	if (type == TUF_TIMESTAMP)
		snprintf(name, sizeof name, "metadata/%s.json", role);
	else
		snprintf(name, sizeof name, "metadata/%" PRId64 ".%s.json", version,
		         role);
	add_file(c, bytes, len, name);
	return ASSAY_OK;
}

static enum assay_status
add_targets(struct commit *c, struct assay_error *error)
{
	struct repo *r = c->r;
	json_t *signed_part = repo_change_targets(r), *listing = NULL;
	int64_t version = r->targets == NULL ? 1 : r->targets->version + 1;
	enum assay_status status;

	if (signed_part != NULL)
		stamp(r, signed_part, version, REPO_TARGETS_LIFE);
	status = add_role(c, signed_part, version, REPO_TARGETS, TUF_TARGETS,
	                  "--targets-key", &listing, error);
	if (status == ASSAY_OK)
		repo_set(r, r->new_meta, "targets.json", listing);
	return status;
}

static enum assay_status
add_snapshot(struct commit *c, json_t **listing, struct assay_error *error)
{
	struct repo *r = c->r;
	int64_t version = r->snapshot == NULL ? 1 : r->snapshot->version + 1;
	json_t *signed_part, *meta, *value;
	enum assay_status status;
	const char *key;

	signed_part = r->snapshot == NULL ? tuf_signed_new(TUF_SNAPSHOT, 1, r->how.now)
	                                  : json_deep_copy(r->snapshot->signed_part);
	if (signed_part == NULL)
		return error_nomem(error);
	if (json_object_get(signed_part, "meta") == NULL)
		repo_set(r, signed_part, "meta", json_object());
	meta = json_object_get(signed_part, "meta");
	json_object_foreach(r->new_meta, key,
	                    value) if (json_object_set(meta, key, value) != 0) r->nomem =
	        true;
	stamp(r, signed_part, version, REPO_ONLINE_LIFE);
	status = add_role(c, signed_part, version, REPO_SNAPSHOT, TUF_SNAPSHOT,
	                  "--snapshot-key", listing, error);
	json_decref(signed_part);
	return status;
}

static enum assay_status
add_timestamp(struct commit *c, json_t *snapshot, struct assay_error *error)
{
	struct repo *r = c->r;
	int64_t version = r->timestamp == NULL ? 1 : r->timestamp->version + 1;
	json_t *signed_part = tuf_signed_new(TUF_TIMESTAMP, 1, r->how.now);
	enum assay_status status;

	if (signed_part == NULL)
		return error_nomem(error);
	repo_set(r, signed_part, "meta", json_pack("{s:O}", "snapshot.json", snapshot));
	stamp(r, signed_part, version, REPO_ONLINE_LIFE);
	status = add_role(c, signed_part, version, REPO_TIMESTAMP, TUF_TIMESTAMP,
	                  "--timestamp-key", NULL, error);
	json_decref(signed_part);
	return status;
}

static enum assay_status
put_root(const struct repo *r, struct assay_error *error)
{
	char name[NAME_ROOM];

	if (r->next_root.m == NULL)
		return ASSAY_OK;
	snprintf(name, sizeof name, "metadata/%" PRId64 ".root.json",
	         r->next_root.m->version);
	return repo_put(r, name,
	                (struct assay_bytes){ r->next_root.bytes, r->next_root.len },
	                error);
}

/* The timestamp is the last of the files; the root before it or after. */
static enum assay_status
write_all(const struct commit *c, struct assay_error *error)
{
	enum assay_status status = ASSAY_OK;

	for (size_t i = 0; i < c->n && status == ASSAY_OK; i++) {
		if (i == c->n - 1 && !c->old_holds)
			status = put_root(c->r, error);
		if (status == ASSAY_OK)
			status = repo_put(c->r, c->files[i].name,
			                  (struct assay_bytes){ c->files[i].bytes,
			                                        c->files[i].len },
			                  error);
	}
	if (status == ASSAY_OK && c->old_holds)
		status = put_root(c->r, error);
	return status;
}

enum assay_status
repo_commit(struct repo *r, struct assay_error *error)
{
	struct commit c = { .r = r, .old_holds = true };
	enum assay_status status = ASSAY_OK;
	json_t *listing = NULL;

	if (r->new_root != NULL && r->next_root.m == NULL)
		status = sign_root(r, error);
	c.root = r->next_root.m != NULL ? r->next_root.m : r->root;
	if (status == ASSAY_OK && r->registry_changed)
		status = add_registry(&c, error);
	/* what the old keys signed must be signed by the new ones */
	if (status == ASSAY_OK &&
	    (r->new_targets != NULL || r->keys[REPO_TARGETS].n > 0 ||
	     tuf_metadata_verify(r->targets, "targets", c.root, NULL) != ASSAY_OK))
		status = add_targets(&c, error);
	if (status == ASSAY_OK)
		status = add_snapshot(&c, &listing, error);
	if (status == ASSAY_OK)
		status = add_timestamp(&c, listing, error);
	json_decref(listing);
	/* a first root goes last: without it there is no repository yet */
	if (status == ASSAY_OK)
		status = write_all(&c, error);
	for (size_t i = 0; i < c.n; i++)
		free(c.files[i].bytes);
	return status;
}
