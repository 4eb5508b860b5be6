/* make.c - a list from a spreadsheet
 *
 * Read everything, tell every fault, and only where there is none write: rows go into the
 * pile, which sorts their keyed hashes, and from there through the writer, bucket by
 * bucket.  Memory does not grow with the number of rows.
 *
 * A build that does not fit into memory is one that takes long: where it stands is put
 * down whenever memory was full, and every few buckets while the list is written.  The
 * same command goes on from there; what it finds is held against the spreadsheet (size,
 * time, checksum of what was read), all that was asked for, and its own checksums. */
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sodium.h>

#include "assay-check.h"
#include "cborio.h"
#include "list/sheet.h"
#include "list/guess.h"
#include "list/list.h"
#include "list/make.h"
#include "list/pile.h"
#include "list/progress.h"
#include "list/writer.h"
#include "trust/key.h"
#include "trust/pin.h"

#define YEAR (INT64_C(365) * 86400)
#define LOTS_MAX 2097151u   /* three attribute bytes, less three bits of status */
#define ROWS_MAX UINT32_MAX /* what a line number counts */
#define PROGRESS_EVERY 16384
#define EXTRA_MAX 16      /* columns x:NAME of a document */
#define COMPACT_PERCENT 5 /* an overlay larger than that is better a new list */
#define KEEP_EVERY 16     /* buckets of 256, while the list is written */
#define STATE_FORMAT 1

/* A row of --lots, and a lot of the table being made: found by (gtin, lot) or by all
 * of it through an open hash table of indexes. */
struct lot_table {
	struct assay_lot *lots;
	uint32_t *lines; /* rows of --lots; else NULL */
	bool *used;
	uint32_t n, room;
	uint32_t *slots; /* index + 1 */
	uint32_t n_slots;
};

/* Drawn once a list, so that what goes on is what was begun. */
struct identity {
	uint8_t list_key[32], list_key_id[16], list_id[16];
	uint8_t pad_key[32]; /* random entries are made from it */
	uint8_t sum_key[32]; /* of all checksums */
};

struct make {
	const struct assay_list_build *build;
	const struct make_forced *forced;
	struct progress *progress;
	uint8_t asked[LIST_HASH];       /* hash of all that was asked for */
	uint8_t rows[LIST_HASH];        /* hash of what was kept of the rows */
	struct stat sheet;              /* the spreadsheet as it was opened */
	uint64_t done_bytes, done_line; /* of it, where an earlier run ended; 0: none */
	bool rows_done;                 /* an earlier run has read it all */
	struct faults faults;
	struct pile *pile;
	uint64_t n;           /* entries, padding included */
	uint32_t *renumbered; /* lots, in the order of the format */
	bool documents;
	char issuer[LIST_SCOPE_MAX + 1]; /* of the documents */
	struct lot_table given, table;
	struct guess guess;
	bool guessable, attributes;
	uint8_t last_cell[14]; /* the cell that last_gtin was made of: rows repeat it */
	size_t last_len;
	char last_gtin[15];
	char common[14]; /* longest common start of the GTINs, without indicator */
	bool any_gtin;
	struct identity identity;
	struct list_header head;
	struct secret *signer;
	struct list *previous, *base;
	uint64_t size; /* of the spreadsheet */
};

/* ---- lots ---- */

static void
lot_table_clear(struct lot_table *t)
{
	free(t->lots);
	free(t->lines);
	free(t->used);
	free(t->slots);
	memset(t, 0, sizeof *t);
}

static inline uint64_t
word_at(const void *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof word);
	return word;
}

/* A GTIN has fourteen digits, a lot twenty characters with zeros behind. */
static uint32_t
lot_hash(const struct assay_lot *lot, bool whole)
{
	const uint64_t a = UINT64_C(0x9E3779B97F4A7C15), b = UINT64_C(0xBF58476D1CE4E5B9);
	uint64_t h = (word_at(lot->gtin + 6) ^ word_at(lot->lot) * a) * b;

	h = (h ^ h >> 29 ^ word_at(lot->lot + 8)) * a;
	h = (h ^ h >> 32 ^ word_at(lot->lot + 12)) * b;
	if (whole) {
		h = (h ^ h >> 29 ^ (uint64_t)(uint32_t)lot->made << 32 ^
		     (uint32_t)lot->expiry) *
		    a;
		h = (h ^ h >> 32 ^ word_at(lot->markets) ^
		     word_at(lot->markets + 4) * a) *
		    b;
	}
	return (uint32_t)(h >> 32);
}

/* whole: the same in all that the serials' rows say; else by GTIN and lot alone. */
static bool
lot_same(const struct assay_lot *a, const struct assay_lot *b, bool whole)
{
	if (memcmp(a->lot, b->lot, 20) != 0 || memcmp(a->gtin, b->gtin, 14) != 0)
		return false;
	return !whole || (a->made == b->made && a->expiry == b->expiry &&
	                  memcmp(a->markets, b->markets, sizeof a->markets) == 0);
}

static bool
lot_table_grow(struct lot_table *t, bool whole)
{
	uint32_t room = t->room * 2 + 64, n_slots = 256;
	struct assay_lot *lots = realloc(t->lots, room * sizeof *lots);
	uint32_t *lines, *slots;
	bool *used;

	if (lots == NULL)
		return false;
	t->lots = lots;
	if ((lines = realloc(t->lines, room * sizeof *lines)) == NULL)
		return false;
	t->lines = lines;
	if ((used = realloc(t->used, room * sizeof *used)) == NULL)
		return false;
	t->used = used;
	while (n_slots < room * 2)
		n_slots *= 2;
	if ((slots = calloc(n_slots, sizeof *slots)) == NULL)
		return false;
	free(t->slots);
	t->slots = slots;
	t->n_slots = n_slots;
	t->room = room;
	for (uint32_t i = 0; i < t->n; i++) {
		uint32_t at = lot_hash(&t->lots[i], whole) & (n_slots - 1);

		while (slots[at] != 0)
			at = (at + 1) & (n_slots - 1);
		slots[at] = i + 1;
	}
	return true;
}

/* Its index, put in where it is new (*added); UINT32_MAX: out of memory. */
static uint32_t
lot_table_put(struct lot_table *t, const struct assay_lot *lot, bool whole, bool *added)
{
	uint32_t at;

	*added = false;
	if (t->n == t->room && !lot_table_grow(t, whole))
		return UINT32_MAX;
	at = lot_hash(lot, whole) & (t->n_slots - 1);
	for (; t->slots[at] != 0; at = (at + 1) & (t->n_slots - 1))
		if (lot_same(&t->lots[t->slots[at] - 1], lot, whole))
			return t->slots[at] - 1;
	*added = true;
	t->lots[t->n] = *lot;
	t->lines[t->n] = 0;
	t->used[t->n] = false;
	t->slots[at] = t->n + 1;
	return t->n++;
}

static uint32_t
lot_table_find(const struct lot_table *t, const struct assay_lot *lot)
{
	if (t->n == 0)
		return UINT32_MAX;
	for (uint32_t at = lot_hash(lot, false) & (t->n_slots - 1); t->slots[at] != 0;
	     at = (at + 1) & (t->n_slots - 1))
		if (lot_same(&t->lots[t->slots[at] - 1], lot, false))
			return t->slots[at] - 1;
	return UINT32_MAX;
}

/* ---- rows ---- */

static bool
right_width(struct sheet *c, size_t columns)
{
	if (c->n_fields == columns)
		return true;
	/* cells without a name are harmless while nothing stands in them */
	if (c->n_fields > columns) {
		bool empty = true;

		for (size_t i = columns; i < c->n_fields; i++)
			empty = empty && c->field[i].len == 0;
		if (empty)
			return true;
	}
	fault_say(c->faults, c->name, c->line, NULL,
	          "the row has %zu columns, the first line names %zu",
	          "该行有 %zu 列，首行列名有 %zu 个", c->n_fields, columns);
	return false;
}

static void
note_gtin(struct make *m, const char *gtin)
{
	size_t n = 0;

	if (!m->any_gtin)
		memcpy(m->common, gtin + 1, 14);
	m->any_gtin = true;
	while (m->common[n] != '\0' && m->common[n] == gtin[1 + n])
		n++;
	m->common[n] = '\0';
}

/* false: to be stopped. */
static bool
tell_progress(const struct make *m, uint64_t done, uint64_t of)
{
	if (m->build->progress != NULL)
		m->build->progress(m->build->progress_data, done, of);
	return m->build->stop == NULL || !m->build->stop(m->build->stop_data);
}

