/* pass.c - make the picture a pass wants, and have it read */
#include "read/linear/linear.h"
#include "read/pass.h"
#include "read/transform.h"

const struct reader reader_zbar = { "zbar", zbar_read, false };
const struct reader reader_datamatrix = { "datamatrix", datamatrix_read, true };
const struct reader reader_qr = { "qr", qr_read, true };
const struct reader reader_aztec = { "aztec", aztec_read, true };
const struct reader reader_linear = { "linear", linear_read, true };
const struct reader reader_databar = { "databar", databar_read, false };
const struct reader reader_pdf417 = { "pdf417", pdf417_read, false };

#define STACKED 2.6 /* heights of a row: the rows above and below belong to the same code */
#define RADIUS 25 /* pixels around: a wide bar and its spaces */

static enum assay_status
apply(struct image *image, enum filter filter)
{
	enum assay_status status;

	switch (filter) {
	case FILTER_NONE:
		return ASSAY_OK;
	case FILTER_OTSU:
		return transform_otsu(image);
	case FILTER_ADAPTIVE:
		return transform_adaptive(image, RADIUS);
	case FILTER_SHARPEN_ADAPTIVE:
		status = transform_sharpen(image);
		return status == ASSAY_OK ? transform_adaptive(image, RADIUS) : status;
	case FILTER_CLAHE:
		return transform_clahe(image);
	}
	return ASSAY_OK;
}

/* Replace *image by the one made from it; *owned says whether the old one is ours. */
static void
replace(struct image *image, bool *owned, const struct image *made)
{
	if (*owned)
		image_clear(image);
	*image = *made;
	*owned = true;
}

/* Read the heaviest places where bars seem to be and no text was found yet. */
static enum assay_status
run_bars(const struct image *grey, struct views *views, const struct pass *pass,
         struct scan *scan, struct hits *hits)
{
	const struct bars *bars;
	size_t count, looks = 0;
	enum assay_status status = bars_find(views, &bars, &count);

	for (size_t i = 0; i < count && looks < pass->bars && status == ASSAY_OK; i++) {
		struct bars place = bars[i];
		struct image patch;

		if (bars_known(&bars[i], hits, 0))
			continue;
		if (pass->families == FAMILY_DATABAR)
			place.height *= STACKED;
		if ((status = bars_patch(grey, &place, &patch, &scan->placement)) != ASSAY_OK)
			break;
		looks++;
		if ((status = apply(&patch, pass->filter)) == ASSAY_OK) {
			scan->image = &patch;
			scan->rows_only = true;
			status = pass->reader->read(scan, hits);
		}
		image_clear(&patch);
	}
	return status;
}

enum assay_status
pass_run(const struct image *grey, struct views *views, const struct pass *pass,
         size_t index, struct hits *hits)
{
	struct scan scan = { .families = pass->families,
		             .density = pass->density,
		             .placement = { 1, 0, 0, 0, 1, 0 },
		             .pass = index };
	struct image image = *grey, made;
	bool owned = false;
	enum assay_status status = ASSAY_OK;

	if (pass->reader->views) {
		scan.image = grey;
		scan.views = views;
		scan.fine = pass->shrink == 0;
		scan.first = scan.fine ? 0 : pass->shrink - 1;
		scan.end = pass->halves == 0 ? 0 : scan.first + pass->halves;
		return pass->reader->read(&scan, hits);
	}
	if (pass->bars > 0)
		return run_bars(grey, views, pass, &scan, hits);
	if (image.width < pass->shrink || image.height < pass->shrink)
		return ASSAY_OK; /* nothing would be left */
	if (pass->shrink > 1 || pass->halves > 0) {
		double s = pass->shrink > 1 ? pass->shrink : 2.0 / pass->halves;

		status = pass->shrink > 1
		                 ? transform_shrink(&image, pass->shrink, &made)
		                 : transform_enlarge(&image, pass->halves, &made);
		if (status != ASSAY_OK)
			goto out;
		replace(&image, &owned, &made);
		scan.placement =
		        (struct placement){ s, 0, s / 2 - 0.5, 0, s, s / 2 - 0.5 };
	}
	if (!owned && (pass->filter != FILTER_NONE || image.stride != image.width)) {
		if ((status = transform_copy(&image, &made)) != ASSAY_OK)
			goto out;
		replace(&image, &owned, &made);
	}
	if ((status = apply(&image, pass->filter)) != ASSAY_OK)
		goto out;
	scan.image = &image;
	status = pass->reader->read(&scan, hits);
out:
	if (owned)
		image_clear(&image);
	return status;
}
