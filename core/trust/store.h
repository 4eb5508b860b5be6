/* store.h - files that are written whole or not at all
 *
 * The one place that writes: a temporary file beside the target, fsync, rename (or
 * link, where nothing may be overwritten), fsync of the folder.  A crash at any
 * step leaves the old file or the new one. */
#ifndef ASSAY_STORE_H
#define ASSAY_STORE_H

#include <sys/types.h>

#include "error.h"

struct store {
	int fd;      /* -1: not open */
	char *path;  /* the target */
	char *temp;
};

/* Begin a file of that mode.  Nothing stands at path until store_commit(). */
enum assay_status store_begin(struct store *s, const char *path, mode_t mode,
                              struct assay_error *error);
enum assay_status store_put(struct store *s, const void *bytes, size_t n,
                            struct assay_error *error);
/* At that offset; the place where store_put goes on is not moved. */
enum assay_status store_put_at(struct store *s, const void *bytes, size_t n, off_t at,
                               struct assay_error *error);
/* exclusive: fails with errno EEXIST where path exists.  Always ends the store. */
enum assay_status store_commit(struct store *s, bool exclusive, struct assay_error *error);
/* Goes on with a temporary file of the caller's own name, which it keeps `at` bytes of:
 * what is put goes behind them.  ASSAY_E_FORMAT: it is shorter. */
enum assay_status store_resume(struct store *s, const char *path, const char *temp, off_t at,
                               mode_t mode, struct assay_error *error);
/* Make what was put last, before something else says that it is there. */
enum assay_status store_sync(struct store *s, struct assay_error *error);
/* Ends the store and leaves its temporary file where it is, to be resumed. */
void store_leave(struct store *s);
/* Forget it; does nothing after a commit.  For the `out:` of every user. */
void store_abandon(struct store *s);

enum assay_status store_write(const char *path, mode_t mode, const void *bytes, size_t n,
                              bool exclusive, struct assay_error *error);
/* The whole of a regular file of at most max bytes, malloc()ed with a NUL after.
 * ASSAY_E_LIMIT: larger.  private: *private says that no one else may read it. */
enum assay_status store_read(const char *path, size_t max, uint8_t **out, size_t *len,
                             bool *is_private, struct assay_error *error);
/* Make a folder, and its parents, where missing.  mode: 0700 for the owner alone, 0777 for
 * whoever the umask lets in. */
enum assay_status store_folder(const char *path, mode_t mode, struct assay_error *error);
/* "folder/name", malloc()ed; NULL: out of memory. */
char *store_path(const char *folder, const char *name);
/* Hold a folder alone against other programs of ours; close(*fd) lets go. */
enum assay_status store_lock(const char *folder, int *fd, struct assay_error *error);
/* Make what happened to names in the folder last. */
enum assay_status store_sync_folder(const char *folder, struct assay_error *error);

#endif
