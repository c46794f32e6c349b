/* check.h: what several tests of this folder need: cmocka, random numbers, pixels, an engine of
 * made-up glyphs. Header only; each test is one program. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "render/render.h"

#define UNUSED __attribute__((unused))

/* xorshift64: the same numbers in each run. */
static UNUSED uint32_t random_next(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)(*state >> 32);
}

static UNUSED uint32_t pixel_of(const Pixmap *pixmap, int32_t x, int32_t y) {
    return pixmap->pixels[(size_t)y * (size_t)pixmap->width + (size_t)x];
}

static UNUSED int channel_of(uint32_t pixel, int index) {
    return (int)(pixel >> (8 * index) & 0xff);
}

static UNUSED void fill(Pixmap *pixmap, uint32_t pixel) {
    for (size_t i = 0; i < (size_t)pixmap->width * (size_t)pixmap->height; i++)
        pixmap->pixels[i] = pixel;
}

/* A premultiplied pixel; every fourth opaque, every fourth transparent. */
static UNUSED uint32_t random_pixel(uint64_t *state) {
    static const uint32_t KINDS[4] = {255, 0, 1, 1};
    uint32_t alpha = KINDS[random_next(state) & 3];
    if (alpha == 1)
        alpha = random_next(state) & 0xff;
    uint32_t pixel = alpha << 24;
    for (int c = 0; c < 3; c++)
        pixel |= (random_next(state) & 0xff) * alpha / 255 << (8 * c);
    return pixel;
}

/* Straight colour `color` with its alpha × `share` over the premultiplied `under`: what the pixel
 * would be if there were no rounding. */
static UNUSED double over_exactly(uint32_t color, double share, uint32_t under, int channel) {
    double alpha = (double)(color >> 24) / 255 * share;
    double above = channel == 3 ? 255 : channel_of(color, channel);
    return above * alpha + channel_of(under, channel) * (1 - alpha);
}

static UNUSED void assert_near(double wanted, uint32_t pixel, int channel, double tolerance,
                               const char *what) {
    double got = channel_of(pixel, channel);
    if (fabs(wanted - got) > tolerance)
        fail_msg("%s: channel %d is %g, not %g", what, channel, got, wanted);
}

/* No colour brighter than its alpha allows. */
static UNUSED void assert_premultiplied(const Pixmap *pixmap) {
    for (size_t i = 0; i < (size_t)pixmap->width * (size_t)pixmap->height; i++)
        for (int c = 0; c < 3; c++)
            if (channel_of(pixmap->pixels[i], c) > channel_of(pixmap->pixels[i], 3))
                fail_msg("pixel %zu is %08x", i, pixmap->pixels[i]);
}
