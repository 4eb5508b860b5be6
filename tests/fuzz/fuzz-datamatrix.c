/* fuzz-datamatrix.c - modules of a symbol: what is read survives all damage that the
 * correction still covers, and a small picture of them harms nobody
 *
 * Input: a size's number, then its modules row by row, eight to a byte. */
#include <stdlib.h>
#include <string.h>

#include "read/datamatrix/datamatrix.h"

#define MODULES_MAX (DATAMATRIX_SIDE_MAX * DATAMATRIX_SIDE_MAX)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Two pixels a module, in a margin; what is read must be what the modules say.  Where
 * they say nothing, a module that is seen otherwise may bring them within the correction.
 */
static void
read_picture(const struct datamatrix_size *s, const uint8_t *module,
             const struct datamatrix_text *text)
{
	const uint32_t width = s->columns * 2u + 12, height = s->rows * 2u + 12;
	struct image image = { malloc((size_t)width * height), width, height, width };
	const struct scan scan = { .image = &image,
		                   .families = FAMILY_DATAMATRIX,
		                   .density = 1,
		                   .placement = { 1, 0, 0, 0, 1, 0 } };
	struct hits hits = { 0 };

	if (image.pixels == NULL)
		abort();
	memset(image.pixels, 230, (size_t)width * height);
	for (uint32_t y = 0; y < s->rows * 2u; y++)
		for (uint32_t x = 0; x < s->columns * 2u; x++)
			if (module[y / 2 * s->columns + x / 2])
				image.pixels[(y + 6) * width + x + 6] = 25;
	if (datamatrix_read(&scan, &hits) != ASSAY_OK)
		abort();
	for (size_t i = 0; i < hits.count; i++)
		if (text != NULL &&
		    (hits.list[i].len != text->len ||
		     memcmp(hits.list[i].payload, text->bytes, text->len) != 0))
			abort();
	hits_clear(&hits);
	image_clear(&image);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct datamatrix_text text, again;
	static uint8_t module[MODULES_MAX];
	const struct datamatrix_size *s =
	        size > 0 ? datamatrix_size(data[0] % 48u) : NULL;
	uint64_t state = 1;
	size_t spare, n;
	bool read;

	if (s == NULL)
		return 0;
	n = (size_t)s->rows * s->columns;
	for (size_t i = 0; i < n; i++)
		module[i] = (uint8_t)(1 + i / 8 < size ? data[1 + i / 8] >> (7 - i % 8) & 1 : 0);
	read = datamatrix_decode(s, module, &text);
	if (s->rows <= 26)
		read_picture(s, module, read ? &text : NULL);
	if (!read)
		return 0;
	if (text.len > DATAMATRIX_TEXT_MAX || text.corrected > text.capacity ||
	    text.near_capacity > 100)
		abort();
	spare = (size_t)s->checks / s->blocks / 2;
	spare -= (spare * text.near_capacity + 99) / 100;
	for (size_t i = 0; i < size; i++)
		state = state * 31 + data[i] + 1;
	for (size_t i = 0; i < spare; i++) {
		state = state * 6364136223846793005u + 1442695040888963407u;
		module[(state >> 33) % n] ^= 1;
	}
	if (!datamatrix_decode(s, module, &again) || again.len != text.len ||
	    memcmp(again.bytes, text.bytes, text.len) != 0 || again.gs1 != text.gs1)
		abort();
	return 0;
}
