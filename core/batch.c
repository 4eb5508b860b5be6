/* batch.c - what the items of one seizure say of each other
 *
 * A *thing* is one physical item as far as we can tell: a named item, a burst of
 * shots, or a photo of its own.  A group is one (GTIN, serial) with the things it
 * was seen on, one (GTIN, lot) with the units seen of it, or one value that a plugin
 * wants followed (struct assay_across) with the things that bear it.  Lines already given
 * out are never taken back: later members say what is known by then, and the
 * closing summary lists the lines that would read otherwise now. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>

#include "assay-check.h"
#include "assay-makers.h"
#include "assay-near.h"
#include "batch.h"
#include "escape.h"
#include "reading.h"

#define BURST_SECONDS 60  /* shots farther apart are not one burst */
#define BURST_SHOTS 8     /* more shots than this say nothing new */
#define LOOSE_PHOTOS 4    /* so many unnamed photos of one thing are believed */

#define TRIED 6           /* explanations at most for one group */
#define SHARED_THINGS 5   /* so many things with one link are worth a line */
#define RUN_LEAST 4       /* serials that run on: three may be chance or one packer's hand */
#define RUN_MOST 1000     /* a run is not counted farther */
#define SLIP_GROUPS 2000  /* so many values typed before and after are near enough to be meant */
#define HIDDEN_MOST 256   /* bytes that stand for what goes with a secret */
#define RUN_DIGITS 15     /* of a serial's tail: numbers of more are compared by these */

enum kind { SERIAL, LOT, ACROSS };

/* What a sighting says beside its serial: two of one thing may not differ. */
struct particulars {
	const char *lot, *made, *expiry, *second; /* "" where not said */
};
#define PARTICULARS 4

struct batch_group {
	enum kind kind;
	const struct assay_across *row; /* ACROSS: what is followed */
	bool typed;                    /* ACROSS: on some thing by a person alone */
	bool contract;                 /* ACROSS: somewhere made by one firm for another */
	const char *maker, *other;     /* ACROSS, one maker or other value: two that differ */
	bool hidden;                   /* ACROSS: both are hashes */
	const char *excuse;            /* ACROSS: left for several to bear it; NULL: none */
	struct batch_number *numbers;  /* ACROSS, no run: one a sighting */
	size_t n_numbers, numbers_room;
	size_t run;                    /* the longest that the newest sighting, or any, is in */
	char gtin[15];
	const char *text;              /* serial or lot, escaped */
	struct assay_bytes key;        /* serial or lot as it came */
	uint32_t *seen;                /* entries */
	size_t n_seen, room;
	size_t things, named;          /* named: alone in their photo */
	const char *folder;            /* of the first */
	int64_t from, to;              /* camera time of the earliest and latest */
	bool timed, folders, contradict, shared;
	const char *first_said[PARTICULARS];
	size_t first_thing[PARTICULARS];
	uint64_t units, counted;       /* LOT: produced, and seen so far */
	bool closed;                   /* LOT: no more will be made */
};

struct batch_entry {
	const char *file, *folder, *item; /* escaped, escaped, NULL: unnamed */
	size_t thing;
	bool has_sha256, has_time;
	uint8_t sha256[32];
	int64_t time;
	enum assay_verdict own, printed; /* without and with what the batch knew */
	uint32_t flags;
	uint32_t *in;                  /* groups it is a member of */
	size_t n_groups, in_room;
	struct assay_reading *reading; /* of the newest burst only */
	size_t burst_first;            /* entry that began the burst this belongs to */
};

/* A serial as what stands before its last digits, and these; prefix 0: it has none. */
struct batch_number {
	uint64_t prefix;
	int64_t tail;
	uint32_t entry;
};

/* Room for one more in *array of *room items; false: out of memory. */
static bool
grow(void **array, size_t n, size_t *room, size_t size)
{
	size_t more = *room == 0 ? 16 : *room * 2;
	void *grown;

	if (n < *room)
		return true;
	if (more > SIZE_MAX / size || (grown = realloc(*array, more * size)) == NULL)
		return false;
	*array = grown;
	*room = more;
	return true;
}

/* ---- groups ---- */

static uint64_t
hash(const void *data, size_t len, uint64_t seed)
{
	uint8_t out[16];
	uint64_t h;

	crypto_generichash(out, sizeof out, data, len, (const uint8_t *)&seed, sizeof seed);
	memcpy(&h, out, sizeof h);
	return h;
}

/* Values of a hash, one after another: start with *at = 0; ASSAY_NONE: no more. */
static uint32_t
table_next(const struct batch_table *t, uint64_t h, size_t *at)
{
	while (t->size > 0 && *at < t->size) {
		size_t slot = ((size_t)h + (*at)++) & (t->size - 1);

		if (t->values[slot] == ASSAY_NONE)
			return ASSAY_NONE;
		if (t->hashes[slot] == h)
			return t->values[slot];
	}
	return ASSAY_NONE;
}

static void
table_place(struct batch_table *t, uint64_t h, uint32_t value)
{
	size_t slot = (size_t)h & (t->size - 1);

	while (t->values[slot] != ASSAY_NONE)
		slot = (slot + 1) & (t->size - 1);
	t->hashes[slot] = h;
	t->values[slot] = value;
	t->used++;
}

static void
table_clear(struct batch_table *t)
{
	free(t->hashes);
	free(t->values);
	memset(t, 0, sizeof *t);
}

static bool
table_put(struct batch_table *t, uint64_t h, uint32_t value)
{
	if (t->used >= t->size / 2) {
		struct batch_table big = { .size = t->size == 0 ? 64 : t->size * 2 };

		big.hashes = calloc(big.size, sizeof *big.hashes);
		big.values = malloc(big.size * sizeof *big.values);
		if (big.hashes == NULL || big.values == NULL) {
			table_clear(&big);
			return false;
		}
		memset(big.values, 0xFF, big.size * sizeof *big.values);
		for (size_t i = 0; i < t->size; i++)
			if (t->values[i] != ASSAY_NONE)
				table_place(&big, t->hashes[i], t->values[i]);
		table_clear(t);
		*t = big;
	}
	table_place(t, h, value);
	return true;
}

/* The number of the group, made when it is new; ASSAY_NONE: out of memory.  shown: the
 * key as it may be shown; NULL: as it is. */
