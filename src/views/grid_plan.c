/* grid_plan.c: rows, lanes and pages of the grid, from the sessions of a day. */
#include "views/grid_plan.h"

#include <math.h>
#include <stdlib.h>

enum { ROWS_MOST = 12, LANES_MOST = 2 };

/* Cells that grow one by one. */
typedef struct {
    Arena *arena;
    GridCell *items;
    size_t count, capacity;
} Cells;

static void add_cell(Cells *cells, size_t session, size_t room, Instant start, Instant end,
                     bool is_held) {
    GridCell *cell = arena_push(cells->arena, &cells->items, &cells->count, &cells->capacity,
                                sizeof *cell, _Alignof(GridCell));
    *cell = (GridCell){
        .session = session, .room = room, .start = start, .end = end, .is_held = is_held};
}

static int compare_cells(const void *left, const void *right) {
    const GridCell *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->session != b->session)
        return a->session < b->session ? -1 : 1;
    return (int)a->is_held - (int)b->is_held;
}

/* What is in the room, and what was to be there. What is everywhere is no room's. */
static Cells cells_of_room(const Page *page, const size_t *day, size_t count, size_t room) {
    Cells cells = {.arena = page->arena};
    for (size_t i = 0; i < count; i++) {
        const Session *s = &page->schedule->sessions[day[i]];
        bool is_everywhere = s->room_count == 0 && s->planned_room_count == 0;
        if (s->is_all_day || is_everywhere != (room == SCHEDULE_NONE))
            continue;
        if (s->room_count > 0 && session_takes_place(s, room))
            add_cell(&cells, day[i], room, s->start, s->end, true);
        if (session_leaves_ghost(s, room))
            add_cell(&cells, day[i], room, s->planned_start, s->planned_end, false);
    }
    return cells;
}

/* Each stands in the first lane that is free; returns how many lanes there are. */
static size_t assign_lanes(Arena *arena, GridCell *cells, size_t count) {
    Instant *ends = arena_new(arena, Instant, count);
    size_t lanes = 0;
    if (count > 1)
        qsort(cells, count, sizeof *cells, compare_cells);
    for (size_t i = 0; i < count; i++) {
        size_t lane = 0;
        while (lane < lanes && ends[lane] > cells[i].start)
            lane++;
        lanes += lane == lanes;
        cells[i].lane = lane;
        ends[lane] = cells[i].end;
    }
    return lanes;
}

static void add_rows(GridPlan *plan, Arena *arena, Cells *cells, size_t room) {
    size_t lanes = assign_lanes(arena, cells->items, cells->count);
    for (size_t first = 0; first < lanes; first += LANES_MOST) {
        GridRow *row = arena_push(arena, &plan->rows, &plan->row_count, &plan->row_capacity,
                                  sizeof *row, _Alignof(GridRow));
        size_t left = lanes - first;
        *row = (GridRow){.room = room,
                         .cells = cells->items,
                         .cell_count = cells->count,
                         .first_lane = first,
                         .lane_count = left < LANES_MOST ? left : LANES_MOST};
    }
}

static bool meets(const GridCell *a, const GridCell *b) {
    return a->start < b->end && b->start < a->end;
}

/* Nothing else is in any room while it lasts. */
static bool stops_all(const GridCell *cell, const Cells *everywhere, const Cells *rooms,
                      size_t room_count) {
    for (size_t i = 0; i < everywhere->count; i++)
        if (&everywhere->items[i] != cell && meets(&everywhere->items[i], cell))
            return false;
    for (size_t room = 0; room < room_count; room++)
        for (size_t i = 0; i < rooms[room].count; i++)
            if (meets(&rooms[room].items[i], cell))
                return false;
    return true;
}

GridPlan grid_plan_create(const Page *page) {
    GridPlan plan = {0};
    const Schedule *schedule = page->schedule;
    Arena *arena = page->arena;
    size_t count;
    const size_t *day = schedule_day_sessions(arena, schedule, SCHEDULE_NONE, &page->day, &count);
    Cells *rooms = arena_new(arena, Cells, schedule->room_count);
    for (size_t room = 0; room < schedule->room_count; room++)
        rooms[room] = cells_of_room(page, day, count, room);
    Cells everywhere = cells_of_room(page, day, count, SCHEDULE_NONE);
    plan.all_day = arena_new(arena, const Session *, count);
    for (size_t i = 0; i < count; i++) {
        const Session *s = &schedule->sessions[day[i]];
        if (s->is_all_day && session_takes_place(s, SCHEDULE_NONE))
            plan.all_day[plan.all_day_count++] = s;
        else if (!s->is_all_day && s->room_count == 0 && session_takes_place(s, SCHEDULE_NONE))
            add_cell(&everywhere, day[i], SCHEDULE_NONE, s->start, s->end, true);
    }
    plan.blocks = arena_new(arena, GridCell, everywhere.count);
    Cells beside = {.arena = arena};
    for (size_t i = 0; i < everywhere.count; i++) {
        const GridCell *cell = &everywhere.items[i];
        if (cell->is_held && stops_all(cell, &everywhere, rooms, schedule->room_count))
            plan.blocks[plan.block_count++] = *cell;
        else
            add_cell(&beside, cell->session, cell->room, cell->start, cell->end, cell->is_held);
    }
    add_rows(&plan, arena, &beside, SCHEDULE_NONE);
    for (size_t room = 0; room < schedule->room_count; room++)
        add_rows(&plan, arena, &rooms[room], room);
    if (plan.row_count == 0) /* a day of breaks alone: they have something to stand over */
        for (size_t room = 0; room < schedule->room_count; room++) {
            GridRow *row = arena_push(arena, &plan.rows, &plan.row_count, &plan.row_capacity,
                                      sizeof *row, _Alignof(GridRow));
            *row = (GridRow){.room = room, .lane_count = 1};
        }
    return plan;
}

/* ---- pages ---------------------------------------------------------------------------------- */

float grid_row_least(const GridRoom *room, const GridRow *row) {
    return fmaxf(room->row_least, (float)row->lane_count * room->lane_least) + room->row_more;
}

/* How many of the rows from `first` on stand on a page that holds at most `most`; at least one. */
static size_t rows_from(const GridPlan *plan, const GridRoom *room, size_t first, size_t most) {
    size_t count = 0;
    float left = room->height + 0.5f;
    while (first + count < plan->row_count && count < most) {
        left -= grid_row_least(room, &plan->rows[first + count]);
        if (left < 0 && count > 0)
            break;
        count++;
    }
    return count ? count : 1;
}

static size_t pages_of(const GridPlan *plan, const GridRoom *room, size_t most) {
    size_t pages = 0;
    for (size_t first = 0; first < plan->row_count; pages++)
        first += rows_from(plan, room, first, most);
    return pages ? pages : 1;
}

/* Rows on a page at most, so that pages have about as many. */
static size_t even_most(const GridPlan *plan, const GridRoom *room) {
    size_t pages = pages_of(plan, room, ROWS_MOST);
    size_t most = (plan->row_count + pages - 1) / pages;
    return most ? most : 1;
}

size_t grid_page_total(const GridPlan *plan, const GridRoom *room) {
    return pages_of(plan, room, even_most(plan, room));
}

size_t grid_page_rows(const GridPlan *plan, const GridRoom *room, size_t index, size_t *count) {
    size_t most = even_most(plan, room), first = 0;
    for (size_t page = 0; page < index && first < plan->row_count; page++)
        first += rows_from(plan, room, first, most);
    *count = first < plan->row_count ? rows_from(plan, room, first, most) : 0;
    return first;
}
