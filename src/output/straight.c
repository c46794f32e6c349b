#include "output/straight.h"

#include <string.h>

/* Most of an overlay is empty: blocks of this many pixels are looked at first. */
enum { BLOCK = 256 };

/* As in render/rows.c: clang has no such attribute, and the sanitizers start too late for it. */
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__clang__) &&                        \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

static uint32_t least(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

static uint32_t swap_red_blue(uint32_t pixel) {
    return (pixel & UINT32_C(0xff00ff00)) | (pixel >> 16 & 0xff) | (pixel & 0xff) << 16;
}

/* Pixels are 0xAARRGGBB, which is B, G, R, A in memory; R, G, B, A has red and blue swapped. */
static void store(uint8_t *to, uint32_t pixel) {
    to[0] = (uint8_t)pixel;
    to[1] = (uint8_t)(pixel >> 8);
    to[2] = (uint8_t)(pixel >> 16);
    to[3] = (uint8_t)(pixel >> 24);
}

static uint32_t plain_straight(uint32_t pixel) {
    uint32_t alpha = pixel >> 24, out = alpha << 24;
    for (int shift = 0; alpha && shift < 24; shift += 8) {
        uint32_t channel = least(pixel >> shift & 0xff, alpha);
        out |= (channel * 255 + alpha / 2) / alpha << shift;
    }
    return out;
}

static uint32_t over(uint32_t pixel, uint32_t background) {
    uint32_t rest = 255 - (pixel >> 24), out = UINT32_C(0xff000000);
    for (int shift = 0; shift < 24; shift += 8) {
        uint32_t channel = least(pixel >> shift & 0xff, pixel >> 24);
        uint32_t under = (background >> shift & 0xff) * rest;
        out |= (channel + (under + 127) / 255) << shift;
    }
    return out;
}

void pixels_convert_plain(uint8_t *to, const uint32_t *from, size_t count, PixelLayout layout) {
    for (size_t i = 0; i < count; i++) {
        uint32_t pixel = from[i];
        switch (layout.alpha) {
        case ALPHA_STRAIGHT:
            pixel = plain_straight(pixel);
            break;
        case ALPHA_KEYED:
            pixel = over(pixel, layout.background);
            break;
        case ALPHA_PREMULTIPLIED:
        case ALPHA_MODE_COUNT:
            break;
        }
        store(to + 4 * i, layout.format == PIXEL_RGBA ? swap_red_blue(pixel) : pixel);
    }
}

/* A quotient that is not a whole number lies at least 1/255 from the next one, and the half that
 * is added keeps whole ones off the edge: a float's error is a thousandth of that. Written
 * without a branch, so that the compiler does many pixels at once; no alpha leaves no colour. */
WIDE static void straight_block(uint32_t *restrict to, const uint32_t *restrict from,
                                size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint32_t pixel = from[i], alpha = pixel >> 24;
        uint32_t divisor = alpha | (alpha == 0), half = alpha / 2;
        uint32_t red = least(pixel >> 16 & 0xff, alpha), green = least(pixel >> 8 & 0xff, alpha),
                 blue = least(pixel & 0xff, alpha);
        float share = 1.0f / (float)(int32_t)divisor;
        uint32_t r = (uint32_t)(int32_t)(((float)(int32_t)(red * 255 + half) + 0.5f) * share);
        uint32_t g = (uint32_t)(int32_t)(((float)(int32_t)(green * 255 + half) + 0.5f) * share);
        uint32_t b = (uint32_t)(int32_t)(((float)(int32_t)(blue * 255 + half) + 0.5f) * share);
        to[i] = alpha << 24 | r << 16 | g << 8 | b;
    }
}

/* x / 255 for x < 65536, rounded down: no division in the loop. */
static uint32_t by_255(uint32_t x) {
    return (x + 1 + (x >> 8)) >> 8;
}

WIDE static void keyed_block(uint32_t *restrict to, const uint32_t *restrict from, size_t count,
                             uint32_t background) {
    uint32_t under_red = background >> 16 & 0xff, under_green = background >> 8 & 0xff,
             under_blue = background & 0xff;
    for (size_t i = 0; i < count; i++) {
        uint32_t pixel = from[i], alpha = pixel >> 24, rest = 255 - alpha;
        uint32_t r = least(pixel >> 16 & 0xff, alpha) + by_255(under_red * rest + 127);
        uint32_t g = least(pixel >> 8 & 0xff, alpha) + by_255(under_green * rest + 127);
        uint32_t b = least(pixel & 0xff, alpha) + by_255(under_blue * rest + 127);
        to[i] = UINT32_C(0xff000000) | r << 16 | g << 8 | b;
    }
}

WIDE static void swap_block(uint32_t *pixels, size_t count) {
    for (size_t i = 0; i < count; i++)
        pixels[i] = swap_red_blue(pixels[i]);
}

/* What all pixels of a block have in common: all bits clear, or all alphas full. */
WIDE static void look(const uint32_t *from, size_t count, uint32_t *any, uint32_t *all) {
    uint32_t some = 0, every = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        some |= from[i];
        every &= from[i];
    }
    *any = some;
    *all = every;
}

static void convert_block(uint32_t *to, const uint32_t *from, size_t count, PixelLayout layout) {
    uint32_t any, all;
    look(from, count, &any, &all);
    bool is_empty = any >> 24 == 0, is_opaque = all >> 24 == 255;
    if (layout.alpha == ALPHA_KEYED && !is_opaque)
        keyed_block(to, from, count, layout.background);
    else if (layout.alpha == ALPHA_STRAIGHT && is_empty)
        memset(to, 0, count * sizeof *to);
    else if (layout.alpha == ALPHA_STRAIGHT && !is_opaque)
        straight_block(to, from, count);
    else
        memcpy(to, from, count * sizeof *to);
    if (layout.format == PIXEL_RGBA && !(is_empty && layout.alpha == ALPHA_STRAIGHT))
        swap_block(to, count);
}

bool pixels_are_blank(const uint32_t *pixels, size_t count) {
    uint32_t any = 0, all;
    for (size_t i = 0; i < count && !any; i += BLOCK)
        look(pixels + i, count - i < BLOCK ? count - i : BLOCK, &any, &all);
    return any == 0;
}

void pixels_convert(uint8_t *to, const uint32_t *from, size_t count, PixelLayout layout) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint32_t block[BLOCK];
    bool is_aligned = (uintptr_t)to % sizeof(uint32_t) == 0;
    for (size_t i = 0; i < count; i += BLOCK) {
        size_t n = count - i < BLOCK ? count - i : BLOCK;
        void *out = to + 4 * i;
        convert_block(is_aligned ? out : block, from + i, n, layout);
        if (!is_aligned)
            memcpy(out, block, n * sizeof *block);
    }
#else
    pixels_convert_plain(to, from, count, layout);
#endif
}
