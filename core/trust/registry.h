/* registry.h - the authority's registry: who was admitted, and every key ever
 *
 * The same issuers as pins.json holds by hand (pin.h), as CBOR, signed through TUF.
 * A file has one form: what is read and written again is the same bytes. */
#ifndef ASSAY_REGISTRY_H
#define ASSAY_REGISTRY_H

#include "pin.h"

#define REGISTRY_TARGET "registry/registry.cbor"
#define REGISTRY_MAX (4 * 1024 * 1024) /* bytes: ten thousand makers with their keys */
#define REGISTRY_ISSUERS 16384

struct registry {
	int64_t issued_at;
	struct pins *issuers;
};

/* Strict: ASSAY_E_FORMAT unless it is exactly what registry_write would write. */
enum assay_status registry_read(struct assay_bytes cbor, struct registry *out,
                                struct assay_error *error);
/* Sorts what it writes; refuses what a reader would.  *out is malloc()ed. */
enum assay_status registry_write(struct registry *r, uint8_t **out, size_t *len,
                                 struct assay_error *error);
void registry_clear(struct registry *r);

/* What a device knows in all: pins (changed in place) and the registry's issuers beside
 * them.  The registry has the word on prefixes, names, dates and keys of its issuers; a
 * pin adds keys, prefixes, categories and hosts to an issuer of the same id, and issuers
 * of its own, as far as they touch nothing that is registered.  A key that either
 * calls stolen is.  dropped: called for each thing of a pin that yields. */
enum assay_status registry_merge(struct pins *pins, const struct registry *registry,
                                 void (*dropped)(void *data, const char *id,
                                                 const char *what),
                                 void *data, struct assay_error *error);

#endif
