/* decode.c - modules of a QR or Micro QR symbol to text (ISO/IEC 18004)
 *
 * Bytes come out as they stand in the symbol; no character set is guessed.  Whatever is
 * not defined is refused: a mode, a digit above nine, a count beyond the end. */
#include <string.h>

#include "read/qr/qr.h"
#include "read/rs.h"

#define LEVELS 4
#define VERSIONS 40
#define CODEWORDS_MAX 3706
#define BLOCK_MAX 255
#define FORMAT_WRONG_MAX 3 /* of 15 bits: what the code can correct */
#define GS 0x1d

/* Check codewords of a block, and blocks, by level and version. */
static const uint8_t
        checks_of[LEVELS][VERSIONS] = {
	        { 7,  10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30,
	          22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30,
	          30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30 },
	        { 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24,
	          24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28,
	          28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28 },
	        { 13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20,
	          30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30, 28, 30, 30,
	          30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30 },
	        { 17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24,
	          24, 30, 28, 28, 26, 28, 30, 24, 30, 30, 30, 30, 30, 30,
	          30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30 },
        };
static const uint8_t
        blocks_of[LEVELS][VERSIONS] = {
	        { 1,  1,  1,  1,  1,  2,  2,  2,  2,  4,  4,  4,  4,  4,
	          6,  6,  6,  6,  7,  8,  8,  9,  9,  10, 12, 12, 12, 13,
	          14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25 },
	        { 1,  1,  1,  2,  2,  4,  4,  4,  5,  5,  5,  8,  9,  9,
	          10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26,
	          28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49 },
	        { 1,  1,  2,  2,  4,  4,  6,  6,  8,  8,  8,  10, 12, 16,
	          12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35,
	          38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68 },
	        { 1,  1,  2,  4,  4,  4,  5,  6,  8,  8,  11, 11, 16, 16,
	          18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42,
	          45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81 },
        };

/* Of the check codewords of small symbols some may only be used to find errors. */
static size_t
kept_for_finding(size_t version, unsigned level)
{
	static const uint8_t kept[3][LEVELS] = { { 3, 2, 1, 1 },
		                                 { 2, 0, 0, 0 },
		                                 { 1, 0, 0, 0 } };

	return version <= 3 ? kept[version - 1][level] : 0;
}

/* Micro QR by the symbol number of its format information. */
static const struct micro {
	uint8_t version, data_bits, checks, correctable, level;
} micros[8] = {
	{ 1, 20, 2, 0, 0 },   { 2, 40, 5, 1, 0 },  { 2, 32, 6, 2, 1 },
	{ 3, 84, 6, 2, 0 },   { 3, 68, 8, 4, 1 },  { 4, 128, 8, 3, 0 },
	{ 4, 112, 10, 5, 1 }, { 4, 80, 14, 7, 2 },
};

/* Correct word in place if at most `most` codewords are wrong, which may be fewer than
 * its `checks` last ones could mend (ISO/IEC 18004, table 9); else word stays. */
static bool
correct(const struct rs_field *f, uint8_t *word, size_t n, size_t checks, size_t most,
        size_t *wrong)
{
	uint8_t fixed[BLOCK_MAX];

	*wrong = 0;
	if (n > sizeof fixed || checks >= n)
		return false;
	memcpy(fixed, word, n);
	if (!rs_correct_bytes(f, fixed, n, checks, 0, wrong) || *wrong > most)
		return false;
	memcpy(word, fixed, n);
	return true;
}

/* ---- where things stand ---- */

static size_t
version_of(size_t side)
{
	return (side - 17) / 4;
}

size_t
qr_alignments(size_t side, uint8_t at[QR_ALIGNMENTS_MAX])
{
	const size_t version = side < QR_SIDE_LEAST ? 1 : version_of(side);
	const size_t count = version / 7 + 2;
	size_t step;

	if (version < 2)
		return 0;
	step = (version * 8 + count * 3 + 5) / (count * 4 - 4) * 2;
	at[0] = 6;
	for (size_t i = 1; i < count; i++)
		at[i] = (uint8_t)(side - 7 - (count - 1 - i) * step);
	return count;
}

static enum qr_module
finder_at(size_t row, size_t column)
{
	const size_t r = row > 3 ? row - 3 : 3 - row,
	             c = column > 3 ? column - 3 : 3 - column;
	const size_t ring = r > c ? r : c;

	return ring == 2 || ring == 4 ? QR_LIGHT : QR_DARK;
}

