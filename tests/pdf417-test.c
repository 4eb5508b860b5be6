/* pdf417-test.c - PDF417: patterns, correction, codewords, symbols, pictures of them
 *
 * The symbols of tests/data/pdf417/vectors.txt were made with zint; the pictures are drawn
 * here, so that what they show is known. */
#include "config.h"

#include "pdf417-encode.h"
#include "read/read.h"
#include "tap.h"
#include "view.h"

#define VECTORS_MAX 64
#define LINE_MAX 20000
#define ROW_HEIGHT 3

static struct vector {
	char name[40];
	uint8_t text[1000];
	size_t len;
	struct view_symbol symbol;
} vectors[VECTORS_MAX];
static size_t n_vectors;

static unsigned
hex(const char *s, size_t digits)
{
	char part[3] = { s[0], digits > 1 ? s[1] : 0, 0 };

	return (unsigned)strtoul(part, NULL, 16);
}

static void
load(void)
{
	const char *srcdir = getenv("srcdir");
	static char line[LINE_MAX];
	char path[1000];
	FILE *f;

	snprintf(path, sizeof path, "%s/tests/data/pdf417/vectors.txt", srcdir ? srcdir : ".");
	if ((f = fopen(path, "r")) == NULL) {
		printf("Bail out! %s cannot be opened\n", path);
		exit(1);
	}
	while (fgets(line, sizeof line, f) != NULL && n_vectors < VECTORS_MAX) {
		struct vector *v = &vectors[n_vectors++];
		char *field[4] = { strtok(line, "\t\n") };

		for (size_t i = 1; i < 4; i++)
			if ((field[i] = strtok(NULL, "\t\n")) == NULL) {
				printf("Bail out! a line of %s is short\n", path);
				exit(1);
			}
		snprintf(v->name, sizeof v->name, "%s", field[0]);
		v->symbol.columns = strtoul(field[1], NULL, 10);
		for (const char *s = field[2]; *s != 0; s += 2)
			v->text[v->len++] = (uint8_t)hex(s, 2);
		v->symbol.module = calloc(PDF417_ROWS_MAX * ROW_HEIGHT, v->symbol.columns);
		for (char *row = strtok(field[3], " "); row != NULL; row = strtok(NULL, " "))
			for (size_t y = 0; y < ROW_HEIGHT; y++, v->symbol.rows++)
				for (size_t x = 0; x < v->symbol.columns; x++)
					v->symbol.module[v->symbol.rows * v->symbol.columns + x] =
					        hex(row + x / 4, 1) >> (3 - x % 4) & 1;
	}
	fclose(f);
}

static const struct vector *
named(const char *name)
{
	for (size_t i = 0; i < n_vectors; i++)
		if (strcmp(vectors[i].name, name) == 0)
			return &vectors[i];
	printf("Bail out! no vector is called %s\n", name);
	exit(1);
}

static struct hits
read_picture(const struct image *image)
{
	const struct scan scan = { .image = image, .families = FAMILY_PDF417, .density = 1,
		                   .placement = { 1, 0, 0, 0, 1, 0 } };
	struct hits hits = { 0 };

	if (pdf417_read(&scan, &hits) != ASSAY_OK)
		ok(0, "the reader ran");
	return hits;
}

static bool
says(const struct hits *hits, const struct vector *v)
{
	for (size_t i = 0; i < hits->count; i++)
		if (hits->list[i].len != v->len ||
		    memcmp(hits->list[i].payload, v->text, v->len) != 0)
			printf("# read %.*s\n", (int)hits->list[i].len,
			       (const char *)hits->list[i].payload);
	return hits->count == 1 && hits->list[0].len == v->len &&
	       memcmp(hits->list[0].payload, v->text, v->len) == 0;
}

/* Clause 5.3.1: each cluster's patterns have bars and spaces that tell its number. */
static void
test_patterns(void)
{
	size_t wrong = 0, same = 0;

	for (unsigned c = 0; c < 3; c++)
		for (size_t v = 0; v < PDF417_VALUES; v++) {
			const uint32_t p = pdf417_patterns[c][v];
			unsigned w[8], sum = 0;

			for (unsigned k = 0; k < 8; k++)
				sum += w[k] = p >> (3 * (7 - k)) & 7;
			wrong += sum != 17 || (w[0] + 9 - w[2] + w[4] - w[6]) % 9 != 3 * c;
			for (unsigned k = 0; k < 8; k++)
				wrong += w[k] < 1 || w[k] > 6;
			for (size_t u = 0; u < v; u++)
				same += p == pdf417_patterns[c][u];
		}
	is_int(wrong, 0, "patterns have seventeen modules and belong to their clusters");
	is_int(same, 0, "no two of them are the same");
}

