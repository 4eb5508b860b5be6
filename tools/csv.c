/* csv.c - a table that is safe to open in a spreadsheet, written whole or not at all
 *
 * RFC 4180, UTF-8.  A cell that a spreadsheet would take for a formula (it begins with
 * = + - @, a tab or a carriage return) gets an apostrophe before it.  Numbers of ten
 * digits and more would lose digits there, so every cell is quoted text. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "csv.h"
#include "tool.h"

struct csv {
	FILE *out;
	char *path, *beside;
	bool first;
};

static void
cannot(const char *path, int error)
{
	char *name = shown(path);

	complain("cannot write %s: %s; nothing was changed", name, error_why(error));
	free(name);
}

static void
csv_free(struct csv *c)
{
	if (c->out != NULL)
		fclose(c->out);
	free(c->path);
	free(c->beside);
	free(c);
}

struct csv *
csv_open(const char *path)
{
	struct csv *c = calloc(1, sizeof *c);
	size_t room = strlen(path) + sizeof ".XXXXXX";
	struct stat st;
	mode_t mask;
	int fd;

	if (c == NULL || (c->path = strdup(path)) == NULL ||
	    (c->beside = malloc(room)) == NULL) {
		cannot(path, ENOMEM);
		if (c != NULL)
			csv_free(c);
		return NULL;
	}
	c->first = true;
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
		cannot(path, S_ISDIR(st.st_mode) ? EISDIR : EINVAL);
		csv_free(c);
		return NULL;
	}
	snprintf(c->beside, room, "%s.XXXXXX", path);
	if ((fd = mkostemp(c->beside, O_CLOEXEC)) < 0) {
		cannot(path, errno);
		csv_free(c);
		return NULL;
	}
	mask = umask(0);
	umask(mask);
	if (fchmod(fd, 0666 & ~mask) != 0 || (c->out = fdopen(fd, "w")) == NULL) {
		cannot(path, errno);
		close(fd);
		unlink(c->beside);
		csv_free(c);
		return NULL;
	}
	return c;
}

void
csv_cell(struct csv *c, const char *text)
{
	if (!c->first)
		putc(',', c->out);
	c->first = false;
	putc('"', c->out);
	if (*text != '\0' && strchr("=+-@\t\r", *text) != NULL)
		putc('\'', c->out);
	for (; *text != '\0'; text++) {
		if (*text == '"')
			putc('"', c->out);
		putc(*text, c->out);
	}
	putc('"', c->out);
}

void
csv_end_row(struct csv *c)
{
	fputs("\r\n", c->out);
	c->first = true;
}

/* The name is on the disk once its folder is. */
static bool
sync_folder(const char *path)
{
	char *copy = strdup(path);
	int fd = copy == NULL ? -1
	                      : open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool done = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	free(copy);
	return done;
}

bool
csv_commit(struct csv *c)
{
	bool done;

	errno = 0;
	done = fflush(c->out) == 0 && !ferror(c->out) && fsync(fileno(c->out)) == 0 &&
	       rename(c->beside, c->path) == 0;
	if (!done) {
		cannot(c->path, errno != 0 ? errno : EIO);
		unlink(c->beside);
	} else if (!sync_folder(c->path)) {
		complain("the folder of %s could not be written to the disk: %s", c->path,
		         error_why(errno));
		done = false;
	}
	csv_free(c);
	return done;
}

void
csv_abandon(struct csv *c)
{
	if (c == NULL)
		return;
	unlink(c->beside);
	csv_free(c);
}
