/* worker-test.c - what a photo's reader cannot do, and what is said of one that tries
 *
 * Links the real worker with readers that misbehave: the product itself has no switch
 * for that. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "reading.h"
#include "tap.h"
#include "tool.h"
#include "worker.h"

void
complain(const char *format, ...)
{
	(void)format;
}

/* The photo "is" one symbol with the file's bytes as payload. */
static enum assay_status
echo(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	struct assay_symbol s = { .symbology = "]Q3",
		                  .payload = file,
		                  .reader = "test",
		                  .pass = "test",
		                  .quality = 100 };

	(void)data;
	if ((*out = reading_new()) == NULL)
		return ASSAY_E_NOMEM;
	return reading_add(*out, &s);
}

static enum assay_status
slow_if_first(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	struct timespec t = { 0, 60000000 };

	if (file.len > 0 && file.data[0] % 4 == 0)
		clock_nanosleep(CLOCK_MONOTONIC, 0, &t, NULL);
	return echo(data, file, out);
}

static enum assay_status
opens(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	if (open("/etc/passwd", O_RDONLY) >= 0)
		return echo(data, file, out);
	return ASSAY_E_IO;
}

static enum assay_status
creates(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	if (mkdir("worker-test.made", 0700) == 0)
		return echo(data, file, out);
	return ASSAY_E_IO;
}

static enum assay_status
connects(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0)
		return echo(data, file, out);
	return ASSAY_E_IO;
}

static enum assay_status
forks(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	if (fork() >= 0)
		return echo(data, file, out);
	return ASSAY_E_IO;
}

static enum assay_status
executes(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	char name[] = "/bin/true", *argv[] = { name, NULL };

	execv(name, argv);
	return echo(data, file, out);
}

static enum assay_status
signals(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	if (kill(getppid(), 0) == 0)
		return echo(data, file, out);
	return ASSAY_E_IO;
}

static enum assay_status
runs_data(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	if (mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
	         MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED)
		return echo(data, file, out);
	return ASSAY_E_IO;
}

/* Its own end of the pipe is the one thing the parent waits for. */
static enum assay_status
closes(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	close(3);
	return echo(data, file, out);
}

static enum assay_status
crashes(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	(void)data;
	(void)file;
	(void)out;
	__builtin_trap();
}

static enum assay_status
spins(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	(void)data;
	(void)file;
	(void)out;
	for (volatile unsigned long n = 0;; n++)
		;
	return ASSAY_OK;
}

static enum assay_status
sleeps(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	struct timespec t = { 3600, 0 };

	clock_nanosleep(CLOCK_MONOTONIC, 0, &t, NULL);
	return echo(data, file, out);
}

static enum assay_status
babbles(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	static char block[65536];

	(void)data;
	(void)file;
	(void)out;
	while (write(3, block, sizeof block) > 0)
		;
	return ASSAY_OK;
}

static enum assay_status
lies(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	static const char rubbish[] = "R12345678 this is no packed reading";

	(void)data;
	(void)file;
	(void)out;
	if (write(3, rubbish, sizeof rubbish) > 0)
		_exit(0);
	return ASSAY_OK;
}

static enum assay_status
leaves(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	(void)data;
	(void)file;
	(void)out;
	_exit(0);
}

static enum assay_status
fails(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	(void)data;
	(void)file;
	(void)out;
	return ASSAY_E_LIMIT;
}

static enum assay_status
eats(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	char *p;

	for (int i = 0; i < 1024; i++) {
		if ((p = malloc(1 << 20)) == NULL)
			return ASSAY_E_NOMEM;
		memset(p, i | 1, 1 << 20);
	}
	return echo(data, file, out);
}

/* A picture of two by three pixels whose first is the photo's first byte. */
static enum assay_status
paints(const void *data, struct assay_bytes file, const struct assay_reading *reading,
       struct assay_picture *out)
{
	(void)data;
	(void)reading;
	*out = (struct assay_picture){ calloc(1, 6), 2, 3 };
	out->pixels[0] = file.data[0];
	return ASSAY_OK;
}

static enum assay_status
paints_nothing(const void *data, struct assay_bytes file,
               const struct assay_reading *reading, struct assay_picture *out)
{
	(void)data;
	(void)file;
	(void)reading;
	(void)out;
	return ASSAY_E_FORMAT;
}

/* Sides that are larger than what follows, larger than allowed, or half zero. */
static enum assay_status
paints_lies(const void *data, struct assay_bytes file, const struct assay_reading *reading,
            struct assay_picture *out)
{
	static const uint8_t sides[4][4] = { { 0x06, 0x40, 0x06, 0x40 },
		                             { 0x06, 0x41, 0, 1 },
		                             { 0, 0, 0, 1 },
		                             { 0xff, 0xff, 0xff, 0xff } };
	const uint8_t head[9] = { 'R' };
	ssize_t n = write(3, head, sizeof head);

