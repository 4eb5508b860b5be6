/* metadata.c - one file of trust metadata: read, checked for form, not yet believed */
#include <stdlib.h>
#include <string.h>
#include <sodium.h>

#include "assay-check.h"
#include "delegation.h"
#include "metadata.h"
#include "verify.h"

const char *const tuf_types[4] = { "root", "timestamp", "snapshot", "targets" };

bool
tuf_time(const char *text, int64_t *out)
{
	static const char form[] = "dddd-dd-ddTdd:dd:ddZ";
	int field[6] = { 0 }, at = 0;
	int32_t day;

	if (strlen(text) != sizeof form - 1)
		return false;
	for (size_t i = 0; form[i] != '\0'; i++) {
		if (form[i] != 'd') {
			if (text[i] != form[i])
				return false;
			at++;
			continue;
		}
		if (text[i] < '0' || text[i] > '9')
			return false;
		field[at] = field[at] * 10 + (text[i] - '0');
	}
	day = assay_day(field[0], field[1], field[2]);
	if (day == ASSAY_NO_DAY || field[3] > 23 || field[4] > 59 || field[5] > 59)
		return false;
	*out = (int64_t)day * 86400 + field[3] * 3600 + field[4] * 60 + field[5];
	return true;
}

/* "1.x" or "1.x.y": what this reader was written for. */
static bool
known_version(const char *s)
{
	size_t dots = 0, digits = 0;

	if (s == NULL || s[0] != '1' || s[1] != '.')
		return false;
	for (s++; *s != '\0'; s++) {
		if (*s == '.') {
			if (dots++ > 0 && digits == 0)
				return false;
			digits = 0;
		} else if (*s >= '0' && *s <= '9') {
			digits++;
		} else {
			return false;
		}
	}
	return dots <= 2 && digits > 0;
}

static bool
at_least(const json_t *value, json_int_t least)
{
	return json_is_integer(value) && json_integer_value(value) >= least;
}

/* Is the string, the n-th of the array or of its objects' `key`, among those before it?
 * Arrays here are short (TUF_SIGNATURES_MAX). */
static bool
came_before(const json_t *array, const char *key, size_t n, const char *string)
{
	for (size_t i = 0; i < n; i++) {
		const json_t *entry = json_array_get(array, i);

		if (key != NULL)
			entry = json_object_get(entry, key);
		if (strcmp(json_string_value(entry), string) == 0)
			return true;
	}
	return false;
}

static bool
good_signatures(const json_t *signatures)
{
	const json_t *entry;
	size_t i;

	if (!json_is_array(signatures) ||
	    json_array_size(signatures) > TUF_SIGNATURES_MAX)
		return false;
	json_array_foreach((json_t *)signatures, i, entry)
	{
		const char *keyid = json_string_value(json_object_get(entry, "keyid"));

		if (keyid == NULL || !json_is_string(json_object_get(entry, "sig")) ||
		    came_before(signatures, "keyid", i, keyid))
			return false;
	}
	return true;
}

static bool
good_keys(const json_t *keys)
{
	const json_t *key;
	const char *name;

	if (!json_is_object(keys))
		return false;
	json_object_foreach(
	        (json_t *)keys, name,
	        key) if (!json_is_string(json_object_get(key, "keytype")) ||
	                 !json_is_string(json_object_get(key, "scheme")) ||
	                 !json_is_object(json_object_get(key, "keyval"))) return false;
	return true;
}

/* "keyids" and "threshold" of a role: each keyid once. */
static bool
good_role(const json_t *role)
{
	const json_t *keyids = json_object_get(role, "keyids"), *keyid;
	size_t i;

	if (!json_is_array(keyids) || json_array_size(keyids) > TUF_SIGNATURES_MAX ||
	    !at_least(json_object_get(role, "threshold"), 1))
		return false;
	json_array_foreach((json_t *)keyids, i,
	                   keyid) if (!json_is_string(keyid) ||
	                              came_before(keyids, NULL, i,
	                                          json_string_value(keyid))) return false;
	return true;
}

static bool
good_root(const json_t *s)
{
	const json_t *roles = json_object_get(s, "roles");
	const json_t *consistent = json_object_get(s, "consistent_snapshot");

	if (!good_keys(json_object_get(s, "keys")) || !json_is_object(roles) ||
	    (consistent != NULL && !json_is_boolean(consistent)))
		return false;
	for (size_t i = 0; i < 4; i++)
		if (!good_role(json_object_get(roles, tuf_types[i])))
			return false;
	return true;
}

