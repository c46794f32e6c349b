/* csv_day.h: what a heading says about which day stands below it: "Day 2", "Tag 2 – Samstag",
 * 第二天, "Workshops: Friday 15 May".
 *
 * A function of the text alone: which date the second day has is told by the rest of the table (see
 * csv_dates.h). */
#pragma once

#include "formats/csv_when.h"

typedef struct {
    int32_t number;   /* of the event's days, from 1; 0: none is said */
    bool is_unclear;  /* one is meant, but not which: "last day", "Days 1-2", "Workshop day 1" */
    WrittenDate date; /* that stands beside it */
    uint8_t weekdays; /* as in WrittenDate, when no date does */
    Str rest;         /* what else stands behind it; in `text` */
} CsvDay;

/* Reads a cell that begins with the number of a day. */
bool csv_day_parse(Str text, CsvDay *day);

/* Reads a bare number below a header that is a word for "day". */
bool csv_day_below(Str text, Str header, CsvDay *day);

/* Reads a title that has one date in it, whole and with its weekday, and says nothing else of when:
 * "Gardens week, Friday 5 March 2027". A date alone may be when the table was printed. */
bool csv_day_title(Str text, CsvDay *day);

/* Reads what stands alone in its row, or over several columns: a number or a date may stand
 * anywhere in it, a weekday at its beginning or end. */
bool csv_day_heading(Str text, CsvDay *day);
