/* linear-test.c - bar codes of one row: every symbology at every angle, drawn at any scale,
 * blurred, noisy, bent, unevenly lit, inverted; and stripes that must not be read
 *
 * tests/data/linear/vectors.txt comes from another encoder; make.py there says how.  The
 * one argument is a number of pictures without a code, 60 without it. */
#include "config.h"

#include <math.h>

#include "read/linear/linear.h"
#include "read/read.h"
#include "read/views.h"
#include "tap.h"

#define PI 3.14159265358979323846
#define VECTORS_MAX 40
#define MODULES_MAX 400

static struct vector {
	char name[40], identifier[4], modules[MODULES_MAX];
	uint8_t payload[80];
	size_t len;
} vectors[VECTORS_MAX];
static size_t n_vectors;

static uint32_t seed = 1;

static uint32_t
next(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed;
}

static double
part(void) /* 0 to 1 */
{
	return (next() >> 8) / 16777216.0;
}

static void
load(void)
{
	const char *srcdir = getenv("srcdir");
	char path[1000], hex[200];
	FILE *f;

	snprintf(path, sizeof path, "%s/tests/data/linear/vectors.txt", srcdir ? srcdir : ".");
	if ((f = fopen(path, "r")) == NULL) {
		printf("Bail out! %s cannot be opened\n", path);
		exit(1);
	}
	while (n_vectors < VECTORS_MAX) {
		struct vector *v = &vectors[n_vectors];

		if (fscanf(f, "%39s %3s %199s %399s", v->name, v->identifier, hex, v->modules) != 4)
			break;
		v->len = strlen(hex) / 2;
		for (size_t i = 0; i < v->len; i++) {
			unsigned byte;

			sscanf(hex + 2 * i, "%2x", &byte);
			v->payload[i] = (uint8_t)byte;
		}
		n_vectors++;
	}
	fclose(f);
}

/* ---- pictures ---- */

struct drawing {
	const char *says;
	double module, degrees; /* pixels, counter-clockwise */
	double height;          /* of the bars, modules */
	double blur;            /* standard deviation, pixels */
	double noise;           /* luma up and down */
	double fan;             /* perspective: so much wider on the right than on the left */
	double bend;            /* a can: radians seen of it to either side; 0: flat */
	double slope;           /* luma that the light gains across the picture */
	double dark, light;
	int most; /* symbols that may stay unread: the limits of what is read */
};

static const struct drawing drawings[] = {
	/* clang-format off */
	{ "plain",                2.0,   0,  40, 0.5, 0,  0,    0,    0,  10, 245, 1 },
	{ "one pixel a module",   1.25,  0,  40, 0.4, 0,  0,    0,    0,  10, 245, 10 },
	{ "2.37 pixels",          2.37,  0,  40, 0.5, 4,  0,    0,    0,  10, 245, 1 },
	{ "six pixels",           6.0,   0,  40, 0.7, 4,  0,    0,    0,  10, 245, 0 },
	{ "upside down",          2.5, 180,  40, 0.5, 4,  0,    0,    0,  10, 245, 0 },
	{ "by 20 degrees",        2.5,  20,  40, 0.5, 4,  0,    0,    0,  10, 245, 0 },
	{ "by 45 degrees",        2.5,  45,  40, 0.5, 4,  0,    0,    0,  10, 245, 0 },
	{ "by 90 degrees",        2.5,  90,  40, 0.5, 4,  0,    0,    0,  10, 245, 0 },
	{ "by 233 degrees",       2.5, 233,  40, 0.5, 4,  0,    0,    0,  10, 245, 0 },
	{ "blurred",              3.0,   8,  40, 1.6, 3,  0,    0,    0,  10, 245, 4 },
	{ "noisy",                3.0,   8,  40, 0.6, 50, 0,    0,    0,  10, 245, 0 },
	{ "in perspective",       3.0,  12,  40, 0.6, 4,  0.25, 0,    0,  10, 245, 2 },
	{ "on a can",             3.0,   5,  40, 0.6, 4,  0,    0.7,  0,  10, 245, 0 },
	{ "lit from one side",    3.0,  30,  40, 0.6, 4,  0,    0,  110,  10, 110, 0 },
	{ "of low contrast",      3.0,  30,  40, 0.6, 2,  0,    0,    0, 100, 145, 0 },
	{ "white on dark",        3.0,  15,  40, 0.6, 4,  0,    0,    0, 240,  20, 3 },
	{ "with short bars",      3.0,   4,   9, 0.6, 4,  0,    0,    0,  10, 245, 1 },
	/* clang-format on */
};

/* Module at x, or paper beside the symbol. */
static bool
is_bar(const struct vector *v, double x)
{
	const double n = (double)strlen(v->modules);

	return x >= 0 && x < n && v->modules[(size_t)x] == '1';
}

/* Luma of a point of the label; u along the symbol, w along its bars, both in modules from
 * its middle. */
