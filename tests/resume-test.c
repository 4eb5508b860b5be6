/* resume-test.c - a build that was cut short at any write, and run again, makes the list
 * that it would have made; what it finds is taken up only where nothing has changed
 *
 * Random numbers come from a generator that the test seeds, so that "the same list" is
 * the same bytes.  Memory holds 64 entries: the sheet of some hundred rows spills. */
#include "list-world.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>

#include "steps.h"

#define ROWS 600
#define ROOM 64
#define BEGUN 1  /* seed of a build that is cut short */
#define AGAIN 2  /* seed of the one that takes it up */
#define EARLY 60  /* steps: rows are being read */
#define LATE 140  /* the list is being written */

static uint64_t state;

static const char *
name_of_source(void)
{
	return "the test's";
}

static void
fill(void *out, size_t n)
{
	uint8_t *at = out;

	while (n-- > 0) {
		uint64_t x = state += UINT64_C(0x9E3779B97F4A7C15);

		x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
		x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
		*at++ = (uint8_t)(x >> 33);
	}
}

static uint32_t
one(void)
{
	uint32_t n;

	fill(&n, sizeof n);
	return n;
}

static struct randombytes_implementation source = { .implementation_name = name_of_source,
	                                            .random = one,
	                                            .buf = fill };

static char notes[4096]; /* of the last build */
static struct assay_error error;

static void
keep_note(void *data, const char *line)
{
	(void)data;
	if (strlen(notes) + strlen(line) + 2 < sizeof notes) {
		strcat(notes, line);
		strcat(notes, "\n");
	}
}

/* What is asked for; a test may ask for something else. */
static struct assay_list_build asked;
static size_t room;
static bool with_lots;

static void
ask_plainly(void)
{
	asked = (struct assay_list_build){ .size = sizeof asked,
		                           .title = "long",
		                           .restricted = true,
		                           .padded = true,
		                           .issued_at = ISSUED,
		                           .note = keep_note };
	room = ROOM;
	with_lots = true;
}

static char *
sheet(void)
{
	static const char *const words[] = { "made", "sold", "stolen", "recalled" };
	char *text = malloc(ROWS * 64 + 64), *at = text;

	at += sprintf(at, "gtin,serial,lot,status\n");
	for (int i = 0; i < ROWS; i++)
		at += sprintf(at, "6901234567892,S%06dX%d,L%d,%s\n", i * 7919 % 1000003, i, i % 9,
		              words[i % 4]);
	return text;
}

static enum assay_status
build(uint64_t seed, const char *out)
{
	static const char lots[] = "gtin,lot,closed,units\n6901234567892,L3,yes,70\n"
	                           "6901234567892,L77,yes,9\n";
	struct make_forced forced = { 0, 1, 3, room };

	notes[0] = '\0';
	error.text[0] = error.text_zh[0] = '\0';
	state = seed * 1000;
	return world_build(asked, NULL, with_lots ? lots : NULL, &forced, out, &error);
}

static bool
same(const char *a, const char *b)
{
	size_t n, m;
	char *x = world_read(a, &n), *y = world_read(b, &m);
	bool equal = x != NULL && y != NULL && n == m && memcmp(x, y, n) == 0;

	free(x);
	free(y);
	return equal;
}

static bool
there(const char *name)
{
	return access(in_world(name), F_OK) == 0;
}

static void
wipe(void)
{
	nftw(in_world("out.asl.progress"), world_forget, 16, FTW_DEPTH | FTW_PHYS);
	unlink(in_world("out.asl"));
	unlink(in_world("out.asl.key"));
}

/* Files whose names begin with out.asl. */
static int
outs(void)
{
	char command[300], line[16] = "";
	FILE *f;

	snprintf(command, sizeof command, "ls -d '%s'/out.asl* 2>/dev/null | wc -l", world);
	f = popen(command, "r");
	if (f == NULL || fgets(line, sizeof line, f) == NULL)
		abort();
	pclose(f);
	return atoi(line);
}

/* A child builds and is gone at step n, or is refused it; its exit status. */
static int
cut_short(uint64_t seed, long n, bool failing)
{
	int status;
	pid_t child;

	fflush(stdout);
	if ((child = fork()) == 0) {
		enum assay_status got;

		fails = failing;
		steps_left = n;
		got = build(seed, "out.asl");
		_exit(steps_left >= 0 ? 0 : got == ASSAY_OK ? 1 : 2);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status))
		abort();
	return WEXITSTATUS(status);
}

