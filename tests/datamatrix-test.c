/* datamatrix-test.c - Data Matrix: symbols of every size, damaged ones, pictures of them
 *
 * The symbols of tests/data/datamatrix/vectors.txt were made with zint; the pictures are
 * drawn here, so that what they show is known. */
#include "config.h"

#include <math.h>

#include "read/datamatrix/datamatrix.h"
#include "read/read.h"
#include "read/rs.h"
#include "tap.h"

#define LINE_MAX 20000
#define VECTORS_MAX 128

#define CHECKS_MAX 68 /* of one block: 48 x 48 */

static struct vector {
	char name[40], symbology[8];
	const struct datamatrix_size *size;
	uint8_t text[DATAMATRIX_TEXT_MAX];
	size_t len;
	uint8_t module[DATAMATRIX_SIDE_MAX * DATAMATRIX_SIDE_MAX];
} vectors[VECTORS_MAX];
static size_t n_vectors;

static uint64_t state = 1;

static uint32_t
roll(uint32_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)(state >> 11) % below;
}

static unsigned
hex(const char *s)
{
	char two[3] = { s[0], s[1], 0 };

	return (unsigned)strtoul(two, NULL, 16);
}

static void
load(void)
{
	const char *srcdir = getenv("srcdir");
	static char line[LINE_MAX];
	char path[1000];
	FILE *f;

	snprintf(path, sizeof path, "%s/tests/data/datamatrix/vectors.txt",
	         srcdir ? srcdir : ".");
	if ((f = fopen(path, "r")) == NULL) {
		printf("Bail out! %s cannot be opened\n", path);
		exit(1);
	}
	while (fgets(line, sizeof line, f) != NULL && n_vectors < VECTORS_MAX) {
		struct vector *v = &vectors[n_vectors++];
		const char *field[5] = { strtok(line, "\t\n") };
		unsigned rows = 0, columns = 0;

		for (size_t i = 1; i < 5; i++)
			if ((field[i] = strtok(NULL, "\t\n")) == NULL) {
				printf("Bail out! a line of %s is short\n", path);
				exit(1);
			}
		snprintf(v->name, sizeof v->name, "%s", field[0]);
		snprintf(v->symbology, sizeof v->symbology, "%s", field[2]);
		sscanf(field[1], "%ux%u", &rows, &columns);
		for (size_t i = 0; (v->size = datamatrix_size(i)) != NULL; i++)
			if (v->size->rows == rows && v->size->columns == columns)
				break;
		if (v->size == NULL) {
			printf("Bail out! %s: no such size\n", field[1]);
			exit(1);
		}
		for (const char *s = field[3]; *s != 0; s += 2)
			v->text[v->len++] = (uint8_t)hex(s);
		for (size_t i = 0; i < (size_t)rows * columns; i++)
			v->module[i] = hex(field[4] + i / 8 * 2) >> (7 - i % 8) & 1;
	}
	fclose(f);
}

static const struct vector *
named(const char *name, unsigned rows, unsigned columns)
{
	for (size_t i = 0; i < n_vectors; i++)
		if (strcmp(vectors[i].name, name) == 0 &&
		    (rows == 0 || (vectors[i].size->rows == rows &&
		                   vectors[i].size->columns == columns)))
			return &vectors[i];
	printf("Bail out! no vector is called %s\n", name);
	exit(1);
}

static bool
says(const struct datamatrix_text *t, const struct vector *v)
{
	return t->len == v->len && memcmp(t->bytes, v->text, v->len) == 0 &&
	       t->gs1 == (strcmp(v->symbology, "]d2") == 0) &&
	       t->part == (strcmp(v->symbology, "part") == 0);
}

