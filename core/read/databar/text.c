/* text.c - values of DataBar characters to the element string they stand for
 *
 * GS1 DataBar Expanded packs its elements into bits: an encodation method with compressed
 * fields, then the general purpose field (ISO/IEC 24724, 7.2.4 and 7.2.5).  Whatever is
 * not defined there makes the whole symbol unread. */
#include <stdio.h>
#include <string.h>

#include "read/databar/databar.h"

#define GS '\x1d' /* FNC1 */
#define CHARACTER_BITS 12
#define CHARACTERS_MAX 22 /* of Expanded, the check character included */

static unsigned
power(unsigned exponent, unsigned p)
{
	unsigned v = 1;

	for (unsigned i = 0; i < exponent; i++)
		v = v * 3 % p;
	return v;
}

/* ---- a GTIN ---- */

static bool
put(struct databar_text *t, const char *bytes, size_t n)
{
	if (n >= DATABAR_TEXT_MAX - t->len)
		return false;
	memcpy(t->bytes + t->len, bytes, n);
	t->len += n;
	t->bytes[t->len] = 0;
	return true;
}

static bool
put_number(struct databar_text *t, unsigned value, int digits)
{
	char s[16];

	return put(t, s, (size_t)snprintf(s, sizeof s, "%0*u", digits, value));
}

/* AI 01 with thirteen digits and the check digit that belongs to them. */
static bool
put_gtin(struct databar_text *t, const char digits[13])
{
	unsigned sum = 0;

	for (size_t i = 0; i < 13; i++)
		sum += (unsigned)(digits[i] - '0') * (i % 2 == 0 ? 3 : 1);
	return put(t, "01", 2) && put(t, digits, 13) &&
	       put_number(t, (10 - sum % 10) % 10, 1);
}

/* A number that holds a GTIN; from `linkage` on it says besides that a composite
 * component stands above. */
static bool
put_value(struct databar_text *t, uint64_t value, uint64_t linkage, uint64_t end)
{
	char digits[24];

	*t = (struct databar_text){ 0 };
	if (value >= linkage)
		value -= linkage;
	if (value >= end)
		return false;
	snprintf(digits, sizeof digits, "%013llu", (unsigned long long)value);
	return put_gtin(t, digits);
}

bool
databar_halves(const struct databar_segment *left, const struct databar_segment *right,
               struct databar_text *text)
{
	unsigned sum = left->sum[0] + left->sum[1] * power(8, 79) +
	               right->sum[0] * power(16, 79) + right->sum[1] * power(24, 79);
	uint64_t value;

	/* 5.2.5: the check value, 8 and 72 left out, in two finder patterns */
	sum %= 79;
	sum += sum >= 8;
	sum += sum >= 72;
	if (left->kind != DATABAR_HALF_LEFT || right->kind != DATABAR_HALF_RIGHT ||
	    sum != 9u * left->finder + right->finder)
		return false;
	value = ((uint64_t)left->value[0] * 1597 + (uint64_t)left->value[1]) * 4537077 +
	        (uint64_t)right->value[0] * 1597 + (uint64_t)right->value[1];
	return put_value(text, value, 10000000000000, 10000000000000);
}

bool
databar_limited(const struct databar_segment *whole, struct databar_text *text)
{
	if (whole->kind != DATABAR_WHOLE_LIMITED ||
	    (whole->sum[0] + whole->sum[1]) % 89 != whole->finder)
		return false;
	return put_value(text,
	                 (uint64_t)whole->value[0] * 2013571 + (uint64_t)whole->value[1],
	                 2015133531096, 2000000000000);
}

/* ---- Expanded: pairs ---- */

/* Table 16: A1 is 0, A2 1, B1 2 ...; a row for each number of pairs, from 2. */
static const uint8_t sequences[][DATABAR_PAIRS_MAX] = {
	{ 0, 1 },
	{ 0, 3, 2 },
	{ 0, 5, 2, 7 },
	{ 0, 9, 2, 7, 4 },
	{ 0, 9, 2, 7, 6, 11 },
	{ 0, 9, 2, 7, 8, 11, 10 },
	{ 0, 1, 2, 3, 4, 5, 6, 7 },
	{ 0, 1, 2, 3, 4, 5, 6, 9, 8 },
	{ 0, 1, 2, 3, 4, 5, 6, 9, 10, 11 },
	{ 0, 1, 2, 3, 4, 7, 6, 9, 8, 11, 10 },
};

static size_t
characters_of(const struct databar_segment *first)
{
	return (size_t)first->value[0] / 211 + 4;
}

size_t
databar_pairs(const struct databar_segment *first)
{
	if (first->kind != DATABAR_PAIR || first->finder != 0 ||
	    characters_of(first) > CHARACTERS_MAX)
		return 0;
	return (characters_of(first) + 1) / 2;
}

