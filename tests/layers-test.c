/* layers-test.c - overlays, lists of documents and bins of prefixes, from the authority to
 * the device */
#include "repo-world.h"

#include <jansson.h>

#include "trust/repo.h"
#include "trust/tuf/write.h"

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

/* An authority that has just begun, and a device that has its root. */
static void
anew(void)
{
	struct assay_repo repo = repo_at(ISSUED);
	struct assay_error error = { "", "" };

	remove_tree("repo");
	remove_tree("home");
	if (assay_repo_init(&repo, 2, 1, NULL, &error) != ASSAY_OK ||
	    admit("maker", "690123", "maker.pub", ISSUED, &error) != ASSAY_OK)
		abort();
	root_into("home");
}

static int
files_in(const char *folder, const char *suffix)
{
	char command[500], line[16] = "";
	FILE *f;

	snprintf(command, sizeof command, "ls '%s/'*%s 2>/dev/null | wc -l",
	         in_world(folder), suffix);
	f = popen(command, "r");
	if (f == NULL || fgets(line, sizeof line, f) == NULL)
		abort();
	pclose(f);
	return atoi(line);
}

static void
remove_lists(const char *folder)
{
	char command[500];

	snprintf(command, sizeof command, "rm '%s/'*.asl", in_world(folder));
	if (system(command) != 0)
		abort();
}

/* The repository, opened with these keys to sign a role by hand. */
struct hand {
	struct repo r;
	struct repo_keys keys;
	struct tuf_metadata *m;
};

static json_t *
take_in_hand(struct hand *h, const char *key)
{
	struct assay_repo how = repo_at(NOW);
	struct assay_error error;
	char path[300];
	const char *files[] = { path, NULL };
	bool holds;

	snprintf(path, sizeof path, "%s", in_world(key));
	if (repo_open(&how, &h->r, &error) != ASSAY_OK ||
	    repo_keys_open(&h->r.how, files, &h->keys, &error) != ASSAY_OK ||
	    repo_role_read(&h->r, "m-690123", &h->m, &holds, &error) != ASSAY_OK)
		abort();
	return json_deep_copy(h->m->signed_part);
}

static void
sign_by_hand(struct hand *h, json_t *signed_part, const char *role, int64_t version,
             const struct tuf_metadata *delegator)
{
	struct assay_error error = { "", "" };
	uint8_t *bytes;
	size_t len;

	json_object_set_new(signed_part, "version", json_integer(version));
	if (repo_sign(signed_part, &h->keys, NULL, TUF_TARGETS, role, delegator, "-",
	              &bytes, &len, &error) != ASSAY_OK ||
	    repo_put_role(&h->r, role, version, (struct assay_bytes){ bytes, len },
	                  &error) != ASSAY_OK) {
		printf("# %s\n", error.text);
		abort();
	}
	free(bytes);
	json_decref(signed_part);
}

static void
put_down(struct hand *h)
{
	struct assay_error error = { "", "" };

	if (repo_commit(&h->r, &error) != ASSAY_OK)
		abort();
	tuf_metadata_free(h->m);
	repo_keys_close(&h->keys);
	repo_close(&h->r);
}

/* The maker signs a role that names its base alone. */
static void
without_overlays(void)
{
	struct hand h;
	json_t *signed_part = take_in_hand(&h, "maker"), *listing;
	json_t *targets = json_object_get(signed_part, "targets");
	const char *path;
	void *next;

	json_object_foreach_safe(targets, next, path, listing)
	{
		if (strstr(path, ".over") != NULL)
			json_object_del(targets, path);
	}
	sign_by_hand(&h, signed_part, "m-690123", h.m->version + 1, h.r.targets);
	put_down(&h);
}

