/* home.c - whom this device trusts, and what its lists answer
 *
 * What always holds: a list answers only for goods that lie inside its scope, and
 * its scope lies inside a prefix of the issuer whose key signed it; "not issued"
 * is said only when every list that covers the goods is intact and one of them
 * claims to be complete for exactly this item. */
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sodium.h>

#include "assay-check.h"
#include "data/keep.h"
#include "home.h"
#include "listing.h"
#include "set.h"
#include "state.h"
#include "store.h"

#define DAY INT64_C(86400)
#define FRESH (7 * DAY)
#define LOT_OPEN_DAYS 31 /* so long after its record a lot may still be filled */
#define CLOCK_SLACK DAY
#define CLOCK_BEYOND                                                                     \
	(400 * DAY) /* a device without any news for so long is set wrong                \
	             */

struct home {
	struct pins *pins; /* those of pins.json and of the registry */
	struct set *set;
	struct state *state;
	struct listing *lists;
	size_t n_lists;
	struct page_cache *cache; /* of all lists together */
	size_t files, files_max;  /* open; more lists than that are parked */
	int64_t t_floor, newest;  /* the newest verified issued_at; INT64_MIN: none */
	struct keep *keep;        /* profiles and data packs */
};

struct log {
	void (*line)(void *, enum assay_log, const char *);
	void *data;
	enum assay_lang lang;
};

/* The formats take the same arguments in the same order. */
__attribute__((format(printf, 3, 5), format(printf, 4, 5))) static void
say(const struct log *log, enum assay_log level, const char *en, const char *zh, ...)
{
	char line[1024];
	va_list args;

	if (log->line == NULL)
		return;
	va_start(args, zh);
	if (log->lang == ASSAY_ZH)
		vsnprintf(line, sizeof line, zh, args);
	else
		vsnprintf(line, sizeof line, en, args);
	va_end(args);
	log->line(log->data, level, line);
}

static const char *
why(const struct log *log, const struct assay_error *error)
{
	return log->lang == ASSAY_ZH ? error->text_zh : error->text;
}

/* ---- one list ---- */

enum pin_trust
listing_judge(struct listing *g, const struct pins *pins)
{
	enum pin_trust best = PIN_NOBODY;

	g->issuer = NULL;
	for (size_t i = 0; i < g->list->head.n_signatures; i++) {
		const struct pin_issuer *issuer = NULL;
		enum pin_trust trust;
		uint8_t key[32];

		if (!list_signature(g->list, i, key))
			continue;
		trust = pins_key(pins, key, g->list->head.issued_at, &issuer);
		/* its own prefixes, or it says nothing */
		if (trust != PIN_NOBODY &&
		    (g->list->head.scope_kind == SCOPE_GS1
		             ? pins_scope(pins, g->list->head.scope) != issuer
		             : strcmp(issuer->about.id, g->list->head.scope) != 0))
			trust = PIN_OUTSIDE;
		if (trust > best) {
			best = trust;
			g->issuer = issuer;
		}
	}
	return best;
}

void
listing_clear(struct listing *g)
{
	list_close(g->list);
	for (size_t i = 0; i < LISTING_OVERLAYS; i++)
		list_close(g->over[i]);
	free(g->title);
	memset(g, 0, sizeof *g);
}

void
listing_scope(const struct list_header *head, char out[LIST_SCOPE_MAX + 1])
{
	snprintf(out, LIST_SCOPE_MAX + 1, "%s%.40s",
	         head->scope_kind == SCOPE_GS1 ? "" : LISTING_DOCUMENTS, head->scope);
}

const struct list *
listing_top(const struct listing *g)
{
	const struct list *top = g->list;

	for (size_t i = 1; i < LISTING_LAYERS && listing_layer(g, i) != NULL; i++)
		top = listing_layer(g, i);
	return top;
}

static enum assay_status
title_of(struct listing *g)
{
	g->title = assay_escape(assay_str(g->list->head.title));
	return g->title == NULL ? ASSAY_E_NOMEM : ASSAY_OK;
}

/* One name a version: an update leaves the key of the version before in peace. */
char *
listing_key_path(const char *folder, const struct list_header *head)
{
	char name[33 + 4];

	sodium_bin2hex(name, 33, head->list_key_id, 16);
	strcat(name, ".key");
	return store_path(folder, name);
}