static uint32_t
group_of(struct assay_batch *b, enum kind kind, const struct assay_across *row, const char *gtin,
	struct assay_bytes key, const char *shown)
{
	struct batch_group *g;
	char escaped[512];
	size_t at = 0;
	const char *about = row != NULL ? row->rule : gtin;
	uint64_t h = hash(key.data, key.len, hash(about, strlen(about), (uint64_t)kind));

	for (uint32_t n; (n = table_next(&b->by_key, h, &at)) != ASSAY_NONE;) {
		g = &b->groups[n];
		if (g->kind == kind && g->row == row && strcmp(g->gtin, gtin) == 0
			&& assay_bytes_equal(g->key, key))
			return n;
	}
	if (!grow((void **)&b->groups, b->n_groups, &b->groups_room, sizeof *b->groups))
		return ASSAY_NONE;
	g = &b->groups[b->n_groups];
	memset(g, 0, sizeof *g);
	g->kind = kind;
	g->row = row;
	memcpy(g->gtin, gtin, strlen(gtin) + 1);
	if (shown == NULL) {
		escape_into(escaped, sizeof escaped, key);
		shown = escaped;
	}
	g->text = arena_copy(&b->arena, shown, strlen(shown));
	g->key.data = (uint8_t *)arena_copy(&b->arena, key.data, key.len);
	g->key.len = key.len;
	if (g->text == NULL || g->key.data == NULL || b->n_groups >= ASSAY_NONE / 4
		|| !table_put(&b->by_key, h, (uint32_t)b->n_groups))
		return ASSAY_NONE;
	return (uint32_t)b->n_groups++;
}

/* Has this group met this thing?  Remembers that it has now. */
static enum assay_status
meet(struct assay_batch *b, uint32_t group, size_t thing, bool *first)
{
	uint64_t pair[2] = { group, thing }, h = hash(pair, sizeof pair, 0);
	size_t at = 0;

	*first = table_next(&b->members, h, &at) == ASSAY_NONE;
	return *first && !table_put(&b->members, h, group) ? ASSAY_E_NOMEM : ASSAY_OK;
}

/* Does this sighting contradict the first that said the same particular? */
static bool
contradicts(struct batch_group *g, const struct particulars *said, size_t thing)
{
	const char *const now[PARTICULARS] = { said->lot, said->made, said->expiry, said->second };
	bool out = false;

	for (int i = 0; i < PARTICULARS; i++) {
		if (*now[i] == '\0')
			continue;
		if (g->first_said[i] == NULL) {
			g->first_said[i] = now[i];
			g->first_thing[i] = thing;
		} else
			out |= g->first_thing[i] != thing && strcmp(g->first_said[i], now[i]) != 0;
	}
	return out;
}

/* Add what entry e says of the group's serial. */
static enum assay_status
add_sighting(struct assay_batch *b, uint32_t n, const struct batch_entry *e,
	const struct particulars *said, bool shared_view, bool *first)
{
	struct batch_group *g = &b->groups[n];
	enum assay_status status;

	if ((status = meet(b, n, e->thing, first)) != ASSAY_OK)
		return status;
	if (!grow((void **)&g->seen, g->n_seen, &g->room, sizeof *g->seen))
		return ASSAY_E_NOMEM;
	if (g->n_seen == 0)
		g->folder = e->folder;
	g->seen[g->n_seen++] = (uint32_t)b->n_entries;
	g->things += *first;
	g->named += *first && e->item != NULL && !shared_view;
	g->shared |= shared_view;
	g->folders |= strcmp(e->folder, g->folder) != 0;
	g->contradict |= contradicts(g, said, e->thing);
	if (e->has_time) {
		g->from = !g->timed || e->time < g->from ? e->time : g->from;
		g->to = !g->timed || e->time > g->to ? e->time : g->to;
		g->timed = true;
	}
	return ASSAY_OK;
}

/* How much one serial on several things weighs; the explanations that were tried. */
static enum assay_severity
serial_severity(const struct batch_group *g, struct assay_tried tried[TRIED], size_t *n)
{
	bool far = g->timed && g->to - g->from > BURST_SECONDS;
	bool loose = g->things <= LOOSE_PHOTOS && !far && !g->folders && !g->contradict;

	*n = 0;
	tried[(*n)++] = (struct assay_tried){ "same-item", g->named < 2 };
	tried[(*n)++] = (struct assay_tried){ "burst", false };
	tried[(*n)++] = (struct assay_tried){ "same-file", false };
	tried[(*n)++] = (struct assay_tried){ "neighbour-code", g->named < 2 && g->shared };
	if (g->things < 2)
		return ASSAY_INFO;
	if (g->named >= 2)
		return ASSAY_PROOF;
	return loose || g->shared ? ASSAY_WEAK : ASSAY_STRONG;
}

static enum assay_severity
lot_severity(const struct batch_group *g, struct assay_tried tried[TRIED], size_t *n)
{
	*n = 0;
	tried[(*n)++] = (struct assay_tried){ "lot-open", !g->closed };
	tried[(*n)++] = (struct assay_tried){ "same-item", false };
	if (g->units == 0 || g->counted <= g->units)
		return ASSAY_INFO;
	return g->closed ? ASSAY_PROOF : ASSAY_WEAK;
}

/* One character replaced, left out or put in, or two neighbours swapped? */
static bool
one_slip(struct assay_bytes a, struct assay_bytes b)
{
	size_t least = a.len < b.len ? a.len : b.len, most = a.len < b.len ? b.len : a.len;
	size_t head = 0, tail = 0;

	while (head < least && a.data[head] == b.data[head])
		head++;
	while (tail < least - head && a.data[a.len - 1 - tail] == b.data[b.len - 1 - tail])
		tail++;
	return most - head - tail == 1
		|| (a.len == b.len && most - head - tail == 2 && a.data[head] == b.data[head + 1]
			&& a.data[head + 1] == b.data[head]);
}

/* The same, or another keyboard? */
static bool
by_fingers(struct assay_bytes a, struct assay_bytes b)
{
	return one_slip(a, b) || assay_same_keys(a, b) || assay_same_keys(b, a) || assay_looks_like(a, b);
}

/* Was a value typed near this one that is a slip away?  Then numbers run densely here, and
 * who meant the neighbour may have typed this one. */