/* Changes laid over a list come with it, or nothing of it changes. */
static void
overlays(void)
{
	static const char *const base[] = { "two.asl", NULL }, *const over[] = { "over.asl",
		                                                                 NULL },
	                         *const week[] = { "week.asl", NULL },
	                         *const wrong[] = { "stray.asl", NULL },
	                         *const three[] = { "three.asl", NULL };
	struct assay_error error = { "", "" };
	struct assay_list_build b = { .scope = "690123", .issued_at = ISSUED + 3 * DAY };
	char previous[300];

	anew();
	snprintf(previous, sizeof previous, "%s", in_world("two.asl"));
	b.previous = previous;
	if (lay_over("over.asl", NULL,
	             "gtin,serial,status\n" GTIN ",B3NV6H5ZC8YJ1F,recalled\n", false, NOW,
	             "week.asl", &error) != ASSAY_OK ||
	    lay_over("one.asl", NULL, CSV_OVER, false, NOW, "stray.asl", &error) !=
	            ASSAY_OK ||
	    world_build(b, CSV_TWO, NULL, NULL, "three.asl", &error) != ASSAY_OK)
		abort();
	expect(publish_all(over, NOW, &error), ASSAY_E_TRUST, &error,
	       "an overlay of nothing is not published");
	expect(publish_all(base, NOW, &error), ASSAY_OK, &error, "its list is");
	expect(publish_all(wrong, NOW, &error), ASSAY_E_TRUST, &error,
	       "an overlay of another version is not");
	expect(sync_from("repo", "home", "device", NOW, &error), ASSAY_OK, &error,
	       "the list is brought");
	is_int(home_says("home", GTIN, "Q7XK2M9PD4TR8W", NOW).listed, ASSAY_LISTED_ISSUED,
	       "  as it was");
	expect(publish_all(over, NOW, &error), ASSAY_OK, &error, "the overlay is published");
	expect(sync_from("repo", "home", NULL, NOW, &error), ASSAY_OK, &error,
	       "a device without its key");
	ok(strstr(said, "is left out") != NULL && strstr(said, "not sealed") != NULL,
	   "  leaves it out and says so");
	is_int(home_says("home", GTIN, "Q7XK2M9PD4TR8W", NOW).listed, ASSAY_LISTED_ISSUED,
	       "  and answers by the list it has");
	expect(sync_from("repo", "home", "device", NOW, &error), ASSAY_OK, &error,
	       "the device that it is sealed to");
	ok(strstr(said, "changes to the list of maker") != NULL &&
	           strstr(said, "version 3 over 2") != NULL,
	   "  says what came");
	is_int(home_says("home", GTIN, "Q7XK2M9PD4TR8W", NOW).listed,
	       ASSAY_LISTED_FLAGGED, "  the serial is stolen now");
	is_int(home_says("home", GTIN, "Q7XK2M9PD4TR8W", NOW).version, 3,
	       "  by the overlay's version");
	expect(sync_from("repo", "home", "device", NOW, &error), ASSAY_OK, &error, "again");
	ok(strstr(said, "changes to") == NULL && strstr(said, "new list") == NULL,
	   "  and nothing is said to have changed");
	expect(publish_all(week, NOW, &error), ASSAY_OK, &error, "an overlay of it");
	expect(sync_from("repo", "home", "device", NOW, &error), ASSAY_OK, &error,
	       "is brought");
	is_int(home_says("home", GTIN, "B3NV6H5ZC8YJ1F", NOW).listed,
	       ASSAY_LISTED_FLAGGED, "  two layers answer");
	is_int(home_says("home", GTIN, "Q7XK2M9PD4TR8W", NOW).listed,
	       ASSAY_LISTED_FLAGGED, "  each for what it holds");
	expect(publish_all(over, NOW, &error), ASSAY_E_TRUST, &error,
	       "the same version is not published again");
	/* what the device has and the mirror has no more */
	copy_tree("repo", "good repo");
	copy_tree("home", "another home");
	without_overlays();
	expect(sync_from("repo", "another home", "device", NOW, &error), ASSAY_OK, &error,
	       "a maker who names its overlays no more");
	ok(strstr(said, "not published any more") != NULL, "  is told of");
	is_int(home_says("another home", GTIN, "Q7XK2M9PD4TR8W", NOW).listed,
	       ASSAY_LISTED_FLAGGED, "  and what is stolen stays stolen");
	copy_tree("good repo", "repo");
	expect(publish_all(three, NOW, &error), ASSAY_OK, &error, "a new version");
	expect(sync_from("repo", "home", "device", NOW, &error), ASSAY_OK, &error,
	       "is brought");
	is_int(home_says("home", GTIN, "Q7XK2M9PD4TR8W", NOW).listed, ASSAY_LISTED_ISSUED,
	       "  and ends all overlays");
	is_int(files_in("home/trust/lists", ".asl"), 1, "  of which no file is left");
}

