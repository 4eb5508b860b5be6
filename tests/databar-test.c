/* databar-test.c - the GS1 DataBar family: characters, fields, symbols, pictures of them
 *
 * The symbols of tests/data/databar/vectors.txt were made with zint; the pictures are drawn
 * here, so that what they show is known. */
#include "config.h"

#include "databar-encode.h"
#include "read/read.h"
#include "tap.h"
#include "view.h"

#define VECTORS_MAX 96
#define LINE_MAX 4000

static struct vector {
	char name[48], text[DATABAR_TEXT_MAX];
	struct view_symbol symbol;
} vectors[VECTORS_MAX];
static size_t n_vectors;

static unsigned
hex(const char *s, size_t digits)
{
	char part[3] = { s[0], digits > 1 ? s[1] : 0, 0 };

	return (unsigned)strtoul(part, NULL, 16);
}

/* Rows of HEIGHTxMODULES to a raster. */
static void
load_rows(struct view_symbol *s, char *rows)
{
	s->module = calloc(600, s->columns);
	for (char *row = strtok(rows, " "); row != NULL; row = strtok(NULL, " ")) {
		const size_t high = strtoul(row, &row, 10);

		for (size_t y = 0; y < high; y++, s->rows++)
			for (size_t x = 0; x < s->columns; x++)
				s->module[s->rows * s->columns + x] =
				        hex(row + 1 + x / 4, 1) >> (3 - x % 4) & 1;
	}
}

static void
load(void)
{
	const char *srcdir = getenv("srcdir");
	static char line[LINE_MAX];
	char path[1000];
	FILE *f;

	snprintf(path, sizeof path, "%s/tests/data/databar/vectors.txt", srcdir ? srcdir : ".");
	if ((f = fopen(path, "r")) == NULL) {
		printf("Bail out! %s cannot be opened\n", path);
		exit(1);
	}
	while (fgets(line, sizeof line, f) != NULL && n_vectors < VECTORS_MAX) {
		struct vector *v = &vectors[n_vectors++];
		char *field[4] = { strtok(line, "\t\n") };
		size_t n = 0;

		for (size_t i = 1; i < 4; i++)
			if ((field[i] = strtok(NULL, "\t\n")) == NULL) {
				printf("Bail out! a line of %s is short\n", path);
				exit(1);
			}
		snprintf(v->name, sizeof v->name, "%s", field[0]);
		v->symbol.columns = strtoul(field[1], NULL, 10);
		for (const char *s = field[2]; *s != 0; s += 2)
			v->text[n++] = (char)hex(s, 2);
		load_rows(&v->symbol, field[3]);
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
	const struct scan scan = { .image = image, .families = FAMILY_DATABAR, .density = 1,
		                   .placement = { 1, 0, 0, 0, 1, 0 } };
	struct hits hits = { 0 };

	if (databar_read(&scan, &hits) != ASSAY_OK)
		ok(0, "the reader ran");
	return hits;
}

/* One hit or several of one symbol, all with this text. */
static bool
says(const struct hits *hits, const char *text)
{
	for (size_t i = 0; i < hits->count; i++)
		if (hits->list[i].len != strlen(text) ||
		    memcmp(hits->list[i].payload, text, strlen(text)) != 0) {
			printf("# read %s\n", (const char *)hits->list[i].payload);
			return false;
		}
	return hits->count > 0;
}

static void
test_characters(void)
{
	static const struct {
		enum databar_set set;
		const char *name;
		size_t values;
	} sets[] = { { DATABAR_OUTSIDE, "outside", 2841 },
		     { DATABAR_INSIDE, "inside", 1597 },
		     { DATABAR_EXPANDED, "expanded", 4192 } };

	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
		struct encode_set *e = encode_set(sets[i].set);

		is_int(e->values, sets[i].values, "%s: every value has a pattern",
		       sets[i].name);
		is_int(e->twice, 0, "%s: and no two of them are the same", sets[i].name);
		free(e);
	}
}