static bool
dense(const struct assay_batch *b, const struct batch_group *g)
{
	size_t own = (size_t)(g - b->groups), from = own > SLIP_GROUPS ? own - SLIP_GROUPS : 0;

	for (size_t i = from; i < b->n_groups && i <= own + SLIP_GROUPS; i++)
		if (b->groups[i].row == g->row && i != own && one_slip(b->groups[i].key, g->key))
			return true;
	return false;
}

/* Do the two share more than half of the longer, as "lamp 5 W" and "lamp 7 W" do? */
static bool
variants(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b), least = n < m ? n : m, head = 0, tail = 0;

	while (head < least && a[head] == b[head])
		head++;
	while (tail < least - head && a[n - 1 - tail] == b[m - 1 - tail])
		tail++;
	return 2 * (head + tail) > (n > m ? n : m);
}

#define LETTER 8 /* hexadecimal digits that stand for one character of a secret */

/* Do two secrets of one length differ in one character? */
static bool
one_letter(const char *a, const char *b)
{
	size_t apart = 0;

	if (strlen(a) != strlen(b))
		return false;
	for (size_t i = 0; a[i] != '\0'; i += LETTER)
		apart += strncmp(a + i, b + i, LETTER) != 0;
	return apart == 1;
}

/* One value with two others beside it, of which each has one. */
static enum assay_severity
other_severity(const struct batch_group *g, struct assay_tried tried[TRIED], size_t *n)
{
	bool slip, like;

	if (g->other == NULL)
		return ASSAY_INFO;
	slip = g->typed && (g->hidden ? one_letter(g->maker, g->other)
		: by_fingers(assay_str(g->maker), assay_str(g->other)));
	like = !g->hidden && !slip && variants(g->maker, g->other);
	tried[(*n)++] = (struct assay_tried){ "typing-slip", slip };
	if (like)
		tried[(*n)++] = (struct assay_tried){ "variants", true };
	tried[(*n)++] = (struct assay_tried){ "same-item", g->things < 2 };
	return slip || like || g->things < 2 ? ASSAY_WEAK : ASSAY_STRONG;
}

/* One value on several things, or under several makers. */
static enum assay_severity
across_severity(const struct assay_batch *b, const struct batch_group *g,
	struct assay_tried tried[TRIED], size_t *n)
{
	enum assay_severity s;
	bool slip;

	*n = 0;
	switch (g->row->shared) {
	case ASSAY_ONE_THING:
		s = serial_severity(g, tried, n);
		/* what a person typed twice proves nothing; one slip is no contradiction */
		slip = g->typed && s > ASSAY_WEAK && g->things == 2 && dense(b, g);
		tried[(*n)++] = (struct assay_tried){ "typing-slip", g->typed };
		if (g->excuse != NULL)
			tried[(*n)++] = (struct assay_tried){ g->excuse, true };
		if (slip)
			return ASSAY_WEAK;
		return (g->typed || g->excuse != NULL) && s > ASSAY_STRONG ? ASSAY_STRONG : s;
	case ASSAY_ONE_MAKER:
		tried[(*n)++] = (struct assay_tried){ "contract-maker", g->contract };
		tried[(*n)++] = (struct assay_tried){ "typing-slip", false };
		return g->other == NULL ? ASSAY_INFO : g->contract ? ASSAY_WEAK : ASSAY_STRONG;
	case ASSAY_ONE_OTHER:
		return other_severity(g, tried, n);
	case ASSAY_NO_RUN:
		tried[(*n)++] = (struct assay_tried){ "same-item", false };
		tried[(*n)++] = (struct assay_tried){ "neighbour-code", false };
		return g->run >= RUN_LEAST ? ASSAY_STRONG : ASSAY_INFO;
	case ASSAY_MANY:
		break;
	}
	return ASSAY_INFO;
}

static const char *
rule_of(const struct batch_group *g)
{
	static const char *const ids[] = { [SERIAL] = "DUP-SERIAL", [LOT] = "LOT-QUANTITY" };

	return g->row != NULL ? g->row->rule : ids[g->kind];
}

/* No more than the rule's row and its grade allow. */
static enum assay_severity
allowed(const struct assay_batch *b, const struct batch_group *g, enum assay_severity s)
{
	const struct assay_rule *rule = assay_rule_find(b->a, rule_of(g), NULL);

	if (rule == NULL)
		return ASSAY_INFO;
	if (rule->grade[0] == 'M' && s > ASSAY_WEAK)
		s = ASSAY_WEAK;
	return s < rule->severity ? s : rule->severity;
}

static enum assay_severity
group_weighs(const struct assay_batch *b, const struct batch_group *g,
	struct assay_tried tried[TRIED], size_t *n, char *evidence, size_t size)
{
	if (g->kind == SERIAL) {
		snprintf(evidence, size,
			"gtin=%s; serial=%s; photos=%zu; items=%zu; named=%zu; copies_at_least=%zu%s; "
			"first=%s",
			g->gtin, g->text, g->n_seen, g->things, g->named,
			g->named >= 2 ? g->named - 1 : 0, g->contradict ? "; contradict=1" : "",
			b->entries[g->seen[0]].file);
		return allowed(b, g, serial_severity(g, tried, n));
	}
	if (g->kind == ACROSS) {
		int name = (int)strcspn(g->row->fact, " ");
		char run[40] = "";
		bool two = g->other != NULL && !g->hidden;

		if (g->run >= RUN_LEAST)
			snprintf(run, sizeof run, "; run=%zu", g->run);
		snprintf(evidence, size,
			"%.*s=%.300s; photos=%zu; items=%zu; named=%zu%s%s%s%.120s%s%.120s; first=%s", name,
			g->row->fact, g->text, g->n_seen, g->things, g->named, run, two ? "; " : "",
			!two ? "" : g->row->shared == ASSAY_ONE_MAKER ? "maker=" : "one=", two ? g->maker : "",
			two ? "; other=" : "", two ? g->other : "", b->entries[g->seen[0]].file);
		return allowed(b, g, across_severity(b, g, tried, n));
	}
	snprintf(evidence, size, "gtin=%s; lot=%s; made=%llu; seen=%llu", g->gtin, g->text,
		(unsigned long long)g->units, (unsigned long long)g->counted);
	return allowed(b, g, lot_severity(g, tried, n));
}

/* Is there anything to say of the group when the batch closes? */
static bool
speaks(const struct batch_group *g, enum assay_severity s)
{
	return s > ASSAY_INFO
		|| (g->row != NULL && g->row->shared == ASSAY_MANY && g->things >= SHARED_THINGS);
}

