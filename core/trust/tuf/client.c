/* client.c - the TUF client: brings a folder of trusted metadata up to date
 *
 * Section numbers are those of the specification, version 1.0.34. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client.h"
#include "delegation.h"
#include "name.h"
#include "trust/store.h"
#include "verify.h"

#define FILE_MODE 0644 /* metadata and targets are public */
#define URL_NAME_MAX 4096

struct role {
	char *name;
	struct tuf_metadata *m;
};

struct tuf {
	struct tuf_options options;
	int lock;   /* -1: none */
	bool ready; /* refreshed or loaded */
	struct tuf_metadata *root, *timestamp, *snapshot;
	struct role
	        *targets; /* "targets" and those it leads to, as far as they are known */
	size_t n_targets;
};

/* ---- bytes from elsewhere ---- */

struct buffer {
	uint8_t *bytes;
	size_t len, room, max;
	bool over, nomem;
};

static bool
buffer_put(void *data, const void *bytes, size_t n)
{
	struct buffer *b = data;

	if (n > b->max - b->len) {
		b->over = true;
		return false;
	}
	if (n > b->room - b->len) {
		size_t room = b->room * 2 > b->len + n ? b->room * 2 : b->len + n;
		uint8_t *more = realloc(b->bytes, room);

		if (more == NULL) {
			b->nomem = true;
			return false;
		}
		b->bytes = more;
		b->room = room;
	}
	if (n > 0)
		memcpy(b->bytes + b->len, bytes, n);
	b->len += n;
	return true;
}

static enum assay_status
too_long(const char *what, uint64_t max, struct assay_error *error)
{
	return error_say(
	        error, ASSAY_E_LIMIT,
	        "%s is longer than the %" PRIu64 " bytes it may have: it is refused",
	        "%s 超过允许的 %" PRIu64 " 字节：拒绝使用", error_text(what).text, max);
}

/* *there false: the server says that there is no such file; the status is ASSAY_OK. */
static enum assay_status
fetch(struct tuf *t, const char *name, size_t max, struct buffer *out, bool *there,
      struct assay_error *error)
{
	char *url = tuf_url(t->options.metadata_url, name);
	enum assay_fetched got;

	*out = (struct buffer){ .max = max };
	*there = true;
	if (url == NULL)
		return error_nomem(error);
	error_say(error, ASSAY_E_IO, "%s could not be fetched", "无法获取 %s",
	          error_text(url).text);
	got = t->options.fetch(t->options.fetch_data, url, max, buffer_put, out, error);
	free(url);
	if (got == ASSAY_FETCHED && !out->over && !out->nomem)
		return ASSAY_OK;
	free(out->bytes);
	out->bytes = NULL;
	if (out->nomem)
		return error_nomem(error);
	if (out->over)
		return too_long(name, max, error);
	if (got == ASSAY_NOT_THERE) {
		*there = false;
		return ASSAY_OK;
	}
	return ASSAY_E_IO;
}

static enum assay_status
fetch_it(struct tuf *t, const char *name, size_t max, struct buffer *out,
         struct assay_error *error)
{
	bool there;
	enum assay_status status = fetch(t, name, max, out, &there, error);

	if (status == ASSAY_OK && !there)
		return error_say(error, ASSAY_E_IO,
		                 "the repository has no %s: the update stops here",
		                 "仓库中没有 %s：更新到此停止", error_text(name).text);
	return status;
}

static struct assay_bytes
bytes_of(const struct buffer *b)
{
	return (struct assay_bytes){ b->bytes == NULL ? (const uint8_t *)"" : b->bytes,
		                     b->len };
}

/* ---- the folder ---- */

/* "QUOTED-ROLE.json"; version > 0: with it before.  NULL: out of memory. */
static char *
file_name(const char *role, int64_t version)
{
	char *quoted = tuf_quote(role), *name = NULL;
	size_t room;

	if (quoted == NULL)
		return NULL;
	room = strlen(quoted) + sizeof ".9223372036854775807.json";
	if ((name = malloc(room)) != NULL) {
		if (version > 0)
			snprintf(name, room, "%" PRId64 ".%s.json", version, quoted);
		else
			snprintf(name, room, "%s.json", quoted);
	}
	free(quoted);
	return name;
}

static enum assay_status
stored_path(const char *folder, const char *role, char **out, struct assay_error *error)
{
	char *name = file_name(role, 0);

	*out = NULL;
	if (name == NULL)
		return error_nomem(error);
	if (strlen(name) > TUF_FILE_NAME_MAX) {
		free(name);
		return error_say(error, ASSAY_E_LIMIT,
		                 "the role name %s is too long for a file: it is refused",
		                 "角色名 %s 太长，无法作为文件名：拒绝使用",
		                 error_text(role).text);
	}
	*out = store_path(folder, name);
	free(name);
	return *out == NULL ? error_nomem(error) : ASSAY_OK;
}

