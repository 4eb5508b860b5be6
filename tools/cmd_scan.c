/* cmd_scan.c - assay scan: verdicts on the goods in photographs
 *
 * Photos are read by confined children (worker.c) and judged here, one after the
 * other in input order, by one batch of the library.  Photos of one named item are
 * judged together: their results, and those of the photos behind them, wait until the
 * last of them is read.  Nothing printed depends on how many children there were. */
#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "assay-plugin.h"
#include "csv.h"
#include "side.h"
#include "text.h"
#include "tool.h"
#include "walk.h"
#include "worker.h"

#define BAR_EVERY_MS 100   /* of a progress bar on a terminal */
#define LINE_EVERY_MS 5000 /* of a progress line elsewhere */

struct photo {
	struct side side;
	struct assay_reading *reading; /* NULL: not read yet, or no longer needed */
	uint8_t sha256[32];
	bool hashed;
	size_t item; /* index of its item; SIZE_MAX: it has no name */
};

/* Photos that were given the same item name. */
struct item {
	char *name;
	size_t *photos, n, read, judged;
};

/* What the closing table and the CSV file need of a photo, and of a row of the table. */
struct line {
	char *file;
	enum assay_verdict verdict;
	uint32_t flags;
	char **cells; /* of the CSV row, CSV_CELLS of them; NULL: no CSV asked for */
};

/* Which file a path leads to; all zero: none that can be seen. */
struct file_id {
	dev_t device;
	ino_t number;
};

/* A row of the table that names a photo. */
struct joined {
	char *path;
	struct file_id id;
	struct side side;
};

struct scan {
	/* what was asked for */
	const char *home, *plugins, *category, *market, *csv_path, *table_path;
	struct side labels;
	bool jsonl, as_of;
	int64_t now;
	enum assay_effort effort;
	struct worker_options worker;
	struct text text;
	/* what it is done with */
	struct assay *context;
	struct assay_batch *batch;
	struct walk walk;
	struct photo *photos;
	struct item *items;
	size_t n_items;
	struct joined *joined; /* rows of the table that name a photo */
	size_t n_joined;
	struct line *lines;
	size_t read, judged; /* photos */
	size_t n_lines, lines_room;
	size_t rows;       /* of the table, judged by themselves */
	bool rows_refused; /* some row had faults, and was left out */
	bool bar;          /* stderr is a terminal */
	bool bar_shown;
	double last_progress;
	int status; /* why the run stopped */
};

/* ---- progress ---- */

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
hide_progress(struct scan *s)
{
	if (s->bar_shown)
		fputs("\r\033[K", stderr);
	s->bar_shown = false;
}

static void
show_progress(struct scan *s)
{
	const size_t width = 40;
	double now = now_ms();

	if (now - s->last_progress < (s->bar ? BAR_EVERY_MS : LINE_EVERY_MS))
		return;
	s->last_progress = now;
	if (!s->bar) {
		complain("%zu of %zu photos", s->read, s->walk.n);
		return;
	}
	fputs("\r[", stderr);
	for (size_t i = 0; i < width; i++)
		putc(i * s->walk.n < s->read * width ? '#' : ' ', stderr);
	fprintf(stderr, "] %zu/%zu\033[K", s->read, s->walk.n);
	fflush(stderr);
	s->bar_shown = true;
}

/* ---- CSV ---- */

static const char *const csv_columns[] = {
	"file",        "sha256",       "item",        "verdict", "flags",  "category",
	"gtin",        "serial",       "lot",         "made",    "expiry", "list",
	"list_issuer", "list_version", "list_issued", "rules",   "unread"
};
enum {
	CSV_VERDICT = 3,
	CSV_FLAGS = 4,
	CSV_CELLS = sizeof csv_columns / sizeof *csv_columns
};

static char *
copy_or_end(const char *text)
{
	char *copy = strdup(text == NULL ? "" : text);

	if (copy == NULL) {
		complain("out of memory");
		exit(EXIT_FAILED);
	}
	return copy;
}

static char *
claim_text(const struct assay_result *r, const char *key)
{
	const struct assay_claim *c = text_claim(r, key);

	return c == NULL ? copy_or_end("") : shown_bytes(c->value);
}

