/* fuzz-sheet.c - hostile spreadsheets
 *
 * What must hold: every cell is valid UTF-8 without spaces around it; a GTIN that is
 * accepted has 14 digits and a check digit that holds; an accepted serial, lot and
 * date have their form; what is refused is counted as a fault. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "assay-check.h"
#include "list/sheet.h"

static void
must(bool held)
{
	if (!held)
		abort();
}

static void
line(void *data, const char *text)
{
	++*(uint64_t *)data;
	must(assay_utf8_valid(assay_str(text)) || strlen(text) > 500);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "gtin", "serial", "lot", "made", "status", "markets" };
	uint64_t told = 0;
	struct faults faults = { line, &told, size % 2 ? ASSAY_ZH : ASSAY_EN, 0 };
	int fd = memfd_create("sheet", MFD_CLOEXEC), index[6];
	struct assay_error error;
	enum assay_status status;
	struct sheet c;
	char path[64];

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		return 0;
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	must(sheet_open(&c, path, &faults, &error) == ASSAY_OK);
	if (sheet_next(&c, &status) && sheet_columns(&c, names, 6, 2, index))
		while (sheet_next(&c, &status)) {
			char gtin[15], lot[21];
			enum assay_item_status state;
			uint16_t markets[8];
			uint64_t before = faults.count;
			struct assay_bytes cell;
			int32_t day;

			must(c.n_fields > 0 && c.n_fields <= SHEET_FIELDS_MAX && c.line > 0);
			for (size_t i = 0; i < c.n_fields; i++) {
				cell = c.field[i];
				must(assay_utf8_valid(cell));
				must(cell.len == 0 || (cell.data[0] != ' ' && cell.data[cell.len - 1] != ' '));
			}
			if (sheet_gtin(&c, sheet_cell(&c, index[0]), gtin))
				must(strlen(gtin) == 14 && assay_mod10_holds(assay_str(gtin)));
			else
				must(faults.count == before + 1);
			before = faults.count;
			cell = sheet_cell(&c, index[1]);
			must(sheet_serial(&c, cell) ? cell.len > 0 && cell.len <= 20
			                            : faults.count == before + 1);
			before = faults.count;
			cell = sheet_cell(&c, index[2]);
			must(sheet_lot(&c, cell, lot) ? strlen(lot) == cell.len
			                              : faults.count == before + 1);
			before = faults.count;
			cell = sheet_cell(&c, index[3]);
			must(sheet_date(&c, "made", cell, &day)
			             ? (cell.len == 0) == (day == ASSAY_NO_DAY)
			             : faults.count == before + 1);
			before = faults.count;
			must(sheet_status(&c, sheet_cell(&c, index[4]), &state)
			             ? state >= ASSAY_ITEM_MADE && state <= ASSAY_ITEM_DESTROYED
			             : faults.count == before + 1);
			before = faults.count;
			if (sheet_markets(&c, sheet_cell(&c, index[5]), markets))
				for (size_t i = 1; i < 8; i++)
					must(markets[i] == 0 || markets[i - 1] <= markets[i]);
			else
				must(faults.count == before + 1);
		}
	must(told <= FAULTS_MAX && told <= faults.count);
	sheet_close(&c);
	close(fd);
	return 0;
}
