/* read.c - the ladder of passes: which looks are taken at a picture, and when to stop
 *
 * Rows are tried in their order while the budget of work lasts.  Nothing here depends
 * on time, threads or addresses: the same pixels give the same answer everywhere. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assay-check.h"
#include "read/append.h"
#include "read/pass.h"
#include "read/read.h"
#include "read/transform.h"
#include "read/views.h"
#include "read/vote.h"
#include "read/why.h"

#define LINEAR FAMILY_LINEAR
#define QR FAMILY_QR
#define BOTH FAMILY_LINEAR

/* Pictures up to LARGE pixels are looked at in full and enlarged, larger ones mostly at
 * half their size; above HUGE the picture itself is first taken at half its size. */
#define LARGE 5000000u
#define HUGE_PICTURE 24000000u

/* clang-format off */
/* cost: in percent of one scan of every line, for each pixel of the picture; measured. */
static const struct pass passes[] = {
	/* name, reader, families, filter, shrink, halves, bars, density, cost, sizes */
	{ "lines", &reader_linear, LINEAR, FILTER_NONE, 1, 0, 0, 1, 20, FOR_SMALL },
	{ "qr", &reader_qr, QR, FILTER_NONE, 1, 0, 0, 1, 12, FOR_SMALL },
	{ "matrix", &reader_datamatrix, FAMILY_DATAMATRIX, FILTER_NONE, 1, 0, 0, 1, 30, FOR_SMALL },
	{ "aztec", &reader_aztec, FAMILY_AZTEC, FILTER_NONE, 1, 0, 0, 1, 8, FOR_SMALL },
	{ "databar", &reader_databar, FAMILY_DATABAR, FILTER_NONE, 1, 0, 0, 1, 24, FOR_SMALL },
	{ "pdf417", &reader_pdf417, FAMILY_PDF417, FILTER_NONE, 1, 0, 0, 1, 10, FOR_SMALL },
	{ "bars", &reader_zbar, LINEAR, FILTER_NONE, 1, 0, 6, 1, 10, FOR_SMALL },
	{ "bars-otsu", &reader_zbar, LINEAR, FILTER_OTSU, 1, 0, 6, 1, 8, FOR_SMALL },
	{ "bars-adaptive", &reader_zbar, LINEAR, FILTER_ADAPTIVE, 1, 0, 6, 1, 10, FOR_SMALL },
	{ "databar-bars", &reader_databar, FAMILY_DATABAR, FILTER_NONE, 1, 0, 6, 1, 10, FOR_SMALL },
	{ "bars-clahe", &reader_zbar, LINEAR, FILTER_CLAHE, 1, 0, 6, 1, 10, FOR_SMALL },
	{ "plain", &reader_zbar, BOTH, FILTER_NONE, 1, 0, 0, 2, 50, FOR_SMALL },
	{ "qr-fine", &reader_qr, QR, FILTER_NONE, 0, 0, 0, 1, 10, FOR_SMALL },
	{ "otsu", &reader_zbar, BOTH, FILTER_OTSU, 1, 0, 0, 1, 50, FOR_SMALL },
	{ "adaptive", &reader_zbar, BOTH, FILTER_ADAPTIVE, 1, 0, 0, 1, 72, FOR_SMALL },
	{ "clahe", &reader_zbar, BOTH, FILTER_CLAHE, 1, 0, 0, 2, 95, FOR_SMALL },
	{ "sharp", &reader_zbar, BOTH, FILTER_SHARPEN_ADAPTIVE, 1, 0, 0, 2, 56, FOR_SMALL },
	{ "double-adaptive", &reader_zbar, BOTH, FILTER_ADAPTIVE, 1, 4, 0, 1, 268, FOR_SMALL },
	{ "half-more", &reader_zbar, BOTH, FILTER_NONE, 1, 3, 0, 2, 118, FOR_SMALL },

	{ "large-lines", &reader_linear, LINEAR, FILTER_NONE, 1, 0, 0, 1, 5, FOR_LARGE },
	{ "half-qr", &reader_qr, QR, FILTER_NONE, 2, 0, 0, 1, 4, FOR_LARGE },
	{ "half-matrix", &reader_datamatrix, FAMILY_DATAMATRIX, FILTER_NONE, 2, 0, 0, 1, 10, FOR_LARGE },
	{ "half-aztec", &reader_aztec, FAMILY_AZTEC, FILTER_NONE, 2, 0, 0, 1, 4, FOR_LARGE },
	{ "databar-half", &reader_databar, FAMILY_DATABAR, FILTER_NONE, 2, 0, 0, 1, 7, FOR_LARGE },
	{ "half-pdf417", &reader_pdf417, FAMILY_PDF417, FILTER_NONE, 2, 0, 0, 1, 4, FOR_LARGE },
	{ "large-bars", &reader_zbar, LINEAR, FILTER_NONE, 1, 0, 8, 1, 3, FOR_LARGE },
	{ "large-bars-otsu", &reader_zbar, LINEAR, FILTER_OTSU, 1, 0, 8, 1, 2, FOR_LARGE },
	{ "large-bars-adaptive", &reader_zbar, LINEAR, FILTER_ADAPTIVE, 1, 0, 8, 1, 3, FOR_LARGE },
	{ "large-databar-bars", &reader_databar, FAMILY_DATABAR, FILTER_NONE, 1, 0, 8, 1, 4, FOR_LARGE },
	{ "full-qr", &reader_qr, QR, FILTER_NONE, 1, 1, 0, 1, 8, FOR_LARGE },
	{ "full-matrix", &reader_datamatrix, FAMILY_DATAMATRIX, FILTER_NONE, 1, 1, 0, 1, 20, FOR_LARGE },
	{ "fine-qr", &reader_qr, QR, FILTER_NONE, 0, 0, 0, 1, 8, FOR_LARGE },
	{ "half-otsu", &reader_zbar, BOTH, FILTER_OTSU, 2, 0, 0, 1, 18, FOR_LARGE },
	{ "half-adaptive", &reader_zbar, BOTH, FILTER_ADAPTIVE, 2, 0, 0, 1, 25, FOR_LARGE },
};
/* clang-format on */
#define PASSES (sizeof passes / sizeof *passes)

