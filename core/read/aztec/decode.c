/* decode.c - the modules of an Aztec symbol to its text (ISO/IEC 24778) */
#include <string.h>

#include "read/aztec/aztec.h"
#include "read/rs.h"

#define CODEWORD_MAX 12 /* bits */
#define CHECKS_LEAST 3  /* fewer would hold for what anything may look like */

/* ---- the mode message ---- */

bool
aztec_mode_of(const uint8_t *bits, bool compact, struct aztec_mode *mode)
{
	const size_t words = compact ? 7 : 10, data = compact ? 2 : 4;
	struct rs_field field;
	uint16_t word[10];
	unsigned value = 0;
	size_t wrong;

	for (size_t i = 0; i < words; i++)
		word[i] = (uint16_t)(bits[4 * i] << 3 | bits[4 * i + 1] << 2 |
		                     bits[4 * i + 2] << 1 | bits[4 * i + 3]);
	rs_field_make(&field, 0x13);
	if (!rs_correct(&field, word, words, words - data, 1, &wrong))
		return false;
	for (size_t i = 0; i < data; i++)
		value = value << 4 | word[i];
	mode->compact = compact;
	mode->layers = (compact ? value >> 6 : value >> 11) + 1;
	mode->data = (compact ? value & 0x3f : value & 0x7ff) + 1;
	return true;
}

/* ---- where data stand ---- */

/* Modules from side to side without the reference grid. */
static size_t
base(const struct aztec_mode *m)
{
	return (m->compact ? 11 : 14) + 4 * (size_t)m->layers;
}

size_t
aztec_side(const struct aztec_mode *m)
{
	const size_t b = base(m);

	return m->compact ? b : b + 1 + 2 * ((b / 2 - 1) / 15);
}

/* Each place counted without the reference grid to the one with it. */
static void
map_places(const struct aztec_mode *m, uint8_t *place)
{
	const size_t b = base(m), middle = aztec_side(m) / 2;

	for (size_t i = 0; i < b; i++)
		place[i] = (uint8_t)i;
	for (size_t i = 0; i < b / 2 && !m->compact; i++) {
		const size_t out = i + i / 15 + 1; /* from the middle line */

		place[b / 2 - 1 - i] = (uint8_t)(middle - out);
		place[b / 2 + i] = (uint8_t)(middle + out);
	}
}

/* Two modules deep, layer by layer from the outermost in: down the left side, along the
 * bottom, up the right side, back along the top. */
size_t
aztec_places(const struct aztec_mode *m, uint16_t out[AZTEC_BITS_MAX])
{
	const size_t side = aztec_side(m), b = base(m);
	uint8_t place[AZTEC_SIDE_MAX];
	size_t n = 0;

	map_places(m, place);
	for (size_t layer = 0; layer < m->layers; layer++) {
		const size_t low = 2 * layer, high = b - 1 - low, length = high - low - 1;

		for (size_t way = 0; way < 4; way++)
			for (size_t j = 0; j < length; j++)
				for (size_t k = 0; k < 2; k++) {
					const size_t row[4] = { low + j, high - k,
						                high - j, low + k };
					const size_t column[4] = { low + k, low + j,
						                   high - k, high - j };

					out[n++] = (uint16_t)(place[row[way]] * side +
					                      place[column[way]]);
				}
	}
	return n;
}

unsigned
aztec_width(const struct aztec_mode *m, unsigned *polynomial)
{
	static const struct {
		uint8_t layers, bits;
		uint16_t polynomial;
	} widths[] = {
		{ 2, 6, 0x43 }, { 8, 8, 0x12d }, { 22, 10, 0x409 }, { 32, 12, 0x1069 }
	};
	size_t i = 0;

	while (widths[i].layers < m->layers)
		i++;
	*polynomial = widths[i].polynomial;
	return widths[i].bits;
}

/* ---- codewords ---- */

struct bits {
	const uint8_t *bit; /* one a byte */
	size_t at, count;
};

