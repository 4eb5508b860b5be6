/* sheet.c - spreadsheets as people have them (RFC 4180 and what programs make of it)
 *
 * Accepted: a byte order mark, LF, CRLF and CR, quotes, "," ";" and tab, spaces
 * around a cell, empty rows.  Everything else that spreadsheets do to numbers is
 * named as what it is. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "assay-check.h"
#include "escape.h"
#include "list/sheet.h"
#include "trust/pin.h"

void
fault_say(struct faults *f, const char *file, uint64_t line, const char *column,
          const char *en, const char *zh, ...)
{
	char what[600], text[1024];
	bool chinese = f->lang == ASSAY_ZH;
	va_list args;

	if (f->count++ >= FAULTS_MAX || f->line == NULL)
		return;
	va_start(args, zh);
	if (chinese)
		vsnprintf(what, sizeof what, zh, args);
	va_end(args);
	va_start(args, zh);
	if (!chinese)
		vsnprintf(what, sizeof what, en, args);
	va_end(args);
	if (line == 0)
		snprintf(text, sizeof text, chinese ? "%s：%s" : "%s: %s",
		         error_text(file).text, what);
	else if (column == NULL)
		snprintf(text, sizeof text,
		         chinese ? "%s 第 %llu 行：%s" : "%s line %llu: %s",
		         error_text(file).text, (unsigned long long)line, what);
	else
		snprintf(text, sizeof text,
		         chinese ? "%s 第 %llu 行 %s 列：%s"
		                 : "%s line %llu, column %s: %s",
		         error_text(file).text, (unsigned long long)line, column, what);
	f->line(f->data, text);
}

/* ---- rows ---- */

enum assay_status
sheet_open(struct sheet *c, const char *path, struct faults *faults,
           struct assay_error *error)
{
	static const struct words to_read = { "read", "读取" };
	const char *slash = strrchr(path, '/');
	struct stat st;

	memset(c, 0, sizeof *c);
	c->faults = faults;
	c->name = slash != NULL ? slash + 1 : path;
	c->next_line = 1;
	c->at_start = true;
	c->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (c->fd < 0 || fstat(c->fd, &st) != 0)
		return error_system(error, errno, to_read, path);
	if (S_ISDIR(st.st_mode))
		return error_system(error, EISDIR, to_read, path);
	c->buffer = malloc(SHEET_BUFFER);
	c->row = malloc(SHEET_ROW_MAX + 1);
	return c->buffer == NULL || c->row == NULL ? error_nomem(error) : ASSAY_OK;
}

void
sheet_close(struct sheet *c)
{
	if (c->fd >= 0)
		close(c->fd);
	c->fd = -1;
	free(c->buffer);
	free(c->row);
	c->buffer = c->row = NULL;
}

static inline bool
is_alnum(uint8_t b)
{
	/* bit b of 256: 0 to 9, A to Z, a to z */
	static const uint64_t set[4] = { UINT64_C(0x03FF000000000000),
		                         UINT64_C(0x07FFFFFE07FFFFFE), 0, 0 };

	return (set[b >> 6] >> (b & 63) & 1) != 0;
}

static inline size_t
alnum_run(const uint8_t *at, size_t most)
{
	size_t n = 0;

	while (n < most && is_alnum(at[n]))
		n++;
	return n;
}

enum assay_status
sheet_sum_start(const struct sheet *c, const uint8_t key[32], uint64_t bytes,
                crypto_onetimeauth_state *sum)
{
	uint8_t *block = malloc(SHEET_BUFFER);
	enum assay_status status = ASSAY_OK;

	if (block == NULL)
		return ASSAY_E_NOMEM;
	crypto_onetimeauth_init(sum, key);
	for (uint64_t at = 0; at < bytes;) {
		size_t want =
		        bytes - at < SHEET_BUFFER ? (size_t)(bytes - at) : SHEET_BUFFER;
		ssize_t got = pread(c->fd, block, want, (off_t)at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			status = got < 0 ? ASSAY_E_IO : ASSAY_E_FORMAT;
			break;
		}
		crypto_onetimeauth_update(sum, block, (size_t)got);
		at += (uint64_t)got;
	}
	free(block);
	return status;
}

