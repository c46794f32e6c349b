#include "formats/source_hash.h"

#include <endian.h>
#include <string.h>

/* Odd, with bits set evenly: SplitMix64's constants (Steele et al. 2014). */
#define MULTIPLY_1 UINT64_C(0xBF58476D1CE4E5B9)
#define MULTIPLY_2 UINT64_C(0x94D049BB133111EB)

/* Bytes that are fetched while those before them are mixed: a large file comes from memory, at 9
 * rather than 6 GB/s. */
enum { AHEAD = 2048 };

/* As many multiplications are under way at a time: each waits for the one before in its lane. */
enum { LANES = countof((SourceHash){0}.lanes), STEP = 2 * LANES * sizeof(uint64_t) };

__extension__ typedef unsigned __int128 Product;

/* All 128 bits of the product of two words, folded into one. */
static uint64_t fold(uint64_t a, uint64_t b) {
    Product product = (Product)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t read_word(const unsigned char *p) {
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return le64toh(word);
}

static uint64_t mix(uint64_t hash) {
    hash = (hash ^ hash >> 30) * MULTIPLY_1;
    hash = (hash ^ hash >> 27) * MULTIPLY_2;
    return hash ^ hash >> 31;
}

SourceHash source_hash_begin(void) {
    return (SourceHash){.lanes = {1, 2, 3, 4}};
}

Str source_hash_add(SourceHash *hash, Str source) {
    const unsigned char *p = (const unsigned char *)source.s;
    uint64_t lanes[LANES];
    memcpy(lanes, hash->lanes, sizeof lanes);
    size_t i = 0;
    for (; i + STEP <= source.len; i += STEP) {
        if (source.len - i > AHEAD)
            __builtin_prefetch(p + i + AHEAD);
        for (size_t lane = 0; lane < LANES; lane++)
            lanes[lane] = fold(lanes[lane] ^ read_word(p + i + lane * 16),
                               MULTIPLY_1 ^ read_word(p + i + lane * 16 + 8));
    }
    memcpy(hash->lanes, lanes, sizeof lanes);
    hash->len += i;
    return str_slice(source, i, source.len);
}

uint64_t source_hash_end(const SourceHash *hash, Str rest) {
    uint64_t value = str_hash(STR_HASH_SEED, rest.s, rest.len) ^ (hash->len + rest.len);
    for (size_t lane = 0; lane < LANES; lane++)
        value = mix(value ^ hash->lanes[lane]);
    return value;
}

uint64_t source_hash(Str source) {
    SourceHash hash = source_hash_begin();
    Str rest = source_hash_add(&hash, source);
    return source_hash_end(&hash, rest);
}
