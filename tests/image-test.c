/* image-test.c - every kind of file to upright grey, or one sentence why not
 *
 * The pictures are made here, by the libraries that read them elsewhere; each has
 * four quarters of different grey, so that a turn or a lost row shows. */
#include "config.h"

#include <setjmp.h>
#include <stdio.h> /* jpeglib.h needs FILE */

#include <jpeglib.h>
#include <png.h>
#include <webp/encode.h>

#include "image/image.h"
#include "tap.h"

#define WIDE 64
#define HIGH 48

static const struct image_limits roomy = { 64u << 20, 64000000 };

struct buffer {
	uint8_t data[200000];
	size_t len;
};

static void
put(struct buffer *b, const void *data, size_t n)
{
	if (n > sizeof b->data - b->len)
		exit(2);
	memcpy(b->data + b->len, data, n);
	b->len += n;
}

/* The grey of a place: quarters 20, 90, 160, 230. */
static uint8_t
grey_at(unsigned x, unsigned y)
{
	return (uint8_t)(20 + (x >= WIDE / 2 ? 70 : 0) + (y >= HIGH / 2 ? 140 : 0));
}

static bool
close_to(const struct image *image, unsigned x, unsigned y, int want)
{
	return abs(image->pixels[y * image->stride + x] - want) <= 4;
}

/* The middle of each quarter: top left, top right, bottom left, bottom right. */
static bool
quarters(const struct image *image, const int want[4])
{
	for (unsigned i = 0; i < 4; i++)
		if (!close_to(image, image->width * (1 + i % 2 * 2) / 4,
		              image->height * (1 + i / 2 * 2) / 4, want[i]))
			return false;
	return true;
}

static const int as_made[4] = { 20, 90, 160, 230 };

/* ---- makers ---- */

static void
png_out(png_structp png, png_bytep data, size_t n)
{
	put(png_get_io_ptr(png), data, n);
}

static void
png_no_flush(png_structp png)
{
	(void)png;
}

struct png_form {
	const char *says;
	int colour, depth, interlace;
	bool clear; /* the top left quarter is transparent */
};

