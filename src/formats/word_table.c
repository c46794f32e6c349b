#include "formats/word_table.h"

#include <assert.h>

struct WordEntry {
    Str word; /* s is NULL in an entry that is free */
    uint32_t hash;
    uint32_t number;
};

static uint32_t hash_of(Str word) {
    uint64_t hash = str_hash(STR_HASH_SEED, word.s, word.len);
    return (uint32_t)(hash ^ hash >> 32);
}

/* Where the word is, or where it would go. */
static struct WordEntry *place_of(const WordTable *table, uint32_t hash, Str word) {
    size_t slot = hash & (table->size - 1);
    while (table->entries[slot].word.s &&
           (table->entries[slot].hash != hash || !str_equal(table->entries[slot].word, word)))
        slot = (slot + 1) & (table->size - 1);
    return &table->entries[slot];
}

size_t word_table_get(const WordTable *table, Str word, size_t otherwise) {
    if (table->size == 0)
        return otherwise;
    const struct WordEntry *entry = place_of(table, hash_of(word), word);
    return entry->word.s ? entry->number : otherwise;
}

static void grow(WordTable *table) {
    WordTable wider = {.arena = table->arena, .size = table->size ? table->size * 4 : 64};
    wider.entries = arena_new(table->arena, struct WordEntry, wider.size);
    for (size_t i = 0; i < table->size; i++) {
        const struct WordEntry *entry = &table->entries[i];
        if (entry->word.s)
            *place_of(&wider, entry->hash, entry->word) = *entry;
    }
    wider.count = table->count;
    *table = wider;
}

void word_table_put(WordTable *table, Str word, size_t number) {
    assert(number < UINT32_MAX);
    if (table->count * 2 >= table->size)
        grow(table);
    if (!word.s)
        word.s = "";
    uint32_t hash = hash_of(word);
    struct WordEntry *entry = place_of(table, hash, word);
    table->count += !entry->word.s;
    *entry = (struct WordEntry){.word = word, .hash = hash, .number = (uint32_t)number};
}
