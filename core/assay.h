/* assay.h - are the codes on these goods what a manufacturer signed for?
 *
 * The flow is one way: photo -> (read) -> reading -> (judge) -> report.  A
 * reading holds what the codes say, a report what that is worth.  The library
 * never prints, exits, forks, or reads the clock, the locale or the environment;
 * a context is fixed once made, and any number of threads may share it.
 *
 * Strings are UTF-8 and NUL-terminated unless they are struct assay_bytes.
 * Times are seconds since 1970-01-01 UTC.  Structs that begin with `size` take
 * sizeof of themselves there and grow at their end; zeroed fields mean default. */
/* clang-format off */
#ifndef ASSAY_H
#define ASSAY_H

#include "assay-types.h"

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define ASSAY_API __attribute__((visibility("default")))
#define ASSAY_MUST __attribute__((visibility("default"), warn_unused_result))
#else
#define ASSAY_API
#define ASSAY_MUST
#endif

struct assay;         /* plugins, pinned keys and lists: share it between threads */
struct assay_reading; /* what the codes of one photo say; counts its owners */
struct assay_report;  /* the outcome of one item: belongs to its caller */
struct assay_batch;   /* what several items say of each other */
struct assay_plugin;  /* assay-plugin.h */
struct assay_error;   /* why a call failed, in words: below */

enum assay_lang { ASSAY_EN = 0, ASSAY_ZH };
enum assay_effort { ASSAY_EFFORT_NORMAL = 0, ASSAY_EFFORT_FAST, ASSAY_EFFORT_THOROUGH };
enum assay_log { ASSAY_LOG_ERROR = 0, ASSAY_LOG_NOTE };

ASSAY_API const char *assay_version(void);
/* One word and its sign, for people: "LIKELY-COUNTERFEIT", "疑似假冒", "✖". */
ASSAY_API const char *assay_verdict_name(enum assay_verdict v, enum assay_lang lang);
ASSAY_API const char *assay_verdict_shape(enum assay_verdict v);
ASSAY_API const char *assay_flag_name(enum assay_flag f, enum assay_lang lang);
ASSAY_API char assay_severity_letter(enum assay_severity s); /* I W S P */
ASSAY_API const char *assay_status_text(enum assay_status s);
ASSAY_API const char *assay_listed_name(enum assay_listed l, enum assay_lang lang);

/* ---- context ---- */

struct assay_options {
	size_t size;
	const char *plugin_dir;    /* absolute; NULL: none are loaded */
	const struct assay_plugin *const *builtin; /* compiled in, NULL-terminated, or NULL */
	const char *home;          /* folder with pins.json and lists/; NULL: nobody is trusted */
	size_t max_file_bytes;     /* 0: 64 MiB, four times the largest phone JPEG */
	uint64_t max_pixels;       /* 0: 64 million */
	void (*log)(void *log_data, enum assay_log level, const char *line); /* NULL: silent */
	void *log_data;            /* handed back to log, from whichever thread works */
	enum assay_lang lang;      /* of the lines for log */
};

/* Load plugins, keys and lists.  On ASSAY_OK *out is yours: assay_free() it when
 * nothing uses it any more.  Otherwise *out is NULL and the log says why. */
ASSAY_MUST enum assay_status assay_new(const struct assay_options *options, struct assay **out);
ASSAY_API void assay_free(struct assay *a); /* NULL is fine */

/* The n-th plugin, sorted by name; NULL past the last. */
ASSAY_API const struct assay_plugin *assay_plugin_at(const struct assay *a, size_t n);
/* The rule of that identifier; NULL: no plugin has it.  *of: the plugin; may be NULL. */
ASSAY_API const struct assay_rule *assay_rule_find(const struct assay *a, const char *id,
                                                   const struct assay_plugin **of);
/* What may explain that rule, and what to look at next; NULL: it has no guide. */
ASSAY_API const struct assay_guide *assay_guide_find(const struct assay *a, const char *rule);
/* The n-th key that a typed label may have; NULL past the last. */
ASSAY_API const struct assay_label *assay_label_at(const struct assay *a, size_t n);
/* The n-th explanation that findings name, {name, en, zh}; NULL past the last. */
ASSAY_API const struct assay_label *assay_explanation_at(size_t n);

