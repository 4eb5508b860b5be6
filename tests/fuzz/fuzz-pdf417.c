/* fuzz-pdf417.c - codewords of a PDF417: what they say survives all damage that the
 * correction covers, and a picture of them says that or nothing
 *
 * Input: level and columns, a byte each; then data codewords of two bytes, modulo 929. */
#include "../pdf417-encode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PIXELS 2   /* a module */
#define ROW 5      /* pixels */
#define MARGIN 8   /* pixels */
#define SMALL 200u /* codewords: larger symbols are not drawn */

static void
read_picture(const uint16_t *word, size_t rows, size_t columns, unsigned level,
             const struct pdf417_text *text)
{
	const size_t across = encode_width(columns);
	const uint32_t width = (uint32_t)(across * PIXELS + 2 * MARGIN),
	               height = (uint32_t)(rows * ROW + 2 * MARGIN);
	struct image image = { malloc((size_t)width * height), width, height, width };
	uint8_t *module = malloc(rows * across);
	const struct scan scan = { .image = &image,
		                   .families = FAMILY_PDF417,
		                   .density = 1,
		                   .placement = { 1, 0, 0, 0, 1, 0 } };
	struct hits hits = { 0 };

	if (image.pixels == NULL || module == NULL)
		abort();
	encode_rows(word, rows, columns, level, module);
	memset(image.pixels, 230, (size_t)width * height);
	for (size_t y = 0; y < rows * ROW; y++)
		for (size_t x = 0; x < across * PIXELS; x++)
			if (module[y / ROW * across + x / PIXELS])
				image.pixels[(y + MARGIN) * width + x + MARGIN] = 25;
	if (pdf417_read(&scan, &hits) != ASSAY_OK)
		abort();
	for (size_t i = 0; i < hits.count; i++)
		if (text == NULL || hits.list[i].len != text->len ||
		    memcmp(hits.list[i].payload, text->bytes, text->len) != 0 ||
		    (hits.list[i].part && !text->part))
			abort();
	if (text != NULL && hits.count == 0)
		abort();
	hits_clear(&hits);
	image_clear(&image);
	free(module);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct pdf417_text text;
	uint16_t word[PDF417_CODEWORDS_MAX] = { 0 }, damaged[PDF417_CODEWORDS_MAX];
	uint64_t state = size + 1;
	size_t columns, checks, rows, n, given, corrected, errors, erasures;
	unsigned level;
	bool read;

	if (size < 4)
		return 0;
	level = data[0] % 9;
	columns = 1 + data[1] % 30;
	checks = (size_t)2 << level;
	given = (size - 2) / 2;
	rows = (given + 1 + checks + columns - 1) / columns;
	rows = rows < 3 ? 3 : rows;
	n = rows * columns;
	if (rows > PDF417_ROWS_MAX || n > PDF417_CODEWORDS_MAX)
		return 0;
	word[0] = (uint16_t)(n - checks);
	for (size_t i = 1; i < n - checks; i++)
		word[i] = (uint16_t)(i <= given ? (data[2 * i] << 8 | data[2 * i + 1]) % 929
		                                : 900);
	encode_checks(word, n, checks);
	read = pdf417_text(word + 1, n - checks - 1, &text);
	if (read && (text.len > PDF417_TEXT_MAX || (text.len == 0 && !text.part)))
		abort();
	if (n <= SMALL)
		read_picture(word, rows, columns, level, read ? &text : NULL);
	for (size_t i = 0; i < size; i++)
		state = state * 31 + data[i];
	erasures = (state >> 7) % (checks - 1);
	errors = (checks - 2 - erasures) / 2;
	memcpy(damaged, word, sizeof word);
	for (size_t i = 0; i < errors + erasures; i++) {
		state = state * 6364136223846793005u + 1442695040888963407u;
		damaged[(state >> 33) % n] =
		        i < errors ? (uint16_t)((state >> 20) % 929) : PDF417_ERASED;
	}
	if (!pdf417_correct(damaged, n, checks, &corrected) ||
	    memcmp(damaged, word, n * sizeof *word) != 0)
		abort();
	return 0;
}
