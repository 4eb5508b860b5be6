/* sync.c - brings a device up to date: everything is verified before anything counts
 *
 * Order: metadata into a folder of its own, registry, headers, list files, profiles and
 * data packs, each under a
 * name made of its hash; then one rename puts the new set in the place of the old one
 * (set.h).  What nothing names any more is removed after that. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sodium.h>
#include <unistd.h>

#include "assay-check.h"
#include "data/keep.h"
#include "home.h"
#include "key.h"
#include "listing.h"
#include "repo.h"
#include "set.h"
#include "store.h"
#include "tuf/client.h"
#include "tuf/name.h"

#define SEALED (32 + crypto_box_SEALBYTES)
#define SEALED_MAX (SEALED * 16384) /* devices that one list is sealed to */
#define TARGETS_FOLDER "targets"
#define PART ".part"
#define PATH_ROOM 160
#define PLACE_LISTS 64 /* so that no maker takes the room of all */

/* What a role of the repository is for: the goods of a prefix, or an issuer's documents.
 */
struct place {
	char role[REPO_ROLE_ROOM];       /* "m-690123", "i-agency" */
	char folder[REPO_ROLE_ROOM];     /* of its targets: "gs1/690123", "doc/agency" */
	char scope[LIST_SCOPE_MAX + 21]; /* of its lists: "690123" and on, "doc/agency" */
	bool documents;
};

struct sync {
	struct assay_sync how;
	struct assay_error *error;
	int lock;
	int64_t now;
	struct set *old, *new;
	struct state *state;
	struct pins *pins; /* as they will be known */
	struct registry before, registry;
	struct tuf *tuf;
	struct secret *device;
	char *folder; /* home/trust/m-..., of the metadata that is tried */
	char *base;   /* URL of targets/ */
	char *lists;  /* home/trust/lists */
};

__attribute__((format(printf, 2, 4), format(printf, 3, 4))) static void
tell(const struct sync *s, const char *en, const char *zh, ...)
{
	char line_en[1024], line_zh[1024];
	va_list args;

	if (s->how.say == NULL)
		return;
	va_start(args, zh);
	vsnprintf(line_en, sizeof line_en, en, args);
	va_end(args);
	va_start(args, zh);
	vsnprintf(line_zh, sizeof line_zh, zh, args);
	va_end(args);
	s->how.say(s->how.say_data, line_en, line_zh);
}

/* The same, with the reason that s->error holds, in its own language. */
__attribute__((format(printf, 2, 4), format(printf, 3, 4))) static void
tell_why(const struct sync *s, const char *en, const char *zh, ...)
{
	char line_en[1024], line_zh[1024], why_en[1600], why_zh[1600];
	va_list args;

	if (s->how.say == NULL)
		return;
	va_start(args, zh);
	vsnprintf(line_en, sizeof line_en, en, args);
	va_end(args);
	va_start(args, zh);
	vsnprintf(line_zh, sizeof line_zh, zh, args);
	va_end(args);
	snprintf(why_en, sizeof why_en, "%s: %s", line_en, s->error->text);
	snprintf(why_zh, sizeof why_zh, "%s：%s", line_zh, s->error->text_zh);
	s->how.say(s->how.say_data, why_en, why_zh);
}

/* What belongs to one maker's signed data stops that maker alone; the rest stops the
 * update. */
static bool
of_the_maker(enum assay_status status)
{
	return status == ASSAY_E_TRUST || status == ASSAY_E_FORMAT ||
	       status == ASSAY_E_LIMIT || status == ASSAY_E_USAGE;
}

static enum assay_fetched
fetch_whole(void *data, const char *url, uint64_t max, assay_put put, void *put_data,
            struct assay_error *error)
{
	const struct sync *s = data;

	return s->how.fetch(s->how.fetch_data, url, 0, max, put, put_data, error);
}

/* ---- folders ---- */

/* The names in a folder; a missing one has none.  Free them with the array. */
static char **
names_in(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	char **names = calloc(1, sizeof *names);
	size_t n = 0;

	while (dir != NULL && names != NULL && (entry = readdir(dir)) != NULL) {
		char **more;

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if ((more = realloc(names, (n + 2) * sizeof *more)) == NULL ||
		    (more[n] = strdup(entry->d_name)) == NULL) {
			if (more != NULL)
				names = more;
			break;
		}
		names = more;
		names[++n] = NULL;
	}
	if (dir != NULL)
		closedir(dir);
	return names;
}

static void
free_names(char **names)
{
	for (size_t i = 0; names != NULL && names[i] != NULL; i++)
		free(names[i]);
	free(names);
}

/* A folder of ours without folders in it but targets/; what cannot go does no harm. */
static void
remove_folder(const char *folder)
{
	char **names = names_in(folder);

	for (size_t i = 0; names != NULL && names[i] != NULL; i++) {
		char *path = store_path(folder, names[i]);

		if (path != NULL && unlink(path) != 0 &&
		    strcmp(names[i], TARGETS_FOLDER) == 0)
			remove_folder(path);
		free(path);
	}
	free_names(names);
	rmdir(folder);
}

/* The trusted metadata, to be brought up to date beside itself. */
static enum assay_status
copy_metadata(struct sync *s)
{
	char *from = set_path(s->how.home, s->old->metadata), **names = NULL;
	enum assay_status status =
	        from == NULL ? error_nomem(s->error) : store_folder(s->folder, 0700, s->error);

	if (status == ASSAY_OK && (names = names_in(from)) == NULL)
		status = error_nomem(s->error);
	for (size_t i = 0; status == ASSAY_OK && names[i] != NULL; i++) {
		char *path = store_path(from, names[i]),
		     *to = store_path(s->folder, names[i]);
		size_t n = strlen(names[i]), len;
		uint8_t *bytes = NULL;

		if (path == NULL || to == NULL)
			status = error_nomem(s->error);
		/* what is half written or not metadata stays behind */
		else if (n > 5 && strcmp(names[i] + n - 5, ".json") == 0 &&
		         (status = store_read(path, TUF_LISTED_MAX, &bytes, &len, NULL,
		                              s->error)) == ASSAY_OK)
			status = store_write(to, 0644, bytes, len, false, s->error);
		free(bytes);
		free(path);
		free(to);
	}
	free_names(names);
	free(from);
	return status;
}

/* What neither this set nor the metadata at hand names: older sets, interrupted ones. */
static void
clean(const struct sync *s, const struct set *set)
{
	char *trust = store_path(s->how.home, SET_FOLDER), **names = NULL;

	if (trust == NULL)
		return;
	names = names_in(trust);
	for (size_t i = 0; names != NULL && names[i] != NULL; i++) {
		char *path = store_path(trust, names[i]);

		if (path != NULL && strncmp(names[i], "m-", 2) == 0 &&
		    strcmp(names[i], set->metadata) != 0)
			remove_folder(path);
		free(path);
	}
	free_names(names);
	free(trust);
}

