/* text.c - reports for people: 80 columns, shape and word, English or Chinese
 *
 * Both languages carry the same facts in the same order.  Everything that came from a
 * photo or a file name is escaped before it is printed; colour repeats what shape and
 * word already say. */
#include "config.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "assay-check.h"
#include "text.h"
#include "tool.h"

#define KEY_COLUMN 2
#define VALUE_COLUMN 13
#define TEXT_ROOM 2048

/* ---- columns ---- */

/* clang-format off */
static const struct {
	uint32_t first, last;
	int width;
} widths[] = {
	/* Unicode 15, EastAsianWidth.txt: W and F; and marks that take no column */
	{ 0x0300, 0x036F, 0 }, { 0x1100, 0x115F, 2 }, { 0x200B, 0x200F, 0 },
	{ 0x20D0, 0x20FF, 0 }, { 0x231A, 0x231B, 2 }, { 0x23E9, 0x23EC, 2 },
	{ 0x2614, 0x2615, 2 }, { 0x26A1, 0x26A1, 2 }, { 0x2705, 0x2705, 2 },
	{ 0x274C, 0x274C, 2 }, { 0x2753, 0x2755, 2 }, { 0x2757, 0x2757, 2 },
	{ 0x2795, 0x2797, 2 }, { 0x2E80, 0x303E, 2 }, { 0x3041, 0x33FF, 2 },
	{ 0x3400, 0x4DBF, 2 }, { 0x4E00, 0xA4CF, 2 }, { 0xA960, 0xA97C, 2 },
	{ 0xAC00, 0xD7A3, 2 }, { 0xF900, 0xFAFF, 2 }, { 0xFE00, 0xFE0F, 0 },
	{ 0xFE10, 0xFE19, 2 }, { 0xFE30, 0xFE6B, 2 }, { 0xFF01, 0xFF60, 2 },
	{ 0xFFE0, 0xFFE6, 2 }, { 0x16FE0, 0x18DFF, 2 }, { 0x1AFF0, 0x1B2FF, 2 },
	{ 0x1F300, 0x1F64F, 2 }, { 0x1F680, 0x1F6FF, 2 }, { 0x1F900, 0x1FAFF, 2 },
	{ 0x20000, 0x3FFFD, 2 },
};
/* clang-format on */

static size_t
columns(uint32_t code)
{
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
		if (code >= widths[i].first && code <= widths[i].last)
			return (size_t)widths[i].width;
	return 1;
}

/* The character at *at, which moves on; bytes that are no character stand alone. */
static uint32_t
next(struct assay_bytes s, size_t *at)
{
	uint32_t code = 0;
	size_t n = assay_utf8(s, *at, &code);

	if (n == 0) {
		code = 0xFFFD;
		n = 1;
	}
	*at += n;
	return code;
}

size_t
text_width(const char *s)
{
	struct assay_bytes bytes = assay_str(s);
	size_t sum = 0;

	for (size_t at = 0; at < bytes.len;)
		sum += columns(next(bytes, &at));
	return sum;
}

/* Characters that must not begin a line, whatever stands before them. */
static bool
closes(uint32_t code)
{
	static const uint32_t list[] = { 0x3001, 0x3002, 0x300B, 0x300D, 0x300F,
		                         0x3011, 0xFF01, 0xFF09, 0xFF0C, 0xFF1A,
		                         0xFF1B, 0xFF1F, 0x201D, ')',    ',',
		                         '.',    ';',    ':',    '!',    '?' };

	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (list[i] == code)
			return true;
	return false;
}

static bool
opens(uint32_t code)
{
	return code == 0xFF08 || code == 0x300A || code == 0x300C || code == 0x3010 ||
	       code == 0x201C || code == '(';
}

/* May a line break between these two? */
static bool
breaks(uint32_t before, uint32_t after)
{
	if (after == ' ')
		return true;
	if (closes(after) || opens(before))
		return false;
	return before == ' ' || columns(before) == 2 || columns(after) == 2;
}

