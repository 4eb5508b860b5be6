/* gs1.h - element strings: cut into elements, and each element checked
 *
 * A struct gs1 is what one payload says.  Its views point into the caller's bytes
 * or into its own scratch, so it stays where it is while it is used. */
#ifndef ASSAY_GS1_H
#define ASSAY_GS1_H

#include "ai.h"

#define GS1_ELEMENTS_MAX 64 /* a QR code of 7,089 digits never holds so many by design */
#define GS1_FAULTS_MAX 24   /* more do not change what the payload is worth */
#define GS1_SCRATCH 8192    /* unescaped and percent-decoded values: one payload */
#define GS1_WHY_MAX 480

#define FNC1 0x1D /* the separator as scanners transmit it */

struct gs1_element {
	const struct ai *ai;
	char code[5];
	struct assay_bytes value;
};

struct gs1_fault {
	const char *rule;
	char why[GS1_WHY_MAX];
};

struct gs1 {
	struct gs1_element element[GS1_ELEMENTS_MAX];
	size_t n;
	struct gs1_fault fault[GS1_FAULTS_MAX];
	size_t n_faults;
	bool malformed;   /* a fault that makes it no element string of the standard */
	bool superfluous; /* separators where none was needed: harmless */
	bool separated;   /* a form that needs no separators: none can be lost */
	uint8_t scratch[GS1_SCRATCH];
	size_t scratch_used;
};

/* A decoded payload without the symbology identifier; a leading FNC1 is fine. */
void gs1_parse(struct assay_bytes data, int64_t now, struct gs1 *out);
/* The form people read: "(01)09520123456788(10)ABC"; "\(" is a literal bracket. */
void gs1_parse_brackets(struct assay_bytes text, int64_t now, struct gs1 *out);
/* Is it in that form, as far as its first bracket pair? */
bool gs1_has_brackets(struct assay_bytes text);

/* For other forms of the same elements: start empty, add, then check them all. */
void gs1_init(struct gs1 *g, bool separated);
bool gs1_add(struct gs1 *g, struct assay_bytes code, struct assay_bytes value);
void gs1_check(struct gs1 *g, int64_t now);
/* Do the parts of this element hold?  Otherwise *rule and *reason say why not. */
bool gs1_element_holds(const struct gs1_element *e, const char **rule, const char **reason);
const struct gs1_element *gs1_get(const struct gs1 *g, const char *code);

/* Add a fault that makes g malformed; reason and key may be NULL. */
void gs1_fault(struct gs1 *g, const char *rule, const char *reason, const char *key,
	struct assay_bytes value);
/* "key=value" behind what why holds, escaped, "; " between pairs; cut at size. */
void why_add(char *why, size_t size, const char *key, struct assay_bytes value);
void why_number(char *why, size_t size, const char *key, size_t value);

/* The element string of these elements, with separators where they are needed and
 * no leading FNC1.  Its length; SIZE_MAX: does not fit. */
size_t gs1_build(const struct gs1 *g, uint8_t *out, size_t size);

/* ---- values ---- */

/* May this stretch stand in that part?  *rule and *reason say why not. */
bool lint_part(const struct ai_part *part, struct assay_bytes value, const char **rule,
	const char **reason);
/* The pair of check characters behind text (GS1 General Specifications, 7.9);
 * false: text has other characters than CSET 82. */
bool csum_alpha(struct assay_bytes text, char pair[2]);
/* Days of YYMMDD, day 00 being the last of its month (*day00); ASSAY_NO_DAY: none. */
int32_t gs1_day(struct assay_bytes yymmdd, int64_t now, bool *day00);
/* Packs for health care made from 2025-01-01 on must not use day 00 (GS1 notice
 * 21-040). */
bool gs1_day00_broken(struct assay_bytes yymmdd, int32_t made);
/* "YYYY-MM-DD" of days; "" for ASSAY_NO_DAY. */
void day_text(int32_t days, char out[11]);

/* ---- EPC ---- */

/* urn:epc:id:sgtin:... to a GTIN of 14 digits and a serial (into serial, at most
 * size bytes, NUL after).  false: it is none. */
bool epc_parse(struct assay_bytes urn, char gtin[15], char *serial, size_t size);
/* The reverse; prefix: length of the company prefix, 6 to 12 digits.  Length of
 * the text in out; 0: impossible, or it does not fit. */
size_t epc_build(struct assay_bytes gtin, size_t prefix, struct assay_bytes serial, char *out,
	size_t size);

#endif