void
sheet_sum(const struct sheet *c, uint8_t out[SHEET_SUM])
{
	crypto_onetimeauth_state sum = c->sum;

	crypto_onetimeauth_update(&sum, c->buffer, c->at);
	crypto_onetimeauth_final(&sum, out);
}

enum assay_status
sheet_go_to(struct sheet *c, uint64_t bytes, uint64_t line)
{
	if (lseek(c->fd, (off_t)bytes, SEEK_SET) < 0)
		return ASSAY_E_IO;
	c->at = c->have = 0;
	c->eof = c->at_start = false;
	c->bytes = bytes;
	c->next_line = line;
	return ASSAY_OK;
}

/* The next byte; -1: end; -2: the system refused. */
static int
next_byte(struct sheet *c)
{
	if (c->at == c->have) {
		ssize_t got;

		if (c->eof)
			return -1;
		if (c->summing)
			crypto_onetimeauth_update(&c->sum, c->buffer, c->have);
		do
			got = read(c->fd, c->buffer, SHEET_BUFFER);
		while (got < 0 && errno == EINTR);
		if (got < 0) {
			c->at = c->have = 0;
			return -2;
		}
		c->at = 0;
		c->have = (size_t)got;
		if (got == 0) {
			c->eof = true;
			return -1;
		}
	}
	c->bytes++;
	return c->buffer[c->at++];
}

static void
step_back(struct sheet *c)
{
	c->at--;
	c->bytes--;
}

static struct assay_bytes
trimmed(const uint8_t *at, size_t n)
{
	while (n > 0 && (*at == ' ' || *at == '\t')) {
		at++;
		n--;
	}
	while (n > 0 && (at[n - 1] == ' ' || at[n - 1] == '\t'))
		n--;
	return (struct assay_bytes){ at, n };
}

/* What the bytes are, if not UTF-8: GB 18030 pairs a lead with a trail byte. */
static bool
looks_gb18030(struct assay_bytes s)
{
	size_t pairs = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.data[i] < 0x80)
			continue;
		if (i + 1 >= s.len || s.data[i] == 0x80 || s.data[i] == 0xFF ||
		    !(s.data[i + 1] >= 0x30 && s.data[i + 1] != 0x7F &&
		      s.data[i + 1] != 0xFF))
			return false;
		pairs++;
		i++;
	}
	return pairs > 0;
}

static void
say_not_text(struct sheet *c, struct assay_bytes row)
{
	if (looks_gb18030(row))
		fault_say(c->faults, c->name, c->line, NULL,
		          "the file is in GB 18030 (GBK), not UTF-8: save it as \"CSV "
		          "UTF-8\"",
		          "文件编码是 GB 18030（GBK），不是 UTF-8：请另存为“CSV UTF-8”");
	else
		fault_say(c->faults, c->name, c->line, NULL,
		          "the file is not UTF-8 text: save it as \"CSV UTF-8\"",
		          "文件不是 UTF-8 文本：请另存为“CSV UTF-8”");
}

enum row_end { ROW_DONE, ROW_END_OF_FILE, ROW_BAD, ROW_FAILED, ROW_STOP };

/* The separator that stands first in the header line, outside quotes. */
static void
choose_separator(struct sheet *c)
{
	bool quoted = false;

	c->separator = ',';
	for (size_t i = c->at; i < c->have; i++) {
		uint8_t b = c->buffer[i];

		if (b == '"')
			quoted = !quoted;
		else if (!quoted && (b == '\n' || b == '\r'))
			return;
		else if (!quoted && (b == ',' || b == ';' || b == '\t')) {
			c->separator = b;
			return;
		}
	}
}

