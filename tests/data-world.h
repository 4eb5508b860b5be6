/* data-world.h - a profile and data packs for the folder of list-world.h */
#ifndef DATA_WORLD_H
#define DATA_WORLD_H

#include "list-world.h"

#include "data/keep.h"
#include "data/schema.h"
#include "trust/home.h"

#define PROFILE_1                                                                        \
	"[profile],\ntitle,Maker 厂\nprefixes complete,yes\n\n[prefixes]\nprefix\n690123\n" \
	"\n[brands]\nbrand\nMaker\n\n[products]\ngtin,model,shelf life\n6901234567892,M1,540 days\n"
#define PROFILE_2 PROFILE_1 "6901234567809,M2,\n"
#define DATA_1                                                                           \
	"[data],\nkind,register/cn-ccc\nsource,a made-up register\ndated,2026-05-01\n"       \
	"complete until,2026-05-01\n\n[rows]\nnumber,holder,until\n"                         \
	"2019010701000002,Second,\n2018010701000001,First,2027-01-01\n"

/* Builds world/out; the faults' lines stand in data_faults. */
static char data_faults[4096];

__attribute__((unused)) static void
data_fault(void *data, const char *line)
{
	(void)data;
	if (strlen(data_faults) + strlen(line) + 2 < sizeof data_faults) {
		strcat(data_faults, line);
		strcat(data_faults, "\n");
	}
}

__attribute__((unused)) static enum assay_status
data_build(const char *csv, const char *out, const char *key, const char *previous,
           int64_t issued_at, enum assay_lang lang, struct assay_error *error)
{
	char csv_path[400], out_path[400], key_path[400], before[400];
	struct assay_data_build b = { .size = sizeof b, .csv = csv_path, .out = out_path,
		                      .key_file = key_path, .issued_at = issued_at,
		                      .fault = data_fault, .lang = lang };

	world_text("sheet.csv", csv);
	snprintf(csv_path, sizeof csv_path, "%s", in_world("sheet.csv"));
	snprintf(out_path, sizeof out_path, "%s", in_world(out));
	snprintf(key_path, sizeof key_path, "%s", in_world(key));
	if (previous != NULL) {
		snprintf(before, sizeof before, "%s", in_world(previous));
		b.previous = before;
	}
	b.profile = strstr(out, ".apf") != NULL;
	data_faults[0] = '\0';
	error->text[0] = error->text_zh[0] = '\0';
	return assay_data_build(&b, NULL, error);
}

/* The version that a home believes of this name; 0: none. */
__attribute__((unused)) static uint64_t
data_version(const char *home, const char *name)
{
	uint64_t version = 0;
	struct home *h;

	if (home_open(in_world(home), NULL, NULL, &h, NULL) != ASSAY_OK)
		return UINT64_MAX;
	for (size_t i = 0; i < home_keep(h)->n; i++)
		if (strcmp(home_keep(h)->one[i].name, name) == 0)
			version = home_keep(h)->one[i].tables->version;
	home_close(h);
	return version;
}

#endif
