/* decode.c - the modules of a Data Matrix symbol to text
 *
 * ISO/IEC 16022: sizes in table 7, placement in annex F, encodations in 5.2;
 * ISO/IEC 21471: the rectangular extension.  One meaning or none: codewords that the
 * standard does not define refuse the symbol. */
#include <string.h>

#include "read/datamatrix/datamatrix.h"
#include "read/rs.h"

#define POLYNOMIAL 0x12d
#define CODEWORDS_MAX 2178 /* 144 x 144 */
#define INNER_MAX 132      /* its modules that carry data, a side */
#define GS 0x1d

static const struct datamatrix_size sizes[] = {
	/* rows, columns, regions down, across, data, checks, blocks */
	{ 10, 10, 1, 1, 3, 5, 1 },
	{ 12, 12, 1, 1, 5, 7, 1 },
	{ 14, 14, 1, 1, 8, 10, 1 },
	{ 16, 16, 1, 1, 12, 12, 1 },
	{ 18, 18, 1, 1, 18, 14, 1 },
	{ 20, 20, 1, 1, 22, 18, 1 },
	{ 22, 22, 1, 1, 30, 20, 1 },
	{ 24, 24, 1, 1, 36, 24, 1 },
	{ 26, 26, 1, 1, 44, 28, 1 },
	{ 32, 32, 2, 2, 62, 36, 1 },
	{ 36, 36, 2, 2, 86, 42, 1 },
	{ 40, 40, 2, 2, 114, 48, 1 },
	{ 44, 44, 2, 2, 144, 56, 1 },
	{ 48, 48, 2, 2, 174, 68, 1 },
	{ 52, 52, 2, 2, 204, 84, 2 },
	{ 64, 64, 4, 4, 280, 112, 2 },
	{ 72, 72, 4, 4, 368, 144, 4 },
	{ 80, 80, 4, 4, 456, 192, 4 },
	{ 88, 88, 4, 4, 576, 224, 4 },
	{ 96, 96, 4, 4, 696, 272, 4 },
	{ 104, 104, 4, 4, 816, 336, 6 },
	{ 120, 120, 6, 6, 1050, 408, 6 },
	{ 132, 132, 6, 6, 1304, 496, 8 },
	{ 144, 144, 6, 6, 1558, 620, 10 },
	{ 8, 18, 1, 1, 5, 7, 1 },
	{ 8, 32, 1, 2, 10, 11, 1 },
	{ 12, 26, 1, 1, 16, 14, 1 },
	{ 12, 36, 1, 2, 22, 18, 1 },
	{ 16, 36, 1, 2, 32, 24, 1 },
	{ 16, 48, 1, 2, 49, 28, 1 },
	/* ISO/IEC 21471 */
	{ 8, 48, 1, 2, 18, 15, 1 },
	{ 8, 64, 1, 4, 24, 18, 1 },
	{ 8, 80, 1, 4, 32, 22, 1 },
	{ 8, 96, 1, 4, 38, 28, 1 },
	{ 8, 120, 1, 6, 49, 32, 1 },
	{ 8, 144, 1, 6, 63, 36, 1 },
	{ 12, 64, 1, 4, 43, 27, 1 },
	{ 12, 88, 1, 4, 64, 36, 1 },
	{ 16, 64, 1, 4, 62, 36, 1 },
	{ 20, 36, 1, 2, 44, 28, 1 },
	{ 20, 44, 1, 2, 56, 34, 1 },
	{ 20, 64, 1, 4, 84, 42, 1 },
	{ 22, 48, 1, 2, 72, 38, 1 },
	{ 24, 48, 1, 2, 80, 41, 1 },
	{ 24, 64, 1, 4, 108, 46, 1 },
	{ 26, 40, 1, 2, 70, 38, 1 },
	{ 26, 48, 1, 2, 90, 42, 1 },
	{ 26, 64, 1, 4, 118, 50, 1 },
};

