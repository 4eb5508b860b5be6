/* crash-test.c - killed, or refused by the system, at every write step of each command
 * that changes a home, a repository or a folder of trusted metadata: what stands there
 * then is the old state or the new one, nothing else
 *
 * A child dies at the n-th step, or has it fail, for every n until it gets through. */
#include "data-world.h"
#include "repo-world.h"

#include "trust/tuf/client.h"

#include "steps.h"

/* ---- states, as numbers: equal states have equal ones ---- */

#define NOTHING (-1) /* cannot be opened */

static uint32_t hash; /* FNV-1a over whatever tells a state */

static void
mix(const char *text)
{
	for (; *text != '\0'; text++)
		hash = (hash ^ (uint8_t)*text) * 16777619u;
}

static void
on_line(void *data, const char *en, const char *zh)
{
	(void)data, (void)zh;
	mix(en);
}

/* What the home says of two serials and a document; NOTHING: it cannot be opened. */
static int
state_of(const char *home)
{
	struct home *h;

	if (home_open(in_world(home), NULL, NULL, &h, NULL) != ASSAY_OK)
		return NOTHING;
	home_close(h);
	return (int)data_version(home, "profile/maker") * 1000000 +
	       (int)home_says(home, GTIN, "Q7XK2M9PD4TR8W", NOW).listed * 10000 +
	       (int)home_says(home, GTIN, "B3NV6H5ZC8YJ1F", NOW).listed * 100 +
	       (int)home_says_document(home, "L-1", NOW);
}

static int
state_of_home(void)
{
	return state_of("home");
}

/* The repository, as a device that starts anew sees it. */
static int
state_of_repo(void)
{
	struct assay_error error;

	remove_tree("fresh");
	root_into("fresh");
	return sync_from("repo", "fresh", "device", NOW, &error) == ASSAY_OK
	               ? state_of("fresh")
	               : -2;
}

/* The bytes of one file below the world; 0: it is not there. */
static int
state_of_file(const char *name)
{
	size_t n;
	char *text = world_read(name, &n);

	hash = 2166136261u;
	if (text == NULL)
		return 0;
	for (size_t i = 0; i < n; i++)
		hash = (hash ^ (uint8_t)text[i]) * 16777619u;
	free(text);
	return (int)(hash >> 1);
}

/* Which root counts, who is admitted with which keys, and what was published; not the
 * versions and dates of a signature made anew.  The devices: one that starts anew and one
 * that knew the repository before must both be able to follow. */
static void
on_maker(void *data, const char *en, const char *zh)
{
	(void)zh;
	if (strstr(en, "must sign") == NULL)
		on_line(data, en, zh);
}

static int
state_of_authority(void)
{
	struct assay_repo repo = repo_at(NOW);
	int fresh, known = 0, root = 0;
	struct assay_error error;

	for (int version = 1;; version++) {
		char name[64];
		int bytes;

		snprintf(name, sizeof name, "repo/metadata/%d.root.json", version);
		if ((bytes = state_of_file(name)) == 0)
			break;
		root = bytes;
	}
	if (root == 0)
		return 0; /* there is no repository yet */
	if ((fresh = state_of_repo()) < 0)
		return fresh;
	if (access(in_world("old home"), F_OK) == 0) {
		copy_tree("old home", "home");
		if (sync_from("repo", "home", "device", NOW, &error) != ASSAY_OK ||
		    (known = state_of("home")) < 0)
			return -3;
	}
	repo.root_keys = repo.targets_keys = repo.snapshot_keys = repo.timestamp_keys =
	        NULL;
	hash = (uint32_t)root ^ (uint32_t)(fresh * 1000 + known);
	if (assay_repo_show(&repo, on_maker, NULL, &error) != ASSAY_OK)
		return -4;
	return (int)(hash >> 1);
}

static int
state_of_pins(void)
{
	struct home *h;

	if (access(in_world("pinned/pins.json"), F_OK) != 0)
		return 0;
	if (home_open(in_world("pinned"), NULL, NULL, &h, NULL) != ASSAY_OK)
		return NOTHING;
	home_close(h);
	return state_of_file("pinned/pins.json");
}

/* May it sync? */
static int
state_of_root(void)
{
	struct assay_error error;

	return sync_from("repo", "rooted", NULL, NOW, &error) == ASSAY_OK;
}

static int
state_of_stick(void)
{
	struct assay_repo none = { .size = sizeof none };
	struct assay_error error;

	if (access(in_world("stick/root.json"), F_OK) != 0)
		return 0;
	hash = 2166136261u;
	return assay_repo_sign(&none, in_world("stick"), NULL, on_line, NULL, &error) ==
	                       ASSAY_OK
	               ? (int)(hash >> 1)
	               : NOTHING;
}

