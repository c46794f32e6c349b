/* grid_plan.h: which rows the grid of rooms and times has on a day, and which of them stand on a
 * page. The same at every instant of the day.
 *
 * Private to src/views. */
#pragma once

#include "views/page.h"

/* A session in a row: where and when it takes place, or where and when it was to. */
typedef struct {
    size_t session;
    size_t room; /* SCHEDULE_NONE: everywhere */
    Instant start, end;
    bool is_held;
    size_t lane; /* within its row, from 0: what is at once stands one under the other */
} GridCell;

/* What stands in one room, or a part of it where more is at once than a row holds. */
typedef struct {
    size_t room; /* SCHEDULE_NONE: "all rooms", beside what runs in some of them */
    const GridCell *cells;
    size_t cell_count;
    size_t first_lane, lane_count;
} GridRow;

typedef struct {
    GridRow *rows;
    size_t row_count, row_capacity;
    GridCell *blocks; /* what stops all rooms: over all rows */
    size_t block_count;
    const Session **all_day;
    size_t all_day_count;
} GridPlan;

/* In the page's arena. */
GridPlan grid_plan_create(const Page *page);

/* What there is room for, in pixels. */
typedef struct {
    float height;    /* of the rows together */
    float row_least; /* of a row */
    float lane_least;
    float row_more; /* of a row, beside its lanes */
} GridRoom;

float grid_row_least(const GridRoom *room, const GridRow *row);

size_t grid_page_total(const GridPlan *plan, const GridRoom *room);

/* The rows of that page: `*count` from the returned index on. */
size_t grid_page_rows(const GridPlan *plan, const GridRoom *room, size_t index, size_t *count);
