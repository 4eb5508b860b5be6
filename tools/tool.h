/* tool.h - what the subcommands share
 *
 * Subcommands know the library by its public headers alone. */
#ifndef TOOL_H
#define TOOL_H

#include <stdio.h>

#include "assay.h"

/* Exit status of every command but scan (see assay(1)). */
enum { EXIT_YES = 0, EXIT_NO = 1, EXIT_FAILED = 2, EXIT_CANNOT_SAY = 3 };

/* The same in both languages. */
struct sentence {
	const char *en, *zh;
};

struct command {
	const char *name;
	int (*run)(int argc, char **argv); /* argv[0] is the command's name */
	const char *usage;                 /* after "assay NAME " */
	const char *summary;
};

int cmd_data(int argc, char **argv);
int cmd_decode(int argc, char **argv);
int cmd_doctor(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_key(int argc, char **argv);
int cmd_list(int argc, char **argv);
int cmd_parse(int argc, char **argv);
int cmd_plugins(int argc, char **argv);
int cmd_profile(int argc, char **argv);
int cmd_rules(int argc, char **argv);
int cmd_scan(int argc, char **argv);
int cmd_sync(int argc, char **argv);
int cmd_trust(int argc, char **argv);
int cmd_vectors(int argc, char **argv);
extern const char data_usage[], profile_usage[];
extern const char key_usage[], list_usage[], sync_usage[], trust_usage[];
extern const char scan_usage[];
extern const struct sentence scan_options[]; /* ends with NULL */

/* ---- words.c: English stands where it is said, Chinese beside it in a table ---- */

extern const struct sentence sentences[]; /* ends with NULL */
/* The language of complaints from now on. */
void speak(enum assay_lang lang);
enum assay_lang spoken_lang(void);
/* The sentence in that language; English where the table has it not. */
__attribute__((format_arg(1))) const char *words_in(const char *english, enum assay_lang lang);
/* The same in the language of complaints. */
__attribute__((format_arg(1))) const char *in_words(const char *english);
/* What errno means: in a language; in that of complaints. */
const char *error_words(int number, enum assay_lang lang);
const char *error_why(int number);

struct option; /* getopt.h */
/* getopt_long() with what is wrong said in the language of complaints; '?' then. */
int next_option(int argc, char **argv, const struct option *options);
/* One sentence on stderr, "assay NAME: ..."; the newline is added. */
__attribute__((format(printf, 1, 2))) void complain(const char *format, ...);
/* RFC 3339, or a bare date for the end of that day (UTC); false: neither. */
bool parse_time(const char *text, int64_t *out);
/* The language of --lang, or of the locale where lang is NULL. */
enum assay_lang choose_lang(const char *lang);
/* --lang en|zh; false: it is neither, and complained about. */
bool parse_lang(const char *text, enum assay_lang *out);
/* --effort fast|normal|thorough, likewise. */
bool parse_effort(const char *text, enum assay_effort *out);
/* A whole number from least to most, likewise; option is named in the complaint. */
bool parse_count(const char *option, const char *text, long least, long most, long *out);
/* The text of a file name, of bytes: escaped; malloc()ed, ends the program where
 * there is no memory. */
char *shown(const char *name);
char *shown_bytes(struct assay_bytes bytes);
/* Flush stdout and hand on status, or EXIT_FAILED with one sentence where the
 * results could not be written (a closed pipe needs no sentence). */
int finish(int status);

/* How a command opens the library. */
struct context_options {
	const char *plugins; /* --plugins DIR; NULL: the program's own */
	const char *home;    /* --home DIR; NULL: the default folder */
	bool no_plugins;     /* none is needed */
	bool any_plugins;    /* those there are, to mask the secrets they know of */
	bool no_home;        /* nobody needs to be trusted */
	bool quiet_home;     /* no note where the default folder is missing */
};
/* A context, or NULL after one sentence on stderr. */
struct assay *context_open(const struct context_options *options);
/* The home folder that is used without --home: .local/share/assay below the home
 * folder of the user's account (never below what a variable says: no environment
 * variable chooses keys).  malloc()ed; NULL: the user has none. */
char *home_default(void);
/* The folder plugins are loaded from without --plugins; malloc()ed. */
char *plugins_default(void);

#endif