static void
test_correction(void)
{
	size_t right = 0, tried = 0, wrong = 0, beyond = 0;

	for (unsigned level = 1; level < 9; level++)
		for (size_t round = 0; round < 40; round++) {
			const size_t checks = (size_t)2 << level;
			const size_t n = checks + 1 + view_roll((uint32_t)(928 - checks));
			const size_t erasures = view_roll((uint32_t)checks - 1);
			const size_t errors = (checks - 2 - erasures) / 2;
			uint16_t word[928], damaged[928];
			uint8_t at[928] = { 0 };
			size_t corrected;

			for (size_t i = 0; i < n - checks; i++)
				word[i] = (uint16_t)view_roll(929);
			encode_checks(word, n, checks);
			memcpy(damaged, word, sizeof word);
			for (size_t k = 0; k < erasures + errors && k < n;) {
				const size_t p = view_roll((uint32_t)n);

				if (at[p]++ > 0)
					continue;
				damaged[p] = k < erasures
				                     ? PDF417_ERASED
				                     : (uint16_t)((damaged[p] + 1 + view_roll(928)) %
				                                  929);
				k++;
			}
			tried++;
			right += pdf417_correct(damaged, n, checks, &corrected) &&
			         memcmp(damaged, word, n * sizeof *word) == 0;
			for (size_t i = 0; i < n; i++)
				damaged[i] = (uint16_t)view_roll(929);
			beyond += pdf417_correct(damaged, n, checks, &corrected);
			memcpy(damaged, word, sizeof word);
			for (size_t k = 0; k < checks && k < n; k++)
				damaged[view_roll((uint32_t)n)] = (uint16_t)view_roll(929);
			wrong += pdf417_correct(damaged, n, checks, &corrected) &&
			         memcmp(damaged, word, n * sizeof *word) != 0;
		}
	is_int(right, tried, "errors and erasures within the correction are put right");
	is_int(beyond, 0, "words at random are refused");
	is_int(wrong, 0, "nothing is put wrong");
}

/* clang-format off */
static const struct {
	const char *name;
	uint16_t data[16];
	size_t n;
	const char *want; /* NULL: refused */
} codewords[] = {
	{ "text at once", { 453, 178, 121, 239 }, 4, "PDF417" },
	{ "filling behind", { 1, 900, 900 }, 3, "AB" },
	{ "shift to a punctuation mark", { 29, 10 * 30 + 1 }, 2, "A!B" },
	{ "lower and one upper", { 27 * 30, 27 * 30 + 1, 2 * 30 + 3 }, 3, "aBcd" },
	{ "a byte among text", { 1, 913, 200, 2 * 30 + 3 }, 4, "AB\xc8" "CD" },
	{ "a byte cut off", { 1, 913 }, 2, NULL },
	{ "bytes", { 901, 65, 66 }, 3, "AB" },
	{ "five bytes by 901 are five", { 901, 65, 66, 67, 68, 69 }, 6, "ABCDE" },
	{ "six bytes", { 924, 109, 185, 242, 230, 230 }, 6, "A*N|\xb3\xde" },
	{ "sixes that are cut", { 924, 65 }, 2, NULL },
	{ "more than a byte", { 901, 256 }, 2, NULL },
	{ "digits", { 902, 1, 624, 434, 632, 282, 200 }, 7, "000213298174000" },
	{ "digits without their 1", { 902, 2 }, 2, NULL },
	{ "back to text", { 901, 65, 900, 1 }, 4, "AAB" },
	{ "an interpretation", { 927, 26, 901, 65 }, 4, "A" },
	{ "an interpretation cut off", { 926, 1 }, 2, NULL },
	{ "reader initialisation", { 921, 1 }, 2, NULL },
	{ "not defined", { 1, 905 }, 2, NULL },
	{ "nothing", { 900, 900 }, 2, NULL },
};
/* clang-format on */

