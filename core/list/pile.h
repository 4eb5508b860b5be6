/* pile.h - the entries of a list to be, hashed and sorted in bounded memory
 *
 * Items go in one after the other; entries come out bucket by bucket in key order.  What
 * does not fit into memory waits in one file beside the output that has no name from the
 * start: whatever stops the program, nothing stays behind.  One thread of its own hashes,
 * spills and sorts while the caller reads and writes. */
#ifndef ASSAY_PILE_H
#define ASSAY_PILE_H

#include "list/format.h"

#define PILE_ROOM ((size_t)1 << 24) /* entries in memory: 512 MiB */

struct entry {
	uint8_t key[LIST_KEY_MAX];
	uint64_t mask;
	uint32_t attribute; /* lot << 3 | status, not masked */
	uint32_t line;
};

struct pile;

/* beside: the output's path; room: entries kept in memory, at least 2. */
enum assay_status pile_new(const uint8_t list_key[32], const char *beside, size_t room,
                           struct pile **out);
void pile_free(struct pile *p); /* NULL is fine */
/* A status other than ASSAY_OK may be of an item before; ASSAY_E_IO: errno says why. */
enum assay_status pile_item(struct pile *p, const uint8_t *item, size_t len,
                            uint32_t attribute, uint32_t line);
uint64_t pile_count(const struct pile *p);
/* No item follows; entries can be asked for. */
enum assay_status pile_sort(struct pile *p);
/* The next bucket, sorted, until the next call; *n 0: the end. */
enum assay_status pile_next(struct pile *p, const struct entry **out, size_t *n);

#endif
