/* assay-makers.h - do two names mean two makers?
 *
 * Labels name one firm in many ways: short and in full, with its town in brackets, in
 * Chinese here and in Latin letters there.  Whoever says that two makers share one
 * licence has to be sure that they are two; so every doubt reads as one maker: names in
 * two scripts, one within the other, a firm's branches and legal forms, slips. */
/* clang-format off */
#ifndef ASSAY_MAKERS_H
#define ASSAY_MAKERS_H

#include <string.h>

#include "assay-check.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ASSAY_NAME_BYTES 255
#define ASSAY_NAME_WORDS 24
#define ASSAY_FIRST_CJK 0x2E80 /* scripts without spaces between words begin here */

/* A name without punctuation: its words, and what is written without spaces. */
struct assay_name {
	char latin[ASSAY_NAME_BYTES + 1]; /* words in small letters, a NUL behind each */
	const char *word[ASSAY_NAME_WORDS];
	size_t n_words;
	bool has_word; /* of three characters: fewer are a model, or a slip */
	char joined[ASSAY_NAME_BYTES + 1]; /* the words without anything between */
	char cjk[ASSAY_NAME_BYTES + 1];
};

static inline bool
assay_name_legal(const char *word)
{
	static const char *const legal_words[] = {
		"co", "ltd", "limited", "company", "inc", "corp", "corporation", "llc", "plc", "gmbh", "ag", "kg", "sa",
		"srl", "spa", "bv", "ab", "oy", "as", "group", "holding", "holdings", "factory", "works", "manufacturing",
		"mfg", "the", "of", "and",
	};

	for (size_t i = 0; i < sizeof legal_words / sizeof *legal_words; i++)
		if (strcmp(word, legal_words[i]) == 0)
			return true;
	return false;
}

/* Legal forms, and the town before the name: "佛山市". */
static inline void
assay_name_drop(char *s)
{
	static const char *const places[] = { "省", "市", "区", "县", "镇" };
	static const char *const legal_parts[] = {
		"有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "分公司", "公司", "集团", "总厂", "工厂", "厂",
		"科技", "实业", "发展", "贸易", "制造",
	};

	for (size_t i = 0; i < sizeof legal_parts / sizeof *legal_parts; i++) {
		size_t n = strlen(legal_parts[i]);

		for (char *at; (at = strstr(s, legal_parts[i])) != NULL;)
			memmove(at, at + n, strlen(at + n) + 1);
	}
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		for (char *at; (at = strstr(s, places[i])) != NULL && strlen(at) >= 9;)
			memmove(s, at + 3, strlen(at + 3) + 1);
}

static inline bool
assay_name_mark(uint32_t c)
{
	return (c < 0x80 && !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))) ||
	       (c >= 0x80 && c < 0xC0) || (c >= 0x2000 && c < 0x2E80) ||
	       (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF0F) ||
	       (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF40) ||
	       c >= 0xFF5B;
}

