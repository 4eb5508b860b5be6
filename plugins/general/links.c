/* links.c - printed links, read as data and never opened
 *
 * A host is compared lower case, without a last dot, percent- and punycode-decoded,
 * and shown in ASCII.  It is held against a maker only where the maker's own hosts
 * are known; everything else judges the form of the link alone. */
#include "general.h"

#include "assay-link.h"

#define LINKS_MAX 64 /* of one item; more are a page of links */
#define NAME_MAX 128 /* a folded label: each of 63 letters may fold to two */
#define HOSTS_MAX 64

/* ---- tables ---- */

/* Schemes other than http: what they make a phone do. */
/* clang-format off */
static const struct scheme {
	const char *name;
	enum assay_severity severity;
	const char *does;
} schemes[] = {
	{ "javascript", ASSAY_STRONG, "runs a script" },
	{ "vbscript",   ASSAY_STRONG, "runs a script" },
	{ "data",       ASSAY_STRONG, "shows a page out of the code itself" },
	{ "blob",       ASSAY_STRONG, "shows a page out of the code itself" },
	{ "file",       ASSAY_STRONG, "opens a file of the phone" },
	{ "intent",     ASSAY_STRONG, "starts a program" },
	{ "about",      ASSAY_WEAK,   "opens a page of the browser" },
	{ "tel",        ASSAY_WEAK,   "calls a number" },
	{ "sms",        ASSAY_WEAK,   "sends a message" },
	{ "smsto",      ASSAY_WEAK,   "sends a message" },
	{ "mms",        ASSAY_WEAK,   "sends a message" },
	{ "mmsto",      ASSAY_WEAK,   "sends a message" },
	{ "facetime",   ASSAY_WEAK,   "calls a number" },
	{ "sip",        ASSAY_WEAK,   "calls a number" },
	{ "skype",      ASSAY_WEAK,   "calls a number" },
	{ "bitcoin",    ASSAY_WEAK,   "pays" },
	{ "upi",        ASSAY_WEAK,   "pays" },
	{ "alipays",    ASSAY_WEAK,   "opens an app" },
	{ "weixin",     ASSAY_WEAK,   "opens an app" },
	{ "market",     ASSAY_WEAK,   "opens an app shop" },
	{ "ftp",        ASSAY_WEAK,   "fetches a file" },
	/* usual on genuine labels: set-up of a device, a contact, a place, a number */
	{ "wifi",       ASSAY_INFO,   "joins a network" },
	{ "mecard",     ASSAY_INFO,   "adds a contact" },
	{ "mailto",     ASSAY_INFO,   "writes a letter" },
	{ "geo",        ASSAY_INFO,   "shows a place" },
	{ "urn",        ASSAY_INFO,   "names a thing" },
};

/* From memory, 2026: services that turn a short link into another (grade M). */
static const char *const shorteners[] = {
	"bit.ly", "t.co", "tinyurl.com", "goo.gl", "is.gd", "ow.ly", "t.cn", "url.cn", "dwz.cn",
	"suo.im", "s.id", "cutt.ly", "rb.gy", "rebrand.ly", "buff.ly", "v.gd", "t.ly", "dwz.win",
	"suo.nz", "mrw.so", "u.nu", "bl.ink", "w.url.cn", "985.so", "6du.in",
};

/* Platforms on which makers rent a page under their own name (grade M). */
static const char *const platforms[] = {
	"tmall.com", "taobao.com", "jd.com", "1688.com", "alibaba.com", "youzan.com", "weidian.com",
	"qq.com", "weibo.com", "suning.com", "pinduoduo.com", "xiaohongshu.com", "amazon.com",
	"ebay.com", "myshopify.com", "wordpress.com", "github.io", "facebook.com", "rakuten.co.jp",
	"zendesk.com", "salesforce.com",
};

/* Links of offices and of the GS1 resolver lead nowhere near a maker, rightly. */
static const char *const offices[] = {
	"id.gs1.org", "gov.cn", "gov", "europa.eu", "gov.uk", "gov.hk", "gov.mo", "gov.tw", "go.jp",
	"go.kr", "gov.sg", "gov.au", "cqc.com.cn", "ancc.org.cn", "gds.org.cn",
};

/* What forgers put beside a brand to look like its service; dealers, fans and branches
 * put the words of trade there too. */
