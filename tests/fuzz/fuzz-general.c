/* fuzz-general.c - items of any content: `general` never accuses without having tried
 *
 * The input is an item as in general-item.h behind one byte that chooses what the
 * lists answer.  What must hold: S and P name explanations and P has none that
 * explains, typed serials are never proof, and evidence is clean "key=value" text. */
#include <stdlib.h>

#include "../general-item.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NOW 1795305600 /* 2026-11-22 */

static struct assay_run run;
static struct built built;

/* What core promises of an item, whatever the codes said. */
static void
as_core_would(struct built *b)
{
	for (size_t i = 0; i < b->item.n_claims; i++) {
		struct assay_claim *c = &b->claims[i];

		if (c->symbol >= b->item.n_symbols)
			c->symbol = ASSAY_NONE;
		if (c->symbol == ASSAY_NONE)
			c->path = ASSAY_PATH_TYPED;
	}
	for (size_t i = 0; i < b->item.n_pairs; i++)
		if (b->pairs[i].symbol >= b->item.n_symbols)
			b->pairs[i].symbol = ASSAY_NONE;
	for (size_t i = 0; i < b->item.n_faults; i++) {
		struct assay_fault *f = &b->faults[i];

		if (f->symbol >= b->item.n_symbols)
			f->symbol = ASSAY_NONE;
		for (char *c = (char *)(uintptr_t)f->why; *c != '\0'; c++)
			if (*c < 0x20 || *c == 0x7F)
				*c = '?';
	}
}

/* "key=value; key=value", valid UTF-8, nothing that could turn a line. */
static bool
is_clean(const char *evidence)
{
	struct assay_bytes s = assay_str(evidence);

	for (size_t at = 0, n; at < s.len; at += n) {
		uint32_t c;

		n = assay_utf8(s, at, &c);
		if (n == 0 || c < 0x20 || (c >= 0x7F && c < 0xA0) ||
		    (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
			return false;
	}
	return s.len < 1000;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const hosts[] = { "brand.example", "xn--brnd-63d.example",
		                             "co.uk", NULL };
	char text[4096];
	bool decoded = false;

	if (size == 0 || size >= sizeof text)
		return 0;
	memcpy(text, data + 1, size - 1);
	text[size - 1] = '\0';
	memset(&run.answer, 0, sizeof run.answer);
	run.n = 0;
	run.unknown = NULL;
	run.issued = data[0] & 0x40 ? "A1B2C3D5 A1" : "";
	run.hosts = data[0] & 0x80 ? hosts : NULL;
	run.answer.issuer = run.answer.issuer_name = run.answer.title = "maker";
	run.answer.listed = (enum assay_listed)(data[0] % 7);
	run.answer.status = (enum assay_item_status)(data[0] / 7 % 7);
	run.answer.covers_until = data[0] & 8 ? NOW : 0;
	run.answer.has_lot = data[0] & 16;
	run.answer.lots_listed = data[0] & 32;
	run.answer.lot = (struct assay_lot){ .gtin = "06901234567892",
		                             .lot = "L1",
		                             .made = 20574,
		                             .expiry = data[0] & 4 ? ASSAY_NO_DAY : 21305,
		                             .markets = { 156, 9999 } };
	build(&built, text, NOW);
	as_core_would(&built);
	for (size_t i = 0; i < built.item.n_pairs; i++)
		decoded |= built.pairs[i].path != ASSAY_PATH_TYPED;
	if (general_LTX_assay_plugin.examine(&item_host, &run, &built.item) != ASSAY_OK)
		abort();
	for (size_t i = 0; i < run.n; i++) {
		const struct said *s = &run.said[i];

		if (s->severity >= ASSAY_STRONG && s->n_tried == 0)
			abort();
		if (s->severity == ASSAY_PROOF && (s->explained || !decoded))
			abort();
		if (!is_clean(s->evidence) || s->flags >> ASSAY_FLAGS != 0)
			abort();
		if (!s->passed &&
		    ((s->pair != ASSAY_NONE && s->pair >= built.item.n_pairs) ||
		     (s->symbol != ASSAY_NONE && s->symbol >= built.item.n_symbols)))
			abort();
	}
	if (run.unknown != NULL)
		abort();
	return 0;
}
