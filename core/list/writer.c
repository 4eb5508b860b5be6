/* writer.c - pages of a list, from entries that arrive in key order
 *
 * The order on disk is header, leaves, interior levels, lots, index.  Lots are given
 * before the interior levels are made, so they wait in memory; everything else goes
 * out page by page. */
#include <stdlib.h>
#include <string.h>
#include <sodium.h>
#include <unistd.h>

#include "cborio.h"
#include "list/pages.h"
#include "list/writer.h"
#include "trust/key.h"

#define BUFFERED 64 /* pages a write */

struct child {
	uint8_t fence[LIST_FENCE], hash[LIST_HASH];
};

struct writer {
	struct list_header head;
	struct store *store;
	uint8_t buffer[BUFFERED * LIST_PAGE];
	size_t buffered;
	uint64_t pages; /* given out so far, page 0 included */
	/* the leaf being filled */
	uint8_t leaf[LIST_PAGE], attributes[LIST_PAGE];
	uint8_t first[LIST_KEY_MAX], last[LIST_KEY_MAX];
	size_t count;
	struct child *children;
	size_t n_children, room;
	uint8_t *lots;                /* records */
	crypto_generichash_state sum; /* of the leaves' hashes */
};

static size_t
key_width(const struct writer *w)
{
	return (size_t)w->head.key_bytes - w->head.prefix_bytes;
}

static enum assay_status
flush(struct writer *w, struct assay_error *error)
{
	size_t n = w->buffered * LIST_PAGE;

	w->buffered = 0;
	return n == 0 ? ASSAY_OK : store_put(w->store, w->buffer, n, error);
}

static enum assay_status
put_page(struct writer *w, const uint8_t page[LIST_PAGE], uint8_t hash[LIST_HASH],
         struct assay_error *error)
{
	if (hash != NULL)
		list_page_hash(w->head.list_id, page, hash);
	memcpy(w->buffer + w->buffered++ * LIST_PAGE, page, LIST_PAGE);
	w->pages++;
	return w->buffered == BUFFERED ? flush(w, error) : ASSAY_OK;
}

enum assay_status
writer_new(const struct list_header *head, struct store *store, struct writer **out,
           struct assay_error *error)
{
	static const uint8_t empty[LIST_PAGE];
	struct writer *w = calloc(1, sizeof *w);

	*out = NULL;
	if (w == NULL)
		return error_nomem(error);
	w->head = *head;
	w->head.entries = 0;
	w->store = store;
	crypto_generichash_init(&w->sum, NULL, 0, LIST_HASH);
	*out = w;
	return put_page(w, empty, NULL, error); /* page 0 comes last */
}

void
writer_free(struct writer *w)
{
	if (w == NULL)
		return;
	free(w->children);
	free(w->lots);
	free(w);
}

/* One leaf more under the tree to come. */
static enum assay_status
add_child(struct writer *w, const uint8_t *fence, const uint8_t *hash,
          struct assay_error *error)
{
	if (w->n_children == w->room) {
		size_t room = w->room * 2 + 64;
		struct child *more = realloc(w->children, room * sizeof *more);

		if (more == NULL)
			return error_nomem(error);
		w->children = more;
		w->room = room;
	}
	memcpy(w->children[w->n_children].fence, fence, LIST_FENCE);
	memcpy(w->children[w->n_children].hash, hash, LIST_HASH);
	w->n_children++;
	crypto_generichash_update(&w->sum, hash, LIST_HASH);
	return ASSAY_OK;
}

/* Gives out the first `count` entries of the leaf being filled. */
static enum assay_status
close_leaf(struct writer *w, size_t count, struct assay_error *error)
{
	size_t width = key_width(w), used = LIST_PAGE_HEAD + count * width;
	uint8_t page[LIST_PAGE] = { 'L' }, hash[LIST_HASH];
	enum assay_status status;

	put_le(page + 2, 2, count);
	if (count > 0)
		memcpy(page + 8, w->first, LIST_FENCE);
	memcpy(page + LIST_PAGE_HEAD, w->leaf, count * width);
	memcpy(page + used, w->attributes, count * w->head.attribute_bytes);
	if ((status = put_page(w, page, hash, error)) != ASSAY_OK)
		return status;
	return add_child(w, page + 8, hash, error);
}

/* The page is full, or a new prefix begins: closes it, but before a run of keys that
 * begin like `next`, because equal fences must not span leaves. */