static enum assay_status
stopped(const struct make *m, struct assay_error *error)
{
	if (!progress_any(m->progress))
		return error_say(error, ASSAY_E_IO, "stopped; nothing was written",
		                 "已停止；未写入任何文件");
	return error_say(error, ASSAY_E_IO,
	                 "stopped; no list was written, and what is done is kept in %s: "
	                 "run the same command again to go on, or remove that folder",
	                 "已停止；未写出清单，已完成的部分保存在 %s："
	                 "再次运行同一命令即可继续，或删除该文件夹",
	                 error_text(progress_folder(m->progress)).text);
}

__attribute__((format(printf, 2, 4), format(printf, 3, 4))) static void
note(const struct make *m, const char *en, const char *zh, ...)
{
	char line_en[600], line_zh[600];
	va_list args;

	if (m->build->note == NULL)
		return;
	va_start(args, zh);
	vsnprintf(line_en, sizeof line_en, en, args);
	va_end(args);
	va_start(args, zh);
	vsnprintf(line_zh, sizeof line_zh, zh, args);
	va_end(args);
	m->build->note(m->build->note_data,
	               m->build->lang == ASSAY_ZH ? line_zh : line_en);
}

/* The header line of a file; false: it has faults, or there is none. */
static bool
read_names(struct sheet *c, const char *const *names, size_t n, size_t wanted, int *index,
           size_t *columns, enum assay_status *status)
{
	uint64_t before = c->faults->count;

	if (!sheet_next(c, status)) {
		if (*status == ASSAY_OK && c->faults->count == before)
			fault_say(
			        c->faults, c->name, 0, NULL,
			        "the file is empty: its first line must name the columns",
			        "文件为空：第一行必须是列名");
		return false;
	}
	if (!sheet_columns(c, names, n, wanted, index))
		return false;
	*columns = c->n_fields;
	return true;
}

enum {
	LOT_GTIN,
	LOT_LOT,
	LOT_MADE,
	LOT_EXPIRY,
	LOT_MARKETS,
	LOT_UNITS,
	LOT_IS_CLOSED,
	LOT_IS_RECALLED,
	LOT_IS_STOLEN,
	LOT_COLUMNS
};
static const char *const lot_names[LOT_COLUMNS] = {
	"gtin",  "lot",    "made",     "expiry", "markets",
	"units", "closed", "recalled", "stolen",
};

static enum assay_status
add_lot_row(struct make *m, struct sheet *c, const int *index)
{
	struct assay_lot lot = { .made = ASSAY_NO_DAY, .expiry = ASSAY_NO_DAY };
	bool good, added;
	uint32_t at;

	good = sheet_gtin(c, sheet_cell(c, index[LOT_GTIN]), lot.gtin);
	if (sheet_cell(c, index[LOT_LOT]).len == 0) {
		fault_say(c->faults, c->name, c->line, "lot", "it is empty", "为空");
		good = false;
	} else {
		good = sheet_lot(c, sheet_cell(c, index[LOT_LOT]), lot.lot) && good;
	}
	good = sheet_date(c, "made", sheet_cell(c, index[LOT_MADE]), &lot.made) && good;
	good = sheet_date(c, "expiry", sheet_cell(c, index[LOT_EXPIRY]), &lot.expiry) &&
	       good;
	good = sheet_markets(c, sheet_cell(c, index[LOT_MARKETS]), lot.markets) && good;
	good = sheet_units(c, sheet_cell(c, index[LOT_UNITS]), &lot.units) && good;
	good = sheet_yes(c, "closed", sheet_cell(c, index[LOT_IS_CLOSED]), &lot.closed) &&
	       good;
	good = sheet_yes(c, "recalled", sheet_cell(c, index[LOT_IS_RECALLED]),
	                 &lot.recalled) &&
	       good;
	good = sheet_yes(c, "stolen", sheet_cell(c, index[LOT_IS_STOLEN]), &lot.stolen) &&
	       good;
	if (!good)
		return ASSAY_OK;
	note_gtin(m, lot.gtin);
	if ((at = lot_table_put(&m->given, &lot, false, &added)) == UINT32_MAX)
		return ASSAY_E_NOMEM;
	if (added)
		m->given.lines[at] = (uint32_t)c->line;
	else
		fault_say(c->faults, c->name, c->line, NULL,
		          "this lot stands in line %u already: remove one of the two",
		          "该批次已在第 %u 行出现：请删除其中一行", m->given.lines[at]);
	return ASSAY_OK;
}

static enum assay_status
read_lots(struct make *m, struct assay_error *error)
{
	int index[LOT_COLUMNS];
	struct sheet c;
	enum assay_status status;
	size_t columns;

	if (m->build->lots_csv == NULL)
		return ASSAY_OK;
	if ((status = sheet_open(&c, m->build->lots_csv, &m->faults, error)) != ASSAY_OK)
		goto out;
	if (read_names(&c, lot_names, LOT_COLUMNS, 2, index, &columns, &status))
		while (status == ASSAY_OK && sheet_next(&c, &status))
			if (right_width(&c, columns))
				status = add_lot_row(m, &c, index);
	if (status == ASSAY_E_NOMEM)
		error_nomem(error);
	else if (status != ASSAY_OK)
		error_system(error, errno, (struct words){ "read", "读取" },
		             m->build->lots_csv);
out:
	sheet_close(&c);
	return status;
}

enum {
	COL_GTIN,
	COL_SERIAL,
	COL_LOT,
	COL_MADE,
	COL_EXPIRY,
	COL_STATUS,
	COL_MARKETS,
	COLUMNS
};
static const char *const column_names[COLUMNS] = {
	"gtin", "serial", "lot", "made", "expiry", "status", "markets",
};

/* What --lots says of this lot fills what the row leaves open; both must agree. */
static bool
merge_given(struct make *m, const struct sheet *c, struct assay_lot *lot)
{
	static const uint16_t none[8];
	uint32_t at = lot->lot[0] == '\0' ? UINT32_MAX : lot_table_find(&m->given, lot);
	const struct assay_lot *given;
	const char *column = NULL;

	if (at == UINT32_MAX)
		return true;
	given = &m->given.lots[at];
	m->given.used[at] = true;
	if (lot->made == ASSAY_NO_DAY)
		lot->made = given->made;
	else if (given->made != ASSAY_NO_DAY && given->made != lot->made)
		column = "made";
	if (lot->expiry == ASSAY_NO_DAY)
		lot->expiry = given->expiry;
	else if (given->expiry != ASSAY_NO_DAY && given->expiry != lot->expiry)
		column = "expiry";
	if (memcmp(lot->markets, none, sizeof none) == 0)
		memcpy(lot->markets, given->markets, sizeof none);
	else if (memcmp(given->markets, none, sizeof none) != 0 &&
	         memcmp(given->markets, lot->markets, sizeof none) != 0)
		column = "markets";
	lot->closed = given->closed;
	lot->recalled = given->recalled;
	lot->stolen = given->stolen;
	lot->units = given->units;
	if (column == NULL)
		return true;
	fault_say(&m->faults, c->name, c->line, column,
	          "the lots file says otherwise for lot '%s' (its line %u): mend one of "
	          "the two",
	          "批次文件中批次“%s”（第 %u 行）的说法不同：请改正其一",
	          error_text(lot->lot).text, m->given.lines[at]);
	return false;
}

static enum assay_status
add_entry(struct make *m, const struct sheet *c, const char *gtin,
          struct assay_bytes serial, uint32_t attribute)
{
	uint8_t item[LIST_ITEM_MAX];
	enum assay_status status;

	if (c->line > ROWS_MAX)
		return ASSAY_E_NOMEM;
	status = pile_item(m->pile, item, list_item_goods(gtin, serial, item), attribute,
	                   (uint32_t)c->line);
	if (status != ASSAY_OK)
		return status;
	return guess_add(&m->guess, gtin, serial) ? ASSAY_OK : ASSAY_E_NOMEM;
}

enum { DOC_ISSUER, DOC_TYPE, DOC_NUMBER, DOC_STATUS, DOC_COLUMNS };
static const char *const document_names[DOC_COLUMNS] = { "issuer", "type", "number",
	                                                 "status" };

