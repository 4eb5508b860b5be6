/* zbar.c - libzbar as a reader; its only user
 *
 * Binary mode: payload bytes as they stand in the symbol, no guess at a character
 * set.  libzbar merges equal payloads of one picture; they are taken apart here by
 * where the scan lines met them. */
#include <stdlib.h>
#include <string.h>

#include <zbar.h>

#include "read/hits.h"

#define PAYLOAD_MAX 8192
#define STRAY 20 /* fewer than a 20th of the marks: libzbar joined two symbols */

static const struct {
	zbar_symbol_type_t type;
	enum kind kind;
	enum family family;
} types[] = {
	{ ZBAR_EAN13, KIND_EAN13, FAMILY_LINEAR },
	{ ZBAR_EAN8, KIND_EAN8, FAMILY_LINEAR },
	{ ZBAR_UPCE, KIND_EAN13, FAMILY_LINEAR },
	{ ZBAR_COMPOSITE, KIND_EAN13_ADDON, FAMILY_LINEAR },
	{ ZBAR_I25, KIND_ITF, FAMILY_LINEAR },
	{ ZBAR_CODABAR, KIND_CODABAR, FAMILY_LINEAR },
	{ ZBAR_QRCODE, KIND_QR, FAMILY_QR },
};

/* UPC-E in its eight digits to the thirteen of the EAN-13 it stands for. */
static bool
expand_upce(const uint8_t *d, uint8_t out[13])
{
	static const struct {
		const char *form; /* a to f are the six digits in the middle */
	} forms[10] = { { "ab00000cde" }, { "ab10000cde" }, { "ab20000cde" },
		        { "abc00000de" }, { "abcd00000e" }, { "abcde00005" },
		        { "abcde00006" }, { "abcde00007" }, { "abcde00008" },
		        { "abcde00009" } };
	const char *form;

	for (size_t i = 0; i < 8; i++)
		if (d[i] < '0' || d[i] > '9')
			return false;
	form = forms[d[6] - '0'].form;
	out[0] = '0';
	out[1] = d[0];
	for (size_t i = 0; i < 10; i++)
		out[2 + i] = (uint8_t)(form[i] >= 'a' ? d[1 + form[i] - 'a'] : form[i]);
	out[12] = d[7];
	return true;
}

static struct point
place(const struct placement *p, double x, double y)
{
	return (struct point){ p->xx * x + p->xy * y + p->x0,
		               p->yx * x + p->yy * y + p->y0 };
}

/* Which way the symbol reads, in the picture. */
static struct point
reading_direction(const zbar_symbol_t *symbol, const struct placement *p)
{
	static const struct point ways[] = { { 1, 0 }, { 0, 1 }, { -1, 0 }, { 0, -1 } };
	int o = zbar_symbol_get_orientation(symbol);
	struct point way = ways[o >= 0 && o <= 3 ? o : 0];

	return (struct point){ p->xx * way.x + p->xy * way.y,
		               p->yx * way.x + p->yy * way.y };
}

static enum assay_status
add_matrix(const struct scan *scan, const zbar_symbol_t *symbol, struct hit *hit,
           struct hits *hits)
{
	/* libzbar goes round the other way: top left, bottom left, bottom right, top
	 * right */
	static const unsigned order[] = { 0, 3, 2, 1 };

	if (zbar_symbol_get_loc_size(symbol) < 4)
		return ASSAY_OK;
	for (unsigned i = 0; i < 4; i++)
		hit->outline[i] =
		        place(&scan->placement, zbar_symbol_get_loc_x(symbol, order[i]),
		              zbar_symbol_get_loc_y(symbol, order[i]));
	hit->votes = 1;
	return hits_add(hits, hit);
}

/* libzbar marks where a scan line left the symbol.  Lines run to and fro, so that every
 * second one marks the near end. */
struct gathered {
	struct point points[POINTS_MAX], placed[POINTS_MAX];
	bool far_end[POINTS_MAX];
	size_t part[POINTS_MAX];
	size_t count;
	unsigned step; /* only every step-th mark was kept */
};

static void
gather(const struct scan *scan, const zbar_symbol_t *symbol, bool vertical,
       struct gathered *g)
{
	const unsigned lines = vertical ? scan->image->width : scan->image->height;
	const unsigned first = ((lines - 1) % scan->density + 1) / 2;
	const unsigned all = zbar_symbol_get_loc_size(symbol);