/* "sep=;", a line by which a spreadsheet tells itself what parts the cells. */
static bool
take_separator_line(struct sheet *c)
{
	const uint8_t *at = c->buffer + c->at;
	size_t left = c->have - c->at, n = 5;

	if (left < 6 || memcmp(at, "sep=", 4) != 0 ||
	    (at[4] != ',' && at[4] != ';' && at[4] != '\t') ||
	    (at[5] != '\n' && at[5] != '\r'))
		return false;
	n += left > 6 && at[5] == '\r' && at[6] == '\n' ? 2 : 1;
	c->separator = at[4];
	c->at += n;
	c->bytes += n;
	c->next_line++;
	return true;
}

/* Marks at the start of the file: drops that of UTF-8, names the others. */
static enum row_end
check_start(struct sheet *c)
{
	int b = next_byte(c);

	c->at_start = false;
	if (b < 0)
		return b == -1 ? ROW_END_OF_FILE : ROW_FAILED;
	step_back(c);
	if (c->have >= 3 && memcmp(c->buffer, "\xEF\xBB\xBF", 3) == 0) {
		c->at = 3;
		c->bytes = 3;
	} else if (c->have >= 2 && (memcmp(c->buffer, "\xFF\xFE", 2) == 0 ||
	                            memcmp(c->buffer, "\xFE\xFF", 2) == 0)) {
		fault_say(c->faults, c->name, 0, NULL,
		          "the file is in UTF-16, not UTF-8: save it as \"CSV UTF-8\"",
		          "文件编码是 UTF-16，不是 UTF-8：请另存为“CSV UTF-8”");
		return ROW_STOP;
	} else if (c->have >= 4 && memcmp(c->buffer, "PK\x03\x04", 4) == 0) {
		fault_say(c->faults, c->name, 0, NULL,
		          "this is a workbook (.xlsx), not CSV: save it as \"CSV UTF-8\"",
		          "这是工作簿（.xlsx），不是 CSV：请另存为“CSV UTF-8”");
		return ROW_STOP;
	}
	if (!take_separator_line(c))
		choose_separator(c);
	return ROW_DONE;
}

/* Drops the rest of a row that cannot be read. */
static enum row_end
skip_row(struct sheet *c)
{
	int b;

	while ((b = next_byte(c)) >= 0 && b != '\n')
		;
	if (b == '\n')
		c->next_line++;
	return b == -2 ? ROW_FAILED : ROW_BAD;
}

