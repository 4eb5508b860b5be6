/* assay-plugin.h - the whole contract between assay and a plugin
 *
 * A plugin is one const descriptor for one category of goods.  It has no state,
 * no globals, and links nothing of libassay: all it may ask is in struct
 * assay_host.  Any thread may call it, several at once.  See assay-plugin(3). */
/* clang-format off */
#ifndef ASSAY_PLUGIN_H
#define ASSAY_PLUGIN_H

#include <string.h>

#include "assay-types.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ASSAY_PLUGIN_ABI 1 /* raised when an existing field changes meaning */

struct assay_run; /* one item being examined: belongs to the library */

/* The item as far as it is known.  All of it is claim, nothing is proven; it
 * lives until examine() returns. */
struct assay_item {
	uint32_t size;                      /* look before using a field added later */
	const struct assay_symbol *symbols;
	size_t n_symbols;
	const struct assay_claim *claims;
	size_t n_claims;
	const struct assay_fault *faults;
	size_t n_faults;
	const struct assay_pair *pairs;
	size_t n_pairs;
	const char *market;                 /* "cn", "eu", "us" ...; NULL: not said */
	int64_t now;                        /* of the inspection, s since 1970 */
};

/* A value that the item bears and that the library follows across the batch, where no
 * passed check tells it in the open.  All of it is copied. */
struct assay_borne {
	const char *rule, *fact;    /* of a row of the plugin's `across` whose from is NULL */
	struct assay_bytes value;   /* in one form, however it was written */
	struct assay_bytes with;    /* what goes with it; empty: nothing */
	enum assay_path path;
	const char *excuse;         /* explanation why several may bear it that is left; or NULL */
	bool secret;                /* only keyed hashes are kept, of `with` one a character so that
	                             * a slip can be told, and value is shown masked */
};

/* All a plugin may ask of the library.  Fields are added at the end. */
struct assay_host {
	uint32_t size;
	/* What do signed lists say of item->pairs[pair]?  The answer also enters the
	 * verdict.  ASSAY_E_USAGE: no such pair. */
	enum assay_status (*lookup)(struct assay_run *run, uint32_t pair,
	                            struct assay_answer *out);
	/* Who is admitted for this GTIN?  ASSAY_E_TRUST: nobody we know. */
	enum assay_status (*issuer)(const struct assay_run *run, const char *gtin,
	                            struct assay_issuer *out);
	/* Report a finding of one of the plugin's own rules.  Copies everything.
	 * Severity is lowered to what the rule's row, its grade and its evidence
	 * allow: S and P need at least one explanation tried. */
	enum assay_status (*found)(struct assay_run *run, const struct assay_finding *finding);
	/* A check of this rule could have failed and passed.  facts: "key=value;
	 * key=value" or "", what it read. */
	enum assay_status (*passed)(struct assay_run *run, const char *rule,
	                            const char *facts);
	/* What would the lists say had the serial been read otherwise ("O" for "0")?
	 * To try innocent explanations with: the answer does not enter the verdict.
	 * gtin: 14 digits.  Lot and dates are those of the item. */
	enum assay_status (*lookup_serial)(struct assay_run *run, const char *gtin,
	                                   struct assay_bytes serial,
	                                   struct assay_answer *out);
	/* The n-th admitted manufacturer, from 0; ASSAY_E_TRUST: past the last.  For what
	 * names no product of its own, as a link by itself. */
	enum assay_status (*issuer_at)(const struct assay_run *run, size_t n,
	                               struct assay_issuer *out);
	/* The item bears this value: compare it with those of the other items. */
	enum assay_status (*bears)(struct assay_run *run, const struct assay_borne *borne);
	/* What did the maker of this GTIN sign about its goods?  Only what holds: signed by
	 * a trusted key, for prefixes of that maker.  ASSAY_E_TRUST: nothing.  Set
	 * out->size first. */
	enum assay_status (*profile)(const struct assay_run *run, const char *gtin,
	                             struct assay_profile *out);
	/* The n-th such profile, from 0; ASSAY_E_TRUST: past the last.  For what names no
	 * product of its own, as a brand. */
	enum assay_status (*profile_at)(const struct assay_run *run, size_t n,
	                                struct assay_profile *out);
	/* The newest trusted data of that kind, "register/cn-ccc"; ASSAY_E_TRUST: none, or
	 * none newer than what `compiled` (a day; ASSAY_NO_DAY: nothing) says is built in. */
	enum assay_status (*data)(const struct assay_run *run, const char *kind,
	                          int32_t compiled, struct assay_data *out);
	/* SHA-256 of bytes, in 64 small hex digits: tables of secrets hold no secrets. */
	void (*sha256)(struct assay_bytes bytes, char hex[65]);
};

