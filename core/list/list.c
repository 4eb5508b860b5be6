/* list.c - one list: every page is verified before a byte of it counts
 *
 * One question walks from the root to a leaf.  Many at once are sorted by their hash and
 * walk side by side: a page that several meet is looked at once, and leaves are fetched
 * while those before them are searched. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sodium.h>
#include <unistd.h>

#include "assay-check.h"
#include "escape.h"
#include "list/list.h"
#include "trust/key.h"

#define LOT_RECORDS_MAX 400 /* of one lot: a year of days */

static const struct words to_read = { "read", "读取" };

static enum assay_status
damaged(struct assay_error *error, struct words what)
{
	if (error == NULL)
		return ASSAY_E_FORMAT;
	snprintf(error->text, sizeof error->text, "the list is damaged: %s", what.en);
	snprintf(error->text_zh, sizeof error->text_zh, "清单已损坏：%s", what.zh);
	return ASSAY_E_FORMAT;
}

enum assay_status
list_open(const char *path, struct list **out, struct assay_error *error)
{
	struct list *l = calloc(1, sizeof *l);
	enum assay_status status;
	struct words why;
	struct stat st;

	*out = NULL;
	if (l == NULL || sodium_init() < 0) {
		free(l);
		return error_nomem(error);
	}
	l->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (l->fd < 0 || fstat(l->fd, &st) != 0) {
		status = error_system(error, errno, to_read, path);
		goto out;
	}
	if (!S_ISREG(st.st_mode)) {
		status = error_say(error, ASSAY_E_IO, "%s is no regular file",
		                   "%s 不是普通文件", error_text(path).text);
		goto out;
	}
	if (st.st_size < (off_t)LIST_PAGE) {
		status = error_say(
		        error, ASSAY_E_FORMAT,
		        "%s is no list, or only the start of one: copy it again",
		        "%s 不是清单，或只是开头一段：请重新复制", error_text(path).text);
		goto out;
	}
	if ((status = page_read(l->fd, 0, l->page0)) != ASSAY_OK) {
		status = error_system(error, status == ASSAY_E_IO ? errno : EIO, to_read,
		                      path);
		goto out;
	}
	if (!list_header_decode(l->page0, &l->head, &why)) {
		status = damaged(error, why);
		goto out;
	}
	if ((uint64_t)st.st_size != l->head.pages * LIST_PAGE) {
		status = damaged(error,
		                 (struct words){ "it is not as long as its header says: "
		                                 "copy it again",
		                                 "长度与页头所述不符，请重新复制" });
		goto out;
	}
	if ((l->path = strdup(path)) == NULL ||
	    !pages_init(&l->pages, l->fd, l->path, &l->head)) {
		status = error_nomem(error);
		goto out;
	}
	if ((l->head.flags & LIST_RESTRICTED) == 0) {
		memcpy(l->key, l->head.list_key, 32);
		l->has_key = true;
	}
	*out = l;
	l = NULL;
out:
	list_close(l);
	return status;
}

void
list_close(struct list *l)
{
	int saved = errno;

	if (l == NULL)
		return;
	pages_clear(&l->pages);
	if (l->fd >= 0)
		close(l->fd);
	sodium_memzero(l->key, sizeof l->key);
	free(l->path);
	free(l);
	errno = saved;
}

void
list_share_cache(struct list *l, struct page_cache *cache)
{
	pages_share(&l->pages, cache);
}

void
list_park(struct list *l)
{
	if (l->fd >= 0)
		close(l->fd);
	l->fd = l->pages.fd = -1;
}

enum assay_status
list_map(struct list *l, struct assay_error *error)
{
	enum assay_status status = pages_map(&l->pages);

	if (status == ASSAY_E_NOMEM)
		return error_nomem(error);
	return status == ASSAY_OK ? ASSAY_OK
	                          : error_say(error, status,
	                                      "the list cannot be mapped: read it "
	                                      "without that",
	                                      "清单无法映射到内存：请按普通方式读取");
}

enum assay_status
list_use_key(struct list *l, const char *key_file, struct assay_error *error)
{
	uint8_t key[32], id[16];
	enum assay_status status = list_key_read(key_file, key, id, error);

	if (status != ASSAY_OK)
		return status;
	if ((l->head.flags & LIST_RESTRICTED) == 0 ||
	    memcmp(id, l->head.list_key_id, 16) != 0)
		status = error_say(
		        error, ASSAY_E_USAGE,
		        "%s is not the key of this list; ask who made the list for "
		        "the key of this version",
		        "%s 不是这份清单的密钥；请向清单制作方索取该版本的密钥",
		        error_text(key_file).text);
	else
		memcpy(l->key, key, 32);
	l->has_key = l->has_key || status == ASSAY_OK;
	sodium_memzero(key, sizeof key);
	return status;
}