/* One issuer a list: its id is the scope. */
static bool
same_issuer(struct make *m, const struct sheet *c, struct assay_bytes issuer)
{
	size_t n = strlen(m->issuer);

	for (size_t i = 0; i < issuer.len; i++)
		if (!(assay_is_digit(issuer.data[i]) ||
		      (issuer.data[i] >= 'a' && issuer.data[i] <= 'z') ||
		      (issuer.data[i] >= 'A' && issuer.data[i] <= 'Z') ||
		      issuer.data[i] == '.' || issuer.data[i] == '_' ||
		      issuer.data[i] == '-') ||
		    issuer.len > LIST_ISSUER_MAX) {
			fault_say(
			        c->faults, c->name, c->line, "issuer",
			        "'%s' is no issuer id: at most %u letters, digits, dots, "
			        "hyphens and underscores",
			        "“%s”不是签发机构代号：最多 %u "
			        "个字母、数字、点、连字符或下划线",
			        error_bytes(issuer).text, LIST_ISSUER_MAX);
			return false;
		}
	if (n == 0) {
		memcpy(m->issuer, issuer.data, issuer.len);
		return true;
	}
	if (assay_bytes_equal(issuer, assay_str(m->issuer)))
		return true;
	fault_say(c->faults, c->name, c->line, "issuer",
	          "'%s' and '%s' on one list: build one for each issuer",
	          "“%s”和“%s”在同一份清单：请按签发机构分别建清单",
	          error_bytes(issuer).text, m->issuer);
	return false;
}

static enum assay_status
add_document(struct make *m, const struct sheet *c, const int *index)
{
	struct assay_bytes parts[DOC_STATUS + EXTRA_MAX];
	enum assay_item_status item_status;
	uint8_t item[LIST_ITEM_MAX];
	char digits[15] = "00000000000000";
	enum assay_status status;
	bool good = true;
	size_t n, len;

	for (n = 0; n < DOC_STATUS; n++) {
		parts[n] = sheet_cell(c, index[n]);
		good = sheet_text(c, document_names[n], parts[n]) && good;
	}
	for (size_t i = 0; i < c->n_extra; i++) {
		parts[n] = sheet_cell(c, c->extra[i]);
		good = sheet_text(c, "x:", parts[n++]) && good;
	}
	good = good && same_issuer(m, c, parts[DOC_ISSUER]);
	good = sheet_status(c, sheet_cell(c, index[DOC_STATUS]), &item_status) && good;
	if (!good)
		return ASSAY_OK;
	if ((len = list_item_document(parts, n, item)) == 0) {
		fault_say(c->faults, c->name, c->line, NULL,
		          "the row's values are longer than %u bytes together",
		          "该行各值合计超过 %u 字节", LIST_ITEM_MAX);
		return ASSAY_OK;
	}
	m->attributes = m->attributes || item_status != ASSAY_ITEM_MADE;
	if (c->line > ROWS_MAX)
		return ASSAY_E_NOMEM;
	status = pile_item(m->pile, item, len, (uint32_t)item_status, (uint32_t)c->line);
	if (status != ASSAY_OK)
		return status;
	/* what else is hashed is to be guessed too: only bare numbers are judged */
	return c->n_extra > 0 || guess_add(&m->guess, digits, parts[DOC_NUMBER])
	               ? ASSAY_OK
	               : ASSAY_E_NOMEM;
}

/* Does the header line name documents? */
static bool
names_documents(const struct sheet *c)
{
	for (size_t i = 0; i < c->n_fields; i++)
		if (assay_bytes_equal(c->field[i], assay_str("issuer")))
			return true;
	return false;
}

/* The GTIN of a cell, which is mostly that of the row before. */
static bool
row_gtin(struct make *m, const struct sheet *c, struct assay_bytes cell, char gtin[15])
{
	if (cell.len > 0 && cell.len == m->last_len &&
	    memcmp(cell.data, m->last_cell, cell.len) == 0) {
		memcpy(gtin, m->last_gtin, sizeof m->last_gtin);
		return true;
	}
	m->last_len = 0;
	if (!sheet_gtin(c, cell, gtin))
		return false;
	memcpy(m->last_cell, cell.data, cell.len);
	m->last_len = cell.len;
	memcpy(m->last_gtin, gtin, sizeof m->last_gtin);
	return true;
}

static enum assay_status
add_row(struct make *m, const struct sheet *c, const int *index)
{
	struct assay_lot lot = { .made = ASSAY_NO_DAY, .expiry = ASSAY_NO_DAY };
	struct assay_bytes serial = sheet_cell(c, index[COL_SERIAL]);
	enum assay_item_status item_status;
	uint32_t lot_index = 0;
	bool good;

	good = row_gtin(m, c, sheet_cell(c, index[COL_GTIN]), lot.gtin);
	good = sheet_serial(c, serial) && good;
	good = sheet_lot(c, sheet_cell(c, index[COL_LOT]), lot.lot) && good;
	good = sheet_date(c, "made", sheet_cell(c, index[COL_MADE]), &lot.made) && good;
	good = sheet_date(c, "expiry", sheet_cell(c, index[COL_EXPIRY]), &lot.expiry) &&
	       good;
	good = sheet_status(c, sheet_cell(c, index[COL_STATUS]), &item_status) && good;
	good = sheet_markets(c, sheet_cell(c, index[COL_MARKETS]), lot.markets) && good;
	if (!good || !merge_given(m, c, &lot))
		return ASSAY_OK;
	note_gtin(m, lot.gtin);
	if (lot.lot[0] != '\0' || lot.made != ASSAY_NO_DAY ||
	    lot.expiry != ASSAY_NO_DAY || lot.markets[0] != 0) {
		bool added;

		lot_index = lot_table_put(&m->table, &lot, true, &added);
		if (lot_index == UINT32_MAX)
			return ASSAY_E_NOMEM;
		if (m->table.n > LOTS_MAX)
			return ASSAY_E_LIMIT;
		lot_index++;
	}
	m->attributes = m->attributes || item_status != ASSAY_ITEM_MADE;
	return add_entry(m, c, lot.gtin, serial, lot_index << 3 | (uint32_t)item_status);
}

static enum assay_status
pile_failed(const struct make *m, enum assay_status status, struct assay_error *error)
{
	if (status == ASSAY_E_NOMEM)
		return error_nomem(error);
	if (status == ASSAY_E_LIMIT)
		return error_say(
		        error, ASSAY_E_FORMAT,
		        "most rows of the spreadsheet repeat each other: remove them",
		        "表格中大部分行互相重复：请删除重复行");
	return error_system(error, errno, (struct words){ "sort in", "排序时写入" },
	                    progress_folder(m->progress));
}

/* ---- progress ---- */

static void
mix(crypto_generichash_state *h, const void *bytes, size_t n)
{
	uint8_t len[8];

	put_le(len, sizeof len, n);
	crypto_generichash_update(h, len, sizeof len);
	crypto_generichash_update(h, bytes, n);
}

static void
mix_text(crypto_generichash_state *h, const char *text)
{
	mix(h, text == NULL ? "" : text, text == NULL ? 0 : strlen(text) + 1);
}

static void
mix_list(crypto_generichash_state *h, const struct list *l)
{
	mix(h, l == NULL ? (const uint8_t *)"" : l->page0, l == NULL ? 0 : LIST_SIGNED);
}

/* All that was asked for, but the spreadsheet and the time of issue: that is when the
 * list is done. */
static void
hash_asked(struct make *m)
{
	const struct assay_list_build *b = m->build;
	const uint64_t numbers[] = {
		STATE_FORMAT,
		sizeof(struct entry),
		(uint64_t)b->expires_at,
		(uint64_t)b->covers_until,
		b->restricted,
		b->padded,
		m->forced == NULL ? 0 : m->forced->key_bytes,
		m->forced == NULL ? 0 : (uint64_t)(m->forced->prefix_bytes + 1),
		m->forced == NULL ? 0 : m->forced->attribute_bytes,
	};
	crypto_generichash_state h;

	crypto_generichash_init(&h, NULL, 0, LIST_HASH);
	mix(&h, numbers, sizeof numbers);
	mix(&h, secret_public(m->signer), 32);
	mix_text(&h, b->scope);
	mix_text(&h, b->title);
	mix_list(&h, m->previous);
	mix_list(&h, m->base);
	for (uint32_t i = 0; i < m->given.n; i++) {
		uint8_t record[LIST_LOT];

		list_lot_encode(&m->given.lots[i], record);
		mix(&h, record, sizeof record);
	}
	crypto_generichash_final(&h, m->asked, sizeof m->asked);
}

static void
forget_rows(struct make *m, const struct identity *fresh)
{
	for (uint32_t i = 0; i < m->given.n; i++)
		m->given.used[i] = false;
	lot_table_clear(&m->table);
	guess_clear(&m->guess);
	guess_init(&m->guess);
	m->issuer[0] = m->common[0] = '\0';
	m->documents = m->attributes = m->any_gtin = m->rows_done = false;
	m->done_bytes = m->done_line = 0;
	pile_free(m->pile);
	m->pile = NULL;
	m->identity = *fresh;
}

/* Puts down where the reading stands; all rows so far are in runs.  c NULL: it has
 * ended, and padding is in too. */
