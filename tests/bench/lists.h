/* lists.h - what the benches of lists share: a clock, and serials that are the same everywhere */
#ifndef BENCH_LISTS_H
#define BENCH_LISTS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#define GTIN "06901234567892"
#define LOTS 5000u

static inline double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What this process has used of processors, all its threads and the kernel for it: other
 * work on the machine makes it wait, which is not counted. */
static inline double
used(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Thirteen letters that nobody guesses, the same on every machine. */
static inline void
serial_of(uint64_t i, char out[16])
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

/* "gtin,serial,lot" and n rows. */
static inline bool
write_serials(const char *path, uint32_t n)
{
	FILE *f = fopen(path, "wb");

	if (f == NULL)
		return false;
	fputs("gtin,serial,lot\n", f);
	for (uint32_t i = 0; i < n; i++) {
		char serial[16];

		serial_of(i, serial);
		fprintf(f, "%s,%s,L%u\n", GTIN + 1, serial, i % LOTS);
	}
	return fclose(f) == 0;
}

#endif
