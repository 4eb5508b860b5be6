/* overlay-test.c - changes laid over a list: in a home, and on a list by itself
 *
 * What a serial was said to be by the newest layer that has it is what is answered; a layer
 * over the wrong file, an older one, a changed byte or one that is gone never is. */
#include "list-world.h"
#include "assay-check.h"
#include "trust/home.h"

static char home[256];

static void
new_home(void)
{
	const char *prefixes[] = { "690123", NULL }, *none[] = { NULL };
	struct assay_error error = { "", "" };
	char key[256];
	struct assay_pin pin = { .size = sizeof pin, .id = "maker", .name = "The Maker",
		                 .prefixes = prefixes, .categories = none, .hosts = none };

	nftw(home, world_forget, 16, FTW_DEPTH | FTW_PHYS);
	snprintf(key, sizeof key, "%s", in_world("maker.pub"));
	pin.key_file = key;
	if (assay_trust_pin(home, &pin, &error) != ASSAY_OK)
		abort();
}

static enum assay_status
install(const char *name)
{
	struct assay_error error = { "", "" };
	enum assay_status status
	        = assay_list_install(NULL, home, in_world(name), NULL, NULL, &error);

	if (status != ASSAY_OK)
		printf("# %s\n", error.text);
	return status;
}

/* An overlay of `base`, replacing `previous` (NULL: none), issued days later. */
static enum assay_status
overlay(const char *csv, const char *base, const char *previous, int days, const char *out)
{
	char base_path[300], previous_path[300];
	struct assay_list_build b = { .base = base_path, .issued_at = ISSUED + days * DAY };
	struct assay_error error = { "", "" };
	enum assay_status status;

	snprintf(base_path, sizeof base_path, "%s", in_world(base));
	if (previous != NULL) {
		snprintf(previous_path, sizeof previous_path, "%s", in_world(previous));
		b.previous = previous_path;
	}
	status = world_build(b, csv, NULL, NULL, out, &error);
	if (status != ASSAY_OK)
		printf("# %s\n", error.text);
	return status;
}

static struct assay_answer
ask(const char *serial)
{
	struct home_question q = { .gtin = GTIN, .serial = bytes(serial), .lot = bytes(""),
		                   .made_decoded = ASSAY_NO_DAY, .made_typed = ASSAY_NO_DAY,
		                   .now = ISSUED + 20 * DAY, .as_of = true };
	struct assay_answer a;
	struct assay_error error;
	struct home *h;

	memset(&a, 0, sizeof a);
	if (home_open(home, NULL, NULL, &h, &error) != ASSAY_OK
		|| home_lookup(h, &q, &a) != ASSAY_OK)
		abort();
	home_close(h);
	return a;
}

enum { SERIALS = 6 };
static const char *const serials[SERIALS] = { "A", "B", "C", "NEW1", "NEW2", "NEVER" };

static void
answers(const char *when, const enum assay_listed want[SERIALS], uint64_t version)
{
	for (size_t i = 0; i < SERIALS; i++)
		is_int(ask(serials[i]).listed, want[i], "%s: %s", when, serials[i]);
	if (version != 0)
		is_int(ask("A").version, version, "%s: version", when);
}

#define I ASSAY_LISTED_ISSUED
#define F ASSAY_LISTED_FLAGGED
#define K ASSAY_LISTED_NOT_KNOWN
#define D ASSAY_LISTED_DAMAGED

static char *
layer_file(unsigned at, uint8_t list_id[16])
{
	static char path[400];
	char hex[33];

	for (int i = 0; i < 16; i++)
		sprintf(hex + 2 * i, "%02x", list_id[i]);
	snprintf(path, sizeof path, "%s/lists/%s.over%u", home, hex, at);
	return path;
}

