/* breaks.h: where a paragraph may be broken into lines, and how well.
 *
 * The Unicode rules for the language (ICU), and on top of them what a typesetter minds: quotes
 * between Han, numbers and their units, names such as C++, Chinese words, phrases. */
#pragma once

#include "base/arena.h"
#include "text/iterators.h"

/* From the worst to the best. */
typedef enum {
    BREAK_ANYWHERE,    /* forbidden: between graphemes when a line cannot hold two of them */
    BREAK_EMERGENCY,   /* inside a Latin word that is wider than the line */
    BREAK_HYPHEN,      /* where the language's patterns have a hyphen (hyphens.h); shows one */
    BREAK_IN_WORD,     /* inside a Chinese or Japanese word of the dictionary */
    BREAK_SOFT_HYPHEN, /* where the author put one; shows a hyphen */
    BREAK_PLAIN,
    BREAK_GOOD,   /* after a comma, or where the author put a zero-width space */
    BREAK_CLAUSE, /* after a sentence, or what a comma between Han or a colon ends */
    BREAK_KIND_COUNT
} BreakKind;

enum { BREAK_HYPHEN_COST = 60 }; /* points: of a hyphen that the author did not write */

typedef struct {
    uint8_t kind; /* BreakKind */
    int8_t cost;  /* points: below 0 is better than others of its kind; see lines.c */
} Break;

/* Fills breaks[0 .. length]: the break before unit i. `is_wide[i]` says that the quote or dash at
 * i is set in the Chinese face. `arena` is scratch. */
void breaks_find(Iterators *iterators, Arena *arena, Str language, const UChar *text,
                 int32_t length, const uint8_t *is_wide, Break *breaks);
