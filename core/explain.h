/* explain.h - innocent explanations: what they are called, and how each is tried
 *
 * Every finding passes here before it may weigh S or P (report.c), whoever speaks: a
 * plugin may try an explanation itself, since it knows more of its values, but it cannot
 * leave one out. */
#ifndef ASSAY_EXPLAIN_H
#define ASSAY_EXPLAIN_H

#include "assay.h"
#include "assay-plugin.h"

/* What came of an explanation. */
enum explained {
	EXPLAIN_NOT_HERE = 0, /* it is none for a finding of this kind */
	EXPLAIN_RULED_OUT,
	EXPLAIN_HOLDS
};

/* All that an explanation may look at. */
struct explain_case {
	const struct assay_item *item;
	const struct assay_rule *rule;
	const struct assay_finding *finding;
	const struct assay_answer *answer; /* of the pair spoken of; NULL: not asked */
	bool admitted;                     /* a maker is admitted for a product in view */
};

/* The row of that name; NULL: there is none. */
const struct assay_label *explanation_find(const char *name);
/* Are all names in a list, parted by spaces, names of rows? */
bool explanations_known(const char *names);
/* The n-th explanation to be tried for a rule with that guide (NULL: none), from 0, and
 * what came of it; NULL past the last. */
const char *explanation_try(const struct explain_case *c, const struct assay_guide *guide,
                            size_t n, enum explained *out);
/* Is it one that leaves no more than W: fingers, a keyboard or a reader? */
bool explanation_is_slip(const char *name);

#endif
