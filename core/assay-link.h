/* assay-link.h - what a printed link is made of, read as data and never opened
 *
 * Header-only, so that plugins need no symbol of libassay.  Nothing here
 * allocates; views point into the caller's bytes.  A link is cut where RFC 3986
 * cuts it; nothing is believed of what stands between the cuts. */
#ifndef ASSAY_LINK_H
#define ASSAY_LINK_H

#include "assay-check.h"

#define ASSAY_HOST_MAX 253 /* bytes of a host name (RFC 1035, 2.3.4) */
#define ASSAY_LABEL_MAX 63 /* bytes of one of its labels */

/* ---- bytes ---- */

static inline uint8_t
assay_lower(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? (uint8_t)(c + ('a' - 'A')) : c;
}

/* Is it this ASCII word, in any case? */
static inline bool
assay_bytes_is(struct assay_bytes s, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i < n && i < s.len; i++)
		if (assay_lower(s.data[i]) != assay_lower((uint8_t)word[i]))
			return false;
	return s.len == n;
}

static inline struct assay_bytes
assay_part(struct assay_bytes s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from > to)
		from = to;
	return (struct assay_bytes){ s.data == NULL ? NULL : s.data + from, to - from };
}

/* Where c first stands at or after from; s.len where it does not. */
static inline size_t
assay_find(struct assay_bytes s, size_t from, uint8_t c)
{
	while (from < s.len && s.data[from] != c)
		from++;
	return from < s.len ? from : s.len;
}

/* 0 to 15, or -1. */
static inline int
assay_hex_digit(uint8_t c)
{
	return assay_is_digit(c) ? c - '0'
		: assay_lower(c) >= 'a' && assay_lower(c) <= 'f' ? assay_lower(c) - 'a' + 10 : -1;
}

/* Percent-decode into out, which holds size bytes; plus: '+' is a space, as in a
 * query.  The length, or SIZE_MAX: it does not fit, or a '%' is not followed by
 * two hexadecimal digits. */
static inline size_t
assay_percent_decode(struct assay_bytes s, bool plus, uint8_t *out, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = s.data[i];

		if (c == '%') {
			if (s.len - i < 3 || assay_hex_digit(s.data[i + 1]) < 0
				|| assay_hex_digit(s.data[i + 2]) < 0)
				return SIZE_MAX;
			c = (uint8_t)(assay_hex_digit(s.data[i + 1]) * 16
				+ assay_hex_digit(s.data[i + 2]));
			i += 2;
		} else if (c == '+' && plus) {
			c = ' ';
		}
		if (n == size)
			return SIZE_MAX;
		out[n++] = c;
	}
	return n;
}

/* ---- the parts of a link ---- */

struct assay_link {
	struct assay_bytes scheme;   /* "https", as printed; without the colon */
	struct assay_bytes userinfo; /* before an '@' */
	struct assay_bytes host;     /* as printed; IPv6 with its brackets */
	struct assay_bytes port;     /* after a ':' */
	struct assay_bytes path;     /* from its '/' on; after the colon where there is no "//" */
	struct assay_bytes query;    /* after '?' */
	struct assay_bytes fragment; /* after '#' */
	bool has_authority, has_userinfo, has_port, has_query, has_fragment;
};

/* Cut a link into its parts (RFC 3986, 3).  false: no scheme and colon at the
 * start, or a control character or space inside. */
