/* openssl.h - RSA and ECDSA signatures, by OpenSSL
 *
 * The one home of libcrypto, and only where configure found it: without it such keys
 * count for nothing, as keys of any other unknown kind do. */
#ifndef ASSAY_TUF_OPENSSL_H
#define ASSAY_TUF_OPENSSL_H

#include "assay-types.h"

enum tuf_pem_scheme { /* zero is nothing */
	TUF_PEM_NONE = 0,
	TUF_RSA_PSS_SHA256,
	TUF_RSA_PKCS1_SHA256,
	TUF_ECDSA_P256_SHA256
};

/* Does the signature hold?  identity: what the same key has however it is written. */
bool tuf_pem_verify(enum tuf_pem_scheme scheme, struct assay_bytes pem,
                    struct assay_bytes message, struct assay_bytes signature,
                    uint8_t identity[32]);

#endif
