/* args.h - options of the commands that manage keys, pins and lists, as a table */
#ifndef TOOL_ARGS_H
#define TOOL_ARGS_H

#include "assay.h"

#define ARG_MANY 64 /* how often an option may be repeated */

struct arg_many {
	const char *values[ARG_MANY + 1]; /* NULL-terminated */
	size_t n;
};

/* One of value (the option takes one), flag and many is set. */
struct arg {
	const char *name;
	const char **value;
	bool *flag;
	struct arg_many *many;
};

/* argv[0] is the command's word.  Takes options anywhere and from least to most other
 * words; false after one sentence on stderr. */
bool args_take(int argc, char **argv, const struct arg *args, const char **words,
               int least, int most);
bool args_lang(const char *lang, bool *zh);
/* Says the error; the exit status for it. */
int args_failed(enum assay_status status, const struct assay_error *error, bool zh);

/* A passphrase: one line from that descriptor, or asked for on the terminal (twice
 * where it is new).  NULL after one sentence.  passphrase_free wipes it. */
char *passphrase_read(const char *fd, bool is_new, bool zh);
void passphrase_free(char *passphrase);

#endif
