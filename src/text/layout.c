/* layout.c: see layout.h. */
#include "text/layout.h"

#include <math.h>
#include <string.h>

#include "text/bidi.h"

typedef struct {
    const Shaped *shaped;
    const Fitted *fitted;
    PlacedGlyph *glyphs;
    size_t glyph_count;
    uint8_t *levels; /* scratch, as large as the longest line */
    uint32_t *order;
} Placing;

static void place_cluster(Placing *placing, const Cluster *cluster, double *pen, float baseline) {
    float size = placing->fitted->size;
    /* The gap follows the cluster in reading order: in right-to-left text that is its left. */
    double x = cluster->level & 1 ? *pen + (double)(cluster->gap * size) : *pen;
    for (uint32_t i = 0; i < cluster->glyphs; i++) {
        const ShapedGlyph *glyph = &placing->shaped->glyphs[cluster->glyph + i];
        placing->glyphs[placing->glyph_count++] =
            (PlacedGlyph){.font = glyph->font,
                          .glyph = glyph->glyph,
                          .x = (float)(x + (double)(glyph->x * size)),
                          .y = baseline - glyph->y * size};
        x += (double)(glyph->advance * size);
    }
    *pen += (double)(cluster->advance * size);
}

static void place_line(Placing *placing, const Line *line, float x, float baseline) {
    const Shaped *shaped = placing->shaped;
    uint32_t count = line->to - line->from;
    double pen = x;
    if (count > 0) {
        const Cluster *first = &shaped->clusters[line->from];
        pen -= (double)(first->lead * placing->fitted->size);
    }
    for (uint32_t i = 0; i < count; i++)
        placing->levels[i] = shaped->clusters[line->from + i].level;
    /* An ellipsis ends the line, a hyphen its last word. */
    Cluster extra = *shaped_extra(shaped, line->has_hyphen ? EXTRA_HYPHEN : EXTRA_ELLIPSIS);
    extra.level = line->has_hyphen && count > 0 ? placing->levels[count - 1] : line->level;
    bool has_extra = line->has_ellipsis || line->has_hyphen;
    if (has_extra)
        placing->levels[count] = extra.level;
    uint32_t entries = count + has_extra;
    bidi_order(placing->levels, entries, placing->order);
    for (uint32_t i = 0; i < entries; i++) {
        uint32_t at = placing->order[i];
        if (at == count) {
            place_cluster(placing, &extra, &pen, baseline);
            continue;
        }
        Cluster cluster = shaped->clusters[line->from + at];
        if (at + 1 == count) { /* what goes at the line's end */
            cluster.advance -= cluster.gap + (has_extra ? cluster.trail : 0);
            cluster.gap = 0;
        }
        place_cluster(placing, &cluster, &pen, baseline);
    }
}

static float align_line(const Line *line, float width, float box_width, TextAlign align) {
    float slack = box_width - width;
    bool is_rtl = line->level & 1;
    switch (align) {
    case ALIGN_START:
        return is_rtl ? slack : 0;
    case ALIGN_CENTER:
        return slack / 2;
    case ALIGN_END:
        return is_rtl ? 0 : slack;
    }
    return 0;
}

const TextLayout *layout_place(const Shaped *shaped, const Fitted *fitted, const TextBox *box,
                               Arena *arena) {
    TextLayout *layout = arena_new(arena, TextLayout, 1);
    TextLine *lines = arena_new(arena, TextLine, fitted->line_count);
    float size = fitted->size;
    size_t longest = 0, glyph_count = 0;
    float widest = 0;
    for (size_t i = 0; i < fitted->line_count; i++) {
        const Line *line = &fitted->lines[i];
        size_t count = line->to - line->from + 1;
        longest = count > longest ? count : longest;
        widest = fmaxf(widest, line->width * size);
        for (uint32_t k = line->from; k < line->to; k++)
            glyph_count += shaped->clusters[k].glyphs;
        if (line->has_ellipsis || line->has_hyphen)
            glyph_count +=
                shaped_extra(shaped, line->has_hyphen ? EXTRA_HYPHEN : EXTRA_ELLIPSIS)->glyphs;
    }
    Placing placing = {.shaped = shaped,
                       .fitted = fitted,
                       .glyphs = arena_new(arena, PlacedGlyph, glyph_count),
                       .levels = arena_new(arena, uint8_t, longest + 1),
                       .order = arena_new(arena, uint32_t, longest + 1)};
    float ascent = fitted->ascent;
    float box_width = box->width > 0 ? box->width : widest;
    for (size_t i = 0; i < fitted->line_count; i++) {
        const Line *line = &fitted->lines[i];
        float width = line->width * size;
        lines[i] = (TextLine){.x = align_line(line, width, box_width, box->align),
                              .width = width,
                              .baseline = ascent + (float)i * fitted->line_height};
        if (line->to > line->from) {
            lines[i].from = shaped->clusters[line->from].from;
            lines[i].to = shaped->clusters[line->to - 1].to;
        } else if (line->from < shaped->cluster_count) {
            lines[i].from = lines[i].to = shaped->clusters[line->from].from;
        }
        place_line(&placing, line, lines[i].x, lines[i].baseline);
    }
    *layout = (TextLayout){
        .glyphs = placing.glyphs,
        .glyph_count = placing.glyph_count,
        .lines = lines,
        .line_count = fitted->line_count,
        .size = size,
        .width = widest,
        .height = (float)fitted->line_count * fitted->line_height,
        .ascent = ascent,
        .is_rtl = shaped->paragraph_count > 0 && (shaped->paragraphs[0].level & 1),
        .is_shrunk = fitted->is_shrunk,
        .is_at_minimum = fitted->is_at_minimum,
        .is_cut = fitted->is_cut,
        .missing = shaped->missing,
        .first_missing = shaped->first_missing,
    };
    return layout;
}

static size_t padded(size_t size) {
    return (size + 15) & ~(size_t)15;
}

size_t layout_size(const TextLayout *layout) {
    return padded(sizeof *layout) + padded(layout->glyph_count * sizeof(PlacedGlyph)) +
           padded(layout->line_count * sizeof(TextLine));
}

const TextLayout *layout_pack(const TextLayout *layout, void *block) {
    TextLayout *copy = block;
    *copy = *layout;
    uint8_t *at = (uint8_t *)block + padded(sizeof *layout);
    copy->glyphs = (PlacedGlyph *)(void *)at;
    if (layout->glyph_count > 0)
        memcpy(at, layout->glyphs, layout->glyph_count * sizeof(PlacedGlyph));
    at += padded(layout->glyph_count * sizeof(PlacedGlyph));
    copy->lines = (TextLine *)(void *)at;
    if (layout->line_count > 0)
        memcpy(at, layout->lines, layout->line_count * sizeof(TextLine));
    return copy;
}
