/* name.c - names of roles and targets where they become parts of URLs and files */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "name.h"

static bool
unreserved(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c >= '0' && c <= '9') || (c != '\0' && strchr("_.-~", c) != NULL);
}

static char *
quote(const char *s, const char *also)
{
	static const char hex[] = "0123456789ABCDEF";
	char *out = malloc(strlen(s) * 3 + 1), *at = out;

	if (out == NULL)
		return NULL;
	for (; *s != '\0'; s++) {
		if (unreserved(*s) || strchr(also, *s) != NULL) {
			*at++ = *s;
			continue;
		}
		*at++ = '%';
		*at++ = hex[(uint8_t)*s >> 4];
		*at++ = hex[(uint8_t)*s & 15];
	}
	*at = '\0';
	return out;
}

char *
tuf_quote(const char *name)
{
	return quote(name, "");
}

char *
tuf_quote_path(const char *path)
{
	return quote(path, "/!$&'()*+,;=:@"); /* RFC 3986, pchar */
}

char *
tuf_url(const char *base, const char *rest)
{
	size_t n = strlen(base), room = n + strlen(rest) + 2;
	char *url = malloc(room);

	if (url != NULL)
		snprintf(url, room, "%s%s%s", base,
		         n > 0 && base[n - 1] == '/' ? "" : "/", rest);
	return url;
}
