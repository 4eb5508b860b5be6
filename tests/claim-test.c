/* claim-test.c - symbols and typed values to claims, faults and pairs
 *
 * A row is an item: what was read and typed, and all that is to come of it. */
#include <stdio.h>

#include "assay-link.h"
#include "claim/ai.h"
#include "claim/claim.h"
#include "escape.h"
#include "tap.h"

#define NOW 1795176000 /* 2026-11-20 12:00 UTC */
#define GS "\x1D"

/* clang-format off */
static const struct {
	const char *says;
	const char *symbols[3][2]; /* identifier, payload */
	struct assay_typed typed[3];
	const char *claims;        /* key=value or ai:key=value, by spaces */
	const char *faults;        /* rules, by spaces */
	const char *pairs;         /* gtin/serial@symbol, '-' for no symbol; "loose" */
} rows[] = {
	{ "an element string", { { "]Q3", "010952012345678810ABC" GS "2112345" GS "17261231" } }, { { NULL, NULL } },
		"01:gtin=09520123456788 10:lot=ABC 21:serial=12345 17:expiry=2026-12-31", "", "09520123456788/12345@0" },
	{ "every date has its key", { { "]d2", "0109520123456788112601011326010215261231162612301726123110L" } }, { { NULL, NULL } },
		"01:gtin=09520123456788 11:made=2026-01-01 13:packed=2026-01-02 15:best=2026-12-31 16:sellby=2026-12-30 "
		"17:expiry=2026-12-31 10:lot=L", "", "" },
	{ "day 00 is the end of the month", { { "]d2", "01095201234567881726020010L" } }, { { NULL, NULL } },
		"01:gtin=09520123456788 17:expiry=2026-02-28 10:lot=L", "", "" },
	{ "day 00 of this month is not the future", { { "]d2", "010952012345678811261100" } }, { { NULL, NULL } },
		"01:gtin=09520123456788 11:made=2026-11-30", "", "" },
	{ "no such date stays as printed", { { "]d2", "01095201234567881726023010L" } }, { { NULL, NULL } },
		"01:gtin=09520123456788 17:expiry=260230 10:lot=L", "GS1-DATE", "" },
	{ "a wrong check digit is kept and said", { { "]Q3", "010952012345678121A" } }, { { NULL, NULL } },
		"01:gtin=09520123456781 21:serial=A", "GS1-CSUM", "09520123456781/A@0" },
	{ "an AI nobody knows", { { "]Q3", "0109520123456788" "891" } }, { { NULL, NULL } },
		"01:gtin=09520123456788 text=0109520123456788891", "GS1-AI-PARSE", "" },
	{ "weights are decimal", { { "]e0", "01095201234567883103000195" } }, { { NULL, NULL } },
		"01:gtin=09520123456788 3103:netweight=0.195", "", "" },
	{ "six decimals less one", { { "]e0", "01095201234567883105000195" } }, { { NULL, NULL } },
		"01:gtin=09520123456788 3105:netweight=0.00195", "", "" },
	{ "a carton with its content", { { "]C1", "00123456789012345675021234567890123137123" } }, { { NULL, NULL } },
		"00:sscc=123456789012345675 02:content=12345678901231 37:count=123", "", "" },
	{ "a piece has the GTIN of the whole", { { "]Q3", "8006095201234567880102" GS "21X" } }, { { NULL, NULL } },
		"8006:gtin=09520123456788 21:serial=X", "", "09520123456788/X@0" },
	{ "one AI twice, two values", { { "]Q3", "0109520123456788400A" GS "400B" } }, { { NULL, NULL } },
		"01:gtin=09520123456788 400:ai=A 400:ai=B", "GS1-AI-REPEAT", "" },
	{ "one AI twice, one value", { { "]Q3", "0109520123456788400A" GS "400A" } }, { { NULL, NULL } },
		"01:gtin=09520123456788 400:ai=A 400:ai=A", "", "" },
	{ "a companion in another symbol", { { "]E0", "9520123456788" }, { "]C1", "10ABC" } }, { { NULL, NULL } },
		"gtin=09520123456788 10:lot=ABC", "", "" },
	{ "a companion nowhere", { { "]C1", "10ABC" } }, { { NULL, NULL } }, "10:lot=ABC", "GS1-AI-REQUIRE", "" },
	{ "a companion that was typed", { { "]C1", "10ABC" } }, { { "gtin", "9520123456788" } },
		"10:lot=ABC gtin=09520123456788", "", "" },
	{ "a separator lost before a date", { { "]d2", "0109520123456788211234517261231" } }, { { NULL, NULL } },
		"01:gtin=09520123456788 21:serial=1234517261231", "GS1-AI-GS-LOST", "09520123456788/1234517261231@0" },
	{ "a separator lost before letters of AI 93", { { "]d2", "0112345678901231215w9EJp93abc1" } }, { { NULL, NULL } },
		"01:gtin=12345678901231 21:serial=5w9EJp93abc1", "GS1-AI-GS-LOST", "12345678901231/5w9EJp93abc1@0" },
	{ "a serial too long for its AI", { { "]d2", "01095201234567882112345678901234567890121" "10LOT" } }, { { NULL, NULL } },
		"01:gtin=09520123456788 21:serial=1234567890123456789012110LOT "
		"text=010952012345678821123456789012345678901211" "0LOT", "GS1-AI-PARSE GS1-AI-GS-LOST",
		"09520123456788/1234567890123456789012110LOT@0" },
	{ "a plain serial tempts nobody", { { "]d2", "010952012345678821SN112345678" } }, { { NULL, NULL } },
		"01:gtin=09520123456788 21:serial=SN112345678", "", "09520123456788/SN112345678@0" },
	{ "dates in the wrong order", { { "]Q3", "01095201234567881126010217260101" } }, { { NULL, NULL } },
		"01:gtin=09520123456788 11:made=2026-01-02 17:expiry=2026-01-01", "GS1-DATE-ORDER", "" },
	{ "made in the future", { { "]Q3", "010952012345678811261124" } }, { { NULL, NULL } },
		"01:gtin=09520123456788 11:made=2026-11-24", "GS1-DATE-ORDER", "" },
	{ "the neighbour's dates do not accuse", { { "]Q3", "01095201234567881126010117261231" }, { "]Q3", "01123456789012311125010117250601" } }, { { NULL, NULL } },
		"01:gtin=09520123456788 11:made=2026-01-01 17:expiry=2026-12-31 01:gtin=12345678901231 11:made=2025-01-01 17:expiry=2025-06-01", "", "" },
	{ "brackets printed as data", { { "]Q1", "(01)09520123456788(21)A" } }, { { NULL, NULL } },
		"01:gtin=09520123456788 21:serial=A", "GS1-AI-BRACKET", "09520123456788/A@0" },
	{ "an element string without FNC1", { { "]d1", "010952012345678821A" } }, { { NULL, NULL } },
		"01:gtin=09520123456788 21:serial=A", "GS1-SYMID", "09520123456788/A@0" },
	{ "text that starts like one", { { "]Q1", "01095201234567892" } }, { { NULL, NULL } }, "text=01095201234567892", "", "" },
	{ "retail codes", { { "]E4", "02345673" }, { "]E0", "0036000241457" }, { "]I1", "19520123456785" } }, { { NULL, NULL } },
		"gtin=00000002345673 gtin=00036000241457 gtin=19520123456785", "", "" },
	{ "an EAN with an add-on", { { "]E3", "952012345678812345" } }, { { NULL, NULL } }, "gtin=09520123456788", "", "" },
	{ "fourteen digits in ITF that are no GTIN", { { "]I0", "19520123456784" } }, { { NULL, NULL } }, "text=19520123456784", "", "" },
	{ "eight digits in an EAN-13", { { "]E0", "01234565" } }, { { NULL, NULL } }, "text=01234565", "GS1-SYMID", "" },
	{ "letters in an EAN", { { "]E0", "95201X" } }, { { NULL, NULL } }, "text=95201X", "GS1-SYMID", "" },
	{ "a link", { { "]Q1", "https://example.com/x?y=1" } }, { { NULL, NULL } }, "link=https://example.com/x?y=1", "", "" },
	{ "a Digital Link", { { "]Q1", "https://a/01/09520123456788/21/S%2F1" } }, { { NULL, NULL } },
		"link=https://a/01/09520123456788/21/S%2F1 01:gtin=09520123456788 21:serial=S/1", "", "09520123456788/S/1@0" },
	{ "a broken Digital Link", { { "]Q1", "https://a/01/09520123456788/21/" } }, { { NULL, NULL } },
		"link=https://a/01/09520123456788/21/", "GS1-DL-PARSE", "" },
	{ "a Digital Link with a wrong check digit", { { "]Q1", "https://a/01/09520123456781" } }, { { NULL, NULL } },
		"link=https://a/01/09520123456781 01:gtin=09520123456781", "GS1-CSUM", "" },
	{ "a dated path is no key", { { "]Q1", "https://news.example/2026/11/20/story" } }, { { NULL, NULL } },
		"link=https://news.example/2026/11/20/story", "", "" },
	{ "an EPC", { { "]Q1", "urn:epc:id:sgtin:9520123.045678.1%2F5" } }, { { NULL, NULL } },
		"01:gtin=09520123456788 21:serial=1/5 epc=urn:epc:id:sgtin:9520123.045678.1%2F5", "", "09520123456788/1/5@0" },
	{ "text, and bytes that are none", { { "]Q1", "\xE4\xB8\xAD" }, { "]Q1", "a\xFF" } }, { { NULL, NULL } },
		"text=\xE4\xB8\xAD text=a\\\\xFF", "", "" },
	{ "typed GTINs are padded", { { NULL, NULL } }, { { "gtin", " 9520123456788 " }, { "gtin", "0 36000 24145 7" } },
		"gtin=09520123456788 gtin=00036000241457", "", "" },
	{ "a typed check digit", { { NULL, NULL } }, { { "gtin", "9520123456789" } }, "gtin=09520123456789", "GS1-CSUM", "" },
	{ "no GTIN", { { NULL, NULL } }, { { "gtin", "95201" } }, "text=95201", "LABEL-FORM", "" },
	{ "dates as they are printed", { { NULL, NULL } },
		{ { "made", "2026\xE5\xB9\xB4" "1\xE6\x9C\x88" "2\xE6\x97\xA5" }, { "best", "2027.01.02" }, { "expiry", "20270102" } },
		"made=2026-01-02 best=2027-01-02 expiry=2027-01-02", "", "" },
	{ "full-width digits", { { NULL, NULL } }, { { "made", "\xEF\xBC\x92\xEF\xBC\x90\xEF\xBC\x92\xEF\xBC\x96/1/2" }, { "sc", "\xEF\xBC\xB3\xEF\xBC\xA3\xEF\xBC\x91" } },
		"made=2026-01-02 sc=SC1", "LABEL-READ-AS LABEL-READ-AS", "" },
	{ "no date", { { NULL, NULL } }, { { "best", "soon" }, { "made", "2026-02-30" } }, "best=soon made=2026-02-30", "LABEL-FORM LABEL-FORM", "" },
	{ "mixed marks are no date", { { NULL, NULL } }, { { "best", "2026-01/02" } }, "best=2026-01/02", "LABEL-FORM", "" },
	{ "brackets typed", { { NULL, NULL } }, { { "code", "\xEF\xBC\x88" "01\xEF\xBC\x89" "09520123456788(21)A" } },
		"01:gtin=09520123456788 21:serial=A", "LABEL-READ-AS", "09520123456788/A@-" },
	{ "separators typed", { { NULL, NULL } }, { { "gs1", "]C1010952012345678810L{GS}21A" } },
		"01:gtin=09520123456788 10:lot=L 21:serial=A", "GS1-NORMALISED", "09520123456788/A@-" },
	{ "another code passes through", { { NULL, NULL } }, { { "code", "ABC 1" } }, "code=ABC_1", "", "" },
	/* pairs */
	{ "two symbols, two items", { { "]Q3", "010952012345678821A" }, { "]Q3", "010952012345678821B" } }, { { NULL, NULL } },
		NULL, "", "09520123456788/A@0 09520123456788/B@1" },
	{ "two symbols, one item", { { "]Q3", "010952012345678821A" }, { "]d2", "010952012345678821A" } }, { { NULL, NULL } },
		NULL, "", "09520123456788/A@0" },
	{ "one of each", { { "]E0", "9520123456788" }, { "]C1", "21A" } }, { { NULL, NULL } }, NULL, "", "09520123456788/A@-" },
	{ "one of each, one typed", { { "]E0", "9520123456788" } }, { { "serial", "A" } }, NULL, "", "09520123456788/A@-" },
	{ "a typed record", { { NULL, NULL } }, { { "gtin", "9520123456788" }, { "serial", "A" } }, NULL, "", "09520123456788/A@-" },
	{ "a typed record beside a whole symbol", { { "]Q3", "010952012345678821A" } }, { { "gtin", "09520123456788" }, { "serial", "A" } },
		NULL, "", "09520123456788/A@0" },
	{ "a typed record with a slip is no second item", { { "]Q3", "010952012345678821A1B2C3" } }, { { "gtin", "09520123456788" }, { "serial", "a1b2c4" } },
		NULL, "", "09520123456788/A1B2C3@0" },
	{ "a typed record that leaves one out", { { "]Q3", "010952012345678821A1B2C3" } }, { { "gtin", "09520123456788" }, { "serial", "A12C3" } },
		NULL, "", "09520123456788/A1B2C3@0" },
	{ "a typed record of something else", { { "]Q3", "010952012345678821A1B2C3" } }, { { "gtin", "09520123456788" }, { "serial", "Q7B9X3" } },
		NULL, "", "09520123456788/A1B2C3@0 09520123456788/Q7B9X3@-" },
	{ "two symbols one character apart are two items", { { "]Q3", "010952012345678821A1" }, { "]Q3", "010952012345678821A2" } }, { { NULL, NULL } },
		NULL, "", "09520123456788/A1@0 09520123456788/A2@1" },
	{ "several ways", { { "]E0", "9520123456788" }, { "]C1", "21A" }, { "]C1", "21B" } }, { { NULL, NULL } }, NULL, "", "loose" },
	{ "two GTINs, one serial", { { "]E0", "9520123456788" }, { "]E0", "2112345678900" }, { "]C1", "21A" } }, { { NULL, NULL } }, NULL, "", "loose" },
	{ "a case beside its unit", { { "]I1", "19520123456785" }, { "]E0", "9520123456788" }, { "]C1", "21A" } }, { { NULL, NULL } },
		NULL, "", "09520123456788/A@-" },
	{ "a unit beside its case", { { "]E0", "9520123456788" }, { "]I1", "19520123456785" }, { "]C1", "21A" } }, { { NULL, NULL } },
		NULL, "", "09520123456788/A@-" },
	{ "a whole pair and a loose serial", { { "]Q3", "010952012345678821A" }, { "]C1", "21B" } }, { { NULL, NULL } },
		NULL, "", "09520123456788/A@0" },
	{ "a serial alone", { { "]C1", "21A" } }, { { NULL, NULL } }, NULL, "GS1-AI-REQUIRE", "" },
};
/* clang-format on */

