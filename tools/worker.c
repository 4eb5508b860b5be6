/* worker.c - photos are read in confined children, one fresh child a photo
 *
 * What holds:
 * - The parent has one thread, so fork() is safe, and never looks into a photo.
 * - A child sees the photo's first byte only after confine(); where the kernel
 *   refuses any part of that, the photo is not read.
 * - A child may write to one pipe, manage its own memory and leave.  It cannot close
 *   the pipe, so its end of file means that the child is leaving, and a blocking
 *   waitpid() then returns.
 * - Results are handed over in input order, whatever the number of children.
 *
 * Message of a child: kind u8 | microseconds u64 | the packed reading (kind 'R'), or
 * the status u8 of the call that failed ('S'), or nothing ('C', not confined).  Where
 * pictures are drawn, the pixels stand after the head of an 'R': width u16, height u16,
 * width x height bytes; 0 x 0: none. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <seccomp.h>
#ifdef HAVE_LINUX_LANDLOCK_H
#	include <linux/landlock.h>
#endif

#include "assay-cursor.h"
#include "tool.h"
#include "worker.h"

#define TIMEOUT 20  /* s; a hopeless 12-megapixel photo takes one */
#define AHEAD 4     /* photos a child may be ahead of the one that is due */
#define POLL_MS 500 /* longest sleep: how late an interrupt may be noticed */
#define ANSWER_FD 3 /* of the child */
#define HEAD 9      /* bytes before the packed reading */
#define SIDES 4     /* bytes that say how large the picture is */

/* libzbar asks for converters from the character sets a QR code may name, in binary
 * mode too, and the C library would load them from files that no child can open.  So
 * the parent holds them open, which costs a third of a millisecond. */
/* clang-format off */
static const char *const charsets[] = { "UTF-8", "SJIS", "BIG5", "CP437", "ISO8859-1", "ISO8859-2",
	"ISO8859-3", "ISO8859-4", "ISO8859-5", "ISO8859-6", "ISO8859-7", "ISO8859-8", "ISO8859-9",
	"ISO8859-10", "ISO8859-11", "ISO8859-13", "ISO8859-14", "ISO8859-15", "ISO8859-16" };
/* clang-format on */
#define CONVERTERS (sizeof charsets / sizeof *charsets)

struct words2 {
	const char *en, *zh;
};

struct child {
	pid_t pid; /* 0: free */
	int fd;
	size_t photo;
	double started; /* ms, monotonic */
	bool timed_out, too_much;
	uint8_t *answer;
	size_t len, room;
};

struct slot { /* a photo between its reading and its delivery */
	struct assay_reading *reading;
	struct assay_picture picture; /* pixels NULL: none */
	uint8_t sha256[32];
	bool hashed;
	double ms;
};

struct pool {
	const struct worker_options *options;
	const char *const *paths;
	size_t n, jobs, window, next, due;
	unsigned timeout;
	struct child *children;
	struct pollfd *polls;
	struct slot *slots; /* of photo i: slots[i % window] */
	scmp_filter_ctx filter;
	iconv_t converters[CONVERTERS];
	bool crowded; /* no process more at the moment: wait until one has ended */
	int failed;   /* errno of what ended the run; 0: nothing */
};

static volatile sig_atomic_t caught;

static void
catch_signal(int number)
{
	caught = number;
}

void
worker_catch(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction catching = { .sa_handler = catch_signal }, before;

	/* nohup and the background jobs of a shell ignore what we would catch */
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		if (sigaction(signals[i], NULL, &before) == 0 &&
		    before.sa_handler != SIG_IGN)
			sigaction(signals[i], &catching, NULL);
}

bool
worker_interrupted(void)
{
	return caught != 0;
}

void
worker_reraise(void)
{
	int number = caught;

	if (number == 0)
		return;
	signal(number, SIG_DFL);
	raise(number);
}

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* ---- the child ---- */

/* What a decoder needs: its own memory, its answer, its end.  Memory is never made
 * executable, and threads (libde265 of HEIC starts one) are the only thing clone()
 * may make.  Whatever else is tried kills the process. */