/* Is a file of that name the list, or one of its overlays? */
static bool
names_file(const struct set_list *l, const char *name)
{
	char hex[65];

	sodium_bin2hex(hex, sizeof hex, l->page0, 32);
	if (strncmp(name, hex, 64) == 0)
		return true;
	for (size_t i = 0; i < STATE_OVERLAYS && l->about.over[i].version != 0; i++) {
		sodium_bin2hex(hex, sizeof hex, l->over[i], 32);
		if (strncmp(name, hex, 64) == 0)
			return true;
	}
	return false;
}

/* Registry files, lists, profiles and data that the set does not name. */
static void
clean_pool(const struct sync *s, const struct set *set)
{
	char *folder = set_path(s->how.home, SET_REGISTRIES), **names, hex[65];

	names = folder == NULL ? NULL : names_in(folder);
	sodium_bin2hex(hex, sizeof hex, set->registry, 32);
	for (size_t i = 0; names != NULL && names[i] != NULL; i++) {
		char *path = store_path(folder, names[i]);

		if (path != NULL && strncmp(names[i], hex, 64) != 0)
			unlink(path);
		free(path);
	}
	free_names(names);
	free(folder);
	names = names_in(s->lists);
	for (size_t i = 0; names != NULL && names[i] != NULL; i++) {
		size_t n = strlen(names[i]);
		char *path = store_path(s->lists, names[i]);
		bool named = false;

		for (size_t j = 0; j < set->n_lists && !named; j++)
			named = names_file(&set->lists[j], names[i]);
		/* list keys are few and small, and may be wanted by a list that is kept
		 */
		if (path != NULL && !named && n > 4 &&
		    strcmp(names[i] + n - 4, ".key") != 0)
			unlink(path);
		free(path);
	}
	free_names(names);
	folder = set_path(s->how.home, SET_DATA);
	names = folder == NULL ? NULL : names_in(folder);
	for (size_t i = 0; names != NULL && names[i] != NULL; i++) {
		char *path = store_path(folder, names[i]);
		bool named = false;

		for (size_t j = 0; j < set->n_data && !named; j++) {
			sodium_bin2hex(hex, sizeof hex, set->data[j].hash, 32);
			named = strncmp(names[i], hex, 64) == 0;
		}
		if (path != NULL && !named)
			unlink(path);
		free(path);
	}
	free_names(names);
	free(folder);
}

/* ---- targets ---- */

/* Fetches a target of at most max bytes and reads it. */
static enum assay_status
get_target(struct sync *s, const char *path, size_t max, uint8_t **out, size_t *len)
{
	char *folder = store_path(s->folder, TARGETS_FOLDER),
	     *name = tuf_target_file(path), *file = NULL;
	struct tuf_file listed;
	enum assay_status status;

	*out = NULL;
	if (folder == NULL || name == NULL || (file = store_path(folder, name)) == NULL) {
		status = error_nomem(s->error);
		goto out;
	}
	if ((status = tuf_find(s->tuf, path, &listed, s->error)) != ASSAY_OK)
		goto out;
	if (listed.length < 0 || (uint64_t)listed.length > max) {
		status = error_say(s->error, ASSAY_E_LIMIT,
		                   "%s is larger than the %zu bytes it may have",
		                   "%s 超过允许的 %zu 字节", error_text(path).text, max);
		goto out;
	}
	status = tuf_download(s->tuf, path, s->base, folder, s->error);
	if (status == ASSAY_E_TRUST || status == ASSAY_E_LIMIT)
		status = ASSAY_E_IO; /* bytes that the mirror gave, not what was signed */
	if (status == ASSAY_OK)
		status = store_read(file, max, out, len, NULL, s->error);
	if (status == ASSAY_OK)
		unlink(file);
out:
	free(folder);
	free(name);
	free(file);
	return status;
}

/* ---- one list ---- */

static bool
is_stopped(const struct sync *s)
{
	return s->how.stop != NULL && s->how.stop(s->how.stop_data);
}

static enum assay_status
stopped(struct sync *s)
{
	return error_say(s->error, ASSAY_E_IO,
	                 "stopped: what was fetched waits for the next time",
	                 "已停止：已获取的部分留待下次继续");
}

/* of a list's two halves: fetched, then verified */
static void
tell_progress(const struct sync *s, uint64_t done, uint64_t size)
{
	if (s->how.progress != NULL)
		s->how.progress(s->how.progress_data, done, 2 * size);
}

static void
on_checked(void *data, uint64_t pages, uint64_t of)
{
	tell_progress(data, (of + pages) * LIST_PAGE, of * LIST_PAGE);
}

static bool
on_stop(void *data)
{
	return is_stopped(data);
}

struct body {
	struct sync *s;
	int fd;
	uint64_t at, end;
	enum assay_status status;
};

static bool
put_body(void *data, const void *bytes, size_t n)
{
	static const struct words to_write = { "write", "写入" };
	struct body *b = data;
	const uint8_t *from = bytes;

	if (n > b->end - b->at)
		return false;
	while (n > 0) {
		ssize_t put = pwrite(b->fd, from, n, (off_t)b->at);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0) {
			b->status = error_system(b->s->error, put == 0 ? ENOSPC : errno,
			                         to_write, b->s->lists);
			return false;
		}
		from += put;
		n -= (size_t)put;
		b->at += (uint64_t)put;
	}
	tell_progress(b->s, b->at, b->end);
	if (is_stopped(b->s))
		b->status = stopped(b->s);
	return b->status == ASSAY_OK;
}

/* Pages 1 and on from lists/ROOT.asl beside the metadata, going on where an earlier try
 * ended; page 0 is the target's. */
