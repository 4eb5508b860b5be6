/* vote.c - what is believed of what the passes found
 *
 * A wrong payload is worse than none.  Scan lines that agree are votes; a payload is
 * believed when it has enough of them, from more than one kind of picture where its
 * symbology protects it badly, and three times those of any rival at its place.  The
 * numbers were chosen on some 500 photographs with known text. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "assay-check.h"
#include "read/vote.h"

#define RIVAL_RATIO 3
#define SURE_LINES 8 /* of a reader that weighs its own evidence: full quality */

#define NEVER UINT32_MAX

/* How many votes each kind must have, and how long it must be: shorter ones are too
 * easily found in stripes of any kind. */
static const struct need {
	uint32_t two_one_binarised; /* from two passes, one of them in black and white */
	uint32_t two;               /* from two passes */
	uint32_t one_binarised;     /* in the best pass, if any was in black and white */
	uint32_t one;               /* in the best pass */
	size_t least_length;
	bool checked; /* its check digit makes even a weak sight worth a word */
} needs[KINDS] = {
	[KIND_EAN13] = { 6, 16, 24, NEVER, 13, true },
	[KIND_EAN8] = { 6, 16, 24, NEVER, 8, true },
	[KIND_EAN13_ADDON] = { 6, 16, NEVER, NEVER, 15, false },
	[KIND_ITF] = { 8, 16, 24, NEVER, 6, false },
	[KIND_DATABAR] = { 3, 3, 3, 3, 16, true },
	[KIND_DATABAR_EXPANDED] = { 2, 2, 2, 2, 3, true },
	[KIND_CODABAR] = { 6, 16, 24, NEVER, 4, false },
	[KIND_CODE39] = { 6, 16, 24, NEVER, 2, false },
	[KIND_CODE93] = { 4, 8, 8, 8, 2, true },
	[KIND_CODE128] = { 3, 3, 4, 4, 1, true },
	[KIND_QR] = { 1, 1, 1, 1, 1, true },
	[KIND_DATAMATRIX] = { 1, 1, 1, 1, 1, true },
	[KIND_AZTEC] = { 1, 1, 1, 1, 1, true },
	[KIND_PDF417] = { 1, 1, 1, 1, 1, true },
};

/* Error-corrected: one sight says all there is to say. */
static bool
is_matrix(enum kind kind)
{
	return kind == KIND_QR || kind == KIND_DATAMATRIX || kind == KIND_AZTEC ||
	       kind == KIND_PDF417;
}

struct box {
	double left, top, right, bottom;
};

static struct box
box_of(const struct point outline[4])
{
	struct box b = { outline[0].x, outline[0].y, outline[0].x, outline[0].y };

	for (size_t i = 1; i < 4; i++) {
		b.left = fmin(b.left, outline[i].x);
		b.right = fmax(b.right, outline[i].x);
		b.top = fmin(b.top, outline[i].y);
		b.bottom = fmax(b.bottom, outline[i].y);
	}
	return b;
}

static double
longest_side(const struct box *a, const struct box *b)
{
	return fmax(fmax(a->right - a->left, a->bottom - a->top),
	            fmax(b->right - b->left, b->bottom - b->top));
}

/* Do the boxes come within that distance of each other? */
static bool
within(const struct box *a, const struct box *b, double distance)
{
	return a->left - distance <= b->right && b->left - distance <= a->right &&
	       a->top - distance <= b->bottom && b->top - distance <= a->bottom;
}

/* Equal payloads: one symbol?  Where only one end was located, the other may be a whole
 * length away; two symbols said to be one are the smaller mistake. */
static bool
same_place(const struct hit *a, const struct hit *b)
{
	const struct box p = box_of(a->outline), q = box_of(b->outline);
	const double side = longest_side(&p, &q);

	if ((a->one_sided || b->one_sided) && !a->sure && !b->sure)
		return within(&p, &q, 2 * side + 8);
	return within(&p, &q, side * 0.12 + 3);
}

