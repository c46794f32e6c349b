/* utf16.h: the text as ICU and HarfBuzz want it, with the way back to its bytes. */
#pragma once

#include <unicode/utypes.h>

#include "base/arena.h"
#include "base/str.h"

enum { TEXT_UNITS_MAX = 16384 }; /* more is never shown on one page; the rest is cut off */

typedef struct {
    UChar *units;    /* without line ends and control characters; tabs are spaces */
    uint32_t *bytes; /* [count + 1]: where each unit begins in the text */
    uint32_t *ends;  /* [count]: and where its character ends */
    int32_t count;
    int32_t *paragraph_ends; /* in units; the last one is count */
    size_t paragraph_count;  /* 0 only for an empty text */
    bool is_truncated;
} Utf16;

Utf16 utf16_from(Arena *arena, Str text);

/* The code point that begins at `at`, and behind it. `at` < length. A lone half is itself. */
uint32_t utf16_next(const UChar *units, int32_t length, int32_t *at);

/* The code point that ends before `at`, and its start; 0 at the beginning. */
uint32_t utf16_before(const UChar *units, int32_t *at);