static char **
csv_cells(const struct scan *s, const struct photo *p, const struct assay_result *r)
{
	const struct assay_answer *answer = r->n_pairs > 0 ? r->answers : NULL;
	char **cells = calloc(CSV_CELLS, sizeof *cells), hex[65] = "", text[1024] = "";
	size_t i = 0, len = 0;

	if (cells == NULL) {
		complain("out of memory");
		exit(EXIT_FAILED);
	}
	for (size_t k = 0; k < 32 && p->hashed; k++)
		snprintf(hex + 2 * k, 3, "%02x", p->sha256[k]);
	cells[i++] = copy_or_end(r->file);
	cells[i++] = copy_or_end(hex);
	cells[i++] = shown(r->item);
	cells[i++] = NULL; /* verdict and flags: when the batch has closed */
	cells[i++] = NULL;
	cells[i++] = copy_or_end(r->category);
	if (r->n_pairs > 0) {
		cells[i++] = copy_or_end(r->pairs[0].gtin);
		cells[i++] = shown_bytes(r->pairs[0].serial);
	} else {
		cells[i++] = claim_text(r, "gtin");
		cells[i++] = claim_text(r, "serial");
	}
	cells[i++] = claim_text(r, "lot");
	cells[i++] = claim_text(r, "made");
	cells[i++] = claim_text(r, "expiry");
	cells[i++] = copy_or_end(
	        answer == NULL ? "" : assay_listed_name(answer->listed, s->text.lang));
	if (answer != NULL && answer->listed != ASSAY_LISTED_NO_LIST) {
		time_t issued = (time_t)answer->issued_at;
		struct tm tm;

		cells[i++] = copy_or_end(answer->issuer);
		snprintf(text, sizeof text, "%llu", (unsigned long long)answer->version);
		cells[i++] = copy_or_end(text);
		text[0] = '\0';
		if (gmtime_r(&issued, &tm) != NULL)
			strftime(text, sizeof text, "%Y-%m-%d", &tm);
		cells[i++] = copy_or_end(text);
	} else {
		for (size_t k = 0; k < 3; k++)
			cells[i++] = copy_or_end("");
	}
	text[0] = '\0';
	for (size_t k = 0; k < r->n_findings; k++) {
		int n = snprintf(text + len, sizeof text - len, "%s%s",
		                 len > 0 ? " " : "", r->findings[k].rule);

		if (n < 0 || (size_t)n >= sizeof text - len) {
			text[len] = '\0';
			break;
		}
		len += (size_t)n;
	}
	cells[i++] = copy_or_end(text);
	cells[i++] = copy_or_end(r->n_symbols > 0           ? ""
	                         : s->text.lang == ASSAY_ZH ? r->reason_zh
	                                                    : r->reason_en);
	return cells;
}

static bool
write_csv(struct scan *s)
{
	struct csv *csv = csv_open(s->csv_path);

	if (csv == NULL)
		return false;
	for (size_t i = 0; i < CSV_CELLS; i++)
		csv_cell(csv, csv_columns[i]);
	csv_end_row(csv);
	for (size_t k = 0; k < s->n_lines; k++) {
		char *flags = text_flags(s->lines[k].flags, s->text.lang);

		for (size_t i = 0; i < CSV_CELLS; i++)
			csv_cell(csv, i == CSV_VERDICT
			                      ? assay_verdict_name(s->lines[k].verdict,
			                                           s->text.lang)
			              : i == CSV_FLAGS ? (flags == NULL ? "" : flags)
			                               : s->lines[k].cells[i]);
		csv_end_row(csv);
		free(flags);
	}
	return csv_commit(csv);
}

/* ---- a plugin that crashes ---- */

static const int fatal[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
static char last_words[PATH_MAX + 200];
static size_t last_words_len;

/* Only what may be done in a signal handler. */
static void
crashed(int number)
{
	(void)number;
	if (write(STDERR_FILENO, last_words, last_words_len) < 0)
		_exit(EXIT_FAILED);
	_exit(EXIT_FAILED);
}

/* Plugins judge in this process.  One that crashes ends the run, named with the photo;
 * what was printed stands, and no half file is left.  While file is NULL, and in the
 * children, which are made between two photos, crashes end as they always do. */
static void
guard(const struct scan *s, const char *file)
{
#ifdef SANITIZED /* which tell more of a crash than we could */
	(void)s;
	(void)file;
	(void)crashed;
	(void)fatal;
	(void)last_words_len;
#else
	struct sigaction act = { .sa_handler = file == NULL ? SIG_DFL : crashed,
		                 .sa_flags = SA_ONSTACK };
	int n;

	if (file != NULL) {
		n = snprintf(last_words, sizeof last_words,
		             "%sassay scan: a plugin crashed while it judged %s; the "
		             "results so far stand\n",
		             s->bar_shown ? "\r\033[K" : "", file);
		last_words_len = n < 0                           ? 0
		                 : (size_t)n < sizeof last_words ? (size_t)n
		                                                 : sizeof last_words - 1;
	}
	for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++)
		sigaction(fatal[i], &act, NULL);
#endif
}

/* ---- judging ---- */

