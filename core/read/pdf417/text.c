/* text.c - PDF417 codewords to text (ISO/IEC 15438, 5.4 to 5.6 and annex H)
 *
 * Text, byte and numeric compaction, extended channel interpretations (their numbers are
 * kept, the bytes stay as they came), and the control block of Macro PDF417. */
#include <string.h>

#include "read/pdf417/pdf417.h"

enum { /* codewords that are no data, table 5 */
       TEXT = 900,
       BYTES = 901,
       NUMERIC = 902,
       SHIFT_BYTE = 913,
       TERMINATOR = 922,
       FIELD = 923,
       BYTES_SIXES = 924,
       ECI_USER = 925,
       ECI_GENERAL = 926,
       ECI_CHARSET = 927,
       MACRO = 928,
};

/* Text compaction, table 6: submodes of 30 values each. */
enum { ALPHA, LOWER, MIXED, PUNCTUATION };
enum { TO_ALPHA = 1, TO_LOWER, TO_MIXED, TO_PUNCTUATION, ALPHA_ONCE, PUNCTUATION_ONCE };

/* clang-format off */
static const char submodes[4][31] = {
	"ABCDEFGHIJKLMNOPQRSTUVWXYZ \2\3\6",
	"abcdefghijklmnopqrstuvwxyz \5\3\6",
	"0123456789&\r\t,:#-.$/+%*=^\4 \2\1\6",
	";<>@[\\]_`~!\r\t,:\n-.$/\"|*()?{}'\1",
};
/* clang-format on */

struct cursor {
	const uint16_t *data;
	size_t at, end;
};

static bool
put(struct pdf417_text *t, unsigned byte)
{
	if (t->len == PDF417_TEXT_MAX || byte > 255)
		return false;
	t->bytes[t->len++] = (uint8_t)byte;
	return true;
}

/* How many data codewords follow. */
static size_t
stretch(const struct cursor *c)
{
	size_t n = 0;

	while (c->at + n < c->end && c->data[c->at + n] < TEXT)
		n++;
	return n;
}

