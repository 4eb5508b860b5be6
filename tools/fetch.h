/* fetch.h - bytes from a folder, a file:// or an http(s):// address
 *
 * The one home of libcurl and the only network code of assay; without libcurl only
 * folders and file:// work, and the rest is answered in one sentence. */
#ifndef TOOL_FETCH_H
#define TOOL_FETCH_H

#include "assay.h"

/* An assay_fetch; data is a struct fetcher. */
enum assay_fetched fetch_url(void *data, const char *url, uint64_t max, assay_put put,
                             void *put_data, struct assay_error *error);

struct fetcher {
	void *curl;    /* one connection for many requests; NULL until the first */
	uint64_t from; /* the byte to begin at: what came before is at hand already */
	bool (*stop)(void *data); /* asked now and then, with NULL; true: give up.  NULL: never */
};
void fetcher_clear(struct fetcher *f);

/* The address of what a person typed: an address stays, a folder becomes file://...
 * malloc()ed; NULL: out of memory, or no such folder (errno says which). */
char *fetch_address(const char *folder_or_url);

#endif
