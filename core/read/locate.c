/* locate.c - where codes seem to be, at a small part of what reading takes */
#include <math.h>

#include "read/locate.h"
#include "read/pass.h"

#define BOTH (FAMILY_LINEAR | FAMILY_QR)

/* clang-format off */
/* Single passes in the terms of the ladder; a live session takes them in turns. */
static const struct pass ways[LOCATE_WAYS] = {
	/* name, reader, families, filter, shrink, halves, turn, density, cost, sizes */
	{ "live", &reader_zbar, BOTH, FILTER_NONE, 1, 0, 0, 3, 35, FOR_SMALL },
	{ "live-half-adaptive", &reader_zbar, BOTH, FILTER_ADAPTIVE, 2, 0, 0, 1, 25, FOR_SMALL },
	{ "live-otsu", &reader_zbar, BOTH, FILTER_OTSU, 1, 0, 0, 3, 25, FOR_SMALL },
	{ "live-half", &reader_zbar, BOTH, FILTER_NONE, 2, 0, 0, 1, 33, FOR_SMALL },
	{ "live-databar", &reader_databar, FAMILY_DATABAR, FILTER_NONE, 1, 0, 0, 3, 10, FOR_SMALL },
	{ "live-pdf417", &reader_pdf417, FAMILY_PDF417, FILTER_NONE, 1, 0, 0, 1, 10, FOR_SMALL },
};
/* clang-format on */

static struct located
located_by(const struct hit *hit)
{
	const struct point *p = hit->outline;
	struct located l = { p[0].x, p[0].y, p[0].x, p[0].y, hit->one_sided };

	for (size_t i = 1; i < 4; i++) {
		l.left = fmin(l.left, p[i].x);
		l.right = fmax(l.right, p[i].x);
		l.top = fmin(l.top, p[i].y);
		l.bottom = fmax(l.bottom, p[i].y);
	}
	return l;
}

/* Two that overlap are one place. */
static void
add(struct located *list, size_t *count, struct located l)
{
	for (size_t i = 0; i < *count; i++) {
		struct located *m = &list[i];

		if (l.left > m->right || l.right < m->left || l.top > m->bottom ||
		    l.bottom < m->top)
			continue;
		m->left = fmin(m->left, l.left);
		m->right = fmax(m->right, l.right);
		m->top = fmin(m->top, l.top);
		m->bottom = fmax(m->bottom, l.bottom);
		m->one_sided = m->one_sided && l.one_sided;
		return;
	}
	if (*count < LOCATED_MAX)
		list[(*count)++] = l;
}

enum assay_status
locate_codes(const struct image *grey, size_t way, struct located out[LOCATED_MAX],
             size_t *count)
{
	struct hits hits = { 0 };
	enum assay_status status;

	*count = 0;
	status = pass_run(grey, NULL, &ways[way % LOCATE_WAYS], 0, &hits);
	for (size_t i = 0; i < hits.count && status == ASSAY_OK; i++)
		add(out, count, located_by(&hits.list[i]));
	hits_clear(&hits);
	return status;
}
