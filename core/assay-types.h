/* assay-types.h - the words that callers, core and plugins share
 *
 * Included by assay.h (embedders) and assay-plugin.h (plugin authors); neither
 * needs to be told of it.  Only plain data here: no function, nothing to link. */
/* clang-format off */
#ifndef ASSAY_TYPES_H
#define ASSAY_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Did the call run?  It never says anything about the goods. */
enum assay_status {
	ASSAY_OK = 0,
	ASSAY_E_NOMEM,
	ASSAY_E_IO,     /* the system refused: errno tells why while the call returns */
	ASSAY_E_USAGE,  /* the caller broke a rule written in the header */
	ASSAY_E_FORMAT, /* the input is not what it says it is */
	ASSAY_E_LIMIT,  /* the input is larger than a named limit */
	ASSAY_E_PLUGIN, /* a plugin was refused or broke its contract */
	ASSAY_E_TRUST   /* no trusted key speaks for this, or its signature fails */
};

/* What do the findings add up to?  Memory that was zeroed reads UNKNOWN. */
enum assay_verdict {
	ASSAY_UNKNOWN = 0,         /* signed data could not decide, or nothing to check */
	ASSAY_UNREADABLE,          /* nothing read and nothing typed */
	ASSAY_PLAUSIBLE,           /* a check that could have failed passed */
	ASSAY_CONSISTENT,          /* agrees with signed data for this product and serial */
	ASSAY_SUSPECT,             /* a contradiction with an innocent explanation left */
	ASSAY_LIKELY_COUNTERFEIT   /* a contradiction proven */
};
#define ASSAY_VERDICTS 6

/* Flags stand beside the verdict and never change its word. */
enum assay_flag {
	ASSAY_FLAG_STALE_DATA          = 1 << 0,
	ASSAY_FLAG_CLOCK_UNSURE        = 1 << 1,
	ASSAY_FLAG_NOT_LISTED          = 1 << 2,
	ASSAY_FLAG_EXPIRED             = 1 << 3,
	ASSAY_FLAG_RECALLED            = 1 << 4,
	ASSAY_FLAG_STOLEN              = 1 << 5,
	ASSAY_FLAG_DIVERTED            = 1 << 6,
	ASSAY_FLAG_DUPLICATE_HERE      = 1 << 7,
	ASSAY_FLAG_DUPLICATE_ELSEWHERE = 1 << 8,
	ASSAY_FLAG_GUESSABLE_SERIAL    = 1 << 9
};
#define ASSAY_FLAGS 10

/* How much one finding weighs. */
enum assay_severity {
	ASSAY_INFO = 0, /* I: what was read, what could not be checked */
	ASSAY_WEAK,     /* W: unusual, with innocent explanations */
	ASSAY_STRONG,   /* S: a contradiction; an innocent explanation is left */
	ASSAY_PROOF     /* P: a contradiction proven */
};

/* How a value reached us decides what a failed check digit means. */
enum assay_path {
	ASSAY_PATH_TYPED = 0, /* by a person, or from a side file: slips are likely */
	ASSAY_PATH_LINEAR,    /* Code 128, Code 39, ITF, DataBar: no error correction */
	ASSAY_PATH_RETAIL,    /* EAN and UPC: the symbol itself has the check digit */
	ASSAY_PATH_MATRIX     /* QR, Data Matrix, PDF417 ...: error-corrected */
};

/* A view: owns nothing, not a string.  Where a header says "NUL after", the
 * byte data[len] is zero and is not part of the value. */
struct assay_bytes {
	const uint8_t *data;
	size_t len;
};

struct assay_point {
	int32_t x, y; /* pixels of the upright picture, (0,0) its top left */
};

#define ASSAY_NONE UINT32_MAX /* "no symbol", "no pair", "no photo" */

