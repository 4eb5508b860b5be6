/* key.h - key files: one text line each
 *
 * A secret lives in memory that is locked, never swapped and wiped when freed; it
 * enters no message. */
#ifndef ASSAY_KEY_H
#define ASSAY_KEY_H

#include "error.h"

#define KEY_FILE_MAX 1024 /* one line, and room for what an editor may add */

struct secret; /* an Ed25519 secret key */

/* Read a key file of either kind: its public half and its marks. */
enum assay_status key_read(const char *path, struct assay_key_facts *facts,
                           struct assay_error *error);
/* Open a secret key for signing.  ASSAY_E_USAGE: a passphrase is wanted or wrong, or
 * others can read the file and it is not marked EXAMPLE. */
enum assay_status secret_open(const char *path, const char *passphrase, struct secret **out,
                              struct assay_error *error);
void secret_close(struct secret *s); /* NULL is fine */
const uint8_t *secret_public(const struct secret *s); /* 32 bytes */
bool secret_is_example(const struct secret *s);
void secret_sign(const struct secret *s, const void *message, size_t len,
                 uint8_t signature[64]);
/* A symmetric key that only the holder of this one has, another for each use. */
void secret_derive(const struct secret *s, const char *use, uint8_t key[32]);
/* Opens a sealed box to this key's X25519 form; out has len less crypto_box_SEALBYTES. */
bool secret_unseal(const struct secret *s, const uint8_t *box, size_t len, uint8_t *out);
/* First 8 bytes of SHA-256(public key), lower-case hex. */
void key_id(const uint8_t public_key[32], char id[17]);
/* The identifier of a key that a person named by its file or by the identifier. */
enum assay_status key_named(const char *file_or_id, char id[17], struct assay_error *error);

/* The secret key of a restricted list: "assay list key 1 BASE64 HEX". */
enum assay_status list_key_write(const char *path, const uint8_t key[32],
                                 const uint8_t id[16], struct assay_error *error);
enum assay_status list_key_read(const char *path, uint8_t key[32], uint8_t id[16],
                                struct assay_error *error);

#endif
