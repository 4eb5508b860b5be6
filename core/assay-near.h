/* assay-near.h - how alike two values are, for what fingers, keyboards and eyes do
 *
 * Header-only, like assay-check.h: the library's explanations and the plugins' rules
 * compare in the same way.  Everything here compares; nothing decides. */
#ifndef ASSAY_NEAR_H
#define ASSAY_NEAR_H

#include <string.h>

#include "assay-check.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ASSAY_SLIPS_MAX 2 /* what a person may get wrong in one number */
#define ASSAY_SLIP_LENGTH_MAX 64

/* Characters typed wrong, left out or put in between the two, at most
 * ASSAY_SLIPS_MAX + 1; longer values than ASSAY_SLIP_LENGTH_MAX are never a slip apart
 * unless equal. */
static inline size_t
assay_slips(struct assay_bytes a, struct assay_bytes b)
{
	size_t row[ASSAY_SLIP_LENGTH_MAX + 1];

	if (assay_bytes_equal(a, b))
		return 0;
	if (a.len > ASSAY_SLIP_LENGTH_MAX || b.len > ASSAY_SLIP_LENGTH_MAX ||
	    a.len > b.len + ASSAY_SLIPS_MAX || b.len > a.len + ASSAY_SLIPS_MAX)
		return ASSAY_SLIPS_MAX + 1;
	for (size_t j = 0; j <= b.len; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t before = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t best = before + (a.data[i - 1] != b.data[j - 1]);

			before = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[b.len] > ASSAY_SLIPS_MAX ? ASSAY_SLIPS_MAX + 1 : row[b.len];
}

static inline uint8_t
assay_upper(uint8_t c)
{
	return c >= 'a' && c <= 'z' ? (uint8_t)(c - 32) : c;
}

static inline bool
assay_same_case(struct assay_bytes a, struct assay_bytes b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (assay_upper(a.data[i]) != assay_upper(b.data[i]))
			return false;
	return true;
}

/* Equal but for leading zeros? */
static inline bool
assay_zeros_apart(struct assay_bytes a, struct assay_bytes b)
{
	if (a.len == b.len)
		return false;
	while (a.len > 0 && a.data[0] == '0') {
		a.data++;
		a.len--;
	}
	while (b.len > 0 && b.data[0] == '0') {
		b.data++;
		b.len--;
	}
	return assay_bytes_equal(a, b);
}

/* The digit that a letter is taken for, or the character itself in capitals. */
static inline uint8_t
assay_look(uint8_t c)
{
	static const char pairs[][2] = { { 'O', '0' }, { 'Q', '0' }, { 'I', '1' },
		                         { 'L', '1' }, { 'B', '8' }, { 'S', '5' },
		                         { 'Z', '2' }, { 'G', '6' } };

	c = c == '|' ? (uint8_t)'I' : assay_upper(c);
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (c == (uint8_t)pairs[i][0])
			return (uint8_t)pairs[i][1];
	return c;
}

/* Different, and equal to an eye that takes O for 0, I for 1, B for 8? */
static inline bool
assay_looks_like(struct assay_bytes a, struct assay_bytes b)
{
	if (a.len != b.len || assay_same_case(a, b))
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (assay_look(a.data[i]) != assay_look(b.data[i]))
			return false;
	return true;
}

/* ---- keyboards ---- */

#define ASSAY_LAYOUTS 3

/* What was meant, where s was typed on one keyboard set up as another: the n-th way, from
 * 0, into out of room bytes.  Its length; 0: no more ways, or this one changes nothing.
 * Serials hold letters, digits and few marks; the rest of a keyboard does not matter. */
static inline size_t
assay_layout(struct assay_bytes s, size_t n, uint8_t *out, size_t room)
{
	/* clang-format off */
	static const struct {
		uint32_t from, until; /* the layouts it is of, first and last */
		char gives[3];
		char meant;
	} keys[] = {
		/* 0: German and others, either way */
		{ 0, 0, "y", 'z' }, { 0, 0, "z", 'y' }, { 0, 0, "Y", 'Z' }, { 0, 0, "Z", 'Y' },
		{ 0, 0, "\xC3\x9F", '-' }, { 0, 0, "?", '_' },
		/* 1: fingers that know the French one, on another; 2: a scanner set up for the
		 * American one, on a French machine */
		{ 1, 2, "q", 'a' }, { 1, 2, "a", 'q' }, { 1, 2, "w", 'z' }, { 1, 2, "z", 'w' },
		{ 1, 2, "Q", 'A' }, { 1, 2, "A", 'Q' }, { 1, 2, "W", 'Z' }, { 1, 2, "Z", 'W' },
		{ 1, 1, ";", 'm' }, { 1, 1, ":", 'M' },
		{ 2, 2, ",", 'm' }, { 2, 2, "?", 'M' },
		{ 2, 2, "&", '1' }, { 2, 2, "\xC3\xA9", '2' }, { 2, 2, "\"", '3' }, { 2, 2, "'", '4' },
		{ 2, 2, "(", '5' }, { 2, 2, "-", '6' }, { 2, 2, "\xC3\xA8", '7' }, { 2, 2, "_", '8' },
		{ 2, 2, "\xC3\xA7", '9' }, { 2, 2, "\xC3\xA0", '0' }, { 2, 2, ")", '-' },
		{ 2, 2, "\xC2\xB0", '_' },
	};
	/* clang-format on */
	bool changed = false;
	size_t len = 0;

	for (size_t at = 0, step; n < ASSAY_LAYOUTS && at < s.len && len < room; at += step) {
		step = 1;
		out[len] = s.data[at];
		for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
			size_t wide = strlen(keys[k].gives);

			if (n < keys[k].from || n > keys[k].until || wide > s.len - at ||
			    memcmp(s.data + at, keys[k].gives, wide) != 0)
				continue;
			out[len] = (uint8_t)keys[k].meant;
			changed = true;
			step = wide;
			break;
		}
		len++;
	}
	return changed ? len : 0;
}

/* Was this typed for that, but for the case or the keyboard's layout? */
static inline bool
assay_same_keys(struct assay_bytes typed, struct assay_bytes meant)
{
	uint8_t text[96];

	if (assay_same_case(typed, meant))
		return true;
	for (size_t i = 0; typed.len < sizeof text && i < ASSAY_LAYOUTS; i++) {
		struct assay_bytes other = { text,
			                     assay_layout(typed, i, text, sizeof text) };

		if (other.len > 0 && assay_same_case(other, meant))
			return true;
	}
	return false;
}

/* Words that printers and developers use for trials: TEST, SAMPLE, 000000, 12345. */
static inline bool
assay_is_test(struct assay_bytes s)
{
	static const char *const words[] = { "TEST", "SAMPLE", "DEMO", "DUMMY", "XXXX" };
	bool zeros = s.len > 3, counting = s.len > 3;

	for (size_t i = 0; i < s.len; i++) {
		zeros = zeros && s.data[i] == '0';
		counting = counting && s.data[i] == '0' + (i + 1) % 10;
	}
	for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
		size_t n = strlen(words[w]);

		for (size_t i = 0; n <= s.len && i <= s.len - n; i++)
			if (assay_same_case((struct assay_bytes){ s.data + i, n },
			                    assay_str(words[w])))
				return true;
	}
	return zeros || counting;
}

#ifdef __cplusplus
}
#endif
#endif
