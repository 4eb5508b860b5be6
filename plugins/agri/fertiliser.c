/* fertiliser.c - declared nutrients and registration of fertilisers
 *
 * Nutrients are N, P2O5 and K2O in percent of mass; secondary and trace elements are
 * not counted.  Amounts are kept in hundredths of a percent. */
#include "agri.h"

#define WHOLE 10000  /* 100 % */
#define AMMONIA 8200 /* N in anhydrous ammonia: no fertiliser has more */
#define UREA 4670    /* N in pure urea */
#define NOT_STATED (-1)

/* ---- numbers ---- */

/* "15", "15.5", "≥45%" at *s, which moves behind it; NOT_STATED: none. */
static int32_t
percent_at(const char **s, bool *at_least)
{
	static const char *const marks[] = { "≥", "⩾", "≧", ">=", "=>", ">" };
	const char *p = *s;
	int32_t value, part = 0, scale = 1;
	size_t n;

	while (*p == ' ')
		p++;
	for (size_t i = 0; i < COUNT(marks); i++)
		if ((n = begins(p, marks[i])) != 0) {
			p += n;
			*at_least = true;
			break;
		}
	while (*p == ' ')
		p++;
	n = count_digits(p);
	if (n == 0 || n > 4)
		return NOT_STATED;
	value = number_at(p, n) * 100;
	p += n;
	if (*p == '.' && (n = count_digits(p + 1)) > 0 && n <= 6) {
		part = number_at(p + 1, n);
		for (size_t i = 0; i < n; i++)
			scale *= 10;
		value += (int32_t)((int64_t)part * 100 / scale);
		p += 1 + n;
	}
	while (*p == ' ')
		p++;
	if (*p == '%')
		p++;
	while (*p == ' ')
		p++;
	*s = p;
	return value;
}

static int32_t
percent_typed(const struct assay_item *item, const char *key, bool *at_least,
              enum assay_path *path)
{
	const struct assay_claim *c = assay_claim(item, key, 0);
	struct text t;
	const char *s = typed_text(item, key, &t);
	int32_t value;

	*at_least = false;
	if (c == NULL)
		return NOT_STATED;
	*path = weaker_path(*path, c->path);
	value = percent_at(&s, at_least);
	return *s == '\0' ? value : NOT_STATED;
}

static void
note_percent(struct note *n, const char *key, int32_t value)
{
	char s[24];

	if (value % 100 == 0)
		snprintf(s, sizeof s, "%d", (int)(value / 100));
	else
		snprintf(s, sizeof s, "%d.%02d", (int)(value / 100), (int)(value % 100));
	note(n, key, s);
}

/* ---- the declared total ---- */

struct grade {
	int32_t of[3]; /* N, P2O5, K2O */
	int32_t total; /* NOT_STATED: not declared */
	bool at_least; /* the total is a least one */
	enum assay_path path;
	uint32_t symbol;
};

/* What is wrong with it; "" where nothing is. */
static const char *
sum_fault(const struct grade *g)
{
	int32_t sum = g->of[0] + g->of[1] + g->of[2];

	for (int i = 0; i < 3; i++)
		if (g->of[i] > WHOLE)
			return "a nutrient above 100";
	if (sum > WHOLE)
		return "sum above 100";
	if (g->total > sum)
		return "total higher than the sum";
	if (g->total != NOT_STATED && g->total < sum && !g->at_least)
		return "total lower than the sum";
	return "";
}

/* Would one digit typed otherwise put it right? */
static bool
sum_slip(const struct grade *g)
{
	for (int which = 0; which < 4; which++)
		for (int32_t place = 1; place <= 100000; place *= 10)
			for (int32_t digit = 0; digit < 10; digit++) {
				struct grade other = *g;
				int32_t *v = which < 3 ? &other.of[which] : &other.total;

				if (*v == NOT_STATED || *v < place)
					continue;
				*v += (digit - *v / place % 10) * place;
				if (*sum_fault(&other) == '\0')
					return true;
			}
	return false;
}

static void
grade_note(struct note *n, const struct grade *g)
{
	note_percent(n, "n", g->of[0]);
	note_percent(n, "p", g->of[1]);
	note_percent(n, "k", g->of[2]);
	note_percent(n, "sum", g->of[0] + g->of[1] + g->of[2]);
	if (g->total != NOT_STATED)
		note_percent(n, "total", g->total);
}

static void
declared_sum(struct exam *x, const struct grade *g)
{
	struct note n = { "", 0 };
	const char *fault = sum_fault(g);
	struct weight w = { ASSAY_STRONG, { .n = 0 } };

	if (g->total == NOT_STATED && *fault == '\0')
		return;
	grade_note(&n, g);
	if (*fault == '\0') {
		holds(x, "AGRI-FERT-SUM", &n);
		return;
	}
	note(&n, "reason", fault);
	if (g->total != NOT_STATED && g->total < g->of[0] + g->of[1] + g->of[2] &&
	    strcmp(fault, "total lower than the sum") == 0)
		w.severity = ASSAY_WEAK; /* nobody is cheated of anything */
	if (g->path == ASSAY_PATH_TYPED)
		tried(&w, "typing-slip", sum_slip(g));
	else
		tried(&w, "misread", g->path == ASSAY_PATH_LINEAR);
	speak(x, "AGRI-FERT-SUM", &w, g->symbol, &n);
}

