/* tables.h - signed tables: a manufacturer's profile, or a pack of dated data
 *
 * One file, one form (doc/formats.md, "Profiles and data packs"): signatures, and a body
 * of named tables whose cells are text.  Reading says nothing of trust and nothing of
 * what the cells mean (schema.h).  What a newer program added is passed over, counted,
 * and kept, for files are never written again by who only reads them. */
#ifndef ASSAY_TABLES_H
#define ASSAY_TABLES_H

#include "trust/error.h"

#define TABLES_FILE_MAX ((size_t)16 << 20) /* a register of some hundred thousand rows */
#define TABLES_SIGNATURES 8
#define TABLES_MAX 32
#define TABLES_COLUMNS 64
#define TABLES_ROWS 262144
#define TABLES_CELL 1024 /* bytes */
#define TABLES_TITLE 256
#define TABLES_KIND 64
#define TABLES_PROFILE "profile"

struct tables {
	bool is_profile;
	char kind[TABLES_KIND + 1];   /* "profile", or what the data pack is about */
	char title[TABLES_TITLE + 1], source[TABLES_TITLE + 1];
	uint64_t version;
	int64_t issued_at, expires_at;
	int64_t complete_until;       /* 0: completeness is not claimed */
	int32_t dated;                /* day of the data; ASSAY_NO_DAY: not said */
	struct assay_rows *table;
	size_t n;
	size_t unknown;               /* fields passed over */
	/* where it came from */
	struct assay_bytes body, signatures; /* views into bytes */
	uint8_t *bytes;
	size_t len;
	char *text;                   /* all strings */
	const char **cells;           /* all cells, and the columns' names */
	bool holds[TABLES_SIGNATURES]; /* each signature, checked once */
};

/* Takes over bytes (malloc()ed), whatever it returns.  ASSAY_E_FORMAT: not one of ours,
 * or damaged. */
enum assay_status tables_read(uint8_t *bytes, size_t len, struct tables **out,
                              struct assay_error *error);
enum assay_status tables_open(const char *path, struct tables **out,
                              struct assay_error *error);
/* Does this file begin as one of ours does? */
bool tables_file(const char *path);
void tables_free(struct tables *t); /* NULL is fine */

/* The n-th signature's key; false: it does not hold. */
bool tables_signature(const struct tables *t, size_t n, uint8_t public_key[32]);
size_t tables_signed(const struct tables *t);

struct secret;
/* The file, signed; *out is malloc()ed.  t: what is to stand there. */
enum assay_status tables_write(const struct tables *t, const struct secret *signer,
                               uint8_t **out, size_t *len, struct assay_error *error);

#endif
