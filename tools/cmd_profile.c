/* cmd_profile.c - assay profile|data build|check|show|install: signed tables */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "args.h"
#include "assay-check.h"
#include "tool.h"

#define SIGNED_USAGE(what, file)                                                         \
	"build SHEET.csv -o " file " --key FILE\n"                                       \
	"                        [--previous " file "]\n"                                \
	"                        [--passphrase | --passphrase-fd N] [--as-of TIME]\n"    \
	"       assay " what " check|show " file " [--home DIR | --key FILE.pub]\n"      \
	"       assay " what " install " file " [--home DIR]\n"                          \
	"       each takes --lang en|zh"

const char profile_usage[] = SIGNED_USAGE("profile", "FILE.apf");
const char data_usage[] = SIGNED_USAGE("data", "FILE.adp");

struct day {
	char text[16];
};

static struct day
day_of(int32_t day)
{
	struct day out = { "-" };
	struct assay_date d;

	if (day != ASSAY_NO_DAY) {
		d = assay_date_of(day);
		snprintf(out.text, sizeof out.text, "%04u-%02u-%02u", (unsigned)d.year % 10000,
		         (unsigned)d.month % 100, (unsigned)d.day % 100);
	}
	return out;
}

static void
show_fault(void *data, const char *line)
{
	(void)data;
	fprintf(stderr, "%s\n", line);
}

/* What it is, in one or two lines. */
static void
show_facts(const char *path, const struct assay_data_facts *f, bool zh)
{
	char *name = shown(path);

	printf(zh ? "%s：%s%s%s，版本 %llu，签发于 %s，有效至 %s\n"
	          : "%s: %s%s%s, version %llu of %s, valid until %s\n",
	       name, f->profile ? (zh ? "厂商档案" : "profile") : (zh ? "数据包 " : "data pack "),
	       f->profile ? " " : f->kind, f->profile ? f->title : "",
	       (unsigned long long)f->version, day_of(assay_day_at(f->issued_at)).text,
	       day_of(assay_day_at(f->expires_at)).text);
	printf(zh ? "  %zu 个表，共 %llu 行" : "  %zu table(s) with %llu row(s)", f->tables,
	       (unsigned long long)f->rows);
	if (f->unknown > 0)
		printf(zh ? "；更新的程序写入的 %zu 项已略过" : "; %zu field(s) of a newer program passed over",
		       f->unknown);
	putchar('\n');
	if (!f->profile)
		printf(zh ? "  来源 %s，数据日期 %s\n" : "  source %s, data of %s\n", f->source,
		       day_of(f->dated).text);
	if (f->complete_until > 0)
		printf(zh ? "  声称截至 %s 完整：此前所发而不在其中者为不符\n"
		          : "  claims to be complete until %s: what was given out before and is "
		            "absent contradicts it\n",
		       day_of(assay_day_at(f->complete_until)).text);
	free(name);
}

static void
show_trust(const struct assay_data_facts *f, bool zh)
{
	printf(zh ? "  签名" : "  signed by");
	for (size_t i = 0; i < f->n_signatures && i < 8; i++)
		printf(" %s", f->key_ids[i]);
	if (f->compromised)
		puts(zh ? "：密钥已泄露，不再支持任何结论" : ": the key was stolen, it supports nothing");
	else if (!f->trusted)
		puts(zh ? "：此处无人信任该密钥" : ": nobody trusts this key here");
	else if (f->trusted_by[0] != '\0')
		printf(zh ? "：%s，可信\n" : ": %s, trusted\n", f->trusted_by);
	else
		puts(zh ? "：即所给的密钥" : ": the key given");
}

static int
build(bool profile, int argc, char **argv)
{
	const char *file = NULL, *out = NULL, *key = NULL, *previous = NULL, *fd = NULL,
		   *as_of = NULL, *lang = NULL;
	bool ask = false, zh;
	const struct arg args[] = {
		{ "-o", &out, NULL, NULL },
		{ "--key", &key, NULL, NULL },
		{ "--previous", &previous, NULL, NULL },
		{ "--passphrase-fd", &fd, NULL, NULL },
		{ "--passphrase", NULL, &ask, NULL },
		{ "--as-of", &as_of, NULL, NULL },
		{ "--lang", &lang, NULL, NULL },
		{ NULL, NULL, NULL, NULL },
	};
	struct assay_data_facts facts = { .size = sizeof facts };
	struct assay_error error = { "", "" };
	struct assay_data_build b = { .size = sizeof b };
	enum assay_status status;
	char *passphrase = NULL;

	if (!args_take(argc, argv, args, &file, 1, 1) || !args_lang(lang, &zh))
		return EXIT_FAILED;
	b.issued_at = (int64_t)time(NULL);
	if (as_of != NULL && !parse_time(as_of, &b.issued_at)) {
		complain("%s: '%s' is no time; write 2026-11-20 or 2026-11-20T08:00:00Z",
		         "--as-of", as_of);
		return EXIT_FAILED;
	}
	if (out == NULL || key == NULL) {
		complain(zh ? "用 -o 指明写入哪个文件，用 --key 指明签名密钥"
		            : "say with -o which file to write, and with --key which key signs");
		return EXIT_FAILED;
	}
	if ((ask || fd != NULL) && (passphrase = passphrase_read(fd, false, zh)) == NULL)
		return EXIT_FAILED;
	b.csv = file;
	b.out = out;
	b.key_file = key;
	b.previous = previous;
	b.passphrase = passphrase;
	b.fault = show_fault;
	b.lang = zh ? ASSAY_ZH : ASSAY_EN;
	b.profile = profile;
	status = assay_data_build(&b, &facts, &error);
	passphrase_free(passphrase);
	if (status != ASSAY_OK)
		return args_failed(status, &error, zh);
	show_facts(out, &facts, zh);
	return finish(EXIT_YES);
}

