/* makers.h - do two names mean two makers? */
#ifndef ASSAY_MAKERS_H
#define ASSAY_MAKERS_H

#include <stdbool.h>

/* Only where nothing explains the difference: names in two scripts, one within the other,
 * a firm's branches and legal forms, and slips are one maker. */
bool makers_differ(const char *a, const char *b);

#endif
