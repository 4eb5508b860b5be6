/* general-test.c - what `general` says of items, and what it must not say
 *
 * A row is an item, what the lists answer, and the rules that speak: RULE:S with a
 * severity letter, RULE:+ for a check that passed, !RULE for one that must be silent.
 * Rows marked "genuine" are labels that could trip a rule and must not be accused. */
#include "general-item.h"
#include "tap.h"

#define NOW 1795305600 /* 2026-11-22T00:00:00Z */

/* clang-format off */
enum { NONE, ISSUED, ISSUED_LOT, ISSUED_GUESS, NOT_ISSUED, NOT_KNOWN, NOT_LISTED_LOT, DESTROYED,
	CLOSED_LOT, STOLEN, RECALLED, DAMAGED, STOLEN_KEY, INVALID_KEY, STALE, NO_LOT, LOT_RECALLED };

/* 2026-05-01 is day 20574, 2028-05-01 day 21305, 2026-10-01 day 20727. */
#define LOT(name, ...) { .gtin = "06901234567892", .lot = name, .made = 20574, .expiry = 21305, __VA_ARGS__ }
#define ANSWER .issuer = "maker", .issuer_name = "Maker", .title = "list", .version = 1, \
	.issued_at = 1790812800, .age = ASSAY_AGE_FRESH

static const struct assay_answer answers[] = {
	[NONE] =           { .issuer = "", .issuer_name = "", .title = "" },
	[ISSUED] =         { ANSWER, .listed = ASSAY_LISTED_ISSUED, .status = ASSAY_ITEM_SOLD },
	[ISSUED_LOT] =     { ANSWER, .listed = ASSAY_LISTED_ISSUED, .has_lot = true, .lots_listed = true,
	                     .lot = LOT("L2605", .markets = { 156, 276 }) },
	[ISSUED_GUESS] =   { ANSWER, .listed = ASSAY_LISTED_ISSUED, .guessable = true },
	[NOT_ISSUED] =     { ANSWER, .listed = ASSAY_LISTED_NOT_ISSUED, .covers_until = 1790812800 },
	[CLOSED_LOT] =     { ANSWER, .listed = ASSAY_LISTED_NOT_ISSUED, .covers_until = 1790812800, .lots_listed = true,
	                     .lot_known = true, .printed_lot = LOT("L2605", .closed = true) },
	[NOT_KNOWN] =      { ANSWER, .listed = ASSAY_LISTED_NOT_KNOWN },
	[NOT_LISTED_LOT] = { ANSWER, .listed = ASSAY_LISTED_NOT_KNOWN, .lots_listed = true },
	[DESTROYED] =      { ANSWER, .listed = ASSAY_LISTED_FLAGGED, .status = ASSAY_ITEM_DESTROYED },
	[STOLEN] =         { ANSWER, .listed = ASSAY_LISTED_FLAGGED, .status = ASSAY_ITEM_STOLEN },
	[RECALLED] =       { ANSWER, .listed = ASSAY_LISTED_FLAGGED, .status = ASSAY_ITEM_RECALLED },
	[DAMAGED] =        { ANSWER, .listed = ASSAY_LISTED_DAMAGED },
	[STOLEN_KEY] =     { ANSWER, .listed = ASSAY_LISTED_COMPROMISED },
	[INVALID_KEY] =    { ANSWER, .listed = ASSAY_LISTED_KEY_INVALID },
	[STALE] =          { .listed = ASSAY_LISTED_ISSUED, .age = ASSAY_AGE_STALE, .clock_unsure = true,
	                     .issuer = "maker", .issuer_name = "", .title = "" },
	[NO_LOT] =         { ANSWER, .listed = ASSAY_LISTED_ISSUED, .lots_listed = true },
	[LOT_RECALLED] =   { ANSWER, .listed = ASSAY_LISTED_NOT_KNOWN, .lots_listed = true, .lot_known = true,
	                     .printed_lot = LOT("L2605", .recalled = true) },
};

static const char *const own_hosts[] = { "brand.example", "paypal.example", NULL };

#define GTIN "06901234567892"
#define OTHER "06935678901233"
#define QR "S ]Q3 0 0 0 100 x"
#define PAIR QR "|C M 0 gtin 01 " GTIN "|C M 0 serial 21 A1B2C3D4|P M 0 " GTIN " A1B2C3D4"
#define TYPED_PAIR "C T - gtin - " GTIN "|C T - serial - A1B2C3D4|P T - " GTIN " A1B2C3D4"
#define KEYED(serial) "C T - gtin - " GTIN "|C T - serial - " serial "|P T - " GTIN " " serial
#define LINEAR_PAIR "S ]C1 0 0 0 100 x|C L 0 gtin 01 " GTIN "|C L 0 serial 21 A1B2C3D4|P L 0 " GTIN " A1B2C3D4"
#define LINK(url) "S ]Q1 0 0 0 100 " url "|C M 0 link - " url
#define MADE_BY_BRAND "|C R 1 gtin - " GTIN

