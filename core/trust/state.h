/* state.h - what a device remembers of its lists: state.json
 *
 * The highest version seen of each list and the latest time that verified data has
 * proven.  Written by install alone; both may only grow. */
#ifndef ASSAY_STATE_H
#define ASSAY_STATE_H

#include "error.h"

#define STATE_FILE "state.json"
#define STATE_MAX (4 * 1024 * 1024)
#define STATE_LISTS 8192

struct state_overlay {
	uint64_t version;      /* 0: none */
	uint64_t base_version; /* of the file that it lay on */
};
#define STATE_OVERLAYS 2

struct state_list {
	uint8_t list_id[16];
	uint64_t version; /* of the base */
	struct state_overlay over[STATE_OVERLAYS];
	char scope[45];   /* so that a damaged list still says which goods it was for */
	bool complete;    /* it claims completeness */
	char issuer[65];
};

#define STATE_NAME 80 /* "profile/" and an issuer's id, or a kind of data */
#define STATE_DATA 512

struct state_data {
	char name[STATE_NAME + 1];
	uint64_t version;
};

struct state {
	int64_t t_floor;
	struct state_data *data; /* profiles and data packs */
	size_t n_data;
	struct state_list *lists;
	size_t n_lists;
};

/* No file: an empty state.  ASSAY_E_FORMAT: damaged. */
enum assay_status state_read(const char *home, struct state **out, struct assay_error *error);
void state_free(struct state *s); /* NULL is fine */
const struct state_list *state_find(const struct state *s, const uint8_t list_id[16]);
/* Puts that list in, or in the place of its older self; then writes the file whole. */
enum assay_status state_put(struct state *s, const struct state_list *list, int64_t t_floor,
                            struct assay_error *error);
/* The same of a profile or data pack. */
const struct state_data *state_find_data(const struct state *s, const char *name);
enum assay_status state_put_data(struct state *s, const struct state_data *one,
                                 int64_t t_floor, struct assay_error *error);
enum assay_status state_write(const char *home, const struct state *s,
                              struct assay_error *error);

#endif
