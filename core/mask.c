/* mask.c - secrets in what is shown
 *
 * A plugin says which typed values are secret, and how to find secrets of its kind in
 * any text: a product key is a product key in a QR code, a link or a remark.  A masked
 * text has as many bytes as it had before, so that lengths and places stay true. */
#include <stdlib.h>
#include <string.h>

#include "assay-check.h"
#include "mask.h"

bool
mask_key(const struct assay *a, const char *key)
{
	const size_t n = strlen(key);

	for (size_t i = 0; i < a->n_plugins; i++)
		for (const char *at = a->plugins[i].secrets;
		     at != NULL && n > 0 && (at = strstr(at, key)) != NULL; at += n)
			if ((at == a->plugins[i].secrets || at[-1] == ' ') &&
			    (at[n] == '\0' || at[n] == ' '))
				return true;
	return false;
}

/* The next secret at byte `from` or behind it, by any plugin; SIZE_MAX: none. */
static size_t
next(const struct assay *a, struct assay_bytes text, size_t from, size_t *len)
{
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < a->n_plugins; i++) {
		size_t n = 0, at = a->plugins[i].find_secret == NULL
		                           ? SIZE_MAX
		                           : a->plugins[i].find_secret(text, from, &n);

		/* a plugin that babbles is not believed */
		if (at == SIZE_MAX || at < from || n == 0 || at > text.len ||
		    n > text.len - at || at >= best)
			continue;
		best = at;
		*len = n;
	}
	return best;
}

bool
mask_any(const struct assay *a, struct assay_bytes text)
{
	size_t len;

	return next(a, text, 0, &len) != SIZE_MAX;
}

/* out: text.len + 1 bytes that hold the text. */
static void
mask_in(const struct assay *a, struct assay_bytes text, char *out)
{
	size_t len = 0;

	for (size_t at = 0; (at = next(a, text, at, &len)) != SIZE_MAX; at += len) {
		char after = out[at + len];

		assay_mask((struct assay_bytes){ text.data + at, len }, out + at);
		out[at + len] = after;
	}
}

char *
mask_copy(const struct assay *a, struct arena *arena, struct assay_bytes text)
{
	char *out = arena_copy(arena, text.data, text.len);

	if (out != NULL)
		mask_in(a, text, out);
	return out;
}

bool
mask_bytes(const struct assay *a, struct arena *arena, struct assay_bytes *text)
{
	char *out;

	if (!mask_any(a, *text))
		return true;
	out = mask_copy(a, arena, *text);
	text->data = (const uint8_t *)out;
	return out != NULL;
}

char *
assay_masked(const struct assay *a, struct assay_bytes text)
{
	char *out = malloc(text.len + 1);

	if (out == NULL)
		return NULL;
	if (text.len > 0)
		memcpy(out, text.data, text.len);
	out[text.len] = '\0';
	mask_in(a, text, out);
	return out;
}
