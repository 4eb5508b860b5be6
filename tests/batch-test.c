/* batch-test.c - what photos of one seizure say of each other
 *
 * Each case is a row of shots: a letter for the serial (upper case: with another
 * whole pair in view), and where and when it was taken.  No list is installed, so
 * whatever is adverse here comes from the batch. */
#include <string.h>

#include "assay.h"
#include "assay-plugin.h"
#include "reading.h"
#include "tap.h"

/* The rows of DUP-SERIAL and its kin are in `general`; the categories follow values of
 * their own. */
extern const struct assay_plugin general_LTX_assay_plugin, appliances_LTX_assay_plugin;
extern const struct assay_plugin food_LTX_assay_plugin, agri_LTX_assay_plugin;
extern const struct assay_plugin fire_LTX_assay_plugin, tobacco_LTX_assay_plugin;
extern const struct assay_plugin software_LTX_assay_plugin, document_LTX_assay_plugin;
extern const struct assay_plugin pharma_LTX_assay_plugin, toys_LTX_assay_plugin;
static const struct assay_plugin *const general[]
	= { &general_LTX_assay_plugin, &appliances_LTX_assay_plugin, &food_LTX_assay_plugin,
		&agri_LTX_assay_plugin, &fire_LTX_assay_plugin, &tobacco_LTX_assay_plugin,
		&software_LTX_assay_plugin, &document_LTX_assay_plugin, &pharma_LTX_assay_plugin,
		&toys_LTX_assay_plugin, NULL };

#define SHOTS 8
#define UNTIMED -1

struct shot {
	const char *serial; /* NULL: past the last */
	const char *folder, *item, *lot;
	int time;           /* s; UNTIMED */
	int picture;        /* pictures of one number are nearly the same */
	int bytes;          /* files of one number, not 0, are the same file */
};

struct want {
	const char *verdict; /* of the line as it was printed */
	const char *closed;  /* after the batch; NULL: the same */
	bool duplicate;      /* DUPLICATE-HERE after the batch */
};

