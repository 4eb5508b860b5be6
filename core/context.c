/* context.c - makes and frees struct assay; nothing of it changes in between */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>

#include "context.h"
#include "plugin.h"
#include "trust/home.h"
#include "words.h"

#define FILE_BYTES_MAX ((size_t)64 << 20)
#define PIXELS_MAX ((uint64_t)64 << 20)

/* clang-format off */
/* What the library logs, and the parts of it: both take the same values in one order. */
static const struct words said[] = {
	{ "plugin %s refused: built for interface %u, this library has %u; build it again",
	  "插件 %s 被拒绝：为接口 %u 构建，本库为 %u；请重新构建" },
	{ "plugin %s refused: it says its descriptor has %u bytes, too few for one",
	  "插件 %s 被拒绝：其描述符声称仅 %u 字节，过少" },
	{ "plugin %s refused: %s%s%s%s", "插件 %s 被拒绝：%s%s%s%s" },
	{ "plugin %s refused: its path is too long", "插件 %s 被拒绝：路径过长" },
	{ "plugin %s refused: it does not load (%s)", "插件 %s 被拒绝：无法加载（%s）" },
	{ "plugin %s refused: it has no symbol %s_LTX_assay_plugin", "插件 %s 被拒绝：没有符号 %s_LTX_assay_plugin" },
	{ "plugin folder %s: not an absolute path", "插件文件夹 %s：不是绝对路径" },
	{ "plugin folder %s: %s", "插件文件夹 %s：%s" },
	{ "plugin folder %s: this library was built without loading of plugins",
	  "插件文件夹 %s：本库不能加载插件" },
	{ "plugin %s speaks of a rule it does not have", "插件 %s 报告了它没有的规则" },
	{ "plugin %s could not judge: %s", "插件 %s 无法判定：%s" },
	{ "no rule reads a label '%s'", "没有规则读取标签“%s”" },
	{ "no plugin for category '%s'", "没有类别“%s”的插件" },
	{ "rule %s names an explanation nobody knows (%s)", "规则 %s 使用了未知的解释（%s）" },
	{ "rule %s accuses without having tried an explanation: taken as weak",
	  "规则 %s 未尝试任何解释即指控：按弱处理" },
	/* why a plugin was refused */
	{ "a rule's identifier is not of the form FOOD-SC-CHECK", "规则标识不是 FOOD-SC-CHECK 的形式" },
	{ "a rule's severity is none", "规则的级别无效" },
	{ "a rule lacks its grade or jurisdiction", "规则缺少依据等级或适用地区" },
	{ "a rule lacks a text in one of the languages, or its source", "规则缺少某种语言的文字或来源" },
	{ "it repeats a rule of its own", "重复了自己的规则" },
	{ "it repeats a rule of another plugin", "重复了其他插件的规则" },
	{ "a guide is for no rule of its own", "指引不属于自己的任何规则" },
	{ "a guide lacks its explanations, or a text in one of the languages", "指引缺少解释或某种语言的文字" },
	{ "a guide names an explanation nobody knows", "指引使用了未知的解释" },
	{ "its name is not of the form [a-z][a-z0-9_]*", "名称不是 [a-z][a-z0-9_]* 的形式" },
	{ "its name differs from its file", "名称与文件名不同" },
	{ "it has no summary in both languages", "没有两种语言的摘要" },
	{ "it lacks a function", "缺少函数" },
	{ "its tables are missing or too long", "表缺失或过长" },
	{ "another plugin has this name", "已有同名插件" },
	{ "there are too many plugins", "插件过多" },
	{ "a label's key or text is malformed", "标签的键或文字无效" },
	{ "what it follows across a batch names no rule of its own, or no fact",
	  "跨批次跟踪的内容不属于自己的规则，或没有事实" },
	/* assay_status_text() */
	{ "the system refused", "系统拒绝" },
	{ "wrong use", "用法错误" },
	{ "not of the form it claims", "与其声称的格式不符" },
	{ "larger than a limit allows", "超过限额" },
	{ "a plugin was refused or broke its contract", "插件被拒绝或违反约定" },
	{ "no trusted key speaks for this", "没有可信密钥为其作证" },
};
/* clang-format on */

const char *
context_words(const struct assay *a, const char *english)
{
	for (size_t i = 0; a->lang == ASSAY_ZH && i < sizeof said / sizeof *said; i++)
		if (strcmp(said[i].en, english) == 0)
			return said[i].zh;
	return english;
}

void
context_log(const struct assay *a, enum assay_log level, const char *format, ...)
{
	char line[1024];
	va_list args;

	if (a->log == NULL)
		return;
	va_start(args, format);
	vsnprintf(line, sizeof line, context_words(a, format), args);
	va_end(args);
	a->log(a->log_data, level, line);
}

enum assay_status
assay_new(const struct assay_options *options, struct assay **out)
{
	struct assay_options o;
	struct assay_error error = { "", "" };
	enum assay_status status = ASSAY_OK;
	struct assay *a;

	*out = NULL;
	memset(&o, 0, sizeof o);
	if (options != NULL) {
		if (options->size == 0 || options->size > 4096)
			return ASSAY_E_USAGE;
		memcpy(&o, options, options->size < sizeof o ? options->size : sizeof o);
	}
	if (sodium_init() < 0)
		return ASSAY_E_IO;
	if ((a = calloc(1, sizeof *a)) == NULL)
		return ASSAY_E_NOMEM;
	a->max_file_bytes = o.max_file_bytes != 0 ? o.max_file_bytes : FILE_BYTES_MAX;
	a->max_pixels = o.max_pixels != 0 ? o.max_pixels : PIXELS_MAX;
	a->log = o.log;
	a->log_data = o.log_data;
	randombytes_buf(a->hash_key, sizeof a->hash_key);
	a->lang = o.lang;
	for (size_t i = 0; o.builtin != NULL && o.builtin[i] != NULL; i++)
		(void)plugin_add(a, o.builtin[i], NULL, "(built in)");
	if (o.plugin_dir != NULL)
		status = loader_open(a, o.plugin_dir);
	if (status == ASSAY_OK)
		status = plugins_close(a);
	if (status == ASSAY_OK && o.home != NULL) {
		status = home_open_in(o.home, o.log, o.log_data, o.lang, &a->home, &error);
		if (status != ASSAY_OK && error.text[0] != '\0')
			context_log(a, ASSAY_LOG_ERROR, "%s",
				a->lang == ASSAY_ZH ? error.text_zh : error.text);
	}
	if (status != ASSAY_OK) {
		assay_free(a);
		return status;
	}
	*out = a;
	return ASSAY_OK;
}

void
assay_free(struct assay *a)
{
	if (a == NULL)
		return;
	home_close(a->home);
	loader_close(a->loader);
	free(a->labels);
	sodium_memzero(a->hash_key, sizeof a->hash_key);
	free(a);
}
