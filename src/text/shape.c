/* shape.c: see shape.h. */
#include "text/shape.h"

#include <assert.h>
#include <math.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/language.h"
#include "text/bidi.h"
#include "text/spacing.h"
#include "text/unicode.h"
#include "text/utf16.h"

enum { FEATURES_MAX = 32, FEATURES_OWN_MAX = 12 };

#define LATIN_TOP    0.75f /* em: capitals */
#define LATIN_BOTTOM 0.21f /* em: a g */
#define INK_AIR      0.01f /* em: above and below what is tall */

bool shaper_open(Shaper *shaper, Fonts *fonts) {
    *shaper = (Shaper){.fonts = fonts,
                       .bidi = ubidi_open(),
                       .buffer = hb_buffer_create(),
                       .narrowed = hb_buffer_create()};
    return shaper->bidi != NULL && hb_buffer_allocation_successful(shaper->buffer) &&
           hb_buffer_allocation_successful(shaper->narrowed);
}

void shaper_close(Shaper *shaper) {
    iterators_close(&shaper->iterators);
    if (shaper->bidi)
        ubidi_close(shaper->bidi);
    hb_buffer_destroy(shaper->buffer);
    hb_buffer_destroy(shaper->narrowed);
    *shaper = (Shaper){0};
}

/* One text while it is shaped; the arrays grow in the arena. */
typedef struct {
    Shaper *shaper;
    Arena *arena;
    const ShapeStyle *style;
    hb_language_t language;
    Itemiser itemiser;
    ShapedGlyph *glyphs;
    size_t glyph_count, glyph_capacity;
    Cluster *clusters;
    size_t cluster_count, cluster_capacity;
    BreakKind loosest;
    float ink_top, ink_bottom; /* of tall letters, em; 0: none */
} Work;

/* Graphemes from..to of a paragraph that are shaped together. */
typedef struct {
    const UChar *text;
    int32_t length;
    const Grapheme *graphemes;
    size_t from, to;
    const uint32_t *bytes, *ends; /* of the paragraph's units */
    const Break *breaks;
} Run;

static Cluster *push_cluster(Work *work) {
    return arena_push(work->arena, &work->clusters, &work->cluster_count, &work->cluster_capacity,
                      sizeof(Cluster), _Alignof(Cluster));
}

static void fill_buffer(const Work *work, const Run *run, hb_buffer_t *buffer) {
    const Grapheme *first = &run->graphemes[run->from], *last = &run->graphemes[run->to - 1];
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_utf16(buffer, (const uint16_t *)run->text, run->length, (unsigned)first->from,
                        last->to - first->from);
    hb_buffer_set_direction(buffer, first->level & 1 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, hb_script_from_string(uscript_getShortName(first->script), 4));
    hb_buffer_set_language(buffer, work->language);
    unsigned flags =
        HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES | HB_BUFFER_FLAG_DO_NOT_INSERT_DOTTED_CIRCLE;
    if (first->from == 0)
        flags |= HB_BUFFER_FLAG_BOT;
    if (last->to == run->length)
        flags |= HB_BUFFER_FLAG_EOT;
    hb_buffer_set_flags(buffer, (hb_buffer_flags_t)flags);
}

static hb_feature_t feature(const char *tag, uint32_t value) {
    return (hb_feature_t){.tag = hb_tag_from_string(tag, 4),
                          .value = value,
                          .start = HB_FEATURE_GLOBAL_START,
                          .end = HB_FEATURE_GLOBAL_END};
}

/* Digits of one width, and no kerning among them: Inter kerns its tabular 1 1, so that 11:11 would
 * be narrower than 08:48. */
