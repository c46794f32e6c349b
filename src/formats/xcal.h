/* xcal.h: a calendar in XML (xCal, RFC 6321, and the draft before it, which Pentabarf wrote). */
#pragma once

#include "formats/formats.h"

/* True when the XML's first element is a calendar. */
bool xcal_is(Str text);

/* Reads it as iCalendar; findings and places are those of the XML. NULL with an error when there is
 * no session in it. */
Schedule *xcal_read(const FormatInput *input, Str text, Diagnostics *diagnostics);
