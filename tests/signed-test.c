/* signed-test.c - the rules that a maker's profile and signed registers make possible
 *
 * One profile and some registers are built from spreadsheets, signed and installed into a
 * home, as a device would have them.  A row is an item, a rule and what it says: the
 * weight of the finding (I W S P), '+' a check passed, '-' silence. */
#include "repo-world.h"

#include "data-world.h"
#include "reading.h"

#define PLUGIN(id) extern const struct assay_plugin id##_LTX_assay_plugin;
PLUGIN(agri)
PLUGIN(appliances)
PLUGIN(fire)
PLUGIN(food)
PLUGIN(general)
PLUGIN(software)
PLUGIN(toys)
static const struct assay_plugin *const plugins[] = {
	&agri_LTX_assay_plugin, &appliances_LTX_assay_plugin, &fire_LTX_assay_plugin,
	&food_LTX_assay_plugin, &general_LTX_assay_plugin, &software_LTX_assay_plugin, &toys_LTX_assay_plugin, NULL
};

/* clang-format off */
#define G2 "06901234567809"
static const char profile[] =
	"[profile],\ntitle,Maker\nvalid until,2027-01-01\nprefixes complete,yes\nmodels complete,no\nlicences complete,yes\n"
	"[prefixes]\nprefix\n690123\n"
	"[brands]\nbrand\nMaker\n"
	"[hosts]\nhost\nid.maker.example\n"
	"[products]\ngtin,model,net content,shelf life,licensor line\n"
	"6901234567892,BCD-218,500 g,18 months,© Character Studio\n6901234567809,BCD-330,1 kg,,\n"
	"[serials]\ngtin,alphabet,shortest,longest,prefix,order,date\n"
	"6901234567892,0-9A-HJ-NP-Z,9,9,C,random,{A}{BCDF=2024}{WW}{*}\n"
	"[lots]\ngtin,date\n6901234567892,L{Y}{DDD}{*}\n"
	"[ranges]\ngtin,lot,first,last,complete\n6901234567892,L6140X,CD2000001,CD2000500,yes\n"
	"6901234567892,L6141X,CD2100001,CD2100500,no\n"
	"[licences]\nkind,number\nsc,SC10132011500013\nprodlic,农药生许(苏)0012\n"
	"[texts]\nlabel,text\nmaker,Maker Electric\naddress,1 Long Road Springfield\n";
static const char *const data[] = {
	"[data],\nkind,register/cn-ccc\nsource,made up\ndated,2026-05-01\ncomplete until,2026-05-01\n"
	"[rows]\nnumber,model,maker,from,until,status\n2019010701000002,BCD-218,Maker Electric,,,valid\n"
	"2018010701000001,,,,2025-01-01,expired\n2017010701000001,,,,,withdrawn\n",
	"[data],\nkind,register/cn-food-production\nsource,made up\ndated,2026-05-01\n"
	"[rows]\nnumber,maker\nSC10132011500013,Maker Foods\n",
	"[data],\nkind,register/cn-fire-label\nsource,made up\ndated,2026-05-01\ncomplete until,2026-05-01\n"
	"[rows]\nnumber,model\n12345AB67890CD,MFZ-4\n",
	"[data],\nkind,register/cn-pesticide\nsource,made up\ndated,2026-05-01\n[rows]\nnumber,until\nPD20040767,2025-06-30\n",
	"[data],\nkind,cn-divisions\nsource,made up\ndated,2026-05-01\n[rows]\ncode,name\n320115,A district\n",
	"[data],\nkind,imei-tac\nsource,made up\ndated,2026-05-01\n[rows]\ntac,maker,model\n49015420,Maker,P-1\n",
	"[data],\nkind,mac-oui\nsource,made up\ndated,2026-05-01\n[rows]\noui,maker\n001A2B,Module Works\n",
	"[data],\nkind,software-keys-leaked\nsource,made up\ndated,2026-05-01\n[rows]\nsha256\n"
	"b3f24d5e87ff9ab01483009318b749910112cc1f930da2773eb046669f4d92e7\n",
	"[data],\nkind,software-keys-generic\nsource,made up\ndated,2026-05-01\n[rows]\nsha256\n"
	"529f6f60a8748832f648c31474f03eb82dfb93e4ef97ec300aeff36fcf0f2680\n",
	"[data],\nkind,register/eprel\nsource,made up\ndated,2026-05-01\n[rows]\nnumber,model,maker\n298173,BCD-218,Maker Electric\n",
	/* newer than what is compiled in, and one that is not */
	"[data],\nkind,gs1-prefixes\nsource,made up\ndated,2026-05-01\n[rows]\nfirst,last,office,class\n"
	"400,440,DE,member\n500,509,,refund-receipt\n690,699,CN,member\n",
	"[data],\nkind,shorteners\nsource,made up\ndated,2026-05-01\n[rows]\nhost\nshort.example\n",
};

