#include "operator/thumbnail.h"

#include <stdlib.h>

#include "output/png_memory.h"

/* The mean of the pixels that lie under the small one. */
static uint32_t mean(const Pixmap *from, int32_t x0, int32_t x1, int32_t y0, int32_t y1) {
    uint64_t red = 0, green = 0, blue = 0;
    uint64_t count = (uint64_t)(x1 - x0) * (uint64_t)(y1 - y0);
    for (int32_t y = y0; y < y1; y++) {
        const uint32_t *row = from->pixels + (size_t)y * (size_t)from->width;
        for (int32_t x = x0; x < x1; x++) {
            red += row[x] >> 16 & 255;
            green += row[x] >> 8 & 255;
            blue += row[x] & 255;
        }
    }
    return UINT32_C(0xFF000000) | (uint32_t)(red / count) << 16 | (uint32_t)(green / count) << 8 |
           (uint32_t)(blue / count);
}

static int32_t edge(int32_t index, int32_t count, int32_t of) {
    return (int32_t)((int64_t)index * of / count);
}

static Pixmap reduce(const Pixmap *picture, int32_t width) {
    int32_t height = (int32_t)((int64_t)width * picture->height / picture->width);
    Pixmap small = pixmap_create(width, height > 0 ? height : 1);
    for (int32_t y = 0; y < small.height; y++)
        for (int32_t x = 0; x < small.width; x++) {
            int32_t x0 = edge(x, small.width, picture->width);
            int32_t x1 = edge(x + 1, small.width, picture->width);
            int32_t y0 = edge(y, small.height, picture->height);
            int32_t y1 = edge(y + 1, small.height, picture->height);
            small.pixels[(size_t)y * (size_t)small.width + (size_t)x] =
                mean(picture, x0, x1, y0, y1 > y0 ? y1 : y0 + 1);
        }
    return small;
}

bool thumbnail_encode(const Pixmap *picture, int32_t width, size_t most, uint8_t **bytes,
                      size_t *len) {
    enum { WIDTH_MIN = 64 };
    if (width < 1 || width > picture->width)
        width = picture->width;
    for (;;) {
        Pixmap small = reduce(picture, width);
        bool is_done = png_encode(&small, PNG_AS_NEEDED, bytes, len);
        pixmap_free(&small);
        if (!is_done || *len <= most || width <= WIDTH_MIN)
            return is_done;
        free(*bytes);
        width = width * 3 / 4;
    }
}
