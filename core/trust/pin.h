/* pin.h - the issuers a device knows, and the keys that may speak for them
 *
 * The data model of the registry: pins.json holds the same issuers by hand that the
 * authority's registry brings signed.  Fixed once read. */
#ifndef ASSAY_PIN_H
#define ASSAY_PIN_H

#include "error.h"

#define PINS_FILE "pins.json"
#define PINS_MAX (1024 * 1024) /* bytes: about two thousand issuers */
#define PINS_DEPTH 16          /* the form needs 5; the rest is for fields not known yet */
#define PINS_ISSUERS 4096
#define PINS_KEYS 64           /* of one issuer: thirty years of yearly rotation, twice */
#define PINS_NAMES 256         /* prefixes, categories or hosts of one issuer */

struct pin_key {
	uint8_t public_key[32];
	char kid[17];
	bool for_lists;                /* use "list"; else "item" or... */
	bool for_data;                 /* "data": pins alone have those */
	int64_t not_before, not_after; /* INT64_MIN, INT64_MAX: open */
	bool compromised;
	int64_t compromised_at;
};

struct pin_issuer {
	struct assay_issuer about;     /* id, name, prefixes, categories, hosts */
	struct pin_key *keys;
	size_t n_keys;
	int64_t admitted_from, admitted_to;
};

struct pins {
	struct pin_issuer *issuers;
	size_t n_issuers;
};

/* Strict: ASSAY_E_FORMAT unless it is exactly what this program would accept. */
enum assay_status pins_parse(struct assay_bytes json, struct pins **out,
                             struct assay_error *error);
/* The rules that hold whoever wrote the issuers down: well-formed names, one issuer an
 * id, a key, a prefix and all under it.  file: as the error's sentence names it. */
enum assay_status pins_check(const struct pins *p, const char *file,
                             struct assay_error *error);
/* The pins of a home; no file: nobody. */
enum assay_status pins_read(const char *home, struct pins **out, struct assay_error *error);
void pins_free(struct pins *p); /* NULL is fine */

/* Whose prefix does this GTIN-14 lie under?  NULL: nobody's. */
const struct pin_issuer *pins_owner(const struct pins *p, const char *gtin);
/* Whose prefix does this scope (digits, without indicator) lie inside? */
const struct pin_issuer *pins_scope(const struct pins *p, const char *scope);

enum pin_trust { /* what a signature by a key is worth; zero is nothing */
	PIN_NOBODY = 0,
	PIN_OUTSIDE,     /* known, but not valid then, not for lists, or not admitted then */
	PIN_COMPROMISED, /* known, and stolen: supports nothing, whatever date it bears */
	PIN_VALID
};
enum pin_trust pins_key(const struct pins *p, const uint8_t public_key[32], int64_t when,
                        const struct pin_issuer **issuer);

/* The same of a data pack. */
enum pin_trust pins_data_key(const struct pins *p, const uint8_t public_key[32],
                             int64_t when, const struct pin_issuer **issuer);

/* Whose key is it, and its record; NULL: nobody's. */
const struct pin_key *pins_find_key(const struct pins *p, const uint8_t public_key[32],
                                    const struct pin_issuer **issuer);
const struct pin_issuer *pins_find(const struct pins *p, const char *id);

/* 4 to 12 digits outside the ranges that shops use inside (02, 04, 2)? */
bool pin_restricted(const char *digits);
/* A company prefix: 4 to 12 digits, not restricted. */
bool pin_prefix(const char *s);
/* A host name in lower case, of that many labels at least. */
bool pin_host(const char *s, size_t least);

#endif
