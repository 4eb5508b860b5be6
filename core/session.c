/* session.c - a live camera: looks at parts of frames inside a time, and frames that vote
 *
 * A frame is too large to be read whole thirty times a second.  So codes are located
 * first by a single cheap pass, each frame by another one, and each frame gets a few
 * looks, every one a part of it at a scale that fits the time left: where something was
 * located or a payload waits for its second sight, then in turns the whole at a coarse
 * scale, the middle at finer ones, where people aim, and what lies around.  The reader
 * does the same with a look as with a photo; what was merely located is never believed.
 * Time is asked of the caller's clock and used for nothing but the size and number of
 * looks; what is believed depends on the frames alone. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "context.h"
#include "frame.h"
#include "read/locate.h"
#include "read/read.h"
#include "reading.h"

#define BUDGET 30           /* ms; leaves a camera of 25 frames time to breathe */
#define FORGET 2000         /* ms; shorter than a hand needs to bring the next carton */
#define PLACES 32           /* payloads kept: a sheet of labels in view */
#define LOOK_MAX (1u << 20) /* pixels of a look */
#define LOOK_LEAST 40000u   /* fewer show no code */
#define COST_LOCATE 0.02 /* us a pixel of a locating pass; measured from then on, too */
#define COST_FIRST 0.4   /* us a pixel where nothing is found; measured from then on */
#define DEBT_MAX 1000000 /* us: a machine that was busy for once is forgiven the rest */
#define SIGHTS 2         /* frames that must agree */
#define DISPUTED 2       /* frames after which a rival no longer counts */
#define TRACKED 4        /* looks a frame for payloads that wait */
#define EDGE 3           /* pixels of a look: what comes nearer to its edge is cut */

/* What is looked at in turns. */
enum turn { WHOLE, MIDDLE, AROUND, MIDDLE_AGAIN, TURNS };

struct place {                      /* one payload and where it was */
	struct assay_symbol symbol; /* payload in the session's own memory */
	uint32_t frames;            /* that showed it, since it was last disputed */
	uint64_t first, last;       /* frame numbers; last 0: the place is free */
	uint64_t disputed;          /* frame number; 0: never */
	uint64_t time;              /* of last */
	bool reported;
};

struct assay_session {
	const struct assay *a;
	uint64_t (*clock)(void *clock_data);
	void *clock_data;
	uint64_t budget, forget; /* us */
	struct assay_reading *scratch;
	uint8_t *pixels;
	uint8_t *payloads; /* PLACES of READING_PAYLOAD_MAX + 1 bytes */
	struct place places[PLACES];
	struct assay_symbol seen[PLACES];
	size_t n_seen;
	uint64_t frame;                  /* number of the last one, from 1 */
	uint64_t debt;                   /* us that earlier frames took too long */
	double cost;                     /* us a pixel of a look where nothing is found */
	double locate_cost[LOCATE_WAYS]; /* us a pixel */
	unsigned turn;
	size_t middle; /* how many looks the middle got: the next one is at another scale
	                */
	size_t around, around_scale; /* the next part around, and at which scale */
};

enum assay_status
assay_session_new(const struct assay *a, const struct assay_session_options *options,
                  struct assay_session **out)
{
	struct assay_session_options o = { 0 };
	struct assay_session *s;

	*out = NULL;
	if (options->size == 0 || options->size > 4096)
		return ASSAY_E_USAGE;
	memcpy(&o, options, options->size < sizeof o ? options->size : sizeof o);
	if (o.clock == NULL)
		return ASSAY_E_USAGE;
	if ((s = calloc(1, sizeof *s)) == NULL)
		return ASSAY_E_NOMEM;
	s->a = a;
	s->clock = o.clock;
	s->clock_data = o.clock_data;
	s->budget = (uint64_t)(o.budget > 0 ? o.budget : BUDGET) * 1000;
	s->forget = (uint64_t)(o.forget > 0 ? o.forget : FORGET) * 1000;
	s->cost = COST_FIRST;
	for (size_t i = 0; i < LOCATE_WAYS; i++)
		s->locate_cost[i] = COST_LOCATE;
	s->scratch = reading_new();
	s->pixels = malloc(LOOK_MAX);
	s->payloads = malloc((size_t)PLACES * (READING_PAYLOAD_MAX + 1));
	if (s->scratch == NULL || s->pixels == NULL || s->payloads == NULL) {
		assay_session_free(s);
		return ASSAY_E_NOMEM;
	}
	*out = s;
	return ASSAY_OK;
}