bool
listing_is_file(const struct list *l, const uint8_t page0[32])
{
	uint8_t hash[32];

	crypto_hash_sha256(hash, l->page0, LIST_PAGE);
	return memcmp(hash, page0, sizeof hash) == 0;
}

const struct pin_issuer *
listing_owner(const struct pins *pins, const char *scope)
{
	size_t n = strlen(LISTING_DOCUMENTS);

	return strncmp(scope, LISTING_DOCUMENTS, n) == 0 ? pins_find(pins, scope + n)
	                                                 : pins_scope(pins, scope);
}

/* Nothing is believed of it but that it was here, and what it spoke for. */
static void
mark_lost(struct listing *g, enum listing_state state, const struct pins *pins,
          const struct state_list *known)
{
	g->state = state;
	g->issuer = listing_owner(pins, known->scope);
	memcpy(g->list_id, known->list_id, 16);
	snprintf(g->scope, sizeof g->scope, "%s", known->scope);
}

/* Half of what this process may have open is the home's; the rest is its caller's. */
static void
park(struct home *h, struct listing *g)
{
	struct list *layers[] = { g->list, g->over[0], g->over[1] };

	for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
		if (layers[i] == NULL)
			continue;
		if (h->files < h->files_max)
			h->files++;
		else
			list_park(layers[i]);
	}
}

/* Opens lists/NAME.asl; what is wrong with it decides its state.  synced: what the set
 * says of it; NULL: it was installed by hand. */
static enum assay_status
open_listing(struct home *h, const char *folder, const char *name,
             const struct set_list *synced, struct listing *g, const struct log *log)
{
	char *path = store_path(folder, name), *key_path = NULL;
	const struct state_list *known = NULL;
	enum listing_state lost = LISTING_DAMAGED;
	struct assay_error error;
	enum assay_status status;
	uint8_t id[16] = { 0 };
	char hex[33];
	size_t n;

	memset(g, 0, sizeof *g);
	g->cache = h->cache;
	if (path == NULL)
		return ASSAY_E_NOMEM;
	if (synced != NULL) {
		memcpy(id, synced->about.list_id, sizeof id);
		known = &synced->about;
	} else if (strlen(name) == 36 &&
	           sodium_hex2bin(id, 16, name, 32, NULL, &n, NULL) == 0 && n == 16) {
		known = state_find(h->state, id);
	}
	status = list_open(path, &g->list, &error);
	if (status == ASSAY_E_NOMEM)
		goto out;
	if (status != ASSAY_OK) {
		say(log, ASSAY_LOG_ERROR, "lists/%s: %s", "lists/%s：%s",
		    error_text(name).text, why(log, &error));
		goto damaged;
	}
	list_share_cache(g->list, h->cache);
	sodium_bin2hex(hex, sizeof hex, g->list->head.list_id, 16);
	if (synced != NULL && !listing_is_file(g->list, synced->page0)) {
		say(log, ASSAY_LOG_ERROR,
		    "trust/lists/%s is damaged: run `assay sync` again",
		    "trust/lists/%s 已损坏：请重新运行 `assay sync`",
		    error_text(name).text);
		goto damaged;
	}
	if (synced == NULL && (strlen(name) != 36 || memcmp(name, hex, 32) != 0)) {
		say(log, ASSAY_LOG_ERROR,
		    "lists/%s is not named after its list (%s.asl): use `assay list "
		    "install`",
		    "lists/%s 未按其清单命名（%s.asl）：请用 `assay list install`",
		    error_text(name).text, hex);
		goto damaged;
	}
	switch (listing_judge(g, h->pins)) {
	case PIN_VALID:
		g->state = LISTING_GOOD;
		break;
	case PIN_COMPROMISED:
		g->state = LISTING_COMPROMISED;
		break;
	case PIN_OUTSIDE:
		lost = LISTING_KEY_INVALID;
		/* fall through */
	case PIN_NOBODY:
		/* what was accepted once and no longer holds was changed since, unless
		 * its issuer is gone */
		say(log, ASSAY_LOG_ERROR,
		    "lists/%s is not signed by a key that is pinned and valid for it",
		    "lists/%s 的签名密钥未被信任，或对其无效", error_text(name).text);
		goto damaged;
	}
	if (known != NULL && g->list->head.version < known->version) {
		say(log, ASSAY_LOG_ERROR,
		    "lists/%s is older than the version installed before",
		    "lists/%s 比以前安装的版本旧", error_text(name).text);
		goto damaged;
	}
	if (listing_kind(g->list, &error) != ASSAY_OK) {
		say(log, ASSAY_LOG_ERROR, "lists/%s: %s", "lists/%s：%s",
		    error_text(name).text, why(log, &error));
		goto damaged;
	}
	if ((g->list->head.flags & LIST_RESTRICTED) != 0) {
		if ((key_path = listing_key_path(folder, &g->list->head)) == NULL) {
			status = ASSAY_E_NOMEM;
			goto out;
		}
		if (list_use_key(g->list, key_path, &error) != ASSAY_OK) {
			say(log, ASSAY_LOG_ERROR, "lists/%s: its key is missing: %s",
			    "lists/%s：缺少密钥：%s", error_text(name).text,
			    why(log, &error));
			g->state = LISTING_DAMAGED;
		}
	}
	listing_scope(&g->list->head, g->scope);
	status = listing_open_overlays(g, h->pins, folder, known, synced, &error);
	if (status != ASSAY_OK && status != ASSAY_E_NOMEM) {
		say(log, ASSAY_LOG_ERROR, "lists/%s: %s", "lists/%s：%s",
		    error_text(name).text, why(log, &error));
		g->state = LISTING_DAMAGED;
		status = ASSAY_OK;
	}
	if (status == ASSAY_OK)
		status = title_of(g);
	goto out;
damaged:
	list_close(g->list);
	g->list = NULL;
	g->state = LISTING_ABSENT;
	status = ASSAY_OK;
	/* only the record of what was installed says for which goods it spoke */
	if (known != NULL && listing_owner(h->pins, known->scope) != NULL)
		mark_lost(g, lost, h->pins, known);
out:
	free(path);
	free(key_path);
	if (status != ASSAY_OK)
		listing_clear(g);
	else
		park(h, g);
	return status;
}

