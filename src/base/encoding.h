/* encoding.h: which encoding a text is in, where it is no UTF-8.
 *
 * Each encoding that its bytes allow is tried, and what comes out is looked at: which script its
 * letters are of, whether they are common ones, whether they stand together as in words. ICU's
 * detector has a say. Pure. */
#pragma once

#include "base/str.h"

enum { ENCODING_SAMPLE = 80 /* characters of a line, for people */ };

typedef struct {
    const char *name; /* as ICU and people know it: "windows-1252"; NULL: none fits */
    const char *what; /* for whom: "Western" */
    Str sample;       /* of the first line that has more than ASCII in it, read so */
} Encoding;

typedef struct {
    Encoding best;
    Encoding second; /* what it may be as well; name NULL when it is clear */
    bool is_likely;  /* the best one looks like a text */
    bool is_clear;
} EncodingGuess;

/* What `bytes` (no UTF-8, no UTF-16) most likely are. Samples are in `arena`. Looks at no more
 * than 16 kB of the lines that have more than ASCII in them. */
EncodingGuess encoding_guess(Arena *arena, Str bytes);

/* `bytes` as UTF-8 in `arena`. What has no meaning in that encoding becomes U+FFFD and is counted
 * in `*broken`. The empty Str when ICU knows none with that name. */
Str encoding_convert(Arena *arena, Str bytes, const char *name, size_t *broken);

/* True when ICU knows an encoding with that name. */
bool encoding_is_known(Str name);

/* True when the bytes are UTF-8 but for few: a scratch, not another encoding. */
bool encoding_is_scratched(Str bytes);
