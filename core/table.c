/* table.c - typed values of many items, from a spreadsheet
 *
 * The columns are the keys of labels, and item, file, market.  A row is checked for its
 * form only; what its values say is judged like any other typed value.  One row is in
 * memory at a time. */
#include <stdlib.h>
#include <string.h>

#include "assay-check.h"
#include "context.h"
#include "list/sheet.h"

#define CELL_MAX 4096 /* bytes of one value, as of a side file */

enum { ITEM, PHOTO_FILE, MARKET, OWN };
static const char *const own[OWN] = { "item", "file", "market" };

struct assay_table {
	struct sheet sheet;
	struct faults faults;
	const char **keys; /* own, then every label but those */
	int *index;        /* the column of each */
	size_t n;
	size_t columns; /* of the first line */
	struct assay_typed typed[SHEET_FIELDS_MAX];
	char *text[OWN + SHEET_FIELDS_MAX]; /* the cells of the row, each NUL after */
};

void
assay_table_close(struct assay_table *t)
{
	if (t == NULL)
		return;
	sheet_close(&t->sheet);
	for (size_t i = 0; i < OWN + SHEET_FIELDS_MAX; i++)
		free(t->text[i]);
	free(t->keys);
	free(t->index);
	free(t);
}

/* The names that a column may have. */
static enum assay_status
name_columns(struct assay_table *t, const struct assay *a)
{
	t->keys = calloc(a->n_labels + OWN, sizeof *t->keys);
	t->index = calloc(a->n_labels + OWN, sizeof *t->index);
	if (t->keys == NULL || t->index == NULL)
		return ASSAY_E_NOMEM;
	for (; t->n < OWN; t->n++)
		t->keys[t->n] = own[t->n];
	for (size_t i = 0; i < a->n_labels; i++) {
		const char *key = a->labels[i]->key;

		if (strcmp(key, own[ITEM]) != 0 && strcmp(key, own[MARKET]) != 0 &&
		    strcmp(key, own[PHOTO_FILE]) != 0)
			t->keys[t->n++] = key;
	}
	return ASSAY_OK;
}

enum assay_status
assay_table_open(const struct assay *a, const char *path,
                 const struct assay_table_options *options, struct assay_table **out,
                 struct assay_error *error)
{
	struct assay_table_options o;
	struct assay_table *t = calloc(1, sizeof *t);
	enum assay_status status, end;

	*out = NULL;
	memset(&o, 0, sizeof o);
	if (options != NULL)
		memcpy(&o, options, options->size < sizeof o ? options->size : sizeof o);
	if (t == NULL)
		return error_nomem(error);
	t->faults = (struct faults){ o.fault, o.fault_data, o.lang, 0 };
	if ((status = sheet_open(&t->sheet, path, &t->faults, error)) != ASSAY_OK)
		goto out;
	if ((status = name_columns(t, a)) != ASSAY_OK) {
		status = error_nomem(error);
		goto out;
	}
	if (!sheet_next(&t->sheet, &end)) {
		if (end == ASSAY_OK && t->faults.count == 0)
			fault_say(&t->faults, t->sheet.name, 0, NULL,
			          "it is empty: the first line names the columns",
			          "文件为空：第一行应为列名");
		status = end != ASSAY_OK ? end : ASSAY_E_FORMAT;
	} else if (!sheet_columns(&t->sheet, t->keys, t->n, 0, t->index)) {
		status = ASSAY_E_FORMAT;
	}
	t->columns = t->sheet.n_fields;
	if (status != ASSAY_OK)
		status = error_say(error, status,
		                   "the table cannot be used: mend its first line; "
		                   "`assay rules --labels` "
		                   "lists the names of columns",
		                   "表格无法使用：请改正第一行；`assay rules --labels` "
		                   "列出可用的列名");
	if (status == ASSAY_OK) {
		*out = t;
		return ASSAY_OK;
	}
out:
	assay_table_close(t);
	return status;
}

/* A copy of the cell in t->text[n]; NULL: it is empty, or a fault was said. */
static const char *
cell(struct assay_table *t, size_t n, size_t column, bool *good)
{
	struct assay_bytes s = sheet_cell(&t->sheet, t->index[column]);

	free(t->text[n]);
	t->text[n] = NULL;
	if (s.len == 0)
		return NULL;
	if (s.len > CELL_MAX) {
		fault_say(&t->faults, t->sheet.name, t->sheet.line, t->keys[column],
		          "longer than %d bytes: shorten it", "超过 %d 字节：请缩短",
		          CELL_MAX);
		*good = false;
		return NULL;
	}
	for (size_t i = 0; i < s.len; i++)
		if (s.data[i] == '\0') {
			fault_say(&t->faults, t->sheet.name, t->sheet.line,
			          t->keys[column],
			          "a zero byte in it: type the cell again",
			          "含有零字节：请重新录入");
			*good = false;
			return NULL;
		}
	if ((t->text[n] = malloc(s.len + 1)) == NULL)
		return NULL;
	memcpy(t->text[n], s.data, s.len);
	t->text[n][s.len] = '\0';
	return t->text[n];
}

/* Two letters, made small. */
static bool
market_holds(struct assay_table *t, char *market)
{
	bool good = strlen(market) == 2;

	for (size_t i = 0; good && i < 2; i++) {
		if (market[i] >= 'A' && market[i] <= 'Z')
			market[i] = (char)(market[i] - 'A' + 'a');
		good = market[i] >= 'a' && market[i] <= 'z';
	}
	if (!good)
		fault_say(&t->faults, t->sheet.name, t->sheet.line, own[MARKET],
		          "'%s' is no market: write cn, eu, us",
		          "“%s”不是市场：请写 cn、eu、us", error_text(market).text);
	return good;
}

bool
assay_table_next(struct assay_table *t, struct assay_table_row *row,
                 enum assay_status *status)
{
	while (sheet_next(&t->sheet, status)) {
		bool good = true;
		size_t n = OWN;

		memset(row, 0, sizeof *row);
		row->line = t->sheet.line;
		row->item = cell(t, ITEM, ITEM, &good);
		row->file = cell(t, PHOTO_FILE, PHOTO_FILE, &good);
		row->market = cell(t, MARKET, MARKET, &good);
		if (row->market != NULL)
			good = good && market_holds(t, t->text[MARKET]);
		for (size_t i = t->columns; good && i < t->sheet.n_fields; i++)
			if (t->sheet.field[i].len > 0) {
				fault_say(&t->faults, t->sheet.name, t->sheet.line, NULL,
				          "more cells than the first line has columns: "
				          "put quotes around "
				          "a value with a separator in it",
				          "单元格多于第一行的列：含分隔符的值请加引号");
				good = false;
			}
		for (size_t i = OWN; i < t->n; i++) {
			const char *value = t->index[i] < 0 ? NULL : cell(t, n, i, &good);

			if (value == NULL)
				continue;
			t->typed[row->n_typed++] =
			        (struct assay_typed){ t->keys[i], value };
			n++;
		}
		row->typed = t->typed;
		if (good)
			return true;
	}
	return false;
}

uint64_t
assay_table_faults(const struct assay_table *t)
{
	return t->faults.count;
}
