/* cmd_list.c - assay list build|overlay|info|check|lookup|install: signed lists */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "args.h"
#include "bar.h"
#include "assay-check.h"
#include "tool.h"

const char list_usage[] =
	"build CSV -o LIST --key FILE [--previous LIST]\n"
	"                        [--scope DIGITS] [--title TEXT]\n"
	"                        [--complete-until DATE] [--expires DATE] [--as-of TIME]\n"
	"                        [--lots CSV] [--restricted] [--padding]\n"
	"                        [--passphrase | --passphrase-fd N]\n"
	"       assay list overlay CSV --base LIST [--previous OVERLAY] -o FILE\n"
	"                        --key FILE and what build takes, but --scope\n"
	"       assay list info|check LIST [--home DIR | --key FILE.pub]\n"
	"       assay list lookup LIST GTIN SERIAL [--lot LOT] [--made DATE]\n"
	"       assay list lookup LIST --csv FILE\n"
	"       assay list lookup LIST --document ISSUER TYPE NUMBER [VALUE ...]\n"
	"                        [--overlay FILE [--overlay FILE]]\n"
	"                        [--home DIR | --key FILE.pub] [--list-key FILE]\n"
	"                        [--as-of TIME]\n"
	"       assay list lookup --installed GTIN SERIAL\n"
	"       assay list lookup --installed --document ISSUER TYPE NUMBER ...\n"
	"                        [--lot LOT] [--made DATE] [--home DIR] [--as-of TIME]\n"
	"       assay list install LIST [--home DIR] [--list-key FILE]\n"
	"       each takes --lang en|zh";

struct show_time {
	char text[32];
};

static struct show_time
time_text(int64_t when)
{
	struct assay_date d = assay_date_of(assay_day_at(when));
	int32_t s = (int32_t)(when - (int64_t)assay_day_at(when) * 86400);
	struct show_time t;

	snprintf(t.text, sizeof t.text, "%04u-%02u-%02uT%02u:%02u:%02uZ", (unsigned)d.year % 10000,
	         (unsigned)d.month % 100, (unsigned)d.day % 100, (unsigned)s / 3600 % 24,
	         (unsigned)s / 60 % 60, (unsigned)s % 60);
	return t;
}

static struct show_time
day_text(int32_t day)
{
	struct show_time t = { "-" };

	if (day != ASSAY_NO_DAY) {
		t = time_text((int64_t)day * 86400);
		t.text[10] = '\0';
	}
	return t;
}

static bool
take_time(const char *option, const char *text, int64_t *out)
{
	if (text == NULL || parse_time(text, out))
		return true;
	complain("%s: '%s' is no time; write 2026-11-20 or 2026-11-20T08:00:00Z", option, text);
	return false;
}

/* ---- build ---- */

static void
show_fault(void *data, const char *line)
{
	bar_hide(data);
	fprintf(stderr, "%s\n", line);
}

static void
show_note(void *data, const char *line)
{
	struct bar *bar = data;

	bar_hide(bar);
	complain("%s", line);
}

