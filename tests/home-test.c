/* home-test.c - what installed lists answer, under every clock, key and state */
#include "list-world.h"
#include "assay-check.h"
#include "trust/home.h"
#include "trust/pin.h"
#include "trust/state.h"

static char home[256];

/* World anew: a home with the maker pinned as the table row says. */
static void
new_home(const char *prefix, int64_t not_before, int64_t not_after)
{
	const char *prefixes[] = { prefix, NULL }, *none[] = { NULL };
	struct assay_error error = { "", "" };
	char key[256];
	struct assay_pin pin = {
		.size = sizeof pin,
		.id = "maker",
		.name = "The Maker",
		.prefixes = prefixes,
		.categories = none,
		.hosts = none,
		.not_before = not_before,
		.not_after = not_after,
	};

	nftw(home, world_forget, 16, FTW_DEPTH | FTW_PHYS);
	snprintf(key, sizeof key, "%s", in_world("maker.pub"));
	pin.key_file = key;
	if (assay_trust_pin(home, &pin, &error) != ASSAY_OK) {
		printf("# %s\n", error.text);
		abort();
	}
}

static enum assay_status
install(const char *name, struct assay_error *error)
{
	return assay_list_install(NULL, home, in_world(name), NULL, NULL, error);
}

/* Replaces the first `from` in pins.json by `to`. */
static void
edit_pins(const char *from, const char *to)
{
	char path[300], text[4096], out[8192], *at;
	FILE *f;
	size_t n;

	snprintf(path, sizeof path, "%s/pins.json", home);
	f = fopen(path, "rb");
	n = fread(text, 1, sizeof text - 1, f);
	text[n] = '\0';
	fclose(f);
	if ((at = strstr(text, from)) == NULL)
		abort();
	snprintf(out, sizeof out, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
	f = fopen(path, "wb");
	fputs(out, f);
	fclose(f);
}

static const char serials[] =
	"gtin,serial,lot,made,status\n"
	"6901234567892,MADE1,OPEN,2026-03-01,made\n"
	"6901234567892,SOLD1,OPEN,2026-03-01,sold\n"
	"6901234567892,STOLEN1,OPEN,2026-03-01,stolen\n"
	"6901234567892,RECALL1,OPEN,2026-03-01,recalled\n"
	"6901234567892,GONE1,OPEN,2026-03-01,destroyed\n";
static const char lots[] = "gtin,lot,made,closed\n"
                           "6901234567892,SHUT,2026-04-01,yes\n"
                           "6901234567892,LATE,2026-05-20,\n"
                           "6901234567892,EARLY,2026-02-01,\n"
                           "6901234567892,LAST,2026-04-10,\n";


static const struct answer_row {
	const char *says;
	const char *gtin, *serial, *lot;
	int32_t made, typed;
	int64_t after; /* issue, in seconds */
	bool as_of;
	enum assay_listed listed;
	enum assay_age age;
	bool unsure;
} answers[] = {
	{ "made", GTIN, "MADE1", "OPEN", ASSAY_NO_DAY, ASSAY_NO_DAY, DAY, true,
	  ASSAY_LISTED_ISSUED, ASSAY_AGE_FRESH, false },
	{ "sold", GTIN, "SOLD1", "", ASSAY_NO_DAY, ASSAY_NO_DAY, DAY, true,
	  ASSAY_LISTED_ISSUED, ASSAY_AGE_FRESH, false },
	{ "stolen", GTIN, "STOLEN1", "", ASSAY_NO_DAY, ASSAY_NO_DAY, DAY, true,
	  ASSAY_LISTED_FLAGGED, ASSAY_AGE_FRESH, false },
	{ "recalled", GTIN, "RECALL1", "", ASSAY_NO_DAY, ASSAY_NO_DAY, DAY, true,
	  ASSAY_LISTED_FLAGGED, ASSAY_AGE_FRESH, false },
	{ "destroyed", GTIN, "GONE1", "", ASSAY_NO_DAY, ASSAY_NO_DAY, DAY, true,
	  ASSAY_LISTED_FLAGGED, ASSAY_AGE_FRESH, false },
	{ "letters count", GTIN, "made1", "", ASSAY_NO_DAY, ASSAY_NO_DAY, DAY, true,
	  ASSAY_LISTED_NOT_KNOWN, ASSAY_AGE_FRESH, false },
	{ "absent, nothing known of it", GTIN, "X", "", ASSAY_NO_DAY, ASSAY_NO_DAY, DAY, true,
	  ASSAY_LISTED_NOT_KNOWN, ASSAY_AGE_FRESH, false },
	{ "absent, its lot closed", GTIN, "X", "SHUT", ASSAY_NO_DAY, ASSAY_NO_DAY, DAY, true,
	  ASSAY_LISTED_NOT_ISSUED, ASSAY_AGE_FRESH, false },
	{ "absent, its lot closed, whatever date is printed", GTIN, "X", "SHUT", 21000, 21000,
	  DAY, true, ASSAY_LISTED_NOT_ISSUED, ASSAY_AGE_FRESH, false },
	{ "absent, decoded date covered", GTIN, "X", "", 20514, ASSAY_NO_DAY, DAY, true,
	  ASSAY_LISTED_NOT_ISSUED, ASSAY_AGE_FRESH, false },
	{ "absent, decoded date later, lot's earlier", GTIN, "X", "EARLY", 20590, ASSAY_NO_DAY,
	  DAY, true, ASSAY_LISTED_NOT_KNOWN, ASSAY_AGE_FRESH, false },
	{ "absent, lot's date covered", GTIN, "X", "EARLY", ASSAY_NO_DAY, 20590, DAY, true,
	  ASSAY_LISTED_NOT_ISSUED, ASSAY_AGE_FRESH, false },
	{ "absent, its open lot may have been filled after the day covered", GTIN, "X", "LAST",
	  ASSAY_NO_DAY, ASSAY_NO_DAY, DAY, true, ASSAY_LISTED_NOT_KNOWN, ASSAY_AGE_FRESH, false },
	{ "absent, its lot open, its own date covered", GTIN, "X", "LAST", 20560, ASSAY_NO_DAY,
	  DAY, true, ASSAY_LISTED_NOT_ISSUED, ASSAY_AGE_FRESH, false },
	{ "absent, lot's date later, typed earlier", GTIN, "X", "LATE", ASSAY_NO_DAY, 20514, DAY,
	  true, ASSAY_LISTED_NOT_KNOWN, ASSAY_AGE_FRESH, false },
	{ "absent, typed date covered", GTIN, "X", "", ASSAY_NO_DAY, 20514, DAY, true,
	  ASSAY_LISTED_NOT_ISSUED, ASSAY_AGE_FRESH, false },
	{ "absent, the last day covered", GTIN, "X", "", 20574, ASSAY_NO_DAY, DAY, true,
	  ASSAY_LISTED_NOT_ISSUED, ASSAY_AGE_FRESH, false },
	{ "absent, the day after", GTIN, "X", "", 20575, ASSAY_NO_DAY, DAY, true,
	  ASSAY_LISTED_NOT_KNOWN, ASSAY_AGE_FRESH, false },
	{ "another product in the scope", GTIN_B, "X", "", 20514, ASSAY_NO_DAY, DAY, true,
	  ASSAY_LISTED_NOT_ISSUED, ASSAY_AGE_FRESH, false },
	{ "another maker's product", "04006381333931", "X", "", 20514, ASSAY_NO_DAY, DAY, true,
	  ASSAY_LISTED_NO_LIST, ASSAY_AGE_UNKNOWN, false },
	{ "seven days are fresh", GTIN, "MADE1", "", ASSAY_NO_DAY, ASSAY_NO_DAY, 7 * DAY, true,
	  ASSAY_LISTED_ISSUED, ASSAY_AGE_FRESH, false },
	{ "a second more is aged", GTIN, "MADE1", "", ASSAY_NO_DAY, ASSAY_NO_DAY, 7 * DAY + 1,
	  true, ASSAY_LISTED_ISSUED, ASSAY_AGE_AGED, false },
	{ "the last second before expiry", GTIN, "MADE1", "", ASSAY_NO_DAY, ASSAY_NO_DAY,
	  365 * DAY, true, ASSAY_LISTED_ISSUED, ASSAY_AGE_AGED, false },
	{ "expired", GTIN, "MADE1", "", ASSAY_NO_DAY, ASSAY_NO_DAY, 365 * DAY + 1, true,
	  ASSAY_LISTED_ISSUED, ASSAY_AGE_STALE, false },
	{ "expired, absence still counts", GTIN, "X", "SHUT", ASSAY_NO_DAY, ASSAY_NO_DAY,
	  3650 * DAY, true, ASSAY_LISTED_NOT_ISSUED, ASSAY_AGE_STALE, false },
	{ "a clock before this release", GTIN, "MADE1", "", ASSAY_NO_DAY, ASSAY_NO_DAY,
	  -400 * DAY, false, ASSAY_LISTED_ISSUED, ASSAY_AGE_UNKNOWN, true },
	{ "a clock far beyond all news", GTIN, "MADE1", "", ASSAY_NO_DAY, ASSAY_NO_DAY,
	  4000 * DAY, false, ASSAY_LISTED_ISSUED, ASSAY_AGE_UNKNOWN, true },
	{ "a chosen time may be anything", GTIN, "MADE1", "", ASSAY_NO_DAY, ASSAY_NO_DAY,
	  4000 * DAY, true, ASSAY_LISTED_ISSUED, ASSAY_AGE_STALE, false },
	{ "a clock that is right", GTIN, "MADE1", "", ASSAY_NO_DAY, ASSAY_NO_DAY, 200 * DAY,
	  false, ASSAY_LISTED_ISSUED, ASSAY_AGE_AGED, false },
};

static void
log_line(void *data, enum assay_log level, const char *line)
{
	(void)level;
	snprintf(data, 1024, "%s", line);
}

static struct assay_answer
ask(const char *gtin, const char *serial, const char *lot, int32_t made, int64_t now, bool as_of,
    char line[1024])
{
	struct home_question q = { gtin,         bytes(serial), bytes(lot), made,
		                   ASSAY_NO_DAY, now,           as_of };
	struct assay_error error = { "", "" };
	struct assay_answer a = { .listed = ASSAY_LISTED_NO_LIST };
	struct home *h;

	line[0] = '\0';
	if (home_open(home, log_line, line, &h, &error) != ASSAY_OK) {
		printf("# %s\n", error.text);
		return a;
	}
	if (home_lookup(h, &q, &a) != ASSAY_OK)
		abort();
	home_close(h);
	a.issuer = a.issuer_name = a.title = ""; /* they went with the home */
	return a;
}

static void
answer_rows(void)
{
	struct assay_list_build b = { .scope = "6901234567",
		                      .covers_until = 20575 * DAY - 1,
		                      .title = "a title" };
	struct assay_error error = { "", "" };
	struct assay_issuer issuer;
	struct home *h;

	new_home("6901234", 0, 0);
	is_int(world_build(b, serials, lots, NULL, "a.asl", &error), ASSAY_OK, "a list");
	is_int(install("a.asl", &error), ASSAY_OK, "is installed");
	if (error.text[0] != '\0')
		printf("# %s\n", error.text);
	is_int(home_open(home, NULL, NULL, &h, &error), ASSAY_OK, "its home opens");
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		const struct answer_row *r = &answers[i];
		struct home_question q = { r->gtin,  bytes(r->serial), bytes(r->lot), r->made,
			                   r->typed, ISSUED + r->after, r->as_of };
		struct assay_answer a;

		is_int(home_lookup(h, &q, &a), ASSAY_OK, "%s: asked", r->says);
		is_int(a.listed, r->listed, "  answer");
		is_int(a.age, r->age, "  age");
		is_int(a.clock_unsure, r->unsure, "  clock");
	}
	is_int(home_issuer(h, GTIN, &issuer), ASSAY_OK, "the issuer of a GTIN");
	is_str(issuer.id, "maker", "  by id");
	is_int(home_issuer(h, "04006381333931", &issuer), ASSAY_E_TRUST, "nobody's GTIN");
	is_int(home_issuer(h, "0400638133393", &issuer), ASSAY_E_USAGE, "no GTIN");
	home_close(h);
	is_int(home_open(in_world("nowhere"), NULL, NULL, &h, &error), ASSAY_E_IO,
	       "a home that is not there");
	ok(strstr(error.text, "assay trust pin") != NULL && error.text_zh[0] != '\0',
	   "  says what to do: %s", error.text);
}

