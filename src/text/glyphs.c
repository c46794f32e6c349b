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
    SET_SIZES = 32,
};

typedef struct {
    uint32_t font, glyph;
    uint32_t size; /* 26.6 */
    uint32_t quarter;
} Key;

struct Glyphs {
    Fonts *fonts; /* borrowed */
    struct SetSize {
        FT_Face face; /* borrowed */
        uint32_t size;
    } set_sizes[SET_SIZES]; /* what each face was last set to, by font */
    Lru *pictures;          /* owned; Key -> GlyphBitmap followed by its pixels */
    GlyphBitmap shifted;    /* a picture from the cache, a pixel further to the right */
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

static size_t head_size(void) {
    return (sizeof(GlyphBitmap) + 15) & ~(size_t)15;
}

static uint8_t *pixels_of(GlyphBitmap *bitmap) {
    return (uint8_t *)bitmap + head_size();
}

/* A place in the cache for a picture of that size. */
static GlyphBitmap *insert(Glyphs *glyphs, const Key *key, int32_t width, int32_t height,
                           bool is_color) {
    size_t stride = (size_t)width * (is_color ? 4 : 1);
    GlyphBitmap *bitmap =
        lru_insert(glyphs->pictures, key, sizeof *key, head_size() + stride * (size_t)height);
    *bitmap = (GlyphBitmap){.width = width,
                            .height = height,
                            .stride = (int32_t)stride,
                            .is_color = is_color,
                            .pixels = pixels_of(bitmap)};
    return bitmap;
}

static const GlyphBitmap *insert_nothing(Glyphs *glyphs, const Key *key) {
    return insert(glyphs, key, 0, 0, false);
}

/* Setting a size costs a CID face with its 18 parts more than a small glyph: not for each one. */
static bool set_size(Glyphs *glyphs, FT_Face face, const Key *key) {
    struct SetSize *set = &glyphs->set_sizes[key->font % SET_SIZES];
    if (set->face == face && set->size == key->size)
        return true;
    *set = (struct SetSize){0};
    if (FT_Set_Char_Size(face, (FT_F26Dot6)key->size, (FT_F26Dot6)key->size, 72, 72) != 0)
        return false;
    *set = (struct SetSize){face, key->size};
    return true;
}

/* An outline at its own size. */
static const GlyphBitmap *draw_outline(Glyphs *glyphs, FT_Face face, const Key *key) {
    bool is_hinted = key->size <= HINTED_UP_TO * 64;
    FT_Int32 flags = FT_LOAD_NO_BITMAP | (is_hinted ? FT_LOAD_TARGET_LIGHT : FT_LOAD_NO_HINTING);
    if (!set_size(glyphs, face, key) || FT_Load_Glyph(face, key->glyph, flags) != 0 ||
        face->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
        return insert_nothing(glyphs, key);
    FT_Outline *outline = &face->glyph->outline;
    FT_Outline_Translate(outline, (FT_Pos)key->quarter * 16, 0);
    FT_BBox box;
    FT_Outline_Get_CBox(outline, &box);
    FT_Pos left = box.xMin >> 6, right = (box.xMax + 63) >> 6;
    FT_Pos bottom = box.yMin >> 6, top = (box.yMax + 63) >> 6;
    if (right <= left || top <= bottom || right - left > SIZE_MAX_PX * 4 ||
        top - bottom > SIZE_MAX_PX * 4)
        return insert_nothing(glyphs, key);
    GlyphBitmap *to = insert(glyphs, key, (int32_t)(right - left), (int32_t)(top - bottom), false);
    to->left = (int32_t)left;
    to->top = (int32_t)-top;
    /* FreeType draws straight into the cache. */
    const FT_Bitmap canvas = {.rows = (unsigned)to->height,
                              .width = (unsigned)to->width,
                              .pitch = to->stride,
                              .buffer = pixels_of(to),
                              .num_grays = 256,
                              .pixel_mode = FT_PIXEL_MODE_GRAY};
    FT_Outline_Translate(outline, -left * 64, -bottom * 64);
    FT_Outline_Get_Bitmap(face->glyph->library, outline, &canvas);
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
    scale_picture(
        &(ScaleSource){from->buffer, (int32_t)from->width, (int32_t)from->rows, from->pitch}, scale,
        left - x0, top - y0, (uint32_t *)(void *)pixels_of(to), width, height);
    return to;
}

static const GlyphBitmap *find_or_draw(Glyphs *glyphs, const Key *key) {
    const GlyphBitmap *kept = lru_find(glyphs->pictures, key, sizeof *key);
    if (kept)
        return kept;
    glyphs->rasterised++;
    FT_Face face = fonts_rasteriser(glyphs->fonts, key->font);
    if (!face || key->size == 0)
        return insert_nothing(glyphs, key);
    if (!FT_IS_SCALABLE(face) && face->num_fixed_sizes > 0)
        return draw_strike(glyphs, face, key);
    return draw_outline(glyphs, face, key);
}

const GlyphBitmap *glyphs_get(Glyphs *glyphs, uint32_t font, uint32_t glyph, float size,
                              uint32_t quarter) {
    if (!(size > 0) || size > SIZE_MAX_PX)
        return &NOTHING;
    Key key = {font, glyph, (uint32_t)lroundf(size * 64), quarter & 3};
    if (!fonts_is_square(glyphs->fonts, font))
        return find_or_draw(glyphs, &key);
    /* Han and emoji stand on whole pixels: the same character is the same picture everywhere, and
     * a page has a third fewer to draw. */
    key.quarter = 0;
    const GlyphBitmap *bitmap = find_or_draw(glyphs, &key);
    if (quarter < 2)
        return bitmap;
    glyphs->shifted = *bitmap;
    glyphs->shifted.left++;
    return &glyphs->shifted;
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
