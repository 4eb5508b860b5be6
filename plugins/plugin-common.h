/* plugin-common.h - what the plugins of this tree say and compare in the same way
 *
 * Header-only, like assay-check.h, so that a plugin links nothing.  What always
 * holds: a rule speaks only where its law does (jurisdiction and dates of its
 * row); an explanation that explains lowers the finding; hostile bytes enter
 * evidence only through show(). */
#ifndef PLUGIN_COMMON_H
#define PLUGIN_COMMON_H

#include <stdarg.h>
#include <stdio.h>

#include "assay-link.h"
#include "assay-near.h"
#include "assay-plugin.h"

/* ---- bytes to something that may stand in evidence ---- */

#define SHOWN_MAX 160 /* a licence number or a link; longer ones are cut and say so */

struct shown {
	char text[SHOWN_MAX + 4];
};

/* Escaped as everywhere (backslash, control and bidirectional characters, what is not
 * UTF-8); and ';' too, since it parts the facts of evidence.  Use it as
 * show(value).text within one call. */
static inline struct shown
show(struct assay_bytes s)
{
	static const char hex[] = "0123456789ABCDEF";
	struct shown out;
	size_t kept = 0;

	for (size_t at = 0, n; at < s.len; at += n) {
		uint32_t c = 0;
		bool escape;

		n = assay_utf8(s, at, &c);
		escape = n == 0 || c < 0x20 || c == '\\' || c == ';' ||
		         (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E ||
		         c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
		         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
		if (n == 0)
			n = 1;
		if ((escape ? 4 * n : n) > SHOWN_MAX - kept) {
			memcpy(out.text + kept, "...", 3);
			kept += 3;
			break;
		}
		for (size_t i = 0; i < n; i++) {
			uint8_t byte = s.data[at + i];

			if (escape) {
				out.text[kept++] = '\\';
				out.text[kept++] = 'x';
				out.text[kept++] = hex[byte >> 4];
				out.text[kept++] = hex[byte & 15];
			} else {
				out.text[kept++] = (char)byte;
			}
		}
	}
	out.text[kept] = '\0';
	return out;
}

/* ---- one examination ---- */

/* Lives on the stack of examine().  The first failure of the host stays in status,
 * and nothing is said after it: test once, at the end. */
struct exam {
	const struct assay_host *host;
	struct assay_run *run;
	const struct assay_item *item;
	const struct assay_rule *rules;
	size_t n_rules;
	char country[3]; /* of the market, two small letters; "": not said */
	char market[3];  /* the same, "eu" for a member state */
	enum assay_status status;
};

/* The market that was typed for the item, else the one the caller gave. */
static inline void
exam_market(struct exam *x)
{
	static const char members[] =
	        "at be bg cy cz de dk ee es fi fr gr hr hu ie it lt lu "
	        "lv mt nl pl pt ro se si sk";
	const struct assay_claim *typed = assay_claim(x->item, "market", 0);
	struct assay_bytes m = typed != NULL ? typed->value : assay_str(x->item->market);

	if (m.len != 2)
		return;
	x->country[0] = (char)assay_lower(m.data[0]);
	x->country[1] = (char)assay_lower(m.data[1]);
	memcpy(x->market, x->country, sizeof x->market);
	for (size_t i = 0; i + 1 < sizeof members; i += 3)
		if (memcmp(members + i, x->country, 2) == 0)
			memcpy(x->market, "eu", 3);
}

static inline struct exam
exam_begin(const struct assay_host *host, struct assay_run *run,
           const struct assay_item *item, const struct assay_rule *rules, size_t n_rules)
{
	struct exam x = { .host = host,
		          .run = run,
		          .item = item,
		          .rules = rules,
		          .n_rules = n_rules,
		          .status = ASSAY_OK };

	exam_market(&x);
	return x;
}

/* Is word one of those that spaces part in list? */
static inline bool
in_list(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = list; n > 0 && (at = strstr(at, word)) != NULL; at += n)
		if ((at == list || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' '))
			return true;
	return false;
}

/* Does this rule speak about this item: is its law in force where the item is sold
 * and on the day of the inspection?  A market nobody named excludes nothing.  Whether it
 * was made before the law began the library asks. */
