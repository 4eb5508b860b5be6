/* say.c - findings, and the evidence that stands in them
 *
 * Whatever comes from a label is escaped here and nowhere else: a payload cannot forge
 * a second "key=value", nor turn the line it is shown in. */
#include "general.h"

void
general_begin(struct general_say *s, const char *rule, enum assay_severity severity)
{
	memset(s, 0, offsetof(struct general_say, evidence));
	s->finding.rule = rule;
	s->finding.severity = severity;
	s->finding.symbol = s->finding.pair = ASSAY_NONE;
	s->evidence[0] = '\0';
	s->used = 0;
}

static bool
put(struct general_say *s, const char *text, size_t n)
{
	if (n >= sizeof s->evidence - s->used)
		return false;
	memcpy(s->evidence + s->used, text, n);
	s->used += n;
	s->evidence[s->used] = '\0';
	return true;
}

/* "; key=", or false where the value would have no room. */
static bool
put_key(struct general_say *s, const char *key)
{
	size_t n = strlen(key);

	if (sizeof s->evidence - s->used < n + 16)
		return false;
	if (s->used > 0)
		put(s, "; ", 2);
	return put(s, key, n) && put(s, "=", 1);
}

void
general_add(struct general_say *s, const char *key, struct assay_bytes value)
{
	struct shown shown = show(value);
	size_t before = s->used;

	if (put_key(s, key) && put(s, shown.text, strlen(shown.text)))
		return;
	s->used = before;
	s->evidence[before] = '\0';
}

void
general_add_ascii(struct general_say *s, const char *key, struct assay_bytes value)
{
	static const char hex[] = "0123456789ABCDEF";

	if (!put_key(s, key))
		return;
	for (size_t i = 0; i < value.len; i++) {
		uint8_t c = value.data[i];
		char piece[4] = { '\\', 'x', hex[c >> 4], hex[c & 15] };
		bool plain = c >= 0x20 && c < 0x7F && c != '\\' && c != ';';

		if (i == 240 || sizeof s->evidence - s->used < 9) {
			put(s, "...", 3);
			return;
		}
		put(s, plain ? (const char *)&c : piece, plain ? 1 : 4);
	}
}

void
general_add_text(struct general_say *s, const char *key, const char *value)
{
	general_add(s, key, assay_str(value));
}

void
general_add_day(struct general_say *s, const char *key, int32_t day)
{
	if (day != ASSAY_NO_DAY)
		general_add_text(s, key, day_text(day).text);
}

void
general_tried(struct general_say *s, const char *name, bool explains)
{
	for (size_t i = 0; i < s->finding.n_tried; i++) {
		if (strcmp(s->tried[i].name, name) != 0)
			continue;
		s->tried[i].explains |= explains;
		return;
	}
	if (s->finding.n_tried < GENERAL_TRIED_MAX)
		s->tried[s->finding.n_tried++] = (struct assay_tried){ name, explains };
}

static void
keep(struct general *g, enum assay_status status)
{
	if (g->status == ASSAY_OK && status != ASSAY_OK && status != ASSAY_E_LIMIT)
		g->status = status;
}

void
general_end(struct general *g, struct general_say *s)
{
	bool explained = false;

	for (size_t i = 0; i < s->finding.n_tried; i++)
		explained |= s->tried[i].explains;
	if (explained && s->finding.severity >= ASSAY_STRONG)
		s->finding.severity =
		        s->finding.severity == ASSAY_PROOF ? ASSAY_STRONG : ASSAY_WEAK;
	s->finding.evidence = s->evidence;
	s->finding.tried = s->tried;
	keep(g, g->host->found(g->run, &s->finding));
}

void
general_pass(struct general *g, struct general_say *s)
{
	keep(g, g->host->passed(g->run, s->finding.rule, s->evidence));
}
