/* key.c - key files: one text line each
 *
 *     assay public key 1 BASE64(public key 32) ID [EXAMPLE]
 *     assay secret key 1 BASE64(0 | seed 32 | public key 32) ID [EXAMPLE]
 *     assay secret key 1 BASE64(1 | public key 32 | ops u32 | KiB u32 | salt 16 |
 *                               nonce 24 | XChaCha20-Poly1305(seed) 48) ID [EXAMPLE]
 *     assay list key 1 BASE64(list key 32) HEX(list key id 16)
 *
 * ID is the first 8 bytes of SHA-256(public key) in hex; numbers are little-endian.
 * The passphrase goes through Argon2id; every byte before the nonce, and the word
 * EXAMPLE where it stands, is authenticated.  One meaning per line: one space
 * between words, one line end, nothing after. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>
#include <unistd.h>

#include "assay-check.h"
#include "assay-cursor.h"
#include "key.h"
#include "store.h"

#define OPS 3u            /* Argon2id passes for new keys */
#define MEMORY_KIB 65536u /* 64 MiB: a laptop signs, a handheld never does */
#define OPS_MAX 16u       /* more is a file made to stall us */
#define MEMORY_KIB_MAX 1048576u
#define PLAIN_LEN (1 + 32 + 32)
#define SEALED_HEAD (1 + 32 + 4 + 4 + 16)
#define SEALED_LEN (SEALED_HEAD + 24 + 32 + 16)
#define BLOB_MAX SEALED_LEN
#define EXAMPLE_WORD "EXAMPLE"

static const char public_word[] = "assay public key 1 ";
static const char secret_word[] = "assay secret key 1 ";
static const char list_word[] = "assay list key 1 ";

struct secret {
	uint8_t key[64]; /* seed, public key: libsodium's order */
	bool example;
};

/* A key line taken apart; blob may hold a secret: wipe it. */
struct line {
	bool secret, example;
	uint8_t blob[BLOB_MAX];
	size_t len;
	uint8_t public_key[32];
	char id[17];
	bool is_private; /* the file is the owner's alone */
};