/* ---- opening ---- */

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names lists/?*.asl, sorted; a missing folder has none. */
static enum assay_status
list_names(const char *folder, char ***out, size_t *count, struct assay_error *error)
{
	static const struct words to_read = { "read", "读取" };
	DIR *dir = opendir(folder);
	char **names = NULL;
	size_t n = 0, room = 0;
	struct dirent *entry;
	enum assay_status status = ASSAY_OK;

	*out = NULL;
	*count = 0;
	if (dir == NULL)
		return errno == ENOENT ? ASSAY_OK
		                       : error_system(error, errno, to_read, folder);
	while ((entry = readdir(dir)) != NULL) {
		size_t len = strlen(entry->d_name);

		if (entry->d_name[0] == '.' || len < 5 ||
		    strcmp(entry->d_name + len - 4, ".asl") != 0)
			continue;
		if (n == room) {
			char **more =
			        realloc(names, (room = room * 2 + 16) * sizeof *names);

			if (more == NULL) {
				status = error_nomem(error);
				break;
			}
			names = more;
		}
		if ((names[n] = strdup(entry->d_name)) == NULL) {
			status = error_nomem(error);
			break;
		}
		n++;
	}
	closedir(dir);
	if (n > 0)
		qsort(names, n, sizeof *names, by_name);
	*out = names;
	*count = n;
	return status;
}

/* A list that was installed and is gone must not read as "no list". */
static void
add_missing(struct home *h, const struct log *log)
{
	for (size_t i = 0; i < h->state->n_lists; i++) {
		const struct state_list *known = &h->state->lists[i];
		struct listing *g;
		bool here = false;
		char hex[33];

		for (size_t j = 0; j < h->n_lists && !here; j++) {
			const struct listing *other = &h->lists[j];

			here = memcmp(other->list != NULL ? other->list->head.list_id
			                                  : other->list_id,
			              known->list_id, 16) == 0;
		}
		if (here || listing_owner(h->pins, known->scope) == NULL)
			continue;
		sodium_bin2hex(hex, sizeof hex, known->list_id, 16);
		say(log, ASSAY_LOG_ERROR, "lists/%s.asl was installed and is gone",
		    "lists/%s.asl 曾安装，现已不在", hex);
		g = &h->lists[h->n_lists++];
		memset(g, 0, sizeof *g);
		mark_lost(g, LISTING_DAMAGED, h->pins, known);
	}
}

