/* list.h - one list: every page is verified before a byte of it counts
 *
 * The same walk searches and proves: each page is hashed and compared with what its
 * parent says before it is looked at.  Fixed once open; threads share it.
 *
 * ASSAY_E_FORMAT and ASSAY_E_IO from a question mean "list damaged". */
#ifndef ASSAY_LIST_H
#define ASSAY_LIST_H

#include "list/format.h"
#include "list/pages.h"
#include "trust/error.h"

struct list {
	int fd; /* -1: parked */
	char *path;
	struct pages pages;
	uint8_t page0[LIST_PAGE];
	struct list_header head;
	uint8_t key[32]; /* list key: of the header, or given */
	bool has_key;
};

/* Opens and reads page 0; no signature is checked, nothing else is read. */
enum assay_status list_open(const char *path, struct list **out, struct assay_error *error);
void list_close(struct list *l); /* NULL is fine */
/* Keep pages in a cache of many lists, which outlives l. */
void list_share_cache(struct list *l, struct page_cache *cache);
/* Close the file and open it for each page that is read: where there are more lists than
 * files may be open.  What was put in its place meanwhile does not verify. */
void list_park(struct list *l);
/* Takes the list key of a restricted list; ASSAY_E_USAGE: it is another list's. */
enum assay_status list_use_key(struct list *l, const char *key_file,
                               struct assay_error *error);
/* Does signature i hold, and by which key? */
bool list_signature(const struct list *l, size_t i, uint8_t public_key[32]);
/* Does any signature by this key hold? */
bool list_signed_by(const struct list *l, const uint8_t public_key[32]);

/* Each page verified once, then read where the file lies: only where nobody else can
 * write to the file, and before threads share the list. */
enum assay_status list_map(struct list *l, struct assay_error *error);

struct list_entry {
	bool present;
	enum assay_item_status status;
	bool has_lot;
	struct assay_lot lot;
};
/* ASSAY_E_USAGE: a restricted list without its key. */
enum assay_status list_find(const struct list *l, const char *gtin, struct assay_bytes serial,
                            struct list_entry *out);
/* What stands at a hash, before the lot table is asked. */
struct list_hit {
	enum assay_status status; /* ASSAY_OK, or the list is damaged there */
	bool present;
	uint64_t attribute;       /* lot << 3 | status, mask taken off */
};
/* Many at once: sorted, so that each page is visited once, and fetched ahead. */
enum assay_status list_find_hashes(const struct list *l, const uint8_t (*hashes)[LIST_HASH],
                                   size_t n, struct list_hit *out);
/* H of goods under this list's key; false: the item is too long, or there is no key. */
bool list_hash_goods(const struct list *l, const char *gtin, struct assay_bytes serial,
                     uint8_t hash[LIST_HASH]);
/* ASSAY_E_USAGE: no document, or a restricted list without its key. */
enum assay_status list_find_document(const struct list *l, const struct assay_bytes *parts,
                                     size_t n, struct list_entry *out);
/* The entry that a hit of this GTIN is, its lot read. */
enum assay_status list_entry_of(const struct list *l, const char *gtin,
                                const struct list_hit *hit, struct list_entry *out);
/* any: the table has lots of this GTIN; found: this one, which is in *out. */
enum assay_status list_find_lot(const struct list *l, const char *gtin,
                                struct assay_bytes lot, bool *any, bool *found,
                                struct assay_lot *out);
/* Verify every page: hashes, order, counts, that nothing is left over. */
enum assay_status list_check(const struct list *l, struct assay_error *error);
/* The same, told of how far it has come, in pages; where stop says true, ASSAY_E_IO. */
struct list_watch {
	void (*progress)(void *data, uint64_t done, uint64_t of); /* NULL: silent */
	bool (*stop)(void *data); /* NULL: never */
	void *data;
};
enum assay_status list_check_watched(const struct list *l, const struct list_watch *watch,
                                     struct assay_error *error);
/* Facts for people; whom to believe is not filled. */
void list_facts(const struct list *l, struct assay_list_facts *facts);

#endif
