/* itemise.c: see itemise.h. */
#include "text/itemise.h"

#include <string.h>
#include <unicode/unorm2.h>

#include "text/unicode.h"
#include "text/utf16.h"

enum { GRAPHEME_RUNES_MAX = 32, QUOTE_DEPTH_MAX = 16 };

static Grapheme *find_graphemes(Itemiser *itemiser, const UChar *text, int32_t length,
                                const uint8_t *levels, size_t *count) {
    Grapheme *graphemes = arena_new(itemiser->arena, Grapheme, (size_t)length + 1);
    UBreakIterator *iterator = iterators_get(itemiser->iterators, ITERATE_GRAPHEMES, (Str){0});
    *count = 0;
    UErrorCode error = U_ZERO_ERROR;
    if (iterator)
        ubrk_setText(iterator, text, length, &error);
    for (int32_t from = 0; from < length;) {
        int32_t to = iterator ? ubrk_following(iterator, from) : from + 1;
        if (to <= from || to > length)
            to = length;
        int32_t at = from;
        uint32_t rune = utf16_next(text, length, &at);
        graphemes[(*count)++] =
            (Grapheme){.from = from, .to = to, .rune = rune, .level = levels[from]};
        from = to;
    }
    return graphemes;
}

/* ---- quotes and dashes by their neighbours ---------------------------------------------------*/

static bool is_chinese(const Grapheme *grapheme) {
    return grapheme->is_han || grapheme->is_wide || unicode_is_wide_punctuation(grapheme->rune);
}

static bool has_chinese_neighbour(const Grapheme *graphemes, size_t count, size_t i) {
    return (i > 0 && is_chinese(&graphemes[i - 1])) ||
           (i + 1 < count && is_chinese(&graphemes[i + 1]));
}

static bool is_apostrophe(const Grapheme *graphemes, size_t count, size_t i) {
    return graphemes[i].rune == 0x2019 && i > 0 && i + 1 < count &&
           unicode_is_word(graphemes[i - 1].rune) && unicode_is_word(graphemes[i + 1].rune);
}

/* The two marks of a pair are set alike: either one's neighbours decide for both. */
static void decide_quotes(Grapheme *graphemes, size_t count) {
    size_t open[QUOTE_DEPTH_MAX];
    size_t depth = 0;
    for (size_t i = 0; i < count; i++) {
        Grapheme *quote = &graphemes[i];
        if (!unicode_is_shared_quote(quote->rune) || is_apostrophe(graphemes, count, i))
            continue;
        quote->is_wide = has_chinese_neighbour(graphemes, count, i);
        if (unicode_is_opening(quote->rune)) {
            if (depth < QUOTE_DEPTH_MAX)
                open[depth++] = i;
            continue;
        }
        if (depth == 0 || graphemes[open[depth - 1]].rune + 1 != quote->rune)
            continue;
        Grapheme *pair = &graphemes[open[--depth]];
        pair->is_wide = quote->is_wide = pair->is_wide || quote->is_wide;
    }
}

/* —— and …… are Chinese by being doubled, one of them by a Han beside it; a middle dot needs Han
 * on both sides. */
static void decide_dashes(Grapheme *graphemes, size_t count) {
    for (size_t from = 0; from < count;) {
        uint32_t rune = graphemes[from].rune;
        size_t to = from + 1;
        if (!unicode_is_shared_dash(rune)) {
            from = to;
            continue;
        }
        while (to < count && graphemes[to].rune == rune)
            to++;
        bool before = from > 0 && is_chinese(&graphemes[from - 1]);
        bool after = to < count && is_chinese(&graphemes[to]);
        bool is_wide = rune == 0xb7 ? before && after : before || after || to - from == 2;
        for (; from < to; from++)
            graphemes[from].is_wide = is_wide;
    }
}

/* ---- faces -----------------------------------------------------------------------------------*/

static size_t runes_of(const UChar *text, const Grapheme *grapheme, uint32_t *runes) {
    size_t count = 0;
    for (int32_t at = grapheme->from; at < grapheme->to && count < GRAPHEME_RUNES_MAX;)
        runes[count++] = utf16_next(text, grapheme->to, &at);
    return count;
}

/* A + ring may be in a face as Å only: HarfBuzz composes it, so the face will do. */
static uint32_t find_composed(Itemiser *itemiser, FontQuery query, const UChar *text,
                              const Grapheme *grapheme) {
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&error);
    UChar composed[GRAPHEME_RUNES_MAX * 2];
    if (U_FAILURE(error) || grapheme->to - grapheme->from > GRAPHEME_RUNES_MAX)
        return FONT_NONE;
    int32_t length = unorm2_normalize(nfc, text + grapheme->from, grapheme->to - grapheme->from,
                                      composed, GRAPHEME_RUNES_MAX * 2, &error);
    if (U_FAILURE(error))
        return FONT_NONE;
    uint32_t runes[GRAPHEME_RUNES_MAX];
    query.runes = runes;
    query.rune_count = runes_of(composed, &(Grapheme){.to = length}, runes);
    return fonts_find(itemiser->fonts, &query);
}