void
assay_session_free(struct assay_session *s)
{
	if (s == NULL)
		return;
	assay_reading_free(s->scratch);
	free(s->pixels);
	free(s->payloads);
	free(s);
}

/* ---- votes ---- */

struct box {
	int32_t left, top, right, bottom;
};

static struct box
box_of(const struct assay_symbol *s)
{
	struct box b = { s->outline[0].x, s->outline[0].y, s->outline[0].x,
		         s->outline[0].y };

	for (size_t i = 1; i < 4; i++) {
		const struct assay_point p = s->outline[i];

		b.left = p.x < b.left ? p.x : b.left;
		b.right = p.x > b.right ? p.x : b.right;
		b.top = p.y < b.top ? p.y : b.top;
		b.bottom = p.y > b.bottom ? p.y : b.bottom;
	}
	return b;
}

/* Does the middle of one lie in the other? */
static bool
same_place(const struct assay_symbol *a, const struct assay_symbol *b)
{
	const struct box p = box_of(a), q = box_of(b);
	const int32_t px = (p.left + p.right) / 2, py = (p.top + p.bottom) / 2;
	const int32_t qx = (q.left + q.right) / 2, qy = (q.top + q.bottom) / 2;

	return (px >= q.left && px <= q.right && py >= q.top && py <= q.bottom) ||
	       (qx >= p.left && qx <= p.right && qy >= p.top && qy <= p.bottom);
}

static bool
same_payload(const struct assay_symbol *a, const struct assay_symbol *b)
{
	return strcmp(a->symbology, b->symbology) == 0 &&
	       a->payload.len == b->payload.len &&
	       memcmp(a->payload.data, b->payload.data, a->payload.len) == 0;
}

/* The place of this payload, or a free one, or that which was unseen longest; NULL: all
 * are in view. */
static struct place *
place_for(struct assay_session *s, const struct assay_symbol *symbol)
{
	struct place *oldest = &s->places[0];

	for (size_t i = 0; i < PLACES; i++) {
		struct place *p = &s->places[i];

		if (p->last != 0 && same_payload(&p->symbol, symbol))
			return p;
		if (p->last < oldest->last)
			oldest = p;
	}
	if (oldest->last == s->frame)
		return NULL;
	*oldest = (struct place){ .first = s->frame };
	return oldest;
}

/* Others of its symbology that were there since this one was first seen, and not long
 * ago: none of them is believed for now. */
static void
dispute(struct assay_session *s, struct place *p)
{
	for (size_t i = 0; i < PLACES; i++) {
		struct place *q = &s->places[i];

		if (q == p || q->last == 0 || q->last < p->first ||
		    s->frame - q->last > DISPUTED ||
		    q->symbol.symbology[1] != p->symbol.symbology[1] ||
		    !same_place(&p->symbol, &q->symbol))
			continue;
		p->frames = q->frames = 0;
		p->disputed = q->disputed = s->frame;
	}
}

static void
note(struct assay_session *s, const struct assay_symbol *symbol, uint64_t now)
{
	struct place *p = place_for(s, symbol);
	const bool again = p != NULL && p->last == s->frame;
	uint8_t *payload;

	if (p == NULL || (again && symbol->quality <= p->symbol.quality))
		return;
	payload = s->payloads + (size_t)(p - s->places) * (READING_PAYLOAD_MAX + 1);
	memcpy(payload, symbol->payload.data, symbol->payload.len);
	payload[symbol->payload.len] = 0;
	p->symbol = *symbol;
	p->symbol.payload.data = payload;
	p->frames += !again;
	p->last = s->frame;
	p->time = now;
	dispute(s, p);
}