/* ---- what is done ---- */

static enum assay_status
do_sync(void)
{
	struct assay_error error;

	return sync_from("repo", "home", "device", NOW, &error);
}

/* A list, a restricted overlay of it, documents, and a profile. */
static enum assay_status
do_publish(void)
{
	static const char *const names[] = { "two.asl", "over.asl", "doc.asl", "two.apf",
		                              NULL };
	struct assay_error error;

	return publish_all(names, NOW, &error);
}

/* A home that believes the maker and holds this list. */
static void
by_hand(const char *list)
{
	const char *prefixes[] = { "690123", NULL }, *none[] = { NULL };
	struct assay_error error = { "", "" };
	char home[300], key[300];
	struct assay_pin pin = { .size = sizeof pin,
		                 .key_file = key,
		                 .id = "maker",
		                 .name = "maker",
		                 .prefixes = prefixes,
		                 .categories = none,
		                 .hosts = none };

	snprintf(home, sizeof home, "%s", in_world("home"));
	snprintf(key, sizeof key, "%s", in_world("maker.pub"));
	if (assay_trust_pin(home, &pin, &error) != ASSAY_OK ||
	    assay_list_install(NULL, home, in_world(list), NULL, NULL, &error) !=
	            ASSAY_OK) {
		printf("# %s\n", error.text);
		abort();
	}
}

/* By hand: the overlay over the list that it changes. */
static enum assay_status
do_install(void)
{
	char home[300], key[300];
	struct assay_error error;

	snprintf(home, sizeof home, "%s", in_world("home"));
	snprintf(key, sizeof key, "%s", in_world("over.asl.key"));
	return assay_list_install(NULL, home, in_world("over.asl"), key, NULL, &error);
}

/* The next one, in the place of that and of one that lies on it. */
static enum assay_status
do_replace(void)
{
	struct assay_error error;
	char home[300];

	snprintf(home, sizeof home, "%s", in_world("home"));
	return assay_list_install(NULL, home, in_world("next-over.asl"), NULL, NULL,
	                          &error);
}

static enum assay_status
do_init(void)
{
	struct assay_repo repo = repo_at(NOW);
	struct assay_error error;

	return assay_repo_init(&repo, 2, 1, NULL, &error);
}

static enum assay_status
do_admit(void)
{
	struct assay_error error;

	return admit("rival", "690999", "other.pub", NOW, &error);
}

static enum assay_status
do_revoke(void)
{
	struct assay_error error;

	return revoke_key("maker.pub", true, ISSUED, NOW, &error);
}

static enum assay_status
rotate(const char *role, const char *name, bool with_old)
{
	struct assay_repo repo = repo_at(NOW);
	char path[300], one[300];
	const char *keys[] = { path, NULL, NULL };
	struct assay_error error;

	snprintf(path, sizeof path, "%s", in_world(name));
	snprintf(one, sizeof one, "%s", in_world("root1"));
	if (strcmp(role, "root") == 0)
		keys[1] = one;
	if (!with_old)
		repo.timestamp_keys = NULL;
	return assay_repo_rotate(&repo, role, keys, keys[1] != NULL ? 2 : 1, &error);
}

static enum assay_status
do_rotate_root(void)
{
	return rotate("root", "next", true);
}

static enum assay_status
do_rotate_targets(void)
{
	return rotate("targets", "next", true);
}

static enum assay_status
do_rotate_snapshot(void)
{
	return rotate("snapshot", "next", true);
}

static enum assay_status
do_rotate_timestamp(void)
{
	return rotate("timestamp", "next", true);
}

static enum assay_status
do_rotate_lost(void)
{
	return rotate("timestamp", "next", false);
}

/* A root of three other holders, two of whom are here. */
static enum assay_status
do_prepare(void)
{
	struct assay_repo repo = repo_at(NOW);
	char paths[3][300], stick[300];
	const char *keys[] = { paths[0], paths[1], paths[2], NULL }, *none[] = { NULL };
	struct assay_error error;

	snprintf(paths[0], sizeof paths[0], "%s", in_world("root1.pub"));
	snprintf(paths[1], sizeof paths[1], "%s", in_world("root2.pub"));
	snprintf(paths[2], sizeof paths[2], "%s", in_world("next.pub"));
	snprintf(stick, sizeof stick, "%s", in_world("stick"));
	repo.root_keys = none;
	repo.prepare = stick;
	return assay_repo_rotate(&repo, "root", keys, 2, &error);
}

