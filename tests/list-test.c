/* list-test.c - lists of every shape: what was put in comes out, nothing else does,
 * and no changed byte goes unnoticed */
#include "list-world.h"

/* "gtin,serial,lot\n" and n rows; lots of them, 0: none. */
static char *
rows(size_t n, size_t lots)
{
	char *text = malloc(n * 48 + 64), *at = text;

	at += sprintf(at, lots > 0 ? "gtin,serial,lot\n" : "gtin,serial\n");
	for (size_t i = 0; i < n; i++) {
		at += sprintf(at, "6901234567892,S%08zu", i);
		at += lots > 0 ? sprintf(at, ",L%05zu\n", i % lots) : sprintf(at, "\n");
	}
	return text;
}

/* Many questions at once, read and mapped, say what single ones say. */
static void
together(struct list *l, size_t n)
{
	size_t asked = n + 50, wrong = 0;
	uint8_t(*hashes)[LIST_HASH] = calloc(asked, LIST_HASH);
	struct list_hit *hits = calloc(asked, sizeof *hits);
	struct assay_error error;

	for (size_t i = 0; i < asked; i++) {
		char serial[32];

		/* out of order, some of them twice */
		sprintf(serial, "S%08zu", (i * 7919 + i / 3) % asked);
		if (!list_hash_goods(l, GTIN, bytes(serial), hashes[i]))
			wrong++;
	}
	for (int mapped = 0; mapped < 2; mapped++) {
		if (mapped)
			is_int(list_map(l, &error), ASSAY_OK, "  is mapped");
		for (size_t from = 0, many = 1; from < asked; from += many, many = many * 3 + 1) {
			if (many > asked - from)
				many = asked - from;
			memset(hits, 0xFF, many * sizeof *hits);
			if (list_find_hashes(l, (const uint8_t(*)[LIST_HASH])hashes + from, many, hits)
				!= ASSAY_OK)
				wrong++;
			for (size_t i = 0; i < many; i++) {
				struct list_entry e, single;
				char serial[32];

				sprintf(serial, "S%08zu",
				        ((from + i) * 7919 + (from + i) / 3) % asked);
				if (list_entry_of(l, GTIN, &hits[i], &e) != ASSAY_OK
					|| list_find(l, GTIN, bytes(serial), &single) != ASSAY_OK
					|| memcmp(&e, &single, sizeof e) != 0)
					wrong++;
			}
		}
	}
	is_int(wrong, 0, "  many at once are answered alike");
	free(hashes);
	free(hits);
}