static inline bool
exam_applies(const struct exam *x, const char *rule)
{
	const struct assay_claim *made = assay_claim(x->item, "made", 0);
	int32_t today = assay_day_at(x->item->now);

	for (size_t i = 0; i < x->n_rules; i++) {
		const struct assay_rule *r = &x->rules[i];

		if (strcmp(r->id, rule) != 0)
			continue;
		if (strcmp(r->jurisdiction, "*") != 0 && x->market[0] != '\0' &&
		    !in_list(r->jurisdiction, x->market) &&
		    !in_list(r->jurisdiction, x->country))
			return false;
		if (today == ASSAY_NO_DAY)
			return true;
		if (r->from != NULL && assay_day_of(assay_str(r->from)) > today)
			return false;
		/* goods made under a law stay under it when it ends */
		return r->until == NULL || assay_day_of(assay_str(r->until)) >= today ||
		       (made != NULL && assay_day_of(made->value) != ASSAY_NO_DAY &&
		        assay_day_of(made->value) <= assay_day_of(assay_str(r->until)));
	}
	return false;
}

#define TRIES_MAX 6
#define EVIDENCE_MAX 640 /* three values of SHOWN_MAX and their names */

/* The innocent explanations that were tried for one finding. */
struct tries {
	struct assay_tried of[TRIES_MAX];
	size_t n;
};

/* name: a row of the explanation table, a static string. */
static inline void
tries_add(struct tries *t, const char *name, bool explains)
{
	if (t->n < TRIES_MAX)
		t->of[t->n++] = (struct assay_tried){ name, explains };
}

/* What the way a value came in says of a slip: fingers slip, a linear symbol can be
 * misread, an error-corrected or self-checking one says what its printer encoded. */
static inline struct tries
tries_by_path(enum assay_path path)
{
	struct tries t = { .n = 0 };

	tries_add(&t, "typing-slip", path == ASSAY_PATH_TYPED);
	if (path != ASSAY_PATH_TYPED)
		tries_add(&t, "misread", path == ASSAY_PATH_LINEAR);
	return t;
}

/* The same for a severity: a failed check is strong only where the symbol corrects
 * or checks itself. */
static inline enum assay_severity
severity_by_path(enum assay_path path)
{
	return path == ASSAY_PATH_TYPED || path == ASSAY_PATH_LINEAR ? ASSAY_WEAK
	                                                             : ASSAY_STRONG;
}

/* The path that can be trusted less: a comparison is as good as its worse side. */
static inline enum assay_path
weaker_path(enum assay_path a, enum assay_path b)
{
	return a < b ? a : b;
}

__attribute__((format(printf, 2, 0))) static inline void
exam_write(char out[EVIDENCE_MAX], const char *format, va_list args)
{
	int n = vsnprintf(out, EVIDENCE_MAX, format, args);

	if (n < 0)
		out[0] = '\0';
	if (n >= EVIDENCE_MAX) { /* drop the fact that was cut */
		char *cut = out;

		for (char *p = out; (p = strstr(p, "; ")) != NULL; p++)
			cut = p;
		*cut = '\0';
	}
}

/* Report a finding of one of the plugin's rules, if the rule applies.  about: the
 * claim it rests on, or NULL.  An explanation that explains takes a step off: a slip
 * or misread leaves at most W, another one turns P into S and S into W. */
__attribute__((format(printf, 6, 7))) static inline void
exam_found(struct exam *x, const char *rule, enum assay_severity severity,
           const struct assay_claim *about, struct tries tried, const char *format, ...)
{
	char evidence[EVIDENCE_MAX];
	struct assay_finding f = { .rule = rule,
		                   .severity = severity,
		                   .pair = ASSAY_NONE,
		                   .symbol = about == NULL ? ASSAY_NONE : about->symbol,
		                   .evidence = evidence,
		                   .tried = tried.of,
		                   .n_tried = tried.n };
	bool slip = false, other = false;
	va_list args;

	if (x->status != ASSAY_OK || !exam_applies(x, rule))
		return;
	for (size_t i = 0; i < tried.n; i++) {
		if (!tried.of[i].explains)
			continue;
		if (strcmp(tried.of[i].name, "typing-slip") == 0 ||
		    strcmp(tried.of[i].name, "misread") == 0)
			slip = true;
		else
			other = true;
	}
	if (slip && f.severity > ASSAY_WEAK)
		f.severity = ASSAY_WEAK;
	else if (other && f.severity > ASSAY_WEAK)
		f.severity = f.severity == ASSAY_PROOF ? ASSAY_STRONG : ASSAY_WEAK;
	va_start(args, format);
	exam_write(evidence, format, args);
	va_end(args);
	x->status = x->host->found(x->run, &f);
}

