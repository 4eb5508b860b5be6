/* seed.c - Chinese seed: the four-line code, licences, variety approval
 *
 * A seed code has four lines in order: variety, producer, unit code, trace address.
 * Real ones put the name of the line and a colon before it and break lines with CR
 * LF; both forms are read.  A code is judged as a seed code only where the goods are
 * known to be seed. */
#include "agri.h"

#include "assay-makers.h"

static const char seed_keys[] = "seedqr seedlic variety seedname crop";

/* ---- the four lines ---- */

/* clang-format off */
static const struct { size_t line; const char *name; } line_names[] = {
	{ 0, "品种名称" }, { 0, "品种" }, { 0, "作物品种名称" },
	{ 1, "生产经营者名称" }, { 1, "生产经营者" }, { 1, "生产商名称" }, { 1, "进口商名称" }, { 1, "生产经营企业" },
	{ 1, "企业名称" }, { 1, "经营者名称" },
	{ 2, "单元识别代码" }, { 2, "单元识别码" }, { 2, "产品识别代码" }, { 2, "识别代码" }, { 2, "产品追溯码" },
	{ 3, "追溯网址" }, { 3, "产品追溯网址" }, { 3, "信息追溯网址" }, { 3, "网址" },
};
/* clang-format on */

/* Take the name of the line and its colon off.  Was there one? */
static bool
line_name_off(struct text *t)
{
	size_t best = 0;

	for (size_t i = 0; i < COUNT(line_names); i++) {
		size_t n = begins(t->s, line_names[i].name);

		if (n > best &&
		    (t->s[n] == ':' || (t->s[n] == ' ' && t->s[n + 1] == ':')))
			best = n;
	}
	if (best != 0)
		text_skip(t, best);
	return best != 0;
}

static bool
unit_code(const struct text *t)
{
	for (size_t i = 0; i < t->len; i++)
		if (!is_alnum(t->s[i]))
			return false;
	return t->len > 0 && t->len <= 20 && strpbrk(t->s, "0123456789") != NULL;
}

void
agri_seed_lines(struct assay_bytes payload, struct seed_lines *out)
{
	size_t at = 0;
	bool blank = false;

	out->n = 0;
	out->named = false;
	out->utf8 = true;
	out->reason = "";
	while (at < payload.len && out->n < COUNT(out->line)) {
		size_t end = at;

		while (end < payload.len && payload.data[end] != '\r' &&
		       payload.data[end] != '\n')
			end++;
		fold(assay_part(payload, at, end), &out->line[out->n]);
		if (out->line[out->n].len > 0) {
			out->utf8 = out->utf8 && out->line[out->n].utf8;
			out->named = line_name_off(&out->line[out->n]) || out->named;
			blank = blank || out->line[out->n].len ==
			                         0; /* a name and nothing behind */
			out->n++;
		}
		at = end + (end < payload.len);
	}
	if (out->n == 1 && is_link(out->line[0].s))
		out->reason = "bare link";
	else if (out->n == 1)
		out->reason = "one line";
	else if (out->n == 2)
		out->reason = "two lines";
	else if (out->n == 3)
		out->reason = "three lines";
	else if (out->n > 4)
		out->reason = "more than four lines";
	else if (out->n == 0)
		out->reason = "empty";
	else if (!out->utf8)
		out->reason = "";
	else if (blank)
		out->reason = "a line is empty";
	else if (!unit_code(&out->line[2]))
		out->reason = "third line is no unit code";
	else if (!is_link(out->line[3].s) && strchr(out->line[3].s, '.') == NULL)
		out->reason = "fourth line is no address";
}

/* ---- the code and what is printed ---- */

/* For comparing names: no spaces, no brackets, capitals. */
static void
name_plain(struct text *t)
{
	text_upper(t);
	text_without(t, " ()\"'-.");
}

static bool
typed_contract(const struct assay_item *item)
{
	struct text t;

	return assay_claim(item, "contract", 0) != NULL &&
	       !says_no(typed_text(item, "contract", &t));
}

/* One line of the code against one typed value. */
static void
name_compare(struct exam *x, const char *what, const struct text *coded, const char *key,
             enum assay_path path, uint32_t symbol)
{
	struct text a = *coded, b;
	struct note n = { "", 0 };
	struct weight w;
	size_t differ;

