/* cmd_doctor.c - assay doctor: what this machine offers, and what is missing
 *
 * Exit status 0: photos can be read and judged here; 2: something needed is missing, or a
 * list of the home is damaged. */
#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "assay-country.h"
#include "assay-gs1prefix.h"
#include "assay-link.h"
#include "assay-plugin.h"
#include "text.h"
#include "tool.h"
#include "worker.h"

__attribute__((format_arg(2), format_arg(3))) static const char *
say(const struct text *t, const char *en, const char *zh)
{
	return t->lang == ASSAY_ZH ? zh : en;
}

static void
row(const struct text *t, bool good, const char *key, const char *value)
{
	char line[4200];

	snprintf(line, sizeof line, "%s %s", good ? "✔" : "✖", value);
	text_field(t, key, line);
}

static void
show_damage(void *data, const char *en, const char *zh)
{
	const struct text *t = data;

	row(t, false, say(t, "list", "清单"), t->lang == ASSAY_ZH ? zh : en);
}

/* Every page of every list of the home; false: something does not hold. */
static bool
check_home(const struct text *t, const struct assay *a)
{
	struct assay_home_facts facts = { .size = sizeof facts };
	char line[200];

	if (assay_home_check(a, show_damage, (void *)(uintptr_t)t, &facts) != ASSAY_OK)
		return false;
	if (facts.damaged == 0)
		snprintf(line, sizeof line,
		         say(t, "%zu, with %zu overlays: every page holds",
		             "%zu 份，另有增量 %zu 份：每页均完好"),
		         facts.lists, facts.overlays);
	else
		snprintf(line, sizeof line,
		         say(t, "%zu of %zu cannot be used: what they cover is UNKNOWN",
		             "%zu 份不能使用（共 %zu 份）：其涵盖的商品无法判断"),
		         facts.damaged, facts.lists);
	row(t, facts.damaged == 0, say(t, "lists", "清单"), line);
	return facts.damaged == 0;
}

/* Which version of which table judges here: those built in, and what is signed beside. */
static void
show_tables(const struct text *t, const struct assay *a)
{
	static const struct {
		const char *kind, *dated;
	} compiled[] = { { "gs1-prefixes", ASSAY_GS1_PREFIXES_AS_OF },
		         { "public-suffixes", ASSAY_SUFFIXES_AS_OF },
		         { "countries", ASSAY_COUNTRIES_AS_OF } };
	struct assay_data_facts f = { .size = sizeof f };
	char line[1200];

	for (size_t i = 0; i < sizeof compiled / sizeof *compiled; i++) {
		struct assay_date d = { 0, 0, 0 };
		bool newer = false;

		for (size_t n = 0; a != NULL && assay_data_at(a, n, &f) && !newer; n++)
			newer = strcmp(f.kind, compiled[i].kind) == 0 && f.dated != ASSAY_NO_DAY &&
			        f.dated > assay_day_of(assay_str(compiled[i].dated));
		if (newer)
			d = assay_date_of(f.dated);
		if (!newer)
			snprintf(line, sizeof line, say(t, "%s of %s, built in", "%s，%s，内置"),
			         compiled[i].kind, compiled[i].dated);
		else
			snprintf(line, sizeof line,
			         say(t, "%s of %04d-%02d-%02d, signed data",
			             "%s，%04d-%02d-%02d，签名数据"),
			         compiled[i].kind, (int)d.year, (int)d.month, (int)d.day);
		row(t, true, i == 0 ? say(t, "tables", "数据表") : "", line);
	}
	for (size_t n = 0; a != NULL && assay_data_at(a, n, &f); n++) {
		struct assay_date d = assay_date_of(assay_day_at(f.issued_at));

		snprintf(line, sizeof line,
		         say(t, "%s%s%s, version %llu of %04d-%02d-%02d%s",
		             "%s%s%s，版本 %llu，%04d-%02d-%02d%s"),
		         f.kind, f.profile ? " " : "", f.profile ? f.trusted_by : "",
		         (unsigned long long)f.version, (int)d.year, (int)d.month, (int)d.day,
		         f.synced ? say(t, ", by sync", "，由 sync 取得") : "");
		row(t, true, n == 0 ? say(t, "signed", "签名数据") : "", line);
	}
}

