/* csv.h - a table that is safe to open in a spreadsheet, written whole or not at all */
#ifndef TOOL_CSV_H
#define TOOL_CSV_H

#include <stdbool.h>

struct csv;

/* Begin FILE: rows go into a file beside it until csv_commit().  NULL: complained. */
struct csv *csv_open(const char *path);
/* One cell; UTF-8. */
void csv_cell(struct csv *c, const char *text);
void csv_end_row(struct csv *c);
/* Put the file in its place; false: it could not be written, complained, and what
 * was there before is still there.  Frees c. */
bool csv_commit(struct csv *c);
void csv_abandon(struct csv *c); /* NULL is fine */

#endif
