/* sheet.h - spreadsheets as people have them, and what is wrong with them in words
 *
 * Faults are told by line and column with what to do; the first FAULTS_MAX of them
 * are told, all are counted. */
#ifndef ASSAY_SHEET_H
#define ASSAY_SHEET_H

#include <sodium.h>

#include "list/format.h"
#include "trust/error.h"

#define SHEET_SUM crypto_onetimeauth_BYTES

#define FAULTS_MAX 20        /* a person mends twenty and runs again */
#define SHEET_ROW_MAX 65536u   /* bytes of one row */
#define SHEET_FIELDS_MAX 64u
#define SHEET_BUFFER 262144u

struct faults {
	void (*line)(void *data, const char *line); /* NULL: only counted */
	void *data;
	enum assay_lang lang;
	uint64_t count;
};
/* "FILE line 7, column gtin: ..." ; column NULL: about the whole line; line 0: about
 * the file.  The formats take the same arguments in the same order. */
__attribute__((format(printf, 5, 7), format(printf, 6, 7))) void
fault_say(struct faults *f, const char *file, uint64_t line, const char *column,
          const char *en, const char *zh, ...);

struct sheet {
	int fd;
	const char *name;  /* of the file, as faults say it */
	struct faults *faults;
	uint8_t *buffer, *row;
	size_t at, have;   /* in buffer */
	bool eof, at_start;
	uint8_t separator; /* 0: the header line decides */
	uint64_t line;     /* where the row begins */
	uint64_t next_line;
	uint64_t bytes;    /* consumed */
	struct assay_bytes field[SHEET_FIELDS_MAX]; /* trimmed views into row */
	size_t n_fields;
	bool plain;         /* letters and digits are all that stands in the row's cells */
	bool spare_columns; /* columns nobody knows are passed over */
	bool removals;      /* status "removed" may stand there: an overlay's sheet */
	/* over what was read, so that it can be known again; begun by the caller */
	bool summing;
	crypto_onetimeauth_state sum;
	/* columns x:NAME, where they may stand: which, in their order */
	int *extra;
	size_t n_extra, extra_max;
};

/* ASSAY_E_IO: cannot be opened. */
enum assay_status sheet_open(struct sheet *c, const char *path, struct faults *faults,
                           struct assay_error *error);
void sheet_close(struct sheet *c);
/* The next row that is not empty; false at the end, or where reading had to stop
 * (a fault says so, or *status is not OK).  A row with a fault of form is said and
 * passed over. */
bool sheet_next(struct sheet *c, enum assay_status *status);

/* A checksum of the first `bytes` bytes of the file, under a key that nobody else knows,
 * leaving the sheet as it is; and the one of what was consumed, where c->summing. */
enum assay_status sheet_sum_start(const struct sheet *c, const uint8_t key[32], uint64_t bytes,
                                  crypto_onetimeauth_state *sum);
void sheet_sum(const struct sheet *c, uint8_t out[SHEET_SUM]);
/* Goes on behind the row that ended there, where line `line` begins. */
enum assay_status sheet_go_to(struct sheet *c, uint64_t bytes, uint64_t line);

/* Columns of a header line.  index[i] becomes the column of names[i], or -1.
 * Unknown, repeated and missing (the first `wanted` names) ones are faults. */
bool sheet_columns(struct sheet *c, const char *const *names, size_t n, size_t wanted,
                 int *index);

/* The cell of a column; empty where the row is short or the column is not there. */
struct assay_bytes sheet_cell(const struct sheet *c, int index);

/* Cells: each says its own fault and returns false. */
bool sheet_gtin(const struct sheet *c, struct assay_bytes cell, char gtin[15]);
bool sheet_serial(const struct sheet *c, struct assay_bytes cell);
/* A cell of a document: UTF-8 without control characters, at most 256 bytes, not empty. */
bool sheet_text(const struct sheet *c, const char *column, struct assay_bytes cell);
bool sheet_lot(const struct sheet *c, struct assay_bytes cell, char lot[21]);
bool sheet_date(const struct sheet *c, const char *column, struct assay_bytes cell, int32_t *day);
bool sheet_status(const struct sheet *c, struct assay_bytes cell, enum assay_item_status *status);
bool sheet_markets(const struct sheet *c, struct assay_bytes cell, uint16_t markets[8]);
bool sheet_yes(const struct sheet *c, const char *column, struct assay_bytes cell, bool *yes);
bool sheet_units(const struct sheet *c, struct assay_bytes cell, uint32_t *units);

/* ISO 3166-1: number of two capital letters; 0: none. */
uint16_t country_number(const char letters[2]);

#endif