const struct datamatrix_size *
datamatrix_size(size_t n)
{
	return n < sizeof sizes / sizeof *sizes ? &sizes[n] : NULL;
}

enum module
datamatrix_module(const struct datamatrix_size *size, size_t row, size_t column)
{
	const size_t high = size->rows / size->down, wide = size->columns / size->across;
	const size_t y = row % high, x = column % wide;

	if (x == 0 || y == high - 1)
		return MODULE_DARK;
	if (y == 0)
		return x % 2 == 0 ? MODULE_DARK : MODULE_LIGHT;
	if (x == wide - 1)
		return y % 2 == 1 ? MODULE_DARK : MODULE_LIGHT;
	return MODULE_DATA;
}

/* ---- placement ---- */

struct grid { /* the modules that carry data, regions joined */
	const uint8_t *module;
	const struct datamatrix_size *size;
	int rows, columns;
	bool used[INNER_MAX * INNER_MAX];
};

static unsigned
bit_at(struct grid *g, int row, int column)
{
	const int high = g->size->rows / g->size->down - 2;
	const int wide = g->size->columns / g->size->across - 2;

	g->used[row * g->columns + column] = true;
	row += 2 * (row / high) + 1;
	column += 2 * (column / wide) + 1;
	return g->module[row * g->size->columns + column] & 1u;
}

/* One module of a codeword: what leaves at one side comes in at the other. */
static unsigned
wrapped(struct grid *g, int row, int column)
{
	if (row < 0) {
		row += g->rows;
		column += 4 - (g->rows + 4) % 8;
	}
	if (column < 0) {
		column += g->columns;
		row += 4 - (g->columns + 4) % 8;
	}
	if (row >= g->rows)
		row -= g->rows; /* the lowest rectangular symbols of the extension */
	return bit_at(g, row, column);
}

static uint8_t
codeword_at(struct grid *g, int row, int column)
{
	static const int8_t shape[8][2] = { { -2, -2 }, { -2, -1 }, { -1, -2 },
		                            { -1, -1 }, { -1, 0 },  { 0, -2 },
		                            { 0, -1 },  { 0, 0 } };
	unsigned v = 0;

	for (size_t i = 0; i < 8; i++)
		v = v << 1 | wrapped(g, row + shape[i][0], column + shape[i][1]);
	return (uint8_t)v;
}

/* The four codewords that are bent around corners: rows and columns from the start, or
 * with a minus from the end. */
static const int8_t corners[4][8][2] = {
	{ { -1, 0 },
	  { -1, 1 },
	  { -1, 2 },
	  { 0, -2 },
	  { 0, -1 },
	  { 1, -1 },
	  { 2, -1 },
	  { 3, -1 } },
	{ { -3, 0 },
	  { -2, 0 },
	  { -1, 0 },
	  { 0, -4 },
	  { 0, -3 },
	  { 0, -2 },
	  { 0, -1 },
	  { 1, -1 } },
	{ { -3, 0 },
	  { -2, 0 },
	  { -1, 0 },
	  { 0, -2 },
	  { 0, -1 },
	  { 1, -1 },
	  { 2, -1 },
	  { 3, -1 } },
	{ { -1, 0 },
	  { -1, -1 },
	  { 0, -3 },
	  { 0, -2 },
	  { 0, -1 },
	  { 1, -3 },
	  { 1, -2 },
	  { 1, -1 } },
};

static uint8_t
corner_at(struct grid *g, unsigned which)
{
	unsigned v = 0;

	for (size_t i = 0; i < 8; i++) {
		int row = corners[which][i][0], column = corners[which][i][1];

		row += row < 0 ? g->rows : 0;
		column += column < 0 ? g->columns : 0;
		v = v << 1 | bit_at(g, row, column);
	}
	return (uint8_t)v;
}

