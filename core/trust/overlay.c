/* overlay.c - changes laid over a list: which may lie on which, and where they are kept
 *
 * An overlay names one file by root hash and version and counts only over exactly that
 * file.  Two lie on a base at most.  One that a device held and lacks now is damage,
 * unless the file below was replaced by a newer one since. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>
#include <unistd.h>

#include "key.h"
#include "listing.h"
#include "set.h"
#include "store.h"

enum assay_status
listing_lay(struct listing *g, struct list *over, struct assay_error *error)
{
	const struct list_header *h = &over->head, *below = &listing_top(g)->head;
	size_t at = 0;

	if ((h->flags & LIST_OVERLAY) == 0)
		return error_say(
		        error, ASSAY_E_USAGE,
		        "the file is a whole list, no overlay: install it by itself",
		        "该文件是完整清单，不是增量：请单独安装");
	while (at < LISTING_OVERLAYS && g->over[at] != NULL)
		at++;
	if (memcmp(h->list_id, below->list_id, 16) != 0 ||
	    memcmp(h->base_root, below->root_hash, LIST_HASH) != 0 ||
	    h->base_version != below->version || h->version <= below->version ||
	    h->scope_kind != below->scope_kind || strcmp(h->scope, below->scope) != 0)
		return error_say(
		        error, ASSAY_E_TRUST,
		        "the overlay changes version %llu of another file than the one "
		        "here (version %llu): get that list first, or the overlay for "
		        "this one",
		        "该增量更改的是版本 %llu 的另一文件，此处为版本 %llu："
		        "请先取得那份清单，或取得对应的增量",
		        (unsigned long long)h->base_version,
		        (unsigned long long)below->version);
	if (at == LISTING_OVERLAYS)
		return error_say(error, ASSAY_E_LIMIT,
		                 "two overlays lie on the list already: ask its maker "
		                 "for one that "
		                 "replaces them",
		                 "清单上已有两层增量：请向制作方索取替代它们的增量");
	g->over[at] = over;
	return ASSAY_OK;
}

char *
listing_overlay_path(const char *folder, const uint8_t list_id[16], size_t at)
{
	char name[33 + 8];

	sodium_bin2hex(name, 33, list_id, 16);
	snprintf(name + 32, sizeof name - 32, ".over%zu", at + 1);
	return store_path(folder, name);
}

/* One that stands there: laid on, passed over (*passed: it belongs to an older file), or
 * not to be believed. */
static enum assay_status
open_one(struct listing *g, const struct pins *pins, const char *folder, const char *path,
         bool *passed, struct assay_error *error)
{
	struct listing o = { .state = LISTING_ABSENT };
	const struct list *below = listing_top(g);
	const struct pin_issuer *issuer = g->issuer;
	enum assay_status status = list_open(path, &o.list, error);
	char *key_path = NULL;

	if (status != ASSAY_OK)
		goto out;
	if (g->cache != NULL)
		list_share_cache(o.list, g->cache);
	if (o.list->head.base_version < below->head.version) {
		*passed = true;
		goto out;
	}
	switch (listing_judge(&o, pins)) {
	case PIN_VALID:
		break;
	case PIN_COMPROMISED:
		g->state = LISTING_COMPROMISED;
		break;
	case PIN_OUTSIDE:
	case PIN_NOBODY:
		status = error_say(error, ASSAY_E_TRUST,
		                   "no pinned key signed the overlay",
		                   "增量不是由已登记密钥签名的");
		goto out;
	}
	if (o.issuer != issuer) {
		status = error_say(error, ASSAY_E_TRUST,
		                   "the overlay is signed by another maker than its list",
		                   "增量与清单的签名者不同");
		goto out;
	}
	if ((o.list->head.flags & LIST_RESTRICTED) != 0) {
		if ((key_path = listing_key_path(folder, &o.list->head)) == NULL) {
			status = error_nomem(error);
			goto out;
		}
		if ((status = list_use_key(o.list, key_path, error)) != ASSAY_OK)
			goto out;
	}
	if ((status = listing_lay(g, o.list, error)) == ASSAY_OK)
		o.list = NULL;
out:
	free(key_path);
	listing_clear(&o);
	return status;
}

enum assay_status
listing_open_overlays(struct listing *g, const struct pins *pins, const char *folder,
                      const struct state_list *known, const struct set_list *of_set,
                      struct assay_error *error)
{
	enum assay_status status = ASSAY_OK;

	for (size_t at = 0; at < LISTING_OVERLAYS && status == ASSAY_OK; at++) {
		const struct list_header *below = &listing_top(g)->head;
		const struct state_overlay *had = known == NULL ? NULL : &known->over[at];
		bool passed = false, wanted;
		char *path;

		if (of_set != NULL && had->version == 0)
			break;
		path = of_set == NULL ? listing_overlay_path(folder, below->list_id, at)
		                      : set_file_path(folder, of_set->over[at]);
		if (path == NULL)
			return error_nomem(error);
		/* held before, over the file that is still here */
		wanted = had != NULL && had->version != 0 &&
		         had->base_version == below->version;
		if (access(path, F_OK) == 0)
			status = open_one(g, pins, folder, path, &passed, error);
		if (status == ASSAY_OK && of_set != NULL && g->over[at] != NULL &&
		    !listing_is_file(g->over[at], of_set->over[at]))
			status =
			        error_say(error, ASSAY_E_FORMAT,
			                  "its overlay is not the file that sync brought",
			                  "其增量不是同步得到的文件");
		if (status == ASSAY_OK && wanted &&
		    (g->over[at] == NULL || g->over[at]->head.version < had->version))
			status = error_say(
			        error, ASSAY_E_FORMAT,
			        "its overlay of version %llu was installed and is "
			        "gone or replaced by an older one",
			        "其版本 %llu 的增量曾经安装，现已丢失或被旧版替换",
			        (unsigned long long)had->version);
		free(path);
		if (g->over[at] == NULL)
			break;
	}
	return status;
}
