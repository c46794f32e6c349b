/* foyer.h: a room's row in the foyer. Private to src/views. */
#pragma once

#include "views/door.h"

/* Columns of a row in the design's picture: the room, and what runs; the rest is what comes. */
enum { FOYER_ROOM = 412, FOYER_NOW = 856, FOYER_FACES_MOST = 2 };

typedef struct {
    size_t columns, rows; /* of rooms on the page */
    size_t faces;         /* portraits that the row with most of them shows: 0, 1 or 2 */
    float heads;          /* height over the rows: chips or the page's number */
    bool is_beside;       /* room, now and next side by side; else one under the other */
} FoyerGrid;

/* The row of that room; `turn` picks among what is at once in it. */
void foyer_row(Page *page, const FoyerGrid *grid, size_t room, size_t turn, Rect bounds);