/* ---- physical limits ---- */

static bool
is_urea(const struct assay_item *item)
{
	struct text t;

	typed_text(item, "product", &t);
	return strcmp(t.s, "尿素") == 0 || same_word(t.s, "urea") ||
	       strcmp(t.s, "大颗粒尿素") == 0 || strcmp(t.s, "农用尿素") == 0;
}

static void
physical(struct exam *x, const struct grade *g)
{
	int32_t limit = is_urea(x->item) ? UREA : AMMONIA;
	struct note n = { "", 0 };
	struct weight w = { ASSAY_STRONG, { .n = 0 } };
	bool slip = false, within = true;

	grade_note(&n, g);
	note_percent(&n, "limit_n", limit);
	for (int i = 0; i < 3; i++)
		within = within && g->of[i] <= WHOLE;
	if (g->of[0] <= limit && within && g->of[0] + g->of[1] + g->of[2] <= WHOLE) {
		holds(x, "AGRI-FERT-GRADE", &n);
		return;
	}
	if (g->of[0] <= limit && within)
		return; /* the sum speaks of it */
	for (int which = 0; which < 3; which++)
		for (int32_t place = 1; place <= 100000; place *= 10) {
			struct grade other = *g;

			if (other.of[which] < place)
				continue;
			other.of[which] -= other.of[which] / place % 10 * place;
			slip = slip || (other.of[0] <= limit && other.of[0] <= WHOLE &&
			                other.of[1] <= WHOLE && other.of[2] <= WHOLE);
		}
	/* decimal points lost */
	slip = slip || (g->of[0] / 10 <= limit && g->of[1] <= 10 * WHOLE &&
	                g->of[2] <= 10 * WHOLE);
	if (g->path == ASSAY_PATH_TYPED)
		tried(&w, "typing-slip", slip);
	else
		tried(&w, "misread", g->path == ASSAY_PATH_LINEAR);
	if (g->path == ASSAY_PATH_MATRIX) {
		/* of a false declaration: chemistry forbids it */
		w.severity = ASSAY_PROOF;
		tried(&w, "printing-error", slip);
	}
	note(&n, "reason",
	     g->of[0] > limit ? "more nitrogen than the substance can hold"
	                      : "a nutrient above 100");
	speak(x, "AGRI-FERT-GRADE", &w, g->symbol, &n);
}

/* The least of GB/T 15063 for compound fertiliser. */
static void
least(struct exam *x, const struct grade *g)
{
	/* clang-format off */
	static const struct { const char *word; int32_t total; } classes[] = {
		{ "高浓度", 4000 }, { "中浓度", 3000 }, { "低浓度", 2500 },
		{ "复合肥", 2500 }, { "复混肥", 2500 }, { "compound fertili", 2500 },
	};
	/* clang-format on */
	struct text product;
	struct note n = { "", 0 };
	struct weight w = no_more_than(ASSAY_WEAK);
	int32_t total = g->of[0] + g->of[1] + g->of[2], wanted = 0;
	const char *reason = "";

	typed_text(x->item, "product", &product);
	if (strstr(product.s, "有机") != NULL || find_word(product.s, "organic") != NULL)
		return; /* another standard */
	for (size_t i = 0; i < COUNT(classes) && wanted == 0; i++)
		if (find_word(product.s, classes[i].word) != NULL)
			wanted = classes[i].total;
	if (wanted == 0)
		return;
	grade_note(&n, g);
	note_percent(&n, "least", wanted);
	if (total < wanted)
		reason = "total below the least";
	for (int i = 0; i < 3; i++)
		if (g->of[i] > 0 && g->of[i] < 400)
			reason = "a nutrient below 4";
	if (*reason == '\0') {
		holds(x, "AGRI-FERT-MIN", &n);
		return;
	}
	note(&n, "reason", reason);
	tried(&w, "typing-slip", g->path == ASSAY_PATH_TYPED);
	speak(x, "AGRI-FERT-MIN", &w, g->symbol, &n);
}

/* ---- where grades come from ---- */

/* Three numbers with '-' or ':' between them; what may stand before them is gone. */
static bool
grade_at(const char *s, struct grade *g, const char **end)
{
	bool at_least = false;

	for (int i = 0; i < 3; i++) {
		if ((g->of[i] = percent_at(&s, &at_least)) == NOT_STATED)
			return false;
		if (i < 2 && *s != '-' && *s != ':' && *s != '/')
			return false;
		s += i < 2;
	}
	*end = s;
	return true;
}

