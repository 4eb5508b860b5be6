/* schema.c - tables and columns of profiles and data packs */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assay-check.h"
#include "assay-code.h"
#include "data/schema.h"
#include "trust/pin.h"

/* clang-format off */
static const struct column settings[] = {
	{ "what", CELL_WORD, true, "prefixes-complete models-complete licences-complete" },
	{ "value", CELL_YES, true, NULL },
};
static const struct column brands[] = { { "brand", CELL_TEXT, true, NULL } };
static const struct column hosts[] = { { "host", CELL_HOST, true, NULL } };
static const struct column prefixes[] = { { "prefix", CELL_PREFIX, true, NULL } };
static const struct column products[] = {
	{ "gtin", CELL_GTIN, true, NULL },
	{ "model", CELL_TEXT, false, NULL },
	{ "name", CELL_TEXT, false, NULL },
	{ "net content", CELL_TEXT, false, NULL },
	{ "shelf life", CELL_LIFE, false, NULL },
	{ "first made", CELL_DATE, false, NULL },
	{ "last made", CELL_DATE, false, NULL },
	{ "unit gtin", CELL_GTIN, false, NULL },
	{ "units", CELL_COUNT, false, NULL },
	{ "licensor line", CELL_TEXT, false, NULL },
};
static const struct column serials[] = {
	{ "gtin", CELL_GTIN, false, NULL },
	{ "made from", CELL_DATE, false, NULL },
	{ "made until", CELL_DATE, false, NULL },
	{ "alphabet", CELL_ALPHABET, false, NULL },
	{ "shortest", CELL_COUNT, false, NULL },
	{ "longest", CELL_COUNT, false, NULL },
	{ "prefix", CELL_SERIAL, false, NULL },
	{ "check", CELL_WORD, false, "none mod10 mod11-10 luhn" },
	{ "order", CELL_WORD, false, "random running" },
	{ "date", CELL_PATTERN, false, NULL },
};
static const struct column lots[] = {
	{ "gtin", CELL_GTIN, false, NULL },
	{ "made from", CELL_DATE, false, NULL },
	{ "made until", CELL_DATE, false, NULL },
	{ "date", CELL_PATTERN, true, NULL },
};
static const struct column ranges[] = {
	{ "gtin", CELL_GTIN, true, NULL },
	{ "lot", CELL_SERIAL, true, NULL },
	{ "first", CELL_SERIAL, true, NULL },
	{ "last", CELL_SERIAL, true, NULL },
	{ "complete", CELL_YES, false, NULL },
};
static const struct column licences[] = {
	{ "kind", CELL_NAME, true, NULL },
	{ "number", CELL_NUMBER, true, NULL },
	{ "gtin", CELL_GTIN, false, NULL },
	{ "holder", CELL_TEXT, false, NULL },
};
static const struct column texts[] = {
	{ "gtin", CELL_GTIN, false, NULL },
	{ "label", CELL_NAME, true, NULL },
	{ "text", CELL_TEXT, true, NULL },
};
static const struct column radios[] = {
	{ "gtin", CELL_GTIN, true, NULL },
	{ "kind", CELL_WORD, true, "tac oui" },
	{ "number", CELL_SERIAL, true, NULL },
};

/* of data packs: one table, "rows" */
static const struct column gs1_prefixes[] = {
	{ "first", CELL_DIGITS3, true, NULL },
	{ "last", CELL_DIGITS3, true, NULL },
	{ "office", CELL_TEXT, false, NULL },
	{ "class", CELL_WORD, true,
	  "member restricted-regional restricted-company reserved unassigned global-special "
	  "demonstration gtin-8 issn isbn isbn-or-ismn refund-receipt coupon "
	  "epc-manager" },
};
static const struct column shorteners[] = { { "host", CELL_HOST, true, NULL } };
static const struct column divisions[] = {
	{ "code", CELL_DIGITS6, true, NULL },
	{ "name", CELL_TEXT, true, NULL },
	{ "from", CELL_DATE, false, NULL },
	{ "until", CELL_DATE, false, NULL },
};
static const struct column hashed[] = { { "sha256", CELL_HASH, true, NULL } };
static const struct column tacs[] = {
	{ "tac", CELL_TAC, true, NULL },
	{ "maker", CELL_TEXT, true, NULL },
	{ "model", CELL_TEXT, false, NULL },
};
static const struct column ouis[] = {
	{ "oui", CELL_OUI, true, NULL },
	{ "maker", CELL_TEXT, true, NULL },
};
static const struct column registered[] = {
	{ "number", CELL_NUMBER, true, NULL },
	{ "holder", CELL_TEXT, false, NULL },
	{ "maker", CELL_TEXT, false, NULL },
	{ "product", CELL_TEXT, false, NULL },
	{ "model", CELL_TEXT, false, NULL },
	{ "class", CELL_TEXT, false, NULL },
	{ "place", CELL_TEXT, false, NULL },
	{ "from", CELL_DATE, false, NULL },
	{ "until", CELL_DATE, false, NULL },
	{ "status", CELL_WORD, false, "valid suspended withdrawn expired" },
};

