/* reading.c - symbols and facts of one photo, and their way over a process border
 *
 * The packed form comes from a worker that a hostile photo may have taken over, so
 * there is one byte string a reading, and whatever is not exactly that is refused:
 *
 *   version u8 = 1 | width u32 | height u32 | format u8 (index) | flags u8
 *   time i64 | latitude f64 | longitude f64 | work u64 | print 256 bytes if flagged
 *   reason, English: u16 n, n bytes | reason, Chinese: the same
 *   symbols u16 n, and for each: symbology 3 bytes | reader u8 | pass u8 (indexes)
 *   | quality u8 | outline 4 x (x i32, y i32) | payload u32 n, n bytes
 *
 * Numbers are big-endian, f64 is the bits of IEEE 754; what is not flagged is zero. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "assay-check.h"
#include "assay-cursor.h"
#include "read/read.h"
#include "reading.h"

#define VERSION 1
#define PLACE_MAX (1 << 20) /* pixels: far outside any picture */
#define INDEX_NONE 0xff
#define ALIKE_MAX 6 /* mean difference of luma over the print: measured by reading-test  \
	             */

enum flag { HAS_TIME = 1, HAS_ZONE = 2, HAS_PLACE = 4, HAS_PRINT = 8, FLAGS_ALL = 15 };

static const char *const formats[] = { "", "jpeg", "png", "webp", "heic", "frame" };

/* ISO/IEC 15424: a letter and the modifiers it may carry. */
static const struct {
	char letter;
	const char *modifiers;
} symbologies[] = {
	{ 'A', "01234567" }, { 'C', "0124" },    { 'E', "034" },
	{ 'F', "0124" },     { 'G', "0" },       { 'I', "013" },
	{ 'L', "012345" },   { 'Q', "0123456" }, { 'U', "0123" },
	{ 'd', "0123456" },  { 'e', "0123" },    { 'z', "0123456789ABC" },
};

struct assay_reading *
reading_new(void)
{
	struct assay_reading *r = calloc(1, sizeof *r);

	if (r != NULL)
		atomic_init(&r->owners, 1);
	return r;
}

struct assay_reading *
reading_share(struct assay_reading *r)
{
	atomic_fetch_add(&r->owners, 1);
	return r;
}

void
assay_reading_free(struct assay_reading *r)
{
	if (r == NULL || atomic_fetch_sub(&r->owners, 1) != 1)
		return;
	for (size_t i = 0; i < r->n_symbols; i++)
		free((void *)(uintptr_t)r->symbols[i].payload.data);
	free(r->symbols);
	free(r);
}

enum assay_status
reading_add(struct assay_reading *r, const struct assay_symbol *symbol)
{
	uint8_t *copy;

	if (r->n_symbols == READING_SYMBOLS_MAX ||
	    symbol->payload.len > READING_PAYLOAD_MAX)
		return ASSAY_E_LIMIT;
	if (r->n_symbols == r->room) {
		size_t room = r->room == 0 ? 8 : r->room * 2;
		struct assay_symbol *grown = realloc(r->symbols, room * sizeof *grown);

		if (grown == NULL)
			return ASSAY_E_NOMEM;
		r->symbols = grown;
		r->room = room;
	}
	if ((copy = malloc(symbol->payload.len + 1)) == NULL)
		return ASSAY_E_NOMEM;
	if (symbol->payload.len > 0)
		memcpy(copy, symbol->payload.data, symbol->payload.len);
	copy[symbol->payload.len] = 0;
	r->symbols[r->n_symbols] = *symbol;
	r->symbols[r->n_symbols++].payload.data = copy;
	return ASSAY_OK;
}

/* Copy text, cut before the character that no longer fits. */
static void
set_text(char out[READING_REASON_MAX], const char *text)
{
	struct assay_bytes s = { (const uint8_t *)text, strlen(text) };
	size_t at = 0, n;
	uint32_t code;

	while ((n = assay_utf8(s, at, &code)) != 0 && at + n < READING_REASON_MAX)
		at += n;
	memcpy(out, text, at);
	out[at] = '\0';
}

