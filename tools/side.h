/* side.h - typed values: --label KEY=VALUE and the file PHOTO.label beside a photo */
#ifndef TOOL_SIDE_H
#define TOOL_SIDE_H

#include "assay.h"

#define SIDE_FILE_MAX 65536 /* bytes; a label has a dozen printed numbers */
#define SIDE_VALUES_MAX 256
#define SIDE_VALUE_MAX 4096 /* bytes of one value */

/* What a person said of one photo.  A key may come twice; side_clear() frees. */
struct side {
	struct assay_typed *typed; /* keys and values owned */
	size_t n;
	char *item;   /* the name of the item the photo shows; NULL: none */
	char *market; /* NULL: none */
};

/* Is that a key somebody reads? */
bool side_known(const struct assay *a, const char *key);
/* Add "KEY=VALUE" of the command line; false: malformed or unknown, complained. */
bool side_add_option(struct side *s, const struct assay *a, const char *text);
/* Read PHOTO.label where there is one.  Lines that cannot be used are named and left out. */
void side_read(struct side *s, const struct assay *a, const char *photo);
/* Add one value, of a key that is known; false: it cannot be kept. */
bool side_add(struct side *s, const struct assay *a, const char *key, const char *value);
/* Add what more says under keys of which s says nothing. */
void side_merge(struct side *s, const struct assay *a, const struct side *more);
/* The same for the bytes of such a file, which are changed: text has room for one byte
 * more than len, and name is how complaints call it. */
void side_parse(struct side *s, const struct assay *a, char *text, size_t len, const char *name);
void side_clear(struct side *s);

#endif
