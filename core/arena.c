/* arena.c - blocks are never moved, so pointers into them hold until arena_clear */
#include <stdlib.h>
#include <string.h>

#include "arena.h"

#define BLOCK 4096

struct arena_block {
	struct arena_block *older;
	size_t used, size;
	max_align_t bytes[];
};

void *
arena_get(struct arena *a, size_t size)
{
	struct arena_block *b = a->newest;
	uint8_t *out;

	if (size > SIZE_MAX / 2)
		return NULL;
	size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
	if (b == NULL || size > b->size - b->used) {
		size_t room = size > BLOCK ? size : BLOCK;

		if ((b = calloc(1, sizeof *b + room)) == NULL)
			return NULL;
		b->size = room;
		b->older = a->newest;
		a->newest = b;
	}
	out = (uint8_t *)b->bytes + b->used;
	b->used += size;
	return out;
}

char *
arena_copy(struct arena *a, const void *data, size_t len)
{
	char *copy = len < SIZE_MAX ? arena_get(a, len + 1) : NULL;

	if (copy != NULL && len > 0)
		memcpy(copy, data, len);
	return copy;
}

void
arena_clear(struct arena *a)
{
	while (a->newest != NULL) {
		struct arena_block *b = a->newest;

		a->newest = b->older;
		free(b);
	}
}
