/* outline.h: outlines to coverage: how much of each pixel lies inside.
 *
 * The areas are exact, and curves become the same lines as FreeType makes of them: the levels are
 * FreeType's within one or two, in half of the time at the sizes of text. */
#pragma once

#include <ft2build.h>
#include FT_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    OUTLINE_SIDE_MAX = 512, /* pixels; FreeType draws what is larger */
    OUTLINE_SPARE = 16,     /* bytes behind the last pixel that are written, too */
};

/* What an outline's tags, ends of contours and counts are: signed before FreeType 2.13.3, unsigned
 * since. */
typedef __typeof__(*((FT_Outline *)0)->tags) OutlineTag;
typedef __typeof__(*((FT_Outline *)0)->contours) OutlineEnd;
typedef __typeof__(((FT_Outline *)0)->n_contours) OutlineCount;

/* Memory that one drawing after the other uses. Begins zeroed. */
typedef struct {
    uint32_t *cells; /* owned; all zero between two drawings */
    size_t count;
} OutlineScratch;

void outline_scratch_free(OutlineScratch *scratch); /* leaves a zeroed struct */

/* Draws `outline` (26.6, y upwards), moved by (x, y), with the origin in the lower left corner, and
 * writes every one of width × height pixels (and OUTLINE_SPARE bytes more, at most): rows from the
 * top, without gaps. Inside is where the
 * winding is not zero, as FreeType understands it: by the sum of the areas.
 *
 * False when it cannot: the outline leaves the canvas, is larger than OUTLINE_SIDE_MAX, broken, or
 * to be filled by the even-odd rule. */
bool outline_draw(OutlineScratch *scratch, const FT_Outline *outline, FT_Pos x, FT_Pos y,
                  uint8_t *pixels, int32_t width, int32_t height);