static double
ink(const struct vector *v, const struct drawing *d, double u, double w)
{
	const double n = (double)strlen(v->modules), half = n / 2;
	double x = u;

	if (d->bend > 0) { /* what is seen at u lies farther round the can */
		const double s = u / half * sin(d->bend);

		if (fabs(s) >= 1)
			return d->light;
		x = half * asin(s) / d->bend;
	}
	if (d->fan > 0)
		x = u / (1 + d->fan * u / n);
	return fabs(w) <= d->height / 2 && is_bar(v, x + half) ? d->dark : d->light;
}

static struct image
draw(const struct vector *v, const struct drawing *d)
{
	const double n = (double)strlen(v->modules) + 24;
	const double c = cos(d->degrees * PI / 180), s = sin(d->degrees * PI / 180);
	const double wide = n * d->module * 1.15, high = (d->height + 16) * d->module;
	const uint32_t width = (uint32_t)(fabs(c) * wide + fabs(s) * high) + 20,
	               height = (uint32_t)(fabs(s) * wide + fabs(c) * high) + 20;
	struct image image = { malloc((size_t)width * height), width, height, width };

	if (image.pixels == NULL)
		exit(1);
	for (uint32_t y = 0; y < height; y++)
		for (uint32_t x = 0; x < width; x++) {
			double sum = 0, luma;

			/* points about the pixel, spread as the blur is */
			for (int k = 0; k < 8; k++) {
				const double r = d->blur * sqrt(-2 * log((k + 0.5) / 8)),
				             a = k * 2.39996;
				const double px = x + 0.5 - width / 2.0 + r * cos(a),
				             py = y + 0.5 - height / 2.0 + r * sin(a);

				sum += ink(v, d, (px * c - py * s) / d->module,
				           (px * s + py * c) / d->module);
			}
			luma = sum / 8 + d->slope * x / width + d->noise * (2 * part() - 1);
			image.pixels[(size_t)y * width + x] =
			        (uint8_t)(luma < 0 ? 0 : luma > 255 ? 255 : luma);
		}
	return image;
}

/* ---- reading ---- */

enum outcome { READ, UNREAD, MISREAD };

static enum outcome
outcome_of(const struct image *image, const struct vector *v)
{
	struct assay_reading *r = reading_new();
	enum outcome o = UNREAD;

	if (r == NULL || read_symbols(image, ASSAY_EFFORT_NORMAL, r) != ASSAY_OK)
		exit(1);
	for (size_t i = 0; i < r->n_symbols; i++) {
		const struct assay_symbol *s = &r->symbols[i];

		if (v != NULL && s->payload.len == v->len &&
		    memcmp(s->payload.data, v->payload, v->len) == 0 &&
		    strcmp(s->symbology, v->identifier) == 0) {
			o = o == MISREAD ? o : READ;
		} else if (v != NULL && v->len > 13 && s->payload.len == 13 &&
		           memcmp(s->payload.data, v->payload, 13) == 0 &&
		           strcmp(v->identifier, "]E3") == 0) {
			continue; /* without its add-on */
		} else {
			printf("# read %s %s\n", s->symbology, (const char *)s->payload.data);
			o = MISREAD;
		}
	}
	assay_reading_free(r);
	return o;
}

static void
test_drawings(void)
{
	for (size_t k = 0; k < sizeof drawings / sizeof *drawings; k++) {
		int missed = 0, wrong = 0;

		for (size_t i = 0; i < n_vectors; i++) {
			struct image image = draw(&vectors[i], &drawings[k]);
			const enum outcome o = outcome_of(&image, &vectors[i]);

			missed += o == UNREAD;
			wrong += o == MISREAD;
			if (o == UNREAD)
				printf("# %s unread\n", vectors[i].name);
			image_clear(&image);
		}
		ok(missed <= drawings[k].most, "%s: %d unread, %d at most", drawings[k].says,
		   missed, drawings[k].most);
		is_int(wrong, 0, "%s: nothing else", drawings[k].says);
	}
}

/* White wherever the label, so many modules around the bars, does not reach. */
static void
lay(struct image *image, const struct vector *v, const struct drawing *d, double margin)
{
	const double wide = (double)strlen(v->modules) / 2 + margin, high = d->height / 2 + margin;
	const double c = cos(d->degrees * PI / 180), s = sin(d->degrees * PI / 180);

	for (uint32_t y = 0; y < image->height; y++)
		for (uint32_t x = 0; x < image->width; x++) {
			const double px = x + 0.5 - image->width / 2.0,
			             py = y + 0.5 - image->height / 2.0;

			if (fabs(px * c - py * s) > wide * d->module ||
			    fabs(px * s + py * c) > high * d->module)
				image->pixels[(size_t)y * image->width + x] = 255;
		}
}

/* Grey labels on white: on its way from a bar to the ground the brightness goes up twice,
 * and the second step may be the steeper. */
