/* data-test.c - profiles and data packs: their form, their faults in words, and trust
 *
 * In the world of repo-world.h: an authority, a maker whose prefix is 690123, a device. */
#include "repo-world.h"

#include "data-world.h"
#include "assay-check.h"
#include "cborio.h"

static struct assay_error error;

static enum assay_status
install(const char *home, const char *file)
{
	char home_path[400];

	snprintf(home_path, sizeof home_path, "%s", in_world(home));
	error.text[0] = '\0';
	return assay_data_install(home_path, in_world(file), NULL, &error);
}

static void
pin(const char *home, const char *key, const char *id, const char *prefix, bool for_data)
{
	const char *prefixes[] = { prefix, NULL };
	char home_path[400], key_path[400];
	struct assay_pin p = { .size = sizeof p, .key_file = key_path, .id = id, .name = id,
		               .prefixes = prefixes, .for_data = for_data };

	snprintf(home_path, sizeof home_path, "%s", in_world(home));
	snprintf(key_path, sizeof key_path, "%s", in_world(key));
	if (assay_trust_pin(home_path, &p, &error) != ASSAY_OK) {
		printf("# %s\n", error.text);
		abort();
	}
}

/* ---- what is wrong with a spreadsheet, where, and what to do ---- */

static void
faults(void)
{
#define HEAD "[profile],\ntitle,T\n[prefixes]\nprefix\n690123\n"
	static const struct {
		const char *csv, *en, *zh;
	} rows[] = {
		{ "", "", "" },
		{ "gtin,model\n", "line 1: the first row must be [profile]", "第 1 行：第一行必须是 [profile]" },
		{ "[data],\n", "line 1: the first section must be [profile]", "第 1 行：第一节必须是 [profile]" },
		{ HEAD "[product]\ngtin\n", "line 6: there is no section [product]", "第 6 行：没有 [product]" },
		{ HEAD "[brands]\nbrand\nB\n[brands]\nbrand\nC\n", "line 9: section [brands] stands twice", "第 9 行" },
		{ HEAD "[products]\ngtin,colour\n6901234567892,red\n", "line 7: column 2 is called 'colour'", "第 7 行" },
		{ HEAD "[products]\nmodel\nM\n", "line 7: section [products] has no column 'gtin'", "第 7 行" },
		{ HEAD "[products]\ngtin\n6901234567893\n", "line 8, column gtin: ", "第 8 行 gtin 列" },
		{ HEAD "[products]\ngtin\n4006381333931\n", "line 8, column gtin: it lies under none of the prefixes", "不在 prefixes 表" },
		{ HEAD "[products]\ngtin,shelf life\n6901234567892,1 year\n", "line 8, column shelf life: '1 year' is not a shelf life such as 540 days", "保质期" },
		{ HEAD "[products]\ngtin,first made\n6901234567892,2026-02-30\n", "line 8, column first made", "第 8 行 first made 列" },
		{ HEAD "[serials]\nalphabet\nZ-A\n", "line 8, column alphabet", "第 8 行 alphabet 列" },
		{ HEAD "[serials]\ndate\n{Q}\n", "line 8, column date: '{Q}' is not a date code", "日期编码" },
		{ HEAD "[serials]\norder\nsorted\n", "'sorted' is not known: write one of random running", "random running" },
		{ HEAD "[serials]\nshortest,longest\n12,8\n", "line 8, column longest", "第 8 行 longest 列" },
		{ HEAD "[lots]\nmade from,made until,date\n2026-05-01,2026-04-01,L{YY}\n", "line 8, column made until: it lies before", "第 8 行 made until 列" },
		{ HEAD "[ranges]\ngtin,lot,first,last\n6901234567892,L1,B2,A1\n", "line 8, column last", "第 8 行 last 列" },
		{ HEAD "[hosts]\nhost\nhttp://brand.example/\n", "is not a host name in lower case", "不是小写的主机名" },
		{ "[profile],\ncolour,red\n[prefixes]\nprefix\n690123\n", "line 2: 'colour' is nothing that this section says", "没有“colour”这一项" },
		{ "[profile],\nvalid until,2020-01-01\n[prefixes]\nprefix\n690123\n", "'valid until' has passed already", "已过" },
		{ "[profile],\ntitle,T\n", "a table prefixes must say", "必须有 prefixes 表" },
		{ "[profile],\n[prefixes]\nprefix\n2012\n", "line 4, column prefix: '2012' is not a GS1 company prefix", "第 4 行" },
	};

	for (size_t i = 1; i < sizeof rows / sizeof *rows; i++) {
		ok(data_build(rows[i].csv, "bad.apf", "maker", NULL, ISSUED, ASSAY_EN, &error)
				== ASSAY_E_FORMAT
			&& strstr(data_faults, rows[i].en) != NULL, "%s", rows[i].en);
		if (strstr(data_faults, rows[i].en) == NULL)
			printf("# %s# %s\n", data_faults, error.text);
		ok(data_build(rows[i].csv, "bad.apf", "maker", NULL, ISSUED, ASSAY_ZH, &error)
				== ASSAY_E_FORMAT
			&& strstr(data_faults, rows[i].zh) != NULL, "  in Chinese too");
		ok(access(in_world("bad.apf"), F_OK) != 0, "  nothing is written");
	}
	ok(data_build("[data],\nkind,weather\n", "bad.adp", "maker", NULL, ISSUED, ASSAY_EN, &error)
			== ASSAY_E_FORMAT && strstr(data_faults, "'weather' is no kind of data") != NULL,
	   "a kind of data nobody knows");
	ok(data_build("[data],\nkind,shorteners\n[rows]\nhost\nx.example\n", "bad.adp", "maker",
	              NULL, ISSUED, ASSAY_EN, &error) == ASSAY_E_FORMAT
			&& strstr(data_faults, "must say source and dated") != NULL,
	   "data without source and date");
}

