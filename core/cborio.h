/* cborio.h - CBOR with one meaning per byte string; the home of libcbor
 *
 * Strict (RFC 8949, 4.2.1): definite lengths and the shortest heads only; no tags,
 * floats, negative numbers or simple values, for none of our formats has them.  A read
 * that fails marks the reader bad, and it stays bad, so a parser tests once at the end.
 */
#ifndef ASSAY_CBORIO_H
#define ASSAY_CBORIO_H

#include "assay-types.h"

struct cbor_reader {
	struct assay_bytes left;
	bool bad;
};

/* 0 or an empty view where the next item is of another kind. */
uint64_t cbor_take_uint(struct cbor_reader *r, uint64_t most);
struct assay_bytes cbor_take_bytes(struct cbor_reader *r, size_t most);
struct assay_bytes cbor_take_text(struct cbor_reader *r, size_t most);
/* How many items, or pairs, follow; at most `most`. */
size_t cbor_take_array(struct cbor_reader *r, size_t most);
size_t cbor_take_map(struct cbor_reader *r, size_t most);
/* A key of a map whose keys are numbers: they must rise.  *last: 0 before the first. */
uint64_t cbor_take_key(struct cbor_reader *r, uint64_t *last);
/* Past one item of any kind that we have, at most CBOR_DEPTH deep: what a newer program
 * wrote.  How many texts stood in it. */
#define CBOR_DEPTH 10
size_t cbor_skip(struct cbor_reader *r);
/* Nothing failed and nothing is left. */
bool cbor_done(const struct cbor_reader *r);

struct cbor_writer {
	uint8_t *bytes; /* malloc()ed: the caller frees it */
	size_t len, room;
	bool nomem;
};

void cbor_put_uint(struct cbor_writer *w, uint64_t n);
void cbor_put_bytes(struct cbor_writer *w, const void *bytes, size_t n);
void cbor_put_text(struct cbor_writer *w, const char *text);
void cbor_put_array(struct cbor_writer *w, size_t n);
void cbor_put_map(struct cbor_writer *w, size_t n);

#endif