#define QR "]Q3"
#define AI01 "010690123456789221"
static const struct {
	const char *category, *says, *typed, *symbology, *payload, *rule;
	char say;
} cases[] = {
	{ NULL, "a serial as the maker makes them",        NULL, QR, AI01 "CD2000010", "SEQ-ALPHABET", '+' },
	{ NULL, "a letter that the maker never uses",      NULL, QR, AI01 "CD20000I0", "SEQ-ALPHABET", 'S' },
	{ NULL, "one character too many",                  NULL, QR, AI01 "CD20000100", "SEQ-ALPHABET", 'S' },
	{ NULL, "another first letter",                    NULL, QR, AI01 "XD2000010", "SEQ-ALPHABET", 'S' },
	{ NULL, "week 54",                                 NULL, QR, AI01 "CD5400010", "SEQ-ALPHABET", 'S' },
	{ NULL, "typed in small letters",                  "gtin=6901234567892;serial=cd2000010", NULL, NULL, "SEQ-ALPHABET", 'W' },
	{ NULL, "typed, and a letter is wrong",            "gtin=6901234567892;serial=CD20000I0", NULL, NULL, "SEQ-ALPHABET", 'W' },
	{ NULL, "the separator behind it lost",            NULL, QR, AI01 "CD20000101726123110L6140X", "SEQ-ALPHABET", 'W' },
	{ NULL, "made after the profile ends",             "made=2027-02-01", QR, AI01 "XYZ", "SEQ-ALPHABET", 'W' },
	{ NULL, "a product of which nothing is said",      NULL, QR, "010690123456780921XYZ", "SEQ-ALPHABET", '-' },
	{ NULL, "another maker's product",                 NULL, QR, "010400638133393121XYZ", "SEQ-ALPHABET", '-' },

	{ NULL, "inside its lot's range",                  NULL, QR, AI01 "CD2000010\x1D" "10L6140X", "SEQ-RANGE", '+' },
	{ NULL, "outside it, and the ranges are complete", NULL, QR, AI01 "CD2000501\x1D" "10L6140X", "SEQ-RANGE", 'P' },
	{ NULL, "outside one that is not complete",        NULL, QR, AI01 "CD2100501\x1D" "10L6141X", "SEQ-RANGE", 'W' },
	{ NULL, "a lot of which nothing is said",          NULL, QR, AI01 "CD2000501\x1D" "10L9999X", "SEQ-RANGE", '-' },
	{ NULL, "a lot that was typed",                    "lot=L6140X", QR, AI01 "CD2000501", "SEQ-RANGE", 'W' },

	{ NULL, "the brand on a number of its own",        "brand_name=Maker", "]E0", "6901234567892", "GS1-GCP-OWNER", '+' },
	{ NULL, "the brand on another's number",           "brand_name=maker", "]E0", "4006381333931", "GS1-GCP-OWNER", 'S' },
	{ NULL, "made under contract",                     "brand_name=Maker;contract=Other", "]E0", "4006381333931", "GS1-GCP-OWNER", 'W' },
	{ NULL, "a number that was typed",                 "brand_name=Maker;gtin=4006381333931", NULL, NULL, "GS1-GCP-OWNER", 'W' },
	{ NULL, "another brand",                           "brand_name=Makers", "]E0", "4006381333931", "GS1-GCP-OWNER", '-' },
	{ NULL, "a number of a shop's own",                "brand_name=Maker", "]E0", "2001234567893", "GS1-GCP-OWNER", '-' },
	{ NULL, "a short number, of a small pack",        "brand_name=Maker", "]E4", "96385074", "GS1-GCP-OWNER", '-' },
	{ NULL, "the maker's link with another's number",  NULL, "]Q1", "https://id.maker.example/01/04006381333931/21/A", "GS1-GCP-OWNER", 'P' },

	{ NULL, "the model of the number",                 "model=bcd 218", "]E0", "6901234567892", "GTIN-PRODUCT", '+' },
	{ NULL, "the model of another number",             "model=BCD-330", "]E0", "6901234567892", "GTIN-PRODUCT", 'S' },
	{ NULL, "a model nobody listed",                   "model=BCD-999", "]E0", "6901234567892", "GTIN-PRODUCT", '-' },
	{ NULL, "another size",                            "net=1 kg", "]E0", "6901234567892", "GTIN-PRODUCT", 'S' },

	{ NULL, "as the maker's shelf life says",          "made=2026-05-20;expiry=2027-11-20", "]E0", "6901234567892", "DATE-SHELF", '+' },
	{ NULL, "a day less",                              "made=2026-05-20;expiry=2027-11-19", "]E0", "6901234567892", "DATE-SHELF", '+' },
	{ NULL, "a year more, in a code",                  "made=2026-05-20", QR, "01069012345678921728112010L6140X", "DATE-SHELF", 'S' },
	{ NULL, "a product without",                       "made=2026-05-20;expiry=2029-11-19", "]E0", "6901234567809", "DATE-SHELF", '-' },

	{ NULL, "a licence of the maker's",                "prodlic=农药生许（苏）0012", "]E0", "6901234567892", "LICENCE-LIST", '+' },
	{ NULL, "one that is not",                         "prodlic=农药生许(浙)7788", "]E0", "6901234567892", "LICENCE-LIST", 'S' },
	{ NULL, "of a contract maker",                     "prodlic=农药生许(浙)7788;contract=Other", "]E0", "6901234567892", "LICENCE-LIST", 'W' },
	{ NULL, "a kind of which nothing is said",         "qs=440105010523", "]E0", "6901234567892", "LICENCE-LIST", '-' },

	{ NULL, "a prefix of the signed table",            NULL, "]E0", "4006381333931", "GS1-PREFIX", '+' },
	{ NULL, "a prefix that the signed table calls a receipt's", NULL, "]E0", "5012345678900", "GS1-PREFIX", 'I' },
	{ NULL, "one that it does not know any more",      NULL, "]E0", "4901234567894", "GS1-PREFIX", 'W' },
	{ NULL, "a shortener of the signed table",         NULL, "]Q1", "https://www.short.example/a", "URL-SHORTENER", 'W' },
	{ NULL, "one that stands in it no more",           NULL, "]Q1", "https://bit.ly/abc", "URL-SHORTENER", '-' },

	{ NULL, "the words as signed",                     "address=1 Long Road Springfield", "]E0", "6901234567892", "TEXT-TYPO", '+' },
	{ NULL, "one letter off",                          "address=1 Long Raod Springfield", "]E0", "6901234567892", "TEXT-TYPO", 'W' },
	{ NULL, "the maker's name, one letter off",        "maker=Maker Elektric", "]E0", "6901234567892", "TEXT-TYPO", 'W' },
	{ NULL, "other words altogether",                  "address=2 Short Street", "]E0", "6901234567892", "TEXT-TYPO", '-' },

	{ NULL, "a certificate in the register",           "ccc=2019010701000002;model=BCD 218;maker=Maker Electric Co Ltd", NULL, NULL, "CCC-LIST", '+' },
	{ NULL, "one that is not, of a complete year",     "ccc=2018010799999999", NULL, NULL, "CCC-LIST", 'S' },
	{ NULL, "one that is a slip away from another",    "ccc=2019010701000022", NULL, NULL, "CCC-LIST", 'W' },
	{ NULL, "one of the year that is not complete",    "ccc=2026010799999999", NULL, NULL, "CCC-LIST", 'I' },
	{ NULL, "another model",                           "ccc=2019010701000002;model=KFR-35GW", NULL, NULL, "CCC-LIST", 'S' },
	{ NULL, "made while it held",                      "ccc=2018010701000001;made=2024-05-01", NULL, NULL, "CCC-LIST", '+' },
	{ NULL, "made after it had ended, typed",          "ccc=2018010701000001;made=2025-05-01", NULL, NULL, "CCC-LIST", 'W' },
	{ NULL, "withdrawn, undated goods",                "ccc=2017010701000001", NULL, NULL, "CCC-LIST", 'I' },

	{ "food", "a licence of maker and register",       "sc=SC10132011500013;gtin=6901234567892", NULL, NULL, "FOOD-SC-LIST", '+' },
	{ "food", "not the maker's",                       "sc=SC10633019500018", "]E0", "6901234567892", "FOOD-SC-LIST", 'S' },
	{ "food", "a register that claims nothing",        "sc=SC10632011500011", NULL, NULL, "FOOD-SC-LIST", '-' },
	{ "food", "a division nobody knows",               "sc=SC10133019900012", NULL, NULL, "FOOD-SC-DIVISION", 'W' },
	{ "food", "the lot of the day",                    "made=2026-05-20", QR, "010690123456789210L6140X", "FOOD-LOT-DATE", '+' },
	{ "food", "the lot of another day",                "made=2025-11-07", QR, "010690123456789210L6140X", "FOOD-LOT-DATE", 'S' },
	{ "food", "a date that was typed with a slip",       "made=2026-05-30", QR, "010690123456789210L6140X", "FOOD-LOT-DATE", 'W' },
	{ "food", "a lot of another shape",                NULL, QR, "010690123456789210B77", "FOOD-LOT-DATE", 'S' },
	{ "food", "day 367",                               NULL, QR, "010690123456789210L6367X", "FOOD-LOT-DATE", 'S' },
	{ "food", "a lot that was typed",                  "lot=L6140;made=2026-08-20;gtin=6901234567892", NULL, NULL, "FOOD-LOT-DATE", 'W' },

	{ "appliances", "the week of the plate",           "made=2026-05-12", QR, AI01 "CD2000010", "APPL-SERIAL-DATE", '+' },
	{ "appliances", "half a year off",                 "made=2025-11-07", QR, AI01 "CD2000010", "APPL-SERIAL-DATE", 'S' },
	{ "appliances", "the type code of this model",     "imei=490154203237518;model=P-1", NULL, NULL, "APPL-IMEI-TAC", '+' },
	{ "appliances", "of another model",                "imei=490154203237518;model=XX-99", NULL, NULL, "APPL-IMEI-TAC", 'S' },
	{ "appliances", "a module's address",              "mac=00:1A:2B:00:00:01;maker=Maker", NULL, NULL, "APPL-MAC-OUI", 'W' },
	{ "appliances", "a block nobody listed",           "mac=00:1A:2C:00:00:01;maker=Maker", NULL, NULL, "APPL-MAC-OUI", '-' },

	{ "appliances", "the model of the record",         "eprel=298173;model=BCD-218", NULL, NULL, "APPL-EPREL-MATCH", '+' },
	{ "appliances", "another model than the record's", "eprel=298173;model=KFR-35GW", NULL, NULL, "APPL-EPREL-MATCH", 'S' },

	{ "software", "a key that was leaked",             "mskey=FFFFF-GGGGG-HHHHH-JJJJJ-KKKKK", NULL, NULL, "SW-KEY-BLOCKED", 'S' },
	{ "software", "a key for installing",              "mskey=bbbbb ccccc ddddd fffff ggggg", NULL, NULL, "SW-KEY-GENERIC", 'S' },
	{ "software", "a key of no table",                 "mskey=FFFFF-GGGGG-HHHHH-JJJJJ-MMMMM", NULL, NULL, "SW-KEY-BLOCKED", '+' },

	{ "fire", "a label in the register",               "slabel=12345AB67890CD;model=MFZ-4", NULL, NULL, "FIRE-S-LIST", '+' },
	{ "fire", "one that is not, of dated goods",       "slabel=99999AB99999CD;made=2025-05-01", NULL, NULL, "FIRE-S-LIST", 'S' },
	{ "fire", "one that may be newer",                 "slabel=99999AB99999CD;made=2026-08-01", NULL, NULL, "FIRE-S-LIST", 'I' },

	{ "toys", "the licensor's line",                   "licensor=© character studio", "]E0", "6901234567892", "TOY-LICENCE-BRAND", '+' },
	{ "toys", "no line",                               "licensor=none", "]E0", "6901234567892", "TOY-LICENCE-BRAND", 'S' },
	{ "toys", "a toy that needs none",                 "licensor=none", "]E0", "6901234567809", "TOY-LICENCE-BRAND", '-' },

	{ "agri", "made while it was registered",          "reg=PD20040767;made=2025-06-01", NULL, NULL, "AGRI-PEST-REG-EXPIRED", '+' },
	{ "agri", "made after it had ended",               "reg=PD20040767;made=2025-09-01", NULL, NULL, "AGRI-PEST-REG-EXPIRED", 'W' },
	{ "agri", "after it had ended, by code",               "reg=PD20040767", QR, "010690123456789211260301", "AGRI-PEST-REG-EXPIRED", 'S' },
	{ "agri", "undated",                               "reg=PD20040767", NULL, NULL, "AGRI-PEST-REG-EXPIRED", '+' },
};
/* clang-format on */

