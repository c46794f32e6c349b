/* ical.h: iCalendar (RFC 5545), by libical. */
#pragma once

#include "formats/formats.h"

/* Programs fold lines at a count of bytes, in the middle of a character when that is where it
 * falls: the bytes with such folds moved behind the character, in `arena`, when that makes them
 * UTF-8; else as they are. */
Str ical_mend_folds(Arena *arena, Str bytes);

/* `text` is what the source became (see charset.h). */
Schedule *ical_read(const FormatInput *input, Str text, Diagnostics *diagnostics);
