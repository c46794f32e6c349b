#include "render/cells.h"

#include <stdlib.h>
#include <string.h>

static void mark(Cells *cells, int32_t y, int32_t cell) {
    cells->words[(size_t)y * cells->words_of_row + (size_t)(cell / 64)] |= UINT64_C(1)
                                                                           << (cell % 64);
}

static bool is_marked(const Cells *cells, int32_t y, int32_t cell) {
    uint64_t word = cells->words[(size_t)y * cells->words_of_row + (size_t)(cell / 64)];
    return (word >> (cell % 64) & 1) != 0;
}

static void find_in(Cells *cells, const Pixmap *a, const Pixmap *b, PixelRect rect) {
    int32_t first = rect.x / CELL_PIXELS, last = (rect.x + rect.width - 1) / CELL_PIXELS;
    for (int32_t y = rect.y; y < rect.y + rect.height; y++) {
        size_t row = (size_t)y * (size_t)a->width;
        for (int32_t cell = first; cell <= last; cell++) {
            int32_t x = cell * CELL_PIXELS;
            int32_t width = a->width - x < CELL_PIXELS ? a->width - x : CELL_PIXELS;
            if (memcmp(a->pixels + row + x, b->pixels + row + x,
                       (size_t)width * sizeof *a->pixels) != 0)
                mark(cells, y, cell);
        }
    }
}

void cells_find(Cells *cells, const Pixmap *a, const Pixmap *b, const Patches *patches) {
    if (cells->width != a->width || cells->height != a->height) {
        cells_free(cells);
        size_t words = ((size_t)(a->width + CELL_PIXELS - 1) / CELL_PIXELS + 63) / 64;
        *cells = (Cells){.words = calloc(words * (size_t)a->height, sizeof *cells->words),
                         .words_of_row = words,
                         .width = a->width,
                         .height = a->height};
        if (!cells->words)
            abort();
    } else {
        memset(cells->words, 0, cells->words_of_row * (size_t)cells->height * sizeof *cells->words);
    }
    for (size_t i = 0; i < patches->count; i++)
        if (patches->rects[i].width > 0)
            find_in(cells, a, b, patches->rects[i]);
}

void cells_free(Cells *cells) {
    free(cells->words);
    *cells = (Cells){0};
}

int32_t cells_next(const Cells *cells, int32_t y, int32_t *x, int32_t right) {
    int32_t at = *x;
    while (at < right && !is_marked(cells, y, at / CELL_PIXELS))
        at = (at / CELL_PIXELS + 1) * CELL_PIXELS;
    if (at >= right)
        return 0;
    *x = at;
    while (at < right && is_marked(cells, y, at / CELL_PIXELS))
        at = (at / CELL_PIXELS + 1) * CELL_PIXELS;
    return (at < right ? at : right) - *x;
}
