/* csv_when.h: what a cell of a table says about when, as people write it in nine languages.
 *
 * A function of the cell's text alone: which year a date without one is of, and whether 3/4 is in
 * March or in April, is told by the rest of the table (see csv_plan.h). */
#pragma once

#include "base/instant.h"
#include "base/str.h"

typedef enum { ORDER_UNKNOWN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST } DateOrder;

/* A date as it is written. */
typedef struct {
    bool is_there;
    bool is_open;     /* month and day may be the other way round */
    DateOrder shown;  /* the order, where its two numbers allow only one */
    Date date;        /* year 0: not said */
    uint8_t weekdays; /* that the day's word beside it can mean: bit 0 is Monday; 0: none */
} WrittenDate;

typedef struct {
    WrittenDate date, end_date;
    bool has_start, has_end, has_half; /* `has_half`: am or pm stood there */
    bool has_weekday;
    uint8_t weekdays;   /* which it can be, as in WrittenDate */
    int32_t start, end; /* minutes after midnight; up to 29:59 */
    int32_t offset;     /* minutes east of UTC, or ISO_NO_OFFSET */
} CellWhen;

/* What the column is known to hold. */
typedef enum {
    CELL_ANY,
    CELL_DATE,  /* "27.12" is a date */
    CELL_TIME,  /* "0930" is a time */
    CELL_SERIAL /* a spreadsheet's numbers: days since 1899-12-30, fractions of a day */
} CellKind;

/* Reads "27 Dec 2026 09:00 AM", "So., 27.12.2026, 9.30 Uhr", "1-2pm", "12月27日 午後1時～午後2時",
 * "11:30 AM to 12:30 PM". False when anything in the text is not about when, or is no date or
 * time. */
bool csv_when_parse(Str text, CellKind kind, CellWhen *when);

/* The date in that order and, where it says none, year; `*date` is not changed when it cannot be
 * told, or when there is no such day. `order` only counts for one that is open. */
bool csv_when_date(const WrittenDate *written, DateOrder order, int32_t year, Date *date);