static void
test_vectors(void)
{
	static struct datamatrix_text t;
	size_t patterns = 0;

	for (size_t i = 0; i < n_vectors; i++) {
		const struct vector *v = &vectors[i];
		const bool read = datamatrix_decode(v->size, v->module, &t);

		if (strcmp(v->symbology, "none") == 0)
			ok(!read, "%s: refused", v->name);
		else
			ok(read && t.corrected == 0 && says(&t, v), "%s, %u by %u",
			   v->name, v->size->rows, v->size->columns);
		for (size_t k = 0; k < (size_t)v->size->rows * v->size->columns; k++) {
			enum module m = datamatrix_module(v->size, k / v->size->columns,
			                                  k % v->size->columns);

			patterns +=
			        m != MODULE_DATA && (m == MODULE_DARK) != v->module[k];
		}
	}
	is_int(patterns, 0,
	       "finder and timing patterns are where they are in all of them");
	ok(datamatrix_decode(named("a part", 0, 0)->size, named("a part", 0, 0)->module,
	                     &t) &&
	           t.part_index == 2 && t.part_count == 5,
	   "a part says which of how many it is");
	ok(datamatrix_decode(named("Cyrillic named", 0, 0)->size,
	                     named("Cyrillic named", 0, 0)->module, &t) &&
	           t.eci.count == 1 && t.eci.list[0].eci == 7,
	   "the character set is remembered");
}

/* As many modules as can be put right wherever they are; then so many that none can. */
static void
test_damage(void)
{
	static uint8_t module[DATAMATRIX_SIDE_MAX * DATAMATRIX_SIDE_MAX];
	static struct datamatrix_text t;
	size_t right = 0, tried = 0, wrong = 0;

	for (size_t i = 0; i < n_vectors; i++) {
		const struct vector *v = &vectors[i];
		const size_t n = (size_t)v->size->rows * v->size->columns;
		const size_t capacity = (size_t)v->size->checks / v->size->blocks / 2;

		if (strcmp(v->symbology, "none") == 0)
			continue;
		for (size_t round = 0; round < 40; round++) {
			memcpy(module, v->module, n);
			for (size_t k = 0; k < capacity; k++)
				module[roll((uint32_t)n)] ^= 1;
			tried++;
			right += datamatrix_decode(v->size, module, &t) && says(&t, v) &&
			         t.corrected <= capacity;
			for (size_t k = 0; k < n / 2; k++)
				module[roll((uint32_t)n)] ^= 1;
			wrong += datamatrix_decode(v->size, module, &t) && !says(&t, v);
		}
	}
	is_int(right, tried, "damage within the correction is put right in all of %zu",
	       tried);
	is_int(wrong, 0, "damage beyond it is never read as something else");
}

static void
test_noise_modules(void)
{
	static uint8_t module[DATAMATRIX_SIDE_MAX * DATAMATRIX_SIDE_MAX];
	static struct datamatrix_text t;
	const struct datamatrix_size *size;
	size_t read = 0;

	for (size_t i = 0; (size = datamatrix_size(i)) != NULL; i++)
		for (size_t round = 0; round < 200; round++) {
			for (size_t k = 0; k < (size_t)size->rows * size->columns; k++)
				module[k] = (uint8_t)roll(2);
			read += datamatrix_decode(size, module, &t);
		}
	is_int(read, 0, "modules at random say nothing");
}

static void
test_correction(void)
{
	struct rs_field field;
	size_t right = 0, tried = 0, false_alarms = 0;

	rs_field_make(&field, 0x12d);
	for (size_t checks = 2; checks <= CHECKS_MAX; checks += 3)
		for (size_t round = 0; round < 60; round++) {
			const size_t n = checks + 1 + roll((uint32_t)(255 - checks));
			const size_t errors = roll((uint32_t)(checks / 2 + 1));
			uint8_t word[255] = { 0 }, damaged[255], at[255] = { 0 };
			size_t corrected;

			/* a multiple of the generator: random, made valid by division */
			for (size_t i = 0; i < n - checks; i++)
				word[i] = (uint8_t)roll(256);
			for (size_t i = 0; i < n - checks; i++) {
				uint8_t generator[CHECKS_MAX + 1] = { 1 };
				static uint8_t rest[255];

				if (i == 0)
					memcpy(rest, word, sizeof rest);
				for (size_t k = 0; k < checks; k++)
					for (size_t m = k + 1; m > 0; m--) {
						const uint8_t g = generator[m - 1];

						if (g != 0)
							generator[m] ^= (uint8_t)field.power
							        [field.log[g] + k + 1];
					}
				if (rest[i] != 0)
					for (size_t k = 1; k <= checks; k++)
						if (generator[k] != 0)
							rest[i + k] ^= (uint8_t)
							        field.power
							                [field.log
							                         [rest[i]] +
							                 field.log
							                         [generator
							                                  [k]]];
				if (i + 1 == n - checks)
					memcpy(word + n - checks, rest + n - checks,
					       checks);
			}
			memcpy(damaged, word, sizeof word);
			for (size_t k = 0; k < errors;) {
				const size_t p = roll((uint32_t)n);

				if (at[p]++ == 0) {
					damaged[p] ^= (uint8_t)(1 + roll(255));
					k++;
				}
			}
			tried++;
			right += rs_correct_bytes(&field, damaged, n, checks, 1, &corrected) &&
			         corrected == errors && memcmp(damaged, word, n) == 0;
			for (size_t i = 0; i < n; i++)
				damaged[i] = (uint8_t)roll(256);
			memcpy(word, damaged, n);
			if (!rs_correct_bytes(&field, damaged, n, checks, 1, &corrected))
				false_alarms += memcmp(damaged, word, n) != 0;
		}
	is_int(right, tried, "Reed-Solomon puts right what it can");
	is_int(false_alarms, 0, "and leaves alone what it cannot");
}