static const struct row {
	const char *says, *item;
	int answer;
	const char *issued;
	bool admitted;
	const char *want, *evidence;
} rows[] = {
	/* ---- faults ---- */
	{ "an empty item", "", NONE, NULL, false, "", NULL },
	{ "a wrong check digit in a QR code", QR "|F M 0 GS1-CSUM ai=01; value=1", NONE, NULL, false, "GS1-CSUM:S", "ai=01" },
	{ "the same in a linear symbol", "S ]C1 0 0 0 9 x|F L 0 GS1-CSUM v=1", NONE, NULL, false, "GS1-CSUM:W", NULL },
	{ "the same typed", "F T - GS1-CSUM v=1", NONE, NULL, false, "GS1-CSUM:W", NULL },
	{ "genuine: a printer's trial", "S ]Q3 0 0 0 9 0112345678901234|F M 0 GS1-CSUM v=1", NONE, NULL, false, "GS1-CSUM:W", NULL },
	{ "an element string that cannot be split", QR "|F M 0 GS1-AI-PARSE x=1", NONE, NULL, false, "GS1-AI-PARSE:S", NULL },
	{ "genuine: digits in an ordinary QR code", "S ]Q1 0 0 0 9 0112|F M 0 GS1-AI-PARSE x=1", NONE, NULL, false, "GS1-AI-PARSE:I", NULL },
	{ "genuine: a lost separator", QR "|F M 0 GS1-AI-PARSE x=1|F M 0 GS1-AI-GS-LOST y=1", NONE, NULL, false, "GS1-AI-PARSE:W GS1-AI-GS-LOST:W", NULL },
	{ "an element twice", QR "|F M 0 GS1-AI-REPEAT ai=10", NONE, NULL, false, "GS1-AI-REPEAT:S", NULL },
	{ "genuine: twice over two symbols in view", QR "|" QR "|F M - GS1-AI-EXCLUDE ai=10", NONE, NULL, false, "GS1-AI-EXCLUDE:W", NULL },
	{ "a missing companion", QR "|F M 0 GS1-AI-REQUIRE ai=10", NONE, NULL, false, "GS1-AI-REQUIRE:W", NULL },
	{ "a date that is none", QR "|F M 0 GS1-DATE v=261340", NONE, NULL, false, "GS1-DATE:S", NULL },
	{ "dates in the wrong order", QR "|F M 0 GS1-DATE-ORDER v=1", NONE, NULL, false, "GS1-DATE-ORDER:S", NULL },
	{ "genuine: day 00 on food", QR "|F M 0 GS1-DATE-DAY00-HEALTH v=1", NONE, NULL, false, "!GS1-DATE-DAY00-HEALTH", NULL },
	{ "day 00 on a medicine", QR "|C M 0 ai 710 123|F M 0 GS1-DATE-DAY00-HEALTH v=1", NONE, NULL, false, "GS1-DATE-DAY00-HEALTH:W", NULL },
	{ "a malformed Digital Link is only said", QR "|F M 0 GS1-DL-PARSE v=1|F M 0 GS1-DL-COMPRESSED v=1|F M 0 GS1-SYMID v=1", NONE, NULL, false, "GS1-DL-PARSE:I GS1-DL-COMPRESSED:I GS1-SYMID:I", NULL },
	{ "a typed date that is none", "F T - LABEL-FORM key=made", NONE, NULL, false, "LABEL-FORM:I", NULL },
	{ "a fault of no rule here", "F T - NO-SUCH v=1", NONE, NULL, false, "!NO-SUCH", NULL },

	/* ---- keys ---- */
	{ "a bare EAN-13 is a check passed", "S ]E0 0 0 0 9 6901234567892|C R 0 gtin - " GTIN, NONE, NULL, false, "GS1-CSUM:+ GS1-PREFIX:+ !LIST-NONE", "gtin=" GTIN },
	{ "zeros pass nothing", "C R 0 gtin - 00000000000000", NONE, NULL, false, "!GS1-CSUM !GS1-PREFIX", NULL },
	{ "a demonstration number", "C M 0 gtin 01 09520123456788", NONE, NULL, false, "GS1-PREFIX:W", "class=demonstration" },
	{ "genuine: of an admitted maker", "C M 0 gtin 01 09520123456788", NONE, NULL, true, "GS1-PREFIX:I", "admitted=maker" },
	{ "genuine: meat weighed in a shop", "S ]e0 0 0 0 9 x|C L 0 gtin 01 02012345000001|C L 0 serial 21 7|C L 0 ai 3103 000500", NONE, NULL, false, "GS1-PREFIX:I", NULL },
	{ "genuine: a shop's own label without a serial", "C R 0 gtin - 02012345000001", NONE, NULL, false, "GS1-PREFIX:I", NULL },
	{ "a shop prefix on goods with a serial", QR "|C M 0 gtin 01 02012345000001|C M 0 serial 21 7", NONE, NULL, false, "GS1-PREFIX:S", NULL },
	{ "genuine: a shop label beside another code's serial", QR "|" QR "|C R 0 gtin - 02012345000001|C M 1 serial 21 7", NONE, NULL, false, "GS1-PREFIX:W", NULL },
	{ "an unassigned prefix", "C M 0 gtin 01 01400000000007|C M 0 serial 21 7", NONE, NULL, false, "GS1-PREFIX:W", NULL },
	{ "a book", "C R 0 gtin - 09789024538270", NONE, NULL, false, "GS1-PREFIX:I", NULL },
	{ "a number of another country than the origin", "C R 0 gtin - " GTIN "|C T - country - DE", NONE, NULL, false, "GS1-PREFIX-COUNTRY:I", "origin=DE" },
	{ "of the same country", "C R 0 gtin - " GTIN "|C T - country - CN", NONE, NULL, false, "!GS1-PREFIX-COUNTRY", NULL },
	{ "indicator 9 without a measure", QR "|C M 0 gtin 01 96901234567895", NONE, NULL, false, "GS1-INDICATOR:W", NULL },
	{ "genuine: indicator 9 with its measure", QR "|C M 0 gtin 01 96901234567895|C M 0 ai 3103 000500", NONE, NULL, false, "!GS1-INDICATOR", NULL },
	{ "a signature that nobody here can check", QR "|C M 0 ai 8030 abc", NONE, NULL, false, "GS1-SIG:I", NULL },

	/* ---- lists ---- */
	{ "issued", PAIR, ISSUED, NULL, false, "LIST-ISSUED:+ !LIST-STATUS", "serial=A1B2C3D4" },
	{ "no list", PAIR, NONE, NULL, false, "LIST-NONE:I", NULL },
	{ "not issued", PAIR, NOT_ISSUED, NULL, false, "LIST-NOT-ISSUED:P", "complete-until=2026-10-01" },
	{ "not issued, linear", LINEAR_PAIR, NOT_ISSUED, NULL, false, "LIST-NOT-ISSUED:S", NULL },
	{ "not issued, typed, and no slip explains it", TYPED_PAIR, NOT_ISSUED, "ZZZZZZZZ", false, "LIST-NOT-ISSUED:S", NULL },
	{ "genuine: one character mistyped", TYPED_PAIR, NOT_ISSUED, "A1B2C3D5", false, "LIST-NOT-ISSUED:W", "listed-instead=A1B2C3D5" },
	{ "genuine: one character left out", TYPED_PAIR, NOT_ISSUED, "A1B2C3D4X", false, "LIST-NOT-ISSUED:W", NULL },
	{ "genuine: two characters swapped", TYPED_PAIR, NOT_ISSUED, "A12BC3D4", false, "LIST-NOT-ISSUED:W", NULL },
	{ "genuine: caps lock", TYPED_PAIR, NOT_ISSUED, "a1b2c3d4", false, "LIST-NOT-ISSUED:W", NULL },
	{ "genuine: y and z of a German keyboard", KEYED("YAY7-ZB7Z"), NOT_ISSUED, "ZAZ7-YB7Y", false, "LIST-NOT-ISSUED:W", NULL },
	{ "genuine: the hyphen of a German keyboard", KEYED("YAY7\xC3\x9FZB7Z"), NOT_ISSUED, "ZAZ7-YB7Y", false, "LIST-NOT-ISSUED:W", NULL },
	{ "genuine: French fingers on another keyboard", KEYED("qzqw;;29"), NOT_ISSUED, "awazmm29", false, "LIST-NOT-ISSUED:W", NULL },
	{ "genuine: a scanner on a French machine", KEYED("QQ&\xC3\xA9\"?'("), NOT_ISSUED, "AA123M45", false, "LIST-NOT-ISSUED:W", NULL },
	{ "genuine: newer than the list, on a German keyboard", KEYED("YAY7-ZB7Z"), NOT_KNOWN, "ZAZ7-YB7Y", false, "LIST-NOT-KNOWN:I", NULL },
	{ "two layouts at once are nobody's keyboard", KEYED("ZQZ7-YB7Y"), NOT_ISSUED, "YAY7-ZB7Z", false, "LIST-NOT-ISSUED:S", NULL },
	{ "a decoded serial was never typed", QR "|C M 0 gtin 01 " GTIN "|C M 0 serial 21 YAY7|P M 0 " GTIN " YAY7", NOT_ISSUED, "ZAZ7", false, "LIST-NOT-ISSUED:P", NULL },
	{ "genuine: a spreadsheet dropped the zeros", QR "|C M 0 gtin 01 " GTIN "|C M 0 serial 21 000123|P M 0 " GTIN " 000123", NOT_ISSUED, "123", false, "LIST-NOT-ISSUED:S", NULL },
	{ "a QR code's neighbour on the list explains nothing", PAIR, NOT_ISSUED, "A1B2C3D5", false, "LIST-NOT-ISSUED:P", NULL },
	{ "genuine: a case the list of units does not have", QR "|C M 0 gtin 01 16901234567899|C M 0 serial 21 A1|P M 0 16901234567899 A1", NOT_ISSUED, NULL, false, "LIST-NOT-ISSUED:S", NULL },
	{ "genuine: a printer's trial serial", QR "|C M 0 gtin 01 " GTIN "|C M 0 serial 21 TEST1|P M 0 " GTIN " TEST1", NOT_ISSUED, NULL, false, "LIST-NOT-ISSUED:S", NULL },
	{ "genuine: product and serial from two symbols", QR "|" QR "|C M 0 gtin 01 " GTIN "|C M 1 serial 21 A1|P M - " GTIN " A1", NOT_ISSUED, NULL, false, "LIST-NOT-ISSUED:S", NULL },
	{ "genuine: a lost separator, the serial before it listed", QR "|C M 0 gtin 01 " GTIN "|C M 0 serial 21 A117271231|P M 0 " GTIN " A117271231|F M 0 GS1-AI-GS-LOST ai=21; split=A1; then=17271231", NOT_ISSUED, "A1", false, "LIST-NOT-ISSUED:W GS1-AI-GS-LOST:W", "listed-instead=A1" },
	{ "genuine: one of several separators lost, the serial before it listed", QR "|C M 0 gtin 01 " GTIN "|C M 0 serial 21 A110L2605|C M 0 made 11 2026-05-01 260501|P M 0 " GTIN " A110L2605", NOT_ISSUED, "A1", false, "LIST-NOT-ISSUED:W", "listed-instead=A1" },
	{ "what a code has anyway was not swallowed", QR "|C M 0 gtin 01 " GTIN "|C M 0 serial 21 A110L2605|C M 0 lot 10 L2605|P M 0 " GTIN " A110L2605", NOT_ISSUED, "A1", false, "LIST-NOT-ISSUED:P", NULL },
	{ "a lost separator, and neither reading listed", QR "|C M 0 gtin 01 " GTIN "|C M 0 serial 21 A117271231|P M 0 " GTIN " A117271231|F M 0 GS1-AI-GS-LOST ai=21; split=A1; then=17271231", NOT_ISSUED, "Z", false, "LIST-NOT-ISSUED:S", NULL },
	{ "a number with a wrong check digit is not looked up", QR "|C M 0 gtin 01 06901234567893|C M 0 serial 21 A1|P M 0 06901234567893 A1|F M 0 GS1-CSUM v=1", NOT_ISSUED, NULL, false, "GS1-CSUM:S !LIST-NOT-ISSUED !LIST-NOT-KNOWN", NULL },
	{ "genuine: an archive's link that looks like a Digital Link", "S ]Q1 0 0 0 9 https://news.example/2023/01/20230115123456|C M 0 gtin 01 20230115123456|F M 0 GS1-CSUM ai=01", NONE, NULL, false, "GS1-CSUM:W !GS1-PREFIX", NULL },
	{ "a Digital Link with a wrong check digit", "S ]Q1 0 0 0 9 https://id.gs1.org/01/06935678901238/21/A1|C M 0 gtin 01 06935678901238|C M 0 serial 21 A1|F M 0 GS1-CSUM ai=01", NONE, NULL, false, "GS1-CSUM:S", NULL },
	{ "genuine: newer than the list, its made date mistyped", PAIR "|C T - made - 2026-10-02", NOT_ISSUED, NULL, false, "LIST-NOT-ISSUED:W", "complete-until=2026-10-01" },
	{ "absent by a typed date that no slip explains is not proof", PAIR "|C T - made - 2019-04-28", NOT_ISSUED, NULL, false, "LIST-NOT-ISSUED:S", NULL },
	{ "absent by a decoded date, whatever was typed", PAIR "|C M 0 made 11 2026-09-01 260901|C T - made - 2026-10-02", NOT_ISSUED, NULL, false, "LIST-NOT-ISSUED:P", NULL },
	{ "absent by a closed lot, decoded", PAIR "|C M 0 lot 10 L2605", CLOSED_LOT, NULL, false, "LIST-NOT-ISSUED:P", NULL },
	{ "absent by a closed lot, typed", PAIR "|C T - lot - L2605", CLOSED_LOT, NULL, false, "LIST-NOT-ISSUED:S", NULL },
	{ "genuine: newer than the list", PAIR, NOT_KNOWN, NULL, false, "LIST-NOT-KNOWN:I", NULL },
	{ "newer than the list, or mistyped", TYPED_PAIR, NOT_KNOWN, "A1B2C3D5", false, "LIST-NOT-KNOWN:I", "listed-instead=A1B2C3D5" },
	{ "a damaged list", PAIR, DAMAGED, NULL, false, "LIST-DAMAGED:I !LIST-ISSUED", NULL },
	{ "a key that is not valid", PAIR, INVALID_KEY, NULL, false, "LIST-KEY-INVALID:I !LIST-ISSUED", NULL },
	{ "a stolen key", PAIR, STOLEN_KEY, NULL, false, "LIST-KEY-COMPROMISED:I !LIST-ISSUED", NULL },
	{ "destroyed", PAIR, DESTROYED, NULL, false, "LIST-STATUS:S LIST-ISSUED:+", "status=destroyed" },
	{ "stolen", PAIR, STOLEN, NULL, false, "LIST-STATUS:I", "status=stolen" },
	{ "recalled", PAIR, RECALLED, NULL, false, "LIST-STATUS:I", "status=recalled" },
	{ "stale, by a wrong clock", PAIR, STALE, NULL, false, "LIST-STALE:I LIST-CLOCK:I LIST-ISSUED:+", NULL },
	{ "guessable", PAIR, ISSUED_GUESS, NULL, false, "LIST-GUESSABLE:I", NULL },
	{ "the same lot", PAIR "|C M 0 lot 10 L2605", ISSUED_LOT, NULL, false, "!LIST-LOT !LOT-UNKNOWN", NULL },
	{ "another lot", PAIR "|C M 0 lot 10 X99", ISSUED_LOT, NULL, false, "LIST-LOT:S !LOT-UNKNOWN", "listed=L2605" },
	{ "another lot by one character, decoded", PAIR "|C M 0 lot 10 L2606", ISSUED_LOT, NULL, false, "LIST-LOT:S", NULL },
	{ "genuine: a lot mistyped", PAIR "|C T - lot - L2606", ISSUED_LOT, NULL, false, "LIST-LOT:W", NULL },
	{ "genuine: a lot typed in small letters", PAIR "|C T - lot - l2605", ISSUED_LOT, NULL, false, "!LIST-LOT", NULL },
	{ "genuine: a lot typed on a French machine", PAIR "|C T - lot - L\xC3\xA9-\xC3\xA0(", ISSUED_LOT, NULL, false, "!LIST-LOT", NULL },
	{ "another lot, typed", PAIR "|C T - lot - KX9981", ISSUED_LOT, NULL, false, "LIST-LOT:S", NULL },
	{ "genuine: the lot of a neighbour", PAIR "|S ]Q3 0 0 0 9 x|C M 1 gtin 01 " OTHER "|C M 1 lot 10 X99", ISSUED_LOT, NULL, false, "!LIST-LOT", NULL },
	{ "another expiry", PAIR "|C M 0 expiry 17 2029-05-01 290501", ISSUED_LOT, NULL, false, "LIST-EXPIRY:S", "listed=2028-05-01" },
	{ "genuine: day 00 for the month of the record", PAIR "|C M 0 expiry 17 2028-05-31 280500", ISSUED_LOT, NULL, false, "!LIST-EXPIRY", NULL },
	{ "genuine: an expiry mistyped", PAIR "|C T - expiry - 2029-05-01", ISSUED_LOT, NULL, false, "LIST-EXPIRY:W", NULL },
	{ "genuine: day and month typed the American way", PAIR "|C T - expiry - 2028-01-05", ISSUED_LOT, NULL, false, "LIST-EXPIRY:W", NULL },
	{ "another made date", PAIR "|C M 0 made 11 2025-01-01 250101", ISSUED_LOT, NULL, false, "LIST-MADE:S", NULL },
	{ "genuine: a lot made over some days", PAIR "|C M 0 made 11 2026-05-03 260503", ISSUED_LOT, NULL, false, "LIST-MADE:W", NULL },
	{ "genuine: a lot that is still being filled", PAIR "|C M 0 made 11 2026-05-28 260528", ISSUED_LOT, NULL, false, "LIST-MADE:W", NULL },
	{ "genuine: day 00 of the month after an open lot's record", PAIR "|C M 0 made 11 2026-05-31 260500", ISSUED_LOT, NULL, false, "!LIST-MADE", NULL },
	{ "genuine: day 00 of the next month", PAIR "|C M 0 made 11 2026-06-30 260600", ISSUED_LOT, NULL, false, "LIST-MADE:W", NULL },
	{ "made for other markets", PAIR "|K us", ISSUED_LOT, NULL, false, "LIST-MARKET:W", "made-for=CN DE" },
	{ "the market it was made for", PAIR "|K cn", ISSUED_LOT, NULL, false, "!LIST-MARKET", NULL },
	{ "genuine: a member state for the union", PAIR "|K eu", ISSUED_LOT, NULL, false, "!LIST-MARKET", NULL },
	{ "genuine: goods for one member in another", PAIR "|K fr", ISSUED_LOT, NULL, false, "!LIST-MARKET", NULL },
	{ "genuine: a lot for all markets", PAIR "|K us", ISSUED, NULL, false, "!LIST-MARKET", NULL },
	{ "genuine: made in one country for another", PAIR "|C T - country - VN", ISSUED_LOT, NULL, false, "!LIST-MARKET", NULL },
	{ "genuine: a lot newer than the list", PAIR "|C M 0 lot 10 L2611", NOT_LISTED_LOT, NULL, false, "LOT-UNKNOWN:W", NULL },
	{ "genuine: a maker that does not record all lots", PAIR "|C M 0 lot 10 L2611", NO_LOT, NULL, false, "LOT-UNKNOWN:W", NULL },
	{ "a list without lots says nothing of lots", PAIR "|C M 0 lot 10 L2611", ISSUED, NULL, false, "!LOT-UNKNOWN", NULL },
	{ "a recalled lot", PAIR "|C M 0 lot 10 L2605", LOT_RECALLED, NULL, false, "LOT-STATUS:I", "status=recalled" },
	{ "a recalled lot of goods without a serial", "S ]Q3 0 0 0 9 x|C M 0 gtin 01 " GTIN "|C M 0 lot 10 L2605", LOT_RECALLED, NULL, false, "LOT-STATUS:I !LIST-NOT-KNOWN", NULL },
	{ "an unknown lot of goods without a serial", "S ]Q3 0 0 0 9 x|C M 0 gtin 01 " GTIN "|C M 0 lot 10 L26", NOT_LISTED_LOT, NULL, false, "LOT-UNKNOWN:W", NULL },
	{ "genuine: a lot that swallowed the serial", "S ]d2 0 0 0 9 x|C M 0 gtin 01 " GTIN "|C M 0 lot 10 L26052177A|F M 0 GS1-AI-GS-LOST ai=10; value=L26052177A; split=L2; then=6052177A", NOT_LISTED_LOT, NULL, false, "LOT-UNKNOWN:W GS1-AI-GS-LOST:W", NULL },
	{ "genuine: a lot that swallowed the serial, and the lot typed", "S ]d2 0 0 0 9 x|C M 0 gtin 01 " GTIN "|C M 0 lot 10 L26052177A9KQZ7|C T - lot - L2605|F M 0 GS1-AI-GS-LOST ai=10; value=L26052177A9KQZ7; split=L2; then=6052177A9KQZ7", NONE, NULL, false, "TYPED-DIFFERS:W", NULL },
	{ "a lost separator explains no other lot", "S ]d2 0 0 0 9 x|C M 0 gtin 01 " GTIN "|C M 0 lot 10 L26052177A9KQZ7|C T - lot - QX31|F M 0 GS1-AI-GS-LOST ai=10; value=L26052177A9KQZ7; split=L2; then=6052177A9KQZ7", NONE, NULL, false, "TYPED-DIFFERS:S", NULL },
	{ "loose candidates", QR "|" QR "|C M 0 gtin 01 " GTIN "|C M 1 gtin 01 " OTHER "|C M 0 serial 21 A1|C M 1 serial 21 A2", NONE, NULL, false, "PAIR-LOOSE:I", NULL },
	{ "two whole pairs are two items", PAIR "|" QR "|C M 1 gtin 01 " OTHER "|C M 1 serial 21 Z|C M 1 lot 10 X|P M 1 " OTHER " Z", ISSUED_LOT, NULL, false, "!GTIN-MULTI !PAIR-LOOSE LIST-LOT:S", "serial=Z" },

	/* ---- dates ---- */
	{ "expired", PAIR "|C M 0 expiry 17 2026-11-21 261121", NONE, NULL, false, "DATE-EXPIRED:I", NULL },
	{ "genuine: the last day", PAIR "|C M 0 expiry 17 2026-11-22 261122", NONE, NULL, false, "!DATE-EXPIRED", NULL },
	{ "past its best", PAIR "|C M 0 best 15 2026-11-21 261121", NONE, NULL, false, "DATE-BEST:I !DATE-EXPIRED", NULL },
	{ "genuine: a month typed", "C T - expiry - 2026-11", NONE, NULL, false, "!DATE-EXPIRED", NULL },
	{ "made in the future", PAIR "|C M 0 made 11 2027-01-01 270101", NONE, NULL, false, "DATE-FUTURE:S", NULL },
	{ "made in the future, typed", "C T - made - 2027-01-01|C T - seen - 2026-11-22", NONE, NULL, false, "DATE-FUTURE:W", NULL },
	{ "a made date in the future is said once", PAIR "|C M 0 made 11 2027-01-01 270101|F M 0 GS1-DATE-ORDER made=2027-01-01; today=2026-11-22", NONE, NULL, false, "DATE-FUTURE:S !GS1-DATE-ORDER", NULL },
	{ "genuine: the same under a clock that is not believed", PAIR "|C M 0 made 11 2027-01-01 270101|F M 0 GS1-DATE-ORDER made=2027-01-01; today=2026-11-22", STALE, NULL, false, "DATE-FUTURE:W !GS1-DATE-ORDER", NULL },
	{ "a typed order is said once", "C T - made - 2026-05-01|C T - expiry - 2026-04-01|F T - GS1-DATE-ORDER made=2026-05-01; expiry=2026-04-01", NONE, NULL, false, "DATE-ORDER:W !GS1-DATE-ORDER", NULL },
	{ "genuine: made tomorrow, east of here", PAIR "|C M 0 made 11 2026-11-23 261123", NONE, NULL, false, "DATE-FUTURE:+", NULL },
	{ "genuine: a clock that is not believed", PAIR "|C M 0 made 11 2027-01-01 270101", STALE, NULL, false, "DATE-FUTURE:W", NULL },
	{ "typed dates in the wrong order", "C T - made - 2026-05-01|C T - expiry - 2026-04-01", NONE, NULL, false, "DATE-ORDER:W", NULL },
	{ "genuine: made and expiring the same day", "C T - made - 2026-05-01|C T - expiry - 2026-05-01", NONE, NULL, false, "!DATE-ORDER", NULL },
	{ "decoded dates are not judged twice", PAIR "|C M 0 made 11 2026-05-01|C M 0 expiry 17 2026-04-01", NONE, NULL, false, "!DATE-ORDER", NULL },

	/* ---- codes and print ---- */
	{ "printed text agrees", PAIR "|C T - hri - (01)" GTIN "(21)A1B2C3D4", NONE, NULL, false, "HRI-MISMATCH:+", NULL },
	{ "a typed record of another item", PAIR "|C T - gtin 01 " GTIN "|C T - serial 21 QQ99|P T - " GTIN " QQ99", NONE, NULL, false, "HRI-MISMATCH:S", NULL },
	{ "printed text differs by one", PAIR "|C T - hri - (21)A1B2C3D5", NONE, NULL, false, "HRI-MISMATCH:W", NULL },
	{ "printed text differs altogether", PAIR "|C T - hri - (01)" GTIN "(21)QQ99", NONE, NULL, false, "HRI-MISMATCH:S", NULL },
	{ "genuine: thirteen digits under the code", PAIR "|C T - hri - (01)6901234567892", NONE, NULL, false, "HRI-MISMATCH:+", NULL },
	{ "genuine: an element that the code does not have", PAIR "|C T - hri - (10)X", NONE, NULL, false, "!HRI-MISMATCH", NULL },
	{ "typed text with brackets that differs", PAIR "|C T - serial 21 QQ99", NONE, NULL, false, "HRI-MISMATCH:S !TYPED-DIFFERS", NULL },
	{ "two texts", "C T - decoded - (01)" GTIN "(21)A1|C T - printed - (01)" GTIN "(21)A2", NONE, NULL, false, "HRI-MISMATCH:W", NULL },
	{ "brackets in a plain QR code", "S ]Q1 0 0 0 9 (01)" GTIN "(21)A1|F M 0 GS1-AI-BRACKET reason=brackets-in-data", NONE, NULL, false, "CARRIER-PLAIN:W !GS1-AI-BRACKET", NULL },
	{ "genuine: brackets typed as people write them", "F T - GS1-AI-BRACKET v=1", NONE, NULL, false, "GS1-AI-BRACKET:I !CARRIER-PLAIN", NULL },
	{ "genuine: a telephone number in brackets", "S ]Q1 0 0 0 9 (010)_12345678|C M 0 text - x", NONE, NULL, false, "!CARRIER-PLAIN", NULL },
	{ "genuine: brackets in the text beside a GS1 code", PAIR, NONE, NULL, false, "!CARRIER-PLAIN", NULL },
	{ "two products on one pack", "S ]E0 0 0 0 100 x|S ]Q3 0 150 0 80 x|C R 0 gtin - " GTIN "|C M 1 gtin 01 " OTHER, NONE, NULL, false, "GTIN-MULTI:S", NULL },
	{ "genuine: a multipack and the unit inside", "S ]E0 0 0 0 100 x|S ]Q3 0 150 0 80 x|C R 0 gtin - " GTIN "|C M 1 gtin 01 06901234567908", NONE, NULL, false, "GTIN-MULTI:W", NULL },
	{ "genuine: a neighbour's shop code", "S ]E0 0 0 0 100 x|S ]E0 0 150 0 80 x|C R 0 gtin - " GTIN "|C R 1 gtin - " OTHER, NONE, NULL, false, "GTIN-MULTI:W", NULL },
	{ "genuine: far apart on a shelf", "S ]E0 0 0 0 100 x|S ]Q3 0 900 0 80 x|C R 0 gtin - " GTIN "|C M 1 gtin 01 " OTHER, NONE, NULL, false, "GTIN-MULTI:W", NULL },
	{ "genuine: an outer case and its unit", "S ]E0 0 0 0 100 x|S ]C1 0 150 0 80 x|C R 0 gtin - " GTIN "|C L 1 gtin 01 16901234567899", NONE, NULL, false, "!GTIN-MULTI", NULL },
	{ "genuine: a price sticker on the pack", "S ]E0 0 0 0 100 x|S ]Q3 0 150 0 80 x|C R 0 gtin - 02012345000001|C M 1 gtin 01 " OTHER, NONE, NULL, false, "!GTIN-MULTI", NULL },
	{ "genuine: the same product, padded", "C T - ean - 6901234567892|C T - qr01 - " GTIN, NONE, NULL, false, "GTIN-MULTI:+", NULL },
	{ "two products, typed", "C T - ean - 6901234567892|C T - qr01 - " OTHER, NONE, NULL, false, "GTIN-MULTI:S", NULL },
	{ "typed as decoded", PAIR "|C T - serial - A1B2C3D4", NONE, NULL, false, "TYPED-DIFFERS:+", NULL },
	{ "genuine: typed with a slip", PAIR "|C T - serial - A1B2C3DA", NONE, NULL, false, "TYPED-DIFFERS:W", NULL },
	{ "genuine: typed on a French keyboard", QR "|C M 0 gtin 01 " GTIN "|C M 0 serial 21 AZQM|P M 0 " GTIN " AZQM|C T - serial - QWA:", NONE, NULL, false, "TYPED-DIFFERS:W", NULL },
	{ "genuine: the lot of another product in view", PAIR "|S ]d2 0 900 0 9 x|C M 1 gtin 01 " OTHER "|C M 1 lot 10 147514|C T - lot - L2605", NONE, NULL, false, "TYPED-DIFFERS:W", NULL },
	{ "typed something else", PAIR "|C T - serial - Q9W8E7R6", NONE, NULL, false, "TYPED-DIFFERS:S", NULL },
	{ "typed beside the typed text of a code", "C T - gtin 01 " GTIN "|C T - lot 10 L2605|C T - lot - QX31", NONE, NULL, false, "TYPED-DIFFERS:W", NULL },
	{ "a date typed beside the typed text of a code", "C T - gtin 01 " GTIN "|C T - expiry 17 2029-08-15 290815|C T - expiry - 2026-01-01", NONE, NULL, false, "TYPED-DIFFERS:W", NULL },
	{ "two products, both typed", "C T - gtin 01 " GTIN "|C T - gtin - " OTHER, NONE, NULL, false, "TYPED-DIFFERS:W", NULL },
	{ "genuine: the typed text of a code repeats what is typed", "C T - gtin 01 " GTIN "|C T - lot 10 L2605|C T - lot - L2605", NONE, NULL, false, "TYPED-DIFFERS:+ !TYPED-DIFFERS:W", NULL },
	{ "genuine: two codes' texts are typed, one has the lot", "C T - lot 10 QX31|C T - lot 10 L2605|C T - lot - L2605", NONE, NULL, false, "TYPED-DIFFERS:+", NULL },
	{ "a code speaks before what was typed from below it", PAIR "|C T - serial 21 A1B2C3D4|C T - serial - Q9W8E7R6", NONE, NULL, false, "TYPED-DIFFERS:S", NULL },
	{ "genuine: the case's number was typed", QR "|C M 0 gtin 01 16901234567899|C T - gtin - " OTHER, NONE, NULL, false, "TYPED-DIFFERS:W", NULL },
	{ "genuine: use-by typed, best before decoded", PAIR "|C M 0 best 15 2027-01-01 270101|C T - expiry - 2027-01-01", NONE, NULL, false, "TYPED-DIFFERS:+", NULL },
	{ "genuine: a year mistyped, and the code has day 00", PAIR "|C M 0 made 11 2026-07-31 260700|C T - made - 2126-07-27", NONE, NULL, false, "TYPED-DIFFERS:W", NULL },
	{ "genuine: the typed date of another product in view", PAIR "|S ]d2 0 500 0 9 x|C M 1 gtin 01 " OTHER "|C T - made - 2025-01-17", ISSUED_LOT, NULL, false, "LIST-MADE:W", NULL },
	{ "genuine: a day of an open lot mistyped", PAIR "|C T - made - 2026-06-21", ISSUED_LOT, NULL, false, "LIST-MADE:W", NULL },
	{ "another expiry typed", PAIR "|C M 0 expiry 17 2027-01-01 270101|C T - expiry - 2028-12-31", NONE, NULL, false, "TYPED-DIFFERS:S", NULL },

	/* ---- links ---- */
	{ "an ordinary link", LINK("https://www.maker.example/p/1"), NONE, NULL, false, "URL-IP-HOST:+ !URL-BRAND !URL-HTTP !URL-IDN", NULL },
	{ "a script", LINK("javascript:alert(1)"), NONE, NULL, false, "URL-SCHEME:S", NULL },
	{ "genuine: a hotline", LINK("tel:4001234567"), NONE, NULL, false, "URL-SCHEME:W", NULL },
	{ "genuine: a router's network", LINK("WIFI:T:WPA;S:x;P:y;;"), NONE, NULL, false, "URL-SCHEME:I", NULL },
	{ "genuine: an appliance's app", LINK("makerhome://add?id=1"), NONE, NULL, false, "URL-SCHEME:W", NULL },
	{ "no TLS", LINK("http://brand.example/p/1"), NONE, NULL, false, "URL-HTTP:W", "reason=no TLS" },
	{ "a decimal address", LINK("https://3232235777/01/12312312312333"), NONE, NULL, false, "URL-IP-HOST:S", "host=192.168.1.1" },
	{ "a dotted address", LINK("https://203.0.113.9/p"), NONE, NULL, false, "URL-IP-HOST:S", NULL },
	{ "genuine: a router's set-up page", LINK("http://192.168.1.1/"), NONE, NULL, false, "URL-IP-HOST:W", NULL },
	{ "a user part", LINK("https://brand.example@evil.example/"), NONE, NULL, false, "URL-USERINFO:S", NULL },
	{ "a port", LINK("https://brand.example:8443/p/1"), NONE, NULL, false, "URL-PORT:W", "reason=unusual port" },
	{ "genuine: the usual port, written out", LINK("https://brand.example:443/p/1"), NONE, NULL, false, "!URL-PORT", NULL },
	{ "a shortener", LINK("https://bit.ly/abc"), NONE, NULL, false, "URL-SHORTENER:W", NULL },
	{ "genuine: a name that ends like a shortener", LINK("https://rabbit.ly/abc"), NONE, NULL, false, "!URL-SHORTENER", NULL },
	{ "the maker's host", LINK("https://www.Brand.example./p") MADE_BY_BRAND, NONE, NULL, true, "URL-BRAND:+", NULL },
	{ "brand as subdomain", LINK("https://brand.example.verify.test/p") MADE_BY_BRAND, NONE, NULL, true, "URL-BRAND:S", "reason=brand as subdomain" },
	{ "edit distance", LINK("https://brandd.example/p") MADE_BY_BRAND, NONE, NULL, true, "URL-BRAND:S", "reason=edit distance 1" },
	{ "brand plus word", LINK("https://brand-verify.example/p") MADE_BY_BRAND, NONE, NULL, true, "URL-BRAND:S", "reason=brand plus word" },
	{ "brand plus word, no hyphen", LINK("https://brand315.test/p") MADE_BY_BRAND, NONE, NULL, true, "URL-BRAND:S", "reason=brand plus word" },
	{ "genuine: brand plus a department", LINK("https://brand-kitchens.example/p") MADE_BY_BRAND, NONE, NULL, true, "URL-BRAND:W", NULL },
	{ "another top-level domain", LINK("https://brand.test/p") MADE_BY_BRAND, NONE, NULL, true, "URL-BRAND:S", "reason=other top-level domain" },
	{ "genuine: the maker's site in another country", LINK("https://brand.de/p") MADE_BY_BRAND, NONE, NULL, true, "URL-BRAND:W", NULL },
	{ "l/1", LINK("https://paypa1.example/") MADE_BY_BRAND, NONE, NULL, true, "URL-BRAND:S", "reason=l/1 look-alike" },
	{ "Cyrillic a", LINK("https://xn--brnd-63d.example/") MADE_BY_BRAND, NONE, NULL, true, "URL-IDN:S !URL-BRAND", "reason=letters of another script" },
	{ "Cyrillic a, in UTF-8", LINK("https://br\xD0\xB0nd.example/") MADE_BY_BRAND, NONE, NULL, true, "URL-IDN:S", "br\\xD0\\xB0nd" },
	{ "genuine: another host of a supplier", LINK("https://labels.supplier.test/x") MADE_BY_BRAND, NONE, NULL, true, "URL-BRAND:W", "reason=other host" },
	{ "genuine: a shop on a platform", LINK("https://brand.tmall.com/x") MADE_BY_BRAND, NONE, NULL, true, "URL-BRAND:W", NULL },
	{ "genuine: an office's site", LINK("https://www.samr.gov.cn/x") MADE_BY_BRAND, NONE, NULL, true, "!URL-BRAND", NULL },
	{ "genuine: the GS1 resolver", LINK("https://id.gs1.org/01/" GTIN) MADE_BY_BRAND, NONE, NULL, true, "!URL-BRAND", NULL },
	{ "genuine: a name wholly in Chinese", LINK("https://xn--fsq.xn--0zwm56d/"), NONE, NULL, false, "URL-IDN:W", "reason=punycode" },
	{ "genuine: a link mistyped", "C T - url - https://brandd.example/|C T - brand - brand.example", NONE, NULL, false, "URL-BRAND:W", NULL },
	{ "nobody admitted, no brand", LINK("https://brandd.example/") MADE_BY_BRAND, NONE, NULL, false, "!URL-BRAND", NULL },
	{ "a link by itself: a maker's host before another domain", LINK("https://www.lanternmole.example.verify.test/p"), NONE, NULL, false, "URL-BRAND:S", "maker=other" },
	{ "by itself: l/1", LINK("https://1anternmole.example/p"), NONE, NULL, false, "URL-BRAND:S", "reason=l/1 look-alike" },
	{ "by itself: rn/m under another domain", LINK("https://lanternrnole.test/"), NONE, NULL, false, "URL-BRAND:S", "reason=rn/m look-alike" },
	{ "by itself: a Cyrillic letter", LINK("https://l\xD0\xB0nternmole.example/"), NONE, NULL, false, "URL-IDN:S !URL-BRAND", NULL },
	{ "by itself: a maker's name and a check", LINK("https://lanternmole-315.test/"), NONE, NULL, false, "URL-BRAND:S", "reason=brand plus word" },
	{ "by itself: typed", "C T - url - https://1anternmole.example/", NONE, NULL, false, "URL-BRAND:W", NULL },
	{ "by itself: one letter off may be anybody", LINK("https://bellvane.example/"), NONE, NULL, false, "URL-BRAND:W", "reason=edit distance 1" },
	{ "genuine, by itself: a maker's own page", LINK("https://shop.lanternmole.com.cn/"), NONE, NULL, false, "!URL-BRAND !URL-IDN", NULL },
	{ "genuine, by itself: the name under another domain", LINK("https://bellvale.de/"), NONE, NULL, false, "!URL-BRAND", NULL },
	{ "genuine, by itself: i for l makes another word", LINK("https://beilvale.example/"), NONE, NULL, false, "URL-BRAND:W", NULL },
	{ "genuine, by itself: a dealer", LINK("https://lanternmole-shop.test/"), NONE, NULL, false, "URL-BRAND:W", NULL },
	{ "genuine, by itself: the brand's shelf in a shop", LINK("https://bellvale.bigshop.test/"), NONE, NULL, false, "!URL-BRAND", NULL },
	{ "genuine, by itself: the same on a platform", LINK("https://lanternmole.tmall.com/"), NONE, NULL, false, "!URL-BRAND", NULL },
	{ "genuine, by itself: a short name in another", LINK("https://hi-check.test/"), NONE, NULL, false, "!URL-BRAND", NULL },
	{ "genuine, by itself: a short name one letter off", LINK("https://oats.test/"), NONE, NULL, false, "!URL-BRAND", NULL },
	{ "genuine, by itself: an unlike name", LINK("https://www.maker.example/p/1"), NONE, NULL, false, "!URL-BRAND", NULL },
	{ "genuine, by itself: an office", LINK("https://www.bellvale.gov.cn/"), NONE, NULL, false, "!URL-BRAND", NULL },
	{ "a check without anything to check", LINK("https://brand.example/verify"), NONE, NULL, false, "URL-LENGTH:W", NULL },
	{ "genuine: a check with its code", LINK("https://brand.example/verify/8213AF21"), NONE, NULL, false, "!URL-LENGTH", NULL },
	{ "another product inside the link", "S ]E0 0 0 0 100 x|S ]Q1 0 150 0 80 https://id.gs1.org/01/" OTHER "|C R 0 gtin - " GTIN "|C M 1 gtin 01 " OTHER "|C M 1 link - https://id.gs1.org/01/" OTHER, NONE, NULL, false, "URL-PARAM-MATCH:S !GTIN-MULTI", NULL },
	{ "another lot inside the link", "S ]d2 0 0 0 100 x|S ]Q1 0 150 0 80 https://id.gs1.org/01/" GTIN "/10/L1|C M 0 lot 10 L2|C M 1 lot 10 L1", NONE, NULL, false, "URL-PARAM-MATCH:S", NULL },
	{ "genuine: a link's parameter of another kind", LINK("https://maker.example/?id=6935678901233") MADE_BY_BRAND, NONE, NULL, false, "!URL-PARAM-MATCH", NULL },
	{ "a link's parameter", "S ]E0 0 0 0 100 x|S ]Q1 0 150 0 80 https://m.example/?gtin=" OTHER "|C R 0 gtin - " GTIN "|C M 1 link - https://m.example/?gtin=" OTHER, NONE, NULL, false, "URL-PARAM-MATCH:S", NULL },
};
/* clang-format on */

