/* verify.c - how many of a role's keys have signed */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sodium.h>

#include "openssl.h"
#include "verify.h"

#define SIGNATURE_MAX 1024 /* bytes: RSA of 8192 bits */

static struct assay_bytes
string_of(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	return (struct assay_bytes){ (const uint8_t *)json_string_value(value),
		                     json_string_length(value) };
}

static bool
equals(struct assay_bytes s, const char *word)
{
	return s.data != NULL && s.len == strlen(word) &&
	       memcmp(s.data, word, s.len) == 0;
}

static bool
ed25519(struct assay_bytes public_hex, struct assay_bytes message,
        struct assay_bytes signature, uint8_t identity[32])
{
	size_t n;

	return public_hex.data != NULL && public_hex.len == 64 &&
	       sodium_hex2bin(identity, 32, (const char *)public_hex.data, 64, NULL, &n,
	                      NULL) == 0 &&
	       n == 32 && signature.len == crypto_sign_BYTES &&
	       crypto_sign_verify_detached(signature.data, message.data, message.len,
	                                   identity) == 0;
}

/* Known to every build, checked by those with OpenSSL. */
static const struct {
	const char *type, *scheme;
	enum tuf_pem_scheme is;
} pem_schemes[] = {
	{ "rsa", "rsassa-pss-sha256", TUF_RSA_PSS_SHA256 },
	{ "rsa", "rsa-pkcs1v15-sha256", TUF_RSA_PKCS1_SHA256 },
	{ "ecdsa", "ecdsa-sha2-nistp256", TUF_ECDSA_P256_SHA256 },
	/* written so before the specification's version 1.0.20 */
	{ "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", TUF_ECDSA_P256_SHA256 },
};

#ifndef HAVE_OPENSSL
bool
tuf_pem_verify(enum tuf_pem_scheme scheme, struct assay_bytes pem,
               struct assay_bytes message, struct assay_bytes signature,
               uint8_t identity[32])
{
	(void)scheme, (void)pem, (void)message, (void)signature, (void)identity;
	return false;
}
#endif

static enum tuf_pem_scheme
pem_scheme(const json_t *key)
{
	struct assay_bytes type = string_of(key, "keytype");
	struct assay_bytes scheme = string_of(key, "scheme");

	for (size_t i = 0; i < sizeof pem_schemes / sizeof *pem_schemes; i++)
		if (equals(type, pem_schemes[i].type) &&
		    equals(scheme, pem_schemes[i].scheme))
			return pem_schemes[i].is;
	return TUF_PEM_NONE;
}

static bool
is_ed25519(const json_t *key)
{
	return equals(string_of(key, "keytype"), "ed25519") &&
	       equals(string_of(key, "scheme"), "ed25519");
}

/* Can this build check signatures of such a key at all? */
static bool
checkable(const json_t *key)
{
#ifdef HAVE_OPENSSL
	return is_ed25519(key) || pem_scheme(key) != TUF_PEM_NONE;
#else
	return is_ed25519(key);
#endif
}

/* identity: 32 bytes that no other key has, however this one is written. */
static bool
holds(const json_t *key, struct assay_bytes message, struct assay_bytes signature,
      uint8_t identity[32])
{
	struct assay_bytes written = string_of(json_object_get(key, "keyval"), "public");
	enum tuf_pem_scheme scheme = pem_scheme(key);

	if (is_ed25519(key))
		return ed25519(written, message, signature, identity);
	return scheme != TUF_PEM_NONE && written.data != NULL &&
	       tuf_pem_verify(scheme, written, message, signature, identity);
}

/* Where keys of a kind that is not checked here signed too, the reason is that. */
static enum assay_status
too_few(const char *role, size_t counted, json_int_t threshold, const json_t *other,
        struct assay_error *error)
{
	const char *type = json_string_value(json_object_get(other, "keytype"));
	const char *scheme = json_string_value(json_object_get(other, "scheme"));