/* clang-format off */
static const struct {
	const char *name;
	uint8_t data[24];
	size_t n;
	const char *want; /* NULL: refused */
	bool gs1;
} codewords[] = {
	{ "ASCII, then filling", { 66, 67, 129, 7, 7 }, 5, "AB", false },
	{ "digit pairs", { 130, 229, 142 }, 3, "009912", false },
	{ "upper shift", { 235, 106 }, 2, "\xe9", false },
	{ "upper shift of nothing", { 66, 235 }, 2, NULL, false },
	{ "upper shift of a digit pair", { 235, 140 }, 2, NULL, false },
	{ "nothing but filling", { 129, 5, 6 }, 3, NULL, false },
	{ "C40 to the end", { 230, 89, 233 }, 3, "ABC", false },
	{ "C40 and back", { 230, 89, 233, 254, 67 }, 5, "ABCB", false },
	{ "C40, one codeword left", { 230, 89, 233, 66 }, 4, "ABCA", false },
	{ "C40, back at the very end", { 230, 89, 233, 254 }, 4, "ABC", false },
	{ "C40, a value too large", { 230, 250, 1 }, 3, NULL, false },
	{ "C40, zero", { 230, 0, 0 }, 3, NULL, false },
	{ "C40, lower case by shift 3", { 230, 12, 172 }, 3, "a ", false },
	{ "Text", { 239, 89, 233 }, 3, "abc", false },
	{ "X12", { 238, 89, 233 }, 3, "ABC", false },
	{ "X12 has no shift: its first is CR", { 238, 0, 43 }, 3, "\r*>", false },
	{ "EDIFACT", { 240, 4, 32, 196 }, 4, "ABCD", false },
	{ "EDIFACT left in its first value", { 240, 124, 66, 67 }, 4, "AB", false },
	{ "bytes to the end", { 231, 44, 2, 153 }, 4, "AB", false },
	{ "bytes beyond the end", { 231, 54, 1 }, 3, NULL, false },
	{ "FNC1 first is GS1", { 232, 131, 66 }, 3, "01A", true },
	{ "FNC1 elsewhere is GS", { 66, 67, 232, 67 }, 4, "AB\x1d" "B", false },
	{ "FNC1 second, after an industry, says nothing else", { 66, 232, 67 }, 3, "AB", false },
	{ "FNC1 second, after a digit, is GS", { 50, 232, 67 }, 3, "1\x1d" "B", false },
	{ "macro 05", { 236, 66 }, 2, "[)>\x1e" "05\x1d" "A\x1e\x04", false },
	{ "macro 06", { 237, 66 }, 2, "[)>\x1e" "06\x1d" "A\x1e\x04", false },
	{ "a macro in the middle", { 66, 237, 66 }, 3, NULL, false },
	{ "character set of one codeword", { 241, 27, 66 }, 3, "A", false },
	{ "character set of three", { 241, 193, 2, 3, 66 }, 5, "A", false },
	{ "character set cut off", { 241, 193, 2 }, 3, NULL, false },
	{ "GS1 after a character set", { 241, 27, 232, 66 }, 4, "A", true },
	{ "structured append, 3 of 2", { 233, 47, 1, 1, 66 }, 5, NULL, false },
	{ "structured append, 2 of 3", { 233, 30, 1, 1, 66 }, 5, "A", false },
	{ "structured append too late", { 66, 233, 30, 1, 1, 66 }, 6, NULL, false },
	{ "GS1 in a part", { 233, 30, 1, 1, 232, 66 }, 6, "A", true },
	{ "reader programming", { 234, 66 }, 2, NULL, false },
	{ "not defined: 0", { 66, 0 }, 2, NULL, false },
	{ "not defined: 242", { 66, 242 }, 2, NULL, false },
	{ "not defined: 255", { 255, 66 }, 2, NULL, false },
};
/* clang-format on */