bool
list_signature(const struct list *l, size_t i, uint8_t public_key[32])
{
	const uint8_t *at = l->page0 + LIST_SIGNATURE_AT + i * LIST_SIGNATURE;
	uint8_t message[LIST_MESSAGE];

	if (i >= l->head.n_signatures)
		return false;
	memcpy(public_key, at, 32);
	list_header_message(l->page0, message);
	return crypto_sign_verify_detached(at + 32, message, sizeof message,
	                                   public_key) == 0;
}

bool
list_signed_by(const struct list *l, const uint8_t public_key[32])
{
	uint8_t by[32];

	for (size_t i = 0; i < l->head.n_signatures; i++)
		if (memcmp(l->page0 + LIST_SIGNATURE_AT + i * LIST_SIGNATURE, public_key,
		           32) == 0 &&
		    list_signature(l, i, by))
			return true;
	return false;
}

/* ---- pages ---- */

static size_t
leaf_capacity(const struct list_header *h)
{
	return (LIST_PAGE - LIST_PAGE_HEAD) /
	       ((size_t)h->key_bytes - h->prefix_bytes + h->attribute_bytes);
}

/* The head of a leaf; its count, or SIZE_MAX where it is none.  fence: what the
 * parent says; NULL: it is the root. */
static size_t
leaf_head(const struct list *l, const uint8_t *page, const uint8_t *fence)
{
	const struct list_header *h = &l->head;
	size_t n = (size_t)get_le(page + 2, 2), width = h->key_bytes - h->prefix_bytes;

	if (page[0] != 'L' || page[1] != 0 || !list_all_zero(page + 4, 4) ||
	    n > leaf_capacity(h))
		return SIZE_MAX;
	if (fence != NULL && memcmp(page + 8, fence, LIST_FENCE) != 0)
		return SIZE_MAX;
	if (n == 0)
		return fence == NULL && h->entries == 0 && list_all_zero(page + 8, 8)
		               ? 0
		               : SIZE_MAX;
	/* the fence is the start of the first key */
	return memcmp(page + 8 + h->prefix_bytes, page + LIST_PAGE_HEAD,
	              LIST_FENCE - h->prefix_bytes < width ? LIST_FENCE - h->prefix_bytes
	                                                   : width) == 0
	               ? n
	               : SIZE_MAX;
}

static size_t
interior_head(const uint8_t *page, unsigned level, uint64_t number, const uint8_t *fence,
              uint64_t *first)
{
	size_t n = (size_t)get_le(page + 2, 2);

	*first = get_le(page + 8, 8);
	if (page[0] != 'I' || page[1] != level || !list_all_zero(page + 4, 4) || n == 0 ||
	    n > LIST_FANOUT || *first == 0 || *first >= number || n > number - *first)
		return SIZE_MAX;
	if (fence != NULL && memcmp(page + LIST_PAGE_HEAD, fence, LIST_FENCE) != 0)
		return SIZE_MAX;
	return n;
}

static const uint8_t *
child_at(const uint8_t *page, size_t i)
{
	return page + LIST_PAGE_HEAD + i * (LIST_FENCE + LIST_HASH);
}

/* Lot pages and the index over them, the page last seen of each level kept: a search
 * verifies every page once. */
#define LOT_LEVELS 6 /* 127^5 lot pages are more than 2^32 lots fill */

struct lot_reader {
	const struct list *l;
	unsigned levels;                                       /* of the index */
	uint64_t count[LOT_LEVELS + 1], first[LOT_LEVELS + 1]; /* level 0: lot pages */
	uint64_t seen[LOT_LEVELS + 1];
	const uint8_t *page[LOT_LEVELS + 1]; /* in buffer, or mapped */
	uint8_t buffer[LOT_LEVELS + 1][LIST_PAGE];
};

static void
lot_reader_init(struct lot_reader *r, const struct list *l)
{
	unsigned level = 0;

	r->l = l;
	r->count[0] = list_lot_pages(l->head.lots);
	r->first[0] = l->head.first_lot_page;
	do {
		r->first[level + 1] = r->first[level] + r->count[level];
		r->count[level + 1] =
		        (r->count[level] + LIST_INDEX_FANOUT - 1) / LIST_INDEX_FANOUT;
		level++;
	} while (r->count[level] > 1 && level < LOT_LEVELS);
	r->levels = level;
	for (level = 0; level <= LOT_LEVELS; level++)
		r->seen[level] = UINT64_MAX;
}

