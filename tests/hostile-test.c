/* hostile-test.c - every byte of a small repository, and of a home, changed one at a
 * time: the change is noticed, or no answer changes */
#include "repo-world.h"

#include <sodium.h>

/* The test changes and reads back its own files: the disk need not hear of it. */
int __wrap_fsync(int fd);
int
__wrap_fsync(int fd)
{
	(void)fd;
	return 0;
}

#define LATER (NOW + 5 * DAY)

/* Everything the test asks a home, as one number; -1: it says that it is damaged. */
static long
answers(const char *home)
{
	static const char *const serials[] = { "Q7XK2M9PD4TR8W", "B3NV6H5ZC8YJ1F",
		                               "ZZZ" };
	const struct assay_bytes parts[] = { bytes("maker"), bytes("licence"),
		                             bytes("L-1") };
	struct assay_answer document;
	long all = 0;
	struct home *h;

	if (home_open(in_world(home), NULL, NULL, &h, NULL) != ASSAY_OK)
		return -1;
	for (size_t i = 0; i < 3; i++) {
		struct home_question q = { .gtin = GTIN,
			                   .serial = bytes(serials[i]),
			                   .made_decoded = 20599,
			                   .made_typed = ASSAY_NO_DAY,
			                   .now = LATER,
			                   .as_of = true };
		struct assay_answer a;

		if (home_lookup(h, &q, &a) != ASSAY_OK)
			abort();
		if (a.listed == ASSAY_LISTED_DAMAGED) {
			all = -1;
			break;
		}
		all = all * 20 + (long)a.listed;
	}
	if (home_lookup_document(h, parts, 3, LATER, true, &document) != ASSAY_OK)
		abort();
	if (document.listed == ASSAY_LISTED_DAMAGED)
		all = -1;
	if (all >= 0)
		all = (all * 20 + (long)document.listed) * 10 +
		      (home_pins(h)->n_issuers == 2 ? 1 : 0);
	home_close(h);
	return all;
}

struct file {
	const char *pattern; /* below its folder; the shell finds it */
	size_t step;         /* every such byte */
	size_t dense;        /* up to there every byte */
};

static char *
find(const char *pattern)
{
	static char path[400];
	char command[500];
	FILE *f;

	snprintf(command, sizeof command, "cd '%s' && ls -d %s | tail -1", world,
	         pattern);
	f = popen(command, "r");
	if (f == NULL || fgets(path, sizeof path, f) == NULL)
		abort();
	pclose(f);
	path[strcspn(path, "\n")] = '\0';
	return path;
}

/* The whole file of a list, in the repository. */
static const char *
body_of(const char *list)
{
	static char paths[3][120];
	static unsigned next;
	char *path = paths[next++ % 3], hex[65];
	struct list *l = world_open(list);

	sodium_bin2hex(hex, sizeof hex, l->head.root_hash, LIST_HASH);
	list_close(l);
	snprintf(path, sizeof paths[0], "repo/lists/%s.asl", hex);
	return path;
}

static void
flip(const char *name, size_t at, uint8_t with)
{
	int fd = open(in_world(name), O_RDWR | O_CLOEXEC);
	uint8_t b;

	if (fd < 0 || pread(fd, &b, 1, (off_t)at) != 1)
		abort();
	b ^= with;
	if (pwrite(fd, &b, 1, (off_t)at) != 1)
		abort();
	close(fd);
}

/* A mirror with one byte changed: the update is refused and the home is as it was, or it
 * is taken and answers as without the change. */
static void
mirror(const struct file *file, long before, long after)
{
	struct assay_error error;
	char name[400];
	size_t len, refused = 0, harmless = 0, wrong = 0;

	snprintf(name, sizeof name, "%s", find(file->pattern));
	free(world_read(name, &len));
	for (size_t i = 0; i < len; i += i < file->dense ? 1 : file->step) {
		uint8_t with = (uint8_t)(1u << i % 8);
		enum assay_status status;

		flip(name, i, with);
		status = sync_from("repo", "home", "device", LATER, &error);
		flip(name, i, with);
		if (status == ASSAY_OK) {
			long now = answers("home");

			/* a list left out for its maker's data is the old list kept */
			harmless++;
			wrong += now != after && now != before;
			if (now != after && now != before && wrong == 1)
				printf("# byte %zu of %s: %ld\n", i, name, now);
			copy_tree("old home", "home");
		} else {
			refused++;
			wrong += error.text[0] == '\0' || error.text_zh[0] == '\0';
			if (refused % 64 == 1)
				wrong += answers("home") != before;
		}
	}
	wrong += answers("home") != before;
	ok(wrong == 0 && refused > 0, "%s: %zu changes refused, %zu without effect",
	   file->pattern, refused, harmless);
}

