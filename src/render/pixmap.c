/* Whole pictures: made, copied, compared, faded into each other, turned. Drawing into them is
 * canvas.h's. */
#include "render/pixmap.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "render/pages.h"
#include "render/rows.h"

static size_t bytes_of(int32_t width, int32_t height) {
    return (size_t)width * (size_t)height * sizeof(uint32_t);
}

Pixmap pixmap_create(int32_t width, int32_t height) {
    assert(width >= 1 && width <= PIXMAP_SIDE_MAX && height >= 1 && height <= PIXMAP_SIDE_MAX);
    uint32_t *pixels = pages_create(bytes_of(width, height));
    if (!pixels) {
        fputs("kiosk: out of memory\n", stderr);
        abort();
    }
    return (Pixmap){.width = width, .height = height, .pixels = pixels};
}

void pixmap_free(Pixmap *pixmap) {
    pages_free(pixmap->pixels, bytes_of(pixmap->width, pixmap->height));
    *pixmap = (Pixmap){0};
}

static bool is_same_size(const Pixmap *a, const Pixmap *b) {
    return a->width == b->width && a->height == b->height;
}

static uint32_t *row_of(const Pixmap *pixmap, int32_t y) {
    return pixmap->pixels + (size_t)y * (size_t)pixmap->width;
}

void pixmap_copy(Pixmap *to, const Pixmap *from) {
    assert(is_same_size(to, from));
    if (to->pixels != from->pixels)
        memcpy(to->pixels, from->pixels,
               (size_t)to->width * (size_t)to->height * sizeof *to->pixels);
}

static bool is_row_equal(const Pixmap *a, const Pixmap *b, int32_t y, int32_t from, int32_t to) {
    return memcmp(row_of(a, y) + from, row_of(b, y) + from,
                  (size_t)(to - from) * sizeof *a->pixels) == 0;
}

PixelRect pixel_rect_turned(PixelRect area, int32_t width, int32_t height, int32_t degrees) {
    int32_t beyond_x = width - area.x - area.width, beyond_y = height - area.y - area.height;
    switch (degrees) {
    case 90:
        return (PixelRect){beyond_y, area.x, area.height, area.width};
    case 180:
        return (PixelRect){beyond_x, beyond_y, area.width, area.height};
    case 270:
        return (PixelRect){area.y, beyond_x, area.height, area.width};
    default:
        return area;
    }
}

PixelRect pixmap_difference(const Pixmap *a, const Pixmap *b) {
    assert(is_same_size(a, b));
    int32_t width = a->width, top = 0, bottom = a->height;
    while (top < bottom && is_row_equal(a, b, top, 0, width))
        top++;
    if (top == bottom)
        return (PixelRect){0};
    while (is_row_equal(a, b, bottom - 1, 0, width))
        bottom--;
    /* Each row needs a look only at what lies outside of what is known to differ. */
    int32_t left = width, right = 0;
    for (int32_t y = top; y < bottom; y++) {
        const uint32_t *p = row_of(a, y), *q = row_of(b, y);
        if (!is_row_equal(a, b, y, 0, left)) {
            int32_t x = 0;
            while (p[x] == q[x])
                x++;
            left = x;
        }
        if (!is_row_equal(a, b, y, right, width)) {
            int32_t x = width;
            while (p[x - 1] == q[x - 1])
                x--;
            right = x;
        }
    }
    return (PixelRect){left, top, right - left, bottom - top};
}

void pixmap_blend(Pixmap *to, const Pixmap *a, const Pixmap *b, int32_t share, PixelRect area) {
    assert(is_same_size(to, a) && is_same_size(to, b) && share >= 0 && share <= 256);
    assert(area.x >= 0 && area.y >= 0 && area.width <= to->width - area.x &&
           area.height <= to->height - area.y);
    if (area.width <= 0)
        return;
    for (int32_t y = area.y; y < area.y + area.height; y++)
        row_blend(row_of(to, y) + area.x, row_of(a, y) + area.x, row_of(b, y) + area.x, area.width,
                  share);
}

/* Four by four pixels: columns of the source become rows. In registers, which is twice as fast as
 * pixel by pixel. `is_upward`: the first row of the result is the source's last column. */
typedef uint32_t Pixels4 __attribute__((vector_size(16)));

