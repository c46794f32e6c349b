/* iterators.h: ICU's break iterators, opened once for each language. */
#pragma once

#include <unicode/ubrk.h>

#include "base/str.h"

typedef enum { ITERATE_GRAPHEMES, ITERATE_LINES, ITERATE_WORDS, ITERATE_COUNT } IterateKind;

enum { ITERATOR_LANGUAGES = 8 };

typedef struct {
    struct {
        char language[32];
        UBreakIterator *open[ITERATE_COUNT]; /* owned; NULL until asked for */
    } languages[ITERATOR_LANGUAGES];
    size_t next; /* the slot that is given away next */
} Iterators;

void iterators_close(Iterators *iterators); /* accepts a zeroed struct */

/* The iterator for `language`, to be given a text; NULL when ICU has none at all. Borrowed, good
 * until ITERATOR_LANGUAGES other languages were asked for. */
UBreakIterator *iterators_get(Iterators *iterators, IterateKind kind, Str language);
