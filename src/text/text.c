/* text.c: the engine: fonts, shaper and caches behind text.h. */
#include "text/text.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "text/glyphs.h"
#include "text/hyphens.h"
#include "text/layout.h"
#include "text/lru.h"
#include "text/shape.h"

enum {
    GLYPH_BYTES = 16 * 1024 * 1024,
    SHAPED_BYTES = 4 * 1024 * 1024,
    LAYOUT_BYTES = 2 * 1024 * 1024,
};

static const float SIZE_LEAST = 1, SIZE_MOST = 2000; /* pixels per em */
static const float BOX_MOST = 1e6f;

struct TextEngine {
    Fonts *fonts;   /* owned */
    Shaper shaper;  /* owned */
    Glyphs *glyphs; /* owned */
    Lru *shaped;    /* owned; KeyHead + text -> Shaped */
    Lru *layouts;   /* owned; KeyHead + text -> TextLayout */
    Arena *scratch; /* owned; reset at each question */
    size_t layout_hits, layout_misses;
    uint64_t losses; /* see text_look */
};

TextEngine *text_engine_create(const TextSettings *settings, Diagnostics *diagnostics) {
    Fonts *fonts = fonts_create(settings, diagnostics);
    if (!fonts)
        return NULL;
    TextEngine *engine = calloc(1, sizeof *engine);
    if (!engine || !shaper_open(&engine->shaper, fonts)) {
        fonts_free(fonts);
        free(engine);
        return NULL;
    }
    engine->fonts = fonts;
    engine->glyphs = glyphs_create(
        fonts, settings->glyph_cache_bytes > 0 ? settings->glyph_cache_bytes : GLYPH_BYTES);
    engine->shaped = lru_create(SHAPED_BYTES);
    engine->layouts = lru_create(LAYOUT_BYTES);
    engine->scratch = arena_create();
    return engine;
}

void text_engine_free(TextEngine *engine) {
    if (!engine)
        return;
    glyphs_free(engine->glyphs);
    lru_free(engine->shaped);
    lru_free(engine->layouts);
    shaper_close(&engine->shaper);
    fonts_free(engine->fonts);
    arena_free(engine->scratch);
    free(engine);
}

void text_engine_swap(TextEngine *a, TextEngine *b) {
    TextEngine kept = *a;
    *a = *b;
    *b = kept;
}

/* ---- what the caches go by -------------------------------------------------------------------*/

/* Numbers only, no padding: it is compared as bytes. */
typedef struct {
    float numbers[7];
    int32_t max_lines;
    uint8_t role, weight, align, flags;
    uint32_t language_size;
} KeyHead;
static_assert(sizeof(KeyHead) == 40, "no padding");

typedef struct {
    void *bytes;
    size_t size;
} Key;

static Key make_key(Arena *arena, const KeyHead *head, Str language, Str text) {
    Key key = {.size = sizeof *head + language.len + text.len};
    char *bytes = arena_alloc(arena, 1, 1, key.size);
    memcpy(bytes, head, sizeof *head);
    if (language.len > 0)
        memcpy(bytes + sizeof *head, language.s, language.len);
    if (text.len > 0)
        memcpy(bytes + sizeof *head + language.len, text.s, text.len);
    key.bytes = bytes;
    return key;
}

/* ---- what callers may say --------------------------------------------------------------------*/

static float within(float value, float least, float most, float otherwise) {
    if (!isfinite(value))
        return otherwise;
    return fminf(fmaxf(value, least), most);
}

/* Numbers that a layout can be computed with, whatever was asked for. */
static TextStyle sane_style(const TextStyle *style) {
    TextStyle sane = *style;
    if ((unsigned)sane.role >= FONT_ROLE_COUNT)
        sane.role = FONT_BODY;
    if ((unsigned)sane.weight >= WEIGHT_COUNT)
        sane.weight = WEIGHT_REGULAR;
    sane.size = within(style->size, SIZE_LEAST, SIZE_MOST, 16);
    sane.min_size = within(style->min_size, 0, sane.size, 0);
    if (sane.min_size > 0 && sane.min_size < SIZE_LEAST)
        sane.min_size = SIZE_LEAST;
    sane.line_height = within(style->line_height, 0, 10, 0);
    if (sane.line_height > 0 && sane.line_height < 0.5f)
        sane.line_height = 0.5f;
    sane.letter_spacing = within(style->letter_spacing, -0.2f, 2, 0);
    return sane;
}