static struct assay_run run;
static struct built built;

/* The gravest that rule said; NULL: nothing. */
static const struct said *
heard(const char *rule, bool passed)
{
	const struct said *worst = NULL;

	for (size_t i = 0; i < run.n; i++)
		if (strcmp(run.said[i].rule, rule) == 0 && run.said[i].passed == passed &&
		    (worst == NULL || run.said[i].severity > worst->severity))
			worst = &run.said[i];
	return worst;
}

static bool
as_wanted(const char *want, char *got, size_t size)
{
	static const char letters[] = "IWSP";
	char copy[256], *rest = copy;
	bool held = true;

	got[0] = '\0';
	snprintf(copy, sizeof copy, "%s", want);
	while (*rest != '\0') {
		char *one = word(&rest), *letter = strchr(one, ':');
		const struct said *s;

		if (*one == '!') {
			s = heard(one + 1, false);
			held &= s == NULL && heard(one + 1, true) == NULL;
			if (s != NULL)
				snprintf(got, size, "%s:%c", s->rule,
				         letters[s->severity]);
			continue;
		}
		*letter++ = '\0';
		s = heard(one, *letter == '+');
		if (s == NULL || (*letter != '+' && letters[s->severity] != *letter)) {
			held = false;
			snprintf(got, size, "%s:%c", one,
			         s == NULL ? '-' : letters[s->severity]);
		}
	}
	return held;
}