/* Does membership mean that the thing's own number was met on another thing? */
static bool
duplicates(const struct batch_group *g)
{
	return g->kind == SERIAL || (g->row != NULL && g->row->shared == ASSAY_ONE_THING);
}

/* What a group's weight makes of one member: of a lot that is too large the single
 * item may still be one of the real ones. */
static enum assay_severity
member_severity(const struct batch_group *g, enum assay_severity s)
{
	return g->kind == LOT && s > ASSAY_STRONG ? ASSAY_STRONG : s;
}

static enum assay_verdict
raised(enum assay_verdict own, enum assay_severity s)
{
	if (s == ASSAY_PROOF)
		return ASSAY_LIKELY_COUNTERFEIT;
	return s == ASSAY_STRONG && own != ASSAY_LIKELY_COUNTERFEIT ? ASSAY_SUSPECT : own;
}

/* ---- things ---- */

static const char *
keep(struct assay_batch *b, const char *text)
{
	struct assay_bytes s = assay_str(text);
	size_t n = escape_into(NULL, 0, s) + 1;
	char *out = arena_get(&b->arena, n);

	if (out != NULL)
		escape_into(out, n, s);
	return out;
}

/* The folder of a path, "" for none. */
static const char *
keep_folder(struct assay_batch *b, const char *path)
{
	const char *slash = strrchr(path, '/');

	return arena_copy(&b->arena, path, slash == NULL ? 0 : (size_t)(slash - path));
}

/* The first entry with the same bytes, or n_entries. */
static size_t
same_file(const struct assay_batch *b, const struct batch_entry *e)
{
	size_t at = 0;

	if (!e->has_sha256)
		return b->n_entries;
	for (uint32_t n; (n = table_next(&b->by_file, hash(e->sha256, 32, 0), &at)) != ASSAY_NONE;)
		if (memcmp(b->entries[n].sha256, e->sha256, 32) == 0)
			return n;
	return b->n_entries;
}

/* The burst that e continues: its newest entry, or n_entries. */
static size_t
burst_of(const struct assay_batch *b, const struct batch_entry *e)
{
	const struct batch_entry *last;
	int64_t apart;

	if (b->newest == 0 || e->item != NULL || !e->has_time)
		return b->n_entries;
	last = &b->entries[b->newest - 1];
	if (last->reading == NULL || !last->has_time)
		return b->n_entries;
	apart = e->time - b->entries[last->burst_first].time;
	return apart >= -BURST_SECONDS && apart <= BURST_SECONDS
			&& strcmp(last->folder, e->folder) == 0 && reading_alike(last->reading, e->reading)
		? b->newest - 1 : b->n_entries;
}

static size_t
thing_named(struct assay_batch *b, const char *item)
{
	size_t at = 0;

	for (uint32_t n; (n = table_next(&b->by_name, hash(item, strlen(item), 0), &at)) != ASSAY_NONE;)
		if (strcmp(b->entries[n].item, item) == 0)
			return b->entries[n].thing;
	return b->n_things++;
}

/* Make the entry findable by what it is. */
static enum assay_status
enter(struct assay_batch *b, const struct batch_entry *e)
{
	uint32_t n = (uint32_t)b->n_entries;

	if (n >= ASSAY_NONE / 4)
		return ASSAY_E_LIMIT;
	if ((e->has_sha256 && !table_put(&b->by_file, hash(e->sha256, 32, 0), n))
		|| (e->item != NULL && !table_put(&b->by_name, hash(e->item, strlen(e->item), 0), n)))
		return ASSAY_E_NOMEM;
	return ASSAY_OK;
}

/* Readings of bursts before the newest are not needed any more. */
static void
forget(struct assay_batch *b, size_t burst_first)
{
	for (size_t i = b->n_entries; i > 0 && b->n_entries - i < 4 * BURST_SHOTS; i--) {
		struct batch_entry *e = &b->entries[i - 1];

		if (e->reading != NULL && (e->item != NULL || e->burst_first != burst_first)) {
			assay_reading_free(e->reading);
			e->reading = NULL;
		}
	}
}

/* ---- one photo ---- */

static enum assay_status
say(struct assay_batch *b, struct assay_report *r, const char *id, struct assay_finding f,
	const char *evidence)
{
	const struct assay_rule *rule = assay_rule_find(b->a, id, NULL);

	f.rule = id;
	f.symbol = ASSAY_NONE;
	f.evidence = evidence;
	return rule == NULL ? ASSAY_OK : report_found(r, rule, &f);
}

static const char *
claimed(struct assay_batch *b, const struct assay_result *r, const struct assay_pair *p,
	const char *key, const char *ai)
{
	char shown[128];

	for (size_t i = 0; i < r->n_claims; i++) {
		const struct assay_claim *c = &r->claims[i];

		if (strcmp(key != NULL ? c->key : c->ai, key != NULL ? key : ai) != 0
			|| (c->symbol != p->symbol && (p->symbol != ASSAY_NONE || r->n_pairs > 1)))
			continue;
		escape_into(shown, sizeof shown, c->value);
		return arena_copy(&b->arena, shown, strlen(shown));
	}
	return "";
}

static enum assay_status
join(struct batch_entry *e, uint32_t group)
{
	if (!grow((void **)&e->in, e->n_groups, &e->in_room, sizeof *e->in))
		return ASSAY_E_NOMEM;
	e->in[e->n_groups++] = group;
	return ASSAY_OK;
}

/* Units seen of the lot that the signed list knows of this pair. */
static enum assay_status
count_lot(struct assay_batch *b, struct batch_entry *e, const struct assay_result *r, size_t pair,
	bool new_unit)
{
	const struct assay_answer *a = &r->answers[pair];
	const struct assay_lot *lot = a->has_lot ? &a->lot : a->lot_known ? &a->printed_lot : NULL;
	struct batch_group *g;
	bool first;
	uint32_t n;

	if (lot == NULL || lot->units == 0)
		return ASSAY_OK;
	if ((n = group_of(b, LOT, NULL, r->pairs[pair].gtin, assay_str(lot->lot), NULL)) == ASSAY_NONE
		|| join(e, n) != ASSAY_OK)
		return ASSAY_E_NOMEM;
	g = &b->groups[n];
	g->units = lot->units;
	g->closed = lot->closed;
	g->counted += new_unit;
	return add_sighting(b, n, e, &(struct particulars){ "", "", "", "" }, false, &first);
}