static void
every_step(const char *says, bool failing)
{
	size_t taken_up = 0, anew = 0, wrong = 0, half = 0, left = 0;
	long n;

	for (n = 0; n < STEPS_MAX; n++) {
		int status;

		wipe();
		status = cut_short(BEGUN, n, failing);
		/* no list, or the whole one with its key */
		if (there("out.asl") && !(same("out.asl", "begun.asl")
		                          && same("out.asl.key", "begun.asl.key")))
			half++;
		if (status == 0)
			break;
		if (build(AGAIN, "out.asl") != ASSAY_OK) {
			printf("# step %ld: %s\n", n, error.text);
			wrong++;
		} else if (same("out.asl", "begun.asl") && same("out.asl.key", "begun.asl.key")) {
			taken_up++;
		} else if (same("out.asl", "again.asl") && same("out.asl.key", "again.asl.key")) {
			anew++;
		} else {
			printf("# step %ld made another list\n", n);
			wrong++;
		}
		left += outs() != 2;
	}
	ok(n < STEPS_MAX && n > 100, "%s at each of %ld steps", says, n);
	is_int(wrong, 0, "  run again, it makes the list that an uninterrupted build makes");
	ok(taken_up > anew * 4 && anew > 0, "  %zu times taken up, %zu times from the start",
	   taken_up, anew);
	is_int(half, 0, "  and before that there was no half of a list");
	is_int(left, 0, "  nothing else is left");
}

/* Cut short again and again, each time after so many steps. */
static void
again_and_again(void)
{
	static const long steps[] = { 31, 37, 50 };

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		int tries = 0;

		wipe();
		/* done is what has nothing left to be taken up */
		while (tries < 200 && cut_short(BEGUN + (uint64_t)tries, steps[i], false) != 0
		       && !(there("out.asl") && !there("out.asl.progress/rows")))
			tries++;
		ok(tries > 2 && tries < 200 && same("out.asl", "begun.asl"),
		   "stopped every %ld steps, done after %d tries", steps[i], tries);
	}
}

static void
flip(const char *name, long at)
{
	FILE *f = fopen(in_world(name), "r+b");
	int byte;

	if (f == NULL)
		abort();
	fseek(f, at, at < 0 ? SEEK_END : SEEK_SET);
	byte = fgetc(f);
	fseek(f, at, at < 0 ? SEEK_END : SEEK_SET);
	fputc(byte ^ 1, f);
	fclose(f);
}

/* Changes a byte of the spreadsheet behind its back: size and time stay. */
static void
flip_sheet(long at, uint8_t with)
{
	struct stat st;
	int fd = open(in_world("serials.csv"), O_RDWR | O_CLOEXEC);
	uint8_t byte;

	if (fd < 0 || fstat(fd, &st) != 0 || pread(fd, &byte, 1, at) != 1)
		abort();
	byte ^= with;
	if (pwrite(fd, &byte, 1, at) != 1
		|| futimens(fd, (struct timespec[]){ st.st_atim, st.st_mtim }) != 0)
		abort();
	close(fd);
}

static void sheet_touched(void) { utimensat(AT_FDCWD, in_world("serials.csv"), NULL, 0); }
static void sheet_byte(void) { flip_sheet(40, 1); }
static void sheet_longer(void)
{
	FILE *f = fopen(in_world("serials.csv"), "ab");

	fputs("6901234567892,MORE,L1,made\n", f);
	fclose(f);
}
static void other_lots(void) { with_lots = false; }
static void other_title(void) { asked.title = "another"; }
static void other_scope(void) { asked.scope = "690123"; }
static void other_life(void) { asked.expires_at = ISSUED + 10 * DAY; }
static void other_claim(void) { asked.covers_until = ISSUED - DAY; }
static void not_padded(void) { asked.padded = false; }
static void not_restricted(void) { asked.restricted = false; }
static void later(void) { asked.issued_at += DAY; }
static void other_key(void)
{
	static char path[300];

	snprintf(path, sizeof path, "%s", in_world("other"));
	asked.key_file = path;
}
static void a_previous(void)
{
	static char path[300];

	snprintf(path, sizeof path, "%s", in_world("before.asl"));
	asked.previous = path;
}
static void entries_byte(void) { flip("out.asl.progress/entries", 100); }
static void entries_end(void) { flip("out.asl.progress/entries", -40); }
static void entries_cut(void)
{
	if (truncate(in_world("out.asl.progress/entries"), 64) != 0)
		abort();
}
static void entries_gone(void) { unlink(in_world("out.asl.progress/entries")); }
static void rows_byte(void) { flip("out.asl.progress/rows", -100); }
static void rows_head(void) { flip("out.asl.progress/rows", 3); }
static void rows_empty(void)
{
	if (truncate(in_world("out.asl.progress/rows"), 0) != 0)
		abort();
}
static void rows_are_pages(void)
{
	char from[300];

	snprintf(from, sizeof from, "%s", in_world("out.asl.progress/pages"));
	rename(from, in_world("out.asl.progress/rows"));
}
static void pages_byte(void) { flip("out.asl.progress/pages", -9); }
static void pages_gone(void) { unlink(in_world("out.asl.progress/pages")); }
static void list_byte(void) { flip("out.asl.progress/list", LIST_PAGE + 500); }
static void list_cut(void)
{
	if (truncate(in_world("out.asl.progress/list"), LIST_PAGE + 5) != 0)
		abort();
}
static void list_gone(void) { unlink(in_world("out.asl.progress/list")); }
static void nothing(void) { }