static bool
believed(const struct assay_session *s, const struct place *p)
{
	if (p->disputed != 0 && s->frame - p->disputed <= DISPUTED)
		return false;
	return p->frames >= SIGHTS || p->symbol.quality >= 100;
}

/* What is new goes into *out, what is out of view too long is forgotten. */
static enum assay_status
count(struct assay_session *s, const struct assay_frame *frame, uint64_t now,
      struct assay_reading **out)
{
	enum assay_status status = ASSAY_OK;

	s->n_seen = 0;
	for (size_t i = 0; i < PLACES && status == ASSAY_OK; i++) {
		struct place *p = &s->places[i];

		if (p->last != s->frame) {
			if (now > p->time && now - p->time > s->forget)
				*p = (struct place){ 0 };
			continue;
		}
		s->seen[s->n_seen++] = p->symbol;
		if (p->reported || !believed(s, p))
			continue;
		if (*out == NULL && (*out = reading_new()) == NULL)
			return ASSAY_E_NOMEM;
		(*out)->width = frame->width;
		(*out)->height = frame->height;
		memcpy((*out)->format, "frame", sizeof "frame");
		status = reading_add(*out, &p->symbol);
		p->reported = status == ASSAY_OK;
	}
	return status;
}

/* ---- looks ---- */

static uint64_t
time_now(const struct assay_session *s)
{
	return s->clock(s->clock_data);
}

/* The smallest whole scale at which so many pixels are at most `most`, but one that
 * leaves a row and a column: what is that thin is small enough. */
static uint32_t
shrink_for(uint64_t width, uint64_t height, uint64_t most)
{
	const uint64_t thin = width < height ? width : height;
	uint32_t n = 1;

	while ((width / n) * (height / n) > most && n < thin)
		n++;
	return n;
}

/* The part of that many pixels at that scale whose sides are as the frame's, so far of
 * the way from left to right and from top to bottom (0 to 1). */
static struct frame_part
part_at(const struct assay_frame *frame, uint32_t shrink, uint64_t most, double across,
        double down)
{
	const double all = (double)frame->width * frame->height;
	const double scale = fmin(1, sqrt((double)most * shrink * shrink / all));
	struct frame_part p = { .shrink = shrink };

	p.width = (uint32_t)fmax(shrink, frame->width * scale);
	p.height = (uint32_t)fmax(shrink, frame->height * scale);
	p.left = (uint32_t)((frame->width - p.width) * across);
	p.top = (uint32_t)((frame->height - p.height) * down);
	return p;
}

/* The i-th finer scale, in turns: half of the coarse one, a quarter and so on to 1. */
static uint32_t
finer(uint32_t coarse, size_t i)
{
	uint32_t halvings = 1, by;

	while (coarse > 1u << halvings)
		halvings++;
	by = 1 + (uint32_t)(i % halvings);
	return (coarse + (1u << by) - 1) >> by;
}

/* The next part around: a grid over the frame whose parts overlap by a third; then the
 * same at the next scale. */
static struct frame_part
part_around(struct assay_session *s, const struct assay_frame *frame, uint32_t coarse,
            uint64_t most)
{
	const uint32_t shrink = finer(coarse, s->around_scale);
	const struct frame_part one = part_at(frame, shrink, most, 0, 0);
	const uint32_t n = 1 + (uint32_t)ceil((double)(frame->width - one.width) /
	                                      fmax(1, one.width * 0.67));
	const size_t k = s->around++;

	if (s->around >= (size_t)n * n) {
		s->around = 0;
		s->around_scale++;
	}
	if (n == 1 || k >= (size_t)n * n)
		return one; /* the grid was finer a frame ago */
	return part_at(frame, shrink, most, (double)(k % n) / (n - 1),
	               (double)(k / n) / (n - 1));
}

