/* format.c - ASSAYLS1: header, hashes and lot records
 *
 * Whatever is not spelled out is zero and checked: one meaning per byte string. */
#include <string.h>
#include <sodium.h>

#include "assay-check.h"
#include "format.h"
#include "words.h"

static const char magic[8] = { 'A', 'S', 'S', 'A', 'Y', 'L', 'S', '1' };
static const char signed_word[21] = "assay list header v1"; /* with its NUL */
static const uint8_t page_personal[16] = "assay.list.page1";
static const uint8_t item_personal[16] = "assay.item.v1";

#define PAGE_HASH_BLAKE2B 1
#define FLAGS_KNOWN                                                                      \
	(LIST_RESTRICTED | LIST_OVERLAY | LIST_PADDED | LIST_GUESSABLE | LIST_SIGHTINGS)

bool
list_all_zero(const uint8_t *at, size_t n)
{
	uint8_t any = 0;

	for (size_t i = 0; i < n; i++)
		any |= at[i];
	return any == 0;
}

/* A text of at most max bytes, zeros behind it. */
static bool
take_text(const uint8_t *at, size_t max, char *out)
{
	size_t n = 0;

	while (n < max && at[n] != 0)
		n++;
	memcpy(out, at, n);
	out[n] = '\0';
	return list_all_zero(at + n, max - n);
}

uint64_t
list_index_pages(uint64_t lot_pages)
{
	uint64_t total = 0;

	while (lot_pages > 0) {
		lot_pages = (lot_pages + LIST_INDEX_FANOUT - 1) / LIST_INDEX_FANOUT;
		total += lot_pages;
		if (lot_pages == 1)
			break;
	}
	return total;
}

static bool
good_time(int64_t t)
{
	return t >= 0 && assay_day_at(t) != ASSAY_NO_DAY;
}

/* The tree and the lots fill the file exactly. */
static bool
good_layout(const struct list_header *h)
{
	uint64_t lot_pages = list_lot_pages(h->lots);

	if (h->pages < 2 || h->pages > UINT64_MAX / LIST_PAGE / 2 ||
	    h->root_page >= h->pages || h->levels > LIST_LEVELS_MAX ||
	    h->root_page < (h->levels > 0 ? 2u : 1u) ||
	    (h->levels == 0 && h->root_page != 1))
		return false;
	if (h->lots == 0)
		return h->first_lot_page == 0 && h->root_page + 1 == h->pages &&
		       list_all_zero(h->lot_hash, LIST_HASH);
	return h->first_lot_page == h->root_page + 1 &&
	       h->first_lot_page + lot_pages + list_index_pages(lot_pages) == h->pages;
}

static bool
good_scope(const struct list_header *h)
{
	size_t n = strlen(h->scope);

	if (h->scope_kind == SCOPE_GS1)
		return n >= 4 && n <= 13 && assay_all_digits(assay_str(h->scope));
	return h->scope_kind == SCOPE_ISSUER && n > 0 && n <= LIST_ISSUER_MAX;
}

bool
list_header_decode(const uint8_t page[LIST_PAGE], struct list_header *h,
                   struct words *why)
{
	uint64_t scope_len;