static void
test_codewords(void)
{
	static struct pdf417_text t;

	for (size_t i = 0; i < sizeof codewords / sizeof *codewords; i++) {
		const bool read = pdf417_text(codewords[i].data, codewords[i].n, &t);

		if (codewords[i].want == NULL) {
			ok(!read, "codewords: %s", codewords[i].name);
			continue;
		}
		if (!ok(read && t.len == strlen(codewords[i].want) &&
		                memcmp(t.bytes, codewords[i].want, t.len) == 0,
		        "codewords: %s", codewords[i].name))
			printf("# read %d: %.*s\n", read, (int)t.len, (const char *)t.bytes);
	}
	ok(pdf417_text((const uint16_t[]){ 1, 928, 111, 100, 17, 53, 923, 1, 111, 104, 922 }, 11,
	               &t) &&
	           t.part && t.part_index == 0 && t.part_of_len == 2 && t.part_of[1] == 53 &&
	           t.part_count == 4 && t.last,
	   "a part says of which file, which of how many, and whether it is the last");
}

/* Upright, upside down and on its side; a part says that it is one. */
static void
test_vectors(void)
{
	for (size_t i = 0; i < n_vectors; i++) {
		size_t right = 0, parts = 0;

		for (int k = 0; k < 4; k++) {
			const struct view w = { .scale = 2, .degrees = 90 * k, .dark = 20,
				                .light = 230, .margin = 4 };
			struct image image = view_picture(&w, &vectors[i].symbol);
			struct hits hits = read_picture(&image);

			right += says(&hits, &vectors[i]);
			parts += hits.count > 0 && hits.list[0].part;
			hits_clear(&hits);
			image_clear(&image);
		}
		is_int(right, 4, "%s: all four ways", vectors[i].name);
		is_int(parts, strstr(vectors[i].name, "part") != NULL ? 4 : 0,
		       "%s: known for a part, or not", vectors[i].name);
	}
}

/* clang-format off */
static const struct view views[] = {
	/* name, scale, degrees, slant, bend, ink, dark, light, shade, blur, noise, mirrored, margin */
	{ "a pixel and a half a module", 1.5, 0, 0, 0, 0, 20, 230, 0, 0, 0, false, 4 },
	{ "ten pixels a module", 10, 3, 0, 0, 0, 20, 230, 0, 0, 4, false, 4 },
	{ "turned by 10 degrees", 3, 10, 0, 0, 0, 20, 230, 0, 0, 0, false, 4 },
	{ "turned by 20 degrees", 3, 20, 0, 0, 0, 20, 230, 0, 0, 0, false, 4 },
	{ "turned by 45 degrees", 3, 45, 0, 0, 0, 20, 230, 0, 0, 0, false, 4 },
	{ "turned by 135 degrees", 3, 135, 0, 0, 0, 20, 230, 0, 0, 0, false, 4 },
	{ "turned by 250 degrees", 3, 250, 0, 0, 0, 20, 230, 0, 0, 0, false, 4 },
	{ "seen at a slant", 4, 5, 0.4, 0, 0, 20, 230, 0, 0, 0, false, 8 },
	{ "slanted the other way", 4, -10, -0.4, 0, 0, 20, 230, 0, 0, 0, false, 8 },
	{ "on a can", 4, 4, 0, 0.5, 0, 20, 230, 0, 0, 0, false, 4 },
	{ "much ink", 4, 5, 0, 0, 0.35, 20, 230, 0, 0, 0, false, 4 },
	{ "little ink", 4, 5, 0, 0, -0.35, 20, 230, 0, 0, 0, false, 4 },
	{ "blurred", 4, 5, 0, 0, 0, 20, 230, 0, 3, 0, false, 4 },
	{ "noisy", 4, 5, 0, 0, 0, 60, 200, 0, 1, 15, false, 4 },
	{ "of low contrast", 4, 5, 0, 0, 0, 110, 150, 0, 0, 2, false, 4 },
	{ "in the shade on one side", 4, 5, 0, 0, 0, 20, 230, 150, 0, 2, false, 4 },
	{ "mirrored", 3, 5, 0, 0, 0, 20, 230, 0, 0, 0, true, 4 },
	{ "without a margin", 3, 0, 0, 0, 0, 20, 230, 0, 0, 0, false, 0 },
};
/* clang-format on */