	if (!coded->utf8 || *typed_text(x->item, key, &b) == '\0' || !b.utf8)
		return;
	note(&n, "line", what);
	note(&n, "coded", a.s);
	note(&n, "printed", b.s);
	name_plain(&a);
	name_plain(&b);
	if (strstr(a.s, b.s) != NULL || strstr(b.s, a.s) != NULL) {
		holds(x, "AGRI-SEED-NAME", &n); /* short names are common in print */
		return;
	}
	if (strcmp(key, "maker") == 0 &&
	    !assay_makers_differ(coded->s,
	                         (const char *)assay_claim(x->item, key, 0)->value.data))
		return; /* one firm in two scripts, or a branch of it: nothing was
		           compared */
	differ = differences(a.s, b.s);
	w = conflict_weight(path == ASSAY_PATH_LINEAR ? path : ASSAY_PATH_TYPED,
	                    differ <= 2);
	note_int(&n, "characters", (int32_t)differ);
	/* the line must name the one on the label, unless it says that two took part */
	tried(&w, "contract-maker", strcmp(key, "maker") == 0 && typed_contract(x->item));
	speak(x, "AGRI-SEED-NAME", &w, symbol, &n);
}

static void
seed_code(struct exam *x, struct assay_bytes payload, enum assay_path path,
          uint32_t symbol, bool others)
{
	struct seed_lines q;
	struct note n = { "", 0 };

	agri_seed_lines(payload, &q);
	note_int(&n, "lines", (int32_t)(q.n > 4 ? 5 : q.n));
	if (*q.reason == '\0') {
		if (q.utf8) {
			note(&n, "unit", q.line[2].s);
			note(&n, "variety", q.line[0].s);
		} else {
			note(&n, "encoding", "not UTF-8");
		}
		holds(x, "AGRI-SEED-QR", &n);
		name_compare(x, "variety", &q.line[0], "seedname", path, symbol);
		name_compare(x, "producer", &q.line[1], "maker", path, symbol);
		return;
	}
	note(&n, "reason", q.reason);
	if (q.n > 0)
		note(&n, "first", q.line[0].s);
	{
		struct weight w = form_weight(path);

		tried(&w, "neighbour-code", others); /* another code may be the seed's */
		tried(&w, "other-pack-level", false);
		speak(x, "AGRI-SEED-QR", &w, symbol, &n);
	}
}

/* As typed, "\r\n" and "\n" may be spelt out. */
static struct assay_bytes
lines_typed(struct assay_bytes raw, uint8_t *to, size_t room)
{
	size_t n = 0;

	for (size_t i = 0; i < raw.len && n < room; i++) {
		bool spelt = raw.data[i] == '\\' && i + 1 < raw.len &&
		             (raw.data[i + 1] == 'n' || raw.data[i + 1] == 'r');

		to[n++] = spelt ? '\n' : raw.data[i];
		i += spelt;
	}
	return (struct assay_bytes){ to, n };
}

/* A GS1 Digital Link beside or instead of the seed code identifies the goods in its own
 * way: it is not judged. */
static bool
names_product(const struct assay_item *item, uint32_t symbol)
{
	const struct assay_claim *c;

	for (size_t i = 0; (c = assay_claim(item, "gtin", i)) != NULL; i++)
		if (c->symbol == symbol)
			return true;
	return false;
}

/* Is this meant to be a seed code, whatever became of it: does it name a variety and
 * a unit? */
bool
agri_seed_named(const char *text)
{
	return strstr(text, "品种名称") != NULL && strstr(text, "单元识别代码") != NULL;
}

static void
seed_codes(struct exam *x)
{
	bool seed = agri_typed_any(x->item, seed_keys), good = false;
	size_t candidates = 0;
	struct source from;
	uint8_t spelt[4096];

	for (size_t i = 0; i < 4 && typed_source(x->item, "seedqr", i, &from); i++)
		seed_code(x, lines_typed(from.raw, spelt, sizeof spelt), from.path,
		          from.symbol, false);
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; symbol_source(x->item, i, &from); i++) {
			struct seed_lines q;

			if (x->item->symbols[i].symbology[1] != 'Q' ||
			    from.text.len == 0 || names_product(x->item, (uint32_t)i))
				continue;
			agri_seed_lines(from.raw, &q);
			if (pass == 0) {
				candidates++;
				if (*q.reason == '\0') {
					good = true;
					seed_code(x, from.raw, from.path, from.symbol,
					          false);
				}
			} else if ((seed || agri_seed_named(from.text.s)) && !good &&
			           *q.reason != '\0') {
				seed_code(x, from.raw, from.path, from.symbol,
				          candidates > 1);
			}
		}
}

/* ---- licences ---- */

struct seed_licence {
	char type[4];    /* its letters */
	char issuer[16]; /* 农, or one to three characters */
	int32_t year;
	char seq[8];
};

