/* ean.c - EAN and UPC from the grey values of lines (ISO/IEC 15420)
 *
 * Segments (guards and digits) are laid over a line so that their borders, all of known
 * colour, fall on edges where there are any: dynamic programming over the places where
 * each border may be.  A segment's misfit is the mean square of what remains when the
 * best of its templates, blurred and with bars grown as all others of the symbol, is
 * taken away, as a part of the squared contrast. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/linear/ean.h"
#include "read/linear/widths.h"

#define PER_MODULE 4
#define FAN 2.2  /* how much wider or narrower than the mean a module may be */
#define LEAP 1.5 /* and than that of the segment before */
#define SEGMENTS_MAX 15
#define PLACES_MAX 4   /* where a border may be */
#define REACH 1.8      /* modules from where it should be */
#define WARP_MAX 10    /* modules that the middle may be off */
#define MET_LEAST 0.55 /* of the borders that must stand near an edge */
#define MARGIN 3.5     /* modules of light beside a symbol whose edges do not count up */
#define MARGIN_SHORT                                                                     \
	6.0              /* the same of one with few digits, found in others too easily  \
	                  */
#define MODULE_LEAST 0.6 /* pixels */
#define CONTRAST_PRIOR 0.01
#define WIDTH_PRIOR 0.3
#define MISFIT_LINE 0.060 /* a line that fits worse says nothing */
#define MISFIT_GUARD 0.12
#define TRIES_MAX 12 /* places of a line looked at by margins alone */

enum part { GUARD, CENTRE, GUARD_E, LEFT, RIGHT, LEFT_A };

static const struct form {
	unsigned modules;
	size_t segments, digits, elements;
	struct {
		unsigned char length;
		unsigned char part;
	} segment[SEGMENTS_MAX];
} forms[EAN_FORMS] = {
	[EAN_13] = { 95,
	             15,
	             12,
	             59,
	             { { 3, GUARD },
	               { 7, LEFT },
	               { 7, LEFT },
	               { 7, LEFT },
	               { 7, LEFT },
	               { 7, LEFT },
	               { 7, LEFT },
	               { 5, CENTRE },
	               { 7, RIGHT },
	               { 7, RIGHT },
	               { 7, RIGHT },
	               { 7, RIGHT },
	               { 7, RIGHT },
	               { 7, RIGHT },
	               { 3, GUARD } } },
	[EAN_8] = { 67,
	            11,
	            8,
	            43,
	            { { 3, GUARD },
	              { 7, LEFT_A },
	              { 7, LEFT_A },
	              { 7, LEFT_A },
	              { 7, LEFT_A },
	              { 5, CENTRE },
	              { 7, RIGHT },
	              { 7, RIGHT },
	              { 7, RIGHT },
	              { 7, RIGHT },
	              { 3, GUARD } } },
	[UPC_E] = { 51,
	            8,
	            6,
	            33,
	            { { 3, GUARD },
	              { 7, LEFT },
	              { 7, LEFT },
	              { 7, LEFT },
	              { 7, LEFT },
	              { 7, LEFT },
	              { 7, LEFT },
	              { 6, GUARD_E } } },
};

/* Sets A (odd) of the left side as modules, 1 is dark; B is A from the right with the
 * colours changed, and C, the right side, is A with the colours changed. */
static const uint8_t set_a[10] = { 0x0d, 0x19, 0x13, 0x3d, 0x23,
	                           0x31, 0x2f, 0x3b, 0x37, 0x0b };

/* Which of the left digits are of set B, for each first digit; bit 5 is the leftmost. */
static const uint8_t sets_of_first[10] = { 0x00, 0x0b, 0x0d, 0x0e, 0x13,
	                                   0x19, 0x1c, 0x15, 0x16, 0x1a };

struct template
{
	float shape[EAN_SAMPLES]; /* 1 is light; less its mean */
	float square;             /* sum of squares */
};

struct ean_templates {
	struct bank {
		bool made;
		double growth;
		struct template left[20], right[10], guard[2], centre, guard_e;
	} bank[EAN_BLURS][EAN_GROWTHS];
	float normal[257]; /* of the normal distribution, from -4 to 4 */
};

/* Standard deviation of the blur and growth of a bar at each of its edges, in modules. */
static const double blurs[EAN_BLURS] = { 0.20, 0.40, 0.60, 0.80, 1.05 };
static const double growths[EAN_GROWTHS] = { 0, -0.12, 0.12, -0.24, 0.24 };

static double
normal(const struct ean_templates *t, double x)
{
	const double at = (x + 4) * 32;
	size_t i;

	if (at <= 0)
		return 0;
	if (at >= 256)
		return 1;
	i = (size_t)at;
	return (double)t->normal[i] +
	       (at - (double)i) * (double)(t->normal[i + 1] - t->normal[i]);
}

