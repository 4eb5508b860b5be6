/* epa.c - registration and establishment numbers of pesticides in the United States
 *
 * Registration: company-product, or company-product-distributor.  A product part of
 * letters out of REGULATION is a file symbol: the application has no number yet. */
#include "agri.h"

/* R E G U L A T I O N stand for 1 2 3 4 5 6 7 8 9 0. */
static bool
file_symbol(const char *s, size_t n, char digits[16])
{
	static const char letters[] = "REGULATION";

	if (n == 0 || n > 15)
		return false;
	for (size_t i = 0; i < n; i++) {
		const char *at = memchr(letters, upper(s[i]), 10);

		if (at == NULL)
			return false;
		digits[i] = "1234567890"[at - letters];
	}
	digits[n] = '\0';
	return true;
}

/* "EPA Reg. No. 6767-230", "EPA Est. No.: ...": what stands before the number goes. */
static void
name_off(struct text *t, const char *word, const char *long_word)
{
	/* clang-format off */
	static const char *const behind[] = { "No.", "Nos.", "Number", "No", "Num.", "#", "№", ".", ":", " " };
	/* clang-format on */
	size_t epa = begins(t->s, "EPA"), n = epa, word_len;

	while (t->s[n] == ' ')
		n++;
	if (t->s[n] == '\0')
		return;
	if ((word_len = begins(t->s + n, long_word)) == 0 &&
	    (word_len = begins(t->s + n, word)) == 0)
		return;
	n += word_len;
	for (size_t i = 0; i < COUNT(behind); i++) {
		size_t len = begins(t->s + n, behind[i]);

		if (len != 0) {
			n += len;
			i = (size_t)-1;
		}
	}
	text_skip(t, n);
}

struct parts {
	const char *at[4];
	size_t len[4], n;
};

static void
split(const char *s, struct parts *p)
{
	p->n = 0;
	for (;;) {
		size_t len = strcspn(s, "-");

		if (p->n == COUNT(p->at))
			return;
		p->at[p->n] = s;
		p->len[p->n++] = len;
		if (s[len] == '\0')
			return;
		s += len + 1;
	}
}

static bool
digits_upto(const struct parts *p, size_t i, size_t most)
{
	return p->len[i] > 0 && p->len[i] <= most && count_digits(p->at[i]) >= p->len[i];
}

/* A special local need has a number of the state: CA-990012. */
static bool
local_need(const char *s)
{
	s += begins(s, "EPA ");
	if (begins(s, "SLN") != 0)
		return true;
	return is_letter(s[0]) && is_letter(s[1]) && s[2] == '-' &&
	       count_digits(s + 3) == 6;
}

/* named: the number's name stands before it; without, decoded text proves nothing. */
static void
registration(struct exam *x, const char *s, enum assay_path path, uint32_t symbol,
             bool named)
{
	struct parts p;
	struct note n = { "", 0 };
	struct weight w = form_weight(path);
	char decoded[16], whole[64];

	split(s, &p);
	note(&n, "epareg", s);
	if (p.n >= 2 && p.n <= 3 && digits_upto(&p, 0, 7) && digits_upto(&p, 1, 5) &&
	    (p.n == 2 || digits_upto(&p, 2, 7))) {
		note_part(&n, "company", p.at[0], p.len[0]);
		note_part(&n, "product", p.at[1], p.len[1]);
		if (p.n == 3)
			note_part(&n, "distributor", p.at[2], p.len[2]);
		holds(x, "AGRI-EPA-REG", &n);
		return;
	}
	if (p.n >= 2 && digits_upto(&p, 0, 7) && p.len[1] <= 5 &&
	    file_symbol(p.at[1], p.len[1], decoded)) {
		snprintf(whole, sizeof whole, "%.*s-%s", (int)p.len[0], p.at[0], decoded);
		note(&n, "reason", "file symbol: not registered");
		note(&n, "decoded", whole);
		speak(x, "AGRI-EPA-REG", &w, symbol, &n);
		/* two letters and more are no slip of a printer's hand */
		if (path == ASSAY_PATH_MATRIX && named && p.len[1] >= 2)
			w.severity = ASSAY_PROOF;
		if (path == ASSAY_PATH_TYPED)
			w.tried.of[0].explains = p.len[1] <= 2;
		tried(&w, "test-code", false); /* a draft label would not be on goods */
		speak(x, "AGRI-EPA-FILESYM", &w, symbol, &n);
		return;
	}
	note(&n, "reason",
	     p.n < 2   ? "no hyphen"
	     : p.n > 3 ? "more than three parts"
	               : "parts are up to 7, 5 and 7 digits");
	speak(x, "AGRI-EPA-REG", &w, symbol, &n);
}

/* Is this all of a number?  A name without one is prose; a hyphen at the end was broken
 * over two lines; letters after digits belong to the next word. */
