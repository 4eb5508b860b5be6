/* exif.c - orientation, time and place of a photo, by libexif
 *
 * All of it is what the camera claims.  A value that cannot be true is left out,
 * never mended: no date of month 13, no latitude of 91 degrees. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <libexif/exif-data.h>

#include "assay-check.h"
#include "image/format.h"

#define EXIF_MAX                                                                         \
	(256u << 10) /* a JPEG segment holds 64 KiB; PNG and WebP may hold more */

static const uint8_t name[] = { 'E', 'x', 'i', 'f', 0, 0 };

/* The entry, if it has that many values of that format. */
static const ExifEntry *
entry(const ExifData *data, ExifIfd ifd, ExifTag tag, ExifFormat format, size_t n)
{
	const ExifEntry *e = exif_content_get_entry(data->ifd[ifd], tag);

	if (e == NULL || e->format != format || e->data == NULL || e->components < n ||
	    e->size < n * exif_format_get_size(format))
		return NULL;
	return e;
}

/* The numbers of a text of that form, '#' being a digit; false: not of that form. */
static bool
form(const uint8_t *text, const char *want, int *numbers)
{
	*numbers = 0;
	for (; *want != '\0'; text++, want++) {
		if (*want == '#') {
			if (*text < '0' || *text > '9')
				return false;
			*numbers = *numbers * 10 + (*text - '0');
		} else if (*text == (uint8_t)*want) {
			*++numbers = 0;
		} else {
			return false;
		}
	}
	return true;
}

static void
read_time(const ExifData *data, struct exif *out)
{
	const ExifEntry *e = entry(data, EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_ORIGINAL,
	                           EXIF_FORMAT_ASCII, 19);
	int t[6], z[2];
	int32_t day;

	if (e == NULL || !form(e->data, "####:##:## ##:##:##", t) || t[0] < 1970 ||
	    t[3] > 23 || t[4] > 59 || t[5] > 60 ||
	    (day = assay_day(t[0], t[1], t[2])) == ASSAY_NO_DAY)
		return;
	out->has_time = true;
	out->time = (int64_t)day * 86400 + t[3] * 3600 + t[4] * 60 + t[5];

	e = entry(data, EXIF_IFD_EXIF, EXIF_TAG_OFFSET_TIME_ORIGINAL, EXIF_FORMAT_ASCII,
	          6);
	if (e == NULL || (e->data[0] != '+' && e->data[0] != '-') ||
	    !form(e->data + 1, "##:##", z) || z[0] > 14 || z[1] > 59)
		return;
	out->has_zone = true;
	out->time -= (e->data[0] == '-' ? -60 : 60) * (z[0] * 60 + z[1]);
}

/* Degrees, minutes, seconds and a letter; false if that is no angle up to limit. */
static bool
angle(const ExifData *data, unsigned ref_tag, unsigned tag, const char *letters,
      double limit, double *out)
{
	const ExifEntry *ref =
	        entry(data, EXIF_IFD_GPS, (ExifTag)ref_tag, EXIF_FORMAT_ASCII, 1);
	const ExifEntry *e =
	        entry(data, EXIF_IFD_GPS, (ExifTag)tag, EXIF_FORMAT_RATIONAL, 3);
	const ExifByteOrder order = exif_data_get_byte_order((ExifData *)(uintptr_t)data);
	double part[3];

	if (ref == NULL || e == NULL ||
	    (ref->data[0] != letters[0] && ref->data[0] != letters[1]))
		return false;
	for (size_t i = 0; i < 3; i++) {
		ExifRational r = exif_get_rational(e->data + 8 * i, order);

		if (r.denominator == 0)
			return false;
		part[i] = (double)r.numerator / (double)r.denominator;
		if (i > 0 && part[i] >= 60)
			return false;
	}
	*out = part[0] + part[1] / 60 + part[2] / 3600;
	if (!isfinite(*out) || *out > limit)
		return false;
	if (ref->data[0] == letters[1])
		*out = -*out;
	return true;
}

static void
read_place(const ExifData *data, struct exif *out)
{
	double latitude, longitude;

	if (!angle(data, EXIF_TAG_GPS_LATITUDE_REF, EXIF_TAG_GPS_LATITUDE, "NS", 90,
	           &latitude) ||
	    !angle(data, EXIF_TAG_GPS_LONGITUDE_REF, EXIF_TAG_GPS_LONGITUDE, "EW", 180,
	           &longitude))
		return;
	if (latitude == 0 && longitude == 0)
		return; /* what a camera writes that does not know where it is */
	out->has_place = true;
	out->latitude = latitude;
	out->longitude = longitude;
}

void
exif_read(struct assay_bytes bytes, struct exif *out)
{
	ExifData *data;
	const ExifEntry *e;
	uint8_t *copy;

	if (bytes.len >= sizeof name && memcmp(bytes.data, name, sizeof name) == 0) {
		bytes.data += sizeof name;
		bytes.len -= sizeof name;
	}
	if (bytes.len < 8 || bytes.len > EXIF_MAX)
		return;
	/* libexif wants its name before it, and the length as an unsigned int */
	if ((copy = malloc(sizeof name + bytes.len)) == NULL)
		return;
	memcpy(copy, name, sizeof name);
	memcpy(copy + sizeof name, bytes.data, bytes.len);
	if ((data = exif_data_new()) != NULL) {
		exif_data_unset_option(data, EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
		exif_data_load_data(data, copy, (unsigned)(sizeof name + bytes.len));
		e = entry(data, EXIF_IFD_0, EXIF_TAG_ORIENTATION, EXIF_FORMAT_SHORT, 1);
		if (e != NULL) {
			unsigned o =
			        exif_get_short(e->data, exif_data_get_byte_order(data));

			out->orientation = o >= 1 && o <= 8 ? o : 1;
		}
		read_time(data, out);
		read_place(data, out);
		exif_data_unref(data);
	}
	free(copy);
}