/* How many items of one batch may bear one value. */
enum assay_shared {
	ASSAY_ONE_THING = 0, /* one: on a second named item it is the rule's full severity,
	                      * on unnamed photos as a serial met twice */
	ASSAY_ONE_MAKER,     /* those of one maker (typed "maker", else the admitted one) */
	ASSAY_MANY,          /* any number: information for the summary */
	ASSAY_ONE_OTHER,     /* any number that bear one other value beside it */
	ASSAY_NO_RUN         /* any number whose other values, as serials of a lot, do not run on */
};

/* A value that the library follows across a batch. */
struct assay_across {
	const char *rule;       /* of the plugin: says it */
	const char *from;       /* a rule of the plugin: its check, passed, names the value... */
	const char *fact;       /* ...under this fact, "imei"; with ASSAY_ONE_OTHER and
	                         * ASSAY_NO_RUN two facts of one check, "case company".  from
	                         * NULL: what bears() tells under it, or a claim of that key,
	                         * decoded, from a symbol that names no product */
	enum assay_shared shared;
};

#define ASSAY_PLUGIN_ALWAYS 1u /* examines every item, whatever its category */
/* Takes items of admitted makers that are of no category, known or of theirs. */
#define ASSAY_PLUGIN_OTHERS 2u

struct assay_plugin {
	uint32_t abi, size;             /* as the plugin was built */
	const char *name;               /* [a-z][a-z0-9_]*, the same as the file name */
	const char *summary, *summary_zh; /* one line for `assay plugins` */
	uint32_t flags;
	const char *symbologies;        /* what its labels use: "]Q ]d ]C1 ]E0" */
	const struct assay_rule *rules;
	size_t n_rules;
	const struct assay_label *labels; /* typed values its rules read */
	size_t n_labels;
	/* How surely is this item of my category, 0 to 100?  From codes and typed
	 * values alone; why: one or two words of evidence, at most 79 bytes. */
	int (*recognise)(const struct assay_item *item, char why[80]);
	/* Judge what can be judged.  A status other than OK: could not. */
	enum assay_status (*examine)(const struct assay_host *host, struct assay_run *run,
	                             const struct assay_item *item);
	/* Keys of labels whose values are secret, parted by spaces: examine() reads them
	 * whole, no output shows them so (see assay_mask()).  NULL: none. */
	const char *secrets;
	const struct assay_across *across; /* may be NULL */
	size_t n_across;
	/* What could explain a rule, and what to look at next; may be NULL.  A rule without a
	 * guide has the explanations tried that fit any value (see assay-plugin(3)). */
	const struct assay_guide *guides;
	size_t n_guides;
	/* Where, at byte `from` or behind it, does a secret of its kind stand in this text (a
	 * product key in a code)?  Its first byte, and *len; SIZE_MAX: nowhere.  No output shows
	 * it whole.  Total, allocates nothing.  NULL: it knows of none. */
	size_t (*find_secret)(struct assay_bytes text, size_t from, size_t *len);
};

#if defined(__GNUC__)
#define ASSAY_PLUGIN_EXPORT __attribute__((visibility("default")))
#else
#define ASSAY_PLUGIN_EXPORT
#endif

#define ASSAY_PLUGIN(id)                                                  \
	extern ASSAY_PLUGIN_EXPORT const struct assay_plugin id##_LTX_assay_plugin; \
	ASSAY_PLUGIN_EXPORT const struct assay_plugin id##_LTX_assay_plugin

/* The n-th claim of that key, counted from 0; NULL past the last. */
static inline const struct assay_claim *
assay_claim(const struct assay_item *item, const char *key, size_t n)
{
	for (size_t i = 0; i < item->n_claims; i++)
		if (strcmp(item->claims[i].key, key) == 0 && n-- == 0)
			return &item->claims[i];
	return NULL;
}

/* The cell of a row by its column's name; "": no such column, or nothing said. */
static inline const char *
assay_cell(const struct assay_rows *table, size_t row, const char *column)
{
	for (size_t i = 0; i < table->n_columns && row < table->n_rows; i++)
		if (strcmp(table->columns[i], column) == 0)
			return table->cells[row * table->n_columns + i];
	return "";
}

/* A profile's table; NULL: it has none of that name. */
static inline const struct assay_rows *
assay_rows_of(const struct assay_profile *profile, const char *name)
{
	for (size_t i = 0; i < profile->n_tables; i++)
		if (strcmp(profile->tables[i].name, name) == 0)
			return &profile->tables[i];
	return NULL;
}

/* The first row whose first column is key, or the number of rows. */
static inline size_t
assay_find_row(const struct assay_rows *rows, const char *key)
{
	size_t low = 0, high = rows->n_rows;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(rows->cells[middle * rows->n_columns], key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < rows->n_rows && strcmp(rows->cells[low * rows->n_columns], key) == 0
		? low : rows->n_rows;
}

#ifdef __cplusplus
}
#endif
#endif