static enum row_end
read_row(struct sheet *c)
{
	size_t used = 0, start = 0, run;
	bool quoted = false, was_quoted = false;
	int b, all = 0; /* bits of all bytes: the highest says that not all are ASCII */

	c->n_fields = 0;
	c->plain = true;
	c->line = c->next_line;
	for (;;) {
		bool end;

		b = next_byte(c);
		if (b == -2)
			return ROW_FAILED;
		if (b == -1 && used == 0 && c->n_fields == 0 && !was_quoted && !quoted)
			return ROW_END_OF_FILE;
		if (b == 0) {
			fault_say(c->faults, c->name, c->line, NULL,
			          "a zero byte stands here: this is no text file",
			          "此处有零字节：这不是文本文件");
			return ROW_STOP;
		}
		if (used >= SHEET_ROW_MAX) {
			fault_say(
			        c->faults, c->name, c->line, NULL,
			        "the row is longer than %u bytes: is a quote not closed?",
			        "该行超过 %u 字节：是否有引号没有闭合？", SHEET_ROW_MAX);
			return skip_row(c);
		}
		if (quoted) {
			if (b == -1) {
				fault_say(c->faults, c->name, c->line, NULL,
				          "a quote opens in this row and is never closed",
				          "该行有引号打开后一直没有闭合");
				return ROW_STOP;
			}
			if (b == '"') {
				int after = next_byte(c);

				if (after == -2)
					return ROW_FAILED;
				if (after == '"') {
					c->row[used++] = '"';
					c->plain = false;
					continue;
				}
				if (after >= 0)
					step_back(c);
				quoted = false;
				was_quoted = true;
				continue;
			}
			if (b == '\n')
				c->next_line++;
			c->row[used++] = (uint8_t)b;
			all |= b;
			c->plain = false;
			continue;
		}
		if (b == '"' && !was_quoted &&
		    trimmed(c->row + start, used - start).len == 0) {
			used = start;
			quoted = true;
			continue;
		}
		end = b == -1 || b == '\n' || b == '\r';
		if (end || b == c->separator) {
			if (c->n_fields == SHEET_FIELDS_MAX) {
				fault_say(c->faults, c->name, c->line, NULL,
				          "the row has more than %u columns",
				          "该行超过 %u 列", SHEET_FIELDS_MAX);
				if (b != '\n')
					return skip_row(c);
				c->next_line++;
				return ROW_BAD;
			}
			c->field[c->n_fields++] = trimmed(c->row + start, used - start);
			start = used;
			was_quoted = false;
			if (!end)
				continue;
			if (b == '\r') {
				int after = next_byte(c);

				if (after == -2)
					return ROW_FAILED;
				if (after >= 0 && after != '\n')
					step_back(c);
			}
			if (b != -1)
				c->next_line++;
			break;
		}
		if (was_quoted && b != ' ' && b != '\t') {
			fault_say(c->faults, c->name, c->line, NULL,
			          "text stands behind a closing quote: double the quotes "
			          "inside "
			          "a cell",
			          "闭合引号之后还有文字：单元格内的引号要写两个");
			return skip_row(c);
		}
		if (was_quoted)
			continue;
		c->row[used++] = (uint8_t)b;
		all |= b;
		c->plain = c->plain && is_alnum((uint8_t)b);
		/* most of a cell is letters and digits, which mean nothing else */
		run = alnum_run(c->buffer + c->at, c->have - c->at < SHEET_ROW_MAX - used
		                                           ? c->have - c->at
		                                           : SHEET_ROW_MAX - used);
		memcpy(c->row + used, c->buffer + c->at, run);
		used += run;
		c->at += run;
		c->bytes += run;
	}
	/* cell by cell: half a character before a separator and half behind it are none
	 */
	for (size_t i = 0; i < c->n_fields && all >= 0x80; i++)
		if (!assay_utf8_valid(c->field[i])) {
			say_not_text(c, (struct assay_bytes){ c->row, used });
			return ROW_STOP;
		}
	return ROW_DONE;
}

bool
sheet_next(struct sheet *c, enum assay_status *status)
{
	*status = ASSAY_OK;
	for (;;) {
		enum row_end end = c->at_start ? check_start(c) : ROW_DONE;
		bool any = false;

		if (end == ROW_DONE)
			end = read_row(c);
		switch (end) {
		case ROW_DONE:
			for (size_t i = 0; i < c->n_fields; i++)
				any = any || c->field[i].len > 0;
			if (any)
				return true;
			break;
		case ROW_BAD:
			break;
		case ROW_FAILED:
			*status = ASSAY_E_IO;
			return false;
		case ROW_END_OF_FILE:
		case ROW_STOP:
			return false;
		}
	}
}

static bool
same_word(struct assay_bytes s, const char *word)
{
	if (s.len != strlen(word))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		uint8_t b = s.data[i];

		if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != (uint8_t)word[i])
			return false;
	}
	return true;
}

