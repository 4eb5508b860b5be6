/* linear.h - bar codes of one row, read along lines that are laid across their bars
 *
 * locate (regions.c): where edges run one way, at any angle and scale.
 * lines  (lines.c):   grey values along lines across the bars, at parts of a pixel, each
 * the mean of a few neighbours along the bars; and the edges on them. decode (the rest):
 * widths, or the grey values themselves, to text; a decoder is a pure function and says
 * nothing rather than guess. vote   (find.c):    lines of one region that agree become
 * one hit. */
#ifndef ASSAY_READ_LINEAR_H
#define ASSAY_READ_LINEAR_H

#include "read/hits.h"

/* ---- regions.c ---- */

#define BARS_MAX 64

struct bars { /* where edges run one way; pixels of the picture */
	struct point middle;
	struct point
	        across; /* unit vector across the bars; along is it turned clockwise */
	double length, height; /* across the bars, along the bars */
	double bend;           /* radians a pixel across: how the bars fan out */
	double weight; /* how much there is to see: larger ones are looked at first */
};

/* The heaviest come first; found once and kept in views. */
enum assay_status bars_find(struct views *views, const struct bars **out, size_t *count);
/* Is most of this place a symbol that a hit from number `first` on is sure of? */
bool bars_known(const struct bars *bars, const struct hits *hits, size_t first);

/* ---- lines.c ---- */

#define LINE_SAMPLES 4096
#define EDGES_MAX 1024

struct line {
	struct point start,
	        step;       /* picture point of sample 0; from one sample to the next */
	struct point along; /* of the bars, where sample `centre` stands */
	double offset, bend, centre; /* along the bars; how `along` turns by sample */
	double inside_from,
	        inside_to; /* samples between which it runs through the picture */
	size_t count;
	float value[LINE_SAMPLES];
};

/* Lay the line that runs `offset` pixels along the bars from the region's middle, the
 * mean of `rows` lines a pixel apart. */
void line_take(const struct image *grey, const struct bars *region, double offset,
               unsigned rows, struct line *line);
float line_value(const struct image *grey, double x, double y);
struct point line_point(const struct line *line, double sample);

/* A picture of the place alone, its bars set straight, and where its pixels lie. */
enum assay_status bars_patch(const struct image *grey, const struct bars *bars,
                             struct image *out, struct placement *placement);

enum edge_rule { EDGE_STEEPEST, EDGE_MIDDLE, EDGE_RULES };

struct edges { /* at[even]: light turns dark; count is even */
	size_t count;
	double at[EDGES_MAX]; /* in samples, rising */
};

/* Turns of brightness smaller than `part` of the contrast around are no edges. */
void edges_find(const struct line *line, enum edge_rule rule, double part,
                struct edges *edges);
/* The same read from the other end; sample s becomes length - s. */
void edges_reverse(const struct edges *in, double length, struct edges *out);
void line_reverse(struct line *line);
void line_invert(struct line *line);

/* ---- decoders ---- */

#define LINEAR_TEXT_MAX 256

struct linear_text {
	enum kind kind;
	uint8_t bytes[LINEAR_TEXT_MAX];
	size_t len;
	bool fnc1;
	size_t first, last; /* the edges where its bars begin and end */
};

/* A decoder looks at the edges from at[start] on, which begins a bar. */
typedef bool linear_decoder(const struct edges *edges, size_t start,
                            struct linear_text *text);

linear_decoder code128_decode, code93_decode, code39_decode, codabar_decode, itf_decode;

/* What a pair of Code 39 or Code 93 stands for; -1: nothing. */
int full_ascii(char shift, char letter);

#endif
