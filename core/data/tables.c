/* tables.c - signed tables, byte by byte
 *
 *     file = magic 8 | body length u32 | signatures u16 | zero u16 |
 *            n * ( public key 32 | signature 64 ) | body       integers little-endian
 *     body = { 1: 1, 2: kind, 3: title, 4: version, 5: issued at, 6: expires at,
 *              ? 7: source, ? 8: day of the data, ? 9: complete until, 10: [ * table ] }
 *     table = [ name, [ * column ], [ * [ * cell ] ] ]         every name and cell: text
 *
 * A signature speaks for the kind of file and the body: over "assay profile v1", or
 * "assay data pack v1", NUL, body.  Keys above 10 and items behind a table's third are a
 * newer program's. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>
#include <unistd.h>

#include "assay-check.h"
#include "cborio.h"
#include "data/tables.h"
#include "trust/key.h"
#include "trust/store.h"

#define HEAD 16
#define SIGNATURE 96
#define FORMAT 1
#define TIME_MAX INT64_C(253402300799) /* the end of the year 9999 */
#define DAY_MAX 2932896                /* the same */

enum { T_FORMAT = 1, T_KIND, T_TITLE, T_VERSION, T_ISSUED, T_EXPIRES, T_SOURCE, T_DATED,
       T_COMPLETE, T_TABLES };

static const struct {
	char magic[9], domain[24];
} forms[2] = { { "ASSAYDP1", "assay data pack v1" }, { "ASSAYPF1", "assay profile v1" } };

static enum assay_status
damaged(struct assay_error *error)
{
	return error_say(error, ASSAY_E_FORMAT,
	                 "the file is no profile and no data pack, or it is damaged, or made by a "
	                 "newer program: get it again, or a newer assay",
	                 "该文件不是厂商档案或数据包，或已损坏，或由更新的程序制作：请重新获取，"
	                 "或更新 assay");
}

/* ---- reading ---- */

struct reading {
	struct cbor_reader r;
	struct tables *t;
	char *text;         /* where the next string goes: a string takes a byte for its
	                     * head where it comes from, and one for its NUL here */
	const char **cell;  /* where the next one goes */
	size_t cells_left;
};

/* UTF-8 in one line without control characters. */
static bool
plain_text(struct assay_bytes s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.data[i] < 0x20 || s.data[i] == 0x7F)
			return false;
	return assay_utf8_valid(s);
}

static void
take_into(struct cbor_reader *r, size_t most, char *out)
{
	struct assay_bytes s = cbor_take_text(r, most);

	if (!plain_text(s))
		r->bad = true;
	if (r->bad)
		return;
	if (s.len > 0)
		memcpy(out, s.data, s.len);
	out[s.len] = '\0';
}

static const char *
take_string(struct reading *g)
{
	struct assay_bytes s = cbor_take_text(&g->r, TABLES_CELL);
	char *out = g->text;

	if (!plain_text(s))
		g->r.bad = true;
	if (g->r.bad)
		return "";
	if (s.len > 0)
		memcpy(out, s.data, s.len);
	out[s.len] = '\0';
	g->text += s.len + 1;
	return out;
}

static void
take_strings(struct reading *g, size_t n)
{
	for (size_t i = 0; i < n && !g->r.bad; i++) {
		if (g->cells_left == 0) {
			g->r.bad = true;
			return;
		}
		g->cells_left--;
		*g->cell++ = take_string(g);
	}
}

