/* cmd_authority.c - assay trust init|sign|admit|revoke|rotate|publish|show: the
 * authority's side */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "args.h"
#include "assay-authority.h"
#include "authority.h"
#include "tool.h"

#define ARGS_MAX 32

/* Options that every ceremony has, and what they come to. */
struct ceremony {
	struct assay_repo repo;
	const char *folder, *as_of, *lang, *fd;
	bool no_folder; /* this one needs no repository */
	struct arg_many root, targets, snapshot, timestamp;
	char *passphrases[ARG_MANY * 5]; /* asked for so far */
	size_t n_passphrases;
	bool zh;
};

static const char *
passphrase_of(void *data, const char *key_file)
{
	struct ceremony *c = data;
	char *name = shown(key_file), *passphrase;

	if (c->n_passphrases == sizeof c->passphrases / sizeof *c->passphrases)
		return NULL;
	if (c->fd == NULL)
		fprintf(stderr, "%s: ", name);
	free(name);
	passphrase = passphrase_read(c->fd, false, c->zh);
	if (passphrase != NULL)
		c->passphrases[c->n_passphrases++] = passphrase;
	return passphrase;
}

static bool
has_folder(const struct ceremony *c)
{
	if (c->folder == NULL)
		complain(c->zh ? "用 --repo 指明仓库文件夹"
		               : "say with --repo which folder is the repository");
	return c->folder != NULL;
}

/* own: the options of this ceremony alone, ending with a NULL name. */
static bool
take(struct ceremony *c, int argc, char **argv, const struct arg *own, const char **words,
     int most)
{
	const struct arg shared[] = {
		{ "--repo", &c->folder, NULL, NULL },
		{ "--root-key", NULL, NULL, &c->root },
		{ "--targets-key", NULL, NULL, &c->targets },
		{ "--snapshot-key", NULL, NULL, &c->snapshot },
		{ "--timestamp-key", NULL, NULL, &c->timestamp },
		{ "--passphrase-fd", &c->fd, NULL, NULL },
		{ "--as-of", &c->as_of, NULL, NULL },
		{ "--lang", &c->lang, NULL, NULL },
	};
	struct arg all[ARGS_MAX] = { { NULL, NULL, NULL, NULL } };
	size_t n = sizeof shared / sizeof *shared;
	int64_t now = (int64_t)time(NULL);

	memcpy(all, shared, sizeof shared);
	for (; own->name != NULL; own++)
		all[n++] = *own;
	if (!args_take(argc, argv, all, words, 0, most) || !args_lang(c->lang, &c->zh))
		return false;
	if (!c->no_folder && !has_folder(c))
		return false;
	if (c->as_of != NULL && !parse_time(c->as_of, &now)) {
		complain(c->zh ? "--as-of：'%s' 不是时间；请写 2026-11-20 或 "
		                 "2026-11-20T08:00:00Z"
		               : "--as-of: '%s' is no time; write 2026-11-20 or "
		                 "2026-11-20T08:00:00Z",
		         c->as_of);
		return false;
	}
	c->repo = (struct assay_repo){
		.size = sizeof c->repo,
		.folder = c->folder,
		.now = now,
		.root_keys = c->root.values,
		.targets_keys = c->targets.values,
		.snapshot_keys = c->snapshot.values,
		.timestamp_keys = c->timestamp.values,
		.passphrase = passphrase_of,
		.passphrase_data = c,
	};
	return true;
}

static int
ended(struct ceremony *c, enum assay_status status, const struct assay_error *error)
{
	for (size_t i = 0; i < c->n_passphrases; i++)
		passphrase_free(c->passphrases[i]);
	return status == ASSAY_OK ? finish(EXIT_YES) : args_failed(status, error, c->zh);
}

static bool
take_count(const char *option, const char *text, unsigned *out)
{
	long n = 0;

	if (text != NULL && !parse_count(option, text, 1, 32, &n))
		return false;
	*out = (unsigned)n;
	return true;
}

/* begins: a bare date is the start of its day. */
static bool
take_moment(const char *option, const char *text, bool begins, int64_t *out)
{
	if (text == NULL)
		return true;
	if (!parse_time(text, out)) {
		complain("%s: '%s' is no time; write 2026-11-20 or 2026-11-20T08:00:00Z",
		         option, text);
		return false;
	}
	if (begins && strlen(text) == 10)
		*out -= 86399;
	return true;
}