/* A byte of the home itself: said to be damaged, or the same answers. */
static void
medium(const struct file *file, long before)
{
	size_t len, noticed = 0, same = 0, wrong = 0;
	char name[400];

	snprintf(name, sizeof name, "%s", find(file->pattern));
	free(world_read(name, &len));
	for (size_t i = 0; i < len; i += i < file->dense ? 1 : file->step) {
		uint8_t with = (uint8_t)(1u << i % 8);
		long now;

		flip(name, i, with);
		now = answers("home");
		flip(name, i, with);
		noticed += now == -1;
		same += now == before;
		wrong += now != -1 && now != before;
	}
	ok(wrong == 0, "%s: %zu changes noticed, %zu without effect", file->pattern,
	   noticed, same);
}

int
main(void)
{
	static const struct file mirrored[] = {
		{ "repo/metadata/timestamp.json", 1, 0 },
		{ "repo/metadata/*.snapshot.json", 1, 0 },
		{ "repo/metadata/*.targets.json", 1, 0 },
		{ "repo/metadata/2.m-690123.json", 1, 0 },
		{ "repo/metadata/1.i-maker.json", 1, 0 },
		{ "repo/metadata/2.root.json", 1, 0 },
		{ "-tr repo/targets/registry/*.registry.cbor", 1, 0 },
		{ "-tr repo/targets/gs1/690123/*.over1.aslh", 61, 1140 },
		{ "-tr repo/targets/gs1/690123/*.aslh | grep -v over", 61, 1140 },
		{ "repo/targets/gs1/690123/*.sealed", 1, 0 },
		{ "repo/targets/doc/maker/*.aslh", 61, 1140 },
	};
	struct file bodies[] = { { NULL, 61, 0 }, { NULL, 61, 0 }, { NULL, 61, 0 } };
	static const char *const lists[] = { "two.asl", "over.asl", "doc.asl" },
	                         *const all[] = { "two.asl", "over.asl", "doc.asl", NULL };
	static const struct file stored[] = {
		{ "home/trust/set", 1, 0 },
		{ "home/trust/registry/*.cbor", 1, 0 },
		{ "home/trust/lists/*.asl | sed -n 1p", 13, 5400 },
		{ "home/trust/lists/*.asl | sed -n 2p", 13, 5400 },
		{ "home/trust/lists/*.asl | sed -n 3p", 13, 5400 },
		{ "home/trust/lists/*.key", 1, 0 },
		{ "home/trust/m-*/root.json", 1, 0 },
		{ "home/trust/m-*/m-690123.json", 1, 0 },
	};
	struct assay_error error = { "", "" };
	struct assay_repo repo;
	char path[300];
	const char *next[] = { path, NULL };
	long before, after;

	if (access("/dev/shm", W_OK) == 0)
		world_base = "/dev/shm";
	begin_repo();
	if (publish("one.asl", "maker", ISSUED, &error) != ASSAY_OK)
		abort();
	root_into("home");
	if (sync_from("repo", "home", NULL, NOW, &error) != ASSAY_OK)
		abort();
	copy_tree("home", "old home");
	before = answers("home");
	/* news of every kind: a root, an issuer, a list, an overlay, documents */
	repo = repo_at(NOW);
	snprintf(path, sizeof path, "%s", in_world("root1"));
	next[0] = repo.snapshot_keys[0];
	if (assay_repo_rotate(&repo, "snapshot", next, 1, &error) != ASSAY_OK ||
	    admit("other", "590123", "other.pub", NOW, &error) != ASSAY_OK ||
	    admit_documents(NOW, &error) != ASSAY_OK ||
	    publish_all(all, NOW, &error) != ASSAY_OK ||
	    sync_from("repo", "home", "device", LATER, &error) != ASSAY_OK) {
		printf("# %s\n", error.text);
		abort();
	}
	after = answers("home");
	ok(before > 0 && after > 0 && before != after, "two states that differ");
	for (size_t i = 0; i < sizeof stored / sizeof *stored; i++)
		medium(&stored[i], after);
	copy_tree("old home", "home");
	for (size_t i = 0; i < sizeof mirrored / sizeof *mirrored; i++)
		mirror(&mirrored[i], before, after);
	for (size_t i = 0; i < 3; i++) {
		bodies[i].pattern = body_of(lists[i]);
		mirror(&bodies[i], before, after);
	}
	world_end();
	return tap_end();
}