static size_t add_tabular(const Run *run, hb_feature_t *features, size_t count, size_t most) {
    features[count++] = feature("tnum", 1);
    for (size_t i = run->from; i < run->to && count < most; i++) {
        if (!u_isdigit((UChar32)run->graphemes[i].rune))
            continue;
        hb_feature_t unkerned = feature("kern", 0);
        unkerned.start = (unsigned)run->graphemes[i].from;
        while (i + 1 < run->to && (u_isdigit((UChar32)run->graphemes[i + 1].rune) ||
                                   u_ispunct((UChar32)run->graphemes[i + 1].rune)))
            i++;
        unkerned.end = (unsigned)run->graphemes[i].to;
        features[count++] = unkerned;
    }
    return count;
}

static unsigned features_for(const Work *work, const Run *run, uint32_t font,
                             hb_feature_t *features) {
    size_t count;
    const hb_feature_t *own = fonts_features(work->shaper->fonts, font, &count);
    if (count > FEATURES_OWN_MAX)
        count = FEATURES_OWN_MAX;
    if (count > 0)
        memcpy(features, own, count * sizeof *own);
    if (work->style->has_tabular_digits)
        count = add_tabular(run, features, count, FEATURES_MAX - 3);
    if (work->style->letter_spacing != 0) {
        features[count++] = feature("liga", 0);
        features[count++] = feature("clig", 0);
    }
    return (unsigned)count;
}

static bool has_narrowable(const Run *run) {
    for (size_t i = run->from; i < run->to; i++) {
        const Grapheme *grapheme = &run->graphemes[i];
        if (unicode_is_wide_punctuation(grapheme->rune) ||
            (grapheme->is_wide && unicode_is_shared_quote(grapheme->rune)))
            return true;
    }
    return false;
}

/* The blank halves of full-width marks, as the face's own `halt` has them. */
static void measure_blanks(Work *work, const Run *run, hb_font_t *font, hb_feature_t *features,
                           unsigned feature_count, float *leads, float *trails) {
    unsigned count, narrow_count;
    const hb_glyph_position_t *wide = hb_buffer_get_glyph_positions(work->shaper->buffer, &count);
    fill_buffer(work, run, work->shaper->narrowed);
    features[feature_count++] = feature("halt", 1);
    hb_shape(font, work->shaper->narrowed, features, feature_count);
    const hb_glyph_position_t *narrow =
        hb_buffer_get_glyph_positions(work->shaper->narrowed, &narrow_count);
    if (narrow_count != count)
        return;
    float upem = fonts_units_per_em(work->shaper->fonts, run->graphemes[run->from].font);
    for (unsigned i = 0; i < count; i++) {
        leads[i] = (float)(wide[i].x_offset - narrow[i].x_offset) / upem;
        trails[i] = (float)(wide[i].x_advance - narrow[i].x_advance) / upem - leads[i];
    }
}

static uint8_t flags_of(const Grapheme *grapheme) {
    unsigned flags = 0;
    if (unicode_is_space(grapheme->rune))
        flags |= CLUSTER_SPACE;
    if (grapheme->is_invisible)
        flags |= CLUSTER_INVISIBLE;
    if (unicode_is_word(grapheme->rune))
        flags |= CLUSTER_WORD;
    if (unicode_is_trailing(grapheme->rune))
        flags |= CLUSTER_TRAILING;
    return (uint8_t)flags;
}

static void start_cluster(Work *work, const Run *run, const Grapheme *grapheme) {
    Cluster *cluster = push_cluster(work);
    cluster->from = run->bytes[grapheme->from];
    cluster->level = grapheme->level;
    cluster->flags = flags_of(grapheme);
    cluster->glyph = (uint32_t)work->glyph_count;
}

static void end_cluster(Work *work, const Run *run, const Grapheme *grapheme) {
    Cluster *cluster = &work->clusters[work->cluster_count - 1];
    cluster->to = run->ends[grapheme->to - 1];
    cluster->after = run->breaks[grapheme->to];
    if (cluster->after.kind == BREAK_SOFT_HYPHEN)
        work->loosest = BREAK_SOFT_HYPHEN;
}