static TextBox sane_box(const TextBox *box) {
    TextBox sane = *box;
    sane.width = within(box->width, 0, BOX_MOST, 0);
    sane.height = within(box->height, 0, BOX_MOST, 0);
    sane.max_lines = box->max_lines > 0 ? box->max_lines : 0;
    sane.spare_lines = box->spare_lines < 0 || sane.max_lines == 0 ? 0 : box->spare_lines;
    if (sane.spare_lines > TEXT_SPARE_MOST)
        sane.spare_lines = TEXT_SPARE_MOST;
    if ((unsigned)sane.align > ALIGN_END)
        sane.align = ALIGN_START;
    return sane;
}

/* ---- questions -------------------------------------------------------------------------------*/

/* Good until the next call of shaped_for. */
static const Shaped *shaped_for(TextEngine *engine, Str text, const TextStyle *style) {
    KeyHead head = {.numbers = {style->letter_spacing},
                    .role = (uint8_t)style->role,
                    .weight = (uint8_t)style->weight,
                    .flags = style->has_tabular_digits,
                    .language_size = (uint32_t)style->language.len};
    Key key = make_key(engine->scratch, &head, style->language, text);
    const Shaped *kept = lru_find(engine->shaped, key.bytes, key.size);
    if (kept)
        return kept;
    const ShapeStyle shape = {.role = style->role,
                              .weight = style->weight,
                              .letter_spacing = style->letter_spacing,
                              .has_tabular_digits = style->has_tabular_digits,
                              .language = style->language};
    const Shaped *shaped = shape_text(&engine->shaper, engine->scratch, text, &shape);
    return shaped_pack(shaped,
                       lru_insert(engine->shaped, key.bytes, key.size, shaped_size(shaped)));
}

const TextLayout *text_layout(TextEngine *engine, Arena *arena, Str text, const TextStyle *style,
                              const TextBox *box) {
    arena_reset(engine->scratch);
    TextStyle sane = sane_style(style);
    TextBox room = sane_box(box);
    KeyHead head = {.numbers = {sane.size, sane.min_size, sane.line_height, sane.letter_spacing,
                                room.width, room.height},
                    .max_lines = room.max_lines,
                    .role = (uint8_t)sane.role,
                    .weight = (uint8_t)sane.weight,
                    .align = (uint8_t)room.align,
                    .flags = (uint8_t)(sane.has_tabular_digits | room.is_balanced << 1 |
                                       room.keeps_clauses << 2 | room.is_filled << 3 |
                                       room.spare_lines << 4),
                    .language_size = (uint32_t)sane.language.len};
    Key key = make_key(engine->scratch, &head, sane.language, text);
    const TextLayout *layout = lru_find(engine->layouts, key.bytes, key.size);
    if (layout) {
        engine->layout_hits++;
    } else {
        engine->layout_misses++;
        const Shaped *shaped = shaped_for(engine, text, &sane);
        RoleMetrics metrics = fonts_metrics(engine->fonts, sane.role, sane.weight);
        Fitted fitted = fit_text(shaped, &sane, &room, &metrics, engine->scratch);
        const Shaped *hyphenated = NULL;
        if (fitted.worst < BREAK_HYPHEN && room.width > 0)
            hyphenated =
                hyphens_allow(engine->scratch, shaped, text, sane.language, room.width / sane.size);
        if (hyphenated) {
            shaped = hyphenated;
            fitted = fit_text(shaped, &sane, &room, &metrics, engine->scratch);
        }
        const TextLayout *placed = layout_place(shaped, &fitted, &room, engine->scratch);
        layout = layout_pack(placed,
                             lru_insert(engine->layouts, key.bytes, key.size, layout_size(placed)));
    }
    return layout_pack(layout, arena_alloc(arena, layout_size(layout), 16, 1));
}

float text_width(TextEngine *engine, Str text, const TextStyle *style) {
    arena_reset(engine->scratch);
    TextStyle sane = sane_style(style);
    const Shaped *shaped = shaped_for(engine, text, &sane);
    float widest = 0;
    for (size_t i = 0; i < shaped->paragraph_count; i++)
        widest = fmaxf(widest,
                       shaped_width(shaped, shaped->paragraphs[i].from, shaped->paragraphs[i].to));
    return widest * sane.size;
}

