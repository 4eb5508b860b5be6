/* repo-world.h - an authority, two makers and a device, in the folder of list-world.h */
#ifndef REPO_WORLD_H
#define REPO_WORLD_H

#include "list-world.h"

#include <fcntl.h>

#include "assay-authority.h"
#include "trust/home.h"
#include "trust/listing.h"
#include "trust/set.h"

#define NOW (ISSUED + 3 * DAY)

/* What the world does at one moment, with every online key at hand. */
__attribute__((unused)) static struct assay_repo
repo_at(int64_t now)
{
	static char paths[6][300];
	static const char *root[] = { paths[0], paths[1], paths[2], NULL },
	                  *targets[] = { paths[3], NULL },
	                  *snapshot[] = { paths[4], NULL },
	                  *timestamp[] = { paths[5], NULL };
	static char folder[300];

	snprintf(folder, sizeof folder, "%s", in_world("repo"));
	snprintf(paths[0], sizeof paths[0], "%s", in_world("root1"));
	snprintf(paths[1], sizeof paths[1], "%s", in_world("root2"));
	snprintf(paths[2], sizeof paths[2], "%s", in_world("root3.pub"));
	snprintf(paths[3], sizeof paths[3], "%s", in_world("targets"));
	snprintf(paths[4], sizeof paths[4], "%s", in_world("snapshot"));
	snprintf(paths[5], sizeof paths[5], "%s", in_world("timestamp"));
	return (struct assay_repo){
		.size = sizeof(struct assay_repo),
		.folder = folder,
		.now = now,
		.root_keys = root,
		.targets_keys = targets,
		.snapshot_keys = snapshot,
		.timestamp_keys = timestamp,
	};
}

__attribute__((unused)) static enum assay_status
admit(const char *id, const char *prefix, const char *key, int64_t now,
      struct assay_error *error)
{
	struct assay_repo repo = repo_at(now);
	char path[300];
	const char *keys[] = { path, NULL }, *prefixes[] = { prefix, NULL };
	struct assay_admission a = { .size = sizeof a,
		                     .id = id,
		                     .name = id,
		                     .prefixes = prefixes,
		                     .list_keys = keys };

	snprintf(path, sizeof path, "%s", in_world(key));
	return assay_repo_admit(&repo, &a, error);
}

/* Several lists in one go; a restricted one is sealed to the device. */
__attribute__((unused)) static enum assay_status
publish_all(const char *const *names, int64_t now, struct assay_error *error)
{
	struct assay_repo repo = repo_at(now);
	char paths[6][300], key_path[300], device_path[300];
	const char *lists[7] = { NULL }, *keys[] = { key_path, NULL },
	           *devices[] = { device_path, NULL };
	struct assay_publication p = {
		.size = sizeof p, .lists = lists, .keys = keys, .devices = devices
	};

	for (size_t i = 0; i < 6 && names[i] != NULL; i++) {
		snprintf(paths[i], sizeof paths[i], "%s", in_world(names[i]));
		lists[i] = paths[i];
	}
	snprintf(key_path, sizeof key_path, "%s", in_world("maker"));
	snprintf(device_path, sizeof device_path, "%s", in_world("device.pub"));
	return assay_repo_publish(&repo, &p, error);
}

/* The maker issues documents too. */
__attribute__((unused)) static enum assay_status
admit_documents(int64_t now, struct assay_error *error)
{
	struct assay_repo repo = repo_at(now);
	char path[300];
	const char *keys[] = { path, NULL };
	struct assay_admission a = {
		.size = sizeof a, .id = "maker", .list_keys = keys, .documents = true
	};

	snprintf(path, sizeof path, "%s", in_world("maker.pub"));
	return assay_repo_admit(&repo, &a, error);
}

/* An overlay of `base`. */
__attribute__((unused)) static enum assay_status
lay_over(const char *base, const char *previous, const char *csv, bool restricted,
         int64_t issued, const char *out, struct assay_error *error)
{
	char path[300], before[300];
	struct assay_list_build b = { .base = path,
		                      .issued_at = issued,
		                      .restricted = restricted };

	snprintf(path, sizeof path, "%s", in_world(base));
	if (previous != NULL) {
		snprintf(before, sizeof before, "%s", in_world(previous));
		b.previous = before;
	}
	return world_build(b, csv, NULL, NULL, out, error);
}

