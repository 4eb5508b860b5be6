/* store.c - files that are written whole or not at all */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store.h"

static const struct words to_write = { "write", "写入" };
static const struct words to_read = { "read", "读取" };
static const struct words to_make = { "make", "创建" };

char *
store_path(const char *folder, const char *name)
{
	size_t n = strlen(folder), room = n + strlen(name) + 2;
	char *path = malloc(room);

	if (path != NULL)
		snprintf(path, room, "%s%s%s", folder,
		         n > 0 && folder[n - 1] == '/' ? "" : "/", name);
	return path;
}

/* The folder a path stands in, malloc()ed. */
static char *
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return strdup(".");
	return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

enum assay_status
store_begin(struct store *s, const char *path, mode_t mode, struct assay_error *error)
{
	size_t room = strlen(path) + sizeof ".0123456789abcdef.part";
	enum assay_status status;
	uint8_t random[8];
	char hex[17];

	s->fd = -1;
	s->path = strdup(path);
	s->temp = malloc(room);
	if (s->path == NULL || s->temp == NULL || sodium_init() < 0) {
		free(s->temp);
		s->temp = NULL;
		store_abandon(s);
		return error_nomem(error);
	}
	randombytes_buf(random, sizeof random);
	sodium_bin2hex(hex, sizeof hex, random, sizeof random);
	snprintf(s->temp, room, "%s.%s.part", path, hex);
	s->fd = open(s->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
	if (s->fd >= 0)
		return ASSAY_OK;
	status = error_system(error, errno, to_write, path);
	free(s->temp);
	s->temp = NULL;
	store_abandon(s);
	return status;
}

enum assay_status
store_resume(struct store *s, const char *path, const char *temp, off_t at, mode_t mode,
             struct assay_error *error)
{
	struct stat st;

	s->fd = -1;
	s->path = strdup(path);
	s->temp = strdup(temp);
	if (s->path == NULL || s->temp == NULL) {
		store_leave(s);
		return error_nomem(error);
	}
	s->fd = open(temp, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode);
	if (s->fd >= 0 && fstat(s->fd, &st) == 0) {
		if (!S_ISREG(st.st_mode) || st.st_size < at) {
			store_leave(s);
			return ASSAY_E_FORMAT;
		}
		if (ftruncate(s->fd, at) == 0 && lseek(s->fd, at, SEEK_SET) >= 0)
			return ASSAY_OK;
	}
	{
		enum assay_status status = error_system(error, errno, to_write, temp);

		store_leave(s);
		return status;
	}
}

enum assay_status
store_sync(struct store *s, struct assay_error *error)
{
	return fsync(s->fd) == 0 ? ASSAY_OK
	                         : error_system(error, errno, to_write, s->path);
}

void
store_leave(struct store *s)
{
	free(s->temp);
	s->temp = NULL;
	store_abandon(s);
}

enum assay_status
store_put(struct store *s, const void *bytes, size_t n, struct assay_error *error)
{
	const uint8_t *at = bytes;

	while (n > 0) {
		ssize_t put = write(s->fd, at, n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return error_system(error, put == 0 ? ENOSPC : errno, to_write,
			                    s->path);
		at += put;
		n -= (size_t)put;
	}
	return ASSAY_OK;
}

enum assay_status
store_put_at(struct store *s, const void *bytes, size_t n, off_t at,
             struct assay_error *error)
{
	const uint8_t *from = bytes;

	while (n > 0) {
		ssize_t put = pwrite(s->fd, from, n, at);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return error_system(error, put == 0 ? ENOSPC : errno, to_write,
			                    s->path);
		from += put;
		at += put;
		n -= (size_t)put;
	}
	return ASSAY_OK;
}

enum assay_status
store_sync_folder(const char *folder, struct assay_error *error)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int number = 0;

	/* some file systems cannot sync a folder and say EINVAL: nothing more to do */
	if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL))
		number = errno;
	if (fd >= 0)
		close(fd);
	return number == 0 ? ASSAY_OK : error_system(error, number, to_write, folder);
}

/* The name, if nobody has it; false and errno otherwise.  Sticks know no hard links:
 * there an empty file takes the name first, and the whole one its place. */
static bool
take_name(const char *temp, const char *path)
{
	int fd, saved;

	if (link(temp, path) == 0)
		return true;
	if (errno != EPERM && errno != ENOSYS && errno != EOPNOTSUPP)
		return false;
	if ((fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
	               0600)) < 0)
		return false;
	close(fd);
	if (rename(temp, path) == 0)
		return true;
	saved = errno;
	unlink(path);
	errno = saved;
	return false;
}

