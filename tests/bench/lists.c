/* lists.c - a signed list beside SQLite, LMDB and a raw sorted array, in one run
 *
 * usage: bench-lists-run FOLDER N ASK [BIG.asl]
 * Every store gets the same serials from the same file, hashed the same way (BLAKE2b of
 * key and item), and the same questions, half of them hits.  Only ratios of one run travel
 * to other machines.  Not part of `make check`. */
#define _GNU_SOURCE
#include "config.h"

#include <fcntl.h>
#include <lmdb.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lists.h"
#include "list/list.h"
#include "trust/key.h"

#define KEY 16u
#define BATCH 65536u
#define MINISIGN_SIZE 1e9

struct row {
	uint8_t key[KEY];
	uint32_t value;
};

static const char *folder;
static uint32_t n_serials;

static void
die(const char *what)
{
	fprintf(stderr, "bench: %s\n", what);
	exit(1);
}

static const char *
in_folder(const char *name)
{
	static char paths[8][600];
	static unsigned next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof paths[0], "%s/%s", folder, name);
	return path;
}

static double
size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (double)st.st_size : 0;
}

static void
hash_serial(const uint8_t key[32], const char *serial, uint8_t hash[LIST_HASH])
{
	uint8_t item[LIST_ITEM_MAX];
	size_t len = list_item_goods(
	        GTIN, (struct assay_bytes){ (const uint8_t *)serial, strlen(serial) }, item);

	list_item_hash(key, item, len, hash);
}

static int
by_key(const void *a, const void *b)
{
	return memcmp(a, b, KEY);
}

/* Sixteen bits by counting, the rest by qsort: the stores beside us get no slow sort. */
static struct row *
sorted(struct row *rows, size_t n)
{
	struct row *to = malloc(n * sizeof *to);
	size_t *count = calloc(65537, sizeof *count);

	if (to == NULL || count == NULL)
		die("out of memory");
	for (size_t i = 0; i < n; i++)
		count[((size_t)rows[i].key[0] << 8 | rows[i].key[1]) + 1]++;
	for (size_t b = 1; b <= 65536; b++)
		count[b] += count[b - 1];
	for (size_t i = 0; i < n; i++)
		to[count[(size_t)rows[i].key[0] << 8 | rows[i].key[1]]++] = rows[i];
	for (size_t b = 0, from = 0; b < 65536; from = count[b++])
		qsort(to + from, count[b] - from, sizeof *to, by_key);
	free(count);
	free(rows);
	return to;
}

/* What every other store does before it stores: reads the rows, hashes, sorts. */
static struct row *
read_rows(const uint8_t key[32])
{
	struct row *rows = malloc((size_t)n_serials * sizeof *rows);
	FILE *f = fopen(in_folder("serials.csv"), "rb");
	char line[128], serial[32];
	unsigned lot;

	if (rows == NULL || f == NULL || fgets(line, sizeof line, f) == NULL)
		die("no serials");
	for (uint32_t i = 0; i < n_serials; i++) {
		uint8_t hash[LIST_HASH];
		char *comma;

		if (fgets(line, sizeof line, f) == NULL)
			die("too few serials");
		comma = strchr(line + 14, ',');
		*comma = '\0';
		strcpy(serial, line + 14);
		lot = (unsigned)strtoul(comma + 2, NULL, 10);
		hash_serial(key, serial, hash);
		memcpy(rows[i].key, hash, KEY);
		rows[i].value = lot << 3 | 1;
	}
	fclose(f);
	return sorted(rows, n_serials);
}

/* Every store, ours too, is flushed to the disk once, at the end. */
static void
flush(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0 || fsync(fd) != 0)
		die("flush");
	close(fd);
}

static void
must(int code, const char *what)
{
	if (code != SQLITE_OK && code != SQLITE_DONE)
		die(what);
}

