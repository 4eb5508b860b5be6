/* photo.c - file, bytes or frame to a reading: the first half of the flow
 *
 *   photo -> image -> read -> reading
 *
 * A picture that says nothing is a reading too, with the reason; a status other
 * than ASSAY_OK means that the call itself did not run. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "context.h"
#include "frame.h"
#include "image/image.h"
#include "read/read.h"
#include "reading.h"

static const struct words many_bytes = { "the file is larger than the limit allows: save "
	                                 "the photo with stronger compression",
	                                 "文件超出允许的大小：请以更高的压缩率保存照片" };
static const struct words many_pixels = {
	"the frame has more pixels than the limit allows: scale it down or cut out the "
	"code",
	"画面像素数超出限制：请缩小画面或裁剪出条码部分"
};

static struct assay_reading *
failed(struct words why)
{
	struct assay_reading *r = reading_new();

	if (r != NULL)
		reading_reason(r, why);
	return r;
}

enum assay_status
assay_read_memory(const struct assay *a, struct assay_bytes file,
                  enum assay_effort effort, struct assay_reading **out)
{
	const struct image_limits limits = { a->max_file_bytes, a->max_pixels };
	struct assay_reading *r;
	struct image_facts facts;
	enum assay_status status;
	struct image grey;
	struct words why;

	*out = NULL;
	status = image_decode(file, &limits, &grey, &facts, &why);
	if (status != ASSAY_OK && status != ASSAY_E_FORMAT && status != ASSAY_E_LIMIT)
		return status;
	if ((r = reading_new()) == NULL) {
		image_clear(&grey);
		return ASSAY_E_NOMEM;
	}
	snprintf(r->format, sizeof r->format, "%s", facts.format);
	if (status != ASSAY_OK) {
		reading_reason(r, why);
		*out = r;
		return ASSAY_OK;
	}
	r->has_time = facts.has_time;
	r->has_zone = facts.has_zone;
	r->time = facts.time;
	r->has_place = facts.has_place;
	r->latitude = facts.latitude;
	r->longitude = facts.longitude;
	status = read_symbols(&grey, effort, r);
	image_clear(&grey);
	if (status != ASSAY_OK) {
		assay_reading_free(r);
		return status;
	}
	if (r->n_symbols == 0 && facts.damaged)
		reading_reason(r, why);
	*out = r;
	return ASSAY_OK;
}

/* The whole file, or as much as tells that it is too large: *len > max. */
static uint8_t *
slurp(FILE *f, size_t max, size_t *len)
{
	uint8_t *bytes = NULL;
	size_t room = 0;

	*len = 0;
	for (;;) {
		size_t n, more = room == 0 ? 1u << 20 : room;
		uint8_t *grown;

		if (more > max - room)
			more = max - room + 1; /* one more than allowed */
		if ((grown = realloc(bytes, room + more)) == NULL) {
			free(bytes);
			errno = ENOMEM;
			return NULL;
		}
		bytes = grown;
		room += more;
		n = fread(bytes + *len, 1, room - *len, f);
		*len += n;
		if (ferror(f)) {
			int kept = errno;

			free(bytes);
			errno = kept;
			return NULL;
		}
		if (*len < room || *len > max)
			return bytes;
	}
}

enum assay_status
assay_read_file(const struct assay *a, const char *path, enum assay_effort effort,
                struct assay_reading **out)
{
	enum assay_status status;
	FILE *f = fopen(path, "rbe");
	uint8_t *bytes;
	size_t len;
	int kept;

	*out = NULL;
	if (f == NULL)
		return ASSAY_E_IO;
	setvbuf(f, NULL, _IONBF, 0);
	bytes = slurp(f, a->max_file_bytes, &len);
	kept = errno;
	fclose(f);
	errno = kept;
	if (bytes == NULL)
		return kept == ENOMEM ? ASSAY_E_NOMEM : ASSAY_E_IO;
	if (len > a->max_file_bytes) {
		*out = failed(many_bytes);
		status = *out == NULL ? ASSAY_E_NOMEM : ASSAY_OK;
	} else {
		status = assay_read_memory(a, (struct assay_bytes){ bytes, len }, effort,
		                           out);
	}
	free(bytes);
	return status;
}

enum assay_status
assay_read_frame(const struct assay *a, const struct assay_frame *frame,
                 enum assay_effort effort, struct assay_reading **out)
{
	const struct frame_part whole = { 0, 0, frame->width, frame->height, 1 };
	enum assay_status status;
	uint8_t *room = NULL;
	struct image grey;

	*out = NULL;
	if (!frame_good(frame))
		return ASSAY_E_USAGE;
	if ((uint64_t)frame->width * frame->height > a->max_pixels ||
	    frame->width > IMAGE_SIDE_MAX || frame->height > IMAGE_SIDE_MAX) {
		*out = failed(many_pixels);
		return *out == NULL ? ASSAY_E_NOMEM : ASSAY_OK;
	}
	if (!frame_borrows(frame, &whole) &&
	    (room = malloc((size_t)frame->width * frame->height)) == NULL)
		return ASSAY_E_NOMEM;
	if ((*out = reading_new()) == NULL) {
		free(room);
		return ASSAY_E_NOMEM;
	}
	frame_luma(frame, &whole, room, &grey);
	memcpy((*out)->format, "frame", sizeof "frame");
	if ((status = read_symbols(&grey, effort, *out)) != ASSAY_OK) {
		assay_reading_free(
		        *out); /* the frame is borrowed: read_symbols leaves it alone */
		*out = NULL;
	}
	free(room);
	return status;
}
