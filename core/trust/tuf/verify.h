/* verify.h - how many of a role's keys have signed
 *
 * Keys are counted, never identifiers: one key under ten names counts once.  A key of
 * an unknown kind, or one that this build cannot use, counts for nothing and harms
 * nothing. */
#ifndef ASSAY_TUF_VERIFY_H
#define ASSAY_TUF_VERIFY_H

#include "json.h"

#define TUF_SIGNATURES_MAX 256 /* of one file, and keys of one role: each costs a check */

/* ASSAY_OK: at least `threshold` different keys out of `keyids` made signatures over
 * message.  keys: object of identifier and key; keyids: array of identifiers;
 * signatures: array of {keyid, sig}.  All three of checked form (metadata.c). */
enum assay_status tuf_verify(const json_t *keys, const json_t *keyids, json_int_t threshold,
                             const json_t *signatures, struct assay_bytes message,
                             const char *role, struct assay_error *error);

/* The identifier that a key ought to have: SHA-256 of its canonical form, hex. */
enum assay_status tuf_keyid(const json_t *key, char keyid[65], struct assay_error *error);
/* Does every key of the object have it? */
enum assay_status tuf_keyids_hold(const json_t *keys, struct assay_error *error);

#endif