/* The n-th page of a level, verified, into r->page[level]. */
static enum assay_status
lot_reader_page(struct lot_reader *r, unsigned level, uint64_t n)
{
	const uint8_t *hash = r->l->head.lot_hash, *page;
	enum assay_status status;
	uint64_t children;

	if (r->seen[level] == n)
		return ASSAY_OK;
	r->seen[level] = UINT64_MAX;
	if (level < r->levels) {
		status = lot_reader_page(r, level + 1, n / LIST_INDEX_FANOUT);
		if (status != ASSAY_OK)
			return status;
		hash = r->page[level + 1] + LIST_PAGE_HEAD +
		       n % LIST_INDEX_FANOUT * LIST_HASH;
	}
	page = page_get(&r->l->pages, r->first[level] + n, hash, level + 1,
	                r->buffer[level], &status);
	if (page == NULL)
		return status;
	r->page[level] = page;
	if (level > 0) {
		children = r->count[level - 1] - n * LIST_INDEX_FANOUT;
		if (children > LIST_INDEX_FANOUT)
			children = LIST_INDEX_FANOUT;
		if (page[0] != 'X' || page[1] != level ||
		    get_le(page + 2, 2) != children || !list_all_zero(page + 4, 4) ||
		    get_le(page + 8, 8) != r->first[level - 1] + n * LIST_INDEX_FANOUT)
			return ASSAY_E_FORMAT;
	}
	r->seen[level] = n;
	return ASSAY_OK;
}

/* Record `index` (from 1), in r until the next question; NULL: damaged, see *status. */
static const uint8_t *
lot_record(struct lot_reader *r, uint64_t index, enum assay_status *status)
{
	*status = lot_reader_page(r, 0, (index - 1) / LIST_LOTS_A_PAGE);
	return *status != ASSAY_OK
	               ? NULL
	               : r->page[0] + (index - 1) % LIST_LOTS_A_PAGE * LIST_LOT;
}

/* ---- questions ---- */

/* The first eight bytes of a key, in the order of memcmp. */
static inline uint64_t
load_be(const uint8_t *at)
{
	uint64_t n;

	memcpy(&n, at, sizeof n);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	n = __builtin_bswap64(n);
#endif
	return n;
}

/* Where among n steps from low to high a hash lies, as even as hashes are. */
static inline size_t
guess_place(uint64_t key, uint64_t low, uint64_t high, size_t n)
{
	unsigned shift;

	if (key <= low || n == 0)
		return 0;
	if (key >= high)
		return n - 1;
	shift = (unsigned)(64 - __builtin_clzll(high - low));
	shift = shift > 40 ? shift - 40 : 0;
	return (size_t)((((key - low) >> shift) * n) / (((high - low) >> shift) + 1));
}

/* The last child whose fence is not above the key, from 1; 0: none. */
static size_t
find_child(const uint8_t *page, size_t n, uint64_t key)
{
	uint64_t low = load_be(child_at(page, 0)), high = load_be(child_at(page, n - 1));
	size_t at = guess_place(key, low, high, n);

	if (key < low)
		return 0;
	while (at + 1 < n && load_be(child_at(page, at + 1)) <= key)
		at++;
	while (at > 0 && load_be(child_at(page, at)) > key)
		at--;
	return at + 1;
}

/* One level of a walk: a verified interior page and the keys it answers for. */
struct step {
	const uint8_t *page;
	uint64_t first; /* page of its first child */
	uint64_t high;  /* keys at or above it lie elsewhere, if there is an elsewhere */
	size_t n;
	bool last; /* nothing lies above */
	uint8_t buffer[LIST_PAGE];
};

/* Where a walk goes on: the page, and all that its parent says of it. */
struct place {
	uint64_t number, high;
	uint8_t hash[LIST_HASH], fence[LIST_FENCE];
	bool last, root;
};

struct walker {
	const struct list *l;
	unsigned depth; /* steps that hold, from the root down */
	bool alone;     /* one question: nothing to fetch ahead */
	uint64_t soon;  /* the leaf fetched last */
	struct step step[LIST_LEVELS_MAX];
};

/* Down from the deepest page that answers for the key to the leaf's place.  Keys must
 * rise from call to call.  *below: the key lies before everything. */
