/* example.c - a whole category plugin, to be copied
 *
 * Its goods carry a permit number of eight digits: the year of the permit (two),
 * a sequence (five) and a Luhn check digit.  Two rules: the check digit holds, and
 * the permit is not younger than the goods.  Copy the folder, rename this file and
 * the word `example` in it (they must agree), and replace the rules. */
#include <stdio.h>

#include <assay-check.h>
#include <assay-plugin.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define PERMIT_DIGITS 8

/* One row a rule: identifier, the most it may say, grade of its source, where it is
 * law and from when until when, how a bare test value comes in, source, what a
 * finding says (one sentence, English and Chinese), what it checks and why. */
static const struct assay_rule rules[] = {
	{ "EXAMPLE-PERMIT-CHECK", ASSAY_STRONG, "V", "*", NULL, NULL, "permit",
	  "an invented ordinance, section 1",
	  "The permit number's check digit is wrong: read it again, then ask the office",
	  "许可证号校验位错误：请重新核对，再向主管机关查询",
	  "The eighth digit follows from the seven before it; invented numbers miss it nine times in ten",
	  "第八位由前七位计算得出；编造的号码十有八九不符" },
	{ "EXAMPLE-PERMIT-YEAR", ASSAY_WEAK, "C", "*", NULL, NULL, NULL,
	  "follows from the year in the number",
	  "The permit is younger than the goods: compare both dates on the label",
	  "许可证晚于产品：请核对标签上的两个日期",
	  "A permit must exist before goods are made under it",
	  "须先取得许可证才能生产" },
};

/* Typed values that the rules read, beside those every item may have ("made"). */
static const struct assay_label labels[] = {
	{ "permit", "permit number", "许可证号" },
};

/* Is it this plugin's?  A typed permit number says so; a code would too. */
static int
recognise(const struct assay_item *item, char why[80])
{
	if (assay_claim(item, "permit", 0) == NULL)
		return 0;
	snprintf(why, 80, "permit");
	return 60;
}

/* A value that came in by fingers or from a linear bar code may be wrong without
 * anybody's fault; one from an error-corrected symbol was printed that way. */
static enum assay_status
check_digit(const struct assay_host *host, struct assay_run *run,
            const struct assay_claim *permit, bool *holds)
{
	bool typed = permit->path == ASSAY_PATH_TYPED, linear = permit->path == ASSAY_PATH_LINEAR;
	struct assay_tried tried[] = { { "typing-slip", typed }, { "misread", linear } };
	struct assay_bytes body = { permit->value.data, PERMIT_DIGITS - 1 };
	char evidence[80];
	struct assay_finding finding = {
		.rule = "EXAMPLE-PERMIT-CHECK",
		.severity = typed || linear ? ASSAY_WEAK : ASSAY_STRONG,
		.symbol = permit->symbol,
		.pair = ASSAY_NONE,
		.evidence = evidence,
		.tried = tried,
		.n_tried = COUNT(tried),
	};

	*holds = false;
	if (permit->value.len != PERMIT_DIGITS || !assay_all_digits(permit->value)) {
		snprintf(evidence, sizeof evidence, "reason=not %d digits", PERMIT_DIGITS);
		return host->found(run, &finding);
	}
	*holds = assay_luhn(body) == permit->value.data[PERMIT_DIGITS - 1] - '0';
	snprintf(evidence, sizeof evidence, "permit=%.8s; expected=%d",
		(const char *)permit->value.data, assay_luhn(body));
	return *holds ? host->passed(run, finding.rule, evidence) : host->found(run, &finding);
}

static enum assay_status
check_year(const struct assay_host *host, struct assay_run *run, const struct assay_item *item,
           const struct assay_claim *permit)
{
	const struct assay_claim *made = assay_claim(item, "made", 0);
	int32_t today = assay_day_at(item->now), day, permit_year, made_year;
	struct assay_tried tried[] = { { "century", false } };
	char evidence[80];
	struct assay_finding finding = {
		.rule = "EXAMPLE-PERMIT-YEAR",
		.severity = ASSAY_WEAK,
		.symbol = permit->symbol,
		.pair = ASSAY_NONE,
		.evidence = evidence,
		.tried = tried,
		.n_tried = COUNT(tried),
	};

	if (made == NULL || today == ASSAY_NO_DAY)
		return ASSAY_OK; /* nothing to compare: silence, not a finding */
	if ((day = assay_day_of(made->value)) == ASSAY_NO_DAY)
		return ASSAY_OK;
	made_year = assay_date_of(day).year;
	permit_year = assay_century(assay_number(permit->value, 0, 2), assay_date_of(today).year);
	snprintf(evidence, sizeof evidence, "permit_year=%d; made=%d", (int)permit_year,
		(int)made_year);
	return permit_year > made_year ? host->found(run, &finding)
		: host->passed(run, finding.rule, evidence);
}

static enum assay_status
examine(const struct assay_host *host, struct assay_run *run, const struct assay_item *item)
{
	const struct assay_claim *permit;
	enum assay_status status = ASSAY_OK;

	for (size_t n = 0; status == ASSAY_OK
		&& (permit = assay_claim(item, "permit", n)) != NULL; n++) {
		bool holds;

		status = check_digit(host, run, permit, &holds);
		if (status == ASSAY_OK && holds)
			status = check_year(host, run, item, permit);
	}
	return status;
}

ASSAY_PLUGIN(example) = {
	.abi = ASSAY_PLUGIN_ABI,
	.size = sizeof(struct assay_plugin),
	.name = "example",
	.summary = "goods with a permit number, an example to copy",
	.summary_zh = "带许可证号的产品（示例）",
	.symbologies = "]Q",
	.rules = rules,
	.n_rules = COUNT(rules),
	.labels = labels,
	.n_labels = COUNT(labels),
	.recognise = recognise,
	.examine = examine,
};
