/* repo.h - the repository folder of an authority: read, verified, committed
 *
 * metadata/ (consistent snapshots), targets/ (file names carry their hashes), lists/.
 * Files are added, never changed; timestamp.json alone is replaced, and a new root is
 * added after it, so that whatever crashes leaves the old repository or the new one. */
#ifndef ASSAY_REPO_H
#define ASSAY_REPO_H

#include "assay-authority.h"
#include "key.h"
#include "registry.h"
#include "tuf/metadata.h"

#define REPO_KEYS 32 /* of one role: more people than fit around a table */
#define REPO_PREFIX_ROLE "m-"   /* and a GS1 prefix: goods of a maker */
#define REPO_DOCUMENT_ROLE "i-" /* and an id: documents of an issuer */
#define REPO_ROLE_ROOM 72       /* of such a name */

enum repo_role { REPO_ROOT, REPO_TARGETS, REPO_SNAPSHOT, REPO_TIMESTAMP };
#define REPO_ROLES 4

struct repo_keys {
	struct secret *secrets[REPO_KEYS]; /* NULL: only its public half was given */
	uint8_t public_keys[REPO_KEYS][32];
	size_t n;
};

struct repo {
	struct assay_repo how;
	int lock;
	struct repo_keys keys[REPO_ROLES];
	struct repo_keys also[REPO_ROLES]; /* a rotation: who signs besides, old or new */
	struct tuf_metadata *root, *timestamp, *snapshot, *targets;
	struct registry registry;
	bool registry_changed;
	json_t *new_root, *new_targets; /* signed parts; NULL: as they are */
	struct {
		uint8_t *bytes;
		size_t len;
		struct tuf_metadata *m; /* NULL: none */
	} next_root;                    /* signed by enough; goes in with the commit */
	json_t *new_meta;               /* what the snapshot is to list anew */
	bool nomem;                     /* some change of JSON failed */
};

enum assay_status repo_keys_open(const struct assay_repo *how, const char *const *files,
                                 struct repo_keys *out, struct assay_error *error);
void repo_keys_close(struct repo_keys *k);

/* Opens the keys alone: what a ceremony prepares needs no folder. */
enum assay_status repo_keys_take(const struct assay_repo *how, struct repo *r,
                             struct assay_error *error);
/* And then the folder of a repository that is to be. */
enum assay_status repo_found(struct repo *r, struct assay_error *error);
/* Opens keys and repository. */
enum assay_status repo_open(const struct assay_repo *how, struct repo *r,
                            struct assay_error *error);
void repo_close(struct repo *r);
/* A file below the folder, read. */
enum assay_status repo_read(const struct repo *r, const char *name, size_t max,
                            uint8_t **out, size_t *len, struct assay_error *error);
/* Makes the folders on the way, for everybody to read, and writes the file. */
enum assay_status repo_put(const struct repo *r, const char *name,
                           struct assay_bytes bytes, struct assay_error *error);
/* "folder/NAME", its folders made; malloc()ed. */
enum assay_status repo_place(const struct repo *r, const char *name, char **path,
                             struct assay_error *error);
/* targets/DIR/HASH.NAME of a target of these bytes. */
void repo_target_name(const char *path, struct assay_bytes bytes, char *out, size_t room);
/* The target as this role lists it, read and held against what is listed. */
enum assay_status repo_target(const struct repo *r, const struct tuf_metadata *role,
                              const char *path, size_t max, uint8_t **out, size_t *len,
                              struct assay_error *error);
/* A delegated role's file as the snapshot lists it, of checked form; *out NULL: none.
 * *holds: it bears the signatures its delegation asks for. */
enum assay_status repo_role_read(const struct repo *r, const char *role,
                                 struct tuf_metadata **out, bool *holds,
                                 struct assay_error *error);
/* The signed part of the targets role, to change. */
json_t *repo_change_targets(struct repo *r);
/* Signs, checks that enough keys did, and hands out the file. */
enum assay_status repo_sign(json_t *signed_part, const struct repo_keys *keys,
                            const struct repo_keys *also, enum tuf_type type,
                            const char *role, const struct tuf_metadata *delegator,
                            const char *option, uint8_t **out, size_t *len,
                            struct assay_error *error);
/* Puts metadata/VERSION.ROLE.json and lists it for the next snapshot. */
enum assay_status repo_put_role(struct repo *r, const char *role, int64_t version,
                                struct assay_bytes bytes, struct assay_error *error);
/* Gives a new root its version and life. */
enum assay_status repo_stamp_root(struct repo *r, struct assay_error *error);
/* Takes bytes (from malloc) over as the next root, if enough keys signed them. */
enum assay_status repo_take_root(struct repo *r, uint8_t *bytes, size_t len,
                                 struct assay_error *error);
/* Adds the signatures of those whose secret halves are here. */
enum assay_status repo_add_signatures(json_t *envelope, const struct repo_keys *keys,
                                      struct assay_error *error);
/* Writes what changed; what makes it count last. */
enum assay_status repo_commit(struct repo *r, struct assay_error *error);

/* ---- ceremony.c: a root that its holders sign one after the other ---- */

/* Puts r->new_root into the folder for its holders, with the root before it and with the
 * signatures of the keys at hand. */
enum assay_status ceremony_prepare(struct repo *r, struct assay_error *error);
/* Takes the root that they signed from the folder. */
enum assay_status ceremony_finish(struct repo *r, struct assay_error *error);

/* How long what is signed now will hold, in seconds. */
#define REPO_DAY INT64_C(86400)
#define REPO_ROOT_LIFE (365 * REPO_DAY)
#define REPO_TARGETS_LIFE (90 * REPO_DAY)
#define REPO_ONLINE_LIFE (35 * REPO_DAY)
#define REPO_MAKER_LIFE (180 * REPO_DAY)

/* Takes over a new value; remembers that memory ran out. */
void repo_set(struct repo *r, json_t *object, const char *key, json_t *value);

#endif
