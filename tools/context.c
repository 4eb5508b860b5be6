/* context.c - how every command opens the library: which plugins, which home
 *
 * No environment variable chooses either.  Plugins come from --plugins, else from
 * the build folder the program lies in, else from where `make install` put them.
 * The build folder is known by a stamp that only the build writes. */
#include "config.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "assay-plugin.h"
#include "tool.h"

#define STAMP "/plugins/.assay-build"

#ifndef ENABLE_PLUGINS
/* Without dlopen the plugins of builtin.def are linked in. */
#	define PLUGIN(name) extern const struct assay_plugin name##_LTX_assay_plugin;
#	include "builtin.def"
#	undef PLUGIN
static const struct assay_plugin *const builtin[] = {
#	define PLUGIN(name) &name##_LTX_assay_plugin,
#	include "builtin.def"
#	undef PLUGIN
	NULL
};
#endif

static char *
joined(const char *a, const char *b)
{
	size_t room = strlen(a) + strlen(b) + 1;
	char *out = malloc(room);

	if (out != NULL)
		snprintf(out, room, "%s%s", a, b);
	return out;
}

/* The folder this program lies in; libtool keeps programs in .libs below it. */
static char *
own_folder(void)
{
	char path[4096], *slash;
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);

	if (n <= 0)
		return NULL;
	path[n] = '\0';
	if ((slash = strrchr(path, '/')) == NULL)
		return NULL;
	*slash = '\0';
	if ((slash = strrchr(path, '/')) != NULL && strcmp(slash, "/.libs") == 0)
		*slash = '\0';
	return strdup(path);
}

char *
plugins_default(void)
{
	char *folder = own_folder(), *stamp, *out = NULL;

	if (folder != NULL && (stamp = joined(folder, STAMP)) != NULL) {
		if (access(stamp, F_OK) == 0)
			out = joined(folder, "/plugins");
		free(stamp);
	}
	free(folder);
	return out != NULL ? out : strdup(PKGLIBDIR);
}

char *
home_default(void)
{
	const struct passwd *user = getpwuid(getuid());

	if (user == NULL || user->pw_dir == NULL || user->pw_dir[0] != '/')
		return NULL;
	return joined(user->pw_dir, "/.local/share/assay");
}

static bool
is_folder(const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return false;
	if (!S_ISDIR(st.st_mode)) {
		errno = ENOTDIR;
		return false;
	}
	return true;
}

static void
say(void *data, enum assay_log level, const char *line)
{
	size_t *errors = data;

	if (level != ASSAY_LOG_ERROR)
		return;
	++*errors;
	complain("%s", line);
}

struct assay *
context_open(const struct context_options *o)
{
	static size_t errors; /* the log may still be called while the context lives */
	struct assay_options options = { .size = sizeof options,
		                         .log = say,
		                         .log_data = &errors,
		                         .lang = spoken_lang() };
	char *home = NULL, *plugins = NULL, *name;
	struct assay *a = NULL;
	enum assay_status status;

	if (!o->no_home) {
		if (o->home == NULL)
			home = home_default();
		if (o->home != NULL && !is_folder(o->home)) {
			name = shown(o->home);
			complain("cannot open the home folder %s: %s; `assay trust pin` "
			         "makes one",
			         name, error_why(errno));
			free(name);
			return NULL;
		}
		if (o->home != NULL)
			options.home = o->home;
		else if (home != NULL && is_folder(home))
			options.home = home;
	}
	errors = 0;
	if (!o->no_plugins) {
#ifdef ENABLE_PLUGINS
		if (o->plugins == NULL) {
			plugins = plugins_default();
			if (o->any_plugins && plugins != NULL && !is_folder(plugins)) {
				free(plugins);
				plugins = NULL;
			} else if (plugins == NULL || !is_folder(plugins)) {
				complain("there is no plugin folder %s; install assay, "
				         "or name "
				         "one with --plugins",
				         plugins == NULL ? "" : plugins);
				free(plugins);
				free(home);
				return NULL;
			}
		} else if ((plugins = realpath(o->plugins, NULL)) == NULL ||
		           !is_folder(plugins)) {
			name = shown(o->plugins);
			complain("cannot open the plugin folder %s: %s", name,
			         error_why(errno));
			free(name);
			free(plugins);
			free(home);
			return NULL;
		}
		options.plugin_dir = plugins;
#else
		options.builtin = builtin;
		if (o->plugins != NULL) {
			complain("--plugins: this program was built without loading; its "
			         "plugins are compiled in");
			free(home);
			return NULL;
		}
#endif
	}
	status = assay_new(&options, &a);
	if (status != ASSAY_OK) {
		if (errors == 0)
			complain("cannot start: %s", in_words(assay_status_text(status)));
		a = NULL;
	} else if (!o->no_home && options.home == NULL && !o->quiet_home) {
		complain("there is no home folder %s, so nobody is trusted; "
		         "`assay trust pin` makes one, --home names another",
		         home == NULL ? "of this user" : home);
	}
	free(plugins);
	free(home);
	return a;
}
