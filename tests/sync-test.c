/* sync-test.c - from the authority to the device, under every clock, key and mirror */
#include "repo-world.h"
#include "trust/registry.h"

static void
expect(enum assay_status got, enum assay_status want, const struct assay_error *error,
       const char *says)
{
	ok(got == want &&
	           (want == ASSAY_OK || (error->text[0] != '\0' && error->text_zh[0])),
	   "%s", says);
	if (got != want)
		printf("# got %d, want %d: %s\n", (int)got, (int)want, error->text);
}

static int64_t
floor_of(const char *home)
{
	struct home *h;
	int64_t floor;

	if (home_open(in_world(home), NULL, NULL, &h, NULL) != ASSAY_OK)
		return 0;
	floor = home_clock(h).floor;
	home_close(h);
	return floor;
}

static void
first_steps(void)
{
	struct assay_error error = { "", "" };
	struct assay_answer a;

	expect(sync_from("repo", "home", NULL, NOW, &error), ASSAY_E_USAGE, &error,
	       "no update without a root");
	root_into("home");
	expect(publish("one.asl", "maker", ISSUED, &error), ASSAY_OK, &error, "publish");
	expect(sync_from("repo", "home", NULL, NOW, &error), ASSAY_OK, &error,
	       "first update");
	ok(strstr(said, "admitted: maker") && strstr(said, "new list of maker"),
	   "says what came");
	a = home_says("home", GTIN, "Q7XK2M9PD4TR8W", NOW);
	is_int(a.listed, ASSAY_LISTED_ISSUED, "a listed serial is issued");
	is_int(home_says("home", GTIN, "B3NV6H5ZC8YJ1F", NOW).listed,
	       ASSAY_LISTED_NOT_ISSUED, "one that is not on a complete list is not");
	is_int(home_says("home", "05901234567893", "Q7XK2M9PD4TR8W", NOW).listed,
	       ASSAY_LISTED_NO_LIST, "goods of nobody have no list");
	expect(sync_from("repo", "home", NULL, NOW, &error), ASSAY_OK, &error, "again");
	ok(strstr(said, "new list") == NULL && strstr(said, "admitted") == NULL,
	   "and nothing is said to have changed");
}

