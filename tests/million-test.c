/* million-test.c - 10^6 serials: built, checked, looked up; 2,000 random bytes changed
 *
 * Under sanitizers 10^5, since only the place of a bug counts there. */
#include "list-world.h"

#include <time.h>

#ifdef SANITIZED
#define N 100000u
#define FLIPS 300
#else
#define N 1000000u
#define FLIPS 2000
#endif
#define LOTS 5000u
#define ASKED 12      /* questions after each change */
#define CHECK_EVERY 40 /* changes a whole check must notice */

static uint64_t state = 88172645463325252u;

static uint64_t
roll(uint64_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state % below;
}

/* Twenty letters that nobody guesses, the same on every machine. */
static void
serial_of(uint32_t i, char out[16])
{
	static const char set[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	uint64_t x = (i + 1) * UINT64_C(0x9E3779B97F4A7C15);

	for (int k = 0; k < 13; k++) {
		x ^= x >> 29;
		x *= UINT64_C(0xBF58476D1CE4E5B9);
		out[k] = set[x >> 59];
	}
	out[13] = '\0';
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool
right(const struct list *l, uint32_t i, enum assay_status *status)
{
	char serial[16], lot[16];
	struct list_entry e;

	serial_of(i, serial);
	if ((*status = list_find(l, GTIN, bytes(serial), &e)) != ASSAY_OK)
		return false;
	sprintf(lot, "L%u", i % LOTS);
	return e.present == (i < N)
		&& (!e.present || (e.status == ASSAY_ITEM_MADE && strcmp(e.lot.lot, lot) == 0));
}

int
main(void)
{
	struct assay_list_build b = { .title = "large" };
	size_t wrong = 0, noticed = 0, unnoticed = 0, checks = 0;
	struct assay_error error = { "", "" };
	enum assay_status status;
	uint8_t key[32];
	struct list *l;
	double start;
	FILE *f;

	world_begin();
	f = fopen(in_world("serials.csv"), "wb");
	fputs("gtin,serial,lot\n", f);
	for (uint32_t i = 0; i < N; i++) {
		char serial[16];

		serial_of(i, serial);
		fprintf(f, "6901234567892,%s,L%u\n", serial, i % LOTS);
	}
	fclose(f);
	start = now();
	is_int(world_build(b, NULL, NULL, NULL, "m.asl", &error), ASSAY_OK, "%u serials are built",
	       N);
	printf("# built in %.2f s of processor time\n", now() - start);
	world_key("maker.pub", key);
	if ((l = world_open("m.asl")) == NULL)
		return 1;
	printf("# %.2f bytes a serial, %u interior levels\n",
	       (double)(l->head.pages * LIST_PAGE) / N, l->head.levels);
	ok((double)(l->head.pages * LIST_PAGE) / N < 15.5 || N < 1000000, "at most 15.5 bytes each");
	ok((l->head.flags & LIST_GUESSABLE) == 0, "random serials are not guessable");
	start = now();
	is_int(list_check(l, &error), ASSAY_OK, "every page holds");
	printf("# checked in %.3f s\n", now() - start);
	start = now();
	for (uint32_t k = 0; k < 20000; k++)
		wrong += !right(l, (uint32_t)roll(N + N / 10), &status);
	printf("# %.0f look-ups a second, nothing cached\n", 20000 / (now() - start));
	is_int(wrong, 0, "20,000 answers are right");
	list_close(l);
	start = now();
	for (int k = 0; k < 200; k++) {
		if ((l = world_open("m.asl")) == NULL)
			return 1;
		wrong += !list_signed_by(l, key) || !right(l, (uint32_t)roll(N), &status);
		list_close(l);
	}
	printf("# open, signature and first answer in %.3f ms\n", (now() - start) * 1000 / 200);
	is_int(wrong, 0, "each time it is opened");

	f = fopen(in_world("m.asl"), "r+b");
	for (int k = 0; k < FLIPS; k++) {
		struct stat st;
		long at;
		int was, change = 1 << roll(8);

		fstat(fileno(f), &st);
		/* one change in eight hits what few pages hold: the header and the top */
		at = k % 8 != 0 ? (long)roll((uint64_t)st.st_size)
		     : k % 16   ? (long)roll(LIST_PAGE)
		                : (long)(st.st_size - 1 - (long)roll(140 * LIST_PAGE));
		fseek(f, at, SEEK_SET);
		was = fgetc(f);
		fseek(f, at, SEEK_SET);
		fputc(was ^ change, f);
		fflush(f);
		if (list_open(in_world("m.asl"), &l, &error) != ASSAY_OK) {
			noticed++;
		} else if (!list_signed_by(l, key)) {
			noticed++;
			list_close(l);
		} else {
			for (int q = 0; q < ASKED; q++)
				if (!right(l, (uint32_t)roll(N + N / 10), &status)
					&& status == ASSAY_OK)
					unnoticed++;
			if (k % CHECK_EVERY == 0) {
				checks++;
				if (list_check(l, &error) == ASSAY_OK)
					unnoticed++;
				else
					noticed++;
			}
			list_close(l);
		}
		fseek(f, at, SEEK_SET);
		fputc(was, f);
		fflush(f);
	}
	fclose(f);
	is_int(unnoticed, 0, "%d changed bytes: each noticed, or no answer changes", FLIPS);
	ok(noticed > 0 && checks > 0, "  %zu noticed, %zu whole checks", noticed, checks);
	l = world_open("m.asl");
	is_int(list_check(l, &error), ASSAY_OK, "put back, it holds again");
	list_close(l);
	world_end();
	return tap_end();
}
