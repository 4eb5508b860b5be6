/* many-test.c - a home with the lists of a thousand makers: opened fast, within the files
 * and the memory that a small device has, and every list answers */
#include "list-world.h"

#include <sodium.h>
#include <sys/resource.h>
#include <time.h>

#include "trust/home.h"
#include "trust/listing.h"

#define MAKERS 1000u
#ifdef SANITIZED
#define SECONDS_MAX 60.0
#define KILOBYTES_MAX 1048576
#else
#define SECONDS_MAX 3.0
#define KILOBYTES_MAX 24576
#endif

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A GTIN-14 under the i-th maker's prefix, 690100000 and on. */
static void
gtin_of(unsigned i, char gtin[15])
{
	unsigned sum = 0;

	snprintf(gtin, 15, "0690%06u001", i);
	for (int k = 0; k < 13; k++)
		sum += (unsigned)(gtin[k] - '0') * (k % 2 == 0 ? 3 : 1);
	gtin[13] = (char)('0' + (10 - sum % 10) % 10);
	gtin[14] = '\0';
}

/* Every maker has its key, its prefix and a list of two serials. */
static void
make_home(void)
{
	char *pins = malloc(MAKERS * 300 + 100), *at = pins;
	struct assay_error error = { "", "" };

	mkdir(in_world("home"), 0700);
	mkdir(in_world("home/lists"), 0700);
	at += sprintf(at, "{\"schema\":\"assay.pins/1\",\"issuers\":[");
	for (unsigned i = 0; i < MAKERS; i++) {
		struct assay_key_facts facts = { .size = sizeof facts };
		char key[300], csv[100], gtin[15], hex[65], name[100];
		struct assay_list_build b = { .key_file = key };
		struct list *l;

		snprintf(key, sizeof key, "%s", in_world("key"));
		remove(key);
		remove(in_world("key.pub"));
		gtin_of(i, gtin);
		snprintf(csv, sizeof csv, "gtin,serial\n%s,A%u\n%s,B%u\n", gtin, i, gtin, i);
		if (assay_key_new(key, NULL, false, &error) != ASSAY_OK
			|| assay_key_facts(in_world("key.pub"), &facts, &error) != ASSAY_OK
			|| world_build(b, csv, NULL, NULL, "list.asl", &error) != ASSAY_OK)
			abort();
		l = world_open("list.asl");
		sodium_bin2hex(hex, 33, l->head.list_id, 16);
		list_close(l);
		snprintf(name, sizeof name, "home/lists/%s.asl", hex);
		snprintf(key, sizeof key, "%s", in_world("list.asl"));
		rename(key, in_world(name));
		sodium_bin2hex(hex, sizeof hex, facts.public_key, 32);
		at += sprintf(at,
		              "%s{\"id\":\"m%u\",\"name\":\"Maker %u\",\"prefixes\":[\"690%06u\"],"
		              "\"keys\":[{\"kid\":\"%s\",\"public_key\":\"%s\",\"use\":\"list\"}]}",
		              i == 0 ? "" : ",", i, i, i, facts.id, hex);
	}
	sprintf(at, "]}");
	world_text("home/pins.json", pins);
	free(pins);
}

/* Kilobytes of memory that are this process's own now. */
static long
memory(void)
{
	char line[160];
	long size = 0;
	FILE *f = fopen("/proc/self/status", "r");

	while (f != NULL && fgets(line, sizeof line, f) != NULL)
		sscanf(line, "RssAnon: %ld", &size);
	if (f != NULL)
		fclose(f);
	return size;
}

static void
log_line(void *data, enum assay_log level, const char *line)
{
	unsigned *lines = data;

	if (level == ASSAY_LOG_ERROR && (*lines)++ < 3)
		printf("# %s\n", line);
}

static void
ask_all(const char *says, rlim_t files)
{
	struct rlimit limit, before;
	struct assay_error error = { "", "" };
	unsigned wrong = 0, lines = 0;
	long kilobytes = memory();
	double start = now(), took;
	struct home *h;
	size_t n;

	getrlimit(RLIMIT_NOFILE, &before);
	limit = before;
	if (files != 0)
		limit.rlim_cur = files;
	setrlimit(RLIMIT_NOFILE, &limit);
	is_int(home_open(in_world("home"), log_line, &lines, &h, &error), ASSAY_OK, "%s", says);
	took = now() - start;
	home_listings(h, &n);
	is_int(n, MAKERS, "  all lists are there");
	is_int(lines, 0, "  without a complaint");
	for (unsigned i = 0; i < MAKERS; i++)
		for (unsigned k = 0; k < 3; k++) {
			char gtin[15], serial[20];
			struct home_question q = { .gtin = gtin, .made_decoded = ASSAY_NO_DAY,
				                   .made_typed = ASSAY_NO_DAY, .now = ISSUED,
				                   .as_of = true };
			struct assay_answer a;

			gtin_of(i, gtin);
			snprintf(serial, sizeof serial, "%c%u", "ABC"[k], i);
			q.serial = bytes(serial);
			wrong += home_lookup(h, &q, &a) != ASSAY_OK
				|| a.listed != (k < 2 ? ASSAY_LISTED_ISSUED : ASSAY_LISTED_NOT_KNOWN);
		}
	is_int(wrong, 0, "  and each of %u answers is right", MAKERS * 3);
	kilobytes = memory() - kilobytes;
	home_close(h);
	setrlimit(RLIMIT_NOFILE, &before);
	/* processor time, and far from what is measured: a slow machine passes; sanitizers
	 * take what they need */
	ok(took < SECONDS_MAX, "  opened in %.0f ms of processor time", took * 1e3);
	ok(kilobytes < KILOBYTES_MAX, "  in %ld KiB", kilobytes);
}

int
main(void)
{
	if (access("/dev/shm", W_OK) == 0)
		world_base = "/dev/shm";
	world_begin();
	make_home();
	ask_all("a home with a thousand lists", 0);
	ask_all("where 64 files may be open", 64);
	world_end();
	return tap_end();
}
