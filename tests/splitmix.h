/* splitmix.h: the same numbers in each run, from a seed: SplitMix64 (Steele et al. 2014). */
#pragma once

#include <stddef.h>
#include <stdint.h>

static inline uint64_t splitmix_next(uint64_t *state) {
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

/* 0 to limit - 1. */
static inline size_t splitmix_below(uint64_t *state, size_t limit) {
    return (size_t)(splitmix_next(state) % limit);
}
