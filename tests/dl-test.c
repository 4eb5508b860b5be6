/* dl-test.c - Digital Links and EPC URNs beyond the rows of the vectors, and element
 * strings built again */
#include "assay-link.h"
#include "claim/dl.h"
#include "tap.h"

#define NOW 1795176000 /* 2026-11-20 */

/* clang-format off */
static const struct { const char *url; enum dl is; const char *canonical, *why; } links[] = {
	{ "https://a/b/c/01/09520123456788/22/V/10/L/21/S?17=261231&3103=000195&x=y", DL_VALID,
		"https://id.gs1.org/01/09520123456788/22/V/10/L/21/S?17=261231&3103=000195", "" },
	{ "https://a/01/09520123456788?99=b&15=261231&98=a", DL_VALID,
		"https://id.gs1.org/01/09520123456788?15=261231&98=a&99=b", "" },
	{ "https://a/01/09520123456788#frag", DL_VALID, "https://id.gs1.org/01/09520123456788", "" },
	{ "https://a/01/09520123456788?99=a+b", DL_BROKEN, NULL, "ai=99; value=a b; reason=character-set" },
	{ "https://a/01/09520123456788/10/a+b", DL_VALID, "https://id.gs1.org/01/09520123456788/10/a%2Bb", "" },
	{ "https://a/8006/095201234567880102/21/S", DL_VALID, "https://id.gs1.org/8006/095201234567880102/21/S", "" },
	{ "https://a/8010/9520123-A1/8011/12", DL_VALID, "https://id.gs1.org/8010/9520123-A1/8011/12", "" },
	{ "https://a/415/9520123456788/8020/R1", DL_VALID, "https://id.gs1.org/415/9520123456788/8020/R1", "" },
	{ "https://a/414/9520123456788/254/1/7040/1ABC", DL_BROKEN, NULL, "reason=qualifiers; path=/414/9520123456788/254/1/7040/1ABC" },
	{ "https://a/01/09520123456788/21/S/10/L", DL_BROKEN, NULL, "reason=qualifiers; path=/01/09520123456788/21/S/10/L" },
	{ "https://a/01/09520123456788/22/V/235/T", DL_BROKEN, NULL, "reason=qualifiers; path=/01/09520123456788/22/V/235/T" },
	{ "https://a/01/09520123456788?21=S", DL_BROKEN, NULL, "reason=not-in-query; ai=21" },
	{ "https://a/01/09520123456788?8200=x", DL_BROKEN, NULL, "reason=not-in-query; ai=8200" },
	{ "https://a/01/09520123456788?89=x", DL_BROKEN, NULL, "reason=unknown-ai; ai=89" },
	{ "https://a/01/09520123456788?17=261231&17=261231", DL_BROKEN, NULL, "reason=repeated; ai=17" },
	{ "https://a/01/09520123456788?17=261331", DL_BROKEN, NULL, "ai=17; value=261331; reason=no-such-date" },
	{ "https://a/01/09520123456781", DL_BROKEN, NULL, "ai=01; value=09520123456781; expected=8; found=1" },
	{ "https://a/01/09520123456788/10/A%2", DL_BROKEN, NULL, "reason=percent-escape; ai=10" },
	{ "https://a/gtin/09520123456788", DL_BROKEN, NULL, "reason=old-form; key=gtin" },
	{ "https://a b/01/09520123456788", DL_NONE, NULL, "" },
	{ "mailto:x@example.com", DL_NONE, NULL, "" },
	{ "https://example.com/", DL_NONE, NULL, "" },
	{ "https://example.com", DL_NONE, NULL, "" },
	{ "https://example.com/2026/01/05/story", DL_NONE, NULL, "" },
	{ "https://example.com/AQnYUc1gmiCNV4JG", DL_COMPRESSED, NULL, "segment=AQnYUc1gmiCNV4JG" },
	{ "https://example.com/AQn", DL_NONE, NULL, "" },
	{ "https://3232235777/01/12312312312333", DL_VALID, "https://id.gs1.org/01/12312312312333", "" },
	{ "https://a/01/09520123456788/21/" "123456789012345678901", DL_BROKEN, NULL,
		"ai=21; value=123456789012345678901; reason=length; expected=1-20; found=21" },
};
static const struct { const char *brackets, *built, *canonical; } strings[] = {
	{ "(01)09520123456788(10)AB(21)1", "010952012345678810AB\x1D" "211", "https://id.gs1.org/01/09520123456788/10/AB/21/1" },
	{ "(10)A\\(B(01)09520123456788", "10A(B\x1D" "0109520123456788", "https://id.gs1.org/01/09520123456788/10/A%28B" },
	{ "(17)261231(01)09520123456788(422)156", "172612310109520123456788422156", "https://id.gs1.org/01/09520123456788?17=261231&422=156" },
	{ "(00)123456789012345675(02)12345678901231(37)5", "001234567890123456750212345678901231375",
		"https://id.gs1.org/00/123456789012345675?02=12345678901231&37=5" },
	{ "(235)T(01)09520123456788(10)L", "235T\x1D" "010952012345678810L", "https://id.gs1.org/01/09520123456788/235/T?10=L" },
	{ "(10)L", "10L", NULL },
};
static const struct { const char *urn, *gtin, *serial; } urns[] = {
	{ "urn:epc:id:sgtin:0614141.812345.6789", "80614141123458", "6789" },
	{ "URN:EPC:ID:SGTIN:952012.3045678.a%22b", "39520120456782", "a\"b" },
	{ "urn:epc:id:sgtin:0614141.812345.", NULL, NULL },
	{ "urn:epc:id:sgtin:0614141.81234.1", NULL, NULL },
	{ "urn:epc:id:sgtin:06141.81234567.1", NULL, NULL },
	{ "urn:epc:id:sgtin:0614141.812345.1%00", NULL, NULL },
	{ "urn:epc:id:sgtin:0614141.812345.123456789012345678901", NULL, NULL },
	{ "urn:epc:id:sscc:0614141.1234567890", NULL, NULL },
};
/* clang-format on */

