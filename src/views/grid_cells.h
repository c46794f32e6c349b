/* grid_cells.h: a cell of the grid: what it is at the instant, where it stands, what it says.
 *
 * Private to src/views. */
#pragma once

#include "views/grid_plan.h"

typedef struct {
    Page *page;
    GridPlan plan;
    GridRoom room;
    bool is_stacked;         /* narrow: a room's name stands over its row */
    float name_height;       /* of that line; 0: names have a column */
    Rect all_day, head, all; /* page's own coordinates, from the start side; `all`: the rows */
    Rect axis;               /* the part of `all` that has times */
    Instant from, until;     /* of the axis */
    Instant now;             /* the full minute */
} Grid;

/* What a cell is at the instant, and where it stands. */
typedef struct {
    const GridCell *cell;
    const Session *session;
    SceneRole role;
    bool is_over_all; /* it stops all rooms */
    bool is_silent;   /* it has no label: another part of it has */
    bool is_wanted;   /* it runs, or does not and should: it has a label in any case */
    Rect frame;
    float true_right; /* a frame may be wider than its time */
} GridBlock;

typedef struct {
    const TextLayout *layout;
    Str text;
    Position at;
    Color color;
    SceneTag tag;
    bool is_struck;
} GridLine;

/* Looks of a cell's label and of a room's name. */
TextLook grid_label_look(const Page *page, FontWeight weight, ColorRole color, size_t language);
TextLook grid_name_look(const Page *page);

/* Height of one line in whole pixels. */
float grid_line_height(const Page *page, const TextLook *look);

/* From the start side's coordinates to the page's: mirrored pages run from the right. */
Rect grid_on_page(const Grid *grid, Rect r);

float grid_x_of(const Grid *grid, Instant at);

/* `width` 0: as wide as the text. */
GridLine grid_line_create(const Page *page, Str text, Position at, const TextLook *look,
                          SceneTag tag, float width);

/* Where the title is cut it is a label: the whole of it stands in the agenda. */
void grid_draw_line(const Grid *grid, const GridLine *line, Rect area);

/* What the cell is at the instant; `next`: when the next one begins in its room. */
GridBlock grid_block_create(const Grid *grid, const GridCell *cell, Instant next);

/* False when nothing of it is to be seen. `taken`: where what stands before it in its lane ends. */
bool grid_place_block(const Grid *grid, GridBlock *block, float top, float height, float taken);

void grid_draw_ground(const Grid *grid, const GridBlock *block);

/* A cell without room for it has none, but for what runs or should. */
void grid_draw_label(const Grid *grid, const GridBlock *block);
