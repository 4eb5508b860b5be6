/* read.h - grey pixels to symbols
 *
 * A ladder of passes, cheapest first, inside a budget of work (pixels visited
 * times the pass's cost): the answer never depends on time.  Candidates vote; a
 * rival payload at the same place means no answer rather than a guess. */
#ifndef ASSAY_READ_H
#define ASSAY_READ_H

#include "image/image.h"
#include "reading.h"

/* Adds the symbols found to r, sets its print, and says why where none was found. */
enum assay_status read_symbols(const struct image *grey, enum assay_effort effort,
                               struct assay_reading *r);

#endif
