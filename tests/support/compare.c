#include "compare.h"

#include <stdlib.h>

/* Shares of all pixels that may differ visibly. 1920×1080 has two million: 200 of them are a
 * letter's edge, 2000 a word. */
static const double GOOD_SHARE = 0.0001, BAD_SHARE = 0.01;

static int32_t channel(uint32_t pixel, int shift) {
    return (int32_t)(pixel >> shift & 0xff);
}

static int32_t pixel_difference(uint32_t a, uint32_t b) {
    int32_t worst = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        int32_t difference = abs(channel(a, shift) - channel(b, shift));
        if (difference > worst)
            worst = difference;
    }
    return worst;
}

Comparison compare_pictures(const Pixmap *a, const Pixmap *b) {
    Comparison result = {.grade = GRADE_FAIL};
    if (a->width != b->width || a->height != b->height)
        return result;
    int32_t left = a->width, top = a->height, right = -1, bottom = -1;
    for (int32_t y = 0; y < a->height; y++) {
        for (int32_t x = 0; x < a->width; x++) {
            size_t at = (size_t)y * (size_t)a->width + (size_t)x;
            int32_t difference = pixel_difference(a->pixels[at], b->pixels[at]);
            if (difference > result.worst)
                result.worst = difference;
            if (difference <= COMPARE_VISIBLE)
                continue;
            result.visible++;
            left = x < left ? x : left;
            right = x > right ? x : right;
            top = y < top ? y : top;
            bottom = y;
        }
    }
    if (result.visible)
        result.area = (PixelRect){left, top, right - left + 1, bottom - top + 1};
    double share = (double)result.visible / ((double)a->width * (double)a->height);
    result.grade = result.worst <= COMPARE_ROUNDING ? GRADE_SAME
                   : share <= GOOD_SHARE            ? GRADE_GOOD
                   : share <= BAD_SHARE             ? GRADE_BAD
                                                    : GRADE_FAIL;
    return result;
}

void compare_draw(Pixmap *to, const Pixmap *got, const Pixmap *wanted) {
    bool is_same_size = got->width == wanted->width && got->height == wanted->height;
    for (size_t i = 0; i < (size_t)got->width * (size_t)got->height; i++) {
        uint32_t pixel = got->pixels[i];
        uint32_t grey =
            (uint32_t)(channel(pixel, 16) + channel(pixel, 8) + channel(pixel, 0)) / 3 / 2;
        int32_t difference = is_same_size ? pixel_difference(pixel, wanted->pixels[i]) : 255;
        to->pixels[i] = difference > COMPARE_VISIBLE    ? UINT32_C(0xffff2020)
                        : difference > COMPARE_ROUNDING ? UINT32_C(0xffa06000)
                                                        : 0xff000000u | grey * 0x010101u;
    }
}

void compare_round(Pixmap *picture) {
    const uint32_t step = COMPARE_ROUNDING;
    for (size_t i = 0; i < (size_t)picture->width * (size_t)picture->height; i++) {
        uint32_t pixel = picture->pixels[i], rounded = pixel & 0xff000000u;
        for (int shift = 0; shift < 24; shift += 8)
            rounded |= ((pixel >> shift & 0xff) / step * step + step / 2) << shift;
        picture->pixels[i] = rounded;
    }
}