/* All that is asked, as one number; -1: something is said to be damaged. */
static long
everything(void)
{
	static const char *const numbers[] = { "1", "2" };
	struct assay_error error;
	struct assay_answer a;
	struct home *h;
	long all = 0;

	if (home_open(home, NULL, NULL, &h, &error) != ASSAY_OK)
		return -1;
	for (size_t i = 0; i < SERIALS; i++) {
		struct home_question q = { .gtin = GTIN, .serial = bytes(serials[i]),
			                   .lot = bytes(""), .made_decoded = ASSAY_NO_DAY,
			                   .made_typed = ASSAY_NO_DAY,
			                   .now = ISSUED + 20 * DAY, .as_of = true };

		if (home_lookup(h, &q, &a) != ASSAY_OK)
			abort();
		all = a.listed == D || all < 0 ? -1 : all * 16 + (long)a.listed;
	}
	for (size_t i = 0; i < 2; i++) {
		struct assay_bytes parts[] = { bytes("maker"), bytes("t"),
			                       bytes(numbers[i]) };

		if (home_lookup_document(h, parts, 3, ISSUED, true, &a) != ASSAY_OK)
			abort();
		all = a.listed == D || all < 0 ? -1 : all * 16 + (long)a.listed;
	}
	home_close(h);
	return all;
}

/* Every byte of a file of the home, changed alone: damage is said, or nothing changes. */
static void
every_byte(const char *file, const char *what)
{
	size_t wrong = 0, noticed = 0, at;
	long before = everything();
	FILE *f = fopen(file, "r+b");
	int byte;

	if (f == NULL || before < 0)
		abort();
	for (at = 0; fseek(f, (long)at, SEEK_SET) == 0 && (byte = fgetc(f)) != EOF; at++) {
		long now;

		fseek(f, (long)at, SEEK_SET);
		fputc(byte ^ 1 << at % 8, f);
		fflush(f);
		now = everything();
		noticed += now == -1;
		wrong += now != before && now != -1;
		fseek(f, (long)at, SEEK_SET);
		fputc(byte, f);
		fflush(f);
	}
	fclose(f);
	is_int(wrong, 0, "each of %zu bytes of %s changed alone: damage, or no other answer", at,
	       what);
	ok(noticed > 4096, "  %zu times it is said", noticed);
	is_int(everything(), before, "  put back, all is as before");
}

static void
in_a_home(void)
{
	uint8_t id[16];
	struct list *l;
	char *file;

	new_home();
	is_int(install("month.asl"), ASSAY_E_TRUST, "an overlay without its base is refused");
	is_int(install("base.asl"), ASSAY_OK, "the base");
	answers("base", (enum assay_listed[]){ I, I, F, K, K, K }, 1);
	is_int(install("week.asl"), ASSAY_E_TRUST, "an overlay of an overlay that is not there");
	is_int(install("month.asl"), ASSAY_OK, "the month's overlay");
	answers("month", (enum assay_listed[]){ F, I, I, I, K, K }, 2);
	is_int(install("week.asl"), ASSAY_OK, "the week's overlay");
	answers("week", (enum assay_listed[]){ K, I, I, I, I, K }, 3);
	is_int(install("base.asl"), ASSAY_OK, "the same base again");
	answers("base again", (enum assay_listed[]){ K, I, I, I, I, K }, 3);

	l = world_open("base.asl");
	memcpy(id, l->head.list_id, 16);
	list_close(l);
	/* gone, changed, or put back: damage, never another answer */
	file = layer_file(2, id);
	rename(file, in_world("aside"));
	answers("week gone", (enum assay_listed[]){ D, D, D, D, D, D }, 0);
	rename(in_world("aside"), file);
	answers("week back", (enum assay_listed[]){ K, I, I, I, I, K }, 3);
	every_byte(file, "an overlay");

	is_int(install("month2.asl"), ASSAY_OK, "the next month's takes the place of both");
	ok(access(file, F_OK) != 0, "  the week's file is gone");
	answers("next month", (enum assay_listed[]){ I, F, F, K, I, K }, 0);
	is_int(install("month.asl"), ASSAY_E_TRUST, "an older overlay is never put back");
	is_int(install("week.asl"), ASSAY_E_TRUST, "nor what lay on it");
	answers("still", (enum assay_listed[]){ I, F, F, K, I, K }, 0);
	is_int(install("stranger.asl"), ASSAY_E_TRUST, "an overlay by a stranger is refused");
	is_int(install("base2.asl"), ASSAY_OK, "a new base");
	answers("new base", (enum assay_listed[]){ I, K, K, K, K, K }, 2);
	is_int(install("month2.asl"), ASSAY_E_TRUST, "overlays of the old one are refused");
	is_int(install("over2.asl"), ASSAY_OK, "an overlay of the new one, of a lower version");
	answers("over the new base", (enum assay_listed[]){ F, K, K, K, K, K }, 3);
	is_int(install("base.asl"), ASSAY_E_TRUST, "the old base is refused");
}