/* Its own reading first, then those of the other photos of its item. */
static struct assay_reading **
readings_of(const struct scan *s, size_t index, size_t *n)
{
	const struct photo *p = &s->photos[index];
	const struct item *item = p->item == SIZE_MAX ? NULL : &s->items[p->item];
	struct assay_reading **list = calloc(item == NULL ? 1 : item->n, sizeof *list);

	*n = 0;
	if (list == NULL)
		return NULL;
	list[(*n)++] = p->reading;
	for (size_t k = 0; item != NULL && k < item->n; k++)
		if (item->photos[k] != index)
			list[(*n)++] = s->photos[item->photos[k]].reading;
	return list;
}

static bool
typed_already(const struct assay_typed *list, size_t n, const struct assay_typed *value)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].key, value->key) == 0 &&
		    strcmp(list[i].value, value->value) == 0)
			return true;
	return false;
}

/* What was typed of any photo of the item was typed of the item; equal values once. */
static struct assay_typed *
typed_of(const struct scan *s, size_t index, size_t *n)
{
	const struct photo *own = &s->photos[index];
	const struct item *item = own->item == SIZE_MAX ? NULL : &s->items[own->item];
	size_t room = own->side.n;
	struct assay_typed *list;

	for (size_t k = 0; item != NULL && k < item->n; k++)
		room += s->photos[item->photos[k]].side.n;
	*n = 0;
	if ((list = calloc(room + 1, sizeof *list)) == NULL)
		return NULL;
	for (size_t i = 0; i < own->side.n; i++)
		list[(*n)++] = own->side.typed[i];
	for (size_t k = 0; item != NULL && k < item->n; k++) {
		const struct side *side = &s->photos[item->photos[k]].side;

		for (size_t i = 0; i < side->n && item->photos[k] != index; i++)
			if (!typed_already(list, *n, &side->typed[i]))
				list[(*n)++] = side->typed[i];
	}
	return list;
}

/* The next line of the closing table. */
static struct line *
next_line(struct scan *s)
{
	if (s->n_lines == s->lines_room) {
		size_t room = s->lines_room == 0 ? 64 : 2 * s->lines_room;
		struct line *grown = realloc(s->lines, room * sizeof *grown);

		if (grown == NULL) {
			complain("out of memory");
			exit(EXIT_FAILED);
		}
		s->lines = grown;
		s->lines_room = room;
	}
	s->lines[s->n_lines] = (struct line){ .file = NULL };
	return &s->lines[s->n_lines++];
}

static bool
print_result(struct scan *s, const struct photo *photo, const struct assay_report *report)
{
	const struct assay_result *r = assay_report_result(report);
	struct line *line = next_line(s);
	char *json;

	line->file = copy_or_end(r->file);
	line->verdict = r->verdict;
	line->flags = r->flags;
	if (s->csv_path != NULL)
		line->cells = csv_cells(s, photo, r);
	if (s->jsonl) {
		if ((json = assay_report_json(report, s->text.lang)) == NULL) {
			complain("out of memory");
			s->status = EXIT_FAILED;
			return false;
		}
		puts(json);
		free(json);
	} else {
		text_report(&s->text, s->context, r, s->now);
	}
	return (s->status = finish(EXIT_YES)) == EXIT_YES;
}

static void
forget(struct photo *p)
{
	assay_reading_free(p->reading);
	p->reading = NULL;
	side_clear(&p->side);
}

static bool
judge(struct scan *s, size_t index)
{
	struct photo *p = &s->photos[index];
	char *file = shown(s->walk.paths[index]);
	struct assay_report *report = NULL;
	struct assay_subject subject = {
		.size = sizeof subject,
		.file = s->walk.paths[index],
		.sha256 = p->hashed ? p->sha256 : NULL,
		.item = p->side.item,
		.category = s->category,
		.market = s->market != NULL ? s->market : p->side.market,
		.now = s->now,
		.as_of = s->as_of,
	};
	struct assay_reading **readings = readings_of(s, index, &subject.n_readings);
	struct assay_typed *typed = typed_of(s, index, &subject.n_typed);
	enum assay_status status = ASSAY_E_NOMEM;
	bool going;

	subject.readings = readings;
	subject.typed = typed;
	if (readings != NULL && typed != NULL) {
		guard(s, file);
		status = assay_batch_judge(s->batch, &subject, &report);
		guard(s, NULL);
	}
	hide_progress(s);
	if (status != ASSAY_OK) {
		complain("%s could not be judged: %s; the results so far stand", file,
		         in_words(assay_status_text(status)));
		s->status = EXIT_FAILED;
		going = false;
	} else {
		going = print_result(s, p, report);
	}
	assay_report_free(report);
	free(typed);
	free(readings);
	free(file);
	if (p->item == SIZE_MAX) {
		forget(p);
	} else if (++s->items[p->item].judged == s->items[p->item].n) {
		for (size_t k = 0; k < s->items[p->item].n; k++)
			forget(&s->photos[s->items[p->item].photos[k]]);
	}
	return going;
}