static const struct lure {
	const char *word;
	bool trade;
} lures[] = {
	{ "verify", false }, { "verification", false }, { "check", false }, { "checker", false },
	{ "315", false }, { "fw", false }, { "fangwei", false }, { "cx", false }, { "chaxun", false },
	{ "zp", false }, { "zhengpin", false }, { "auth", false }, { "authentic", false },
	{ "official", false }, { "genuine", false }, { "original", true }, { "real", true },
	{ "service", true }, { "support", true }, { "safe", true }, { "secure", false },
	{ "security", true }, { "anti", false }, { "antifake", false }, { "code", true },
	{ "qr", false }, { "scan", false }, { "trace", false }, { "query", false },
	{ "warranty", true }, { "gw", true }, { "vip", true }, { "shop", true }, { "store", true },
	{ "mall", true }, { "online", true }, { "cn", true }, { "china", true },
};

/* Characters that look alike.  kind: of the reason given. */
enum { LOOKS_ONE = 1, LOOKS_ZERO = 2, LOOKS_RN = 4, LOOKS_VV = 8, LOOKS_SCRIPT = 16, LOOKS_ALL = 31 };
static const struct { int kind; const char *reason; } looks[] = {
	{ LOOKS_ONE,    "l/1 look-alike" },
	{ LOOKS_ZERO,   "o/0 look-alike" },
	{ LOOKS_RN,     "rn/m look-alike" },
	{ LOOKS_VV,     "vv/w look-alike" },
	{ LOOKS_SCRIPT, "letters of another script" },
	{ LOOKS_ALL,    "several look-alikes" },
};

static const struct { uint32_t code; char as; } alike[] = {
	/* Cyrillic */
	{ 0x430, 'a' }, { 0x432, 'b' }, { 0x435, 'e' }, { 0x437, '3' }, { 0x43A, 'k' }, { 0x43C, 'm' },
	{ 0x43D, 'h' }, { 0x43E, 'o' }, { 0x43F, 'n' }, { 0x440, 'p' }, { 0x441, 'c' }, { 0x442, 't' },
	{ 0x443, 'y' }, { 0x445, 'x' }, { 0x455, 's' }, { 0x456, 'i' }, { 0x457, 'i' }, { 0x458, 'j' },
	{ 0x45B, 'h' }, { 0x475, 'v' }, { 0x4BB, 'h' }, { 0x4CF, 'l' }, { 0x501, 'd' }, { 0x51B, 'q' },
	{ 0x51D, 'w' }, { 0x410, 'a' }, { 0x412, 'b' }, { 0x415, 'e' }, { 0x41A, 'k' }, { 0x41C, 'm' },
	{ 0x41D, 'h' }, { 0x41E, 'o' }, { 0x420, 'p' }, { 0x421, 'c' }, { 0x422, 't' }, { 0x425, 'x' },
	/* Greek */
	{ 0x3B1, 'a' }, { 0x3B5, 'e' }, { 0x3B7, 'n' }, { 0x3B9, 'i' }, { 0x3BA, 'k' }, { 0x3BD, 'v' },
	{ 0x3BF, 'o' }, { 0x3C1, 'p' }, { 0x3C3, 'o' }, { 0x3C4, 't' }, { 0x3C5, 'u' }, { 0x3C7, 'x' },
	{ 0x3C9, 'w' }, { 0x391, 'a' }, { 0x392, 'b' }, { 0x395, 'e' }, { 0x397, 'h' }, { 0x399, 'i' },
	{ 0x39A, 'k' }, { 0x39C, 'm' }, { 0x39D, 'n' }, { 0x39F, 'o' }, { 0x3A1, 'p' }, { 0x3A4, 't' },
	{ 0x3A7, 'x' },
	/* Latin with marks, dotless and script forms */
	{ 0xE0, 'a' }, { 0xE1, 'a' }, { 0xE2, 'a' }, { 0xE3, 'a' }, { 0xE4, 'a' }, { 0xE5, 'a' },
	{ 0xE7, 'c' }, { 0xE8, 'e' }, { 0xE9, 'e' }, { 0xEA, 'e' }, { 0xEB, 'e' }, { 0xEC, 'i' },
	{ 0xED, 'i' }, { 0xEE, 'i' }, { 0xEF, 'i' }, { 0xF1, 'n' }, { 0xF2, 'o' }, { 0xF3, 'o' },
	{ 0xF4, 'o' }, { 0xF5, 'o' }, { 0xF6, 'o' }, { 0xF8, 'o' }, { 0xF9, 'u' }, { 0xFA, 'u' },
	{ 0xFB, 'u' }, { 0xFC, 'u' }, { 0xFD, 'y' }, { 0xFF, 'y' }, { 0x101, 'a' }, { 0x103, 'a' },
	{ 0x105, 'a' }, { 0x107, 'c' }, { 0x10D, 'c' }, { 0x111, 'd' }, { 0x113, 'e' }, { 0x119, 'e' },
	{ 0x11B, 'e' }, { 0x11F, 'g' }, { 0x12B, 'i' }, { 0x131, 'i' }, { 0x142, 'l' }, { 0x144, 'n' },
	{ 0x148, 'n' }, { 0x14D, 'o' }, { 0x151, 'o' }, { 0x159, 'r' }, { 0x15B, 's' }, { 0x15F, 's' },
	{ 0x161, 's' }, { 0x163, 't' }, { 0x16B, 'u' }, { 0x16F, 'u' }, { 0x171, 'u' }, { 0x17A, 'z' },
	{ 0x17C, 'z' }, { 0x17E, 'z' }, { 0x251, 'a' }, { 0x261, 'g' }, { 0x1EA1, 'a' }, { 0x1EB9, 'e' },
	{ 0x1ECD, 'o' }, { 0x1EE5, 'u' },
};
/* clang-format on */

