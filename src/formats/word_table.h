/* word_table.h: numbers by word, for files whose rooms, speakers and identities are many. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

typedef struct {
    Arena *arena; /* borrowed */
    struct WordEntry *entries;
    size_t count, size; /* size: 0, or a power of two */
} WordTable;

/* The number that was stored for `word`, or `otherwise`. */
size_t word_table_get(const WordTable *table, Str word, size_t otherwise);

/* Stores a number below 2^32 - 1 for the word (borrowed), in place of an earlier one. */
void word_table_put(WordTable *table, Str word, size_t number);