static bool
take_reading(void *data, size_t index, struct assay_reading *reading,
             const uint8_t *sha256, double ms)
{
	struct scan *s = data;
	struct photo *p = &s->photos[index];

	(void)ms;
	p->reading = reading;
	if ((p->hashed = sha256 != NULL))
		memcpy(p->sha256, sha256, 32);
	if (p->item != SIZE_MAX)
		s->items[p->item].read++;
	s->read++;
	while (s->judged < s->read) {
		const struct photo *next = &s->photos[s->judged];

		if (next->item != SIZE_MAX &&
		    s->items[next->item].read < s->items[next->item].n)
			break;
		if (!judge(s, s->judged))
			return false;
		s->judged++;
	}
	show_progress(s);
	return true;
}

static enum assay_status
read_photo(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	const struct scan *s = data;

	return assay_read_memory(s->context, file, s->effort, out);
}

/* ---- the table ---- */

static void
row_fault(void *data, const char *line)
{
	hide_progress(data);
	complain("%s", line);
}

static struct assay_table *
open_table(struct scan *s, bool quiet)
{
	const struct assay_table_options o = { .size = sizeof o,
		                               .lang = s->text.lang,
		                               .fault = quiet ? NULL : row_fault,
		                               .fault_data = s };
	struct assay_table *t;
	struct assay_error error;

	if (assay_table_open(s->context, s->table_path, &o, &t, &error) == ASSAY_OK)
		return t;
	complain("%s", s->text.lang == ASSAY_ZH ? error.text_zh : error.text);
	return NULL;
}

/* The path that a row means: beside the table, unless it is absolute. */
static char *
beside_table(const struct scan *s, const char *file)
{
	const char *slash = strrchr(s->table_path, '/');
	size_t folder =
	        file[0] == '/' || slash == NULL ? 0 : (size_t)(slash - s->table_path) + 1;
	char *path = malloc(folder + strlen(file) + 1);

	if (path == NULL) {
		complain("out of memory");
		exit(EXIT_FAILED);
	}
	memcpy(path, s->table_path, folder);
	strcpy(path + folder, file);
	return path;
}

static struct file_id
id_of(const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return (struct file_id){ 0, 0 };
	return (struct file_id){ st.st_dev, st.st_ino };
}

static bool
same_id(struct file_id a, struct file_id b)
{
	return a.number != 0 && a.device == b.device && a.number == b.number;
}

static void
add_row(const struct scan *s, struct side *side, const struct assay_table_row *row)
{
	if (row->item != NULL)
		(void)side_add(side, s->context, "item", row->item);
	if (row->market != NULL)
		(void)side_add(side, s->context, "market", row->market);
	for (size_t i = 0; i < row->n_typed; i++)
		(void)side_add(side, s->context, row->typed[i].key, row->typed[i].value);
}

/* Keep a row that names a photo, and add the photo where no argument named it. */
static bool
keep_row(struct scan *s, const struct assay_table_row *row, const struct file_id *named,
         size_t n)
{
	struct joined *grown = realloc(s->joined, (s->n_joined + 1) * sizeof *grown), *j;
	bool seen = false;

	if (grown == NULL)
		return false;
	s->joined = grown;
	j = &s->joined[s->n_joined++];
	*j = (struct joined){ .path = beside_table(s, row->file) };
	j->id = id_of(j->path);
	add_row(s, &j->side, row);
	for (size_t i = 0; i < n && !seen; i++)
		seen = same_id(named[i], j->id);
	for (size_t i = 0; i + 1 < s->n_joined && !seen; i++)
		seen = same_id(s->joined[i].id, j->id);
	return seen || walk_add(&s->walk, j->path);
}

/* First pass: say what is wrong, keep the rows that name photos, and add the photos. */
static bool
read_table(struct scan *s)
{
	struct assay_table *t = open_table(s, false);
	struct file_id *named = calloc(s->walk.n + 1, sizeof *named);
	size_t n = s->walk.n; /* photos that arguments named */
	enum assay_status status = ASSAY_OK;
	struct assay_table_row row;
	bool kept = named != NULL;

	if (t == NULL) {
		free(named);
		return false;
	}
	for (size_t i = 0; i < n && kept; i++)
		named[i] = id_of(s->walk.paths[i]);
	while (kept && assay_table_next(t, &row, &status))
		if (row.file != NULL)
			kept = keep_row(s, &row, named, n);
	s->rows_refused = assay_table_faults(t) > 0;
	assay_table_close(t);
	free(named);
	if (!kept)
		complain("out of memory");
	else if (status != ASSAY_OK)
		complain("%s: %s", s->table_path, in_words(assay_status_text(status)));
	return kept && status == ASSAY_OK;
}