static inline bool
assay_link_split(struct assay_bytes url, struct assay_link *out)
{
	struct assay_bytes rest, authority;
	size_t n = 0, at;

	memset(out, 0, sizeof *out);
	for (size_t i = 0; i < url.len; i++)
		if (url.data[i] <= ' ' || url.data[i] == 0x7F)
			return false;
	while (n < url.len && ((assay_lower(url.data[n]) >= 'a' && assay_lower(url.data[n]) <= 'z')
		|| (n > 0 && (assay_is_digit(url.data[n]) || url.data[n] == '+'
			|| url.data[n] == '-' || url.data[n] == '.'))))
		n++;
	if (n == 0 || n == url.len || url.data[n] != ':')
		return false;
	out->scheme = assay_part(url, 0, n);
	rest = assay_part(url, n + 1, url.len);
	at = assay_find(rest, 0, '#');
	out->has_fragment = at < rest.len;
	out->fragment = assay_part(rest, at + 1, rest.len);
	rest.len = at;
	at = assay_find(rest, 0, '?');
	out->has_query = at < rest.len;
	out->query = assay_part(rest, at + 1, rest.len);
	rest.len = at;
	out->path = rest;
	if (rest.len < 2 || rest.data[0] != '/' || rest.data[1] != '/')
		return true;
	out->has_authority = true;
	at = assay_find(rest, 2, '/');
	out->path = assay_part(rest, at, rest.len);
	authority = assay_part(rest, 2, at);
	for (size_t i = authority.len; i > 0; i--) { /* the last '@' ends the user part */
		if (authority.data[i - 1] != '@')
			continue;
		out->has_userinfo = true;
		out->userinfo = assay_part(authority, 0, i - 1);
		authority = assay_part(authority, i, authority.len);
		break;
	}
	at = 0;
	if (authority.len > 0 && authority.data[0] == '[')
		at = assay_find(authority, 0, ']');
	at = assay_find(authority, at, ':');
	out->has_port = at < authority.len;
	out->port = assay_part(authority, at + 1, authority.len);
	out->host = assay_part(authority, 0, at);
	return true;
}

/* Is this text meant as a link?  Words before a colon are common on labels
 * ("SN:123"), so a scheme counts with "//" behind it, or when it is one that
 * phones act upon without. */
static inline bool
assay_link_meant(struct assay_bytes text)
{
	static const char *const acted_upon[] = { "javascript", "data", "tel", "sms", "smsto",
		"mms", "mmsto", "mailto", "mecard", "wifi", "intent", "geo", "market", "facetime",
		"weixin", "alipays", "sip", "skype", "bitcoin", "upi", "about", "file", "blob" };
	struct assay_link link;

	if (!assay_link_split(text, &link))
		return false;
	if (link.has_authority)
		return true;
	for (size_t i = 0; i < sizeof acted_upon / sizeof *acted_upon; i++)
		if (assay_bytes_is(link.scheme, acted_upon[i]))
			return link.path.len > 0 || link.has_query;
	return false;
}

/* The next part of a path or query: *rest is cut at the first mark, false when
 * nothing is left.  A trailing mark yields an empty last part. */
static inline bool
assay_link_next(struct assay_bytes *rest, uint8_t mark, struct assay_bytes *part)
{
	size_t at;

	if (rest->data == NULL)
		return false;
	at = assay_find(*rest, 0, mark);
	*part = assay_part(*rest, 0, at);
	if (at == rest->len)
		*rest = (struct assay_bytes){ NULL, 0 };
	else
		*rest = assay_part(*rest, at + 1, rest->len);
	return true;
}

/* The next "key=value" of a query; a part without '=' has an empty value. */
static inline bool
assay_link_param(struct assay_bytes *rest, struct assay_bytes *key, struct assay_bytes *value)
{
	struct assay_bytes part;
	size_t at;

	do
		if (!assay_link_next(rest, '&', &part))
			return false;
	while (part.len == 0);
	at = assay_find(part, 0, '=');
	*key = assay_part(part, 0, at);
	*value = assay_part(part, at + 1, part.len);
	return true;
}

/* ---- hosts ---- */

enum assay_host_kind {
	ASSAY_HOST_BAD = 0, /* empty, too long, or bytes no host has */
	ASSAY_HOST_NAME,
	ASSAY_HOST_DOTTED,  /* 192.0.2.1 */
	ASSAY_HOST_DECIMAL, /* 3221225985 */
	ASSAY_HOST_OCTAL,   /* 0300.0.2.1, 030000001001 */
	ASSAY_HOST_HEX,     /* 0xC0000201, 0xc0.0x0.0x2.0x1 */
	ASSAY_HOST_MIXED,   /* 0xC0.0.02.1, 192.513: parts of several kinds or sizes */
	ASSAY_HOST_IPV6     /* [2001:db8::1] */
};

