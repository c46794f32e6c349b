/* itemise.h: a paragraph cut into graphemes, each with the face, script and direction that it is
 * shaped with. */
#pragma once

#include "base/arena.h"
#include "text/fonts.h"
#include "text/iterators.h"

typedef struct {
    int32_t from, to;   /* units of the paragraph */
    uint32_t rune;      /* the first one */
    uint32_t font;      /* FONT_NONE: drawn as nothing */
    UScriptCode script; /* for shaping: never inherited */
    uint8_t level;
    bool is_invisible; /* all of it */
    bool is_emoji;
    bool is_han;  /* an ideograph or kana */
    bool is_wide; /* a shared quote or dash set in the Chinese face */
} Grapheme;

typedef struct {
    Fonts *fonts;
    Iterators *iterators;
    Arena *arena; /* scratch and result */
    FontRole role;
    FontWeight weight;
    size_t missing; /* grows */
    uint32_t first_missing;
} Itemiser;

/* The graphemes of a paragraph; `levels` is by unit. *count is their number. */
Grapheme *itemise(Itemiser *itemiser, const UChar *text, int32_t length, const uint8_t *levels,
                  size_t *count);
