/* cmd_trust.c - assay trust pin|root: whom this device believes */
#include <stdlib.h>
#include <string.h>

#include "args.h"
#include "authority.h"
#include "tool.h"

const char trust_usage[] =
	"pin FILE.pub --id ID [--name TEXT] [--prefix P]...\n"
	"                     [--category C]... [--host H]...\n"
	"                     [--not-before TIME] [--not-after TIME]\n"
	"                     [--from TIME] [--to TIME]\n"
	"                     [--use list|data] [--home DIR] [--lang L]\n"
	"       assay trust root ROOT.json [--home DIR] [--lang L]\n"
	"       assay trust init --repo DIR --root-key FILE... [--threshold K]\n"
	"                     --targets-key FILE... [--targets-threshold K]\n"
	"                     --snapshot-key FILE --timestamp-key FILE\n"
	"                     [--prepare DIR | --signed DIR]\n"
	"       assay trust sign DIR [--root-key FILE]... [--fingerprint HEX]\n"
	"                     [--passphrase-fd N]\n"
	"       assay trust admit FILE.pub... --repo DIR --id ID [--name TEXT]\n"
	"                     [--prefix P]... [--category C]... [--host H]...\n"
	"                     [--item-key FILE.pub]...\n"
	"                     [--role-key FILE.pub]... [--role-threshold K] [--documents]\n"
	"                     [--from T] [--to T] [--not-before T] [--not-after T]\n"
	"                     SIGNING\n"
	"       assay trust revoke KEY --compromised-at T | --retire-at T [--home DIR]\n"
	"       assay trust revoke KEY --compromised-at T | --retire-at T --repo DIR\n"
	"                     SIGNING\n"
	"       assay trust rotate --repo DIR --role ROLE --new-key FILE...\n"
	"                     [--threshold K] [--prepare DIR | --signed DIR] SIGNING\n"
	"       assay trust publish [LIST]... --repo DIR [--key FILE]...\n"
	"                     [--list-key FILE] [--device FILE.pub]... SIGNING\n"
	"       assay trust show --repo DIR\n"
	"SIGNING: --targets-key FILE... --snapshot-key FILE --timestamp-key FILE\n"
	"         [--root-key FILE]... [--passphrase-fd N] [--as-of TIME] [--lang L]";

static bool
take_time(const char *option, const char *text, int64_t *out)
{
	if (text == NULL || parse_time(text, out))
		return true;
	complain("%s: '%s' is no time; write 2026-11-20 or 2026-11-20T08:00:00Z", option, text);
	return false;
}