static enum assay_status
keep_rows(struct make *m, const struct sheet *c, bool done, struct assay_error *error)
{
	const uint32_t order = 0x01020304;
	struct cbor_writer w = { 0 };
	uint8_t sum[SHEET_SUM], *lots;
	enum assay_status status;
	const struct pile_run *runs;
	size_t n_runs;

	runs = pile_runs(m->pile, &n_runs);
	/* in one piece: what is moved while it grows leaves copies of the list key */
	w.room = 16384 + (size_t)m->table.n * LIST_LOT + m->given.n +
	         m->guess.n_sample * sizeof *m->guess.sample + n_runs * sizeof *runs;
	w.bytes = malloc(w.room);
	lots = malloc((size_t)m->table.n * LIST_LOT + 1);
	if (w.bytes == NULL || lots == NULL) {
		free(w.bytes);
		free(lots);
		return error_nomem(error);
	}
	for (uint32_t i = 0; i < m->table.n; i++)
		list_lot_encode(&m->table.lots[i], lots + (size_t)i * LIST_LOT);
	sheet_sum(c, sum);
	cbor_put_uint(&w, STATE_FORMAT);
	cbor_put_bytes(&w, &order, sizeof order);
	cbor_put_bytes(&w, m->asked, sizeof m->asked);
	cbor_put_uint(&w, (uint64_t)m->sheet.st_size);
	cbor_put_uint(&w, (uint64_t)m->sheet.st_mtim.tv_sec);
	cbor_put_uint(&w, (uint64_t)m->sheet.st_mtim.tv_nsec);
	cbor_put_uint(&w, c->bytes);
	cbor_put_uint(&w, c->next_line);
	cbor_put_bytes(&w, sum, sizeof sum);
	cbor_put_uint(&w, done);
	cbor_put_bytes(&w, &m->identity, sizeof m->identity);
	cbor_put_text(&w, m->issuer);
	cbor_put_text(&w, m->common);
	cbor_put_uint(&w, m->documents);
	cbor_put_uint(&w, m->attributes);
	cbor_put_uint(&w, m->any_gtin);
	cbor_put_bytes(&w, lots, (size_t)m->table.n * LIST_LOT);
	cbor_put_bytes(&w, m->given.used == NULL ? (void *)lots : m->given.used,
	               m->given.n * sizeof *m->given.used);
	cbor_put_uint(&w, m->guess.n);
	cbor_put_uint(&w, m->guess.shortest);
	cbor_put_bytes(&w, m->guess.seen, sizeof m->guess.seen);
	cbor_put_bytes(&w, m->guess.sample == NULL ? (void *)lots : m->guess.sample,
	               m->guess.n_sample * sizeof *m->guess.sample);
	cbor_put_bytes(&w, runs, n_runs * sizeof *runs);
	crypto_generichash(m->rows, sizeof m->rows, w.bytes, w.len, NULL, 0);
	status = w.nomem ? error_nomem(error)
	                 : progress_save(m->progress, PROGRESS_ROWS, w.bytes, w.len,
	                                 error);
	sodium_memzero(w.bytes, w.len);
	free(w.bytes);
	free(lots);
	return status;
}

/* Exactly n bytes, or the reader is bad. */
static void
take_into(struct cbor_reader *r, void *out, size_t n)
{
	struct assay_bytes view = cbor_take_bytes(r, n);

	if (view.len != n)
		r->bad = true;
	if (!r->bad && n > 0)
		memcpy(out, view.data, n);
}

static void
take_text(struct cbor_reader *r, char *out, size_t room)
{
	struct assay_bytes view = cbor_take_text(r, room - 1);

	if (r->bad)
		return;
	if (view.len > 0)
		memcpy(out, view.data, view.len);
	out[view.len] = '\0';
}

enum found { FOUND_SAME, FOUND_DAMAGED, FOUND_OTHER_QUESTION, FOUND_OTHER_SHEET };

/* Lots, and what tells whether serials can be guessed. */
static enum assay_status
take_tables(struct make *m, struct cbor_reader *r)
{
	struct assay_bytes lots = cbor_take_bytes(r, (size_t)LOTS_MAX * LIST_LOT), sample;

	for (size_t at = 0; at + LIST_LOT <= lots.len && !r->bad; at += LIST_LOT) {
		struct assay_lot lot;
		bool added;

		if (!list_lot_decode(lots.data + at, &lot))
			r->bad = true;
		else if (lot_table_put(&m->table, &lot, true, &added) == UINT32_MAX)
			return ASSAY_E_NOMEM;
		else if (!added)
			r->bad = true;
	}
	take_into(r, m->given.used, m->given.n * sizeof *m->given.used);
	m->guess.n = cbor_take_uint(r, UINT64_MAX);
	m->guess.shortest = (size_t)cbor_take_uint(r, SIZE_MAX);
	take_into(r, m->guess.seen, sizeof m->guess.seen);
	sample = cbor_take_bytes(r, GUESS_SAMPLE * sizeof *m->guess.sample);
	m->guess.n_sample = m->guess.room = sample.len / sizeof *m->guess.sample;
	if (r->bad || sample.len == 0)
		return ASSAY_OK;
	if ((m->guess.sample = malloc(sample.len)) == NULL)
		return ASSAY_E_NOMEM;
	memcpy(m->guess.sample, sample.data, m->guess.n_sample * sizeof *m->guess.sample);
	return ASSAY_OK;
}

/* The runs, each held against its checksum. */
static enum assay_status
take_runs(struct make *m, struct assay_bytes bytes, enum found *found,
          struct assay_error *error)
{
	size_t n = bytes.len / sizeof(struct pile_run);
	struct pile_run *runs = malloc(bytes.len + 1);
	enum assay_status status = ASSAY_OK;
	uint64_t entries = 0;
	int fd;

	if (runs == NULL)
		return error_nomem(error);
	if (bytes.len > 0)
		memcpy(runs, bytes.data, bytes.len);
	for (size_t i = 0; i < n; i++)
		entries += runs[i].start[PILE_BUCKETS];
	status = progress_file(m->progress, PROGRESS_ENTRIES,
	                       entries * sizeof(struct entry), &fd, error);
	if (status == ASSAY_OK)
		status = pile_file(m->pile, fd, m->identity.sum_key, runs, n);
	free(runs);
	if (status == ASSAY_E_NOMEM)
		return error_nomem(error);
	if (status != ASSAY_OK)
		*found = FOUND_DAMAGED;
	return ASSAY_OK;
}

static enum assay_status
new_pile(struct make *m, struct assay_error *error)
{
	size_t room =
	        m->forced != NULL && m->forced->room != 0 ? m->forced->room : PILE_ROOM;

	return pile_new(m->identity.list_key, room, &m->pile) == ASSAY_OK
	               ? ASSAY_OK
	               : error_nomem(error);
}

/* What an earlier run put down, taken over where all of it is as that run left it. */
static enum assay_status
take_rows(struct make *m, struct sheet *c, struct assay_bytes bytes, enum found *found,
          struct assay_error *error)
{
	struct cbor_reader r = { bytes, false };
	uint8_t asked[LIST_HASH], sum[SHEET_SUM], now[SHEET_SUM];
	uint64_t size, seconds, nanoseconds, at, line;
	uint32_t order = 0;
	enum assay_status status;

	*found = FOUND_OTHER_QUESTION;
	if (cbor_take_uint(&r, UINT32_MAX) != STATE_FORMAT)
		return ASSAY_OK;
	take_into(&r, &order, sizeof order);
	take_into(&r, asked, sizeof asked);
	if (r.bad || order != 0x01020304 || memcmp(asked, m->asked, sizeof asked) != 0)
		return ASSAY_OK;
	*found = FOUND_OTHER_SHEET;
	size = cbor_take_uint(&r, INT64_MAX);
	seconds = cbor_take_uint(&r, INT64_MAX);
	nanoseconds = cbor_take_uint(&r, UINT32_MAX);
	at = cbor_take_uint(&r, size);
	line = cbor_take_uint(&r, UINT64_MAX);
	take_into(&r, sum, sizeof sum);
	m->rows_done = cbor_take_uint(&r, 1) != 0;
	take_into(&r, &m->identity, sizeof m->identity);
	if (r.bad || size != (uint64_t)m->sheet.st_size ||
	    seconds != (uint64_t)m->sheet.st_mtim.tv_sec ||
	    nanoseconds != (uint64_t)m->sheet.st_mtim.tv_nsec)
		return ASSAY_OK;
	status = sheet_sum_start(c, m->identity.sum_key, at, &c->sum);
	if (status == ASSAY_E_NOMEM)
		return error_nomem(error);
	if (status != ASSAY_OK)
		return ASSAY_OK;
	sheet_sum(c, now); /* nothing is read of the sheet itself yet */
	if (sodium_memcmp(now, sum, sizeof sum) != 0)
		return ASSAY_OK;
	*found = FOUND_DAMAGED;
	take_text(&r, m->issuer, sizeof m->issuer);
	take_text(&r, m->common, sizeof m->common);
	m->documents = cbor_take_uint(&r, 1) != 0;
	m->attributes = cbor_take_uint(&r, 1) != 0;
	m->any_gtin = cbor_take_uint(&r, 1) != 0;
	if (take_tables(m, &r) != ASSAY_OK)
		return error_nomem(error);
	bytes = cbor_take_bytes(&r, bytes.len);
	if (!cbor_done(&r) || bytes.len % sizeof(struct pile_run) != 0)
		return ASSAY_OK;
	*found = FOUND_SAME;
	if ((status = new_pile(m, error)) == ASSAY_OK)
		status = take_runs(m, bytes, found, error);
	m->done_bytes = at;
	m->done_line = line;
	return status;
}