/* Whose word counts, and when. */
static void
trust_rows(void)
{
	static const struct {
		const char *says, *prefix;
		int64_t not_before, not_after;
		const char *signer;
		enum assay_status status;
	} cases[] = {
		{ "a pinned key", "6901234", 0, 0, "maker", ASSAY_OK },
		{ "a key nobody pinned", "6901234", 0, 0, "other", ASSAY_E_TRUST },
		{ "a scope outside the prefix", "6901235", 0, 0, "maker", ASSAY_E_TRUST },
		{ "a scope wider than the prefix", "69012345678", 0, 0, "maker", ASSAY_E_TRUST },
		{ "a key that had ended", "6901234", 0, ISSUED - 1, "maker", ASSAY_E_TRUST },
		{ "a key that ended since", "6901234", 0, ISSUED, "maker", ASSAY_OK },
		{ "a key that begins later", "6901234", ISSUED + 1, 0, "maker", ASSAY_E_TRUST },
	};
	struct assay_error error = { "", "" };

	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		char key[256];
		struct assay_list_build b = { .scope = "6901234567", .key_file = key };

		snprintf(key, sizeof key, "%s", in_world(cases[c].signer));
		new_home(cases[c].prefix, cases[c].not_before, cases[c].not_after);
		if (world_build(b, serials, NULL, NULL, "t.asl", &error) != ASSAY_OK)
			printf("# %s\n", error.text);
		is_int(install("t.asl", &error), cases[c].status, "%s", cases[c].says);
		if (cases[c].status != ASSAY_OK)
			printf("# %s\n# %s\n", error.text, error.text_zh);
	}
}

