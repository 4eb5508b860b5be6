/* lists.c - a signed list beside SQLite, LMDB and a raw sorted array, in one run
 *
 * usage: bench-lists-run FOLDER N ASK floors|- [BIG.asl]
 * Every store gets the same serials from the same file, hashed the same way (BLAKE2b of
 * key and item), and the same questions, half of them hits.  What is counted is processor
 * time, in rounds in which each store has its turn; a figure is the median of its rounds.
 * Only ratios of one run travel to other machines.  "floors": below a floor is exit 1. */
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
#include <sys/resource.h>
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
	double start = used();
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
	return used() - start;
}

static double
build_lmdb(const uint8_t key[32])
{
	double start = used();
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
	return used() - start;
}

static double
build_raw(const uint8_t key[32])
{
	double start = used();
	struct row *rows = read_rows(key);
	FILE *f = fopen(in_folder("serials.raw"), "wb");

	for (uint32_t i = 0; i < n_serials; i++)
		fwrite(rows[i].key, KEY, 1, f);
	if (fclose(f) != 0)
		die("raw");
	flush(in_folder("serials.raw"));
	free(rows);
	return used() - start;
}

/* ---- questions ---- */

static uint32_t n_ask;
static uint8_t (*asked)[LIST_HASH]; /* under the key of the list */
static char (*asked_serial)[16];
static uint8_t public_key[32];

#define ROUNDS 7

/* One way to ask.  All are open at once and take turns. */
struct way {
	const char *name;
	void *(*open)(void);
	size_t (*ask)(void *); /* all questions once; how many were hits */
	void (*close)(void *);
	uint32_t share; /* one question in so many: what is slow is asked less */
	void *state;
	double took[ROUNDS];
	size_t hits;
};

struct sqlite {
	sqlite3 *db;
	sqlite3_stmt *select;
};

static void *
sqlite_begin(void)
{
	struct sqlite *s = calloc(1, sizeof *s);
	char pragma[80];

	must(sqlite3_open_v2(in_folder("serials.db"), &s->db, SQLITE_OPEN_READONLY, NULL), "sqlite");
	snprintf(pragma, sizeof pragma, "PRAGMA mmap_size=%lld", (long long)n_serials * 64);
	must(sqlite3_exec(s->db, pragma, NULL, NULL, NULL), "sqlite mmap");
	must(sqlite3_exec(s->db, "BEGIN", NULL, NULL, NULL), "sqlite begin");
	must(sqlite3_prepare_v2(s->db, "SELECT v FROM s WHERE k=?", -1, &s->select, NULL), "select");
	return s;
}

static size_t
sqlite_ask(void *state)
{
	struct sqlite *s = state;
	size_t hits = 0;

	for (uint32_t i = 0; i < n_ask; i++) {
		sqlite3_bind_blob(s->select, 1, asked[i], KEY, SQLITE_STATIC);
		hits += sqlite3_step(s->select) == SQLITE_ROW;
		sqlite3_reset(s->select);
	}
	return hits;
}

static void
sqlite_end(void *state)
{
	struct sqlite *s = state;

	sqlite3_finalize(s->select);
	sqlite3_close(s->db);
	free(s);
}

struct lmdb {
	MDB_env *env;
	MDB_txn *txn;
	MDB_dbi dbi;
};

static void *
lmdb_begin(void)
{
	struct lmdb *m = calloc(1, sizeof *m);

	if (mdb_env_create(&m->env) != 0
		|| mdb_env_open(m->env, in_folder("serials.mdb"), MDB_NOSUBDIR | MDB_RDONLY | MDB_NOLOCK,
		                0) != 0
		|| mdb_txn_begin(m->env, NULL, MDB_RDONLY, &m->txn) != 0
		|| mdb_dbi_open(m->txn, NULL, 0, &m->dbi) != 0)
		die("lmdb");
	return m;
}

static size_t
lmdb_ask(void *state)
{
	struct lmdb *m = state;
	size_t hits = 0;

	for (uint32_t i = 0; i < n_ask; i++) {
		MDB_val k = { KEY, asked[i] }, v;

		hits += mdb_get(m->txn, m->dbi, &k, &v) == 0;
	}
	return hits;
}

