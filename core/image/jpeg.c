/* jpeg.c - JPEG to grey, by libjpeg-turbo
 *
 * Decoded straight to luma: the colour planes are never computed and there is no
 * second copy.  A file cut off part-way gives what there is. */
#include <stdio.h> /* jpeglib.h needs FILE */
#include <setjmp.h>
#include <string.h>
#include <stdlib.h>

#include <jpeglib.h>
#include <jerror.h>

#include "assay-cursor.h"
#include "image/format.h"

#define SCANS_MAX 100 /* a progressive file has about ten; thousands cost minutes */

static const struct words broken = {
	"the JPEG file is damaged or cut off: copy it from the camera again",
	"JPEG 文件损坏或不完整：请从相机重新复制"
};
static const struct words rare = {
	"this kind of JPEG (12 bit, lossless or arithmetic) is not supported: save it as "
	"an ordinary JPEG or PNG",
	"不支持此类 JPEG（12 位、无损或算术编码）：请另存为普通 JPEG 或 PNG"
};

struct job {
	struct jpeg_error_mgr errors; /* libjpeg's handle on us: stays first */
	struct jpeg_decompress_struct jpeg;
	struct jpeg_progress_mgr progress;
	jmp_buf jump;
	const struct image_limits *limits;
	struct decoded *out;
	struct words *why;
	uint8_t *row; /* of four inks */
	enum assay_status status;
	bool begun;
};

static void
on_error(j_common_ptr common)
{
	struct job *job = (struct job *)common->err;

	longjmp(job->jump, 1);
}

static void
on_message(j_common_ptr common, int level)
{
	struct job *job = (struct job *)common->err;

	if (level < 0)
		job->out->damaged = true;
}

static void
on_output(j_common_ptr common)
{
	(void)common;
}

static void
on_progress(j_common_ptr common)
{
	if (common->is_decompressor &&
	    ((j_decompress_ptr)common)->input_scan_number > SCANS_MAX)
		on_error(common);
}

/* Four inks to luma.  Files with Adobe's marker store them inverted. */
static void
inks_to_grey(uint8_t *grey, const uint8_t *inks, size_t width, bool inverted)
{
	for (size_t x = 0; x < width; x++) {
		unsigned v[4];

		for (size_t i = 0; i < 4; i++)
			v[i] = inverted ? inks[4 * x + i] : 255u - inks[4 * x + i];
		grey[x] =
		        (uint8_t)((v[0] * 299 + v[1] * 587 + v[2] * 114) * v[3] / 255000);
	}
}

static bool
decode(struct job *job, struct assay_bytes file)
{
	struct jpeg_decompress_struct *jpeg = &job->jpeg;
	struct image *image = &job->out->image;

	if (setjmp(job->jump))
		return false;
	jpeg_create_decompress(jpeg);
	jpeg->progress = &job->progress;
	jpeg_mem_src(jpeg, file.data, (unsigned long)file.len);
	jpeg_read_header(jpeg, TRUE);
	job->status = image_alloc(image, jpeg->image_width, jpeg->image_height,
	                          job->limits, job->why);
	if (job->status != ASSAY_OK)
		return false;
	if (jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK) {
		jpeg->out_color_space = JCS_CMYK;
		if ((job->row = malloc((size_t)image->width * 4)) == NULL) {
			job->status = ASSAY_E_NOMEM;
			return false;
		}
	} else {
		jpeg->out_color_space = JCS_GRAYSCALE;
	}
	jpeg->dct_method = JDCT_ISLOW; /* the same pixels on every machine */
	jpeg_start_decompress(jpeg);
	if (jpeg->output_width != image->width || jpeg->output_height != image->height)
		return false;
	job->begun = true;
	while (jpeg->output_scanline < jpeg->output_height) {
		uint8_t *grey = image->pixels + jpeg->output_scanline * image->stride;
		JSAMPROW row = job->row != NULL ? job->row : grey;

		jpeg_read_scanlines(jpeg, &row, 1);
		if (job->row != NULL)
			inks_to_grey(grey, job->row, image->width,
			             jpeg->saw_Adobe_marker);
	}
	jpeg_finish_decompress(jpeg);
	return true;
}

/* The first APP1 segment with EXIF in it. */
static void
find_exif(struct assay_bytes file, struct exif *exif)
{
	static const uint8_t name[] = { 'E', 'x', 'i', 'f', 0, 0 };
	struct assay_cursor c = { file, false };

	assay_take(&c, 2);
	while (!c.bad && c.left.len > 0) {
		uint64_t marker = assay_take_be(&c, 2);
		uint64_t len;
		struct assay_bytes data;

		while (marker == 0xffff) /* fill bytes may stand before a marker */
			marker = 0xff00 | assay_take_be(&c, 1);
		len = assay_take_be(&c, 2);
		if (marker < 0xffc0 || marker == 0xffda || len < 2)
			return;
		data = assay_take(&c, (size_t)len - 2);
		if (marker == 0xffe1 && data.len > sizeof name &&
		    memcmp(data.data, name, sizeof name) == 0) {
			exif_read(data, exif);
			return;
		}
	}
}

enum assay_status
jpeg_decode(struct assay_bytes file, const struct image_limits *limits,
            struct decoded *out, struct words *why)
{
	struct job job = { .limits = limits, .out = out, .why = why };
	bool whole;
	int code;

	job.jpeg.err = jpeg_std_error(&job.errors);
	job.errors.error_exit = on_error;
	job.errors.emit_message = on_message;
	job.errors.output_message = on_output;
	job.progress.progress_monitor = on_progress;
	whole = decode(&job, file);
	code = whole ? 0 : job.errors.msg_code;
	jpeg_destroy_decompress(&job.jpeg);
	free(job.row);
	if (job.status != ASSAY_OK)
		return job.status;
	if (!whole && code == JERR_OUT_OF_MEMORY)
		return ASSAY_E_NOMEM;
	if (!whole && code == JERR_EMPTY_IMAGE)
		return image_alloc(&out->image, 0, 0, limits, why);
	if (!whole && !job.begun) {
		*why = code == JERR_BAD_PRECISION || code == JERR_SOF_UNSUPPORTED ||
		                       code == JERR_ARITH_NOTIMPL ||
		                       code == JERR_CONVERSION_NOTIMPL
		               ? rare
		               : broken;
		return ASSAY_E_FORMAT;
	}
	if (!whole)
		out->damaged = true;
	find_exif(file, &out->exif);
	return ASSAY_OK;
}