	(void)data;
	(void)reading;
	(void)out;
	n += write(3, sides[file.data[0] % 4], 4);
	_exit(n == 13 ? 0 : 1);
}

/* clang-format off */
static const struct {
	const char *says;
	worker_reader *reader;
	const char *reason; /* a word of the English sentence; NULL: it reads */
	bool memory;        /* needs the memory limit */
} rows[] = {
	{ "an honest reader reads",             echo,      NULL, false },
	{ "a file cannot be opened",            opens,     "forbidden system call", false },
	{ "a folder cannot be made",            creates,   "forbidden system call", false },
	{ "a socket cannot be made",            connects,  "forbidden system call", false },
	{ "a process cannot be made",           forks,     "forbidden system call", false },
	{ "a program cannot be run",            executes,  "forbidden system call", false },
	{ "another process cannot be reached",  signals,   "forbidden system call", false },
	{ "memory cannot be made executable",   runs_data, "forbidden system call", false },
	{ "the pipe cannot be closed",          closes,    "forbidden system call", false },
	{ "a crash is told",                    crashes,   "crashed (signal ", false },
	{ "one that spins is stopped",          spins,     "stopped after 1 s", false },
	{ "one that sleeps is stopped",         sleeps,    "stopped after 1 s", false },
	{ "one that sends too much is stopped", babbles,   "more than 8 MiB", false },
	{ "rubbish is no reading",              lies,      "no valid answer", false },
	{ "silence is no reading",              leaves,    "no valid answer", false },
	{ "a failed call is told",              fails,     "larger than a limit", false },
	{ "memory has a limit",                 eats,      "more memory", true },
};
/* clang-format on */

#define PHOTOS 24

struct got {
	size_t n;
	char payload[PHOTOS][8], reason[PHOTOS][400], reason_zh[PHOTOS][400];
	bool hashed[PHOTOS];
	size_t stop_at;
};

static bool
take(void *data, size_t index, struct assay_reading *reading, const uint8_t *sha256,
     double ms)
{
	struct got *got = data;
	const struct assay_symbol *s = assay_reading_symbol(reading, 0);

	(void)ms;
	if (index != got->n)
		got->n = 1000; /* out of order: noticed by every test */
	if (s != NULL)
		snprintf(got->payload[index], sizeof got->payload[index], "%.*s",
		         (int)s->payload.len, (const char *)s->payload.data);
	snprintf(got->reason[index], sizeof got->reason[index], "%s",
	         assay_reading_reason(reading, ASSAY_EN));
	snprintf(got->reason_zh[index], sizeof got->reason_zh[index], "%s",
	         assay_reading_reason(reading, ASSAY_ZH));
	got->hashed[index] = sha256 != NULL;
	got->n++;
	assay_reading_free(reading);
	return got->n != got->stop_at;
}

static char folder[] = "/tmp/worker test.XXXXXX";
static char names[PHOTOS][64];
static const char *paths[PHOTOS];

static void
make_photos(void)
{
	for (int i = 0; i < PHOTOS; i++) {
		FILE *f;

		snprintf(names[i], sizeof names[i], "%s/%02d", folder, i);
		paths[i] = names[i];
		if ((f = fopen(names[i], "w")) == NULL ||
		    fprintf(f, "%c%d", 'a' + i, i) < 0 || fclose(f) != 0) {
			perror(names[i]);
			exit(99);
		}
	}
}

static void
test_rows(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct worker_options o = { .jobs = 2,
			                    .timeout = 1,
			                    .reader = rows[i].reader };
		struct got got = { 0 };

#ifdef SANITIZED
		if (rows[i].memory) {
			printf("ok %d - %s # SKIP no memory limit under sanitizers\n",
			       ++tap_count, rows[i].says);
			continue;
		}
#endif
		if (rows[i].memory)
			o.timeout = 20;
		is_int(worker_run(&o, paths, 2, take, &got), WORKER_DONE,
		       "%s: the run goes on", rows[i].says);
		if (rows[i].reason == NULL) {
			is_str(got.payload[1], "b1", "%s", rows[i].says);
		} else if (!ok(strstr(got.reason[1], rows[i].reason) != NULL &&
		                       got.payload[1][0] == '\0',
		               "%s", rows[i].says)) {
			printf("# got %s\n", got.reason[1]);
		}
		ok(rows[i].reason == NULL || got.reason_zh[1][0] != '\0',
		   "%s: in Chinese too", rows[i].says);
	}
	ok(access("worker-test.made", F_OK) != 0, "nothing was made");
}

struct shown_pictures {
	struct got got;
	size_t pictures, right;
	size_t stop_at;
};

static bool
show(void *data, size_t index, const struct assay_picture *picture)
{
	struct shown_pictures *s = data;

	s->pictures++;
	s->right += index == s->got.n && picture->width == 2 && picture->height == 3 &&
	            picture->pixels[0] == 'a' + index && picture->pixels[5] == 0;
	return s->pictures != s->stop_at;
}

