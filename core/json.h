/* json.h - the small pieces that every JSON answer is made of */
#ifndef ASSAY_JSON_H
#define ASSAY_JSON_H

#include <jansson.h>

#include "assay.h"

json_t *json_bytes(struct assay_bytes s);       /* escaped, then JSON-encoded */
json_t *json_time(int64_t time);                /* RFC 3339 in UTC */
json_t *json_day(int32_t day);                  /* YYYY-MM-DD; null for ASSAY_NO_DAY */
json_t *json_hex(const uint8_t *bytes, size_t n); /* n at most 32 */
json_t *json_flags(uint32_t flags);

#endif