enum assay_status
store_commit(struct store *s, bool exclusive, struct assay_error *error)
{
	char *folder = folder_of(s->path);
	enum assay_status status = ASSAY_OK;
	int number = 0;

	if (folder == NULL) {
		store_abandon(s);
		return error_nomem(error);
	}
	if (fsync(s->fd) != 0)
		number = errno;
	if (close(s->fd) != 0 && number == 0)
		number = errno;
	s->fd = -1;
	if (number == 0 &&
	    (exclusive ? !take_name(s->temp, s->path) : rename(s->temp, s->path) != 0))
		number = errno;
	if (number == 0 && !exclusive) {
		free(s->temp);
		s->temp = NULL;
	}
	if (number != 0)
		status = error_system(error, number, to_write, s->path);
	store_abandon(s);
	if (status == ASSAY_OK)
		status = store_sync_folder(folder, error);
	free(folder);
	return status;
}

void
store_abandon(struct store *s)
{
	int saved = errno;

	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
	if (s->temp != NULL)
		unlink(s->temp);
	free(s->temp);
	free(s->path);
	s->temp = s->path = NULL;
	errno = saved;
}

enum assay_status
store_write(const char *path, mode_t mode, const void *bytes, size_t n, bool exclusive,
            struct assay_error *error)
{
	struct store s;
	enum assay_status status = store_begin(&s, path, mode, error);

	if (status != ASSAY_OK)
		return status;
	if ((status = store_put(&s, bytes, n, error)) == ASSAY_OK)
		return store_commit(&s, exclusive, error);
	store_abandon(&s);
	return status;
}

enum assay_status
store_read(const char *path, size_t max, uint8_t **out, size_t *len, bool *is_private,
           struct assay_error *error)
{
	enum assay_status status = ASSAY_OK;
	uint8_t *bytes = NULL;
	struct stat st;
	size_t n = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

	*out = NULL;
	*len = 0;
	if (fd < 0 || fstat(fd, &st) != 0) {
		status = error_system(error, errno, to_read, path);
		goto out;
	}
	if (!S_ISREG(st.st_mode)) {
		status = error_say(error, ASSAY_E_IO, "%s is no regular file",
		                   "%s 不是普通文件", error_text(path).text);
		goto out;
	}
	if (st.st_size < 0 || (uint64_t)st.st_size > max) {
		status = error_say(error, ASSAY_E_LIMIT, "%s is larger than %zu bytes",
		                   "%s 超过 %zu 字节", error_text(path).text, max);
		goto out;
	}
	if ((bytes = malloc((size_t)st.st_size + 1)) == NULL) {
		status = error_nomem(error);
		goto out;
	}
	while (n < (size_t)st.st_size) {
		ssize_t got = read(fd, bytes + n, (size_t)st.st_size - n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			status = error_system(error, errno, to_read, path);
			goto out;
		}
		if (got == 0)
			break;
		n += (size_t)got;
	}
	bytes[n] = '\0';
	*out = bytes;
	*len = n;
	bytes = NULL;
	if (is_private != NULL)
		*is_private = (st.st_mode & (S_IRWXG | S_IRWXO)) == 0;
out:
	free(bytes);
	if (fd >= 0) {
		int saved = errno;

		close(fd);
		errno = saved;
	}
	return status;
}

enum assay_status
store_folder(const char *path, mode_t mode, struct assay_error *error)
{
	char *copy = strdup(path);
	enum assay_status status = ASSAY_OK;
	size_t n;

	if (copy == NULL)
		return error_nomem(error);
	for (n = strlen(copy); n > 1 && copy[n - 1] == '/'; n--)
		copy[n - 1] = '\0';
	for (char *at = copy;;) {
		char *slash = strchr(at + (*at == '/'), '/');
		struct stat st;

		if (slash != NULL)
			*slash = '\0';
		if (stat(copy, &st) != 0) {
			if (errno != ENOENT ||
			    (mkdir(copy, mode) != 0 && errno != EEXIST)) {
				status = error_system(error, errno, to_make, path);
				break;
			}
		} else if (!S_ISDIR(st.st_mode)) {
			status = error_system(error, ENOTDIR, to_make, path);
			break;
		}
		if (slash == NULL)
			break;
		*slash = '/';
		at = slash;
	}
	free(copy);
	return status;
}

enum assay_status
store_lock(const char *folder, int *fd, struct assay_error *error)
{
	*fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd < 0)
		return error_system(error, errno, to_write, folder);
	while (flock(*fd, LOCK_EX) != 0) {
		int number = errno;

		if (number == EINTR)
			continue;
		/* a file system without locks: one user at a time is all we can hope */
		if (number == ENOLCK || number == EOPNOTSUPP || number == EINVAL)
			break;
		close(*fd);
		*fd = -1;
		return error_system(error, number, to_write, folder);
	}
	return ASSAY_OK;
}
