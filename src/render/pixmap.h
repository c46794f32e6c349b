/* pixmap.h: pixels in memory.
 *
 * Premultiplied ARGB32 in native byte order (0xAARRGGBB), sRGB, rows without gaps. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    int32_t width, height;
    uint32_t *pixels; /* owned; width × height; aligned to PIXMAP_ALIGNMENT bytes */
} Pixmap;

typedef struct {
    int32_t x, y, width, height;
} PixelRect;

enum { PIXMAP_SIDE_MAX = 32768, PIXMAP_ALIGNMENT = 64 };

/* Zeroed (transparent). Ends the process when memory is out; sizes above PIXMAP_SIDE_MAX or below
 * 1 are a bug. */
Pixmap pixmap_create(int32_t width, int32_t height);

/* Leaves a zeroed struct. Accepts one. */
void pixmap_free(Pixmap *pixmap);

/* Copies all pixels; the sizes must be equal. */
void pixmap_copy(Pixmap *to, const Pixmap *from);

/* Smallest rectangle that holds all pixels in which a and b differ (equal sizes); empty (width 0)
 * when they are equal. */
PixelRect pixmap_difference(const Pixmap *a, const Pixmap *b);

/* to = a + (b − a) × share/256 for each channel, share 0 to 256, within `area`. Equal sizes.
 * `to` may be a or b. */
void pixmap_blend(Pixmap *to, const Pixmap *a, const Pixmap *b, int32_t share, PixelRect area);

/* `from` turned clockwise by 0, 90, 180 or 270 degrees into `to`, whose sides are swapped for
 * 90 and 270. */
void pixmap_rotate(Pixmap *to, const Pixmap *from, int32_t degrees);

/* The same for a part of a picture: width × height pixels at `from`. Strides in pixels. */
void pixels_turn(uint32_t *to, ptrdiff_t to_stride, const uint32_t *from, ptrdiff_t from_stride,
                 int32_t width, int32_t height, int32_t degrees);

/* Where an area of a picture of width × height lies when the picture is turned clockwise. */
PixelRect pixel_rect_turned(PixelRect area, int32_t width, int32_t height, int32_t degrees);

/* Quarter-turned size: swaps for 90 and 270. */
static inline void pixmap_rotated_size(int32_t degrees, int32_t *width, int32_t *height) {
    if (degrees == 90 || degrees == 270) {
        int32_t w = *width;
        *width = *height;
        *height = w;
    }
}