static void
test_codewords(void)
{
	for (size_t i = 0; i < sizeof codewords / sizeof *codewords; i++) {
		static struct datamatrix_text t;
		bool read;

		t = (struct datamatrix_text){ 0 };
		read = datamatrix_text(codewords[i].data, codewords[i].n, &t);
		if (codewords[i].want == NULL) {
			ok(!read, "codewords: %s: refused", codewords[i].name);
			continue;
		}
		t.bytes[t.len] = 0;
		if (!ok(read && t.len == strlen(codewords[i].want) &&
		                memcmp(t.bytes, codewords[i].want, t.len) == 0 &&
		                t.gs1 == codewords[i].gs1,
		        "codewords: %s", codewords[i].name))
			printf("# read %d: %s\n", read, t.bytes);
	}
}

/* ---- pictures ---- */

struct view {
	const char *name, *vector;
	unsigned rows, columns; /* of the vector; 0: any */
	double scale, degrees;  /* pixels a module, turned clockwise */
	double slant;           /* how much nearer one side is, in parts */
	double bend;            /* half the angle that a can shows, in radians */
	double dots;            /* diameter of a module's dot; 0: a square */
	int dark, light;
	unsigned blur, noise; /* rounds of a 3 by 3 mean; grey levels */
	bool mirrored;
	unsigned margin; /* modules */
};

/* What lies at a place of the picture, in modules; outside all is light. */
static bool
is_dark(const struct view *w, const struct vector *v, double x, double y)
{
	const double columns = v->size->columns, rows = v->size->rows;
	const double c = cos(w->degrees * 3.14159265 / 180),
	             s = sin(w->degrees * 3.14159265 / 180);
	double u, t, k;
	ptrdiff_t row, column;

	x /= w->scale;
	y /= w->scale;
	k = 1 + w->slant * y / (rows + columns);
	u = (c * x + s * y) * k;
	t = (c * y - s * x) * k;
	if (w->bend > 0) {
		const double radius = columns / 2 / sin(w->bend);

		if (fabs(u) >= radius)
			return false;
		u = columns / 2 * asin(u / radius) / w->bend;
	}
	u = w->mirrored ? -u : u;
	u += columns / 2;
	t += rows / 2;
	column = (ptrdiff_t)floor(u);
	row = (ptrdiff_t)floor(t);
	if (column < 0 || row < 0 || column >= v->size->columns || row >= v->size->rows)
		return false;
	if (w->dots > 0 &&
	    hypot(u - (double)column - 0.5, t - (double)row - 0.5) > w->dots / 2)
		return false;
	return v->module[(size_t)row * v->size->columns + (size_t)column] != 0;
}

static void
draw(const struct view *w, const struct vector *v, struct image *image, double x0,
     double y0)
{
	const double reach = hypot(v->size->rows, v->size->columns) * w->scale;
	const size_t width = image->width, height = image->height;

	for (size_t y = 0; y < height; y++)
		for (size_t x = 0; x < width; x++) {
			unsigned dark = 0;

			if (fabs((double)x - x0) > reach || fabs((double)y - y0) > reach)
				continue;
			for (unsigned k = 0; k < 16; k++)
				dark += is_dark(w, v, (double)x - x0 + (k % 4 - 1.5) / 4,
				                (double)y - y0 + (k / 4 - 1.5) / 4);
			if (dark > 0)
				image->pixels[y * image->stride + x] =
				        (uint8_t)(w->light +
				                  (w->dark - w->light) * (int)dark / 16);
		}
}