/* clang-format off */
static const struct {
	const char *says;
	struct shot shots[SHOTS];
	struct want want[SHOTS];
} rows[] = {
	{ "different serials are nothing",
	  { { "a", "x", NULL, "L1", 0, 1, 0 }, { "b", "x", NULL, "L1", 900, 2, 0 } },
	  { { "PLAUSIBLE", NULL, false }, { "PLAUSIBLE", NULL, false } } },
	{ "two photos within a minute are perhaps two sides",
	  { { "a", "x", NULL, "L1", 0, 1, 0 }, { "a", "x", NULL, "L1", 50, 2, 0 } },
	  { { "PLAUSIBLE", NULL, true }, { "PLAUSIBLE", NULL, true } } },
	{ "photos without a time accuse nobody",
	  { { "a", "x", NULL, "L1", UNTIMED, 1, 0 }, { "a", "x", NULL, "L1", UNTIMED, 2, 0 } },
	  { { "PLAUSIBLE", NULL, true }, { "PLAUSIBLE", NULL, true } } },
	{ "minutes apart is suspect, and the first line is corrected",
	  { { "a", "x", NULL, "L1", 0, 1, 0 }, { "a", "x", NULL, "L1", 300, 2, 0 } },
	  { { "PLAUSIBLE", "SUSPECT", true }, { "SUSPECT", NULL, true } } },
	{ "another folder is suspect",
	  { { "a", "x", NULL, "L1", 0, 1, 0 }, { "a", "y", NULL, "L1", 20, 2, 0 } },
	  { { "PLAUSIBLE", "SUSPECT", true }, { "SUSPECT", NULL, true } } },
	{ "another lot is suspect",
	  { { "a", "x", NULL, "L1", 0, 1, 0 }, { "a", "x", NULL, "L2", 20, 2, 0 } },
	  { { "PLAUSIBLE", "SUSPECT", true }, { "SUSPECT", NULL, true } } },
	{ "four photos may show one thing, five do not",
	  { { "a", "x", NULL, "L1", 0, 1, 0 }, { "a", "x", NULL, "L1", 10, 2, 0 },
	    { "a", "x", NULL, "L1", 20, 3, 0 }, { "a", "x", NULL, "L1", 30, 4, 0 },
	    { "a", "x", NULL, "L1", 40, 5, 0 } },
	  { { "PLAUSIBLE", "SUSPECT", true }, { "PLAUSIBLE", "SUSPECT", true },
	    { "PLAUSIBLE", "SUSPECT", true }, { "PLAUSIBLE", "SUSPECT", true },
	    { "SUSPECT", NULL, true } } },
	{ "a burst is one item",
	  { { "a", "x", NULL, "L1", 0, 1, 0 }, { "a", "x", NULL, "L1", 2, 1, 0 },
	    { "a", "x", NULL, "L1", 4, 1, 0 }, { "a", "x", NULL, "L1", 6, 1, 0 },
	    { "a", "x", NULL, "L1", 8, 1, 0 }, { "a", "x", NULL, "L1", 10, 1, 0 } },
	  { { "PLAUSIBLE", NULL, false }, { "PLAUSIBLE", NULL, false },
	    { "PLAUSIBLE", NULL, false }, { "PLAUSIBLE", NULL, false },
	    { "PLAUSIBLE", NULL, false }, { "PLAUSIBLE", NULL, false } } },
	{ "the same picture hours later is no burst",
	  { { "a", "x", NULL, "L1", 0, 1, 0 }, { "a", "x", NULL, "L1", 7200, 1, 0 } },
	  { { "PLAUSIBLE", "SUSPECT", true }, { "SUSPECT", NULL, true } } },
	{ "a copy of a file is the same photo",
	  { { "a", "x", NULL, "L1", 0, 1, 7 }, { "b", "x", NULL, "L1", 9, 2, 0 },
	    { "a", "y", NULL, "L1", 0, 1, 7 } },
	  { { "PLAUSIBLE", NULL, false }, { "PLAUSIBLE", NULL, false },
	    { "PLAUSIBLE", NULL, false } } },
	{ "one serial on two named items is proof",
	  { { "a", "x", "left", "L1", 0, 1, 0 }, { "a", "x", "right", "L1", 5, 2, 0 } },
	  { { "PLAUSIBLE", "LIKELY-COUNTERFEIT", true }, { "LIKELY-COUNTERFEIT", NULL, true } } },
	{ "one named item from two sides is nothing",
	  { { "a", "x", "left", "L1", 0, 1, 0 }, { "a", "y", "left", "L1", 5000, 2, 0 } },
	  { { "PLAUSIBLE", NULL, false }, { "PLAUSIBLE", NULL, false } } },
	{ "a named item and an unnamed photo are no proof",
	  { { "a", "x", "left", "L1", 0, 1, 0 }, { "a", "x", NULL, "L1", 5, 2, 0 } },
	  { { "PLAUSIBLE", NULL, true }, { "PLAUSIBLE", NULL, true } } },
	{ "a neighbour in view of a named item is no proof",
	  { { "a", "x", "left", "L1", 0, 1, 0 }, { "AB", "x", "right", "L1", 900, 2, 0 } },
	  { { "PLAUSIBLE", NULL, true }, { "PLAUSIBLE", NULL, true } } },
};
/* clang-format on */

#define ROWS (sizeof rows / sizeof *rows)

/* ---- values that plugins want followed ---- */

#define UNIT "10407671001830174629550183746192"
#define SEED "品种名称：青麦1\n生产经营者名称：样例种业\n单元识别代码：41010200100000000001\n追溯网址：https://s.example/t"
#define EAN_SEED "品种名称：青麦1\n生产经营者名称：样例种业\n单元识别代码：6901234567892\n追溯网址：https://s.example/t"
#define PHONE "0106901234567892" "21A1\x1d" "8040490154203237518"
#define PHONE_2 "0106901234567892" "21A2\x1d" "8040490154203237518"

