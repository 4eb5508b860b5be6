/* fuzz-layers.c - a home whose overlay, or whose list of documents, was changed
 *
 * The input is a script: the first byte says which file and, with its top bit, asks for a
 * change of length; then triples (page, place, value) are written over it.  What must
 * hold: every answer is the true one, or says that the list is damaged; the bare overlay
 * is laid on its base only unchanged in its header. */
#include "../list-world.h"

#include <sodium.h>

#include "trust/home.h"

enum { OVERLAY, DOCUMENTS, FILES };

static char home[200], place[FILES][100], base_path[300];
static char *original[FILES];
static size_t length[FILES];
static uint8_t key[32];

static const struct {
	const char *serial;
	enum assay_listed listed;
} goods[] = {
	{ "A1", ASSAY_LISTED_FLAGGED },   { "A2", ASSAY_LISTED_ISSUED },
	{ "A500", ASSAY_LISTED_ISSUED },  { "B7", ASSAY_LISTED_ISSUED },
	{ "A3", ASSAY_LISTED_NOT_KNOWN }, { "NEVER", ASSAY_LISTED_NOT_KNOWN },
}, papers[] = {
	{ "L1", ASSAY_LISTED_ISSUED }, { "L2", ASSAY_LISTED_FLAGGED }, { "L999", ASSAY_LISTED_NOT_KNOWN },
};

static void
must(bool held)
{
	if (!held)
		abort();
}

static void
install(const char *name, const char *suffix, char path[100])
{
	struct list *l = world_open(name);
	struct assay_error error;
	char hex[33];

	must(l != NULL && assay_list_install(NULL, home, in_world(name), NULL, NULL, &error)
	                          == ASSAY_OK);
	sodium_bin2hex(hex, sizeof hex, l->head.list_id, 16);
	list_close(l);
	snprintf(path, 100, "home/lists/%s.%s", hex, suffix);
}

static void
begin(void)
{
	const char *prefixes[] = { "690123", NULL }, *none[] = { NULL };
	struct assay_list_build b = { .title = "fuzz" }, over = { .base = base_path };
	char *csv = malloc(65536), *at = csv, public_key[300];
	struct assay_pin pin = { .size = sizeof pin, .key_file = public_key, .id = "maker",
		                 .name = "M", .prefixes = prefixes, .categories = none,
		                 .hosts = none };
	struct assay_error error;

	if (access("/dev/shm", W_OK) == 0)
		world_base = "/dev/shm";
	world_begin();
	atexit(world_end);
	snprintf(home, sizeof home, "%s", in_world("home"));
	snprintf(public_key, sizeof public_key, "%s", in_world("maker.pub"));
	snprintf(base_path, sizeof base_path, "%s", in_world("base.asl"));
	must(assay_trust_pin(home, &pin, &error) == ASSAY_OK);
	at += sprintf(at, "gtin,serial\n");
	for (int i = 0; i < 600; i++)
		at += sprintf(at, "6901234567892,A%d\n", i);
	must(world_build(b, csv, NULL, NULL, "base.asl", &error) == ASSAY_OK);
	at = csv + sprintf(csv, "gtin,serial,lot,status\n6901234567892,A1,L1,stolen\n"
	                        "6901234567892,A3,L1,removed\n");
	for (int i = 0; i < 500; i++)
		at += sprintf(at, "6901234567892,B%d,L%d,\n", i, i % 70);
	must(world_build(over, csv, NULL, NULL, "over.asl", &error) == ASSAY_OK);
	at = csv + sprintf(csv, "issuer,type,number,status\nmaker,t,L2,stolen\n");
	for (int i = 0; i < 400; i++)
		at += i == 2 ? 0 : sprintf(at, "maker,t,L%d,\n", i);
	must(world_build(b, csv, NULL, NULL, "doc.asl", &error) == ASSAY_OK);
	free(csv);
	install("base.asl", "asl", place[OVERLAY]);
	install("over.asl", "over1", place[OVERLAY]);
	install("doc.asl", "asl", place[DOCUMENTS]);
	for (int i = 0; i < FILES; i++)
		original[i] = world_read(place[i], &length[i]);
	world_key("maker.pub", key);
}

/* false: something is said to be damaged. */
static bool
ask(void)
{
	struct assay_answer a;
	struct home *h;
	bool whole = true;

	if (home_open(home, NULL, NULL, &h, NULL) != ASSAY_OK)
		return false;
	for (size_t i = 0; i < sizeof goods / sizeof *goods; i++) {
		struct home_question q = { .gtin = GTIN, .serial = bytes(goods[i].serial),
			                   .made_decoded = ASSAY_NO_DAY,
			                   .made_typed = ASSAY_NO_DAY, .now = ISSUED,
			                   .as_of = true };

		must(home_lookup(h, &q, &a) == ASSAY_OK);
		must(a.listed == goods[i].listed || a.listed == ASSAY_LISTED_DAMAGED);
		whole = whole && a.listed != ASSAY_LISTED_DAMAGED;
	}
	for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
		struct assay_bytes parts[] = { bytes("maker"), bytes("t"),
			                       bytes(papers[i].serial) };

		must(home_lookup_document(h, parts, 3, ISSUED, true, &a) == ASSAY_OK);
		must(a.listed == papers[i].listed || a.listed == ASSAY_LISTED_DAMAGED);
		whole = whole && a.listed != ASSAY_LISTED_DAMAGED;
	}
	home_close(h);
	return whole;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct assay_list *l;
	struct assay_error error;
	size_t which, n;
	char *changed;
	bool same;

	if (original[0] == NULL)
		begin();
	which = size > 0 ? data[0] % FILES : 0;
	n = length[which];
	changed = malloc(n);
	if (changed == NULL)
		return 0;
	memcpy(changed, original[which], n);
	for (size_t i = 1; i + 4 <= size; i += 4)
		changed[(size_t)data[i] % (n / LIST_PAGE) * LIST_PAGE
		        + ((size_t)data[i + 1] << 8 | data[i + 2]) % LIST_PAGE] ^= (char)data[i + 3];
	if (size > 0 && data[0] >= 128)
		n -= (size_t)(data[0] & 127);
	same = n == length[which] && memcmp(changed, original[which], n) == 0;
	world_file(place[which], changed, n);
	must(!same || ask());
	must(same || !ask() || memcmp(changed, original[which], LIST_SIGNED) == 0);
	if (which == OVERLAY
		&& assay_list_open(NULL, base_path, key, NULL, &l, &error) == ASSAY_OK) {
		if (assay_list_overlay(l, NULL, key, in_world(place[OVERLAY]), NULL, &error)
			== ASSAY_OK)
			must(memcmp(changed, original[which], LIST_SIGNED) == 0);
		else
			must(!same && error.text[0] != '\0' && error.text_zh[0] != '\0');
		assay_list_close(l);
	}
	world_file(place[which], original[which], length[which]);
	free(changed);
	return 0;
}