/* The version of what is asked first. */
static uint64_t
top_version(const struct state_list *known)
{
	uint64_t version = known->version;

	for (size_t i = 0; i < STATE_OVERLAYS; i++)
		if (known->over[i].version > version &&
		    known->over[i].base_version == version)
			version = known->over[i].version;
	return version;
}

/* Makes room for that list where none, or a version no newer, stands; false: a newer one
 * was installed by hand.  Overlays count: what one says must not vanish. */
static bool
make_way(struct home *h, const struct set_list *synced)
{
	for (size_t i = 0; i < h->n_lists; i++) {
		struct listing *g = &h->lists[i];
		const struct state_list *known;
		uint64_t version;

		if (memcmp(g->list != NULL ? g->list->head.list_id : g->list_id,
		           synced->about.list_id, 16) != 0)
			continue;
		known = state_find(h->state, synced->about.list_id);
		version = known != NULL ? top_version(known) : 0;
		if (g->list != NULL && listing_top(g)->head.version > version)
			version = listing_top(g)->head.version;
		if (version > top_version(&synced->about))
			return false;
		listing_clear(g);
		*g = h->lists[--h->n_lists];
		memset(&h->lists[h->n_lists], 0, sizeof *g);
	}
	return true;
}

/* The lists that the last good update brought, beside those installed by hand. */
static enum assay_status
open_synced(struct home *h, const char *path, const struct log *log,
            struct assay_error *error)
{
	char *folder = set_path(path, SET_LISTS);
	enum assay_status status = ASSAY_OK;

	if (folder == NULL)
		return error_nomem(error);
	for (size_t i = 0; i < h->set->n_lists && status == ASSAY_OK; i++) {
		const struct set_list *synced = &h->set->lists[i];
		char name[64 + sizeof ".asl"];
		struct listing *g;

		if (!make_way(h, synced))
			continue;
		sodium_bin2hex(name, 65, synced->page0, 32);
		strcat(name, ".asl");
		g = &h->lists[h->n_lists];
		if (open_listing(h, folder, name, synced, g, log) != ASSAY_OK) {
			status = error_nomem(error);
			break;
		}
		if (g->state == LISTING_ABSENT)
			continue;
		h->n_lists++;
		if (g->state == LISTING_GOOD &&
		    listing_top(g)->head.issued_at > h->newest)
			h->newest = listing_top(g)->head.issued_at;
	}
	free(folder);
	return status;
}

static enum assay_status
open_lists(struct home *h, const char *path, const struct log *log,
           struct assay_error *error)
{
	char *folder = store_path(path, "lists"), **names = NULL;
	enum assay_status status;
	struct rlimit files;
	size_t n = 0;

	if (folder == NULL)
		return error_nomem(error);
	if ((status = list_names(folder, &names, &n, error)) != ASSAY_OK)
		goto out;
	if (n + h->set->n_lists > HOME_LISTS) {
		status = error_say(
		        error, ASSAY_E_LIMIT,
		        "the home holds %zu lists, at most %d are read: remove some",
		        "主目录有 %zu 份清单，最多读取 %d 份：请删除一些",
		        n + h->set->n_lists, HOME_LISTS);
		goto out;
	}
	if ((h->lists = calloc(n + h->state->n_lists + h->set->n_lists + 1,
	                       sizeof *h->lists)) == NULL) {
		status = error_nomem(error);
		goto out;
	}
	h->cache = page_cache_new(n + h->set->n_lists + 1);
	if (h->cache == NULL) {
		status = error_nomem(error);
		goto out;
	}
	if (getrlimit(RLIMIT_NOFILE, &files) == 0)
		h->files_max = files.rlim_cur == RLIM_INFINITY
		                       ? SIZE_MAX
		                       : (size_t)files.rlim_cur / 2;
	for (size_t i = 0; i < n; i++) {
		struct listing *g = &h->lists[h->n_lists];

		if ((status = open_listing(h, folder, names[i], NULL, g, log)) !=
		    ASSAY_OK) {
			status = error_nomem(error);
			goto out;
		}
		if (g->state == LISTING_ABSENT)
			continue;
		h->n_lists++;
		if (g->state == LISTING_GOOD &&
		    listing_top(g)->head.issued_at > h->newest)
			h->newest = listing_top(g)->head.issued_at;
	}
	add_missing(h, log);
	status = open_synced(h, path, log, error);
out:
	for (size_t i = 0; i < n; i++)
		free(names[i]);
	free(names);
	free(folder);
	return status;
}

