/* steps.h - a program that dies at its n-th write, or is refused it
 *
 * The linker puts the functions below in the place of the system calls that write (WRAP
 * in tests/Makefile.am).  Steps are counted while steps_left is not negative; at zero the
 * program is gone, or the call fails once. */
#ifndef STEPS_H
#define STEPS_H

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/wait.h>
#include <unistd.h>

#define STEPS_MAX 4000

static long steps_left = -1; /* -1: not counting */
static bool fails;           /* else: dies */

/* true: this step fails. */
static bool
step(void)
{
	if (steps_left < 0 || steps_left-- > 0)
		return false;
	if (!fails)
		_exit(77);
	steps_left = -1; /* one fault: what cleans up afterwards works */
	errno = ENOSPC;
	return true;
}

/* A file that is made is a step; one that is opened is not. */
int __real_open64(const char *path, int flags, ...);
int __wrap_open64(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
static int
opened(const char *path, int flags, va_list args)
{
	if ((flags & O_CREAT) == 0)
		return __real_open64(path, flags);
	return step() ? -1 : __real_open64(path, flags, va_arg(args, mode_t));
}

int
__wrap_open64(const char *path, int flags, ...)
{
	va_list args;
	int fd;

	va_start(args, flags);
	fd = opened(path, flags, args);
	va_end(args);
	return fd;
}

int
__wrap_open(const char *path, int flags, ...)
{
	va_list args;
	int fd;

	va_start(args, flags);
	fd = opened(path, flags, args);
	va_end(args);
	return fd;
}

int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int
__wrap_rename(const char *from, const char *to)
{
	return step() ? -1 : __real_rename(from, to);
}

int __real_fsync(int fd);
int __wrap_fsync(int fd);
int
__wrap_fsync(int fd)
{
	(void)fd; /* the test is about order, and a disk is slow */
	return step() ? -1 : 0;
}

ssize_t __real_write(int fd, const void *bytes, size_t n);
ssize_t __wrap_write(int fd, const void *bytes, size_t n);
ssize_t
__wrap_write(int fd, const void *bytes, size_t n)
{
	/* a step may write a part before it dies */
	if (steps_left == 0 && n > 1 && __real_write(fd, bytes, n / 2) < 0)
		return -1;
	return step() ? -1 : __real_write(fd, bytes, n);
}

ssize_t __real_pwrite64(int fd, const void *bytes, size_t n, off_t at);
ssize_t __wrap_pwrite64(int fd, const void *bytes, size_t n, off_t at);
ssize_t
__wrap_pwrite64(int fd, const void *bytes, size_t n, off_t at)
{
	if (steps_left == 0 && n > 1 && __real_pwrite64(fd, bytes, n / 2, at) < 0)
		return -1;
	return step() ? -1 : __real_pwrite64(fd, bytes, n, at);
}

ssize_t __real_pwrite(int fd, const void *bytes, size_t n, off_t at);
ssize_t __wrap_pwrite(int fd, const void *bytes, size_t n, off_t at);
ssize_t
__wrap_pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	return __wrap_pwrite64(fd, bytes, n, at);
}

int __real_unlink(const char *path);
int __wrap_unlink(const char *path);
int
__wrap_unlink(const char *path)
{
	return step() ? -1 : __real_unlink(path);
}

int __real_mkdir(const char *path, mode_t mode);
int __wrap_mkdir(const char *path, mode_t mode);
int
__wrap_mkdir(const char *path, mode_t mode)
{
	return step() ? -1 : __real_mkdir(path, mode);
}

int __real_ftruncate(int fd, off_t size);
int __wrap_ftruncate(int fd, off_t size);
int
__wrap_ftruncate(int fd, off_t size)
{
	return step() ? -1 : __real_ftruncate(fd, size);
}

int __real_ftruncate64(int fd, off_t size);
int __wrap_ftruncate64(int fd, off_t size);
int
__wrap_ftruncate64(int fd, off_t size)
{
	return step() ? -1 : __real_ftruncate64(fd, size);
}

int __real_unlinkat(int fd, const char *path, int flags);
int __wrap_unlinkat(int fd, const char *path, int flags);
int
__wrap_unlinkat(int fd, const char *path, int flags)
{
	return step() ? -1 : __real_unlinkat(fd, path, flags);
}

int __real_rmdir(const char *path);
int __wrap_rmdir(const char *path);
int
__wrap_rmdir(const char *path)
{
	return step() ? -1 : __real_rmdir(path);
}

#endif
