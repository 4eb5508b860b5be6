/* plugin.h - the one door for loaded and built-in plugins */
#ifndef ASSAY_PLUGIN_DOOR_H
#define ASSAY_PLUGIN_DOOR_H

#include "context.h"

/* Check a descriptor against its contract and add a copy to a.  name: of the file it
 * came from, NULL for one compiled in.  ASSAY_E_PLUGIN: refused, a is as it was, and
 * the log has the reason with `where`. */
enum assay_status plugin_add(struct assay *a, const struct assay_plugin *plugin,
                             const char *name, const char *where);
/* Sort by name and make the table of labels; the last step. */
enum assay_status plugins_close(struct assay *a);

/* ---- loader.c, the only user of libltdl ---- */

/* Add the plugins of an absolute folder.  A plugin that is refused is logged and left
 * out; ASSAY_E_IO: the folder cannot be read. */
enum assay_status loader_open(struct assay *a, const char *dir);
void loader_close(struct loader *l); /* NULL is fine */

#endif