/* Put every pair of the report into its groups. */
static enum assay_status
sight(struct assay_batch *b, struct batch_entry *e, const struct assay_report *report)
{
	const struct assay_result *r = &report->result;

	for (size_t i = 0; i < r->n_pairs; i++) {
		const struct assay_pair *p = &r->pairs[i];
		char serial[512]; /* as it may be shown; the group's key may be a hash */
		const struct particulars said
			= { claimed(b, r, p, "lot", NULL), claimed(b, r, p, "made", NULL),
				claimed(b, r, p, "expiry", NULL), claimed(b, r, p, NULL, "250") };
		bool new_thing, new_serial;
		uint32_t n;
		enum assay_status status;

		escape_into(serial, sizeof serial, p->serial);
		if (said.lot == NULL || said.made == NULL || said.expiry == NULL || said.second == NULL
			|| (n = group_of(b, SERIAL, NULL, p->gtin, report->keys[i], serial)) == ASSAY_NONE
			|| join(e, n) != ASSAY_OK)
			return ASSAY_E_NOMEM;
		new_serial = b->groups[n].n_seen == 0;
		status = add_sighting(b, n, e, &said, r->n_pairs > 1, &new_thing);
		if (status != ASSAY_OK)
			return status;
		if ((status = count_lot(b, e, r, i,
				new_serial || (new_thing && e->item != NULL))) != ASSAY_OK)
			return status;
	}
	return ASSAY_OK;
}

/* ---- values that plugins want followed ---- */

/* The value of the name of n bytes in "key=value; key=value"; empty: it has none. */
static struct assay_bytes
fact_of(const char *evidence, const char *name, size_t n)
{
	for (const char *at = evidence; at != NULL && *at != '\0';) {
		const char *end = strstr(at, "; ");
		size_t len = end == NULL ? strlen(at) : (size_t)(end - at);

		if (len > n && memcmp(at, name, n) == 0 && at[n] == '=')
			return (struct assay_bytes){ (const uint8_t *)at + n + 1, len - n - 1 };
		at = end == NULL ? NULL : end + 2;
	}
	return (struct assay_bytes){ NULL, 0 };
}

/* Does some symbol of the item hold this value as it stands? */
static bool
is_decoded(const struct assay_result *r, struct assay_bytes value)
{
	for (size_t i = 0; i < r->n_symbols; i++) {
		struct assay_bytes p = r->symbols[i].payload;

		for (size_t at = 0; value.len > 0 && value.len <= p.len && at <= p.len - value.len;
		     at++)
			if (memcmp(p.data + at, value.data, value.len) == 0)
				return true;
	}
	return false;
}

/* Who made it: as typed, else as admitted; "" where nobody says.  Kept with the batch. */
static const char *
maker_of(struct assay_batch *b, const struct assay_result *r)
{
	for (size_t i = 0; i < r->n_claims; i++)
		if (strcmp(r->claims[i].key, "maker") == 0 && r->claims[i].value.len > 0) {
			char shown[256];

			escape_into(shown, sizeof shown, r->claims[i].value);
			return arena_copy(&b->arena, shown, strlen(shown));
		}
	for (size_t i = 0; i < r->n_pairs; i++)
		if (r->answers[i].issuer != NULL && *r->answers[i].issuer != '\0')
			return r->answers[i].issuer;
	return "";
}

/* Is it said that one firm made it for another? */
static bool
by_contract(const struct assay_result *r)
{
	static const char *const no[] = { "", "0", "no", "No", "none", "-", "无", "否" };

	for (size_t i = 0; i < r->n_claims; i++) {
		bool denied = false;

		if (strcmp(r->claims[i].key, "contract") != 0)
			continue;
		for (size_t k = 0; k < sizeof no / sizeof *no; k++)
			denied |= assay_bytes_equal(r->claims[i].value, assay_str(no[k]));
		if (!denied)
			return true;
	}
	return false;
}

/* What a thing bears of a row: the value, what stands beside it, and how both came in. */
struct borne {
	struct assay_bytes value, with;
	const char *shown;  /* NULL: the value itself */
	const char *excuse; /* NULL: none */
	bool typed, hidden;
};

/* The makers, or the values beside the one that is followed: the first, and one that is
 * another. */
static enum assay_status
note_other(struct assay_batch *b, struct batch_group *g, const struct assay_result *r,
	const struct borne *borne)
{
	const char *said;

	if (g->row->shared == ASSAY_ONE_MAKER) {
		g->contract |= by_contract(r);
		said = maker_of(b, r);
	} else if (borne->hidden) {
		char hex[2 * HIDDEN_MOST + 1];

		if (borne->with.len > HIDDEN_MOST)
			return ASSAY_OK;
		said = arena_copy(&b->arena, sodium_bin2hex(hex, sizeof hex, borne->with.data, borne->with.len),
			2 * borne->with.len);
	} else {
		char shown[512];

		escape_into(shown, sizeof shown, borne->with);
		said = arena_copy(&b->arena, shown, strlen(shown));
	}
	if (said == NULL)
		return ASSAY_E_NOMEM;
	if (*said == '\0')
		return ASSAY_OK;
	if (g->maker == NULL)
		g->maker = said;
	else if (g->row->shared == ASSAY_ONE_MAKER) {
		if (g->other == NULL && assay_makers_differ(g->maker, said))
			g->other = said;
	} else if (strcmp(g->maker, said) != 0
		/* of several others the one that nothing explains */
		&& (g->other == NULL || (borne->hidden ? !one_letter(g->maker, said)
			: !variants(g->maker, said) && !by_fingers(assay_str(g->maker), assay_str(said)))))
		g->other = said;
	return ASSAY_OK;
}

/* ---- serials that run on ---- */

static uint64_t
number_hash(uint32_t group, uint64_t prefix, int64_t tail)
{
	const uint64_t key[3] = { group, prefix, (uint64_t)tail };

	return hash(key, sizeof key, 1);
}

static bool
number_met(const struct assay_batch *b, uint32_t group, uint64_t prefix, int64_t tail)
{
	size_t at = 0;

	return table_next(&b->numbers, number_hash(group, prefix, tail), &at) != ASSAY_NONE;
}