/* One decoded bar code. */
struct assay_symbol {
	char symbology[4];             /* ISO/IEC 15424 identifier, "]Q3" */
	struct assay_bytes payload;    /* as decoded, FNC1 as GS (0x1D), without a leading one */
	struct assay_point outline[4]; /* clockwise from the symbol's own top left */
	const char *reader, *pass;     /* who read it, in which pass: static strings */
	uint32_t quality;              /* 0 to 100: how well scan lines agreed; of a matrix symbol
	                                * how much of its error correction was not needed */
	uint32_t photo;                /* index of the photo of this item it was seen in */
};

/* What a payload or a person says.  A claim until something proves it.
 *
 * key is one of: gtin (14 digits) serial lot made packed best sellby expiry
 * (dates, as YYYY-MM-DD) sscc imei ... (the names of claim/ai.c), "ai" for an
 * element without a name of its own, "link" (a URL), "text" (a payload that is
 * none of these), or the key of a typed label. */
struct assay_claim {
	const char *key;          /* NUL-terminated */
	struct assay_bytes value; /* normalised; NUL after */
	struct assay_bytes raw;   /* as it came; NUL after */
	char ai[5];               /* the GS1 application identifier it came in, or "" */
	enum assay_path path;
	uint32_t symbol;          /* index into the item's symbols; ASSAY_NONE: typed */
};

/* A payload that breaks the form it claims to have. */
struct assay_fault {
	const char *rule;    /* GS1-AI-PARSE, GS1-CSUM ... */
	enum assay_path path;
	uint32_t symbol;     /* ASSAY_NONE: typed */
	const char *why;     /* evidence: "key=value; key=value", UTF-8, escaped */
};

/* A product and its serial that belong together (see "pairs" in doc/architecture.md). */
struct assay_pair {
	char gtin[15];             /* 14 digits */
	struct assay_bytes serial; /* NUL after */
	uint32_t symbol;           /* the symbol that carries both; ASSAY_NONE: one of each */
	enum assay_path path;      /* the weaker path of the two */
};

/* What the installed signed lists say of one pair (formats: "Answers"). */
enum assay_listed {
	ASSAY_LISTED_NO_LIST = 0,  /* nobody we trust has a list for this product */
	ASSAY_LISTED_ISSUED,       /* issued, status made or sold */
	ASSAY_LISTED_FLAGGED,      /* issued, and stolen, recalled or destroyed */
	ASSAY_LISTED_NOT_ISSUED,   /* absent, and the list claims to be complete for it */
	ASSAY_LISTED_NOT_KNOWN,    /* absent, but it may be newer than the list */
	ASSAY_LISTED_DAMAGED,      /* a page of the list does not hold */
	ASSAY_LISTED_COMPROMISED,  /* signed by a key that was stolen */
	ASSAY_LISTED_KEY_INVALID   /* signed by a key that is not valid for it: its life, its maker's
	                              admission or prefixes do not hold it */
};

/* Status of a serial in its list (attribute bits of the format). */
enum assay_item_status {
	ASSAY_ITEM_NONE = 0, ASSAY_ITEM_MADE, ASSAY_ITEM_SOLD, ASSAY_ITEM_STOLEN,
	ASSAY_ITEM_RECALLED, ASSAY_ITEM_DESTROYED, ASSAY_ITEM_REMOVED
};

enum assay_age { ASSAY_AGE_UNKNOWN = 0, ASSAY_AGE_FRESH, ASSAY_AGE_AGED, ASSAY_AGE_STALE };

/* Days since 1970-01-01; ASSAY_NO_DAY where none is known. */
#define ASSAY_NO_DAY INT32_MIN

/* A record of a list's lot table. */
struct assay_lot {
	char gtin[15];
	char lot[21];
	int32_t made, expiry;     /* days; ASSAY_NO_DAY: not stated */
	bool recalled, stolen, closed;
	uint16_t markets[8];      /* ISO 3166-1 numeric; 0 fills up */
	uint32_t units;           /* made in this lot; 0: not stated */
};

