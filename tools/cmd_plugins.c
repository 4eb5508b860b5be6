/* cmd_plugins.c - assay plugins, assay rules: what this program knows */
#include "config.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "assay-plugin.h"
#include "text.h"
#include "tool.h"

struct asked {
	const char *plugins, *category;
	bool labels;
	struct text text;
};

static const char *
say(const struct asked *q, const char *en, const char *zh)
{
	return q->text.lang == ASSAY_ZH ? zh : en;
}

/* EXIT_YES: go on. */
static int
parse(struct asked *q, int argc, char **argv, const struct option *options)
{
	int c;

	while ((c = next_option(argc, argv, options)) != -1)
		switch (c) {
		case 'p':
			q->plugins = optarg;
			break;
		case 'c':
			q->category = optarg;
			break;
		case 'L':
			q->labels = true;
			break;
		case 'l':
			if (!parse_lang(optarg, &q->text.lang))
				return EXIT_FAILED;
			break;
		default:
			return EXIT_FAILED;
		}
	if (optind != argc) {
		complain("'%s': no argument is wanted here", argv[optind]);
		return EXIT_FAILED;
	}
	return EXIT_YES;
}

static struct assay *
open_for(const struct asked *q)
{
	const struct context_options o = { .plugins = q->plugins, .no_home = true };

	return context_open(&o);
}

int
cmd_plugins(int argc, char **argv)
{
	static const struct option options[] = { { "plugins", required_argument, NULL,
		                                   'p' },
		                                 { "lang", required_argument, NULL, 'l' },
		                                 { NULL, 0, NULL, 0 } };
	struct asked q = { .text = { .out = stdout, .lang = choose_lang(NULL) } };
	const struct assay_plugin *p;
	struct assay *a;
	char rules[64];
	size_t n = 0;

	if (parse(&q, argc, argv, options) != EXIT_YES || (a = open_for(&q)) == NULL)
		return EXIT_FAILED;
	for (; (p = assay_plugin_at(a, n)) != NULL; n++) {
		printf("%s\n", p->name);
		text_field(&q.text, "", say(&q, p->summary, p->summary_zh));
		snprintf(rules, sizeof rules, "%zu", p->n_rules);
		text_field(&q.text, say(&q, "rules", "规则"), rules);
		if (p->symbologies != NULL && *p->symbologies != '\0')
			text_field(&q.text, say(&q, "symbols", "码制"), p->symbologies);
	}
	assay_free(a);
	if (n == 0) {
		complain("no plugin was found; `assay doctor` says where they are looked "
		         "for");
		return EXIT_FAILED;
	}
	return finish(EXIT_YES);
}

static void
print_labels(const struct asked *q, const struct assay *a, const struct assay_plugin *p)
{
	const struct assay_label *l;

	for (size_t n = 0; p == NULL && (l = assay_label_at(a, n)) != NULL; n++)
		text_field(&q->text, l->key, say(q, l->en, l->zh));
	for (size_t n = 0; p != NULL && n < p->n_labels; n++)
		text_field(&q->text, p->labels[n].key,
		           say(q, p->labels[n].en, p->labels[n].zh));
}

static void
print_rules(const struct asked *q, const struct assay_plugin *p)
{
	printf("%s\n", p->name);
	for (size_t i = 0; i < p->n_rules; i++) {
		const struct assay_rule *r = &p->rules[i];
		int at = printf("  %c %-22s %-2s ", assay_severity_letter(r->severity),
		                r->id, r->grade);

		at += printf("%-5s ", r->jurisdiction);
		text_wrap(&q->text, (size_t)at, 34, say(q, r->en, r->zh));
	}
}

int
cmd_rules(int argc, char **argv)
{
	static const struct option options[] = {
		{ "plugins", required_argument, NULL, 'p' },
		{ "category", required_argument, NULL, 'c' },
		{ "labels", no_argument, NULL, 'L' },
		{ "lang", required_argument, NULL, 'l' },
		{ NULL, 0, NULL, 0 }
	};
	struct asked q = { .text = { .out = stdout, .lang = choose_lang(NULL) } };
	const struct assay_plugin *p;
	struct assay *a;
	size_t found = 0;

	if (parse(&q, argc, argv, options) != EXIT_YES || (a = open_for(&q)) == NULL)
		return EXIT_FAILED;
	if (q.labels && q.category == NULL) {
		print_labels(&q, a, NULL);
		found++;
	}
	for (size_t n = 0; (p = assay_plugin_at(a, n)) != NULL; n++) {
		if (q.category != NULL ? strcmp(q.category, p->name) != 0 : q.labels)
			continue;
		if (q.labels)
			print_labels(&q, a, p);
		else
			print_rules(&q, p);
		found++;
	}
	assay_free(a);
	if (found == 0) {
		complain("no plugin is named '%s'; `assay plugins` lists them",
		         q.category == NULL ? "" : q.category);
		return EXIT_FAILED;
	}
	return finish(EXIT_YES);
}
