/* places.h: where in a text a byte stands, for files that are read by libraries which count bytes.
 *
 * What is asked after another place costs the bytes between the two. */
#pragma once

#include "base/diagnostics.h"

typedef struct {
    Str text;      /* borrowed */
    size_t offset; /* how far it was counted */
    int32_t line, column;
} Places;

Places places_create(Str text);

/* The place of the byte at `offset` (cut to the text), to be underlined over `span` characters. */
Position places_at(Places *places, size_t offset, int32_t span);

/* The offset at which that line begins (from 1), column by column (code points, from 1). */
size_t places_offset(Str text, int32_t line, int32_t column);
