/* assay-tuf.h - a TUF client for who brings his own transport
 *
 * Keeps a folder of trusted metadata up to date by the workflow of The Update Framework,
 * specification 1.0.34; assay-tuf(1) says what is stored and what is refused.  It knows
 * nothing of goods or lists: those who check goods want assay.h alone. */
/* clang-format off */
#ifndef ASSAY_TUF_H
#define ASSAY_TUF_H

#include "assay.h"

#ifdef __cplusplus
extern "C" {
#endif

struct assay_tuf;

struct assay_tuf_options {
	size_t size;
	const char *folder;       /* of trusted metadata */
	const char *metadata_url; /* what its names are added to */
	int64_t now;              /* the time of the whole update */
	assay_fetch fetch;
	void *fetch_data;
};

/* Makes the folder and stores a first root, which the caller believes. */
ASSAY_MUST enum assay_status assay_tuf_init(const char *folder, const char *root_file,
	struct assay_error *error);
/* Holds the folder until it is closed; strings of the options stay the caller's. */
ASSAY_MUST enum assay_status assay_tuf_open(const struct assay_tuf_options *options,
	struct assay_tuf **out, struct assay_error *error);
ASSAY_API void assay_tuf_close(struct assay_tuf *t); /* NULL is fine */
/* Root, timestamp, snapshot and targets, each stored once it is verified. */
ASSAY_MUST enum assay_status assay_tuf_refresh(struct assay_tuf *t, struct assay_error *error);
/* One target, after a refresh, into folder under its percent-encoded path; one that is
 * there already with the right hash is not fetched. */
ASSAY_MUST enum assay_status assay_tuf_download(struct assay_tuf *t, const char *path,
	const char *base_url, const char *folder, struct assay_error *error);

#ifdef __cplusplus
}
#endif
#endif
