/* keep.h - the profiles and data packs that a home holds, and what they are worth
 *
 * Read-only once opened, shared between threads.  What is kept is signed by a key that is
 * trusted for it today; a profile speaks only for prefixes of its signer.  Nothing here
 * writes into a home but assay_data_install(). */
#ifndef ASSAY_KEEP_H
#define ASSAY_KEEP_H

#include "data/tables.h"
#include "trust/set.h"

#define KEEP_FOLDER "data"   /* in a home: what was installed by hand */
#define KEEP_MAX 512
/* Where they are published: beside a prefix's lists; in the authority's own role. */
#define SYNC_PROFILE "profile.apf"
#define SYNC_DATA "data/"
#define SYNC_PATH (STATE_NAME + 16)
#define KEEP_PROFILE "profile/" /* and the issuer's id: the name of a profile */

struct keep_one {
	char name[STATE_NAME + 1]; /* the kind of data, or "profile/ISSUER" */
	struct tables *tables;
	char issuer[65], *issuer_name; /* of a profile; "" */
	bool synced;
};

struct keep {
	struct keep_one *one;
	size_t n;
	struct assay_profile *profiles; /* views for plugins */
	struct assay_data *data;
	size_t n_profiles, n_data;
};

/* Whose is it, by these pins?  listed: the authority's metadata list a data pack, so that
 * its signature needs no pin.  *issuer may stay NULL then. */
enum pin_trust keep_judge(const struct tables *t, const struct pins *pins, bool listed,
                          const struct pin_issuer **issuer);
/* Judges, and says in one sentence why it is not PIN_VALID.  name: as above. */
enum assay_status keep_believe(const struct tables *t, const struct pins *pins, bool listed,
                               const struct pin_issuer **issuer, char name[STATE_NAME + 1],
                               struct assay_error *error);

/* Opens what state and set name; what does not hold is told to say and left out. */
enum assay_status keep_open(const char *home, const struct state *state,
                            const struct set *set, const struct pins *pins,
                            void (*say)(void *data, const char *line), void *data,
                            struct keep **out, struct assay_error *error);
void keep_close(struct keep *k); /* NULL is fine */
/* The newest issued_at; INT64_MIN: none. */
int64_t keep_newest(const struct keep *k);

/* data/KIND.adp, with '+' where the kind has '/': a target is a file in one folder. */
void sync_data_path(const char *kind, char out[SYNC_PATH]);
/* home/data/NAME, malloc()ed; NULL: out of memory. */
char *keep_path(const char *home, const char *name);
/* Fills what a file says of itself; sizes as in every public struct. */
void keep_facts(const struct tables *t, struct assay_data_facts *out);

#endif
