/* listing.h - a list and what its signatures are worth to this device */
#ifndef ASSAY_LISTING_H
#define ASSAY_LISTING_H

#include "home.h"
#include "list/list.h"
#include "pin.h"
#include "state.h"

enum listing_state { /* zero is nothing */
	LISTING_ABSENT = 0,
	LISTING_DAMAGED,     /* was installed; its file is gone, changed, older or unread */
	LISTING_KEY_INVALID, /* was installed; its signer's key is not valid for it any more */
	LISTING_COMPROMISED, /* only a stolen key signed it */
	LISTING_GOOD
};

#define LISTING_DOCUMENTS "doc/" /* a scope that is an issuer begins so */
#define LISTING_OVERLAYS 2 /* month and week: three walks bound a look-up */
#define LISTING_LAYERS (1 + LISTING_OVERLAYS)

struct listing {
	enum listing_state state;
	struct list *list;   /* NULL: damaged before its header could be believed */
	struct list *over[LISTING_OVERLAYS]; /* each over the one before; NULL: none */
	const struct pin_issuer *issuer;
	char scope[LIST_SCOPE_MAX + 1];
	uint8_t list_id[16]; /* where list is NULL */
	char *title;         /* escaped */
	struct page_cache *cache; /* borrowed, of the home; NULL: each file has its own */
};

/* The best signature of g->list by these pins; sets g->issuer.  A scope outside the
 * issuer's prefixes makes any key PIN_OUTSIDE. */
enum pin_trust listing_judge(struct listing *g, const struct pins *pins);
/* A list of a kind that answers "was it issued?": overlays and sightings do not. */
enum assay_status listing_kind(const struct list *l, struct assay_error *error);
void listing_clear(struct listing *g);
/* Layer 0 is the base, the last one is asked first; NULL past the last. */
static inline const struct list *
listing_layer(const struct listing *g, size_t i)
{
	return i == 0 ? g->list : i < LISTING_LAYERS ? g->over[i - 1] : NULL;
}
/* The scope as listings are told apart by it: LISTING_DOCUMENTS before an issuer of documents, so
 * that no GTIN begins like it. */
void listing_scope(const struct list_header *head, char out[LIST_SCOPE_MAX + 1]);
/* The newest layer: it has the word on dates and completeness. */
const struct list *listing_top(const struct listing *g);

struct clock {
	int64_t floor;  /* the latest time that verified data has proven */
	int64_t newest; /* issued_at of the newest verified list; INT64_MIN: none */
};
/* The time to judge ages by. */
int64_t clock_now(const struct clock *c, int64_t now, bool as_of, bool *unsure);

/* Asks every list whose scope covers the GTIN; out: zeroed, with strings set.  hits:
 * what the layers of the one list hold for the serial, found before; NULL: look. */
void listings_answer(const struct listing *lists, size_t n, const struct clock *clock,
                     const struct home_question *q,
                     const struct list_hit hits[LISTING_LAYERS], struct assay_answer *out);

/* The issuer that a scope belongs to, as listing_scope() gives it; NULL: nobody known. */
const struct pin_issuer *listing_owner(const struct pins *pins, const char *scope);

/* Asks every list of documents of that issuer; out: zeroed, with strings set.
 * ASSAY_E_USAGE: no document. */
enum assay_status listings_answer_document(const struct listing *lists, size_t n_lists,
                                           const struct clock *clock,
                                           const struct assay_bytes *parts, size_t n,
                                           int64_t now, bool as_of, struct assay_answer *out);

/* What an open home holds; for NULL: home_pins says NULL. */
const struct pins *home_pins(const struct home *h);
const struct listing *home_listings(const struct home *h, size_t *n);
struct clock home_clock(const struct home *h);

/* Lays over on what g has and takes it; otherwise says why not, and over stays the
 * caller's.  Signatures are not looked at. */
enum assay_status listing_lay(struct listing *g, struct list *over, struct assay_error *error);
/* lists/<list id>.over1 or .over2, malloc()ed; at: 0 or 1. */
char *listing_overlay_path(const char *folder, const uint8_t list_id[16], size_t at);
/* Lays on what stands in the folder for g and belongs to it.  known: what the device
 * remembers of the list, or what of_set says of it; either may be NULL.  ASSAY_OK: all is
 * as it was left; otherwise g is damaged, and why. */
struct set_list;
enum assay_status listing_open_overlays(struct listing *g, const struct pins *pins,
                                        const char *folder, const struct state_list *known,
                                        const struct set_list *of_set,
                                        struct assay_error *error);
/* Is this the very file whose page 0 has that SHA-256? */
bool listing_is_file(const struct list *l, const uint8_t page0[32]);
/* lists/<list key id>.key, malloc()ed. */
char *listing_key_path(const char *folder, const struct list_header *head);
/* Judges g->list and says in one sentence why it is not PIN_VALID. */
enum assay_status listing_believe(struct listing *g, const struct pins *pins,
                                  struct assay_error *error);

#endif