static inline void
assay_name_of(const char *s, struct assay_name *out)
{
	struct assay_bytes in = assay_str(s);
	size_t used = 0, cjk = 0, start = 0, n;
	bool inside = false; /* brackets: the town, or what it is called abroad */

	memset(out, 0, sizeof *out);
	if (in.len > ASSAY_NAME_BYTES)
		in.len = ASSAY_NAME_BYTES;
	for (size_t at = 0; at <= in.len; at += n) {
		uint32_t c = ' ';
		char folded[4];

		n = at < in.len ? assay_utf8(in, at, &c) : 1;
		if (n == 0 || at == in.len) {
			c = ' ';
			n = 1;
		}
		if (c >= 'A' && c <= 'Z')
			c += 'a' - 'A';
		if (c >= 0xFF01 && c <= 0xFF5E) { /* full-width */
			c -= 0xFF01 - 0x21;
			if (c >= 'A' && c <= 'Z')
				c += 'a' - 'A';
		}
		inside = (inside || c == '(' || c == 0xFF08) && c != ')' && c != 0xFF09;
		if (inside && at < in.len)
			c = ' ';
		if (!assay_name_mark(c) && c >= ASSAY_FIRST_CJK) {
			memcpy(out->cjk + cjk, in.data + at, n);
			cjk += n;
		} else if (!assay_name_mark(c)) {
			folded[0] = (char)c;
			if (c >= 0x80)
				memcpy(folded, in.data + at, n);
			memcpy(out->latin + used, folded, c < 0x80 ? 1 : n);
			used += c < 0x80 ? 1 : n;
			continue;
		}
		if (used == start)
			continue;
		out->latin[used] = '\0';
		if (out->n_words < ASSAY_NAME_WORDS && !assay_name_legal(out->latin + start)) {
			strcat(out->joined, out->latin + start);
			out->has_word = out->has_word || used - start >= 3;
			out->word[out->n_words++] = out->latin + start;
		}
		start = used = used < ASSAY_NAME_BYTES ? used + 1 : used;
	}
	assay_name_drop(out->cjk);
}

/* One stretch of at most that many bytes replaced, left out or put in? */
static inline bool
assay_name_nearly(const char *a, const char *b, size_t most)
{
	size_t n = strlen(a), m = strlen(b), least = n < m ? n : m, head = 0, tail = 0;

	while (head < least && a[head] == b[head])
		head++;
	while (tail < least - head && a[n - 1 - tail] == b[m - 1 - tail])
		tail++;
	return (n > m ? n : m) - head - tail <= most;
}

/* Two neighbours of three bytes each that changed places? */
static inline bool
assay_name_swapped(const char *a, const char *b)
{
	size_t n = strlen(a), head = 0;

	if (n != strlen(b))
		return false;
	while (head < n && a[head] == b[head])
		head++;
	head -= head % 3;
	return n - head >= 6 && memcmp(a + head, b + head + 3, 3) == 0 &&
	       memcmp(a + head + 3, b + head, 3) == 0 &&
	       strcmp(a + head + 6, b + head + 6) == 0;
}

static inline bool
assay_name_within(const char *a, const char *b)
{
	return strstr(a, b) != NULL || strstr(b, a) != NULL;
}

/* Does every word of the one stand in the other, but for a slip? */
static inline bool
assay_name_words(const struct assay_name *few, const struct assay_name *many)
{
	for (size_t i = 0; i < few->n_words; i++) {
		bool found = false;

		for (size_t k = 0; k < many->n_words && !found; k++)
			found = strcmp(few->word[i], many->word[k]) == 0 ||
			        (strlen(few->word[i]) > 4 &&
			         assay_name_nearly(few->word[i], many->word[k], 2));
		if (!found)
			return false;
	}
	return true;
}

static inline bool
assay_makers_differ(const char *a, const char *b)
{
	struct assay_name x, y;
	bool latin, cjk;

	assay_name_of(a, &x);
	assay_name_of(b, &y);
	latin = x.has_word && y.has_word;
	cjk = x.cjk[0] != '\0' && y.cjk[0] != '\0';
	if (!latin && !cjk)
		return false; /* two scripts, or nothing left: nobody can say */
	if (latin &&
	    (assay_name_within(x.joined, y.joined) || assay_name_nearly(x.joined, y.joined, 2) ||
	     assay_name_words(x.n_words < y.n_words ? &x : &y, x.n_words < y.n_words ? &y : &x)))
		return false;
	/* one character is a slip, of a name of at least three, or two that changed places */
	return !(cjk &&
	         (assay_name_within(x.cjk, y.cjk) ||
	          (strlen(x.cjk) >= 9 && strlen(y.cjk) >= 9 &&
	           assay_name_nearly(x.cjk, y.cjk, 3)) ||
	          assay_name_swapped(x.cjk, y.cjk)));
}

#ifdef __cplusplus
}
#endif
#endif
