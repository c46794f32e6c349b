/* detect.h: which format the bytes of a file are in, by what is in them, never by its name. */
#pragma once

#include "base/str.h"

typedef enum {
    FORMAT_NATIVE, /* YAML, or nothing that we know: the native reader says what is wrong */
    FORMAT_XML,
    FORMAT_JSON,
    FORMAT_ICALENDAR,
    FORMAT_CSV,
    FORMAT_ALIEN, /* certainly no schedule: detect_alien says what it is */
    FORMAT_KIND_COUNT
} FormatKind;

/* Looks at the first bytes, and at the first line of what may be a table. JSON with the keys of a
 * native file is FORMAT_NATIVE: YAML reads it. */
FormatKind detect_format(Str bytes);

/* What a file of FORMAT_ALIEN is, for people ("a spreadsheet (or another ZIP archive)"), and what
 * to do about it in `*hint`. */
const char *detect_alien(Str bytes, const char **hint);