	memset(h, 0, sizeof *h);
	*why = (struct words){ "it does not begin as a list does", "文件开头不是清单" };
	if (memcmp(page, magic, sizeof magic) != 0)
		return false;
	*why = (struct words){ "it is of a newer form than this program knows",
		               "格式比本程序新" };
	if (get_le(page + 8, 2) != 1 ||
	    (get_le(page + 10, 2) & ~(uint64_t)FLAGS_KNOWN) != 0 ||
	    page[12] != LIST_PAGE_LOG2 || page[89] != PAGE_HASH_BLAKE2B)
		return false;
	*why = (struct words){ "its header is damaged", "页头已损坏" };
	h->flags = (uint16_t)get_le(page + 10, 2);
	h->key_bytes = page[13];
	h->prefix_bytes = page[14];
	h->attribute_bytes = page[15];
	memcpy(h->list_id, page + 16, 16);
	h->version = get_le(page + 32, 8);
	h->issued_at = (int64_t)get_le(page + 40, 8);
	h->expires_at = (int64_t)get_le(page + 48, 8);
	h->covers_until = (int64_t)get_le(page + 56, 8);
	h->entries = get_le(page + 64, 8);
	h->pages = get_le(page + 72, 8);
	h->root_page = get_le(page + 80, 8);
	h->levels = page[88];
	h->first_lot_page = get_le(page + 96, 8);
	h->lots = (uint32_t)get_le(page + 104, 4);
	memcpy(h->lot_hash, page + 112, LIST_HASH);
	memcpy(h->root_hash, page + 144, LIST_HASH);
	memcpy(h->base_root, page + 176, LIST_HASH);
	h->base_version = get_le(page + 208, 8);
	memcpy(h->list_key_id, page + 224, 16);
	memcpy(h->list_key, page + 240, 32);
	h->scope_kind = (uint16_t)get_le(page + 272, 2);
	scope_len = get_le(page + 274, 2);
	h->n_signatures = (uint16_t)get_le(page + 1024, 2);
	if (!list_all_zero(page + 90, 6) || !list_all_zero(page + 108, 4) ||
	    !list_all_zero(page + 216, 8) ||
	    !list_all_zero(page + 320 + LIST_TITLE_MAX, 704 - LIST_TITLE_MAX) ||
	    !list_all_zero(page + 1026, 6) || h->n_signatures > LIST_SIGNATURES ||
	    !list_all_zero(page + LIST_SIGNATURE_AT + h->n_signatures * LIST_SIGNATURE,
	                   LIST_PAGE - LIST_SIGNATURE_AT -
	                           h->n_signatures * LIST_SIGNATURE))
		return false;
	if (h->key_bytes < LIST_KEY_MIN || h->key_bytes > LIST_KEY_MAX ||
	    h->prefix_bytes > LIST_PREFIX_MAX ||
	    h->attribute_bytes > LIST_ATTRIBUTE_MAX || h->version == 0 ||
	    h->version > INT64_MAX || !good_time(h->issued_at) ||
	    !good_time(h->expires_at) || !good_time(h->covers_until) || !good_layout(h))
		return false;
	if (!take_text(page + 276, LIST_SCOPE_MAX, h->scope) ||
	    strlen(h->scope) != scope_len || !good_scope(h) ||
	    !take_text(page + 320, LIST_TITLE_MAX, h->title) ||
	    !assay_utf8_valid(assay_str(h->title)))
		return false;
	if ((h->flags & LIST_RESTRICTED) != 0 && !list_all_zero(h->list_key, 32))
		return false;
	return (h->flags & LIST_OVERLAY) != 0 ||
	       (h->base_version == 0 && list_all_zero(h->base_root, LIST_HASH));
}

void
list_header_encode(const struct list_header *h, uint8_t page[LIST_PAGE])
{
	memset(page, 0, LIST_PAGE);
	memcpy(page, magic, sizeof magic);
	put_le(page + 8, 2, 1);
	put_le(page + 10, 2, h->flags);
	page[12] = LIST_PAGE_LOG2;
	page[13] = h->key_bytes;
	page[14] = h->prefix_bytes;
	page[15] = h->attribute_bytes;
	memcpy(page + 16, h->list_id, 16);
	put_le(page + 32, 8, h->version);
	put_le(page + 40, 8, (uint64_t)h->issued_at);
	put_le(page + 48, 8, (uint64_t)h->expires_at);
	put_le(page + 56, 8, (uint64_t)h->covers_until);
	put_le(page + 64, 8, h->entries);
	put_le(page + 72, 8, h->pages);
	put_le(page + 80, 8, h->root_page);
	page[88] = h->levels;
	page[89] = PAGE_HASH_BLAKE2B;
	put_le(page + 96, 8, h->first_lot_page);
	put_le(page + 104, 4, h->lots);
	memcpy(page + 112, h->lot_hash, LIST_HASH);
	memcpy(page + 144, h->root_hash, LIST_HASH);
	memcpy(page + 176, h->base_root, LIST_HASH);
	put_le(page + 208, 8, h->base_version);
	memcpy(page + 224, h->list_key_id, 16);
	memcpy(page + 240, h->list_key, 32);
	put_le(page + 272, 2, h->scope_kind);
	put_le(page + 274, 2, strlen(h->scope));
	memcpy(page + 276, h->scope, strlen(h->scope));
	memcpy(page + 320, h->title, strlen(h->title));
}

