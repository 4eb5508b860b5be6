/* session-test.c - frames of every format, and sessions of a live camera
 *
 * The clock is the test's own: a look takes a time by its pixels, so that budgets are
 * exact.  Linked with --wrap: allocations are counted and made to fail, and the reader
 * is either the real one, or says what a script tells it. */
#include "config.h"

#include <math.h>

#include "context.h"
#include "frame.h"
#include "image/image.h"
#include "read/locate.h"
#include "read/read.h"
#include "reading.h"
#include "failing.h"
#include "tap.h"

static const struct assay context = { .max_file_bytes = 64u << 20, .max_pixels = 64000000 };

/* ---- allocations: those of the reader are its own affair ---- */

enum assay_status __real_read_symbols(const struct image *, enum assay_effort,
                                      struct assay_reading *);
enum assay_status __wrap_read_symbols(const struct image *, enum assay_effort,
                                      struct assay_reading *);

/* ---- the reader and the clock ---- */

static uint64_t now_us = 5000000;
static double us_a_pixel = 0.4;
static size_t looks, largest;
static const uint8_t *base; /* first pixel of the frame, of 200 x 50 */
static const char *script; /* payloads of this frame, a letter each; NULL: the real reader */

static uint64_t
clock_us(void *data)
{
	(void)data;
	return now_us;
}

/* Where the look begins is told by its first pixel.  Upper-case letters stand at one place, lower-case ones at another; quality 100 after
 * a '!', "a" and "A" are of other symbologies. */
static enum assay_status
scripted(const struct image *grey, struct assay_reading *r)
{
	const ptrdiff_t at_pixel = base != NULL ? grey->pixels - base : 0;
	const int32_t left_edge = (int32_t)(at_pixel % 200), top = (int32_t)(at_pixel / 200);
	enum assay_status status = ASSAY_OK;

	for (const char *at = script; *at != '\0' && status == ASSAY_OK; at++) {
		const bool sure = *at == '!';
		const char c = sure ? *++at : *at;
		const int32_t x = (c >= 'a' ? 100 : 10) - left_edge;
		struct assay_symbol s = { .symbology = "]C0",
			                  .payload = { (const uint8_t *)&c, 1 },
			                  .outline = { { x, 10 - top }, { x + 50, 10 - top },
			                               { x + 50, 40 - top }, { x, 40 - top } },
			                  .reader = "", .pass = "",
			                  .quality = sure ? 100 : 60 };

		if (c == '?') /* another symbology, at the place of the upper-case ones */
			memcpy(s.symbology, "]Q1", 4);
		if (c != '.' && x >= 0 && top <= 10 && x + 50 < (int32_t)grey->width)
			status = reading_add(r, &s);
	}
	return status;
}

enum assay_status
__wrap_read_symbols(const struct image *grey, enum assay_effort effort, struct assay_reading *r)
{
	const size_t pixels = (size_t)grey->width * grey->height;
	enum assay_status status = ASSAY_OK;
	long before;
	uint64_t sum = 0;

	before = allocated;
	looks++;
	largest = pixels > largest ? pixels : largest;
	if (script == NULL) {
		status = __real_read_symbols(grey, effort, r);
	} else {
		for (size_t y = 0; y < grey->height; y++)
			for (size_t x = 0; x < grey->width; x++)
				sum += grey->pixels[y * grey->stride + x];
		if (sum != UINT64_MAX)
			status = scripted(grey, r);
	}
	now_us += (uint64_t)((double)pixels * us_a_pixel / (r->n_symbols > 0 ? 4 : 1));
	allocated = before;
	return status;
}

enum assay_status __real_locate_codes(const struct image *, size_t,
                                      struct located[LOCATED_MAX], size_t *);
enum assay_status __wrap_locate_codes(const struct image *, size_t,
                                      struct located[LOCATED_MAX], size_t *);

