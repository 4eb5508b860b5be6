/* link-test.c - the parts of links, and hosts in their many spellings */
#include "assay-link.h"
#include "tap.h"

/* clang-format off */
static const struct { const char *url, *scheme, *user, *host, *port, *path, *query, *fragment; } links[] = {
	{ "https://example.com/a?b=c#d", "https", NULL, "example.com", NULL, "/a", "b=c", "d" },
	{ "HTTP://u:p@EXAMPLE.com:8080", "HTTP", "u:p", "EXAMPLE.com", "8080", "", NULL, NULL },
	{ "http://a@b@c/", "http", "a@b", "c", NULL, "/", NULL, NULL },
	{ "http://[2001:db8::1]:81/x", "http", NULL, "[2001:db8::1]", "81", "/x", NULL, NULL },
	{ "https://good.example?@evil.example", "https", NULL, "good.example", NULL, "", "@evil.example", NULL },
	{ "javascript:alert(1)", "javascript", NULL, "", NULL, "alert(1)", NULL, NULL },
	{ "weixin://dl/business/?t=x", "weixin", NULL, "dl", NULL, "/business/", "t=x", NULL },
	{ "no scheme", NULL, NULL, NULL, NULL, NULL, NULL, NULL },
	{ "http://a b/", NULL, NULL, NULL, NULL, NULL, NULL, NULL },
	{ "1http://a", NULL, NULL, NULL, NULL, NULL, NULL, NULL },
	{ "", NULL, NULL, NULL, NULL, NULL, NULL, NULL },
};
static const struct { const char *text; bool meant; } meant[] = {
	{ "https://a", true }, { "TEL:+861234", true }, { "SN:123", false }, { "tel:", false },
	{ "WIFI:S:net;;", true }, { "Lot: 12", false }, { "iap://x", true },
};
static const struct { const char *host; enum assay_host_kind kind; const char *address; } hosts[] = {
	{ "example.com", ASSAY_HOST_NAME, "" },
	{ "192.0.2.1", ASSAY_HOST_DOTTED, "192.0.2.1" },
	{ "192.0.2.1.", ASSAY_HOST_DOTTED, "192.0.2.1" },
	{ "192.0.2.0", ASSAY_HOST_DOTTED, "192.0.2.0" },
	{ "3221225985", ASSAY_HOST_DECIMAL, "192.0.2.1" },
	{ "030000001001", ASSAY_HOST_OCTAL, "192.0.2.1" },
	{ "0300.0.02.01", ASSAY_HOST_OCTAL, "192.0.2.1" },
	{ "0xC0000201", ASSAY_HOST_HEX, "192.0.2.1" },
	{ "0xc0.0x0.0x2.0x1", ASSAY_HOST_HEX, "192.0.2.1" },
	{ "0xC0.0.02.1", ASSAY_HOST_MIXED, "192.0.2.1" },
	{ "192.513", ASSAY_HOST_MIXED, "192.0.2.1" },
	{ "%31%39%32.0.2.1", ASSAY_HOST_DOTTED, "192.0.2.1" },
	{ "256.1.1.1", ASSAY_HOST_NAME, "" },
	{ "1.2.3.4.5", ASSAY_HOST_NAME, "" },
	{ "4294967296", ASSAY_HOST_NAME, "" },
	{ "08.1.1.1", ASSAY_HOST_NAME, "" },
	{ "0x", ASSAY_HOST_HEX, "0.0.0.0" },
	{ "[::]", ASSAY_HOST_IPV6, "::" },
	{ "[::1]", ASSAY_HOST_IPV6, "::1" },
	{ "[2001:DB8:0:0:1:0:0:1]", ASSAY_HOST_IPV6, "2001:db8::1:0:0:1" },
	{ "[2001:db8::0:1]", ASSAY_HOST_IPV6, "2001:db8::1" },
	{ "[1:2:3:4:5:6:7:8]", ASSAY_HOST_IPV6, "1:2:3:4:5:6:7:8" },
	{ "[1:0:3:4:5:6:7:8]", ASSAY_HOST_IPV6, "1:0:3:4:5:6:7:8" },
	{ "[1::]", ASSAY_HOST_IPV6, "1::" },
	{ "[::ffff:192.0.2.1]", ASSAY_HOST_IPV6, "::ffff:c000:201" },
	{ "[1:2:3:4:5:6:7]", ASSAY_HOST_BAD, "" },
	{ "[1:2:3:4:5:6:7:8:9]", ASSAY_HOST_BAD, "" },
	{ "[1::2::3]", ASSAY_HOST_BAD, "" },
	{ "[:1]", ASSAY_HOST_BAD, "" },
	{ "[1:]", ASSAY_HOST_BAD, "" },
	{ "[12345::]", ASSAY_HOST_BAD, "" },
	{ "[fe80::1%25lo]", ASSAY_HOST_BAD, "" },
	{ "a%2Fb", ASSAY_HOST_BAD, "" },
	{ "a%0", ASSAY_HOST_BAD, "" },
	{ "", ASSAY_HOST_BAD, "" },
	{ ".", ASSAY_HOST_BAD, "" },
};
static const struct { const char *host, *registered; bool idn; } names[] = {
	{ "www.example.com", "example.com", false },
	{ "example.com", "example.com", false },
	{ "localhost", "localhost", false },
	{ "brand.com.evil.cn", "evil.cn", false },
	{ "a.b.example.com.cn", "example.com.cn", false },
	{ "com.cn", "com.cn", false },
	{ "www.example.net.pk", "example.net.pk", false },
	{ "shop.www.example.co.tz", "example.co.tz", false },
	{ "a.bj.cn", "a.bj.cn", false },
	{ "x.a.or.at", "a.or.at", false },
	{ "www.go.com", "go.com", false },
	{ "xn--80ak6aa92e.com", "xn--80ak6aa92e.com", true },
	{ "a.xn--fiq228c.cn", "xn--fiq228c.cn", true },
};
static const struct { const char *label; size_t n; uint32_t first, last; } labels[] = {
	{ "xn--bcher-kva", 6, 'b', 'r' },
	{ "xn--fiq228c", 2, 0x4E2D, 0x6587 }, /* 中文 */
	{ "xn--80ak6aa92e", 5, 0x0430, 0x0435 },
	{ "plain", 5, 'p', 'n' },
	{ "中文", 2, 0x4E2D, 0x6587 },
	{ "xn--", 0, 0, 0 },
	{ "xn--99999999", 0, 0, 0 },
};
/* clang-format on */

