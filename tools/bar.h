/* bar.h - how far a long command has come, on standard error, and Ctrl-C
 *
 * On a terminal a bar that is drawn over, elsewhere a line now and then; results and
 * sentences are never drawn over. */
#ifndef TOOL_BAR_H
#define TOOL_BAR_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct bar {
	bool terminal, shown, zh;
	time_t last; /* drawn or said */
};

void bar_begin(struct bar *bar, bool zh);
/* A progress callback; data is a struct bar. */
void bar_show(void *data, uint64_t done, uint64_t of);
/* Before anything else is written, and at the end. */
void bar_hide(struct bar *bar);

/* Between the two, the first Ctrl-C is noted and the command ends by itself; a second one
 * ends it at once. */
void interrupt_begin(void);
void interrupt_end(void);
bool was_interrupted(void *data); /* a stop callback; data is not used */

#endif