void
key_id(const uint8_t public_key[32], char id[17])
{
	uint8_t digest[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(digest, public_key, 32);
	sodium_bin2hex(id, 17, digest, 8);
}

enum assay_status
key_named(const char *file_or_id, char id[17], struct assay_error *error)
{
	struct assay_key_facts facts = { .size = sizeof facts };
	enum assay_status status;

	if (strlen(file_or_id) == 16 && strspn(file_or_id, "0123456789abcdef") == 16) {
		memcpy(id, file_or_id, 17);
		return ASSAY_OK;
	}
	if ((status = key_read(file_or_id, &facts, error)) == ASSAY_OK)
		memcpy(id, facts.id, 17);
	return status;
}

static bool
take_word(struct assay_bytes *left, const char *word)
{
	size_t n = strlen(word);

	if (left->len < n || memcmp(left->data, word, n) != 0)
		return false;
	left->data += n;
	left->len -= n;
	return true;
}

/* Up to the next space, or the end. */
static struct assay_bytes
take_field(struct assay_bytes *left)
{
	struct assay_bytes field = { left->data, 0 };

	while (field.len < left->len && field.data[field.len] != ' ')
		field.len++;
	left->data += field.len;
	left->len -= field.len;
	return field;
}

static bool
from_base64(struct assay_bytes text, uint8_t *out, size_t room, size_t *len)
{
	return sodium_base642bin(out, room, (const char *)text.data, text.len, NULL, len,
	                         NULL, sodium_base64_VARIANT_ORIGINAL) == 0;
}

static enum assay_status
not_a_key(struct assay_error *error, const char *path)
{
	return error_say(error, ASSAY_E_FORMAT,
	                 "%s is no assay key file; `assay key new -o FILE` makes one",
	                 "%s 不是 assay 密钥文件；用 `assay key new -o 文件` 生成",
	                 error_text(path).text);
}

static bool
parse_line(struct assay_bytes text, struct line *line)
{
	struct assay_bytes id;
	char expected[17];

	if (text.len > 0 && text.data[text.len - 1] == '\n')
		text.len--;
	if (text.len > 0 && text.data[text.len - 1] == '\r')
		text.len--;
	if (take_word(&text, secret_word))
		line->secret = true;
	else if (!take_word(&text, public_word))
		return false;
	if (!from_base64(take_field(&text), line->blob, sizeof line->blob, &line->len) ||
	    !take_word(&text, " "))
		return false;
	id = take_field(&text);
	line->example = take_word(&text, " " EXAMPLE_WORD);
	if (text.len != 0 || id.len != 16)
		return false;
	if (!line->secret && line->len == 32)
		memcpy(line->public_key, line->blob, 32);
	else if (line->secret && line->len == PLAIN_LEN && line->blob[0] == 0)
		memcpy(line->public_key, line->blob + 1 + 32, 32);
	else if (line->secret && line->len == SEALED_LEN && line->blob[0] == 1)
		memcpy(line->public_key, line->blob + 1, 32);
	else
		return false;
	key_id(line->public_key, expected);
	memcpy(line->id, expected, sizeof expected);
	return memcmp(id.data, expected, 16) == 0;
}

static enum assay_status
read_line(const char *path, struct line *line, struct assay_error *error)
{
	enum assay_status status;
	uint8_t *bytes;
	size_t len;

	memset(line, 0, sizeof *line);
	if (sodium_init() < 0)
		return error_nomem(error);
	status = store_read(path, KEY_FILE_MAX, &bytes, &len, &line->is_private, error);
	if (status == ASSAY_E_LIMIT)
		return not_a_key(error, path);
	if (status != ASSAY_OK)
		return status;
	if (!parse_line((struct assay_bytes){ bytes, len }, line))
		status = not_a_key(error, path);
	sodium_memzero(bytes, len);
	free(bytes);
	if (status != ASSAY_OK)
		sodium_memzero(line, sizeof *line);
	return status;
}

enum assay_status
key_read(const char *path, struct assay_key_facts *facts, struct assay_error *error)
{
	struct assay_key_facts full = { 0 };
	size_t size = facts->size;
	struct line line;
	enum assay_status status = read_line(path, &line, error);

	if (status != ASSAY_OK)
		return status;
	full.size = size;
	full.secret = line.secret;
	full.example = line.example;
	full.encrypted = line.secret && line.blob[0] == 1;
	memcpy(full.public_key, line.public_key, 32);
	memcpy(full.id, line.id, sizeof full.id);
	sodium_memzero(&line, sizeof line);
	memcpy(facts, &full, size < sizeof full ? size : sizeof full);
	return ASSAY_OK;
}

enum assay_status
assay_key_facts(const char *path, struct assay_key_facts *facts,
                struct assay_error *error)
{
	return key_read(path, facts, error);
}

/* The key that a passphrase and the head of a sealed blob give. */
static bool
stretch(const char *passphrase, const uint8_t *blob, uint8_t key[32])
{
	struct assay_cursor c = { { blob + 1 + 32, 4 + 4 + 16 }, false };
	uint32_t ops = (uint32_t)assay_take_le(&c, 4),
	         kib = (uint32_t)assay_take_le(&c, 4);

	if (ops < 1 || ops > OPS_MAX || kib < 8 || kib > MEMORY_KIB_MAX)
		return false;
	return crypto_pwhash(key, 32, passphrase, strlen(passphrase), c.left.data, ops,
	                     (size_t)kib * 1024, crypto_pwhash_ALG_ARGON2ID13) == 0;
}

static size_t
sealed_context(const uint8_t *blob, bool example, uint8_t *out)
{
	memcpy(out, blob, SEALED_HEAD);
	if (!example)
		return SEALED_HEAD;
	memcpy(out + SEALED_HEAD, EXAMPLE_WORD, strlen(EXAMPLE_WORD));
	return SEALED_HEAD + strlen(EXAMPLE_WORD);
}

static enum assay_status
unseal(const struct line *line, const char *path, const char *passphrase, uint8_t *seed,
       struct assay_error *error)
{
	uint8_t key[32], context[SEALED_HEAD + 16];
	size_t n = sealed_context(line->blob, line->example, context);
	enum assay_status status = ASSAY_OK;

	if (passphrase == NULL)
		return error_say(error, ASSAY_E_USAGE,
		                 "%s is under a passphrase; give it with --passphrase",
		                 "%s 受口令保护；请用 --passphrase 输入口令",
		                 error_text(path).text);
	if (!stretch(passphrase, line->blob, key))
		return error_say(error, ASSAY_E_NOMEM,
		                 "not enough memory to open the passphrase of %s",
		                 "内存不足，无法用口令打开 %s", error_text(path).text);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(
	            seed, NULL, NULL, line->blob + SEALED_HEAD + 24, 48, context, n,
	            line->blob + SEALED_HEAD, key) != 0)
		status = error_say(error, ASSAY_E_USAGE, "wrong passphrase for %s",
		                   "%s 的口令不对", error_text(path).text);
	sodium_memzero(key, sizeof key);
	return status;
}