/* clang-format off */
static const struct {
	const char *name, *bits; /* after the bit of the composite; zeros behind */
	size_t characters;
	const char *text; /* NULL: refused */
} fields[] = {
	{ "digits", "00" "00" "0010011" "0011110", 4, "1020" },
	{ "a last digit in four bits", "00" "10" "0010011" "0010011" "0010", 3, "10101" },
	{ "FNC1 fills up an odd digit", "00" "10" "0010011" "0011101", 3, "101" },
	{ "letters, back to digits", "00" "10" "0010011" "0000" "100000" "100001" "000" "0011110", 5, "10AB20" },
	{ "FNC1 among letters is followed by digits", "00" "10" "0010011" "0000" "100000" "01111" "0010011", 5, "10A\x1d" "10" },
	{ "one latch more after FNC1", "00" "10" "0010011" "0000" "100000" "01111" "000" "0010011", 5, "10A\x1d" "10" },
	{ "small letters", "00" "10" "0010011" "0000" "00100" "1011010" "1110011", 5, "10az" },
	{ "a length that is not its own", "00" "01" "0010011" "0011110", 4, NULL },
	{ "a GTIN of more than nine", "1" "00" "1111" "0000000001", 6, NULL },
	{ "a group of more than 999", "1" "00" "0000" "1111111111", 6, NULL },
	{ "a GTIN cut off", "1" "10" "0000" "0000000001", 3, NULL },
	{ "a letter that is not defined", "00" "10" "0010011" "0000" "111111", 5, NULL },
	{ "nothing at all", "00" "10", 3, NULL },
};
/* clang-format on */

static void
test_fields(void)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		uint16_t data[21] = { 0 };
		struct databar_text t;
		bool read;

		for (size_t k = 0; fields[i].bits[k] != 0; k++)
			if (fields[i].bits[k] == '1')
				data[(k + 1) / 12] |= (uint16_t)(1u << (11 - (k + 1) % 12));
		read = databar_fields(data, fields[i].characters, &t);
		if (!ok(fields[i].text == NULL ? !read : read && strcmp(t.bytes, fields[i].text) == 0,
		        "fields: %s", fields[i].name))
			printf("# read %d: %s\n", read, t.bytes);
	}
}

static void
test_vectors(void)
{
	static const double turns[] = { 0, 90, 180, 270 };

	for (size_t i = 0; i < n_vectors; i++) {
		size_t right = 0;

		for (size_t k = 0; k < 4; k++) {
			const struct view w = { .scale = 2, .degrees = turns[k], .dark = 20,
				                .light = 230, .margin = 8 };
			struct image image = view_picture(&w, &vectors[i].symbol);
			struct hits hits = read_picture(&image);

			right += hits.count == 1 && says(&hits, vectors[i].text);
			hits_clear(&hits);
			image_clear(&image);
		}
		is_int(right, 4, "%s: all four ways", vectors[i].name);
	}
}

/* clang-format off */
static const struct view views[] = {
	/* name, scale, degrees, slant, bend, ink, dark, light, shade, blur, noise, mirrored, margin */
	{ "upright", 2, 0, 0, 0, 0, 20, 230, 0, 0, 0, false, 8 },
	{ "a pixel and a half a module", 1.5, 0, 0, 0, 0, 20, 230, 0, 0, 0, false, 8 },
	{ "twelve pixels a module", 12, 2, 0, 0, 0, 20, 230, 0, 0, 5, false, 8 },
	{ "turned by 5 degrees", 3, 5, 0, 0, 0, 20, 230, 0, 0, 0, false, 8 },
	{ "turned by 175 degrees", 3, 175, 0, 0, 0, 20, 230, 0, 0, 0, false, 8 },
	{ "seen at a slant", 4, 1, 0.4, 0, 0, 20, 230, 0, 0, 0, false, 12 },
	{ "on a can", 4, 1, 0, 0.5, 0, 20, 230, 0, 0, 0, false, 8 },
	{ "much ink", 4, 0, 0, 0, 0.4, 20, 230, 0, 0, 0, false, 8 },
	{ "little ink", 4, 0, 0, 0, -0.4, 20, 230, 0, 0, 0, false, 8 },
	{ "blurred", 4, 0, 0, 0, 0, 20, 230, 0, 5, 0, false, 8 },
	{ "noisy", 4, 0, 0, 0, 0, 60, 200, 0, 1, 20, false, 8 },
	{ "of low contrast", 4, 0, 0, 0, 0, 110, 150, 0, 1, 2, false, 8 },
	{ "in the shade on one side", 4, 0, 0, 0, 0, 20, 230, 150, 0, 2, false, 8 },
	{ "hardly a margin", 3, 0, 0, 0, 0, 20, 230, 0, 0, 0, false, 1 },
};
/* clang-format on */

