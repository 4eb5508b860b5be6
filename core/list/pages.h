/* pages.h - pages of a list, each verified before a byte of it counts
 *
 * Two ways to the same bytes.  By default pages are read into private memory, and the
 * few that every question meets (interior levels, lots) are kept there, verified: what
 * was verified is what is used.  Mapped, each page is verified once and then read where
 * the file lies: faster, and only right where nobody else can write to the file.
 * Threads share both. */
#ifndef ASSAY_PAGES_H
#define ASSAY_PAGES_H

#include "list/format.h"

struct page_cache;

struct pages {
	int fd;               /* borrowed; -1: the file is opened for each page */
	const char *path;     /* borrowed */
	uint64_t count;
	uint8_t list_id[16];
	struct page_cache *cache, *own_cache; /* own_cache: NULL where it is shared */
	const uint8_t *map;   /* NULL: read */
	_Atomic uint64_t *seen; /* mapped: one bit a page */
};

/* Page `number` as it lies in the file, unverified. */
enum assay_status page_read(int fd, uint64_t number, uint8_t page[LIST_PAGE]);
/* For this many lists together; NULL: out of memory. */
struct page_cache *page_cache_new(size_t lists);
void page_cache_free(struct page_cache *c); /* NULL is fine */
/* With a cache of its own; false: out of memory. */
bool pages_init(struct pages *p, int fd, const char *path, const struct list_header *head);
/* Another's cache instead, which outlives it. */
void pages_share(struct pages *p, struct page_cache *cache);
void pages_clear(struct pages *p);
/* Verify once and read in place from here on; before threads share it. */
enum assay_status pages_map(struct pages *p);

/* The page, if it is what its parent says it is: in buffer, or mapped.  rank: how dear
 * it is to the cache, its level; 0: a leaf, not kept.  NULL: see *status. */
const uint8_t *page_get(const struct pages *p, uint64_t number,
                        const uint8_t hash[LIST_HASH], unsigned rank,
                        uint8_t buffer[LIST_PAGE], enum assay_status *status);
/* It will be asked for soon. */
void page_soon(const struct pages *p, uint64_t number);

#endif