static void
test_views(void)
{
	static const char *const shown[] = { "text", "level 5", "digits in text" };

	for (size_t i = 0; i < sizeof views / sizeof *views; i++)
		for (size_t k = 0; k < sizeof shown / sizeof *shown; k++) {
			const struct vector *v = named(shown[k]);
			struct image image = view_picture(&views[i], &v->symbol);
			struct hits hits = read_picture(&image);

			ok(says(&hits, v), "%s: %s", shown[k], views[i].name);
			hits_clear(&hits);
			image_clear(&image);
		}
}

/* One side is cut off, one is torn, there is a blot; the correction has room for it. */
static void
test_damaged(void)
{
	static const struct {
		const char *name;
		double left, top, right, bottom; /* made light, or dark: parts of the picture */
		bool dark;
	} damages[] = {
		{ "its stop pattern is missing", 0.84, 0, 1, 1, false },
		{ "its start pattern is missing", 0, 0, 0.14, 1, false },
		{ "a corner is missing", 0, 0, 0.3, 0.3, false },
		{ "a blot", 0.4, 0.3, 0.55, 0.6, true },
		{ "a stripe across", 0, 0.45, 1, 0.52, false },
		{ "a stripe along", 0.5, 0, 0.54, 1, true },
	};
	const struct vector *v = named("level 6");

	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		const struct view w = { .scale = 3, .degrees = 2, .dark = 20, .light = 230,
			                .margin = 4 };
		struct image image = view_picture(&w, &v->symbol);
		struct hits hits;

		for (size_t y = 0; y < image.height; y++)
			for (size_t x = 0; x < image.width; x++)
				if ((double)x >= damages[i].left * image.width &&
				    (double)x < damages[i].right * image.width &&
				    (double)y >= damages[i].top * image.height &&
				    (double)y < damages[i].bottom * image.height)
					image.pixels[y * image.stride + x] =
					        damages[i].dark ? 20 : 230;
		hits = read_picture(&image);
		ok(says(&hits, v), "damaged: %s", damages[i].name);
		hits_clear(&hits);
		image_clear(&image);
	}
}

/* The whole way through read_symbols(), two symbols beside each other. */
static void
test_read(void)
{
	const struct view w = { .scale = 3, .degrees = 8, .dark = 30, .light = 220 };
	const struct vector *a = named("text"), *b = named("bytes");
	struct image image = view_paper(1100, 500, 220);
	struct assay_reading *r = reading_new();
	size_t right = 0;

	view_draw(&w, &a->symbol, &image, 250, 250);
	view_draw(&w, &b->symbol, &image, 780, 250);
	ok(read_symbols(&image, ASSAY_EFFORT_NORMAL, r) == ASSAY_OK && r->n_symbols == 2,
	   "two symbols in a picture");
	for (size_t i = 0; i < r->n_symbols; i++) {
		const struct assay_symbol *s = &r->symbols[i];
		const struct vector *v = s->payload.len == a->len ? a : b;
		const double x = v == a ? 250 : 780;

		right += strcmp(s->symbology, "]L2") == 0 && strcmp(s->reader, "pdf417") == 0 &&
		         s->payload.len == v->len &&
		         memcmp(s->payload.data, v->text, v->len) == 0;
		ok(fabs((s->outline[0].x + s->outline[2].x) / 2.0 - x) < 8 &&
		           fabs((s->outline[0].y + s->outline[2].y) / 2.0 - 250) < 8 &&
		           hypot(s->outline[1].x - s->outline[0].x,
		                 s->outline[1].y - s->outline[0].y) >
		                   0.95 * w.scale * (double)v->symbol.columns,
		   "its outline goes round it");
	}
	is_int(right, 2, "and each says what it should");
	assay_reading_free(r);
	image_clear(&image);
}

static void
test_noise(void)
{
	const char *many = getenv("NOISE_PICTURES");
	const size_t pictures = many != NULL ? strtoul(many, NULL, 10) : 400;
	size_t read = 0;

	for (size_t i = 0; i < pictures; i++) {
		struct image image = view_noise(i);
		struct hits hits = read_picture(&image);

		read += hits.count;
		hits_clear(&hits);
		image_clear(&image);
	}
	is_int(read, 0, "nothing is read in %zu pictures of noise and stripes", pictures);
}

int
main(void)
{
	load();
	ok(n_vectors > 30, "vectors are there");
	test_patterns();
	test_correction();
	test_codewords();
	test_vectors();
	test_views();
	test_damaged();
	test_read();
	test_noise();
	for (size_t i = 0; i < n_vectors; i++)
		free(vectors[i].symbol.module);
	return tap_end();
}
