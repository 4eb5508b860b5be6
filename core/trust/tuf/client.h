/* client.h - the TUF client: brings a folder of trusted metadata up to date
 *
 * The workflow of the specification, version 1.0.34, section 5.  Each file is stored
 * byte for byte as it came, and only once it is verified; what is refused leaves the
 * last good file in place.  A role is verified against each delegator that leads to it,
 * whether it was at hand or not.  The network is the caller's: nothing here opens a
 * socket. */
#ifndef ASSAY_TUF_CLIENT_H
#define ASSAY_TUF_CLIENT_H

#include "metadata.h"

#define TUF_ROTATIONS_MAX 256   /* new roots in one refresh: years of weekly ones */
#define TUF_DELEGATIONS_MAX 32  /* roles asked for one target */

struct tuf_options {
	const char *folder;       /* of trusted metadata: root.json stands there already */
	const char *metadata_url; /* NULL: no updates, what is stored is used */
	int64_t now;              /* the time of the whole update */
	assay_fetch fetch;
	void *fetch_data;
	/* Refuse a root or delegation that names a key by anything but its own hash.  The
	 * specification asks for it, old repositories do not hold to it; as keys are
	 * counted and never identifiers, no threshold rests on it. */
	bool strict_keyids;
};

struct tuf;

/* Stores the first root, which the caller believes: only that it is signed as it says
 * itself is checked.  Makes no request. */
enum assay_status tuf_init(const char *folder, struct assay_bytes root,
                           struct assay_error *error);
/* Reads the stored root.  Strings and callback stay the caller's while it is open. */
enum assay_status tuf_open(const struct tuf_options *options, struct tuf **out,
                           struct assay_error *error);
void tuf_close(struct tuf *t); /* NULL is fine */

/* Updates the four top roles.  After a failure the object can be asked nothing. */
enum assay_status tuf_refresh(struct tuf *t, struct assay_error *error);
/* Takes what is stored, verified but however old: the expiry is the caller's to weigh
 * (tuf_role).  Nothing is fetched, now or by tuf_find. */
enum assay_status tuf_load(struct tuf *t, struct assay_error *error);
/* A top role, or a delegated one that tuf_find has met; NULL: not at hand. */
const struct tuf_metadata *tuf_role(const struct tuf *t, const char *role);

/* Finds the role that speaks for the target and what it says of it; pointers live until
 * the next refresh.  ASSAY_E_TRUST: no role that may speak for it knows it, or one on
 * the way cannot be verified. */
enum assay_status tuf_find(struct tuf *t, const char *path, struct tuf_file *out,
                           struct assay_error *error);
/* Fetches a target and stores it verified in folder under its quoted path (see
 * tuf_target_file); one that stands there already with the right hash is left alone. */
enum assay_status tuf_download(struct tuf *t, const char *path, const char *base_url,
                               const char *folder, struct assay_error *error);
/* The file name of a target: its path quoted, a dot at its beginning too, or a hash of it
 * where that is longer than a file name may be.  malloc()ed; NULL: out of memory. */
char *tuf_target_file(const char *path);

#endif
