/* beyond-test.c - the rules that TUF does not know: who may speak for which goods, several
 * lists at once, whole files from a mirror, and clocks; against makers and mirrors that
 * break them
 *
 * A maker can sign with its own key whatever it likes, so its metadata are made here by
 * the parts of the authority's code, without the checks of `trust publish`.  What is wrong
 * with them leaves that list out, is said, and touches no other maker. */
#include "repo-world.h"

#include <sodium.h>

#include "trust/repo.h"
#include "trust/tuf/write.h"

#define OTHER_GTIN "05901234567893"
#define OTHER "gtin,serial\n" OTHER_GTIN ",Q7XK2M9PD4TR8W\n"
#define EVIL "gtin,serial\n" GTIN ",EVIL12345678\n"

static void
expect(enum assay_status got, enum assay_status want, const struct assay_error *error,
       const char *says)
{
	ok(got == want, "%s", says);
	if (got != want)
		printf("# got %d, want %d: %s\n", (int)got, (int)want, error->text);
}

/* The sentence that leaves something out, in one line. */
static const char *
left_out(void)
{
	static char line[300];
	const char *at = strstr(said, "left out");

	if (at == NULL)
		return "nothing";
	while (at > said && at[-1] != '\n')
		at--;
	snprintf(line, sizeof line, "%.*s", (int)strcspn(at, "\n"), at);
	return line;
}

/* ---- what a maker may sign ---- */

struct offer {
	const char *target; /* path of the header */
	const char *list;   /* file of the world; its first page is the header */
	size_t len;         /* of the header; 0: a page */
};

/* The maker's role of `prefix`, signed by `key`, with these targets and no others. */
static void
offer(const char *prefix, const char *key, const struct offer *offers, size_t n)
{
	struct assay_repo how = repo_at(NOW);
	struct assay_error error = { "", "" };
	struct repo_keys keys;
	struct tuf_metadata *m = NULL;
	char role[32], path[300];
	const char *files[] = { path, NULL };
	json_t *signed_part;
	int64_t version;
	struct repo r;
	uint8_t *bytes;
	size_t len;
	bool holds;

	snprintf(role, sizeof role, REPO_PREFIX_ROLE "%s", prefix);
	snprintf(path, sizeof path, "%s", in_world(key));
	if (repo_open(&how, &r, &error) != ASSAY_OK ||
	    repo_role_read(&r, role, &m, &holds, &error) != ASSAY_OK ||
	    repo_keys_open(&r.how, files, &keys, &error) != ASSAY_OK) {
		printf("# %s\n", error.text);
		abort();
	}
	version = m == NULL ? 1 : m->version + 1;
	tuf_metadata_free(m);
	signed_part = tuf_signed_new(TUF_TARGETS, version, NOW + 180 * DAY);
	json_object_set_new(signed_part, "targets", json_object());
	for (size_t i = 0; i < n; i++) {
		size_t size = offers[i].len == 0 ? LIST_PAGE : offers[i].len, all;
		char *file = world_read(offers[i].list, &all), name[500];
		uint8_t *header = calloc(1, size);
		struct assay_bytes page = { header, size };
		struct list_header head;
		struct words why;

		memcpy(header, file, all < size ? all : size);
		json_object_set_new(json_object_get(signed_part, "targets"),
		                    offers[i].target, tuf_listing_new(page, 0));
		repo_target_name(offers[i].target, page, name, sizeof name);
		if (repo_put(&r, name, page, &error) != ASSAY_OK)
			abort();
		if (list_header_decode((uint8_t *)file, &head, &why)) {
			strcpy(name, "lists/");
			sodium_bin2hex(name + 6, 65, head.root_hash, LIST_HASH);
			strcat(name, ".asl");
			if (repo_put(&r, name, (struct assay_bytes){ (uint8_t *)file, all },
			             &error) != ASSAY_OK)
				abort();
		}
		free(header);
		free(file);
	}
	if (repo_sign(signed_part, &keys, NULL, TUF_TARGETS, role, r.targets, "--key", &bytes,
	              &len, &error) != ASSAY_OK ||
	    repo_put_role(&r, role, version, (struct assay_bytes){ bytes, len }, &error) !=
	            ASSAY_OK ||
	    repo_commit(&r, &error) != ASSAY_OK) {
		printf("# %s\n", error.text);
		abort();
	}
	free(bytes);
	json_decref(signed_part);
	repo_keys_close(&keys);
	repo_close(&r);
}