static enum assay_status
keep(const char *folder, const char *role, struct assay_bytes bytes,
     struct assay_error *error)
{
	char *path;
	enum assay_status status = stored_path(folder, role, &path, error);

	if (status == ASSAY_OK)
		status =
		        store_write(path, FILE_MODE, bytes.data, bytes.len, false, error);
	free(path);
	return status;
}

/* The stored file of a role; out->bytes NULL: there is none that could be one.  Where it
 * cannot be read for other reasons the update fails: what was seen before must not be
 * forgotten because memory or a disk fails. */
static enum assay_status
stored(const char *folder, const char *role, size_t max, struct buffer *out,
       struct assay_error *error)
{
	char *path;
	enum assay_status status = stored_path(folder, role, &path, error);

	*out = (struct buffer){ .max = max };
	if (status != ASSAY_OK)
		return status;
	errno = 0;
	status = store_read(path, max, &out->bytes, &out->len, NULL, error);
	free(path);
	return status == ASSAY_E_LIMIT || (status == ASSAY_E_IO && errno == ENOENT)
	               ? ASSAY_OK
	               : status;
}

static enum assay_status
forget(const char *folder, const char *role, struct assay_error *error)
{
	static const struct words to_remove = { "remove", "删除" };
	char *path;
	enum assay_status status = stored_path(folder, role, &path, error);

	if (status == ASSAY_OK && unlink(path) != 0 && errno != ENOENT)
		status = error_system(error, errno, to_remove, path);
	free(path);
	return status;
}

/* ---- checks that every role shares ---- */

static enum assay_status
check_version(const struct tuf_metadata *m, const char *role, int64_t listed,
              struct assay_error *error)
{
	if (m->version == listed)
		return ASSAY_OK;
	return error_say(error, ASSAY_E_TRUST,
	                 "%s has version %" PRId64 " where %" PRId64
	                 " is expected: it is refused",
	                 "%s 的版本为 %" PRId64 "，应为 %" PRId64 "：拒绝使用",
	                 error_text(role).text, m->version, listed);
}

/* Against freezing: a mirror may not stand still for ever. */
static enum assay_status
check_expiry(const struct tuf *t, const struct tuf_metadata *m, const char *role,
             struct assay_error *error)
{
	const char *text = json_string_value(json_object_get(m->signed_part, "expires"));

	if (t->options.now < m->expires)
		return ASSAY_OK;
	return error_say(error, ASSAY_E_TRUST,
	                 "%s expired at %s: the repository must publish it anew, or the "
	                 "clock here is wrong",
	                 "%s 已于 %s 过期：仓库需重新发布，或本机时钟有误",
	                 error_text(role).text, text);
}

static enum assay_status
check_keyids(const struct tuf *t, const struct tuf_metadata *m, struct assay_error *error)
{
	const json_t *owner = m->type == TUF_ROOT
	                              ? m->signed_part
	                              : json_object_get(m->signed_part, "delegations");

	return t->options.strict_keyids
	               ? tuf_keyids_hold(json_object_get(owner, "keys"), error)
	               : ASSAY_OK;
}

/* Reads and verifies in one; *out NULL after a failure. */
static enum assay_status
believe(const struct tuf *t, struct assay_bytes bytes, enum tuf_type type,
        const char *role, const struct tuf_metadata *delegator, struct tuf_metadata **out,
        struct assay_error *error)
{
	enum assay_status status = tuf_metadata_parse(bytes, type, role, out, error);

	if (status == ASSAY_OK)
		status = tuf_metadata_verify(*out, role, delegator, error);
	if (status == ASSAY_OK && type == TUF_TARGETS)
		status = check_keyids(t, *out, error);
	if (status != ASSAY_OK) {
		tuf_metadata_free(*out);
		*out = NULL;
	}
	return status;
}

/* What is stored of a top role, if it still holds: *out NULL if not.  bytes: its own, to
 * be freed. */
static enum assay_status
recall(const struct tuf *t, enum tuf_type type, struct buffer *bytes,
       struct tuf_metadata **out, struct assay_error *error)
{
	size_t max = type == TUF_TIMESTAMP ? TUF_TIMESTAMP_MAX : TUF_LISTED_MAX;
	enum assay_status status =
	        stored(t->options.folder, tuf_types[type], max, bytes, error);

