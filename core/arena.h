/* arena.h - many small copies that live and die together */
#ifndef ASSAY_ARENA_H
#define ASSAY_ARENA_H

#include "assay-types.h"

struct arena {
	struct arena_block *newest;
};

/* Zeroed memory, aligned for anything; NULL: out of memory.  arena_clear() frees. */
void *arena_get(struct arena *a, size_t size);
/* A copy with a NUL after; len bytes of data may be none at all. */
char *arena_copy(struct arena *a, const void *data, size_t len);
void arena_clear(struct arena *a);

#endif
