/* write.h - what an authority needs to write trust metadata
 *
 * A file is an envelope: what is signed, and the signatures beside it.  Signatures are
 * added one at a time, so that each key can stay with its holder; the bytes written are
 * the canonical form, the same for the same content everywhere. */
#ifndef ASSAY_TUF_WRITE_H
#define ASSAY_TUF_WRITE_H

#include "trust/key.h"
#include "metadata.h"

/* "2027-01-31T23:59:59Z"; false: outside the years 1 to 9999. */
bool tuf_time_text(int64_t time, char text[21]);

/* An Ed25519 key as metadata carries it.  NULL: out of memory. */
json_t *tuf_key_json(const uint8_t public_key[32]);
/* Puts it under its identifier, for the list of a role. */
enum assay_status tuf_keys_add(json_t *keys, const uint8_t public_key[32], char keyid[65],
                               struct assay_error *error);

/* What every signed part begins with.  NULL: out of memory, or the time has no text. */
json_t *tuf_signed_new(enum tuf_type type, int64_t version, int64_t expires);
/* {"length","hashes"} of bytes, as a target is listed; a caller adds "custom".
 * version > 0: as metadata is listed.  NULL: out of memory. */
json_t *tuf_listing_new(struct assay_bytes bytes, int64_t version);

/* The envelope of a signed part (which it takes a share of).  NULL: out of memory. */
json_t *tuf_envelope_new(json_t *signed_part);
struct tuf_signer {
	uint8_t public_key[32];
	void (*sign)(const void *key, const void *message, size_t len, uint8_t signature[64]);
	const void *key;
};
struct tuf_signer tuf_signer_of(const struct secret *secret);
/* Adds the signature, or puts it in the place of the same key's older one. */
enum assay_status tuf_envelope_sign(json_t *envelope, const struct tuf_signer *signer,
                                    struct assay_error *error);
/* The file's bytes, malloc()ed. */
enum assay_status tuf_envelope_bytes(const json_t *envelope, uint8_t **out, size_t *len,
                                     struct assay_error *error);

#endif