/* What rows say of that photo; what its own side file says goes before. */
static void
table_join(struct scan *s, size_t index)
{
	struct file_id id =
	        s->n_joined > 0 ? id_of(s->walk.paths[index]) : (struct file_id){ 0, 0 };

	for (size_t i = 0; i < s->n_joined; i++)
		if (same_id(s->joined[i].id, id) ||
		    strcmp(s->joined[i].path, s->walk.paths[index]) == 0)
			side_merge(&s->photos[index].side, s->context,
			           &s->joined[i].side);
}

static bool
judge_row(struct scan *s, const struct assay_table_row *row, const char *name)
{
	struct photo none = { .item = SIZE_MAX };
	struct assay_report *report = NULL;
	struct assay_subject subject = {
		.size = sizeof subject,
		.file = name,
		.category = s->category,
		.now = s->now,
		.as_of = s->as_of,
	};
	enum assay_status status;
	bool going = false;

	add_row(s, &none.side, row);
	side_merge(&none.side, s->context, &s->labels);
	subject.item = none.side.item;
	subject.market = s->market != NULL ? s->market : none.side.market;
	subject.typed = none.side.typed;
	subject.n_typed = none.side.n;
	guard(s, name);
	status = assay_batch_judge(s->batch, &subject, &report);
	guard(s, NULL);
	if (status == ASSAY_OK) {
		going = print_result(s, &none, report);
	} else {
		complain("%s could not be judged: %s; the results so far stand", name,
		         in_words(assay_status_text(status)));
		s->status = EXIT_FAILED;
	}
	assay_report_free(report);
	side_clear(&none.side);
	s->rows++;
	return going;
}

static int
by_item(const void *name, const void *item)
{
	return strcmp(name, ((const struct item *)item)->name);
}

/* The item of that name that photos show; NULL: none. */
static struct item *
item_named(const struct scan *s, const char *name)
{
	return name == NULL || s->n_items == 0
	               ? NULL
	               : bsearch(name, s->items, s->n_items, sizeof *s->items, by_item);
}

/* Second pass: rows that name an item of photos speak of that item. */
static bool
join_items(struct scan *s)
{
	struct assay_table *t;
	struct assay_table_row row;
	enum assay_status status = ASSAY_OK;

	if (s->table_path == NULL || s->n_items == 0)
		return true;
	if ((t = open_table(s, true)) == NULL)
		return false;
	while (assay_table_next(t, &row, &status)) {
		const struct item *item =
		        row.file != NULL ? NULL : item_named(s, row.item);
		struct side more = { 0 };

		if (item == NULL)
			continue;
		add_row(s, &more, &row);
		side_merge(&s->photos[item->photos[0]].side, s->context, &more);
		side_clear(&more);
	}
	assay_table_close(t);
	return status == ASSAY_OK;
}

/* Last pass: rows that name no photo are items by themselves, one in memory at a time. */
static bool
judge_rows(struct scan *s)
{
	const char *slash = s->table_path == NULL ? NULL : strrchr(s->table_path, '/');
	struct assay_table *t;
	struct assay_table_row row;
	enum assay_status status = ASSAY_OK;
	bool going = true;

	if (s->table_path == NULL && s->walk.n > 0)
		return true;
	if (s->table_path == NULL) { /* labels alone are one item */
		memset(&row, 0, sizeof row);
		return judge_row(s, &row, "--label");
	}
	if ((t = open_table(s, true)) == NULL) {
		s->status = EXIT_FAILED;
		return false;
	}
	while (going && assay_table_next(t, &row, &status)) {
		char name[PATH_MAX];

		if (row.file != NULL || item_named(s, row.item) != NULL)
			continue;
		snprintf(name, sizeof name, "%s:%llu",
		         slash != NULL ? slash + 1 : s->table_path,
		         (unsigned long long)row.line);
		going = judge_row(s, &row, name);
	}
	assay_table_close(t);
	if (status != ASSAY_OK) {
		complain("%s: %s", s->table_path, in_words(assay_status_text(status)));
		s->status = EXIT_FAILED;
		going = false;
	}
	return going;
}

/* ---- items ---- */

struct named {
	const char *name;
	size_t photo;
};

static int
by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order != 0 ? order : (x->photo > y->photo) - (x->photo < y->photo);
}