/* What the list does and does not promise, in plain words. */
static void
explain_list(const struct assay_list_facts *f, const char *out, bool zh)
{
	char *name = shown(out);

	if (f->documents)
		printf(zh ? "%s：版本 %llu，%llu 份证件，签发机构 %s\n"
		          : "%s: version %llu, %llu documents, speaks for those issued by %s\n",
		       name, (unsigned long long)f->version, (unsigned long long)f->entries,
		       f->scope);
	else
		printf(zh ? "%s：版本 %llu，%llu 个序列号，涵盖以 %s 开头的商品（不含指示位）\n"
		          : "%s: version %llu, %llu serials, speaks for goods whose GTIN begins "
		            "with %s "
		            "(without its indicator digit)\n",
		       name, (unsigned long long)f->version, (unsigned long long)f->entries,
		       f->scope);
	if (f->padded)
		puts(zh ? "其中包括随机填充条目，用来掩盖真实数量。"
		        : "Random entries among them hide how many there are.");
	if (f->overlay)
		printf(zh ? "这是版本 %llu 的增量：设备必须已装有那份清单，之后的查询先看增量。\n"
		          : "It is an overlay of version %llu: devices must hold that list, and ask "
		            "the overlay first.\n",
		       (unsigned long long)f->base_version);
	if (f->compact)
		puts(zh ? "建议：增量已超过基础清单的 5%，请用 list build --previous 生成新的完整清单。"
		        : "ADVICE: the overlay passes 5 % of its base: build a new whole list with "
		          "list build --previous.");
	printf(zh ? "签发 %s，失效 %s，密钥 %s\n" : "issued %s, expires %s, key %s\n",
	       time_text(f->issued_at).text, time_text(f->expires_at).text, f->key_ids[0]);
	puts(zh ? "它承诺：清单上的序列号确由您签发，并带有所列批次和状态。"
	        : "It promises: the serials on it were issued by you, with the lots and states "
	          "listed.");
	if (f->covers_until != 0)
		printf(zh ? "它承诺：截至 %.10s 生产的全部商品都在清单上；不在其中的即判为未发行。\n"
		          : "It promises: everything made up to %.10s is on it; what is not, and was "
		            "made by then, is called not issued.\n",
		       time_text(f->covers_until).text);
	else
		puts(zh ? "它不承诺完整：清单上没有的序列号不会被判为假，已关闭（closed）的批次"
		          "除外；若要承诺完整，请用 --complete-until。"
		        : "It does not promise to be complete: a serial that is missing is not called "
		          "false, except in lots marked closed; --complete-until makes that claim.");
	puts(zh ? "它不承诺：商品本身是真品；照抄的序列号也在清单上，要靠重复出现来发现。"
	        : "It does not promise: that goods are genuine; a copied serial is on the list "
	          "too, and is found by being seen twice.");
	if (f->guessable)
		puts(zh ? "注意：序列号连续或太短，可以被猜出（GUESSABLE-SERIAL）。"
		          "请改用至少 12 位随机字母数字，或用 --restricted 只发给可信设备。"
		        : "NOTE: the serials are sequential or short and can be guessed "
		          "(GUESSABLE-SERIAL): use at least 12 random letters and digits, or "
		          "--restricted to give the list to trusted devices only.");
	if (f->restricted)
		printf(zh ? "受限清单：密钥在 %s.key（权限 0600），请用 list install --list-key "
		            "逐台交付，勿与清单一起发布。\n"
		          : "Restricted: its key is in %s.key (mode 0600); hand it to devices with "
		            "list install --list-key, never publish it beside the list.\n",
		       name);
	free(name);
}

static int
list_build(int argc, char **argv, bool overlay)
{
	const char *csv = NULL, *fd = NULL, *expires = NULL, *complete = NULL, *as_of = NULL,
		   *lang = NULL;
	struct assay_list_build build = { .size = sizeof build };
	struct assay_list_facts facts = { .size = sizeof facts };
	struct assay_error error = { "", "" };
	struct bar bar;
	bool ask = false;
	const struct arg args[] = {
		{ "-o", &build.out, NULL, NULL },
		{ "--key", &build.key_file, NULL, NULL },
		{ "--previous", &build.previous, NULL, NULL },
		{ overlay ? "--base" : "--scope", overlay ? &build.base : &build.scope, NULL, NULL },
		{ "--title", &build.title, NULL, NULL },
		{ "--complete-until", &complete, NULL, NULL },
		{ "--expires", &expires, NULL, NULL },
		{ "--as-of", &as_of, NULL, NULL },
		{ "--lots", &build.lots_csv, NULL, NULL },
		{ "--restricted", NULL, &build.restricted, NULL },
		{ "--padding", NULL, &build.padded, NULL },
		{ "--passphrase-fd", &fd, NULL, NULL },
		{ "--passphrase", NULL, &ask, NULL },
		{ "--lang", &lang, NULL, NULL },
		{ NULL, NULL, NULL, NULL },
	};
	char *passphrase = NULL;
	enum assay_status status;
	bool zh;

	build.issued_at = (int64_t)time(NULL);
	if (!args_take(argc, argv, args, &csv, 1, 1) || !args_lang(lang, &zh)
		|| !take_time("--complete-until", complete, &build.covers_until)
		|| !take_time("--expires", expires, &build.expires_at)
		|| !take_time("--as-of", as_of, &build.issued_at))
		return EXIT_FAILED;
	if (build.out == NULL || build.key_file == NULL) {
		complain(zh ? "需要 -o 清单文件和 --key 私钥文件"
		            : "-o LIST and --key FILE are needed; `assay key new` makes a key");
		return EXIT_FAILED;
	}
	if (overlay && build.base == NULL) {
		complain(zh ? "需要用 --base 指明被更改的清单"
		            : "--base LIST is needed: the list that the overlay changes");
		return EXIT_FAILED;
	}
	if ((ask || fd != NULL) && (passphrase = passphrase_read(fd, false, zh)) == NULL)
		return EXIT_FAILED;
	bar_begin(&bar, zh);
	build.csv = csv;
	build.passphrase = passphrase;
	build.lang = zh ? ASSAY_ZH : ASSAY_EN;
	build.progress = bar_show;
	build.fault = show_fault;
	build.progress_data = build.fault_data = &bar;
	build.stop = was_interrupted;
	build.note = show_note;
	build.note_data = &bar;
	interrupt_begin();
	status = assay_list_build(&build, &facts, &error);
	interrupt_end();
	passphrase_free(passphrase);
	bar_hide(&bar);
	if (status != ASSAY_OK)
		return args_failed(status, &error, zh);
	explain_list(&facts, build.out, zh);
	return finish(EXIT_YES);
}