#define SCHEMA(name, columns) { name, columns, sizeof columns / sizeof *columns }
static const struct schema of_profile[] = {
	SCHEMA("settings", settings), SCHEMA("brands", brands), SCHEMA("hosts", hosts),
	SCHEMA("prefixes", prefixes), SCHEMA("products", products), SCHEMA("serials", serials),
	SCHEMA("lots", lots), SCHEMA("ranges", ranges), SCHEMA("licences", licences),
	SCHEMA("texts", texts), SCHEMA("radios", radios),
};
static const struct {
	const char *kind;
	struct schema rows;
} of_data[] = {
	{ "gs1-prefixes", SCHEMA("rows", gs1_prefixes) },
	{ "shorteners", SCHEMA("rows", shorteners) },
	{ "cn-divisions", SCHEMA("rows", divisions) },
	{ "software-keys-leaked", SCHEMA("rows", hashed) },
	{ "software-keys-generic", SCHEMA("rows", hashed) },
	{ "imei-tac", SCHEMA("rows", tacs) },
	{ "mac-oui", SCHEMA("rows", ouis) },
};
static const struct schema of_register = SCHEMA("rows", registered);
/* clang-format on */

#define REGISTER "register/"
#define ROWS(table) (sizeof table / sizeof *table)

static bool
is_name(const char *s)
{
	size_t n = strlen(s);

	return n >= 1 && n <= 40 && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-_") == n &&
	       s[0] != '-';
}

const struct schema *
schema_of(const char *kind, const char *table)
{
	if (strcmp(kind, TABLES_PROFILE) == 0) {
		for (size_t i = 0; i < ROWS(of_profile); i++)
			if (strcmp(of_profile[i].table, table) == 0)
				return &of_profile[i];
		return NULL;
	}
	if (strcmp(table, "rows") != 0)
		return NULL;
	for (size_t i = 0; i < ROWS(of_data); i++)
		if (strcmp(of_data[i].kind, kind) == 0)
			return &of_data[i].rows;
	return schema_kind(kind) ? &of_register : NULL;
}

bool
schema_kind(const char *kind)
{
	for (size_t i = 0; i < ROWS(of_data); i++)
		if (strcmp(of_data[i].kind, kind) == 0)
			return true;
	return strncmp(kind, REGISTER, strlen(REGISTER)) == 0 &&
	       is_name(kind + strlen(REGISTER));
}

const struct column *
schema_column(const struct schema *s, const char *name)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->columns[i].name, name) == 0)
			return &s->columns[i];
	return NULL;
}

const struct assay_rows *
tables_find(const struct tables *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->table[i].name, name) == 0)
			return &t->table[i];
	return NULL;
}

const char *
table_cell(const struct assay_rows *a, size_t row, const char *column)
{
	for (size_t i = 0; i < a->n_columns; i++)
		if (strcmp(a->columns[i], column) == 0)
			return a->cells[row * a->n_columns + i];
	return "";
}

/* ---- cells ---- */

static bool
in_words(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = words; n > 0 && (at = strstr(at, word)) != NULL; at += n)
		if ((at == words || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' '))
			return true;
	return false;
}

static bool
only(const char *s, size_t n, const char *set)
{
	return strlen(s) == n && strspn(s, set) == n;
}

/* "540 days", "18 months": digits without a leading zero, at most five. */
static bool
is_life(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n >= 1 && n <= 5 && s[0] != '0' &&
	       (strcmp(s + n, " days") == 0 || strcmp(s + n, " months") == 0);
}

static bool
is_serial(const char *s)
{
	size_t n = strlen(s);

	for (size_t i = 0; i < n; i++)
		if ((uint8_t)s[i] < 0x21 || (uint8_t)s[i] > 0x7E)
			return false;
	return n >= 1 && n <= 20;
}

static bool
is_alphabet(const char *s)
{
	for (size_t i = 0; s[i] != '\0'; i++)
		if ((uint8_t)s[i] < 0x21 || (uint8_t)s[i] > 0x7E ||
		    (i > 0 && s[i - 1] >= s[i]))
			return false;
	return s[0] != '\0';
}