/* What age does to words, and that it takes nothing away. */
static void
ages(void)
{
	static const struct {
		int days; /* after the issue of the list */
		enum assay_age age;
		enum assay_status sync;
		const char *says;
	} rows[] = {
		{ 6, ASSAY_AGE_FRESH, ASSAY_OK, "within a week: fresh" },
		{ 8, ASSAY_AGE_AGED, ASSAY_OK, "after a week: aged" },
		{ 34, ASSAY_AGE_AGED, ASSAY_OK, "the day before the timestamp ends" },
		{ 36, ASSAY_AGE_AGED, ASSAY_E_TRUST,
		  "a mirror that stands still is refused" },
		{ 366, ASSAY_AGE_STALE, ASSAY_E_TRUST,
		  "after a year: stale, and still answering" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t now = ISSUED + rows[i].days * DAY;
		struct assay_error error = { "", "" };
		struct assay_answer a;

		expect(sync_from("repo", "home", NULL, now, &error), rows[i].sync, &error,
		       rows[i].says);
		a = home_says("home", GTIN, "Q7XK2M9PD4TR8W", now);
		ok(a.listed == ASSAY_LISTED_ISSUED && a.age == rows[i].age, "%s: answers",
		   rows[i].says);
	}
}

/* A clock that no signed data moved may not lock the device. */
static void
clocks(void)
{
	struct assay_error error = { "", "" };
	int64_t floor = floor_of("home");

	expect(sync_from("repo", "home", NULL, ISSUED + 34 * DAY, &error), ASSAY_OK,
	       &error, "an update with a clock far ahead");
	is_int(floor_of("home"), floor, "the clock alone raises nothing");
	{
		struct set *set;

		if (set_read(in_world("home"), &set, &error) != ASSAY_OK)
			abort();
		ok(set->t_floor == ISSUED, "the floor is what was signed");
		set_free(set);
	}
}

static void
versions(void)
{
	struct assay_list_build other = { .scope = "690123", .issued_at = ISSUED };
	struct assay_error error = { "", "" };

	copy_tree("repo", "old repo");
	copy_tree("home", "old home");
	expect(publish("two.asl", "maker", NOW, &error), ASSAY_OK, &error, "version 2");
	expect(publish("one.asl", "maker", NOW, &error), ASSAY_E_TRUST, &error,
	       "version 1 is not published after it");
	expect(publish("two.asl", "maker", NOW, &error), ASSAY_E_TRUST, &error,
	       "nor the same version twice");
	if (world_build(other, CSV_ONE, NULL, NULL, "rival.asl", &error) != ASSAY_OK)
		abort();
	expect(publish("rival.asl", "maker", NOW, &error), ASSAY_E_TRUST, &error,
	       "a second list beside a complete one is refused");
	expect(sync_from("repo", "home", NULL, NOW, &error), ASSAY_OK, &error,
	       "update to it");
	ok(strstr(said, "version 2 in the place of 1") != NULL,
	   "says which version came");
	is_int(home_says("home", GTIN, "B3NV6H5ZC8YJ1F", NOW).listed, ASSAY_LISTED_ISSUED,
	       "the new serial is listed");
	expect(sync_from("old repo", "home", NULL, NOW, &error), ASSAY_E_TRUST, &error,
	       "an older copy of the repository is refused");
	is_int(home_says("home", GTIN, "B3NV6H5ZC8YJ1F", NOW).listed, ASSAY_LISTED_ISSUED,
	       "and the home answers as before");
}

static void
overlaps(void)
{
	static const struct {
		const char *says, *id, *prefix;
	} rows[] = {
		{ "the same prefix", "thief", "690123" },
		{ "a prefix inside another's", "thief", "6901234" },
		{ "a prefix around another's", "thief", "6901" },
		{ "a prefix of shops", "thief", "200012" },
		{ "three digits", "thief", "590" },
		{ "an id that is a path", "../thief", "590123" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct assay_error error = { "", "" };

		ok(admit(rows[i].id, rows[i].prefix, "other.pub", NOW, &error) !=
		                   ASSAY_OK &&
		           error.text[0] != '\0',
		   "not admitted: %s", rows[i].says);
	}
}

/* A list of the future may not set the clocks of devices. */
static void
future(void)
{
	struct assay_list_build build = { .previous = NULL,
		                          .scope = "690123",
		                          .covers_until = ISSUED,
		                          .issued_at = NOW + 400 * DAY };
	struct assay_error error = { "", "" };
	int64_t floor = floor_of("home");
	char previous[300];

	snprintf(previous, sizeof previous, "%s", in_world("two.asl"));
	build.previous = previous;
	if (world_build(build, CSV_TWO, NULL, NULL, "future.asl", &error) != ASSAY_OK)
		abort();
	copy_tree("repo", "present");
	expect(publish("future.asl", "maker", NOW, &error), ASSAY_E_TRUST, &error,
	       "a list of the future is not published");
	expect(publish("future.asl", "maker", NOW + 400 * DAY, &error), ASSAY_OK, &error,
	       "unless the authority's clock is wrong too");
	expect(publish(NULL, "maker", NOW, &error), ASSAY_OK, &error, "and mended");
	expect(sync_from("repo", "home", NULL, NOW, &error), ASSAY_OK, &error,
	       "the update is taken");
	ok(strstr(said, "in the future") != NULL, "without that list");
	is_int(floor_of("home"), floor, "and the clock stays");
	is_int(home_says("home", GTIN, "B3NV6H5ZC8YJ1F", NOW).listed, ASSAY_LISTED_ISSUED,
	       "the version before answers");
	copy_tree("present", "repo");
}

/* Retired keys are good for what they signed in their life; stolen ones for nothing. */
static void
keys(void)
{
	struct assay_list_build late = { .scope = "590123", .issued_at = NOW + DAY };
	struct assay_list_build early = { .scope = "590123", .issued_at = ISSUED };
	struct assay_error error = { "", "" };
	char key[300];

	snprintf(key, sizeof key, "%s", in_world("other"));
	late.key_file = early.key_file = key;
	if (world_build(early, "gtin,serial\n05901234567893,Q7XK2M9PD4TR8W\n", NULL, NULL,
	                "early.asl", &error) != ASSAY_OK ||
	    world_build(late, "gtin,serial\n05901234567893,Q7XK2M9PD4TR8W\n", NULL, NULL,
	                "late.asl", &error) != ASSAY_OK)
		abort();
	expect(admit("other", "590123", "other.pub", NOW, &error), ASSAY_OK, &error,
	       "a second maker");
	expect(revoke_key("other.pub", false, NOW, NOW, &error), ASSAY_OK, &error,
	       "whose key retires");
	expect(publish("late.asl", "other", NOW + 2 * DAY, &error), ASSAY_E_TRUST, &error,
	       "a list of later is refused");
	expect(publish("early.asl", "other", NOW + 2 * DAY, &error), ASSAY_OK, &error,
	       "one of its life is published");
	expect(sync_from("repo", "home", NULL, NOW + 2 * DAY, &error), ASSAY_OK, &error,
	       "and synced");
	is_int(home_says("home", "05901234567893", "Q7XK2M9PD4TR8W", NOW + 2 * DAY)
	               .listed,
	       ASSAY_LISTED_ISSUED, "the retired key's list answers");
	is_int(home_says("home", "05901234567893", "Q7XK2M9PD4TR8W", NOW + 300 * DAY)
	               .listed,
	       ASSAY_LISTED_ISSUED, "years later too");
	expect(publish("early.asl", "maker", NOW + 2 * DAY, &error), ASSAY_E_TRUST,
	       &error, "another maker's key publishes nothing here");

	expect(revoke_key("maker.pub", true, ISSUED + 100 * DAY, NOW + 3 * DAY, &error),
	       ASSAY_OK, &error, "the first maker's key is stolen");
	expect(sync_from("repo", "home", NULL, NOW + 3 * DAY, &error), ASSAY_OK, &error,
	       "the news comes");
	ok(strstr(said, "STOLEN") != NULL, "and is said");
	is_int(home_says("home", GTIN, "Q7XK2M9PD4TR8W", NOW + 3 * DAY).listed,
	       ASSAY_LISTED_COMPROMISED,
	       "its list supports nothing, though signed before");
	is_int(home_says("home", "05901234567893", "Q7XK2M9PD4TR8W", NOW + 3 * DAY)
	               .listed,
	       ASSAY_LISTED_ISSUED, "the other maker is untouched");
	expect(publish("two.asl", "maker", NOW + 3 * DAY, &error), ASSAY_E_TRUST, &error,
	       "the stolen key publishes no more");
	{
		struct assay_list_build anew = { .scope = "690123",
			                         .issued_at = NOW + 3 * DAY,
			                         .covers_until = ISSUED };
		char next[300];

		snprintf(next, sizeof next, "%s", in_world("next"));
		anew.key_file = next;
		if (world_build(anew, CSV_TWO, NULL, NULL, "anew.asl", &error) !=
		    ASSAY_OK)
			abort();
	}
	expect(admit("maker", "690123", "next.pub", NOW + 3 * DAY, &error), ASSAY_OK,
	       &error, "a new key of the same maker");
	expect(publish("anew.asl", "next", NOW + 3 * DAY, &error), ASSAY_OK, &error,
	       "publishes in its place");
	expect(sync_from("repo", "home", NULL, NOW + 3 * DAY, &error), ASSAY_OK, &error,
	       "the device follows");
	is_int(home_says("home", GTIN, "Q7XK2M9PD4TR8W", NOW + 3 * DAY).listed,
	       ASSAY_LISTED_ISSUED,
	       "the serial stands on an uncompromised key's list again");
}

/* A device's own pins beside the registry. */
static void
pins_beside(void)
{
	static const struct {
		const char *says, *id, *prefix, *key;
		enum assay_status status;
	} rows[] = {
		{ "a registered prefix is not pinned for another", "thief", "690123",
		  "device.pub", ASSAY_E_USAGE },
		{ "nor a part of it", "thief", "6901234", "device.pub", ASSAY_E_USAGE },
		{ "nor a registered key", "thief", "950000", "next.pub", ASSAY_E_USAGE },
		{ "somebody new is pinned", "new", "950000", "device.pub", ASSAY_OK },
		{ "and a key of one who is registered", "other", "590123", "root1.pub",
		  ASSAY_OK },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *prefixes[] = { rows[i].prefix, NULL }, *none[] = { NULL };
		struct assay_error error = { "", "" };
		char home[300], key[300];
		struct assay_pin pin = { .size = sizeof pin,
			                 .key_file = key,
			                 .id = rows[i].id,
			                 .name = rows[i].id,
			                 .prefixes = prefixes,
			                 .categories = none,
			                 .hosts = none };

		snprintf(home, sizeof home, "%s", in_world("home"));
		snprintf(key, sizeof key, "%s", in_world(rows[i].key));
		expect(assay_trust_pin(home, &pin, &error), rows[i].status, &error,
		       rows[i].says);
	}
	is_int(home_says("home", GTIN, "Q7XK2M9PD4TR8W", NOW + 4 * DAY).listed,
	       ASSAY_LISTED_ISSUED, "the lists of sync answer beside the pins");
}

static void
rotation(void)
{
	struct assay_repo repo = repo_at(NOW + 4 * DAY);
	struct assay_error error = { "", "" };
	char paths[3][300];
	const char *one[] = { paths[0], NULL }, *two[] = { paths[1], paths[2], NULL };

	for (size_t i = 0; i < 3; i++) {
		static const char *const names[] = { "timestamp2", "root4", "root5" };

		if (assay_key_new(in_world(names[i]), NULL, false, &error) != ASSAY_OK)
			abort();
		snprintf(paths[i], sizeof paths[i], "%s", in_world(names[i]));
	}
	repo.root_keys = one;
	expect(assay_repo_rotate(&repo, "timestamp", one, 1, &error), ASSAY_E_TRUST,
	       &error, "no rotation without the root's holders");
	repo = repo_at(NOW + 4 * DAY);
	expect(assay_repo_rotate(&repo, "timestamp", one, 1, &error), ASSAY_OK, &error,
	       "the timestamp's key is changed");
	expect(sync_from("repo", "home", NULL, NOW + 4 * DAY, &error), ASSAY_OK, &error,
	       "a device follows the new root");
	repo = repo_at(NOW + 4 * DAY);
	expect(assay_repo_publish(&repo,
	                          &(struct assay_publication){
	                                  .size = sizeof(struct assay_publication) },
	                          &error),
	       ASSAY_E_TRUST, &error, "the old timestamp key signs nothing more");
	repo.timestamp_keys = one;
	expect(assay_repo_rotate(&repo, "root", two, 2, &error), ASSAY_OK, &error,
	       "the root's keys are changed");
	expect(sync_from("repo", "home", NULL, NOW + 4 * DAY, &error), ASSAY_OK, &error,
	       "a device follows that too");
	root_into("late home");
	expect(sync_from("repo", "late home", NULL, NOW + 4 * DAY, &error), ASSAY_OK,
	       &error, "a device with the first root comes all the way");
	is_int(home_says("late home", GTIN, "Q7XK2M9PD4TR8W", NOW + 4 * DAY).listed,
	       ASSAY_LISTED_ISSUED, "and answers");
}

static void
sealed(void)
{
	struct assay_list_build build = { .scope = "590999", .restricted = true };
	struct assay_repo repo = repo_at(NOW);
	struct assay_error error = { "", "" };
	char list[300], key[300], list_key[300], device[300], path[300];
	const char *lists[] = { list, NULL }, *makers[] = { key, NULL },
	           *devices[] = { device, NULL }, *timestamp[] = { path, NULL };
	struct assay_publication p = { .size = sizeof p,
		                       .lists = lists,
		                       .keys = makers,
		                       .list_key_file = list_key,
		                       .devices = devices };
	struct home *h;

	snprintf(list, sizeof list, "%s", in_world("secret.asl"));
	snprintf(key, sizeof key, "%s", in_world("other"));
	snprintf(list_key, sizeof list_key, "%s", in_world("secret.asl.key"));
	snprintf(device, sizeof device, "%s", in_world("device.pub"));
	snprintf(path, sizeof path, "%s", in_world("timestamp2"));
	build.key_file = key;
	build.issued_at = NOW - DAY;
	if (world_build(build, "gtin,serial\n05909991234560,1001\n", NULL, NULL,
	                "secret.asl", &error) != ASSAY_OK) {
		printf("# %s\n", error.text);
		abort();
	}
	repo.timestamp_keys = timestamp;
	{
		const char *prefixes[] = { "590999", NULL };
		struct assay_admission a = { .size = sizeof a,
			                     .id = "other",
			                     .prefixes = prefixes,
			                     .role_keys = makers };

		expect(assay_repo_admit(&repo, &a, &error), ASSAY_OK, &error,
		       "a further prefix");
	}
	expect(assay_repo_publish(&repo, &p, &error), ASSAY_OK, &error,
	       "a restricted list, sealed to one device");
	expect(sync_from("repo", "home", NULL, NOW + 4 * DAY, &error), ASSAY_OK, &error,
	       "another device");
	ok(strstr(said, "not sealed to this device") != NULL,
	   "leaves it out, and says so");
	expect(sync_from("repo", "home", "next", NOW + 4 * DAY, &error), ASSAY_OK, &error,
	       "a device with another key");
	ok(strstr(said, "not sealed to this device") != NULL, "too");
	expect(sync_from("repo", "home", "device", NOW + 4 * DAY, &error), ASSAY_OK,
	       &error, "the device itself");
	if (home_open(in_world("home"), NULL, NULL, &h, &error) != ASSAY_OK)
		abort();
	home_close(h);
	is_int(home_says("home", "05909991234560", "1001", NOW + 4 * DAY).listed,
	       ASSAY_LISTED_ISSUED, "can ask it");
}

int
main(void)
{
	begin_repo();
	first_steps();
	ages();
	clocks();
	versions();
	overlaps();
	copy_tree("home", "saved");
	future();
	copy_tree("saved", "home");
	keys();
	pins_beside();
	rotation();
	sealed();
	world_end();
	return tap_end();
}