static enum assay_status
walk_to(struct walker *w, uint64_t key, struct place *place, bool *below)
{
	const struct list_header *h = &w->l->head;
	enum assay_status status;
	size_t at;

	*below = false;
	while (w->depth > 0 && !w->step[w->depth - 1].last &&
	       key >= w->step[w->depth - 1].high)
		w->depth--;
	for (;;) {
		struct step *s;

		if (w->depth == 0) {
			place->number = h->root_page;
			memcpy(place->hash, h->root_hash, LIST_HASH);
			place->last = place->root = true;
			place->high = UINT64_MAX;
		} else {
			s = &w->step[w->depth - 1];
			if ((at = find_child(s->page, s->n, key)) == 0) {
				*below = true;
				return w->depth == 1 ? ASSAY_OK : ASSAY_E_FORMAT;
			}
			place->number = s->first + at - 1;
			memcpy(place->fence, child_at(s->page, at - 1), LIST_FENCE);
			memcpy(place->hash, child_at(s->page, at - 1) + LIST_FENCE,
			       LIST_HASH);
			place->root = false;
			place->last = at == s->n && s->last;
			place->high =
			        at == s->n ? s->high : load_be(child_at(s->page, at));
		}
		if (w->depth == h->levels)
			return ASSAY_OK;
		s = &w->step[w->depth];
		s->page = page_get(&w->l->pages, place->number, place->hash,
		                   h->levels - w->depth, s->buffer, &status);
		if (s->page == NULL)
			return status;
		s->n = interior_head(s->page, h->levels - w->depth, place->number,
		                     place->root ? NULL : place->fence, &s->first);
		if (s->n == SIZE_MAX)
			return ASSAY_E_FORMAT;
		s->high = place->high;
		s->last = place->last;
		w->depth++;
	}
}

/* The key among those of a leaf; SIZE_MAX: not there. */
static size_t
find_in_leaf(const struct list_header *h, const uint8_t *page, size_t n,
             uint64_t high_fence, const uint8_t hash[LIST_HASH])
{
	size_t s = h->prefix_bytes, width = h->key_bytes - s, low = 0, high = n, at;
	const uint8_t *keys = page + LIST_PAGE_HEAD;
	uint64_t key, fence;

	if (n == 0 || memcmp(page + 8, hash, s) != 0)
		return SIZE_MAX;
	if (width < sizeof key) { /* short keys: no eight bytes to compare at once */
		while (low < high) {
			size_t middle = low + (high - low) / 2;
			int order = memcmp(keys + middle * width, hash + s, width);

			if (order == 0)
				return middle;
			if (order < 0)
				low = middle + 1;
			else
				high = middle;
		}
		return SIZE_MAX;
	}
	key = load_be(hash + s);
	fence = load_be(page + 8) << 8 * s;
	/* a prefix's last leaf ends where the prefix does */
	high_fence = s > 0 && high_fence >> (64 - 8 * s) != load_be(hash) >> (64 - 8 * s)
	                     ? UINT64_MAX
	                     : high_fence << 8 * s;
	at = guess_place(key, fence, high_fence, n);
	/* a page that closed early is less full than its fences let expect: jump, then
	 * walk */
	while (at + 16 < n && load_be(keys + (at + 16) * width) < key)
		at += 16;
	while (at >= 16 && load_be(keys + (at - 16) * width) > key)
		at -= 16;
	while (at < n && load_be(keys + at * width) < key)
		at++;
	while (at > 0 && load_be(keys + (at - 1) * width) >= key)
		at--;
	for (; at < n && load_be(keys + at * width) == key; at++)
		if (memcmp(keys + at * width, hash + s, width) == 0)
			return at;
	return SIZE_MAX;
}

static void
read_hit(const struct list_header *h, const uint8_t *page, size_t n, uint64_t high_fence,
         const uint8_t hash[LIST_HASH], struct list_hit *out)
{
	size_t at = find_in_leaf(h, page, n, high_fence, hash), a = h->attribute_bytes;
	const uint8_t *attributes =
	        page + LIST_PAGE_HEAD + n * (h->key_bytes - h->prefix_bytes);

	if (at == SIZE_MAX)
		return;
	out->present = true;
	out->attribute = a == 0 ? ASSAY_ITEM_MADE
	                        : get_le(attributes + at * a, a) ^ get_le(hash + 16, a);
}

struct asked {
	uint64_t key;
	size_t index;
};

/* By counting the upper bits, then by insertion: hashes lie even. */
static void
sort_asked(struct asked *from, struct asked *to, size_t n, uint32_t *count, unsigned bits)
{
	size_t slots = (size_t)1 << bits;
	uint32_t at = 0;

	memset(count, 0, slots * sizeof *count);
	for (size_t i = 0; i < n; i++)
		count[from[i].key >> (64 - bits)]++;
	for (size_t b = 0; b < slots; b++) {
		uint32_t here = count[b];

		count[b] = at;
		at += here;
	}
	for (size_t i = 0; i < n; i++)
		to[count[from[i].key >> (64 - bits)]++] = from[i];
	for (size_t i = 1; i < n; i++) {
		struct asked x = to[i];
		size_t j = i;

		for (; j > 0 && to[j - 1].key > x.key; j--)
			to[j] = to[j - 1];
		to[j] = x;
	}
}

