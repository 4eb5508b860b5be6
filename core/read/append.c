/* append.c - parts of one text, put together only if nothing speaks against it
 *
 * Parts belong together if they are of one kind, of one number of parts and share the
 * parity (QR) or the file's identification (Data Matrix).  A text of QR must also have
 * that parity: the exclusive or of all its bytes. */
#include <stdlib.h>
#include <string.h>

#include "read/append.h"

#define GS 0x1d

bool
append_alike(const struct hit *a, const struct hit *b)
{
	return a->part && b->part && a->kind == b->kind &&
	       a->part_count == b->part_count && a->part_of == b->part_of;
}

/* FNC1 between elements is no byte of the text, and stands as GS here: both ways count.
 */
static bool
has_parity(const uint8_t *text, size_t len, uint8_t parity)
{
	uint8_t all = 0, without = 0;

	for (size_t i = 0; i < len; i++) {
		all ^= text[i];
		without ^= text[i] == GS ? 0 : text[i];
	}
	return all == parity || without == parity;
}

enum assay_status
append_join(const struct hit *const *list, size_t n, size_t first, struct append *out)
{
	const size_t parts = list[first]->part_count;
	size_t at = 0;

	*out = (struct append){ .end = APPEND_WHOLE };
	if (parts < 2 || parts > APPEND_PARTS_MAX) {
		out->end = APPEND_DISAGREE;
		return ASSAY_OK;
	}
	for (size_t i = 0; i < n; i++) {
		const struct hit *hit = list[i], **place;

		if (hit == NULL || !append_alike(hit, list[first]) ||
		    hit->part_index < 1 || hit->part_index > parts)
			continue;
		place = &out->part[hit->part_index - 1];
		if (*place != NULL &&
		    ((*place)->len != hit->len ||
		     memcmp((*place)->payload, hit->payload, hit->len) != 0))
			out->end = APPEND_DISAGREE;
		if (*place == NULL)
			out->len += hit->len;
		*place = hit;
		out->seen |= (uint16_t)(1u << (hit->part_index - 1));
	}
	if (out->end == APPEND_WHOLE && out->seen != (1u << parts) - 1)
		out->end = APPEND_MISSING;
	if (out->end != APPEND_WHOLE)
		return ASSAY_OK;
	if ((out->payload = malloc(out->len + 1)) == NULL)
		return ASSAY_E_NOMEM;
	for (size_t i = 0; i < parts; i++) {
		memcpy(out->payload + at, out->part[i]->payload, out->part[i]->len);
		at += out->part[i]->len;
	}
	out->payload[at] = 0;
	if (list[first]->kind == KIND_QR &&
	    !has_parity(out->payload, out->len, (uint8_t)list[first]->part_of)) {
		free(out->payload);
		out->payload = NULL;
		out->end = APPEND_DISAGREE;
	}
	return ASSAY_OK;
}