/* Read the side files and gather the photos of each named item; false: no memory. */
static bool
gather(struct scan *s)
{
	size_t room = s->walk.n + 1; /* of none, where there is only a table */
	struct named *names = calloc(room, sizeof *names);
	size_t n = 0, *photos = calloc(room, sizeof *photos);

	s->photos = calloc(room, sizeof *s->photos);
	s->items = calloc(room, sizeof *s->items);
	if (names == NULL || photos == NULL || s->photos == NULL || s->items == NULL) {
		complain("out of memory");
		free(names);
		free(photos);
		return false;
	}
	for (size_t i = 0; i < s->walk.n; i++) {
		side_read(&s->photos[i].side, s->context, s->walk.paths[i]);
		table_join(s, i);
		side_merge(&s->photos[i].side, s->context, &s->labels);
		s->photos[i].item = SIZE_MAX;
		if (s->photos[i].side.item != NULL)
			names[n++] = (struct named){ s->photos[i].side.item, i };
	}
	if (n > 0)
		qsort(names, n, sizeof *names, by_name);
	for (size_t i = 0; i < n; i++) {
		struct item *item;

		if (i == 0 || strcmp(names[i - 1].name, names[i].name) != 0)
			s->items[s->n_items++] =
			        (struct item){ .name = copy_or_end(names[i].name),
				               .photos = photos + i };
		item = &s->items[s->n_items - 1];
		photos[i] = names[i].photo;
		item->n++;
		s->photos[names[i].photo].item = s->n_items - 1;
	}
	if (n == 0)
		free(photos); /* else freed with the first item */
	free(names);
	return true;
}

/* ---- the command ---- */

static bool
known_category(const struct assay *a, const char *name)
{
	const struct assay_plugin *p;

	for (size_t n = 0; (p = assay_plugin_at(a, n)) != NULL; n++)
		if (strcmp(p->name, name) == 0)
			return true;
	complain("--category: no plugin is named '%s'; `assay plugins` lists them", name);
	return false;
}

static bool
known_market(const char *text)
{
	if (strlen(text) == 2 && text[0] >= 'a' && text[0] <= 'z' && text[1] >= 'a' &&
	    text[1] <= 'z')
		return true;
	complain("--market: '%s' is no market; write cn, eu, us or another code of two "
	         "letters",
	         text);
	return false;
}

static int
close_batch(struct scan *s)
{
	const struct assay_batch_summary *summary;
	enum assay_status status = assay_batch_close(s->batch, &summary);
	char *json;

	if (status != ASSAY_OK) {
		complain("the batch could not be closed: %s",
		         in_words(assay_status_text(status)));
		return EXIT_FAILED;
	}
	/* in input order on both sides, but for what nobody has promised */
	for (size_t i = 0, at = 0; i < summary->n_corrected; i++)
		for (size_t k = 0; k < s->n_lines; k++, at++) {
			struct line *line = &s->lines[at % s->n_lines];

			if (strcmp(line->file, summary->corrected[i].file) == 0) {
				line->verdict = summary->corrected[i].verdict;
				line->flags = summary->corrected[i].flags;
				at++;
				break;
			}
		}
	if (s->jsonl) {
		if ((json = assay_batch_json(s->batch, s->text.lang)) == NULL) {
			complain("out of memory");
			return EXIT_FAILED;
		}
		puts(json);
		free(json);
	} else {
		text_groups(&s->text, s->context, summary);
		for (size_t k = 0; k < s->n_lines; k++)
			text_row(&s->text, s->lines[k].verdict, s->lines[k].file,
			         s->lines[k].flags);
		putchar('\n');
		text_summary(&s->text, summary, s->rows);
	}
	if (finish(EXIT_YES) != EXIT_YES)
		return EXIT_FAILED;
	if (s->csv_path != NULL && !write_csv(s))
		return EXIT_FAILED;
	return s->walk.refused || s->rows_refused ? EXIT_FAILED : summary->exit_status;
}

static int
run(struct scan *s)
{
	enum worker_end end;
	struct csv *csv;

	worker_catch();
	/* can it be written at all?  Asked before the work and not after it; the file
	 * itself is made at the end, so that nothing is left over whatever happens */
	if (s->csv_path != NULL) {
		if ((csv = csv_open(s->csv_path)) == NULL)
			return EXIT_FAILED;
		csv_abandon(csv);
	}
	s->last_progress = now_ms();
	end = s->walk.n == 0 ? WORKER_DONE
	                     : worker_run(&s->worker, (const char *const *)s->walk.paths,
	                                  s->walk.n, take_reading, s);
	if (end == WORKER_FAILED) {
		int error = errno;

		hide_progress(s);
		worker_complain(error);
	}
	hide_progress(s);
	switch (end) {
	case WORKER_DONE:
		return judge_rows(s) ? close_batch(s) : s->status;
	case WORKER_STOPPED:
		return s->status;
	case WORKER_INTERRUPTED:
	case WORKER_FAILED:
		break;
	}
	return EXIT_FAILED;
}