static void
make_png(struct buffer *b, const struct png_form *form, const uint8_t *exif, size_t exif_len)
{
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(png);
	static uint8_t rows[HIGH][WIDE * 8];
	png_bytep at[HIGH];
	png_color palette[4] = { { 20, 20, 20 }, { 90, 90, 90 }, { 160, 160, 160 }, { 230, 230, 230 } };
	png_byte clear[1] = { 0 };

	b->len = 0;
	png_set_write_fn(png, b, png_out, png_no_flush);
	png_set_IHDR(png, info, WIDE, HIGH, form->depth, form->colour, form->interlace,
	             PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	if (form->colour == PNG_COLOR_TYPE_PALETTE) {
		png_set_PLTE(png, info, palette, 4);
		if (form->clear)
			png_set_tRNS(png, info, clear, 1, NULL);
	}
	if (exif != NULL)
		png_set_eXIf_1(png, info, (png_uint_32)exif_len, (png_bytep)(uintptr_t)exif);
	memset(rows, 0, sizeof rows);
	for (unsigned y = 0; y < HIGH; y++) {
		uint8_t *p = rows[y];

		at[y] = p;
		for (unsigned x = 0; x < WIDE; x++) {
			uint8_t grey = grey_at(x, y);
			unsigned samples = form->colour & PNG_COLOR_MASK_COLOR ? 3 : 1;

			if (form->colour == PNG_COLOR_TYPE_PALETTE) {
				p[x * (unsigned)form->depth / 8] |=
				        (uint8_t)((grey - 20u) / 70u << (8u - (unsigned)form->depth -
				                                      x * (unsigned)form->depth % 8u));
				continue;
			}
			if (form->depth == 1) {
				rows[y][x / 8] |= (uint8_t)((grey >= 160) << (7 - x % 8));
				continue;
			}
			for (unsigned s = 0; s < samples; s++) {
				*p++ = grey;
				if (form->depth == 16)
					*p++ = grey;
			}
			if (form->colour & PNG_COLOR_MASK_ALPHA) {
				uint8_t alpha = form->clear && x < WIDE / 2 && y < HIGH / 2 ? 0 : 255;

				*p++ = alpha;
				if (form->depth == 16)
					*p++ = alpha;
			}
		}
	}
	png_write_info(png, info);
	png_write_image(png, at);
	png_write_end(png, info);
	png_destroy_write_struct(&png, &info);
}

struct jpeg_form {
	const char *says;
	J_COLOR_SPACE in, out;
	int samples;
	bool progressive;
};

static void
make_jpeg(struct buffer *b, const struct jpeg_form *form, const uint8_t *exif, size_t exif_len)
{
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr errors;
	unsigned char *mem = NULL;
	unsigned long size = 0;
	static uint8_t app1[70000];

	jpeg.err = jpeg_std_error(&errors);
	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, &mem, &size);
	jpeg.image_width = WIDE;
	jpeg.image_height = HIGH;
	jpeg.input_components = form->samples;
	jpeg.in_color_space = form->in;
	jpeg_set_defaults(&jpeg);
	jpeg_set_colorspace(&jpeg, form->out);
	jpeg_set_quality(&jpeg, 95, TRUE);
	if (form->progressive)
		jpeg_simple_progression(&jpeg);
	jpeg_start_compress(&jpeg, TRUE);
	if (exif != NULL) {
		memcpy(app1, "Exif\0\0", 6);
		memcpy(app1 + 6, exif, exif_len);
		jpeg_write_marker(&jpeg, JPEG_APP0 + 1, app1, (unsigned)exif_len + 6);
	}
	for (unsigned y = 0; y < HIGH; y++) {
		uint8_t row[WIDE * 4];
		JSAMPROW at = row;

		for (unsigned x = 0; x < WIDE; x++)
			for (int s = 0; s < form->samples; s++)
				/* inks as Adobe stores them: white minus ink, black plate empty */
				row[x * (unsigned)form->samples + (unsigned)s] =
				        s == 3 ? 255 : grey_at(x, y);
		jpeg_write_scanlines(&jpeg, &at, 1);
	}
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	b->len = 0;
	put(b, mem, size);
	free(mem);
}

static void
put_le(struct buffer *b, uint32_t v, unsigned width)
{
	for (unsigned i = 0; i < width; i++)
		put(b, &(uint8_t){ (uint8_t)(v >> (8 * i)) }, 1);
}

/* A plain WebP file, or, with exif or flags, an extended one around it. */
static void
make_webp(struct buffer *b, bool lossless, bool clear, const uint8_t *exif, size_t exif_len,
          uint8_t flags)
{
	static uint8_t pixels[WIDE * HIGH * 4];
	uint8_t *out = NULL;
	size_t n;

	for (unsigned i = 0; i < WIDE * HIGH; i++) {
		unsigned x = i % WIDE, y = i / WIDE;

		memset(pixels + 4 * i, grey_at(x, y), 3);
		pixels[4 * i + 3] = clear && x < WIDE / 2 && y < HIGH / 2 ? 0 : 255;
	}
	n = lossless ? WebPEncodeLosslessRGBA(pixels, WIDE, HIGH, WIDE * 4, &out)
	             : WebPEncodeRGBA(pixels, WIDE, HIGH, WIDE * 4, 90, &out);
	b->len = 0;
	if (exif == NULL && flags == 0) {
		put(b, out, n);
	} else {
		put(b, "RIFF", 4);
		put_le(b, (uint32_t)(4 + 18 + (n - 12) + (exif ? 8 + exif_len + exif_len % 2 : 0)), 4);
		put(b, "WEBPVP8X", 8);
		put_le(b, 10, 4);
		put_le(b, flags | (exif ? 8u : 0u), 4);
		put_le(b, WIDE - 1, 3);
		put_le(b, HIGH - 1, 3);
		if (flags & 2) {
			put(b, "ANIM", 4);
			put_le(b, 6, 4);
			put(b, "\0\0\0\0\0\0", 6);
		}
		put(b, out + 12, n - 12);
		if (exif != NULL) {
			put(b, "EXIF", 4);
			put_le(b, (uint32_t)exif_len, 4);
			put(b, exif, exif_len);
			put(b, "", exif_len % 2);
		}
	}
	WebPFree(out);
}