/* Scripted frames have nothing to locate. */
enum assay_status
__wrap_locate_codes(const struct image *grey, size_t way, struct located out[LOCATED_MAX],
                    size_t *count)
{
	const size_t pixels = (size_t)grey->width * grey->height;
	enum assay_status status = ASSAY_OK;
	long before;

	largest = pixels > largest ? pixels : largest;
	before = allocated;
	*count = 0;
	if (script == NULL)
		status = __real_locate_codes(grey, way, out, count);
	now_us += (uint64_t)((double)pixels * us_a_pixel / 20);
	allocated = before;
	return status;
}

/* ---- scenes ---- */

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
scene(uint32_t width, uint32_t height)
{
	struct image image = { malloc((size_t)width * height), width, height, width };

	memset(image.pixels, 235, (size_t)width * height);
	return image;
}

static void
paste(struct image *to, const char *name, size_t x0, size_t y0, size_t times)
{
	struct image code = load(name);

	for (size_t y = 0; y < code.height * times && y0 + y < to->height; y++)
		for (size_t x = 0; x < code.width * times && x0 + x < to->width; x++)
			to->pixels[(y0 + y) * to->stride + x0 + x] =
			        code.pixels[y / times * code.stride + x / times];
	image_clear(&code);
}

/* ---- formats ---- */

static const struct {
	const char *name;
	enum assay_pixels format;
	size_t bytes;
	int lanes[4]; /* what each byte of a pixel holds: 1 the grey, 0 something else */
} formats[] = {
	{ "Y800", ASSAY_PIXELS_Y800, 1, { 1 } },
	{ "NV12", ASSAY_PIXELS_NV12, 1, { 1 } },
	{ "NV21", ASSAY_PIXELS_NV21, 1, { 1 } },
	{ "I420", ASSAY_PIXELS_I420, 1, { 1 } },
	{ "YUYV", ASSAY_PIXELS_YUYV, 2, { 1, 0 } },
	{ "UYVY", ASSAY_PIXELS_UYVY, 2, { 0, 1 } },
	{ "RGB", ASSAY_PIXELS_RGB, 3, { 1, 1, 1 } },
	{ "RGBA", ASSAY_PIXELS_RGBA, 4, { 1, 1, 1, 0 } },
	{ "BGRA", ASSAY_PIXELS_BGRA, 4, { 1, 1, 1, 0 } },
};
#define FORMATS (sizeof formats / sizeof *formats)

/* The picture as a frame of that format whose last row ends where its pixels end. */
static struct assay_frame
frame_of(const struct image *image, size_t k, size_t gap)
{
	const size_t row = image->width * formats[k].bytes, stride = row + gap;
	uint8_t *pixels = malloc(stride * (image->height - 1) + row);

	memset(pixels, 0xaa, stride * (image->height - 1) + row);
	for (size_t y = 0; y < image->height; y++)
		for (size_t x = 0; x < image->width; x++)
			for (size_t b = 0; b < formats[k].bytes; b++)
				pixels[y * stride + x * formats[k].bytes + b] =
				        formats[k].lanes[b]
				                ? image->pixels[y * image->stride + x]
				                : (uint8_t)(x * 37 + y);
	return (struct assay_frame){ pixels, image->width, image->height, stride,
		                     formats[k].format };
}

static bool
says(const struct assay_symbol *s, const char *payload)
{
	return s != NULL && s->payload.len == strlen(payload) &&
	       memcmp(s->payload.data, payload, s->payload.len) == 0;
}

static void
test_formats(void)
{
	struct image image = scene(400, 200);

	paste(&image, "ean13", 60, 40, 1);
	for (size_t k = 0; k < FORMATS; k++)
		for (size_t gap = 0; gap < 40; gap += 13) {
			struct assay_frame frame = frame_of(&image, k, gap);
			struct assay_reading *r = NULL;

			ok(assay_read_frame(&context, &frame, ASSAY_EFFORT_FAST, &r) == ASSAY_OK &&
			           says(assay_reading_symbol(r, 0), "9521234543213"),
			   "%s, %zu bytes after a row: read", formats[k].name, gap);
			assay_reading_free(r);
			r = NULL;
			frame.stride = frame.width * formats[k].bytes - 1;
			is_int(assay_read_frame(&context, &frame, ASSAY_EFFORT_FAST, &r),
			       ASSAY_E_USAGE, "%s: rows that overlap are refused",
			       formats[k].name);
			free((void *)(uintptr_t)frame.pixels);
		}
	image_clear(&image);
}