static struct image
paper(size_t width, size_t height, int value)
{
	struct image image = { malloc(width * height), (uint32_t)width, (uint32_t)height,
		               width };

	memset(image.pixels, value, width * height);
	return image;
}

static void
blur(struct image *image)
{
	const size_t w = image->width;
	uint8_t *old = malloc(w * image->height);

	memcpy(old, image->pixels, w * image->height);
	for (size_t y = 1; y + 1 < image->height; y++)
		for (size_t x = 1; x + 1 < w; x++) {
			unsigned sum = 0;

			for (size_t k = 0; k < 9; k++)
				sum += old[(y + k / 3 - 1) * w + x + k % 3 - 1];
			image->pixels[y * w + x] = (uint8_t)(sum / 9);
		}
	free(old);
}

static void
disturb(struct image *image, const struct view *w)
{
	for (unsigned i = 0; i < w->blur; i++)
		blur(image);
	for (size_t i = 0; w->noise > 0 && i < (size_t)image->width * image->height;
	     i++) {
		const int v =
		        image->pixels[i] + (int)roll(2 * w->noise + 1) - (int)w->noise;

		image->pixels[i] = (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v);
	}
}

static struct hits
read_picture(const struct image *image)
{
	const struct scan scan = { .image = image,
		                   .families = FAMILY_DATAMATRIX,
		                   .density = 1,
		                   .placement = { 1, 0, 0, 0, 1, 0 } };
	struct hits hits = { 0 };

	if (datamatrix_read(&scan, &hits) != ASSAY_OK)
		ok(0, "the reader ran");
	return hits;
}

/* clang-format off */
static const struct view views[] = {
	/* name, vector, rows, columns, scale, degrees, slant, bend, dots, dark, light, blur, noise, mirrored, margin */
	{ "upright", "GS1", 0, 0, 5, 0, 0, 0, 0, 20, 230, 0, 0, false, 4 },
	{ "two pixels a module", "GS1", 0, 0, 2, 0, 0, 0, 0, 20, 230, 0, 0, false, 4 },
	{ "2.5 pixels a module, turned", "GS1", 0, 0, 2.5, 31, 0, 0, 0, 20, 230, 0, 0, false, 4 },
	{ "thirty pixels a module", "GS1", 0, 0, 30, 12, 0, 0, 0, 20, 230, 0, 4, false, 4 },
	{ "turned by 20 degrees", "GS1", 0, 0, 5, 20, 0, 0, 0, 20, 230, 0, 0, false, 4 },
	{ "turned by 45 degrees", "GS1", 0, 0, 5, 45, 0, 0, 0, 20, 230, 0, 0, false, 4 },
	{ "turned by 90 degrees", "GS1", 0, 0, 5, 90, 0, 0, 0, 20, 230, 0, 0, false, 4 },
	{ "turned by 190 degrees", "GS1", 0, 0, 5, 190, 0, 0, 0, 20, 230, 0, 0, false, 4 },
	{ "turned by 300 degrees", "GS1", 0, 0, 5, 300, 0, 0, 0, 20, 230, 0, 0, false, 4 },
	{ "seen at a slant", "GS1", 0, 0, 6, 8, 0.5, 0, 0, 20, 230, 0, 0, false, 6 },
	{ "slanted the other way", "GS1", 0, 0, 6, -25, -0.5, 0, 0, 20, 230, 0, 0, false, 6 },
	{ "on a can", "GS1", 0, 0, 6, 4, 0, 0.6, 0, 20, 230, 0, 0, false, 4 },
	{ "white on black", "GS1", 0, 0, 5, 15, 0, 0, 0, 230, 20, 0, 0, false, 4 },
	{ "mirrored", "GS1", 0, 0, 5, 15, 0, 0, 0, 20, 230, 0, 0, true, 4 },
	{ "mirrored, white on black", "GS1", 0, 0, 5, 75, 0, 0, 0, 230, 20, 0, 0, true, 4 },
	{ "blurred", "GS1", 0, 0, 5, 10, 0, 0, 0, 20, 230, 4, 0, false, 4 },
	{ "noisy", "GS1", 0, 0, 6, 10, 0, 0, 0, 60, 200, 0, 35, false, 4 },
	{ "of low contrast", "GS1", 0, 0, 6, 10, 0, 0, 0, 110, 145, 1, 3, false, 4 },
	{ "in dots", "GS1", 0, 0, 8, 0, 0, 0, 0.9, 40, 200, 1, 3, false, 4 },
	{ "in dots apart, turned", "GS1", 0, 0, 10, 25, 0, 0, 0.75, 40, 200, 1, 3, false, 4 },
	{ "in light dots", "GS1", 0, 0, 10, 5, 0, 0, 0.85, 210, 60, 1, 3, false, 4 },
	{ "without a margin", "GS1", 0, 0, 5, 0, 0, 0, 0, 20, 230, 0, 0, false, 0 },
	{ "the smallest", "size", 10, 10, 6, 10, 0, 0, 0, 20, 230, 0, 0, false, 4 },
	{ "four regions", "size", 44, 44, 4, 33, 0, 0, 0, 20, 230, 0, 5, false, 4 },
	{ "sixteen regions", "size", 88, 88, 4, 5, 0, 0, 0, 20, 230, 0, 5, false, 4 },
	{ "the largest", "size", 144, 144, 4, 3, 0, 0, 0, 20, 230, 0, 5, false, 4 },
	{ "a rectangle", "size", 8, 18, 5, 20, 0, 0, 0, 20, 230, 0, 0, false, 4 },
	{ "a rectangle of two regions", "size", 16, 48, 5, 70, 0, 0, 0, 20, 230, 0, 0, false, 4 },
	{ "a mirrored rectangle", "size", 12, 36, 5, 160, 0, 0, 0, 20, 230, 0, 0, true, 4 },
	{ "an extended rectangle", "size", 8, 144, 4, 10, 0, 0, 0, 20, 230, 0, 0, false, 4 },
};
/* clang-format on */