/* ---- names and how they look ---- */

struct name {
	uint8_t text[NAME_MAX];
	size_t len;
};

static struct assay_bytes
text_of(const struct name *n)
{
	return (struct assay_bytes){ n->text, n->len };
}

static uint32_t
alike_of(uint32_t code)
{
	if (code >= 0xFF01 && code <= 0xFF5E) /* full-width forms */
		return code - 0xFEE0;
	for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
		if (alike[i].code == code)
			return (uint8_t)alike[i].as;
	return code;
}

/* A label with all that looks alike made equal, for the kinds asked; what has no look
 * in ASCII keeps its UTF-8 length as '?', which equals no letter. */
static struct name
fold(struct assay_bytes label, int kinds)
{
	uint32_t code[ASSAY_LABEL_MAX];
	size_t n = assay_label_decode(label, code);
	struct name out = { .len = 0 };

	for (size_t i = 0; i < n; i++) {
		uint32_t c = kinds & LOOKS_SCRIPT ? alike_of(code[i]) : code[i];

		if (c >= 'A' && c <= 'Z')
			c += 32;
		if ((kinds & LOOKS_ONE) && (c == '1' || c == 'i' || c == '|'))
			c = 'l';
		if ((kinds & LOOKS_ZERO) && c == '0')
			c = 'o';
		out.text[out.len++] = c < 0x80 ? (uint8_t)c : '?';
		if (out.len < 2)
			continue;
		if ((kinds & LOOKS_RN) && c == 'n' && out.text[out.len - 2] == 'r')
			out.text[--out.len - 1] = 'm';
		else if ((kinds & LOOKS_VV) && c == 'v' && out.text[out.len - 2] == 'v')
			out.text[--out.len - 1] = 'w';
	}
	return out;
}

/* The reason why two different labels look the same; NULL: they do not. */
static const char *
look_alike(struct assay_bytes a, struct assay_bytes b)
{
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
		struct name x = fold(a, looks[i].kind), y = fold(b, looks[i].kind);

		if (x.len > 0 && memchr(x.text, '?', x.len) == NULL &&
		    assay_bytes_equal(text_of(&x), text_of(&y)))
			return looks[i].reason;
	}
	return NULL;
}

/* ---- hosts ---- */

/* Is host that name, or below it? */
static bool
is_below(struct assay_bytes host, struct assay_bytes name)
{
	if (name.len == 0 || host.len < name.len)
		return false;
	if (!assay_same_case(assay_part(host, host.len - name.len, host.len), name))
		return false;
	return host.len == name.len || host.data[host.len - name.len - 1] == '.';
}

static bool
is_any_of(struct assay_bytes host, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_below(host, assay_str(names[i])))
			return true;
	return false;
}

#define IS_ANY_OF(host, table) is_any_of(host, table, sizeof table / sizeof *table)

/* By signed data where there are, else by the table above. */
static bool
is_shortener(const struct general *g, struct assay_bytes host)
{
	char text[ASSAY_HOST_MAX + 1];
	bool there = false;

	if (host.len >= sizeof text || !general_in_table(g, "shorteners", "", &there))
		return IS_ANY_OF(host, shorteners);
	memcpy(text, host.data, host.len);
	text[host.len] = '\0';
	for (const char *at = text; !there && at != NULL; at = strchr(at, '.'))
		(void)general_in_table(g, "shorteners", *at == '.' ? ++at : at, &there);
	return there;
}