static bool
is_day(const char *s)
{
	return strlen(s) == 10 && assay_day_of(assay_str(s)) != ASSAY_NO_DAY &&
	       assay_day_of(assay_str(s)) >= 0;
}

/* In the one form that this column has?  Empty: only where nothing is wanted. */
static bool
cell_holds(const struct column *c, const char *s)
{
	static const char digits[] = "0123456789", hex[] = "0123456789abcdef";
	char plain[TABLES_CELL + 1], gtin[15];
	struct assay_code code;

	if (s[0] == '\0')
		return !c->wanted;
	switch (c->form) {
	case CELL_NONE:
		return false;
	case CELL_TEXT:
		return strlen(s) <= 255;
	case CELL_WORD:
		return strchr(s, ' ') == NULL && in_words(c->words, s);
	case CELL_NAME:
		return is_name(s);
	case CELL_GTIN:
		if (!only(s, 14, digits))
			return false;
		memcpy(gtin, s, sizeof gtin);
		return assay_mod10_holds(assay_str(gtin));
	case CELL_PREFIX:
		return pin_prefix(s);
	case CELL_HOST:
		return pin_host(s, 2);
	case CELL_DATE:
		return is_day(s);
	case CELL_YES:
		return strcmp(s, "yes") == 0 || strcmp(s, "no") == 0;
	case CELL_COUNT:
		return strlen(s) <= 9 && s[0] != '0' && strspn(s, digits) == strlen(s);
	case CELL_SERIAL:
		return is_serial(s);
	case CELL_ALPHABET:
		return is_alphabet(s);
	case CELL_PATTERN:
		return strlen(s) <= 200 && assay_code_read(s, &code);
	case CELL_NUMBER:
		return strlen(s) <= 120 &&
		       assay_plain_number(assay_str(s), plain, sizeof plain) &&
		       strcmp(plain, s) == 0;
	case CELL_LIFE:
		return is_life(s);
	case CELL_HASH:
		return only(s, 64, hex);
	case CELL_OUI:
		return only(s, 6, "0123456789ABCDEF");
	case CELL_TAC:
		return only(s, 8, digits);
	case CELL_DIGITS3:
		return only(s, 3, digits);
	case CELL_DIGITS6:
		return only(s, 6, digits);
	}
	return false;
}

/* What a cell of that form should be, for a person. */
static struct words
wants(enum cell_form form)
{
	static const struct words of[] = {
		[CELL_NONE] = { "nothing", "空" },
		[CELL_TEXT] = { "one line of text of at most 255 bytes",
			        "不超过 255 字节的一行文字" },
		[CELL_WORD] = { "one of the words that the manual lists for it",
			        "手册为该列列出的词之一" },
		[CELL_NAME] = { "a word of small letters, digits and hyphens",
			        "由小写字母、数字和连字符组成的词" },
		[CELL_GTIN] = { "a GTIN with its check digit", "带校验位的 GTIN" },
		[CELL_PREFIX] = { "a GS1 company prefix of 4 to 12 digits",
			          "4 到 12 位数字的 GS1 厂商前缀" },
		[CELL_HOST] = { "a host name in lower case, such as www.example.com",
			        "小写的主机名，例如 www.example.com" },
		[CELL_DATE] = { "a date such as 2026-11-20", "日期，例如 2026-11-20" },
		[CELL_YES] = { "yes or no", "yes 或 no" },
		[CELL_COUNT] = { "a whole number above zero", "大于零的整数" },
		[CELL_SERIAL] = { "1 to 20 letters, digits and signs without spaces",
			          "1 到 20 个字母、数字或符号，不含空格" },
		[CELL_ALPHABET] = { "the characters that serials are made of, as 0-9A-HJ-NP-Z",
			            "序列号所用的字符，例如 0-9A-HJ-NP-Z" },
		[CELL_PATTERN] = { "a date code such as L{Y}{DDD} (assay(1) lists its parts)",
			           "日期编码，例如 L{Y}{DDD}（各部分见 assay(1)）" },
		[CELL_NUMBER] = { "a licence or certificate number", "许可证或证书编号" },
		[CELL_LIFE] = { "a shelf life such as 540 days or 18 months",
			        "保质期，例如 540 days 或 18 months" },
		[CELL_HASH] = { "a SHA-256 in 64 hex digits", "64 位十六进制的 SHA-256" },
		[CELL_OUI] = { "six hex digits", "六位十六进制数字" },
		[CELL_TAC] = { "eight digits", "八位数字" },
		[CELL_DIGITS3] = { "three digits", "三位数字" },
		[CELL_DIGITS6] = { "six digits", "六位数字" },
	};

	return of[form];
}