	*out = NULL;
	if (status != ASSAY_OK || bytes->bytes == NULL)
		return status;
	/* Twice, for jansson does not notice each allocation that fails it, and a file
	 * that was good when it was stored must not be passed over for that. */
	for (int i = 0; i < 2 && *out == NULL; i++) {
		status = believe(t, bytes_of(bytes), type, tuf_types[type], t->root, out,
		                 error);
		if (status == ASSAY_E_NOMEM)
			return status;
	}
	return ASSAY_OK;
}

/* How many bytes a listed file may have. */
static size_t
limit_of(const struct tuf_file *file)
{
	if (file->length < 0)
		return TUF_METADATA_MAX;
	return file->length > TUF_LISTED_MAX ? TUF_LISTED_MAX : (size_t)file->length;
}

/* ---- the root, 5.3 ---- */

static enum assay_status
believe_root(struct assay_bytes bytes, struct tuf_metadata **out,
             struct assay_error *error)
{
	enum assay_status status =
	        tuf_metadata_parse(bytes, TUF_ROOT, "root", out, error);

	if (status == ASSAY_OK)
		status = tuf_metadata_verify(*out, "root", *out, error);
	if (status != ASSAY_OK) {
		tuf_metadata_free(*out);
		*out = NULL;
	}
	return status;
}

/* The next root: signed as the old one asks and as it asks itself. */
static enum assay_status
step_root(struct tuf *t, struct assay_bytes bytes, struct assay_error *error)
{
	static const char *const online[] = { "timestamp", "snapshot" };
	struct tuf_metadata *next;
	enum assay_status status =
	        tuf_metadata_parse(bytes, TUF_ROOT, "root", &next, error);
	bool rotated = false;

	if (status == ASSAY_OK)
		status = tuf_metadata_verify(next, "root", t->root, error);
	if (status == ASSAY_OK)
		status = tuf_metadata_verify(next, "root", next, error);
	if (status == ASSAY_OK)
		status = check_keyids(t, next, error);
	if (status == ASSAY_OK)
		status = check_version(next, "root", t->root->version + 1, error);
	if (status != ASSAY_OK)
		goto out;
	/* 5.3.11, so that a thief of the online keys cannot count versions up and make
	 * the recovery look like a rollback.  Before the root is stored: a crash between
	 * comes by here again. */
	for (size_t i = 0; i < 2; i++)
		rotated = rotated || tuf_root_rotated(t->root, next, online[i]);
	for (size_t i = 0; i < 2 && rotated && status == ASSAY_OK; i++)
		status = forget(t->options.folder, online[i], error);
	if (status == ASSAY_OK)
		status = keep(t->options.folder, "root", bytes, error);
	if (status == ASSAY_OK) {
		tuf_metadata_free(t->root);
		t->root = next;
		next = NULL;
	}
out:
	tuf_metadata_free(next);
	return status;
}

static enum assay_status
refresh_root(struct tuf *t, struct assay_error *error)
{
	for (int i = 0; i < TUF_ROTATIONS_MAX; i++) {
		enum assay_status status;
		struct buffer b;
		bool there;
		char *name;

		if (t->root->version == INT64_MAX)
			break;
		if ((name = file_name("root", t->root->version + 1)) == NULL)
			return error_nomem(error);
		status = fetch(t, name, TUF_ROOT_MAX, &b, &there, error);
		free(name);
		if (status == ASSAY_OK && !there)
			break;
		if (status == ASSAY_OK)
			status = step_root(t, bytes_of(&b), error);
		free(b.bytes);
		if (status != ASSAY_OK)
			return status;
	}
	return check_expiry(t, t->root, "root", error);
}

/* ---- the timestamp, 5.4 ---- */

static enum assay_status
rolled_back(const char *role, int64_t version, int64_t seen, struct assay_error *error)
{
	return error_say(error, ASSAY_E_TRUST,
	                 "%s goes back to version %" PRId64 " after %" PRId64
	                 ": the repository or the way to it may be hostile",
	                 "%s 退回到版本 %" PRId64 "，而此前已到 %" PRId64
	                 "：仓库或通往它的途径可能有恶意",
	                 error_text(role).text, version, seen);
}

