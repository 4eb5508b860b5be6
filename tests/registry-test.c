/* registry-test.c - the registry's one form, its refusals, and pins beside it */
#include "list-world.h"
#include "assay-check.h"
#include "trust/registry.h"

#define NOON (INT64_C(20600) * 86400)

/* An issuer as a row; NULL and zeros: nothing. */
struct row {
	const char *id, *name, *prefixes, *hosts; /* names parted by one space */
	int key;                                  /* number of its key; 0: none */
	int64_t not_before, not_after, compromised_at;
	int64_t from, to;
};

static const char *const *
words_of(const char *text)
{
	const char **names = calloc(16, sizeof *names);
	size_t n = 0;

	while (text != NULL && *text != '\0') {
		size_t len = strcspn(text, " ");

		names[n++] = strndup(text, len);
		text += len + (text[len] == ' ');
	}
	return names;
}

static void
key_of(int number, uint8_t key[32])
{
	memset(key, 0, 32);
	key[0] = (uint8_t)number;
	key[31] = 7;
}

static struct pins *
pins_of(const struct row *rows, size_t n)
{
	struct pins *p = calloc(1, sizeof *p);

	p->issuers = calloc(n + 1, sizeof *p->issuers);
	for (size_t i = 0; i < n && rows[i].id != NULL; i++) {
		struct pin_issuer *is = &p->issuers[p->n_issuers++];
		const struct row *row = &rows[i];

		is->about.id = strdup(row->id);
		is->about.name = strdup(row->name != NULL ? row->name : row->id);
		is->about.prefixes = words_of(row->prefixes);
		is->about.categories = words_of("toys");
		is->about.hosts = words_of(row->hosts);
		is->admitted_from = row->from != 0 ? row->from : INT64_MIN;
		is->admitted_to = row->to != 0 ? row->to : INT64_MAX;
		is->keys = calloc(2, sizeof *is->keys);
		if (row->key != 0) {
			struct pin_key *k = &is->keys[is->n_keys++];

			key_of(row->key, k->public_key);
			key_id(k->public_key, k->kid);
			k->for_lists = true;
			k->not_before =
			        row->not_before != 0 ? row->not_before : INT64_MIN;
			k->not_after = row->not_after != 0 ? row->not_after : INT64_MAX;
			k->compromised = row->compromised_at != 0;
			k->compromised_at = row->compromised_at;
		}
	}
	return p;
}

static const struct row good[] = {
	{ .id = "quillwort",
	  .name = "Quillwort 羽 Works",
	  .prefixes = "690123 4012345",
	  .hosts = "quillwort.example www.quillwort.example",
	  .key = 1,
	  .not_before = NOON,
	  .not_after = NOON + 86400,
	  .from = NOON - 5,
	  .to = NOON + 9 * 86400 },
	{ .id = "amberlode", .prefixes = "540000", .key = 2, .compromised_at = NOON },
	{ .id = "bare", .prefixes = "8712345" },
};

static const struct {
	const char *says;
	struct row rows[3];
} refused[] = {
	{ "one prefix inside another's",
	  { { .id = "a", .prefixes = "690123" }, { .id = "b", .prefixes = "6901234" } } },
	{ "one prefix around another's",
	  { { .id = "a", .prefixes = "690123" }, { .id = "b", .prefixes = "6901" } } },
	{ "one prefix twice",
	  { { .id = "a", .prefixes = "690123" }, { .id = "b", .prefixes = "690123" } } },
	{ "a prefix of three digits", { { .id = "a", .prefixes = "690" } } },
	{ "a prefix of thirteen", { { .id = "a", .prefixes = "6901234567890" } } },
	{ "a prefix of shops", { { .id = "a", .prefixes = "200012" } } },
	{ "one id twice",
	  { { .id = "a", .prefixes = "690123" }, { .id = "a", .prefixes = "690124" } } },
	{ "one key of two issuers",
	  { { .id = "a", .prefixes = "690123", .key = 3 },
	    { .id = "b", .prefixes = "690124", .key = 3 } } },
	{ "a key that ends before it begins",
	  { { .id = "a",
	      .prefixes = "690123",
	      .key = 3,
	      .not_before = NOON,
	      .not_after = 5 } } },
	{ "an admission that ends before it begins",
	  { { .id = "a", .prefixes = "690123", .from = NOON, .to = 5 } } },
	{ "an id with a slash", { { .id = "a/b", .prefixes = "690123" } } },
	{ "a host in capitals",
	  { { .id = "a", .prefixes = "690123", .hosts = "A.EXAMPLE" } } },
	{ "a name of two lines",
	  { { .id = "a", .name = "a\nb", .prefixes = "690123" } } },
};

