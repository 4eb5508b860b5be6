/* fuzz-gs1.c - element strings of any bytes: what parses well, builds, and parses to
 * the same */
#include <stdlib.h>
#include <string.h>

#include "assay-check.h"
#include "gs1.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NOW 1795132800 /* 2026-11-20 */

static bool
same(const struct gs1 *a, const struct gs1 *b)
{
	if (a->n != b->n || a->malformed != b->malformed)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (strcmp(a->element[i].code, b->element[i].code) != 0 ||
		    !assay_bytes_equal(a->element[i].value, b->element[i].value))
			return false;
	return true;
}

static void
inside(const struct gs1 *g, const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < g->n; i++) {
		const uint8_t *at = g->element[i].value.data;
		size_t len = g->element[i].value.len;

		if (len > 0 && !(at >= data && len <= size && at <= data + size - len) &&
		    !(at >= g->scratch && at + len <= g->scratch + g->scratch_used))
			abort();
	}
	for (size_t i = 0; i < g->n_faults; i++)
		if (!assay_utf8_valid(assay_str(g->fault[i].why)))
			abort();
	if (g->malformed && g->n_faults == 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gs1 *g = malloc(sizeof *g), *again = malloc(sizeof *again);
	uint8_t *built = malloc(size + 128 + GS1_ELEMENTS_MAX);
	size_t n;

	if (g == NULL || again == NULL || built == NULL)
		abort();
	gs1_parse((struct assay_bytes){ data, size }, NOW, g);
	inside(g, data, size);
	if (!g->malformed) {
		n = gs1_build(g, built, size + 128 + GS1_ELEMENTS_MAX);
		if (n == SIZE_MAX)
			abort();
		gs1_parse((struct assay_bytes){ built, n }, NOW, again);
		if (!same(g, again))
			abort();
	}
	gs1_parse_brackets((struct assay_bytes){ data, size }, NOW, g);
	inside(g, data, size);
	if (!g->malformed) {
		n = gs1_build(g, built, size + 128 + GS1_ELEMENTS_MAX);
		gs1_parse((struct assay_bytes){ built, n }, NOW, again);
		if (n == SIZE_MAX || !same(g, again))
			abort();
	}
	free(g);
	free(again);
	free(built);
	return 0;
}
