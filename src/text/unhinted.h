/* unhinted.h: outlines as the face has them, scaled: for sizes at which nothing is hinted.
 *
 * HarfBuzz reads them in less than half of FreeType's time, from the face that shapes, so that
 * FreeType need not open the file a second time. They are FreeType's within 1/32 of a pixel. */
#pragma once

#include <ft2build.h>
#include FT_OUTLINE_H

#include <hb.h>
#include <stdbool.h>

/* Begins zeroed. */
typedef struct {
    hb_draw_funcs_t *functions; /* owned */
    FT_Outline outline;         /* its arrays are owned */
    size_t point_capacity, contour_capacity;
    float scale; /* font units to 26.6 */
    bool is_too_long;
} Unhinted;

void unhinted_free(Unhinted *unhinted); /* leaves a zeroed struct */

/* The outline of `glyph`, `scale` times as large as in font units; empty for a space. Good until
 * the next call. NULL when it has more points than FreeType can count. */
const FT_Outline *unhinted_load(Unhinted *unhinted, hb_font_t *font, uint32_t glyph, float scale);