	g->step = all / POINTS_MAX + 1;
	for (unsigned i = 0; i < all && g->count < POINTS_MAX; i += g->step) {
		int x = zbar_symbol_get_loc_x(symbol, i),
		    y = zbar_symbol_get_loc_y(symbol, i);
		unsigned line = (unsigned)(vertical ? x : y);

		g->far_end[g->count] =
		        line >= first && (line - first) / scan->density % 2 == 0;
		g->points[g->count++] = (struct point){ x, y };
	}
}

static bool
is_vertical(const zbar_symbol_t *symbol)
{
	const int o = zbar_symbol_get_orientation(symbol);

	return o == ZBAR_ORIENT_RIGHT || o == ZBAR_ORIENT_LEFT;
}

/* The marks of one place as a hit. */
static enum assay_status
add_place(const struct scan *scan, struct gathered *g, size_t k, size_t parts,
          struct point reading, struct hit *hit, struct hits *hits)
{
	bool near_seen = false, far_seen = false;
	size_t count = 0;

	for (size_t i = 0; i < g->count; i++)
		if (g->part[i] == k) {
			g->placed[count++] =
			        place(&scan->placement, g->points[i].x, g->points[i].y);
			near_seen = near_seen || !g->far_end[i];
			far_seen = far_seen || g->far_end[i];
		}
	if (count == 0 || (parts > 1 && count * STRAY <= g->count))
		return ASSAY_OK;
	hit->votes = (uint32_t)(count * g->step);
	hit->one_sided = !near_seen || !far_seen;
	/* an add-on stands lower than its EAN: the smallest rectangle would be a slanted
	 * one */
	(hit->kind == KIND_EAN13_ADDON ? outline_along : outline_around)(
	        g->placed, count, reading, hit->outline);
	return hits_add(hits, hit);
}

static enum assay_status
add_linear(const struct scan *scan, const zbar_symbol_t *symbol, struct hit *hit,
           struct hits *hits)
{
	struct gathered *g = calloc(1, sizeof *g);
	enum assay_status status = ASSAY_OK;
	struct marks marks;
	size_t parts;

	if (g == NULL)
		return ASSAY_E_NOMEM;
	gather(scan, symbol, is_vertical(symbol), g);
	marks = (struct marks){ g->points,
		                g->far_end,
		                g->count,
		                is_vertical(symbol),
		                hit->kind == KIND_EAN13 || hit->kind == KIND_EAN8,
		                scan->density };
	parts = places_split(&marks, g->part);
	for (size_t k = 0; k < parts && status == ASSAY_OK; k++)
		status =
		        add_place(scan, g, k, parts,
		                  reading_direction(symbol, &scan->placement), hit, hits);
	free(g);
	return status;
}

static enum assay_status add(const struct scan *scan, const zbar_symbol_t *symbol,
                             struct hits *hits);

/* An EAN with its add-on: first the EAN by itself, then both as one. */
static enum assay_status
add_composite(const struct scan *scan, const zbar_symbol_t *symbol, struct hit *hit,
              struct hits *hits)
{
	const zbar_symbol_set_t *parts = zbar_symbol_get_components(symbol);
	const zbar_symbol_t *ean = NULL;
	struct gathered *g = calloc(1, sizeof *g);
	enum assay_status status = ASSAY_OK;
	int least = INT32_MAX;

	if (g == NULL)
		return ASSAY_E_NOMEM;
	for (const zbar_symbol_t *s = parts != NULL ? zbar_symbol_set_first_symbol(parts)
	                                            : NULL;
	     s != NULL && status == ASSAY_OK; s = zbar_symbol_next(s)) {
		gather(scan, s, is_vertical(s), g);
		if (zbar_symbol_get_quality(s) < least)
			least = zbar_symbol_get_quality(s);
		if (zbar_symbol_get_type(s) != ZBAR_EAN2 &&
		    zbar_symbol_get_type(s) != ZBAR_EAN5) {
			ean = s;
			status = add(scan, s, hits);
		}
	}
	if (status == ASSAY_OK && ean != NULL && g->count > 0 &&
	    zbar_symbol_get_type(ean) == ZBAR_EAN13) {
		status = add_place(scan, g, 0, 1,
		                   reading_direction(ean, &scan->placement), hit, hits);
		if (status == ASSAY_OK && hits->count > 0 && least > 0 &&
		    hits->list[hits->count - 1].kind == KIND_EAN13_ADDON)
			hits->list[hits->count - 1].votes = (uint32_t)least;
	}
	free(g);
	return status;
}

