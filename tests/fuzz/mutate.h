/* mutate.h: files changed at random, the same for the same seed.
 *
 * The changes are what files suffer, and what a reader's author did not think of: bytes, cuts,
 * pieces that stand twice, elsewhere or come from another file, numbers at the edges, and the words
 * of other files in the place of words. One in a thousand is blown up to a megabyte. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../splitmix.h"

enum { MUTATOR_FILES = 400, MUTATOR_MEGABYTE = 1024 * 1024, MUTATOR_WORDS = 4000 };

typedef struct {
    uint64_t state;
    struct {
        uint8_t *data; /* owned */
        size_t size;
    } files[MUTATOR_FILES];
    size_t file_count;
    struct {
        const uint8_t *data; /* in one of the files */
        size_t size;
    } words[MUTATOR_WORDS];
    size_t word_count;
    uint8_t *out; /* owned */
    size_t size;
    uint64_t count;
} Mutator;

static inline Mutator mutator_create(uint64_t seed) {
    return (Mutator){.state = seed, .out = malloc(MUTATOR_MEGABYTE * 2)};
}

static inline void mutator_free(Mutator *mutator) {
    for (size_t i = 0; i < mutator->file_count; i++)
        free(mutator->files[i].data);
    free(mutator->out);
}

static inline bool mutator_is_word(uint8_t c) {
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Takes a copy of the file and the words in it. */
static inline void mutator_add(Mutator *mutator, const uint8_t *data, size_t size) {
    if (mutator->file_count == MUTATOR_FILES || size == 0 || size > 256 * 1024)
        return;
    uint8_t *copy = malloc(size);
    memcpy(copy, data, size);
    mutator->files[mutator->file_count].data = copy;
    mutator->files[mutator->file_count++].size = size;
    for (size_t i = 0; i < size && mutator->word_count < MUTATOR_WORDS;) {
        size_t from = i;
        while (i < size && mutator_is_word(copy[i]))
            i++;
        if (i > from) {
            mutator->words[mutator->word_count].data = copy + from;
            mutator->words[mutator->word_count++].size = i - from;
        }
        i += i == from;
    }
}

static inline size_t mutator_below(Mutator *mutator, size_t most) {
    return most ? (size_t)(splitmix_next(&mutator->state) % most) : 0;
}

/* Puts `with` in the place of `len` bytes. */
static inline void mutator_replace(Mutator *mutator, size_t at, size_t len, const uint8_t *with,
                                   size_t with_len) {
    if (mutator->size - len + with_len > MUTATOR_MEGABYTE)
        return;
    memmove(mutator->out + at + with_len, mutator->out + at + len, mutator->size - at - len);
    memcpy(mutator->out + at, with, with_len);
    mutator->size += with_len - len;
}

/* The word or number at or behind a random place. */
static inline size_t mutator_word_at(Mutator *mutator, size_t *len) {
    size_t at = mutator_below(mutator, mutator->size);
    while (at < mutator->size && !mutator_is_word(mutator->out[at]))
        at++;
    while (at > 0 && mutator_is_word(mutator->out[at - 1]))
        at--;
    *len = 0;
    while (at + *len < mutator->size && mutator_is_word(mutator->out[at + *len]))
        ++*len;
    return at;
}

static inline void mutator_change(Mutator *mutator) {
    static const char *const PIECES[] = {"0",
                                         "-1",
                                         "99",
                                         "2147483648",
                                         "18446744073709551616",
                                         "1e9",
                                         "29:59",
                                         "2026-02-29",
                                         "",
                                         "\"",
                                         "'",
                                         "\n",
                                         "\r\n",
                                         "\t",
                                         ";",
                                         ",",
                                         ":",
                                         "<",
                                         ">",
                                         "&",
                                         "&amp;",
                                         "&#0;",
                                         "{",
                                         "}",
                                         "[",
                                         "]",
                                         "\\",
                                         "\xFF",
                                         "\xC3",
                                         "\xEF\xBB\xBF",
                                         "\xF0\x9F\x98\x80",
                                         "null"};
    uint8_t *out = mutator->out;
    size_t size = mutator->size, at = mutator_below(mutator, size + 1), len;
    uint8_t piece[512];
    switch (mutator_below(mutator, 9)) {
    case 0: /* a bit */
        if (at < size)
            out[at] ^= (uint8_t)(1U << mutator_below(mutator, 8));
        break;
    case 1: { /* a piece of our own */
        const char *with = PIECES[mutator_below(mutator, sizeof PIECES / sizeof *PIECES)];
        mutator_replace(mutator, at, 0, (const uint8_t *)with, strlen(with));
        break;
    }
    case 2: /* a hole */
        len = mutator_below(mutator, mutator_below(mutator, 8) ? 16 : 400);
        mutator_replace(mutator, at, len < size - at ? len : size - at, piece, 0);
        break;
    case 3: /* a piece from elsewhere */
    case 4: {
        size_t file = mutator_below(mutator, mutator->file_count);
        size_t from = mutator_below(mutator, mutator->files[file].size);
        len = mutator_below(mutator, sizeof piece);
        if (len > mutator->files[file].size - from)
            len = mutator->files[file].size - from;
        mutator_replace(mutator, at, 0, mutator->files[file].data + from, len);
        break;
    }
    case 5: { /* a piece that stands twice */
        size_t from = mutator_below(mutator, size);
        len = mutator_below(mutator, sizeof piece);
        len = len < size - from ? len : size - from;
        memcpy(piece, out + from, len);
        mutator_replace(mutator, at, 0, piece, len);
        break;
    }
    case 6: /* another word */
        at = mutator_word_at(mutator, &len);
        if (mutator->word_count) {
            size_t word = mutator_below(mutator, mutator->word_count);
            mutator_replace(mutator, at, len, mutator->words[word].data, mutator->words[word].size);
        }
        break;
    case 7: { /* another number */
        at = mutator_word_at(mutator, &len);
        const char *with = PIECES[mutator_below(mutator, 8)];
        mutator_replace(mutator, at, len, (const uint8_t *)with, strlen(with));
        break;
    }
    default: /* cut */
        if (mutator_below(mutator, 4) == 0)
            mutator->size = at;
    }
}

/* Doubles a part of it until it is as large as files are that somebody made on purpose. */
static inline void mutator_blow_up(Mutator *mutator) {
    size_t from = mutator_below(mutator, mutator->size);
    size_t len = 1 + mutator_below(mutator, mutator->size - from);
    uint8_t *copy = malloc(len);
    memcpy(copy, mutator->out + from, len);
    size_t times = (MUTATOR_MEGABYTE - mutator->size) / len;
    uint8_t *out = mutator->out;
    memmove(out + from + times * len, out + from, mutator->size - from);
    for (size_t i = 0; i < times; i++)
        memcpy(out + from + i * len, copy, len);
    mutator->size += times * len;
    free(copy);
}

/* The next input, which holds until the next call. */
static inline size_t mutator_next(Mutator *mutator, const uint8_t **data) {
    size_t file = mutator_below(mutator, mutator->file_count);
    mutator->size = mutator->files[file].size;
    memcpy(mutator->out, mutator->files[file].data, mutator->size);
    size_t changes = 1 + mutator_below(mutator, mutator_below(mutator, 4) ? 4 : 30);
    for (size_t i = 0; i < changes; i++)
        mutator_change(mutator);
    if (++mutator->count % 1000 == 0 && mutator->size > 0)
        mutator_blow_up(mutator);
    *data = mutator->out;
    return mutator->size;
}
