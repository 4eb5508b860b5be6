/* tuf-test.c - the TUF client against a repository that lives in memory
 *
 * The families of cases are those that clients of the specification are measured by:
 * rotations, thresholds, rollbacks, freezes, delegation graphs, odd names, consistent
 * snapshots, key types; and beyond them every byte of a repository changed, and every
 * request failing.  `tuf-test --write FOLDER` writes a small repository for the test of
 * the command instead. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef HAVE_OPENSSL
# include <openssl/bio.h>
# include <openssl/ec.h>
# include <openssl/evp.h>
# include <openssl/pem.h>
# include <openssl/rsa.h>
#endif

#include "failing.h" /* and told to jansson */
#include "tap.h"
#include "trust/store.h"
#include "trust/tuf/client.h"
#include "trust/tuf/delegation.h"
#include "trust/tuf/name.h"
#include "trust/tuf/verify.h"
#include "trust/tuf/write.h"

#define NOW 1900000000 /* 2030-03-17 */
#define DAY 86400
#define SAFE (NOW + 30 * DAY)
#define KEYS 16

/* ---- the repository ---- */

struct sim {
	json_t *roles;     /* name: signed part, as it will be published next */
	json_t *signers;   /* name: array of key numbers */
	json_t *published; /* "2.root.json", "timestamp.json": bytes as a string */
	json_t *files;     /* path under the targets' address: bytes as a string */
	bool hashes;       /* list length and hash of metadata */
	char folder[64], targets_folder[64];
	char requests[4096];
	int fail_at;       /* which request fails; 0: none */
	int cut_at;        /* which request gives half its bytes, and says it was all */
	int n_requests;
	int64_t now;
	bool strict;
	struct assay_error error;
};

static struct key {
	uint8_t public_key[32], secret[64];
} keys[KEYS];

static void
make_keys(void)
{
	for (int i = 0; i < KEYS; i++) {
		uint8_t seed[32] = { (uint8_t)(i + 1) };

		crypto_sign_seed_keypair(keys[i].public_key, keys[i].secret, seed);
	}
}

static void
sign_with(const void *key, const void *message, size_t len, uint8_t signature[64])
{
	crypto_sign_detached(signature, NULL, message, len, ((const struct key *)key)->secret);
}

static json_t *
set(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		abort();
	return value;
}

static json_t *
get(json_t *object, const char *key)
{
	json_t *value = json_object_get(object, key);

	if (value == NULL)
		abort();
	return value;
}

static json_t *
role_of(struct sim *s, const char *name)
{
	return get(s->roles, name);
}

/* Gives an owner's "keys" and a role's "keyids" these keys, and the role this threshold. */
static void
give_keys(json_t *owner, json_t *role, const int *numbers, size_t n, int threshold)
{
	json_t *ids = set(role, "keyids", json_array());
	char keyid[65];

	for (size_t i = 0; i < n; i++) {
		if (tuf_keys_add(get(owner, "keys"), keys[numbers[i]].public_key, keyid,
		                 NULL) != ASSAY_OK)
			abort();
		json_array_append_new(ids, json_string(keyid));
	}
	set(role, "threshold", json_integer(threshold));
}

static void
sign_by(struct sim *s, const char *role, const int *numbers, size_t n)
{
	json_t *list = set(s->signers, role, json_array());

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_integer(numbers[i]));
}

/* Keys of a top role, who sign it too. */
static void
top_keys(struct sim *s, const char *role, const int *numbers, size_t n, int threshold)
{
	json_t *root = role_of(s, "root");

	give_keys(root, get(get(root, "roles"), role), numbers, n, threshold);
	sign_by(s, role, numbers, n);
}

static void
top_key(struct sim *s, const char *role, int number)
{
	top_keys(s, role, &number, 1, 1);
}

static json_int_t
version_of(struct sim *s, const char *role)
{
	return json_integer_value(get(role_of(s, role), "version"));
}

static void
set_version(struct sim *s, const char *role, json_int_t version)
{
	set(role_of(s, role), "version", json_integer(version));
}

static void
expire(struct sim *s, const char *role, int64_t when)
{
	char text[21];

	tuf_time_text(when, text);
	set(role_of(s, role), "expires", json_string(text));
}

static char *
file_of(const char *role, json_int_t version)
{
	char *quoted = tuf_quote(role), *name = malloc(strlen(quoted) + 40);

	if (version > 0)
		sprintf(name, "%lld.%s.json", (long long)version, quoted);
	else
		sprintf(name, "%s.json", quoted);
	free(quoted);
	return name;
}

/* Puts bytes where the role is asked for; lists it where it must be listed. */
static void
place(struct sim *s, const char *role, const char *bytes, size_t len)
{
	json_int_t version = version_of(s, role);
	char *name = file_of(role, version), *plain = file_of(role, 0), *listed;
	struct assay_bytes all = { (const uint8_t *)bytes, len };
	bool in_timestamp = strcmp(role, "snapshot") == 0;
	json_t *listing;

	set(s->published, name, json_stringn(bytes, len));
	set(s->published, plain, json_stringn(bytes, len));
	free(name);
	free(plain);
	if (strcmp(role, "root") == 0 || strcmp(role, "timestamp") == 0)
		return;
	listing = s->hashes ? tuf_listing_new(all, version)
	                    : json_pack("{s:I}", "version", version);
	listed = malloc(strlen(role) + 6);
	sprintf(listed, "%s.json", role);
	set(get(role_of(s, in_timestamp ? "timestamp" : "snapshot"), "meta"), listed, listing);
	free(listed);
}

static json_t *
envelope_of(struct sim *s, const char *role)
{
	json_t *envelope = tuf_envelope_new(role_of(s, role)), *number;
	size_t i;

	json_array_foreach(get(s->signers, role), i, number)
	{
		const struct key *key = &keys[json_integer_value(number)];
		struct tuf_signer signer = { .sign = sign_with, .key = key };

		memcpy(signer.public_key, key->public_key, 32);
		if (tuf_envelope_sign(envelope, &signer, NULL) != ASSAY_OK)
			abort();
	}
	return envelope;
}

static void
publish_as(struct sim *s, const char *role, json_t *envelope)
{
	char *text = json_dumps(envelope, JSON_INDENT(1));

	place(s, role, text, strlen(text));
	free(text);
}

/* One role: its next version, or its first. */
static void
publish_one(struct sim *s, const char *role)
{
	char *name = file_of(role, 0);
	json_t *envelope;

	if (json_object_get(s->published, name) != NULL)
		set_version(s, role, version_of(s, role) + 1);
	free(name);
	envelope = envelope_of(s, role);
	publish_as(s, role, envelope);
	json_decref(envelope);
}

/* "targets snapshot timestamp": in that order. */
static void
publish(struct sim *s, const char *roles)
{
	char *copy = strdup(roles), *rest = copy, *role;

	while ((role = strsep(&rest, " ")) != NULL)
		publish_one(s, role);
	free(copy);
}

#define ONLINE "targets snapshot timestamp"

static json_t *
new_targets(void)
{
	json_t *s = tuf_signed_new(TUF_TARGETS, 1, SAFE);

	set(s, "targets", json_object());
	return s;
}

static void
make_folder(char *path)
{
	/* in memory where there is such a place: the client syncs every file it keeps */
	strcpy(path, access("/dev/shm", W_OK) == 0 ? "/dev/shm/assay tuf XXXXXX"
	                                           : "/tmp/assay tuf XXXXXX");
	if (mkdtemp(path) == NULL)
		abort();
}

static struct sim *
sim_new(void)
{
	struct sim *s = calloc(1, sizeof *s);
	json_t *root;

	s->roles = json_object();
	s->signers = json_object();
	s->published = json_object();
	s->files = json_object();
	s->now = NOW;
	root = set(s->roles, "root", tuf_signed_new(TUF_ROOT, 1, SAFE));
	set(root, "consistent_snapshot", json_true());
	set(root, "keys", json_object());
	set(root, "roles", json_object());
	for (int i = 0; i < 4; i++) {
		set(get(root, "roles"), tuf_types[i], json_object());
		top_key(s, tuf_types[i], i);
	}
	set(s->roles, "timestamp", tuf_signed_new(TUF_TIMESTAMP, 1, SAFE));
	set(role_of(s, "timestamp"), "meta", json_object());
	set(s->roles, "snapshot", tuf_signed_new(TUF_SNAPSHOT, 1, SAFE));
	set(role_of(s, "snapshot"), "meta", json_object());
	set(s->roles, "targets", new_targets());
	publish(s, ONLINE " root");
	make_folder(s->folder);
	make_folder(s->targets_folder);
	return s;
}

static void
remove_all(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		char path[512];

		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		unlink(path);
	}
	if (dir != NULL)
		closedir(dir);
	rmdir(folder);
}

static void
sim_free(struct sim *s)
{
	remove_all(s->folder);
	remove_all(s->targets_folder);
	json_decref(s->roles);
	json_decref(s->signers);
	json_decref(s->published);
	json_decref(s->files);
	free(s);
}

static void
add_target(struct sim *s, const char *role, const char *path, const char *content)
{
	struct assay_bytes bytes = { (const uint8_t *)content, strlen(content) };
	json_t *listing = tuf_listing_new(bytes, 0);
	const char *hash = json_string_value(get(get(listing, "hashes"), "sha256"));
	const char *slash = strrchr(path, '/');
	size_t folder = slash == NULL ? 0 : (size_t)(slash + 1 - path);
	char *prefixed = malloc(strlen(path) + 70), *quoted;

	sprintf(prefixed, "%.*s%s.%s", (int)folder, path, hash, path + folder);
	quoted = tuf_quote_path(prefixed);
	set(s->files, quoted, json_string(content));
	free(quoted);
	quoted = tuf_quote_path(path);
	set(s->files, quoted, json_string(content));
	free(quoted);
	free(prefixed);
	set(get(role_of(s, role), "targets"), path, listing);
}

struct delegation {
	const char *from, *to;
	const char *path; /* NULL: "*"; "#..." a hash prefix */
	bool terminating;
};

static json_t *
delegate_to(struct sim *s, const struct delegation *d, int key)
{
	json_t *owner = role_of(s, d->from);
	json_t *delegations = json_object_get(owner, "delegations"), *role;
	const char *path = d->path == NULL ? "*" : d->path;

	if (delegations == NULL) {
		delegations = set(owner, "delegations", json_object());
		set(delegations, "keys", json_object());
		set(delegations, "roles", json_array());
	}
	role = path[0] == '#' ? json_pack("{s:s,s:b,s:[s]}", "name", d->to, "terminating",
	                                  d->terminating, "path_hash_prefixes", path + 1)
	                      : json_pack("{s:s,s:b,s:[s]}", "name", d->to, "terminating",
	                                  d->terminating, "paths", path);
	give_keys(delegations, role, &key, 1, 1);
	json_array_append_new(get(delegations, "roles"), role);
	if (json_object_get(s->roles, d->to) == NULL) {
		set(s->roles, d->to, new_targets());
		sign_by(s, d->to, &key, 1);
	}
	return role;
}

/* ---- the client over it ---- */

static enum assay_fetched
serve(void *data, const char *url, uint64_t max, assay_put put, void *put_data,
      struct assay_error *error)
{
	struct sim *s = data;
	bool meta = strncmp(url, "mem://m/", 8) == 0;
	const char *name = url + 8;
	json_t *bytes = json_object_get(meta ? s->published : s->files, name);
	size_t len = json_string_length(bytes), used = strlen(s->requests);

