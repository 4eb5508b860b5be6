/* pesticide.c - Chinese pesticides: unit code, registration, production licence
 *
 * The unit code has 32 digits: class of registration 1, last six digits of the
 * registration number 6, production 1, specification 3, random 21.  There is no check
 * digit: what can be compared is the registration number printed beside it. */
#include "agri.h"

#define UNIT_DIGITS 32

const char *
agri_unit_code(const char *s)
{
	const char *found = NULL;

	while (*s != '\0') {
		size_t n = count_digits(s);

		if (n == UNIT_DIGITS) {
			if (found != NULL && memcmp(found, s, UNIT_DIGITS) != 0)
				return NULL;
			found = s;
		}
		s += n != 0 ? n : 1;
	}
	return found;
}

/* ---- registration numbers ---- */

struct registration {
	char letters[3];
	char digits[16];
	size_t n;
	int32_t year;  /* -1 in the older forms */
	bool repacker; /* a suffix F and a number follows */
};

/* PD20040767, PD85105, PD20040767F150003 at s.  "" or the reason. */
static const char *
registration_parse(const char *s, int32_t this_year, struct registration *r)
{
	static const char *const classes[] = { "PD", "WP", "LS", "WL" };
	bool known = false;

	memset(r, 0, sizeof *r);
	r->year = -1;
	if (!is_letter(s[0]) || !is_letter(s[1]))
		return "no class letters";
	memcpy(r->letters, s, 2);
	for (size_t i = 0; i < COUNT(classes); i++)
		known = known || strcmp(classes[i], r->letters) == 0;
	s += 2;
	r->n = count_digits(s);
	if (r->n == 0 || r->n >= sizeof r->digits)
		return "no number";
	memcpy(r->digits, s, r->n);
	s += r->n;
	if (*s == 'F' || *s == '-') {
		r->repacker = true;
		s++;
		while (is_digit(*s) || *s == '-')
			s++;
	}
	if (*s != '\0')
		return "other characters";
	if (!known)
		return "class not known";
	if (r->n == 5 || r->n == 6)
		return ""; /* the form of the years before 2000 */
	if (r->n != 8)
		return "number of digits";
	r->year = number_at(r->digits, 4);
	if (r->year < 1982)
		return "year before the first registration";
	return this_year > 0 && r->year > this_year ? "year in the future" : "";
}

/* PD, WP or LS and exactly eight digits in decoded text. */
static const char *
registration_decoded(const char *s, const char *from, char out[16])
{
	for (; *from != '\0'; from++) {
		if ((begins(from, "PD") == 0 && begins(from, "WP") == 0 &&
		     begins(from, "LS") == 0) ||
		    (from > s && is_alnum(from[-1])) || count_digits(from + 2) != 8 ||
		    is_letter(from[10]))
			continue;
		for (size_t i = 0; i < 10; i++)
			out[i] = upper(from[i]);
		out[10] = '\0';
		return from + 10;
	}
	return NULL;
}

