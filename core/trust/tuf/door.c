/* door.c - the client as the public header shows it
 *
 * struct assay_tuf is struct tuf under its public name: nothing is added. */
#include <stdlib.h>
#include <string.h>

#include "assay-tuf.h"
#include "client.h"
#include "trust/store.h"

enum assay_status
assay_tuf_init(const char *folder, const char *root_file, struct assay_error *error)
{
	uint8_t *bytes = NULL;
	size_t len;
	enum assay_status status =
	        store_read(root_file, TUF_ROOT_MAX, &bytes, &len, NULL, error);

	if (status == ASSAY_OK)
		status = tuf_init(folder, (struct assay_bytes){ bytes, len }, error);
	free(bytes);
	return status;
}

enum assay_status
assay_tuf_open(const struct assay_tuf_options *given, struct assay_tuf **out,
               struct assay_error *error)
{
	struct assay_tuf_options o = { 0 };
	struct tuf_options options;
	enum assay_status status;
	struct tuf *t;

	*out = NULL;
	memcpy(&o, given, given->size < sizeof o ? given->size : sizeof o);
	if (o.folder == NULL || o.metadata_url == NULL || o.fetch == NULL)
		return error_say(
		        error, ASSAY_E_USAGE,
		        "an update wants a folder, an address and a way to fetch",
		        "更新需要文件夹、地址和获取方式");
	options = (struct tuf_options){ .folder = o.folder,
		                        .metadata_url = o.metadata_url,
		                        .now = o.now,
		                        .fetch = o.fetch,
		                        .fetch_data = o.fetch_data };
	status = tuf_open(&options, &t, error);
	*out = (struct assay_tuf *)t;
	return status;
}

void
assay_tuf_close(struct assay_tuf *t)
{
	tuf_close((struct tuf *)t);
}

enum assay_status
assay_tuf_refresh(struct assay_tuf *t, struct assay_error *error)
{
	return tuf_refresh((struct tuf *)t, error);
}

enum assay_status
assay_tuf_download(struct assay_tuf *t, const char *path, const char *base_url,
                   const char *folder, struct assay_error *error)
{
	return tuf_download((struct tuf *)t, path, base_url, folder, error);
}