/* ---- what is read back ---- */

static void
read_back(void)
{
	struct tables *t;

	is_int(data_build(PROFILE_1, "one.apf", "maker", NULL, ISSUED, ASSAY_EN, &error), ASSAY_OK,
	       "a profile");
	if (tables_open(in_world("one.apf"), &t, &error) != ASSAY_OK)
		abort();
	is_int(t->version, 1, "version 1");
	is_int(t->n, 4, "four tables");
	is_str(table_cell(tables_find(t, "products"), 0, "gtin"), "06901234567892",
	       "a GTIN has 14 digits");
	is_str(table_cell(tables_find(t, "settings"), 0, "what"), "prefixes-complete", "a setting");
	tables_free(t);
	is_int(data_build(PROFILE_2, "two.apf", "maker", "one.apf", ISSUED + DAY, ASSAY_EN, &error),
	       ASSAY_OK, "the next version");
	if (tables_open(in_world("two.apf"), &t, &error) != ASSAY_OK)
		abort();
	is_int(t->version, 2, "version 2");
	tables_free(t);
	is_int(data_build(DATA_1, "one.adp", "maker", NULL, ISSUED, ASSAY_EN, &error), ASSAY_OK,
	       "a data pack");
	if (tables_open(in_world("one.adp"), &t, &error) != ASSAY_OK)
		abort();
	is_str(table_cell(tables_find(t, "rows"), 0, "holder"), "First", "rows are sorted");
	is_int(t->complete_until, assay_day_of(assay_str("2026-05-01")) * DAY + DAY - 1,
	       "complete to the end of that day");
	tables_free(t);
}

/* ---- fields of a newer program ---- */

