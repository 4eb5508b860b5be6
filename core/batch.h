/* batch.h - what a batch remembers of the photos before */
#ifndef ASSAY_BATCH_H
#define ASSAY_BATCH_H

#include "arena.h"
#include "report.h"

struct batch_entry;
struct batch_group;

/* How many items of one product no list knows: what an inspector acts on. */
struct batch_unlisted {
	char gtin[15];
	size_t count;
};

/* An open hash table of numbers, keyed by 64-bit hashes. */
struct batch_table {
	uint64_t *hashes;
	uint32_t *values;            /* ASSAY_NONE: free */
	size_t size, used;
};

struct assay_batch {
	const struct assay *a;
	struct arena arena;
	struct batch_entry *entries; /* one a photo, in input order */
	size_t n_entries, entries_room;
	struct batch_group *groups;  /* one a (GTIN, serial), a (GTIN, lot), or a value followed */
	size_t n_groups, groups_room;
	struct batch_table by_key;   /* groups by kind, GTIN and key */
	struct batch_table by_file;  /* entries by SHA-256 */
	struct batch_table by_name;  /* entries by item name */
	struct batch_table members;  /* (group, thing) that have met */
	struct batch_table numbers;  /* (group, serial) whose runs matter */
	size_t n_things;
	size_t newest;               /* 1 + the newest unnamed entry; 0: none yet */
	struct assay_batch_summary summary;
	struct batch_unlisted *unlisted;
	size_t n_unlisted;
	bool closed, broken;         /* broken: out of memory half way, only to be freed */
};

#endif