static enum assay_status
sign_with(const char *name)
{
	char path[300];
	const char *keys[] = { path, NULL };
	struct assay_repo repo = { .size = sizeof repo, .root_keys = keys };
	struct assay_error error;

	snprintf(path, sizeof path, "%s", in_world(name));
	return assay_repo_sign(&repo, in_world("stick"), NULL, on_line, NULL, &error);
}

static enum assay_status
do_sign(void)
{
	return sign_with("root1");
}

static enum assay_status
do_finish(void)
{
	struct assay_repo repo = repo_at(NOW);
	const char *none[] = { NULL };
	char stick[300];
	struct assay_error error;

	snprintf(stick, sizeof stick, "%s", in_world("stick"));
	repo.root_keys = none;
	repo.signed_root = stick;
	return assay_repo_rotate(&repo, NULL, NULL, 0, &error);
}

static enum assay_status
do_pin(void)
{
	const char *prefixes[] = { "690123", NULL };
	char key[300];
	struct assay_pin pin = { .size = sizeof pin,
		                 .key_file = key,
		                 .id = "maker",
		                 .name = "The Maker",
		                 .prefixes = prefixes };
	struct assay_error error;

	snprintf(key, sizeof key, "%s", in_world("maker.pub"));
	return assay_trust_pin(in_world("pinned"), &pin, &error);
}

static enum assay_status
do_revoke_pin(void)
{
	struct assay_error error;
	char key[300];

	snprintf(key, sizeof key, "%s", in_world("maker.pub"));
	return assay_trust_revoke(in_world("pinned"), key, true, ISSUED, &error);
}

static enum assay_status
do_root(void)
{
	struct assay_error error;
	char home[300];

	/* once it is there it stays: that is the new state too */
	if (access(in_world("rooted/trust/set"), F_OK) == 0)
		return ASSAY_OK;
	snprintf(home, sizeof home, "%s", in_world("rooted"));
	return assay_trust_root(home, in_world("repo/metadata/1.root.json"), NULL,
	                        &error);
}

/* ---- the bare TUF client ---- */

static enum assay_fetched
plain_fetch(void *data, const char *url, uint64_t max, assay_put put, void *put_data,
            struct assay_error *error)
{
	return world_fetch(data, url, 0, max, put, put_data, error);
}

#define CLIENT_TARGET "registry/registry.cbor"

static enum assay_status
do_client(void)
{
	char url[300], base[300], folder[300], targets[300];
	struct tuf_options options = { .folder = folder,
		                       .metadata_url = url,
		                       .now = NOW,
		                       .fetch = plain_fetch };
	struct assay_error error;
	enum assay_status status;
	struct tuf *t;

	snprintf(folder, sizeof folder, "%s", in_world("client/metadata"));
	snprintf(targets, sizeof targets, "%s", in_world("client/targets"));
	snprintf(url, sizeof url, "file://%s", in_world("repo/metadata"));
	snprintf(base, sizeof base, "file://%s", in_world("repo/targets"));
	if ((status = tuf_open(&options, &t, &error)) != ASSAY_OK)
		return status;
	if ((status = tuf_refresh(t, &error)) == ASSAY_OK)
		status = tuf_download(t, CLIENT_TARGET, base, targets, &error);
	tuf_close(t);
	return status;
}

/* Is the file, byte for byte, as it stands in one of the two? */
static bool
is_of(const char *name, const char *whole)
{
	char here[400], there[400], *a, *b;
	size_t n, m;
	bool same;

	snprintf(here, sizeof here, "client/%s", name);
	snprintf(there, sizeof there, "%s/%s", whole, name);
	a = world_read(here, &n);
	b = world_read(there, &m);
	same = (a == NULL && b == NULL) ||
	       (a != NULL && b != NULL && n == m && memcmp(a, b, n) == 0);
	free(a);
	free(b);
	return same;
}

/* A client's files are believed one after the other: each must be the old one or the new
 * one, and the set new only once all are. */
static int
state_of_client(void)
{
	static const char *const names[] = {
		"metadata/root.json",     "metadata/timestamp.json", "metadata/snapshot.json",
		"metadata/targets.json", "targets/registry%2Fregistry.cbor",
	};
	bool all_new = true;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		bool is_new = is_of(names[i], "new client");

		if (!is_new && !is_of(names[i], "old client"))
			return NOTHING;
		all_new = all_new && is_new;
	}
	return all_new;
}

/* Runs `act` with its n-th step going wrong, from a copy of `base` each time; base NULL:
 * from nothing. */
