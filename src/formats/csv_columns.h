/* csv_columns.h: what the columns of a table mean, by the words in its first row. */
#pragma once

#include "formats/csv_reader.h"

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
    COLUMN_RECORD, /* yes: do not record */
    COLUMN_COUNT
} Column;

/* The column that a word heads ("Start time", 开始时间), or COLUMN_COUNT. `*language` is the tag
 * that it ends in ("title (en)", 英文标题), or empty. */
Column csv_column(Str word, Str *language);

/* How many of the cells head a column that we know. */
size_t csv_count_known(const CsvCell *cells, size_t count);

/* The first spelling of a column, for messages. */
const char *csv_column_name(Column column);
