/* list.c - one list, read by pread: every page is verified before a byte of it counts */
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

static enum assay_status
read_page(int fd, uint64_t number, uint8_t page[LIST_PAGE])
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

/* Page `number` into private memory, if it is what its parent says it is. */
static enum assay_status
verified_page(const struct list *l, uint64_t number, const uint8_t hash[LIST_HASH],
              uint8_t page[LIST_PAGE])
{
	uint8_t made[LIST_HASH];
	enum assay_status status;

	if (number >= l->head.pages)
		return ASSAY_E_FORMAT;
	if ((status = read_page(l->fd, number, page)) != ASSAY_OK)
		return status;
	list_page_hash(l->head.list_id, page, made);
	return memcmp(made, hash, LIST_HASH) == 0 ? ASSAY_OK : ASSAY_E_FORMAT;
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
	if ((status = read_page(l->fd, 0, l->page0)) != ASSAY_OK) {
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
	if (l->fd >= 0)
		close(l->fd);
	sodium_memzero(l->key, sizeof l->key);
	free(l);
	errno = saved;
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
	uint8_t page[LOT_LEVELS + 1][LIST_PAGE];
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
	uint8_t *page = r->page[level];
	const uint8_t *hash = r->l->head.lot_hash;
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
	if ((status = verified_page(r->l, r->first[level] + n, hash, page)) != ASSAY_OK)
		return status;
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

/* Walks from the root to the one leaf that can hold the key; *count is SIZE_MAX where
 * the key lies before everything. */
static enum assay_status
find_leaf(const struct list *l, const uint8_t *key, uint8_t page[LIST_PAGE],
          size_t *count)
{
	uint8_t hash[LIST_HASH], fence[LIST_FENCE];
	uint64_t number = l->head.root_page;
	bool has_fence = false;
	enum assay_status status;

	memcpy(hash, l->head.root_hash, LIST_HASH);
	for (unsigned level = l->head.levels; level > 0; level--) {
		size_t low = 0, high, n;
		uint64_t first;

		if ((status = verified_page(l, number, hash, page)) != ASSAY_OK)
			return status;
		n = interior_head(page, level, number, has_fence ? fence : NULL, &first);
		if (n == SIZE_MAX)
			return ASSAY_E_FORMAT;
		/* the last child whose fence is not above the key */
		for (high = n; low < high;) {
			size_t middle = low + (high - low) / 2;

			if (memcmp(child_at(page, middle), key, LIST_FENCE) <= 0)
				low = middle + 1;
			else
				high = middle;
		}
		if (low == 0) {
			*count = SIZE_MAX;
			return has_fence ? ASSAY_E_FORMAT : ASSAY_OK;
		}
		number = first + low - 1;
		memcpy(fence, child_at(page, low - 1), LIST_FENCE);
		memcpy(hash, child_at(page, low - 1) + LIST_FENCE, LIST_HASH);
		has_fence = true;
	}
	if ((status = verified_page(l, number, hash, page)) != ASSAY_OK)
		return status;
	*count = leaf_head(l, page, has_fence ? fence : NULL);
	return *count == SIZE_MAX ? ASSAY_E_FORMAT : ASSAY_OK;
}

enum assay_status
list_find(const struct list *l, const char *gtin, struct assay_bytes serial,
          struct list_entry *out)
{
	const struct list_header *h = &l->head;
	uint8_t page[LIST_PAGE], item[LIST_ITEM_MAX], hash[LIST_HASH];
	const uint8_t *record;
	struct lot_reader reader;
	size_t n, len, width = h->key_bytes - h->prefix_bytes, low = 0, high;
	uint64_t attribute = 0, lot;
	enum assay_status status;

	memset(out, 0, sizeof *out);
	if (!l->has_key || (len = list_item_goods(gtin, serial, item)) == 0)
		return ASSAY_E_USAGE;
	list_item_hash(l->key, item, len, hash);
	if ((status = find_leaf(l, hash, page, &n)) != ASSAY_OK)
		return status;
	if (n == SIZE_MAX || memcmp(page + 8, hash, h->prefix_bytes) != 0)
		return ASSAY_OK;
	for (high = n; low < high;) {
		size_t middle = low + (high - low) / 2;
		int order = memcmp(page + LIST_PAGE_HEAD + middle * width,
		                   hash + h->prefix_bytes, width);

		if (order == 0) {
			out->present = true;
			low = middle;
			break;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (!out->present)
		return ASSAY_OK;
	out->status = ASSAY_ITEM_MADE;
	if (h->attribute_bytes == 0)
		return ASSAY_OK;
	attribute = get_le(page + LIST_PAGE_HEAD + n * width + low * h->attribute_bytes,
	                   h->attribute_bytes) ^
	            get_le(hash + 16, h->attribute_bytes);
	lot = attribute >> 3;
	out->status = (enum assay_item_status)(attribute & 7);
	/* what decodes to nothing that a list may say was not put there for this code */
	if (out->status == ASSAY_ITEM_NONE || (attribute & 7) > ASSAY_ITEM_REMOVED ||
	    lot > h->lots) {
		memset(out, 0, sizeof *out);
		return ASSAY_OK;
	}
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

static enum assay_status
check_tree(struct walk *w, uint64_t number, unsigned level, const uint8_t *hash,
           const uint8_t *fence)
{
	uint8_t page[LIST_PAGE];
	enum assay_status status;
	uint64_t first;
	size_t n, used;

	if ((status = verified_page(w->l, number, hash, page)) != ASSAY_OK)
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
	const struct list_header *h = &l->head;
	struct walk w = { .l = l };
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
	for (size_t i = 0; i < h->n_signatures; i++)
		key_id(l->page0 + LIST_SIGNATURE_AT + i * LIST_SIGNATURE,
		       full.key_ids[i]);
	memcpy(facts, &full, size < sizeof full ? size : sizeof full);
}
