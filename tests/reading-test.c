/* reading-test.c - readings over a process border, and pictures that are alike
 *
 * A packed reading may be hostile: whatever is accepted packs to the same bytes. */
#include <math.h>

#include "read/read.h"
#include "reading.h"
#include "tap.h"

static struct assay_reading *
sample(void)
{
	static const uint8_t text[] = "01095212345432131710\x1d" "2191\\x";
	struct assay_reading *r = reading_new();
	struct assay_symbol s = {
		.symbology = "]Q3",
		.payload = { text, sizeof text - 1 },
		.outline = { { -3, 4 }, { 100, 5 }, { 101, 99 }, { -2, 98 } },
		.quality = 77,
	};
	uint8_t pixels[40 * 30];

	for (size_t i = 0; i < sizeof pixels; i++)
		pixels[i] = (uint8_t)(i * 7);
	s.reader = read_reader_name(0);
	s.pass = read_pass_name(0);
	if (reading_add(r, &s) != ASSAY_OK)
		return NULL;
	memcpy(s.symbology, "]E0", 4);
	s.payload.len = 13;
	s.pass = "no such pass";
	if (reading_add(r, &s) != ASSAY_OK)
		return NULL;
	r->width = 40;
	r->height = 30;
	memcpy(r->format, "jpeg", 5);
	r->has_time = r->has_zone = r->has_place = true;
	r->time = 1795255200;
	r->latitude = -33.5;
	r->longitude = 151.25;
	r->work = 123456789012;
	reading_set_print(r, pixels, 40, 30, 40);
	reading_reason(r, (struct words){ "why not", "为什么" });
	return r;
}

/* Accepted bytes are the only bytes for that reading. */
static int
refused_or_same(const uint8_t *bytes, size_t len)
{
	struct assay_reading *r;
	uint8_t *again;
	size_t n;
	int same;

	if (assay_reading_unpack((struct assay_bytes){ bytes, len }, &r) != ASSAY_OK)
		return r == NULL;
	if (assay_reading_pack(r, &again, &n) != ASSAY_OK)
		return 0;
	same = n == len && memcmp(bytes, again, n) == 0;
	free(again);
	assay_reading_free(r);
	return same;
}

static void
test_round_trip(void)
{
	struct assay_photo_facts facts = { .size = sizeof facts };
	struct assay_reading *r = sample(), *back;
	const struct assay_symbol *s;
	uint8_t *packed, *damaged;
	size_t len, bad = 0;

	is_int(assay_reading_pack(r, &packed, &len), ASSAY_OK, "a reading packs");
	is_int(assay_reading_unpack((struct assay_bytes){ packed, len }, &back), ASSAY_OK,
	       "and unpacks");
	assay_reading_facts(back, &facts);
	ok(facts.width == 40 && facts.height == 30 && facts.has_time && facts.has_zone &&
	           facts.time == 1795255200 && facts.has_place && facts.latitude == -33.5 &&
	           facts.longitude == 151.25 && facts.work == 123456789012,
	   "facts come back");
	is_str(facts.format, "jpeg", "the format comes back");
	is_str(assay_reading_reason(back, ASSAY_EN), "why not", "the reason comes back");
	is_str(assay_reading_reason(back, ASSAY_ZH), "为什么", "and in Chinese");
	ok(memcmp(r->print, back->print, sizeof r->print) == 0 && back->has_print,
	   "the print comes back");
	s = assay_reading_symbol(back, 0);
	ok(s != NULL && s->payload.len == r->symbols[0].payload.len &&
	           memcmp(s->payload.data, r->symbols[0].payload.data, s->payload.len) == 0 &&
	           s->payload.data[s->payload.len] == 0,
	   "the payload comes back, NUL after");
	ok(s != NULL && memcmp(s->outline, r->symbols[0].outline, sizeof s->outline) == 0 &&
	           s->quality == 77,
	   "outline and quality come back");
	is_str(s->reader, read_reader_name(0), "the reader comes back as its static name");
	ok(s->pass == read_pass_name(0), "and so does the pass");
	is_str(assay_reading_symbol(back, 1)->pass, "", "a pass nobody knows is left out");
	ok(assay_reading_symbol(back, 2) == NULL, "NULL past the last symbol");
	assay_reading_free(back);

	for (size_t n = 0; n < len; n++)
		bad += assay_reading_unpack((struct assay_bytes){ packed, n }, &back) == ASSAY_OK;
	is_int(bad, 0, "no prefix is a reading");
	damaged = malloc(len + 1);
	for (size_t i = 0; i < len; i++)
		for (unsigned bit = 0; bit < 8; bit++) {
			memcpy(damaged, packed, len);
			damaged[i] ^= (uint8_t)(1u << bit);
			bad += !refused_or_same(damaged, len);
		}
	is_int(bad, 0, "each flipped bit is refused or is another reading, whole");
	for (size_t i = 0; i < len; i++) {
		static const uint8_t values[] = { 0x00, 0x7f, 0x80, 0xff };

		for (size_t v = 0; v < sizeof values; v++) {
			memcpy(damaged, packed, len);
			damaged[i] = values[v];
			bad += !refused_or_same(damaged, len);
		}
	}
	is_int(bad, 0, "so is each byte replaced");
	memcpy(damaged, packed, len);
	damaged[len] = 0;
	is_int(assay_reading_unpack((struct assay_bytes){ damaged, len + 1 }, &back),
	       ASSAY_E_FORMAT, "nothing may follow");
	free(damaged);
	free(packed);
	assay_reading_free(r);
}

