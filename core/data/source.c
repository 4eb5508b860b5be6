/* source.c - a profile or a data pack from one spreadsheet, saved as CSV
 *
 * The sheet has sections: a row [NAME], a row that names the columns, then rows.  The
 * first section, [profile] or [data], is rows of two cells: what, and its value.  Read
 * everything, tell every fault by line and column, and only where there is none sign and
 * write. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>

#include "arena.h"
#include "assay-check.h"
#include "data/keep.h"
#include "data/schema.h"
#include "trust/key.h"
#include "trust/store.h"

#define DAY INT64_C(86400)
#define YEAR (365 * DAY)

/* One table as it grows. */
struct draft {
	const struct schema *schema;
	const char **columns;
	const struct column *of[TABLES_COLUMNS];
	int index[TABLES_COLUMNS]; /* column of the sheet, of each of ours */
	size_t n_columns;
	const char **cells;
	uint64_t *lines; /* of the rows */
	size_t n_rows, room;
};

struct source {
	const struct assay_data_build *build;
	struct sheet sheet;
	struct faults faults;
	struct arena arena;
	struct tables t;
	struct draft draft[TABLES_MAX];
	struct draft *now; /* the section's; NULL: it is the first, or nobody's */
	bool begun, first, columns_next, nomem;
};

/* ---- the first section ---- */

enum fact { FACT_TITLE, FACT_UNTIL, FACT_KIND, FACT_SOURCE, FACT_DATED, FACT_COMPLETE };

static const struct {
	const char *word;
	enum fact fact;
	int profile; /* 1: of profiles, 0: of data packs, -1: of both */
} facts[] = {
	{ "title", FACT_TITLE, -1 },
	{ "valid until", FACT_UNTIL, -1 },
	{ "kind", FACT_KIND, 0 },
	{ "source", FACT_SOURCE, 0 },
	{ "dated", FACT_DATED, 0 },
	{ "complete until", FACT_COMPLETE, 0 },
};

#define FACTS (sizeof facts / sizeof *facts)

static bool
is_word(struct assay_bytes s, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i < n && s.len == n; i++) {
		uint8_t b = s.data[i];

		if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != (uint8_t)word[i])
			return false;
	}
	return s.len == n;
}

static struct draft *
draft_of(struct source *s, const char *table)
{
	for (size_t i = 0; i < s->t.n; i++)
		if (strcmp(s->draft[i].schema->table, table) == 0)
			return &s->draft[i];
	return NULL;
}

static struct draft *
new_draft(struct source *s, const struct schema *schema)
{
	struct draft *d = &s->draft[s->t.n++];

	d->schema = schema;
	d->columns = arena_get(&s->arena, schema->n * sizeof *d->columns);
	if (d->columns == NULL)
		s->nomem = true;
	return d;
}

/* A new row of empty cells; NULL: no memory, or too many. */
static const char **
new_row(struct source *s, struct draft *d)
{
	const char **row;

	if (d->n_rows == TABLES_ROWS) {
		fault_say(&s->faults, s->sheet.name, s->sheet.line, NULL,
		          "a table has at most %d rows: make two files of it",
		          "一个表最多 %d 行：请分成两个文件", TABLES_ROWS);
		return NULL;
	}
	if (d->n_rows == d->room) {
		size_t room = d->room * 2 + 64;
		const char **cells = realloc(d->cells, room * d->n_columns * sizeof *cells);
		uint64_t *lines = realloc(d->lines, room * sizeof *lines);

		if (cells != NULL)
			d->cells = cells;
		if (lines != NULL)
			d->lines = lines;
		if (cells == NULL || lines == NULL) {
			s->nomem = true;
			return NULL;
		}
		d->room = room;
	}
	row = &d->cells[d->n_rows * d->n_columns];
	for (size_t i = 0; i < d->n_columns; i++)
		row[i] = "";
	d->lines[d->n_rows++] = s->sheet.line;
	return row;
}

