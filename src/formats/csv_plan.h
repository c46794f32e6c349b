/* csv_plan.h: how a table is to be read, found out by looking at it as a whole.
 *
 * Which sign separates the cells, which row is the header (it may stand below a title), what the
 * columns are, by their words and by what stands in them, whether it is a matrix with a column for
 * each room, in which order dates are written, and which year they are of. Pure. */
#pragma once

#include "base/word_table.h"
#include "formats/csv_columns.h"
#include "formats/csv_day.h"

enum { CSV_COLUMNS_MAX = 64 };

/* What heads a column of a matrix. */
typedef struct {
    bool is_head;
    CellWhen when;    /* a date or a time, when the header's cell is one */
    CsvDay day;       /* "Day 2", or what stands above the room's name */
    CsvCell day_cell; /* where */
    Str room;         /* its name; empty: the column is of no room alone */
    size_t people;    /* the column that has them; 0: none */
    /* While it is read: */
    Date date;      /* all zero: that of the rows */
    bool is_lost;   /* it is not known which */
    int32_t latest; /* as in CsvDates */
} MatrixHead;

typedef struct {
    Str text; /* borrowed */
    char separator;
    size_t header_at;                /* offset of the header row */
    size_t body_at;                  /* of the row behind it */
    CsvCell header[CSV_COLUMNS_MAX]; /* texts are copies */
    ColumnWords words[CSV_COLUMNS_MAX];
    Column columns[CSV_COLUMNS_MAX];
    CellKind kinds[CSV_COLUMNS_MAX];
    bool is_by_shape[CSV_COLUMNS_MAX]; /* its words are unknown: told by what stands in it */
    size_t column_count;
    bool has[COLUMN_COUNT];
    bool is_complete;        /* has what sessions need */
    bool is_turned;          /* what heads the columns stands in the first one, below each other */
    bool are_names_reversed; /* "Example, Ann" in each row: the comma parts no two people */
    bool is_matrix;
    size_t row_head;     /* of a matrix: the column that heads the rows */
    bool are_rows_rooms; /* of a matrix: the row heads are rooms, the header's cells times */
    MatrixHead heads[CSV_COLUMNS_MAX];
    DateOrder order;
    bool is_order_guessed;      /* by the dates that lie nearer to each other */
    int32_t year;               /* of dates that say none; 0: unknown */
    bool is_year_by_title;      /* it stands in a row above the header */
    bool has_no_year;           /* some date says none */
    bool has_several_dates;     /* the rows say more than one */
    bool is_24_hours;           /* some time is past 12:59, or written 09:00 */
    bool is_12_hours;           /* none is, in English: 1:00 behind 11:00 may be after noon */
    WordTable rooms;            /* what stands in cells of rooms: whole names, and lists of them */
    Date first_date, last_date; /* from and until, above the header; all zero: not said */
} CsvPlan;

/* Looks at `text`; what of the plan is no part of it is in `arena`. `year` is what the person says
 * (0: nothing). */
void csv_plan_find(Arena *arena, Str text, int32_t year, CsvPlan *plan);

/* What a matrix's head says. */
void csv_plan_head(MatrixHead *head, const CsvCell *cell);

/* True for a room's name and nothing else: "Hall A", "Raum 2". */
bool csv_plan_is_room(Str cell);

/* True for a day and nothing else, "14.03.2027" or "Day 2", which may stand in a matrix's corner.
 */
bool csv_plan_is_day(Str cell);

/* True when the column is of a day of its own. */
bool csv_plan_is_of_day(const MatrixHead *head);

/* True when the text is a table, whether it can be understood or not. */
bool csv_is_table(Str text);

/* The cell's when, by what its column holds. */
bool csv_plan_when(const CsvPlan *plan, size_t column, Str cell, CellWhen *when);