/* Leaves under way at once: while one is searched, those behind it are fetched. */
#define AHEAD 12u

struct under_way {
	struct place place;
	bool below;
	enum assay_status status;
};

static void
look_ahead(struct walker *w, uint64_t key, struct under_way *u)
{
	const struct list_header *h = &w->l->head;
	const uint8_t *page;
	size_t width, capacity, at;
	uint64_t fence, high;

	u->status = walk_to(w, key, &u->place, &u->below);
	if (u->status != ASSAY_OK || u->below)
		return;
	if (w->l->pages.map == NULL) {
		if (!w->alone && w->soon != u->place.number)
			page_soon(&w->l->pages, u->place.number);
		w->soon = u->place.number;
		return;
	}
	if (w->alone || u->place.root || u->place.number >= w->l->pages.count)
		return;
	page = w->l->pages.map + u->place.number * LIST_PAGE;
	width = (size_t)h->key_bytes - h->prefix_bytes;
	capacity = leaf_capacity(h);
	fence = load_be(u->place.fence);
	high = u->place.high;
	at = guess_place(key, fence, high, capacity);
	__builtin_prefetch(page);
	__builtin_prefetch(page + LIST_PAGE_HEAD + at * width);
	__builtin_prefetch(page + LIST_PAGE_HEAD + at * width + 64);
	__builtin_prefetch(page + LIST_PAGE_HEAD + capacity * width +
	                   at * h->attribute_bytes);
}

/* The questions in rising order, through a ring of those under way. */
static void
ask_in_order(const struct list *l, const struct asked *asked, size_t n,
             const uint8_t (*hashes)[LIST_HASH], struct list_hit *out)
{
	struct walker w;
	struct under_way ring[AHEAD];
	uint8_t buffer[LIST_PAGE];
	const uint8_t *page = NULL;
	uint64_t here = 0;
	uint8_t here_hash[LIST_HASH] = { 0 };
	size_t count = 0;

	w.l = l;
	w.depth = 0;
	w.alone = n == 1;
	w.soon = 0;
	for (size_t i = 0; i < n && i < AHEAD; i++)
		look_ahead(&w, asked[i].key, &ring[i]);
	for (size_t i = 0; i < n; i++) {
		struct under_way *u = &ring[i % AHEAD];
		struct list_hit *hit = &out[asked[i].index];

		*hit = (struct list_hit){ .status = u->status };
		if (u->status == ASSAY_OK && !u->below) {
			if (page == NULL || here != u->place.number ||
			    memcmp(here_hash, u->place.hash, LIST_HASH) != 0) {
				page = page_get(&l->pages, u->place.number, u->place.hash,
				                0, buffer, &hit->status);
				here = u->place.number;
				memcpy(here_hash, u->place.hash, LIST_HASH);
			}
			if (page != NULL) {
				count = leaf_head(l, page,
				                  u->place.root ? NULL : u->place.fence);
				if (count == SIZE_MAX)
					hit->status = ASSAY_E_FORMAT;
				else
					read_hit(&l->head, page, count, u->place.high,
					         hashes[asked[i].index], hit);
			}
		}
		if (i + AHEAD < n)
			look_ahead(&w, asked[i + AHEAD].key, u);
	}
}

enum assay_status
list_find_hashes(const struct list *l, const uint8_t (*hashes)[LIST_HASH], size_t n,
                 struct list_hit *out)
{
	struct asked few[2], *asked = few;
	uint32_t *slots = NULL;
	unsigned bits = 1;

	if (n > UINT32_MAX)
		return ASSAY_E_LIMIT;
	if (n > 1) {
		while (bits < 24 && (size_t)1 << bits < n)
			bits++;
		asked = malloc(2 * n * sizeof *asked);
		slots = malloc(((size_t)1 << bits) * sizeof *slots);
	}
	if (n > 1 && (asked == NULL || slots == NULL)) {
		free(asked);
		free(slots);
		return ASSAY_E_NOMEM;
	}
	for (size_t i = 0; i < n; i++)
		asked[i] = (struct asked){ load_be(hashes[i]), i };
	if (n > 1)
		sort_asked(asked, asked + n, n, slots, bits);
	ask_in_order(l, n > 1 ? asked + n : asked, n, hashes, out);
	if (n > 1)
		free(asked);
	free(slots);
	return ASSAY_OK;
}

