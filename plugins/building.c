/* building.c - construction products: CE years, declarations, licences, rebar
 *
 * All of it is printed and typed; nothing here has a check digit, so that nothing
 * here weighs more than a contradiction between two typed values can. */
#include "form.h"
#include "building-guide.h"

/* clang-format off */
static const struct assay_rule rules[] = {
	{ "CPR-YEAR", ASSAY_STRONG, "V", "*", "2013-07-01", NULL, NULL,
	  "Regulation (EU) No 305/2011, article 9",
	  "The year beside the CE mark lies after the year of production: read both again",
	  "CE 标志旁的年份晚于生产年份，请再次核对",
	  "It is the year the mark was first affixed to this product",
	  "该年份为产品首次加贴标志的年份" },
	{ "CPR-DOP", ASSAY_STRONG, "V", "eu", "2013-07-01", NULL, NULL,
	  "Regulation (EU) No 305/2011, articles 4 and 9",
	  "The number of the declaration of performance is missing or another than on the papers: look again",
	  "性能声明编号缺失或与文件不同，请再次查看",
	  "Label and declaration of performance bear the same number",
	  "标签与性能声明编号相同" },
	{ "CPR-AVCP", ASSAY_WEAK, "M", "eu", "2013-07-01", NULL, NULL,
	  "Regulation (EU) No 305/2011, annex V",
	  "A product of this system bears no number of a notified body: look at every side and the papers",
	  "该认证体系的产品没有公告机构编号，请查看各面及文件",
	  "Systems 1+, 1, 2+ and 3 take a notified body of four digits",
	  "1+、1、2+、3 体系需要四位数公告机构" },
	{ "BM-XK", ASSAY_WEAK, "M", "cn", NULL, NULL, "xk",
	  "Chinese industrial production licence, XK number",
	  "The production licence is not XK and 2, 3 and 5 digits: compare it once more",
	  "工业产品生产许可证编号不是 XK 加 2、3、5 位数字，请再次核对",
	  "Cement, rebar and cable bore it before they moved to other schemes",
	  "水泥、钢筋、电缆等在改制前使用" },
	{ "BM-REBAR", ASSAY_WEAK, "M", "cn", NULL, NULL, NULL,
	  "GB/T 1499.2, rolled marks of ribbed bars",
	  "Grade or diameter rolled on the bar is not the one on the tag: read both again",
	  "钢筋轧制标志的牌号或直径与标牌不同，请再次核对",
	  "The first digit stands for the grade, the last number for the diameter",
	  "首位数字代表强度等级，末尾数字代表直径" },
};

static const struct assay_label labels[] = {
	{ "ce_year", "year beside the CE mark, two digits", "CE 标志旁的年份，两位" },
	{ "dop", "number of the declaration of performance on the label", "标签上的性能声明编号" },
	{ "dop_paper", "the same on the papers", "文件上的性能声明编号" },
	{ "avcp", "system of assessment: 1+ 1 2+ 3 4", "评定体系：1+ 1 2+ 3 4" },
	{ "notified", "number of the notified body, or none", "公告机构编号，没有填 无" },
	{ "xk", "industrial production licence, XK08-001-00012", "工业产品生产许可证，XK08-001-00012" },
	{ "rebar", "mark rolled on the bar, as 4E XX 25", "钢筋轧制标志，如 4E XX 25" },
	{ "rebar_tag", "tag of the bundle, as HRB400E 25", "钢筋标牌，如 HRB400E 25" },
};
/* clang-format on */

static void
ce_year(struct exam *x)
{
	struct span made = span_claimed(x->item, "made", 0);
	struct weight w = form_weight(ASSAY_PATH_TYPED);
	struct note n = { "", 0 };
	struct text t;
	int32_t year, made_year;

	if (*typed_text(x->item, "ce_year", &t) == '\0' || made.first == ASSAY_NO_DAY ||
	    !(is_digits(t.s, 2) || is_digits(t.s, 4)))
		return;
	made_year = assay_date_of(made.last).year;
	year = number_at(t.s, t.len);
	if (t.len == 2)
		year = assay_century(year, made_year);
	note_int(&n, "ce_year", year);
	note_int(&n, "made", made_year);
	if (year <= made_year) {
		holds(x, "CPR-YEAR", &n);
		return;
	}
	tried(&w, "century", false);
	speak(x, "CPR-YEAR", &w, ASSAY_NONE, &n);
}

/* Without the words before it: "DoP No. 0123-CPR-0456". */
static void
number_alone(struct text *t)
{
	static const char *const words[] = { "DOP", "LE", "DDP", "NUMBER", "NUM",
		                             "NO",  "NR", "N°",  "Nº" };

	for (size_t i = 0; i < COUNT(words);) {
		size_t n = begins(t->s, words[i]);

		/* "NOVA" is a number of its own */
		if (n > 0 && t->s[n] != '\0' && !is_letter(t->s[n])) {
			text_skip(t, n);
			i = 0;
		} else if (n > 0 && i == 0 && begins(t->s + n, "N") != 0) {
			text_skip(t, n); /* DOPNO */
		} else {
			i++;
		}
	}
}