static void
by_itself(void)
{
	static const char *const stacks[][2] = { { "month.asl", "week.asl" } };
	static const struct {
		const char *says, *over;
		enum assay_status status;
	} wrong[] = {
		{ "a whole list", "base2.asl", ASSAY_E_USAGE },
		{ "of another file", "over2.asl", ASSAY_E_TRUST },
		{ "of an overlay that is not there", "week.asl", ASSAY_E_TRUST },
		{ "by another key", "stranger.asl", ASSAY_E_TRUST },
	};
	struct assay_error error = { "", "" };
	struct assay_list *l;
	uint8_t key[32];

	world_key("maker.pub", key);
	is_int(assay_list_open(NULL, in_world("month.asl"), key, NULL, &l, &error), ASSAY_E_USAGE,
	       "an overlay by itself answers nothing");
	if (assay_list_open(NULL, in_world("base.asl"), key, NULL, &l, &error) != ASSAY_OK)
		abort();
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		is_int(assay_list_overlay(l, NULL, key, in_world(wrong[i].over), NULL, &error),
		       wrong[i].status, "%s is not laid on", wrong[i].says);
	for (size_t i = 0; i < 2; i++)
		is_int(assay_list_overlay(l, NULL, key, in_world(stacks[0][i]), NULL, &error),
		       ASSAY_OK, "%s is", stacks[0][i]);
	is_int(assay_list_overlay(l, NULL, key, in_world("week.asl"), NULL, &error), ASSAY_E_TRUST,
	       "not twice");
	for (int once = 0; once < 2; once++) {
		static const enum assay_listed want[SERIALS] = { K, I, I, I, I, K };
		struct assay_list_question q[SERIALS];
		struct assay_answer a[SERIALS], one;
		size_t bad = 0;

		if (once && assay_list_verify_once(l, &error) != ASSAY_OK)
			abort();
		for (size_t i = 0; i < SERIALS; i++)
			q[i] = (struct assay_list_question){ .size = sizeof *q, .gtin = GTIN,
				                             .serial = bytes(serials[i]),
				                             .now = ISSUED, .as_of = true };
		if (assay_list_lookup_batch(l, q, SERIALS, a) != ASSAY_OK)
			abort();
		for (size_t i = 0; i < SERIALS; i++)
			bad += a[i].listed != want[i] || assay_list_lookup(l, &q[i], &one) != ASSAY_OK
				|| one.listed != want[i];
		is_int(bad, 0, "answers through three layers%s", once ? ", mapped" : "");
	}
	assay_list_close(l);
}

static enum assay_listed
document_says(const char *number)
{
	struct assay_bytes parts[] = { bytes("maker"), bytes("t"), bytes(number) };
	struct assay_options options = { .size = sizeof options, .home = home };
	struct assay_answer a;
	struct assay *context;

	if (assay_new(&options, &context) != ASSAY_OK
		|| assay_home_lookup_document(context, parts, 3, ISSUED, true, &a) != ASSAY_OK)
		abort();
	assay_free(context);
	return a.listed;
}

static int told;

static void
count_told(void *data, const char *en, const char *zh)
{
	(void)data;
	told += en[0] != '\0' && zh[0] != '\0';
}

static size_t
homes_damaged(void)
{
	struct assay_options options = { .size = sizeof options, .home = home };
	struct assay_home_facts facts = { .size = sizeof facts };
	struct assay *context;

	told = 0;
	if (assay_new(&options, &context) != ASSAY_OK
		|| assay_home_check(context, count_told, NULL, &facts) != ASSAY_OK)
		abort();
	assay_free(context);
	return facts.documents == 1 && (size_t)told == facts.damaged ? facts.damaged : SIZE_MAX;
}