/* ---- whom to believe ---- */

struct believed {
	struct assay *context; /* NULL: nobody, or the key */
	uint8_t key[32];
	const uint8_t *public_key;
};

static bool
believe(struct believed *b, const char *home, const char *key, bool zh)
{
	struct assay_key_facts facts = { .size = sizeof facts };
	struct assay_error error = { "", "" };
	struct context_options options = { .home = home, .no_plugins = true };
	enum assay_status status;

	memset(b, 0, sizeof *b);
	if (home != NULL && key != NULL) {
		complain(zh ? "--home 与 --key 只能给一个" : "--home and --key: give one of them");
		return false;
	}
	if (key == NULL)
		return (b->context = context_open(&options)) != NULL;
	if ((status = assay_key_facts(key, &facts, &error)) != ASSAY_OK) {
		args_failed(status, &error, zh);
		return false;
	}
	memcpy(b->key, facts.public_key, sizeof b->key);
	b->public_key = b->key;
	return true;
}

static void
say_trust(const struct assay_list_facts *f, bool zh)
{
	if (f->trusted && f->trusted_by[0] != '\0')
		printf(zh ? "签名可信：%s\n" : "trusted: signed by %s\n", f->trusted_by);
	else if (f->trusted)
		puts(zh ? "签名可信：由所给密钥签名" : "trusted: signed by the key given");
	else if (f->compromised)
		printf(zh ? "不可信：%s 的签名密钥已泄露\n"
		          : "NOT trusted: signed by a key of %s that was stolen\n",
		       f->trusted_by);
	else
		puts(zh ? "不可信：签名者未登记，或其密钥对此清单无效"
		        : "NOT trusted: its signer is not pinned, or not valid for this list");
}

static void
print_hex(const char *label, const uint8_t *at, size_t n)
{
	printf("%s ", label);
	while (n-- > 0)
		printf("%02x", *at++);
	putchar('\n');
}