#define CARTON(day, number, company) day "123456789" number company "320901100012"
#define UI "QCABCK7R2M9X4T8W1PRODCODE0126103014"
#define KEY "FFFFF-GGGGG-HHHHH-JJJJJ-KKKKK"
#define KEY_NEXT "FFFFF-GGGGG-HHHHH-JJJJJ-KKKKM"
#define KEY_OTHER "BCDFG-VWXY2-34678-QRTVW-HJKMP"
#define USB(serial) "usb=ID 096e:0006 X idVendor 0x096e idProduct 0x0006 iSerial 3 " serial
#define PACK(lot, serial) "0104150012345678" "17281231" "10" lot "\x1d" "21" serial
#define IFA(serial) "[)>\x1e" "06\x1d" "9N110375286414\x1d" "1TL1\x1d" "D281231\x1d" "S" serial "\x1e\x04"
#define TRACE "81234567890123456789"

/* A photo: its item or NULL, seconds, the payload of a QR code or NULL, and what was
 * typed.  The group said at the close as RULE:SEVERITY, or NULL, and the verdicts. */
/* clang-format off */
static const struct {
	const char *says;
	struct { const char *item; int time; const char *payload, *typed[5]; } shots[6];
	const char *group, *verdict; /* the worst after the close */
} across[] = {
	{ "one IMEI on two named phones, decoded",
	  { { "a", 0, PHONE, { NULL } }, { "b", 9, PHONE_2, { NULL } } }, "APPL-IMEI-DUP:P", "LIKELY-COUNTERFEIT" },
	{ "typed, it is no proof",
	  { { "a", 0, NULL, { "imei=490154203237518" } }, { "b", 9, NULL, { "imei=490154203237518" } } }, "APPL-IMEI-DUP:S", "SUSPECT" },
	{ "one phone from two sides",
	  { { "a", 0, PHONE, { NULL } }, { "a", 900, PHONE, { NULL } } }, NULL, "PLAUSIBLE" },
	{ "a phone and its box, unnamed",
	  { { NULL, 0, PHONE, { NULL } }, { NULL, 30, PHONE, { NULL } } }, "APPL-IMEI-DUP:W", "PLAUSIBLE" },
	{ "the same after ten minutes",
	  { { NULL, 0, PHONE_2, { NULL } }, { NULL, 600, PHONE, { NULL } } }, "APPL-IMEI-DUP:S", "SUSPECT" },
	{ "a wrong IMEI is not followed",
	  { { "a", 0, NULL, { "imei=490154203237510" } }, { "b", 9, NULL, { "imei=490154203237510" } } }, NULL, "PLAUSIBLE" },
	{ "one MAC address, however it is written",
	  { { "a", 0, NULL, { "mac=d0:50:99:84:a2:a0" } }, { "b", 9, NULL, { "mac=D0509984A2A0" } } }, "APPL-MAC-DUP:S", "SUSPECT" },
	{ "one certificate on two makers",
	  { { "a", 0, NULL, { "ccc=2021010703374807", "volts=220", "maker=Oatfinch" } },
	    { "b", 9, NULL, { "ccc=2021010703374807", "volts=220", "maker=Lanternmole Ltd." } } }, "CCC-ONE-MANY:S", "SUSPECT" },
	{ "one maker, written in full and short",
	  { { "a", 0, NULL, { "ccc=2021010703374807", "volts=220", "maker=OATFINCH Co., Ltd." } },
	    { "b", 9, NULL, { "ccc=2021010703374807", "volts=220", "maker=Oatfinch" } } }, NULL, "PLAUSIBLE" },
	{ "one maker, mistyped",
	  { { "a", 0, NULL, { "ccc=2021010703374807", "volts=220", "maker=Oatfinch" } },
	    { "b", 9, NULL, { "ccc=2021010703374807", "volts=220", "maker=Oatfnich" } } }, NULL, "PLAUSIBLE" },
	{ "a certificate and no maker said",
	  { { "a", 0, NULL, { "ccc=2021010703374807", "volts=220" } },
	    { "b", 9, NULL, { "ccc=2021010703374807", "volts=220", "maker=Oatfinch" } } }, NULL, "PLAUSIBLE" },
	{ "one licence under two makers",
	  { { NULL, 0, NULL, { "sc=SC12744040400094", "maker=青麦食品" } },
	    { NULL, 9, NULL, { "sc=SC12744040400094", "maker=禾雀坞茶业有限公司" } } }, "FOOD-SC-MULTI:S", "SUSPECT" },
	{ "one pesticide code on two packs",
	  { { "a", 0, UNIT, { "reg=PD20040767" } }, { "b", 9, UNIT, { "reg=PD20040767" } } }, "AGRI-PEST-RANDOM:P", "LIKELY-COUNTERFEIT" },
	{ "one seed code on two packs",
	  { { "a", 0, SEED, { NULL } }, { "b", 9, SEED, { NULL } } }, "AGRI-SEED-UNIT-DUP:P", "LIKELY-COUNTERFEIT" },
	{ "a bar code as unit code tells no packs apart",
	  { { "a", 0, EAN_SEED, { NULL } }, { "b", 9, EAN_SEED, { NULL } } }, NULL, "PLAUSIBLE" },
	{ "one certificate on toys of two makers",
	  { { "a", 0, NULL, { "ccc=2021012202374807", "grade=3+", "maker=Oatfinch" } },
	    { "b", 9, NULL, { "cert=2021012202374807", "grade=3+", "maker=Lanternmole Ltd." } } }, "CCC-ONE-MANY:S", "SUSPECT" },
	{ "made by one firm for the other, as the label says",
	  { { "a", 0, NULL, { "ccc=2021010703374807", "volts=220", "maker=Oatfinch", "contract=Lanternmole" } },
	    { "b", 9, NULL, { "ccc=2021010703374807", "volts=220", "maker=Lanternmole Ltd." } } }, "CCC-ONE-MANY:W", "PLAUSIBLE" },
	{ "one maker in two scripts",
	  { { "a", 0, NULL, { "ccc=2021010703374807", "volts=220", "maker=Oatfinch Ltd." } },
	    { "b", 9, NULL, { "ccc=2021010703374807", "volts=220", "maker=燕麦雀电器有限公司" } } }, NULL, "PLAUSIBLE" },
	{ "a branch of the maker",
	  { { "a", 0, NULL, { "ccc=2021010703374807", "volts=220", "maker=燕麦雀电器（中山）有限公司" } },
	    { "b", 9, NULL, { "ccc=2021010703374807", "volts=220", "maker=燕麦雀电器股份有限公司" } } }, NULL, "PLAUSIBLE" },
	{ "the words of one maker, more and fewer",
	  { { "a", 0, NULL, { "ccc=2021010703374807", "volts=220", "maker=Oatfinch (Zhongshan) Appliances Co., Ltd." } },
	    { "b", 9, NULL, { "ccc=2021010703374807", "volts=220", "maker=Oatfinch Appliances" } } }, NULL, "PLAUSIBLE" },
	{ "two makers of one town",
	  { { "a", 0, NULL, { "ccc=2021010703374807", "volts=220", "maker=中山市燕麦雀电器有限公司" } },
	    { "b", 9, NULL, { "ccc=2021010703374807", "volts=220", "maker=中山市灯笼鼠玩具厂" } } }, "CCC-ONE-MANY:S", "SUSPECT" },
	{ "one pesticide licence under two makers, however it is written",
	  { { "a", 0, NULL, { "prodlic=农药生许（鲁）0123", "reg=PD20040767", "maker=青麦农化" } },
	    { "b", 9, NULL, { "prodlic=农药生许(鲁)0123号", "reg=PD20040767", "maker=禾雀坞作物科技" } } }, "LICENCE-SHARED:S", "SUSPECT" },
	{ "one S label on two extinguishers, typed",
	  { { "a", 0, NULL, { "slabel=00000AA00016AA" } }, { "b", 9, NULL, { "slabel=00000 AA 00016 AA" } } }, "FIRE-S-DUP:S", "SUSPECT" },
	{ "one extinguisher and its papers",
	  { { "a", 0, NULL, { "a=00000AA00016AA" } }, { "b", 9, NULL, { "b=00000AA00016AA" } } }, NULL, "PLAUSIBLE" },
	{ "one extinguisher photographed twice",
	  { { NULL, 0, NULL, { "slabel=00000AA00016AA" } }, { NULL, 40, NULL, { "slabel=00000AA00016AA" } } }, "FIRE-S-DUP:W", "PLAUSIBLE" },
	{ "S labels that run on: who typed one may have meant the next",
	  { { "a", 0, NULL, { "slabel=00000AA00016AA" } }, { "b", 9, NULL, { "slabel=00000AA00016AA" } },
	    { "c", 19, NULL, { "slabel=00000AA00017AA" } } }, "FIRE-S-DUP:W", "PLAUSIBLE" },
	{ "three with one code are no slip",
	  { { "a", 0, NULL, { "slabel=00000AA00016AA" } }, { "b", 9, NULL, { "slabel=00000AA00016AA" } },
	    { "c", 19, NULL, { "slabel=00000AA00017AA" } }, { "d", 29, NULL, { "slabel=00000AA00016AA" } } }, "FIRE-S-DUP:S", "SUSPECT" },
	{ "one carton code on two cartons, its lines in either order",
	  { { "a", 0, NULL, { "carton=" CARTON("61020", "07", "YCYC") } },
	    { "b", 9, NULL, { "carton=YCYC320901100012 6102012345678907" } } }, "TOB-CN32-DUP:S", "SUSPECT" },
	{ "cartons of one case",
	  { { "a", 0, NULL, { "carton=" CARTON("61020", "07", "YCYC") } },
	    { "b", 9, NULL, { "carton=" CARTON("61020", "08", "YCYC") } } }, NULL, "PLAUSIBLE" },
	{ "one case of two companies",
	  { { "a", 0, NULL, { "carton=" CARTON("61020", "07", "YCYC") } },
	    { "b", 9, NULL, { "carton=" CARTON("61020", "08", "SHYC") } } }, "TOB-CN32-MULTI:S", "SUSPECT" },
	{ "one letter of the company is a slip",
	  { { "a", 0, NULL, { "carton=" CARTON("61020", "07", "YCYC") } },
	    { "b", 9, NULL, { "carton=" CARTON("61020", "08", "YCVC") } } }, "TOB-CN32-MULTI:W", "PLAUSIBLE" },
	{ "the case numbers of two days",
	  { { "a", 0, NULL, { "carton=" CARTON("61020", "07", "YCYC") } },
	    { "b", 9, NULL, { "carton=" CARTON("61021", "08", "SHYC") } } }, NULL, "PLAUSIBLE" },
	{ "one identifier in the codes of two packs",
	  { { "a", 0, UI, { "market=eu", "level=unit", "stamp=26103014" } },
	    { "b", 9, UI, { "market=eu", "level=unit", "stamp=26103014" } } }, "TOB-EU-DUP:P", "LIKELY-COUNTERFEIT" },
	{ "one key typed of two boxes",
	  { { "a", 0, NULL, { "mskey=" KEY } }, { "b", 9, NULL, { "mskey=fffffggggghhhhhjjjjjkkkkk" } } }, "SW-KEY-DUP:S", "SUSPECT" },
	{ "one key in the codes of two boxes may be a volume key",
	  { { "a", 0, "Key: " KEY, { NULL } }, { "b", 9, "Key: " KEY, { NULL } } }, "SW-KEY-DUP:S", "SUSPECT" },
	{ "one that is none is copied",
	  { { "a", 0, "Key: " KEY, { "volume=no" } }, { "b", 9, "Key: " KEY, { "volume=no" } } }, "SW-KEY-DUP:P", "LIKELY-COUNTERFEIT" },
	{ "a volume key is everywhere",
	  { { "a", 0, NULL, { "mskey=" KEY, "volume=yes" } }, { "b", 9, NULL, { "mskey=" KEY, "volume=yes" } } }, NULL, "PLAUSIBLE" },
	{ "keys that run on", { { "a", 0, "Key: " KEY, { NULL } }, { "b", 9, "Key: " KEY_NEXT, { NULL } } }, "SW-ENTROPY:S", "SUSPECT" },
	{ "a typed key one character off is a slip",
	  { { "a", 0, NULL, { "mskey=" KEY } }, { "b", 9, NULL, { "mskey=" KEY_NEXT } } }, "SW-ENTROPY:W", "PLAUSIBLE" },
	{ "typed keys that differ in one group",
	  { { "a", 0, NULL, { "mskey=" KEY } }, { "b", 9, NULL, { "mskey=FFFFF-GGGGG-HHHHH-JJJJJ-BCDFG" } } }, "SW-ENTROPY:S", "SUSPECT" },
	{ "keys that have nothing in common",
	  { { "a", 0, NULL, { "mskey=" KEY } }, { "b", 9, NULL, { "mskey=" KEY_OTHER } } }, NULL, "PLAUSIBLE" },
	{ "two dongles of one serial",
	  { { "a", 0, NULL, { USB("A1B2C3D4"), "dongle=A1B2C3D4" } }, { "b", 9, NULL, { USB("A1B2C3D4"), "dongle=E5F6" } } }, "SW-DONGLE-CLONE:S", "SUSPECT" },
	{ "dongles whose maker gives no serials",
	  { { "a", 0, NULL, { USB("00000001"), "mskey=" KEY } }, { "b", 9, NULL, { USB("00000001"), "mskey=" KEY_OTHER } } }, NULL, "PLAUSIBLE" },
	{ "one report for two kinds of goods",
	  { { "a", 0, NULL, { "report=WT2026-00123", "product=电饭煲", "cma=210019123456" } },
	    { "b", 9, NULL, { "report=WT2026 00123", "product=LED lamp", "cma=210019123456" } } }, "DOC-REPORT-REUSE:S", "SUSPECT" },
	{ "one report for a family of goods",
	  { { "a", 0, NULL, { "report=WT2026-00123", "product=LED lamp 5 W", "cma=210019123456" } },
	    { "b", 9, NULL, { "report=WT2026-00123", "product=LED lamp 12 W", "cma=210019123456" } } }, "DOC-REPORT-REUSE:W", "PLAUSIBLE" },
	{ "one number of two laboratories",
	  { { "a", 0, NULL, { "report=WT2026-00123", "product=电饭煲", "cma=210019123456" } },
	    { "b", 9, NULL, { "report=WT2026-00123", "product=LED lamp", "cma=210019654321" } } }, NULL, "PLAUSIBLE" },
	{ "one report with pages left out",
	  { { "a", 0, NULL, { "report=WT2026-00123", "pages=12", "cma=210019123456" } },
	    { "b", 9, NULL, { "report=WT2026-00123", "pages=5", "cma=210019123456" } } }, "DOC-REPORT-REUSE:S", "SUSPECT" },
	{ "four serials of a lot that run on",
	  { { "a", 0, PACK("L1", "A1007"), { NULL } }, { "b", 9, PACK("L1", "A1009"), { NULL } },
	    { "c", 19, PACK("L1", "A1008"), { NULL } }, { "d", 29, PACK("L1", "A1010"), { NULL } },
	    { "e", 39, PACK("L1", "A7310"), { NULL } } }, "PHARMA-SERIAL-RANDOM:S", "SUSPECT" },
	{ "three are chance, and of two lots none",
	  { { "a", 0, PACK("L1", "A1007"), { NULL } }, { "b", 9, PACK("L1", "A1009"), { NULL } },
	    { "c", 19, PACK("L1", "A1008"), { NULL } }, { "d", 29, PACK("L2", "A1010"), { NULL } },
	    { "e", 39, PACK("L1", "B1010"), { NULL } } }, NULL, "PLAUSIBLE" },
	{ "in the United States they may run on",
	  { { "a", 0, PACK("L1", "A1007"), { "market=us" } }, { "b", 9, PACK("L1", "A1009"), { "market=us" } },
	    { "c", 19, PACK("L1", "A1008"), { "market=us" } }, { "d", 29, PACK("L1", "A1010"), { "market=us" } } }, NULL, "PLAUSIBLE" },
	{ "one German code on two packs", { { "a", 0, IFA("K8M3"), { NULL } }, { "b", 9, IFA("K8M3"), { NULL } } }, "PHARMA-SERIAL-RANDOM:P", "LIKELY-COUNTERFEIT" },
	{ "one trace code on two boxes", { { "a", 0, TRACE, { "approval=国药准字H20051234" } }, { "b", 9, TRACE, { "approval=国药准字H20051234" } } },
	  "PHARMA-SERIAL-RANDOM:P", "LIKELY-COUNTERFEIT" },
	{ "one link on five items",
	  { { "a", 0, "https://m.example/help", { NULL } }, { "b", 9, "https://m.example/help", { NULL } },
	    { "c", 20, "https://m.example/help", { NULL } }, { "d", 30, "https://m.example/help", { NULL } },
	    { "e", 40, "https://m.example/help", { NULL } } }, "URL-REUSE:I", "PLAUSIBLE" },
	{ "one link on two items is nothing",
	  { { "a", 0, "https://m.example/help", { NULL } }, { "b", 9, "https://m.example/help", { NULL } } }, NULL, "PLAUSIBLE" },
	{ "the link of one product with the serial of each is not one link",
	  { { "a", 0, "https://id.gs1.org/01/06901234567892", { NULL } }, { "b", 9, "https://id.gs1.org/01/06901234567892", { NULL } },
	    { "c", 20, "https://id.gs1.org/01/06901234567892", { NULL } }, { "d", 30, "https://id.gs1.org/01/06901234567892", { NULL } },
	    { "e", 40, "https://id.gs1.org/01/06901234567892", { NULL } } }, NULL, "PLAUSIBLE" },
};
/* clang-format on */