static void
build(const char *out, const char *key, const char *scope, const char *csv, int64_t issued,
      int64_t covers)
{
	struct assay_error error = { "", "" };
	char path[300];
	struct assay_list_build b = { .scope = scope,
		                      .key_file = path,
		                      .issued_at = issued,
		                      .covers_until = covers };

	snprintf(path, sizeof path, "%s", in_world(key));
	if (world_build(b, csv, NULL, NULL, out, &error) != ASSAY_OK) {
		printf("# %s: %s\n", out, error.text);
		abort();
	}
}

/* `other` has a list key that retires at NOW, and an item key. */
static void
admit_other(void)
{
	struct assay_repo repo = repo_at(ISSUED);
	char paths[2][300];
	const char *lists[] = { paths[0], NULL }, *items[] = { paths[1], NULL },
	           *prefixes[] = { "590123", NULL };
	struct assay_admission a = { .size = sizeof a,
		                     .id = "other",
		                     .name = "Other",
		                     .prefixes = prefixes,
		                     .list_keys = lists,
		                     .item_keys = items,
		                     .not_after = NOW };
	struct assay_error error = { "", "" };

	snprintf(paths[0], sizeof paths[0], "%s", in_world("other.pub"));
	snprintf(paths[1], sizeof paths[1], "%s", in_world("next.pub"));
	if (assay_repo_admit(&repo, &a, &error) != ASSAY_OK) {
		printf("# %s\n", error.text);
		abort();
	}
}

static void
makers(void)
{
	static const struct {
		const char *says, *key, *scope, *csv, *target;
		int64_t issued;
		const char *said; /* NULL: it is not even looked at */
	} rows[] = {
		{ "another maker's goods", "other", "690123", EVIL, "gs1/590123/a.aslh", ISSUED,
		  "not among the prefixes" },
		{ "another maker's goods, in that maker's place", "other", "690123", EVIL,
		  "gs1/690123/a.aslh", ISSUED, NULL },
		{ "its goods in another maker's place", "other", "590123", OTHER,
		  "gs1/690123/b.aslh", ISSUED, NULL },
		{ "a scope wider than its prefix", "other", "59012", OTHER,
		  "gs1/590123/c.aslh", ISSUED, "not among the prefixes" },
		{ "signed by nobody who is known", "device", "590123", OTHER,
		  "gs1/590123/d.aslh", ISSUED, "nobody known signed" },
		{ "signed by another maker", "maker", "590123", OTHER, "gs1/590123/e.aslh",
		  ISSUED, "not among the prefixes" },
		{ "signed by a key for items", "next", "590123", OTHER, "gs1/590123/f.aslh",
		  ISSUED, "not valid for lists" },
		{ "issued after its key retired", "other", "590123", OTHER,
		  "gs1/590123/g.aslh", NOW + 1, "not valid for lists" },
		{ "issued after all of today is over", "other", "590123", OTHER,
		  "gs1/590123/h.aslh", NOW + 100 * DAY, "not valid for lists" },
		{ "not a header's name", "other", "590123", OTHER, "gs1/590123/list.asl",
		  ISSUED, NULL },
		{ "a folder deeper", "other", "590123", OTHER, "gs1/590123/x/i.aslh", ISSUED,
		  NULL },
	};
	struct assay_error error;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct offer one = { rows[i].target, "offer.asl", 0 };

		copy_tree("old repo", "repo");
		copy_tree("old home", "home");
		build("offer.asl", rows[i].key, rows[i].scope, rows[i].csv, rows[i].issued, 0);
		offer("590123", "other", &one, 1);
		expect(sync_from("repo", "home", NULL, NOW, &error), ASSAY_OK, &error,
		       rows[i].says);
		if (rows[i].said == NULL)
			ok(strstr(said, "left out") == NULL, "  is not looked at");
		else
			ok(strstr(said, "left out") != NULL && strstr(said, "of other") != NULL &&
			           strstr(said, rows[i].said) != NULL,
			   "  is left out and said: %s", left_out());
		is_int(home_says("home", GTIN, "Q7XK2M9PD4TR8W", NOW).listed,
		       ASSAY_LISTED_ISSUED, "  the first maker's serial is issued");
		is_int(home_says("home", GTIN, "EVIL12345678", NOW).listed,
		       ASSAY_LISTED_NOT_ISSUED, "  and no other is");
		is_int(home_says("home", OTHER_GTIN, "Q7XK2M9PD4TR8W", NOW).listed,
		       ASSAY_LISTED_NO_LIST, "  the second has no list");
	}
}

