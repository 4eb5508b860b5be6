/* words.c - what the command says to a person, in Chinese
 *
 * The sentences stand in English where they are said; complain() looks them up here.
 * Both take the same values in the same order (tests/words-test.c), and a sentence
 * that is missing is said in English rather than not at all. */
#include "config.h"

#include <errno.h>
#include <string.h>

#include "tool.h"

static enum assay_lang spoken;

void
speak(enum assay_lang lang)
{
	spoken = lang;
}

enum assay_lang
spoken_lang(void)
{
	return spoken;
}

/* clang-format off */
const struct sentence sentences[] = {
	{ "out of memory", "内存不足" },
	/* main.c */
	{ "reads the codes on goods and checks them against signed data", "识读货物上的条码，并与签名数据核对" },
	{ "assay COMMAND --help says more; man assay says all.",
	  "详见 assay 命令 --help；全部说明见 man assay。" },
	{ "usage:", "用法：" },
	{ "verdicts on the goods in photographs", "判定照片中的货物" },
	{ "what the codes in photographs say", "照片中条码的内容" },
	{ "the chain behind a rule or a result", "规则或结果背后的依据" },
	{ "a payload to its fields, as JSON", "将条码内容解析为字段（JSON）" },
	{ "whether the rules say what a file of rows expects", "核对规则与测试值文件" },
	{ "signed lists of serials: build, look up, install", "签名序列号清单：生成、查询、安装" },
	{ "bring the registry and the lists up to date", "更新登记册与清单" },
	{ "the keys that lists are signed with", "清单的签名密钥" },
	{ "whom this device believes", "本设备信任谁" },
	{ "the rules, or the typed values they read", "规则，或规则所用的录入值" },
	{ "the plugins and what they know", "插件及其内容" },
	{ "what this machine offers assay", "本机环境检查" },
	{ "no command '%s'; `assay help` lists them", "没有命令“%s”；`assay help` 列出全部命令" },
	{ "no option %s; --help lists them", "没有选项 %s；--help 列出全部选项" },
	{ "%s wants a value; --help says which", "%s 需要一个值；说明见 --help" },
	{ "%s takes no value", "%s 不带值" },
	{ "%s can mean several options; --help lists them", "%s 可指多个选项；--help 列出全部选项" },
	{ "--lang: '%s' is neither en nor zh", "--lang：“%s”既不是 en 也不是 zh" },
	{ "--effort: '%s' is none of fast, normal, thorough",
	  "--effort：“%s”不是 fast、normal、thorough 之一" },
	{ "%s: '%s' is no whole number from %ld to %ld", "%s：“%s”不是 %ld 到 %ld 之间的整数" },
	{ "cannot write the results: %s; make room, or write them elsewhere",
	  "无法写出结果：%s；请腾出空间，或写到别处" },
	/* context.c */
	{ "cannot open the home folder %s: %s; `assay trust pin` makes one",
	  "无法打开信任文件夹 %s：%s；`assay trust pin` 可新建" },
	{ "there is no plugin folder %s; install assay, or name one with --plugins",
	  "没有插件文件夹 %s；请安装 assay，或用 --plugins 指定" },
	{ "the plugin 'general' is missing, so no list, link or date is checked; "
	  "install it again, or name its folder with --plugins",
	  "缺少插件“general”，因此不核对清单、网址和日期；请重新安装，或用 --plugins 指定其文件夹" },
	{ "cannot open the plugin folder %s: %s", "无法打开插件文件夹 %s：%s" },
	{ "--plugins: this program was built without loading; its plugins are compiled in",
	  "--plugins：本程序不能加载插件，插件已编入程序" },
	{ "cannot start: %s", "无法启动：%s" },
	{ "there is no home folder %s, so nobody is trusted; `assay trust pin` makes one, "
	  "--home names another",
	  "没有信任文件夹 %s，因此不信任任何签发者；`assay trust pin` 可新建，--home 可另行指定" },
	/* worker.c */
	{ "the kernel refused to confine the reader (seccomp, Landlock), and photos are not read "
	  "without; `assay doctor` says what is missing",
	  "内核拒绝隔离识读程序（seccomp、Landlock），未隔离则不识读照片；"
	  "`assay doctor` 说明缺少什么" },
	{ "cannot run readers: %s", "无法运行识读程序：%s" },
	/* walk.c */
	{ "more than %zu photos; scan the folders one by one", "照片超过 %zu 张；请逐个文件夹扫描" },
	{ "cannot read the folder %s: %s; its photos are left out",
	  "无法读取文件夹 %s：%s；其中的照片已略过" },
	{ "too many folders in folders", "文件夹嵌套过深" },
	/* side.c */
	{ "--label %s: %s", "--label %s：%s" },
	{ "cannot read %s: %s; its values are left out", "无法读取 %s：%s；其中的值已略过" },
	{ "%s is not a regular file; its values are left out", "%s 不是普通文件；其中的值已略过" },
	{ "%s is larger than 64 KiB; its values are left out", "%s 大于 64 KiB；其中的值已略过" },
	{ "%s line %zu: not UTF-8; save the file as UTF-8; left out",
	  "%s 第 %zu 行：不是 UTF-8；请将文件存为 UTF-8；已略过" },
	{ "%s line %zu: no = in it; write key=value; left out",
	  "%s 第 %zu 行：没有 =；请写成 键=值；已略过" },
	{ "%s line %zu: '%s': %s; left out", "%s 第 %zu 行：“%s”：%s；已略过" },
	{ "%s line %zu: a zero byte in it; left out", "%s 第 %zu 行：含有零字节；已略过" },
	{ "unknown key; `assay rules --labels` lists the keys",
	  "未知的键；`assay rules --labels` 列出全部键" },
	{ "no value after the =", "= 后没有值" },
	{ "value too long (4096 bytes at most)", "值过长（至多 4096 字节）" },
	{ "more than 256 values", "超过 256 个值" },
	{ "a market is two letters: cn, eu, us", "市场为两个字母：cn、eu、us" },
	{ "it is not KEY=VALUE", "不是 键=值 的形式" },
	{ "it is not UTF-8", "不是 UTF-8" },
	/* csv.c */
	{ "cannot write %s: %s; nothing was changed", "无法写入 %s：%s；未作任何改动" },
	{ "the folder of %s could not be written to the disk: %s", "%s 所在文件夹未能写入磁盘：%s" },
	/* cmd_decode.c, cmd_scan.c */
	{ "no photo named; `assay decode --help` shows how", "没有指定照片；用法见 `assay decode --help`" },
	{ "%s is a photo to be read and is not overwritten; choose another folder for --annotate",
	  "%s 是要识读的照片，不会被覆盖；请为 --annotate 另选文件夹" },
	{ "cannot make the folder %s: %s", "无法新建文件夹 %s：%s" },
	{ "%zu of %zu photos", "已识读 %zu / %zu 张照片" },
	{ "%s could not be judged: %s; the results so far stand", "%s 无法判定：%s；此前的结果有效" },
	{ "--category: no plugin is named '%s'; `assay plugins` lists them",
	  "--category：没有名为“%s”的插件；`assay plugins` 列出全部插件" },
	{ "--market: '%s' is no market; write cn, eu, us or another code of two letters",
	  "--market：“%s”不是市场代码；请写 cn、eu、us 或其他两位字母代码" },
	{ "--as-of: '%s' is no time; write 2026-11-20 or 2026-11-20T12:00:00Z",
	  "--as-of：“%s”不是时间；请写 2026-11-20 或 2026-11-20T12:00:00Z" },
	{ "no photo or folder named; `assay scan --help` shows how",
	  "没有指定照片或文件夹；用法见 `assay scan --help`" },
	{ "no photo in there: nothing to scan", "其中没有照片，无可扫描" },
	{ "the batch could not be closed: %s", "批次无法结束：%s" },
	/* cmd_explain.c, cmd_plugins.c */
	{ "%s: not a result of `assay scan --jsonl` (object %zu is no JSON)",
	  "%s：不是 `assay scan --jsonl` 的结果（第 %zu 个对象不是 JSON）" },
	{ "%s: object %zu is of no schema this program knows (assay.result/1, assay.batch/1)",
	  "%s：第 %zu 个对象的模式不为本程序所知（assay.result/1、assay.batch/1）" },
	{ "%s: empty; give a line of `assay scan --jsonl`",
	  "%s：为空；请给出 `assay scan --jsonl` 的一行" },
	{ "no rule and no file is named %s; `assay rules` lists the rules",
	  "没有名为 %s 的规则或文件；`assay rules` 列出全部规则" },
	{ "cannot open %s: %s", "无法打开 %s：%s" },
	{ "one rule, or one file with results; `assay explain --help` shows how",
	  "请给出一条规则或一个结果文件；用法见 `assay explain --help`" },
	{ "'%s': no argument is wanted here", "“%s”：此处不需要参数" },
	{ "no plugin was found; `assay doctor` says where they are looked for",
	  "没有找到插件；`assay doctor` 说明在何处查找" },
	{ "no plugin is named '%s'; `assay plugins` lists them",
	  "没有名为“%s”的插件；`assay plugins` 列出全部插件" },
	/* args.c, cmd_key.c, cmd_list.c, cmd_trust.c */
	{ "%s: '%s' is one word too many", "%s：多了“%s”" },
	{ "%s: no option %s; --help lists them", "%s：没有选项 %s；--help 列出全部选项" },
	{ "%s: %s wants a value", "%s：%s 需要一个值" },
	{ "%s: %s stands more than %d times", "%s：%s 出现超过 %d 次" },
	{ "%s: something is missing; `assay help` and --help say what",
	  "%s：缺少内容；用法见 `assay help` 与 --help" },
	{ "say new or show; `assay key --help` says more", "请写 new 或 show；用法见 `assay key --help`" },
	{ "say build, check, show or install; `assay %s --help` says more",
	  "请写 build、check、show 或 install；用法见 `assay %s --help`" },
	{ "say build, info, check, lookup or install; `assay list --help` says more",
	  "请写 build、info、check、lookup 或 install；用法见 `assay list --help`" },
	{ "say pin, root, init, sign, admit, revoke, rotate, publish or show; `assay trust --help` says more",
	  "请写 pin、root、init、sign、admit、revoke、rotate、publish 或 show；用法见 `assay trust --help`" },
	{ "%s: '%s' is no time; write 2026-11-20 or 2026-11-20T08:00:00Z",
	  "%s：“%s”不是时间；请写 2026-11-20 或 2026-11-20T08:00:00Z" },
	/* cmd_parse.c, cmd_vectors.c */
	{ "standard input cannot be read", "无法读取标准输入" },
	{ "--as-of takes a date such as 2026-11-20", "--as-of 需要日期，例如 2026-11-20" },
	{ "no option '%s'; put -- before a payload that starts with -",
	  "没有选项“%s”；以 - 开头的内容前请加 --" },
	{ "one payload at a time: put quotes around it", "一次一条内容：请加引号" },
	{ "what is to be parsed?  `assay parse TEXT`, or `assay parse -` for stdin",
	  "要解析什么？`assay parse 内容`，或用 `assay parse -` 读标准输入" },
	{ "%s, line %zu: a row has rule, input and expected, tab separated",
	  "%s 第 %zu 行：每行为规则、输入、预期，以制表符分隔" },
	{ "%s takes a value", "%s 需要一个值" },
	{ "one file of rows at a time; `assay vectors --help` lists the options",
	  "一次一个文件；选项见 `assay vectors --help`" },
	{ "which file?  `assay vectors FILE.tsv`", "哪个文件？`assay vectors FILE.tsv`" },
	{ "%s, line %zu: a zero byte, which no row has", "%s 第 %zu 行：含有零字节" },
	/* worker.c, of files that are none */
	{ "folder", "文件夹" },
	{ "pipe (FIFO)", "管道" },
	{ "socket", "套接字" },
	{ "device", "设备" },
	{ "special file", "特殊文件" },
	{ "it is still being written", "文件仍在写入" },
	/* what the library's calls end with */
	{ "the system refused", "系统拒绝" },
	{ "wrong use", "用法错误" },
	{ "not of the form it claims", "与其声称的格式不符" },
	{ "larger than a limit allows", "超过限额" },
	{ "a plugin was refused or broke its contract", "插件被拒绝或违反约定" },
	{ "no trusted key speaks for this", "没有可信密钥为其作证" },
	{ NULL, NULL }
};