/* Goes on where an earlier run ended, or says why not and begins anew. */
static enum assay_status
take_up(struct make *m, struct sheet *c, struct assay_error *error)
{
	struct identity fresh = m->identity;
	enum found found = FOUND_DAMAGED;
	enum assay_status status;
	uint8_t *bytes = NULL;
	size_t len = 0;

	if (!progress_any(m->progress))
		return ASSAY_OK;
	status = progress_load(m->progress, PROGRESS_ROWS, &bytes, &len);
	if (status == ASSAY_E_NOMEM)
		return error_nomem(error);
	if (status == ASSAY_E_IO) { /* it was stopped before it had put anything down */
		progress_remove(m->progress);
		return ASSAY_OK;
	}
	if (status == ASSAY_OK) {
		crypto_generichash(m->rows, sizeof m->rows, bytes, len, NULL, 0);
		status = take_rows(m, c, (struct assay_bytes){ bytes, len }, &found,
		                   error);
		sodium_memzero(bytes, len);
		free(bytes);
		if (status != ASSAY_OK)
			return status;
	}
	if (found != FOUND_SAME)
		forget_rows(m, &fresh);
	sodium_memzero(&fresh, sizeof fresh);
	switch (found) {
	case FOUND_SAME:
		note(m,
		     "an earlier run of this build was cut short: going on behind line "
		     "%llu of %s",
		     "上次制作中断：从 %2$s 第 %1$llu 行之后继续",
		     (unsigned long long)m->done_line - 1, error_text(c->name).text);
		return ASSAY_OK;
	case FOUND_OTHER_SHEET:
		note(m,
		     "%s has changed since an earlier run was cut short: beginning anew",
		     "%s 在上次中断之后已改变：重新开始", error_text(c->name).text);
		break;
	case FOUND_OTHER_QUESTION:
		note(m,
		     "an earlier run that was cut short was asked for something else: "
		     "beginning anew",
		     "上次中断的制作所用的选项或文件不同：重新开始");
		break;
	case FOUND_DAMAGED:
		note(m,
		     "what an earlier run left in %s is damaged, or was made with "
		     "another key: beginning anew",
		     "上次留在 %s 的内容已损坏，或由另一密钥所作：重新开始",
		     error_text(progress_folder(m->progress)).text);
		break;
	}
	progress_remove(m->progress);
	return ASSAY_OK;
}

/* The pile is full: a run more, and where the reading stands.  With a fault nothing will
 * be written, so nothing needs to be kept. */
static enum assay_status
spill(struct make *m, const struct sheet *c, struct assay_error *error)
{
	enum assay_status status;
	int fd;

	if (!pile_has_file(m->pile)) {
		status = progress_file(m->progress, PROGRESS_ENTRIES, 0, &fd, error);
		if (status != ASSAY_OK)
			return status;
		status = pile_file(m->pile, fd, m->identity.sum_key, NULL, 0);
		if (status != ASSAY_OK)
			return error_nomem(error);
	}
	if ((status = pile_spill(m->pile)) != ASSAY_OK)
		return pile_failed(m, status, error);
	return m->faults.count > 0 || c == NULL ? ASSAY_OK
	                                        : keep_rows(m, c, false, error);
}

static enum assay_status
read_rows(struct make *m, struct sheet *c, bool *halt, enum assay_status *told,
          struct assay_error *error)
{
	int index[COLUMNS], extra[EXTRA_MAX];
	enum assay_status status;
	size_t columns, rows = 0;
	uint64_t before = c->faults->count;

	c->removals = m->base != NULL;
	if (!sheet_next(c, &status)) {
		if (status == ASSAY_OK && c->faults->count == before)
			fault_say(
			        c->faults, c->name, 0, NULL,
			        "the file is empty: its first line must name the columns",
			        "文件为空：第一行必须是列名");
		return status;
	}
	m->documents = names_documents(c);
	if (m->documents) {
		c->extra = extra;
		c->extra_max = EXTRA_MAX;
	}
	if (m->documents ? !sheet_columns(c, document_names, DOC_COLUMNS, 3, index)
	                 : !sheet_columns(c, column_names, COLUMNS, 2, index))
		return ASSAY_OK;
	columns = c->n_fields;
	if (m->done_bytes != 0) {
		status = sheet_go_to(c, m->done_bytes, m->done_line);
		c->summing = true; /* behind what was summed before */
	}
	while (status == ASSAY_OK && sheet_next(c, &status)) {
		if (right_width(c, columns))
			status = m->documents ? add_document(m, c, index)
			                      : add_row(m, c, index);
		if (status == ASSAY_OK && pile_full(m->pile) &&
		    (*told = spill(m, c, error)) != ASSAY_OK)
			return ASSAY_OK;
		if (++rows % PROGRESS_EVERY == 0 &&
		    !tell_progress(m, c->bytes * 3, m->size * 4)) {
			*halt = true;
			return ASSAY_OK;
		}
	}
	return status;
}

static enum assay_status
read_serials(struct make *m, struct sheet *c, struct assay_error *error)
{
	enum assay_status status, told = ASSAY_OK;
	bool halt = false;

	if ((status = sheet_open(c, m->build->csv, &m->faults, error)) != ASSAY_OK)
		return status;
	fstat(c->fd, &m->sheet);
	m->size = (uint64_t)m->sheet.st_size;
	if ((status = take_up(m, c, error)) != ASSAY_OK)
		return status;
	if (m->done_bytes == 0) {
		crypto_onetimeauth_init(&c->sum, m->identity.sum_key);
		c->summing = true;
	}
	if (m->pile == NULL && (status = new_pile(m, error)) != ASSAY_OK)
		return status;
	if (m->rows_done)
		return ASSAY_OK;
	status = read_rows(m, c, &halt, &told, error);
	if (halt)
		return stopped(m, error);
	if (told != ASSAY_OK)
		return told;
	if (status == ASSAY_E_NOMEM)
		return error_nomem(error);
	if (status == ASSAY_E_LIMIT)
		return error_say(error, status,
		                 "%s names more than %u lots: build one list for each "
		                 "part of them",
		                 "%s 的批次超过 %u 个：请分成几份清单", c->name,
		                 LOTS_MAX);
	return status == ASSAY_OK
	               ? ASSAY_OK
	               : error_system(error, errno, (struct words){ "read", "读取" },
	                              m->build->csv);
}

/* Rounds the number of entries up to a multiple of 2^(log2 n - 3): the size then says
 * how many serials there are to one part in eight. */
static enum assay_status
add_padding(struct make *m, struct assay_error *error)
{
	uint64_t n = pile_count(m->pile), unit = 1;
	enum assay_status status = ASSAY_OK;

	while (n >> 4 >= unit)
		unit *= 2;
	m->n = m->build->padded ? (n + unit - 1) / unit * unit : n;
	for (; n < m->n && status == ASSAY_OK; n++) {
		uint8_t item[32], seed[randombytes_SEEDBYTES];

		/* the same ones however often the build is taken up */
		memcpy(seed, m->identity.pad_key, sizeof seed);
		for (size_t i = 0; i < 8; i++)
			seed[i] ^= (uint8_t)(n >> 8 * i);
		randombytes_buf_deterministic(item, sizeof item, seed);
		status = pile_item(m->pile, item, sizeof item, 0, 0);
		if (status != ASSAY_OK)
			return pile_failed(m, status, error);
		if (pile_full(m->pile))
			status = spill(m, NULL, error);
	}
	return status;
}

/* All is read.  What did not fit into memory wholly leaves it wholly, so that it is read
 * once however often the build is taken up. */