/* The root stands in the folder, for its holders. */
static void
say_prepared(const struct ceremony *c)
{
	char *name = shown(c->repo.prepare);

	printf(c->zh ? "新的根文件已放入 %s，尚未生效；请依次交各持有人运行 `assay trust "
	               "sign`\n"
	             : "the new root is in %s and changes nothing yet: its holders sign "
	               "it one after the other with `assay trust sign`\n",
	       name);
	free(name);
}

static int
trust_init(int argc, char **argv)
{
	struct ceremony c = { .no_folder = true };
	const char *threshold = NULL, *targets_threshold = NULL, *prepare = NULL,
	           *signed_root = NULL;
	const struct arg own[] = {
		{ "--threshold", &threshold, NULL, NULL },
		{ "--targets-threshold", &targets_threshold, NULL, NULL },
		{ "--prepare", &prepare, NULL, NULL },
		{ "--signed", &signed_root, NULL, NULL },
		{ NULL, NULL, NULL, NULL },
	};
	struct assay_error error = { "", "" };
	enum assay_status status;
	unsigned root, targets;
	char fingerprint[65];

	if (!take(&c, argc, argv, own, NULL, 0) ||
	    !take_count("--threshold", threshold, &root) ||
	    !take_count("--targets-threshold", targets_threshold, &targets) ||
	    (prepare == NULL && !has_folder(&c)))
		return EXIT_FAILED;
	c.repo.prepare = prepare;
	c.repo.signed_root = signed_root;
	status = assay_repo_init(&c.repo, root, targets, fingerprint, &error);
	if (status == ASSAY_OK && prepare != NULL) {
		say_prepared(&c);
	} else if (status == ASSAY_OK) {
		char *name = shown(c.folder);

		printf(c.zh ? "仓库已建立于 %s；第一份根文件 "
		              "%s/metadata/1.root.json，指纹\n%s\n"
		              "请将此指纹与根文件分开交给检查人员核对\n"
		            : "the repository is in %s; its first root is "
		              "%s/metadata/1.root.json, fingerprint\n%s\n"
		              "give inspectors the fingerprint by another way than the "
		              "file\n",
		       name, name, fingerprint);
		free(name);
	}
	return ended(&c, status, &error);
}

static int
trust_admit(int argc, char **argv)
{
	struct ceremony c = { .n_passphrases = 0 };
	struct arg_many prefixes = { .n = 0 }, categories = { .n = 0 },
	                hosts = { .n = 0 }, items = { .n = 0 }, publishers = { .n = 0 };
	struct assay_admission a = { .size = sizeof a };
	const char *keys[ARG_MANY + 1] = { NULL }, *threshold = NULL, *not_before = NULL,
	                            *not_after = NULL, *from = NULL, *to = NULL;
	const struct arg own[] = {
		{ "--id", &a.id, NULL, NULL },
		{ "--name", &a.name, NULL, NULL },
		{ "--prefix", NULL, NULL, &prefixes },
		{ "--category", NULL, NULL, &categories },
		{ "--host", NULL, NULL, &hosts },
		{ "--item-key", NULL, NULL, &items },
		{ "--role-key", NULL, NULL, &publishers },
		{ "--role-threshold", &threshold, NULL, NULL },
		{ "--documents", NULL, &a.documents, NULL },
		{ "--not-before", &not_before, NULL, NULL },
		{ "--not-after", &not_after, NULL, NULL },
		{ "--from", &from, NULL, NULL },
		{ "--to", &to, NULL, NULL },
		{ NULL, NULL, NULL, NULL },
	};
	struct assay_error error = { "", "" };
	enum assay_status status;

	if (!take(&c, argc, argv, own, keys, ARG_MANY) ||
	    !take_count("--role-threshold", threshold, &a.role_threshold) ||
	    !take_moment("--not-before", not_before, true, &a.not_before) ||
	    !take_moment("--not-after", not_after, false, &a.not_after) ||
	    !take_moment("--from", from, true, &a.from) ||
	    !take_moment("--to", to, false, &a.to))
		return EXIT_FAILED;
	a.list_keys = keys;
	a.item_keys = items.values;
	a.role_keys = publishers.n > 0 ? publishers.values : NULL;
	a.prefixes = prefixes.values;
	a.categories = categories.values;
	a.hosts = hosts.values;
	status = assay_repo_admit(&c.repo, &a, &error);
	if (status == ASSAY_OK)
		printf(c.zh ? "已准入 %s\n" : "admitted %s\n", a.id);
	return ended(&c, status, &error);
}