static void
every_step(const char *says, const char *base, const char *place, bool failing,
           enum assay_status (*act)(void), int (*state)(void), int old, int new)
{
	long olds = 0, news = 0, others = 0, again = 0, n;

	for (n = 0; n < STEPS_MAX; n++) {
		int status, now;
		pid_t child;

		if (base != NULL)
			copy_tree(base, place);
		else
			remove_tree(place);
		fflush(stdout);
		if ((child = fork()) == 0) {
			enum assay_status got;

			fails = failing;
			steps_left = n;
			got = act();
			_exit(steps_left >= 0 ? 0 : got == ASSAY_OK ? 1 : 2);
		}
		if (child < 0 || waitpid(child, &status, 0) != child ||
		    !WIFEXITED(status))
			abort();
		now = state();
		olds += now == old;
		news += now == new;
		others += now != old && now != new;
		if (now != old && now != new)
			printf("# step %ld left state %d\n", n, now);
		/* what is half done is done by doing it again */
		if (now == old) {
			if (act() != ASSAY_OK || state() != new)
				again++;
		}
		if (WEXITSTATUS(status) == 0)
			break;
	}
	ok(n < STEPS_MAX && n > 2 && others == 0 && olds > 0 && news > 0,
	   "%s: %ld steps, the old state after %ld, the new one after %ld", says, n, olds,
	   news);
	ok(again == 0, "%s: done again, it is done", says);
}

/* Both ways of going wrong, from the old state to the one that `act` makes of it. */
static void
both_ways(const char *says, const char *base, const char *place,
          enum assay_status (*act)(void), int (*state)(void))
{
	char name[80];
	int old, new;

	if (base != NULL)
		copy_tree(base, place);
	else
		remove_tree(place);
	old = state();
	if (act() != ASSAY_OK)
		printf("# %s does not work\n", says);
	new = state();
	ok(old >= 0 && new >= 0 && old != new, "%s: two states that differ", says);
	for (int failing = 0; failing < 2; failing++) {
		snprintf(name, sizeof name, "%s %s", says, failing ? "refused" : "killed");
		every_step(name, base, place, failing, act, state, old, new);
	}
}

/* The key of a role is lost: nothing can be signed for the root until now any more, so that
 * between the two renames devices refuse the update and answer as before; doing it again
 * mends it. */
static void
lost_key(void)
{
	int old, refused = 0, n;

	copy_tree("old repo", "repo");
	copy_tree("old home", "home");
	old = state_of("home");
	for (n = 0; n < STEPS_MAX; n++) {
		struct assay_error error;
		int status;
		pid_t child;

		copy_tree("old repo", "repo");
		copy_tree("old home", "home");
		fflush(stdout);
		if ((child = fork()) == 0) {
			fails = false;
			steps_left = n;
			_exit(do_rotate_lost() == ASSAY_OK ? 0 : 1);
		}
		if (waitpid(child, &status, 0) != child || !WIFEXITED(status))
			abort();
		if (sync_from("repo", "home", NULL, NOW, &error) != ASSAY_OK)
			refused++;
		if (state_of("home") != old)
			break;
		if (WEXITSTATUS(status) == 0)
			break;
		if (do_rotate_lost() != ASSAY_OK ||
		    sync_from("repo", "home", NULL, NOW, &error) != ASSAY_OK ||
		    state_of("home") != old)
			break;
	}
	ok(n > 10 && state_of("home") == old,
	   "a lost key rotated: killed at %d steps, the device answers as before, refused %d",
	   n, refused);
	ok(refused > 0 && refused < 10, "the window is between two renames, and no wider");
}

/* ---- told to stop ---- */

static long asked, stop_at;

static bool
on_stop(void *data)
{
	(void)data;
	return asked++ >= stop_at;
}

/* Stopped at every moment where it asks: as it was; and done the next time. */
static void
every_stop(void)
{
	const int old = (copy_tree("old home", "home"), state_of("home"));
	long kept = 0;
	int now = old;

	for (stop_at = 0; stop_at < STEPS_MAX && now == old; stop_at++) {
		struct assay_error error = { "", "" };
		char url[300], home[300];
		struct assay_sync s = { .size = sizeof s,
			                .home = home,
			                .source = url,
			                .now = NOW,
			                .as_of = true,
			                .fetch = world_fetch,
			                .stop = on_stop };

		snprintf(url, sizeof url, "file://%s", in_world("repo"));
		snprintf(home, sizeof home, "%s", in_world("home"));
		copy_tree("old home", "home");
		asked = 0;
		if (assay_sync(&s, &error) == ASSAY_OK)
			break;
		if (strncmp(error.text, "stopped", 7) != 0)
			printf("# %s\n", error.text);
		now = state_of("home");
		kept++;
		if (do_sync() != ASSAY_OK || state_of("home") == old)
			break;
	}
	ok(kept > 3 && now == old && asked == stop_at && state_of("home") != old,
	   "stopped at %ld moments: the device answers as before, the next sync is whole",
	   kept);
}

