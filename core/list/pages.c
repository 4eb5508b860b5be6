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

#define SETS 32u /* 32 x 4 pages are half a MiB: all upper levels of 10^9 serials */
#define WAYS 4u
#define SHARED_MAX 8u /* a cache of many lists is as large as those of eight */

struct kept {
	uint64_t number; /* 0: free; page 0 is never asked for */
	unsigned rank;
	uint8_t hash[LIST_HASH]; /* salted with the list's id: no two lists share one */
};

struct page_cache {
	pthread_mutex_t lock;
	unsigned turn, sets;
	struct kept *kept;          /* sets x WAYS */
	uint8_t (*page)[LIST_PAGE]; /* likewise */
};

struct page_cache *
page_cache_new(size_t lists)
{
	struct page_cache *c = calloc(1, sizeof *c);
	size_t n;

	if (c == NULL)
		return NULL;
	c->sets = SETS * (unsigned)(lists < SHARED_MAX ? lists : SHARED_MAX);
	n = (size_t)c->sets * WAYS;
	/* memory that is not touched costs nothing: small lists keep few pages */
	c->kept = calloc(n, sizeof *c->kept);
	c->page = calloc(n, sizeof *c->page);
	if (c->kept == NULL || c->page == NULL ||
	    pthread_mutex_init(&c->lock, NULL) != 0) {
		free(c->kept);
		free(c->page);
		free(c);
		return NULL;
	}
	return c;
}

void
page_cache_free(struct page_cache *c)
{
	if (c == NULL)
		return;
	pthread_mutex_destroy(&c->lock);
	free(c->kept);
	free(c->page);
	free(c);
}

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
pages_init(struct pages *p, int fd, const char *path, const struct list_header *head)
{
	memset(p, 0, sizeof *p);
	p->fd = fd;
	p->path = path;
	p->count = head->pages;
	memcpy(p->list_id, head->list_id, sizeof p->list_id);
	p->cache = p->own_cache = page_cache_new(1);
	return p->cache != NULL;
}

void
pages_share(struct pages *p, struct page_cache *cache)
{
	page_cache_free(p->own_cache);
	p->own_cache = NULL;
	p->cache = cache;
}

void
pages_clear(struct pages *p)
{
	page_cache_free(p->own_cache);
	if (p->map != NULL)
		munmap((void *)(uintptr_t)p->map, (size_t)(p->count * LIST_PAGE));
	free((void *)p->seen);
	memset(p, 0, sizeof *p);
}

/* From the open file, or from one opened for this page alone. */
static enum assay_status
read_one(const struct pages *p, uint64_t number, uint8_t page[LIST_PAGE])
{
	enum assay_status status;
	int fd;

	if (p->fd >= 0)
		return page_read(p->fd, number, page);
	fd = open(p->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return ASSAY_E_IO;
	status = page_read(fd, number, page);
	close(fd);
	return status;
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

/* The first place of its set: neighbours of one list part, and so do lists. */
static size_t
set_of(const struct page_cache *c, uint64_t number, const uint8_t hash[LIST_HASH])
{
	return (c->sets == SETS ? number : hash[0] | (size_t)hash[1] << 8) % c->sets *
	       WAYS;
}

/* Copies the page out, if it is kept. */
static bool
recall(struct page_cache *c, uint64_t number, const uint8_t hash[LIST_HASH],
       uint8_t buffer[LIST_PAGE])
{
	size_t set = set_of(c, number, hash);
	bool found = false;

	pthread_mutex_lock(&c->lock);
	for (size_t w = set; w < set + WAYS && !found; w++)
		if (c->kept[w].number == number &&
		    memcmp(c->kept[w].hash, hash, LIST_HASH) == 0) {
			memcpy(buffer, c->page[w], LIST_PAGE);
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
	size_t set = set_of(c, number, hash), way;

	pthread_mutex_lock(&c->lock);
	way = set + c->turn++ % WAYS;
	for (size_t w = set; w < set + WAYS; w++)
		if (c->kept[w].rank < c->kept[way].rank)
			way = w;
	if (c->kept[way].rank <= rank) {
		c->kept[way].number = number;
		c->kept[way].rank = rank;
		memcpy(c->kept[way].hash, hash, LIST_HASH);
		memcpy(c->page[way], page, LIST_PAGE);
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
	if ((*status = read_one(p, number, buffer)) != ASSAY_OK)
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
	if (number > 0 && number < p->count && p->map == NULL && p->fd >= 0)
		(void)posix_fadvise(p->fd, (off_t)(number * LIST_PAGE), LIST_PAGE,
		                    POSIX_FADV_WILLNEED);
}
