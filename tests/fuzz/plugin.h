/* plugin.h - a plugin under hostile labels: the property both harnesses share
 *
 * The input is "words NUL payload": words as plugin-fake.h has them, the payload is
 * that of a QR code, and its absence means there is no symbol.  A first byte of 'e',
 * 'u' or 'c' before a '|' names the market.  Whatever comes, the contract of
 * plugin-fake.h holds, and the second answer equals the first. */
#ifndef FUZZ_PLUGIN_H
#define FUZZ_PLUGIN_H

#include <stdint.h>

#include "plugin-fake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define WORDS_MAX 4000

static inline int
fuzz_plugin(const struct assay_plugin *plugin, const uint8_t *data, size_t size)
{
	static const char *const markets[] = { "eu", "us", "cn" };
	const uint8_t *nul = size > 0 ? memchr(data, '\0', size) : NULL;
	size_t len = nul != NULL ? (size_t)(nul - data) : size;
	const char *market = NULL;
	char words[WORDS_MAX + 1];
	struct assay_bytes payload = { NULL, 0 };
	struct fake *first = malloc(sizeof *first), *again = malloc(sizeof *again);

	if (first == NULL || again == NULL || len > WORDS_MAX) {
		free(first);
		free(again);
		return 0;
	}
	if (nul != NULL)
		payload = (struct assay_bytes){ nul + 1, size - len - 1 };
	if (len > 1 && data[1] == '|')
		for (size_t i = 0; i < sizeof markets / sizeof *markets; i++)
			if (data[0] == (uint8_t)markets[i][0])
				market = markets[i];
	if (len > 0)
		memcpy(words, data, len);
	words[len] = '\0';
	fake_examine(first, plugin, words, nul != NULL ? "]Q1" : NULL, payload, market);
	fake_examine(again, plugin, words, nul != NULL ? "]Q1" : NULL, payload, market);
	if (first->run.broken != NULL) {
		fprintf(stderr, "broken: %s\n", first->run.broken);
		abort();
	}
	if (first->status != ASSAY_OK || again->run.n != first->run.n ||
	    again->score != first->score)
		abort();
	for (size_t i = 0; i < first->run.n; i++)
		if (strcmp(first->run.heard[i].text, again->run.heard[i].text) != 0)
			abort();
	fake_clear(first);
	fake_clear(again);
	free(first);
	free(again);
	return 0;
}

#endif