/* ---- reading: pictures to symbols ---- */

/* How the pixels of a frame lie.  Of NV12, NV21 and I420 only the luma plane is looked
 * at: pixels points to it, and the planes behind it may be missing. */
enum assay_pixels {
	ASSAY_PIXELS_Y800 = 0,     /* 8-bit luma */
	ASSAY_PIXELS_NV12, ASSAY_PIXELS_NV21, ASSAY_PIXELS_I420,
	ASSAY_PIXELS_YUYV, ASSAY_PIXELS_UYVY, /* two bytes a pixel */
	ASSAY_PIXELS_RGB,          /* three */
	ASSAY_PIXELS_RGBA, ASSAY_PIXELS_BGRA  /* four; alpha is not looked at */
};
/* One picture of a camera.  Borrowed during the call, never written to. */
struct assay_frame {
	const uint8_t *pixels;     /* the top row first */
	uint32_t width, height;    /* in pixels */
	size_t stride;             /* bytes from one row to the next, at least those of a row */
	enum assay_pixels format;
};

/* Read the codes in a file, in bytes of a file, in a frame.  A picture that cannot
 * be decoded, or in which nothing is found, is ASSAY_OK too: the reading says why.
 * On ASSAY_OK *out is yours: assay_reading_free() it. */
ASSAY_MUST enum assay_status assay_read_file(const struct assay *a, const char *path,
	enum assay_effort effort, struct assay_reading **out);
ASSAY_MUST enum assay_status assay_read_memory(const struct assay *a, struct assay_bytes file,
	enum assay_effort effort, struct assay_reading **out);
ASSAY_MUST enum assay_status assay_read_frame(const struct assay *a,
	const struct assay_frame *frame, enum assay_effort effort, struct assay_reading **out);
/* A reading of nothing, with the reason: for a photo whose reader died. */
ASSAY_MUST enum assay_status assay_reading_failed(const char *reason_en, const char *reason_zh,
	struct assay_reading **out);
ASSAY_API void assay_reading_free(struct assay_reading *r); /* NULL is fine */

/* The n-th symbol; NULL past the last; valid as long as the reading. */
ASSAY_API const struct assay_symbol *assay_reading_symbol(const struct assay_reading *r, size_t n);

struct assay_photo_facts {
	size_t size;
	uint32_t width, height;    /* upright, in pixels; 0: not decoded */
	const char *format;        /* "jpeg", "png", "webp", "heic", "frame", "" */
	bool has_time, has_zone;   /* camera time, of EXIF; without a zone it is local time */
	int64_t time;              /* s since 1970, taken as UTC where there is no zone */
	bool has_place;
	double latitude, longitude; /* degrees, north and east positive (WGS 84) */
	uint64_t work;             /* effort spent, in pixels visited */
};
/* Fills facts up to facts->size. */
ASSAY_API void assay_reading_facts(const struct assay_reading *r, struct assay_photo_facts *facts);
/* Why nothing was read and what the next photo should do better, one sentence; ""
 * where something was read. */
ASSAY_API const char *assay_reading_reason(const struct assay_reading *r, enum assay_lang lang);

/* Carry a reading over a process border.  pack: *out is malloc()ed, yours to free().
 * unpack takes hostile bytes: ASSAY_E_FORMAT unless they are exactly one reading. */
ASSAY_MUST enum assay_status assay_reading_pack(const struct assay_reading *r,
	uint8_t **out, size_t *len);
ASSAY_MUST enum assay_status assay_reading_unpack(struct assay_bytes packed,
	struct assay_reading **out);

/* A grey copy of a photo for eyes, with the outline and the payload of each symbol, or
 * the reason why there is none, drawn on it: printable ASCII as it stands, anything
 * else as \xHH. */
#define ASSAY_PICTURE_SIDE 1600 /* pixels of the longer side at most: larger photos are scaled down */
struct assay_picture {
	uint8_t *pixels;           /* 8-bit grey, the top row first, no gaps; malloc()ed, yours to free() */
	uint32_t width, height;
};
/* Decodes the file again: call it where hostile pictures may be decoded.  r is what
 * assay_read_memory() gave for it.  ASSAY_E_FORMAT, ASSAY_E_LIMIT: no picture to draw
 * on; *out is then empty. */