static uint32_t find_face(Itemiser *itemiser, const UChar *text, Grapheme *grapheme) {
    uint32_t runes[GRAPHEME_RUNES_MAX];
    FontQuery query = {.role = itemiser->role,
                       .weight = itemiser->weight,
                       .script = grapheme->script,
                       .is_emoji = grapheme->is_emoji,
                       .runes = runes,
                       .rune_count = runes_of(text, grapheme, runes)};
    uint32_t font = fonts_find(itemiser->fonts, &query);
    if (font == FONT_NONE && query.rune_count > 1)
        font = find_composed(itemiser, query, text, grapheme);
    if (font != FONT_NONE && query.rune_count > 1 && grapheme->is_han &&
        unicode_is_variation_selector(runes[1])) {
        /* The form that is asked for, in whichever face; without one the character itself. */
        uint32_t variant = fonts_find_variant(itemiser->fonts, &query, runes[1], font);
        return variant != FONT_NONE ? variant : font;
    }
    if (font != FONT_NONE)
        return font;
    size_t missing = 0;
    uint32_t first = 0;
    font = fonts_find_most(itemiser->fonts, &query, &missing, &first);
    if (missing > 0 && itemiser->missing == 0)
        itemiser->first_missing = first;
    itemiser->missing += missing;
    return font;
}

static void classify(const UChar *text, Grapheme *grapheme) {
    uint32_t runes[GRAPHEME_RUNES_MAX];
    size_t count = runes_of(text, grapheme, runes);
    grapheme->is_invisible = true;
    for (size_t i = 0; i < count; i++)
        grapheme->is_invisible = grapheme->is_invisible && unicode_is_invisible(runes[i]);
    grapheme->is_emoji = unicode_is_emoji(runes, count);
    grapheme->is_han = unicode_is_han(grapheme->rune);
    UErrorCode error = U_ZERO_ERROR;
    grapheme->script = uscript_getScript((UChar32)grapheme->rune, &error);
    if (U_FAILURE(error) || grapheme->script == USCRIPT_INHERITED || grapheme->is_emoji)
        grapheme->script = USCRIPT_COMMON;
}

/* Spaces and invisible characters go with the face before them, so that runs stay whole; not
 * with Han or emoji, whose spaces are made for other company. */
static bool follows_before(Itemiser *itemiser, const Grapheme *grapheme, const Grapheme *before) {
    if (!before || before->font == FONT_NONE || before->is_emoji)
        return false;
    if (grapheme->is_invisible)
        return true;
    return unicode_is_space(grapheme->rune) && grapheme->rune != 0x3000 && !is_chinese(before) &&
           fonts_has(itemiser->fonts, before->font, grapheme->rune);
}

static void decide_faces(Itemiser *itemiser, const UChar *text, Grapheme *graphemes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        Grapheme *grapheme = &graphemes[i];
        Grapheme *before = i > 0 ? &graphemes[i - 1] : NULL;
        if (grapheme->is_wide || grapheme->rune == 0x3000)
            grapheme->script = USCRIPT_HAN;
        if (follows_before(itemiser, grapheme, before))
            grapheme->font = before->font;
        else if (grapheme->is_invisible)
            grapheme->font = fonts_primary(itemiser->fonts, itemiser->role, itemiser->weight);
        else
            grapheme->font = find_face(itemiser, text, grapheme);
    }
}

/* Common characters are shaped with the script beside them in the same face. */
static void decide_scripts(Grapheme *graphemes, size_t count) {
    for (size_t i = 1; i < count; i++)
        if (graphemes[i].script == USCRIPT_COMMON && graphemes[i].font == graphemes[i - 1].font)
            graphemes[i].script = graphemes[i - 1].script;
    for (size_t i = count; i-- > 1;)
        if (graphemes[i - 1].script == USCRIPT_COMMON && graphemes[i - 1].font == graphemes[i].font)
            graphemes[i - 1].script = graphemes[i].script;
}

Grapheme *itemise(Itemiser *itemiser, const UChar *text, int32_t length, const uint8_t *levels,
                  size_t *count) {
    Grapheme *graphemes = find_graphemes(itemiser, text, length, levels, count);
    for (size_t i = 0; i < *count; i++)
        classify(text, &graphemes[i]);
    decide_quotes(graphemes, *count);
    decide_dashes(graphemes, *count);
    decide_faces(itemiser, text, graphemes, *count);
    decide_scripts(graphemes, *count);
    return graphemes;
}
