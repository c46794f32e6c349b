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
enum { LANES = 4, WORDS = 2 * LANES };

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

uint64_t source_hash(Str source) {
    const unsigned char *p = (const unsigned char *)source.s;
    uint64_t lanes[LANES] = {1, 2, 3, 4};
    size_t i = 0;
    for (; i + WORDS * 8 <= source.len; i += WORDS * 8) {
        if (source.len - i > AHEAD)
            __builtin_prefetch(p + i + AHEAD);
        for (size_t lane = 0; lane < LANES; lane++)
            lanes[lane] = fold(lanes[lane] ^ read_word(p + i + lane * 16),
                               MULTIPLY_1 ^ read_word(p + i + lane * 16 + 8));
    }
    uint64_t hash = str_hash(STR_HASH_SEED, p ? p + i : p, source.len - i) ^ source.len;
    for (size_t lane = 0; lane < LANES; lane++)
        hash = mix(hash ^ lanes[lane]);
    return hash;
}
