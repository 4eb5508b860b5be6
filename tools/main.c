/* main.c - the assay command: finds the subcommand and runs it */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tool.h"

/* clang-format off */
static const struct command commands[] = {
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
	if (argc < 2) {
		usage(stderr);
		return EXIT_FAILED;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
		usage(stdout);
		return EXIT_YES;
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("assay %s\n", assay_version());
		return EXIT_YES;
	}
	for (const struct command *c = commands; c->name != NULL; c++) {
		if (strcmp(argv[1], c->name) != 0)
			continue;
		running = c->name;
		if (argc > 2 && strcmp(argv[2], "--help") == 0) {
			printf("usage: assay %s %s\n%s\n", c->name, c->usage, c->summary);
			return EXIT_YES;
		}
		return c->run(argc - 1, argv + 1);
	}
	complain("no command '%s'; `assay help` lists them", argv[1]);
	return EXIT_FAILED;
}