static bool
take(struct bits *b, size_t width, unsigned *out)
{
	if (b->count - b->at < width)
		return false;
	for (*out = 0; width > 0; width--)
		*out = *out << 1 | b->bit[b->at++];
	return true;
}

/* A codeword is never all 0 nor all 1: where all but the last bit are alike, the last one
 * is put in and says nothing. */
static size_t
unstuff(const uint16_t *word, size_t n, unsigned width, uint8_t *bits)
{
	const unsigned all = (1u << width) - 1;
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		const unsigned stuffed = word[i] == 1 || word[i] == all - 1;

		if (word[i] == 0 || word[i] == all)
			return 0;
		for (unsigned k = width; k-- > stuffed;)
			bits[count++] = word[i] >> k & 1;
	}
	return count;
}

/* ---- text ---- */

enum mode { UPPER, LOWER, MIXED, PUNCT, DIGIT, BINARY };

#define LATCH(mode) (0x100 | (mode))
#define SHIFT(mode) (0x200 | (mode))
#define FLAG 0x300
#define PAIR(n) (0x400 | (n))

static const uint16_t tables[5][32] = {
	[UPPER] = { SHIFT(PUNCT), ' ',          'A',          'B',          'C', 'D', 'E',
	            'F',          'G',          'H',          'I',          'J', 'K', 'L',
	            'M',          'N',          'O',          'P',          'Q', 'R', 'S',
	            'T',          'U',          'V',          'W',          'X', 'Y', 'Z',
	            LATCH(LOWER), LATCH(MIXED), LATCH(DIGIT), SHIFT(BINARY) },
	[LOWER] = { SHIFT(PUNCT), ' ',          'a',          'b',          'c', 'd', 'e',
	            'f',          'g',          'h',          'i',          'j', 'k', 'l',
	            'm',          'n',          'o',          'p',          'q', 'r', 's',
	            't',          'u',          'v',          'w',          'x', 'y', 'z',
	            SHIFT(UPPER), LATCH(MIXED), LATCH(DIGIT), SHIFT(BINARY) },
	[MIXED] = { SHIFT(PUNCT),
	            ' ',
	            1,
	            2,
	            3,
	            4,
	            5,
	            6,
	            7,
	            8,
	            9,
	            10,
	            11,
	            12,
	            13,
	            27,
	            28,
	            29,
	            30,
	            31,
	            '@',
	            '\\',
	            '^',
	            '_',
	            '`',
	            '|',
	            '~',
	            127,
	            LATCH(LOWER),
	            LATCH(UPPER),
	            LATCH(PUNCT),
	            SHIFT(BINARY) },
	[PUNCT] = { FLAG, '\r', PAIR(0), PAIR(1), PAIR(2), PAIR(3), '!', '"',
	            '#',  '$',  '%',     '&',     '\'',    '(',     ')', '*',
	            '+',  ',',  '-',     '.',     '/',     ':',     ';', '<',
	            '=',  '>',  '?',     '[',     ']',     '{',     '}', LATCH(UPPER) },
	[DIGIT] = { SHIFT(PUNCT), ' ', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
	            ',', '.', LATCH(UPPER), SHIFT(UPPER) },
};
static const char pairs[4][2] = {
	{ '\r', '\n' }, { '.', ' ' }, { ',', ' ' }, { ':', ' ' }
};

static bool
put(struct aztec_text *t, unsigned byte)
{
	if (t->len == AZTEC_TEXT_MAX)
		return false;
	t->bytes[t->len++] = (uint8_t)byte;
	return true;
}

static bool
read_binary(struct bits *b, struct aztec_text *t)
{
	unsigned n, byte;

	if (!take(b, 5, &n))
		return false;
	if (n == 0) {
		if (!take(b, 11, &n))
			return false;
		n += 31;
	}
	for (; n > 0; n--)
		if (!take(b, 8, &byte) || !put(t, byte))
			return false;
	return true;
}

/* Does FNC1 stand behind an industry's mark: one letter, or two digits? */
static bool
is_second(const struct aztec_text *t)
{
	const uint8_t *p = t->bytes;

	return (t->len == 1 &&
	        ((p[0] >= 'A' && p[0] <= 'Z') || (p[0] >= 'a' && p[0] <= 'z'))) ||
	       (t->len == 2 && p[0] >= '0' && p[0] <= '9' && p[1] >= '0' && p[1] <= '9');
}

