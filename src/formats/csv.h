/* csv.h: a table with a header row, as spreadsheets save it. */
#pragma once

#include "formats/formats.h"

/* True when the first row of `text` heads at least two columns that we know, one of them a title
 * or a time. */
bool csv_has_header(Str text);

/* `text` is what the source became (see charset.h). */
Schedule *csv_read(const FormatInput *input, Str text, Diagnostics *diagnostics);