	(void)max;
	(void)error;
	s->n_requests++;
	snprintf(s->requests + used, sizeof s->requests - used, "%s%s", used > 0 ? " " : "",
	         name);
	if (s->n_requests == s->fail_at)
		return ASSAY_FETCH_FAILED;
	if (bytes == NULL)
		return ASSAY_NOT_THERE;
	if (s->n_requests == s->cut_at)
		len /= 2;
	for (size_t at = 0; at < len; at += 1000)
		if (!put(put_data, json_string_value(bytes) + at,
		         len - at < 1000 ? len - at : 1000))
			return ASSAY_FETCH_FAILED;
	return ASSAY_FETCHED;
}

static enum assay_status
open_client(struct sim *s, struct tuf **t)
{
	struct tuf_options options = { .folder = s->folder, .metadata_url = "mem://m",
		                       .now = s->now, .fetch = serve, .fetch_data = s,
		                       .strict_keyids = s->strict };

	s->requests[0] = '\0';
	s->n_requests = 0;
	return tuf_open(&options, t, &s->error);
}

static bool
refresh(struct sim *s)
{
	struct tuf *t;
	enum assay_status status = open_client(s, &t);

	if (status == ASSAY_OK)
		status = tuf_refresh(t, &s->error);
	tuf_close(t);
	return status == ASSAY_OK;
}

static bool
download(struct sim *s, const char *path)
{
	struct tuf *t;
	enum assay_status status = open_client(s, &t);

	if (status == ASSAY_OK)
		status = tuf_refresh(t, &s->error);
	if (status == ASSAY_OK)
		status = tuf_download(t, path, "mem://t/", s->targets_folder, &s->error);
	tuf_close(t);
	return status == ASSAY_OK;
}

static struct assay_bytes
published(struct sim *s, const char *name)
{
	json_t *bytes = get(s->published, name);

	return (struct assay_bytes){ (const uint8_t *)json_string_value(bytes),
		                     json_string_length(bytes) };
}

