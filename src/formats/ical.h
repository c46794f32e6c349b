/* ical.h: iCalendar (RFC 5545), by libical. */
#pragma once

#include "formats/formats.h"

/* `text` is what the source became (see charset.h). */
Schedule *ical_read(const FormatInput *input, Str text, Diagnostics *diagnostics);
