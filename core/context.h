/* context.h - struct assay: plugins, trust and limits, fixed once assay_new returns */
#ifndef ASSAY_CONTEXT_H
#define ASSAY_CONTEXT_H

#include "assay.h"
#include "assay-plugin.h"

#define PLUGINS_MAX 64       /* categories; the domain knows about fifteen */
#define PLUGIN_RULES_MAX 512 /* of one plugin */
#define PLUGIN_LABELS_MAX 256

struct home;
struct loader;

struct assay {
	size_t max_file_bytes;
	uint64_t max_pixels;
	/* copies of the descriptors, each zero where the plugin was built smaller */
	struct assay_plugin plugins[PLUGINS_MAX];
	size_t n_plugins;
	const struct assay_label **labels; /* core's own, then the plugins', each key once */
	size_t n_labels;
	struct loader *loader; /* keeps loaded modules; NULL: none */
	struct home *home;     /* NULL: nobody is trusted */
	void (*log)(void *log_data, enum assay_log level, const char *line);
	void *log_data;
	uint8_t hash_key[32];  /* random: what stands for a secret here stands for it nowhere else */
	enum assay_lang lang;  /* of the log */
};

/* The sentence or format in the language of the log. */
__attribute__((format_arg(2))) const char *context_words(const struct assay *a,
                                                         const char *english);

__attribute__((format(printf, 3, 4))) void context_log(const struct assay *a,
                                                        enum assay_log level,
                                                        const char *format, ...);

#endif