/* How many serials of the group stand beside this one without a gap, itself included. */
static size_t
run_at(const struct assay_batch *b, uint32_t group, const struct batch_number *of)
{
	size_t n = 1;

	for (int64_t t = of->tail - 1; t >= 0 && n < RUN_MOST && number_met(b, group, of->prefix, t); t--)
		n++;
	for (int64_t t = of->tail + 1; n < RUN_MOST && number_met(b, group, of->prefix, t); t++)
		n++;
	return n;
}

/* The thing that e is has this serial: does it run on from others? */
static enum assay_status
note_number(struct assay_batch *b, uint32_t n, struct assay_bytes serial)
{
	struct batch_group *g = &b->groups[n];
	struct batch_number number = { .entry = (uint32_t)b->n_entries };
	size_t at = serial.len;

	g->run = 0;
	while (at > 0 && serial.len - at < RUN_DIGITS && assay_is_digit(serial.data[at - 1]))
		at--;
	if (at == serial.len)
		return ASSAY_OK;
	for (size_t i = at; i < serial.len; i++)
		number.tail = number.tail * 10 + (serial.data[i] - '0');
	number.prefix = hash(serial.data, at, serial.len);
	if (!grow((void **)&g->numbers, g->n_numbers, &g->numbers_room, sizeof *g->numbers)
		|| (!number_met(b, n, number.prefix, number.tail)
			&& !table_put(&b->numbers, number_hash(n, number.prefix, number.tail), n)))
		return ASSAY_E_NOMEM;
	g->numbers[g->n_numbers++] = number;
	g->run = run_at(b, n, &number);
	return ASSAY_OK;
}

/* The thing that e is bears this value of that row. */
static enum assay_status
bear(struct assay_batch *b, struct batch_entry *e, const struct assay_result *r,
	const struct assay_across *row, const struct borne *borne)
{
	struct assay_bytes value = borne->value;
	struct batch_group *g;
	enum assay_status status;
	bool first, met = false;
	uint32_t n;

	/* a product number is no unit's number */
	if (value.len == 0
		|| (row->shared == ASSAY_ONE_THING && value.len >= 8 && value.len <= 14
			&& assay_mod10_holds(value)))
		return ASSAY_OK;
	if ((n = group_of(b, ACROSS, row, "", value, borne->shown)) == ASSAY_NONE)
		return ASSAY_E_NOMEM;
	for (size_t i = 0; i < e->n_groups; i++)
		met |= e->in[i] == n;
	if (!met) {
		if (join(e, n) != ASSAY_OK)
			return ASSAY_E_NOMEM;
		status = add_sighting(b, n, e, &(struct particulars){ "", "", "", "" }, r->n_pairs > 1,
			&first);
		if (status != ASSAY_OK)
			return status;
	}
	g = &b->groups[n];
	g->typed |= borne->typed;
	g->hidden = borne->hidden;
	if (borne->excuse != NULL)
		g->excuse = borne->excuse;
	switch (row->shared) {
	case ASSAY_ONE_MAKER:
	case ASSAY_ONE_OTHER:
		return note_other(b, g, r, borne);
	case ASSAY_NO_RUN:
		return note_number(b, n, borne->with);
	case ASSAY_ONE_THING:
	case ASSAY_MANY:
		break;
	}
	return ASSAY_OK;
}

/* Does the symbol of this claim name a product: then its link is that product's? */
static bool
beside_gtin(const struct assay_result *r, const struct assay_claim *c)
{
	for (size_t i = 0; i < r->n_claims; i++)
		if (r->claims[i].symbol == c->symbol && strcmp(r->claims[i].key, "gtin") == 0)
			return true;
	return false;
}

/* What the passed checks and the claims of the report tell of this row. */
static enum assay_status
follow_open(struct assay_batch *b, struct batch_entry *e, const struct assay_result *r,
	const struct assay_across *row)
{
	enum assay_status status = ASSAY_OK;
	size_t name = strcspn(row->fact, " ");
	const char *beside = row->fact + name + (row->fact[name] == ' ');

	for (size_t i = 0; row->from != NULL && i < r->n_passed && status == ASSAY_OK; i++) {
		struct borne borne = { .shown = NULL };

		if (strcmp(r->passed[i].rule, row->from) != 0)
			continue;
		borne.value = fact_of(r->passed[i].evidence, row->fact, name);
		borne.with = fact_of(r->passed[i].evidence, beside, strlen(beside));
		borne.typed = !is_decoded(r, borne.value);
		status = bear(b, e, r, row, &borne);
	}
	for (size_t i = 0; row->from == NULL && i < r->n_claims && status == ASSAY_OK; i++)
		if (strcmp(r->claims[i].key, row->fact) == 0 && r->claims[i].symbol != ASSAY_NONE
			&& !beside_gtin(r, &r->claims[i]))
			status = bear(b, e, r, row, &(struct borne){ .value = r->claims[i].value });
	return status;
}

/* What examine() said that the item bears, of this row. */
static enum assay_status
follow_told(struct assay_batch *b, struct batch_entry *e, const struct assay_report *report,
	const struct assay_across *row)
{
	enum assay_status status = ASSAY_OK;

	for (size_t i = 0; i < report->n_borne && status == ASSAY_OK; i++) {
		const struct report_borne *told = &report->borne[i];

		if (strcmp(told->rule, row->rule) == 0 && strcmp(told->fact, row->fact) == 0)
			status = bear(b, e, &report->result, row, &(struct borne){ .value = told->value,
				.with = told->with, .shown = told->shown, .hidden = told->hidden, .excuse = told->excuse,
				.typed = told->path == ASSAY_PATH_TYPED });
	}
	return status;
}

static enum assay_status
follow(struct assay_batch *b, struct batch_entry *e, const struct assay_report *report)
{
	enum assay_status status = ASSAY_OK;

	for (size_t p = 0; p < b->a->n_plugins; p++)
		for (size_t k = 0; k < b->a->plugins[p].n_across && status == ASSAY_OK; k++) {
			const struct assay_across *row = &b->a->plugins[p].across[k];

			status = follow_open(b, e, &report->result, row);
			if (status == ASSAY_OK && row->from == NULL)
				status = follow_told(b, e, report, row);
		}
	return status;
}