static void
lmdb_end(void *state)
{
	struct lmdb *m = state;

	mdb_txn_abort(m->txn);
	mdb_env_close(m->env);
	free(m);
}

static uint64_t
load_be(const uint8_t *at)
{
	uint64_t n;

	memcpy(&n, at, 8);
	return __builtin_bswap64(n);
}

static void *
raw_begin(void)
{
	int fd = open(in_folder("serials.raw"), O_RDONLY);
	void *raw = mmap(NULL, (size_t)n_serials * KEY, PROT_READ, MAP_SHARED, fd, 0);

	if (raw == MAP_FAILED)
		die("raw map");
	close(fd);
	return raw;
}

static size_t
raw_ask(void *state)
{
	const uint8_t *raw = state;
	size_t hits = 0;

	for (uint32_t i = 0; i < n_ask; i++) {
		uint64_t key = load_be(asked[i]);
		size_t at = (size_t)((unsigned __int128)key * n_serials >> 64);

		while (at > 0 && load_be(raw + at * KEY) > key)
			at--;
		while (at < n_serials && load_be(raw + at * KEY) < key)
			at++;
		hits += at < n_serials && memcmp(raw + at * KEY, asked[i], KEY) == 0;
	}
	return hits;
}

static void
raw_end(void *state)
{
	munmap(state, (size_t)n_serials * KEY);
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

static void *
mapped_begin(void)
{
	struct list *l = open_list(in_folder("serials.asl"));
	struct assay_error error;

	if (list_map(l, &error) != ASSAY_OK)
		die(error.text);
	return l;
}

static void *
read_begin(void)
{
	return open_list(in_folder("serials.asl"));
}

static void
list_end(void *state)
{
	list_close(state);
}

static size_t
ask_hashes(struct list *l, uint32_t n, uint32_t batch)
{
	struct list_hit *hit = malloc(batch * sizeof *hit);
	size_t hits = 0;

	if (hit == NULL)
		die("out of memory");
	for (uint32_t i = 0; i < n; i += batch) {
		uint32_t m = n - i < batch ? n - i : batch;

		if (list_find_hashes(l, (const uint8_t(*)[LIST_HASH])asked + i, m, hit) != ASSAY_OK)
			die("look-up");
		for (uint32_t k = 0; k < m; k++)
			hits += hit[k].status == ASSAY_OK && hit[k].present;
	}
	free(hit);
	return hits;
}

static size_t
batches_ask(void *state)
{
	return ask_hashes(state, n_ask, BATCH);
}

static size_t
singly_ask(void *state)
{
	return ask_hashes(state, n_ask, 1);
}

#define READ_SHARE 16

static size_t
read_ask(void *state)
{
	return ask_hashes(state, n_ask / READ_SHARE, 1);
}

/* From the serial to the answer with its lot, through the public interface. */
static void *
public_begin(void)
{
	struct assay_error error;
	struct assay_list *l;

	if (assay_list_open(NULL, in_folder("serials.asl"), public_key, NULL, &l, &error) != ASSAY_OK
		|| assay_list_verify_once(l, &error) != ASSAY_OK)
		die(error.text);
	return l;
}

static size_t
public_ask(void *state)
{
	struct assay_list_question *q = calloc(BATCH, sizeof *q);
	struct assay_answer *answers = calloc(BATCH, sizeof *answers);
	size_t hits = 0;

	if (q == NULL || answers == NULL)
		die("out of memory");
	for (uint32_t i = 0; i < n_ask; i += BATCH) {
		uint32_t m = n_ask - i < BATCH ? n_ask - i : BATCH;

		for (uint32_t k = 0; k < m; k++)
			q[k] = (struct assay_list_question){
				.size = sizeof *q, .gtin = GTIN, .as_of = true, .now = 1790000000,
				.serial = { (const uint8_t *)asked_serial[i + k],
				            strlen(asked_serial[i + k]) }
			};
		if (assay_list_lookup_batch(state, q, m, answers) != ASSAY_OK)
			die("batch");
		for (uint32_t k = 0; k < m; k++)
			hits += answers[k].listed == ASSAY_LISTED_ISSUED;
	}
	free(q);
	free(answers);
	return hits;
}

static void
public_end(void *state)
{
	assay_list_close(state);
}

enum { BATCHES, SINGLY, READ, SQLITE, LMDB, RAW, PUBLIC, WAYS };
static struct way ways[WAYS] = {
	[BATCHES] = { "list, verified once, batches", mapped_begin, batches_ask, list_end, 1 },
	[SINGLY] = { "list, verified once, one by one", mapped_begin, singly_ask, list_end, 1 },
	[READ] = { "list, read, every leaf verified", read_begin, read_ask, list_end, READ_SHARE },
	[SQLITE] = { "SQLite WITHOUT ROWID", sqlite_begin, sqlite_ask, sqlite_end, 1 },
	[LMDB] = { "LMDB", lmdb_begin, lmdb_ask, lmdb_end, 1 },
	[RAW] = { "raw sorted keys, no attributes", raw_begin, raw_ask, raw_end, 1 },
	[PUBLIC] = { "list, serial to answer with lot", public_begin, public_ask, public_end, 1 },
};

static int
by_time(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static double
median(double *of, size_t n)
{
	qsort(of, n, sizeof *of, by_time);
	return of[n / 2];
}

/* Every way in turn, round after round; one round before them warms. */
static void
ask_all(void)
{
	for (size_t w = 0; w < WAYS; w++) {
		ways[w].state = ways[w].open();
		ways[w].hits = ways[w].ask(ways[w].state);
	}
	for (size_t r = 0; r < ROUNDS; r++)
		for (size_t w = 0; w < WAYS; w++) {
			double start = used();

			ways[w].ask(ways[w].state);
			ways[w].took[r] = (used() - start) * ways[w].share;
		}
	for (size_t w = 0; w < WAYS; w++)
		ways[w].close(ways[w].state);
}

/* What the median round of a is to the one of b. */
static double
ratio(size_t a, size_t b)
{
	double of[ROUNDS];

	for (size_t r = 0; r < ROUNDS; r++)
		of[r] = ways[a].took[r] / ways[b].took[r];
	return median(of, ROUNDS);
}

/* Processor time of all children so far. */
static double
children(void)
{
	struct rusage u;

	getrusage(RUSAGE_CHILDREN, &u);
	return (double)u.ru_utime.tv_sec + (double)u.ru_stime.tv_sec
		+ (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static double
run(const char *const argv[], bool quiet)
{
	double start = children();
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
	return children() - start;
}

/* Open, signature, one answer: in process, the file cached; the median of many. */
static double
first_answer(const char *path, const uint8_t key[32])
{
	static double took[200];

	for (int k = 0; k < 200; k++) {
		struct assay_list_question q = { .size = sizeof q, .gtin = GTIN, .as_of = true,
			                         .now = 1790000000,
			                         .serial = { (const uint8_t *)"0000000000001", 13 } };
		struct assay_answer answer;
		struct assay_error error;
		struct assay_list *l;
		double start = used();

		if (assay_list_open(NULL, path, key, NULL, &l, &error) != ASSAY_OK
			|| assay_list_lookup(l, &q, &answer) != ASSAY_OK)
			die(error.text);
		took[k] = used() - start;
		assay_list_close(l);
	}
	return median(took, 200);
}

static bool below_a_floor;

/* A figure beside its goal; where a floor is asked for, what lies on its wrong side is said. */
static void
figure(const char *name, double got, double goal, double floor, bool larger, const char *unit)
{
	bool bad = larger ? got < floor : got > floor;

	printf("%-16s%8.2f %s (goal %s%g, floor %s%g)%s\n", name, got, unit, larger ? "" : "<= ", goal,
	       larger ? "" : "<= ", floor, bad ? "  BELOW THE FLOOR" : "");
	below_a_floor = below_a_floor || bad;
}

static void
against_minisign(const char *big, const uint8_t key[32])
{
	const char *pub = in_folder("mini.pub"), *sec = in_folder("mini.sec"),
		   *sig = in_folder("mini.sig");
	const char *const make[] = { "minisign", "-G", "-f", "-W", "-p", pub, "-s", sec, NULL };
	const char *const sign[] = { "minisign", "-S", "-W", "-s", sec, "-x", sig, "-m", big, NULL };
	const char *const verify[] = { "minisign", "-V", "-q", "-p", pub, "-x", sig, "-m", big, NULL };
	double mini = 0, ours = first_answer(big, key), bytes = size_of(big);

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
line(const struct way *w, double built, double bytes)
{
	double took[ROUNDS];

	memcpy(took, w->took, sizeof took);
	printf("%-34s %8.2f s %7.2f B %9.3f M/s  %zu hits\n", w->name, built, bytes / n_serials,
	       (double)n_ask / median(took, ROUNDS) / 1e6, w->hits);
}

#define BUILDS 3

int
main(int argc, char **argv)
{
	struct assay_list_build build = { .size = sizeof build };
	double built[BUILDS], sqlite_built[BUILDS], shares[BUILDS], lmdb_built, raw_built, list_bytes,
		sqlite_bytes, built_once;
	struct assay_key_facts facts = { .size = sizeof facts };
	struct assay_error error = { "", "" };
	struct list *l;
	uint64_t state = 88172645463325252u;
	char csv[600], out[600], key[600];
	const char *big;
	bool floors;

	if (argc < 5 || sodium_init() < 0)
		die("usage: bench-lists-run FOLDER N ASK-PROGRAM floors|- [BIG.asl]");
	setvbuf(stdout, NULL, _IOLBF, 0);
	folder = argv[1];
	n_serials = (uint32_t)strtoul(argv[2], NULL, 10);
	floors = strcmp(argv[4], "floors") == 0;
	big = argc > 5 ? argv[5] : NULL;
	n_ask = floors ? 1u << 17 : n_serials < (1u << 20) ? n_serials : 1u << 20;
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
	memcpy(public_key, facts.public_key, sizeof public_key);
	key[strlen(key) - 4] = '\0';

	build.csv = csv;
	build.out = out;
	build.key_file = key;
	build.issued_at = 1790000000;
	for (size_t r = 0; r < BUILDS; r++) {
		built[r] = used();
		if (assay_list_build(&build, NULL, &error) != ASSAY_OK)
			die(error.text);
		built[r] = used() - built[r];
		l = open_list(out);
		sqlite_built[r] = build_sqlite(l->key);
		shares[r] = built[r] / sqlite_built[r];
		if (r + 1 < BUILDS)
			list_close(l);
	}
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
	ask_all();

	printf("%u serials, %u questions from ready keys, warm, one thread; processor time, medians of "
	       "%d rounds\n", n_serials, n_ask, ROUNDS);
	printf("%-34s %10s %9s %13s\n", "", "built", "a serial", "look-ups");
	built_once = median(built, BUILDS);
	line(&ways[BATCHES], built_once, list_bytes);
	line(&ways[SINGLY], built_once, list_bytes);
	line(&ways[READ], built_once, list_bytes);
	line(&ways[SQLITE], median(sqlite_built, BUILDS), sqlite_bytes);
	line(&ways[LMDB], lmdb_built, size_of(in_folder("serials.mdb")));
	line(&ways[RAW], raw_built, size_of(in_folder("serials.raw")));
	line(&ways[PUBLIC], built_once, list_bytes);
	figure("bytes a serial", list_bytes / sqlite_bytes, 0.55, 0.55, false, "x SQLite");
	figure("look-ups", ratio(SQLITE, BATCHES), 4, 1.5, true, "x SQLite");
	figure("look-ups", ratio(LMDB, BATCHES), 2, 1.2, true, "x LMDB");
	figure("building", median(shares, BUILDS), 0.6, 0.8, false, "x SQLite");
	for (size_t w = 0; w < WAYS; w++)
		if (w != READ && ways[w].hits != ways[SQLITE].hits)
			die("the stores do not agree");
	if (big != NULL) { /* the key that bench-build leaves beside its list */
		const char *slash = strrchr(big, '/');

		snprintf(key, sizeof key, "%.*s/maker.pub", slash == NULL ? 1 : (int)(slash - big),
		         slash == NULL ? "." : big);
		if (assay_key_facts(key, &facts, &error) != ASSAY_OK)
			die(error.text);
		key[strlen(key) - 4] = '\0';
	}
	against_minisign(big != NULL ? big : out, facts.public_key);
	{
		const char *const child[] = { argv[3], big != NULL ? big : out, key, NULL };

		if (run(child, false) < 0)
			die("the asking program failed");
	}
	if (floors && below_a_floor)
		die("below a floor");
	return 0;
}
