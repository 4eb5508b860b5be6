/* cmd_explain.c - assay explain: the chain behind a rule or a result
 *
 * A result is a line of `assay scan --jsonl`.  It is read with jansson, which libassay
 * writes it with: the only foreign format a command reads.  The file may have been
 * changed by anybody, so nothing of it is printed without being made printable; its
 * strings are escaped already and are not escaped twice. */
#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <jansson.h>

#include "assay-check.h"
#include "assay-link.h"
#include "assay-plugin.h"
#include "text.h"
#include "tool.h"

#define LINE_ROOM 4096

struct explain {
	const struct assay *context;
	struct text text;
};

struct words2 {
	const char *en, *zh;
};

/* clang-format off */
/* The order of precedence, as doc/architecture.md has it. */
static const struct words2 precedence[] = {
	{ "not said", "未说明" },
	{ "line 1: nothing was read and nothing typed", "第 1 条：未识读到内容，也没有录入" },
	{ "line 2: a finding of severity P, a contradiction proven", "第 2 条：存在 P 级发现，矛盾已证实" },
	{ "line 3: a finding of severity S, a contradiction with an innocent explanation left",
		"第 3 条：存在 S 级发现，矛盾尚有无辜的解释" },
	{ "line 4: a trusted list or a seal that holds, for exactly this product and serial",
		"第 4 条：可信清单或有效签封，恰为此商品与序列号" },
	{ "line 5: signed data covers this product but could not decide",
		"第 5 条：签名数据覆盖此商品，但无法判定" },
	{ "line 6: a check that could have failed was applied and passed",
		"第 6 条：执行了可能失败的检查并通过" },
	{ "line 7: nothing to check", "第 7 条：没有可检查的内容" },
};
/* clang-format on */

/* clang-format off */
static const struct {
	char letter;
	struct words2 means;
} severities[] = {
	{ 'I', { "I, information", "I，信息" } },
	{ 'W', { "W, weak: unusual, with innocent explanations", "W，弱：少见，有无辜的解释" } },
	{ 'S', { "S, strong: a contradiction; an innocent explanation is left",
		       "S，强：存在矛盾，尚有无辜的解释" } },
	{ 'P', { "P, proof: a contradiction proven", "P，证明：矛盾已证实" } },
};
/* clang-format on */

/* clang-format off */
static const struct {
	const char *grade;
	struct words2 means;
} grades[] = {
	{ "V2", { "V2, two or more independent sources agree", "V2，两个以上独立来源一致" } },
	{ "V", { "V, found in a named public source", "V，见于公开来源" } },
	{ "E", { "E, checked on real published numbers", "E，已用公开的真实号码验证" } },
	{ "C", { "C, computed from a rule that is sourced", "C，由有来源的规则推算" } },
	{ "M", { "M, from memory: never weighs more than W", "M，凭记忆：至多为 W" } },
};
/* clang-format on */

static const char *
say(const struct explain *e, struct words2 w)
{
	return e->text.lang == ASSAY_ZH ? w.zh : w.en;
}

#define SAY(e, en_, zh_) say((e), (struct words2){ (en_), (zh_) })

static void
field(const struct explain *e, const char *en, const char *zh, const char *value)
{
	if (value != NULL && *value != '\0')
		text_field(&e->text, SAY(e, en, zh), value);
}

/* A sentence of a rule's table, which has no stop. */
static void
sentence_field(const struct explain *e, const char *en, const char *zh,
               const char *sentence)
{
	char text[1024];

	snprintf(text, sizeof text, "%s%s", sentence, SAY(e, ".", "。"));
	field(e, en, zh, text);
}

/* ---- a rule ---- */

static const char *
severity_text(const struct explain *e, char letter)
{
	for (size_t i = 0; i < sizeof severities / sizeof *severities; i++)
		if (severities[i].letter == letter)
			return say(e, severities[i].means);
	return "";
}