/* Findings of the batch for the report of the newest entry. */
static enum assay_status
speak(struct assay_batch *b, const struct batch_entry *e, struct assay_report *r)
{
	enum assay_status status = ASSAY_OK;

	for (size_t i = 0; i < e->n_groups && status == ASSAY_OK; i++) {
		const struct batch_group *g = &b->groups[e->in[i]];
		char evidence[REPORT_EVIDENCE_MAX];
		struct assay_tried tried[TRIED];
		struct assay_finding f = { .pair = ASSAY_NONE, .tried = tried };

		f.severity = group_weighs(b, g, tried, &f.n_tried, evidence, sizeof evidence);
		f.severity = member_severity(g, f.severity);
		if (f.severity == ASSAY_INFO)
			continue;
		f.flags = duplicates(g) ? ASSAY_FLAG_DUPLICATE_HERE : 0;
		status = say(b, r, rule_of(g), f, evidence);
	}
	return status == ASSAY_E_LIMIT ? ASSAY_OK : status;
}

enum assay_status
assay_batch_judge(struct assay_batch *b, const struct assay_subject *subject,
	struct assay_report **out)
{
	struct assay_subject s;
	struct assay_reading *joined[BURST_SHOTS + 1];
	struct batch_entry e = { .item = NULL };
	struct assay_report *r = NULL;
	size_t same, burst;
	char evidence[REPORT_EVIDENCE_MAX];
	enum assay_status status;

	*out = NULL;
	if (b->closed || b->broken || subject->size < sizeof s || subject->file == NULL)
		return ASSAY_E_USAGE;
	s = *subject;
	if (!grow((void **)&b->entries, b->n_entries, &b->entries_room, sizeof *b->entries))
		return ASSAY_E_NOMEM;
	e.file = keep(b, s.file);
	e.folder = keep_folder(b, s.file);
	if (s.item != NULL)
		e.item = keep(b, s.item);
	if (e.file == NULL || e.folder == NULL || (s.item != NULL && e.item == NULL))
		return ASSAY_E_NOMEM;
	if (s.sha256 != NULL) {
		e.has_sha256 = true;
		memcpy(e.sha256, s.sha256, sizeof e.sha256);
	}
	if (s.n_readings > 0) { /* else typed values alone */
		e.has_time = s.readings[0]->has_time;
		e.time = s.readings[0]->time;
		e.reading = s.readings[0];
	}

	/* one photo, one thing, or the next shot of a burst? */
	same = same_file(b, &e);
	burst = same < b->n_entries || e.reading == NULL ? b->n_entries : burst_of(b, &e);
	e.burst_first = b->n_entries;
	if (same < b->n_entries)
		e.thing = b->entries[same].thing;
	else if (e.item != NULL)
		e.thing = thing_named(b, e.item);
	else if (burst < b->n_entries) {
		e.thing = b->entries[burst].thing;
		e.burst_first = b->entries[burst].burst_first;
	} else
		e.thing = b->n_things++;
	if (burst < b->n_entries) {
		s.n_readings = 0;
		joined[s.n_readings++] = e.reading;
		for (size_t i = b->n_entries; i > e.burst_first && s.n_readings <= BURST_SHOTS; i--)
			if (b->entries[i - 1].burst_first == e.burst_first
				&& b->entries[i - 1].reading != NULL)
				joined[s.n_readings++] = b->entries[i - 1].reading;
		s.readings = joined;
	}
	e.reading = NULL; /* borrowed so far; shared once nothing can fail any more */

	if ((status = assay_judge(b->a, &s, &r)) != ASSAY_OK)
		return status;
	e.own = r->result.verdict;
	if (same < b->n_entries) {
		const struct batch_entry *twin = &b->entries[same];

		if (twin->n_groups > 0) {
			if ((e.in = calloc(twin->n_groups, sizeof *e.in)) == NULL) {
				status = ASSAY_E_NOMEM;
				goto out;
			}
			memcpy(e.in, twin->in, twin->n_groups * sizeof *e.in);
			e.n_groups = e.in_room = twin->n_groups;
		}
		snprintf(evidence, sizeof evidence, "same_as=%.900s", twin->file);
		status = say(b, r, "DUP-FILE", (struct assay_finding){ .pair = ASSAY_NONE }, evidence);
	} else {
		if (burst < b->n_entries) {
			snprintf(evidence, sizeof evidence, "with=%.900s; seconds=%lld",
				b->entries[burst].file, (long long)(e.time - b->entries[burst].time));
			status = say(b, r, "BURST", (struct assay_finding){ .pair = ASSAY_NONE }, evidence);
		}
		if (status == ASSAY_OK || status == ASSAY_E_LIMIT)
			status = sight(b, &e, r);
		if (status == ASSAY_OK || status == ASSAY_E_LIMIT)
			status = follow(b, &e, r);
	}
	if (status == ASSAY_OK || status == ASSAY_E_LIMIT)
		status = enter(b, &e);
	if (status != ASSAY_OK) {
		b->broken = true;
		goto out;
	}
	b->entries[b->n_entries] = e; /* so that the groups see it */
	if ((status = speak(b, &e, r)) != ASSAY_OK) {
		b->broken = true;
		goto out;
	}
	report_weigh(r);
	e.printed = r->result.verdict;
	e.flags = r->result.flags;
	if (e.item == NULL && same == b->n_entries && subject->n_readings > 0)
		e.reading = reading_share(subject->readings[0]);
	b->entries[b->n_entries++] = e;
	if (e.reading != NULL)
		b->newest = b->n_entries;
	e.in = NULL;
	forget(b, e.burst_first);
	*out = r;
	r = NULL;
out:
	free(e.in);
	assay_report_free(r);
	return status;
}

/* ---- life ---- */

enum assay_status
assay_batch_new(const struct assay *a, struct assay_batch **out)
{
	struct assay_batch *b = calloc(1, sizeof *b);

	*out = b;
	if (b == NULL)
		return ASSAY_E_NOMEM;
	b->a = a;
	return ASSAY_OK;
}

void
assay_batch_free(struct assay_batch *b)
{
	if (b == NULL)
		return;
	for (size_t i = 0; i < b->n_entries; i++) {
		assay_reading_free(b->entries[i].reading);
		free(b->entries[i].in);
	}
	for (size_t i = 0; i < b->n_groups; i++) {
		free(b->groups[i].seen);
		free(b->groups[i].numbers);
	}
	free(b->entries);
	free(b->groups);
	table_clear(&b->by_key);
	table_clear(&b->by_file);
	table_clear(&b->by_name);
	table_clear(&b->members);
	table_clear(&b->numbers);
	arena_clear(&b->arena);
	free(b);
}

/* ---- closing ---- */