static const struct reader *const readers[] = { &reader_zbar, &reader_datamatrix, &reader_qr,
	                                     &reader_linear, &reader_databar, &reader_aztec,
	                                     &reader_pdf417 };

/* How much is spent, and how many looks are taken even if all is clear: a label may
 * carry more codes than the first look shows. */
static const struct effort {
	uint64_t work;     /* pixels visited; 36 million are about a second */
	unsigned share;    /* and percent of one scan of every line of the picture ... */
	uint64_t floor;    /* ... but always so many pixels */
	size_t least;      /* passes after the first of each family, if all is clear */
	size_t least_open; /* the same if there are doubts elsewhere */
} efforts[] = {
	[ASSAY_EFFORT_NORMAL] = { 36000000, 190, 2000000, 1, 3 },
	[ASSAY_EFFORT_FAST] = { 6000000, 110, 500000, 0, 1 },
	[ASSAY_EFFORT_THOROUGH] = { 400000000, 100000, 0, 4, 8 },
};

static const struct naming { /* ISO/IEC 15424 */
	char plain[4], fnc1[4];
} namings[KINDS] = {
	[KIND_EAN13] = { "]E0", "]E0" },       [KIND_EAN8] = { "]E4", "]E4" },
	[KIND_EAN13_ADDON] = { "]E3", "]E3" }, [KIND_ITF] = { "]I0", "]I0" },
	[KIND_DATABAR] = { "]e0", "]e0" },     [KIND_DATABAR_EXPANDED] = { "]e0", "]e0" },
	[KIND_CODABAR] = { "]F0", "]F0" },     [KIND_CODE39] = { "]A0", "]A0" },
	[KIND_CODE93] = { "]G0", "]G0" },      [KIND_CODE128] = { "]C0", "]C1" },
	[KIND_QR] = { "]Q1", "]Q3" },          [KIND_DATAMATRIX] = { "]d1", "]d2" },
	[KIND_AZTEC] = { "]z0", "]z1" },
	[KIND_PDF417] = { "]L2", "]L2" },
};

