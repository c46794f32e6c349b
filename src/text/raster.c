/* raster.c: see raster.h. FreeType loads what is hinted, HarfBuzz the other outlines; outline.h
 * draws them. */
#include "text/raster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "text/lru.h"
#include "text/outline.h"
#include "text/scale.h"
#include "text/unhinted.h"

enum {
    HINTED_UP_TO = 48, /* pixels per em; above, hinting only bends the strokes */
    SIDE_MAX = 16000,
    SET_SIZES = 32,
    OUTLINE_BYTES = 256 * 1024,
};

struct Raster {
    Fonts *fonts; /* borrowed */
    FontLane lane;
    struct SetSize {
        FT_Face face; /* borrowed */
        uint32_t size;
    } set_sizes[SET_SIZES]; /* what each face was last set to, by font */
    Lru *outlines;          /* owned; OutlineKey -> FT_Outline followed by its arrays */
    OutlineScratch scratch; /* owned */
    Unhinted unhinted;      /* owned */
};

/* Loading takes longer than drawing, and a letter is drawn at up to four quarters of a pixel. */
typedef struct {
    uint32_t font, glyph, size;
} OutlineKey;

static const GlyphBitmap NOTHING = {0};

Raster *raster_create(Fonts *fonts, FontLane lane) {
    Raster *raster = calloc(1, sizeof *raster);
    if (!raster)
        abort();
    *raster = (Raster){.fonts = fonts, .lane = lane, .outlines = lru_create(OUTLINE_BYTES)};
    return raster;
}

void raster_free(Raster *raster) {
    if (!raster)
        return;
    lru_free(raster->outlines);
    outline_scratch_free(&raster->scratch);
    unhinted_free(&raster->unhinted);
    free(raster);
}

void raster_rest(Raster *raster) {
    lru_free(raster->outlines);
    outline_scratch_free(&raster->scratch);
    unhinted_free(&raster->unhinted);
    *raster = (Raster){
        .fonts = raster->fonts, .lane = raster->lane, .outlines = lru_create(OUTLINE_BYTES)};
}

/* Setting a size costs a CID face with its 18 parts more than a small glyph: not for each one. */
static bool set_size(Raster *raster, FT_Face face, const GlyphKey *key) {
    struct SetSize *set = &raster->set_sizes[key->font % SET_SIZES];
    if (set->face == face && set->size == key->size)
        return true;
    *set = (struct SetSize){0};
    if (FT_Set_Char_Size(face, (FT_F26Dot6)key->size, (FT_F26Dot6)key->size, 72, 72) != 0)
        return false;
    *set = (struct SetSize){face, key->size};
    return true;
}

static void *append(uint8_t **at, const void *items, size_t size) {
    void *copy = *at;
    if (size > 0)
        memcpy(copy, items, size);
    *at += size;
    return copy;
}

static void keep_outline(Raster *raster, const OutlineKey *key, const FT_Outline *outline) {
    size_t points = (size_t)outline->n_points, contours = (size_t)outline->n_contours;
    size_t sizes[] = {points * sizeof *outline->points, contours * sizeof *outline->contours,
                      points * sizeof *outline->tags};
    FT_Outline *copy = lru_insert(raster->outlines, key, sizeof *key,
                                  sizeof *outline + sizes[0] + sizes[1] + sizes[2]);
    uint8_t *at = (uint8_t *)(copy + 1);
    *copy = *outline;
    copy->points = append(&at, outline->points, sizes[0]);
    copy->contours = append(&at, outline->contours, sizes[1]);
    copy->tags = append(&at, outline->tags, sizes[2]);
}

bool raster_needs_face(const Fonts *fonts, const GlyphKey *key) {
    return key->size <= HINTED_UP_TO * 64 || !fonts_has_outlines(fonts, key->font);
}