static void
registration_typed(struct text *t)
{
	static const char *const names[] = { "农药登记证号", "登记证号", "登记号" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (begins(t->s, names[i]) != 0)
			text_skip(t, strlen(names[i]));
	text_upper(t);
	text_without(t, " .:");
}

static void
registration_note(struct note *n, const struct registration *r)
{
	note(n, "class", r->letters);
	if (r->year >= 0) {
		note_int(n, "year", r->year);
		note_part(n, "seq", r->digits + 4, 4);
	} else {
		note(n, "seq", r->digits);
	}
	if (strcmp(r->letters, "LS") == 0 || strcmp(r->letters, "WL") == 0)
		note(n, "note", "provisional");
}

static void
registration_one(struct exam *x, const char *s, enum assay_path path, uint32_t symbol)
{
	struct registration r;
	struct note n = { "", 0 };
	struct dated made;
	const char *reason = registration_parse(s, agri_this_year(x), &r);

	note(&n, "reg", s);
	if (strcmp(reason, "class not known") == 0 && strcmp(r.letters, "EX") == 0) {
		note(&n, "remark", "for export only, not judged");
		remark(x, "AGRI-PEST-REG", symbol, &n);
		return;
	}
	if (*reason != '\0') {
		struct weight w = form_weight(path);

		note(&n, "reason", reason);
		speak(x, "AGRI-PEST-REG", &w, symbol, &n);
		return;
	}
	registration_note(&n, &r);
	/* provisional registration ended with the regulation of 2017, and none ran longer
	 * than to the end of 2020 */
	if (strcmp(r.letters, "LS") == 0 && dated_claim(x->item, "made", 0, &made) &&
	    made.day > assay_day(2020, 12, 31)) {
		struct weight w = no_more_than(ASSAY_WEAK);

		note_day(&n, "made", made.day);
		note(&n, "reason", "provisional registration no longer exists");
		tried(&w, "old-packaging", true);
		speak(x, "AGRI-PEST-REG", &w, symbol, &n);
		return;
	}
	holds(x, "AGRI-PEST-REG", &n);
}

/* ---- the code against the printed number ---- */

/* Characters that differ between a unit code and a registration number; the words for
 * the first difference in *reason.  -1: the number has no form that can be compared. */
static int
match(const char *code, const struct registration *r, const char **reason)
{
	static const char *const class_of[] = { "", "PD", "WP", "LS" };
	static const char *const says[] = { "", "class 1 is PD", "class 2 is WP",
		                            "class 3 is LS" };
	int count = 0, class = code[0] - '0';
	char padded[2][7] = { "000000", "000000" };

	*reason = "";
	if (class < 1 || class > 3)
		return -1;
	if (strcmp(class_of[class], r->letters) != 0 && strcmp(r->letters, "WL") != 0) {
		*reason = says[class];
		count = (class_of[class][0] != r->letters[0]) +
		        (class_of[class][1] != r->letters[1]);
	}
	if (r->n == 8) {
		for (size_t i = 0; i < 6; i++)
			count += code[1 + i] != r->digits[2 + i];
		if (**reason == '\0' && count > 0)
			*reason = "digits 2-7 differ";
		return count;
	}
	/* shorter numbers stand as the registry publishes them: zeros on either side */
	memcpy(padded[0], r->digits, r->n < 6 ? r->n : 6);
	memcpy(padded[1] + (r->n < 6 ? 6 - r->n : 0), r->digits, r->n < 6 ? r->n : 6);
	if (memcmp(code + 1, padded[0], 6) == 0 || memcmp(code + 1, padded[1], 6) == 0)
		return count;
	return -1;
}

/* Does another code in view belong to this registration? */
static bool
other_matches(const struct exam *x, const struct registration *r)
{
	struct source from;
	const char *code, *reason;

	for (size_t i = 0; symbol_source(x->item, i, &from); i++)
		if ((code = agri_unit_code(from.text.s)) != NULL &&
		    match(code, r, &reason) == 0)
			return true;
	return false;
}

static void
match_one(struct exam *x, const char *code, enum assay_path path, uint32_t symbol,
          const char *reg, enum assay_path reg_path)
{
	struct registration r;
	struct note n = { "", 0 };
	const char *reason, *form = registration_parse(reg, 0, &r);
	int count;

	if (*form != '\0' && strcmp(form, "class not known") != 0)
		return;
	count = match(code, &r, &reason);
	note(&n, "reg", reg);
	note_part(&n, "code", code, UNIT_DIGITS);
	note_part(&n, "reg6", code + 1, 6);
	if (count < 0) {
		note(&n, "remark", "form of the number does not allow to compare");
		remark(x, "AGRI-PEST-REG-MATCH", symbol, &n);
	} else if (count == 0) {
		holds(x, "AGRI-PEST-REG-MATCH", &n);
	} else {
		struct weight w =
		        conflict_weight(weaker_path(path, reg_path), count <= 2);

		note(&n, "reason", reason);
		note_int(&n, "characters", count);
		tried(&w, "neighbour-code", other_matches(x, &r));
		speak(x, "AGRI-PEST-REG-MATCH", &w, symbol, &n);
	}
}

static void
matches(struct exam *x, const char *code, enum assay_path path, uint32_t symbol)
{
	struct source from;
	char reg[16];

	for (size_t i = 0; i < 8 && typed_source(x->item, "reg", i, &from); i++) {
		registration_typed(&from.text);
		match_one(x, code, path, symbol, from.text.s, from.path);
	}
	for (size_t i = 0; symbol_source(x->item, i, &from); i++)
		if (registration_decoded(from.text.s, from.text.s, reg) != NULL &&
		    (from.symbol == symbol || path == ASSAY_PATH_TYPED))
			match_one(x, code, path, symbol, reg, from.path);
}

/* ---- the unit code ---- */

static bool
all_equal(const char *s, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (s[i] != s[0])
			return false;
	return true;
}

static bool
counts(const char *s, size_t n, int step)
{
	for (size_t i = 1; i < n; i++)
		if (s[i] - '0' != (s[i - 1] - '0' + 10 + step) % 10)
			return false;
	return true;
}

static void
unit_random(struct exam *x, const char *code, enum assay_path path, uint32_t symbol)
{
	const char *random = code + 11, *reason = "";
	struct note n = { "", 0 };
	struct weight w = form_weight(path);

	if (all_equal(random, 21))
		reason = "all equal";
	else if (counts(random, 21, 1))
		reason = "counting up";
	else if (counts(random, 21, -1))
		reason = "counting down";
	note_part(&n, "random", random, 21);
	if (*reason == '\0') {
		holds(x, "AGRI-PEST-RANDOM", &n);
		return;
	}
	note(&n, "reason", reason);
	tried(&w, "test-code", false); /* a maker's trial print would not be on goods */
	speak(x, "AGRI-PEST-RANDOM", &w, symbol, &n);
}

/* Digit 8 says who made it; the label says whether there is a contract maker. */
static void
unit_contract(struct exam *x, const char *code, enum assay_path path, uint32_t symbol)
{
	struct text contract;
	struct note n = { "", 0 };
	struct weight w = no_more_than(ASSAY_WEAK);
	bool printed;

	if (assay_claim(x->item, "contract", 0) == NULL)
		return; /* nobody looked */
	printed = !says_no(typed_text(x->item, "contract", &contract));
	note_part(&n, "prod", code + 7, 1);
	note(&n, "contract", printed ? contract.s : "none");
	if (printed == (code[7] != '1')) {
		holds(x, "AGRI-PEST-PROD-MATCH", &n);
		return;
	}
	tried(&w, "typing-slip", path == ASSAY_PATH_TYPED);
	tried(&w, "contract-maker", true);
	speak(x, "AGRI-PEST-PROD-MATCH", &w, symbol, &n);
}

static void
unit(struct exam *x, const char *code, enum assay_path path, uint32_t symbol)
{
	struct note n = { "", 0 };

	note_part(&n, "class", code, 1);
	note_part(&n, "reg6", code + 1, 6);
	note_part(&n, "prod", code + 7, 1);
	note_part(&n, "spec", code + 8, 3);
	note_part(&n, "random", code + 11, 21);
	if (!agri_unit_holds(code)) {
		struct weight w = form_weight(path);

		note(&n, "reason",
		     code[0] < '1' || code[0] > '3' ? "class digit"
		                                    : "production type digit");
		speak(x, "AGRI-PEST-UNIT", &w, symbol, &n);
		return;
	}
	holds(x, "AGRI-PEST-UNIT", &n);
	unit_random(x, code, path, symbol);
	unit_contract(x, code, path, symbol);
	matches(x, code, path, symbol);
}

bool
agri_unit_holds(const char *code)
{
	return code[0] >= '1' && code[0] <= '3' && code[7] >= '1' && code[7] <= '3';
}

/* One digit off, on goods that nothing typed calls another kind: the registration's
 * year, digits 2 and 3, must be one that was. */
static bool
unit_almost(struct exam *x, const char *code)
{
	int32_t year = assay_century(number_at(code + 1, 2), 2030),
	        now = agri_this_year(x);

	return ((code[0] >= '1' && code[0] <= '3') ||
	        (code[7] >= '1' && code[7] <= '3')) &&
	       year >= 1982 && (now == 0 || year <= now) &&
	       !agri_typed_any(x->item,
	                       "seedlic seedqr variety npk n total fertreg vetdrug "
	                       "plantpass epareg forestlic");
}

static const char pesticide_keys[] = "reg prodlic band contract batch";

/* A run of 32 digits is some other firm's number unless something says pesticide: the
 * digits themselves being right, or what was typed. */
static void
units(struct exam *x)
{
	static const char *const typed[] = { "code", "text", "link" };
	bool pesticide = agri_typed_any(x->item, pesticide_keys);
	struct source from;
	const char *code;

	for (size_t k = 0; k < COUNT(typed); k++)
		for (size_t i = 0; i < 8 && typed_source(x->item, typed[k], i, &from);
		     i++) {
			struct note n = { "", 0 };
			struct weight w = form_weight(from.path);
			char reason[32];

			if (from.path != ASSAY_PATH_TYPED)
				continue;
			if ((code = agri_unit_code(from.text.s)) == NULL) {
				text_without(&from.text, " -");
				code = agri_unit_code(from.text.s);
			}
			if (code != NULL) {
				unit(x, code, from.path, from.symbol);
				continue;
			}
			if (k > 0 || count_digits(from.text.s) != from.text.len ||
			    from.text.len < 24)
				continue; /* a typed code of another kind of goods */
			note(&n, "code", from.text.s);
			snprintf(reason, sizeof reason, "%zu digits", from.text.len);
			note(&n, "reason", reason);
			speak(x, "AGRI-PEST-UNIT", &w, from.symbol, &n);
		}
	for (size_t i = 0; symbol_source(x->item, i, &from); i++) {
		if ((code = agri_unit_code(from.text.s)) == NULL)
			continue;
		if (pesticide || agri_unit_holds(code) || unit_almost(x, code))
			unit(x, code, from.path, from.symbol);
	}
}

/* ---- what else is printed ---- */

static void
qr_present(struct exam *x)
{
	struct text typed;
	struct dated made;
	struct note n = { "", 0 };
	struct weight w = { ASSAY_STRONG, { .n = 0 } };
	int32_t start = assay_day(2018, 7, 1);

	if (!agri_typed_any(x->item, pesticide_keys) ||
	    !dated_claim(x->item, "made", 0, &made) || made.day < start)
		return;
	note_day(&n, "made", made.day);
	for (size_t i = 0; i < x->item->n_symbols; i++)
		if (strchr("Qd", x->item->symbols[i].symbology[1]) != NULL) {
			note(&n, "carrier", x->item->symbols[i].symbology);
			holds(x, "AGRI-PEST-QR-PRESENT", &n);
			return;
		}
	if (assay_claim(x->item, "qr", 0) == NULL ||
	    !says_no(typed_text(x->item, "qr", &typed)))
		return; /* a photo that shows none does not say there is none */
	note(&n, "qr", "none");
	tried(&w, "typing-slip",
	      made.path == ASSAY_PATH_TYPED &&
	              day_slip(made.day, start - 3650, start - 1));
	tried(&w, "old-packaging", false);
	speak(x, "AGRI-PEST-QR-PRESENT", &w, ASSAY_NONE, &n);
}

static void
production_licence(struct exam *x)
{
	struct source from;

	for (size_t i = 0; i < 8 && typed_source(x->item, "prodlic", i, &from); i++) {
		struct note n = { "", 0 };
		struct weight w = no_more_than(ASSAY_WEAK);
		const struct province *p, *other;
		struct text address;
		const char *s = from.text.s, *reason = "";
		size_t digits;
		int says;

		if (says_no(s))
			continue;
		text_without(&from.text, " ");
		note(&n, "prodlic", s);
		if (begins(s, "XK") != 0 || begins(s, "HNP") != 0) {
			note(&n, "remark", "older form, not judged");
			remark(x, "AGRI-PEST-PRODLIC", from.symbol, &n);
			continue;
		}
		s += begins(s, "农药生产许可证");
		s += begins(s, "编号");
		s += begins(s, "号");
		s += begins(s, ":");
		s += begins(s, "农药生许");
		s += begins(s, "(");
		p = province_short(s);
		if (s == from.text.s)
			reason = "does not begin with 农药生许";
		else if (p == NULL)
			reason = "not a province abbreviation";
		if (p != NULL)
			s += strlen(p->short_zh);
		s += begins(s, ")");
		digits = count_digits(s);
		if (*reason == '\0' &&
		    (digits != 4 || (s[digits] != '\0' && strcmp(s + digits, "号") != 0)))
			reason = "four digits must follow";
		if (*reason != '\0') {
			note(&n, "reason", reason);
			tried(&w, "typing-slip", from.path == ASSAY_PATH_TYPED);
			speak(x, "AGRI-PEST-PRODLIC", &w, from.symbol, &n);
			continue;
		}
		note(&n, "province", p->short_zh);
		note_part(&n, "seq", s, 4);
		holds(x, "AGRI-PEST-PRODLIC", &n);
		if (*typed_text(x->item, "address", &address) == '\0' ||
		    (says = address_names(address.s, p->code, &other)) == 0)
			continue;
		if (says > 0) {
			holds(x, "AGRI-PEST-PRODLIC-PROV", &n);
			continue;
		}
		note(&n, "address", other->en);
		tried(&w, "contract-maker", true);
		speak(x, "AGRI-PEST-PRODLIC-PROV", &w, from.symbol, &n);
	}
}

/* clang-format off */
static const struct {
	const char *kind;       /* words of the product kind */
	const char *band;       /* the colour it must have */
} bands[] = {
	{ "除草", "green" }, { "herbicide", "green" }, { "weed", "green" },
	{ "杀虫", "red" }, { "杀螨", "red" }, { "杀软体", "red" },
	{ "insecticide", "red" }, { "acaricide", "red" }, { "miticide", "red" },
	{ "杀菌", "black" }, { "杀线虫", "black" }, { "fungicide", "black" }, { "nematicide", "black" },
	{ "杀鼠", "blue" }, { "rodenticide", "blue" },
	{ "生长调节", "yellow" }, { "growth regulator", "yellow" },
};
static const struct { const char *word, *band; } colours[] = {
	{ "green", "green" }, { "绿", "green" }, { "red", "red" }, { "红", "red" },
	{ "black", "black" }, { "黑", "black" }, { "blue", "blue" }, { "蓝", "blue" },
	{ "yellow", "yellow" }, { "黄", "yellow" },
};
/* pairs that poor light makes of one another */
static const struct { const char *one, *other; } alike[] = {
	{ "black", "blue" }, { "red", "yellow" }, { "green", "blue" }, { "green", "black" },
};
/* clang-format on */

/* A product of several kinds has several bands: one of its colours is enough. */
static void
colour_band(struct exam *x)
{
	struct text band, kind;
	const char *seen = NULL, *wanted = NULL;
	struct note n = { "", 0 };
	struct weight w = { ASSAY_STRONG, { .n = 0 } };
	bool fits = false, dim = false;

	if (*typed_text(x->item, "band", &band) == '\0' ||
	    *typed_text(x->item, "kind", &kind) == '\0')
		return;
	note(&n, "band", band.s);
	note(&n, "kind", kind.s);
	for (size_t i = 0; i < COUNT(bands); i++)
		for (size_t k = 0;
		     k < COUNT(colours) && find_word(kind.s, bands[i].kind) != NULL;
		     k++) {
			if (find_word(band.s, colours[k].word) == NULL)
				continue;
			fits = fits || strcmp(bands[i].band, colours[k].band) == 0;
			seen = colours[k].band;
			wanted = bands[i].band;
			for (size_t a = 0; a < COUNT(alike); a++)
				dim = dim ||
				      (strcmp(alike[a].one, seen) == 0 &&
				       strcmp(alike[a].other, wanted) == 0) ||
				      (strcmp(alike[a].one, wanted) == 0 &&
				       strcmp(alike[a].other, seen) == 0);
		}
	if (seen == NULL)
		return; /* a kind or colour without a word in the tables */
	if (fits) {
		holds(x, "AGRI-PEST-BAND", &n);
		return;
	}
	note(&n, "expected", wanted);
	tried(&w, "misread", dim);
	tried(&w, "printing-error",
	      false); /* a wrong colour runs through a whole print */
	speak(x, "AGRI-PEST-BAND", &w, ASSAY_NONE, &n);
}

/* YYMMDD, and perhaps the years it keeps: 071108-02. */
static void
batch(struct exam *x)
{
	static const char *const keys[] = { "batch", "lot" };
	bool pesticide = agri_typed_any(x->item, pesticide_keys);
	struct source from;

	for (size_t k = 0; k < COUNT(keys); k++)
		for (size_t i = 0; i < 8 && typed_source(x->item, keys[k], i, &from);
		     i++) {
			struct note n = { "", 0 };
			struct dated made;
			const char *s = from.text.s;
			size_t digits = count_digits(s);
			int32_t day = ASSAY_NO_DAY, year = agri_this_year(x);

			if (!pesticide && k > 0)
				continue;
			if (digits == 6 && (s[6] == '\0' || s[6] == '-'))
				day = assay_day(assay_century(number_at(s, 2),
				                              year > 0 ? year : 2026),
				                number_at(s + 2, 2), number_at(s + 4, 2));
			else if (digits == 8 && (s[8] == '\0' || s[8] == '-'))
				day = assay_day(number_at(s, 4), number_at(s + 4, 2),
				                number_at(s + 6, 2));
			note(&n, "batch", s);
			if (day == ASSAY_NO_DAY)
				continue; /* makers may number batches as they like */
			note_day(&n, "made", day);
			if (s[digits] == '-' && count_digits(s + digits + 1) > 0 &&
			    count_digits(s + digits + 1) <= 2)
				note_int(&n, "years",
				         number_at(s + digits + 1,
				                   count_digits(s + digits + 1)));
			if (dated_claim(x->item, "made", 0, &made) && made.day != day) {
				note_day(&n, "printed", made.day);
				remark(x, "AGRI-PEST-BATCH", from.symbol, &n);
				continue;
			}
			holds(x, "AGRI-PEST-BATCH", &n);
		}
}

void
agri_pesticide(struct exam *x)
{
	struct source from;
	char reg[16];

	units(x);
	for (size_t i = 0; i < 8 && typed_source(x->item, "reg", i, &from); i++) {
		bool none = says_no(from.text.s);

		registration_typed(&from.text);
		if (!none && from.text.len > 0)
			registration_one(x, from.text.s, from.path, from.symbol);
	}
	for (size_t i = 0; symbol_source(x->item, i, &from); i++)
		if ((strstr(from.text.s, "登记") != NULL ||
		     strstr(from.text.s, "农药") != NULL) &&
		    registration_decoded(from.text.s, from.text.s, reg) != NULL)
			registration_one(x, reg, from.path, from.symbol);
	qr_present(x);
	production_licence(x);
	colour_band(x);
	batch(x);
}