/* How many bytes of s, from its start, stand on a line of that many columns. */
static size_t
fitting(struct assay_bytes s, size_t room)
{
	size_t at = 0, used = 0, good = 0, hard = 0;
	uint32_t before = 0;

	while (at < s.len) {
		size_t here = at;
		uint32_t code = next(s, &at);

		if (here > 0 && breaks(before, code))
			good = here;
		used += columns(code);
		if (used > room && code != ' ')
			return good > 0 ? good : hard > 0 ? hard : at;
		hard = at;
		before = code;
	}
	return s.len;
}

void
text_wrap(const struct text *t, size_t at, size_t indent, const char *text)
{
	struct assay_bytes s = assay_str(text);

	for (;;) {
		size_t n = fitting(s, at < TEXT_WIDTH ? TEXT_WIDTH - at : 1), print = n;

		while (print > 0 && s.data[print - 1] == ' ')
			print--;
		fprintf(t->out, "%.*s\n", (int)print, (const char *)s.data);
		while (n < s.len && s.data[n] == ' ')
			n++;
		if (n >= s.len)
			return;
		s.data += n;
		s.len -= n;
		fprintf(t->out, "%*s", (int)indent, "");
		at = indent;
	}
}

static void
pad(const struct text *t, size_t from, size_t to)
{
	if (to > from)
		fprintf(t->out, "%*s", (int)(to - from), "");
}

void
text_field(const struct text *t, const char *key, const char *value)
{
	size_t at = KEY_COLUMN + text_width(key);

	fprintf(t->out, "%*s%s", KEY_COLUMN, "", key);
	if (at + 1 > VALUE_COLUMN) {
		putc(' ', t->out);
		at++;
	}
	pad(t, at, VALUE_COLUMN);
	text_wrap(t, at > VALUE_COLUMN ? at : VALUE_COLUMN, VALUE_COLUMN, value);
}

/* ---- pieces ---- */

__attribute__((format_arg(2), format_arg(3))) static const char *
say(enum assay_lang lang, const char *en, const char *zh)
{
	return lang == ASSAY_ZH ? zh : en;
}

/* A string that grows up to its room; what no longer fits is left out whole. */
struct line {
	char text[TEXT_ROOM];
	size_t len;
};

__attribute__((format(printf, 2, 3))) static void
add(struct line *l, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(l->text + l->len, sizeof l->text - l->len, format, args);
	va_end(args);
	if (n < 0 || (size_t)n >= sizeof l->text - l->len)
		l->text[l->len] = '\0';
	else
		l->len += (size_t)n;
}

size_t
text_verdict(const struct text *t, enum assay_verdict v)
{
	static const char *const colours[ASSAY_VERDICTS] = {
		[ASSAY_UNKNOWN] = "1;36",   [ASSAY_UNREADABLE] = "1;35",
		[ASSAY_PLAUSIBLE] = "1;34", [ASSAY_CONSISTENT] = "1;32",
		[ASSAY_SUSPECT] = "1;33",   [ASSAY_LIKELY_COUNTERFEIT] = "1;31",
	};
	const char *shape = assay_verdict_shape(v),
	           *word = assay_verdict_name(v, t->lang);

	if (t->colour && (unsigned)v < ASSAY_VERDICTS)
		fprintf(t->out, "\033[%sm%s %s\033[0m", colours[v], shape, word);
	else
		fprintf(t->out, "%s %s", shape, word);
	return text_width(shape) + 1 + text_width(word);
}

char *
text_flags(uint32_t flags, enum assay_lang lang)
{
	struct line l = { "", 0 };

	for (unsigned i = 0; i < ASSAY_FLAGS; i++)
		if (flags & 1u << i)
			add(&l, "%s%s", l.len > 0 ? " " : "",
			    assay_flag_name((enum assay_flag)(1u << i), lang));
	return strdup(l.text);
}

static void
add_day(struct line *l, int32_t day)
{
	struct assay_date d = assay_date_of(day);

	add(l, "%04d-%02d-%02d", d.year, d.month, d.day);
}

static const char *
age_name(enum assay_age age, enum assay_lang lang)
{
	switch (age) {
	case ASSAY_AGE_FRESH:
		return say(lang, "fresh", "新");
	case ASSAY_AGE_AGED:
		return say(lang, "aged", "较旧");
	case ASSAY_AGE_STALE:
		return say(lang, "stale", "过旧");
	case ASSAY_AGE_UNKNOWN:
		break;
	}
	return say(lang, "age unknown", "时效不明");
}

