/* format.h - ASSAYLS1: the numbers and records of a signed serial list
 *
 * The normative text is doc/formats.md.  A list is a file of 4096-byte pages:
 * header, leaves in key order, interior levels, lots, index of the lots. */
#ifndef ASSAY_FORMAT_H
#define ASSAY_FORMAT_H

#include "assay.h"

#define LIST_PAGE 4096u
#define LIST_PAGE_LOG2 12
#define LIST_HASH 32u
#define LIST_FENCE 8u
#define LIST_PAGE_HEAD 16u     /* of leaves, interior and index pages */
#define LIST_FANOUT 102u       /* (4096 - 16) / (8 + 32) */
#define LIST_INDEX_FANOUT 127u /* (4096 - 16) / 32 */
#define LIST_LOT 64u
#define LIST_LOTS_A_PAGE 64u
#define LIST_LEVELS_MAX 8      /* 102^8 leaves: more than a file can hold */
#define LIST_SIGNED 1024u      /* bytes of the header that signatures cover */
#define LIST_SIGNATURES 8u
#define LIST_SIGNATURE_AT 1032u
#define LIST_SIGNATURE 96u
#define LIST_SCOPE_MAX 44u
#define LIST_ISSUER_MAX 40u    /* a scope that is an issuer of documents */
#define LIST_TITLE_MAX 128u
#define LIST_ITEM_MAX 1024u    /* bytes of an item string */
#define LIST_KEY_MIN 8u
#define LIST_KEY_MAX 16u
#define LIST_PREFIX_MAX 2u
#define LIST_ATTRIBUTE_MAX 8u
#define LIST_STRENGTH 64       /* 8K - log2 n must reach it: 2^64 hashes a false serial */
#define LIST_KEY_GOODS 12u
#define LIST_KEY_DOCUMENTS 16u

enum { /* header flags */
	LIST_RESTRICTED = 1,
	LIST_OVERLAY = 2,
	LIST_PADDED = 4,
	LIST_GUESSABLE = 8,
	LIST_SIGHTINGS = 16
};
enum { LOT_RECALLED = 1, LOT_STOLEN = 2, LOT_CLOSED = 4 };
enum { SCOPE_GS1 = 1, SCOPE_ISSUER = 2 };

struct list_header {
	uint16_t flags;
	uint8_t key_bytes, prefix_bytes, attribute_bytes; /* K, S, A */
	uint8_t list_id[16];
	uint64_t version;
	int64_t issued_at, expires_at, covers_until;
	uint64_t entries, pages, root_page;
	uint8_t levels; /* interior ones; 0: the root is a leaf */
	uint64_t first_lot_page;
	uint32_t lots;
	uint8_t lot_hash[LIST_HASH], root_hash[LIST_HASH];
	uint8_t base_root[LIST_HASH];
	uint64_t base_version;
	uint8_t list_key_id[16], list_key[32];
	uint16_t scope_kind;
	char scope[LIST_SCOPE_MAX + 1];
	char title[LIST_TITLE_MAX + 1];
	uint16_t n_signatures;
};

/* Reads page 0; false and *why (one phrase, English and Chinese) where a byte of it
 * is not as the format demands.  Signatures are not looked at. */
struct words;
bool list_header_decode(const uint8_t page[LIST_PAGE], struct list_header *h,
                        struct words *why);
/* Writes bytes 0 to 1023. */
void list_header_encode(const struct list_header *h, uint8_t page[LIST_PAGE]);
/* What a signature speaks for: a domain word and the bytes 0 to 1023. */
#define LIST_MESSAGE (21u + LIST_SIGNED)
void list_header_message(const uint8_t page[LIST_PAGE], uint8_t message[LIST_MESSAGE]);

void list_page_hash(const uint8_t list_id[16], const uint8_t page[LIST_PAGE],
                    uint8_t hash[LIST_HASH]);
/* The item string of goods into item; its length, 0: too long.  gtin: 14 digits. */
size_t list_item_goods(const char *gtin, struct assay_bytes serial,
                       uint8_t item[LIST_ITEM_MAX]);
/* The item string of a document: parts are issuer, type, number and what else the list
 * hashes; its length, 0: too long, or a part is empty or holds a separator. */
size_t list_item_document(const struct assay_bytes *parts, size_t n,
                          uint8_t item[LIST_ITEM_MAX]);
/* H of an item: key in H[0..16), mask in H[16..24). */
void list_item_hash(const uint8_t list_key[32], const uint8_t *item, size_t len,
                    uint8_t hash[LIST_HASH]);

void list_lot_encode(const struct assay_lot *lot, uint8_t record[LIST_LOT]);
/* false: not as the format demands. */
bool list_lot_decode(const uint8_t record[LIST_LOT], struct assay_lot *lot);

/* Index pages that stand over that many lot pages. */
uint64_t list_index_pages(uint64_t lot_pages);
static inline uint64_t
list_lot_pages(uint32_t lots)
{
	return ((uint64_t)lots + LIST_LOTS_A_PAGE - 1) / LIST_LOTS_A_PAGE;
}

static inline uint64_t
get_le(const uint8_t *at, size_t width)
{
	uint64_t n = 0;

	while (width > 0)
		n = n << 8 | at[--width];
	return n;
}

static inline void
put_le(uint8_t *at, size_t width, uint64_t n)
{
	for (size_t i = 0; i < width; i++, n >>= 8)
		at[i] = (uint8_t)n;
}

bool list_all_zero(const uint8_t *at, size_t n);

#endif
