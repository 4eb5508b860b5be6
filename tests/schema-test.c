/* schema-test.c - the schemas of doc/ are true of what `assay scan --jsonl` and `assay
 * parse` print
 *
 * Reads result lines on standard input (tests/schema.sh pipes them in).  Knows the part
 * of JSON Schema that the document uses, and is stricter in one way: a member that
 * the document does not name is a fault, so that no field is added in silence. */
#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

#include "tap.h"

#define DEPTH_MAX 32

static const json_t *root;
static char where[512]; /* the first fault of a line */

static bool
fault(const char *path, const char *what)
{
	if (where[0] == '\0')
		snprintf(where, sizeof where, "%s: %s", path, what);
	return false;
}

static bool
has_type(const json_t *v, const char *type)
{
	return (strcmp(type, "object") == 0 && json_is_object(v)) ||
	       (strcmp(type, "array") == 0 && json_is_array(v)) ||
	       (strcmp(type, "string") == 0 && json_is_string(v)) ||
	       (strcmp(type, "integer") == 0 && json_is_integer(v)) ||
	       (strcmp(type, "number") == 0 && json_is_number(v)) ||
	       (strcmp(type, "boolean") == 0 && json_is_boolean(v)) ||
	       (strcmp(type, "null") == 0 && json_is_null(v));
}

static const json_t *
resolve(const json_t *schema)
{
	const char *ref = json_string_value(json_object_get(schema, "$ref"));

	if (ref == NULL)
		return schema;
	return strncmp(ref, "#/$defs/", 8) == 0
	               ? json_object_get(json_object_get(root, "$defs"), ref + 8)
	               : NULL;
}

static bool
holds(const json_t *schema, const json_t *v, const char *path, int depth)
{
	const json_t *rule, *each, *more, *names;
	const char *key, *type;
	char at[256];
	size_t i;
	json_t *member;

	schema = resolve(schema);
	if (schema == NULL || depth == DEPTH_MAX)
		return fault(path, "the schema names nothing");
	if ((type = json_string_value(json_object_get(schema, "type"))) != NULL &&
	    !has_type(v, type))
		return fault(path, type);
	if ((rule = json_object_get(schema, "const")) != NULL && !json_equal(rule, v))
		return fault(path, "const");
	if ((rule = json_object_get(schema, "enum")) != NULL) {
		bool any = false;

		json_array_foreach(rule, i, member) any = any || json_equal(member, v);
		if (!any)
			return fault(path, "enum");
	}
	if ((rule = json_object_get(schema, "minimum")) != NULL &&
	    json_integer_value(v) < json_integer_value(rule))
		return fault(path, "minimum");
	if ((rule = json_object_get(schema, "minItems")) != NULL &&
	    (json_int_t)json_array_size(v) < json_integer_value(rule))
		return fault(path, "minItems");
	if ((rule = json_object_get(schema, "maxItems")) != NULL &&
	    (json_int_t)json_array_size(v) > json_integer_value(rule))
		return fault(path, "maxItems");
	if ((rule = json_object_get(schema, "oneOf")) != NULL) {
		char before[sizeof where], first[sizeof where] = "";
		size_t any = 0;

		memcpy(before, where, sizeof where);
		json_array_foreach(rule, i, member)
		{
			any += holds(member, v, path, depth + 1) ? 1 : 0;
			if (i == 0)
				memcpy(first, where, sizeof where);
			memcpy(where, before, sizeof where);
		}
		if (any != 1) {
			memcpy(where, first, sizeof where);
			return fault(path, "oneOf");
		}
	}
	if ((rule = json_object_get(schema, "required")) != NULL)
		json_array_foreach(
		        rule, i,
		        member) if (json_object_get(v, json_string_value(member)) ==
		                    NULL) return fault(path, json_string_value(member));
	if ((rule = json_object_get(schema, "items")) != NULL)
		json_array_foreach(v, i, member)
		{
			snprintf(at, sizeof at, "%.200s/%zu", path, i);
			if (!holds(rule, member, at, depth + 1))
				return false;
		}
	if (!json_is_object(v))
		return true;
	rule = json_object_get(schema, "properties");
	more = json_object_get(schema, "additionalProperties");
	names = json_object_get(schema, "propertyNames");
	json_object_foreach((json_t *)(uintptr_t)v, key, member)
	{
		json_t *name = json_string(key);
		bool good = names == NULL || holds(names, name, path, depth + 1);

		json_decref(name);
		snprintf(at, sizeof at, "%.200s/%.40s", path, key);
		each = rule != NULL ? json_object_get(rule, key) : NULL;
		if (each == NULL && (each = more) == NULL &&
		    json_object_get(schema, "oneOf") == NULL)
			return fault(at, "not in the schema");
		if (!good || (each != NULL && !holds(each, member, at, depth + 1)))
			return false;
	}
	return true;
}

int
main(int argc, char **argv)
{
	json_error_t error;
	char *line = NULL;
	size_t room = 0, results = 0, batches = 0, parses = 0;

	root = argc == 2 ? json_load_file(argv[1], JSON_REJECT_DUPLICATES, &error) : NULL;
	if (!ok(root != NULL, "the schema is JSON"))
		return tap_end();
	while (getline(&line, &room, stdin) > 0) {
		json_t *v = json_loads(line, JSON_REJECT_DUPLICATES, &error);
		const char *schema = json_string_value(json_object_get(v, "schema"));
		bool batch = schema != NULL && strcmp(schema, "assay.batch/1") == 0;
		bool parse = schema != NULL && strcmp(schema, "assay.parse/1") == 0;

		where[0] = '\0';
		if (!ok(v != NULL && holds(json_object_get(json_object_get(root, "$defs"),
		                                           batch   ? "batch"
		                                           : parse ? "parse"
		                                                   : "result"),
		                           v, "", 0),
		        "line %zu is as the schema says", results + batches + parses + 1))
			printf("# %s\n", where);
		*(batch ? &batches : parse ? &parses : &results) += 1;
		json_decref(v);
	}
	ok(parses > 0 || (results > 0 && batches > 0),
	   "%zu results, %zu batches, %zu parses", results, batches, parses);
	free(line);
	json_decref((json_t *)(uintptr_t)root);
	return tap_end();
}