bool
sheet_columns(struct sheet *c, const char *const *names, size_t n, size_t wanted,
              int *index)
{
	uint64_t before = c->faults->count;

	for (size_t i = 0; i < n; i++)
		index[i] = -1;
	/* programs write the columns that were once used too: without names they may stay
	 * where they are empty */
	while (c->n_fields > 0 && c->field[c->n_fields - 1].len == 0)
		c->n_fields--;
	for (size_t f = 0; f < c->n_fields; f++) {
		size_t i = 0;

		while (i < n && !same_word(c->field[f], names[i]))
			i++;
		if (i == n && c->n_extra < c->extra_max && c->field[f].len > 2 &&
		    memcmp(c->field[f].data, "x:", 2) == 0) {
			c->extra[c->n_extra++] = (int)f;
			continue;
		}
		if (i == n && c->spare_columns)
			continue;
		if (i == n)
			fault_say(c->faults, c->name, c->line, NULL,
			          "column %zu is called '%s', which nobody knows: rename "
			          "or remove "
			          "it",
			          "第 %zu 列名为“%s”，无法识别：请改名或删除", f + 1,
			          error_bytes(c->field[f]).text);
		else if (index[i] >= 0)
			fault_say(c->faults, c->name, c->line, NULL,
			          "column '%s' stands twice: remove one",
			          "“%s”列出现两次：请删除一列", names[i]);
		else
			index[i] = (int)f;
	}
	for (size_t i = 0; i < wanted; i++)
		if (index[i] < 0)
			fault_say(c->faults, c->name, c->line, NULL,
			          "there is no column '%s': the first line must name the "
			          "columns",
			          "缺少“%s”列：第一行必须是列名", names[i]);
	return c->faults->count == before;
}

/* ---- cells ---- */

struct assay_bytes
sheet_cell(const struct sheet *c, int index)
{
	if (index < 0 || (size_t)index >= c->n_fields)
		return (struct assay_bytes){ (const uint8_t *)"", 0 };
	return c->field[index];
}

/* "6.90123E+12", also with a comma: what a spreadsheet makes of a long number. */
static bool
is_scientific(struct assay_bytes s)
{
	size_t i = 0, digits = 0;

	while (i < s.len &&
	       (assay_is_digit(s.data[i]) || s.data[i] == '.' || s.data[i] == ','))
		digits += assay_is_digit(s.data[i++]);
	if (digits == 0 || i >= s.len || (s.data[i] != 'E' && s.data[i] != 'e'))
		return false;
	i++;
	if (i < s.len && (s.data[i] == '+' || s.data[i] == '-'))
		i++;
	else
		return false;
	return i < s.len &&
	       assay_all_digits((struct assay_bytes){ s.data + i, s.len - i });
}

static bool
say_scientific(const struct sheet *c, const char *column, struct assay_bytes cell)
{
	fault_say(
	        c->faults, c->name, c->line, column,
	        "'%s' is a number that a spreadsheet has shortened, its digits are lost: "
	        "format the column as text, enter it again from its source and export "
	        "again",
	        "“%s”是被电子表格改成科学计数法的数字，尾数已丢失：请把该列设为文本格式，"
	        "重新填入原始数据后再导出",
	        error_bytes(cell).text);
	return false;
}

/* Full-width digits (U+FF10 to U+FF19) look like digits and are none. */
static bool
has_full_width(struct assay_bytes s)
{
	for (size_t i = 0; i + 2 < s.len; i++)
		if (s.data[i] == 0xEF && (s.data[i + 1] == 0xBC || s.data[i + 1] == 0xBD))
			return true;
	return false;
}

static bool
gtin_letters(const struct sheet *c, struct assay_bytes cell)
{
	size_t other = 0, look = 0;
	char letter = 0;

	for (size_t i = 0; i < cell.len; i++) {
		if (assay_is_digit(cell.data[i]))
			continue;
		if (strchr("OoQIl", cell.data[i]) != NULL) {
			letter = (char)cell.data[i];
			look++;
		} else {
			other++;
		}
	}
	if (is_scientific(cell))
		return say_scientific(c, "gtin", cell);
	if (has_full_width(cell))
		fault_say(c->faults, c->name, c->line, "gtin",
		          "'%s' has full-width characters: type the digits in half width",
		          "“%s”含有全角字符：请改用半角数字", error_bytes(cell).text);
	else if (look > 0 && other == 0)
		fault_say(c->faults, c->name, c->line, "gtin",
		          "'%s' has the letter %c in it where a digit belongs: write %c",
		          "“%s”中有字母 %c，应为数字：请改为 %c", error_bytes(cell).text,
		          letter, letter == 'I' || letter == 'l' ? '1' : '0');
	else
		fault_say(c->faults, c->name, c->line, "gtin",
		          "'%s' is no GTIN: only digits, without spaces or hyphens",
		          "“%s”不是 GTIN：只能有数字，不能有空格或连字符",
		          error_bytes(cell).text);
	return false;
}