static inline Pixels4 load4(const uint32_t *from) {
    Pixels4 pixels;
    memcpy(&pixels, from, sizeof pixels);
    return pixels;
}

static inline void turn_four(uint32_t *to, ptrdiff_t to_stride, const uint32_t *from,
                             ptrdiff_t step_x, bool is_upward) {
    Pixels4 a = load4(from), b = load4(from + step_x);
    Pixels4 c = load4(from + 2 * step_x), d = load4(from + 3 * step_x);
    Pixels4 ab_low = {a[0], b[0], a[1], b[1]}, ab_high = {a[2], b[2], a[3], b[3]};
    Pixels4 cd_low = {c[0], d[0], c[1], d[1]}, cd_high = {c[2], d[2], c[3], d[3]};
    Pixels4 rows[4] = {{ab_low[0], ab_low[1], cd_low[0], cd_low[1]},
                       {ab_low[2], ab_low[3], cd_low[2], cd_low[3]},
                       {ab_high[0], ab_high[1], cd_high[0], cd_high[1]},
                       {ab_high[2], ab_high[3], cd_high[2], cd_high[3]}};
    for (int i = 0; i < 4; i++)
        memcpy(to + i * to_stride, &rows[is_upward ? 3 - i : i], sizeof rows[i]);
}

/* In tiles, because a column of a large picture touches a cache line and a page for each pixel.
 * `from` is the pixel that comes first, the steps are those between the pixels that follow it in a
 * row (a whole row of the source) and in a column (1 or -1). */
static void turn_tiles(uint32_t *to, ptrdiff_t to_stride, const uint32_t *from, ptrdiff_t step_x,
                       ptrdiff_t step_y, int32_t width, int32_t height) {
    enum { TILE = 32 };
    int32_t even_width = width & ~3, even_height = height & ~3;
    bool is_upward = step_y < 0;
    for (int32_t top = 0; top < even_height; top += TILE)
        for (int32_t left = 0; left < even_width; left += TILE) {
            int32_t bottom = top + TILE < even_height ? top + TILE : even_height;
            int32_t right = left + TILE < even_width ? left + TILE : even_width;
            for (int32_t y = top; y < bottom; y += 4)
                for (int32_t x = left; x < right; x += 4)
                    turn_four(to + y * to_stride + x, to_stride,
                              from + x * step_x + y * step_y - (is_upward ? 3 : 0), step_x,
                              is_upward);
        }
    for (int32_t y = 0; y < height; y++) /* what no four is left for */
        for (int32_t x = y < even_height ? even_width : 0; x < width; x++)
            to[y * to_stride + x] = from[x * step_x + y * step_y];
}

static void turn_half(uint32_t *to, ptrdiff_t to_stride, const uint32_t *from,
                      ptrdiff_t from_stride, int32_t width, int32_t height) {
    for (int32_t y = 0; y < height; y++) {
        const uint32_t *row = from + (height - 1 - y) * from_stride;
        for (int32_t x = 0; x < width; x++)
            to[y * to_stride + x] = row[width - 1 - x];
    }
}

void pixels_turn(uint32_t *to, ptrdiff_t to_stride, const uint32_t *from, ptrdiff_t from_stride,
                 int32_t width, int32_t height, int32_t degrees) {
    switch (degrees) {
    case 0:
        for (int32_t y = 0; y < height; y++)
            memcpy(to + y * to_stride, from + y * from_stride, (size_t)width * sizeof *to);
        return;
    case 90:
        turn_tiles(to, to_stride, from + (height - 1) * from_stride, -from_stride, 1, height,
                   width);
        return;
    case 180:
        turn_half(to, to_stride, from, from_stride, width, height);
        return;
    case 270:
        turn_tiles(to, to_stride, from + (width - 1), from_stride, -1, height, width);
        return;
    default:
        assert(!"a picture turns by quarters");
    }
}

void pixmap_rotate(Pixmap *to, const Pixmap *from, int32_t degrees) {
    int32_t width = from->width, height = from->height;
    pixmap_rotated_size(degrees, &width, &height);
    assert(to->width == width && to->height == height && to->pixels != from->pixels);
    pixels_turn(to->pixels, to->width, from->pixels, from->width, from->width, from->height,
                degrees);
}
