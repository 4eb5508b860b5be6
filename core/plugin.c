/* plugin.c - what a plugin must be before anything of it runs
 *
 * Loaded and built-in plugins pass the same checks.  A refusal leaves the context
 * as it was.  Descriptors may be smaller than ours (built against an older header):
 * what they lack reads as zero.  The rows of their tables never change size
 * without a new ABI number. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explain.h"
#include "plugin.h"

/* clang-format off */
static const struct assay_label core_labels[] = {
	{ "item",       "name of the physical item",           "物品名称" },
	{ "gtin",       "GTIN printed below the bar code",     "条码下方的商品条码" },
	{ "serial",     "serial number",                       "序列号" },
	{ "lot",        "lot or batch",                        "批号" },
	{ "made",       "production date",                     "生产日期" },
	{ "packed",     "packing date",                        "包装日期" },
	{ "best",       "best before",                         "最佳食用期" },
	{ "sellby",     "sell by",                             "销售截止日期" },
	{ "expiry",     "expiry or use by",                    "有效期至" },
	{ "shelf_life", "shelf life, as 12M or 180D",          "保质期，如 12M 或 180D" },
	{ "model",      "model",                               "型号" },
	{ "maker",      "manufacturer as printed",             "生产者名称" },
	{ "address",    "address as printed",                  "地址" },
	{ "country",    "country of origin as printed",        "原产国" },
	{ "market",     "market the goods are on: cn eu us",   "销售市场：cn eu us" },
	{ "link",       "link printed on the label",           "标签上的网址" },
	{ "code",       "text printed below a 2-D code, (01)...", "二维码下方的文字，(01)…" },
};
/* clang-format on */

/* "a9_": the characters after the first; both NULL-terminated strings of ranges. */
static bool
is_name(const char *s, size_t max, bool upper)
{
	size_t n = 0;

	if (s == NULL)
		return false;
	for (; s[n] != '\0'; n++) {
		bool letter = upper ? s[n] >= 'A' && s[n] <= 'Z' : s[n] >= 'a' && s[n] <= 'z';
		bool digit = s[n] >= '0' && s[n] <= '9';

		if (n == max || !(letter || (n > 0 && (digit || s[n] == (upper ? '-' : '_')))))
			return false;
	}
	return n > 0;
}

static const struct assay_rule *
rule_of(const struct assay_plugin *p, const char *id)
{
	for (size_t i = 0; i < p->n_rules; i++)
		if (strcmp(p->rules[i].id, id) == 0)
			return &p->rules[i];
	return NULL;
}

static bool
text(const char *s)
{
	return s != NULL && *s != '\0';
}

/* NULL: nothing wrong with this rule. */
static const char *
rule_fault(const struct assay *a, const struct assay_plugin *p, size_t n)
{
	const struct assay_rule *r = &p->rules[n];

	if (!is_name(r->id, 40, true))
		return "a rule's identifier is not of the form FOOD-SC-CHECK";
	if ((unsigned)r->severity > ASSAY_PROOF)
		return "a rule's severity is none";
	if (!text(r->grade) || strchr("VEMC", r->grade[0]) == NULL || !text(r->jurisdiction))
		return "a rule lacks its grade or jurisdiction";
	if (!text(r->en) || !text(r->zh) || !text(r->why_en) || !text(r->why_zh) || !text(r->source))
		return "a rule lacks a text in one of the languages, or its source";
	for (size_t i = 0; i < n; i++)
		if (strcmp(p->rules[i].id, r->id) == 0)
			return "it repeats a rule of its own";
	for (size_t i = 0; i < a->n_plugins; i++)
		if (rule_of(&a->plugins[i], r->id) != NULL)
			return "it repeats a rule of another plugin";
	return NULL;
}

/* NULL: nothing wrong with this guide. */
static const char *
guide_fault(const struct assay_plugin *p, const struct assay_guide *g)
{
	if (g->rule == NULL || rule_of(p, g->rule) == NULL)
		return "a guide is for no rule of its own";
	if (g->innocent == NULL || !text(g->next_en) || !text(g->next_zh))
		return "a guide lacks its explanations, or a text in one of the languages";
	return explanations_known(g->innocent) ? NULL : "a guide names an explanation nobody knows";
}

