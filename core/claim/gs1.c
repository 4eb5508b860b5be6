/* gs1.c - element strings: cut into elements, and each element checked
 *
 * Cutting follows the AI table alone: an AI of pre-defined length takes that many
 * characters, any other ends at FNC1 or at the end of data.  What is cut is then
 * checked part by part.  Faults are gathered, not stopped at; the elements keep the
 * reading as printed. */
#include <stdio.h>
#include <string.h>

#include "assay-check.h"
#include "assay-cursor.h"
#include "assay-link.h"
#include "escape.h"
#include "gs1.h"

void
why_add(char *why, size_t size, const char *key, struct assay_bytes value)
{
	size_t at = strlen(why), from;

	if (size - at < strlen(key) + 8)
		return; /* what does not fit is left away whole */
	at += (size_t)snprintf(why + at, size - at, "%s%s=", at > 0 ? "; " : "", key);
	from = at;
	/* a ';' of hostile data must not look like the end of the pair */
	for (size_t i = 0; i < value.len && size - at > 5;) {
		size_t n = 1;
		uint32_t code;

		if (value.data[i] == ';') {
			memcpy(why + at, "\\x3B", 5);
		} else {
			n = assay_utf8(value, i, &code);
			n = n == 0 ? 1 : n;
			if (size - at < 18 || at - from > 160)
				break;
			escape_into(why + at, size - at, assay_part(value, i, i + n));
		}
		at += strlen(why + at);
		i += n;
	}
}

void
why_number(char *why, size_t size, const char *key, size_t value)
{
	char text[24];

	snprintf(text, sizeof text, "%zu", value);
	why_add(why, size, key, assay_str(text));
}

/* A new fault, its evidence still empty; NULL: enough of them. */
static char *
fault(struct gs1 *g, const char *rule, bool malformed)
{
	g->malformed = g->malformed || malformed;
	if (g->n_faults == GS1_FAULTS_MAX)
		return NULL;
	g->fault[g->n_faults].rule = rule;
	g->fault[g->n_faults].why[0] = '\0';
	return g->fault[g->n_faults++].why;
}

void
gs1_fault(struct gs1 *g, const char *rule, const char *reason, const char *key,
          struct assay_bytes value)
{
	char *why = fault(g, rule, true);

	if (why == NULL)
		return;
	if (reason != NULL)
		why_add(why, GS1_WHY_MAX, "reason", assay_str(reason));
	if (key != NULL)
		why_add(why, GS1_WHY_MAX, key, value);
}

/* Evidence of one element; more may follow. */
static char *
element_fault(struct gs1 *g, const char *rule, const struct gs1_element *e,
              const char *reason, bool malformed)
{
	char *why = fault(g, rule, malformed);

	if (why == NULL)
		return NULL;
	why_add(why, GS1_WHY_MAX, "ai", assay_str(e->code));
	why_add(why, GS1_WHY_MAX, "value", e->value);
	if (reason != NULL)
		why_add(why, GS1_WHY_MAX, "reason", assay_str(reason));
	return why;
}

void
gs1_init(struct gs1 *g, bool separated)
{
	g->n = g->n_faults = g->scratch_used = 0;
	g->malformed = g->superfluous = false;
	g->separated = separated;
}

bool
gs1_add(struct gs1 *g, struct assay_bytes code, struct assay_bytes value)
{
	struct gs1_element *e = &g->element[g->n];
	const struct ai *a = ai_find(code);

	if (a == NULL) {
		gs1_fault(g, "GS1-AI-PARSE", "unknown-ai", "ai", code);
		return false;
	}
	if (g->n == GS1_ELEMENTS_MAX) {
		gs1_fault(g, "GS1-AI-PARSE", "too-many-elements", "ai", code);
		return false;
	}
	e->ai = a;
	memcpy(e->code, code.data, code.len);
	e->code[code.len] = '\0';
	e->value = value;
	g->n++;
	return true;
}

const struct gs1_element *
gs1_get(const struct gs1 *g, const char *code)
{
	for (size_t i = 0; i < g->n; i++)
		if (strcmp(g->element[i].code, code) == 0)
			return &g->element[i];
	return NULL;
}