/* clang-format off */
static const struct {
	int number;
} allowed[] = {
	{ SCMP_SYS(read) }, { SCMP_SYS(munmap) }, { SCMP_SYS(mremap) }, { SCMP_SYS(brk) },
	{ SCMP_SYS(madvise) }, { SCMP_SYS(futex) }, { SCMP_SYS(exit) }, { SCMP_SYS(exit_group) },
	{ SCMP_SYS(rt_sigreturn) }, { SCMP_SYS(rt_sigprocmask) }, { SCMP_SYS(rt_sigaction) },
	{ SCMP_SYS(clock_gettime) }, { SCMP_SYS(gettimeofday) }, { SCMP_SYS(clock_nanosleep) },
	{ SCMP_SYS(getrandom) }, { SCMP_SYS(sched_yield) }, { SCMP_SYS(sched_getaffinity) },
	{ SCMP_SYS(gettid) }, { SCMP_SYS(getpid) }, { SCMP_SYS(set_robust_list) },
	{ SCMP_SYS(rseq) }, { SCMP_SYS(restart_syscall) },
	/* the same on machines of 32 bits; no rule comes of them elsewhere */
	{ SCMP_SYS(clock_gettime64) }, { SCMP_SYS(futex_time64) },
	{ SCMP_SYS(clock_nanosleep_time64) },
	{ SCMP_SYS(sysinfo) }, /* qsort() of glibc asks how much memory there is */
#ifdef SANITIZED
	{ SCMP_SYS(sigaltstack) }, { SCMP_SYS(tgkill) }, { SCMP_SYS(getuid) },
#endif
};
/* clang-format on */

#define THREAD_FLAGS (0x00000100u | 0x00010000u) /* CLONE_VM | CLONE_THREAD */

static scmp_filter_ctx
filter_new(void)
{
	const int prot[] = { SCMP_SYS(mmap), SCMP_SYS(mmap2), SCMP_SYS(mprotect) };
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_KILL_PROCESS);
	int rc = 0;

	if (f == NULL)
		return NULL;
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
		rc |= seccomp_rule_add(f, SCMP_ACT_ALLOW, allowed[i].number, 0);
	for (size_t i = 0; i < sizeof prot / sizeof *prot; i++)
		rc |= seccomp_rule_add(
		        f, SCMP_ACT_ALLOW, prot[i], 1,
		        SCMP_A2(SCMP_CMP_MASKED_EQ, 0x4 /* PROT_EXEC */, 0));
	rc |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(write), 1,
	                       SCMP_A0(SCMP_CMP_LE, ANSWER_FD));
	/* glibc asks clone3 first, whose flags no filter can see, and then clone */
	rc |= seccomp_rule_add(f, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
	rc |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
	                       SCMP_A0(SCMP_CMP_MASKED_EQ, THREAD_FLAGS, THREAD_FLAGS));
	if (rc != 0) {
		seccomp_release(f);
		return NULL;
	}
	return f;
}

static int
landlock_abi(void)
{
#if defined HAVE_LINUX_LANDLOCK_H && defined SYS_landlock_create_ruleset
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0,
	                   LANDLOCK_CREATE_RULESET_VERSION);

	return abi > 0 ? (int)abi : 0;
#else
	return 0;
#endif
}

/* No file may be touched, by a rule of the kernel that is not a system-call filter:
 * a ruleset that handles every right it knows and grants none. */
static bool
landlock(void)
{
#if defined HAVE_LINUX_LANDLOCK_H && defined SYS_landlock_create_ruleset
	int abi = landlock_abi(), fd;
	struct landlock_ruleset_attr rights = { 0 };
	bool done;

	if (abi == 0)
		return true; /* the kernel has none */
	rights.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1; /* ABI 1 */
	if (abi >= 2)
		rights.handled_access_fs |= 1ull << 13; /* REFER */
	if (abi >= 3)
		rights.handled_access_fs |= 1ull << 14; /* TRUNCATE */
	fd = (int)syscall(SYS_landlock_create_ruleset, &rights, sizeof rights, 0);
	if (fd < 0)
		return false;
	done = syscall(SYS_landlock_restrict_self, fd, 0) == 0;
	close(fd);
	return done;
#else
	return true;
#endif
}