#define ACROSS (sizeof across / sizeof *across)

static bool
add(struct assay_reading *r, char serial, const char *lot, int32_t at)
{
	char payload[80];
	struct assay_symbol s = { .symbology = "]Q3", .reader = "", .pass = "", .quality = 90,
		.outline = { { at, 0 }, { at + 90, 0 }, { at + 90, 90 }, { at, 90 } } };
	int n = snprintf(payload, sizeof payload, "010952100110001421SN%c7K8M3XQ71P2\x1d" "10%s",
		serial | 32, lot);

	s.payload = (struct assay_bytes){ (const uint8_t *)payload, (size_t)n };
	return reading_add(r, &s) == ASSAY_OK;
}

static struct assay_reading *
reading_of(const struct shot *s)
{
	struct assay_reading *r = reading_new();
	bool shared = s->serial[1] != '\0';

	if (r == NULL || !add(r, s->serial[0], s->lot, 0) || (shared && !add(r, s->serial[1], "L9", 400)))
		return NULL;
	r->has_time = s->time != UNTIMED;
	r->time = 1795000000 + s->time;
	r->has_print = true;
	for (int i = 0; i < READING_PRINT * READING_PRINT; i++)
		r->print[i] = (uint8_t)((i * 37 + s->picture * 91 + i * s->picture * 13) % 251);
	return r;
}

