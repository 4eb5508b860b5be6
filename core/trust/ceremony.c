/* ceremony.c - a root that its holders sign one after the other, each on a machine of
 * their own
 *
 * A folder goes from hand to hand, on a stick: root.json is an ordinary root that bears
 * too few signatures yet, root-before.json the root that it takes the place of.  Nobody
 * here believes the folder: a holder is told what the root says and its content's
 * fingerprint, to compare with the others; a signature that is there and does not hold
 * says that the root was changed in between; and the repository takes it only once the
 * holders until now and the new ones have signed, enough of each. */
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>

#include "repo.h"
#include "store.h"
#include "tuf/verify.h"
#include "tuf/write.h"

#define ROOT_FILE "root.json"
#define BEFORE_FILE "root-before.json"
#define LINE_ROOM 2048 /* a role of 32 keys fits */

struct ceremony {
	struct tuf_metadata *next, *before; /* before: NULL for a first root */
};

static void
ceremony_clear(struct ceremony *c)
{
	tuf_metadata_free(c->next);
	tuf_metadata_free(c->before);
}

/* ---- who may sign, and who did ---- */

static const json_t *
keys_of(const struct tuf_metadata *root)
{
	return json_object_get(root->signed_part, "keys");
}

static bool
is_holder(const struct tuf_metadata *root, const char *keyid)
{
	const json_t *ids, *id;
	json_int_t threshold;
	size_t i;

	if (root == NULL)
		return false;
	ids = tuf_root_keyids(root, "root", &threshold);
	json_array_foreach((json_t *)(uintptr_t)ids, i,
	                   id) if (strcmp(json_string_value(id), keyid) == 0) return true;
	return false;
}

/* Is there a signature of this key, and does it hold for what the root says now? */
static bool
has_signed(const struct ceremony *c, const struct tuf_metadata *by, const char *keyid)
{
	json_t *one = json_pack("[s]", keyid);
	bool holds = one != NULL &&
	             tuf_verify(keys_of(by), one, 1,
	                        json_object_get(c->next->json, "signatures"),
	                        (struct assay_bytes){ (const uint8_t *)c->next->canonical,
	                                              c->next->canonical_len },
	                        "root", NULL) == ASSAY_OK;

	json_decref(one);
	return holds;
}

/* How a person knows a key: as `assay key` shows it. */
static void
short_id(const json_t *keys, const char *keyid, char out[17])
{
	const json_t *value = json_object_get(json_object_get(keys, keyid), "keyval");
	const char *hex = json_string_value(json_object_get(value, "public"));
	uint8_t public_key[32];
	size_t n;

	if (hex != NULL && strlen(hex) == 64 &&
	    sodium_hex2bin(public_key, sizeof public_key, hex, 64, NULL, &n, NULL) == 0 &&
	    n == sizeof public_key)
		key_id(public_key, out);
	else
		snprintf(out, 17, "%.16s", keyid);
}

/* How many holders of `by` must still sign; names: those who could. */
static json_int_t
missing(const struct ceremony *c, const struct tuf_metadata *by, char names[LINE_ROOM])
{
	json_int_t threshold = 0;
	const json_t *ids, *id;
	size_t i, at = 0;

	names[0] = '\0';
	if (by == NULL)
		return 0;
	ids = tuf_root_keyids(by, "root", &threshold);
	json_array_foreach((json_t *)(uintptr_t)ids, i, id)
	{
		const char *keyid = json_string_value(id);
		char kid[17];

		if (has_signed(c, by, keyid)) {
			threshold--;
			continue;
		}
		short_id(keys_of(by), keyid, kid);
		if (at + 20 < LINE_ROOM)
			at += (size_t)snprintf(names + at, LINE_ROOM - at, "%s%s",
			                       at > 0 ? " " : "", kid);
	}
	return threshold > 0 ? threshold : 0;
}

/* Each signature that is there must be a holder's and hold. */
static enum assay_status
check_signed(const struct ceremony *c, struct assay_error *error)
{
	const json_t *entry;
	size_t i;

	json_array_foreach(json_object_get(c->next->json, "signatures"), i, entry)
	{
		const char *keyid = json_string_value(json_object_get(entry, "keyid"));
		const struct tuf_metadata *by = is_holder(c->next, keyid)     ? c->next
		                                : is_holder(c->before, keyid) ? c->before
		                                                              : NULL;
		char kid[17];

		if (by != NULL && has_signed(c, by, keyid))
			continue;
		short_id(keys_of(c->next), keyid, kid);
		if (by == NULL)
			return error_say(
			        error, ASSAY_E_TRUST,
			        "root.json bears a signature of %s, who holds no root "
			        "key: prepare the root anew",
			        "root.json 带有 %s 的签名，而它不是根密钥：请重新准备",
			        kid);
		short_id(keys_of(by), keyid, kid);
		return error_say(error, ASSAY_E_TRUST,
		                 "root.json was changed after %s signed it: nothing is "
		                 "signed, prepare the root anew",
		                 "root.json 在 %s 签名后被改动：未签名，请重新准备", kid);
	}
	return ASSAY_OK;
}