void
reading_reason(struct assay_reading *r, struct words why)
{
	set_text(r->reason_en, why.en);
	set_text(r->reason_zh, why.zh);
}

void
reading_set_print(struct assay_reading *r, const uint8_t *pixels, uint32_t width,
                  uint32_t height, size_t stride)
{
	for (size_t row = 0; row < READING_PRINT; row++)
		for (size_t column = 0; column < READING_PRINT; column++) {
			size_t top = row * height / READING_PRINT;
			size_t bottom = (row + 1) * height / READING_PRINT;
			size_t left = column * width / READING_PRINT;
			size_t right = (column + 1) * width / READING_PRINT;
			uint64_t sum = 0, n = 0;

			bottom += bottom ==
			          top; /* smaller than the print: cells share pixels */
			right += right == left;
			for (size_t y = top; y < bottom; y++)
				for (size_t x = left; x < right; x++, n++)
					sum += pixels[y * stride + x];
			r->print[row * READING_PRINT + column] = (uint8_t)(sum / n);
		}
	r->has_print = true;
}

static int
mean(const uint8_t *print)
{
	int sum = 0;

	for (size_t i = 0; i < sizeof((struct assay_reading *)0)->print; i++)
		sum += print[i];
	return sum / (READING_PRINT * READING_PRINT);
}

bool
reading_alike(const struct assay_reading *a, const struct assay_reading *b)
{
	int sum = 0, lighter;

	/* the same camera held the same way, or it is another picture */
	if (!a->has_print || !b->has_print || a->width != b->width ||
	    a->height != b->height)
		return false;
	lighter = mean(a->print) - mean(b->print);
	for (size_t i = 0; i < sizeof a->print; i++)
		sum += abs(a->print[i] - b->print[i] - lighter);
	return sum <= ALIKE_MAX * READING_PRINT * READING_PRINT;
}

const struct assay_symbol *
assay_reading_symbol(const struct assay_reading *r, size_t n)
{
	return n < r->n_symbols ? &r->symbols[n] : NULL;
}

void
assay_reading_facts(const struct assay_reading *r, struct assay_photo_facts *facts)
{
	struct assay_photo_facts all = {
		.size = facts->size,
		.width = r->width,
		.height = r->height,
		.format = "",
		.has_time = r->has_time,
		.has_zone = r->has_zone,
		.time = r->time,
		.has_place = r->has_place,
		.latitude = r->latitude,
		.longitude = r->longitude,
		.work = r->work,
	};

	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (strcmp(r->format, formats[i]) == 0)
			all.format = formats[i];
	memcpy(facts, &all, facts->size < sizeof all ? facts->size : sizeof all);
}

const char *
assay_reading_reason(const struct assay_reading *r, enum assay_lang lang)
{
	return lang == ASSAY_ZH ? r->reason_zh : r->reason_en;
}

enum assay_status
assay_reading_failed(const char *reason_en, const char *reason_zh,
                     struct assay_reading **out)
{
	if ((*out = reading_new()) == NULL)
		return ASSAY_E_NOMEM;
	reading_reason(*out, (struct words){ reason_en, reason_zh });
	return ASSAY_OK;
}

/* ---- packed ---- */

struct writer { /* counts first, writes the second time, when at is not NULL */
	uint8_t *at;
	size_t len;
};

static void
put(struct writer *w, const void *data, size_t n)
{
	if (w->at != NULL && n > 0)
		memcpy(w->at + w->len, data, n);
	w->len += n;
}

static void
put_be(struct writer *w, uint64_t n, size_t width)
{
	uint8_t bytes[8];

	for (size_t i = 0; i < width; i++)
		bytes[i] = (uint8_t)(n >> (8 * (width - 1 - i)));
	put(w, bytes, width);
}

static void
put_double(struct writer *w, double v)
{
	uint64_t bits;

	memcpy(&bits, &v, sizeof bits);
	put_be(w, bits, 8);
}

static void
put_text(struct writer *w, const char *text)
{
	put_be(w, strlen(text), 2);
	put(w, text, strlen(text));
}

