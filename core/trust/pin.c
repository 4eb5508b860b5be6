/* pin.c - the issuers a device knows: pins.json, read strictly, written whole
 *
 * The form stands in doc/formats.md.  Fields nobody knows yet are kept when the
 * file is written again; a number with a fraction, a key twice in one object, a
 * value of the wrong kind or out of its limits refuse the whole file: half a trust
 * list is none. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jansson.h>
#include <sodium.h>
#include <unistd.h>

#include "assay-check.h"
#include "key.h"
#include "pin.h"
#include "set.h"
#include "store.h"

#define SCHEMA "assay.pins/1"
#define ID_MAX 64
#define NAME_MAX_BYTES 200
#define HOST_MAX 253

/* ---- what a value must look like; each used by reader and writer ---- */

bool
pin_restricted(const char *digits)
{
	return strncmp(digits, "02", 2) == 0 || strncmp(digits, "04", 2) == 0 ||
	       digits[0] == '2';
}

bool
pin_prefix(const char *s)
{
	size_t n = strlen(s);

	return n >= 4 && n <= 12 && assay_all_digits(assay_str(s)) && !pin_restricted(s);
}

static bool
good_id(const char *s)
{
	static const char set[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	                          "0123456789._-";
	size_t n = strlen(s);

	return n >= 1 && n <= ID_MAX && strspn(s, set) == n && s[0] != '.' && s[0] != '-';
}

static bool
good_name(const char *s)
{
	size_t n = strlen(s);

	for (size_t i = 0; i < n; i++)
		if ((uint8_t)s[i] < 0x20 || s[i] == 0x7F)
			return false;
	return n >= 1 && n <= NAME_MAX_BYTES && assay_utf8_valid(assay_str(s));
}

static bool
good_category(const char *s)
{
	size_t n = strlen(s);

	return n >= 1 && n <= 32 &&
	       strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == n && s[0] >= 'a';
}

/* Lower-case letters, digits and inner hyphens, in labels (RFC 1123). */
bool
pin_host(const char *s, size_t least)
{
	size_t n = strlen(s), label = 0, labels = 0;

	if (n == 0 || n > HOST_MAX)
		return false;
	for (size_t i = 0; i <= n; i++) {
		if (i == n || s[i] == '.') {
			if (label == 0 || label > 63 || s[i - 1] == '-')
				return false;
			labels++;
			label = 0;
		} else {
			if (!((s[i] >= 'a' && s[i] <= 'z') ||
			      (s[i] >= '0' && s[i] <= '9') || (s[i] == '-' && label > 0)))
				return false;
			label++;
		}
	}
	return labels >= least;
}

static bool
good_host(const char *s)
{
	return pin_host(s, 2);
}

static bool
inside(const char *longer, const char *shorter)
{
	return strncmp(longer, shorter, strlen(shorter)) == 0;
}

/* "2026-11-20T00:00:00Z" to seconds since 1970. */
static bool
parse_stamp(const char *s, int64_t *out)
{
	struct assay_bytes b = assay_str(s);
	int32_t day, h, m, sec;

	if (b.len != 20 || s[10] != 'T' || s[13] != ':' || s[16] != ':' || s[19] != 'Z')
		return false;
	day = assay_day_of((struct assay_bytes){ b.data, 10 });
	h = assay_number(b, 11, 2);
	m = assay_number(b, 14, 2);
	sec = assay_number(b, 17, 2);
	if (day == ASSAY_NO_DAY || h < 0 || h > 23 || m < 0 || m > 59 || sec < 0 ||
	    sec > 59)
		return false;
	*out = (int64_t)day * 86400 + h * 3600 + m * 60 + sec;
	return true;
}

static void
format_stamp(int64_t when, char out[64])
{
	struct assay_date d = assay_date_of(assay_day_at(when));
	int32_t s = (int32_t)(when - (int64_t)assay_day_at(when) * 86400);

	snprintf(out, 64, "%04d-%02d-%02dT%02d:%02d:%02dZ", d.year % 10000, d.month,
	         d.day, s / 3600, s / 60 % 60, s % 60);
}

/* ---- reading ---- */

static enum assay_status
wrong(struct assay_error *error, const char *file, const char *en, const char *zh)
{
	bool pins = strcmp(file, PINS_FILE) == 0;

	if (error == NULL)
		return ASSAY_E_FORMAT;
	snprintf(error->text, sizeof error->text, "%s is not in order: %s%s", file, en,
	         pins ? "; mend it or pin the keys anew" : "");
	snprintf(error->text_zh, sizeof error->text_zh, "%s 有误：%s%s", file, zh,
	         pins ? "；请改正或重新登记密钥" : "");
	return ASSAY_E_FORMAT;
}

static enum assay_status
bad(struct assay_error *error, const char *en, const char *zh)
{
	return wrong(error, PINS_FILE, en, zh);
}

/* Depth first, before the parser: nesting costs it stack. */
static bool
too_deep(struct assay_bytes json)
{
	size_t depth = 0;
	bool quoted = false;

	for (size_t i = 0; i < json.len; i++) {
		uint8_t c = json.data[i];

		if (quoted) {
			if (c == '\\')
				i++;
			else if (c == '"')
				quoted = false;
		} else if (c == '"') {
			quoted = true;
		} else if (c == '[' || c == '{') {
			if (++depth > PINS_DEPTH)
				return true;
		} else if ((c == ']' || c == '}') && depth > 0) {
			depth--;
		}
	}
	return false;
}

static bool
has_real(const json_t *value)
{
	const char *key;
	json_t *child;
	size_t i;

	if (json_is_real(value))
		return true;
	json_array_foreach((json_t *)value, i, child) if (has_real(child)) return true;
	json_object_foreach((json_t *)value, key, child) if (has_real(child)) return true;
	return false;
}

static enum assay_status
load(struct assay_bytes bytes, json_t **out, struct assay_error *error)
{
	json_error_t why;
	const char *schema;

	*out = NULL;
	if (bytes.len > PINS_MAX)
		return bad(error, "it is larger than 1 MiB", "超过 1 MiB");
	if (too_deep(bytes))
		return bad(error, "it nests too deeply", "嵌套过深");
	*out = json_loadb((const char *)bytes.data, bytes.len, JSON_REJECT_DUPLICATES,
	                  &why);
	if (*out == NULL)
		return error_say(error, ASSAY_E_FORMAT,
		                 PINS_FILE
		                 " is no JSON at line %d column %d; mend it or pin "
		                 "the keys anew",
		                 PINS_FILE
		                 " 第 %d 行第 %d 列不是合法的 JSON；请改正或重新登记密钥",
		                 why.line, why.column);
	schema = json_string_value(json_object_get(*out, "schema"));
	if (schema != NULL && strcmp(schema, SCHEMA) == 0 && !has_real(*out))
		return ASSAY_OK;
	json_decref(*out);
	*out = NULL;
	return bad(error,
	           "it does not say schema " SCHEMA ", or has a number with a fraction",
	           "缺少 schema " SCHEMA "，或含有小数");
}

/* A string without a NUL inside; NULL otherwise. */
static const char *
text_of(const json_t *value)
{
	const char *s = json_string_value(value);

	return s != NULL && strlen(s) == json_string_length(value) ? s : NULL;
}

static void
free_names(const char *const *names)
{
	if (names == NULL)
		return;
	for (size_t i = 0; names[i] != NULL; i++)
		free((char *)(uintptr_t)names[i]);
	free((void *)(uintptr_t)names);
}

/* A list of strings, each `good`; missing reads as empty. */
static enum assay_status
read_names(const json_t *list, bool (*good)(const char *), const char *const **out,
           struct assay_error *error)
{
	size_t n = json_array_size(list);
	const char **names;

	if ((list != NULL && !json_is_array(list)) || n > PINS_NAMES)
		return bad(error,
		           "prefixes, categories or hosts are no list, or too many",
		           "前缀、类别或主机名不是列表，或数量过多");
	if ((names = calloc(n + 1, sizeof *names)) == NULL)
		return error_nomem(error);
	*out = names;
	for (size_t i = 0; i < n; i++) {
		const char *s = text_of(json_array_get(list, i));

		if (s == NULL || !good(s))
			return bad(
			        error,
			        "a prefix (4 to 12 digits, not 02, 04 or 2), category or "
			        "host name is not well formed",
			        "某个前缀（4 到 12 位数字，不得以 02、04、2 "
			        "开头）、类别或主机名格式不对");
		if ((names[i] = strdup(s)) == NULL)
			return error_nomem(error);
	}
	return ASSAY_OK;
}

static bool
read_stamp(const json_t *object, const char *key, int64_t missing, int64_t *out)
{
	const json_t *value = json_object_get(object, key);
	const char *s;

	*out = missing;
	if (value == NULL || json_is_null(value))
		return true;
	return (s = text_of(value)) != NULL && parse_stamp(s, out);
}

static enum assay_status
read_key(const json_t *object, struct pin_key *k, struct assay_error *error)
{
	const char *hex = text_of(json_object_get(object, "public_key"));
	const char *kid = text_of(json_object_get(object, "kid"));
	const char *use = text_of(json_object_get(object, "use"));
	size_t n;

	if (hex == NULL || strlen(hex) != 64 || kid == NULL ||
	    sodium_hex2bin(k->public_key, 32, hex, 64, NULL, &n, NULL) != 0 || n != 32)
		return bad(error, "a public key is not 64 hex digits",
		           "某公钥不是 64 位十六进制");
	key_id(k->public_key, k->kid);
	if (strcmp(k->kid, kid) != 0)
		return bad(error, "a key's kid does not belong to its public key",
		           "某密钥的 kid 与公钥不符");
	if (use == NULL || (strcmp(use, "list") != 0 && strcmp(use, "item") != 0 &&
	                    strcmp(use, "data") != 0))
		return bad(error, "a key's use is none of list, item and data",
		           "某密钥的 use 不是 list、item 或 data");
	k->for_lists = use[0] == 'l';
	k->for_data = use[0] == 'd';
	k->compromised = json_object_get(object, "compromised_at") != NULL &&
	                 !json_is_null(json_object_get(object, "compromised_at"));
	if (!read_stamp(object, "not_before", INT64_MIN, &k->not_before) ||
	    !read_stamp(object, "not_after", INT64_MAX, &k->not_after) ||
	    !read_stamp(object, "compromised_at", 0, &k->compromised_at) ||
	    k->not_before > k->not_after)
		return bad(error, "a key's date is not of the form 2026-11-20T00:00:00Z",
		           "某密钥的日期不是 2026-11-20T00:00:00Z 的形式");
	return ASSAY_OK;
}

static enum assay_status
read_issuer(const json_t *object, struct pin_issuer *is, struct assay_error *error)
{
	const char *id = text_of(json_object_get(object, "id"));
	const char *name = text_of(json_object_get(object, "name"));
	const json_t *keys = json_object_get(object, "keys");
	enum assay_status status;

	if (id == NULL || !good_id(id) || name == NULL || !good_name(name))
		return bad(error, "an issuer's id or name is missing or not well formed",
		           "某发行方的 id 或名称缺失或格式不对");
	is->about.id = strdup(id);
	is->about.name = strdup(name);
	if (is->about.id == NULL || is->about.name == NULL)
		return error_nomem(error);
	if ((status = read_names(json_object_get(object, "prefixes"), pin_prefix,
	                         &is->about.prefixes, error)) != ASSAY_OK)
		return status;
	if ((status = read_names(json_object_get(object, "categories"), good_category,
	                         &is->about.categories, error)) != ASSAY_OK)
		return status;
	if ((status = read_names(json_object_get(object, "hosts"), good_host,
	                         &is->about.hosts, error)) != ASSAY_OK)
		return status;
	if (!read_stamp(object, "admitted_from", INT64_MIN, &is->admitted_from) ||
	    !read_stamp(object, "admitted_to", INT64_MAX, &is->admitted_to))
		return bad(
		        error,
		        "an issuer's admission is not of the form 2026-11-20T00:00:00Z",
		        "某发行方的准入日期不是 2026-11-20T00:00:00Z 的形式");
	if (!json_is_array(keys) || json_array_size(keys) > PINS_KEYS)
		return bad(error, "an issuer's keys are no list, or too many",
		           "某发行方的密钥不是列表，或数量过多");
	if ((is->keys = calloc(json_array_size(keys) + 1, sizeof *is->keys)) == NULL)
		return error_nomem(error);
	for (size_t i = 0; i < json_array_size(keys); i++) {
		status =
		        read_key(json_array_get(keys, i), &is->keys[is->n_keys++], error);
		if (status != ASSAY_OK)
			return status;
	}
	/* who speaks for goods speaks for some of them; data are about nobody's */
	if (is->about.prefixes[0] == NULL) {
		bool data = false;

		for (size_t i = 0; i < is->n_keys; i++)
			data = data || is->keys[i].for_data;
		if (!data)
			return bad(error, "an issuer without prefixes has no key for data",
			           "某发行方既无前缀，也无数据密钥");
	}
	return ASSAY_OK;
}

struct sorted_prefix {
	const char *digits;
	size_t issuer;
};

static int
by_digits(const void *a, const void *b)
{
	return strcmp(((const struct sorted_prefix *)a)->digits,
	              ((const struct sorted_prefix *)b)->digits);
}

static int
by_key(const void *a, const void *b)
{
	return memcmp(*(const uint8_t *const *)a, *(const uint8_t *const *)b, 32);
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* One issuer an id, one issuer a key, one issuer a prefix and all under it. */
static enum assay_status
check_apart(const struct pins *p, const char *file, struct assay_error *error)
{
	enum assay_status status = ASSAY_OK;
	size_t n_prefixes = 0, n_keys = 0, at = 0;
	struct sorted_prefix *prefixes = NULL;
	const uint8_t **keys = NULL;
	const char **ids = NULL;

	for (size_t i = 0; i < p->n_issuers; i++) {
		for (size_t j = 0; p->issuers[i].about.prefixes[j] != NULL; j++)
			n_prefixes++;
		n_keys += p->issuers[i].n_keys;
	}
	prefixes = calloc(n_prefixes + 1, sizeof *prefixes);
	keys = calloc(n_keys + 1, sizeof *keys);
	ids = calloc(p->n_issuers + 1, sizeof *ids);
	if (prefixes == NULL || keys == NULL || ids == NULL) {
		status = error_nomem(error);
		goto out;
	}
	n_keys = 0;
	for (size_t i = 0; i < p->n_issuers; i++) {
		ids[i] = p->issuers[i].about.id;
		for (size_t j = 0; p->issuers[i].about.prefixes[j] != NULL; j++)
			prefixes[at++] =
			        (struct sorted_prefix){ p->issuers[i].about.prefixes[j],
				                        i };
		for (size_t j = 0; j < p->issuers[i].n_keys; j++)
			keys[n_keys++] = p->issuers[i].keys[j].public_key;
	}
	qsort(prefixes, n_prefixes, sizeof *prefixes, by_digits);
	qsort(keys, n_keys, sizeof *keys, by_key);
	qsort(ids, p->n_issuers, sizeof *ids, by_name);
	for (size_t i = 1; i < p->n_issuers && status == ASSAY_OK; i++)
		if (strcmp(ids[i], ids[i - 1]) == 0)
			status = wrong(error, file, "two issuers have one id",
			               "两个发行方的 id 相同");
	for (size_t i = 1; i < n_keys && status == ASSAY_OK; i++)
		if (memcmp(keys[i], keys[i - 1], 32) == 0)
			status = wrong(error, file, "one key stands twice",
			               "同一密钥出现两次");
	/* whatever lies under a prefix follows it in this order */
	for (size_t i = 1; i < n_prefixes && status == ASSAY_OK; i++)
		if (inside(prefixes[i].digits, prefixes[i - 1].digits))
			status = error_say(
			        error, ASSAY_E_FORMAT,
			        "prefix %s of %s lies inside prefix %s of %s; one of "
			        "them is wrong",
			        "前缀 %s（%s）位于前缀 %s（%s）之内；其中一个有误",
			        prefixes[i].digits,
			        p->issuers[prefixes[i].issuer].about.id,
			        prefixes[i - 1].digits,
			        p->issuers[prefixes[i - 1].issuer].about.id);
out:
	free(prefixes);
	free(keys);
	free(ids);
	return status;
}

static bool
all_good(const char *const *names, bool (*good)(const char *), size_t least)
{
	size_t n = 0;

	for (; names != NULL && names[n] != NULL; n++)
		if (n == PINS_NAMES || !good(names[n]))
			return false;
	return n >= least;
}

enum assay_status
pins_check(const struct pins *p, const char *file, struct assay_error *error)
{
	for (size_t i = 0; i < p->n_issuers; i++) {
		const struct pin_issuer *is = &p->issuers[i];

		if (!good_id(is->about.id) || !good_name(is->about.name) ||
		    !all_good(is->about.prefixes, pin_prefix, 0) ||
		    !all_good(is->about.categories, good_category, 0) ||
		    !all_good(is->about.hosts, good_host, 0) || is->n_keys > PINS_KEYS ||
		    is->admitted_from > is->admitted_to)
			return wrong(error, file,
			             "an issuer's id, name, prefix (4 to 12 digits, not "
			             "02, 04 or 2), category, host or admission is not "
			             "well formed",
			             "某发行方的 id、名称、前缀（4 到 12 位数字，不得以 "
			             "02、04、2 开头）、类别、主机名或准入期有误");
		for (size_t j = 0; j < is->n_keys; j++) {
			char kid[17];

			key_id(is->keys[j].public_key, kid);
			if (strcmp(kid, is->keys[j].kid) != 0 ||
			    is->keys[j].not_before > is->keys[j].not_after)
				return wrong(error, file,
				             "a key's identifier or dates do not fit it",
				             "某密钥的标识或日期有误");
		}
	}
	return check_apart(p, file, error);
}

void
pins_free(struct pins *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->n_issuers; i++) {
		struct pin_issuer *is = &p->issuers[i];

		free((char *)(uintptr_t)is->about.id);
		free((char *)(uintptr_t)is->about.name);
		free_names(is->about.prefixes);
		free_names(is->about.categories);
		free_names(is->about.hosts);
		free(is->keys);
	}
	free(p->issuers);
	free(p);
}

static enum assay_status
from_json(const json_t *root, struct pins **out, struct assay_error *error)
{
	const json_t *issuers = json_object_get(root, "issuers");
	struct pins *p = calloc(1, sizeof *p);
	enum assay_status status = ASSAY_OK;

	*out = NULL;
	if (p == NULL)
		return error_nomem(error);
	if (!json_is_array(issuers) || json_array_size(issuers) > PINS_ISSUERS) {
		status = bad(error, "issuers is no list, or too long",
		             "issuers 不是列表，或过长");
		goto out;
	}
	p->issuers = calloc(json_array_size(issuers) + 1, sizeof *p->issuers);
	if (p->issuers == NULL) {
		status = error_nomem(error);
		goto out;
	}
	for (size_t i = 0; i < json_array_size(issuers); i++) {
		status = read_issuer(json_array_get(issuers, i),
		                     &p->issuers[p->n_issuers++], error);
		if (status != ASSAY_OK)
			goto out;
	}
	if ((status = pins_check(p, PINS_FILE, error)) != ASSAY_OK)
		goto out;
	*out = p;
	p = NULL;
out:
	pins_free(p);
	return status;
}

enum assay_status
pins_parse(struct assay_bytes json, struct pins **out, struct assay_error *error)
{
	enum assay_status status;
	json_t *root;

	*out = NULL;
	if ((status = load(json, &root, error)) != ASSAY_OK)
		return status;
	status = from_json(root, out, error);
	json_decref(root);
	return status;
}

/* The file of a home, or what an empty one would hold. */
static enum assay_status
read_file(const char *home, uint8_t **out, size_t *len, struct assay_error *error)
{
	static const char empty[] = "{\"schema\":\"" SCHEMA "\",\"issuers\":[]}";
	char *path = store_path(home, PINS_FILE);
	enum assay_status status;

	if (path == NULL)
		return error_nomem(error);
	status = store_read(path, PINS_MAX, out, len, NULL, error);
	if (status == ASSAY_E_IO && errno == ENOENT) {
		if ((*out = (uint8_t *)strdup(empty)) == NULL)
			status = error_nomem(error);
		else
			status = error_none(error);
		*len = sizeof empty - 1;
	}
	free(path);
	return status;
}

enum assay_status
pins_read(const char *home, struct pins **out, struct assay_error *error)
{
	enum assay_status status;
	uint8_t *bytes;
	size_t len;

	*out = NULL;
	if ((status = read_file(home, &bytes, &len, error)) != ASSAY_OK)
		return status;
	status = pins_parse((struct assay_bytes){ bytes, len }, out, error);
	free(bytes);
	return status;
}

/* ---- asking ---- */

static const struct pin_issuer *
owner_of(const struct pins *p, const char *digits)
{
	for (size_t i = 0; i < p->n_issuers; i++)
		for (size_t j = 0; p->issuers[i].about.prefixes[j] != NULL; j++)
			if (inside(digits, p->issuers[i].about.prefixes[j]))
				return &p->issuers[i];
	return NULL;
}

const struct pin_issuer *
pins_owner(const struct pins *p, const char *gtin)
{
	return owner_of(p, gtin + 1);
}

const struct pin_issuer *
pins_scope(const struct pins *p, const char *scope)
{
	return owner_of(p, scope);
}

const struct pin_issuer *
pins_find(const struct pins *p, const char *id)
{
	for (size_t i = 0; i < p->n_issuers; i++)
		if (strcmp(p->issuers[i].about.id, id) == 0)
			return &p->issuers[i];
	return NULL;
}

const struct pin_key *
pins_find_key(const struct pins *p, const uint8_t public_key[32],
              const struct pin_issuer **issuer)
{
	for (size_t i = 0; i < p->n_issuers; i++)
		for (size_t j = 0; j < p->issuers[i].n_keys; j++)
			if (memcmp(p->issuers[i].keys[j].public_key, public_key, 32) ==
			    0) {
				*issuer = &p->issuers[i];
				return &p->issuers[i].keys[j];
			}
	return NULL;
}

static enum pin_trust
key_of(const struct pins *p, const uint8_t public_key[32], int64_t when, bool data,
       const struct pin_issuer **issuer)
{
	const struct pin_key *k = pins_find_key(p, public_key, issuer);

	if (k == NULL)
		return PIN_NOBODY;
	if (k->compromised)
		return PIN_COMPROMISED;
	if (!(data ? k->for_data : k->for_lists) || when < k->not_before ||
	    when > k->not_after ||
	    when < (*issuer)->admitted_from || when > (*issuer)->admitted_to)
		return PIN_OUTSIDE;
	return PIN_VALID;
}

enum pin_trust
pins_key(const struct pins *p, const uint8_t public_key[32], int64_t when,
         const struct pin_issuer **issuer)
{
	return key_of(p, public_key, when, false, issuer);
}

enum pin_trust
pins_data_key(const struct pins *p, const uint8_t public_key[32], int64_t when,
              const struct pin_issuer **issuer)
{
	return key_of(p, public_key, when, true, issuer);
}

/* ---- pinning ---- */

static enum assay_status
bad_name(struct assay_error *error, const char *name, const char *en, const char *zh)
{
	struct shown shown = error_text(name);

	if (error == NULL)
		return ASSAY_E_USAGE;
	snprintf(error->text, sizeof error->text, "'%s' is no %s", shown.text, en);
	snprintf(error->text_zh, sizeof error->text_zh, "“%s”不是%s", shown.text, zh);
	return ASSAY_E_USAGE;
}

static enum assay_status
check_names(const char *const *names, bool (*good)(const char *), const char *en,
            const char *zh, struct assay_error *error)
{
	for (size_t i = 0; names != NULL && names[i] != NULL; i++)
		if (!good(names[i]))
			return bad_name(error, names[i], en, zh);
	return ASSAY_OK;
}

static enum assay_status
check_pin(const struct assay_pin *pin, struct assay_error *error)
{
	enum assay_status status;

	if (pin->id == NULL || !good_id(pin->id))
		return error_say(
		        error, ASSAY_E_USAGE,
		        "--id wants a short name of letters, digits, '.', '_' and '-'",
		        "--id 需要由字母、数字、“.”、“_”、“-”组成的短名");
	if (pin->name != NULL && !good_name(pin->name))
		return error_say(error, ASSAY_E_USAGE,
		                 "--name wants at most %d bytes of text in one line",
		                 "--name 需要不超过 %d 字节的一行文字", NAME_MAX_BYTES);
	if (pin->not_before != 0 && pin->not_after != 0 &&
	    pin->not_before > pin->not_after)
		return error_say(error, ASSAY_E_USAGE,
		                 "--not-before lies after --not-after",
		                 "--not-before 晚于 --not-after");
	if (pin->admitted_from != 0 && pin->admitted_to != 0 &&
	    pin->admitted_from > pin->admitted_to)
		return error_say(error, ASSAY_E_USAGE, "--from lies after --to",
		                 "--from 晚于 --to");
	for (size_t i = 0; pin->prefixes != NULL && pin->prefixes[i] != NULL; i++)
		if (assay_all_digits(assay_str(pin->prefixes[i])) &&
		    strlen(pin->prefixes[i]) >= 4 && pin_restricted(pin->prefixes[i]))
			return error_say(
			        error, ASSAY_E_USAGE,
			        "prefix %s lies in a range for use inside shops "
			        "(020-029, "
			        "040-049, 200-299): it belongs to no manufacturer",
			        "前缀 %s 属于店内使用的号段（020-029、040-049、"
			        "200-299），不属于任何厂商",
			        pin->prefixes[i]);
	if ((status = check_names(pin->prefixes, pin_prefix,
	                          "GS1 prefix of 4 to 12 digits",
	                          " 4 到 12 位数字的 GS1 前缀", error)) != ASSAY_OK)
		return status;
	if ((status = check_names(pin->categories, good_category,
	                          "category; `assay plugins` lists them",
	                          "类别；`assay plugins` 列出全部类别", error)) !=
	    ASSAY_OK)
		return status;
	return check_names(pin->hosts, good_host,
	                   "host name in lower case, such as www.example.com",
	                   "小写的主机名，例如 www.example.com", error);
}

static json_t *
names_json(const char *const *names)
{
	json_t *list = json_array();

	for (size_t i = 0; list != NULL && names[i] != NULL; i++)
		if (json_array_append_new(list, json_string(names[i])) != 0) {
			json_decref(list);
			return NULL;
		}
	return list;
}

/* 0 done, -1 out of memory; a null pointer or an empty list keeps what stands there. */
static int
set_names(json_t *object, const char *key, const char *const *names)
{
	if (names == NULL || names[0] == NULL)
		return json_object_get(object, key) != NULL
		               ? 0
		               : json_object_set_new(object, key, json_array());
	return json_object_set_new(object, key, names_json(names));
}

static int
set_stamp(json_t *object, const char *key, int64_t when)
{
	char text[64];

	if (when == 0)
		return 0;
	format_stamp(when, text);
	return json_object_set_new(object, key, json_string(text));
}

/* The element of list whose member key is value; NULL: none. */
static json_t *
find(const json_t *list, const char *key, const char *value)
{
	json_t *element;
	size_t i;

	json_array_foreach((json_t *)(uintptr_t)list, i, element)
	{
		const char *s = json_string_value(json_object_get(element, key));

		if (s != NULL && strcmp(s, value) == 0)
			return element;
	}
	return NULL;
}

static int
set_key(json_t *issuer, const struct assay_key_facts *key, const struct assay_pin *pin)
{
	json_t *keys = json_object_get(issuer, "keys"), *object;
	char hex[65];

	if (keys == NULL) {
		if (json_object_set_new(issuer, "keys", json_array()) != 0)
			return -1;
		keys = json_object_get(issuer, "keys");
	}
	if ((object = find(keys, "kid", key->id)) == NULL) {
		if (json_array_append_new(keys, json_object()) != 0)
			return -1;
		object = json_array_get(keys, json_array_size(keys) - 1);
	}
	sodium_bin2hex(hex, sizeof hex, key->public_key, 32);
	return json_object_set_new(object, "kid", json_string(key->id)) ||
	       json_object_set_new(object, "public_key", json_string(hex)) ||
	       json_object_set_new(object, "use",
	                           json_string(pin->for_data ? "data" : "list")) ||
	       set_stamp(object, "not_before", pin->not_before) ||
	       set_stamp(object, "not_after", pin->not_after);
}

static int
set_issuer(json_t *root, const struct assay_key_facts *key, const struct assay_pin *pin)
{
	json_t *issuers = json_object_get(root, "issuers"), *issuer;

	if ((issuer = find(issuers, "id", pin->id)) == NULL) {
		if (json_array_append_new(issuers, json_object()) != 0)
			return -1;
		issuer = json_array_get(issuers, json_array_size(issuers) - 1);
	}
	return json_object_set_new(issuer, "id", json_string(pin->id)) ||
	       (pin->name != NULL &&
	        json_object_set_new(issuer, "name", json_string(pin->name))) ||
	       set_names(issuer, "prefixes", pin->prefixes) ||
	       set_names(issuer, "categories", pin->categories) ||
	       set_names(issuer, "hosts", pin->hosts) ||
	       set_stamp(issuer, "admitted_from", pin->admitted_from) ||
	       set_stamp(issuer, "admitted_to", pin->admitted_to) ||
	       set_key(issuer, key, pin);
}

static enum assay_status
write_json(const char *home, const json_t *root, struct assay_error *error)
{
	char *text = json_dumps(root, JSON_INDENT(2)),
	     *path = store_path(home, PINS_FILE);
	enum assay_status status;
	size_t n;

	if (text == NULL || path == NULL) {
		status = error_nomem(error);
	} else {
		n = strlen(text);
		text[n] = '\n'; /* in the place of the NUL */
		status = store_write(path, 0644, text, n + 1, false, error);
	}
	free(text);
	free(path);
	return status;
}

/* What a pin would have to yield to the registry that the device has. */
struct yielding {
	const char *id;
	char what[24];
	bool any;
};

static void
on_yield(void *data, const char *id, const char *what)
{
	struct yielding *y = data;

	if (y->any || strcmp(id, y->id) != 0)
		return;
	y->any = true;
	snprintf(y->what, sizeof y->what, "%s", what);
}

/* pins: as they would be; merged with the registry, and of no use after that. */
static enum assay_status
check_registered(const char *home, struct pins *pins, const char *id,
                 struct assay_error *error)
{
	struct yielding y = { .id = id };
	struct registry registry = { 0 };
	struct set *set = NULL;
	enum assay_status status;

	if ((status = set_read(home, &set, error)) == ASSAY_OK &&
	    (status = set_registry(home, set, &registry, error)) == ASSAY_OK)
		status = registry_merge(pins, &registry, on_yield, &y, error);
	if (status == ASSAY_OK && y.any)
		status = error_say(
		        error, ASSAY_E_USAGE,
		        "the registry gives %s to another issuer: a pin cannot "
		        "take it away",
		        "登记册已将 %s 归于其他发行方：不能用手工登记夺走", y.what);
	registry_clear(&registry);
	set_free(set);
	return status;
}

/* pins.json held, read and about to change. */
struct change {
	int lock; /* -1: none */
	json_t *root;
	struct pins *before;
};

static enum assay_status
change_begin(const char *home, struct change *c, struct assay_error *error)
{
	uint8_t *bytes = NULL;
	enum assay_status status;
	size_t len;

	*c = (struct change){ .lock = -1 };
	if ((status = store_lock(home, &c->lock, error)) == ASSAY_OK &&
	    (status = read_file(home, &bytes, &len, error)) == ASSAY_OK &&
	    (status = load((struct assay_bytes){ bytes, len }, &c->root, error)) ==
	            ASSAY_OK)
		status = from_json(c->root, &c->before, error);
	free(bytes);
	return status;
}

/* What would be written must be what a reader accepts, here and beside the registry. */
static enum assay_status
change_commit(const char *home, const struct change *c, const char *id,
              struct assay_error *error)
{
	struct pins *after = NULL;
	enum assay_status status = from_json(c->root, &after, error);

	if (status == ASSAY_OK && id != NULL)
		status = check_registered(home, after, id, error);
	if (status == ASSAY_OK)
		status = write_json(home, c->root, error);
	pins_free(after);
	return status;
}

static void
change_end(struct change *c)
{
	pins_free(c->before);
	json_decref(c->root);
	if (c->lock >= 0)
		close(c->lock);
}

static enum assay_status
apply_pin(struct change *c, const struct assay_pin *pin,
          const struct assay_key_facts *key, struct assay_error *error)
{
	const struct pin_issuer *is;

	if (pins_key(c->before, key->public_key, 0, &is) != PIN_NOBODY &&
	    strcmp(is->about.id, pin->id) != 0)
		return error_say(
		        error, ASSAY_E_USAGE,
		        "key %s is pinned for %s already; a key speaks for one issuer",
		        "密钥 %s 已登记给 %s；一个密钥只能代表一个发行方", key->id,
		        is->about.id);
	if (find(json_object_get(c->root, "issuers"), "id", pin->id) == NULL &&
	    (pin->name == NULL ||
	     (!pin->for_data && (pin->prefixes == NULL || pin->prefixes[0] == NULL))))
		return error_say(
		        error, ASSAY_E_USAGE,
		        "%s is new here: --name and at least one --prefix are needed",
		        "%s 是新的发行方：需要 --name 和至少一个 --prefix", pin->id);
	return set_issuer(c->root, key, pin) == 0 ? ASSAY_OK : error_nomem(error);
}

enum assay_status
assay_trust_pin(const char *home, const struct assay_pin *given,
                struct assay_error *error)
{
	struct assay_key_facts key = { .size = sizeof key };
	struct assay_pin pin = { 0 };
	enum assay_status status;
	struct change c;

	memcpy(&pin, given, given->size < sizeof pin ? given->size : sizeof pin);
	if ((status = check_pin(&pin, error)) != ASSAY_OK ||
	    (status = key_read(pin.key_file, &key, error)) != ASSAY_OK)
		return status;
	if (key.secret)
		return error_say(
		        error, ASSAY_E_USAGE,
		        "%s is a secret key: keep it away from devices and pin its .pub",
		        "%s 是私钥：请勿放到设备上，应登记对应的 .pub 文件",
		        error_text(pin.key_file).text);
	if ((status = store_folder(home, 0700, error)) != ASSAY_OK)
		return status;
	if ((status = change_begin(home, &c, error)) == ASSAY_OK &&
	    (status = apply_pin(&c, &pin, &key, error)) == ASSAY_OK)
		status = change_commit(home, &c, pin.id, error);
	change_end(&c);
	return status;
}

enum assay_status
assay_trust_revoke(const char *home, const char *key, bool compromised, int64_t when,
                   struct assay_error *error)
{
	const json_t *issuers;
	json_t *found = NULL;
	enum assay_status status;
	struct change c;
	char kid[17], stamp[64];
	int64_t begins;

	if ((status = key_named(key, kid, error)) != ASSAY_OK)
		return status;
	if ((status = change_begin(home, &c, error)) != ASSAY_OK)
		goto out;
	issuers = json_object_get(c.root, "issuers");
	for (size_t i = 0; i < json_array_size(issuers) && found == NULL; i++)
		found = find(json_object_get(json_array_get(issuers, i), "keys"), "kid",
		             kid);
	if (found == NULL)
		status = error_say(error, ASSAY_E_USAGE,
		                   "no key %s is pinned in this home; one that came with "
		                   "the registry is revoked there, with --repo",
		                   "此主目录未登记密钥 %s；随登记册而来的密钥须用 --repo "
		                   "在仓库中撤销",
		                   kid);
	else if (!compromised && read_stamp(found, "not_before", INT64_MIN, &begins) &&
	         when < begins)
		status = error_say(error, ASSAY_E_USAGE,
		                   "key %s would end before it begins",
		                   "密钥 %s 的结束时间早于开始时间", kid);
	if (status == ASSAY_OK) {
		format_stamp(when, stamp);
		if (json_object_set_new(found,
		                        compromised ? "compromised_at" : "not_after",
		                        json_string(stamp)) != 0)
			status = error_nomem(error);
	}
	/* what a registry says of prefixes is no hindrance: this only takes trust away */
	if (status == ASSAY_OK)
		status = change_commit(home, &c, NULL, error);
out:
	change_end(&c);
	return status;
}
