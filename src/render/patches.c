/* Spans of differing cells in strips of rows; spans of neighbouring strips that begin and end at
 * about the same place are one patch. */
#include "render/patches.h"

#include <stdbool.h>

enum {
    STRIP_ROWS = 16,
    GAP = 160, /* pixels: spans that are nearer are one, because a patch has a price too */
    SLACK = 32 /* below a quarter of GAP: patches that are widened still do not meet */
};

typedef struct {
    int32_t left, right;
} Span;

/* Which cells change in the rows of a strip: one bit for each, from the left. */
typedef struct {
    uint64_t words[PIXMAP_SIDE_MAX / CELL_PIXELS / 64];
    int32_t cells; /* all bits from here on are 0 */
} Strip;

static Strip strip_of(const Crossfade *crossfade, int32_t top, int32_t bottom) {
    Strip strip = {.cells = 0};
    for (uint32_t i = crossfade->row_starts[top]; i < crossfade->row_starts[bottom]; i++) {
        const Change *change = &crossfade->changes[i];
        int32_t end = change->first + change->count;
        for (int32_t cell = change->first; cell < end; cell++)
            strip.words[cell / 64] |= UINT64_C(1) << (cell % 64);
        if (end > strip.cells)
            strip.cells = end;
    }
    return strip;
}

static bool is_changed(const Strip *strip, int32_t cell) {
    return (strip->words[cell / 64] >> (cell % 64) & 1) != 0;
}

/* The next span at or behind `from` in the strip; left == right: none. */
static Span next_span(const Strip *strip, int32_t from, int32_t width) {
    Span span = {0, 0};
    for (int32_t cell = from / CELL_PIXELS; cell < strip->cells; cell++) {
        int32_t x = cell * CELL_PIXELS;
        if (span.right > span.left && x - span.right >= GAP)
            break;
        if (!is_changed(strip, cell))
            continue;
        if (span.right == span.left)
            span.left = x;
        span.right = x + CELL_PIXELS < width ? x + CELL_PIXELS : width;
    }
    return span;
}

static int32_t least(int32_t a, int32_t b) {
    return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b) {
    return a > b ? a : b;
}

static bool is_near(int32_t a, int32_t b) {
    return a - b <= SLACK && b - a <= SLACK;
}

/* Lets a patch that ends at `y` grow down over the span, if one fits. A patch never gets wider than
 * SLACK on each side of what it was first, or it would meet its neighbour: the span must be near to
 * that. */
static bool extend(Patches *patches, const Span *firsts, Span span, int32_t y, int32_t height) {
    for (size_t i = patches->count; i-- > 0;) {
        PixelRect *rect = &patches->rects[i];
        if (rect->y + rect->height != y || !is_near(firsts[i].left, span.left) ||
            !is_near(firsts[i].right, span.right))
            continue;
        int32_t right = most(rect->x + rect->width, span.right);
        rect->x = least(rect->x, span.left);
        rect->width = right - rect->x;
        rect->height += height;
        return true;
    }
    return false;
}

void patches_find(Patches *patches, const Crossfade *crossfade) {
    Span firsts[PATCHES_MAX];
    *patches = (Patches){0};
    for (int32_t y = 0; y < crossfade->height; y += STRIP_ROWS) {
        int32_t height = least(crossfade->height - y, STRIP_ROWS);
        if (crossfade->row_starts[y] == crossfade->row_starts[y + height])
            continue;
        Strip strip = strip_of(crossfade, y, y + height);
        Span span = {0, 0};
        while (span = next_span(&strip, span.right, crossfade->width), span.right > span.left) {
            if (extend(patches, firsts, span, y, height))
                continue;
            if (patches->count == PATCHES_MAX) {
                *patches = (Patches){.rects = {crossfade_area(crossfade)}, .count = 1};
                goto end;
            }
            firsts[patches->count] = span;
            patches->rects[patches->count++] =
                (PixelRect){span.left, y, span.right - span.left, height};
        }
    }
end:
    for (size_t i = 0; i < patches->count; i++)
        patches->pixels += (int64_t)patches->rects[i].width * patches->rects[i].height;
}