static struct assay_report *
judge(const struct assay *a, size_t n)
{
	static char buffer[1024];
	struct assay_typed typed[8];
	struct assay_reading *reading = NULL;
	struct assay_symbol symbol = { .reader = "test", .pass = "test", .quality = 100 };
	struct assay_subject s = { .size = sizeof s, .typed = typed, .as_of = true,
		                   .category = cases[n].category };
	struct assay_report *report = NULL;

	s.now = INT64_C(1795305600); /* 2026-11-22 */
	snprintf(buffer, sizeof buffer, "%s", cases[n].typed == NULL ? "" : cases[n].typed);
	for (char *at = buffer; *at != '\0';) {
		char *end = strchr(at, ';'), *equals = strchr(at, '=');

		if (end != NULL)
			*end = '\0';
		*equals = '\0';
		typed[s.n_typed++] = (struct assay_typed){ at, equals + 1 };
		at = end == NULL ? equals + 1 + strlen(equals + 1) : end + 1;
	}
	if (cases[n].payload != NULL && (reading = reading_new()) != NULL) {
		snprintf(symbol.symbology, sizeof symbol.symbology, "%s", cases[n].symbology);
		symbol.payload = bytes(cases[n].payload);
		if (reading_add(reading, &symbol) != ASSAY_OK)
			abort();
		s.readings = &reading;
		s.n_readings = 1;
	}
	if (assay_judge(a, &s, &report) != ASSAY_OK)
		report = NULL;
	assay_reading_free(reading);
	return report;
}