/* A host as it is compared: percent-decoded, lower case, without a last dot.
 * Its length in out (NUL after); 0: it is bad. */
static inline size_t
assay_host_text(struct assay_bytes host, char out[ASSAY_HOST_MAX + 1])
{
	size_t n = assay_percent_decode(host, false, (uint8_t *)out, ASSAY_HOST_MAX);

	out[0] = n == SIZE_MAX ? '\0' : out[0];
	if (n == SIZE_MAX)
		return 0;
	if (n > 0 && out[n - 1] == '.')
		n--;
	for (size_t i = 0; i < n; i++) {
		uint8_t c = assay_lower((uint8_t)out[i]);

		if (c <= ' ' || c == 0x7F || strchr("/\\?#@<>\"^`{|}%", c) != NULL)
			n = 0;
		else
			out[i] = (char)c;
	}
	out[n] = '\0';
	return n;
}

/* One part of an IPv4 host as inet_aton(3) reads it; -1: not a number.  *kind: 'd',
 * 'o' or 'h'. */
static inline int64_t
assay_ipv4_part(struct assay_bytes s, char *kind)
{
	int base = 10;
	int64_t value = 0;
	size_t i = 0;

	*kind = 'd';
	if (s.len >= 2 && s.data[0] == '0' && assay_lower(s.data[1]) == 'x') {
		*kind = 'h';
		base = 16;
		i = 2;
	} else if (s.len >= 2 && s.data[0] == '0') {
		*kind = 'o';
		base = 8;
		i = 1;
	}
	if (s.len == 0)
		return -1;
	for (; i < s.len; i++) {
		int d = assay_hex_digit(s.data[i]);

		if (d < 0 || d >= base)
			return -1;
		value = value * base + d;
		if (value > 0xFFFFFFFFLL)
			return -1;
	}
	return value;
}

/* Digits of v in that base, NUL after, at most 10 of them; how many. */
static inline size_t
assay_print_number(char *out, uint32_t v, uint32_t base)
{
	char turned[11];
	size_t n = 0, i = 0;

	do
		turned[n++] = "0123456789abcdef"[v % base];
	while ((v /= base) != 0);
	while (n > 0)
		out[i++] = turned[--n];
	out[i] = '\0';
	return i;
}

static inline enum assay_host_kind
assay_ipv4(struct assay_bytes s, uint32_t *address)
{
	int64_t part[4] = { 0 };
	char kind[4] = { 0 };
	size_t n = 0;
	struct assay_bytes rest = s, piece;
	uint64_t value = 0;
	bool same = true;

	while (assay_link_next(&rest, '.', &piece)) {
		if (n == 4 || (part[n] = assay_ipv4_part(piece, &kind[n])) < 0)
			return ASSAY_HOST_NAME;
		n++;
	}
	if (n == 0)
		return ASSAY_HOST_NAME;
	for (size_t i = 0; i + 1 < n; i++) {
		if (part[i] > 255)
			return ASSAY_HOST_NAME;
		value |= (uint64_t)part[i] << (24 - 8 * i);
	}
	if ((uint64_t)part[n - 1] >> (8 * (5 - n)) != 0)
		return ASSAY_HOST_NAME;
	*address = (uint32_t)(value | (uint64_t)part[n - 1]);
	for (size_t i = 1; i < n; i++) /* a lone 0 is written the same in every base */
		if (kind[i] != kind[0] && !(part[i] == 0 && kind[i] == 'd'))
			same = false;
	if (!same || (n != 4 && n != 1))
		return ASSAY_HOST_MIXED;
	if (kind[0] == 'h')
		return ASSAY_HOST_HEX;
	if (kind[0] == 'o')
		return ASSAY_HOST_OCTAL;
	return n == 4 ? ASSAY_HOST_DOTTED : ASSAY_HOST_DECIMAL;
}

