/* vote.h - what is believed of what the passes found */
#ifndef ASSAY_READ_VOTE_H
#define ASSAY_READ_VOTE_H

#include "read/hits.h"
#include "read/why.h"

struct candidate { /* one payload at one place, over all passes */
	const struct hit *first;  /* its kind and payload */
	const struct hit *best;   /* the hit with the most votes */
	struct point outline[4];
	uint32_t votes, rival_votes; /* of its strongest rival at the same place */
	uint32_t passes, binarised;  /* how many found it, how many of these in black and white */
	bool sure; /* a reader that weighs its own evidence says so */
	bool believed;
	enum doubt doubt; /* why not */
};

struct vote {
	struct candidate *list; /* vote_clear() frees; borrows from the hits */
	size_t count, believed;
	bool undecided;   /* a place where something was seen and nothing is believed */
	enum doubt doubt; /* the weightiest */
};

/* binarised[n]: pass n turned the picture to black and white. */
enum assay_status vote_count(const struct hits *hits, const bool *binarised, struct vote *out);
void vote_clear(struct vote *vote);

/* 0 to 100: how well the scans agreed. */
uint32_t vote_quality(const struct candidate *c);

#endif
