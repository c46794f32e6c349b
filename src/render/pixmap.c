/* Whole pictures: made, copied, compared, faded into each other, turned. Drawing into them is
 * canvas.h's. */
#include "render/pixmap.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "render/rows.h"

enum { ALIGNMENT = 64 };

Pixmap pixmap_create(int32_t width, int32_t height) {
    assert(width >= 1 && width <= PIXMAP_SIDE_MAX && height >= 1 && height <= PIXMAP_SIDE_MAX);
    size_t bytes = (size_t)width * (size_t)height * sizeof(uint32_t);
    bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    uint32_t *pixels = aligned_alloc(ALIGNMENT, bytes);
    if (!pixels) {
        fputs("kiosk: out of memory\n", stderr);
        abort();
    }
    memset(pixels, 0, bytes);
    return (Pixmap){.width = width, .height = height, .pixels = pixels};
}

void pixmap_free(Pixmap *pixmap) {
    free(pixmap->pixels);
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

/* Rows become columns: in tiles, because a column of a large picture touches a cache line and a
 * page for each pixel. */
static void turn_quarter(Pixmap *to, const Pixmap *from, bool is_clockwise) {
    enum { TILE = 32 };
    for (int32_t ty = 0; ty < to->height; ty += TILE)
        for (int32_t tx = 0; tx < to->width; tx += TILE) {
            int32_t y_end = ty + TILE < to->height ? ty + TILE : to->height;
            int32_t x_end = tx + TILE < to->width ? tx + TILE : to->width;
            for (int32_t y = ty; y < y_end; y++) {
                uint32_t *row = row_of(to, y);
                for (int32_t x = tx; x < x_end; x++)
                    row[x] = is_clockwise ? row_of(from, from->height - 1 - x)[y]
                                          : row_of(from, x)[from->width - 1 - y];
            }
        }
}

void pixmap_rotate(Pixmap *to, const Pixmap *from, int32_t degrees) {
    int32_t width = from->width, height = from->height;
    pixmap_rotated_size(degrees, &width, &height);
    assert(to->width == width && to->height == height);
    assert(degrees == 0 || to->pixels != from->pixels);
    switch (degrees) {
    case 0:
        pixmap_copy(to, from);
        return;
    case 90:
    case 270:
        turn_quarter(to, from, degrees == 90);
        return;
    case 180: {
        size_t count = (size_t)width * (size_t)height;
        for (size_t i = 0; i < count; i++)
            to->pixels[i] = from->pixels[count - 1 - i];
        return;
    }
    default:
        assert(!"a picture turns by quarters");
    }
}