/* What a reading with one wrong value packs to must not come back. */
/* clang-format off */
static void tell_nan(struct assay_reading *r) { r->latitude = NAN; }
static void tell_infinity(struct assay_reading *r) { r->longitude = INFINITY; }
static void tell_latitude(struct assay_reading *r) { r->latitude = 90.5; }
static void tell_outline(struct assay_reading *r) { r->symbols[0].outline[2].x = (1 << 20) + 1; }
static void tell_symbology(struct assay_reading *r) { memcpy(r->symbols[0].symbology, "]Q9", 4); }
static void tell_letter(struct assay_reading *r) { memcpy(r->symbols[0].symbology, "]?0", 4); }
static void tell_utf8(struct assay_reading *r) { memcpy(r->reason_zh, "\xe4\xbd", 3); }
static void tell_line(struct assay_reading *r) { memcpy(r->reason_en, "a\nb", 4); }
static void tell_quality(struct assay_reading *r) { r->symbols[0].quality = 101; }
static void tell_side(struct assay_reading *r) { r->height = 0; }
static void tell_time(struct assay_reading *r) { r->time = INT64_MAX; }

static const struct {
	const char *says;
	void (*tell)(struct assay_reading *r);
} lies[] = {
	{ "a latitude that is no number", tell_nan },
	{ "a longitude without end", tell_infinity },
	{ "a latitude beyond the pole", tell_latitude },
	{ "an outline far outside", tell_outline },
	{ "a symbology modifier nobody knows", tell_symbology },
	{ "a symbology letter nobody knows", tell_letter },
	{ "a reason that is not UTF-8", tell_utf8 },
	{ "a reason of two lines", tell_line },
	{ "a quality above 100", tell_quality },
	{ "a picture without height", tell_side },
	{ "a time at the end of time", tell_time },
};
/* clang-format on */

static void
test_lies(void)
{
	for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
		struct assay_reading *r = sample(), *back;
		uint8_t *packed;
		size_t len;

		lies[i].tell(r);
		is_int(assay_reading_pack(r, &packed, &len), ASSAY_OK, "packs: %s", lies[i].says);
		is_int(assay_reading_unpack((struct assay_bytes){ packed, len }, &back),
		       ASSAY_E_FORMAT, "refused: %s", lies[i].says);
		free(packed);
		assay_reading_free(r);
	}
}