bool
list_hash_goods(const struct list *l, const char *gtin, struct assay_bytes serial,
                uint8_t hash[LIST_HASH])
{
	uint8_t item[LIST_ITEM_MAX];
	size_t len = list_item_goods(gtin, serial, item);

	if (!l->has_key || len == 0)
		return false;
	list_item_hash(l->key, item, len, hash);
	return true;
}

enum assay_status
list_entry_of(const struct list *l, const char *gtin, const struct list_hit *hit,
              struct list_entry *out)
{
	const struct list_header *h = &l->head;
	uint64_t lot = hit->attribute >> 3, word = hit->attribute & 7;
	struct lot_reader reader;
	const uint8_t *record;
	enum assay_status status;

	memset(out, 0, sizeof *out);
	if (hit->status != ASSAY_OK)
		return hit->status;
	/* what decodes to nothing that a list may say was not put there for this code */
	if (!hit->present || word == ASSAY_ITEM_NONE || word > ASSAY_ITEM_REMOVED ||
	    lot > h->lots)
		return ASSAY_OK;
	out->present = true;
	out->status = (enum assay_item_status)word;
	if (lot == 0)
		return ASSAY_OK;
	lot_reader_init(&reader, l);
	record = lot_record(&reader, lot, &status);
	if (record == NULL || !list_lot_decode(record, &out->lot)) {
		memset(out, 0, sizeof *out);
		return status != ASSAY_OK ? status : ASSAY_E_FORMAT;
	}
	out->has_lot = true;
	if (memcmp(out->lot.gtin, gtin, 14) != 0)
		memset(out, 0, sizeof *out);
	return ASSAY_OK;
}

enum assay_status
list_find(const struct list *l, const char *gtin, struct assay_bytes serial,
          struct list_entry *out)
{
	uint8_t hash[1][LIST_HASH];
	struct list_hit hit;
	enum assay_status status;

	memset(out, 0, sizeof *out);
	if (!list_hash_goods(l, gtin, serial, hash[0]))
		return ASSAY_E_USAGE;
	status = list_find_hashes(l, (const uint8_t(*)[LIST_HASH])hash, 1, &hit);
	return status != ASSAY_OK ? status : list_entry_of(l, gtin, &hit, out);
}

enum assay_status
list_find_document(const struct list *l, const struct assay_bytes *parts, size_t n,
                   struct list_entry *out)
{
	static const char no_gtin[15];
	uint8_t item[LIST_ITEM_MAX], hash[1][LIST_HASH];
	size_t len = list_item_document(parts, n, item);
	struct list_hit hit;
	enum assay_status status;

	memset(out, 0, sizeof *out);
	if (!l->has_key || len == 0)
		return ASSAY_E_USAGE;
	list_item_hash(l->key, item, len, hash[0]);
	status = list_find_hashes(l, (const uint8_t(*)[LIST_HASH])hash, 1, &hit);
	return status != ASSAY_OK ? status : list_entry_of(l, no_gtin, &hit, out);
}

/* Several records may stand for one lot, made on several days: what differs between
 * them is not known of the lot. */
static void
merge_lot(struct assay_lot *lot, const struct assay_lot *other)
{
	if (lot->made == ASSAY_NO_DAY || other->made == ASSAY_NO_DAY)
		lot->made = ASSAY_NO_DAY;
	else if (other->made > lot->made)
		lot->made = other->made;
	if (other->expiry != lot->expiry)
		lot->expiry = ASSAY_NO_DAY;
	if (memcmp(other->markets, lot->markets, sizeof lot->markets) != 0)
		memset(lot->markets, 0, sizeof lot->markets);
	lot->recalled = lot->recalled || other->recalled;
	lot->stolen = lot->stolen || other->stolen;
	lot->closed = lot->closed && other->closed;
	if (other->units != lot->units)
		lot->units = 0;
}

/* A record of this GTIN that names a lot? */
static bool
names_lot(const uint8_t record[LIST_LOT], const char *gtin)
{
	return memcmp(record, gtin, 14) == 0 && record[14] != 0;
}