static bool
init(struct sim *s)
{
	return tuf_init(s->folder, published(s, "1.root.json"), &s->error) == ASSAY_OK;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* "root:1 targets:2": what is trusted, by name. */
static const char *
trusted(struct sim *s)
{
	static char text[1024];
	char *names[64];
	size_t n = 0, used = 0;
	DIR *dir = opendir(s->folder);
	struct dirent *entry;

	while ((entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.' || strlen(entry->d_name) > 2)
			names[n++] = strdup(entry->d_name);
	closedir(dir);
	qsort(names, n, sizeof *names, by_name);
	text[0] = '\0';
	for (size_t i = 0; i < n; i++) {
		char path[512];
		json_t *json;

		snprintf(path, sizeof path, "%s/%s", s->folder, names[i]);
		json = json_load_file(path, 0, NULL);
		used += (size_t)snprintf(
		        text + used, sizeof text - used, "%s%.*s:%lld", i > 0 ? " " : "",
		        (int)strlen(names[i]) - 5, names[i],
		        (long long)json_integer_value(
		                json_object_get(json_object_get(json, "signed"), "version")));
		json_decref(json);
		free(names[i]);
	}
	return text;
}

static bool
stored_is(struct sim *s, const char *role, const char *published_name)
{
	char path[512];
	uint8_t *bytes = NULL;
	size_t len = 0;
	struct assay_bytes want = published(s, published_name);
	bool same;

	snprintf(path, sizeof path, "%s/%s.json", s->folder, role);
	same = store_read(path, 1 << 20, &bytes, &len, NULL, NULL) == ASSAY_OK &&
	       len == want.len && memcmp(bytes, want.data, len) == 0;
	free(bytes);
	return same;
}

/* The contents of all downloads, sorted by name, with "|" between. */
static const char *
downloads(struct sim *s)
{
	static char text[1024];
	char *names[64];
	size_t n = 0;
	DIR *dir = opendir(s->targets_folder);
	struct dirent *entry;

	while ((entry = readdir(dir)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			names[n++] = strdup(entry->d_name);
	closedir(dir);
	qsort(names, n, sizeof *names, by_name);
	text[0] = '\0';
	for (size_t i = 0; i < n; i++) {
		char path[512];
		uint8_t *bytes = NULL;
		size_t len = 0;

		snprintf(path, sizeof path, "%s/%s", s->targets_folder, names[i]);
		if (store_read(path, 1 << 20, &bytes, &len, NULL, NULL) == ASSAY_OK) {
			strcat(text, i > 0 ? "|" : "");
			strncat(text, (char *)bytes, len);
		}
		free(bytes);
		free(names[i]);
	}
	return text;
}

/* ---- JSON ---- */

static const struct {
	const char *says, *text, *canonical; /* NULL: refused */
} json_rows[] = {
	{ "an empty object", " { } ", "{}" },
	{ "keys in the order of code points", "{\"b\":1,\"a\":2,\"B\":3}", "{\"B\":3,\"a\":2,\"b\":1}" },
	{ "beyond the first plane after it", "{\"\\ud83d\\ude00\":1,\"\\uff5e\":2}",
	  "{\"\xEF\xBD\x9E\":2,\"\xF0\x9F\x98\x80\":1}" },
	{ "only quote and backslash escaped", "[\"a\\\"\\\\\\n\\u00e9\\/\"]", "[\"a\\\"\\\\\n\xC3\xA9/\"]" },
	{ "words", "[true,false,null]", "[true,false,null]" },
	{ "whole numbers", "[0,-0,-7,9223372036854775807]", "[0,0,-7,9223372036854775807]" },
	{ "a number too large", "[9223372036854775808]", NULL },
	{ "a fraction", "[1.0]", NULL },
	{ "an exponent", "{\"a\":[1e3]}", NULL },
	{ "a key twice", "{\"a\":1,\"a\":1}", NULL },
	{ "a key twice, once escaped", "{\"a\":1,\"\\u0061\":1}", NULL },
	{ "something after the end", "{} x", NULL },
	{ "a comma too many", "[1,]", NULL },
	{ "a bare word", "\"a\"", NULL },
	{ "half a surrogate pair", "[\"\\ud83d\"]", NULL },
	{ "no UTF-8", "[\"\xC3\"]", NULL },
	{ "a NUL", "[\"\\u0000\"]", NULL },
	{ "a byte order mark", "\xEF\xBB\xBF{}", NULL },
	{ "nothing", "", NULL },
	{ "sixteen levels", "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]", "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]" },
	{ "seventeen levels", "[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]", NULL },
	{ "brackets in a string are none", "[\"[[[[[[[[[[[[[[[[[[\\\"[[[[\"]", "[\"[[[[[[[[[[[[[[[[[[\\\"[[[[\"]" },
};

static void
test_json(void)
{
	for (size_t i = 0; i < sizeof json_rows / sizeof *json_rows; i++) {
		struct assay_bytes bytes = { (const uint8_t *)json_rows[i].text,
			                     strlen(json_rows[i].text) };
		struct assay_error error = { "", "" };
		json_t *value;
		char *text = NULL;
		size_t len;

		if (tuf_json_parse(bytes, "it", &value, &error) == ASSAY_OK)
			ok(tuf_json_canonical(value, &text, &len, NULL) == ASSAY_OK, "form");
		is_str(text, json_rows[i].canonical, "json: %s", json_rows[i].says);
		ok((text == NULL) == (error.text[0] != '\0' && error.text_zh[0] != '\0'),
		   "a sentence where refused");
		json_decref(value);
		free(text);
	}
}

/* ---- metadata: form ---- */

enum { ROOT = TUF_ROOT, STAMP = TUF_TIMESTAMP, SNAP = TUF_SNAPSHOT, TARG = TUF_TARGETS };

/* A valid file with one place changed: "/" leads down, a number is a place in an array,
 * the value is JSON, "" takes the place away. */
static const struct {
	int type;
	const char *at, *value;
	bool good;
} form_rows[] = {
	{ ROOT, "signed/x-new", "{\"a\":[1]}", true },
	{ ROOT, "x-new", "1", true },
	{ ROOT, "signed/spec_version", "\"1.0\"", true },
	{ ROOT, "signed/spec_version", "\"1.99.7\"", true },
	{ ROOT, "signed/spec_version", "\"1.0.31\"", true },
	{ ROOT, "signed/spec_version", "\"1\"", false },
	{ ROOT, "signed/spec_version", "\"1.\"", false },
	{ ROOT, "signed/spec_version", "\"1.0.\"", false },
	{ ROOT, "signed/spec_version", "\"1..0\"", false },
	{ ROOT, "signed/spec_version", "\"1.0.0.0\"", false },
	{ ROOT, "signed/spec_version", "\"1.a\"", false },
	{ ROOT, "signed/spec_version", "\"2.0.0\"", false },
	{ ROOT, "signed/spec_version", "\"10.0\"", false },
	{ ROOT, "signed/spec_version", "\"0.9\"", false },
	{ ROOT, "signed/spec_version", "1", false },
	{ ROOT, "signed/spec_version", "", false },
	{ ROOT, "signed/_type", "\"targets\"", false },
	{ ROOT, "signed/_type", "", false },
	{ ROOT, "signed/version", "0", false },
	{ ROOT, "signed/version", "-1", false },
	{ ROOT, "signed/version", "\"1\"", false },
	{ ROOT, "signed/version", "true", false },
	{ ROOT, "signed/version", "", false },
	{ ROOT, "signed/expires", "\"2030-02-30T00:00:00Z\"", false },
	{ ROOT, "signed/expires", "\"2030-01-01T24:00:00Z\"", false },
	{ ROOT, "signed/expires", "\"2030-01-01T00:00:00\"", false },
	{ ROOT, "signed/expires", "\"2030-01-01T00:00:00+00:00\"", false },
	{ ROOT, "signed/expires", "\"2030-01-01T00:00:00.000Z\"", false },
	{ ROOT, "signed/expires", "\"2030-1-01T00:00:00Z\"", false },
	{ ROOT, "signed/expires", "\"2030-01-01 00:00:00Z\"", false },
	{ ROOT, "signed/expires", "1900000000", false },
	{ ROOT, "signed/expires", "", false },
	{ ROOT, "signed/consistent_snapshot", "", true },
	{ ROOT, "signed/consistent_snapshot", "1", false },
	{ ROOT, "signed/keys", "[]", false },
	{ ROOT, "signed/keys", "", false },
	{ ROOT, "signed/keys/x", "{\"keytype\":\"sigstore-oidc\",\"scheme\":\"Fulcio\",\"keyval\":{\"identity\":\"a\"}}", true },
	{ ROOT, "signed/keys/x", "{\"keytype\":\"ed25519\",\"scheme\":\"ed25519\"}", false },
	{ ROOT, "signed/keys/x", "{\"keytype\":\"ed25519\",\"keyval\":{\"public\":\"00\"}}", false },
	{ ROOT, "signed/roles/timestamp", "", false },
	{ ROOT, "signed/roles/mirrors", "{\"keyids\":[],\"threshold\":1}", true },
	{ ROOT, "signed/roles/root/threshold", "0", false },
	{ ROOT, "signed/roles/root/threshold", "\"1\"", false },
	{ ROOT, "signed/roles/root/threshold", "", false },
	{ ROOT, "signed/roles/root/keyids", "[\"a\",\"a\"]", false },
	{ ROOT, "signed/roles/root/keyids", "[1]", false },
	{ ROOT, "signed/roles/root/keyids", "{}", false },
	{ ROOT, "signed/roles/root/keyids", "[\"nowhere\"]", true },
	{ ROOT, "signatures", "", false },
	{ ROOT, "signatures", "[]", true },
	{ ROOT, "signatures", "{}", false },
	{ ROOT, "signatures", "[{\"keyid\":\"a\",\"sig\":\"\"},{\"keyid\":\"b\",\"sig\":\"zz\"}]", true },
	{ ROOT, "signatures", "[{\"keyid\":\"a\",\"sig\":\"\"},{\"keyid\":\"a\",\"sig\":\"00\"}]", false },
	{ ROOT, "signatures", "[{\"keyid\":\"a\"}]", false },
	{ ROOT, "signatures", "[{\"sig\":\"a\"}]", false },
	{ ROOT, "signatures", "[{\"keyid\":\"a\",\"sig\":null}]", false },
	{ ROOT, "signed", "", false },
	{ STAMP, "signed/meta", "{}", false },
	{ STAMP, "signed/meta/snapshot.json", "{\"version\":0}", false },
	{ STAMP, "signed/meta/snapshot.json", "{\"version\":1,\"length\":-1}", false },
	{ STAMP, "signed/meta/snapshot.json", "{\"version\":1,\"length\":1,\"hashes\":{}}", false },
	{ STAMP, "signed/meta/snapshot.json", "{\"version\":1,\"hashes\":{\"sha256\":1}}", false },
	{ STAMP, "signed/meta/snapshot.json", "{\"version\":1,\"hashes\":{\"sha256\":\"00\"}}", true },
	{ SNAP, "signed/meta/a.json", "{\"version\":7,\"x\":1}", true },
	{ SNAP, "signed/meta/a.json", "{\"version\":\"7\"}", false },
	{ SNAP, "signed/meta/a.json", "{}", false },
	{ SNAP, "signed/meta", "[]", false },
	{ TARG, "signed/targets", "", false },
	{ TARG, "signed/targets", "[]", false },
	{ TARG, "signed/targets/a", "{\"length\":1,\"hashes\":{\"sha512\":\"\"},\"custom\":{\"x\":1}}", true },
	{ TARG, "signed/targets/a", "{\"length\":1}", false },
	{ TARG, "signed/targets/a", "{\"hashes\":{\"sha256\":\"\"}}", false },
	{ TARG, "signed/targets/a", "{\"length\":-1,\"hashes\":{\"sha256\":\"\"}}", false },
	{ TARG, "signed/delegations", "{\"keys\":{},\"roles\":[]}", true },
	{ TARG, "signed/delegations", "{\"keys\":{}}", false },
	{ TARG, "signed/delegations", "{\"roles\":[]}", false },
	{ TARG, "signed/delegations/roles/0/name", "\"snapshot\"", false },
	{ TARG, "signed/delegations/roles/0/name", "\"\"", false },
	{ TARG, "signed/delegations/roles/0/name", "\"b\"", false },
	{ TARG, "signed/delegations/roles/0/terminating", "", false },
	{ TARG, "signed/delegations/roles/0/paths", "", false },
	{ TARG, "signed/delegations/roles/0/paths", "[1]", false },
	{ TARG, "signed/delegations/roles/0/paths", "[]", true },
	{ TARG, "signed/delegations/roles/0/path_hash_prefixes", "[\"00\"]", false },
	{ TARG, "signed/delegations/succinct_roles",
	  "{\"keyids\":[],\"threshold\":1,\"bit_length\":8,\"name_prefix\":\"bin\"}", false },
	{ TARG, "signed/delegations",
	  "{\"keys\":{},\"succinct_roles\":{\"keyids\":[],\"threshold\":1,\"bit_length\":32,"
	  "\"name_prefix\":\"bin\"}}", true },
	{ TARG, "signed/delegations",
	  "{\"keys\":{},\"succinct_roles\":{\"keyids\":[],\"threshold\":1,\"bit_length\":33,"
	  "\"name_prefix\":\"bin\"}}", false },
};

static void
change(json_t *root, const char *where, const char *value)
{
	char *copy = strdup(where), *rest = copy, *step = strsep(&rest, "/");
	json_t *at = root, *new = value[0] == '\0' ? NULL : json_loads(value, JSON_DECODE_ANY, NULL);

	while (rest != NULL) {
		at = json_is_array(at) ? json_array_get(at, (size_t)atoi(step))
		                       : json_object_get(at, step);
		step = strsep(&rest, "/");
	}
	if (new == NULL)
		json_object_del(at, step);
	else
		json_object_set_new(at, step, new);
	free(copy);
}

static void
test_form(void)
{
	struct sim *s = sim_new();

	delegate_to(s, &(struct delegation){ "targets", "a", NULL, false }, 5);
	delegate_to(s, &(struct delegation){ "targets", "b", NULL, false }, 5);
	publish(s, "targets");
	for (size_t i = 0; i < sizeof form_rows / sizeof *form_rows; i++) {
		char *name = file_of(tuf_types[form_rows[i].type], 0), *text;
		struct assay_bytes bytes = published(s, name);
		json_t *json = json_loadb((const char *)bytes.data, bytes.len, 0, NULL);
		struct tuf_metadata *m;

		change(json, form_rows[i].at, form_rows[i].value);
		text = json_dumps(json, JSON_COMPACT);
		bytes = (struct assay_bytes){ (const uint8_t *)text, strlen(text) };
		is_int(tuf_metadata_parse(bytes, (enum tuf_type)form_rows[i].type, "it", &m,
		                          NULL) == ASSAY_OK,
		       form_rows[i].good, "form: %s %s = %s", tuf_types[form_rows[i].type],
		       form_rows[i].at, form_rows[i].value);
		tuf_metadata_free(m);
		json_decref(json);
		free(text);
		free(name);
	}
	sim_free(s);
}

static void
test_time(void)
{
	char text[21];
	int64_t t = 0;

	ok(tuf_time("2030-03-17T17:46:40Z", &t) && t == NOW, "a time is read");
	ok(tuf_time_text(NOW, text) && strcmp(text, "2030-03-17T17:46:40Z") == 0,
	   "and written");
	ok(!tuf_time_text(INT64_MAX, text), "a time out of the calendar is not");
}

/* ---- patterns and names ---- */

static const struct {
	const char *pattern, *path;
	bool matches;
} glob_rows[] = {
	{ "*", "a", true },
	{ "*", "", true },
	{ "*", "a/b", false },
	{ "*/*", "a/b", true },
	{ "a*", "a", true },
	{ "a*c", "abcbc", true },
	{ "a*c", "abcb", false },
	{ "*.tgz", "foo.tgz", true },
	{ "*.tgz", "x/foo.tgz", false },
	{ "targets/*.tgz", "targets/foo.tgz", true },
	{ "targets/*.tgz", "targets/foo.txt", false },
	{ "foo-version-?.tgz", "foo-version-2.tgz", true },
	{ "foo-version-?.tgz", "foo-version-22.tgz", false },
	{ "?", "/", false },
	{ "?", "\xC3\xA9", true },
	{ "[a-c]x", "bx", true },
	{ "[a-c]x", "dx", false },
	{ "[!a-c]x", "dx", true },
	{ "[!a-c]x", "ax", false },
	{ "[]]", "]", true },
	{ "[]-a]", "_", true },
	{ "[!]]", "]", false },
	{ "[a-]", "-", true },
	{ "[a", "[a", true },
	{ "[", "[", true },
	{ "a[", "ab", false },
	{ "\\*", "\\x", true },
	{ "\\*", "*", false },
	{ "gs1/6901234/*", "gs1/6901234/x.aslh", true },
	{ "gs1/6901234/*", "gs1/69012345/x.aslh", false },
	{ "gs1/69*/*", "gs1/6901/x", true },
	{ "a/", "a", false },
	{ "a", "a/", false },
	{ "", "", true },
	{ "*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false },
};

static void
test_names(void)
{
	static const struct {
		const char *name, *quoted, *path;
	} rows[] = {
		{ "role-1_.~", "role-1_.~", "role-1_.~" },
		{ "?", "%3F", "%3F" },
		{ "#", "%23", "%23" },
		{ "/delegatedrole", "%2Fdelegatedrole", "/delegatedrole" },
		{ "../delegatedrole", "..%2Fdelegatedrole", "../delegatedrole" },
		{ "a b%c", "a%20b%25c", "a%20b%25c" },
		{ "\xE5\x95\x86:@!$&'()*+,;=", "%E5%95%86%3A%40%21%24%26%27%28%29%2A%2B%2C%3B%3D",
		  "%E5%95%86:@!$&'()*+,;=" },
	};

	for (size_t i = 0; i < sizeof glob_rows / sizeof *glob_rows; i++)
		is_int(tuf_glob(glob_rows[i].pattern, glob_rows[i].path), glob_rows[i].matches,
		       "glob: %s and %s", glob_rows[i].pattern, glob_rows[i].path);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *quoted = tuf_quote(rows[i].name), *path = tuf_quote_path(rows[i].name);

		is_str(quoted, rows[i].quoted, "quoted name %s", rows[i].name);
		is_str(path, rows[i].path, "quoted path %s", rows[i].name);
		free(quoted);
		free(path);
	}
}

/* ---- thresholds and rotations ---- */

struct version {
	int keys[6], threshold, sigs[8]; /* lists end with -1 */
};
static const struct rotation {
	const char *says;
	struct version versions[4];
	bool fine;
	bool next; /* a version that is not reached */
} root_rows[] = {
	{ "one key for another, through both", { { { 4, -1 }, 1, { 4, -1 } }, { { 5, -1 }, 1, { 5, 4, -1 } }, { { 5, -1 }, 1, { 5, -1 } } }, true, false },
	{ "signatures of strangers do no harm", { { { 4, -1 }, 1, { 6, 4, 7, -1 } }, { { 5, -1 }, 1, { 6, 5, 4, 7, -1 } }, { { 5, -1 }, 1, { 6, 5, 7, -1 } } }, true, false },
	{ "three of five, each time others", { { { 4, 5, 6, 7, 8, -1 }, 3, { 4, 6, 8, -1 } }, { { 4, 5, 6, 7, 8, -1 }, 3, { 4, 8, 5, -1 } }, { { 4, 5, 6, 7, 8, -1 }, 3, { 4, 5, 7, -1 } } }, true, false },
	{ "three of five, one replaced", { { { 4, 5, 6, 7, 8, -1 }, 3, { 4, 6, 8, -1 } }, { { 4, 5, 7, 8, 9, -1 }, 3, { 4, 8, 5, -1 } } }, true, false },
	{ "three of five, the old one signs once more", { { { 4, 5, 6, 7, 8, -1 }, 3, { 4, 6, 8, -1 } }, { { 4, 5, 7, 8, 9, -1 }, 3, { 4, 6, 8, 9, -1 } }, { { 4, 5, 7, 8, 9, -1 }, 3, { 4, 8, 9, -1 } } }, true, false },
	{ "three of five, all replaced", { { { 4, 5, 6, 7, 8, -1 }, 3, { 4, 6, 8, -1 } }, { { 9, 10, 11, 12, 13, -1 }, 3, { 4, 6, 8, 9, 10, 11, -1 } }, { { 9, 10, 11, 12, 13, -1 }, 3, { 9, 10, 11, -1 } } }, true, false },
	{ "the threshold goes up", { { { 4, 5, 6, -1 }, 1, { 4, -1 } }, { { 4, 5, 6, -1 }, 2, { 4, 5, -1 } } }, true, false },
	{ "and down", { { { 4, 5, 6, -1 }, 2, { 4, 5, -1 } }, { { 4, 5, 6, -1 }, 1, { 4, 5, -1 } }, { { 4, 5, 6, -1 }, 1, { 4, -1 } } }, true, false },
	{ "a second key, and both needed", { { { 4, -1 }, 1, { 4, -1 } }, { { 4, 5, -1 }, 2, { 4, 5, -1 } } }, true, false },
	{ "not signed by the old key", { { { 4, -1 }, 1, { 4, -1 } }, { { 5, -1 }, 1, { 5, 6, 7, -1 } } }, false, false },
	{ "not signed by the new key", { { { 4, -1 }, 1, { 4, -1 } }, { { 5, -1 }, 1, { 4, 6, 7, -1 } } }, false, false },
	{ "two of the three new keys", { { { 4, 5, 6, 7, 8, -1 }, 3, { 4, 6, 8, -1 } }, { { 4, 5, 7, 8, 9, -1 }, 3, { 4, 6, 8, -1 } } }, false, false },
	{ "two of the three old keys", { { { 4, 5, 6, 7, 8, -1 }, 3, { 4, 6, 8, -1 } }, { { 4, 5, 7, 8, 9, -1 }, 3, { 4, 8, 9, -1 } } }, false, false },
	{ "the new threshold not reached", { { { 4, 5, 6, -1 }, 1, { 4, -1 } }, { { 4, 5, 6, -1 }, 2, { 5, -1 } } }, false, false },
	{ "the old threshold not reached", { { { 4, 5, 6, -1 }, 2, { 4, 5, -1 } }, { { 4, 5, 6, -1 }, 1, { 4, -1 } } }, false, false },
	{ "what came before a bad one is kept", { { { 4, -1 }, 1, { 4, -1 } }, { { 5, -1 }, 1, { 4, 5, -1 } }, { { 6, -1 }, 1, { 6, -1 } } }, false, false },
};

static size_t
count(const int *list)
{
	size_t n = 0;

	while (list[n] >= 0)
		n++;
	return n;
}

static void
apply(struct sim *s, const char *role, const struct version *v)
{
	top_keys(s, role, v->keys, count(v->keys), v->threshold);
	sign_by(s, role, v->sigs, count(v->sigs));
}

static void
test_root_rotation(void)
{
	for (size_t i = 0; i < sizeof root_rows / sizeof *root_rows; i++) {
		const struct rotation *row = &root_rows[i];
		struct sim *s = sim_new();
		int n = 0;
		char *want;

		json_object_clear(s->published);
		set_version(s, "root", 1);
		set_version(s, "snapshot", 1);
		publish(s, ONLINE);
		while (n < 4 && row->versions[n].threshold > 0) {
			apply(s, "root", &row->versions[n++]);
			publish(s, "root");
		}
		ok(init(s), "root: %s: the first one", row->says);
		is_int(refresh(s), row->fine, "root: %s", row->says);
		want = file_of("root", row->fine ? n : n - 1);
		ok(stored_is(s, "root", want), "and %s is trusted", want);
		free(want);
		sim_free(s);
	}
}

static const struct {
	const char *says;
	struct version v;
	bool fine;
} role_rows[] = {
	{ "another key", { { 5, -1 }, 1, { 5, -1 } }, true },
	{ "strangers beside it", { { 4, -1 }, 1, { 6, 4, 7, -1 } }, true },
	{ "only strangers", { { 5, -1 }, 1, { 4, 6, 7, -1 } }, false },
	{ "two of three, and one that is no key any more", { { 4, 5, 7, 8, 9, -1 }, 3, { 4, 6, 8, -1 } }, false },
	{ "two of three", { { 4, 5, 7, 8, 9, -1 }, 3, { 4, 8, -1 } }, false },
	{ "three of five", { { 4, 5, 6, 7, 8, -1 }, 3, { 4, 6, 8, -1 } }, true },
	{ "other three of five", { { 4, 5, 6, 7, 8, -1 }, 3, { 8, 7, 6, -1 } }, true },
	{ "four of five where three are needed", { { 4, 5, 6, 7, 8, -1 }, 3, { 4, 5, 7, 8, -1 } }, true },
	{ "a threshold above the number of keys", { { 4, 5, -1 }, 3, { 4, 5, -1 } }, false },
};

static void
test_role_rotation(void)
{
	static const char *const roles[] = { "timestamp", "snapshot", "targets" };

	for (size_t i = 0; i < sizeof role_rows / sizeof *role_rows; i++) {
		for (size_t k = 0; k < 3; k++) {
			struct sim *s = sim_new();
			char *name;

			init(s);
			ok(refresh(s), "role: before");
			apply(s, roles[k], &role_rows[i].v);
			publish(s, "root " ONLINE);
			is_int(refresh(s), role_rows[i].fine, "role: %s: %s", roles[k],
			       role_rows[i].says);
			name = file_of(roles[k], 2);
			is_int(stored_is(s, roles[k], name), role_rows[i].fine,
			       "and %s is trusted or not", name);
			free(name);
			sim_free(s);
		}
	}
}

/* A JSON text published as it stands, for what no signing tool would write. */
static void
republish(struct sim *s, const char *role, json_t *envelope)
{
	publish_as(s, role, envelope);
	json_decref(envelope);
}

static void
test_keys(void)
{
	struct sim *s = sim_new();
	json_t *root = role_of(s, "root"), *role, *envelope, *entry, *copy;
	const int many[] = { 1, 4, 5 };
	const char *name;
	char keyid[65];
	size_t i;

	/* one key under many names */
	init(s);
	role = get(get(root, "roles"), "snapshot");
	copy = tuf_key_json(keys[2].public_key);
	for (i = 0; i < 3; i++) {
		char again[8];

		snprintf(again, sizeof again, "more%u", (unsigned)i % 10);
		set(get(root, "keys"), again, json_incref(copy));
		json_array_append_new(get(role, "keyids"), json_string(again));
	}
	json_decref(copy);
	set(role, "threshold", json_integer(2));
	publish(s, "root");
	set_version(s, "snapshot", 2);
	envelope = envelope_of(s, "snapshot");
	for (i = 0; i < 3; i++) {
		char again[8];

		snprintf(again, sizeof again, "more%u", (unsigned)i % 10);
		entry = json_deep_copy(json_array_get(get(envelope, "signatures"), 0));
		set(entry, "keyid", json_string(again));
		json_array_append_new(get(envelope, "signatures"), entry);
	}
	republish(s, "snapshot", envelope);
	publish(s, "timestamp");
	ok(!refresh(s), "one key under four names is one key");
	is_str(trusted(s), "root:2 timestamp:2", "and its snapshot is not trusted");
	sim_free(s);

	/* the same keyid twice among the signatures */
	s = sim_new();
	init(s);
	envelope = envelope_of(s, "snapshot");
	entry = json_deep_copy(json_array_get(get(envelope, "signatures"), 0));
	json_array_append_new(get(envelope, "signatures"), entry);
	republish(s, "snapshot", envelope);
	ok(!refresh(s), "a keyid twice among the signatures is refused");
	is_str(trusted(s), "root:1 timestamp:1", "whatever it says");
	sim_free(s);

	/* a wrong signature beside a good one, then an empty one */
	s = sim_new();
	init(s);
	top_keys(s, "timestamp", many, 3, 1);
	publish(s, "root timestamp");
	envelope = envelope_of(s, "timestamp");
	set(json_array_get(get(envelope, "signatures"), 0), "sig",
	    json_string_nocheck("00112233"));
	republish(s, "timestamp", envelope);
	ok(refresh(s), "a wrong signature beside a good one does no harm");
	set_version(s, "timestamp", 3);
	envelope = envelope_of(s, "timestamp");
	set(json_array_get(get(envelope, "signatures"), 0), "sig", json_string(""));
	set(json_array_get(get(envelope, "signatures"), 1), "sig", json_string("no hex"));
	republish(s, "timestamp", envelope);
	ok(refresh(s), "nor an empty one, nor one that is no hex");
	is_str(trusted(s), "root:2 snapshot:1 targets:1 timestamp:3", "it is trusted");
	sim_free(s);

	/* keys of a kind that nobody here knows */
	s = sim_new();
	root = role_of(s, "root");
	init(s);
	role = get(get(root, "roles"), "targets");
	set(get(root, "keys"), "odd",
	    json_pack("{s:s,s:s,s:{s:s}}", "keytype", "sigstore-oidc", "scheme", "Fulcio",
	              "keyval", "identity", "somebody"));
	json_array_append_new(get(role, "keyids"), json_string("odd"));
	publish(s, "root " ONLINE);
	ok(refresh(s), "a key of an unknown kind is passed over");
	set(role, "threshold", json_integer(2));
	publish(s, "root " ONLINE);
	ok(!refresh(s), "but never counts");
	sim_free(s);

	/* identifiers that are not the key's hash */
	s = sim_new();
	root = role_of(s, "root");
	role = get(get(root, "roles"), "targets");
	tuf_keys_add(get(root, "keys"), keys[3].public_key, keyid, NULL);
	json_array_append_new(get(role, "keyids"), json_string("mine"));
	set(get(root, "keys"), "mine", tuf_key_json(keys[9].public_key));
	init(s);
	publish(s, "root");
	ok(refresh(s), "a key may be called anything");
	s->strict = true;
	ok(!refresh(s), "unless the caller is strict about it");
	ok(strstr(s->error.text, "mine") != NULL, "and the error names it: %s", s->error.text);
	sim_free(s);

	/* fields that nobody knows are signed too */
	s = sim_new();
	root = role_of(s, "root");
	init(s);
	ok(refresh(s), "before");
	set(root, "custom-field", json_string("value"));
	set(get(get(root, "roles"), "root"), "another", json_pack("{s:i}", "a", 1));
	json_object_foreach(get(root, "keys"), name, entry)
		set(entry, "extra", json_pack("{s:i,s:i}", "b", 2, "a", 1));
	publish(s, "root");
	ok(refresh(s), "unknown fields are signed like the others");
	is_str(trusted(s), "root:2 snapshot:1 targets:1 timestamp:1", "root 2 is trusted");
	sim_free(s);
}

/* Refused for want of a key of another kind: the sentence says which, and what to do. */
static void
test_other_kinds(void)
{
#ifdef HAVE_OPENSSL
	static const char *const pem_reason = "it is refused";
#else
	static const char *const pem_reason = "build assay with OpenSSL";
#endif
	const struct {
		const char *type, *scheme, *reason;
	} rows[] = {
		{ "rsa", "rsassa-pss-sha256", pem_reason },
		{ "rsa", "rsa-pkcs1v15-sha256", pem_reason },
		{ "ecdsa", "ecdsa-sha2-nistp256", pem_reason },
		{ "ecdsa", "ecdsa-sha2-nistp384", "(ecdsa, ecdsa-sha2-nistp384)" },
		{ "sigstore-oidc", "Fulcio", "(sigstore-oidc, Fulcio)" },
		{ "\x1B[31mred", "x", "(\\x1B[31mred, x)" },
		{ "ed25519", "ed25519", "it is refused" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sim *s = sim_new();
		json_t *root = role_of(s, "root"), *role = get(get(root, "roles"), "root");
		json_t *envelope;

		init(s);
		set(get(root, "keys"), "other",
		    json_pack("{s:s,s:s,s:{s:s}}", "keytype", rows[i].type, "scheme",
		              rows[i].scheme, "keyval", "public", "none"));
		json_array_append_new(get(role, "keyids"), json_string("other"));
		set(role, "threshold", json_integer(2));
		set_version(s, "root", 2);
		envelope = envelope_of(s, "root");
		json_array_append_new(get(envelope, "signatures"),
		                      json_pack("{s:s,s:s}", "keyid", "other", "sig", "00"));
		republish(s, "root", envelope);
		ok(!refresh(s), "a key of type %s", error_text(rows[i].type).text);
		ok(strstr(s->error.text, rows[i].reason) != NULL && s->error.text_zh[0] != '\0' &&
		           strstr(s->error.text, "1 of the 2") != NULL,
		   "is refused for a reason: %s", s->error.text);
		sim_free(s);
	}
}

#ifdef HAVE_OPENSSL
/* A key and a signature of another kind; the caller frees the strings. */
static EVP_PKEY *
foreign_key(const char *kind, char **pem)
{
	EVP_PKEY *key = kind[0] == 'r' ? EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)2048)
	                               : EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
	BIO *bio = BIO_new(BIO_s_mem());
	char *text;
	long n;

	PEM_write_bio_PUBKEY(bio, key);
	n = BIO_get_mem_data(bio, &text);
	*pem = strndup(text, (size_t)n);
	BIO_free(bio);
	return key;
}

static char *
foreign_sign(EVP_PKEY *key, const char *scheme, const char *text, size_t len)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	EVP_PKEY_CTX *options;
	uint8_t bytes[1024];
	size_t n = sizeof bytes;
	char *hex;

	EVP_DigestSignInit(context, &options, EVP_sha256(), NULL, key);
	if (strcmp(scheme, "rsassa-pss-sha256") == 0) {
		EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING);
		EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST);
	}
	if (EVP_DigestSign(context, bytes, &n, (const uint8_t *)text, len) != 1)
		abort();
	EVP_MD_CTX_free(context);
	hex = malloc(2 * n + 1);
	return sodium_bin2hex(hex, 2 * n + 1, bytes, n);
}

/* The root wants its own key and a foreign one from now on. */
static void
test_foreign(void)
{
	static const struct {
		const char *type, *scheme;
		bool fine;
	} rows[] = {
		{ "rsa", "rsassa-pss-sha256", true },
		{ "rsa", "rsa-pkcs1v15-sha256", true },
		{ "ecdsa", "ecdsa-sha2-nistp256", true },
		{ "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", true },
		{ "rsa", "ecdsa-sha2-nistp256", false },
		{ "ecdsa", "ecdsa-sha2-nistp384", false },
		{ "rsa", "rsassa-pss-md5", false },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sim *s = sim_new();
		json_t *root = role_of(s, "root"), *role = get(get(root, "roles"), "root");
		const char *signing = rows[i].fine         ? rows[i].scheme
		                      : rows[i].type[0] == 'r' ? "rsassa-pss-sha256"
		                                               : "ecdsa-sha2-nistp256";
		char *pem, *text, *hex;
		EVP_PKEY *key = foreign_key(rows[i].type, &pem);
		json_t *envelope, *signature;
		size_t len;

		init(s);
		set(get(root, "keys"), "foreign",
		    json_pack("{s:s,s:s,s:{s:s}}", "keytype", rows[i].type, "scheme",
		              rows[i].scheme, "keyval", "public", pem));
		json_array_append_new(get(role, "keyids"), json_string("foreign"));
		set(role, "threshold", json_integer(2));
		for (int wrong = 0; wrong < 2; wrong++) {
			set_version(s, "root", 2 + wrong);
			envelope = envelope_of(s, "root");
			tuf_json_canonical(root, &text, &len, NULL);
			hex = foreign_sign(key, signing, text, len);
			if (wrong)
				hex[20] ^= 1; /* another digit, or none */
			signature = json_pack("{s:s,s:s}", "keyid", "foreign", "sig", hex);
			json_array_append_new(get(envelope, "signatures"), signature);
			republish(s, "root", envelope);
			free(text);
			free(hex);
			is_int(refresh(s), rows[i].fine && !wrong, "%s/%s, %s signature",
			       rows[i].type, rows[i].scheme, wrong ? "a wrong" : "its");
		}
		EVP_PKEY_free(key);
		free(pem);
		sim_free(s);
	}
}

/* One point written in two ways is one key. */
static void
test_one_point(void)
{
	struct sim *s = sim_new();
	json_t *root = role_of(s, "root"), *role = get(get(root, "roles"), "root"), *envelope;
	char *pem, *pem2, *text, *hex, *copy;
	EVP_PKEY *key = foreign_key("ec", &pem);
	BIO *bio = BIO_new(BIO_s_mem());
	size_t len;

	init(s);
	EVP_PKEY_set_utf8_string_param(key, "point-format", "compressed");
	PEM_write_bio_PUBKEY(bio, key);
	len = (size_t)BIO_get_mem_data(bio, &copy);
	pem2 = strndup(copy, len);
	ok(strcmp(pem, pem2) != 0, "one point is written in two ways");
	set(get(root, "keys"), "one", json_pack("{s:s,s:s,s:{s:s}}", "keytype", "ecdsa", "scheme",
	    "ecdsa-sha2-nistp256", "keyval", "public", pem));
	set(get(root, "keys"), "two", json_pack("{s:s,s:s,s:{s:s}}", "keytype", "ecdsa", "scheme",
	    "ecdsa-sha2-nistp256", "keyval", "public", pem2));
	json_array_append_new(get(role, "keyids"), json_string("one"));
	json_array_append_new(get(role, "keyids"), json_string("two"));
	for (int threshold = 2; threshold <= 3; threshold++) {
		set(role, "threshold", json_integer(threshold));
		set_version(s, "root", threshold);
		envelope = envelope_of(s, "root");
		tuf_json_canonical(root, &text, &len, NULL);
		hex = foreign_sign(key, "ecdsa-sha2-nistp256", text, len);
		json_array_append_new(get(envelope, "signatures"),
		                      json_pack("{s:s,s:s}", "keyid", "one", "sig", hex));
		json_array_append_new(get(envelope, "signatures"),
		                      json_pack("{s:s,s:s}", "keyid", "two", "sig", hex));
		republish(s, "root", envelope);
		free(text);
		free(hex);
		is_int(refresh(s), threshold == 2, "it counts once: threshold %d", threshold);
	}
	BIO_free(bio);
	EVP_PKEY_free(key);
	free(pem);
	free(pem2);
	sim_free(s);
}
#endif

/* ---- the first root, what is asked for, what is kept ---- */

static void
test_basic(void)
{
	static const struct {
		const char *role, *trusted;
	} unsigned_rows[] = {
		{ "root", "root:1" },
		{ "timestamp", "root:1" },
		{ "snapshot", "root:1 timestamp:1" },
		{ "targets", "root:1 snapshot:1 timestamp:1" },
	};
	struct sim *s = sim_new();
	json_t *envelope;
	struct tuf *t;

	ok(init(s) && s->n_requests == 0, "the first root needs no request");
	ok(refresh(s), "a refresh");
	is_str(s->requests, "2.root.json timestamp.json 1.snapshot.json 1.targets.json",
	       "asks for this");
	is_str(trusted(s), "root:1 snapshot:1 targets:1 timestamp:1", "and keeps it");
	ok(stored_is(s, "root", "1.root.json") && stored_is(s, "timestamp", "timestamp.json") &&
	           stored_is(s, "snapshot", "1.snapshot.json") &&
	           stored_is(s, "targets", "1.targets.json"),
	   "byte for byte as it came");
	ok(refresh(s), "again");
	is_str(s->requests, "2.root.json timestamp.json", "and asks no more than it must");
	ok(!download(s, "nowhere"), "a target that is nowhere is not found");
	is_str(s->requests, "2.root.json timestamp.json", "without more requests");
	sim_free(s);

	s = sim_new();
	set(role_of(s, "root"), "consistent_snapshot", json_false());
	publish(s, "root");
	init(s);
	ok(refresh(s), "a repository without consistent snapshots");
	is_str(s->requests, "2.root.json 3.root.json timestamp.json snapshot.json targets.json",
	       "is asked for plain names");
	sim_free(s);

	s = sim_new();
	ok(!refresh(s) && s->n_requests == 0, "without a first root nothing is asked for");
	sign_by(s, "root", (const int[]){ 9 }, 1);
	envelope = envelope_of(s, "root");
	set_version(s, "root", 1);
	republish(s, "root", envelope);
	ok(!init(s), "a first root that is not signed as it says is refused");
	ok(!refresh(s) && s->n_requests == 0, "and nothing is asked for");
	sim_free(s);

	s = sim_new();
	expire(s, "root", NOW - DAY);
	set_version(s, "root", 1);
	json_object_clear(s->published);
	publish(s, "targets root");
	ok(init(s), "an expired first root is taken");
	expire(s, "root", SAFE);
	publish(s, "root");
	publish(s, "snapshot timestamp");
	ok(refresh(s), "where the next one is not");
	sim_free(s);

	for (size_t i = 0; i < 4; i++) {
		s = sim_new();
		init(s);
		if (i > 0)
			json_object_clear(s->published);
		sign_by(s, unsigned_rows[i].role, (const int[]){ 9 }, 1);
		set_version(s, unsigned_rows[i].role, 1);
		publish(s, i == 0 ? "root" : ONLINE);
		ok(!refresh(s), "a %s that is not signed", unsigned_rows[i].role);
		is_str(trusted(s), unsigned_rows[i].trusted, "stops there");
		sim_free(s);
	}

	/* a new object can be loaded without any repository */
	s = sim_new();
	add_target(s, "targets", "a", "A");
	publish(s, ONLINE);
	init(s);
	refresh(s);
	s->now = SAFE + DAY;
	ok(!refresh(s), "expired metadata is no refresh");
	ok(open_client(s, &t) == ASSAY_OK && tuf_load(t, &s->error) == ASSAY_OK,
	   "but what is stored can be loaded");
	{
		struct tuf_file file;

		is_int(tuf_find(t, "a", &file, &s->error), ASSAY_OK, "and asked");
		is_int(file.length, 1, "what it knows");
		is_int(tuf_role(t, "targets")->expires, SAFE, "and how old it is");
		is_int(s->n_requests, 0, "without a request");
		is_int(tuf_find(t, "b", &file, &s->error), ASSAY_E_TRUST, "and what it does not");
	}
	tuf_close(t);
	sim_free(s);
}

static void
test_hashes(void)
{
	static const struct {
		const char *says, *role, *at, *value;
		bool fine;
		const char *trusted;
	} rows[] = {
		{ "right hashes", "snapshot", "meta/targets.json/x", "1", true, "root:1 snapshot:2 targets:2 timestamp:2" },
		{ "no length", "snapshot", "meta/targets.json/length", "", true, "root:1 snapshot:2 targets:2 timestamp:2" },
		{ "no hashes", "snapshot", "meta/targets.json/hashes", "", true, "root:1 snapshot:2 targets:2 timestamp:2" },
		{ "a wrong hash", "snapshot", "meta/targets.json/hashes/sha256", "\"46419349341cfb2d95f6ae3d4cd5c3d3dd7f4673985dad42a45130be5e0531a0\"", false, "root:1 snapshot:2 targets:1 timestamp:2" },
		{ "a wrong hash of another kind", "snapshot", "meta/targets.json/hashes/sha512", "\"00\"", false, "root:1 snapshot:2 targets:1 timestamp:2" },
		{ "a hash of an unknown kind besides", "snapshot", "meta/targets.json/hashes/blake2b", "\"00\"", true, "root:1 snapshot:2 targets:2 timestamp:2" },
		{ "only a hash of an unknown kind", "snapshot", "meta/targets.json/hashes", "{\"md5\":\"00\"}", false, "root:1 snapshot:2 targets:1 timestamp:2" },
		{ "a length too short", "snapshot", "meta/targets.json/length", "10", false, "root:1 snapshot:2 targets:1 timestamp:2" },
		{ "a length too long", "snapshot", "meta/targets.json/length", "100000", false, "root:1 snapshot:2 targets:1 timestamp:2" },
		{ "a wrong hash of the snapshot", "timestamp", "meta/snapshot.json/hashes/sha256", "\"46419349341cfb2d95f6ae3d4cd5c3d3dd7f4673985dad42a45130be5e0531a0\"", false, "root:1 snapshot:1 targets:1 timestamp:2" },
		{ "a wrong length of the snapshot", "timestamp", "meta/snapshot.json/length", "1", false, "root:1 snapshot:1 targets:1 timestamp:2" },
		{ "targets that the snapshot leaves out", "snapshot", "meta/targets.json", "", false, "root:1 snapshot:1 targets:1 timestamp:2" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sim *s = sim_new();

		s->hashes = true;
		init(s);
		refresh(s);
		publish(s, "targets");
		if (strcmp(rows[i].role, "snapshot") == 0)
			change(role_of(s, "snapshot"), rows[i].at, rows[i].value);
		publish(s, "snapshot");
		if (strcmp(rows[i].role, "timestamp") == 0)
			change(role_of(s, "timestamp"), rows[i].at, rows[i].value);
		publish(s, "timestamp");
		is_int(refresh(s), rows[i].fine, "listed: %s", rows[i].says);
		is_str(trusted(s), rows[i].trusted, "what is trusted then");
		sim_free(s);
	}
}

/* ---- versions ---- */

static void
test_rollback(void)
{
	struct sim *s;

	for (int hashes = 0; hashes < 2; hashes++) {
		s = sim_new();
		s->hashes = hashes;
		init(s);
		publish(s, "timestamp");
		ok(refresh(s), "before");
		set_version(s, "timestamp", 0);
		publish(s, "timestamp");
		ok(!refresh(s), "a timestamp goes back");
		is_str(trusted(s), "root:1 snapshot:1 targets:1 timestamp:2", "it is not taken");
		is_str(s->requests, "2.root.json timestamp.json", "and nothing after it");
		sim_free(s);

		s = sim_new();
		s->hashes = hashes;
		init(s);
		publish(s, "snapshot timestamp");
		ok(refresh(s), "before");
		set_version(s, "snapshot", 0);
		publish(s, "snapshot timestamp");
		ok(!refresh(s), "a snapshot goes back");
		is_str(trusted(s), "root:1 snapshot:2 targets:1 timestamp:2",
		       "the timestamp that says so is not taken");
		is_str(s->requests, "2.root.json timestamp.json", "and nothing after it");
		sim_free(s);

		s = sim_new();
		s->hashes = hashes;
		init(s);
		publish(s, ONLINE);
		ok(refresh(s), "before");
		set_version(s, "targets", 0);
		publish(s, ONLINE);
		ok(!refresh(s), "targets go back");
		is_str(trusted(s), "root:1 snapshot:2 targets:2 timestamp:3",
		       "the snapshot that says so is not taken");
		sim_free(s);

		s = sim_new();
		s->hashes = hashes;
		init(s);
		delegate_to(s, &(struct delegation){ "targets", "A", NULL, false }, 5);
		publish(s, "A A " ONLINE);
		ok(refresh(s), "before");
		set_version(s, "A", 0);
		publish(s, "A " ONLINE);
		ok(!refresh(s), "a delegated role goes back");
		sim_free(s);
	}

	s = sim_new();
	init(s);
	delegate_to(s, &(struct delegation){ "targets", "A", NULL, false }, 5);
	publish(s, "A " ONLINE);
	ok(refresh(s), "before");
	json_object_del(get(role_of(s, "snapshot"), "meta"), "A.json");
	publish(s, "snapshot timestamp");
	ok(!refresh(s), "a role vanishes from the snapshot");
	sim_free(s);

	/* the same number, other content */
	s = sim_new();
	init(s);
	ok(refresh(s), "before");
	change(role_of(s, "timestamp"), "meta/snapshot.json/version", "100");
	set_version(s, "timestamp", 0);
	publish(s, "timestamp");
	ok(refresh(s), "another timestamp of the same version is passed over");
	is_str(s->requests, "2.root.json timestamp.json", "what it says is not asked for");
	is_str(trusted(s), "root:1 snapshot:1 targets:1 timestamp:1", "nothing changes");
	ok(!stored_is(s, "timestamp", "timestamp.json"), "the old one is kept");
	sim_free(s);

	/* mix and match: files of different states of the repository */
	s = sim_new();
	init(s);
	publish(s, "snapshot");
	set_version(s, "snapshot", 5);
	set(s->published, "2.snapshot.json", json_incref(get(s->published, "1.snapshot.json")));
	publish(s, "timestamp");
	ok(!refresh(s), "an older snapshot under a newer name");
	is_str(trusted(s), "root:1 timestamp:2", "is not taken");
	sim_free(s);
	s = sim_new();
	init(s);
	publish(s, ONLINE);
	set(s->published, "2.targets.json", json_incref(get(s->published, "1.targets.json")));
	ok(!refresh(s), "older targets under a newer name");
	is_str(trusted(s), "root:1 snapshot:2 timestamp:2", "are not taken");
	sim_free(s);
	s = sim_new();
	init(s);
	publish(s, "root root");
	set(s->published, "2.root.json", json_incref(get(s->published, "3.root.json")));
	ok(!refresh(s), "a root that leaves one out");
	is_str(trusted(s), "root:1", "is not taken");
	sim_free(s);
	s = sim_new();
	init(s);
	publish(s, "snapshot");
	set(s->published, "1.targets.json", json_incref(get(s->published, "1.snapshot.json")));
	ok(!refresh(s), "a file of another role, signed by another key");
	sim_free(s);
}

/* After a theft versions may have been counted up to the end. */
static void
test_recovery(void)
{
	static const struct {
		const char *says, *far, *rotate;
		bool fine;
	} rows[] = {
		{ "the timestamp", "timestamp", "timestamp", true },
		{ "the snapshot", "snapshot", "snapshot timestamp", true },
		{ "the snapshot, whose key alone changes", "snapshot", "snapshot", true },
		{ "targets", "targets", "snapshot", true },
		{ "the timestamp, no key changes", "timestamp", "", false },
		{ "the timestamp, another key changes", "timestamp", "targets", false },
		{ "targets, no key changes", "targets", "", false },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sim *s = sim_new();
		char *copy = strdup(rows[i].rotate), *rest = copy, *role;
		int key = 8;

		init(s);
		set_version(s, rows[i].far, 99999);
		publish(s, ONLINE);
		ok(refresh(s), "forward: %s", rows[i].says);
		while ((role = strsep(&rest, " ")) != NULL)
			if (*role != '\0')
				top_key(s, role, key++);
		free(copy);
		publish(s, "root");
		set_version(s, rows[i].far, 1);
		publish(s, ONLINE);
		is_int(refresh(s), rows[i].fine, "and back: %s", rows[i].says);
		sim_free(s);
	}
}

/* ---- time ---- */

static void
test_expiry(void)
{
	static const struct {
		const char *role, *trusted;
	} rows[] = {
		{ "root", "root:2 snapshot:1 targets:1 timestamp:1" },
		{ "timestamp", "root:2 snapshot:1 targets:1 timestamp:1" },
		{ "snapshot", "root:2 snapshot:1 targets:1 timestamp:2" },
		{ "targets", "root:2 snapshot:2 targets:1 timestamp:2" },
	};
	struct sim *s;

	for (size_t i = 0; i < 4; i++) {
		s = sim_new();
		init(s);
		ok(refresh(s), "before");
		expire(s, rows[i].role, NOW);
		publish(s, "root " ONLINE);
		ok(!refresh(s), "%s that expires now is expired", rows[i].role);
		is_str(trusted(s), rows[i].trusted, "what is trusted then");
		expire(s, rows[i].role, NOW + 1);
		publish(s, "root " ONLINE);
		ok(refresh(s), "a second later it is not");
		sim_free(s);
	}

	s = sim_new();
	init(s);
	expire(s, "root", NOW - DAY);
	publish(s, "root");
	expire(s, "root", SAFE);
	publish(s, "root");
	ok(refresh(s), "an expired root on the way to a newer one");
	sim_free(s);

	/* frozen: nothing new comes, and one day what is there has expired */
	for (size_t i = 0; i < 4; i++) {
		s = sim_new();
		init(s);
		for (size_t k = 0; k < 4; k++)
			expire(s, tuf_types[k], NOW + (k == i ? 7 : 60) * DAY);
		publish(s, "root " ONLINE);
		ok(refresh(s), "before");
		s->now = NOW + 18 * DAY;
		ok(!refresh(s), "a mirror that stands still: %s", tuf_types[i]);
		expire(s, tuf_types[i], NOW + 60 * DAY);
		publish(s, "root " ONLINE);
		ok(refresh(s), "expired metadata at hand does not hinder the new");
		is_str(trusted(s), "root:3 snapshot:3 targets:3 timestamp:3", "it is taken");
		sim_free(s);
	}

	/* the same for a delegated role */
	s = sim_new();
	init(s);
	delegate_to(s, &(struct delegation){ "targets", "A", "a/*", false }, 5);
	add_target(s, "A", "a/first", "first");
	add_target(s, "A", "a/second", "second");
	expire(s, "A", NOW - 1);
	publish(s, "A " ONLINE);
	ok(refresh(s), "an expired delegated role hinders no refresh");
	ok(!download(s, "a/first"), "but it speaks for nothing");
	is_str(trusted(s), "root:1 snapshot:2 targets:2 timestamp:2", "and is not kept");
	is_str(downloads(s), "", "nor what it names");
	expire(s, "A", NOW + 7 * DAY);
	publish(s, "A " ONLINE);
	ok(download(s, "a/first"), "published anew it speaks");
	s->now = NOW + 18 * DAY;
	ok(!download(s, "a/second"), "until it expires");
	expire(s, "A", NOW + 21 * DAY);
	publish(s, "A snapshot timestamp");
	ok(download(s, "a/second"), "and again once it is published anew");
	is_str(downloads(s), "first|second", "both are there");
	sim_free(s);
}

/* ---- delegations ---- */

static const struct {
	const char *says;
	struct delegation graph[6];
	const char *visited;
} graph_rows[] = {
	{ "one", { { "targets", "A", NULL, false } }, "A" },
	{ "two beside each other", { { "targets", "A", NULL, false }, { "targets", "B", NULL, false } }, "A B" },
	{ "two levels", { { "targets", "A", NULL, false }, { "targets", "B", NULL, false }, { "B", "C", NULL, false } }, "A B C" },
	{ "depth first", { { "targets", "A", NULL, false }, { "targets", "B", NULL, false }, { "A", "C", NULL, false }, { "A", "D", NULL, false } }, "A C D B" },
	{ "three levels", { { "targets", "A", NULL, false }, { "targets", "B", NULL, false }, { "A", "C", NULL, false }, { "C", "D", NULL, false } }, "A C D B" },
	{ "terminating: those after are not asked", { { "targets", "A", NULL, false }, { "targets", "B", NULL, false }, { "A", "C", NULL, true }, { "A", "D", NULL, false } }, "A C" },
	{ "terminating: those below are", { { "targets", "A", NULL, false }, { "targets", "B", NULL, false }, { "A", "C", NULL, true }, { "C", "D", NULL, false } }, "A C D" },
	{ "terminating at the second: the first is asked", { { "targets", "A", NULL, false }, { "targets", "B", NULL, true }, { "targets", "C", NULL, false } }, "A B" },
	{ "a terminating one for other paths", { { "targets", "A", "*.py", true }, { "targets", "B", NULL, false } }, "B" },
	{ "another path above", { { "targets", "A", "*.py", false }, { "targets", "B", NULL, false }, { "A", "C", NULL, false } }, "B" },
	{ "another path below", { { "targets", "A", NULL, false }, { "targets", "B", NULL, false }, { "A", "C", "*.py", false }, { "C", "D", NULL, false } }, "A B" },
	{ "a circle", { { "targets", "A", NULL, false }, { "targets", "B", NULL, false }, { "B", "C", NULL, false }, { "C", "D", NULL, false }, { "D", "B", NULL, false } }, "A B C D" },
	{ "itself", { { "targets", "A", NULL, false }, { "A", "A", NULL, false } }, "A" },
	{ "two ways to one", { { "targets", "A", NULL, false }, { "targets", "B", NULL, false }, { "B", "C", NULL, false }, { "A", "C", NULL, false } }, "A C B" },
	{ "two ways, one for other paths", { { "targets", "A", NULL, false }, { "targets", "B", NULL, false }, { "B", "C", NULL, false }, { "A", "C", "*.py", false } }, "A B C" },
	/* SHA-256 of "missingpath" begins with becc3 */
	{ "a hash prefix", { { "targets", "A", "#00", false }, { "targets", "B", "#becc3", false }, { "B", "C", "#", false } }, "B C" },
};

/* What was asked for after the four top roles: "A C", from "1.A.json 1.C.json". */
static const char *
visited(struct sim *s)
{
	static char text[1024];
	char *copy = strdup(s->requests), *rest = copy, *name;
	int n = 0;

	text[0] = '\0';
	while ((name = strsep(&rest, " ")) != NULL) {
		if (n++ < 4)
			continue;
		name[strlen(name) - 5] = '\0';
		strcat(text, n > 5 ? " " : "");
		strcat(text, strchr(name, '.') + 1);
	}
	free(copy);
	return text;
}

static void
test_graphs(void)
{
	for (size_t i = 0; i < sizeof graph_rows / sizeof *graph_rows; i++) {
		struct sim *s = sim_new();

		init(s);
		for (const struct delegation *d = graph_rows[i].graph; d->from != NULL; d++)
			delegate_to(s, d, 5);
		for (const char *role = "ABCD"; *role != '\0'; role++) {
			char name[2] = { *role, '\0' };

			if (json_object_get(s->roles, name) != NULL)
				publish(s, name);
		}
		publish(s, ONLINE);
		ok(!download(s, "missingpath"), "graph: %s", graph_rows[i].says);
		is_str(visited(s), graph_rows[i].visited, "is walked so");
		sim_free(s);
	}
}

static void
test_search(void)
{
	static const struct delegation tree[] = {
		{ "targets", "A", "*.md", false },
		{ "targets", "B", "releases/*/*", false },
		{ "B", "C", "releases/x/*", false },
		{ "B", "D", "releases/y/*.zip", false },
	};
	static const struct {
		const char *role, *path, *content;
	} files[] = {
		{ "targets", "targetfile", "top" },
		{ "A", "README.md", "by A" },
		{ "C", "releases/x/x_v1", "by C" },
		{ "D", "releases/y/y_v1.zip", "by D" },
		{ "D", "releases/z/z_v1.zip", "by D, who may not" },
	};
	static const struct {
		const char *path, *visited;
		bool found;
	} rows[] = {
		{ "targetfile", "", true },
		{ "README.md", "A", true },
		{ "releases/x/x_v1", "B C", true },
		{ "releases/y/y_v1.zip", "B D", true },
		{ "releases/z/z_v1.zip", "B", false },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sim *s = sim_new();

		init(s);
		for (size_t k = 0; k < sizeof tree / sizeof *tree; k++)
			delegate_to(s, &tree[k], 5 + (int)k);
		for (size_t k = 0; k < sizeof files / sizeof *files; k++)
			add_target(s, files[k].role, files[k].path, files[k].content);
		publish(s, "A B C D " ONLINE);
		is_int(download(s, rows[i].path), rows[i].found, "search: %s", rows[i].path);
		if (rows[i].found)
			*strrchr(s->requests, ' ') = '\0'; /* the target itself */
		is_str(visited(s), rows[i].visited, "on this way");
		is_str(downloads(s), rows[i].found ? files[i].content : "", "and the right file");
		sim_free(s);
	}
}

/* Each way to a role must hold by itself, whether the role is at hand or not. */
static void
test_delegators(void)
{
	struct sim *s = sim_new();
	struct tuf_file file;
	struct tuf *t;
	enum assay_status status;

	init(s);
	delegate_to(s, &(struct delegation){ "targets", "A", "a/*", false }, 5);
	delegate_to(s, &(struct delegation){ "targets", "B", "b/*", false }, 6);
	delegate_to(s, &(struct delegation){ "A", "C", NULL, false }, 7);
	change(role_of(s, "A"), "delegations/roles/0/paths", "[\"a/*\"]");
	delegate_to(s, &(struct delegation){ "B", "C", NULL, false }, 8);
	change(role_of(s, "B"), "delegations/roles/0/paths", "[\"b/*\"]");
	add_target(s, "C", "a/x", "by C for A");
	add_target(s, "C", "b/x", "by C, whom B gave another key");
	publish(s, "A B C " ONLINE);
	ok(download(s, "a/x"), "a role holds on the way on which it was signed");
	ok(!download(s, "b/x"), "stored, it does not hold on another");
	status = open_client(s, &t);
	status = status == ASSAY_OK ? tuf_refresh(t, &s->error) : status;
	is_int(status, ASSAY_OK, "both in one");
	is_int(tuf_find(t, "a/x", &file, &s->error), ASSAY_OK, "the first way");
	is_int(tuf_find(t, "b/x", &file, &s->error), ASSAY_E_TRUST,
	       "at hand, it does not hold on the other");
	is_int(tuf_find(t, "a/x", &file, &s->error), ASSAY_OK, "and still on the first");
	tuf_close(t);
	sign_by(s, "C", (const int[]){ 7, 8 }, 2);
	publish(s, "C snapshot timestamp");
	ok(download(s, "a/x") && download(s, "b/x"), "signed for both, it holds on both");
	/* loaded without the repository, the same is asked */
	sign_by(s, "C", (const int[]){ 7 }, 1);
	publish(s, "C snapshot timestamp");
	ok(download(s, "a/x"), "again for the first alone");
	status = open_client(s, &t);
	status = status == ASSAY_OK ? tuf_load(t, &s->error) : status;
	is_int(status == ASSAY_OK ? tuf_find(t, "a/x", &file, &s->error) : status, ASSAY_OK,
	       "loaded: the first way");
	is_int(tuf_find(t, "b/x", &file, &s->error), ASSAY_E_TRUST, "loaded: not the second");
	tuf_close(t);
	sim_free(s);

	s = sim_new();
	init(s);
	delegate_to(s, &(struct delegation){ "targets", "A", NULL, false }, 5);
	delegate_to(s, &(struct delegation){ "targets", "B", NULL, false }, 6);
	sign_by(s, "A", (const int[]){ 6 }, 1);
	add_target(s, "B", "x", "by B");
	publish(s, "A B " ONLINE);
	ok(!download(s, "x"), "a role that does not hold ends the search");
	is_str(trusted(s), "root:1 snapshot:2 targets:2 timestamp:2", "and is not kept");
	sim_free(s);

	s = sim_new();
	init(s);
	delegate_to(s, &(struct delegation){ "targets", "A", NULL, false }, 5);
	publish(s, ONLINE);
	ok(!download(s, "x"), "a role that the snapshot does not list ends it too");
	sim_free(s);
}

static void
test_many_roles(void)
{
	for (int n = TUF_DELEGATIONS_MAX; n <= TUF_DELEGATIONS_MAX + 1; n++) {
		struct sim *s = sim_new();
		char name[16];

		init(s);
		for (int i = 0; i < n; i++) {
			struct delegation d = { "targets", name, NULL, false };

			snprintf(name, sizeof name, "role%d", i);
			delegate_to(s, &d, 5);
			if (i == n - 1)
				add_target(s, name, "x", "X");
			publish(s, name);
		}
		publish(s, ONLINE);
		is_int(download(s, "x"), n <= TUF_DELEGATIONS_MAX,
		       "the %d-th role is asked or not", n);
		sim_free(s);
	}
}

static void
test_bins(void)
{
	struct sim *s = sim_new();
	json_t *delegations = set(role_of(s, "targets"), "delegations", json_object());
	json_t *bins = set(delegations, "succinct_roles",
	                   json_pack("{s:i,s:s}", "bit_length", 5, "name_prefix", "bin"));
	int key = 5;

	init(s);
	set(delegations, "keys", json_object());
	give_keys(delegations, bins, &key, 1, 1);
	/* SHA-256 of "missingpath" begins with 0xbe = 10111 110 */
	set(s->roles, "bin-17", new_targets());
	sign_by(s, "bin-17", &key, 1);
	add_target(s, "bin-17", "missingpath", "in its bin");
	publish(s, "bin-17 " ONLINE);
	ok(download(s, "missingpath"), "a bin by the hash of the path");
	is_str(downloads(s), "in its bin", "is the right one");
	sim_free(s);
}

static void
test_odd_names(void)
{
	static const char *const names[] = { "?", "#", "/delegatedrole", "../delegatedrole",
		                             "..", ".", "a b", "%2e", "\xE5\x95\x86",
		                             "a\nb", "\"\\" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct sim *s = sim_new();
		struct delegation d = { "targets", names[i], NULL, false };
		char *name = file_of(names[i], 1), *stored = file_of(names[i], 0), path[512];

		init(s);
		delegate_to(s, &d, 5);
		add_target(s, names[i], "odd one", "of an odd role");
		add_target(s, "targets", names[i], "odd");
		publish_one(s, names[i]);
		publish(s, ONLINE);
		ok(download(s, "odd one"), "a role called by odd name %zu", i);
		ok(strstr(s->requests, name) != NULL, "is asked for quoted");
		snprintf(path, sizeof path, "%s/%s", s->folder, stored);
		is_int(access(path, R_OK), 0, "and stored quoted");
		is_str(downloads(s), "of an odd role", "and speaks for its target");
		s->now += 1;
		ok(download(s, names[i]), "a target called by odd name %zu", i);
		ok(strstr(downloads(s), "odd") != NULL && strchr(downloads(s), '|') != NULL,
		   "is kept beside it");
		free(name);
		free(stored);
		sim_free(s);
	}
}

/* ---- targets ---- */

static void
test_targets(void)
{
	static const struct {
		const char *path, *file;
	} hidden[] = {
		{ ".", "%2E" },
		{ "..", "%2E." },
		{ "..file.ext", "%2E.file.ext" },
		{ ".x/y", "%2Ex%2Fy" },
		{ "a.b", "a.b" },
	};
	struct sim *s = sim_new();
	char *name, long_path[600];

	init(s);
	add_target(s, "targets", "path/to/file.txt", "one");
	add_target(s, "targets", "other", "two");
	publish(s, ONLINE);
	ok(download(s, "path/to/file.txt"), "a target in a folder");
	ok(strstr(s->requests, "path/to/7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed.file.txt") != NULL,
	   "is asked for by its hash: %s", s->requests);
	is_str(downloads(s), "one", "and kept");
	ok(download(s, "path/to/file.txt"), "again");
	is_str(s->requests, "2.root.json timestamp.json", "it is not fetched again");

	json_object_clear(s->files);
	add_target(s, "targets", "path/to/file.txt", "six");
	publish(s, ONLINE);
	ok(download(s, "path/to/file.txt"), "other content of the same length");
	is_str(downloads(s), "six", "takes its place");

	/* the mirror gives something else */
	for (int i = 0; i < 4; i++) {
		static const char *const bad[] = { "bad", "ba", "bad bad bad", "" };
		const char *path;
		json_t *file;

		add_target(s, "targets", "path/to/file.txt", i % 2 == 0 ? "ten" : "new");
		publish(s, ONLINE);
		json_object_foreach(s->files, path, file)
			json_string_set(file, bad[i]);
		ok(!download(s, "path/to/file.txt"), "a mirror gives \"%s\"", bad[i]);
		is_str(downloads(s), "six", "what was there stays");
	}
	json_object_clear(s->files);
	ok(!download(s, "path/to/file.txt"), "a mirror has it not");
	is_str(downloads(s), "six", "what was there stays");
	sim_free(s);

	s = sim_new();
	set(role_of(s, "root"), "consistent_snapshot", json_false());
	publish(s, "root");
	init(s);
	add_target(s, "targets", "a b/c#d", "plain");
	publish(s, ONLINE);
	ok(download(s, "a b/c#d"), "a target without consistent snapshots");
	is_str(strrchr(s->requests, ' '), " a%20b/c%23d", "is asked for by its name");
	memset(long_path, 'x', sizeof long_path);
	long_path[sizeof long_path - 1] = '\0';
	add_target(s, "targets", long_path, "");
	publish(s, ONLINE);
	ok(download(s, long_path), "an empty one with a name too long for a file");
	name = tuf_target_file(long_path);
	is_int(strlen(name), 64, "goes by its hash");
	free(name);
	for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
		name = tuf_target_file(hidden[i].path);
		is_str(name, hidden[i].file, "the file of %s is to be seen", hidden[i].path);
		free(name);
	}
	change(role_of(s, "targets"), "targets/a b/length", "");
	sim_free(s);
}

/* ---- hostile and broken ways ---- */

static void
test_limits(void)
{
	struct sim *s = sim_new();
	char *big = malloc(TUF_METADATA_MAX + 2);
	static const struct {
		const char *name;
		size_t most;
	} rows[] = {
		{ "2.root.json", TUF_ROOT_MAX },
		{ "timestamp.json", TUF_TIMESTAMP_MAX },
		{ "1.snapshot.json", TUF_METADATA_MAX },
		{ "1.targets.json", TUF_METADATA_MAX },
	};

	memset(big, ' ', TUF_METADATA_MAX + 2);
	init(s);
	for (size_t i = 0; i < 4; i++) {
		json_t *was = json_incref(json_object_get(s->published, rows[i].name));

		set(s->published, rows[i].name, json_stringn(big, rows[i].most + 1));
		ok(!refresh(s) && strstr(s->error.text, "longer") != NULL,
		   "%s is longer than it may be: %s", rows[i].name, s->error.text);
		if (was != NULL)
			set(s->published, rows[i].name, was);
		else
			json_object_del(s->published, rows[i].name);
	}
	ok(refresh(s), "as it was it is taken");
	free(big);
	sim_free(s);
}

/* Rotations beyond the limit wait for the next refresh. */
static void
test_many_roots(void)
{
	struct sim *s = sim_new();

	init(s);
	for (int i = 0; i < TUF_ROTATIONS_MAX + 2; i++)
		publish(s, "root");
	ok(refresh(s), "very many roots");
	is_str(trusted(s), "root:257 snapshot:1 targets:1 timestamp:1", "are taken in parts");
	ok(refresh(s), "one after the other");
	is_str(trusted(s), "root:259 snapshot:1 targets:1 timestamp:1", "until the last");
	sim_free(s);
}

static void
copy_folder(struct sim *s, bool restore, uint8_t *kept[4], size_t len[4])
{
	for (int i = 0; i < 4; i++) {
		char path[512];

		snprintf(path, sizeof path, "%s/%s.json", s->folder, tuf_types[i]);
		if (!restore)
			(void)!store_read(path, 1 << 20, &kept[i], &len[i], NULL, NULL);
		else if (kept[i] == NULL)
			unlink(path);
		else
			(void)!store_write(path, 0644, kept[i], len[i], false, NULL);
	}
}

/* Every request fails or is cut in turn: nothing worse than the old state remains, and
 * the next refresh is as good as any. */
static void
test_interrupted(void)
{
	for (int cut = 0; cut < 2; cut++) {
		struct sim *s = sim_new();
		uint8_t *kept[4] = { NULL };
		size_t len[4];
		int good = 0;

		s->hashes = true;
		init(s);
		refresh(s);
		copy_folder(s, false, kept, len);
		top_key(s, "root", 9);
		sign_by(s, "root", (const int[]){ 0, 9 }, 2);
		publish(s, "root " ONLINE);
		for (int at = 1; at <= 5; at++) {
			struct tuf *t;

			copy_folder(s, true, kept, len);
			*(cut ? &s->cut_at : &s->fail_at) = at;
			ok(!refresh(s) || (cut && at == 2), /* which is not there */
			   "request %d %s", at, cut ? "is cut" : "fails");
			s->fail_at = s->cut_at = 0;
			good += open_client(s, &t) == ASSAY_OK &&
			        tuf_load(t, &s->error) == ASSAY_OK;
			tuf_close(t);
			good += refresh(s);
			good += strcmp(trusted(s), "root:2 snapshot:2 targets:2 timestamp:2") == 0;
		}
		is_int(good, 15, "what is stored can be loaded, and refreshed to the newest");
		for (int i = 0; i < 4; i++)
			free(kept[i]);
		sim_free(s);
	}
}

/* Every allocation fails in turn: an update that is good comes to its end the next time,
 * and one that goes back is refused whatever could not be remembered. */
static void
test_memory(void)
{
	for (int back = 0; back < 2; back++) {
		struct sim *s = sim_new();
		uint8_t *kept[4] = { NULL };
		size_t len[4], wrong = 0;
		long n;
		bool done = false;

		init(s);
		add_target(s, "targets", "a", "A");
		delegate_to(s, &(struct delegation){ "targets", "B", "x/*", false }, 5);
		publish(s, "B " ONLINE " " ONLINE);
		refresh(s);
		copy_folder(s, false, kept, len);
		if (back)
			set_version(s, "timestamp", 1);
		publish(s, back ? "timestamp" : "root " ONLINE);
		for (n = 0; !done && n < 20000; n++) {
			bool fine;

			copy_folder(s, true, kept, len);
			left = n;
			fine = download(s, "a");
			done = left >= 0; /* it was enough */
			left = -1;
			if (back)
				wrong += fine ||
				         strcmp(trusted(s),
				                "root:1 snapshot:3 targets:3 timestamp:3") != 0;
			else
				wrong += (done && !fine) || !refresh(s) ||
				         strcmp(trusted(s),
				                "root:2 snapshot:4 targets:4 timestamp:4") != 0;
		}
		ok(done && wrong == 0, "%ld allocations: %s", n,
		   back ? "none makes the client forget what it has seen"
		        : "after each failure the next update is whole");
		for (int i = 0; i < 4; i++)
			free(kept[i]);
		sim_free(s);
	}
}

/* Every byte of what the client stores and of what it fetches. */
static void
test_bytes(void)
{
	static const char *const names[] = { "2.root.json", "timestamp.json", "1.snapshot.json",
		                             "1.targets.json" };
	struct sim *s = sim_new();
	uint8_t *kept[4] = { NULL };
	size_t len[4], noticed = 0, same = 0, wrong = 0;
	struct tuf_file file;
	struct tuf *t;

	s->hashes = false;
	add_target(s, "targets", "a", "A");
	json_object_clear(s->published);
	set_version(s, "root", 1);
	set_version(s, "targets", 1);
	publish(s, ONLINE " root");
	init(s);
	publish(s, "root");
	copy_folder(s, false, kept, len);
	for (size_t i = 0; i < 4; i++) {
		struct assay_bytes bytes = published(s, names[i]);
		char *copy = malloc(bytes.len);
		json_t *was = json_incref(get(s->published, names[i]));

		memcpy(copy, bytes.data, bytes.len);
		for (size_t at = 0; at < bytes.len; at++) {
			char old = copy[at];
			enum assay_status status;

			copy[at] = (char)(old ^ (1 << at % 8));
			set(s->published, names[i], json_stringn_nocheck(copy, bytes.len));
			copy[at] = old;
			copy_folder(s, true, kept, len);
			status = open_client(s, &t);
			if (status == ASSAY_OK)
				status = tuf_refresh(t, &s->error);
			if (status == ASSAY_OK)
				status = tuf_find(t, "a", &file, &s->error);
			if (status != ASSAY_OK)
				noticed++;
			else if (file.length == 1 &&
			         strcmp(json_string_value(
			                        json_object_get(file.hashes, "sha256")),
			                "559aead08264d5795d3909718cdd05abd49572e84fe55590eef31a88a08fdffd") ==
			                 0)
				same++;
			else
				wrong++;
			tuf_close(t);
		}
		free(copy);
		set(s->published, names[i], was);
	}
	is_int(wrong, 0, "no byte changed changes an answer");
	ok(noticed > 10 * same, "%zu of %zu are noticed, the others are blanks and the like",
	   noticed, noticed + same);
	for (int i = 0; i < 4; i++)
		free(kept[i]);
	sim_free(s);
}

/* ---- a repository for the command's test ---- */

static void
write_all(const char *folder, json_t *files)
{
	const char *name;
	json_t *bytes;

	json_object_foreach(files, name, bytes)
	{
		char *path = store_path(folder, name), *slash;

		slash = strrchr(path, '/');
		*slash = '\0';
		(void)!store_folder(path, 0700, NULL);
		*slash = '/';
		if (store_write(path, 0644, json_string_value(bytes), json_string_length(bytes),
		                false, NULL) != ASSAY_OK)
			exit(1);
		free(path);
	}
}

/* FOLDER/metadata and FOLDER/targets, valid until 2099, and FOLDER/root.json. */
static int
write_repository(const char *folder)
{
	struct sim *s = sim_new();
	char *metadata = store_path(folder, "metadata"), *targets = store_path(folder, "targets");
	char *root = store_path(folder, "root.json");
	struct assay_bytes first;
	int64_t far;

	tuf_time("2099-01-01T00:00:00Z", &far);
	delegate_to(s, &(struct delegation){ "targets", "maker", "gs1/*/*", true }, 5);
	add_target(s, "targets", "registry.cbor", "the registry\n");
	add_target(s, "maker", "gs1/6901234/list.aslh", "the list\n");
	for (int i = 0; i < 4; i++)
		expire(s, tuf_types[i], far);
	expire(s, "maker", far);
	json_object_clear(s->published);
	for (int i = 0; i < 4; i++)
		set_version(s, tuf_types[i], 1);
	publish(s, "maker " ONLINE " root root");
	(void)!store_folder(metadata, 0700, NULL);
	(void)!store_folder(targets, 0700, NULL);
	write_all(metadata, s->published);
	write_all(targets, s->files);
	first = published(s, "1.root.json");
	if (store_write(root, 0644, first.data, first.len, false, NULL) != ASSAY_OK)
		return 1;
	free(metadata);
	free(targets);
	free(root);
	sim_free(s);
	return 0;
}

int
main(int argc, char **argv)
{
	if (sodium_init() < 0)
		return 1;
	make_keys();
	json_set_alloc_funcs(__wrap_malloc, free);
	if (argc == 3 && strcmp(argv[1], "--write") == 0)
		return write_repository(argv[2]);
	test_json();
	test_form();
	test_time();
	test_names();
	test_root_rotation();
	test_role_rotation();
	test_keys();
	test_other_kinds();
#ifdef HAVE_OPENSSL
	test_foreign();
	test_one_point();
#endif
	test_basic();
	test_hashes();
	test_rollback();
	test_recovery();
	test_expiry();
	test_graphs();
	test_search();
	test_delegators();
	test_many_roles();
	test_bins();
	test_odd_names();
	test_targets();
	test_limits();
	test_many_roots();
	test_interrupted();
	test_memory();
	test_bytes();
	return tap_end();
}
