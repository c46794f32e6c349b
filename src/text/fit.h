/* fit.h: the size at which a text fits its box, and its lines there. */
#pragma once

#include "text/fonts.h"
#include "text/lines.h"

typedef struct {
    float size;
    float line_height; /* pixels, whole */
    float ascent;      /* of the first baseline from the top, pixels, whole */
    BreakKind worst;   /* the worst break of its lines */
    Line *lines;       /* in the arena */
    size_t line_count;
    bool is_shrunk, is_at_minimum, is_cut;
} Fitted;

/* Height of a line in pixels at `size`. */
float fit_line_height(const TextStyle *style, const RoleMetrics *metrics, float size);

/* The baseline below the top of a line of that height: whole pixels, the role's own. */
float fit_ascent(const RoleMetrics *metrics, float size, float line_height);

/* The largest size from style->size down to style->min_size at which all of the text is within
 * the box without breaking a word; then with broken words; then as many lines as there is room
 * for, the last one with an ellipsis. `box` has numbers only. */
Fitted fit_text(const Shaped *shaped, const TextStyle *style, const TextBox *box,
                const RoleMetrics *metrics, Arena *arena);
