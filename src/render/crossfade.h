/* crossfade.h: what changes between two pictures, looked at once, so that each of a fade's frames
 * touches that and nothing else.
 *
 * A picture is looked at in cells of sixteen pixels of a row: 64 bytes, a cache line. What has one
 * colour throughout a cell is not read again for a frame: on real pages this is a third to two
 * thirds of all that changes, and a fade is as fast as memory is. */
#pragma once

#include "render/pixmap.h"

enum { CELL_PIXELS = 16 };

typedef enum {
    CHANGE_PIXELS,    /* from several colours to several colours */
    CHANGE_FROM_FLAT, /* from one colour */
    CHANGE_TO_FLAT,   /* to one colour */
    CHANGE_FLAT,      /* from one colour to another one */
    CHANGE_KIND_COUNT
} ChangeKind;

/* Cells beside each other in one row that change in the same way. */
typedef struct {
    uint32_t from, to;     /* the colours where they are one; else 0 */
    uint16_t first, count; /* in cells: pixels 16 × first up to 16 × (first + count), or to the end
                              of the row */
    uint8_t kind;          /* ChangeKind */
} Change;

typedef struct {
    Change *changes; /* owned; row by row, from the left to the right */
    size_t capacity;
    uint32_t *row_starts;  /* owned: where row y begins in `changes`; one more for the end */
    int32_t width, height; /* of the pictures */
} Crossfade;

/* Looks at two pictures of one size. `crossfade` is zeroed or from an earlier call, whose memory
 * is used again. */
void crossfade_find(Crossfade *crossfade, const Pixmap *a, const Pixmap *b);

/* The same without looking: every pixel may be another one. For pictures that go on meanwhile. */
void crossfade_take_all(Crossfade *crossfade, const Pixmap *a);

/* A rectangle around all that changes; empty when nothing does. */
PixelRect crossfade_area(const Crossfade *crossfade);

/* Leaves a zeroed struct. Accepts one. */
void crossfade_free(Crossfade *crossfade);

/* Writes a + (b − a) × share/256, with share from 0 to 256, where a and b differ, for the rows from
 * `top` up to `bottom`. `to` is where the picture's first pixel goes, its stride is in pixels. The
 * pictures are those of crossfade_find, unchanged. */
void crossfade_draw(const Crossfade *crossfade, uint32_t *to, ptrdiff_t stride, const Pixmap *a,
                    const Pixmap *b, int32_t share, int32_t top, int32_t bottom);
