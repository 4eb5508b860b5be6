/* ean.h - EAN and UPC from the grey values of lines, added up before a digit is chosen
 *
 * A digit is seven modules that begin and end with a known colour, so what it looks like
 * through a lens can be foretold but for the digits beside it.  Every line says for every
 * place of the number how far each digit is from what is seen; the sums over lines choose
 * the number that is nearest among those whose check digit and pattern of sets hold.  How
 * much farther the second nearest is tells how sure the first one is. */
#ifndef ASSAY_READ_EAN_H
#define ASSAY_READ_EAN_H

#include "read/linear/linear.h"

#define EAN_DIGITS                                                                       \
	12 /* drawn; the first of thirteen is told by the sets of the left ones */
#define EAN_PATTERNS                                                                     \
	20         /* ten of set A and ten of set B on the left; ten on the right        \
	            */
#define EAN_SUMS 8 /* places of one region */
#define EAN_BLURS 5
#define EAN_GROWTHS 5
#define EAN_SAMPLES 28 /* four a module */

#define EAN_ADDONS 4 /* texts of the small code beside a symbol */

struct ean_addon {
	uint8_t digits[5];
	size_t len;       /* two or five */
	size_t lines;     /* that show it */
	struct point end; /* where it ends on the last of them */
};

enum ean_form { EAN_13, EAN_8, UPC_E, EAN_FORMS };

struct ean_sum { /* what lines say of one place */
	enum ean_form form;
	bool reversed, inverted;
	double from, to;     /* samples of the last line that was added */
	size_t blur, growth; /* which templates fit best */
	size_t lines;
	double weight; /* of all lines; one that fits well weighs more */
	double misfit; /* weighted */
	double cost[EAN_DIGITS][EAN_PATTERNS]; /* weighted */
	struct point begin[32], end[32];
	uint8_t alone[32][13]; /* what each line would say by itself */
	bool sure[32];         /* and whether it could */
	struct ean_addon addon[EAN_ADDONS];
	size_t n_addons;
};

struct ean_templates;

struct ean {
	struct ean_sum sum[EAN_SUMS];
	size_t count;
	struct ean_templates *templates;
};

enum assay_status ean_start(struct ean *ean);
void ean_forget(struct ean *ean); /* a new region */
void ean_end(struct ean *ean);

/* Look for EAN on a line with these edges. */
bool ean_line(struct ean *ean, const struct line *line, const struct edges *edges,
              bool reversed, bool inverted);

struct ean_answer {
	uint8_t digits[13]; /* EAN-8: 8; UPC-E: 13 of the EAN it stands for */
	size_t len;
	double misfit; /* mean over modules: 0 is a drawing, 1 is anything */
	double gap;    /* how much farther the second nearest number is, in misfits */
	uint32_t agreeing,
	        contrary; /* lines that would say it by themselves, something else */
};

/* The small code beside a symbol that lines agree on; NULL: none. */
const struct ean_addon *ean_addon_of(const struct ean_sum *sum);

/* false: no number fits at all. */
bool ean_solve(const struct ean_sum *sum, struct ean_answer *answer);

#endif