/* ="0123": how people keep a spreadsheet from making a number of a text. */
static bool
is_formula(struct assay_bytes s)
{
	return s.len >= 2 && s.data[0] == '=' && s.data[1] == '"';
}

static bool
say_formula(const struct sheet *c, const char *column, struct assay_bytes cell)
{
	fault_say(
	        c->faults, c->name, c->line, column,
	        "'%s' is a formula, not what it shows: format the column as text, paste "
	        "its values and export again",
	        "“%s”是公式而不是其显示的内容：请把该列设为文本格式，粘贴为值后重新导出",
	        error_bytes(cell).text);
	return false;
}

bool
sheet_gtin(const struct sheet *c, struct assay_bytes cell, char gtin[15])
{
	struct assay_bytes padded = { (const uint8_t *)gtin, 14 };
	size_t n = cell.len;
	bool holds;

	if (n == 0) {
		fault_say(c->faults, c->name, c->line, "gtin", "it is empty", "为空");
		return false;
	}
	if (is_formula(cell))
		return say_formula(c, "gtin", cell);
	if (!assay_all_digits(cell))
		return gtin_letters(c, cell);
	if (n > 14) {
		fault_say(c->faults, c->name, c->line, "gtin",
		          "%s has %zu digits, a GTIN has 8, 12, 13 or 14",
		          "%s 有 %zu 位，GTIN 应为 8、12、13 或 14 位",
		          error_bytes(cell).text, n);
		return false;
	}
	memset(gtin, '0', 14);
	memcpy(gtin + 14 - n, cell.data, n);
	gtin[14] = '\0';
	holds = assay_mod10_holds(padded);
	if (n != 8 && n != 12 && n != 13 && n != 14) {
		/* zeros in front change no check digit: if it holds, they were lost */
		size_t whole = n < 8 ? 8 : n < 12 ? 12 : 13;

		if (holds && n >= 6)
			fault_say(c->faults, c->name, c->line, "gtin",
			          "%s has lost its leading zero: format the column as "
			          "text and "
			          "write %s",
			          "%s 丢失了开头的 0：请把该列设为文本格式并改为 %s",
			          error_bytes(cell).text, gtin + 14 - whole);
		else
			fault_say(c->faults, c->name, c->line, "gtin",
			          "%s has %zu digits, a GTIN has 8, 12, 13 or 14",
			          "%s 有 %zu 位，GTIN 应为 8、12、13 或 14 位",
			          error_bytes(cell).text, n);
		return false;
	}
	if (!holds) {
		fault_say(c->faults, c->name, c->line, "gtin",
		          "%s ends in %c where its check digit would be %d: compare it "
		          "with "
		          "the product",
		          "%s 末位是 %c，校验码应为 %d：请与产品核对",
		          error_bytes(cell).text, gtin[13],
		          assay_mod10((struct assay_bytes){ padded.data, 13 }));
		return false;
	}
	if (pin_restricted(gtin + 1)) {
		fault_say(c->faults, c->name, c->line, "gtin",
		          "%s lies in a range for use inside shops: no list can speak "
		          "for it",
		          "%s 属于店内使用的号段：清单不能涵盖", error_bytes(cell).text);
		return false;
	}
	return true;
}

/* The 82 characters of GS1 General Specifications, figure 7.11-1. */
static bool
in_set_82(struct assay_bytes s)
{
	static const char marks[] = "!\"%&'()*+,-./:;<=>?_";

	for (size_t i = 0; i < s.len; i++) {
		uint8_t b = s.data[i];

		if (!(assay_is_digit(b) || (b >= 'A' && b <= 'Z') ||
		      (b >= 'a' && b <= 'z') || (b != 0 && strchr(marks, b) != NULL)))
			return false;
	}
	return true;
}

