/* cmd_sync.c - assay sync: a repository's news into a home, over any medium */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "args.h"
#include "bar.h"
#include "fetch.h"
#include "tool.h"

const char sync_usage[] =
        "FOLDER|URL [--home DIR] [--as-of TIME] [--lang L]\n"
        "                  [--device-key FILE [--passphrase-fd N]]";

static void
on_sentence(void *data, const char *en, const char *zh)
{
	struct bar *bar = data;

	bar_hide(bar);
	puts(bar->zh ? zh : en);
	fflush(stdout);
}

static enum assay_fetched
fetch_from(void *data, const char *url, uint64_t from, uint64_t max, assay_put put,
           void *put_data, struct assay_error *error)
{
	struct fetcher *f = data;
	enum assay_fetched got;

	f->from = from;
	got = fetch_url(f, url, max, put, put_data, error);
	f->from = 0;
	return got;
}

int
cmd_sync(int argc, char **argv)
{
	const char *source = NULL, *home = NULL, *device = NULL, *fd = NULL,
	           *as_of = NULL, *lang = NULL;
	const struct arg args[] = {
		{ "--home", &home, NULL, NULL },
		{ "--device-key", &device, NULL, NULL },
		{ "--passphrase-fd", &fd, NULL, NULL },
		{ "--as-of", &as_of, NULL, NULL },
		{ "--lang", &lang, NULL, NULL },
		{ NULL, NULL, NULL, NULL },
	};
	struct assay_sync sync = { .size = sizeof sync, .now = (int64_t)time(NULL) };
	struct assay_key_facts facts = { .size = sizeof facts };
	struct assay_error error = { "", "" };
	struct fetcher fetcher = { .stop = was_interrupted };
	struct bar bar;
	char *folder = NULL, *url = NULL, *passphrase = NULL;
	enum assay_status status = ASSAY_OK;
	int result = EXIT_FAILED;
	bool zh;

	if (!args_take(argc, argv, args, &source, 1, 1) || !args_lang(lang, &zh))
		return EXIT_FAILED;
	if (as_of != NULL && !parse_time(as_of, &sync.now)) {
		complain(zh ? "--as-of：'%s' 不是时间；请写 2026-11-20 或 "
		              "2026-11-20T08:00:00Z"
		            : "--as-of: '%s' is no time; write 2026-11-20 or "
		              "2026-11-20T08:00:00Z",
		         as_of);
		return EXIT_FAILED;
	}
	if (home == NULL && (home = folder = home_default()) == NULL) {
		complain(zh ? "本用户没有主目录；请用 --home 指明"
		            : "this user has no home folder; name one with --home");
		return EXIT_FAILED;
	}
	if ((url = fetch_address(source)) == NULL) {
		char *name = shown(source);

		complain("%s: %s", name, error_words(errno, zh ? ASSAY_ZH : ASSAY_EN));
		free(name);
		goto out;
	}
	if (device != NULL)
		status = assay_key_facts(device, &facts, &error);
	if (status == ASSAY_OK && facts.encrypted &&
	    (passphrase = passphrase_read(fd, false, zh)) == NULL)
		goto out;
	sync.home = home;
	sync.source = url;
	sync.as_of = as_of != NULL;
	sync.fetch = fetch_from;
	sync.fetch_data = &fetcher;
	sync.device_key = device;
	sync.passphrase = passphrase;
	sync.say = on_sentence;
	bar_begin(&bar, zh);
	sync.say_data = sync.progress_data = &bar;
	sync.progress = bar_show;
	sync.stop = was_interrupted;
	interrupt_begin();
	if (status == ASSAY_OK)
		status = assay_sync(&sync, &error);
	interrupt_end();
	bar_hide(&bar);
	if (status != ASSAY_OK) {
		result = args_failed(status, &error, zh);
		fputs(zh ? "更新未采用：本设备仍按上一次成功更新的数据回答\n"
		         : "the update was not taken: this device answers as before\n",
		      stderr);
		goto out;
	}
	result = finish(EXIT_YES);
out:
	fetcher_clear(&fetcher);
	passphrase_free(passphrase);
	free(url);
	free(folder);
	return result;
}
