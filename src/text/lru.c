/* lru.c: see lru.h. Chained hash table; a ring of entries from the newest to the oldest use. */
#include "text/lru.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { FIRST_BUCKETS = 256 };

typedef struct Entry {
    struct Entry *next_in_bucket;
    struct Entry *newer, *older; /* the ring goes through Lru.ring */
    uint64_t hash;
    size_t key_size;
    size_t size;                 /* of the whole allocation */
    _Alignas(16) uint8_t data[]; /* the value, then the key */
} Entry;

struct Lru {
    Entry *ring;     /* owned; ring->older is the newest entry, ring->newer the oldest */
    Entry **buckets; /* owned; a power of two */
    size_t bucket_count;
    size_t count, bytes, byte_limit;
};

/* Eight bytes at a time: keys are a few words (glyphs) or a text with its style. */
static uint64_t hash_bytes(const void *bytes, size_t size) {
    const uint8_t *at = bytes;
    uint64_t hash = UINT64_C(0x9e3779b97f4a7c15) ^ size;
    while (size > 0) {
        uint64_t word = 0;
        size_t part = size < sizeof word ? size : sizeof word;
        memcpy(&word, at, part);
        hash = (hash ^ word) * UINT64_C(0xd6e8feb86659fd93);
        hash ^= hash >> 32;
        at += part;
        size -= part;
    }
    return hash ^ (hash >> 29);
}

static size_t value_offset_of_key(const Entry *entry) {
    return entry->size - sizeof(Entry) - entry->key_size;
}

Lru *lru_create(size_t byte_limit) {
    Lru *lru = memory_must(calloc(1, sizeof *lru));
    lru->byte_limit = byte_limit;
    lru->bucket_count = FIRST_BUCKETS;
    lru->buckets = memory_must(calloc(lru->bucket_count, sizeof *lru->buckets));
    lru->ring = memory_must(calloc(1, sizeof *lru->ring));
    lru->ring->newer = lru->ring->older = lru->ring;
    return lru;
}

void lru_free(Lru *lru) {
    if (!lru)
        return;
    for (Entry *entry = lru->ring->older; entry != lru->ring;) {
        Entry *older = entry->older;
        free(entry);
        entry = older;
    }
    free(lru->ring);
    free(lru->buckets);
    free(lru);
}

static void ring_remove(Entry *entry) {
    entry->newer->older = entry->older;
    entry->older->newer = entry->newer;
}

static void ring_put_first(Lru *lru, Entry *entry) {
    entry->newer = lru->ring;
    entry->older = lru->ring->older;
    lru->ring->older->newer = entry;
    lru->ring->older = entry;
}

static Entry **bucket_of(const Lru *lru, uint64_t hash) {
    return &lru->buckets[hash & (lru->bucket_count - 1)];
}

static void drop_oldest(Lru *lru) {
    Entry *entry = lru->ring->newer;
    assert(entry != lru->ring);
    Entry **link = bucket_of(lru, entry->hash);
    while (*link != entry)
        link = &(*link)->next_in_bucket;
    *link = entry->next_in_bucket;
    ring_remove(entry);
    lru->count--;
    lru->bytes -= entry->size;
    free(entry);
}

static void grow(Lru *lru) {
    free(lru->buckets);
    lru->bucket_count *= 2;
    lru->buckets = memory_must(calloc(lru->bucket_count, sizeof *lru->buckets));
    for (Entry *entry = lru->ring->older; entry != lru->ring; entry = entry->older) {
        Entry **bucket = bucket_of(lru, entry->hash);
        entry->next_in_bucket = *bucket;
        *bucket = entry;
    }
}

void *lru_find(Lru *lru, const void *key, size_t key_size) {
    uint64_t hash = hash_bytes(key, key_size);
    for (Entry *entry = *bucket_of(lru, hash); entry; entry = entry->next_in_bucket) {
        if (entry->hash != hash || entry->key_size != key_size ||
            memcmp(entry->data + value_offset_of_key(entry), key, key_size) != 0)
            continue;
        if (lru->ring->older != entry) {
            ring_remove(entry);
            ring_put_first(lru, entry);
        }
        return entry->data;
    }
    return NULL;
}

void *lru_insert(Lru *lru, const void *key, size_t key_size, size_t value_size) {
    size_t size;
    bool is_too_large = __builtin_add_overflow(value_size, key_size, &size) ||
                        __builtin_add_overflow(size, sizeof(Entry), &size);
    assert(!is_too_large);
    (void)is_too_large;
    while (lru->count > 0 && lru->bytes + size > lru->byte_limit)
        drop_oldest(lru);
    if (lru->count >= lru->bucket_count)
        grow(lru);

    Entry *entry = memory_must(calloc(1, size));
    entry->size = size;
    entry->key_size = key_size;
    entry->hash = hash_bytes(key, key_size);
    memcpy(entry->data + value_offset_of_key(entry), key, key_size);
    Entry **bucket = bucket_of(lru, entry->hash);
    entry->next_in_bucket = *bucket;
    *bucket = entry;
    ring_put_first(lru, entry);
    lru->count++;
    lru->bytes += size;
    return entry->data;
}

size_t lru_count(const Lru *lru) {
    return lru->count;
}

size_t lru_bytes(const Lru *lru) {
    return lru->bytes;
}
