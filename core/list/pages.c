/* pages.c - pages of a list, each verified before a byte of it counts
 *
 * A kept page is known by its number and its hash together: a parent that says
 * otherwise of the same page meets a page that is not kept. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "list/pages.h"

#define SETS                                                                             \
	32u /* 32 x 4 pages are half a MiB: all upper levels of 10^9 serials' list       \
	     */
#define WAYS 4u

struct kept {
	uint64_t number; /* 0: free; page 0 is never asked for */
	unsigned rank;
	uint8_t hash[LIST_HASH];
};

struct page_cache {
	pthread_mutex_t lock;
	unsigned turn;
	struct kept kept[SETS][WAYS];
	uint8_t page[SETS][WAYS][LIST_PAGE];
};

enum assay_status
page_read(int fd, uint64_t number, uint8_t page[LIST_PAGE])
{
	size_t n = 0;

	while (n < LIST_PAGE) {
		ssize_t got = pread(fd, page + n, LIST_PAGE - n,
		                    (off_t)(number * LIST_PAGE + n));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return ASSAY_E_IO;
		if (got == 0)
			return ASSAY_E_FORMAT;
		n += (size_t)got;
	}
	return ASSAY_OK;
}

bool
pages_init(struct pages *p, int fd, const struct list_header *head)
{
	memset(p, 0, sizeof *p);
	p->fd = fd;
	p->count = head->pages;
	memcpy(p->list_id, head->list_id, sizeof p->list_id);
	/* memory that is not touched costs nothing: small lists keep few pages */
	if ((p->cache = calloc(1, sizeof *p->cache)) == NULL)
		return false;
	if (pthread_mutex_init(&p->cache->lock, NULL) != 0) {
		free(p->cache);
		p->cache = NULL;
		return false;
	}
	return true;
}

void
pages_clear(struct pages *p)
{
	if (p->cache != NULL) {
		pthread_mutex_destroy(&p->cache->lock);
		free(p->cache);
	}
	if (p->map != NULL)
		munmap((void *)(uintptr_t)p->map, (size_t)(p->count * LIST_PAGE));
	free((void *)p->seen);
	memset(p, 0, sizeof *p);
}

enum assay_status
pages_map(struct pages *p)
{
	size_t words = (size_t)(p->count / 64 + 1);
	void *map;

	if (p->map != NULL)
		return ASSAY_OK;
	if (p->count > SIZE_MAX / LIST_PAGE)
		return ASSAY_E_LIMIT;
	if ((p->seen = calloc(words, sizeof *p->seen)) == NULL)
		return ASSAY_E_NOMEM;
	map = mmap(NULL, (size_t)(p->count * LIST_PAGE), PROT_READ, MAP_SHARED, p->fd, 0);
	if (map == MAP_FAILED) {
		free((void *)p->seen);
		p->seen = NULL;
		return errno == ENOMEM ? ASSAY_E_NOMEM : ASSAY_E_IO;
	}
	madvise(map, (size_t)(p->count * LIST_PAGE), MADV_RANDOM);
	p->map = map;
	return ASSAY_OK;
}

static bool
holds(const struct pages *p, const uint8_t *page, const uint8_t hash[LIST_HASH])
{
	uint8_t made[LIST_HASH];

	list_page_hash(p->list_id, page, made);
	return memcmp(made, hash, LIST_HASH) == 0;
}

static const uint8_t *
mapped(const struct pages *p, uint64_t number, const uint8_t hash[LIST_HASH],
       enum assay_status *status)
{
	const uint8_t *page = p->map + number * LIST_PAGE;
	uint64_t bit = UINT64_C(1) << number % 64;

	*status = ASSAY_OK;
	if ((atomic_load_explicit(&p->seen[number / 64], memory_order_relaxed) & bit) !=
	    0)
		return page;
	if (!holds(p, page, hash)) {
		*status = ASSAY_E_FORMAT;
		return NULL;
	}
	atomic_fetch_or_explicit(&p->seen[number / 64], bit, memory_order_relaxed);
	return page;
}

/* Copies the page out, if it is kept. */
static bool
recall(struct page_cache *c, uint64_t number, const uint8_t hash[LIST_HASH],
       uint8_t buffer[LIST_PAGE])
{
	unsigned set = (unsigned)(number % SETS);
	bool found = false;

	pthread_mutex_lock(&c->lock);
	for (unsigned w = 0; w < WAYS && !found; w++)
		if (c->kept[set][w].number == number &&
		    memcmp(c->kept[set][w].hash, hash, LIST_HASH) == 0) {
			memcpy(buffer, c->page[set][w], LIST_PAGE);
			found = true;
		}
	pthread_mutex_unlock(&c->lock);
	return found;
}

/* Keeps it in the place of one of the lowest level, or not at all. */
static void
keep(struct page_cache *c, uint64_t number, const uint8_t hash[LIST_HASH], unsigned rank,
     const uint8_t page[LIST_PAGE])
{
	unsigned set = (unsigned)(number % SETS), way;

	pthread_mutex_lock(&c->lock);
	way = c->turn++ % WAYS;
	for (unsigned w = 0; w < WAYS; w++)
		if (c->kept[set][w].rank < c->kept[set][way].rank)
			way = w;
	if (c->kept[set][way].rank <= rank) {
		c->kept[set][way].number = number;
		c->kept[set][way].rank = rank;
		memcpy(c->kept[set][way].hash, hash, LIST_HASH);
		memcpy(c->page[set][way], page, LIST_PAGE);
	}
	pthread_mutex_unlock(&c->lock);
}

const uint8_t *
page_get(const struct pages *p, uint64_t number, const uint8_t hash[LIST_HASH],
         unsigned rank, uint8_t buffer[LIST_PAGE], enum assay_status *status)
{
	*status = ASSAY_E_FORMAT;
	if (number == 0 || number >= p->count)
		return NULL;
	if (p->map != NULL)
		return mapped(p, number, hash, status);
	if (rank > 0 && recall(p->cache, number, hash, buffer)) {
		*status = ASSAY_OK;
		return buffer;
	}
	if ((*status = page_read(p->fd, number, buffer)) != ASSAY_OK)
		return NULL;
	if (!holds(p, buffer, hash)) {
		*status = ASSAY_E_FORMAT;
		return NULL;
	}
	if (rank > 0)
		keep(p->cache, number, hash, rank, buffer);
	return buffer;
}

void
page_soon(const struct pages *p, uint64_t number)
{
	if (number > 0 && number < p->count && p->map == NULL)
		(void)posix_fadvise(p->fd, (off_t)(number * LIST_PAGE), LIST_PAGE,
		                    POSIX_FADV_WILLNEED);
}