static double
distance(struct point a, double x, double y)
{
	return hypot(a.x - x, a.y - y);
}

static void
test_views(void)
{
	for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
		const struct view *w = &views[i];
		const struct vector *v = named(w->vector, w->rows, w->columns);
		const double r = w->margin * w->scale;
		const double turn = w->degrees * 3.14159265 / 180;
		const double high = v->size->rows * w->scale,
		             wide = v->size->columns * w->scale;
		const double c = fabs(cos(turn)), s = fabs(sin(turn)),
		             more = 1 + fabs(w->slant) / 2;
		const double x0 = (c * wide + s * high) * more / 2 + r;
		const double y0 = (s * wide + c * high) * more / 2 + r;
		struct image image = paper((size_t)(2 * x0), (size_t)(2 * y0), w->light);
		struct hits hits;

		draw(w, v, &image, x0 - 0.5, y0 - 0.5);
		disturb(&image, w);
		hits = read_picture(&image);
		ok(hits.count == 1 && hits.list[0].len == v->len &&
		           memcmp(hits.list[0].payload, v->text, v->len) == 0,
		   "a picture: %s", w->name);
		if (hits.count == 1 && w->slant == 0 && w->bend == 0 && !w->mirrored) {
			double ax = -wide / 2, ay = -high / 2;
			double x = x0 - 0.5 + cos(turn) * ax - sin(turn) * ay;
			double y = y0 - 0.5 + sin(turn) * ax + cos(turn) * ay;

			ok(distance(hits.list[0].outline[0], x, y) < w->scale * 0.6 + 1.5,
			   "its outline begins at its own top left");
		}
		hits_clear(&hits);
		image_clear(&image);
	}
}

/* Nine symbols, of which two say the same, in a large picture with bars and print-like
 * clutter; then the whole way through read_symbols(). */