/* The eight groups of an IPv6 address (RFC 4291, 2.2), without brackets. */
static inline bool
assay_ipv6(struct assay_bytes s, uint16_t group[8])
{
	uint16_t tail[8];
	size_t n = 0, n_tail = 0, i = 0;
	bool gap = false;

	while (i < s.len) {
		size_t end = assay_find(s, i, ':'), dot = assay_find(s, i, '.');
		uint32_t value = 0;

		if (s.data[i] == ':') {
			if (i + 1 == s.len || s.data[i + 1] != ':' || gap)
				return false;
			gap = true;
			i += 2;
			continue;
		}
		if (dot < end) { /* the last 32 bits may be dotted */
			uint32_t v4;

			if (end != s.len || n + n_tail > 6
				|| assay_ipv4(assay_part(s, i, end), &v4) != ASSAY_HOST_DOTTED)
				return false;
			for (int half = 0; half < 2; half++) {
				uint16_t g = (uint16_t)(half == 0 ? v4 >> 16 : v4 & 0xFFFF);

				if (gap)
					tail[n_tail++] = g;
				else
					group[n++] = g;
			}
			break;
		}
		if (end - i > 4 || n + n_tail == 8)
			return false;
		for (size_t k = i; k < end; k++) {
			int d = assay_hex_digit(s.data[k]);

			if (d < 0)
				return false;
			value = value * 16 + (uint32_t)d;
		}
		if (gap)
			tail[n_tail++] = (uint16_t)value;
		else
			group[n++] = (uint16_t)value;
		i = end;
		if (i < s.len && i + 1 == s.len)
			return false; /* one ':' at the end */
		if (i + 1 < s.len && s.data[i + 1] != ':')
			i++;
	}
	if (gap ? n + n_tail > 7 : n != 8)
		return false;
	for (size_t k = n; gap && k < 8; k++)
		group[k] = k >= 8 - n_tail ? tail[k - (8 - n_tail)] : 0;
	return true;
}

/* What kind of host is it?  address: an IP address in its one normal spelling
 * ("192.0.2.1", "2001:db8::1", RFC 5952), else "". */
static inline enum assay_host_kind
assay_host_kind(struct assay_bytes host, char address[46])
{
	char text[ASSAY_HOST_MAX + 1];
	struct assay_bytes s = { (const uint8_t *)text, assay_host_text(host, text) };
	enum assay_host_kind kind;
	uint16_t group[8];
	size_t at = 0, run = 8, run_len = 1;
	uint32_t v4;

	address[0] = '\0';
	if (s.len == 0)
		return ASSAY_HOST_BAD;
	if (s.data[0] != '[') {
		kind = assay_ipv4(s, &v4);
		for (int i = 0; kind != ASSAY_HOST_NAME && i < 4; i++) {
			if (i > 0)
				address[at++] = '.';
			at += assay_print_number(address + at, v4 >> (24 - 8 * i) & 255, 10);
		}
		for (size_t i = 0; i < s.len; i++)
			if (strchr(":[]", s.data[i]) != NULL)
				return ASSAY_HOST_BAD;
		return kind;
	}
	if (s.len < 4 || s.data[s.len - 1] != ']'
		|| !assay_ipv6(assay_part(s, 1, s.len - 1), group))
		return ASSAY_HOST_BAD;
	for (size_t i = 0; i < 8; i++) { /* the first longest run of zeros, two or more */
		size_t len = 0;

		while (i + len < 8 && group[i + len] == 0)
			len++;
		if (len > run_len) {
			run = i;
			run_len = len;
		}
	}
	for (size_t i = 0; i < 8; i++) {
		if (i == run) {
			address[at++] = ':';
			address[at++] = ':';
			address[at] = '\0';
			i += run_len - 1;
			continue;
		}
		if (at > 0 && address[at - 1] != ':')
			address[at++] = ':';
		at += assay_print_number(address + at, group[i], 16);
	}
	return ASSAY_HOST_IPV6;
}

