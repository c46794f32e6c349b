/* ucd.h: reads the Unicode Consortium's test files (Debian's unicode-data). */
#pragma once

#include <stdio.h>
#include <unicode/utypes.h>

#include "base/arena.h"

enum { UCD_UNITS_MAX = 256 };

/* The file, or NULL when the package is not there (then the test is skipped). */
FILE *ucd_open(const char *name);

/* The file is of the version of Unicode that ICU has; else it prints that the test is skipped, and
 * why. Distributions bring both in packages of their own, and rules change between versions. */
bool ucd_is_of_icu(FILE *file);

/* One case of a break test ("÷ 0041 × 0308 ÷"). */
typedef struct {
    UChar text[UCD_UNITS_MAX];
    int32_t length;
    bool is_break[UCD_UNITS_MAX + 1]; /* before each unit */
    char line[8192];                  /* as it stands in the file, for messages */
} UcdBreakCase;

/* The next case; false at the end. */
bool ucd_next_break(FILE *file, UcdBreakCase *out);
