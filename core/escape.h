/* escape.h - text that may be shown (DESIGN: backslash, controls, bidi, non-UTF-8) */
#ifndef ASSAY_ESCAPE_H
#define ASSAY_ESCAPE_H

#include "assay.h"

/* Writes the escaped text of s into out, NUL-terminated, cut before the character
 * that no longer fits; returns the length it would take in full, without NUL. */
size_t escape_into(char *out, size_t size, struct assay_bytes s);

#endif
