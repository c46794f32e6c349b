/* check.h: what the tests of this folder share. Header only; each test is one program. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "render/pixmap.h"

#define UNUSED __attribute__((unused))

/* xorshift64: the same numbers in each run. */
static UNUSED uint32_t random_next(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)(*state >> 32);
}

static UNUSED Pixmap random_picture(uint64_t seed, int32_t width, int32_t height) {
    Pixmap picture = pixmap_create(width, height);
    for (size_t i = 0; i < (size_t)width * (size_t)height; i++)
        picture.pixels[i] = 0xff000000 | random_next(&seed);
    return picture;
}

static UNUSED int channel_of(uint32_t pixel, int index) {
    return (int)(pixel >> (8 * index) & 0xff);
}