enum qr_module
qr_module_at(size_t side, size_t row, size_t column)
{
	const size_t last = side - 1;
	uint8_t at[QR_ALIGNMENTS_MAX];
	size_t count, i, k;

	if (row < 8 && column < 8)
		return finder_at(row, column);
	if (side < QR_SIDE_LEAST) {
		if (row == 0 || column == 0)
			return (row + column) % 2 == 0 ? QR_DARK : QR_LIGHT;
		return (row == 8 && column <= 8) || (column == 8 && row <= 8) ? QR_INFO
		                                                              : QR_DATA;
	}
	if (row < 8 && last - column < 8)
		return finder_at(row, last - column);
	if (last - row < 8 && column < 8)
		return finder_at(last - row, column);
	if ((row == 8 && (column <= 8 || last - column < 8)) ||
	    (column == 8 && (row <= 8 || last - row < 8)))
		return row == side - 8           ? QR_DARK
		       : row == 6 || column == 6 ? QR_DARK
		                                 : QR_INFO;
	if (row == 6 || column == 6)
		return (row + column) % 2 == 0 ? QR_DARK : QR_LIGHT;
	if (side >= 45 &&
	    ((row < 6 && last - column < 11) || (last - row < 11 && column < 6)))
		return QR_INFO;
	count = qr_alignments(side, at);
	for (i = 0; i < count && (row + 2 < at[i] || row > at[i] + 2u); i++)
		;
	for (k = 0; k < count && (column + 2 < at[k] || column > at[k] + 2u); k++)
		;
	if (i == count || k == count || (i == 0 && k == 0) ||
	    (i == 0 && k == count - 1) || (i == count - 1 && k == 0))
		return QR_DATA;
	row = row > at[i] ? row - at[i] : at[i] - row;
	column = column > at[k] ? column - at[k] : at[k] - column;
	return (row > column ? row : column) == 1 ? QR_LIGHT : QR_DARK;
}

static bool
masked(unsigned mask, size_t row, size_t column)
{
	const size_t product = row * column;

	switch (mask) {
	case 0:
		return (row + column) % 2 == 0;
	case 1:
		return row % 2 == 0;
	case 2:
		return column % 3 == 0;
	case 3:
		return (row + column) % 3 == 0;
	case 4:
		return (row / 2 + column / 3) % 2 == 0;
	case 5:
		return product % 2 + product % 3 == 0;
	case 6:
		return (product % 2 + product % 3) % 2 == 0;
	default:
		return ((row + column) % 2 + product % 3) % 2 == 0;
	}
}

/* ---- format information ---- */

struct view { /* modules, mirrored or not */
	const uint8_t *module;
	size_t side;
	bool mirrored;
};

static unsigned
get(const struct view *v, size_t row, size_t column)
{
	return v->mirrored ? v->module[column * v->side + row]
	                   : v->module[row * v->side + column];
}

/* The 15 bits of five, by the code of the standard. */
static unsigned
format_code(unsigned five)
{
	unsigned rest = five << 10;

	for (int i = 4; i >= 0; i--)
		if (rest & 1u << (i + 10))
			rest ^= 0x537u << i;
	return five << 10 | rest;
}

static unsigned
format_bits(const struct view *v, unsigned copy)
{
	const size_t side = v->side;
	unsigned bits = 0;

	for (unsigned i = 0; i < 15; i++) {
		size_t row, column;

		if (side < QR_SIDE_LEAST) {
			row = i < 7 ? i + 1 : 8;
			column = i < 8 ? 8 : 15 - i;
		} else if (copy == 0) {
			row = i < 6 ? i : i < 8 ? i + 1 : 8;
			column = i < 8 ? 8 : i == 8 ? 7 : 14 - i;
		} else {
			row = i < 8 ? 8 : side - 15 + i;
			column = i < 8 ? side - 1 - i : 8;
		}
		bits |= get(v, row, column) << i;
	}
	return bits;
}

static unsigned
distance(unsigned a, unsigned b)
{
	unsigned n = 0;

	for (a ^= b; a != 0; a &= a - 1)
		n++;
	return n;
}

/* The formats that are near what stands there, the likeliest first. */
static size_t
formats(const struct view *v, unsigned out[3])
{
	const bool micro = v->side < QR_SIDE_LEAST;
	const unsigned mask = micro ? 0x4445 : 0x5412, copies = micro ? 1 : 2;
	unsigned bits[2] = { 0 }, best[3] = { 0 }, least[3] = { 99, 99, 99 };
	size_t count = 0;

	for (unsigned c = 0; c < copies; c++)
		bits[c] = format_bits(v, c);
	for (unsigned f = 0; f < 32; f++) {
		unsigned sum = 0;

		for (unsigned c = 0; c < copies; c++) {
			unsigned d = distance(format_code(f) ^ mask, bits[c]);

			sum += d;
			if (d < least[1 + c]) {
				least[1 + c] = d;
				best[1 + c] = f;
			}
		}
		if (sum < least[0]) {
			least[0] = sum;
			best[0] = f;
		}
	}
	for (unsigned i = 0; i < 3; i++) {
		bool known = least[i] >
		             (i == 0 ? copies * FORMAT_WRONG_MAX : FORMAT_WRONG_MAX);

		for (size_t k = 0; k < count; k++)
			known = known || out[k] == best[i];
		if (!known)
			out[count++] = best[i];
	}
	return count;
}