static void
declaration(struct exam *x)
{
	struct weight w = no_more_than(ASSAY_WEAK);
	struct note n = { "", 0 };
	struct text t;

	if (said_absent(x->item, "dop")) {
		note(&n, "dop", "missing");
		tried(&w, "other-pack-level",
		      true); /* it may stand on the papers alone */
		speak(x, "CPR-DOP", &w, ASSAY_NONE, &n);
	}
	form_equal_as(x, "CPR-DOP", "dop", "dop_paper", " -./:_", number_alone);
	if (*typed_text(x->item, "avcp", &t) == '\0' ||
	    assay_claim(x->item, "notified", 0) == NULL || says_no(t.s) ||
	    strchr("123", t.s[0]) == NULL)
		return;
	n = (struct note){ "", 0 };
	note(&n, "avcp", t.s);
	if (!said_absent(x->item, "notified")) {
		holds(x, "CPR-AVCP", &n);
		return;
	}
	w = no_more_than(ASSAY_WEAK);
	tried(&w, "other-pack-level", true);
	speak(x, "CPR-AVCP", &w, ASSAY_NONE, &n);
}

static const char *
xk(struct exam *x, struct text *t, struct note *n)
{
	(void)x;
	note(n, "xk", t->s);
	if (!has_shape(t->s, "XK0000000000"))
		return "not XK and ten digits";
	note_part(n, "class", t->s + 2, 2);
	note_part(n, "product", t->s + 4, 3);
	note(n, "seq", t->s + 7);
	return "";
}

/* ---- rebar ---- */

/* The last number of the text; -1: none. */
static int32_t
last_number(const char *s)
{
	size_t end = strlen(s), from;

	while (end > 0 && !is_digit(s[end - 1]))
		end--;
	for (from = end; from > 0 && is_digit(s[from - 1]);)
		from--;
	return end - from > 3 ? -1 : number_at(s + from, end - from);
}

/* Do the numbers of a tag agree with a bar's diameter?  Lengths and standards stand beside it
 * on a tag, so that one of them need do; a tag with no number but its grade says nothing. */
static bool
tag_agrees(const char *tag, const char *grade, int32_t diameter)
{
	bool any = false;

	for (const char *s = tag; *s != '\0';) {
		size_t n = 0;

		while (is_digit(s[n]))
			n++;
		if (n > 0 && s != grade) {
			any = true;
			if (n <= 3 && number_at(s, n) == diameter)
				return true;
		}
		s += n > 0 ? n : 1;
	}
	return !any;
}

static void
rebar(struct exam *x)
{
	struct text bar, tag;
	const char *grade;
	struct note n = { "", 0 };
	struct weight w = no_more_than(ASSAY_WEAK);
	bool same;

	if (*typed_text(x->item, "rebar", &bar) == '\0' ||
	    *typed_text(x->item, "rebar_tag", &tag) == '\0' || says_no(bar.s) ||
	    (grade = find_word(tag.s, "HRB")) == NULL || !is_digit(bar.s[0]))
		return;
	grade += begins(grade, "HRBF") != 0 ? 4 : 3;
	if (!is_digit(*grade) || last_number(bar.s) < 0)
		return;
	note(&n, "rebar", bar.s);
	note(&n, "tag", tag.s);
	same = bar.s[0] == *grade && tag_agrees(tag.s, grade, last_number(bar.s));
	if (same) {
		holds(x, "BM-REBAR", &n);
		return;
	}
	tried(&w, "typing-slip", true);
	speak(x, "BM-REBAR", &w, ASSAY_NONE, &n);
}

/* ---- the descriptor ---- */

static int
recognise(const struct assay_item *item, char why[80])
{
	/* clang-format off */
	static const struct { const char *key; int score; } typed[] = {
		{ "dop", 90 }, { "rebar", 90 }, { "rebar_tag", 90 }, { "avcp", 90 }, { "xk", 70 }, { "ce_year", 60 },
	};
	/* clang-format on */

	for (size_t i = 0; i < COUNT(typed); i++)
		if (assay_claim(item, typed[i].key, 0) != NULL) {
			snprintf(why, 80, "%s typed", typed[i].key);
			return typed[i].score;
		}
	return 0;
}

static enum assay_status
examine(const struct assay_host *host, struct assay_run *run,
        const struct assay_item *item)
{
	struct exam x = exam_begin(host, run, item, rules, COUNT(rules));

	ce_year(&x);
	declaration(&x);
	form_typed(&x, "BM-XK", "xk", " -", xk);
	rebar(&x);
	return x.status;
}

ASSAY_PLUGIN(building) = {
	.abi = ASSAY_PLUGIN_ABI,
	.size = sizeof(struct assay_plugin),
	.name = "building",
	.summary = "construction products: CE year, declaration, licence, rebar",
	.summary_zh = "建材：CE 年份、性能声明、生产许可证、钢筋",
	.symbologies = "]Q",
	.rules = rules,
	.n_rules = COUNT(rules),
	.labels = labels,
	.n_labels = COUNT(labels),
	.recognise = recognise,
	.examine = examine,
	.guides = guides,
	.n_guides = sizeof guides / sizeof *guides,
};