/* What of pins stands beside the registry `good`. */
static const struct {
	const char *says;
	struct row pin;
	const char *prefix, *owner; /* of a GTIN under this prefix; NULL: nobody */
	int key;
	enum pin_trust trust; /* of that key at NOON */
	int dropped;
} merged[] = {
	{ "a pin of somebody new stays",
	  { .id = "new", .prefixes = "950000", .key = 9 },
	  "950000",
	  "new",
	  9,
	  PIN_VALID,
	  0 },
	{ "a pin adds a prefix to its issuer",
	  { .id = "amberlode", .prefixes = "950000", .key = 9 },
	  "950000",
	  "amberlode",
	  9,
	  PIN_VALID,
	  0 },
	{ "a pin takes no prefix of another",
	  { .id = "thief", .prefixes = "540000", .key = 9 },
	  "540000",
	  "amberlode",
	  9,
	  PIN_VALID,
	  1 },
	{ "nor a part of it",
	  { .id = "thief", .prefixes = "54000012", .key = 9 },
	  "540000",
	  "amberlode",
	  9,
	  PIN_VALID,
	  1 },
	{ "nor more than it",
	  { .id = "thief", .prefixes = "5400", .key = 9 },
	  "5400001",
	  "amberlode",
	  9,
	  PIN_VALID,
	  1 },
	{ "nor a key",
	  { .id = "thief", .prefixes = "950000", .key = 2 },
	  "950000",
	  "thief",
	  2,
	  PIN_COMPROMISED,
	  1 },
	{ "the registry has the word on a key's end",
	  { .id = "quillwort",
	    .prefixes = "690123",
	    .key = 1,
	    .not_before = 5,
	    .not_after = 6 },
	  "690123",
	  "quillwort",
	  1,
	  PIN_VALID,
	  0 },
	{ "a stolen key stays stolen",
	  { .id = "amberlode", .prefixes = "540000", .key = 2 },
	  "540000",
	  "amberlode",
	  2,
	  PIN_COMPROMISED,
	  0 },
	{ "and a pin may call one so",
	  { .id = "quillwort", .prefixes = "690123", .key = 1, .compromised_at = 5 },
	  "690123",
	  "quillwort",
	  1,
	  PIN_COMPROMISED,
	  0 },
};

static void
on_drop(void *data, const char *id, const char *what)
{
	(void)id;
	(void)what;
	(*(int *)data)++;
}

static uint8_t *
written(size_t *len)
{
	struct registry r = { NOON, pins_of(good, 3) };
	struct assay_error error = { "", "" };
	uint8_t *bytes;

	if (registry_write(&r, &bytes, len, &error) != ASSAY_OK) {
		printf("# %s\n", error.text);
		abort();
	}
	registry_clear(&r);
	return bytes;
}

int
main(int argc, char **argv)
{
	struct assay_error error = { "", "" };
	struct registry r;
	struct assay_bytes view;
	uint8_t *bytes, *again;
	size_t len, n, changed = 0;

	bytes = written(&len);
	if (argc > 1) { /* a seed for the fuzz harness */
		FILE *f = fopen(argv[1], "wb");

		if (f == NULL || fwrite(bytes, 1, len, f) != len || fclose(f) != 0)
			return 1;
	}
	view = (struct assay_bytes){ bytes, len };
	ok(registry_read(view, &r, &error) == ASSAY_OK, "what was written is read");
	ok(r.issued_at == NOON && r.issuers->n_issuers == 3, "all of it");
	ok(strcmp(r.issuers->issuers[0].about.id, "amberlode") == 0, "issuers in order");
	ok(strcmp(r.issuers->issuers[2].about.prefixes[0], "4012345") == 0,
	   "names in order");
	ok(registry_write(&r, &again, &n, &error) == ASSAY_OK && n == len &&
	           memcmp(again, bytes, len) == 0,
	   "the same bytes when written again");
	free(again);
	registry_clear(&r);

	for (size_t i = 0; i < len; i++) {
		uint8_t *cut = malloc(i + 1);

		memcpy(cut, bytes, i);
		changed += registry_read((struct assay_bytes){ cut, i }, &r, &error) ==
		           ASSAY_OK;
		registry_clear(&r);
		free(cut);
	}
	ok(changed == 0, "no shorter file is a registry");
	n = 0;
	for (size_t i = 0; i < len * 255; i++) {
		uint8_t was = bytes[i / 255];

		bytes[i / 255] = (uint8_t)(was + 1 + i % 255);
		if (registry_read(view, &r, &error) == ASSAY_OK) {
			size_t m;

			if (registry_write(&r, &again, &m, &error) != ASSAY_OK ||
			    m != len || memcmp(again, bytes, len) != 0)
				n++;
			free(again);
		}
		registry_clear(&r);
		bytes[i / 255] = was;
	}
	ok(n == 0,
	   "every byte changed to every other: refused, or a registry of one form");

	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct registry wrong = { NOON, pins_of(refused[i].rows, 3) };

		error.text[0] = '\0';
		ok(registry_write(&wrong, &again, &n, &error) != ASSAY_OK &&
		           again == NULL && error.text[0] != '\0',
		   "refused: %s", refused[i].says);
		registry_clear(&wrong);
	}
	for (size_t i = 0; i < sizeof merged / sizeof *merged; i++) {
		struct pins *pins = pins_of(&merged[i].pin, 1);
		const struct pin_issuer *owner, *signer;
		uint8_t key[32];
		int dropped = 0;
		char gtin[15];

		if (registry_read(view, &r, &error) != ASSAY_OK ||
		    registry_merge(pins, &r, on_drop, &dropped, &error) != ASSAY_OK)
			abort();
		snprintf(gtin, sizeof gtin, "0%-13s", merged[i].prefix);
		for (char *at = gtin; *at != '\0'; at++)
			if (*at == ' ')
				*at = '9';
		owner = pins_owner(pins, gtin);
		key_of(merged[i].key, key);
		ok((owner == NULL
		            ? merged[i].owner == NULL
		            : merged[i].owner != NULL &&
		                      strcmp(owner->about.id, merged[i].owner) == 0) &&
		           pins_key(pins, key, NOON, &signer) == merged[i].trust &&
		           dropped == merged[i].dropped &&
		           pins_check(pins, "both", &error) == ASSAY_OK,
		   "%s", merged[i].says);
		pins_free(pins);
		registry_clear(&r);
	}
	free(bytes);
	return tap_end();
}
