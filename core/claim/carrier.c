/* carrier.c - what a symbology identifier (ISO/IEC 15424) says of its carrier */
#include <string.h>

#include "make.h"

#define MATRIX ASSAY_PATH_MATRIX
#define LINEAR ASSAY_PATH_LINEAR
#define RETAIL ASSAY_PATH_RETAIL

/* clang-format off */
static const struct carrier carriers[] = {
	{ "]C1", "GS1-128", true, LINEAR },
	{ "]e0", "DataBar", true, LINEAR }, { "]e1", "Composite", true, LINEAR },
	{ "]e2", "Composite", true, LINEAR }, { "]e3", "Composite", true, LINEAR },
	{ "]d2", "GS1 Data Matrix", true, MATRIX }, { "]d5", "GS1 Data Matrix", true, MATRIX },
	{ "]Q3", "QR", true, MATRIX }, { "]Q4", "QR", true, MATRIX },
	{ "]J1", "DotCode", true, MATRIX }, { "]J4", "DotCode", true, MATRIX },
	{ "]z1", "Aztec", true, MATRIX },
	{ "]E0", "EAN-13", false, RETAIL }, { "]E1", "EAN add-on", false, RETAIL },
	{ "]E2", "EAN add-on", false, RETAIL }, { "]E3", "EAN-13", false, RETAIL },
	{ "]E4", "EAN-8", false, RETAIL },
	{ "]I0", "ITF", false, LINEAR }, { "]I1", "ITF-14", false, LINEAR },
	{ "]C0", "Code 128", false, LINEAR }, { "]A0", "Code 39", false, LINEAR },
	{ "]G0", "Code 93", false, LINEAR }, { "]F0", "Codabar", false, LINEAR },
	{ "]d1", "Data Matrix", false, MATRIX }, { "]Q1", "QR", false, MATRIX },
	{ "]J0", "DotCode", false, MATRIX }, { "]L0", "PDF417", false, MATRIX },
	{ "]L2", "PDF417", false, MATRIX }, { "]z0", "Aztec", false, MATRIX },
};
static const struct carrier unknown_matrix = { "", "matrix code", false, MATRIX };
static const struct carrier unknown_retail = { "", "EAN", false, RETAIL };
static const struct carrier unknown_linear = { "", "bar code", false, LINEAR };
/* clang-format on */

const struct carrier *
carrier_of(const char *symbology)
{
	for (size_t i = 0; i < sizeof carriers / sizeof *carriers; i++)
		if (strcmp(carriers[i].id, symbology) == 0)
			return &carriers[i];
	if (symbology[0] == ']' && symbology[1] != '\0') {
		if (strchr("QdJLzU", symbology[1]) != NULL)
			return &unknown_matrix;
		if (symbology[1] == 'E')
			return &unknown_retail;
	}
	return &unknown_linear;
}
