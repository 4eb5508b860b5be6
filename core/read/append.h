/* append.h - structured append: parts of one text in several symbols, put together again */
#ifndef ASSAY_READ_APPEND_H
#define ASSAY_READ_APPEND_H

#include "read/hits.h"

#define APPEND_PARTS_MAX 16 /* ISO/IEC 18004 and 16022 allow no more */

enum append_end {
	APPEND_WHOLE,    /* all parts are there and fit */
	APPEND_MISSING,  /* some are not */
	APPEND_DISAGREE, /* two that are not equal claim one place, or the parity is wrong */
};

struct append {
	enum append_end end;
	uint16_t seen;          /* bit i: part i + 1 */
	const struct hit *part[APPEND_PARTS_MAX]; /* of the list given */
	uint8_t *payload;       /* of a whole text: free() it */
	size_t len;
};

/* Two parts of one text? */
bool append_alike(const struct hit *a, const struct hit *b);
/* Put together the text that list[first] is a part of.  Hits that are no parts, or of other
 * texts, are passed over; NULL entries too. */
enum assay_status append_join(const struct hit *const *list, size_t n, size_t first,
                              struct append *out);

#endif