enum assay_status
secret_open(const char *path, const char *passphrase, struct secret **out,
            struct assay_error *error)
{
	struct secret *s = NULL;
	struct line line;
	enum assay_status status;
	uint8_t seed[32], made[32];

	*out = NULL;
	if ((status = read_line(path, &line, error)) != ASSAY_OK)
		return status;
	if (!line.secret) {
		status = error_say(error, ASSAY_E_USAGE,
		                   "%s is a public key; signing needs the secret one",
		                   "%s 是公钥；签名需要私钥", error_text(path).text);
		goto out;
	}
	if (!line.is_private && !line.example) {
		status = error_say(error, ASSAY_E_USAGE,
		                   "others can read the secret key %s; close it with "
		                   "`chmod 600` (a stick without owners: mount it with "
		                   "umask=077), and make a new one if they may have",
		                   "他人可以读取私钥 %s；请用 `chmod 600` "
		                   "收紧权限（不记录属主的 U 盘请以 umask=077 "
		                   "挂载），若可能已泄露请换新密钥",
		                   error_text(path).text);
		goto out;
	}
	if ((s = sodium_malloc(sizeof *s)) == NULL) {
		status = error_nomem(error);
		goto out;
	}
	s->example = line.example;
	if (line.blob[0] == 0)
		memcpy(seed, line.blob + 1, 32);
	else if ((status = unseal(&line, path, passphrase, seed, error)) != ASSAY_OK)
		goto out;
	crypto_sign_seed_keypair(made, s->key, seed);
	if (memcmp(made, line.public_key, 32) != 0) {
		status = error_say(error, ASSAY_E_FORMAT,
		                   "%s is damaged: its two halves do not belong together",
		                   "%s 已损坏：公私两半不匹配", error_text(path).text);
		goto out;
	}
	*out = s;
	s = NULL;
out:
	sodium_free(s);
	sodium_memzero(seed, sizeof seed);
	sodium_memzero(&line, sizeof line);
	return status;
}

void
secret_close(struct secret *s)
{
	sodium_free(s);
}

const uint8_t *
secret_public(const struct secret *s)
{
	return s->key + 32;
}

bool
secret_is_example(const struct secret *s)
{
	return s->example;
}

void
secret_sign(const struct secret *s, const void *message, size_t len,
            uint8_t signature[64])
{
	crypto_sign_detached(signature, NULL, message, len, s->key);
}

void
secret_derive(const struct secret *s, const char *use, uint8_t key[32])
{
	/* the seed is a key like any other here: nothing leads back from what comes out
	 */
	crypto_generichash(key, 32, (const uint8_t *)use, strlen(use), s->key, 32);
}