/* A number of processes is not limited here: clone() makes none, and RLIMIT_NPROC
 * would count all that the user runs beside us. */
static bool
limit(__rlimit_resource_t what, rlim_t most, rlim_t hard)
{
	struct rlimit r = { most, hard };

	return setrlimit(what, &r) == 0;
}

static bool
close_above(int fd)
{
#ifdef SYS_close_range
	if (syscall(SYS_close_range, (unsigned)fd + 1, ~0u, 0) == 0)
		return true;
#endif
	for (long i = fd + 1, n = sysconf(_SC_OPEN_MAX); i < n; i++)
		close((int)i);
	return true;
}

/* A little over the wall-clock limit, so that of one spinning thread the clock's
 * reason is told. */
static unsigned
cpu_limit(const struct pool *p)
{
	return p->options->cpu > 0 ? p->options->cpu : p->timeout + 5;
}

static bool
confine(const struct pool *p, int answer)
{
	rlim_t cpu = cpu_limit(p);
	int null = open("/dev/null", O_RDWR);

	if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0)
		return false;
#ifndef SANITIZED /* which report to stderr */
	if (dup2(null, 2) < 0)
		return false;
#endif
	if (dup2(answer, ANSWER_FD) < 0 || !close_above(ANSWER_FD))
		return false;
#ifndef SANITIZED /* which reserve terabytes of address space */
	if (!limit(RLIMIT_AS, WORKER_MEMORY_MAX, WORKER_MEMORY_MAX))
		return false;
#endif
	return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
	       prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && landlock() &&
	       limit(RLIMIT_CPU, cpu, cpu + 1) && limit(RLIMIT_FSIZE, 0, 0) &&
	       limit(RLIMIT_CORE, 0, 0) &&
	       limit(RLIMIT_NOFILE, ANSWER_FD + 1, ANSWER_FD + 1) &&
	       seccomp_load(p->filter) == 0;
}

static void
answer_all(const uint8_t *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(ANSWER_FD, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(1);
		bytes += n;
		len -= (size_t)n;
	}
}

/* Leaves with _exit: what the parent registered for its own end is not the child's. */
static _Noreturn void
child_main(const struct pool *p, struct assay_bytes file, int answer, pid_t parent)
{
	uint8_t head[HEAD] = { 'C' }, *packed = NULL, code;
	struct assay_reading *reading = NULL;
	struct assay_picture picture = { 0 };
	uint8_t sides[SIDES];
	enum assay_status status;
	size_t len = 0;
	sigset_t none;
	double start;
	uint64_t us;

	sigemptyset(&none);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	sigprocmask(SIG_SETMASK, &none, NULL);
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	if (getppid() != parent)
		_exit(1);
	if (!confine(p, answer)) {
		/* the pipe is where it was, or already in its place */
		if (write(answer, head, sizeof head) < 0)
			answer_all(head, sizeof head);
		_exit(1);
	}
	start = now_ms();
	status = p->options->reader(p->options->reader_data, file, &reading);
	if (status == ASSAY_OK)
		status = assay_reading_pack(reading, &packed, &len);
	us = (uint64_t)((now_ms() - start) * 1e3);
	if (status == ASSAY_OK && p->options->painter != NULL &&
	    p->options->painter(p->options->reader_data, file, reading, &picture) !=
	            ASSAY_OK)
		picture = (struct assay_picture){ 0 };
	head[0] = status == ASSAY_OK ? 'R' : 'S';
	for (size_t i = 0; i < 8; i++)
		head[1 + i] = (uint8_t)(us >> (56 - 8 * i));
	answer_all(head, sizeof head);
	code = (uint8_t)status;
	if (status == ASSAY_OK && p->options->painter != NULL) {
		sides[0] = (uint8_t)(picture.width >> 8);
		sides[1] = (uint8_t)picture.width;
		sides[2] = (uint8_t)(picture.height >> 8);
		sides[3] = (uint8_t)picture.height;
		answer_all(sides, sizeof sides);
		answer_all(picture.pixels, (size_t)picture.width * picture.height);
	}
	if (status == ASSAY_OK)
		answer_all(packed, len);
	else
		answer_all(&code, 1);
	_exit(0);
}

