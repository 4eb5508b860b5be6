/* key-test.c - key files: what is written is read, everything else is refused */
#include "list-world.h"

#include <errno.h>

#include "trust/pin.h"
#include "trust/store.h"

static bool no_links; /* as on a stick: vfat and exfat know no hard links */

int __real_link(const char *, const char *);
int __wrap_link(const char *, const char *);

int
__wrap_link(const char *from, const char *to)
{
	if (!no_links)
		return __real_link(from, to);
	errno = EPERM;
	return -1;
}

static enum assay_status
try_sign(const char *name, const char *passphrase)
{
	struct assay_error error = { "", "" };
	struct secret *s;
	enum assay_status status = secret_open(in_world(name), passphrase, &s, &error);

	if (status != ASSAY_OK)
		printf("# %s\n# %s\n", error.text, error.text_zh);
	secret_close(s);
	return status;
}

static void
kinds(void)
{
	static const struct {
		const char *name, *passphrase;
		bool example;
	} cases[] = { { "plain", NULL, false }, { "sealed", "correct horse 电池", false },
		      { "example", NULL, true }, { "both", "x", true } };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct assay_key_facts secret = { .size = sizeof secret }, half = { .size = sizeof half };
		struct assay_error error = { "", "" };
		char path[300];
		struct stat st;

		snprintf(path, sizeof path, "%s.pub", cases[i].name);
		is_int(assay_key_new(in_world(cases[i].name), cases[i].passphrase, cases[i].example,
		                     &error), ASSAY_OK, "%s key", cases[i].name);
		ok(stat(in_world(cases[i].name), &st) == 0 && (st.st_mode & 0777) == 0600,
		   "  is the owner's alone");
		is_int(assay_key_facts(in_world(cases[i].name), &secret, &error), ASSAY_OK, "  read");
		is_int(assay_key_facts(in_world(path), &half, &error), ASSAY_OK, "  its public half");
		ok(secret.secret && !half.secret && secret.example == cases[i].example
		           && half.example == cases[i].example
		           && secret.encrypted == (cases[i].passphrase != NULL)
		           && memcmp(secret.public_key, half.public_key, 32) == 0
		           && strcmp(secret.id, half.id) == 0 && strlen(half.id) == 16,
		   "  says what it is");
		is_int(try_sign(cases[i].name, cases[i].passphrase), ASSAY_OK, "  signs");
		is_int(try_sign(path, NULL), ASSAY_E_USAGE, "  its public half does not");
		if (cases[i].passphrase != NULL) {
			is_int(try_sign(cases[i].name, "wrong"), ASSAY_E_USAGE, "  a wrong passphrase");
			is_int(try_sign(cases[i].name, NULL), ASSAY_E_USAGE, "  no passphrase");
		}
		is_int(assay_key_new(in_world(cases[i].name), NULL, false, &error), ASSAY_E_IO,
		       "  is never overwritten: %s", error.text);
		chmod(in_world(cases[i].name), 0644);
		is_int(try_sign(cases[i].name, cases[i].passphrase),
		       cases[i].example ? ASSAY_OK : ASSAY_E_USAGE, "  read by others");
		chmod(in_world(cases[i].name), 0600);
	}
	{
		struct assay_error error = { "", "" };

		world_text("lone.pub", "x");
		is_int(assay_key_new(in_world("lone"), NULL, false, &error), ASSAY_E_IO,
		       "a public file in the way");
		ok(access(in_world("lone"), F_OK) != 0, "  leaves no secret behind");
		is_int(assay_key_new(in_world("no/folder"), NULL, false, &error), ASSAY_E_IO,
		       "no folder: %s", error.text);
		is_int(assay_key_new("/dev/full/x", NULL, false, &error), ASSAY_E_IO,
		       "a device in the way: %s", error.text);
	}
}

static void
on_a_stick(void)
{
	struct assay_error error = { "", "" };
	struct stat st;

	no_links = true;
	is_int(assay_key_new(in_world("stick"), NULL, false, &error), ASSAY_OK,
	       "a key on a medium without links");
	ok(stat(in_world("stick"), &st) == 0 && (st.st_mode & 0777) == 0600,
	   "  is the owner's alone");
	is_int(try_sign("stick", NULL), ASSAY_OK, "  signs");
	is_int(assay_key_new(in_world("stick"), NULL, false, &error), ASSAY_E_IO,
	       "  is never overwritten: %s", error.text);
	is_int(store_write(in_world("stick"), 0600, "x", 1, true, &error), ASSAY_E_IO,
	       "  nor by one who did not look");
	is_int(try_sign("stick", NULL), ASSAY_OK, "  signs still");
	no_links = false;
}