ASSAY_MUST enum assay_status assay_annotate_memory(const struct assay *a, struct assay_bytes file,
	const struct assay_reading *r, struct assay_picture *out);
/* Write a picture as PNG, whole or not at all; what stood at path is replaced. */
ASSAY_MUST enum assay_status assay_picture_write(const struct assay_picture *picture,
	const char *path, struct assay_error *error);

/* ---- live cameras: frames of one scene, one after the other ---- */

/* A session looks at as much of each frame as a time allows and lets the frames vote.
 * It belongs to one thread at a time.  What it keeps, and for how long:
 * - up to 32 payloads with where and how often they were seen, until they were in no
 *   frame for `forget` ms; when all places are taken, the one unseen longest goes;
 * - how long looks take on this machine, until assay_session_free();
 * - 256 KiB for payloads and 1 MiB for pixels, taken by assay_session_new().
 * No frame is kept.  Once running, the session itself takes memory only for what it
 * reports; the passes of the reader take theirs for each look and give it back. */
struct assay_session;
struct assay_session_options {
	size_t size;
	/* A clock that never goes back, in microseconds from any point; the library has
	 * none of its own.  Must be given. */
	uint64_t (*clock)(void *clock_data);
	void *clock_data;
	uint32_t budget;           /* ms a frame takes in the mean; 0: 30.  A look that has begun
	                            * is finished, and frames are let pass to save that time */
	uint32_t forget;           /* ms after which a payload out of view is a new one; 0: 2000 */
};
ASSAY_MUST enum assay_status assay_session_new(const struct assay *a,
	const struct assay_session_options *options, struct assay_session **out);
ASSAY_API void assay_session_free(struct assay_session *s); /* NULL is fine */
/* Look at the next frame.  *out is NULL unless something is new: a payload is reported
 * once, when it was seen in two frames, or in one with quality 100; while another
 * payload of its symbology turns up at its place in between, neither is.  What is
 * reported is a reading with those symbols alone: yours, assay_reading_free() it. */
ASSAY_MUST enum assay_status assay_session_frame(struct assay_session *s,
	const struct assay_frame *frame, struct assay_reading **out);
/* The n-th symbol seen in the last frame that was looked at, reported or not, to draw its
 * outline; NULL past the last; valid until the next call with this session. */
ASSAY_API const struct assay_symbol *assay_session_seen(const struct assay_session *s, size_t n);

/* ---- judging: readings and typed values to a report ---- */

struct assay_typed {
	const char *key, *value;   /* "sc", "SC12744040400094" */
};

/* One physical item: the photos that show it and what was typed of it.  All
 * borrowed during the call. */
struct assay_subject {
	size_t size;
	const char *file;          /* the photo this report is for, as it is to be shown */
	const uint8_t *sha256;     /* 32 bytes of that file; NULL: not known */
	const char *item;          /* its name; NULL: each photo is its own item */
	struct assay_reading *const *readings; /* [0] is the photo's own; the rest show the same item */
	size_t n_readings;
	const struct assay_typed *typed;
	size_t n_typed;
	const char *category;      /* plugin name; NULL: recognised */
	const char *market;        /* "cn", "eu", "us"; NULL: not said */
	int64_t now;               /* of the inspection */
	bool as_of;                /* now was chosen by a person: no clock rules */
};

/* Judge one item.  On ASSAY_OK *out is yours.  A typed key nobody knows, or a
 * category no plugin has, is ASSAY_E_USAGE. */
ASSAY_MUST enum assay_status assay_judge(const struct assay *a,
	const struct assay_subject *s, struct assay_report **out);
/* Read and judge one file as of now: the short way. */
ASSAY_MUST enum assay_status assay_check_file(const struct assay *a, const char *path,
	int64_t now, struct assay_report **out);
ASSAY_API void assay_report_free(struct assay_report *r); /* NULL is fine */

/* Everything a report says; valid until the report is freed, or a batch that the
 * report was made by adds to it. */
