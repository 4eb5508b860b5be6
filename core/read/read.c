/* read.c - the ladder of passes, and what is believed of what they found */
#include <math.h>
#include <string.h>

#include "read/pass.h"
#include "read/read.h"

static const struct pass passes[] = {
	{ "plain", &reader_zbar, FAMILY_LINEAR | FAMILY_QR, FILTER_NONE, 1, 0, 0, 1, 1 },
};

static const char *const symbologies[KINDS][2] = { /* plain, FNC1 first */
	[KIND_EAN13] = { "]E0", "]E0" },    [KIND_EAN8] = { "]E4", "]E4" },
	[KIND_EAN13_ADDON] = { "]E3", "]E3" }, [KIND_ITF] = { "]I0", "]I0" },
	[KIND_DATABAR] = { "]e0", "]e0" },  [KIND_DATABAR_EXPANDED] = { "]e0", "]e0" },
	[KIND_CODABAR] = { "]F0", "]F0" },  [KIND_CODE39] = { "]A0", "]A0" },
	[KIND_CODE93] = { "]G0", "]G0" },   [KIND_CODE128] = { "]C0", "]C1" },
	[KIND_QR] = { "]Q1", "]Q3" },
};

const char *
read_reader_name(size_t n)
{
	return n == 0 ? reader_zbar.name : NULL;
}

const char *
read_pass_name(size_t n)
{
	return n < sizeof passes / sizeof *passes ? passes[n].name : NULL;
}

enum assay_status
read_symbols(const struct image *grey, enum assay_effort effort, struct assay_reading *r)
{
	struct hits hits = { 0 };
	enum assay_status status;

	(void)effort;
	r->width = grey->width;
	r->height = grey->height;
	reading_set_print(r, grey->pixels, grey->width, grey->height, grey->stride);
	status = pass_run(grey, &passes[0], 0, &hits);
	for (size_t i = 0; i < hits.count && status == ASSAY_OK; i++) {
		const struct hit *h = &hits.list[i];
		struct assay_symbol s = { .payload = { h->payload, h->len },
			                  .reader = reader_zbar.name, .pass = passes[0].name,
			                  .quality = h->votes > 100 ? 100 : h->votes };

		memcpy(s.symbology, symbologies[h->kind][h->fnc1], 4);
		for (size_t k = 0; k < 4; k++)
			s.outline[k] = (struct assay_point){ (int32_t)lround(h->outline[k].x),
				                             (int32_t)lround(h->outline[k].y) };
		status = reading_add(r, &s);
	}
	hits_clear(&hits);
	return status;
}