__attribute__((unused)) static enum assay_status
publish_both(const char *list, const char *more, const char *key, int64_t now,
             struct assay_error *error)
{
	struct assay_repo repo = repo_at(now);
	char list_path[300], more_path[300], key_path[300];
	const char *lists[] = { list == NULL ? NULL : list_path,
		                more == NULL ? NULL : more_path, NULL },
	           *keys[] = { key_path, NULL };
	struct assay_publication p = { .size = sizeof p, .lists = lists, .keys = keys };

	snprintf(list_path, sizeof list_path, "%s", in_world(list == NULL ? "" : list));
	snprintf(more_path, sizeof more_path, "%s", in_world(more == NULL ? "" : more));
	snprintf(key_path, sizeof key_path, "%s", in_world(key));
	return assay_repo_publish(&repo, &p, error);
}

__attribute__((unused)) static enum assay_status
publish(const char *list, const char *key, int64_t now, struct assay_error *error)
{
	return publish_both(list, NULL, key, now, error);
}

__attribute__((unused)) static enum assay_status
revoke_key(const char *key, bool compromised, int64_t when, int64_t now,
           struct assay_error *error)
{
	struct assay_repo repo = repo_at(now);
	char path[300];

	snprintf(path, sizeof path, "%s", in_world(key));
	return assay_repo_revoke(&repo, path, compromised, when, error);
}

/* The world's URLs are "file://" and a path as it stands. */
__attribute__((unused)) static enum assay_fetched
world_fetch(void *data, const char *url, uint64_t from, uint64_t max, assay_put put,
            void *put_data, struct assay_error *error)
{
	uint8_t block[8192];
	int fd = open(url + strlen("file://"), O_RDONLY | O_CLOEXEC);
	ssize_t n;

	(void)data;
	if (fd < 0)
		return ASSAY_NOT_THERE;
	if (lseek(fd, (off_t)from, SEEK_SET) < 0)
		abort();
	while ((n = read(fd, block, sizeof block)) > 0) {
		if ((uint64_t)n > max || !put(put_data, block, (size_t)n)) {
			close(fd);
			if (error != NULL && error->text[0] == '\0')
				strcpy(error->text, "too much");
			return ASSAY_FETCH_FAILED;
		}
		max -= (uint64_t)n;
	}
	close(fd);
	return ASSAY_FETCHED;
}

static char said[8192]; /* the English sentences of the last sync */

__attribute__((unused)) static void
on_say(void *data, const char *en, const char *zh)
{
	(void)data;
	if (zh[0] == '\0')
		abort();
	if (strlen(said) + strlen(en) + 2 < sizeof said) {
		strcat(said, en);
		strcat(said, "\n");
	}
}

__attribute__((unused)) static enum assay_status
sync_from(const char *repo, const char *home, const char *device, int64_t now,
          struct assay_error *error)
{
	char url[300], home_path[300], key[300];
	struct assay_sync s = { .size = sizeof s,
		                .now = now,
		                .as_of = true,
		                .fetch = world_fetch,
		                .say = on_say };

	snprintf(url, sizeof url, "file://%s", in_world(repo));
	snprintf(home_path, sizeof home_path, "%s", in_world(home));
	snprintf(key, sizeof key, "%s", in_world(device == NULL ? "" : device));
	s.home = home_path;
	s.source = url;
	s.device_key = device == NULL ? NULL : key;
	said[0] = '\0';
	error->text[0] = error->text_zh[0] = '\0';
	return assay_sync(&s, error);
}

__attribute__((unused)) static void
root_into(const char *home)
{
	struct assay_error error;
	char home_path[300], fingerprint[65];

	snprintf(home_path, sizeof home_path, "%s", in_world(home));
	if (assay_trust_root(home_path, in_world("repo/metadata/1.root.json"),
	                     fingerprint, &error) != ASSAY_OK) {
		printf("# %s\n", error.text);
		abort();
	}
}

