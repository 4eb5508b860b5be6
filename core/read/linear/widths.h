/* widths.h - which character has elements of these widths */
#ifndef ASSAY_READ_WIDTHS_H
#define ASSAY_READ_WIDTHS_H

#include "read/linear/linear.h"

#define WIDTHS_ELEMENTS 10

/* The one of `count` patterns (a digit for each of `elements`, then a NUL, row after row)
 * whose elements, `modules` modules together, are nearest to those that begin at at[0],
 * a bar; SIZE_MAX: none is near enough, or two are. */
size_t widths_best(const double *at, const void *patterns, size_t count, size_t elements,
                   unsigned modules);

/* The narrower of the light margins before edge `first` and behind edge `last`; where the
 * line shows nothing more, the margin is as wide as the symbol. */
double edges_margin(const struct edges *edges, size_t first, size_t last);

#endif