static enum assay_status
add(const struct scan *scan, const zbar_symbol_t *symbol, struct hits *hits)
{
	const zbar_symbol_type_t type = zbar_symbol_get_type(symbol);
	struct hit hit = { .pass = scan->pass };
	uint8_t upca[13];
	size_t i;

	for (i = 0; i < sizeof types / sizeof *types && types[i].type != type; i++)
		;
	if (i == sizeof types / sizeof *types || (types[i].family & scan->families) == 0)
		return ASSAY_OK; /* partial results and kinds not asked for */
	hit.kind = types[i].kind;
	hit.payload = (uint8_t *)(uintptr_t)zbar_symbol_get_data(symbol);
	hit.len = zbar_symbol_get_data_length(symbol);
	hit.fnc1 = (zbar_symbol_get_modifiers(symbol) & 1u << ZBAR_MOD_GS1) != 0;
	hit.fnc1_second = types[i].family == FAMILY_QR &&
	                  (zbar_symbol_get_modifiers(symbol) & 1u << ZBAR_MOD_AIM) != 0;
	if (hit.payload == NULL || hit.len == 0 || hit.len > PAYLOAD_MAX)
		return ASSAY_OK;
	if (type == ZBAR_UPCE) {
		if (hit.len != 8 || !expand_upce(hit.payload, upca))
			return ASSAY_OK;
		hit.payload = upca;
		hit.len = sizeof upca;
	}
	if (type == ZBAR_COMPOSITE)
		return add_composite(scan, symbol, &hit, hits);
	return types[i].family == FAMILY_QR ? add_matrix(scan, symbol, &hit, hits)
	                                    : add_linear(scan, symbol, &hit, hits);
}

static bool
configure(zbar_image_scanner_t *scanner, const struct scan *scan)
{
	const int density = (int)scan->density;
	bool good = zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_ENABLE, 0) == 0;

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if ((types[i].family & scan->families) != 0 &&
		    types[i].type != ZBAR_COMPOSITE)
			good = zbar_image_scanner_set_config(scanner, types[i].type,
			                                     ZBAR_CFG_ENABLE, 1) == 0 &&
			       good;
	/* add-ons: only as part of the EAN-13 they stand beside */
	if ((scan->families & FAMILY_LINEAR) != 0) {
		zbar_image_scanner_set_config(scanner, ZBAR_EAN2, ZBAR_CFG_ENABLE, 1);
		zbar_image_scanner_set_config(scanner, ZBAR_EAN5, ZBAR_CFG_ENABLE, 1);
		zbar_image_scanner_set_config(scanner, ZBAR_COMPOSITE, ZBAR_CFG_ENABLE,
		                              1);
	}
	good = zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_POSITION, 1) == 0 &&
	       good;
	good = zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_X_DENSITY,
	                                     scan->rows_only ? 0 : density) ==
	               0 &&
	       good;
	good = zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_Y_DENSITY, density) ==
	               0 &&
	       good;
	if ((scan->families & FAMILY_QR) != 0)
		good = zbar_image_scanner_set_config(scanner, ZBAR_QRCODE,
		                                     ZBAR_CFG_BINARY, 1) == 0 &&
		       good;
	return good;
}

enum assay_status
zbar_read(const struct scan *scan, struct hits *hits)
{
	const struct image *grey = scan->image;
	zbar_image_scanner_t *scanner = zbar_image_scanner_create();
	zbar_image_t *image = zbar_image_create();
	enum assay_status status = ASSAY_E_NOMEM;

	if (scanner == NULL || image == NULL || !configure(scanner, scan))
		goto out;
	zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
	zbar_image_set_size(image, grey->width, grey->height);
	zbar_image_set_data(image, grey->pixels,
	                    (unsigned long)grey->width * grey->height, NULL);
	if (zbar_scan_image(scanner, image) < 0)
		goto out;
	status = ASSAY_OK;
	for (const zbar_symbol_t *s = zbar_image_first_symbol(image);
	     s != NULL && status == ASSAY_OK; s = zbar_symbol_next(s))
		status = add(scan, s, hits);
out:
	if (image != NULL)
		zbar_image_destroy(image);
	if (scanner != NULL)
		zbar_image_scanner_destroy(scanner);
	return status;
}