/* ---- codewords ---- */

/* Data modules in the order of the standard, unmasked, as bits into codewords of eight;
 * the codeword number `nibble` has four.  Returns how many are full. */
static size_t
collect(const struct view *v, unsigned mask, size_t nibble, uint8_t *out)
{
	const size_t side = v->side;
	const bool micro = side < QR_SIDE_LEAST;
	size_t n = 0, bits = 0;
	bool up = true;

	for (size_t right = side - 1; right > 0 && right < side; right -= 2) {
		if (!micro && right == 6)
			right = 5; /* the timing pattern */
		for (size_t i = 0; i < side; i++)
			for (size_t k = 0; k < 2; k++) {
				size_t row = up ? side - 1 - i : i, column = right - k;
				unsigned bit;

				if (qr_module_at(side, row, column) != QR_DATA ||
				    n == CODEWORDS_MAX)
					continue;
				bit = get(v, row, column) ^ masked(mask, row, column);
				out[n] = (uint8_t)((bits == 0 ? 0u : out[n] * 2u) | bit);
				if (++bits == (n == nibble ? 4u : 8u)) {
					n++;
					bits = 0;
				}
			}
		up = !up;
		if (right < 2)
			break;
	}
	return n;
}

/* ---- text ---- */

struct bits {
	const uint8_t *data;
	size_t at, count; /* bits */
};

/* The next n bits; false and nothing taken if there are fewer. */
static bool
take(struct bits *b, size_t n, uint32_t *out)
{
	if (n > b->count - b->at)
		return false;
	*out = 0;
	for (size_t i = 0; i < n; i++, b->at++)
		*out = *out << 1 | (uint32_t)(b->data[b->at / 8] >> (7 - b->at % 8) & 1);
	return true;
}

static bool
put(struct qr_text *t, unsigned byte)
{
	if (t->len == QR_TEXT_MAX)
		return false;
	t->bytes[t->len++] = (uint8_t)byte;
	return true;
}

static bool
take_digits(struct bits *b, size_t count, struct qr_text *t)
{
	static const struct {
		uint8_t bits;
		uint16_t below;
	} forms[] = { { 0, 0 }, { 4, 10 }, { 7, 100 }, { 10, 1000 } };
	uint32_t v;

	while (count > 0) {
		size_t n = count < 3 ? count : 3;

		if (!take(b, forms[n].bits, &v) || v >= forms[n].below)
			return false;
		for (uint32_t unit = forms[n].below / 10u; unit > 0; unit /= 10)
			if (!put(t, '0' + v / unit % 10))
				return false;
		count -= n;
	}
	return true;
}

static bool
take_letters(struct bits *b, size_t count, struct qr_text *t)
{
	static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
	const bool gs1 = t->fnc1 || t->fnc1_second;
	bool percent = false; /* one waits to be told from FNC1 */
	uint32_t v;

	while (count > 0) {
		size_t n = count < 2 ? count : 2;

		if (!take(b, n == 2 ? 11 : 6, &v) || v >= (n == 2 ? 45u * 45 : 45u))
			return false;
		for (size_t i = 0; i < n; i++) {
			char c = letters[n == 2 && i == 0 ? v / 45 : v % 45];

			if (gs1 && c == '%' && !percent) {
				percent = true;
				continue;
			}
			if (percent && c != '%' && !put(t, GS))
				return false;
			if (!put(t, (unsigned char)c))
				return false;
			percent = false;
		}
		count -= n;
	}
	return !percent || put(t, GS);
}

static bool
take_bytes(struct bits *b, size_t count, struct qr_text *t)
{
	uint32_t v;

	for (; count > 0; count--)
		if (!take(b, 8, &v) || !put(t, v))
			return false;
	return true;
}