static const char *
grade_text(const struct explain *e, const char *grade)
{
	for (size_t i = 0; i < sizeof grades / sizeof *grades; i++)
		if (strcmp(grades[i].grade, grade) == 0)
			return say(e, grades[i].means);
	return grade;
}

/* One line for each explanation that could apply. */
static void
innocent(const struct explain *e, const struct assay_guide *g)
{
	struct assay_bytes rest = assay_str(g->innocent), word;
	bool first = true;

	while (assay_link_next(&rest, ' ', &word)) {
		const struct assay_label *row;

		for (size_t n = 0; (row = assay_explanation_at(n)) != NULL; n++)
			if (assay_bytes_is(word, row->key))
				break;
		if (row == NULL)
			continue;
		text_field(&e->text, first ? SAY(e, "innocent", "无辜解释") : "",
		           SAY(e, row->en, row->zh));
		first = false;
	}
	if (first)
		text_field(&e->text, SAY(e, "innocent", "无辜解释"),
		           SAY(e, "nothing to explain: it accuses nobody",
		               "无需解释：不构成指控"));
}

static void
explain_rule(const struct explain *e, const struct assay_rule *r,
             const struct assay_plugin *p)
{
	const struct assay_guide *g = assay_guide_find(e->context, r->id);
	char span[64];

	printf("%s\n", r->id);
	sentence_field(e, "says", "结论", SAY(e, r->en, r->zh));
	sentence_field(e, "checks", "检查", SAY(e, r->why_en, r->why_zh));
	field(e, "severity", "级别",
	      severity_text(e, assay_severity_letter(r->severity)));
	field(e, "grade", "依据等级", grade_text(e, r->grade));
	field(e, "where", "适用地区",
	      strcmp(r->jurisdiction, "*") == 0 ? SAY(e, "everywhere", "各地")
	                                        : r->jurisdiction);
	snprintf(span, sizeof span, "%.20s – %.20s", r->from != NULL ? r->from : "…",
	         r->until != NULL ? r->until : "…");
	field(e, "in force", "有效期",
	      r->from == NULL && r->until == NULL ? SAY(e, "without limit", "不限")
	                                          : span);
	field(e, "source", "来源", r->source);
	if (g != NULL) {
		innocent(e, g);
		field(e, "look next", "下一步", SAY(e, g->next_en, g->next_zh));
	}
	field(e, "plugin", "插件", p != NULL ? p->name : NULL);
}

/* ---- a result ---- */