static void
one_row(const struct row *r)
{
	char got[300];
	bool tried = true, shown = r->evidence == NULL;

	memset(&run, 0, sizeof run);
	run.answer = answers[r->answer];
	run.issued = r->issued;
	run.hosts = r->admitted ? own_hosts : NULL;
	build(&built, r->item, NOW);
	is_int(general_LTX_assay_plugin.examine(&item_host, &run, &built.item), ASSAY_OK,
	       "%s", r->says);
	if (!ok(as_wanted(r->want, got, sizeof got), "%s: %s", r->says, r->want))
		printf("# got %s\n", got);
	for (size_t i = 0; i < run.n; i++) {
		const struct said *s = &run.said[i];

		tried &= s->severity < ASSAY_STRONG || s->n_tried > 0;
		shown |= r->evidence != NULL && strstr(s->evidence, r->evidence) != NULL;
	}
	ok(tried && run.unknown == NULL, "%s: every accusation names what was tried",
	   r->says);
	if (!ok(shown, "%s: evidence %s", r->says,
	        r->evidence == NULL ? "" : r->evidence))
		for (size_t i = 0; i < run.n; i++)
			printf("# %s %s\n", run.said[i].rule, run.said[i].evidence);
}

/* Flags that rows above only imply. */
static void
flags(void)
{
	/* clang-format off */
	static const struct { const char *item; int answer; uint32_t flag; } rows_of[] = {
		{ PAIR, NOT_KNOWN, ASSAY_FLAG_NOT_LISTED },
		{ PAIR, STOLEN, ASSAY_FLAG_STOLEN },
		{ PAIR, RECALLED, ASSAY_FLAG_RECALLED },
		{ PAIR, STALE, ASSAY_FLAG_STALE_DATA | ASSAY_FLAG_CLOCK_UNSURE },
		{ PAIR, ISSUED_GUESS, ASSAY_FLAG_GUESSABLE_SERIAL },
		{ PAIR "|K us", ISSUED_LOT, ASSAY_FLAG_DIVERTED },
		{ PAIR "|C M 0 lot 10 L2605", LOT_RECALLED, ASSAY_FLAG_NOT_LISTED | ASSAY_FLAG_RECALLED },
		{ PAIR "|C M 0 expiry 17 2026-11-21 261121", ISSUED, ASSAY_FLAG_EXPIRED },
		{ PAIR, ISSUED, 0 },
	};
	/* clang-format on */

	for (size_t i = 0; i < sizeof rows_of / sizeof *rows_of; i++) {
		uint32_t got = 0;

		memset(&run, 0, sizeof run);
		run.answer = answers[rows_of[i].answer];
		build(&built, rows_of[i].item, NOW);
		(void)general_LTX_assay_plugin.examine(&item_host, &run, &built.item);
		for (size_t k = 0; k < run.n; k++)
			got |= run.said[k].flags;
		is_int(got, rows_of[i].flag, "flags of row %zu", i);
	}
}

static void
table(void)
{
	const struct assay_plugin *p = &general_LTX_assay_plugin;
	bool whole = true, labels = true;

	for (size_t i = 0; i < p->n_rules; i++) {
		const struct assay_rule *r = &p->rules[i];

		whole &= r->id != NULL && r->en != NULL && r->zh != NULL &&
		         r->why_en != NULL && r->why_zh != NULL && r->source != NULL &&
		         r->grade != NULL;
		for (size_t k = 0; whole && k < i; k++)
			whole &= strcmp(p->rules[k].id, r->id) != 0;
	}
	for (size_t i = 0; i < p->n_labels; i++)
		labels &= p->labels[i].key != NULL && p->labels[i].zh != NULL;
	ok(whole, "every rule is there once, with its words in both languages");
	ok(labels, "every label has its words in both languages");
}

int
main(void)
{
	table();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		one_row(&rows[i]);
	flags();
	return tap_end();
}