/* bits: modules with two more on either side of the segment, the leftmost highest. */
static void
draw(const struct ean_templates *all, unsigned bits, unsigned length, size_t blur,
     size_t growth, struct template *out)
{
	const double sigma = blurs[blur], grown = growths[growth];
	const unsigned modules = length + 4, samples = length * PER_MODULE;
	float mean = 0;

	for (unsigned s = 0; s < samples; s++) {
		const double at = 2 + ((double)s + 0.5) / PER_MODULE;
		double light = (bits >> (modules - 1) & 1) ? 0 : 1;

		for (unsigned m = 1; m < modules; m++) {
			const bool before = bits >> (modules - m) & 1,
			           here = bits >> (modules - 1 - m) & 1;
			double edge = m;

			if (before == here)
				continue;
			edge += here ? -grown : grown;
			light += (here ? -1 : 1) * normal(all, (at - edge) / sigma);
		}
		out->shape[s] = (float)light;
		mean += (float)light / (float)samples;
	}
	out->square = 0;
	for (unsigned s = 0; s < samples; s++) {
		out->shape[s] -= mean;
		out->square += out->shape[s] * out->shape[s];
	}
}

static unsigned
reversed_bits(unsigned bits)
{
	unsigned out = 0;

	for (unsigned i = 0; i < 7; i++)
		out |= (bits >> i & 1) << (6 - i);
	return out;
}

static const struct bank *
bank_of(struct ean_templates *t, size_t blur, size_t growth)
{
	struct bank *b = &t->bank[blur][growth];

	if (b->made)
		return b;
	b->made = true;
	b->growth = growths[growth];
	for (unsigned d = 0; d < 10; d++) {
		const unsigned a = set_a[d], c = ~a & 0x7f, set_b = reversed_bits(c);

		/* a left digit follows a dark module and a light one follows it; what
		 * stands behind these is most often the same */
		draw(t, 1u << 9 | a << 2 | 0, 7, blur, growth, &b->left[d]);
		draw(t, 1u << 9 | set_b << 2 | 0, 7, blur, growth, &b->left[10 + d]);
		draw(t, 0u << 9 | c << 2 | 2, 7, blur, growth, &b->right[d]);
	}
	draw(t, 0x00 << 5 | 5 << 2 | 0, 3, blur, growth, &b->guard[0]);
	draw(t, 0x00 << 5 | 5 << 2 | 0, 3, blur, growth, &b->guard[1]);
	draw(t, 1u << 7 | 0x0a << 2 | 2, 5, blur, growth, &b->centre);
	draw(t, 1u << 8 | 0x15 << 2 | 0, 6, blur, growth, &b->guard_e);
	return b;
}

enum assay_status
ean_start(struct ean *ean)
{
	struct ean_templates *t = calloc(1, sizeof *t);

	*ean = (struct ean){ .templates = t };
	if (t == NULL)
		return ASSAY_E_NOMEM;
	for (int i = 0; i <= 256; i++)
		t->normal[i] = (float)(0.5 * erfc(-((double)i / 32 - 4) / sqrt(2)));
	return ASSAY_OK;
}

void
ean_forget(struct ean *ean)
{
	ean->count = 0;
}

void
ean_end(struct ean *ean)
{
	free(ean->templates);
	*ean = (struct ean){ 0 };
}

/* ---- one line ---- */

struct ink { /* which of the blurs and growths, in modules of the mean width */
	size_t blur, growth;
};

/* The nearest templates where modules are 1 / larger times the mean. */
static const struct bank *
bank_for(struct ean_templates *t, struct ink ink, double larger)
{
	struct ink best = ink;

	if (larger > 1.2 || larger < 0.8) {
		const double blur = blurs[ink.blur] * larger,
		             growth = growths[ink.growth] * larger;

		for (size_t i = 0; i < EAN_BLURS; i++)
			if (fabs(blurs[i] - blur) < fabs(blurs[best.blur] - blur))
				best.blur = i;
		for (size_t i = 0; i < EAN_GROWTHS; i++)
			if (fabs(growths[i] - growth) <
			    fabs(growths[best.growth] - growth))
				best.growth = i;
	}
	return bank_of(t, best.blur, best.growth);
}

struct span { /* a form laid over a line */
	struct ean_templates *templates;
	const struct line *line;
	const struct form *form;
	double module, contrast;
	double border[SEGMENTS_MAX + 1]; /* samples */
};

/* Grey values of a segment, four a module, less their mean, in parts of the contrast;
 * returns the sum of their squares. */
