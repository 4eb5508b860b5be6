/* progress.h - what a long build has done so far, kept beside its output
 *
 * OUT.progress, a folder of the owner alone, holds the sorted entries, the list under way,
 * and small files that say how far both are.  Those are sealed under a key that only who
 * holds the maker's signing key can derive: what opens was written by a build of that
 * maker and not changed since, and the list key inside stays hidden.  Nothing stands
 * there before a build is too long for memory, and nothing after it has ended. */
#ifndef ASSAY_PROGRESS_H
#define ASSAY_PROGRESS_H

#include "trust/error.h"

struct progress;
struct secret;

/* No file is made.  ASSAY_E_IO: another program builds the same output, or the folder is
 * not the owner's alone. */
enum assay_status progress_open(const char *out, const struct secret *signer,
                                struct progress **p, struct assay_error *error);
void progress_close(struct progress *p); /* what was kept stays; NULL is fine */
/* Is there anything kept? */
bool progress_any(const struct progress *p);
/* The folder, as people may be shown it. */
const char *progress_folder(const struct progress *p);

/* What was kept under this name, opened and malloc()ed; it may be secret: wipe it.
 * ASSAY_E_IO: nothing is there; ASSAY_E_FORMAT: damaged, or another key's. */
enum assay_status progress_load(const struct progress *p, const char *name, uint8_t **out,
                                size_t *len);
/* Makes the folder where needed; the file is replaced whole. */
enum assay_status progress_save(struct progress *p, const char *name, const uint8_t *bytes,
                                size_t len, struct assay_error *error);
/* An open file in the folder, for reading and writing, cut to `keep` bytes.
 * ASSAY_E_FORMAT: it is shorter. */
enum assay_status progress_file(struct progress *p, const char *name, uint64_t keep, int *fd,
                                struct assay_error *error);
/* "folder/NAME", malloc()ed; NULL: out of memory. */
char *progress_path(const struct progress *p, const char *name);
/* Removes all that is kept. */
void progress_remove(struct progress *p);

#define PROGRESS_ENTRIES "entries" /* runs of entries, sorted by their first byte */
#define PROGRESS_ROWS "rows"       /* sealed: what was read of the spreadsheet */
#define PROGRESS_LIST "list"       /* the list under way */
#define PROGRESS_PAGES "pages"     /* sealed: how far that is */
#define PROGRESS_KEY "key"         /* the list key, on its way out */

#endif
