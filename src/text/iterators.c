/* iterators.c: see iterators.h. */
#include "text/iterators.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static void close_slot(Iterators *iterators, size_t slot) {
    for (size_t kind = 0; kind < ITERATE_COUNT; kind++) {
        if (iterators->languages[slot].open[kind])
            ubrk_close(iterators->languages[slot].open[kind]);
        iterators->languages[slot].open[kind] = NULL;
    }
}

void iterators_close(Iterators *iterators) {
    for (size_t slot = 0; slot < ITERATOR_LANGUAGES; slot++)
        close_slot(iterators, slot);
}

/* Strict: small kana and prolonged sound marks do not begin a line, as in print. */
static UBreakIterator *open_iterator(IterateKind kind, const char *language) {
    static const UBreakIteratorType TYPES[] = {UBRK_CHARACTER, UBRK_LINE, UBRK_WORD};
    static_assert(sizeof TYPES / sizeof TYPES[0] == ITERATE_COUNT, "a type for each kind");
    char locale[64];
    bool is_strict = kind == ITERATE_LINES && language[0] != '\0';
    snprintf(locale, sizeof locale, "%s%s", language, is_strict ? "@lb=strict" : "");
    UErrorCode error = U_ZERO_ERROR;
    UBreakIterator *iterator = ubrk_open(TYPES[kind], locale, NULL, 0, &error);
    if (U_SUCCESS(error))
        return iterator;
    error = U_ZERO_ERROR;
    iterator = ubrk_open(TYPES[kind], "", NULL, 0, &error);
    return U_SUCCESS(error) ? iterator : NULL;
}

UBreakIterator *iterators_get(Iterators *iterators, IterateKind kind, Str language) {
    char name[sizeof iterators->languages[0].language] = {0};
    /* Graphemes are the same everywhere; and an over-long tag is no language. */
    if (kind != ITERATE_GRAPHEMES && language.len < sizeof name)
        memcpy(name, language.s ? language.s : "", language.len);
    size_t slot = 0;
    while (slot < ITERATOR_LANGUAGES && (strcmp(iterators->languages[slot].language, name) != 0 ||
                                         (name[0] == '\0' && slot != 0)))
        slot++;
    if (slot == ITERATOR_LANGUAGES) {
        /* Slot 0 stays with the undetermined language. */
        slot = 1 + iterators->next++ % (ITERATOR_LANGUAGES - 1);
        close_slot(iterators, slot);
        memcpy(iterators->languages[slot].language, name, sizeof name);
    }
    if (!iterators->languages[slot].open[kind])
        iterators->languages[slot].open[kind] = open_iterator(kind, name);
    return iterators->languages[slot].open[kind];
}