static void
yields(void *data, const char *id, const char *what)
{
	say(data, ASSAY_LOG_NOTE, "the pin of %s yields to the registry: %s",
	    "%s 的信任记录让位于登记册：%s", id, what);
}

static void
says(void *data, const char *line)
{
	say(data, ASSAY_LOG_ERROR, "%s", "%s", line);
}

enum assay_status
home_open(const char *path, void (*log)(void *, enum assay_log, const char *),
          void *log_data, struct home **out, struct assay_error *error)
{
	return home_open_in(path, log, log_data, ASSAY_EN, out, error);
}

enum assay_status
home_open_in(const char *path, void (*log)(void *, enum assay_log, const char *),
             void *log_data, enum assay_lang lang, struct home **out,
             struct assay_error *error)
{
	struct log to = { log, log_data, lang };
	int64_t registered;
	struct home *h = NULL;
	enum assay_status status;
	struct stat st;

	*out = NULL;
	if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode)) {
		int number = stat(path, &st) == 0 ? ENOTDIR : errno;

		error_say(error, ASSAY_E_IO,
		          "there is no home folder %s; `assay trust pin` makes one, or "
		          "give "
		          "another with --home",
		          "没有主目录 %s；可用 `assay trust pin` 建立，或用 --home "
		          "指定另一个",
		          error_text(path).text);
		errno = number;
		return ASSAY_E_IO;
	}
	if (sodium_init() < 0 || (h = calloc(1, sizeof *h)) == NULL)
		return error_nomem(error);
	h->newest = INT64_MIN;
	if ((status = set_read(path, &h->set, error)) != ASSAY_OK ||
	    (status = known_read(path, h->set, yields, &to, &h->pins, &registered,
	                         error)) != ASSAY_OK ||
	    (status = state_read(path, &h->state, error)) != ASSAY_OK ||
	    (status = open_lists(h, path, &to, error)) != ASSAY_OK ||
	    (status = keep_open(path, h->state, h->set, h->pins, says, &to, &h->keep,
	                        error)) != ASSAY_OK)
		goto out;
	if (keep_newest(h->keep) > h->newest)
		h->newest = keep_newest(h->keep);
	if (h->pins->n_issuers == 0)
		say(&to, ASSAY_LOG_NOTE, "nobody is pinned in the home folder",
		    "信任文件夹中没有任何信任记录");
	if (registered > h->newest)
		h->newest = registered;
	h->t_floor = h->state->t_floor > RELEASE_TIME ? h->state->t_floor : RELEASE_TIME;
	if (h->set->t_floor > h->t_floor)
		h->t_floor = h->set->t_floor;
	if (h->newest > h->t_floor)
		h->t_floor = h->newest;
	*out = h;
	h = NULL;
out:
	home_close(h);
	return status;
}

void
home_close(struct home *h)
{
	if (h == NULL)
		return;
	for (size_t i = 0; i < h->n_lists; i++)
		listing_clear(&h->lists[i]);
	free(h->lists);
	page_cache_free(h->cache);
	keep_close(h->keep);
	state_free(h->state);
	set_free(h->set);
	pins_free(h->pins);
	free(h);
}

const struct pins *
home_pins(const struct home *h)
{
	return h == NULL ? NULL : h->pins;
}

const struct keep *
home_keep(const struct home *h)
{
	return h == NULL ? NULL : h->keep;
}

const struct listing *
home_listings(const struct home *h, size_t *n)
{
	*n = h->n_lists;
	return h->lists;
}

struct clock
home_clock(const struct home *h)
{
	return (struct clock){ h->t_floor, h->newest };
}

enum assay_status
home_issuer(const struct home *h, const char *gtin, struct assay_issuer *out)
{
	const struct pin_issuer *is = NULL;

	memset(out, 0, sizeof *out);
	out->id = out->name = "";
	if (gtin == NULL || strlen(gtin) != 14 || !assay_all_digits(assay_str(gtin)))
		return ASSAY_E_USAGE;
	if (h != NULL)
		is = pins_owner(h->pins, gtin);
	if (is == NULL)
		return ASSAY_E_TRUST;
	*out = is->about;
	return ASSAY_OK;
}

