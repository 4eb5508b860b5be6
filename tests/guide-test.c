/* guide-test.c - the words of every rule: one style, both languages, the same facts
 *
 * A rule lacks nothing that an inspector asks of it: what it says, why, what could
 * explain it, what to look at next.  Numbers are the same in both languages, Chinese
 * stands in its own punctuation. */
#include <stdbool.h>

#include "assay-check.h"
#include "assay.h"
#include "assay-plugin.h"
#include "tap.h"

#define PLUGIN(id) extern const struct assay_plugin id##_LTX_assay_plugin;
#include "../plugins/builtin.def"
#undef PLUGIN
#define PLUGIN(id) &id##_LTX_assay_plugin,
static const struct assay_plugin *const builtin[] = {
#include "../plugins/builtin.def"
	NULL
};
#undef PLUGIN

/* The numbers of a sentence, in one order: languages differ in theirs.  07 is 7, and
 * 2,048 is 2048. */
static void
numbers(const char *s, char *out, size_t size)
{
	char list[32][16];
	size_t n = 0, used = 0;

	while (*s != '\0' && n < 32) {
		size_t k = 0;

		if (*s < '0' || *s > '9') {
			s++;
			continue;
		}
		for (; (*s >= '0' && *s <= '9') ||
		       (*s == ',' && s[1] >= '0' && s[1] <= '9');
		     s++)
			if (*s != ',' && (k > 0 || *s != '0') && k + 1 < sizeof list[0])
				list[n][k++] = *s;
		list[n++][k] = '\0';
	}
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++)
			if (strcmp(list[k], list[i]) < 0) {
				char swap[16];

				memcpy(swap, list[i], sizeof swap);
				memcpy(list[i], list[k], sizeof swap);
				memcpy(list[k], swap, sizeof swap);
			}
	out[0] = '\0';
	for (size_t i = 0; i < n; i++)
		used += (size_t)snprintf(out + used, size - used, "%s ", list[i]);
}

static void
same_numbers(const char *rule, const char *what, const char *en, const char *zh)
{
	char a[512], b[512];

	numbers(en, a, sizeof a);
	numbers(zh, b, sizeof b);
	is_str(b, a, "%s: %s: the same numbers in both languages", rule, what);
}

static bool
is_chinese(uint32_t code)
{
	return code >= 0x3400 && code < 0xA000;
}

/* ',', ';', ':', '?', '!' and brackets beside a Chinese character. */
static bool
has_narrow_mark(const char *text)
{
	struct assay_bytes s = assay_str(text);
	uint32_t before = 0, code = 0, mark = 0;

	for (size_t at = 0, n; at < s.len; at += n) {
		n = assay_utf8(s, at, &code);
		n = n == 0 ? 1 : n;
		if (mark != 0 && is_chinese(code))
			return true;
		mark = code < 0x80 && strchr(",;:?!()", (int)code) != NULL ? code : 0;
		if (mark != 0 && is_chinese(before))
			return true;
		before = code;
	}
	return false;
}

static bool
ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

static const struct assay_guide *
guide_of(const struct assay_plugin *p, const char *rule)
{
	for (size_t i = 0; i < p->n_guides; i++)
		if (strcmp(p->guides[i].rule, rule) == 0)
			return &p->guides[i];
	return NULL;
}

static void
words_of(const struct assay_plugin *p, const struct assay_rule *r)
{
	const struct assay_guide *g = guide_of(p, r->id);

	ok(g != NULL, "%s: has a guide", r->id);
	ok(r->en[0] >= 'A' && r->en[0] <= 'Z' && !ends_with(r->en, "."),
	   "%s: its sentence begins with a capital; the report adds the stop", r->id);
	ok(!ends_with(r->zh, "。") && !has_narrow_mark(r->zh) &&
	           !has_narrow_mark(r->why_zh),
	   "%s: Chinese stands in its own punctuation", r->id);
	same_numbers(r->id, "the sentence", r->en, r->zh);
	same_numbers(r->id, "why it matters", r->why_en, r->why_zh);
	if (g == NULL)
		return;
	ok(r->severity == ASSAY_INFO || g->innocent[0] != '\0',
	   "%s: something could explain what accuses", r->id);
	ok(g->next_en[0] >= 'A' && g->next_en[0] <= 'Z' && ends_with(g->next_en, "."),
	   "%s: what to look at next is a sentence", r->id);
	ok(ends_with(g->next_zh, "。") && !has_narrow_mark(g->next_zh),
	   "%s: in Chinese too", r->id);
	same_numbers(r->id, "what to look at next", g->next_en, g->next_zh);
	for (size_t i = 0; i < p->n_guides; i++)
		if (&p->guides[i] != g && strcmp(p->guides[i].rule, r->id) == 0)
			ok(0, "%s: one guide", r->id);
}

int
main(void)
{
	size_t n = 0;

	for (size_t i = 0; builtin[i] != NULL; i++)
		for (size_t k = 0; k < builtin[i]->n_rules; k++, n++)
			words_of(builtin[i], &builtin[i]->rules[k]);
	ok(n > 200, "%zu rules", n);
	for (size_t i = 0; i < 64; i++) {
		const struct assay_label *row = assay_explanation_at(i);

		if (row == NULL)
			break;
		same_numbers(row->key, "the explanation", row->en, row->zh);
		ok(!has_narrow_mark(row->zh), "%s: Chinese punctuation", row->key);
	}
	return tap_end();
}