/* Any byte of a key file changed: refused, or the same key (letter case of nothing). */
static void
every_byte(const char *name, const char *passphrase)
{
	size_t n, accepted = 0;
	char *text = world_read(name, &n);

	for (size_t i = 0; i < n; i += passphrase == NULL ? 1 : 9) {
		struct assay_error error;
		struct secret *s;

		text[i] ^= 1;
		world_file("changed", text, n);
		chmod(in_world("changed"), 0600);
		/* the line end may be any: it says nothing */
		if (secret_open(in_world("changed"), passphrase, &s, &error) == ASSAY_OK && i + 1 < n)
			accepted++;
		secret_close(s);
		text[i] ^= 1;
	}
	free(text);
	is_int(accepted, 0, "%s: every byte counts", name);
}

static void
lines(void)
{
	static const struct {
		const char *says, *text;
	} cases[] = {
		{ "empty", "" },
		{ "another file", "-----BEGIN OPENSSH PRIVATE KEY-----\n" },
		{ "no key id", "assay public key 1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n" },
		{ "a wrong key id",
		  "assay public key 1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= 0000000000000000\n" },
		{ "a later form", "assay public key 2 AAAA 0000000000000000\n" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct assay_key_facts facts = { .size = sizeof facts };
		struct assay_error error;

		world_text("bad.pub", cases[i].text);
		is_int(assay_key_facts(in_world("bad.pub"), &facts, &error), ASSAY_E_FORMAT, "%s: %s",
		       cases[i].says, error.text);
	}
}

#define KEY(kid, more) \
	"{\"kid\":\"" kid "\",\"public_key\":" \
	"\"0000000000000000000000000000000000000000000000000000000000000000\"," \
	"\"use\":\"list\"" more "}"
#define KID "66687aadf862bd77" /* of the key of zeros */
#define ISSUER(id, prefixes, keys) \
	"{\"id\":\"" id "\",\"name\":\"N\",\"prefixes\":[" prefixes "],\"keys\":[" keys "]}"
#define PINS(issuers) "{\"schema\":\"assay.pins/1\",\"issuers\":[" issuers "]}"

static void
pins(void)
{
	static const struct {
		const char *says, *json;
		enum assay_status status;
	} cases[] = {
		{ "nobody", PINS(""), ASSAY_OK },
		{ "one", PINS(ISSUER("a", "\"6901234\"", KEY(KID, ""))), ASSAY_OK },
		{ "fields of later days", "{\"schema\":\"assay.pins/1\",\"x\":{\"y\":[1]},\"issuers\":[]}",
		  ASSAY_OK },
		{ "no schema", "{\"issuers\":[]}", ASSAY_E_FORMAT },
		{ "another schema", "{\"schema\":\"assay.pins/2\",\"issuers\":[]}", ASSAY_E_FORMAT },
		{ "no list", "{\"schema\":\"assay.pins/1\"}", ASSAY_E_FORMAT },
		{ "a key twice in an object",
		  "{\"schema\":\"assay.pins/1\",\"issuers\":[],\"issuers\":[]}", ASSAY_E_FORMAT },
		{ "a fraction", "{\"schema\":\"assay.pins/1\",\"issuers\":[],\"x\":1.5}",
		  ASSAY_E_FORMAT },
		{ "text behind", PINS("") "x", ASSAY_E_FORMAT },
		{ "nested too deeply",
		  "{\"schema\":\"assay.pins/1\",\"issuers\":[],\"x\":"
		  "[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}", ASSAY_E_FORMAT },
		{ "not JSON", "pins", ASSAY_E_FORMAT },
		{ "a prefix inside another's",
		  PINS(ISSUER("a", "\"690123\"", "") "," ISSUER("b", "\"6901234\"", "")),
		  ASSAY_E_FORMAT },
		{ "a prefix twice", PINS(ISSUER("a", "\"690123\"", "") "," ISSUER("b", "\"690123\"", "")),
		  ASSAY_E_FORMAT },
		{ "one id twice", PINS(ISSUER("a", "\"690123\"", "") "," ISSUER("a", "\"690124\"", "")),
		  ASSAY_E_FORMAT },
		{ "one key for two", PINS(ISSUER("a", "\"690123\"", KEY(KID, "")) ","
		                          ISSUER("b", "\"690124\"", KEY(KID, ""))), ASSAY_E_FORMAT },
		{ "a short prefix", PINS(ISSUER("a", "\"690\"", "")), ASSAY_E_FORMAT },
		{ "a long prefix", PINS(ISSUER("a", "\"6901234567890\"", "")), ASSAY_E_FORMAT },
		{ "shop range 02", PINS(ISSUER("a", "\"0212\"", "")), ASSAY_E_FORMAT },
		{ "shop range 04", PINS(ISSUER("a", "\"0412\"", "")), ASSAY_E_FORMAT },
		{ "shop range 2", PINS(ISSUER("a", "\"2123\"", "")), ASSAY_E_FORMAT },
		{ "no prefix", PINS(ISSUER("a", "", "")), ASSAY_E_FORMAT },
		{ "a wrong kid", PINS(ISSUER("a", "\"690123\"", KEY("66687aadf862bd78", ""))),
		  ASSAY_E_FORMAT },
		{ "an odd date", PINS(ISSUER("a", "\"690123\"", KEY(KID, ",\"not_after\":\"2026\""))),
		  ASSAY_E_FORMAT },
		{ "dates the wrong way round",
		  PINS(ISSUER("a", "\"690123\"", KEY(KID, ",\"not_before\":\"2027-01-01T00:00:00Z\","
		                                          "\"not_after\":\"2026-01-01T00:00:00Z\""))),
		  ASSAY_E_FORMAT },
		{ "a NUL in a name",
		  "{\"schema\":\"assay.pins/1\",\"issuers\":[{\"id\":\"a\\u0000b\",\"name\":\"N\","
		  "\"prefixes\":[\"690123\"],\"keys\":[]}]}", ASSAY_E_FORMAT },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct assay_error error = { "", "" };
		struct pins *p;

		is_int(pins_parse(bytes(cases[i].json), &p, &error), cases[i].status, "pins: %s %s",
		       cases[i].says, error.text);
		pins_free(p);
	}
}

static void
pinning(void)
{
	static const char *const none[] = { NULL };
	static const struct {
		const char *says, *key, *id, *name;
		const char *prefixes[3], *hosts[2];
		enum assay_status status;
	} cases[] = {
		{ "a maker", "maker.pub", "acme", "Acme 公司", { "690123" }, { "www.acme.example" },
		  ASSAY_OK },
		{ "again", "maker.pub", "acme", NULL, { NULL }, { NULL }, ASSAY_OK },
		{ "a second key", "other.pub", "acme", NULL, { NULL }, { NULL }, ASSAY_OK },
		{ "a key for two", "maker.pub", "rival", "Rival", { "690777" }, { NULL },
		  ASSAY_E_USAGE },
		{ "inside another's prefix", "third.pub", "rival", "Rival", { "6901234" }, { NULL },
		  ASSAY_E_FORMAT },
		{ "around another's prefix", "third.pub", "rival", "Rival", { "6901" }, { NULL },
		  ASSAY_E_FORMAT },
		{ "a shop range", "third.pub", "rival", "Rival", { "0212345" }, { NULL },
		  ASSAY_E_USAGE },
		{ "a prefix of letters", "third.pub", "rival", "Rival", { "69x123" }, { NULL },
		  ASSAY_E_USAGE },
		{ "no prefix", "third.pub", "rival", "Rival", { NULL }, { NULL }, ASSAY_E_USAGE },
		{ "a host in capitals", "third.pub", "rival", "Rival", { "690777" }, { "WWW.X.COM" },
		  ASSAY_E_USAGE },
		{ "a host with a path", "third.pub", "rival", "Rival", { "690777" }, { "x.com/y" },
		  ASSAY_E_USAGE },
		{ "an id with a slash", "third.pub", "../x", "Rival", { "690777" }, { NULL },
		  ASSAY_E_USAGE },
		{ "a secret key", "third", "rival", "Rival", { "690777" }, { NULL }, ASSAY_E_USAGE },
		{ "another maker", "third.pub", "rival", "Rival", { "690777", "690778" }, { NULL },
		  ASSAY_OK },
	};
	struct assay_error error;
	struct pins *p;
	struct stat st;
	char home[300];

	if (assay_key_new(in_world("third"), NULL, false, &error) != ASSAY_OK)
		abort();
	snprintf(home, sizeof home, "%s", in_world("deep/er/home"));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char key[300];
		struct assay_pin pin = { .size = sizeof pin,
			                 .id = cases[i].id,
			                 .name = cases[i].name,
			                 .prefixes = cases[i].prefixes,
			                 .categories = none,
			                 .hosts = cases[i].hosts,
			                 .key_file = key };

		error.text[0] = error.text_zh[0] = '\0';
		snprintf(key, sizeof key, "%s", in_world(cases[i].key));
		is_int(assay_trust_pin(home, &pin, &error), cases[i].status, "pin: %s",
		       cases[i].says);
		if (cases[i].status != ASSAY_OK)
			ok(error.text[0] != '\0' && error.text_zh[0] != '\0', "  %s", error.text);
	}
	ok(stat(home, &st) == 0 && (st.st_mode & 0777) == 0700, "the home is the owner's alone");
	is_int(pins_read(home, &p, &error), ASSAY_OK, "what was written is read");
	is_int(p->n_issuers, 2, "  two makers");
	is_int(p->issuers[0].n_keys, 2, "  the first with two keys");
	is_str(p->issuers[0].about.name, "Acme 公司", "  and its name kept");
	is_str(p->issuers[0].about.hosts[0], "www.acme.example", "  and its host");
	ok(pins_owner(p, GTIN) == &p->issuers[0], "a GTIN has its owner");
	ok(pins_owner(p, "04006381333931") == NULL, "or none");
	pins_free(p);
}

int
main(void)
{
	world_begin();
	kinds();
	on_a_stick();
	every_byte("plain", NULL);
	every_byte("sealed", "correct horse 电池");
	lines();
	pins();
	pinning();
	world_end();
	return tap_end();
}
