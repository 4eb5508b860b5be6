/* pile.c - the entries of a list to be, hashed and sorted in bounded memory
 *
 * Keys are hashes, so their first byte parts them into 256 buckets of like size.  Memory
 * that is full is parted in place and appended to the file as one run; a bucket is
 * gathered from all runs, and equal keys meet in it.  A run's checksum is Poly1305 under
 * a key that lies in a sealed file: as good as a hash against whoever does not have it,
 * and four times as fast. */
#include "config.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>
#include <unistd.h>

#include "list/pile.h"

#define BUCKETS PILE_BUCKETS
#define RUNS_MAX 4096u /* of 2^23 entries: more than line numbers count */
#define BLOCK 262144u
#define PARCEL_ITEMS 2048u
#define PARCEL_BYTES 131072u
#define PARCELS 4u /* read ahead of the hashing */

struct raw {
	uint32_t attribute, line;
	uint32_t at, len; /* in bytes */
};

struct parcel {
	struct raw raw[PARCEL_ITEMS];
	uint8_t bytes[PARCEL_BYTES];
	size_t n, used;
};

/* A sorted bucket on its way out. */
struct sorted {
	struct entry *entries, *scratch;
	size_t n, room;
};

struct pile {
	uint8_t list_key[32], sum_key[32];
	int fd; /* -1: everything fits so far */
	struct entry *entries;
	size_t n, have, room;
	uint64_t total, spilled;
	struct pile_run *runs;
	size_t n_runs;
	uint32_t start[BUCKETS + 1]; /* of what is in memory, once parted */

	pthread_t thread;
	bool running;
	pthread_mutex_t lock;
	pthread_cond_t moved;
	/* under the lock: parcels or buckets made and taken */
	uint64_t made, taken; /* of buckets the last one taken is in use */
	bool closing;
	enum assay_status status;
	int number; /* errno of it */

	struct parcel *parcels; /* a ring */
	struct sorted sorted[2];
	bool sorting; /* the thread sorts */
};

/* ---- entries in memory ---- */

static void
part(struct entry *e, size_t n, uint32_t start[BUCKETS + 1])
{
	size_t next[BUCKETS], end[BUCKETS], count[BUCKETS] = { 0 }, at = 0;

	for (size_t i = 0; i < n; i++)
		count[e[i].key[0]]++;
	for (size_t b = 0; b < BUCKETS; b++) {
		start[b] = (uint32_t)at;
		next[b] = at;
		at += count[b];
		end[b] = at;
	}
	start[BUCKETS] = (uint32_t)n;
	for (size_t b = 0; b < BUCKETS; b++)
		while (next[b] < end[b]) {
			size_t home = e[next[b]].key[0];

			if (home == b) {
				next[b]++;
			} else {
				struct entry other = e[next[home]];

				e[next[home]++] = e[next[b]];
				e[next[b]] = other;
			}
		}
}