/* ---- EXIF ---- */

struct exif_form {
	const char *says;
	unsigned orientation;
	const char *time, *zone;
	const char *ns, *ew;
	uint32_t degrees[6][2]; /* latitude and longitude: degrees, minutes, seconds */
	bool big_endian;
};

static void
put_n(struct buffer *b, const struct exif_form *form, uint32_t v, unsigned width)
{
	for (unsigned i = 0; i < width; i++) {
		unsigned shift = 8 * (form->big_endian ? width - 1 - i : i);

		put(b, &(uint8_t){ (uint8_t)(v >> shift) }, 1);
	}
}

static void
put_entry(struct buffer *b, const struct exif_form *form, uint32_t tag, uint32_t type,
          uint32_t count, uint32_t value)
{
	put_n(b, form, tag, 2);
	put_n(b, form, type, 2);
	put_n(b, form, count, 4);
	if (type == 3) { /* a short stands first in its four bytes */
		put_n(b, form, value, 2);
		put_n(b, form, 0, 2);
	} else if (type == 2 && count <= 4) {
		put(b, &(uint8_t){ (uint8_t)value }, 1);
		put(b, "\0\0\0", 3);
	} else {
		put_n(b, form, value, 4);
	}
}

/* IFD0 at 8 (3 entries: 50), Exif IFD at 58 (30), GPS IFD at 88 (54), values from 142. */
static void
make_exif(struct buffer *b, const struct exif_form *form)
{
	b->len = 0;
	put(b, form->big_endian ? "MM" : "II", 2);
	put_n(b, form, 42, 2);
	put_n(b, form, 8, 4);
	put_n(b, form, 3, 2);
	put_entry(b, form, 0x0112, 3, 1, form->orientation);
	put_entry(b, form, 0x8769, 4, 1, 50);
	put_entry(b, form, 0x8825, 4, 1, 80);
	put_n(b, form, 0, 4);
	put_n(b, form, 2, 2);
	put_entry(b, form, 0x9003, 2, 20, 134);
	put_entry(b, form, 0x9011, 2, 7, 154);
	put_n(b, form, 0, 4);
	put_n(b, form, 4, 2);
	put_entry(b, form, 1, 2, 2, (uint8_t)form->ns[0]);
	put_entry(b, form, 2, 5, 3, 161);
	put_entry(b, form, 3, 2, 2, (uint8_t)form->ew[0]);
	put_entry(b, form, 4, 5, 3, 185);
	put_n(b, form, 0, 4);
	if (b->len != 134)
		exit(3);
	put(b, form->time, 20);
	put(b, form->zone, 7);
	for (size_t i = 0; i < 6; i++) {
		put_n(b, form, form->degrees[i][0], 4);
		put_n(b, form, form->degrees[i][1], 4);
	}
}

#define DAY "2026:11:20 13:14:15"
#define HERE { { 31, 1 }, { 30, 1 }, { 0, 1 }, { 121, 1 }, { 15, 1 }, { 36, 10 } }

/* ---- tests ---- */

static const struct {
	unsigned orientation;
	int want[4];
} turns[] = {
	{ 0, { 20, 90, 160, 230 } }, /* not a value: as it is */
	{ 1, { 20, 90, 160, 230 } },
	{ 2, { 90, 20, 230, 160 } },
	{ 3, { 230, 160, 90, 20 } },
	{ 4, { 160, 230, 20, 90 } },
	{ 5, { 20, 160, 90, 230 } },
	{ 6, { 160, 20, 230, 90 } },
	{ 7, { 230, 90, 160, 20 } },
	{ 8, { 90, 230, 20, 160 } },
	{ 9, { 20, 90, 160, 230 } },
};