/* ---- the parent ---- */

/* A reading of nothing; the %s of the sentences: detail, detail_zh. */
static bool
fail_photo_for(struct slot *slot, struct words2 why, const char *detail,
               const char *detail_zh)
{
	char en[400], zh[400];

	/* the table's own sentences, never a photo's */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(en, sizeof en, why.en, detail);
	snprintf(zh, sizeof zh, why.zh, detail_zh);
#pragma GCC diagnostic pop
	return assay_reading_failed(en, zh, &slot->reading) == ASSAY_OK;
}

static bool
fail_photo(struct slot *slot, struct words2 why, const char *detail)
{
	return fail_photo_for(slot, why, detail, words_in(detail, ASSAY_ZH));
}

static bool
fail_errno(struct slot *slot, struct words2 why, int error)
{
	return fail_photo_for(slot, why, error_words(error, ASSAY_EN),
	                      error_words(error, ASSAY_ZH));
}

/* clang-format off */
static const struct words2 cannot_open = {
	"The file cannot be opened (%s); check its name and permissions",
	"无法打开文件（%s）；请检查文件名和权限",
}, not_regular = {
	"This is a %s and not a regular file; copy the photo into a file",
	"这不是普通文件（%s）；请将照片另存为文件",
}, cannot_read = {
	"The file cannot be read (%s); copy it again from the camera",
	"无法读取文件（%s）；请从相机重新复制",
}, too_large = {
	"The file is larger than %s; save the photo smaller or as JPEG",
	"文件大于 %s；请缩小照片或另存为 JPEG",
}, no_memory = {
	"The reader needs more memory than a photo may use (%s); take a smaller picture",
	"识读程序所需内存超过每张照片的限额（%s）；请拍摄较小的照片",
}, timed_out = {
	"The reader was stopped after %s s; photograph the label again, closer and sharper",
	"识读程序运行 %s 秒后被终止；请靠近标签、对焦清晰后重拍",
}, cpu_used = {
	"The reader was stopped after %s s of processor time; photograph the label again",
	"识读程序占用处理器 %s 秒后被终止；请重新拍摄标签",
}, forbidden = {
	"The reader tried a forbidden system call%s and was stopped: the file may be an "
	"attack; photograph the label again",
	"识读程序试图执行被禁止的系统调用%s，已被终止：该文件可能是攻击；请重新拍摄标签",
}, crashed = {
	"The reader crashed (signal %s): the file is damaged or an attack; photograph the "
	"label again",
	"识读程序崩溃（信号 %s）：文件已损坏或为攻击；请重新拍摄标签",
}, too_much = {
	"The reader sent more than %s: the file may be an attack; photograph the label again",
	"识读程序的输出超过 %s：该文件可能是攻击；请重新拍摄标签",
}, rubbish = {
	"The reader sent no valid answer%s: the file may be an attack; photograph the label "
	"again",
	"识读程序没有给出有效答复%s：该文件可能是攻击；请重新拍摄标签",
}, refused = {
	"The reader failed (%s); photograph the label again",
	"识读失败（%s）；请重新拍摄标签",
};
/* clang-format on */

/* The bytes of a file.  NULL with slot->reading set: it cannot be read; NULL without:
 * no memory. */