static void
sizes(void)
{
	static const struct {
		size_t n, lots;
		int s;
		unsigned a;
	} cases[] = {
		{ 0, 0, 0, 0 },     { 0, 0, 2, 2 },     { 1, 0, 0, 0 },     { 1, 0, 1, 0 },
		{ 2, 0, 2, 0 },     { 339, 0, 0, 0 },   { 340, 0, 0, 0 },   { 341, 0, 0, 0 },
		{ 341, 0, 1, 1 },   { 1000, 0, 2, 0 },  { 34680, 0, 0, 0 }, { 34681, 0, 0, 0 },
		{ 35500, 0, 1, 0 }, { 20000, 0, 1, 8 }, { 5, 1, 0, 0 },     { 64, 64, 0, 0 },
		{ 65, 65, 0, 0 },   { 130, 65, 1, 0 },  { 8191, 8191, 0, 0 },
		{ 8192, 8192, 0, 0 }, { 8400, 8400, 1, 0 },
	};

	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct assay_list_build b = { .scope = "690123456789" };
		struct make_forced forced = { 0, cases[c].s, cases[c].a, 0 };
		struct assay_error error = { "", "" };
		char *csv = rows(cases[c].n, cases[c].lots);
		size_t wrong = 0, found = 0;
		struct list *l;

		is_int(world_build(b, csv, NULL, &forced, "l.asl", &error), ASSAY_OK,
		       "n=%zu lots=%zu S=%d builds", cases[c].n, cases[c].lots, cases[c].s);
		free(csv);
		if (error.text[0] != '\0')
			printf("# %s\n", error.text);
		if ((l = world_open("l.asl")) == NULL)
			continue;
		is_int(list_check(l, &error), ASSAY_OK, "  and holds");
		is_int(l->head.entries, cases[c].n, "  with its entries");
		is_int(l->head.lots, cases[c].lots, "  and lots");
		for (size_t i = 0; i < cases[c].n + 50; i += i < 400 ? 1 : 7) {
			struct list_entry e;
			char serial[32], lot[32];

			sprintf(serial, "S%08zu", i);
			sprintf(lot, "L%05zu", cases[c].lots > 0 ? i % cases[c].lots : 0);
			if (list_find(l, GTIN, bytes(serial), &e) != ASSAY_OK
				|| e.present != (i < cases[c].n)
				|| (e.present && (e.status != ASSAY_ITEM_MADE
			                          || e.has_lot != (cases[c].lots > 0)
			                          || (e.has_lot && strcmp(e.lot.lot, lot) != 0))))
				wrong++;
			found += e.present;
		}
		ok(wrong == 0 && (found > 0 || cases[c].n == 0), "  every answer is right");
		wrong = 0;
		for (size_t i = 0; i < cases[c].lots + 5; i++) {
			struct assay_lot lot;
			bool any, known;
			char name[32];

			sprintf(name, "L%05zu", i);
			if (list_find_lot(l, GTIN, bytes(name), &any, &known, &lot) != ASSAY_OK
				|| any != (cases[c].lots > 0) || known != (i < cases[c].lots)
				|| (known && strcmp(lot.lot, name) != 0))
				wrong++;
			if (list_find_lot(l, GTIN_B, bytes(name), &any, &known, &lot) != ASSAY_OK
				|| any || known)
				wrong++;
		}
		is_int(wrong, 0, "  every lot is right");
		together(l, cases[c].n);
		list_close(l);
	}
}

static void
strength(void)
{
	static const struct {
		unsigned key_bytes;
		bool restricted;
		enum assay_status status;
	} cases[] = {
		{ 8, false, ASSAY_E_USAGE }, { 9, false, ASSAY_E_USAGE }, { 10, false, ASSAY_OK },
		{ 8, true, ASSAY_OK },       { 16, false, ASSAY_OK },
	};
	char *csv = rows(3000, 0);

	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct assay_list_build b = { .restricted = cases[c].restricted };
		struct make_forced forced = { cases[c].key_bytes, -1, 0, 0 };
		struct assay_error error;

		is_int(world_build(b, csv, NULL, &forced, "k.asl", &error), cases[c].status,
		       "K=%u%s", cases[c].key_bytes, cases[c].restricted ? " restricted" : "");
	}
	free(csv);
}

static void
identity(void)
{
	struct assay_list_build b = { .title = "one" };
	struct assay_error error;
	char previous[256];
	struct list *first, *second;

	is_int(world_build(b, "gtin,serial\n6901234567892,A1\n", NULL, NULL, "v1.asl", &error), 0,
	       "a first version");
	snprintf(previous, sizeof previous, "%s", in_world("v1.asl"));
	b.previous = previous;
	is_int(world_build(b, "gtin,serial\n6901234567892,A2\n", NULL, NULL, "v2.asl", &error), 0,
	       "the next version");
	first = world_open("v1.asl");
	second = world_open("v2.asl");
	ok(memcmp(first->head.list_id, second->head.list_id, 16) == 0, "keeps the identity");
	is_int(second->head.version, first->head.version + 1, "raises the version");
	ok(memcmp(first->head.list_key, second->head.list_key, 32) != 0, "has a new list key");
	list_close(first);
	list_close(second);
	b.issued_at = ISSUED - 1;
	is_int(world_build(b, NULL, NULL, NULL, "v3.asl", &error), ASSAY_E_USAGE,
	       "a version issued before the one before is refused");
	ok(access(in_world("v3.asl"), F_OK) != 0, "and nothing is written");
}

static bool
always(void *data)
{
	(void)data;
	return true;
}