bool
secret_unseal(const struct secret *s, const uint8_t *box, size_t len, uint8_t *out)
{
	uint8_t public_key[crypto_box_PUBLICKEYBYTES],
	        secret_key[crypto_box_SECRETKEYBYTES];
	bool opened;

	opened = crypto_sign_ed25519_pk_to_curve25519(public_key, s->key + 32) == 0 &&
	         crypto_sign_ed25519_sk_to_curve25519(secret_key, s->key) == 0 &&
	         crypto_box_seal_open(out, box, len, public_key, secret_key) == 0;
	sodium_memzero(secret_key, sizeof secret_key);
	return opened;
}

/* "WORD BASE64 ID[ EXAMPLE]\n" into out; its length. */
static size_t
format_line(char *out, size_t room, const char *word, const uint8_t *blob, size_t len,
            const char *id, bool example)
{
	char text[sodium_base64_ENCODED_LEN(BLOB_MAX, sodium_base64_VARIANT_ORIGINAL)];
	int n;

	sodium_bin2base64(text, sizeof text, blob, len, sodium_base64_VARIANT_ORIGINAL);
	n = snprintf(out, room, "%s%s %s%s\n", word, text, id,
	             example ? " " EXAMPLE_WORD : "");
	sodium_memzero(text, sizeof text);
	return (size_t)n;
}

static bool
seal(uint8_t *blob, const uint8_t *seed, const uint8_t *public_key,
     const char *passphrase, bool example)
{
	static const uint8_t cost[8] = {
		OPS & 255,
		OPS >> 8 & 255,
		OPS >> 16 & 255,
		OPS >> 24,
		MEMORY_KIB & 255,
		MEMORY_KIB >> 8 & 255,
		MEMORY_KIB >> 16 & 255,
		MEMORY_KIB >> 24,
	};
	uint8_t key[32], context[SEALED_HEAD + 16];
	size_t n;

	blob[0] = 1;
	memcpy(blob + 1, public_key, 32);
	memcpy(blob + 33, cost, sizeof cost);
	randombytes_buf(blob + 41, 16 + 24);
	if (!stretch(passphrase, blob, key))
		return false;
	n = sealed_context(blob, example, context);
	crypto_aead_xchacha20poly1305_ietf_encrypt(blob + SEALED_HEAD + 24, NULL, seed,
	                                           32, context, n, NULL,
	                                           blob + SEALED_HEAD, key);
	sodium_memzero(key, sizeof key);
	return true;
}

static enum assay_status
exists(struct assay_error *error, const char *path)
{
	errno = EEXIST;
	return error_say(error, ASSAY_E_IO,
	                 "%s exists already and is not overwritten; choose another name",
	                 "%s 已存在，不会覆盖；请换一个名称", error_text(path).text);
}

enum assay_status
assay_key_new(const char *path, const char *passphrase, bool example,
              struct assay_error *error)
{
	struct key_space {
		uint8_t seed[32], key[64], blob[BLOB_MAX];
		char text[KEY_FILE_MAX];
	} *space = NULL;
	uint8_t public_key[32];
	char id[17], text[KEY_FILE_MAX], *public_path = NULL;
	enum assay_status status;
	size_t len = PLAIN_LEN, n;

	if (sodium_init() < 0 || (space = sodium_malloc(sizeof *space)) == NULL ||
	    (public_path = malloc(strlen(path) + sizeof ".pub")) == NULL) {
		status = error_nomem(error);
		goto out;
	}
	sprintf(public_path, "%s.pub", path);
	if (access(path, F_OK) == 0 || access(public_path, F_OK) == 0) {
		status = exists(error, access(path, F_OK) == 0 ? path : public_path);
		goto out;
	}
	randombytes_buf(space->seed, sizeof space->seed);
	crypto_sign_seed_keypair(public_key, space->key, space->seed);
	key_id(public_key, id);
	if (passphrase == NULL) {
		space->blob[0] = 0;
		memcpy(space->blob + 1, space->seed, 32);
		memcpy(space->blob + 33, public_key, 32);
	} else {
		len = SEALED_LEN;
		if (!seal(space->blob, space->seed, public_key, passphrase, example)) {
			status = error_nomem(error);
			goto out;
		}
	}
	n = format_line(space->text, sizeof space->text, secret_word, space->blob, len,
	                id, example);
	status = store_write(path, 0600, space->text, n, true, error);
	if (status == ASSAY_E_IO && errno == EEXIST)
		status = exists(error, path);
	if (status != ASSAY_OK)
		goto out;
	n = format_line(text, sizeof text, public_word, public_key, 32, id, example);
	status = store_write(public_path, 0644, text, n, true, error);
	if (status == ASSAY_E_IO && errno == EEXIST)
		status = exists(error, public_path);
	if (status != ASSAY_OK)
		unlink(path);
out:
	free(public_path);
	sodium_free(space);
	return status;
}