/* An interpretation may be named anywhere; its text is all that it changes. */
static bool
take_eci(struct cursor *c, struct pdf417_text *t)
{
	const unsigned kind = c->data[c->at++];
	const size_t n = kind == ECI_GENERAL ? 2 : 1;
	uint32_t eci;

	if (c->end - c->at < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (c->data[c->at + i] >= TEXT)
			return false;
	eci = kind == ECI_CHARSET ? c->data[c->at]
	      : kind == ECI_USER  ? 810900u + c->data[c->at]
	                          : 900u * (c->data[c->at] + 1u) + c->data[c->at + 1];
	c->at += n;
	if (!t->has_eci)
		t->eci = eci;
	t->has_eci = true;
	return true;
}

static bool
take_letter(unsigned value, unsigned *submode, unsigned *once, struct pdf417_text *t)
{
	const unsigned from = *once != 0 ? *once - 1 : *submode;
	const unsigned char c = (unsigned char)submodes[from][value];

	*once = 0;
	switch (c) {
	case TO_ALPHA:
	case TO_LOWER:
	case TO_MIXED:
	case TO_PUNCTUATION:
		*submode = c - TO_ALPHA;
		return true;
	case ALPHA_ONCE:
		*once = ALPHA + 1;
		return true;
	case PUNCTUATION_ONCE:
		*once = PUNCTUATION + 1;
		return true;
	default:
		return put(t, c);
	}
}

/* Two values in a codeword; a shift to a byte changes nothing else. */
static bool
take_text(struct cursor *c, struct pdf417_text *t)
{
	unsigned submode = ALPHA, once = 0;

	while (c->at < c->end) {
		const unsigned v = c->data[c->at];

		if (v == SHIFT_BYTE) {
			if (c->end - c->at < 2 || !put(t, c->data[c->at + 1]))
				return false;
			c->at += 2;
			once = 0;
		} else if (v >= ECI_USER && v <= ECI_CHARSET) {
			if (!take_eci(c, t))
				return false;
		} else if (v < TEXT) {
			c->at++;
			if (!take_letter(v / 30, &submode, &once, t) ||
			    !take_letter(v % 30, &submode, &once, t))
				return false;
		} else {
			break;
		}
	}
	return true;
}

/* Five codewords are six bytes; of 901 the last one to five are a byte each. */
static bool
take_bytes(struct cursor *c, bool sixes, struct pdf417_text *t)
{
	while (c->at < c->end) {
		size_t n = stretch(c);

		if (n == 0) {
			if (c->data[c->at] < ECI_USER || c->data[c->at] > ECI_CHARSET)
				return true;
			if (!take_eci(c, t))
				return false;
			continue;
		}
		for (; n >= 5 && (sixes || n > 5); n -= 5) {
			uint64_t v = 0;

			for (size_t i = 0; i < 5; i++)
				v = v * 900 + c->data[c->at++];
			if (v >> 48 != 0)
				return false;
			for (int shift = 40; shift >= 0; shift -= 8)
				if (!put(t, v >> shift & 255))
					return false;
		}
		if (sixes && n > 0)
			return false;
		for (; n > 0; n--)
			if (!put(t, c->data[c->at++]))
				return false;
	}
	return true;
}

#define GROUP                                                                            \
	15 /* codewords that are one number of up to 45 digits, a 1 before the first */

/* A group of codewords to the digits that stand for them; returns how many, 0: none. */
static size_t
digits_of(const uint16_t *data, size_t n, uint8_t digit[48])
{
	size_t length = 0;

	memset(digit, 0, 48); /* the lowest first */
	for (size_t i = 0; i < n; i++) {
		unsigned carry = data[i];

		for (size_t k = 0; k < 48; k++) {
			carry += digit[k] * 900u;
			digit[k] = (uint8_t)(carry % 10);
			carry /= 10;
		}
	}
	for (size_t k = 0; k < 48; k++)
		length = digit[k] != 0 ? k + 1 : length;
	return length > 1 && digit[length - 1] == 1 ? length - 1 : 0;
}

static bool
take_digits(struct cursor *c, struct pdf417_text *t)
{
	while (c->at < c->end) {
		size_t n = stretch(c);

		if (n == 0) {
			if (c->data[c->at] < ECI_USER || c->data[c->at] > ECI_CHARSET)
				return true;
			if (!take_eci(c, t))
				return false;
			continue;
		}
		while (n > 0) {
			const size_t group = n < GROUP ? n : GROUP;
			uint8_t digit[48];
			size_t k = digits_of(c->data + c->at, group, digit);

			if (k == 0)
				return false;
			while (k-- > 0)
				if (!put(t, '0' + digit[k]))
					return false;
			c->at += group;
			n -= group;
		}
	}
	return true;
}

/* Annex H: the segment's number, the file it belongs to, and fields of which the number
 * of segments is kept. */
static bool
take_macro(struct cursor *c, struct pdf417_text *t)
{
	uint8_t digit[48];
	size_t n;

	if (c->end - c->at < 2 || (n = digits_of(c->data + c->at, 2, digit)) != 5)
		return false;
	c->at += 2;
	t->part = true;
	t->part_index = 0;
	while (n-- > 0)
		t->part_index = t->part_index * 10 + digit[n];
	for (n = stretch(c); n > 0; n--, c->at++)
		if (t->part_of_len < sizeof t->part_of / sizeof *t->part_of)
			t->part_of[t->part_of_len++] = c->data[c->at];
	while (c->at < c->end && c->data[c->at] == FIELD) {
		c->at++;
		if (c->at == c->end)
			return false;
		if (c->data[c->at] == 1 && c->end - c->at >= 3) {
			/* a latch to numeric compaction may stand before the number */
			size_t skip = c->data[c->at + 1] == NUMERIC ? 2 : 1;

			if (c->end - c->at < skip + 2 ||
			    (n = digits_of(c->data + c->at + skip, 2, digit)) != 5)
				return false;
			t->part_count = 0;
			while (n-- > 0)
				t->part_count = t->part_count * 10 + digit[n];
		}
		/* up to the next field: compaction of any kind */
		while (c->at < c->end && c->data[c->at] != FIELD &&
		       c->data[c->at] != TERMINATOR)
			c->at++;
	}
	if (c->at < c->end && c->data[c->at] == TERMINATOR) {
		t->last = true;
		c->at++;
	}
	while (c->at < c->end && c->data[c->at] == TEXT) /* filling */
		c->at++;
	return c->at == c->end;
}

bool
pdf417_text(const uint16_t *data, size_t n, struct pdf417_text *t)
{
	struct cursor c = { data, 0, n };
	bool good = true;

	*t = (struct pdf417_text){ 0 };
	if (n > 0 && data[0] < TEXT)
		good = take_text(&c, t);
	while (good && c.at < c.end) {
		switch (data[c.at++]) {
		case TEXT:
			good = take_text(&c, t);
			break;
		case BYTES:
			good = take_bytes(&c, false, t);
			break;
		case BYTES_SIXES:
			good = take_bytes(&c, true, t);
			break;
		case NUMERIC:
			good = take_digits(&c, t);
			break;
		case SHIFT_BYTE: /* before any latch it is text */
		case ECI_USER:
		case ECI_GENERAL:
		case ECI_CHARSET:
			c.at--;
			good = c.at == 0 && take_text(&c, t);
			break;
		case MACRO:
			good = take_macro(&c, t);
			break;
		default: /* reader initialisation, links to other symbols, not defined */
			good = false;
		}
	}
	return good && (t->len > 0 || t->part);
}
