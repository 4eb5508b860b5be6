/* pile.h - the entries of a list to be, hashed and sorted in bounded memory
 *
 * Items go in one after the other; entries come out bucket by bucket in key order.  What
 * does not fit into memory is written, as runs, into a file that the caller gives and may
 * keep: with the runs' places and checksums another pile goes on from there.  One thread
 * of its own hashes and sorts while the caller reads and writes. */
#ifndef ASSAY_PILE_H
#define ASSAY_PILE_H

#include <string.h>
#include <sodium.h>

#include "list/format.h"

#define PILE_ROOM ((size_t)1 << 23)     /* entries in memory: 256 MiB */
#define PILE_BUCKET_MAX ((size_t)1 << 24) /* of a bucket: more than hashes ever bring */
#define PILE_BUCKETS 256u
#define PILE_SUM crypto_onetimeauth_BYTES

struct entry {
	uint8_t key[LIST_KEY_MAX];
	uint64_t mask;
	uint32_t attribute; /* lot << 3 | status, not masked */
	uint32_t line;
};

/* Of their whole keys, as memcmp has it. */
static inline int
entry_order(const struct entry *a, const struct entry *b)
{
	uint64_t x, y;

	memcpy(&x, a->key, 8);
	memcpy(&y, b->key, 8);
	if (x == y) {
		memcpy(&x, a->key + 8, 8);
		memcpy(&y, b->key + 8, 8);
	}
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	x = __builtin_bswap64(x);
	y = __builtin_bswap64(y);
#endif
	return x < y ? -1 : x > y;
}

/* Entries parted by the first byte of their keys; runs stand one behind the other. */
struct pile_run {
	uint32_t start[PILE_BUCKETS + 1];
	uint8_t sum[PILE_SUM]; /* of its bytes, under a key that nobody else knows */
};

struct pile;

/* room: entries kept in memory, at least 2. */
enum assay_status pile_new(const uint8_t list_key[32], size_t room, struct pile **out);
void pile_free(struct pile *p); /* NULL is fine */
/* A status other than ASSAY_OK may be of an item before; ASSAY_E_IO: errno says why. */
enum assay_status pile_item(struct pile *p, const uint8_t *item, size_t len,
                            uint32_t attribute, uint32_t line);
/* No other item may follow before pile_spill. */
bool pile_full(const struct pile *p);
uint64_t pile_count(const struct pile *p);

/* The file of the runs, which the pile closes, and the key of their checksums.  runs: what
 * is in it already, each read and held against its checksum; ASSAY_E_FORMAT: one is not
 * what was written. */
enum assay_status pile_file(struct pile *p, int fd, const uint8_t sum_key[32],
                            const struct pile_run *runs, size_t n);
bool pile_has_file(const struct pile *p);
/* Writes what is in memory as one more run, and sees it on the disk. */
enum assay_status pile_spill(struct pile *p);
const struct pile_run *pile_runs(const struct pile *p, size_t *n);

/* No item follows; entries can be asked for, from this bucket on. */
enum assay_status pile_sort(struct pile *p, size_t bucket);
/* The next bucket that is not empty, sorted, until the next call; *n 0: the end. */
enum assay_status pile_next(struct pile *p, const struct entry **out, size_t *n);
/* The bucket behind the one handed out last. */
size_t pile_bucket(const struct pile *p);

#endif