/* ---- checking ---- */

/* Walk the parts of an element.  true: all hold.  *rule, *reason and *part tell of
 * the first that does not; a wrong length is "length". */
static bool
element_holds(const struct gs1_element *e, const char **rule, const char **reason,
              struct assay_bytes *part)
{
	size_t at = 0;

	*part = e->value;
	for (size_t i = 0; i < AI_PARTS_MAX && e->ai->part[i].type != 0; i++) {
		const struct ai_part *p = &e->ai->part[i];
		size_t left = e->value.len - at, n = left < p->max ? left : p->max;

		if (p->optional && left == 0)
			return true;
		if (n < p->min) {
			*rule = "GS1-AI-PARSE";
			*reason = "length";
			return false;
		}
		*part = assay_part(e->value, at, at + n);
		if (!lint_part(p, *part, rule, reason))
			return false;
		at += n;
	}
	*part = e->value;
	*rule = "GS1-AI-PARSE";
	*reason = "length";
	return at == e->value.len;
}

bool
gs1_element_holds(const struct gs1_element *e, const char **rule, const char **reason)
{
	struct assay_bytes part;

	return element_holds(e, rule, reason, &part);
}

/* "4", or "1-20" */
static void
why_expected(char *why, const struct ai *a)
{
	char text[32];

	if (ai_least(a) == ai_most(a))
		snprintf(text, sizeof text, "%zu", ai_most(a));
	else
		snprintf(text, sizeof text, "%zu-%zu", ai_least(a), ai_most(a));
	why_add(why, GS1_WHY_MAX, "expected", assay_str(text));
}

static void
check_element(struct gs1 *g, const struct gs1_element *e)
{
	const char *rule, *reason;
	struct assay_bytes part;
	char *why;

	if (element_holds(e, &rule, &reason, &part))
		return;
	why = element_fault(g, rule, e, strcmp(rule, "GS1-CSUM") == 0 ? NULL : reason,
	                    strcmp(rule, "GS1-PREFIX-ZERO") != 0);
	if (why == NULL)
		return;
	if (strcmp(reason, "length") == 0) {
		why_expected(why, e->ai);
		why_number(why, GS1_WHY_MAX, "found", e->value.len);
	} else if (strcmp(rule, "GS1-CSUM") == 0) {
		struct assay_bytes body = assay_part(part, 0, part.len - 1);

		why_number(why, GS1_WHY_MAX, "expected", (size_t)assay_mod10(body));
		why_add(why, GS1_WHY_MAX, "found",
		        assay_part(part, part.len - 1, part.len));
	} else if (strcmp(rule, "GS1-CSUM-ALPHA") == 0) {
		char pair[2];

		if (part.len > 2 && csum_alpha(assay_part(part, 0, part.len - 2), pair)) {
			why_add(why, GS1_WHY_MAX, "expected",
			        (struct assay_bytes){ (const uint8_t *)pair, 2 });
			why_add(why, GS1_WHY_MAX, "found",
			        assay_part(part, part.len - 2, part.len));
		}
	}
}

/* An AI twice with different values, and AIs that shut each other out. */
static void
check_pairs(struct gs1 *g)
{
	for (size_t i = 0; i < g->n; i++) {
		const struct gs1_element *a = &g->element[i];

		for (size_t k = 0; k < g->n; k++) {
			const struct gs1_element *b = &g->element[k];
			bool same = strcmp(a->code, b->code) == 0;
			char *why;

			if (same && k > i && !assay_bytes_equal(a->value, b->value)) {
				if ((why = element_fault(g, "GS1-AI-REPEAT", a, NULL,
				                         true)) != NULL)
					why_add(why, GS1_WHY_MAX, "again", b->value);
			} else if (!same && ai_in(a->ai->excludes, b->code) &&
			           !(k < i && ai_in(b->ai->excludes, a->code))) {
				if ((why = fault(g, "GS1-AI-EXCLUDE", true)) != NULL) {
					why_add(why, GS1_WHY_MAX, "ai",
					        assay_str(a->code));
					why_add(why, GS1_WHY_MAX, "excludes",
					        assay_str(b->code));
				}
			}
		}
	}
}