static void
show_facts(const struct assay_list_facts *f, bool zh)
{
	if (f->title[0] != '\0')
		printf(zh ? "标题 %s\n" : "title %s\n", f->title);
	print_hex(zh ? "清单号" : "list", f->list_id, sizeof f->list_id);
	printf(zh ? "版本 %llu%s%s%s%s\n" : "version %llu%s%s%s%s\n",
	       (unsigned long long)f->version,
	       !f->restricted ? "" : zh ? "，受限" : ", restricted",
	       !f->padded ? "" : zh ? "，有填充" : ", padded",
	       !f->overlay ? "" : zh ? "，增量" : ", overlay",
	       !f->guessable ? "" : zh ? "，序列号可猜" : ", guessable serials");
	printf(zh ? "签发 %s，失效 %s\n" : "issued %s, expires %s\n", time_text(f->issued_at).text,
	       time_text(f->expires_at).text);
	if (f->covers_until != 0)
		printf(zh ? "完整至 %s\n" : "complete until %s\n", time_text(f->covers_until).text);
	else
		puts(zh ? "不声称完整" : "does not claim to be complete");
	printf(zh ? "范围 %s\n" : "scope %s\n", f->scope);
	printf(zh ? "%llu 个条目，%u 个批次，%llu 页\n" : "%llu entries, %u lots, %llu pages\n",
	       (unsigned long long)f->entries, f->lots, (unsigned long long)f->pages);
	printf("K=%u S=%u A=%u, %s %u\n", f->key_bytes, f->prefix_bytes, f->attribute_bytes,
	       zh ? "内部层数" : "interior levels", f->levels);
	print_hex(zh ? "根" : "root", f->root, sizeof f->root);
	if (f->overlay) {
		printf(zh ? "更改版本 %llu，" : "changes version %llu, ",
		       (unsigned long long)f->base_version);
		print_hex(zh ? "其根" : "its root", f->base_root, sizeof f->base_root);
	}
	for (size_t i = 0; i < f->n_signatures; i++)
		printf(zh ? "签名密钥 %s\n" : "signature by key %s\n", f->key_ids[i]);
}

static int
list_look(int argc, char **argv, bool all)
{
	const char *path = NULL, *home = NULL, *key = NULL, *lang = NULL;
	const struct arg args[] = {
		{ "--home", &home, NULL, NULL },
		{ "--key", &key, NULL, NULL },
		{ "--lang", &lang, NULL, NULL },
		{ NULL, NULL, NULL, NULL },
	};
	struct assay_list_facts facts = { .size = sizeof facts };
	struct assay_error error = { "", "" };
	struct believed who;
	enum assay_status status;
	int code;
	bool zh;

	if (!args_take(argc, argv, args, &path, 1, 1) || !args_lang(lang, &zh)
		|| !believe(&who, home, key, zh))
		return EXIT_FAILED;
	status = all ? assay_list_check(who.context, path, who.public_key, &facts, &error)
	             : assay_list_info(who.context, path, who.public_key, &facts, &error);
	if (status == ASSAY_OK || (status == ASSAY_E_TRUST && facts.pages != 0)) {
		if (all)
			printf(zh ? "%llu 页全部与签名相符\n" : "all %llu pages hold what was signed\n",
			       (unsigned long long)facts.pages);
		else
			show_facts(&facts, zh);
		say_trust(&facts, zh);
	}
	if (status != ASSAY_OK)
		code = args_failed(status, &error, zh);
	else
		code = facts.trusted ? EXIT_YES : EXIT_CANNOT_SAY;
	assay_free(who.context);
	return finish(code);
}

/* ---- lookup ---- */

static const char *const status_words[][2] = {
	[ASSAY_ITEM_NONE] = { "-", "-" },
	[ASSAY_ITEM_MADE] = { "made", "已生产" },
	[ASSAY_ITEM_SOLD] = { "sold", "已售出" },
	[ASSAY_ITEM_STOLEN] = { "stolen", "被盗" },
	[ASSAY_ITEM_RECALLED] = { "recalled", "已召回" },
	[ASSAY_ITEM_DESTROYED] = { "destroyed", "已销毁" },
	[ASSAY_ITEM_REMOVED] = { "removed", "已移除" },
};

static int
exit_of(enum assay_listed listed)
{
	switch (listed) {
	case ASSAY_LISTED_ISSUED:
		return EXIT_YES;
	case ASSAY_LISTED_FLAGGED:
	case ASSAY_LISTED_NOT_ISSUED:
		return EXIT_NO;
	case ASSAY_LISTED_DAMAGED:
		return EXIT_FAILED;
	case ASSAY_LISTED_NO_LIST:
	case ASSAY_LISTED_NOT_KNOWN:
	case ASSAY_LISTED_COMPROMISED:
	case ASSAY_LISTED_KEY_INVALID:
		break;
	}
	return EXIT_CANNOT_SAY;
}

static const char *
age_text(const struct assay_answer *a, bool zh)
{
	switch (a->age) {
	case ASSAY_AGE_FRESH:
		return zh ? "新" : "fresh";
	case ASSAY_AGE_AGED:
		return zh ? "较旧" : "aged";
	case ASSAY_AGE_STALE:
		return zh ? "过期" : "stale";
	case ASSAY_AGE_UNKNOWN:
		break;
	}
	return zh ? "时钟不可信，新旧不明" : "clock not trusted, age unknown";
}

