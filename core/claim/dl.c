/* dl.c - GS1 Digital Links (GS1 Digital Link Standard: URI Syntax)
 *
 * Which keys, which qualifiers in which order, and what may stand in a query is read
 * from the AI table.  A link is cut and checked; nobody goes there. */
#include <string.h>

#include "assay-link.h"
#include "dl.h"

#define SEGMENTS_MAX 64 /* a stem and at most four pairs: more is no Digital Link */

/* Bytes that must be escaped in a link, and are not. */
static bool
raw_characters(struct assay_bytes url)
{
	for (size_t i = 0; i < url.len; i++)
		if (url.data[i] >= 0x80 || strchr("<>{}\\^`\"|", url.data[i]) != NULL)
			return true;
	return false;
}

/* A percent-decoded copy in the scratch.  false: malformed, or a zero byte. */
static bool
decode(struct gs1 *g, struct assay_bytes s, bool plus, struct assay_bytes *out)
{
	uint8_t *to = g->scratch + g->scratch_used;
	size_t n = assay_percent_decode(s, plus, to, sizeof g->scratch - g->scratch_used);

	if (n == SIZE_MAX || (n > 0 && memchr(to, 0, n) != NULL))
		return false;
	g->scratch_used += n;
	*out = (struct assay_bytes){ to, n };
	return true;
}

/* Does this alternative ("22,10,21", up to '|' or the end) have the qualifiers of
 * elements [1, n) in its order? */
static bool
in_order(const char *alternative, const struct gs1 *g)
{
	size_t next = 1;

	while (next < g->n && *alternative != '\0' && *alternative != '|') {
		size_t n = strcspn(alternative, ",|");

		if (strlen(g->element[next].code) == n &&
		    memcmp(g->element[next].code, alternative, n) == 0)
			next++;
		alternative += n + (alternative[n] == ',');
	}
	return next == g->n;
}

/* Is code a qualifier in this alternative? */
static bool
has_qualifier(const char *alternative, const char *code)
{
	while (*alternative != '\0' && *alternative != '|') {
		size_t n = strcspn(alternative, ",|");

		if (strlen(code) == n && memcmp(code, alternative, n) == 0)
			return true;
		alternative += n + (alternative[n] == ',');
	}
	return false;
}

static const char *
next_alternative(const char *alternative)
{
	const char *bar = strchr(alternative, '|');

	return bar == NULL ? NULL : bar + 1;
}

/* May this AI stand in the query beside what the path has?  A qualifier of the key
 * may only where the path took another alternative. */
static bool
may_be_attribute(const struct gs1 *g, size_t in_path, const struct ai *a,
                 const char *code)
{
	bool qualifier = false, other = false;

	if (!(a->flags & AI_ATTR))
		return false;
	for (const char *alt = g->element[0].ai->link; alt != NULL;
	     alt = next_alternative(alt)) {
		bool here = has_qualifier(alt, code);

		qualifier = qualifier || here;
		other = other ||
		        (!here && in_path > 1 && has_qualifier(alt, g->element[1].code));
	}
	return !qualifier || other;
}

static enum dl
broken(struct gs1 *g, const char *reason, const char *key, struct assay_bytes value)
{
	g->n = g->n_faults = 0;
	gs1_fault(g, "GS1-DL-PARSE", reason, key, value);
	return DL_BROKEN;
}

