/* escape.c - the one way hostile text becomes something a person may read */
#include <stdio.h>
#include <stdlib.h>

#include "assay-check.h"
#include "escape.h"

/* Characters that can make a line read other than it is (Unicode UAX #9). */
static bool
is_bidi(uint32_t c)
{
	return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E)
		|| (c >= 0x2066 && c <= 0x2069);
}

/* Line and paragraph separators and the C1 block break lines in some viewers. */
static bool
is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

size_t
escape_into(char *out, size_t size, struct assay_bytes s)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t total = 0, kept = 0;
	bool full = size == 0;

	for (size_t at = 0; at < s.len;) {
		char piece[17];
		size_t used = 0, n;
		uint32_t c = 0;

		n = assay_utf8(s, at, &c);
		if (n == 1 && (c == '\\' || c == '\t' || c == '\n' || c == '\r')) {
			piece[used++] = '\\';
			piece[used++] = c == '\\' ? '\\' : c == '\t' ? 't' : c == '\n' ? 'n' : 'r';
		} else if (n == 0 || is_control(c) || is_bidi(c)) {
			if (n == 0)
				n = 1;
			for (size_t i = 0; i < n; i++) {
				piece[used++] = '\\';
				piece[used++] = 'x';
				piece[used++] = hex[s.data[at + i] >> 4];
				piece[used++] = hex[s.data[at + i] & 15];
			}
		} else {
			for (size_t i = 0; i < n; i++)
				piece[used++] = (char)s.data[at + i];
		}
		at += n;
		total += used;
		if (full || used >= size - kept) {
			full = true;
			continue;
		}
		for (size_t i = 0; i < used; i++)
			out[kept++] = piece[i];
	}
	if (size > 0)
		out[kept] = '\0';
	return total;
}

char *
assay_escape(struct assay_bytes text)
{
	size_t n = escape_into(NULL, 0, text) + 1;
	char *out = malloc(n);

	if (out != NULL)
		escape_into(out, n, text);
	return out;
}