/* The first label of a domain, and the rest behind its dot. */
static struct assay_bytes
first_label(struct assay_bytes domain, struct assay_bytes *rest)
{
	size_t dot = assay_find(domain, 0, '.');

	*rest = assay_part(domain, dot + 1, domain.len);
	return assay_part(domain, 0, dot);
}

/* ---- a host against a maker's ---- */

enum likeness { SAME = 0, SIBLING, OTHER, NEAR_SHORT, NEAR_WORD, NEAR };

struct likely {
	enum likeness how;
	const char *reason;
	bool country;  /* the maker's name under a country's top-level domain */
	bool platform; /* the maker's name on a platform that rents pages */
	bool sells;    /* the word beside the name is one of trade */
};

/* Is name the brand with a lure before or behind it?  *word: with any other word, but
 * parted by a hyphen. */
static bool
has_lure(struct assay_bytes name, struct assay_bytes brand, bool *word, bool *trade)
{
	struct assay_bytes rest;
	bool behind;

	*word = *trade = false;
	if (brand.len < 3 || name.len <= brand.len)
		return false;
	behind = assay_bytes_equal(assay_part(name, 0, brand.len), brand);
	if (behind)
		rest = assay_part(name, brand.len, name.len);
	else if (assay_bytes_equal(assay_part(name, name.len - brand.len, name.len),
	                           brand))
		rest = assay_part(name, 0, name.len - brand.len);
	else
		return false;
	if (rest.len > 1 && rest.data[behind ? 0 : rest.len - 1] == '-') {
		rest = behind ? assay_part(rest, 1, rest.len)
		              : assay_part(rest, 0, rest.len - 1);
		*word = true;
	}
	for (size_t i = 0; i < sizeof lures / sizeof *lures; i++) {
		struct name lure = fold(assay_str(lures[i].word), LOOKS_ALL);

		if (!assay_bytes_equal(rest, text_of(&lure)))
			continue;
		*trade = lures[i].trade;
		return true;
	}
	return false;
}

/* Does the brand stand as a label, or as its whole domain, before the domain that was
 * really registered? */
static bool
is_subdomain(struct assay_bytes host, struct assay_bytes registered,
             struct assay_bytes brand)
{
	struct assay_bytes rest = assay_part(host, 0, host.len - registered.len), label;
	struct name want = fold(brand, LOOKS_ALL);

	while (assay_link_next(&rest, '.', &label)) {
		struct name got = fold(label, LOOKS_ALL);

		if (want.len >= 3 && assay_bytes_equal(text_of(&got), text_of(&want)))
			return true;
	}
	return false;
}

static struct likely
compare(struct assay_bytes host, struct assay_bytes own)
{
	struct assay_bytes registered = assay_host_registered(host), tail, own_tail;
	struct assay_bytes own_registered = assay_host_registered(own);
	struct assay_bytes name = first_label(registered, &tail);
	struct assay_bytes brand = first_label(own_registered, &own_tail);
	struct name x = fold(name, LOOKS_ALL), y = fold(brand, LOOKS_ALL);
	struct likely l = { .how = OTHER, .reason = "other host" };
	bool word;
	size_t apart;

	if (is_below(host, own))
		return (struct likely){ .how = SAME, .reason = "" };
	if (assay_bytes_equal(registered, own_registered))
		return (struct likely){ .how = SIBLING,
			                .reason = "other host of the domain" };
	if (assay_bytes_equal(name, brand)) {
		/* "brand.co.uk" beside "brand.com" */
		for (size_t i = tail.len; i > 0 && tail.data[i - 1] != '.'; i--)
			l.country = tail.len - i + 1 == 2;
		l.how = NEAR;
		l.reason = "other top-level domain";
		return l;
	}
	if ((l.reason = look_alike(name, brand)) != NULL) {
		l.how = NEAR;
		return l;
	}
	if (is_subdomain(host, registered, brand)) {
		l.how = NEAR;
		l.reason = "brand as subdomain";
		l.platform = IS_ANY_OF(host, platforms);
		return l;
	}
	if (has_lure(text_of(&x), text_of(&y), &word, &l.sells)) {
		l.how = NEAR;
		l.reason = "brand plus word";
		return l;
	}
	if (word) {
		l.how = NEAR_WORD;
		l.reason = "brand plus word";
		return l;
	}
	l.reason = "other host";
	apart = slips(text_of(&x), text_of(&y));
	if (apart >= 1 && apart <= (y.len >= 6 ? 2u : 1u) &&
	    memchr(x.text, '?', x.len) == NULL) {
		l.how = y.len <= 4 ? NEAR_SHORT : NEAR;
		l.reason = apart == 1 ? "edit distance 1" : "edit distance 2";
	}
	return l;
}