static char
said_of(const struct assay_result *r, const char *rule)
{
	for (size_t i = 0; i < r->n_findings; i++)
		if (strcmp(r->findings[i].rule, rule) == 0)
			return assay_severity_letter(r->findings[i].severity);
	for (size_t i = 0; i < r->n_passed; i++)
		if (strcmp(r->passed[i].rule, rule) == 0)
			return '+';
	return '-';
}

/* Four units of one product whose serials run on, as far as they do: the severity of the
 * finding across them; -1: none. */
static int
batch(const struct assay *a, const char *const serials[4])
{
	const struct assay_batch_summary *summary;
	struct assay_batch *b;
	int severity = -1;

	if (assay_batch_new(a, &b) != ASSAY_OK)
		abort();
	for (size_t i = 0; i < 4; i++) {
		struct assay_symbol symbol = { .symbology = "]Q3", .reader = "test",
			                       .pass = "test", .quality = 100 };
		struct assay_reading *reading = reading_new();
		struct assay_report *report;
		char payload[64], item[8];
		struct assay_subject s = { .size = sizeof s, .as_of = true, .item = item,
			                   .file = item, .now = INT64_C(1795305600),
			                   .readings = &reading, .n_readings = 1 };

		snprintf(item, sizeof item, "item%zu", i);
		snprintf(payload, sizeof payload, AI01 "%s", serials[i]);
		symbol.payload = bytes(payload);
		if (reading == NULL || reading_add(reading, &symbol) != ASSAY_OK
			|| assay_batch_judge(b, &s, &report) != ASSAY_OK)
			abort();
		assay_report_free(report);
		assay_reading_free(reading);
	}
	if (assay_batch_close(b, &summary) != ASSAY_OK)
		abort();
	for (size_t i = 0; i < summary->n_groups; i++)
		if (strcmp(summary->groups[i].rule, "SEQ-CONSECUTIVE") == 0)
			severity = (int)summary->groups[i].severity;
	assay_batch_free(b);
	return severity;
}

