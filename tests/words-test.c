/* words-test.c - each sentence takes the same values in both languages
 *
 * complain() passes the values of the English sentence to the Chinese one, so their
 * conversions must be the same ones in the same order. */
#include "tap.h"
#include "tool.h"

/* The conversions of a format, one behind the other: "%s%zu". */
static void
conversions(const char *format, char *out, size_t size)
{
	size_t n = 0;

	for (const char *at = format; (at = strchr(at, '%')) != NULL;) {
		size_t len = 1 + strspn(at + 1, "-+ 0123456789.*lzjh");

		for (size_t i = 0; i <= len && at[i] != '\0' && n + 1 < size; i++)
			out[n++] = at[i];
		at += at[len] == '\0' ? len : len + 1;
	}
	out[n] = '\0';
}

int
main(void)
{
	char en[128], zh[128];
	size_t n = 0;

	for (const struct sentence *s = sentences; s->en != NULL; s++, n++) {
		conversions(s->en, en, sizeof en);
		conversions(s->zh, zh, sizeof zh);
		is_str(zh, en, "%s", s->en);
		for (const struct sentence *other = sentences; other != s; other++)
			if (strcmp(other->en, s->en) == 0)
				ok(0, "stands there twice: %s", s->en);
	}
	ok(n > 40, "there are sentences");
	is_str(in_words("out of memory"), "out of memory", "English at first");
	speak(ASSAY_ZH);
	is_str(in_words("out of memory"), "内存不足", "then Chinese");
	is_str(in_words("nobody says this"), "nobody says this",
	       "what is missing is said in English");
	return tap_end();
}