static enum assay_status
end_rows(struct make *m, const struct sheet *c, struct assay_error *error)
{
	enum assay_status status = ASSAY_OK;

	if (m->rows_done) {
		m->n = pile_count(m->pile);
		return ASSAY_OK;
	}
	if (m->faults.count == 0)
		status = add_padding(m, error);
	if (status != ASSAY_OK || m->faults.count > 0 || !pile_has_file(m->pile))
		return status;
	if ((status = spill(m, NULL, error)) == ASSAY_OK)
		status = keep_rows(m, c, true, error);
	return status;
}

/* ---- order ---- */

/* Equal keys of a sorted bucket. */
static void
tell_repeats(struct make *m, const struct entry *e, size_t n)
{
	const char *slash = strrchr(m->build->csv, '/');
	const char *name = slash != NULL ? slash + 1 : m->build->csv;

	for (size_t i = 1; i < n; i++) {
		uint32_t a = e[i - 1].line, b = e[i].line;

		if (entry_order(&e[i - 1], &e[i]) != 0)
			continue;
		if (m->documents)
			fault_say(&m->faults, name, a > b ? a : b, NULL,
			          "the same document stands in line %u already: remove "
			          "one of "
			          "the two",
			          "同一证件已在第 %u 行出现：请删除其中一行",
			          a < b ? a : b);
		else
			fault_say(&m->faults, name, a > b ? a : b, NULL,
			          "the same GTIN and serial stand in line %u already: "
			          "remove one "
			          "of the "
			          "two",
			          "同一 GTIN 和序列号已在第 %u 行出现：请删除其中一行",
			          a < b ? a : b);
	}
}

struct numbered_lot {
	uint8_t record[LIST_LOT];
	uint32_t old;
};

static int
by_record(const void *a, const void *b)
{
	return memcmp(a, b, LIST_LOT);
}

/* Puts the table into the order of the format; entries are renumbered on their way out.
 */
static bool
sort_lots(struct make *m)
{
	uint32_t n = m->table.n;
	struct numbered_lot *numbered = calloc((size_t)n + 1, sizeof *numbered);
	uint32_t *now = calloc((size_t)n + 1, sizeof *now);
	bool done = numbered != NULL && now != NULL;

	for (uint32_t i = 0; i < n && done; i++) {
		list_lot_encode(&m->table.lots[i], numbered[i].record);
		numbered[i].old = i;
	}
	if (done && n > 0) {
		qsort(numbered, n, sizeof *numbered, by_record);
		for (uint32_t i = 0; i < n; i++) {
			now[numbered[i].old + 1] = i + 1;
			list_lot_decode(numbered[i].record, &m->table.lots[i]);
		}
	}
	free(numbered);
	m->renumbered = now;
	return done;
}

/* Lots that no serial names stand in the table all the same: "lot unknown" would be
 * said of them otherwise. */
static enum assay_status
add_unused_lots(struct make *m, struct assay_error *error)
{
	for (uint32_t i = 0; i < m->given.n; i++) {
		bool added;

		if (m->given.used[i])
			continue;
		if (lot_table_put(&m->table, &m->given.lots[i], true, &added) ==
		    UINT32_MAX)
			return error_nomem(error);
	}
	if (m->table.n > LOTS_MAX)
		return error_say(
		        error, ASSAY_E_LIMIT,
		        "there are more than %u lots: build one list for each part",
		        "批次超过 %u 个：请分成几份清单", LOTS_MAX);
	return ASSAY_OK;
}

/* ---- the header ---- */

static enum assay_status
choose_scope(struct make *m, struct assay_error *error)
{
	const char *scope = m->build->scope;
	const struct list_header *before =
	        m->previous != NULL ? &m->previous->head : NULL;
	size_t common = strlen(m->common);

	m->head.scope_kind = m->documents ? SCOPE_ISSUER : SCOPE_GS1;
	if (m->base != NULL) {
		const struct list_header *base = &m->base->head;

		if (pile_count(m->pile) > 0 && base->scope_kind != m->head.scope_kind)
			return error_say(
			        error, ASSAY_E_USAGE,
			        "the base is a list of another kind: goods have "
			        "gtin and serial, documents issuer, type and number",
			        "基础清单种类不同：商品用 gtin 和 "
			        "serial，证件用 issuer、type 和 number");
		m->head.scope_kind = base->scope_kind;
		strcpy(m->head.scope, base->scope);
		if (m->documents ? strcmp(m->issuer, base->scope) != 0
		                 : m->any_gtin && strncmp(m->common, base->scope,
		                                          strlen(base->scope)) != 0)
			return error_say(error, ASSAY_E_USAGE,
			                 "the base speaks for %s only: what lies outside "
			                 "belongs on another list",
			                 "基础清单只涵盖 %s：其他内容应在另一份清单中",
			                 base->scope);
		return ASSAY_OK;
	}
	if (m->documents) {
		if (scope != NULL && strcmp(scope, m->issuer) != 0)
			return error_say(
			        error, ASSAY_E_USAGE,
			        "the scope of a list of documents is their issuer",
			        "证件清单的范围就是其签发机构");
		if (m->issuer[0] == '\0')
			return error_say(error, ASSAY_E_USAGE,
			                 "the spreadsheet has no rows, so its issuer is "
			                 "not known",
			                 "表格没有数据行，无法得知签发机构");
		strcpy(m->head.scope, m->issuer);
		return ASSAY_OK;
	}
	if (scope == NULL && before != NULL &&
	    strncmp(m->common, before->scope, strlen(before->scope)) == 0)
		scope = before->scope;
	if (scope == NULL && m->n == 0 && m->table.n == 0 && m->given.n == 0)
		return error_say(
		        error, ASSAY_E_USAGE,
		        "the spreadsheet has no rows: say with --scope for which GTINs "
		        "an empty list shall speak",
		        "表格没有数据行：请用 --scope 指明空清单涵盖哪些 GTIN");
	if (scope != NULL) {
		size_t n = strlen(scope);

		if (n < 4 || n > 13 || !assay_all_digits(assay_str(scope)))
			return error_say(
			        error, ASSAY_E_USAGE,
			        "--scope wants 4 to 13 digits: the start of the GTINs "
			        "without their indicator digit",
			        "--scope 需要 4 到 13 位数字：GTIN 去掉指示位后的开头");
		if (pin_restricted(scope))
			return error_say(error, ASSAY_E_USAGE,
			                 "scope %s lies in a range for use inside shops",
			                 "范围 %s 属于店内使用的号段", scope);
		if (m->any_gtin && strncmp(m->common, scope, n) != 0)
			return error_say(
			        error, ASSAY_E_USAGE,
			        "scope %s does not cover all GTINs: they share %s",
			        "范围 %s 未涵盖全部 GTIN：它们的共同开头是 %s", scope,
			        common == 0 ? "-" : m->common);
		memcpy(m->head.scope, scope, n + 1);
		return ASSAY_OK;
	}
	if (common < 4)
		return error_say(
		        error, ASSAY_E_USAGE,
		        "the GTINs share only %zu leading digits and a scope needs 4: "
		        "build one list for each GS1 prefix",
		        "各 GTIN 只有 %zu 位共同开头，范围至少需要 4 "
		        "位：请按 GS1 前缀分别建清单",
		        common);
	if (common > 12)
		common = 12;
	memcpy(m->head.scope, m->common, common);
	m->head.scope[common] = '\0';
	return ASSAY_OK;
}

static enum assay_status
choose_widths(struct make *m, const struct make_forced *forced, struct assay_error *error)
{
	double log_n = m->n > 0 ? log2((double)m->n) : 0;
	struct list_header *h = &m->head;

	h->key_bytes = m->documents ? LIST_KEY_DOCUMENTS : LIST_KEY_GOODS;
	/* what a byte less saves must exceed the half page each prefix wastes */
	h->prefix_bytes = m->n >= (1u << 28) ? 2 : m->n >= (1u << 23) ? 1 : 0;
	if (m->table.n > 0)
		h->attribute_bytes = m->table.n <= 31 ? 1 : m->table.n <= 8191 ? 2 : 3;
	else
		h->attribute_bytes = m->attributes ? 1 : 0;
	if (forced != NULL) {
		if (forced->key_bytes != 0)
			h->key_bytes = (uint8_t)forced->key_bytes;
		if (forced->prefix_bytes >= 0)
			h->prefix_bytes = (uint8_t)forced->prefix_bytes;
		if (forced->attribute_bytes > h->attribute_bytes)
			h->attribute_bytes = (uint8_t)forced->attribute_bytes;
	}
	if (!m->build->restricted && h->key_bytes * 8 - log_n < LIST_STRENGTH)
		return error_say(
		        error, ASSAY_E_USAGE,
		        "keys of %u bytes are too short for %llu entries: a false "
		        "serial would be found in 2^%.1f trials, 2^%d are wanted",
		        "%u 字节的键对 %llu 个条目太短：2^%.1f 次尝试即可碰撞出假"
		        "序列号，要求 2^%d",
		        (unsigned)h->key_bytes, (unsigned long long)m->n,
		        h->key_bytes * 8 - log_n, LIST_STRENGTH);
	return ASSAY_OK;
}