static bool
take_kanji(struct bits *b, size_t count, struct qr_text *t)
{
	uint32_t v;

	if (t->eci.count > 0) /* its bytes are of another set than the one named */
		eci_mark(&t->eci, t->len, ECI_UNKNOWN);
	for (; count > 0; count--) {
		if (!take(b, 13, &v))
			return false;
		v = (v / 0xc0) << 8 | v % 0xc0;
		v += v < 0x1f00 ? 0x8140 : 0xc140;
		if (!put(t, v >> 8) || !put(t, v & 0xff))
			return false;
	}
	return true;
}

/* GB/T 18284: two bytes of GB 2312. */
static bool
take_hanzi(struct bits *b, size_t count, struct qr_text *t)
{
	uint32_t v;

	if (t->eci.count > 0)
		eci_mark(&t->eci, t->len, ECI_UNKNOWN);
	for (; count > 0; count--) {
		if (!take(b, 13, &v))
			return false;
		v = (v / 0x60) << 8 | v % 0x60;
		v += v < 0xa00 ? 0xa1a1 : 0xa6a1;
		if (!put(t, v >> 8) || !put(t, v & 0xff))
			return false;
	}
	return true;
}

static bool
take_eci(struct bits *b, struct qr_text *t)
{
	uint32_t v, more;

	if (!take(b, 8, &v))
		return false;
	if ((v & 0xc0) == 0x80) {
		if (!take(b, 8, &more))
			return false;
		v = (v & 0x3f) << 8 | more;
	} else if ((v & 0xe0) == 0xc0) {
		if (!take(b, 16, &more))
			return false;
		v = (v & 0x1f) << 16 | more;
	} else if ((v & 0x80) != 0) {
		return false;
	}
	if (v > 999999)
		return false;
	eci_mark(&t->eci, t->len, v);
	return true;
}

/* FNC1 in second position: what stands before the text, as ISO/IEC 15424 has it. */
static bool
take_application(struct bits *b, struct qr_text *t)
{
	uint32_t v;

	if (t->len > 0 || !take(b, 8, &v))
		return false;
	t->fnc1_second = true;
	if (v < 100)
		return put(t, '0' + v / 10) && put(t, '0' + v % 10);
	v -= 100;
	return ((v >= 'A' && v <= 'Z') || (v >= 'a' && v <= 'z')) && put(t, v);
}

static bool
take_append(struct bits *b, struct qr_text *t)
{
	uint32_t index, count, parity;

	if (t->len > 0 || !take(b, 4, &index) || !take(b, 4, &count) ||
	    !take(b, 8, &parity) || index > count)
		return false;
	t->part = true;
	t->part_index = (uint8_t)index;
	t->part_count = (uint8_t)(count + 1);
	t->part_parity = (uint8_t)parity;
	return true;
}

typedef bool take_segment(struct bits *b, size_t count, struct qr_text *t);

/* Modes that hold text, in the order of Micro QR's indicators. */
static const struct segment {
	uint8_t mode;
	uint8_t count_bits[3];       /* versions to 9, to 26, to 40 */
	uint8_t micro_count_bits[4]; /* M1 to M4; 0: not there */
	take_segment *take;
} segments[] = {
	{ 1, { 10, 12, 14 }, { 3, 4, 5, 6 }, take_digits },
	{ 2, { 9, 11, 13 }, { 0, 3, 4, 5 }, take_letters },
	{ 4, { 8, 16, 16 }, { 0, 0, 4, 5 }, take_bytes },
	{ 8, { 8, 10, 12 }, { 0, 0, 3, 4 }, take_kanji },
	{ 13, { 8, 10, 12 }, { 0, 0, 0, 0 }, take_hanzi },
};
#define SEGMENTS (sizeof segments / sizeof *segments)

static bool
read_text(struct bits *b, size_t version, struct qr_text *t)
{
	const size_t range = version <= 9 ? 0 : version <= 26 ? 1 : 2;
	uint32_t mode, count, subset;
	size_t i;

	t->len = 0;
	while (take(b, 4, &mode) && mode != 0) {
		bool good = true;

		switch (mode) {
		case 3:
			good = take_append(b, t);
			break;
		case 5:
			good = t->len == 0;
			t->fnc1 = true;
			break;
		case 7:
			good = take_eci(b, t);
			break;
		case 9:
			good = take_application(b, t);
			break;
		default:
			for (i = 0; i < SEGMENTS && segments[i].mode != mode; i++)
				;
			good = i < SEGMENTS &&
			       (mode != 13 || (take(b, 4, &subset) && subset == 1)) &&
			       take(b, segments[i].count_bits[range], &count) &&
			       segments[i].take(b, count, t);
		}
		if (!good)
			return false;
	}
	return t->len > 0;
}

