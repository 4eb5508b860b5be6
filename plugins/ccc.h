/* ccc.h - the number of a China Compulsory Certificate
 *
 * 16 digits: year of first issue 4, certification body 2, product class 4, sequence
 * 6.  There is no check digit.  A self-declaration has 97 or 98 where the body, or
 * the first half of the class, would stand. */
#ifndef CCC_H
#define CCC_H

#include "plugin-common.h"

#define CCC_DIGITS 16
#define CCC_FIRST_YEAR 2002 /* the scheme began on 2002-05-01 */
#define CCC_CLASS_MAX 30    /* of the first half of the class */

struct ccc {
	struct plain text;
	int32_t year,
	        family; /* family: first half of the class; -1 where not well-formed */
	bool self_declared;
	char reason[48]; /* what is wrong with it; "": nothing */
};

static inline struct ccc
ccc_of(struct assay_bytes value, int64_t now)
{
	struct ccc c = { .text = plain_of(value, " -"), .year = -1, .family = -1 };
	struct assay_bytes s = plain_bytes(&c.text);
	int32_t body, today = assay_day_at(now);

	if (!c.text.ok || !assay_all_digits(s)) {
		snprintf(c.reason, sizeof c.reason, "not all digits");
		return c;
	}
	if (s.len != CCC_DIGITS) {
		snprintf(c.reason, sizeof c.reason, "%zu digits", s.len);
		return c;
	}
	c.year = assay_number(s, 0, 4);
	c.family = assay_number(s, 6, 2);
	body = assay_number(s, 4, 2);
	c.self_declared = body == 97 || body == 98 || c.family == 97 || c.family == 98;
	if (c.year < CCC_FIRST_YEAR)
		snprintf(c.reason, sizeof c.reason, "CCC started %d", CCC_FIRST_YEAR);
	else if (today != ASSAY_NO_DAY && c.year > assay_date_of(today).year)
		snprintf(c.reason, sizeof c.reason, "year is in the future");
	else if (body == 0)
		snprintf(c.reason, sizeof c.reason, "no body 00");
	else if (!c.self_declared && (c.family < 1 || c.family > CCC_CLASS_MAX))
		snprintf(c.reason, sizeof c.reason, "no class family %02d",
		         (int)c.family);
	return c;
}

/* Judge the form of every number typed under that key, by the rule of that name. */
static inline void
ccc_judge_form(struct exam *x, const char *rule, const char *key)
{
	const struct assay_claim *claim;

	for (size_t n = 0; (claim = assay_claim(x->item, key, n)) != NULL; n++) {
		struct ccc c = ccc_of(claim->value, x->item->now);
		const char *t = c.text.text;

		if (claim->value.len == 0)
			continue;
		if (c.reason[0] != '\0')
			exam_failed(x, rule, claim, "ccc=%s; reason=%s",
			            show(claim->value).text, c.reason);
		else
			exam_passed(
			        x, rule,
			        "ccc=%s; year=%.4s; body=%.2s; class=%.4s; seq=%.6s%s", t,
			        t, t + 4, t + 6, t + 10,
			        c.self_declared ? "; kind=self-declaration" : "");
	}
}

/* The n-th well-formed certificate number of the item, typed as ccc or as cert;
 * NULL past the last. */
static inline const struct assay_claim *
ccc_claim(const struct assay_item *item, size_t n, struct ccc *out)
{
	static const char *const keys[] = { "ccc", "cert" };

	for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
		const struct assay_claim *claim;

		for (size_t i = 0; (claim = assay_claim(item, keys[k], i)) != NULL; i++) {
			*out = ccc_of(claim->value, item->now);
			if (out->reason[0] == '\0' && n-- == 0)
				return claim;
		}
	}
	return NULL;
}

#endif
