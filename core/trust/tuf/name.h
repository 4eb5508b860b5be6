/* name.h - names of roles and targets where they become parts of URLs and files
 *
 * A role may be called "../x" or "?": signed data chooses the name, never the path. */
#ifndef ASSAY_TUF_NAME_H
#define ASSAY_TUF_NAME_H

#include "trust/error.h"

#define TUF_FILE_NAME_MAX 255 /* bytes of one name, as Linux file systems have it */

/* Everything but letters, digits and "_.-~" as %XX: one path segment, one file name.
 * malloc()ed; NULL: out of memory. */
char *tuf_quote(const char *name);
/* The same for a path of a target in a URL: what a URL's path may carry as it stands
 * stays, the slashes too. */
char *tuf_quote_path(const char *path);
/* base, one slash, rest: malloc()ed; NULL: out of memory. */
char *tuf_url(const char *base, const char *rest);

#endif