static void
take_table(struct reading *g, struct assay_rows *table)
{
	size_t parts = cbor_take_array(&g->r, 16);

	if (parts < 3)
		g->r.bad = true;
	table->name = take_string(g);
	table->n_columns = cbor_take_array(&g->r, TABLES_COLUMNS);
	table->columns = g->cell;
	take_strings(g, table->n_columns);
	table->n_rows = cbor_take_array(&g->r, TABLES_ROWS);
	table->cells = g->cell;
	if (table->n_columns == 0)
		g->r.bad = true;
	for (size_t i = 0; i < table->n_rows && !g->r.bad; i++) {
		if (cbor_take_array(&g->r, TABLES_COLUMNS) != table->n_columns)
			g->r.bad = true;
		take_strings(g, table->n_columns);
	}
	for (size_t i = 3; i < parts && !g->r.bad; i++) {
		cbor_skip(&g->r);
		g->t->unknown++;
	}
	/* a column has one meaning, a table stands once */
	for (size_t i = 1; i < table->n_columns && !g->r.bad; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(table->columns[i], table->columns[k]) == 0)
				g->r.bad = true;
	for (const struct assay_rows *other = g->t->table; other < table && !g->r.bad; other++)
		if (strcmp(other->name, table->name) == 0)
			g->r.bad = true;
}

static int64_t
take_time(struct cbor_reader *r)
{
	return (int64_t)cbor_take_uint(r, TIME_MAX);
}

static bool
read_body(struct reading *g, bool *nomem)
{
	struct cbor_reader *r = &g->r;
	struct tables *t = g->t;
	size_t pairs = cbor_take_map(r, 64);
	uint64_t last = 0;
	unsigned seen = 0;

	t->dated = ASSAY_NO_DAY;
	for (; pairs > 0 && !r->bad; pairs--) {
		uint64_t key = cbor_take_key(r, &last);

		if (key <= T_TABLES)
			seen |= 1u << key;
		switch (key) {
		case T_FORMAT:
			if (cbor_take_uint(r, FORMAT) != FORMAT)
				r->bad = true;
			break;
		case T_KIND:
			take_into(r, TABLES_KIND, t->kind);
			break;
		case T_TITLE:
			take_into(r, TABLES_TITLE, t->title);
			break;
		case T_VERSION:
			t->version = cbor_take_uint(r, INT64_MAX);
			break;
		case T_ISSUED:
			t->issued_at = take_time(r);
			break;
		case T_EXPIRES:
			t->expires_at = take_time(r);
			break;
		case T_SOURCE:
			take_into(r, TABLES_TITLE, t->source);
			break;
		case T_DATED:
			t->dated = (int32_t)cbor_take_uint(r, DAY_MAX);
			break;
		case T_COMPLETE:
			t->complete_until = take_time(r);
			break;
		case T_TABLES:
			t->n = cbor_take_array(r, TABLES_MAX);
			if ((t->table = calloc(t->n + 1, sizeof *t->table)) == NULL) {
				*nomem = true;
				return false;
			}
			for (size_t i = 0; i < t->n && !r->bad; i++)
				take_table(g, &t->table[i]);
			break;
		default:
			cbor_skip(r);
			t->unknown++;
		}
	}
	/* 1 to 6 and 10 must stand there; what is not said has no empty form */
	return cbor_done(r) && (seen & 0x47Eu) == 0x47Eu && t->version > 0 &&
	       t->issued_at < t->expires_at && t->kind[0] != '\0' &&
	       ((seen >> T_SOURCE & 1) == 0 || t->source[0] != '\0') &&
	       ((seen >> T_COMPLETE & 1) == 0 || t->complete_until > 0) &&
	       t->is_profile == (strcmp(t->kind, TABLES_PROFILE) == 0);
}

/* The parts of a file; false: not one. */
static bool
split(struct tables *t)
{
	const uint8_t *b = t->bytes;
	size_t body, n;

	if (t->len < HEAD)
		return false;
	if (memcmp(b, forms[1].magic, 8) == 0)
		t->is_profile = true;
	else if (memcmp(b, forms[0].magic, 8) != 0)
		return false;
	body = (size_t)b[8] | (size_t)b[9] << 8 | (size_t)b[10] << 16 | (size_t)b[11] << 24;
	n = (size_t)b[12] | (size_t)b[13] << 8;
	if (n < 1 || n > TABLES_SIGNATURES || b[14] != 0 || b[15] != 0 ||
	    t->len - HEAD < n * SIGNATURE || t->len - HEAD - n * SIGNATURE != body)
		return false;
	t->signatures = (struct assay_bytes){ b + HEAD, n * SIGNATURE };
	t->body = (struct assay_bytes){ b + HEAD + n * SIGNATURE, body };
	return true;
}