/* A check that this one value fails by itself (a check digit, a form): S from a
 * symbol that corrects itself, W from fingers or a linear symbol. */
__attribute__((format(printf, 4, 5))) static inline void
exam_failed(struct exam *x, const char *rule, const struct assay_claim *about,
            const char *format, ...)
{
	char evidence[EVIDENCE_MAX];
	va_list args;

	va_start(args, format);
	exam_write(evidence, format, args);
	va_end(args);
	exam_found(x, rule, ASSAY_STRONG, about, tries_by_path(about->path), "%s",
	           evidence);
}

/* Information: decoded fields, what could not be judged. */
__attribute__((format(printf, 4, 5))) static inline void
exam_note(struct exam *x, const char *rule, const struct assay_claim *about,
          const char *format, ...)
{
	char evidence[EVIDENCE_MAX];
	va_list args;

	va_start(args, format);
	exam_write(evidence, format, args);
	va_end(args);
	exam_found(x, rule, ASSAY_INFO, about, (struct tries){ .n = 0 }, "%s", evidence);
}

/* A check that could have failed passed; format: what it read, "key=value; key=value". */
__attribute__((format(printf, 3, 4))) static inline void
exam_passed(struct exam *x, const char *rule, const char *format, ...)
{
	char facts[EVIDENCE_MAX];
	va_list args;

	if (x->status != ASSAY_OK || !exam_applies(x, rule))
		return;
	va_start(args, format);
	exam_write(facts, format, args);
	va_end(args);
	x->status = x->host->passed(x->run, rule, facts);
}

/* The item bears a value that is compared with those of the others of a batch. */
static inline void
exam_bears(struct exam *x, const struct assay_borne *borne)
{
	/* a library older than this function follows nothing of the kind */
	if (x->status == ASSAY_OK && exam_applies(x, borne->rule) &&
	    x->host->size >= offsetof(struct assay_host, bears) + sizeof x->host->bears)
		x->status = x->host->bears(x->run, borne);
}

/* ---- values as people type them ---- */

#define PLAIN_MAX 127 /* the longest number printed on a label is far shorter */

/* A value in ASCII capitals, without what people put between groups. */
struct plain {
	char text[PLAIN_MAX + 1]; /* NUL after */
	size_t len;
	bool ok; /* false: empty, too long, or not ASCII after folding; text is then "" */
};

/* Full-width forms become ASCII, letters capitals; characters of drop (and the
 * ideographic space, where drop has a space) go. */
static inline struct plain
plain_of(struct assay_bytes s, const char *drop)
{
	struct plain p = { .len = 0, .ok = false };

	for (size_t at = 0, n; at < s.len; at += n) {
		uint32_t c = 0;

		n = assay_utf8(s, at, &c);
		if (c >= 0xFF01 && c <= 0xFF5E)
			c -= 0xFF01 - 0x21;
		if (c == 0x3000)
			c = ' ';
		if (n == 0 || c < 0x20 || c > 0x7E)
			goto bad;
		if (strchr(drop, (int)c) != NULL)
			continue;
		if (p.len == PLAIN_MAX)
			goto bad;
		p.text[p.len++] = (char)(c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c);
	}
	p.text[p.len] = '\0';
	p.ok = p.len > 0;
	return p;
bad:
	return (struct plain){ .len = 0, .ok = false };
}

static inline struct assay_bytes
plain_bytes(const struct plain *p)
{
	return (struct assay_bytes){ (const uint8_t *)p->text, p->len };
}

/* Does word stand anywhere in s, whatever the case of ASCII letters? */
static inline bool
has_word(struct assay_bytes s, const char *word)
{
	size_t n = strlen(word);

	for (size_t at = 0; n <= s.len && at <= s.len - n; at++)
		if (assay_bytes_is((struct assay_bytes){ s.data + at, n }, word))
			return true;
	return false;
}

