/* png_memory.h: a picture as the bytes of a PNG.
 *
 * Written by our own hand around libdeflate: a PNG is a few fields before a zlib stream, and
 * compressing is what takes the time (doc/decisions.md). */
#pragma once

#include "render/pixmap.h"

typedef enum {
    PNG_AS_NEEDED, /* RGB when every pixel is opaque, else RGBA */
    PNG_WITH_ALPHA /* RGBA always */
} PngColors;

/* Straight alpha, sRGB, no filters. *bytes is to be freed. False with errno set when memory is out
 * or the picture is too large for a PNG of one part. */
bool png_encode(const Pixmap *pixmap, PngColors colors, uint8_t **bytes, size_t *len);
