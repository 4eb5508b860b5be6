/* list-world.h - a maker with a key, and spreadsheets, in a folder of its own
 *
 * The folder has a space in its name and is removed at the end. */
#ifndef LIST_WORLD_H
#define LIST_WORLD_H

#include "config.h"

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "list/list.h"
#include "list/make.h"
#include "tap.h"
#include "trust/key.h"

#define GTIN "06901234567892"
#define GTIN_B "06901234567809"
#define DAY INT64_C(86400)
#define ISSUED (INT64_C(20600) * DAY) /* 2026-05-27 */

static char world[64]; /* the folder */
/* Where it is made; a test of thousands of files may choose memory. */
static const char *world_base = "/tmp";

static int
world_forget(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

__attribute__((unused)) static void
world_end(void)
{
	if (world[0] != '\0')
		nftw(world, world_forget, 16, FTW_DEPTH | FTW_PHYS);
}

/* "FOLDER/name"; good until the eighth call after. */
__attribute__((unused)) static const char *
in_world(const char *name)
{
	static char paths[8][400];
	static unsigned next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof paths[0], "%s/%s", world, name);
	return path;
}

__attribute__((unused)) static void
world_file(const char *name, const char *text, size_t n)
{
	FILE *f = fopen(in_world(name), "wb");

	if (f == NULL || fwrite(text, 1, n, f) != n || fclose(f) != 0)
		abort();
}

__attribute__((unused)) static void
world_text(const char *name, const char *text)
{
	world_file(name, text, strlen(text));
}

__attribute__((unused)) static char *
world_read(const char *name, size_t *n)
{
	FILE *f = fopen(in_world(name), "rb");
	char *text = NULL;

	*n = 0;
	if (f == NULL)
		return NULL;
	fseek(f, 0, SEEK_END);
	*n = (size_t)ftell(f);
	rewind(f);
	text = malloc(*n + 1);
	if (text == NULL || fread(text, 1, *n, f) != *n)
		abort();
	text[*n] = '\0';
	fclose(f);
	return text;
}

__attribute__((unused)) static void
world_begin(void)
{
	struct assay_error error;

	snprintf(world, sizeof world, "%s/assay list.XXXXXX", world_base);
	if (mkdtemp(world) == NULL || assay_key_new(in_world("maker"), NULL, false, &error) != 0
		|| assay_key_new(in_world("other"), NULL, false, &error) != 0)
		abort();
}

__attribute__((unused)) static void
world_key(const char *name, uint8_t key[32])
{
	struct assay_key_facts facts = { .size = sizeof facts };
	struct assay_error error;

	if (assay_key_facts(in_world(name), &facts, &error) != ASSAY_OK)
		abort();
	memcpy(key, facts.public_key, 32);
}

/* Builds world/out from text; what `b` sets besides files is kept. */
__attribute__((unused)) static enum assay_status
world_build(struct assay_list_build b, const char *csv, const char *lots,
            const struct make_forced *forced, const char *out, struct assay_error *error)
{
	char csv_path[256], lots_path[256], out_path[256], key_path[256];

	b.size = sizeof b;
	if (csv != NULL)
		world_text("serials.csv", csv);
	snprintf(csv_path, sizeof csv_path, "%s", in_world("serials.csv"));
	snprintf(lots_path, sizeof lots_path, "%s", in_world("lots.csv"));
	snprintf(out_path, sizeof out_path, "%s", in_world(out));
	snprintf(key_path, sizeof key_path, "%s", in_world("maker"));
	if (lots != NULL)
		world_text("lots.csv", lots);
	b.csv = csv_path;
	b.lots_csv = lots == NULL ? NULL : lots_path;
	b.out = out_path;
	if (b.key_file == NULL)
		b.key_file = key_path;
	if (b.issued_at == 0)
		b.issued_at = ISSUED;
	return list_make(&b, forced, NULL, error);
}

__attribute__((unused)) static struct list *
world_open(const char *name)
{
	struct assay_error error = { "", "" };
	struct list *l;

	if (list_open(in_world(name), &l, &error) != ASSAY_OK) {
		printf("# %s\n", error.text);
		return NULL;
	}
	return l;
}

__attribute__((unused)) static struct assay_bytes
bytes(const char *s)
{
	return (struct assay_bytes){ (const uint8_t *)s, strlen(s) };
}

#endif
