/* writer.h - pages of a list, from entries that arrive in key order
 *
 * Streams: one leaf and 40 bytes a leaf are kept in memory, whoever sorts (in memory
 * today, bucket by bucket for lists that do not fit) only has to push. */
#ifndef ASSAY_WRITER_H
#define ASSAY_WRITER_H

#include "list/format.h"
#include "trust/store.h"

struct writer;

/* head: K, S, A, list_id, scope, title, dates and keys are set; sizes and hashes are
 * filled here.  store: just begun. */
enum assay_status writer_new(const struct list_header *head, struct store *store,
                             struct writer **out, struct assay_error *error);
void writer_free(struct writer *w); /* NULL is fine */
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