static bool
equal(const struct hit *a, const struct hit *b)
{
	return a->kind == b->kind && a->fnc1 == b->fnc1 &&
	       a->fnc1_second == b->fnc1_second && a->len == b->len &&
	       memcmp(a->payload, b->payload, a->len) == 0;
}

/* Code 32, the Italian code of medicines: six digits and consonants stand for a number of
 * nine digits that ends in its check digit. */
static bool
is_code32(const struct hit *hit)
{
	static const char symbols[] = "0123456789BCDFGHJKLMNPQRSTUVWXYZ";
	uint32_t value = 0, sum = 0;

	if (hit->len != 6)
		return false;
	for (size_t i = 0; i < 6; i++) {
		const char *at = memchr(symbols, hit->payload[i], sizeof symbols - 1);

		if (at == NULL)
			return false;
		value = value * 32 + (uint32_t)(at - symbols);
	}
	if (value > 999999999)
		return false;
	for (uint32_t v = value / 10, n = 0; n < 8; n++, v /= 10) {
		const uint32_t digit = v % 10 * (n % 2 == 0 ? 2 : 1);

		sum += digit / 10 + digit % 10;
	}
	return sum % 10 == value % 10;
}

/* Code 39 does not say by which convention it was printed: pairs may stand for one
 * character (full ASCII), and six characters for nine digits (Code 32). */
static bool
has_two_meanings(const struct hit *hit)
{
	bool letters = false;

	if (hit->kind != KIND_CODE39)
		return false;
	for (size_t i = 0; i + 1 < hit->len; i++) {
		const uint8_t c = hit->payload[i], next = hit->payload[i + 1];

		if ((c == '+' || c == '$' || c == '%' || c == '/') && next >= 'A' &&
		    next <= (c == '/' ? 'O' : 'Z'))
			return true;
	}
	for (size_t i = 0; i < hit->len; i++)
		letters = letters || hit->payload[i] > '9';
	return letters && is_code32(hit);
}

/* Merge hits into candidates: group[i] is the candidate of hit i.  Places grow as hits
 * join, so it is done by connecting all pairs. */
static size_t
group_hits(const struct hits *hits, size_t *group)
{
	size_t groups = 0;

	for (size_t i = 0; i < hits->count; i++) {
		size_t mine = SIZE_MAX;

		for (size_t k = 0; k < i; k++) {
			if (group[k] == mine || !equal(&hits->list[i], &hits->list[k]) ||
			    !same_place(&hits->list[i], &hits->list[k]))
				continue;
			if (mine == SIZE_MAX) {
				mine = group[k];
			} else { /* this hit joins two groups */
				size_t other = group[k];

				for (size_t j = 0; j < i; j++)
					if (group[j] == other)
						group[j] = mine;
			}
		}
		group[i] = mine == SIZE_MAX ? groups++ : mine;
	}
	return groups; /* some may be empty by now */
}

/* Count one group of hits; false if it is empty. */
static bool
count_group(const struct hits *hits, const size_t *group, size_t g, const bool *binarised,
            struct candidate *c)
{
	size_t last_pass = SIZE_MAX;

	*c = (struct candidate){ 0 };
	for (size_t i = 0; i < hits->count; i++) { /* in order of passes */
		const struct hit *hit = &hits->list[i];

		if (group[i] != g)
			continue;
		if (c->first == NULL)
			c->first = hit;
		/* one that is sure knows where it stands, too */
		if (c->best == NULL || hit->sure > c->best->sure ||
		    (hit->sure == c->best->sure && hit->votes > c->best->votes))
			c->best = hit;
		c->votes += hit->votes;
		c->sure = c->sure || hit->sure;
		if (hit->pass != last_pass) {
			c->passes++;
			c->binarised += binarised[hit->pass];
			last_pass = hit->pass;
		}
	}
	return c->first != NULL;
}