/* The codewords in the order of their places. */
static bool
collect(struct grid *g, uint8_t *codeword, size_t n)
{
	const int rows = g->rows, columns = g->columns;
	int row = 4, column = 0;
	size_t k = 0;

	do {
		int bent = -1;

		if (row == rows && column == 0)
			bent = 0;
		else if (row == rows - 2 && column == 0 && columns % 4 != 0)
			bent = 1;
		else if (row == rows - 2 && column == 0 && columns % 8 == 4)
			bent = 2;
		else if (row == rows + 4 && column == 2 && columns % 8 == 0)
			bent = 3;
		if (bent >= 0 && k < n)
			codeword[k++] = corner_at(g, (unsigned)bent);
		do { /* up and to the right */
			if (row < rows && column >= 0 &&
			    !g->used[row * columns + column] && k < n)
				codeword[k++] = codeword_at(g, row, column);
			row -= 2;
			column += 2;
		} while (row >= 0 && column < columns);
		row += 1;
		column += 3;
		do { /* down and to the left */
			if (row >= 0 && column < columns &&
			    !g->used[row * columns + column] && k < n)
				codeword[k++] = codeword_at(g, row, column);
			row += 2;
			column -= 2;
		} while (row < rows && column >= 0);
		row += 3;
		column += 1;
	} while (row < rows || column < columns);
	return k == n;
}

bool
datamatrix_codewords(const struct datamatrix_size *size, const uint8_t *module,
                     uint8_t *data, struct datamatrix_text *text)
{
	const size_t n = (size_t)size->data + size->checks,
	             checks = size->checks / size->blocks;
	uint8_t all[CODEWORDS_MAX];
	struct rs_field field;
	struct grid g = { .module = module,
		          .size = size,
		          .rows = size->rows - 2 * size->down,
		          .columns = size->columns - 2 * size->across };

	*text = (struct datamatrix_text){ 0 };
	if (!collect(&g, all, n))
		return false;
	rs_field_make(&field, POLYNOMIAL);
	for (size_t b = 0; b < size->blocks;
	     b++) { /* dealt out like cards, checks as well */
		uint8_t block[255];
		size_t len = 0, corrected;

		for (size_t i = b; i < n; i += size->blocks)
			block[len++] = all[i];
		if (!rs_correct_bytes(&field, block, len, checks, 1, &corrected))
			return false;
		len = 0;
		for (size_t i = b; i < n; i += size->blocks)
			all[i] = block[len++];
		text->corrected += corrected;
		text->capacity += checks / 2;
		if (corrected * 100 / (checks / 2) > text->near_capacity)
			text->near_capacity = corrected * 100 / (checks / 2);
	}
	memcpy(data, all, size->data);
	return true;
}

/* ---- encodations ---- */

enum { /* codewords of the ASCII encodation that are not characters */
       PAD = 129,
       PAIRS = 130, /* 00 to 99 */
       TO_C40 = 230,
       TO_BASE256 = 231,
       FNC1 = 232,
       APPEND = 233,
       PROGRAMMING = 234,
       UPPER = 235,
       MACRO05 = 236,
       MACRO06 = 237,
       TO_X12 = 238,
       TO_TEXT = 239,
       TO_EDIFACT = 240,
       ECI = 241,
       TO_ASCII = 254, /* within C40, Text, X12 */
};

struct reader_state {
	const uint8_t *data;
	size_t n, at;
	struct datamatrix_text *text;
	size_t start; /* where the text begins: after the header of structured append */
	bool bad;
};

static void
put(struct reader_state *s, unsigned byte)
{
	if (s->text->len == DATAMATRIX_TEXT_MAX || byte > 255)
		s->bad = true;
	else
		s->text->bytes[s->text->len++] = (uint8_t)byte;
}

static void
put_string(struct reader_state *s, const char *string)
{
	for (; *string != 0; string++)
		put(s, (uint8_t)*string);
}

/* Annex B: what keeps long runs of equal codewords apart, taken off. */
static uint8_t
unrandom(uint8_t codeword, size_t position)
{
	return (uint8_t)(codeword - (149 * position % 255 + 1));
}

