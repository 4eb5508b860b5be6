/* golden-compare.c - a scan's JSON Lines beside what samples/expected.tsv says
 *
 *   golden-compare EXPECTED.tsv FOLDER/ < SCAN.jsonl
 *
 * A test point a photograph, numberless TAP: final verdict (after the closing
 * object's corrections), flags, rules that must speak; and nothing of weight S or P
 * may speak that is not expected. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jansson.h>

#define ROWS_MAX 512
#define LINE_MAX_BYTES (1 << 20)

struct row {
	char *file, *verdict, *flags, *rules;
};

static const char *
text(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s != NULL ? s : "";
}

/* Is word one of the comma-separated words of list? */
static int
lists(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = list; (at = strstr(at, word)) != NULL; at += n)
		if ((at == list || at[-1] == ',') && (at[n] == '\0' || at[n] == ','))
			return 1;
	return 0;
}

/* The strings of an array, joined by commas; "-" for none. */
static void
join(const json_t *array, char *out, size_t size)
{
	size_t i, at = 0;
	const json_t *v;

	snprintf(out, size, "-");
	json_array_foreach(array, i, v) at += (size_t)snprintf(
	        out + at, size - at, "%s%s", i > 0 ? "," : "", json_string_value(v));
}

/* Equal sets of words? */
static int
same_words(const char *a, const char *b)
{
	char word[64];

	if (strlen(a) != strlen(b))
		return 0;
	for (const char *at = a; *at != '\0'; at += at[0] == ',') {
		size_t n = strcspn(at, ",");

		snprintf(word, sizeof word, "%.*s", (int)n, at);
		if (!lists(b, word))
			return 0;
		at += n;
	}
	return 1;
}

/* Rules of weight W, S or P of this photo: its own findings and the batch's groups.
 * accused: those of S and P. */
static void
rules_of(const json_t *line, const json_t *batch, const char *file, json_t *adverse,
         json_t *accused)
{
	size_t i, k;
	const json_t *v, *f;

	json_array_foreach(json_object_get(line, "findings"), i, v)
	{
		const char *severity = text(v, "severity");

		if (*severity != '\0' && strchr("WSP", *severity) != NULL)
			json_object_set_new(adverse, text(v, "rule"), json_true());
		if (*severity != '\0' && strchr("SP", *severity) != NULL)
			json_object_set_new(accused, text(v, "rule"), json_true());
	}
	json_array_foreach(json_object_get(batch, "groups"), i, v)
	        json_array_foreach(json_object_get(v, "files"), k,
	                           f) if (strcmp(json_string_value(f), file) == 0)
	                json_object_set_new(adverse, text(v, "rule"), json_true());
}

static int
compare(const struct row *row, const char *folder, const json_t *lines,
        const json_t *batch)
{
	char file[512], flags[256], word[64];
	const char *verdict, *rule;
	const json_t *line, *v;
	json_t *adverse = json_object(), *accused = json_object();
	int bad = 0;
	size_t i;

	snprintf(file, sizeof file, "%s%s", folder, row->file);
	line = json_object_get(lines, file);
	verdict = text(line, "verdict");
	join(json_object_get(line, "flags"), flags, sizeof flags);
	json_array_foreach(json_object_get(batch, "corrected"), i,
	                   v) if (strcmp(text(v, "file"), file) == 0)
	{
		verdict = text(v, "verdict");
		join(json_object_get(v, "flags"), flags, sizeof flags);
	}
	rules_of(line, batch, file, adverse, accused);
	if (strcmp(verdict, row->verdict) != 0) {
		bad = 1;
		printf("# verdict: expected %s, got %s\n", row->verdict, verdict);
	}
	if (!same_words(row->flags, flags)) {
		bad = 1;
		printf("# flags: expected %s, got %s\n", row->flags, flags);
	}
	for (const char *at = row->rules; strcmp(row->rules, "-") != 0 && *at != '\0';) {
		size_t n = strcspn(at, ",");

		snprintf(word, sizeof word, "%.*s", (int)n, at);
		if (json_object_get(adverse, word) == NULL) {
			bad = 1;
			printf("# rule %s is silent\n", word);
		}
		at += n + (at[n] == ',');
	}
	json_object_foreach(accused, rule, v) if (!lists(row->rules, rule))
	{
		bad = 1;
		printf("# rule %s accuses unexpectedly\n", rule);
	}
	printf("%sok - %s is %s\n", bad ? "not " : "", row->file, row->verdict);
	json_decref(adverse);
	json_decref(accused);
	return bad;
}

/* One row of the table; 0: a comment or an empty line. */
static int
read_row(char *line, struct row *row)
{
	char **fields[] = { &row->file, &row->verdict, &row->flags, &row->rules };

	if (*line == '#' || *line == '\n' || *line == '\0')
		return 0;
	for (size_t i = 0; i < 4; i++) {
		*fields[i] = strdup(strtok(i == 0 ? line : NULL, "\t\n"));
		if (*fields[i] == NULL)
			exit(2);
	}
	return 1;
}

int
main(int argc, char **argv)
{
	static struct row rows[ROWS_MAX];
	char *line = malloc(LINE_MAX_BYTES);
	json_t *lines = json_object(), *batch = NULL;
	size_t n = 0, photos = 0;
	int bad = 0;
	FILE *f;

	if (argc != 3 || line == NULL || (f = fopen(argv[1], "r")) == NULL)
		return 2;
	while (n < ROWS_MAX && fgets(line, LINE_MAX_BYTES, f) != NULL)
		n += (size_t)read_row(line, &rows[n]);
	fclose(f);
	while (fgets(line, LINE_MAX_BYTES, stdin) != NULL) {
		json_t *o = json_loads(line, JSON_REJECT_DUPLICATES, NULL);

		if (strcmp(text(o, "schema"), "assay.batch/1") == 0 && batch == NULL)
			batch = json_incref(o);
		else if (strcmp(text(o, "schema"), "assay.result/1") == 0 &&
		         json_object_get(lines, text(o, "file")) == NULL) {
			json_object_set(lines, text(o, "file"), o);
			photos++;
		} else
			printf("not ok - a line that is no result: %.60s\n", line);
		json_decref(o);
	}
	for (size_t i = 0; i < n; i++)
		bad |= compare(&rows[i], argv[2], lines, batch);
	printf("%sok - %zu photographs, each with a line of its own\n",
	       photos == n ? "" : "not ", n);
	for (size_t i = 0; i < n; i++) {
		free(rows[i].file);
		free(rows[i].verdict);
		free(rows[i].flags);
		free(rows[i].rules);
	}
	json_decref(lines);
	json_decref(batch);
	free(line);
	return bad || photos != n;
}
