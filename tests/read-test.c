/* read-test.c - pictures with known codes to symbols, and to reasons where there is none
 *
 * The codes of tests/data/read/ were made with zint; the scenes are put together here,
 * so that where each corner lies is known. */
#include "config.h"

#include <math.h>

#include "context.h"
#include "image/image.h"
#include "read/read.h"
#include "read/transform.h"
#include "reading.h"
#include "tap.h"

static const struct assay context = { .max_file_bytes = 64u << 20, .max_pixels = 64000000 };

static struct image
load(const char *name)
{
	const char *srcdir = getenv("srcdir");
	const struct image_limits limits = { 1u << 20, 1000000 };
	static uint8_t bytes[1u << 16];
	struct image_facts facts;
	struct image image;
	struct words why;
	char path[1000];
	size_t n;
	FILE *f;

	snprintf(path, sizeof path, "%s/tests/data/read/%s.png", srcdir ? srcdir : ".", name);
	if ((f = fopen(path, "rb")) == NULL) {
		printf("Bail out! %s cannot be opened\n", path);
		exit(1);
	}
	n = fread(bytes, 1, sizeof bytes, f);
	fclose(f);
	if (image_decode((struct assay_bytes){ bytes, n }, &limits, &image, &facts, &why) !=
	    ASSAY_OK) {
		printf("Bail out! %s: %s\n", path, why.en);
		exit(1);
	}
	return image;
}

static struct image
canvas(uint32_t width, uint32_t height, int value)
{
	struct image image = { malloc((size_t)width * height), width, height, width };

	memset(image.pixels, value, (size_t)width * height);
	return image;
}

/* Put a code there, so many times as large. */
static void
paste(struct image *scene, const char *name, uint32_t left, uint32_t top, uint32_t times)
{
	struct image code = load(name);

	for (size_t y = 0; y < (size_t)code.height * times; y++)
		for (size_t x = 0; x < (size_t)code.width * times; x++)
			if (top + y < scene->height && left + x < scene->width)
				scene->pixels[(top + y) * scene->stride + left + x] =
				        code.pixels[y / times * code.stride + x / times];
	image_clear(&code);
}

static struct assay_reading *
read_it(const struct image *image, enum assay_effort effort)
{
	struct assay_reading *r = reading_new();

	if (read_symbols(image, effort, r) != ASSAY_OK)
		ok(0, "read_symbols ran");
	return r;
}

static bool
says(const struct assay_symbol *s, const char *symbology, const char *payload, size_t len)
{
	return s != NULL && strcmp(s->symbology, symbology) == 0 && s->payload.len == len &&
	       memcmp(s->payload.data, payload, len) == 0;
}

#define TEXT(text) text, sizeof text - 1
static const struct {
	const char *name, *symbology, *payload;
	size_t len;
	bool turns; /* has bars that a turned pass reads too */
} codes[] = {
	{ "qr", "]Q1", TEXT("https://id.example/01/09521234543213"), false },
	{ "qr-utf8", "]Q2", TEXT("编号 A-17"), false },
	{ "qr-gs1", "]Q3", TEXT("010952123454321310ABC\x1d" "21XY12"), false },
	{ "code128", "]C0", TEXT("ABC-1234567"), true },
	{ "gs1-128", "]C1", TEXT("010952123454321310ABC\x1d" "21XY12"), true },
	{ "ean13", "]E0", TEXT("9521234543213"), true },
	{ "ean8", "]E4", TEXT("95212340"), true },
	{ "ean13-2", "]E3", TEXT("952123454321305"), false },
	{ "ean13-5", "]E3", TEXT("952123454321312345"), false },
	{ "upca", "]E0", TEXT("0012345678905"), true },
	{ "upce", "]E0", TEXT("0012345000065"), false },
	{ "itf14", "]I1", TEXT("09521234543213"), false },
	{ "itf", "]I0", TEXT("12345678"), false },
	{ "code39", "]A0", TEXT("ABC 123"), true },
	{ "code93", "]G0", TEXT("ABC 123"), true },
	{ "codabar", "]F0", TEXT("A123456B"), true },
	{ "databar", "]e0", TEXT("0109521234543213"), false },
	{ "databar-exp", "]e0", TEXT("01095212345432133103001750"), false },
	{ "databar-exp-digits", "]e0", TEXT("010952123454321310123\x1d" "214512"), false },
	{ "databar-exp-letters", "]e0", TEXT("010952123454321310ABC\x1d" "21XY12"), true },
};

