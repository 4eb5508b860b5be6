/* context.c - makes and frees struct assay; nothing of it changes in between */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>

#include "context.h"
#include "plugin.h"
#include "trust/home.h"

#define FILE_BYTES_MAX ((size_t)64 << 20)
#define PIXELS_MAX ((uint64_t)64 << 20)

void
context_log(const struct assay *a, enum assay_log level, const char *format, ...)
{
	char line[1024];
	va_list args;

	if (a->log == NULL)
		return;
	va_start(args, format);
	vsnprintf(line, sizeof line, format, args);
	va_end(args);
	a->log(a->log_data, level, line);
}

enum assay_status
assay_new(const struct assay_options *options, struct assay **out)
{
	struct assay_options o;
	struct assay_error error = { "", "" };
	enum assay_status status = ASSAY_OK;
	struct assay *a;

	*out = NULL;
	memset(&o, 0, sizeof o);
	if (options != NULL) {
		if (options->size == 0 || options->size > 4096)
			return ASSAY_E_USAGE;
		memcpy(&o, options, options->size < sizeof o ? options->size : sizeof o);
	}
	if (sodium_init() < 0)
		return ASSAY_E_IO;
	if ((a = calloc(1, sizeof *a)) == NULL)
		return ASSAY_E_NOMEM;
	a->max_file_bytes = o.max_file_bytes != 0 ? o.max_file_bytes : FILE_BYTES_MAX;
	a->max_pixels = o.max_pixels != 0 ? o.max_pixels : PIXELS_MAX;
	a->log = o.log;
	a->log_data = o.log_data;
	randombytes_buf(a->hash_key, sizeof a->hash_key);
	for (size_t i = 0; o.builtin != NULL && o.builtin[i] != NULL; i++)
		(void)plugin_add(a, o.builtin[i], NULL, "(built in)");
	if (o.plugin_dir != NULL)
		status = loader_open(a, o.plugin_dir);
	if (status == ASSAY_OK)
		status = plugins_close(a);
	if (status == ASSAY_OK && o.home != NULL) {
		status = home_open(o.home, o.log, o.log_data, &a->home, &error);
		if (status != ASSAY_OK && error.text[0] != '\0')
			context_log(a, ASSAY_LOG_ERROR, "%s", error.text);
	}
	if (status != ASSAY_OK) {
		assay_free(a);
		return status;
	}
	*out = a;
	return ASSAY_OK;
}

void
assay_free(struct assay *a)
{
	if (a == NULL)
		return;
	home_close(a->home);
	loader_close(a->loader);
	free(a->labels);
	sodium_memzero(a->hash_key, sizeof a->hash_key);
	free(a);
}