/* A profile with a key, a table, a column and a part of a table that nobody knows. */
static void
newer(const char *name, uint64_t format)
{
	struct cbor_writer w = { 0 };
	struct secret *signer;
	uint8_t *m, head[16] = "ASSAYPF1", signature[64];
	static const char domain[] = "assay profile v1";
	FILE *f;

	cbor_put_map(&w, 8);
	cbor_put_uint(&w, 1);
	cbor_put_uint(&w, format);
	cbor_put_uint(&w, 2);
	cbor_put_text(&w, "profile");
	cbor_put_uint(&w, 3);
	cbor_put_text(&w, "");
	cbor_put_uint(&w, 4);
	cbor_put_uint(&w, 7);
	cbor_put_uint(&w, 5);
	cbor_put_uint(&w, (uint64_t)ISSUED);
	cbor_put_uint(&w, 6);
	cbor_put_uint(&w, (uint64_t)(ISSUED + 300 * DAY));
	cbor_put_uint(&w, 10);
	cbor_put_array(&w, 2);
	cbor_put_array(&w, 4);
	cbor_put_text(&w, "prefixes");
	cbor_put_array(&w, 2);
	cbor_put_text(&w, "prefix");
	cbor_put_text(&w, "since when");
	cbor_put_array(&w, 1);
	cbor_put_array(&w, 2);
	cbor_put_text(&w, "690123");
	cbor_put_text(&w, "ever");
	cbor_put_uint(&w, 5); /* a fourth part */
	cbor_put_array(&w, 3);
	cbor_put_text(&w, "smells");
	cbor_put_array(&w, 1);
	cbor_put_text(&w, "smell");
	cbor_put_array(&w, 0);
	cbor_put_uint(&w, 11);
	cbor_put_map(&w, 1);
	cbor_put_uint(&w, 1);
	cbor_put_array(&w, 1);
	cbor_put_bytes(&w, "x", 1);
	m = malloc(sizeof domain + w.len);
	memcpy(m, domain, sizeof domain);
	memcpy(m + sizeof domain, w.bytes, w.len);
	if (secret_open(in_world("maker"), NULL, &signer, &error) != ASSAY_OK)
		abort();
	secret_sign(signer, m, sizeof domain + w.len, signature);
	head[8] = (uint8_t)w.len;
	head[9] = (uint8_t)(w.len >> 8);
	head[12] = 1;
	if ((f = fopen(in_world(name), "wb")) == NULL || fwrite(head, 1, 16, f) != 16
		|| fwrite(secret_public(signer), 1, 32, f) != 32 || fwrite(signature, 1, 64, f) != 64
		|| fwrite(w.bytes, 1, w.len, f) != w.len || fclose(f) != 0)
		abort();
	secret_close(signer);
	free(m);
	free(w.bytes);
}

static void
newer_program(void)
{
	size_t n, m;
	char *given, *kept;

	pin("newer home", "maker.pub", "maker", "690123", false);
	newer("newer.apf", 1);
	is_int(install("newer home", "newer.apf"), ASSAY_OK, "fields of a newer program are no fault");
	is_int(data_version("newer home", "profile/maker"), 7, "  what is known of it counts");
	given = world_read("newer.apf", &n);
	kept = world_read("newer home/data/profile+maker.apf", &m);
	ok(kept != NULL && n == m && memcmp(given, kept, n) == 0, "  and all of it is kept");
	free(given);
	free(kept);
	newer("newer.apf", 2);
	is_int(install("newer home", "newer.apf"), ASSAY_E_FORMAT, "a newer format is refused");
}

/* ---- trust ---- */

