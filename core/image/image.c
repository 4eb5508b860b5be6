/* image.c - any file to upright grey pixels, or one sentence why not
 *
 * The content decides what a file is; its name is never looked at.  What is too
 * large is refused before a byte of it is decoded. */
#include <stdlib.h>
#include <string.h>

#include "image/format.h"

/* clang-format off */
/* A file begins with these bytes at this place.  The first row that fits decides. */
static const struct kind {
	size_t at;
	const char *magic;
	size_t len;
	const char *format;
	enum assay_status (*decode)(struct assay_bytes, const struct image_limits *,
	                            struct decoded *, struct words *);
	struct words why; /* where it cannot be decoded */
} kinds[] = {
#define MAGIC(text) text, sizeof text - 1
	{ 0, MAGIC("\x89PNG\r\n\x1a\n"), "png", png_decode, { NULL, NULL } },
	{ 0, MAGIC("\xff\xd8\xff"), "jpeg", jpeg_decode, { NULL, NULL } },
	{ 8, MAGIC("WEBP"), "webp", webp_decode, { NULL, NULL } },
	{ 4, MAGIC("ftypheic"), "heic", heic_decode, { NULL, NULL } },
	{ 4, MAGIC("ftypheix"), "heic", heic_decode, { NULL, NULL } },
	{ 4, MAGIC("ftyphevc"), "heic", heic_decode, { NULL, NULL } },
	{ 4, MAGIC("ftyphevx"), "heic", heic_decode, { NULL, NULL } },
	{ 4, MAGIC("ftypmif1"), "heic", heic_decode, { NULL, NULL } },
	{ 4, MAGIC("ftypmsf1"), "heic", heic_decode, { NULL, NULL } },
	{ 4, MAGIC("ftypavif"), "", NULL,
	  { "this is an AVIF picture, which cannot be read here: convert it to JPEG or PNG",
	    "这是 AVIF 图片，此处无法读取：请转换为 JPEG 或 PNG 后再试" } },
	{ 4, MAGIC("ftyp"), "", NULL,
	  { "this is a video, not a photo: take a still picture of the code",
	    "这是视频而不是照片：请拍摄静态照片" } },
	{ 0, MAGIC("GIF8"), "", NULL,
	  { "this is a GIF picture, which cannot be read here: convert it to PNG or JPEG",
	    "这是 GIF 图片，此处无法读取：请转换为 PNG 或 JPEG 后再试" } },
	{ 0, MAGIC("BM"), "", NULL,
	  { "this looks like a BMP picture, which cannot be read here: convert it to PNG",
	    "这似乎是 BMP 图片，此处无法读取：请转换为 PNG 后再试" } },
	{ 0, MAGIC("II*\0"), "", NULL,
	  { "this is a TIFF or raw camera picture, which cannot be read here: convert it to "
	    "PNG or JPEG",
	    "这是 TIFF 或相机原始图片，此处无法读取：请转换为 PNG 或 JPEG 后再试" } },
	{ 0, MAGIC("MM\0*"), "", NULL,
	  { "this is a TIFF or raw camera picture, which cannot be read here: convert it to "
	    "PNG or JPEG",
	    "这是 TIFF 或相机原始图片，此处无法读取：请转换为 PNG 或 JPEG 后再试" } },
	{ 0, MAGIC("%PDF"), "", NULL,
	  { "this is a PDF document: save the page with the code as PNG and try that",
	    "这是 PDF 文档：请把带有条码的页面另存为 PNG 后再试" } },
	{ 0, MAGIC("\xff\x0a"), "", NULL,
	  { "this is a JPEG XL picture, which cannot be read here: convert it to JPEG or PNG",
	    "这是 JPEG XL 图片，此处无法读取：请转换为 JPEG 或 PNG 后再试" } },
	{ 0, MAGIC("\0\0\0\x0cJXL "), "", NULL,
	  { "this is a JPEG XL picture, which cannot be read here: convert it to JPEG or PNG",
	    "这是 JPEG XL 图片，此处无法读取：请转换为 JPEG 或 PNG 后再试" } },
	{ 0, MAGIC("\0\0\0\x0cjP  "), "", NULL,
	  { "this is a JPEG 2000 picture, which cannot be read here: convert it to JPEG or PNG",
	    "这是 JPEG 2000 图片，此处无法读取：请转换为 JPEG 或 PNG 后再试" } },
	{ 0, MAGIC("PK\3\4"), "", NULL,
	  { "this is a ZIP archive or an office document: take the photos out of it first",
	    "这是 ZIP 压缩包或办公文档：请先取出其中的照片" } },
	{ 0, MAGIC("<"), "", NULL,
	  { "this is a text, web page or SVG file, not a photo: give a JPEG or PNG picture",
	    "这是文本、网页或 SVG 文件，不是照片：请提供 JPEG 或 PNG 图片" } },
#undef MAGIC
};
/* clang-format on */