/* What a home answers about one item. */
__attribute__((unused)) static struct assay_answer
home_says(const char *home, const char *gtin, const char *serial, int64_t now)
{
	struct home_question q = { .gtin = gtin,
		                   .serial = bytes(serial),
		                   .made_decoded = 20599,
		                   .made_typed = ASSAY_NO_DAY,
		                   .now = now,
		                   .as_of = true };
	struct assay_answer out;
	struct home *h;

	memset(&out, 0, sizeof out);
	if (home_open(in_world(home), NULL, NULL, &h, NULL) != ASSAY_OK) {
		out.listed = ASSAY_LISTED_DAMAGED;
		return out;
	}
	if (home_lookup(h, &q, &out) != ASSAY_OK)
		abort();
	out.issuer = out.issuer_name = out.title = NULL; /* gone with the home */
	home_close(h);
	return out;
}

/* What a home answers about one document of the maker. */
__attribute__((unused)) static enum assay_listed
home_says_document(const char *home, const char *number, int64_t now)
{
	const struct assay_bytes parts[] = { bytes("maker"), bytes("licence"),
		                             bytes(number) };
	struct assay_answer out;
	struct home *h;

	if (home_open(in_world(home), NULL, NULL, &h, NULL) != ASSAY_OK)
		return ASSAY_LISTED_DAMAGED;
	if (home_lookup_document(h, parts, 3, now, true, &out) != ASSAY_OK)
		abort();
	home_close(h);
	return out.listed;
}

__attribute__((unused)) static void
copy_tree(const char *from, const char *to)
{
	char command[900];

	snprintf(command, sizeof command, "rm -rf '%s' && cp -r '%s' '%s'", in_world(to),
	         in_world(from), in_world(to));
	if (system(command) != 0)
		abort();
}

__attribute__((unused)) static void
remove_tree(const char *name)
{
	nftw(in_world(name), world_forget, 16, FTW_DEPTH | FTW_PHYS);
}

#define CSV_ONE "gtin,serial,status\n" GTIN ",Q7XK2M9PD4TR8W,made\n"
#define CSV_TWO CSV_ONE GTIN ",B3NV6H5ZC8YJ1F,made\n"
#define CSV_OVER "gtin,serial,status\n" GTIN ",Q7XK2M9PD4TR8W,stolen\n"
#define CSV_DOCUMENTS "issuer,type,number\nmaker,licence,L-1\n"

/* Keys, a repository with the maker of GTIN admitted, and lists: one.asl (version 1,
 * complete, one serial), two.asl (version 2, two serials), over.asl (over two.asl,
 * restricted: the first one stolen) and doc.asl (a document of the maker). */
__attribute__((unused)) static void
begin_repo(void)
{
	static const char *const names[] = { "root1",    "root2",     "root3",  "targets",
		                             "snapshot", "timestamp", "device", "next" };
	struct assay_list_build first = { .scope = "690123", .covers_until = ISSUED };
	struct assay_list_build second = first, documents = { .title = "licences" };
	struct assay_error error = { "", "" };
	struct assay_repo repo;
	char previous[300];

	world_begin();
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (assay_key_new(in_world(names[i]), NULL, false, &error) != ASSAY_OK)
			abort();
	repo = repo_at(ISSUED);
	snprintf(previous, sizeof previous, "%s", in_world("one.asl"));
	second.previous = previous;
	second.issued_at = ISSUED + 2 * DAY;
	second.covers_until = ISSUED + DAY;
	if (assay_repo_init(&repo, 2, 1, NULL, &error) != ASSAY_OK ||
	    admit("maker", "690123", "maker.pub", ISSUED, &error) != ASSAY_OK ||
	    world_build(first, CSV_ONE, NULL, NULL, "one.asl", &error) != ASSAY_OK ||
	    world_build(second, CSV_TWO, NULL, NULL, "two.asl", &error) != ASSAY_OK ||
	    lay_over("two.asl", NULL, CSV_OVER, true, ISSUED + 2 * DAY, "over.asl",
	             &error) != ASSAY_OK ||
	    world_build(documents, CSV_DOCUMENTS, NULL, NULL, "doc.asl", &error) !=
	            ASSAY_OK) {
		printf("# %s\n", error.text);
		abort();
	}
}

#endif