static void
test_views(void)
{
	static const char *const shown[] = { "omnidirectional", "stacked",
		                             "stacked omnidirectional", "limited",
		                             "separator after letters",
		                             "stacked, 2 across" };

	for (size_t i = 0; i < sizeof views / sizeof *views; i++)
		for (size_t k = 0; k < sizeof shown / sizeof *shown; k++) {
			const struct vector *v = named(shown[k]);
			struct image image = view_picture(&views[i], &v->symbol);
			struct hits hits = read_picture(&image);

			ok(says(&hits, v->text), "%s: %s", shown[k], views[i].name);
			hits_clear(&hits);
			image_clear(&image);
		}
}

/* Every angle and the outline, the whole way through read_symbols(). */
static void
test_turned(void)
{
	const struct vector *v = named("separator after letters");

	for (int degrees = -75; degrees <= 90; degrees += 15) {
		const struct view w = { .scale = 3, .degrees = degrees, .dark = 20,
			                .light = 230, .noise = 3, .margin = 12 };
		struct image image = view_picture(&w, &v->symbol);
		struct assay_reading *r = reading_new();
		const struct assay_symbol *s;

		ok(read_symbols(&image, ASSAY_EFFORT_NORMAL, r) == ASSAY_OK &&
		           r->n_symbols == 1,
		   "turned by %d degrees: one symbol", degrees);
		s = r->n_symbols > 0 ? &r->symbols[0] : NULL;
		ok(s != NULL && strcmp(s->symbology, "]e0") == 0 &&
		           s->payload.len == strlen(v->text) &&
		           memcmp(s->payload.data, v->text, s->payload.len) == 0,
		   "and it says what it should");
		if (s != NULL) {
			const double turn = degrees * 3.14159265 / 180;
			const double dx = s->outline[1].x - s->outline[0].x,
			             dy = s->outline[1].y - s->outline[0].y;

			ok(hypot(dx, dy) > (double)v->symbol.columns * w.scale * 0.9 &&
			           (dx * cos(turn) + dy * sin(turn)) / hypot(dx, dy) > 0.9,
			   "its outline runs the way it is read");
		}
		assay_reading_free(r);
		image_clear(&image);
	}
}

/* Labels close to each other: none takes a half from another. */
static void
test_sheet(void)
{
	const struct view w = { .scale = 2, .dark = 30, .light = 220 };
	static const char *const shown[] = { "stacked", "stacked, another", "omnidirectional",
		                             "limited", "stacked, 2 across", "a GTIN" };
	struct image image = view_paper(1300, 1200, 220);
	struct hits hits;
	size_t same = 0, another = 0, across = 0;

	for (size_t i = 0; i < 12; i++)
		view_draw(&w, &named(shown[i % 6])->symbol, &image,
		          230 + 420 * (double)(i / 4), 140 + 300 * (double)(i % 4));
	hits = read_picture(&image);
	for (size_t k = 0; k < hits.count; k++) {
		const char *text = (const char *)hits.list[k].payload;

		same += strcmp(text, named("stacked")->text) == 0;
		another += strcmp(text, named("stacked, another")->text) == 0;
		across += strcmp(text, named("stacked, 2 across")->text) == 0;
	}
	is_int(hits.count, 12, "a sheet of twelve labels");
	ok(same == 8 && another == 2 && across == 2, "none says what no label says");
	hits_clear(&hits);
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
		for (size_t k = 0; k < hits.count; k++)
			printf("# picture %zu, %u lines: %s\n", i, hits.list[k].votes,
			       (const char *)hits.list[k].payload);
		hits_clear(&hits);
		image_clear(&image);
	}
	is_int(read, 0, "nothing is read in %zu pictures of noise and stripes", pictures);
}

int
main(void)
{
	load();
	ok(n_vectors > 50, "vectors are there");
	test_characters();
	test_fields();
	test_vectors();
	test_views();
	test_turned();
	test_sheet();
	test_noise();
	for (size_t i = 0; i < n_vectors; i++)
		free(vectors[i].symbol.module);
	return tap_end();
}