static void
clear(struct scan *s)
{
	for (size_t i = 0; i < s->walk.n && s->photos != NULL; i++)
		forget(&s->photos[i]);
	for (size_t i = 0; i < s->n_lines; i++) {
		for (size_t k = 0; k < CSV_CELLS && s->lines[i].cells != NULL; k++)
			free(s->lines[i].cells[k]);
		free(s->lines[i].cells);
		free(s->lines[i].file);
	}
	if (s->n_items > 0)
		free(s->items[0].photos);
	for (size_t i = 0; i < s->n_items; i++)
		free(s->items[i].name);
	for (size_t i = 0; i < s->n_joined; i++) {
		side_clear(&s->joined[i].side);
		free(s->joined[i].path);
	}
	free(s->joined);
	free(s->items);
	free(s->lines);
	free(s->photos);
	side_clear(&s->labels);
	walk_clear(&s->walk);
	assay_batch_free(s->batch);
	assay_free(s->context);
}

const char scan_usage[] = "[OPTION]... [PHOTO|FOLDER...]";

/* clang-format off */
const struct sentence scan_options[] = {
	{ "  --home DIR         whom this device trusts, and their lists",
		"  --home DIR         本设备信任谁，以及其清单" },
	{ "  --category NAME    what the goods are; recognised where not said",
		"  --category NAME    货物类别；未说明时自动识别" },
	{ "  --label KEY=VALUE  what is printed but not encoded; item=NAME joins photos",
		"  --label KEY=VALUE  印刷但未编码的值；item=NAME 合并同一物品的照片" },
	{ "  --table FILE.csv   typed values of many items, a row each; a column file joins",
		"  --table FILE.csv   多件物品的录入值，每行一件；file 列关联照片" },
	{ "                     a row with a photo, item names it",
		"                     item 列为物品命名" },
	{ "  --market M         where the goods are sold: cn, eu, us",
		"  --market M         销售市场：cn、eu、us" },
	{ "  --jsonl            one JSON object a photo, then one for the batch",
		"  --jsonl            每张照片一个 JSON 对象，最后是批次对象" },
	{ "  --csv FILE         a table for a spreadsheet as well",
		"  --csv FILE         另写一份电子表格" },
	{ "  --jobs N           photos read at a time; one a core where not said",
		"  --jobs N           同时识读的照片数；未说明时每核一张" },
	{ "  --as-of TIME       judge as of that time; a bare date is the end of that day",
		"  --as-of TIME       以该时间判定；仅日期表示当日结束（UTC）" },
	{ "  --lang en|zh       language of the report; of the locale where not said",
		"  --lang en|zh       报告语言；未说明时取系统语言" },
	{ "  --effort E         fast, normal or thorough", "  --effort E         fast、normal 或 thorough" },
	{ "  --timeout S        seconds after which a photo's reader is stopped (20)",
		"  --timeout S        每张照片识读的时限，秒（20）" },
	{ "  --plugins DIR      plugins from this folder instead of the program's own",
		"  --plugins DIR      从该文件夹加载插件，而非程序自带的插件" },
	{ "Exit status: 0 nothing adverse, all decided; 1 something adverse; 2 could not",
		"退出状态：0 无不利且均已判定；1 有不利；2 无法运行；" },
	{ "run; 3 nothing adverse, something unknown or unreadable.",
		"3 无不利，但有无法判断或未能识读。" },
	{ NULL, NULL },
};
/* clang-format on */

