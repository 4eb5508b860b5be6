/* args.c - options of the commands that manage keys, pins and lists, as a table */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "args.h"
#include "tool.h"

#define PASSPHRASE_MAX 1024

static const struct arg *
find(const struct arg *args, const char *name)
{
	for (; args->name != NULL; args++)
		if (strcmp(args->name, name) == 0)
			return args;
	return NULL;
}

bool
args_take(int argc, char **argv, const struct arg *args, const char **words, int least,
          int most)
{
	bool literal = false;
	int n = 0;

	for (int i = 1; i < argc; i++) {
		const struct arg *arg;

		if (literal || argv[i][0] != '-' || argv[i][1] == '\0') {
			if (n == most) {
				char *name = shown(argv[i]);

				complain("%s: '%s' is one word too many", argv[0], name);
				free(name);
				return false;
			}
			words[n++] = argv[i];
			continue;
		}
		if (strcmp(argv[i], "--") == 0) {
			literal = true;
			continue;
		}
		if ((arg = find(args, argv[i])) == NULL) {
			char *name = shown(argv[i]);

			complain("%s: no option %s; --help lists them", argv[0], name);
			free(name);
			return false;
		}
		if (arg->flag != NULL) {
			*arg->flag = true;
			continue;
		}
		if (++i == argc) {
			complain("%s: %s wants a value", argv[0], arg->name);
			return false;
		}
		if (arg->value != NULL) {
			*arg->value = argv[i];
		} else if (arg->many->n == ARG_MANY) {
			complain("%s: %s stands more than %d times", argv[0], arg->name, ARG_MANY);
			return false;
		} else {
			arg->many->values[arg->many->n++] = argv[i];
		}
	}
	if (n >= least)
		return true;
	complain("%s: something is missing; `assay help` and --help say what", argv[0]);
	return false;
}

bool
args_lang(const char *lang, bool *zh)
{
	enum assay_lang chosen = choose_lang(NULL);

	if (lang != NULL && !parse_lang(lang, &chosen))
		return false;
	*zh = chosen == ASSAY_ZH;
	return true;
}

int
args_failed(enum assay_status status, const struct assay_error *error, bool zh)
{
	const char *text = zh ? error->text_zh : error->text;

	complain("%s", text[0] != '\0' ? text : assay_status_text(status));
	return status == ASSAY_E_TRUST ? EXIT_CANNOT_SAY : EXIT_FAILED;
}

/* The compiler must not take this for dead stores. */
static void
wipe(void *at, size_t n)
{
	volatile unsigned char *p = at;

	while (n-- > 0)
		*p++ = 0;
}

void
passphrase_free(char *passphrase)
{
	if (passphrase == NULL)
		return;
	wipe(passphrase, PASSPHRASE_MAX);
	free(passphrase);
}

/* One line without its end; false: none, or too long. */
static bool
read_line(int fd, char *out)
{
	size_t n = 0;

	for (;;) {
		char b;
		ssize_t got = read(fd, &b, 1);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return false;
		if (got == 0 || b == '\n')
			break;
		if (n == PASSPHRASE_MAX - 1 || b == '\0')
			return false;
		out[n++] = b;
	}
	if (n > 0 && out[n - 1] == '\r')
		n--;
	out[n] = '\0';
	return n > 0;
}

static bool
ask(int tty, const char *prompt, char *out)
{
	struct termios before, quiet;
	bool is_tty = tcgetattr(tty, &before) == 0, done;

	if (write(tty, prompt, strlen(prompt)) < 0)
		return false;
	if (is_tty) {
		quiet = before;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(tty, TCSAFLUSH, &quiet);
	}
	done = read_line(tty, out);
	if (is_tty)
		tcsetattr(tty, TCSAFLUSH, &before);
	if (write(tty, "\n", 1) < 0)
		done = false;
	return done;
}

char *
passphrase_read(const char *fd, bool is_new, bool zh)
{
	char *out = calloc(1, PASSPHRASE_MAX), *again = NULL;
	bool done = false;
	long number;
	int tty = -1;

	if (out == NULL)
		return NULL;
	if (fd != NULL) {
		if (!parse_count("--passphrase-fd", fd, 0, 1 << 20, &number))
			goto out;
		if (!(done = read_line((int)number, out)))
			complain(zh ? "描述符 %ld 上没有口令" : "there is no passphrase on descriptor %ld",
			         number);
		goto out;
	}
	if ((tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) < 0) {
		complain(zh ? "没有终端可输入口令；请用 --passphrase-fd"
		            : "there is no terminal to ask for the passphrase; use --passphrase-fd");
		goto out;
	}
	if (!ask(tty, zh ? "口令：" : "passphrase: ", out)) {
		complain(zh ? "没有口令" : "no passphrase");
		goto out;
	}
	done = true;
	if (is_new) {
		again = calloc(1, PASSPHRASE_MAX);
		done = again != NULL && ask(tty, zh ? "再次输入：" : "once more: ", again)
			&& strcmp(out, again) == 0;
		if (!done)
			complain(zh ? "两次口令不同" : "the two passphrases differ");
		passphrase_free(again);
	}
out:
	if (tty >= 0)
		close(tty);
	if (!done) {
		passphrase_free(out);
		return NULL;
	}
	return out;
}
