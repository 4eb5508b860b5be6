/* main.c - the assay command: finds the subcommand and runs it */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tool.h"

/* clang-format off */
static const struct command commands[] = {
	{ "scan", cmd_scan, scan_usage,
		"verdicts on the goods in photographs" },
	{ "decode", cmd_decode, "[--tsv] [--effort E] [--jobs N] [--lang L] PHOTO...",
		"what the codes in photographs say" },
	{ "explain", cmd_explain, "[--plugins DIR] [--lang L] RULE|RESULT.json|-",
		"the chain behind a rule or a result" },
	{ "parse", cmd_parse, "[--as-of TIME] TEXT|-",
		"a payload to its fields, as JSON" },
	{ "vectors", cmd_vectors, "[--as-of TIME] [--home DIR] [--plugins DIR] FILE.tsv",
		"whether the rules say what a file of rows expects" },
	{ "rules", cmd_rules, "[--category NAME] [--labels] [--plugins DIR] [--lang L]",
		"the rules, or the typed values they read" },
	{ "plugins", cmd_plugins, "[--plugins DIR] [--lang L]",
		"the plugins and what they know" },
	{ "doctor", cmd_doctor, "[--home DIR] [--plugins DIR]",
		"what this machine offers assay" },
	{ NULL, NULL, NULL, NULL }
};
/* clang-format on */

static const char *running = "";

void
complain(const char *format, ...)
{
	va_list args;

	fprintf(stderr, "assay%s%s: ", running[0] ? " " : "", running);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

bool
parse_time(const char *text, int64_t *out)
{
	int y, mo, d, h = 23, mi = 59, s = 59, n = 0, zh = 0, zm = 0;
	char sign = 'Z';
	static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
	int64_t days;

	if (sscanf(text, "%4d-%2d-%2d%n", &y, &mo, &d, &n) != 3 || n != 10)
		return false;
	if (text[n] != '\0') {
		int m = 0;

		if (sscanf(text + n, "T%2d:%2d:%2d%n", &h, &mi, &s, &m) != 3 || m != 9)
			return false;
		n += m;
		if (strcmp(text + n, "Z") != 0) {
			if (sscanf(text + n, "%c%2d:%2d%n", &sign, &zh, &zm, &m) != 3 || m != 6
				|| (sign != '+' && sign != '-') || text[n + m] != '\0')
				return false;
		}
	}
	if (y < 1970 || mo < 1 || mo > 12 || d < 1 || h > 23 || mi > 59 || s > 60 || h < 0
		|| mi < 0 || s < 0 || zh < 0 || zh > 23 || zm < 0 || zm > 59)
		return false;
	{
		int leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
		static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

		if (d > length[mo - 1] + (mo == 2 && leap))
			return false;
		days = (int64_t)(y - 1970) * 365 + (y - 1969) / 4 - (y - 1901) / 100
			+ (y - 1601) / 400 + before[mo - 1] + (mo > 2 && leap) + d - 1;
	}
	*out = days * 86400 + h * 3600 + mi * 60 + s;
	*out -= (sign == '-' ? -1 : 1) * (zh * 3600 + zm * 60);
	return true;
}

enum assay_lang
choose_lang(const char *lang)
{
	if (lang == NULL)
		lang = getenv("LC_ALL");
	if (lang == NULL || *lang == '\0')
		lang = getenv("LC_MESSAGES");
	if (lang == NULL || *lang == '\0')
		lang = getenv("LANG");
	return lang != NULL && strncmp(lang, "zh", 2) == 0 ? ASSAY_ZH : ASSAY_EN;
}

bool
parse_lang(const char *text, enum assay_lang *out)
{
	if (strcmp(text, "en") != 0 && strcmp(text, "zh") != 0) {
		complain("--lang: '%s' is neither en nor zh", text);
		return false;
	}
	*out = text[0] == 'z' ? ASSAY_ZH : ASSAY_EN;
	return true;
}

bool
parse_effort(const char *text, enum assay_effort *out)
{
	static const struct {
		const char *name;
		enum assay_effort effort;
	} efforts[] = { { "fast", ASSAY_EFFORT_FAST }, { "normal", ASSAY_EFFORT_NORMAL },
		{ "thorough", ASSAY_EFFORT_THOROUGH } };

	for (size_t i = 0; i < sizeof efforts / sizeof *efforts; i++)
		if (strcmp(text, efforts[i].name) == 0) {
			*out = efforts[i].effort;
			return true;
		}
	complain("--effort: '%s' is none of fast, normal, thorough", text);
	return false;
}

bool
parse_count(const char *option, const char *text, long least, long most, long *out)
{
	char *end;

	errno = 0;
	*out = strtol(text, &end, 10);
	if (errno != 0 || end == text || *end != '\0' || *out < least || *out > most) {
		complain("%s: '%s' is no whole number from %ld to %ld", option, text, least, most);
		return false;
	}
	return true;
}

char *
shown_bytes(struct assay_bytes bytes)
{
	char *text = assay_escape(bytes);

	if (text == NULL) {
		complain("out of memory");
		exit(EXIT_FAILED);
	}
	return text;
}

char *
shown(const char *name)
{
	return shown_bytes((struct assay_bytes){ (const uint8_t *)name, strlen(name) });
}

int
finish(int status)
{
	errno = 0;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	if (errno != EPIPE)
		complain("cannot write the results: %s; make room, or write them elsewhere",
			strerror(errno != 0 ? errno : EIO));
	return EXIT_FAILED;
}

static void
usage(FILE *out)
{
	fprintf(out, "assay %s: reads the codes on goods and checks them against signed data\n\n",
		assay_version());
	for (const struct command *c = commands; c->name != NULL; c++)
		fprintf(out, "  %-10s %s\n", c->name, c->summary);
	fputs("\nassay COMMAND --help says more; man assay says all.\n", out);
}

int
main(int argc, char **argv)
{
	static char label[40];

	/* no file of ours may become stdout because a caller closed it; writing there
	 * fails as it should */
	for (int fd = open("/dev/null", O_RDONLY); fd >= 0; fd = open("/dev/null", O_RDONLY))
		if (fd > STDERR_FILENO) {
			close(fd);
			break;
		}
	/* a closed pipe is an error of write(), told by finish() */
	signal(SIGPIPE, SIG_IGN);
	if (argc < 2) {
		usage(stderr);
		return EXIT_FAILED;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
		usage(stdout);
		return finish(EXIT_YES);
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("assay %s\n", assay_version());
		return finish(EXIT_YES);
	}
	for (const struct command *c = commands; c->name != NULL; c++) {
		if (strcmp(argv[1], c->name) != 0)
			continue;
		running = c->name;
		if (argc > 2 && strcmp(argv[2], "--help") == 0) {
			printf("usage: assay %s %s\n%s\n", c->name, c->usage, c->summary);
			return finish(EXIT_YES);
		}
		/* getopt_long() begins its complaints with argv[0] */
		snprintf(label, sizeof label, "assay %s", c->name);
		argv[1] = label;
		return c->run(argc - 1, argv + 1);
	}
	complain("no command '%s'; `assay help` lists them", argv[1]);
	return EXIT_FAILED;
}