/* EXIT_YES: go on. */
static int
parse(struct scan *s, int argc, char **argv, size_t *n_labels, char **labels)
{
	static const struct option options[] = {
		{ "home", required_argument, NULL, 'h' },
		{ "category", required_argument, NULL, 'c' },
		{ "label", required_argument, NULL, 'L' },
		{ "market", required_argument, NULL, 'm' },
		{ "table", required_argument, NULL, 'T' },
		{ "jsonl", no_argument, NULL, 'J' },
		{ "csv", required_argument, NULL, 'C' },
		{ "jobs", required_argument, NULL, 'j' },
		{ "as-of", required_argument, NULL, 'a' },
		{ "lang", required_argument, NULL, 'l' },
		{ "effort", required_argument, NULL, 'e' },
		{ "plugins", required_argument, NULL, 'p' },
		{ "timeout", required_argument, NULL, 't' },
		{ NULL, 0, NULL, 0 }
	};
	long number;
	int c;

	while ((c = next_option(argc, argv, options)) != -1)
		switch (c) {
		case 'h':
			s->home = optarg;
			break;
		case 'c':
			s->category = optarg;
			break;
		case 'L':
			labels[(*n_labels)++] = optarg;
			break;
		case 'm':
			if (!known_market(optarg))
				return EXIT_FAILED;
			s->market = optarg;
			break;
		case 'T':
			s->table_path = optarg;
			break;
		case 'J':
			s->jsonl = true;
			break;
		case 'C':
			s->csv_path = optarg;
			break;
		case 'j':
			if (!parse_count("--jobs", optarg, 1, WORKER_JOBS_MAX, &number))
				return EXIT_FAILED;
			s->worker.jobs = (size_t)number;
			break;
		case 'a':
			if (!parse_time(optarg, &s->now)) {
				complain("--as-of: '%s' is no time; write 2026-11-20 or "
				         "2026-11-20T12:00:00Z",
				         optarg);
				return EXIT_FAILED;
			}
			s->as_of = true;
			break;
		case 'l':
			if (!parse_lang(optarg, &s->text.lang))
				return EXIT_FAILED;
			break;
		case 'e':
			if (!parse_effort(optarg, &s->effort))
				return EXIT_FAILED;
			break;
		case 'p':
			s->plugins = optarg;
			break;
		case 't':
			if (!parse_count("--timeout", optarg, 1, 3600, &number))
				return EXIT_FAILED;
			s->worker.timeout = (unsigned)number;
			break;
		default:
			return EXIT_FAILED;
		}
	if (optind == argc && s->table_path == NULL && *n_labels == 0) {
		complain("no photo or folder named; `assay scan --help` shows how");
		return EXIT_FAILED;
	}
	return EXIT_YES;
}

/* Open the library and find the photos. */
static int
prepare(struct scan *s, char **names, size_t n, char **labels, size_t n_labels)
{
	const struct context_options o = { .plugins = s->plugins, .home = s->home };

	if ((s->context = context_open(&o)) == NULL)
		return EXIT_FAILED;
	/* such a scan says "no list" of everything: it must not look like one that asked
	 */
	if (assay_rule_find(s->context, "LIST-ISSUED", NULL) == NULL)
		complain("the plugin 'general' is missing, so no list, link or date is "
		         "checked; "
		         "install it again, or name its folder with --plugins");
	if (s->category != NULL && !known_category(s->context, s->category))
		return EXIT_FAILED;
	for (size_t i = 0; i < n_labels; i++)
		if (!side_add_option(&s->labels, s->context, labels[i]))
			return EXIT_FAILED;
	for (size_t i = 0; i < n; i++)
		if (!walk_add(&s->walk, names[i]))
			return EXIT_FAILED;
	if (s->table_path != NULL && !read_table(s))
		return EXIT_FAILED;
	if (s->walk.n == 0 && (n > 0 || (s->table_path == NULL && n_labels == 0))) {
		if (!s->walk.refused)
			complain("no photo in there: nothing to scan");
		return EXIT_FAILED;
	}
	if (!gather(s) || !join_items(s))
		return EXIT_FAILED;
	if (assay_batch_new(s->context, &s->batch) != ASSAY_OK) {
		complain("out of memory");
		return EXIT_FAILED;
	}
	return EXIT_YES;
}

int
cmd_scan(int argc, char **argv)
{
	struct scan s = { .text = { .out = stdout, .lang = choose_lang(NULL) },
		          .worker = { .reader = read_photo } };
	const char *plain = getenv("NO_COLOR"), *term = getenv("TERM");
	char **labels = calloc((size_t)argc, sizeof *labels);
	static char stack[65536]; /* for the handler, where a plugin used up its own */
	const stack_t alternative = { .ss_sp = stack, .ss_size = sizeof stack };
	size_t n_labels = 0;
	int status;

	if (labels == NULL) {
		complain("out of memory");
		return EXIT_FAILED;
	}
#ifndef SANITIZED
	sigaltstack(&alternative, NULL);
#else
	(void)alternative;
#endif
	s.worker.reader_data = &s;
	s.now = (int64_t)time(NULL);
	s.bar = isatty(STDERR_FILENO);
	s.text.colour = isatty(STDOUT_FILENO) && (plain == NULL || *plain == '\0') &&
	                (term == NULL || strcmp(term, "dumb") != 0);
	status = parse(&s, argc, argv, &n_labels, labels);
	if (status == EXIT_YES)
		status = prepare(&s, argv + optind, (size_t)(argc - optind), labels,
		                 n_labels);
	if (status == EXIT_YES)
		status = run(&s);
	clear(&s);
	free(labels);
	if (worker_interrupted())
		worker_reraise();
	return status;
}