static void
test_labels(void)
{
	static const double rows[] = { 0, 20, 45, 110 }; /* degrees */

	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		const struct drawing d = { "", 2.5, rows[k], 40, 0.8, 2, 0, 0, 0, 50, 130, 0 };
		int missed = 0, wrong = 0, tried = 0;

		for (size_t i = 0; i < n_vectors; i++) {
			struct image image;
			enum outcome o;

			if (strcmp(vectors[i].identifier, "]C0") != 0 &&
			    strcmp(vectors[i].identifier, "]C1") != 0)
				continue;
			image = draw(&vectors[i], &d);
			lay(&image, &vectors[i], &d, 6);
			o = outcome_of(&image, &vectors[i]);
			tried++;
			missed += o == UNREAD;
			wrong += o == MISREAD;
			image_clear(&image);
		}
		ok(tried > 2 && missed == 0, "grey label by %d degrees: %d of %d unread",
		   (int)rows[k], missed, tried);
		is_int(wrong, 0, "grey label by %d degrees: nothing else", (int)rows[k]);
	}
}

static void
test_angles(void)
{
	struct drawing d = { "", 2.2, 0, 30, 0.5, 6, 0, 0, 0, 20, 230, 0 };

	for (size_t i = 0; i < n_vectors; i++) {
		const size_t step = i == 0 ? 9 : 60;
		int missed = 0, wrong = 0;

		for (size_t degrees = i % step; degrees < 180; degrees += step) {
			struct image image;
			enum outcome o;

			d.degrees = (double)degrees;
			image = draw(&vectors[i], &d);
			o = outcome_of(&image, &vectors[i]);
			missed += o == UNREAD;
			wrong += o == MISREAD;
			if (o != READ)
				printf("# %d degrees\n", (int)degrees);
			image_clear(&image);
		}
		ok(missed <= 1, "%s at angles from 0 to 179", vectors[i].name);
		is_int(wrong, 0, "%s: nothing else at any of them", vectors[i].name);
	}
}

/* Too blurred or noisy for most: refused, never something else. */
static void
test_hard(void)
{
	for (size_t i = 0; i < n_vectors; i++) {
		int wrong = 0;

		for (int k = 0; k < 3; k++) {
			struct drawing d = { "", 1 + 2 * part(), 360 * part(), 8 + 30 * part(),
				             0.4 + 1.8 * part(), 90 * part(), 0.3 * part(), 0,
				             80 * part(), 40 * part(), 90 + 80 * part(), 0 };
			struct image image = draw(&vectors[i], &d);

			wrong += outcome_of(&image, &vectors[i]) == MISREAD;
			image_clear(&image);
		}
		is_int(wrong, 0, "%s spoilt: right or nothing", vectors[i].name);
	}
}

/* Stripes, steps, grain, scribble: nothing stands there. */
static void
test_nothing(int pictures)
{
	int wrong = 0;

	for (int n = 0; n < pictures; n++) {
		const uint32_t width = 160 + next() % 300, height = 60 + next() % 200;
		const double slant = part() - 0.5, least = 1 + 2 * part(), most = 2 + 8 * part();
		const double noise = 60 * part() * part(), wave = 3 * part();
		struct image image = { malloc((size_t)width * height), width, height, width };
		double edge[2000], at = -600;
		size_t edges = 0;
		enum outcome o;

		if (image.pixels == NULL)
			exit(1);
		while (at < 1000 && edges < 2000) { /* stripes of random or of whole widths */
			at += n % 3 == 0 ? least * (1 + next() % 4)
			                 : least + (most - least) * part() * part();
			if (next() % 40 == 0)
				at += 20 * part();
			edge[edges++] = at;
		}
		for (uint32_t y = 0; y < height; y++)
			for (uint32_t x = 0; x < width; x++) {
				const double u = x + slant * y + wave * sin(y / 9.0);
				size_t k = 0, step = 1024;
				double luma;

				for (; step > 0; step /= 2)
					if (k + step <= edges && edge[k + step - 1] <= u)
						k += step;
				luma = (k % 2 == 0 ? 220 : 40) + noise * (2 * part() - 1);
				image.pixels[(size_t)y * width + x] =
				        (uint8_t)(luma < 0 ? 0 : luma > 255 ? 255 : luma);
			}
		o = outcome_of(&image, NULL);
		if (o == MISREAD)
			printf("# picture %d\n", n);
		wrong += o == MISREAD;
		image_clear(&image);
	}
	is_int(wrong, 0, "nothing is read in %d pictures of stripes", pictures);
}

int
main(int argc, char **argv)
{
	load();
	ok(n_vectors == 19, "symbols were loaded");
	test_drawings();
	test_labels();
	test_angles();
	test_hard();
	test_nothing(argc > 1 ? atoi(argv[1]) : 60);
	return tap_end();
}