/* The hosts of the makers of this item, as texts to compare with. */
struct owned {
	char host[HOSTS_MAX][ASSAY_HOST_MAX + 1];
	size_t n;
	const char *issuer;
};

static void
own(struct owned *o, struct assay_bytes host)
{
	struct assay_link link;
	char text[ASSAY_HOST_MAX + 1];

	if (assay_link_split(host, &link) && link.has_authority)
		host = link.host;
	if (o->n == HOSTS_MAX || assay_host_text(host, text) == 0 ||
	    strchr(text, '.') == NULL)
		return;
	memcpy(o->host[o->n++], text, sizeof text);
}

/* symbol: of the link; where it names its own product, only that product's maker is
 * asked, so that a neighbour's maker does not answer for it. */
static void
find_owned(struct general *g, uint32_t symbol, struct owned *o)
{
	const struct assay_claim *brand = assay_claim(g->item, "brand", 0);
	struct assay_issuer issuer;
	bool named = false;

	o->n = 0;
	o->issuer = "";
	if (brand != NULL)
		own(o, brand->value);
	for (size_t i = 0; i < g->item->n_claims; i++)
		named |= symbol != ASSAY_NONE && g->item->claims[i].symbol == symbol &&
		         strcmp(g->item->claims[i].key, "gtin") == 0;
	for (size_t i = 0; i < g->item->n_claims; i++) {
		const struct assay_claim *c = &g->item->claims[i];

		if (strcmp(c->key, "gtin") != 0 || (named && c->symbol != symbol) ||
		    c->value.len != 14)
			continue;
		memset(&issuer, 0, sizeof issuer);
		if (g->host->issuer(g->run, (const char *)c->value.data, &issuer) !=
		            ASSAY_OK ||
		    issuer.hosts == NULL)
			continue;
		for (size_t k = 0; issuer.hosts[k] != NULL; k++)
			own(o, assay_str(issuer.hosts[k]));
		if (issuer.id != NULL)
			o->issuer = issuer.id;
	}
}

/* ---- one link ---- */

struct one {
	struct assay_bytes url;
	const struct assay_claim *claim;
	struct assay_link part;
	char host[ASSAY_HOST_MAX + 1]; /* to compare */
	char address[46];
	struct owned owned;
};

static void
begin(struct general *g, struct general_say *s, const struct one *l, const char *rule,
      enum assay_severity severity)
{
	general_begin(s, rule, severity);
	s->finding.symbol = l->claim->symbol;
	s->finding.pair = general_pair_of(g->item, l->claim->symbol);
}

static void
slip_or_misread(struct general_say *s, const struct one *l, bool slip)
{
	if (l->claim->path == ASSAY_PATH_TYPED)
		general_tried(s, "typing-slip", slip);
	else
		general_tried(s, "misread", false);
}

static void
scheme(struct general *g, const struct one *l)
{
	enum assay_severity severity = ASSAY_WEAK;
	const char *does = "opens an app";
	struct general_say s;

	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		if (!assay_bytes_is(l->part.scheme, schemes[i].name))
			continue;
		severity = schemes[i].severity;
		does = schemes[i].does;
	}
	begin(g, &s, l, "URL-SCHEME", severity);
	general_add_ascii(&s, "scheme", l->part.scheme);
	general_add_text(&s, "does", does);
	general_add_ascii(&s, "link", l->url);
	if (severity > ASSAY_INFO) {
		slip_or_misread(&s, l, true);
		general_tried(&s, "test-code", false);
	}
	general_end(g, &s);
}

/* Addresses that only reach a device in the same room (RFC 1918, RFC 3927). */
static bool
is_local(const char *address)
{
	struct assay_bytes a = assay_str(address);
	int32_t second = a.len > 7 ? assay_number(a, 4, 2) : -1;

	return strncmp(address, "10.", 3) == 0 || strncmp(address, "192.168.", 8) == 0 ||
	       strncmp(address, "169.254.", 8) == 0 ||
	       (strncmp(address, "172.", 4) == 0 && second >= 16 && second <= 31 &&
	        a.data[6] == '.');
}