enum assay_status
home_issuer_at(const struct home *h, size_t n, struct assay_issuer *out)
{
	memset(out, 0, sizeof *out);
	out->id = out->name = "";
	if (h == NULL || n >= h->pins->n_issuers)
		return ASSAY_E_TRUST;
	*out = h->pins->issuers[n].about;
	return ASSAY_OK;
}

/* ---- clocks ---- */

int64_t
clock_now(const struct clock *c, int64_t now, bool as_of, bool *unsure)
{
	int64_t floor = c->floor > RELEASE_TIME ? c->floor : RELEASE_TIME;

	*unsure = false;
	if (as_of)
		return now;
	if (now < floor - CLOCK_SLACK ||
	    (c->newest != INT64_MIN && now > c->newest + CLOCK_BEYOND))
		*unsure = true;
	return now > floor ? now : floor;
}

static enum assay_age
age_of(const struct list_header *head, int64_t now, bool unsure)
{
	if (unsure)
		return ASSAY_AGE_UNKNOWN;
	if (now > head->expires_at)
		return ASSAY_AGE_STALE;
	return now - head->issued_at <= FRESH ? ASSAY_AGE_FRESH : ASSAY_AGE_AGED;
}

/* ---- answers ---- */

static void
describe(const struct listing *g, int64_t now, bool unsure, struct assay_answer *out)
{
	if (g->issuer != NULL) {
		out->issuer = g->issuer->about.id;
		out->issuer_name = g->issuer->about.name;
	}
	if (g->list == NULL) {
		memcpy(out->list_id, g->list_id, 16);
		return;
	}
	const struct list_header *top = &listing_top(g)->head;

	out->title = g->title;
	out->version = top->version;
	out->issued_at = top->issued_at;
	out->expires_at = top->expires_at;
	out->covers_until = top->covers_until;
	out->age = age_of(top, now, unsure);
	memcpy(out->list_id, top->list_id, 16);
	for (size_t i = 0; listing_layer(g, i) != NULL; i++) {
		uint16_t flags = listing_layer(g, i)->head.flags;

		out->guessable = out->guessable || (flags & LIST_GUESSABLE) != 0;
		out->restricted = out->restricted || (flags & LIST_RESTRICTED) != 0;
	}
}

/* Was everything of that day listed?  covers_until names a moment. */
static bool
covered(const struct list_header *head, int32_t made)
{
	return made != ASSAY_NO_DAY && head->covers_until != 0 &&
	       (int64_t)made * DAY + DAY - 1 <= head->covers_until;
}

/* What one list says, from what yields to what wins. */
enum listing_says {
	SAYS_NOTHING, /* absent from a list that a stolen key signed */
	SAYS_ABSENT,
	SAYS_NOT_ISSUED,
	SAYS_COMPROMISED, /* present on such a list */
	SAYS_KEY_INVALID,
	SAYS_DAMAGED,
	SAYS_ISSUED,
	SAYS_FLAGGED
};

/* The newest layer that has the serial says what it is. */
static enum assay_status
find_entry(const struct listing *g, const struct home_question *q,
           const struct list_hit *hits, struct list_entry *entry)
{
	enum assay_status status = ASSAY_OK;

	memset(entry, 0, sizeof *entry);
	for (size_t i = LISTING_LAYERS;
	     i-- > 0 && status == ASSAY_OK && !entry->present;) {
		const struct list *l = listing_layer(g, i);

		if (l == NULL)
			continue;
		status = hits != NULL ? list_entry_of(l, q->gtin, &hits[i], entry)
		                      : list_find(l, q->gtin, q->serial, entry);
	}
	return status;
}

/* The newest layer that has the printed lot says what is known of it. */
static enum assay_status
find_lot(const struct listing *g, const struct home_question *q, struct assay_answer *out)
{
	enum assay_status status = ASSAY_OK;

	for (size_t i = LISTING_LAYERS;
	     i-- > 0 && status == ASSAY_OK && !out->lot_known;) {
		const struct list *l = listing_layer(g, i);
		bool any = false;

		if (l == NULL)
			continue;
		status = list_find_lot(l, q->gtin, q->lot, &any, &out->lot_known,
		                       &out->printed_lot);
		out->lots_listed = out->lots_listed || any;
	}
	return status;
}

