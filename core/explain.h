/* explain.h - innocent explanations that a finding may name as tried */
#ifndef ASSAY_EXPLAIN_H
#define ASSAY_EXPLAIN_H

#include "assay.h"

/* The row of that name; NULL: there is none. */
const struct assay_label *explanation_find(const char *name);

#endif