struct assay_result {
	size_t size;
	const char *file, *item;   /* "" where there is none */
	enum assay_verdict verdict;
	uint32_t flags;            /* enum assay_flag */
	const char *category;      /* plugin that examined it; "" for none but general */
	const char *category_why;
	const struct assay_symbol *symbols;
	size_t n_symbols;
	const struct assay_claim *claims;   /* secrets (product keys ...) are masked */
	size_t n_claims;
	const struct assay_pair *pairs;
	size_t n_pairs;
	const struct assay_answer *answers; /* one a pair */
	const struct assay_finding *findings; /* the most severe first */
	size_t n_findings;
	const struct assay_finding *passed; /* checks that could have failed and passed */
	size_t n_passed;
	const char *reason_en, *reason_zh; /* why nothing was read; "" otherwise */
	/* Which other categories claim the item, less surely or, where the caller chose, at
	 * all: "toys (maker); food (licence typed)"; "" for none. */
	const char *category_also;
};
ASSAY_API const struct assay_result *assay_report_result(const struct assay_report *r);
/* The report as one JSON object without line breaks ("assay.result/1"); malloc()ed,
 * yours to free(); NULL: out of memory. */
ASSAY_API char *assay_report_json(const struct assay_report *r, enum assay_lang lang);
/* The sentence of a finding, in that language; valid as long as the context. */
ASSAY_API const char *assay_finding_text(const struct assay *a, const char *rule,
	enum assay_lang lang);

/* ---- tables: typed values of many items in a spreadsheet ---- */

/* One row: the values of one item.  All of it lives until the next call. */
struct assay_table_row {
	uint64_t line;             /* of the file, from 1 */
	const char *item, *file, *market; /* NULL: its cell is empty, or there is no such column */
	const struct assay_typed *typed;
	size_t n_typed;
};
struct assay_table_options {
	size_t size;
	enum assay_lang lang;      /* of the faults */
	/* Each fault, by line and column, with what to do; NULL: silent. */
	void (*fault)(void *data, const char *line);
	void *fault_data;
};
struct assay_table;
/* A CSV file whose first line names labels, or item, file, market; UTF-8, with commas,
 * semicolons or tabs.  ASSAY_E_FORMAT: the first line has faults, which were said. */
ASSAY_MUST enum assay_status assay_table_open(const struct assay *a, const char *path,
	const struct assay_table_options *options, struct assay_table **out,
	struct assay_error *error);
/* The next row; rows with faults are said and passed over.  false: no more, or *status
 * says why. */
ASSAY_API bool assay_table_next(struct assay_table *t, struct assay_table_row *row,
	enum assay_status *status);
/* How many faults there were so far. */
ASSAY_API uint64_t assay_table_faults(const struct assay_table *t);
ASSAY_API void assay_table_close(struct assay_table *t); /* NULL is fine */

/* ---- batches: what items say of each other ---- */

ASSAY_MUST enum assay_status assay_batch_new(const struct assay *a, struct assay_batch **out);
ASSAY_API void assay_batch_free(struct assay_batch *b); /* NULL is fine */
/* Judge the next photo of the batch, in input order, or, without readings, what was typed
 * of an item; s->file names it in both cases.  Burst shots are joined with
 * the photo before; a serial seen before is a finding of this report.  The batch
 * keeps the readings it needs. */
ASSAY_MUST enum assay_status assay_batch_judge(struct assay_batch *b,
	const struct assay_subject *s, struct assay_report **out);

struct assay_batch_group {     /* one serial, or one lot, on several items */
	const char *rule, *gtin, *serial;
	enum assay_severity severity;
	const char *evidence;
	const char *const *files;
	size_t n_files;
};
struct assay_batch_corrected { /* a line that was printed before the batch knew better */
	const char *file;
	enum assay_verdict verdict;
	uint32_t flags;
};
struct assay_batch_summary {
	size_t size;
	size_t counts[ASSAY_VERDICTS];   /* photos, with the corrected verdicts */
	size_t flag_counts[ASSAY_FLAGS];
	size_t photos;
	const struct assay_batch_group *groups;
	size_t n_groups;
	const struct assay_batch_corrected *corrected;
	size_t n_corrected;
	int exit_status;                 /* 0, 1 or 3, as the command's manual says */
};
/* Close the batch: groups and corrected verdicts.  Valid until assay_batch_free(). */
ASSAY_MUST enum assay_status assay_batch_close(struct assay_batch *b,
	const struct assay_batch_summary **out);
