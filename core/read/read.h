/* read.h - grey pixels to symbols
 *
 * A ladder of passes, cheapest first, inside a budget of work (pixels visited
 * times the pass's cost): the answer never depends on time.  Candidates vote; a
 * rival payload at the same place means no answer rather than a guess. */
#ifndef ASSAY_READ_H
#define ASSAY_READ_H

#include "image/image.h"
#include "reading.h"

/* Adds the symbols found to r, sets its size, work and print, and says why where
 * none was found.  grey is left as it was. */
enum assay_status read_symbols(const struct image *grey, enum assay_effort effort,
                               struct assay_reading *r);

/* The n-th reader and pass that a symbol may name; NULL past the last. */
const char *read_reader_name(size_t n);
const char *read_pass_name(size_t n);

#endif
