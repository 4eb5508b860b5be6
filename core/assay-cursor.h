/* assay-cursor.h - read hostile bytes without ever stepping outside them
 *
 * A cursor is what is left of a view.  A take that asks for more than is left
 * empties the cursor and marks it bad; it stays bad, so a parser reads like the
 * table of its format and tests once at the end. */
#ifndef ASSAY_CURSOR_H
#define ASSAY_CURSOR_H

#include "assay-types.h"

struct assay_cursor {
	struct assay_bytes left;
	bool bad;
};

/* The next n bytes; an empty view if there are fewer. */
static inline struct assay_bytes
assay_take(struct assay_cursor *c, size_t n)
{
	struct assay_bytes view = { c->left.data, n };

	if (n > c->left.len) {
		c->bad = true;
		c->left.len = 0;
		return (struct assay_bytes){ c->left.data, 0 };
	}
	if (n > 0)
		c->left.data += n;
	c->left.len -= n;
	return view;
}

/* An unsigned number of width 1 to 8 bytes, big-endian; 0 if there are fewer. */
static inline uint64_t
assay_take_be(struct assay_cursor *c, size_t width)
{
	struct assay_bytes view = assay_take(c, width);
	uint64_t n = 0;

	for (size_t i = 0; i < view.len; i++)
		n = n << 8 | view.data[i];
	return n;
}

/* The same, little-endian. */
static inline uint64_t
assay_take_le(struct assay_cursor *c, size_t width)
{
	struct assay_bytes view = assay_take(c, width);
	uint64_t n = 0;

	for (size_t i = view.len; i > 0; i--)
		n = n << 8 | view.data[i - 1];
	return n;
}

#endif