static enum assay_status
refresh_timestamp(struct tuf *t, struct assay_error *error)
{
	struct tuf_metadata *old = NULL, *next = NULL;
	struct tuf_file before, now;
	enum assay_status status;
	struct buffer b;

	status = recall(t, TUF_TIMESTAMP, &b, &old, error);
	free(b.bytes);
	b.bytes = NULL;
	if (status != ASSAY_OK)
		goto out;
	status = fetch_it(t, "timestamp.json", TUF_TIMESTAMP_MAX, &b, error);
	if (status != ASSAY_OK)
		goto out;
	status = believe(t, bytes_of(&b), TUF_TIMESTAMP, "timestamp", t->root, &next,
	                 error);
	if (status == ASSAY_OK && old != NULL && next->version == old->version) {
		/* 5.4.3: what is there stays, whatever else came under this number */
		tuf_metadata_free(next);
		next = old;
		old = NULL;
		status = check_expiry(t, next, "timestamp", error);
		goto out;
	}
	if (status == ASSAY_OK && old != NULL) {
		tuf_listed(old, "snapshot.json", &before);
		tuf_listed(next, "snapshot.json", &now);
		if (next->version < old->version)
			status = rolled_back("timestamp", next->version, old->version,
			                     error);
		else if (now.version < before.version)
			status = rolled_back("snapshot", now.version, before.version,
			                     error);
	}
	if (status == ASSAY_OK)
		status = check_expiry(t, next, "timestamp", error);
	if (status == ASSAY_OK)
		status = keep(t->options.folder, "timestamp", bytes_of(&b), error);
out:
	free(b.bytes);
	tuf_metadata_free(old);
	if (status == ASSAY_OK)
		t->timestamp = next;
	else
		tuf_metadata_free(next);
	return status;
}

/* ---- the snapshot, 5.5 ---- */

/* 5.5.5: no role may vanish or go back. */
static enum assay_status
compare_snapshots(const struct tuf_metadata *old, const struct tuf_metadata *next,
                  struct assay_error *error)
{
	struct tuf_file before, now;
	const json_t *entry;
	const char *name;

	json_object_foreach(json_object_get(old->signed_part, "meta"), name, entry)
	{
		tuf_listed(old, name, &before);
		if (!tuf_listed(next, name, &now))
			return error_say(
			        error, ASSAY_E_TRUST,
			        "the new snapshot leaves %s out: the repository or the "
			        "way to it may be hostile",
			        "新的快照缺少 %s：仓库或通往它的途径可能有恶意",
			        error_text(name).text);
		if (now.version < before.version)
			return rolled_back(name, now.version, before.version, error);
	}
	return ASSAY_OK;
}

static enum assay_status
refresh_snapshot(struct tuf *t, struct assay_error *error)
{
	struct tuf_metadata *old = NULL, *next = NULL;
	enum assay_status status = ASSAY_OK;
	struct tuf_file listed;
	struct buffer b;
	char *name = NULL;

	tuf_listed(t->timestamp, "snapshot.json", &listed);
	if ((status = recall(t, TUF_SNAPSHOT, &b, &old, error)) != ASSAY_OK)
		goto out;
	if (old != NULL && old->version == listed.version &&
	    tuf_agrees(bytes_of(&b), &listed, "snapshot", NULL) == ASSAY_OK &&
	    check_expiry(t, old, "snapshot", NULL) == ASSAY_OK) {
		next = old;
		old = NULL;
		goto out;
	}
	free(b.bytes);
	b.bytes = NULL;
	name = file_name("snapshot", t->root->consistent ? listed.version : 0);
	if (name == NULL) {
		status = error_nomem(error);
		goto out;
	}
	status = fetch_it(t, name, limit_of(&listed), &b, error);
	if (status == ASSAY_OK)
		status = tuf_agrees(bytes_of(&b), &listed, "snapshot", error);
	if (status == ASSAY_OK)
		status = believe(t, bytes_of(&b), TUF_SNAPSHOT, "snapshot", t->root,
		                 &next, error);
	if (status == ASSAY_OK)
		status = check_version(next, "snapshot", listed.version, error);
	if (status == ASSAY_OK && old != NULL)
		status = compare_snapshots(old, next, error);
	if (status == ASSAY_OK)
		status = check_expiry(t, next, "snapshot", error);
	if (status == ASSAY_OK)
		status = keep(t->options.folder, "snapshot", bytes_of(&b), error);
out:
	free(name);
	free(b.bytes);
	tuf_metadata_free(old);
	if (status == ASSAY_OK)
		t->snapshot = next;
	else
		tuf_metadata_free(next);
	return status;
}

/* ---- targets and delegated roles, 5.6 ---- */

static struct tuf_metadata *
at_hand(const struct tuf *t, const char *role)
{
	for (size_t i = 0; i < t->n_targets; i++)
		if (strcmp(t->targets[i].name, role) == 0)
			return t->targets[i].m;
	return NULL;
}