/* Where a name stands in its table. */
static uint8_t
index_of(const char *(*name)(size_t), const char *wanted)
{
	const char *at;

	for (size_t i = 0; wanted != NULL && (at = name(i)) != NULL; i++)
		if (strcmp(at, wanted) == 0)
			return (uint8_t)i;
	return INDEX_NONE;
}

static const char *
format_name(size_t n)
{
	return n < sizeof formats / sizeof *formats ? formats[n] : NULL;
}

static void
put_reading(struct writer *w, const struct assay_reading *r)
{
	unsigned flags = (r->has_time ? HAS_TIME : 0u) |
	                 (r->has_time && r->has_zone ? HAS_ZONE : 0u) |
	                 (r->has_place ? HAS_PLACE : 0u) |
	                 (r->has_print ? HAS_PRINT : 0u);
	uint8_t format = index_of(format_name, r->format);

	put_be(w, VERSION, 1);
	put_be(w, r->width, 4);
	put_be(w, r->height, 4);
	put_be(w, format == INDEX_NONE ? 0 : format, 1);
	put_be(w, flags, 1);
	put_be(w, r->has_time ? (uint64_t)r->time : 0, 8);
	put_double(w, r->has_place ? r->latitude : 0);
	put_double(w, r->has_place ? r->longitude : 0);
	put_be(w, r->work, 8);
	if (r->has_print)
		put(w, r->print, sizeof r->print);
	put_text(w, r->reason_en);
	put_text(w, r->reason_zh);
	put_be(w, r->n_symbols, 2);
	for (size_t i = 0; i < r->n_symbols; i++) {
		const struct assay_symbol *s = &r->symbols[i];

		put(w, s->symbology, 3);
		put_be(w, index_of(read_reader_name, s->reader), 1);
		put_be(w, index_of(read_pass_name, s->pass), 1);
		put_be(w, s->quality, 1);
		for (size_t k = 0; k < 4; k++) {
			put_be(w, (uint32_t)s->outline[k].x, 4);
			put_be(w, (uint32_t)s->outline[k].y, 4);
		}
		put_be(w, s->payload.len, 4);
		put(w, s->payload.data, s->payload.len);
	}
}

enum assay_status
assay_reading_pack(const struct assay_reading *r, uint8_t **out, size_t *len)
{
	struct writer count = { 0 }, w = { 0 };

	put_reading(&count, r);
	*len = 0;
	if ((*out = w.at = malloc(count.len)) == NULL)
		return ASSAY_E_NOMEM;
	put_reading(&w, r);
	*len = w.len;
	return ASSAY_OK;
}

/* One sentence, or nothing: no line ends and no other control characters. */
static bool
take_text(struct assay_cursor *c, char out[READING_REASON_MAX])
{
	struct assay_bytes text = assay_take(c, (size_t)assay_take_be(c, 2));
	uint32_t code;
	size_t n;

	if (text.len >= READING_REASON_MAX)
		return false;
	for (size_t at = 0; at < text.len; at += n)
		if ((n = assay_utf8(text, at, &code)) == 0 || code < 0x20 ||
		    (code >= 0x7f && code < 0xa0))
			return false;
	if (text.len > 0)
		memcpy(out, text.data, text.len);
	out[text.len] = '\0';
	return true;
}

static double
take_double(struct assay_cursor *c)
{
	uint64_t bits = assay_take_be(c, 8);
	double v;

	memcpy(&v, &bits, sizeof v);
	return v;
}

static bool
known_symbology(const char s[4])
{
	for (size_t i = 0; i < sizeof symbologies / sizeof *symbologies; i++)
		if (s[0] == ']' && s[1] == symbologies[i].letter && s[2] != '\0')
			return strchr(symbologies[i].modifiers, s[2]) != NULL;
	return false;
}

/* A name by its index; "" for none; false if there is no such index. */
static bool
take_name(struct assay_cursor *c, const char *(*name)(size_t), const char **out)
{
	size_t index = (size_t)assay_take_be(c, 1);

	*out = "";
	return index == INDEX_NONE || (*out = name(index)) != NULL;
}