/* Files that a maker names, and that are no lists for a device. */
static void
files(void)
{
	static const struct {
		const char *says, *list;
		size_t len;
		const char *said;
	} rows[] = {
		{ "no list at all", "serials.csv", 0, "no list header" },
		{ "more than a page", "good.asl", LIST_PAGE + 1, "larger" },
		{ "less than a page", "good.asl", LIST_PAGE - 1, "no list header" },
		{ "an empty one", "empty", 1, "no list header" },
	};
	struct assay_error error;

	build("good.asl", "other", "590123", OTHER, ISSUED, 0);
	world_text("empty", "");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct offer two[] = { { "gs1/590123/a.aslh", rows[i].list, rows[i].len },
			               { "gs1/590123/b.aslh", "good.asl", 0 } };

		copy_tree("old repo", "repo");
		copy_tree("old home", "home");
		offer("590123", "other", two, 2);
		expect(sync_from("repo", "home", NULL, NOW, &error), ASSAY_OK, &error,
		       rows[i].says);
		ok(strstr(left_out(), rows[i].said) != NULL, "  is left out: %s", left_out());
		is_int(home_says("home", OTHER_GTIN, "Q7XK2M9PD4TR8W", NOW).listed,
		       ASSAY_LISTED_ISSUED, "  and the good one beside it answers");
	}
}

/* Of lists that claim everything there can be one; of others several. */
static void
several(void)
{
	static const struct {
		const char *says;
		int64_t first, second; /* what each claims to cover */
		const char *scope;     /* of the second */
		bool both;
	} rows[] = {
		{ "two lists that claim nothing", 0, 0, "590123", true },
		{ "the first complete", ISSUED, 0, "590123", false },
		{ "the second complete", 0, ISSUED, "590123", false },
		{ "both", ISSUED, ISSUED, "590123", false },
		{ "a part of a complete one's scope", ISSUED, 0, "5901234", false },
		{ "scopes apart", ISSUED, ISSUED, "5901235", true },
	};
	struct assay_error error;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct offer two[] = { { "gs1/590123/a.aslh", "a.asl", 0 },
			               { "gs1/590123/b.aslh", "b.asl", 0 } };
		bool apart = strcmp(rows[i].scope, "5901235") == 0;

		copy_tree("old repo", "repo");
		copy_tree("old home", "home");
		build("a.asl", "other", apart ? "5901234" : "590123", OTHER, ISSUED,
		      rows[i].first);
		build("b.asl", "other", rows[i].scope,
		      apart ? "gtin,serial\n05901235000009,B3NV6H5ZC8YJ1F\n"
		            : "gtin,serial\n" OTHER_GTIN ",B3NV6H5ZC8YJ1F\n",
		      ISSUED, rows[i].second);
		offer("590123", "other", two, 2);
		expect(sync_from("repo", "home", NULL, NOW, &error), ASSAY_OK, &error,
		       rows[i].says);
		ok((strstr(said, "claims to be complete") == NULL) == rows[i].both,
		   "  both are taken, or one is left out");
		if (rows[i].both && !apart) {
			is_int(home_says("home", OTHER_GTIN, "Q7XK2M9PD4TR8W", NOW).listed,
			       ASSAY_LISTED_ISSUED, "  a serial of the one");
			is_int(home_says("home", OTHER_GTIN, "B3NV6H5ZC8YJ1F", NOW).listed,
			       ASSAY_LISTED_ISSUED, "  and of the other are issued");
			is_int(home_says("home", OTHER_GTIN, "EVIL12345678", NOW).listed,
			       ASSAY_LISTED_NOT_KNOWN, "  and of no third can be said");
		}
	}
}