/* The outline of a linear candidate: around all that the best pass saw of it. */
static void
draw_outline(const struct hits *hits, const size_t *group, size_t g, struct candidate *c)
{
	const struct point *best = c->best->outline;
	struct point corners[64],
	        reading = { best[1].x - best[0].x, best[1].y - best[0].y };
	size_t n = 0;

	memcpy(c->outline, best, sizeof c->outline);
	if (is_matrix(c->first->kind))
		return;
	for (size_t i = 0; i < hits->count && n < sizeof corners / sizeof *corners; i++)
		if (group[i] == g && hits->list[i].pass == c->best->pass &&
		    hits->list[i].sure == c->best->sure)
			for (size_t k = 0; k < 4; k++)
				corners[n++] = hits->list[i].outline[k];
	if (n > 4 && c->first->kind != KIND_EAN13_ADDON)
		outline_around(corners, n, reading, c->outline);
}

/* An EAN with its add-on and the same EAN without it do not contradict each other. */
static bool
is_addon_of(const struct hit *with, const struct hit *without)
{
	return with->kind == KIND_EAN13_ADDON && without->kind == KIND_EAN13 &&
	       with->len > 13 && without->len == 13 &&
	       memcmp(with->payload, without->payload, 13) == 0;
}

/* Two outlines of one matrix symbol?  One may stand inside another. */
static bool
same_symbol(const struct candidate *a, const struct candidate *b)
{
	const struct box p = box_of(a->outline), q = box_of(b->outline);
	const double near = longest_side(&p, &q) * 0.25;

	return fabs(p.left - q.left) < near && fabs(p.right - q.right) < near &&
	       fabs(p.top - q.top) < near && fabs(p.bottom - q.bottom) < near;
}

/* Do the boxes share a good part of the smaller one? */
static bool
covers(const struct box *a, const struct box *b)
{
	const double wide = fmin(a->right, b->right) - fmax(a->left, b->left),
	             high = fmin(a->bottom, b->bottom) - fmax(a->top, b->top);
	const double p = (a->right - a->left) * (a->bottom - a->top),
	             q = (b->right - b->left) * (b->bottom - b->top);

	return wide > 0 && high > 0 && wide * high > 0.15 * fmin(p, q);
}

static bool
rivals(const struct candidate *a, const struct candidate *b)
{
	const struct hit *p = a->first, *q = b->first;
	struct box x, y;

	if (p->kind == KIND_QR && q->kind == KIND_QR)
		return !p->part && !q->part && !equal(p, q) && same_symbol(a, b);
	if (is_matrix(p->kind) || is_matrix(q->kind))
		return false; /* one may stand inside another; both are error-corrected */
	if (is_addon_of(p, q) || is_addon_of(q, p) || equal(p, q))
		return false;
	/* an add-on that was made up must not cost the EAN itself */
	if (q->kind == KIND_EAN13_ADDON && p->kind != KIND_EAN13_ADDON)
		return false;
	x = box_of(a->outline);
	y = box_of(b->outline);
	if (a->sure || b->sure) /* these know where they stand: rivals stand on each other */
		return covers(&x, &y);
	/* labels carry codes close below each other: only those that touch are rivals */
	return within(&x, &y, longest_side(&x, &y) * 0.02 + 2);
}

static bool
enough(const struct candidate *c)
{
	const struct need *need = &needs[c->first->kind];

	if (c->first->len < need->least_length)
		return false;
	if (c->sure)
		return true;
	return (c->passes >= 2 && c->binarised > 0 &&
	        c->votes >= need->two_one_binarised) ||
	       (c->passes >= 2 && c->votes >= need->two) ||
	       (c->binarised > 0 && c->best->votes >= need->one_binarised) ||
	       c->best->votes >= need->one;
}

static bool
inside(const struct candidate *c, const struct candidate *around)
{
	const struct box b = box_of(c->outline), a = box_of(around->outline);
	const double x = (b.left + b.right) / 2, y = (b.top + b.bottom) / 2;

	return x > a.left && x < a.right && y > a.top && y < a.bottom;
}