/* The words that earlier releases allowed for primary keys. */
static bool
old_word(struct assay_bytes s)
{
	static const char *const words[] = { "gtin",  "itip", "gmn",   "cpid", "gln",
		                             "party", "gsrn", "gsrnp", "gcn",  "sscc",
		                             "gdti",  "ginc", "gsin",  "grai", "giai" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (assay_bytes_is(s, words[i]))
			return true;
	return false;
}

/* A lone path segment of base64url that starts like a compressed key: the AI in
 * four-bit digits, or an optimisation code with a letter digit. */
static bool
compressed(struct assay_bytes segment)
{
	static const char digits[] =
	        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	        "0123456789-_";
	static const uint8_t starts[] = { 0x00, 0x01, 0x25, 0x40, 0x41, 0x80,
		                          0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F };
	uint32_t first = 0;

	if (segment.len < 10) /* the shortest, a GTIN, takes 55 bits */
		return false;
	for (size_t i = 0; i < segment.len; i++) {
		const char *at =
		        segment.data[i] == 0 ? NULL : strchr(digits, segment.data[i]);

		if (at == NULL)
			return false;
		if (i < 2)
			first = first << 6 | (uint32_t)(at - digits);
	}
	for (size_t i = 0; i < sizeof starts; i++)
		if (starts[i] == first >> 4)
			return true;
	return false;
}

/* The query: attributes whose names are digits; other names belong to others. */
static enum dl
parse_query(struct assay_bytes query, struct gs1 *out)
{
	struct assay_bytes key, value;
	size_t in_path = out->n;

	while (assay_link_param(&query, &key, &value)) {
		const struct ai *a;

		if (!decode(out, key, true, &key) || !decode(out, value, true, &value))
			return broken(out, "percent-escape", "query", key);
		if (!assay_all_digits(key))
			continue;
		if ((a = ai_find(key)) == NULL)
			return broken(out, "unknown-ai", "ai", key);
		if (!gs1_add(out, key, value))
			return broken(out, "too-many-elements", "ai", key);
		if (value.len == 0)
			return broken(out, "empty", "ai", key);
		for (size_t i = 0; i + 1 < out->n; i++)
			if (strcmp(out->element[i].code, out->element[out->n - 1].code) ==
			    0)
				return broken(out, "repeated", "ai", key);
		if (!may_be_attribute(out, in_path, a, out->element[out->n - 1].code))
			return broken(out, "not-in-query", "ai", key);
	}
	return DL_VALID;
}

enum dl
dl_parse(struct assay_bytes url, int64_t now, struct gs1 *out)
{
	struct assay_bytes segment[SEGMENTS_MAX], rest, host;
	struct assay_link link;
	char address[46], name[ASSAY_HOST_MAX + 1];
	size_t n = 0, start;
	bool found = false;
	const char *rule, *reason;

	gs1_init(out, true);
	if (!assay_link_split(url, &link) || !link.has_authority ||
	    !(assay_bytes_is(link.scheme, "http") ||
	      assay_bytes_is(link.scheme, "https")))
		return DL_NONE;
	rest = assay_part(link.path, 1, link.path.len);
	while (link.path.len > 0 && n < SEGMENTS_MAX &&
	       assay_link_next(&rest, '/', &segment[n]))
		n++;
	if (n == SEGMENTS_MAX)
		return DL_NONE;
	host = (struct assay_bytes){ (const uint8_t *)name,
		                     assay_host_text(link.host, name) };
	if (n == 1 &&
	    segment[0].len > 8) { /* the host is the key: its owner forgot one */
		const struct ai *a = ai_find(host);

		if (a != NULL && a->link != NULL)
			return broken(out, "no-host", "host", link.host);
	}
	/* pairs from the right, until a primary key */
	for (start = n; start >= 2 && !found;) {
		const struct ai *a;

		start -= 2;
		a = ai_find(segment[start]);
		found = a != NULL && a->link != NULL;
		if (!found && old_word(segment[start]) &&
		    assay_number(segment[start + 1], 0, 8) >= 0)
			return broken(out, "old-form", "key", segment[start]);
	}
	if (!found) { /* an odd tail, as "/01/GTIN/" has, hides the key from the pairs */
		for (size_t i = 0; i + 1 < n; i++) {
			const struct ai *a = ai_find(segment[i]);

			if (a != NULL && a->link != NULL &&
			    (assay_number(segment[i + 1], 0, 8) >= 0 ||
			     (segment[i + 1].len == 0 && i + 2 < n &&
			      assay_number(segment[i + 2], 0, 8) >= 0)))
				return broken(out, "path-not-in-pairs", "path",
				              link.path);
		}
		if (n == 1 && !link.has_query && compressed(segment[0])) {
			gs1_fault(out, "GS1-DL-COMPRESSED", NULL, "segment", segment[0]);
			out->malformed = false;
			return DL_COMPRESSED;
		}
		return DL_NONE;
	}
	for (size_t i = 1; i < link.scheme.len; i++)
		if ((link.scheme.data[i] < 'a') != (link.scheme.data[0] < 'a'))
			return broken(out, "scheme-in-two-cases", "scheme", link.scheme);
	if (assay_host_kind(link.host, address) == ASSAY_HOST_BAD)
		return broken(out, "host", "host", link.host);
	if (raw_characters(url))
		return broken(out, "raw-character", "url", url);
	for (size_t i = start; i < n; i += 2) {
		struct assay_bytes value;

		if (segment[i + 1].len == 0)
			return broken(out, "empty", "ai", segment[i]);
		if (!decode(out, segment[i + 1], false, &value))
			return broken(out, "percent-escape", "ai", segment[i]);
		if (ai_find(segment[i]) == NULL)
			return broken(out, "unknown-ai", "ai", segment[i]);
		if (!gs1_add(out, segment[i], value))
			return broken(out, "too-many-elements", "ai", segment[i]);
	}
	for (const char *alt = out->element[0].ai->link;; alt = next_alternative(alt)) {
		if (alt == NULL)
			return broken(out, "qualifiers", "path", link.path);
		if (in_order(alt, out))
			break;
	}
	if (parse_query(link.query, out) != DL_VALID)
		return DL_BROKEN;
	/* a path may look like a key by chance: only one that has a key's form is held
	 * to more than the form of a link */
	if (!gs1_element_holds(&out->element[0], &rule, &reason) &&
	    strcmp(rule, "GS1-CSUM") != 0 && strcmp(rule, "GS1-CSUM-ALPHA") != 0)
		return broken(out, reason, "path", link.path);
	gs1_check(out, now);
	return out->malformed ? DL_BROKEN : DL_VALID;
}

/* ---- building ---- */

struct text {
	char *out;
	size_t at, size;
	bool full;
};

static void
put(struct text *t, const char *s, size_t n)
{
	if (t->full || n >= t->size - t->at) {
		t->full = true;
		return;
	}
	memcpy(t->out + t->at, s, n);
	t->at += n;
	t->out[t->at] = '\0';
}

static void
put_escaped(struct text *t, struct assay_bytes s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = s.data[i];
		char escape[3] = { '%', hex[c >> 4], hex[c & 15] };

		if (assay_is_digit(c) ||
		    (assay_lower(c) >= 'a' && assay_lower(c) <= 'z') || c == '-' ||
		    c == '.' || c == '_' || c == '~')
			put(t, (const char *)&c, 1);
		else
			put(t, escape, 3);
	}
}