static void
test_codes(void)
{
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		for (int effort = 0; effort < 3; effort++) {
			struct image image = load(codes[i].name);
			struct assay_reading *r = read_it(&image, (enum assay_effort)effort);

			ok(says(assay_reading_symbol(r, 0), codes[i].symbology, codes[i].payload,
			        codes[i].len),
			   "%s, effort %d: read", codes[i].name, effort);
			ok(assay_reading_symbol(r, 1) == NULL, "%s, effort %d: once", codes[i].name,
			   effort);
			is_str(assay_reading_reason(r, ASSAY_EN), "", "%s, effort %d: no reason",
			       codes[i].name, effort);
			assay_reading_free(r);
			image_clear(&image);
		}
}

static bool
near_point(struct assay_point p, double x, double y, double tolerance)
{
	return fabs(p.x - x) <= tolerance && fabs(p.y - y) <= tolerance;
}

/* The outline begins at the symbol's own top left, however the picture was held. */
static void
test_outlines(void)
{
	static const struct {
		const char *name;
		double left, top, right, bottom; /* in the code's own picture */
	} rows[] = {
		{ "qr", 8, 8, 58, 58 },
		{ "code128", 20, 0, 287, 99 },
		{ "ean13", 22, 0, 213, 109 },
		{ "itf14", 30, 0, 300, 119 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (int quarter = 0; quarter < 4; quarter++) {
			struct image scene = canvas(400, 400, 255), turned;
			const double corners[4][2] = { { rows[i].left, rows[i].top },
				                       { rows[i].right, rows[i].top },
				                       { rows[i].right, rows[i].bottom },
				                       { rows[i].left, rows[i].bottom } };
			struct assay_reading *r;
			const struct assay_symbol *s;
			bool right = true;

			paste(&scene, rows[i].name, 40, 60, 1);
			transform_turn(&scene, 90 * quarter, &turned);
			r = read_it(&turned, ASSAY_EFFORT_NORMAL);
			s = assay_reading_symbol(r, 0);
			for (size_t k = 0; k < 4 && s != NULL; k++) {
				double x = 40 + corners[k][0], y = 60 + corners[k][1];

				for (int q = 0; q < quarter; q++) { /* counter-clockwise */
					double kept = x;

					x = y;
					y = 400 - kept;
				}
				right = right && near_point(s->outline[k], x, y, 5);
			}
			if (!ok(s != NULL && right, "%s turned by %d: corners in order", rows[i].name,
			        90 * quarter) &&
			    s != NULL)
				for (size_t k = 0; k < 4; k++)
					printf("# %d,%d\n", (int)s->outline[k].x, (int)s->outline[k].y);
			image_clear(&scene);
			image_clear(&turned);
			assay_reading_free(r);
		}
}

static void
test_angles(void)
{
	static const int degrees[] = { 20, -45, 70 };

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		for (size_t d = 0; d < sizeof degrees / sizeof *degrees && codes[i].turns; d++) {
			struct image scene = canvas(1200, 600, 255), turned;
			struct assay_reading *r;

			paste(&scene, codes[i].name, 60, 200, 2);
			transform_turn(&scene, degrees[d], &turned);
			r = read_it(&turned, ASSAY_EFFORT_NORMAL);
			ok(says(assay_reading_symbol(r, 0), codes[i].symbology, codes[i].payload,
			        codes[i].len) &&
			           assay_reading_symbol(r, 1) == NULL,
			   "%s at %d degrees", codes[i].name, degrees[d]);
			image_clear(&scene);
			image_clear(&turned);
			assay_reading_free(r);
		}
}

/* Where the outline of a code read at an angle lies. */
static void
test_angle_outline(void)
{
	struct image scene = canvas(1000, 1000, 255), turned;
	const struct assay_symbol *s;
	struct assay_reading *r;

	paste(&scene, "code128", 300, 420, 1);
	transform_turn(&scene, 40, &turned);
	r = read_it(&turned, ASSAY_EFFORT_NORMAL);
	s = assay_reading_symbol(r, 0);
	if (ok(s != NULL, "a code at 40 degrees is read")) {
		/* the middle of the code is at (454, 470); 40 degrees counter-clockwise */
		double c = cos(40 * 3.14159265358979 / 180), n = sin(40 * 3.14159265358979 / 180);
		double x = 454 - 500, y = 470 - 500;
		double mx = (s->outline[0].x + s->outline[2].x) / 2.0 - turned.width / 2.0;
		double my = (s->outline[0].y + s->outline[2].y) / 2.0 - turned.height / 2.0;
		double wide = hypot(s->outline[1].x - s->outline[0].x,
		                    s->outline[1].y - s->outline[0].y);

		ok(fabs(mx - (c * x + n * y)) < 12 && fabs(my - (c * y - n * x)) < 12,
		   "its outline is around its middle");
		ok(fabs(wide - 259) < 40, "and as long as it is");
	}
	image_clear(&scene);
	image_clear(&turned);
	assay_reading_free(r);
}

static void
test_scenes(void)
{
	struct image scene = canvas(900, 850, 255);
	struct assay_reading *r, *again;
	uint8_t *one, *two;
	size_t len, len_again;

	paste(&scene, "qr-gs1", 700, 20, 2);
	paste(&scene, "ean13", 30, 40, 1);
	paste(&scene, "ean13", 330, 40, 1);
	paste(&scene, "code128", 30, 200, 1);
	paste(&scene, "ean13-other", 40, 310, 1);
	paste(&scene, "gs1-128", 30, 450, 1);
	paste(&scene, "gs1-128", 30, 700, 1);
	paste(&scene, "qr-gs1", 700, 500, 2);
	r = read_it(&scene, ASSAY_EFFORT_NORMAL);
	for (size_t i = 0; assay_reading_symbol(r, i) != NULL; i++) {
		const struct assay_symbol *s = assay_reading_symbol(r, i);

		printf("# %s at %d,%d\n", s->symbology, (int)s->outline[0].x, (int)s->outline[0].y);
	}
	ok(says(assay_reading_symbol(r, 0), "]Q3", codes[2].payload, codes[2].len), "top: the QR code");
	ok(says(assay_reading_symbol(r, 1), "]E0", codes[5].payload, 13) &&
	           says(assay_reading_symbol(r, 2), "]E0", codes[5].payload, 13),
	   "then two equal EAN side by side");
	ok(says(assay_reading_symbol(r, 3), "]C0", codes[3].payload, codes[3].len), "then Code 128");
	ok(says(assay_reading_symbol(r, 4), "]E0", "9521234000006", 13),
	   "and, close below it, another EAN");
	ok(says(assay_reading_symbol(r, 5), "]C1", codes[4].payload, codes[4].len),
	   "then GS1-128");
	ok(says(assay_reading_symbol(r, 6), "]Q3", codes[2].payload, codes[2].len),
	   "then the same QR code elsewhere");
	ok(says(assay_reading_symbol(r, 7), "]C1", codes[4].payload, codes[4].len) &&
	           assay_reading_symbol(r, 8) == NULL,
	   "and the same GS1-128 far below");

	again = read_it(&scene, ASSAY_EFFORT_NORMAL);
	if (assay_reading_pack(r, &one, &len) != ASSAY_OK ||
	    assay_reading_pack(again, &two, &len_again) != ASSAY_OK)
		exit(1);
	ok(len == len_again && memcmp(one, two, len) == 0, "the same bytes a second time");
	free(one);
	free(two);
	assay_reading_free(r);
	assay_reading_free(again);
	image_clear(&scene);
}

/* Rows of a frame may be longer than the picture; what lies between is not read. */
static void
test_frame(void)
{
	struct image scene = canvas(400, 300, 255);
	const size_t stride = 997;
	uint8_t *pixels = malloc(stride * 300);
	struct assay_frame frame = { pixels, 400, 300, stride, ASSAY_PIXELS_Y800 };
	struct assay_photo_facts facts = { .size = sizeof facts };
	struct assay_reading *r;

	paste(&scene, "qr", 20, 20, 2);
	paste(&scene, "ean13", 150, 150, 1);
	memset(pixels, 0x55, stride * 300);
	for (size_t y = 0; y < 300; y++)
		memcpy(pixels + y * stride, scene.pixels + y * 400, 400);
	is_int(assay_read_frame(&context, &frame, ASSAY_EFFORT_NORMAL, &r), ASSAY_OK, "a frame");
	ok(says(assay_reading_symbol(r, 0), "]Q1", codes[0].payload, codes[0].len) &&
	           says(assay_reading_symbol(r, 1), "]E0", codes[5].payload, 13),
	   "with a stride is read");
	assay_reading_facts(r, &facts);
	ok(facts.width == 400 && facts.height == 300 && facts.work > 0 &&
	           strcmp(facts.format, "frame") == 0,
	   "and says what it was");
	assay_reading_free(r);
	frame.stride = 399;
	is_int(assay_read_frame(&context, &frame, ASSAY_EFFORT_NORMAL, &r), ASSAY_E_USAGE,
	       "a stride below the width is refused");
	frame.stride = stride;
	frame.height = 0;
	is_int(assay_read_frame(&context, &frame, ASSAY_EFFORT_NORMAL, &r), ASSAY_E_USAGE,
	       "a height of zero is refused");
	frame.height = 70000;
	is_int(assay_read_frame(&context, &frame, ASSAY_EFFORT_NORMAL, &r), ASSAY_OK,
	       "a frame that is too high");
	ok(strstr(assay_reading_reason(r, ASSAY_EN), "limit") != NULL, "says so");
	assay_reading_free(r);
	for (uint32_t side = 1; side < 40; side++) {
		frame = (struct assay_frame){ pixels, side, 41 - side, stride, ASSAY_PIXELS_Y800 };
		if (assay_read_frame(&context, &frame, ASSAY_EFFORT_THOROUGH, &r) != ASSAY_OK)
			ok(0, "a frame of %u pixels a row", side);
		assay_reading_free(r);
	}
	ok(1, "tiny frames are read");
	free(pixels);
	image_clear(&scene);
}

static void
test_files(void)
{
	struct assay_reading *r;

	is_int(assay_read_file(&context, "/no such file", ASSAY_EFFORT_NORMAL, &r), ASSAY_E_IO,
	       "a file that is not there is no reading");
	ok(r == NULL, "and nothing is left");
	is_int(assay_read_file(&context, "/", ASSAY_EFFORT_NORMAL, &r), ASSAY_E_IO,
	       "nor is a folder");
	is_int(assay_read_memory(&context, (struct assay_bytes){ NULL, 0 }, ASSAY_EFFORT_NORMAL, &r),
	       ASSAY_OK, "an empty file is a reading");
	ok(strstr(assay_reading_reason(r, ASSAY_EN), "empty") != NULL, "that says so");
	assay_reading_free(r);
}

/* ---- why nothing was read ---- */

static uint32_t
next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 16;
}

static void
noise(struct image *image, int from, int width)
{
	uint32_t state = 9;

	for (size_t i = 0; i < (size_t)image->width * image->height; i++)
		image->pixels[i] = (uint8_t)(from + (int)(next_random(&state) % (uint32_t)width));
}

static void
blur(struct image *image, int times)
{
	for (int n = 0; n < times; n++)
		for (size_t y = 1; y + 1 < image->height; y++)
			for (size_t x = 1; x + 1 < image->width; x++) {
				uint8_t *p = image->pixels + y * image->stride + x;

				*p = (uint8_t)((p[-1] + p[0] * 4 + p[1] + p[-(ptrdiff_t)image->stride] +
				                p[image->stride]) / 8);
			}
}

static void
make_dark(struct image *i)
{
	noise(i, 5, 20);
}

static void
make_bright(struct image *i)
{
	noise(i, 240, 15);
}

static void
make_flat(struct image *i)
{
	noise(i, 120, 20);
}

static void
make_blurred(struct image *i)
{
	paste(i, "gs1-128", 60, 40, 1);
	paste(i, "ean13", 100, 300, 1);
	blur(i, 60);
}

static void
make_patches(struct image *i)
{
	uint32_t state = 3;

	for (int n = 0; n < 60; n++) {
		size_t left = next_random(&state) % (i->width - 60);
		size_t top = next_random(&state) % (i->height - 60);
		uint8_t value = (uint8_t)next_random(&state);

		for (size_t y = top; y < top + 50; y++)
			memset(i->pixels + y * i->stride + left, value, 50);
	}
}

/* Half of a code: the other half is outside. */
static void
make_cut(struct image *i)
{
	paste(i, "gs1-128", 420, 150, 1);
}

static const struct {
	const char *says;
	uint32_t width, height;
	void (*make)(struct image *image);
	const char *word;
} unread[] = {
	{ "a small picture", 80, 90, make_patches, "too small" },
	{ "a dark one", 600, 500, make_dark, "too dark" },
	{ "an overexposed one", 600, 500, make_bright, "overexposed" },
	{ "one without contrast", 600, 500, make_flat, "contrast" },
	{ "a blurred one", 700, 500, make_blurred, "blurred" },
	{ "patches without a code", 600, 500, make_patches, "no code" },
	{ "a code that is cut off", 700, 500, make_cut, "edge" },
};

static void
test_unread(void)
{
	struct image four = load("itf4");
	struct assay_reading *r = read_it(&four, ASSAY_EFFORT_NORMAL);

	ok(assay_reading_symbol(r, 0) == NULL, "four digits of ITF are too few to believe");
	assay_reading_free(r);
	image_clear(&four);
	for (size_t i = 0; i < sizeof unread / sizeof *unread; i++) {
		struct image scene = canvas(unread[i].width, unread[i].height, 255);

		unread[i].make(&scene);
		r = read_it(&scene, ASSAY_EFFORT_NORMAL);
		ok(assay_reading_symbol(r, 0) == NULL, "%s: nothing is read", unread[i].says);
		if (!ok(strstr(assay_reading_reason(r, ASSAY_EN), unread[i].word) != NULL,
		        "%s: says why", unread[i].says))
			printf("# got %s\n", assay_reading_reason(r, ASSAY_EN));
		ok(strlen(assay_reading_reason(r, ASSAY_ZH)) > 12, "%s: in Chinese too",
		   unread[i].says);
		assay_reading_free(r);
		image_clear(&scene);
	}
}

/* Names travel by their index, which must stay below the one for "none". */
static void
test_names(void)
{
	size_t n = 0;

	for (; read_pass_name(n) != NULL; n++)
		for (size_t k = 0; k < n; k++)
			if (strcmp(read_pass_name(n), read_pass_name(k)) == 0)
				ok(0, "two passes are called %s", read_pass_name(n));
	ok(n > 5 && n < 255, "passes have names");
}

int
main(void)
{
	test_codes();
	test_outlines();
	test_angles();
	test_angle_outline();
	test_scenes();
	test_frame();
	test_files();
	test_unread();
	test_names();
	return tap_end();
}
