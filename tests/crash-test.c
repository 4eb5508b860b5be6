/* crash-test.c - killed, or refused by the system, at every write step of sync and of
 * publish: a device then answers by the old state or by the new one, nothing else
 *
 * The linker puts the functions below in the place of the system calls that write
 * (--wrap).  A child counts them and dies at the n-th, or has it fail, for every n until
 * it gets through. */
#include "repo-world.h"

#include <errno.h>
#include <sys/wait.h>

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

/* What the home says of two serials, as one number; -1: it cannot be opened. */
static int
state_of(const char *home)
{
	struct home *h;

	if (home_open(in_world(home), NULL, NULL, &h, NULL) != ASSAY_OK)
		return -1;
	home_close(h);
	return (int)home_says(home, GTIN, "Q7XK2M9PD4TR8W", NOW).listed * 100 +
	       (int)home_says(home, GTIN, "B3NV6H5ZC8YJ1F", NOW).listed;
}

static enum assay_status
do_sync(void)
{
	struct assay_error error;

	return sync_from("repo", "home", NULL, NOW, &error);
}

static enum assay_status
do_publish(void)
{
	struct assay_error error;

	return publish("two.asl", "maker", NOW, &error);
}

/* The repository, as a device that starts anew sees it. */
static int
state_of_repo(void)
{
	struct assay_error error;

	remove_tree("fresh");
	root_into("fresh");
	return sync_from("repo", "fresh", NULL, NOW, &error) == ASSAY_OK
	               ? state_of("fresh")
	               : -2;
}

static int
state_of_home(void)
{
	return state_of("home");
}

/* Runs `act` with its n-th step going wrong, from a copy of `base` each time. */
static void
every_step(const char *says, const char *base, const char *place, bool failing,
           enum assay_status (*act)(void), int (*state)(void), int old, int new)
{
	long olds = 0, news = 0, others = 0, again = 0, n;

	for (n = 0; n < STEPS_MAX; n++) {
		int status, now;
		pid_t child;

		copy_tree(base, place);
		fflush(stdout);
		if ((child = fork()) == 0) {
			enum assay_status got;

			fails = failing;
			steps_left = n;
			got = act();
			_exit(steps_left >= 0 ? 0 : got == ASSAY_OK ? 1 : 2);
		}
		if (child < 0 || waitpid(child, &status, 0) != child ||
		    !WIFEXITED(status))
			abort();
		now = state();
		olds += now == old;
		news += now == new;
		others += now != old && now != new;
		if (now != old && now != new)
			printf("# step %ld left state %d\n", n, now);
		/* what is half done is done by doing it again */
		if (now == old) {
			if (act() != ASSAY_OK || state() != new)
				again++;
		}
		if (WEXITSTATUS(status) == 0)
			break;
	}
	ok(n < STEPS_MAX && n > 10 && others == 0 && olds > 0 && news > 0,
	   "%s: %ld steps, the old state after %ld, the new one after %ld", says, n, olds,
	   news);
	ok(again == 0, "%s: done again, it is done", says);
}

int
main(void)
{
	struct assay_error error = { "", "" };
	int old, new;

	if (access("/dev/shm", W_OK) == 0)
		world_base = "/dev/shm";
	repo_begin();
	if (publish("one.asl", "maker", ISSUED, &error) != ASSAY_OK)
		abort();
	root_into("home");
	if (do_sync() != ASSAY_OK)
		abort();
	copy_tree("home", "old home");
	copy_tree("repo", "old repo");
	old = state_of("home");
	if (do_publish() != ASSAY_OK || do_sync() != ASSAY_OK)
		abort();
	new = state_of("home");
	copy_tree("repo", "new repo");
	ok(old >= 0 && new >= 0 && old != new, "two states that differ");

	every_step("sync killed", "old home", "home", false, do_sync, state_of_home, old,
	           new);
	every_step("sync refused", "old home", "home", true, do_sync, state_of_home, old,
	           new);
	every_step("publish killed", "old repo", "repo", false, do_publish, state_of_repo,
	           old, new);
	every_step("publish refused", "old repo", "repo", true, do_publish, state_of_repo,
	           old, new);
	world_end();
	return tap_end();
}