/* Takes m, whatever the outcome. */
static enum assay_status
remember(struct tuf *t, const char *role, struct tuf_metadata *m,
         struct assay_error *error)
{
	struct role *more = realloc(t->targets, (t->n_targets + 1) * sizeof *more);
	char *name = strdup(role);

	if (more != NULL)
		t->targets = more;
	if (more == NULL || name == NULL) {
		free(name);
		tuf_metadata_free(m);
		return error_nomem(error);
	}
	t->targets[t->n_targets++] = (struct role){ name, m };
	return ASSAY_OK;
}

/* Everything that makes these bytes the role's metadata now. */
static enum assay_status
believe_targets(const struct tuf *t, struct assay_bytes bytes, const char *role,
                const struct tuf_metadata *delegator, const struct tuf_file *listed,
                struct tuf_metadata **out, struct assay_error *error)
{
	enum assay_status status = tuf_agrees(bytes, listed, role, error);

	*out = NULL;
	if (status == ASSAY_OK)
		status = believe(t, bytes, TUF_TARGETS, role, delegator, out, error);
	if (status == ASSAY_OK)
		status = check_version(*out, role, listed->version, error);
	if (status == ASSAY_OK)
		status = check_expiry(t, *out, role, error);
	if (status != ASSAY_OK) {
		tuf_metadata_free(*out);
		*out = NULL;
	}
	return status;
}

static enum assay_status
listed_role(const struct tuf *t, const char *role, struct tuf_file *out,
            struct assay_error *error)
{
	size_t room = strlen(role) + sizeof ".json";
	char *name = malloc(room);
	bool found;

	if (name == NULL)
		return error_nomem(error);
	snprintf(name, room, "%s.json", role);
	found = tuf_listed(t->snapshot, name, out);
	free(name);
	if (found)
		return ASSAY_OK;
	return error_say(error, ASSAY_E_TRUST,
	                 "the snapshot does not list the role %s: it is refused",
	                 "快照中没有列出角色 %s：拒绝使用", error_text(role).text);
}

static enum assay_status
update_targets(struct tuf *t, const char *role, const struct tuf_metadata *delegator,
               struct tuf_metadata **out, struct assay_error *error)
{
	enum assay_status status;
	struct tuf_file listed;
	struct buffer b = { 0 };
	char *name = NULL;

	if ((status = listed_role(t, role, &listed, error)) != ASSAY_OK)
		return status;
	status = stored(t->options.folder, role, limit_of(&listed), &b, error);
	if (status != ASSAY_OK)
		goto out;
	if (b.bytes != NULL && believe_targets(t, bytes_of(&b), role, delegator, &listed,
	                                       out, NULL) == ASSAY_OK)
		goto out;
	free(b.bytes);
	b.bytes = NULL;
	name = file_name(role, t->root->consistent ? listed.version : 0);
	if (name == NULL) {
		status = error_nomem(error);
		goto out;
	}
	status = strlen(name) > URL_NAME_MAX
	                 ? too_long(role, URL_NAME_MAX, error)
	                 : fetch_it(t, name, limit_of(&listed), &b, error);
	if (status == ASSAY_OK)
		status = believe_targets(t, bytes_of(&b), role, delegator, &listed, out,
		                         error);
	if (status == ASSAY_OK &&
	    (status = keep(t->options.folder, role, bytes_of(&b), error)) != ASSAY_OK) {
		tuf_metadata_free(*out);
		*out = NULL;
	}
out:
	free(name);
	free(b.bytes);
	return status;
}

static enum assay_status
load_targets(struct tuf *t, const char *role, const struct tuf_metadata *delegator,
             struct tuf_metadata **out, struct assay_error *error)
{
	enum assay_status status;
	struct buffer b;

	status = stored(t->options.folder, role, TUF_LISTED_MAX, &b, error);
	if (status == ASSAY_OK && b.bytes == NULL)
		return error_say(
		        error, ASSAY_E_TRUST,
		        "there is no stored metadata of the role %s: update first",
		        "没有角色 %s 的已存元数据：请先更新", error_text(role).text);
	if (status == ASSAY_OK)
		status = believe(t, bytes_of(&b), TUF_TARGETS, role, delegator, out,
		                 error);
	free(b.bytes);
	return status;
}

/* The role's metadata, verified against this delegator: one that was met on another way
 * must hold on this way too. */
static enum assay_status
need_targets(struct tuf *t, const char *role, const struct tuf_metadata *delegator,
             struct tuf_metadata **out, struct assay_error *error)
{
	enum assay_status status;

