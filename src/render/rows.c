/* The inner loops, written so that the compiler makes vectors of them: no branches, no tables,
 * 32-bit lanes (16-bit in the fade, which has to run at memory's speed). */
#include "render/rows.h"

#include <stdbool.h>
#include <string.h>

/* A second copy of a loop for processors with AVX2, chosen when the program is loaded. The
 * sanitizers cannot have it: the choice would run before they are set up. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                             \
    !defined(__SANITIZE_ADDRESS__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

static inline uint32_t channel(uint32_t pixel, int shift) {
    return (pixel >> shift) & 0xff;
}

/* paint + to × keep, where keep is a share of 65536 */
static inline uint32_t over_channel(uint32_t paint, uint32_t to, uint32_t keep, int shift) {
    return ((paint + channel(to, shift) * keep + 0x8000) >> 16) << shift;
}

static void fill_solid(uint32_t *to, int32_t count, uint32_t pixel) {
    for (int32_t i = 0; i < count; i++)
        to[i] = pixel;
}

WIDE static void fill_translucent(uint32_t *to, int32_t count, Paint paint, uint32_t keep) {
    uint32_t b = paint.channels[0], g = paint.channels[1], r = paint.channels[2],
             a = paint.channels[3];
    for (int32_t i = 0; i < count; i++) {
        uint32_t under = to[i];
        to[i] = over_channel(b, under, keep, 0) | over_channel(g, under, keep, 8) |
                over_channel(r, under, keep, 16) | over_channel(a, under, keep, 24);
    }
}

void row_fill(uint32_t *to, int32_t count, Paint paint) {
    uint32_t keep = 65536 - (paint.channels[3] + 127) / 255;
    if (keep == 0) {
        uint32_t pixel = over_channel(paint.channels[0], 0, 0, 0) |
                         over_channel(paint.channels[1], 0, 0, 8) |
                         over_channel(paint.channels[2], 0, 0, 16) | UINT32_C(0xff000000);
        fill_solid(to, count, pixel);
    } else if (keep < 65536) {
        fill_translucent(to, count, paint, keep);
    }
}

WIDE static void cover_loop(uint32_t *restrict to, const uint8_t *restrict coverage, int32_t count,
                            uint32_t color, uint32_t scale) {
    uint32_t b = channel(color, 0), g = channel(color, 8), r = channel(color, 16);
    for (int32_t i = 0; i < count; i++) {
        uint32_t weight = (coverage[i] * scale + 128) >> 8; /* 0 to 65536 */
        uint32_t keep = 65536 - weight;
        uint32_t under = to[i];
        to[i] =
            over_channel(b * weight, under, keep, 0) | over_channel(g * weight, under, keep, 8) |
            over_channel(r * weight, under, keep, 16) | over_channel(255 * weight, under, keep, 24);
    }
}

void row_cover(uint32_t *to, const uint8_t *coverage, int32_t count, uint32_t color) {
    /* alpha/255 × 1/255 with 24 bits behind the point */
    uint32_t alpha = color >> 24;
    uint32_t scale = (uint32_t)((((uint64_t)alpha << 24) + 32512) / 65025);
    cover_loop(to, coverage, count, color, scale);
}

WIDE static void over_loop(uint32_t *restrict to, const uint32_t *restrict from, int32_t count,
                           uint32_t opacity) {
    /* source × opacity/256 has 8 bits behind the point; × 256 gives the paint's 16. */
    uint32_t factor = opacity << 8;
    for (int32_t i = 0; i < count; i++) {
        uint32_t above = from[i], under = to[i];
        uint32_t keep = 65536 - (channel(above, 24) * factor + 127) / 255;
        to[i] = over_channel(channel(above, 0) * factor, under, keep, 0) |
                over_channel(channel(above, 8) * factor, under, keep, 8) |
                over_channel(channel(above, 16) * factor, under, keep, 16) |
                over_channel(channel(above, 24) * factor, under, keep, 24);
    }
}

void row_over(uint32_t *to, const uint32_t *from, int32_t count, int32_t opacity) {
    if (opacity > 0)
        over_loop(to, from, count, (uint32_t)opacity);
}

WIDE static void blend_loop(uint8_t *to, const uint8_t *a, const uint8_t *b, size_t count,
                            uint16_t keep, uint16_t share) {
    /* Each byte depends only on the bytes at its own place, so `to` may well be a or b. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC ivdep
#endif
    for (size_t i = 0; i < count; i++)
        to[i] =
            (uint8_t)((uint16_t)((uint16_t)(a[i] * keep) + (uint16_t)(b[i] * share) + 128) >> 8);
}

void row_blend(uint32_t *to, const uint32_t *a, const uint32_t *b, int32_t count, int32_t share) {
    size_t bytes = (size_t)count * sizeof *to;
    if (share == 0) {
        memmove(to, a, bytes);
    } else if (share == 256) {
        memmove(to, b, bytes);
    } else {
        blend_loop((uint8_t *)to, (const uint8_t *)a, (const uint8_t *)b, bytes,
                   (uint16_t)(256 - share), (uint16_t)share);
    }
}

/* Without a branch, so that the loop stays a vector loop. */
static inline float clamp_share(float t) {
    t = t > 0 ? t : 0;
    return t < 1 ? t : 1;
}

static inline uint32_t drop_fraction(float value, int shift) {
    return (uint32_t)(int32_t)value << shift;
}

static inline uint32_t ramp_opaque(const Ramp *ramp, float t, float dither) {
    return drop_fraction(ramp->from[0] + ramp->delta[0] * t + dither, 0) |
           drop_fraction(ramp->from[1] + ramp->delta[1] * t + dither, 8) |
           drop_fraction(ramp->from[2] + ramp->delta[2] * t + dither, 16) | UINT32_C(0xff000000);
}

static inline uint32_t ramp_over(const Ramp *ramp, float t, float dither, uint32_t under) {
    float alpha = ramp->from[3] + ramp->delta[3] * t;
    float keep = 1 - alpha * (1 / 255.0f);
    uint32_t pixel = 0;
    for (int c = 0; c < 4; c++) {
        float value = ramp->from[c] + ramp->delta[c] * t;
        value += (float)(int32_t)channel(under, c * 8) * keep + dither;
        pixel |= drop_fraction(value < 255 ? value : 255, c * 8);
    }
    return pixel;
}

WIDE static void ramp_opaque_loop(uint32_t *restrict to, int32_t count, Ramp ramp, float start,
                                  float step, const float *restrict dither) {
    int32_t i = 0;
    for (; i + 8 <= count; i += 8)
        for (int32_t j = 0; j < 8; j++)
            to[i + j] = ramp_opaque(&ramp, clamp_share(start + step * (float)(i + j)), dither[j]);
    for (; i < count; i++)
        to[i] = ramp_opaque(&ramp, clamp_share(start + step * (float)i), dither[i % 8]);
}

void row_ramp(uint32_t *to, int32_t count, const Ramp *ramp, float start, float step,
              const float dither[8]) {
    bool is_opaque = ramp->from[3] >= 255 && ramp->delta[3] >= 0;
    if (is_opaque) {
        ramp_opaque_loop(to, count, *ramp, start, step, dither);
        return;
    }
    for (int32_t i = 0; i < count; i++)
        to[i] = ramp_over(ramp, clamp_share(start + step * (float)i), dither[i % 8], to[i]);
}
