/* sheet-test.c - what spreadsheets do to numbers, named as what it is */
#include "list-world.h"

#define HEAD "gtin,serial\n"
#define OK_ROW "6901234567892,A1\n"

static const struct {
	const char *says, *csv, *lots;
	const char *en[3], *zh; /* parts of the faults, in order; NULL: no fault */
} rows[] = {
	{ "plain", HEAD OK_ROW, NULL, { NULL }, NULL },
	{ "no line end at the end", HEAD "6901234567892,A1", NULL, { NULL }, NULL },
	{ "byte order mark", "\xEF\xBB\xBF" HEAD OK_ROW, NULL, { NULL }, NULL },
	{ "CRLF", "gtin,serial\r\n6901234567892,A1\r\n", NULL, { NULL }, NULL },
	{ "CR", "gtin,serial\r6901234567892,A1\r", NULL, { NULL }, NULL },
	{ "semicolons", "gtin;serial\n6901234567892;A1\n", NULL, { NULL }, NULL },
	{ "tabs", "gtin\tserial\n6901234567892\tA1\n", NULL, { NULL }, NULL },
	{ "quotes", "\"gtin\",\"serial\"\n\"6901234567892\",\"A\"\"1\"\n", NULL, { NULL }, NULL },
	{ "spaces, capitals, empty rows", " GTIN , Serial \n\n 6901234567892 , A1 \n,\n", NULL,
	  { NULL }, NULL },
	{ "columns without a name, empty", "gtin,serial,,\n6901234567892,A1,,\n,,,\n", NULL, { NULL },
	  NULL },
	{ "a column without a name, not empty", "gtin,serial,\n6901234567892,A1,more\n", NULL,
	  { "line 2: the row has 3 columns, the first line names 2" }, "有 3 列" },
	{ "a separator line", "sep=;\r\ngtin;serial\r\n6901234567892;A1\r\n", NULL, { NULL }, NULL },
	{ "a separator line counts", "sep=,\n" HEAD "6901234567893,A1\n", NULL,
	  { "line 3, column gtin: 6901234567893 ends in 3" }, "第 3 行" },
	{ "a formula for a GTIN", HEAD "\"=\"\"6901234567892\"\"\",A1\n", NULL,
	  { "column gtin: '=\"6901234567892\"' is a formula, not what it shows" }, "是公式" },
	{ "a formula for a serial", HEAD "6901234567892,\"=\"\"0012\"\"\"\n", NULL,
	  { "column serial: '=\"0012\"' is a formula, not what it shows" }, "是公式" },
	{ "columns in another order", "serial,gtin\nA1,6901234567892\n", NULL, { NULL }, NULL },
	{ "GTIN-14 and GTIN-13", HEAD "06901234567892,A\n6901234567892,B\n", NULL, { NULL }, NULL },
	{ "GTIN-12", HEAD "012345678905,A\n", NULL, { NULL }, NULL },
	{ "GTIN-8", HEAD "01234565,A\n", NULL, { NULL }, NULL },
	{ "scientific", HEAD OK_ROW "6.90123E+12,A2\n", NULL,
	  { "line 3, column gtin: '6.90123E+12' is a number that a spreadsheet has shortened" },
	  "第 3 行 gtin 列" },
	{ "scientific with a comma", "gtin;serial\n6,90123E+12;A2\n", NULL,
	  { "line 2, column gtin: '6,90123E+12' is a number that a spreadsheet" }, "科学计数法" },
	{ "scientific serial", HEAD "6901234567892,1.23457E+11\n", NULL,
	  { "line 2, column serial: '1.23457E+11' is a number" }, "科学计数法" },
	{ "lost zero of a GTIN-12", HEAD "12345678905,A1\n", NULL,
	  { "column gtin: 12345678905 has lost its leading zero: format the column as text and "
	    "write 012345678905" },
	  "丢失了开头的 0" },
	{ "lost zero of a GTIN-8", HEAD "1234565,A1\n", NULL,
	  { "has lost its leading zero: format the column as text and write 01234565" },
	  "01234565" },
	{ "letter O", HEAD "69O1234567892,A1\n", NULL,
	  { "'69O1234567892' has the letter O in it where a digit belongs: write 0" }, "字母 O" },
	{ "letter l", HEAD "690l234567892,A1\n", NULL,
	  { "has the letter l in it where a digit belongs: write 1" }, "字母 l" },
	{ "full-width digits", HEAD "\xEF\xBC\x96" "901234567892,A1\n", NULL,
	  { "column gtin: '\xEF\xBC\x96" "901234567892' has full-width characters" }, "全角" },
	{ "hyphens", HEAD "690-1234567892,A1\n", NULL, { "is no GTIN: only digits" }, "不是 GTIN" },
	{ "check digit", HEAD "6901234567893,A1\n", NULL,
	  { "6901234567893 ends in 3 where its check digit would be 2" }, "校验码应为 2" },
	{ "too few digits", HEAD "69012,A1\n", NULL, { "69012 has 5 digits" }, "5 位" },
	{ "too many digits", HEAD "690123456789212,A1\n", NULL, { "has 15 digits" }, "15 位" },
	{ "restricted range", HEAD "2012345678903,A1\n", NULL, { "for use inside shops" },
	  "店内" },
	{ "empty cells", HEAD ",A1\n6901234567892,\n", NULL,
	  { "line 2, column gtin: it is empty", "line 3, column serial: it is empty" }, "为空" },
	{ "serial too long", HEAD "6901234567892,123456789012345678901\n", NULL,
	  { "has 21 characters, a code carries at most 20" }, "21 个字符" },
	{ "serial with a space inside", HEAD "6901234567892,A 1\n", NULL,
	  { "has a character that no GS1 code carries" }, "不能表示" },
	{ "serial in Chinese", HEAD "6901234567892,甲\n", NULL,
	  { "has a character that no GS1 code carries" }, "不能表示" },
	{ "GB 18030", "gtin,serial,\xD1\xD5\xC9\xAB\n" OK_ROW, NULL, { "is in GB 18030" },
	  "GB 18030" },
	{ "UTF-16", "\xFF\xFEg\1t\1", NULL, { "is in UTF-16" }, "UTF-16" },
	{ "a workbook", "PK\x03\x04zzzz", NULL, { "this is a workbook" }, "工作簿" },
	{ "an empty file", "", NULL, { "the file is empty" }, "文件为空" },
	{ "unknown column", "gtin,serial,colour\n6901234567892,A1,red\n", NULL,
	  { "line 1: column 3 is called 'colour', which nobody knows" }, "colour" },
	{ "missing column", "gtin,lot\n6901234567892,A1\n", NULL,
	  { "line 1: there is no column 'serial'" }, "serial" },
	{ "column twice", "gtin,serial,serial\n", NULL, { "column 'serial' stands twice" },
	  "两次" },
	{ "equal row twice", HEAD OK_ROW "6901234567892,B\n06901234567892,A1\n", NULL,
	  { "line 4: the same GTIN and serial stand in line 2 already" }, "第 2 行" },
	{ "too many cells", HEAD "6901234567892,A1,x\n", NULL,
	  { "the row has 3 columns, the first line names 2" }, "3 列" },
	{ "too few cells", HEAD "6901234567892\n", NULL, { "the row has 1 columns" }, "1 列" },
	{ "quote not closed", HEAD "6901234567892,\"A1\n", NULL, { "never closed" }, "引号" },
	{ "text behind a quote", HEAD "6901234567892,\"A\"1\n", NULL,
	  { "text stands behind a closing quote" }, "闭合引号" },
	{ "line numbers count lines inside quotes",
	  "gtin,serial,status\n6901234567892,A1,\"made\n\"\n6901234567892,A2,lost\n", NULL,
	  { "line 2, column status", "line 4, column status: 'lost' is no status" }, "状态" },
	{ "date", "gtin,serial,made\n6901234567892,A1,2026/01/05\n", NULL,
	  { "column made: '2026/01/05' is no date: write year-month-day" }, "不是日期" },
	{ "no such day", "gtin,serial,expiry\n6901234567892,A1,2026-02-29\n", NULL,
	  { "column expiry: '2026-02-29' is no date" }, "不是日期" },
	{ "status", "gtin,serial,status\n6901234567892,A1,new\n", NULL,
	  { "'new' is no status: made, sold, stolen, recalled or destroyed" }, "不是状态" },
	{ "market", "gtin,serial,markets\n6901234567892,A1,CN XX\n", NULL,
	  { "'CN XX' is no list of countries" }, "国家" },
	{ "lots", "gtin,serial,lot\n6901234567892,A1,L1\n",
	  "gtin,lot,made,expiry,markets,units,closed,recalled,stolen\n"
	  "6901234567892,L1,2026-01-01,2028-01-01,CN DE,100,yes,no,\n", { NULL }, NULL },
	{ "lot twice", HEAD OK_ROW, "gtin,lot\n6901234567892,L1\n6901234567892,L1\n",
	  { "lots.csv line 3: this lot stands in line 2 already" }, "第 2 行" },
	{ "lot says otherwise", "gtin,serial,lot,made\n6901234567892,A1,L1,2026-01-02\n",
	  "gtin,lot,made\n6901234567892,L1,2026-01-01\n",
	  { "serials.csv line 2, column made: the lots file says otherwise for lot 'L1' (its line 2)" },
	  "说法不同" },
	{ "units", HEAD OK_ROW, "gtin,lot,units\n6901234567892,L1,many\n",
	  { "column units: 'many' is no number" }, "件数" },
	{ "yes or no", HEAD OK_ROW, "gtin,lot,closed\n6901234567892,L1,perhaps\n",
	  { "column closed: 'perhaps' is neither yes nor no" }, "既不是" },
	{ "lot empty", HEAD OK_ROW, "gtin,lot\n6901234567892,\n", { "column lot: it is empty" },
	  "为空" },
	{ "several at once", HEAD "6901234567893,A1\n6901234567892,\n" OK_ROW OK_ROW, NULL,
	  { "line 2, column gtin", "line 3, column serial", "line 5: the same" }, "第 5 行" },
};