/* A whole run of the state, no longer than the list at hand. */
static void
something_else(void)
{
	static const struct {
		const char *says;
		void (*change)(void);
		const char *told; /* in a note */
		bool late;        /* cut short while the list was written */
		bool taken_up, same;
	} rows[] = {
		{ "nothing", nothing, "going on behind line", false, true, true },
		{ "nothing, later", nothing, "going on behind line", true, true, true },
		{ "the time of issue", later, "going on behind line", false, true, false },
		{ "the spreadsheet's time", sheet_touched, "serials.csv has changed", false, false, false },
		{ "a byte of the spreadsheet", sheet_byte, "serials.csv has changed", false, false, false },
		{ "a byte of it, later", sheet_byte, "serials.csv has changed", true, false, false },
		{ "a row more", sheet_longer, "serials.csv has changed", true, false, false },
		{ "the lots", other_lots, "asked for something else", false, false, false },
		{ "the title", other_title, "asked for something else", true, false, false },
		{ "the scope", other_scope, "asked for something else", true, false, false },
		{ "the expiry", other_life, "asked for something else", true, false, false },
		{ "the claim", other_claim, "asked for something else", true, false, false },
		{ "no padding", not_padded, "asked for something else", false, false, false },
		{ "not restricted", not_restricted, "asked for something else", true, false, false },
		{ "a list before", a_previous, "asked for something else", true, false, false },
		{ "the key", other_key, "damaged, or was made with another key", true, false, false },
		{ "a byte of the entries", entries_byte, "is damaged", false, false, false },
		{ "a byte of the last ones", entries_end, "is damaged", true, false, false },
		{ "entries cut off", entries_cut, "is damaged", true, false, false },
		{ "no entries", entries_gone, "is damaged", true, false, false },
		{ "a byte of the state", rows_byte, "is damaged", true, false, false },
		{ "a byte of its head", rows_head, "is damaged", true, false, false },
		{ "an empty state", rows_empty, "is damaged", true, false, false },
		{ "the other state in its place", rows_are_pages, "is damaged", true, false, false },
		{ "a byte of where the writing stood", pages_byte, "writing them anew", true, true, true },
		{ "nothing of where it stood", pages_gone, "going on behind line", true, true, true },
		{ "a byte of a page", list_byte, "writing them anew", true, true, true },
		{ "pages cut off", list_cut, "writing them anew", true, true, true },
		{ "no pages", list_gone, "writing them anew", true, true, true },
	};
	size_t n;
	char *whole = sheet();

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct list *l;
		char *made;

		wipe();
		ask_plainly();
		world_text("serials.csv", whole);
		if (cut_short(BEGUN, rows[i].late ? LATE : EARLY, false) != 77 || there("out.asl")
			|| there("out.asl.progress/pages") != rows[i].late)
			ok(false, "cut short");
		rows[i].change();
		is_int(build(AGAIN, "out.asl"), ASSAY_OK, "changed: %s", rows[i].says);
		ok(strstr(notes, rows[i].told) != NULL, "  '%s' is said", rows[i].told);
		if (strstr(notes, rows[i].told) == NULL)
			printf("# %s# %s\n", notes, error.text);
		l = world_open("out.asl");
		ok(l != NULL && list_check(l, &error) == ASSAY_OK, "  the list holds");
		if (l != NULL) {
			struct list *begun = world_open("begun.asl");

			is_int(memcmp(l->head.list_key_id, begun->head.list_key_id, 16) == 0,
			       rows[i].taken_up, "  is %s", rows[i].taken_up ? "taken up" : "a new one");
			list_close(begun);
		}
		list_close(l);
		if (rows[i].same)
			ok(same("out.asl", "begun.asl"), "  the same bytes");
		ok(!there("out.asl.progress"), "  nothing is left");
		made = world_read("out.asl", &n);
		free(made);
	}
	free(whole);
	ask_plainly();
}

