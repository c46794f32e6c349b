/* spacing.h: the blanks that a typesetter adds and takes away between shaped clusters. */
#pragma once

#include "text/itemise.h"
#include "text/shaped.h"

typedef struct {
    const Grapheme *graphemes;
    size_t grapheme_count;
    const uint32_t *ends; /* by unit: where its character ends in the text */
    float letter_spacing; /* em */
    bool is_mixed;        /* has right-to-left parts: marks keep their blanks */
} SpacingText;

/* Letter spacing, a quarter-width space between Han and Latin, and one blank half instead of two
 * between full-width marks; for the clusters of one paragraph. */
void spacing_apply(Cluster *clusters, size_t count, ShapedGlyph *glyphs, const SpacingText *text);