static double
build_sqlite(const uint8_t key[32])
{
	double start = now();
	struct row *rows = read_rows(key);
	sqlite3_stmt *insert;
	sqlite3 *db;

	unlink(in_folder("serials.db"));
	must(sqlite3_open(in_folder("serials.db"), &db), "sqlite open");
	must(sqlite3_exec(db, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
	                      "CREATE TABLE s(k BLOB PRIMARY KEY, v INTEGER) WITHOUT ROWID; BEGIN;",
	                  NULL, NULL, NULL), "sqlite begin");
	must(sqlite3_prepare_v2(db, "INSERT INTO s VALUES(?,?)", -1, &insert, NULL), "sqlite insert");
	for (uint32_t i = 0; i < n_serials; i++) {
		sqlite3_bind_blob(insert, 1, rows[i].key, KEY, SQLITE_STATIC);
		sqlite3_bind_int64(insert, 2, rows[i].value);
		must(sqlite3_step(insert), "sqlite step");
		sqlite3_reset(insert);
	}
	sqlite3_finalize(insert);
	must(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), "sqlite commit");
	sqlite3_close(db);
	flush(in_folder("serials.db"));
	free(rows);
	return now() - start;
}

static double
build_lmdb(const uint8_t key[32])
{
	double start = now();
	struct row *rows = read_rows(key);
	MDB_env *env;
	MDB_txn *txn;
	MDB_dbi dbi;

	unlink(in_folder("serials.mdb"));
	if (mdb_env_create(&env) != 0 || mdb_env_set_mapsize(env, (size_t)n_serials * 64 + (64 << 20)) != 0
		|| mdb_env_open(env, in_folder("serials.mdb"), MDB_NOSUBDIR | MDB_NOSYNC, 0644) != 0
		|| mdb_txn_begin(env, NULL, 0, &txn) != 0 || mdb_dbi_open(txn, NULL, 0, &dbi) != 0)
		die("lmdb open");
	for (uint32_t i = 0; i < n_serials; i++) {
		MDB_val k = { KEY, rows[i].key }, v = { 4, &rows[i].value };

		if (mdb_put(txn, dbi, &k, &v, MDB_APPEND) != 0)
			die("lmdb put");
	}
	if (mdb_txn_commit(txn) != 0)
		die("lmdb commit");
	mdb_env_close(env);
	flush(in_folder("serials.mdb"));
	free(rows);
	return now() - start;
}

static double
build_raw(const uint8_t key[32])
{
	double start = now();
	struct row *rows = read_rows(key);
	FILE *f = fopen(in_folder("serials.raw"), "wb");

	for (uint32_t i = 0; i < n_serials; i++)
		fwrite(rows[i].key, KEY, 1, f);
	if (fclose(f) != 0)
		die("raw");
	flush(in_folder("serials.raw"));
	free(rows);
	return now() - start;
}

/* ---- questions ---- */

static uint32_t n_ask;
static uint8_t (*asked)[LIST_HASH]; /* under the key of the list */
static char (*asked_serial)[16];

/* The second pass over the same questions counts: the first warms. */
static double
ask_sqlite(size_t *hits)
{
	sqlite3_stmt *select;
	double start = 0;
	sqlite3 *db;
	char pragma[80];

	must(sqlite3_open_v2(in_folder("serials.db"), &db, SQLITE_OPEN_READONLY, NULL), "sqlite");
	snprintf(pragma, sizeof pragma, "PRAGMA mmap_size=%lld", (long long)n_serials * 64);
	must(sqlite3_exec(db, pragma, NULL, NULL, NULL), "sqlite mmap");
	must(sqlite3_exec(db, "BEGIN", NULL, NULL, NULL), "sqlite begin");
	must(sqlite3_prepare_v2(db, "SELECT v FROM s WHERE k=?", -1, &select, NULL), "sqlite select");
	for (int pass = 0; pass < 2; pass++) {
		start = now();
		*hits = 0;
		for (uint32_t i = 0; i < n_ask; i++) {
			sqlite3_bind_blob(select, 1, asked[i], KEY, SQLITE_STATIC);
			*hits += sqlite3_step(select) == SQLITE_ROW;
			sqlite3_reset(select);
		}
	}
	start = now() - start;
	sqlite3_finalize(select);
	sqlite3_close(db);
	return start;
}

