/* set.h - what the last good `sync` brought: home/trust/set
 *
 * One small file names everything else by its hash: the registry, the lists, the
 * folder of TUF metadata.  It is replaced by one rename, and nothing it names is ever
 * changed in place, so that a home has the old state or the new one and nothing between.
 */
#ifndef ASSAY_SET_H
#define ASSAY_SET_H

#include "registry.h"
#include "state.h"

#define SET_FOLDER "trust" /* in a home: all that follows lies in it */
#define SET_FILE "set"
#define SET_REGISTRIES "registry" /* SHA-256 in hex, .cbor */
#define SET_LISTS "lists"         /* SHA-256 of page 0 in hex, .asl; list key ids, .key */
#define SET_DATA "data"           /* SHA-256 in hex, .tables */
#define SET_MAX (4 * 1024 * 1024)
#define SET_METADATA_MAX 32

struct set_list {
	uint8_t page0[32]; /* SHA-256: names the file */
	struct state_list about;
	uint8_t over[STATE_OVERLAYS][32]; /* the same of about.over, where there is one */
	int64_t issued_at;
};

struct set_data {
	uint8_t hash[32]; /* SHA-256: names the file */
	struct state_data about;
	int64_t issued_at;
};

struct set {
	int64_t t_floor;
	char metadata[SET_METADATA_MAX + 1]; /* folder; "": no root was given yet */
	bool has_registry;
	uint8_t registry[32];   /* SHA-256 */
	struct set_list *lists; /* in the order of their list ids, each once */
	size_t n_lists;
	struct set_data *data;  /* in the order of their names, each once */
	size_t n_data;
};

/* No file: an empty set.  ASSAY_E_FORMAT: damaged; one changed byte is noticed. */
enum assay_status set_read(const char *home, struct set **out, struct assay_error *error);
void set_free(struct set *s); /* NULL is fine */
/* Sorts the lists; whole or not at all. */
enum assay_status set_write(const char *home, struct set *s, struct assay_error *error);
/* Adds a list, or puts it in the place of the one with its list id. */
enum assay_status set_put(struct set *s, const struct set_list *list,
                          struct assay_error *error);
/* The same of a profile or data pack, by its name. */
enum assay_status set_put_data(struct set *s, const struct set_data *one,
                               struct assay_error *error);
const struct set_data *set_find_data(const struct set *s, const char *name);
const struct set_list *set_find(const struct set *s, const uint8_t list_id[16]);

/* Paths, malloc()ed; NULL: out of memory. */
char *set_path(const char *home, const char *name); /* home/trust/NAME */
char *set_registry_path(const char *home, const uint8_t hash[32]);
char *set_list_path(const char *home, const uint8_t page0[32]);
char *set_file_path(const char *folder, const uint8_t page0[32]); /* in home/trust/lists */
char *set_data_path(const char *home, const uint8_t hash[32]);

/* The registry that the set names, verified by its hash; none: an empty one. */
enum assay_status set_registry(const char *home, const struct set *s,
                               struct registry *out, struct assay_error *error);
/* Whom a home knows in all: pins.json, and the set's registry beside it.  dropped: see
 * registry_merge.  issued_at: of the registry; INT64_MIN: there is none. */
enum assay_status known_read(const char *home, const struct set *s,
                             void (*dropped)(void *, const char *, const char *),
                             void *data, struct pins **out, int64_t *issued_at,
                             struct assay_error *error);

#endif