/* a, mark and the escaped b behind what out holds; spaces are shown as '_'. */
static void
add(char *out, size_t size, const char *a, const char *mark, struct assay_bytes b)
{
	size_t at = strlen(out);
	char text[300];

	escape_into(text, sizeof text, b);
	for (char *c = text; *c != '\0'; c++)
		*c = *c == ' ' ? '_' : *c;
	snprintf(out + at, size - at, "%s%s%s%s", at > 0 ? " " : "", a, mark, text);
}

static void
run(size_t i)
{
	struct assay_symbol symbols[3];
	size_t n = 0, typed = 0;
	struct claims c;
	char text[1024] = "", key[64];

	memset(symbols, 0, sizeof symbols);
	for (; n < 3 && rows[i].symbols[n][0] != NULL; n++) {
		memcpy(symbols[n].symbology, rows[i].symbols[n][0], 4);
		symbols[n].payload = assay_str(rows[i].symbols[n][1]);
	}
	while (typed < 3 && rows[i].typed[typed].key != NULL)
		typed++;
	if (!ok(claims_make(symbols, n, rows[i].typed, typed, NOW, &c) == ASSAY_OK, "%s",
	        rows[i].says))
		return;
	for (size_t k = 0; k < c.n_claims; k++) {
		snprintf(key, sizeof key, "%s%s%s", c.claims[k].ai,
		         c.claims[k].ai[0] ? ":" : "", c.claims[k].key);
		add(text, sizeof text, key, "=", c.claims[k].value);
	}
	if (rows[i].claims != NULL)
		is_str(text, rows[i].claims, "%s: claims", rows[i].says);
	text[0] = '\0';
	for (size_t k = 0; k < c.n_faults; k++)
		add(text, sizeof text, c.faults[k].rule, "",
		    (struct assay_bytes){ NULL, 0 });
	is_str(text, rows[i].faults, "%s: faults", rows[i].says);
	text[0] = '\0';
	for (size_t k = 0; k < c.n_pairs; k++) {
		snprintf(key, sizeof key, "@%c",
		         c.pairs[k].symbol == ASSAY_NONE
		                 ? '-'
		                 : (char)('0' + c.pairs[k].symbol));
		add(text, sizeof text, c.pairs[k].gtin, "/", c.pairs[k].serial);
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s", key);
	}
	if (c.loose)
		snprintf(text + strlen(text), sizeof text - strlen(text), "loose");
	is_str(text, rows[i].pairs, "%s: pairs", rows[i].says);
	claims_clear(&c);
}