static void
put_element(struct text *t, const char *before, const struct gs1_element *e,
            const char *between)
{
	put(t, before, strlen(before));
	put(t, e->code, strlen(e->code));
	put(t, between, strlen(between));
	put_escaped(t, e->value);
}

/* The element that names the thing: a GTIN before a logistic unit before all else. */
static size_t
primary(const struct gs1 *g)
{
	static const char *const before[] = { "01", "8006", "00" };

	for (size_t k = 0; k < sizeof before / sizeof *before; k++)
		for (size_t i = 0; i < g->n; i++)
			if (strcmp(g->element[i].code, before[k]) == 0)
				return i;
	for (size_t i = 0; i < g->n; i++)
		if (g->element[i].ai->link != NULL)
			return i;
	return g->n;
}

size_t
dl_build(const struct gs1 *g, const char *stem, bool canonical, char *out, size_t size)
{
	bool used[GS1_ELEMENTS_MAX] = { false };
	size_t key = primary(g), most = 0, stem_len = strlen(stem);
	const char *best = NULL, *mark = "?";
	struct text t = { out, 0, size, size == 0 };

	if (key == g->n)
		return 0;
	for (const char *alt = g->element[key].ai->link; alt != NULL;
	     alt = next_alternative(alt)) {
		size_t count = 0;

		/* first those that have no other place */
		for (size_t i = 0; i < g->n; i++)
			if (has_qualifier(alt, g->element[i].code))
				count += g->element[i].ai->flags & AI_ATTR
				                 ? 1
				                 : GS1_ELEMENTS_MAX;
		if (best == NULL || count > most) {
			best = alt;
			most = count;
		}
	}
	while (stem_len > 0 && stem[stem_len - 1] == '/')
		stem_len--;
	put(&t, stem, stem_len);
	put_element(&t, "/", &g->element[key], "/");
	used[key] = true;
	while (*best != '\0' && *best != '|') { /* qualifiers in the order of the table */
		size_t n = strcspn(best, ",|");

		for (size_t i = 0; i < g->n; i++) {
			if (used[i] || strlen(g->element[i].code) != n ||
			    memcmp(g->element[i].code, best, n) != 0)
				continue;
			put_element(&t, "/", &g->element[i], "/");
			used[i] = true;
			break;
		}
		best += n + (best[n] == ',');
	}
	for (size_t left = g->n; left > 0; left--) {
		size_t next = g->n;

		for (size_t i = 0; i < g->n; i++)
			if (!used[i] &&
			    (next == g->n ||
			     (canonical &&
			      strcmp(g->element[i].code, g->element[next].code) < 0)))
				next = i;
		if (next == g->n)
			break;
		used[next] = true;
		if (g->element[next].ai->flags & AI_ATTR) {
			put_element(&t, mark, &g->element[next], "=");
			mark = "&";
		} else if (!canonical) {
			return 0;
		}
	}
	return t.full ? 0 : t.at;
}