static int
trust_pin(int argc, char **argv)
{
	struct arg_many prefixes = { { NULL }, 0 }, categories = { { NULL }, 0 },
			hosts = { { NULL }, 0 };
	const char *file = NULL, *home = NULL, *id = NULL, *name = NULL, *not_before = NULL,
		   *not_after = NULL, *from = NULL, *to = NULL, *use = NULL, *lang = NULL;
	const struct arg args[] = {
		{ "--use", &use, NULL, NULL },
		{ "--id", &id, NULL, NULL },
		{ "--name", &name, NULL, NULL },
		{ "--prefix", NULL, NULL, &prefixes },
		{ "--category", NULL, NULL, &categories },
		{ "--host", NULL, NULL, &hosts },
		{ "--not-before", &not_before, NULL, NULL },
		{ "--not-after", &not_after, NULL, NULL },
		{ "--from", &from, NULL, NULL },
		{ "--to", &to, NULL, NULL },
		{ "--home", &home, NULL, NULL },
		{ "--lang", &lang, NULL, NULL },
		{ NULL, NULL, NULL, NULL },
	};
	struct assay_key_facts facts = { .size = sizeof facts };
	struct assay_error error = { "", "" };
	struct assay_pin pin = { .size = sizeof pin };
	enum assay_status status;
	char *folder = NULL;
	bool zh;

	if (!args_take(argc, argv, args, &file, 1, 1) || !args_lang(lang, &zh)
		|| !take_time("--not-before", not_before, &pin.not_before)
		|| !take_time("--not-after", not_after, &pin.not_after)
		|| !take_time("--from", from, &pin.admitted_from)
		|| !take_time("--to", to, &pin.admitted_to))
		return EXIT_FAILED;
	if (use != NULL && strcmp(use, "list") != 0 && strcmp(use, "data") != 0) {
		complain(zh ? "--use：请写 list（清单与档案）或 data（数据包）"
		            : "--use: write list (lists and profiles) or data (data packs)");
		return EXIT_FAILED;
	}
	pin.for_data = use != NULL && use[0] == 'd';
	/* a bare date begins with its day, where it is a beginning */
	if (not_before != NULL && strlen(not_before) == 10)
		pin.not_before -= 86399;
	if (from != NULL && strlen(from) == 10)
		pin.admitted_from -= 86399;
	if (home == NULL && (home = folder = home_default()) == NULL) {
		complain(zh ? "本用户没有主目录；请用 --home 指明"
		            : "this user has no home folder; name one with --home");
		return EXIT_FAILED;
	}
	pin.key_file = file;
	pin.id = id;
	pin.name = name;
	pin.prefixes = prefixes.values;
	pin.categories = categories.values;
	pin.hosts = hosts.values;
	status = assay_trust_pin(home, &pin, &error);
	if (status == ASSAY_OK)
		status = assay_key_facts(file, &facts, &error);
	if (status != ASSAY_OK) {
		free(folder);
		return args_failed(status, &error, zh);
	}
	{
		char *where = shown(home);

		printf(zh ? "已登记 %s 的密钥 %s（%s）\n" : "pinned key %2$s of %1$s in %3$s\n", id,
		       facts.id, where);
		free(where);
	}
	if (facts.example)
		puts(zh ? "警告：这是 EXAMPLE 示例密钥，人人皆知，不要用于真实检查"
		        : "WARNING: an EXAMPLE key, known to everybody: not for real inspections");
	free(folder);
	return finish(EXIT_YES);
}

static int
trust_root(int argc, char **argv)
{
	const char *file = NULL, *home = NULL, *lang = NULL;
	const struct arg args[] = {
		{ "--home", &home, NULL, NULL },
		{ "--lang", &lang, NULL, NULL },
		{ NULL, NULL, NULL, NULL },
	};
	struct assay_error error = { "", "" };
	enum assay_status status;
	char fingerprint[65], *folder = NULL;
	bool zh;

	if (!args_take(argc, argv, args, &file, 1, 1) || !args_lang(lang, &zh))
		return EXIT_FAILED;
	if (home == NULL && (home = folder = home_default()) == NULL) {
		complain(zh ? "本用户没有主目录；请用 --home 指明"
		            : "this user has no home folder; name one with --home");
		return EXIT_FAILED;
	}
	status = assay_trust_root(home, file, fingerprint, &error);
	free(folder);
	if (status != ASSAY_OK)
		return args_failed(status, &error, zh);
	printf(zh ? "已导入根文件，指纹\n%s\n请与主管部门公布的指纹核对；不一致时请删除主目录中的 "
	            "trust 文件夹\n"
	          : "the root is in place, fingerprint\n%s\ncompare it with the one that the "
	            "authority tells; where they differ, remove the folder trust in the home\n",
	       fingerprint);
	return finish(EXIT_YES);
}

int
cmd_trust(int argc, char **argv)
{
	bool known = false;
	int status;

	if (argc >= 2 && strcmp(argv[1], "pin") == 0)
		return trust_pin(argc - 1, argv + 1);
	if (argc >= 2 && strcmp(argv[1], "root") == 0)
		return trust_root(argc - 1, argv + 1);
	if (argc >= 2) {
		status = trust_authority(argc - 1, argv + 1, &known);
		if (known)
			return status;
	}
	complain("say pin, root, init, sign, admit, revoke, rotate, publish or show; `assay trust "
	         "--help` says more");
	return EXIT_FAILED;
}
