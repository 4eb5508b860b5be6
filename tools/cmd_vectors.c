/* cmd_vectors.c - assay vectors: do the rules say what the rows of a file expect?
 *
 * A file has one header line and then rule, input and expected of each row, tab
 * separated; what follows is for the reader. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tool.h"

/* Cut the next column off *line. */
static char *
column(char **line)
{
	char *start = *line, *tab = start == NULL ? NULL : strchr(start, '\t');

	*line = tab == NULL ? NULL : tab + 1;
	if (tab != NULL)
		*tab = '\0';
	return start;
}

struct count {
	size_t n[3];
};

/* One row; false: it has no three columns. */
static bool
run(const struct assay *a, const char *file, size_t number, char *line, int64_t now,
    struct count *count)
{
	static const char *const words[] = { "PASS", "FAIL", "SKIP" };
	char *rule = column(&line), *input = column(&line), *expected = column(&line);
	char *why = NULL, *masked, *show;
	enum assay_vector result;

	if (expected == NULL) {
		complain(
		        "%s, line %zu: a row has rule, input and expected, tab separated",
		        file, number);
		return false;
	}
	result = assay_vector_run(
	        a, rule, (struct assay_bytes){ (const uint8_t *)input, strlen(input) },
	        (struct assay_bytes){ (const uint8_t *)expected, strlen(expected) }, now,
	        &why);
	/* a key or a person's number is no less a secret in a table of values */
	masked = assay_masked(
	        a, (struct assay_bytes){ (const uint8_t *)input, strlen(input) });
	if (masked == NULL) {
		complain("out of memory");
		free(why);
		return false;
	}
	show = shown(masked);
	printf("%s\t%s\t%s%s%s\n", words[result], rule, show, why == NULL ? "" : "\t",
	       why == NULL ? "" : why);
	count->n[result]++;
	free(show);
	free(masked);
	free(why);
	return true;
}

int
cmd_vectors(int argc, char **argv)
{
	struct context_options options = { .quiet_home = true, .no_home = true };
	int64_t now = (int64_t)time(NULL);
	const char *path = NULL;
	struct count count = { { 0 } };
	struct assay *a = NULL;
	FILE *file = NULL;
	char *line = NULL;
	size_t room = 0, number = 0;
	ssize_t len;
	int status = EXIT_FAILED;

	for (int i = 1; i < argc; i++) {
		const char **value = strcmp(argv[i], "--home") == 0 ? &options.home
		                     : strcmp(argv[i], "--plugins") == 0
		                             ? &options.plugins
		                             : NULL;

		if (value != NULL || strcmp(argv[i], "--as-of") == 0) {
			if (i + 1 == argc) {
				complain("%s takes a value", argv[i]);
				return EXIT_FAILED;
			}
			if (value != NULL) {
				*value = argv[++i];
			} else if (!parse_time(argv[++i], &now)) {
				complain("--as-of takes a date such as 2026-11-20");
				return EXIT_FAILED;
			}
		} else if (argv[i][0] == '-' || path != NULL) {
			complain("one file of rows at a time; `assay vectors --help` "
			         "lists the options");
			return EXIT_FAILED;
		} else {
			path = argv[i];
		}
	}
	if (path == NULL) {
		complain("which file?  `assay vectors FILE.tsv`");
		return EXIT_FAILED;
	}
	options.no_home = options.home == NULL; /* rows do not depend on who is trusted */
	if ((file = fopen(path, "r")) == NULL) {
		complain("%s: %s", path, strerror(errno));
		return EXIT_FAILED;
	}
	if ((a = context_open(&options)) == NULL)
		goto out;
	while ((len = getline(&line, &room, file)) >= 0) {
		while (len > 0 && (line[len - 1] == '\n' || line[len - 1] == '\r'))
			line[--len] = '\0';
		if (++number == 1 || len == 0)
			continue;
		if (strlen(line) != (size_t)len) {
			complain("%s, line %zu: a zero byte, which no row has", path,
			         number);
			goto out;
		}
		if (!run(a, path, number, line, now, &count))
			goto out;
	}
	if (ferror(file)) {
		complain("%s: %s", path, strerror(errno));
		goto out;
	}
	printf("%zu passed, %zu failed, %zu skipped\n", count.n[ASSAY_VECTOR_PASS],
	       count.n[ASSAY_VECTOR_FAIL], count.n[ASSAY_VECTOR_SKIP]);
	status = finish(count.n[ASSAY_VECTOR_FAIL] > 0 ? EXIT_NO : EXIT_YES);
out:
	free(line);
	fclose(file);
	assay_free(a);
	return status;
}