static void
later_events(void)
{
	struct assay_list_build b = { .scope = "6901234567", .covers_until = ISSUED - 1 };
	struct assay_error error = { "", "" };
	char previous[256], line[1024], path[300], hex[33];
	struct list *l;
	FILE *f;

	new_home("6901234", 0, 0);
	world_build(b, serials, lots, NULL, "v1.asl", &error);
	snprintf(previous, sizeof previous, "%s", in_world("v1.asl"));
	b.previous = previous;
	world_build(b, serials, lots, NULL, "v2.asl", &error);
	is_int(install("v2.asl", &error), ASSAY_OK, "version 2");
	is_int(install("v2.asl", &error), ASSAY_OK, "the same again");
	is_int(install("v1.asl", &error), ASSAY_E_TRUST, "never back to version 1: %s", error.text);
	world_build(b, "gtin,serial\n6901234567892,EVIL\n", NULL, NULL, "v2b.asl", &error);
	is_int(install("v2b.asl", &error), ASSAY_E_TRUST, "another version 2: %s", error.text);
	b.previous = NULL;
	world_build(b, serials, NULL, NULL, "rival.asl", &error);
	is_int(install("rival.asl", &error), ASSAY_E_TRUST, "a second complete list: %s",
	       error.text);
	b.covers_until = 0;
	world_build(b, serials, NULL, NULL, "rival.asl", &error);
	is_int(install("rival.asl", &error), ASSAY_E_TRUST,
	       "a second list where one is complete: %s", error.text);

	l = world_open("v2.asl");
	for (size_t i = 0; i < 16; i++)
		sprintf(hex + 2 * i, "%02x", l->head.list_id[i]);
	list_close(l);
	snprintf(path, sizeof path, "%s/lists/%s.asl", home, hex);
	is_int(ask(GTIN, "MADE1", "", ASSAY_NO_DAY, ISSUED, true, line).listed,
	       ASSAY_LISTED_ISSUED, "it answers");

	/* an old file put back by hand */
	{
		size_t n;
		char *old = world_read("v1.asl", &n);

		f = fopen(path, "wb");
		fwrite(old, 1, n, f);
		fclose(f);
		free(old);
	}
	is_int(ask(GTIN, "MADE1", "", ASSAY_NO_DAY, ISSUED, true, line).listed,
	       ASSAY_LISTED_DAMAGED, "an older file put in its place: %s", line);
	is_int(install("v2.asl", &error), ASSAY_OK, "installed again");
	f = fopen(path, "r+b");
	fseek(f, 4096 + 100, SEEK_SET);
	fputc('x', f);
	fclose(f);
	is_int(ask(GTIN, "MADE1", "", ASSAY_NO_DAY, ISSUED, true, line).listed,
	       ASSAY_LISTED_DAMAGED, "a changed page");
	is_int(ask(GTIN, "X", "SHUT", ASSAY_NO_DAY, ISSUED, true, line).listed,
	       ASSAY_LISTED_DAMAGED, "forbids to say not issued");
	f = fopen(path, "r+b");
	fputc('x', f);
	fclose(f);
	is_int(ask(GTIN, "MADE1", "", ASSAY_NO_DAY, ISSUED, true, line).listed,
	       ASSAY_LISTED_DAMAGED, "a changed header: %s", line);
	remove(path);
	is_int(ask(GTIN, "MADE1", "", ASSAY_NO_DAY, ISSUED, true, line).listed,
	       ASSAY_LISTED_DAMAGED, "a list that is gone: %s", line);
	is_int(install("v2.asl", &error), ASSAY_OK, "installed again");
	is_int(ask(GTIN, "MADE1", "", ASSAY_NO_DAY, ISSUED, true, line).listed,
	       ASSAY_LISTED_ISSUED, "it answers");
	edit_pins("\"use\": \"list\"",
	          "\"use\": \"list\", \"compromised_at\": \"2026-07-01T00:00:00Z\"");
	is_int(ask(GTIN, "MADE1", "", ASSAY_NO_DAY, ISSUED, true, line).listed,
	       ASSAY_LISTED_COMPROMISED, "its key was stolen");
	is_int(ask(GTIN, "X", "SHUT", ASSAY_NO_DAY, ISSUED, true, line).listed,
	       ASSAY_LISTED_COMPROMISED, "  and supports no other answer");
	is_int(install("v2.asl", &error), ASSAY_E_TRUST, "  nor is it installed: %s", error.text);
}