/* C(黑哈五)农种许字(2016)第6001号 at s, without spaces.  "" or the reason. */
static const char *
seed_licence_parse(const char *s, int32_t this_year, struct seed_licence *l)
{
	size_t n = 0, issuer = 0;

	memset(l, 0, sizeof *l);
	while (is_letter(s[n]) && n < sizeof l->type - 1) {
		l->type[n] = upper(s[n]);
		n++;
	}
	s += n;
	if (n == 0)
		return "no type letter";
	if (begins(s, "(") == 0)
		return "no issuer in brackets";
	s++;
	for (n = 0; s[n] != '\0' && s[n] != ')'; n += char_len(s + n))
		issuer++;
	if (s[n] != ')' || issuer == 0 || issuer > 3 || n >= sizeof l->issuer)
		return "issuer is not one to three characters";
	memcpy(l->issuer, s, n);
	s += n + 1;
	if ((n = begins(s, "农种许字")) == 0)
		return begins(s, "农种") != 0 && strstr(s, "许字") != NULL
		               ? "older form"
		               : "not 农种许字";
	s += n;
	s += begins(s, "(");
	if (count_digits(s) != 4)
		return "no year of four digits";
	l->year = number_at(s, 4);
	s += 4;
	s += begins(s, ")");
	s += begins(s, "年");
	s += begins(s, "第");
	n = count_digits(s);
	if (n != 3 && n != 4)
		return "number of three or four digits expected";
	memcpy(l->seq, s, n);
	s += n;
	s += begins(s, "号");
	if (*s != '\0')
		return "other characters at the end";
	for (n = 0; l->type[n] != '\0'; n++)
		if (l->type[n] > 'E')
			return "type letter above E";
	if (strcmp(l->issuer, "农") != 0 && province_short(l->issuer) == NULL)
		return "issuer not known";
	if (l->year < 1990)
		return "year too early";
	return this_year > 0 && l->year > this_year ? "year in the future" : "";
}

static bool
imported(const struct assay_item *item)
{
	struct text t;

	if (assay_claim(item, "imported", 0) != NULL)
		return !says_no(typed_text(item, "imported", &t));
	if (*typed_text(item, "country", &t) == '\0')
		return false;
	return find_word(t.s, "china") == NULL && strstr(t.s, "中国") == NULL &&
	       !same_word(t.s, "CN") && !same_word(t.s, "CHN") && !same_word(t.s, "PRC");
}

static void
seed_licences(struct exam *x)
{
	struct source from;

	for (size_t i = 0; i < 8 && typed_source(x->item, "seedlic", i, &from); i++) {
		struct seed_licence l;
		struct note n = { "", 0 };
		struct weight w = form_weight(from.path);
		const char *reason;
		bool type, issuer;

		if (says_no(from.text.s))
			continue;
		text_without(&from.text, " ");
		reason = seed_licence_parse(from.text.s, agri_this_year(x), &l);
		note(&n, "seedlic", from.text.s);
		if (strcmp(reason, "older form") == 0) {
			note(&n, "remark", "older form, not judged");
			remark(x, "AGRI-SEED-LIC", from.symbol, &n);
			continue;
		}
		if (*reason != '\0') {
			note(&n, "reason", reason);
			speak(x, "AGRI-SEED-LIC", &w, from.symbol, &n);
			continue;
		}
		note(&n, "type", l.type);
		note(&n, "issuer", l.issuer);
		note_int(&n, "year", l.year);
		note(&n, "seq", l.seq);
		holds(x, "AGRI-SEED-LIC", &n);
		if (!imported(x->item))
			continue;
		type = strchr(l.type, 'E') != NULL;
		issuer = strcmp(l.issuer, "农") == 0;
		if (type && issuer) {
			holds(x, "AGRI-SEED-LIC-IMPORT", &n);
			continue;
		}
		w = conflict_weight(from.path, type || issuer); /* one character wrong */
		tried(&w, "contract-maker", false);
		note(&n, "reason", type ? "not by the ministry" : "not of type E");
		speak(x, "AGRI-SEED-LIC-IMPORT", &w, from.symbol, &n);
	}
}

/* ---- variety approval ---- */

struct variety {
	char level[20], crop[16], seq[8];
	int32_t year;
	bool registered; /* GPD */
};

