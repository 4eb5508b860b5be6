/* install.c - puts a list into a home: verified whole, or the home stays as it was
 *
 * What is verified is the copy that is kept, not the file it came from.  Order: the
 * list key under its own name, the list by rename, then state.json: a crash between
 * any two leaves a home that answers from the old list or from the new one. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>
#include <unistd.h>

#include "assay-check.h"
#include "key.h"
#include "listing.h"
#include "set.h"
#include "state.h"
#include "store.h"

#define COPY_PAGES 64

static void
name_signers(const struct list *l, char out[8 * 18 + 1])
{
	char *at = out;

	*at = '\0';
	for (size_t i = 0; i < l->head.n_signatures; i++) {
		if (i > 0)
			*at++ = ' ';
		key_id(l->page0 + LIST_SIGNATURE_AT + i * LIST_SIGNATURE, at);
		at += 16;
	}
}

enum assay_status
listing_believe(struct listing *g, const struct pins *pins, struct assay_error *error)
{
	const struct pin_issuer *owner = NULL;
	char signers[8 * 18 + 1];
	bool any = false;
	uint8_t key[32];

	for (size_t i = 0; i < g->list->head.n_signatures; i++)
		any = list_signature(g->list, i, key) || any;
	if (!any)
		return error_say(error, ASSAY_E_FORMAT,
		                 "the list is damaged: it bears no signature that holds",
		                 "清单已损坏：没有有效签名");
	name_signers(g->list, signers);
	switch (listing_judge(g, pins)) {
	case PIN_VALID:
		return ASSAY_OK;
	case PIN_COMPROMISED:
		return error_say(
		        error, ASSAY_E_TRUST,
		        "the list is signed by a key of %s that was stolen (%s): ask "
		        "them for a list signed anew",
		        "该清单由 %s 的已泄露密钥签名（%s）：请向其索取重新签名的清单",
		        g->issuer->about.id, signers);
	case PIN_OUTSIDE:
		if (g->list->head.scope_kind == SCOPE_GS1)
			owner = pins_scope(pins, g->list->head.scope);
		if (owner != g->issuer)
			return error_say(
			        error, ASSAY_E_TRUST,
			        "the list speaks for %s, which is not among the prefixes "
			        "of its signer %s",
			        "清单涵盖 %s，但不在签名者 %s 的前缀之内",
			        g->list->head.scope, g->issuer->about.id);
		return error_say(
		        error, ASSAY_E_TRUST,
		        "the key of %s that signed the list (%s) was not valid for lists "
		        "on the day of issue",
		        "%s 的签名密钥（%s）在签发日对清单无效", g->issuer->about.id,
		        signers);
	case PIN_NOBODY:
		break;
	}
	return error_say(
	        error, ASSAY_E_TRUST,
	        "nobody known signed the list (%s): pin the maker's key with `assay "
	        "trust pin` if you trust it",
	        "清单的签名者未知（%s）：若信任该厂商，请用 `assay trust pin` 登记其密钥",
	        signers);
}

enum assay_status
listing_kind(const struct list *l, struct assay_error *error)
{
	if ((l->head.flags & LIST_OVERLAY) != 0)
		return error_say(
		        error, ASSAY_E_USAGE,
		        "the list is an overlay, which answers nothing without the list "
		        "that it changes: name that one",
		        "这是增量清单，须与其所更改的清单一起使用：请指明那份清单");
	if ((l->head.flags & LIST_SIGHTINGS) != 0)
		return error_say(
		        error, ASSAY_E_USAGE,
		        "the list is one of sightings: it does not say what was issued",
		        "这是目击记录清单：不说明什么是已发行的");
	return ASSAY_OK;
}

/* Does either claim completeness where the other speaks too? */
static enum assay_status
check_overlap(const struct home *h, const struct state *state,
              const struct list_header *head, struct assay_error *error)
{
	const struct listing *lists;
	size_t n;

	lists = home_listings(h, &n);
	for (size_t i = 0; i < n; i++) {
		const struct listing *g = &lists[i];
		const uint8_t *id = g->list != NULL ? g->list->head.list_id : g->list_id;
		const struct state_list *known = state_find(state, id);
		char scope[LIST_SCOPE_MAX + 1];
		size_t a = strlen(g->scope), b;
		bool complete = g->list != NULL ? listing_top(g)->head.covers_until != 0
		                                : known != NULL && known->complete;
		char hex[33];

		listing_scope(head, scope);
		b = strlen(scope);
		/* of goods one scope may lie inside another, of documents it is the same
		 */
		if (memcmp(id, head->list_id, 16) == 0 ||
		    (head->scope_kind != SCOPE_GS1 && a != b) ||
		    strncmp(g->scope, scope, a < b ? a : b) != 0 ||
		    (!complete && head->covers_until == 0))
			continue;
		sodium_bin2hex(hex, sizeof hex, id, 16);
		return error_say(
		        error, ASSAY_E_TRUST,
		        "the list speaks for %s and so does the installed list %.8s "
		        "(%s), "
		        "and one of them claims to be complete: only one list may",
		        "清单涵盖 %s，已安装的清单 "
		        "%.8s（%s）与之重叠，且其中一份声称完整："
		        "完整清单只能有一份",
		        head->scope, hex, g->scope);
	}
	return ASSAY_OK;
}

