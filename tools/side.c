/* side.c - typed values: --label KEY=VALUE, the file PHOTO.label beside a photo, a table
 *
 * A side file is UTF-8, "key=value" a line, # begins a comment line; a byte-order mark,
 * CR LF and blanks around key and value are taken off.  Whatever is wrong in it, the
 * photo is judged all the same: the line is named on stderr and left out. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "assay-check.h"
#include "side.h"
#include "tool.h"

bool
side_known(const struct assay *a, const char *key)
{
	const struct assay_label *label;

	if (strcmp(key, "item") == 0 || strcmp(key, "market") == 0)
		return true;
	for (size_t n = 0; (label = assay_label_at(a, n)) != NULL; n++)
		if (strcmp(label->key, key) == 0)
			return true;
	return false;
}

/* Markets are written cn, eu, us; a person may shout. */
static bool
market_holds(char *value)
{
	if (strlen(value) != 2)
		return false;
	for (size_t i = 0; i < 2; i++) {
		if (value[i] >= 'A' && value[i] <= 'Z')
			value[i] = (char)(value[i] - 'A' + 'a');
		if (value[i] < 'a' || value[i] > 'z')
			return false;
	}
	return true;
}

/* NULL: taken.  Otherwise what is wrong with it, and what to do. */
static const char *
take(struct side *s, const struct assay *a, const char *key, const char *value)
{
	struct assay_typed *grown;
	char *copy;

	if (!side_known(a, key))
		return "unknown key; `assay rules --labels` lists the keys";
	if (*value == '\0')
		return "no value after the =";
	if (strlen(value) > SIDE_VALUE_MAX)
		return "value too long (4096 bytes at most)";
	if (s->n == SIDE_VALUES_MAX)
		return "more than 256 values";
	if ((copy = strdup(value)) == NULL)
		return "out of memory";
	if (strcmp(key, "item") == 0) {
		free(s->item);
		s->item = copy;
		return NULL;
	}
	if (strcmp(key, "market") == 0) {
		if (!market_holds(copy)) {
			free(copy);
			return "a market is two letters: cn, eu, us";
		}
		free(s->market);
		s->market = copy;
		return NULL;
	}
	grown = realloc(s->typed, (s->n + 1) * sizeof *grown);
	if (grown == NULL || (key = strdup(key)) == NULL) {
		s->typed = grown != NULL ? grown : s->typed;
		free(copy);
		return "out of memory";
	}
	s->typed = grown;
	s->typed[s->n++] = (struct assay_typed){ key, copy };
	return NULL;
}

static char *
trimmed(char *text)
{
	size_t n = strlen(text);

	while (n > 0 &&
	       (text[n - 1] == ' ' || text[n - 1] == '\t' || text[n - 1] == '\r'))
		text[--n] = '\0';
	return text + strspn(text, " \t");
}

bool
side_add_option(struct side *s, const struct assay *a, const char *text)
{
	char *copy = strdup(text), *equals, *name;
	const char *why = "it is not KEY=VALUE";

	if (copy == NULL) {
		complain("out of memory");
		return false;
	}
	if ((equals = strchr(copy, '=')) != NULL && assay_utf8_valid(assay_str(copy))) {
		*equals = '\0';
		why = take(s, a, trimmed(copy), trimmed(equals + 1));
	} else if (equals != NULL) {
		why = "it is not UTF-8";
	}
	free(copy);
	if (why != NULL) {
		name = shown(text);
		complain("--label %s: %s", name, in_words(why));
		free(name);
	}
	return why == NULL;
}

/* The whole file, NUL after; NULL: there is none, or it was complained about. */
static char *
contents(const char *path, const char *name, size_t *len)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	char *text = NULL;
	struct stat st;

	*len = 0;
	if (fd < 0) {
		if (errno != ENOENT && errno != ENOTDIR && errno != ENAMETOOLONG)
			complain("cannot read %s: %s; its values are left out", name,
			         error_why(errno));
		return NULL;
	}
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		complain("%s is not a regular file; its values are left out", name);
	} else if (st.st_size > SIDE_FILE_MAX) {
		complain("%s is larger than 64 KiB; its values are left out", name);
	} else if ((text = malloc(SIDE_FILE_MAX + 1)) != NULL) {
		ssize_t n;

		while (*len < SIDE_FILE_MAX &&
		       (n = read(fd, text + *len, SIDE_FILE_MAX - *len)) > 0)
			*len += (size_t)n;
		text[*len] = '\0';
	}
	close(fd);
	return text;
}

static void
take_line(struct side *s, const struct assay *a, char *line, const char *name,
          size_t number)
{
	char *equals, *bad;
	const char *why;

	line = trimmed(line);
	if (*line == '\0' || *line == '#')
		return;
	if (!assay_utf8_valid(assay_str(line))) {
		complain("%s line %zu: not UTF-8; save the file as UTF-8; left out", name,
		         number);
		return;
	}
	if ((equals = strchr(line, '=')) == NULL) {
		complain("%s line %zu: no = in it; write key=value; left out", name,
		         number);
		return;
	}
	*equals = '\0';
	line = trimmed(line);
	if ((why = take(s, a, line, trimmed(equals + 1))) == NULL)
		return;
	bad = shown(line);
	complain("%s line %zu: '%s': %s; left out", name, number, bad, in_words(why));
	free(bad);
}

void
side_parse(struct side *s, const struct assay *a, char *text, size_t len,
           const char *name)
{
	char *at = text, *end = text + len;
	size_t number = 0;

	if (len >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
		at += 3;
	while (at < end) {
		char *stop = memchr(at, '\n', (size_t)(end - at));

		if (stop == NULL)
			stop = end;
		*stop = '\0';
		number++;
		if (strlen(at) != (size_t)(stop - at))
			complain("%s line %zu: a zero byte in it; left out", name,
			         number);
		else
			take_line(s, a, at, name, number);
		at = stop + 1;
	}
}

void
side_read(struct side *s, const struct assay *a, const char *photo)
{
	size_t room = strlen(photo) + sizeof ".label", len;
	char *path = malloc(room), *text, *name;

	*s = (struct side){ 0 };
	if (path == NULL)
		return;
	snprintf(path, room, "%s.label", photo);
	name = shown(path);
	if ((text = contents(path, name, &len)) != NULL)
		side_parse(s, a, text, len, name);
	free(text);
	free(name);
	free(path);
}

bool
side_add(struct side *s, const struct assay *a, const char *key, const char *value)
{
	return take(s, a, key, value) == NULL;
}

void
side_merge(struct side *s, const struct assay *a, const struct side *more)
{
	size_t own = s->n;

	for (size_t i = 0; i < more->n; i++) {
		bool said = false;

		for (size_t k = 0; k < own; k++)
			said = said || strcmp(s->typed[k].key, more->typed[i].key) == 0;
		if (!said)
			(void)take(s, a, more->typed[i].key, more->typed[i].value);
	}
	if (s->item == NULL && more->item != NULL)
		s->item = strdup(more->item);
	if (s->market == NULL && more->market != NULL)
		s->market = strdup(more->market);
}

void
side_clear(struct side *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free((char *)(uintptr_t)s->typed[i].key);
		free((char *)(uintptr_t)s->typed[i].value);
	}
	free(s->typed);
	free(s->item);
	free(s->market);
	*s = (struct side){ 0 };
}