/* "prefixes complete,yes" of the first section is a row of the table settings. */
static bool
take_setting(struct source *s, struct assay_bytes what, struct assay_bytes value)
{
	static const struct column yes = { "value", CELL_YES, true, NULL };
	static const struct {
		const char *word, *setting;
	} words[] = { { "prefixes complete", "prefixes-complete" },
		      { "models complete", "models-complete" },
		      { "licences complete", "licences-complete" } };
	const struct schema *schema = schema_of(TABLES_PROFILE, "settings");
	char text[TABLES_CELL + 1];

	for (size_t i = 0; s->build->profile && i < sizeof words / sizeof *words; i++) {
		struct draft *d;
		const char **row;

		if (!is_word(what, words[i].word))
			continue;
		if (!cell_take(&s->sheet, &yes, value, text))
			return true;
		if ((d = draft_of(s, "settings")) == NULL) {
			d = new_draft(s, schema);
			if (s->nomem)
				return true;
			for (; d->n_columns < schema->n; d->n_columns++)
				d->columns[d->n_columns] = schema->columns[d->n_columns].name;
		}
		if ((row = new_row(s, d)) != NULL) {
			row[0] = words[i].setting;
			row[1] = strcmp(text, "yes") == 0 ? "yes" : "no";
		}
		return true;
	}
	return false;
}

static void
take_line(struct source *s, struct assay_bytes value, char *out)
{
	static const struct column line = { "value", CELL_TEXT, true, NULL };
	char text[TABLES_CELL + 1];

	if (cell_take(&s->sheet, &line, value, text))
		snprintf(out, TABLES_TITLE, "%.255s", text);
}

/* The end of that day. */
static void
take_day_end(struct source *s, struct assay_bytes value, int64_t *out)
{
	int32_t day;

	if (sheet_date(&s->sheet, "value", value, &day))
		*out = (int64_t)day * DAY + DAY - 1;
}

static void
take_fact(struct source *s)
{
	struct assay_bytes what = sheet_cell(&s->sheet, 0), value = sheet_cell(&s->sheet, 1);
	char text[TABLES_CELL + 1];
	size_t i = 0;

	while (i < FACTS && (!is_word(what, facts[i].word) ||
	                     (facts[i].profile >= 0 && facts[i].profile != s->build->profile)))
		i++;
	if (i == FACTS) {
		if (!take_setting(s, what, value))
			fault_say(&s->faults, s->sheet.name, s->sheet.line, NULL,
			          "'%s' is nothing that this section says: correct or remove it",
			          "本节没有“%s”这一项：请更正或删除", error_bytes(what).text);
		return;
	}
	switch (facts[i].fact) {
	case FACT_TITLE:
		take_line(s, value, s->t.title);
		break;
	case FACT_SOURCE:
		take_line(s, value, s->t.source);
		break;
	case FACT_UNTIL:
		take_day_end(s, value, &s->t.expires_at);
		break;
	case FACT_COMPLETE:
		take_day_end(s, value, &s->t.complete_until);
		break;
	case FACT_DATED:
		sheet_date(&s->sheet, "value", value, &s->t.dated);
		break;
	case FACT_KIND:
		if (value.len > 0 && value.len <= TABLES_KIND) {
			memcpy(text, value.data, value.len);
			text[value.len] = '\0';
			if (schema_kind(text)) {
				strcpy(s->t.kind, text);
				break;
			}
		}
		fault_say(&s->faults, s->sheet.name, s->sheet.line, "value",
		          "'%s' is no kind of data; doc/formats.md lists them, a register is "
		          "called register/ and a name",
		          "“%s”不是数据种类；种类见 doc/formats.md，登记册为 register/ 加名称",
		          error_bytes(value).text);
	}
}

/* ---- sections and rows ---- */