static void
show_lot(const char *label, const struct assay_lot *lot, bool zh)
{
	char *name = shown(lot->lot);

	printf(zh ? "%s %s：生产 %s，到期 %s%s%s%s\n" : "%s %s: made %s, expiry %s%s%s%s\n", label,
	       name[0] == '\0' ? "-" : name, day_text(lot->made).text, day_text(lot->expiry).text,
	       !lot->closed ? "" : zh ? "，已关闭" : ", closed",
	       !lot->recalled ? "" : zh ? "，已召回" : ", recalled",
	       !lot->stolen ? "" : zh ? "，被盗" : ", stolen shipment");
	free(name);
}

static void
show_answer(const struct assay_answer *a, bool zh)
{
	printf("%s", assay_listed_name(a->listed, zh ? ASSAY_ZH : ASSAY_EN));
	if (a->status != ASSAY_ITEM_NONE)
		printf(zh ? "（%s）" : " (%s)", status_words[a->status][zh]);
	putchar('\n');
	if (a->has_lot)
		show_lot(zh ? "所属批次" : "its lot", &a->lot, zh);
	if (a->lot_known)
		show_lot(zh ? "印刷批次" : "printed lot", &a->printed_lot, zh);
	if (a->issued_at != 0)
		printf(zh ? "清单版本 %llu，签发 %s，%s%s\n" : "list version %llu, issued %s, %s%s\n",
		       (unsigned long long)a->version, time_text(a->issued_at).text,
		       age_text(a, zh),
		       !a->guessable ? "" : zh ? "，序列号可猜" : ", guessable serials");
}

struct table {
	bool zh;
	int worst;
	uint64_t answered;
};

/* A cell that no spreadsheet takes for a formula. */
static void
put_cell(const char *text, bool last)
{
	if (strchr("=+-@\t\r", text[0]) != NULL && text[0] != '\0' && strcmp(text, "-") != 0)
		fputs("\"'", stdout);
	else
		putchar('"');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			putchar('"');
		putchar(*text);
	}
	fputs(last ? "\"\n" : "\",", stdout);
}

static void
show_row(void *data, uint64_t line, const char *gtin, struct assay_bytes serial,
         const struct assay_answer *a)
{
	/* from what decides least to what decides most */
	static const int rank[] = { [EXIT_YES] = 0, [EXIT_CANNOT_SAY] = 1, [EXIT_NO] = 2,
		                    [EXIT_FAILED] = 3 };
	struct table *t = data;
	char *text = shown_bytes(serial), *lot = shown(a->has_lot ? a->lot.lot : "");
	int code = exit_of(a->listed);

	if (t->answered++ == 0)
		puts("line,gtin,serial,answer,status,lot,made,expiry");
	if (rank[code] > rank[t->worst])
		t->worst = code;
	printf("%llu,", (unsigned long long)line);
	put_cell(gtin, false);
	put_cell(text, false);
	put_cell(assay_listed_name(a->listed, t->zh ? ASSAY_ZH : ASSAY_EN), false);
	put_cell(status_words[a->status][t->zh], false);
	put_cell(lot, false);
	put_cell(day_text(a->has_lot ? a->lot.made : ASSAY_NO_DAY).text, false);
	put_cell(day_text(a->has_lot ? a->lot.expiry : ASSAY_NO_DAY).text, true);
	free(text);
	free(lot);
}

static int
lookup_csv(const struct assay_list *l, const char *csv, int64_t now, bool as_of, bool zh)
{
	struct table table = { .zh = zh, .worst = EXIT_YES };
	struct bar bar = { .zh = zh };
	struct assay_list_batch batch = {
		.size = sizeof batch,
		.csv = csv,
		.now = now,
		.as_of = as_of,
		.lang = zh ? ASSAY_ZH : ASSAY_EN,
		.answer = show_row,
		.answer_data = &table,
		.fault = show_fault,
		.fault_data = &bar,
	};
	struct assay_error error = { "", "" };
	enum assay_status status = assay_list_lookup_csv(l, &batch, &error);

	return status == ASSAY_OK ? table.worst : args_failed(status, &error, zh);
}

