/* rows.h: the inner loops: everything that is done to many pixels is done here, a row at a time.
 *
 * Pixels are premultiplied ARGB32. Results are rounded once and lie within half a level of the
 * exact ones; where a colour's alpha and a coverage, or a picture's and an opacity, come together,
 * these are rounded before, and the result lies within one. A channel never exceeds its alpha. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* A premultiplied colour with 16 bits behind the point: each channel 0 to PAINT_FULL. The order is
 * the pixel's: blue, green, red, alpha. */
typedef struct {
    uint32_t channels[4];
} Paint;

#define PAINT_FULL (UINT32_C(255) << 16)

/* Source over. */
void row_fill(uint32_t *to, int32_t count, Paint paint);

/* The straight colour 0xAARRGGBB over `to` where `coverage` (0 to 255) says: width × height pixels,
 * strides in pixels. */
void rows_cover(uint32_t *to, ptrdiff_t to_stride, const uint8_t *coverage, ptrdiff_t stride,
                int32_t width, int32_t height, uint32_t color);

/* One pixel of that, with an opaque colour: `weight` (0 to 255) of `above` over `under`. */
static inline uint32_t pixel_mix(uint32_t above, uint32_t under, uint32_t weight) {
    /* Two channels at once, 16 bits apart. */
    uint32_t even = (above & 0x00ff00ff) * weight + (under & 0x00ff00ff) * (255 - weight);
    uint32_t odd = (above >> 8 & 0x00ff00ff) * weight + (under >> 8 & 0x00ff00ff) * (255 - weight);
    even += 0x00800080;
    odd += 0x00800080;
    return ((even + (even >> 8 & 0x00ff00ff)) >> 8 & 0x00ff00ff) |
           ((odd + (odd >> 8 & 0x00ff00ff)) & 0xff00ff00);
}

/* Pixels over pixels, their alpha multiplied by opacity/255 (0 to 255). */
void row_over(uint32_t *to, const uint32_t *from, int32_t count, int32_t opacity);

/* The same where all pixels are one. */
void row_over_flat(uint32_t *to, uint32_t pixel, int32_t count, int32_t opacity);

/* a + (b − a) × share/256, share 0 to 256; exactly a and b at the ends. `to` may be a or b. */
void row_blend(uint32_t *to, const uint32_t *a, const uint32_t *b, int32_t count, int32_t share);

/* Three for the frames of a fade, which wait for memory more than for anything else. What they
 * write goes past the caches where the processor can do that: call rows_done behind the last one,
 * before anybody else looks. */

/* As row_blend, to another place. Meanwhile what lies `below` pixels behind a and b is fetched: the
 * next row (0: there is none), since the processor does not foresee where a short run goes on. */
void row_blend_cells(uint32_t *restrict to, const uint32_t *restrict a, const uint32_t *restrict b,
                     int32_t count, int32_t share, ptrdiff_t below);
/* The same where b is one colour. */
void row_blend_flat(uint32_t *restrict to, const uint32_t *restrict a, uint32_t b, int32_t count,
                    int32_t share, ptrdiff_t below);
/* One pixel, `count` times. */
void row_set(uint32_t *to, int32_t count, uint32_t pixel);
void rows_done(void);

/* A linear gradient over `to`: premultiplied colours of 0 to 255 in the pixel's order. At pixel i
 * the way is start + i × step, clamped to 0 to 1. `dither` is what is added before the fraction is
 * dropped: [i % 8], each between 1/128 and 127/128. */
typedef struct {
    float from[4], delta[4];
} Ramp;
void row_ramp(uint32_t *to, int32_t count, const Ramp *ramp, double start, double step,
              const float dither[8]);

/* A radial one, of opaque colours: at pixel i the way is the length of (across + i × step, down),
 * at most 1. The length is found for every GLOW_SPAN-th pixel, and what lies between is even. */
enum { GLOW_SPAN = 32 };
void row_glow(uint32_t *to, int32_t count, const Ramp *ramp, double across, double step,
              double down, const float dither[8]);