static enum assay_status
take_symbol(struct assay_cursor *c, struct assay_reading *r)
{
	struct assay_symbol s = { .symbology = "" };
	struct assay_bytes symbology = assay_take(c, 3);
	bool good = true;

	if (symbology.len == 3)
		memcpy(s.symbology, symbology.data, 3);
	good = take_name(c, read_reader_name, &s.reader) && good;
	good = take_name(c, read_pass_name, &s.pass) && good;
	s.quality = (uint32_t)assay_take_be(c, 1);
	for (size_t k = 0; k < 4; k++) {
		s.outline[k].x = (int32_t)(uint32_t)assay_take_be(c, 4);
		s.outline[k].y = (int32_t)(uint32_t)assay_take_be(c, 4);
		good = good && s.outline[k].x >= -PLACE_MAX &&
		       s.outline[k].x <= PLACE_MAX && s.outline[k].y >= -PLACE_MAX &&
		       s.outline[k].y <= PLACE_MAX;
	}
	s.payload = assay_take(c, (size_t)assay_take_be(c, 4));
	if (c->bad || !good || s.quality > 100 || !known_symbology(s.symbology) ||
	    s.payload.len > READING_PAYLOAD_MAX)
		return ASSAY_E_FORMAT;
	return reading_add(r, &s);
}

static enum assay_status
take_reading(struct assay_cursor *c, struct assay_reading *r)
{
	uint64_t version = assay_take_be(c, 1);
	const char *format;
	uint64_t flags, n;
	bool good;

	r->width = (uint32_t)assay_take_be(c, 4);
	r->height = (uint32_t)assay_take_be(c, 4);
	good = (r->width == 0) == (r->height == 0) && r->width <= PLACE_MAX &&
	       r->height <= PLACE_MAX;
	if ((format = format_name((size_t)assay_take_be(c, 1))) == NULL)
		return ASSAY_E_FORMAT;
	memcpy(r->format, format, strlen(format) + 1);
	flags = assay_take_be(c, 1);
	r->has_time = (flags & HAS_TIME) != 0;
	r->has_zone = (flags & HAS_ZONE) != 0;
	r->has_place = (flags & HAS_PLACE) != 0;
	r->has_print = (flags & HAS_PRINT) != 0;
	r->time = (int64_t)assay_take_be(c, 8);
	r->latitude = take_double(c);
	r->longitude = take_double(c);
	r->work = assay_take_be(c, 8);
	if (version != VERSION || flags > FLAGS_ALL || (r->has_zone && !r->has_time) ||
	    (!r->has_time && r->time != 0) || (r->has_print && r->width == 0))
		return ASSAY_E_FORMAT;
	/* years 1900 to 2262, so that nobody's arithmetic overflows; also refuses NaN */
	if (r->time < -2208988800 || r->time > 9223372036 || !(fabs(r->latitude) <= 90) ||
	    !(fabs(r->longitude) <= 180))
		return ASSAY_E_FORMAT;
	if (!r->has_place && (r->latitude != 0 || r->longitude != 0 ||
	                      signbit(r->latitude) || signbit(r->longitude)))
		return ASSAY_E_FORMAT;
	if (r->has_print) {
		struct assay_bytes print = assay_take(c, sizeof r->print);

		if (print.len == sizeof r->print)
			memcpy(r->print, print.data, sizeof r->print);
	}
	good = take_text(c, r->reason_en) && good;
	good = take_text(c, r->reason_zh) && good;
	n = assay_take_be(c, 2);
	if (c->bad || !good || n > READING_SYMBOLS_MAX)
		return ASSAY_E_FORMAT;
	for (; n > 0; n--) {
		enum assay_status status = take_symbol(c, r);

		if (status != ASSAY_OK)
			return status;
	}
	return c->bad || c->left.len != 0 ? ASSAY_E_FORMAT : ASSAY_OK;
}

enum assay_status
assay_reading_unpack(struct assay_bytes packed, struct assay_reading **out)
{
	struct assay_cursor c = { packed, false };
	struct assay_reading *r = reading_new();
	enum assay_status status;

	*out = NULL;
	if (r == NULL)
		return ASSAY_E_NOMEM;
	if ((status = take_reading(&c, r)) != ASSAY_OK) {
		assay_reading_free(r);
		return status;
	}
	*out = r;
	return ASSAY_OK;
}
