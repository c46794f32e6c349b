#include "render/crossfade.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "render/rows.h"

static void take_size(Crossfade *crossfade, const Pixmap *picture) {
    if (crossfade->width == picture->width && crossfade->height == picture->height)
        return;
    crossfade_free(crossfade);
    *crossfade = (Crossfade){.row_starts = calloc((size_t)picture->height + 1, sizeof(uint32_t)),
                             .width = picture->width,
                             .height = picture->height};
    if (!crossfade->row_starts)
        abort();
}

static void grow(Crossfade *crossfade, size_t least) {
    size_t capacity = crossfade->capacity > 0 ? crossfade->capacity : 4096;
    while (capacity < least)
        capacity *= 2;
    if (capacity == crossfade->capacity)
        return;
    crossfade->changes = realloc(crossfade->changes, capacity * sizeof *crossfade->changes);
    if (!crossfade->changes)
        abort();
    crossfade->capacity = capacity;
}

static bool is_continued(const Change *change, const Change *next) {
    return change->first + change->count == next->first && change->kind == next->kind &&
           change->from == next->from && change->to == next->to;
}

/* Each pixel of a cell equals the one before it. */
static bool is_flat(const uint32_t *cell) {
    return memcmp(cell, cell + 1, (CELL_PIXELS - 1) * sizeof *cell) == 0;
}

static Change change_of(size_t cell, const uint32_t *a, const uint32_t *b, bool is_whole) {
    static const uint8_t KINDS[2][2] = {{CHANGE_PIXELS, CHANGE_TO_FLAT},
                                        {CHANGE_FROM_FLAT, CHANGE_FLAT}};
    bool from_flat = is_whole && is_flat(a), to_flat = is_whole && is_flat(b);
    return (Change){.from = from_flat ? *a : 0,
                    .to = to_flat ? *b : 0,
                    .first = (uint16_t)cell,
                    .count = 1,
                    .kind = KINDS[from_flat][to_flat]};
}

/* Appends the changes of a row to the `count` that there are; returns how many there are then. */
static size_t find_in_row(Crossfade *crossfade, const uint32_t *a, const uint32_t *b,
                          size_t count) {
    size_t width = (size_t)crossfade->width, row = count;
    if (memcmp(a, b, width * sizeof *a) == 0)
        return count;
    grow(crossfade, count + width / CELL_PIXELS + 1);
    for (size_t x = 0; x < width; x += CELL_PIXELS) {
        bool is_whole = width - x >= CELL_PIXELS;
        size_t bytes = (is_whole ? CELL_PIXELS : width - x) * sizeof *a;
        if (memcmp(a + x, b + x, bytes) == 0)
            continue;
        Change change = change_of(x / CELL_PIXELS, a + x, b + x, is_whole);
        if (count > row && is_continued(&crossfade->changes[count - 1], &change))
            crossfade->changes[count - 1].count++;
        else
            crossfade->changes[count++] = change;
    }
    return count;
}

void crossfade_find(Crossfade *crossfade, const Pixmap *a, const Pixmap *b) {
    assert(a->width == b->width && a->height == b->height);
    take_size(crossfade, a);
    size_t count = 0;
    for (int32_t y = 0; y < a->height; y++) {
        size_t at = (size_t)y * (size_t)a->width;
        crossfade->row_starts[y] = (uint32_t)count;
        count = find_in_row(crossfade, a->pixels + at, b->pixels + at, count);
    }
    crossfade->row_starts[a->height] = (uint32_t)count;
}

void crossfade_take_all(Crossfade *crossfade, const Pixmap *a) {
    take_size(crossfade, a);
    grow(crossfade, (size_t)a->height);
    for (int32_t y = 0; y < a->height; y++) {
        crossfade->row_starts[y] = (uint32_t)y;
        crossfade->changes[y] = (Change){
            .count = (uint16_t)((a->width + CELL_PIXELS - 1) / CELL_PIXELS), .kind = CHANGE_PIXELS};
    }
    crossfade->row_starts[a->height] = (uint32_t)a->height;
}

PixelRect crossfade_area(const Crossfade *crossfade) {
    const uint32_t *starts = crossfade->row_starts;
    int32_t top = 0, bottom = crossfade->height, left = crossfade->width, right = 0;
    while (top < bottom && starts[top] == starts[top + 1])
        top++;
    while (bottom > top && starts[bottom - 1] == starts[bottom])
        bottom--;
    if (top == bottom)
        return (PixelRect){0};
    for (uint32_t i = starts[top]; i < starts[bottom]; i++) {
        const Change *change = &crossfade->changes[i];
        int32_t first = change->first * CELL_PIXELS;
        int32_t end = (change->first + change->count) * CELL_PIXELS;
        left = first < left ? first : left;
        right = end > right ? end : right;
    }
    right = right < crossfade->width ? right : crossfade->width;
    return (PixelRect){left, top, right - left, bottom - top};
}

void crossfade_free(Crossfade *crossfade) {
    free(crossfade->changes);
    free(crossfade->row_starts);
    *crossfade = (Crossfade){0};
}

static uint32_t blend_pixel(uint32_t a, uint32_t b, int32_t share) {
    uint32_t pixel;
    row_blend(&pixel, &a, &b, 1, share);
    return pixel;
}

static void draw_change(const Change *change, uint32_t *to, const uint32_t *a, const uint32_t *b,
                        int32_t length, int32_t share, ptrdiff_t below) {
    switch ((ChangeKind)change->kind) {
    case CHANGE_PIXELS:
        row_blend_cells(to, a, b, length, share, below);
        return;
    case CHANGE_FROM_FLAT:
        row_blend_flat(to, b, change->from, length, 256 - share, below);
        return;
    case CHANGE_TO_FLAT:
        row_blend_flat(to, a, change->to, length, share, below);
        return;
    case CHANGE_FLAT:
        row_set(to, length, blend_pixel(change->from, change->to, share));
        return;
    case CHANGE_KIND_COUNT:
        break;
    }
}

void crossfade_draw(const Crossfade *crossfade, uint32_t *to, ptrdiff_t stride, const Pixmap *a,
                    const Pixmap *b, int32_t share, int32_t top, int32_t bottom) {
    assert(top >= 0 && bottom <= crossfade->height && share >= 0 && share <= 256);
    for (int32_t y = top; y < bottom; y++) {
        size_t row = (size_t)y * (size_t)crossfade->width;
        ptrdiff_t below = y + 1 < bottom ? crossfade->width : 0;
        for (uint32_t i = crossfade->row_starts[y]; i < crossfade->row_starts[y + 1]; i++) {
            const Change *change = &crossfade->changes[i];
            int32_t x = change->first * CELL_PIXELS, length = change->count * CELL_PIXELS;
            if (length > crossfade->width - x)
                length = crossfade->width - x;
            draw_change(change, to + y * stride + x, a->pixels + row + x, b->pixels + row + x,
                        length, share, below);
        }
    }
    rows_done();
}
