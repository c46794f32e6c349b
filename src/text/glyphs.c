/* glyphs.c: see glyphs.h. */
#include "text/glyphs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "text/ahead.h"
#include "text/lru.h"

enum { SIZE_MAX_PX = 4000 };

struct Glyphs {
    Fonts *fonts;        /* borrowed */
    Ahead *ahead;        /* owned */
    Lru *pictures;       /* owned; GlyphKey -> GlyphBitmap followed by its pixels */
    GlyphBitmap shifted; /* a picture from the cache, a pixel further to the right */
    size_t rasterised;
};

static const GlyphBitmap NOTHING = {0};

Glyphs *glyphs_create(Fonts *fonts, size_t byte_limit) {
    Glyphs *glyphs = calloc(1, sizeof *glyphs);
    if (!glyphs)
        abort();
    *glyphs =
        (Glyphs){.fonts = fonts, .ahead = ahead_create(fonts), .pictures = lru_create(byte_limit)};
    return glyphs;
}

void glyphs_free(Glyphs *glyphs) {
    if (!glyphs)
        return;
    ahead_free(glyphs->ahead);
    lru_free(glyphs->pictures);
    free(glyphs);
}

static size_t head_size(void) {
    return (sizeof(GlyphBitmap) + 15) & ~(size_t)15;
}

static const GlyphBitmap *keep(Glyphs *glyphs, const GlyphKey *key, const GlyphBitmap *picture) {
    size_t size = (size_t)picture->stride * (size_t)picture->height;
    GlyphBitmap *kept = lru_insert(glyphs->pictures, key, sizeof *key, head_size() + size);
    uint8_t *pixels = (uint8_t *)kept + head_size();
    *kept = *picture;
    kept->pixels = pixels;
    if (size > 0)
        memcpy(pixels, picture->pixels, size);
    glyphs->rasterised++;
    return kept;
}

static void keep_drawn(void *context, const GlyphKey *key, const GlyphBitmap *picture) {
    keep(context, key, picture);
}

/* False when there is nothing to draw. */
static bool make_key(const Glyphs *glyphs, uint32_t font, uint32_t glyph, float size,
                     uint32_t quarter, GlyphKey *key) {
    if (!(size > 0) || size > SIZE_MAX_PX)
        return false;
    /* Han and emoji stand on whole pixels: the same character is the same picture everywhere, and
     * a page has a third fewer to draw. */
    if (fonts_is_square(glyphs->fonts, font))
        quarter = 0;
    *key = (GlyphKey){font, glyph, (uint32_t)lroundf(size * 64), quarter & 3};
    return true;
}

static const GlyphBitmap *find_or_draw(Glyphs *glyphs, const GlyphKey *key) {
    const GlyphBitmap *kept = lru_find(glyphs->pictures, key, sizeof *key);
    if (!kept && ahead_count(glyphs->ahead) > 0) {
        ahead_finish(glyphs->ahead, keep_drawn, glyphs);
        kept = lru_find(glyphs->pictures, key, sizeof *key);
    }
    if (kept)
        return kept;
    GlyphBitmap drawn = ahead_draw(glyphs->ahead, key);
    return keep(glyphs, key, &drawn);
}

const GlyphBitmap *glyphs_get(Glyphs *glyphs, uint32_t font, uint32_t glyph, float size,
                              uint32_t quarter) {
    GlyphKey key;
    if (!make_key(glyphs, font, glyph, size, quarter, &key))
        return &NOTHING;
    const GlyphBitmap *bitmap = find_or_draw(glyphs, &key);
    if (key.quarter == (quarter & 3) || quarter < 2)
        return bitmap;
    glyphs->shifted = *bitmap;
    glyphs->shifted.left++;
    return &glyphs->shifted;
}

void glyphs_prepare(Glyphs *glyphs, const TextLayout *layout, float x) {
    for (size_t i = 0; i < layout->glyph_count; i++) {
        const PlacedGlyph *glyph = &layout->glyphs[i];
        uint32_t quarter = (uint32_t)(int32_t)floorf((x + glyph->x) * 4 + 0.5f) & 3;
        GlyphKey key;
        if (make_key(glyphs, glyph->font, glyph->glyph, layout->size, quarter, &key) &&
            !lru_find(glyphs->pictures, &key, sizeof key))
            ahead_ask(glyphs->ahead, &key);
    }
    ahead_begin(glyphs->ahead);
}

void glyphs_rest(Glyphs *glyphs) {
    ahead_finish(glyphs->ahead, keep_drawn, glyphs);
    ahead_rest(glyphs->ahead);
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