struct said {
	unsigned n;
	char last[300];
};

static void
keep_fault(void *data, const char *line)
{
	struct said *said = data;

	said->n++;
	snprintf(said->last, sizeof said->last, "%s", line);
}

/* How many names the folder holds. */
static unsigned names_in_world;

static int
count_name(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)path;
	(void)st;
	(void)type;
	(void)ftw;
	names_in_world++;
	return 0;
}

static unsigned
names(void)
{
	names_in_world = 0;
	nftw(world, count_name, 16, FTW_PHYS);
	return names_in_world;
}

/* More rows than memory is allowed: the same list comes of it. */
static void
spilled(void)
{
	static const size_t rooms[] = { 2, 100, 999, 5000, 5001 };
	char *csv = rows(5000, 70), *repeated;
	struct said said = { 0, "" };
	struct assay_list_build b = { .title = "spilled", .fault = keep_fault, .fault_data = &said };
	struct assay_error error = { "", "" };
	unsigned before;

	is_int(world_build(b, csv, NULL, NULL, "spill.asl", &error), ASSAY_OK, "in memory");
	before = names();
	for (size_t r = 0; r < sizeof rooms / sizeof *rooms; r++) {
		struct make_forced forced = { 0, -1, 0, rooms[r] };
		size_t wrong = 0;
		struct list *l;

		is_int(world_build(b, NULL, NULL, &forced, "spill.asl", &error), ASSAY_OK,
		       "with room for %zu entries", rooms[r]);
		if ((l = world_open("spill.asl")) == NULL)
			continue;
		is_int(list_check(l, &error), ASSAY_OK, "  every page holds");
		is_int(l->head.entries, 5000, "  all are there");
		for (size_t i = 0; i < 5050; i++) {
			struct list_entry e;
			char serial[32], lot[32];

			sprintf(serial, "S%08zu", i);
			sprintf(lot, "L%05zu", i % 70);
			if (list_find(l, GTIN, bytes(serial), &e) != ASSAY_OK
				|| e.present != (i < 5000)
				|| (e.present && strcmp(e.lot.lot, lot) != 0))
				wrong++;
		}
		is_int(wrong, 0, "  every answer is right");
		list_close(l);
	}
	is_int(names(), before, "no sorting file is left");
	/* equal rows far apart meet in their bucket */
	repeated = malloc(strlen(csv) + 200);
	strcpy(repeated, csv);
	strcat(repeated, "6901234567892,S00000007,L00007\n");
	{
		struct make_forced forced = { 0, -1, 0, 64 };

		remove(in_world("spill.asl"));
		is_int(world_build(b, repeated, NULL, &forced, "spill.asl", &error), ASSAY_E_FORMAT,
		       "a repeated row is found among runs");
		ok(said.n == 1 && strstr(said.last, "line 5002: ") != NULL
		           && strstr(said.last, "line 9 already") != NULL, "  and both lines are named");
		b.stop = always;
		free(csv);
		csv = rows(20000, 0);
		is_int(world_build(b, csv, NULL, NULL, "spill.asl", &error), ASSAY_E_IO,
		       "a build in memory that is stopped");
		is_int(names(), before - 1, "  leaves nothing");
	}
	free(repeated);
	free(csv);
}

static void
padding(void)
{
	static const size_t counts[][2] = { { 0, 0 }, { 1, 1 }, { 15, 15 }, { 17, 18 }, { 31, 32 },
		                            { 100, 104 }, { 1000, 1024 }, { 1025, 1152 } };

	for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
		struct assay_list_build b = { .padded = true, .scope = "690123456789" };
		char *csv = rows(counts[c][0], 3);
		struct assay_error error;
		struct list *l;

		is_int(world_build(b, csv, NULL, NULL, "pad.asl", &error), ASSAY_OK, "%zu padded",
		       counts[c][0]);
		free(csv);
		l = world_open("pad.asl");
		is_int(l->head.entries, counts[c][1], "  are %zu", counts[c][1]);
		ok((l->head.flags & LIST_PADDED) != 0 && list_check(l, &error) == ASSAY_OK,
		   "  say so and hold");
		list_close(l);
	}
}