static struct frame_part
part_of_turn(struct assay_session *s, const struct assay_frame *frame, uint64_t most)
{
	const uint32_t coarse = shrink_for(frame->width, frame->height, most);

	switch ((enum turn)(s->turn++ % TURNS)) {
	case MIDDLE:
	case MIDDLE_AGAIN:
		return part_at(frame, finer(coarse, s->middle++), most, 0.5, 0.5);
	case AROUND:
		return part_around(s, frame, coarse, most);
	case WHOLE:
	case TURNS:
		break;
	}
	return (struct frame_part){ 0, 0, frame->width, frame->height, coarse };
}

/* That box with so much around it. */
static struct frame_part
part_around_box(const struct assay_frame *frame, const struct box *b, double margin,
                uint64_t most)
{
	const double left = fmin(fmax(b->left - margin, 0), frame->width - 1);
	const double top = fmin(fmax(b->top - margin, 0), frame->height - 1);
	const double right = fmin(fmax(b->right + margin, left + 1), frame->width);
	const double bottom = fmin(fmax(b->bottom + margin, top + 1), frame->height);
	struct frame_part p = { (uint32_t)left, (uint32_t)top, (uint32_t)(right - left),
		                (uint32_t)(bottom - top), 1 };

	p.width += p.width == 0;
	p.height += p.height == 0;
	p.shrink = shrink_for(p.width, p.height, most);
	return p;
}

static double
longest_side(const struct box *b)
{
	return fmax(b->right - (double)b->left, b->bottom - (double)b->top);
}

/* Is the symbol, in pixels of the look, cut by an edge that is none of the frame? */
static bool
is_cut(const struct assay_frame *frame, const struct frame_part *part,
       const struct image *image, const struct assay_symbol *symbol)
{
	const struct box b = box_of(symbol);

	return (part->left > 0 && b.left < EDGE) || (part->top > 0 && b.top < EDGE) ||
	       (part->left + part->width < frame->width &&
	        b.right + EDGE >= (int32_t)image->width) ||
	       (part->top + part->height < frame->height &&
	        b.bottom + EDGE >= (int32_t)image->height);
}

static void
empty(struct assay_reading *r)
{
	for (size_t i = 0; i < r->n_symbols; i++)
		free((void *)(uintptr_t)r->symbols[i].payload.data);
	r->n_symbols = 0;
	r->work = 0;
}

/* What a pixel took. */
static double
cost_of(uint64_t before, uint64_t after, const struct image *image)
{
	return after > before
	               ? (double)(after - before) / ((double)image->width * image->height)
	               : 0;
}

/* Up at once and down slowly: too little of a frame is looked at rather than too long. */
static void
learn(double *cost, double seen)
{
	*cost = seen > *cost ? seen : *cost - (*cost - seen) / 8;
}

/* Read one part, and learn what it took. */
static enum assay_status
look(struct assay_session *s, const struct assay_frame *frame,
     const struct frame_part *part)
{
	const uint64_t before = time_now(s);
	enum assay_status status;
	struct image image;
	uint64_t after;
	double cost;

	frame_luma(frame, part, s->pixels, &image);
	status = read_symbols(&image, ASSAY_EFFORT_FAST, s->scratch);
	after = time_now(s);
	cost = after > before
	               ? (double)(after - before) / ((double)image.width * image.height)
	               : 0;
	/* a look that finds something ends early: it says nothing of those that do not */
	if (cost > s->cost || s->scratch->n_symbols == 0)
		learn(&s->cost, cost);
	for (size_t i = 0; i < s->scratch->n_symbols && status == ASSAY_OK; i++) {
		struct assay_symbol symbol = s->scratch->symbols[i];

		if (is_cut(frame, part, &image, &symbol))
			continue;
		for (size_t k = 0; k < 4; k++) {
			const double n = part->shrink;
			struct assay_point *p = &symbol.outline[k];

			p->x = (int32_t)lround((p->x + 0.5) * n - 0.5 + part->left);
			p->y = (int32_t)lround((p->y + 0.5) * n - 0.5 + part->top);
		}
		note(s, &symbol, after);
	}
	empty(s->scratch);
	return status;
}

