/* Separable resampling: each source row is made as narrow or wide as the result when it is first
 * needed and stays in a ring of as many rows as one result row is made of. */
#include "render/image_scale.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef float Pixel4 __attribute__((vector_size(16)));

/* For each pixel of the result: which source pixels, and how much of each. */
typedef struct {
    int32_t taps;   /* for each result */
    int32_t *first; /* owned, through `weights`: index of the first tap, may lie outside */
    float *weights; /* owned: results × taps, of sum 1 */
} Axis;

static void *allocate(size_t count, size_t size) {
    void *memory = calloc(count, size);
    if (!memory)
        abort();
    return memory;
}

static double catmull_rom(double x) {
    x = fabs(x);
    if (x < 1)
        return (1.5 * x - 2.5) * x * x + 1;
    return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

static double overlap(double from_a, double to_a, double from_b, double to_b) {
    return fmax(fmin(to_a, to_b) - fmax(from_a, from_b), 0);
}

static Axis axis_create(int32_t results, double start, double length) {
    double ratio = length / results;
    bool is_reduction = ratio >= 1;
    Axis axis = {.taps = is_reduction ? (int32_t)ceil(ratio) + 1 : 4};
    axis.first = allocate((size_t)results, sizeof *axis.first);
    axis.weights = allocate((size_t)results * (size_t)axis.taps, sizeof *axis.weights);
    for (int32_t i = 0; i < results; i++) {
        double from = start + i * ratio, to = start + (i + 1) * ratio;
        double centre = (from + to) / 2 - 0.5; /* in pixels' centres */
        int32_t first = is_reduction ? (int32_t)floor(from) : (int32_t)floor(centre) - 1;
        float *weights = axis.weights + (size_t)i * (size_t)axis.taps;
        double sum = 0;
        for (int32_t k = 0; k < axis.taps; k++) {
            double weight = is_reduction ? overlap(first + k, first + k + 1, from, to)
                                         : catmull_rom(centre - (first + k));
            weights[k] = (float)weight;
            sum += weight;
        }
        for (int32_t k = 0; k < axis.taps; k++)
            weights[k] /= (float)sum;
        axis.first[i] = first;
    }
    return axis;
}

static void axis_free(Axis *axis) {
    free(axis->first);
    free(axis->weights);
}

static int32_t within(int32_t index, int32_t count) {
    return index < 0 ? 0 : index < count ? index : count - 1;
}

typedef uint8_t Bytes16 __attribute__((vector_size(16)));
typedef uint16_t Words8 __attribute__((vector_size(16)));
typedef int32_t Ints4 __attribute__((vector_size(16)));

/* Widened twice, as processors do it: byte by byte takes four times as long. The channels come in
 * the order of the processors that we build for, the lowest first. */
static Pixel4 unpack(uint32_t pixel) {
    const Bytes16 bytes = (Bytes16)(Ints4){(int32_t)pixel}, none = {0};
    const Words8 words = (Words8)__builtin_shufflevector(bytes, none, 0, 16, 1, 17, 2, 18, 3, 19, 4,
                                                         20, 5, 21, 6, 22, 7, 23);
    const Words8 nothing = {0};
    const Ints4 ints = (Ints4)__builtin_shufflevector(words, nothing, 0, 8, 1, 9, 2, 10, 3, 11);
    return __builtin_convertvector(ints, Pixel4);
}

/* libm's are calls, eight for each pixel. */
static float smaller(float a, float b) {
    return a < b ? a : b;
}

static float larger(float a, float b) {
    return a > b ? a : b;
}

static uint32_t pack(Pixel4 value) {
    /* Bicubics overshoot: where alpha does, colour goes back with it, and it may never exceed it.
     */
    if (value[3] > 255)
        value *= 255 / value[3];
    float alpha = larger(value[3], 0);
    uint32_t pixel = (uint32_t)(alpha + 0.5f) << 24;
    for (int c = 0; c < 3; c++)
        pixel |= (uint32_t)(smaller(larger(value[c], 0), alpha) + 0.5f) << (8 * c);
    return pixel;
}

static void scale_row(Pixel4 *to, int32_t width, const uint32_t *from, int32_t from_width,
                      const Axis *axis) {
    for (int32_t x = 0; x < width; x++) {
        const float *weights = axis->weights + (size_t)x * (size_t)axis->taps;
        int32_t first = axis->first[x];
        Pixel4 sum = {0};
        if (first >= 0 && first + axis->taps <= from_width)
            for (int32_t k = 0; k < axis->taps; k++)
                sum += unpack(from[first + k]) * weights[k];
        else
            for (int32_t k = 0; k < axis->taps; k++)
                sum += unpack(from[within(first + k, from_width)]) * weights[k];
        to[x] = sum;
    }
}

void image_scale(Pixmap *to, const Pixmap *from, ScaleWindow window) {
    assert(window.width > 0 && window.height > 0);
    Axis across = axis_create(to->width, window.x, window.width);
    Axis down = axis_create(to->height, window.y, window.height);
    size_t width = (size_t)to->width;
    Pixel4 *ring = allocate((size_t)down.taps * width, sizeof *ring);
    Pixel4 *sums = allocate(width, sizeof *sums);
    int32_t *held = allocate((size_t)down.taps, sizeof *held); /* source row + 1 in each slot */
    for (int32_t y = 0; y < to->height; y++) {
        memset(sums, 0, width * sizeof *sums);
        for (int32_t k = 0; k < down.taps; k++) {
            float weight = down.weights[(size_t)y * (size_t)down.taps + (size_t)k];
            if (weight == 0)
                continue;
            int32_t source = within(down.first[y] + k, from->height);
            size_t slot = (size_t)(source % down.taps);
            Pixel4 *row = ring + slot * width;
            if (held[slot] != source + 1) {
                scale_row(row, to->width, from->pixels + (size_t)source * (size_t)from->width,
                          from->width, &across);
                held[slot] = source + 1;
            }
            for (size_t x = 0; x < width; x++)
                sums[x] += row[x] * weight;
        }
        for (size_t x = 0; x < width; x++)
            to->pixels[(size_t)y * width + x] = pack(sums[x]);
    }
    free(held);
    free(sums);
    free(ring);
    axis_free(&across);
    axis_free(&down);
}
