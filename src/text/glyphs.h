/* glyphs.h: pictures of glyphs, drawn once and kept within a byte budget. */
#pragma once

#include "text/fonts.h"

typedef struct Glyphs Glyphs;

Glyphs *glyphs_create(Fonts *fonts, size_t byte_limit);
void glyphs_free(Glyphs *glyphs); /* accepts NULL */

/* See text_glyph. */
const GlyphBitmap *glyphs_get(Glyphs *glyphs, uint32_t font, uint32_t glyph, float size,
                              uint32_t quarter);

/* See text_prepare and text_rest. */
void glyphs_prepare(Glyphs *glyphs, const TextLayout *layout, float x);
void glyphs_rest(Glyphs *glyphs);

size_t glyphs_count(const Glyphs *glyphs);
size_t glyphs_bytes(const Glyphs *glyphs);
size_t glyphs_rasterised(const Glyphs *glyphs);