/* A short file for each shape of damage. */
static void
broken_files(void)
{
	static const struct {
		const char *says;
		long keep; /* bytes; negative: so many off the end */
		long more;
	} cases[] = {
		{ "an empty file", 0, 0 },         { "one byte", 1, 0 },
		{ "a page less one byte", 4095, 0 }, { "the header alone", 4096, 0 },
		{ "a page cut off", -4096, 0 },    { "a byte cut off", -1, 0 },
		{ "a byte added", 1 << 30, 1 },    { "a page added", 1 << 30, 4096 },
	};
	size_t n;
	char *whole = world_read("v1.asl", &n);

	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		size_t keep = cases[c].keep < 0 ? n - (size_t)-cases[c].keep
			: (size_t)cases[c].keep > n ? n : (size_t)cases[c].keep;
		char *text = calloc(1, n + 8192);
		struct assay_error error;
		struct list *l;

		memcpy(text, whole, keep);
		world_file("cut.asl", text, keep + (size_t)cases[c].more);
		is_int(list_open(in_world("cut.asl"), &l, &error), ASSAY_E_FORMAT, "%s is no list",
		       cases[c].says);
		free(text);
	}
	free(whole);
}

struct seen {
	enum assay_status status;
	struct list_entry entry;
	bool any, known;
	struct assay_lot lot;
};

static void
look(const struct list *l, const char *serial, const char *lot, struct seen *s)
{
	memset(s, 0, sizeof *s);
	s->status = list_find(l, GTIN, bytes(serial), &s->entry);
	if (s->status == ASSAY_OK)
		s->status = list_find_lot(l, GTIN, bytes(lot), &s->any, &s->known, &s->lot);
}

/* Every byte of a small list in turn: the signature or a page does not hold, or
 * every answer is what it was. */
static void
every_byte(void)
{
	static const char csv[] = "gtin,serial,lot,made,expiry,status,markets\n"
	                          "6901234567892,ONE,L1,2026-01-05,2028-01-05,made,CN DE\n"
	                          "6901234567892,TWO,L1,2026-01-05,2028-01-05,stolen,CN DE\n"
	                          "6901234567892,THREE,,,,sold,\n";
	static const char lots[] = "gtin,lot,closed\n6901234567892,L2,yes\n";
	static const char *const asked[][2] = { { "ONE", "L1" }, { "TWO", "L2" },
		                                { "THREE", "" }, { "FOUR", "L3" } };
	struct assay_list_build b = { .title = "small" };
	struct assay_error error;
	struct seen before[4], now;
	size_t n, unnoticed = 0, changed = 0;
	uint8_t key[32];
	char *whole;
	struct list *l;
	FILE *f;

	is_int(world_build(b, csv, lots, NULL, "small.asl", &error), ASSAY_OK, "a small list");
	world_key("maker.pub", key);
	l = world_open("small.asl");
	ok(l != NULL && list_signed_by(l, key), "its signature holds");
	for (size_t i = 0; i < 4; i++)
		look(l, asked[i][0], asked[i][1], &before[i]);
	ok(before[0].entry.present && before[1].entry.status == ASSAY_ITEM_STOLEN
	           && before[1].lot.closed && !before[3].entry.present,
	   "and answers");
	list_close(l);
	whole = world_read("small.asl", &n);
	f = fopen(in_world("small.asl"), "r+b");
	for (size_t at = 0; at < n; at++) {
		uint8_t bit = (uint8_t)(1u << (at % 8)), byte = (uint8_t)whole[at];

		byte ^= bit;
		fseek(f, (long)at, SEEK_SET);
		fwrite(&byte, 1, 1, f);
		fflush(f);
		if (list_open(in_world("small.asl"), &l, &error) == ASSAY_OK) {
			if (list_signed_by(l, key)) {
				if (at % 2 == 0 && list_map(l, &error) != ASSAY_OK)
					changed++;
				unnoticed += list_check(l, &error) == ASSAY_OK;
				for (size_t i = 0; i < 4; i++) {
					look(l, asked[i][0], asked[i][1], &now);
					changed += now.status == ASSAY_OK
						&& memcmp(&now, &before[i], sizeof now) != 0;
				}
			}
			list_close(l);
		}
		fseek(f, (long)at, SEEK_SET);
		fwrite(&whole[at], 1, 1, f);
		fflush(f);
	}
	fclose(f);
	is_int(unnoticed, 0, "each of %zu bytes changed alone is noticed by a check", n);
	is_int(changed, 0, "and no answer changes unnoticed");
	free(whole);
}

