#include "render/decode_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* Up to here a picture is kept whole, so that it is scaled but once. */
enum { WHOLE_PIXELS = 8 * 1024 * 1024 };

DecodeRows decode_rows_begin(int32_t width, int32_t height, const PictureBox *box) {
    int64_t pixels = (int64_t)width * height;
    int32_t factor = 1;
    if (pixels > WHOLE_PIXELS) {
        /* Twice of what is wanted, if memory allows: the rest is the scaling's. */
        double spare = fmin((double)width / box->width, (double)height / box->height) / 2;
        bool is_whole = !fit_is_by_ink(box->fit); /* the rest may be enlarged much */
        factor = spare > 1 && is_whole ? (int32_t)fmin(spare, 1024) : 1;
        while (pixels / ((int64_t)factor * factor) > WHOLE_PIXELS)
            factor++;
    }
    DecodeRows rows = {.from_width = width, .from_height = height, .factor = factor};
    rows.pixels = pixmap_create((width + factor - 1) / factor, (height + factor - 1) / factor);
    rows.width = (double)width / factor;
    rows.height = (double)height / factor;
    if (factor > 1)
        rows.sums = memory_must(calloc((size_t)rows.pixels.width * 4, sizeof *rows.sums));
    return rows;
}

static uint32_t premultiplied(uint32_t red, uint32_t green, uint32_t blue, uint32_t alpha) {
    if (alpha == 255)
        return UINT32_C(0xff000000) | red << 16 | green << 8 | blue;
    return alpha << 24 | (red * alpha + 127) / 255 << 16 | (green * alpha + 127) / 255 << 8 |
           (blue * alpha + 127) / 255;
}

static void add_whole(DecodeRows *rows, const uint8_t *rgba) {
    uint32_t *to = rows->pixels.pixels + (size_t)rows->row * (size_t)rows->pixels.width;
    for (int32_t x = 0; x < rows->from_width; x++, rgba += 4)
        to[x] = premultiplied(rgba[0], rgba[1], rgba[2], rgba[3]);
}

/* A reduced row is there: the mean of what was summed up, which is fewer rows and columns at the
 * picture's right and lower end. */
static void end_sums(DecodeRows *rows) {
    int32_t factor = rows->factor, index = rows->row / factor;
    int64_t down = rows->row - (int64_t)index * factor + 1;
    uint32_t *to = rows->pixels.pixels + (size_t)index * (size_t)rows->pixels.width;
    for (int32_t x = 0; x < rows->pixels.width; x++) {
        int64_t left = rows->from_width - (int64_t)x * factor;
        uint64_t count = (uint64_t)((left < factor ? left : factor) * down);
        const uint64_t *sum = rows->sums + (size_t)x * 4;
        uint32_t pixel = (uint32_t)((sum[3] + count / 2) / count) << 24;
        for (int c = 0; c < 3; c++) /* sums of colour × alpha */
            pixel |= (uint32_t)((sum[c] + count * 255 / 2) / (count * 255)) << (16 - 8 * c);
        to[x] = pixel;
    }
    memset(rows->sums, 0, (size_t)rows->pixels.width * 4 * sizeof *rows->sums);
}

static void add_reduced(DecodeRows *rows, const uint8_t *rgba) {
    uint64_t *sum = rows->sums;
    int32_t left = rows->factor;
    for (int32_t x = 0; x < rows->from_width; x++, rgba += 4) {
        uint32_t alpha = rgba[3];
        sum[0] += rgba[0] * alpha;
        sum[1] += rgba[1] * alpha;
        sum[2] += rgba[2] * alpha;
        sum[3] += alpha;
        if (--left == 0) {
            left = rows->factor;
            sum += 4;
        }
    }
    bool is_last = rows->row == rows->from_height - 1;
    if (is_last || rows->row % rows->factor == rows->factor - 1)
        end_sums(rows);
}

void decode_rows_add(DecodeRows *rows, const uint8_t *rgba) {
    if (rows->row >= rows->from_height)
        return;
    if (rows->sums)
        add_reduced(rows, rgba);
    else
        add_whole(rows, rgba);
    rows->row++;
}

void decode_rows_free(DecodeRows *rows) {
    pixmap_free(&rows->pixels);
    free(rows->sums);
    *rows = (DecodeRows){0};
}
