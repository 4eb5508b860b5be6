/* schema.h - which tables a profile and each kind of data pack may have, and what a cell
 * of each column looks like
 *
 * One table says it for builder and reader.  A table or column that it does not name is a
 * newer program's: passed over by the reader, a slip for the builder. */
#ifndef ASSAY_SCHEMA_H
#define ASSAY_SCHEMA_H

#include "data/tables.h"
#include "list/sheet.h"

enum cell_form { /* zero is nothing */
	CELL_NONE = 0,
	CELL_TEXT,     /* at most 255 bytes */
	CELL_WORD,     /* one of the column's words */
	CELL_NAME,     /* a-z 0-9 and '-' */
	CELL_GTIN,     /* 14 digits */
	CELL_PREFIX,   /* GS1 company prefix */
	CELL_HOST,     /* a host's name, in lower case */
	CELL_DATE,     /* YYYY-MM-DD */
	CELL_YES,      /* yes, no */
	CELL_COUNT,    /* 1 to 999999999 */
	CELL_SERIAL,   /* 1 to 20 printable ASCII characters, as in AI 21 and AI 10 */
	CELL_ALPHABET, /* characters of serials, each once, rising */
	CELL_PATTERN,  /* a date code (assay-code.h) */
	CELL_NUMBER,   /* a licence's or certificate's, plain (assay-code.h) */
	CELL_LIFE,     /* "540 days", "18 months" */
	CELL_HASH,     /* SHA-256, 64 hex digits in lower case */
	CELL_OUI,      /* 6 hex digits in capitals */
	CELL_TAC,      /* 8 digits */
	CELL_DIGITS3,  /* three digits */
	CELL_DIGITS6   /* a division code */
};

struct column {
	const char *name;
	enum cell_form form;
	bool wanted;
	const char *words; /* of CELL_WORD, parted by spaces */
};

struct schema {
	const char *table;
	const struct column *columns;
	size_t n;
};

/* NULL: none of that name.  kind: "profile", "gs1-prefixes", "register/..." */
const struct schema *schema_of(const char *kind, const char *table);
/* Is there such a kind of data? */
bool schema_kind(const char *kind);
const struct column *schema_column(const struct schema *s, const char *name);

/* A cell from a spreadsheet in the one form that it has in a file; false: a fault said
 * so.  Empty stays empty. */
bool cell_take(const struct sheet *c, const struct column *column, struct assay_bytes cell,
               char out[TABLES_CELL + 1]);

/* What is wrong with rows that have a meaning together. */
struct schema_fault {
	const char *table, *column;
	size_t row;
	struct words says;
};
/* Is every table that is known what its schema says?  Only the first fault is told. */
bool schema_holds(const struct tables *t, struct schema_fault *fault);

/* Does a row speak for these 14 digits?  An empty cell speaks for all. */
const char *table_cell(const struct assay_rows *a, size_t row, const char *column);
const struct assay_rows *tables_find(const struct tables *t, const char *name);

#endif
