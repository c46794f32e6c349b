/* ucd.h: reads the Unicode Consortium's test files (Debian's unicode-data). */
#pragma once

#include <stdio.h>
#include <unicode/utypes.h>

#include "base/arena.h"

enum { UCD_UNITS_MAX = 256 };

/* The file, or NULL when the package is not there (then the test is skipped). */
FILE *ucd_open(const char *name);

/* One case of a break test ("÷ 0041 × 0308 ÷"). */
typedef struct {
    UChar text[UCD_UNITS_MAX];
    int32_t length;
    bool is_break[UCD_UNITS_MAX + 1]; /* before each unit */
    char line[1024];                  /* as it stands in the file, for messages */
} UcdBreakCase;

/* The next case; false at the end. */
bool ucd_next_break(FILE *file, UcdBreakCase *out);
