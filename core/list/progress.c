/* progress.c - what a long build has done so far, kept beside its output
 *
 *     sealed file = "assay build state 1\n" | nonce 24 | XChaCha20-Poly1305 of the rest
 *
 * The text before and the file's name are authenticated with it; the key is derived from
 * the signing key. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sodium.h>
#include <unistd.h>

#include "list/progress.h"
#include "trust/key.h"
#include "trust/store.h"

#define SUFFIX ".progress"
#define STATE_WORD "assay build state 1\n"
#define STATE_HEAD (sizeof STATE_WORD - 1)
#define STATE_MAX ((size_t)256 << 20) /* two million lots, and a sample of serials */
#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES

static const struct words to_keep = { "keep the progress in", "保存进度到" };
static const char *const names[] = { PROGRESS_ROWS, PROGRESS_PAGES, PROGRESS_ENTRIES,
	                             PROGRESS_LIST, PROGRESS_KEY };

struct progress {
	char *folder;
	int fd; /* of the folder, locked; -1: there is none yet */
	uint8_t key[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
};

/* Takes the folder for ourselves; ASSAY_OK with fd -1: there is none. */
static enum assay_status
hold(struct progress *p, struct assay_error *error)
{
	struct stat st;

	p->fd = open(p->folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (p->fd < 0 && errno == ENOENT)
		return ASSAY_OK;
	if (p->fd < 0 || fstat(p->fd, &st) != 0)
		return error_system(error, errno, to_keep, p->folder);
	if (st.st_uid != geteuid() || (st.st_mode & (S_IWGRP | S_IWOTH)) != 0)
		return error_say(error, ASSAY_E_IO,
		                 "%s can be written by others: remove it, or choose "
		                 "another -o",
		                 "%s 可被他人写入：请删除它，或换一个 -o",
		                 error_text(p->folder).text);
	/* a file system without locks: one user at a time is all we can hope */
	if (flock(p->fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
		return error_say(
		        error, ASSAY_E_IO,
		        "another program builds the same list (%s is in use): "
		        "wait for it, or choose another -o",
		        "另一程序正在制作同一清单（%s 使用中）：请等待，或换一个 "
		        "-o",
		        error_text(p->folder).text);
	return ASSAY_OK;
}

enum assay_status
progress_open(const char *out, const struct secret *signer, struct progress **made,
              struct assay_error *error)
{
	struct progress *p = calloc(1, sizeof *p);
	enum assay_status status;

	*made = NULL;
	if (p == NULL)
		return error_nomem(error);
	p->fd = -1;
	secret_derive(signer, "assay build state", p->key);
	if ((p->folder = malloc(strlen(out) + sizeof SUFFIX)) == NULL) {
		progress_close(p);
		return error_nomem(error);
	}
	sprintf(p->folder, "%s" SUFFIX, out);
	if ((status = hold(p, error)) != ASSAY_OK) {
		progress_close(p);
		return status;
	}
	*made = p;
	return ASSAY_OK;
}

void
progress_close(struct progress *p)
{
	int saved = errno;

	if (p == NULL)
		return;
	if (p->fd >= 0)
		close(p->fd);
	sodium_memzero(p->key, sizeof p->key);
	free(p->folder);
	free(p);
	errno = saved;
}

bool
progress_any(const struct progress *p)
{
	return p->fd >= 0;
}

const char *
progress_folder(const struct progress *p)
{
	return p->folder;
}

char *
progress_path(const struct progress *p, const char *name)
{
	return store_path(p->folder, name);
}

static enum assay_status
make_folder(struct progress *p, struct assay_error *error)
{
	if (p->fd >= 0)
		return ASSAY_OK;
	if (mkdir(p->folder, 0700) != 0 && errno != EEXIST)
		return error_system(error, errno, to_keep, p->folder);
	return hold(p, error);
}

enum assay_status
progress_load(const struct progress *p, const char *name, uint8_t **out, size_t *len)
{
	char *path = progress_path(p, name), word[STATE_HEAD + 16];
	uint8_t *sealed = NULL, *opened = NULL;
	unsigned long long got = 0;
	enum assay_status status;
	size_t n = 0;

	*out = NULL;
	*len = 0;
	if (path == NULL)
		return ASSAY_E_NOMEM;
	status = store_read(path, STATE_MAX, &sealed, &n, NULL, NULL);
	free(path);
	if (status == ASSAY_E_IO && errno != ENOENT)
		status = ASSAY_E_FORMAT;
	if (status != ASSAY_OK)
		return status == ASSAY_E_LIMIT ? ASSAY_E_FORMAT : status;
	snprintf(word, sizeof word, STATE_WORD "%s", name);
	status = ASSAY_E_FORMAT;
	if (n < STATE_HEAD + NONCE + TAG || memcmp(sealed, STATE_WORD, STATE_HEAD) != 0)
		goto out;
	if ((opened = malloc(n)) == NULL) {
		status = ASSAY_E_NOMEM;
		goto out;
	}
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(
	            opened, &got, NULL, sealed + STATE_HEAD + NONCE,
	            n - STATE_HEAD - NONCE, (const uint8_t *)word, strlen(word),
	            sealed + STATE_HEAD, p->key) != 0)
		goto out;
	*out = opened;
	*len = (size_t)got;
	opened = NULL;
	status = ASSAY_OK;
out:
	free(opened);
	free(sealed);
	return status;
}

enum assay_status
progress_save(struct progress *p, const char *name, const uint8_t *bytes, size_t len,
              struct assay_error *error)
{
	enum assay_status status = make_folder(p, error);
	size_t room = STATE_HEAD + NONCE + len + TAG;
	char *path = NULL, word[STATE_HEAD + 16];
	uint8_t *sealed = NULL;

	if (status != ASSAY_OK)
		return status;
	if ((path = progress_path(p, name)) == NULL || (sealed = malloc(room)) == NULL) {
		status = error_nomem(error);
		goto out;
	}
	snprintf(word, sizeof word, STATE_WORD "%s", name);
	memcpy(sealed, STATE_WORD, STATE_HEAD);
	randombytes_buf(sealed + STATE_HEAD, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(
	        sealed + STATE_HEAD + NONCE, NULL, bytes, len, (const uint8_t *)word,
	        strlen(word), NULL, sealed + STATE_HEAD, p->key);
	status = store_write(path, 0600, sealed, room, false, error);
out:
	free(sealed);
	free(path);
	return status;
}

enum assay_status
progress_file(struct progress *p, const char *name, uint64_t keep, int *fd,
              struct assay_error *error)
{
	enum assay_status status = make_folder(p, error);
	char *path = NULL;
	struct stat st;

	*fd = -1;
	if (status != ASSAY_OK)
		return status;
	if ((path = progress_path(p, name)) == NULL)
		return error_nomem(error);
	*fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
	if (*fd < 0 || fstat(*fd, &st) != 0)
		status = error_system(error, errno, to_keep, path);
	else if (!S_ISREG(st.st_mode) || (uint64_t)st.st_size < keep)
		status = ASSAY_E_FORMAT;
	else if (ftruncate(*fd, (off_t)keep) != 0 ||
	         lseek(*fd, (off_t)keep, SEEK_SET) < 0)
		status = error_system(error, errno, to_keep, path);
	if (status != ASSAY_OK && *fd >= 0) {
		close(*fd);
		*fd = -1;
	}
	free(path);
	return status;
}

/* A name that this file gave, or that of a file it was writing when it was stopped? */
static bool
is_ours(const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t m = strlen(names[i]);

		if (strncmp(name, names[i], m) == 0 &&
		    (n == m ||
		     (name[m] == '.' && n > m + 5 && strcmp(name + n - 5, ".part") == 0)))
			return true;
	}
	return false;
}

void
progress_remove(struct progress *p)
{
	int saved = errno, fd;
	struct dirent *entry;
	DIR *dir;

	if (p == NULL || p->fd < 0)
		return;
	/* without the rows there is nothing to take up: a build that is stopped here is
	 * done; the lock is held until all is gone */
	(void)unlinkat(p->fd, PROGRESS_ROWS, 0);
	fd = openat(p->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	dir = fd < 0 ? NULL : fdopendir(fd);
	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (is_ours(entry->d_name))
			(void)unlinkat(p->fd, entry->d_name, 0);
	if (dir != NULL)
		closedir(dir);
	else if (fd >= 0)
		close(fd);
	(void)rmdir(p->folder);
	close(p->fd);
	p->fd = -1;
	errno = saved;
}