static void
run(const struct assay *a, size_t row)
{
	struct assay_batch *b;
	const struct assay_batch_summary *sum;
	size_t n = 0;

	ok(assay_batch_new(a, &b) == ASSAY_OK, "%s", rows[row].says);
	for (; n < SHOTS && rows[row].shots[n].serial != NULL; n++) {
		const struct shot *shot = &rows[row].shots[n];
		struct assay_reading *r = reading_of(shot);
		char file[40];
		uint8_t sha[32] = { shot->bytes != 0 ? (uint8_t)shot->bytes : (uint8_t)(100 + n) };
		struct assay_subject s = { .size = sizeof s, .file = file, .sha256 = sha,
			.item = shot->item, .readings = &r, .n_readings = 1, .now = 1796000000,
			.as_of = true };
		struct assay_report *report = NULL;

		snprintf(file, sizeof file, "%s/%zu.jpg", shot->folder, n);
		is_int(assay_batch_judge(b, &s, &report), ASSAY_OK, "photo %zu is judged", n);
		is_str(assay_verdict_name(assay_report_result(report)->verdict, ASSAY_EN),
			rows[row].want[n].verdict, "photo %zu as printed", n);
		assay_report_free(report);
		assay_reading_free(r);
	}
	ok(assay_batch_close(b, &sum) == ASSAY_OK && sum->photos == n, "the batch closes");
	for (size_t i = 0, dup = 0; i <= n; i++) {
		char file[40];
		const char *want;
		bool found = false;

		if (i == n) {
			is_int(sum->flag_counts[7], dup, "as many carry the flag");
			break;
		}
		dup += rows[row].want[i].duplicate;
		want = rows[row].want[i].closed;
		snprintf(file, sizeof file, "%s/%zu.jpg", rows[row].shots[i].folder, i);
		for (size_t k = 0; k < sum->n_corrected; k++)
			if (strcmp(sum->corrected[k].file, file) == 0) {
				found = true;
				if (want != NULL)
					is_str(assay_verdict_name(sum->corrected[k].verdict, ASSAY_EN), want,
						"photo %zu corrected", i);
			}
		ok(want == NULL || found, "photo %zu: what changed is said", i);
	}
	assay_batch_free(b);
}