static bool
good_hashes(const json_t *hashes)
{
	const json_t *hash;
	const char *name;

	if (!json_is_object(hashes) || json_object_size(hashes) == 0)
		return false;
	json_object_foreach((json_t *)hashes, name,
	                    hash) if (!json_is_string(hash)) return false;
	return true;
}

static bool
good_listing(const json_t *file)
{
	const json_t *length = json_object_get(file, "length");
	const json_t *hashes = json_object_get(file, "hashes");

	return at_least(json_object_get(file, "version"), 1) &&
	       (length == NULL || at_least(length, 0)) &&
	       (hashes == NULL || good_hashes(hashes));
}

static bool
good_listings(const json_t *s, const char *wanted)
{
	const json_t *meta = json_object_get(s, "meta"), *file;
	const char *name;

	if (!json_is_object(meta) ||
	    (wanted != NULL && json_object_get(meta, wanted) == NULL))
		return false;
	json_object_foreach((json_t *)meta, name,
	                    file) if (!good_listing(file)) return false;
	return true;
}

static bool
good_strings(const json_t *strings)
{
	const json_t *string;
	size_t i;

	if (!json_is_array(strings))
		return false;
	json_array_foreach((json_t *)strings, i,
	                   string) if (!json_is_string(string)) return false;
	return true;
}

static bool
is_top_role(const char *name)
{
	for (size_t i = 0; i < 4; i++)
		if (strcmp(name, tuf_types[i]) == 0)
			return true;
	return false;
}

/* A delegated role: its keys, and one way, not two, to say which targets are its. */
static bool
good_delegation(const json_t *role)
{
	const char *name = json_string_value(json_object_get(role, "name"));
	const json_t *paths = json_object_get(role, "paths");
	const json_t *prefixes = json_object_get(role, "path_hash_prefixes");

	return good_role(role) && name != NULL && name[0] != '\0' && !is_top_role(name) &&
	       json_is_boolean(json_object_get(role, "terminating")) &&
	       (paths != NULL) != (prefixes != NULL) &&
	       good_strings(paths != NULL ? paths : prefixes);
}

static bool
good_succinct(const json_t *roles)
{
	const json_t *bits = json_object_get(roles, "bit_length");
	const char *prefix = json_string_value(json_object_get(roles, "name_prefix"));

	return good_role(roles) && at_least(bits, 1) && json_integer_value(bits) <= 32 &&
	       prefix != NULL && prefix[0] != '\0';
}

