/* scale.h: a colour picture at another size. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Premultiplied pixels, bytes in the order B G R A. */
typedef struct {
    const uint8_t *pixels;
    int32_t width, height;
    int32_t stride; /* bytes */
} ScaleSource;

/* Draws `from`, scaled by `scale`, with its corner at (x, y) of `to`, whose pixels are 0 and stay
 * so where the picture is not. Each pixel is the mean of what it covers, in the premultiplied
 * values, so that edges stay free of fringes. Writes ARGB32 in native order. */
void scale_picture(const ScaleSource *from, double scale, double x, double y, uint32_t *to,
                   int32_t width, int32_t height);
