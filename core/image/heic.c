/* heic.c - HEIC to grey, by libheif where it is built in
 *
 * libheif turns the picture upright itself, so the orientation of its EXIF is not
 * applied a second time. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "image/format.h"

#ifdef HAVE_HEIF

#	include <libheif/heif.h>

#	define EXIF_MAX (256u << 10)

static const struct words broken = {
	"the HEIC file is damaged, cut off or of a kind that is not supported: set the "
	"camera to JPEG, or convert the file to JPEG",
	"HEIC 文件损坏、不完整或类型不受支持：请将相机设为 JPEG，或把文件转换为 JPEG"
};

static void
find_exif(const struct heif_image_handle *handle, struct exif *exif)
{
	heif_item_id id;
	uint8_t *data;
	size_t size;

	if (heif_image_handle_get_list_of_metadata_block_IDs(handle, "Exif", &id, 1) != 1)
		return;
	size = heif_image_handle_get_metadata_size(handle, id);
	/* four bytes before it say where the TIFF structure begins */
	if (size <= 4 || size > EXIF_MAX || (data = malloc(size)) == NULL)
		return;
	if (heif_image_handle_get_metadata(handle, id, data).code == heif_error_Ok) {
		size_t skip = (size_t)data[0] << 24 | (size_t)data[1] << 16 |
		              (size_t)data[2] << 8 | data[3];

		if (skip < size - 4)
			exif_read(
			        (struct assay_bytes){ data + 4 + skip, size - 4 - skip },
			        exif);
	}
	free(data);
	exif->orientation = 1;
}

enum assay_status
heic_decode(struct assay_bytes file, const struct image_limits *limits,
            struct decoded *out, struct words *why)
{
	struct heif_context *context = heif_context_alloc();
	struct heif_decoding_options *options = NULL;
	struct heif_image_handle *handle = NULL;
	struct heif_image *luma = NULL;
	enum assay_status status = ASSAY_E_FORMAT;
	const uint8_t *plane;
	int width, height, stride;

	*why = broken;
	if (context == NULL)
		return ASSAY_E_NOMEM;
	heif_context_set_max_decoding_threads(context, 0);
	if (heif_context_read_from_memory_without_copy(context, file.data, file.len, NULL)
	                    .code != heif_error_Ok ||
	    heif_context_get_primary_image_handle(context, &handle).code != heif_error_Ok)
		goto out;
	width = heif_image_handle_get_width(handle);
	height = heif_image_handle_get_height(handle);
	if (width < 0 || height < 0)
		goto out;
	if ((status = image_alloc(&out->image, (uint64_t)width, (uint64_t)height, limits,
	                          why)) != ASSAY_OK)
		goto out;
	status = ASSAY_E_FORMAT;
	if ((options = heif_decoding_options_alloc()) == NULL) {
		status = ASSAY_E_NOMEM;
		goto out;
	}
	options->convert_hdr_to_8bit = 1;
	if (heif_decode_image(handle, &luma, heif_colorspace_YCbCr, heif_chroma_420,
	                      options)
	            .code != heif_error_Ok)
		goto out;
	plane = heif_image_get_plane_readonly(luma, heif_channel_Y, &stride);
	if (plane == NULL || heif_image_get_width(luma, heif_channel_Y) != width ||
	    heif_image_get_height(luma, heif_channel_Y) != height || stride < width)
		goto out;
	for (size_t y = 0; y < out->image.height; y++)
		memcpy(out->image.pixels + y * out->image.stride,
		       plane + y * (size_t)stride, out->image.width);
	find_exif(handle, &out->exif);
	status = ASSAY_OK;
out:
	if (luma != NULL)
		heif_image_release(luma);
	if (options != NULL)
		heif_decoding_options_free(options);
	if (handle != NULL)
		heif_image_handle_release(handle);
	heif_context_free(context);
	return status;
}

#else

static const struct words unsupported = {
	"HEIC photos are not supported by this build: set the camera to JPEG (\"most "
	"compatible\"), or convert the file with: heif-convert PHOTO.heic PHOTO.jpg",
	"此版本不支持 HEIC 照片：请将相机设为 JPEG（“兼容性最佳”），或用以下命令转换："
	"heif-convert PHOTO.heic PHOTO.jpg"
};

enum assay_status
heic_decode(struct assay_bytes file, const struct image_limits *limits,
            struct decoded *out, struct words *why)
{
	(void)file;
	(void)limits;
	(void)out;
	*why = unsupported;
	return ASSAY_E_FORMAT;
}

#endif
