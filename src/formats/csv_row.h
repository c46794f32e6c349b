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

/* Where a cell stands. */
Position csv_row_at(Gather *gather, const CsvCell *cell);

/* Texts, people, rooms and kinds of the row's session; no times. */
Session csv_row_session(Gather *gather, const CsvRow *row, const When *when);

/* The room or rooms that a cell names; "all" and nothing are every room. */
void csv_row_rooms(Gather *gather, Str cell, Session *session);