static enum assay_status
choose_identity(struct make *m, struct assay_error *error)
{
	const struct assay_list_build *b = m->build;
	struct list_header *h = &m->head;
	const char *title = b->title == NULL ? "" : b->title;

	if (strlen(title) >= LIST_TITLE_MAX || !assay_utf8_valid(assay_str(title)))
		return error_say(error, ASSAY_E_USAGE,
		                 "--title wants at most %u bytes of UTF-8",
		                 "--title 最多 %u 字节（UTF-8）", LIST_TITLE_MAX - 1);
	strcpy(h->title, title);
	h->issued_at = b->issued_at;
	h->expires_at = b->expires_at != 0 ? b->expires_at : b->issued_at + YEAR;
	h->covers_until = b->covers_until;
	/* what the base covers, base and overlay together cover too */
	if (m->base != NULL && h->covers_until == 0)
		h->covers_until = m->base->head.covers_until;
	if (assay_day_at(h->issued_at) == ASSAY_NO_DAY || h->issued_at < 0 ||
	    assay_day_at(h->expires_at) == ASSAY_NO_DAY || h->expires_at <= h->issued_at)
		return error_say(
		        error, ASSAY_E_USAGE,
		        "a list must expire after it is issued: choose a later --expires",
		        "清单的失效时间必须晚于签发时间：请改 --expires");
	if (h->covers_until < 0 ||
	    (h->covers_until != 0 &&
	     assay_day_at(h->covers_until) > assay_day_at(h->issued_at)))
		return error_say(
		        error, ASSAY_E_USAGE,
		        "--complete-until lies after the day of issue: nobody can list "
		        "what is not made yet",
		        "--complete-until 晚于签发日：尚未生产的无法列入");
	if (m->previous == NULL && m->base == NULL) {
		memcpy(h->list_id, m->identity.list_id, sizeof h->list_id);
		h->version = 1;
	}
	for (int i = 0; i < 2; i++) {
		const struct list *l = i == 0 ? m->base : m->previous;

		if (l == NULL)
			continue;
		memcpy(h->list_id, l->head.list_id, 16);
		if (h->version <= l->head.version)
			h->version = l->head.version + 1;
		if (h->issued_at < l->head.issued_at)
			return error_say(error, ASSAY_E_USAGE,
			                 "the previous version was issued later than "
			                 "this one would "
			                 "be: check the clock or --as-of",
			                 "上一版本的签发时间更晚：请检查时钟或 --as-of");
	}
	if (m->base != NULL) {
		memcpy(h->base_root, m->base->head.root_hash, LIST_HASH);
		h->base_version = m->base->head.version;
	}
	h->flags = (uint16_t)((b->restricted ? LIST_RESTRICTED : 0) |
	                      (m->guessable ? LIST_GUESSABLE : 0) |
	                      (b->padded ? LIST_PADDED : 0) |
	                      (m->base != NULL ? LIST_OVERLAY : 0));
	memcpy(h->list_key_id, m->identity.list_key_id, sizeof h->list_key_id);
	if (!b->restricted)
		memcpy(h->list_key, m->identity.list_key, 32);
	return ASSAY_OK;
}

/* A list of ours that stands behind this one; it must bear a signature that holds. */
static enum assay_status
open_before(const char *path, struct list **out, struct assay_error *error)
{
	enum assay_status status;
	uint8_t by[32];

	if (path == NULL)
		return ASSAY_OK;
	if ((status = list_open(path, out, error)) != ASSAY_OK)
		return status;
	for (size_t i = 0; i < (*out)->head.n_signatures; i++)
		if (list_signature(*out, i, by))
			return ASSAY_OK;
	return error_say(error, ASSAY_E_TRUST, "%s bears no signature that holds",
	                 "%s 没有有效签名", error_text(path).text);
}

static enum assay_status
open_previous(struct make *m, struct assay_error *error)
{
	enum assay_status status;
	const struct list_header *p;

	if ((status = open_before(m->build->base, &m->base, error)) != ASSAY_OK ||
	    (status = open_before(m->build->previous, &m->previous, error)) != ASSAY_OK)
		return status;
	if (m->previous == NULL)
		return ASSAY_OK;
	p = &m->previous->head;
	if (m->base == NULL && (p->flags & LIST_OVERLAY) != 0)
		return error_say(
		        error, ASSAY_E_USAGE,
		        "%s is an overlay: the next version of a list names the whole "
		        "list before it with --previous",
		        "%s 是增量清单：新版本的 --previous 应为此前的完整清单",
		        error_text(m->build->previous).text);
	if (m->base != NULL &&
	    ((p->flags & LIST_OVERLAY) == 0 ||
	     memcmp(p->base_root, m->base->head.root_hash, LIST_HASH) != 0))
		return error_say(
		        error, ASSAY_E_USAGE,
		        "%s is no overlay of that base: leave --previous out, or name "
		        "the "
		        "overlay that this one replaces",
		        "%s 不是该基础清单的增量：请去掉 --previous，或指明被替换的增量",
		        error_text(m->build->previous).text);
	return ASSAY_OK;
}

/* ---- writing ---- */

