/* bar.c - how far a long command has come, on standard error, and Ctrl-C */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bar.h"
#include "tool.h"

#define WIDTH 40
#define BAR_EVERY 1  /* s */
#define LINE_EVERY 5 /* s */

void
bar_begin(struct bar *bar, bool zh)
{
	*bar = (struct bar){ .terminal = isatty(STDERR_FILENO),
		             .zh = zh,
		             .last = time(NULL) };
}

void
bar_show(void *data, uint64_t done, uint64_t of)
{
	struct bar *bar = data;
	time_t now = time(NULL);
	unsigned percent = of == 0 ? 0 : (unsigned)(done * 100 / of);

	if (now - bar->last < (bar->terminal ? BAR_EVERY : LINE_EVERY))
		return;
	bar->last = now;
	if (!bar->terminal) {
		complain(bar->zh ? "已完成 %u%%" : "%u%% done", percent);
		return;
	}
	fputs("\r[", stderr);
	for (unsigned i = 0; i < WIDTH; i++)
		putc(i * 100 < percent * WIDTH ? '#' : ' ', stderr);
	fprintf(stderr, "] %u%%\033[K", percent);
	fflush(stderr);
	bar->shown = true;
}

void
bar_hide(struct bar *bar)
{
	if (bar->shown)
		fputs("\r\033[K", stderr);
	bar->shown = false;
}

static volatile sig_atomic_t interrupted;

static void
interrupt(int number)
{
	(void)number;
	interrupted = 1;
}

void
interrupt_begin(void)
{
	struct sigaction action, before;

	memset(&action, 0, sizeof action);
	action.sa_handler = interrupt;
	action.sa_flags = (int)SA_RESETHAND;
	interrupted = 0;
	/* a shell's background job, or one under nohup, is not to heed it */
	if (sigaction(SIGINT, NULL, &before) == 0 && before.sa_handler == SIG_IGN)
		return;
	sigaction(SIGINT, &action, NULL);
}

void
interrupt_end(void)
{
	struct sigaction before;

	if (sigaction(SIGINT, NULL, &before) == 0 && before.sa_handler == interrupt)
		signal(SIGINT, SIG_DFL);
}

bool
was_interrupted(void *data)
{
	(void)data;
	return interrupted != 0;
}