/* "0-9A-HJ-NP-Z" to all its characters, each once, rising; false: not so written. */
static bool
spread(struct assay_bytes s, char *out)
{
	bool has[128] = { false };
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		uint8_t a = s.data[i], b = a;

		if (i + 2 < s.len && s.data[i + 1] == '-') {
			b = s.data[i + 2];
			i += 2;
		}
		if (a < 0x21 || b > 0x7E || a > b)
			return false;
		for (uint8_t c = a; c <= b; c++)
			has[c] = true;
	}
	for (size_t c = 0; c < sizeof has; c++)
		if (has[c])
			out[n++] = (char)c;
	out[n] = '\0';
	return n > 0;
}

static void
lowered(char *s)
{
	for (; *s != '\0'; s++)
		if (*s >= 'A' && *s <= 'Z')
			*s = (char)(*s - 'A' + 'a');
}

static void
raised(char *s)
{
	for (; *s != '\0'; s++)
		if (*s >= 'a' && *s <= 'z')
			*s = (char)(*s - 'a' + 'A');
}

bool
cell_take(const struct sheet *c, const struct column *column, struct assay_bytes cell,
          char out[TABLES_CELL + 1])
{
	char plain[TABLES_CELL + 1];
	int32_t day;
	bool yes;

	out[0] = '\0';
	if (cell.len == 0) {
		if (!column->wanted)
			return true;
		fault_say(c->faults, c->name, c->line, column->name,
		          "it is empty: fill it in or remove the row", "为空：请填写或删除该行");
		return false;
	}
	if (cell.len > TABLES_CELL || memchr(cell.data, '\0', cell.len) != NULL)
		goto bad;
	memcpy(out, cell.data, cell.len);
	out[cell.len] = '\0';
	switch (column->form) {
	case CELL_GTIN:
		return sheet_gtin(c, cell, out);
	case CELL_DATE:
		if (!sheet_date(c, column->name, cell, &day))
			return false;
		if (day < 0)
			goto bad;
		snprintf(out, TABLES_CELL, "%04d-%02d-%02d", (int)assay_date_of(day).year,
		         (int)assay_date_of(day).month, (int)assay_date_of(day).day);
		break;
	case CELL_YES:
		if (!sheet_yes(c, column->name, cell, &yes))
			return false;
		strcpy(out, yes ? "yes" : "no");
		break;
	case CELL_ALPHABET:
		if (!spread(cell, plain))
			goto bad;
		strcpy(out, plain);
		break;
	case CELL_NUMBER:
		if (!assay_plain_number(cell, plain, sizeof plain))
			goto bad;
		strcpy(out, plain);
		break;
	case CELL_HOST:
	case CELL_WORD:
	case CELL_NAME:
	case CELL_HASH:
	case CELL_LIFE:
		lowered(out);
		break;
	case CELL_OUI:
		raised(out);
		break;
	default:
		break;
	}
	if (cell_holds(column, out))
		return true;
bad:
	if (column->form == CELL_WORD)
		fault_say(c->faults, c->name, c->line, column->name,
		          "'%s' is not known: write one of %s", "无法识别“%s”：请写其中之一：%s",
		          error_bytes(cell).text, column->words);
	else
		fault_say(c->faults, c->name, c->line, column->name, "'%s' is not %s",
		          "“%s”不是%s", error_bytes(cell).text,
		          c->faults->lang == ASSAY_ZH ? wants(column->form).zh
		                                      : wants(column->form).en);
	return false;
}

/* ---- rows and tables ---- */

static bool
faulty(struct schema_fault *f, const struct assay_rows *a, size_t row, const char *column,
       const char *en, const char *zh)
{
	*f = (struct schema_fault){ a->name, column, row, { en, zh } };
	return false;
}

static bool
under_prefix(const struct tables *t, const char *gtin)
{
	const struct assay_rows *p = tables_find(t, "prefixes");

	for (size_t i = 0; p != NULL && i < p->n_rows; i++) {
		const char *prefix = table_cell(p, i, "prefix");

		if (strncmp(gtin + 1, prefix, strlen(prefix)) == 0)
			return true;
	}
	return false;
}

/* a must not lie after b; either may be empty. */
static bool
in_order(const char *a, const char *b)
{
	return a[0] == '\0' || b[0] == '\0' || strcmp(a, b) <= 0;
}

