/* csv_sample.h: the first rows of a table, by which its plan is found: what heads its columns, and
 * whether it is a matrix. Inner header of formats/. */
#pragma once

#include "formats/csv_plan.h"
#include "formats/csv_shape.h"

enum { CSV_SAMPLE_ROWS = 60, CSV_HEADER_ROW_MAX = 25 };

typedef struct {
    const CsvCell *cells;
    size_t count, from, until; /* offsets of the row and of the next one */
} CsvSampleRow;

typedef struct {
    CsvSampleRow rows[CSV_SAMPLE_ROWS];
    size_t count;
    char separator;
} CsvSample;

/* How many cells of the row say something. */
size_t csv_sample_filled(const CsvSampleRow *row);

/* What stands in the column from that row on. */
CsvShape csv_sample_shape(const CsvSample *sample, size_t first_row, size_t column);

bool csv_is_time(Str text);
size_t csv_count_words(Str text);

/* Takes the row for the header: what its columns are, by their words. */
void csv_plan_header(CsvPlan *plan, const CsvSampleRow *row);

/* ---- csv_plan_matrix.c: each true when the table is one, which the plan is then ---- */

/* Times in the rows' heads, rooms or days in the columns'. */
bool csv_plan_matrix(CsvPlan *plan, const CsvSample *sample);

/* "Title; Speaker; Title; Speaker" below the rooms' names: a title's column is one of a matrix, and
 * has its people beside it. */
bool csv_plan_groups(CsvPlan *plan, const CsvSample *sample, size_t header);

/* Rooms in the rows' heads, times in the columns'. */
bool csv_plan_turned_matrix(CsvPlan *plan, const CsvSample *sample);
