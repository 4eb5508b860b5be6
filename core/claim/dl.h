/* dl.h - GS1 Digital Links: the elements in a web address, and the address of elements */
#ifndef ASSAY_DL_H
#define ASSAY_DL_H

#include "gs1.h"

enum dl {
	DL_NONE = 0,   /* a link like any other */
	DL_VALID,
	DL_BROKEN,     /* meant as one, and out has the fault */
	DL_COMPRESSED  /* may be a compressed one: unread */
};

/* The elements of a link: primary key first, then its qualifiers, then the query.
 * Where the fault is a check digit or a date, the elements are kept. */
enum dl dl_parse(struct assay_bytes url, int64_t now, struct gs1 *out);

/* The link of these elements under a stem such as "https://example.com": primary
 * key, qualifiers in their order, the rest as query.  canonical: the query sorted,
 * and without what may not stand in one.  Length of the text; 0: no primary key, an
 * element that has no place, or it does not fit. */
size_t dl_build(const struct gs1 *g, const char *stem, bool canonical, char *out, size_t size);
#define DL_CANONICAL_STEM "https://id.gs1.org"

#endif
