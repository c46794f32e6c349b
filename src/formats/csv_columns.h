/* csv_columns.h: what the columns of a table mean, by the words that head them, in nine languages.
 */
#pragma once

#include "formats/csv_reader.h"
#include "formats/csv_when.h"

typedef enum {
    COLUMN_TITLE,
    COLUMN_START,
    COLUMN_END,
    COLUMN_TIME, /* a start, or from and until: 9:05–9:25 */
    COLUMN_DATE,
    COLUMN_END_DATE,
    COLUMN_DURATION,
    COLUMN_ROOM,
    COLUMN_SPEAKERS,
    COLUMN_GIVEN, /* first and last names in columns of their own */
    COLUMN_FAMILY,
    COLUMN_AFFILIATION,
    COLUMN_TRACK,
    COLUMN_TYPE,
    COLUMN_LANGUAGE,
    COLUMN_ABSTRACT,
    COLUMN_SUBTITLE,
    COLUMN_ID,
    COLUMN_URL,
    COLUMN_STATUS,
    COLUMN_NOTE,
    COLUMN_RECORD,  /* yes: do not record */
    COLUMN_CAMERAS, /* no: do not record */
    COLUMN_ZONE,    /* of the row's times */
    COLUMN_ALL_DAY, /* yes: of its date as a whole */
    COLUMN_GROUP,   /* a title where there is no other, else a track: "Session" */
    COLUMN_COUNT
} Column;

typedef struct {
    Column column;       /* COLUMN_COUNT: none that we know */
    char language[4];    /* the tag that it ends in ("title (en)", 英文标题), or "" */
    bool is_plain_title; /* a title by all means: "Name" is one only where there is no other */
    bool is_numbered;    /* one of several: "Speaker 2" */
    bool is_day_first;   /* the word is of a language that writes 27/12, never 12/27 */
    DateOrder order;     /* as the header itself says: "Date (MM/DD/YYYY)" */
    char zone[40];       /* what stands in brackets, "Start (UTC)"; "" */
} ColumnWords;

/* What a word heads ("Start time", 开始时间, "Session_Name:", "Beginn / Start"). */
ColumnWords csv_column(Str word);

/* How many different columns that we know the cells head. */
size_t csv_count_known(const CsvCell *cells, size_t count);

/* A few spellings of a column, "a, b, c or d", for messages. */
const char *csv_column_spellings(Column column);

/* Its name for messages: "start". */
const char *csv_column_name(Column column);
