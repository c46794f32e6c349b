/* shape.h: text to glyphs, at no size: itemised, shaped by HarfBuzz, spaced by our rules. */
#pragma once

#include <unicode/ubidi.h>

#include "text/itemise.h"
#include "text/shaped.h"

enum { DIGIT_CELLS = 16 };

typedef struct {
    Fonts *fonts;          /* borrowed */
    Iterators iterators;   /* owned */
    UBiDi *bidi;           /* owned */
    hb_buffer_t *buffer;   /* owned */
    hb_buffer_t *narrowed; /* owned: the same run with full-width marks set half-width */
    struct {
        uint32_t font;
        float width;      /* em; 0: not known yet */
    } cells[DIGIT_CELLS]; /* of tabular digits, by font */
} Shaper;

/* False when ICU or HarfBuzz give nothing. */
bool shaper_open(Shaper *shaper, Fonts *fonts);
void shaper_close(Shaper *shaper); /* accepts a zeroed struct */

/* What of a style matters for shaping. */
typedef struct {
    FontRole role;
    FontWeight weight;
    float letter_spacing;
    bool has_tabular_digits;
    Str language;
} ShapeStyle;

/* In `arena`, with a lot of scratch beside it: see shaped_pack. */
const Shaped *shape_text(Shaper *shaper, Arena *arena, Str text, const ShapeStyle *style);

/* Bytes for a copy in one block, and the copy. */
size_t shaped_size(const Shaped *shaped);
const Shaped *shaped_pack(const Shaped *shaped, void *block);
