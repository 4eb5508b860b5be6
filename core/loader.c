/* loader.c - plugins from a folder; the only user of libltdl
 *
 * libltdl is not safe for threads by its own manual, so one mutex guards every
 * call: the only mutable global of the library.  Nothing is searched for: a name
 * is opened in the folder given and nowhere else, in sorted order. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin.h"

#ifdef ENABLE_PLUGINS

#include <ltdl.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define PATH_ROOM 4096

struct loader {
	lt_dlhandle handles[PLUGINS_MAX];
	size_t n;
};

/* The module's name of a file "NAME.la" or "NAME.so" into name; false: not one. */
static bool
module_name(const char *file, char *name, size_t size)
{
	size_t len = strlen(file);

	if (len < 4 || len - 3 >= size || file[0] == '.'
		|| (strcmp(file + len - 3, ".la") != 0 && strcmp(file + len - 3, ".so") != 0))
		return false;
	memcpy(name, file, len - 3);
	name[len - 3] = '\0';
	return true;
}

static int
by_text(const void *x, const void *y)
{
	return strcmp(x, y);
}

typedef char module[64];

static void
load(struct assay *a, const char *dir, const char *name)
{
	char path[PATH_ROOM];
	const struct assay_plugin *plugin;
	lt_dlhandle handle;
	int n = snprintf(path, sizeof path, "%s/%s", dir, name);

	if (n < 0 || (size_t)n >= sizeof path) {
		context_log(a, ASSAY_LOG_ERROR, "plugin %s refused: its path is too long", name);
		return;
	}
	if ((handle = lt_dlopenext(path)) == NULL) {
		context_log(a, ASSAY_LOG_ERROR, "plugin %s refused: it does not load (%s)", path,
			lt_dlerror());
		return;
	}
	if ((plugin = lt_dlsym(handle, "assay_plugin")) == NULL) {
		context_log(a, ASSAY_LOG_ERROR,
			"plugin %s refused: it has no symbol %s_LTX_assay_plugin", path, name);
		lt_dlclose(handle);
		return;
	}
	if (a->loader->n == PLUGINS_MAX || plugin_add(a, plugin, name, path) != ASSAY_OK) {
		lt_dlclose(handle);
		return;
	}
	a->loader->handles[a->loader->n++] = handle;
}

enum assay_status
loader_open(struct assay *a, const char *dir)
{
	module *names = NULL;
	size_t n = 0, room = 0;
	enum assay_status status = ASSAY_OK;
	struct dirent *entry;
	DIR *d;

	if (dir[0] != '/') {
		context_log(a, ASSAY_LOG_ERROR, "plugin folder %s: not an absolute path", dir);
		return ASSAY_E_USAGE;
	}
	if ((d = opendir(dir)) == NULL) {
		context_log(a, ASSAY_LOG_ERROR, "plugin folder %s: %s", dir, strerror(errno));
		return ASSAY_E_IO;
	}
	while ((entry = readdir(d)) != NULL && n < 4 * PLUGINS_MAX) {
		module name;

		if (!module_name(entry->d_name, name, sizeof name))
			continue;
		if (n == room) {
			module *grown = realloc(names, (room + 32) * sizeof *grown);

			if (grown == NULL) {
				status = ASSAY_E_NOMEM;
				break;
			}
			names = grown;
			room += 32;
		}
		memcpy(names[n++], name, sizeof name);
	}
	closedir(d);
	if (status == ASSAY_OK && (a->loader = calloc(1, sizeof *a->loader)) == NULL)
		status = ASSAY_E_NOMEM;
	if (status == ASSAY_OK && n > 0) {
		qsort(names, n, sizeof *names, by_text);
		pthread_mutex_lock(&lock);
		lt_dlinit();
		for (size_t i = 0; i < n; i++)
			if (i == 0 || strcmp(names[i - 1], names[i]) != 0)
				load(a, dir, names[i]);
		pthread_mutex_unlock(&lock);
	}
	free(names);
	return status;
}

void
loader_close(struct loader *l)
{
	if (l == NULL)
		return;
	pthread_mutex_lock(&lock);
	for (size_t i = 0; i < l->n; i++)
		lt_dlclose(l->handles[i]);
	pthread_mutex_unlock(&lock);
	free(l);
}

#else

enum assay_status
loader_open(struct assay *a, const char *dir)
{
	context_log(a, ASSAY_LOG_ERROR,
		"plugin folder %s: this library was built without loading of plugins", dir);
	return ASSAY_E_USAGE;
}

void
loader_close(struct loader *l)
{
	(void)l;
}

#endif