/* How many pixels that take so long each fit into a share of the time left; 0: none.
 * What earlier frames took too long is taken off; the first look may always be taken. */
static uint64_t
allowance(const struct assay_session *s, uint64_t start, double cost, double share,
          size_t taken)
{
	const uint64_t now = time_now(s);
	const uint64_t spent = (now > start ? now - start : 0) + s->debt;
	const double left = spent < s->budget ? (double)(s->budget - spent) * share : 0;
	const double pixels = cost > 0 ? left / cost : LOOK_MAX;

	if (pixels < LOOK_LEAST)
		return taken == 0 ? LOOK_LEAST : 0;
	return pixels < LOOK_MAX ? (uint64_t)pixels : LOOK_MAX;
}

/* What this frame took beyond its budget is saved by the next ones, which may have to be
 * let pass. */
static void
settle(struct assay_session *s, uint64_t start)
{
	const uint64_t now = time_now(s);
	const uint64_t spent = (now > start ? now - start : 0) + s->debt;

	s->debt = spent > s->budget ? spent - s->budget : 0;
	if (s->debt > DEBT_MAX)
		s->debt = DEBT_MAX;
}

/* One cheap pass over all of the frame or, where that must be scaled down, now and then
 * over its middle at a finer scale; places are in pixels of the frame. */
static enum assay_status
locate(struct assay_session *s, const struct assay_frame *frame, uint64_t start,
       struct located found[LOCATED_MAX], size_t *count)
{
	const size_t way = s->frame % LOCATE_WAYS, round = s->frame / LOCATE_WAYS;
	const uint64_t fits = allowance(s, start, s->locate_cost[way], 0.5, 0);
	const uint64_t most = fits > LOOK_LEAST ? fits : LOOK_LEAST; /* each frame */
	const uint32_t coarse = shrink_for(frame->width, frame->height, most);
	struct frame_part part = { 0, 0, frame->width, frame->height, coarse };
	const uint64_t before = time_now(s);
	enum assay_status status;
	struct image image;

	if (coarse > 1 && round % 2 == 1)
		part = part_at(frame, finer(coarse, round / 2), most, 0.5, 0.5);
	frame_luma(frame, &part, s->pixels, &image);
	status = locate_codes(&image, way, found, count);
	learn(&s->locate_cost[way], cost_of(before, time_now(s), &image));
	for (size_t i = 0; i < *count; i++) {
		struct located *l = &found[i];

		l->left = part.left + l->left * part.shrink;
		l->right = part.left + l->right * part.shrink;
		l->top = part.top + l->top * part.shrink;
		l->bottom = part.top + l->bottom * part.shrink;
	}
	return status;
}

/* Does its middle lie where something was reported, or already seen in this frame? */
static bool
is_known(const struct assay_session *s, const struct box *b, bool this_frame)
{
	const int32_t x = (b->left + b->right) / 2, y = (b->top + b->bottom) / 2;

	for (size_t i = 0; i < PLACES; i++) {
		const struct place *p = &s->places[i];
		const struct box q = box_of(&p->symbol);

		if (p->last + DISPUTED >= s->frame && p->last != 0 &&
		    (this_frame ? p->last == s->frame : p->reported) && x >= q.left &&
		    x <= q.right && y >= q.top && y <= q.bottom)
			return true;
	}
	return false;
}

