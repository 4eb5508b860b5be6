/* fuzz-qr.c - modules of a QR or Micro QR: bytes, a side and then a bit a module
 *
 * Whatever decodes without a correction still says the same after as many data modules as
 * it can correct are turned over; and nothing says more than the symbol can hold. */
#include <stdlib.h>
#include <string.h>

#include "read/qr/qr.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t module[QR_SIDE_MAX * QR_SIDE_MAX];
	static struct qr_text text, again;
	size_t side = size > 0 ? data[0] : 0, flips;
	uint32_t seed = 2463534242u;

	if (side < 11 || side > QR_SIDE_MAX)
		return 0;
	memset(module, 0, sizeof module);
	for (size_t i = 0; i < side * side && i / 8 + 1 < size; i++)
		module[i] = data[1 + i / 8] >> (7 - i % 8) & 1;
	for (size_t i = 1; i < size; i++)
		seed = seed * 31 + data[i];
	seed |= 1;
	if (!qr_decode(module, side, &text))
		return 0;
	if (text.len == 0 || text.len * 8 > side * side * 3 || text.spent > 100)
		abort();
	if (text.spent > 0)
		return 0;
	for (flips = text.correctable; flips > 0; flips--) {
		size_t i;

		do {
			seed ^= seed << 13;
			seed ^= seed >> 17;
			seed ^= seed << 5;
			i = seed % (side * side);
		} while (qr_module_at(side, i / side, i % side) != QR_DATA);
		module[i] ^= 1;
	}
	if (!qr_decode(module, side, &again) || again.len != text.len ||
	    memcmp(again.bytes, text.bytes, text.len) != 0)
		abort();
	return 0;
}
