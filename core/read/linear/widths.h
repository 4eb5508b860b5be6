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

struct two_widths {
	double narrow, wide; /* samples, mean of bars and spaces */
	double spread; /* squared narrow widths that elements differ from these by, mean
	                */
};

/* The same where elements are narrow or wide: of `count` masks, whose highest of
 * `elements` bits is the first element, a wide one is 1.  Bars and spaces may differ by
 * one amount. */
size_t widths_two(const double *at, const uint16_t *masks, size_t count, size_t elements,
                  struct two_widths *found);

/* The narrower of the light margins before edge `first` and behind edge `last`; where the
 * line shows nothing more, the margin is as wide as the symbol. */
double edges_margin(const struct edges *edges, size_t first, size_t last);

#endif
