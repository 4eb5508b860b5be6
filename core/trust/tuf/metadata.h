/* metadata.h - one file of trust metadata: read, checked for form, not yet believed
 *
 * A struct tuf_metadata has every field that the accessors below hand out, of the right
 * kind; whose signature it bears is another question (tuf_metadata_verify).  Fields
 * that are not known stay: they are signed too. */
#ifndef ASSAY_TUF_METADATA_H
#define ASSAY_TUF_METADATA_H

#include "json.h"

/* Bytes of a file whose length no one has signed, tested before it is read.  A root of
 * 64 KiB holds the keys of eighty authorities; other people's repositories may have
 * roots of up to 500 KB, which is what their reference client allows. */
#define TUF_ROOT_MAX (512 * 1024)
#define TUF_TIMESTAMP_MAX (16 * 1024)
#define TUF_METADATA_MAX (8 * 1024 * 1024) /* 10,000 makers in one flat file: 4.5 MB */
#define TUF_LISTED_MAX (64 * 1024 * 1024)  /* listed lengths: what a handheld can hold */

enum tuf_type { TUF_ROOT, TUF_TIMESTAMP, TUF_SNAPSHOT, TUF_TARGETS };
extern const char *const tuf_types[4]; /* "root" ... */

struct tuf_metadata {
	enum tuf_type type;
	int64_t version;      /* 1 and more */
	int64_t expires;      /* s since 1970: expired at this second */
	bool consistent;      /* root: file names carry versions and hashes */
	json_t *json;         /* the whole file */
	const json_t *signed_part;
	char *canonical;      /* of signed_part: what the signatures cover */
	size_t canonical_len;
};

/* Checks the form of a whole file.  `what` names it in the error's sentence. */
enum assay_status tuf_metadata_parse(struct assay_bytes bytes, enum tuf_type type,
                                     const char *what, struct tuf_metadata **out,
                                     struct assay_error *error);
void tuf_metadata_free(struct tuf_metadata *m); /* NULL is fine */

/* Has m, which is to be `role`, the signatures that `delegator` asks for?  delegator: the
 * root for the four top roles, else a targets role that delegates to `role`. */
enum assay_status tuf_metadata_verify(const struct tuf_metadata *m, const char *role,
                                      const struct tuf_metadata *delegator,
                                      struct assay_error *error);
/* The keys that a root names for one of the four top roles, and how many must sign. */
const json_t *tuf_root_keyids(const struct tuf_metadata *root, const char *role,
                              json_int_t *threshold);
/* Did going from one root to the next take so many keys from a role that those left
 * could not have signed alone?  Then what the role said before is not held against it. */
bool tuf_root_rotated(const struct tuf_metadata *old, const struct tuf_metadata *next,
                      const char *role);

/* A file as the metadata lists it. */
struct tuf_file {
	int64_t version;      /* of metadata */
	int64_t length;       /* -1: not listed */
	const json_t *hashes; /* object of name and hex; NULL: not listed */
	const json_t *custom; /* of a target; NULL: none */
};
/* "snapshot.json" in a timestamp, "ROLE.json" in a snapshot. */
bool tuf_listed(const struct tuf_metadata *m, const char *name, struct tuf_file *out);
/* A target that this targets role itself describes. */
bool tuf_target(const struct tuf_metadata *m, const char *path, struct tuf_file *out);

/* Hashing on the way, to hold against what is listed. */
struct tuf_hasher;
struct tuf_hasher *tuf_hasher_new(void); /* NULL: out of memory */
void tuf_hasher_add(struct tuf_hasher *h, const void *bytes, size_t n);
/* Ends and frees it.  hashes NULL: true.  At least one of them must be known here, and
 * each that is known must agree. */
bool tuf_hasher_end(struct tuf_hasher *h, const json_t *hashes);
/* The length and hashes of the whole of something, if they are listed. */
enum assay_status tuf_agrees(struct assay_bytes bytes, const struct tuf_file *file,
                             const char *what, struct assay_error *error);

/* "2027-01-31T23:59:59Z" to s since 1970. */
bool tuf_time(const char *text, int64_t *out);

#endif