/* 国审稻20180077, 湘审玉2016008, GPD辣椒(2018)370001.  "" or the reason. */
static const char *
variety_parse(const char *s, int32_t this_year, struct variety *v)
{
	/* clang-format off */
	static const char *const crops[] = { "稻", "麦", "玉", "棉", "豆",
		"油", "薯", "甘薯", "花生", "甜菜", "茶", "烟" }; /* the latter approved until 2016 */
	/* clang-format on */
	const struct province *p;
	size_t n, digits;

	memset(v, 0, sizeof *v);
	if ((n = begins(s, "GPD")) != 0) {
		const char *crop = s + n;

		v->registered = true;
		for (s = crop; *s != '\0' && *s != '('; s += char_len(s)) {
		}
		if (s == crop || (size_t)(s - crop) >= sizeof v->crop || *s != '(')
			return "no crop before the year";
		memcpy(v->crop, crop, (size_t)(s - crop));
		memcpy(v->level, "registered", 11);
		s++;
		if (count_digits(s) != 4 || s[4] != ')')
			return "no year in brackets";
		v->year = number_at(s, 4);
		s += 5;
		if (count_digits(s) != 6 || (s[6] != '\0' && strcmp(s + 6, "号") != 0))
			return "six digits must follow";
		if (province_of(number_at(s, 2)) == NULL)
			return "province digits unknown";
		memcpy(v->seq, s, 6);
	} else {
		if ((n = begins(s, "国")) != 0) {
			memcpy(v->level, "national", 9);
		} else if ((p = province_short(s)) != NULL) {
			n = strlen(p->short_zh);
			memcpy(v->level, p->short_zh, n);
		} else {
			return "neither national nor a province";
		}
		s += n;
		s += begins(s, "农"); /* provinces wrote 农审 in their time */
		if ((n = begins(s, "审")) == 0)
			return "no 审";
		s += n;
		for (size_t i = 0; i < COUNT(crops) && v->crop[0] == '\0'; i++)
			if ((n = begins(s, crops[i])) != 0) {
				memcpy(v->crop, crops[i], n);
				s += n;
			}
		if (v->crop[0] == '\0' && !is_digit(*s))
			return "crop not known";
		digits = count_digits(s);
		/* provinces use two digits of sequence as well */
		if (digits < (strcmp(v->level, "national") == 0 ? 7u : 6u))
			return "too short";
		if (digits > 8 || (s[digits] != '\0' && strcmp(s + digits, "号") != 0))
			return "too long";
		v->year = number_at(s, 4);
		memcpy(v->seq, s + 4, digits - 4);
	}
	if (v->year < 1980)
		return "year too early";
	return this_year > 0 && v->year > this_year ? "year in the future" : "";
}

static void
varieties(struct exam *x)
{
	struct source from;

	for (size_t i = 0; i < 8 && typed_source(x->item, "variety", i, &from); i++) {
		struct variety v;
		struct note n = { "", 0 };
		struct weight w = no_more_than(ASSAY_WEAK);
		const char *reason;

		text_without(&from.text, " ");
		if (strpbrk(from.text.s, "0123456789") == NULL)
			continue; /* a name and no number */
		reason = variety_parse(from.text.s, agri_this_year(x), &v);
		note(&n, "number", from.text.s);
		if (*reason != '\0') {
			note(&n, "reason", reason);
			tried(&w, "typing-slip", from.path == ASSAY_PATH_TYPED);
			speak(x, "AGRI-SEED-VARIETY", &w, from.symbol, &n);
			continue;
		}
		note(&n, "level", v.level);
		if (v.crop[0] != '\0')
			note(&n, "crop", v.crop);
		note_int(&n, "year", v.year);
		note(&n, "seq", v.seq);
		holds(x, "AGRI-SEED-VARIETY", &n);
	}
}

/* Division 6 (zeros for higher levels), year 4, serial 4. */
static void
forest_licences(struct exam *x)
{
	struct source from;

	for (size_t i = 0; i < 8 && typed_source(x->item, "forestlic", i, &from); i++) {
		struct note n = { "", 0 };
		struct weight w = form_weight(from.path);
		int32_t year, now = agri_this_year(x);
		char reason[32] = "";

		text_without(&from.text, " -");
		year = from.text.len == 14 ? number_at(from.text.s + 6, 4) : -1;
		note(&n, "forestlic", from.text.s);
		if (count_digits(from.text.s) != from.text.len || from.text.len != 14)
			snprintf(reason, sizeof reason, "%zu characters, not 14 digits",
			         from.text.len);
		else if (province_of(number_at(from.text.s, 2)) == NULL)
			snprintf(reason, sizeof reason, "province %.2s unknown",
			         from.text.s);
		else if (year < 1990)
			snprintf(reason, sizeof reason, "year too early");
		else if (now > 0 && year > now)
			snprintf(reason, sizeof reason, "year in the future");
		if (reason[0] != '\0') {
			note(&n, "reason", reason);
			speak(x, "AGRI-FOREST-SEED-LIC", &w, from.symbol, &n);
			continue;
		}
		note_part(&n, "division", from.text.s, 6);
		note_int(&n, "year", year);
		note_part(&n, "seq", from.text.s + 10, 4);
		holds(x, "AGRI-FOREST-SEED-LIC", &n);
	}
}

void
agri_seed(struct exam *x)
{
	seed_codes(x);
	seed_licences(x);
	varieties(x);
	forest_licences(x);
}