struct told {
	char text[64][1100];
	size_t n;
};

static void
tell(void *data, const char *line)
{
	struct told *t = data;

	if (t->n < 64)
		snprintf(t->text[t->n++], sizeof t->text[0], "%s", line);
}

static void
faults(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t want = 0;

		for (int zh = 0; zh < 2; zh++) {
			struct told told = { .n = 0 };
			struct assay_list_build b = { .fault = tell,
				                      .fault_data = &told,
				                      .scope = rows[i].en[0] == NULL ? NULL
				                                                     : "6901",
				                      .lang = zh ? ASSAY_ZH : ASSAY_EN };
			struct assay_error error = { "", "" };
			enum assay_status status;

			remove(in_world("s.asl"));
			status = world_build(b, rows[i].csv, rows[i].lots, NULL, "s.asl", &error);
			is_int(status, rows[i].en[0] == NULL ? ASSAY_OK : ASSAY_E_FORMAT, "%s",
			       rows[i].says);
			if (status != ASSAY_OK && rows[i].en[0] == NULL)
				printf("# %s %s\n", error.text, told.text[0]);
			ok((access(in_world("s.asl"), F_OK) == 0) == (rows[i].en[0] == NULL),
			   "  written only without a fault");
			for (want = 0; want < 3 && rows[i].en[want] != NULL; want++) {
				if (zh)
					continue;
				if (!ok(want < told.n
				                && strstr(told.text[want], rows[i].en[want]) != NULL,
				        "  said: %s", rows[i].en[want]))
					printf("# got %s\n", told.text[want]);
			}
			is_int(told.n, want, "  and no more");
			if (zh && rows[i].zh != NULL
				&& !ok(strstr(told.text[told.n - 1], rows[i].zh) != NULL,
			               "  and in Chinese: %s", rows[i].zh))
				printf("# got %s\n", told.text[told.n - 1]);
		}
	}
}

static void
many(void)
{
	struct told told = { .n = 0 };
	struct assay_list_build b = { .fault = tell, .fault_data = &told };
	struct assay_error error;
	char csv[4096] = "gtin,serial\n";

	for (int i = 0; i < 50; i++)
		strcat(csv, "1,A\n");
	is_int(world_build(b, csv, NULL, NULL, "s.asl", &error), ASSAY_E_FORMAT, "fifty faults");
	is_int(told.n, 21, "twenty are told, and how many more");
	is_str(told.text[20], "... and 30 more", "in words");
}

int
main(void)
{
	world_begin();
	faults();
	many();
	world_end();
	return tap_end();
}