/* What is signed; malloc()ed. */
static uint8_t *
message(bool is_profile, struct assay_bytes body, size_t *len)
{
	size_t n = strlen(forms[is_profile].domain) + 1;
	uint8_t *m = malloc(n + body.len);

	if (m == NULL)
		return NULL;
	memcpy(m, forms[is_profile].domain, n);
	memcpy(m + n, body.data, body.len);
	*len = n + body.len;
	return m;
}

static bool
check_signatures(struct tables *t, bool *nomem)
{
	uint8_t *m;
	size_t len;

	if ((m = message(t->is_profile, t->body, &len)) == NULL) {
		*nomem = true;
		return false;
	}
	for (size_t i = 0; i < tables_signed(t); i++) {
		const uint8_t *s = t->signatures.data + i * SIGNATURE;

		t->holds[i] = crypto_sign_verify_detached(s + 32, m, len, s) == 0;
	}
	free(m);
	return true;
}

enum assay_status
tables_read(uint8_t *bytes, size_t len, struct tables **out, struct assay_error *error)
{
	struct tables *t = calloc(1, sizeof *t);
	struct reading g = { .t = t };
	struct cbor_reader counter = { .bad = false };
	bool nomem = false, good = false;

	*out = NULL;
	if (t == NULL) {
		free(bytes);
		return error_nomem(error);
	}
	t->bytes = bytes;
	t->len = len;
	if (len > TABLES_FILE_MAX || !split(t))
		goto out;
	/* counted first, so that a few large cells take no room for many small ones */
	counter.left = t->body;
	g.cells_left = cbor_skip(&counter);
	if (!cbor_done(&counter))
		goto out;
	g.r.left = t->body;
	t->text = g.text = malloc(t->body.len + 1);
	t->cells = g.cell = malloc((g.cells_left + 1) * sizeof *t->cells);
	if (t->text == NULL || t->cells == NULL)
		nomem = true;
	else
		good = read_body(&g, &nomem) && check_signatures(t, &nomem);
out:
	if (!good) {
		tables_free(t);
		return nomem ? error_nomem(error) : damaged(error);
	}
	*out = t;
	return ASSAY_OK;
}

enum assay_status
tables_open(const char *path, struct tables **out, struct assay_error *error)
{
	enum assay_status status;
	uint8_t *bytes;
	size_t len;

	*out = NULL;
	status = store_read(path, TABLES_FILE_MAX, &bytes, &len, NULL, error);
	if (status == ASSAY_E_LIMIT)
		return damaged(error);
	return status == ASSAY_OK ? tables_read(bytes, len, out, error) : status;
}

bool
tables_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	uint8_t magic[8];
	bool ours = fd >= 0 && read(fd, magic, sizeof magic) == (ssize_t)sizeof magic &&
	            (memcmp(magic, forms[0].magic, 8) == 0 ||
	             memcmp(magic, forms[1].magic, 8) == 0);

	if (fd >= 0)
		close(fd);
	return ours;
}

void
tables_free(struct tables *t)
{
	if (t == NULL)
		return;
	free(t->table);
	free(t->text);
	free(t->cells);
	free(t->bytes);
	free(t);
}

/* ---- signatures ---- */

size_t
tables_signed(const struct tables *t)
{
	return t->signatures.len / SIGNATURE;
}

bool
tables_signature(const struct tables *t, size_t n, uint8_t public_key[32])
{
	memset(public_key, 0, 32);
	if (n >= tables_signed(t) || !t->holds[n])
		return false;
	memcpy(public_key, t->signatures.data + n * SIGNATURE, 32);
	return true;
}

