/* chemicals.c - the unique formula identifier (UFI) of hazardous mixtures
 *
 * 16 characters of a set of 31, GMTT-2SQN-6FDD-6TV1: the sum of value times place is
 * divisible by 31.  Behind the check character the other 15, put in their order, are a
 * number of 74 bits whose first 28 are the formula number.  Detergents, paints and
 * pesticides alike bear it, so that every item is examined. */
#include "form.h"
#include "chemicals-guide.h"

/* clang-format off */
static const struct assay_rule rules[] = {
	{ "OTHER-UFI-CHECK", ASSAY_STRONG, "V", "*", "2021-01-01", NULL, "ufi",
	  "Regulation (EC) No 1272/2008, annex VIII; ECHA UFI Developers Manual",
	  "The formula identifier (UFI) is malformed or its check character is wrong: compare it once more",
	  "混合物唯一配方标识（UFI）格式或校验字符错误，请再次核对",
	  "Four groups of four out of 31 characters; an invented one holds by chance in one of 31",
	  "31 个字符组成四组，每组四位；臆造的编码约每 31 个才有一个碰巧通过" },
};

static const struct assay_label labels[] = {
	{ "ufi", "UFI of a hazardous mixture, 16 characters", "危险混合物 UFI，16 位" },
};
/* clang-format on */

#define UFI 16

static const char alphabet[] = "0123456789ACDEFGHJKMNPQRSTUVWXY";

/* Where each character behind the check character belongs in the number. */
static const uint8_t place[UFI - 1] = {
	5, 4, 3, 7, 2, 8, 9, 10, 1, 0, 11, 6, 12, 13, 14
};

/* The first 28 of the 74 bits that 15 digits to the base of 31 spell, in limbs of 32. */
static uint32_t
formula_of(const uint8_t value[UFI])
{
	uint8_t digit[UFI - 1];
	uint32_t limb[3] = { 0, 0, 0 }; /* the lowest first */

	for (size_t i = 0; i < UFI - 1; i++)
		digit[place[i]] = value[i + 1];
	for (size_t i = 0; i < UFI - 1; i++) {
		uint64_t carry = digit[i];

		for (size_t k = 0; k < 3; k++) {
			carry += (uint64_t)limb[k] * 31;
			limb[k] = (uint32_t)carry;
			carry >>= 32;
		}
	}
	return (limb[1] >> 14 | limb[2] << 18) & 0xFFFFFFF;
}

static const char *
ufi(struct exam *x, struct text *t, struct note *n)
{
	uint8_t value[UFI];
	const char *s = t->s;
	unsigned sum = 0;

	(void)x;
	if (begins(s, "UFI") != 0)
		s += 3;
	note(n, "ufi", s);
	if (strlen(s) != UFI)
		return "not 16 characters";
	for (unsigned i = 0; i < UFI; i++) {
		const char *at = strchr(alphabet, s[i]);

		if (at == NULL)
			return "character outside the set";
		value[i] = (uint8_t)(at - alphabet);
		sum += value[i] * (i + 1);
	}
	if (sum % 31 != 0)
		return "check character";
	note_int(n, "formula", (int32_t)formula_of(value));
	return "";
}

static int
recognise(const struct assay_item *item, char why[80])
{
	(void)item;
	why[0] = '\0';
	return 0;
}

static enum assay_status
examine(const struct assay_host *host, struct assay_run *run,
        const struct assay_item *item)
{
	struct exam x = exam_begin(host, run, item, rules, COUNT(rules));

	form_typed(&x, "OTHER-UFI-CHECK", "ufi", " -:", ufi);
	return x.status;
}

ASSAY_PLUGIN(chemicals) = {
	.abi = ASSAY_PLUGIN_ABI,
	.size = sizeof(struct assay_plugin),
	.name = "chemicals",
	.summary = "hazardous mixtures: the formula identifier (UFI), on every item",
	.summary_zh = "危险混合物：唯一配方标识（UFI），适用于所有物品",
	.flags = ASSAY_PLUGIN_ALWAYS,
	.symbologies = "]Q",
	.rules = rules,
	.n_rules = COUNT(rules),
	.labels = labels,
	.n_labels = COUNT(labels),
	.recognise = recognise,
	.examine = examine,
	.guides = guides,
	.n_guides = sizeof guides / sizeof *guides,
};