/* The closing object "assay.batch/1" as JSON; malloc()ed. */
ASSAY_API char *assay_batch_json(const struct assay_batch *b, enum assay_lang lang);

/* ---- one payload ---- */

/* What a payload says, as JSON, malloc()ed into *json.  FNC1 is 0x1D or '^' at
 * the start of data; a symbology identifier may stand before it.  now: for the
 * century of two-digit years.  ASSAY_E_FORMAT: malformed, and *json has "valid":
 * false, the rule and the reason. */
ASSAY_MUST enum assay_status assay_parse(struct assay_bytes payload, int64_t now, char **json);
/* Escape for showing: backslash, control and bidirectional characters and what is
 * not UTF-8 as \\ \t \n \r \xHH.  malloc()ed; NULL: out of memory. */
ASSAY_API char *assay_escape(struct assay_bytes text);
/* The text as it may be shown: secrets that plugins know of (product keys ...) masked,
 * byte for byte as long.  For what is not in a report: reports are masked.  malloc()ed, NUL
 * after; NULL: out of memory. */
ASSAY_API char *assay_masked(const struct assay *a, struct assay_bytes text);
/* SHA-256 of bytes: how a photo is named in reports and cases. */
ASSAY_API void assay_sha256(struct assay_bytes bytes, uint8_t hash[32]);

enum assay_vector { ASSAY_VECTOR_PASS = 0, ASSAY_VECTOR_FAIL, ASSAY_VECTOR_SKIP };
/* Run one row of a test vector file; why (malloc()ed into *why, yours) says what
 * was wrong or why it was not run; NULL on PASS. */
ASSAY_API enum assay_vector assay_vector_run(const struct assay *a, const char *rule,
	struct assay_bytes input, struct assay_bytes expected, int64_t now, char **why);

/* ---- keys, pins, lists: faults are told by one sentence in the struct below ---- */

/* Where a call failed, in words: one sentence what is wrong and what to do next. */
struct assay_error {
	char text[480];            /* English */
	char text_zh[480];         /* the same in Chinese */
};

/* A new Ed25519 pair: secret in path (mode 0600, never overwrites), public in
 * path.pub.  passphrase: NULL for none.  example: marks both as throw-away. */
ASSAY_MUST enum assay_status assay_key_new(const char *path, const char *passphrase,
	bool example, struct assay_error *error);

struct assay_key_facts {
	size_t size;
	bool secret, example, encrypted;
	uint8_t public_key[32];
	char id[17];               /* first 8 bytes of SHA-256(public key), hex */
};
/* What a key file is.  Never shows a secret. */
ASSAY_MUST enum assay_status assay_key_facts(const char *path, struct assay_key_facts *facts,
	struct assay_error *error);

struct assay_pin {
	size_t size;
	const char *key_file;      /* FILE.pub */
	const char *id, *name;     /* of the manufacturer */
	const char *const *prefixes, *const *categories, *const *hosts; /* NULL-terminated */
	int64_t not_before, not_after; /* of the key; 0: open, or as it is */
	int64_t admitted_from, admitted_to; /* of the manufacturer; 0: open, or as it is */
	bool for_data;             /* the key signs data packs, and lists of nobody */
};
/* Trust a manufacturer's key by hand: writes home/pins.json, whole or not at all. */
ASSAY_MUST enum assay_status assay_trust_pin(const char *home, const struct assay_pin *pin,
	struct assay_error *error);
/* A pinned key, named by its public key file or its identifier.  compromised: stolen at
 * `when`, it supports nothing from now on, also where a registry knows it; else it retires
 * then, and what it signed before stays good. */
ASSAY_MUST enum assay_status assay_trust_revoke(const char *home, const char *key,
	bool compromised, int64_t when, struct assay_error *error);