enum assay_status
list_find_lot(const struct list *l, const char *gtin, struct assay_bytes lot, bool *any,
              bool *found, struct assay_lot *out)
{
	uint8_t wanted[34] = { 0 };
	const uint8_t *record;
	struct lot_reader reader;
	uint64_t low = 1, high = (uint64_t)l->head.lots + 1;
	bool exact = lot.len > 0 && lot.len <= 20;
	struct assay_lot one;
	enum assay_status status;

	*any = *found = false;
	memset(out, 0, sizeof *out);
	memcpy(wanted, gtin, 14);
	wanted[14] = 1; /* behind the records without a lot */
	if (exact)
		memcpy(wanted + 14, lot.data, lot.len);
	if (l->head.lots == 0)
		return ASSAY_OK;
	lot_reader_init(&reader, l);
	/* records rise: the first that is not below the one wanted */
	while (low < high) {
		uint64_t middle = low + (high - low) / 2;

		if ((record = lot_record(&reader, middle, &status)) == NULL)
			return status;
		if (memcmp(record, wanted, sizeof wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low > 1) {
		if ((record = lot_record(&reader, low - 1, &status)) == NULL)
			return status;
		*any = names_lot(record, gtin);
	}
	for (uint64_t i = low; i <= l->head.lots && i - low < LOT_RECORDS_MAX; i++) {
		if ((record = lot_record(&reader, i, &status)) == NULL)
			return status;
		*any = *any || names_lot(record, gtin);
		if (!exact || memcmp(record, wanted, sizeof wanted) != 0)
			break;
		if (!list_lot_decode(record, &one))
			return ASSAY_E_FORMAT;
		if (*found)
			merge_lot(out, &one);
		else
			*out = one;
		*found = true;
	}
	return ASSAY_OK;
}

/* ---- every page ---- */

struct walk {
	const struct list *l;
	const struct list_watch *watch; /* NULL: nobody */
	uint64_t first[LIST_LEVELS_MAX + 1]; /* where each level begins */
	uint64_t next[LIST_LEVELS_MAX + 1];  /* the page due next on it */
	uint64_t entries;
	uint8_t last[LIST_KEY_MAX]; /* the key before */
	bool any;
};

static bool
check_leaf(struct walk *w, const uint8_t *page, size_t n)
{
	const struct list_header *h = &w->l->head;
	size_t width = h->key_bytes - h->prefix_bytes;
	size_t used = LIST_PAGE_HEAD + n * (width + h->attribute_bytes);
	uint8_t key[LIST_KEY_MAX];

	memcpy(key, page + 8, h->prefix_bytes);
	for (size_t i = 0; i < n; i++) {
		memcpy(key + h->prefix_bytes, page + LIST_PAGE_HEAD + i * width, width);
		if (w->any && memcmp(w->last, key, h->key_bytes) >= 0)
			return false;
		/* a lower fence must not repeat what the page before ends with */
		if (w->any && i == 0 && memcmp(w->last, key, LIST_FENCE) >= 0)
			return false;
		memcpy(w->last, key, h->key_bytes);
		w->any = true;
	}
	w->entries += n;
	return list_all_zero(page + used, LIST_PAGE - used);
}

/* false: to be stopped. */
static bool
go_on(const struct walk *w)
{
	if (w->watch == NULL)
		return true;
	if (w->watch->progress != NULL)
		w->watch->progress(w->watch->data, w->next[0], w->l->head.pages);
	return w->watch->stop == NULL || !w->watch->stop(w->watch->data);
}

static enum assay_status
check_tree(struct walk *w, uint64_t number, unsigned level, const uint8_t *hash,
           const uint8_t *fence)
{
	uint8_t buffer[LIST_PAGE];
	const uint8_t *page;
	enum assay_status status;
	uint64_t first;
	size_t n, used;

	if ((page = page_get(&w->l->pages, number, hash, level, buffer, &status)) == NULL)
		return status;
	if (level == 0) {
		n = leaf_head(w->l, page, fence);
		return n != SIZE_MAX && check_leaf(w, page, n) ? ASSAY_OK
		                                               : ASSAY_E_FORMAT;
	}
	n = interior_head(page, level, number, fence, &first);
	if (n == SIZE_MAX)
		return ASSAY_E_FORMAT;
	used = LIST_PAGE_HEAD + n * (LIST_FENCE + LIST_HASH);
	if (!list_all_zero(page + used, LIST_PAGE - used))
		return ASSAY_E_FORMAT;
	if (!go_on(w))
		return ASSAY_E_IO;
	if (w->next[level - 1] == 0)
		w->first[level - 1] = w->next[level - 1] = first;
	for (size_t i = 0; i < n; i++) {
		const uint8_t *child = child_at(page, i);

		if (i > 0 && memcmp(child_at(page, i - 1), child, LIST_FENCE) >= 0)
			return ASSAY_E_FORMAT;
		if (first + i != w->next[level - 1]++)
			return ASSAY_E_FORMAT;
		status = check_tree(w, first + i, level - 1, child + LIST_FENCE, child);
		if (status != ASSAY_OK)
			return status;
	}
	return ASSAY_OK;
}

static enum assay_status
check_lots(const struct list *l)
{
	struct lot_reader reader;
	uint8_t last[LIST_LOT] = { 0 };
	struct assay_lot lot;
	enum assay_status status;
	const uint8_t *record;

	if (l->head.lots == 0)
		return ASSAY_OK;
	lot_reader_init(&reader, l);
	for (uint64_t i = 1; i <= l->head.lots; i++) {
		if ((record = lot_record(&reader, i, &status)) == NULL)
			return status;
		if (!list_lot_decode(record, &lot) || memcmp(last, record, LIST_LOT) >= 0)
			return ASSAY_E_FORMAT;
		memcpy(last, record, LIST_LOT);
		if (i == l->head.lots) {
			size_t used = (size_t)((i - 1) % LIST_LOTS_A_PAGE + 1) * LIST_LOT;

			if (!list_all_zero(reader.page[0] + used, LIST_PAGE - used))
				return ASSAY_E_FORMAT;
		}
	}
	for (unsigned level = 1; level <= reader.levels; level++)
		for (uint64_t n = 0; n < reader.count[level]; n++) {
			const uint8_t *page = reader.page[level];
			size_t used;

			if ((status = lot_reader_page(&reader, level, n)) != ASSAY_OK)
				return status;
			used = LIST_PAGE_HEAD + (size_t)get_le(page + 2, 2) * LIST_HASH;
			if (!list_all_zero(page + used, LIST_PAGE - used))
				return ASSAY_E_FORMAT;
		}
	return ASSAY_OK;
}

enum assay_status
list_check(const struct list *l, struct assay_error *error)
{
	return list_check_watched(l, NULL, error);
}

enum assay_status
list_check_watched(const struct list *l, const struct list_watch *watch,
                   struct assay_error *error)
{
	const struct list_header *h = &l->head;
	struct walk w = { .l = l, .watch = watch };
	uint64_t due = 1;
	enum assay_status status;

	status = check_tree(&w, h->root_page, h->levels, h->root_hash, NULL);
	/* levels stand one behind the other, the leaves first, from page 1 to the root */
	for (unsigned level = 0; status == ASSAY_OK && level < h->levels; level++) {
		if (w.first[level] != due)
			status = ASSAY_E_FORMAT;
		due = w.next[level];
	}
	if (status == ASSAY_OK && (due != h->root_page || w.entries != h->entries))
		status = ASSAY_E_FORMAT;
	if (status == ASSAY_OK)
		status = check_lots(l);
	if (status == ASSAY_E_FORMAT)
		return damaged(error,
		               (struct words){ "a page does not hold what was signed: "
		                               "copy the list again",
		                               "有一页与签名内容不符，请重新复制清单" });
	if (status == ASSAY_E_IO)
		return damaged(error,
		               (struct words){ "a page cannot be read from its medium: "
		                               "copy the list again",
		                               "有一页无法从介质读出，请重新复制清单" });
	return status;
}

void
list_facts(const struct list *l, struct assay_list_facts *facts)
{
	const struct list_header *h = &l->head;
	struct assay_list_facts full = { 0 };
	size_t size = facts->size;

	full.size = size;
	full.version = h->version;
	full.entries = h->entries;
	full.pages = h->pages;
	full.issued_at = h->issued_at;
	full.expires_at = h->expires_at;
	full.covers_until = h->covers_until;
	full.restricted = (h->flags & LIST_RESTRICTED) != 0;
	full.overlay = (h->flags & LIST_OVERLAY) != 0;
	full.guessable = (h->flags & LIST_GUESSABLE) != 0;
	full.key_bytes = h->key_bytes;
	full.prefix_bytes = h->prefix_bytes;
	full.attribute_bytes = h->attribute_bytes;
	full.levels = h->levels;
	full.lots = h->lots;
	escape_into(full.scope, sizeof full.scope, assay_str(h->scope));
	escape_into(full.title, sizeof full.title, assay_str(h->title));
	memcpy(full.list_id, h->list_id, 16);
	memcpy(full.root, h->root_hash, LIST_HASH);
	full.n_signatures = h->n_signatures;
	full.padded = (h->flags & LIST_PADDED) != 0;
	full.documents = h->scope_kind == SCOPE_ISSUER;
	full.base_version = h->base_version;
	memcpy(full.base_root, h->base_root, LIST_HASH);
	for (size_t i = 0; i < h->n_signatures; i++)
		key_id(l->page0 + LIST_SIGNATURE_AT + i * LIST_SIGNATURE,
		       full.key_ids[i]);
	memcpy(facts, &full, size < sizeof full ? size : sizeof full);
}
