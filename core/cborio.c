/* cborio.c - CBOR with one meaning per byte string
 *
 * libcbor's streaming decoder reads one head at a time and allocates nothing; what
 * is strict about it stands here. */
#include <stdlib.h>
#include <string.h>
#include <cbor.h>

#include "cborio.h"

#define HEAD_MAX 9

enum kind { OTHER = 0, UINT, BYTES, TEXT, ARRAY, MAP, ANY };

struct item {
	enum kind kind;
	uint64_t number; /* value, or length */
	struct assay_bytes view;
};

static void
on_uint8(void *data, uint8_t n)
{
	*(struct item *)data = (struct item){ .kind = UINT, .number = n };
}

static void
on_uint16(void *data, uint16_t n)
{
	*(struct item *)data = (struct item){ .kind = UINT, .number = n };
}

static void
on_uint32(void *data, uint32_t n)
{
	*(struct item *)data = (struct item){ .kind = UINT, .number = n };
}

static void
on_uint64(void *data, uint64_t n)
{
	*(struct item *)data = (struct item){ .kind = UINT, .number = n };
}

static void
on_bytes(void *data, cbor_data bytes, size_t n)
{
	*(struct item *)data = (struct item){ BYTES, n, { bytes, n } };
}

static void
on_text(void *data, cbor_data bytes, size_t n)
{
	*(struct item *)data = (struct item){ TEXT, n, { bytes, n } };
}

static void
on_array(void *data, size_t n)
{
	*(struct item *)data = (struct item){ .kind = ARRAY, .number = n };
}

static void
on_map(void *data, size_t n)
{
	*(struct item *)data = (struct item){ .kind = MAP, .number = n };
}

/* Bytes that the shortest head for this number takes. */
static size_t
head_length(uint64_t n)
{
	return n < 24            ? 1
	       : n <= UINT8_MAX  ? 2
	       : n <= UINT16_MAX ? 3
	       : n <= UINT32_MAX ? 5
	                         : 9;
}

static struct item
take(struct cbor_reader *r, enum kind kind, uint64_t most)
{
	struct cbor_callbacks callbacks = cbor_empty_callbacks;
	struct item item = { .kind = OTHER };
	struct cbor_decoder_result result;

	callbacks.uint8 = on_uint8;
	callbacks.uint16 = on_uint16;
	callbacks.uint32 = on_uint32;
	callbacks.uint64 = on_uint64;
	callbacks.byte_string = on_bytes;
	callbacks.string = on_text;
	callbacks.array_start = on_array;
	callbacks.map_start = on_map;
	if (!r->bad && r->left.len > 0) {
		result = cbor_stream_decode(r->left.data, r->left.len, &callbacks, &item);
		if (result.status == CBOR_DECODER_FINISHED &&
		    (item.kind == kind || (kind == ANY && item.kind != OTHER)) &&
		    item.number <= most &&
		    result.read == head_length(item.number) + item.view.len) {
			r->left.data += result.read;
			r->left.len -= result.read;
			return item;
		}
	}
	r->bad = true;
	r->left.len = 0;
	return (struct item){ .kind = OTHER };
}

uint64_t
cbor_take_uint(struct cbor_reader *r, uint64_t most)
{
	return take(r, UINT, most).number;
}

struct assay_bytes
cbor_take_bytes(struct cbor_reader *r, size_t most)
{
	return take(r, BYTES, most).view;
}

struct assay_bytes
cbor_take_text(struct cbor_reader *r, size_t most)
{
	return take(r, TEXT, most).view;
}

size_t
cbor_take_array(struct cbor_reader *r, size_t most)
{
	return (size_t)take(r, ARRAY, most).number;
}

size_t
cbor_take_map(struct cbor_reader *r, size_t most)
{
	return (size_t)take(r, MAP, most).number;
}

uint64_t
cbor_take_key(struct cbor_reader *r, uint64_t *last)
{
	uint64_t key = take(r, UINT, UINT32_MAX).number;

	if (key <= *last) {
		r->bad = true;
		r->left.len = 0;
		return 0;
	}
	*last = key;
	return key;
}

size_t
cbor_skip(struct cbor_reader *r)
{
	uint64_t left[CBOR_DEPTH] = { 1 }; /* items to come at each depth */
	size_t depth = 0, texts = 0;

	while (!r->bad) {
		struct item item;

		while (left[depth] == 0) {
			if (depth == 0)
				return texts;
			depth--;
		}
		left[depth]--;
		item = take(r, ANY, UINT64_MAX);
		texts += item.kind == TEXT;
		if (item.kind != ARRAY && item.kind != MAP)
			continue;
		/* each item takes a byte at least */
		if (depth + 1 == CBOR_DEPTH || item.number > r->left.len) {
			r->bad = true;
			r->left.len = 0;
			break;
		}
		left[++depth] = item.kind == MAP ? item.number * 2 : item.number;
	}
	return 0;
}

bool
cbor_done(const struct cbor_reader *r)
{
	return !r->bad && r->left.len == 0;
}

static uint8_t *
room_for(struct cbor_writer *w, size_t n)
{
	if (w->nomem)
		return NULL;
	if (n > w->room - w->len) {
		size_t room = w->room * 2 + n + 64;
		uint8_t *more = realloc(w->bytes, room);

		if (more == NULL) {
			w->nomem = true;
			return NULL;
		}
		w->bytes = more;
		w->room = room;
	}
	return w->bytes + w->len;
}

void
cbor_put_uint(struct cbor_writer *w, uint64_t n)
{
	uint8_t *at = room_for(w, HEAD_MAX);

	if (at != NULL)
		w->len += cbor_encode_uint(n, at, HEAD_MAX);
}

void
cbor_put_bytes(struct cbor_writer *w, const void *bytes, size_t n)
{
	uint8_t *at = room_for(w, HEAD_MAX + n);

	if (at == NULL)
		return;
	w->len += cbor_encode_bytestring_start(n, at, HEAD_MAX);
	if (n > 0)
		memcpy(w->bytes + w->len, bytes, n);
	w->len += n;
}

void
cbor_put_text(struct cbor_writer *w, const char *text)
{
	size_t n = strlen(text);
	uint8_t *at = room_for(w, HEAD_MAX + n);

	if (at == NULL)
		return;
	w->len += cbor_encode_string_start(n, at, HEAD_MAX);
	memcpy(w->bytes + w->len, text, n);
	w->len += n;
}

void
cbor_put_array(struct cbor_writer *w, size_t n)
{
	uint8_t *at = room_for(w, HEAD_MAX);

	if (at != NULL)
		w->len += cbor_encode_array_start(n, at, HEAD_MAX);
}

void
cbor_put_map(struct cbor_writer *w, size_t n)
{
	uint8_t *at = room_for(w, HEAD_MAX);

	if (at != NULL)
		w->len += cbor_encode_map_start(n, at, HEAD_MAX);
}