/* A serial or lot: one to twenty characters that a code can carry. */
static bool
text_cell(const struct sheet *c, const char *column, struct assay_bytes cell)
{
	/* letters and digits alone, as nearly every cell is: nothing is wrong with those
	 */
	if (cell.len <= 20 && (c->plain || alnum_run(cell.data, cell.len) == cell.len))
		return true;
	if (is_scientific(cell) && memchr(cell.data, '+', cell.len) != NULL)
		return say_scientific(c, column, cell);
	if (is_formula(cell))
		return say_formula(c, column, cell);
	if (cell.len > 20) {
		fault_say(c->faults, c->name, c->line, column,
		          "'%s' has %zu characters, a code carries at most 20",
		          "“%s”有 %zu 个字符，条码最多 20 个", error_bytes(cell).text,
		          cell.len);
		return false;
	}
	if (has_full_width(cell)) {
		fault_say(c->faults, c->name, c->line, column,
		          "'%s' has full-width characters: type it in half width",
		          "“%s”含有全角字符：请改用半角", error_bytes(cell).text);
		return false;
	}
	if (!in_set_82(cell)) {
		fault_say(c->faults, c->name, c->line, column,
		          "'%s' has a character that no GS1 code carries: letters, "
		          "digits and "
		          "!\"%%&'()*+,-./:;<=>?_ are possible",
		          "“%s”含有 GS1 条码不能表示的字符：只能用字母、数字和 "
		          "!\"%%&'()*+,-./:;<=>?_",
		          error_bytes(cell).text);
		return false;
	}
	return true;
}

bool
sheet_serial(const struct sheet *c, struct assay_bytes cell)
{
	if (cell.len > 0)
		return text_cell(c, "serial", cell);
	fault_say(c->faults, c->name, c->line, "serial", "it is empty", "为空");
	return false;
}

bool
sheet_text(const struct sheet *c, const char *column, struct assay_bytes cell)
{
	if (cell.len == 0) {
		fault_say(c->faults, c->name, c->line, column, "it is empty", "为空");
		return false;
	}
	if (cell.len > 256) {
		fault_say(c->faults, c->name, c->line, column,
		          "it has %zu bytes, at most 256 fit",
		          "有 %zu 字节，最多 256 字节", cell.len);
		return false;
	}
	for (size_t i = 0; i < cell.len; i++)
		if (cell.data[i] < 0x20 || cell.data[i] == 0x7F) {
			fault_say(
			        c->faults, c->name, c->line, column,
			        "it has a line break or another control character in it",
			        "含有换行或其他控制字符");
			return false;
		}
	return true;
}

bool
sheet_lot(const struct sheet *c, struct assay_bytes cell, char lot[21])
{
	if (!text_cell(c, "lot", cell))
		return false;
	memcpy(lot, cell.data, cell.len);
	memset(lot + cell.len, 0, 21 - cell.len);
	return true;
}

bool
sheet_date(const struct sheet *c, const char *column, struct assay_bytes cell,
           int32_t *day)
{
	*day = ASSAY_NO_DAY;
	if (cell.len == 0)
		return true;
	*day = assay_day_of(cell);
	if (*day != ASSAY_NO_DAY && *day > 0)
		return true;
	fault_say(c->faults, c->name, c->line, column,
	          "'%s' is no date: write year-month-day, such as 2026-11-20",
	          "“%s”不是日期：请写成 年-月-日，例如 2026-11-20",
	          error_bytes(cell).text);
	return false;
}