static double
ask_lmdb(size_t *hits)
{
	double start = 0;
	MDB_env *env;
	MDB_txn *txn;
	MDB_dbi dbi;

	if (mdb_env_create(&env) != 0
		|| mdb_env_open(env, in_folder("serials.mdb"), MDB_NOSUBDIR | MDB_RDONLY | MDB_NOLOCK, 0) != 0
		|| mdb_txn_begin(env, NULL, MDB_RDONLY, &txn) != 0 || mdb_dbi_open(txn, NULL, 0, &dbi) != 0)
		die("lmdb");
	for (int pass = 0; pass < 2; pass++) {
		start = now();
		*hits = 0;
		for (uint32_t i = 0; i < n_ask; i++) {
			MDB_val k = { KEY, asked[i] }, v;

			*hits += mdb_get(txn, dbi, &k, &v) == 0;
		}
	}
	start = now() - start;
	mdb_txn_abort(txn);
	mdb_env_close(env);
	return start;
}

static uint64_t
load_be(const uint8_t *at)
{
	uint64_t n;

	memcpy(&n, at, 8);
	return __builtin_bswap64(n);
}

static double
ask_raw(size_t *hits)
{
	int fd = open(in_folder("serials.raw"), O_RDONLY);
	const uint8_t *raw = mmap(NULL, (size_t)n_serials * KEY, PROT_READ, MAP_SHARED, fd, 0);
	double start = 0;

	if (raw == MAP_FAILED)
		die("raw map");
	for (int pass = 0; pass < 2; pass++) {
		start = now();
		*hits = 0;
		for (uint32_t i = 0; i < n_ask; i++) {
			uint64_t key = load_be(asked[i]);
			size_t at = (size_t)((unsigned __int128)key * n_serials >> 64);

			while (at > 0 && load_be(raw + at * KEY) > key)
				at--;
			while (at < n_serials && load_be(raw + at * KEY) < key)
				at++;
			*hits += at < n_serials && memcmp(raw + at * KEY, asked[i], KEY) == 0;
		}
	}
	start = now() - start;
	munmap((void *)(uintptr_t)raw, (size_t)n_serials * KEY);
	close(fd);
	return start;
}

static struct list *
open_list(const char *path)
{
	struct assay_error error;
	struct list *l;

	if (list_open(path, &l, &error) != ASSAY_OK)
		die(error.text);
	return l;
}

/* once: each page verified once; else each leaf at every question. */
static double
ask_list(bool once, uint32_t batch, uint32_t n, size_t *hits)
{
	struct list *l = open_list(in_folder("serials.asl"));
	struct list_hit *hit = malloc(batch * sizeof *hit);
	struct assay_error error;
	double start = 0;

	if (hit == NULL || (once && list_map(l, &error) != ASSAY_OK))
		die("map");
	for (int pass = 0; pass < (once ? 2 : 1); pass++) {
		start = now();
		*hits = 0;
		for (uint32_t i = 0; i < n; i += batch) {
			uint32_t m = n - i < batch ? n - i : batch;

			if (list_find_hashes(l, (const uint8_t(*)[LIST_HASH])asked + i, m, hit)
				!= ASSAY_OK)
				die("look-up");
			for (uint32_t k = 0; k < m; k++)
				*hits += hit[k].status == ASSAY_OK && hit[k].present;
		}
	}
	start = now() - start;
	free(hit);
	list_close(l);
	return start;
}

/* From the serial to the answer with its lot, through the public interface. */
static double
ask_public(const uint8_t public_key[32], size_t *hits)
{
	struct assay_list_question *q = calloc(n_ask, sizeof *q);
	struct assay_answer *answers = calloc(BATCH, sizeof *answers);
	struct assay_error error;
	struct assay_list *l;
	double start = 0;

	if (q == NULL || answers == NULL
		|| assay_list_open(NULL, in_folder("serials.asl"), public_key, NULL, &l, &error) != ASSAY_OK
		|| assay_list_verify_once(l, &error) != ASSAY_OK)
		die("open");
	for (uint32_t i = 0; i < n_ask; i++)
		q[i] = (struct assay_list_question){
			.size = sizeof *q, .gtin = GTIN, .as_of = true, .now = 1790000000,
			.serial = { (const uint8_t *)asked_serial[i], strlen(asked_serial[i]) }
		};
	for (int pass = 0; pass < 2; pass++) {
		start = now();
		*hits = 0;
		for (uint32_t i = 0; i < n_ask; i += BATCH) {
			uint32_t m = n_ask - i < BATCH ? n_ask - i : BATCH;

			if (assay_list_lookup_batch(l, q + i, m, answers) != ASSAY_OK)
				die("batch");
			for (uint32_t k = 0; k < m; k++)
				*hits += answers[k].listed == ASSAY_LISTED_ISSUED;
		}
	}
	start = now() - start;
	free(q);
	free(answers);
	assay_list_close(l);
	return start;
}