/* An overlay by hand over the list that sync brought, and the other way round. */
static void
by_hand_beside(void)
{
	struct assay_error error = { "", "" };
	char home[300], key[300];

	snprintf(home, sizeof home, "%s", in_world("home"));
	snprintf(key, sizeof key, "%s", in_world("over.asl.key"));
	anew();
	if (publish("two.asl", "maker", NOW, &error) != ASSAY_OK ||
	    sync_from("repo", "home", NULL, NOW, &error) != ASSAY_OK)
		abort();
	expect(assay_list_install(NULL, home, in_world("two.asl"), NULL, NULL, &error),
	       ASSAY_OK, &error, "the list that sync brought, by hand too");
	expect(assay_list_install(NULL, home, in_world("over.asl"), key, NULL, &error),
	       ASSAY_OK, &error, "an overlay by hand");
	is_int(home_says("home", GTIN, "Q7XK2M9PD4TR8W", NOW).listed,
	       ASSAY_LISTED_FLAGGED, "  answers before the bare list of sync");
	expect(sync_from("repo", "home", NULL, NOW, &error), ASSAY_OK, &error,
	       "the next update");
	is_int(home_says("home", GTIN, "Q7XK2M9PD4TR8W", NOW).listed,
	       ASSAY_LISTED_FLAGGED, "  takes nothing back");
}

/* Lists of documents, of an issuer without a prefix too. */
static void
documents(void)
{
	static const char *const names[] = { "doc.asl", NULL };
	struct assay_list_build b = { .title = "licences" };
	struct assay_error error = { "", "" };
	const char *keys[] = { NULL, NULL };
	struct assay_repo repo;
	struct assay_admission a = { .size = sizeof a,
		                     .id = "agency",
		                     .name = "The Agency",
		                     .list_keys = keys,
		                     .documents = true };
	char path[300], file[300];
	const char *lists[] = { file, NULL }, *signers[] = { path, NULL };
	struct assay_publication p = { .size = sizeof p, .lists = lists, .keys = signers };

	anew();
	expect(publish_all(names, NOW, &error), ASSAY_E_TRUST, &error,
	       "documents of a maker that was not admitted for them");
	expect(admit_documents(NOW, &error), ASSAY_OK, &error, "the maker is admitted");
	expect(publish_all(names, NOW, &error), ASSAY_OK, &error, "  and publishes");
	repo = repo_at(NOW);
	snprintf(path, sizeof path, "%s", in_world("other.pub"));
	keys[0] = path;
	expect(assay_repo_admit(&repo, &a, &error), ASSAY_OK, &error,
	       "an agency without any prefix");
	snprintf(path, sizeof path, "%s", in_world("other"));
	snprintf(file, sizeof file, "%s", in_world("agency.asl"));
	b.key_file = path;
	if (world_build(b, "issuer,type,number\nagency,permit,P-9\n", NULL, NULL,
	                "agency.asl", &error) != ASSAY_OK)
		abort();
	expect(assay_repo_publish(&repo, &p, &error), ASSAY_OK, &error, "  publishes too");
	expect(sync_from("repo", "home", NULL, NOW, &error), ASSAY_OK, &error,
	       "both are brought");
	is_int(home_says_document("home", "L-1", NOW), ASSAY_LISTED_ISSUED,
	       "  a listed document is issued");
	is_int(home_says_document("home", "L-2", NOW), ASSAY_LISTED_NOT_KNOWN,
	       "  one that is not listed is not known");
	is_int(home_says("home", GTIN, "Q7XK2M9PD4TR8W", NOW).listed,
	       ASSAY_LISTED_NO_LIST, "  nothing is said of goods");
	is_int(files_in("home/trust/lists", ".asl"), 2, "  two files");
	remove_lists("home/trust/lists");
	is_int(home_says_document("home", "L-1", NOW), ASSAY_LISTED_DAMAGED,
	       "a list that is gone is damage, not silence");
	expect(sync_from("repo", "home", NULL, NOW, &error), ASSAY_OK, &error,
	       "the next update");
	is_int(home_says_document("home", "L-1", NOW), ASSAY_LISTED_ISSUED, "  mends it");
	/* under another's name */
	b.key_file = NULL;
	if (world_build(b, "issuer,type,number\nagency,permit,P-666\n", NULL, NULL,
	                "forged.asl", &error) != ASSAY_OK)
		abort();
	expect(publish("forged.asl", "maker", NOW, &error), ASSAY_E_TRUST, &error,
	       "nobody publishes another's documents");
}

