/* plant.c - plant passports of the EU, trace codes of Chinese veterinary medicine
 *
 * A plant passport says A botanical name, B country and registration number of the
 * operator, C trace code where one is needed, D origin.  A veterinary trace code has
 * 24 digits: day of application 8, maker 5, random 11. */
#include "agri.h"

/* ---- plant passports ---- */

struct passport {
	struct text a, b, c, d;
};

/* Where the part marked by this letter begins, at or after s; NULL. */
static const char *
part_mark(const char *whole, const char *s, char letter)
{
	for (; *s != '\0'; s++)
		if (*s == letter && (s[1] == ' ' || s[1] == ':' || s[1] == '.') &&
		    (s == whole || strchr(" ;,\n", s[-1]) != NULL))
			return s;
	return NULL;
}

static void
part_text(const char *from, const char *to, struct text *out)
{
	size_t skip = 0;

	fold((struct assay_bytes){ (const uint8_t *)from, (size_t)(to - from) }, out);
	while (skip < out->len && strchr(" :.;,", out->s[skip]) != NULL)
		skip++;
	text_skip(out, skip);
	while (out->len > 0 && strchr(" ;,", out->s[out->len - 1]) != NULL)
		out->s[--out->len] = '\0';
}

static const char *
passport_parse(const char *s, struct passport *p)
{
	const char *mark[5] = { NULL }, *at = s;
	struct text *const parts[4] = { &p->a, &p->b, &p->c, &p->d };

	memset(p, 0, sizeof *p);
	for (int i = 0; i < 4; i++) {
		mark[i] = part_mark(s, at, (char)('A' + i));
		if (mark[i] != NULL)
			at = mark[i] + 1;
		else if (i != 2)
			return i == 0 ? "no part A" : i == 1 ? "no part B" : "no part D";
	}
	mark[4] = s + strlen(s);
	for (int i = 0; i < 4; i++) {
		int next = i + 1;

		while (next < 4 && mark[next] == NULL)
			next++;
		if (mark[i] != NULL)
			part_text(mark[i] + 1, mark[next], parts[i]);
	}
	if (p->a.len == 0)
		return "no botanical name";
	if (!is_letter(p->b.s[0]) || !is_letter(p->b.s[1]) || is_alnum(p->b.s[2]))
		return "registration number without country prefix";
	if (p->d.len < 2 || !is_letter(p->d.s[0]) || !is_letter(p->d.s[1]))
		return "no origin";
	return "";
}

static bool
issues_passports(const char *s)
{
	static const char states[] =
	        "AT BE BG CY CZ DE DK EE EL GR ES FI FR HR HU IE IT LT LU "
	        "LV MT NL PL PT RO SE SI SK XI CH LI";
	char two[3] = { upper(s[0]), upper(s[1]), '\0' };

	return in_list(states, two);
}

static void
passport(struct exam *x, const char *s, enum assay_path path, uint32_t symbol)
{
	struct passport p;
	struct note n = { "", 0 };
	struct weight w = form_weight(path);
	const char *reason = passport_parse(s, &p);

	if (*reason == '\0' && !issues_passports(p.b.s))
		reason = "country of the registration number issues no plant passports";
	if (*reason != '\0') {
		note(&n, "passport", s);
		note(&n, "reason", reason);
		speak(x, "AGRI-PLANTPASS", &w, symbol, &n);
		return;
	}
	note(&n, "botanical", p.a.s);
	note(&n, "reg", p.b.s);
	if (p.c.len > 0)
		note(&n, "trace", p.c.s);
	note(&n, "origin", p.d.s);
	if (p.c.len == 0) {
		w = no_more_than(ASSAY_WEAK);
		note(&n, "reason", "no trace code; it is needed for some plants only");
		tried(&w, "typing-slip", path == ASSAY_PATH_TYPED);
		speak(x, "AGRI-PLANTPASS", &w, symbol, &n);
	} else {
		holds(x, "AGRI-PLANTPASS", &n);
	}
	if (upper(p.b.s[0]) != upper(p.d.s[0]) || upper(p.b.s[1]) != upper(p.d.s[1]))
		remark(x, "AGRI-PLANTPASS-ORIGIN", symbol, &n);
}