/* The public way: one open list, many questions, one of them none. */
static void
batches(void)
{
	static const char *const serials[] = { "ONE", "TWO", "", "THREE", "FOUR" };
	static const enum assay_listed listed[] = { ASSAY_LISTED_ISSUED, ASSAY_LISTED_FLAGGED,
		                                    ASSAY_LISTED_NO_LIST, ASSAY_LISTED_ISSUED,
		                                    ASSAY_LISTED_NOT_KNOWN };
	struct assay_list_question q[5];
	struct assay_answer answers[5], one;
	struct assay_error error;
	struct assay_list *l;
	uint8_t key[32];

	world_key("maker.pub", key);
	is_int(assay_list_open(NULL, in_world("small.asl"), key, NULL, &l, &error), ASSAY_OK,
	       "a list is opened");
	for (size_t i = 0; i < 5; i++)
		q[i] = (struct assay_list_question){ .size = sizeof q[i],
			                             .gtin = "6901234567892",
			                             .serial = bytes(serials[i]),
			                             .now = ISSUED,
			                             .as_of = true };
	for (int once = 0; once < 2; once++) {
		if (once)
			is_int(assay_list_verify_once(l, &error), ASSAY_OK,
			       "each page verified once from here on");
		is_int(assay_list_lookup_batch(l, q, 5, answers), ASSAY_E_USAGE,
		       "a question that is none is said");
		for (size_t i = 0; i < 5; i++) {
			is_int(answers[i].listed, listed[i], "  '%s' is answered", serials[i]);
			if (i != 2 && (assay_list_lookup(l, &q[i], &one) != ASSAY_OK
			               || one.listed != answers[i].listed
			               || one.status != answers[i].status))
				ok(false, "  as by itself");
		}
	}
	is_int(assay_list_lookup_batch(l, q, 0, answers), ASSAY_OK, "nothing asked");
	assay_list_close(l);
}

static void
guesses(void)
{
	static const struct {
		const char *says, *csv;
		bool guessable;
	} cases[] = {
		{ "sequential", "6901234567892,SN0000000000001\n6901234567892,SN0000000000002\n"
		                "6901234567892,SN0000000000003\n", true },
		{ "short", "6901234567892,7431\n6901234567892,0912\n6901234567892,5525\n", true },
		{ "random", "6901234567892,K7Q2M9XW4TBR\n6901234567892,D3VJ8NFH6YPA\n"
		            "6901234567892,R9B5ZC2QK7WM\n", false },
		{ "tens apart, check digit behind",
		  "6901234567892,888800000018\n6901234567892,888800000026\n"
		  "6901234567892,888800000034\n", true },
	};

	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct assay_list_build b = { .title = NULL };
		struct assay_error error;
		char csv[512];
		struct list *l;

		snprintf(csv, sizeof csv, "gtin,serial\n%s", cases[c].csv);
		is_int(world_build(b, csv, NULL, NULL, "g.asl", &error), ASSAY_OK, "%s serials",
		       cases[c].says);
		l = world_open("g.asl");
		is_int((l->head.flags & LIST_GUESSABLE) != 0, cases[c].guessable,
		       "  are %sguessable", cases[c].guessable ? "" : "not ");
		list_close(l);
	}
}

int
main(void)
{
	world_begin();
	sizes();
	strength();
	spilled();
	padding();
	identity();
	broken_files();
	every_byte();
	batches();
	guesses();
	world_end();
	return tap_end();
}