static void
restricted(void)
{
	struct assay_list_build b = { .scope = "6901234567", .restricted = true };
	struct assay_error error = { "", "" };
	char line[1024], key[256];

	new_home("6901234", 0, 0);
	is_int(world_build(b, serials, NULL, NULL, "r.asl", &error), ASSAY_OK, "restricted");
	snprintf(key, sizeof key, "%s", in_world("r.asl.key"));
	{
		struct stat st;

		ok(stat(key, &st) == 0 && (st.st_mode & 077) == 0, "its key is the owner's alone");
	}
	is_int(install("r.asl", &error), ASSAY_E_USAGE, "no key, no install: %s", error.text);
	is_int(assay_list_install(NULL, home, in_world("r.asl"), key, NULL, &error), ASSAY_OK,
	       "with its key");
	is_int(ask(GTIN, "MADE1", "", ASSAY_NO_DAY, ISSUED, true, line).listed,
	       ASSAY_LISTED_ISSUED, "it answers");
	world_build(b, serials, NULL, NULL, "r2.asl", &error);
	is_int(assay_list_install(NULL, home, in_world("r2.asl"), key, NULL, &error), ASSAY_E_USAGE,
	       "another list's key: %s", error.text);
}

/* Dates given to a pin once its list is there: they judge the list's own date and no
 * clock, except that a stolen key supports nothing at any time. */
