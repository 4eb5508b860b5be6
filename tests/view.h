/* view.h - pictures of symbols whose modules are known, as a camera might see them
 *
 * What lies in a picture is drawn here, so that what it must read as is known.  The same
 * seed gives the same picture. */
#ifndef VIEW_H
#define VIEW_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "image/image.h"

struct view_symbol {
	size_t rows, columns;
	uint8_t *module; /* rows x columns; 1: dark */
};

struct view {
	const char *name;
	double scale, degrees; /* pixels a module, turned clockwise */
	double slant;          /* how much nearer the lower side is, in parts of 1 */
	double bend;           /* half the angle that a can shows, in radians; about its axis */
	double ink;            /* modules by which bars are too wide */
	int dark, light;
	int shade;             /* how much darker the right side is */
	unsigned blur, noise;  /* rounds of a 3 by 3 mean; grey levels */
	bool mirrored;
	unsigned margin;       /* modules */
};

static uint64_t view_state = 1;

static uint32_t
view_roll(uint32_t below)
{
	view_state ^= view_state << 13;
	view_state ^= view_state >> 7;
	view_state ^= view_state << 17;
	return (uint32_t)(view_state >> 11) % below;
}

/* Is it dark at x, y, in pixels from the symbol's middle? */
static bool
view_is_dark(const struct view *w, const struct view_symbol *s, double x, double y)
{
	const double wide = (double)s->columns, high = (double)s->rows;
	const double c = cos(w->degrees * 3.14159265 / 180),
	             d = sin(w->degrees * 3.14159265 / 180);
	const double u0 = (c * x + d * y) / w->scale, v0 = (c * y - d * x) / w->scale;
	const double k = 1 + w->slant * v0 / (wide + high);
	double u = u0 * k, v = v0 * k;

	if (w->bend > 0) {
		const double radius = wide / 2 / sin(w->bend);

		if (fabs(u) >= radius)
			return false;
		u = wide / 2 * asin(u / radius) / w->bend;
	}
	u = (w->mirrored ? -u : u) + wide / 2;
	v += high / 2;
	if (v < 0 || v >= high)
		return false;
	/* a bar reaches over both its edges */
	for (int i = -1; i <= 1; i++) {
		const double at = u + i * w->ink / 2;

		if (at >= 0 && at < wide &&
		    (s->module[(size_t)v * s->columns + (size_t)at] != 0) != (w->ink < 0))
			return w->ink >= 0;
	}
	return w->ink < 0 && u >= 0 && u < wide;
}

static struct image
view_paper(size_t width, size_t height, int value)
{
	struct image image = { malloc(width * height), (uint32_t)width, (uint32_t)height,
		               width };

	memset(image.pixels, value, width * height);
	return image;
}

static void
view_blur(struct image *image)
{
	const size_t w = image->width;
	uint8_t *old = malloc(w * image->height);

	memcpy(old, image->pixels, w * image->height);
	for (size_t y = 1; y + 1 < image->height; y++)
		for (size_t x = 1; x + 1 < w; x++) {
			unsigned sum = 0;

			for (size_t k = 0; k < 9; k++)
				sum += old[(y + k / 3 - 1) * w + x + k % 3 - 1];
			image->pixels[y * w + x] = (uint8_t)(sum / 9);
		}
	free(old);
}

/* Draw a symbol with its middle at x0, y0. */
static void
view_draw(const struct view *w, const struct view_symbol *s, struct image *image, double x0,
          double y0)
{
	const double reach = hypot((double)s->rows, (double)s->columns) * w->scale *
	                     (1 + fabs(w->slant)) / 2;

	for (size_t y = 0; y < image->height; y++)
		for (size_t x = 0; x < image->width; x++) {
			const int light = w->light - w->shade * (int)x / (int)image->width;
			unsigned dark = 0;

			if (fabs((double)x - x0) <= reach && fabs((double)y - y0) <= reach)
				for (unsigned k = 0; k < 16; k++)
					dark += view_is_dark(
					        w, s, (double)x - x0 + (k % 4 - 1.5) / 4,
					        (double)y - y0 + (k / 4 - 1.5) / 4);
			if (dark > 0 || w->shade != 0)
				image->pixels[y * image->stride + x] =
				        (uint8_t)(light + (w->dark - light) * (int)dark / 16);
		}
}

static void
view_disturb(const struct view *w, struct image *image)
{
	for (unsigned i = 0; i < w->blur; i++)
		view_blur(image);
	for (size_t i = 0; w->noise > 0 && i < (size_t)image->width * image->height; i++) {
		const int v = image->pixels[i] + (int)view_roll(2 * w->noise + 1) -
		              (int)w->noise;

		image->pixels[i] = (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v);
	}
}

/* The whole picture; image_clear() it. */
static struct image
view_picture(const struct view *w, const struct view_symbol *s)
{
	const double turn = w->degrees * 3.14159265 / 180;
	const double c = fabs(cos(turn)), d = fabs(sin(turn)), more = 1 + fabs(w->slant) / 2;
	const double wide = (double)s->columns * w->scale, high = (double)s->rows * w->scale;
	const double x0 = (c * wide + d * high) * more / 2 + w->margin * w->scale;
	const double y0 = (d * wide + c * high) * more / 2 + w->margin * w->scale;
	struct image image = view_paper((size_t)(2 * x0), (size_t)(2 * y0), w->light);

	view_draw(w, s, &image, x0 - 0.5, y0 - 0.5);
	view_disturb(w, &image);
	return image;
}

/* Noise of all grains and stripes of all widths: pictures in which nothing stands. */
static struct image
view_noise(size_t number)
{
	const size_t width = 60 + view_roll(240), height = 40 + view_roll(160);
	const size_t grain = 1 + view_roll(6);
	struct image image = view_paper(width, height, 255);

	if (number % 2 == 0) { /* stripes of one to four modules, as other bar codes have */
		size_t x = 0;

		for (bool dark = false; x < width; dark = !dark)
			for (size_t n = grain * (1 + view_roll(4)); n > 0 && x < width; n--, x++)
				for (size_t y = 0; y < height; y++)
					image.pixels[y * width + x] =
					        (uint8_t)((dark ? 30 : 220) +
					                  (int)view_roll(20));
		return image;
	}
	for (size_t y = 0; y < height; y += grain)
		for (size_t x = 0; x < width; x += grain) {
			const uint8_t v = (uint8_t)(number % 4 == 1 ? view_roll(256)
			                                            : view_roll(2) * 255);

			for (size_t k = 0; k < grain * grain; k++)
				if (y + k / grain < height && x + k % grain < width)
					image.pixels[(y + k / grain) * width + x + k % grain] =
					        v;
		}
	return image;
}

#endif
