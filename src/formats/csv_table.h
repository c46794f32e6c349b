/* csv_table.h: a table while it is read, for csv.c, csv_table.c and csv_matrix.c. Inner header of
 * formats/. */
#pragma once

#include "formats/csv_dates.h"
#include "formats/csv_merged.h"

typedef struct {
    Gather gather;
    CsvPlan plan;
    Arena *rows; /* owned: of one row */
    CsvRow row;
    CsvDates dates;
    CsvMerged merged;
    bool is_dated;         /* the row's start has a date of its own */
    bool has_half;         /* the row's times say am or pm */
    bool is_half_told;     /* that others do not */
    int32_t before;        /* the latest start of the rows above, of one day; -1: none */
    Str room;              /* "Hall A" alone in a row: of those below, in a table without rooms */
    Str zone_name;         /* of a column of zones: of the row above */
    const Zone *zone;      /* the same; NULL: no such zone */
    uint8_t only_weekdays; /* of a table without any date, as in WrittenDate; 0: none is said yet */
    bool has_long_row;     /* said once */
} TableReader;

/* ---- csv_table.c: when a row is ---- */

/* The day that the row's cells name, if they do; one of them may have a time, too, which is in
 * *when. False, with an error, when it cannot be told. */
bool csv_table_date(TableReader *reader, CellWhen *when);

/* Start and, where the cell says it, end. False, with an error, when its day is not known. */
bool csv_table_use_when(TableReader *reader, const CsvCell *cell, const CellWhen *from, When *when);

/* When the row's session is; false when that cannot be told, or when it has none. */
bool csv_table_when(TableReader *reader, When *when);

/* ---- csv_matrix.c: each cell is a session ---- */

/* The days of the columns, once: one that is not known has its error there. */
void csv_matrix_head_days(TableReader *reader);

/* The day that stands in the corner is that of the rows below. False when it is no day. */
bool csv_matrix_corner(TableReader *reader, const CsvCell *corner);

/* A new row of heads below the first one, of another day or other rooms; false when it is none. */
bool csv_matrix_heads_again(TableReader *reader);

/* The row's sessions. */
void csv_matrix_row(TableReader *reader);
