/* mask.h - secrets in what is shown, by the word of the plugins that know their form */
#ifndef ASSAY_MASK_H
#define ASSAY_MASK_H

#include "arena.h"
#include "context.h"

/* Is this the key of a label whose values are secret? */
bool mask_key(const struct assay *a, const char *key);
/* Does a secret stand in this text? */
bool mask_any(const struct assay *a, struct assay_bytes text);
/* A copy as long as the text, with a NUL after, secrets masked; NULL: out of memory. */
char *mask_copy(const struct assay *a, struct arena *arena, struct assay_bytes text);
/* The same in place of *text, which is copied only where it holds one; false: out of
 * memory. */
bool mask_bytes(const struct assay *a, struct arena *arena, struct assay_bytes *text);

#endif