/* The table of AIs obeys what its readers rely on. */
static void
table(void)
{
	const struct ai *a;
	size_t n = 0;

	for (; (a = ai_row(n)) != NULL; n++) {
		const char *needs = a->needs == NULL ? "" : a->needs;
		bool last = false, optional = false, known = true;
		size_t len, digits = strlen(a->first);

		for (size_t i = 0; i < AI_PARTS_MAX && a->part[i].type != 0; i++) {
			last = last ||
			       (i > 0 && a->part[i - 1].min != a->part[i - 1].max);
			last = last || (optional && !a->part[i].optional);
			optional = optional || a->part[i].optional;
		}
		ok(!last, "AI %s: only the last part varies", a->first);
		ok(!(a->flags & AI_FIXED) || ai_least(a) == ai_most(a),
		   "AI %s: fixed is fixed", a->first);
		ok(ai_match(assay_str(a->first), &len) == a &&
		           ai_match(assay_str(a->last), &len) == a && len == digits,
		   "AI %s is found", a->first);
		ok(n == 0 || strcmp(ai_row(n - 1)->last, a->first) < 0,
		   "AI %s is in order", a->first);
		while (*needs != '\0') {
			size_t w = strcspn(needs, "+,");

			known = known && (needs[w - 1] == 'n' ||
			                  ai_find((struct assay_bytes){
			                          (const uint8_t *)needs, w }) != NULL);
			needs += w + (needs[w] != '\0');
		}
		ok(known, "AI %s needs AIs that exist", a->first);
	}
	ok(n > 150, "%zu rows", n);
	ok(ai_in("37,394n", "3941") && !ai_in("37,394n", "39") && !ai_in(NULL, "37"),
	   "lists of AIs");
	ok(ai_find(assay_str("3106")) == NULL && ai_find(assay_str("89")) == NULL &&
	           ai_find(assay_str("1")) == NULL,
	   "what is no AI");
}

int
main(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		run(i);
	table();
	return tap_end();
}
