/* reading.c - symbols and facts of one photo, and their way over a process border */
#include <stdlib.h>
#include <string.h>

#include "reading.h"

struct assay_reading *
reading_new(void)
{
	struct assay_reading *r = calloc(1, sizeof *r);

	if (r != NULL)
		atomic_init(&r->owners, 1);
	return r;
}

struct assay_reading *
reading_share(struct assay_reading *r)
{
	atomic_fetch_add(&r->owners, 1);
	return r;
}

void
assay_reading_free(struct assay_reading *r)
{
	if (r == NULL || atomic_fetch_sub(&r->owners, 1) != 1)
		return;
	for (size_t i = 0; i < r->n_symbols; i++)
		free((void *)(uintptr_t)r->symbols[i].payload.data);
	free(r->symbols);
	free(r);
}

enum assay_status
reading_add(struct assay_reading *r, const struct assay_symbol *symbol)
{
	uint8_t *copy;

	if (r->n_symbols == READING_SYMBOLS_MAX || symbol->payload.len > READING_PAYLOAD_MAX)
		return ASSAY_E_LIMIT;
	if (r->n_symbols == r->room) {
		size_t room = r->room == 0 ? 8 : r->room * 2;
		struct assay_symbol *grown = realloc(r->symbols, room * sizeof *grown);

		if (grown == NULL)
			return ASSAY_E_NOMEM;
		r->symbols = grown;
		r->room = room;
	}
	if ((copy = malloc(symbol->payload.len + 1)) == NULL)
		return ASSAY_E_NOMEM;
	if (symbol->payload.len > 0)
		memcpy(copy, symbol->payload.data, symbol->payload.len);
	copy[symbol->payload.len] = 0;
	r->symbols[r->n_symbols] = *symbol;
	r->symbols[r->n_symbols++].payload.data = copy;
	return ASSAY_OK;
}

const struct assay_symbol *
assay_reading_symbol(const struct assay_reading *r, size_t n)
{
	return n < r->n_symbols ? &r->symbols[n] : NULL;
}