static bool
address(struct general *g, const struct one *l, enum assay_host_kind kind)
{
	static const char *const kinds[] = {
		[ASSAY_HOST_DOTTED] = "dotted", [ASSAY_HOST_DECIMAL] = "decimal",
		[ASSAY_HOST_OCTAL] = "octal",   [ASSAY_HOST_HEX] = "hexadecimal",
		[ASSAY_HOST_MIXED] = "mixed",   [ASSAY_HOST_IPV6] = "ipv6"
	};
	struct general_say s;

	begin(g, &s, l, "URL-IP-HOST", ASSAY_STRONG);
	if (kind == ASSAY_HOST_NAME) {
		general_add_ascii(&s, "host", assay_str(l->host));
		general_pass(g, &s);
		return false;
	}
	general_add_text(&s, "host", l->address);
	general_add_text(&s, "written", kinds[kind]);
	general_add_ascii(&s, "link", l->url);
	slip_or_misread(&s, l, false);
	/* devices print the address under which their own set-up page is found */
	general_tried(&s, "device-address",
	              kind == ASSAY_HOST_DOTTED && is_local(l->address));
	general_end(g, &s);
	return true;
}

/* Which alphabets stand in a label? */
static bool
is_mixed(struct assay_bytes label)
{
	uint32_t code[ASSAY_LABEL_MAX];
	size_t n = assay_label_decode(label, code);
	bool latin = false, greek = false, cyrillic = false;

	for (size_t i = 0; i < n; i++) {
		latin |= (code[i] >= 'a' && code[i] <= 'z') ||
		         (code[i] >= 'A' && code[i] <= 'Z') ||
		         (code[i] >= 0xC0 && code[i] < 0x250);
		greek |= code[i] >= 0x370 && code[i] < 0x400;
		cyrillic |= code[i] >= 0x400 && code[i] < 0x530;
	}
	return latin + greek + cyrillic > 1;
}

static void
international(struct general *g, const struct one *l)
{
	struct assay_bytes rest = assay_str(l->host), label;
	bool mixed = false, puny = false;
	struct general_say s;

	if (!assay_host_idn(assay_str(l->host)))
		return;
	while (assay_link_next(&rest, '.', &label)) {
		mixed |= is_mixed(label);
		puny |= assay_bytes_is(assay_part(label, 0, 4), "xn--");
	}
	begin(g, &s, l, "URL-IDN", ASSAY_WEAK);
	general_add_text(&s, "reason", puny ? "punycode" : "letters beyond ASCII");
	if (mixed)
		general_add_text(&s, "scripts", "mixed");
	general_add_ascii(&s, "host", assay_str(l->host));
	general_tried(&s, "parallel-import", !mixed);
	general_end(g, &s);
}

/* Is host among those of the makers?  Says so, or how near it comes.  true: nothing is
 * left to say of its letters. */
static bool
brand(struct general *g, const struct one *l)
{
	struct assay_bytes host = assay_str(l->host);
	struct likely best = { .how = SAME };
	size_t at = 0;
	bool found = false, idn = assay_host_idn(host);
	struct general_say s;

	if (l->owned.n == 0)
		return false;
	for (size_t i = 0; i < l->owned.n; i++) {
		struct likely now = compare(host, assay_str(l->owned.host[i]));

		if (now.how == SAME) {
			begin(g, &s, l, "URL-BRAND", ASSAY_INFO);
			general_add_ascii(&s, "host", host);
			general_add_text(&s, "maker", l->owned.issuer);
			general_pass(g, &s);
			return true;
		}
		/* a host of the maker's own domain is near none of its others */
		if (!found || now.how == SIBLING ||
		    (best.how != SIBLING && now.how > best.how)) {
			best = now;
			at = i;
		}
		found = true;
	}
	if (best.how < NEAR_SHORT &&
	    (IS_ANY_OF(host, offices) || is_shortener(g, host)))
		return false;
	begin(g, &s, l, best.how == NEAR && idn ? "URL-IDN" : "URL-BRAND",
	      best.how == NEAR ? ASSAY_STRONG : ASSAY_WEAK);
	general_add_text(&s, "reason", best.reason);
	general_add_ascii(&s, "host", host);
	general_add_ascii(&s, "maker-host", assay_str(l->owned.host[at]));
	slip_or_misread(&s, l, is_slip(host, assay_str(l->owned.host[at])));
	general_tried(&s, "parallel-import", best.country);
	general_tried(&s, "hosted-page", best.platform);
	general_tried(&s, "contract-maker", best.how == OTHER);
	general_end(g, &s);
	return best.how == NEAR && idn;
}