static enum assay_status
fetch_body(struct sync *s, const char *part, const uint8_t page0[LIST_PAGE],
           const struct list_header *head)
{
	static const struct words to_write = { "write", "写入" };
	struct body b = { .s = s, .end = head->pages * LIST_PAGE };
	char name[6 + 64 + 5] = "lists/", *url;
	enum assay_fetched got;
	struct stat st;

	sodium_bin2hex(name + 6, 65, head->root_hash, LIST_HASH);
	strcat(name, ".asl");
	if ((url = tuf_url(s->how.source, name)) == NULL)
		return error_nomem(s->error);
	b.fd = open(part, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (b.fd < 0 || fstat(b.fd, &st) != 0) {
		b.status = error_system(s->error, errno, to_write, part);
		goto out;
	}
	b.at = (uint64_t)st.st_size / LIST_PAGE * LIST_PAGE;
	if (b.at < LIST_PAGE || b.at > b.end) {
		b.at = 0;
		if (ftruncate(b.fd, 0) != 0 || !put_body(&b, page0, LIST_PAGE)) {
			if (b.status == ASSAY_OK)
				b.status = error_system(s->error, errno, to_write, part);
			goto out;
		}
	}
	if (b.at < b.end) {
		error_say(s->error, ASSAY_E_IO, "%s could not be fetched", "无法获取 %s",
		          error_text(url).text);
		got = s->how.fetch(s->how.fetch_data, url, b.at, b.end - b.at, put_body,
		                   &b, s->error);
		if (b.status != ASSAY_OK)
			goto out;
		if (got == ASSAY_NOT_THERE)
			b.status = error_say(s->error, ASSAY_E_IO,
			                     "the repository has no %s", "仓库中没有 %s",
			                     error_text(url).text);
		else if (got != ASSAY_FETCHED)
			b.status = ASSAY_E_IO;
		else if (b.at != b.end)
			b.status =
			        error_say(s->error, ASSAY_E_IO,
			                  "%s is shorter than its header says: fetch it "
			                  "again, or ask for another copy",
			                  "%s 比清单头所述更短：请重新获取或换一份副本",
			                  error_text(url).text);
	}
	if (b.status == ASSAY_OK && fsync(b.fd) != 0)
		b.status = error_system(s->error, errno, to_write, part);
out:
	if (b.fd >= 0)
		close(b.fd);
	free(url);
	return b.status;
}

/* The list's file under its name, every page verified. */
static enum assay_status
fetch_list(struct sync *s, const uint8_t page0[LIST_PAGE], const struct list_header *head,
           const uint8_t hash[32])
{
	static const struct words to_write = { "write", "写入" };
	const struct list_watch watch = { on_checked, on_stop, s };
	char *path = set_list_path(s->how.home, hash), *part = NULL;
	char root[2 * LIST_HASH + 1];
	enum assay_status status = ASSAY_OK;
	struct list *list = NULL;

	if (path == NULL || (part = malloc(strlen(path) + sizeof PART)) == NULL) {
		status = error_nomem(s->error);
		goto out;
	}
	sprintf(part, "%s" PART, path);
	/* verified again, so that an update mends what the medium has harmed */
	if (access(path, F_OK) == 0 && list_open(path, &list, NULL) == ASSAY_OK &&
	    memcmp(list->page0, page0, LIST_PAGE) == 0 &&
	    list_check_watched(list, &watch, NULL) == ASSAY_OK)
		goto out;
	if (is_stopped(s)) {
		status = stopped(s);
		goto out;
	}
	list_close(list);
	list = NULL;
	if ((status = fetch_body(s, part, page0, head)) != ASSAY_OK)
		goto out;
	if ((status = list_open(part, &list, s->error)) == ASSAY_OK &&
	    memcmp(list->page0, page0, LIST_PAGE) != 0)
		status = error_say(s->error, ASSAY_E_FORMAT,
		                   "the list's first page changed", "清单首页已改变");
	if (status == ASSAY_OK)
		status = list_check_watched(list, &watch, s->error);
	if (is_stopped(s)) {
		status = stopped(s);
		goto out;
	}
	if (status == ASSAY_E_FORMAT) { /* of many files this one */
		sodium_bin2hex(root, sizeof root, head->root_hash, LIST_HASH);
		error_say(s->error, status,
		          "lists/%s.asl in the repository does not hold what was "
		          "signed: copy it again, or take another copy",
		          "仓库中的 lists/%s.asl "
		          "与签名内容不符：请重新复制，或换一份副本",
		          root);
	}
	if (status != ASSAY_OK) {
		/* nothing of it can be believed: the next try begins anew */
		unlink(part);
		if (status != ASSAY_E_NOMEM)
			status = ASSAY_E_IO;
		goto out;
	}
	if (rename(part, path) != 0)
		status = error_system(s->error, errno, to_write, path);
	else
		status = store_sync_folder(s->lists, s->error);
out:
	list_close(list);
	free(path);
	free(part);
	return status;
}

/* The list key, out of the envelope of this device. */
static enum assay_status
unseal(struct sync *s, const struct place *place, const struct list_header *head,
       bool *has)
{
	char path[PATH_ROOM], hex[33], *file = listing_key_path(s->lists, head);
	enum assay_status status = ASSAY_OK;
	uint8_t *bytes = NULL, key[32];
	size_t len = 0;

	*has = false;
	if (file == NULL)
		return error_nomem(s->error);
	if (access(file, F_OK) == 0) {
		*has = true;
		goto out;
	}
	if (s->device == NULL)
		goto out;
	sodium_bin2hex(hex, sizeof hex, head->list_key_id, 16);
	snprintf(path, sizeof path, "%s/%s.sealed", place->folder, hex);
	status = get_target(s, path, SEALED_MAX, &bytes, &len);
	if (of_the_maker(status)) /* not sealed to anybody */
		status = error_none(s->error);
	for (size_t i = 0;
	     status == ASSAY_OK && bytes != NULL && i + SEALED <= len && !*has;
	     i += SEALED)
		*has = secret_unseal(s->device, bytes + i, SEALED, key);
	if (*has)
		status = list_key_write(file, key, head->list_key_id, s->error);
	sodium_memzero(key, sizeof key);
out:
	free(bytes);
	free(file);
	return status;
}

static struct shown
name_of(const struct list_header *head)
{
	char text[160], hex[33];

	sodium_bin2hex(hex, sizeof hex, head->list_id, 16);
	snprintf(text, sizeof text, "%.8s%s%s", hex, head->title[0] == '\0' ? "" : " ",
	         head->title);
	return error_text(text);
}

/* Does the maker's list fit beside the others? */
static enum assay_status
weigh(struct sync *s, const struct list_header *head)
{
	const struct set_list *before = set_find(s->old, head->list_id);
	const struct state_list *by_hand = state_find(s->state, head->list_id);
	char scope[LIST_SCOPE_MAX + 1];

	if ((before != NULL && head->version < before->about.version) ||
	    (by_hand != NULL && head->version < by_hand->version))
		return error_say(s->error, ASSAY_E_TRUST,
		                 "it is version %" PRIu64
		                 ", older than what this device has",
		                 "其版本 %" PRIu64 " 比本设备已有的更旧", head->version);
	listing_scope(head, scope);
	for (size_t i = 0; i < s->new->n_lists; i++) {
		const struct state_list *other = &s->new->lists[i].about;
		size_t a = strlen(other->scope), b = strlen(scope);

		/* of goods one scope may lie inside another, of documents it is the same
		 */
		if (memcmp(other->list_id, head->list_id, 16) != 0 &&
		    (head->scope_kind == SCOPE_GS1 || a == b) &&
		    strncmp(other->scope, scope, a < b ? a : b) == 0 &&
		    (other->complete || head->covers_until != 0))
			return error_say(
			        s->error, ASSAY_E_TRUST,
			        "another list for %s is there, and one of them claims "
			        "to be complete: only one list may",
			        "%s 已有另一份清单，且其中一份声称完整："
			        "完整清单只能有一份",
			        other->scope);
	}
	if (s->new->n_lists >= HOME_LISTS)
		return error_say(s->error, ASSAY_E_LIMIT, "a home holds at most %d lists",
		                 "一个主目录最多 %d 份清单", HOME_LISTS);
	return ASSAY_OK;
}

/* Does the overlay lie on the layer before it, and is it no older than the one that this
 * device has there? */
static enum assay_status
weigh_overlay(struct sync *s, const struct list_header *head,
              const struct list_header *below, size_t at)
{
	const struct set_list *set = set_find(s->old, head->list_id);
	const struct state_list *had[] = { set == NULL ? NULL : &set->about,
		                           state_find(s->state, head->list_id) };

	if ((head->flags & LIST_OVERLAY) == 0 ||
	    memcmp(head->list_id, below->list_id, 16) != 0 ||
	    memcmp(head->base_root, below->root_hash, LIST_HASH) != 0 ||
	    head->base_version != below->version || head->version <= below->version ||
	    head->scope_kind != below->scope_kind ||
	    strcmp(head->scope, below->scope) != 0)
		return error_say(s->error, ASSAY_E_TRUST,
		                 "its overlay of version %" PRIu64
		                 " does not lie on what is published beside it",
		                 "其版本 %" PRIu64 " 的增量与同时发布的清单不符",
		                 head->version);
	for (size_t i = 0; i < 2; i++)
		if (had[i] != NULL && had[i]->over[at].version > head->version &&
		    had[i]->over[at].base_version == below->version)
			return error_say(s->error, ASSAY_E_TRUST,
			                 "its overlay is version %" PRIu64
			                 ", older than what this device has",
			                 "其增量版本 %" PRIu64 " 比本设备已有的更旧",
			                 head->version);
	return ASSAY_OK;
}

/* Signed by whom the registry names; stolen keys too, for such a list answers that
 * it is signed by one. */
static enum assay_status
judge(struct sync *s, struct listing *g, const struct place *place)
{
	enum assay_status status = listing_believe(g, s->pins, s->error);
	char scope[LIST_SCOPE_MAX + 1];

	if (status == ASSAY_E_TRUST && listing_judge(g, s->pins) == PIN_COMPROMISED)
		status = error_none(s->error);
	listing_scope(&g->list->head, scope);
	if (status == ASSAY_OK &&
	    (place->documents ? strcmp(scope, place->scope)
	                      : strncmp(scope, place->scope, strlen(place->scope))) != 0)
		status = error_say(s->error, ASSAY_E_TRUST,
		                   "it speaks for %s, outside %s under which it is "
		                   "published",
		                   "其涵盖 %s，不在发布所用的 %s 之内", scope,
		                   place->scope);
	return status;
}

/* One file that a header target stands for, verified whole and in its place. */
struct layer {
	struct list list; /* its page 0 and header alone */
	struct listing g;
	uint8_t page0[32];
};

static enum assay_status
take_header(struct sync *s, const struct place *place, const char *path, struct layer *l)
{
	const struct tuf_metadata *timestamp = tuf_role(s->tuf, "timestamp");
	enum assay_status status;
	struct words why;
	uint8_t *bytes;
	size_t len;

	memset(l, 0, sizeof *l);
	l->list.fd = -1;
	l->g.list = &l->list;
	if ((status = get_target(s, path, LIST_PAGE, &bytes, &len)) != ASSAY_OK)
		return status;
	if (len != LIST_PAGE || !list_header_decode(bytes, &l->list.head, &why)) {
		free(bytes);
		return error_say(s->error, ASSAY_E_FORMAT, "it is no list header",
		                 "不是清单头");
	}
	memcpy(l->list.page0, bytes, LIST_PAGE);
	free(bytes);
	crypto_hash_sha256(l->page0, l->list.page0, LIST_PAGE);
	if ((status = judge(s, &l->g, place)) != ASSAY_OK)
		return status;
	/* or a maker could set the clocks of all devices ahead, and end their updates */
	if (timestamp == NULL || l->list.head.issued_at >= timestamp->expires)
		return error_say(s->error, ASSAY_E_TRUST,
		                 "it says that it was issued in the future",
		                 "其签发时间在未来");
	return ASSAY_OK;
}

static enum assay_status
take_file(struct sync *s, const struct place *place, const struct layer *l)
{
	enum assay_status status;
	bool has_key;

	if ((l->list.head.flags & LIST_RESTRICTED) != 0) {
		if ((status = unseal(s, place, &l->list.head, &has_key)) != ASSAY_OK)
			return status;
		if (!has_key)
			return error_say(
			        s->error, ASSAY_E_USAGE,
			        "it is restricted and its key is not sealed to this "
			        "device (--device-key)",
			        "这是受限清单，其密钥未密封给本设备（--device-key）");
	}
	return fetch_list(s, l->list.page0, &l->list.head, l->page0);
}

/* The overlays that are published beside a base; one that does not fit leaves the whole
 * list as it was, since what it says of stolen and recalled goods must not be lost. */
static enum assay_status
take_overlays(struct sync *s, const struct place *place, const json_t *targets,
              const struct layer *base, struct layer over[LISTING_OVERLAYS], size_t *n)
{
	const struct set_list *had = set_find(s->old, base->list.head.list_id);
	const struct layer *below = base;
	char hex[33], path[PATH_ROOM];
	enum assay_status status;

	sodium_bin2hex(hex, sizeof hex, base->list.head.list_id, 16);
	for (*n = 0; *n < LISTING_OVERLAYS; ++*n) {
		struct layer *o = &over[*n];

		snprintf(path, sizeof path, "%s/%s.over%zu.aslh", place->folder, hex,
		         *n + 1);
		if (json_object_get(targets, path) == NULL) {
			if (had != NULL && had->about.over[*n].version != 0 &&
			    had->about.over[*n].base_version == below->list.head.version)
				return error_say(
				        s->error, ASSAY_E_TRUST,
				        "its overlay of version %" PRIu64
				        ", which this device has, is not published any "
				        "more",
				        "本设备已有的版本 %" PRIu64 " 增量不再发布",
				        had->about.over[*n].version);
			break;
		}
		if ((status = take_header(s, place, path, o)) != ASSAY_OK ||
		    (status = weigh_overlay(s, &o->list.head, &below->list.head, *n)) !=
		            ASSAY_OK)
			return status;
		if (o->g.issuer != base->g.issuer)
			return error_say(s->error, ASSAY_E_TRUST,
			                 "its overlay is signed by another maker",
			                 "其增量由另一厂商签名");
		if ((status = take_file(s, place, o)) != ASSAY_OK)
			return status;
		below = o;
	}
	return ASSAY_OK;
}

/* Only what a key in good standing signed proves a time. */
static void
prove_time(struct sync *s, struct layer *l)
{
	if (listing_judge(&l->g, s->pins) == PIN_VALID &&
	    l->list.head.issued_at > s->new->t_floor)
		s->new->t_floor = l->list.head.issued_at;
}

static void
tell_list(const struct sync *s, const struct set_list *entry, const struct layer *base)
{
	const struct set_list *before = set_find(s->old, entry->about.list_id);
	const char *id = base->g.issuer->about.id;

	if (before == NULL)
		tell(s, "new list of %s: %s, version %" PRIu64,
		     "%s 的新清单：%s，版本 %" PRIu64, id, name_of(&base->list.head).text,
		     entry->about.version);
	else if (before->about.version < entry->about.version)
		tell(s, "list of %s: %s, version %" PRIu64 " in the place of %" PRIu64,
		     "%s 的清单：%s，版本 %" PRIu64 " 取代 %" PRIu64, id,
		     name_of(&base->list.head).text, entry->about.version,
		     before->about.version);
	for (size_t i = 0; i < STATE_OVERLAYS && entry->about.over[i].version != 0; i++)
		if (before == NULL ||
		    before->about.over[i].version != entry->about.over[i].version ||
		    before->about.over[i].base_version !=
		            entry->about.over[i].base_version)
			tell(s,
			     "changes to the list of %s: %s, version %" PRIu64
			     " over %" PRIu64,
			     "%s 清单的更改：%s，版本 %" PRIu64 "，基于 %" PRIu64, id,
			     name_of(&base->list.head).text, entry->about.over[i].version,
			     entry->about.over[i].base_version);
}

static enum assay_status
take_list(struct sync *s, const struct place *place, const json_t *targets,
          const char *path)
{
	struct layer *layers = calloc(LISTING_LAYERS, sizeof *layers), *base = layers;
	struct set_list entry = { .issued_at = 0 };
	const struct list_header *top;
	enum assay_status status;
	size_t n;

	if (layers == NULL)
		return error_nomem(s->error);
	if ((status = take_header(s, place, path, base)) != ASSAY_OK ||
	    (status = listing_kind(&base->list, s->error)) != ASSAY_OK ||
	    (status = weigh(s, &base->list.head)) != ASSAY_OK ||
	    (status = take_file(s, place, base)) != ASSAY_OK ||
	    (status = take_overlays(s, place, targets, base, layers + 1, &n)) != ASSAY_OK)
		goto out;
	top = &layers[n].list.head;
	memcpy(entry.page0, base->page0, sizeof entry.page0);
	memcpy(entry.about.list_id, top->list_id, 16);
	entry.about.version = base->list.head.version;
	entry.about.complete = top->covers_until != 0;
	entry.issued_at = top->issued_at;
	listing_scope(top, entry.about.scope);
	snprintf(entry.about.issuer, sizeof entry.about.issuer, "%s",
	         base->g.issuer->about.id);
	for (size_t i = 0; i < n; i++) {
		const struct list_header *over = &layers[1 + i].list.head;

		memcpy(entry.over[i], layers[1 + i].page0, 32);
		entry.about.over[i] =
		        (struct state_overlay){ over->version, over->base_version };
	}
	tell_list(s, &entry, base);
	for (size_t i = 0; i <= n; i++)
		prove_time(s, &layers[i]);
	status = set_put(s->new, &entry, s->error);
out:
	free(layers);
	return status;
}

/* ---- profiles and data packs ---- */

/* prefix: under which a profile is published; NULL: a data pack. */
static enum assay_status
take_tables(struct sync *s, const char *path, const char *prefix)
{
	const struct tuf_metadata *timestamp = tuf_role(s->tuf, "timestamp");
	const struct set_data *before;
	const struct state_data *by_hand;
	const struct pin_issuer *issuer;
	struct set_data entry = { .issued_at = 0 };
	char *file = NULL, expected[SYNC_PATH];
	enum assay_status status;
	struct tables *t = NULL;
	uint8_t *bytes;
	size_t len;

	if ((status = get_target(s, path, TABLES_FILE_MAX, &bytes, &len)) != ASSAY_OK ||
	    (status = tables_read(bytes, len, &t, s->error)) != ASSAY_OK ||
	    (status = keep_believe(t, s->pins, prefix == NULL, &issuer, entry.about.name,
	                           s->error)) != ASSAY_OK)
		goto out;
	sync_data_path(t->kind, expected);
	if (prefix != NULL ? !t->is_profile || pins_scope(s->pins, prefix) != issuer
	                   : t->is_profile || strcmp(path, expected) != 0) {
		status = error_say(s->error, ASSAY_E_TRUST,
		                   "it is published in the place of another",
		                   "其发布位置属于另一文件");
		goto out;
	}
	before = set_find_data(s->old, entry.about.name);
	by_hand = state_find_data(s->state, entry.about.name);
	if ((before != NULL && t->version < before->about.version) ||
	    (by_hand != NULL && t->version < by_hand->version)) {
		status = error_say(s->error, ASSAY_E_TRUST,
		                   "it is version %" PRIu64
		                   ", older than what this device has",
		                   "其版本 %" PRIu64 " 比本设备已有的更旧", t->version);
		goto out;
	}
	if (timestamp == NULL || t->issued_at >= timestamp->expires) {
		status = error_say(s->error, ASSAY_E_TRUST,
		                   "it says that it was issued in the future",
		                   "其签发时间在未来");
		goto out;
	}
	crypto_hash_sha256(entry.hash, t->bytes, t->len);
	entry.about.version = t->version;
	entry.issued_at = t->issued_at;
	if ((file = set_data_path(s->how.home, entry.hash)) == NULL) {
		status = error_nomem(s->error);
		goto out;
	}
	status = store_write(file, 0644, t->bytes, t->len, false, s->error);
	if (status == ASSAY_OK)
		status = set_put_data(s->new, &entry, s->error);
	if (status != ASSAY_OK)
		goto out;
	if (before == NULL || before->about.version < t->version)
		tell(s, "new: %s, version %" PRIu64, "新内容：%s，版本 %" PRIu64,
		     entry.about.name, t->version);
	if (t->issued_at > s->new->t_floor)
		s->new->t_floor = t->issued_at;
out:
	tables_free(t);
	free(file);
	return status;
}

/* What the device had under this name stays, if nothing came. */
static enum assay_status
keep_old_data(struct sync *s, const char *name)
{
	const struct set_data *old = set_find_data(s->old, name);

	return old == NULL || set_find_data(s->new, name) != NULL
	               ? ASSAY_OK
	               : set_put_data(s->new, old, s->error);
}

static enum assay_status
keep_old_profile(struct sync *s, const struct pin_issuer *is)
{
	char name[STATE_NAME + 1];

	snprintf(name, sizeof name, KEEP_PROFILE "%.64s", is->about.id);
	return keep_old_data(s, name);
}

static bool
is_profile(const char *path, const struct place *place)
{
	char expected[PATH_ROOM];

	snprintf(expected, sizeof expected, "%s/" SYNC_PROFILE, place->folder);
	return !place->documents && strcmp(path, expected) == 0;
}

/* The data packs of the authority's own role.  What is wrong with one leaves the old. */
static enum assay_status
take_data(struct sync *s)
{
	const struct tuf_metadata *m = tuf_role(s->tuf, "targets");
	enum assay_status status = ASSAY_OK;
	const char *path;
	json_t *listing;
	size_t taken = 0;

	json_object_foreach(m == NULL ? NULL : json_object_get(m->signed_part, "targets"),
	                    path, listing)
	{
		size_t n = strlen(path);
		char name[STATE_NAME + 1];

		if (strncmp(path, SYNC_DATA, strlen(SYNC_DATA)) != 0 || n < 5 + 4 ||
		    n > strlen(SYNC_DATA) + TABLES_KIND + 4 ||
		    strcmp(path + n - 4, ".adp") != 0 || taken++ == KEEP_MAX / 2)
			continue;
		status = take_tables(s, path, NULL);
		if (of_the_maker(status)) {
			tell_why(s, "%s is left out", "%s 未采用", error_text(path).text);
			snprintf(name, sizeof name, "%.*s", (int)(n - 4 - strlen(SYNC_DATA)),
			         path + strlen(SYNC_DATA));
			for (char *c = name; *c != '\0'; c++)
				if (*c == '+')
					*c = '/';
			status = keep_old_data(s, name);
		}
		if (status != ASSAY_OK)
			break;
	}
	return status;
}

/* ---- one maker ---- */

/* What the device had of this place stays, as far as nothing newer came. */
static enum assay_status
keep_old(struct sync *s, const struct place *place, const char *list_id)
{
	for (size_t i = 0; i < s->old->n_lists; i++) {
		const struct set_list *l = &s->old->lists[i];
		enum assay_status status;
		char hex[33];

		sodium_bin2hex(hex, sizeof hex, l->about.list_id, 16);
		if ((place->documents ? strcmp(l->about.scope, place->scope)
		                      : strncmp(l->about.scope, place->scope,
		                                strlen(place->scope))) != 0 ||
		    (list_id != NULL && strncmp(list_id, hex, 32) != 0) ||
		    set_find(s->new, l->about.list_id) != NULL)
			continue;
		if ((status = set_put(s->new, l, s->error)) != ASSAY_OK)
			return status;
	}
	return ASSAY_OK;
}

/* FOLDER/NAME.aslh: a base; an overlay is NAME.over1.aslh or NAME.over2.aslh, and comes
 * with its base. */
static bool
is_base(const char *path, const struct place *place)
{
	size_t n = strlen(path), m = strlen(place->folder);

	return strncmp(path, place->folder, m) == 0 && path[m] == '/' && n < PATH_ROOM &&
	       n > m + 1 + 5 && strcmp(path + n - 5, ".aslh") == 0 &&
	       strchr(path + m + 1, '/') == NULL &&
	       (n < m + 1 + 11 || strncmp(path + n - 11, ".over", 5) != 0);
}

struct gathered {
	uint8_t *bytes;
	size_t len, room;
};

static bool
gather(void *data, const void *bytes, size_t n)
{
	struct gathered *g = data;

	if (n > g->room - g->len)
		return false;
	memcpy(g->bytes + g->len, bytes, n);
	g->len += n;
	return true;
}

/* Does the mirror have the very bytes that the snapshot lists for this role?  Then what
 * is wrong with them is its maker's affair. */
static bool
as_listed(struct sync *s, const char *role, const struct tuf_file *listed)
{
	struct gathered g = { .bytes = NULL };
	char name[REPO_ROLE_ROOM + 32], *base, *url = NULL;
	bool same = false;

	if (listed->length < 0 || listed->length > TUF_METADATA_MAX)
		return false;
	snprintf(name, sizeof name, "%" PRId64 ".%s.json", listed->version, role);
	base = tuf_url(s->how.source, "metadata/");
	if (base != NULL)
		url = tuf_url(base, name);
	g.room = (size_t)listed->length;
	if (url != NULL && (g.bytes = malloc(g.room + 1)) != NULL &&
	    fetch_whole(s, url, g.room, gather, &g, NULL) == ASSAY_FETCHED)
		same = tuf_agrees((struct assay_bytes){ g.bytes, g.len }, listed, role,
		                  NULL) == ASSAY_OK;
	free(g.bytes);
	free(url);
	free(base);
	return same;
}

static enum assay_status
take_place(struct sync *s, const struct pin_issuer *is, const struct place *place)
{
	char listed_as[REPO_ROLE_ROOM + 8], probe[PATH_ROOM];
	const struct tuf_metadata *m;
	enum assay_status status;
	struct tuf_file file, listed;
	const json_t *targets;
	const char *path;
	json_t *listing;
	size_t taken = 0;

	snprintf(listed_as, sizeof listed_as, "%s.json", place->role);
	if (!tuf_listed(tuf_role(s->tuf, "snapshot"), listed_as, &listed))
		return keep_old(s, place, NULL); /* has published nothing yet */
	snprintf(probe, sizeof probe, "%s/-", place->folder); /* leads to the role */
	status = tuf_find(s->tuf, probe, &file, s->error);
	if (!of_the_maker(status) && status != ASSAY_OK)
		return status;
	if ((m = tuf_role(s->tuf, place->role)) == NULL) {
		/* the reason of tuf_find is the one to tell */
		struct assay_error *error = s->error, spare;

		s->error = &spare;
		if (!as_listed(s, place->role, &listed)) {
			s->error = error;
			return status == ASSAY_OK ? ASSAY_E_IO : status;
		}
		s->error = error;
		tell_why(s,
		         "what %s published for %s cannot be believed, its lists stay as "
		         "they are",
		         "%s 为 %s 发布的内容不可信，其清单保持不变", is->about.id,
		         place->scope);
		status = keep_old(s, place, NULL);
		return status == ASSAY_OK ? keep_old_profile(s, is) : status;
	}
	targets = json_object_get(m->signed_part, "targets");
	json_object_foreach((json_t *)(uintptr_t)targets, path, listing)
	{
		if (is_profile(path, place)) {
			status = take_tables(s, path, place->scope);
			if (of_the_maker(status)) {
				tell_why(s, "%s of %s is left out", "%s（%s）未采用",
				         error_text(path).text, is->about.id);
				status = keep_old_profile(s, is);
			}
			if (status != ASSAY_OK)
				return status;
		}
		if (!is_base(path, place))
			continue;
		if (taken++ < PLACE_LISTS)
			status = take_list(s, place, targets, path);
		else
			status = error_say(s->error, ASSAY_E_LIMIT,
			                   "one role has at most %d lists",
			                   "一个角色最多 %d 份清单", PLACE_LISTS);
		if (of_the_maker(status)) {
			tell_why(s, "%s of %s is left out", "%s（%s）未采用",
			         error_text(path).text, is->about.id);
			status = keep_old(s, place, strrchr(path, '/') + 1);
		}
		if (status != ASSAY_OK)
			return status;
	}
	return ASSAY_OK;
}

/* All that an issuer may publish: for each of its prefixes, and for its documents. */
static enum assay_status
take_issuer(struct sync *s, const struct pin_issuer *is)
{
	struct place place = { .documents = false };
	enum assay_status status = ASSAY_OK;

	for (size_t j = 0; is->about.prefixes[j] != NULL && status == ASSAY_OK; j++) {
		const char *prefix = is->about.prefixes[j];

		if (is_stopped(s))
			return stopped(s);
		snprintf(place.role, sizeof place.role, REPO_PREFIX_ROLE "%.13s", prefix);
		snprintf(place.folder, sizeof place.folder, "gs1/%.13s", prefix);
		snprintf(place.scope, sizeof place.scope, "%.13s", prefix);
		status = take_place(s, is, &place);
	}
	if (status != ASSAY_OK || strlen(is->about.id) > LIST_ISSUER_MAX)
		return status;
	if (is_stopped(s))
		return stopped(s);
	place.documents = true;
	snprintf(place.role, sizeof place.role, REPO_DOCUMENT_ROLE "%.40s", is->about.id);
	snprintf(place.folder, sizeof place.folder, LISTING_DOCUMENTS "%.40s",
	         is->about.id);
	snprintf(place.scope, sizeof place.scope, LISTING_DOCUMENTS "%.40s",
	         is->about.id);
	return take_place(s, is, &place);
}

/* ---- the registry ---- */

static enum assay_status
take_registry(struct sync *s)
{
	enum assay_status status;
	uint8_t *bytes;
	char *path;
	size_t len;

	status = get_target(s, REGISTRY_TARGET, REGISTRY_MAX, &bytes, &len);
	if (status != ASSAY_OK)
		return status;
	status =
	        registry_read((struct assay_bytes){ bytes, len }, &s->registry, s->error);
	if (status == ASSAY_OK && s->registry.issued_at < s->before.issued_at)
		status = error_say(s->error, ASSAY_E_TRUST,
		                   "the registry is older than the one this device has",
		                   "登记册比本设备已有的更旧");
	if (status == ASSAY_OK) {
		s->new->has_registry = true;
		crypto_hash_sha256(s->new->registry, bytes, len);
		path = set_registry_path(s->how.home, s->new->registry);
		status = path == NULL
		                 ? error_nomem(s->error)
		                 : store_write(path, 0644, bytes, len, false, s->error);
		free(path);
	}
	free(bytes);
	if (status == ASSAY_OK)
		status = pins_read(s->how.home, &s->pins, s->error);
	if (status == ASSAY_OK)
		status = registry_merge(s->pins, &s->registry, NULL, NULL, s->error);
	if (status == ASSAY_OK && s->registry.issued_at > s->new->t_floor)
		s->new->t_floor = s->registry.issued_at;
	return status;
}

static void
tell_key(struct sync *s, const struct pin_issuer *is, const struct pin_key *k)
{
	const struct pin_issuer *owner;
	const struct pin_key *was =
	        pins_find_key(s->before.issuers, k->public_key, &owner);

	if (k->compromised && (was == NULL || !was->compromised))
		tell(s,
		     "key %s of %s was STOLEN: what it signed supports nothing any more",
		     "%2$s 的密钥 %1$s 已泄露：其签名不再支持任何结论", k->kid,
		     is->about.id);
	else if (was == NULL && pins_find(s->before.issuers, is->about.id) != NULL)
		tell(s, "%2$s has a new key, %1$s", "%2$s 有新密钥 %1$s", k->kid,
		     is->about.id);
	else if (was != NULL && k->not_after != was->not_after)
		tell(s, "key %s of %s ends or ended its life",
		     "%2$s 的密钥 %1$s 的有效期已变", k->kid, is->about.id);
}

static void
tell_registry(struct sync *s)
{
	const struct pins *old = s->before.issuers, *new = s->registry.issuers;

	for (size_t i = 0; i < new->n_issuers; i++) {
		const struct pin_issuer *is = &new->issuers[i];

		if (pins_find(old, is->about.id) == NULL)
			tell(s, "admitted: %s (%s)", "新准入：%s（%s）", is->about.id,
			     error_text(is->about.name).text);
		for (size_t j = 0; j < is->n_keys; j++)
			tell_key(s, is, &is->keys[j]);
	}
	for (size_t i = 0; i < old->n_issuers; i++)
		if (pins_find(new, old->issuers[i].about.id) == NULL)
			tell(s, "no longer registered: %s", "已不在登记册中：%s",
			     old->issuers[i].about.id);
}

/* ---- the whole ---- */

static enum assay_status
begin(struct sync *s, const struct assay_sync *given)
{
	struct assay_error *error = s->error;
	enum assay_status status;
	uint8_t random[8];
	char hex[17];

	memcpy(&s->how, given, given->size < sizeof s->how ? given->size : sizeof s->how);
	if (sodium_init() < 0 || (s->new = calloc(1, sizeof *s->new)) == NULL)
		return error_nomem(error);
	if ((status = set_read(s->how.home, &s->old, error)) != ASSAY_OK)
		return status;
	if (s->old->metadata[0] == '\0')
		return error_say(
		        error, ASSAY_E_USAGE,
		        "this device has no root yet: give it the authority's with "
		        "`assay trust root FILE`, from a hand you trust",
		        "本设备还没有根文件：请从可信的人手中取得，"
		        "并用 `assay trust root 文件` 导入");
	if ((status = store_lock(s->how.home, &s->lock, error)) != ASSAY_OK)
		return status;
	/* as it stands under the lock */
	set_free(s->old);
	s->old = NULL;
	if ((status = set_read(s->how.home, &s->old, error)) != ASSAY_OK ||
	    (status = state_read(s->how.home, &s->state, error)) != ASSAY_OK)
		return status;
	status = set_registry(s->how.home, s->old, &s->before, error);
	if (status == ASSAY_E_FORMAT) { /* damaged: this update brings it anew */
		struct set none = { .has_registry = false };

		error_none(error);
		status = set_registry(s->how.home, &none, &s->before, error);
	}
	if (status != ASSAY_OK)
		return status;
	if (s->how.device_key != NULL &&
	    (status = secret_open(s->how.device_key, s->how.passphrase, &s->device,
	                          error)) != ASSAY_OK)
		return status;
	s->new->t_floor = s->old->t_floor;
	s->now = s->how.now;
	/* a clock that is behind what is proven stands still: the proven time is now */
	if (!s->how.as_of && s->now < s->old->t_floor)
		s->now = s->old->t_floor;
	if (!s->how.as_of && s->now < s->state->t_floor)
		s->now = s->state->t_floor;
	if (!s->how.as_of && s->now < RELEASE_TIME)
		s->now = RELEASE_TIME;
	randombytes_buf(random, sizeof random);
	sodium_bin2hex(hex, sizeof hex, random, sizeof random);
	snprintf(s->new->metadata, sizeof s->new->metadata, "m-%s", hex);
	s->folder = set_path(s->how.home, s->new->metadata);
	s->lists = set_path(s->how.home, SET_LISTS);
	s->base = tuf_url(s->how.source, "targets/");
	if (s->folder == NULL || s->lists == NULL || s->base == NULL)
		return error_nomem(error);
	clean(s, s->old);
	if ((status = copy_metadata(s)) != ASSAY_OK ||
	    (status = store_folder(s->lists, 0700, error)) != ASSAY_OK)
		return status;
	{
		static const char *const folders[] = { SET_REGISTRIES, SET_DATA };

		for (size_t i = 0; i < 2 && status == ASSAY_OK; i++) {
			char *folder = set_path(s->how.home, folders[i]);

			status = folder == NULL ? error_nomem(error)
			                        : store_folder(folder, 0700, error);
			free(folder);
		}
	}
	return status;
}

static enum assay_status
bring(struct sync *s)
{
	char *url = tuf_url(s->how.source, "metadata/");
	struct tuf_options options = {
		.folder = s->folder,
		.metadata_url = url,
		.now = s->now,
		.fetch = fetch_whole,
		.fetch_data = s,
		.strict_keyids = true,
	};
	const struct pins *issuers;
	enum assay_status status;

	if (url == NULL)
		return error_nomem(s->error);
	if ((status = tuf_open(&options, &s->tuf, s->error)) != ASSAY_OK ||
	    (status = tuf_refresh(s->tuf, s->error)) != ASSAY_OK ||
	    (status = take_registry(s)) != ASSAY_OK)
		goto out;
	tell_registry(s);
	if ((status = take_data(s)) != ASSAY_OK)
		goto out;
	issuers = s->registry.issuers;
	for (size_t i = 0; i < issuers->n_issuers; i++) {
		if ((status = take_issuer(s, &issuers->issuers[i])) != ASSAY_OK)
			goto out;
	}
	for (size_t i = 0; i < s->old->n_lists; i++) {
		const struct state_list *gone = &s->old->lists[i].about;
		char hex[33];

		sodium_bin2hex(hex, sizeof hex, gone->list_id, 16);
		if (set_find(s->new, gone->list_id) == NULL)
			tell(s, "withdrawn: list %.8s of %s",
			     "已撤回：%2$s 的清单 %1$.8s", hex, gone->issuer);
	}
	for (size_t i = 0; i < s->old->n_data; i++)
		if (set_find_data(s->new, s->old->data[i].about.name) == NULL)
			tell(s, "withdrawn: %s", "已撤回：%s",
			     s->old->data[i].about.name);
out:
	tuf_close(s->tuf);
	s->tuf = NULL;
	free(url);
	return status;
}

enum assay_status
assay_sync(const struct assay_sync *how, struct assay_error *error)
{
	struct assay_error spare;
	struct sync s = { .lock = -1, .error = error != NULL ? error : &spare };
	enum assay_status status = begin(&s, how);

	if (status == ASSAY_OK)
		status = bring(&s);
	if (is_stopped(&s))
		status = stopped(&s);
	if (status == ASSAY_OK)
		status = set_write(s.how.home, s.new, s.error);
	if (status == ASSAY_OK) {
		clean(&s, s.new);
		clean_pool(&s, s.new);
		tell(&s, "the update is in place: %zu list(s), %zu maker(s)",
		     "更新已完成：%zu 份清单，%zu 家厂商", s.new->n_lists,
		     s.registry.issuers->n_issuers);
	} else if (s.folder != NULL && s.old != NULL &&
	           strcmp(s.new->metadata, s.old->metadata) != 0) {
		int saved = errno;

		remove_folder(s.folder);
		errno = saved;
	}
	tuf_close(s.tuf);
	secret_close(s.device);
	registry_clear(&s.before);
	registry_clear(&s.registry);
	pins_free(s.pins);
	state_free(s.state);
	set_free(s.old);
	set_free(s.new);
	free(s.folder);
	free(s.base);
	free(s.lists);
	if (s.lock >= 0)
		close(s.lock);
	return status;
}

enum assay_status
assay_trust_root(const char *home, const char *root_file, char fingerprint[65],
                 struct assay_error *error)
{
	struct set *set = NULL;
	enum assay_status status;
	uint8_t *bytes = NULL, hash[32], random[8];
	char *folder = NULL, hex[17];
	int lock = -1;
	size_t len;

	if (sodium_init() < 0)
		return error_nomem(error);
	if ((status = store_read(root_file, TUF_ROOT_MAX, &bytes, &len, NULL, error)) !=
	            ASSAY_OK ||
	    (status = store_folder(home, 0700, error)) != ASSAY_OK ||
	    (status = store_lock(home, &lock, error)) != ASSAY_OK ||
	    (status = set_read(home, &set, error)) != ASSAY_OK)
		goto out;
	if (set->metadata[0] != '\0') {
		status = error_say(
		        error, ASSAY_E_USAGE,
		        "this device has a root already, and newer ones come by "
		        "themselves; to begin anew, remove its folder %s",
		        "本设备已有根文件，新版本会自动更新；若要重新开始，"
		        "请删除其 %s 文件夹",
		        SET_FOLDER);
		goto out;
	}
	randombytes_buf(random, sizeof random);
	sodium_bin2hex(hex, sizeof hex, random, sizeof random);
	snprintf(set->metadata, sizeof set->metadata, "m-%s", hex);
	if ((folder = set_path(home, set->metadata)) == NULL) {
		status = error_nomem(error);
		goto out;
	}
	if ((status = tuf_init(folder, (struct assay_bytes){ bytes, len }, error)) ==
	    ASSAY_OK)
		status = set_write(home, set, error);
	if (status == ASSAY_OK && fingerprint != NULL) {
		crypto_hash_sha256(hash, bytes, len);
		sodium_bin2hex(fingerprint, 65, hash, sizeof hash);
	}
out:
	set_free(set);
	free(bytes);
	free(folder);
	if (lock >= 0)
		close(lock);
	return status;
}