/* Does any label carry an internationalised name: "xn--...", or bytes that are no
 * ASCII? */
static inline bool
assay_host_idn(struct assay_bytes host)
{
	struct assay_bytes rest = host, label;

	for (size_t i = 0; i < host.len; i++)
		if (host.data[i] >= 0x80)
			return true;
	while (assay_link_next(&rest, '.', &label))
		if (assay_bytes_is(assay_part(label, 0, 4), "xn--"))
			return true;
	return false;
}

/* Code points of one label: of "xn--..." as punycode (RFC 3492), else of its
 * UTF-8.  How many; 0: malformed, empty or too long. */
static inline size_t
assay_label_decode(struct assay_bytes label, uint32_t out[ASSAY_LABEL_MAX])
{
	uint32_t n = 128, i = 0, bias = 72;
	size_t used = 0, at = 0, basic = 0;

	if (!assay_bytes_is(assay_part(label, 0, 4), "xn--")) {
		while (at < label.len) {
			uint32_t code;
			size_t len = assay_utf8(label, at, &code);

			if (len == 0 || used == ASSAY_LABEL_MAX)
				return 0;
			out[used++] = code;
			at += len;
		}
		return used;
	}
	label = assay_part(label, 4, label.len);
	if (label.len == 0 || label.len > ASSAY_LABEL_MAX)
		return 0;
	for (size_t k = 0; k < label.len; k++)
		if (label.data[k] == '-')
			basic = k;
	for (; used < basic; used++) {
		if (label.data[used] >= 0x80)
			return 0;
		out[used] = label.data[used];
	}
	at = basic > 0 ? basic + 1 : 0;
	while (at < label.len) {
		uint32_t before = i, weight = 1, k, delta;

		for (k = 36;; k += 36) {
			uint32_t t = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
			uint8_t c = at < label.len ? assay_lower(label.data[at++]) : 0;
			uint32_t d = c >= 'a' && c <= 'z' ? c - 97u : assay_is_digit(c) ? c - 22u : 36u;

			if (d == 36 || d > (UINT32_MAX - i) / weight)
				return 0;
			i += d * weight;
			if (d < t)
				break;
			if (weight > UINT32_MAX / (36 - t))
				return 0;
			weight *= 36 - t;
		}
		if (used == ASSAY_LABEL_MAX)
			return 0;
		delta = before == 0 ? (i - before) / 700 : (i - before) / 2;
		delta += delta / (uint32_t)(used + 1);
		for (k = 0; delta > 455; k += 36)
			delta /= 35;
		bias = k + 36 * delta / (delta + 38);
		if (i / (uint32_t)(used + 1) > 0x10FFFF - n)
			return 0;
		n += i / (uint32_t)(used + 1);
		i %= (uint32_t)(used + 1);
		if (n >= 0xD800 && n <= 0xDFFF)
			return 0;
		memmove(out + i + 1, out + i, (used - i) * sizeof *out);
		out[i++] = n;
		used++;
	}
	return used;
}

/* Names under which anybody may register, of two labels.  A selection for the
 * markets assay serves, compared with the Public Suffix List (publicsuffix.org) of
 * 2023-02-09; a suffix missing here makes a registered domain look shorter. */