#define SLIPS_MAX ASSAY_SLIPS_MAX

/* See assay_slips(). */
static inline size_t
slips(struct assay_bytes a, struct assay_bytes b)
{
	return assay_slips(a, b);
}

/* Could the one be the other with at most two characters typed wrong? */
static inline bool
is_slip(struct assay_bytes a, struct assay_bytes b)
{
	return slips(a, b) <= SLIPS_MAX;
}

/* Two values that should be equal and are not.  Decoded on both sides: S.  Typed on
 * one: W if a slip explains it, else S. */
static inline struct tries
tries_by_difference(const struct assay_claim *a, const struct assay_claim *b)
{
	enum assay_path path = weaker_path(a->path, b->path);
	struct tries t = tries_by_path(path);

	if (path == ASSAY_PATH_TYPED)
		t.of[0].explains = is_slip(a->value, b->value);
	if (path == ASSAY_PATH_LINEAR)
		t.of[1].explains = slips(a->value, b->value) <= 1;
	return t;
}

/* ---- dates as people type them ---- */

/* The days a date may mean: "2026-05" means any day of May. */
struct span {
	int32_t first, last; /* ASSAY_NO_DAY: not a date */
};

/* YYYY, YYYY-MM, YYYY-MM-DD, with '-', '.', '/' or nothing between, or YYYY年MM月DD日. */
static inline struct span
span_of(struct assay_bytes s)
{
	static const char *const marks[3] = { "年", "月", "日" };
	static const struct span none = { ASSAY_NO_DAY, ASSAY_NO_DAY };
	int32_t part[3] = { 0, 0, 0 };
	size_t at = 0, n = 0;
	bool parted = false;
	struct span out;

	for (; n < 3 && at < s.len; n++) {
		size_t digits = n == 0 ? 4 : parted && assay_number(s, at, 2) < 0 ? 1 : 2;

		if ((part[n] = assay_number(s, at, digits)) < 1)
			return none;
		at += digits;
		parted = true;
		if (s.len - at >= 3 && memcmp(s.data + at, marks[n], 3) == 0)
			at += 3;
		else if (s.len - at >= 2 && n < 2 && memchr("-./", s.data[at], 3) != NULL)
			at++;
		else
			parted = false;
	}
	if (at != s.len || n == 0)
		return none;
	out.first = assay_day(part[0], n > 1 ? part[1] : 1, n > 2 ? part[2] : 1);
	out.last =
	        n > 2   ? out.first
	        : n > 1 ? assay_day(part[0], part[1], assay_month_days(part[0], part[1]))
	                : assay_day(part[0], 12, 31);
	return out.first == ASSAY_NO_DAY || out.last == ASSAY_NO_DAY ? none : out;
}

/* The date of the n-th claim of that key; ASSAY_NO_DAY where there is none. */
static inline struct span
span_claimed(const struct assay_item *item, const char *key, size_t n)
{
	const struct assay_claim *c = assay_claim(item, key, n);

	return span_of(c == NULL ? (struct assay_bytes){ NULL, 0 } : c->value);
}

/* A day as YYYY-MM-DD, for evidence: day_text(day).text within one call. */
static inline struct shown
day_text(int32_t day)
{
	struct shown out;
	struct assay_date d;

	if (day == ASSAY_NO_DAY) {
		memcpy(out.text, "none", 5);
		return out;
	}
	d = assay_date_of(day);
	snprintf(out.text, sizeof out.text, "%04d-%02d-%02d", (int)d.year, (int)d.month,
	         (int)d.day);
	return out;
}

/* A typed yes (1) or no (0); -1: neither. */
static inline int
yes_or_no(struct assay_bytes s)
{
	static const struct {
		const char *word;
		int means;
	} words[] = { { "1", 1 },    { "yes", 1 }, { "true", 1 }, { "是", 1 },
		      { "有", 1 },   { "0", 0 },   { "no", 0 },   { "false", 0 },
		      { "none", 0 }, { "否", 0 },  { "无", 0 } };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (assay_bytes_is(s, words[i].word))
			return words[i].means;
	return -1;
}

#endif
