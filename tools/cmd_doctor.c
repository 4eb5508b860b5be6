/* cmd_doctor.c - assay doctor: what this machine offers, and what is missing
 *
 * Exit status 0: photos can be read and judged here; 2: something needed is missing. */
#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "assay-plugin.h"
#include "text.h"
#include "tool.h"
#include "worker.h"

static void
row(const struct text *t, bool good, const char *key, const char *value)
{
	char line[4200];

	snprintf(line, sizeof line, "%s %s", good ? "✔" : "✖", value);
	text_field(t, key, line);
}

int
cmd_doctor(int argc, char **argv)
{
	static const struct option options[] = { { "home", required_argument, NULL, 'h' },
		{ "plugins", required_argument, NULL, 'p' }, { NULL, 0, NULL, 0 } };
	struct context_options o = { .no_home = true };
	struct text t = { .out = stdout, .lang = ASSAY_EN };
	struct worker_confinement confined;
	const struct assay_plugin *p;
	const char *home = NULL;
	char line[4096], *name, *folder;
	size_t plugins = 0, rules = 0;
	bool ready = true;
	struct assay *a;
	struct stat st;
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (c == 'h')
			home = optarg;
		else if (c == 'p')
			o.plugins = optarg;
		else
			return EXIT_FAILED;
	printf("assay %s\n", assay_version());

	folder = home != NULL ? strdup(home) : home_default();
	name = shown(folder == NULL ? "" : folder);
	if (folder != NULL && stat(folder, &st) == 0 && S_ISDIR(st.st_mode)) {
		o.home = folder;
		o.no_home = false;
		row(&t, true, "home", name);
	} else {
		snprintf(line, sizeof line,
			"%.3000s is not there: nobody is trusted until `assay trust pin --home DIR`",
			name);
		row(&t, false, "home", line);
	}
	free(name);

	if ((a = context_open(&o)) == NULL)
		ready = false;
	for (; a != NULL && (p = assay_plugin_at(a, plugins)) != NULL; plugins++)
		rules += p->n_rules;
#ifdef ENABLE_PLUGINS
	name = o.plugins != NULL ? strdup(o.plugins) : plugins_default();
#else
	name = strdup("this program itself (builtin.def)");
#endif
	snprintf(line, sizeof line, "%zu with %zu rules from %.3000s", plugins, rules,
		name == NULL ? "" : name);
	row(&t, plugins > 0, "plugins", line);
	ready = ready && plugins > 0;
	free(name);
	assay_free(a);
	free(folder);

	worker_confinement(&confined);
	row(&t, confined.seccomp, "seccomp",
		confined.seccomp ? "system calls of readers are filtered"
				 : "not in this kernel: photos cannot be read confined");
	ready = ready && confined.seccomp;
	snprintf(line, sizeof line, "ABI %d: readers reach no file", confined.landlock);
	row(&t, confined.landlock > 0, "landlock",
		confined.landlock > 0 ? line : "not in this kernel; the filter alone keeps files away");
	snprintf(line, sizeof line, "%zu MiB a reader", WORKER_MEMORY_MAX >> 20);
	row(&t, confined.memory, "memory",
		confined.memory ? line : "no limit: this program was built with sanitizers");
	snprintf(line, sizeof line, "%ld", sysconf(_SC_NPROCESSORS_ONLN));
	row(&t, true, "cores", line);
#ifdef HAVE_HEIF
	row(&t, true, "HEIC", "photos are read with libheif");
#else
	row(&t, false, "HEIC", "built without libheif: convert such photos to JPEG");
#endif
	row(&t, true, "language", choose_lang(NULL) == ASSAY_ZH ? "zh" : "en");
	return finish(ready ? EXIT_YES : EXIT_FAILED);
}
