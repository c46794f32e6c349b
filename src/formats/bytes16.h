/* bytes16.h: sixteen bytes looked at together, where a file has to be looked at whole.
 *
 * GCC's and clang's vector types: what the machine has of them is used, without a word of assembly.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { BYTES16 = 16 };

typedef unsigned char Bytes16 __attribute__((vector_size(16)));

static inline Bytes16 bytes16_load(const char *s) {
    Bytes16 bytes;
    memcpy(&bytes, s, sizeof bytes);
    return bytes;
}

/* All bits of a byte are set where it is `c`, or below `c`; none elsewhere. */
static inline Bytes16 bytes16_equal(Bytes16 bytes, unsigned char c) {
    return (Bytes16)(bytes == c);
}

static inline Bytes16 bytes16_below(Bytes16 bytes, unsigned char c) {
    return (Bytes16)(bytes < c);
}

static inline bool bytes16_any(Bytes16 bytes) {
    uint64_t halves[2];
    memcpy(halves, &bytes, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

/* The bytes' sum. */
static inline size_t bytes16_sum(Bytes16 bytes) {
    uint64_t halves[2], sum = 0;
    memcpy(halves, &bytes, sizeof halves);
    for (int i = 0; i < 2; i++) {
        /* Four numbers of sixteen bits, then all of them into the uppermost. */
        uint64_t pairs = (halves[i] & UINT64_C(0x00FF00FF00FF00FF)) +
                         (halves[i] >> 8 & UINT64_C(0x00FF00FF00FF00FF));
        sum += pairs * UINT64_C(0x0001000100010001) >> 48;
    }
    return (size_t)sum;
}
