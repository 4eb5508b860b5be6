/* aztec-test.c - Aztec Code: every kind of size, mode and codeword, drawn, turned,
 * slanted and damaged; noise that must not be read
 *
 * tests/data/aztec/symbols.txt comes from another encoder; make.py there says how.  The
 * one argument is a number of noise pictures, 200 without. */
#include "aztec-symbols.h"
#include "tap.h"
#include "view.h"

/* ---- matrices ---- */

static bool
says(const struct aztec_text *t, const struct symbol *s)
{
	return t->len == s->len && memcmp(t->bytes, s->payload, s->len) == 0 &&
	       t->fnc1 == (strcmp(s->identifier, "]z1") == 0) &&
	       t->part == (s->part != 0);
}

/* What is read, but for the head of a part, which names the whole: ISO/IEC 24778 8. */
static bool
says_part(const struct aztec_text *t, const struct symbol *s)
{
	return t->part && t->len > s->len &&
	       memcmp(t->bytes + t->len - s->len, s->payload, s->len) == 0;
}

static void
matrices(const struct symbol *s)
{
	static struct aztec_text text;
	static uint8_t changed[AZTEC_SIDE_MAX * AZTEC_SIDE_MAX];
	static uint16_t place[AZTEC_BITS_MAX];
	const size_t bits = aztec_places(&s->mode, place), checks = checks_of(&s->mode);
	int wrong = 0, missed = 0;

	ok(aztec_decode(s->module, &s->mode, &text) &&
	           (s->part != 0 ? says_part(&text, s) : says(&text, s)) &&
	           text.spent == 0,
	   "%s reads", s->name);
	for (int round = 0; round < (s->side > 60 ? 2 : 20) && s->part == 0; round++) {
		memcpy(changed, s->module, s->side * s->side);
		for (size_t n = 0; n < checks / 2; n++)
			changed[place[view_roll((uint32_t)bits)]] ^= 1;
		missed += !aztec_decode(changed, &s->mode, &text) || !says(&text, s);
		for (size_t n = 0; n < s->side * s->side / 3; n++)
			changed[view_roll((uint32_t)(s->side * s->side))] ^= 1;
		wrong += aztec_decode(changed, &s->mode, &text) && !says(&text, s);
	}
	is_int(missed, 0, "%s with as much damage as it corrects", s->name);
	is_int(wrong, 0, "%s with more is not misread", s->name);
}

/* ---- pictures ---- */

static const struct drawing {
	struct view view;
	bool large; /* also for symbols of more than 53 modules */
} drawings[] = {
	/* clang-format off */
	/* name, scale, degrees, slant, bend, ink, dark, light, shade, blur, noise, mirrored, margin */
	{ { "upright",        4,   0,   0,    0, 0,    0,   255, 0,  0, 0,  false, 2 }, true },
	{ { "no margin",      4,   0,   0,    0, 0,    0,   255, 0,  0, 0,  false, 0 }, true },
	{ { "quarter turn",   3,   90,  0,    0, 0,    0,   255, 0,  0, 0,  false, 2 }, true },
	{ { "upside down",    3.3, 180, 0,    0, 0,    30,  220, 0,  0, 10, false, 3 }, true },
	{ { "turned by 20",   3.5, 20,  0,    0, 0,    0,   255, 0,  0, 0,  false, 2 }, true },
	{ { "turned by 45",   3.5, 45,  0,    0, 0,    0,   255, 0,  0, 15, false, 2 }, false },
	{ { "turned by 247",  5,   247, 0,    0, 0,    40,  200, 0,  1, 20, false, 4 }, false },
	{ { "slanted",        5,   0,   0.15, 0, 0,    0,   255, 0,  0, 0,  false, 2 }, false },
	{ { "slanted, turned", 5,  35,  0.2,  0, 0,    0,   255, 0,  0, 15, false, 2 }, false },
	{ { "small",          2.2, 0,   0,    0, 0,    0,   255, 0,  0, 0,  false, 2 }, false },
	{ { "large",          17,  70,  0,    0, 0,    0,   255, 0,  2, 20, false, 2 }, false },
	{ { "blurred",        4,   0,   0,    0, 0,    0,   255, 0,  1, 5,  false, 2 }, false },
	{ { "faint",          4,   15,  0,    0, 0,    100, 140, 0,  0, 4,  false, 2 }, false },
	{ { "shaded",         4,   10,  0,    0, 0,    20,  230, 90, 0, 5,  false, 2 }, false },
	{ { "too much ink",   5,   10,  0,    0, 0.3,  0,   255, 0,  0, 5,  false, 2 }, false },
	{ { "light on dark",  4,   30,  0,    0, 0,    230, 20,  0,  0, 10, false, 2 }, false },
	{ { "mirrored",       4,   30,  0,    0, 0,    20,  230, 0,  0, 10, true,  2 }, false },
	/* clang-format on */
};

static size_t
read_picture(struct image *image, struct hits *hits)
{
	const struct scan scan = { .image = image,
		                   .families = FAMILY_AZTEC,
		                   .density = 1,
		                   .placement = { 1, 0, 0, 0, 1, 0 } };

	if (aztec_read(&scan, hits) != ASSAY_OK)
		abort();
	return hits->count;
}

static void
pictures(const struct symbol *s)
{
	struct view_symbol symbol = { s->side, s->side, (uint8_t *)(uintptr_t)s->module };

	for (size_t i = 0; i < sizeof drawings / sizeof *drawings; i++) {
		const struct drawing *d = &drawings[i];
		struct image image;
		struct hits hits = { 0 };

		if (s->side > 53 && !d->large)
			continue;
		image = view_picture(&d->view, &symbol);
		ok(read_picture(&image, &hits) == 1 && hits.list[0].kind == KIND_AZTEC &&
		           hits.list[0].len == s->len &&
		           memcmp(hits.list[0].payload, s->payload, s->len) == 0,
		   "%s, %s", s->name, d->view.name);
		if (i == 0 && hits.count == 1) { /* where it was drawn */
			const double end = ((double)s->side + 2) * 4 - 0.5;
			const struct point want[4] = {
				{ 7.5, 7.5 }, { end, 7.5 }, { end, end }, { 7.5, end }
			};
			double far = 0;

			for (size_t k = 0; k < 4; k++)
				far = fmax(far,
				           hypot(hits.list[0].outline[k].x - want[k].x,
				                 hits.list[0].outline[k].y - want[k].y));
			ok(far < 3, "%s, its outline", s->name);
		}
		hits_clear(&hits);
		image_clear(&image);
	}
}

static void
noise(size_t n)
{
	size_t read = 0;

	for (size_t i = 0; i < n; i++) {
		struct image image = view_noise(i);
		struct hits hits = { 0 };

		read += read_picture(&image, &hits);
		hits_clear(&hits);
		image_clear(&image);
	}
	is_int((long)read, 0, "nothing is read of %zu pictures of noise", n);
}

int
main(int argc, char **argv)
{
	static struct symbol s;
	const char *folder = getenv("srcdir");
	char path[4096];
	FILE *f;
	size_t n = 0;

	snprintf(path, sizeof path, "%s/tests/data/aztec/symbols.txt",
	         folder != NULL ? folder : ".");
	f = fopen(path, "r");
	ok(f != NULL, "the symbols are there");
	while (f != NULL && next_symbol(f, &s)) {
		n++;
		ok(mode_of(&s), "%s, its mode message", s.name);
		matrices(&s);
		if (s.part == 0)
			pictures(&s);
	}
	if (f != NULL)
		fclose(f);
	ok(n >= 30, "%zu symbols", n);
	noise(argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 200);
	return tap_end();
}
