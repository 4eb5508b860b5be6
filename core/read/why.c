/* why.c - why nothing was read, and what the next photo should do better
 *
 * Measured, not guessed: size, light, sharpness, stripes.  The sentences speak of the
 * photo and never of the goods. */
#include <stdlib.h>

#include "read/stripes.h"
#include "read/why.h"

#define SIDE_LEAST 100 /* pixels: fewer hold no code with its margins */
#define DARK 60        /* 95 of 100 pixels are darker than this */
#define BRIGHT 200     /* 99 of 100 pixels are brighter */
#define CONTRAST 36    /* between the 1st and the 99th percentile */
#define SHARP 14 /* percent of the contrast that the steepest edges jump in a pixel */
#define BLOCK 32 /* pixels */
#define BLOCKS_MAX 96 /* a side; larger pictures are looked at in larger steps */

struct measure {
	unsigned low, high; /* 1st and 99th percentile of luma */
	unsigned upper;     /* the 95th */
	unsigned edge;      /* steepness that one of 200 pixels reaches */
	unsigned striped;   /* blocks whose edges nearly all run one way */
	unsigned striped_at_edge;
};

static unsigned
percentile(const uint64_t histogram[256], uint64_t n, unsigned percent)
{
	uint64_t sum = 0;

	for (unsigned v = 0; v < 256; v++)
		if ((sum += histogram[v]) * 100 >= n * percent)
			return v;
	return 255;
}

static void
measure(const struct image *grey, struct measure *m)
{
	uint64_t luma[256] = { 0 }, steps[256] = { 0 }, n = 0, sum = 0;
	const uint64_t pixels = (uint64_t)grey->width * grey->height;
	struct stripes stripes;

	*m = (struct measure){ 0 };
	for (size_t y = 0; y + 1 < grey->height; y++)
		for (size_t x = 0; x + 1 < grey->width; x++) {
			const uint8_t *p = grey->pixels + y * grey->stride + x;
			int dx = abs(p[1] - p[0]), dy = abs(p[grey->stride] - p[0]);

			luma[*p]++;
			steps[dx > dy ? dx : dy]++;
			n++;
		}
	if (n == 0 || pixels == 0)
		return;
	m->low = percentile(luma, n, 1);
	m->high = percentile(luma, n, 99);
	m->upper = percentile(luma, n, 95);
	for (m->edge = 255; m->edge > 0 && (sum += steps[m->edge]) * 200 < n; m->edge--)
		;
	stripes_find(grey, &stripes);
	m->striped = stripes.blocks;
	m->striped_at_edge = stripes.at_edge;
}

static const struct words meaning = {
	"a Code 39 was seen whose text can be meant in two ways: type what is printed "
	"beside it",
	"看到 Code 39 条码，但其内容有两种可能的含义：请键入条码旁印刷的内容"
};
static const struct words rivals = {
	"a code was seen, but its readings disagree: photograph it again from closer, "
	"straight and without glare",
	"看到条码，但多次识读的结果不一致：请靠近、正对并避开反光后重新拍摄"
};
static const struct words weak = {
	"a code was seen, but too little of it could be read to be sure: photograph it "
	"again from closer, straight and without glare",
	"看到条码，但可识读部分太少，无法确认：请靠近、正对并避开反光后重新拍摄"
};
static const struct words small = {
	"the picture is too small to hold a readable code: take it with more pixels or "
	"from closer",
	"图片太小，无法容纳可识读的条码：请提高分辨率或靠近拍摄"
};
static const struct words too_dark = {
	"the photo is too dark: use more light or the flash",
	"照片太暗：请增加光线或打开闪光灯"
};
static const struct words too_bright = {
	"the photo is overexposed or blank: lower the exposure and avoid glare",
	"照片过曝或为空白：请降低曝光并避开反光"
};
static const struct words flat = {
	"the photo has too little contrast: light the label evenly and wipe the lens",
	"照片对比度太低：请均匀照亮标签并擦净镜头"
};
static const struct words blurred = {
	"the photo is blurred: hold still, let the camera focus and tap on the code",
	"照片模糊：请拿稳、等待对焦并点按条码"
};
static const struct words cut_off = {
	"stripes like those of a bar code were seen at the edge of the photo: take the "
	"whole code with a white margin into view",
	"照片边缘有类似条码的条纹：请将整个条码连同四周留白拍入画面"
};
static const struct words striped = {
	"stripes like those of a bar code were seen but could not be read: photograph "
	"them from closer, sharp and straight",
	"看到类似条码的条纹，但无法识读：请靠近、对准焦点并正对拍摄"
};
static const struct words part = {
	"a code was seen that holds only a part of a text spread over several "
	"codes: such texts are not put together here, read them with the maker's own reader",
	"看到的条码仅含分布在多个码中的文本的一部分：此处不拼接此类文本，请使用厂家"
	"的专用识读器"
};
static const struct words nothing = {
	"no code that can be read was found: fill the view with the code, sharp and "
	"straight (DotCode is not read yet)",
	"未找到可识读的条码：请让条码充满画面，清晰并正对拍摄（暂不支持 DotCode）"
};

struct words
why_unread(const struct image *grey, enum doubt doubt)
{
	struct measure m;

	switch (doubt) {
	case DOUBT_PART:
		return part;
	case DOUBT_MEANING:
		return meaning;
	case DOUBT_RIVALS:
		return rivals;
	case DOUBT_WEAK:
		return weak;
	case DOUBT_NONE:
		break;
	}
	if (grey->width < SIDE_LEAST && grey->height < SIDE_LEAST)
		return small;
	measure(grey, &m);
	if (m.upper < DARK)
		return too_dark;
	if (m.low > BRIGHT)
		return too_bright;
	if (m.high - m.low < CONTRAST)
		return flat;
	if (m.edge * 100 < (m.high - m.low) * SHARP)
		return blurred;
	if (m.striped >= 2)
		return m.striped_at_edge >= 2 && m.striped_at_edge * 10 >= m.striped
		               ? cut_off
		               : striped;
	return nothing;
}