bool
sheet_status(const struct sheet *c, struct assay_bytes cell,
             enum assay_item_status *status)
{
	static const struct {
		const char *word;
		enum assay_item_status status;
	} words[] = {
		{ "made", ASSAY_ITEM_MADE },
		{ "sold", ASSAY_ITEM_SOLD },
		{ "stolen", ASSAY_ITEM_STOLEN },
		{ "recalled", ASSAY_ITEM_RECALLED },
		{ "destroyed", ASSAY_ITEM_DESTROYED },
		{ "removed", ASSAY_ITEM_REMOVED },
	};

	*status = ASSAY_ITEM_MADE;
	if (cell.len == 0)
		return true;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (same_word(cell, words[i].word)) {
			*status = words[i].status;
			if (*status != ASSAY_ITEM_REMOVED || c->removals)
				return true;
			fault_say(
			        c->faults, c->name, c->line, "status",
			        "only an overlay can take a serial off a list: leave the "
			        "row out",
			        "只有增量清单才能从清单中移除序列号：请删去该行");
			return false;
		}
	fault_say(c->faults, c->name, c->line, "status",
	          "'%s' is no status: made, sold, stolen, recalled or destroyed",
	          "“%s”不是状态：应为 made、sold、stolen、recalled 或 destroyed",
	          error_bytes(cell).text);
	return false;
}

bool
sheet_markets(const struct sheet *c, struct assay_bytes cell, uint16_t markets[8])
{
	size_t n = 0, at = 0;

	memset(markets, 0, 8 * sizeof *markets);
	while (at < cell.len) {
		char letters[2];
		uint16_t number;

		if (cell.data[at] == ' ') {
			at++;
			continue;
		}
		for (size_t i = 0; i < 2; i++) {
			uint8_t b = at + i < cell.len ? cell.data[at + i] : 0;

			letters[i] = (char)(b >= 'a' && b <= 'z' ? b - 32 : b);
		}
		number = country_number(letters);
		if (number == 0 || (at + 2 < cell.len && cell.data[at + 2] != ' ')) {
			fault_say(c->faults, c->name, c->line, "markets",
			          "'%s' is no list of countries: two letters each (ISO "
			          "3166), "
			          "spaces between, such as CN DE US",
			          "“%s”不是国家列表：每个两位字母（ISO "
			          "3166），以空格分隔，例如 "
			          "CN DE US",
			          error_bytes(cell).text);
			return false;
		}
		if (n == 8) {
			fault_say(c->faults, c->name, c->line, "markets",
			          "at most 8 countries fit", "最多 8 个国家");
			return false;
		}
		markets[n++] = number;
		at += 2;
	}
	/* the order says nothing: equal sets are equal records */
	for (size_t i = 1; i < n; i++)
		for (size_t j = i; j > 0 && markets[j - 1] > markets[j]; j--) {
			uint16_t other = markets[j];

			markets[j] = markets[j - 1];
			markets[j - 1] = other;
		}
	return true;
}

bool
sheet_yes(const struct sheet *c, const char *column, struct assay_bytes cell, bool *yes)
{
	static const char *const words[] = { "yes",   "true", "1", "y",  "是", "no",
		                             "false", "0",    "n", "否", "" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (same_word(cell, words[i])) {
			*yes = i < 5;
			return true;
		}
	fault_say(c->faults, c->name, c->line, column, "'%s' is neither yes nor no",
	          "“%s”既不是 yes 也不是 no", error_bytes(cell).text);
	return false;
}

bool
sheet_units(const struct sheet *c, struct assay_bytes cell, uint32_t *units)
{
	uint64_t n = 0;

	*units = 0;
	if (cell.len == 0)
		return true;
	for (size_t i = 0; i < cell.len && cell.len <= 10; i++)
		n = n * 10 + (uint64_t)(cell.data[i] - '0');
	if (assay_all_digits(cell) && cell.len <= 10 && n > 0 && n <= UINT32_MAX) {
		*units = (uint32_t)n;
		return true;
	}
	fault_say(c->faults, c->name, c->line, "units",
	          "'%s' is no number of units: digits only, at least 1",
	          "“%s”不是件数：只能是数字，至少为 1", error_bytes(cell).text);
	return false;
}