static void
test_many(void)
{
	const struct view w = { .scale = 4, .dark = 30, .light = 220 };
	struct image image = paper(3200, 1800, 220);
	struct assay_reading *r = reading_new();
	struct hits hits;
	size_t found = 0, gs1 = 0;

	for (size_t y = 0; y < 300; y++) /* bars */
		for (size_t x = 0; x < 900; x++)
			image.pixels[(y + 1400) * image.stride + x + 100] =
			        (x * 7919 / 13 % 5) < 2 ? 30 : 220;
	for (size_t k = 0; k < 4000; k++) { /* print */
		const size_t x = 1400 + roll(1700), y = 1000 + roll(700) / 12 * 12;
		const size_t wide = 1 + roll(6), high = 1 + roll(8);

		for (size_t i = 0; i < wide * high; i++)
			image.pixels[(y + i / wide) * image.stride + x + i % wide] = 30;
	}
	for (size_t i = 0; i < 9; i++) {
		struct view turned = w;

		turned.degrees = (double)i * 37;
		draw(&turned, i < 2 ? named("GS1", 0, 0) : &vectors[i + 4], &image,
		     200 + (double)i * 330, 300 + (double)(i % 3) * 250);
	}
	hits = read_picture(&image);
	is_int(hits.count, 9, "nine symbols in a picture");
	for (size_t i = 2; i < 9; i++)
		for (size_t k = 0; k < hits.count; k++)
			found += hits.list[k].len == vectors[i + 4].len &&
			         memcmp(hits.list[k].payload, vectors[i + 4].text,
			                hits.list[k].len) == 0;
	is_int(found, 7, "each says what it should");
	hits_clear(&hits);
	ok(read_symbols(&image, ASSAY_EFFORT_NORMAL, r) == ASSAY_OK, "read_symbols ran");
	for (size_t i = 0; i < r->n_symbols; i++)
		gs1 += strcmp(r->symbols[i].symbology, "]d2") == 0 &&
		       r->symbols[i].payload.len == named("GS1", 0, 0)->len &&
		       strcmp(r->symbols[i].reader, "datamatrix") == 0;
	is_int(gs1, 2, "and two equal GS1 symbols are two symbols");
	assay_reading_free(r);
	image_clear(&image);
}

static void
test_part(void)
{
	const struct view w = { .scale = 5, .dark = 30, .light = 220 };
	struct image image = paper(300, 300, 220);
	struct assay_reading *r = reading_new();

	draw(&w, named("a part", 0, 0), &image, 150, 150);
	ok(read_symbols(&image, ASSAY_EFFORT_NORMAL, r) == ASSAY_OK &&
	           r->n_symbols == 0 && strstr(r->reason_en, "parts of one text, but part ") != NULL,
	   "one part of several is not passed off as the whole");
	assay_reading_free(r);
	image_clear(&image);
}

/* Noise of all grains, black and white or grey, and stripes. */
static void
test_noise(void)
{
	const char *many = getenv("NOISE_PICTURES");
	const size_t pictures = many != NULL ? strtoul(many, NULL, 10) : 600;
	size_t read = 0;

	for (size_t i = 0; i < pictures; i++) {
		const size_t side = 40 + roll(100), grain = 1 + roll(6);
		struct image image = paper(side, side, 255);
		struct hits hits;

		for (size_t y = 0; y < side; y += grain)
			for (size_t x = 0; x < side; x += grain) {
				const uint8_t v =
				        (uint8_t)(i % 2 ? roll(256) : roll(2) * 255);

				for (size_t k = 0; k < grain * grain; k++)
					if (y + k / grain < side && x + k % grain < side)
						image.pixels[(y + k / grain) * side + x +
						             k % grain] = v;
			}
		if (i % 3 == 0) /* in a frame that looks like solid sides */
			for (size_t k = 10; k + 10 < side; k++)
				for (size_t b = 0; b < grain; b++) {
					image.pixels[k * side + 10 + b] = 0;
					image.pixels[(side - 11 - b) * side + k] = 0;
				}
		hits = read_picture(&image);
		read += hits.count;
		hits_clear(&hits);
		image_clear(&image);
	}
	is_int(read, 0, "nothing is read in %zu pictures of noise", pictures);
}

int
main(void)
{
	load();
	ok(n_vectors > 60, "vectors are there");
	test_vectors();
	test_damage();
	test_noise_modules();
	test_correction();
	test_codewords();
	test_views();
	test_many();
	test_part();
	test_noise();
	return tap_end();
}
