/* qr-test.c - QR and Micro QR: every version range, level, mask and mode, drawn, turned,
 * bent and damaged; noise that must not be read
 *
 * tests/data/qr/symbols.txt comes from another encoder; make.py there says how.  The one
 * argument is a number of noise pictures, 300 without. */
#include <math.h>

#include "read/qr/qr.h"
#include "tap.h"

#define SIDE_MAX QR_SIDE_MAX

struct symbol {
	char name[32], identifier[4];
	int part;
	size_t side, len;
	uint8_t payload[4000], module[SIDE_MAX * SIDE_MAX];
};

static uint32_t
next(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static unsigned
nibble(char c)
{
	return (unsigned)(c >= 'a' ? c - 'a' + 10 : c - '0') & 15;
}

static bool
next_symbol(FILE *f, struct symbol *s)
{
	static char hex[8200];
	char row[64];

	if (fscanf(f, "%31s %3s %d %zu %8199s", s->name, s->identifier, &s->part, &s->side,
	           hex) != 5)
		return false;
	s->len = strlen(hex) / 2;
	for (size_t i = 0; i < s->len; i++)
		s->payload[i] = (uint8_t)(nibble(hex[2 * i]) << 4 | nibble(hex[2 * i + 1]));
	for (size_t r = 0; r < s->side; r++) {
		if (fscanf(f, "%63s", row) != 1)
			return false;
		for (size_t c = 0; c < s->side; c++)
			s->module[r * s->side + c] = nibble(row[c / 4]) >> (3 - c % 4) & 1;
	}
	return true;
}

/* ---- matrices ---- */

static bool
says(const struct qr_text *t, const struct symbol *s)
{
	return t->len == s->len && memcmp(t->bytes, s->payload, s->len) == 0 &&
	       t->fnc1 == (strcmp(s->identifier, "]Q3") == 0) && t->part == (s->part != 0);
}

static void
matrices(const struct symbol *s)
{
	static struct qr_text text;
	static uint8_t changed[SIDE_MAX * SIDE_MAX];
	uint32_t seed = 2463534242u;
	int wrong = 0, missed = 0;

	ok(qr_decode(s->module, s->side, &text) && says(&text, s) && !text.mirrored,
	   "%s reads", s->name);
	for (size_t r = 0; r < s->side; r++)
		for (size_t c = 0; c < s->side; c++)
			changed[c * s->side + r] = s->module[r * s->side + c];
	ok(qr_decode(changed, s->side, &text) && says(&text, s) && text.mirrored,
	   "%s reads mirrored", s->name);
	for (int round = 0; round < 20; round++) {
		uint32_t flips;

		qr_decode(s->module, s->side, &text);
		flips = text.correctable;
		memcpy(changed, s->module, s->side * s->side);
		while (flips > 0) {
			size_t i = next(&seed) % (s->side * s->side);

			if (qr_module_at(s->side, i / s->side, i % s->side) != QR_DATA)
				continue;
			changed[i] ^= 1;
			flips--;
		}
		missed += !qr_decode(changed, s->side, &text) || !says(&text, s);
		/* far more than can be corrected: refused, or still right */
		for (size_t n = 0; n < s->side * s->side / 3; n++)
			changed[next(&seed) % (s->side * s->side)] ^= 1;
		wrong += qr_decode(changed, s->side, &text) && !says(&text, s);
	}
	is_int(missed, 0, "%s with as much damage as it corrects", s->name);
	is_int(wrong, 0, "%s with more is not misread", s->name);
}

/* ---- pictures ---- */

struct drawing {
	const char *says;
	double pixels, degrees, slant; /* a module's size; slant: perspective along x */
	int blur, noise;               /* pixels to each side; luma up and down */
	bool inverted, mirrored;
	uint8_t dark, light;
	bool micro;
};

static const struct drawing drawings[] = {
	/* clang-format off */
	{ "upright",         4,   0,   0,   0, 0,  false, false, 0, 255, true },
	{ "quarter turn",    3,   90,  0,   0, 0,  false, false, 0, 255, true },
	{ "upside down",     3,   180, 0,   0, 10, false, false, 30, 220, false },
	{ "turned by 20",    3,   20,  0,   0, 0,  false, false, 0, 255, true },
	{ "turned by 45",    3,   45,  0,   0, 20, false, false, 0, 255, false },
	{ "turned by 247",   5,   247, 0,   1, 30, false, false, 40, 200, false },
	{ "slanted",         5,   0,   0.15, 0, 0, false, false, 0, 255, false },
	{ "slanted, turned", 5,   35,  0.2, 0, 20, false, false, 0, 255, false },
	{ "small",           2.1, 10,  0,   0, 0,  false, false, 0, 255, false },
	{ "large",           17,  70,  0,   2, 30, false, false, 0, 255, false },
	{ "blurred",         4,   0,   0,   1, 5,  false, false, 0, 255, false },
	{ "faint",           4,   15,  0,   0, 6,  false, false, 100, 140, false },
	{ "inverted",        4,   30,  0,   0, 10, true,  false, 20, 230, false },
	{ "mirrored",        4,   30,  0,   0, 10, false, true,  20, 230, false },
	/* clang-format on */
};

static double
ink(const struct symbol *s, const struct drawing *d, double x, double y)
{
	size_t r, c;

	if (x < 0 || y < 0 || x >= (double)s->side || y >= (double)s->side)
		return d->inverted ? 1 : 0;
	r = (size_t)(d->mirrored ? x : y);
	c = (size_t)(d->mirrored ? y : x);
	return (s->module[r * s->side + c] != 0) != d->inverted;
}

static void
blur(struct image *image, int radius)
{
	uint8_t *copy = malloc((size_t)image->width * image->height);
	const int w = (int)image->width, h = (int)image->height;

	memcpy(copy, image->pixels, (size_t)w * (size_t)h);
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++) {
			int sum = 0, n = 0;

			for (int dy = -radius; dy <= radius; dy++)
				for (int dx = -radius; dx <= radius; dx++)
					if (x + dx >= 0 && y + dy >= 0 && x + dx < w && y + dy < h) {
						sum += copy[(y + dy) * w + x + dx];
						n++;
					}
			image->pixels[y * w + x] = (uint8_t)(sum / n);
		}
	free(copy);
}