	if (other == NULL)
		return error_say(
		        error, ASSAY_E_TRUST,
		        "%s is signed by %zu of the %lld keys it needs: it is refused",
		        "%s 只有 %zu 个有效密钥签名，需要 %lld 个：拒绝使用",
		        error_text(role).text, counted, (long long)threshold);
	if (pem_scheme(other) != TUF_PEM_NONE)
		return error_say(
		        error, ASSAY_E_TRUST,
		        "%s is signed by %zu of the %lld keys it needs and by keys of "
		        "type %s, which this build cannot check: build assay with "
		        "OpenSSL",
		        "%s 只有 %zu 个有效密钥签名，需要 %lld 个；另有 %s "
		        "类型的密钥签名，此版本无法检验：请用 OpenSSL 重新编译 assay",
		        error_text(role).text, counted, (long long)threshold,
		        error_text(type).text);
	return error_say(error, ASSAY_E_TRUST,
	                 "%s is signed by %zu of the %lld keys it needs and by keys of a "
	                 "kind that is not known here (%s, %s): it is refused",
	                 "%s 只有 %zu 个有效密钥签名，需要 %lld "
	                 "个；另有未知类型的密钥签名（%s，%s）：拒绝使用",
	                 error_text(role).text, counted, (long long)threshold,
	                 error_text(type).text, error_text(scheme).text);
}

static const json_t *
signature_of(const json_t *signatures, const char *keyid)
{
	const json_t *entry;
	size_t i;

	json_array_foreach(
	        (json_t *)signatures, i,
	        entry) if (strcmp(json_string_value(json_object_get(entry, "keyid")),
	                          keyid) == 0) return entry;
	return NULL;
}

enum assay_status
tuf_verify(const json_t *keys, const json_t *keyids, json_int_t threshold,
           const json_t *signatures, struct assay_bytes message, const char *role,
           struct assay_error *error)
{
	uint8_t counted[TUF_SIGNATURES_MAX][32], signature[SIGNATURE_MAX];
	const json_t *entry, *other = NULL;
	size_t n_counted = 0, i, n;

	json_array_foreach((json_t *)keyids, i, entry)
	{
		const char *keyid = json_string_value(entry);
		const json_t *key = json_object_get(keys, keyid);
		struct assay_bytes hex =
		        string_of(signature_of(signatures, keyid), "sig");
		bool known = false;

		if (n_counted == TUF_SIGNATURES_MAX)
			break;
		if (key != NULL && hex.len > 0 && !checkable(key))
			other = key;
		if (key == NULL || hex.data == NULL ||
		    sodium_hex2bin(signature, sizeof signature, (const char *)hex.data,
		                   hex.len, NULL, &n, NULL) != 0 ||
		    n * 2 != hex.len ||
		    !holds(key, message, (struct assay_bytes){ signature, n },
		           counted[n_counted]))
			continue;
		for (size_t k = 0; k < n_counted && !known; k++)
			known = memcmp(counted[k], counted[n_counted], 32) == 0;
		if (!known)
			n_counted++;
	}
	if (threshold >= 1 && (uint64_t)n_counted >= (uint64_t)threshold)
		return ASSAY_OK;
	return too_few(role, n_counted, threshold, other, error);
}

enum assay_status
tuf_keyid(const json_t *key, char keyid[65], struct assay_error *error)
{
	enum assay_status status;
	uint8_t hash[32];
	char *text;
	size_t len;

	if ((status = tuf_json_canonical(key, &text, &len, error)) != ASSAY_OK)
		return status;
	crypto_hash_sha256(hash, (const uint8_t *)text, len);
	sodium_bin2hex(keyid, 65, hash, sizeof hash);
	free(text);
	return ASSAY_OK;
}

enum assay_status
tuf_keyids_hold(const json_t *keys, struct assay_error *error)
{
	enum assay_status status;
	const json_t *key;
	const char *name;
	char keyid[65];

	json_object_foreach((json_t *)keys, name, key)
	{
		if ((status = tuf_keyid(key, keyid, error)) != ASSAY_OK)
			return status;
		if (strcmp(name, keyid) != 0)
			return error_say(
			        error, ASSAY_E_TRUST,
			        "a key is called %s, but its own identifier is %s: "
			        "the metadata is refused",
			        "密钥被称为 %s，但其自身标识为 %s：拒绝该元数据",
			        error_text(name).text, keyid);
	}
	return ASSAY_OK;
}