static void
test_luma(void)
{
	static const struct {
		uint8_t red, green, blue, luma;
	} rows[] = { { 0, 0, 0, 0 },     { 255, 255, 255, 255 }, { 128, 128, 128, 128 },
		     { 255, 0, 0, 77 },  { 0, 255, 0, 149 },     { 0, 0, 255, 29 },
		     { 10, 200, 90, 130 } };
	const struct frame_part one = { 0, 0, 1, 1, 1 }, square = { 1, 1, 4, 4, 2 };
	uint8_t grid[6 * 6], room[16];
	struct assay_frame frame;
	struct image out;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const uint8_t rgba[] = { rows[i].red, rows[i].green, rows[i].blue, 9 };
		const uint8_t bgra[] = { rows[i].blue, rows[i].green, rows[i].red, 9 };

		frame = (struct assay_frame){ rgba, 1, 1, 4, ASSAY_PIXELS_RGBA };
		frame_luma(&frame, &one, room, &out);
		is_int(out.pixels[0], rows[i].luma, "RGBA %zu: BT.601", i);
		frame = (struct assay_frame){ bgra, 1, 1, 4, ASSAY_PIXELS_BGRA };
		frame_luma(&frame, &one, room, &out);
		is_int(out.pixels[0], rows[i].luma, "BGRA %zu: BT.601", i);
	}
	for (size_t i = 0; i < sizeof grid; i++)
		grid[i] = (uint8_t)i;
	frame = (struct assay_frame){ grid, 6, 6, 6, ASSAY_PIXELS_Y800 };
	frame_luma(&frame, &square, room, &out);
	ok(out.width == 2 && out.height == 2 && out.pixels[0] == (7 + 8 + 13 + 14 + 2) / 4 &&
	           out.pixels[3] == (21 + 22 + 27 + 28 + 2) / 4,
	   "a part at half size is the mean of squares");
	frame.format = (enum assay_pixels)99;
	ok(!frame_good(&frame), "a format nobody knows is refused");
	frame = (struct assay_frame){ grid, 6, 0, 6, ASSAY_PIXELS_Y800 };
	ok(!frame_good(&frame), "no rows are refused");
	frame = (struct assay_frame){ NULL, 6, 6, 6, ASSAY_PIXELS_Y800 };
	ok(!frame_good(&frame), "no pixels are refused");
}

/* ---- sessions ---- */

static struct assay_session *
session(uint32_t budget)
{
	const struct assay_session_options o = { .size = sizeof o,
		                                 .clock = clock_us,
		                                 .budget = budget };
	struct assay_session *s = NULL;

	if (assay_session_new(&context, &o, &s) != ASSAY_OK)
		ok(0, "assay_session_new works");
	return s;
}

/* What a frame of that scene reports, as a text. */
static const char *
step(struct assay_session *s, const struct assay_frame *frame)
{
	static char text[512];
	struct assay_reading *r;
	const struct assay_symbol *symbol;
	size_t n = 0;

	text[0] = '\0';
	if (assay_session_frame(s, frame, &r) != ASSAY_OK)
		return "failed";
	for (size_t i = 0; r != NULL && (symbol = assay_reading_symbol(r, i)) != NULL; i++)
		n += (size_t)snprintf(text + n, sizeof text - n, "%s%.*s", i > 0 ? " " : "",
		                      (int)symbol->payload.len,
		                      (const char *)symbol->payload.data);
	if (r != NULL && n == 0)
		return "an empty reading";
	assay_reading_free(r);
	return text;
}

/* Real codes at places of a camera's frame: each is reported once, soon, and where it
 * stands. */