/* What is asked of several lists: the present one wins; "not issued" wants the complete one
 * to say so and every other one intact. */
static void
together(void)
{
	const char *prefixes[] = { "690123", NULL };
	char home[300], list[300], key[300], command[700];
	struct assay_pin pin = { .size = sizeof pin,
		                 .key_file = key,
		                 .id = "maker",
		                 .name = "The Maker",
		                 .prefixes = prefixes };
	struct assay_error error;

	copy_tree("old repo", "repo");
	copy_tree("old home", "home");
	snprintf(home, sizeof home, "%s", in_world("home"));
	snprintf(list, sizeof list, "%s", in_world("hand.asl"));
	snprintf(key, sizeof key, "%s", in_world("maker.pub"));
	build("hand.asl", "maker", "6901234", CSV_TWO, ISSUED, 0);
	is_int(home_says("home", GTIN, "B3NV6H5ZC8YJ1F", NOW).listed, ASSAY_LISTED_NOT_ISSUED,
	       "the complete list says not issued");
	expect(assay_list_install(NULL, home, list, NULL, NULL, &error), ASSAY_E_TRUST, &error,
	       "a list by hand beside it is refused");
	ok(strstr(error.text, "claims to be complete") != NULL, "and why: %s", error.text);

	/* the list by hand first, then the update */
	remove_tree("home");
	if (assay_trust_pin(home, &pin, &error) != ASSAY_OK ||
	    assay_list_install(NULL, home, list, NULL, NULL, &error) != ASSAY_OK)
		abort();
	root_into("home");
	expect(sync_from("repo", "home", NULL, NOW, &error), ASSAY_OK, &error,
	       "an update brings the complete list beside one by hand");
	is_int(home_says("home", GTIN, "B3NV6H5ZC8YJ1F", NOW).listed, ASSAY_LISTED_ISSUED,
	       "the one that has a serial wins");
	is_int(home_says("home", GTIN, "EVIL12345678", NOW).listed, ASSAY_LISTED_NOT_ISSUED,
	       "where neither has it, the complete one says not issued");
	snprintf(command, sizeof command,
	         "f=$(ls '%s'/lists/*.asl) && printf x | dd of=\"$f\" bs=1 seek=4200 "
	         "conv=notrunc 2>/dev/null",
	         home);
	if (system(command) != 0)
		abort();
	is_int(home_says("home", GTIN, "EVIL12345678", NOW).listed, ASSAY_LISTED_DAMAGED,
	       "unless the other is damaged");
	is_int(home_says("home", GTIN, "Q7XK2M9PD4TR8W", NOW).listed, ASSAY_LISTED_ISSUED,
	       "what the whole one has is issued all the same");
}

/* ---- what a mirror may do to whole files ---- */