static const FT_Outline *load_by_freetype(Raster *raster, const GlyphKey *key) {
    FT_Face face = fonts_rasteriser(raster->fonts, key->font, raster->lane);
    FT_Int32 flags = FT_LOAD_NO_BITMAP |
                     (key->size <= HINTED_UP_TO * 64 ? FT_LOAD_TARGET_LIGHT : FT_LOAD_NO_HINTING);
    if (!face || !set_size(raster, face, key) || FT_Load_Glyph(face, key->glyph, flags) != 0 ||
        face->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
        return NULL;
    return &face->glyph->outline;
}

/* At its own size; good until the next call. NULL when the face has none. */
static const FT_Outline *load_outline(Raster *raster, const GlyphKey *key) {
    const OutlineKey name = {key->font, key->glyph, key->size};
    bool is_kept = !fonts_is_square(raster->fonts, key->font); /* those stand on whole pixels */
    const FT_Outline *outline = is_kept ? lru_find(raster->outlines, &name, sizeof name) : NULL;
    if (outline)
        return outline;
    if (!raster_needs_face(raster->fonts, key)) {
        float scale = (float)key->size / fonts_units_per_em(raster->fonts, key->font);
        outline = unhinted_load(&raster->unhinted, fonts_shaper(raster->fonts, key->font),
                                key->glyph, scale);
    }
    if (!outline)
        outline = load_by_freetype(raster, key);
    if (outline && is_kept)
        keep_outline(raster, &name, outline);
    return outline;
}

/* What is large, or filled in another way. */
static void draw_by_freetype(FT_Library library, const FT_Outline *outline, FT_Pos x, FT_Pos y,
                             uint8_t *pixels, int32_t width, int32_t height) {
    FT_Outline moved;
    if (!library ||
        FT_Outline_New(library, (FT_UInt)outline->n_points, outline->n_contours, &moved) != 0)
        return;
    FT_Outline_Copy(outline, &moved);
    FT_Outline_Translate(&moved, x, y);
    const FT_Bitmap canvas = {.rows = (unsigned)height,
                              .width = (unsigned)width,
                              .pitch = width,
                              .buffer = pixels,
                              .num_grays = 256,
                              .pixel_mode = FT_PIXEL_MODE_GRAY};
    FT_Outline_Get_Bitmap(library, &moved, &canvas);
    FT_Outline_Done(library, &moved);
}

static GlyphBitmap draw_outline(Raster *raster, const GlyphKey *key, Arena *arena) {
    const FT_Outline *outline = load_outline(raster, key);
    if (!outline)
        return NOTHING;
    FT_Pos shift = (FT_Pos)key->quarter * 16;
    FT_BBox box;
    FT_Outline_Get_CBox(outline, &box);
    FT_Pos left = (box.xMin + shift) >> 6, right = (box.xMax + shift + 63) >> 6;
    FT_Pos bottom = box.yMin >> 6, top = (box.yMax + 63) >> 6;
    if (right <= left || top <= bottom || right - left > SIDE_MAX || top - bottom > SIDE_MAX)
        return NOTHING;
    int32_t width = (int32_t)(right - left), height = (int32_t)(top - bottom);
    size_t size = (size_t)width * (size_t)height;
    uint8_t *pixels = arena_alloc(arena, size + OUTLINE_SPARE, 16, 1);
    FT_Pos x = shift - left * 64, y = -bottom * 64;
    if (!outline_draw(&raster->scratch, outline, x, y, pixels, width, height))
        draw_by_freetype(fonts_library(raster->fonts, raster->lane), outline, x, y, pixels, width,
                         height);
    return (GlyphBitmap){.left = (int32_t)left,
                         .top = (int32_t)-top,
                         .width = width,
                         .height = height,
                         .stride = width,
                         .pixels = pixels};
}

/* A picture (emoji) from the strike that is nearest above, scaled. */
static GlyphBitmap draw_strike(FT_Face face, const GlyphKey *key, Arena *arena) {
    int best = 0;
    for (int i = 1; i < face->num_fixed_sizes; i++) {
        FT_Pos ppem = face->available_sizes[i].y_ppem, now = face->available_sizes[best].y_ppem;
        bool is_enough = ppem >= (FT_Pos)key->size;
        if (is_enough ? ppem < now || now < (FT_Pos)key->size : ppem > now)
            best = i;
    }
    if (FT_Select_Size(face, best) != 0 ||
        FT_Load_Glyph(face, key->glyph, FT_LOAD_COLOR | FT_LOAD_RENDER) != 0)
        return NOTHING;
    const FT_Bitmap *from = &face->glyph->bitmap;
    if (from->pixel_mode != FT_PIXEL_MODE_BGRA || from->width == 0 || from->rows == 0)
        return NOTHING;

    double scale = (double)key->size / (double)face->available_sizes[best].y_ppem;
    double left = face->glyph->bitmap_left * scale + key->quarter * 0.25;
    double top = -face->glyph->bitmap_top * scale;
    int32_t x0 = (int32_t)floor(left), y0 = (int32_t)floor(top);
    int32_t width = (int32_t)ceil(left + from->width * scale) - x0;
    int32_t height = (int32_t)ceil(top + from->rows * scale) - y0;
    if (width < 1 || height < 1)
        return NOTHING;
    uint32_t *pixels = arena_new(arena, uint32_t, (size_t)width * (size_t)height);
    scale_picture(
        &(ScaleSource){from->buffer, (int32_t)from->width, (int32_t)from->rows, from->pitch}, scale,
        left - x0, top - y0, pixels, width, height);
    return (GlyphBitmap){.left = x0,
                         .top = y0,
                         .width = width,
                         .height = height,
                         .stride = width * 4,
                         .is_color = true,
                         .pixels = (const uint8_t *)pixels};
}

GlyphBitmap raster_draw(Raster *raster, const GlyphKey *key, Arena *arena) {
    if (key->size == 0 || !fonts_open(raster->fonts, key->font))
        return NOTHING;
    if (fonts_has_outlines(raster->fonts, key->font))
        return draw_outline(raster, key, arena);
    FT_Face face = fonts_rasteriser(raster->fonts, key->font, raster->lane);
    if (!face)
        return NOTHING;
    if (!FT_IS_SCALABLE(face) && face->num_fixed_sizes > 0)
        return draw_strike(face, key, arena);
    return draw_outline(raster, key, arena);
}