static double
take(const struct span *s, double from, double to, unsigned samples,
     float out[EAN_SAMPLES])
{
	const double step = (to - from) / samples, last = (double)s->line->count - 1;
	const float *v = s->line->value;
	float mean = 0, square = 0;
	const float scale = (float)(1 / s->contrast);

	for (unsigned i = 0; i < samples; i++) {
		double at = from + ((double)i + 0.5) * step;
		size_t whole;

		at = at < 0 ? 0 : at > last - 1 ? last - 1 : at;
		whole = (size_t)at;
		out[i] = (v[whole] +
		          (float)(at - (double)whole) * (v[whole + 1] - v[whole])) *
		         scale;
		mean += out[i];
	}
	mean /= (float)samples;
	for (unsigned i = 0; i < samples; i++) {
		out[i] -= mean;
		square += out[i] * out[i];
	}
	return (double)square;
}

static double
misfit(const float *seen, double square, unsigned samples, const struct template *t)
{
	double dot, part, error;
	float sum[PER_MODULE] = {
		0
	}; /* side by side, so that they can be added at once */

	for (unsigned i = 0; i < samples; i += PER_MODULE)
		for (unsigned k = 0; k < PER_MODULE; k++)
			sum[k] += seen[i + k] * t->shape[i + k];
	dot = (double)(sum[0] + sum[1] + sum[2] + sum[3]) / samples;
	part = (dot + CONTRAST_PRIOR) / ((double)t->square / samples + CONTRAST_PRIOR);
	part = part < 0.2 ? 0.2 : part;
	error = square / samples - 2 * part * dot +
	        part * part * (double)t->square / samples;
	return error + CONTRAST_PRIOR * (part - 1) * (part - 1);
}

/* Does border b turn from dark to light? */
static bool
border_rises(const struct form *f, size_t b)
{
	if (b == 0)
		return false;
	switch ((enum part)f->segment[b - 1].part) {
	case GUARD: /* the first one and the last one both end dark, as do left digits */
	case GUARD_E:
	case LEFT:
	case LEFT_A:
		return true;
	case CENTRE:
	case RIGHT:
		return false;
	}
	return false;
}

/* Misfit of every pattern a segment may have; returns how many there are. */
static size_t
misfits(const struct span *s, size_t segment, double from, double to, struct ink ink,
        double out[EAN_PATTERNS])
{
	const unsigned length = s->form->segment[segment].length;
	const double module = (to - from) / length;
	const struct bank *bank = bank_for(s->templates, ink, s->module / module);
	const double grown = bank->growth * module;
	const struct template *t = NULL;
	const unsigned samples = length * (unsigned)PER_MODULE;
	float seen[EAN_SAMPLES];
	size_t n = 1;
	double square;

	switch ((enum part)s->form->segment[segment].part) {
	case GUARD:
		t = &bank->guard[segment > 0];
		break;
	case CENTRE:
		t = &bank->centre;
		break;
	case GUARD_E:
		t = &bank->guard_e;
		break;
	case LEFT:
		t = bank->left;
		n = 20;
		break;
	case LEFT_A:
		t = bank->left;
		n = 10;
		break;
	case RIGHT:
		t = bank->right;
		n = 10;
		break;
	}
	/* borders are edges, and these have moved as bars grew */
	from += border_rises(s->form, segment) ? -grown : grown;
	to += border_rises(s->form, segment + 1) ? -grown : grown;
	square = take(s, from, to, samples, seen);
	for (size_t i = 0; i < n; i++)
		out[i] = misfit(seen, square, samples, &t[i]);
	return n;
}

static bool
is_digit(const struct form *f, size_t segment)
{
	return f->segment[segment].part >= LEFT;
}