static void
test_failed(void)
{
	char long_text[2000];
	struct assay_reading *r, *back;
	uint8_t *packed;
	size_t len;

	is_int(assay_reading_failed("the reader died", "读取器崩溃", &r), ASSAY_OK, "a failed one");
	ok(assay_reading_symbol(r, 0) == NULL, "has no symbol");
	is_str(assay_reading_reason(r, ASSAY_ZH), "读取器崩溃", "has a reason");
	assay_reading_free(r);
	for (size_t i = 0; i + 3 < sizeof long_text; i += 3)
		memcpy(long_text + i, "读", 4);
	is_int(assay_reading_failed(long_text, long_text, &r), ASSAY_OK, "a long reason is cut");
	is_int(assay_reading_pack(r, &packed, &len), ASSAY_OK, "packs");
	is_int(assay_reading_unpack((struct assay_bytes){ packed, len }, &back), ASSAY_OK,
	       "and is still UTF-8");
	free(packed);
	assay_reading_free(back);
	assay_reading_free(r);
	assay_reading_free(NULL);
}

/* ---- pictures that are alike ---- */

#define WIDE 640
#define HIGH 480

static uint32_t
next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 16;
}

/* A label on a table: boxes of text and bars in places that depend on the seed, seen
 * by a camera moved by (dx, dy) pixels, with light and noise. */
static void
label(uint8_t *pixels, uint32_t seed, int dx, int dy, int light, uint32_t noise_seed)
{
	uint32_t state = seed, noise = noise_seed;

	memset(pixels, 90, WIDE * HIGH);
	for (int box = 0; box < 14; box++) {
		int left = (int)(next_random(&state) % 460) + 60 + dx;
		int top = (int)(next_random(&state) % 340) + 40 + dy;
		int wide = (int)(next_random(&state) % 150) + 30;
		int high = (int)(next_random(&state) % 90) + 14;
		int value = box < 3 ? 230 : (int)(next_random(&state) % 200) + 20;
		int step = (int)(next_random(&state) % 5) + 2;

		for (int y = top; y < top + high; y++)
			for (int x = left; x < left + wide; x++)
				if (x >= 0 && x < WIDE && y >= 0 && y < HIGH)
					pixels[y * WIDE + x] =
					        (uint8_t)(box % 2 && (x - left) / step % 2 ? 235 : value);
	}
	for (size_t i = 0; i < WIDE * HIGH; i++) {
		int v = pixels[i] + light + (int)(next_random(&noise) % 13) - 6;

		pixels[i] = (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v);
	}
}

static const struct {
	const char *says;
	uint32_t seed;
	int dx, dy, light;
	bool alike;
} shots[] = {
	{ "the same shot, other noise", 1, 0, 0, 0, true },
	{ "a slight shake", 1, 3, -2, 0, true },
	{ "a shake of one percent", 1, 6, 4, 0, true },
	{ "other exposure", 1, 2, 2, 15, true },
	{ "moved by a tenth of the picture", 1, 64, 10, 0, false },
	{ "another label", 2, 0, 0, 0, false },
	{ "a third label", 3, 0, 0, 0, false },
	{ "a fourth label", 40, 0, 0, 0, false },
	{ "a fifth label", 77, 0, 0, 0, false },
};

static struct assay_reading *
shot(uint32_t seed, int dx, int dy, int light, uint32_t noise_seed)
{
	struct assay_reading *r = reading_new();
	uint8_t *pixels = malloc(WIDE * HIGH);

	label(pixels, seed, dx, dy, light, noise_seed);
	reading_set_print(r, pixels, WIDE, HIGH, WIDE);
	r->width = WIDE;
	r->height = HIGH;
	free(pixels);
	return r;
}

static void
test_alike(void)
{
	struct assay_reading *first = shot(1, 0, 0, 0, 5), *blank = reading_new();

	for (size_t i = 0; i < sizeof shots / sizeof *shots; i++) {
		struct assay_reading *r = shot(shots[i].seed, shots[i].dx, shots[i].dy,
		                               shots[i].light, (uint32_t)i + 100);

		is_int(reading_alike(first, r), shots[i].alike, "%s", shots[i].says);
		assay_reading_free(r);
	}
	ok(!reading_alike(first, blank), "a photo that could not be decoded is like no other");
	blank->width = WIDE;
	ok(!reading_alike(blank, blank), "not even like itself");
	assay_reading_free(first);
	assay_reading_free(blank);
}

int
main(void)
{
	test_round_trip();
	test_lies();
	test_failed();
	test_alike();
	return tap_end();
}