/* A role between the authority and the makers, as for prefixes of many: the device needs
 * to know nothing of it. */
static void
bins(void)
{
	static const char *const base[] = { "one.asl", NULL };
	struct assay_error error = { "", "" };
	json_t *targets, *delegations, *maker, *bin;
	struct tuf_metadata *delegator = NULL;
	struct hand h;
	uint8_t *bytes;
	char keyid[65];
	size_t len;

	anew();
	if (publish_all(base, NOW, &error) != ASSAY_OK)
		abort();
	maker = take_in_hand(&h, "targets");
	/* what the authority delegated to the maker goes into the bin */
	targets = repo_change_targets(&h.r);
	delegations = json_deep_copy(json_object_get(targets, "delegations"));
	bin = tuf_signed_new(TUF_TARGETS, 1, NOW);
	json_object_set_new(bin, "expires", json_string("2027-05-27T00:00:00Z"));
	json_object_set_new(bin, "targets", json_object());
	json_object_set_new(bin, "delegations", delegations);
	json_object_set_new(targets, "delegations", json_pack("{s:{}, s:[]}", "keys", "roles"));
	delegations = json_object_get(targets, "delegations");
	if (tuf_keys_add(json_object_get(delegations, "keys"), h.keys.public_keys[0], keyid,
	                 &error) != ASSAY_OK)
		abort();
	json_array_append_new(json_object_get(delegations, "roles"),
	                      json_pack("{s:s, s:[s], s:i, s:b, s:[s]}", "name", "bin-69",
	                                "keyids", keyid, "threshold", 1, "terminating", 0,
	                                "paths", "gs1/69*/*"));
	/* signed against the targets to come */
	if (repo_sign(targets, &h.keys, NULL, TUF_TARGETS, "targets", h.r.root,
	              "-", &bytes, &len, &error) != ASSAY_OK ||
	    tuf_metadata_parse((struct assay_bytes){ bytes, len }, TUF_TARGETS, "targets",
	                       &delegator, &error) != ASSAY_OK) {
		printf("# %s\n", error.text);
		abort();
	}
	free(bytes);
	sign_by_hand(&h, bin, "bin-69", 1, delegator);
	tuf_metadata_free(delegator);
	json_decref(maker);
	put_down(&h);
	expect(sync_from("repo", "home", NULL, NOW, &error), ASSAY_OK, &error,
	       "a maker behind a bin of prefixes");
	is_int(home_says("home", GTIN, "Q7XK2M9PD4TR8W", NOW).listed, ASSAY_LISTED_ISSUED,
	       "  its list is brought");
	if (strstr(said, "new list of maker") == NULL)
		printf("# %s\n", said);
}

int
main(void)
{
	if (access("/dev/shm", W_OK) == 0)
		world_base = "/dev/shm";
	begin_repo();
	overlays();
	by_hand_beside();
	documents();
	bins();
	world_end();
	return tap_end();
}
