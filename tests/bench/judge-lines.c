/* judge-lines.c - judges items that are told in words instead of photographs
 *
 * usage: judge-lines HOME < items
 *
 * A line is a photo; its fields are parted by tabs, backslashes stand before x and two
 * hex digits for bytes that a line cannot hold:
 *
 *	file=PATH          how the photo is called, the folder included
 *	item=NAME          the item it shows; without it the photo is its own item
 *	now=SECONDS        of the inspection, since 1970
 *	time=SECONDS       of the camera; without it none is known
 *	look=NUMBER        photos of one number are nearly the same picture
 *	market=CC
 *	sym=]Q3 X Y DATA   a symbol of 100 pixels at that place
 *	typed=KEY=VALUE
 *
 * An empty line closes the batch and begins the next.  Each line is answered by one
 * object "assay.result/1", each batch by one "assay.batch/1".  All plugins of the
 * tree are compiled in.  Exit status 2: a line could not be understood or judged. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assay.h"
#include "assay-plugin.h"
#include "reading.h"

#define PLUGIN(name) extern const struct assay_plugin name##_LTX_assay_plugin;
#include "../../plugins/builtin.def"
#undef PLUGIN
static const struct assay_plugin *const builtin[] = {
#define PLUGIN(name) &name##_LTX_assay_plugin,
#include "../../plugins/builtin.def"
#undef PLUGIN
	NULL
};

#define LINE_MAX_BYTES 65536
#define TYPED_MAX 64

/* One line, with what it points into. */
struct told {
	struct assay_subject subject;
	struct assay_typed typed[TYPED_MAX];
	struct assay_reading *reading;
};

static int
hex(char c)
{
	const char *digits = "0123456789ABCDEF", *at = c == '\0' ? NULL : strchr(digits, c);

	return at == NULL ? -1 : (int)(at - digits);
}

/* In place; the new length. */
static size_t
unescape(char *s)
{
	size_t n = 0;

	for (size_t i = 0; s[i] != '\0'; i++) {
		if (s[i] == '\\' && s[i + 1] == 'x' && hex(s[i + 2]) >= 0 && hex(s[i + 3]) >= 0) {
			s[n++] = (char)(hex(s[i + 2]) * 16 + hex(s[i + 3]));
			i += 3;
		} else {
			s[n++] = s[i];
		}
	}
	s[n] = '\0';
	return n;
}

/* "]Q3 X Y DATA" */
static bool
add_symbol(struct told *t, char *value)
{
	struct assay_symbol s = { .reader = "told", .pass = "told", .quality = 90 };
	int x, y, used = 0;

	if (sscanf(value, "%3s %d %d %n", s.symbology, &x, &y, &used) != 3 || used == 0)
		return false;
	for (int i = 0; i < 4; i++) {
		s.outline[i].x = x + (i == 1 || i == 2 ? 100 : 0);
		s.outline[i].y = y + (i >= 2 ? 100 : 0);
	}
	s.payload.data = (const uint8_t *)value + used;
	s.payload.len = unescape(value + used);
	return reading_add(t->reading, &s) == ASSAY_OK;
}

static void
set_look(struct assay_reading *r, unsigned look)
{
	r->has_print = true;
	for (unsigned i = 0; i < READING_PRINT * READING_PRINT; i++) {
		look = look * 1103515245u + 12345u;
		r->print[i] = (uint8_t)(look >> 16);
	}
}

static bool
add_field(struct told *t, char *field)
{
	char *value = strchr(field, '=');

	if (value == NULL)
		return false;
	*value++ = '\0';
	if (strcmp(field, "sym") == 0)
		return add_symbol(t, value);
	unescape(value);
	if (strcmp(field, "file") == 0)
		t->subject.file = value;
	else if (strcmp(field, "item") == 0)
		t->subject.item = value;
	else if (strcmp(field, "market") == 0)
		t->subject.market = value;
	else if (strcmp(field, "now") == 0)
		t->subject.now = atoll(value);
	else if (strcmp(field, "look") == 0)
		set_look(t->reading, (unsigned)atoll(value));
	else if (strcmp(field, "time") == 0) {
		t->reading->has_time = true;
		t->reading->time = atoll(value);
	} else if (strcmp(field, "typed") == 0 && t->subject.n_typed < TYPED_MAX) {
		char *typed = strchr(value, '=');

		if (typed == NULL)
			return false;
		*typed++ = '\0';
		t->typed[t->subject.n_typed++] = (struct assay_typed){ value, typed };
	} else
		return false;
	return true;
}

static bool
judge(struct assay_batch *b, char *line)
{
	struct told t = { .subject = { .size = sizeof t.subject, .n_readings = 1 } };
	struct assay_report *report = NULL;
	char *json = NULL, *save;
	bool done = (t.reading = reading_new()) != NULL;

	for (char *f = strtok_r(line, "\t", &save); done && f != NULL;
	     f = strtok_r(NULL, "\t", &save))
		done = add_field(&t, f);
	t.subject.readings = &t.reading;
	t.subject.typed = t.typed;
	done = done && t.subject.file != NULL &&
	       assay_batch_judge(b, &t.subject, &report) == ASSAY_OK &&
	       (json = assay_report_json(report, ASSAY_EN)) != NULL;
	if (done)
		puts(json);
	free(json);
	assay_report_free(report);
	assay_reading_free(t.reading);
	return done;
}

static bool
finish(struct assay_batch *b)
{
	const struct assay_batch_summary *sum;
	char *json = NULL;

	if (assay_batch_close(b, &sum) == ASSAY_OK)
		json = assay_batch_json(b, ASSAY_EN);
	if (json != NULL)
		puts(json);
	free(json);
	assay_batch_free(b);
	return json != NULL;
}

static void
say(void *data, enum assay_log level, const char *line)
{
	(void)data;
	(void)level;
	fprintf(stderr, "judge-lines: %s\n", line);
}

int
main(int argc, char **argv)
{
	struct assay_options o = { .size = sizeof o, .builtin = builtin, .log = say };
	static char line[LINE_MAX_BYTES];
	struct assay_batch *b = NULL;
	struct assay *a;
	unsigned long n = 0;
	bool fine = true;

	if (argc != 2)
		return 2;
	o.home = argv[1];
	if (assay_new(&o, &a) != ASSAY_OK)
		return 2;
	while (fine && fgets(line, sizeof line, stdin) != NULL) {
		n++;
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '\0') {
			fine = b == NULL || finish(b);
			b = NULL;
			continue;
		}
		fine = (b != NULL || assay_batch_new(a, &b) == ASSAY_OK) && judge(b, line);
	}
	if (!fine)
		fprintf(stderr, "judge-lines: line %lu cannot be judged\n", n);
	if (b != NULL)
		fine = finish(b) && fine;
	assay_free(a);
	return fine ? 0 : 2;
}