/* ---- writing ---- */

static void
put_table(struct cbor_writer *w, const struct assay_rows *a)
{
	cbor_put_array(w, 3);
	cbor_put_text(w, a->name);
	cbor_put_array(w, a->n_columns);
	for (size_t i = 0; i < a->n_columns; i++)
		cbor_put_text(w, a->columns[i]);
	cbor_put_array(w, a->n_rows);
	for (size_t i = 0; i < a->n_rows; i++) {
		cbor_put_array(w, a->n_columns);
		for (size_t k = 0; k < a->n_columns; k++)
			cbor_put_text(w, a->cells[i * a->n_columns + k]);
	}
}

static void
put_body(struct cbor_writer *w, const struct tables *t)
{
	bool source = t->source[0] != '\0', dated = t->dated != ASSAY_NO_DAY,
	     complete = t->complete_until > 0;

	cbor_put_map(w, 7u + source + dated + complete);
	cbor_put_uint(w, T_FORMAT);
	cbor_put_uint(w, FORMAT);
	cbor_put_uint(w, T_KIND);
	cbor_put_text(w, t->kind);
	cbor_put_uint(w, T_TITLE);
	cbor_put_text(w, t->title);
	cbor_put_uint(w, T_VERSION);
	cbor_put_uint(w, t->version);
	cbor_put_uint(w, T_ISSUED);
	cbor_put_uint(w, (uint64_t)t->issued_at);
	cbor_put_uint(w, T_EXPIRES);
	cbor_put_uint(w, (uint64_t)t->expires_at);
	if (source) {
		cbor_put_uint(w, T_SOURCE);
		cbor_put_text(w, t->source);
	}
	if (dated) {
		cbor_put_uint(w, T_DATED);
		cbor_put_uint(w, (uint64_t)t->dated);
	}
	if (complete) {
		cbor_put_uint(w, T_COMPLETE);
		cbor_put_uint(w, (uint64_t)t->complete_until);
	}
	cbor_put_uint(w, T_TABLES);
	cbor_put_array(w, t->n);
	for (size_t i = 0; i < t->n; i++)
		put_table(w, &t->table[i]);
}

enum assay_status
tables_write(const struct tables *t, const struct secret *signer, uint8_t **out, size_t *len,
             struct assay_error *error)
{
	struct cbor_writer w = { 0 };
	uint8_t *m = NULL, *file = NULL;
	enum assay_status status = ASSAY_OK;
	size_t n;

	*out = NULL;
	put_body(&w, t);
	if (!w.nomem && w.len > TABLES_FILE_MAX - HEAD - SIGNATURE) {
		status = error_say(error, ASSAY_E_LIMIT,
		                   "the tables take more than %zu MiB: make two files of them",
		                   "表格超过 %zu MiB：请分成两个文件", TABLES_FILE_MAX >> 20);
		goto out;
	}
	if (w.nomem ||
	    (m = message(t->is_profile, (struct assay_bytes){ w.bytes, w.len }, &n)) == NULL ||
	    (file = calloc(1, HEAD + SIGNATURE + w.len)) == NULL) {
		status = error_nomem(error);
		goto out;
	}
	memcpy(file, forms[t->is_profile].magic, 8);
	for (size_t i = 0; i < 4; i++)
		file[8 + i] = (uint8_t)(w.len >> (8 * i));
	file[12] = 1;
	memcpy(file + HEAD, secret_public(signer), 32);
	secret_sign(signer, m, n, file + HEAD + 32);
	memcpy(file + HEAD + SIGNATURE, w.bytes, w.len);
	*out = file;
	*len = HEAD + SIGNATURE + w.len;
	file = NULL;
out:
	free(w.bytes);
	free(m);
	free(file);
	return status;
}