static const struct {
	int number;
	const char *zh;
} reasons[] = {
	{ ENOENT, "没有此文件或文件夹" }, { EACCES, "没有权限" }, { EPERM, "不允许" },
	{ ENOTDIR, "不是文件夹" }, { EISDIR, "是文件夹" }, { ENOSPC, "磁盘已满" },
	{ EIO, "读写错误" }, { ENOMEM, "内存不足" }, { EMFILE, "打开的文件过多" },
	{ ENFILE, "打开的文件过多" }, { ENAMETOOLONG, "名称过长" }, { ELOOP, "链接层数过多" },
	{ EROFS, "只读文件系统" }, { EINVAL, "无效" }, { EAGAIN, "资源暂时不足" },
	{ EBADF, "已关闭" }, { EDQUOT, "超出磁盘配额" }, { EFBIG, "文件过大" },
};
/* clang-format on */

const char *
words_in(const char *english, enum assay_lang lang)
{
	for (const struct sentence *s = sentences; lang == ASSAY_ZH && s->en != NULL; s++)
		if (strcmp(s->en, english) == 0)
			return s->zh;
	return english;
}

const char *
in_words(const char *english)
{
	return words_in(english, spoken);
}

const char *
error_words(int number, enum assay_lang lang)
{
	for (size_t i = 0; lang == ASSAY_ZH && i < sizeof reasons / sizeof *reasons; i++)
		if (reasons[i].number == number)
			return reasons[i].zh;
	return strerror(number);
}

const char *
error_why(int number)
{
	return error_words(number, spoken);
}