static void
trust(void)
{
	pin("home", "maker.pub", "maker", "690123", false);
	is_int(install("home", "two.apf"), ASSAY_OK, "signed by a pinned key, for its own prefix");
	is_int(data_version("home", "profile/maker"), 2, "  it is believed");
	ok(install("home", "one.apf") == ASSAY_E_TRUST && strstr(error.text, "never put back") != NULL,
	   "an older version never replaces a newer one");
	is_int(data_version("home", "profile/maker"), 2, "  the newer one stays");
	is_int(install("home", "two.apf"), ASSAY_OK, "the same again is no fault");
	data_build(PROFILE_1, "rival.apf", "maker", "one.apf", ISSUED + DAY, ASSAY_EN, &error);
	ok(install("home", "rival.apf") == ASSAY_E_TRUST && strstr(error.text, "same version") != NULL,
	   "two files of one version: which holds, its maker says");
	data_build(PROFILE_1, "unknown.apf", "other", NULL, ISSUED, ASSAY_EN, &error);
	ok(install("home", "unknown.apf") == ASSAY_E_TRUST && strstr(error.text, "nobody known") != NULL,
	   "a key nobody pinned");
	pin("home", "other.pub", "other", "400638", false);
	ok(install("home", "unknown.apf") == ASSAY_E_TRUST && strstr(error.text, "prefixes") != NULL,
	   "a profile for a prefix that is another's");
	data_build("[profile],\n[prefixes]\nprefix\n400638\n690123\n", "both.apf", "other", NULL,
	           ISSUED, ASSAY_EN, &error);
	is_int(install("home", "both.apf"), ASSAY_E_TRUST, "  one prefix of its own is not enough");
	is_int(data_version("home", "profile/other"), 0, "  nothing of it is believed");

	ok(install("home", "one.adp") == ASSAY_E_TRUST && strstr(error.text, "--use data") != NULL,
	   "a maker's key signs no data");
	pin("home", "next.pub", "bureau", NULL, true);
	data_build(DATA_1, "bureau.adp", "next", NULL, ISSUED, ASSAY_EN, &error);
	is_int(install("home", "bureau.adp"), ASSAY_OK, "a key pinned for data does");
	is_int(data_version("home", "register/cn-ccc"), 1, "  it is believed");
	data_build(PROFILE_1, "bureau.apf", "next", NULL, ISSUED, ASSAY_EN, &error);
	is_int(install("home", "bureau.apf"), ASSAY_E_TRUST, "  and signs no profile");

	/* what stands in a home is judged anew each time */
	world_text("home/data/profile+maker.apf", "damaged");
	is_int(data_version("home", "profile/maker"), 0, "damaged on disk: not used");
	copy_tree("home", "gone");
	remove(in_world("gone/data/profile+maker.apf"));
	is_int(data_version("gone", "profile/maker"), 0, "gone from disk: not used");
	{
		size_t n;
		char *old = world_read("one.apf", &n);

		world_file("home/data/profile+maker.apf", old, n);
		free(old);
		is_int(data_version("home", "profile/maker"), 0, "put back by hand: not used");
		old = world_read("two.apf", &n);
		world_file("home/data/profile+maker.apf", old, n);
		free(old);
		is_int(data_version("home", "profile/maker"), 2, "restored: used");
	}
	copy_tree("home", "stolen");
	{
		size_t n;
		char *pins = world_read("stolen/pins.json", &n), *at, *out = calloc(1, n + 200);

		at = strstr(pins, "\"use\": \"list\"");
		if (at == NULL)
			abort();
		memcpy(out, pins, (size_t)(at - pins));
		strcat(out, "\"compromised_at\": \"2026-11-01T00:00:00Z\", ");
		strcat(out, at);
		world_text("stolen/pins.json", out);
		free(pins);
		free(out);
	}
	is_int(data_version("stolen", "profile/maker"), 0, "a stolen key supports nothing");
	ok(install("stolen", "two.apf") == ASSAY_E_TRUST && strstr(error.text, "stolen") != NULL,
	   "  and nothing of it is installed");
}

/* ---- every byte ---- */