/* C40, Text and X12: three values of 0 to 39 in two codewords. */
static void
read_triples(struct reader_state *s, unsigned which)
{
	static const char basic[3][41] = {
		"... 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
		"... 0123456789abcdefghijklmnopqrstuvwxyz",
		"\r*> 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
	};
	static const char second[] = "!\"#$%&'()*+,-./:;<=>?@[\\]^_";
	static const char third[2][33] = {
		"`abcdefghijklmnopqrstuvwxyz{|}~\x7f",
		"`ABCDEFGHIJKLMNOPQRSTUVWXYZ{|}~\x7f",
	};
	const unsigned set = which == TO_C40 ? 0 : which == TO_TEXT ? 1 : 2;
	unsigned shift = 0, upper = 0;

	while (s->n - s->at >= 2 && !s->bad) { /* a single one left is ASCII */
		unsigned v, three[3];

		if (s->data[s->at] == TO_ASCII) {
			s->at++;
			return;
		}
		v = s->data[s->at] * 256u + s->data[s->at + 1];
		if (v == 0 || v > 64000) {
			s->bad = true;
			return;
		}
		s->at += 2;
		v--;
		three[0] = v / 1600;
		three[1] = v / 40 % 40;
		three[2] = v % 40;
		for (size_t i = 0; i < 3; i++) {
			const unsigned c = three[i];

			if (shift == 0 && set != 2 && c < 3) {
				shift = c + 1;
				continue;
			}
			if (shift == 0) {
				put(s, (uint8_t)basic[set][c] + upper);
			} else if (shift == 1 && c < 32) {
				put(s, c + upper);
			} else if (shift == 2 && c < 27) {
				put(s, (uint8_t)second[c] + upper);
			} else if (shift == 2 && c == 27) {
				put(s, GS);
			} else if (shift == 2 && c == 30) {
				upper = 128;
				shift = 0;
				continue;
			} else if (shift == 3 && c < 32) {
				put(s, (uint8_t)third[set][c] + upper);
			} else {
				s->bad = true;
			}
			shift = upper = 0;
		}
	}
	if (s->n - s->at == 1 && s->data[s->at] == TO_ASCII)
		s->at++;
}

/* EDIFACT: four values of six bits in three codewords. */
static void
read_edifact(struct reader_state *s)
{
	while (s->n - s->at >= 3) {
		const uint8_t *d = s->data + s->at;
		const uint32_t v = (uint32_t)d[0] << 16 | (uint32_t)d[1] << 8 | d[2];

		for (unsigned i = 0; i < 4; i++) {
			const unsigned c = v >> (18 - 6 * i) & 0x3f;

			if (c == 0x1f) { /* the rest of its codeword is not used */
				s->at += i < 3 ? i + 1 : 3;
				return;
			}
			put(s, c < 32 ? c + 64 : c);
		}
		s->at += 3;
	}
}

static void
read_base256(struct reader_state *s)
{
	size_t len;

	if (s->at == s->n) {
		s->bad = true;
		return;
	}
	len = unrandom(s->data[s->at], s->at + 1);
	s->at++;
	if (len == 0) {
		len = s->n - s->at;
	} else if (len >= 250) {
		if (s->at == s->n) {
			s->bad = true;
			return;
		}
		len = 250 * (len - 249) + unrandom(s->data[s->at], s->at + 1);
		s->at++;
	}
	if (len > s->n - s->at) {
		s->bad = true;
		return;
	}
	for (; len > 0; len--, s->at++)
		put(s, unrandom(s->data[s->at], s->at + 1));
}

