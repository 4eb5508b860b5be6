/* fuzz-tables.c - whatever is accepted as a profile or data pack has one form: what was
 * read and written again is the same body, and reads the same; a date code that holds says
 * a date that some day has. */
#include "../list-world.h"

#include "assay-code.h"
#include "data/schema.h"

static struct secret *signer;

static void
finish(void)
{
	secret_close(signer);
	world_end();
}

static void
begin(void)
{
	struct assay_error error;

	world_begin();
	if (secret_open(in_world("maker"), NULL, &signer, &error) != ASSAY_OK)
		abort();
	atexit(finish);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The pattern is what stands before the first NUL, the code what stands behind. */
static void
code(const uint8_t *data, size_t size)
{
	const uint8_t *end = size == 0 ? NULL : memchr(data, 0, size);
	struct assay_code_says says;
	struct assay_code c;
	struct assay_bytes s;
	bool fits = false;

	if (end == NULL || !assay_code_read((const char *)data, &c))
		return;
	s = (struct assay_bytes){ end + 1, size - (size_t)(end + 1 - data) };
	if (!assay_code_match(&c, s, &says))
		return;
	if (says.modulo == 10000 && (says.year < 1900 || says.year > 2190))
		return;
	/* four hundred years have every date there is */
	for (int32_t day = -36525; day < 120000 && !fits; day++)
		fits = assay_code_fits(&says, day);
	if (fits && !assay_code_possible(&says))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct assay_error error = { "", "" };
	uint8_t *copy = malloc(size + 1);
	struct schema_fault f;
	struct tables *t, *again;
	enum assay_status status;

	if (copy == NULL)
		return 0;
	if (size > 0)
		memcpy(copy, data, size);
	code(data, size);
	status = tables_read(copy, size, &t, &error);
	if (status == ASSAY_E_NOMEM)
		return 0;
	if (status != ASSAY_OK) {
		/* a refusal says why, in both languages, and leaves nothing behind */
		if (error.text[0] == '\0' || error.text_zh[0] == '\0' || t != NULL)
			abort();
		return 0;
	}
	(void)schema_holds(t, &f);
	if (t->unknown == 0) {
		uint8_t *out;
		size_t len;

		if (signer == NULL)
			begin();
		if (tables_write(t, signer, &out, &len, &error) != ASSAY_OK ||
		    tables_read(out, len, &again, &error) != ASSAY_OK ||
		    again->body.len != t->body.len ||
		    memcmp(again->body.data, t->body.data, t->body.len) != 0)
			abort();
		tables_free(again);
	}
	tables_free(t);
	return 0;
}