static void
leave(struct batch_entry *e, uint32_t group)
{
	size_t kept = 0;

	for (size_t i = 0; i < e->n_groups; i++)
		if (e->in[i] != group)
			e->in[kept++] = e->in[i];
	e->n_groups = kept;
}

/* Of a lot whose serials run on somewhere, those that stand alone are let go. */
static void
settle_runs(struct assay_batch *b)
{
	for (uint32_t n = 0; n < b->n_groups; n++) {
		struct batch_group *g = &b->groups[n];
		size_t longest = 0, at = 0, kept = 0;

		if (g->row == NULL || g->row->shared != ASSAY_NO_RUN)
			continue;
		for (size_t i = 0; i < g->n_seen; i++) { /* numbers stand in the order of sightings */
			bool in_run = false;

			for (; at < g->n_numbers && g->numbers[at].entry <= g->seen[i]; at++) {
				size_t run = g->numbers[at].entry == g->seen[i] ? run_at(b, n, &g->numbers[at]) : 0;

				in_run |= run >= RUN_LEAST;
				longest = run > longest ? run : longest;
			}
			if (in_run)
				g->seen[kept++] = g->seen[i];
			else
				leave(&b->entries[g->seen[i]], n);
		}
		g->run = longest;
		if (kept > 0)
			g->n_seen = kept;
	}
}

static enum assay_status
close_groups(struct assay_batch *b)
{
	struct assay_batch_group *groups = arena_get(&b->arena, (b->n_groups + 1) * sizeof *groups);

	if (groups == NULL)
		return ASSAY_E_NOMEM;
	b->summary.groups = groups;
	for (size_t i = 0; i < b->n_groups; i++) {
		const struct batch_group *g = &b->groups[i];
		char evidence[REPORT_EVIDENCE_MAX];
		struct assay_tried tried[TRIED];
		const char **files;
		size_t n;
		enum assay_severity s = group_weighs(b, g, tried, &n, evidence, sizeof evidence);

		if (!speaks(g, s) || assay_rule_find(b->a, rule_of(g), NULL) == NULL)
			continue;
		if ((files = arena_get(&b->arena, g->n_seen * sizeof *files)) == NULL)
			return ASSAY_E_NOMEM;
		for (size_t k = 0; k < g->n_seen; k++)
			files[k] = b->entries[g->seen[k]].file;
		groups[b->summary.n_groups++] = (struct assay_batch_group){
			.rule = rule_of(g),
			.gtin = g->gtin,
			.serial = g->text,
			.severity = s,
			.evidence = arena_copy(&b->arena, evidence, strlen(evidence)),
			.files = files,
			.n_files = g->n_seen,
		};
		if (groups[b->summary.n_groups - 1].evidence == NULL)
			return ASSAY_E_NOMEM;
	}
	return ASSAY_OK;
}

static enum assay_status
close_entries(struct assay_batch *b)
{
	struct assay_batch_corrected *corrected
		= arena_get(&b->arena, (b->n_entries + 1) * sizeof *corrected);
	struct assay_batch_summary *s = &b->summary;
	const uint32_t adverse = ASSAY_FLAG_RECALLED | ASSAY_FLAG_STOLEN | ASSAY_FLAG_DIVERTED
		| ASSAY_FLAG_EXPIRED;
	bool bad = false, open = false;

	if (corrected == NULL)
		return ASSAY_E_NOMEM;
	s->corrected = corrected;
	for (size_t i = 0; i < b->n_entries; i++) {
		const struct batch_entry *e = &b->entries[i];
		enum assay_verdict v = e->own;
		uint32_t flags = e->flags;

		for (size_t k = 0; k < e->n_groups; k++) {
			const struct batch_group *g = &b->groups[e->in[k]];
			char evidence[REPORT_EVIDENCE_MAX];
			struct assay_tried tried[TRIED];
			size_t n;
			enum assay_severity weight
				= group_weighs(b, g, tried, &n, evidence, sizeof evidence);

			v = raised(v, member_severity(g, weight));
			if (duplicates(g) && weight > ASSAY_INFO)
				flags |= ASSAY_FLAG_DUPLICATE_HERE;
		}
		s->counts[v]++;
		for (unsigned k = 0; k < ASSAY_FLAGS; k++)
			s->flag_counts[k] += flags >> k & 1;
		bad |= v == ASSAY_SUSPECT || v == ASSAY_LIKELY_COUNTERFEIT || (flags & adverse) != 0;
		open |= v == ASSAY_UNKNOWN || v == ASSAY_UNREADABLE;
		if (v != e->printed || flags != e->flags)
			corrected[s->n_corrected++] = (struct assay_batch_corrected){ e->file, v, flags };
	}
	s->photos = b->n_entries;
	s->exit_status = bad ? 1 : open ? 3 : 0;
	return ASSAY_OK;
}

/* Serials that no list knows, per product. */
static enum assay_status
close_unlisted(struct assay_batch *b)
{
	if ((b->unlisted = arena_get(&b->arena, (b->n_groups + 1) * sizeof *b->unlisted)) == NULL)
		return ASSAY_E_NOMEM;
	for (size_t i = 0; i < b->n_groups; i++) {
		const struct batch_group *g = &b->groups[i];
		bool unlisted = false;
		size_t k = 0;

		if (g->kind != SERIAL)
			continue;
		for (size_t m = 0; m < g->n_seen && !unlisted; m++)
			unlisted = (b->entries[g->seen[m]].flags & ASSAY_FLAG_NOT_LISTED) != 0;
		if (!unlisted)
			continue;
		while (k < b->n_unlisted && strcmp(b->unlisted[k].gtin, g->gtin) != 0)
			k++;
		if (k == b->n_unlisted)
			memcpy(b->unlisted[b->n_unlisted++].gtin, g->gtin, 15);
		b->unlisted[k].count++;
	}
	return ASSAY_OK;
}

enum assay_status
assay_batch_close(struct assay_batch *b, const struct assay_batch_summary **out)
{
	enum assay_status status;

	*out = NULL;
	if (b->broken)
		return ASSAY_E_USAGE;
	if (!b->closed) {
		b->summary.size = sizeof b->summary;
		settle_runs(b);
		if ((status = close_groups(b)) != ASSAY_OK
			|| (status = close_entries(b)) != ASSAY_OK
			|| (status = close_unlisted(b)) != ASSAY_OK)
			return status;
		b->closed = true;
	}
	*out = &b->summary;
	return ASSAY_OK;
}