struct assay_list_build {
	size_t size;
	const char *csv, *lots_csv; /* files; lots_csv may be NULL */
	const char *out;
	const char *key_file;      /* secret key that signs */
	const char *passphrase;    /* NULL: none */
	const char *previous;      /* list whose next version this is; NULL: a new list */
	const char *scope;         /* 4 to 13 digits; NULL: longest common start of the GTINs */
	const char *title;         /* UTF-8, at most 127 bytes; NULL: "" */
	int64_t issued_at;
	int64_t expires_at;        /* 0: one year after issued_at */
	int64_t covers_until;      /* 0: completeness is not claimed */
	bool restricted;           /* list key into out.key, not into the header */
	void (*progress)(void *data, uint64_t done, uint64_t of); /* NULL: silent */
	void *progress_data;
	/* Each fault of the spreadsheet, by line and column, with what to do. */
	void (*fault)(void *data, const char *line);
	void *fault_data;
	enum assay_lang lang;      /* of the faults */
	bool padded;               /* random entries hide how many serials there are */
	/* An overlay: all changes since this list (or since an overlay of it); previous is
	 * then the overlay that this one replaces, or NULL. */
	const char *base;
	/* Asked now and then; true: stop, and nothing is written. */
	bool (*stop)(void *data);
	void *stop_data;
	/* Told of a long build that is taken up where an earlier run was cut short, begun
	 * anew, or kept; in `lang`. */
	void (*note)(void *data, const char *line);
	void *note_data;
};
struct assay_list_facts {
	size_t size;
	uint64_t version, entries, pages;
	int64_t issued_at, expires_at, covers_until;
	bool restricted, overlay, guessable;
	uint32_t key_bytes, prefix_bytes, attribute_bytes, levels, lots;
	char scope[45];
	char title[513];           /* escaped */
	uint8_t list_id[16], root[32];
	size_t n_signatures;
	char key_ids[8][17];
	bool trusted;              /* a pinned key that was valid then, or the key given */
	char trusted_by[65];       /* issuer id; "": the key given */
	bool compromised;          /* only a key signed it that was stolen */
	bool padded;               /* entries counts random ones too */
	bool documents;            /* scope is an issuer of documents */
	uint64_t base_version;     /* of an overlay: the list it changes */
	uint8_t base_root[32];
	bool compact;              /* set by build: the overlay passes 5 % of its base */
};
/* Build, sign and write a list, whole or not at all; facts may be NULL.
 * ASSAY_E_FORMAT: the spreadsheet has faults; nothing is written. */
ASSAY_MUST enum assay_status assay_list_build(const struct assay_list_build *build,
	struct assay_list_facts *facts, struct assay_error *error);
/* What a list's header says and who signed it: one page is read.  a: whose pins
 * are believed; public_key: or this key; both may be NULL. */
ASSAY_MUST enum assay_status assay_list_info(const struct assay *a, const char *path,
	const uint8_t *public_key, struct assay_list_facts *facts, struct assay_error *error);
/* Verify every page of a list. */
ASSAY_MUST enum assay_status assay_list_check(const struct assay *a, const char *path,
	const uint8_t *public_key, struct assay_list_facts *facts, struct assay_error *error);
/* Ask one list for one serial. */
struct assay_list;
ASSAY_MUST enum assay_status assay_list_open(const struct assay *a, const char *path,
	const uint8_t *public_key, const char *list_key_file, struct assay_list **out,
	struct assay_error *error);
ASSAY_API void assay_list_close(struct assay_list *l); /* NULL is fine */
/* What is known of the item beside its serial: decides whether absence counts. */
struct assay_list_question {
	size_t size;
	const char *gtin;          /* 8, 12, 13 or 14 digits */
	struct assay_bytes serial;
	struct assay_bytes lot;    /* printed on it; empty: none */
	int32_t made;              /* days since 1970; 0 or ASSAY_NO_DAY: not known */
	int64_t now;
	bool as_of;                /* now was chosen by a person: no clock rules */
};
ASSAY_MUST enum assay_status assay_list_lookup(const struct assay_list *l,
	const struct assay_list_question *q, struct assay_answer *out);
/* Ask for every row of a spreadsheet: columns gtin and serial, lot and made where
 * they stand. */