/* A row "[name]" alone? */
static bool
is_section(const struct sheet *c, struct assay_bytes *name)
{
	struct assay_bytes cell = sheet_cell(c, 0);

	for (size_t i = 1; i < c->n_fields; i++)
		if (c->field[i].len > 0)
			return false;
	if (cell.len < 3 || cell.data[0] != '[' || cell.data[cell.len - 1] != ']')
		return false;
	*name = (struct assay_bytes){ cell.data + 1, cell.len - 2 };
	return true;
}

static void
begin_section(struct source *s, struct assay_bytes name)
{
	const char *opening = s->build->profile ? "profile" : "data";
	const struct schema *schema = NULL;
	char text[64] = "";

	s->now = NULL;
	s->first = s->columns_next = false;
	if (!s->begun) {
		s->begun = true;
		if (!is_word(name, opening))
			fault_say(&s->faults, s->sheet.name, s->sheet.line, NULL,
			          "the first section must be [%s]", "第一节必须是 [%s]",
			          opening);
		s->first = true;
		return;
	}
	if (!s->build->profile && s->t.kind[0] == '\0') {
		fault_say(&s->faults, s->sheet.name, s->sheet.line, NULL,
		          "the first section must say of which kind the data are: kind, and "
		          "gs1-prefixes or another",
		          "第一节必须说明数据种类：kind 及 gs1-prefixes 等");
		return;
	}
	if (name.len < sizeof text) {
		memcpy(text, name.data, name.len);
		schema = schema_of(s->build->profile ? TABLES_PROFILE : s->t.kind, text);
	}
	if (schema == NULL || strcmp(text, "settings") == 0)
		fault_say(&s->faults, s->sheet.name, s->sheet.line, NULL,
		          "there is no section [%s]: correct its name", "没有 [%s] 这一节：请更正",
		          error_bytes(name).text);
	else if (draft_of(s, text) != NULL)
		fault_say(&s->faults, s->sheet.name, s->sheet.line, NULL,
		          "section [%s] stands twice: put its rows together",
		          "[%s] 节出现两次：请合并", text);
	else {
		s->now = new_draft(s, schema);
		s->columns_next = true;
	}
}

static void
take_columns(struct source *s)
{
	const char *names[TABLES_COLUMNS];
	int index[TABLES_COLUMNS];
	struct draft *d = s->now;
	size_t n_fields = s->sheet.n_fields;

	s->columns_next = false;
	for (size_t i = 0; i < d->schema->n; i++)
		names[i] = d->schema->columns[i].name;
	/* a spreadsheet makes all rows as wide as the widest */
	while (s->sheet.n_fields > 0 && s->sheet.field[s->sheet.n_fields - 1].len == 0)
		s->sheet.n_fields--;
	sheet_columns(&s->sheet, names, d->schema->n, 0, index);
	s->sheet.n_fields = n_fields;
	for (size_t i = 0; i < d->schema->n; i++) {
		if (index[i] < 0 && d->schema->columns[i].wanted)
			fault_say(&s->faults, s->sheet.name, s->sheet.line, NULL,
			          "section [%s] has no column '%s': the row under its name "
			          "must name the columns",
			          "[%s] 节缺少“%s”列：节名下一行必须是列名",
			          d->schema->table, names[i]);
		if (index[i] < 0)
			continue;
		d->columns[d->n_columns] = names[i];
		d->of[d->n_columns] = &d->schema->columns[i];
		d->index[d->n_columns++] = index[i];
	}
}

static void
take_row(struct source *s)
{
	char text[TABLES_CELL + 1];
	struct draft *d = s->now;
	const char **row = d->n_columns == 0 ? NULL : new_row(s, d);

	for (size_t i = 0; row != NULL && i < d->n_columns; i++) {
		if (!cell_take(&s->sheet, d->of[i], sheet_cell(&s->sheet, d->index[i]), text))
			continue;
		if (text[0] != '\0' &&
		    (row[i] = arena_copy(&s->arena, text, strlen(text))) == NULL) {
			s->nomem = true;
			return;
		}
	}
}

/* ---- the whole ---- */

struct sortable {
	const char **row;
	uint64_t line;
};

