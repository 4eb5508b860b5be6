/* main.c - the assay command: finds the subcommand and runs it */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "assay-check.h"
#include "tool.h"

/* clang-format off */
static const struct command commands[] = {
	{ "scan", cmd_scan, scan_usage,
		"verdicts on the goods in photographs" },
	{ "decode", cmd_decode, "[--tsv] [--annotate DIR] [--effort E] [--jobs N]\n"
	  "                    [--lang L] PHOTO...",
		"what the codes in photographs say" },
	{ "explain", cmd_explain, "[--plugins DIR] [--lang L] RULE|RESULT.json|-",
		"the chain behind a rule or a result" },
	{ "parse", cmd_parse, "[--as-of TIME] TEXT|-",
		"a payload to its fields, as JSON" },
	{ "vectors", cmd_vectors, "[--as-of TIME] [--home DIR] [--plugins DIR] FILE.tsv",
		"whether the rules say what a file of rows expects" },
	{ "list", cmd_list, list_usage,
		"signed lists of serials: build, look up, install" },
	{ "profile", cmd_profile, profile_usage,
		"what a maker signed about its goods: build, check, install" },
	{ "data", cmd_data, data_usage,
		"signed data packs: build, check, install" },
	{ "key", cmd_key, key_usage,
		"the keys that lists are signed with" },
	{ "sync", cmd_sync, sync_usage,
		"bring the registry and the lists up to date" },
	{ "trust", cmd_trust, trust_usage,
		"whom this device believes" },
	{ "rules", cmd_rules, "[--category NAME] [--labels] [--plugins DIR] [--lang L]",
		"the rules, or the typed values they read" },
	{ "plugins", cmd_plugins, "[--plugins DIR] [--lang L]",
		"the plugins and what they know" },
	{ "doctor", cmd_doctor, "[--home DIR] [--plugins DIR] [--lang L]",
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
	vfprintf(stderr, in_words(format), args);
	va_end(args);
	fputc('\n', stderr);
}

/* Is text the beginning of that option's name, and not all of it? */
static size_t
could_mean(const struct option *options, const char *text)
{
	size_t n = strcspn(text, "="), count = 0;

	for (; options->name != NULL; options++)
		count += strncmp(options->name, text, n) == 0;
	return count;
}

int
next_option(int argc, char **argv, const struct option *options)
{
	int at = optind > 0 ? optind : 1, c;
	const char *text;
	char *name;

	opterr = 0;
	c = getopt_long(argc, argv, ":", options, NULL);
	if (c != '?' && c != ':')
		return c;
	/* the option at fault is the last one that was looked at */
	text = argv[optind > at ? optind - 1 : at];
	name = shown(text);
	if (c == ':')
		complain("%s wants a value; --help says which", name);
	else if (strncmp(text, "--", 2) != 0 || could_mean(options, text + 2) == 0)
		complain("no option %s; --help lists them", name);
	else if (could_mean(options, text + 2) > 1)
		complain("%s can mean several options; --help lists them", name);
	else
		complain("%s takes no value", name);
	free(name);
	return '?';
}

/* A number of two digits at s[at], at most `most`; -1: not one. */
static int32_t
two_digits(struct assay_bytes s, size_t at, int32_t most)
{
	int32_t n = assay_number(s, at, 2);

	return n > most ? -1 : n;
}

/* "", "Z" or "+HH:MM" as seconds east of Greenwich; false: none of these. */
static bool
parse_zone(struct assay_bytes s, int32_t *east)
{
	int32_t hours, minutes;

	*east = 0;
	if (s.len == 1 && (s.data[0] == 'Z' || s.data[0] == 'z'))
		return true;
	if (s.len != 6 || (s.data[0] != '+' && s.data[0] != '-') || s.data[3] != ':')
		return false;
	hours = two_digits(s, 1, 23);
	minutes = two_digits(s, 4, 59);
	*east = (hours * 3600 + minutes * 60) * (s.data[0] == '-' ? -1 : 1);
	return hours >= 0 && minutes >= 0;
}

bool
parse_time(const char *text, int64_t *out)
{
	struct assay_bytes s = assay_str(text), zone;
	int32_t day, h = 23, mi = 59, sec = 59, east = 0;

	if (s.len < 10)
		return false;
	day = assay_day_of((struct assay_bytes){ s.data, 10 });
	if (day == ASSAY_NO_DAY || day < 0)
		return false;
	if (s.len > 10) {
		if (s.len < 20 || (s.data[10] != 'T' && s.data[10] != 't') ||
		    s.data[13] != ':' || s.data[16] != ':')
			return false;
		h = two_digits(s, 11, 23);
		mi = two_digits(s, 14, 59);
		sec = two_digits(s, 17, 60);
		zone = (struct assay_bytes){ s.data + 19, s.len - 19 };
		if (zone.data[0] == '.') {
			size_t digits = strspn((const char *)zone.data + 1, "0123456789");

			if (digits == 0)
				return false;
			zone.data += digits + 1;
			zone.len -= digits + 1;
		}
		if (h < 0 || mi < 0 || sec < 0 || !parse_zone(zone, &east))
			return false;
	}
	*out = (int64_t)day * 86400 + h * 3600 + mi * 60 + sec - east;
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
	speak(*out);
	return true;
}

bool
parse_effort(const char *text, enum assay_effort *out)
{
	static const struct {
		const char *name;
		enum assay_effort effort;
	} efforts[] = { { "fast", ASSAY_EFFORT_FAST },
		        { "normal", ASSAY_EFFORT_NORMAL },
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
		complain("%s: '%s' is no whole number from %ld to %ld", option, text,
		         least, most);
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
	/* a closed pipe is nobody's fault, and who presses Ctrl-C knows it */
	if (errno != EPIPE && errno != EINTR)
		complain("cannot write the results: %s; make room, or write them "
		         "elsewhere",
		         error_why(errno != 0 ? errno : EIO));
	return EXIT_FAILED;
}

static void
usage(FILE *out)
{
	fprintf(out, "assay %s: %s\n\n", assay_version(),
	        in_words("reads the codes on goods and checks them against signed data"));
	for (const struct command *c = commands; c->name != NULL; c++)
		fprintf(out, "  %-10s %s\n", c->name, in_words(c->summary));
	fprintf(out, "\n%s\n",
	        in_words("assay COMMAND --help says more; man assay says all."));
}

/* Is --help among the options? */
static bool
wants_help(int argc, char **argv)
{
	for (int i = 2; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0)
			return true;
	return false;
}

static int
help(const struct command *c)
{
	enum assay_lang lang = choose_lang(NULL);

	printf("%s assay %s %s\n%s\n", in_words("usage:"), c->name, c->usage,
	       in_words(c->summary));
	for (const struct sentence *s = scan_options; c->run == cmd_scan && s->en != NULL;
	     s++)
		puts(lang == ASSAY_ZH ? s->zh : s->en);
	return finish(EXIT_YES);
}

int
main(int argc, char **argv)
{
	/* no file of ours may become stdout because a caller closed it; writing there
	 * fails as it should */
	for (int fd = open("/dev/null", O_RDONLY); fd >= 0;
	     fd = open("/dev/null", O_RDONLY))
		if (fd > STDERR_FILENO) {
			close(fd);
			break;
		}
	/* a closed pipe is an error of write(), told by finish() */
	signal(SIGPIPE, SIG_IGN);
	speak(choose_lang(NULL));
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
		if (wants_help(argc, argv))
			return help(c);
		return c->run(argc - 1, argv + 1);
	}
	complain("no command '%s'; `assay help` lists them", argv[1]);
	return EXIT_FAILED;
}