static void
check(const struct buffer *b, const char *format, const int want[4], bool turned,
      const char *says, int number)
{
	struct image_facts facts;
	struct image image;
	struct words why;

	if (!is_int(image_decode((struct assay_bytes){ b->data, b->len }, &roomy, &image, &facts,
	                         &why),
	            ASSAY_OK, "%s %d: decodes", says, number)) {
		printf("# %s\n", why.en);
		return;
	}
	is_str(facts.format, format, "%s %d: is %s", says, number, format);
	ok(image.width == (turned ? HIGH : WIDE) && image.height == (turned ? WIDE : HIGH),
	   "%s %d: has the right size", says, number);
	ok(quarters(&image, want), "%s %d: lies the right way", says, number);
	ok(!facts.damaged, "%s %d: is whole", says, number);
	image_clear(&image);
}

static const struct png_form plain_png = { "plain", PNG_COLOR_TYPE_RGB, 8, PNG_INTERLACE_NONE, false };
static const struct jpeg_form plain_jpeg = { "plain", JCS_RGB, JCS_YCbCr, 3, false };

static void
test_orientation(void)
{
	static struct buffer b, exif;

	for (size_t i = 0; i < sizeof turns / sizeof *turns; i++) {
		struct exif_form form = { "", turns[i].orientation, DAY, "+08:00", "N", "E", HERE,
			                  i % 2 != 0 };
		bool turned = form.orientation >= 5 && form.orientation <= 8;
		int n = (int)form.orientation;

		make_exif(&exif, &form);
		make_jpeg(&b, &plain_jpeg, exif.data, exif.len);
		check(&b, "jpeg", turns[i].want, turned, "JPEG orientation", n);
		make_png(&b, &plain_png, exif.data, exif.len);
		check(&b, "png", turns[i].want, turned, "PNG orientation", n);
		make_webp(&b, false, false, exif.data, exif.len, 0);
		check(&b, "webp", turns[i].want, turned, "WebP orientation", n);
	}
}

static void
test_forms(void)
{
	static const struct png_form pngs[] = {
		{ "grey", PNG_COLOR_TYPE_GRAY, 8, PNG_INTERLACE_NONE, false },
		{ "grey, 16 bit", PNG_COLOR_TYPE_GRAY, 16, PNG_INTERLACE_NONE, false },
		{ "grey, interlaced", PNG_COLOR_TYPE_GRAY, 8, PNG_INTERLACE_ADAM7, false },
		{ "colour", PNG_COLOR_TYPE_RGB, 8, PNG_INTERLACE_NONE, false },
		{ "colour, 16 bit, interlaced", PNG_COLOR_TYPE_RGB, 16, PNG_INTERLACE_ADAM7, false },
		{ "palette", PNG_COLOR_TYPE_PALETTE, 8, PNG_INTERLACE_NONE, false },
		{ "palette, 2 bit", PNG_COLOR_TYPE_PALETTE, 2, PNG_INTERLACE_NONE, false },
		{ "palette with a clear colour", PNG_COLOR_TYPE_PALETTE, 8, PNG_INTERLACE_NONE, true },
		{ "grey and alpha", PNG_COLOR_TYPE_GRAY_ALPHA, 8, PNG_INTERLACE_NONE, true },
		{ "colour and alpha", PNG_COLOR_TYPE_RGB_ALPHA, 8, PNG_INTERLACE_NONE, true },
		{ "colour and alpha, 16 bit", PNG_COLOR_TYPE_RGB_ALPHA, 16, PNG_INTERLACE_NONE, true },
		{ "colour and alpha, interlaced", PNG_COLOR_TYPE_RGB_ALPHA, 8, PNG_INTERLACE_ADAM7, true },
	};
	static const struct jpeg_form jpegs[] = {
		{ "grey", JCS_GRAYSCALE, JCS_GRAYSCALE, 1, false },
		{ "colour", JCS_RGB, JCS_YCbCr, 3, false },
		{ "colour, progressive", JCS_RGB, JCS_YCbCr, 3, true },
		{ "RGB as such", JCS_RGB, JCS_RGB, 3, false },
		{ "four inks", JCS_CMYK, JCS_CMYK, 4, false },
		{ "four inks as YCCK", JCS_CMYK, JCS_YCCK, 4, true },
	};
	static const int cleared[4] = { 255, 90, 160, 230 };
	static struct buffer b;

	for (size_t i = 0; i < sizeof pngs / sizeof *pngs; i++) {
		make_png(&b, &pngs[i], NULL, 0);
		check(&b, "png", pngs[i].clear ? cleared : as_made, false, pngs[i].says, (int)i);
	}
	for (size_t i = 0; i < sizeof jpegs / sizeof *jpegs; i++) {
		make_jpeg(&b, &jpegs[i], NULL, 0);
		check(&b, "jpeg", as_made, false, jpegs[i].says, (int)i);
	}
	for (int i = 0; i < 4; i++) {
		make_webp(&b, i % 2, i / 2, NULL, 0, 0);
		check(&b, "webp", i / 2 ? cleared : as_made, false, "WebP", i);
	}
}

