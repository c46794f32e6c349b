#include "stream/picture_frame.h"

#include <string.h>

#include "output/straight.h"

static bool is_empty(const uint32_t *pixels, int32_t count) {
    uint32_t any = 0;
    for (int32_t i = 0; i < count; i++)
        any |= pixels[i];
    return any == 0;
}

PixelRect picture_occupied(const Pixmap *pixmap) {
    int32_t width = pixmap->width, top = 0, bottom = pixmap->height, left = width, right = 0;
    const uint32_t *pixels = pixmap->pixels;
    while (top < bottom && is_empty(pixels + (size_t)top * (size_t)width, width))
        top++;
    if (top == bottom)
        return (PixelRect){0};
    while (is_empty(pixels + (size_t)(bottom - 1) * (size_t)width, width))
        bottom--;
    for (int32_t y = top; y < bottom; y++) {
        const uint32_t *row = pixels + (size_t)y * (size_t)width;
        for (int32_t x = 0; x < left; x++)
            if (row[x])
                left = x;
        for (int32_t x = width; x > right; x--)
            if (row[x - 1])
                right = x;
    }
    return (PixelRect){left, top, right - left, bottom - top};
}

static void put(uint8_t *to, uint32_t value) {
    for (int i = 0; i < 4; i++)
        to[i] = (uint8_t)(value >> (8 * i));
}

size_t picture_frame(const BoardPicture *picture, PixelRect area, uint8_t *to) {
    const Pixmap *pixmap = &picture->pixels;
    size_t row_bytes = 4 * (size_t)area.width;
    if (to) {
        uint32_t number = (uint32_t)picture->number & ~FRAME_LAST;
        const int32_t numbers[] = {pixmap->width, pixmap->height, area.x,
                                   area.y,        area.width,     area.height};
        memcpy(to, "KFR1", 4);
        put(to + 4, picture->is_moving ? number : number | FRAME_LAST);
        for (size_t i = 0; i < 6; i++)
            put(to + 8 + 4 * i, (uint32_t)numbers[i]);
        for (int32_t y = 0; y < area.height; y++)
            pixels_convert(to + FRAME_HEAD + (size_t)y * row_bytes,
                           pixmap->pixels + (size_t)(area.y + y) * (size_t)pixmap->width + area.x,
                           (size_t)area.width, (PixelLayout){.format = PIXEL_RGBA});
    }
    return FRAME_HEAD + (size_t)area.height * row_bytes;
}