static void
test_real(void)
{
	static const struct {
		const char *says, *code, *payload;
		uint32_t width, height, left, top, times;
		int within; /* frames */
	} rows[] = {
		{ "EAN-13 in the middle", "ean13", "9521234543213", 1280, 720, 400, 250, 2, 4 },
		{ "EAN-13 in a corner", "ean13", "9521234543213", 1280, 720, 20, 20, 2, 40 },
		{ "EAN-13, small, in the middle", "ean13", "9521234543213", 1280, 720, 530, 310, 1, 6 },
		{ "QR in the middle", "qr", "https://id.example/01/09521234543213", 1280, 720, 520, 230, 4, 4 },
		{ "GS1-128 across the frame", "code128", "ABC-1234567", 1920, 1080, 100, 300, 5, 4 },
		{ "a small frame", "ean13", "9521234543213", 320, 240, 40, 60, 1, 3 },
		{ "a large frame", "ean13", "9521234543213", 4000, 3000, 1600, 1300, 4, 12 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct image image = scene(rows[i].width, rows[i].height);
		struct assay_session *s = session(30);
		const struct assay_symbol *seen = NULL;
		struct assay_frame frame;
		int reports = 0, at = 0;
		bool inside = true;

		paste(&image, rows[i].code, rows[i].left, rows[i].top, rows[i].times);
		frame = frame_of(&image, i % FORMATS, i);
		for (int f = 1; f <= 60; f++) {
			const char *text = step(s, &frame);

			if (strcmp(text, rows[i].payload) == 0) {
				reports++;
				at = at == 0 ? f : at;
			} else if (*text != '\0') {
				reports += 1000;
			}
			for (size_t k = 0; (seen = assay_session_seen(s, k)) != NULL; k++)
				for (size_t p = 0; p < 4; p++)
					inside = inside &&
					         seen->outline[p].x + 8 >= (int32_t)rows[i].left &&
					         seen->outline[p].y + 8 >= (int32_t)rows[i].top;
			now_us += 3000;
		}
		is_int(reports, 1, "%s: reported once", rows[i].says);
		ok(at > 0 && at <= rows[i].within, "%s: soon, in frame %d", rows[i].says, at);
		ok(inside, "%s: outlines are in pixels of the frame", rows[i].says);
		assay_session_free(s);
		free((void *)(uintptr_t)frame.pixels);
		image_clear(&image);
	}
}

/* Who is believed when: a letter is a payload that a frame shows, frames are separated
 * by spaces; what each reports stands beside it. */
static void
test_votes(void)
{
	static const struct {
		const char *says, *frames, *reports;
	} rows[] = {
		{ "two frames", "A A A A", " A  " },
		{ "one frame of full quality", "!A A", "A " },
		{ "a gap between", "A . . A", "   A" },
		{ "two places", "Ab Ab", " A,b" },
		{ "a second one later", "A A Ab Ab", " A  b" },
		{ "taking turns", "A B A B A B A B", "       " },
		{ "taking turns, of full quality", "A !B A !B A !B", " B    " },
		{ "one misread between", "A B A A A A A", "      A" },
		{ "another label comes", "A A B B B", " A  B " },
		{ "both in one frame", "AB AB AB", "  " },
		{ "other symbologies are no rivals", "A? A?", " A,?" },
		{ "nothing", ". . .", "  " },
	};
	const uint8_t pixels[200 * 50] = { 0 };
	const struct assay_frame frame = { pixels, 200, 50, 200, ASSAY_PIXELS_Y800 };

	base = pixels;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct assay_session *s = session(30);
		char got[100] = "", one[20];
		size_t n = 0;

		for (const char *at = rows[i].frames; *at != '\0';) {
			const size_t len = strcspn(at, " ");

			snprintf(one, sizeof one, "%.*s", (int)len, at);
			script = one;
			n += (size_t)snprintf(got + n, sizeof got - n, "%s", step(s, &frame));
			for (size_t k = 0; k < n; k++)
				if (got[k] == ' ' && k + 1 < n && k > 0 && got[k - 1] != ' ' &&
				    got[k + 1] != ' ')
					got[k] = ',';
			at += len + (at[len] == ' ');
			if (*at != '\0')
				got[n++] = ' ';
			now_us += 30000;
		}
		got[n] = '\0';
		is_str(got, rows[i].reports, "%s", rows[i].says);
		assay_session_free(s);
	}
	script = NULL;
	base = NULL;
}

