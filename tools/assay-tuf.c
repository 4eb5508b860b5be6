/* assay-tuf.c - the bare TUF client: keeps a folder of trusted metadata up to date
 *
 * What `assay sync` stands on, with nothing of assay's own rules around it, so that
 * test suites for TUF clients can be run over it.  A client by the public header, as
 * everything in this folder is.  Exit status 0: done; 1: not. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "assay-tuf.h"
#include "fetch.h"

struct asked {
	const char *metadata_dir, *metadata_url, *target_base_url, *target_dir;
	const char **names; /* of targets, in order */
	size_t n_names;
	const char *command, *file;
};

static const char usage[] =
        "usage: assay-tuf --metadata-dir DIR init TRUSTED_ROOT\n"
        "       assay-tuf --metadata-dir DIR --metadata-url URL refresh\n"
        "       assay-tuf --metadata-dir DIR --metadata-url URL --target-name PATH...\n"
        "                 --target-base-url URL --target-dir DIR download\n"
        "URL: http://, https://, file:// or a folder.  man assay-tuf says more.\n";

static bool
chinese(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *lang = getenv(names[i]);

		if (lang != NULL && *lang != '\0')
			return strncmp(lang, "zh", 2) == 0;
	}
	return false;
}

static int
complain(const char *en, const char *zh)
{
	fprintf(stderr, "assay-tuf: %s\n", chinese() ? zh : en);
	return 1;
}

static int
answer(enum assay_status status, const struct assay_error *error)
{
	if (status == ASSAY_OK)
		return 0;
	return complain(error->text[0] != '\0' ? error->text : assay_status_text(status),
	                error->text_zh[0] != '\0' ? error->text_zh
	                                          : assay_status_text(status));
}

/* false after a sentence. */
static bool
read_words(int argc, char **argv, struct asked *a)
{
	const struct {
		const char *name;
		const char **value;
	} options[] = {
		{ "--metadata-dir", &a->metadata_dir },
		{ "--metadata-url", &a->metadata_url },
		{ "--target-base-url", &a->target_base_url },
		{ "--target-dir", &a->target_dir },
		{ "--target-name", NULL },
	};
	const size_t n = sizeof options / sizeof *options;

	for (int i = 1; i < argc; i++) {
		size_t k = 0;

		while (k < n && strcmp(argv[i], options[k].name) != 0)
			k++;
		if (k < n && i + 1 == argc) {
			complain("the last option wants a value; --help shows the usage",
			         "最后一个选项缺少值；用 --help 查看用法");
			return false;
		}
		if (k < n && options[k].value != NULL) {
			*options[k].value = argv[++i];
		} else if (k < n) {
			a->names[a->n_names++] = argv[++i];
		} else if (argv[i][0] != '-' && a->command == NULL) {
			a->command = argv[i];
		} else if (argv[i][0] != '-' && a->file == NULL) {
			a->file = argv[i];
		} else {
			complain("there is an option or a word that is not known; --help "
			         "shows "
			         "the usage",
			         "有无法识别的选项或参数；用 --help 查看用法");
			return false;
		}
	}
	if (a->command != NULL && a->metadata_dir != NULL)
		return true;
	complain("--metadata-dir and a command are needed; --help shows the usage",
	         "需要 --metadata-dir 和一个命令；用 --help 查看用法");
	return false;
}

static int
init(const struct asked *a)
{
	struct assay_error error = { "", "" };

	if (a->file == NULL)
		return complain("init wants the file of a trusted root",
		                "init 需要一个可信的 root 文件");
	return answer(assay_tuf_init(a->metadata_dir, a->file, &error), &error);
}

static enum assay_status
download_all(struct assay_tuf *t, const struct asked *a, struct assay_error *error)
{
	enum assay_status status = ASSAY_OK;
	char *base = fetch_address(a->target_base_url);

	if (base == NULL) {
		snprintf(error->text, sizeof error->text, "--target-base-url: %s",
		         strerror(errno));
		snprintf(error->text_zh, sizeof error->text_zh,
		         "--target-base-url：没有这个文件夹");
		return ASSAY_E_IO;
	}
	for (size_t i = 0; i < a->n_names && status == ASSAY_OK; i++)
		status = assay_tuf_download(t, a->names[i], base, a->target_dir, error);
	free(base);
	return status;
}

static int
update(const struct asked *a, bool download)
{
	struct assay_error error = { "", "" };
	struct fetcher fetcher = { NULL };
	struct assay_tuf_options options = {
		.size = sizeof options,
		.folder = a->metadata_dir,
		.now = (int64_t)time(NULL),
		.fetch = fetch_url,
		.fetch_data = &fetcher,
	};
	enum assay_status status;
	struct assay_tuf *t = NULL;
	char *url;

	if (a->file != NULL || a->metadata_url == NULL)
		return complain("--metadata-url is needed, and no other word",
		                "需要 --metadata-url，且不能有多余的参数");
	if (download &&
	    (a->n_names == 0 || a->target_base_url == NULL || a->target_dir == NULL))
		return complain("download wants --target-name, --target-base-url and "
		                "--target-dir",
		                "download 需要 --target-name、--target-base-url 和 "
		                "--target-dir");
	if ((url = fetch_address(a->metadata_url)) == NULL)
		return complain(errno == ENOMEM ? "out of memory"
		                                : "--metadata-url: no such folder",
		                errno == ENOMEM ? "内存不足"
		                                : "--metadata-url：没有这个文件夹");
	options.metadata_url = url;
	status = assay_tuf_open(&options, &t, &error);
	if (status == ASSAY_OK)
		status = assay_tuf_refresh(t, &error);
	if (status == ASSAY_OK && download)
		status = download_all(t, a, &error);
	assay_tuf_close(t);
	fetcher_clear(&fetcher);
	free(url);
	return answer(status, &error);
}

int
main(int argc, char **argv)
{
	struct asked a = { .names = calloc((size_t)argc, sizeof *a.names) };
	int status = 1;

	if (argc == 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
		fputs(usage, stdout);
		free(a.names);
		return 0;
	}
	if (a.names == NULL)
		status = complain("out of memory", "内存不足");
	else if (!read_words(argc, argv, &a))
		status = 1;
	else if (strcmp(a.command, "init") == 0)
		status = init(&a);
	else if (strcmp(a.command, "refresh") == 0)
		status = update(&a, false);
	else if (strcmp(a.command, "download") == 0)
		status = update(&a, true);
	else
		complain("a command is init, refresh or download; --help shows the usage",
		         "命令只有 init、refresh 和 download；用 --help 查看用法");
	free(a.names);
	return status;
}