static uint8_t *
file_bytes(const char *path, struct slot *slot, size_t *len)
{
	static const struct {
		mode_t mode;
		const char *name;
	} kinds[] = { { S_IFDIR, "folder" },
		      { S_IFIFO, "pipe (FIFO)" },
		      { S_IFSOCK, "socket" },
		      { S_IFCHR, "device" },
		      { S_IFBLK, "device" } };
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	const char *kind = "special file";
	uint8_t *bytes = NULL;
	struct stat st;
	size_t room;

	*len = 0;
	if (fd < 0) {
		fail_errno(slot, cannot_open, errno);
		return NULL;
	}
	if (fstat(fd, &st) != 0) {
		fail_errno(slot, cannot_read, errno);
		goto out;
	}
	if (!S_ISREG(st.st_mode)) {
		for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
			if ((st.st_mode & S_IFMT) == kinds[i].mode)
				kind = kinds[i].name;
		fail_photo(slot, not_regular, kind);
		goto out;
	}
	if (st.st_size < 0 || (uintmax_t)st.st_size > WORKER_FILE_MAX) {
		fail_photo(slot, too_large, "64 MiB");
		goto out;
	}
	/* one byte more than the file had: it may be growing */
	room = (size_t)st.st_size + 1;
	if ((bytes = malloc(room)) == NULL)
		goto out;
	while (*len < room) {
		ssize_t n = read(fd, bytes + *len, room - *len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			fail_errno(slot, cannot_read, errno);
			free(bytes);
			bytes = NULL;
			goto out;
		}
		if (n == 0)
			break;
		*len += (size_t)n;
	}
	if (*len == room) {
		fail_photo(slot, cannot_read, "it is still being written");
		free(bytes);
		bytes = NULL;
	}
out:
	close(fd);
	return bytes;
}

static size_t
running(const struct pool *p)
{
	size_t n = 0;

	for (size_t k = 0; k < p->jobs; k++)
		n += p->children[k].pid > 0;
	return n;
}

/* Begin the next photo: a child for it, or its reading of nothing. */
static bool
start(struct pool *p, struct child *c)
{
	size_t i = p->next, len;
	struct slot *slot = &p->slots[i % p->window];
	pid_t parent = getpid();
	uint8_t *bytes;
	int pipes[2];

	p->next++;
	bytes = file_bytes(p->paths[i], slot, &len);
	if (bytes == NULL) {
		p->failed = slot->reading == NULL ? ENOMEM : 0;
		return p->failed == 0;
	}
	assay_sha256((struct assay_bytes){ bytes, len }, slot->sha256);
	slot->hashed = true;
	if (pipe2(pipes, O_CLOEXEC) != 0) {
		p->failed = errno;
		free(bytes);
		return false;
	}
	fcntl(pipes[0], F_SETFL, O_NONBLOCK); /* of a pipe it cannot fail */
	*c = (struct child){ .fd = pipes[0], .photo = i, .started = now_ms() };
	if ((c->pid = fork()) == 0)
		child_main(p, (struct assay_bytes){ bytes, len }, pipes[1], parent);
	p->failed = c->pid < 0 ? errno : 0;
	free(bytes);
	close(pipes[1]);
	if ((p->failed == EAGAIN || p->failed == ENOMEM) && running(p) > 0) {
		close(pipes[0]);
		*c = (struct child){ 0 };
		*slot = (struct slot){ 0 };
		p->next--;
		p->crowded = true;
		p->failed = 0;
		return true;
	}
	if (p->failed != 0) {
		close(pipes[0]);
		c->pid = 0;
	}
	return p->failed == 0;
}

/* Read what the child sent; false: it is at its end. */
static bool
receive(struct child *c)
{
	for (;;) {
		ssize_t n;

		if (c->len == c->room) {
			size_t room = c->room == 0 ? 16384 : c->room * 2;
			uint8_t *grown;

			if (c->room > WORKER_ANSWER_MAX ||
			    (grown = realloc(c->answer, room)) == NULL) {
				c->too_much = true;
				kill(c->pid, SIGKILL);
				return false;
			}
			c->answer = grown;
			c->room = room;
		}
		n = read(c->fd, c->answer + c->len, c->room - c->len);
		if (n > 0)
			c->len += (size_t)n;
		else if (n == 0)
			return false;
		else if (errno == EAGAIN)
			return true;
		else if (errno != EINTR)
			return false;
	}
}

/* The picture before the reading, copied into *out; false: it is none, or no memory,
 * which p->failed says. */
static bool
take_picture(struct pool *p, struct assay_cursor *at, struct assay_picture *out)
{
	const uint32_t width = (uint32_t)assay_take_be(at, 2);
	const uint32_t height = (uint32_t)assay_take_be(at, 2);
	struct assay_bytes pixels;

	if (at->bad || width > ASSAY_PICTURE_SIDE || height > ASSAY_PICTURE_SIDE ||
	    (width == 0) != (height == 0))
		return false;
	pixels = assay_take(at, (size_t)width * height);
	if (at->bad || pixels.len == 0)
		return !at->bad;
	if ((out->pixels = malloc(pixels.len)) == NULL) {
		p->failed = ENOMEM;
		return false;
	}
	memcpy(out->pixels, pixels.data, pixels.len);
	out->width = width;
	out->height = height;
	return true;
}