static double
run(const char *const argv[], bool quiet)
{
	double start = now();
	pid_t child = fork();
	int status;

	if (child == 0) {
		int null = open("/dev/null", O_RDWR);

		dup2(null, 0);
		if (quiet)
			dup2(null, 1);
		execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)
		|| WEXITSTATUS(status) != 0)
		return -1;
	return now() - start;
}

/* Open, signature, one answer: in process, the file cached, the best of many. */
static double
first_answer(const char *path, const uint8_t public_key[32])
{
	double best = 1e9;

	for (int k = 0; k < 200; k++) {
		struct assay_list_question q = { .size = sizeof q, .gtin = GTIN, .as_of = true,
			                         .now = 1790000000,
			                         .serial = { (const uint8_t *)"0000000000001", 13 } };
		struct assay_answer answer;
		struct assay_error error;
		struct assay_list *l;
		double start = now();

		if (assay_list_open(NULL, path, public_key, NULL, &l, &error) != ASSAY_OK
			|| assay_list_lookup(l, &q, &answer) != ASSAY_OK)
			die(error.text);
		start = now() - start;
		best = start < best ? start : best;
		assay_list_close(l);
	}
	return best;
}

static void
against_minisign(const char *big, const uint8_t public_key[32])
{
	const char *pub = in_folder("mini.pub"), *sec = in_folder("mini.sec"),
		   *sig = in_folder("mini.sig");
	const char *const make[] = { "minisign", "-G", "-f", "-W", "-p", pub, "-s", sec, NULL };
	const char *const sign[] = { "minisign", "-S", "-W", "-s", sec, "-x", sig, "-m", big, NULL };
	const char *const verify[] = { "minisign", "-V", "-q", "-p", pub, "-x", sig, "-m", big, NULL };
	double mini = 0, ours = first_answer(big, public_key), bytes = size_of(big);

	if (run(make, true) < 0 || run(sign, true) < 0 || (mini = run(verify, true)) < 0
		|| (mini = run(verify, true)) < 0) {
		puts("minisign -V: not there (package minisign)");
		return;
	}
	printf("list of %.2f GB: minisign -V %.3f s; open and first answer %.3f ms: 1/%.0f%s\n",
	       bytes / 1e9, mini, ours * 1e3, mini / ours,
	       bytes >= MINISIGN_SIZE ? " (goal 1/5000)" : "");
	if (bytes < MINISIGN_SIZE)
		printf("  at 1 GB minisign would take %.3f s by its speed here: 1/%.0f (goal 1/5000; "
		       "name a list of 1 GB with BIG=FILE to measure it)\n",
		       mini / bytes * 1e9, mini / bytes * 1e9 / ours);
}

static void
line(const char *name, double built, double bytes, double took, size_t hits)
{
	printf("%-34s %8.2f s %7.2f B %9.3f M/s  %zu hits\n", name, built, bytes / n_serials,
	       (double)n_ask / took / 1e6, hits);
}