/* Scripts whose letters stay where Latin's are, for which line heights are made; and emoji. */
static bool is_of_latin_height(UScriptCode script) {
    switch ((int)script) {
    case USCRIPT_COMMON:
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_HANGUL:
    case USCRIPT_HEBREW:
    case USCRIPT_ARMENIAN:
    case USCRIPT_GEORGIAN:
        return true;
    default:
        return false;
    }
}

/* Its ink may be taller than the role's line: a script that stacks, Vietnamese with its two marks
 * on a letter, a letter with marks of its own. */
static bool may_be_tall(const Grapheme *grapheme) {
    if (grapheme->rune < 0x250 && grapheme->to - grapheme->from == 1)
        return false;
    if (grapheme->is_emoji || grapheme->is_invisible || grapheme->is_han)
        return false;
    return !is_of_latin_height(grapheme->script) || grapheme->to - grapheme->from > 1 ||
           (grapheme->rune >= 0x1e00 && grapheme->rune <= 0x1fff);
}

static void measure_ink(Work *work, hb_font_t *font, const hb_glyph_info_t *info,
                        const hb_glyph_position_t *position, float upem) {
    hb_glyph_extents_t extents;
    if (info->codepoint == 0 || !hb_font_get_glyph_extents(font, info->codepoint, &extents) ||
        extents.height == 0)
        return;
    /* The other letters' own: a capital with a mark, a g. */
    work->ink_top = fmaxf(work->ink_top, LATIN_TOP);
    work->ink_bottom = fmaxf(work->ink_bottom, LATIN_BOTTOM);
    float top = (float)(position->y_offset + extents.y_bearing) / upem;
    work->ink_top = fmaxf(work->ink_top, top + INK_AIR);
    work->ink_bottom = fmaxf(work->ink_bottom, (float)-extents.height / upem - top + INK_AIR);
}

static void add_glyph(Work *work, uint32_t font, const hb_glyph_info_t *info,
                      const hb_glyph_position_t *position, float upem) {
    if (info->codepoint == 0)
        return; /* the face's "missing" box is never shown */
    ShapedGlyph *glyph =
        arena_push(work->arena, &work->glyphs, &work->glyph_count, &work->glyph_capacity,
                   sizeof(ShapedGlyph), _Alignof(ShapedGlyph));
    *glyph = (ShapedGlyph){.font = font,
                           .glyph = info->codepoint,
                           .x = (float)position->x_offset / upem,
                           .y = (float)position->y_offset / upem,
                           .advance = (float)position->x_advance / upem};
    Cluster *cluster = &work->clusters[work->cluster_count - 1];
    cluster->glyphs++;
    cluster->advance += glyph->advance;
}

/* The width of the widest digit: faces say "tnum" and are not always true to it (in Debian's Inter
 * Display the tabular digits are 1028 to 1220 units wide), so every digit is given this width. */
static float digit_cell(Work *work, uint32_t font) {
    Shaper *shaper = work->shaper;
    size_t slot = font % DIGIT_CELLS;
    if (shaper->cells[slot].width > 0 && shaper->cells[slot].font == font)
        return shaper->cells[slot].width;
    static const char DIGITS[] = "0123456789";
    size_t count;
    const hb_feature_t *own = fonts_features(shaper->fonts, font, &count);
    hb_feature_t features[FEATURES_MAX];
    if (count > FEATURES_OWN_MAX)
        count = FEATURES_OWN_MAX;
    if (count > 0)
        memcpy(features, own, count * sizeof *own);
    features[count++] = feature("tnum", 1);
    features[count++] = feature("kern", 0);
    hb_buffer_clear_contents(shaper->narrowed);
    hb_buffer_add_utf8(shaper->narrowed, DIGITS, -1, 0, -1);
    hb_buffer_set_direction(shaper->narrowed, HB_DIRECTION_LTR);
    hb_buffer_set_script(shaper->narrowed, HB_SCRIPT_LATIN);
    hb_shape(fonts_shaper(shaper->fonts, font), shaper->narrowed, features, (unsigned)count);
    unsigned glyphs;
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(shaper->narrowed, &glyphs);
    hb_position_t widest = 0;
    for (unsigned i = 0; i < glyphs; i++)
        widest = positions[i].x_advance > widest ? positions[i].x_advance : widest;
    shaper->cells[slot].font = font;
    shaper->cells[slot].width = (float)widest / fonts_units_per_em(shaper->fonts, font);
    return shaper->cells[slot].width;
}

