/* straight.h: finished pictures as the bytes that mixers and browsers take.
 *
 * Pictures are composed premultiplied; nearly every receiver wants straight alpha. The division is
 * done once for each changed picture, exactly: each channel is the nearest level to
 * channel × 255 / alpha. Where alpha is 0 the colour is 0. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum { PIXEL_RGBA, PIXEL_BGRA, PIXEL_FORMAT_COUNT } PixelFormat;

typedef enum { ALPHA_STRAIGHT, ALPHA_PREMULTIPLIED, ALPHA_KEYED, ALPHA_MODE_COUNT } AlphaMode;

typedef struct {
    PixelFormat format;
    AlphaMode alpha;
    uint32_t background; /* KEYED: 0xRRGGBB that the picture is laid over; alpha becomes 255 */
} PixelLayout;

/* `count` premultiplied ARGB32 pixels as 4 × count bytes. A channel above its alpha counts as
 * equal to it. */
void pixels_convert(uint8_t *to, const uint32_t *from, size_t count, PixelLayout layout);

/* True when nothing is on any of them: all bits are 0. */
bool pixels_are_blank(const uint32_t *pixels, size_t count);

/* The same as pixels_convert, one division at a time: what the fast one is checked against. */
void pixels_convert_plain(uint8_t *to, const uint32_t *from, size_t count, PixelLayout layout);
