/* error.h - why a call failed: one sentence in both languages
 *
 * Values from outside enter a sentence escaped (error_text), never raw. */
#ifndef ASSAY_ERROR_H
#define ASSAY_ERROR_H

#include "assay.h"
#include "words.h"

/* Fills error (NULL is fine) from two formats that take the same arguments in the
 * same order, and returns status, so that a failure reads `return error_say(...)`. */
__attribute__((format(printf, 3, 5), format(printf, 4, 5))) enum assay_status
error_say(struct assay_error *error, enum assay_status status, const char *en,
          const char *zh, ...);
/* The system refused to do `what` to path: ASSAY_E_IO with the reason. */
enum assay_status error_system(struct assay_error *error, int number, struct words what,
                               const char *path);
/* Takes back what was said: ASSAY_OK. */
enum assay_status error_none(struct assay_error *error);
enum assay_status error_nomem(struct assay_error *error);

/* A value made fit to be shown, cut where it is long. */
struct shown {
	char text[160];
};
struct shown error_text(const char *s);
struct shown error_bytes(struct assay_bytes s);

#endif
