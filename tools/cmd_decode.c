/* cmd_decode.c - assay decode: what the codes say, before anybody judges it
 *
 * Secrets that plugins know of, as product keys, are masked here too: whoever needs one
 * has the photo.
 *
 * Photos are read in confined children; results come out in input order.  With
 * --annotate the children draw as well, and all that is written are the grey pixels
 * they hand back: this process never decodes a picture. */
#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tool.h"
#include "worker.h"

#define NAME_MOST 200 /* bytes of a photo's name in that of its copy: names end at 255   \
	               */

struct decode {
	const struct assay *context;
	char *const *paths;
	size_t n;
	const char *annotate; /* folder; NULL: nothing is drawn */
	bool tsv, all_read;
	enum assay_lang lang;
	enum assay_effort effort;
	int status;
};

static enum assay_status
read_photo(const void *data, struct assay_bytes file, struct assay_reading **out)
{
	const struct decode *d = data;

	return assay_read_memory(d->context, file, d->effort, out);
}

static enum assay_status
paint(const void *data, struct assay_bytes file, const struct assay_reading *reading,
      struct assay_picture *out)
{
	const struct decode *d = data;

	return assay_annotate_memory(d->context, file, reading, out);
}

/* Would the copy replace a photo that was given? */
static bool
is_input(const struct decode *d, const char *path)
{
	struct stat copy, photo;

	if (stat(path, &copy) != 0)
		return false;
	for (size_t i = 0; i < d->n; i++)
		if (stat(d->paths[i], &photo) == 0 && photo.st_dev == copy.st_dev &&
		    photo.st_ino == copy.st_ino)
			return true;
	return false;
}

/* The copy of photo 7, "a/b.jpg", is DIR/0007-b.jpg.png: the number keeps photos of one
 * name apart. */
static bool
write_picture(void *data, size_t index, const struct assay_picture *picture)
{
	struct decode *d = data;
	const char *slash = strrchr(d->paths[index], '/');
	const char *name = slash != NULL ? slash + 1 : d->paths[index];
	const size_t room = strlen(d->annotate) + NAME_MOST + 40;
	struct assay_error error;
	char *path = malloc(room), *seen;

	if (path == NULL) {
		complain("out of memory");
		d->status = EXIT_FAILED;
		return false;
	}
	/* a name may be too long to become longer: its end is worth more than its start
	 */
	if (strlen(name) > NAME_MOST)
		name += strlen(name) - NAME_MOST;
	while (((unsigned char)*name & 0xc0) == 0x80)
		name++; /* within a character */
	snprintf(path, room, "%s/%04zu-%s.png", d->annotate, index + 1, name);
	if (is_input(d, path)) {
		seen = shown(path);
		complain(
		        "%s is a photo to be read and is not overwritten; choose another "
		        "folder for --annotate",
		        seen);
		free(seen);
		d->status = EXIT_FAILED;
	} else if (assay_picture_write(picture, path, &error) != ASSAY_OK) {
		complain("%s", d->lang == ASSAY_ZH ? error.text_zh : error.text);
		d->status = EXIT_FAILED;
	}
	free(path);
	return d->status == EXIT_YES;
}

static void
print_symbol(struct decode *d, const char *name, const struct assay_symbol *s)
{
	char *masked = assay_masked(d->context, s->payload), *payload;

	if (masked == NULL) {
		complain("out of memory");
		d->status = EXIT_FAILED;
		return;
	}
	payload = shown_bytes(
	        (struct assay_bytes){ (const uint8_t *)masked, s->payload.len });
	free(masked);

	if (d->tsv)
		printf("%s\t%s\t%.3s\t", name, payload, s->symbology);
	else
		printf("  %.3s  ", s->symbology);
	for (size_t i = 0; i < 4 && d->tsv; i++)
		printf("%d,%d%s", s->outline[i].x, s->outline[i].y, i < 3 ? " " : "\n");
	if (!d->tsv)
		printf("%s\n", payload);
	free(payload);
}

