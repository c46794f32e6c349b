/* Spans of differing cells in strips of rows; spans of neighbouring strips that begin and end at
 * about the same place are one patch. */
#include "render/patches.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

enum {
    CELL_ROWS = 16,
    CELL_WIDTH = 16,
    GAP = 160, /* pixels: spans that are nearer are one, because a patch has a price too */
    SLACK = 32 /* below a quarter of GAP: patches that are widened still do not meet */
};

typedef struct {
    int32_t left, right;
} Span;

static bool is_cell_equal(const Pixmap *a, const Pixmap *b, int32_t x, int32_t y, int32_t width,
                          int32_t height) {
    size_t at = (size_t)y * (size_t)a->width + (size_t)x;
    for (int32_t row = 0; row < height; row++, at += (size_t)a->width)
        if (memcmp(a->pixels + at, b->pixels + at, (size_t)width * sizeof *a->pixels) != 0)
            return false;
    return true;
}

/* The next span at or behind `from` in the strip; left == right: none. */
static Span next_span(const Pixmap *a, const Pixmap *b, int32_t from, int32_t y, int32_t height) {
    Span span = {0, 0};
    for (int32_t x = from; x < a->width; x += CELL_WIDTH) {
        if (span.right > span.left && x - span.right >= GAP)
            break;
        int32_t width = a->width - x < CELL_WIDTH ? a->width - x : CELL_WIDTH;
        if (is_cell_equal(a, b, x, y, width, height))
            continue;
        if (span.right == span.left)
            span.left = x;
        span.right = x + width;
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

void patches_find(Patches *patches, const Pixmap *a, const Pixmap *b) {
    assert(a->width == b->width && a->height == b->height);
    Span firsts[PATCHES_MAX];
    *patches = (Patches){0};
    for (int32_t y = 0; y < a->height; y += CELL_ROWS) {
        int32_t height = least(a->height - y, CELL_ROWS);
        if (is_cell_equal(a, b, 0, y, a->width, height))
            continue;
        Span span = {0, 0};
        while (span = next_span(a, b, span.right, y, height), span.right > span.left) {
            if (extend(patches, firsts, span, y, height))
                continue;
            if (patches->count == PATCHES_MAX) {
                PixelRect all = pixmap_difference(a, b);
                *patches = (Patches){.rects = {all}, .count = 1};
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