struct assay_answer {
	enum assay_listed listed;
	enum assay_item_status status;  /* where listed */
	bool has_lot;                   /* the serial's own lot is below */
	struct assay_lot lot;
	bool lot_known;                 /* the printed lot stands in the table, below */
	bool lots_listed;               /* the list has a lot table for this product */
	struct assay_lot printed_lot;
	const char *issuer, *issuer_name; /* "" where none; valid as long as the context */
	const char *title;              /* of the list; escaped UTF-8; as long as the context */
	uint64_t version;
	int64_t issued_at, expires_at, covers_until; /* s since 1970; 0: not claimed */
	enum assay_age age;
	uint8_t list_id[16];
	bool guessable, restricted;
	bool clock_unsure;
};

/* A table of signed data: n_rows rows of n_columns cells, each NUL-terminated UTF-8 in the
 * form of its column (doc/formats.md), "" where nothing is said.  The cell of row r and
 * column c is cells[r * n_columns + c].  Columns nobody knows yet may stand there: find
 * them by name, as assay_cell() does. */
struct assay_rows {
	const char *name;
	const char *const *columns;
	size_t n_columns;
	const char *const *cells;
	size_t n_rows;
};

/* What a manufacturer signed about its own goods.  Valid as long as the context. */
struct assay_profile {
	size_t size;
	const char *issuer, *issuer_name, *title;
	uint64_t version;
	int64_t issued_at;
	int64_t expires_at;          /* it speaks of goods made until then, no later ones */
	const struct assay_rows *tables; /* "prefixes" always; "brands", "products" ... */
	size_t n_tables;
};

/* Dated data that somebody signed.  Valid as long as the context. */
struct assay_data {
	size_t size;
	const char *kind, *title, *source;
	uint64_t version;
	int64_t issued_at, expires_at;
	int64_t complete_until;      /* all that was given out until then stands there; 0: not said */
	int32_t dated;               /* day of the data; ASSAY_NO_DAY: not said */
	struct assay_rows rows;     /* rising by their first column */
};

/* An admitted manufacturer. */
struct assay_issuer {
	const char *id, *name;         /* valid as long as the context */
	const char *const *prefixes;   /* GS1 company prefixes, NULL-terminated lists */
	const char *const *categories;
	const char *const *hosts;
};

/* One explanation that was tried before a finding was made. */
struct assay_tried {
	const char *name;  /* a row of the explanation table, "typing-slip" */
	bool explains;     /* true: it could explain the finding, and lowered it */
};

/* A rule that spoke about an item. */
struct assay_finding {
	const char *rule;
	enum assay_severity severity;
	uint32_t flags;               /* enum assay_flag */
	uint32_t symbol;              /* ASSAY_NONE: about the item */
	uint32_t pair;                /* ASSAY_NONE: about no pair in particular */
	const char *evidence;         /* "key=value; key=value", the same in every language */
	const struct assay_tried *tried;
	size_t n_tried;
};

/* A line of a plugin's rule table.  All strings static. */
struct assay_rule {
	const char *id;               /* FOOD-SC-CHECK */
	enum assay_severity severity; /* the most it may ever say */
	const char *grade;            /* V, V2, E, C, M as in doc/rules.md; M caps at WEAK */
	const char *jurisdiction;     /* "cn", "eu", "us"; "*" everywhere */
	const char *from, *until;     /* in force, YYYY-MM-DD; NULL: open */
	const char *input;            /* how a bare test value comes in: a label key, or
	                               * a symbology identifier; NULL: only key=value rows */
	const char *source;           /* the clause or document */
	const char *en, *zh;          /* what a finding says, one sentence without stop */
	const char *why_en, *why_zh;  /* what it checks and why it matters */
};

/* What an inspector does about a rule that spoke: beside the rule, in a table of the
 * plugin's own. */
struct assay_guide {
	const char *rule;
	const char *innocent;         /* names of explanations that could apply, parted by
	                               * spaces: each is tried before S or P may be said */
	const char *next_en, *next_zh; /* what to look at next, whole sentences */
};

/* A typed value that a plugin's rules read. */
struct assay_label {
	const char *key;
	const char *en, *zh;          /* what it is, a few words */
};

#ifdef __cplusplus
}
#endif
#endif