static void
dated_pins(void)
{
	static const struct {
		const char *says;
		int64_t from, to;     /* of the maker's admission; 0: not given */
		int64_t when;         /* of the key; 0: not given */
		bool stolen;
		enum assay_listed listed;
	} cases[] = {
		{ "admitted until the list's own second", 0, ISSUED, 0, false, ASSAY_LISTED_ISSUED },
		{ "admitted until the second before", 0, ISSUED - 1, 0, false, ASSAY_LISTED_KEY_INVALID },
		{ "admitted from the list's own second", ISSUED, 0, 0, false, ASSAY_LISTED_ISSUED },
		{ "admitted from the second after", ISSUED + 1, 0, 0, false, ASSAY_LISTED_KEY_INVALID },
		{ "a key retired later", 0, 0, ISSUED + DAY, false, ASSAY_LISTED_ISSUED },
		{ "a key retired at that second", 0, 0, ISSUED, false, ASSAY_LISTED_ISSUED },
		{ "a key retired before", 0, 0, ISSUED - 1, false, ASSAY_LISTED_KEY_INVALID },
		{ "a key stolen before", 0, 0, ISSUED - 1, true, ASSAY_LISTED_COMPROMISED },
		{ "a key stolen later", 0, 0, ISSUED + DAY, true, ASSAY_LISTED_COMPROMISED },
		{ "a key stolen after every clock", 0, 0, ISSUED + 9000 * DAY, true, ASSAY_LISTED_COMPROMISED },
	};
	static const int64_t clocks[] = { -400 * DAY, 0, 2 * DAY, 3650 * DAY };
	struct assay_list_build b = { .scope = "6901234567" };
	struct assay_error error = { "", "" };
	char line[1024], key[256], kid[17];
	uint8_t public_key[32];

	world_build(b, serials, NULL, NULL, "d.asl", &error);
	snprintf(key, sizeof key, "%s", in_world("maker.pub"));
	world_key("maker.pub", public_key);
	key_id(public_key, kid);
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct assay_pin pin = { .size = sizeof pin,
			                 .key_file = key,
			                 .id = "maker",
			                 .admitted_from = cases[c].from,
			                 .admitted_to = cases[c].to };
		bool dated = cases[c].from != 0 || cases[c].to != 0;

		new_home("6901234", 0, 0);
		is_int(install("d.asl", &error), ASSAY_OK, "%s: installed", cases[c].says);
		is_int(dated ? assay_trust_pin(home, &pin, &error)
		             : assay_trust_revoke(home, c % 2 == 0 ? kid : key,
		                                  cases[c].stolen, cases[c].when, &error),
		       ASSAY_OK, "  and then");
		for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++)
			is_int(ask(GTIN, "MADE1", "", ASSAY_NO_DAY, ISSUED + clocks[i], true, line)
			               .listed,
			       cases[c].listed, "  at day %d", (int)(clocks[i] / DAY));
		/* pinned once more: what was said of the key is not taken back */
		pin.admitted_from = pin.admitted_to = 0;
		is_int(assay_trust_pin(home, &pin, &error), ASSAY_OK, "  pinned once more");
		is_int(ask(GTIN, "MADE1", "", ASSAY_NO_DAY, ISSUED, true, line).listed,
		       cases[c].listed, "  it says the same");
	}

	new_home("6901234", ISSUED, 0);
	is_int(assay_trust_revoke(home, kid, false, ISSUED - 1, &error), ASSAY_E_USAGE,
	       "a key does not end before it begins: %s", error.text);
	is_int(assay_trust_revoke(home, "0123456789abcdef", true, ISSUED, &error),
	       ASSAY_E_USAGE, "a key that nobody pinned: %s", error.text);
	is_int(assay_trust_revoke(in_world("nowhere"), kid, true, ISSUED, &error),
	       ASSAY_E_IO, "a home that is not there: %s", error.text);
	{
		struct assay_pin pin = { .size = sizeof pin,
			                 .key_file = key,
			                 .id = "maker",
			                 .admitted_from = ISSUED,
			                 .admitted_to = ISSUED - 1 };

		is_int(assay_trust_pin(home, &pin, &error), ASSAY_E_USAGE,
		       "an admission does not end before it begins: %s", error.text);
	}
}