/* NULL: p may come in.  *rule: the rule concerned, if any. */
static const char *
fault(const struct assay *a, const struct assay_plugin *p, const char *name, const char **rule)
{
	const char *why;

	if (!is_name(p->name, 32, false))
		return "its name is not of the form [a-z][a-z0-9_]*";
	if (name != NULL && strcmp(name, p->name) != 0)
		return "its name differs from its file";
	if (p->summary == NULL || p->summary_zh == NULL)
		return "it has no summary in both languages";
	if (p->recognise == NULL || p->examine == NULL)
		return "it lacks a function";
	if ((p->n_rules > 0 && p->rules == NULL) || p->n_rules > PLUGIN_RULES_MAX
		|| (p->n_labels > 0 && p->labels == NULL) || p->n_labels > PLUGIN_LABELS_MAX
		|| (p->n_across > 0 && p->across == NULL) || p->n_across > PLUGIN_LABELS_MAX
		|| (p->n_guides > 0 && p->guides == NULL) || p->n_guides > p->n_rules)
		return "its tables are missing or too long";
	for (size_t i = 0; i < a->n_plugins; i++)
		if (strcmp(a->plugins[i].name, p->name) == 0)
			return "another plugin has this name";
	if (a->n_plugins == PLUGINS_MAX)
		return "there are too many plugins";
	for (size_t i = 0; i < p->n_labels; i++)
		if (!is_name(p->labels[i].key, 32, false) || !text(p->labels[i].en)
			|| !text(p->labels[i].zh))
			return "a label's key or text is malformed";
	for (size_t i = 0; i < p->n_across; i++) {
		const struct assay_across *x = &p->across[i];

		if (x->rule == NULL || rule_of(p, x->rule) == NULL
			|| (x->from != NULL && rule_of(p, x->from) == NULL) || !text(x->fact)
			|| (unsigned)x->shared > ASSAY_NO_RUN)
			return "what it follows across a batch names no rule of its own, or no fact";
	}
	for (size_t i = 0; i < p->n_guides; i++)
		if ((why = guide_fault(p, &p->guides[i])) != NULL) {
			*rule = p->guides[i].rule;
			return why;
		}
	for (size_t i = 0; i < p->n_rules; i++)
		if ((why = rule_fault(a, p, i)) != NULL) {
			*rule = p->rules[i].id;
			return why;
		}
	return NULL;
}

enum assay_status
plugin_add(struct assay *a, const struct assay_plugin *plugin, const char *name,
	const char *where)
{
	struct assay_plugin copy;
	const char *why, *rule = NULL;
	size_t size;

	memset(&copy, 0, sizeof copy);
	if (plugin->abi != ASSAY_PLUGIN_ABI) {
		context_log(a, ASSAY_LOG_ERROR,
			"plugin %s refused: built for interface %u, this library has %u; build it again",
			where, (unsigned)plugin->abi, (unsigned)ASSAY_PLUGIN_ABI);
		return ASSAY_E_PLUGIN;
	}
	size = plugin->size < sizeof copy ? plugin->size : sizeof copy;
	if (size < offsetof(struct assay_plugin, examine) + sizeof copy.examine) {
		context_log(a, ASSAY_LOG_ERROR,
			"plugin %s refused: it says its descriptor has %u bytes, too few for one", where,
			(unsigned)plugin->size);
		return ASSAY_E_PLUGIN;
	}
	memcpy(&copy, plugin, size);
	if ((why = fault(a, &copy, name, &rule)) != NULL) {
		context_log(a, ASSAY_LOG_ERROR, "plugin %s refused: %s%s%s%s", where, context_words(a, why),
			rule != NULL ? " (" : "", rule != NULL ? rule : "", rule != NULL ? ")" : "");
		return ASSAY_E_PLUGIN;
	}
	a->plugins[a->n_plugins++] = copy;
	return ASSAY_OK;
}

static int
by_name(const void *x, const void *y)
{
	const struct assay_plugin *a = x, *b = y;

	return strcmp(a->name, b->name);
}

static void
label_add(struct assay *a, const struct assay_label *label)
{
	for (size_t i = 0; i < a->n_labels; i++)
		if (strcmp(a->labels[i]->key, label->key) == 0)
			return;
	a->labels[a->n_labels++] = label;
}

enum assay_status
plugins_close(struct assay *a)
{
	size_t core = sizeof core_labels / sizeof *core_labels, room = core;

	if (a->n_plugins > 1)
		qsort(a->plugins, a->n_plugins, sizeof *a->plugins, by_name);
	for (size_t i = 0; i < a->n_plugins; i++)
		room += a->plugins[i].n_labels;
	if ((a->labels = calloc(room, sizeof *a->labels)) == NULL)
		return ASSAY_E_NOMEM;
	for (size_t i = 0; i < core; i++)
		label_add(a, &core_labels[i]);
	for (size_t i = 0; i < a->n_plugins; i++)
		for (size_t k = 0; k < a->plugins[i].n_labels; k++)
			label_add(a, &a->plugins[i].labels[k]);
	return ASSAY_OK;
}

const struct assay_plugin *
assay_plugin_at(const struct assay *a, size_t n)
{
	return n < a->n_plugins ? &a->plugins[n] : NULL;
}

const struct assay_rule *
assay_rule_find(const struct assay *a, const char *id, const struct assay_plugin **of)
{
	for (size_t i = 0; i < a->n_plugins; i++) {
		const struct assay_rule *r = rule_of(&a->plugins[i], id);

		if (r != NULL) {
			if (of != NULL)
				*of = &a->plugins[i];
			return r;
		}
	}
	return NULL;
}

const struct assay_guide *
assay_guide_find(const struct assay *a, const char *rule)
{
	for (size_t i = 0; i < a->n_plugins; i++)
		for (size_t k = 0; k < a->plugins[i].n_guides; k++)
			if (strcmp(a->plugins[i].guides[k].rule, rule) == 0)
				return &a->plugins[i].guides[k];
	return NULL;
}

const struct assay_label *
assay_label_at(const struct assay *a, size_t n)
{
	return n < a->n_labels ? a->labels[n] : NULL;
}
