/* The inner loops, written so that the compiler makes vectors of them: no branches, no tables,
 * 32-bit lanes (16-bit in the fade, which has to run at memory's speed). */
#include "render/rows.h"

#include <math.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include <stdbool.h>
#include <string.h>

/* A second copy of a loop for processors with AVX2, chosen when the program is loaded. The
 * sanitizers cannot have it: the choice would run before they are set up. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                             \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
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

/* All rows in one call: a glyph's are so short that calls would take longer than the pixels. */
WIDE static void cover_loop(uint32_t *restrict to, ptrdiff_t to_stride,
                            const uint8_t *restrict coverage, ptrdiff_t stride, int32_t width,
                            int32_t height, uint32_t color) {
    uint32_t alpha = color >> 24, opaque = color | UINT32_C(0xff000000);
    for (int32_t y = 0; y < height; y++, to += to_stride, coverage += stride)
        for (int32_t x = 0; x < width; x++) {
            uint32_t product = coverage[x] * alpha + 128;
            to[x] = pixel_mix(opaque, to[x], (product + (product >> 8)) >> 8);
        }
}

void rows_cover(uint32_t *to, ptrdiff_t to_stride, const uint8_t *coverage, ptrdiff_t stride,
                int32_t width, int32_t height, uint32_t color) {
    cover_loop(to, to_stride, coverage, stride, width, height, color);
}

/* Two channels at once: a share of 255 of each, rounded. */
static inline uint32_t share_pair(uint32_t pair, uint32_t share) {
    uint32_t sum = pair * share + 0x00800080;
    return (sum + (sum >> 8 & 0x00ff00ff)) >> 8 & 0x00ff00ff;
}

WIDE static void over_loop(uint32_t *restrict to, const uint32_t *restrict from, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        uint32_t above = from[i], under = to[i], keep = 255 - (above >> 24);
        to[i] = above + (share_pair(under & 0x00ff00ff, keep) |
                         share_pair(under >> 8 & 0x00ff00ff, keep) << 8);
    }
}

WIDE static void over_faint_loop(uint32_t *restrict to, const uint32_t *restrict from,
                                 int32_t count, uint32_t factor) {
    for (int32_t i = 0; i < count; i++) {
        uint32_t above = from[i], under = to[i];
        uint32_t keep = 65536 - (channel(above, 24) * factor + 127) / 255;
        to[i] = over_channel(channel(above, 0) * factor, under, keep, 0) |
                over_channel(channel(above, 8) * factor, under, keep, 8) |
                over_channel(channel(above, 16) * factor, under, keep, 16) |
                over_channel(channel(above, 24) * factor, under, keep, 24);
    }
}

/* Length of the part at `from`, in whole blocks, that is empty or that is not. */
WIDE static int32_t run_length(const uint32_t *from, int32_t count, bool is_empty) {
    enum { BLOCK = 32 };
    int32_t length = 0;
    for (; length + BLOCK <= count; length += BLOCK) {
        uint32_t any = 0;
        for (int32_t i = 0; i < BLOCK; i++)
            any |= from[length + i];
        if ((any == 0) != is_empty)
            return length;
    }
    return is_empty ? length : count;
}

/* A share of 65536. */
static uint32_t over_factor(int32_t opacity) {
    return ((uint32_t)opacity * 65536 + 127) / 255;
}

void row_over_flat(uint32_t *to, uint32_t pixel, int32_t count, int32_t opacity) {
    uint32_t factor = over_factor(opacity);
    Paint paint = {{channel(pixel, 0) * factor, channel(pixel, 8) * factor,
                    channel(pixel, 16) * factor, channel(pixel, 24) * factor}};
    if (opacity > 0)
        row_fill(to, count, paint);
}

void row_over(uint32_t *to, const uint32_t *from, int32_t count, int32_t opacity) {
    uint32_t factor = over_factor(opacity);
    if (opacity <= 0)
        return;
    /* Drawings are mostly empty: looking is several times cheaper than drawing nothing. */
    for (int32_t at = 0; at < count;) {
        at += run_length(from + at, count - at, true);
        int32_t filled = run_length(from + at, count - at, false);
        if (opacity >= 255)
            over_loop(to + at, from + at, filled);
        else
            over_faint_loop(to + at, from + at, filled, factor);
        at += filled;
    }
}

/* Two channels of a pixel: they are mixed within 16 bits, so that no vector is widened and packed.
 */
typedef uint16_t __attribute__((may_alias)) Pair;

