/* tap.h - "ok" and "not ok" lines, and nothing else */
#ifndef TAP_H
#define TAP_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int tap_count, tap_failed;

#define ok(cond, ...) tap_ok(!!(cond), __FILE__, __LINE__, __VA_ARGS__)
#define is_int(got, want, ...) tap_int((long long)(got), (long long)(want), __FILE__, __LINE__, __VA_ARGS__)
#define is_str(got, want, ...) tap_str((got), (want), __FILE__, __LINE__, __VA_ARGS__)

__attribute__((format(printf, 4, 5), unused)) static int
tap_ok(int held, const char *file, int line, const char *format, ...)
{
	va_list args;

	printf("%sok %d - ", held ? "" : "not ", ++tap_count);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	if (!held) {
		printf("# %s:%d\n", file, line);
		tap_failed++;
	}
	return held;
}

__attribute__((format(printf, 5, 6), unused)) static int
tap_int(long long got, long long want, const char *file, int line, const char *format, ...)
{
	char name[512];
	va_list args;

	va_start(args, format);
	vsnprintf(name, sizeof name, format, args);
	va_end(args);
	if (!tap_ok(got == want, file, line, "%s", name))
		printf("# got %lld, want %lld\n", got, want);
	return got == want;
}

__attribute__((format(printf, 5, 6), unused)) static int
tap_str(const char *got, const char *want, const char *file, int line, const char *format, ...)
{
	char name[512];
	va_list args;
	int same = got == want || (got && want && strcmp(got, want) == 0);

	va_start(args, format);
	vsnprintf(name, sizeof name, format, args);
	va_end(args);
	if (!tap_ok(same, file, line, "%s", name))
		printf("# got  %s\n# want %s\n", got ? got : "(null)", want ? want : "(null)");
	return same;
}

/* The last line of main(): return tap_end(); */
__attribute__((unused)) static int
tap_end(void)
{
	printf("1..%d\n", tap_count);
	return tap_failed != 0;
}

#endif
