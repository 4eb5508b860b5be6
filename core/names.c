/* names.c - what enumerations are called, in both languages */
#include "config.h"

#include "assay.h"

const char *
assay_version(void)
{
	return PACKAGE_VERSION;
}

static const struct {
	const char *en, *zh, *shape;
} verdicts[ASSAY_VERDICTS] = {
	[ASSAY_UNKNOWN] = { "UNKNOWN", "无法判断", "?" },
	[ASSAY_UNREADABLE] = { "UNREADABLE", "未能识读", "□" },
	[ASSAY_PLAUSIBLE] = { "PLAUSIBLE", "结构相符", "○" },
	[ASSAY_CONSISTENT] = { "CONSISTENT", "相符", "✔" },
	[ASSAY_SUSPECT] = { "SUSPECT", "可疑", "!" },
	[ASSAY_LIKELY_COUNTERFEIT] = { "LIKELY-COUNTERFEIT", "疑似假冒", "✖" },
};

const char *
assay_verdict_name(enum assay_verdict v, enum assay_lang lang)
{
	if ((unsigned)v >= ASSAY_VERDICTS)
		v = ASSAY_UNKNOWN;
	return lang == ASSAY_ZH ? verdicts[v].zh : verdicts[v].en;
}

const char *
assay_verdict_shape(enum assay_verdict v)
{
	return verdicts[(unsigned)v >= ASSAY_VERDICTS ? ASSAY_UNKNOWN : v].shape;
}

static const struct {
	const char *en, *zh;
} flags[ASSAY_FLAGS] = {
	{ "STALE-DATA", "数据过旧" },          { "CLOCK-UNSURE", "时钟不可信" },
	{ "NOT-LISTED", "未列入" },            { "EXPIRED", "已过期" },
	{ "RECALLED", "已召回" },              { "STOLEN", "被盗" },
	{ "DIVERTED", "窜货" },                { "DUPLICATE-HERE", "本批重复" },
	{ "DUPLICATE-ELSEWHERE", "他处重复" }, { "GUESSABLE-SERIAL", "序列号可猜" },
};

const char *
assay_flag_name(enum assay_flag f, enum assay_lang lang)
{
	for (unsigned i = 0; i < ASSAY_FLAGS; i++)
		if ((unsigned)f == 1u << i)
			return lang == ASSAY_ZH ? flags[i].zh : flags[i].en;
	return "";
}

char
assay_severity_letter(enum assay_severity s)
{
	return (unsigned)s > ASSAY_PROOF ? '?' : "IWSP"[s];
}

const char *
assay_status_text(enum assay_status s)
{
	switch (s) {
	case ASSAY_OK:
		return "done";
	case ASSAY_E_NOMEM:
		return "out of memory";
	case ASSAY_E_IO:
		return "the system refused";
	case ASSAY_E_USAGE:
		return "wrong use";
	case ASSAY_E_FORMAT:
		return "not of the form it claims";
	case ASSAY_E_LIMIT:
		return "larger than a limit allows";
	case ASSAY_E_PLUGIN:
		return "a plugin was refused or broke its contract";
	case ASSAY_E_TRUST:
		return "no trusted key speaks for this";
	}
	return "unknown status";
}

const char *
assay_listed_name(enum assay_listed l, enum assay_lang lang)
{
	static const struct {
		const char *en, *zh;
	} names[] = {
		[ASSAY_LISTED_NO_LIST] = { "no list", "无清单" },
		[ASSAY_LISTED_ISSUED] = { "issued", "已发行" },
		[ASSAY_LISTED_FLAGGED] = { "issued, flagged", "已发行，有标记" },
		[ASSAY_LISTED_NOT_ISSUED] = { "not issued", "未发行" },
		[ASSAY_LISTED_NOT_KNOWN] = { "not known to this list", "清单中无记录" },
		[ASSAY_LISTED_DAMAGED] = { "list damaged", "清单已损坏" },
		[ASSAY_LISTED_COMPROMISED] = { "signed by a compromised key", "签名密钥已泄露" },
		[ASSAY_LISTED_KEY_INVALID] = { "signed by a key not valid for it", "签名密钥对其无效" },
	};

	if ((unsigned)l >= sizeof names / sizeof *names)
		l = ASSAY_LISTED_NO_LIST;
	return lang == ASSAY_ZH ? names[l].zh : names[l].en;
}
