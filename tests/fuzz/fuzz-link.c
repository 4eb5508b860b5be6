/* fuzz-link.c - links of any bytes: the parts make the link again, a host has one
 * normal spelling, and a Digital Link and its canonical form say the same */
#include <stdlib.h>
#include <string.h>

#include "assay-link.h"
#include "dl.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NOW 1795132800 /* 2026-11-20 */
#define LINK_MAX 16384

static size_t
add(uint8_t *to, size_t at, bool has, const char *mark, struct assay_bytes part,
    const char *behind)
{
	if (!has)
		return at;
	memcpy(to + at, mark, strlen(mark));
	at += strlen(mark);
	if (part.len > 0)
		memcpy(to + at, part.data, part.len);
	at += part.len;
	memcpy(to + at, behind, strlen(behind));
	return at + strlen(behind);
}

static void
parts(struct assay_bytes url, uint8_t *to)
{
	struct assay_link l;
	size_t n;

	if (!assay_link_split(url, &l))
		return;
	n = add(to, 0, true, "", l.scheme, ":");
	n = add(to, n, l.has_authority, "//", (struct assay_bytes){ NULL, 0 }, "");
	n = add(to, n, l.has_userinfo, "", l.userinfo, "@");
	n = add(to, n, l.has_authority, "", l.host, "");
	n = add(to, n, l.has_port, ":", l.port, "");
	n = add(to, n, true, "", l.path, "");
	n = add(to, n, l.has_query, "?", l.query, "");
	n = add(to, n, l.has_fragment, "#", l.fragment, "");
	if (!assay_bytes_equal((struct assay_bytes){ to, n }, url))
		abort();
}

static void
host(struct assay_bytes bytes)
{
	char address[46], again[46], bracketed[50], text[ASSAY_HOST_MAX + 1];
	enum assay_host_kind kind = assay_host_kind(bytes, address);
	struct assay_bytes rest = { (const uint8_t *)text, assay_host_text(bytes, text) },
	                   label;
	uint32_t code[ASSAY_LABEL_MAX];

	if (strlen(address) >= sizeof address || strlen(text) != rest.len)
		abort();
	if ((kind == ASSAY_HOST_BAD || kind == ASSAY_HOST_NAME) != (address[0] == '\0'))
		abort();
	if (kind == ASSAY_HOST_IPV6) {
		bracketed[0] = '[';
		memcpy(bracketed + 1, address, strlen(address));
		memcpy(bracketed + 1 + strlen(address), "]", 2);
		if (assay_host_kind(assay_str(bracketed), again) != ASSAY_HOST_IPV6)
			abort();
	} else if (address[0] != '\0') {
		if (assay_host_kind(assay_str(address), again) != ASSAY_HOST_DOTTED)
			abort();
	}
	if (address[0] != '\0' && strcmp(address, again) != 0)
		abort();
	if (rest.len > 0 && assay_host_registered(rest).len > rest.len)
		abort();
	while (assay_link_next(&rest, '.', &label))
		if (assay_label_decode(label, code) > ASSAY_LABEL_MAX)
			abort();
}

static void
digital(struct assay_bytes url, struct gs1 *g, struct gs1 *again)
{
	char one[LINK_MAX], two[LINK_MAX];
	enum dl is = dl_parse(url, NOW, g);
	size_t n;

	if ((is == DL_BROKEN || is == DL_COMPRESSED) != (g->n_faults > 0) &&
	    is != DL_VALID)
		abort();
	if (is != DL_VALID)
		return;
	n = dl_build(g, DL_CANONICAL_STEM, true, one, sizeof one);
	if (n == 0 || dl_parse((struct assay_bytes){ (const uint8_t *)one, n }, NOW,
	                       again) != DL_VALID)
		abort();
	if (dl_build(again, DL_CANONICAL_STEM, true, two, sizeof two) != n ||
	    memcmp(one, two, n) != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct assay_bytes bytes = { data, size };
	uint8_t *to = malloc(size + 8);
	struct gs1 *g = malloc(sizeof *g), *again = malloc(sizeof *again);
	struct assay_link link;

	if (to == NULL || g == NULL || again == NULL)
		abort();
	parts(bytes, to);
	host(bytes);
	if (assay_link_split(bytes, &link))
		host(link.host);
	digital(bytes, g, again);
	free(to);
	free(g);
	free(again);
	return 0;
}