/* QR and Data Matrix; without and with a character set named; FNC1 nowhere, first, second. */
static const char matrix_namings[2][2][3][4] = {
	{ { "]Q1", "]Q3", "]Q5" }, { "]Q2", "]Q4", "]Q6" } },
	{ { "]d1", "]d2", "]d3" }, { "]d4", "]d5", "]d6" } },
};

const char *
read_reader_name(size_t n)
{
	return n < sizeof readers / sizeof *readers ? readers[n]->name : NULL;
}

const char *
read_pass_name(size_t n)
{
	return n < PASSES ? passes[n].name : NULL;
}

static const char *
symbology(const struct hit *hit)
{
	const struct assay_bytes digits = { hit->payload, hit->len };

	if (hit->kind == KIND_ITF && hit->len == 14 && assay_all_digits(digits) &&
	    assay_mod10_holds(digits))
		return "]I1";
	if (hit->kind == KIND_AZTEC && hit->fnc1_second)
		return "]z2";
	if (hit->kind == KIND_QR || hit->kind == KIND_DATAMATRIX) {
		const unsigned fnc1 = hit->fnc1 ? 1 : hit->fnc1_second ? 2 : 0;

		return matrix_namings[hit->kind == KIND_DATAMATRIX][hit->eci][fnc1];
	}
	return hit->fnc1 ? namings[hit->kind].fnc1 : namings[hit->kind].plain;
}

static int32_t
pixel(double v, double scale)
{
	v = (v + 0.5) * scale - 0.5;
	return (int32_t)lround(fmin(fmax(v, -1e5), 2e5));
}

static struct assay_symbol
symbol_of(const struct candidate *c, double scale)
{
	const struct hit *hit = c->first;
	const bool leading =
	        hit->len > 0 && hit->payload[0] == 0x1d; /* of no meaning there */
	struct assay_symbol s = {
		.payload = { hit->payload + leading, hit->len - leading },
		.reader = passes[c->best->pass].reader->name,
		.pass = passes[c->best->pass].name,
		.quality = vote_quality(c),
	};

	memcpy(s.symbology, symbology(hit), sizeof s.symbology);
	for (size_t i = 0; i < 4; i++)
		s.outline[i] = (struct assay_point){ pixel(c->outline[i].x, scale),
			                             pixel(c->outline[i].y, scale) };
	return s;
}

/* Top to bottom, then left to right; then by what they say. */
static int
by_place(const void *a, const void *b)
{
	const struct assay_symbol *p = a, *q = b;
	struct assay_point m = p->outline[0], n = q->outline[0];
	size_t len = p->payload.len < q->payload.len ? p->payload.len : q->payload.len;
	int order;

	for (size_t i = 1; i < 4; i++) {
		m.x = p->outline[i].x < m.x ? p->outline[i].x : m.x;
		m.y = p->outline[i].y < m.y ? p->outline[i].y : m.y;
		n.x = q->outline[i].x < n.x ? q->outline[i].x : n.x;
		n.y = q->outline[i].y < n.y ? q->outline[i].y : n.y;
	}
	if (m.y != n.y)
		return m.y < n.y ? -1 : 1;
	if (m.x != n.x)
		return m.x < n.x ? -1 : 1;
	if ((order = strcmp(p->symbology, q->symbology)) != 0 ||
	    (order = memcmp(p->payload.data, q->payload.data, len)) != 0)
		return order;
	return (p->payload.len > q->payload.len) - (p->payload.len < q->payload.len);
}

/* The upright rectangle around all parts of a text. */
static void
outline_of_parts(const struct vote *vote, const struct hit *part, double scale,
                 struct assay_point out[4])
{
	double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;

