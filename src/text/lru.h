/* lru.h: a bounded cache: a hash table whose least recently used entries go when it is full.
 *
 * Keys and values are bytes that the cache copies and owns. Knows nothing of what it holds. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Lru Lru;

/* An empty cache that holds at most `byte_limit` bytes, counted with keys and the entries'
 * own overhead. One entry larger than that is still held, alone. */
Lru *lru_create(size_t byte_limit);
void lru_free(Lru *lru); /* accepts NULL */

/* The value of `key`, or NULL. Makes it the most recently used one. Good until the next insert. */
void *lru_find(Lru *lru, const void *key, size_t key_size);

/* Adds an entry whose value has `value_size` zeroed bytes (aligned to 16), which the caller fills.
 * `key` must not be in the cache. Entries that were not used for longest make room. */
void *lru_insert(Lru *lru, const void *key, size_t key_size, size_t value_size);

size_t lru_count(const Lru *lru);
size_t lru_bytes(const Lru *lru);