static void
test_exif(void)
{
	static const struct {
		struct exif_form form;
		bool has_time, has_zone, has_place;
		int64_t time;
		double latitude, longitude;
	} rows[] = {
		{ { "all", 1, DAY, "+08:00", "N", "E", HERE, false }, true, true, true, 1795151655, 31.5, 121.251 },
		{ { "big-endian", 1, DAY, "+08:00", "N", "E", HERE, true }, true, true, true, 1795151655, 31.5, 121.251 },
		{ { "south and west", 1, DAY, "-03:30", "S", "W", HERE, false }, true, true, true, 1795193055, -31.5, -121.251 },
		{ { "no zone", 1, DAY, "      ", "N", "E", HERE, false }, true, false, true, 1795180455, 31.5, 121.251 },
		{ { "zone +99", 1, DAY, "+99:00", "N", "E", HERE, false }, true, false, true, 1795180455, 31.5, 121.251 },
		{ { "month 13", 1, "2026:13:20 13:14:15", "+08:00", "N", "E", HERE, false }, false, false, true, 0, 31.5, 121.251 },
		{ { "29 February 2026", 1, "2026:02:29 13:14:15", "+08:00", "N", "E", HERE, false }, false, false, true, 0, 31.5, 121.251 },
		{ { "hour 24", 1, "2026:11:20 24:00:00", "+08:00", "N", "E", HERE, false }, false, false, true, 0, 31.5, 121.251 },
		{ { "clock never set", 1, "0000:00:00 00:00:00", "+08:00", "N", "E", HERE, false }, false, false, true, 0, 31.5, 121.251 },
		{ { "spaces for digits", 1, "    :  :     :  :  ", "+08:00", "N", "E", HERE, false }, false, false, true, 0, 31.5, 121.251 },
		{ { "reference X", 1, DAY, "+08:00", "X", "E", HERE, false }, true, true, false, 1795151655, 0, 0 },
		{ { "east for north", 1, DAY, "+08:00", "E", "N", HERE, false }, true, true, false, 1795151655, 0, 0 },
		{ { "latitude 91", 1, DAY, "+08:00", "N", "E", { { 91, 1 }, { 0, 1 }, { 0, 1 }, { 1, 1 }, { 0, 1 }, { 0, 1 } }, false }, true, true, false, 1795151655, 0, 0 },
		{ { "latitude 90 and a second", 1, DAY, "+08:00", "N", "E", { { 90, 1 }, { 0, 1 }, { 1, 1 }, { 1, 1 }, { 0, 1 }, { 0, 1 } }, false }, true, true, false, 1795151655, 0, 0 },
		{ { "the north pole", 1, DAY, "+08:00", "N", "E", { { 90, 1 }, { 0, 1 }, { 0, 1 }, { 1, 1 }, { 0, 1 }, { 0, 1 } }, false }, true, true, true, 1795151655, 90, 1 },
		{ { "sixty minutes", 1, DAY, "+08:00", "N", "E", { { 31, 1 }, { 60, 1 }, { 0, 1 }, { 1, 1 }, { 0, 1 }, { 0, 1 } }, false }, true, true, false, 1795151655, 0, 0 },
		{ { "zero over zero", 1, DAY, "+08:00", "N", "E", { { 0, 0 }, { 0, 0 }, { 0, 0 }, { 1, 1 }, { 0, 1 }, { 0, 1 } }, false }, true, true, false, 1795151655, 0, 0 },
		{ { "no fix", 1, DAY, "+08:00", "N", "E", { { 0, 1 }, { 0, 1 }, { 0, 1 }, { 0, 1 }, { 0, 1 }, { 0, 1 } }, false }, true, true, false, 1795151655, 0, 0 },
	};
	static struct buffer b, exif;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *says = rows[i].form.says;
		struct image_facts f;
		struct image image;
		struct words why;

		make_exif(&exif, &rows[i].form);
		make_jpeg(&b, &plain_jpeg, exif.data, exif.len);
		is_int(image_decode((struct assay_bytes){ b.data, b.len }, &roomy, &image, &f, &why),
		       ASSAY_OK, "EXIF %s: decodes", says);
		image_clear(&image);
		ok(f.has_time == rows[i].has_time && f.has_zone == rows[i].has_zone &&
		           f.has_place == rows[i].has_place,
		   "EXIF %s: what it has", says);
		is_int(f.time, rows[i].time, "EXIF %s: time", says);
		ok(f.latitude - rows[i].latitude < 1e-9 && rows[i].latitude - f.latitude < 1e-9 &&
		           f.longitude - rows[i].longitude < 1e-9 &&
		           rows[i].longitude - f.longitude < 1e-9,
		   "EXIF %s: place", says);
	}
	/* damaged EXIF never stops a picture */
	for (size_t n = 0; n < exif.len; n += 3) {
		struct image_facts f;
		struct image image;
		struct words why;

		make_jpeg(&b, &plain_jpeg, exif.data, n);
		if (image_decode((struct assay_bytes){ b.data, b.len }, &roomy, &image, &f, &why) !=
		    ASSAY_OK)
			ok(0, "EXIF cut at %zu", n);
		image_clear(&image);
	}
	ok(1, "EXIF cut anywhere leaves the picture");
}