/* The first edge at or behind a sample. */
static size_t
edge_from(const struct edges *e, double sample)
{
	size_t low = 0, high = e->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (e->at[middle] < sample)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Where border modules stand if the middle is `warp` modules off. */
static double
warped(const struct span *s, double from, unsigned module, double warp)
{
	const double part = (double)module / s->form->modules;

	return from + s->module * ((double)module + 4 * warp * part * (1 - part));
}

/* The bend of the module scale at which most borders meet an edge of their kind. */
static double
find_warp(const struct span *s, const struct edges *e, size_t first, double from,
          double *met)
{
	double best = 0, most = -1;

	*met = 0;
	for (int i = 0; i <= 4 * WARP_MAX; i++) {
		const double warp = (i % 2 == 0 ? i : -i - 1) / 4.0;
		size_t edge[2] = { first + 2,
			           first + 1 }; /* the next that falls, that rises */
		double score = 0;
		unsigned module = 0;

		for (size_t b = 1; b < s->form->segments; b++) {
			const bool rises = border_rises(s->form, b);
			size_t *k = &edge[rises];
			double at, off = s->module;

			module += s->form->segment[b - 1].length;
			at = warped(s, from, module, warp);
			while (*k + 2 < e->count && e->at[*k + 2] <= at)
				*k += 2;
			if (*k < e->count)
				off = fmin(off, fabs(e->at[*k] - at));
			if (*k + 2 < e->count)
				off = fmin(off, fabs(e->at[*k + 2] - at));
			score += 1 - off / s->module;
		}
		if (score > most + (most < 0 ? 0 : 0.3)) {
			most = score;
			best = warp;
			*met = score / (double)(s->form->segments - 1);
		}
	}
	return best;
}

/* Lay the borders where the segments fit best; false: too few meet an edge. */
static bool
lay(struct span *s, const struct edges *e, double from, double to, struct ink ink)
{
	const struct form *f = s->form;
	double place[SEGMENTS_MAX + 1][PLACES_MAX], cost[SEGMENTS_MAX + 1][PLACES_MAX];
	size_t count[SEGMENTS_MAX + 1], back[SEGMENTS_MAX + 1][PLACES_MAX], best = 0;
	double met_part;
	const double warp = find_warp(s, e, edge_from(e, from), from, &met_part);
	double nominal[SEGMENTS_MAX + 1];
	unsigned module = 0;

	if (met_part < MET_LEAST)
		return false;
	for (size_t b = 0; b <= f->segments; b++) {
		const double at = warped(s, from, module, warp),
		             reach = REACH * s->module;
		const bool rises = border_rises(f, b);
		bool met = false;

		nominal[b] = at;
		count[b] = 0;
		if (b == 0 || b == f->segments) {
			place[b][count[b]++] = b == 0 ? from : to;
		} else {
			for (size_t i = edge_from(e, at - reach);
			     i < e->count && e->at[i] <= at + reach &&
			     count[b] < PLACES_MAX - 1;
			     i++)
				if (i % 2 == rises) {
					place[b][count[b]++] = e->at[i];
					met = met ||
					      fabs(e->at[i] - at) < 0.3 * s->module;
				}
			if (!met)
				place[b][count[b]++] = at;
		}
		if (b < f->segments)
			module += f->segment[b].length;
	}
	cost[0][0] = 0;
	for (size_t b = 1; b <= f->segments; b++)
		for (size_t k = 0; k < count[b]; k++) {
			cost[b][k] = INFINITY;
			back[b][k] = 0;
			for (size_t j = 0; j < count[b - 1]; j++) {
				const double wide = nominal[b] - nominal[b - 1],
				             width = place[b][k] - place[b - 1][j],
				             off = width / wide - 1;
				double all[EAN_PATTERNS], least = INFINITY, now;
				size_t n;

				if (fabs(off) > 0.45)
					continue;
				n = misfits(s, b - 1, place[b - 1][j], place[b][k], ink,
				            all);
				for (size_t i = 0; i < n; i++)
					least = fmin(least, all[i]);
				now = cost[b - 1][j] +
				      least * f->segment[b - 1].length / 7 +
				      WIDTH_PRIOR * off * off;
				if (now < cost[b][k]) {
					cost[b][k] = now;
					back[b][k] = j;
				}
			}
		}
	for (size_t b = f->segments + 1; b-- > 0;) {
		s->border[b] = place[b][best];
		if (b > 0)
			best = back[b][best];
	}
	return true;
}

struct fit { /* a span's misfits with one pair of templates */
	double cost[EAN_DIGITS][EAN_PATTERNS];
	double misfit; /* mean over modules */
	double guards; /* the worst */
};

static void
fit_span(const struct span *s, struct ink ink, struct fit *out)
{
	size_t digit = 0;

	*out = (struct fit){ 0 };
	for (size_t b = 0; b < s->form->segments; b++) {
		double all[EAN_PATTERNS], least = INFINITY;
		size_t n = misfits(s, b, s->border[b], s->border[b + 1], ink, all);

		for (size_t i = 0; i < n; i++)
			least = fmin(least, all[i]);
		out->misfit += least * s->form->segment[b].length / s->form->modules;
		if (!is_digit(s->form, b)) {
			out->guards = fmax(out->guards, least);
			continue;
		}
		for (size_t i = 0; i < EAN_PATTERNS; i++)
			out->cost[digit][i] = i < n ? all[i] : INFINITY;
		digit++;
	}
}

static double
contrast_between(const struct line *l, double from, double to)
{
	unsigned histogram[256] = { 0 }, n = 0, low = 0, high = 255, sum = 0;

	for (size_t i = from > 0 ? (size_t)from : 0; i < l->count && (double)i <= to;
	     i++, n++)
		histogram[(uint8_t)l->value[i]]++;
	for (; low < 255 && (sum += histogram[low]) * 20 < n; low++)
		;
	for (sum = 0; high > 0 && (sum += histogram[high]) * 20 < n; high--)
		;
	return high > low + 8 ? high - low : 8;
}

static struct ean_sum *
sum_for(struct ean *ean, enum ean_form form, double from, double to, double module,
        bool reversed, bool inverted)
{
	for (size_t i = 0; i < ean->count; i++) {
		struct ean_sum *s = &ean->sum[i];

		if (s->form == form && s->reversed == reversed &&
		    s->inverted == inverted && fabs(s->from - from) < 4 * module &&
		    fabs(s->to - to) < 4 * module)
			return s;
	}
	return NULL;
}

/* ---- the small code beside a symbol ---- */

#define ADDON_NEAR 4.5 /* modules of light between the two */
#define ADDON_FAR 18.0
#define ADDON_AGREE 3 /* lines, and three times as many as say something else */

/* Widths of a digit, the first a space: set A, then set B. */
static const char digit_widths[20][5] = {
	"3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112",
	"1123", "1222", "2212", "1141", "2311", "1321", "4111", "2131", "3121", "2113",
};

/* Digits from edge `at` on, where the small code's first bar begins; 0: there are none.
 */
static size_t
addon_digits(const double *at, size_t edges, size_t len, double module, uint8_t out[5])
{
	/* sets of five digits by their check; bit 4 is the first, 1 is set B */
	static const uint8_t sets_of_check[10] = { 0x18, 0x14, 0x12, 0x11, 0x0c,
		                                   0x06, 0x03, 0x0a, 0x09, 0x05 };
	unsigned sets = 0, check = 0;
	size_t used = 3;

	if (edges < 3 + 4 * len + 2 * (len - 1) + 1 ||
	    fabs(at[3] - at[0] - 4 * module) > module || at[3] - at[2] < at[1] - at[0])
		return 0;
	for (size_t i = 0; i < len; i++) {
		const double *digit = at + used;
		size_t best;

		if (fabs(digit[4] - digit[0] - 7 * module) > 2 * module)
			return 0;
		if ((best = widths_best(digit, digit_widths, 20, 4, 7)) == SIZE_MAX)
			return 0;
		out[i] = (uint8_t)('0' + best % 10);
		sets = sets << 1 | (best >= 10);
		check += (unsigned)(best % 10) * (i % 2 == 0 ? 3 : 9);
		used += 4;
		if (i + 1 < len) { /* a space and a bar between digits */
			if (fabs(at[used + 2] - at[used] - 2 * module) > module)
				return 0;
			used += 2;
		}
	}
	if (len == 5)
		return sets == sets_of_check[check % 10] ? used : 0;
	return sets == (unsigned)(((out[0] - '0') * 10 + out[1] - '0') % 4) ? used : 0;
}

static double light_behind(const struct line *line, const struct edges *e, size_t last);

static void
find_addon(struct ean_sum *sum, const struct line *line, const struct edges *e,
           size_t last, double module)
{
	for (size_t first = last + 1; first < e->count; first += 2) {
		const double gap = (e->at[first] - e->at[last]) / module;
		struct ean_addon found = { .len = 0 };
		struct ean_addon *a = sum->addon;
		size_t used;

		if (gap < ADDON_NEAR)
			continue;
		if (gap > ADDON_FAR)
			return;
		for (found.len = 5; found.len > 0; found.len = found.len == 5 ? 2 : 0) {
			used = addon_digits(e->at + first, e->count - first, found.len,
			                    module, found.digits);
			if (used > 0 && light_behind(line, e, first + used) > 4 * module)
				break;
		}
		if (found.len == 0)
			continue;
		for (; a < sum->addon + sum->n_addons; a++)
			if (a->len == found.len &&
			    memcmp(a->digits, found.digits, a->len) == 0)
				break;
		if (a == sum->addon + EAN_ADDONS)
			return;
		if (a == sum->addon + sum->n_addons) {
			*a = found;
			sum->n_addons++;
		}
		a->lines++;
		a->end = line_point(line, e->at[first + used]);
		return;
	}
}

const struct ean_addon *
ean_addon_of(const struct ean_sum *sum)
{
	const struct ean_addon *best = NULL;
	size_t others = 0;

	for (size_t i = 0; i < sum->n_addons; i++) {
		others += sum->addon[i].lines;
		if (best == NULL || sum->addon[i].lines > best->lines)
			best = &sum->addon[i];
	}
	if (best == NULL || best->lines < ADDON_AGREE ||
	    best->lines < 3 * (others - best->lines))
		return NULL;
	return best;
}

/* ---- a line's evidence ---- */

/* Lay a form over the line between two samples; exact: its edges, all of them, follow
 * from edge `first` on. */
static bool
try_span(struct ean *ean, const struct line *line, const struct edges *e,
         enum ean_form form, size_t first, size_t last, bool exact, bool reversed,
         bool inverted)
{
	struct span s = { .templates = ean->templates,
		          .line = line,
		          .form = &forms[form] };
	const double from = e->at[first], to = e->at[last];
	struct ean_sum *sum, now;
	struct fit fit, best;
	struct ean_answer alone;
	double weight;

	s.module = (to - from) / s.form->modules;
	s.contrast = contrast_between(line, from, to);
	sum = sum_for(ean, form, from, to, s.module, reversed, inverted);
	now = (struct ean_sum){ .form = form,
		                .reversed = reversed,
		                .inverted = inverted,
		                .blur = 1,
		                .growth = 0 };
	if (sum != NULL) {
		now.blur = sum->blur;
		now.growth = sum->growth;
	}
	if (exact) {
		double before = 0, wide;
		size_t edge = first;

		s.border[0] = from;
		for (size_t b = 0; b < s.form->segments; b++) {
			const enum part part = (enum part)s.form->segment[b].part;

			edge += part == GUARD     ? 3
			        : part == CENTRE  ? 5
			        : part == GUARD_E ? 6
			                          : 4;
			if (part == GUARD_E || (part == GUARD && b > 0))
				edge = last;
			s.border[b + 1] = e->at[edge];
			wide = (s.border[b + 1] - s.border[b]) /
			       s.form->segment[b].length;
			/* modules may change along a can, but not at once */
			if (wide > FAN * s.module || s.module > FAN * wide ||
			    (b > 1 && (wide > LEAP * before || before > LEAP * wide)))
				return false;
			before = wide;
		}
	} else if (!lay(&s, e, from, to, (struct ink){ now.blur, now.growth })) {
		return false;
	}
	fit_span(&s, (struct ink){ now.blur, now.growth }, &best);
	if (best.misfit > 3 * MISFIT_LINE)
		return false;
	if (sum == NULL) /* which blur and growth explain it best? */
		for (size_t b = 0; b < EAN_BLURS; b++)
			for (size_t g = 0; g < EAN_GROWTHS; g++) {
				fit_span(&s, (struct ink){ b, g }, &fit);
				if (fit.misfit < best.misfit) {
					best = fit;
					now.blur = b;
					now.growth = g;
				}
			}
	if (sum == NULL && !exact &&
	    lay(&s, e, from, to, (struct ink){ now.blur, now.growth })) {
		fit_span(&s, (struct ink){ now.blur, now.growth }, &best);
	}
	if (best.misfit > MISFIT_LINE || best.guards > MISFIT_GUARD)
		return false;
	if (sum == NULL) {
		if (ean->count == EAN_SUMS)
			return false;
		sum = &ean->sum[ean->count++];
		*sum = now;
	}
	if (sum->lines == 32)
		return false;
	weight = 1 / (best.misfit + 0.004);
	/* by itself first */
	now.lines = 0;
	now.weight = weight;
	now.misfit = best.misfit * weight;
	for (size_t d = 0; d < s.form->digits; d++)
		for (size_t i = 0; i < EAN_PATTERNS; i++) {
			now.cost[d][i] = best.cost[d][i] * weight;
			sum->cost[d][i] += best.cost[d][i] * weight;
		}
	sum->weight += weight;
	sum->misfit += best.misfit * weight;
	sum->from = from;
	sum->to = to;
	sum->sure[sum->lines] = false;
	if (ean_solve(&now, &alone)) {
		memcpy(sum->alone[sum->lines], alone.digits, sizeof alone.digits);
		sum->sure[sum->lines] = alone.gap > 0.1;
	}
	if (form != EAN_8)
		find_addon(sum, line, e, last, s.module);
	sum->begin[sum->lines] = line_point(line, from);
	sum->end[sum->lines++] = line_point(line, to);
	return true;
}

/* Light beside a symbol, as far as the picture shows it. */
static double
light_before(const struct line *line, const struct edges *e, size_t first)
{
	const double from = first > 0 ? e->at[first - 1] : 0;

	return e->at[first] - fmax(from, line->inside_from - 1);
}

static double
light_behind(const struct line *line, const struct edges *e, size_t last)
{
	const double to = last + 1 < e->count ? e->at[last + 1] : (double)line->count;

	return fmin(to, line->inside_to + 1) - e->at[last];
}

bool
ean_line(struct ean *ean, const struct line *line, const struct edges *e, bool reversed,
         bool inverted)
{
	const double step = hypot(line->step.x, line->step.y);
	bool any = false;
	size_t tries = 0;

	for (enum ean_form f = EAN_13; f < EAN_FORMS; f++) {
		const size_t elements = forms[f].elements;

		for (size_t first = 0; first + elements < e->count; first += 2) {
			const double module = (e->at[first + elements] - e->at[first]) /
			                      forms[f].modules;
			const double *a = e->at + first, *z = a + elements;
			const double before = light_before(line, e, first),
			             behind = light_behind(line, e, first + elements);

			if (fabs(a[2] - a[0] - 2 * module) > 2 * module ||
			    fabs(z[0] - z[-2] - 2 * module) > 2 * module ||
			    before < 0.8 * module || behind < 0.8 * module ||
			    before + behind < 6 * module ||
			    (f == UPC_E && behind < MARGIN_SHORT * module) ||
			    (f == EAN_8 && behind < 5 * module) ||
			    (f != EAN_13 && before < 5 * module))
				continue;
			any = try_span(ean, line, e, f, first, first + elements, true,
			               reversed, inverted) ||
			      any;
		}
	}
	if (any)
		return true;
	for (size_t first = 0; first < e->count && tries < TRIES_MAX; first += 2) {
		const double before = light_before(line, e, first);

		for (size_t last = first + 21; last < e->count && last < first + 70;
		     last += 2) {
			const double span = e->at[last] - e->at[first];
			const double behind = light_behind(line, e, last);

			for (enum ean_form f = EAN_13; f < EAN_FORMS; f++) {
				const double module = span / forms[f].modules;
				const size_t n = last - first;

				const double margin = f == EAN_13 ? MARGIN : MARGIN_SHORT;

				if (before < margin * module ||
				    behind < margin * module ||
				    module * step < MODULE_LEAST ||
				    2 * n < forms[f].elements ||
				    n > forms[f].elements + 6 || n == forms[f].elements)
					continue;
				if (tries++ >= TRIES_MAX)
					continue;
				any = try_span(ean, line, e, f, first, last, false,
				               reversed, inverted) ||
				      any;
			}
		}
	}
	return any;
}

/* ---- from sums to a number ---- */

struct way { /* digits so far */
	double cost;
	uint8_t digit[EAN_DIGITS];
};

struct ways { /* the two nearest numbers found */
	struct way best, second;
	int first_best, first_second; /* the digit that the sets tell */
};

/* Nearest numbers among those with this pattern of sets; sum: of the check so far.
 * weight3: which digits count three times, bit k for digit k. */
static void
nearest(const struct ean_sum *s, size_t digits, unsigned sets, unsigned left,
        unsigned weight3, unsigned sum, int first, struct ways *ways)
{
	struct way now[10][2], next[10][2];

	for (size_t c = 0; c < 10; c++)
		now[c][0].cost = now[c][1].cost = INFINITY;
	now[sum % 10][0].cost = 0;
	for (size_t k = 0; k < digits; k++) {
		const size_t shift = k < left && (sets >> (left - 1 - k) & 1) ? 10 : 0;
		const unsigned times = weight3 >> k & 1 ? 3 : 1;

		for (size_t c = 0; c < 10; c++)
			next[c][0].cost = next[c][1].cost = INFINITY;
		for (size_t c = 0; c < 10; c++)
			for (size_t i = 0; i < 2; i++)
				for (unsigned d = 0; d < 10 && now[c][i].cost < INFINITY;
				     d++) {
					struct way *to = next[(c + times * d) % 10];
					const double cost =
					        now[c][i].cost + s->cost[k][shift + d];
					struct way *put = NULL;

					if (cost < to[0].cost) {
						to[1] = to[0];
						put = &to[0];
					} else if (cost < to[1].cost) {
						put = &to[1];
					} else {
						continue;
					}
					*put = now[c][i];
					put->cost = cost;
					put->digit[k] = (uint8_t)d;
				}
		memcpy(now, next, sizeof now);
	}
	for (size_t i = 0; i < 2; i++) {
		if (now[0][i].cost < ways->best.cost) {
			ways->second = ways->best;
			ways->first_second = ways->first_best;
			ways->best = now[0][i];
			ways->first_best = first;
		} else if (now[0][i].cost < ways->second.cost) {
			ways->second = now[0][i];
			ways->first_second = first;
		}
	}
}

/* The least that numbers with this pattern of sets can cost, whatever their check. */
static double
bound(const struct ean_sum *s, size_t digits, unsigned sets, unsigned left)
{
	double sum = 0;

	for (size_t k = 0; k < digits; k++) {
		const size_t shift = k < left && (sets >> (left - 1 - k) & 1) ? 10 : 0;
		double least = INFINITY;

		for (size_t d = 0; d < 10; d++)
			least = fmin(least, s->cost[k][shift + d]);
		sum += least;
	}
	return sum;
}

/* UPC-E: the check digit of the twelve that the six stand for. */
static unsigned
upce_expand(unsigned system, const uint8_t d[6], uint8_t out[12])
{
	static const char *const form[10] = { "ab00000cde", "ab10000cde", "ab20000cde",
		                              "abc00000de", "abcd00000e", "abcde00005",
		                              "abcde00006", "abcde00007", "abcde00008",
		                              "abcde00009" };
	unsigned sum = 3 * system;

	out[0] = (uint8_t)system;
	for (size_t i = 0; i < 10; i++) {
		const char c = form[d[5]][i];

		out[1 + i] = (uint8_t)(c >= 'a' ? d[c - 'a'] : c - '0');
		sum += out[1 + i] * (i % 2 == 0 ? 1u : 3u);
	}
	out[11] = (uint8_t)((10 - sum % 10) % 10);
	return out[11];
}

/* Is one digit changed in this number nearer than what is known?  UPC-E has no check of
 * its own but the sets, so the best two of all numbers are looked for directly. */
static void
nearest_upce(const struct ean_sum *s, struct ways *ways, uint8_t out[12])
{
	for (unsigned system = 0; system < 2; system++)
		for (unsigned check = 0; check < 10; check++) {
			/* the sets of an EAN-13 with that first digit, but six of them
			 * mixed: 0 stands for three of B and then three of A */
			static const uint8_t sets_of_check[10] = { 0x38, 0x34, 0x32, 0x31,
				                                   0x2c, 0x26, 0x23, 0x2a,
				                                   0x29, 0x25 };
			const unsigned sets = system == 0 ? sets_of_check[check]
			                                  : ~sets_of_check[check] & 0x3fu;
			const double least = bound(s, 6, sets, 6);
			size_t order[6][10];
			struct way w;

			if (least >= ways->second.cost)
				continue;
			for (size_t k = 0; k < 6; k++)
				for (size_t d = 0; d < 10; d++) {
					const double *c = s->cost[k] +
					                  (sets >> (5 - k) & 1 ? 10 : 0);
					size_t at = d;

					for (; at > 0 && c[order[k][at - 1]] > c[d]; at--)
						order[k][at] = order[k][at - 1];
					order[k][at] = d;
				}
			/* the three nearest digits at each place: 729 numbers */
			for (unsigned n = 0; n < 729; n++) {
				unsigned rest = n;
				uint8_t twelve[12];

				w.cost = 0;
				for (size_t k = 0; k < 6; k++, rest /= 3) {
					w.digit[k] = (uint8_t)order[k][rest % 3];
					w.cost += s->cost[k]
					                 [(sets >> (5 - k) & 1 ? 10 : 0) +
					                  w.digit[k]];
				}
				if (w.cost >= ways->second.cost ||
				    upce_expand(system, w.digit, twelve) != check)
					continue;
				if (w.cost < ways->best.cost) {
					ways->second = ways->best;
					ways->best = w;
					memcpy(out, twelve, sizeof twelve);
				} else {
					ways->second = w;
				}
			}
		}
}

bool
ean_solve(const struct ean_sum *s, struct ean_answer *a)
{
	struct ways ways = { .best = { .cost = INFINITY },
		             .second = { .cost = INFINITY } };
	const struct form *f = &forms[s->form];
	uint8_t twelve[12] = { 0 };
	double digits_only;

	*a = (struct ean_answer){ 0 };
	if (s->form == EAN_13) {
		double least[10];
		bool done[10] = { false };

		for (size_t i = 0; i < 10; i++)
			least[i] = bound(s, 12, sets_of_first[i], 6);
		for (size_t round = 0; round < 10; round++) {
			size_t next = SIZE_MAX;

			for (size_t i = 0; i < 10; i++)
				if (!done[i] &&
				    (next == SIZE_MAX || least[i] < least[next]))
					next = i;
			done[next] = true;
			if (least[next] >= ways.second.cost)
				break;
			nearest(s, 12, sets_of_first[next], 6, 0x555, (unsigned)next,
			        (int)next, &ways);
		}
		a->digits[0] = (uint8_t)('0' + ways.first_best);
		for (size_t k = 0; k < 12; k++)
			a->digits[k + 1] = (uint8_t)('0' + ways.best.digit[k]);
		a->len = 13;
	} else if (s->form == EAN_8) {
		nearest(s, 8, 0, 4, 0x55, 0, 0, &ways);
		for (size_t k = 0; k < 8; k++)
			a->digits[k] = (uint8_t)('0' + ways.best.digit[k]);
		a->len = 8;
	} else {
		nearest_upce(s, &ways, twelve);
		a->digits[0] = '0';
		for (size_t k = 0; k < 12; k++)
			a->digits[k + 1] = (uint8_t)('0' + twelve[k]);
		a->len = 13;
	}
	if (!(ways.best.cost < INFINITY) || !(s->weight > 0))
		return false;
	digits_only = ways.best.cost / s->weight / (double)f->digits;
	a->misfit = digits_only;
	a->gap = (ways.second.cost - ways.best.cost) / s->weight / (digits_only + 0.004);
	for (size_t i = 0; i < s->lines; i++) {
		const bool same = memcmp(s->alone[i], a->digits, sizeof a->digits) == 0;

		a->agreeing += same;
		a->contrary += s->sure[i] && !same;
	}
	return true;
}