static const char *
item_status_name(enum assay_item_status s, enum assay_lang lang)
{
	switch (s) {
	case ASSAY_ITEM_MADE:
		return say(lang, "made", "已生产");
	case ASSAY_ITEM_SOLD:
		return say(lang, "sold", "已售出");
	case ASSAY_ITEM_STOLEN:
		return say(lang, "stolen", "被盗");
	case ASSAY_ITEM_RECALLED:
		return say(lang, "recalled", "已召回");
	case ASSAY_ITEM_DESTROYED:
		return say(lang, "destroyed", "已销毁");
	case ASSAY_ITEM_REMOVED:
		return say(lang, "removed", "已移除");
	case ASSAY_ITEM_NONE:
		break;
	}
	return "";
}

void
text_answer(char *out, size_t size, const struct assay_answer *r, int64_t now,
            enum assay_lang lang)
{
	struct line l = { "", 0 };
	int32_t issued = assay_day_at(r->issued_at), today = assay_day_at(now);

	add(&l, "%s", assay_listed_name(r->listed, lang));
	if (r->status != ASSAY_ITEM_NONE)
		add(&l, say(lang, " (%s)", "（%s）"), item_status_name(r->status, lang));
	if (r->listed != ASSAY_LISTED_NO_LIST && r->issuer != NULL) {
		add(&l, say(lang, "; list of %s", "；%s 的清单"),
		    r->issuer_name != NULL && *r->issuer_name != '\0' ? r->issuer_name
		                                                      : r->issuer);
		if (r->version != 0) /* of a list that is lost nothing is known */
			add(&l, say(lang, ", version %llu", "，第 %llu 版"),
			    (unsigned long long)r->version);
		if (r->issued_at != 0 && issued != ASSAY_NO_DAY) {
			add(&l, "%s", say(lang, " of ", "，"));
			add_day(&l, issued);
			if (today != ASSAY_NO_DAY && today >= issued)
				add(&l,
				    say(lang, " (%d days old, %s)", "（%d 天前，%s）"),
				    today - issued, age_name(r->age, lang));
			else
				add(&l, say(lang, " (%s)", "（%s）"),
				    age_name(r->age, lang));
		}
	}
	snprintf(out, size, "%s", l.text);
}

const struct assay_claim *
text_claim(const struct assay_result *r, const char *key)
{
	for (size_t i = 0; i < r->n_claims; i++)
		if (strcmp(r->claims[i].key, key) == 0)
			return &r->claims[i];
	return NULL;
}

static void
add_value(struct line *l, const char *label, struct assay_bytes value)
{
	char *text = shown_bytes(value);

	add(l, "%s%s%s%s", l->len > 0 ? "  " : "", label, *label != '\0' ? " " : "",
	    text);
	free(text);
}

/* ---- one photo ---- */

/* Products and serials that belong together, each with what lists say of it. */
static void
pairs(const struct text *t, const struct assay_result *r, int64_t now)
{
	for (size_t i = 0; i < r->n_pairs; i++) {
		struct line l = { "", 0 };
		char answer[TEXT_ROOM];

		add(&l, "%s", r->pairs[i].gtin);
		add_value(&l, say(t->lang, "serial", "序列号"), r->pairs[i].serial);
		text_field(t, say(t->lang, "product", "商品"), l.text);
		if (r->answers == NULL)
			continue;
		text_answer(answer, sizeof answer, &r->answers[i], now, t->lang);
		text_field(t, say(t->lang, "list", "清单"), answer);
	}
}

