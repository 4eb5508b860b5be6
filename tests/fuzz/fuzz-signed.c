/* fuzz-signed.c - a maker that signs nonsense
 *
 * Bytes of header and pages are changed, then every hash and the signature are made
 * anew, so that nothing is stopped by them.  What must hold: no step outside a page,
 * and in a list that a check accepts no question finds damage. */
#include "../list-world.h"

enum { HEADER, LEAF1, LEAF2, ROOT, LOTS, INDEX, PAGES }; /* and lots between the last two */

static struct secret *maker;

static void
finish(void)
{
	secret_close(maker);
	world_end();
}

static void
begin(void)
{
	struct assay_list_build b = { .title = "signed" };
	char *csv = malloc(65536), *at = csv, *text;
	struct assay_error error;
	size_t n;

	world_begin();
	at += sprintf(at, "gtin,serial,lot,made\n");
	for (int i = 0; i < 400; i++)
		at += sprintf(at, "6901234567892,A%d,L%d,2026-01-%02d\n", i, i % 9, i % 28 + 1);
	if (world_build(b, csv, NULL, NULL, "f.asl", &error) != ASSAY_OK)
		abort();
	free(csv);
	text = world_read("f.asl", &n);
	/* two leaves, the root over them, lots, their index */
	if (n < PAGES * LIST_PAGE || text[3 * LIST_PAGE] != 'I')
		abort();
	free(text);
	if (secret_open(in_world("maker"), NULL, &maker, &error) != ASSAY_OK)
		abort();
	atexit(finish);
}

static void
must(bool held)
{
	if (!held)
		abort();
}

static void
sign(uint8_t *pages, size_t n)
{
	uint8_t *root = pages + ROOT * LIST_PAGE, *index = pages + (n - 1) * LIST_PAGE;
	uint8_t message[LIST_MESSAGE], *id = pages + 16;

	for (size_t i = 0; i < 2; i++)
		list_page_hash(id, pages + (LEAF1 + i) * LIST_PAGE,
		               root + LIST_PAGE_HEAD + i * 40 + LIST_FENCE);
	list_page_hash(id, root, pages + 144);
	for (size_t i = LOTS; i < n - 1; i++)
		list_page_hash(id, pages + i * LIST_PAGE,
		               index + LIST_PAGE_HEAD + (i - LOTS) * LIST_HASH);
	list_page_hash(id, index, pages + 112);
	list_header_message(pages, message);
	secret_sign(maker, message, sizeof message, pages + LIST_SIGNATURE_AT + 32);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const serials[] = { "A1", "A399", "A400", "" };
	struct assay_error error;
	uint8_t *pages;
	struct list *l;
	size_t n;

	if (maker == NULL)
		begin();
	pages = (uint8_t *)world_read("f.asl", &n);
	for (size_t i = 0; i + 4 <= size; i += 4)
		pages[((size_t)data[i] % (n / LIST_PAGE)) * LIST_PAGE
		      + ((size_t)data[i + 1] << 8 | data[i + 2]) % LIST_PAGE] ^= data[i + 3];
	sign(pages, n / LIST_PAGE);
	world_file("g.asl", (char *)pages, n);
	free(pages);
	if (list_open(in_world("g.asl"), &l, &error) == ASSAY_OK) {
		bool holds = list_check(l, &error) == ASSAY_OK;

		must(holds || size > 0);
		for (size_t i = 0; i < 4 && l->has_key; i++) {
			struct list_entry e;
			struct assay_lot lot;
			bool any, found;

			must(list_find(l, GTIN, bytes(serials[i]), &e) == ASSAY_OK || !holds);
			must(list_find_lot(l, GTIN, bytes(i % 2 ? "L3" : ""), &any, &found, &lot)
			             == ASSAY_OK
			     || !holds);
		}
		list_close(l);
	} else {
		must(size > 0);
	}
	return 0;
}
