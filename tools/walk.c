/* walk.c - which files a command line names: photos, and folders of photos
 *
 * A name given outright is taken as it is; reading it says what is wrong with it.
 * Below a folder a link to a file is a file, a link to a folder is not entered. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tool.h"
#include "walk.h"

static bool
ends_with(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n >= m && strcmp(name + n - m, end) == 0;
}

static bool
keep(struct walk *w, const char *path)
{
	if (w->n == WALK_PHOTOS_MAX) {
		complain("more than %zu photos; scan the folders one by one",
		         WALK_PHOTOS_MAX);
		return false;
	}
	if (w->n == w->room) {
		size_t room = w->room == 0 ? 64 : w->room * 2;
		char **grown = realloc(w->paths, room * sizeof *grown);

		if (grown == NULL) {
			complain("out of memory");
			return false;
		}
		w->paths = grown;
		w->room = room;
	}
	if ((w->paths[w->n] = strdup(path)) == NULL) {
		complain("out of memory");
		return false;
	}
	w->n++;
	return true;
}

static void
refuse(struct walk *w, const char *path, const char *why)
{
	char *name = shown(path);

	complain("cannot read the folder %s: %s; its photos are left out", name, why);
	free(name);
	w->refused = true;
}

static bool
enter(struct walk *w, const char *folder, unsigned depth)
{
	bool going = true, slash = ends_with(folder, "/");
	struct dirent *entry;
	DIR *dir;

	if (depth == WALK_DEPTH_MAX) {
		refuse(w, folder, in_words("too many folders in folders"));
		return true;
	}
	if ((dir = opendir(folder)) == NULL) {
		refuse(w, folder, error_why(errno));
		return true;
	}
	while (going && (errno = 0, entry = readdir(dir)) != NULL) {
		size_t room = strlen(folder) + strlen(entry->d_name) + 2;
		struct stat st, link;
		char *path;

		if (entry->d_name[0] == '.' || ends_with(entry->d_name, ".label"))
			continue;
		if ((path = malloc(room)) == NULL) {
			complain("out of memory");
			going = false;
			break;
		}
		snprintf(path, room, "%s%s%s", folder, slash ? "" : "/", entry->d_name);
		if (lstat(path, &link) != 0 || stat(path, &st) != 0)
			going = keep(w, path); /* reading it says why */
		else if (S_ISDIR(link.st_mode))
			going = enter(w, path, depth + 1);
		else if (S_ISREG(st.st_mode))
			going = keep(w, path);
		free(path);
	}
	if (going && errno != 0)
		refuse(w, folder, error_why(errno));
	closedir(dir);
	return going;
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A side file beside its photo, as "photos/" and an asterisk name both. */
static bool
is_beside(const char *path)
{
	char photo[4096];
	struct stat st;
	const size_t len = strlen(path) - strlen(".label");

	if (!ends_with(path, ".label") || len >= sizeof photo)
		return false;
	memcpy(photo, path, len);
	photo[len] = '\0';
	return stat(photo, &st) == 0 && S_ISREG(st.st_mode);
}

bool
walk_add(struct walk *w, const char *path)
{
	size_t first = w->n;
	struct stat st;

	if (is_beside(path))
		return true;
	if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
		return keep(w, path);
	if (!enter(w, path, 0))
		return false;
	if (w->n > first)
		qsort(w->paths + first, w->n - first, sizeof *w->paths, by_bytes);
	return true;
}

void
walk_clear(struct walk *w)
{
	for (size_t i = 0; i < w->n; i++)
		free(w->paths[i]);
	free(w->paths);
	*w = (struct walk){ 0 };
}
