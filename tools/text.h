/* text.h - reports for people: 80 columns, shape and word, English or Chinese */
#ifndef TOOL_TEXT_H
#define TOOL_TEXT_H

#include <stdio.h>

#include "assay.h"

#define TEXT_WIDTH 80

struct text {
	FILE *out;
	enum assay_lang lang;
	bool colour;
};

/* Columns a terminal gives to a string: 2 for East Asian wide characters. */
size_t text_width(const char *s);
/* Print s, broken into lines of TEXT_WIDTH columns.  The cursor stands in column
 * `at`; lines after the first begin in column `indent`.  Ends the last line. */
void text_wrap(const struct text *t, size_t at, size_t indent, const char *s);
/* "key    value", the value wrapped under itself. */
void text_field(const struct text *t, const char *key, const char *value);
/* "✔ CONSISTENT", coloured where colour is wanted; returns its width. */
size_t text_verdict(const struct text *t, enum assay_verdict v);
/* The names of flags, separated by blanks; malloc()ed, NULL: no memory. */
char *text_flags(uint32_t flags, enum assay_lang lang);
/* What signed lists say of a pair, one sentence; now: for the list's age in days. */
void text_answer(char *out, size_t size, const struct assay_answer *answer, int64_t now,
	enum assay_lang lang);
/* The first value of a claim, or NULL. */
const struct assay_claim *text_claim(const struct assay_result *r, const char *key);

/* What to do about a serial on several items, or what follows from it; evidence is the
 * finding's.  Prints nothing for other rules. */
void text_way_out(const struct text *t, const char *rule, enum assay_severity severity,
	const char *evidence);

/* The block of one photo. */
void text_report(const struct text *t, const struct assay *a, const struct assay_result *r,
	int64_t now);
/* A row of the closing table. */
void text_row(const struct text *t, enum assay_verdict v, const char *file, uint32_t flags);
/* What items say of each other, and the summary line. */
void text_groups(const struct text *t, const struct assay *a,
	const struct assay_batch_summary *s);
/* rows: how many of the items were rows of a table, without a photo. */
void text_summary(const struct text *t, const struct assay_batch_summary *s, size_t rows);

#endif
