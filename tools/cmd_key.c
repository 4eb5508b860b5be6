/* cmd_key.c - assay key new|show: the keys that lists are signed with */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "args.h"
#include "tool.h"

const char key_usage[] =
	"new -o FILE [--passphrase | --passphrase-fd N] [--example]\n"
	"                     [--lang L]\n"
	"       assay key show FILE [--lang L]";

static int
key_new(int argc, char **argv)
{
	const char *out = NULL, *fd = NULL, *lang = NULL;
	bool ask = false, example = false;
	const struct arg args[] = {
		{ "-o", &out, NULL, NULL },
		{ "--passphrase-fd", &fd, NULL, NULL },
		{ "--passphrase", NULL, &ask, NULL },
		{ "--example", NULL, &example, NULL },
		{ "--lang", &lang, NULL, NULL },
		{ NULL, NULL, NULL, NULL },
	};
	struct assay_key_facts facts = { .size = sizeof facts };
	struct assay_error error = { "", "" };
	enum assay_status status;
	char *passphrase = NULL, *name;
	bool zh;

	if (!args_take(argc, argv, args, NULL, 0, 0) || !args_lang(lang, &zh))
		return EXIT_FAILED;
	if (out == NULL) {
		complain(zh ? "用 -o 指明密钥写入哪个文件" : "say with -o which file the key goes into");
		return EXIT_FAILED;
	}
	if ((ask || fd != NULL) && (passphrase = passphrase_read(fd, true, zh)) == NULL)
		return EXIT_FAILED;
	status = assay_key_new(out, passphrase, example, &error);
	passphrase_free(passphrase);
	if (status == ASSAY_OK)
		status = assay_key_facts(out, &facts, &error);
	if (status != ASSAY_OK)
		return args_failed(status, &error, zh);
	name = shown(out);
	printf(zh ? "密钥 %s：私钥在 %s（请妥善保管并备份），公钥在 %s.pub（可公开）\n"
	          : "key %s: the secret is in %s (guard it, keep a copy), the public half in "
	            "%s.pub (give it away)\n",
	       facts.id, name, name);
	free(name);
	if (example)
		puts(zh ? "标记为 EXAMPLE：仅供示例，切勿用于真实商品"
		        : "marked EXAMPLE: for trying out, never for real goods");
	return finish(EXIT_YES);
}

static int
key_show(int argc, char **argv)
{
	const char *lang = NULL, *file = NULL;
	const struct arg args[] = { { "--lang", &lang, NULL, NULL }, { NULL, NULL, NULL, NULL } };
	struct assay_key_facts facts = { .size = sizeof facts };
	struct assay_error error = { "", "" };
	enum assay_status status;
	bool zh;

	if (!args_take(argc, argv, args, &file, 1, 1) || !args_lang(lang, &zh))
		return EXIT_FAILED;
	status = assay_key_facts(file, &facts, &error);
	if (status != ASSAY_OK)
		return args_failed(status, &error, zh);
	printf(zh ? "%s密钥 %s%s\n" : "%s key %s%s\n",
	       zh ? (facts.secret ? "私有" : "公开") : facts.secret ? "secret" : "public", facts.id,
	       !facts.encrypted ? "" : zh ? "，受口令保护" : ", under a passphrase");
	printf(zh ? "公钥 " : "public key ");
	for (size_t i = 0; i < sizeof facts.public_key; i++)
		printf("%02x", facts.public_key[i]);
	putchar('\n');
	if (facts.example)
		puts(zh ? "警告：这是 EXAMPLE 示例密钥，人人皆知，切勿信任用它签名的真实商品数据"
		        : "WARNING: an EXAMPLE key, known to everybody: trust nothing real that it "
		          "signs");
	return finish(EXIT_YES);
}

int
cmd_key(int argc, char **argv)
{
	if (argc >= 2 && strcmp(argv[1], "new") == 0)
		return key_new(argc - 1, argv + 1);
	if (argc >= 2 && strcmp(argv[1], "show") == 0)
		return key_show(argc - 1, argv + 1);
	complain("say new or show; `assay key --help` says more");
	return EXIT_FAILED;
}