static bool
hidden(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E ||
	       c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/* A line that grows; what a result says goes through add_from(), which shows control
 * and bidirectional characters as their bytes. */
struct line {
	char text[LINE_ROOM];
	size_t len;
};

__attribute__((format(printf, 2, 3))) static void
add(struct line *l, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(l->text + l->len, sizeof l->text - l->len, format, args);
	va_end(args);
	if (n < 0 || (size_t)n >= sizeof l->text - l->len)
		l->text[l->len] = '\0';
	else
		l->len += (size_t)n;
}

static void
add_from(struct line *l, const char *text)
{
	struct assay_bytes s = assay_str(text);
	uint32_t code;
	size_t n;

	for (size_t at = 0; at < s.len; at += n) {
		if ((n = assay_utf8(s, at, &code)) == 0) {
			n = 1;
			code = 0;
		}
		if (!hidden(code))
			add(l, "%.*s", (int)n, (const char *)s.data + at);
		else
			for (size_t i = 0; i < n; i++)
				add(l, "\\x%02X", s.data[at + i]);
	}
}

static const char *
string_of(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s == NULL ? "" : s;
}

/* Add "LABEL value" where the object has it. */
static void
add_member(struct line *l, const json_t *o, const char *key, const char *label)
{
	const json_t *v = json_object_get(o, key);

	if (json_is_string(v) && *json_string_value(v) != '\0') {
		add(l, "%s%s ", l->len > 0 ? "; " : "", label);
		add_from(l, json_string_value(v));
	} else if (json_is_integer(v)) {
		add(l, "%s%s %lld", l->len > 0 ? "; " : "", label,
		    (long long)json_integer_value(v));
	} else if (json_is_true(v)) {
		add(l, "%s%s", l->len > 0 ? "; " : "", label);
	}
}

static void
field_from(const struct explain *e, const char *en, const char *zh, const char *value)
{
	struct line l = { "", 0 };

	add_from(&l, value);
	field(e, en, zh, l.text);
}

static enum assay_verdict
verdict_of(const json_t *o)
{
	for (unsigned v = 0; v < ASSAY_VERDICTS; v++)
		if (strcmp(assay_verdict_name((enum assay_verdict)v, ASSAY_EN),
		           string_of(o, "verdict")) == 0)
			return (enum assay_verdict)v;
	return ASSAY_UNKNOWN;
}

static void
flags_of(struct line *l, const struct explain *e, const json_t *o)
{
	const json_t *names = json_object_get(o, "flags");

	for (size_t i = 0; i < json_array_size(names); i++) {
		const char *name = json_string_value(json_array_get(names, i));

		for (unsigned f = 0; f < ASSAY_FLAGS && name != NULL; f++)
			if (strcmp(name, assay_flag_name((enum assay_flag)(1u << f),
			                                 ASSAY_EN)) == 0)
				add(l, "%s%s", l->len > 0 ? " " : "",
				    assay_flag_name((enum assay_flag)(1u << f),
				                    e->text.lang));
	}
}

static void
explain_photo(const struct explain *e, const json_t *o)
{
	const json_t *photo = json_object_get(o, "photo"), *place;
	struct line l = { "", 0 };

	add_from(&l, string_of(photo, "format"));
	if (json_integer_value(json_object_get(photo, "width")) > 0)
		add(&l, " %lld × %lld",
		    (long long)json_integer_value(json_object_get(photo, "width")),
		    (long long)json_integer_value(json_object_get(photo, "height")));
	add_member(&l, photo, "time", SAY(e, "taken", "拍摄于"));
	if (json_is_false(json_object_get(photo, "time_zone_known")))
		add(&l, "%s",
		    SAY(e, " (camera time, zone not known)", "（相机时间，时区未知）"));
	place = json_object_get(photo, "place");
	if (json_array_size(place) == 2)
		add(&l, "; %.5f, %.5f", json_number_value(json_array_get(place, 0)),
		    json_number_value(json_array_get(place, 1)));
	field(e, "photo", "照片", l.text);
	field_from(e, "sha256", "sha256", string_of(o, "sha256"));
	field_from(e, "unread", "未读", string_of(o, "reason"));
}

static void
explain_inputs(const struct explain *e, const json_t *o)
{
	static const struct {
		const char *path;
		struct words2 means;
	} paths[] = {
		{ "typed", { "typed", "录入" } },
		{ "linear", { "from a linear symbol", "来自一维码" } },
		{ "retail", { "from a retail symbol", "来自零售码" } },
		{ "matrix", { "from an error-corrected symbol", "来自纠错二维码" } },
	};
	const json_t *symbols = json_object_get(o, "symbols"),
	             *fields = json_object_get(o, "fields");

	for (size_t i = 0; i < json_array_size(symbols); i++) {
		const json_t *s = json_array_get(symbols, i);
		struct line l = { "", 0 };

		add(&l, "%zu: ", i);
		add_from(&l, string_of(s, "symbology"));
		add(&l, " ");
		add_from(&l, string_of(s, "payload"));
		add_member(&l, s, "reader", SAY(e, "read by", "识读程序"));
		add_member(&l, s, "pass", SAY(e, "pass", "轮次"));
		add_member(&l, s, "quality", SAY(e, "quality", "质量"));
		if (json_integer_value(json_object_get(s, "photo")) > 0)
			add(&l, "%s",
			    SAY(e, "; in another photo of the item",
			        "；来自该物品的另一张照片"));
		field(e, "symbol", "条码", l.text);
	}
	for (size_t i = 0; i < json_array_size(fields); i++) {
		const json_t *f = json_array_get(fields, i);
		struct line l = { "", 0 };

		add_from(&l, string_of(f, "key"));
		add(&l, " = ");
		add_from(&l, string_of(f, "value"));
		add_member(&l, f, "ai", "AI");
		for (size_t k = 0; k < sizeof paths / sizeof *paths; k++)
			if (strcmp(paths[k].path, string_of(f, "path")) == 0)
				add(&l, "; %s", say(e, paths[k].means));
		add_member(&l, f, "symbol", SAY(e, "symbol", "条码"));
		field(e, "input", "输入", l.text);
	}
}

static void
explain_lists(const struct explain *e, const json_t *o)
{
	static const struct {
		const char *key;
		struct words2 means;
	} facts[] = {
		{ "status", { "status", "状态" } },
		{ "issuer", { "issuer", "签发者" } },
		{ "issuer_name", { "that is", "即" } },
		{ "title", { "title", "标题" } },
		{ "version", { "version", "版本" } },
		{ "issued", { "issued", "签发于" } },
		{ "expires", { "expires", "失效于" } },
		{ "complete_until", { "complete until", "完整截至" } },
		{ "age", { "age", "时效" } },
		{ "list_id", { "list", "清单号" } },
		{ "guessable", { "its serials can be guessed", "序列号可猜" } },
	};
	const json_t *lists = json_object_get(o, "lists");

	for (size_t i = 0; i < json_array_size(lists); i++) {
		const json_t *list = json_array_get(lists, i);
		struct line l = { "", 0 };

		add_from(&l, string_of(list, "gtin"));
		add(&l, " %s ", SAY(e, "serial", "序列号"));
		add_from(&l, string_of(list, "serial"));
		add(&l, "%s", SAY(e, ": ", "："));
		add_from(&l, *string_of(list, "answer_text") != '\0' &&
		                             e->text.lang == ASSAY_ZH
		                     ? string_of(list, "answer_text")
		                     : string_of(list, "answer"));
		for (size_t k = 0; k < sizeof facts / sizeof *facts; k++)
			add_member(&l, list, facts[k].key, say(e, facts[k].means));
		field(e, "list", "清单", l.text);
	}
}

static void
explain_finding(const struct explain *e, const json_t *f)
{
	const char *id = string_of(f, "rule"), *letter = string_of(f, "severity");
	const json_t *tried = json_object_get(f, "explanations");
	const struct assay_rule *rule = assay_rule_find(e->context, id, NULL);
	const struct assay_guide *guide = assay_guide_find(e->context, id);
	struct line l = { "", 0 };

	add_from(&l, id);
	printf("\n  %c ", severity_text(e, letter[0])[0] != '\0' ? letter[0] : '?');
	text_wrap(&e->text, 4, 4, l.text);
	if (rule != NULL)
		sentence_field(e, "says", "结论", SAY(e, rule->en, rule->zh));
	else
		field_from(e, "says", "结论", string_of(f, "text"));
	field(e, "severity", "级别", severity_text(e, letter[0]));
	field_from(e, "evidence", "证据", string_of(f, "evidence"));
	for (unsigned s = ASSAY_INFO; s <= ASSAY_PROOF; s++)
		if (assay_severity_letter((enum assay_severity)s) == letter[0])
			text_way_out(&e->text, id, (enum assay_severity)s,
			             string_of(f, "evidence"));
	if (guide != NULL && letter[0] != 'I')
		field(e, "look next", "下一步", SAY(e, guide->next_en, guide->next_zh));
	if (rule != NULL) {
		sentence_field(e, "checks", "检查", SAY(e, rule->why_en, rule->why_zh));
		field(e, "grade", "依据等级", grade_text(e, rule->grade));
		field(e, "source", "来源", rule->source);
	}
	for (size_t i = 0; i < json_array_size(tried); i++) {
		const json_t *t = json_array_get(tried, i);
		const struct assay_label *row = NULL;

		for (size_t n = 0; (row = assay_explanation_at(n)) != NULL; n++)
			if (strcmp(row->key, string_of(t, "name")) == 0)
				break;
		l = (struct line){ "", 0 };
		add_from(&l,
		         row != NULL ? SAY(e, row->en, row->zh) : string_of(t, "text"));
		add(&l, "%s",
		    json_is_true(json_object_get(t, "explains"))
		            ? SAY(e, ": may explain it", "：可能成立")
		            : SAY(e, ": ruled out", "：已排除"));
		field(e, "tried", "已尝试", l.text);
	}
}

static void
explain_result(const struct explain *e, const json_t *o)
{
	const json_t *findings = json_object_get(o, "findings"),
	             *passed = json_object_get(o, "passed");
	json_int_t decided = json_integer_value(json_object_get(o, "decided_by"));
	struct line l = { "", 0 };
	size_t at = text_verdict(&e->text, verdict_of(o));

	add_from(&l, string_of(o, "file"));
	fputs("  ", stdout);
	text_wrap(&e->text, at + 2, 2, l.text);
	if (decided < 0 ||
	    decided >= (json_int_t)(sizeof precedence / sizeof *precedence))
		decided = 0;
	field(e, "decided by", "判定依据", say(e, precedence[decided]));
	l = (struct line){ "", 0 };
	flags_of(&l, e, o);
	field(e, "flags", "标记", l.text);
	field_from(e, "item", "物品", string_of(o, "item"));
	l = (struct line){ "", 0 };
	add_from(&l, string_of(o, "category"));
	add_member(&l, o, "category_why", SAY(e, "because of", "依据"));
	field(e, "category", "类别", l.text);
	field_from(e, "could be", "也可能是", string_of(o, "category_also"));
	explain_photo(e, o);
	explain_inputs(e, o);
	explain_lists(e, o);
	for (size_t i = 0; i < json_array_size(passed); i++) {
		const json_t *p = json_array_get(passed, i);

		l = (struct line){ "", 0 };
		add_from(&l, string_of(p, "rule"));
		if (*string_of(p, "facts") != '\0') {
			add(&l, "%s", SAY(e, ": ", "："));
			add_from(&l, string_of(p, "facts"));
		}
		field(e, "passed", "通过", l.text);
	}
	for (size_t i = 0; i < json_array_size(findings); i++)
		explain_finding(e, json_array_get(findings, i));
	putchar('\n');
}

/* What the photos of a batch said of each other. */
static void
explain_batch(const struct explain *e, const json_t *o)
{
	const json_t *groups = json_object_get(o, "groups"),
	             *fixed = json_object_get(o, "corrected");

	for (size_t i = 0; i < json_array_size(groups); i++) {
		const json_t *g = json_array_get(groups, i),
		             *files = json_object_get(g, "files");
		struct line l = { "", 0 };

		explain_finding(e, g);
		add_from(&l, string_of(g, "gtin"));
		add_member(&l, g, "serial", SAY(e, "serial", "序列号"));
		field(e, "product", "商品", l.text);
		for (size_t k = 0; k < json_array_size(files); k++) {
			const char *name = json_string_value(json_array_get(files, k));

			field_from(e, "photo", "照片", name == NULL ? "" : name);
		}
	}
	for (size_t i = 0; i < json_array_size(fixed); i++) {
		const json_t *c = json_array_get(fixed, i);
		struct line l = { "", 0 };
		size_t at = text_verdict(&e->text, verdict_of(c));

		add_from(&l, string_of(c, "file"));
		fputs("  ", stdout);
		text_wrap(&e->text, at + 2, 2, l.text);
		field(e, "decided by", "判定依据",
		      SAY(e,
		          "corrected at the end of the batch: what later photos showed",
		          "批次结束时更正：依据其后照片所示"));
	}
}

/* Every object of the stream; the results, one behind the other. */
static int
explain_stream(const struct explain *e, FILE *in, const char *name)
{
	size_t seen = 0;
	json_error_t error;
	int c;

	for (;;) {
		const char *schema;
		json_t *o;

		do {
			c = getc(in);
		} while (c == ' ' || c == '\t' || c == '\r' || c == '\n');
		if (c == EOF)
			break;
		ungetc(c, in);
		o = json_loadf(in, JSON_DISABLE_EOF_CHECK | JSON_REJECT_DUPLICATES,
		               &error);
		if (o == NULL) {
			complain("%s: not a result of `assay scan --jsonl` (object %zu "
			         "is no JSON)",
			         name, seen + 1);
			return EXIT_FAILED;
		}
		seen++;
		schema = string_of(o, "schema");
		if (strcmp(schema, "assay.result/1") == 0) {
			explain_result(e, o);
		} else if (strcmp(schema, "assay.batch/1") == 0) {
			explain_batch(e, o);
		} else {
			complain("%s: object %zu is of no schema this program knows "
			         "(assay.result/1, assay.batch/1)",
			         name, seen);
			json_decref(o);
			return EXIT_FAILED;
		}
		json_decref(o);
		if (finish(EXIT_YES) != EXIT_YES)
			return EXIT_FAILED;
	}
	if (ferror(in)) {
		complain("%s: %s", name, error_why(errno));
		return EXIT_FAILED;
	}
	if (seen == 0) {
		complain("%s: empty; give a line of `assay scan --jsonl`", name);
		return EXIT_FAILED;
	}
	return EXIT_YES;
}

static int
explain(const struct explain *e, const char *what)
{
	const struct assay_plugin *plugin = NULL;
	const struct assay_rule *rule = assay_rule_find(e->context, what, &plugin);
	struct stat st;
	char *name;
	FILE *in;
	int status;

	if (rule != NULL) {
		explain_rule(e, rule, plugin);
		return finish(EXIT_YES);
	}
	if (strcmp(what, "-") == 0)
		return finish(explain_stream(e, stdin, "standard input"));
	name = shown(what);
	if (stat(what, &st) != 0 && errno == ENOENT) {
		complain("no rule and no file is named %s; `assay rules` lists the rules",
		         name);
		status = EXIT_FAILED;
	} else if ((in = fopen(what, "re")) == NULL) {
		complain("cannot open %s: %s", name, error_why(errno));
		status = EXIT_FAILED;
	} else {
		status = finish(explain_stream(e, in, name));
		fclose(in);
	}
	free(name);
	return status;
}

int
cmd_explain(int argc, char **argv)
{
	static const struct option options[] = { { "plugins", required_argument, NULL,
		                                   'p' },
		                                 { "lang", required_argument, NULL, 'l' },
		                                 { NULL, 0, NULL, 0 } };
	struct context_options o = { .no_home = true };
	struct explain e = { .text = { .out = stdout, .lang = choose_lang(NULL) } };
	struct assay *a;
	int c, status;

	while ((c = next_option(argc, argv, options)) != -1)
		if (c == 'p')
			o.plugins = optarg;
		else if (c != 'l' || !parse_lang(optarg, &e.text.lang))
			return EXIT_FAILED;
	if (optind != argc - 1) {
		complain("one rule, or one file with results; `assay explain --help` "
		         "shows how");
		return EXIT_FAILED;
	}
	if ((a = context_open(&o)) == NULL)
		return EXIT_FAILED;
	e.context = a;
	status = explain(&e, argv[optind]);
	assay_free(a);
	return status;
}
