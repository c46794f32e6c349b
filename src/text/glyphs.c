/* glyphs.c: see glyphs.h. */
#include "text/glyphs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include FT_OUTLINE_H

#include "text/lru.h"
#include "text/scale.h"

enum {
    HINTED_UP_TO = 48, /* pixels per em; above, hinting only bends the strokes */
    SIZE_MAX_PX = 4000,
};

typedef struct {
    uint32_t font, glyph;
    uint32_t size; /* 26.6 */
    uint32_t quarter;
} Key;

struct Glyphs {
    Fonts *fonts;  /* borrowed */
    Lru *pictures; /* owned; Key -> GlyphBitmap followed by its pixels */
    size_t rasterised;
};

static const GlyphBitmap NOTHING = {0};

Glyphs *glyphs_create(Fonts *fonts, size_t byte_limit) {
    Glyphs *glyphs = calloc(1, sizeof *glyphs);
    if (!glyphs)
        return NULL;
    glyphs->fonts = fonts;
    glyphs->pictures = lru_create(byte_limit);
    return glyphs;
}

void glyphs_free(Glyphs *glyphs) {
    if (!glyphs)
        return;
    lru_free(glyphs->pictures);
    free(glyphs);
}

/* A place in the cache for a picture of that size. */
static GlyphBitmap *insert(Glyphs *glyphs, const Key *key, int32_t width, int32_t height,
                           bool is_color) {
    size_t stride = (size_t)width * (is_color ? 4 : 1);
    size_t head = (sizeof(GlyphBitmap) + 15) & ~(size_t)15;
    GlyphBitmap *bitmap =
        lru_insert(glyphs->pictures, key, sizeof *key, head + stride * (size_t)height);
    *bitmap = (GlyphBitmap){.width = width,
                            .height = height,
                            .stride = (int32_t)stride,
                            .is_color = is_color,
                            .pixels = (uint8_t *)bitmap + head};
    return bitmap;
}

static const GlyphBitmap *insert_nothing(Glyphs *glyphs, const Key *key) {
    return insert(glyphs, key, 0, 0, false);
}

/* An outline at its own size. */
static const GlyphBitmap *draw_outline(Glyphs *glyphs, FT_Face face, const Key *key) {
    bool is_hinted = key->size <= HINTED_UP_TO * 64;
    FT_Int32 flags = FT_LOAD_NO_BITMAP | (is_hinted ? FT_LOAD_TARGET_LIGHT : FT_LOAD_NO_HINTING);
    if (FT_Set_Char_Size(face, (FT_F26Dot6)key->size, (FT_F26Dot6)key->size, 72, 72) != 0 ||
        FT_Load_Glyph(face, key->glyph, flags) != 0 ||
        face->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
        return insert_nothing(glyphs, key);
    FT_Outline_Translate(&face->glyph->outline, (FT_Pos)key->quarter * 16, 0);
    if (FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL) != 0)
        return insert_nothing(glyphs, key);
    const FT_Bitmap *from = &face->glyph->bitmap;
    if (from->width == 0 || from->rows == 0)
        return insert_nothing(glyphs, key);
    GlyphBitmap *to = insert(glyphs, key, (int32_t)from->width, (int32_t)from->rows, false);
    to->left = face->glyph->bitmap_left;
    to->top = -face->glyph->bitmap_top;
    uint8_t *pixels = (uint8_t *)to + ((sizeof(GlyphBitmap) + 15) & ~(size_t)15);
    for (unsigned row = 0; row < from->rows; row++)
        memcpy(pixels + (size_t)row * from->width, from->buffer + (ptrdiff_t)row * from->pitch,
               from->width);
    return to;
}

/* A picture (emoji) from the strike that is nearest above, scaled. */
static const GlyphBitmap *draw_strike(Glyphs *glyphs, FT_Face face, const Key *key) {
    int best = 0;
    for (int i = 1; i < face->num_fixed_sizes; i++) {
        FT_Pos ppem = face->available_sizes[i].y_ppem, now = face->available_sizes[best].y_ppem;
        bool is_enough = ppem >= (FT_Pos)key->size;
        if (is_enough ? ppem < now || now < (FT_Pos)key->size : ppem > now)
            best = i;
    }
    if (FT_Select_Size(face, best) != 0 ||
        FT_Load_Glyph(face, key->glyph, FT_LOAD_COLOR | FT_LOAD_RENDER) != 0)
        return insert_nothing(glyphs, key);
    const FT_Bitmap *from = &face->glyph->bitmap;
    if (from->pixel_mode != FT_PIXEL_MODE_BGRA || from->width == 0 || from->rows == 0)
        return insert_nothing(glyphs, key);

    double scale = (double)key->size / (double)face->available_sizes[best].y_ppem;
    double left = face->glyph->bitmap_left * scale + key->quarter * 0.25;
    double top = -face->glyph->bitmap_top * scale;
    int32_t x0 = (int32_t)floor(left), y0 = (int32_t)floor(top);
    int32_t width = (int32_t)ceil(left + from->width * scale) - x0;
    int32_t height = (int32_t)ceil(top + from->rows * scale) - y0;
    if (width < 1 || height < 1)
        return insert_nothing(glyphs, key);
    GlyphBitmap *to = insert(glyphs, key, width, height, true);
    to->left = x0;
    to->top = y0;
    uint8_t *pixels = (uint8_t *)to + ((sizeof(GlyphBitmap) + 15) & ~(size_t)15);
    scale_picture(
        &(ScaleSource){from->buffer, (int32_t)from->width, (int32_t)from->rows, from->pitch}, scale,
        left - x0, top - y0, (uint32_t *)(void *)pixels, width, height);
    return to;
}

const GlyphBitmap *glyphs_get(Glyphs *glyphs, uint32_t font, uint32_t glyph, float size,
                              uint32_t quarter) {
    if (!(size > 0) || size > SIZE_MAX_PX)
        return &NOTHING;
    Key key = {font, glyph, (uint32_t)lroundf(size * 64), quarter & 3};
    const GlyphBitmap *kept = lru_find(glyphs->pictures, &key, sizeof key);
    if (kept)
        return kept;
    glyphs->rasterised++;
    FT_Face face = fonts_rasteriser(glyphs->fonts, font);
    if (!face || key.size == 0)
        return insert_nothing(glyphs, &key);
    if (!FT_IS_SCALABLE(face) && face->num_fixed_sizes > 0)
        return draw_strike(glyphs, face, &key);
    return draw_outline(glyphs, face, &key);
}

size_t glyphs_count(const Glyphs *glyphs) {
    return lru_count(glyphs->pictures);
}

size_t glyphs_bytes(const Glyphs *glyphs) {
    return lru_bytes(glyphs->pictures);
}

size_t glyphs_rasterised(const Glyphs *glyphs) {
    return glyphs->rasterised;
}
