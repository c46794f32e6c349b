/* csv.h: a table with a header row, or a matrix, as spreadsheets save it. */
#pragma once

#include "formats/formats.h"

/* `text` is what the source became (see charset.h). */
Schedule *csv_read(const FormatInput *input, Str text, Diagnostics *diagnostics);