/* A payload that was away for long is a new one. */
static void
test_forgets(void)
{
	const uint8_t pixels[200 * 50] = { 0 };
	const struct assay_frame frame = { pixels, 200, 50, 200, ASSAY_PIXELS_Y800 };
	struct assay_session *s = session(30);
	char many[] = "!A";
	int reports = 0;

	base = pixels;
	script = "A";
	step(s, &frame);
	is_str(step(s, &frame), "A", "reported");
	script = "";
	now_us += 1900000;
	step(s, &frame);
	script = "A";
	is_str(step(s, &frame), "", "after less than two seconds: known");
	script = "";
	now_us += 2100000;
	step(s, &frame);
	ok(assay_session_seen(s, 0) == NULL, "out of view");
	script = "!A";
	is_str(step(s, &frame), "A", "after more: reported again");
	ok(says(assay_session_seen(s, 0), "A") && assay_session_seen(s, 1) == NULL, "in view");
	/* more payloads than are kept: the oldest makes room */
	script = many;
	for (int i = 0; i < 90; i++) {
		many[1] = (char)('!' + 1 + i);
		if (many[1] != '.')
			reports += step(s, &frame)[0] != '\0';
		for (int k = 0; k < 3; k++, now_us += 1000) {
			script = "";
			step(s, &frame);
		}
		script = many;
	}
	ok(reports >= 86, "%d of 89 in a row are reported", reports);
	assay_session_free(s);
	script = NULL;
	base = NULL;
}

static void
test_budget(void)
{
	static const uint32_t budgets[] = { 1, 10, 30, 100 };
	struct image image = scene(1920, 1080);
	const struct assay_frame frame = { image.pixels, 1920, 1080, 1920, ASSAY_PIXELS_NV12 };

	script = "";
	for (size_t i = 0; i < sizeof budgets / sizeof *budgets; i++)
		for (int speed = 1; speed <= 64; speed *= 8) {
			struct assay_session *s = session(budgets[i]);
			uint64_t start, before, worst = 0;
			size_t all = 0;

			us_a_pixel = 0.02 * speed;
			for (int f = 0; f < 50; f++) /* it has to learn how fast the machine is */
				step(s, &frame);
			looks = 0;
			start = now_us;
			for (int f = 0; f < 200; f++) {
				before = now_us;
				step(s, &frame);
				worst = now_us - before > worst ? now_us - before : worst;
			}
			all = looks;
			ok(now_us - start <= 200u * budgets[i] * 1050u && all >= 2,
			   "%u ms, %.2f us a pixel: %.1f ms in the mean, %zu looks in 200 frames",
			   budgets[i], us_a_pixel, (double)(now_us - start) / 200e3, all);
			/* the least look, and the least locating before it */
			ok((double)worst <= budgets[i] * 1050.0 + 44000 * us_a_pixel,
			   "%u ms, %.2f us a pixel: never over by more than a look, %.1f ms",
			   budgets[i], us_a_pixel, (double)worst / 1e3);
			assay_session_free(s);
		}
	us_a_pixel = 0.4;
	image_clear(&image);
	script = NULL;
}

/* Frames of every shape, of every format: nothing is touched outside, and nothing is
 * allocated. */
