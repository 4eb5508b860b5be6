/* ai.h - the GS1 application identifiers as data */
#ifndef ASSAY_AI_H
#define ASSAY_AI_H

#include "assay-types.h"

/* What the content of a part has to be, beside its letters and length. */
enum ai_lint {
	LINT_NONE = 0,
	LINT_CSUM,         /* last digit is the modulo 10 check digit */
	LINT_CSUM_ALPHA,   /* last two are the modulo 1021 pair */
	LINT_PREFIX,       /* starts with a company prefix */
	LINT_PREFIX_2,     /* the same, behind one other digit */
	LINT_YYMMD0,       /* a date; day 00 is the last of the month */
	LINT_YYMMDD,       /* a date; no day 00 */
	LINT_YYYYMMDD,
	LINT_HHMI,
	LINT_HH,
	LINT_MI,
	LINT_SS,
	LINT_COUNTRY,      /* ISO 3166-1 numeric */
	LINT_COUNTRY_999,  /* the same, or 999 for several */
	LINT_COUNTRY_ALPHA,
	LINT_CURRENCY,     /* ISO 4217 numeric */
	LINT_SEX,          /* ISO/IEC 5218 */
	LINT_YES_NO,
	LINT_ZERO,
	LINT_NONZERO,
	LINT_NO_ZERO_PREFIX,
	LINT_HAS_NONDIGIT,
	LINT_HYPHEN,
	LINT_PIECE_OF_TOTAL,
	LINT_WINDING,
	LINT_LATITUDE,     /* 10^-7 degrees above -90 */
	LINT_LONGITUDE,    /* 10^-7 degrees above -180 */
	LINT_MEDIA_TYPE,
	LINT_IMPORTER,
	LINT_SEQUENCE,     /* "1/2" */
	LINT_PERCENT,      /* percent escapes are whole */
	LINT_IBAN
};

#define AI_PARTS_MAX 5 /* AIs 423 and 425: five countries */
#define AI_LINTS_MAX 3

/* One stretch of a value.  Only the last may have a variable length; none that
 * must stand follows one that need not. */
struct ai_part {
	char type; /* N digits, X CSET 82, Y CSET 39, Z CSET 64; 0: no more parts */
	uint8_t min, max;
	bool optional;
	uint8_t lint[AI_LINTS_MAX]; /* enum ai_lint */
};

enum {
	AI_FIXED = 1,    /* length pre-defined: no separator behind it */
	AI_ATTR = 2,     /* may stand in the query of a Digital Link */
	AI_DECIMALS = 4  /* the last digit of the AI counts the decimals */
};

struct ai {
	const char *first, *last; /* of a range; the same for a single AI */
	unsigned flags;
	struct ai_part part[AI_PARTS_MAX];
	const char *needs;    /* "01+21,02": one of these groups on the item; NULL: none */
	const char *excludes; /* "37,394n", n any digit; NULL: none */
	const char *link;     /* a primary key of Digital Links: its qualifiers in order,
	                       * alternatives after '|', "" for none; NULL: no key */
	const char *name;     /* key of its claim; NULL: "ai" */
};

/* The row of the AI that these digits start with, its length in *len; NULL: none. */
const struct ai *ai_match(struct assay_bytes digits, size_t *len);
/* The row of exactly this AI; NULL: none. */
const struct ai *ai_find(struct assay_bytes code);
/* The n-th row; NULL past the last. */
const struct ai *ai_row(size_t n);
/* Is this AI one of a list such as "37,394n"? */
bool ai_in(const char *list, const char *code);
/* Total of the parts that must stand, and of all. */
size_t ai_least(const struct ai *a);
size_t ai_most(const struct ai *a);

#endif