static int
trust_revoke(int argc, char **argv)
{
	struct ceremony c = { .no_folder = true };
	const char *key[2] = { NULL }, *compromised = NULL, *retire = NULL, *home = NULL;
	const struct arg own[] = {
		{ "--compromised-at", &compromised, NULL, NULL },
		{ "--retire-at", &retire, NULL, NULL },
		{ "--home", &home, NULL, NULL },
		{ NULL, NULL, NULL, NULL },
	};
	struct assay_error error = { "", "" };
	enum assay_status status;
	char *folder = NULL;
	int64_t when = 0;

	if (!take(&c, argc, argv, own, key, 1))
		return EXIT_FAILED;
	/* who brings keys to sign with means a repository */
	if (c.root.n + c.targets.n + c.snapshot.n + c.timestamp.n > 0 && !has_folder(&c))
		return EXIT_FAILED;
	if (c.folder != NULL && home != NULL) {
		complain(c.zh ? "--repo 用于仓库，--home 用于本设备：只能给出其一"
		              : "--repo is for a repository and --home for this device: "
		                "give one of them");
		return EXIT_FAILED;
	}
	if (key[0] == NULL || (compromised == NULL) == (retire == NULL)) {
		complain(c.zh ? "请给出一个密钥，并用 --compromised-at（已泄露）或 "
		                "--retire-at"
		                "（正常停用）说明时间"
		              : "name one key, and say with --compromised-at (stolen) or "
		                "--retire-at (its life ends) since when");
		return EXIT_FAILED;
	}
	if (!take_moment("--compromised-at", compromised, true, &when) ||
	    !take_moment("--retire-at", retire, false, &when))
		return EXIT_FAILED;
	/* without a repository: what this device pinned by hand */
	if (c.folder == NULL && home == NULL &&
	    (home = folder = home_default()) == NULL) {
		complain(c.zh ? "本用户没有主目录；请用 --home 指明"
		              : "this user has no home folder; name one with --home");
		return EXIT_FAILED;
	}
	status = c.folder != NULL ? assay_repo_revoke(&c.repo, key[0],
	                                              compromised != NULL, when, &error)
	                          : assay_trust_revoke(home, key[0], compromised != NULL,
	                                               when, &error);
	free(folder);
	if (status == ASSAY_OK) {
		char *name = shown(key[0]);

		if (compromised != NULL)
			printf(c.zh ? "密钥 %s 已标记为泄露：其签名不再支持任何结论\n"
			            : "key %s is marked stolen: what it signed supports "
			              "nothing any "
			              "more\n",
			       name);
		else
			printf(c.zh ? "密钥 %s 将停用：此前的签名仍然有效\n"
			            : "key %s retires: what it signed before stays "
			              "good\n",
			       name);
		free(name);
	}
	return ended(&c, status, &error);
}

static int
trust_rotate(int argc, char **argv)
{
	struct ceremony c = { .n_passphrases = 0 };
	struct arg_many keys = { .n = 0 };
	const char *role = NULL, *threshold = NULL, *prepare = NULL, *signed_root = NULL;
	const struct arg own[] = {
		{ "--role", &role, NULL, NULL },
		{ "--new-key", NULL, NULL, &keys },
		{ "--threshold", &threshold, NULL, NULL },
		{ "--prepare", &prepare, NULL, NULL },
		{ "--signed", &signed_root, NULL, NULL },
		{ NULL, NULL, NULL, NULL },
	};
	struct assay_error error = { "", "" };
	enum assay_status status;
	unsigned n;

	if (!take(&c, argc, argv, own, NULL, 0) ||
	    !take_count("--threshold", threshold, &n))
		return EXIT_FAILED;
	if (role == NULL && signed_root == NULL) {
		complain(c.zh ? "用 --role 指明 root、targets、snapshot 或 timestamp"
		              : "say with --role: root, targets, snapshot or timestamp");
		return EXIT_FAILED;
	}
	c.repo.prepare = prepare;
	c.repo.signed_root = signed_root;
	status = assay_repo_rotate(&c.repo, role, keys.values, n, &error);
	if (status == ASSAY_OK && prepare != NULL)
		say_prepared(&c);
	else if (status == ASSAY_OK && role == NULL)
		puts(c.zh ? "新的根文件已生效" : "the new root is in place");
	else if (status == ASSAY_OK)
		printf(c.zh ? "角色 %s 已换用新密钥\n" : "the role %s has its new keys\n",
		       role);
	return ended(&c, status, &error);
}