static bool
read_flag(struct bits *b, struct aztec_text *t)
{
	unsigned n, digit;
	uint32_t eci = 0;

	if (!take(b, 3, &n) || n == 7)
		return false;
	if (n == 0) {
		if (t->len == 0 && !t->fnc1)
			return t->fnc1 = true;
		if (is_second(t) && !t->fnc1 && !t->fnc1_second)
			return t->fnc1_second = true;
		return put(t, 0x1d);
	}
	for (; n > 0; n--) {
		if (!take(b, 4, &digit) || digit < 2 || digit > 11)
			return false;
		eci = eci * 10 + digit - 2;
	}
	if (!t->has_eci)
		t->eci = eci;
	return t->has_eci = true;
}

/* What the last codeword had no use for is filled with 1. */
static bool
is_filling(struct bits b)
{
	if (b.count - b.at >= CODEWORD_MAX)
		return false;
	while (b.at < b.count)
		if (b.bit[b.at++] == 0)
			return false;
	return true;
}

static bool
read_text(struct bits b, struct aztec_text *t)
{
	enum mode latched = UPPER, mode = UPPER;

	/* structured append begins with two latches that come to nothing */
	if (b.count >= 10) {
		struct bits ahead = b;
		unsigned latches = 0;

		t->part = take(&ahead, 10, &latches) && latches == (29u << 5 | 29u);
		if (t->part)
			b = ahead;
	}
	for (;;) {
		unsigned code, what;

		if (is_filling(b) || !take(&b, mode == DIGIT ? 4 : 5, &code))
			return t->len > 0;
		what = tables[mode][code];
		if ((what & 0xf00) == LATCH(0)) {
			latched = mode = (enum mode)(what & 0xff);
			continue;
		}
		if ((what & 0xf00) == SHIFT(0)) {
			const enum mode next = (enum mode)(what & 0xff);

			latched =
			        mode; /* a shift in a shift comes back to the outer one */
			if (next != BINARY) {
				mode = next;
				continue;
			}
			if (!read_binary(&b, t))
				return false;
		} else if (what == FLAG) {
			if (!read_flag(&b, t))
				return false;
		} else if ((what & 0xf00) == PAIR(0)) {
			if (!put(t, (uint8_t)pairs[what & 3][0]) ||
			    !put(t, (uint8_t)pairs[what & 3][1]))
				return false;
		} else if (!put(t, what)) {
			return false;
		}
		mode = latched;
	}
}

/* ---- whole symbols ---- */

bool
aztec_decode(const uint8_t *module, const struct aztec_mode *m, struct aztec_text *t)
{
	uint16_t place[AZTEC_BITS_MAX], word[RS_WORD_MAX];
	uint8_t bits[AZTEC_BITS_MAX];
	struct rs_field field;
	struct bits text = { bits, 0, 0 };
	unsigned width, polynomial;
	size_t n, wrong;

	memset(t, 0, sizeof *t);
	if (m->layers < 1 || m->layers > (m->compact ? 4u : 32u))
		return false;
	text.count = aztec_places(m, place);
	for (size_t i = 0; i < text.count; i++)
		bits[i] = module[place[i]];
	width = aztec_width(m, &polynomial);
	n = text.count / width;
	if (m->data + CHECKS_LEAST > n)
		return false;
	text.at = text.count % width;
	for (size_t i = 0; i < n; i++) {
		unsigned v = 0;

		(void)take(&text, width, &v);
		word[i] = (uint16_t)v;
	}
	rs_field_make(&field, polynomial);
	if (!rs_correct(&field, word, n, n - m->data, 1, &wrong))
		return false;
	t->spent = (uint32_t)(wrong * 200 / (n - m->data));
	text.at = 0;
	text.count = unstuff(word, m->data, width, bits);
	return text.count > 0 && read_text(text, t);
}
