/* glyphs.h: pictures of glyphs, drawn by FreeType once and kept within a byte budget. */
#pragma once

#include "text/fonts.h"

typedef struct Glyphs Glyphs;

Glyphs *glyphs_create(Fonts *fonts, size_t byte_limit);
void glyphs_free(Glyphs *glyphs); /* accepts NULL */

/* See text_glyph. */
const GlyphBitmap *glyphs_get(Glyphs *glyphs, uint32_t font, uint32_t glyph, float size,
                              uint32_t quarter);

size_t glyphs_count(const Glyphs *glyphs);
size_t glyphs_bytes(const Glyphs *glyphs);
size_t glyphs_rasterised(const Glyphs *glyphs);