	for (size_t i = 0; i < vote->count; i++)
		for (size_t k = 0; k < 4 && append_alike(vote->list[i].first, part); k++) {
			left = fmin(left, vote->list[i].outline[k].x);
			right = fmax(right, vote->list[i].outline[k].x);
			top = fmin(top, vote->list[i].outline[k].y);
			bottom = fmax(bottom, vote->list[i].outline[k].y);
		}
	for (size_t k = 0; k < 4; k++)
		out[k] = (struct assay_point){ pixel(k == 1 || k == 2 ? right : left, scale),
			                       pixel(k > 1 ? bottom : top, scale) };
}

/* What is not there of a text in parts, for somebody who can photograph it again. */
static void
say_missing(struct assay_reading *r, const struct append *a, size_t parts)
{
	char en[READING_REASON_MAX], zh[READING_REASON_MAX], missing[80] = "";
	size_t n = 0;

	for (size_t i = 0; i < parts && n + 5 < sizeof missing; i++)
		if ((a->seen >> i & 1) == 0)
			n += (size_t)snprintf(missing + n, sizeof missing - n, "%s%zu",
			                      n > 0 ? ", " : "", i + 1);
	snprintf(en, sizeof en,
	         "codes were seen that hold parts of one text, but part %s of %zu was not: "
	         "photograph all of them together",
	         missing, parts);
	snprintf(zh, sizeof zh,
	         "看到的条码各含同一文本的一部分，但未看到第 %s 部分（共 %zu 部分）：请将全部条码"
	         "一起拍摄",
	         missing, parts);
	reading_reason(r, (struct words){ en, zh });
}

static void
say_disagree(struct assay_reading *r)
{
	static const struct words disagree = {
		"codes were seen that hold parts of one text, but the parts do not fit "
		"together: photograph only those that belong together",
		"看到的条码各含一段文本的一部分，但各部分互不相符：请只拍摄属于同一文本的条码"
	};

	reading_reason(r, disagree);
}

/* Texts in parts: those that are whole become symbols, of the others it is said why not. */
static enum assay_status
report_parts(const struct vote *vote, double scale, struct assay_reading *r)
{
	const struct hit **parts = calloc(vote->count + 1, sizeof *parts);
	enum assay_status status = ASSAY_OK;

	if (parts == NULL)
		return ASSAY_E_NOMEM;
	for (size_t i = 0; i < vote->count; i++)
		if (vote->list[i].first->part && vote->list[i].first->part_count > 0)
			parts[i] = vote->list[i].first;
	for (size_t i = 0; i < vote->count && status == ASSAY_OK; i++) {
		const struct hit *part = parts[i];
		struct append a;

		if (part == NULL ||
		    (status = append_join(parts, vote->count, i, &a)) != ASSAY_OK)
			continue;
		if (a.end == APPEND_WHOLE) {
			struct candidate c = vote->list[i];
			struct hit whole = *a.part[0];
			struct assay_symbol s;

			whole.payload = a.payload;
			whole.len = a.len;
			c.first = &whole;
			s = symbol_of(&c, scale);
			outline_of_parts(vote, part, scale, s.outline);
			status = reading_add(r, &s);
			free(a.payload);
		} else if (a.end == APPEND_MISSING) {
			say_missing(r, &a, part->part_count);
		} else {
			say_disagree(r);
		}
		for (size_t k = i; k < vote->count; k++)
			if (parts[k] != NULL && append_alike(parts[k], part))
				parts[k] = NULL;
	}
	free(parts);
	return status;
}

static enum assay_status
report(const struct vote *vote, double scale, struct assay_reading *r)
{
	struct assay_symbol *symbols = calloc(vote->believed + 1, sizeof *symbols);
	enum assay_status status = ASSAY_OK;
	size_t n = 0;

	if (symbols == NULL)
		return ASSAY_E_NOMEM;
	for (size_t i = 0; i < vote->count; i++)
		if (vote->list[i].believed && !vote->list[i].first->part)
			symbols[n++] = symbol_of(&vote->list[i], scale);
	qsort(symbols, n, sizeof *symbols, by_place);
	for (size_t i = 0; i < n && status == ASSAY_OK; i++)
		status = reading_add(r, &symbols[i]);
	free(symbols);
	if (status == ASSAY_OK)
		status = report_parts(vote, scale, r);
	return status == ASSAY_E_LIMIT ? ASSAY_OK : status; /* 512 symbols say enough */
}

