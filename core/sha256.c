/* sha256.c - the name of a photo: SHA-256 of its bytes (FIPS 180-4) */
#include <sodium.h>

#include "assay.h"

void
assay_sha256(struct assay_bytes bytes, uint8_t hash[32])
{
	crypto_hash_sha256(hash, bytes.data, bytes.len);
}