/* The child is leaving: what is its photo's reading? */
static void
conclude(struct pool *p, struct child *c)
{
	struct slot *slot = &p->slots[c->photo % p->window];
	struct assay_cursor at = { { c->answer, c->len }, false };
	char number[24];
	uint64_t kind, us;
	int status = 0;

	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		;
	c->pid = 0;
	p->crowded = false;
	close(c->fd);
	slot->ms = now_ms() - c->started;
	kind = assay_take_be(&at, 1);
	us = assay_take_be(&at, 8);
	snprintf(number, sizeof number, "%u", p->timeout);
	if (c->too_much) {
		fail_photo(slot, too_much, "8 MiB");
	} else if (c->timed_out) {
		fail_photo(slot, timed_out, number);
	} else if (WIFSIGNALED(status)) {
		int signal_number = WTERMSIG(status);

		if (signal_number == SIGXCPU) {
			snprintf(number, sizeof number, "%u", cpu_limit(p));
			fail_photo(slot, cpu_used, number);
		} else if (signal_number == SIGSYS) {
			fail_photo(slot, forbidden, "");
		} else {
			snprintf(number, sizeof number, "%d", signal_number);
			fail_photo(slot, crashed, number);
		}
	} else if (at.bad) {
		fail_photo(slot, rubbish, "");
	} else if (kind == 'C') {
		p->failed = EPERM;
	} else if (kind == 'S' && at.left.len == 1) {
		uint64_t code = assay_take_be(&at, 1);

		if (code == ASSAY_E_NOMEM)
			fail_photo(slot, no_memory, "512 MiB");
		else
			fail_photo(slot, refused,
			           assay_status_text((enum assay_status)code));
	} else if (kind != 'R' ||
	           (p->options->painter != NULL &&
	            !take_picture(p, &at, &slot->picture)) ||
	           assay_reading_unpack(at.left, &slot->reading) != ASSAY_OK) {
		slot->reading = NULL;
		free(slot->picture.pixels);
		slot->picture = (struct assay_picture){ 0 };
		fail_photo(slot, rubbish, "");
	} else {
		/* the child's own figure leaves out the wait for a core; a lie harms none
		 */
		double ms = (double)us / 1e3;

		if (ms < slot->ms)
			slot->ms = ms;
	}
	if (slot->reading == NULL && p->failed == 0)
		p->failed = ENOMEM;
	free(c->answer);
	c->answer = NULL;
}

static bool
begin_more(struct pool *p)
{
	for (size_t k = 0; k < p->jobs; k++)
		while (p->children[k].pid == 0 && !p->crowded && p->next < p->n &&
		       p->next < p->due + p->window)
			if (!start(p, &p->children[k]))
				return false;
	return true;
}

/* Wait until a child has something to say or its time is up. */
static void
listen(struct pool *p)
{
	double now = now_ms(), wait = POLL_MS;

	for (size_t k = 0; k < p->jobs; k++) {
		const struct child *c = &p->children[k];
		double left = c->started + p->timeout * 1e3 - now;

		p->polls[k] = (struct pollfd){ c->pid != 0 ? c->fd : -1, POLLIN, 0 };
		if (c->pid != 0 && left < wait)
			wait = left;
	}
	if (poll(p->polls, p->jobs, wait < 1 ? 1 : (int)wait) < 0)
		return; /* interrupted */
	now = now_ms();
	for (size_t k = 0; k < p->jobs; k++) {
		struct child *c = &p->children[k];

		if (c->pid == 0)
			continue;
		if (p->polls[k].revents != 0 && !receive(c)) {
			conclude(p, c);
		} else if (now - c->started >= p->timeout * 1e3) {
			c->timed_out = true;
			kill(c->pid, SIGKILL);
			conclude(p, c);
		}
	}
}