/* Asks one list; fills what it knows of the item and of the printed lot. */
static enum listing_says
ask(const struct listing *g, const struct home_question *q, const struct list_hit *hits,
    struct assay_answer *out)
{
	struct list_entry entry;
	int32_t made = q->made_decoded;

	if (g->state == LISTING_KEY_INVALID)
		return SAYS_KEY_INVALID;
	if (g->state == LISTING_DAMAGED || find_entry(g, q, hits, &entry) != ASSAY_OK)
		return SAYS_DAMAGED;
	if (g->over[0] == NULL && entry.has_lot && entry.lot.lot[0] != '\0' &&
	    (q->lot.len == 0 || assay_bytes_equal(q->lot, assay_str(entry.lot.lot)))) {
		/* the common case: its own lot is the printed one, and needs no search */
		out->lots_listed = true;
		out->lot_known = q->lot.len > 0;
		if (out->lot_known)
			out->printed_lot = entry.lot;
	} else if (find_lot(g, q, out) != ASSAY_OK) {
		return SAYS_DAMAGED;
	}
	if (entry.present && entry.status != ASSAY_ITEM_REMOVED) {
		if (g->state == LISTING_COMPROMISED)
			return SAYS_COMPROMISED;
		out->status = entry.status;
		out->has_lot = entry.has_lot;
		out->lot = entry.lot;
		return entry.status == ASSAY_ITEM_MADE || entry.status == ASSAY_ITEM_SOLD
		               ? SAYS_ISSUED
		               : SAYS_FLAGGED;
	}
	if (g->state == LISTING_COMPROMISED)
		return SAYS_NOTHING;
	/* a lot that is not closed is still being filled after the day of its record */
	if (made == ASSAY_NO_DAY && out->lot_known &&
	    out->printed_lot.made != ASSAY_NO_DAY)
		made = out->printed_lot.made + LOT_OPEN_DAYS;
	if (made == ASSAY_NO_DAY)
		made = q->made_typed;
	if ((out->lot_known && out->printed_lot.closed) ||
	    covered(&listing_top(g)->head, made))
		return SAYS_NOT_ISSUED;
	return SAYS_ABSENT;
}

static const enum assay_listed listed_words[] = {
	[SAYS_NOTHING] = ASSAY_LISTED_COMPROMISED,
	[SAYS_ABSENT] = ASSAY_LISTED_NOT_KNOWN,
	[SAYS_NOT_ISSUED] = ASSAY_LISTED_NOT_ISSUED,
	[SAYS_COMPROMISED] = ASSAY_LISTED_COMPROMISED,
	[SAYS_KEY_INVALID] = ASSAY_LISTED_KEY_INVALID,
	[SAYS_DAMAGED] = ASSAY_LISTED_DAMAGED,
	[SAYS_ISSUED] = ASSAY_LISTED_ISSUED,
	[SAYS_FLAGGED] = ASSAY_LISTED_FLAGGED,
};

void
listings_answer(const struct listing *lists, size_t n, const struct clock *clock,
                const struct home_question *q, const struct list_hit hits[LISTING_LAYERS],
                struct assay_answer *out)
{
	enum listing_says best = SAYS_NOTHING;
	bool asked = false, unsure;
	int64_t now = clock_now(clock, q->now, q->as_of, &unsure);

	out->clock_unsure = unsure;
	/* The order of listing_says is the rule: presence wins and what is adverse of
	 * it first, then damage and theft, which forbid to say "not issued". */
	for (size_t i = 0; i < n; i++) {
		const struct listing *g = &lists[i];
		struct assay_answer one = { .issuer = "",
			                    .issuer_name = "",
			                    .title = "" };
		enum listing_says says;

		if (strncmp(q->gtin + 1, g->scope, strlen(g->scope)) != 0)
			continue;
		says = ask(g, q, hits, &one);
		if (asked &&
		    (says < best || (says == best && g->list != NULL &&
		                     listing_top(g)->head.issued_at <= out->issued_at)))
			continue;
		one.clock_unsure = unsure;
		*out = one;
		describe(g, now, unsure, out);
		out->listed = listed_words[says];
		best = says;
		asked = true;
	}
}

/* What one list says of a document: like goods, but absence proves nothing, since a
 * document says of itself when it was made. */
static enum assay_status
ask_document(const struct listing *g, const struct assay_bytes *parts, size_t n,
             struct assay_answer *out, enum listing_says *says)
{
	struct list_entry entry = { .present = false };
	enum assay_status status = ASSAY_OK;