static bool
one_token(const char *s)
{
	struct parts p;

	split(s, &p);
	if (p.n < 2 || !is_digit(s[0]))
		return false;
	for (size_t i = 1; i < p.n; i++) {
		size_t n = count_digits(p.at[i]);

		if (p.len[i] == 0 || (n > 0 && n < p.len[i]))
			return false;
	}
	return true;
}

static void
registrations(struct exam *x)
{
	struct source from;

	for (size_t i = 0; i < 8 && typed_source(x->item, "epareg", i, &from); i++) {
		struct note n = { "", 0 };

		if (says_no(from.text.s))
			continue;
		if (local_need(from.text.s)) {
			note(&n, "epareg", from.text.s);
			note(&n, "remark", "special local need, not judged");
			remark(x, "AGRI-EPA-REG", from.symbol, &n);
			continue;
		}
		name_off(&from.text, "Reg", "Registration");
		text_without(&from.text, " ");
		text_upper(&from.text);
		registration(x, from.text.s, from.path, from.symbol, true);
	}
	for (size_t i = 0; symbol_source(x->item, i, &from); i++) {
		const char *at = find_word(from.text.s, "EPA Reg");
		struct text found;
		size_t len = 0;

		if (at == NULL)
			continue;
		fold(assay_str(at), &found);
		name_off(&found, "Reg", "Registration");
		while (is_alnum(found.s[len]) || found.s[len] == '-')
			len++;
		found.s[len] = '\0';
		found.len = len;
		text_upper(&found);
		if (one_token(found.s))
			registration(x, found.s, from.path, from.symbol, true);
	}
	for (size_t i = 0; i < 8 && typed_source(x->item, "filesym", i, &from); i++) {
		struct note n = { "", 0 };
		struct weight w = form_weight(from.path);
		char decoded[16];

		note(&n, "filesym", from.text.s);
		if (file_symbol(from.text.s, from.text.len, decoded)) {
			note(&n, "decoded", decoded);
			holds(x, "AGRI-EPA-FILESYM", &n);
			continue;
		}
		note(&n, "reason", "letters other than those of REGULATION");
		speak(x, "AGRI-EPA-FILESYM", &w, from.symbol, &n);
	}
}

static bool
is_state(const char *s)
{
	static const char states[] =
	        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS "
	        "MO MT "
	        "NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY "
	        "DC PR VI GU AS MP";
	char two[3] = { upper(s[0]), upper(s[1]), '\0' };

	return in_list(states, two);
}

static void
establishments(struct exam *x)
{
	struct source from;

	for (size_t i = 0; i < 8 && typed_source(x->item, "epaest", i, &from); i++) {
		struct note n = { "", 0 };
		struct weight w = no_more_than(ASSAY_WEAK);
		struct parts p;
		bool place;

		if (says_no(from.text.s))
			continue;
		name_off(&from.text, "Est", "Establishment");
		text_without(&from.text, " ");
		text_upper(&from.text);
		split(from.text.s, &p);
		note(&n, "epaest", from.text.s);
		place = p.n == 3 && ((p.len[1] == 2 && is_state(p.at[1])) ||
		                     (p.len[1] == 3 && is_letter(p.at[1][0]) &&
		                      is_letter(p.at[1][1]) && is_letter(p.at[1][2])));
		if (place && digits_upto(&p, 0, 7) && digits_upto(&p, 2, 5)) {
			note_part(&n, "company", p.at[0], p.len[0]);
			note_part(&n, "place", p.at[1], p.len[1]);
			holds(x, "AGRI-EPA-EST", &n);
			continue;
		}
		tried(&w, "typing-slip", from.path == ASSAY_PATH_TYPED);
		speak(x, "AGRI-EPA-EST", &w, from.symbol, &n);
	}
}

/* Both numbers are required; that one is missing must have been said. */
static void
pair(struct exam *x)
{
	struct text reg, est;
	struct note n = { "", 0 };
	struct weight w = { ASSAY_STRONG, { .n = 0 } };
	bool has_reg, has_est;

	if (assay_claim(x->item, "epareg", 0) == NULL ||
	    assay_claim(x->item, "epaest", 0) == NULL)
		return;
	has_reg = !says_no(typed_text(x->item, "epareg", &reg));
	has_est = !says_no(typed_text(x->item, "epaest", &est));
	if (!has_reg && !has_est)
		return;
	note(&n, "epareg", has_reg ? reg.s : "none");
	note(&n, "epaest", has_est ? est.s : "none");
	if (has_reg && has_est) {
		holds(x, "AGRI-EPA-PAIR", &n);
		return;
	}
	tried(&w, "other-pack-level", false); /* both stand on every pack */
	speak(x, "AGRI-EPA-PAIR", &w, ASSAY_NONE, &n);
}

void
agri_epa(struct exam *x)
{
	registrations(x);
	establishments(x);
	pair(x);
}