/* ---- the folder ---- */

static enum assay_status
read_root(const char *folder, const char *name, struct tuf_metadata **out,
          struct assay_error *error)
{
	char *path = store_path(folder, name);
	enum assay_status status;
	uint8_t *bytes = NULL;
	size_t len = 0;

	*out = NULL;
	if (path == NULL)
		return error_nomem(error);
	status = store_read(path, TUF_ROOT_MAX, &bytes, &len, NULL, error);
	if (status == ASSAY_E_IO && errno == ENOENT)
		status = error_say(error, ASSAY_E_IO,
		                   "%s holds no %s: `assay trust init` or `rotate` puts "
		                   "a root there with --prepare",
		                   "%s 中没有 %s：用 `assay trust init` 或 `rotate` 的 "
		                   "--prepare 放入",
		                   error_text(folder).text, name);
	free(path);
	if (status == ASSAY_OK)
		status = tuf_metadata_parse((struct assay_bytes){ bytes, len }, TUF_ROOT,
		                            name, out, error);
	free(bytes);
	return status;
}

static enum assay_status
ceremony_read(const char *folder, struct ceremony *c, struct assay_error *error)
{
	enum assay_status status = read_root(folder, ROOT_FILE, &c->next, error);

	if (status == ASSAY_OK && c->next->version > 1)
		status = read_root(folder, BEFORE_FILE, &c->before, error);
	if (status == ASSAY_OK && c->before != NULL &&
	    c->before->version != c->next->version - 1)
		status =
		        error_say(error, ASSAY_E_FORMAT,
		                  "root-before.json is version %" PRId64
		                  ", not the one before root.json: prepare the root anew",
		                  "root-before.json 为版本 %" PRId64
		                  "，不是 root.json 的前一版：请重新准备",
		                  c->before->version);
	return status == ASSAY_OK ? check_signed(c, error) : status;
}

static enum assay_status
put(const char *folder, const char *name, const void *bytes, size_t len,
    struct assay_error *error)
{
	char *path = store_path(folder, name);
	enum assay_status status =
	        path == NULL ? error_nomem(error)
	                     : store_write(path, 0644, bytes, len, false, error);

	free(path);
	return status;
}

static enum assay_status
check_free(const char *folder, struct assay_error *error)
{
	char *path = store_path(folder, ROOT_FILE);
	enum assay_status status;
	uint8_t *bytes = NULL;
	size_t len;

	if (path == NULL)
		return error_nomem(error);
	status = store_read(path, TUF_ROOT_MAX, &bytes, &len, NULL, error);
	free(path);
	free(bytes);
	if (status == ASSAY_E_IO && errno == ENOENT)
		return error_none(error);
	if (status == ASSAY_OK || status == ASSAY_E_LIMIT)
		status = error_say(error, ASSAY_E_USAGE,
		                   "%s holds a root.json already: finish that one, or "
		                   "name another folder",
		                   "%s 中已有 root.json：请先完成它，或另选文件夹",
		                   error_text(folder).text);
	return status;
}

static enum assay_status
put_before(const struct repo *r, struct assay_error *error)
{
	char name[64];
	enum assay_status status;
	uint8_t *bytes;
	size_t len;

	if (r->root == NULL)
		return ASSAY_OK;
	snprintf(name, sizeof name, "metadata/%" PRId64 ".root.json", r->root->version);
	status = repo_read(r, name, TUF_ROOT_MAX, &bytes, &len, error);
	if (status == ASSAY_OK)
		status = put(r->how.prepare, BEFORE_FILE, bytes, len, error);
	free(bytes);
	return status;
}

enum assay_status
ceremony_prepare(struct repo *r, struct assay_error *error)
{
	const char *folder = r->how.prepare;
	enum assay_status status = repo_stamp_root(r, error);
	json_t *envelope = tuf_envelope_new(r->new_root);
	uint8_t *bytes = NULL;
	size_t len;

	if (status == ASSAY_OK && envelope == NULL)
		status = error_nomem(error);
	if (status == ASSAY_OK)
		status = repo_add_signatures(envelope, &r->keys[REPO_ROOT], error);
	if (status == ASSAY_OK)
		status = repo_add_signatures(envelope, &r->also[REPO_ROOT], error);
	if (status == ASSAY_OK)
		status = tuf_envelope_bytes(envelope, &bytes, &len, error);
	json_decref(envelope);
	if (status == ASSAY_OK && (status = store_folder(folder, 0777, error)) == ASSAY_OK &&
	    (status = check_free(folder, error)) == ASSAY_OK &&
	    (status = put_before(r, error)) == ASSAY_OK)
		status = put(folder, ROOT_FILE, bytes, len, error);
	free(bytes);
	return status;
}

