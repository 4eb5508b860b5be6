/* embed.c - the smallest program that lets assay judge a photo
 *
 *   cc embed.c $(pkg-config --cflags --libs assay) -o embed
 *   ./embed PLUGINS HOME PHOTO
 *
 * PLUGINS and HOME are absolute folders; "-" for none.  Uses nothing but assay.h. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <assay.h>

static void
on_log(void *data, enum assay_log level, const char *line)
{
	(void)level;
	fprintf(data, "assay: %s\n", line);
}

static const char *
folder(const char *arg)
{
	return strcmp(arg, "-") == 0 ? NULL : arg;
}

int
main(int argc, char **argv)
{
	struct assay_options options = { .size = sizeof options, .log = on_log };
	const struct assay_result *result;
	struct assay_report *report = NULL;
	struct assay *a = NULL;
	enum assay_status status;

	if (argc != 4) {
		fprintf(stderr, "usage: embed PLUGINS HOME PHOTO\n");
		return 2;
	}
	options.plugin_dir = folder(argv[1]);
	options.home = folder(argv[2]);
	options.log_data = stderr;

	/* once: plugins, keys and lists.  The context may be shared between threads. */
	if ((status = assay_new(&options, &a)) != ASSAY_OK)
		goto out;
	/* for each photo: read the codes, judge them, look at the report */
	if ((status = assay_check_file(a, argv[3], (int64_t)time(NULL), &report)) != ASSAY_OK)
		goto out;

	result = assay_report_result(report);
	printf("%s %s\n", assay_verdict_shape(result->verdict),
		assay_verdict_name(result->verdict, ASSAY_EN));
	if (result->reason_en[0] != '\0')
		printf("  %s\n", result->reason_en);
	for (size_t i = 0; i < result->n_symbols; i++)
		printf("  code %s, %zu bytes\n", result->symbols[i].symbology,
			result->symbols[i].payload.len);
	for (size_t i = 0; i < result->n_findings; i++) {
		const struct assay_finding *f = &result->findings[i];

		printf("  %c %s: %s (%s)\n", assay_severity_letter(f->severity), f->rule,
			assay_finding_text(a, f->rule, ASSAY_EN), f->evidence);
	}
out:
	if (status != ASSAY_OK)
		fprintf(stderr, "embed: %s\n", assay_status_text(status));
	assay_report_free(report);
	assay_free(a);
	return status == ASSAY_OK ? 0 : 2;
}