static enum assay_status
check_version(const struct home *h, const struct state *state,
              const struct list_header *head, struct assay_error *error)
{
	const struct state_list *known = state_find(state, head->list_id);
	uint64_t version = known != NULL ? known->version : 0;
	const struct listing *lists;
	size_t n;

	lists = home_listings(h, &n);
	for (size_t i = 0; i < n; i++) {
		const struct list *l = lists[i].list;

		if (l == NULL || memcmp(l->head.list_id, head->list_id, 16) != 0)
			continue;
		if (l->head.version > version)
			version = l->head.version;
		if (l->head.version == head->version &&
		    memcmp(l->head.root_hash, head->root_hash, LIST_HASH) != 0)
			return error_say(
			        error, ASSAY_E_TRUST,
			        "another list with the same version %llu is installed: "
			        "ask its maker which one holds",
			        "已安装另一份同为版本 %llu 的清单：请向制作方确认",
			        (unsigned long long)head->version);
	}
	if (head->version >= version)
		return ASSAY_OK;
	return error_say(
	        error, ASSAY_E_TRUST,
	        "the list is version %llu and version %llu was installed before: an "
	        "older list is never put back",
	        "该清单为版本 %llu，此前已安装版本 %llu：不会退回旧清单",
	        (unsigned long long)head->version, (unsigned long long)version);
}

