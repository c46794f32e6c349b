/* csv_merged.h: cells that were merged over several rows: a table as text has them in the first row
 * only.
 *
 * A time counts for the row below it that has none, when that names a room (a talk that is not
 * scheduled yet has neither); in a matrix for any row. A room counts where the table is grouped by
 * rooms: it stands left of the times, and no room is named twice. In a matrix in which each row
 * with a time is followed by one without, the second has what is said beside the title. */
#pragma once

#include "formats/csv_row.h"

enum { CSV_MERGED_MAX = 6, CSV_MERGED_LEN = 120 };

typedef struct {
    const CsvPlan *plan; /* borrowed */
    bool are_rooms;      /* they are merged, too */
    bool are_pairs;      /* of a matrix: title, and what is said beside it */
    struct {
        size_t column, len; /* len 0: none */
        char text[CSV_MERGED_LEN];
    } above[CSV_MERGED_MAX];
    size_t count; /* of columns that may be merged */
} CsvMerged;

/* Looks at the whole table. */
CsvMerged csv_merged_create(const CsvPlan *plan);

/* Below a heading nothing of above counts. */
void csv_merged_forget(CsvMerged *merged);

/* Fills the row's empty cells from those above; in a pair of rows the second is taken from `rows`,
 * and stands below the title. Copies are in `arena`. */
void csv_merged_fill(CsvMerged *merged, Arena *arena, CsvReader *rows, CsvRow *row);
