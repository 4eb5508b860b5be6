/* epc.c - pure identity URNs of serialised trade items (GS1 EPC Tag Data Standard)
 *
 * urn:epc:id:sgtin:PREFIX.INDICATOR+ITEM.SERIAL: the company prefix with its zeros,
 * the indicator moved in front of the item reference, no check digit; 13 digits in
 * all.  A serial is percent-escaped as in a URN. */
#include <stdio.h>
#include <string.h>

#include "assay-link.h"
#include "gs1.h"

static const char start[] = "urn:epc:id:sgtin:";

bool
epc_parse(struct assay_bytes urn, char gtin[15], char *serial, size_t size)
{
	struct assay_bytes rest, prefix, item;
	size_t n;

	if (!assay_bytes_is(assay_part(urn, 0, strlen(start)), start))
		return false;
	rest = assay_part(urn, strlen(start), urn.len);
	if (!assay_link_next(&rest, '.', &prefix) ||
	    !assay_link_next(&rest, '.', &item) || rest.len == 0 || prefix.len < 6 ||
	    prefix.len > 12 || prefix.len + item.len != 13 || !assay_all_digits(prefix) ||
	    !assay_all_digits(item))
		return false;
	gtin[0] = (char)item.data[0];
	memcpy(gtin + 1, prefix.data, prefix.len);
	memcpy(gtin + 1 + prefix.len, item.data + 1, item.len - 1);
	gtin[13] = (char)('0' +
	                  assay_mod10((struct assay_bytes){ (const uint8_t *)gtin, 13 }));
	gtin[14] = '\0';
	if (size == 0)
		return false;
	n = assay_percent_decode(rest, false, (uint8_t *)serial, size - 1);
	if (n == SIZE_MAX || n == 0 || n > 20)
		return false;
	for (size_t i = 0; i < n; i++)
		if (serial[i] == '\0')
			return false;
	serial[n] = '\0';
	return true;
}

size_t
epc_build(struct assay_bytes gtin, size_t prefix, struct assay_bytes serial, char *out,
          size_t size)
{
	/* the characters of a serial that a URN must escape */
	static const char escaped[] = "\"%&/<>?";
	size_t at;

	if (gtin.len != 14 || !assay_mod10_holds(gtin) || prefix < 6 || prefix > 12 ||
	    serial.len == 0 || serial.len > 20 ||
	    size < strlen(start) + 16 + 3 * serial.len)
		return 0;
	at = (size_t)snprintf(out, size, "%s%.*s.%c%.*s.", start, (int)prefix,
	                      gtin.data + 1, gtin.data[0], (int)(12 - prefix),
	                      gtin.data + 1 + prefix);
	for (size_t i = 0; i < serial.len; i++) {
		if (serial.data[i] <= ' ' || serial.data[i] >= 0x7F)
			return 0;
		if (strchr(escaped, serial.data[i]) != NULL)
			at += (size_t)snprintf(out + at, size - at, "%%%02X",
			                       serial.data[i]);
		else
			out[at++] = (char)serial.data[i];
	}
	out[at] = '\0';
	return at;
}