static bool
is_binarised(enum filter filter)
{
	switch (filter) {
	case FILTER_OTSU:
	case FILTER_ADAPTIVE:
	case FILTER_SHARPEN_ADAPTIVE:
		return true;
	case FILTER_NONE:
	case FILTER_CLAHE:
		return false;
	}
	return false;
}

/* Climb the ladder; *vote holds what is believed in the end. */
static enum assay_status
climb(const struct image *grey, const struct effort *effort, struct hits *hits,
      struct vote *vote, uint64_t *work)
{
	const uint64_t pixels = (uint64_t)grey->width * grey->height;
	const enum sizes size = pixels > LARGE ? FOR_LARGE : FOR_SMALL;
	const uint64_t part = pixels * effort->share / 100,
	               most = part < effort->floor ? effort->floor : part;
	enum assay_status status = ASSAY_OK;
	struct views views;
	bool binarised[PASSES];
	unsigned seen = 0, all = 0; /* families looked for */
	size_t taken = 0;

	views_of(&views, grey);
	for (size_t i = 0; i < PASSES; i++)
		binarised[i] = is_binarised(passes[i].filter);
	for (size_t i = 0; i < PASSES; i++)
		all |= passes[i].sizes == size ? passes[i].families : 0;
	for (size_t i = 0; i < PASSES && status == ASSAY_OK; i++) {
		const uint64_t cost = pixels * passes[i].cost / 100;

		if (passes[i].sizes != size || *work + cost > effort->work ||
		    *work + cost > most)
			continue; /* a cheaper one may still fit */
		*work += cost;
		taken += (seen & all) == all;
		seen |= passes[i].families;
		if ((status = pass_run(grey, &views, &passes[i], i, hits)) != ASSAY_OK)
			break;
		vote_clear(vote);
		status = vote_count(hits, binarised, vote);
		if (vote->believed > 0 && (seen & all) == all &&
		    (taken >= effort->least_open ||
		     (taken >= effort->least && !vote->undecided)))
			break;
	}
	views_clear(&views);
	return status;
}

enum assay_status
read_symbols(const struct image *grey, enum assay_effort effort, struct assay_reading *r)
{
	const struct effort *e =
	        &efforts[(unsigned)effort <= ASSAY_EFFORT_THOROUGH ? effort
	                                                           : ASSAY_EFFORT_NORMAL];
	const uint64_t pixels = (uint64_t)grey->width * grey->height;
	struct image shrunk = { 0 };
	struct hits hits = { 0 };
	struct vote vote = { 0 };
	enum assay_status status = ASSAY_OK;
	double scale = 1;

	r->width = grey->width;
	r->height = grey->height;
	reading_set_print(r, grey->pixels, grey->width, grey->height, grey->stride);
	if (pixels > HUGE_PICTURE && grey->width > 1 && grey->height > 1) {
		if ((status = transform_shrink(grey, 2, &shrunk)) != ASSAY_OK)
			return status;
		r->work += pixels / 10;
		scale = 2;
	}
	status = climb(scale > 1 ? &shrunk : grey, e, &hits, &vote, &r->work);
	if (status == ASSAY_OK)
		status = report(&vote, scale, r);
	if (r->n_symbols > 0)
		r->reason_en[0] = r->reason_zh[0] = '\0';
	else if (status == ASSAY_OK && r->reason_en[0] == '\0')
		reading_reason(r, why_unread(grey, vote.doubt));
	vote_clear(&vote);
	hits_clear(&hits);
	image_clear(&shrunk);
	return status;
}