static bool
take_shown(void *data, size_t index, struct assay_reading *reading, const uint8_t *sha256,
           double ms)
{
	return take(&((struct shown_pictures *)data)->got, index, reading, sha256, ms);
}

static void
test_pictures(void)
{
	struct worker_options o = { .jobs = 4, .reader = echo, .painter = paints, .show = show };
	struct shown_pictures s = { 0 };
	size_t told = 0;

	is_int(worker_run(&o, paths, PHOTOS, take_shown, &s), WORKER_DONE, "pictures: done");
	is_int(s.right, PHOTOS, "each with its pixels, in input order, before its reading");
	is_str(s.got.payload[3], "d3", "and the reading behind it");
	s = (struct shown_pictures){ .stop_at = 2 };
	is_int(worker_run(&o, paths, PHOTOS, take_shown, &s), WORKER_STOPPED,
	       "who sees them may stop it");
	is_int(s.got.n, 1, "and gets no reading more");
	o.painter = paints_nothing;
	s = (struct shown_pictures){ 0 };
	is_int(worker_run(&o, paths, PHOTOS, take_shown, &s), WORKER_DONE, "none drawn: done");
	ok(s.pictures == 0 && strcmp(s.got.payload[3], "d3") == 0, "none drawn: none shown");
	o.painter = paints_lies;
	s = (struct shown_pictures){ 0 };
	is_int(worker_run(&o, paths, 4, take_shown, &s), WORKER_DONE, "sides that lie: done");
	for (size_t i = 0; i < 4; i++)
		told += strstr(s.got.reason[i], "no valid answer") != NULL;
	is_int(told, 4, "sides that lie are no picture and no reading");
	is_int(s.pictures, 0, "nothing of them is shown");
}

static void
test_order(void)
{
	static const size_t jobs[] = { 1, 2, 8, 64 };

	for (size_t k = 0; k < sizeof jobs / sizeof *jobs; k++) {
		struct worker_options o = { .jobs = jobs[k], .reader = slow_if_first };
		struct got got = { 0 };
		size_t right = 0;

		is_int(worker_run(&o, paths, PHOTOS, take, &got), WORKER_DONE,
		       "%zu at a time: done", jobs[k]);
		for (int i = 0; i < PHOTOS; i++) {
			char want[8];

			snprintf(want, sizeof want, "%c%d", 'a' + i, i);
			right += strcmp(got.payload[i], want) == 0 && got.hashed[i];
		}
		is_int(right, PHOTOS, "%zu at a time: in input order", jobs[k]);
	}
}

static void
test_files(void)
{
	char fifo[64], missing[64];
	const char *odd[] = { fifo, missing, folder, "/dev/null", names[0] };
	static const char *const reasons[] = { "pipe (FIFO)", "No such file", "folder",
		                               "device", "" };
	struct worker_options o = { .reader = echo };
	struct got got = { 0 };

	snprintf(fifo, sizeof fifo, "%s/fifo", folder);
	snprintf(missing, sizeof missing, "%s/missing", folder);
	ok(mkfifo(fifo, 0600) == 0, "a FIFO is made");
	is_int(worker_run(&o, odd, 5, take, &got), WORKER_DONE, "odd files: done");
	for (int i = 0; i < 5; i++)
		if (!ok(strstr(got.reason[i], reasons[i]) != NULL &&
		                got.hashed[i] == (i == 4),
		        "odd file %d is told", i))
			printf("# got %s\n", got.reason[i]);
	unlink(fifo);
}

static void
test_ends(void)
{
	struct worker_options o = { .jobs = 4, .reader = echo };
	struct got got = { .stop_at = 3 };
	pid_t pid;
	int status;

	is_int(worker_run(&o, paths, PHOTOS, take, &got), WORKER_STOPPED,
	       "the receiver stops it");
	is_int(got.n, 3, "no photo after that");
	ok(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD, "no child is left");
	fflush(stdout);
	if ((pid = fork()) == 0) {
		struct worker_options slow = { .jobs = 2,
			                       .timeout = 60,
			                       .reader = sleeps };

		alarm(20);
		if (worker_run(&slow, paths, 2, take, &got) != WORKER_INTERRUPTED ||
		    waitpid(-1, NULL, WNOHANG) >= 0 || errno != ECHILD)
			_exit(1);
		worker_reraise();
		_exit(2);
	}
	usleep(300000);
	kill(pid, SIGINT);
	waitpid(pid, &status, 0);
	ok(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT,
	   "an interrupt ends it at once, with all children");
}

int
main(void)
{
	if (mkdtemp(folder) == NULL)
		return 99;
	make_photos();
	test_rows();
	test_order();
	test_pictures();
	test_files();
	test_ends();
	for (int i = 0; i < PHOTOS; i++)
		unlink(names[i]);
	rmdir(folder);
	return tap_end();
}