/* The rests are what the other pixel adds to each, and the half that rounds. */
static inline uint16_t mix_pair(uint16_t a, uint16_t keep, uint16_t low_rest, uint16_t high_rest) {
    uint16_t low = (uint16_t)((uint16_t)((a & 0xff) * keep) + low_rest);
    uint16_t high = (uint16_t)((uint16_t)((a >> 8) * keep) + high_rest);
    return (uint16_t)(low >> 8 | (high & 0xff00));
}

static inline uint16_t low_share(uint16_t b, uint16_t share) {
    return (uint16_t)((uint16_t)((b & 0xff) * share) + 128);
}

static inline uint16_t high_share(uint16_t b, uint16_t share) {
    return (uint16_t)((uint16_t)((b >> 8) * share) + 128);
}

WIDE static void blend_loop(Pair *to, const Pair *a, const Pair *b, size_t pairs, uint16_t keep,
                            uint16_t share) {
    /* Each pair depends only on those at its own place, so `to` may well be a or b. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC ivdep
#endif
    for (size_t i = 0; i < pairs; i++)
        to[i] = mix_pair(a[i], keep, low_share(b[i], share), high_share(b[i], share));
}

void row_blend(uint32_t *to, const uint32_t *a, const uint32_t *b, int32_t count, int32_t share) {
    size_t bytes = (size_t)count * sizeof *to;
    if (share == 0) {
        memmove(to, a, bytes);
    } else if (share == 256) {
        memmove(to, b, bytes);
    } else {
        blend_loop((Pair *)to, (const Pair *)a, (const Pair *)b, 2 * (size_t)count,
                   (uint16_t)(256 - share), (uint16_t)share);
    }
}

enum { CELL = 16, CELL_BYTES = CELL * 4, CELL_PAIRS = CELL * 2 };

/* Whether what is written need not go through the caches, where the processor can do that: a line
 * that is written whole is not read first, and nobody here reads a fade's frame again. */
static bool is_streamed(const void *to) {
#ifdef __SSE2__
    return (uintptr_t)to % sizeof(__m128i) == 0;
#else
    (void)to;
    return false;
#endif
}

static inline void store_cell(void *restrict to, const void *restrict cell, bool streamed) {
#ifdef __SSE2__
    if (streamed) {
        for (int k = 0; k < CELL_BYTES / (int)sizeof(__m128i); k++)
            _mm_stream_si128((__m128i *)to + k, _mm_load_si128((const __m128i *)cell + k));
        return;
    }
#endif
    (void)streamed;
    memcpy(to, cell, CELL_BYTES);
}

void rows_done(void) {
#ifdef __SSE2__
    _mm_sfence();
#endif
}

WIDE static void blend_cells(Pair *restrict to, const Pair *restrict a, const Pair *restrict b,
                             size_t cells, uint16_t keep, uint16_t share, ptrdiff_t below) {
    _Alignas(CELL_BYTES) Pair cell[CELL_PAIRS];
    bool streamed = is_streamed(to);
    for (size_t i = 0; i < cells; i++, to += CELL_PAIRS, a += CELL_PAIRS, b += CELL_PAIRS) {
        __builtin_prefetch(a + below);
        __builtin_prefetch(b + below);
        for (size_t k = 0; k < CELL_PAIRS; k++)
            cell[k] = mix_pair(a[k], keep, low_share(b[k], share), high_share(b[k], share));
        store_cell(to, cell, streamed);
    }
}

void row_blend_cells(uint32_t *restrict to, const uint32_t *restrict a, const uint32_t *restrict b,
                     int32_t count, int32_t share, ptrdiff_t below) {
    int32_t whole = count / CELL * CELL;
    blend_cells((Pair *)to, (const Pair *)a, (const Pair *)b, (size_t)(whole / CELL),
                (uint16_t)(256 - share), (uint16_t)share, 2 * below);
    if (whole < count)
        row_blend(to + whole, a + whole, b + whole, count - whole, share);
}

/* `rest`: what b adds to the low and the high channels, of a pixel each. */
WIDE static void blend_flat_cells(Pair *restrict to, const Pair *restrict a, size_t cells,
                                  uint16_t keep, const uint32_t rest[2], ptrdiff_t below) {
    _Alignas(CELL_BYTES) Pair cell[CELL_PAIRS];
    _Alignas(CELL_BYTES) Pair low[CELL_PAIRS], high[CELL_PAIRS];
    bool streamed = is_streamed(to);
    for (size_t k = 0; k < CELL_PAIRS; k += 2) {
        memcpy(low + k, &rest[0], sizeof rest[0]);
        memcpy(high + k, &rest[1], sizeof rest[1]);
    }
    for (size_t i = 0; i < cells; i++, to += CELL_PAIRS, a += CELL_PAIRS) {
        __builtin_prefetch(a + below);
        for (size_t k = 0; k < CELL_PAIRS; k++)
            cell[k] = mix_pair(a[k], keep, low[k], high[k]);
        store_cell(to, cell, streamed);
    }
}

void row_blend_flat(uint32_t *restrict to, const uint32_t *restrict a, uint32_t b, int32_t count,
                    int32_t share, ptrdiff_t below) {
    uint16_t pairs[2], low[2], high[2];
    uint32_t rest[2];
    memcpy(pairs, &b, sizeof pairs);
    for (int i = 0; i < 2; i++) {
        low[i] = low_share(pairs[i], (uint16_t)share);
        high[i] = high_share(pairs[i], (uint16_t)share);
    }
    memcpy(&rest[0], low, sizeof low);
    memcpy(&rest[1], high, sizeof high);
    int32_t whole = count / CELL * CELL;
    blend_flat_cells((Pair *)to, (const Pair *)a, (size_t)(whole / CELL), (uint16_t)(256 - share),
                     rest, 2 * below);
    for (int32_t i = whole; i < count; i++)
        row_blend(to + i, a + i, &b, 1, share);
}

WIDE static void set_cells(uint8_t *restrict to, size_t cells, uint32_t pixel) {
    _Alignas(CELL_BYTES) uint32_t cell[CELL];
    bool streamed = is_streamed(to);
    for (int k = 0; k < CELL; k++)
        cell[k] = pixel;
    for (size_t i = 0; i < cells; i++, to += CELL_BYTES)
        store_cell(to, cell, streamed);
}

void row_set(uint32_t *to, int32_t count, uint32_t pixel) {
    int32_t whole = count / CELL * CELL;
    set_cells((uint8_t *)to, (size_t)(whole / CELL), pixel);
    fill_solid(to + whole, count - whole, pixel);
}

/* What lies between is below 256, because the dither is at most 127/128: nothing needs a limit, and
 * the loop no branch. */
static inline uint32_t ramp_over_channel(float from, float delta, float t, float keep, float dither,
                                         uint32_t under, int shift) {
    float value = from + delta * t + (float)(int32_t)channel(under, shift) * keep + dither;
    return (uint32_t)(int32_t)value << shift;
}

static inline uint32_t ramp_over(const Ramp *ramp, float t, float dither, uint32_t under) {
    float keep = 1 - (ramp->from[3] + ramp->delta[3] * t) * (1 / 255.0f);
    return ramp_over_channel(ramp->from[0], ramp->delta[0], t, keep, dither, under, 0) |
           ramp_over_channel(ramp->from[1], ramp->delta[1], t, keep, dither, under, 8) |
           ramp_over_channel(ramp->from[2], ramp->delta[2], t, keep, dither, under, 16) |
           ramp_over_channel(ramp->from[3], ramp->delta[3], t, keep, dither, under, 24);
}

/* A part of a row on which the way stays within 0 and 1. The dither begins with its first entry. */
WIDE static void over_span(uint32_t *restrict to, int32_t count, const Ramp *restrict ramp,
                           float start, float step, const float *restrict dither) {
    Ramp own = *ramp;
    float levels[8];
    memcpy(levels, dither, sizeof levels);
    int32_t i = 0;
    for (; i + 8 <= count; i += 8)
        for (int32_t j = 0; j < 8; j++)
            to[i + j] = ramp_over(&own, start + step * (float)(i + j), levels[j], to[i + j]);
    for (; i < count; i++)
        to[i] = ramp_over(&own, start + step * (float)i, levels[i % 8], to[i]);
}

/* Numbers with 22 bits behind the point. */
enum { FRACTION = 22 };

static inline uint32_t ramp_solid(const int32_t from[3], const int32_t step[3], int32_t i,
                                  int32_t dither) {
    return (uint32_t)((from[0] + step[0] * i + dither) >> FRACTION) |
           (uint32_t)((from[1] + step[1] * i + dither) >> FRACTION) << 8 |
           (uint32_t)((from[2] + step[2] * i + dither) >> FRACTION) << 16 | UINT32_C(0xff000000);
}

WIDE static void solid_loop(uint32_t *restrict to, int32_t count, const int32_t *restrict from,
                            const int32_t *restrict step, const int32_t *restrict dither) {
    int32_t begin[3], rise[3], levels[8];
    memcpy(begin, from, sizeof begin);
    memcpy(rise, step, sizeof rise);
    memcpy(levels, dither, sizeof levels);
    int32_t i = 0;
    for (; i + 8 <= count; i += 8)
        for (int32_t j = 0; j < 8; j++)
            to[i + j] = ramp_solid(begin, rise, i + j, levels[j]);
    for (; i < count; i++)
        to[i] = ramp_solid(begin, rise, i, levels[i % 8]);
}

/* The same where all is opaque, in whole numbers. */
static void solid_span(uint32_t *to, int32_t count, const Ramp *ramp, double start, double step,
                       const float dither[8]) {
    int32_t begin[3], rise[3], levels[8];
    double slope = count > 1 ? step : 0; /* a single pixel may have any */
    for (int j = 0; j < 8; j++)
        levels[j] = (int32_t)(dither[j] * (1 << FRACTION));
    for (int c = 0; c < 3; c++) {
        double from = (double)ramp->from[c], delta = (double)ramp->delta[c];
        begin[c] = (int32_t)lround((from + delta * start) * (1 << FRACTION));
        rise[c] = (int32_t)lround(delta * slope * (1 << FRACTION));
    }
    solid_loop(to, count, begin, rise, levels);
}

static void ramp_span(uint32_t *to, int32_t from, int32_t end, const Ramp *ramp, double start,
                      double step, const float dither[8]) {
    float turned[8];
    for (int j = 0; j < 8; j++)
        turned[j] = dither[(from + j) % 8];
    if (from >= end)
        return;
    if (ramp->from[3] >= 255 && ramp->delta[3] >= 0)
        solid_span(to + from, end - from, ramp, start, step, turned);
    else
        over_span(to + from, end - from, ramp, (float)start, (float)step, turned);
}

/* Pixels of a row before the way reaches `t`. */
static int32_t pixels_before(double t, double start, double step, int32_t count) {
    double pixels = ceil((t - start) / step);
    return pixels > 0 ? (pixels < count ? (int32_t)pixels : count) : 0;
}

void row_ramp(uint32_t *to, int32_t count, const Ramp *ramp, double start, double step,
              const float dither[8]) {
    if (step == 0) {
        ramp_span(to, 0, count, ramp, fmin(fmax(start, 0), 1), 0, dither);
        return;
    }
    double before = step > 0 ? 0 : 1, after = 1 - before;
    int32_t from = pixels_before(before, start, step, count);
    int32_t end = pixels_before(after, start, step, count);
    ramp_span(to, 0, from, ramp, before, 0, dither);
    ramp_span(to, from, end, ramp, start + step * from, step, dither);
    ramp_span(to, end, count, ramp, after, 0, dither);
}

/* Pixels of the glow's row that lie within its ellipse: from the first to the one behind the last.
 */
static void glow_within(int32_t count, double across, double step, double down, int32_t *from,
                        int32_t *end) {
    double edge = down < 1 ? sqrt(1 - down * down) : -1;
    double first = ceil((-edge - across) / step), last = floor((edge - across) / step);
    *from = edge < 0 ? count : (int32_t)fmin(fmax(first, 0), count);
    *end = edge < 0 ? count : (int32_t)fmin(fmax(last + 1, *from), count);
}

void row_glow(uint32_t *to, int32_t count, const Ramp *ramp, double across, double step,
              double down, const float dither[8]) {
    static const int32_t LEVEL[3];
    int32_t levels[8], begin[3], rise[3], from, end;
    for (int j = 0; j < 8; j++)
        levels[j] = (int32_t)(dither[j] * (1 << FRACTION));
    for (int c = 0; c < 3; c++)
        begin[c] = (int32_t)lround((double)(ramp->from[c] + ramp->delta[c]) * (1 << FRACTION));
    glow_within(count, across, step, down, &from, &end);
    solid_loop(to, from, begin, LEVEL, levels);
    solid_loop(to + end, count - end, begin, LEVEL, levels);
    /* Spans begin at an eighth pixel, where the dither does. */
    for (int32_t i = from & ~7; i < end;) {
        int32_t next = i + GLOW_SPAN < end ? i + GLOW_SPAN : end, skipped = i < from ? from - i : 0;
        double x = across + step * (i + skipped), after = across + step * next;
        int32_t span = next - i - skipped;
        double near = sqrt(x * x + down * down), far = sqrt(after * after + down * down);
        int32_t turned[8];
        for (int j = 0; j < 8; j++)
            turned[j] = levels[(j + skipped) & 7];
        for (int c = 0; c < 3; c++) {
            double first = (double)ramp->from[c], delta = (double)ramp->delta[c];
            begin[c] = (int32_t)lround((first + delta * near) * (1 << FRACTION));
            rise[c] = (int32_t)lround(delta * (far - near) / span * (1 << FRACTION));
        }
        solid_loop(to + i + skipped, span, begin, rise, turned);
        i = next;
    }
}