static bool
print_photo(void *data, size_t index, struct assay_reading *reading,
            const uint8_t *sha256, double ms)
{
	struct decode *d = data;
	char *name = shown(d->paths[index]);
	const struct assay_symbol *s;

	(void)sha256;
	if (!d->tsv)
		printf("%s\n", name);
	for (size_t n = 0; (s = assay_reading_symbol(reading, n)) != NULL; n++)
		print_symbol(d, name, s);
	if (assay_reading_symbol(reading, 0) == NULL) {
		const char *why = assay_reading_reason(reading, d->lang);

		d->all_read = false;
		if (d->tsv)
			complain("%s: %s", name, why);
		else
			printf("  %s %s\n", assay_verdict_shape(ASSAY_UNREADABLE), why);
	}
	if (d->tsv)
		printf("#ms\t%s\t%.1f\n", name, ms);
	free(name);
	assay_reading_free(reading);
	if (d->status == EXIT_YES)
		d->status = finish(EXIT_YES);
	return d->status == EXIT_YES;
}

int
cmd_decode(int argc, char **argv)
{
	static const struct option options[] = {
		{ "annotate", required_argument, NULL, 'a' },
		{ "tsv", no_argument, NULL, 't' },
		{ "effort", required_argument, NULL, 'e' },
		{ "jobs", required_argument, NULL, 'j' },
		{ "lang", required_argument, NULL, 'l' },
		{ "timeout", required_argument, NULL, 's' },
		{ NULL, 0, NULL, 0 }
	};
	const struct context_options nobody = { .any_plugins = true, .no_home = true };
	struct decode d = { .all_read = true, .lang = choose_lang(NULL) };
	struct worker_options w = { .reader = read_photo, .reader_data = &d };
	enum worker_end end;
	struct assay *a;
	long number;
	int c, error;

	while ((c = next_option(argc, argv, options)) != -1)
		switch (c) {
		case 'a':
			d.annotate = optarg;
			break;
		case 't':
			d.tsv = true;
			break;
		case 'e':
			if (!parse_effort(optarg, &d.effort))
				return EXIT_FAILED;
			break;
		case 'j':
			if (!parse_count("--jobs", optarg, 1, WORKER_JOBS_MAX, &number))
				return EXIT_FAILED;
			w.jobs = (size_t)number;
			break;
		case 'l':
			if (!parse_lang(optarg, &d.lang))
				return EXIT_FAILED;
			break;
		case 's':
			if (!parse_count("--timeout", optarg, 1, 3600, &number))
				return EXIT_FAILED;
			w.timeout = (unsigned)number;
			break;
		default:
			return EXIT_FAILED;
		}
	if (optind == argc) {
		complain("no photo named; `assay decode --help` shows how");
		return EXIT_FAILED;
	}
	if (d.annotate != NULL) {
		if (mkdir(d.annotate, 0777) != 0 && errno != EEXIST) {
			char *seen = shown(d.annotate);

			complain("cannot make the folder %s: %s", seen, error_why(errno));
			free(seen);
			return EXIT_FAILED;
		}
		w.painter = paint;
		w.show = write_picture;
	}
	if ((a = context_open(&nobody)) == NULL)
		return EXIT_FAILED;
	d.context = a;
	d.paths = argv + optind;
	d.n = (size_t)(argc - optind);
	end = worker_run(&w, (const char *const *)d.paths, (size_t)(argc - optind),
	                 print_photo, &d);
	error = errno;
	assay_free(a);
	switch (end) {
	case WORKER_DONE:
		return finish(d.all_read ? EXIT_YES : EXIT_CANNOT_SAY);
	case WORKER_STOPPED:
		return d.status;
	case WORKER_INTERRUPTED:
		worker_reraise();
		return EXIT_FAILED;
	case WORKER_FAILED:
		worker_complain(error);
	}
	return EXIT_FAILED;
}
