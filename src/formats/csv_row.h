/* csv_row.h: a row of a table, and what of a session it says beside its time. */
#pragma once

#include "formats/csv_plan.h"
#include "formats/gather.h"

typedef struct {
    const CsvPlan *plan;  /* borrowed */
    const CsvCell *cells; /* borrowed: good until the next row */
    size_t count;
} CsvRow;

/* The cell of the column; empty when there is none. With several the first that says something. */
const CsvCell *csv_row_cell(const CsvRow *row, Column column);

/* True when all other cells of the row are empty. */
bool csv_row_is_alone(const CsvRow *row, const CsvCell *cell);

/* Where a cell stands. */
Position csv_row_at(Gather *gather, const CsvCell *cell);

/* Texts, people, rooms and kinds of the row's session; no times. */
Session csv_row_session(Gather *gather, const CsvRow *row, const When *when);

/* The people that a cell names. */
void csv_row_people(Gather *gather, Str cell, Session *session);

/* The names of rooms in the whole table, in `arena`. */
WordTable csv_row_all_rooms(Arena *arena, const CsvPlan *plan);

/* The room or rooms that a cell names; "all" and nothing are every room. "Hall A, Hall B" and "Hall
 * A + Hall B" are two where the table has both by themselves. */
void csv_row_rooms(Gather *gather, const CsvPlan *plan, Str cell, Session *session);
