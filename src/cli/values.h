/* values.h: the words of a command line as values. Each returns false for anything else. */
#pragma once

#include "base/str.h"

typedef struct {
    int32_t width, height;
} Size;

enum { SIZE_SIDE_MIN = 32, SIZE_SIDE_MAX = 16384 };

/* "1920x1080", also with X or ×; each side within the limits above. */
bool value_size(Str text, Size *out);

/* A whole number from `min` to `max`. */
bool value_number(Str text, int32_t min, int32_t max, int32_t *out);

/* A decimal number from 0 to `max`: "60", "0.5". */
bool value_decimal(Str text, double max, double *out);

/* "zh,en" into at most `max` tags of letters, digits and hyphens. */
bool value_languages(Str text, Str *tags, size_t max, size_t *count);

/* 1 to `max` letters, digits, - and _. */
bool value_name(Str text, size_t max);
