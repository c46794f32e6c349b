#include "formats/word_table.h"

struct WordEntry {
    uint64_t hash;
    Str word;
    size_t number;
    bool is_used;
};

/* Where the word is, or where it would go. */
static struct WordEntry *place_of(const WordTable *table, uint64_t hash, Str word) {
    size_t slot = (size_t)(hash ^ hash >> 32) & (table->size - 1);
    while (table->entries[slot].is_used &&
           (table->entries[slot].hash != hash || !str_equal(table->entries[slot].word, word)))
        slot = (slot + 1) & (table->size - 1);
    return &table->entries[slot];
}

size_t word_table_get(const WordTable *table, Str word, size_t otherwise) {
    if (table->size == 0)
        return otherwise;
    const struct WordEntry *entry =
        place_of(table, str_hash(STR_HASH_SEED, word.s, word.len), word);
    return entry->is_used ? entry->number : otherwise;
}

static void grow(WordTable *table) {
    WordTable wider = {.arena = table->arena, .size = table->size ? table->size * 2 : 32};
    wider.entries = arena_new(table->arena, struct WordEntry, wider.size);
    for (size_t i = 0; i < table->size; i++)
        if (table->entries[i].is_used)
            *place_of(&wider, table->entries[i].hash, table->entries[i].word) = table->entries[i];
    wider.count = table->count;
    *table = wider;
}

void word_table_put(WordTable *table, Str word, size_t number) {
    if (table->count * 2 >= table->size)
        grow(table);
    uint64_t hash = str_hash(STR_HASH_SEED, word.s, word.len);
    struct WordEntry *entry = place_of(table, hash, word);
    table->count += !entry->is_used;
    *entry = (struct WordEntry){.hash = hash, .word = word, .number = number, .is_used = true};
}
