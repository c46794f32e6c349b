/* rows.h: the inner loops: everything that is done to many pixels is done here, a row at a time.
 *
 * Pixels are premultiplied ARGB32. All results are rounded once, from a sum with 16 more bits, so
 * they lie within half a level of the exact ones; a channel never exceeds its alpha. */
#pragma once

#include <stdint.h>

/* A premultiplied colour with 16 bits behind the point: each channel 0 to PAINT_FULL. The order is
 * the pixel's: blue, green, red, alpha. */
typedef struct {
    uint32_t channels[4];
} Paint;

#define PAINT_FULL (UINT32_C(255) << 16)

/* Source over. */
void row_fill(uint32_t *to, int32_t count, Paint paint);

/* The straight colour 0xAARRGGBB over `to` where `coverage` (0 to 255) says. */
void row_cover(uint32_t *to, const uint8_t *coverage, int32_t count, uint32_t color);

/* Pixels over pixels, their alpha multiplied by opacity/256 (0 to 256). */
void row_over(uint32_t *to, const uint32_t *from, int32_t count, int32_t opacity);

/* a + (b − a) × share/256, share 0 to 256. `to` may be a or b. */
void row_blend(uint32_t *to, const uint32_t *a, const uint32_t *b, int32_t count, int32_t share);

/* A linear gradient over `to`: premultiplied colours of 0 to 255 in the pixel's order. At pixel i
 * the way is start + i × step, clamped to 0 to 1. `dither` is what is added before the fraction is
 * dropped: [i % 8], each at least 0 and below 1. */
typedef struct {
    float from[4], delta[4];
} Ramp;
void row_ramp(uint32_t *to, int32_t count, const Ramp *ramp, float start, float step,
              const float dither[8]);