static void
passports(struct exam *x)
{
	struct source from;

	for (size_t i = 0; i < 8 && typed_source(x->item, "plantpass", i, &from); i++)
		passport(x, from.text.s, from.path, from.symbol);
	for (size_t i = 0; symbol_source(x->item, i, &from); i++)
		if (find_word(from.text.s, "Plant Passport") != NULL &&
		    part_mark(from.text.s, from.text.s, 'B') != NULL)
			passport(x, from.text.s, from.path, from.symbol);
}

/* ---- veterinary medicine ---- */

#define VET_DIGITS 24
#define STOCK_DAYS 366 /* codes are ordered before the goods are made, not long after */

static const char *
vet_fault(struct exam *x, const char *s, char shown[40], int32_t *day)
{
	int32_t month = number_at(s + 4, 2), today = assay_day_at(x->item->now);
	struct dated made;

	*day = assay_day(number_at(s, 4), month, number_at(s + 6, 2));
	if (month < 1 || month > 12)
		snprintf(shown, 40, "month %02d", (int)month);
	else if (*day == ASSAY_NO_DAY)
		snprintf(shown, 40, "day %.2s", s + 6);
	else if (*day < assay_day(2010, 1, 1))
		snprintf(shown, 40, "before the scheme");
	else if (today != ASSAY_NO_DAY && *day > today + 2)
		snprintf(shown, 40, "day in the future");
	else if (dated_claim(x->item, "made", 0, &made) && *day > made.day + STOCK_DAYS)
		snprintf(shown, 40, "long after the made date");
	else
		shown[0] = '\0';
	return shown;
}

static void
vet_code(struct exam *x, const char *s, enum assay_path path, uint32_t symbol)
{
	struct note n = { "", 0 };
	char shown[40];
	const char *reason;
	int32_t day;

	reason = vet_fault(x, s, shown, &day);
	note_part(&n, "code", s, VET_DIGITS);
	if (*reason != '\0') {
		struct weight w = form_weight(path);

		note(&n, "reason", reason);
		tried(&w, "clock", false);
		speak(x, "AGRI-VETDRUG-TRACE", &w, symbol, &n);
		return;
	}
	note_day(&n, "applied", day);
	note_part(&n, "maker", s + 8, 5);
	holds(x, "AGRI-VETDRUG-TRACE", &n);
}

static const char *
run_of_24(const char *s)
{
	const char *found = NULL;

	while (*s != '\0') {
		size_t n = count_digits(s);

		if (n == VET_DIGITS && found != NULL)
			return NULL;
		if (n == VET_DIGITS)
			found = s;
		s += n != 0 ? n : 1;
	}
	return found;
}

static void
vet_codes(struct exam *x)
{
	bool vet = assay_claim(x->item, "vetdrug", 0) != NULL ||
	           assay_claim(x->item, "vetreg", 0) != NULL;
	struct source from;
	char shown[40];
	const char *code;
	int32_t day;

	for (size_t i = 0; i < 8 && typed_source(x->item, "vetdrug", i, &from); i++) {
		struct note n = { "", 0 };
		struct weight w = form_weight(from.path);

		text_without(&from.text, " -");
		if (count_digits(from.text.s) == VET_DIGITS &&
		    from.text.len == VET_DIGITS) {
			vet_code(x, from.text.s, from.path, from.symbol);
			continue;
		}
		note(&n, "code", from.text.s);
		note(&n, "reason", "not 24 digits");
		speak(x, "AGRI-VETDRUG-TRACE", &w, from.symbol, &n);
	}
	/* other trades use 24 digits too: decoded ones are doubted only on such goods */
	for (size_t i = 0; symbol_source(x->item, i, &from); i++)
		if ((code = run_of_24(from.text.s)) != NULL &&
		    (vet || *vet_fault(x, code, shown, &day) == '\0'))
			vet_code(x, code, from.path, from.symbol);
}

void
agri_plant(struct exam *x)
{
	passports(x);
	vet_codes(x);
}