/* What else the codes and the labels say, in the order of this table. */
static void
claims(const struct text *t, const struct assay_result *r)
{
	static const struct {
		const char *key, *en, *zh;
		bool paired; /* said by pairs() already */
	} rows[] = {
		{ "gtin", "product", "商品", true },
		{ "serial", "serial", "序列号", true },
		{ "lot", "lot", "批号", false },
		{ "made", "made", "生产", false },
		{ "packed", "packed", "包装", false },
		{ "best", "best before", "最佳食用期", false },
		{ "sellby", "sell by", "销售截止", false },
		{ "expiry", "expires", "到期", false },
	};
	struct line l = { "", 0 };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct assay_claim *c = text_claim(r, rows[i].key);

		if (c != NULL && !(rows[i].paired && r->n_pairs > 0))
			add_value(&l, say(t->lang, rows[i].en, rows[i].zh), c->value);
	}
	if (l.len > 0)
		text_field(t, say(t->lang, "says", "标示"), l.text);
}

static const char *
explanation(const char *name, enum assay_lang lang)
{
	const struct assay_label *e;

	for (size_t n = 0; (e = assay_explanation_at(n)) != NULL; n++)
		if (strcmp(e->key, name) == 0)
			return say(lang, e->en, e->zh);
	return name;
}

static void
tried(const struct text *t, const struct assay_finding *f, bool explains,
      const char *label)
{
	struct line l = { "", 0 };

	for (size_t i = 0; i < f->n_tried; i++)
		if (f->tried[i].explains == explains)
			add(&l, "%s%s", l.len > 0 ? say(t->lang, "; ", "；") : "",
			    explanation(f->tried[i].name, t->lang));
	if (l.len == 0)
		return;
	fprintf(t->out, "%*s%s", VALUE_COLUMN - 9, "", label);
	text_wrap(t, VALUE_COLUMN - 9 + text_width(label), VALUE_COLUMN, l.text);
}

/* The number behind "key=" in evidence; 0: there is none. */
static unsigned
number_in(const char *evidence, const char *key)
{
	size_t n = strlen(key);

	for (const char *at = evidence; (at = strstr(at, key)) != NULL; at += n)
		if (at[n] == '=' && (at == evidence || at[-1] == ' '))
			return (unsigned)strtoul(at + n + 1, NULL, 10);
	return 0;
}

void
text_way_out(const struct text *t, const char *rule, enum assay_severity severity,
             const char *evidence)
{
	unsigned items = number_in(evidence, "items"),
	         copies = number_in(evidence, "copies_at_least");
	struct line l = { "", 0 };

	if (strcmp(rule, "DUP-SERIAL") != 0)
		return;
	if (severity == ASSAY_PROOF && copies > 0) {
		add(&l,
		    say(t->lang, "at least %u of these %u items are copies",
		        "这 %2$u 件物品中至少有 %1$u 件是复制品"),
		    copies, items);
		text_field(t, say(t->lang, "so", "结论"), l.text);
	} else if (severity != ASSAY_INFO) {
		text_field(
		        t, say(t->lang, "way out", "处理"),
		        say(t->lang,
		            "if these are photos of one item, name it: item=NAME in each "
		            "PHOTO.label, or --label item=NAME",
		            "若为同一物品的照片，请命名该物品：在各 PHOTO.label 中写 "
		            "item=名称，或用 --label item=名称"));
	}
}

static void
finding(const struct text *t, const struct assay *a, const struct assay_result *r,
        const struct assay_finding *f)
{
	struct line l = { "", 0 };
	const char *sentence = assay_finding_text(a, f->rule, t->lang);

	add(&l, "%s", f->rule);
	if (sentence != NULL && *sentence != '\0')
		add(&l, say(t->lang, ": %s.", "：%s。"), sentence);
	fprintf(t->out, "  %c ", assay_severity_letter(f->severity));
	text_wrap(t, 4, 4, l.text);
	/* two items in view: which of them is spoken of */
	if (f->pair != ASSAY_NONE && f->pair < r->n_pairs && r->n_pairs > 1) {
		l = (struct line){ "", 0 };
		add(&l, "%s", r->pairs[f->pair].gtin);
		add_value(&l, say(t->lang, "serial", "序列号"), r->pairs[f->pair].serial);
		text_field(t, say(t->lang, "this is of", "指"), l.text);
	}
	if (f->evidence != NULL && *f->evidence != '\0') {
		fprintf(t->out, "%*s", VALUE_COLUMN - 9, "");
		text_wrap(t, VALUE_COLUMN - 9, VALUE_COLUMN - 9, f->evidence);
	}
	tried(t, f, false, say(t->lang, "ruled out: ", "已排除："));
	tried(t, f, true, say(t->lang, "may explain it: ", "可能的解释："));
	text_way_out(t, f->rule, f->severity, f->evidence);
}