static struct assay_reading *
reading_with(const char *payload, int time)
{
	struct assay_reading *r = reading_new();
	struct assay_symbol s = { .symbology = "]Q1", .reader = "", .pass = "", .quality = 90,
		.outline = { { 0, 0 }, { 90, 0 }, { 90, 90 }, { 0, 90 } } };

	if (r == NULL)
		return NULL;
	r->has_time = true;
	r->time = 1795000000 + time;
	if (payload == NULL)
		return r;
	if (strncmp(payload, "01", 2) == 0 || strncmp(payload, "[)", 2) == 0)
		memcpy(s.symbology, payload[0] == '0' && payload[2] != '0' ? "]Q3" : "]d2", 4);
	s.payload = (struct assay_bytes){ (const uint8_t *)payload, strlen(payload) };
	return reading_add(r, &s) == ASSAY_OK ? r : NULL;
}

static void
run_across(const struct assay *a, size_t row)
{
	static const enum assay_verdict order[] = { ASSAY_LIKELY_COUNTERFEIT, ASSAY_SUSPECT,
		ASSAY_PLAUSIBLE, ASSAY_UNKNOWN };
	const struct assay_batch_summary *sum;
	struct assay_batch *b;
	const char *worst = "";
	char group[60] = "";

	ok(assay_batch_new(a, &b) == ASSAY_OK, "%s", across[row].says);
	for (size_t n = 0; n < 6 && (across[row].shots[n].payload != NULL
			|| across[row].shots[n].typed[0] != NULL); n++) {
		struct assay_reading *r
			= reading_with(across[row].shots[n].payload, across[row].shots[n].time);
		struct assay_typed typed[5];
		char file[20], words[5][80];
		struct assay_subject s = { .size = sizeof s, .file = file, .readings = &r,
			.n_readings = 1, .item = across[row].shots[n].item, .typed = typed,
			.now = 1796000000, .as_of = true };
		struct assay_report *report = NULL;

		for (const char *const *t = across[row].shots[n].typed; *t != NULL; t++) {
			char *value;

			snprintf(words[s.n_typed], sizeof words[0], "%s", *t);
			value = strchr(words[s.n_typed], '=');
			*value++ = '\0';
			typed[s.n_typed] = (struct assay_typed){ words[s.n_typed], value };
			s.n_typed++;
		}
		snprintf(file, sizeof file, "x/%zu.jpg", n);
		is_int(assay_batch_judge(b, &s, &report), ASSAY_OK, "photo %zu is judged", n);
		assay_report_free(report);
		assay_reading_free(r);
	}
	is_int(assay_batch_close(b, &sum), ASSAY_OK, "the batch closes");
	for (size_t i = 0; i < sum->n_groups; i++)
		if (strcmp(sum->groups[i].rule, "DUP-SERIAL") != 0)
			snprintf(group, sizeof group, "%s:%c", sum->groups[i].rule,
				assay_severity_letter(sum->groups[i].severity));
	is_str(group, across[row].group == NULL ? "" : across[row].group, "the group is said");
	for (size_t i = 0; i < 4 && *worst == '\0'; i++)
		if (sum->counts[order[i]] > 0)
			worst = assay_verdict_name(order[i], ASSAY_EN);
	is_str(worst, across[row].verdict, "and weighs so");
	assay_batch_free(b);
}

int
main(void)
{
	struct assay_options o = { .size = sizeof o, .builtin = general };
	struct assay *a;

	if (!ok(assay_new(&o, &a) == ASSAY_OK, "a context"))
		return tap_end();
	for (size_t i = 0; i < ROWS; i++)
		run(a, i);
	for (size_t i = 0; i < ACROSS; i++)
		run_across(a, i);
	assay_free(a);
	return tap_end();
}
