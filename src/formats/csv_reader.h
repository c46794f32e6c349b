/* csv_reader.h: tables as text (RFC 4180), with the liberties that spreadsheets take.
 *
 * Cells stand between separators; a cell in quotes may hold separators, line ends and "" for a
 * quote. Knows nothing of schedules. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

enum { CSV_CELLS_MAX = 256 /* of a row: what is further to the right is passed over */ };

typedef struct {
    Str text;      /* without its quotes, trimmed; may point into the source */
    size_t offset; /* of its first character in the source */
} CsvCell;

typedef struct {
    Arena *arena; /* borrowed: for cells that need a copy, and the rows */
    Str source;   /* borrowed */
    size_t at;
    char separator;
    size_t bad_quote; /* offset of a quote that is never closed, or SIZE_MAX */
} CsvReader;

CsvReader csv_reader_create(Arena *arena, Str source, char separator);

/* The next row that has something in it; NULL at the end. Good until the arena is reset. */
const CsvCell *csv_reader_next(CsvReader *reader, size_t *count);
