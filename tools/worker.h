/* worker.h - photos are read in confined children, one fresh child a photo
 *
 * The parent only opens the file, copies its bytes and hashes them.  A child has no
 * file, no network and little memory before it looks at the first byte; all that
 * comes back is a packed reading, which the parent unpacks as hostile bytes.  A child
 * that crashes, hangs or breaks out costs one reading that says so. */
#ifndef TOOL_WORKER_H
#define TOOL_WORKER_H

#include "assay.h"

#define WORKER_FILE_MAX ((size_t)64 << 20)    /* four times the largest phone JPEG */
#define WORKER_ANSWER_MAX ((size_t)8 << 20)   /* 512 symbols of 8 KiB and then some */
#define WORKER_MEMORY_MAX ((size_t)512 << 20) /* 64 million pixels, several times over */
#define WORKER_JOBS_MAX 256

/* What the child does with the photo; assay_read_memory() but in tests. */
typedef enum assay_status worker_reader(const void *data, struct assay_bytes file,
	struct assay_reading **out);

/* What the child draws for eyes, once the photo is read; anything but ASSAY_OK: no
 * picture.  A picture is at most ASSAY_PICTURE_SIDE pixels a side. */
typedef enum assay_status worker_painter(const void *data, struct assay_bytes file,
	const struct assay_reading *reading, struct assay_picture *out);
/* The pixels that a child sent, in input order, before its reading is delivered; not
 * called where there are none.  They may show anything. */
typedef bool worker_show(void *data, size_t index, const struct assay_picture *picture);

struct worker_options {
	size_t jobs;          /* children at a time; 0: one a core */
	unsigned timeout;     /* wall-clock seconds a photo may take; 0: 20 */
	unsigned cpu;         /* processor seconds likewise; 0: timeout + 5 */
	worker_reader *reader;
	const void *reader_data;
	worker_painter *painter; /* NULL: nothing is drawn */
	worker_show *show;       /* with data of worker_run(); false: no more, please */
};

/* One photo, in input order.  reading is the receiver's and never NULL; sha256 is
 * NULL where the file could not be read; ms is the time the child took.  false:
 * no more, please. */
typedef bool worker_deliver(void *data, size_t index, struct assay_reading *reading,
	const uint8_t *sha256, double ms);

enum worker_end {
	WORKER_DONE,
	WORKER_STOPPED,     /* deliver() said so */
	WORKER_INTERRUPTED, /* by SIGINT, SIGTERM or SIGHUP: worker_reraise() */
	WORKER_FAILED       /* errno says why: no process, no memory, no pipe */
};

/* Read all paths.  Children run ahead of deliver() by a few photos, and none is left
 * when this returns. */
enum worker_end worker_run(const struct worker_options *options, const char *const *paths,
	size_t n, worker_deliver *deliver, void *data);
/* From now on SIGINT, SIGTERM and SIGHUP are noted and end nothing by themselves, so
 * that no half file is left; worker_run() calls this. */
void worker_catch(void);
/* End as the signal that interrupted worker_run() would have ended us. */
void worker_reraise(void);
/* Why worker_run() failed, in one sentence on stderr. */
void worker_complain(int error);
/* Was one of those signals caught? */
bool worker_interrupted(void);

struct worker_confinement {
	bool seccomp;
	int landlock; /* ABI version of the kernel; 0: none, or not built in */
	bool memory;  /* a memory limit is set (not under sanitizers) */
};
/* What the children of this machine are confined by. */
void worker_confinement(struct worker_confinement *out);

#endif