/* ---- lost separators ---- */

/* Could this be a date of goods of today: within fifteen years? */
static bool
near_date(struct assay_bytes yymmdd, int64_t now)
{
	bool day00;
	int32_t day = gs1_day(yymmdd, now, &day00), today = assay_day_at(now);

	return day != ASSAY_NO_DAY && day > today - 15 * 366 && day < today + 15 * 366;
}

/* Does all of s cut into elements that hold?  The last may have any length. */
static bool
cuts(struct assay_bytes s, int64_t now)
{
	for (size_t n = 0; s.len > 0 && n < GS1_ELEMENTS_MAX; n++) {
		const char *rule, *reason;
		struct gs1_element e;
		struct assay_bytes part;
		size_t len, most;

		if ((e.ai = ai_match(s, &len)) == NULL)
			return false;
		s = assay_part(s, len, s.len);
		most = e.ai->flags & AI_FIXED || ai_least(e.ai) == ai_most(e.ai)
		               ? ai_most(e.ai)
		               : s.len;
		e.value = assay_part(s, 0, most);
		if (!element_holds(&e, &rule, &reason, &part) ||
		    (e.ai->part[0].lint[0] == LINT_YYMMD0 && !near_date(e.value, now)))
			return false;
		s = assay_part(s, most, s.len);
	}
	return s.len == 0;
}

/* Is there good reason to think that tail, at the end of a value that is not too
 * long, is an element of its own?  Strong enough are a date of today, alone or with
 * lot or serial behind it, and the four-character code (AI 93) of a marking scheme,
 * which has letters. */
static bool
tempting(const struct gs1 *g, const struct gs1_element *e, struct assay_bytes tail,
         int64_t now)
{
	static const char *const dates[] = { "11", "13", "15", "16", "17" };
	const struct ai *next;
	size_t len;

	if (tail.len == 6 && memcmp(tail.data, "93", 2) == 0 &&
	    strcmp(e->code, "21") == 0)
		return gs1_get(g, "93") == NULL && !assay_all_digits(tail) &&
		       cuts(tail, now);
	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
		if (tail.len < 8 || memcmp(tail.data, dates[i], 2) != 0 ||
		    gs1_get(g, dates[i]) != NULL ||
		    !near_date(assay_part(tail, 2, 8), now))
			continue;
		if (tail.len == 8)
			return true;
		next = ai_match(assay_part(tail, 8, tail.len), &len);
		return next != NULL && next->name != NULL &&
		       (strcmp(next->name, "lot") == 0 ||
		        strcmp(next->name, "serial") == 0) &&
		       strcmp(next->first, e->code) != 0 &&
		       gs1_get(g, next->first) == NULL && cuts(tail, now);
	}
	return false;
}

/* A variable value may have swallowed what follows because a separator was lost.
 * Both readings are recorded; the elements keep the one as printed. */
static void
check_lost(struct gs1 *g, const struct gs1_element *e, int64_t now)
{
	size_t most = ai_most(e->ai), at;
	bool too_long = e->value.len > most;
	char *why;

	if (e->ai->flags & AI_FIXED || e->value.len < 3)
		return;
	for (at = ai_least(e->ai); at < e->value.len && at <= most; at++) {
		struct gs1_element head = *e;
		struct assay_bytes tail = assay_part(e->value, at, e->value.len), part;
		const char *rule, *reason;

		head.value = assay_part(e->value, 0, at);
		if (!element_holds(&head, &rule, &reason, &part))
			continue;
		if (too_long ? cuts(tail, now) : tempting(g, e, tail, now))
			break;
	}
	if (at == e->value.len || at > most ||
	    (why = element_fault(g, "GS1-AI-GS-LOST", e, NULL, false)) == NULL)
		return;
	why_add(why, GS1_WHY_MAX, "split", assay_part(e->value, 0, at));
	why_add(why, GS1_WHY_MAX, "then", assay_part(e->value, at, e->value.len));
}

void
gs1_check(struct gs1 *g, int64_t now)
{
	for (size_t i = 0; i < g->n; i++) {
		check_element(g, &g->element[i]);
		if (!g->separated)
			check_lost(g, &g->element[i], now);
	}
	check_pairs(g);
}

