/* csv_dates.h: which day the rows of a table are of.
 *
 * A row without a date is of the day of the row above, as in merged cells; what stands alone in its
 * row ("Saturday 16 May", "Day 2") is the day of what follows. Where that day cannot be told, what
 * follows is left out until the next date, and said: it is never counted to the day before. */
#pragma once

#include "formats/csv_row.h"

typedef struct {
    Gather *gather;       /* borrowed */
    const CsvPlan *plan;  /* borrowed */
    Date date;            /* of the row above; all zero: none */
    int32_t latest;       /* start of a row above with the same date, in minutes; -1: none */
    bool is_lost;         /* the day of what follows is not known */
    bool is_lost_told;    /* that rows follow whose day it would be */
    bool has_no_year;     /* said once */
    size_t heading_count; /* of rows that were looked at as headings */
    bool is_searched;     /* for the first day */
    Date first_day;       /* the date of "Day 1"; all zero: not known */
    Date told;            /* the last date whose weekday was said to be wrong */
    Date unnumbered;      /* the first one that has no number */
} CsvDates;

CsvDates csv_dates_create(Gather *gather, const CsvPlan *plan);

/* The rows from here on are of that day. */
void csv_dates_set(CsvDates *dates, Date date);

/* The rows from here on are of a day that is not known. */
void csv_dates_lose(CsvDates *dates);

/* True, with an error the first time, when the day of the row above is not known. */
bool csv_dates_are_lost(CsvDates *dates, const CsvCell *cell);

/* The date in the table's order and year; false, with an error, when it cannot be told. A weekday
 * that contradicts it is reported. */
bool csv_dates_settle(CsvDates *dates, const CsvCell *cell, const WrittenDate *written, Date *date);

/* The date of a numbered day or a weekday; false, with an error, when it is not known. */
bool csv_dates_of_day(CsvDates *dates, const CsvCell *cell, const CsvDay *day, Date *date);

/* Reads a row that says which day follows; false when it is another. */
bool csv_dates_heading(CsvDates *dates, const CsvRow *row);

/* The same above the header, where other words stand that may have dates in them. */
void csv_dates_title(CsvDates *dates, const CsvRow *row);