/* What lies beside the output is the owner's alone, and holds no list key. */
static void
secrets(void)
{
	static const char *const files[] = { "entries", "rows", "pages" };
	uint8_t key[32], id[16];
	struct stat st;
	char name[64];

	wipe();
	if (cut_short(BEGUN, LATE, false) != 77
		|| list_key_read(in_world("begun.asl.key"), key, id, &error) != ASSAY_OK)
		abort();
	ok(stat(in_world("out.asl.progress"), &st) == 0 && (st.st_mode & 0777) == 0700,
	   "the folder is the owner's alone");
	for (size_t i = 0; i < 3; i++) {
		size_t n;
		char *bytes;

		snprintf(name, sizeof name, "out.asl.progress/%s", files[i]);
		ok(stat(in_world(name), &st) == 0 && (st.st_mode & 0777) == 0600, "  so is %s",
		   files[i]);
		bytes = world_read(name, &n);
		ok(n > 32 && memmem(bytes, n, key, sizeof key) == NULL, "  without the list key");
		free(bytes);
	}
	chmod(in_world("out.asl.progress"), 0777);
	is_int(build(AGAIN, "out.asl"), ASSAY_E_IO, "a folder that others can write to is refused");
	chmod(in_world("out.asl.progress"), 0700);
	{
		int fd = open(in_world("out.asl.progress"), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

		if (fd < 0 || flock(fd, LOCK_EX) != 0)
			abort();
		is_int(build(AGAIN, "out.asl"), ASSAY_E_IO, "so is one that another program uses");
		ok(strstr(error.text, "another program builds") != NULL, "  and that is said");
		close(fd);
	}
	is_int(build(AGAIN, "out.asl"), ASSAY_OK, "then it goes on");
	ok(same("out.asl", "begun.asl"), "  to the same bytes");
}

static bool
stop_late(void *data)
{
	int *calls = data;

	return ++*calls > 40;
}

/* Ctrl-C and faults. */
static void
ends(void)
{
	char *whole = sheet(), *twice;
	int calls = 0;

	wipe();
	asked.stop = stop_late;
	asked.stop_data = &calls;
	is_int(build(BEGUN, "out.asl"), ASSAY_E_IO, "a long build that is stopped");
	ok(strstr(error.text, "run the same command again") != NULL
	           && strstr(error.text_zh, "再次运行") != NULL && there("out.asl.progress"),
	   "  says what is kept, and how to go on");
	ask_plainly();
	is_int(build(AGAIN, "out.asl"), ASSAY_OK, "  goes on");
	ok(same("out.asl", "begun.asl") && outs() == 2, "  to the same bytes");
	/* a spreadsheet with a fault must change: nothing is worth keeping */
	wipe();
	twice = malloc(strlen(whole) + 200);
	sprintf(twice, "%s6901234567892,S000000X0,L0,made\n", whole);
	world_text("serials.csv", twice);
	is_int(build(BEGUN, "out.asl"), ASSAY_E_FORMAT, "a fault ends a long build");
	is_int(outs(), 0, "  and nothing is left");
	world_text("serials.csv", whole);
	free(whole);
	free(twice);
}

int
main(void)
{
	struct assay_list_build b = { .title = "before" };
	char *whole = sheet();

	if (access("/dev/shm", W_OK) == 0)
		world_base = "/dev/shm";
	randombytes_set_implementation(&source);
	world_begin();
	ask_plainly();
	is_int(world_build(b, "gtin,serial\n6901234567892,B\n", NULL, NULL, "before.asl", &error),
	       ASSAY_OK, "a list before");
	world_text("serials.csv", whole);
	free(whole);
	/* all in memory: runs must come to the same */
	room = 0;
	is_int(build(BEGUN, "begun.asl"), ASSAY_OK, "an uninterrupted build");
	is_int(build(AGAIN, "again.asl"), ASSAY_OK, "another");
	room = ROOM;
	ok(!same("begun.asl", "again.asl"), "no two are alike");
	is_int(build(BEGUN, "out.asl"), ASSAY_OK, "one that spills");
	ok(same("out.asl", "begun.asl") && same("out.asl.key", "begun.asl.key"), "  is the same");
	is_int(outs(), 2, "  and leaves nothing");
	is_int(notes[0], 0, "  without a word");
	every_step("killed", false);
	every_step("refused", true);
	again_and_again();
	something_else();
	secrets();
	ends();
	world_end();
	return tap_end();
}