void
list_header_message(const uint8_t page[LIST_PAGE], uint8_t message[LIST_MESSAGE])
{
	memcpy(message, signed_word, sizeof signed_word);
	memcpy(message + sizeof signed_word, page, LIST_SIGNED);
}

void
list_page_hash(const uint8_t list_id[16], const uint8_t page[LIST_PAGE],
               uint8_t hash[LIST_HASH])
{
	crypto_generichash_blake2b_salt_personal(hash, LIST_HASH, page, LIST_PAGE, NULL,
	                                         0, list_id, page_personal);
}

size_t
list_item_goods(const char *gtin, struct assay_bytes serial, uint8_t item[LIST_ITEM_MAX])
{
	if (serial.len > LIST_ITEM_MAX - 19)
		return 0;
	item[0] = 0x01;
	memcpy(item + 1, "01", 2);
	memcpy(item + 3, gtin, 14);
	memcpy(item + 17, "21", 2);
	memcpy(item + 19, serial.data, serial.len);
	return 19 + serial.len;
}

size_t
list_item_document(const struct assay_bytes *parts, size_t n, uint8_t item[LIST_ITEM_MAX])
{
	size_t used = 1;

	item[0] = 0x02;
	for (size_t i = 0; i < n; i++) {
		if (parts[i].len == 0 || parts[i].len >= LIST_ITEM_MAX - used ||
		    memchr(parts[i].data, 0x1F, parts[i].len) != NULL)
			return 0;
		if (i > 0)
			item[used++] = 0x1F;
		memcpy(item + used, parts[i].data, parts[i].len);
		used += parts[i].len;
	}
	return n < 3 ? 0 : used;
}

void
list_item_hash(const uint8_t list_key[32], const uint8_t *item, size_t len,
               uint8_t hash[LIST_HASH])
{
	uint8_t input[32 + LIST_ITEM_MAX];

	/* the key as the start of the message, not libsodium's keyed mode: that costs
	 * one compression more */
	memcpy(input, list_key, 32);
	memcpy(input + 32, item, len);
	crypto_generichash_blake2b_salt_personal(hash, LIST_HASH, input, 32 + len, NULL,
	                                         0, NULL, item_personal);
}

void
list_lot_encode(const struct assay_lot *lot, uint8_t record[LIST_LOT])
{
	memset(record, 0, LIST_LOT);
	memcpy(record, lot->gtin, 14);
	memcpy(record + 14, lot->lot, strlen(lot->lot));
	put_le(record + 34, 4, lot->made == ASSAY_NO_DAY ? 0 : (uint64_t)lot->made);
	put_le(record + 38, 4, lot->expiry == ASSAY_NO_DAY ? 0 : (uint64_t)lot->expiry);
	put_le(record + 42, 2,
	       (lot->recalled ? LOT_RECALLED : 0u) | (lot->stolen ? LOT_STOLEN : 0u) |
	               (lot->closed ? LOT_CLOSED : 0u));
	for (size_t i = 0; i < 8; i++)
		put_le(record + 44 + 2 * i, 2, lot->markets[i]);
	put_le(record + 60, 4, lot->units);
}

static bool
take_day(const uint8_t *at, int32_t *day)
{
	uint64_t n = get_le(at, 4);

	*day = n == 0 ? ASSAY_NO_DAY : (int32_t)n;
	return n <= (uint64_t)assay_day(9999, 12, 31);
}

bool
list_lot_decode(const uint8_t record[LIST_LOT], struct assay_lot *lot)
{
	uint64_t flags = get_le(record + 42, 2);

	memset(lot, 0, sizeof *lot);
	memcpy(lot->gtin, record, 14);
	if (!assay_all_digits((struct assay_bytes){ record, 14 }) ||
	    !take_text(record + 14, 20, lot->lot) || !take_day(record + 34, &lot->made) ||
	    !take_day(record + 38, &lot->expiry) ||
	    (flags & ~(uint64_t)(LOT_RECALLED | LOT_STOLEN | LOT_CLOSED)) != 0)
		return false;
	lot->recalled = (flags & LOT_RECALLED) != 0;
	lot->stolen = (flags & LOT_STOLEN) != 0;
	lot->closed = (flags & LOT_CLOSED) != 0;
	for (size_t i = 0; i < 8; i++)
		lot->markets[i] = (uint16_t)get_le(record + 44 + 2 * i, 2);
	lot->units = (uint32_t)get_le(record + 60, 4);
	return true;
}