static enum assay_status
copy_pages(const struct list *l, struct store *s, struct assay_error *error)
{
	uint8_t *buffer = malloc((size_t)COPY_PAGES * LIST_PAGE);
	uint64_t left = l->head.pages * LIST_PAGE;
	enum assay_status status = ASSAY_OK;
	off_t at = 0;

	if (buffer == NULL)
		return error_nomem(error);
	while (left > 0 && status == ASSAY_OK) {
		size_t want = left < COPY_PAGES * LIST_PAGE ? (size_t)left
		                                            : COPY_PAGES * LIST_PAGE;
		ssize_t got = pread(l->fd, buffer, want, at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			status = error_say(
			        error, ASSAY_E_IO,
			        "the list cannot be read from its medium to the end: "
			        "copy it again",
			        "无法从介质完整读出清单：请重新复制");
		else
			status = store_put(s, buffer, (size_t)got, error);
		at += got;
		left -= got > 0 ? (uint64_t)got : 0;
	}
	free(buffer);
	return status;
}

/* The key file of the version that was replaced; what cannot be removed does no harm. */
static void
drop_old_key(const char *folder, const struct list_header *old,
             const struct list_header *now)
{
	char *path;

	if ((old->flags & LIST_RESTRICTED) == 0 ||
	    memcmp(old->list_key_id, now->list_key_id, 16) == 0)
		return;
	if ((path = listing_key_path(folder, old)) != NULL)
		unlink(path);
	free(path);
}

struct install {
	const char *home;
	char *folder, *path; /* home/lists, home/lists/ID.asl */
	int lock;
	struct pins *pins;
	struct state *state;
	struct home *h;
	struct listing from, copy;
	bool overlay;
	size_t at; /* which one */
};

/* Whose list it changes, and is it the next one there?  On the file below exactly. */
static enum assay_status
consider_overlay(struct install *in, struct assay_error *error)
{
	const struct list_header *head = &in->from.list->head;
	const struct state_list *known = state_find(in->state, head->list_id);
	const struct listing *lists, *g = NULL;
	const struct state_overlay *had;
	size_t n;

	lists = home_listings(in->h, &n);
	for (size_t i = 0; i < n; i++)
		if (lists[i].list != NULL &&
		    memcmp(lists[i].list->head.list_id, head->list_id, 16) == 0)
			g = &lists[i];
	if (g == NULL)
		return error_say(
		        error, ASSAY_E_TRUST,
		        "the list that this overlay changes (version %llu) is not "
		        "installed: install it first",
		        "该增量所更改的清单（版本 %llu）尚未安装：请先安装",
		        (unsigned long long)head->base_version);
	/* a newer one takes the place of the one that lies on the same file */
	for (in->at = 0; in->at < LISTING_OVERLAYS; in->at++) {
		const struct list *below = listing_layer(g, in->at);

		if (below == NULL)
			break;
		if (memcmp(head->base_root, below->head.root_hash, LIST_HASH) != 0 ||
		    head->base_version != below->head.version)
			continue;
		had = known == NULL ? NULL : &known->over[in->at];
		if (g->issuer == NULL ||
		    strcmp(g->issuer->about.id, in->from.issuer->about.id) != 0 ||
		    head->version <= below->head.version ||
		    head->scope_kind != below->head.scope_kind ||
		    strcmp(head->scope, below->head.scope) != 0)
			return error_say(
			        error, ASSAY_E_TRUST,
			        "the overlay does not fit the list that it names: ask "
			        "its maker for another",
			        "增量与其所指的清单不符：请向制作方另行索取");
		if ((had != NULL && had->base_version == head->base_version &&
		     head->version < had->version) ||
		    (g->over[in->at] != NULL &&
		     head->version < g->over[in->at]->head.version))
			return error_say(
			        error, ASSAY_E_TRUST,
			        "a newer overlay than version %llu was installed "
			        "before: an older one is never put back",
			        "此前已安装比版本 %llu 更新的增量：不会退回旧增量",
			        (unsigned long long)head->version);
		if (g->over[in->at] != NULL &&
		    g->over[in->at]->head.version == head->version &&
		    memcmp(g->over[in->at]->head.root_hash, head->root_hash, LIST_HASH) !=
		            0)
			return error_say(
			        error, ASSAY_E_TRUST,
			        "another overlay with the same version %llu is "
			        "installed: ask its maker which one holds",
			        "已安装另一份同为版本 %llu 的增量：请向制作方确认",
			        (unsigned long long)head->version);
		return ASSAY_OK;
	}
	return error_say(
	        error, ASSAY_E_TRUST,
	        "the overlay changes version %llu of its list, which is not the one "
	        "installed: install that list first",
	        "该增量更改的是清单版本 %llu，与已安装的不同：请先安装那份清单",
	        (unsigned long long)head->base_version);
}

/* Everything that can be said without reading past the header. */
static enum assay_status
consider(struct install *in, const char *path, const char *key_file,
         struct assay_error *error)
{
	const struct list_header *head;
	enum assay_status status;

	if ((status = list_open(path, &in->from.list, error)) != ASSAY_OK)
		return status;
	head = &in->from.list->head;
	if ((status = listing_believe(&in->from, in->pins, error)) != ASSAY_OK)
		return status;
	in->overlay = (head->flags & LIST_OVERLAY) != 0;
	if (!in->overlay && (status = listing_kind(in->from.list, error)) != ASSAY_OK)
		return status;
	status = in->overlay ? consider_overlay(in, error)
	                     : check_version(in->h, in->state, head, error);
	if (status != ASSAY_OK ||
	    (status = check_overlap(in->h, in->state, head, error)) != ASSAY_OK)
		return status;
	if ((head->flags & LIST_RESTRICTED) == 0)
		return key_file == NULL
		               ? ASSAY_OK
		               : error_say(error, ASSAY_E_USAGE,
		                           "the list is not restricted and needs no "
		                           "--list-key",
		                           "该清单不是受限清单，不需要 --list-key");
	if (key_file == NULL)
		return error_say(error, ASSAY_E_USAGE,
		                 "the list is restricted: give its key with --list-key",
		                 "这是受限清单：请用 --list-key 给出其密钥");
	return list_use_key(in->from.list, key_file, error);
}

static enum assay_status
take_in(struct install *in, struct assay_error *error)
{
	struct store store = { .fd = -1 };
	const struct list_header *head = &in->from.list->head;
	enum assay_status status;
	char *key_path = NULL;

	if ((status = store_begin(&store, in->path, 0644, error)) != ASSAY_OK ||
	    (status = copy_pages(in->from.list, &store, error)) != ASSAY_OK ||
	    (status = list_open(store.temp, &in->copy.list, error)) != ASSAY_OK ||
	    (status = listing_believe(&in->copy, in->pins, error)) != ASSAY_OK)
		goto out;
	if (memcmp(in->copy.list->page0, in->from.list->page0, LIST_PAGE) != 0) {
		status = error_say(error, ASSAY_E_IO,
		                   "the list changed while it was copied: try again",
		                   "复制过程中清单发生变化：请重试");
		goto out;
	}
	if ((status = list_check(in->copy.list, error)) != ASSAY_OK)
		goto out;
	if ((head->flags & LIST_RESTRICTED) != 0) {
		if ((key_path = listing_key_path(in->folder, head)) == NULL) {
			status = error_nomem(error);
			goto out;
		}
		status = list_key_write(key_path, in->from.list->key, head->list_key_id,
		                        error);
		if (status != ASSAY_OK)
			goto out;
	}
	status = store_commit(&store, false, error);
out:
	store_abandon(&store);
	free(key_path);
	return status;
}

/* Those above the file that was replaced; they count no more, whether they stay or go. */
static void
drop_overlays(const struct install *in)
{
	for (size_t at = in->overlay ? in->at + 1 : 0; at < LISTING_OVERLAYS; at++) {
		char *path =
		        listing_overlay_path(in->folder, in->from.list->head.list_id, at);

		if (path != NULL)
			unlink(path);
		free(path);
	}
}

static enum assay_status
remember(struct install *in, struct assay_error *error)
{
	const struct list_header *head = &in->from.list->head;
	struct state_list entry = { .version = head->version,
		                    .complete = head->covers_until != 0 };
	enum assay_status status;

	if (in->overlay) {
		const struct state_list *known = state_find(in->state, head->list_id);

		if (known == NULL)
			return error_say(
			        error, ASSAY_E_FORMAT,
			        "the home does not remember the list below: install "
			        "it again",
			        "主目录没有下层清单的记录：请重新安装");
		entry = *known;
		entry.complete = head->covers_until != 0;
		entry.over[in->at].version = head->version;
		entry.over[in->at].base_version = head->base_version;
		/* what lay on the one replaced lies on nothing now */
		for (size_t i = in->at + 1; i < STATE_OVERLAYS; i++)
			entry.over[i] = (struct state_overlay){ 0, 0 };
		status = state_put(in->state, &entry, head->issued_at, error);
		return status == ASSAY_OK ? state_write(in->home, in->state, error)
		                          : status;
	}
	if (state_find(in->state, head->list_id) != NULL &&
	    state_find(in->state, head->list_id)->version == head->version)
		memcpy(entry.over, state_find(in->state, head->list_id)->over,
		       sizeof entry.over);
	memcpy(entry.list_id, head->list_id, 16);
	listing_scope(head, entry.scope);
	snprintf(entry.issuer, sizeof entry.issuer, "%s", in->from.issuer->about.id);
	status = state_put(in->state, &entry, head->issued_at, error);
	return status == ASSAY_OK ? state_write(in->home, in->state, error) : status;
}

enum assay_status
assay_list_install(const struct assay *a, const char *home, const char *path,
                   const char *list_key_file, struct assay_list_facts *facts,
                   struct assay_error *error)
{
	struct install in = { .home = home, .lock = -1 };
	struct list_header old = { 0 };
	struct set *set = NULL;
	int64_t registered;
	enum assay_status status;
	const struct listing *lists;
	char name[33 + 4];
	size_t n;

	(void)a; /* whom to believe is read from the home itself, under its lock */
	if ((status = home_open(home, NULL, NULL, &in.h, error)) != ASSAY_OK)
		return status;
	home_close(in.h);
	in.h = NULL;
	if ((status = store_lock(home, &in.lock, error)) != ASSAY_OK ||
	    (status = home_open(home, NULL, NULL, &in.h, error)) != ASSAY_OK ||
	    (status = set_read(home, &set, error)) != ASSAY_OK ||
	    (status = known_read(home, set, NULL, NULL, &in.pins, &registered, error)) !=
	            ASSAY_OK ||
	    (status = state_read(home, &in.state, error)) != ASSAY_OK ||
	    (status = consider(&in, path, list_key_file, error)) != ASSAY_OK)
		goto out;
	sodium_bin2hex(name, 33, in.from.list->head.list_id, 16);
	strcat(name, ".asl");
	if ((in.folder = store_path(home, "lists")) == NULL ||
	    (in.path = in.overlay ? listing_overlay_path(
	                                    in.folder, in.from.list->head.list_id, in.at)
	                          : store_path(in.folder, name)) == NULL) {
		status = error_nomem(error);
		goto out;
	}
	lists = home_listings(in.h, &n);
	for (size_t i = 0; i < n; i++)
		if (lists[i].list != NULL &&
		    memcmp(lists[i].list->head.list_id, in.from.list->head.list_id, 16) ==
		            0 &&
		    listing_layer(&lists[i], in.overlay ? in.at + 1 : 0) != NULL)
			old = listing_layer(&lists[i], in.overlay ? in.at + 1 : 0)->head;
	if ((status = store_folder(in.folder, 0700, error)) != ASSAY_OK ||
	    (status = take_in(&in, error)) != ASSAY_OK ||
	    (status = remember(&in, error)) != ASSAY_OK)
		goto out;
	drop_old_key(in.folder, &old, &in.from.list->head);
	if (memcmp(old.root_hash, in.from.list->head.root_hash, LIST_HASH) != 0)
		drop_overlays(&in);
	if (facts != NULL) {
		struct assay_list_facts full = { .size = sizeof full };
		size_t size = facts->size;

		list_facts(in.from.list, &full);
		full.size = size;
		full.trusted = true;
		snprintf(full.trusted_by, sizeof full.trusted_by, "%s",
		         in.from.issuer->about.id);
		memcpy(facts, &full, size < sizeof full ? size : sizeof full);
	}
out:
	listing_clear(&in.from);
	listing_clear(&in.copy);
	home_close(in.h);
	state_free(in.state);
	set_free(set);
	pins_free(in.pins);
	free(in.folder);
	free(in.path);
	if (in.lock >= 0)
		close(in.lock);
	return status;
}