unsigned
databar_finder(size_t pairs, size_t n)
{
	return sequences[pairs - 2][n];
}

bool
databar_expanded(const struct databar_segment *const *pair, size_t pairs,
                 struct databar_text *text)
{
	const size_t characters = characters_of(pair[0]);
	uint16_t data[CHARACTERS_MAX];
	unsigned sum = 0;

	if (databar_pairs(pair[0]) != pairs)
		return false;
	for (size_t i = 0; i < characters; i++) {
		const struct databar_segment *p = pair[i / 2];
		const unsigned side = i % 2;
		/* table 14: eight weights for each side of each finder, but A1's left,
		 * which is the check character itself */
		const unsigned row = 2u * p->finder + side - 1;

		if (p->finder != databar_finder(pairs, i / 2) ||
		    (p->value[1] == DATABAR_NO_VALUE) != (2 * (i / 2) + 2 > characters) ||
		    p->value[side] >= 1 << CHARACTER_BITS)
			return false;
		if (i == 0)
			continue;
		sum += p->sum[side] * power(8 * row, 211);
		data[i - 1] = (uint16_t)p->value[side];
	}
	return sum % 211 == (unsigned)pair[0]->value[0] % 211 &&
	       databar_fields(data, characters, text);
}

/* ---- Expanded: bits ---- */

struct bits {
	const uint16_t *data;
	size_t at, end;
};

static bool
left(const struct bits *b, size_t n)
{
	return b->end - b->at >= n;
}

/* The next n bits, 0 beyond the end. */
static unsigned
peek(const struct bits *b, size_t n)
{
	unsigned v = 0;

	for (size_t i = b->at; i < b->at + n; i++)
		v = v << 1 | (i < b->end ? (unsigned)b->data[i / CHARACTER_BITS] >>
		                                           (CHARACTER_BITS - 1 -
		                                            i % CHARACTER_BITS) &
		                                   1
		                         : 0);
	return v;
}

static unsigned
take(struct bits *b, size_t n)
{
	const unsigned v = peek(b, n);

	b->at += left(b, n) ? n : b->end - b->at;
	return v;
}

/* 7.2.5.4: a GTIN as a first digit and four groups of three, ten bits each. */
static bool
take_gtin(struct bits *b, unsigned first, struct databar_text *t)
{
	char digits[16];

	if (first > 9 || !left(b, 40))
		return false;
	digits[0] = (char)('0' + first);
	for (size_t i = 0; i < 4; i++) {
		const unsigned group = take(b, 10);

		if (group > 999)
			return false;
		snprintf(digits + 1 + 3 * i, 4, "%03u", group);
	}
	return put_gtin(t, digits);
}

/* An AI of four digits whose last one counts decimals, and its value of six. */
static bool
put_measure(struct databar_text *t, const char *ai, unsigned decimals, unsigned value)
{
	return put(t, ai, 3) && put_number(t, decimals, 1) && put_number(t, value, 6);
}

/* 7.2.5.4.3: 15 bits of kilogrammes, or of pounds in one of two scales. */
static bool
take_weight(struct bits *b, bool pounds, struct databar_text *t)
{
	unsigned weight;

	if (!left(b, 15))
		return false;
	weight = take(b, 15);
	if (!pounds)
		return put_measure(t, "310", 3, weight);
	if (weight < 10000)
		return put_measure(t, "320", 2, weight);
	return put_measure(t, "320", 3, weight - 10000);
}

#define NO_DATE 38400 /* 7.2.5.4.5: 100 years of 12 months of 32 days */

/* 20 bits of weight with its decimals, 16 bits of date. */
static bool
take_weight_and_date(struct bits *b, unsigned method, struct databar_text *t)
{
	static const char ais[][3] = { "11", "13", "15", "17" };
	unsigned weight, date;

	if (!left(b, 36))
		return false;
	weight = take(b, 20);
	date = take(b, 16);
	if (weight > 999999 || date > NO_DATE ||
	    !put_measure(t, method % 2 == 0 ? "310" : "320", weight / 100000,
	                 weight % 100000))
		return false;
	if (date == NO_DATE)
		return true;
	return put(t, ais[method / 2], 2) && put_number(t, date / 384, 2) &&
	       put_number(t, date / 32 % 12 + 1, 2) && put_number(t, date % 32, 2);
}

enum scheme { NUMERIC, ALPHANUMERIC, ISO646 }; /* 7.2.5.5 */