static void
mirrors(void)
{
	static const struct {
		const char *says, *command; /* $f: the file of the list */
		enum assay_status status;
	} rows[] = {
		{ "its own first page there", "dd if=/dev/zero of=\"$f\" bs=4096 count=1 conv=notrunc", ASSAY_OK },
		{ "no file", "rm \"$f\"", ASSAY_E_IO },
		{ "an empty file", ": >\"$f\"", ASSAY_E_IO },
		{ "a page less", "truncate -s -4096 \"$f\"", ASSAY_E_IO },
		{ "a byte less", "truncate -s -1 \"$f\"", ASSAY_E_IO },
		{ "a page more", "truncate -s +4096 \"$f\"", ASSAY_E_IO },
		{ "another second page", "printf x | dd of=\"$f\" bs=1 seek=5000 conv=notrunc", ASSAY_E_IO },
	};
	struct assay_error error;
	char command[900];

	copy_tree("old repo", "whole");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		copy_tree("whole", "repo");
		remove_tree("new home");
		root_into("new home");
		snprintf(command, sizeof command, "f=$(ls '%s'/lists/*.asl) && { %s; } 2>/dev/null",
		         in_world("repo"), rows[i].command);
		if (system(command) != 0)
			abort();
		expect(sync_from("repo", "new home", NULL, NOW, &error), rows[i].status, &error,
		       rows[i].says);
		is_int(home_says("new home", GTIN, "Q7XK2M9PD4TR8W", NOW).listed,
		       rows[i].status == ASSAY_OK ? ASSAY_LISTED_ISSUED : ASSAY_LISTED_NO_LIST,
		       "  the device answers by signed data or not at all");
		expect(sync_from("whole", "new home", NULL, NOW, &error), ASSAY_OK, &error,
		       "  from a whole copy it goes on");
		is_int(home_says("new home", GTIN, "Q7XK2M9PD4TR8W", NOW).listed,
		       ASSAY_LISTED_ISSUED, "  and answers");
	}
}

/* ---- clocks ---- */

static enum assay_status
sync_by_clock(int64_t rtc, struct assay_error *error)
{
	char url[300], home[300];
	struct assay_sync s = { .size = sizeof s,
		                .home = home,
		                .source = url,
		                .now = rtc,
		                .fetch = world_fetch,
		                .say = on_say };

	snprintf(url, sizeof url, "file://%s", in_world("repo"));
	snprintf(home, sizeof home, "%s", in_world("home"));
	said[0] = '\0';
	return assay_sync(&s, error);
}

static int64_t
floor_now(void)
{
	struct assay_error error;
	int64_t floor;
	struct home *h;

	if (home_open(in_world("home"), NULL, NULL, &h, &error) != ASSAY_OK)
		abort();
	floor = home_clock(h).floor;
	home_close(h);
	return floor;
}

static void
clocks(void)
{
	/* a program proves by being there that its release is over */
	const int64_t today = RELEASE_TIME + 100 * DAY;
	struct assay_error error = { "", "" };
	struct assay_repo past;
	struct assay_publication nothing = { .size = sizeof nothing };

	copy_tree("old repo", "repo");
	copy_tree("old home", "home");
	if (publish("two.asl", "maker", today, &error) != ASSAY_OK)
		abort();
	expect(sync_by_clock(today, &error), ASSAY_OK, &error, "a clock that goes right");
	is_int(floor_now(), RELEASE_TIME, "the release is the time that is proven");
	is_int(home_says("home", GTIN, "B3NV6H5ZC8YJ1F", today).listed, ASSAY_LISTED_ISSUED,
	       "and the new list answers");
	expect(sync_by_clock(0, &error), ASSAY_OK, &error,
	       "a clock at 1970: the proven time stands for it");
	if (admit("rival", "690999", "next.pub", today, &error) == ASSAY_OK)
		abort(); /* that key is another's */
	if (admit("rival", "690999", "root1.pub", today, &error) != ASSAY_OK)
		abort();
	expect(sync_by_clock(0, &error), ASSAY_OK, &error, "a signed registry of today");
	is_int(floor_now(), today, "proves that it is today");
	expect(sync_by_clock(today + 3650 * DAY, &error), ASSAY_E_TRUST, &error,
	       "a clock ten years ahead updates nothing");
	is_int(home_says("home", GTIN, "Q7XK2M9PD4TR8W", today).listed, ASSAY_LISTED_ISSUED,
	       "and takes nothing away");
	is_int(floor_now(), today, "nor does it move the proven time");
	expect(sync_by_clock(today, &error), ASSAY_OK, &error, "set right, it updates again");

	/* signed long before the proven time: a clock at 1970 must not make it fresh */
	past = repo_at(today - 60 * DAY);
	expect(assay_repo_publish(&past, &nothing, &error), ASSAY_OK, &error,
	       "an authority whose clock is two months behind");
	expect(sync_by_clock(0, &error), ASSAY_E_TRUST, &error,
	       "what had ended before the proven time has ended");
	ok(strstr(error.text, "expired") != NULL, "and that is the reason: %s", error.text);
	expect(sync_by_clock(today, &error), ASSAY_E_TRUST, &error, "by the right clock too");

	/* a device that knows nothing yet has the release of its program */
	remove_tree("home");
	root_into("home");
	past = repo_at(RELEASE_TIME - 60 * DAY);
	expect(assay_repo_publish(&past, &nothing, &error), ASSAY_OK, &error,
	       "and one that stood still before the release");
	expect(sync_by_clock(0, &error), ASSAY_E_TRUST, &error,
	       "is refused by a new device whose clock is at 1970");
}

