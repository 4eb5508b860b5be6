/* eci.h - text whose character set a symbol names (Extended Channel Interpretation) */
#ifndef ASSAY_READ_ECI_H
#define ASSAY_READ_ECI_H

#include <stddef.h>
#include <stdint.h>

#define ECI_MARKS_MAX 16 /* changes of the set; nobody needs more than a few */
#define ECI_LATIN1 3     /* what holds before the first mark */
#define ECI_UNKNOWN UINT32_MAX

struct eci_marks { /* from which byte of a text on which set holds */
	struct {
		size_t at;
		uint32_t eci;
	} list[ECI_MARKS_MAX];
	size_t count; /* above ECI_MARKS_MAX: too many to follow */
};

void eci_mark(struct eci_marks *m, size_t at, uint32_t eci);

/* The text as UTF-8 in out; its length, 0 if nothing is marked, a set is none that is known
 * here (such as those of two bytes), a byte stands for no character, or the room does not
 * do: the bytes are then to be taken as they are. */
size_t eci_to_utf8(const uint8_t *in, size_t len, const struct eci_marks *marks, uint8_t *out,
                   size_t room);

#endif
