/* fuzz-metadata.c - any bytes as each of the four kinds of trust metadata
 *
 * Holds: a file is of one kind at most; what is accepted answers every question that a
 * client asks, is signed by nobody unless a signature says so, and is accepted again from
 * its own canonical envelope with the same signed bytes. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>

#include "trust/tuf/delegation.h"
#include "trust/tuf/metadata.h"
#include "trust/tuf/write.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
ask_root(const struct tuf_metadata *m)
{
	json_int_t threshold;

	for (size_t i = 0; i < 4; i++)
		if (!json_is_array(tuf_root_keyids(m, tuf_types[i], &threshold)) ||
		    threshold < 1)
			abort();
	if (tuf_metadata_verify(m, "timestamp", m, NULL) == ASSAY_OK &&
	    tuf_root_rotated(m, m, "timestamp"))
		abort(); /* who could sign still can */
	(void)!tuf_metadata_verify(m, "root", m, NULL);
}

static void
ask_listings(const struct tuf_metadata *m)
{
	const json_t *entry;
	struct tuf_file file;
	const char *name;

	json_object_foreach(json_object_get(m->signed_part, "meta"), name,
	                    entry) if (!tuf_listed(m, name, &file) || file.version < 1 ||
	                               file.length < -1) abort();
}

static void
ask_targets(const struct tuf_metadata *m)
{
	static const char *const paths[] = { "a", "gs1/6901234/x", "[]", "" };
	struct tuf_delegated role;
	const json_t *entry, *keys;
	struct tuf_file file;
	json_int_t threshold;
	const char *path;

	json_object_foreach(json_object_get(m->signed_part, "targets"), path,
	                    entry) if (!tuf_target(m, path, &file) || file.length < 0 ||
	                               file.hashes == NULL) abort();
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		size_t at = 0;

		for (;;) {
			if (tuf_delegated_next(m, paths[i], &at, &role, NULL) != ASSAY_OK)
				abort();
			if (role.name == NULL)
				break;
			if (tuf_delegation_keyids(m, role.name, &keys, &threshold) ==
			            NULL ||
			    threshold < 1 || !json_is_object(keys))
				abort();
			(void)!tuf_metadata_verify(m, role.name, m, NULL);
			free(role.name);
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int kinds = 0;

	if (sodium_init() < 0)
		abort();
	for (int type = 0; type < 4; type++) {
		struct assay_error error = { "", "" };
		struct tuf_metadata *m, *again;
		uint8_t *bytes;
		size_t len;

		if (tuf_metadata_parse((struct assay_bytes){ data, size },
		                       (enum tuf_type)type, "it", &m,
		                       &error) != ASSAY_OK) {
			if (m != NULL || error.text[0] == '\0')
				abort();
			continue;
		}
		kinds++;
		if (m->version < 1 || m->canonical == NULL)
			abort();
		switch ((enum tuf_type)type) {
		case TUF_ROOT:
			ask_root(m);
			break;
		case TUF_TIMESTAMP:
		case TUF_SNAPSHOT:
			ask_listings(m);
			break;
		case TUF_TARGETS:
			ask_targets(m);
			break;
		}
		if (tuf_envelope_bytes(m->json, &bytes, &len, NULL) != ASSAY_OK)
			abort();
		if (tuf_metadata_parse((struct assay_bytes){ bytes, len },
		                       (enum tuf_type)type, "it", &again,
		                       NULL) == ASSAY_OK &&
		    (again->canonical_len != m->canonical_len ||
		     memcmp(again->canonical, m->canonical, m->canonical_len) != 0))
			abort();
		tuf_metadata_free(again);
		tuf_metadata_free(m);
		free(bytes);
	}
	if (kinds > 1)
		abort();
	return 0;
}