static int
by_string(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Is every role's name, of which there may be very many, its own? */
static enum assay_status
names_differ(const json_t *roles)
{
	size_t n = json_array_size(roles), i;
	const char **names = malloc((n + 1) * sizeof *names);
	enum assay_status status = ASSAY_OK;
	const json_t *role;

	if (names == NULL)
		return ASSAY_E_NOMEM;
	json_array_foreach((json_t *)roles, i, role) names[i] =
	        json_string_value(json_object_get(role, "name"));
	qsort(names, n, sizeof *names, by_string);
	for (i = 1; i < n; i++)
		if (strcmp(names[i - 1], names[i]) == 0)
			status = ASSAY_E_FORMAT;
	free(names);
	return status;
}

static enum assay_status
good_delegations(const json_t *delegations)
{
	const json_t *roles = json_object_get(delegations, "roles"), *role;
	const json_t *succinct = json_object_get(delegations, "succinct_roles");
	size_t i;

	if (!good_keys(json_object_get(delegations, "keys")) ||
	    (roles != NULL) == (succinct != NULL))
		return ASSAY_E_FORMAT;
	if (succinct != NULL)
		return good_succinct(succinct) ? ASSAY_OK : ASSAY_E_FORMAT;
	if (!json_is_array(roles))
		return ASSAY_E_FORMAT;
	json_array_foreach((json_t *)roles, i,
	                   role) if (!good_delegation(role)) return ASSAY_E_FORMAT;
	return names_differ(roles);
}

static enum assay_status
good_targets(const json_t *s)
{
	const json_t *targets = json_object_get(s, "targets"), *file;
	const json_t *delegations = json_object_get(s, "delegations");
	const char *path;

	if (!json_is_object(targets))
		return ASSAY_E_FORMAT;
	json_object_foreach((json_t *)targets, path,
	                    file) if (!at_least(json_object_get(file, "length"), 0) ||
	                              !good_hashes(json_object_get(
	                                      file, "hashes"))) return ASSAY_E_FORMAT;
	return delegations == NULL ? ASSAY_OK : good_delegations(delegations);
}

/* ASSAY_OK, ASSAY_E_FORMAT or ASSAY_E_NOMEM. */
static enum assay_status
good_content(const json_t *s, enum tuf_type type)
{
	bool good = false;

	switch (type) {
	case TUF_ROOT:
		good = good_root(s);
		break;
	case TUF_TIMESTAMP:
		good = good_listings(s, "snapshot.json");
		break;
	case TUF_SNAPSHOT:
		good = good_listings(s, NULL);
		break;
	case TUF_TARGETS:
		return good_targets(s);
	}
	return good ? ASSAY_OK : ASSAY_E_FORMAT;
}

enum assay_status
tuf_metadata_parse(struct assay_bytes bytes, enum tuf_type type, const char *what,
                   struct tuf_metadata **out, struct assay_error *error)
{
	struct tuf_metadata *m = calloc(1, sizeof *m);
	const char *is, *expires, *spec;
	enum assay_status status;
	const json_t *s;

	*out = NULL;
	if (m == NULL)
		return error_nomem(error);
	m->type = type;
	if ((status = tuf_json_parse(bytes, what, &m->json, error)) != ASSAY_OK)
		goto out;
	m->signed_part = s = json_object_get(m->json, "signed");
	is = json_string_value(json_object_get(s, "_type"));
	spec = json_string_value(json_object_get(s, "spec_version"));
	expires = json_string_value(json_object_get(s, "expires"));
	if (is == NULL || strcmp(is, tuf_types[type]) != 0) {
		status = error_say(error, ASSAY_E_FORMAT,
		                   "%s is no %s metadata: it is refused",
		                   "%s 不是 %s 元数据：拒绝使用", error_text(what).text,
		                   tuf_types[type]);
		goto out;
	}
	if (!known_version(spec)) {
		status = error_say(
		        error, ASSAY_E_FORMAT,
		        "%s follows version %s of the TUF specification; this program "
		        "reads 1.x",
		        "%s 遵循 TUF 规范 %s 版；本程序只能读取 1.x",
		        error_text(what).text,
		        error_text(spec == NULL ? "?" : spec).text);
		goto out;
	}
	status = good_content(s, type);
	if (status == ASSAY_E_NOMEM) {
		status = error_nomem(error);
		goto out;
	}
	if (status != ASSAY_OK ||
	    !good_signatures(json_object_get(m->json, "signatures")) ||
	    !at_least(json_object_get(s, "version"), 1) || expires == NULL ||
	    !tuf_time(expires, &m->expires)) {
		status = error_say(
		        error, ASSAY_E_FORMAT,
		        "%s is not written as %s metadata must be: it is refused",
		        "%s 的写法不符合 %s 元数据的规定：拒绝使用",
		        error_text(what).text, tuf_types[type]);
		goto out;
	}
	m->version = json_integer_value(json_object_get(s, "version"));
	m->consistent = json_is_true(json_object_get(s, "consistent_snapshot"));
	status = tuf_json_canonical(s, &m->canonical, &m->canonical_len, error);
out:
	if (status == ASSAY_OK)
		*out = m;
	else
		tuf_metadata_free(m);
	return status;
}

void
tuf_metadata_free(struct tuf_metadata *m)
{
	if (m == NULL)
		return;
	json_decref(m->json);
	free(m->canonical);
	free(m);
}

const json_t *
tuf_root_keyids(const struct tuf_metadata *root, const char *role, json_int_t *threshold)
{
	const json_t *r =
	        json_object_get(json_object_get(root->signed_part, "roles"), role);

	*threshold = json_integer_value(json_object_get(r, "threshold"));
	return json_object_get(r, "keyids");
}

enum assay_status
tuf_metadata_verify(const struct tuf_metadata *m, const char *role,
                    const struct tuf_metadata *delegator, struct assay_error *error)
{
	const json_t *keys, *keyids;
	json_int_t threshold = 0;

	if (delegator->type == TUF_ROOT) {
		keys = json_object_get(delegator->signed_part, "keys");
		keyids = tuf_root_keyids(delegator, role, &threshold);
	} else {
		keyids = tuf_delegation_keyids(delegator, role, &keys, &threshold);
	}
	if (keyids == NULL)
		return error_say(
		        error, ASSAY_E_TRUST, "no key may sign for %s: it is refused",
		        "没有任何密钥有权为 %s 签名：拒绝使用", error_text(role).text);
	return tuf_verify(
	        keys, keyids, threshold, json_object_get(m->json, "signatures"),
	        (struct assay_bytes){ (const uint8_t *)m->canonical, m->canonical_len },
	        role, error);
}

bool
tuf_root_rotated(const struct tuf_metadata *old, const struct tuf_metadata *next,
                 const char *role)
{
	const json_t *old_keys = json_object_get(old->signed_part, "keys");
	const json_t *next_keys = json_object_get(next->signed_part, "keys");
	json_int_t threshold, unused, kept = 0;
	const json_t *before = tuf_root_keyids(old, role, &threshold);
	const json_t *after = tuf_root_keyids(next, role, &unused), *a, *b;
	size_t i, k;

	json_array_foreach((json_t *)before, i, a)
	{
		const char *keyid = json_string_value(a);
		const json_t *key = json_object_get(old_keys, keyid);

		json_array_foreach((json_t *)after, k, b)
		{
			const char *other = json_string_value(b);
			const json_t *same = json_object_get(next_keys, other);

			if (strcmp(keyid, other) == 0 && key != NULL &&
			    json_equal(json_object_get(key, "keyval"),
			               json_object_get(same, "keyval")))
				kept++;
		}
	}
	return kept < threshold;
}

static void
file_of(const json_t *entry, struct tuf_file *out)
{
	const json_t *length = json_object_get(entry, "length");

	out->version = json_integer_value(json_object_get(entry, "version"));
	out->length = length == NULL ? -1 : json_integer_value(length);
	out->hashes = json_object_get(entry, "hashes");
	out->custom = json_object_get(entry, "custom");
}

bool
tuf_listed(const struct tuf_metadata *m, const char *name, struct tuf_file *out)
{
	const json_t *entry =
	        json_object_get(json_object_get(m->signed_part, "meta"), name);

	if (entry == NULL)
		return false;
	file_of(entry, out);
	return true;
}

bool
tuf_target(const struct tuf_metadata *m, const char *path, struct tuf_file *out)
{
	const json_t *entry =
	        json_object_get(json_object_get(m->signed_part, "targets"), path);

	if (entry == NULL)
		return false;
	file_of(entry, out);
	return true;
}

struct tuf_hasher {
	crypto_hash_sha256_state sha256;
	crypto_hash_sha512_state sha512;
};

struct tuf_hasher *
tuf_hasher_new(void)
{
	struct tuf_hasher *h = malloc(sizeof *h);

	if (h == NULL)
		return NULL;
	crypto_hash_sha256_init(&h->sha256);
	crypto_hash_sha512_init(&h->sha512);
	return h;
}

void
tuf_hasher_add(struct tuf_hasher *h, const void *bytes, size_t n)
{
	crypto_hash_sha256_update(&h->sha256, bytes, n);
	crypto_hash_sha512_update(&h->sha512, bytes, n);
}

bool
tuf_hasher_end(struct tuf_hasher *h, const json_t *hashes)
{
	uint8_t sums[2][64], want[64];
	static const struct {
		const char *name;
		size_t len;
	} known[2] = { { "sha256", 32 }, { "sha512", 64 } };
	size_t held = 0, n;
	bool fine = true;

	crypto_hash_sha256_final(&h->sha256, sums[0]);
	crypto_hash_sha512_final(&h->sha512, sums[1]);
	free(h);
	for (size_t i = 0; i < 2; i++) {
		const json_t *hash = json_object_get(hashes, known[i].name);

		if (hash == NULL)
			continue;
		held++;
		fine = fine &&
		       sodium_hex2bin(want, sizeof want, json_string_value(hash),
		                      json_string_length(hash), NULL, &n, NULL) == 0 &&
		       n == known[i].len && memcmp(want, sums[i], n) == 0;
	}
	return hashes == NULL || (fine && held > 0);
}

enum assay_status
tuf_agrees(struct assay_bytes bytes, const struct tuf_file *file, const char *what,
           struct assay_error *error)
{
	struct tuf_hasher *h;

	if (file->length >= 0 && (uint64_t)file->length != bytes.len)
		return error_say(
		        error, ASSAY_E_TRUST,
		        "%s has %zu bytes where signed metadata says %lld: it is "
		        "refused",
		        "%s 有 %zu 字节，签名元数据写的是 %lld：拒绝使用",
		        error_text(what).text, bytes.len, (long long)file->length);
	if ((h = tuf_hasher_new()) == NULL)
		return error_nomem(error);
	tuf_hasher_add(h, bytes.data, bytes.len);
	if (!tuf_hasher_end(h, file->hashes))
		return error_say(
		        error, ASSAY_E_TRUST,
		        "%s is not the file that signed metadata describes: its hash "
		        "differs",
		        "%s 不是签名元数据描述的文件：哈希不符", error_text(what).text);
	return ASSAY_OK;
}
