/* strings_table.h: what a Strings is made of. Shared by strings.c, strings_load.c and the built-in
 * English; others use strings.h. */
#pragma once

#include "base/strings.h"

/* CLDR's plural forms. OTHER is the one that every language has. */
typedef enum {
    PLURAL_OTHER,
    PLURAL_ZERO,
    PLURAL_ONE,
    PLURAL_TWO,
    PLURAL_FEW,
    PLURAL_MANY,
    PLURAL_COUNT
} PluralForm;

/* Which form a number takes is read from ICU once, for 0 to 199; a larger one takes the form of
 * 100 + its last two digits, which is where the rules of all languages look for counts below a
 * million. */
enum { PLURAL_TABLE = 200 };

/* How dates and times are put together; see strings_format.c for the placeholders. */
typedef enum {
    FORMAT_DATE,
    FORMAT_DATE_FIRST, /* on the first of a month, where that is written otherwise */
    FORMAT_TIME_12,
    FORMAT_COUNT
} FormatId;

struct Strings {
    Str language;
    bool is_rtl;
    Str texts[STRING_COUNT][PLURAL_COUNT]; /* a form that is missing is as PLURAL_OTHER */
    Str formats[FORMAT_COUNT];
    uint8_t plural_of[PLURAL_TABLE];    /* PluralForm */
    Str weekdays[7], weekdays_short[7]; /* from Sunday */
    Str months[12];
    Str half_days[2]; /* before noon, after noon */
};

/* The key of each word in the files, and whether it has plural forms. */
const char *strings_key(StringId id);
bool strings_is_counted(StringId id);
const char *strings_format_key(FormatId id);
const char *plural_form_name(PluralForm form); /* "other", "zero", … */
