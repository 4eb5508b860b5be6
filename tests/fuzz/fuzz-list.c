/* fuzz-list.c - changes to a signed list
 *
 * The input is a script: the first byte's top bit asks for a change of length, then
 * triples (page, place, value) are written over a small list built here.  What must
 * hold: a header that verifies is the one that was signed; an answer from a list that
 * verifies is the true answer; a header that decodes encodes to the same bytes. */
#include "../list-world.h"

static char *original;
static size_t length;
static uint8_t key[32];

static const struct {
	const char *serial;
	bool present;
	enum assay_item_status status;
} truth[] = {
	{ "A17", true, ASSAY_ITEM_MADE },    { "A18", true, ASSAY_ITEM_SOLD },
	{ "A599", true, ASSAY_ITEM_STOLEN }, { "A600", false, ASSAY_ITEM_NONE },
};

static void
begin(void)
{
	struct assay_list_build b = { .title = "fuzz" };
	char *csv = malloc(65536), *at = csv;
	struct assay_error error;

	world_begin();
	at += sprintf(at, "gtin,serial,lot,status\n");
	for (int i = 0; i < 600; i++)
		at += sprintf(at, "6901234567892,A%d,L%d,%s\n", i, i % 70,
		              i % 2 == 0 || i == 17 ? "made" : "stolen");
	memcpy(strstr(csv, "A18,L18,made"), "A18,L18,sold", 12);
	if (world_build(b, csv, NULL, NULL, "f.asl", &error) != ASSAY_OK)
		abort();
	free(csv);
	world_key("maker.pub", key);
	original = world_read("f.asl", &length);
	atexit(world_end);
}

static void
must(bool held)
{
	if (!held)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct list_header head;
	struct assay_error error;
	struct words why;
	struct list *l;
	size_t n;
	char *changed;
	bool same;

	if (original == NULL)
		begin();
	n = length;
	changed = malloc(length + 256);
	memcpy(changed, original, length);
	if (size > 0 && data[0] >= 128)
		n = length - (size_t)(data[0] & 127);
	for (size_t i = 1; i + 4 <= size; i += 4)
		changed[((size_t)data[i] % (length / LIST_PAGE)) * LIST_PAGE
		        + ((size_t)data[i + 1] << 8 | data[i + 2]) % LIST_PAGE] ^= (char)data[i + 3];
	same = n == length && memcmp(changed, original, length) == 0;
	if (n >= LIST_PAGE && list_header_decode((uint8_t *)changed, &head, &why)) {
		uint8_t page[LIST_PAGE];

		list_header_encode(&head, page);
		must(memcmp(page, changed, LIST_SIGNED) == 0);
	}
	world_file("g.asl", changed, n);
	if (list_open(in_world("g.asl"), &l, &error) == ASSAY_OK) {
		if (list_signed_by(l, key)) {
			must(memcmp(changed, original, LIST_SIGNED) == 0);
			must((list_check(l, &error) == ASSAY_OK)
			     == (memcmp(changed + LIST_PAGE, original + LIST_PAGE, length - LIST_PAGE)
			         == 0));
			for (size_t i = 0; i < sizeof truth / sizeof *truth; i++) {
				struct list_entry e;

				if (list_find(l, GTIN, bytes(truth[i].serial), &e) == ASSAY_OK)
					must(e.present == truth[i].present && e.status == truth[i].status);
			}
		} else {
			must(!same);
			(void)list_check(l, &error); /* survives */
		}
		list_close(l);
	} else {
		must(!same);
	}
	free(changed);
	return 0;
}