static enum assay_status
turn_page(struct writer *w, const uint8_t *next, struct assay_error *error)
{
	size_t width = key_width(w), s = w->head.prefix_bytes, keep = w->count;
	size_t same = LIST_FENCE - s < width ? LIST_FENCE - s : width, carried;
	uint8_t first[LIST_KEY_MAX];
	enum assay_status status;

	if (memcmp(w->last, next, LIST_FENCE) == 0)
		while (keep > 0 &&
		       memcmp(w->leaf + (keep - 1) * width, next + s, same) == 0)
			keep--;
	if (keep == 0)
		return error_say(error, ASSAY_E_LIMIT,
		                 "more keys begin alike than one page holds: build again",
		                 "一页放不下开头相同的键：请重新生成");
	carried = w->count - keep;
	if ((status = close_leaf(w, keep, error)) != ASSAY_OK)
		return status;
	if (carried > 0) {
		memcpy(first, w->last, s);
		memcpy(first + s, w->leaf + keep * width, width);
		memcpy(w->first, first, w->head.key_bytes);
		memmove(w->leaf, w->leaf + keep * width, carried * width);
		memmove(w->attributes, w->attributes + keep * w->head.attribute_bytes,
		        carried * w->head.attribute_bytes);
	}
	w->count = carried;
	return ASSAY_OK;
}

/* Pages, entries, the leaf being filled, and what the leaves' hashes add up to. */
enum assay_status
writer_save(struct writer *w, struct cbor_writer *out, struct assay_error *error)
{
	crypto_generichash_state state = w->sum;
	enum assay_status status = flush(w, error);
	uint8_t sum[LIST_HASH];

	if (status != ASSAY_OK || (status = store_sync(w->store, error)) != ASSAY_OK)
		return status;
	crypto_generichash_final(&state, sum, sizeof sum);
	cbor_put_uint(out, w->pages);
	cbor_put_uint(out, w->head.entries);
	cbor_put_uint(out, w->count);
	cbor_put_bytes(out, w->first, sizeof w->first);
	cbor_put_bytes(out, w->last, sizeof w->last);
	cbor_put_bytes(out, w->leaf, w->count * key_width(w));
	cbor_put_bytes(out, w->attributes, w->count * w->head.attribute_bytes);
	cbor_put_bytes(out, sum, sizeof sum);
	return out->nomem ? error_nomem(error) : ASSAY_OK;
}

uint64_t
writer_saved_size(struct cbor_reader in)
{
	uint64_t pages = cbor_take_uint(&in, INT64_MAX / LIST_PAGE);

	return in.bad ? 0 : pages * LIST_PAGE;
}

static bool
take(struct cbor_reader *in, uint8_t *out, size_t n)
{
	struct assay_bytes view = cbor_take_bytes(in, n);

	if (in->bad || view.len != n)
		return false;
	if (n > 0)
		memcpy(out, view.data, n);
	return true;
}

enum assay_status
writer_restore(struct writer *w, struct cbor_reader *in, struct assay_error *error)
{
	size_t room =
	        (LIST_PAGE - LIST_PAGE_HEAD) / (key_width(w) + w->head.attribute_bytes);
	uint8_t wanted[LIST_HASH], sum[LIST_HASH], page[LIST_PAGE], hash[LIST_HASH];
	crypto_generichash_state state;
	enum assay_status status;

	w->buffered = 0; /* page 0 stands in the file */
	w->pages = cbor_take_uint(in, INT64_MAX / LIST_PAGE);
	w->head.entries = cbor_take_uint(in, INT64_MAX);
	w->count = (size_t)cbor_take_uint(in, room);
	if (in->bad || !take(in, w->first, sizeof w->first) ||
	    !take(in, w->last, sizeof w->last) ||
	    !take(in, w->leaf, w->count * key_width(w)) ||
	    !take(in, w->attributes, w->count * w->head.attribute_bytes) ||
	    !take(in, wanted, sizeof wanted))
		return ASSAY_E_FORMAT;
	for (uint64_t i = 1; i < w->pages; i++) {
		if ((status = page_read(w->store->fd, i, page)) != ASSAY_OK)
			return ASSAY_E_FORMAT;
		list_page_hash(w->head.list_id, page, hash);
		if ((status = add_child(w, page + 8, hash, error)) != ASSAY_OK)
			return status;
	}
	state = w->sum;
	crypto_generichash_final(&state, sum, sizeof sum);
	return memcmp(sum, wanted, sizeof sum) == 0 ? ASSAY_OK : ASSAY_E_FORMAT;
}

enum assay_status
writer_entry(struct writer *w, const uint8_t key[LIST_KEY_MAX], uint64_t attribute,
             struct assay_error *error)
{
	size_t width = key_width(w), a = w->head.attribute_bytes,
	       s = w->head.prefix_bytes;
	enum assay_status status;

	if (w->count > 0 &&
	    (LIST_PAGE_HEAD + (w->count + 1) * (width + a) > LIST_PAGE ||
	     memcmp(w->last, key, s) != 0) &&
	    (status = turn_page(w, key, error)) != ASSAY_OK)
		return status;
	if (w->count == 0)
		memcpy(w->first, key, LIST_KEY_MAX);
	memcpy(w->last, key, LIST_KEY_MAX);
	memcpy(w->leaf + w->count * width, key + s, width);
	put_le(w->attributes + w->count * a, a, attribute);
	w->count++;
	w->head.entries++;
	return ASSAY_OK;
}