int
cmd_doctor(int argc, char **argv)
{
	static const struct option options[] = { { "home", required_argument, NULL, 'h' },
		                                 { "plugins", required_argument, NULL,
		                                   'p' },
		                                 { "lang", required_argument, NULL, 'l' },
		                                 { NULL, 0, NULL, 0 } };
	struct context_options o = { .no_home = true };
	struct text t = { .out = stdout, .lang = choose_lang(NULL) };
	struct worker_confinement confined;
	const struct assay_plugin *p;
	const char *home = NULL;
	char line[4096], *name, *folder;
	size_t plugins = 0, rules = 0;
	bool ready = true;
	struct assay *a;
	struct stat st;
	int c;

	while ((c = next_option(argc, argv, options)) != -1)
		if (c == 'h')
			home = optarg;
		else if (c == 'p')
			o.plugins = optarg;
		else if (c != 'l' || !parse_lang(optarg, &t.lang))
			return EXIT_FAILED;
	printf("assay %s\n", assay_version());

	folder = home != NULL ? strdup(home) : home_default();
	name = shown(folder == NULL ? "" : folder);
	if (folder != NULL && stat(folder, &st) == 0 && S_ISDIR(st.st_mode)) {
		o.home = folder;
		o.no_home = false;
		row(&t, true, say(&t, "home", "信任"), name);
	} else {
		snprintf(line, sizeof line,
		         say(&t,
		             "%.3000s is not there: nobody is trusted until `assay trust "
		             "pin --home DIR`",
		             "没有 %.3000s：在 `assay trust pin --home DIR` "
		             "之前不信任任何签发者"),
		         name);
		row(&t, false, say(&t, "home", "信任"), line);
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
	snprintf(line, sizeof line,
	         say(&t, "%zu with %zu rules from %.3000s",
	             "%zu 个，共 %zu 条规则，来自 %.3000s"),
	         plugins, rules, name == NULL ? "" : name);
	row(&t, plugins > 0, say(&t, "plugins", "插件"), line);
	ready = ready && plugins > 0;
	free(name);
	if (a != NULL && !o.no_home)
		ready = check_home(&t, a) && ready;
	show_tables(&t, a);
	assay_free(a);
	free(folder);

	worker_confinement(&confined);
	row(&t, confined.seccomp, "seccomp",
	    confined.seccomp
	            ? say(&t, "system calls of readers are filtered",
	                  "识读程序的系统调用已过滤")
	            : say(&t, "not in this kernel: photos cannot be read confined",
	                  "内核不支持：无法隔离识读照片"));
	ready = ready && confined.seccomp;
	snprintf(line, sizeof line,
	         say(&t, "ABI %d: readers reach no file", "ABI %d：识读程序无法访问文件"),
	         confined.landlock);
	row(&t, confined.landlock > 0, "landlock",
	    confined.landlock > 0
	            ? line
	            : say(&t, "not in this kernel; the filter alone keeps files away",
	                  "内核不支持；仅由系统调用过滤阻止访问文件"));
	snprintf(line, sizeof line, say(&t, "%zu MiB a reader", "每个识读程序 %zu MiB"),
	         WORKER_MEMORY_MAX >> 20);
	row(&t, confined.memory, say(&t, "memory", "内存"),
	    confined.memory ? line
	                    : say(&t, "no limit: this program was built with sanitizers",
	                          "无限制：本程序以 sanitizer 编译"));
	snprintf(line, sizeof line, "%ld", sysconf(_SC_NPROCESSORS_ONLN));
	row(&t, true, say(&t, "cores", "处理器核"), line);
#ifdef HAVE_HEIF
	row(&t, true, "HEIC",
	    say(&t, "photos are read with libheif", "照片由 libheif 解码"));
#else
	row(&t, false, "HEIC",
	    say(&t, "built without libheif: convert such photos to JPEG",
	        "编译时没有 libheif：请将此类照片转换为 JPEG"));
#endif
	row(&t, true, say(&t, "language", "语言"),
	    choose_lang(NULL) == ASSAY_ZH ? "zh" : "en");
	return finish(ready ? EXIT_YES : EXIT_FAILED);
}