static void
same(struct assay_bytes got, const char *want, const char *what)
{
	ok(assay_bytes_equal(got, assay_str(want == NULL ? "" : want)), "%s: %.*s", what,
		(int)got.len, got.data == NULL ? "" : (const char *)got.data);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		struct assay_link l;
		bool is = assay_link_split(assay_str(links[i].url), &l);

		is_int(is, links[i].scheme != NULL, "split %s", links[i].url);
		if (!is)
			continue;
		same(l.scheme, links[i].scheme, "scheme");
		same(l.userinfo, links[i].user, "user");
		same(l.host, links[i].host, "host");
		same(l.port, links[i].port, "port");
		same(l.path, links[i].path, "path");
		same(l.query, links[i].query, "query");
		same(l.fragment, links[i].fragment, "fragment");
		ok(l.has_userinfo == (links[i].user != NULL) && l.has_port == (links[i].port != NULL)
				&& l.has_query == (links[i].query != NULL)
				&& l.has_fragment == (links[i].fragment != NULL),
			"has what it has");
	}
	for (size_t i = 0; i < sizeof meant / sizeof *meant; i++)
		is_int(assay_link_meant(assay_str(meant[i].text)), meant[i].meant, "meant: %s",
			meant[i].text);
	for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
		char address[46];

		is_int(assay_host_kind(assay_str(hosts[i].host), address), hosts[i].kind, "kind of %s",
			hosts[i].host);
		is_str(address, hosts[i].address, "address of %s", hosts[i].host);
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		same(assay_host_registered(assay_str(names[i].host)), names[i].registered, "registered");
		is_int(assay_host_idn(assay_str(names[i].host)), names[i].idn, "idn %s", names[i].host);
	}
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		uint32_t code[ASSAY_LABEL_MAX];
		size_t n = assay_label_decode(assay_str(labels[i].label), code);

		is_int(n, labels[i].n, "length of %s", labels[i].label);
		if (n > 0)
			ok(code[0] == labels[i].first && code[n - 1] == labels[i].last, "letters of %s",
				labels[i].label);
	}
	{
		struct assay_bytes rest = assay_str("a=1&&b&c=2="), key, value;
		uint8_t out[8];

		ok(assay_link_param(&rest, &key, &value), "first");
		same(key, "a", "key");
		same(value, "1", "value");
		ok(assay_link_param(&rest, &key, &value), "second, past an empty one");
		same(key, "b", "key");
		same(value, "", "value");
		ok(assay_link_param(&rest, &key, &value), "third");
		same(value, "2=", "value");
		ok(!assay_link_param(&rest, &key, &value), "no more");
		is_int(assay_percent_decode(assay_str("a%2b+"), true, out, 8), 3, "decoded");
		ok(out[1] == '+' && out[2] == ' ', "plus and space");
		ok(assay_percent_decode(assay_str("%4"), false, out, 8) == SIZE_MAX, "half an escape");
		ok(assay_percent_decode(assay_str("123456789"), false, out, 8) == SIZE_MAX, "too long");
	}
	return tap_end();
}