/* What stands in the way of believing it, if anything. */
static void
judge(struct vote *v, struct candidate *c)
{
	for (size_t k = 0; k < v->count; k++) {
		const struct candidate *other = &v->list[k];

		/* what is weighed and found enough is not outvoted by what is not enough */
		if (c->sure && !enough(other))
			continue;
		if (other != c && rivals(c, other) && other->votes > c->rival_votes)
			c->rival_votes = other->votes;
	}
	c->doubt = !enough(c) ? DOUBT_WEAK : DOUBT_NONE;
	if (c->doubt == DOUBT_NONE && c->rival_votes * RIVAL_RATIO > c->votes)
		c->doubt = DOUBT_RIVALS;
	if (c->first->part && c->first->kind == KIND_DATAMATRIX)
		c->doubt = DOUBT_PART;
	if (c->doubt == DOUBT_NONE && has_two_meanings(c->first))
		c->doubt = DOUBT_MEANING;
	c->believed = c->doubt == DOUBT_NONE;
}

/* What another believed candidate at the same place makes superfluous. */
static bool
superseded(const struct vote *v, const struct candidate *c)
{
	const struct box b = box_of(c->outline);

	for (size_t k = 0; k < v->count; k++) {
		const struct candidate *other = &v->list[k];
		const struct box o = box_of(other->outline);

		if (other == c || !other->believed)
			continue;
		/* stripes of a matrix symbol taken for bars */
		if (is_matrix(other->first->kind) && !is_matrix(c->first->kind) && inside(c, other))
			return true;
		if (is_addon_of(other->first, c->first) &&
		    within(&b, &o, longest_side(&b, &o) * 0.1))
			return true;
	}
	return false;
}

static bool
near_believed(const struct vote *v, const struct candidate *c)
{
	const struct box b = box_of(c->outline);

	for (size_t k = 0; k < v->count; k++) {
		const struct box o = box_of(v->list[k].outline);

		if (v->list[k].believed && within(&b, &o, longest_side(&b, &o) * 0.5 + 8))
			return true;
	}
	return false;
}

enum assay_status
vote_count(const struct hits *hits, const bool *binarised, struct vote *out)
{
	size_t *group = calloc(hits->count + 1, sizeof *group), groups;

	*out = (struct vote){ 0 };
	if (group == NULL)
		return ASSAY_E_NOMEM;
	groups = group_hits(hits, group);
	if ((out->list = calloc(groups + 1, sizeof *out->list)) == NULL) {
		free(group);
		return ASSAY_E_NOMEM;
	}
	for (size_t g = 0; g < groups; g++)
		if (count_group(hits, group, g, binarised, &out->list[out->count]))
			draw_outline(hits, group, g, &out->list[out->count++]);
	free(group);
	for (size_t i = 0; i < out->count; i++)
		judge(out, &out->list[i]);
	for (size_t i = 0; i < out->count; i++)
		if (out->list[i].believed && superseded(out, &out->list[i]))
			out->list[i].believed = false;
	for (size_t i = 0; i < out->count; i++) {
		const struct candidate *c = &out->list[i];

		out->believed += c->believed;
		if (c->doubt == DOUBT_NONE || near_believed(out, c))
			continue;
		out->undecided = true;
		if (c->doubt > out->doubt &&
		    (c->doubt != DOUBT_WEAK || needs[c->first->kind].checked))
			out->doubt = c->doubt;
	}
	return ASSAY_OK;
}

void
vote_clear(struct vote *vote)
{
	free(vote->list);
	*vote = (struct vote){ 0 };
}

uint32_t
vote_quality(const struct candidate *c)
{
	uint64_t votes = c->votes < 32 ? c->votes : 32,
	         all = (uint64_t)c->votes + c->rival_votes;

	if (c->first->kind == KIND_DATAMATRIX || c->first->kind == KIND_QR ||
	    c->first->kind == KIND_AZTEC)
		return c->best->clean;
	if (c->best->sure) /* by lines over all of its height, each the mean of several */
		votes = c->best->votes < SURE_LINES ? c->best->votes * 32 / SURE_LINES : 32;
	return (uint32_t)(votes * 100 * c->votes / (32 * all));
}
