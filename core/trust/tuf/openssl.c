/* openssl.c - RSA and ECDSA signatures, by OpenSSL */
#include <limits.h>
#include <stdlib.h>
#include <sodium.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "openssl.h"

#define RSA_BITS_MIN 2048 /* what the scheme's authors ask for; less can be factored */
#define RSA_BITS_MAX 8192 /* more costs time and gives nothing */
#define NUMBER_MAX (RSA_BITS_MAX / 8)

/* Never ask anybody for a passphrase: a public key has none. */
static int
no_passphrase(char *buffer, int size, int writing, void *data)
{
	(void)buffer, (void)size, (void)writing, (void)data;
	return -1;
}

static EVP_PKEY *
read_key(struct assay_bytes pem)
{
	EVP_PKEY *key = NULL;
	BIO *bio;

	if (pem.len > INT_MAX || (bio = BIO_new_mem_buf(pem.data, (int)pem.len)) == NULL)
		return NULL;
	key = PEM_read_bio_PUBKEY(bio, NULL, no_passphrase, NULL);
	BIO_free(bio);
	return key;
}

/* The modulus, or the point's x: both ways of writing a point have it, and who holds
 * the key of a point holds that of its mirror. */
static bool
identify(EVP_PKEY *key, const char *param, uint8_t identity[32])
{
	uint8_t bytes[1 + NUMBER_MAX];
	BIGNUM *number = NULL;
	bool fine = false;

	if (EVP_PKEY_get_bn_param(key, param, &number) == 1 &&
	    BN_num_bytes(number) <= NUMBER_MAX) {
		bytes[0] = (uint8_t)param[0];
		crypto_hash_sha256(identity, bytes,
		                   1 + (size_t)BN_bn2bin(number, bytes + 1));
		fine = true;
	}
	BN_free(number);
	return fine;
}

static bool
fits(enum tuf_pem_scheme scheme, EVP_PKEY *key, uint8_t identity[32])
{
	char group[32];

	switch (scheme) {
	case TUF_PEM_NONE:
		return false;
	case TUF_RSA_PSS_SHA256:
	case TUF_RSA_PKCS1_SHA256:
		return EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA &&
		       EVP_PKEY_get_bits(key) >= RSA_BITS_MIN &&
		       EVP_PKEY_get_bits(key) <= RSA_BITS_MAX &&
		       identify(key, OSSL_PKEY_PARAM_RSA_N, identity);
	case TUF_ECDSA_P256_SHA256:
		return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC &&
		       EVP_PKEY_get_group_name(key, group, sizeof group, NULL) == 1 &&
		       OBJ_txt2nid(group) == NID_X9_62_prime256v1 &&
		       identify(key, OSSL_PKEY_PARAM_EC_PUB_X, identity);
	}
	return false;
}

bool
tuf_pem_verify(enum tuf_pem_scheme scheme, struct assay_bytes pem,
               struct assay_bytes message, struct assay_bytes signature,
               uint8_t identity[32])
{
	EVP_PKEY *key = read_key(pem);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	EVP_PKEY_CTX *options;
	bool holds = false;

	if (key == NULL || context == NULL || !fits(scheme, key, identity))
		goto out;
	if (EVP_DigestVerifyInit(context, &options, EVP_sha256(), NULL, key) != 1)
		goto out;
	if (scheme == TUF_RSA_PSS_SHA256 &&
	    (EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) != 1 ||
	     EVP_PKEY_CTX_set_rsa_mgf1_md(options, EVP_sha256()) != 1 ||
	     EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_AUTO) != 1))
		goto out;
	holds = EVP_DigestVerify(context, signature.data, signature.len, message.data,
	                         message.len) == 1;
out:
	EVP_MD_CTX_free(context);
	EVP_PKEY_free(key);
	ERR_clear_error(); /* the caller's queue holds none of ours */
	return holds;
}