static bool
same_file(const char *a, const char *b)
{
	struct stat x, y;

	return b != NULL && stat(a, &x) == 0 && stat(b, &y) == 0 &&
	       x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* Puts down where the writing stands: every entry before `bucket` is in. */
static enum assay_status
keep_pages(struct make *m, struct writer *w, size_t bucket, struct assay_error *error)
{
	struct cbor_writer out = { 0 };
	enum assay_status status;

	cbor_put_uint(&out, STATE_FORMAT);
	cbor_put_bytes(&out, m->rows, sizeof m->rows);
	cbor_put_uint(&out, bucket);
	if ((status = writer_save(w, &out, error)) == ASSAY_OK)
		status = progress_save(m->progress, PROGRESS_PAGES, out.bytes, out.len,
		                       error);
	free(out.bytes);
	return status;
}

/* The list under way, where an earlier run left one that holds; *bucket: what is to be
 * written next. */
static enum assay_status
take_pages(struct make *m, struct store *store, const char *path, struct writer **w,
           size_t *bucket, struct assay_error *error)
{
	uint8_t rows[LIST_HASH], *bytes = NULL;
	enum assay_status status;
	struct cbor_reader r;
	uint64_t size;
	size_t len;

	*bucket = 0;
	status = progress_load(m->progress, PROGRESS_PAGES, &bytes, &len);
	if (status == ASSAY_E_NOMEM)
		return error_nomem(error);
	if (status == ASSAY_E_IO)
		goto anew; /* none */
	if (status != ASSAY_OK)
		goto damaged;
	r = (struct cbor_reader){ { bytes, len }, false };
	if (cbor_take_uint(&r, UINT32_MAX) != STATE_FORMAT)
		goto damaged;
	take_into(&r, rows, sizeof rows);
	*bucket = (size_t)cbor_take_uint(&r, PILE_BUCKETS);
	if (r.bad || memcmp(rows, m->rows, sizeof rows) != 0 ||
	    (size = writer_saved_size(r)) == 0)
		goto damaged;
	status = store_resume(store, m->build->out, path, (off_t)size, 0644, error);
	if (status == ASSAY_OK &&
	    (status = writer_new(&m->head, store, w, error)) == ASSAY_OK)
		status = writer_restore(*w, &r, error);
	if (status == ASSAY_OK && !cbor_done(&r))
		status = ASSAY_E_FORMAT;
	if (status != ASSAY_E_FORMAT) {
		free(bytes);
		return status;
	}
	writer_free(*w);
	*w = NULL;
	store_leave(store);
damaged:
	note(m, "the pages that an earlier run wrote are damaged: writing them anew",
	     "上次写出的页面已损坏：重新写入");
anew:
	free(bytes);
	*bucket = 0;
	status = store_resume(store, m->build->out, path, 0, 0644, error);
	return status == ASSAY_OK ? writer_new(&m->head, store, w, error) : status;
}

/* All entries in order: repeats are told; where there is no fault they are written. */
static enum assay_status
put_entries(struct make *m, struct writer *w, struct assay_error *error)
{
	const struct entry *e;
	enum assay_status status;
	size_t n, kept = pile_bucket(m->pile);
	uint64_t done = m->n / PILE_BUCKETS * kept;

	while ((status = pile_next(m->pile, &e, &n)) == ASSAY_OK && n > 0) {
		tell_repeats(m, e, n);
		done += n;
		if (!tell_progress(m,
		                   m->size * 3 + (uint64_t)((double)m->size *
		                                            (double)done / (double)m->n),
		                   m->size * 4))
			return stopped(m, error);
		for (size_t i = 0; i < n && m->faults.count == 0 && w != NULL; i++) {
			uint32_t a = e[i].attribute, lot = m->renumbered[a >> 3];

			status = writer_entry(w, e[i].key,
			                      (lot << 3 | (a & 7)) ^ e[i].mask, error);
			if (status != ASSAY_OK)
				return status;
		}
		if (w != NULL && m->faults.count == 0 && pile_has_file(m->pile) &&
		    pile_bucket(m->pile) - kept >= KEEP_EVERY) {
			kept = pile_bucket(m->pile);
			if ((status = keep_pages(m, w, kept, error)) != ASSAY_OK)
				return status;
		}
	}
	return status == ASSAY_OK ? ASSAY_OK : pile_failed(m, status, error);
}

/* Where there is progress the key is made there: a build that dies leaves no part of it
 * anywhere else. */
static enum assay_status
write_key(const struct make *m, const char *path, struct assay_error *error)
{
	char *made = pile_has_file(m->pile) ? progress_path(m->progress, PROGRESS_KEY)
	                                    : strdup(path);
	enum assay_status status = made == NULL
	                                   ? error_nomem(error)
	                                   : list_key_write(made, m->identity.list_key,
	                                                    m->head.list_key_id, error);

	if (status == ASSAY_OK && strcmp(made, path) != 0 && rename(made, path) != 0)
		status = error_system(error, errno, (struct words){ "write", "写入" },
		                      path);
	free(made);
	return status;
}

static enum assay_status tell_faults(struct make *m, struct assay_error *error);

static enum assay_status
write_list(struct make *m, struct assay_error *error)
{
	const struct assay_list_build *b = m->build;
	struct store store = { .fd = -1 };
	struct writer *w = NULL;
	char *key_path = NULL, *under_way = NULL;
	enum assay_status status;
	size_t bucket = 0;

	if (same_file(b->out, b->csv) || same_file(b->out, b->lots_csv) ||
	    same_file(b->out, b->key_file) || same_file(b->out, b->base))
		return error_say(
		        error, ASSAY_E_USAGE,
		        "%s is read for this list and is not overwritten: choose another "
		        "-o",
		        "%s 是本次的输入，不会覆盖：请换一个 -o",
		        error_text(b->out).text);
	if (pile_has_file(m->pile)) {
		under_way = progress_path(m->progress, PROGRESS_LIST);
		status = under_way == NULL
		                 ? error_nomem(error)
		                 : take_pages(m, &store, under_way, &w, &bucket, error);
	} else if ((status = store_begin(&store, b->out, 0644, error)) == ASSAY_OK) {
		status = writer_new(&m->head, &store, &w, error);
	}
	if (status != ASSAY_OK)
		goto out;
	if ((status = pile_sort(m->pile, bucket)) != ASSAY_OK) {
		status = pile_failed(m, status, error);
		goto out;
	}
	if ((status = put_entries(m, w, error)) != ASSAY_OK)
		goto out;
	if (m->faults.count > 0) {
		status = tell_faults(m, error);
		goto out;
	}
	if ((status = writer_lots(w, m->table.lots, m->table.n, error)) != ASSAY_OK ||
	    (status = writer_end(w, m->signer, &m->head, error)) != ASSAY_OK)
		goto out;
	if (b->restricted) {
		if ((key_path = malloc(strlen(b->out) + sizeof ".key")) == NULL) {
			status = error_nomem(error);
			goto out;
		}
		sprintf(key_path, "%s.key", b->out);
		/* the key first: a list without its key is worth nothing */
		if ((status = write_key(m, key_path, error)) != ASSAY_OK)
			goto out;
	}
	status = store_commit(&store, false, error);
out:
	/* with progress it stays where it is, to be taken up */
	if (under_way != NULL)
		store_leave(&store);
	store_abandon(&store);
	writer_free(w);
	free(key_path);
	free(under_way);
	return status;
}

static enum assay_status
tell_faults(struct make *m, struct assay_error *error)
{
	if (m->faults.count > FAULTS_MAX && m->faults.line != NULL) {
		char text[128];

		snprintf(text, sizeof text,
		         m->faults.lang == ASSAY_ZH ? "……另有 %llu 处"
		                                    : "... and %llu more",
		         (unsigned long long)(m->faults.count - FAULTS_MAX));
		m->faults.line(m->faults.data, text);
	}
	return error_say(error, ASSAY_E_FORMAT,
	                 "%llu fault(s) in the spreadsheet; nothing was "
	                 "written",
	                 "表格有 %llu 处错误；未写入任何文件",
	                 (unsigned long long)m->faults.count);
}

/* What was done so far is worth keeping only where the same command can go on. */
static void
end_progress(const struct make *m, enum assay_status status)
{
	if (!progress_any(m->progress))
		return;
	if (status != ASSAY_E_IO && status != ASSAY_E_NOMEM)
		progress_remove(m->progress);
	else if (m->build->stop == NULL || !m->build->stop(m->build->stop_data))
		note(m,
		     "what is done is kept in %s: run the same command again to go on, "
		     "or remove that folder",
		     "已完成的部分保存在 %s：再次运行同一命令即可继续，或删除该文件夹",
		     error_text(progress_folder(m->progress)).text);
}

enum assay_status
list_make(const struct assay_list_build *given, const struct make_forced *forced,
          struct assay_list_facts *facts, struct assay_error *error)
{
	struct assay_list_build build = { 0 };
	struct make m = { .build = &build, .forced = forced };
	struct list *made = NULL;
	struct sheet sheet = { .fd = -1 };
	enum assay_status status;
	bool sequential;
	double bits;

	memcpy(&build, given, given->size < sizeof build ? given->size : sizeof build);
	m.faults = (struct faults){ build.fault, build.fault_data, build.lang, 0 };
	guess_init(&m.guess);
	if (sodium_init() < 0)
		return error_nomem(error);
	randombytes_buf(&m.identity, sizeof m.identity);
	/* what can fail at once is tried before the long work */
	if ((status = secret_open(build.key_file, build.passphrase, &m.signer, error)) !=
	            ASSAY_OK ||
	    (status = progress_open(build.out, m.signer, &m.progress, error)) !=
	            ASSAY_OK ||
	    (status = open_previous(&m, error)) != ASSAY_OK ||
	    (status = read_lots(&m, error)) != ASSAY_OK)
		goto out;
	hash_asked(&m);
	if ((status = read_serials(&m, &sheet, error)) != ASSAY_OK ||
	    (status = end_rows(&m, &sheet, error)) != ASSAY_OK)
		goto out;
	if (m.faults.count > 0) {
		if ((status = pile_sort(m.pile, 0)) != ASSAY_OK)
			pile_failed(&m, status, error);
		else if ((status = put_entries(&m, NULL, error)) == ASSAY_OK)
			status = tell_faults(&m, error);
		goto out;
	}
	m.guessable = guess_easy(&m.guess, &bits, &sequential);
	if ((status = add_unused_lots(&m, error)) != ASSAY_OK)
		goto out;
	if (!sort_lots(&m)) {
		status = error_nomem(error);
		goto out;
	}
	if ((status = choose_scope(&m, error)) != ASSAY_OK ||
	    (status = choose_widths(&m, forced, error)) != ASSAY_OK ||
	    (status = choose_identity(&m, error)) != ASSAY_OK ||
	    (status = write_list(&m, error)) != ASSAY_OK)
		goto out;
	if (facts != NULL && (status = list_open(build.out, &made, error)) == ASSAY_OK) {
		struct assay_list_facts full = { .size = sizeof full };
		size_t size = facts->size;

		list_facts(made, &full);
		full.size = size;
		full.compact = m.base != NULL &&
		               m.n > m.base->head.entries / 100 * COMPACT_PERCENT;
		memcpy(facts, &full, size < sizeof full ? size : sizeof full);
	}
out:
	if (m.progress != NULL)
		end_progress(&m, status);
	progress_close(m.progress);
	sheet_close(&sheet);
	list_close(made);
	list_close(m.previous);
	list_close(m.base);
	secret_close(m.signer);
	sodium_memzero(&m.identity, sizeof m.identity);
	sodium_memzero(m.head.list_key, sizeof m.head.list_key);
	lot_table_clear(&m.given);
	lot_table_clear(&m.table);
	guess_clear(&m.guess);
	pile_free(m.pile);
	free(m.renumbered);
	return status;
}

enum assay_status
assay_list_build(const struct assay_list_build *build, struct assay_list_facts *facts,
                 struct assay_error *error)
{
	return list_make(build, NULL, facts, error);
}