/* Puts the only glyph of the last cluster into the middle of a cell. */
static void center_digit(Work *work, float cell) {
    Cluster *cluster = &work->clusters[work->cluster_count - 1];
    float blank = cell - cluster->advance;
    if (cluster->glyphs != 1 || blank <= 0)
        return;
    ShapedGlyph *glyph = &work->glyphs[cluster->glyph];
    glyph->x += blank / 2;
    glyph->advance = cluster->advance = cell;
}

/* Glyphs come in visual order; a grapheme's are together, and its first unit or a later one is
 * their cluster. [first, last) of grapheme i, or an empty range. */
static void glyph_range(const hb_glyph_info_t *infos, unsigned count, const Grapheme *grapheme,
                        bool is_rtl, unsigned *cursor, unsigned *first, unsigned *last) {
    *first = *last = *cursor;
    if (!is_rtl) {
        while (*last < count && (int32_t)infos[*last].cluster < grapheme->to)
            (*last)++;
        *cursor = *last;
    } else {
        while (*first > 0 && (int32_t)infos[*first - 1].cluster < grapheme->to)
            (*first)--;
        *cursor = *first;
    }
}

static void shape_run(Work *work, const Run *run) {
    const Grapheme *start = &run->graphemes[run->from];
    uint32_t font = start->font;
    if (font == FONT_NONE) {
        for (size_t i = run->from; i < run->to; i++) {
            start_cluster(work, run, &run->graphemes[i]);
            end_cluster(work, run, &run->graphemes[i]);
        }
        return;
    }
    hb_font_t *shaper = fonts_shaper(work->shaper->fonts, font);
    hb_feature_t features[FEATURES_MAX];
    unsigned feature_count = features_for(work, run, font, features);
    fill_buffer(work, run, work->shaper->buffer);
    hb_shape(shaper, work->shaper->buffer, features, feature_count);

    unsigned count;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(work->shaper->buffer, &count);
    const hb_glyph_position_t *positions =
        hb_buffer_get_glyph_positions(work->shaper->buffer, &count);
    float *leads = arena_new(work->arena, float, count);
    float *trails = arena_new(work->arena, float, count);
    if (has_narrowable(run) && !(start->level & 1))
        measure_blanks(work, run, shaper, features, feature_count, leads, trails);

    float upem = fonts_units_per_em(work->shaper->fonts, font);
    bool is_rtl = start->level & 1;
    unsigned cursor = is_rtl ? count : 0;
    size_t first_cluster = work->cluster_count;
    for (size_t i = run->from; i < run->to; i++) {
        const Grapheme *grapheme = &run->graphemes[i];
        unsigned first, last;
        glyph_range(infos, count, grapheme, is_rtl, &cursor, &first, &last);
        bool is_joined = first == last && !grapheme->is_invisible &&
                         work->cluster_count > first_cluster; /* a ligature with the one before */
        if (!is_joined)
            start_cluster(work, run, grapheme);
        bool is_measured = may_be_tall(grapheme);
        for (unsigned k = first; k < last; k++) {
            add_glyph(work, font, &infos[k], &positions[k], upem);
            if (is_measured)
                measure_ink(work, shaper, &infos[k], &positions[k], upem);
        }
        Cluster *cluster = &work->clusters[work->cluster_count - 1];
        if (last - first == 1 && !is_joined) {
            cluster->lead = leads[first];
            cluster->trail = trails[first];
        }
        if (work->style->has_tabular_digits && grapheme->rune >= '0' && grapheme->rune <= '9')
            center_digit(work, digit_cell(work, font));
        end_cluster(work, run, grapheme);
    }
}