	if ((*out = at_hand(t, role)) != NULL)
		return tuf_metadata_verify(*out, role, delegator, error);
	status = t->options.metadata_url != NULL
	                 ? update_targets(t, role, delegator, out, error)
	                 : load_targets(t, role, delegator, out, error);
	return status == ASSAY_OK ? remember(t, role, *out, error) : status;
}

/* ---- the search, 5.6.7 ---- */

struct visit {
	char *role;
	const struct tuf_metadata *delegator;
};

struct search {
	struct visit *todo; /* the last is next */
	size_t n_todo, room;
	char *seen[TUF_DELEGATIONS_MAX + 1];
	size_t n_seen;
};

static bool
was_seen(const struct search *s, const char *role)
{
	for (size_t i = 0; i < s->n_seen; i++)
		if (strcmp(s->seen[i], role) == 0)
			return true;
	return false;
}

static void
search_clear(struct search *s)
{
	for (size_t i = 0; i < s->n_todo; i++)
		free(s->todo[i].role);
	for (size_t i = 0; i < s->n_seen; i++)
		free(s->seen[i]);
	free(s->todo);
}

/* Those that this role delegates to come before all that was still to do, in their own
 * order; after a terminating one there is nothing to do any more. */
static enum assay_status
search_push(struct search *s, const struct tuf_metadata *m, const char *path,
            struct assay_error *error)
{
	/* no more of one role can be of use: each is visited or was seen */
	struct tuf_delegated found[2 * (TUF_DELEGATIONS_MAX + 1)];
	enum assay_status status = ASSAY_OK;
	size_t n = 0, at = 0;

	while (n < sizeof found / sizeof *found) {
		if ((status = tuf_delegated_next(m, path, &at, &found[n], error)) !=
		    ASSAY_OK)
			goto out;
		if (found[n].name == NULL)
			break;
		if (found[n++].terminating) {
			while (s->n_todo > 0)
				free(s->todo[--s->n_todo].role);
			break;
		}
	}
	if (n > s->room - s->n_todo) {
		size_t room = s->room + n;
		struct visit *more = realloc(s->todo, room * sizeof *more);

		if (more == NULL) {
			status = error_nomem(error);
			goto out;
		}
		s->todo = more;
		s->room = room;
	}
	while (n > 0)
		s->todo[s->n_todo++] = (struct visit){ found[--n].name, m };
out:
	while (n > 0)
		free(found[--n].name);
	return status;
}

enum assay_status
tuf_find(struct tuf *t, const char *path, struct tuf_file *out, struct assay_error *error)
{
	struct search s = { .room = 1, .todo = malloc(sizeof *s.todo) };
	enum assay_status status = ASSAY_OK;

	if (s.todo == NULL || (s.todo[0].role = strdup("targets")) == NULL) {
		free(s.todo);
		return error_nomem(error);
	}
	s.todo[0].delegator = t->root;
	s.n_todo = 1;
	if (!t->ready) {
		status = error_say(error, ASSAY_E_USAGE,
		                   "the metadata must be refreshed or loaded first",
		                   "必须先更新或载入元数据");
		goto out;
	}
	while (s.n_todo > 0 && s.n_seen <= TUF_DELEGATIONS_MAX) {
		struct visit visit = s.todo[--s.n_todo];
		struct tuf_metadata *m;

		if (was_seen(&s, visit.role)) {
			free(visit.role);
			continue;
		}
		s.seen[s.n_seen++] = visit.role;
		status = need_targets(t, visit.role, visit.delegator, &m, error);
		if (status != ASSAY_OK || tuf_target(m, path, out))
			goto out;
		if ((status = search_push(&s, m, path, error)) != ASSAY_OK)
			goto out;
	}
	status = error_say(error, ASSAY_E_TRUST,
	                   "no role that may speak for %s knows it: check the name",
	                   "有权说明 %s 的角色都不认识它：请检查名称",
	                   error_text(path).text);
out:
	search_clear(&s);
	return status;
}

/* ---- targets themselves, 5.7 ---- */

char *
tuf_target_file(const char *path)
{
	char *name = tuf_quote(path), *seen;
	uint8_t hash[32];

	if (name == NULL)
		return NULL;
	/* room for what a store adds to a name while it writes */
	if (strlen(name) > TUF_FILE_NAME_MAX - 32) {
		crypto_hash_sha256(hash, (const uint8_t *)path, strlen(path));
		sodium_bin2hex(name, 65, hash, sizeof hash); /* it was longer */
		return name;
	}
	if (name[0] != '.')
		return name;
	/* a name that begins with a dot is hidden, or a folder's own */
	if ((seen = malloc(strlen(name) + sizeof "%2E")) != NULL) {
		strcpy(seen, "%2E");
		strcat(seen, name + 1);
	}
	free(name);
	return seen;
}