static void
show_table(void *data, const struct assay_rows *table)
{
	(void)data;
	printf("[%s]\n", table->name);
	for (size_t i = 0; i < table->n_columns; i++) {
		char *name = shown(table->columns[i]);

		printf("%s%s", i == 0 ? "" : ",", name);
		free(name);
	}
	putchar('\n');
	for (size_t row = 0; row < table->n_rows; row++) {
		for (size_t i = 0; i < table->n_columns; i++) {
			char *cell = shown(table->cells[row * table->n_columns + i]);
			bool quote = strpbrk(cell, ",;\"\t") != NULL;

			fputs(i == 0 ? "" : ",", stdout);
			if (quote)
				putchar('"');
			for (const char *c = cell; *c != '\0'; c++) {
				if (*c == '"')
					putchar('"');
				putchar(*c);
			}
			if (quote)
				putchar('"');
			free(cell);
		}
		putchar('\n');
	}
}

static int
check(bool profile, bool show, int argc, char **argv)
{
	const char *file = NULL, *home = NULL, *key = NULL, *lang = NULL;
	const struct arg args[] = {
		{ "--home", &home, NULL, NULL },
		{ "--key", &key, NULL, NULL },
		{ "--lang", &lang, NULL, NULL },
		{ NULL, NULL, NULL, NULL },
	};
	struct context_options o = { .no_plugins = true, .quiet_home = true };
	struct assay_data_facts facts = { .size = sizeof facts };
	struct assay_key_facts own = { .size = sizeof own };
	struct assay_error error = { "", "" };
	enum assay_status status;
	struct assay *a = NULL;
	bool zh;

	if (!args_take(argc, argv, args, &file, 1, 1) || !args_lang(lang, &zh))
		return EXIT_FAILED;
	if (key != NULL && (status = assay_key_facts(key, &own, &error)) != ASSAY_OK)
		return args_failed(status, &error, zh);
	o.home = home;
	if (key == NULL && (a = context_open(&o)) == NULL)
		return EXIT_FAILED;
	status = assay_data_check(a, file, key != NULL ? own.public_key : NULL, &facts,
	                          show ? show_table : NULL, NULL, &error);
	assay_free(a);
	if (status != ASSAY_OK)
		return args_failed(status, &error, zh);
	if (facts.profile != profile) {
		complain(zh ? "这是%s：请用 assay %s" : "this is a %s: use assay %s",
		         facts.profile ? (zh ? "厂商档案" : "profile") : (zh ? "数据包" : "data pack"),
		         facts.profile ? "profile" : "data");
		return EXIT_FAILED;
	}
	show_facts(file, &facts, zh);
	show_trust(&facts, zh);
	return finish(facts.trusted ? EXIT_YES : EXIT_CANNOT_SAY);
}

static int
install(int argc, char **argv)
{
	const char *file = NULL, *home = NULL, *lang = NULL;
	const struct arg args[] = {
		{ "--home", &home, NULL, NULL },
		{ "--lang", &lang, NULL, NULL },
		{ NULL, NULL, NULL, NULL },
	};
	struct assay_data_facts facts = { .size = sizeof facts };
	struct assay_error error = { "", "" };
	enum assay_status status;
	char *folder = NULL;
	bool zh;

	if (!args_take(argc, argv, args, &file, 1, 1) || !args_lang(lang, &zh))
		return EXIT_FAILED;
	if (home == NULL && (home = folder = home_default()) == NULL) {
		complain(zh ? "本用户没有主目录；请用 --home 指明"
		            : "this user has no home folder; name one with --home");
		return EXIT_FAILED;
	}
	status = assay_data_install(home, file, &facts, &error);
	free(folder);
	if (status != ASSAY_OK)
		return args_failed(status, &error, zh);
	show_facts(file, &facts, zh);
	show_trust(&facts, zh);
	puts(zh ? "已安装" : "installed");
	return finish(EXIT_YES);
}

static int
run(bool profile, int argc, char **argv)
{
	const char *word = argc >= 2 ? argv[1] : "";

	if (strcmp(word, "build") == 0)
		return build(profile, argc - 1, argv + 1);
	if (strcmp(word, "check") == 0 || strcmp(word, "show") == 0)
		return check(profile, word[0] == 's', argc - 1, argv + 1);
	if (strcmp(word, "install") == 0)
		return install(argc - 1, argv + 1);
	complain("say build, check, show or install; `assay %s --help` says more",
	         profile ? "profile" : "data");
	return EXIT_FAILED;
}

int
cmd_profile(int argc, char **argv)
{
	return run(true, argc, argv);
}

int
cmd_data(int argc, char **argv)
{
	return run(false, argc, argv);
}
