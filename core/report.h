/* report.h - the evidence one judgement gathered, and the verdict it adds up to
 *
 * A report only grows.  Its verdict is worked out anew after each addition, so it
 * cannot disagree with the evidence. */
#ifndef ASSAY_REPORT_H
#define ASSAY_REPORT_H

#include "arena.h"
#include "claim/claim.h"
#include "context.h"

#define REPORT_FINDINGS_MAX 256 /* more evidence than this from one item is an attack */
#define REPORT_EVIDENCE_MAX 1000
#define REPORT_TRIED_MAX 32 /* more than there are explanations */

/* A value of struct assay_borne, as it is kept. */
struct report_borne {
	const char *rule, *fact;     /* of the plugin */
	struct assay_bytes value, with; /* hashes, where they are secret */
	const char *shown;           /* masked and escaped */
	enum assay_path path;
	const char *excuse;
	bool hidden;
};

struct assay_report {
	const struct assay *a;
	struct arena arena;
	struct claims claims;
	struct assay_item item;      /* what was examined, for explanations */
	struct assay_result result;  /* what the caller sees; kept up to date */
	struct assay_symbol *symbols;
	struct assay_answer *answers; /* one a pair */
	bool *asked;
	struct assay_finding *findings, *passed;
	size_t n_findings, n_passed;
	struct report_borne *borne;
	size_t n_borne;
	struct assay_bytes *keys;     /* one a pair: its serial, or a hash of it where it is secret */
	bool read, typed;             /* anything read, anything typed? */
	bool clock_unsure;            /* what rests on today's date alone accuses nobody */
	int line;                     /* of the precedence table that decided, 1 to 7 */
	bool has_sha256;
	uint8_t sha256[32];
	struct assay_photo_facts photo;
};

struct assay_report *report_new(const struct assay *a);
/* Copies everything.  Before S or P each explanation that the rule could have is tried,
 * where the plugin has not (explain.h).  Severity is lowered to what row and evidence
 * allow: grade M to W, S and P without an explanation tried to W, P with one that
 * explains to S, S and P that a slip explains to W, and what a wrong clock could explain
 * to W while the clock is not trusted. */
enum assay_status report_found(struct assay_report *r, const struct assay_rule *rule,
                               const struct assay_finding *f);
enum assay_status report_passed(struct assay_report *r, const struct assay_rule *rule,
                                const char *facts);
enum assay_status report_bears(struct assay_report *r, const struct assay_borne *borne);
/* The examination is over: secrets are needed no longer, what stays of them is masked. */
enum assay_status report_mask(struct assay_report *r);
/* Work out verdict, flags and order of findings: after the last addition. */
void report_weigh(struct assay_report *r);

#endif
