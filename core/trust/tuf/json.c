/* json.c - the JSON that trust metadata is written in */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"

/* Before the parser, which recurses, sees a byte of it. */
static bool
too_deep(struct assay_bytes bytes)
{
	bool in_string = false;
	size_t depth = 0;

	for (size_t i = 0; i < bytes.len; i++) {
		uint8_t c = bytes.data[i];

		if (in_string) {
			if (c == '\\')
				i++;
			else if (c == '"')
				in_string = false;
		} else if (c == '"') {
			in_string = true;
		} else if (c == '{' || c == '[') {
			if (++depth > TUF_DEPTH)
				return true;
		} else if ((c == '}' || c == ']') && depth > 0) {
			depth--;
		}
	}
	return false;
}

static bool
has_real(const json_t *value)
{
	const json_t *member;
	const char *key;
	size_t i;

	if (json_is_real(value))
		return true;
	if (json_is_array(value)) {
		json_array_foreach((json_t *)value, i,
		                   member) if (has_real(member)) return true;
	} else if (json_is_object(value)) {
		json_object_foreach((json_t *)value, key,
		                    member) if (has_real(member)) return true;
	}
	return false;
}

enum assay_status
tuf_json_parse(struct assay_bytes bytes, const char *what, json_t **out,
               struct assay_error *error)
{
	struct shown name = error_text(what);
	json_error_t reason;
	json_t *value;

	*out = NULL;
	if (too_deep(bytes))
		return error_say(error, ASSAY_E_FORMAT,
		                 "%s is nested deeper than %d levels: it is refused",
		                 "%s 的嵌套超过 %d 层：拒绝使用", name.text, TUF_DEPTH);
	value = json_loadb((const char *)bytes.data, bytes.len, JSON_REJECT_DUPLICATES,
	                   &reason);
	if (value == NULL) {
		/* jansson has no word for most of its own failed allocations */
		if (reason.text[0] == '\0' ||
		    json_error_code(&reason) == json_error_out_of_memory)
			return error_nomem(error);
		return error_say(error, ASSAY_E_FORMAT,
		                 "%s is not JSON that can be trusted: wrong near line %d",
		                 "%s 不是可信任的 JSON：第 %d 行附近有错", name.text,
		                 reason.line);
	}
	if (has_real(value)) {
		json_decref(value);
		return error_say(
		        error, ASSAY_E_FORMAT,
		        "%s has a number with a fraction or an exponent: it is refused",
		        "%s 含有小数或指数形式的数：拒绝使用", name.text);
	}
	*out = value;
	return ASSAY_OK;
}

struct text {
	char *bytes;
	size_t len, room;
	bool nomem;
};

static void
put(struct text *t, const char *bytes, size_t n)
{
	if (n >= t->room - t->len && !t->nomem) {
		size_t room = t->room * 2 + n + 1;
		char *more = realloc(t->bytes, room);

		if (more == NULL) {
			t->nomem = true;
		} else {
			t->bytes = more;
			t->room = room;
		}
	}
	if (t->nomem)
		return;
	memcpy(t->bytes + t->len, bytes, n);
	t->len += n;
}

static void
put_string(struct text *t, const char *s, size_t n)
{
	size_t done = 0;

	put(t, "\"", 1);
	for (size_t i = 0; i < n; i++) {
		if (s[i] != '"' && s[i] != '\\')
			continue;
		put(t, s + done, i - done);
		put(t, "\\", 1);
		done = i;
	}
	put(t, s + done, n - done);
	put(t, "\"", 1);
}

/* Bytes of UTF-8 compare as their code points do. */
static int
by_code_point(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool put_value(struct text *t, const json_t *value, int depth);

static bool
put_object(struct text *t, const json_t *object, int depth)
{
	size_t n = json_object_size(object), i = 0;
	const char **keys = malloc((n + 1) * sizeof *keys);
	const char *key;
	json_t *member;
	bool fine = true;

	if (keys == NULL) {
		t->nomem = true;
		return true;
	}
	json_object_foreach((json_t *)object, key, member) keys[i++] = key;
	qsort(keys, n, sizeof *keys, by_code_point);
	put(t, "{", 1);
	for (i = 0; i < n && fine; i++) {
		if (i > 0)
			put(t, ",", 1);
		put_string(t, keys[i], strlen(keys[i]));
		put(t, ":", 1);
		fine = put_value(t, json_object_get(object, keys[i]), depth);
	}
	put(t, "}", 1);
	free(keys);
	return fine;
}

/* false: something in it has no canonical form. */
static bool
put_value(struct text *t, const json_t *value, int depth)
{
	const json_t *member;
	char number[24];
	size_t i;

	switch (json_typeof(value)) {
	case JSON_OBJECT:
		return depth < TUF_DEPTH && put_object(t, value, depth + 1);
	case JSON_ARRAY:
		if (depth == TUF_DEPTH)
			return false;
		put(t, "[", 1);
		json_array_foreach((json_t *)value, i, member)
		{
			if (i > 0)
				put(t, ",", 1);
			if (!put_value(t, member, depth + 1))
				return false;
		}
		put(t, "]", 1);
		return true;
	case JSON_STRING:
		put_string(t, json_string_value(value), json_string_length(value));
		return true;
	case JSON_INTEGER:
		put(t, number,
		    (size_t)snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT,
		                     json_integer_value(value)));
		return true;
	case JSON_TRUE:
		put(t, "true", 4);
		return true;
	case JSON_FALSE:
		put(t, "false", 5);
		return true;
	case JSON_NULL:
		put(t, "null", 4);
		return true;
	case JSON_REAL:
		return false;
	}
	return false;
}

enum assay_status
tuf_json_canonical(const json_t *value, char **out, size_t *len,
                   struct assay_error *error)
{
	struct text t = { malloc(256), 0, 256, false };
	bool fine;

	*out = NULL;
	*len = 0;
	if (t.bytes == NULL)
		return error_nomem(error);
	fine = put_value(&t, value, 0);
	if (t.nomem || !fine) {
		free(t.bytes);
		return t.nomem ? error_nomem(error)
		               : error_say(error, ASSAY_E_FORMAT,
		                           "signed data holds only integers, and at most "
		                           "%d levels",
		                           "签名数据只能包含整数，且最多 %d 层嵌套",
		                           TUF_DEPTH);
	}
	t.bytes[t.len] = '\0';
	*out = t.bytes;
	*len = t.len;
	return ASSAY_OK;
}
