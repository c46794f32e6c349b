#include "base/word_table.h"

#include <assert.h>
#include <string.h>

/* Slots are small and entries follow each other, so that a hundred thousand identities take little
 * memory, and a word that is not there is looked for in one place of it. */
struct WordSlot {
    uint32_t hash;
    uint32_t entry; /* index + 1; 0: free */
};

struct WordEntry {
    Str word;
    size_t number;
};

static uint64_t mix(uint64_t hash, uint64_t bits) {
    hash = (hash ^ bits) * UINT64_C(0x9E3779B97F4A7C15); /* 2^64 / the golden ratio, odd */
    return hash ^ hash >> 32;
}

static uint64_t read_8(const char *s) {
    uint64_t bits;
    memcpy(&bits, s, sizeof bits);
    return bits;
}

/* Eight bytes at a time; the last eight, or the two fours of a short word, may overlap. */
static uint32_t hash_of(Str word) {
    uint64_t hash = mix(0, word.len);
    if (word.len >= 8) {
        for (size_t i = 0; i + 8 < word.len; i += 8)
            hash = mix(hash, read_8(word.s + i));
        hash = mix(hash, read_8(word.s + word.len - 8));
    } else if (word.len >= 4) {
        uint32_t first, last;
        memcpy(&first, word.s, sizeof first);
        memcpy(&last, word.s + word.len - 4, sizeof last);
        hash = mix(hash, (uint64_t)first << 32 | last);
    } else {
        for (size_t i = 0; i < word.len; i++)
            hash = mix(hash, (unsigned char)word.s[i]);
    }
    return (uint32_t)(hash ^ hash >> 29);
}

/* Where the word is, or where it would go. */
static struct WordSlot *slot_of(const WordTable *table, uint32_t hash, Str word) {
    size_t at = hash & (table->size - 1);
    for (;; at = (at + 1) & (table->size - 1)) {
        struct WordSlot *slot = &table->slots[at];
        if (!slot->entry ||
            (slot->hash == hash && str_equal(table->entries[slot->entry - 1].word, word)))
            return slot;
    }
}

size_t word_table_get(const WordTable *table, Str word, size_t otherwise) {
    if (table->size == 0)
        return otherwise;
    const struct WordSlot *slot = slot_of(table, hash_of(word), word);
    return slot->entry ? table->entries[slot->entry - 1].number : otherwise;
}

void word_table_expect(const WordTable *table, Str word) {
    if (table->size)
        __builtin_prefetch(&table->slots[hash_of(word) & (table->size - 1)]);
}

static void grow(WordTable *table) {
    size_t size = table->size ? table->size * 4 : 64;
    struct WordSlot *slots = arena_new(table->arena, struct WordSlot, size);
    for (size_t i = 0; i < table->size; i++) {
        size_t at = table->slots[i].hash & (size - 1);
        while (table->slots[i].entry && slots[at].entry)
            at = (at + 1) & (size - 1);
        if (table->slots[i].entry)
            slots[at] = table->slots[i];
    }
    table->slots = slots;
    table->size = size;
}

/* The word's entry; a new one has `number`. */
static struct WordEntry *entry_of(WordTable *table, Str word, size_t number) {
    assert(number < UINT32_MAX && table->count < UINT32_MAX);
    if (table->count * 2 >= table->size)
        grow(table);
    uint32_t hash = hash_of(word);
    struct WordSlot *slot = slot_of(table, hash, word);
    if (slot->entry)
        return &table->entries[slot->entry - 1];
    struct WordEntry *entry =
        table->count < table->capacity
            ? &table->entries[table->count++]
            : arena_push(table->arena, &table->entries, &table->count, &table->capacity,
                         sizeof(struct WordEntry), _Alignof(struct WordEntry));
    *entry = (struct WordEntry){.word = word, .number = number};
    *slot = (struct WordSlot){.hash = hash, .entry = (uint32_t)table->count};
    return entry;
}

void word_table_put(WordTable *table, Str word, size_t number) {
    entry_of(table, word, number)->number = number;
}

size_t word_table_add(WordTable *table, Str word, size_t number) {
    return entry_of(table, word, number)->number;
}
