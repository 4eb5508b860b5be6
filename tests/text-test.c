/* text-test.c - lines for people: never wider than a terminal, nothing lost
 *
 * Widths are those of East Asian terminals; whatever the text, every line fits, and
 * but for blanks at the breaks all of it is there. */
#include <stdarg.h>

#include "tap.h"
#include "text.h"
#include "tool.h"

void
complain(const char *format, ...)
{
	(void)format;
}

char *
shown_bytes(struct assay_bytes bytes)
{
	return assay_escape(bytes);
}

char *
shown(const char *name)
{
	return shown_bytes((struct assay_bytes){ (const uint8_t *)name, strlen(name) });
}

/* clang-format off */
static const struct { const char *text; size_t width; } widths[] = {
	{ "", 0 }, { "abc", 3 }, { "✔ ○ □ ✖ ·", 9 }, { "冰箱", 4 }, { "（，。）", 8 },
	{ "é", 1 }, { "e\xCC\x81", 1 }, { "한국어", 6 }, { "ｱ", 1 }, { "Ａ", 2 }, { "😀", 2 },
	{ "\xFF", 1 },
};

static const struct { const char *says, *unit; int times; } texts[] = {
	{ "nothing", "", 0 },
	{ "words", "serial ", 60 },
	{ "one endless word", "0123456789", 50 },
	{ "Chinese", "序列号不在对该物品完整的签名清单中，", 12 },
	{ "Chinese and Latin", "序列号 ABC123 在清单中。", 14 },
	{ "closing signs only", "，。）", 70 },
	{ "opening signs only", "（", 70 },
	{ "blanks", " ", 300 },
	{ "a link", "https://example.org/01/09521/21/A?x=1&y=", 9 },
	{ "wide signs", "😀", 90 },
	{ "combining marks", "e\xCC\x81", 120 },
	{ "bytes that are no text", "\xFF\xFE", 60 },
};
/* clang-format on */

static void
without_blanks(const char *from, char *to)
{
	for (; *from != '\0'; from++)
		if (*from != ' ' && *from != '\n')
			*to++ = *from;
	*to = '\0';
}

static void
test_wrap(const char *says, const char *text, size_t at, size_t indent)
{
	static char want[8192], got[8192];
	char *out = NULL, *line, *rest;
	size_t size = 0, widest = 0, column = at;
	struct text t = { open_memstream(&out, &size), ASSAY_EN, false };

	text_wrap(&t, at, indent, text);
	fclose(t.out);
	without_blanks(text, want);
	without_blanks(out, got);
	is_str(got, want, "%s, from column %zu: all of it", says, at);
	for (line = out; (rest = strchr(line, '\n')) != NULL; line = rest + 1) {
		*rest = '\0';
		if (column + text_width(line) > widest)
			widest = column + text_width(line);
		column = 0;
	}
	ok(widest <= TEXT_WIDTH && *line == '\0',
	   "%s, from column %zu: no line is too wide", says, at);
	free(out);
}

int
main(void)
{
	static char text[8192];
	char *flags = text_flags(ASSAY_FLAG_STOLEN | ASSAY_FLAG_EXPIRED, ASSAY_EN);

	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
		is_int(text_width(widths[i].text), widths[i].width, "width of \"%s\"",
		       widths[i].text[0] == '\xFF' ? "a byte" : widths[i].text);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		text[0] = '\0';
		for (int n = 0; n < texts[i].times; n++)
			strcat(text, texts[i].unit);
		test_wrap(texts[i].says, text, 0, 0);
		test_wrap(texts[i].says, text, 13, 13);
		test_wrap(texts[i].says, text, 70, 4);
	}
	is_str(flags, "EXPIRED STOLEN", "flags stand in the order of their bits");
	free(flags);
	return tap_end();
}
