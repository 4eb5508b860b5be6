/* fuzz-side.c - a side file of any bytes
 *
 * Holds: every value kept is one that a person could have typed on the command line -
 * UTF-8, not empty, not too long, under a key that somebody reads - and a file that
 * is parsed twice says the same twice. */
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "assay-check.h"
#include "side.h"
#include "tool.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

void
complain(const char *format, ...)
{
	char text[8192];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, in_words(format), args);
	va_end(args);
	for (const char *at = text; *at != '\0'; at++)
		if ((unsigned char)*at < 0x20 || *at == 0x7F)
			abort(); /* what is shown is escaped */
}

char *
shown(const char *name)
{
	char *text = assay_escape(assay_str(name));

	if (text == NULL)
		abort();
	return text;
}

static void
parse(struct side *s, const struct assay *a, const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	if (text == NULL)
		abort();
	if (size > 0)
		memcpy(text, data, size);
	*s = (struct side){ 0 };
	side_parse(s, a, text, size, "x.label");
	free(text);
}

static void
check(const struct assay *a, const char *key, const char *value)
{
	size_t n = strlen(value);

	if (!side_known(a, key) || n == 0 || n > SIDE_VALUE_MAX ||
	    !assay_utf8_valid(assay_str(value)))
		abort();
}

static bool
same(const char *x, const char *y)
{
	return (x == NULL) == (y == NULL) && (x == NULL || strcmp(x, y) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct assay *a;
	const struct assay_options options = { .size = sizeof options };
	struct side one, two;

	if (a == NULL && assay_new(&options, &a) != ASSAY_OK)
		abort();
	if (size > SIDE_FILE_MAX)
		return 0;
	parse(&one, a, data, size);
	parse(&two, a, data, size);
	if (one.n > SIDE_VALUES_MAX || one.n != two.n || !same(one.item, two.item) ||
	    !same(one.market, two.market))
		abort();
	for (size_t i = 0; i < one.n; i++) {
		check(a, one.typed[i].key, one.typed[i].value);
		if (strcmp(one.typed[i].value, two.typed[i].value) != 0)
			abort();
	}
	if (one.item != NULL)
		check(a, "item", one.item);
	if (one.market != NULL && strlen(one.market) != 2)
		abort();
	side_clear(&one);
	side_clear(&two);
	return 0;
}