#define ASSAY_SUFFIXES_AS_OF "2023-02-09"
static const char *const assay_suffixes[] = {
	"ac.cn", "com.cn", "edu.cn", "gov.cn", "mil.cn", "net.cn", "org.cn",
	"ah.cn", "bj.cn", "cq.cn", "fj.cn", "gd.cn", "gs.cn", "gx.cn", "gz.cn", "ha.cn",
	"hb.cn", "he.cn", "hi.cn", "hk.cn", "hl.cn", "hn.cn", "jl.cn", "js.cn", "jx.cn",
	"ln.cn", "mo.cn", "nm.cn", "nx.cn", "qh.cn", "sc.cn", "sd.cn", "sh.cn", "sn.cn",
	"sx.cn", "tj.cn", "tw.cn", "xj.cn", "xz.cn", "yn.cn", "zj.cn",
	"com.hk", "edu.hk", "gov.hk", "idv.hk", "net.hk", "org.hk",
	"com.mo", "edu.mo", "gov.mo", "net.mo", "org.mo",
	"com.tw", "edu.tw", "gov.tw", "idv.tw", "net.tw", "org.tw",
	"ac.jp", "ad.jp", "co.jp", "ed.jp", "go.jp", "gr.jp", "lg.jp", "ne.jp", "or.jp",
	"ac.kr", "co.kr", "go.kr", "ne.kr", "or.kr", "pe.kr", "re.kr",
	"com.sg", "edu.sg", "gov.sg", "net.sg", "org.sg",
	"com.my", "edu.my", "gov.my", "net.my", "org.my",
	"ac.th", "co.th", "go.th", "in.th", "net.th", "or.th",
	"com.vn", "edu.vn", "gov.vn", "net.vn", "org.vn",
	"ac.id", "biz.id", "co.id", "go.id", "my.id", "or.id", "web.id",
	"com.ph", "gov.ph", "net.ph", "org.ph",
	"ac.in", "co.in", "firm.in", "gen.in", "gov.in", "net.in", "org.in",
	"com.pk", "gov.pk", "com.bd", "gov.bd", "com.lk", "com.np",
	"ac.uk", "co.uk", "gov.uk", "ltd.uk", "me.uk", "net.uk", "nhs.uk", "org.uk",
	"plc.uk", "police.uk",
	"asn.au", "com.au", "edu.au", "gov.au", "id.au", "net.au", "org.au",
	"ac.nz", "co.nz", "govt.nz", "net.nz", "org.nz",
	"com.br", "edu.br", "gov.br", "net.br", "org.br",
	"com.mx", "gob.mx", "net.mx", "org.mx",
	"com.ar", "gob.ar", "com.co", "gov.co", "com.pe", "gob.pe", "com.ve", "com.ec",
	"com.tr", "edu.tr", "gov.tr", "net.tr", "org.tr",
	"com.ua", "gov.ua", "kiev.ua", "com.pl", "gov.pl", "net.pl", "org.pl",
	"com.es", "gob.es", "nom.es", "org.es", "gouv.fr", "gov.it", "edu.it",
	"com.gr", "gov.gr", "com.pt", "gov.pt", "co.at", "gv.at", "or.at",
	"ac.za", "co.za", "gov.za", "org.za", "co.ke", "go.ke", "com.ng", "gov.ng",
	"com.eg", "gov.eg", "co.il", "gov.il", "org.il", "com.sa", "gov.sa", "co.ae", "gov.ae"
};

/* Second labels that countries keep for registering below, whichever country. */
static inline bool
assay_second_level(struct assay_bytes label)
{
	static const char *const words[] = { "com", "co", "net", "org", "gov", "gob", "gouv", "edu",
		"ac", "mil" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (assay_bytes_is(label, words[i]))
			return true;
	return false;
}

/* The registered domain of a host in the form of assay_host_text(): its last two
 * labels, or three where the last two are a row of the table, or a common second
 * label of a country (two letters).  The host itself where it has fewer. */
static inline struct assay_bytes
assay_host_registered(struct assay_bytes host)
{
	size_t from[4] = { 0 }, labels = 0;
	struct assay_bytes suffix;
	bool is;

	for (size_t i = host.len; i > 0 && labels < 3; i--)
		if (host.data[i - 1] == '.')
			from[labels++] = i;
	if (labels < 2)
		return host;
	suffix = assay_part(host, from[1], host.len);
	is = host.len - from[0] == 2
		&& assay_second_level(assay_part(host, from[1], from[0] - 1));
	for (size_t i = 0; !is && i < sizeof assay_suffixes / sizeof *assay_suffixes; i++)
		is = assay_bytes_is(suffix, assay_suffixes[i]);
	return is ? assay_part(host, labels > 2 ? from[2] : 0, host.len) : suffix;
}

#endif
