/* form.h - values that a rule judges one by one: read, then found broken or passed
 *
 * A reader gets a value folded, in capitals and without separators, writes what it
 * read into a note, and gives the reason why it is none of its kind.  What always
 * holds: nothing said here is graver than the rule's own row, and a typed value whose
 * form is broken is W, since fingers slip. */
#ifndef FORM_H
#define FORM_H

#include "printed.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* "": nothing is wrong.  NULL: this value is not for this rule. */
typedef const char *form_reader(struct exam *x, struct text *value, struct note *n);

/* A finding of that weight, or as much of it as the rule's row allows. */
static inline void
speak_within(struct exam *x, const char *rule, struct weight w, uint32_t symbol,
             const struct note *n)
{
	for (size_t i = 0; i < x->n_rules; i++)
		if (strcmp(x->rules[i].id, rule) == 0 &&
		    w.severity > x->rules[i].severity)
			w.severity = x->rules[i].severity;
	speak(x, rule, &w, symbol, n);
}

static inline void
form_broken(struct exam *x, const char *rule, const struct source *from, struct note *n,
            const char *reason)
{
	note(n, "reason", reason);
	speak_within(x, rule, form_weight(from->path), from->symbol, n);
}

/* Judge one value. */
static inline void
form_one(struct exam *x, const char *rule, struct source *from, const char *drop,
         form_reader *read)
{
	struct note n = { "", 0 };
	const char *reason;

	if (says_no(from->text.s))
		return;
	text_upper(&from->text);
	text_without(&from->text, drop);
	if ((reason = read(x, &from->text, &n)) == NULL)
		return;
	if (*reason != '\0')
		form_broken(x, rule, from, &n, reason);
	else
		holds(x, rule, &n);
}

/* Judge every typed value of that key; drop: characters people put between groups. */
static inline void
form_typed(struct exam *x, const char *rule, const char *key, const char *drop,
           form_reader *read)
{
	struct source from;

	for (size_t i = 0; typed_source(x->item, key, i, &from); i++)
		form_one(x, rule, &from, drop, read);
}

/* A typed value without what people write in different ways; plain: takes off what else
 * that may be, NULL: nothing. */
static inline void
form_plain(struct text *t, const char *drop, void (*plain)(struct text *))
{
	text_upper(t);
	text_without(t, drop);
	if (plain != NULL)
		plain(t);
}

/* Was this typed on a keyboard set up as another, and that, but for a slip, meant? */
static inline bool
form_other_keys(const struct text *typed, const struct text *meant, const char *drop,
                void (*plain)(struct text *))
{
	for (size_t i = 0; i < ASSAY_LAYOUTS; i++) {
		struct text t = { .cut = false, .utf8 = true };

		t.len = assay_layout(assay_str(typed->s), i, (uint8_t *)t.s, TEXT_MAX);
		t.s[t.len] = '\0';
		if (t.len == 0)
			continue;
		form_plain(&t, drop, plain);
		if (is_slip(assay_str(t.s), assay_str(meant->s)))
			return true;
	}
	return false;
}

/* Two typed values that have to be equal, letter case and separators aside. */
static inline void
form_equal_as(struct exam *x, const char *rule, const char *key, const char *other,
              const char *drop, void (*plain)(struct text *))
{
	struct source a, b;
	struct text as_typed, and_typed;
	struct note n = { "", 0 };
	struct weight w;

	if (!typed_source(x->item, key, 0, &a) || !typed_source(x->item, other, 0, &b) ||
	    says_no(a.text.s) || says_no(b.text.s))
		return;
	as_typed = a.text;
	and_typed = b.text;
	form_plain(&a.text, drop, plain);
	form_plain(&b.text, drop, plain);
	note(&n, key, a.text.s);
	note(&n, other, b.text.s);
	if (strcmp(a.text.s, b.text.s) == 0) {
		holds(x, rule, &n);
		return;
	}
	w = conflict_weight(weaker_path(a.path, b.path),
	                    is_slip(assay_str(a.text.s), assay_str(b.text.s)));
	tried(&w, "look-alike",
	      assay_looks_like(assay_str(a.text.s), assay_str(b.text.s)));
	tried(&w, "caps-lock",
	      form_other_keys(&as_typed, &b.text, drop, plain) ||
	              form_other_keys(&and_typed, &a.text, drop, plain));
	tried(&w, "neighbour-code", false);
	speak_within(x, rule, w, ASSAY_NONE, &n);
}

static inline void
form_equal(struct exam *x, const char *rule, const char *key, const char *other,
           const char *drop)
{
	form_equal_as(x, rule, key, other, drop, NULL);
}

/* Is s made of n digits and nothing else? */
static inline bool
is_digits(const char *s, size_t n)
{
	return strlen(s) == n && count_digits(s) == n;
}

/* Does s have this shape: '0' a digit, 'A' a letter, '*' either, all else itself? */
static inline bool
has_shape(const char *s, const char *shape)
{
	for (; *shape != '\0'; s++, shape++)
		if (*shape == '0'   ? !is_digit(*s)
		    : *shape == 'A' ? !is_letter(*s)
		    : *shape == '*' ? !is_alnum(*s)
		                    : *s != *shape)
			return false;
	return *s == '\0';
}

/* Did a person look for this and find none? */
static inline bool
said_absent(const struct assay_item *item, const char *key)
{
	struct text t;

	return assay_claim(item, key, 0) != NULL && says_no(typed_text(item, key, &t));
}

/* Was this key typed as this word? */
static inline bool
typed_is(const struct assay_item *item, const char *key, const char *word)
{
	struct text t;

	return assay_claim(item, key, 0) != NULL &&
	       same_word(typed_text(item, key, &t), word);
}

static inline bool
typed_yes(const struct assay_item *item, const char *key)
{
	const struct assay_claim *c = assay_claim(item, key, 0);

	return c != NULL && yes_or_no(c->value) == 1;
}

#endif