/* l NULL: all lists of the home. */
static int
lookup_one(const struct assay *a, const struct assay_list *l, struct assay_list_question *q,
           bool zh)
{
	struct assay_answer answer;

	if ((l == NULL ? assay_home_lookup(a, q, &answer) : assay_list_lookup(l, q, &answer))
		!= ASSAY_OK) {
		char *gtin = shown(q->gtin);

		complain(zh ? "%s 不是 GTIN（8、12、13 或 14 位且校验码正确），或序列号为空"
		            : "%s is no GTIN (8, 12, 13 or 14 digits with a check digit that holds), "
		              "or the serial is empty",
		         gtin);
		free(gtin);
		return EXIT_NO;
	}
	show_answer(&answer, zh);
	return exit_of(answer.listed);
}

#define PARTS_MAX 19 /* issuer, type, number and sixteen more */

static int
lookup_document(const struct assay *a, const struct assay_list *l, const char *const *words,
                int64_t now, bool as_of, bool zh)
{
	struct assay_bytes parts[PARTS_MAX];
	struct assay_answer answer;
	size_t n = 0;

	while (n < PARTS_MAX && words[n] != NULL) {
		parts[n] = assay_str(words[n]);
		n++;
	}
	if ((l == NULL ? assay_home_lookup_document(a, parts, n, now, as_of, &answer)
	               : assay_list_lookup_document(l, parts, n, now, as_of, &answer))
		!= ASSAY_OK) {
		complain(zh ? "证件需要签发机构、类型和编号，都不能为空"
		            : "a document has an issuer, a type and a number, none of them empty");
		return EXIT_NO;
	}
	show_answer(&answer, zh);
	return exit_of(answer.listed);
}

/* A restricted list's key lies beside it where it was built; yours to free. */
static char *
key_beside(const char *path)
{
	char *beside = malloc(strlen(path) + sizeof ".key");

	if (beside == NULL)
		return NULL;
	sprintf(beside, "%s.key", path);
	if (access(beside, R_OK) == 0)
		return beside;
	free(beside);
	return NULL;
}

static int
list_lookup(int argc, char **argv)
{
	const char *words[2 + PARTS_MAX] = { NULL }, *home = NULL, *key = NULL, *list_key = NULL,
		   *csv = NULL, *as_of = NULL, *lot = NULL, *made = NULL, *lang = NULL;
	struct arg_many overlays = { .n = 0 };
	bool document = false, installed = false;
	const struct arg args[] = {
		{ "--home", &home, NULL, NULL },
		{ "--key", &key, NULL, NULL },
		{ "--list-key", &list_key, NULL, NULL },
		{ "--csv", &csv, NULL, NULL },
		{ "--as-of", &as_of, NULL, NULL },
		{ "--lot", &lot, NULL, NULL },
		{ "--made", &made, NULL, NULL },
		{ "--document", NULL, &document, NULL },
		{ "--installed", NULL, &installed, NULL },
		{ "--overlay", NULL, NULL, &overlays },
		{ "--lang", &lang, NULL, NULL },
		{ NULL, NULL, NULL, NULL },
	};
	struct assay_list_question q = { .size = sizeof q, .made = ASSAY_NO_DAY };
	struct assay_error error = { "", "" };
	struct assay_list *list = NULL;
	char *beside = NULL;
	struct believed who;
	enum assay_status status = ASSAY_OK;
	const char *const *asked = words + 1; /* behind the list */
	int64_t day;
	int code;
	bool zh;

	q.now = (int64_t)time(NULL);
	if (!args_take(argc, argv, args, words, 1, 1 + PARTS_MAX) || !args_lang(lang, &zh)
		|| !take_time("--as-of", as_of, &q.now) || !take_time("--made", made, &day))
		return EXIT_FAILED;
	if (made != NULL)
		q.made = assay_day_at(day);
	q.as_of = as_of != NULL;
	if (installed) {
		asked = words;
		if (csv != NULL || key != NULL || list_key != NULL || overlays.n > 0) {
			complain(zh ? "--installed 查询主目录中的全部清单：不能与 --csv、--key、--list-key "
			              "或 --overlay 同用"
			            : "--installed asks all lists of the home: it goes with none of --csv, "
			              "--key, --list-key, --overlay");
			return EXIT_FAILED;
		}
	}
	if ((csv != NULL && (document || asked[0] != NULL))
		|| (csv == NULL && (asked[0] == NULL || asked[1] == NULL))
		|| (!document && asked[0] != NULL && asked[1] != NULL && asked[2] != NULL)) {
		complain(zh ? "请给出 GTIN 和序列号，或用 --csv 给出表格，或用 --document 给出签发机构、"
		              "类型和编号"
		            : "give a GTIN and a serial, a spreadsheet with --csv, or --document and "
		              "its issuer, type and number");
		return EXIT_FAILED;
	}
	if (!believe(&who, home, key, zh))
		return EXIT_FAILED;
	if (list_key == NULL && !installed)
		list_key = beside = key_beside(words[0]);
	if (!installed)
		status = assay_list_open(who.context, words[0], who.public_key, list_key, &list,
		                         &error);
	for (size_t i = 0; i < overlays.n && status == ASSAY_OK; i++) {
		char *key_file = key_beside(overlays.values[i]);

		status = assay_list_overlay(list, who.context, who.public_key, overlays.values[i],
		                            key_file, &error);
		free(key_file);
	}
	if (status != ASSAY_OK) {
		code = args_failed(status, &error, zh);
	} else if (document) {
		code = lookup_document(who.context, list, asked, q.now, q.as_of, zh);
	} else if (csv != NULL) {
		code = lookup_csv(list, csv, q.now, q.as_of, zh);
	} else {
		q.gtin = asked[0];
		q.serial = assay_str(asked[1]);
		q.lot = assay_str(lot);
		code = lookup_one(who.context, list, &q, zh);
	}
	assay_list_close(list);
	assay_free(who.context);
	free(beside);
	return finish(code);
}

