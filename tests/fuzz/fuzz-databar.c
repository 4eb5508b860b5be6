/* fuzz-databar.c - bits of a DataBar Expanded: what they say is what their symbol says
 *
 * Input: twelve bits a character, from the first data character on; what is left over
 * moves the edges of the symbol that is drawn of them, by an eighth of a module.
 * A symbol is read as exactly what its bits mean; where they mean nothing it is not read,
 * and where edges were moved it may be left unread. */
#include "../databar-encode.h"

#define ROWS 16 /* two modules */
#define WIDTH_MAX (11 * 49 * 8 + 400) /* pixels */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t finders[6][5] = { { 1, 8, 4, 1, 1 }, { 3, 6, 4, 1, 1 },
	                               { 3, 4, 6, 1, 1 }, { 3, 2, 8, 1, 1 },
	                               { 2, 6, 5, 1, 1 }, { 2, 2, 9, 1, 1 } };

/* The widths of a symbol in one row, its guards and quiet zones included; returns how
 * many. */
static size_t
draw(const struct encode_set *set, const uint16_t *value, size_t characters,
     double *width)
{
	const size_t pairs = (characters + 1) / 2;
	size_t n = 0;

	width[n++] = 10;
	width[n++] = 1;
	for (size_t i = 0; i < pairs; i++) {
		const unsigned finder = databar_finder(pairs, i);

		for (size_t k = 0; k < 8; k++)
			width[n++] = set->width[value[2 * i]][k];
		for (size_t k = 0; k < 5; k++)
			width[n++] = finders[finder / 2][finder % 2 == 0 ? k : 4 - k];
		for (size_t k = 8; k-- > 0 && 2 * i + 1 < characters;)
			width[n++] = set->width[value[2 * i + 1]][k];
	}
	width[n++] = 1;
	width[n++] = 1;
	if (n % 2 == 0) /* the last one is a space */
		width[n++] = 10;
	else
		width[n - 1] = 10;
	return n;
}

static unsigned
check_character(const struct encode_set *set, const uint16_t *value, size_t characters)
{
	const size_t pairs = (characters + 1) / 2;
	unsigned sum = 0;

	for (size_t i = 1; i < characters; i++)
		sum += databar_checksum(set->width[value[i]], 8, 0, 211) *
		       databar_checksum((const uint8_t[]){ 1 }, 1,
		                        8 * (2 * databar_finder(pairs, i / 2) +
		                             (unsigned)(i % 2) - 1),
		                        211);
	return (unsigned)(211 * (characters - 4)) + sum % 211;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct encode_set *set;
	uint16_t value[22] = { 0 };
	size_t characters = size * 8 / 12 + 1, n, left, seen = 0;
	static uint8_t pixels[ROWS * WIDTH_MAX];
	struct image image = { pixels, 0, ROWS, 0 };
	const struct scan scan = { .image = &image,
		                   .families = FAMILY_DATABAR,
		                   .density = 1,
		                   .placement = { 1, 0, 0, 0, 1, 0 } };
	struct databar_text text;
	struct hits hits = { 0 };
	double width[260], at = 0;
	uint64_t state = size + 1;
	bool read;

	if (set == NULL && (set = encode_set(DATABAR_EXPANDED)) == NULL)
		abort();
	if (characters > 22)
		characters = 22;
	if (characters < 4)
		return 0;
	left = size - (characters - 1) * 12 / 8;
	for (size_t i = 1; i < characters; i++)
		for (size_t k = 0; k < 12; k++) {
			const size_t bit = (i - 1) * 12 + k;

			value[i] = (uint16_t)(value[i] << 1 |
			                      (data[bit / 8] >> (7 - bit % 8) & 1));
		}
	value[0] = (uint16_t)check_character(set, value, characters);
	read = databar_fields(value + 1, characters, &text);
	if (read && text.len >= DATABAR_TEXT_MAX)
		abort();
	n = draw(set, value, characters, width);
	for (size_t i = 0; i < size; i++)
		state = state * 31 + data[i];
	/* eight pixels a module, edges moved by up to one */
	for (size_t i = 0; i < n; i++) {
		size_t end;

		at += width[i] * 8;
		state = state * 6364136223846793005u + 1442695040888963407u;
		end = (size_t)at + (left > 0 && i + 1 < n ? (state >> 33) % 3 : 1) - 1;
		while (image.width < end && image.width < WIDTH_MAX)
			pixels[image.width++] = i % 2 == 0 ? 220 : 30;
	}
	image.stride = image.width;
	for (size_t y = 1; y < ROWS; y++)
		memcpy(pixels + y * image.stride, pixels, image.stride);
	if (databar_read(&scan, &hits) != ASSAY_OK)
		abort();
	for (size_t i = 0; i < hits.count; i++)
		if (hits.list[i].kind == KIND_DATABAR_EXPANDED) {
			if (!read || hits.list[i].len != text.len ||
			    memcmp(hits.list[i].payload, text.bytes, text.len) != 0)
				abort();
			seen++;
		}
	if (read && text.len > 0 && seen == 0 && left == 0)
		abort();
	hits_clear(&hits);
	return 0;
}
