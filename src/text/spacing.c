/* spacing.c: see spacing.h. The rules are those of CLREQ (Requirements for Chinese Text Layout),
 * sections on mixed text and on the width of punctuation. */
#include "text/spacing.h"

#include "text/unicode.h"

#define HAN_LATIN_GAP 0.15f /* em: a quarter is for print; on a screen it falls apart */

/* The end of a Latin word that wants a gap before Han: 项目 after "C++", "100%" as well. */
static bool ends_latin(const Grapheme *graphemes, size_t i) {
    uint32_t rune = graphemes[i].rune;
    if (graphemes[i].is_emoji)
        return false;
    if (unicode_is_word(rune))
        return true;
    return i > 0 && (rune == '+' || rune == '#' || rune == '%') && ends_latin(graphemes, i - 1);
}

static bool starts_latin(const Grapheme *grapheme) {
    return !grapheme->is_emoji && unicode_is_word(grapheme->rune);
}

static bool wants_gap(const Grapheme *graphemes, size_t count, size_t i) {
    if (i + 1 >= count || graphemes[i].level != graphemes[i + 1].level)
        return false;
    return (graphemes[i].is_han && starts_latin(&graphemes[i + 1])) ||
           (graphemes[i + 1].is_han && ends_latin(graphemes, i));
}

static void drop_lead(Cluster *cluster, ShapedGlyph *glyphs) {
    for (uint32_t i = 0; i < cluster->glyphs; i++)
        glyphs[cluster->glyph + i].x -= cluster->lead;
    cluster->advance -= cluster->lead;
    cluster->lead = 0;
}

static bool is_mark(const Cluster *cluster) {
    return cluster->lead > 0.01f || cluster->trail > 0.01f;
}

void spacing_apply(Cluster *clusters, size_t count, ShapedGlyph *glyphs, const SpacingText *text) {
    size_t grapheme = 0;
    for (size_t i = 0; i < count; i++) {
        Cluster *cluster = &clusters[i];
        /* The cluster's last grapheme. */
        while (grapheme + 1 < text->grapheme_count &&
               text->ends[text->graphemes[grapheme].to - 1] < cluster->to)
            grapheme++;
        if (text->is_mixed)
            cluster->lead = cluster->trail = 0;
        if (cluster->flags & CLUSTER_INVISIBLE)
            continue;
        if (wants_gap(text->graphemes, text->grapheme_count, grapheme))
            cluster->gap += HAN_LATIN_GAP;
        if (cluster->glyphs > 0 && !unicode_is_connected_script(text->graphemes[grapheme].script))
            cluster->gap += text->letter_spacing;
        cluster->advance += cluster->gap;
    }
    for (size_t i = 0; i + 1 < count; i++) {
        Cluster *left = &clusters[i], *right = &clusters[i + 1];
        if (!is_mark(left) || !is_mark(right))
            continue;
        if (left->trail > 0.01f) {
            left->advance -= left->trail;
            left->trail = 0;
        } else if (right->lead > 0.01f) {
            drop_lead(right, glyphs);
        }
    }
}
