/* shared.c - numbers that one maker holds, told to the batch
 *
 * Certificates and licences are typed for goods of many categories.  No item says
 * anything of itself here: the library compares the makers of those that bear one
 * number.  (FOOD-SC-MULTI does the same for the licences of food.) */
#include "../ccc.h"
#include "../printed.h"
#include "general.h"

#define DIGITS_LEAST 3 /* of a licence: with fewer it is a word */

/* clang-format off */
static const char *const licences[] = { "prodlic", "seedlic", "xk", "qs" };
/* clang-format on */

/* A licence without what people write in different ways, in out. */
static bool
licence_of(struct source *from)
{
	size_t digits = 0;
	char *end;

	text_upper(&from->text);
	text_without(&from->text, " -.:()");
	end = from->text.s + from->text.len;
	if (from->text.len > 3 && strcmp(end - 3, "号") == 0) {
		from->text.len -= 3;
		end[-3] = '\0';
	}
	for (size_t i = 0; i < from->text.len; i++)
		digits += is_digit(from->text.s[i]);
	return digits >= DIGITS_LEAST && !from->text.cut;
}

void
general_shared(struct general *g)
{
	struct exam x =
	        exam_begin(g->host, g->run, g->item, general_rules, GENERAL_RULES);
	const struct assay_claim *claim;
	struct source from;
	struct ccc c;

	for (size_t n = 0; (claim = ccc_claim(g->item, n, &c)) != NULL; n++)
		exam_bears(&x, &(struct assay_borne){ .rule = "CCC-ONE-MANY",
		                                      .fact = "certificate",
		                                      .value = plain_bytes(&c.text),
		                                      .path = claim->path });
	for (size_t i = 0; i < sizeof licences / sizeof *licences; i++)
		for (size_t n = 0; typed_source(g->item, licences[i], n, &from); n++)
			if (licence_of(&from))
				exam_bears(&x, &(struct assay_borne){
				                       .rule = "LICENCE-SHARED",
				                       .fact = "permit",
				                       .value = assay_str(from.text.s),
				                       .path = from.path });
	if (g->status == ASSAY_OK)
		g->status = x.status;
}