static int
by_key(const void *a, const void *b)
{
	const struct sortable *x = a, *y = b;
	int order = strcmp(x->row[0], y->row[0]);

	return order != 0 ? order : x->line < y->line ? -1 : x->line > y->line;
}

/* Data are searched by their first column. */
static bool
sort_rows(struct draft *d)
{
	size_t n = d->n_columns, key = 0;
	struct sortable *order = calloc(d->n_rows + 1, sizeof *order);
	const char **cells = malloc((d->n_rows * n + 1) * sizeof *cells);
	uint64_t *lines = malloc((d->n_rows + 1) * sizeof *lines);
	bool done = order != NULL && cells != NULL && lines != NULL;

	while (key < n && strcmp(d->columns[key], d->schema->columns[0].name) != 0)
		key++;
	for (size_t i = 0; i < d->n_rows && done && key < n; i++)
		order[i] = (struct sortable){ &d->cells[i * n + key], d->lines[i] };
	if (done && key < n && d->n_rows > 1)
		qsort(order, d->n_rows, sizeof *order, by_key);
	for (size_t i = 0; i < d->n_rows && done && key < n; i++) {
		memcpy(&cells[i * n], order[i].row - key, n * sizeof *cells);
		lines[i] = order[i].line;
	}
	if (done && key < n) {
		free(d->cells);
		free(d->lines);
		d->cells = cells;
		d->lines = lines;
	} else {
		free(cells);
		free(lines);
	}
	free(order);
	return done;
}

static enum assay_status
read_sheet(struct source *s, struct assay_error *error)
{
	enum assay_status status;
	struct assay_bytes name;

	if ((status = sheet_open(&s->sheet, s->build->csv, &s->faults, error)) != ASSAY_OK)
		return status;
	while (!s->nomem && sheet_next(&s->sheet, &status)) {
		if (is_section(&s->sheet, &name))
			begin_section(s, name);
		else if (!s->begun) {
			fault_say(&s->faults, s->sheet.name, s->sheet.line, NULL,
			          "the first row must be [%s]", "第一行必须是 [%s]",
			          s->build->profile ? "profile" : "data");
			return ASSAY_OK;
		} else if (s->first)
			take_fact(s);
		else if (s->now != NULL && s->columns_next)
			take_columns(s);
		else if (s->now != NULL)
			take_row(s);
	}
	if (status == ASSAY_E_IO)
		return error_say(error, ASSAY_E_IO, "%s cannot be read to its end",
		                 "无法读完 %s", error_text(s->build->csv).text);
	return s->nomem ? error_nomem(error) : status;
}

/* Drafts to tables; what rows say together. */
static enum assay_status
close_tables(struct source *s, struct assay_error *error)
{
	struct schema_fault f;

	s->t.table = arena_get(&s->arena, (s->t.n + 1) * sizeof *s->t.table);
	if (s->t.table == NULL)
		return error_nomem(error);
	for (size_t i = 0; i < s->t.n; i++) {
		struct draft *d = &s->draft[i];

		if (!s->t.is_profile && !sort_rows(d))
			return error_nomem(error);
		s->t.table[i] = (struct assay_rows){ d->schema->table, d->columns, d->n_columns,
			                              d->cells, d->n_rows };
	}
	if (s->faults.count > 0 || schema_holds(&s->t, &f))
		return ASSAY_OK;
	s->sheet.line = 0;
	for (size_t i = 0; i < s->t.n; i++)
		if (strcmp(s->draft[i].schema->table, f.table) == 0 &&
		    f.row < s->draft[i].n_rows)
			s->sheet.line = s->draft[i].lines[f.row];
	fault_say(&s->faults, s->sheet.name, s->sheet.line, f.column, "%s", "%s",
	          s->faults.lang == ASSAY_ZH ? f.says.zh : f.says.en);
	return ASSAY_OK;
}