static bool
row_holds(const struct tables *t, const struct assay_rows *a, size_t row,
          struct schema_fault *f)
{
	static const char *const numbers[] = { "gtin", "unit gtin" };
	static const struct {
		const char *first, *last;
	} spans[] = { { "made from", "made until" },
		      { "first made", "last made" },
		      { "from", "until" } };

	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
		if (!in_order(table_cell(a, row, spans[i].first),
		              table_cell(a, row, spans[i].last)))
			return faulty(f, a, row, spans[i].last,
			              "it lies before the beginning of its span",
			              "早于其起始日期");
	for (size_t i = 0; t->is_profile && i < 2; i++) {
		const char *gtin = table_cell(a, row, numbers[i]);

		if (gtin[0] != '\0' && !under_prefix(t, gtin))
			return faulty(f, a, row, numbers[i],
			              "it lies under none of the prefixes of the table "
			              "prefixes: a profile speaks for its own goods alone",
			              "不在 prefixes 表的任何前缀之下：档案只能说明本厂商的商品");
	}
	if (strcmp(a->name, "serials") == 0) {
		const char *shortest = table_cell(a, row, "shortest"),
		           *longest = table_cell(a, row, "longest");
		long least = shortest[0] == '\0' ? 1 : strtol(shortest, NULL, 10),
		     most = longest[0] == '\0' ? 20 : strtol(longest, NULL, 10);

		if (least > most || most > 20)
			return faulty(f, a, row, "longest",
			              "serials have 1 to 20 characters, the longest not fewer "
			              "than the shortest",
			              "序列号为 1 到 20 个字符，最长不得短于最短");
	}
	if (strcmp(a->name, "ranges") == 0) {
		const char *first = table_cell(a, row, "first"),
		           *last = table_cell(a, row, "last");

		if (strlen(first) != strlen(last) || strcmp(first, last) > 0)
			return faulty(f, a, row, "last",
			              "first and last must have one length, and the last must "
			              "not come before the first",
			              "first 与 last 长度须相同，且 last 不得小于 first");
	}
	if (strcmp(t->kind, "gs1-prefixes") == 0 &&
	    !in_order(table_cell(a, row, "first"), table_cell(a, row, "last")))
		return faulty(f, a, row, "last", "it comes before the first", "小于 first");
	return true;
}

bool
schema_holds(const struct tables *t, struct schema_fault *f)
{
	static const struct assay_rows none = { "", NULL, 0, NULL, 0 };

	if (!t->is_profile && !schema_kind(t->kind))
		return true; /* a newer program's: nobody asks for it */
	for (size_t i = 0; i < t->n; i++) {
		const struct assay_rows *a = &t->table[i];
		const struct schema *s = schema_of(t->kind, a->name);

		if (s == NULL)
			continue;
		for (size_t k = 0; k < s->n; k++) {
			bool any = false;

			for (size_t c = 0; c < a->n_columns; c++)
				any = any || strcmp(a->columns[c], s->columns[k].name) == 0;
			if (s->columns[k].wanted && !any)
				return faulty(f, a, 0, s->columns[k].name,
				              "the table has no such column", "表中缺少该列");
		}
		for (size_t c = 0; c < a->n_columns; c++) {
			const struct column *column = schema_column(s, a->columns[c]);

			for (size_t r = 0; column != NULL && r < a->n_rows; r++)
				if (!cell_holds(column, a->cells[r * a->n_columns + c]))
					return faulty(f, a, r, column->name, wants(column->form).en,
					              wants(column->form).zh);
		}
		for (size_t r = 0; r < a->n_rows; r++)
			if (!row_holds(t, a, r, f))
				return false;
		/* data are searched: by the first column that their schema names */
		for (size_t r = 1; !t->is_profile && r < a->n_rows; r++)
			if (strcmp(table_cell(a, r - 1, s->columns[0].name),
			           table_cell(a, r, s->columns[0].name)) > 0)
				return faulty(f, a, r, s->columns[0].name,
				              "the rows do not rise", "各行未按升序排列");
	}
	if (t->is_profile && (tables_find(t, "prefixes") == NULL ||
	                      tables_find(t, "prefixes")->n_rows == 0))
		return faulty(f, &none, 0, "prefix",
		              "a table prefixes must say for which goods the profile speaks",
		              "必须有 prefixes 表说明档案涵盖哪些商品");
	if (!t->is_profile && tables_find(t, "rows") == NULL)
		return faulty(f, &none, 0, "rows", "a data pack has a table rows",
		              "数据包须有 rows 表");
	return true;
}