static void shape_paragraph(Work *work, const Utf16 *source, int32_t from, int32_t to,
                            Paragraph *paragraph) {
    const UChar *text = source->units + from;
    int32_t length = to - from;
    *paragraph =
        (Paragraph){.from = (uint32_t)work->cluster_count, .to = (uint32_t)work->cluster_count};
    uint8_t *levels = arena_new(work->arena, uint8_t, (size_t)length + 1);
    Direction direction = bidi_direction(text, length, language_is_rtl(work->style->language));
    paragraph->level =
        bidi_levels(work->shaper->bidi, text, length, direction, levels, &paragraph->is_mixed);

    size_t count;
    Grapheme *graphemes = itemise(&work->itemiser, text, length, levels, &count);
    uint8_t *is_wide = arena_new(work->arena, uint8_t, (size_t)length + 1);
    for (size_t i = 0; i < count; i++)
        is_wide[graphemes[i].from] = graphemes[i].is_wide;
    Break *breaks = arena_new(work->arena, Break, (size_t)length + 1);
    breaks_find(&work->shaper->iterators, work->arena, work->style->language, text, length, is_wide,
                breaks);

    Run run = {.text = text,
               .length = length,
               .graphemes = graphemes,
               .bytes = source->bytes + from,
               .ends = source->ends + from,
               .breaks = breaks};
    while (run.from < count) {
        const Grapheme *first = &graphemes[run.from];
        run.to = run.from + 1;
        while (run.to < count && graphemes[run.to].font == first->font &&
               graphemes[run.to].level == first->level && graphemes[run.to].script == first->script)
            run.to++;
        shape_run(work, &run);
        run.from = run.to;
    }
    paragraph->to = (uint32_t)work->cluster_count;
    if (paragraph->to == paragraph->from)
        return;
    spacing_apply(work->clusters + paragraph->from, paragraph->to - paragraph->from, work->glyphs,
                  &(SpacingText){.graphemes = graphemes,
                                 .grapheme_count = count,
                                 .ends = run.ends,
                                 .letter_spacing = work->style->letter_spacing,
                                 .is_mixed = paragraph->is_mixed});
}

/* "…" in the role's first face; three full stops where it has none. */
static void shape_ellipsis(Work *work) {
    static const UChar ONE[] = u"…", THREE[] = u"...";
    uint32_t font = fonts_primary(work->shaper->fonts, work->style->role, work->style->weight);
    bool has_one = fonts_has(work->shaper->fonts, font, 0x2026);
    int32_t length = has_one ? 1 : 3;
    Grapheme grapheme = {.to = length, .rune = '.', .font = font, .script = USCRIPT_LATIN};
    static const uint32_t BYTES[4] = {0};
    static const Break BREAKS[4] = {{0}};
    Run run = {.text = has_one ? ONE : THREE,
               .length = length,
               .graphemes = &grapheme,
               .to = 1,
               .bytes = BYTES,
               .ends = BYTES,
               .breaks = BREAKS};
    shape_run(work, &run);
}

/* A hyphen in the same face. Few texts need it, so it is not worth being shaped. */
static void add_hyphen(Work *work) {
    Fonts *fonts = work->shaper->fonts;
    uint32_t font = fonts_primary(fonts, work->style->role, work->style->weight);
    hb_font_t *shaper = fonts_shaper(fonts, font);
    hb_glyph_info_t info = {0};
    if (!hb_font_get_nominal_glyph(shaper, 0x2010, &info.codepoint))
        hb_font_get_nominal_glyph(shaper, '-', &info.codepoint);
    hb_glyph_position_t position = {.x_advance =
                                        hb_font_get_glyph_h_advance(shaper, info.codepoint)};
    *push_cluster(work) = (Cluster){.glyph = (uint32_t)work->glyph_count};
    add_glyph(work, font, &info, &position, fonts_units_per_em(fonts, font));
}