static const struct words empty = { "the file is empty: copy it from the camera again",
	                            "文件是空的：请从相机重新复制" };
static const struct words zeros = { "the file holds nothing but zero bytes: the copy "
	                            "failed, copy it from the camera again",
	                            "文件内容全为零字节：复制失败，请从相机重新复制" };
static const struct words unknown = {
	"this is no picture of a known kind: give a JPEG, PNG, WebP or HEIC file",
	"这不是已知类型的图片：请提供 JPEG、PNG、WebP 或 HEIC 文件"
};
static const struct words cut = {
	"the file ends before the picture begins: copy it from the camera again",
	"文件在图像数据开始之前就结束了：请从相机重新复制"
};
static const struct words many_bytes = { "the file is larger than the limit allows: save "
	                                 "the photo with stronger compression",
	                                 "文件超出允许的大小：请以更高的压缩率保存照片" };
static const struct words many_pixels = {
	"the picture has more pixels than the limit allows: scale it down or cut out the "
	"code",
	"图片像素数超出限制：请缩小图片或裁剪出条码部分"
};
static const struct words zero_sized = {
	"the picture is zero pixels wide or high: take the photo again",
	"图片的宽或高为零像素：请重新拍摄"
};
static const struct words partial = {
	"the file is damaged or cut off, and the part that could be seen holds no code "
	"that can be read: copy it from the camera again",
	"文件损坏或不完整，可见部分中没有可识读的条码：请从相机重新复制"
};

enum assay_status
image_alloc(struct image *image, uint64_t width, uint64_t height,
            const struct image_limits *limits, struct words *why)
{
	if (width == 0 || height == 0) {
		*why = zero_sized;
		return ASSAY_E_FORMAT;
	}
	if (width > IMAGE_SIDE_MAX || height > IMAGE_SIDE_MAX ||
	    width * height > limits->max_pixels) {
		*why = many_pixels;
		return ASSAY_E_LIMIT;
	}
	if ((image->pixels = malloc((size_t)(width * height))) == NULL)
		return ASSAY_E_NOMEM;
	memset(image->pixels, 0xff, (size_t)(width * height));
	image->width = (uint32_t)width;
	image->height = (uint32_t)height;
	image->stride = (size_t)width;
	return ASSAY_OK;
}

void
image_clear(struct image *image)
{
	free(image->pixels);
	*image = (struct image){ 0 };
}

static void
reverse(uint8_t *row, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		uint8_t kept = row[i];

		row[i] = row[n - 1 - i];
		row[n - 1 - i] = kept;
	}
}

/* Rows to columns, through one temporary of the same size, in blocks that stay in
 * the cache. */
