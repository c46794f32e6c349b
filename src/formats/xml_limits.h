/* xml_limits.h: what no schedule in XML has, and what would take memory and time without end: expat
 * keeps each element that is open, each name, and a tag until it is read to its end. */
#pragma once

#include "base/diagnostics.h"

/* How many elements and attributes a file of that size may have. */
size_t xml_limits_elements(Str text);

/* False, with an error, when there is a tag, comment or text that goes on for half a megabyte. What
 * the parser sees begins at `skipped`. */
bool xml_limits_has_ends(Str text, size_t skipped, Diagnostics *diagnostics);