struct assay_list_batch {
	size_t size;
	const char *csv;
	int64_t now;
	bool as_of;
	enum assay_lang lang;      /* of the faults */
	void (*answer)(void *data, uint64_t line, const char *gtin, struct assay_bytes serial,
	               const struct assay_answer *answer);
	void *answer_data;
	void (*fault)(void *data, const char *line); /* a row that cannot be asked */
	void *fault_data;
};
/* ASSAY_E_FORMAT: some rows had faults; the others were answered. */
ASSAY_MUST enum assay_status assay_list_lookup_csv(const struct assay_list *l,
	const struct assay_list_batch *batch, struct assay_error *error);
/* Ask n questions at once: faster, because they are sorted and each page is visited once.
 * q: an array of structs of q[0].size bytes; out: n answers.  ASSAY_E_USAGE: some
 * question was none (as in assay_list_lookup); its answer is zero, the others stand. */
ASSAY_MUST enum assay_status assay_list_lookup_batch(const struct assay_list *l,
	const struct assay_list_question *q, size_t n, struct assay_answer *out);
/* From here on verify each page once and then read it where the file lies, by mmap,
 * instead of copying and verifying it for every question; before threads share l.
 * Only for a file that nobody else can write to, on storage that does not change under
 * it: what is altered after it was verified is believed, and a file cut short kills the
 * process. */
ASSAY_MUST enum assay_status assay_list_verify_once(struct assay_list *l,
	struct assay_error *error);
/* Lay an overlay on an open list: signed by whom the list was believed for, over exactly
 * this file or the overlay laid on before; two at most.  Before threads share l. */
ASSAY_MUST enum assay_status assay_list_overlay(struct assay_list *l, const struct assay *a,
	const uint8_t *public_key, const char *path, const char *list_key_file,
	struct assay_error *error);
/* Ask a list of documents.  parts: issuer, type, number, and the further values that the
 * list hashes, in the order of its columns.  ASSAY_E_USAGE: fewer than three, or one empty. */
ASSAY_MUST enum assay_status assay_list_lookup_document(const struct assay_list *l,
	const struct assay_bytes *parts, size_t n, int64_t now, bool as_of,
	struct assay_answer *out);
/* Ask all lists of the home that a was made with. */
ASSAY_MUST enum assay_status assay_home_lookup(const struct assay *a,
	const struct assay_list_question *q, struct assay_answer *out);
ASSAY_MUST enum assay_status assay_home_lookup_document(const struct assay *a,
	const struct assay_bytes *parts, size_t n, int64_t now, bool as_of,
	struct assay_answer *out);
/* Verify every page of every list of the home; tell (NULL is fine) hears a sentence about
 * each that does not hold. */
struct assay_home_facts {
	size_t size;
	size_t lists, documents;   /* documents: those among the lists that speak for them */
	size_t overlays;
	size_t damaged;            /* changed, gone, older than before, or without their key */
	size_t compromised;        /* only a stolen key signed them */
};
ASSAY_MUST enum assay_status assay_home_check(const struct assay *a,
	void (*tell)(void *data, const char *en, const char *zh), void *data,
	struct assay_home_facts *facts);
/* Put a list, or an overlay of one that is there, into home/lists: verified whole against the home's pins, the version
 * may only grow.  list_key_file: for a restricted list, else NULL. */
ASSAY_MUST enum assay_status assay_list_install(const struct assay *a, const char *home,
	const char *path, const char *list_key_file, struct assay_list_facts *facts,
	struct assay_error *error);

/* ---- profiles and data packs: signed tables (doc/formats.md) ---- */

struct assay_data_build {
	size_t size;
	const char *csv;           /* sections of one spreadsheet */
	const char *out;
	const char *key_file;      /* secret key that signs */
	const char *passphrase;    /* NULL: none */
	const char *previous;      /* file whose next version this is; NULL: version 1 */
	int64_t issued_at;
	/* Each fault of the spreadsheet, by line and column, with what to do. */
	void (*fault)(void *data, const char *line);
	void *fault_data;
	enum assay_lang lang;      /* of the faults */
	bool profile;              /* else a data pack */
};
struct assay_data_facts {
	size_t size;
	bool profile;
	char kind[65];             /* "profile", "register/cn-ccc" ... */
	char title[513], source[513]; /* escaped */
	uint64_t version, rows;
	int64_t issued_at, expires_at;
	int64_t complete_until;    /* 0: not claimed */
	int32_t dated;             /* day; ASSAY_NO_DAY: not said */
	size_t tables, unknown;    /* unknown: fields of a newer program, passed over */
	size_t n_signatures;
	char key_ids[8][17];
	bool trusted;              /* a pinned key that was valid then, or the key given */
	char trusted_by[65];       /* issuer id; "": the key given, or the authority */
	bool compromised;          /* only a key signed it that was stolen */
	bool synced;               /* of what a home holds: `sync` brought it */
};
/* Build, sign and write a profile or a data pack, whole or not at all; facts may be NULL.
 * ASSAY_E_FORMAT: the spreadsheet has faults; nothing is written. */