enum assay_status
writer_lots(struct writer *w, const struct assay_lot *lots, uint32_t n,
            struct assay_error *error)
{
	if (n == 0)
		return ASSAY_OK;
	if ((w->lots = calloc(n, LIST_LOT)) == NULL)
		return error_nomem(error);
	for (uint32_t i = 0; i < n; i++)
		list_lot_encode(&lots[i], w->lots + (size_t)i * LIST_LOT);
	w->head.lots = n;
	return ASSAY_OK;
}

/* Interior levels over the children until one page is left. */
static enum assay_status
put_tree(struct writer *w, struct assay_error *error)
{
	uint64_t first = 1;
	enum assay_status status;

	while (w->n_children > 1) {
		size_t n = w->n_children, made = 0;
		uint64_t next_first = w->pages;

		w->head.levels++;
		for (size_t i = 0; i < n; i += LIST_FANOUT) {
			size_t count = n - i < LIST_FANOUT ? n - i : LIST_FANOUT;
			uint8_t page[LIST_PAGE] = { 'I', w->head.levels },
			        hash[LIST_HASH];

			put_le(page + 2, 2, count);
			put_le(page + 8, 8, first + i);
			memcpy(page + LIST_PAGE_HEAD, &w->children[i],
			       count * sizeof(struct child));
			if ((status = put_page(w, page, hash, error)) != ASSAY_OK)
				return status;
			/* in place: what is overwritten was just used */
			memcpy(w->children[made].fence, page + LIST_PAGE_HEAD,
			       LIST_FENCE);
			memcpy(w->children[made].hash, hash, LIST_HASH);
			made++;
		}
		w->n_children = made;
		first = next_first;
	}
	w->head.root_page = w->pages - 1;
	memcpy(w->head.root_hash, w->children[0].hash, LIST_HASH);
	return ASSAY_OK;
}

/* Lot pages, then their index until one page is left, at least one. */
static enum assay_status
put_lots(struct writer *w, struct assay_error *error)
{
	uint64_t n = list_lot_pages(w->head.lots), first;
	uint8_t(*hashes)[LIST_HASH];
	enum assay_status status = ASSAY_OK;
	unsigned level = 0;

	if (n == 0)
		return ASSAY_OK;
	if ((hashes = calloc(n, sizeof *hashes)) == NULL)
		return error_nomem(error);
	first = w->head.first_lot_page = w->pages;
	for (uint64_t p = 0; p < n && status == ASSAY_OK; p++) {
		uint64_t left = w->head.lots - p * LIST_LOTS_A_PAGE;
		uint8_t page[LIST_PAGE] = { 0 };

		memcpy(page, w->lots + p * LIST_PAGE,
		       (left < LIST_LOTS_A_PAGE ? left : LIST_LOTS_A_PAGE) * LIST_LOT);
		status = put_page(w, page, hashes[p], error);
	}
	do {
		uint64_t made = 0, next_first = w->pages;

		level++;
		for (uint64_t i = 0; i < n && status == ASSAY_OK;
		     i += LIST_INDEX_FANOUT) {
			uint64_t count =
			        n - i < LIST_INDEX_FANOUT ? n - i : LIST_INDEX_FANOUT;
			uint8_t page[LIST_PAGE] = { 'X', (uint8_t)level };

			put_le(page + 2, 2, count);
			put_le(page + 8, 8, first + i);
			memcpy(page + LIST_PAGE_HEAD, hashes[i], count * LIST_HASH);
			status = put_page(w, page, hashes[made++], error);
		}
		n = made;
		first = next_first;
	} while (n > 1 && status == ASSAY_OK);
	memcpy(w->head.lot_hash, hashes[0], LIST_HASH);
	free(hashes);
	return status;
}

enum assay_status
writer_end(struct writer *w, const struct secret *signer, struct list_header *head,
           struct assay_error *error)
{
	uint8_t page[LIST_PAGE], message[LIST_MESSAGE];
	enum assay_status status;

	if ((w->count > 0 || w->n_children == 0) &&
	    (status = close_leaf(w, w->count, error)) != ASSAY_OK)
		return status;
	if ((status = put_tree(w, error)) != ASSAY_OK ||
	    (status = put_lots(w, error)) != ASSAY_OK ||
	    (status = flush(w, error)) != ASSAY_OK)
		return status;
	w->head.pages = w->pages;
	w->head.n_signatures = 1;
	list_header_encode(&w->head, page);
	list_header_message(page, message);
	put_le(page + LIST_SIGNED, 2, 1);
	memcpy(page + LIST_SIGNATURE_AT, secret_public(signer), 32);
	secret_sign(signer, message, sizeof message, page + LIST_SIGNATURE_AT + 32);
	*head = w->head;
	return store_put_at(w->store, page, LIST_PAGE, 0, error);
}
