/* write.c - what an authority needs to write trust metadata */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>

#include "assay-check.h"
#include "verify.h"
#include "write.h"

#define SPEC_VERSION "1.0.34"

bool
tuf_time_text(int64_t time, char text[21])
{
	int32_t day = assay_day_at(time);
	int64_t left;
	struct assay_date d;

	if (day == ASSAY_NO_DAY)
		return false;
	d = assay_date_of(day);
	left = time - (int64_t)day * 86400;
	snprintf(text, 21, "%04u-%02u-%02uT%02u:%02u:%02uZ", (unsigned)d.year % 10000u,
	         (unsigned)d.month % 100u, (unsigned)d.day % 100u,
	         (unsigned)(left / 3600) % 24u, (unsigned)(left / 60) % 60u,
	         (unsigned)left % 60u);
	return true;
}

json_t *
tuf_key_json(const uint8_t public_key[32])
{
	char hex[65];

	sodium_bin2hex(hex, sizeof hex, public_key, 32);
	return json_pack("{s:s, s:{s:s}, s:s}", "keytype", "ed25519", "keyval", "public",
	                 hex, "scheme", "ed25519");
}

enum assay_status
tuf_keys_add(json_t *keys, const uint8_t public_key[32], char keyid[65],
             struct assay_error *error)
{
	json_t *key = tuf_key_json(public_key);
	enum assay_status status;

	if (key == NULL)
		return error_nomem(error);
	if ((status = tuf_keyid(key, keyid, error)) != ASSAY_OK) {
		json_decref(key);
		return status;
	}
	return json_object_set_new(keys, keyid, key) == 0 ? ASSAY_OK : error_nomem(error);
}

json_t *
tuf_signed_new(enum tuf_type type, int64_t version, int64_t expires)
{
	char text[21];

	if (!tuf_time_text(expires, text))
		return NULL;
	return json_pack("{s:s, s:s, s:s, s:I}", "_type", tuf_types[type], "spec_version",
	                 SPEC_VERSION, "expires", text, "version", (json_int_t)version);
}

json_t *
tuf_listing_new(struct assay_bytes bytes, int64_t version)
{
	uint8_t hash[32];
	char hex[65];
	json_t *listing;

	crypto_hash_sha256(hash, bytes.data, bytes.len);
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	listing = json_pack("{s:I, s:{s:s}}", "length", (json_int_t)bytes.len, "hashes",
	                    "sha256", hex);
	if (listing != NULL && version > 0 &&
	    json_object_set_new(listing, "version", json_integer(version)) != 0) {
		json_decref(listing);
		listing = NULL;
	}
	return listing;
}

json_t *
tuf_envelope_new(json_t *signed_part)
{
	return json_pack("{s:[], s:O}", "signatures", "signed", signed_part);
}

static void
sign_secret(const void *key, const void *message, size_t len, uint8_t signature[64])
{
	secret_sign(key, message, len, signature);
}

struct tuf_signer
tuf_signer_of(const struct secret *secret)
{
	struct tuf_signer s = { .sign = sign_secret, .key = secret };

	memcpy(s.public_key, secret_public(secret), sizeof s.public_key);
	return s;
}

enum assay_status
tuf_envelope_sign(json_t *envelope, const struct tuf_signer *signer,
                  struct assay_error *error)
{
	json_t *signatures = json_object_get(envelope, "signatures"),
	       *keys = json_object();
	json_t *entry;
	enum assay_status status;
	uint8_t signature[64];
	char keyid[65], hex[129];
	char *text = NULL;
	size_t len, i;

	if (keys == NULL)
		return error_nomem(error);
	status = tuf_keys_add(keys, signer->public_key, keyid, error);
	json_decref(keys);
	if (status != ASSAY_OK)
		return status;
	status = tuf_json_canonical(json_object_get(envelope, "signed"), &text, &len,
	                            error);
	if (status != ASSAY_OK)
		return status;
	signer->sign(signer->key, text, len, signature);
	free(text);
	sodium_bin2hex(hex, sizeof hex, signature, sizeof signature);
	json_array_foreach(signatures, i, entry)
	{
		const char *other = json_string_value(json_object_get(entry, "keyid"));

		if (other != NULL && strcmp(other, keyid) == 0) {
			json_array_remove(signatures, i);
			break;
		}
	}
	return json_array_append_new(signatures, json_pack("{s:s, s:s}", "keyid", keyid,
	                                                   "sig", hex)) == 0
	               ? ASSAY_OK
	               : error_nomem(error);
}

enum assay_status
tuf_envelope_bytes(const json_t *envelope, uint8_t **out, size_t *len,
                   struct assay_error *error)
{
	char *text;
	enum assay_status status = tuf_json_canonical(envelope, &text, len, error);

	*out = NULL;
	if (status != ASSAY_OK)
		return status;
	text[(*len)++] = '\n'; /* in the place of the NUL */
	*out = (uint8_t *)text;
	return ASSAY_OK;
}