int
main(void)
{
	struct gs1 *g = malloc(sizeof *g);
	char text[512], gtin[15], serial[64];

	if (g == NULL)
		return 1;
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		is_int(dl_parse(assay_str(links[i].url), NOW, g), links[i].is, "%s",
		       links[i].url);
		is_str(g->n_faults > 0 ? g->fault[0].why : "", links[i].why, "its fault");
		if (links[i].canonical == NULL)
			continue;
		ok(dl_build(g, DL_CANONICAL_STEM, true, text, sizeof text) > 0,
		   "can be written");
		is_str(text, links[i].canonical, "canonical");
	}
	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
		uint8_t built[256];
		size_t n;

		gs1_parse_brackets(assay_str(strings[i].brackets), NOW, g);
		ok(!g->malformed, "%s", strings[i].brackets);
		n = gs1_build(g, built, sizeof built);
		ok(n == strlen(strings[i].built) &&
		           memcmp(built, strings[i].built, n) == 0,
		   "built");
		ok(gs1_build(g, built, n - 1) == SIZE_MAX, "one byte too few");
		n = dl_build(g, DL_CANONICAL_STEM, true, text, sizeof text);
		is_str(n == 0 ? NULL : text, strings[i].canonical, "as a link");
		ok(n == 0 || dl_build(g, DL_CANONICAL_STEM, true, text, n) == 0,
		   "one byte too few");
	}
	for (size_t i = 0; i < sizeof urns / sizeof *urns; i++) {
		bool is = epc_parse(assay_str(urns[i].urn), gtin, serial, sizeof serial);

		is_int(is, urns[i].gtin != NULL, "%s", urns[i].urn);
		if (!is)
			continue;
		is_str(gtin, urns[i].gtin, "its GTIN");
		is_str(serial, urns[i].serial, "its serial");
		ok(epc_build(
		           assay_str(gtin),
		           assay_bytes_is(assay_part(assay_str(urns[i].urn), 23, 24), ".")
		                   ? 6
		                   : 7,
		           assay_str(serial), text, sizeof text) > 0,
		   "can be written");
		ok(assay_bytes_is(assay_str(text), urns[i].urn), "the same again: %s",
		   text);
	}
	ok(epc_build(assay_str("09520123456781"), 7, assay_str("1"), text, sizeof text) ==
	           0,
	   "no URN of a wrong check digit");
	free(g);
	return tap_end();
}