static struct image
draw(const struct symbol *s, const struct drawing *d)
{
	const double n = (double)s->side, a = d->degrees * 3.14159265358979 / 180;
	const uint32_t size = (uint32_t)((n + 10) * d->pixels * 1.45);
	struct image image = { malloc((size_t)size * size), size, size, size };
	uint32_t seed = 88172645;

	for (uint32_t py = 0; py < size; py++)
		for (uint32_t px = 0; px < size; px++) {
			double sum = 0, luma;

			for (int k = 0; k < 9; k++) {
				double x = (px + (k % 3 + 0.5) / 3 - size / 2.0) / d->pixels;
				double y = (py + (k / 3 + 0.5) / 3 - size / 2.0) / d->pixels;
				double u = x * cos(a) + y * sin(a), v = y * cos(a) - x * sin(a);
				double w = 1 + d->slant * u / n;

				sum += ink(s, d, u / w + n / 2, v / w + n / 2);
			}
			luma = d->light + (d->dark - d->light) * sum / 9;
			if (d->noise > 0)
				luma += (int)(next(&seed) % (2 * (uint32_t)d->noise + 1)) - d->noise;
			image.pixels[py * size + px] =
			        (uint8_t)(luma < 0 ? 0 : luma > 255 ? 255 : luma);
		}
	if (d->blur > 0)
		blur(&image, d->blur);
	return image;
}