static int
list_install(int argc, char **argv)
{
	const char *path = NULL, *home = NULL, *list_key = NULL, *lang = NULL;
	const struct arg args[] = {
		{ "--home", &home, NULL, NULL },
		{ "--list-key", &list_key, NULL, NULL },
		{ "--lang", &lang, NULL, NULL },
		{ NULL, NULL, NULL, NULL },
	};
	struct assay_list_facts facts = { .size = sizeof facts };
	struct assay_error error = { "", "" };
	enum assay_status status;
	char *folder = NULL;
	bool zh;

	if (!args_take(argc, argv, args, &path, 1, 1) || !args_lang(lang, &zh))
		return EXIT_FAILED;
	if (home == NULL && (home = folder = home_default()) == NULL) {
		complain(zh ? "本用户没有主目录；请用 --home 指明"
		            : "this user has no home folder; name one with --home");
		return EXIT_FAILED;
	}
	status = assay_list_install(NULL, home, path, list_key, &facts, &error);
	free(folder);
	if (status != ASSAY_OK)
		return args_failed(status, &error, zh);
	if (facts.overlay)
		printf(zh ? "这是版本 %llu 的增量\n" : "an overlay of version %llu\n",
		       (unsigned long long)facts.base_version);
	printf(zh ? "已安装 %s 的清单：版本 %llu，范围 %s，%llu 个序列号，签发 %s\n"
	          : "installed the list of %s: version %llu, scope %s, %llu serials, issued %s\n",
	       facts.trusted_by, (unsigned long long)facts.version, facts.scope,
	       (unsigned long long)facts.entries, time_text(facts.issued_at).text);
	return finish(EXIT_YES);
}

int
cmd_list(int argc, char **argv)
{
	const char *word = argc >= 2 ? argv[1] : "";

	argc--;
	argv++;
	if (strcmp(word, "build") == 0)
		return list_build(argc, argv, false);
	if (strcmp(word, "overlay") == 0)
		return list_build(argc, argv, true);
	if (strcmp(word, "info") == 0)
		return list_look(argc, argv, false);
	if (strcmp(word, "check") == 0)
		return list_look(argc, argv, true);
	if (strcmp(word, "lookup") == 0)
		return list_lookup(argc, argv);
	if (strcmp(word, "install") == 0)
		return list_install(argc, argv);
	complain("say build, overlay, info, check, lookup or install; `assay list --help` says more");
	return EXIT_FAILED;
}