void
text_report(const struct text *t, const struct assay *a, const struct assay_result *r,
            int64_t now)
{
	struct line l = { "", 0 };
	char *flags = text_flags(r->flags, t->lang), *escaped;
	size_t at = text_verdict(t, r->verdict);

	fputs("  ", t->out);
	text_wrap(t, at + 2, 2, r->file);
	if (r->reason_en != NULL && *r->reason_en != '\0' && r->n_symbols == 0)
		text_field(t, say(t->lang, "unread", "未读"),
		           say(t->lang, r->reason_en, r->reason_zh));
	if (*r->item != '\0') {
		escaped = shown(r->item);
		text_field(t, say(t->lang, "item", "物品"), escaped);
		free(escaped);
	}
	if (*r->category != '\0') {
		add(&l, "%s", r->category);
		if (r->category_why != NULL && *r->category_why != '\0')
			add(&l, say(t->lang, " (%s)", "（%s）"),
			    strcmp(r->category_why, "chosen") == 0
			            ? say(t->lang, "said by --category",
			                  "由 --category 指定")
			            : r->category_why);
		text_field(t, say(t->lang, "category", "类别"), l.text);
	}
	if (*r->category_also != '\0')
		text_field(t, say(t->lang, "could be", "也可能是"), r->category_also);
	if (flags != NULL && *flags != '\0')
		text_field(t, say(t->lang, "flags", "标记"), flags);
	free(flags);
	pairs(t, r, now);
	claims(t, r);
	for (size_t i = 0; i < r->n_symbols && r->n_pairs == 0; i++) {
		l = (struct line){ "", 0 };
		add(&l, "%.3s", r->symbols[i].symbology);
		add_value(&l, "", r->symbols[i].payload);
		text_field(t, say(t->lang, "code", "条码"), l.text);
	}
	for (size_t i = 0; i < r->n_findings; i++)
		finding(t, a, r, &r->findings[i]);
	l = (struct line){ "", 0 };
	for (size_t i = 0; i < r->n_passed; i++) {
		bool twice = false;

		for (size_t k = 0; k < i; k++)
			twice = twice ||
			        strcmp(r->passed[k].rule, r->passed[i].rule) == 0;
		if (!twice)
			add(&l, "%s%s", l.len > 0 ? " " : "", r->passed[i].rule);
	}
	if (l.len > 0)
		text_field(t, say(t->lang, "passed", "通过"), l.text);
	if (r->verdict == ASSAY_CONSISTENT)
		text_field(t, say(t->lang, "note", "说明"),
		           say(t->lang,
		               "the data agree; the goods themselves were not examined",
		               "数据相符；货物本身未经检验"));
	putc('\n', t->out);
}

/* ---- the batch ---- */

/* A name in that many columns: its end is what tells files apart. */
static void
print_cut(const struct text *t, const char *name, size_t room)
{
	struct assay_bytes s = assay_str(name);
	size_t width = text_width(name), at = 0;

	if (width > room) {
		while (width > room - 1)
			width -= columns(next(s, &at));
		fputs("…", t->out);
	}
	fputs(name + at, t->out);
}

void
text_row(const struct text *t, enum assay_verdict v, const char *file, uint32_t flags)
{
	const size_t column = 22;
	char *names = text_flags(flags, t->lang);
	size_t width = text_width(file), room = TEXT_WIDTH - column;

	pad(t, text_verdict(t, v), column);
	print_cut(t, file, room);
	if (names == NULL || *names == '\0') {
		putc('\n', t->out);
	} else if (width + 2 + text_width(names) <= room) {
		fprintf(t->out, "  %s\n", names);
	} else {
		fprintf(t->out, "\n%*s", (int)column + 2, "");
		text_wrap(t, column + 2, column + 2, names);
	}
	free(names);
}