static void
refused(const void *data, size_t len, const struct image_limits *limits,
        enum assay_status want, const char *word, const char *says)
{
	struct image_facts facts;
	struct image image;
	struct words why;

	is_int(image_decode((struct assay_bytes){ data, len }, limits, &image, &facts, &why), want,
	       "%s: refused", says);
	ok(image.pixels == NULL, "%s: nothing is left behind", says);
	if (!ok(strstr(why.en, word) != NULL, "%s: says \"%s\"", says, word))
		printf("# got %s\n", why.en);
	ok(why.zh != NULL && strlen(why.zh) > 12, "%s: says so in Chinese", says);
}

static void
test_refused(void)
{
#define TEXT(text) text, sizeof text - 1
	static const struct {
		const char *says, *data;
		size_t len;
		const char *word;
	} rows[] = {
		{ "empty", TEXT(""), "empty" },
		{ "one byte", TEXT("\xff"), "ends before" },
		{ "zeros", TEXT("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), "zero bytes" },
		{ "GIF, animated or not", TEXT("GIF89a\1\0\1\0\0\0\0;"), "GIF" },
		{ "BMP", TEXT("BM\x9a\0\0\0\0\0\0\0\0\0\0\0"), "BMP" },
		{ "TIFF", TEXT("II*\0\x08\0\0\0\0\0\0\0\0\0"), "TIFF" },
		{ "TIFF, big-endian", TEXT("MM\0*\0\0\0\x08\0\0\0\0\0\0"), "TIFF" },
		{ "PDF", TEXT("%PDF-1.4\n%...."), "PDF" },
		{ "SVG", TEXT("<svg xmlns=''></svg>"), "SVG" },
		{ "AVIF", TEXT("\0\0\0\x1c" "ftypavif\0\0\0\0"), "AVIF" },
		{ "video", TEXT("\0\0\0\x18" "ftypmp42\0\0\0\0"), "video" },
		{ "ZIP", TEXT("PK\3\4\x14\0\0\0\0\0\0\0\0\0"), "ZIP" },
		{ "text", TEXT("this is no picture at all"), "no picture" },
		{ "HEIC without a picture", TEXT("\0\0\0\x18" "ftypheic\0\0\0\0"), "HEIC" },
		{ "PNG, only its signature", TEXT("\x89PNG\r\n\x1a\n\0\0\0\0"), "PNG file is damaged" },
		{ "PNG of zero width", TEXT("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\5\x8\0\0\0\0"), "zero pixels" },
		{ "PNG of zero height", TEXT("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\5\0\0\0\0\x8\0\0\0\0"), "zero pixels" },
		{ "JPEG, only its start", TEXT("\xff\xd8\xff\xe0\0\x10JFIF\0\1\1"), "JPEG file is damaged" },
		{ "WebP, only its start", TEXT("RIFF\x20\0\0\0WEBPVP8 "), "WebP file is damaged" },
	};
	static const struct image_limits tight = { 64u << 20, WIDE * HIGH - 1 };
	static const struct image_limits short_file = { 100, 64000000 };
	static struct buffer b;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		refused(rows[i].data, rows[i].len, &roomy, ASSAY_E_FORMAT, rows[i].word, rows[i].says);

	make_png(&b, &plain_png, NULL, 0);
	refused(b.data, b.len, &tight, ASSAY_E_LIMIT, "more pixels", "PNG above the limit");
	refused(b.data, b.len, &short_file, ASSAY_E_LIMIT, "larger than the limit", "too many bytes");
	memcpy(b.data + 16, "\0\1\x86\xa0\0\1\x86\xa0", 8); /* 100000 x 100000; its CRC is wrong now */
	refused(b.data, b.len, &roomy, ASSAY_E_FORMAT, "damaged", "PNG whose header was changed");
	make_jpeg(&b, &plain_jpeg, NULL, 0);
	refused(b.data, b.len, &tight, ASSAY_E_LIMIT, "more pixels", "JPEG above the limit");
	for (size_t i = 0; i + 9 < b.len; i++)
		if (b.data[i] == 0xff && b.data[i + 1] == 0xc0) {
			memcpy(b.data + i + 5, "\xff\xdc\xff\xdc", 4);
			refused(b.data, b.len, &roomy, ASSAY_E_LIMIT, "more pixels", "JPEG of 4 gigapixels");
			memcpy(b.data + i + 5, "\0\x30\0\0", 4);
			refused(b.data, b.len, &roomy, ASSAY_E_FORMAT, "zero pixels", "JPEG of zero width");
			break;
		}
	make_webp(&b, false, false, NULL, 0, 0);
	refused(b.data, b.len, &tight, ASSAY_E_LIMIT, "more pixels", "WebP above the limit");
	make_webp(&b, false, false, NULL, 0, 2);
	refused(b.data, b.len, &roomy, ASSAY_E_FORMAT, "animation", "WebP animation");
}

/* A file cut anywhere is refused or read as far as it goes, never taken for whole. */
static void
cut_everywhere(const struct buffer *b, const char *says, bool partly)
{
	size_t whole = 0, part = 0, first = 0;

	for (size_t n = 0; n + 12 < b->len; n += 1 + b->len / 400) {
		struct image_facts facts;
		struct image image;
		struct words why;
		enum assay_status status = image_decode((struct assay_bytes){ b->data, n }, &roomy,
		                                        &image, &facts, &why);

		whole += status == ASSAY_OK && !facts.damaged;
		part += status == ASSAY_OK && facts.damaged;
		if (n * 10 > b->len * 9 && status == ASSAY_OK && close_to(&image, 4, 4, 20))
			first++;
		if ((status != ASSAY_OK || facts.damaged) && (why.en[0] == '\0' || why.zh[0] == '\0'))
			ok(0, "%s cut at %zu: says why", says, n);
		image_clear(&image);
	}
	is_int(whole, 0, "%s: no part is taken for the whole", says);
	ok(!partly || (part > 0 && first > 0), "%s: what came before the cut is seen", says);
}

static void
test_cut(void)
{
	static const struct png_form laced = { "", PNG_COLOR_TYPE_RGB_ALPHA, 8, PNG_INTERLACE_ADAM7, false };
	static const struct jpeg_form progressive = { "", JCS_RGB, JCS_YCbCr, 3, true };
	static struct buffer b;

	make_jpeg(&b, &plain_jpeg, NULL, 0);
	cut_everywhere(&b, "JPEG", true);
	make_jpeg(&b, &progressive, NULL, 0);
	cut_everywhere(&b, "progressive JPEG", true);
	make_png(&b, &plain_png, NULL, 0);
	cut_everywhere(&b, "PNG", false);
	make_png(&b, &laced, NULL, 0);
	cut_everywhere(&b, "interlaced PNG", false);
	make_webp(&b, false, false, NULL, 0, 0);
	cut_everywhere(&b, "WebP", false);
	make_webp(&b, true, true, NULL, 0, 0);
	cut_everywhere(&b, "lossless WebP", false);
}

/* An animated PNG shows its first frame: the chunks of the others are not pixels to
 * those who do not know them. */
static void
test_apng(void)
{
	static const uint8_t control[] = { 0, 0, 0, 8, 'a', 'c', 'T', 'L', 0, 0, 0, 1, 0, 0, 0, 0,
		                           0xb4, 0x2d, 0xe9, 0xa0 };
	static struct buffer b, animated;

	make_png(&b, &plain_png, NULL, 0);
	put(&animated, b.data, 33);
	put(&animated, control, sizeof control);
	put(&animated, b.data + 33, b.len - 33);
	check(&animated, "png", as_made, false, "animated PNG", 0);
}

/* libheif has no small encoder everywhere, so this picture is a file. */
static void
test_heic(void)
{
	const char *srcdir = getenv("srcdir");
	static struct buffer b;
	char path[1000];
	FILE *f;

	snprintf(path, sizeof path, "%s/tests/data/image/quarters.heic", srcdir ? srcdir : ".");
	if ((f = fopen(path, "rb")) == NULL) {
		ok(0, "%s can be opened", path);
		return;
	}
	b.len = fread(b.data, 1, sizeof b.data, f);
	fclose(f);
#ifdef HAVE_HEIF
	{
		struct image_facts facts;
		struct image image;
		struct words why;

		/* its EXIF says orientation 6, which is not for HEIC readers */
		check(&b, "heic", as_made, false, "HEIC", 0);
		is_int(image_decode((struct assay_bytes){ b.data, b.len }, &roomy, &image, &facts,
		                    &why),
		       ASSAY_OK, "HEIC again");
		ok(facts.has_time && facts.has_zone && facts.has_place && facts.latitude == 31.5,
		   "HEIC has time and place");
		image_clear(&image);
		for (size_t n = 12; n < b.len; n += 5)
			if (image_decode((struct assay_bytes){ b.data, n }, &roomy, &image, &facts,
			                 &why) == ASSAY_OK)
				image_clear(&image);
			else if (why.en[0] == '\0')
				ok(0, "HEIC cut at %zu says why", n);
	}
#else
	refused(b.data, b.len, &roomy, ASSAY_E_FORMAT, "heif-convert", "HEIC");
#endif
}

int
main(void)
{
	test_heic();
	test_orientation();
	test_forms();
	test_exif();
	test_refused();
	test_cut();
	test_apng();
	return tap_end();
}