/* em */
static float widest_part(const Shaped *shaped) {
    float widest = 0;
    for (size_t i = 0; i < shaped->paragraph_count; i++) {
        uint32_t from = shaped->paragraphs[i].from;
        for (uint32_t to = from + 1; to <= shaped->paragraphs[i].to; to++) {
            uint8_t kind = shaped->clusters[to - 1].after.kind;
            if (kind < BREAK_PLAIN && kind != BREAK_SOFT_HYPHEN && kind != BREAK_HYPHEN)
                continue;
            widest = fmaxf(widest, shaped_line_width(shaped, from, to));
            from = to;
        }
    }
    return widest;
}

float text_min_width(TextEngine *engine, Str text, const TextStyle *style) {
    arena_reset(engine->scratch);
    TextStyle sane = sane_style(style);
    return widest_part(shaped_for(engine, text, &sane)) * sane.size;
}

float text_hyphenated_width(TextEngine *engine, Str text, const TextStyle *style, float width) {
    arena_reset(engine->scratch);
    TextStyle sane = sane_style(style);
    const Shaped *shaped = shaped_for(engine, text, &sane);
    const Shaped *allowed =
        hyphens_allow(engine->scratch, shaped, text, sane.language, width / sane.size);
    return widest_part(allowed ? allowed : shaped) * sane.size;
}

float text_line_height(TextEngine *engine, const TextStyle *style) {
    TextStyle sane = sane_style(style);
    RoleMetrics metrics = fonts_metrics(engine->fonts, sane.role, sane.weight);
    return fit_line_height(&sane, &metrics, sane.size);
}

float text_ascent(TextEngine *engine, const TextStyle *style) {
    TextStyle sane = sane_style(style);
    RoleMetrics metrics = fonts_metrics(engine->fonts, sane.role, sane.weight);
    float height = fit_line_height(&sane, &metrics, sane.size);
    return fit_ascent(&metrics, sane.size, height);
}

float text_cap_height(TextEngine *engine, const TextStyle *style) {
    TextStyle sane = sane_style(style);
    return fonts_metrics(engine->fonts, sane.role, sane.weight).cap_height * sane.size;
}

const GlyphBitmap *text_glyph(TextEngine *engine, uint32_t font, uint32_t glyph, float size,
                              uint32_t quarter) {
    return glyphs_get(engine->glyphs, font, glyph, size, quarter);
}

void text_prepare(TextEngine *engine, const TextLayout *layout, float x) {
    glyphs_prepare(engine->glyphs, layout, x);
}

TextStatistics text_statistics(const TextEngine *engine) {
    size_t fonts_lost_count;
    Str font_lost = fonts_lost(engine->fonts, &fonts_lost_count);
    return (TextStatistics){.fonts_lost = fonts_lost_count,
                            .font_lost = font_lost,
                            .glyphs = glyphs_count(engine->glyphs),
                            .glyph_bytes = glyphs_bytes(engine->glyphs),
                            .rasterised = glyphs_rasterised(engine->glyphs),
                            .layouts = lru_count(engine->layouts),
                            .layout_hits = engine->layout_hits,
                            .layout_misses = engine->layout_misses};
}

void text_rest(TextEngine *engine) {
    glyphs_rest(engine->glyphs);
    fonts_rest(engine->fonts);
}

uint64_t text_look(TextEngine *engine) {
    if (!fonts_are_damaged(engine->fonts))
        return engine->losses;
    glyphs_rest(engine->glyphs); /* its thread, too */
    fonts_leave_out_damaged(engine->fonts);
    lru_free(engine->shaped);
    lru_free(engine->layouts);
    engine->shaped = lru_create(SHAPED_BYTES);
    engine->layouts = lru_create(LAYOUT_BYTES);
    return ++engine->losses;
}

bool text_is_lost(TextEngine *engine) {
    return fonts_are_gone(engine->fonts);
}

size_t text_missing(TextEngine *engine, Str text, FontRole role, uint32_t *first) {
    arena_reset(engine->scratch);
    TextStyle style = sane_style(&(TextStyle){.role = role, .size = 16});
    const Shaped *shaped = shaped_for(engine, text, &style);
    if (first && shaped->missing > 0)
        *first = shaped->first_missing;
    return shaped->missing;
}

size_t text_face_count(const TextEngine *engine) {
    return fonts_face_count(engine->fonts);
}

TextFace text_face(const TextEngine *engine, size_t index) {
    return fonts_face(engine->fonts, index);
}

bool text_face_has(TextEngine *engine, size_t index, uint32_t rune) {
    uint32_t font = fonts_face_font(engine->fonts, index);
    return font != FONT_NONE && fonts_has(engine->fonts, font, rune);
}