/* ---- what a holder is told ---- */

struct say {
	void (*say)(void *, const char *, const char *);
	void *data;
};

__attribute__((format(printf, 2, 4), format(printf, 3, 4))) static void
tell(const struct say *to, const char *en, const char *zh, ...)
{
	char line_en[LINE_ROOM + 256], line_zh[LINE_ROOM + 256];
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
tell_role(const struct say *to, const struct tuf_metadata *root, const char *role)
{
	json_int_t threshold = 0;
	const json_t *ids = tuf_root_keyids(root, role, &threshold), *id;
	char names[LINE_ROOM] = "";
	size_t i, at = 0;

	json_array_foreach((json_t *)(uintptr_t)ids, i, id)
	{
		char kid[17];

		short_id(keys_of(root), json_string_value(id), kid);
		if (at + 20 < sizeof names)
			at += (size_t)snprintf(names + at, sizeof names - at, " %s", kid);
	}
	tell(to, "  %1$s: %2$lld of %3$zu key(s) must sign:%4$s",
	     "  %1$s：%3$zu 个密钥中须 %2$lld 个签名：%4$s", role, (long long)threshold,
	     json_array_size(ids), names);
}

static void
fingerprint_of(const struct ceremony *c, char out[65])
{
	uint8_t hash[32];

	crypto_hash_sha256(hash, (const uint8_t *)c->next->canonical,
	                   c->next->canonical_len);
	sodium_bin2hex(out, 65, hash, sizeof hash);
}

static void
tell_all(const struct ceremony *c, const struct say *to)
{
	const char *expires =
	        json_string_value(json_object_get(c->next->signed_part, "expires"));
	char fingerprint[65], names[LINE_ROOM];
	json_int_t more, old;

	fingerprint_of(c, fingerprint);
	tell(to, "root %lld, good until %s", "根文件第 %lld 版，有效至 %s",
	     (long long)c->next->version, expires);
	for (size_t i = 0; i < 4; i++)
		tell_role(to, c->next, tuf_types[i]);
	tell(to, "content fingerprint, the same for every holder:\n%s",
	     "内容指纹，各持有人所见应当一致：\n%s", fingerprint);
	old = missing(c, c->before, names);
	if (old > 0)
		tell(to, "%lld more of the holders until now must sign: %s",
		     "原持有人中还须 %lld 人签名：%s", (long long)old, names);
	more = missing(c, c->next, names);
	if (more > 0)
		tell(to, "%lld more of its holders must sign: %s",
		     "其持有人中还须 %lld 人签名：%s", (long long)more, names);
	if (old == 0 && more == 0)
		tell(to, "enough holders have signed: finish with --signed",
		     "签名已足够：请用 --signed 完成");
}

/* ---- signing ---- */

static enum assay_status
sign_one(struct ceremony *c, json_t *envelope, const struct secret *secret,
         struct assay_error *error)
{
	struct tuf_signer signer = tuf_signer_of(secret);
	json_t *keys = json_object();
	char keyid[65], kid[17];
	enum assay_status status;

	if (keys == NULL)
		return error_nomem(error);
	status = tuf_keys_add(keys, signer.public_key, keyid, error);
	json_decref(keys);
	if (status != ASSAY_OK)
		return status;
	key_id(signer.public_key, kid);
	if (!is_holder(c->next, keyid) && !is_holder(c->before, keyid))
		return error_say(error, ASSAY_E_USAGE,
		                 "key %s is none of this root's keys: another key must "
		                 "sign",
		                 "密钥 %s 不是此根文件的密钥：须由其他密钥签名", kid);
	if (has_signed(c, is_holder(c->next, keyid) ? c->next : c->before, keyid))
		return error_say(error, ASSAY_E_USAGE,
		                 "key %s has signed already: another holder must sign",
		                 "密钥 %s 已经签过：须由另一位持有人签名", kid);
	return tuf_envelope_sign(envelope, &signer, error);
}

static enum assay_status
sign(const char *folder, struct ceremony *c, const struct repo_keys *keys,
     struct assay_error *error)
{
	json_t *envelope = json_deep_copy(c->next->json);
	enum assay_status status = envelope == NULL ? error_nomem(error) : ASSAY_OK;
	struct tuf_metadata *after = NULL;
	uint8_t *bytes = NULL;
	size_t len = 0;

	for (size_t i = 0; status == ASSAY_OK && i < keys->n; i++) {
		if (keys->secrets[i] == NULL)
			status = error_say(error, ASSAY_E_USAGE,
			                   "a public key cannot sign: give its secret "
			                   "half with --root-key",
			                   "公钥不能签名：请用 --root-key 给出其私钥");
		else
			status = sign_one(c, envelope, keys->secrets[i], error);
	}
	if (status == ASSAY_OK)
		status = tuf_envelope_bytes(envelope, &bytes, &len, error);
	json_decref(envelope);
	if (status == ASSAY_OK)
		status = tuf_metadata_parse((struct assay_bytes){ bytes, len }, TUF_ROOT,
		                            ROOT_FILE, &after, error);
	if (status == ASSAY_OK)
		status = put(folder, ROOT_FILE, bytes, len, error);
	free(bytes);
	if (status != ASSAY_OK) {
		tuf_metadata_free(after);
		return status;
	}
	tuf_metadata_free(c->next);
	c->next = after;
	return ASSAY_OK;
}

enum assay_status
assay_repo_sign(const struct assay_repo *given, const char *folder,
                const char *fingerprint,
                void (*say)(void *data, const char *en, const char *zh), void *data,
                struct assay_error *error)
{
	const struct say to = { say, data };
	struct ceremony c = { NULL, NULL };
	char content[65];
	struct repo r;
	enum assay_status status = repo_keys_take(given, &r, error);

	if (status == ASSAY_OK)
		status = ceremony_read(folder, &c, error);
	if (status != ASSAY_OK)
		goto out;
	fingerprint_of(&c, content);
	if (fingerprint != NULL && strcmp(fingerprint, content) != 0) {
		status = error_say(error, ASSAY_E_TRUST,
		                   "root.json is not the one that was agreed on, its "
		                   "content's fingerprint is %s: nothing is signed",
		                   "root.json 不是商定的那一份，其内容指纹为 %s：未签名",
		                   content);
		goto out;
	}
	if (r.keys[REPO_ROOT].n > 0)
		status = sign(folder, &c, &r.keys[REPO_ROOT], error);
	if (status == ASSAY_OK)
		tell_all(&c, &to);
out:
	ceremony_clear(&c);
	repo_close(&r);
	return status;
}

enum assay_status
ceremony_finish(struct repo *r, struct assay_error *error)
{
	const int64_t want = r->root == NULL ? 1 : r->root->version + 1;
	struct ceremony c = { NULL, NULL };
	char names[LINE_ROOM];
	enum assay_status status = ceremony_read(r->how.signed_root, &c, error);
	uint8_t *bytes = NULL;
	size_t len;
	json_int_t more;

	if (status != ASSAY_OK)
		goto out;
	if (c.next->version != want) {
		status = error_say(error, ASSAY_E_TRUST,
		                   "root.json is version %" PRId64 " where %" PRId64
		                   " comes next here: prepare the root anew",
		                   "root.json 为版本 %" PRId64 "，此处下一版应为 %" PRId64
		                   "：请重新准备",
		                   c.next->version, want);
		goto out;
	}
	if (c.next->expires <= r->how.now) {
		status =
		        error_say(error, ASSAY_E_TRUST,
		                  "root.json has expired before it was finished: prepare "
		                  "the root anew",
		                  "root.json 在完成之前已过期：请重新准备");
		goto out;
	}
	/* by the root that is believed here, whatever stands on the stick */
	if ((more = missing(&c, r->root, names)) > 0)
		status = error_say(error, ASSAY_E_TRUST,
		                   "%lld more of the holders until now must sign with "
		                   "`assay trust sign`: %.160s",
		                   "原持有人中还须 %lld 人用 `assay trust sign` "
		                   "签名：%.160s",
		                   (long long)more, names);
	else if ((more = missing(&c, c.next, names)) > 0)
		status = error_say(error, ASSAY_E_TRUST,
		                   "%lld more of its holders must sign root.json with "
		                   "`assay trust sign`: %.160s",
		                   "其持有人中还须 %lld 人用 `assay trust sign` "
		                   "签署 root.json：%.160s",
		                   (long long)more, names);
	if (status == ASSAY_OK &&
	    (status = tuf_envelope_bytes(c.next->json, &bytes, &len, error)) == ASSAY_OK)
		status = repo_take_root(r, bytes, len, error);
out:
	ceremony_clear(&c);
	return status;
}