	*says = g->state == LISTING_KEY_INVALID ? SAYS_KEY_INVALID : SAYS_DAMAGED;
	for (size_t i = LISTING_LAYERS; i-- > 0 && status == ASSAY_OK && !entry.present;)
		if (listing_layer(g, i) != NULL)
			status =
			        list_find_document(listing_layer(g, i), parts, n, &entry);
	if (g->state == LISTING_DAMAGED || g->state == LISTING_KEY_INVALID)
		return ASSAY_OK;
	if (status != ASSAY_OK) /* no document at all, or damage */
		return status == ASSAY_E_USAGE ? status : ASSAY_OK;
	if (!entry.present || entry.status == ASSAY_ITEM_REMOVED) {
		*says = g->state == LISTING_COMPROMISED ? SAYS_NOTHING : SAYS_ABSENT;
	} else if (g->state == LISTING_COMPROMISED) {
		*says = SAYS_COMPROMISED;
	} else {
		out->status = entry.status;
		*says = entry.status == ASSAY_ITEM_MADE || entry.status == ASSAY_ITEM_SOLD
		                ? SAYS_ISSUED
		                : SAYS_FLAGGED;
	}
	return ASSAY_OK;
}

/* A document has an issuer, a type and a number, none of them empty. */
static bool
is_document(const struct assay_bytes *parts, size_t n)
{
	uint8_t item[LIST_ITEM_MAX];

	return n >= 3 && list_item_document(parts, n, item) != 0;
}

enum assay_status
listings_answer_document(const struct listing *lists, size_t n_lists,
                         const struct clock *clock, const struct assay_bytes *parts,
                         size_t n, int64_t now, bool as_of, struct assay_answer *out)
{
	size_t head = strlen(LISTING_DOCUMENTS);
	enum listing_says best = SAYS_NOTHING;
	bool asked = false, unsure;

	now = clock_now(clock, now, as_of, &unsure);
	out->clock_unsure = unsure;
	if (!is_document(parts, n))
		return ASSAY_E_USAGE;
	for (size_t i = 0; i < n_lists; i++) {
		const struct listing *g = &lists[i];
		struct assay_answer one = { .issuer = "",
			                    .issuer_name = "",
			                    .title = "" };
		enum listing_says says;

		if (strncmp(g->scope, LISTING_DOCUMENTS, head) != 0 ||
		    !assay_bytes_equal(parts[0], assay_str(g->scope + head)))
			continue;
		if (ask_document(g, parts, n, &one, &says) != ASSAY_OK)
			return ASSAY_E_USAGE;
		if (asked &&
		    (says < best || (says == best && g->list != NULL &&
		                     listing_top(g)->head.issued_at <= out->issued_at)))
			continue;
		one.clock_unsure = unsure;
		*out = one;
		describe(g, now, unsure, out);
		out->listed = listed_words[says];
		best = says;
		asked = true;
	}
	return ASSAY_OK;
}

enum assay_status
home_lookup_document(const struct home *h, const struct assay_bytes *parts, size_t n,
                     int64_t now, bool as_of, struct assay_answer *out)
{
	const struct clock none = { INT64_MIN, INT64_MIN };
	const struct clock clock = h == NULL ? none : home_clock(h);

	memset(out, 0, sizeof *out);
	out->issuer = out->issuer_name = out->title = "";
	return listings_answer_document(h == NULL ? NULL : h->lists,
	                                h == NULL ? 0 : h->n_lists, &clock, parts, n, now,
	                                as_of, out);
}

enum assay_status
home_lookup(const struct home *h, const struct home_question *q, struct assay_answer *out)
{
	memset(out, 0, sizeof *out);
	out->issuer = out->issuer_name = out->title = "";
	if (q->gtin == NULL || strlen(q->gtin) != 14 ||
	    !assay_all_digits(assay_str(q->gtin)))
		return ASSAY_E_USAGE;
	if (h == NULL)
		return ASSAY_OK;
	{
		const struct pin_issuer *is = pins_owner(h->pins, q->gtin);
		const struct clock clock = { h->t_floor, h->newest };

		if (is != NULL) {
			out->issuer = is->about.id;
			out->issuer_name = is->about.name;
		}
		listings_answer(h->lists, h->n_lists, &clock, q, NULL, out);
	}
	return ASSAY_OK;
}
