/* china.h - the provinces of GB/T 2260: number, names, and the character that
 * licence numbers use
 *
 * Only the first two digits are tabled.  Six-digit divisions come and go from year
 * to year, and no rule here calls one unknown. */
#ifndef CHINA_H
#define CHINA_H

#include "printed.h"

struct province {
	int32_t code;
	const char *short_zh, *zh, *en;
};

/* clang-format off */
static const struct province provinces[] = {
	{ 11, "京", "北京",   "Beijing" },      { 12, "津", "天津",   "Tianjin" },
	{ 13, "冀", "河北",   "Hebei" },        { 14, "晋", "山西",   "Shanxi" },
	{ 15, "蒙", "内蒙古", "Inner Mongolia" },
	{ 21, "辽", "辽宁",   "Liaoning" },     { 22, "吉", "吉林",   "Jilin" },
	{ 23, "黑", "黑龙江", "Heilongjiang" },
	{ 31, "沪", "上海",   "Shanghai" },     { 32, "苏", "江苏",   "Jiangsu" },
	{ 33, "浙", "浙江",   "Zhejiang" },     { 34, "皖", "安徽",   "Anhui" },
	{ 35, "闽", "福建",   "Fujian" },       { 36, "赣", "江西",   "Jiangxi" },
	{ 37, "鲁", "山东",   "Shandong" },
	{ 41, "豫", "河南",   "Henan" },        { 42, "鄂", "湖北",   "Hubei" },
	{ 43, "湘", "湖南",   "Hunan" },        { 44, "粤", "广东",   "Guangdong" },
	{ 45, "桂", "广西",   "Guangxi" },      { 46, "琼", "海南",   "Hainan" },
	{ 50, "渝", "重庆",   "Chongqing" },    { 51, "川", "四川",   "Sichuan" },
	{ 52, "黔", "贵州",   "Guizhou" },      { 53, "滇", "云南",   "Yunnan" },
	{ 54, "藏", "西藏",   "Tibet" },
	{ 61, "陕", "陕西",   "Shaanxi" },      { 62, "甘", "甘肃",   "Gansu" },
	{ 63, "青", "青海",   "Qinghai" },      { 64, "宁", "宁夏",   "Ningxia" },
	{ 65, "新", "新疆",   "Xinjiang" },
	/* second characters in use for the same provinces */
	{ 51, "蜀", "四川",   "Sichuan" },      { 52, "贵", "贵州",   "Guizhou" },
	{ 53, "云", "云南",   "Yunnan" },       { 61, "秦", "陕西",   "Shaanxi" },
	{ 62, "陇", "甘肃",   "Gansu" },
};
/* clang-format on */

#define PROVINCES (sizeof provinces / sizeof *provinces)

static inline const struct province *
province_of(int32_t code)
{
	for (size_t i = 0; i < PROVINCES; i++)
		if (provinces[i].code == code)
			return &provinces[i];
	return NULL;
}

/* The province whose licence character s begins with. */
static inline const struct province *
province_short(const char *s)
{
	for (size_t i = 0; i < PROVINCES; i++)
		if (begins(s, provinces[i].short_zh) != 0)
			return &provinces[i];
	return NULL;
}

/* What an address says of a province: 1 it names it, -1 it opens with another, 0 it
 * does not say.  Streets are named after provinces, so that only the province at
 * the start of an address contradicts. */
static inline int
address_names(const char *address, int32_t code, const struct province **other)
{
	static const char *const openings[] = {
		"生产地址",       "生产者地址", "厂址",  "地址", "产地", "Address",
		"中华人民共和国", "中国",       "China", ":",    " ",    ","
	};
	const char *at = address;

	*other = NULL;
	for (size_t i = 0; i < PROVINCES; i++)
		if (provinces[i].code == code &&
		    (strstr(address, provinces[i].zh) != NULL ||
		     find_word(address, provinces[i].en) != NULL))
			return 1;
	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
		size_t n = begins(at, openings[i]);

		if (n != 0) {
			at += n;
			i = (size_t)-1; /* from the first opening again: "地址: 中国" */
		}
	}
	for (size_t i = 0; i < PROVINCES; i++)
		if (begins(at, provinces[i].zh) != 0)
			*other = &provinces[i];
	for (size_t i = 0; *other == NULL && i < PROVINCES; i++) {
		const char *found = find_word(address, provinces[i].en);

		if (found != NULL &&
		    begins(found + strlen(provinces[i].en), " Province") != 0)
			*other = &provinces[i];
	}
	return *other != NULL ? -1 : 0;
}

#endif