static bool
read_picture(const struct image *image, struct hits *hits)
{
	const struct scan scan = { .image = image,
		                   .families = FAMILY_QR,
		                   .density = 1,
		                   .placement = { 1, 0, 0, 0, 1, 0 } };

	return qr_read(&scan, hits) == ASSAY_OK;
}

static void
pictures(const struct symbol *s)
{
	for (size_t i = 0; i < sizeof drawings / sizeof *drawings; i++) {
		const struct drawing *d = &drawings[i];
		struct image image;
		struct hits hits = { 0 };
		const struct hit *hit;
		bool good;

		if (d->pixels * (double)s->side > 800 || (s->side > 100 && d->noise > 15))
			continue;
		if (s->side > 37 && d->slant > 0)
			continue; /* beyond version 5 only when turned straight */
		if (s->side < QR_SIDE_LEAST && !d->micro)
			continue; /* with one finder pattern the rest is beyond this reader */
		image = draw(s, d);
		good = read_picture(&image, &hits) && hits.count == 1;
		hit = hits.list;
		good = good && hit->len == s->len &&
		       memcmp(hit->payload, s->payload, s->len) == 0;
		/* the first corner is the symbol's own, whichever way it lies */
		if (good && d->slant == 0 && !d->mirrored) {
			const double a = d->degrees * 3.14159265358979 / 180;
			const double half = (double)s->side * d->pixels / 2;
			const double x = image.width / 2.0 - half * cos(a) + half * sin(a);
			const double y = image.height / 2.0 - half * sin(a) - half * cos(a);

			good = hypot(hit->outline[0].x - x, hit->outline[0].y - y) <
			       2 * d->pixels + 2;
		}
		ok(good, "%s %s", s->name, d->says);
		hits_clear(&hits);
		image_clear(&image);
	}
}

/* Noise of several grains, and noise with the finder patterns a symbol would have. */
static void
noise(long count)
{
	uint32_t seed = 521288629;
	long read = 0;

	for (long i = 0; i < count; i++) {
		const uint32_t grain = (uint32_t)(i % 5) + 1, side = 21 + 4 * (uint32_t)(i / 5 % 5);
		const uint32_t size = (side + 8) * grain;
		struct image image = { malloc((size_t)size * size), size, size, size };
		static uint8_t module[64 * 64];
		struct hits hits = { 0 };

		for (size_t k = 0; k < sizeof module; k++)
			module[k] = next(&seed) >> 7 & 1;
		for (uint32_t y = 0; y < size; y++)
			for (uint32_t x = 0; x < size; x++) {
				const uint32_t r = y / grain - 4, c = x / grain - 4;
				enum qr_module m = r < side && c < side
				                           ? qr_module_at(side, r, c)
				                           : QR_LIGHT;
				bool dark = m == QR_DATA || m == QR_INFO || i % 2 == 0
				                    ? module[y / grain * 64 + x / grain] != 0
				                    : m == QR_DARK;

				image.pixels[y * size + x] = dark ? 20 : 235;
			}
		if (grain > 2 && i % 3 == 0)
			blur(&image, 1);
		read += !read_picture(&image, &hits) || hits.count > 0;
		hits_clear(&hits);
		image_clear(&image);
	}
	is_int(read, 0, "nothing is read in %ld pictures of noise", count);
}

int
main(int argc, char **argv)
{
	static struct symbol s;
	char path[4096];
	const char *source = getenv("srcdir");
	FILE *f;
	size_t count = 0;

	snprintf(path, sizeof path, "%s/tests/data/qr/symbols.txt", source != NULL ? source : ".");
	f = fopen(path, "r");
	ok(f != NULL, "the symbols are there");
	while (f != NULL && next_symbol(f, &s)) {
		matrices(&s);
		if (s.side <= 57 || count % 3 == 0)
			pictures(&s);
		count++;
	}
	ok(count > 50, "all of them: %zu", count);
	if (f != NULL)
		fclose(f);
	noise(argc > 1 ? strtol(argv[1], NULL, 10) : 300);
	return tap_end();
}
