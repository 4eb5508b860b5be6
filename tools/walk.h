/* walk.h - which files a command line names: photos, and folders of photos */
#ifndef TOOL_WALK_H
#define TOOL_WALK_H

#include <stdbool.h>
#include <stddef.h>

#define WALK_PHOTOS_MAX ((size_t)4 << 20) /* eight times the largest warehouse */
#define WALK_DEPTH_MAX 64                 /* folders in folders; deeper is a loop */

struct walk {
	char **paths; /* in the order of the results; walk_clear() frees */
	size_t n, room;
	bool refused; /* a folder could not be read: complained about, the rest goes on */
};

/* Add a file, or all photos below a folder: every regular file but *.label and dot
 * files, in bytewise order of the path.  false: no memory, or too many; complained. */
bool walk_add(struct walk *w, const char *path);
void walk_clear(struct walk *w);

#endif
