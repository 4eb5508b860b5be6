/* webp.c - WebP to grey, by libwebp
 *
 * The luma plane is decoded into the picture itself; the quarter-size colour
 * planes live only while that happens.  What is transparent shows white. */
#include <stdlib.h>
#include <string.h>

#include <webp/decode.h>

#include "assay-cursor.h"
#include "image/format.h"

static const struct words animated = {
	"this WebP file is an animation, not a photo: take a still picture of the code",
	"此 WebP 文件是动画而不是照片：请拍摄静态照片"
};
static const struct words broken = {
	"the WebP file is damaged or cut off: copy it from its source again",
	"WebP 文件损坏或不完整：请从来源重新复制"
};

static void
find_exif(struct assay_bytes file, struct exif *exif)
{
	struct assay_cursor c = { file, false };

	assay_take(&c, 12);
	while (!c.bad && c.left.len > 0) {
		struct assay_bytes name = assay_take(&c, 4);
		size_t len = (size_t)assay_take_le(&c, 4);
		struct assay_bytes data = assay_take(&c, len);

		if (!c.bad && memcmp(name.data, "EXIF", 4) == 0) {
			exif_read(data, exif);
			return;
		}
		assay_take(&c, len % 2);
	}
}

/* Luma of video runs from 16 to 235; alpha, where there is one, shows white. */
static void
to_grey(struct image *image, const uint8_t *alpha)
{
	uint8_t full[256];

	for (int v = 0; v < 256; v++) {
		int wide = ((v - 16) * 255 + 109) / 219;

		full[v] = (uint8_t)(v <= 16 ? 0 : wide > 255 ? 255 : wide);
	}
	for (size_t i = 0; i < (size_t)image->width * image->height; i++) {
		unsigned v = full[image->pixels[i]];
		unsigned a = alpha != NULL ? alpha[i] : 255;

		image->pixels[i] = (uint8_t)((v * a + 255 * (255 - a) + 127) / 255);
	}
}

enum assay_status
webp_decode(struct assay_bytes file, const struct image_limits *limits,
            struct decoded *out, struct words *why)
{
	struct image *image = &out->image;
	uint8_t *colour = NULL, *alpha = NULL;
	enum assay_status status;
	WebPDecoderConfig config;
	WebPYUVABuffer *planes = &config.output.u.YUVA;
	size_t pixels, half;
	VP8StatusCode code;

	if (!WebPInitDecoderConfig(&config))
		return ASSAY_E_NOMEM; /* the library is of another version */
	if (WebPGetFeatures(file.data, file.len, &config.input) != VP8_STATUS_OK) {
		*why = broken;
		return ASSAY_E_FORMAT;
	}
	if (config.input.has_animation) {
		*why = animated;
		return ASSAY_E_FORMAT;
	}
	status = image_alloc(image, (uint64_t)config.input.width,
	                     (uint64_t)config.input.height, limits, why);
	if (status != ASSAY_OK)
		return status;

	pixels = (size_t)image->width * image->height;
	half = (size_t)((image->width + 1) / 2) * ((image->height + 1) / 2);
	colour = malloc(2 * half);
	if (config.input.has_alpha)
		alpha = calloc(1, pixels);
	if (colour == NULL || (config.input.has_alpha && alpha == NULL)) {
		status = ASSAY_E_NOMEM;
		goto out;
	}
	config.output.colorspace = alpha != NULL ? MODE_YUVA : MODE_YUV;
	config.output.is_external_memory = 1;
	planes->y = image->pixels;
	planes->y_stride = (int)image->width;
	planes->y_size = pixels;
	planes->u = colour;
	planes->v = colour + half;
	planes->u_stride = planes->v_stride = (int)((image->width + 1) / 2);
	planes->u_size = planes->v_size = half;
	planes->a = alpha;
	planes->a_stride = alpha != NULL ? (int)image->width : 0;
	planes->a_size = alpha != NULL ? pixels : 0;
	code = WebPDecode(file.data, file.len, &config);
	if (code == VP8_STATUS_OUT_OF_MEMORY) {
		status = ASSAY_E_NOMEM;
		goto out;
	}
	if (code != VP8_STATUS_OK && code != VP8_STATUS_NOT_ENOUGH_DATA &&
	    code != VP8_STATUS_SUSPENDED) {
		*why = broken;
		status = ASSAY_E_FORMAT;
		goto out;
	}
	out->damaged = code != VP8_STATUS_OK;
	to_grey(image, alpha);
	find_exif(file, &out->exif);
out:
	free(colour);
	free(alpha);
	return status;
}
