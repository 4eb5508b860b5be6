/* json.h - the JSON that trust metadata is written in
 *
 * One meaning per byte string: a key twice in one object, a number with a fraction or
 * an exponent, a byte after the end, and nesting deeper than TUF_DEPTH are refused.
 * What was read keeps the order and every unknown field, for the signatures cover
 * them too. */
#ifndef ASSAY_TUF_JSON_H
#define ASSAY_TUF_JSON_H

#include <jansson.h>

#include "trust/error.h"

#define TUF_DEPTH 16 /* the form needs 7; the rest is for fields not known yet */

/* The value in `bytes`, for json_decref().  The top level is an object or an array.
 * The caller has bounded the size; `what` names the bytes in the error's sentence. */
enum assay_status tuf_json_parse(struct assay_bytes bytes, const char *what, json_t **out,
                                 struct assay_error *error);

/* The canonical form (OLPC): no space, object keys in the order of their code points,
 * only quote and backslash escaped.  This is what is signed and what a key's identifier
 * is the hash of.  malloc()ed, with a NUL after that is not counted.
 * ASSAY_E_FORMAT: a number that is no integer. */
enum assay_status tuf_json_canonical(const json_t *value, char **out, size_t *len,
                                     struct assay_error *error);

#endif
