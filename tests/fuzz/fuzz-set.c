/* fuzz-set.c - home/trust/set: whatever is accepted has exactly one form
 *
 * The input is the file without the SHA-256 at its end, which is put there here, or it
 * would guard all behind it.  What must hold: what was read and written again is the same
 * bytes; no name in it leads out of the folder; overlays lie on what they say; a refusal
 * says why in both languages.  With a hash that does not fit nothing is accepted. */
#include "../list-world.h"

#include <sodium.h>

#include "trust/set.h"

static char home[200];

static void
begin(void)
{
	if (access("/dev/shm", W_OK) == 0)
		world_base = "/dev/shm";
	world_begin();
	snprintf(home, sizeof home, "%s", in_world("home"));
	mkdir(home, 0700);
	mkdir(in_world("home/trust"), 0700);
	atexit(world_end);
}

static void
must(bool held)
{
	if (!held)
		abort();
}

static void
check_lists(const struct set *s)
{
	must(strchr(s->metadata, '/') == NULL && s->metadata[0] != '.');
	for (size_t i = 0; i < s->n_lists; i++) {
		const struct state_list *l = &s->lists[i].about;
		uint64_t below = l->version;

		must(i == 0 || memcmp(l->list_id, s->lists[i - 1].about.list_id, 16) > 0);
		must(strlen(l->scope) < sizeof l->scope && strlen(l->issuer) < sizeof l->issuer);
		for (size_t k = 0; k < STATE_OVERLAYS && l->over[k].version != 0; k++) {
			must(l->over[k].base_version == below && l->over[k].version > below);
			below = l->over[k].version;
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct assay_error error = { "", "" };
	uint8_t *file = malloc(size + 32);
	struct set *s;
	char *again;
	size_t len;

	if (home[0] == '\0')
		begin();
	if (file == NULL)
		return 0;
	if (size > 0)
		memcpy(file, data, size);
	crypto_hash_sha256(file + size, data, size);
	world_file("home/trust/set", (const char *)file, size + 32);
	if (set_read(home, &s, &error) == ASSAY_OK) {
		check_lists(s);
		must(set_find(s, (const uint8_t *)"no list has this") == NULL || s->n_lists > 0);
		must(set_write(home, s, &error) == ASSAY_OK);
		set_free(s);
		again = world_read("home/trust/set", &len);
		must(len == size + 32 && memcmp(again, file, len) == 0);
		free(again);
	} else {
		must(s == NULL && error.text[0] != '\0' && error.text_zh[0] != '\0');
	}
	file[size + (size > 0 ? data[0] % 32 : 0)] ^= 1;
	world_file("home/trust/set", (const char *)file, size + 32);
	must(set_read(home, &s, &error) == ASSAY_E_FORMAT && s == NULL);
	free(file);
	return 0;
}