static void
read_eci(struct reader_state *s)
{
	const size_t left = s->n - s->at;
	const uint8_t *d = s->data + s->at;
	size_t used = left == 0 || d[0] < 128 ? 1 : d[0] < 192 ? 2 : 3;
	uint32_t v;

	if (left < used || d[0] == 0 || d[0] > 207 ||
	    (used > 1 && (d[1] == 0 || d[1] == 255)) ||
	    (used > 2 && (d[2] == 0 || d[2] == 255))) {
		s->bad = true;
		return;
	}
	v = used == 1   ? d[0] - 1u
	    : used == 2 ? (d[0] - 128u) * 254 + d[1] - 1 + 127
	                : (d[0] - 192u) * 64516 + (d[1] - 1u) * 254 + d[2] - 1 + 16383;
	s->at += used;
	eci_mark(&s->text->eci, s->text->len, v);
}

/* Structured append: which part of how many, and of which file. */
static void
read_append(struct reader_state *s)
{
	const uint8_t *d = s->data + s->at;
	unsigned count;

	if (s->at != 1 || s->n - s->at < 3) {
		s->bad = true;
		return;
	}
	count = 17 - (d[0] & 15u);
	s->text->part = true;
	s->text->part_index = (uint8_t)((d[0] >> 4) + 1);
	s->text->part_count = (uint8_t)count;
	s->text->part_of = (uint16_t)(d[1] << 8 | d[2]);
	if (count < 2 || count > 16 || s->text->part_index > count || d[1] == 0 ||
	    d[1] == 255 || d[2] == 0 || d[2] == 255)
		s->bad = true;
	s->at += 3;
	s->start = s->at;
}

/* A codeword that before FNC1 in second place names an industry: a letter or two digits.
 */
static bool
is_industry(uint8_t c)
{
	return (c > 'A' && c <= 'Z' + 1) || (c > 'a' && c <= 'z' + 1) ||
	       (c >= PAIRS && c < PAIRS + 100);
}

bool
datamatrix_text(const uint8_t *data, size_t n, struct datamatrix_text *text)
{
	struct reader_state s = { .data = data, .n = n, .text = text };
	bool macro = false;
	unsigned upper = 0;

	while (s.at < n && !s.bad) {
		const size_t here = s.at;
		const uint8_t c = data[s.at++];

		if (upper != 0 && (c == 0 || c > 128))
			return false;
		if (c >= 1 && c <= 128) {
			put(&s, c - 1 + upper);
			upper = 0;
		} else if (c == PAD) {
			break; /* what follows is filling, whatever it holds */
		} else if (c >= PAIRS && c < PAIRS + 100) {
			put(&s, '0' + (c - PAIRS) / 10u);
			put(&s, '0' + (c - PAIRS) % 10u);
		} else if (c == TO_C40 || c == TO_TEXT || c == TO_X12) {
			read_triples(&s, c);
		} else if (c == TO_EDIFACT) {
			read_edifact(&s);
		} else if (c == TO_BASE256) {
			read_base256(&s);
		} else if (c == FNC1) {
			if (here == s.start)
				text->gs1 = true;
			else if (here == s.start + 1 && is_industry(data[s.start]))
				text->fnc1_second = true;
			else
				put(&s, GS);
		} else if (c == UPPER) {
			upper = 128;
		} else if (c == ECI) {
			read_eci(&s);
			if (here == s.start)
				s.start = s.at; /* FNC1 may follow it */
		} else if (c == APPEND) {
			read_append(&s);
		} else if ((c == MACRO05 || c == MACRO06) && here == 0) {
			put_string(&s, c == MACRO05 ? "[)>\x1e"
			                              "05\x1d"
			                            : "[)>\x1e"
			                              "06\x1d");
			macro = true;
		} else {
			return false; /* reader programming (PROGRAMMING) and what is not
			                 defined */
		}
	}
	if (macro)
		put_string(&s, "\x1e\x04");
	return !s.bad && upper == 0 && text->len > 0;
}

bool
datamatrix_decode(const struct datamatrix_size *size, const uint8_t *module,
                  struct datamatrix_text *text)
{
	uint8_t data[CODEWORDS_MAX];

	return datamatrix_codewords(size, module, data, text) &&
	       datamatrix_text(data, size->data, text);
}