static void
test_shapes(void)
{
	static const uint32_t sides[] = { 1, 2, 7, 640, 65500 };
	const size_t n = sizeof sides / sizeof *sides;
	struct assay_session *s = session(30);
	size_t failed = 0;
	long before;

	script = "A";
	for (size_t i = 0; i < n * n; i++) {
		struct image image;
		struct assay_frame frame;

		if ((uint64_t)sides[i % n] * sides[i / n] > 1000000)
			continue;
		image = scene(sides[i % n], sides[i / n]);
		frame = frame_of(&image, i % FORMATS, i);
		script = i % 2 == 0 ? "A" : "";
		step(s, &frame);
		now_us += 1000000;
		before = allocated;
		for (int k = 0; k < 20; k++)
			failed += step(s, &frame)[0] == 'f';
		if (allocated - before > 3)
			ok(0, "%u x %u: %ld allocations", frame.width, frame.height,
			   allocated - before);
		free((void *)(uintptr_t)frame.pixels);
		image_clear(&image);
	}
	is_int(failed, 0, "frames of all shapes are looked at");
	ok(largest <= 1u << 20, "in looks of at most a million pixels: %zu", largest);
	assay_session_free(s);
	script = NULL;
}

static void
test_allocations(void)
{
	struct image image = scene(1280, 720);
	struct assay_session *s = session(30);
	struct assay_frame frame;
	struct assay_reading *r;
	long before, n, odd = 0;

	paste(&image, "ean13", 400, 250, 2);
	paste(&image, "qr", 40, 40, 3);
	frame = frame_of(&image, 6, 5);
	for (int f = 0; f < 30; f++)
		step(s, &frame);
	before = allocated;
	for (int f = 0; f < 30; f++)
		step(s, &frame);
	is_int(allocated - before, 0, "once warm, a session allocates nothing of its own");
	assay_session_free(s);
	script = "A";
	for (n = 0; n < 100; n++) {
		const struct assay_session_options o = { .size = sizeof o, .clock = clock_us };
		enum assay_status status;

		left = n;
		s = NULL;
		r = NULL;
		status = assay_session_new(&context, &o, &s);
		for (int f = 0; f < 3 && status == ASSAY_OK; f++) {
			status = assay_session_frame(s, &frame, &r);
			odd += status != ASSAY_OK && r != NULL;
			assay_reading_free(r);
		}
		odd += status != ASSAY_OK && status != ASSAY_E_NOMEM;
		assay_session_free(s);
		if (left >= 0)
			break;
	}
	ok(left >= 0 && n > 5 && odd == 0, "every one of %ld allocations failed once", n);
	left = -1;
	script = NULL;
	free((void *)(uintptr_t)frame.pixels);
	image_clear(&image);
}

static uint64_t
odd_clock(void *data)
{
	uint64_t *state = data;

	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state;
}

static void
test_misuse(void)
{
	uint64_t state = 1;
	struct assay_session_options o = { .size = sizeof o };
	const uint8_t pixels[200 * 50] = { 0 };
	struct assay_frame frame = { pixels, 200, 50, 200, ASSAY_PIXELS_Y800 };
	struct assay_session *s = NULL;
	struct assay_reading *r = NULL;
	int reports = 0;

	base = pixels;
	is_int(assay_session_new(&context, &o, &s), ASSAY_E_USAGE, "no clock is refused");
	o.clock = odd_clock;
	o.clock_data = &state;
	o.size = 0;
	is_int(assay_session_new(&context, &o, &s), ASSAY_E_USAGE, "no size is refused");
	o.size = sizeof o;
	is_int(assay_session_new(&context, &o, &s), ASSAY_OK, "a clock that jumps is not");
	script = "A";
	for (int i = 0; i < 50; i++)
		reports += step(s, &frame)[0] == 'A';
	ok(reports >= 1, "and payloads are reported");
	frame.stride = 1;
	is_int(assay_session_frame(s, &frame, &r), ASSAY_E_USAGE, "a frame that breaks the rules");
	frame = (struct assay_frame){ pixels, 65501, 1, 65501, ASSAY_PIXELS_Y800 };
	is_int(assay_session_frame(s, &frame, &r), ASSAY_E_LIMIT, "a frame too wide");
	ok(r == NULL, "report nothing");
	assay_session_free(s);
	assay_session_free(NULL);
	script = NULL;
	base = NULL;
}

int
main(void)
{
	test_luma();
	test_formats();
	test_real();
	test_votes();
	test_forgets();
	test_budget();
	test_shapes();
	test_allocations();
	test_misuse();
	return tap_end();
}