int
main(int argc, char **argv)
{
	struct assay_list_build build = { .size = sizeof build };
	double built, sqlite_built, lmdb_built, raw_built, list_bytes, sqlite_bytes;
	double t_list, t_single, t_read, t_sqlite, t_lmdb, t_raw, t_public;
	struct assay_key_facts facts = { .size = sizeof facts };
	struct assay_error error = { "", "" };
	size_t h[7];
	struct list *l;
	uint64_t state = 88172645463325252u;
	char csv[600], out[600], key[600];
	uint32_t n_read;

	if (argc < 4 || sodium_init() < 0)
		die("usage: bench-lists-run FOLDER N ASK-PROGRAM [BIG.asl]");
	setvbuf(stdout, NULL, _IOLBF, 0);
	folder = argv[1];
	n_serials = (uint32_t)strtoul(argv[2], NULL, 10);
	n_ask = n_serials < (1u << 20) ? n_serials : 1u << 20;
	snprintf(csv, sizeof csv, "%s", in_folder("serials.csv"));
	snprintf(out, sizeof out, "%s", in_folder("serials.asl"));
	snprintf(key, sizeof key, "%s", in_folder("maker"));
	if (!write_serials(csv, n_serials))
		die("the folder cannot be written");
	if (access(key, F_OK) != 0 && assay_key_new(key, NULL, true, &error) != ASSAY_OK)
		die(error.text);
	strcat(key, ".pub");
	if (assay_key_facts(key, &facts, &error) != ASSAY_OK)
		die(error.text);
	key[strlen(key) - 4] = '\0';

	build.csv = csv;
	build.out = out;
	build.key_file = key;
	build.issued_at = 1790000000;
	built = now();
	if (assay_list_build(&build, NULL, &error) != ASSAY_OK)
		die(error.text);
	built = now() - built;
	l = open_list(out);
	sqlite_built = build_sqlite(l->key);
	lmdb_built = build_lmdb(l->key);
	raw_built = build_raw(l->key);

	asked = malloc((size_t)n_ask * sizeof *asked);
	asked_serial = malloc((size_t)n_ask * sizeof *asked_serial);
	if (asked == NULL || asked_serial == NULL)
		die("out of memory");
	for (uint32_t i = 0; i < n_ask; i++) {
		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		serial_of(state % ((uint64_t)n_serials * 2), asked_serial[i]);
		hash_serial(l->key, asked_serial[i], asked[i]);
	}
	list_close(l);
	list_bytes = size_of(out);
	sqlite_bytes = size_of(in_folder("serials.db"));
	n_read = n_ask < 100000 ? n_ask : 100000;
	t_list = ask_list(true, BATCH, n_ask, &h[0]);
	t_single = ask_list(true, 1, n_ask, &h[1]);
	t_read = ask_list(false, 1, n_read, &h[2]) * n_ask / n_read;
	t_sqlite = ask_sqlite(&h[3]);
	t_lmdb = ask_lmdb(&h[4]);
	t_raw = ask_raw(&h[5]);
	t_public = ask_public(facts.public_key, &h[6]);

	printf("%u serials, %u questions from ready keys, warm, one thread\n", n_serials, n_ask);
	printf("%-34s %10s %9s %13s\n", "", "built", "a serial", "look-ups");
	line("list, verified once, batches", built, list_bytes, t_list, h[0]);
	line("list, verified once, one by one", built, list_bytes, t_single, h[1]);
	line("list, read, every leaf verified", built, list_bytes, t_read, h[2]);
	line("SQLite WITHOUT ROWID", sqlite_built, sqlite_bytes, t_sqlite, h[3]);
	line("LMDB", lmdb_built, size_of(in_folder("serials.mdb")), t_lmdb, h[4]);
	line("raw sorted keys, no attributes", raw_built, size_of(in_folder("serials.raw")), t_raw, h[5]);
	line("list, serial to answer with lot", built, list_bytes, t_public, h[6]);
	printf("bytes a serial  %.2f x SQLite (goal 0.55)\n", list_bytes / sqlite_bytes);
	printf("look-ups        %.1f x SQLite (goal 4, floor 1.5), %.1f x LMDB (goal 2, floor 1.2)\n",
	       t_sqlite / t_list, t_lmdb / t_list);
	printf("building        %.2f x SQLite (goal 0.6, floor 0.8)\n", built / sqlite_built);
	if (h[0] != h[3] || h[1] != h[3] || h[4] != h[3] || h[5] != h[3] || h[6] != h[3])
		die("the stores do not agree");
	if (argc > 4) { /* the key that bench-build leaves beside its list */
		const char *slash = strrchr(argv[4], '/');

		snprintf(key, sizeof key, "%.*s/maker.pub", slash == NULL ? 1 : (int)(slash - argv[4]),
		         slash == NULL ? "." : argv[4]);
		if (assay_key_facts(key, &facts, &error) != ASSAY_OK)
			die(error.text);
		key[strlen(key) - 4] = '\0';
	}
	against_minisign(argc > 4 ? argv[4] : out, facts.public_key);
	{
		const char *const child[] = { argv[3], argc > 4 ? argv[4] : out, key, NULL };

		if (run(child, false) < 0)
			die("the asking program failed");
	}
	return 0;
}
