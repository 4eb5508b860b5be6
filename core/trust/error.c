/* error.c - why a call failed: one sentence in both languages */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "assay-check.h"
#include "error.h"
#include "escape.h"

/* A sentence cut short must not end inside a character. */
static void
trim_utf8(char *s)
{
	size_t n = strlen(s), at = n;

	while (at > 0 && n - at < 4) {
		uint32_t code;

		at--;
		if (((uint8_t)s[at] & 0xC0) == 0x80)
			continue;
		if (assay_utf8((struct assay_bytes){ (const uint8_t *)s, n }, at,
		               &code) == 0)
			s[at] = '\0';
		return;
	}
}

enum assay_status
error_say(struct assay_error *error, enum assay_status status, const char *en,
          const char *zh, ...)
{
	va_list args;
	int saved = errno;

	if (error == NULL)
		return status;
	va_start(args, zh);
	vsnprintf(error->text, sizeof error->text, en, args);
	va_end(args);
	va_start(args, zh);
	vsnprintf(error->text_zh, sizeof error->text_zh, zh, args);
	va_end(args);
	trim_utf8(error->text);
	trim_utf8(error->text_zh);
	errno = saved;
	return status;
}

static const struct {
	int number;
	struct words words;
} reasons[] = {
	{ ENOENT, { "no such file or folder", "没有这个文件或文件夹" } },
	{ EACCES, { "permission denied", "没有权限" } },
	{ EPERM, { "permission denied", "没有权限" } },
	{ ENOSPC, { "the disk is full", "磁盘已满" } },
	{ EDQUOT, { "the disk quota is used up", "磁盘配额已用完" } },
	{ EFBIG, { "larger than the system allows", "超过系统允许的大小" } },
	{ EEXIST, { "it exists already", "已存在" } },
	{ EISDIR, { "it is a folder", "这是文件夹" } },
	{ ENOTDIR, { "a part of the path is no folder", "路径中有一段不是文件夹" } },
	{ EROFS, { "the file system is read-only", "文件系统只读" } },
	{ EIO, { "the device failed", "设备出错" } },
	{ ELOOP, { "a symbolic link stands there", "那里是符号链接" } },
	{ EMFILE, { "too many open files", "打开的文件过多" } },
};

enum assay_status
error_system(struct assay_error *error, int number, struct words what, const char *path)
{
	struct shown shown = error_text(path);
	char other[32];
	struct words why = { other, other };

	snprintf(other, sizeof other, "error %d", number);
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (reasons[i].number == number)
			why = reasons[i].words;
	if (error != NULL) {
		snprintf(error->text, sizeof error->text, "cannot %s %s: %s", what.en,
		         shown.text, why.en);
		snprintf(error->text_zh, sizeof error->text_zh, "无法%s %s：%s", what.zh,
		         shown.text, why.zh);
	}
	errno = number;
	return ASSAY_E_IO;
}

enum assay_status
error_none(struct assay_error *error)
{
	if (error != NULL)
		error->text[0] = error->text_zh[0] = '\0';
	return ASSAY_OK;
}

enum assay_status
error_nomem(struct assay_error *error)
{
	return error_say(error, ASSAY_E_NOMEM, "out of memory", "内存不足");
}

struct shown
error_bytes(struct assay_bytes s)
{
	struct shown shown;

	if (escape_into(shown.text, sizeof shown.text - 3, s) >= sizeof shown.text - 3)
		strcat(shown.text, "...");
	return shown;
}

struct shown
error_text(const char *s)
{
	return error_bytes(assay_str(s == NULL ? "" : s));
}