static enum assay_status
after_previous(struct source *s, struct assay_error *error)
{
	struct tables *before;
	enum assay_status status;

	s->t.version = 1;
	if (s->build->previous == NULL)
		return ASSAY_OK;
	if ((status = tables_open(s->build->previous, &before, error)) != ASSAY_OK)
		return status;
	if (strcmp(before->kind, s->t.kind) != 0)
		status = error_say(error, ASSAY_E_USAGE,
		                   "the previous version is of another kind (%s)",
		                   "前一版本的种类不同（%s）", error_text(before->kind).text);
	else if (before->issued_at > s->t.issued_at)
		status = error_say(error, ASSAY_E_USAGE,
		                   "the previous version was issued later than this one would "
		                   "be: look at the clock",
		                   "前一版本的签发时间更晚：请检查时钟");
	s->t.version = before->version + 1;
	tables_free(before);
	return status;
}

enum assay_status
assay_data_build(const struct assay_data_build *given, struct assay_data_facts *out,
                 struct assay_error *error)
{
	struct assay_data_build build = { 0 };
	struct source *s = calloc(1, sizeof *s);
	struct secret *signer = NULL;
	enum assay_status status;
	uint8_t *bytes = NULL;
	size_t len;

	if (s == NULL || sodium_init() < 0) {
		free(s);
		return error_nomem(error);
	}
	memcpy(&build, given, given->size < sizeof build ? given->size : sizeof build);
	s->build = &build;
	s->sheet.fd = -1;
	s->faults = (struct faults){ build.fault, build.fault_data, build.lang, 0 };
	s->t.is_profile = build.profile;
	s->t.issued_at = build.issued_at;
	s->t.expires_at = build.issued_at + YEAR;
	s->t.dated = ASSAY_NO_DAY;
	if (build.profile)
		strcpy(s->t.kind, TABLES_PROFILE);
	if ((status = secret_open(build.key_file, build.passphrase, &signer, error)) != ASSAY_OK ||
	    (status = read_sheet(s, error)) != ASSAY_OK ||
	    (status = close_tables(s, error)) != ASSAY_OK ||
	    (status = after_previous(s, error)) != ASSAY_OK)
		goto out;
	s->sheet.line = 0;
	if (s->faults.count == 0 && s->t.expires_at <= s->t.issued_at)
		fault_say(&s->faults, s->sheet.name, 0, NULL,
		          "'valid until' has passed already: give a later day",
		          "“valid until”已过：请给出更晚的日期");
	if (s->faults.count == 0 && !build.profile &&
	    (s->t.source[0] == '\0' || s->t.dated == ASSAY_NO_DAY))
		fault_say(&s->faults, s->sheet.name, 0, NULL,
		          "the first section must say source and dated: where the data come "
		          "from, and of which day they are",
		          "第一节必须有 source 与 dated：数据来源及其日期");
	if (s->faults.count > 0) {
		status = error_say(error, ASSAY_E_FORMAT,
		                   "%llu fault(s) in the spreadsheet: mend them and build again; "
		                   "nothing was written",
		                   "表格中有 %llu 处错误：请改正后重新制作；未写入任何文件",
		                   (unsigned long long)s->faults.count);
		goto out;
	}
	if ((status = tables_write(&s->t, signer, &bytes, &len, error)) != ASSAY_OK)
		goto out;
	{
		struct tables *back;
		uint8_t *copy = malloc(len);

		/* what is written must be what a reader accepts */
		if (copy == NULL) {
			status = error_nomem(error);
			goto out;
		}
		memcpy(copy, bytes, len);
		if ((status = tables_read(copy, len, &back, error)) != ASSAY_OK)
			goto out;
		if (out != NULL)
			keep_facts(back, out);
		tables_free(back);
	}
	status = store_write(build.out, 0644, bytes, len, false, error);
out:
	for (size_t i = 0; i < s->t.n; i++) {
		free(s->draft[i].cells);
		free(s->draft[i].lines);
	}
	sheet_close(&s->sheet);
	arena_clear(&s->arena);
	secret_close(signer);
	free(bytes);
	free(s);
	return status;
}
