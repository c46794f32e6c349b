/* word_table.h: numbers by word: the hash map of this tree. A word may be any bytes; what else than
 * text is a key is written as bytes first. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

typedef struct {
    Arena *arena; /* borrowed */
    struct WordSlot *slots;
    size_t size; /* of the slots: 0, or a power of two */
    struct WordEntry *entries;
    size_t count, capacity;
} WordTable;

/* The number that was stored for `word`, or `otherwise`. */
size_t word_table_get(const WordTable *table, Str word, size_t otherwise);

/* Has the place of a word fetched from memory that will be asked for a little later: in a large
 * table that takes as long as all else that is done with a session's identity. */
void word_table_expect(const WordTable *table, Str word);

/* Stores a number below 2^32 - 1 for the word (borrowed), in place of an earlier one. */
void word_table_put(WordTable *table, Str word, size_t number);

/* Stores the number unless the word has one. What comes back is the word's number. */
size_t word_table_add(WordTable *table, Str word, size_t number);
