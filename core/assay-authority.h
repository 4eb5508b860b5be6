/* assay-authority.h - keep a repository: who is admitted, which keys hold, which lists
 *
 * For the authority's own programs; verifiers need assay.h alone.  A repository is a
 * folder of files (doc/formats.md, "Repository") that can be copied to a stick or served
 * by any web server.  Every call below verifies what stands there, and either changes the whole
 * or nothing: what counts is replaced by one rename, at the end. */
/* clang-format off */
#ifndef ASSAY_AUTHORITY_H
#define ASSAY_AUTHORITY_H

#include "assay.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where, when, and who signs.  Lists of files end with NULL; NULL: none.  A key file may be
 * the public half: then its holder belongs to the role and signs another time. */
struct assay_repo {
	size_t size;
	const char *folder;
	int64_t now;               /* s since 1970: of the files that are written */
	const char *const *root_keys, *const *targets_keys, *const *snapshot_keys,
		*const *timestamp_keys;
	/* The passphrase of a key file that is under one; NULL: none is known.  Stays the
	 * caller's. */
	const char *(*passphrase)(void *data, const char *key_file);
	void *passphrase_data;
	/* For init and rotate where the holders of the root do not meet.  prepare: the new
	 * root is put into this folder, for them to sign one after the other
	 * (assay_repo_sign), and nothing else changes.  signed_root: the root is taken from
	 * this folder, once enough have signed; what it says (keys, thresholds, role) is
	 * not given again.  NULL: all who must sign are here. */
	const char *prepare, *signed_root;
};

/* A new repository: nobody admitted.  The thresholds say how many of the keys given must
 * sign from now on; 0: 1.  fingerprint: what a device will show of the first root;
 * may be NULL. */
ASSAY_MUST enum assay_status assay_repo_init(const struct assay_repo *repo,
	unsigned root_threshold, unsigned targets_threshold, char fingerprint[65],
	struct assay_error *error);

struct assay_admission {
	size_t size;
	const char *id, *name;     /* name: NULL where the id is admitted already */
	const char *const *prefixes, *const *categories, *const *hosts; /* added */
	const char *const *list_keys, *const *item_keys; /* public key files, added */
	int64_t not_before, not_after; /* of the keys given; 0: open */
	int64_t from, to;          /* of the admission; 0: open, or as it is */
	/* Who may publish for the prefixes; NULL: the list keys given. */
	const char *const *role_keys;
	unsigned role_threshold;   /* 0: 1 */
	/* It issues documents: its keys may publish lists of those that bear its id.  Such an
	 * issuer needs no prefix. */
	bool documents;
};
/* Admit a manufacturer, or add to what it has.  A prefix inside or around another's is
 * refused. */
ASSAY_MUST enum assay_status assay_repo_admit(const struct assay_repo *repo,
	const struct assay_admission *admission, struct assay_error *error);

/* key: a public key file or its identifier.  compromised: stolen at `when`, it supports
 * nothing from now on; else it retires then, and what it signed before stays good. */
ASSAY_MUST enum assay_status assay_repo_revoke(const struct assay_repo *repo,
	const char *key, bool compromised, int64_t when, struct assay_error *error);

/* Give a role ("root", "targets", "snapshot", "timestamp") these keys in the place of its
 * old ones; repo->root_keys are those of the root until now. */
ASSAY_MUST enum assay_status assay_repo_rotate(const struct assay_repo *repo,
	const char *role, const char *const *new_keys, unsigned threshold,
	struct assay_error *error);

/* Sign the root in the folder with repo->root_keys, secret keys; without one, only say what
 * stands there.  fingerprint: of the content, as other holders were told it; refused where
 * it differs; NULL: not compared.  Of repo only keys and passphrases are used. */
ASSAY_MUST enum assay_status assay_repo_sign(const struct assay_repo *repo,
	const char *folder, const char *fingerprint,
	void (*say)(void *data, const char *en, const char *zh), void *data,
	struct assay_error *error);

struct assay_publication {
	size_t size;
	/* Files: lists, profiles, data packs (these for the authority's own role).  None:
	 * what is there is signed anew, for its age. */
	const char *const *lists;
	const char *const *keys;   /* secret keys of the maker's role */
	const char *list_key_file; /* of a restricted list; NULL: FILE.key beside each */
	const char *const *devices; /* public keys that list keys are sealed to */
};
/* Publish: each file is verified whole against the registry first. */
ASSAY_MUST enum assay_status assay_repo_publish(const struct assay_repo *repo,
	const struct assay_publication *publication, struct assay_error *error);

/* What the repository says, one sentence a call; verified first. */
ASSAY_MUST enum assay_status assay_repo_show(const struct assay_repo *repo,
	void (*say)(void *data, const char *en, const char *zh), void *data,
	struct assay_error *error);

#ifdef __cplusplus
}
#endif
#endif
