/* cmd_parse.c - assay parse: one payload to its fields, as JSON */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tool.h"

#define STDIN_MAX 65536 /* more than any code holds, with room to say so */

/* All of stdin but one line break at its end; malloc()ed.  NULL: complained. */
static char *
read_stdin(size_t *len)
{
	char *text = malloc(STDIN_MAX);

	if (text == NULL) {
		complain("out of memory");
		return NULL;
	}
	*len = fread(text, 1, STDIN_MAX, stdin);
	if (ferror(stdin)) {
		complain("standard input cannot be read");
		free(text);
		return NULL;
	}
	if (*len > 0 && text[*len - 1] == '\n')
		--*len;
	if (*len > 0 && text[*len - 1] == '\r')
		--*len;
	return text;
}

/* The separator as `assay decode` and people write it, to its byte; malloc()ed. */
static char *
with_separators(const char *text, size_t *len)
{
	static const char *const spellings[] = { "\\x1D", "\\x1d", "{GS}", "<GS>" };
	char *out = malloc(*len + 1);
	size_t n = 0;

	for (size_t i = 0; out != NULL && i < *len;) {
		size_t k = 0;

		while (k < 4 && (*len - i < 4 || memcmp(text + i, spellings[k], 4) != 0))
			k++;
		out[n++] = k < 4 ? '\x1D' : text[i];
		i += k < 4 ? 4 : 1;
	}
	*len = n;
	return out;
}

int
cmd_parse(int argc, char **argv)
{
	int64_t now = (int64_t)time(NULL);
	const char *text = NULL;
	const struct context_options nobody = { .any_plugins = true, .no_home = true };
	char *owned = NULL, *plain = NULL, *json = NULL, *masked = NULL;
	struct assay *a = NULL;
	bool options = true;
	enum assay_status status;
	size_t len;

	for (int i = 1; i < argc; i++) {
		if (options && strcmp(argv[i], "--") == 0) {
			options = false;
		} else if (options && strcmp(argv[i], "--as-of") == 0) {
			if (++i == argc || !parse_time(argv[i], &now)) {
				complain("--as-of takes a date such as 2026-11-20");
				return EXIT_FAILED;
			}
		} else if (options && argv[i][0] == '-' && argv[i][1] != '\0') {
			complain("no option '%s'; put -- before a payload that starts "
			         "with -",
			         argv[i]);
			return EXIT_FAILED;
		} else if (text != NULL) {
			complain("one payload at a time: put quotes around it");
			return EXIT_FAILED;
		} else {
			text = argv[i];
		}
	}
	if (text == NULL) {
		complain("what is to be parsed?  `assay parse TEXT`, or `assay parse -` "
		         "for stdin");
		return EXIT_FAILED;
	}
	len = strlen(text);
	if (options && strcmp(text, "-") == 0) {
		if ((owned = read_stdin(&len)) == NULL)
			return EXIT_FAILED;
		text = owned;
	}
	if ((plain = with_separators(text, &len)) == NULL) {
		complain("out of memory");
		free(owned);
		return EXIT_FAILED;
	}
	status = assay_parse((struct assay_bytes){ (const uint8_t *)plain, len }, now,
	                     &json);
	if (json == NULL) {
		complain("%s", assay_status_text(status));
	} else if ((a = context_open(&nobody)) == NULL) {
		status = ASSAY_E_PLUGIN; /* it said why */
	} else if ((masked = assay_masked(a, (struct assay_bytes){ (const uint8_t *)json,
	                                                           strlen(json) })) ==
	           NULL) {
		status = ASSAY_E_NOMEM;
		complain("%s", assay_status_text(status));
	} else {
		puts(masked);
	}
	assay_free(a);
	free(masked);
	free(json);
	free(plain);
	free(owned);
	return finish(status == ASSAY_OK         ? EXIT_YES
	              : status == ASSAY_E_FORMAT ? EXIT_NO
	                                         : EXIT_FAILED);
}