/* The photo that is due; false: no more. */
static bool
hand_over(struct pool *p, struct slot *slot, worker_deliver *deliver, void *data)
{
	const size_t index = p->due++;
	bool more = true;

	if (slot->picture.pixels != NULL && p->options->show != NULL)
		more = p->options->show(data, index, &slot->picture);
	free(slot->picture.pixels);
	if (!more) {
		assay_reading_free(slot->reading);
		return false;
	}
	return deliver(data, index, slot->reading, slot->hashed ? slot->sha256 : NULL,
	               slot->ms);
}

static enum worker_end
run(struct pool *p, worker_deliver *deliver, void *data)
{
	while (p->due < p->n) {
		struct slot *slot = &p->slots[p->due % p->window];

		if (caught != 0)
			return WORKER_INTERRUPTED;
		if (!begin_more(p) || p->failed != 0) {
			errno = p->failed;
			return WORKER_FAILED;
		}
		if (slot->reading == NULL) {
			listen(p);
			continue;
		}
		{
			struct slot out = *slot;

			*slot = (struct slot){ 0 };
			if (!hand_over(p, &out, deliver, data))
				return caught != 0 ? WORKER_INTERRUPTED : WORKER_STOPPED;
		}
	}
	return WORKER_DONE;
}

enum worker_end
worker_run(const struct worker_options *options, const char *const *paths, size_t n,
           worker_deliver *deliver, void *data)
{
	struct pool p = { .options = options,
		          .paths = paths,
		          .n = n,
		          .jobs = options->jobs,
		          .timeout = options->timeout > 0 ? options->timeout : TIMEOUT };
	enum worker_end end = WORKER_FAILED;
	int error = ENOMEM;

	if (p.jobs == 0) {
		long cores = sysconf(_SC_NPROCESSORS_ONLN);

		p.jobs = cores < 1 ? 1 : (size_t)cores;
	}
	if (p.jobs > WORKER_JOBS_MAX)
		p.jobs = WORKER_JOBS_MAX;
	p.window = p.jobs * AHEAD;
	for (size_t i = 0; i < CONVERTERS; i++)
		p.converters[i] = iconv_open("UTF-8", charsets[i]);
	worker_catch();
	signal(SIGCHLD,
	       SIG_DFL); /* a caller who ignored it would hide how children end */
	p.children = calloc(p.jobs, sizeof *p.children);
	p.polls = calloc(p.jobs, sizeof *p.polls);
	p.slots = calloc(p.window, sizeof *p.slots);
	if (p.children != NULL && p.polls != NULL && p.slots != NULL &&
	    (p.filter = filter_new()) != NULL) {
		end = run(&p, deliver, data);
		error = errno;
		for (size_t k = 0; k < p.jobs; k++)
			if (p.children[k].pid != 0) {
				kill(p.children[k].pid, SIGKILL);
				while (waitpid(p.children[k].pid, NULL, 0) < 0 &&
				       errno == EINTR)
					;
				close(p.children[k].fd);
				free(p.children[k].answer);
			}
		for (size_t i = 0; i < p.window; i++) {
			assay_reading_free(p.slots[i].reading);
			free(p.slots[i].picture.pixels);
		}
		seccomp_release(p.filter);
	}
	for (size_t i = 0; i < CONVERTERS; i++)
		if (p.converters[i] != (iconv_t)-1) /* this system has it not */
			iconv_close(p.converters[i]);
	free(p.children);
	free(p.polls);
	free(p.slots);
	errno = error;
	return end;
}

void
worker_complain(int error)
{
	if (error == EPERM)
		complain("the kernel refused to confine the reader (seccomp, Landlock), "
		         "and "
		         "photos are not read without; `assay doctor` says what is "
		         "missing");
	else
		complain("cannot run readers: %s", error_why(error));
}

void
worker_confinement(struct worker_confinement *out)
{
	out->seccomp = seccomp_api_get() >= 2; /* knows KILL_PROCESS and threads */
	out->landlock = landlock_abi();
#ifdef SANITIZED
	out->memory = false;
#else
	out->memory = true;
#endif
}
