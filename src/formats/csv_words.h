/* csv_words.h: which words head which column. Part of csv_columns.h. */
#pragma once

#include "formats/csv_columns.h"

/* As fold_words writes them; one line for each of these languages: en, de, fr, es, it, pt, then zh,
 * ja and ko in one; in further: nl, pl, cs, hu, tr, ru, sv, da, nb, fi, ro, ca, uk. Words of
 * different columns that look alike are in the first one only. */
typedef struct {
    const char *english, *german, *french, *spanish, *italian, *portuguese, *further, *asian;
    const char *name, *examples;
} CsvWords;

extern const CsvWords CSV_WORDS[COLUMN_COUNT];