int
main(void)
{
	struct assay_error error = { "", "" };
	char folder[300];
	size_t n;
	char *root;

	if (access("/dev/shm", W_OK) == 0)
		world_base = "/dev/shm";
	begin_repo();
	if (admit_documents(ISSUED, &error) != ASSAY_OK ||
	    data_build(PROFILE_1, "one.apf", "maker", NULL, ISSUED, ASSAY_EN, &error) !=
	            ASSAY_OK ||
	    data_build(PROFILE_2, "two.apf", "maker", "one.apf", ISSUED + DAY, ASSAY_EN,
	               &error) != ASSAY_OK ||
	    publish_both("one.asl", "one.apf", "maker", ISSUED, &error) != ASSAY_OK)
		abort();
	root_into("home");
	if (do_sync() != ASSAY_OK)
		abort();
	copy_tree("home", "old home");
	copy_tree("repo", "old repo");

	both_ways("publish", "old repo", "repo", do_publish, state_of_repo);
	both_ways("sync", "old home", "home", do_sync, state_of_home);
	every_stop();

	/* overlays by hand */
	remove_tree("home");
	by_hand("two.asl");
	copy_tree("home", "bare home");
	both_ways("overlay", "bare home", "home", do_install, state_of_home);
	if (lay_over("over.asl", NULL,
	             "gtin,serial,status\n" GTIN ",B3NV6H5ZC8YJ1F,recalled\n", false,
	             ISSUED + 3 * DAY, "week.asl", &error) != ASSAY_OK ||
	    lay_over("two.asl", "over.asl", CSV_TWO, false, ISSUED + 3 * DAY,
	             "next-over.asl", &error) != ASSAY_OK)
		abort();
	by_hand("week.asl");
	copy_tree("home", "two overlays");
	both_ways("next overlay", "two overlays", "home", do_replace, state_of_home);

	/* the authority */
	both_ways("admit", "old repo", "repo", do_admit, state_of_authority);
	both_ways("revoke", "old repo", "repo", do_revoke, state_of_authority);
	both_ways("rotate root", "old repo", "repo", do_rotate_root, state_of_authority);
	both_ways("rotate targets", "old repo", "repo", do_rotate_targets,
	          state_of_authority);
	both_ways("rotate snapshot", "old repo", "repo", do_rotate_snapshot,
	          state_of_authority);
	both_ways("rotate timestamp", "old repo", "repo", do_rotate_timestamp,
	          state_of_authority);
	lost_key();

	/* a root signed in turns */
	copy_tree("old repo", "repo");
	both_ways("prepare", NULL, "stick", do_prepare, state_of_stick);
	copy_tree("stick", "old stick");
	both_ways("sign", "old stick", "stick", do_sign, state_of_stick);
	if (sign_with("root2") != ASSAY_OK)
		abort();
	both_ways("finish", "old repo", "repo", do_finish, state_of_authority);

	/* the device */
	copy_tree("old repo", "repo");
	both_ways("root", NULL, "rooted", do_root, state_of_root);
	both_ways("pin", NULL, "pinned", do_pin, state_of_pins);
	copy_tree("pinned", "old pinned");
	both_ways("revoke a pin", "old pinned", "pinned", do_revoke_pin, state_of_pins);

	/* the bare client */
	snprintf(folder, sizeof folder, "%s", in_world("client/metadata"));
	root = world_read("repo/metadata/1.root.json", &n);
	if (tuf_init(folder, (struct assay_bytes){ (uint8_t *)root, n }, &error) != ASSAY_OK)
		abort();
	free(root);
	if (do_client() != ASSAY_OK)
		abort();
	copy_tree("client", "old client");
	if (do_rotate_root() != ASSAY_OK || do_admit() != ASSAY_OK || do_client() != ASSAY_OK)
		abort();
	copy_tree("client", "new client");
	both_ways("the bare client", "old client", "client", do_client, state_of_client);

	remove_tree("repo");
	remove_tree("old home");
	both_ways("init", NULL, "repo", do_init, state_of_authority);
	world_end();
	return tap_end();
}
