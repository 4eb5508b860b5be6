/* electrical.c - national safety marks of electrical goods: India, Korea, United States
 *
 * None of these numbers has a check digit, and their forms grew over the years, so
 * that nothing here weighs more than W.  UL marks and CE bodies are appliances'. */
#include "form.h"
#include "electrical-guide.h"

/* clang-format off */
static const struct assay_rule rules[] = {
	{ "BIS-CML", ASSAY_WEAK, "V2", "*", NULL, NULL, "cml",
	  "Bureau of Indian Standards, ISI mark licence",
	  "The Indian licence is not CM/L- and seven to ten digits: compare it once more",
	  "印度许可证号不是 CM/L- 加七至十位数字，请再次核对",
	  "The licence number stands below the ISI mark",
	  "许可证号位于 ISI 标志下方" },
	{ "BIS-R", ASSAY_WEAK, "V", "*", NULL, NULL, "bisr",
	  "Bureau of Indian Standards, compulsory registration",
	  "The Indian registration is not R- and eight to ten digits: compare it once more",
	  "印度注册号不是 R- 加八至十位数字，请再次核对",
	  "Sources differ on eight or ten digits, so that both are taken",
	  "公开资料对位数说法不一，八至十位均接受" },
	{ "FCC-ID", ASSAY_WEAK, "M", "*", NULL, NULL, "fcc",
	  "47 CFR 2.926, FCC identifier",
	  "The FCC ID is not a grantee code and up to 14 characters: compare it once more",
	  "FCC ID 不是受让方代码加最多 14 个字符，请再次核对",
	  "Three characters of grantee, or five if the first is a digit from 2 to 9",
	  "受让方代码三位，若首位为数字 2 至 9 则五位" },
	{ "KC-FORM", ASSAY_WEAK, "M", "*", NULL, NULL, "kc",
	  "Korean KC safety and radio certification",
	  "The Korean number has no known form: compare it once more",
	  "韩国 KC 编号形式不明，请再次核对",
	  "Safety as XX00000-00000, radio as R-C-applicant-model",
	  "安全认证如 XX00000-00000，无线认证如 R-C-申请人-型号" },
};

static const struct assay_label labels[] = {
	{ "cml", "Indian licence below the ISI mark, CM/L-...", "ISI 标志下的印度许可证号，CM/L-……" },
	{ "bisr", "Indian registration, R-...", "印度注册号，R-……" },
	{ "fcc", "FCC ID", "FCC ID" },
	{ "kc", "number beside the Korean KC mark", "韩国 KC 标志旁的编号" },
};
/* clang-format on */

/* All of s digits, as many as that? */
static bool
digits_between(const char *s, size_t least, size_t most)
{
	size_t n = count_digits(s);

	return s[n] == '\0' && n >= least && n <= most;
}

static const char *
cml(struct exam *x, struct text *t, struct note *n)
{
	const char *s = t->s;

	(void)x;
	note(n, "cml", s);
	s += begins(s, "CM/L") != 0 ? 4 : begins(s, "CML") != 0 ? 3 : 0;
	s += strspn(s, "-:");
	return digits_between(s, 7, 10) ? "" : "not CM/L- and seven to ten digits";
}

static const char *
bisr(struct exam *x, struct text *t, struct note *n)
{
	const char *s = t->s;

	(void)x;
	note(n, "bisr", s);
	s += begins(s, "R") != 0;
	s += strspn(s, "-:");
	return digits_between(s, 8, 10) ? "" : "not R- and eight to ten digits";
}

static const char *
fcc(struct exam *x, struct text *t, struct note *n)
{
	const char *s = t->s;
	size_t grantee, len;

	(void)x;
	s += begins(s, "FCC") != 0 ? 3 : 0;
	s += begins(s, "ID") != 0 && (s != t->s) ? 2 : 0;
	s += strspn(s, ":");
	note(n, "fcc", s);
	len = strlen(s);
	grantee = s[0] >= '2' && s[0] <= '9' ? 5 : 3;
	for (size_t i = 0; i < len; i++)
		if (!is_alnum(s[i]) && (s[i] != '-' || i < grantee))
			return "characters other than letters, digits and hyphens";
	if (s[0] == '0' || s[0] == '1')
		return "grantee code begins with 0 or 1";
	if (len <= grantee || len > grantee + 14)
		return "length";
	note_part(n, "grantee", s, grantee);
	return "";
}

static const char *
kc(struct exam *x, struct text *t, struct note *n)
{
	static const char *const radio[] = { "R-", "MSIP-", "KCC-" };
	const char *s = t->s;
	size_t hyphens = 0;

	(void)x;
	note(n, "kc", s);
	for (const char *p = s; *p != '\0'; p++)
		hyphens += *p == '-';
	for (size_t i = 0; i < COUNT(radio); i++)
		if (begins(s, radio[i]) != 0)
			return hyphens >= 3 ? "" : "radio number lacks a part";
	if (is_letter(s[0]) && is_letter(s[1])) {
		size_t first = count_digits(s + 2);

		s += 2 + first;
		if ((first == 5 || first == 6) && *s == '-' && count_digits(s + 1) == 5 &&
		    strlen(s + 6) <= 3)
			return "";
	}
	return "form not known";
}

/* ---- the descriptor ---- */

static int
recognise(const struct assay_item *item, char why[80])
{
	for (size_t i = 0; i < COUNT(labels); i++)
		if (assay_claim(item, labels[i].key, 0) != NULL) {
			snprintf(why, 80, "%s typed", labels[i].key);
			return 50; /* a refrigerator bears such marks too */
		}
	return 0;
}

static enum assay_status
examine(const struct assay_host *host, struct assay_run *run,
        const struct assay_item *item)
{
	struct exam x = exam_begin(host, run, item, rules, COUNT(rules));

	form_typed(&x, "BIS-CML", "cml", " ", cml);
	form_typed(&x, "BIS-R", "bisr", " ", bisr);
	form_typed(&x, "FCC-ID", "fcc", " ", fcc);
	form_typed(&x, "KC-FORM", "kc", " ", kc);
	return x.status;
}

ASSAY_PLUGIN(electrical) = {
	.abi = ASSAY_PLUGIN_ABI,
	.size = sizeof(struct assay_plugin),
	.name = "electrical",
	.summary = "electrical goods: national marks of India, Korea, United States",
	.summary_zh = "电器：印度、韩国、美国等国的安全标志",
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