const Shaped *shape_text(Shaper *shaper, Arena *arena, Str text, const ShapeStyle *style) {
    Utf16 source = utf16_from(arena, text);
    Work work = {.shaper = shaper,
                 .arena = arena,
                 .style = style,
                 .loosest = BREAK_PLAIN,
                 .language =
                     style->language.len > 0
                         ? hb_language_from_string(style->language.s, (int)style->language.len)
                         : HB_LANGUAGE_INVALID,
                 .itemiser = {.fonts = shaper->fonts,
                              .iterators = &shaper->iterators,
                              .arena = arena,
                              .role = style->role,
                              .weight = style->weight}};
    Paragraph *paragraphs = arena_new(arena, Paragraph, source.paragraph_count);
    int32_t from = 0;
    for (size_t i = 0; i < source.paragraph_count; i++) {
        shape_paragraph(&work, &source, from, source.paragraph_ends[i], &paragraphs[i]);
        from = source.paragraph_ends[i];
    }
    size_t count = work.cluster_count;
    static_assert(EXTRA_ELLIPSIS == 0 && EXTRA_HYPHEN == 1 && EXTRA_COUNT == 2, "in this order");
    shape_ellipsis(&work);
    add_hyphen(&work);

    double *offsets = arena_new(arena, double, count + 1);
    uint32_t *trimmed = arena_new(arena, uint32_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        bool is_blank = work.clusters[i].flags & (CLUSTER_SPACE | CLUSTER_INVISIBLE);
        offsets[i + 1] = offsets[i] + (double)work.clusters[i].advance;
        trimmed[i + 1] = is_blank ? trimmed[i] : (uint32_t)i + 1;
    }
    Shaped *shaped = arena_new(arena, Shaped, 1);
    *shaped = (Shaped){.glyphs = work.glyphs,
                       .clusters = work.clusters,
                       .offsets = offsets,
                       .trimmed = trimmed,
                       .paragraphs = paragraphs,
                       .glyph_count = work.glyph_count,
                       .cluster_count = count,
                       .paragraph_count = source.paragraph_count,
                       .loosest = work.loosest,
                       .ink_top = work.ink_top,
                       .ink_bottom = work.ink_bottom,
                       .is_truncated = source.is_truncated,
                       .missing = work.itemiser.missing,
                       .first_missing = work.itemiser.first_missing};
    return shaped;
}

/* ---- one block -------------------------------------------------------------------------------*/

static size_t padded(size_t size) {
    return (size + 15) & ~(size_t)15;
}

static const void *pack(uint8_t **at, const void *items, size_t size) {
    if (size > 0)
        memcpy(*at, items, size);
    const void *copy = *at;
    *at += padded(size);
    return copy;
}

size_t shaped_size(const Shaped *shaped) {
    return padded(sizeof *shaped) + padded(shaped->glyph_count * sizeof(ShapedGlyph)) +
           padded((shaped->cluster_count + EXTRA_COUNT) * sizeof(Cluster)) +
           padded((shaped->cluster_count + 1) * sizeof(double)) +
           padded((shaped->cluster_count + 1) * sizeof(uint32_t)) +
           padded(shaped->paragraph_count * sizeof(Paragraph));
}

const Shaped *shaped_pack(const Shaped *shaped, void *block) {
    Shaped *copy = block;
    *copy = *shaped;
    uint8_t *at = (uint8_t *)block + padded(sizeof *shaped);
    size_t clusters = shaped->cluster_count + 1;
    copy->glyphs = pack(&at, shaped->glyphs, shaped->glyph_count * sizeof(ShapedGlyph));
    copy->clusters =
        pack(&at, shaped->clusters, (shaped->cluster_count + EXTRA_COUNT) * sizeof(Cluster));
    copy->offsets = pack(&at, shaped->offsets, clusters * sizeof(double));
    copy->trimmed = pack(&at, shaped->trimmed, clusters * sizeof(uint32_t));
    copy->paragraphs = pack(&at, shaped->paragraphs, shaped->paragraph_count * sizeof(Paragraph));
    return copy;
}