void
text_groups(const struct text *t, const struct assay *a,
            const struct assay_batch_summary *s)
{
	for (size_t i = 0; i < s->n_groups; i++) {
		const struct assay_batch_group *g = &s->groups[i];
		const char *sentence = assay_finding_text(a, g->rule, t->lang);
		struct line l = { "", 0 };

		add(&l, "%s", g->rule);
		if (sentence != NULL && *sentence != '\0')
			add(&l, say(t->lang, ": %s.", "：%s。"), sentence);
		fprintf(t->out, "%c ", assay_severity_letter(g->severity));
		text_wrap(t, 2, 2, l.text);
		l = (struct line){ "", 0 };
		if (g->gtin != NULL && *g->gtin != '\0')
			add(&l, "%s", g->gtin);
		if (g->serial != NULL && *g->serial != '\0')
			add_value(&l, say(t->lang, "serial", "序列号"),
			          assay_str(g->serial));
		if (l.len > 0)
			text_field(t, say(t->lang, "product", "商品"), l.text);
		if (g->evidence != NULL && *g->evidence != '\0')
			text_field(t, say(t->lang, "evidence", "证据"), g->evidence);
		for (size_t k = 0; k < g->n_files; k++)
			text_field(t, k == 0 ? say(t->lang, "photos", "照片") : "",
			           g->files[k]);
		text_way_out(t, g->rule, g->severity,
		             g->evidence == NULL ? "" : g->evidence);
	}
	if (s->n_groups > 0)
		putc('\n', t->out);
}

/* A line of parts that are never broken inside: label, part · part · part. */
struct parts {
	const struct text *t;
	size_t at, n;
};

static void
part(struct parts *p, const char *text)
{
	size_t width = text_width(text), sign = p->n > 0 ? 2 : 0;

	if (sign > 0)
		fputs(" ·", p->t->out);
	if (p->n > 0 && p->at + sign + 1 + width + 2 > TEXT_WIDTH) {
		fputs("\n   ", p->t->out);
		p->at = 3;
		sign = 0;
	}
	fprintf(p->t->out, " %s", text);
	p->at += sign + 1 + width;
	p->n++;
}

void
text_summary(const struct text *t, const struct assay_batch_summary *s, size_t rows)
{
	/* the most adverse first */
	static const enum assay_verdict order[ASSAY_VERDICTS] = {
		ASSAY_LIKELY_COUNTERFEIT, ASSAY_SUSPECT,   ASSAY_UNKNOWN,
		ASSAY_UNREADABLE,         ASSAY_PLAUSIBLE, ASSAY_CONSISTENT
	};
	const char *flags = say(t->lang, "flags:", "标记：");
	struct parts p = { t, text_width(flags), 0 };
	struct line l;

	for (size_t i = 0; i < ASSAY_FLAGS; i++)
		if (s->flag_counts[i] > 0) {
			if (p.n == 0)
				fputs(flags, t->out);
			l = (struct line){ "", 0 };
			add(&l, "%zu %s", s->flag_counts[i],
			    assay_flag_name((enum assay_flag)(1u << i), t->lang));
			part(&p, l.text);
		}
	if (p.n > 0)
		putc('\n', t->out);
	l = (struct line){ "", 0 };
	if (s->photos > rows || rows == 0)
		add(&l, say(t->lang, "%zu photo%s", "%zu 张照片%s"), s->photos - rows,
		    t->lang == ASSAY_EN && s->photos - rows != 1 ? "s" : "");
	if (rows > 0)
		add(&l, say(t->lang, "%s%zu row%s", "%s%zu 行录入%s"),
		    l.len == 0 ? "" : say(t->lang, ", ", "，"), rows,
		    t->lang == ASSAY_EN && rows != 1 ? "s" : "");
	add(&l, "%s", say(t->lang, ":", "："));
	fputs(l.text, t->out);
	p = (struct parts){ t, text_width(l.text), 0 };
	for (size_t i = 0; i < ASSAY_VERDICTS; i++)
		if (s->counts[order[i]] > 0) {
			l = (struct line){ "", 0 };
			add(&l, "%s %zu %s", assay_verdict_shape(order[i]),
			    s->counts[order[i]], assay_verdict_name(order[i], t->lang));
			part(&p, l.text);
		}
	putc('\n', t->out);
}