static const char *
grade_name(const char *s)
{
	/* clang-format off */
	static const char *const names[] = { "N-P2O5-K2O", "N-P-K", "N:P:K", "NPK", "N-P₂O₅-K₂O" };
	/* clang-format on */
	for (size_t i = 0; i < COUNT(names); i++) {
		const char *at = find_word(s, names[i]);

		if (at == NULL)
			continue;
		at += strlen(names[i]);
		while (*at == ' ' || *at == ':' || *at == '(' || *at == ')' || *at == '=')
			at++;
		return at;
	}
	return NULL;
}

static void
judge_grade(struct exam *x, const struct grade *g)
{
	declared_sum(x, g);
	physical(x, g);
	least(x, g);
}

static void
grades(struct exam *x)
{
	struct source from;
	struct grade typed = { { NOT_STATED, NOT_STATED, NOT_STATED },
		               NOT_STATED,
		               false,
		               ASSAY_PATH_MATRIX,
		               ASSAY_NONE };
	bool unused, other;
	const char *end;

	typed.of[0] = percent_typed(x->item, "n", &unused, &typed.path);
	typed.of[1] = percent_typed(x->item, "p", &unused, &typed.path);
	typed.of[2] = percent_typed(x->item, "k", &unused, &typed.path);
	typed.total = percent_typed(x->item, "total", &typed.at_least, &typed.path);
	if (typed.of[0] != NOT_STATED && typed.of[1] != NOT_STATED &&
	    typed.of[2] != NOT_STATED)
		judge_grade(x, &typed);
	else if (typed.of[0] != NOT_STATED && is_urea(x->item)) {
		typed.of[1] = typed.of[2] = 0;
		typed.total = NOT_STATED;
		physical(x, &typed);
	}
	other = typed.of[0] != NOT_STATED;
	for (size_t i = 0; i < 4 && typed_source(x->item, "npk", i, &from); i++) {
		struct grade g = { { 0 },
			           other ? NOT_STATED : typed.total,
			           typed.at_least,
			           from.path,
			           from.symbol };
		const char *at = grade_name(from.text.s);

		if (grade_at(at != NULL ? at : from.text.s, &g, &end) && !is_alnum(*end))
			judge_grade(x, &g);
	}
	for (size_t i = 0; symbol_source(x->item, i, &from); i++) {
		struct grade g = { { 0 }, NOT_STATED, false, from.path, from.symbol };
		const char *at = grade_name(from.text.s);

		if (at != NULL && grade_at(at, &g, &end) && !is_alnum(*end) &&
		    *end != '-' && g.of[0] < 10 * WHOLE) /* four digits: a date */
			judge_grade(x, &g);
	}
}

/* ---- registration ---- */

/* 农肥(2018)准字1234号, 微生物肥(2018)准字(1234)号, 鲁农肥(2012)准字0123号 */
static void
registrations(struct exam *x)
{
	struct source from;

	for (size_t i = 0; i < 8 && typed_source(x->item, "fertreg", i, &from); i++) {
		struct note n = { "", 0 };
		struct weight w = no_more_than(ASSAY_WEAK);
		const struct province *p;
		const char *s = from.text.s, *reason = "";
		bool microbial = false, provisional = false;
		int32_t year = -1, now = agri_this_year(x);
		size_t len;

		text_without(&from.text, " ");
		note(&n, "fertreg", s);
		if ((p = province_short(s)) != NULL)
			s += strlen(p->short_zh);
		if ((len = begins(s, "微生物肥")) != 0)
			microbial = true;
		else
			len = begins(s, "农肥");
		if (len == 0)
			reason = "does not begin with 农肥 or 微生物肥";
		s += len;
		s += begins(s, "(");
		if (*reason == '\0' && count_digits(s) != 4)
			reason = "no year of four digits";
		if (*reason == '\0') {
			year = number_at(s, 4);
			s += 4;
			s += begins(s, ")");
			if ((len = begins(s, "准字")) == 0) {
				len = begins(s, "临字");
				provisional = len != 0;
			}
			s += len;
			s += begins(s, "第");
			s += begins(s, "(");
			if (len == 0)
				reason = "neither 准字 nor 临字";
			else if (count_digits(s) < 3 || count_digits(s) > 5)
				reason = "no number";
			else if (year < 1989)
				reason = "year too early";
			else if (now > 0 && year > now)
				reason = "year in the future";
		}
		if (*reason == '\0' && provisional && now > 0 && year < now - 5)
			reason = "provisional registration, no longer issued";
		if (*reason != '\0') {
			note(&n, "reason", reason);
			tried(&w, "typing-slip", from.path == ASSAY_PATH_TYPED);
			speak(x, "AGRI-FERT-REG", &w, from.symbol, &n);
			continue;
		}
		note(&n, "kind", microbial ? "microbial" : "general");
		note(&n, "province", p != NULL ? p->short_zh : "none");
		note_int(&n, "year", year);
		note_part(&n, "seq", s, count_digits(s));
		holds(x, "AGRI-FERT-REG", &n);
	}
}

void
agri_fertiliser(struct exam *x)
{
	grades(x);
	registrations(x);
}