/* Asking writes nothing: every file of the home stays, to the nanosecond of its change. */
static void
asking(void)
{
	char command[900];

	copy_tree("old home", "home");
	snprintf(command, sizeof command,
	         "find '%s' -printf '%%p %%T@ %%C@ %%s %%m\\n' | sort >'%s'", in_world("home"),
	         in_world("before"));
	if (system(command) != 0)
		abort();
	home_says("home", GTIN, "Q7XK2M9PD4TR8W", NOW);
	home_says("home", GTIN, "EVIL12345678", NOW + 3650 * DAY);
	snprintf(command, sizeof command,
	         "find '%s' -printf '%%p %%T@ %%C@ %%s %%m\\n' | sort | cmp - '%s'",
	         in_world("home"), in_world("before"));
	is_int(system(command), 0, "asking leaves the home untouched");
}

/* More lists of one prefix than a device takes. */
static void
too_many(void)
{
	enum { MANY = 66 };
	static char targets[MANY][40], lists[MANY][20];
	struct offer offers[MANY];
	struct assay_error error;
	size_t left = 0;

	copy_tree("old repo", "repo");
	copy_tree("old home", "home");
	for (size_t i = 0; i < MANY; i++) {
		snprintf(targets[i], sizeof targets[i], "gs1/590123/%02zu.aslh", i % 100);
		snprintf(lists[i], sizeof lists[i], "%02zu.asl", i % 100);
		build(lists[i], "other", "590123", OTHER, ISSUED, 0);
		offers[i] = (struct offer){ targets[i], lists[i], 0 };
	}
	offer("590123", "other", offers, MANY);
	expect(sync_from("repo", "home", NULL, NOW, &error), ASSAY_OK, &error,
	       "more lists than a prefix may have");
	for (const char *at = said; (at = strstr(at, "at most 64")) != NULL; at++)
		left++;
	is_int(left, MANY - 64, "those above are left out");
	is_int(home_says("home", OTHER_GTIN, "Q7XK2M9PD4TR8W", NOW).listed,
	       ASSAY_LISTED_ISSUED, "the others answer");
}

int
main(void)
{
	struct assay_error error = { "", "" };

	if (access("/dev/shm", W_OK) == 0)
		world_base = "/dev/shm";
	begin_repo();
	admit_other();
	if (publish("one.asl", "maker", ISSUED, &error) != ASSAY_OK)
		abort();
	root_into("home");
	if (sync_from("repo", "home", NULL, NOW, &error) != ASSAY_OK)
		abort();
	copy_tree("home", "old home");
	copy_tree("repo", "old repo");
	makers();
	files();
	several();
	together();
	mirrors();
	clocks();
	asking();
	too_many();
	world_end();
	return tap_end();
}
