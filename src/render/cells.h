/* cells.h: which runs of sixteen pixels differ between two pictures: one bit for each, so that a
 * fade reads and writes only the cache lines that change. Finer than patches.h, which is for the
 * display server. */
#pragma once

#include "render/patches.h"

enum { CELL_PIXELS = 16 }; /* 64 bytes: a cache line */

typedef struct {
    uint64_t *words; /* owned; a row after the other */
    size_t words_of_row;
    int32_t width, height;
} Cells;

/* Looks at the pixels of `patches` only: elsewhere the pictures are equal. `cells` is zeroed or
 * from an earlier call, whose memory is used again. The pictures have one size. */
void cells_find(Cells *cells, const Pixmap *a, const Pixmap *b, const Patches *patches);

/* Leaves a zeroed struct. Accepts one. */
void cells_free(Cells *cells);

/* The next run of pixels in row `y` in [*x, right) that lies in differing cells: its length, with
 * *x at its beginning; 0: none. */
int32_t cells_next(const Cells *cells, int32_t y, int32_t *x, int32_t right);
