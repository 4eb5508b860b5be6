/* delegation.c - which role may speak for a target */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>

#include "assay-check.h"
#include "delegation.h"

/* The next code point; jansson has seen to it that it is there. */
static uint32_t
next(struct assay_bytes s, size_t *at)
{
	uint32_t code = 0;
	size_t n = assay_utf8(s, *at, &code);

	if (n == 0) { /* paths from the command line may be any bytes */
		code = 0x110000u + s.data[*at];
		n = 1;
	}
	*at += n;
	return code;
}

/* The set that begins after "[" at *at: moves past its "]".  false: it never ends, and
 * the "[" stands for itself. */
static bool
in_set(struct assay_bytes p, size_t *at, uint32_t code, bool *is_in)
{
	size_t i = *at, start;
	bool negated = i < p.len && p.data[i] == '!', found = false;

	i += negated;
	start = i;
	while (i < p.len && (p.data[i] != ']' || i == start)) {
		uint32_t low = next(p, &i), high = low;

		if (i + 1 < p.len && p.data[i] == '-' && p.data[i + 1] != ']') {
			i++;
			high = next(p, &i);
		}
		found = found || (low <= code && code <= high);
	}
	if (i >= p.len)
		return false;
	*at = i + 1;
	*is_in = found != negated;
	return true;
}

/* One segment, without "/".  Goes back to the last "*" only: linear times linear. */
static bool
segment_matches(struct assay_bytes p, struct assay_bytes s)
{
	size_t at = 0, i = 0, star = SIZE_MAX, star_at = 0;

	while (i < s.len) {
		size_t after = i, set = at + 1;
		uint32_t code = next(s, &after);
		bool one = false;

		if (at < p.len && p.data[at] == '*') {
			star = ++at;
			star_at = i;
			continue;
		}
		if (at < p.len) {
			if (p.data[at] == '?') {
				one = true;
				at++;
			} else if (p.data[at] == '[' && in_set(p, &set, code, &one)) {
				at = set;
			} else {
				one = next(p, &at) == code;
			}
		}
		if (one) {
			i = after;
		} else if (star != SIZE_MAX) {
			next(s, &star_at);
			i = star_at;
			at = star;
		} else {
			return false;
		}
	}
	while (at < p.len && p.data[at] == '*')
		at++;
	return at == p.len;
}

bool
tuf_glob(const char *pattern, const char *path)
{
	for (;;) {
		size_t p = strcspn(pattern, "/"), s = strcspn(path, "/");

		if (!segment_matches((struct assay_bytes){ (const uint8_t *)pattern, p },
		                     (struct assay_bytes){ (const uint8_t *)path, s }) ||
		    (pattern[p] == '/') != (path[s] == '/'))
			return false;
		if (pattern[p] == '\0')
			return true;
		pattern += p + 1;
		path += s + 1;
	}
}

static bool
any_path(const json_t *paths, const char *path)
{
	const json_t *pattern;
	size_t i;

	json_array_foreach(
	        (json_t *)paths, i,
	        pattern) if (tuf_glob(json_string_value(pattern), path)) return true;
	return false;
}

static bool
any_prefix(const json_t *prefixes, const char *path)
{
	uint8_t hash[32];
	char hex[65];
	const json_t *prefix;
	size_t i;

	crypto_hash_sha256(hash, (const uint8_t *)path, strlen(path));
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	json_array_foreach((json_t *)prefixes, i,
	                   prefix) if (strncmp(hex, json_string_value(prefix),
	                                       json_string_length(prefix)) ==
	                               0) return true;
	return false;
}

/* Digits of the last bin's number. */
static int
bin_digits(json_int_t bits)
{
	return (int)((bits + 3) / 4);
}

static char *
bin_name(const json_t *succinct, const char *path)
{
	const char *prefix = json_string_value(json_object_get(succinct, "name_prefix"));
	json_int_t bits = json_integer_value(json_object_get(succinct, "bit_length"));
	size_t room = strlen(prefix) + 10;
	char *name = malloc(room);
	uint8_t hash[32];
	uint32_t start;

	if (name == NULL)
		return NULL;
	crypto_hash_sha256(hash, (const uint8_t *)path, strlen(path));
	start = (uint32_t)hash[0] << 24 | (uint32_t)hash[1] << 16 |
	        (uint32_t)hash[2] << 8 | hash[3];
	snprintf(name, room, "%s-%0*x", prefix, bin_digits(bits),
	         (unsigned)(start >> (32 - bits)));
	return name;
}

static bool
is_bin(const json_t *succinct, const char *name)
{
	const char *prefix = json_string_value(json_object_get(succinct, "name_prefix"));
	json_int_t bits = json_integer_value(json_object_get(succinct, "bit_length"));
	size_t n = strlen(prefix);
	const char *digits = name + n + 1;

	return strncmp(name, prefix, n) == 0 && name[n] == '-' &&
	       strlen(digits) == (size_t)bin_digits(bits) &&
	       strspn(digits, "0123456789abcdef") == strlen(digits) &&
	       strtoull(digits, NULL, 16) < 1ull << bits;
}

static const json_t *
delegations_of(const struct tuf_metadata *delegator)
{
	return json_object_get(delegator->signed_part, "delegations");
}

enum assay_status
tuf_delegated_next(const struct tuf_metadata *delegator, const char *path, size_t *at,
                   struct tuf_delegated *out, struct assay_error *error)
{
	const json_t *delegations = delegations_of(delegator);
	const json_t *succinct = json_object_get(delegations, "succinct_roles");
	const json_t *roles = json_object_get(delegations, "roles");

	*out = (struct tuf_delegated){ NULL, false };
	if (succinct != NULL) {
		if ((*at)++ > 0)
			return ASSAY_OK;
		out->name = bin_name(succinct, path);
		return out->name == NULL ? error_nomem(error) : ASSAY_OK;
	}
	while (*at < json_array_size(roles)) {
		const json_t *role = json_array_get(roles, (*at)++);
		const json_t *paths = json_object_get(role, "paths");

		if (paths != NULL
		            ? !any_path(paths, path)
		            : !any_prefix(json_object_get(role, "path_hash_prefixes"),
		                          path))
			continue;
		out->terminating = json_is_true(json_object_get(role, "terminating"));
		out->name = strdup(json_string_value(json_object_get(role, "name")));
		return out->name == NULL ? error_nomem(error) : ASSAY_OK;
	}
	return ASSAY_OK;
}

const json_t *
tuf_delegation_keyids(const struct tuf_metadata *delegator, const char *role,
                      const json_t **keys, json_int_t *threshold)
{
	const json_t *delegations = delegations_of(delegator), *entry;
	const json_t *succinct = json_object_get(delegations, "succinct_roles");
	const json_t *found = NULL;
	size_t i;

	if (succinct != NULL && is_bin(succinct, role))
		found = succinct;
	json_array_foreach(
	        json_object_get(delegations, "roles"), i,
	        entry) if (strcmp(json_string_value(json_object_get(entry, "name")),
	                          role) == 0) found = entry;
	*keys = json_object_get(delegations, "keys");
	*threshold = json_integer_value(json_object_get(found, "threshold"));
	return json_object_get(found, "keyids");
}