static void
every_byte(const char *file, const char *home)
{
	size_t n, believed = 0, read = 0;
	char *bytes = world_read(file, &n);

	for (size_t i = 0; i < n; i++) {
		struct assay_data_facts f = { .size = sizeof f };
		uint8_t key[32];

		bytes[i] = (char)(bytes[i] ^ (1 << i % 8));
		world_file("flipped", bytes, n);
		world_key("maker", key);
		if (assay_data_check(NULL, in_world("flipped"), key, &f, NULL, NULL, &error) == ASSAY_OK)
			read++;
		believed += install(home, "flipped") == ASSAY_OK;
		bytes[i] = (char)(bytes[i] ^ (1 << i % 8));
	}
	for (size_t i = 0; i < n; i++) {
		world_file("flipped", bytes, i);
		believed += install(home, "flipped") == ASSAY_OK;
	}
	free(bytes);
	ok(n > 200 && believed == 0 && read == 0, "%s: each of its %zu bytes flipped, and each start",
	   file, n);
}

/* ---- carried by an authority ---- */

static enum assay_status
sync_now(void)
{
	return sync_from("repo", "mobile", NULL, NOW, &error);
}

static void
carried(void)
{
	root_into("mobile");
	is_int(publish("one.asl", "maker", ISSUED, &error), ASSAY_OK, "a list is published");
	is_int(publish("one.apf", "maker", ISSUED, &error), ASSAY_OK, "a profile is published");
	is_int(publish("bureau.adp", "maker", ISSUED, &error), ASSAY_OK, "data are published");
	is_int(sync_now(), ASSAY_OK, "a device is brought up to date");
	is_int(data_version("mobile", "profile/maker"), 1, "  it has the profile");
	is_int(data_version("mobile", "register/cn-ccc"), 1, "  and the data, by the authority's word");
	ok(strstr(said, "new: profile/maker, version 1") != NULL, "  which is said");
	is_int(home_says("mobile", GTIN, "Q7XK2M9PD4TR8W", NOW).listed, ASSAY_LISTED_ISSUED,
	       "  lists answer as before");
	ok(publish("unknown.apf", "maker", ISSUED, &error) == ASSAY_E_TRUST, "another's is not published");
	ok(publish("one.apf", "maker", ISSUED, &error) == ASSAY_E_TRUST, "nor the same version again");
	copy_tree("repo", "old repo");
	is_int(publish("two.apf", "maker", ISSUED + DAY, &error), ASSAY_OK, "the next version");
	is_int(sync_now(), ASSAY_OK, "  is fetched");
	is_int(data_version("mobile", "profile/maker"), 2, "  and counts");
	ok(sync_from("old repo", "mobile", NULL, NOW, &error) != ASSAY_OK, "an old repository is refused");
	is_int(data_version("mobile", "profile/maker"), 2, "  and changes nothing");
	{
		char home_path[400];
		struct assay_data_facts f = { .size = sizeof f };

		snprintf(home_path, sizeof home_path, "%s", in_world("mobile"));
		data_build(PROFILE_2, "three.apf", "maker", "two.apf", ISSUED + 2 * DAY, ASSAY_EN, &error);
		is_int(assay_data_install(home_path, in_world("three.apf"), &f, &error), ASSAY_OK,
		       "a newer one by hand");
		is_str(f.trusted_by, "maker", "  by the registry's key");
		is_int(data_version("mobile", "profile/maker"), 3, "  counts before what was fetched");
	}
	revoke_key("maker.pub", true, ISSUED, NOW, &error);
	is_int(sync_now(), ASSAY_OK, "the maker's key is stolen");
	is_int(data_version("mobile", "profile/maker"), 0, "  its profile supports nothing");
	is_int(data_version("mobile", "register/cn-ccc"), 1, "  the authority's data stay");
}

int
main(void)
{
	if (access("/dev/shm", W_OK) == 0)
		world_base = "/dev/shm";
	begin_repo();
	faults();
	read_back();
	newer_program();
	trust();
	pin("empty", "maker.pub", "maker", "690123", false);
	every_byte("one.apf", "empty");
	pin("empty data", "maker.pub", "maker", NULL, true);
	every_byte("one.adp", "empty data");
	carried();
	world_end();
	return tap_end();
}