/* ---- a link by itself, against all admitted makers ---- */

#define BRAND_LONG 5 /* letters of a name that hardly two firms share */

/* Differ two names of one length by i and l alone?  Both make honest words. */
static bool
is_i_for_l(struct assay_bytes a, struct assay_bytes b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (a.data[i] != b.data[i] &&
		    (strchr("il", a.data[i]) == NULL || strchr("il", b.data[i]) == NULL))
			return false;
	return true;
}

/* Does all of the maker's host stand before the domain that was really registered? */
static bool
holds_host(struct assay_bytes host, struct assay_bytes registered, struct assay_bytes own)
{
	size_t room = host.len - registered.len;

	for (size_t at = 0; at + own.len < room; at++)
		if ((at == 0 || host.data[at - 1] == '.') && host.data[at + own.len] == '.' &&
		    assay_same_case(assay_part(host, at, at + own.len), own))
			return true;
	return false;
}

/* Nobody says whose link this is, so only what can hardly be chance is strong: letters
 * that look the same, the maker's whole host before another domain, its name with a
 * word that promises a check.  OTHER: nothing to say. */
static struct likely
compare_lone(struct assay_bytes host, struct assay_bytes own)
{
	struct assay_bytes registered = assay_host_registered(host), tail, own_tail;
	struct assay_bytes own_registered = assay_host_registered(own);
	struct assay_bytes name = first_label(registered, &tail);
	struct assay_bytes brand = first_label(own_registered, &own_tail);
	struct likely l = compare(host, own);

	if (l.how == SAME || l.how == SIBLING)
		return l;
	if (holds_host(host, registered, own_registered) && brand.len >= 3)
		return (struct likely){ .how = NEAR, .reason = "maker's host before another domain" };
	if (l.how == OTHER || assay_bytes_equal(name, brand) || brand.len < BRAND_LONG)
		return (struct likely){ .how = OTHER, .reason = "" };
	if (strcmp(l.reason, "brand as subdomain") == 0)
		l.how = OTHER; /* a shop sorts its brands so */
	else if (strncmp(l.reason, "edit", 4) == 0)
		l.how = strchr(l.reason, '1') != NULL || brand.len >= 8 ? NEAR_SHORT : OTHER;
	else if (strcmp(l.reason, "brand plus word") == 0)
		l.how = l.sells || l.how != NEAR ? NEAR_WORD : NEAR;
	else if (is_i_for_l(name, brand))
		l.how = NEAR_SHORT;
	return l;
}

/* true: nothing is left to say of the link's letters. */
static bool
lone(struct general *g, const struct one *l)
{
	struct assay_bytes host = assay_str(l->host);
	struct likely best = { .how = OTHER };
	struct assay_issuer issuer;
	bool idn = assay_host_idn(host);
	char own_host[ASSAY_HOST_MAX + 1] = "", maker[80] = "";
	struct general_say s;

	if (g->host->size < offsetof(struct assay_host, issuer_at) +
	                            sizeof g->host->issuer_at ||
	    g->host->issuer_at == NULL || IS_ANY_OF(host, offices) ||
	    is_shortener(g, host) || IS_ANY_OF(host, platforms))
		return false;
	for (size_t n = 0; g->host->issuer_at(g->run, n, &issuer) == ASSAY_OK; n++)
		for (size_t k = 0; issuer.hosts != NULL && issuer.hosts[k] != NULL; k++) {
			struct owned one = { .n = 0 };
			struct likely now;

			own(&one, assay_str(issuer.hosts[k]));
			if (one.n == 0)
				continue;
			now = compare_lone(host, assay_str(one.host[0]));
			if (now.how == SAME || now.how == SIBLING)
				return false; /* some maker's own */
			if (now.how <= best.how)
				continue;
			best = now;
			memcpy(own_host, one.host[0], sizeof own_host);
			snprintf(maker, sizeof maker, "%s", issuer.id != NULL ? issuer.id : "");
		}
	if (best.how == OTHER)
		return false;
	begin(g, &s, l, best.how == NEAR && idn ? "URL-IDN" : "URL-BRAND",
	      best.how == NEAR ? ASSAY_STRONG : ASSAY_WEAK);
	general_add_text(&s, "reason", best.reason);
	general_add_ascii(&s, "host", host);
	general_add_ascii(&s, "maker-host", assay_str(own_host));
	general_add_text(&s, "maker", maker);
	slip_or_misread(&s, l, is_slip(host, assay_str(own_host)));
	general_tried(&s, "hosted-page", false);
	general_end(g, &s);
	return best.how == NEAR && idn;
}