/* DIR/HASH.NAME, quoted for a URL. */
static char *
target_url(const struct tuf *t, const char *path, const struct tuf_file *file,
           const char *base)
{
	char *quoted = tuf_quote_path(path), *rest = NULL, *url = NULL;
	const char *hash = NULL, *name, *slash;
	const json_t *entry;
	size_t room, folder;

	if (quoted == NULL)
		return NULL;
	if (!t->root->consistent) {
		url = tuf_url(base, quoted);
		free(quoted);
		return url;
	}
	json_object_foreach((json_t *)file->hashes, name,
	                    entry) if (hash == NULL && (strcmp(name, "sha256") == 0 ||
	                                                strcmp(name, "sha512") == 0))
	        hash = json_string_value(entry);
	slash = strrchr(quoted, '/');
	folder = slash == NULL ? 0 : (size_t)(slash + 1 - quoted);
	hash = hash == NULL ? "" : hash;
	room = strlen(quoted) + 3 * strlen(hash) + 2;
	if ((rest = malloc(room)) != NULL) {
		char *safe = tuf_quote(
		        hash); /* hex by rights; checked against the bytes only */

		if (safe != NULL) {
			snprintf(rest, room, "%.*s%s.%s", (int)folder, quoted, safe,
			         quoted + folder);
			url = tuf_url(base, rest);
		}
		free(safe);
	}
	free(quoted);
	free(rest);
	return url;
}

static bool
is_there(const char *path, const struct tuf_file *file)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW);
	struct tuf_hasher *h;
	uint8_t block[16384];
	struct stat st;
	ssize_t n = -1;

	if (fd < 0)
		return false;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size != file->length ||
	    (h = tuf_hasher_new()) == NULL) {
		close(fd);
		return false;
	}
	while ((n = read(fd, block, sizeof block)) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			tuf_hasher_add(h, block, (size_t)n);
	close(fd);
	return tuf_hasher_end(h, file->hashes) && n == 0;
}

struct download {
	struct store store;
	struct tuf_hasher *hasher;
	uint64_t left;
	enum assay_status status; /* of our side */
	struct assay_error *error;
	bool over;
};

static bool
download_put(void *data, const void *bytes, size_t n)
{
	struct download *d = data;

	if (n > d->left) {
		d->over = true;
		return false;
	}
	d->left -= n;
	tuf_hasher_add(d->hasher, bytes, n);
	d->status = store_put(&d->store, bytes, n, d->error);
	return d->status == ASSAY_OK;
}

static enum assay_status
download(struct tuf *t, const char *url, const char *to, const struct tuf_file *file,
         struct assay_error *error)
{
	struct download d = { .left = (uint64_t)file->length, .error = error };
	enum assay_status status = store_begin(&d.store, to, FILE_MODE, error);
	struct shown name = error_text(url);
	enum assay_fetched got;
	bool same;

	if (status != ASSAY_OK)
		return status;
	if ((d.hasher = tuf_hasher_new()) == NULL) {
		store_abandon(&d.store);
		return error_nomem(error);
	}
	error_say(error, ASSAY_E_IO, "%s could not be fetched", "无法获取 %s", name.text);
	got = t->options.fetch(t->options.fetch_data, url, (uint64_t)file->length,
	                       download_put, &d, error);
	same = tuf_hasher_end(d.hasher, file->hashes);
	if (d.status != ASSAY_OK)
		status = d.status;
	else if (d.over)
		status = too_long(url, (uint64_t)file->length, error);
	else if (got == ASSAY_NOT_THERE)
		status = error_say(error, ASSAY_E_IO, "the repository has no %s",
		                   "仓库中没有 %s", name.text);
	else if (got != ASSAY_FETCHED)
		status = ASSAY_E_IO;
	else if (d.left > 0 || !same)
		status =
		        error_say(error, ASSAY_E_TRUST,
		                  "%s is not the file that signed metadata describes: it "
		                  "is not kept",
		                  "%s 不是签名元数据描述的文件：不予保留", name.text);
	if (status == ASSAY_OK)
		return store_commit(&d.store, false, error);
	store_abandon(&d.store);
	return status;
}

enum assay_status
tuf_download(struct tuf *t, const char *path, const char *base_url, const char *folder,
             struct assay_error *error)
{
	struct tuf_file file;
	enum assay_status status = tuf_find(t, path, &file, error);
	char *name = NULL, *to = NULL, *url = NULL;

