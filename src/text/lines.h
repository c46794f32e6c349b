/* lines.h: a shaped paragraph cut into lines of a width. */
#pragma once

#include "text/shaped.h"

/* Clusters from..to of the shaped text, without the spaces at its end. */
typedef struct {
    uint32_t from, to;
    float width;       /* em; with the ellipsis or hyphen when there is one */
    bool has_ellipsis; /* one stands behind the last cluster */
    bool has_hyphen;   /* or a hyphen */
    uint8_t level;     /* of the paragraph */
} Line;

typedef struct {
    size_t count;
    BreakKind worst;  /* the worst break that was needed, never above `floor`; BREAK_CLAUSE without
                         any */
    bool is_overfull; /* a single cluster is wider than the line */
} LinesCount;

/* As many clusters on each line as it takes, breaking below the kind `floor` only where a line has
 * no better one. Lines go to `lines` until `max` of them (NULL, 0: only count); `count` is of all.
 */
LinesCount lines_greedy(const Shaped *shaped, const Paragraph *paragraph, float width,
                        BreakKind floor, Line *lines, size_t max);

/* The best lines of the same number as `greedy` had (and no worse breaks). Balanced: of like
 * length; otherwise full, but with good breaks and no lonely last word. False when greedy's lines
 * are better kept. */
bool lines_best(const Shaped *shaped, const Paragraph *paragraph, float width,
                const LinesCount *greedy, bool is_balanced, Arena *scratch, Line *lines);

/* Cuts `line`, which begins at from, so that it ends in an ellipsis. Takes as much of the
 * paragraph as fits into `width`. False when not even the ellipsis fits. */
bool lines_cut(const Shaped *shaped, const Paragraph *paragraph, uint32_t from, float width,
               Line *line);