/* ---- cutting ---- */

void
gs1_parse(struct assay_bytes data, int64_t now, struct gs1 *out)
{
	struct assay_cursor c = { data, false };
	size_t len;

	gs1_init(out, false);
	if (c.left.len > 0 && c.left.data[0] == FNC1)
		assay_take(&c, 1);
	while (c.left.len > 0) {
		const struct ai *a;
		struct assay_bytes code, value;

		if (c.left.data[0] == FNC1) { /* behind a fixed length, or doubled */
			out->superfluous = true;
			assay_take(&c, 1);
			continue;
		}
		if ((a = ai_match(c.left, &len)) == NULL) {
			gs1_fault(out, "GS1-AI-PARSE", "unknown-ai", "at",
			          assay_part(c.left, 0, 4));
			break;
		}
		code = assay_take(&c, len);
		len = assay_find(c.left, 0, FNC1);
		if (a->flags & AI_FIXED && len > ai_most(a))
			len = ai_most(a);
		value = assay_take(&c, len);
		if (!gs1_add(out, code, value))
			break;
		if (c.left.len > 0 && c.left.data[0] == FNC1 && !(a->flags & AI_FIXED)) {
			assay_take(&c, 1);
			if (c.left.len == 0)
				out->superfluous = true;
		}
	}
	if (out->n == 0 && !out->malformed)
		gs1_fault(out, "GS1-AI-PARSE", "empty", NULL, data);
	gs1_check(out, now);
}

/* The digits of "(01)" at that place, empty where there are none. */
static struct assay_bytes
bracketed(struct assay_bytes text, size_t at)
{
	size_t end = at + 1;

	if (at >= text.len || text.data[at] != '(')
		return (struct assay_bytes){ NULL, 0 };
	while (end < text.len && assay_is_digit(text.data[end]))
		end++;
	if (end == text.len || text.data[end] != ')' || end - at < 3 || end - at > 5)
		return (struct assay_bytes){ NULL, 0 };
	return assay_part(text, at + 1, end);
}

bool
gs1_has_brackets(struct assay_bytes text)
{
	return bracketed(text, 0).len > 0;
}

void
gs1_parse_brackets(struct assay_bytes text, int64_t now, struct gs1 *out)
{
	size_t at = 0;

	gs1_init(out, true);
	if (text.len > GS1_SCRATCH) {
		gs1_fault(out, "GS1-AI-PARSE", "too-long", NULL, text);
		return;
	}
	if (text.len == 0)
		gs1_fault(out, "GS1-AI-PARSE", "empty", NULL, text);
	while (at < text.len) {
		struct assay_bytes code = bracketed(text, at), value;

		if (code.len == 0) {
			gs1_fault(out, "GS1-AI-PARSE", "no-ai-in-brackets", "at",
			          assay_part(text, at, at + 8));
			break;
		}
		at += code.len + 2;
		value.data = out->scratch + out->scratch_used;
		while (at < text.len && text.data[at] != '(') {
			if (text.data[at] == '\\' && at + 1 < text.len &&
			    (text.data[at + 1] == '(' || text.data[at + 1] == ')'))
				at++;
			out->scratch[out->scratch_used++] = text.data[at++];
		}
		value.len = (size_t)(out->scratch + out->scratch_used - value.data);
		if (!gs1_add(out, code, value))
			break;
	}
	gs1_check(out, now);
}

size_t
gs1_build(const struct gs1 *g, uint8_t *out, size_t size)
{
	size_t at = 0;

	for (size_t i = 0; i < g->n; i++) {
		const struct gs1_element *e = &g->element[i];
		size_t code = strlen(e->code);
		bool separate = i + 1 < g->n && !(e->ai->flags & AI_FIXED);

		if (code + e->value.len + separate > size - at)
			return SIZE_MAX;
		memcpy(out + at, e->code, code);
		if (e->value.len > 0)
			memcpy(out + at + code, e->value.data, e->value.len);
		at += code + e->value.len;
		if (separate)
			out[at++] = FNC1;
	}
	return at;
}