/* The list signed anew with other flags, as its maker could. */
static void
other_kinds(void)
{
	static const struct {
		const char *says;
		uint8_t flags;
		enum assay_status status;
	} cases[] = { { "a padded list", LIST_PADDED, ASSAY_OK },
		      { "an overlay of nothing here", LIST_OVERLAY, ASSAY_E_TRUST },
		      { "a list of sightings", LIST_SIGHTINGS, ASSAY_E_USAGE },
		      { "a flag of later days", 32, ASSAY_E_FORMAT } };
	struct assay_list_build b = { .scope = "6901234567" };
	struct assay_error error = { "", "" };
	uint8_t message[LIST_MESSAGE];
	struct secret *maker;
	size_t n;

	if (secret_open(in_world("maker"), NULL, &maker, &error) != ASSAY_OK)
		abort();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *text;

		new_home("6901234", 0, 0);
		world_build(b, serials, NULL, NULL, "k.asl", &error);
		text = world_read("k.asl", &n);
		text[10] = (char)cases[i].flags;
		list_header_message((uint8_t *)text, message);
		secret_sign(maker, message, sizeof message,
		            (uint8_t *)text + LIST_SIGNATURE_AT + 32);
		world_file("k.asl", text, n);
		free(text);
		is_int(install("k.asl", &error), cases[i].status, "%s: %s", cases[i].says,
		       cases[i].status == ASSAY_OK ? "" : error.text);
	}
	secret_close(maker);
}

int
main(void)
{
	world_begin();
	snprintf(home, sizeof home, "%s", in_world("home"));
	answer_rows();
	trust_rows();
	later_events();
	dated_pins();
	restricted();
	other_kinds();
	world_end();
	return tap_end();
}