static bool
read_micro_text(struct bits *b, size_t version, struct qr_text *t)
{
	uint32_t mode = 0, count;

	t->len = 0;
	while (take(b, version - 1, &mode)) {
		size_t width =
		        mode < 4 ? segments[mode].micro_count_bits[version - 1] : 0;

		/* digits, none of them: the end; near the end it may be cut off */
		if (width == 0 || !take(b, width, &count))
			return width > 0 && mode == 0 && t->len > 0;
		if (mode == 0 && count == 0)
			break;
		if (!segments[mode].take(b, count, t))
			return false;
	}
	return t->len > 0;
}

/* ---- whole symbols ---- */

static void
note(struct qr_text *t, size_t wrong, size_t most)
{
	uint32_t spent = most == 0 ? 0 : (uint32_t)(wrong * 100 / most);

	t->spent = spent > t->spent ? spent : t->spent;
}

static bool
decode_micro(const struct rs_field *f, const struct view *v, unsigned format,
             struct qr_text *t)
{
	static const uint8_t masks[4] = { 1, 4, 6, 7 };
	const struct micro *m = &micros[format >> 2];
	const size_t data = (m->data_bits + 7u) / 8, n = data + m->checks;
	const bool nibble = m->data_bits % 8 != 0;
	uint8_t word[CODEWORDS_MAX], last;
	struct bits bits = { word, 0, m->data_bits };
	size_t wrong;

	if (v->side != 9u + 2u * m->version)
		return false;
	t->mask = masks[format & 3];
	t->level = m->level;
	if (collect(v, t->mask, nibble ? data - 1 : SIZE_MAX, word) < n)
		return false;
	if (nibble)
		word[data - 1] = (uint8_t)(word[data - 1] << 4);
	last = word[data - 1];
	if (!correct(f, word, n, m->checks, m->correctable, &wrong))
		return false;
	/* Four modules cannot have said the rest of that codeword.  There are printers
	 * whose check codewords count something else in, though; all others must be right
	 * then. */
	if (nibble && (word[data - 1] & 15) != 0) {
		if (wrong > 1)
			return false;
		word[data - 1] = last;
	}
	t->correctable = m->correctable;
	note(t, wrong, m->correctable);
	return read_micro_text(&bits, m->version, t);
}

static bool
decode_full(const struct rs_field *f, const struct view *v, unsigned format,
            struct qr_text *t)
{
	static const uint8_t level_of[4] = { 1, 0, 3, 2 };
	const size_t version = version_of(v->side);
	uint8_t all[CODEWORDS_MAX], data[CODEWORDS_MAX], block[BLOCK_MAX + 1];
	size_t n, blocks, checks, shorter, short_data, got = 0;
	struct bits bits = { data, 0, 0 };

	t->level = level_of[format >> 3];
	t->mask = format & 7;
	n = collect(v, t->mask, SIZE_MAX, all);
	blocks = blocks_of[t->level][version - 1];
	checks = checks_of[t->level][version - 1];
	shorter = blocks - n % blocks; /* blocks with a data codeword less, the first */
	short_data = n / blocks - checks;
	for (size_t b = 0; b < blocks; b++) {
		const size_t own = short_data + (b >= shorter);
		const size_t most = (checks - kept_for_finding(version, t->level)) / 2;
		size_t wrong;

		for (size_t i = 0; i < own; i++)
			block[i] = i < short_data
			                   ? all[i * blocks + b]
			                   : all[short_data * blocks + b - shorter];
		for (size_t i = 0; i < checks; i++)
			block[own + i] = all[n - (checks - i) * blocks + b];
		if (!correct(f, block, own + checks, checks, most, &wrong))
			return false;
		t->correctable = (uint32_t)most;
		note(t, wrong, most);
		memcpy(data + got, block, own);
		got += own;
	}
	bits.count = got * 8;
	return read_text(&bits, version, t);
}

bool
qr_decode(const uint8_t *module, size_t side, struct qr_text *t)
{
	const bool micro = side < QR_SIDE_LEAST;
	struct rs_field field;

	if (micro ? side < 11 || side % 2 == 0 : side > QR_SIDE_MAX || side % 4 != 1)
		return false;
	rs_field_make(&field, 0x11d);
	for (int mirrored = 0; mirrored < 2; mirrored++) {
		const struct view view = { module, side, mirrored != 0 };
		unsigned candidates[3];
		const size_t count = formats(&view, candidates);

		for (size_t i = 0; i < count; i++) {
			memset(t, 0, sizeof *t);
			t->mirrored = view.mirrored;
			if (micro ? decode_micro(&field, &view, candidates[i], t)
			          : decode_full(&field, &view, candidates[i], t))
				return true;
		}
	}
	return false;
}