static void
documents(void)
{
	static const char csv[] = "issuer,type,number,x:holder,status\n"
	                          "registry,licence,L-100,Ann Example,\n"
	                          "registry,licence,L-101,Bob Example,stolen\n";
	static const struct {
		const char *parts[5];
		size_t n;
		enum assay_status status;
		enum assay_listed listed;
	} rows[] = {
		{ { "registry", "licence", "L-100", "Ann Example" }, 4, ASSAY_OK, I },
		{ { "registry", "licence", "L-101", "Bob Example" }, 4, ASSAY_OK, F },
		{ { "registry", "licence", "L-101", "Ann Example" }, 4, ASSAY_OK, K },
		{ { "registry", "licence", "L-100" }, 3, ASSAY_OK, K },
		{ { "registry", "permit", "L-100", "Ann Example" }, 4, ASSAY_OK, K },
		{ { "another", "licence", "L-100", "Ann Example" }, 4, ASSAY_OK, ASSAY_LISTED_NO_LIST },
		{ { "registry", "licence" }, 2, ASSAY_E_USAGE, ASSAY_LISTED_NO_LIST },
		{ { "registry", "licence", "" }, 3, ASSAY_E_USAGE, ASSAY_LISTED_DAMAGED },
	};
	static const struct {
		const char *says, *csv;
	} faults[] = {
		{ "two issuers", "issuer,type,number\na,t,1\nb,t,2\n" },
		{ "an empty number", "issuer,type,number\na,t,\n" },
		{ "a repeated document", "issuer,type,number\na,t,1\na,t,1\n" },
		{ "an issuer that is no id", "issuer,type,number\na b,t,1\n" },
		{ "no number", "issuer,type\na,t\n" },
	};
	struct assay_list_build b = { .title = "licences" };
	struct assay_error error = { "", "" };
	struct assay_list *l;
	struct list *raw;
	uint8_t key[32], id[16];
	char file[400];

	world_key("maker.pub", key);
	is_int(world_build(b, csv, NULL, NULL, "doc.asl", &error), ASSAY_OK, "a list of documents");
	raw = world_open("doc.asl");
	is_int(raw->head.key_bytes, LIST_KEY_DOCUMENTS, "  has longer keys");
	is_int(raw->head.scope_kind, SCOPE_ISSUER, "  speaks for an issuer");
	is_int(list_check(raw, &error), ASSAY_OK, "  and holds");
	list_close(raw);
	if (assay_list_open(NULL, in_world("doc.asl"), key, NULL, &l, &error) != ASSAY_OK)
		abort();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct assay_bytes parts[5];
		struct assay_answer a;

		for (size_t k = 0; k < rows[i].n; k++)
			parts[k] = bytes(rows[i].parts[k]);
		is_int(assay_list_lookup_document(l, parts, rows[i].n, ISSUED, true, &a),
		       rows[i].status, "document %zu is asked", i);
		if (rows[i].status == ASSAY_OK)
			is_int(a.listed, rows[i].listed, "  and answered");
	}
	{
		struct assay_list_question q = { .size = sizeof q, .gtin = GTIN,
			                         .serial = bytes("A"), .now = ISSUED };
		struct assay_answer a;

		ok(assay_list_lookup(l, &q, &a) == ASSAY_OK && a.listed == ASSAY_LISTED_NO_LIST,
		   "it says nothing of goods");
	}
	assay_list_close(l);
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		is_int(world_build(b, faults[i].csv, NULL, NULL, "bad.asl", &error), ASSAY_E_FORMAT,
		       "%s is a fault", faults[i].says);
	new_home();
	is_int(install("doc.asl"), ASSAY_E_TRUST, "an issuer that is not the signer is refused");
	is_int(world_build(b, "issuer,type,number\nmaker,t,1\n", NULL, NULL, "own.asl", &error),
	       ASSAY_OK, "its own");
	is_int(install("own.asl"), ASSAY_OK, "  is installed");
	is_int(ask("A").listed, ASSAY_LISTED_NO_LIST, "  and says nothing of goods");
	is_int(document_says("1"), I, "  but of its documents");
	is_int(document_says("2"), K, "  and not of others");
	raw = world_open("own.asl");
	memcpy(id, raw->head.list_id, 16);
	list_close(raw);
	snprintf(file, sizeof file, "%.*s.asl", (int)strlen(layer_file(1, id)) - 6,
	         layer_file(1, id));
	every_byte(file, "a list of documents");
	rename(file, in_world("aside"));
	is_int(document_says("1"), D, "a list of documents that is gone is damage, not silence");
	is_int(homes_damaged(), 1, "  and counts as damaged");
	world_text("aside2", "short");
	rename(in_world("aside2"), file);
	is_int(document_says("2"), D, "so is one cut short");
	is_int(homes_damaged(), 1, "  and counts as damaged");
	rename(in_world("aside"), file);
	is_int(document_says("1"), I, "put back, it answers");
	is_int(homes_damaged(), 0, "  and nothing is damaged");
}