/* Read where something was located: what is new first, then what is known. */
static enum assay_status
look_at_located(struct assay_session *s, const struct assay_frame *frame, uint64_t start,
                const struct located *found, size_t count, size_t *taken)
{
	enum assay_status status = ASSAY_OK;

	for (size_t round = 0; round < 2; round++)
		for (size_t i = 0; i < count && *taken < LOCATED_MAX; i++) {
			/* in turns, lest one that is never read keeps others waiting */
			const struct located *l = &found[(i + s->frame) % count];
			const struct box b = { (int32_t)fmax(l->left, -1e6),
				               (int32_t)fmax(l->top, -1e6),
				               (int32_t)fmin(l->right, 1e6),
				               (int32_t)fmin(l->bottom, 1e6) };
			/* a linear code is longer than it is high */
			const double margin =
			        20 + longest_side(&b) * (l->one_sided ? 4 : 0.3);
			uint64_t most;
			struct frame_part part;

			if (is_known(s, &b, false) != (round == 1) ||
			    is_known(s, &b, true))
				continue;
			if ((most = allowance(s, start, s->cost / 2, 1, *taken)) == 0)
				return ASSAY_OK;
			part = part_around_box(frame, &b, margin, most);
			if ((status = look(s, frame, &part)) != ASSAY_OK)
				return status;
			++*taken;
		}
	return status;
}

/* Where a payload waits for its second sight, it is looked for again. */
static enum assay_status
look_at_waiting(struct assay_session *s, const struct assay_frame *frame, uint64_t start,
                size_t *taken)
{
	enum assay_status status = ASSAY_OK;
	size_t n = 0;

	for (size_t i = 0; i < PLACES && n < TRACKED && status == ASSAY_OK; i++) {
		const struct place *p = &s->places[i];
		struct frame_part part;
		struct box b;
		uint64_t most;

		if (p->last == 0 || p->last + DISPUTED < s->frame ||
		    p->last == s->frame || p->reported ||
		    (most = allowance(s, start, s->cost, 1, *taken)) == 0)
			continue;
		b = box_of(&p->symbol);
		part = part_around_box(frame, &b, 20 + 0.3 * longest_side(&b), most);
		status = look(s, frame, &part);
		++*taken;
		n++;
	}
	return status;
}

static enum assay_status
look_in_turns(struct assay_session *s, const struct assay_frame *frame, uint64_t start,
              size_t *taken)
{
	enum assay_status status = ASSAY_OK;

	for (size_t i = 0; i < TURNS && status == ASSAY_OK; i++) {
		const uint64_t most = allowance(s, start, s->cost, 1, *taken);
		struct frame_part part;

		if (most == 0)
			break;
		part = part_of_turn(s, frame, most);
		status = look(s, frame, &part);
		++*taken;
		if (part.width == frame->width && part.height == frame->height &&
		    part.shrink == 1)
			break; /* there is no more in it */
	}
	return status;
}

enum assay_status
assay_session_frame(struct assay_session *s, const struct assay_frame *frame,
                    struct assay_reading **out)
{
	const uint64_t start = time_now(s);
	struct located found[LOCATED_MAX];
	enum assay_status status;
	size_t taken = 0, count_found;

	*out = NULL;
	if (!frame_good(frame))
		return ASSAY_E_USAGE;
	if ((uint64_t)frame->width * frame->height > s->a->max_pixels ||
	    frame->width > IMAGE_SIDE_MAX || frame->height > IMAGE_SIDE_MAX)
		return ASSAY_E_LIMIT;
	if (s->debt >= s->budget) {
		s->debt -= s->budget;
		return ASSAY_OK;
	}
	s->frame++;
	status = locate(s, frame, start, found, &count_found);
	if (status == ASSAY_OK)
		status = look_at_located(s, frame, start, found, count_found, &taken);
	if (status == ASSAY_OK)
		status = look_at_waiting(s, frame, start, &taken);
	if (status == ASSAY_OK)
		status = look_in_turns(s, frame, start, &taken);
	settle(s, start);
	if (status == ASSAY_OK)
		status = count(s, frame, time_now(s), out);
	if (status != ASSAY_OK) {
		assay_reading_free(*out);
		*out = NULL;
	}
	return status;
}

const struct assay_symbol *
assay_session_seen(const struct assay_session *s, size_t n)
{
	return n < s->n_seen ? &s->seen[n] : NULL;
}
