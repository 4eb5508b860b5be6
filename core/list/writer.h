/* writer.h - pages of a list, from entries that arrive in key order
 *
 * Streams: one leaf and 40 bytes a leaf are kept in memory. */
#ifndef ASSAY_WRITER_H
#define ASSAY_WRITER_H

#include "list/format.h"
#include "trust/store.h"

struct writer;

/* head: K, S, A, list_id, scope, title, dates and keys are set; sizes and hashes are
 * filled here.  store: just begun, or resumed, and writer_restore follows. */
enum assay_status writer_new(const struct list_header *head, struct store *store,
                             struct writer **out, struct assay_error *error);
void writer_free(struct writer *w); /* NULL is fine */
/* Sees all pages so far on the disk and puts down where the writing stands. */
struct cbor_writer;
enum assay_status writer_save(struct writer *w, struct cbor_writer *out,
                              struct assay_error *error);
/* Goes on from there: every page is read again and held against what was put down.
 * ASSAY_E_FORMAT: they are others. */
struct cbor_reader;
enum assay_status writer_restore(struct writer *w, struct cbor_reader *in,
                                 struct assay_error *error);
/* How many bytes of the file writer_restore wants; 0: damaged. */
uint64_t writer_saved_size(struct cbor_reader in);
/* key: 16 bytes, above the last one in its first K; attribute: masked. */
enum assay_status writer_entry(struct writer *w, const uint8_t key[LIST_KEY_MAX],
                               uint64_t attribute, struct assay_error *error);
/* All lots, rising; after the last entry. */
enum assay_status writer_lots(struct writer *w, const struct assay_lot *lots, uint32_t n,
                              struct assay_error *error);
/* Interior levels, then page 0 signed by sign(data, message, len, public_key, signature).
 * The store is not committed. */
struct secret;
enum assay_status writer_end(struct writer *w, const struct secret *signer,
                             struct list_header *head, struct assay_error *error);

#endif