int
main(void)
{
	struct assay_list_build b = { .scope = "690123456789" };
	struct assay_error error = { "", "" };
	char path[300], other[300];

	world_begin();
	snprintf(home, sizeof home, "%s", in_world("home"));
	is_int(world_build(b, "gtin,serial,status\n6901234567892,A,\n6901234567892,B,\n"
	                      "6901234567892,C,stolen\n", NULL, NULL, "base.asl", &error),
	       ASSAY_OK, "a base");
	is_int(overlay("gtin,serial,status\n6901234567892,A,recalled\n6901234567892,C,made\n"
	               "6901234567892,NEW1,\n", "base.asl", NULL, 1, "month.asl"),
	       ASSAY_OK, "an overlay");
	is_int(overlay("gtin,serial,status\n6901234567892,A,removed\n6901234567892,NEW2,\n",
	               "month.asl", NULL, 2, "week.asl"), ASSAY_OK, "an overlay of it");
	is_int(overlay("gtin,serial,status\n6901234567892,B,destroyed\n6901234567892,NEW2,\n",
	               "base.asl", "month.asl", 3, "month2.asl"), ASSAY_OK,
	       "the one that replaces it");
	is_int(overlay("gtin,serial\n4006381333931,A\n", "base.asl", NULL, 1, "bad.asl"),
	       ASSAY_E_USAGE, "goods outside the base's scope are refused");
	is_int(overlay("gtin,serial\n6901234567892,A\n", "base.asl", "base.asl", 1, "bad.asl"),
	       ASSAY_E_USAGE, "a base is no overlay to replace");
	is_int(overlay("gtin,serial\n6901234567892,A\n", "base.asl", "week.asl", 1, "bad.asl"),
	       ASSAY_E_USAGE, "nor is an overlay of another file");
	is_int(overlay("gtin,serial\n6901234567892,A\n", "base.asl", NULL, -1, "bad.asl"),
	       ASSAY_E_USAGE, "no overlay is older than its base");
	snprintf(path, sizeof path, "%s", in_world("month.asl"));
	b.previous = path;
	is_int(world_build(b, "gtin,serial\n6901234567892,A\n", NULL, NULL, "bad.asl", &error),
	       ASSAY_E_USAGE, "a new version follows a whole list");
	is_int(world_build((struct assay_list_build){ .scope = NULL },
	                   "gtin,serial,status\n6901234567892,A,removed\n", NULL, NULL, "bad.asl",
	                   &error), ASSAY_E_FORMAT, "a whole list removes nothing");
	snprintf(path, sizeof path, "%s", in_world("base.asl"));
	b.issued_at = ISSUED + 10 * DAY;
	is_int(world_build(b, "gtin,serial\n6901234567892,A\n", NULL, NULL, "base2.asl", &error),
	       ASSAY_OK, "the next base");
	is_int(overlay("gtin,serial,status\n6901234567892,A,stolen\n", "base2.asl", NULL, 11,
	               "over2.asl"), ASSAY_OK, "its overlay");
	snprintf(other, sizeof other, "%s", in_world("other"));
	{
		struct assay_list_build s = { .base = path, .key_file = other,
			                      .issued_at = ISSUED + 5 * DAY };

		is_int(world_build(s, "gtin,serial\n6901234567892,NEVER\n", NULL, NULL,
		                   "stranger.asl", &error), ASSAY_OK, "a stranger's overlay");
	}
	in_a_home();
	by_itself();
	documents();
	world_end();
	return tap_end();
}
