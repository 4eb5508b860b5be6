/* hits.c - the list of what the passes found */
#include <stdlib.h>
#include <string.h>

#include "read/hits.h"

enum assay_status
hits_add(struct hits *hits, const struct hit *hit)
{
	uint8_t *copy;

	if (hits->count == HITS_MAX)
		return ASSAY_OK;
	if (hits->count == hits->room) {
		size_t room = hits->room == 0 ? 16 : hits->room * 2;
		struct hit *grown = realloc(hits->list, room * sizeof *grown);

		if (grown == NULL)
			return ASSAY_E_NOMEM;
		hits->list = grown;
		hits->room = room;
	}
	if ((copy = malloc(hit->len + 1)) == NULL)
		return ASSAY_E_NOMEM;
	memcpy(copy, hit->payload, hit->len);
	copy[hit->len] = 0;
	hits->list[hits->count] = *hit;
	hits->list[hits->count++].payload = copy;
	return ASSAY_OK;
}

void
hits_clear(struct hits *hits)
{
	for (size_t i = 0; i < hits->count; i++)
		free(hits->list[i].payload);
	free(hits->list);
	*hits = (struct hits){ 0 };
}
