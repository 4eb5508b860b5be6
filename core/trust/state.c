/* state.c - what a device remembers of its lists, profiles and data packs: state.json */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <jansson.h>
#include <sodium.h>

#include "assay-check.h"
#include "state.h"
#include "store.h"

#define SCHEMA "assay.state/1"

static enum assay_status
damaged(struct assay_error *error)
{
	return error_say(
	        error, ASSAY_E_FORMAT,
	        STATE_FILE " in the home folder is damaged: restore it from a copy, or "
	                   "remove it and install the lists again",
	        "主目录中的 " STATE_FILE " 已损坏：请从备份恢复，或删除后重新安装清单");
}

/* "overlays": [ { "version": n, "over": n } ], at most two; missing where there are none.
 */
static bool
read_overlays(const json_t *array, struct state_overlay out[STATE_OVERLAYS])
{
	if (array == NULL)
		return true;
	if (!json_is_array(array) || json_array_size(array) > STATE_OVERLAYS)
		return false;
	for (size_t i = 0; i < json_array_size(array); i++) {
		const json_t *one = json_array_get(array, i);
		const json_t *version = json_object_get(one, "version");
		const json_t *over = json_object_get(one, "over");

		if (!json_is_integer(version) || json_integer_value(version) <= 0 ||
		    !json_is_integer(over) || json_integer_value(over) <= 0)
			return false;
		out[i].version = (uint64_t)json_integer_value(version);
		out[i].base_version = (uint64_t)json_integer_value(over);
	}
	return true;
}

static json_t *
write_overlays(const struct state_overlay over[STATE_OVERLAYS])
{
	json_t *array = json_array();

	for (size_t i = 0; i < STATE_OVERLAYS && over[i].version != 0 && array != NULL;
	     i++)
		if (json_array_append_new(
		            array,
		            json_pack("{s:I,s:I}", "version", (json_int_t)over[i].version,
		                      "over", (json_int_t)over[i].base_version)) != 0) {
			json_decref(array);
			array = NULL;
		}
	return array;
}

static bool
read_list(const char *hex, const json_t *object, struct state_list *out)
{
	const char *scope = json_string_value(json_object_get(object, "scope"));
	const char *issuer = json_string_value(json_object_get(object, "issuer"));
	const json_t *version = json_object_get(object, "version");
	size_t n;

	if (strlen(hex) != 32 ||
	    sodium_hex2bin(out->list_id, 16, hex, 32, NULL, &n, NULL) != 0 || n != 16 ||
	    !json_is_integer(version) || json_integer_value(version) < 0 ||
	    scope == NULL || strlen(scope) >= sizeof out->scope || issuer == NULL ||
	    strlen(issuer) >= sizeof out->issuer)
		return false;
	out->version = (uint64_t)json_integer_value(version);
	strcpy(out->scope, scope);
	strcpy(out->issuer, issuer);
	out->complete = json_is_true(json_object_get(object, "complete"));
	return read_overlays(json_object_get(object, "overlays"), out->over);
}

static enum assay_status
parse(const uint8_t *bytes, size_t len, struct state *s, struct assay_error *error)
{
	json_t *root = json_loadb((const char *)bytes, len, JSON_REJECT_DUPLICATES, NULL);
	const char *schema = json_string_value(json_object_get(root, "schema"));
	json_t *lists = json_object_get(root, "lists"), *object;
	json_t *data = json_object_get(root, "data");
	const json_t *floor = json_object_get(root, "t_floor");
	enum assay_status status = ASSAY_OK;
	const char *hex;

	if (schema == NULL || strcmp(schema, SCHEMA) != 0 || !json_is_integer(floor) ||
	    json_integer_value(floor) < 0 ||
	    assay_day_at(json_integer_value(floor)) == ASSAY_NO_DAY ||
	    !json_is_object(lists) || json_object_size(lists) > STATE_LISTS ||
	    (data != NULL && !json_is_object(data)) ||
	    json_object_size(data) > STATE_DATA) {
		status = damaged(error);
		goto out;
	}
	s->t_floor = json_integer_value(floor);
	s->lists = calloc(json_object_size(lists) + 1, sizeof *s->lists);
	s->data = calloc(json_object_size(data) + 1, sizeof *s->data);
	if (s->lists == NULL || s->data == NULL) {
		status = error_nomem(error);
		goto out;
	}
	json_object_foreach(lists, hex, object)
	{
		if (!read_list(hex, object, &s->lists[s->n_lists++])) {
			status = damaged(error);
			goto out;
		}
	}
	json_object_foreach(data, hex, object)
	{
		struct state_data *one = &s->data[s->n_data++];

		if (strlen(hex) > STATE_NAME || !json_is_integer(object) ||
		    json_integer_value(object) <= 0) {
			status = damaged(error);
			goto out;
		}
		strcpy(one->name, hex);
		one->version = (uint64_t)json_integer_value(object);
	}
out:
	json_decref(root);
	return status;
}