	if (status != ASSAY_OK)
		return status;
	if ((name = tuf_target_file(path)) == NULL ||
	    (to = store_path(folder, name)) == NULL ||
	    (url = target_url(t, path, &file, base_url)) == NULL)
		status = error_nomem(error);
	else if (!is_there(to, &file) &&
	         (status = store_folder(folder, 0700, error)) == ASSAY_OK)
		status = download(t, url, to, &file, error);
	free(name);
	free(to);
	free(url);
	return status;
}

/* ---- the whole ---- */

enum assay_status
tuf_init(const char *folder, struct assay_bytes root, struct assay_error *error)
{
	struct tuf_metadata *m;
	enum assay_status status;

	if (root.len > TUF_ROOT_MAX)
		return too_long("root", TUF_ROOT_MAX, error);
	if ((status = believe_root(root, &m, error)) != ASSAY_OK)
		return status;
	tuf_metadata_free(m);
	if ((status = store_folder(folder, 0700, error)) != ASSAY_OK)
		return status;
	return keep(folder, "root", root, error);
}

enum assay_status
tuf_open(const struct tuf_options *options, struct tuf **out, struct assay_error *error)
{
	struct tuf *t = calloc(1, sizeof *t);
	enum assay_status status = ASSAY_OK;
	struct buffer b = { 0 };
	char *path = NULL;

	*out = NULL;
	if (t == NULL || sodium_init() < 0) {
		free(t);
		return error_nomem(error);
	}
	t->options = *options;
	t->lock = -1;
	if (options->metadata_url != NULL)
		status = store_lock(options->folder, &t->lock, error);
	if (status == ASSAY_OK)
		status = stored_path(options->folder, "root", &path, error);
	if (status == ASSAY_OK)
		status = store_read(path, TUF_ROOT_MAX, &b.bytes, &b.len, NULL, error);
	if (status == ASSAY_OK)
		status = believe_root(bytes_of(&b), &t->root, error);
	if (status == ASSAY_OK)
		status = check_keyids(t, t->root, error);
	free(path);
	free(b.bytes);
	if (status == ASSAY_OK)
		*out = t;
	else
		tuf_close(t);
	return status;
}

static void
drop(struct tuf *t)
{
	tuf_metadata_free(t->timestamp);
	tuf_metadata_free(t->snapshot);
	for (size_t i = 0; i < t->n_targets; i++) {
		free(t->targets[i].name);
		tuf_metadata_free(t->targets[i].m);
	}
	free(t->targets);
	t->timestamp = t->snapshot = NULL;
	t->targets = NULL;
	t->n_targets = 0;
	t->ready = false;
}

void
tuf_close(struct tuf *t)
{
	if (t == NULL)
		return;
	drop(t);
	tuf_metadata_free(t->root);
	if (t->lock >= 0)
		close(t->lock);
	free(t);
}

enum assay_status
tuf_refresh(struct tuf *t, struct assay_error *error)
{
	struct tuf_metadata *targets;
	enum assay_status status;

	drop(t);
	if (t->options.metadata_url == NULL || t->options.fetch == NULL)
		return error_say(error, ASSAY_E_USAGE,
		                 "there is no repository to refresh from",
		                 "没有可供更新的仓库");
	status = refresh_root(t, error);
	if (status == ASSAY_OK)
		status = refresh_timestamp(t, error);
	if (status == ASSAY_OK)
		status = refresh_snapshot(t, error);
	if (status == ASSAY_OK)
		status = need_targets(t, "targets", t->root, &targets, error);
	t->ready = status == ASSAY_OK;
	return status;
}

enum assay_status
tuf_load(struct tuf *t, struct assay_error *error)
{
	static const enum tuf_type online[] = { TUF_TIMESTAMP, TUF_SNAPSHOT };
	struct tuf_metadata *targets;
	enum assay_status status;

	drop(t);
	t->options.metadata_url = NULL;
	/* An interrupted update may have left either behind or away: they tell the age.
	 */
	for (size_t i = 0; i < 2; i++) {
		struct buffer b;

		status = recall(t, online[i], &b, i == 0 ? &t->timestamp : &t->snapshot,
		                error);
		free(b.bytes);
		if (status != ASSAY_OK)
			return status;
	}
	status = need_targets(t, "targets", t->root, &targets, error);
	t->ready = status == ASSAY_OK;
	return status;
}

const struct tuf_metadata *
tuf_role(const struct tuf *t, const char *role)
{
	if (strcmp(role, "root") == 0)
		return t->root;
	if (strcmp(role, "timestamp") == 0)
		return t->timestamp;
	if (strcmp(role, "snapshot") == 0)
		return t->snapshot;
	return at_hand(t, role);
}
