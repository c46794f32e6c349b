/* raster.h: a glyph of a face to its picture. One thread at a time has a Raster; two Rasters of
 * different lanes share nothing and can draw at the same time. */
#pragma once

#include "text/fonts.h"

typedef struct Raster Raster;

/* What makes a picture. Without padding: it is compared as bytes. */
typedef struct {
    uint32_t font, glyph;
    uint32_t size; /* 26.6 */
    uint32_t quarter;
} GlyphKey;

Raster *raster_create(Fonts *fonts, FontLane lane);
void raster_free(Raster *raster); /* accepts NULL */

/* The picture, its pixels in `arena`; without pixels when there is nothing to see. Depends on
 * nothing but the key: whoever draws it, it is the same. */
GlyphBitmap raster_draw(Raster *raster, const GlyphKey *key, Arena *arena);

/* Of an open font: whether FreeType opens the file, too, to draw that. */
bool raster_needs_face(const Fonts *fonts, const GlyphKey *key);

/* Forgets what it keeps of faces; the caller closes them next. */
void raster_rest(Raster *raster);
