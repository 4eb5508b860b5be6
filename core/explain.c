/* explain.c - the table of innocent explanations
 *
 * A finding of weight S or P names the rows that were tried before it was made;
 * `explains` beside a name says whether it could have explained what was seen. */
#include <string.h>

#include "explain.h"

/* clang-format off */
static const struct assay_label rows[] = {
	{ "typing-slip",      "a slip while typing",                             "录入时的笔误" },
	{ "misread",          "a character misread from the symbol",             "条码字符误读" },
	{ "separator-lost",   "a group separator lost by printer or scanner",    "打印机或扫描器丢失分隔符" },
	{ "caps-lock",        "caps lock or another keyboard layout",            "大写锁定或键盘布局不同" },
	{ "leading-zeros",    "leading zeros dropped or added",                  "前导零缺失或多余" },
	{ "old-packaging",    "old packaging used up",                           "沿用旧包装" },
	{ "newer-than-list",  "goods made after the list was issued",            "货物晚于清单签发" },
	{ "list-too-old",     "a list or rule too old to know",                  "清单或规则过旧" },
	{ "lot-open",         "a lot that is still being filled",                "批次尚未封闭" },
	{ "parallel-import",  "goods made for another market",                   "平行进口" },
	{ "neighbour-code",   "a neighbour's code in view",                      "拍入邻近货物的条码" },
	{ "other-pack-level", "the code of the outer case or a multipack",       "外箱或组合包装的条码" },
	{ "burst",            "several shots of one item",                       "同一物品连拍" },
	{ "same-item",        "photos of one and the same item",                 "同一物品的多张照片" },
	{ "same-file",        "copies of one photo",                             "同一照片的副本" },
	{ "test-code",        "a test or demonstration code",                    "测试或演示码" },
	{ "day-00",           "day 00 stands for the end of the month",          "日为 00 表示月末" },
	{ "century",          "a two-digit year of another century",             "两位年份属于另一世纪" },
	{ "retired-code",     "a code retired since",                            "代码已停用" },
	{ "clock",            "a clock that is off by a day or two",             "时钟偏差一两天" },
	{ "plain-link",       "an ordinary link that only looks like a Digital Link", "普通链接恰似 GS1 数字链接" },
	{ "hosted-page",      "a page on a platform that rents pages to makers", "厂家在第三方平台的页面" },
	{ "device-address",   "the address of the device's own set-up page",     "设备自身设置页面的地址" },
	{ "contract-maker",   "made under contract by another firm",             "委托加工" },
	{ "printing-error",   "an error at the maker's own printer",             "厂家印刷错误" },
};
/* clang-format on */

#define ROWS (sizeof rows / sizeof *rows)

const struct assay_label *
explanation_find(const char *name)
{
	for (size_t i = 0; i < ROWS; i++)
		if (strcmp(rows[i].key, name) == 0)
			return &rows[i];
	return NULL;
}

const struct assay_label *
assay_explanation_at(size_t n)
{
	return n < ROWS ? &rows[n] : NULL;
}