static void
transport(struct general *g, const struct one *l)
{
	struct assay_bytes port = l->part.port, host = assay_str(l->host);
	struct general_say s;

	if (assay_bytes_is(l->part.scheme, "http")) {
		begin(g, &s, l, "URL-HTTP", ASSAY_WEAK);
		general_add_text(&s, "reason", "no TLS");
		general_add_ascii(&s, "host", host);
		general_tried(&s, "old-packaging", true);
		general_end(g, &s);
	}
	if (port.len > 0 && !assay_bytes_is(port, "80") && !assay_bytes_is(port, "443")) {
		begin(g, &s, l, "URL-PORT", ASSAY_WEAK);
		general_add_text(&s, "reason", "unusual port");
		general_add_ascii(&s, "port", port);
		general_end(g, &s);
	}
	if (l->part.has_userinfo) {
		begin(g, &s, l, "URL-USERINFO", ASSAY_STRONG);
		general_add_ascii(&s, "before", l->part.userinfo);
		general_add_ascii(&s, "host", host);
		slip_or_misread(&s, l, true);
		general_tried(&s, "test-code", false);
		general_end(g, &s);
	}
}

static void
shortener(struct general *g, const struct one *l)
{
	struct assay_bytes host = assay_str(l->host);
	struct general_say s;

	if (!is_shortener(g, host))
		return;
	for (size_t i = 0; i < l->owned.n; i++)
		if (is_below(host, assay_str(l->owned.host[i])))
			return;
	begin(g, &s, l, "URL-SHORTENER", ASSAY_WEAK);
	general_add_ascii(&s, "host", host);
	general_end(g, &s);
}

/* A page that says it checks this item, and is told nothing to check. */
static void
bare_check(struct general *g, const struct one *l)
{
	static const char *const pages[] = { "verify",  "check", "auth",  "antifake",
		                             "fangwei", "fw",    "trace", "query" };
	struct assay_bytes rest = l->part.path, part = { NULL, 0 };
	bool checks = false;
	struct general_say s;

	if (l->part.query.len > 0 || l->part.fragment.len > 0 ||
	    assay_claim(g->item, "serial", 0) != NULL)
		return;
	while (assay_link_next(&rest, '/', &part)) {
		size_t digits = 0;
		bool page = false;

		for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
			page |= assay_bytes_is(part, pages[i]);
		for (size_t i = 0; i < part.len; i++)
			digits += assay_is_digit(part.data[i]);
		if (!page && (digits > 1 || part.len > 11))
			return;
		checks |= page;
	}
	if (!checks)
		return;
	begin(g, &s, l, "URL-LENGTH", ASSAY_WEAK);
	general_add_ascii(&s, "link", l->url);
	general_end(g, &s);
}

static void
judge(struct general *g, struct one *l)
{
	enum assay_host_kind kind;

	if (!assay_link_meant(l->url) || !assay_link_split(l->url, &l->part))
		return;
	if (!assay_bytes_is(l->part.scheme, "http") &&
	    !assay_bytes_is(l->part.scheme, "https")) {
		scheme(g, l);
		return;
	}
	kind = assay_host_kind(l->part.host, l->address);
	if (kind == ASSAY_HOST_BAD)
		return;
	assay_host_text(l->part.host, l->host);
	transport(g, l);
	if (address(g, l, kind))
		return;
	find_owned(g, l->claim->symbol, &l->owned);
	if (!(l->owned.n > 0 ? brand(g, l) : lone(g, l)))
		international(g, l);
	shortener(g, l);
	bare_check(g, l);
}

void
general_links(struct general *g)
{
	size_t n = 0;

	for (size_t i = 0; i < g->item->n_claims && n < LINKS_MAX; i++) {
		const struct assay_claim *c = &g->item->claims[i];
		struct one l;

		if (strcmp(c->key, "link") != 0 && strcmp(c->key, "url") != 0)
			continue;
		memset(&l, 0, sizeof l);
		l.claim = c;
		l.url = c->raw.len > 0 ? c->raw : c->value;
		judge(g, &l);
		n++;
	}
}
