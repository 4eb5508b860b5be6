/* install-test.c - a crash or a full disk at every step of an install, a pin, a build:
 * the old state answers, or the new one
 *
 * This program's own write(), fsync() and the rest stand before the C library's, count
 * the steps, and at the chosen one end the process or fail. */
#include "list-world.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "data-world.h"
#include "trust/home.h"

static long stop_at, step;
static bool counting, dies;

/* true: this step fails. */
static bool
stops(void)
{
	if (!counting || ++step != stop_at)
		return false;
	if (dies)
		_exit(77);
	errno = ENOSPC;
	return true;
}

ssize_t
write(int fd, const void *from, size_t n)
{
	return stops() ? -1 : syscall(SYS_write, fd, from, n);
}

ssize_t
pwrite(int fd, const void *from, size_t n, off_t at)
{
	return stops() ? -1 : syscall(SYS_pwrite64, fd, from, n, at);
}

int
fsync(int fd)
{
	return stops() ? -1 : (int)syscall(SYS_fsync, fd);
}

int
rename(const char *from, const char *to)
{
	return stops() ? -1 : (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
}

int
link(const char *from, const char *to)
{
	return stops() ? -1 : (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}

static char home[300], key1[300], key2[300];

static const char csv1[] = "gtin,serial,status\n6901234567892,BOTH,made\n6901234567892,OLD,made\n";
static const char csv2[] = "gtin,serial,status\n6901234567892,BOTH,stolen\n6901234567892,NEW,made\n";

static void
install_first(void)
{
	const char *prefixes[] = { "690123", NULL }, *none[] = { NULL };
	struct assay_error error = { "", "" };
	char key[300];
	struct assay_pin pin = { .size = sizeof pin, .id = "maker", .name = "M",
		                 .prefixes = prefixes, .categories = none, .hosts = none,
		                 .key_file = key };

	nftw(home, world_forget, 16, FTW_DEPTH | FTW_PHYS);
	snprintf(key, sizeof key, "%s", in_world("maker.pub"));
	if (assay_trust_pin(home, &pin, &error) != ASSAY_OK
		|| assay_list_install(NULL, home, in_world("v1.asl"), key1, NULL, &error) != ASSAY_OK) {
		printf("# %s\n", error.text);
		abort();
	}
}

/* 1: answers from the first version whole, 2: from the second whole, 0: neither. */
static int
version_seen(void)
{
	struct { const char *serial; enum assay_listed seen[3]; } asked[] = {
		{ "BOTH", { 0, ASSAY_LISTED_ISSUED, ASSAY_LISTED_FLAGGED } },
		{ "OLD", { 0, ASSAY_LISTED_ISSUED, ASSAY_LISTED_NOT_KNOWN } },
		{ "NEW", { 0, ASSAY_LISTED_NOT_KNOWN, ASSAY_LISTED_ISSUED } },
	};
	struct assay_error error = { "", "" };
	bool fits[3] = { false, true, true };
	struct home *h;

	if (home_open(home, NULL, NULL, &h, &error) != ASSAY_OK) {
		printf("# %s\n", error.text);
		return 0;
	}
	for (size_t i = 0; i < 3; i++) {
		struct home_question q = { .gtin = GTIN, .serial = bytes(asked[i].serial),
			                   .made_decoded = ASSAY_NO_DAY,
			                   .made_typed = ASSAY_NO_DAY, .now = ISSUED, .as_of = true };
		struct assay_answer a;

		if (home_lookup(h, &q, &a) != ASSAY_OK)
			abort();
		for (int v = 1; v <= 2; v++)
			fits[v] = fits[v] && a.listed == asked[i].seen[v];
	}
	home_close(h);
	return fits[1] ? 1 : fits[2] ? 2 : 0;
}

static size_t parts;

static int
count_part(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	parts += strlen(path) > 5 && strcmp(path + strlen(path) - 5, ".part") == 0;
	return 0;
}

static int
in_child(void (*work)(void), long at, bool kill)
{
	int status;
	pid_t pid;

	fflush(stdout);
	if ((pid = fork()) == 0) {
		stop_at = at;
		dies = kill;
		step = 0;
		counting = true;
		work();
		_exit(3);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

static void
install_second(void)
{
	struct assay_error error = { "", "" };

	_exit(assay_list_install(NULL, home, in_world("v2.asl"), key2, NULL, &error) == ASSAY_OK
	              ? 0
	              : error.text[0] != '\0' ? 1 : 2);
}

static void
installs(bool kill)
{
	size_t torn = 0, left = 0, silent = 0;
	int olds = 0, news = 0, code;
	long at;

	for (at = 1; at < 200; at++) {
		install_first();
		code = in_child(install_second, at, kill);
		if (code == 0)
			break;
		silent += code != (kill ? 77 : 1);
		switch (version_seen()) {
		case 1:
			olds++;
			break;
		case 2:
			news++;
			break;
		default:
			torn++;
			printf("# step %ld leaves neither\n", at);
		}
		parts = 0;
		nftw(home, count_part, 16, FTW_PHYS);
		left += parts;
		/* and it can always be done again */
		if (in_child(install_second, 0, false) != 0 || version_seen() != 2)
			torn++;
	}
	ok(at > 8 && at < 200, "%s at each of %ld steps of an install",
	   kill ? "a crash" : "a full disk", at - 1);
	is_int(torn, 0, "  leaves the old list or the new one");
	is_int(silent, 0, "  and is said");
	ok(olds > 0 && news > 0, "  old %d times, new %d times", olds, news);
	if (!kill)
		is_int(left, 0, "  nothing half written stays behind");
}

/* ---- the same of a profile ---- */

static void
profile_second(void)
{
	struct assay_error error = { "", "" };

	_exit(assay_data_install(home, in_world("two.apf"), NULL, &error) == ASSAY_OK ? 0
	              : error.text[0] != '\0' ? 1 : 2);
}

static void
profiles(bool kill, bool first)
{
	size_t torn = 0, silent = 0;
	int olds = 0, news = 0, code;
	long at;

	for (at = 1; at < 100; at++) {
		struct assay_error error;
		uint64_t seen;

		install_first();
		if (!first && assay_data_install(home, in_world("one.apf"), NULL, &error) != ASSAY_OK)
			abort();
		if ((code = in_child(profile_second, at, kill)) == 0)
			break;
		silent += code != (kill ? 77 : 1);
		seen = data_version("home", "profile/maker");
		olds += seen == !first;
		news += seen == 2;
		torn += (seen != !first && seen != 2) || version_seen() != 1;
		if (in_child(profile_second, 0, false) != 0
			|| data_version("home", "profile/maker") != 2)
			torn++;
	}
	ok(at > 6 && at < 100, "%s at each of %ld steps of a %s profile",
	   kill ? "a crash" : "a full disk", at - 1, first ? "first" : "second");
	is_int(torn, 0, "  leaves the old one or the new one, and the list");
	is_int(silent, 0, "  and is said");
	ok(olds > 0 && news > 0, "  old %d times, new %d times", olds, news);
}

static void
build_second(void)
{
	struct assay_list_build b = { .title = "second" };
	struct assay_error error = { "", "" };

	counting = false;
	world_text("serials.csv", csv2);
	counting = true;
	_exit(world_build(b, NULL, NULL, NULL, "b.asl", &error) == ASSAY_OK ? 0 : 1);
}

static void
builds(bool kill)
{
	struct assay_list_build b = { .title = "first" };
	struct assay_error error = { "", "" };
	size_t torn = 0;
	long at;

	for (at = 1; at < 100; at++) {
		struct list *l;
		int code;

		if (world_build(b, csv1, NULL, NULL, "b.asl", &error) != ASSAY_OK)
			abort();
		if ((code = in_child(build_second, at, kill)) == 0)
			break;
		l = world_open("b.asl");
		torn += l == NULL || list_check(l, &error) != ASSAY_OK
			|| code != (kill ? 77 : 1);
		list_close(l);
	}
	ok(at > 4 && at < 100, "%s at each of %ld steps of a build", kill ? "a crash" : "a full disk",
	   at - 1);
	is_int(torn, 0, "  leaves a whole list");
}

/* The system's own limit, not ours: a file may not grow past one page. */
static void
limited(void)
{
	struct rlimit small = { 4096, 4096 };

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &small);
	counting = false;
	install_second();
}

int
main(void)
{
	struct assay_list_build b = { .restricted = true, .scope = "690123" };
	struct assay_error error;
	char previous[300];

	world_begin();
	snprintf(home, sizeof home, "%s", in_world("home"));
	snprintf(key1, sizeof key1, "%s", in_world("v1.asl.key"));
	snprintf(key2, sizeof key2, "%s", in_world("v2.asl.key"));
	snprintf(previous, sizeof previous, "%s", in_world("v1.asl"));
	is_int(world_build(b, csv1, NULL, NULL, "v1.asl", &error), ASSAY_OK, "version 1");
	b.previous = previous;
	is_int(world_build(b, csv2, NULL, NULL, "v2.asl", &error), ASSAY_OK, "version 2");
	if (data_build(PROFILE_1, "one.apf", "maker", NULL, ISSUED, ASSAY_EN, &error) != ASSAY_OK
		|| data_build(PROFILE_2, "two.apf", "maker", "one.apf", ISSUED, ASSAY_EN, &error) != ASSAY_OK)
		abort();
	for (int i = 0; i < 4; i++)
		profiles(i & 1, i & 2);
	installs(true);
	installs(false);
	builds(true);
	builds(false);
	install_first();
	is_int(in_child(limited, 0, false), 1, "a file size limit");
	is_int(version_seen(), 1, "  leaves the old list");
	world_end();
	return tap_end();
}