/* Of alphanumeric, 6 bits from 32 on; of ISO/IEC 646, 7 bits from 64, 8 bits from 232. */
static const char six[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ*,-./";
static const char seven[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
static const char eight[] = "!\"%&'()*+,-./:;<=>?_ ";

static bool
put_digit_or_fnc1(struct databar_text *t, unsigned v)
{
	const char c = v == 10 ? GS : (char)('0' + v);

	return put(t, &c, 1);
}

/* 7.2.5.5.1: two digits in seven bits; the last one may stand in four. */
static bool
take_digits(struct bits *b, enum scheme *scheme, struct databar_text *t)
{
	unsigned v;

	if (!left(b, 7)) {
		v = take(b, 4);
		b->at = b->end;
		return v == 0 || (v <= 10 && put_digit_or_fnc1(t, v - 1));
	}
	if (peek(b, 4) == 0) {
		take(b, 4);
		*scheme = ALPHANUMERIC;
		return true;
	}
	v = take(b, 7) - 8;
	return put_digit_or_fnc1(t, v / 11) && put_digit_or_fnc1(t, v % 11);
}

/* 7.2.5.5.2, 7.2.5.5.3: what both schemes of letters have in common. */
static bool
take_letter(struct bits *b, enum scheme *scheme, struct databar_text *t)
{
	unsigned v = peek(b, 5);

	if (v < 4) {
		*scheme = NUMERIC;
		take(b, 3);
		return true;
	}
	if (v == 4) {
		*scheme = *scheme == ISO646 ? ALPHANUMERIC : ISO646;
		take(b, 5);
		return true;
	}
	if (v < 16) {
		take(b, 5);
		if (v == 15) {
			*scheme = NUMERIC;
			/* Two digits follow, those of an AI.  Some encoders latch to
			 * numeric once more, which is no pair of digits. */
			if (left(b, 10) && peek(b, 7) < 8)
				take(b, 3);
		}
		return put_digit_or_fnc1(t, v - 5);
	}
	if (!left(b, *scheme == ALPHANUMERIC ? 6 : 7))
		return false;
	if (*scheme == ALPHANUMERIC) {
		v = take(b, 6) - 32;
		return v < sizeof six - 1 && put(t, &six[v], 1);
	}
	if ((v = peek(b, 7) - 64) < sizeof seven - 1) {
		take(b, 7);
		return put(t, &seven[v], 1);
	}
	if (!left(b, 8))
		return false;
	v = take(b, 8) - 232;
	return v < sizeof eight - 1 && put(t, &eight[v], 1);
}

static bool
take_general(struct bits *b, struct databar_text *t)
{
	enum scheme scheme = NUMERIC;

	while (b->at < b->end) {
		/* too few bits are left for anything: they fill up */
		if (!left(b, scheme == NUMERIC ? 4 : 5))
			break;
		if (scheme == NUMERIC ? !take_digits(b, &scheme, t)
		                      : !take_letter(b, &scheme, t))
			return false;
	}
	while (t->len > 0 &&
	       t->bytes[t->len - 1] == GS) /* ends an odd number of digits */
		t->bytes[--t->len] = 0;
	return true;
}

/* Two bits that tell again how long the symbol is: 7.2.5.3. */
static bool
take_length(struct bits *b, size_t characters)
{
	return take(b, 2) == (characters % 2) * 2 + (characters > 14);
}

bool
databar_fields(const uint16_t *data, size_t characters, struct databar_text *t)
{
	struct bits b = { data, 1, (characters - 1) * CHARACTER_BITS };

	/* bit 0 tells of a composite component; the method follows: 7.2.5.2, table 13 */
	*t = (struct databar_text){ 0 };
	if (peek(&b, 1) == 1) {
		take(&b, 1);
		return take_length(&b, characters) && take_gtin(&b, take(&b, 4), t) &&
		       take_general(&b, t);
	}
	if (peek(&b, 2) == 0) {
		take(&b, 2);
		return take_length(&b, characters) && take_general(&b, t) && t->len > 0;
	}
	if (peek(&b, 3) == 2) { /* 0100, 0101 */
		const bool pounds = take(&b, 4) & 1;

		return take_gtin(&b, 9, t) && take_weight(&b, pounds, t);
	}
	if (peek(&b, 4) == 6) { /* 01100, 01101 */
		const bool currency = take(&b, 5) & 1;
		unsigned v;

		if (!take_length(&b, characters) || !take_gtin(&b, 9, t) ||
		    !left(&b, 2) || !put(t, currency ? "393" : "392", 3) ||
		    !put_number(t, take(&b, 2), 1))
			return false;
		if (currency &&
		    (!left(&b, 10) || (v = take(&b, 10)) > 999 || !put_number(t, v, 3)))
			return false;
		return take_general(&b, t);
	}
	/* 0111000 to 0111111 */
	{
		const unsigned method = take(&b, 7) & 7;

		return take_gtin(&b, 9, t) && take_weight_and_date(&b, method, t);
	}
}
