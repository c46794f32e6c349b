/* csv_shape.h: what stands in a column of a table, whatever it is called. */
#pragma once

#include "formats/csv_columns.h"
#include "formats/csv_when.h"

/* How many cells of the column are what. */
typedef struct {
    size_t filled, dates, times, ranges, moments, numbers, fractions, serials, texts;
} CsvShape;

void csv_shape_see(CsvShape *shape, Str cell);

/* True when nearly all that stands there is such. */
bool csv_shape_is_most(size_t count, const CsvShape *shape);

/* How the cells of a column with that meaning and shape are to be read. */
CellKind csv_shape_kind(const CsvShape *shape, Column column);

/* The whole number that a text begins with, up to a million; 0 for none. */
int32_t csv_shape_whole(Str text);
