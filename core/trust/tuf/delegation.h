/* delegation.h - which role may speak for a target
 *
 * Walks what a targets role of checked form (metadata.h) delegates, in the order in
 * which it is written. */
#ifndef ASSAY_TUF_DELEGATION_H
#define ASSAY_TUF_DELEGATION_H

#include "metadata.h"

/* A role that may speak for the target, by this delegator. */
struct tuf_delegated {
	char *name;       /* malloc()ed */
	bool terminating; /* if it does not have the target, nobody after it is asked */
};
/* The n-th such role, counted from *at, which starts at 0 and moves on.  ASSAY_OK with
 * out->name NULL: no more. */
enum assay_status tuf_delegated_next(const struct tuf_metadata *delegator, const char *path,
                                     size_t *at, struct tuf_delegated *out,
                                     struct assay_error *error);

/* The keys that the delegator names for the role; NULL: it delegates nothing to it. */
const json_t *tuf_delegation_keyids(const struct tuf_metadata *delegator, const char *role,
                                    const json_t **keys, json_int_t *threshold);

/* Does the path match the pattern?  "*" any characters but "/", "?" one of them, "[a-c]"
 * and "[!a-c]" one of a set or outside it; everything else stands for itself. */
bool tuf_glob(const char *pattern, const char *path);

#endif
