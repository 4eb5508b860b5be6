/* make.h - a list from a spreadsheet */
#ifndef ASSAY_MAKE_H
#define ASSAY_MAKE_H

#include "assay.h"

/* What tests force; 0 (S: -1): as the number of entries asks. */
struct make_forced {
	unsigned key_bytes;
	int prefix_bytes;
	unsigned attribute_bytes;
	size_t room; /* entries in memory */
};
enum assay_status list_make(const struct assay_list_build *build,
                            const struct make_forced *forced,
                            struct assay_list_facts *facts, struct assay_error *error);

#endif
