/* lists-build.c - what it takes to build a large list: bench-lists-build FOLDER N
 *
 * Leaves FOLDER/serials.asl, and the key that signed it as FOLDER/maker. */
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "assay.h"
#include "lists.h"

static void
show(void *data, uint64_t done, uint64_t of)
{
	double *last = data;

	if (now() - *last < 10)
		return;
	*last = now();
	fprintf(stderr, "%u%%\n", of == 0 ? 0 : (unsigned)(done * 100 / of));
}

int
main(int argc, char **argv)
{
	struct assay_list_build build = { .size = sizeof build, .issued_at = 1790000000 };
	char csv[600], out[600], key[600];
	struct assay_error error = { "", "" };
	double start, took, last = now(), processor;
	struct rusage used;
	struct stat in, made;
	uint32_t n;

	if (argc != 3)
		return 2;
	n = (uint32_t)strtoul(argv[2], NULL, 10);
	snprintf(csv, sizeof csv, "%s/serials.csv", argv[1]);
	snprintf(out, sizeof out, "%s/serials.asl", argv[1]);
	snprintf(key, sizeof key, "%s/maker", argv[1]);
	if (!write_serials(csv, n) || stat(csv, &in) != 0) {
		fputs("the folder cannot be written\n", stderr);
		return 1;
	}
	if (access(key, F_OK) != 0 && assay_key_new(key, NULL, true, &error) != ASSAY_OK) {
		fprintf(stderr, "%s\n", error.text);
		return 1;
	}
	build.csv = csv;
	build.out = out;
	build.key_file = key;
	build.progress = show;
	build.progress_data = &last;
	start = now();
	if (assay_list_build(&build, NULL, &error) != ASSAY_OK || stat(out, &made) != 0) {
		fprintf(stderr, "%s\n", error.text);
		return 1;
	}
	took = now() - start;
	getrusage(RUSAGE_SELF, &used);
	processor = (double)used.ru_utime.tv_sec + (double)used.ru_stime.tv_sec;
	unlink(csv);
	printf("%u serials, %.2f GB of CSV: %.1f s (%.0f s of processor), %.2f GB, %.2f bytes a serial, "
	       "peak memory %.0f MiB\n", n, (double)in.st_size / 1e9, took, processor,
	       (double)made.st_size / 1e9, (double)made.st_size / n, (double)used.ru_maxrss / 1024);
	return 0;
}
