/* main.c - replay of a fuzz corpus without a fuzzer, as TAP
 *
 * Runs the harness it is linked with over every file of the folders named, and over
 * simple mutations of each: the same ones on every machine.  A harness that finds its
 * property broken stops the program. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#ifndef LIBFUZZER /* which brings a main of its own */

#define MUTATIONS 400       /* of each file: some seconds of make check in all */
#define FILE_MAX (1u << 20) /* a corpus is made of small files */
#define FILES_MAX 4096

static uint64_t state;

static size_t
roll(size_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return below == 0 ? 0 : (size_t)(state % below);
}

/* One change of data, which has room for one byte more than size. */
static size_t
mutate(uint8_t *data, size_t size)
{
	static const uint8_t often[] = { 0,   1,   0x1D, '(',  ')',  '/',
		                         '%', '0', '9',  0x7F, 0x80, 0xFF };
	size_t at = roll(size);

	switch (size == 0 ? 4 : roll(6)) {
	case 0:
		data[at] ^= (uint8_t)(1u << roll(8));
		return size;
	case 1:
		data[at] = often[roll(sizeof often)];
		return size;
	case 2:
		return at; /* cut short */
	case 3:
		memmove(data + at, data + at + 1, size - at - 1);
		return size - 1;
	case 4:
		memmove(data + at + 1, data + at, size - at);
		data[at] = often[roll(sizeof often)];
		return size + 1;
	default: /* copy a stretch over another */
		memmove(data + at, data + roll(size),
		        1 + roll(size - at > 16 ? 16 : size - at) / 2);
		return size;
	}
}

static void
once(const uint8_t *data, size_t size)
{
	/* a block of its own size, so that a sanitizer sees the first byte too many */
	uint8_t *copy = malloc(size == 0 ? 1 : size);

	if (copy == NULL)
		abort();
	if (size > 0)
		memcpy(copy, data, size);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
}

static void
replay(const char *path)
{
	uint8_t *seed = malloc(FILE_MAX), *data = malloc(FILE_MAX + 8);
	FILE *file = fopen(path, "rb");
	size_t size;

	if (seed == NULL || data == NULL || file == NULL) {
		printf("Bail out! %s cannot be read\n", path);
		exit(1);
	}
	size = fread(seed, 1, FILE_MAX, file);
	fclose(file);
	once(seed, size);
	state = 0x9E3779B97F4A7C15u ^ size;
	for (int i = 0; i < MUTATIONS; i++) {
		size_t n = size;

		memcpy(data, seed, size);
		for (size_t k = 1 + roll(4); k > 0; k--)
			n = mutate(data, n);
		once(data, n);
	}
	free(seed);
	free(data);
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int
main(int argc, char **argv)
{
	setvbuf(stdout, NULL, _IOLBF, 0); /* the last line tells which file broke it */
	for (int i = 1; i < argc; i++) {
		DIR *dir = opendir(argv[i]);
		char **names = calloc(FILES_MAX, sizeof *names);
		struct dirent *entry;
		size_t n = 0;

		if (dir == NULL || names == NULL) {
			printf("Bail out! no folder %s\n", argv[i]);
			return 1;
		}
		while (n < FILES_MAX && (entry = readdir(dir)) != NULL) {
			size_t len = strlen(argv[i]) + strlen(entry->d_name) + 2;

			if (entry->d_name[0] == '.')
				continue;
			if ((names[n] = malloc(len)) == NULL)
				return 1;
			snprintf(names[n++], len, "%s/%s", argv[i], entry->d_name);
		}
		closedir(dir);
		qsort(names, n, sizeof *names, by_name);
		for (size_t k = 0; k < n; k++) {
			printf("# %s\n", names[k]);
			replay(names[k]);
			free(names[k]);
		}
		printf("%sok %d - %zu files and %d mutations of each\n",
		       n == 0 ? "not " : "", i, n, MUTATIONS);
		free(names);
	}
	printf("1..%d\n", argc - 1);
	return 0;
}

#endif