static enum assay_status
transpose(struct image *image)
{
	const size_t w = image->width, h = image->height, block = 64;
	uint8_t *turned = malloc(w * h);

	if (turned == NULL)
		return ASSAY_E_NOMEM;
	for (size_t top = 0; top < h; top += block)
		for (size_t left = 0; left < w; left += block)
			for (size_t y = top; y < h && y < top + block; y++)
				for (size_t x = left; x < w && x < left + block; x++)
					turned[x * h + y] = image->pixels[y * w + x];
	free(image->pixels);
	*image = (struct image){ turned, (uint32_t)h, (uint32_t)w, h };
	return ASSAY_OK;
}

static void
mirror(struct image *image)
{
	for (size_t y = 0; y < image->height; y++)
		reverse(image->pixels + y * image->stride, image->width);
}

static void
flip(struct image *image)
{
	for (size_t y = 0; y < image->height / 2; y++) {
		uint8_t *top = image->pixels + y * image->stride;
		uint8_t *bottom = image->pixels + (image->height - 1 - y) * image->stride;

		for (size_t x = 0; x < image->width; x++) {
			uint8_t kept = top[x];

			top[x] = bottom[x];
			bottom[x] = kept;
		}
	}
}

/* EXIF orientation: every turn is a transposition and up to two reflections. */
static enum assay_status
make_upright(struct image *image, unsigned orientation)
{
	static const struct {
		bool transposed, mirrored, flipped;
	} turns[9] = {
		[2] = { false, true, false }, [3] = { false, true, true },
		[4] = { false, false, true }, [5] = { true, false, false },
		[6] = { true, true, false },  [7] = { true, true, true },
		[8] = { true, false, true },
	};
	enum assay_status status;

	if (orientation > 8)
		return ASSAY_OK;
	if (turns[orientation].transposed && (status = transpose(image)) != ASSAY_OK)
		return status;
	if (turns[orientation].mirrored)
		mirror(image);
	if (turns[orientation].flipped)
		flip(image);
	return ASSAY_OK;
}

static const struct kind *
kind_of(struct assay_bytes file)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (file.len >= kinds[i].at + kinds[i].len &&
		    memcmp(file.data + kinds[i].at, kinds[i].magic, kinds[i].len) == 0)
			return &kinds[i];
	return NULL;
}

static bool
all_zero(struct assay_bytes file)
{
	for (size_t i = 0; i < file.len; i++)
		if (file.data[i] != 0)
			return false;
	return true;
}

enum assay_status
image_decode(struct assay_bytes file, const struct image_limits *limits,
             struct image *out, struct image_facts *facts, struct words *why)
{
	struct decoded decoded = { .exif = { .orientation = 1 } };
	const struct kind *kind;
	enum assay_status status;

	*out = (struct image){ 0 };
	*facts = (struct image_facts){ .format = "" };
	*why = (struct words){ "", "" };
	if (file.len == 0) {
		*why = empty;
		return ASSAY_E_FORMAT;
	}
	if (file.len > limits->max_bytes) {
		*why = many_bytes;
		return ASSAY_E_LIMIT;
	}
	if ((kind = kind_of(file)) == NULL || kind->decode == NULL) {
		*why = kind != NULL ? kind->why : all_zero(file) ? zeros : unknown;
		if (kind == NULL && file.len < 12)
			*why = cut; /* too short to tell what it was */
		return ASSAY_E_FORMAT;
	}
	facts->format = kind->format;
	status = kind->decode(file, limits, &decoded, why);
	if (status == ASSAY_OK)
		status = make_upright(&decoded.image, decoded.exif.orientation);
	if (status != ASSAY_OK) {
		image_clear(&decoded.image);
		return status;
	}
	*out = decoded.image;
	facts->damaged = decoded.damaged;
	if (decoded.damaged)
		*why = partial;
	facts->has_time = decoded.exif.has_time;
	facts->has_zone = decoded.exif.has_zone;
	facts->time = decoded.exif.time;
	facts->has_place = decoded.exif.has_place;
	facts->latitude = decoded.exif.latitude;
	facts->longitude = decoded.exif.longitude;
	return ASSAY_OK;
}