ASSAY_MUST enum assay_status assay_data_build(const struct assay_data_build *build,
	struct assay_data_facts *facts, struct assay_error *error);
/* Read a file whole: what it is, and who signed it.  a: whose pins are believed;
 * public_key: or this key; both may be NULL.  table: called for each table; NULL: none. */
ASSAY_MUST enum assay_status assay_data_check(const struct assay *a, const char *path,
	const uint8_t *public_key, struct assay_data_facts *facts,
	void (*table)(void *data, const struct assay_rows *table), void *data,
	struct assay_error *error);
/* Put it into a home: signed by a key that is pinned there or registered; a profile for
 * its maker's own prefixes, a data pack by a key pinned for data; no older version. */
ASSAY_MUST enum assay_status assay_data_install(const char *home, const char *path,
	struct assay_data_facts *facts, struct assay_error *error);
/* The n-th that this context believes, from 0; false: past the last. */
ASSAY_API bool assay_data_at(const struct assay *a, size_t n, struct assay_data_facts *facts);

/* ---- fetching: the library opens no socket, its caller does ---- */

enum assay_fetched {
	ASSAY_FETCH_FAILED = 0, /* why is said in *error */
	ASSAY_FETCHED,          /* every byte was handed over */
	ASSAY_NOT_THERE         /* the server says that there is no such file */
};
/* Takes bytes in order.  false: no more of them; the fetch has failed then. */
typedef bool (*assay_put)(void *put_data, const void *bytes, size_t n);
/* Gives the bytes of url to put.  max: more than this will not be taken. */
typedef enum assay_fetched (*assay_fetch)(void *data, const char *url, uint64_t max,
	assay_put put, void *put_data, struct assay_error *error);

/* ---- updates: what an authority publishes, brought to a device ---- */

/* Like assay_fetch, from that byte on (0: the whole); max counts from there. */
typedef enum assay_fetched (*assay_fetch_from)(void *data, const char *url, uint64_t from,
	uint64_t max, assay_put put, void *put_data, struct assay_error *error);

/* Give a device its first root; fingerprint (SHA-256 of the file, hex) is for a person to
 * compare with what the authority says.  Refused where there is one. */
ASSAY_MUST enum assay_status assay_trust_root(const char *home, const char *root_file,
	char fingerprint[65], struct assay_error *error);

struct assay_sync {
	size_t size;
	const char *home;
	const char *source;        /* URL of the repository: file:// or what fetch can do */
	int64_t now;
	bool as_of;                /* now was chosen by a person: no clock rules */
	assay_fetch_from fetch;
	void *fetch_data;
	const char *device_key;    /* secret key that list keys are sealed to; NULL: none */
	const char *passphrase;    /* of it; NULL: none */
	/* What changes, one sentence a call; it counts once the call returns ASSAY_OK. */
	void (*say)(void *data, const char *en, const char *zh);
	void *say_data;
	/* Of one list, in bytes: it is fetched, then verified, and each counts its size. */
	void (*progress)(void *data, uint64_t done, uint64_t of);
	void *progress_data;
	/* Asked now and then; true: give up, the home answers as before. */
	bool (*stop)(void *data);
	void *stop_data;
};
/* Bring a home up to date: everything is verified before anything counts; after a failure
 * it answers as before. */
ASSAY_MUST enum assay_status assay_sync(const struct assay_sync *sync,
	struct assay_error *error);

#ifdef __cplusplus
}
#endif
#endif
