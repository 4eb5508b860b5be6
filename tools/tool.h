/* tool.h - what the subcommands share */
#ifndef TOOL_H
#define TOOL_H

#include <stdio.h>

#include "assay.h"

/* Exit status of every command but scan (see assay(1)). */
enum { EXIT_YES = 0, EXIT_NO = 1, EXIT_FAILED = 2, EXIT_CANNOT_SAY = 3 };

struct command {
	const char *name;
	int (*run)(int argc, char **argv); /* argv[0] is the command's name */
	const char *usage;                 /* after "assay NAME " */
	const char *summary;
};

int cmd_decode(int argc, char **argv);

/* One sentence on stderr, "assay NAME: ..."; the newline is added. */
__attribute__((format(printf, 1, 2))) void complain(const char *format, ...);
/* RFC 3339, or a bare date for the end of that day (UTC); false: neither. */
bool parse_time(const char *text, int64_t *out);
/* The language of --lang, or of the locale where lang is NULL. */
enum assay_lang choose_lang(const char *lang);

#endif