enum assay_status
state_read(const char *home, struct state **out, struct assay_error *error)
{
	struct state *s = calloc(1, sizeof *s);
	char *path = store_path(home, STATE_FILE);
	enum assay_status status;
	uint8_t *bytes = NULL;
	size_t len;

	*out = NULL;
	if (s == NULL || path == NULL) {
		status = error_nomem(error);
		goto out;
	}
	status = store_read(path, STATE_MAX, &bytes, &len, NULL, error);
	if (status == ASSAY_E_IO && errno == ENOENT)
		status = error_none(error);
	else if (status == ASSAY_E_LIMIT)
		status = damaged(error);
	else if (status == ASSAY_OK)
		status = parse(bytes, len, s, error);
	if (status == ASSAY_OK) {
		*out = s;
		s = NULL;
	}
out:
	state_free(s);
	free(bytes);
	free(path);
	return status;
}

void
state_free(struct state *s)
{
	if (s == NULL)
		return;
	free(s->lists);
	free(s->data);
	free(s);
}

const struct state_list *
state_find(const struct state *s, const uint8_t list_id[16])
{
	for (size_t i = 0; i < s->n_lists; i++)
		if (memcmp(s->lists[i].list_id, list_id, 16) == 0)
			return &s->lists[i];
	return NULL;
}

enum assay_status
state_put(struct state *s, const struct state_list *list, int64_t t_floor,
          struct assay_error *error)
{
	struct state_list *more;

	if (t_floor > s->t_floor)
		s->t_floor = t_floor;
	for (size_t i = 0; i < s->n_lists; i++) {
		if (memcmp(s->lists[i].list_id, list->list_id, 16) != 0)
			continue;
		s->lists[i] = *list;
		return ASSAY_OK;
	}
	if (s->n_lists >= STATE_LISTS)
		return error_say(error, ASSAY_E_LIMIT, "a home holds at most %d lists",
		                 "一个主目录最多 %d 份清单", STATE_LISTS);
	if ((more = realloc(s->lists, (s->n_lists + 1) * sizeof *more)) == NULL)
		return error_nomem(error);
	s->lists = more;
	s->lists[s->n_lists++] = *list;
	return ASSAY_OK;
}

const struct state_data *
state_find_data(const struct state *s, const char *name)
{
	for (size_t i = 0; i < s->n_data; i++)
		if (strcmp(s->data[i].name, name) == 0)
			return &s->data[i];
	return NULL;
}

enum assay_status
state_put_data(struct state *s, const struct state_data *one, int64_t t_floor,
               struct assay_error *error)
{
	struct state_data *more;

	if (t_floor > s->t_floor)
		s->t_floor = t_floor;
	for (size_t i = 0; i < s->n_data; i++) {
		if (strcmp(s->data[i].name, one->name) != 0)
			continue;
		s->data[i] = *one;
		return ASSAY_OK;
	}
	if (s->n_data >= STATE_DATA)
		return error_say(error, ASSAY_E_LIMIT,
		                 "a home holds at most %d profiles and data packs",
		                 "一个主目录最多 %d 份厂商档案和数据包", STATE_DATA);
	if ((more = realloc(s->data, (s->n_data + 1) * sizeof *more)) == NULL)
		return error_nomem(error);
	s->data = more;
	s->data[s->n_data++] = *one;
	return ASSAY_OK;
}

enum assay_status
state_write(const char *home, const struct state *s, struct assay_error *error)
{
	json_t *root = json_object(), *lists = json_object(), *data = json_object();
	char *text = NULL, *path = store_path(home, STATE_FILE);
	enum assay_status status;
	bool bad = root == NULL || lists == NULL || data == NULL || path == NULL;
	size_t n;

	for (size_t i = 0; i < s->n_lists && !bad; i++) {
		const struct state_list *l = &s->lists[i];
		char hex[33];

		sodium_bin2hex(hex, sizeof hex, l->list_id, 16);
		bad = json_object_set_new(lists, hex,
		                          json_pack("{s:I,s:s,s:b,s:s}", "version",
		                                    (json_int_t)l->version, "scope",
		                                    l->scope, "complete",
		                                    (int)l->complete, "issuer",
		                                    l->issuer)) != 0;
		if (!bad && l->over[0].version != 0)
			bad = json_object_set_new(json_object_get(lists, hex), "overlays",
			                          write_overlays(l->over)) != 0;
	}
	for (size_t i = 0; i < s->n_data && !bad; i++)
		bad = json_object_set_new(data, s->data[i].name,
		                          json_integer((json_int_t)s->data[i].version)) != 0;
	if (!bad && s->n_data > 0)
		bad = json_object_set(root, "data", data) != 0;
	if (!bad)
		bad = json_object_set_new(root, "schema", json_string(SCHEMA)) != 0 ||
		      json_object_set_new(root, "t_floor",
		                          json_integer((json_int_t)s->t_floor)) != 0 ||
		      json_object_set(root, "lists", lists) != 0 ||
		      (text = json_dumps(root, JSON_INDENT(2) | JSON_SORT_KEYS)) == NULL;
	if (bad) {
		status = error_nomem(error);
	} else {
		n = strlen(text);
		text[n] = '\n'; /* in the place of the NUL */
		status = store_write(path, 0644, text, n + 1, false, error);
	}
	json_decref(lists);
	json_decref(data);
	json_decref(root);
	free(text);
	free(path);
	return status;
}