#define LIST_KEY_BLOB 40 /* the key, and eight bytes that tell damage */

/* A changed key would find nothing on its list, as if nothing stood there. */
static void
list_key_sum(const uint8_t key[32], const uint8_t id[16], uint8_t sum[8])
{
	uint8_t both[48], digest[crypto_hash_sha256_BYTES];

	memcpy(both, key, 32);
	memcpy(both + 32, id, 16);
	crypto_hash_sha256(digest, both, sizeof both);
	memcpy(sum, digest, 8);
	sodium_memzero(both, sizeof both);
	sodium_memzero(digest, sizeof digest);
}

enum assay_status
list_key_write(const char *path, const uint8_t key[32], const uint8_t id[16],
               struct assay_error *error)
{
	char hex[33], text[KEY_FILE_MAX];
	uint8_t blob[LIST_KEY_BLOB];
	enum assay_status status;
	size_t n;

	sodium_bin2hex(hex, sizeof hex, id, 16);
	memcpy(blob, key, 32);
	list_key_sum(key, id, blob + 32);
	n = format_line(text, sizeof text, list_word, blob, sizeof blob, hex, false);
	status = store_write(path, 0600, text, n, false, error);
	sodium_memzero(blob, sizeof blob);
	sodium_memzero(text, sizeof text);
	return status;
}

enum assay_status
list_key_read(const char *path, uint8_t key[32], uint8_t id[16],
              struct assay_error *error)
{
	uint8_t *bytes, blob[LIST_KEY_BLOB], sum[8];
	struct assay_bytes text, hex;
	enum assay_status status;
	size_t len, n;

	status = store_read(path, KEY_FILE_MAX, &bytes, &len, NULL, error);
	if (status != ASSAY_OK)
		return status;
	text = (struct assay_bytes){ bytes, len };
	if (text.len > 0 && text.data[text.len - 1] == '\n')
		text.len--;
	if (!take_word(&text, list_word) ||
	    !from_base64(take_field(&text), blob, sizeof blob, &n) || n != sizeof blob ||
	    !take_word(&text, " ") || (hex = take_field(&text)).len != 32 ||
	    text.len != 0 ||
	    sodium_hex2bin(id, 16, (const char *)hex.data, 32, NULL, &n, NULL) != 0 ||
	    n != 16)
		status = error_say(
		        error, ASSAY_E_FORMAT,
		        "%s is no list key; `list build --restricted` writes one "
		        "beside its list",
		        "%s 不是清单密钥；`list build --restricted` 会把它写在清单旁边",
		        error_text(path).text);
	sodium_memzero(bytes, len);
	free(bytes);
	if (status == ASSAY_OK) {
		list_key_sum(blob, id, sum);
		if (memcmp(sum, blob + 32, sizeof sum) != 0)
			status = error_say(
			        error, ASSAY_E_FORMAT,
			        "the list key %s is damaged: copy it again from "
			        "who made the list",
			        "清单密钥 %s 已损坏：请向清单制作方重新复制",
			        error_text(path).text);
	}
	if (status == ASSAY_OK)
		memcpy(key, blob, 32);
	sodium_memzero(blob, sizeof blob);
	return status;
}
