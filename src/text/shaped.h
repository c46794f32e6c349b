/* shaped.h: a text that was shaped once, at no particular size: what lines are made from.
 *
 * Lengths are in em; a layout multiplies. One block of memory, so that a cache can hold it. */
#pragma once

#include "text/breaks.h"
#include "text/text.h"

typedef struct {
    uint32_t font, glyph;
    float x, y;    /* offset of the origin from the pen, em, y upwards */
    float advance; /* em */
} ShapedGlyph;

enum {
    CLUSTER_SPACE = 1,    /* goes at the end of a line */
    CLUSTER_WORD = 2,     /* letters or digits of a script with spaces between words */
    CLUSTER_TRAILING = 4, /* punctuation that an ellipsis does not follow */
    CLUSTER_INVISIBLE = 8,
};

/* What is never taken apart: a grapheme, or several that a ligature joins. */
typedef struct {
    uint32_t from, to;      /* bytes of the text */
    uint32_t glyph, glyphs; /* first and count; in visual order within the cluster */
    float advance;          /* em, with the gap */
    float gap;              /* the part of it that goes when a line ends here */
    float lead, trail;      /* blank halves of full-width marks: go at a line's start and end */
    uint8_t level;          /* bidi; odd: right to left */
    uint8_t flags;
    Break after;
} Cluster;

/* Clusters from..to in logical order, between two hard line breaks. */
typedef struct {
    uint32_t from, to;
    uint8_t level; /* odd: right to left */
    bool is_mixed; /* not all levels are 0 */
} Paragraph;

/* What stands behind the clusters of the text, to be set where a line needs it. */
enum { EXTRA_ELLIPSIS, EXTRA_HYPHEN, EXTRA_COUNT };

typedef struct {
    const ShapedGlyph *glyphs;
    const Cluster *clusters; /* cluster_count, then EXTRA_COUNT more */
    const double *offsets;   /* sum of advances before each cluster, cluster_count + 1 */
    const uint32_t *trimmed; /* [i]: i without the spaces before it, cluster_count + 1 */
    const Paragraph *paragraphs;
    size_t glyph_count, cluster_count, paragraph_count;
    BreakKind loosest;         /* BREAK_PLAIN, or the hyphens that there are */
    float ink_top, ink_bottom; /* em from the baseline, of letters that are taller than Latin's;
                                  0: there are none */
    bool is_truncated;         /* the text was longer than what is ever shown */
    size_t missing;
    uint32_t first_missing;
} Shaped;

static inline const Cluster *shaped_extra(const Shaped *shaped, size_t extra) {
    return &shaped->clusters[shaped->cluster_count + extra];
}

/* A line that ends before cluster `to` shows a hyphen. */
static inline bool shaped_has_hyphen(const Shaped *shaped, uint32_t to) {
    if (to == 0 || to >= shaped->cluster_count)
        return false;
    uint8_t kind = shaped->clusters[to - 1].after.kind;
    return kind == BREAK_SOFT_HYPHEN || kind == BREAK_HYPHEN;
}

/* Width in em of clusters from..to as a line: without spaces at its end and blank halves. */
static inline float shaped_width(const Shaped *shaped, uint32_t from, uint32_t to) {
    to = shaped->trimmed[to];
    if (to <= from)
        return 0;
    const Cluster *last = &shaped->clusters[to - 1];
    return (float)(shaped->offsets[to] - shaped->offsets[from]) - last->gap - last->trail -
           shaped->clusters[from].lead;
}

/* The same with the hyphen that the line's end shows. */
static inline float shaped_line_width(const Shaped *shaped, uint32_t from, uint32_t to) {
    float width = shaped_width(shaped, from, to);
    if (shaped->loosest < BREAK_PLAIN && shaped_has_hyphen(shaped, to))
        width += shaped_extra(shaped, EXTRA_HYPHEN)->advance;
    return width;
}