static enum assay_status
put(int fd, const void *bytes, size_t n)
{
	const uint8_t *at = bytes;

	while (n > 0) {
		ssize_t done = write(fd, at, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return ASSAY_E_IO;
		at += done;
		n -= (size_t)done;
	}
	return ASSAY_OK;
}

static enum assay_status
hash_parcel(struct pile *p, const struct parcel *parcel)
{
	for (size_t i = 0; i < parcel->n; i++) {
		const struct raw *r = &parcel->raw[i];
		uint8_t hash[LIST_HASH];
		struct entry *e;

		if (p->n == p->have) {
			size_t have = p->have * 2 + 4096;
			struct entry *more;

			if (have > p->room)
				have = p->room;
			if (p->n == have)
				return ASSAY_E_LIMIT;
			if ((more = realloc(p->entries, have * sizeof *more)) == NULL)
				return ASSAY_E_NOMEM;
			p->entries = more;
			p->have = have;
		}
		list_item_hash(p->list_key, parcel->bytes + r->at, r->len, hash);
		e = &p->entries[p->n++];
		memcpy(e->key, hash, LIST_KEY_MAX);
		e->mask = get_le(hash + 16, 8);
		e->attribute = r->attribute;
		e->line = r->line;
	}
	return ASSAY_OK;
}

/* ---- buckets ---- */

/* Entries of a bucket share their first byte; the next 24 bits count them apart. */
static inline uint32_t
slot_of(const struct entry *e, unsigned bits)
{
	return ((uint32_t)e->key[1] << 16 | (uint32_t)e->key[2] << 8 | e->key[3]) >>
	       (24 - bits);
}

static bool
sort_bucket(struct sorted *s)
{
	unsigned bits = 1;
	uint32_t *count, at = 0;
	struct entry *to = s->scratch;

	while (bits < 20 && (size_t)1 << bits < s->n)
		bits++;
	if ((count = calloc((size_t)1 << bits, sizeof *count)) == NULL)
		return false;
	for (size_t i = 0; i < s->n; i++)
		count[slot_of(&s->entries[i], bits)]++;
	for (size_t b = 0; b < (size_t)1 << bits; b++) {
		uint32_t here = count[b];

		count[b] = at;
		at += here;
	}
	for (size_t i = 0; i < s->n; i++)
		to[count[slot_of(&s->entries[i], bits)]++] = s->entries[i];
	free(count);
	for (size_t i = 1; i < s->n; i++) {
		struct entry x;
		size_t j = i;

		if (entry_order(&to[i - 1], &to[i]) <= 0)
			continue;
		x = to[i];
		for (; j > 0 && entry_order(&to[j - 1], &x) > 0; j--)
			to[j] = to[j - 1];
		to[j] = x;
	}
	s->scratch = s->entries;
	s->entries = to;
	return true;
}

static enum assay_status
get(int fd, void *bytes, size_t n, uint64_t from)
{
	uint8_t *at = bytes;

	while (n > 0) {
		ssize_t got = pread(fd, at, n, (off_t)from);

		if (got < 0 && errno == EINTR)
			continue;
		if (got == 0)
			errno = EIO;
		if (got <= 0)
			return ASSAY_E_IO;
		at += got;
		from += (uint64_t)got;
		n -= (size_t)got;
	}
	return ASSAY_OK;
}

/* Bucket b of all runs, sorted, into s. */
static enum assay_status
gather(struct pile *p, size_t b, struct sorted *s)
{
	size_t here = p->start[b + 1] - p->start[b], n = here;
	enum assay_status status;
	uint64_t at = 0;

	for (size_t r = 0; r < p->n_runs; r++)
		n += p->runs[r].start[b + 1] - p->runs[r].start[b];
	/* hashes never lie so: the rows repeat */
	if (n > PILE_BUCKET_MAX)
		return ASSAY_E_LIMIT;
	if (n > s->room) {
		size_t room = n + n / 16 + 64;

		free(s->entries);
		free(s->scratch);
		s->entries = malloc(room * sizeof *s->entries);
		s->scratch = malloc(room * sizeof *s->scratch);
		s->room = room;
		if (s->entries == NULL || s->scratch == NULL)
			return ASSAY_E_NOMEM;
	}
	s->n = 0;
	for (size_t r = 0; r < p->n_runs; r++) {
		const struct pile_run *run = &p->runs[r];
		size_t count = run->start[b + 1] - run->start[b];

		status = get(p->fd, s->entries + s->n, count * sizeof *s->entries,
		             (at + run->start[b]) * sizeof *s->entries);
		if (status != ASSAY_OK)
			return status;
		s->n += count;
		at += run->start[BUCKETS];
	}
	if (here > 0)
		memcpy(s->entries + s->n, p->entries + p->start[b],
		       here * sizeof *s->entries);
	s->n = n;
	return sort_bucket(s) ? ASSAY_OK : ASSAY_E_NOMEM;
}

/* ---- the thread ---- */

static void
fail(struct pile *p, enum assay_status status)
{
	int number = errno;

	pthread_mutex_lock(&p->lock);
	p->status = status;
	p->number = number;
	pthread_cond_broadcast(&p->moved);
	pthread_mutex_unlock(&p->lock);
}

static void *
work(void *data)
{
	struct pile *p = data;
	enum assay_status status = ASSAY_OK;

	while (status == ASSAY_OK) {
		uint64_t turn;
		bool end;

		pthread_mutex_lock(&p->lock);
		if (p->sorting)
			while (!p->closing && p->made == p->taken + 1)
				pthread_cond_wait(&p->moved, &p->lock);
		else
			while (!p->closing && p->taken == p->made)
				pthread_cond_wait(&p->moved, &p->lock);
		turn = p->sorting ? p->made : p->taken;
		end = p->sorting ? p->closing || p->made == BUCKETS
		                 : p->closing && p->taken == p->made;
		pthread_mutex_unlock(&p->lock);
		if (end)
			break;
		status = p->sorting ? gather(p, (size_t)turn, &p->sorted[turn % 2])
		                    : hash_parcel(p, &p->parcels[turn % PARCELS]);
		if (status != ASSAY_OK) {
			fail(p, status);
			break;
		}
		pthread_mutex_lock(&p->lock);
		if (p->sorting)
			p->made++;
		else
			p->taken++;
		pthread_cond_broadcast(&p->moved);
		pthread_mutex_unlock(&p->lock);
	}
	return NULL;
}

static enum assay_status
start(struct pile *p, uint64_t at)
{
	p->closing = false;
	p->made = p->taken = at;
	p->running = pthread_create(&p->thread, NULL, work, p) == 0;
	return p->running ? ASSAY_OK : ASSAY_E_NOMEM;
}

static void
stop(struct pile *p)
{
	if (!p->running)
		return;
	pthread_mutex_lock(&p->lock);
	p->closing = true;
	pthread_cond_broadcast(&p->moved);
	pthread_mutex_unlock(&p->lock);
	pthread_join(p->thread, NULL);
	p->running = false;
}

static enum assay_status
status_of(struct pile *p)
{
	if (p->status == ASSAY_E_IO)
		errno = p->number;
	return p->status;
}

/* ---- outside ---- */

enum assay_status
pile_new(const uint8_t list_key[32], size_t room, struct pile **out)
{
	struct pile *p = calloc(1, sizeof *p);

	*out = NULL;
	if (p == NULL)
		return ASSAY_E_NOMEM;
	p->fd = -1;
	p->room = room < 2 ? 2 : room;
	memcpy(p->list_key, list_key, sizeof p->list_key);
	if (pthread_mutex_init(&p->lock, NULL) != 0 ||
	    pthread_cond_init(&p->moved, NULL) != 0) {
		free(p);
		return ASSAY_E_NOMEM;
	}
	p->parcels = malloc(PARCELS * sizeof *p->parcels);
	if (p->parcels == NULL || start(p, 0) != ASSAY_OK) {
		pile_free(p);
		return ASSAY_E_NOMEM;
	}
	p->parcels[0].n = p->parcels[0].used = 0;
	*out = p;
	return ASSAY_OK;
}

void
pile_free(struct pile *p)
{
	if (p == NULL)
		return;
	stop(p);
	if (p->fd >= 0)
		close(p->fd);
	for (size_t i = 0; i < 2; i++) {
		free(p->sorted[i].entries);
		free(p->sorted[i].scratch);
	}
	pthread_cond_destroy(&p->moved);
	pthread_mutex_destroy(&p->lock);
	sodium_memzero(p->list_key, sizeof p->list_key);
	sodium_memzero(p->sum_key, sizeof p->sum_key);
	free(p->parcels);
	free(p->entries);
	free(p->runs);
	free(p);
}

/* Hands the parcel being filled to the thread and waits for a free one. */
static enum assay_status
hand_over(struct pile *p)
{
	struct parcel *next;
	enum assay_status status;

	pthread_mutex_lock(&p->lock);
	p->made++;
	pthread_cond_broadcast(&p->moved);
	while (p->status == ASSAY_OK && p->made - p->taken >= PARCELS)
		pthread_cond_wait(&p->moved, &p->lock);
	status = p->status;
	next = &p->parcels[p->made % PARCELS];
	pthread_mutex_unlock(&p->lock);
	next->n = next->used = 0;
	return status == ASSAY_OK ? ASSAY_OK : status_of(p);
}

enum assay_status
pile_item(struct pile *p, const uint8_t *item, size_t len, uint32_t attribute,
          uint32_t line)
{
	/* only this thread raises made */
	struct parcel *parcel = &p->parcels[p->made % PARCELS];

	if (parcel->n == PARCEL_ITEMS || len > PARCEL_BYTES - parcel->used) {
		enum assay_status status = hand_over(p);

		if (status != ASSAY_OK)
			return status;
		parcel = &p->parcels[p->made % PARCELS];
	}
	parcel->raw[parcel->n++] =
	        (struct raw){ attribute, line, (uint32_t)parcel->used, (uint32_t)len };
	memcpy(parcel->bytes + parcel->used, item, len);
	parcel->used += len;
	p->total++;
	return ASSAY_OK;
}

bool
pile_full(const struct pile *p)
{
	return p->total - p->spilled >= p->room;
}

uint64_t
pile_count(const struct pile *p)
{
	return p->total;
}

/* Reads a run and holds it against its checksum. */
static enum assay_status
check_run(const struct pile *p, const struct pile_run *run, uint64_t at)
{
	uint64_t left = (uint64_t)run->start[BUCKETS] * sizeof(struct entry);
	uint8_t *block = malloc(BLOCK), sum[PILE_SUM];
	enum assay_status status = block == NULL ? ASSAY_E_NOMEM : ASSAY_OK;
	crypto_onetimeauth_state state;

	crypto_onetimeauth_init(&state, p->sum_key);
	for (at *= sizeof(struct entry); left > 0 && status == ASSAY_OK;) {
		size_t n = left < BLOCK ? (size_t)left : BLOCK;

		if ((status = get(p->fd, block, n, at)) != ASSAY_OK)
			break;
		crypto_onetimeauth_update(&state, block, n);
		at += n;
		left -= n;
	}
	crypto_onetimeauth_final(&state, sum);
	free(block);
	for (size_t b = 0; b < BUCKETS && status == ASSAY_OK; b++)
		if (run->start[b] > run->start[b + 1])
			status = ASSAY_E_FORMAT;
	if (status == ASSAY_OK && sodium_memcmp(sum, run->sum, sizeof sum) != 0)
		status = ASSAY_E_FORMAT;
	return status;
}

enum assay_status
pile_file(struct pile *p, int fd, const uint8_t sum_key[32], const struct pile_run *runs,
          size_t n)
{
	p->fd = fd;
	memcpy(p->sum_key, sum_key, sizeof p->sum_key);
	if (n == 0)
		return ASSAY_OK;
	if (n > RUNS_MAX)
		return ASSAY_E_FORMAT;
	if ((p->runs = malloc(n * sizeof *p->runs)) == NULL)
		return ASSAY_E_NOMEM;
	memcpy(p->runs, runs, n * sizeof *p->runs);
	for (; p->n_runs < n; p->n_runs++) {
		enum assay_status status = check_run(p, &runs[p->n_runs], p->spilled);

		if (status != ASSAY_OK)
			return status;
		p->spilled += runs[p->n_runs].start[BUCKETS];
	}
	p->total = p->spilled;
	return ASSAY_OK;
}

bool
pile_has_file(const struct pile *p)
{
	return p->fd >= 0;
}

const struct pile_run *
pile_runs(const struct pile *p, size_t *n)
{
	*n = p->n_runs;
	return p->runs;
}

/* Waits until the thread has hashed everything; it rests then. */
static enum assay_status
drain(struct pile *p)
{
	enum assay_status status = hand_over(p);

	pthread_mutex_lock(&p->lock);
	while (p->status == ASSAY_OK && p->taken < p->made)
		pthread_cond_wait(&p->moved, &p->lock);
	pthread_mutex_unlock(&p->lock);
	return status != ASSAY_OK ? status : status_of(p);
}

enum assay_status
pile_spill(struct pile *p)
{
	enum assay_status status = drain(p);
	size_t bytes = p->n * sizeof *p->entries;
	struct pile_run *more;

	if (status != ASSAY_OK || p->n == 0)
		return status;
	if (p->n_runs == RUNS_MAX)
		return ASSAY_E_LIMIT;
	if ((more = realloc(p->runs, (p->n_runs + 1) * sizeof *more)) == NULL)
		return ASSAY_E_NOMEM;
	p->runs = more;
	part(p->entries, p->n, more[p->n_runs].start);
	crypto_onetimeauth(more[p->n_runs].sum, (const uint8_t *)p->entries, bytes,
	                   p->sum_key);
	if ((status = put(p->fd, p->entries, bytes)) != ASSAY_OK)
		return status;
	if (fsync(p->fd) != 0)
		return ASSAY_E_IO;
	p->n_runs++;
	p->spilled += p->n;
	p->n = 0;
	return ASSAY_OK;
}

enum assay_status
pile_sort(struct pile *p, size_t bucket)
{
	enum assay_status status = drain(p);

	stop(p);
	if (status != ASSAY_OK)
		return status;
	free(p->parcels);
	p->parcels = NULL;
	part(p->entries, p->n, p->start);
	p->sorting = true;
	return start(p, bucket);
}

size_t
pile_bucket(const struct pile *p)
{
	return (size_t)p->taken; /* only the caller's thread raises it now */
}

enum assay_status
pile_next(struct pile *p, const struct entry **out, size_t *n)
{
	enum assay_status status;
	uint64_t turn;

	*out = NULL;
	*n = 0;
	while (*n == 0) {
		pthread_mutex_lock(&p->lock);
		turn = p->taken;
		while (turn < BUCKETS && p->status == ASSAY_OK && p->made <= turn)
			pthread_cond_wait(&p->moved, &p->lock);
		status = p->status;
		if (status == ASSAY_OK && turn < BUCKETS) {
			/* the one before is done with, its place is free */
			p->taken++;
			pthread_cond_broadcast(&p->moved);
		}
		pthread_mutex_unlock(&p->lock);
		if (status != ASSAY_OK)
			return status_of(p);
		if (turn == BUCKETS)
			return ASSAY_OK;
		*out = p->sorted[turn % 2].entries;
		*n = p->sorted[turn % 2].n;
	}
	return ASSAY_OK;
}