static void
put(const char *home, const char *file)
{
	struct assay_error error = { "", "" };
	char path[400];

	snprintf(path, sizeof path, "%s", in_world(home));
	if (assay_data_install(path, in_world(file), NULL, &error) != ASSAY_OK) {
		printf("# %s\n", error.text);
		abort();
	}
}

int
main(void)
{
	const char *prefixes[] = { "690123", NULL };
	struct assay_error error = { "", "" };
	char home[400], key[400], bureau[400];
	struct assay_pin pin = { .size = sizeof pin, .id = "maker", .name = "Maker",
		                 .prefixes = prefixes, .key_file = key };
	struct assay_options options = { .size = sizeof options, .builtin = plugins };
	struct assay *a = NULL;

	world_begin();
	snprintf(home, sizeof home, "%s", in_world("home"));
	snprintf(key, sizeof key, "%s", in_world("maker.pub"));
	snprintf(bureau, sizeof bureau, "%s", in_world("other.pub"));
	if (assay_trust_pin(home, &pin, &error) != ASSAY_OK)
		abort();
	pin = (struct assay_pin){ .size = sizeof pin, .id = "bureau", .name = "Bureau",
		                  .key_file = bureau, .for_data = true };
	if (assay_trust_pin(home, &pin, &error) != ASSAY_OK
		|| data_build(profile, "one.apf", "maker", NULL, ISSUED, ASSAY_EN, &error) != ASSAY_OK) {
		printf("# %s%s\n", data_faults, error.text);
		abort();
	}
	put("home", "one.apf");
	for (size_t i = 0; i < sizeof data / sizeof *data; i++) {
		if (data_build(data[i], "one.adp", "other", NULL, ISSUED, ASSAY_EN, &error) != ASSAY_OK) {
			printf("# %s%s\n", data_faults, error.text);
			abort();
		}
		put("home", "one.adp");
	}
	options.home = home;
	for (int signed_data = 1; signed_data >= 0; signed_data--) {
		size_t spoke = 0;

		if (!signed_data)
			options.home = NULL;
		if (assay_new(&options, &a) != ASSAY_OK)
			abort();
		for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
			struct assay_report *r = judge(a, i);
			char got = r == NULL ? '?' : said_of(assay_report_result(r), cases[i].rule);

			if (!signed_data)
				spoke += got != '-' && strncmp(cases[i].rule, "GS1-PREFIX", 10) != 0 &&
				         strcmp(cases[i].rule, "URL-SHORTENER") != 0;
			else if (!ok(got == cases[i].say, "%s: %s", cases[i].rule, cases[i].says)) {
				char *json = r == NULL ? NULL : assay_report_json(r, ASSAY_EN);

				printf("# got %c, want %c: %s\n", got, cases[i].say, json);
				free(json);
			}
			assay_report_free(r);
		}
		if (signed_data) {
			static const char *const runs[4] = { "CD2000011", "CD2000012",
				                             "CD2000013", "CD2000014" };
			static const char *const apart[4] = { "CD2000011", "CD2000712",
				                              "CD2000353", "CD2000914" };

			is_int(batch(a, runs), ASSAY_STRONG, "four serials that run on");
			ok(batch(a, apart) < ASSAY_WEAK, "four that do not");
		}
		if (!signed_data)
			is_int(spoke, 0, "without signed data none of these rules speaks");
		assay_free(a);
	}
	/* a table older than the one that is compiled in is not asked */
	snprintf(home, sizeof home, "%s", in_world("old home"));
	if (assay_trust_pin(home, &pin, &error) != ASSAY_OK
		|| data_build("[data],\nkind,gs1-prefixes\nsource,made up\ndated,2020-01-01\n[rows]\n"
		              "first,last,class\n490,499,coupon\n", "old.adp", "other", NULL, ISSUED,
		              ASSAY_EN, &error) != ASSAY_OK)
		abort();
	put("old home", "old.adp");
	options.home = home;
	if (assay_new(&options, &a) != ASSAY_OK)
		abort();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (cases[i].payload != NULL && strcmp(cases[i].payload, "4901234567894") == 0) {
			struct assay_report *r = judge(a, i);

			is_int(said_of(assay_report_result(r), "GS1-PREFIX"), '+',
			       "an older table than the compiled one is not asked");
			assay_report_free(r);
		}
	assay_free(a);
	world_end();
	return tap_end();
}