static int
trust_publish(int argc, char **argv)
{
	struct ceremony c = { .n_passphrases = 0 };
	struct arg_many keys = { .n = 0 }, devices = { .n = 0 };
	struct assay_publication p = { .size = sizeof p };
	const char *lists[ARG_MANY + 1] = { NULL };
	const struct arg own[] = {
		{ "--key", NULL, NULL, &keys },
		{ "--list-key", &p.list_key_file, NULL, NULL },
		{ "--device", NULL, NULL, &devices },
		{ NULL, NULL, NULL, NULL },
	};
	struct assay_error error = { "", "" };
	enum assay_status status;

	if (!take(&c, argc, argv, own, lists, ARG_MANY))
		return EXIT_FAILED;
	p.lists = lists;
	p.keys = keys.values;
	p.devices = devices.values;
	status = assay_repo_publish(&c.repo, &p, &error);
	for (size_t i = 0; status == ASSAY_OK && lists[i] != NULL; i++) {
		char *name = shown(lists[i]);

		printf(c.zh ? "已发布 %s\n" : "published %s\n", name);
		free(name);
	}
	if (status == ASSAY_OK && lists[0] == NULL)
		puts(c.zh ? "已重新签署，内容未变"
		          : "signed anew, the content is as before");
	return ended(&c, status, &error);
}

static void
on_sentence(void *data, const char *en, const char *zh)
{
	puts(*(const bool *)data ? zh : en);
}

static int
trust_show(int argc, char **argv)
{
	struct ceremony c = { .n_passphrases = 0 };
	const struct arg own[] = { { NULL, NULL, NULL, NULL } };
	struct assay_error error = { "", "" };
	enum assay_status status;

	if (!take(&c, argc, argv, own, NULL, 0))
		return EXIT_FAILED;
	status = assay_repo_show(&c.repo, on_sentence, &c.zh, &error);
	return ended(&c, status, &error);
}

static int
trust_sign(int argc, char **argv)
{
	struct ceremony c = { .no_folder = true };
	const char *folder[2] = { NULL }, *fingerprint = NULL;
	const struct arg own[] = {
		{ "--fingerprint", &fingerprint, NULL, NULL },
		{ NULL, NULL, NULL, NULL },
	};
	struct assay_error error = { "", "" };
	enum assay_status status;

	if (!take(&c, argc, argv, own, folder, 1))
		return EXIT_FAILED;
	if (folder[0] == NULL) {
		complain(c.zh ? "请指明放有 root.json 的文件夹"
		              : "name the folder that holds root.json");
		return EXIT_FAILED;
	}
	status = assay_repo_sign(&c.repo, folder[0], fingerprint, on_sentence, &c.zh,
	                         &error);
	if (status == ASSAY_OK && c.root.n > 0)
		puts(c.zh ? "已签名" : "signed");
	return ended(&c, status, &error);
}

int
trust_authority(int argc, char **argv, bool *known)
{
	static const struct {
		const char *word;
		int (*run)(int argc, char **argv);
	} ceremonies[] = {
		{ "init", trust_init },     { "sign", trust_sign },
		{ "admit", trust_admit },   { "revoke", trust_revoke },
		{ "rotate", trust_rotate }, { "publish", trust_publish },
		{ "show", trust_show },
	};

	*known = true;
	for (size_t i = 0; i < sizeof ceremonies / sizeof *ceremonies; i++)
		if (strcmp(argv[0], ceremonies[i].word) == 0)
			return ceremonies[i].run(argc, argv);
	*known = false;
	return EXIT_FAILED;
}
